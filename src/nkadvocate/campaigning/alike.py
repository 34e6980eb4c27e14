"""Letters so alike that offices will take them for a form letter and lay them aside.

Two letters are alike when they share half of their 32-character shingles, the measure that WriteToThem uses against
mass mailings. Letters are compared by bottom-k sketches (Broder 1997), so that thousands can be.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import lru_cache

from nkadvocate.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    blocks_of,
    inlines_of,
    plain,
)

SHINGLE = 32
"""Characters."""
THRESHOLD = 0.5
_SKETCH = 512
_OPENING = "opening"

Parts = tuple[tuple[str, str], ...]
"""The words under each heading of a letter, with the heading."""


def parts_of(document: Document) -> Parts:
    """The letter's words by heading, without its annex, address and particulars."""
    parts: dict[str, list[str]] = {}
    heading = _OPENING
    for block in document.blocks:
        match block:
            case PageBreak():
                break
            case Heading(_, content):
                heading = plain(content)
            case _ if _has_words(block):
                parts.setdefault(heading, []).append(_words(block))
            case _:
                pass
    return tuple((name, " ".join(texts)) for name, texts in parts.items())


def _has_words(block: Block) -> bool:
    return bool(blocks_of(block)) or (isinstance(block, Paragraph) and block.role in ("body", "lead"))


def _words(block: Block) -> str:
    return " ".join((plain(inlines_of(block)), *map(_words, blocks_of(block)))).strip()


@dataclass(frozen=True, slots=True)
class Group:
    """Letters alike to the first of them. ``least`` is the smallest share of shingles that one has in common with it,
    ``same`` the headings under which all say the same."""

    letters: tuple[str, ...]
    least: float
    same: tuple[str, ...]


@dataclass(slots=True)
class _Growing:
    sketch: frozenset[int]
    parts: dict[str, int]
    letters: list[str]
    least: float = 1.0


@dataclass(slots=True)
class Comparison:
    """Takes letters one after the other and keeps a sketch of one in each group."""

    _groups: list[_Growing] = field(default_factory=list)

    def add(self, name: str, parts: Parts) -> None:
        """Put the letter to the first group that it is alike to, or into one of its own."""
        own = sketch(" ".join(text for _, text in parts))
        sums = {heading: zlib.crc32(text.encode()) for heading, text in parts}
        for group in self._groups:
            shared = likeness(group.sketch, own)
            if shared >= THRESHOLD:
                group.letters.append(name)
                group.least = min(group.least, shared)
                group.parts = {heading: value for heading, value in group.parts.items() if sums.get(heading) == value}
                return
        self._groups.append(_Growing(own, sums, [name]))

    def groups(self) -> tuple[Group, ...]:
        """The groups of two letters and more, the largest first."""
        found = [Group(tuple(g.letters), g.least, tuple(g.parts)) for g in self._groups if len(g.letters) > 1]
        return tuple(sorted(found, key=lambda group: -len(group.letters)))


@lru_cache(maxsize=64)
def sketch(text: str) -> frozenset[int]:
    """The smallest checksums of the text's shingles, letters and digits alone counting."""
    plain_text = " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split()).encode()
    found = {zlib.crc32(plain_text[n : n + SHINGLE]) for n in range(max(1, len(plain_text) - SHINGLE + 1))}
    return frozenset(sorted(found)[:_SKETCH])


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared ÷ all shingles, estimated from the smallest checksums of both; off by 0.02 or so at one half."""
    smallest = set(sorted(one | other)[:_SKETCH])
    return len(smallest & one & other) / len(smallest)
