"""The tiny library as what ships, and campaigns of invented testimonies."""

from __future__ import annotations

from pathlib import Path

import pytest

import tiny
from acceptance.command import here
from nkadvocate import shipped
from nkadvocate.cli import building
from persons.invented import READERS, Open, opener


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the tiny library and readers in confidence as what ships."""
    ships = tiny.RECORDS | {kind: tiny.RECORDS[kind] + records for kind, records in READERS.items()}
    monkeypatch.setattr(shipped, "SEEDS", tiny.write_records(tmp_path / "seeds", ships))
    monkeypatch.setattr(building, "processes", here)
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1783641600")  # 10 July 2026
    monkeypatch.setenv("NO_COLOR", "1")
    return desk


@pytest.fixture
def open_with(desk: Path) -> Open:
    """Opens the library with these testimonies: ``open_with(invented({"to": "public"}))``."""
    return opener(desk)
