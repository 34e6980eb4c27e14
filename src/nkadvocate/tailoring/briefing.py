"""Choosing what a briefing says: on the whole matter, or for a meeting with one recipient.

The same rules hold as for a letter: nothing that may not be printed, figures for one event together, law only for those
it binds. A briefing has more room, tells every estimate beside the others, and says who else can act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nkadvocate.library import Library, audience_of, cleared
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import (
    OWN_DUTY_ROLES,
    Actor,
    Campaign,
    Citation,
    Demand,
    Evidence,
    Instrument,
    MissingLanguageError,
    Party,
    Position,
    Precedent,
    Recipient,
    Text,
)
from nkadvocate.tailoring.choosing import HARM, Chosen, Limits, Tailor, unprintable
from nkadvocate.tailoring.dossier import Choice, ChosenDemand

_SUMMARY = Limits(provisions=2, positions=0, room=2750, provisions_on_others=1)
_WHOLE = Limits(provisions=6, positions=2, room=2800, provisions_on_others=6, precedents=3, every_precedent=True)
_FULL_PAGE = 3000
_SUMMARY_DEMANDS = 3
_MOST_DEMANDS = 12
_MATRIX_DEMANDS = 5
_EVENTS = 16
_PERSONS = frozenset({"people", "women", "workers"})
_PEOPLE = _PERSONS | {"cases", "per cent"}
"""Units that count people or returns, or a share of them; other figures measure documentation or votes."""
_COUNTED = frozenset({"returns", "detention", "numbers"})
"""Themes whose figures are set side by side."""
_ARRIVALS = "arrivals"
"""A topic whose figures stand beside them, whatever their theme."""
_OTHER_MATTERS = frozenset({"camps"})
"""Topics within these themes that count something else than those who leave or are returned."""

Power = Literal["duty", "influence", "mandate"]
_INFLUENCE = frozenset({"executive", "eu-executive", "state-of-nationality", "legislature", "legislator"})


@dataclass(frozen=True, slots=True)
class Joining:
    """The act by which an actor came to be bound."""

    actor: Actor
    instrument: Instrument
    party: Party


@dataclass(frozen=True, slots=True)
class Call:
    """Founding demands that an actor has made on one day."""

    actor: Actor
    demands: tuple[Demand, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated. ``date`` says when it happened, as precisely as is known (ISO 8601)."""

    date: str
    lane: Literal["law", "returns", "findings", "statements"]
    what: Joining | Call | Evidence | Position


@dataclass(frozen=True, slots=True)
class Estimates:
    """The figures for one thing, each as its source gives it; statements on the same event stand beside them."""

    indicator: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Offices:
    """Offices that act in the same way. ``powers`` says for each demand what how many of them can do."""

    role: str
    recipients: tuple[Recipient, ...]
    actors: tuple[Actor, ...]
    powers: Mapping[str, tuple[Power, int]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the recipient's state stands towards a treaty; ``party`` is None when the register does not list it."""

    instrument: Instrument
    party: Party | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the way out, who is responsible there, and what is asked of them. The ``role`` is theirs."""

    role: str
    actors: tuple[Actor, ...]
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is dated after the last edition, newest first."""

    evidence: tuple[Evidence, ...]
    positions: tuple[Position, ...]
    precedents: tuple[tuple[Demand, Precedent], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a briefing says, before it is put into words.

    ``recipient`` is None for a briefing on the whole matter; ``duty`` is the actor that owes most of what is asked.
    ``summary`` fits a page; ``whole`` is all the rest. ``answers`` are the positions of ``duty``, ``own_words`` those
    of the recipient's own side, as positions and as evidence. ``since`` is the day of the last edition.
    """

    library: Library
    campaign: Campaign
    recipient: Recipient | None
    actor: Actor
    duty: Actor
    date: str
    since: str | None
    summary: Chosen
    whole: Chosen
    events: tuple[Event, ...]
    treatment: tuple[Evidence, ...]
    estimates: tuple[Estimates, ...]
    dated_returns: tuple[Evidence, ...]
    answers: tuple[Position, ...]
    own_words: tuple[Position, ...]
    own_evidence: tuple[Evidence, ...]
    standings: tuple[Standing, ...]
    offices: tuple[Offices, ...]
    matrix: tuple[Demand, ...]
    stages: tuple[Stage, ...]
    changes: Changes | None
    statuses: Counter[str]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Everyone:
    """Stands for the actor that owes what is asked, when no recipient is named."""

    actor: str
    id: str = "everyone"
    roles: tuple[str, ...] = ("duty-bearer",)
    not_asked: tuple[str, ...] = ()
    standing: Text = ""


def brief(library: Library, campaign: Campaign, recipient: Recipient | None = None, since: str | None = None) -> Brief:
    """Choose what a briefing says, for a meeting with ``recipient`` or on the whole matter, of what those who read it
    may be told.

    ``campaign.date`` must be set; ``since``, a day before it, asks for what is dated after the last edition. Raises
    ProblemsError when nothing can be asked of the recipient, or a text is missing in the campaign's language.
    """
    if campaign.date is None:
        raise ProblemsError([Problem("the briefing has no date", hint="set 'date' in campaign.yaml, or use --date")])
    if since and since > campaign.date:
        raise ProblemsError([Problem(f"the last edition, {since}, is dated after this one, {campaign.date}")])
    of_kind = campaign.model_copy(update={"kind": "briefing"})
    told = cleared(library, audience_of(library, of_kind, recipient, campaign.date))
    try:
        return _Briefer(told, campaign, recipient, campaign.date, since).brief()
    except MissingLanguageError as error:
        raise ProblemsError([Problem(str(error), doing="choosing what the briefing says")]) from None


def last_day(date: str) -> str:
    """The last day that a date of any precision can mean, or one past it: 2024-05 is 2024-05-31."""
    return f"{date}-12-31"[:10] if len(date) == 4 else f"{date}-31"[:10]


class _Briefer:
    def __init__(
        self, library: Library, campaign: Campaign, recipient: Recipient | None, date: str, since: str | None
    ) -> None:
        self.library = library
        self.campaign = campaign
        self.recipient = recipient
        self.date = date
        self.since = since
        self.demands = sorted(
            (demand for demand in library.demands.values() if demand.status == "active"),
            key=lambda demand: (not demand.founding, demand.rank, demand.id),
        )
        self.duty = self.who_owes_most()
        self.everyone = Everyone(self.duty.id)

    def brief(self) -> Brief:
        addressee = self.recipient or self.everyone
        whole = self.tailor(addressee, _WHOLE, _MOST_DEMANDS)
        chosen, summary = self.chosen(whole), self.with_reasons(addressee)
        answering = whole if whole.is_own(self.duty.id) else self.tailor(self.everyone, _WHOLE, _MOST_DEMANDS)
        answers = chosen.positions if answering is whole else answering.choose_positions(self.asked(answering))
        evidence = [e for facts in chosen.facts for e in facts.evidence]
        own_words = chosen.positions if self.recipient and answering is not whole else ()
        returns = self.dated_returns()
        return Brief(
            library=self.library,
            campaign=self.campaign,
            recipient=self.recipient,
            actor=self.library.actors[addressee.actor],
            duty=self.duty,
            date=self.date,
            since=self.since,
            summary=summary,
            whole=chosen,
            events=self.events(chosen, evidence, returns, answers),
            treatment=tuple(e for e in evidence if e.theme in HARM and e.theme != "returns" and not _counted(e)),
            estimates=tuple(self.estimates(whole)),
            dated_returns=returns,
            answers=answers,
            own_words=own_words,
            own_evidence=self.own_evidence(whole, own_words) if self.recipient else (),
            standings=self.standings(whole, chosen) if self.recipient else (),
            offices=self.offices(),
            matrix=self.matrix(chosen),
            stages=self.stages(),
            changes=self.changes(chosen) if self.since else None,
            statuses=Counter(
                (*(e.status for e in self.library.evidence.values()), *("withheld" for _ in self.library.withheld))
            ),
            choices=tuple(whole.choices),
        )

    def with_reasons(self, addressee: Recipient | Everyone) -> Chosen:
        """The first page; where requests and law are long, it is filled to the last line for the reasons' sake."""
        summary = self.tailor(addressee, _SUMMARY, _SUMMARY_DEMANDS).chosen()
        if sum(len(facts.evidence) for facts in summary.facts) > 1:
            return summary
        return self.tailor(addressee, replace(_SUMMARY, room=_FULL_PAGE), _SUMMARY_DEMANDS).chosen()

    @staticmethod
    def chosen(tailor: Tailor) -> Chosen:
        """As for a letter, but the room is for the facts alone."""
        demands = tailor.choose_demands()
        positions = tailor.choose_positions(demands)
        obligations = tailor.choose_obligations(demands, positions)
        room = tailor.limits.room
        return Chosen(demands, tailor.choose_facts(demands, positions, room), obligations, positions, room)

    def tailor(self, addressee: Recipient | Everyone, limits: Limits, demands: int) -> Tailor:
        campaign = self.campaign.model_copy(update={"max_demands": demands})
        return Tailor(self.library, addressee, campaign, self.date, limits)

    def asked(self, tailor: Tailor) -> tuple[ChosenDemand, ...]:
        """What can be asked of the duty's owner; nothing when the campaign's demands are all for others."""
        try:
            return tailor.choose_demands()
        except ProblemsError:
            return ()

    def who_owes_most(self) -> Actor:
        owed = [demand.duty_of for demand in self.demands if demand.duty_of]
        if not owed:
            raise ProblemsError([Problem("no demand says whose duty it is", hint="set 'duty_of' in a demand")])
        return self.library.actors[Counter(owed).most_common(1)[0][0]]

    def printable(self, *, stale: bool = False) -> Iterator[Evidence]:
        for evidence in self.library.evidence.values():
            if unprintable(evidence, self.date, stale=stale) is None:
                yield evidence

    # what happened

    def dated_returns(self) -> tuple[Evidence, ...]:
        """Reported returns of one day or month, in order; other figures for the same event stay beside them."""
        found = [
            e
            for e in self.printable()
            if e.theme == "returns" and e.figure and e.figure.unit in _PERSONS and is_date(e.period)
        ]
        return tuple(sorted(found, key=lambda e: (str(e.period), e.as_of, e.id)))

    def events(
        self, chosen: Chosen, evidence: Sequence[Evidence], returns: Sequence[Evidence], answers: Sequence[Position]
    ) -> tuple[Event, ...]:
        law = [
            Event(party.date, "law", Joining(obligation.subject, obligation.instrument, party))
            for obligation in chosen.obligations
            if (party := obligation.party) and party.date and obligation.subject.id == self.duty.id
        ]
        law = list({event.date: event for event in reversed(law)}.values())
        told = [Event(_when(e), "returns", e) for e in returns]
        said = [Event(position.date, "statements", position) for position in answers]
        found = [
            Event(_when(e), "findings", e)
            for e in sorted(evidence, key=lambda e: e.as_of, reverse=True)
            if e.theme not in HARM and not e.figure and len(e.as_of) > 4
        ]
        events = [*law, *self.calls(), *told, *said]
        room = max(_EVENTS - len(events), 0)
        return tuple(sorted((*events, *found[:room]), key=lambda event: event.date))

    def calls(self) -> Iterator[Event]:
        """Who made the founding demands before, each body once a day."""
        made: dict[tuple[str, str], list[tuple[Demand, Citation]]] = {}
        for demand in self.demands:
            for precedent in demand.precedents if demand.founding else ():
                if precedent.date <= self.date:
                    made.setdefault((precedent.date, precedent.by), []).append((demand, precedent.citation))
        for (date, actor), parts in made.items():
            demands, citations = zip(*parts, strict=True)
            distinct = {(c.source, c.locator): c for c in citations}
            yield Event(date, "findings", Call(self.library.actors[actor], demands, tuple(distinct.values())))

    # numbers

    def estimates(self, tailor: Tailor) -> Iterator[Estimates]:
        """Every estimate of how many people, the older ones too, grouped by what is counted, and never merged."""
        groups: dict[str, list[Evidence]] = {}
        for evidence in self.printable(stale=True):
            if evidence.indicator and _counted(evidence):
                groups.setdefault(evidence.indicator, []).append(evidence)
        for indicator, counted in sorted(groups.items(), key=lambda group: _ARRIVALS in group[1][0].topics):
            if len(counted) == 1 and is_date(counted[0].period):
                continue  # told among the dated returns
            beside = [
                other
                for evidence in counted
                for other in tailor.same_event(evidence)
                if other not in counted and other.figure is None
            ]
            yield Estimates(indicator, (*sorted(counted, key=lambda e: e.as_of, reverse=True), *dict.fromkeys(beside)))

    # the recipient

    def own_evidence(self, tailor: Tailor, positions: Sequence[Position]) -> tuple[Evidence, ...]:
        """What the recipient's own side has said or found, newest first, without what the positions tell."""
        told = {target for position in positions for target in position.relies_on}
        own = [
            e
            for e in self.printable()
            if tailor.is_own(e.by) and e.id not in told and e.kind in {"statement", "finding", "event"}
        ]
        return tuple(sorted(own, key=lambda e: e.as_of, reverse=True)[:3])

    def standings(self, tailor: Tailor, chosen: Chosen) -> tuple[Standing, ...]:
        """How the recipient's state stands towards the treaties that bear on the requests."""
        assert self.recipient is not None
        lineage = list(self.library.lineage(self.recipient.actor))
        if not any(self.library.actors[actor].kind == "state" for actor in lineage):
            return ()
        relevant = {
            self.library.provisions[p].instrument
            for demand in (*(c.demand for c in chosen.demands), *(d for d in self.demands if d.founding))
            for p in demand.basis
        }
        treaties = [i for i in self.library.instruments.values() if i.id in relevant and i.kind == "treaty"]
        found = []
        for instrument in sorted(treaties, key=lambda i: i.rank):
            parties = [party for actor in lineage for party in instrument.parties if party.actor == actor]
            if instrument.status == "active" and len(instrument.parties) > 1:
                found.append(Standing(instrument, parties[0] if parties else None))
        return tuple(found)

    # who can act

    def offices(self) -> tuple[Offices, ...]:
        groups: dict[str, list[Recipient]] = {}
        for recipient in self.library.recipients.values():
            groups.setdefault(recipient.roles[0], []).append(recipient)
        found = []
        for role, recipients in groups.items():
            powers: dict[str, tuple[Power, int]] = {}
            for demand in self.demands:
                roles = [r for recipient in recipients if (r := self.role_towards(demand, recipient))]
                if roles:
                    powers[demand.id] = (_power(roles[0]), len(roles))
            actors = dict.fromkeys(recipient.actor for recipient in recipients)
            found.append(Offices(role, tuple(recipients), tuple(self.library.actors[a] for a in actors), powers))
        order = ("duty", "influence", "mandate")
        return tuple(sorted(found, key=lambda offices: order.index(_power(offices.role))))

    def role_towards(self, demand: Demand, recipient: Recipient) -> str | None:
        if demand.id in recipient.not_asked:
            return None
        role, ask = Tailor(self.library, recipient, self.campaign, self.date, _SUMMARY).ask_of(demand)
        return role if ask else None

    def matrix(self, chosen: Chosen) -> tuple[Demand, ...]:
        """The demands whose columns show who can do what: the founding ones, then those asked here."""
        asked = [c.demand for c in chosen.demands]
        named = [d for d in self.demands if d.id in self.campaign.demands]
        columns = named or [*(d for d in self.demands if d.founding), *asked, *self.demands]
        return tuple({demand.id: demand for demand in columns}.values())[:_MATRIX_DEMANDS]

    def stages(self) -> tuple[Stage, ...]:
        """The way out, from the state of origin to states that admit: who is responsible, and what they are asked."""
        found = []
        for role in ("state-of-origin", "duty-bearer", "transit-state", "state-of-nationality", "host-state"):
            actors = dict.fromkeys(r.actor for r in self.library.recipients.values() if role in r.roles)
            demands = [
                demand
                for demand in self.demands
                if any(role in ask.roles for ask in demand.asks) and (role in OWN_DUTY_ROLES or demand.duty_of is None)
            ]
            if actors and demands:
                states = dict.fromkeys(self.state(actor) for actor in actors)
                found.append(Stage(role, tuple(self.library.actors[a] for a in states), tuple(demands)))
        return tuple(found)

    def state(self, actor_id: str) -> str:
        """The outermost actor that this one belongs to."""
        return list(self.library.lineage(actor_id))[-1]

    # what is new

    def changes(self, chosen: Chosen) -> Changes:
        """What may be dated after the last edition: a month or year counts while any of its days does."""
        since = self.since or ""

        def newest(items: Iterable[Evidence]) -> tuple[Evidence, ...]:
            return tuple(sorted(items, key=lambda item: item.as_of, reverse=True))

        positions = [
            p
            for p in self.library.positions.values()
            if p.status == "active" and since < last_day(p.date) and p.date <= self.date
        ]
        asked = {c.demand.id for c in chosen.demands} | {d.id for d in self.demands if d.founding}
        precedents = [
            (demand, precedent)
            for demand in self.demands
            if demand.id in asked
            for precedent in demand.precedents
            if since < last_day(precedent.date) and precedent.date <= self.date
        ]
        return Changes(
            newest(e for e in self.printable() if since < last_day(e.as_of)),
            tuple(sorted(positions, key=lambda p: p.date, reverse=True)),
            tuple(sorted(precedents, key=lambda item: item[1].date, reverse=True)),
        )


def _counted(evidence: Evidence) -> bool:
    return (
        (evidence.theme in _COUNTED or _ARRIVALS in evidence.topics)
        and evidence.figure is not None
        and evidence.figure.unit in _PEOPLE
        and not _OTHER_MATTERS.intersection(evidence.topics)
    )


def is_date(period: str | None) -> bool:
    """Whether a period is one month or day, as opposed to a year, a span or words."""
    return period is not None and len(period) in {7, 10} and period.replace("-", "").isdigit()


def _when(evidence: Evidence) -> str:
    """When it happened, if the record says so; else the date of the statement."""
    return evidence.period if evidence.period and is_date(evidence.period) else evidence.as_of


def _power(role: str) -> Power:
    if role in OWN_DUTY_ROLES:
        return "duty"
    return "influence" if role in _INFLUENCE else "mandate"
