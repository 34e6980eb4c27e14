"""Evidence: one claim each, with its figure, its hedge, who says so, and where."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from nkadvocate.records.base import ActorId, Audience, Citation, EvidenceId, Id, Line, PartialDate, Record, Status, Text

Qualifier = Literal["about", "approximately", "almost", "up to", "more than", "at least", "fewer than", "some"]
Theme = Literal[
    "returns",
    "detention",
    "treatment",
    "access",
    "protocol",
    "women-children",
    "helpers",
    "numbers",
    "reception",
    "transit",
    "commitments",
    "background",
]


class Figure(Record):
    """A value or a range, with the hedge its source uses. Percentages carry ``unit: per cent``."""

    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    unit: Line = Field(description="what is counted: people, cases, per cent")
    qualifier: Qualifier | None = None

    @model_validator(mode="after")
    def _value_or_range(self) -> Figure:
        ranged = self.low is not None and self.high is not None
        if (self.value is None) == (not ranged):
            raise ValueError("a figure has either a value, or both low and high")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("low must be below high")
        return self


class Consent(Record):
    """What a person agreed to. Needed for testimony and anything about a private person."""

    purposes: tuple[Line, ...] = Field(min_length=1)
    audience: Audience
    given: PartialDate
    expires: PartialDate | None = None
    withdrawn: PartialDate | None = None
    relatives_at_risk: bool = False


class Evidence(Record):
    """One claim. The sentence stands by itself, names who says so, and holds its figure as ``{value}``."""

    id: Id
    claim: Text = Field(description="one or two full sentences; {value} stands for the figure, {as_of} for its date")
    figure: Figure | None = None
    indicator: Id | None = Field(None, description="what is measured, such as returned-per-year")
    population: Line | None = None
    place: Line | None = None
    period: Line | None = Field(None, description='time covered: "2012", "2020/2025-10", "2023-10-09"')
    as_of: PartialDate
    by: ActorId = Field(description="the actor who says so")
    citations: tuple[Citation, ...] = Field(min_length=1)
    kind: Literal["figure", "finding", "testimony", "event", "statement"]
    standard: Literal["allegation", "estimate", "credible-report", "reasonable-grounds", "official-record", "text"]
    theme: Theme
    topics: tuple[Id, ...] = ()
    supersedes: tuple[EvidenceId, ...] = ()
    disputed_by: tuple[EvidenceId, ...] = ()
    same_event_as: tuple[EvidenceId, ...] = ()
    status: Status = "active"
    reason: Line | None = Field(None, description="why the status is not active, and the correction")
    audience: Audience = "public"
    consent: Consent | None = None

    @model_validator(mode="after")
    def _status_explained(self) -> Evidence:
        if self.status != "active" and not self.reason:
            raise ValueError(f"status {self.status} needs a reason")
        if self.kind == "testimony" and self.consent is None:
            raise ValueError("testimony needs a consent record")
        return self


SLOT = re.compile(r"\{(value|as_of)\}")
"""The slots of a claim; any other brace is text."""
