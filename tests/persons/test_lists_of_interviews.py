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
        "- a nurse, F, 34\n- a farmer, F, 29",
        "- a woman, 34\n- a man, 29",
        "A nurse (female, 34 when held) told us.",
        "| No | Sex, age |\n|---|---|\n| 1 | F, 34 |\n| 2 | F, 29 |",
        "| Name | Age (in 2018) |\n|---|---|\n| Ms K. | 34 |\n| Ms L. | 29 |",
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
        "Articles 33(1), 34, and 33(f), 34, apply, and Smith et al., 34, too.",
        "For the woman, 34 states spoke, and of the men, 34 and more. The ratio was 3 to 34.",
        "They were held for 12 and 34 years. See (2018) 1 Law Review 1 at 34, and at 34, the Watch.",
        "Women of all ages in 2018: 34 people. One was 34 km away, the other 29 km.",
        "In Wuland, 34 women were held, and 34, men among them, were freed.",
        "| States | Women |\n|---|---|\n| Wuland | 34 |",
    ],
)
def test_figures_in_lists_and_tables_are_no_ages(desk: Path, words: str) -> None:
    result = written(desk, "pseudonym", words)
    assert result.exit_code == 0, result.stderr
