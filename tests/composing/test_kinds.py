"""Kinds of document besides the letter: what each says, to whom, and whom it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkadvocate.composing import compose_letter
from nkadvocate.composing.letter import kinds
from nkadvocate.document import (
    Document,
    Heading,
    Note,
    NumberedList,
    Paragraph,
    SignatureBlock,
    notes,
    plain,
    walk_blocks,
    walk_inlines,
)
from nkadvocate.document import inlines_of as inlines
from nkadvocate.library import Library
from nkadvocate.problems import ProblemsError, UnknownNameError
from nkadvocate.records import Campaign
from nkadvocate.tailoring import tailor
from tiny import campaign_with

EVERY_ROLE = (
    *("prc-foreign-minister", "dprk-foreign-minister", "rok-unification-minister", "mn-foreign-minister"),
    *("pl-interior-minister", "cz-foreign-minister", "eu-high-representative", "eu-parliament-droi-chair"),
    *("us-house-foreign-affairs-chair", "unsg", "unhcr-high-commissioner", "ohchr-high-commissioner", "hrc-president"),
    *("sr-dprk-rapporteur", "cat-committee-chair", "nhrck-chairperson", "prc-ambassador-pl", "la-foreign-minister"),
)
SHIPPED = ("follow-up", "letter", "open-letter", "parliamentary-question", "thank-you")


@pytest.fixture(scope="module")
def campaign(shipped_campaign: Campaign) -> Campaign:
    return campaign_with(shipped_campaign, date="2026-12-10", follow_up={"date": "2026-09-01"})


def compose(library: Library, campaign: Campaign, recipient: str, kind: str, *folders: Path) -> Document:
    return compose_letter(tailor(library, library.recipient(recipient), campaign), folders, kind=kind)


def words(document: Document) -> str:
    return "\n".join(plain(inlines(block)) for block in walk_blocks(document.blocks))


def headings(document: Document) -> list[str]:
    return [plain(block.content) for block in document.blocks if isinstance(block, Heading) and block.level == 2]


def refusal(library: Library, campaign: Campaign, recipient: str, kind: str) -> str:
    with pytest.raises(ProblemsError) as caught:
        compose(library, campaign, recipient, kind)
    [problem] = caught.value.problems
    assert problem.doing == f"writing to {recipient}"
    assert problem.hint
    return problem.what


@pytest.mark.parametrize("recipient", EVERY_ROLE)
@pytest.mark.parametrize("kind", ["open-letter", "follow-up"])
def test_open_letters_and_follow_ups_are_for_every_role(
    shipped_library: Library, campaign: Campaign, recipient: str, kind: str
) -> None:
    letter = compose(shipped_library, campaign, recipient, "letter")
    document = compose(shipped_library, campaign, recipient, kind)
    assert document.meta.title.endswith(letter.meta.title)
    assert document.meta.title != letter.meta.title
    assert headings(document)[-1] == "Annex: sources"
    assert list(notes(document))

    def requests(of: Document) -> list[str]:
        [numbered] = [block for block in of.blocks if isinstance(block, NumberedList)]
        return [plain(inlines(block)) for item in numbered.items for block in item]

    assert requests(document) == requests(letter)


@pytest.mark.parametrize("recipient", EVERY_ROLE)
def test_thanks_go_to_those_with_an_act_on_record_and_to_no_one_else(
    shipped_library: Library, campaign: Campaign, recipient: str
) -> None:
    dossier = tailor(shipped_library, shipped_library.recipient(recipient), campaign)
    if not dossier.thanks:
        what = refusal(shipped_library, campaign, recipient, "thank-you")
        assert what == "nothing is recorded that this recipient is to be thanked for"
        return
    document = compose(shipped_library, campaign, recipient, "thank-you")
    [opening] = [b for b in document.blocks if isinstance(b, Paragraph) and ", to thank " in plain(b.content)]
    assert sum(isinstance(inline, Note) for inline in walk_inlines(opening.content)) >= len(dossier.thanks)
    assert "What we ask" not in headings(document)
    assert "What the law requires" not in headings(document)


def test_china_and_the_dprk_are_not_thanked(shipped_library: Library, campaign: Campaign) -> None:
    for recipient in ("prc-foreign-minister", "prc-ambassador-pl", "dprk-foreign-minister"):
        refusal(shipped_library, campaign, recipient, "thank-you")


def test_all_acts_on_record_are_thanked_for(shipped_library: Library, campaign: Campaign) -> None:
    text = words(compose(shipped_library, campaign, "rok-foreign-minister", "thank-you"))
    for act in ("on 16 August 2023", "in Geneva, that all states abide", "on 23 January 2024"):
        assert text.count(act) == 1


def test_a_follow_up_names_date_and_reference_of_the_earlier_letter(
    shipped_library: Library, campaign: Campaign
) -> None:
    document = compose(shipped_library, campaign, "pl-foreign-minister", "follow-up")
    assert document.meta.title.startswith("Our letter of 1 September 2026: ")
    assert "our letter of 1 September 2026 (our reference TRRN/2026/pl-foreign-minister)" in words(document)


def test_the_earlier_reference_may_have_had_a_pattern_of_its_own(shipped_library: Library, campaign: Campaign) -> None:
    earlier = campaign_with(campaign, follow_up={"date": "2025-09-01", "reference": "OLD-{year}-{recipient}"})
    document = compose(shipped_library, earlier, "pl-foreign-minister", "follow-up")
    assert "(our reference OLD-2025-pl-foreign-minister)" in words(document)
    assert document.meta.reference == "TRRN/2026/pl-foreign-minister"


def test_a_follow_up_without_the_earlier_date_is_refused(shipped_library: Library, campaign: Campaign) -> None:
    without = campaign_with(campaign, follow_up=None)
    what = refusal(shipped_library, without, "pl-foreign-minister", "follow-up")
    assert what == "a follow-up needs the date of the earlier letter"


@pytest.mark.parametrize("date", ["2026-12-10", "2027-01-01"])
def test_a_follow_up_to_a_later_letter_is_refused(shipped_library: Library, campaign: Campaign, date: str) -> None:
    wrong = campaign_with(campaign, follow_up={"date": date})
    what = refusal(shipped_library, wrong, "pl-foreign-minister", "follow-up")
    assert what == "the earlier letter is not dated before this one"


@pytest.mark.parametrize(
    ("recipient", "whom"),
    [
        ("eu-parliament-droi-chair", "whether the European Union will:"),
        ("rok-assembly-foreign-affairs-chair", "whether the Government will:"),
        ("us-senate-foreign-relations-chair", "whether the Government will:"),
    ],
)
def test_a_parliamentary_question_asks_the_minister_in_the_third_person(
    shipped_library: Library, campaign: Campaign, recipient: str, whom: str
) -> None:
    document = compose(shipped_library, campaign, recipient, "parliamentary-question")
    office = shipped_library.recipient(shipped_library.recipient(recipient).questions_to or "").office
    assert f"To ask the {office} {whom}" in words(document)
    [questions] = [block for block in document.blocks if isinstance(block, NumberedList)]
    asked = [plain(inlines(block)) for item in questions.items for block in item]
    assert len(asked) == 3
    assert asked[-1].endswith("?")
    assert all(question[0].islower() for question in asked)
    assert not any(f" {word} " in f" {question} " for question in asked for word in ("your", "you", "we"))
    assert headings(document)[:2] == ["Question", "Background note"]


@pytest.mark.parametrize(
    "recipient", [recipient for recipient in EVERY_ROLE if not recipient.endswith(("droi-chair", "affairs-chair"))]
)
def test_a_parliamentary_question_is_for_parliaments(
    shipped_library: Library, campaign: Campaign, recipient: str
) -> None:
    assert "no office is on record" in refusal(shipped_library, campaign, recipient, "parliamentary-question")


def test_every_shipped_legislature_can_question_somebody(shipped_library: Library) -> None:
    for recipient in shipped_library.recipients.values():
        assert (recipient.questions_to is not None) == ("legislature" in recipient.roles), recipient.id


def test_an_open_letter_of_several_speaks_for_the_undersigned(shipped_library: Library, campaign: Campaign) -> None:
    alone = compose(shipped_library, campaign, "prc-foreign-minister", "open-letter")
    assert "We write to you in public, on behalf of the" in words(alone)
    people = [{"name": name, "title": "Chair", "organisation": f"Network {name}"} for name in ("A. One", "B. Two")]
    joint = compose(shipped_library, campaign_with(campaign, signatories=people), "prc-foreign-minister", "open-letter")
    assert "We, the undersigned, write to you in public, together with the" in words(joint)
    [signatures] = [block for block in joint.blocks if isinstance(block, SignatureBlock)]
    assert [lines[2] for lines in signatures.signatories] == ["Network A. One", "Network B. Two"]


def test_the_shipped_kinds_are_these_and_each_says_what_it_is(tmp_path: Path) -> None:
    known = kinds([tmp_path], "en")
    assert tuple(known) == SHIPPED
    assert all(told.endswith(".") for told in known.values())


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    (tmp_path / "press-release.md.j2").write_text(
        '{# News of a letter. More. #}\n{% extends "shipped/letter.md.j2" %}\n{% block salutation %}{% endblock %}',
        "utf-8",
    )
    return tmp_path


def test_a_campaign_adds_kinds_of_its_own(shipped_library: Library, campaign: Campaign, own: Path) -> None:
    assert kinds([own], "en")["press-release"] == "News of a letter."
    document = compose(shipped_library, campaign, "prc-foreign-minister", "press-release", own)
    assert "Your Excellency," not in words(document)


@pytest.mark.parametrize("kind", ["press-relaese", "parts/reply", "../letter", "briefing", "annex", "Letter", ""])
def test_what_is_no_kind_is_an_error_that_names_those_there_are(
    shipped_library: Library, campaign: Campaign, own: Path, kind: str
) -> None:
    with pytest.raises(UnknownNameError, match=r"there is no kind of document .*(did you mean|known: )"):
        compose(shipped_library, campaign, "prc-foreign-minister", kind, own)


@pytest.mark.parametrize("kind", [kind for kind in SHIPPED if kind != "parliamentary-question"])
def test_a_part_of_the_campaign_is_in_every_kind(
    shipped_library: Library, campaign: Campaign, own: Path, kind: str
) -> None:
    (own / "parts/signatures.md.j2").write_text("::: signatures\nNobody But Us\n:::\n", "utf-8")
    assert "Nobody But Us" in str(compose(shipped_library, campaign, "cz-foreign-minister", kind, own).blocks)
