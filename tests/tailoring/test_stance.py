"""Where a recipient's side stands on each request, and what it is thanked for."""

from __future__ import annotations

import pytest

from nkadvocate.composing import compose_letter
from nkadvocate.document import Note, Paragraph, plain, walk_inlines
from nkadvocate.library import Library
from nkadvocate.records import Campaign, Position, text_in
from nkadvocate.tailoring import Dossier, tailor
from tiny import campaign_with, changed


def dossier(library: Library, campaign: Campaign, recipient: str, **fields: object) -> Dossier:
    return tailor(library, library.recipient(recipient), campaign_with(campaign, **{"date": "2026-12-10"} | fields))


def stances(of: Dossier) -> dict[str, str]:
    return {stance.demand.id: stance.kind for stance in of.stances}


def asked(of: Dossier, campaign: Campaign) -> list[str]:
    """The paragraphs before the numbered requests, under their heading."""
    blocks = compose_letter(of).blocks
    texts = [plain(block.content) for block in blocks if hasattr(block, "content")]
    start = texts.index("What we ask")
    return texts[start + 1 : start + 3]


def test_a_state_that_acted_is_thanked_with_date_and_source_and_asked_to_continue(
    shipped_library: Library, shipped_campaign: Campaign
) -> None:
    of = dossier(shipped_library, shipped_campaign, "cz-foreign-minister")
    assert stances(of)["non-refoulement"] == "supportive"
    thanks, lead = asked(of, shipped_campaign)
    assert thanks.startswith("We thank Czechia for raising forced returns")
    assert "on 23 January 2024" in thanks
    assert lead == "We respectfully ask your Government to continue, and to:"
    [paragraph] = [b for b in compose_letter(of).blocks if isinstance(b, Paragraph) and plain(b.content) == thanks]
    assert any(isinstance(inline, Note) for inline in walk_inlines(paragraph.content))


def test_what_is_thanked_for_is_not_told_a_second_time(shipped_library: Library, shipped_campaign: Campaign) -> None:
    of = dossier(shipped_library, shipped_campaign, "cz-foreign-minister")
    [position] = of.positions
    assert position in of.thanks
    text = " ".join(plain(b.content) for b in compose_letter(of).blocks if isinstance(b, Paragraph))
    assert text_in(position.statement, "en") not in text
    assert "We ask Czechia to keep the matter on its agenda" in text


def test_a_silent_state_is_asked(shipped_library: Library, shipped_campaign: Campaign) -> None:
    of = dossier(shipped_library, shipped_campaign, "no-foreign-minister")
    assert set(stances(of).values()) == {"silent"}
    assert of.thanks == ()
    assert asked(of, shipped_campaign)[0] == "We respectfully ask your Government to:"


def test_a_state_that_objects_is_answered(shipped_library: Library, shipped_campaign: Campaign) -> None:
    of = dossier(shipped_library, shipped_campaign, "prc-foreign-minister")
    assert stances(of)["non-refoulement"] == "opposed"
    assert of.thanks == ()
    assert of.positions
    assert "We thank" not in str(compose_letter(of).blocks)


def test_a_parliament_is_not_asked_to_continue_what_its_government_did(
    shipped_library: Library, shipped_campaign: Campaign
) -> None:
    of = dossier(shipped_library, shipped_campaign, "us-house-foreign-affairs-chair")
    assert of.thanks == ()
    assert asked(of, shipped_campaign)[0] == "We respectfully ask the Committee to:"


def test_a_like_request_of_the_recipient_s_own_is_support(shipped_library: Library, shipped_campaign: Campaign) -> None:
    bare = {key: value for key, value in shipped_library.positions.items() if value.holder != "cat-committee"}
    without = type(shipped_library)(
        **{name: getattr(shipped_library, name) for name in shipped_library.__slots__ if name != "positions"},
        positions=bare,
    )
    of = dossier(without, shipped_campaign, "cat-committee-chair")
    found = {stance.demand.id: stance for stance in of.stances}["non-refoulement"]
    assert (found.kind, found.why) == ("supportive", "supportive, having asked the same in 2015-12")
    assert of.thanks == ()


def test_the_newest_position_decides(shipped_library: Library, shipped_campaign: Campaign) -> None:
    library = changed(shipped_library, "kr-hrc-2025", stance="opposed", thanks=None)
    of = dossier(library, shipped_campaign, "rok-foreign-minister")
    assert stances(of)["non-refoulement"] == "opposed"


def test_what_was_done_after_the_day_of_the_letter_does_not_count(
    shipped_library: Library, shipped_campaign: Campaign
) -> None:
    of = dossier(shipped_library, shipped_campaign, "cz-foreign-minister", date="2024-01-22")
    assert stances(of)["non-refoulement"] == "silent"
    assert of.thanks == ()


def test_a_withdrawn_position_is_not_thanked_for(shipped_library: Library, shipped_campaign: Campaign) -> None:
    library = changed(shipped_library, "cz-upr-2024", status="withdrawn", reason="said otherwise since")
    assert dossier(library, shipped_campaign, "cz-foreign-minister").thanks == ()


def test_nobody_is_thanked_for_what_another_of_its_side_did(
    shipped_library: Library, shipped_campaign: Campaign
) -> None:
    for recipient in shipped_library.recipients:
        of = dossier(shipped_library, shipped_campaign, recipient)
        assert {position.holder for position in of.thanks} <= {of.recipient.actor}, recipient


def test_each_stance_is_explained(shipped_library: Library, shipped_campaign: Campaign) -> None:
    choices = dossier(shipped_library, shipped_campaign, "cz-foreign-minister").choices
    told = {choice.id: (choice.chosen, choice.reason) for choice in choices if choice.kind == "stance"}
    assert told["non-refoulement"] == (True, "supportive, by cz-upr-2024, thanked for")
    assert told["unhcr-access"] == (False, "silent: nothing on record")


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"stance": "opposed"}, "thanks for a position that is opposed"),
        ({"thanks": "Czechia for its words"}, "the thanks end without a citation"),
        ({"thanks": "Czechia for its words[@upr-czechia-2024] in Geneva"}, "the thanks end without a citation"),
    ],
)
def test_thanks_need_support_and_a_source(shipped_library: Library, fields: dict[str, str], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        changed(shipped_library, "cz-upr-2024", **fields)


def test_thanks_rest_on_records_that_are_dated_in_words(shipped_library: Library) -> None:
    thanked = [position for position in shipped_library.positions.values() if position.thanks]
    assert len(thanked) >= 15
    for position in thanked:
        assert isinstance(position, Position)
        text = text_in(position.thanks or "", "en")
        year = position.date[:4]
        assert any(word in text for word in (year, str(int(year) + 1), "No. 37/2024", "2007")), position.id


def test_only_a_recent_act_is_to_be_continued(shipped_library: Library, shipped_campaign: Campaign) -> None:
    thanks, lead = asked(dossier(shipped_library, shipped_campaign, "th-foreign-minister"), shipped_campaign)
    assert thanks.startswith("We thank Thailand")
    assert "was reported to have said in October 2006" in thanks
    assert lead == "We respectfully ask your Government to:"


@pytest.mark.parametrize("recipient", ["us-senate-foreign-relations-chair", "rok-assembly-foreign-affairs-chair"])
def test_a_parliament_is_told_and_not_thanked_for_what_its_government_did(
    recipient: str, shipped_library: Library, shipped_campaign: Campaign
) -> None:
    of = dossier(shipped_library, shipped_campaign, recipient)
    assert of.thanks == ()
    assert [position.holder for position in of.positions] == [of.recipient.actor]


@pytest.mark.parametrize("recipient", ["nhrck-chairperson", "sr-trafficking-rapporteur", "sr-torture-rapporteur"])
def test_an_independent_body_is_not_asked_to_keep_the_word_of_another(
    recipient: str, shipped_library: Library, shipped_campaign: Campaign
) -> None:
    assert dossier(shipped_library, shipped_campaign, recipient).positions == ()
