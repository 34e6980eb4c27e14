"""What points to a private person in a text: names, places, dates and ages in the forms in which they are likely to be
written, and how they are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from nkadvocate.problems import Problem
from nkadvocate.records import Person, Record


def mentions(text: str, terms: Collection[str]) -> set[str]:
    """Those of ``terms`` that occur in ``text`` as whole words, whatever their case, hyphens and spaces."""
    if not terms:
        return set()
    text = _folded(f"{text}\n{text[::-1]}" if "\u202e" in text else text)
    return {term for term in terms if (words := _words(term))[0] in text and _pattern(words).search(text)}


def spelled_out(text: str, names: Collection[str]) -> set[str]:
    """Those of ``names``, of ten letters and more, whose letters follow each other whatever stands between them."""
    letters = "".join(re.findall(r"[^\W_]+", _folded(text))) if names else ""
    return {name for name in names if len(spelt := "".join(_words(name))) >= 10 and spelt in letters}


def unnamed(problems: Iterable[Problem], terms: Collection[str]) -> list[Problem]:
    """The problems as they may be printed: of one that would show any of ``terms`` only its place, unless that does."""
    shown = []
    for problem in problems:
        if mentions(str(problem), terms):
            place = problem.place if not mentions(str(problem.place), terms) else None
            shown.append(Problem("what is wrong is not shown, for it holds a word that a record protects", place))
        else:
            shown.append(problem)
    return shown


def turned(names: Iterable[str]) -> set[str]:
    """The names, each also with another word first: a family name stands before or after the given one."""
    turned = {*names}
    for words in [name.split() for name in turned]:
        turned |= {" ".join((*words[n:], *words[:n])) for n in range(1, len(words))}
    return turned


def details_of(person: Person) -> set[str]:
    """Dates, places and ages of a person, each as it is likely to be written."""
    found: set[str] = set()
    for date in filter(None, (person.when, person.born)):
        found.update(written(date))
    found.update(form for place in person.places for form in (place, _named(place)))
    if person.age and "-" not in person.age:
        found.update(form.format(person.age) for form in _AGES)
    return found


_AGES = ("{}-year-old", "{} years old", "{} years of age", "aged {}", "age {}", "{} 세", "{} 살", "{} 岁", "{} 歲")

_KINDS_OF_PLACES = frozenset(
    (
        *("ri", "rodongjagu", "up", "eup", "myon", "myeon", "dong", "gu", "ku", "gun", "kun", "si", "do"),
        *("cun", "zhen", "xiang", "xian", "shi", "sheng"),
        *("village", "town", "township", "county", "city", "district", "prefecture", "province"),
    )
)


def _named(place: str) -> str:
    """The name of a place without the word for what it is: Onsong County, Jilin Province, Sinhung-ri."""
    name = place
    while (cut := max(name.rfind(" "), name.rfind("-"))) >= 3 and name[cut + 1 :].casefold() in _KINDS_OF_PLACES:
        name = name[:cut]
    return name


def written(date: str) -> Iterator[str]:
    """A date and, of a day, its month, as they are likely to be written; not a year by itself."""
    year, *rest = date.split("-")
    for parts in (rest[:n] for n in range(1, len(rest) + 1)):
        yield "-".join((year, *parts))
        month = int(parts[0])
        names = {_MONTHS[month - 1], _MONTHS[month - 1][:3], *(["Sept"] if month == 9 else [])}
        if len(parts) == 1:
            yield from (f"{name} {year}" for name in names)
            yield from (f"{year} 년 {month} 월", f"{year} 年 {month} 月")
        else:
            day = int(parts[1])
            for numbered in (str(day), f"{day}{'th' if 10 < day < 20 else _ORDINALS.get(day % 10, 'th')}"):
                for name in names:
                    yield from (f"{numbered} {name} {year}", f"{name} {numbered}, {year}")
            yield f"{year}{parts[0]}{parts[1]}"
            yield f"{year}-{month}-{day}"
            for last in (year, year[2:]):
                yield from (f"{day}-{month}-{last}", f"{month}-{day}-{last}")
                yield from (f"{parts[1]}-{parts[0]}-{last}", f"{parts[0]}-{parts[1]}-{last}")
            yield from (f"{year} 년 {month} 월 {day} 일", f"{year} 年 {month} 月 {day} 日")


_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"(?<!\d)\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?!\d)")


_UNSEEN = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # marks above and below letters
    "\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"  # what is not seen (Unicode: Default_Ignorable_Code_Point)
)
_ALIKE = str.maketrans("асԁеһіјӏорԛѕԝхуѵҡαονρτυχιкмтнвгɡıłøđ", "acdehijlopqswxyvkaovptuxikmthbrgilod")
"""Small letters of other scripts that look like Latin ones (after Unicode Technical Standard 39, confusables.txt)."""
_CAPITALS_ALIKE = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕЅІЈКМНОРСТУХ", "ABEZHIKMNOPTYXABESIJKMHOPCTYX")
"""The same of capitals, some of whose small letters look like others or like none."""


def _folded(text: str) -> str:
    """The text so that what looks alike is alike: without case, marks on letters and what is not seen."""
    if text.isascii():
        return text.casefold()
    text = _UNSEEN.sub("", unicodedata.normalize("NFKD", text).translate(_CAPITALS_ALIKE).casefold())
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


def _words(term: str) -> list[str]:
    return re.findall(r"[^\W_]+", _folded(term))[:_MOST_WORDS] or [term]


_MOST_WORDS = 20
"""Of a term are looked for; a longer one is found by its beginning."""


def _pattern(words: list[str]) -> re.Pattern[str]:
    """The words with anything between them that is no letter or digit; letters that join on, as Korean particles do,
    end no word. A day may be one “of” a month, and the first of some: 23 to 24 November 2018. Between numbers stands
    what divides a date: “(2018) 11” is none."""
    before = r"(?<![^\W_])" if words[0][0].isascii() else ""
    after = r"(?![^\W_])" if words[-1][-1].isascii() else ""
    between = r"[\W_]*(?:of[\W_]+)?"
    if len(words) == 3 and sum(map(str.isalpha, words)) == 1 and words[2].isdigit():
        between = r"[\W_]*(?:(?:to|and|or)?[\W_]*\d\d?(?:st|nd|rd|th)?[\W_]*)?(?:of[\W_]+)?"
    if all(word.isdigit() for word in words):
        between = r"\s?[-‐-―/.]\s?" if len(words) > 2 else r"[-‐-―/.]"
    return re.compile(before + between.join(map(re.escape, words)) + after)


def strings_of(record: Record) -> Iterator[str]:
    """Every text in a record, with each date also as it is printed."""
    for text in texts_in(record.model_dump()):
        yield text
        for date in _DATE.findall(text):
            yield from written(date)


def texts_in(value: object) -> Iterator[str]:
    """Every text in mappings and lists of any depth, keys left out."""
    match value:
        case str():
            yield value
        case dict():
            yield from (text for inner in value.values() for text in texts_in(inner))
        case list() | tuple():
            yield from (text for inner in value for text in texts_in(inner))
