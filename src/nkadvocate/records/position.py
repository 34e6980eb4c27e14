"""Positions: what a government or body has said or done, when, and the answer."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from nkadvocate.records.base import (
    CITATION,
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
    texts,
)

_ENDS_CITED = re.compile(rf"{CITATION.pattern}$")


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
    thanks: CitedText | None = Field(
        None,
        description="completes “We thank …”: Czechia for raising … on 23 January 2024[@id]; supportive positions only",
    )
    relies_on: tuple[Annotated[Id, Ref(("provisions", "evidence"))], ...] = Field(
        min_length=1, description="provisions and evidence the reply rests on"
    )
    earlier: tuple[Citation, ...] = Field((), description="where the same was said before")
    rank: int = Field(50, description="order in a letter, lowest first")
    status: Status = "active"
    reason: Line | None = None

    @model_validator(mode="after")
    def _thanks_for_support_on_record(self) -> Position:
        if self.thanks is None:
            return self
        if self.stance != "supportive":
            raise ValueError(f"thanks for a position that is {self.stance}")
        if not all(_ENDS_CITED.search(text) for text in texts(self.thanks)):
            raise ValueError("the thanks end without a citation; name the source as [@id]")
        return self
