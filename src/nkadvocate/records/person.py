"""Private persons in records: what may identify them, and to whom they agreed to be told."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from nkadvocate.records.base import Day, Line, PartialDate, ReaderId, Record

ReadBy = Literal["internal", "un-body-in-confidence", "governments", "public"]
Form = Literal["named", "pseudonym", "unnamed"]
Detail = Literal["exact", "month-and-county", "year-and-province", "year-and-country"]
Purpose = Literal["advocacy", "un-submission", "media", "research", "court"]

FORMS: tuple[Form, ...] = ("named", "pseudonym", "unnamed")
"""How a person is told of, the most open first."""
DETAILS: tuple[Detail, ...] = ("exact", "month-and-county", "year-and-province", "year-and-country")
"""How exactly date, place and age are told, the most exact first. All but the first give an age in bands."""


def _possible(age: str) -> str:
    low, _, high = age.partition("-")
    if not int(low) <= int(high or low) <= _OLDEST:
        raise ValueError(f"an age in years, at most {_OLDEST}, or a band with the lower age first")
    return age


_OLDEST = 130

Age = Annotated[
    str,
    StringConstraints(pattern=r"^\d{1,3}(-\d{1,3})?$"),
    AfterValidator(_possible),
    BeforeValidator(
        lambda value: str(value) if isinstance(value, int) and not isinstance(value, bool) else value,
        json_schema_input_type=str | int,
    ),
    Field(description="in years, or a band: 34, 30-39"),
]


NARROW = 5
"""Years; a band of fewer tells the age."""


def _composed(text: str) -> str:
    """The text with one character for each that looks so: Hangul composed, Han without its compatibility characters
    and radicals (Unicode Standard Annex 15, NFKC). Marks that stand by themselves stay: Ch´ol-su."""
    return unicodedata.normalize(
        "NFC",
        "".join(one if unicodedata.category(one) == "Sk" else unicodedata.normalize("NFKC", one) for one in text),
    )


_Composed = Annotated[Line, AfterValidator(_composed)]


class Whereabouts(Record):
    """A place from the smallest part to the largest, as running text names each: Onsong County."""

    village: _Composed | None = None
    county: _Composed | None = None
    province: _Composed | None = None
    country: _Composed


def single_names_in(text: str) -> list[str]:
    """The names that a text holds, parted by signs, by words such as “alias” and where other letters begin."""
    pieces: list[str] = []
    script = ""
    seen = "".join(one for one in unicodedata.normalize("NFKC", text) if not _is_unseen(one))
    for piece in map(str.strip, _BETWEEN_NAMES.split(seen)):
        start = 0
        for place, letter in enumerate(piece):
            found = _script(letter)
            if found and script and found != script:
                pieces.append(piece[start:place].strip())
                start = place
            script = found or script
        pieces.append(piece[start:].strip())
        script = ""
    return [piece for piece in pieces if piece]


_BETWEEN_NAMES = re.compile(
    r"[^\w\s.'’‘`\u02bc\u2010-\u2013-]|[_\n\r\t]|\s[\u2010-\u2013-]+\s"
    r"|(?<!\S)(?:alias|aka|a\.k\.a\.?|née?)(?!\S)|(?<=\s)(?:or|and|nee|later|formerly)(?=\s)",
    re.IGNORECASE,
)


def _is_unseen(letter: str) -> bool:
    """Whether it is a mark on a letter or is not seen."""
    return unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}


def _script(letter: str) -> str:
    """What letters a letter is one of: Latin, Hangul, Han with kana, Cyrillic; nothing of marks and digits."""
    if unicodedata.category(letter) not in {"Lu", "Ll", "Lt", "Lo"}:
        return ""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if script in {"HIRAGANA", "KATAKANA"} else script


def _one_name(name: str) -> str:
    if len(single_names_in(name)) > 1:
        raise ValueError(
            "one name alone, in its usual order, in letters of one script, without brackets, other signs between words "
            "and words such as alias; give each name, and each way to write it, an item of its own"
        )
    return name


def _in_capitals(name: str) -> str:
    if not name or any(map(_is_small, name.split())) or _END.search(name) or _POSSESSIVE.search(name):
        raise ValueError(
            "one name alone: each of its words begins with a capital, but for van, de, bin and the like, a full stop "
            "stands behind an initial alone (Dr Kim Hwa, Grace H. Kim), and no ’s or apostrophe at its end; give each "
            "name an item of its own"
        )
    return _one_name(name)


def _is_small(word: str) -> bool:
    """Whether it is a word in small letters, but for those that belong to names."""
    return word.islower() and word not in _WITHIN_NAMES


_WITHIN_NAMES = frozenset(("van", "von", "der", "den", "de", "del", "di", "da", "dos", "la", "al", "el", "bin", "ibn"))
_END = re.compile(r"[^\W\d_]{2}\.")
_POSSESSIVE = re.compile("['’‘`\u02bc][sS]?$")


def _one_relative(words: str) -> str:
    _in_capitals(_said_of(words))
    return words


def _said_of(words: str) -> str:
    """The name in the words in which a relative is told of: her son Kim Il, Kim Il (eldest son), Kim Il’s mother."""
    name = _IN_BRACKETS.sub("", _WHOSE.sub("", words)).split()
    while name and _is_small(name[0]) and _WORD.fullmatch(name[0]):
        name = name[1:]
    while name and _is_small(name[-1]) and _WORD.fullmatch(name[-1]):
        name = name[:-1]
    return _POSSESSIVE.sub("", " ".join(name))


_WORD = re.compile(r"[\w'’-]+")
_WHOSE = re.compile(r"^(?:Her|His|Their|My)(?=\s[a-z])")
_IN_BRACKETS = re.compile(r"\s\((?!alias|aka)[a-z ]+\)")
"""What somebody is to the person, in small letters behind the name."""

Pseudonym = Annotated[_Composed, AfterValidator(_one_name)]
Name = Annotated[_Composed, AfterValidator(_in_capitals)]
Relative = Annotated[_Composed, AfterValidator(_one_relative)]


class Person(Record):
    """A private person. Nothing here is printed but through the slots of a claim, as coarsely as the consent asks."""

    names: tuple[Name, ...] = Field((), description="every form of the name; the first is the one printed, if any is")
    pseudonym: Pseudonym | None = None
    sex: Literal["f", "m", "unknown"] = "unknown"
    relatives: tuple[Relative, ...] = Field((), description="names of relatives; never printed")
    identifying: tuple[_Composed, ...] = Field(
        (), description="other words that would identify the person; never printed"
    )
    harmless: tuple[Line, ...] = Field(
        (), description="words of the claim, notes and titles that point to nobody; never printed"
    )
    born: PartialDate | None = Field(None, description="never printed")
    age: Age | None = Field(None, description="at the time told of; the slot {age}")
    when: PartialDate | None = Field(None, description="date of what is told; the slot {when}: on 12 May 2019, in 2019")
    where: Whereabouts | None = Field(
        None, description="where it happened; the slot {where}: in Onsong County, in the DPRK"
    )

    @property
    def terms(self) -> tuple[str, ...]:
        """Every name and word that points to the person by itself."""
        return (*self.names, *filter(None, [self.pseudonym]), *self.relatives, *self.kin, *self.identifying)

    @property
    def kin(self) -> tuple[str, ...]:
        """The names of the relatives, without the words in which they are told of."""
        return tuple(_said_of(words) or words for words in self.relatives)

    @property
    def ages(self) -> range:
        """The ages in years that the person may have; none where they are a wide band."""
        if self.age is None:
            return range(0)
        first, last = (int(part) for part in (self.age.split("-") * 2)[:2])
        return range(first, last + 1) if last - first < NARROW else range(0)

    @property
    def places(self) -> tuple[str, ...]:
        """The places smaller than a country."""
        where = self.where
        return tuple(filter(None, (where.village, where.county, where.province))) if where else ()


class ToldPerson(Person):
    """A person as readers may be told of: only what their grant allows, as coarsely as it asks."""


class Grant(Record):
    """One thing that a person agreed to: who may read it, in which form, for what, and how long."""

    to: ReadBy = Field(description="public covers all readers; governments covers neither China nor the DPRK")
    actors: tuple[ReaderId, ...] = Field(
        (),
        description="only these: the UN bodies named; for governments, those named, China and the DPRK if they are; a "
        "recipient of a campaign's own by its own id",
    )
    form: Form = "unnamed"
    detail: Detail | None = Field(None, description="how exactly; if not given, what the form and the risk ask for")
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    given: Day
    expires: Day | None = Field(None, description="the first day on which it no longer holds")
    withdrawn: Day | None = Field(None, description="it no longer holds, whatever the date of a letter")

    @model_validator(mode="after")
    def _actors_where_they_matter(self) -> Grant:
        if self.to == "un-body-in-confidence" and not self.actors:
            raise ValueError("un-body-in-confidence needs 'actors': the bodies that may read it")
        if self.to in {"internal", "public"} and self.actors:
            raise ValueError(f"'actors' says nothing where the consent is to {self.to}")
        return self


class Consent(Record):
    """What a person agreed to. What no grant allows is not told."""

    grants: tuple[Grant, ...] = Field(min_length=1)
    relatives_at_risk: bool = Field(False, description="only the year and the country are told, unless a grant says so")
