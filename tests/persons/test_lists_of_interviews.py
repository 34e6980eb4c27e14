"""Ages and days as lists of interviews have them, in words and in columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from acceptance.command import nkadvocate
from persons.invented import campaign_folder, invented
from persons.test_guarding import LETTER, RECIPIENT, saying


def written(desk: Path, form: str, words: str) -> Result:
    """What becomes of a letter on a person told in that form, whose template says the words."""
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": form}), recipients=[RECIPIENT])
    saying(mine, f"\n\n{words}")
    return nkadvocate(*LETTER)


@pytest.mark.parametrize(
    "words",
    [
        "(F, 34)",
        "Interview 7: 34, female.",
        "Age (years): 34.",
        "Age at the time of arrest: 34.",
        "The woman, then 34, was held.",
        "She, 34, was held.",
        "A nurse, 34, was held.",
        "| Sex | Age | Country |\n|---|---|---|\n| F | 36 | Wuland |\n| F | 34 | Wuland |",
    ],
)
def test_an_age_as_lists_of_interviews_have_it(desk: Path, words: str) -> None:
    assert written(desk, "unnamed", words).exit_code == 1


def test_day_month_and_year_in_columns_of_their_own(desk: Path) -> None:
    assert written(desk, "unnamed", "| Day | Month | Year |\n|---|---|---|\n| 23 | 11 | 2018 |").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        "Articles 3, 33, 34 and 36 apply, paras 12, 34, 40 too.",
        "By November, 34 states had joined.",
        "In Wuland, 34 women were held, and 34, men among them, were freed.",
        "| States | Women |\n|---|---|\n| Wuland | 34 |",
    ],
)
def test_figures_in_lists_and_tables_are_no_ages(desk: Path, words: str) -> None:
    result = written(desk, "pseudonym", words)
    assert result.exit_code == 0, result.stderr
