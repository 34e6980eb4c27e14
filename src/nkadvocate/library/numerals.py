"""English words for numbers below a hundred."""

from __future__ import annotations

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
