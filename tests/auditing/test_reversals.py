"""A small word can turn a statement round: opposites, directions, and two names or figures in each other's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from editing import Editing

from nkadvocate.auditing.aligning import Pair
from nkadvocate.auditing.deviations import Deviation
from nkadvocate.auditing.items import items_in
from nkadvocate.auditing.known import Records
from nkadvocate.auditing.manuscript import Sentence, normal
from nkadvocate.auditing.reversals import reversals
from nkadvocate.auditing.statements import Statement

Check = Callable[..., Any]


def replaced(old: str, new: str) -> Callable[[Editing], None]:
    return lambda letter: letter.replace(old, new)


TURNED = [
    ("prc-foreign-minister", "at least 406 people to the DPRK", "at least 406 people from the DPRK"),
    ("prc-foreign-minister", "returned at least 406", "released at least 406"),
    ("prc-foreign-minister", "settle in the South", "settle in the North"),
    (
        "prc-foreign-minister",
        "a woman held in China and returned to the DPRK",
        "a woman held in the DPRK and returned to China",
    ),
    ("prc-foreign-minister", "return of people to the DPRK, access", "return of people from the DPRK, access"),
    ("prc-foreign-minister", "access to people from the DPRK, in", "access to people to the DPRK, in"),
    ("prc-foreign-minister", "from the DPRK to travel safely to the ROK", "from the ROK to travel safely to the DPRK"),
    ("prc-foreign-minister", "between China and the DPRK. Your", "between China and Russia. Your"),
    ("prc-foreign-minister", "facilitate its duty", "hinder its duty"),
    ("prc-foreign-minister", "at least 406 people", "at least 406 adults"),
    ("mn-foreign-minister", "are denied access", "are granted access"),
    ("mn-foreign-minister", "have gone from China to the ROK", "have gone from the ROK to China"),
    ("mn-foreign-minister", "accords with article 3", "violates article 3"),
    ("mn-foreign-minister", "UNHCR recommended", "OHCHR recommended"),
    ("mn-foreign-minister", "Special Rapporteur described", "Commission of Inquiry described"),
    ("gb-foreign-secretary", "Czechia recommended to China", "China recommended to Czechia"),
    ("unsg", "a large number of people", "a small number of people"),
    ("unsg", "Two months after", "Two years after"),
    ("unsg", "hundreds of people", "thousands of people"),
    ("unsg", "further returns have been", "fewer returns have been"),
]


@pytest.mark.parametrize(("recipient", "old", "new"), TURNED)
def test_a_statement_that_is_turned_round_is_found(check: Check, recipient: str, old: str, new: str) -> None:
    letter: list[Editing] = []
    found = check(recipient, lambda one: (letter.append(one), one.replace(old, new)))
    assert found
    assert {one.paragraph for one in found} == letter[0].places()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("art 3(1).", "art 31."),
        ("paras 62–64", "paras 626–4"),
    ],
)
def test_a_digit_that_moves_from_one_number_to_another_in_a_note_is_found(check: Check, old: str, new: str) -> None:
    assert [one.kind for one in check("prc-foreign-minister", lambda letter: letter.replace_in_note(old, new))] == [
        "locator"
    ]


def changed(was: str, now: str, records: Records) -> set[str]:
    """The kinds of what differs between two sentences, figures and turns of words apart."""
    one, other = (Sentence(0, 0, normal(text), (1,)) for text in (was, now))
    told = [[(s, item) for item in items_in(s.text, records.names, lambda word: True)] for s in (one, other)]
    change = Statement(Pair((one,), (other,)), *told, records.vocabulary)
    items: list[Deviation] = [*change.figures(), *change.dates(), *change.articles()]
    return {found.kind for found in (*items, *change.turns(), *reversals(change, items, records.library.instruments))}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Access was unhindered.", "Access was hindered."),
        ("The measure was harmless.", "The measure was harmful."),
        ("The number of arrests rose.", "The number of arrests fell."),
        ("She was arrested.", "He was arrested."),
        ("They were held for a year.", "They were held for a month."),
        ("They paid 500 yuan.", "They paid 500 dollars."),
        ("They paid US$ 500.", "They paid US$ 500 million."),
        ("They paid € 500.", "They paid £ 500."),
        ("It rose by 5 per cent.", "It rose by 5 percentage points."),
        (
            "Of the women 70 per cent and of the men 30 per cent stay.",
            "Of the women 30 per cent and of the men 70 per cent stay.",
        ),
        ("It was signed in 1986 and revised in 1998.", "It was signed in 1998 and revised in 1986."),
        ("This was known in the 1990s.", "This was known in the 1980s."),
        ("At its fifty-second session it met.", "At its fifty-third session it met."),
        ("At its 52nd session it met.", "At its 53rd session it met."),
        ("The number doubled.", "The number trebled."),
        ("Tens of thousands were held.", "Thousands were held."),
        ("Resolution S/RES/2397 applies.", "Resolution S/RES/2379 applies."),
    ],
)
def test_what_is_said_has_changed(was: str, now: str, shipped_records: Records) -> None:
    assert changed(was, now, shipped_records)
    assert changed(now, was, shipped_records)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("The number of arrests rose.", "The number of arrests increased."),
        ("They were handed over to the DPRK.", "They were repatriated to the DPRK."),
        ("China returned people to the DPRK.", "People were returned to the DPRK by China."),
        (
            "Mongolia is bound by the Convention and by the Covenant.",
            "Mongolia is bound by the Covenant and by the Convention.",
        ),
        ("At its 52nd session it met.", "At its fifty-second session it met."),
        ("They went from China to Mongolia.", "They went to Mongolia from China."),
        ("They paid US$ 500.", "They paid 500 US dollars."),
        ("The act accords with article 3.", "The act is in line with article 3."),
        ("Before they left, they were seen.", "They were seen prior to their departure."),
    ],
)
def test_other_words_for_the_same_change_nothing(was: str, now: str, shipped_records: Records) -> None:
    assert changed(was, now, shipped_records) == set()
