"""Recipients: offices to write to, what each can do, and how to reach it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from nkadvocate.records.base import (
    ActorId,
    Citation,
    CitedText,
    Day,
    DemandId,
    FormId,
    Id,
    Language,
    Line,
    RecipientId,
    Record,
    Role,
    Text,
)


class Address(Record):
    """A postal address with how sure it is. Low confidence is printed only in drafts, marked to be verified."""

    lines: tuple[Line, ...] = Field(min_length=1)
    confidence: Literal["high", "medium", "low"]
    checked_on: Day
    note: Line | None = None


class Holder(Record):
    """Who holds the office now. Optional: letters go to the office; the sender checks a name before using it."""

    family: Line
    given: Line | None = None
    family_first: bool = False
    gender: Literal["f", "m", "unknown"] = "unknown"
    term_start: Day | None = None
    term_end: Day | None = None
    checked_on: Day


class Recipient(Record):
    """An office. ``roles`` are in order of preference; a demand is put in the first role it has an ask for."""

    id: Id
    office: Text = Field(description="title as the address block prints it")
    body: Text = Field(description="the institution, as the address block prints it")
    actor: ActorId = Field(description="the state or institution it acts for")
    family: Id = Field(description="offices of the same kind, whose letters may be alike")
    roles: tuple[Role, ...] = Field(min_length=1)
    not_asked: tuple[DemandId, ...] = Field((), description="demands that this office is never asked for")
    form: FormId = Field(description="forms of address")
    you: Text = Field("your Government", description="in-text reference to the body: your Government, your Office")
    you_plural: bool = Field(False, description="the body takes a plural verb")
    lead: CitedText | None = Field(None, description="words before the numbered requests, if not the usual ones")
    standing: CitedText = Field(description="why this office: one or two sentences, with [@id, locator] citations")
    questions_to: RecipientId | None = Field(None, description="for a parliament: the office that its members question")
    languages: tuple[Language, ...] = ("en",)
    address: Address | None = None
    holder: Holder | None = None
    vacant: bool = False
    authority: tuple[Citation, ...] = Field((), description="where title, mandate or address were checked")
