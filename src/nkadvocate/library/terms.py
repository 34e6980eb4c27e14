"""How what points to a private person is found in a text: names and places as they are written otherwise, sound or look
alike, and dates and ages in any form."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, islice, product
from typing import Self

from nkadvocate.library.likeness import (
    as_seen,
    decoded,
    folded,
    is_korean,
    otherwise_begun,
    skeleton,
    sound,
    sounds,
    sounds_of_syllables,
    with_initials,
    with_letters,
    without_marks,
)
from nkadvocate.library.naming import (
    BESIDE_NAMES,
    FAMILIES,
    SMALL_WORDS,
    TITLES,
    forms_of,
    given_alone,
    is_family_name,
    is_syllable,
    shortened,
    words_of,
)
from nkadvocate.library.strings import APART
from nkadvocate.problems import Problem


def mentions(text: str, terms: Collection[str]) -> set[str]:
    """Those of ``terms`` that occur in ``text``, however they are written.

    Names, words and places are found whatever their case, hyphens and spaces, in letters set apart or that only look
    alike, in the usual romanisations of Korean, with an ending, and in percent-encoding, character references and
    Base64. A term that is a date or an age is found in any of the ways in which ``days`` reads one.
    """
    if not terms:
        return set()
    said = _said(text)
    free = terms.free if isinstance(terms, Protected) else {}
    return {term for term in terms if any(one not in free.get(term, ()) for one in _writings(said, _term(term)))}


class Protected(frozenset[str]):
    """Terms that a text must not hold. What stands under ``free`` may: “The Hon.”, which sounds like Tae-hun."""

    free: Mapping[str, frozenset[str]]

    def __new__(cls, terms: Iterable[str], free: Mapping[str, frozenset[str]]) -> Self:
        protected = super().__new__(cls, terms)
        protected.free = free
        return protected


def untold(terms: Collection[str], told: str) -> Protected:
    """The terms that the text ``told`` does not have as they are. What it has that only looks or sounds like one of
    them is free."""
    said = _said(told)
    written = {term: frozenset(_writings(said, _term(term))) for term in terms}
    left = {term for term, some in written.items() if not some or not _has(told, term)}
    return Protected(left, {term: written[term] for term in left if written[term]})


def _has(text: str, term: str) -> bool:
    """Whether the text has a term that is found in it as it is, with its capitals, or in whatever way a day or age."""
    words = _term(term).words.letters or _term(term).short
    return not words or re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text) is not None


def alike(terms: Collection[str], others: Iterable[str]) -> set[str]:
    """Those of ``terms`` that are the same as one of ``others``, as ``mentions`` takes it, or as a word of one."""
    if not terms:
        return set()
    known = {form for other in others for part in (other, *other.split()) for form in _forms(_term(part))}
    return {term for term in terms if not known.isdisjoint(_forms(_term(term)))} if known else set()


def unnamed(problems: Iterable[Problem], terms: Collection[str]) -> list[Problem]:
    """The problems as they may be printed: one that would show any of ``terms`` without its hint, or if that is not
    enough only its place, unless that does."""
    shown = []
    for problem in problems:
        bare = replace(problem, hint=None)
        if not mentions(str(problem), terms):
            shown.append(problem)
        elif not mentions(str(bare), terms):
            shown.append(bare)
        else:
            place = problem.place if not mentions(str(problem.place), terms) else None
            shown.append(Problem("what is wrong is not shown, for it holds a word that a record protects", place))
    return shown


@dataclass(frozen=True, slots=True)
class Heard:
    """The names of a person as others of them are known by: as they sound, the given name alone as it sounds, and what
    ``alike`` takes them for, whole and in parts."""

    spoken: frozenset[str]
    given: frozenset[str]
    whole: frozenset[object]
    parts: frozenset[object]

    def may_be(self, other: Heard) -> bool:
        """Whether one of these is one of those, shortened or turned or as it sounds, or the given name of one alone."""
        sound_alike = not (
            self.spoken.isdisjoint(other.spoken)
            and self.spoken.isdisjoint(other.given)
            and self.given.isdisjoint(other.spoken)
        )
        return sound_alike or self.is_written_like(other)

    def is_written_like(self, other: Heard) -> bool:
        """Whether one of these is one of those, or a word of one, as ``alike`` takes it."""
        return not (self.whole.isdisjoint(other.parts) and self.parts.isdisjoint(other.whole))


@lru_cache(maxsize=1 << 12)
def heard(names: frozenset[str]) -> Heard:
    """What names of one person are known by."""
    forms = forms_of(names)
    return Heard(
        frozenset().union(*map(_spoken, forms)),
        frozenset().union(*map(_spoken, given_alone(names | shortened(names)))),
        frozenset(form for name in forms for form in _forms(_term(name))),
        frozenset(form for name in forms for part in (name, *name.split()) for form in _forms(_term(part))),
    )


def may_be_one(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether these and those may be names of one person."""
    return heard(frozenset(names)).may_be(heard(frozenset(others)))


@lru_cache(maxsize=1 << 12)
def _spoken(name: str) -> frozenset[str]:
    words = _WORD.findall(without_marks(with_initials(folded(" ".join(words_of(name))))))
    read = dict.fromkeys((*_readings(words), *_readings(words, _sounds_in_two)))
    return frozenset(filter(None, map("".join, (*read, *(other for one in read for other in otherwise_begun(one))))))


def _sounds_in_two(word: str) -> tuple[str, ...]:
    """How a folded word may sound, as one or as two syllables: Suin is Su-in."""
    halves = ((word[:place], word[place:]) for place in range(1, len(word)))
    parted = (
        one + other
        for first, second in halves
        if is_syllable(first) and is_syllable(second)
        for one in sounds(first)
        for other in sounds(second)
    )
    return tuple(dict.fromkeys((*sounds(word), *parted)))


def _readings(words: Iterable[str], ways: _Ways = sounds) -> list[tuple[str, ...]]:
    """The ways in which folded words may sound together, the usual one first."""
    return [*islice(product(*map(ways, words)), _MOST_READINGS)]


_Ways = Callable[[str], tuple[str, ...]]
"""How a folded word may sound."""


_MOST_READINGS = 16


@dataclass(frozen=True, slots=True)
class _Words:
    """Words written as one, with the places where they join, the beginning and the end among them."""

    letters: str
    joins: tuple[int, ...]
    plain: tuple[str, ...] = ()
    """The words before they were written as one, or by their sounds."""
    starts: frozenset[str] = frozenset()
    """How the words begin, which tells most terms that are not there."""

    def bounds(self, place: int) -> bool:
        found = bisect_left(self.joins, place)
        return found < len(self.joins) and self.joins[found] == place

    def plain_at(self, start: int, end: int) -> str:
        """The words from one place to the other, the last with its ending: In June is not In Jun."""
        first, last = bisect_right(self.joins, start) - 1, bisect_left(self.joins, end)
        return " ".join(self.plain[first:last])


def _words(text: str) -> _Words:
    return _as_one(_WORD.findall(text))


def _heard(words: Sequence[str], ways: _Ways = sounds_of_syllables) -> _Words:
    """Folded words by their sounds, and then those that may sound otherwise, once more."""
    heard = [*((word, sound(word)) for word in words), *_heard_otherwise(words, ways)]
    return replace(_as_one([one for _, one in heard]), plain=tuple(word for word, _ in heard))


def _heard_otherwise(words: Sequence[str], ways: _Ways) -> Iterator[tuple[str, str]]:
    """The words, each with its sound, around every one that may be Korean and sound in several ways: as it does
    otherwise."""
    for place, word in enumerate(words):
        if len(ways(word)) > 1 and is_korean(word):
            around = words[max(place - _AROUND, 0) : place + _AROUND + 1]
            for read in _readings(around, ways)[1:]:
                yield from ((APART, APART), *zip(around, read, strict=True))


_AROUND = 3
"""Words of a name that stand before or after another."""


def _as_one(words: Sequence[str]) -> _Words:
    letters, joins = "".join(words), tuple(accumulate(map(len, words), initial=0))
    return _Words(letters, joins, tuple(words), frozenset(letters[place : place + _START] for place in joins))


_SHORTEST = 2
"""Letters of a name that are looked for."""
_WORD = re.compile(r"[^\W_]+|\f")
"""A word, or what parts two texts, so that no term is found across it."""
_START = 3
"""Letters."""


class _Said:
    """A text as it is looked at for terms."""

    def __init__(self, text: str) -> None:
        text = "\n".join((text, *decoded(text)))
        self._as_it_stands = f"{text}\n{text[::-1]}" if "\u202e" in text else text
        self._text = APART.join((self._as_it_stands, *_run_together(self._as_it_stands)))
        self._folded = folded(self._text)
        self._skeleton = with_initials(skeleton(self._folded))

    @cached_property
    def words(self) -> _Words:
        return _words(self._skeleton)

    @cached_property
    def words_as_written(self) -> _Words:
        """With their capitals."""
        return _words(as_seen(self._text))

    @cached_property
    def words_in_singular(self) -> _Words:
        """With those in -ies as they are without it: factory."""
        return _words(_PLURAL.sub("y", self._skeleton))

    @cached_property
    def words_with_letters(self) -> _Words:
        """With letters for the digits and signs in them; a number behind a word is none: China.[3]"""
        return _words(with_letters(_NUMBER.sub(APART, self._skeleton)))

    @cached_property
    def words_alone(self) -> _Words:
        """Without what people write into a name or beside it, digits, initials and titles."""
        words = (word if word.isalpha() else _DIGITS.sub("", word) for word in _WORD.findall(self._skeleton))
        return _as_one([word for word in words if word == APART or (len(word) > 1 and word not in TITLES)])

    @cached_property
    def sounds(self) -> _Words:
        return _heard(_without_titles(_WORD.findall(without_marks(self._folded))))

    @cached_property
    def sounds_parted(self) -> _Words:
        """With hyphens as what parts words: stories/lee-seon-hee-story."""
        words = _WORD.findall(self._folded) if _HYPHEN.search(self._folded) else []
        return _heard(_without_titles(words))

    @cached_property
    def sounds_of_names(self) -> _Words:
        """Of words with a capital alone, without what a hyphen joins to them and with it, each of the others as what
        parts two texts."""
        text = APART.join((self._text, _SECOND_HALF.sub("", self._text)))
        words = [folded(word) for word in _WORD.findall(_SMALL.sub(APART, text))]
        return _heard(words, sounds)

    @cached_property
    def sounds_of_joined(self) -> _Words:
        """Of words that begin or end with a family name and sound otherwise as one than in two, both parts."""
        parted = (
            part
            for word in dict.fromkeys(_WORD.findall(without_marks(self._folded)))
            if len(word) > _HEARD
            for place in {*range(1, _LONGEST_FAMILY_NAME), *range(-_LONGEST_FAMILY_NAME + 1, 0)}
            if is_family_name(word[:place] if place > 0 else word[place:])
            and sound(word[:place]) + sound(word[place:]) not in sounds_of_syllables(word)
            for part in (APART, word[:place], word[place:])
        )
        return _heard([*parted])

    @cached_property
    def days_and_ages(self) -> tuple[set[str], set[int]]:
        from nkadvocate.library.ages import with_ages_of_names
        from nkadvocate.library.days import days_and_ages, without_verbs

        return days_and_ages(skeleton(folded(without_verbs(with_ages_of_names(self._as_it_stands)))))


_HYPHEN = re.compile("[a-z][\u2010-\u2013-][a-z]")


def _run_together(text: str) -> Iterator[str]:
    """What stands around words that are written as one, with the words parted where a capital or a digit stands
    between them (#FreeRiHwa, GraceKim2018), and around initials without these (Grace A. Kim, Grace JH Kim)."""
    seen = as_seen(text)
    for start, end in _near(_JOINED_OR_INITIALS.finditer(seen), seen):
        written = seen[start:end]
        parted = _JOINED.sub(" ", written)
        yield from (way for way in dict.fromkeys((parted, _INITIALS_AMONG.sub(" ", parted))) if way != written)


def _near(found: Iterable[re.Match[str]], text: str) -> Iterator[tuple[int, int]]:
    """The places of what was found with the words around, one for all that are near each other."""
    start, end = 0, -1
    for one in found:
        if one.start() > end + _NEAR:
            if end >= 0:
                yield start, end
            start = max(text.rfind(space, 0, max(one.start() - _NEAR, 0)) for space in " \n") + 1
        if one.end() + _NEAR > end:
            end = next(_REST_OF_WORD.finditer(text, one.end() + _NEAR)).end()
    if end >= 0:
        yield start, end


_NEAR = 60
"""Letters."""
_REST_OF_WORD = re.compile(r"\S*")
_JOINED = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])\d+|\d+(?=[^\W\d_])")
_INITIALS_AMONG = re.compile(
    r"(?<=[^\W\d_])(?:(?:,?[ \t\r\n]{1,2}|[._\u2010-\u2013-])(?:[A-Z]{1,3}\.?|[a-z](?=[._\u2010-\u2013-])))+"
    r"(?=[ \t\r\n._\u2010-\u2013-])"
)
_JOINED_OR_INITIALS = re.compile(f"{_JOINED.pattern}|{_INITIALS_AMONG.pattern}")


def _without_titles(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in BESIDE_NAMES]


_SMALL = re.compile(r"\b[a-z][^\W_]*")
_SECOND_HALF = re.compile(r"(?<=[^\W\d_])[\u2010-\u2013-](?=[a-z])")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?<=[^\W\d_]{2})[\W_]{1,4}\d+(?![^\W_])")
_PLURAL = re.compile(r"(?<=\w\w)ies\b")


@lru_cache(maxsize=4)
def _said(text: str) -> _Said:
    return _Said(text)


@dataclass(frozen=True, slots=True)
class _Term:
    """What is looked for: a day or month, an age, or else words."""

    day: str | None = None
    age: int | None = None
    short: _Words | None = None
    """The words as they are written, where they are too short to be looked for in other ways."""
    words: _Words = _Words("", (0,))
    sounds: tuple[_Words, ...] = ()
    begun: tuple[_Words, ...] = ()
    """The sounds of the words as they begin elsewhere, which are looked for as whole words alone."""
    joined: tuple[_Words, ...] = ()
    """The sounds of a name with its family name, looked for in words written as one that are heard as two."""
    full: tuple[_Words, ...] = ()
    """The sounds of a short name with its family name, looked for as words with capitals that are parted alike."""
    given: tuple[_Words, ...] = ()
    """The sounds of a short name of two syllables that are parted, looked for as words with capitals."""


def _forms(term: _Term) -> set[object]:
    forms = (
        term.day,
        term.age,
        term.short and term.short.letters,
        term.words.letters,
        *(one.letters for one in (*term.sounds, *term.begun)),
    )
    return {form for form in forms if form is not None and form != ""}


@lru_cache(maxsize=1 << 16)
def _term(term: str) -> _Term:
    from nkadvocate.library.days import days_and_ages, is_day_or_age

    bare = folded(term)
    shape = skeleton(bare)
    # A name may read like a day in words or in numbers: O Un-jun, 840302-1234567.
    if 0 < sum(map(str.isdigit, shape)) <= _DIGITS_OF_A_DAY and is_day_or_age(shape):
        days, ages = days_and_ages(shape)
        if days:
            return _Term(day=max(days, key=lambda day: (len(day), day)))
        if ages:
            return _Term(age=max(ages))
    words = _as_one(_WORD.findall(with_initials(shape).removeprefix("the "))[:_MOST_WORDS])
    if words.letters.isascii() and len(words.letters) < _START:
        says_nothing = len(words.letters) < _SHORTEST or words.letters.isdecimal() or bare in SMALL_WORDS
        return _Term() if says_nothing else _Term(short=_words(as_seen(term)))
    bare = _COMPASS.sub("", bare)
    spoken = _WORD.findall(bare)
    full_name = _is_full_name(bare)
    if not is_korean(bare) and not (bare.isascii() and (full_name or _is_in_capitals(term)) and _has_korean(spoken)):
        return _Term(words=words)
    parted, joined = _readings(spoken), _readings(_WORD.findall(without_marks(bare)))
    as_written = dict.fromkeys(map(_as_one, (*joined, *parted)))
    begun = dict.fromkeys(_as_one(other) for one in parted for other in otherwise_begun(one))
    short = (*as_written, *begun)
    return _Term(
        words=words,
        sounds=tuple(one for one in as_written if len(one.letters) >= _HEARD),
        begun=tuple(one for one in begun if len(one.letters) >= _HEARD),
        joined=tuple(one for one in short if full_name and len(one.letters) >= _HEARD),
        full=tuple(one for one in short if full_name and _HEARD_IN_FULL <= len(one.letters) <= _HEARD),
        given=tuple(one for one in short if not full_name and len(spoken) == 2 and len(one.letters) == _HEARD_IN_FULL),
    )


def _is_in_capitals(term: str) -> bool:
    return all(word[0].isupper() for word in term.split())


def _has_korean(words: Sequence[str]) -> bool:
    """Whether there is a Korean word beside others: Grace Pak, Joseph Un."""
    return len(words) > 1 and any(map(is_korean, words))


def _is_full_name(folded: str) -> bool:
    words = folded.split()
    return len(words) > 1 and not FAMILIES.isdisjoint((sound(words[0]), sound(words[-1])))


_COMPASS = re.compile(r"^(?:north|south|east|west|[nsew]\.?) ")
"""What a name of a place begins with that is Korean but for it."""
_DIGITS_OF_A_DAY = 8
_LONGEST_FAMILY_NAME = 8
"""Letters, and one."""
_MOST_WORDS = 20
"""Of a term are looked for; a longer one is found by its beginning."""
_HEARD = 5
"""Letters of a name that must sound alike; shorter ones sound like too much else."""
_HEARD_IN_FULL = 4
"""The same of a name with its family name."""
_SPLIT = 5
"""Letters that a name has at least which is found though it is parted otherwise than it is written."""
_ANYWHERE = 10
"""Letters of a term that is found whatever stands before and after it and between its letters."""


def _writings(said: _Said, term: _Term) -> Iterator[str]:
    """How a text has the term, each as often as it is found."""
    if term.day or term.age is not None:
        days, ages = said.days_and_ages
        if term.day in days or term.age in ages:
            yield term.day or str(term.age)
        return
    if term.short:
        yield from _standing(term.short, said.words_as_written)
        return
    yield from _standing(term.words, said.words)
    yield from _standing(term.words, said.words_alone)
    if term.words.letters.endswith("y"):
        yield from _standing(term.words, said.words_in_singular)
    if len(term.words.letters) >= _SPLIT:
        yield from _standing(term.words, said.words_with_letters)
    for one in (*term.sounds, *term.begun):
        for heard in (said.sounds, said.sounds_parted, said.sounds_of_names):
            yield from _standing(one, heard, heard=True)
    for one in term.joined:
        yield from _standing(one, said.sounds_of_joined, heard=True)
    for one in (*term.sounds, *term.given):
        yield from _parted(one, (0, len(one.letters)), said.sounds_of_names)
    for one in term.full:
        yield from _parted(one, one.joins, said.sounds_of_names)


def _parted(sounds: _Words, joins: Iterable[int], text: _Words) -> Iterator[str]:
    """Words with a capital each that sound together like the term, parted in these places and wherever: Son Hui is
    Sun-hee."""
    start = text.letters.find(sounds.letters)
    while start >= 0:
        end = start + len(sounds.letters)
        if all(text.bounds(start + place) for place in joins):
            yield text.plain_at(start, end)
        start = text.letters.find(sounds.letters, start + 1)


def _standing(term: _Words, text: _Words, *, heard: bool = False) -> Iterator[str]:
    """Where the term is among the words of the text, or among their sounds. Where it is written in Latin letters, it
    begins with a word and ends with one or with an ending of one; in others, words may join it on both sides."""
    letters = term.letters
    anywhere = len(letters) >= _ANYWHERE and not letters.isdecimal() and not heard
    if not letters or (letters[0].isascii() and not anywhere and not _may_begin(letters, text)):
        return
    endings = _HEARD_ENDINGS if heard else _ENDINGS if len(letters) >= _SPLIT else _PLURAL_ALONE
    start = text.letters.find(letters)
    while start >= 0:
        end = start + len(letters)
        if anywhere or (
            (not letters[0].isascii() or text.bounds(start))
            and (not letters[-1].isascii() or text.bounds(end) or _is_ending(text, end, endings))
            and ((len(letters) >= _SPLIT and not heard) or _parted_alike(term, text, start, end, heard))
        ):
            yield text.plain_at(start, end)
        start = text.letters.find(letters, start + 1)


def _may_begin(letters: str, text: _Words) -> bool:
    return len(letters) < _START or letters[:_START] in text.starts


def _parted_alike(term: _Words, text: _Words, start: int, end: int, heard: bool) -> bool:
    """Whether the words of the text part the term where it is parted itself. What is parted and only sounds alike needs
    a letter more."""
    parts = {place - start for place in text.joins[bisect_right(text.joins, start) : bisect_left(text.joins, end)]}
    return not term.letters.isascii() or (parts <= {*term.joins} and not (heard and parts and end - start <= _HEARD))


def _is_ending(text: _Words, end: int, endings: Collection[str]) -> bool:
    return text.letters[end : text.joins[bisect_left(text.joins, end)]] in endings


_PLURAL_ALONE = frozenset("s")
_HEARD_ENDINGS = _PLURAL_ALONE | {*map(sound, ("ssi", "nim", "neun", "reul", "ege", "hante"))}
"""As they sound, those alone that are a syllable of no other name: not Pyongyang for Pyong."""
_ENDINGS = frozenset(
    skeleton(ending)
    for ending in (
        *("s", "es", "ssi", "si", "nim", "ya", "a", "yang", "kun", "gun"),  # of address
        *("ga", "ka", "i", "neun", "nun", "eun", "un", "reul", "rul", "eul", "ul"),
        *("ege", "eke", "hante", "hanthe", "ui", "e", "wa", "gwa", "kwa", "do", "to", "man", "eso", "ggeso"),
        *("m", "em", "om", "ie", "owi", "u", "y", "in", "n"),  # of Slavic and other cases
    )
)
"""Of names: plurals and cases, and Korean particles as they are romanised."""
