"""Periods, ages, multiples and frequencies in words, wherever in a letter they come."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from editing import Editing

Check = Callable[..., Any]
PRC = "prc-foreign-minister"
OPINION = "the detention of a woman held in China and returned to the DPRK"
WARNING = "credible reports, warned that people returned to the DPRK would face torture"
SOUTH = "the ROK’s Minister of Unification affirmed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OPINION, OPINION.replace("detention", "decade-long detention")),
        (OPINION, OPINION.replace("detention", "years-long detention")),
        (OPINION, OPINION.replace("woman", "woman in her twenties")),
        (OPINION, OPINION.replace("woman", "woman in her teens")),
        (OPINION, OPINION.replace("woman", "woman of retirement age")),
        (OPINION, OPINION.replace("China", "China for decades")),
        (OPINION, OPINION.replace("China", "China year after year")),
        (OPINION, OPINION.replace("China", "China time and again")),
        (OPINION, OPINION.replace("returned", "returned years later")),
        (OPINION, OPINION.replace("returned", "returned the same night")),
        (WARNING, WARNING.replace("reports", "reports going back decades")),
        (WARNING, WARNING.replace("would face", "would within hours face")),
        (WARNING, WARNING.replace("would face", "would for decades face")),
        (f"On 16 August 2023 {SOUTH}", f"On 16 August 2023, and again the following summer, {SOUTH}"),
        ("China maintained that", "China for decades maintained that"),
        ("China maintained that", "China maintained, as it had a decade earlier, that"),
        ("people to the DPRK since 2024", "people to the DPRK since 2024, the same number as in the year before"),
    ],
)
def test_a_period_age_or_frequency_that_a_statement_did_not_have_is_found(check: Check, old: str, new: str) -> None:
    assert "figure" in {one.kind for one in check(PRC, partial(Editing.replace, old=old, new=new))}


@pytest.mark.parametrize(
    "sentence",
    [
        "This has gone on for decades.",
        "The number has doubled.",
        "The number has grown tenfold.",
        "It happens every day.",
        "The toll keeps rising by the day.",
        "It took a single night.",
        "It began on Christmas Day.",
        "This was last Tuesday.",
        "This goes on to the following summer.",
    ],
)
def test_so_is_one_in_a_new_sentence(check: Check, sentence: str) -> None:
    found = check(PRC, partial(Editing.append, to="who wish to settle in the South.", sentence=sentence))
    assert [one.kind for one in found] == ["no note"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("since 2024", "since the year 2024"),
        ("In October 2025 Human", "In the month of October 2025 Human"),
        ("We would be grateful", "In the coming weeks we would be grateful"),
        ("the assurances of our highest consideration.", "our best wishes for the New Year."),
    ],
)
def test_a_date_in_other_words_and_what_is_to_come_are_left_alone(check: Check, old: str, new: str) -> None:
    assert check(PRC, partial(Editing.replace, old=old, new=new)) == ()
