"""An empty folder to run each command in, and every letter of the library as PDF, written once."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from acceptance.written import LetterOnDisk, write_letter
from nkadvocate.document import Document


@pytest.fixture(autouse=True)
def _in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    yield
    loud = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert not loud, loud


@pytest.fixture(scope="session")
def written(letters: Mapping[str, Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, LetterOnDisk]:
    """The letter to every recipient as PDF, and what was logged while it was written."""
    folder = tmp_path_factory.mktemp("letters")
    # Not forked: a fork would share the state of this process's threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=context) as pool:
        jobs = {name: pool.submit(write_letter, document, folder / f"{name}.pdf") for name, document in letters.items()}
        return {name: job.result() for name, job in jobs.items()}
