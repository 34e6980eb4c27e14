"""The lists of a Word file: what stands before each item, and how items are counted.

Clauses are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from nkadvocate.auditing.formats import twips
from nkadvocate.auditing.markup import WORD
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.properties import styles_of, transitional, value_of

_W = f"{{{WORD[0]}}}"


class Lists:
    """The lists of a file, and how far each has been counted."""

    def __init__(self, package: Package) -> None:
        part = package.related("numbering")
        lists = transitional(package.xml(part)) if part else etree.Element("numbering")
        self.styles = styles_of(package)
        self.kinds = {one.get(f"{_W}abstractNumId", ""): one for one in lists.iter(f"{_W}abstractNum")}
        self.lists = {one.get(f"{_W}numId", ""): one for one in lists.iter(f"{_W}num")}
        self.counted: dict[str, list[int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def of(self, paragraph: Any) -> tuple[str, int]:
        """The list that a paragraph belongs to, by itself or by its style; none is empty or nought (17.3.1.19)."""
        form = self.styles.of_paragraph(paragraph)
        id, level = value_of(form, "numId"), value_of(form, "ilvl")
        return id if id in self.lists and self._prints(id, int(twips(level))) else "", int(twips(level))

    def _prints(self, id: str, level: int) -> bool:
        """Whether anything stands before the items; a number of the kind ``none`` is empty (17.18.59)."""
        text = self.set(id, level, "lvlText", "%1")
        return self.set(id, level, "numFmt", "decimal") != "none" or bool(re.sub(r"%\d", "", text))

    def set(self, id: str, level: int, name: str, usual: str) -> str:
        """What is set for a level of a list."""
        list = self.lists.get(id, ())
        levels = [one for above in (list, self.kinds.get(self.kind(id), ())) for one in _levels(above, level)]
        found = next((one for at in levels for one in at.iterfind(f"{_W}{name}")), None)
        return usual if found is None else found.get(f"{_W}val", usual)

    def kind(self, id: str) -> str:
        found = self.lists[id].find(f"{_W}abstractNumId") if id in self.lists else None
        return "" if found is None else found.get(f"{_W}val", "")

    def count(self, id: str, level: int) -> int | None:
        """The number of the next item; none where items are marked."""
        counted = self.counted.setdefault(self.kind(id), [])
        own = self.lists[id].find(f"{_W}lvlOverride[@{_W}ilvl='{level}']/{_W}startOverride")
        if own is not None and (id, level) not in self.begun:
            del counted[level:]
        self.begun.add((id, level))
        counted += [0] * (level + 1 - len(counted))
        counted[level:] = [counted[level] + 1]
        return None if self.set(id, level, "numFmt", "decimal") in {"bullet", "none"} else counted[level]


def _levels(list: Any, level: int) -> Iterable[Any]:
    return (one for one in list.iter(f"{_W}lvl") if one.get(f"{_W}ilvl") == str(level)) if len(list) else ()
