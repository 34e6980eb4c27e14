"""Who reads a letter, and which consent covers them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nkadvocate.library import Audience, Library, audience_of, cleared, open_campaign
from nkadvocate.problems import ProblemsError
from nkadvocate.tailoring import tailor
from persons.invented import Open, campaign_folder, invented
from tiny import campaign_with

DAY = "2026-07-10"
IN_CONFIDENCE = {"publication": "confidential"}


def audience(library: Library, desk: Path, recipient: str | None, **fields: Any) -> Audience:
    campaign = open_campaign(campaign_folder(desk / "other", **fields), library)
    return audience_of(library, campaign, library.recipients[recipient] if recipient else None, DAY)


def why_withheld(library: Library, readers: Audience) -> str | None:
    return cleared(library, readers).withheld.get("testimony-one")


def to(*actors: str) -> Audience:
    return Audience(DAY, frozenset(actors))


PUBLIC = Audience(DAY, public=True)


def test_a_letter_is_public_unless_its_campaign_says_that_it_is_confidential(open_with: Open, desk: Path) -> None:
    library = open_with(invented())
    assert audience(library, desk, "bland-minister").public
    assert audience(library, desk, "bland-minister", **IN_CONFIDENCE) == to("bland")
    assert audience(library, desk, None, **IN_CONFIDENCE).public


def test_those_who_get_copies_read_the_letter_too(open_with: Open, desk: Path) -> None:
    library = open_with(invented())
    copied = audience(library, desk, "rights-commissioner", copies=["bland-minister"], **IN_CONFIDENCE)
    assert copied == to("rights-office", "bland")


@pytest.mark.parametrize("copy", ["The Editor, The Paper", "speaker", "bland-minister "])
def test_a_copy_to_unknown_readers_or_to_a_parliament_makes_a_letter_public(
    open_with: Open, desk: Path, copy: str
) -> None:
    readers = audience(open_with(invented()), desk, "rights-commissioner", copies=[copy], **IN_CONFIDENCE)
    assert readers.public == (copy.strip() != "bland-minister")


def test_a_letter_to_a_parliament_is_public(open_with: Open, desk: Path) -> None:
    assert audience(open_with(invented()), desk, "speaker", **IN_CONFIDENCE).public


@pytest.mark.parametrize(
    ("grant", "readers", "covered"),
    [
        ({"to": "public"}, PUBLIC, True),
        ({"to": "public"}, to("dland-ministry"), True),
        ({"to": "governments"}, PUBLIC, False),
        ({"to": "governments"}, to("bland"), True),
        ({"to": "governments"}, to("bland-parliament"), True),
        ({"to": "governments"}, to("bland", "aland"), True),
        ({"to": "governments"}, to("dland"), False),
        ({"to": "governments"}, to("bland", "dland-ministry"), False),
        ({"to": "governments", "actors": ["dland"]}, to("dland-ministry"), True),
        ({"to": "governments", "actors": ["dland"]}, to("bland"), False),
        ({"to": "governments"}, to("rights-office"), False),
        ({"to": "governments"}, to("watch"), False),
        ({"to": "un-body-in-confidence", "actors": ["rights-office"]}, to("rights-office"), True),
        ({"to": "un-body-in-confidence", "actors": ["rights-office"]}, to("other-office"), False),
        ({"to": "un-body-in-confidence", "actors": ["assembly"]}, to("rights-office"), False),
        ({"to": "un-body-in-confidence", "actors": ["rights-office"]}, to("rights-office", "bland"), False),
        ({"to": "un-body-in-confidence", "actors": ["rights-office"]}, PUBLIC, False),
        ({"to": "internal"}, to("bland"), False),
        ({"to": "internal"}, PUBLIC, False),
    ],
)
def test_consent_covers_the_readers_it_names_and_no_others(
    open_with: Open, grant: dict[str, Any], readers: Audience, covered: bool
) -> None:
    assert (why_withheld(open_with(invented(grant)), readers) is None) == covered


@pytest.mark.parametrize(
    ("grant", "reason"),
    [
        ({"withdrawn": "2026-12-31"}, "the consent is withdrawn"),
        ({"purposes": ["media", "court"]}, "no consent for advocacy"),
        ({"given": "2026-07-11"}, "the consent had not been given by then"),
        ({"expires": DAY}, "the consent has expired"),
        ({"to": "governments"}, "no consent for the public as reader"),
    ],
)
def test_what_is_withheld_has_its_reason_and_nothing_of_its_content(
    open_with: Open, grant: dict[str, Any], reason: str
) -> None:
    told = cleared(open_with(invented(grant)), PUBLIC)
    assert told.withheld == {"testimony-one": reason}
    assert "testimony-one" not in told.evidence


def test_consent_holds_on_the_day_it_is_given_and_on_the_last_before_it_expires(open_with: Open) -> None:
    library = open_with(invented({"given": DAY, "expires": "2026-07-11"}))
    assert why_withheld(library, PUBLIC) is None


@pytest.mark.parametrize("kind", ["testimony", "event"])
def test_without_consent_nothing_about_a_private_person_is_told(open_with: Open, kind: str) -> None:
    library = open_with(invented(consent=None, kind=kind))
    assert why_withheld(library, PUBLIC) == "no consent is on record"


def test_readers_with_consents_of_their_own_are_told_what_the_most_guarded_may_be(open_with: Open) -> None:
    office = {"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"}
    library = open_with(invented(office, {"to": "governments", "form": "unnamed"}))
    both = cleared(library, to("rights-office", "bland")).evidence["testimony-one"].person
    office_alone = cleared(library, to("rights-office")).evidence["testimony-one"].person
    assert both is not None
    assert office_alone is not None
    assert (both.names, both.when) == ((), "2018")
    assert (office_alone.names, office_alone.when) == (("Invented Kyuri",), "2018-11-23")


def test_evidence_for_governments_is_told_to_them_in_confidence_alone(open_with: Open) -> None:
    library = open_with(invented(audience="governments"))
    assert why_withheld(library, to("bland")) is None
    assert "its audience is governments" in str(why_withheld(library, to("bland", "rights-office")))
    assert "its audience is governments" in str(why_withheld(library, PUBLIC))


def test_the_keepers_of_the_records_read_everything(open_with: Open) -> None:
    library = open_with(invented(consent=None))
    assert cleared(library, to()) is library


def test_a_letter_says_why_it_leaves_testimony_out(open_with: Open, desk: Path) -> None:
    library = open_with(invented({"to": "governments"}))
    campaign = open_campaign(desk / "mine", library)
    dossier = tailor(library, library.recipients["bland-minister"], campaign)
    [choice] = [choice for choice in dossier.choices if choice.id == "testimony-one"]
    assert (choice.chosen, choice.reason) == (False, "withheld: no consent for the public as reader")
    confidential = campaign_with(campaign, **IN_CONFIDENCE)
    dossier = tailor(library, library.recipients["bland-minister"], confidential)
    assert "testimony-one" in {e.id for facts in dossier.facts for e in facts.evidence}


def test_a_grant_to_a_un_body_names_it(open_with: Open) -> None:
    with pytest.raises(ProblemsError, match="needs 'actors'"):
        open_with(invented({"to": "un-body-in-confidence"}))
    with pytest.raises(ProblemsError, match="says nothing"):
        open_with(invented({"to": "public", "actors": ["bland"]}))
