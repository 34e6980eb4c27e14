"""Names of persons as lists write them: their parts, honorifics and letters after the name, and the order of the parts.

Nothing is concluded from a name about the person: not the gender, and not how a name in capitals is spelt where that is
open. What was changed or left open is told in notes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Gender = Literal["f", "m", "unknown"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts. ``addressed_as`` is whom a salutation greets, if not Ms or Mr and the family name."""

    family: str
    given: str = ""
    honorific: str = ""
    suffix: str = ""
    addressed_as: str = ""
    gender: Gender = "unknown"
    notes: tuple[str, ...] = ()


_STYLES = {
    "hon": "The Hon",
    "honorable": "The Honorable",
    "honourable": "The Honourable",
    "rt hon": "The Rt Hon",
    "right hon": "The Rt Hon",
    "right honorable": "The Rt Hon",
    "right honourable": "The Rt Hon",
}
"""Styles before a name. Where the form of address has one of its own, that one is printed."""
_COURTESY: dict[str, Gender] = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "unknown"}
_LEARNED = {"dr": "Dr", "doctor": "Dr", "prof": "Professor", "professor": "Professor", "rev": "Revd", "revd": "Revd"}
_KNIGHTLY = {"sir": "Sir", "dame": "Dame"}
"""Titles that go with the given name: Sir Alex."""
OFFICES = {
    *("mp", "mep", "senator", "sen", "representative", "rep", "congressman", "congresswoman", "delegate", "del"),
    *("deputy", "hon mp", "assemblyman", "assemblywoman", "poseł", "senatorka", "posłanka"),
}
"""Words for the office that lists put before a name; the form of address has them."""
_ABBREVIATED = frozenset({"sen", "rep", "del"})
"""Words for the office that are names when no full stop follows."""
_PEERS = {
    "lord": ("Lord", "Lord"),
    "baron": ("Lord", "Lord"),
    "lady": ("Lady", "Lady"),
    "baroness": ("Baroness", "Baroness"),
    "viscount": ("Viscount", "Lord"),
    "viscountess": ("Viscountess", "Lady"),
    "earl": ("The Earl", "Lord"),
    "countess": ("The Countess", "Lady"),
    "marquess": ("The Marquess", "Lord"),
}
"""Ranks, as the address has them, and what the salutation says."""
_GIVEN_NAMES = frozenset({"earl", "baron"})
"""Ranks that are given names too, unless “the” stands before them or “of” behind."""
GENERATIONS = frozenset({"jr", "junior", "sr", "senior", "ii", "iii", "iv"})
"""Suffixes that tell persons of one name apart."""
_SUFFIXES = GENERATIONS | {
    *("kc", "qc", "pc", "ch", "cbe", "dbe", "kbe", "mbe", "obe", "oc", "om", "kcb", "kcmg", "cmg", "dl", "mc", "frs"),
    *("phd", "md", "esq"),
}
_LETTERS_OF_OFFICE = {"mp", "mep", "msp", "tp", "td"}
_PARTICLES = {
    *("af", "av", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "des", "di", "do", "dos", "du"),
    *("la", "le", "los", "op", "'t", "ten", "ter", "thoe", "van", "vom", "von", "zu", "zum", "zur", "st", "st."),
}
_SMALL_PARTICLES = {"al", "bin", "bint", "el", "ibn", "e", "y", "i"}
"""Particles in lower case only: with a capital they are names or initials."""
_JOINING = {"e", "y", "i"}

_NICKNAME = re.compile(r"\s*(?:“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»|\(([^()]*)\)|(?<!\w)[‘']([^‘’']+)[’'](?!\w))")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER_SCRIPT = "the name is not in Latin letters; check how the letter is to print it"
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-")


def plain(word: str) -> str:
    """A word without its full stops, in lower case."""
    return word.replace(".", "").strip().lower()


def read_name(text: str, *, family_first: bool = False) -> PersonName:
    """The parts of a name written in one piece.

    “Family, Given” and a family name in capitals say themselves which part is which; otherwise the first word is the
    family name if ``family_first``, else the last with the particles before it.
    """
    text, notes = _without_nickname(_tidy(text))
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    suffixes: list[str] = []
    while len(pieces) > 1 and (found := _suffix(pieces[-1])) is not None:
        suffixes[:0] = found
        pieces.pop()
    if len(pieces) > 1:
        family, given = pieces[0], " ".join(pieces[1:])
        alone = plain(given) in {*_PEERS, *_LEARNED, *_COURTESY} - _GIVEN_NAMES
        title, given_words = _title(given.split(), whole=alone)
        lead, family_words = _title(family.split())
        more, given_words = _suffix_words(given_words)
        return _named(family_words, given_words, [*lead, *title], [*more, *suffixes], notes)
    title, words = _title(pieces[0].split() if pieces else [])
    more, words = _suffix_words(words)
    family_words, given_words = _divided(words, family_first, peer=any(plain(word) in _PEERS for word in title))
    return _named(family_words, given_words, title, [*more, *suffixes], notes)


def join_name(given: str, family: str, honorific: str = "", suffix: str = "") -> PersonName:
    """The name of parts that a list keeps in columns of their own."""
    given, nicknames = _without_nickname(_tidy(given))
    family, more_nicknames = _without_nickname(_tidy(family))
    family, _, after_comma = family.partition(",")
    title, unknown_title = _title(_tidy(honorific).split(), whole=True)
    before_given, given_words = _title(given.split())
    before_family, family_words = _title(family.split())
    after_family, family_words = _suffix_words(family_words)
    suffixes, unknown_suffix = _suffix_words(_tidy(f"{after_comma} {suffix}").replace(",", " ").split(), whole=True)
    notes = (*nicknames, *more_nicknames)
    if unknown := " ".join((*unknown_title, *unknown_suffix)):
        notes = (*notes, f"“{unknown}” is not a title or suffix that is known, and is left out")
    titles = [*title, *before_given, *before_family]
    return _named(family_words, given_words, titles, [*after_family, *suffixes], notes)


def name_key(name: PersonName) -> str:
    """What two spellings of one name have in common: letters without accents, in whatever order the parts are."""
    text = ascii_letters(f"{name.given} {name.family} {name.suffix}")
    return " ".join(sorted(re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("-", " "))))


_ASCII = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th"}
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ħ": "h", "Ħ": "H", "’": "'", "‘": "'"}
)


def ascii_letters(text: str) -> str:
    """Text in ASCII: accents go, letters of other scripts become their names in Unicode, so that the same name always
    gives the same letters."""
    if text.isascii():
        return text
    kept = []
    for character in unicodedata.normalize("NFC", text.translate(_ASCII)):
        base = unicodedata.normalize("NFD", character)[0] if _LATIN.match(character) else character
        if base.isascii():
            kept.append(base)
        elif base.isalnum():
            named = re.search(r"(?:LETTER|SYLLABLE) ([A-Z]+)$", unicodedata.name(base, ""))
            kept.append(f" {named[1].lower()} " if named else f" u{ord(base):x} ")
    return "".join(kept)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_DASHES).split())


def _without_nickname(text: str) -> tuple[str, tuple[str, ...]]:
    nicknames = [next(filter(None, found.groups()), "") for found in _NICKNAME.finditer(text)]
    rest = " ".join(_NICKNAME.sub(" ", text).split())
    if not nicknames or not rest:
        return text, ()
    return rest, tuple(f"“{nickname}”, beside the name, is left out" for nickname in nicknames)


def _title(words: list[str], *, whole: bool = False) -> tuple[list[str], list[str]]:
    """The honorifics at the beginning, and the rest; one that stands alone is a name, unless ``whole``."""
    title: list[str] = []
    after_the = whole
    while len(words) > (0 if whole else 1):
        first, two = plain(words[0]), " ".join(map(plain, words[:2]))
        if first == "the" and (two.removeprefix("the ") in {*_PEERS, "rt", "right", "hon", "honourable"}):
            after_the, count = True, 1
        elif two in _STYLES and len(words) > (1 if whole else 2):
            title.append(two)
            count = 2
        elif any(first in known for known in (_STYLES, _COURTESY, _LEARNED, _KNIGHTLY, OFFICES, _PEERS)):
            if first in _ABBREVIATED and not (whole or words[0].endswith(".")):
                break
            if first in _GIVEN_NAMES and not (after_the or words[1] == "of"):
                break
            title.append(first)
            count = 1
        else:
            break
        words = words[count:]
    return title, words


def _suffix(piece: str) -> list[str] | None:
    """The suffixes that a piece after a comma consists of, or None if it is something else."""
    found, rest = _suffix_words(piece.split(), whole=True)
    return None if rest else found


def _suffix_words(words: list[str], *, whole: bool = False) -> tuple[list[str], list[str]]:
    """The suffixes at the end, as they are written, and the words before them."""
    suffixes: list[str] = []
    least = 0 if whole else 2
    words = [*words]
    while len(words) > least and ((word := plain(words[-1])) in _SUFFIXES or word in _LETTERS_OF_OFFICE):
        # “Mc” and the like are not capitals: “MC” and “CH” count in capitals only.
        if len(word) == 2 and word not in {"jr", "sr"} and not words[-1].replace(".", "").isupper():
            break
        if word in _SUFFIXES:
            suffixes.insert(0, words[-1])
        words.pop()
    return suffixes, words


def _divided(words: list[str], family_first: bool, *, peer: bool) -> tuple[list[str], list[str]]:
    """Family and given names of a name written without a comma."""
    if peer or len(words) < 2:
        return words, []
    capitals = [_in_capitals(word) for word in words]
    if any(capitals) and not all(capitals):
        last = len(words)
        first = last - next((n for n, capital in enumerate(reversed(capitals)) if not capital), last)
        if first < last:
            while first > 1 and words[first - 1] in _PARTICLES:
                first -= 1
            return words[first:], words[:first]
        count = capitals.index(False)
        if count:
            return words[:count], words[count:]
    if family_first:
        return words[:1], words[1:]
    first = len(words) - 1
    while first > 1 and _is_particle(words[first - 1]):
        first -= 2 if words[first - 1] in _JOINING and first > 2 else 1
    return words[first:], words[:first]


def _is_particle(word: str) -> bool:
    return word in _SMALL_PARTICLES or word.lower() in _PARTICLES


def _in_capitals(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and word.isupper() and not word.endswith(".")


def _named(
    family_words: list[str], given_words: list[str], title: list[str], suffixes: list[str], notes: tuple[str, ...]
) -> PersonName:
    family, family_notes = _spelt(" ".join(family_words))
    given, given_notes = _spelt(" ".join(given_words))
    if not family:
        family, given = given, ""
    titles = [plain(word) for word in title]
    style = next((_STYLES[word] for word in titles if _STYLES.get(word)), "")
    personal = next((known[word] for word in titles for known in (_KNIGHTLY, _LEARNED) if word in known), "")
    honorific = " ".join(filter(None, (style, personal)))
    addressed_as = ""
    more = [] if _LATIN.search(family) or not family else [_OTHER_SCRIPT]
    peerage = next((_PEERS[word] for word in titles if word in _PEERS), None)
    if peerage and re.match(r"(?:arch)?bishop\b", family, re.IGNORECASE):
        honorific, family, addressed_as = "The", f"Lord {family}", f"Lord {family.split()[0]}"
        more.append(f"check the salutation of a bishop, “Dear {addressed_as}”")
    elif peerage:
        rank, called = peerage
        of = family.startswith("of ")
        honorific = f"{rank} of" if rank.startswith("The ") and of else rank
        family = family.removeprefix("of ") if of else family
        addressed_as = f"{called} {family}"
    elif personal in _KNIGHTLY.values():
        addressed_as = f"{personal} {given.split()[0]}" if given else f"{personal} {family}"
    elif personal:
        addressed_as = f"{personal} {family}"
    gender: Gender = next((_COURTESY[word] for word in titles if word in _COURTESY), "unknown")
    return PersonName(
        family=family,
        given=given,
        honorific=honorific,
        suffix=" ".join(dict.fromkeys(suffixes)),
        addressed_as=addressed_as,
        gender=gender,
        notes=(*notes, *family_notes, *given_notes, *more),
    )


def _spelt(part: str) -> tuple[str, list[str]]:
    """A part of a name, capitals turned to small letters where the spelling is beyond doubt."""
    if not part or not all(_in_capitals(word) or len(word) == 1 or not word.isalpha() for word in part.split()):
        return part, []
    if not any(map(_in_capitals, part.split())):
        return part, []
    doubtful = any(
        word.lower() in _PARTICLES | _SMALL_PARTICLES or re.match(r"MAC\w|ST\b|[A-Z]{1,2}$|O$|D['’]", word)
        for word in re.split(r"[\s-]+", part)
    )
    if doubtful:
        return part, [f"“{part}” is kept in capitals: its spelling is open"]
    small = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), part)
    small = re.sub(r"\bMc([a-z])(?=[a-z]{2})", lambda found: f"Mc{found[1].upper()}", small)
    return small, [f"“{part}” is written {small}"]
