"""Readers who are more than the record of a recipient says, and kinds of document that more people read."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from acceptance.command import nkadvocate
from nkadvocate.library import Audience, cleared
from persons.invented import Open, campaign_folder, dump, invented, told
from tiny import with_record

SEAL = "0123456789abcdef0123456789abcdef"
CONFIDENTIAL = {"publication": "confidential", "seal": SEAL}
OFFICE = {"family": "others", "roles": ["executive"], "form": "minister", "standing": "Your Office decides.[@treaty-3]"}


def test_a_member_of_a_parliament_is_no_government(desk: Path) -> None:
    """Whoever sits in a parliament, for the opposition too, gets letters one by one."""
    record = invented({"to": "governments", "form": "named"})
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=["member"], **CONFIDENTIAL)
    office = OFFICE | {"id": "member", "office": "Member", "body": "Parliament of Bland", "actor": "bland"}
    (mine / "recipients" / "more.yaml").write_text(dump([office | {"roles": ["legislator", "executive"]}]), "utf-8")
    assert nkadvocate("letter", "member", "-c", "mine", "-f", "txt").exit_code == 0
    assert "Kyuri" not in told()


def test_a_human_rights_institution_is_no_government(open_with: Open) -> None:
    """It is independent of it; a consent that names it covers it."""
    library = open_with(invented({"to": "governments"}), invented({"to": "governments", "actors": ["bland"]}, id="two"))
    to_bland = Audience("2026-07-10", frozenset(["bland"]))
    assert cleared(library, to_bland).withheld == {}
    chair = library.recipients["bland-minister"].model_copy(update={"roles": ("rights-institution",)})
    library = dataclasses.replace(library, recipients={**library.recipients, "bland-minister": chair})
    assert [*cleared(library, to_bland).withheld] == ["testimony-one"]


@pytest.mark.parametrize(("named", "covered"), [("bland", False), ("bland-parliament", True)])
def test_nor_does_a_consent_that_names_the_state_cover_its_human_rights_institution(
    open_with: Open, named: str, covered: bool
) -> None:
    library = open_with(invented({"to": "governments", "actors": [named]}))
    changes = {"id": "chair", "actor": "bland-parliament", "roles": ("rights-institution",)}
    library = with_record(library, "recipients", library.recipients["bland-minister"].model_copy(update=changes))
    assert (cleared(library, Audience("2026-07-10", frozenset(["bland-parliament"]))).withheld == {}) is covered


def test_a_list_of_recipients_does_not_make_a_stranger_a_un_body(desk: Path) -> None:
    record = invented({"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"})
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=["friend"], **CONFIDENTIAL)
    office = OFFICE | {"id": "friend", "office": "Friend", "body": "A House", "actor": "rights-office"}
    (mine / "recipients" / "more.yaml").write_text(dump([office | {"email": "friend@example.org"}]), "utf-8")
    build = ("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1", "--eml")
    assert nkadvocate(*build).exit_code == 0
    assert "Kyuri" not in told()
    [mail] = Path("output").glob("*.eml")
    assert "Kyuri" not in mail.read_text("utf-8")


STRANGERS = {
    "recipients": {"id": "friend", "office": "Friend", "body": "A House", "actor": "bland", **OFFICE},
    "actors": {"id": "bland", "kind": "state", "name": "Bland", "iso": "XB"},
}
"""Records of a campaign's own that say who a government is, by themselves or in the place of a shipped one."""


@pytest.mark.parametrize("kind", STRANGERS)
@pytest.mark.parametrize("changes", [{}, {"person": None, "consent": None, "kind": "event", "audience": "governments"}])
def test_nor_a_government(desk: Path, kind: str, changes: dict[str, Any]) -> None:
    record = invented({"to": "governments", "form": "named"}, claim="The Watch found graves.") | changes
    to = "friend" if kind == "recipients" else "bland-minister"
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=["bland-minister"], **CONFIDENTIAL)
    assert nkadvocate("letter", "bland-minister", "-c", "mine", "-f", "txt", "-o", "shipped").exit_code == 0
    assert "graves" in told("shipped")
    (mine / kind / "more.yaml").write_text(dump([STRANGERS[kind]]), "utf-8")
    assert nkadvocate("letter", to, "-c", "mine", "-f", "txt").exit_code == 0
    assert "graves" not in told()


@pytest.mark.parametrize("to", ["un-body-in-confidence", "governments"])
def test_a_consent_that_names_a_recipient_of_ones_own_covers_it(desk: Path, to: str) -> None:
    """And no other that acts for the same."""
    record = invented({"to": to, "actors": ["friend"], "form": "named"})
    mine = campaign_folder(desk / "campaigns" / "mine", **CONFIDENTIAL)
    friend = STRANGERS["recipients"]
    (mine / "recipients" / "more.yaml").write_text(dump([friend, friend | {"id": "another"}]), "utf-8")
    campaign_folder(mine, record, recipients=["friend"], **CONFIDENTIAL)
    for recipient in ("friend", "another", "bland-minister"):
        assert nkadvocate("letter", recipient, "-c", "mine", "-f", "txt", "-o", recipient).exit_code == 0
        assert ("Kyuri" in told(recipient)) == (recipient == "friend")
    assert ("a state is no UN body" in nkadvocate("check", "campaigns/mine").output) == (to != "governments")


@pytest.mark.parametrize(("organisation", "named"), [("The Network", True), ("Another Network", False)])
def test_who_signs_with_others_reads_the_letter_too(desk: Path, organisation: str, named: bool) -> None:
    record = invented({"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"})
    campaign_folder(
        desk / "campaigns" / "mine",
        record,
        recipients=["rights-commissioner"],
        signatories=[
            {"name": "A. Example", "title": "Chair", "organisation": "The Network"},
            {"name": "B. Other", "title": "Director", "organisation": organisation},
        ],
        **CONFIDENTIAL,
    )
    assert nkadvocate("letter", "rights-commissioner", "-c", "mine", "-f", "txt").exit_code == 0
    assert ("Kyuri" in told()) == named


@pytest.mark.parametrize(
    ("grants", "shown"),
    [
        ([{"form": "named", "purposes": ["advocacy"]}], None),
        ([{"form": "named", "purposes": ["media"]}], None),
        ([{"form": "named", "purposes": ["advocacy", "media"]}], "Invented Kyuri, aged"),
        ([{"form": "named"}, {"form": "pseudonym", "purposes": ["media"]}], "Zaza (name changed), aged"),
    ],
)
def test_a_press_release_needs_consent_for_the_media(desk: Path, grants: list[Any], shown: str | None) -> None:
    mine = campaign_folder(desk / "campaigns" / "mine", invented(*grants), recipients=["bland-minister"])
    (mine / "templates").mkdir()
    (mine / "templates" / "press-release.md.j2").write_text(
        "{# A press release. #}\n{% extends 'open-letter.md.j2' %}\n", "utf-8"
    )
    assert nkadvocate("document", "press-release", "bland-minister", "-c", "mine", "-f", "txt").exit_code == 0
    words = " ".join(told().split())
    assert ("was beaten on" in words or "was beaten in" in words) == (shown is not None)
    assert (shown or "The Network") in words


def test_an_open_letter_needs_no_more_than_consent_for_advocacy_before_everyone(desk: Path) -> None:
    campaign_folder(desk / "campaigns" / "mine", invented({"form": "named"}), recipients=["bland-minister"])
    assert nkadvocate("document", "open-letter", "bland-minister", "-c", "mine", "-f", "txt").exit_code == 0
    assert "Kyuri" in told()


def test_a_briefing_for_a_meeting_in_confidence_comes_out_the_same_when_it_is_made_again(desk: Path) -> None:
    record = invented({"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=["rights-commissioner"], **CONFIDENTIAL)
    made = nkadvocate("briefing", "--for", "rights-commissioner", "-c", "mine", "-f", "html")
    assert made.exit_code == 0
    assert "Kyuri" in Path("output/2026-07-10-briefing-rights-commissioner.html").read_text("utf-8")
    verified = nkadvocate("verify", "output", "-c", "mine")
    assert verified.exit_code == 0, verified.output


def test_one_who_signs_for_another_organisation_in_the_title_reads_the_letter_too(desk: Path) -> None:
    record = invented({"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"})
    made = nkadvocate(
        *("campaign", "new", "mine", "--title", "Protection", "--sender", "The Network", "--description", "a network"),
        *("--address", "1 Example Street", "--email", "a@example.org", "--place", "Geneva", "--date", "2026-07-10"),
        *("--signatory", "A. Example, Chair", "--signatory", "B. Other, Director of Another Network"),
        *("--recipient", "rights-commissioner"),
    )
    assert made.exit_code == 0, made.output
    text = Path("campaigns/mine/campaign.yaml").read_text("utf-8")
    campaign_folder(desk / "campaigns" / "mine", record)
    Path("campaigns/mine/campaign.yaml").write_text(f"{text}\npublication: confidential\n", "utf-8")
    assert nkadvocate("letter", "rights-commissioner", "-c", "mine", "-f", "txt").exit_code == 0
    assert "Director of Another Network" in told()
    assert "Kyuri" not in told()


@pytest.mark.parametrize("others", [["dland-ministry"], ["dland-ministry", "bland"]])
def test_what_is_withheld_from_one_of_several_readers_is_withheld_from_all(open_with: Open, others: list[str]) -> None:
    """Who gets a copy has what was written to them alone too, with the same note."""
    office = {"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"}
    one = invented(office, person={"names": ["Ri Sun-hee"], "pseudonym": "Maehwa"})
    two = invented({"form": "pseudonym"}, person={"names": ["Ri Sun-hee"], "pseudonym": "Maehwa"}, id="testimony-two")
    library = open_with(one, two)
    alone, together = (
        cleared(library, Audience("2026-07-10", frozenset(readers)))
        for readers in (["rights-office"], ["rights-office", *others])
    )
    assert [*alone.evidence.keys() & {"testimony-one", "testimony-two"}] == ["testimony-one"]
    assert together.withheld.keys() == {"testimony-one", "testimony-two"}
    assert together.withheld["testimony-two"] == alone.withheld["testimony-two"]
