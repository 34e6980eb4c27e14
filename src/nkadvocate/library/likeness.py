"""Texts as they are read and heard: what looks alike, sounds alike or is written in a code becomes the same."""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice, product
from urllib.parse import unquote

_UNSEEN = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # marks above and below letters
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"  # the same of Thai
    "\u02b9-\u02df\u02e5-\u02ff\ua700-\ua721\ua788-\ua78a"  # marks beside letters
    "\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"  # what is not seen (Unicode: Default_Ignorable_Code_Point)
)
_ALIKE = str.maketrans("асԁеһіјӏорԛѕԝхуүұѵҡαγονρτυχιкмтнвгաօսոհյգզցւ", "acdehijlopqswxyyyvkayovptuxikmthbrwounhjqqgi")
"""Small letters of other scripts that look like Latin ones (after Unicode Technical Standard 39, confusables.txt)."""
_CAPITALS_ALIKE = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕЅІЈКМНОРСТУҮХՕՍՏԼᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ",
    "ABEZHIKMNOPTYXABESIJKMHOPCTYYXOUSLABCDEGHJKLMPRSTVWYZBPDTGKJCZFMNLSRVHWXYAEIOU",
)
"""The same of capitals, some of whose small letters look like others or like none."""


def as_seen(text: str) -> str:
    """The text with its capitals, without marks on letters and what is not seen, and in Latin letters."""
    return in_latin(_UNSEEN.sub("", unicodedata.normalize("NFKD", text)))


def in_latin(text: str) -> str:
    """The text with Latin letters for those of other scripts that look so, letter by letter."""
    return text if text.isascii() else text.translate(_CAPITALS_ALIKE).translate(_ALIKE)


def folded(text: str) -> str:
    """The text without case, marks on letters and what is not seen, and with Latin letters for those that look so."""
    return _NOT_ASCII.sub(lambda found: _folded(found[0]), text).casefold()


_NOT_ASCII = re.compile("[^\x00-\x7f]+")


@lru_cache(maxsize=1 << 12)
def _folded(run: str) -> str:
    text = _UNSEEN.sub("", unicodedata.normalize("NFKD", run).translate(_CAPITALS_ALIKE).casefold())
    return "".join(map(_plain, unicodedata.normalize("NFKC", text).translate(_ALIKE)))


@lru_cache(maxsize=1 << 12)
def _plain(letter: str) -> str:
    """The letter that a character is a form of by its Unicode name: a small capital, a letter with a stroke or hook, in
    a square."""
    found = _OF_LATIN.search(unicodedata.name(letter, ""))
    return found[1].lower() if found else letter


_OF_LATIN = re.compile(r"\b(?:LATIN|INDICATOR)\b.* ([A-Z])(?: WITH .+)?$")


def skeleton(folded: str) -> str:
    """A folded text so that letters of ASCII that look alike are the same (after Unicode Technical Standard 39, 4:
    texts are confusable if their skeletons are the same). Digits stay."""
    return folded.replace("rn", "m").replace("vv", "w").replace("l", "i")


def skeletons(words: str) -> frozenset[str]:
    """The skeletons of words that are not folded yet, parted by spaces."""
    return frozenset(skeleton(folded(words)).split())


def with_initials(text: str) -> str:
    """The text with each syllable of Hangul as it is written in Seoul at the head of a word, where Pyongyang writes ㄹ
    and ㄴ: 이 for 리, 노 for 로, 여 for 녀."""
    return text if text.isascii() else text.translate(_INITIALS)


def _initials() -> dict[int, int]:
    """Syllables are numbered by their initial, vowel and final (Unicode Standard, 3.12)."""
    first, vowels, finals = ord("가"), 21, 28
    nieun, rieul, silent = 2, 5, 11
    found = {}
    for vowel in range(vowels):
        is_i_or_y = vowel in (2, 3, 6, 7, 12, 17, 20)
        for initial, one in ((rieul, silent if is_i_or_y else nieun), (nieun, silent if is_i_or_y else nieun)):
            for final in range(finals):
                place = vowel * finals + final
                found[first + initial * vowels * finals + place] = first + one * vowels * finals + place
    return found


_INITIALS = _initials()

_FOR_LETTERS = str.maketrans("013457|!$@", "oieastiisa")


def with_letters(skeleton: str) -> str:
    """A skeleton with letters for the digits and signs that are put for them."""
    return skeleton.translate(_FOR_LETTERS)


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A folded word so that the usual romanisations of a Korean name are the same.

    They are the Revised Romanisation of 2000 (Ministry of Culture and Tourism, Notification 2000-8), McCune-Reischauer
    of 1939 with and without its marks, that of the DPRK of 1992, all three as the United Nations working group on
    romanisation systems sets them side by side, and what passports and English habit make of a name: Lee, Park, Paik,
    Joo, Hee, Woo. The function serves to compare words and is no romanisation itself; it makes the same of many names
    that differ.
    """
    return sounds(word)[0]


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """The ways in which a folded word may sound, the usual one first: those of its syllables, and where two names are
    written alike (Pak and Paek in “Back”)."""
    return tuple(dict.fromkeys((*sounds_of_syllables(word), *_WRITTEN_ALIKE.get(word, ()))))


@lru_cache(maxsize=1 << 16)
def sounds_of_syllables(word: str) -> tuple[str, ...]:
    """The ways in which the syllables of a folded word may sound, the usual one first, where a romanisation does not
    say where one ends: Hee-ok and He-eok in “Heeok”, Un-gyong and Ung-yong in “Ungyong”."""
    plain = _KH.sub("k", word)
    spellings = dict.fromkeys(map(_consonants, (plain, _JOINT.sub("|", plain))))
    ways = [way for one in spellings for read in _read(one) for way in _without_silent(_PARK.sub("ak", read))]
    behind = [f"r{way}" for way in ways if _RY.match(word)]
    return tuple(dict.fromkeys((*(_FAMILIES.get(way, way) for way in ways), *behind)))


def _consonants(plain: str) -> str:
    for spelling, one in _CONSONANTS:
        plain = plain.replace(spelling, one)
    return plain.replace("|", "")


def _read(plain: str) -> list[str]:
    read = [""]
    for run, between in _RUNS.findall(plain):
        read = [before + vowels + between for before in read for vowels in _vowels(run)][:_MOST_READINGS]
    return read


def without_marks(folded: str) -> str:
    """A folded text without the marks between letters that romanisations have: Ch’ol-su is Cholsu."""
    return _MARKS.sub("", folded)


_MARKS = re.compile("['’ʼ‘`\u2010-\u2013-](?<=[a-z].)(?=[a-z])")
_CONSONANTS = (
    *(("tch", "j"), ("ch", "j"), ("jh", "j"), ("sh", "s"), ("rh", "r"), ("wh", "hw"), ("ck", "k"), ("th", "t")),
    *(("ph", "p"), ("g", "k"), ("nk", "ng"), ("d", "t"), ("b", "p"), ("l", "r")),
    *(("kk", "k"), ("tt", "t"), ("pp", "p"), ("ss", "s"), ("jj", "j"), ("rr", "r")),
)
"""In this order. “ng” is told from “k” at the end of a syllable, where it is another sound."""
_KH = re.compile("^kh")
"""Elsewhere it is the end of a syllable and the beginning of the next: Ok-hui."""
_JOINT = re.compile(
    "(?<=[aeiouy]n)(?=[gk][aeiouwy])|(?<=[aeiouy][kg])(?=[kg][aeiouwy])|(?<=[aeiouy][lr])(?=[lr][aeiouy])"
)
"""Where a syllable may end and the next begin, which sound otherwise as one word: Un-gyong, Hak-kyong, Chol-ran."""
_RY = re.compile("[rl]y")
"""What is heard behind another syllable, and not at the head of a word: Myong-ryol."""
_PARK = re.compile("ark")

_VOWELS = {
    "i": ("eui", "ui", "ee", "i"),  # 의 and 이: Hui, Hee, Heui, Hi
    "e": ("ae", "ai", "oe", "oi", "e"),  # 애, 외 and 에: Paek, Paik, Choe, Choi
    "o": ("eo", "eu", "ou", "oo", "o", "u"),  # 어, 으, 우 and 오: Jong, Jeong, Jung, Joung
    "a": ("a",),
}
"""What each spelling of a vowel is taken for."""
_OF_SPELLING = {spelling: one for one, spellings in _VOWELS.items() for spelling in spellings}
_RUNS = re.compile("(w?[aeiou]+|)([^aeiou]*?(?=w?[aeiou])|[^aeiou]*$)")
"""Vowels, which a w may begin, and what follows them."""
_MOST_READINGS = 8


@lru_cache(maxsize=1 << 12)
def _vowels(run: str) -> tuple[str, ...]:
    """The ways to read a run of vowels as few, the longest first: “eeo” as ee and o, and as e and eo."""
    glide = "w" if run.startswith("w") else ""
    found = [*_parted(run.removeprefix("w"))]
    fewest = min(map(len, found))
    read = []
    for vowels in found:
        if len(vowels) == fewest:
            silent = glide and vowels and vowels[0] in ("oo", "u")  # Woo
            read.append(("" if silent else glide) + "".join(_OF_SPELLING[vowel] for vowel in vowels))
    return tuple(dict.fromkeys(read))


def _parted(run: str) -> Iterator[tuple[str, ...]]:
    if not run:
        yield ()
    for length in (3, 2, 1):
        if len(run) >= length and run[:length] in _OF_SPELLING:
            yield from ((run[:length], *others) for others in _parted(run[length:]))


def _without_silent(read: str) -> Iterator[str]:
    """Without what is written and not heard; an h between vowels may be either: Ah-il and A-hil."""
    for letter, plain in _NOT_HEARD:
        read = letter.sub(plain, read)
    yield read
    if (otherwise := _AH.sub("a", read)) != read:
        yield otherwise


_NOT_HEARD = (
    (re.compile("(?<=[aeio])h(?![aeioyw])|^r(?=y)"), ""),
    (re.compile("(?<=.)yi"), "i"),  # Song-yi
    (re.compile("ie$"), "i"),  # Sook-hie
    (re.compile("ay(?![aeio])|oy(?![aeio])"), "e"),  # Jay-hyun, Choy
)
_AH = re.compile("^ah(?=[aeioyw])")
_FAMILIES = {"yi": "ri", "im": "rim", "yim": "rim", "hor": "ho", "soe": "so"}
"""Yi is Ri, Im and Yim are Rim, Hur is Ho and Sue is Su."""
_WRITTEN_ALIKE = {"back": ("pek",), "her": ("ho",), "joe": ("jo",), "key": ("ki",), "yi": ("i",), "yee": ("i",)}
"""How else words sound that are names too, and another name or an English word besides."""


def otherwise_begun(heard: Sequence[str]) -> tuple[list[str], ...]:
    """The words of a name, by their sounds, as each begins in Seoul where Pyongyang writes r or n, and the reverse:
    Nan-hui for Ran-hui, Im-suk for Rim-suk, No Ran for Ro Ran. A family name that is Ri alone is Ri in both."""
    ways = [
        dict.fromkeys(
            way
            for other in (word, *(there.sub(here, word) for there, here in _BEGINNINGS if word != "ri"))
            for way in (other, _FAMILIES.get(other, other))
            if way or not word
        )
        for word in heard
    ]
    return tuple([*words] for words in islice(product(*ways), 1, _MOST_BEGINNINGS))


_MOST_BEGINNINGS = 32
_BEGINNINGS = (
    (re.compile("^r(?=[aeou])|^[rn](?=[iy])"), lambda found: "n" if found.string[1] in "aeou" else ""),
    (re.compile("^n(?=[aeou])"), "r"),
)

_SYLLABLES = re.compile(
    r"(?:(?:kk|tt|pp|ss|jj|tch|ch|sh|rh|wh|th|ph|kh|[kgtdpbsjnmrlh])?[yw]?(?!y)[aeiou]{1,3}(?:ng|ck|rk|hn|[nmklrtpgbdsh])?)+"
)


def is_korean(folded: str) -> bool:
    """Whether all words of a folded name are made of syllables of romanised Korean."""
    words = re.findall(r"[^\W_]+", without_marks(folded))
    return bool(words) and all(_SYLLABLES.fullmatch(word) for word in words)


def decoded(text: str) -> Iterator[str]:
    """What a text says in percent-encoding (RFC 3986, 2.1), character references (HTML) and Base64 (RFC 4648)."""
    if "%" in text and (plain := unquote(text)) != text:
        yield plain
    if "&" in text and (plain := html.unescape(text)) != text:
        yield plain
    for run in _RUN.findall(text):
        yield from _of_base64(run)


@lru_cache(maxsize=1 << 16)
def _of_base64(run: str) -> tuple[str, ...]:
    if not _CODED.search(run):
        return ()
    plain = []
    for piece in sorted({run, *run.split("/")}):
        code = piece.translate(_OF_URLS).encode()
        with suppress(binascii.Error, UnicodeDecodeError):
            plain.append(base64.b64decode(code + b"=" * (-len(code) % 4), validate=True).decode())
    return tuple(plain)


_RUN = re.compile(r"[A-Za-z0-9+/_-]{6,}")
_CODED = re.compile("[a-z][A-Z]|[0-9][A-Za-z]|[A-Z][A-Z0-9][a-z]")
"""What words in plain letters do not have, and codes of more than a few letters do."""
_OF_URLS = str.maketrans("-_", "+/")
