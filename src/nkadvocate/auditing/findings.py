"""What a file gives away, one finding for each kind and place, and how words that give something away are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nkadvocate.problems import printable


@dataclass(frozen=True, slots=True)
class Finding:
    """``kind`` is a short name such as ``comment``; ``where`` a part and element, or a page; ``what`` says more.

    All are printable, so that a file cannot write to the terminal of who looks into it.
    """

    kind: str
    where: str
    what: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", printable(self.where))
        object.__setattr__(self, "what", printable(self.what))

    def __str__(self) -> str:
        return f"{self.where}: {self.kind}: {self.what}"


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a file, and how to make a copy without it.

    ``clean`` returns the bytes of that copy. It raises ProblemsError where something cannot be taken out without loss.
    ``ending`` is the ending of the copy's name.
    """

    findings: tuple[Finding, ...]
    clean: Callable[[], bytes]
    ending: str


_PATH = re.compile(
    r"\b[A-Za-z]:[\\/]|(?<![\w:/.])/(?:Users|home|root|var|tmp|private|Volumes|mnt|media)/\w|\\\\\w[\w.-]*\\|\bfile:/",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")
_FILE = re.compile(
    r"(?<![\w-])(?!(?:image|picture|graphic)\d*\.)[\w-]+\."
    r"(?:docx?|docm|dotx?|dotm|odt|rtf|pages|pdf|pptx?|xlsx?|indd|tex|png|jpe?g|tiff?|heic|raw|gif|bmp|psd|ai|svg)\b",
    re.IGNORECASE,
)


def path_in(text: str) -> bool:
    """Whether ``text`` holds the path of a file on somebody's computer."""
    return bool(_PATH.search(text))


def telling(text: str) -> str | None:
    """What ``text``, a title or another property, gives away: a path, an e-mail address, a file's name; else None."""
    for kind, found in (("path", _PATH), ("e-mail address", _EMAIL), ("file name", _FILE)):
        if found.search(text):
            return kind
    return None


def shown(text: object) -> str:
    """``text`` in one printable line of at most 80 characters."""
    line = " ".join(printable(text).split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def printed(name: str, text: str) -> bool:
    """Whether the words of ``name`` stand in ``text``, whatever lies between their letters.

    A name also counts when it stands reversed, as pages hold scripts that are written from right to left.
    """
    plain, whole = _letters(name), _letters(text)
    return not plain or plain in whole or plain[::-1] in whole


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
