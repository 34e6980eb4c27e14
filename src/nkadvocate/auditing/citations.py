"""Notes held against notes: by the sources and places they cite, however a citation is shortened or numbered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nkadvocate.auditing.manuscript import normal
from nkadvocate.auditing.spelling import AT_A_NUMBER, SIGN

_EARLIER = re.compile(r" ?\((?:n|note|fn)\.? ?(\d+)\)", re.IGNORECASE)
_AGAIN = re.compile(r"^(?:ibid\.?|ibidem|id\.)(?=\W|$)", re.IGNORECASE)
_TOKEN = re.compile(rf"«[\w-]+»|{AT_A_NUMBER}|\w+(?:['./-]\w+)*(?:\(\w+\))*|[%$£€?]|{SIGN.pattern}")
_WORDS_FOR = {
    **dict.fromkeys(("article", "articles", "arts"), "art"),
    **dict.fromkeys(("paragraph", "paragraphs", "paras"), "para"),
    **dict.fromkeys(("page", "pages", "pp"), "p"),
    "chapter": "ch",
    "number": "no",
    "section": "s",
    **dict.fromkeys(("and", "also", "see", "the"), ""),
}
"""What stands for a word when notes are compared; nothing, for words that only join."""


@dataclass(frozen=True, slots=True)
class Citing:
    """A note read: its words with each known source as ``«id»``, and the notes that it refers to, each with the source
    that is to be found there, or with none where no known source precedes."""

    words: str
    sources: tuple[str, ...]
    refers: tuple[tuple[str, int], ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        """What must be the same, without what only joins."""
        return tuple(token for part in self.parts for token in part)

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The same for each citation in the note; in which order these stand does not matter."""
        return tuple(sorted(tuple(_tokens(part)) for part in self.words.split(";")))


@lru_cache(maxsize=1 << 12)
def _uniform(text: str) -> str:
    """What citations may have in either of several forms, in one: initials and abbreviations, dates, accents of letters
    that have them; marks over or through others are signs."""
    if not text.isascii():
        text = "".join(map(_without_accents, unicodedata.normalize("NFC", text)))
    text = re.sub(r"(?<=\b[A-Z])\.(?=[A-Z]\b|\s[A-Z]|\s\d)", "", text)
    for pattern, form in _FORMS:
        text = pattern.sub(form, text)
    return text


@lru_cache(maxsize=1 << 12)
def _without_accents(letter: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(sign))
    return plain or letter


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_FORMS = (
    *((re.compile(rf"\b{month[:3]}(?:{month[3:4]})?\. "), f"{month} ") for month in _MONTHS),
    (re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})"), r"\2 \1 \3"),
    (re.compile(r"\bUnited Nations\b"), "UN"),
    (re.compile(r"\bdoc\.?(?= )", re.IGNORECASE), "Doc"),
    (re.compile(r"\bNo\.? ?(?=\d)", re.IGNORECASE), "No "),
    (re.compile(r"\b(Mr|Mrs|Ms|Dr)\."), r"\1"),
    (re.compile(r"\b(adopted|published|accessed|updated) on (?=\d)"), r"\1 "),
    (re.compile(r"\b(?:entry|entering|enters) into force\b"), "entered into force"),
    (re.compile(r"\bin the (?=operative part)"), ""),
    (re.compile(r"\brequests (?:have come from|have been made by|were made by|came from)\b"), "requests from"),
)


def _tokens(words: str) -> Iterator[str]:
    for found in _TOKEN.findall(words):
        token = found.strip().casefold().rstrip(".") or found
        if token := _WORDS_FOR.get(token, token):
            yield token


def read_notes(notes: Sequence[str], citations: Mapping[str, tuple[str, str]]) -> list[Citing]:
    """Read notes in their order; ``citations`` gives the full and the short form of each source by its id."""
    forms: dict[str, list[str]] = {}
    for source, (full, short) in citations.items():
        for form in (full, f"{short} (n)"):
            forms.setdefault(_uniform(normal(form)), []).append(source)
    longest_first = sorted(forms.items(), key=lambda one: -len(one[0]))
    read: list[Citing] = []
    for note in notes:
        numbers = [int(found[1]) for found in _EARLIER.finditer(note)]
        words = _uniform(_EARLIER.sub(" (n)", note))
        for form, meant in longest_first:
            for written in (form, form[:1].upper() + form[1:]):
                if written in words:
                    words = _named(words, written, meant, numbers, read)
        targets = [found[1] or "" for found in re.finditer(r"(?:«([\w-]+)»)? \(n\)", words)]
        refers = tuple(zip(targets, numbers, strict=False))
        words = words.replace(" (n)", "")
        if _AGAIN.match(words) and read:
            before = read[-1]
            rest = _AGAIN.sub("", words).strip(" .")
            named = f"«{before.sources[0]}» {rest}" if len(set(before.sources)) == 1 else f"{before.words} {rest}"
            words = named if rest else before.words
        read.append(Citing(words, tuple(re.findall(r"«([\w-]+)»", words)), refers))
    return read


def _named(words: str, form: str, meant: Sequence[str], numbers: Sequence[int], read: Sequence[Citing]) -> str:
    """``words`` with the source in the place of a form of its citation; of several that are called the same in short,
    the one that is found in the note referred to."""
    pieces = words.split(form)
    text = pieces[0]
    for piece in pieces[1:]:
        number = numbers[text.count(" (n)")] if form.endswith(" (n)") else 0
        there = read[number - 1].sources if 0 < number <= len(read) else ()
        source = next((one for one in meant if one in there), meant[0])
        text += f"«{source}»{' (n)' * form.endswith(' (n)')}{piece}"
    return text


def in_words(citing: Citing, citations: Mapping[str, tuple[str, str]]) -> str:
    """The note with its sources named briefly."""
    return re.sub(r"«([\w-]+)»", lambda found: normal(citations[found[1]][1] or found[1]), citing.words)
