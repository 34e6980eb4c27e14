"""What every record shares: strict frozen models, ids, dates of varying precision and text in several languages."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from textwrap import shorten
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


class Record(BaseModel):
    """A frozen value read from YAML; unknown fields are refused, types are never coerced."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, populate_by_name=True, str_strip_whitespace=True, defer_build=True
    )


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80),
    Field(description="kebab-case identifier, unique over all records"),
]


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks an id field with the kinds of record it may point to."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Marks a text that may carry inline citations: ``[@id]`` or ``[@id, locator]``."""


SourceId = Annotated[Id, Ref(("sources",))]
ActorId = Annotated[Id, Ref(("actors",))]
EvidenceId = Annotated[Id, Ref(("evidence",))]
InstrumentId = Annotated[Id, Ref(("instruments",))]
ProvisionId = Annotated[Id, Ref(("provisions",))]
DemandId = Annotated[Id, Ref(("demands",))]
RecipientId = Annotated[Id, Ref(("recipients",))]
ReaderId = Annotated[Id, Ref(("actors", "recipients"))]
BodyId = Annotated[Id, Ref(("bodies",))]
FormId = Annotated[Id, Ref(("forms",))]

Line = Annotated[str, StringConstraints(min_length=1)]
Language = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"),
    Field(description="BCP 47 language tag, such as en, ko or zh-Hans"),
]
Text = Line | Annotated[dict[Language, Line], Field(min_length=1, description="one string per language")]

CitedText = Annotated[Text, Cited()]

CITABLE: tuple[str, ...] = ("sources", "instruments", "provisions", "evidence", "positions")
CITATION = re.compile(r"\[(?:(?P<see>see )|(?P<on>on ))?@(?P<id>[a-z0-9-]+)(?:, (?P<locator>[^\[\]]+))?\]")
"""An inline citation: id of a citable record, and a locator where the record has none of its own.

``[see @id]`` refers back to the note that first cited it; ``[on @id]`` has no note, and only puts the source into the
list of sources."""

_LAST_YEAR = 2999
_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def _year_as_text(value: object) -> object:
    return f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else value


def _calendar_date(value: str) -> str:
    match = _DATE.match(value)
    if not match:
        raise ValueError("a date is written YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    if year > _LAST_YEAR:
        raise ValueError(f"a year after {_LAST_YEAR}")
    dt.date(year, month, day)
    return value


PartialDate = Annotated[
    str,
    BeforeValidator(_year_as_text, json_schema_input_type=str | int),
    AfterValidator(_calendar_date),
    Field(description="YYYY, YYYY-MM or YYYY-MM-DD; ISO 8601, as precise as the source allows"),
]


def _day_only(value: str) -> str:
    if len(value) != len("YYYY-MM-DD"):
        raise ValueError("a full date is needed here: YYYY-MM-DD")
    return value


Day = Annotated[PartialDate, AfterValidator(_day_only)]

Weight = Literal["primary", "official", "ngo", "press", "academic"]
Status = Literal["active", "disputed", "superseded", "withdrawn", "unverified", "obsolete", "harmful", "met"]
Role = Literal[
    "duty-bearer",
    "state-of-origin",
    "state-of-nationality",
    "transit-state",
    "host-state",
    "executive",
    "eu-executive",
    "legislature",
    "legislator",
    "un-secretariat",
    "un-agency",
    "un-rights-office",
    "un-intergovernmental-body",
    "special-procedure",
    "treaty-body",
    "rights-institution",
]
"""What a recipient can do about a demand: act on a duty of its own, or use its influence or mandate."""

OWN_DUTY_ROLES: frozenset[str] = frozenset({"duty-bearer", "state-of-origin", "transit-state", "host-state"})


class Citation(Record):
    """A place in a source: which source, and where in it."""

    source: SourceId
    locator: Line | None = Field(None, description='where in the source: "para 6", "art 33(1)", "recital E", "p 3"')
    note: Text | None = Field(None, description="a remark printed after the reference, such as what it quotes")


class MissingLanguageError(Exception):
    """A text that is needed has not been written in the letter's language."""


def texts(text: Text) -> tuple[str, ...]:
    """The text in each of its languages."""
    return (text,) if isinstance(text, str) else tuple(text.values())


def text_in(text: Text, language: str) -> str:
    """Return ``text`` in ``language``; a plain string is English. Raises MissingLanguageError."""
    versions = {"en": text} if isinstance(text, str) else text
    if language not in versions:
        near = shorten(
            next(iter(versions.values())), 50, placeholder="…"
        )  # after a whole word, for half a name is none
        raise MissingLanguageError(f"no text in '{language}' for “{near}”")
    return versions[language]
