"""What a list of persons is read to, whatever its format: rows of named cells, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nkadvocate.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One person or post: its place, and its cells by the name of their column."""

    place: Place
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a file, those that could not be read, and what was assumed in reading it."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def as_text(value: object) -> str:
    """A value as one line; several as “a; b”; nothing for what is no text or number."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(as_text, value)))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())
