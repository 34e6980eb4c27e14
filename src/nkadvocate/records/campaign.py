"""Campaigns: who writes, to whom, for what, when, and in which look."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from nkadvocate.records.base import Day, DemandId, Id, Language, Line, Record, Text


class Sender(Record):
    """The organisation whose letterhead the letter carries."""

    name: Line
    tagline: Line | None = None
    description: Text = Field(description="who we are, completing: We write on behalf of NAME, …")
    address: tuple[Line, ...] = Field(min_length=1)
    email: Line
    telephone: Line | None = None
    website: Line | None = None
    place: Line = Field(description="place printed before the date")


class Signatory(Record):
    """Who signs. Joint signatories are printed in the order given."""

    name: Line
    title: Line
    organisation: Line | None = None


class FollowUp(Record):
    """The earlier letters that a follow-up recalls. Their reference is the campaign's pattern unless given."""

    date: Day
    reference: Line | None = Field(None, description="slots {sender} {year} {date} {recipient}")


class Campaign(Record):
    """Choices for a set of letters. Everything but the sender has a default."""

    id: Id
    title: Line
    sender: Sender
    signatories: tuple[Signatory, ...] = Field(min_length=1)
    recipients: tuple[Line, ...] = Field(
        (), description="ids, patterns such as pl-*, or queries such as role=legislature actor=pl"
    )
    kind: Id = Field("letter", description="the kind of document that a build makes")
    demands: tuple[DemandId, ...] = Field(
        (), description="only these demands, in this order; empty: what fits the recipient"
    )
    max_demands: Annotated[int, Field(ge=1, le=12)] = 5
    language: Language = "en"
    length: Literal["short", "full"] = "full"
    date: Day | None = None
    reply_within_days: Annotated[int, Field(ge=1, le=365)] = 42
    reference: Line = Field("{sender}/{year}/{recipient}", description="slots {sender} {year} {date} {recipient}")
    reference_code: Line = Field("NKR", description="fills {sender} in the reference")
    follow_up: FollowUp | None = Field(None, description="the letters without reply that a follow-up is about")
    seal: Annotated[str, StringConstraints(min_length=16, max_length=200)] | None = Field(
        None, description="a secret by which manifests hide the ids of confidential evidence"
    )
    copies: tuple[Line, ...] = Field((), description="ids of recipients, or lines as they are printed")
    publication: Literal["public", "confidential"] = Field(
        "public",
        description="public: the letters may be published, and say what everyone may read; "
        "confidential: only the recipient and those who get copies read them",
    )
    enclosures: tuple[Line, ...] = ()
    style: Literal["oscola"] = "oscola"
