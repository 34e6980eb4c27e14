"""Documents in the folder of a build that tell of a person what may no longer be told, whoever wrote them there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from acceptance.command import nkadvocate
from nkadvocate import shipped
from persons.invented import campaign_folder, dump, invented

SEAL = "0123456789abcdef0123456789abcdef"
NAMED = {"form": "named"}
TWO = {"recipients": ["aland-minister", "bland-minister"], "seal": SEAL}
BUILD = ("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1")
STATUS = ("campaign", "status", "mine", "-f", "txt", "-o", "output")
LEFT = "tells what its readers may no longer be told"


def mine(*testimonies: dict[str, Any], **fields: Any) -> None:
    campaign_folder(Path("campaigns/mine"), *testimonies, **(TWO | fields))


def naming() -> set[str]:
    """The files in the folder that have the name, in clear or in what they have attached."""
    found = set()
    for path in Path("output").iterdir():
        if path.suffix == ".docx":
            text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        else:
            text = path.read_text("utf-8")
        if "Kyuri" in text or path.suffix == ".eml":
            found.add(path.name)
    return found


def told(*command: str) -> set[str]:
    lines = (
        line for line in nkadvocate(*command).stderr.splitlines() if line.startswith("left over: ") and LEFT in line
    )
    return {line.split()[2].removeprefix("output/") for line in lines}


@pytest.mark.parametrize(
    "now",
    [
        pytest.param([invented(NAMED | {"withdrawn": "2026-07-01"})], id="withdrawn"),
        pytest.param([invented(NAMED | {"expires": "2026-07-01"})], id="expired"),
        pytest.param([invented({"form": "pseudonym"})], id="no longer named"),
        pytest.param([invented({"form": "unnamed"})], id="unnamed"),
        pytest.param([invented(NAMED, audience="internal")], id="kept"),
        pytest.param([], id="deleted"),
    ],
)
def test_whatever_kind_of_document_it_is_build_and_status_tell_it(desk: Path, now: list[dict[str, Any]]) -> None:
    mine(invented(NAMED))
    assert nkadvocate(*BUILD, "--eml").exit_code == 0
    assert nkadvocate("annex", "--for", "aland-minister", "-c", "mine", "-f", "csv").exit_code == 0
    assert nkadvocate("briefing", "-c", "mine", "-f", "html", "-o", "output").exit_code == 0
    assert nkadvocate("affected", "testimony-one", "-c", "mine", "-o", "output").exit_code == 0
    left = naming()
    assert {Path(name).suffix for name in left} == {".txt", ".csv", ".html", ".docx", ".eml"}
    assert not told(*STATUS)
    mine(*now, kind="open-letter")
    assert told(*STATUS) == left
    assert told(*BUILD) == left
    assert naming() == left
    assert told(*BUILD) == left
    assert told(*STATUS) == left


def test_so_they_do_where_less_is_told_of_somebody_who_is_named(desk: Path) -> None:
    mine(invented(NAMED))
    nkadvocate("annex", "--for", "aland-minister", "-c", "mine", "-f", "csv")
    mine(invented(NAMED | {"detail": "year-and-country"}))
    assert told(*STATUS) == told(*BUILD) == {"2026-07-10-annex-aland-minister.csv"}


def test_so_they_do_where_only_the_date_of_the_statement_is_told_less_exactly(desk: Path) -> None:
    record = {"claim": "{person} said in {as_of} that she was beaten.", "as_of": "2025-03-17"}
    person = {"age": None, "when": None, "where": None}
    mine(invented(NAMED | {"detail": "exact"}, person=person, **record))
    nkadvocate("annex", "--for", "aland-minister", "-c", "mine", "-f", "csv")
    assert not told(*STATUS)
    mine(invented(NAMED | {"detail": "year-and-country"}, person=person, **record))
    assert told(*STATUS) == told(*BUILD) == {"2026-07-10-annex-aland-minister.csv"}


@pytest.mark.parametrize("words", ["Statement of Invented Kyuri", "Statement of Kyuri", "Statement of 발명한 규리"])
def test_so_they_do_where_other_words_of_a_document_have_the_name(desk: Path, words: str) -> None:
    record = {"status": "superseded", "reason": "There is a fuller account."}
    mine(invented(NAMED, **record), enclosures=[words])
    assert nkadvocate(*BUILD).exit_code == 0
    left = {"2026-07-10-aland-minister.txt", "2026-07-10-bland-minister.txt"}
    assert words in Path("output/2026-07-10-aland-minister.txt").read_text("utf-8")
    assert "told the Watch" not in Path("output/2026-07-10-aland-minister.txt").read_text("utf-8")
    assert not told(*STATUS)
    mine(invented(NAMED | {"withdrawn": "2026-07-01"}, **record), kind="open-letter")
    assert told(*STATUS) == told(*BUILD) == left


@pytest.mark.parametrize("template", ["annex", "email"])
def test_so_they_do_where_a_template_of_what_goes_with_a_letter_has_the_name(desk: Path, template: str) -> None:
    record = {"status": "superseded", "reason": "There is a fuller account."}
    mine(invented(NAMED, **record), recipients=["aland-minister"])
    shipped_words = (shipped.TEMPLATES / f"en/{template}.md.j2").read_text("utf-8")
    own = Path(f"campaigns/mine/templates/{template}.md.j2")
    own.parent.mkdir()
    own.write_text(f"{shipped_words}\nWe thank Invented Kyuri.\n", "utf-8")
    if template == "annex":
        assert nkadvocate("annex", "--for", "aland-minister", "-c", "mine", "-f", "html").exit_code == 0
    else:
        assert nkadvocate(*BUILD, "--eml").exit_code == 0
    left = naming()
    assert {Path(name).suffix for name in left} == {".html" if template == "annex" else ".eml"}
    own.unlink()
    mine(invented(NAMED | {"withdrawn": "2026-07-01"}, **record), kind="open-letter", recipients=["aland-minister"])
    assert left <= told(*STATUS)
    assert left <= told(*BUILD)


def test_so_they_do_of_what_was_told_before_the_record_was_known_to_be_of_a_person(desk: Path) -> None:
    plainly = invented(claim="Invented Kyuri said that she was beaten.", kind="statement")
    mine({field: value for field, value in plainly.items() if field not in ("person", "consent")})
    assert nkadvocate("briefing", "-c", "mine", "-f", "html", "-o", "output").exit_code == 0
    left = naming()
    assert left
    mine(invented({"form": "unnamed"}))
    assert told(*STATUS) == left


def test_so_they_do_where_the_look_has_the_name(desk: Path) -> None:
    record = {"status": "superseded", "reason": "There is a fuller account."}
    mine(invented(NAMED, **record))
    sheet = Path("campaigns/mine/style.css")
    sheet.write_text('@page { @bottom-center { content: "Freedom for Invented Kyuri" } }', "utf-8")
    assert nkadvocate(*BUILD).exit_code == 0
    mine(invented(NAMED | {"withdrawn": "2026-07-01"}, **record), kind="open-letter")
    sheet.unlink()
    assert told(*STATUS) == {"2026-07-10-aland-minister.txt", "2026-07-10-bland-minister.txt"}


def test_so_they_do_where_the_campaign_has_another_id(desk: Path) -> None:
    mine(invented(NAMED))
    nkadvocate(*BUILD)
    gone = invented(NAMED | {"withdrawn": "2026-07-01"})
    mine(gone, id="tinytwo", recipients=["bland-minister"])
    assert told(*STATUS) == {"2026-07-10-aland-minister.txt", "2026-07-10-bland-minister.txt"}
    assert told(*BUILD) == naming() == {"2026-07-10-aland-minister.txt"}


def test_so_they_do_where_the_record_is_gone_and_the_folder_has_the_old_id_as_its_name(desk: Path) -> None:
    mine(invented(NAMED), id="mine")
    nkadvocate(*BUILD)
    left = naming()
    mine(id="winter", date="2026-07-09")
    assert left
    assert told(*STATUS) == told(*BUILD) == left


@pytest.mark.parametrize("folder", ["campaigns/other", "campaigns/early"])
def test_they_do_not_where_another_folder_has_the_old_id_now(desk: Path, folder: str) -> None:
    mine(invented(NAMED), id="early")
    nkadvocate(*BUILD)
    campaign_folder(Path(folder), invented(NAMED), id="early", seal=SEAL[::-1])
    mine(id="winter", date="2026-07-09")
    assert naming()
    assert not told(*STATUS)
    assert not told(*BUILD)


def test_they_do_where_the_folder_that_has_it_is_a_copy(desk: Path) -> None:
    mine(invented(NAMED), id="early")
    nkadvocate(*BUILD)
    left = naming()
    campaign_folder(Path("campaigns/mine-2025"), invented(NAMED), id="early", seal=SEAL)
    mine(id="winter", date="2026-07-09")
    assert left
    assert told(*STATUS) == told(*BUILD) == left


def test_so_does_a_build_of_other_letters_alone(desk: Path) -> None:
    mine(invented(NAMED))
    nkadvocate(*BUILD)
    mine(invented(NAMED | {"withdrawn": "2026-07-01"}))
    assert told(*BUILD, "--only", "bland-minister") == naming() == {"2026-07-10-aland-minister.txt"}
    assert not told(*BUILD)
    assert not naming()


def test_so_does_the_one_that_finds_evidence_for_everyone_kept(desk: Path) -> None:
    event = invented(id="event-one", claim="The Watch found 77 graves.", kind="event")
    event |= {"person": None, "consent": None}
    mine(event)
    nkadvocate(*BUILD)
    mine(event | {"audience": "internal"}, kind="open-letter")
    assert told(*STATUS) == told(*BUILD) == {"2026-07-10-aland-minister.txt", "2026-07-10-bland-minister.txt"}


def test_what_may_still_be_told_is_not_told_of(desk: Path) -> None:
    """In other words than before too; nor is what another campaign protects."""
    mine(invented(NAMED))
    campaign_folder(Path("campaigns/other"), invented(NAMED), id="other", seal=SEAL[::-1])
    nkadvocate(*BUILD)
    nkadvocate("annex", "--for", "aland-minister", "-c", "mine", "-f", "csv")
    nkadvocate("document", "open-letter", "aland-minister", "-c", "other", "-f", "txt")
    claim = "{person}, aged {age}, said to the Watch that she was beaten {when} {where}."
    mine(invented(NAMED, claim=claim), kind="open-letter")
    campaign_folder(Path("campaigns/other"), id="other", seal=SEAL[::-1])
    assert len(naming()) == 4
    assert not told(*STATUS)
    assert not told(*BUILD)


def test_what_is_told_in_confidence_is_held_against_those_who_read_it(desk: Path) -> None:
    """Also after the campaign has gone over to open letters."""
    mine(invented({"to": "governments", "form": "named"}), publication="confidential", recipients=["bland-minister"])
    nkadvocate(*BUILD)
    nkadvocate("annex", "--for", "bland-minister", "-c", "mine", "-f", "csv")
    left = naming()
    assert {Path(name).suffix for name in left} == {".txt", ".csv"}
    mine(invented({"to": "governments", "form": "named"}), kind="open-letter")
    assert not told(*BUILD)
    mine(invented({"to": "governments", "form": "pseudonym"}), kind="open-letter")
    assert told(*BUILD) == left


@pytest.mark.parametrize("first", ["default", "early"])
def test_so_they_do_where_the_campaign_had_the_id_of_one_that_ships(
    desk: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """As a copy of it has, until it is given its own."""
    ships = campaign_folder(desk / "ships" / "default", seal=None)
    (ships / "campaign.yaml").write_text((ships / "campaign.yaml").read_text("utf-8").replace("seal: null\n", ""))
    monkeypatch.setattr(shipped, "CAMPAIGNS", ships.parent)
    mine(invented(NAMED), id=first)
    assert nkadvocate(*BUILD).exit_code == 0
    named = naming()
    mine(id="mine")
    assert named
    assert told(*STATUS) == named


def test_a_letter_is_made_anew_when_its_reader_becomes_one_of_the_campaigns_own(desk: Path) -> None:
    """Though not a word of the record changes: a list of one's own is no proof of who somebody is."""
    office = {"to": "un-body-in-confidence", "actors": ["rights-office"]} | NAMED
    confidential = {"recipients": ["rights-commissioner"], "publication": "confidential"}
    mine(invented(office), **confidential)
    assert nkadvocate(*BUILD, "--eml").exit_code == 0
    assert naming()
    records = yaml.safe_load((shipped.SEEDS / "recipients" / "recipients.yaml").read_text("utf-8"))
    own = [one for one in records if one["id"] == "rights-commissioner"]
    Path("campaigns/mine/recipients/own.yaml").write_text(dump(own), "utf-8")
    assert "1 built" in nkadvocate(*BUILD, "--eml").stdout
    assert "Kyuri" not in Path("output/2026-07-10-rights-commissioner.txt").read_text("utf-8")
