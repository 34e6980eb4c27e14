"""Law: instruments (treaties, statutes, resolutions), who is bound by them since when, and their provisions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from nkadvocate.records.base import (
    ActorId,
    Citation,
    CitedText,
    Id,
    InstrumentId,
    Line,
    PartialDate,
    Record,
    SourceId,
    Status,
    Text,
)

Verb = Literal["signed", "ratified", "acceded to", "succeeded to", "is bound by"]
"""How a party came to an instrument (VCLT arts 11-16); "signed" alone does not bind (art 18)."""


class Party(Record):
    """One actor's standing towards an instrument."""

    actor: ActorId
    verb: Verb
    date: PartialDate | None = None
    signed: PartialDate | None = None
    reservations: Line | None = None
    citations: tuple[Citation, ...] = ()


class Instrument(Record):
    """A text that binds, or that states law. ``source`` is how it is cited."""

    id: Id
    title: Text
    short: Text = Field(description="how running text names it, with its article: the 1951 Refugee Convention")
    label: Line = Field(description="how a bracket names it, without an article: Refugee Convention")
    kind: Literal[
        "treaty", "agreement", "statute", "constitution", "mandate", "resolution", "guidance", "custom", "case"
    ]
    source: SourceId
    parties: tuple[Party, ...] = Field((), description="empty for texts that bind nobody by themselves")
    parties_as_of: PartialDate | None = None
    status: Status = "active"
    reason: Line | None = None
    rank: int = Field(50, description="order in a letter's legal paragraph, lowest first")


class Provision(Record):
    """One rule of an instrument, and what it requires, as a full sentence."""

    id: Id
    instrument: InstrumentId
    locator: Line = Field(description="art 33(1), para 18, § 7844(a)")
    requires: CitedText = Field(description="a full sentence that names the article and says what it requires")
    force: Literal["binding", "custom", "interpretation", "analogy"] = Field(
        "binding",
        description="binding: on parties only; custom: states a rule of custom, which binds every state; "
        "interpretation: reads another rule, authoritative but not itself binding; "
        "analogy: applies by analogy, and says so",
    )
    interprets: InstrumentId | None = Field(
        None,
        description="the instrument that this reads; only parties to it are told of it. For custom: the treaty with "
        "the same rule; only states that are not parties to it are told of the custom",
    )
    citations: tuple[Citation, ...] = Field((), description="further authority, beside the instrument itself")
    status: Status = "active"
    reason: Line | None = None

    @model_validator(mode="after")
    def _interpretation_of_something(self) -> Provision:
        if self.force in {"interpretation", "analogy"} and self.interprets is None:
            raise ValueError(f"force {self.force} needs 'interprets': the instrument it reads")
        return self
