"""Positions: what a government or body has said, when, and the answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nkadvocate.records.base import (
    ActorId,
    Citation,
    CitedText,
    DemandId,
    Id,
    Line,
    PartialDate,
    Record,
    Ref,
    Status,
    Text,
)


class Position(Record):
    """A dated statement and its reply. The reply answers the strongest form of the position."""

    id: Id
    holder: ActorId
    speaker: Text = Field(description="the office that spoke: the spokesperson of the Ministry of Foreign Affairs")
    date: PartialDate
    statement: Text = Field(description="full sentence, naming speaker and date, quoting a few words at most")
    stance: Literal["opposed", "reserved", "supportive"]
    demands: tuple[DemandId, ...] = Field(min_length=1, description="the demands it bears on")
    citations: tuple[Citation, ...] = Field(min_length=1)
    reply: CitedText = Field(description="two to four sentences; carries [@id] or [@id, locator] citations")
    relies_on: tuple[Annotated[Id, Ref(("provisions", "evidence"))], ...] = Field(
        min_length=1, description="provisions and evidence the reply rests on"
    )
    earlier: tuple[Citation, ...] = Field((), description="where the same was said before")
    rank: int = Field(50, description="order in a letter, lowest first")
    status: Status = "active"
    reason: Line | None = None
