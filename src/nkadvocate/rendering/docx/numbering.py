"""Bullets and numbers: two definitions, and one instance of the second for every numbered list.

ECMA-376 part 1, 17.9: an abstract definition says how the levels look, an instance (``w:num``) counts by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from nkadvocate.rendering.docx.markup import Element, Xml, element, name, w
from nkadvocate.rendering.docx.styles import LIST_STEP

_BULLETS = ("•", "–", "•")
_NUMBERS = (("decimal", "%{}."), ("lowerLetter", "(%{})"), ("lowerRoman", "(%{})"))


def _level(level: int, form: str, shown: str) -> Xml:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        w("lvlText", val=shown),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=(level + 1) * LIST_STEP, hanging=LIST_STEP)),
        ilvl=level,
    )


def _bullets() -> list[Xml]:
    return [_level(level, "bullet", _BULLETS[level % len(_BULLETS)]) for level in range(9)]


def _numbers() -> list[Xml]:
    forms = [_NUMBERS[level % len(_NUMBERS)] for level in range(9)]
    return [_level(level, form, shown.format(level + 1)) for level, (form, shown) in enumerate(forms)]


def first_free(numbering: Element) -> tuple[int, int]:
    """The first abstract and the first instance id that the base document's lists leave free."""
    abstract = [int(one.get(name("w:abstractNumId")) or 0) for one in numbering.findall(name("w:abstractNum"))]
    instances = [int(one.get(name("w:numId")) or 0) for one in numbering.findall(name("w:num"))]
    return max(abstract, default=-1) + 1, max(instances, default=0) + 1


def add_lists(numbering: Element, starts: Iterable[tuple[int, int, int]]) -> None:
    """Adds the definitions, one instance of the bullets, and one of the numbers for each (id, level, first number)."""
    abstract, instance = first_free(numbering)
    place = len(numbering.findall(name("w:numPicBullet"))) + len(numbering.findall(name("w:abstractNum")))
    for offset, levels in enumerate((_bullets(), _numbers())):
        kind = w("multiLevelType", val="hybridMultilevel" if offset == 0 else "multilevel")
        numbering.insert(place + offset, element(w("abstractNum", kind, *levels, abstractNumId=abstract + offset)))
    instances = [w("num", w("abstractNumId", val=abstract), numId=instance)]
    for number, level, start in starts:
        override = w("lvlOverride", w("startOverride", val=start), ilvl=level)
        instances.append(w("num", w("abstractNumId", val=abstract + 1), override, numId=number))
    last = len(numbering.findall(name("w:num"))) + place + 2
    for offset, one in enumerate(instances):
        numbering.insert(last + offset, element(one))
