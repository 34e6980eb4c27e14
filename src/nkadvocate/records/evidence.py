"""Evidence: one claim each, with its figure, its hedge, who says so, and where."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from nkadvocate.records.base import ActorId, Citation, EvidenceId, Id, Line, PartialDate, Record, Status, Text
from nkadvocate.records.person import Consent, Person

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


class Evidence(Record):
    """One claim. The sentence stands by itself, names who says so, and holds its figure as ``{value}``."""

    id: Id
    claim: Text = Field(
        description="one or two full sentences; {value} stands for the figure, {as_of} for its date; "
        "{person}, {when}, {where} and {age} for what ``person`` holds"
    )
    figure: Figure | None = None
    caveat: Text | None = Field(
        None,
        description="what hedges or narrows the figure besides its qualifier, in few words, printed with it where the "
        "claim is not: likely; according to NGO estimates",
    )
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
    audience: Literal["internal", "governments", "public"] = "public"
    person: Person | None = Field(None, description="the private person whom the claim is about")
    consent: Consent | None = Field(None, description="needed for testimony and whatever is about a private person")

    @model_validator(mode="after")
    def _status_explained(self) -> Evidence:
        if self.status != "active" and not self.reason:
            raise ValueError(f"status {self.status} needs a reason")
        return self

    @model_validator(mode="after")
    def _consent_of_somebody(self) -> Evidence:
        if self.consent and not self.person:
            raise ValueError("'consent' needs 'person': without it the claim is printed to all readers as it stands")
        return self

    @model_validator(mode="after")
    def _person_only_in_slots(self) -> Evidence:
        person = self.person
        texts = (self.claim,) if isinstance(self.claim, str) else tuple(self.claim.values())
        for text in texts:
            for slot in SLOT.findall(text):
                if slot in {"person", "when", "where", "age"} and getattr(person, slot, person) is None:
                    raise ValueError(f"the claim prints {{{slot}}}, but the record has no such detail of a person")
        if person and any(_names(self.id, term) for term in (*person.terms, *person.places, person.when or "")):
            raise ValueError("the id holds a name, word, place or date of the person; ids are printed")
        return self

    @property
    def personal(self) -> bool:
        """Whether it is about a private person, so that nothing of it is told without consent."""
        return self.person is not None or self.consent is not None or self.kind == "testimony"

    @property
    def confidential(self) -> bool:
        """Whether not everyone may read it, or it is about a private person: no document or manifest has its id."""
        return self.audience != "public" or self.personal


def _names(record_id: str, term: str) -> bool:
    letters = "".join(filter(str.isalnum, term.casefold()))
    if letters.isdigit() and len(letters) <= len("2019"):
        return False
    return letters in record_id.split("-") or (len(letters) > 3 and letters in record_id.replace("-", ""))


SLOT = re.compile(r"\{(value|as_of|person|when|where|age)\}")
"""The slots of a claim; any other brace is text."""
