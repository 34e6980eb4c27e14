"""Words that read like others since a letter in them is of another alphabet, or one of phonetics."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator

from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.manuscript import Manuscript
from nkadvocate.library import mentions

_ALIKE = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "OSAGE", "DESERET", "OLD"}
"""Alphabets with letters that look Latin, by the first words of Unicode names."""


def look_alikes(letter: Manuscript, reference: Manuscript, protected: Collection[str]) -> Iterator[Deviation]:
    """Words of a letter with letters of two alphabets, or that only phonetics uses, which ``reference``, the same
    letter written anew, does not have. Texts with a term of ``protected`` are not repeated."""
    known = {word for one in (*(one.text for one in reference.passages), *reference.notes) for word in one.split()}
    texts: list[tuple[int | None, int | None, str]] = [(n, None, one.text) for n, one in enumerate(letter.passages, 1)]
    texts += [(None, n, one) for n, one in enumerate(letter.notes, 1)]
    for place, note, text in texts:
        for word in dict.fromkeys(text.split()):
            if not word.isascii() and word not in known and _is_mixed(word):
                shown = "" if mentions(text, protected) else f": {quoted(short(word))}"
                what = f"letters of two alphabets in one word{shown}"
                yield Deviation("disguised", what, place, note, hint="type the word anew")


def _is_mixed(word: str) -> bool:
    names = {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}
    odd = any("\u0250" <= letter <= "\u02af" or "\u1d00" <= letter <= "\u1dbf" for letter in word)
    return odd or ("LATIN" in names and bool(names & _ALIKE))
