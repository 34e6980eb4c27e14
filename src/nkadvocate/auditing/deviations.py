"""Where an edited letter says what the records do not, and how that is put into words."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal

from nkadvocate.auditing.items import Item
from nkadvocate.auditing.manuscript import Sentence
from nkadvocate.problems import printable

Kind = Literal[
    "figure",
    "date",
    "name",
    "article",
    "quotation",
    "hedge",
    "negation",
    "force",
    "wording",
    "demand",
    "sender",
    "no note",
    "note",
    "source",
    "locator",
    "cross-reference",
    "status",
    "treaty verb",
    "protected",
    "disguised",
    "left over",
]


@dataclass(frozen=True, slots=True)
class Deviation:
    """What is no longer as the records have it. Paragraphs count from 1 without empty ones; ``around`` are words of the
    place, ``span`` the offsets of the sentence in its paragraph. All is printable, as in ``findings``."""

    kind: Kind
    what: str
    paragraph: int | None = None
    note: int | None = None
    was: str = ""
    now: str = ""
    hint: str = ""
    around: str = ""
    span: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        for name in ("what", "was", "now", "hint", "around"):
            object.__setattr__(self, name, printable(getattr(self, name)))

    def __str__(self) -> str:
        places = [f"para {self.paragraph}"] * (self.paragraph is not None) + [f"note {self.note}"] * (
            self.note is not None
        )
        hint = f" ({self.hint})" if self.hint else ""
        around = f" in “{self.around}”" if self.around else ""
        return f"{', '.join(places)}{': ' if places else ''}{self.kind}: {self.what}{around}{hint}"


def found_at(
    one: Sentence,
    kind: Kind,
    what: str,
    *,
    note: int | None = None,
    was: str = "",
    now: str = "",
    hint: str = "",
    around: str = "",
) -> Deviation:
    return Deviation(kind, what, one.passage + 1, note, was, now, hint, around, (one.start, one.start + len(one.text)))


def quoted(text: str) -> str:
    return text if text.startswith('"') else f"“{text}”"


def short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[: most - 20].rsplit(' ', 1)[0]} … {text[-18:].split(' ', 1)[-1]}"


def words_around(sentence: Sentence, item: Item) -> str:
    """Some words before an item, and those from it on."""
    before, after = sentence.text[: item.at].split(), sentence.text[item.at :].split()
    return " ".join((*before[-3:], *after[:6]))


def difference(was: str, now: str) -> tuple[str, str]:
    """The words that differ, with some that do not around them."""
    a, b = was.split(), now.split()
    codes = [code for code in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if code[0] != "equal"]
    if not codes:
        return was, now
    first, last = codes[0], codes[-1]
    cut = []
    for words, start, end in ((a, first[1], last[2]), (b, first[3], last[4])):
        piece = " ".join(words[max(start - 2, 0) : end + 2])
        cut.append(short(piece, 160))
    return cut[0], cut[1]
