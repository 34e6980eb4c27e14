"""Seats that nobody holds on the day of the letters: no letter goes there, and every command says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from acceptance.command import campaign, files, nkadvocate, write
from nkadvocate.library import Library
from nkadvocate.tailoring import unseated
from tiny import changed

MEMBERS = """
- {id: gb-commons-jane-example, member_of: gb-commons, holder: {family: Example, given: Jane, checked_on: 2026-01-01}}
- {id: gb-commons-north, member_of: gb-commons, office: Member of Parliament for North, vacant: true}
- id: gb-commons-alex-example
  member_of: gb-commons
  holder: {family: Example, given: Alex, term_end: 2026-12-09, checked_on: 2026-01-01}
"""
VACANT = "gb-commons-north: the seat is vacant"
OVER = "gb-commons-alex-example: the term ended on 2026-12-09, before the letter of 2026-12-10"


@pytest.fixture(autouse=True)
def _mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = campaign("mine", date="2026-12-10", recipients=["family=gb-commons"])
    write(folder / "recipients/members.yaml", MEMBERS)


def test_a_build_skips_them_and_says_why() -> None:
    result = nkadvocate("campaign", "build", "mine", "-f", "txt", "--csv")
    assert result.exit_code == 0
    assert "1 built, 2 skipped" in result.stdout
    assert f"skipped: {VACANT}" in result.stderr
    assert f"skipped: {OVER}" in result.stderr
    assert [name for name in files("output/mine") if name.endswith(".txt")] == [
        "2026-12-10-gb-commons-jane-example.txt"
    ]
    assert "gb-commons-north" not in Path("output/mine/merge.csv").read_text("utf-8-sig")


def test_check_and_status_say_the_same() -> None:
    result = nkadvocate("campaign", "check", "mine", "-f", "txt")
    assert result.stdout == "1 letter dated 2026-12-10 can be written, 2 skipped\n"
    assert VACANT in result.stderr
    states = json.loads(nkadvocate("campaign", "status", "mine", "-f", "txt", "--json").stdout)
    assert states == [
        {"recipient": "gb-commons-jane-example", "state": "missing", "why": None},
        {"recipient": "gb-commons-north", "state": "skipped", "why": "the seat is vacant"},
        {"recipient": "gb-commons-alex-example", "state": "skipped", "why": OVER.partition(": ")[2]},
    ]
    told = nkadvocate("campaign", "status", "mine", "-f", "txt")
    assert "gb-commons-north\tskipped: the seat is vacant" in told.stdout
    assert told.stderr == "1 not there, 2 skipped\n"


def test_a_build_for_none_but_them_writes_nothing_and_is_no_failure() -> None:
    result = nkadvocate("campaign", "build", "mine", "-f", "txt", "--only", "gb-commons-north")
    assert result.exit_code == 0
    assert result.stdout == "output/mine: 1 skipped\n"


def test_a_letter_to_a_seat_that_is_vacant_now_is_left_over() -> None:
    nkadvocate("campaign", "build", "mine", "-f", "txt")
    write(
        Path("campaigns/mine/recipients/members.yaml"),
        MEMBERS.replace("holder: {family: Example, given: Jane, checked_on: 2026-01-01}", "vacant: true"),
    )
    result = nkadvocate("campaign", "status", "mine", "-f", "txt")
    assert "left over: output/mine/2026-12-10-gb-commons-jane-example.txt" in result.stderr


def test_a_single_letter_that_is_asked_for_is_written_with_a_note() -> None:
    result = nkadvocate("letter", "gb-commons-north", "-c", "mine", "-f", "txt", "-o", "out")
    assert result.exit_code == 0
    assert f"note: {VACANT}" in result.stderr


def test_an_office_lasts_without_its_holder(shipped_library: Library) -> None:
    for vacant in (True, False):
        over = {"family": "Example", "term_end": "2026-01-01", "checked_on": "2026-01-01"}
        library = changed(shipped_library, "pl-foreign-minister", vacant=vacant, holder=over)
        assert unseated(library, library.recipient("pl-foreign-minister"), "2026-12-10") is None
