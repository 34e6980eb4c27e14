"""Words, signs and marks right beside a figure or date that make it say something else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from editing import Editing, W
from lxml import etree

Check = Callable[..., Any]
POLAND = "pl-foreign-minister"
PEOPLE = "at least 406 people"
YEAR = "In 2015 the United"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (PEOPLE, f"{PEOPLE} or more", "hedge"),
        (PEOPLE, f"{PEOPLE} and more", "hedge"),
        (PEOPLE, f"{PEOPLE} and their families", "figure"),
        (PEOPLE, f"{PEOPLE} and children", "figure"),
        (PEOPLE, f"{PEOPLE} (and their families)", "figure"),
        (PEOPLE, f"{PEOPLE}, and many others,", "figure"),
        (PEOPLE, f"{PEOPLE}, not counting babies,", "figure"),
        (PEOPLE, f"{PEOPLE} along with their families", "figure"),
        (PEOPLE, "at least 406 (sic) people", "figure"),
        (PEOPLE, "at least 406 [sic] people", "figure"),
        (PEOPLE, "at least 406 (?) people", "figure"),
        (PEOPLE, "at least 406 young people", "figure"),
        (PEOPLE, "at least 406 convicted people", "figure"),
        (PEOPLE, "at least 406 Chinese people", "figure"),
        (PEOPLE, "at least 406 more people", "figure"),
        (PEOPLE, "at least 406! people", "wording"),
        (PEOPLE, "at least 0,406 people", "figure"),
        (PEOPLE, "at least 0.406 people", "figure"),
        (YEAR, "In 2015 and again since the United", "date"),
        (YEAR, "In 2015 and every year since the United", "date"),
        (YEAR, "In 2015 or later the United", "date"),
        ("since 2024", "since 2024 or earlier", "date"),
        (PEOPLE, "at least another 406 people", "hedge"),
        (PEOPLE, "at least a further 406 people", "hedge"),
        (PEOPLE, "at least some 406 people", "hedge"),
        (PEOPLE, "at least around 406 people", "hedge"),
        (PEOPLE, "at least nearly 406 people", "hedge"),
        (PEOPLE, "another at least 406 people", "hedge"),
        (PEOPLE, f"{PEOPLE} a flight", "figure"),
        (PEOPLE, f"{PEOPLE} every morning", "figure"),
        (PEOPLE, "at least ৪06 people", "figure"),
        (PEOPLE, "at least ٤٠٦ people", "figure"),
        ("since 2024", "since about 2024", "date"),
        ("since 2024", "since before 2024", "date"),
        ("since 2024", "since the 2024 floods", "date"),
        ("since 2024", "since 2024’s floods", "date"),
        (YEAR, "In winter 2015 the United", "date"),
        (YEAR, "From 2015 the United", "date"),
        (YEAR, "Late in 2015 the United", "date"),
        (YEAR, "On the first day of 2015 the United", "date"),
        (YEAR, "In the last quarter of 2015 the United", "date"),
        ("In February 2014 the", "On the last day of February 2014 the", "date"),
        ("on 24 September 1982", "from 24 September 1982", "date"),
    ],
)
def test_a_word_beside_a_figure_or_date_is_found(check: Check, old: str, new: str, kind: str) -> None:
    assert kind in {one.kind for one in check(POLAND, partial(Editing.replace, old=old, new=new))}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("since 2024", "from 2024 on"),
        ("since 2024", "from 2024 onwards"),
        ("since 2024", "since the year 2024"),
        (YEAR, "During 2015 the United"),
        ("In October 2025 Human Rights Watch reported", "In a report from October 2025 Human Rights Watch said"),
        (PEOPLE, "at least ４０６ people"),
        (PEOPLE, "at least 406 of these people"),
        (PEOPLE, "at least 406 North Korean people"),
        (PEOPLE, "a minimum of four hundred and six people"),
        ("citing long-standing and credible", "on the basis of long-standing and credible"),
    ],
)
def test_other_words_for_the_same_are_left_alone(check: Check, old: str, new: str) -> None:
    assert check(POLAND, partial(Editing.replace, old=old, new=new)) == ()


@pytest.mark.parametrize("year", ["the following year", "any year", "the previous year"])
def test_a_year_that_is_told_by_another_cannot_be_another(check: Check, year: str) -> None:
    edit = partial(Editing.replace, old="October of that year", new=f"October of {year}")
    assert [one.kind for one in check("us-cecc-chair", edit)] == ["date"]


def test_the_same_year_is_that_year(check: Check) -> None:
    edit = partial(Editing.replace, old="October of that year", new="October of the same year")
    assert check("us-cecc-chair", edit) == ()


WATCH = "In October 2025 Human Rights Watch reported that"
TOWNS = "Kunming, Nanning and Pingxiang, were returned"


@pytest.mark.parametrize(
    ("recipient", "old", "new"),
    [
        (POLAND, WATCH, "Human Rights Watch reported that in October 2025"),
        (POLAND, f"{YEAR} Nations Committee against Torture regretted that", "The Committee regretted that in 2015"),
        (
            "vn-foreign-minister",
            "in late 2019 an organisation in Seoul reported that eleven were being held there",
            "an organisation in Seoul reported that eleven were being held there in late 2019",
        ),
        (
            "us-cecc-chair",
            f" in October 2025, 212 women from the DPRK, victims of trafficking held in {TOWNS} in 2024.",
            f", 212 women from the DPRK, victims of trafficking held in 2024 in {TOWNS} in October 2025.",
        ),
        ("unhcr-high-commissioner", "said in 2003 and 2006", "said between 2003 and 2006"),
        ("unhcr-high-commissioner", "said in 2003 and 2006", "said in 2003–2006"),
        ("unhcr-high-commissioner", "said in 2003 and 2006", "said in 2003 to 2006"),
        ("sr-dprk-rapporteur", "In 2020 and in 2023", "Between 2020 and 2023"),
    ],
)
def test_a_date_of_something_else_is_found(check: Check, recipient: str, old: str, new: str) -> None:
    assert "date" in {one.kind for one in check(recipient, partial(Editing.replace, old=old, new=new))}


@pytest.mark.parametrize(
    ("recipient", "old", "new"),
    [
        (POLAND, WATCH, "Human Rights Watch reported in October 2025 that"),
        (POLAND, WATCH, "In a report of October 2025 Human Rights Watch said that"),
        (
            "us-cecc-chair",
            "According to Human Rights Watch in October 2025, 212",
            "Human Rights Watch reported in October 2025 that 212",
        ),
        ("unhcr-high-commissioner", "said in 2003 and 2006", "said in 2003 and in 2006"),
        ("sr-dprk-rapporteur", "In 2020 and in 2023", "In 2020 and 2023"),
    ],
)
def test_a_date_in_another_place_of_the_same_is_left_alone(check: Check, recipient: str, old: str, new: str) -> None:
    assert check(recipient, partial(Editing.replace, old=old, new=new)) == ()


def test_a_point_before_the_number_of_a_note_is_found(check: Check) -> None:
    found = check(POLAND, partial(Editing.replace_in_note, old="ch V, no 2", new="ch V, no .2"))
    assert [one.kind for one in found] == ["source"]


@pytest.mark.parametrize("every_word", [False, True])
def test_thousands_parted_by_a_point_are_found(check: Check, every_word: bool) -> None:
    edit = partial(Editing.replace, old="at least 1,076 people", new="at least 1.076 people")
    assert [one.kind for one in check("mn-foreign-minister", edit, every_word=every_word)] == ["figure"]


@pytest.mark.parametrize("grouped", ["1 076", "1076"])
def test_thousands_parted_otherwise_are_left_alone(check: Check, grouped: str) -> None:
    edit = partial(Editing.replace, old="at least 1,076 people", new=f"at least {grouped} people")
    assert check("mn-foreign-minister", edit, every_word=True) == ()


HAD = "had forcibly returned"


@pytest.mark.parametrize(
    ("recipient", "old", "new", "kind"),
    [
        (POLAND, PEOPLE, f"on average {PEOPLE}", "figure"),
        (POLAND, PEOPLE, "at least an annual 406 people", "figure"),
        (POLAND, PEOPLE, f"in one day {PEOPLE}", "figure"),
        (POLAND, PEOPLE, f"families of {PEOPLE}", "figure"),
        (POLAND, PEOPLE, "at least 406-odd people", "hedge"),
        (POLAND, PEOPLE, "at least 406-plus people", "hedge"),
        (POLAND, HAD, "had twice forcibly returned", "figure"),
        (POLAND, HAD, "had within days forcibly returned", "figure"),
        (POLAND, HAD, "had for a century forcibly returned", "figure"),
        ("cat-committee-chair", "more than 500", "well over 500", "figure"),
        ("cat-committee-chair", "about 600 people", "groups of about 600 people", "figure"),
        ("us-house-foreign-affairs-chair", "61 states", "a mere 61 states", "figure"),
        ("unsg", "every year since 2005", "every year but one since 2005", "date"),
    ],
)
def test_a_word_that_came_into_the_reach_of_a_figure_is_found(
    check: Check, recipient: str, old: str, new: str, kind: str
) -> None:
    assert [one.kind for one in check(recipient, partial(Editing.replace, old=old, new=new))] == [kind]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{HAD} {PEOPLE}", "had sent back at least 406 people by force"),
        (f"{HAD} {PEOPLE}", "had carried out forcible returns of at least 406 people"),
        (f"{HAD} {PEOPLE}", "have, by force, repatriated no fewer than 406 persons"),
        ("In October 2025 Human Rights Watch reported", "In October 2025 the organisation Human Rights Watch stated"),
        ("In 2012 the European Parliament", "In a resolution of 2012 the European Parliament"),
        (
            "ratified the Convention against Torture on",
            "became a party to the Convention against Torture by ratification on",
        ),
    ],
)
def test_words_that_say_nothing_of_a_figure_may_come(check: Check, old: str, new: str) -> None:
    assert check(POLAND, partial(Editing.replace, old=old, new=new)) == ()


@pytest.mark.parametrize(
    ("recipient", "old", "new"),
    [
        ("cat-committee-chair", "on the night of 9 October", "by the night of 9 October"),
        ("cat-committee-chair", "on the night of 9 October", "on the nights of 9 October"),
        (POLAND, YEAR, "As early as 2015 the United"),
        (POLAND, YEAR, "Up to 2015 the United"),
        (POLAND, YEAR, "In 2015 and beyond the United"),
        (POLAND, YEAR, "For the second time in 2015 the United"),
        (POLAND, YEAR, "Since the session of 2015 the United"),
        (POLAND, "in its Universal Periodic Review of", "since its Universal Periodic Review of"),
        ("ohchr-high-commissioner", "since the Commission of Inquiry’s", "up to the Commission of Inquiry’s"),
        ("us-secretary-of-state", "on 26 April", "starting on 26 April"),
    ],
)
def test_what_places_a_date_is_found_though_a_noun_stands_between(
    check: Check, recipient: str, old: str, new: str
) -> None:
    assert [one.kind for one in check(recipient, partial(Editing.replace, old=old, new=new))] == ["date"]


@pytest.mark.parametrize(
    ("recipient", "old", "new"),
    [
        ("cat-committee-chair", "on the night of 9 October", "during the night of 9 October"),
        ("ohchr-high-commissioner", "Commission of Inquiry’s report of 2014", "Commission of Inquiry’s 2014 report"),
    ],
)
def test_a_date_placed_in_other_words_is_left_alone(check: Check, recipient: str, old: str, new: str) -> None:
    assert check(recipient, partial(Editing.replace, old=old, new=new)) == ()


CONVENTION = "acceded to the 1951 Convention relating to the Status of Refugees"


def test_the_call_of_a_note_moved_within_its_sentence_is_told_with_every_word(check: Check) -> None:
    def edit(letter: Editing) -> None:
        call, rest = letter.call_after(CONVENTION), " on 24 September 1982."
        letter.replace(CONVENTION + rest, CONVENTION)
        call.addnext(etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:t xml:space="preserve">{rest}</w:t></w:r>'))

    assert check(POLAND, edit) == ()
    assert "stands behind other words of its sentence" in check(POLAND, edit, every_word=True)[0].what
