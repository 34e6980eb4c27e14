"""Figures with their hedge, claims with their slots, lists in words."""

from __future__ import annotations

from typing import Any

import pytest

from nkadvocate.composing.wording import series, written_claim, written_figure
from nkadvocate.library import Library
from nkadvocate.records import Figure, MissingLanguageError
from tiny import changed


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": 406}, "406"),
        ({"value": 50000}, "50,000"),
        ({"value": 5000, "qualifier": "up to"}, "up to 5,000"),
        ({"value": 600, "qualifier": "more than"}, "more than 600"),
        ({"low": 600, "high": 2000}, "between 600 and 2,000"),
        ({"value": 98, "unit": "per cent", "qualifier": "almost"}, "almost 98 per cent"),
        ({"low": 70, "high": 80, "unit": "per cent"}, "between 70 and 80 per cent"),
        ({"value": 2.5, "unit": "per cent"}, "2.5 per cent"),
        ({"value": 0}, "0"),
    ],
)
def test_a_figure_is_written_with_the_hedge_of_its_source(fields: dict[str, Any], words: str) -> None:
    assert written_figure(Figure.model_validate({"unit": "people"} | fields), "en") == words


def test_a_claim_prints_its_figure_and_date(tiny_library: Library) -> None:
    assert written_claim(tiny_library.evidence["returns-2024"], "en") == (
        "The Watch said that at least 406 people had been sent back by May 2024."
    )


def test_other_braces_in_a_claim_are_text(tiny_library: Library) -> None:
    library = changed(tiny_library, "beatings", claim="So {it} was, {0} and {value}.")
    assert written_claim(library.evidence["beatings"], "en") == "So {it} was, {0} and {value}."


def test_a_value_that_holds_a_slot_is_not_filled_again(tiny_library: Library) -> None:
    library = changed(tiny_library, "returns-2024", claim="{value} in {as_of}.", as_of="2024")
    assert written_claim(library.evidence["returns-2024"], "en") == "at least 406 in 2024."


def test_a_claim_without_words_in_the_language_is_an_error(tiny_library: Library) -> None:
    with pytest.raises(MissingLanguageError, match="no text in 'ko'"):
        written_claim(tiny_library.evidence["beatings"], "ko")


def test_no_shipped_claim_leaves_a_slot_open(shipped_library: Library) -> None:
    for evidence in shipped_library.evidence.values():
        assert "{" not in written_claim(evidence, "en")


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_in_words(items: list[str], words: str) -> None:
    assert series(items) == words
