"""The dossier: everything one letter says, chosen and in order, with the reason for every choice and omission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nkadvocate.library import Library
from nkadvocate.records import (
    OWN_DUTY_ROLES,
    Actor,
    Ask,
    Campaign,
    Demand,
    Evidence,
    Instrument,
    Party,
    Position,
    Precedent,
    Provision,
    Recipient,
)

STALE_YEARS = 8
"""How many years a figure stays worth telling, and what somebody did may be thanked for as going on."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One record, whether it was taken, and why."""

    kind: Literal["demand", "stance", "provision", "evidence", "position", "precedent", "address"]
    id: str
    chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ChosenDemand:
    """A demand in the wording for the recipient's role, with the provisions that carry it and who asked before."""

    demand: Demand
    role: str
    ask: Ask
    basis: tuple[Provision, ...]
    precedents: tuple[Precedent, ...]

    @property
    def tells_why(self) -> bool:
        """Whether the reason stands with the request: it does where the actor in ``duty_of`` is asked itself."""
        owed = self.role in OWN_DUTY_ROLES if self.demand.duty_of is None else self.role == "duty-bearer"
        return self.demand.tells_why and owed


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the recipient's side stands on one demand: what it last said or asked, or silence."""

    demand: Demand
    kind: Literal["supportive", "reserved", "opposed", "silent"]
    said: Position | Precedent | None

    @property
    def why(self) -> str:
        """The stance and what it rests on: supportive, by cz-upr-2024."""
        match self.said:
            case Position():
                return f"{self.kind}, by {self.said.id}"
            case Precedent():
                return f"{self.kind}, having asked the same in {self.said.date}"
            case None:
                return f"{self.kind}: nothing on record"


@dataclass(frozen=True, slots=True)
class Questions:
    """What members of a parliament may ask the office ``to``: the demands in the wording for that office."""

    to: Recipient
    demands: tuple[ChosenDemand, ...]


@dataclass(frozen=True, slots=True)
class Obligation:
    """An instrument that binds ``subject``, how it came to be bound, and the provisions that matter here.

    ``party`` is None for custom, which binds without accession.
    """

    subject: Actor
    instrument: Instrument
    party: Party | None
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """How the recipient is addressed. ``verify`` is a remark on the postal address for drafts, or None."""

    lines: tuple[str, ...]
    salutation: str
    reference: str
    close: str
    verify: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Evidence on one theme, in order. Claims on the same event stand next to each other."""

    theme: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a letter to ``recipient`` says, before it is put into words; ``library``, where
    its citations are looked up, is cleared for those who read it. ``date`` and ``reply_by`` are ISO 8601 days."""

    library: Library
    recipient: Recipient
    campaign: Campaign
    actor: Actor
    date: str
    reply_by: str
    address: Address
    demands: tuple[ChosenDemand, ...]
    facts: tuple[Facts, ...]
    obligations: tuple[Obligation, ...]
    positions: tuple[Position, ...]
    stances: tuple[Stance, ...]
    thanks: tuple[Position, ...]
    """The recipient's own supportive positions that it is thanked for, by rank."""
    questions: Questions | None
    crowded: bool
    """Whether all but the facts fills the pages, so that the letter tells hardly any or is longer than it should be."""
    choices: tuple[Choice, ...]

    def is_recent(self, date: str) -> bool:
        """Whether what was done on the date may be taken to be done still."""
        return int(self.date[:4]) - int(date[:4]) <= STALE_YEARS
