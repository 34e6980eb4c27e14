"""Dates and ages in a text, in the languages and ways in which people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from nkadvocate.library.ages import OF_AGES, ages_in, with_ages_said
from nkadvocate.library.likeness import folded, skeleton, skeletons
from nkadvocate.library.numerals import KOREAN, in_digits
from nkadvocate.library.spelled import END, MARKS_OF_AGES, MARKS_OF_DAYS, OR, Item, items_in

LANGUAGES = (
    *("en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "uk", "ru"),
    *("bg", "da", "el", "et", "fi", "hu", "lt", "lv", "nb", "ro", "sk", "sl", "sv", "th", "tr"),
)
"""Whose names of months are known (CLDR). Chinese, Japanese, Korean, Mongolian and Vietnamese number them."""


def days_and_ages(text: str) -> tuple[set[str], set[int]]:
    """The dates and ages in a skeleton.

    Dates are ``2018-11-23`` (ISO 8601), ``2018-11`` of a day with its year and of a month with one, and ``--11-23`` of
    a day without a year. Ages are in years.
    """
    if not text.isascii():
        text = _of_east_asia(text)
    text = _DIGITS.sub(_as_digits, text).replace("jahrig", " jahrig")
    text = _SHORT_YEAR.sub(_in_full, text)
    text = _SIX_DIGITS.sub(_of_birth, text)
    text = _ROMAN.sub(_of_roman, _ASIDE.sub("\f", _SEPT.sub(r"\1september", text)))
    for numbering in (_MONGOLIAN, _VIETNAMESE):
        text = numbering.sub(r"\g<year>-\g<month>-\g<day>", text)
    if any(era in text for era in _ERAS):
        text = _ERA.sub(lambda found: f" {_ERAS[found[1]] + int(found[2])}{found[3] or ' '}", text)
    days = {*_in_numbers(text), *_in_characters(text), *_in_short(text), *_named(items_in(_ENDS.sub(END, text)))}
    return days, {*ages_in(items_in(with_ages_said(text)))}


def without_verbs(text: str) -> str:
    """The text without the verbs that are written like months: in small letters, and no number follows."""
    return _VERBS.sub("-", text)


_VERBS = re.compile(r"\b(?:may|march)\b(?!(?: of)?,? ?\d)")


def is_day_or_age(text: str) -> bool:
    """Whether a skeleton is nothing but a date or an age."""
    return all(isinstance(item, int) or item in _of_days() or item in OF_AGES for item in items_in(text))


# ways of writing made one


_DIGITS = re.compile(r"[oi]*\d[\doi]*")
_AS_DIGITS = str.maketrans("oi", "01")


def _as_digits(found: re.Match[str]) -> str:
    """2O18 and l8 as numbers."""
    around = found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() : found.end() + 1]
    return found[0] if any(map(str.isalnum, around)) else found[0].translate(_AS_DIGITS)


_SEPT = re.compile(r"(\d(?:st|nd|rd|th)?\W{0,2}(?:of )?)sept(?![^\W\d_])|\bsept(?=\W{0,3}(?:the )?\d)")
"""September for short beside a number, where it is not the French seven."""

_ASIDE = re.compile(r",(?<=[^\W\d_],)(?<![nsir]day,)(?=\s*\d\d?\s(?!\s*(?:19|20)\d\d))")
"""A comma after a word other than a day of the week and before a number that belongs to what follows: by November, 23
states."""

_SHORT_YEAR = re.compile(r"(?<=[^\W\d_])(\.?,?\s?)['’‘`´′](\d\d)(?!\w)")


def _in_full(found: re.Match[str]) -> str:
    """Nov ’18 with its century."""
    return f"{found[1]} {_full(found[2])}"


def _full(year: str) -> int:
    return int(year) + (1900 if int(year) >= _FIRST_OF_OURS else 2000)


_FIRST_OF_OURS = 50
"""A shorter year from then on is of the last century."""

_SIX_DIGITS = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)")
_BIRTH = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(skeletons('born birth birthday dob')))})|생년월일|생일|출생|出生|生日|生年月日)\w?"
    r"[^\w\f]{0,3}(?:(?:on|is|was) )?$"
)
_OF_A_RESIDENT = re.compile(r"-[1-4]\d{6}(?!\d)")
"""What follows the day of birth in a registration number of the Republic of Korea."""


def _of_birth(found: re.Match[str]) -> str:
    """840302 in parts, where it is a day of birth."""
    is_of_birth = _BIRTH.search(found.string[max(0, found.start() - 20) : found.start()])
    return ".".join(found.groups()) if is_of_birth or _OF_A_RESIDENT.match(found.string, found.end()) else found[0]


_ROMAN = re.compile(r"(?<!\d)(\d\d?)\s?[-‐-―/. ]\s?(x?i{1,3}|i?[vx]|vi{1,3})\s?[-‐-―/. ]\s?(?=(?:19|20)\d\d)")
_ROMAN_MONTHS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def _of_roman(found: re.Match[str]) -> str:
    """23.XI.2018 in numbers."""
    return f"{found[1]}.{_ROMAN_MONTHS.index(found[2])}." if found[2] in _ROMAN_MONTHS else found[0]


_OTHER_DIGITS = re.compile(r"(?![0-9])\d")
_THAI = re.compile("[\u0e01-\u0e2e]")
_BUDDHIST = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
"""Years since 544 BC, as Thai counts them."""
_MARKED = rf"(?=\s?[{MARKS_OF_DAYS}{MARKS_OF_AGES}])"
_CHARACTERS = re.compile(
    rf"(?:[〇零一二三四五六七八九十百千]+|[영공일이삼사오육칠팔구십백천]+){_MARKED}|(?<!\w)[유시](?=월)"
)
_KOREAN_AGE = re.compile(r"(?<!\w)[열스물무서른마흔쉰예순일여든아한두세네다섯덟곱홉]+(?=\s?살)")


def _of_east_asia(text: str) -> str:
    """The text with the digits of ASCII for others and for characters, and the years of our era for those of Thai."""
    text = _OTHER_DIGITS.sub(lambda digit: str(unicodedata.digit(digit[0])), text)
    text = _KOREAN_AGE.sub(lambda number: str(KOREAN.get(number[0], number[0])), text)
    text = _CHARACTERS.sub(lambda number: in_digits(number[0]), text)
    return _BUDDHIST.sub(lambda year: str(int(year[0]) - 543), text) if _THAI.search(text) else text


def _numbering(pattern: str) -> re.Pattern[str]:
    """A date as a language writes it in numbers and words, as a skeleton has it: Y, M and D for year, month and day."""
    shape = skeleton(folded(pattern)).replace(" ", r"\s*")
    return re.compile(
        shape.replace("y#", r"(?P<year>\d{4})").replace("m#", r"(?P<month>\d\d?)").replace("d#", r"(?P<day>\d\d?)")
    )


_MONGOLIAN = _numbering("Y# оны? M# (?:дугаар|дүгээр|-р)? сары?н? D#")
_VIETNAMESE = _numbering("D# tháng M#(?: năm|[-/., ])? Y#")

_ERAS = {
    **dict.fromkeys(("juche", "chuche", "주체", "主体", "主體", "民国", "民國"), 1911),
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
}
"""The year before the first of each era."""
_ERA = re.compile(rf"({'|'.join(_ERAS)})[\W_]*(\d{{1,3}})(?!\d)(?:\s*\((?:19|20)\d\d\))?\s*(?:[年년]|([-./]))?")


# dates


_NUMBERS = re.compile(r"(?<!\d)(?:\d{4} \d\d \d\d|\d\d \d\d \d{4})(?!\d)|\d+(?:\s?[-‐-―/._]\s?\d+)*")
_DIVIDED = re.compile(r"\s?[-‐-―/._]\s?|\s")
_CJK = re.compile(
    r"(?:(\d{4})\s*[年년]?[\W_]*|(?<!\d)(\d\d)\s*[年년][\W_]*)?(?<!\d)(\d\d?)\s*[月월](?:\s*(\d\d?)\s*[日号號일])?"
)


_ENDS = re.compile(r"[.!?](?:(?<=[^\W\d_]{4}.)|(?<=\d{4}.)|(?<=[)’”\"'].))(?=[)’”\"']*\s)")
"""What ends a sentence, and no short word or number of a day."""


def _in_numbers(text: str) -> Iterator[str]:
    """Of dates that are written in numbers; day and month may stand in either order. A year and a month alone have no
    space between them, whichever is first."""
    for found in _NUMBERS.findall(text):
        if len(found) < len("1/2/18"):
            continue
        parts = _DIVIDED.split(found)
        for n in range(len(parts)):
            match parts[n : n + 3]:
                case [day, *_] if len(day) == len("20181123"):
                    yield from _iso(int(day[:4]), int(day[4:6]), int(day[6:]))
                    if _is_year(int(day[4:])):
                        yield from _iso(int(day[4:]), int(day[:2]), int(day[2:4]))
                        yield from _iso(int(day[4:]), int(day[2:4]), int(day[:2]))
                case [year, month, *rest] if len(year) == 4 and len(month) < 3:
                    if " " not in found:
                        yield from _iso(int(year), int(month))
                    if rest and len(rest[0]) < 3:
                        yield from _iso(int(year), int(month), int(rest[0]))
                case [one, other, last] if len(one) < 3 and len(other) < 3 and len(last) in {1, 2, 4}:
                    for full in _years(last):
                        yield from (*_iso(full, int(one), int(other)), *_iso(full, int(other), int(one)))
                    if len(last) < 3:
                        for full in _years(one):
                            yield from _iso(full, int(other), int(last))
                case [month, year, *_] if n == 0 and len(month) < 3 and len(year) == 4:
                    if _is_year(int(year)) and not any(map(str.isspace, found)):
                        yield from _iso(int(year), int(month))


def _years(number: str) -> tuple[int, ...]:
    """The years that a number stands for: itself, or of two digits those of this century and the last."""
    match len(number):
        case 4:
            return (int(number),)
        case 2:
            return (1900 + int(number), 2000 + int(number))
        case _:
            return ()


def _in_short(text: str) -> Iterator[str]:
    """Of months with a hyphen or stroke and two digits of the year: Nov-18."""
    for word, year in _SHORT_MONTH.findall(text):
        if month := _months().get(word):
            yield from _iso(_full(year), month)


_SHORT_MONTH = re.compile(r"\b([^\W\d_]{3,})\.?[-‐-―/](\d\d)(?!\w|[-‐-―/.]\d)")


def _in_characters(text: str) -> Iterator[str]:
    """Of Chinese, Japanese and Korean dates."""
    if text.isascii():
        return
    for year, short, month, day in _CJK.findall(text):
        for full in _years(year or short) or (None,):
            yield from _iso(full, int(month), int(day) if day else None)


def _iso(year: int | None, month: int, day: int | None = None) -> Iterator[str]:
    if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
        if year is not None:
            yield f"{year:04}-{month:02}"
        if day is not None:
            yield f"{'-' if year is None else f'{year:04}'}-{month:02}-{day:02}"


def _named(items: Sequence[Item]) -> Iterator[str]:
    """Of dates whose month is written as a word. A day may be one of several: 23 to 24 November, November 23rd and
    24th, 2018."""
    months = _months()
    for n, item in enumerate(items):
        month = months.get(item) if isinstance(item, str) else None
        if month is None:
            continue
        before, after = [*_numbers_at(items, n, -1)], [*_numbers_at(items, n, 1)]
        following = items[after[-1][0] + 1] if after and after[-1][0] + 1 < len(items) else None
        if len(after) > 1 and following in months:  # November 23 and 7 December: the 7 is of December
            after.pop()
        at, year = next(((at, number) for at, number in (*after, *before[:1]) if _is_year(number)), (n, None))
        years = [year, *_more_years(items, at)] if year else [None, _year_of_next(items, n)]
        for one in years:
            if one is not None:
                yield from _iso(one, month)
            for _, day in (*before, *after):
                if day <= 31:
                    yield from _iso(one, month, day)
        if not any(years) and _is_surely_a_month(items, n):
            for one in _years_near(items, n):
                yield from _iso(one, month)


def _year_of_next(items: Sequence[Item], n: int) -> int | None:
    """The year that a month has with the next one: November and December 2018, 23 November to 7 December 2018."""
    months = _months()
    for item in items[n + 1 : n + 8]:
        if isinstance(item, int) and _is_year(item):
            return item
        if not (item in months or item in _BESIDE_DAYS or (isinstance(item, int) and item <= 31)):
            return None
    return None


def _more_years(items: Sequence[Item], at: int) -> Iterator[int]:
    """The years after one with a word between them: November 2017 or 2018."""
    while at + 2 < len(items) and items[at + 1] in OR:
        at += 2
        year = items[at]
        if not isinstance(year, int) or not _is_year(year):
            return
        yield year


def _is_surely_a_month(items: Sequence[Item], n: int) -> bool:
    """Whether the name of a month by itself is one: not Jan, nor May and March, unless a word before makes them one."""
    word = items[n]
    return isinstance(word, str) and (
        (len(word) > len("Jan") and word not in _NO_MONTHS)
        or (n > 0 and (isinstance(items[n - 1], int) or items[n - 1] in _BEFORE_MONTHS))
    )


_NO_MONTHS = skeletons("March mars mart")
_BEFORE_MONTHS = skeletons("in of a that early late mid since by until during last")


def _years_near(items: Sequence[Item], n: int) -> set[int]:
    """The years in the sentence of a month, or if there are none in those around it: in November she fled; in 2018."""
    years: tuple[set[int], set[int]] = (set(), set())
    for side in (reversed(items[max(0, n - _NEAR) : n]), items[n + 1 : n + _NEAR]):
        ends = 0
        for item in side:
            ends += item == END
            if item == "\f" or ends > 1:
                break
            if isinstance(item, int) and _is_year(item):
                years[ends].add(item)
    return years[0] or years[1]


_NEAR = 40
"""Words."""


def _is_year(number: int) -> bool:
    return 1900 <= number < 2100


def _numbers_at(items: Sequence[Item], n: int, step: int) -> Iterator[tuple[int, int]]:
    """The numbers beside a month on one side, each with its place; a year ends them."""
    words = 0
    for far in range(1, 10):
        at = n + far * step
        if not 0 <= at < len(items):
            return
        item = items[at]
        if isinstance(item, int):
            words = 0
            if item <= 31 or _is_year(item):
                yield at, item
            if item > 31:
                return
        elif item in _BESIDE_DAYS and words < 3:
            words += item not in _BESIDE_NUMBERS
        else:
            return


_BESIDE_NUMBERS = {END} | skeletons("monday tuesday wednesday thursday friday saturday sunday st nd rd th")
_BESIDE_DAYS = _BESIDE_NUMBERS | skeletons(
    "through until till auf s of the day to and or in year de del do di du den der dem des am le el il er ere e o a "
    "au al bis und et y ed i van tag jahres annee ano r roku l m gada и по до г года год 년 年"
)
"""What stands between a day, its month and its year."""


@cache
def _months() -> dict[str, int]:
    """The names of months by their skeletons; short ones where they are no words of other languages."""
    from babel import Locale

    months: dict[str, int] = {}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for use in ("format", "stand-alone"):
            months |= _skeletons(locale.months[use]["wide"])
            if language in _SHORT:
                months |= _skeletons(locale.months[use]["abbreviated"])
    for word in _OTHER_WORDS:
        months.pop(skeleton(word), None)
    return months


def _skeletons(names: dict[int, str]) -> dict[str, int]:
    return {skeleton(folded(name.rstrip("."))): month for month, name in names.items()}


_SHORT = frozenset({"en", "fr", "de", "es", "ru"})
_OTHER_WORDS = ("ago",)
"""A short month in one language and a word in another."""


@cache
def _of_days() -> frozenset[str]:
    return frozenset({*_months(), *_BESIDE_DAYS, *MARKS_OF_DAYS})
