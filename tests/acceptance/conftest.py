"""All letters of the library, composed once, and an empty folder to run each command in."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from acceptance.command import DATE
from acceptance.written import LetterOnDisk, write_letter
from nkadvocate.composing import compose_letter
from nkadvocate.document import Document
from nkadvocate.library import Library, campaign_folder, open_campaign, open_library
from nkadvocate.records import Campaign
from nkadvocate.tailoring import Dossier, tailor


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
def shipped() -> tuple[Library, Campaign]:
    """The shipped library and the default campaign, dated."""
    folder = campaign_folder("default")
    library = open_library(folder)
    return library, open_campaign(folder, library).model_copy(update={"date": DATE})


@pytest.fixture(scope="session")
def dossiers(shipped: tuple[Library, Campaign]) -> dict[str, Dossier]:
    library, campaign = shipped
    return {name: tailor(library, recipient, campaign) for name, recipient in library.recipients.items()}


@pytest.fixture(scope="session")
def letters(dossiers: dict[str, Dossier]) -> dict[str, Document]:
    """The letter to every recipient of the library."""
    return {name: compose_letter(dossier) for name, dossier in dossiers.items()}


@pytest.fixture(scope="session")
def written(letters: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, LetterOnDisk]:
    """The letter to every recipient as PDF, and what was logged while it was written."""
    folder = tmp_path_factory.mktemp("letters")
    # Not forked: a fork would share the state of this process's threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=context) as pool:
        jobs = {
            name: pool.submit(write_letter, document, folder / f"{name}.pdf") for name, document in letters.items()
        }
        return {name: job.result() for name, job in jobs.items()}
