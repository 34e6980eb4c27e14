"""Words that stand in another order: in notes, in the list of sources, in lists and denials of law."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from editing import Editing

Check = Callable[..., Any]
POLAND = "pl-foreign-minister"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "the organisation relies on a contact whose reports it has long found reliable; China publishes no figures",
            "China relies on a contact whose reports it has long found reliable; the organisation publishes no figures",
        ),
        ("(Refugee Convention) art 33(1)", "(Refugee Convention) art 1(33)"),
        ("paras 42–45 and 74–79", "paras 42, 45 and 74, 79"),
        (
            "(adopted 28 July 1951, entered into force 22 April 1954)",
            "(adopted 22 April 1954, entered into force 28 July 1951)",
        ),
    ],
)
def test_a_note_whose_words_have_changed_places_is_found(check: Check, old: str, new: str) -> None:
    found = check(POLAND, partial(Editing.replace_in_note, old=old, new=new))
    assert {one.kind for one in found} & {"source", "locator"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("United Nations Committee against Torture, ‘", "UN Committee against Torture, ‘"),
        ("(15 October 2025)", "(October 15, 2025)"),
        ("(15 October 2025)", "(15 Oct. 2025)"),
        ("UN Doc ", "U.N. Doc. "),
        ("(adopted 28 July 1951", "(adopted on 28 July 1951"),
        ("189 UNTS 137", "189 U.N.T.S. 137"),
    ],
)
def test_a_citation_in_another_usual_form_is_left_alone(check: Check, old: str, new: str) -> None:
    assert check(POLAND, partial(Editing.replace_in_note, old=old, new=new)) == ()


def test_the_dates_of_a_treaty_in_the_list_of_sources_cannot_change_places(check: Check) -> None:
    def exchange(letter: Editing) -> None:
        entry = next(p for p in letter.paragraphs() if "189 UNTS 137" in "".join(p.itertext()))
        text = "".join(entry.itertext())
        assert "adopted 28 July 1951, entered into force 22 April 1954" in text
        from editing import rewrite

        rewrite(
            entry,
            "adopted 28 July 1951, entered into force 22 April 1954",
            "adopted 22 April 1954, entered into force 28 July 1951",
        )

    assert "source" in {one.kind for one in check(POLAND, exchange)}


def test_an_entry_of_the_list_of_sources_that_a_note_needs_cannot_go(check: Check) -> None:
    def remove(letter: Editing) -> None:
        entry = [p for p in letter.paragraphs() if "No Letup in Forced" in "".join(p.itertext())][-1]
        entry.getparent().remove(entry)

    assert any("gone from the list of sources" in one.what for one in check(POLAND, remove))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("life or freedom", "life and freedom", "wording"),
        ("expulsion, return or extradition", "expulsion or extradition", "wording"),
        (
            "each case is to be examined individually",
            "each case is, where practicable, to be examined individually",
            "hedge",
        ),
        ("an independent network", "a government-funded network", "wording"),
    ],
)
def test_law_and_who_writes_are_read_to_the_word(check: Check, old: str, new: str, kind: str) -> None:
    found = check(POLAND, partial(Editing.replace, old=old, new=new))
    assert kind in {one.kind for one in found}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("to ask your Government to press", "to thank your Government for its readiness to press"),
        ("to ask your Government to press", "to ask your Government to consider pressing"),
        ("to ask your Government to press", "to urge your Government to press"),
        ("access for UNHCR to people", "supervised access for UNHCR to people"),
        ("an end to the forced", "an eventual end to the forced"),
        ("and the end of the 1986", "and the end, in due course, of the 1986"),
    ],
)
def test_what_the_opening_asks_for_is_read_to_the_word(check: Check, old: str, new: str) -> None:
    assert "demand" in {one.kind for one in check(POLAND, partial(Editing.replace, old=old, new=new))}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("protection of people who flee", "protection from people who flee"),
        ("people who flee the DPRK", "people who flee to the DPRK"),
        ("people from the DPRK in China,", "people in the DPRK from China,"),
        ("access to people from the DPRK in China", "access for people from the DPRK in China"),
        ("stop returning people to the DPRK", "stop returned people to the DPRK"),
    ],
)
def test_prepositions_and_endings_count_in_a_request(check: Check, old: str, new: str) -> None:
    assert [one.kind for one in check(POLAND, partial(Editing.replace, old=old, new=new))] == ["demand"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (", to ask your Government to", ". In order to be heard we ask your Government to"),
        (", to ask your Government to", ", in order to request your Government to"),
        ("access for UNHCR to people from", "access for UNHCR to those from"),
        ("an end to the forced return", "an end to forced return"),
        ("against their will, and say", "against their will, and to say"),
    ],
)
def test_other_words_around_a_request_are_left_alone(check: Check, old: str, new: str) -> None:
    assert check(POLAND, partial(Editing.replace, old=old, new=new)) == ()


def test_an_or_before_a_short_word_cannot_become_an_and(check: Check) -> None:
    def edit(joint: str) -> Any:
        return partial(Editing.replace, old="subjected to torture or to", new=f"subjected to torture{joint} to")

    assert [one.kind for one in check("th-foreign-minister", edit(" and"))] == ["wording"]
    assert check("th-foreign-minister", edit(", or")) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "China signed the Convention against Torture, but it never ratified it.",
        "China denounced the 1967 Protocol relating to the Status of Refugees.",
        "China has withdrawn from the 1951 Convention.",
    ],
)
def test_a_treaty_that_is_said_to_bind_no_longer_is_found(check: Check, sentence: str) -> None:
    law = "The People’s Republic of China acceded to the 1951 Convention"
    assert "treaty verb" in {one.kind for one in check(POLAND, lambda letter: letter.append(law, sentence))}


@pytest.mark.parametrize(
    "sentence",
    [
        "The returns took place after dark, in buses escorted by armed police.",
        "The DPRK pays a bounty for every person handed over.",
        "China has installed cameras with face recognition along the whole of the Tumen River.",
        "The ambassador of the DPRK in Beijing thanked the authorities for their cooperation.",
        "We have learnt that a group was handed over after China had promised to spare it.",
    ],
)
def test_a_new_statement_of_fact_has_no_note(check: Check, sentence: str) -> None:
    law = "The People’s Republic of China acceded to the 1951 Convention"
    assert "no note" in {one.kind for one in check(POLAND, lambda letter: letter.append(law, sentence))}
