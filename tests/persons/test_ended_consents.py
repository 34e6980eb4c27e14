"""Consents that have ended by today, whatever the date of the letters, and in whichever record."""

from __future__ import annotations

import email
from pathlib import Path

import docx
import pytest

from acceptance.command import nkadvocate
from acceptance.reading import docx_paragraphs
from nkadvocate.library import Audience, cleared, open_library
from persons.invented import campaign_folder, invented

RECIPIENT = "aland-minister"


BUILD = ("campaign", "build", "mine", "-f", "docx", "-o", "output", "-j", "1")
SUMMER, WINTER = "1783641600", "1796083200"
"""10 July and 1 December 2026."""


def attached() -> list[str]:
    """The words of each letter that a draft e-mail has attached."""
    found = []
    for draft in Path("output").glob("*.eml"):
        for part in email.message_from_bytes(draft.read_bytes()).walk():
            if part.get_filename():
                data = part.get_payload(decode=True)
                assert isinstance(data, bytes)
                found.append("\n".join(docx_paragraphs(data)))
    return found


@pytest.mark.parametrize("command", [("letter", RECIPIENT), ("briefing", "--for", RECIPIENT)])
def test_a_consent_that_has_ended_by_today_is_not_brought_back_by_an_older_date(
    desk: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """The date of last year's letters still stands in campaign.yaml."""
    record = invented({"form": "named", "expires": "2026-12-01"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT], date="2026-11-30")
    for epoch, named in ((SUMMER, True), ("1798761600", False)):  # 1 January 2027
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert nkadvocate(*command, "-c", "mine", "-f", "docx", "-o", epoch).exit_code == 0
        [written] = Path(epoch).glob("*.docx")
        assert ("Kyuri" in "\n".join(docx_paragraphs(written.read_bytes()))) == named


@pytest.mark.parametrize(
    "command",
    [
        ("list", "evidence", "-c", "mine"),
        ("show", "testimony-one", "-c", "mine"),
        ("explain", RECIPIENT, "-c", "mine"),
        ("check", "campaigns/mine"),
    ],
)
def test_every_command_knows_that_a_consent_has_ended_by_today(
    desk: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    record = invented({"form": "named", "expires": "2026-12-01"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT], date="2026-11-30")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 1 January 2027
    output = nkadvocate(*command).output
    assert "Kyuri" not in output
    assert "has expired" in output


def test_without_today_no_consent_holds_that_expires(desk: Path) -> None:
    """Whoever uses the library from Python may not say which day it is."""
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": "named", "expires": "2999-01-01"}))
    readers = Audience("2026-07-10", public=True)
    assert cleared(open_library(mine), readers).withheld == {"testimony-one": "the consent has expired"}
    assert cleared(open_library(mine, today="2026-07-10"), readers).withheld == {}


def test_a_letter_is_not_mailed_after_a_consent_has_ended(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing has changed since the letters were made but the day: they are drafted as e-mails when consent is gone."""
    record = invented({"form": "named", "expires": "2026-08-01"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", SUMMER)
    assert nkadvocate(*BUILD, "--eml").exit_code == 0
    assert ["Kyuri" in words for words in attached()] == [True]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", WINTER)
    assert "1 to be made anew" in nkadvocate("campaign", "status", "mine", "-f", "docx", "-o", "output").stderr
    assert nkadvocate(*BUILD, "--eml").exit_code == 0
    assert ["Kyuri" in words for words in attached()] == [False]


def test_an_edited_letter_is_not_mailed_after_a_consent_has_ended(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = invented({"form": "named", "expires": "2026-08-01"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT])
    assert nkadvocate(*BUILD).exit_code == 0
    [letter] = Path("output").glob("*.docx")
    edited = docx.Document(str(letter))
    edited.paragraphs[-1].add_run(" ")
    edited.save(str(letter))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", WINTER)
    result = nkadvocate(*BUILD, "--eml")
    assert result.exit_code == 1
    assert "may no longer be told" in result.stderr
    assert attached() == []


def test_no_build_takes_itself_for_finished_where_a_consent_may_end(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = invented({"form": "named", "expires": "2026-08-01"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT])
    assert nkadvocate(*BUILD).exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", WINTER)
    assert "1 built" in nkadvocate(*BUILD).stdout
    assert "1 unchanged" in nkadvocate(*BUILD).stdout


def test_a_consent_that_has_not_been_given_by_today_is_not_told_in_a_letter_dated_ahead(desk: Path) -> None:
    """It must hold on the day of the letter and today (records.md)."""
    record = invented({"form": "named", "given": "2026-12-01"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT], date="2026-12-10")
    build = ("campaign", "build", "mine", "-f", "docx", "-o", "output", "-j", "1", "--eml")
    assert nkadvocate(*build).exit_code == 0
    [letter] = Path("output").glob("*.docx")
    assert "Kyuri" not in "\n".join(docx_paragraphs(letter.read_bytes()))


def test_a_letter_dated_ahead_is_made_anew_when_the_consent_has_been_given(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = invented({"form": "named", "given": "2026-12-01"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT], date="2026-12-10")
    assert nkadvocate(*BUILD, "--eml").exit_code == 0
    assert ["Kyuri" in words for words in attached()] == [False]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", WINTER)
    assert nkadvocate(*BUILD, "--eml").exit_code == 0
    assert ["Kyuri" in words for words in attached()] == [True]
