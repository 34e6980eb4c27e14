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


HELD = "the detention of a woman held"
VICTIMS = "212 women from the DPRK, victims"
MOST = ", the vast majority of them women, and that hundreds more reportedly"
SOMEBODY = "five people from the DPRK who were in detention, and in 2024 adopted an opinion on a woman who"


@pytest.mark.parametrize(
    ("recipient", "old", "new"),
    [
        ("nhrck-chairperson", "some 800 interviews with refugees", "interviews with some 800 refugees"),
        ("nhrck-chairperson", "some 800 interviews with refugees", "some 800 meetings with refugees"),
        (
            "dprk-foreign-minister",
            "nearly half of the 294 recommendations made to it",
            "294 recommendations, nearly half of those made to it",
        ),
        (POLAND, "forcibly returned at least 406 people", "forcibly returned people, numbering at least 406,"),
        (POLAND, "the Chinese authorities had forcibly returned at least 406", "at least 406 Chinese police had taken"),
        ("us-cecc-chair", VICTIMS, "women from the DPRK, 212 of them victims"),
        ("wgad-chair", MOST, ", and that hundreds more, the vast majority of them women, reportedly"),
        ("vn-foreign-minister", "eleven were", "eleven families were"),
        (
            "wgad-chair",
            SOMEBODY,
            "a woman from the DPRK who was in detention, and in 2024 adopted an opinion on five people who",
        ),
    ],
)
def test_a_figure_that_counts_something_else_is_found(check: Check, recipient: str, old: str, new: str) -> None:
    assert "figure" in {one.kind for one in check(recipient, partial(Editing.replace, old=old, new=new))}


@pytest.mark.parametrize(
    ("recipient", "old", "new"),
    [
        ("prc-foreign-minister", HELD, "the detention of women held"),
        ("prc-foreign-minister", HELD, "the detention of another woman held"),
        ("prc-foreign-minister", HELD, "the detention of a second woman held"),
        ("prc-foreign-minister", HELD, "the detention of a woman and her family held"),
        (POLAND, "A study of 2017", "Studies of 2017"),
        (POLAND, "United Nations experts", "a United Nations expert"),
        (POLAND, "long-standing and credible reports", "a long-standing and credible report"),
        ("ohchr-high-commissioner", "its report of 2020", "its reports of 2020"),
    ],
)
def test_one_that_became_many_is_found(check: Check, recipient: str, old: str, new: str) -> None:
    found = check(recipient, partial(Editing.replace, old=old, new=new))
    assert [one.kind for one in found] == ["figure"]


@pytest.mark.parametrize(
    ("recipient", "old", "new"),
    [
        ("prc-foreign-minister", HELD, "the detention of a woman who was held"),
        ("vn-foreign-minister", "eleven were", "eleven people were"),
        ("us-cecc-chair", VICTIMS, "212 North Korean women, victims"),
        ("dprk-foreign-minister", "nearly half of the 294", "almost half of those 294"),
        ("hrc-president", "a large number of people", "large numbers of people"),
        (POLAND, "United Nations experts", "experts of the United Nations"),
    ],
)
def test_the_same_counted_in_other_words_is_left_alone(check: Check, recipient: str, old: str, new: str) -> None:
    assert check(recipient, partial(Editing.replace, old=old, new=new)) == ()


@pytest.mark.parametrize(
    ("recipient", "old", "new", "kind"),
    [
        ("pl-foreign-minister", "very few people", "quite a few people", "wording"),
        ("cz-interior-minister", "some people", "very few people", "wording"),
        ("cz-interior-minister", "some people", "several people", "wording"),
        ("sr-migrants-rapporteur", "the vast majority of them", "a narrow majority of them", "wording"),
        ("sr-migrants-rapporteur", "majority of them women", "majority of them girls", "wording"),
        ("gb-foreign-secretary", "hundreds of people", "hundreds of villages", "figure"),
        ("gb-foreign-secretary", "hundreds of people", "hundreds more people", "figure"),
        ("us-secretary-of-state", "approximately 60 people", "approximately 60 lives", "figure"),
    ],
)
def test_another_quantity_is_found(check: Check, recipient: str, old: str, new: str, kind: str) -> None:
    assert [one.kind for one in check(recipient, partial(Editing.replace, old=old, new=new))] == [kind]


@pytest.mark.parametrize(
    ("recipient", "old", "new"),
    [
        ("pl-foreign-minister", "very few people", "few people"),
        ("sr-migrants-rapporteur", "the vast majority of them", "most of them"),
        ("gb-foreign-secretary", "hundreds of people", "hundreds of persons"),
    ],
)
def test_the_same_quantity_is_left_alone(check: Check, recipient: str, old: str, new: str) -> None:
    assert check(recipient, partial(Editing.replace, old=old, new=new)) == ()
