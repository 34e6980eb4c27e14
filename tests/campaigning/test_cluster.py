"""The same build on a cluster: a scheduler and two workers on this computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from distributed import LocalCluster

from acceptance.command import campaign, nkadvocate, process

TWO = ["pl-foreign-minister", "cat-committee-chair", "crc-committee-chair", "unhcr-high-commissioner"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def letters(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir() if path.is_file()}


@pytest.mark.filterwarnings("default")
def test_a_cluster_makes_the_same_letters_byte_for_byte() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        made = process(
            *("campaign", "build", "mine", "-f", "docx", "-f", "txt", "-o", "far"),
            *("--scheduler", cluster.scheduler_address),
        )
    assert made.returncode == 0, made.stderr
    assert "4 built" in made.stdout
    nkadvocate("campaign", "build", "mine", "-f", "docx", "-f", "txt", "-o", "near")
    assert letters("far") == letters("near")


def test_a_scheduler_that_is_not_there_is_a_problem_with_a_name() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    made = process("campaign", "build", "mine", "-f", "txt", "--scheduler", "tcp://127.0.0.1:9")
    assert made.returncode == 1
    assert "tcp://127.0.0.1:9 does not answer" in made.stderr
    assert "Traceback" not in made.stderr
