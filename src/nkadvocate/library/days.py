"""Dates and ages in a text, in the languages and ways in which people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nkadvocate.library.likeness import folded, skeleton
from nkadvocate.library.numerals import CARDINALS, ORDINALS

LANGUAGES = (
    *("en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "uk", "ru"),
    *("bg", "da", "el", "et", "fi", "hu", "lt", "lv", "nb", "ro", "sk", "sl", "sv", "th", "tr"),
)
"""Whose names of months are known (CLDR). Chinese, Japanese, Korean, Mongolian and Vietnamese number them."""

Item = int | str


def days_and_ages(text: str) -> tuple[set[str], set[int]]:
    """The dates and ages in a skeleton.

    Dates are ``2018-11-23`` (ISO 8601), ``2018-11`` of a day with its year and of a month with one, and ``--11-23`` of
    a day without a year. Ages are in years.
    """
    text = _DIGITS.sub(_as_digits, text).replace("jahrig", " jahrig")
    text = _ROMAN.sub(_of_roman, _ASIDE.sub("\f", text))
    numbered = set()
    if not text.isascii():
        text = _HAN.sub(_number, _HANGUL.sub(_number, text))
        if _THAI.search(text):
            text = _BUDDHIST.sub(lambda year: str(int(year[0]) - 543), text)
    for numbering in (_MONGOLIAN, _VIETNAMESE):
        text = numbering.sub(r"\g<year>-\g<month>-\g<day>", text)
    if any(era in text for era in _ERAS):
        text = _ERA.sub(lambda found: f" {_ERAS[found[1]] + int(found[2])} ", text)
    if not text.isascii():
        numbered = {*_in_characters(text)}
    items = _items(text)
    return {*numbered, *_in_numbers(text), *_named(items)}, {*_ages(items)}


def without_verbs(text: str) -> str:
    """The text without the verbs that are written like months: in small letters, and no number follows."""
    return _VERBS.sub("-", text)


_VERBS = re.compile(r"\b(?:may|march)\b(?!(?: of)?,? ?\d)")


def is_day_or_age(text: str) -> bool:
    """Whether a skeleton is nothing but a date or an age."""
    return all(isinstance(item, int) or item in _of_days() or item in _OF_AGES for item in _items(text))


_DIGITS = re.compile(r"[oi]*\d[\doi]*")
_AS_DIGITS = str.maketrans("oi", "01")


def _as_digits(found: re.Match[str]) -> str:
    """2O18 and l8 as numbers."""
    around = found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() : found.end() + 1]
    return found[0] if any(map(str.isalnum, around)) else found[0].translate(_AS_DIGITS)


_ASIDE = re.compile(r",(?<=[^\W\d_],)(?=\s*\d\d?\s(?!\s*(?:19|20)\d\d))")
"""A comma after a word and before a number that belongs to what follows: by November, 23 states."""

_ROMAN = re.compile(r"(?<!\d)(\d\d?)\s?[-‐-―/. ]\s?(x?i{1,3}|i?[vx]|vi{1,3})\s?[-‐-―/. ]\s?(?=(?:19|20)\d\d)")
_ROMAN_MONTHS = "i ii iii iv v vi vii viii ix x xi xii"
_ROMANS = {roman: month for month, roman in enumerate(_ROMAN_MONTHS.split(), 1)}


def _of_roman(found: re.Match[str]) -> str:
    """23.XI.2018 in numbers."""
    return f"{found[1]}.{_ROMANS[found[2]]}." if found[2] in _ROMANS else found[0]


_THAI = re.compile("[\u0e01-\u0e2e]")
_BUDDHIST = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
"""Years since 544 BC, as Thai counts them."""


def _numbering(pattern: str) -> re.Pattern[str]:
    """A date as a language writes it in numbers and words, as a skeleton has it: Y, M and D for year, month and day."""
    shape = skeleton(folded(pattern)).replace(" ", r"\s*")
    return re.compile(
        shape.replace("y#", r"(?P<year>\d{4})").replace("m#", r"(?P<month>\d\d?)").replace("d#", r"(?P<day>\d\d?)")
    )


_MONGOLIAN = _numbering("Y# оны? M# (?:дугаар|дүгээр|-р)? сары?н? D#")
_VIETNAMESE = _numbering("D# tháng M#(?: năm|[-/., ])? Y#")

_NUMERALS = {
    **dict(zip("〇零一二三四五六七八九", (0, 0, *range(1, 10)), strict=True)),
    **dict(zip("영공일이삼사오육칠팔구유시", (0, 0, *range(1, 10), 6, 10), strict=True)),
}
"""유 and 시 stand in 유월 and 시월."""
_POWERS = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_HAN = re.compile("[〇零一二三四五六七八九十百千]+(?=\\s?[年月日号歳岁歲])")
_HANGUL = re.compile("[영공일이삼사오육칠팔구십백천]+(?=\\s?[년월일세])|(?<!\\w)[유시](?=월)")


def _number(found: re.Match[str]) -> str:
    if _POWERS.keys().isdisjoint(found[0]):
        return "".join(str(_NUMERALS[one]) for one in found[0])
    total, ones = 0, 0
    for one in found[0]:
        if one in _POWERS:
            total, ones = total + (ones or 1) * _POWERS[one], 0
        else:
            ones = _NUMERALS[one]
    return str(total + ones)


_ERAS = {
    **dict.fromkeys(("juche", "chuche", "주체", "主体", "主體", "民国", "民國"), 1911),
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
}
"""The year before the first of each era."""
_ERA = re.compile(rf"({'|'.join(_ERAS)})[\W_]*(\d{{1,3}})(?!\d)\s*[年년]?")


# numbers and words


_WORD = re.compile(r"\d+|\f|[年년月월日일号號歳才岁歲세살]|[^\W\d_年년月월日일号號歳才岁歲세살]+")


def _items(text: str) -> list[Item]:
    """The words and numbers of a skeleton; numbers in words, English, French and German, as numbers."""
    items: list[Item] = []
    numbers = _numbers()
    counted = False
    for word in _WORD.findall(text):
        if word.isdecimal():
            items.append(int(word) if len(word) <= 8 else word)
            counted = False
            continue
        value = numbers.get(word)
        last = items[-1] if items else None
        if value is None:
            items.append(word)
            # “et” and “and” stand in vingt et un, two thousand and eighteen.
            counted = counted and word in {"et", "and"}
        elif counted and (added := _added(items, value)) is not None:
            items.append(added)
        elif word == "thousand" and isinstance(last, int) and last < 10:
            items[-1] = last * 1000
            counted = True
        else:
            items.append(value)
            counted = True
    return items


def _added(items: list[Item], value: int) -> int | None:
    """The number that the last of the items and this value make, with the last taken off; None if they make none."""
    joins = len(items) > 1 and items[-1] in {"et", "and"}
    last = items[-2] if joins else items[-1]
    if not isinstance(last, int):
        return None
    if last == 4 and value == 20:  # quatre-vingts
        total = 80
    elif _takes(last, value):
        total = last + value
    elif last in {19, 20} and 10 <= value < 100:  # nineteen eighty-four, twenty eighteen
        total = last * 100 + value
    else:
        return None
    del items[-2 if joins else -1 :]
    return total


def _takes(number: int, value: int) -> bool:
    """Whether a number in words takes a smaller one: twenty-three, soixante-quatorze, two thousand eighteen."""
    if number % 1000 == 0:
        return value < 100
    tens = number % 100
    return tens >= 20 and tens % 10 == 0 and value < (20 if tens in {60, 80} else 10)


@cache
def _numbers() -> dict[str, int]:
    """What stands for a number, by its skeleton."""
    words = {"thousand": 1000} | CARDINALS | ORDINALS | {word: number for number, word in _FRENCH.items()}
    words |= {"premier": 1, "vingts": 20}
    for number in range(1, 100):
        german = _german(number)
        stems = {german, german.replace("ß", "ss"), german.replace("ue", "ü"), german.replace("oe", "ö")}
        for stem in stems:
            first = {1: "erst", 3: "dritt", 7: "siebt"}.get(number, f"{stem}{'t' if number < 20 else 'st'}")
            words |= dict.fromkeys((stem, *(f"{first}{ending}" for ending in ("e", "en", "er"))), number)
    return {skeleton(folded(word)): number for word, number in words.items()}


_FRENCH_ONES = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_FRENCH = dict(enumerate(_FRENCH_ONES.split(), 1)) | {
    20: "vingt",
    30: "trente",
    40: "quarante",
    50: "cinquante",
    60: "soixante",
}
_GERMAN_ONES = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"


def _german(number: int) -> str:
    ones = _GERMAN_ONES.split()
    if number < 20:
        return (*ones, "siebzehn", "achtzehn", "neunzehn")[number - 1]
    ten = _GERMAN_TENS.split()[number // 10 - 2]
    return f"{ones[number % 10 - 1]}und{ten}" if number % 10 else ten


# dates


_NUMBERS = re.compile(r"(?<!\d)(?:\d{4} \d\d \d\d|\d\d \d\d \d{4})(?!\d)|\d+(?:\s?[-‐-―/._]\s?\d+)*")
_DIVIDED = re.compile(r"\s?[-‐-―/._]\s?|\s")
_CJK = re.compile(r"(?:(\d{4})\s*[年년]?[\W_]*)?(?<!\d)(\d\d?)\s*[月월](?:\s*(\d\d?)\s*[日号號일])?")


def _in_numbers(text: str) -> Iterator[str]:
    """Of dates that are written in numbers; day and month may stand in either order. A year and a month alone have no
    space between them."""
    for found in _NUMBERS.findall(text):
        if len(found) < len("1/2/18"):
            continue
        parts = _DIVIDED.split(found)
        for n, part in enumerate(parts):
            match [part, *parts[n + 1 : n + 3]]:
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
                case [one, other, year] if len(one) < 3 and len(other) < 3 and len(year) in {2, 4}:
                    for full in (int(year),) if len(year) == 4 else (1900 + int(year), 2000 + int(year)):
                        yield from (*_iso(full, int(one), int(other)), *_iso(full, int(other), int(one)))


def _in_characters(text: str) -> Iterator[str]:
    """Of Chinese, Japanese and Korean dates."""
    for year, month, day in _CJK.findall(text):
        yield from _iso(int(year) if year else None, int(month), int(day) if day else None)


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
        beside = [number for _, number in (*after, *before[:1])]
        year = next(filter(_is_year, beside), None)
        if year is not None:
            yield from _iso(year, month)
        for _, day in (*before, *after):
            if day <= 31:
                yield from _iso(year, month, day)


def _is_year(number: int) -> bool:
    return 1900 <= number < 2100


def _numbers_at(items: Sequence[Item], n: int, step: int) -> Iterator[tuple[int, int]]:
    """The numbers beside a month on one side, each with its place; a year ends them."""
    words = 0
    for far in range(1, 8):
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
            words += 1
        else:
            return


_SMALL_WORDS = """
st nd rd th of the day to and or in year de del do di du den der dem des am le el il er ere e o a au al bis und et y
ed i van tag jahres annee ano r roku l и по до г года год 년 年
"""
_BESIDE_DAYS = frozenset(map(skeleton, _SMALL_WORDS.split()))
"""What stands between a day, its month and its year."""


@cache
def _months() -> dict[str, int]:
    """The names of months by their skeletons; short ones where they are no words of other languages."""
    from babel import Locale

    months: dict[str, int] = {"sept": 9}
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
    return frozenset({*_months(), *_BESIDE_DAYS, *"年년月월日일号號"})


# ages


def _ages(items: Sequence[Item]) -> Iterator[int]:
    for n, item in enumerate(items):
        if isinstance(item, int) and item < 130:
            before, after = items[max(0, n - 3) : n], items[n + 1 : n + 4]
            if _is_of_age(before) or _is_of_a_person(before) or _makes_old(before[-1:], after):
                yield item


def _is_of_age(before: Sequence[Item]) -> bool:
    """Whether the words before a number make it an age: aged, at the age of."""
    words = [one for one in before if one not in _BETWEEN_AGES]
    return bool(words) and words[-1] in _AGED


def _is_of_a_person(before: Sequence[Item]) -> bool:
    """Whether the number stands beside a person: a woman (34), a girl of 14."""
    match before:
        case [*_, person, "of" | "de" | "von" | "di" | "van"]:
            return person in _PEOPLE
        case [*_, person]:
            return person in _PEOPLE
        case _:
            return False


def _skeletons_of(*words: str) -> frozenset[str]:
    return frozenset(skeleton(folded(word)) for word in words)


_AGED = _skeletons_of(
    *("aged", "age", "âgée", "âgé", "agee", "Alter", "edad", "età", "idade", "leeftijd", "wieku", "věku", "vârsta"),
    *("возрасте", "віком", "อายุ"),
)
_BETWEEN_AGES = _skeletons_of("of", "de", "von", "di", "van", "about", "the", "only", "just", "d")
_PEOPLE = _skeletons_of(
    *("woman", "man", "girl", "boy", "mother", "father", "daughter", "wife", "husband", "sister", "brother"),
    *("refugee", "femme", "homme", "fille", "Frau", "Mann", "mujer", "hombre", "donna", "mulher", "vrouw"),
)
_YEARS = _skeletons_of(
    "year", "years", "yr", "yrs", "y", "Jahre", "Jahren", "ans", "años", "anos", "anni", "jaar", "år"
)
_YEARS_AGED = _skeletons_of("ans", "años", "anos", "anni", "ani")
_OLD = _skeletons_of("old", "olds", "o", "alt", "alte", "Alter", "alten", "oud", "oude", "gammal", "gammel")
_AT_ONCE = _skeletons_of(
    *"歳才岁歲세살", "yo", "birthday", "tuổi", "nasty", "настай", "yaşında", "yaşındaki", "ετών", "χρονών"
)
_STEMS = tuple(_skeletons_of("jährig", "jarig", "letni", "летн", "річн", "vuotia", "årig", "godišnj", "ročn", "évesen"))
"""How words for “of so many years” begin, in German, Dutch, Polish, Russian, Ukrainian, Finnish and others."""
_HIS_OR_HER = frozenset(("her", "his", "their", "my"))
_OF_AGES = _AGED | _BETWEEN_AGES | _YEARS | _OLD | _AT_ONCE


def _makes_old(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether the words beside a number make it an age: years old, years of age, de 34 ans, Jahre alt, 세, her 34th
    year."""
    match after:
        case ["st" | "nd" | "rd" | "th", "year", *_]:
            return before[-1:] != [] and before[-1] in _HIS_OR_HER
        case ["st" | "nd" | "rd" | "th", *after]:
            return after[:1] == ["birthday"]
        case [str(first), *_] if first in _AT_ONCE or first.startswith(_STEMS):
            return True
        case [first, second, *_] if first in _YEARS and second in _OLD:
            return True
        case [first, "of" | "de", "age" | "edad", *_] if first in _YEARS:
            return True
        case [first, *_]:
            return first in _YEARS_AGED and [*before] in (["de"], ["di"])
        case _:
            return False
