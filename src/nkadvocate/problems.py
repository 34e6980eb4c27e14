"""Problems as values: what is wrong, where, and how to mend it; collected and shown together."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file. Lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def printable(text: object) -> str:
    """``text`` in one line: a space for what parts words or steers a terminal, and the code of any other character that
    cannot be printed, such as one without width or one that each font draws as it likes (U+F034)."""
    return "".join(char if char.isprintable() else _coded(char) for char in str(text))


def _coded(char: str) -> str:
    return " " if unicodedata.category(char) in ("Cc", "Zs", "Zl", "Zp") else f"<U+{ord(char):04X}>"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``doing`` says what the program was at when no file explains it."""

    what: str
    place: Place | None = None
    hint: str | None = None
    doing: str | None = None

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        doing = f" (while {self.doing})" if self.doing else ""
        hint = f" ({self.hint})" if self.hint else ""
        return printable(f"{where}{self.what}{doing}{hint}")


class ProblemsError(Exception):
    """Raised once with every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownNameError(ProblemsError):
    """A name the user typed does not exist."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return ``did you mean a or b?`` for the nearest of ``known``, or None when nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else None


def unknown(kind: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """The error for a name that is not among ``known``; lists them when they are few and none is near."""
    names = sorted(known)
    hint = did_you_mean(name, names) or (f"known: {', '.join(names)}" if 0 < len(names) <= 12 else None)
    return UnknownNameError([Problem(f"there is no {kind} {name!r}", hint=hint)])
