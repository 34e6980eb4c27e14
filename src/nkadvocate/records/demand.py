"""Demands: what is asked, in the wording for each role that can act on it, and what it rests on."""

from __future__ import annotations

from pydantic import Field, model_validator

from nkadvocate.records.base import (
    ActorId,
    Citation,
    CitedText,
    EvidenceId,
    Id,
    Line,
    PartialDate,
    ProvisionId,
    RecipientId,
    Record,
    Role,
    Status,
    Text,
)


class Ask(Record):
    """The request as one role can act on it."""

    roles: tuple[Role, ...] = Field(min_length=1)
    recipients: tuple[RecipientId, ...] = Field(
        (), description="only these recipients; empty: every recipient of the roles"
    )
    text: CitedText = Field(
        description="begins with a verb: Cease…, Allow…, Raise…; may carry [@id, locator] citations"
    )
    aim: Text | None = Field(None, description="noun phrase for the opening, where the demand's own does not fit")
    basis: tuple[ProvisionId, ...] = Field((), description="provisions that bind or empower the recipient to do this")
    grounds: tuple[ProvisionId, ...] = Field(
        (), description="those of the demand's own basis that carry this ask, where it is narrower; empty: all"
    )
    evidence: tuple[EvidenceId, ...] = Field((), description="evidence that speaks to this role in particular")


class Precedent(Record):
    """Who has made the same request before."""

    by: ActorId
    date: PartialDate
    to: ActorId | None = Field(None, description="the actor it was made to")
    citation: Citation
    wording: Line | None = Field(None, description="a few of its words, for those who keep the records")


class Demand(Record):
    """One request with its reasons, legal basis, evidence and history."""

    id: Id
    title: Text
    aim: Text = Field(description="noun phrase for the opening: an end to the forced return of people to the DPRK")
    why: CitedText = Field(description="one or two sentences; may carry [@id, locator] citations")
    tells_why: bool = Field(False, description="a letter to the actor that owes it tells the reason with the request")
    rank: int = Field(description="order in a letter, lowest first; the founding demands come first")
    founding: bool = False
    duty_of: ActorId | None = Field(
        None, description="the actor that owes what is asked; others are asked to help bring it about"
    )
    asks: tuple[Ask, ...] = ()
    basis: tuple[ProvisionId, ...] = Field((), description="provisions that bind the actor named in duty_of")
    evidence: tuple[EvidenceId, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    status: Status = "active"
    reason: Line | None = None

    @model_validator(mode="after")
    def _status_explained(self) -> Demand:
        if self.status != "active" and not self.reason:
            raise ValueError(f"status {self.status} needs a reason")
        if self.status == "active" and not self.asks:
            raise ValueError("an active demand needs at least one ask")
        return self
