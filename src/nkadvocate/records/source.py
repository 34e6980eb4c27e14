"""Sources: where a statement can be looked up, in the vocabulary of CSL 1.0.2, which reference managers share."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from nkadvocate.records.base import Day, Id, Language, Line, PartialDate, Record, Weight

SourceType = Literal[
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "book",
    "chapter",
    "document",
    "hearing",
    "legal_case",
    "legislation",
    "report",
    "speech",
    "thesis",
    "treaty",
    "webpage",
]


class Name(Record):
    """A person (family and given name) or a body (literal)."""

    family: Line | None = None
    given: Line | None = None
    particle: Line | None = Field(None, alias="non-dropping-particle")
    suffix: Line | None = None
    literal: Line | None = None
    family_first: bool = Field(False, description="printed family name first, as Korean and Chinese names are")


class Source(Record):
    """A CSL item with what evidence work adds: weight, archived copy, and which fields are inferred."""

    id: Id
    type: SourceType
    title: Line
    title_short: Line | None = Field(None, alias="title-short", description="what later notes call it")
    genre: Line | None = Field(None, description='such as "resolution", "press release", "general comment"')
    author: tuple[Name, ...] = ()
    authority: Line | None = Field(None, description="body that issued a legal text or judgment")
    publisher: Line | None = None
    publisher_place: Line | None = Field(None, alias="publisher-place")
    issued: PartialDate | None = Field(None, description="published; for a treaty or statute: adopted")
    in_force: PartialDate | None = Field(
        None, alias="in-force", description="treaties and statutes: entered into force"
    )
    event_date: PartialDate | None = Field(None, alias="event-date", description="when the statement was made")
    number: Line | None = Field(None, description="document symbol or number, such as A/HRC/25/63")
    container_title: Line | None = Field(None, alias="container-title", description="journal, series, UNTS, OJ")
    volume: Line | None = None
    issue: Line | None = None
    page: Line | None = None
    url: Line | None = Field(None, alias="URL")
    doi: Line | None = Field(None, alias="DOI")
    accessed: Day | None = None
    archive: Line | None = Field(None, description="address of an archived copy")
    language: Language | None = None
    note: Line | None = Field(None, description="for those who keep the records; never printed")
    weight: Weight
    inferred: dict[Line, Line] = Field({}, description="field name → how its value was inferred")
    text: Line | None = Field(None, description="file name of the source's text, where it is held")
