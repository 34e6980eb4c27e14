"""Letters held against their manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acceptance.command import campaign, nkadvocate, write
from nkadvocate.shipped import SEEDS

TWO = ["pl-foreign-minister", "cat-committee-chair"]


@pytest.fixture(autouse=True)
def _built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    campaign("mine", date="2026-12-10", recipients=TWO)
    nkadvocate("campaign", "build", "mine", "-f", "docx", "-f", "txt")


def verdicts() -> dict[str, tuple[bool, str]]:
    found = json.loads(nkadvocate("verify", "--json").stdout)
    return {Path(one["file"]).name: (one["good"], one["what"]) for one in found}


def test_untouched_letters_come_out_the_same_byte_for_byte() -> None:
    found = verdicts()
    assert len(found) == 4
    assert all(good and "byte for byte" in what for good, what in found.values())
    assert nkadvocate("verify").exit_code == 0


def test_a_changed_or_lost_file_is_named() -> None:
    Path("output/mine/2026-12-10-pl-foreign-minister.txt").write_text("other")
    Path("output/mine/2026-12-10-cat-committee-chair.docx").unlink()
    found = verdicts()
    assert found["2026-12-10-pl-foreign-minister.txt"] == (False, "was changed")
    assert found["2026-12-10-cat-committee-chair.docx"] == (False, "is not there")
    assert found["2026-12-10-pl-foreign-minister.docx"] == (True, "as it was made")
    assert nkadvocate("verify").exit_code == 1


def test_a_letter_forged_with_its_checksum_is_found_when_it_is_made_again() -> None:
    path, manifest = Path("output/mine/2026-12-10-pl-foreign-minister.txt"), Path("output/mine/manifest.json")
    entry = next(e for e in json.loads(manifest.read_text())["letters"] if e["recipient"] == "pl-foreign-minister")
    forged = path.read_bytes().replace(b"406", b"460")
    path.write_bytes(forged)
    manifest.write_text(manifest.read_text().replace(entry["files"][path.name], hashlib.sha256(forged).hexdigest()))
    good, what = verdicts()[path.name]
    assert not good
    assert "comes out otherwise when made again: byte" in what


BRIEFINGS = {
    "2026-12-10-briefing": [],
    "2026-12-10-briefing-cat-committee-chair": ["--for", "cat-committee-chair", "--since", "2026-01-01"],
    "2026-12-10-briefing-cat-committee-chair-one-page": ["--for", "cat-committee-chair", "--length", "one-page"],
}


def brief(*words: str) -> None:
    assert nkadvocate("briefing", "-c", "mine", "-f", "docx", "-o", "output/mine", *words).exit_code == 0


def test_briefings_come_out_the_same_byte_for_byte() -> None:
    for words in BRIEFINGS.values():
        brief(*words)
    found = verdicts()
    for name in BRIEFINGS:
        good, what = found[f"{name}.docx"]
        assert good
        assert "byte for byte" in what


def test_a_briefing_forged_with_its_edition_is_found_when_it_is_made_again() -> None:
    brief("--since", "2026-01-01")
    manifest = Path("output/mine/manifest.json")
    manifest.write_text(manifest.read_text().replace('"since": "2026-01-01"', '"since": null'))
    good, what = verdicts()["2026-12-10-briefing.docx"]
    assert good
    assert "would differ today" in what


def rewritten(change: Callable[[dict[str, dict[str, Any]]], object]) -> None:
    """The manifest with entries changed; ``change`` is given them by recipient."""
    manifest = Path("output/mine/manifest.json")
    said = json.loads(manifest.read_text())
    change({entry["recipient"]: entry for entry in said["letters"]})
    manifest.write_text(json.dumps(said))


def test_a_manifest_that_says_otherwise_than_a_briefing_is_told() -> None:
    brief()
    rewritten(lambda of: of[None].update(records=[], sources=[]))
    what = "says of 2026-12-10-briefing another records, sources than it was made with"
    assert verdicts()["manifest.json"] == (False, what)


def test_the_letter_to_another_under_the_name_of_a_recipient_is_found() -> None:
    pl, cat = (f"2026-12-10-{recipient}" for recipient in TWO)
    for ending in ("docx", "txt"):
        shutil.copy(f"output/mine/{pl}.{ending}", f"output/mine/{cat}.{ending}")

    def swapped(of: dict[str, dict[str, Any]]) -> None:
        to_pl, to_cat = (of[recipient] for recipient in TWO)
        files = {name.replace(pl, cat): checksum for name, checksum in to_pl["files"].items()}
        to_cat.update(to_pl | {"stem": cat, "files": files})

    rewritten(swapped)
    good, what = verdicts()["manifest.json"]
    assert not good
    assert what == f"says of {cat} that it is a document which would have another name, or no files"
    assert nkadvocate("verify").exit_code == 1


def test_a_letter_whose_files_the_manifest_leaves_out_is_not_passed_over() -> None:
    rewritten(lambda of: of["pl-foreign-minister"].update(files={}))
    found = verdicts()
    assert not found["manifest.json"][0]
    assert found["2026-12-10-pl-foreign-minister.txt"] == (True, "is not in the manifest, and was not checked")


def test_a_briefing_is_not_called_wrong_when_another_office_has_changed() -> None:
    """It says of every office what it can do."""
    brief("--for", "cat-committee-chair")
    offices = (SEEDS / "recipients/transit-states.yaml").read_text("utf-8")
    write(Path("campaigns/mine/recipients/other.yaml"), offices.replace("actor: mn", "actor: jp"))
    good, what = verdicts()["2026-12-10-briefing-cat-committee-chair.docx"]
    assert good
    assert "would differ today" in what


def test_letters_of_a_campaign_that_changed_are_not_called_wrong() -> None:
    write(Path("campaigns/mine/templates/parts/reply.md.j2"), "We ask for an answer by {{ reply_by }}.\n")
    assert all(good and "have changed since" in what for good, what in verdicts().values())


def test_letters_of_a_campaign_that_is_gone_are_not_said_to_be_as_they_were_made() -> None:
    """Who changes a letter can change its checksum too."""
    Path("campaigns/mine/campaign.yaml").unlink()
    what = "agrees with its checksum, but cannot be made again to compare: campaign mine is not here"
    assert set(verdicts().values()) == {(False, what)}
    assert nkadvocate("verify").exit_code == 1


def test_a_folder_without_a_manifest_is_a_finding() -> None:
    Path("empty").mkdir()
    result = nkadvocate("verify", "empty")
    assert result.exit_code == 1
    assert "there is no manifest" in result.stderr


def among_others(name: str) -> None:
    """The manifest with a file of these letters, forged, among those made of letters for sending them."""
    path, manifest = Path("output/mine") / name, Path("output/mine/manifest.json")
    path.write_bytes(b"forged")
    others = {name: hashlib.sha256(b"forged").hexdigest()}
    said = json.loads(manifest.read_text())
    letters = [entry for entry in said["letters"] if name not in entry["files"]]
    manifest.write_text(json.dumps(said | {"letters": letters, "finished": None, "others": others}))


@pytest.mark.parametrize("ending", ["docx", "txt", "pdf"])
def test_a_forged_letter_that_the_manifest_lists_among_other_files_does_not_verify(ending: str) -> None:
    name = f"2026-12-10-pl-foreign-minister.{ending}"
    among_others(name)
    good, what = verdicts()[name]
    assert not good
    assert "listed among what is made of letters for sending them" in what
    assert nkadvocate("verify").exit_code == 1


@pytest.mark.parametrize("name", ["2026-12-10-somebody-else.eml", "letters.docx", "merge.csv.docx", "Letters.pdf"])
def test_nor_does_any_file_but_those_that_are_made_for_sending(name: str) -> None:
    among_others(name)
    assert not verdicts()[name][0]


def test_what_is_made_for_sending_letters_verifies() -> None:
    assert nkadvocate("campaign", "build", "mine", "-f", "pdf", "--bundle", "--csv", "--eml").exit_code == 0
    found = verdicts()
    made = ["letters.pdf", "merge.csv", *(f"2026-12-10-{recipient}.eml" for recipient in TWO)]
    assert [found[name] for name in made] == [(True, "as it was made")] * 4
