"""Quantities in words, in new sentences and in those that have a note."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from editing import Editing

Check = Callable[..., Any]
POLAND = "pl-foreign-minister"
LAW = "The People’s Republic of China acceded to the 1951 Convention"
PEOPLE = "at least 406 people"


@pytest.mark.parametrize(
    "sentence",
    [
        "Poland has so far received one refugee from the DPRK.",
        "Two-fifths of those in China have been sent back.",
        "A tenth of those in China have been sent back.",
        "Every second person in China from the DPRK has been sent back.",
        "Every other woman was sold.",
        "More than half came back.",
        "Zero people came to Poland.",
        "The number of people who came to Poland is nil.",
        "A six-figure number of people has been sent back.",
        "A four-thousand-strong group of people was sent back last winter.",
        "China sent back fourthousand people.",
        "China sends back scores of people.",
        "China sent back XL people.",
    ],
)
def test_a_quantity_in_a_new_sentence_has_no_note(check: Check, sentence: str) -> None:
    found = check(POLAND, lambda letter: letter.append(LAW, sentence))
    assert {one.kind for one in found} == {"no note"}


@pytest.mark.parametrize(
    ("people", "kind"),
    [
        (f"{PEOPLE}, a tenth of those in China,", "figure"),
        (f"{PEOPLE}, in four-thousand-strong groups,", "figure"),
        (f"{PEOPLE}, the better part of those in China,", "wording"),
        (f"{PEOPLE} a year", "figure"),
        (f"dozens of families, {PEOPLE},", "figure"),
    ],
)
def test_a_quantity_under_a_note_that_does_not_give_it_is_found(check: Check, people: str, kind: str) -> None:
    found = check(POLAND, partial(Editing.replace, old=PEOPLE, new=people))
    assert kind in {one.kind for one in found}


@pytest.mark.parametrize(
    "sentence",
    [
        "We are grateful that on one day in the year these people are remembered by you.",
        "One cannot thank you enough.",
        "We write on behalf of all who cannot.",
    ],
)
def test_words_that_only_look_like_quantities_are_left_alone(check: Check, sentence: str) -> None:
    assert check(POLAND, lambda letter: letter.insert(LAW, sentence)) == ()


@pytest.mark.parametrize(
    "quotation",
    [
        "“We know of those who come back. We do not regret it.”",
        "‘‘We know of those who come back.’’",
        "‘We know of those who come back. We do not regret it.’",
    ],
)
def test_a_quotation_in_a_new_sentence_has_no_note(check: Check, quotation: str) -> None:
    found = check(POLAND, lambda letter: letter.append(LAW, f"It is said there: {quotation}"))
    assert {one.kind for one in found} == {"no note"}


def test_dashes_instead_of_commas_are_left_alone(check: Check) -> None:
    sentence = "We thank Poland—a member of the Council—for its patience, as we would a third country or a third party."
    assert check(POLAND, lambda letter: letter.append(LAW, sentence)) == ()
