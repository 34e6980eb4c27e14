"""The words and numbers of a text, and among the numbers those in English, French and German words."""

from __future__ import annotations

import re
from functools import cache

from nkadvocate.library.likeness import folded, skeleton, skeletons
from nkadvocate.library.numerals import CARDINALS, FRENCH, GERMAN, ORDINALS

Item = int | str
MARKS_OF_DAYS = "년年월月일日号號"
MARKS_OF_AGES = "歳歲岁才세살"
"""What stands behind a number in Chinese, Japanese and Korean; each is an item of its own."""

END = "\v"
"""Between two sentences; an item of its own."""

_WORD = re.compile(rf"\d+|[\f{END}]|[{MARKS_OF_DAYS}{MARKS_OF_AGES}]|[^\W\d_{MARKS_OF_DAYS}{MARKS_OF_AGES}]+")
OR = skeletons("or and to ou et oder und bis o y")
"""Between two years or ages: November 2017 or 2018."""
_AND = {"et", "and"}
"""They stand in vingt et un, two thousand and eighteen."""


def items_in(text: str) -> list[Item]:
    """The words and numbers of a skeleton, in their order. Numbers in words are those below a hundred, and years."""
    items: list[Item] = []
    counted = False  # whether the text before is a number in words, which may go on
    for word in _WORD.findall(text):
        value = _numbers().get(word)
        if word.isdecimal():
            items.append(int(word) if len(word) <= 8 else word)
            counted = False
        elif value is None:
            items.append(word)
            counted = counted and word in _AND
        else:
            at = len(items) - (2 if counted and items[-1] in _AND else 1)
            last = items[at] if at >= 0 and (counted or word == "thousand") else None
            total = _together(last, word, value) if isinstance(last, int) else None
            if total is None:
                items.append(value)
            else:
                items[at:] = [total]
            counted = True
    return items


def _together(number: int, word: str, value: int) -> int | None:
    """The number that one in words and the word after it, which stands for ``value``, make; None if they make none."""
    if word == "thousand":
        return number * 1000 if number < 10 else None
    if number == 4 and value == 20:  # quatre-vingts
        return 80
    if number in {19, 20} and 10 <= value < 100:  # nineteen eighty-four, twenty eighteen
        return number * 100 + value
    if number % 1000 == 0:  # two thousand eighteen
        return number + value if value < 100 else None
    tens = number % 100
    if tens == 10 and word in {"sept", "huit", "neuf"}:  # dix-sept
        return number + value
    if tens >= 20 and tens % 10 == 0 and value < (20 if tens in {60, 80} else 10):  # twenty-three, soixante-quatorze
        return number + value
    return None


@cache
def _numbers() -> dict[str, int]:
    """What stands for a number, by its skeleton."""
    words = {"thousand": 1000} | CARDINALS | ORDINALS | FRENCH | GERMAN
    return {skeleton(folded(word)): number for word, number in words.items()}
