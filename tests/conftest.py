"""Fixtures shared by all tests: the tiny library, and every shipped letter composed once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import tiny
from nkadvocate import shipped
from nkadvocate.composing import compose_letter
from nkadvocate.document import Document
from nkadvocate.library import Library, open_campaign, open_library
from nkadvocate.records import Campaign
from nkadvocate.shipped import DEFAULT_CAMPAIGN
from nkadvocate.tailoring import Dossier, tailor

sys.dont_write_bytecode = True  # nothing that tests invent is kept for other runs


@pytest.fixture
def open_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Library]:
    """Opens YAML texts as if they were all that ships: ``open_records(sources="- id: …")``.

    Further mappings from kind to text are folders of campaigns, in order.
    """

    def open_them(*campaigns: Mapping[str, str], **records: str) -> Library:
        seeds = tiny.write_records(tmp_path / "seeds", records)
        seeds.mkdir(exist_ok=True)
        monkeypatch.setattr(shipped, "SEEDS", seeds)
        folders = [tiny.write_records(tmp_path / f"campaign-{n}", more) for n, more in enumerate(campaigns)]
        return open_library(*folders)

    return open_them


@pytest.fixture
def tiny_library(open_records: Callable[..., Library]) -> Library:
    """The tiny library of this folder."""
    return open_records(**tiny.RECORDS)


@pytest.fixture
def tiny_campaign(tmp_path: Path, tiny_library: Library) -> Campaign:
    """A campaign of 10 July 2026 on the tiny library."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "campaign.yaml").write_text(tiny.CAMPAIGN, encoding="utf-8")
    return open_campaign(folder, tiny_library)


@pytest.fixture(scope="session")
def shipped_library() -> Library:
    return open_library()


@pytest.fixture(scope="session")
def shipped_campaign(shipped_library: Library) -> Campaign:
    campaign = open_campaign(shipped.CAMPAIGNS / DEFAULT_CAMPAIGN, shipped_library)
    return tiny.campaign_with(campaign, date="2026-07-10")


@pytest.fixture(scope="session")
def dossiers(shipped_library: Library, shipped_campaign: Campaign) -> Mapping[str, Dossier]:
    """What each shipped recipient is told, by its id."""
    return {
        recipient.id: tailor(shipped_library, recipient, shipped_campaign)
        for recipient in shipped_library.recipients.values()
    }


@pytest.fixture(scope="session")
def letters(dossiers: Mapping[str, Dossier]) -> Mapping[str, Document]:
    """The letter to each shipped recipient, by its id."""
    return {recipient_id: compose_letter(dossier) for recipient_id, dossier in dossiers.items()}
