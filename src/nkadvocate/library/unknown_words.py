"""Words of what is told of a private person that may be a name, and numbers that may be an age or a day.

No list has every name. What is printed of a person may therefore hold only what is known to be none, or what its record
says is harmless.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nkadvocate import shipped
from nkadvocate.library.library import Library, open_library
from nkadvocate.library.likeness import folded, without_marks
from nkadvocate.library.naming import SMALL_WORDS, given_pieces, has_any, is_family_name, may_be_korean
from nkadvocate.library.numerals import CARDINALS, ORDINALS
from nkadvocate.library.places import bare_names_of_place
from nkadvocate.library.sentences import sentences
from nkadvocate.library.strings import texts_in
from nkadvocate.records import SLOT, Evidence, Person, Source, Text
from nkadvocate.records.base import texts

NAME = "a word that may be a name"
NUMBER = "a number that may be an age or a day"

Found = tuple[str, tuple[object, ...], str]
"""The record, where in it, and what it holds there."""


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words with a capital that are no private name, words that sentences begin with, topics and indicators that ship,
    phrases that are countries, the words of names and places on record, which are never known, and the pieces of names,
    which no phrase that is harmless holds."""

    capitals: frozenset[str]
    small: frozenset[str]
    labels: frozenset[str]
    countries: tuple[str, ...]
    on_record: frozenset[str]
    pieces: frozenset[str]

    @classmethod
    def of(cls, library: Library) -> KnownWords:
        people = [evidence.person for evidence in library.evidence.values() if evidence.person]
        shipped_capitals, small, labels = _shipped(shipped.SEEDS, shipped.TEMPLATES)
        speakers = library.own_speakers()
        actors = [actor for actor in library.actors.values() if actor.id not in speakers]
        names = (name for actor in actors for name in (actor.name, actor.formal_name))
        on_record = frozenset(word.lower() for person in people for word in _capitals(_on_record(person)))
        states = (actor for actor in actors if actor.kind == "state")
        called = {one for state in states for one in _in_any((state.name, state.formal_name, state.adjective))}
        return cls(
            capitals=shipped_capitals | frozenset(_capitals(_in_any(names))),
            small=small,
            labels=labels,
            countries=tuple(one for one in called if on_record.isdisjoint(map(str.lower, _WORD.findall(one)))),
            on_record=on_record,
            pieces=frozenset(given_pieces(name for person in people for name in _names(person))),
        )

    def unknown_in(self, library: Library, told: Evidence) -> Iterator[Found]:
        """What is printed of the person besides what fills the slots, and is not known."""
        person = library.evidence[told.id].person
        if person is None:
            return
        numbers = _numbers_of(person)
        declared = (phrase for phrase in person.harmless if not has_any(phrase, self.pieces))
        harmless = sorted((*declared, *self.countries), key=len, reverse=True)
        for record_id, path, text, how in _printed(library, told):
            bare = unicodedata.normalize("NFC", SLOT.sub(_NOTHING, text))
            for phrase in harmless:
                bare = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", _NOTHING, bare)
            if how in ("words", "address"):
                bare = "" if text in self.labels else bare.title()
            if not self._knows(bare, titled=how in ("title", "words", "address")):
                yield record_id, path, NAME
            if how in ("text", "title", "words") and _has_number(bare, numbers):
                yield record_id, path, NUMBER

    def _knows(self, text: str, *, titled: bool) -> bool:
        if not all(map(_is_plain, text)):
            return False
        beginnings = {found.end() for found in _BEGINNING.finditer(text)}
        return all(
            self._is_known(word[0]) or ((titled or word.start() in beginnings) and self._may_begin(word[0]))
            for word in _WORD.finditer(text)
        )

    def _is_known(self, word: str) -> bool:
        small = word.lower()
        if word == small or word in _ANYWHERE:
            return True
        acronym = len(word) > 1 and word.isupper()
        return word in self.capitals and (acronym or not (small in self.on_record or may_be_korean(word)))

    def _may_begin(self, word: str) -> bool:
        small = word.lower()
        if small == "in":
            return True
        return not is_family_name(word) and (
            small in SMALL_WORDS or (small in self.small and small not in self.on_record)
        )


_NOTHING = "it"
"""What stands for a slot, or a phrase that is harmless, while the text around it is looked at."""
_ANYWHERE = frozenset(("I", "The"))
_WORD = re.compile(r"[^\W\d_]+")
_BEGINNING = re.compile(
    r"(?:^|(?:(?<=\w\w)|(?<=[)\]”’\"]))[.!?:…][”’\"')\]]*\s+|[,:]\s+(?=[“‘\"]))[“‘\"'(\[]*", re.MULTILINE
)
"""What stands before a sentence. The full stop behind a single letter is that of an initial."""
_MORE_CAPITALS = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday Korea Korean Koreans Asia Asian Europe European Africa African
America American Arabic Burmese English Khmer Mandarin Uyghur Tibetan
"""
_MORE_BEGINNINGS = """
account accounts beaten forcibly former interview interviews officers record records survivor survivors testimonies
testimony witness witnesses
"""


def _is_plain(letter: str) -> bool:
    """Whether a letter or sign is one of ordinary English text: Latin, no code, no picture, no mark by itself."""
    if letter.isalpha():
        return unicodedata.name(letter, "").startswith(("LATIN SMALL LETTER ", "LATIN CAPITAL LETTER "))
    return letter.isspace() or unicodedata.category(letter) in _PLAIN


_PLAIN = frozenset(("Nd", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc", "Sm", "Zs"))


@lru_cache(maxsize=1)
def _shipped(seeds: Path, templates: Path) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words with a capital of what ships, where no private person is named, words in small letters of its sentences,
    and its topics and indicators."""
    library = open_library()
    called: list[Text | None] = [_MORE_CAPITALS]
    for actor in library.actors.values():
        called += (actor.name, actor.formal_name, actor.adjective)
    for body in library.bodies.values():
        called += (body.body, *body.names)
    for instrument in library.instruments.values():
        if instrument.kind in ("treaty", "resolution"):  # a case is called by persons
            called += (instrument.title, instrument.short, instrument.label)
    own_words = [_MORE_BEGINNINGS, *(sentence for _, _, sentence in sentences(library))]
    own_words += [_CODE.sub(" ", path.read_text("utf-8")) for path in sorted((templates / "en").rglob("*.j2"))]
    labels = {label for one in library.evidence.values() for label in (*one.topics, one.indicator) if label}
    small = frozenset(word for one in own_words for word in _SMALL.findall(one))
    return frozenset(_capitals(_in_any(called))), small, frozenset(labels)


_CODE = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_SMALL = re.compile(r"(?<![\w@/.-])[a-z]{2,}(?![\w@/-])|\ba\b")


def _in_any(called: Iterable[Text | None]) -> Iterator[str]:
    for one in called:
        yield from texts(one) if one else ()


def _capitals(called: Iterable[str]) -> Iterator[str]:
    return (word for one in called for word in _WORD.findall(one) if word != word.lower() and len(word) > 1)


def _on_record(person: Person) -> Iterator[str]:
    yield from (*_names(person), *person.relatives)
    yield from (name for place in person.places for name in bare_names_of_place(place))


def _names(person: Person) -> Iterator[str]:
    yield from (*person.names, *person.kin, *filter(None, [person.pseudonym]))


# what is printed


def _printed(library: Library, told: Evidence) -> Iterator[tuple[str, tuple[object, ...], str, str]]:
    """The texts in English that are printed with the evidence: record, where in it, text, and whether it is running
    text, a title, words in small letters that are joined, an address, or what has dates and places in sources; the last
    two may have any number."""
    for field in ("claim", "caveat"):
        yield from _english(told.id, (field,), getattr(told, field))
    if told.figure:
        values = (told.figure.value, told.figure.low, told.figure.high)
        numbers = " ".join(f"{value:g}" for value in values if value is not None)
        yield told.id, ("figure",), f"{numbers} {told.figure.unit}", "text"
    if told.period:
        yield told.id, ("period",), told.period, "place"
    for field in ("indicator", "topics"):
        yield from ((told.id, (field,), text, "words") for text in texts_in(getattr(told, field)))
    if speaker := library.own_speaker(told):
        for text in texts_in(speaker.model_dump(include={"name", "formal_name", "adjective"})):
            yield told.id, ("by",), text, "title"
    for n, citation in enumerate(told.citations):
        if citation.locator:
            yield told.id, ("citations", n, "locator"), citation.locator, "place"
        yield from _english(told.id, ("citations", n, "note"), citation.note)
        if citation.source in library.own and citation.source in library.sources:
            yield from _of_source(library.sources[citation.source])


def _english(
    record_id: str, path: tuple[object, ...], text: Text | None
) -> Iterator[tuple[str, tuple[object, ...], str, str]]:
    if isinstance(text, str):
        yield record_id, path, text, "text"
    elif text and "en" in text:
        yield record_id, (*path, "en"), text["en"], "text"


def _of_source(source: Source) -> Iterator[tuple[str, tuple[object, ...], str, str]]:
    for field, value in source.model_dump(exclude=_NO_WORDS).items():
        for text in texts_in(value):
            yield source.id, ("id",), text.removeprefix("https://"), _IN_SOURCES.get(field, "title")


_NO_WORDS = {"id", "type", "issued", "in_force", "event_date", "accessed", "language", "weight", "inferred", "text"}
"""Fields of sources with dates, with words of the program's own or for those who keep the records."""
_IN_SOURCES = {"note": "text"} | {
    field: how
    for how, fields in {"place": "publisher_place number volume issue page", "address": "url doi archive"}.items()
    for field in fields.split()
}


# numbers


def _numbers_of(person: Person) -> set[int]:
    """The ages of the person, and the day and month told of and those of birth."""
    dates = filter(None, (person.when, person.born))
    return {*person.ages, *(int(part) for date in dates for part in date.split("-")[1:])}


def _has_number(text: str, numbers: Collection[int]) -> bool:
    """Whether a text has a number but "one" and "first", or these where they are among ``numbers`` or an age."""
    plain = without_marks(folded(_HYPHEN.sub(" ", text)))
    in_words = filter(None, map(_IN_WORDS.get, _WORD.findall(plain)))
    return bool(_NUMBER.search(plain)) or any(number > 1 or number in numbers for number in in_words)


_HYPHEN = re.compile(r"[\u00ad\u2010-\u2015-]")
_NUMBER = re.compile(
    r"\d|\b(?:eleven|twel[fv]|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ie)"
    r"|dozen|hundred|thousand|million)"
    r"|\bone (?:year|month|week|day)s? (?:old|of age)\b"
    r"|\b(?=[ivxlcdm]{3})m*(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})(?!\w)"
)
"""In digits, in words above ten with whatever joins them, an age of one, and Roman ones of three letters and more."""
_IN_WORDS = CARDINALS | ORDINALS
