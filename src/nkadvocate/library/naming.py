"""How persons are named: what names, shortened and turned, and what words of them point to a person by themselves; and
dates, places and ages in the forms in which they are likely to be written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, pairwise, product

from nkadvocate.library.likeness import (
    as_seen,
    folded,
    is_korean,
    otherwise_begun,
    sound,
    sounds,
    with_initials,
    without_marks,
)
from nkadvocate.library.places import names_of_place
from nkadvocate.library.strings import APART
from nkadvocate.records import Person


def turned(names: Iterable[str]) -> set[str]:
    """The names, each also with another word first: a family name stands before or after the given one."""
    turned = {*names}
    for words in [name.split() for name in turned]:
        turned |= {" ".join((*words[n:], *words[:n])) for n in range(1, len(words))}
    return turned


def forms_of(names: Iterable[str]) -> set[str]:
    """The names as they are and shortened, each turned."""
    names = {*names}
    return turned(names | shortened(names))


def terms_of(person: Person) -> set[str]:
    """Every name and word that points to a person by itself, names shortened and turned too."""
    return turned(person.terms) | forms_of((*person.names, *person.kin))


def parts_of(names: Iterable[str]) -> set[str]:
    """Of names of several words, each word and the name without its first or last, and of names in Hangul or Han what
    follows the family name, where that points to a person: not a word of less than four letters (two of Hangul or Han),
    a usual family name, an English word or several."""
    parts: set[str] = set()
    for name in names:
        words = words_of(name)
        if len(words) > 1:
            parts |= {" ".join(words[1:]), " ".join(words[:-1])}.union(*(_halves(word, words) for word in words))
        elif re.fullmatch(_EAST_ASIAN, name):
            parts |= {name[1:], name[2:]}
    return {part for part in parts if _points_to_somebody(folded(part))}


def shortened(names: Iterable[str]) -> set[str]:
    """Of names of several words every two words, next to each other or not: a given and a family name may be any. The
    halves of a double name count as words too: Grace Kim of Grace Kim-Miller.

    Syllables that are apart are parts of one given name: three by themselves (Kim Ju of Kim Hyun Ju) and the first and
    third of more are not taken. Titles, initials and small letters are no words of a name.
    """
    short: set[str] = set()
    for name in names:
        words = words_of(name)
        halves = [_halves(word, words) for word in words]
        if 1 < len(words) < len(name.split()):
            short.add(" ".join(words))
        if any(len(word) == 1 for word in words[1:-1]):  # a syllable or an initial: Kim U Jin, Tom A Kim
            short.add(" ".join((words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1])))
        if len(words) > 2 or any(len(some) > 1 for some in halves):
            short |= {
                f"{one} {other}"
                for first, last in combinations(range(len(words)), 2)
                if not _are_of_one(words, first, last)
                for one, other in product(halves[first], halves[last])
            }
    return {name for name in short if not _is_of_small_words(folded(name))}


def _are_of_one(words: Sequence[str], first: int, last: int) -> bool:
    """Whether two words of a name belong to a longer one of syllables that are apart."""
    around = words if len(words) == 3 else words[first : last + 1]
    return len(around) == 3 and all(map(is_syllable, around))


def _halves(word: str, words: Sequence[str]) -> set[str]:
    """A word, and the parts of a double name: of one with a capital behind its hyphens that is not a given name of
    syllables alone (Sun-Hee Kim), and of two family names where no other word is one (Kim-Pak Hwa) or one of them is no
    syllable of given names (Min Kim-Pak, but not Kim Min-Ho)."""
    parts = _HYPHENS.split(word)
    if len(parts) < 2 or any(not part or part[0].islower() for part in parts):
        return {word}
    others = (other for other in words if other != word)
    double = all(map(is_family_name, parts)) and (
        not any(map(is_family_name, others)) or any(sound(folded(part)) in _NEVER_GIVEN for part in parts)
    )
    return {word, *parts} if double or not all(map(is_syllable, parts)) else {word}


_HYPHENS = re.compile("[\u2010-\u2013-]")
_NEVER_GIVEN = frozenset(map(sound, ("kim", "pak", "choe")))
"""Family names that are no syllables of given names, as they sound."""


def words_of(name: str) -> list[str]:
    """The words of a name without titles, initials and words in small letters."""
    words = name.split()
    while len(words) > 1 and folded(words[0]).rstrip(".") in _BEFORE_NAMES:
        words = words[1:]
    return [word for word in words if not (word.islower() or _is_beside_names(folded(word)))] or words


def _is_beside_names(folded: str) -> bool:
    """Whether a word is a title or an initial or several: Mrs, H, A., E.-J."""
    return folded.rstrip(".") in BESIDE_NAMES or _INITIALS.fullmatch(folded) is not None


_INITIALS = re.compile("(?:[^\\W\\d_]\\.[\u2010-\u2013-]?)+")


_RANKS_AND_KIN = """
pastor rev reverend father fr sister sr brother br mother elder deacon deaconess evangelist missionary bishop priest nun
monk imam comrade teacher professor doctor nurse captain capt major maj colonel col lieutenant lt sergeant sgt corporal
cpl private pvt general gen marshal officer soldier commander president chairman chairwoman director minister aunt
auntie uncle grandmother grandfather granny grandma grandpa lady lord madame monsieur hon
"""
TITLES = frozenset(("mr", "mrs", "ms", "miss", "mme", "madam", "dr", "prof", "sir", "rev"))
BESIDE_NAMES = TITLES | {*"bcdfghjklmnpqrstvwxyz"}
"""Titles and initials. A vowel without a full stop may be a family name or a syllable."""
_BEFORE_NAMES = frozenset(_RANKS_AND_KIN.split())
"""What stands before a name and is no word of it."""


def given_alone(names: Iterable[str]) -> set[str]:
    """The names without a usual family name that they begin or end with, or where they have neither without either
    word; of names in Hangul or Han without the first one or two characters."""
    found: set[str] = set()
    for name in names:
        words = words_of(name)
        together = "".join(words)
        if re.fullmatch(_OF_CHARACTERS, together):
            found |= {together[1:], together[2:]}
        elif len(words) > 1:
            first, last = is_family_name(words[0]), is_family_name(words[-1])
            found |= {" ".join(words[1:])} if first or not last else set()
            found |= {" ".join(words[:-1])} if last or not first else set()
    return {one for one in found if len(one) > 1 or (one and not one.isascii())}


def is_syllable(word: str) -> bool:
    """Whether a word may be a single syllable of a Korean name, or is a letter."""
    return len(word) == 1 or (is_korean(folded(word)) and len(re.findall("[aeiouy]+", folded(word))) == 1)


_EAST_ASIAN = "[가-힣]{3,4}|[\u3400-\u9fff]{3,4}"  # patterns of many characters are compiled for persons alone
"""A family name of one or two syllables, and a given name."""


def _points_to_somebody(part: str) -> bool:
    letters = "".join(re.findall(r"[^\W\d_]+", part))
    if not letters.isascii():
        return len(letters) > 1
    return len(letters) > 3 and not (
        _is_of_small_words(part) or letters in _ENGLISH or sound(letters) in _LONG_FAMILIES
    )


def _is_of_small_words(part: str) -> bool:
    return SMALL_WORDS.issuperset(re.findall(r"[^\W\d_]+", part))


_FAMILY_NAMES = """
pak choe jong kang jang shin kwon hwang song hong yang paek shim kwak chae chon pang kong hyon pyon maeng myong wang
ryom hwangbo namgung zhang chen huang zhao zhou yoon paik moon
"""
_LONG_FAMILIES = frozenset(map(sound, _FAMILY_NAMES.split()))
"""Usual family names of four letters and more, Korean and Chinese, as they sound."""
_SHORT_FAMILY_NAMES = """
kim ri o u yu yun an im rim ho no ro so son han cho chu min ham ha ra na chi ko ku mun sin yang do to pyo won ki kil
ma mo nam pae ok pan in kye je che tae to sol sok kum ok om tu yo i
"""
FAMILIES = _LONG_FAMILIES | frozenset(map(sound, _SHORT_FAMILY_NAMES.split()))
_WORDS_IN_NAMES = """
angel april august autumn beauty bright brother child cloud crystal daisy daughter dawn dear destiny diamond dove
east eastern esther eternity faith family father flower forest friend friendship gift glory gold golden good grace
great happy harmony heart heaven honest honesty honour hope iris ivory jade jewel jewels joseph journey june justice
lady lake land leaf liberty light lily lion little love loyal loyalty mark mary melody mercy miracle moon morning
mother mountain north northern ocean olive orchid patience peace pearl peter phoenix pine plum prudence queen rain
rainbow river robin rose ruby sage serenity silver sister snow soldier south southern spring star stone story summer
sunday sunny sunshine sweet tiger trinity true truth unity valley victor victory violet west western white wild will
winter wisdom woman women wonder wood young
"""
_ENGLISH = frozenset(_WORDS_IN_NAMES.split())
"""English words that stand in names and are no secret by themselves."""


_WORDS_OF_TWO_LETTERS = "an as at be by do go he if in is it me my no of on or so to up us we"
SMALL_WORDS = frozenset(_WORDS_OF_TWO_LETTERS.split())
"""English words of two letters; a name of nothing else reads like honest text."""


def is_family_name(word: str) -> bool:
    """Whether a word is a usual Korean or Chinese family name, or sounds like one."""
    return sound(without_marks(folded(word))) in FAMILIES


def may_be_korean(word: str) -> bool:
    """Whether a word may be of a Korean name: a usual family name or a single syllable."""
    return is_syllable(word) or is_family_name(word)


def tells_given_name(pseudonym: str, names: Iterable[str]) -> bool:
    """Whether a pseudonym has a piece of the names but a family name, short and English ones too, as it is written or
    sounds."""
    return not _pieces(pseudonym).isdisjoint(given_pieces(names))


def given_pieces(names: Iterable[str]) -> set[str]:
    """What the names are made of but for family names, as it sounds."""
    return {piece for name in names for piece in _pieces(_given(name))}


def has_any(phrase: str, pieces: Collection[str]) -> bool:
    """Whether a word with a capital in the phrase has one of the pieces of names that is no usual family name."""
    return any(piece in pieces and piece not in FAMILIES for piece in _pieces(with_capitals(phrase)))


def with_capitals(text: str) -> str:
    """The words with a capital, each of the others as what parts two texts."""
    return _WITHOUT_CAPITAL.sub(APART, text)


_WITHOUT_CAPITAL = re.compile(r"(?<![\w\u2010-\u2013-])[a-z][^\W_]*")


def told_alone(names: Iterable[str]) -> set[str]:
    """The given names, and each word of the names but family names, as they may stand with a capital."""
    found: set[str] = set()
    for name in names:
        words = words_of(name)
        found |= {_given(name)}.union(*(_halves(word, words) for word in words))
    return {one for one in found if not is_family_name(one)}


def _given(name: str) -> str:
    """A name without its family name. Where the first and the last word are usual ones, or neither, or the name is of
    two single syllables, it may be either; of names in Hangul or Han it is the first character."""
    words = words_of(name)
    together = "".join(words)
    if re.fullmatch(_OF_CHARACTERS, together):
        return together[1:] or together
    first, last = is_family_name(words[0]), is_family_name(words[-1])
    if len(words) > 1 and first is not last and not (len(words) == 2 and all(map(is_syllable, words))):
        words = words[1:] if first else words[:-1]
    return " ".join(words)


_OF_CHARACTERS = "[가-힣]+|[\u3400-\u9fff]+"


def _pieces(name: str) -> set[str]:
    """What a name is made of, as it sounds: what spaces, hyphens, digits and capitals part, with what stands behind it
    and without an ending of address, and single characters of Hangul and Han."""
    plain = folded(_BEFORE_CAPITALS.sub(" ", as_seen(_APOSTROPHES.sub("", name))))
    words = [word for word in re.findall(_PIECE, with_initials(plain)) if word not in TITLES]
    pieces = {*words, *map("".join, pairwise(words))}
    pieces |= {_ADDRESSED.sub("", piece) for piece in pieces}
    heard = {one for piece in pieces if len(piece) > 1 or not piece.isascii() for one in sounds(piece)}
    return heard | {word for piece in heard for begun in otherwise_begun([piece]) for word in begun}


_APOSTROPHES = re.compile("['’ʼ‘`]")
_BEFORE_CAPITALS = re.compile("(?<=[a-z])(?=[A-Z])")
_PIECE = "[가-힣\u3400-\u9fff]|[a-z]+|[^\\W\\d_a-z가-힣\u3400-\u9fff]+"
_ADDRESSED = re.compile("(?<=[a-z]{2})(?:ssi|ya|a|nim)$")


def single_names(person: Person) -> set[str]:
    """The parts of the names of a person and of relatives that point to them."""
    return parts_of((*person.names, *person.kin, *filter(None, [person.pseudonym])))


def details_of(person: Person) -> set[str]:
    """Dates, places, ages and single names of a person, each as it is likely to be written."""
    found = single_names(person)
    people = {*turned(person.names), *filter(None, [person.pseudonym]), *found}
    for age in person.ages:
        found.update(form.format(age) for form in _AGES)
        found.update(f"{name} {age}" for name in people)  # Grace Kim, 34, and Grace Kim (34)
        if person.pseudonym:
            found.add(f"{person.pseudonym} (name changed) {age}")
    for date in filter(None, (person.when, person.born)):
        found.update((*written(date), *without_year(date)))
    country = person.where.country if person.where else ""
    for place in person.places:
        found |= names_of_place(place) - {country, country.removeprefix("the ")}
    return found


_AGES = ("{}-year-old", "{} years old", "{} years of age", "aged {}", "age {}", "{} 세", "{} 살", "{} 岁", "{} 歲")


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
            yield from (f"{year} 년 {month} 월 {day} 일", f"{year} 年 {month} 月 {day} 日")


def without_year(date: str) -> Iterator[str]:
    """A day as it is written where its year is known."""
    if len(date) == len("2018-11-23"):
        yield f"{int(date[8:])} {_MONTHS[int(date[5:7]) - 1]}"


_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
