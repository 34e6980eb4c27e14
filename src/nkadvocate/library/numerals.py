"""Words for numbers below a hundred, in English, French and German, and the characters for numbers of East Asia."""

from __future__ import annotations

from collections.abc import Iterator

ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
CARDINALS = {word: n for n, word in enumerate(ONES, 1)} | {word: 10 * n for n, word in enumerate(TENS, 2)}

NTH_ONES = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
NTH_TENS = tuple(f"{tens[:-1]}ieth" for tens in TENS)
ORDINALS = {word: n for n, word in enumerate(NTH_ONES, 1)} | {word: 10 * n for n, word in enumerate(NTH_TENS, 2)}

_FRENCH_ONES = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
FRENCH = {word: n for n, word in enumerate(_FRENCH_ONES.split(), 1)} | {
    "premier": 1,
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
}
"""What French numbers are put together from."""

_GERMAN_ONES = (
    *("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn"),
    *("vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
)
_GERMAN_TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_GERMAN_NTH = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}


def _german() -> Iterator[tuple[str, int]]:
    """Numbers, and ordinals with their endings, with ü and ö as letters and as ue and oe."""
    words = dict(enumerate(_GERMAN_ONES, 1))
    for number, tens in enumerate(_GERMAN_TENS, 2):
        words[10 * number] = tens
        words |= {10 * number + one: f"{_GERMAN_ONES[one - 1]}und{tens}" for one in range(1, 10)}
    for number, word in words.items():
        nth = _GERMAN_NTH.get(number, f"{word}{'t' if number < 20 else 'st'}")
        for form in (word, *(f"{nth}{ending}" for ending in ("e", "en", "er"))):
            yield form, number
            yield form.replace("ü", "ue").replace("ö", "oe"), number


GERMAN = dict(_german())

_CHARACTERS = {
    **dict(zip("〇零一二三四五六七八九", (0, 0, *range(1, 10)), strict=True)),
    **dict(zip("영공일이삼사오육칠팔구유시", (0, 0, *range(1, 10), 6, 10), strict=True)),
}
"""유 and 시 stand in 유월 and 시월."""
_POWERS = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_KOREAN_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_KOREAN_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
KOREAN = {"스무": 20} | {
    f"{tens}{one}": 10 * n + m for n, tens in enumerate(_KOREAN_TENS) for m, one in enumerate(_KOREAN_ONES) if n or m
}
"""Korean words, in which years of age are counted."""


def in_digits(characters: str) -> str:
    """A number in Chinese or Sino-Korean characters, one for each digit or with powers of ten."""
    if _POWERS.keys().isdisjoint(characters):
        return "".join(str(_CHARACTERS[one]) for one in characters)
    total, ones = 0, 0
    for one in characters:
        if one in _POWERS:
            total, ones = total + (ones or 1) * _POWERS[one], 0
        else:
            ones = _CHARACTERS[one]
    return str(total + ones)
