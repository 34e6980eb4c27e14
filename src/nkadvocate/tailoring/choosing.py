"""Choosing and ranking what one recipient is asked, told and answered."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from nkadvocate.library import Library, audience_of, cleared
from nkadvocate.problems import Problem, ProblemsError, unknown
from nkadvocate.records import (
    CITATION,
    OWN_DUTY_ROLES,
    Ask,
    Campaign,
    Citation,
    Demand,
    Evidence,
    MissingLanguageError,
    Party,
    Position,
    Precedent,
    Provision,
    Recipient,
    Signatory,
    Text,
    text_in,
)
from nkadvocate.tailoring.address import address_for
from nkadvocate.tailoring.dossier import (
    STALE_YEARS,
    Choice,
    ChosenDemand,
    Dossier,
    Facts,
    Obligation,
    Questions,
    Stance,
)

THEMES = (
    "returns",
    "detention",
    "treatment",
    "access",
    "protocol",
    "women-children",
    "helpers",
    "transit",
    "reception",
    "numbers",
    "commitments",
    "background",
)
"""The order in which a letter tells the facts."""

HARM = frozenset({"returns", "detention", "treatment", "women-children"})
"""Themes that say what happens to people; the others say what is done about it."""

_PARLIAMENTS = frozenset({"legislature", "legislator"})
_INDEPENDENT = frozenset({"special-procedure", "treaty-body", "rights-institution"})

_WEIGHT = {"primary": 4, "official": 4, "ngo": 3, "academic": 2, "press": 2}
_STANDARD = {
    "text": 2,
    "official-record": 2,
    "reasonable-grounds": 3,
    "credible-report": 1,
    "estimate": 1,
    "allegation": 0,
}
_NOTE = 90
"""What a note takes up, in characters of body text."""
_TOGETHER = 35
"""What it takes to say that accounts concern one event."""
_LINE = 95
"""Characters of body text on a line across the page."""
_TO_SIGN = 3.3
"""Lines left free above the name of each who signs."""
_BESIDE = (95, 45, 28)
"""Characters on a line of one who signs alone, and of each of two and of three side by side."""
_LEAST = 700
"""Room for the facts without which a letter has no reasons: two or three of them."""
_LEAD = 4
"""How much the first evidence of a demand gains over what its record lists behind it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is chosen. ``room`` counts characters of text, notes included by estimate; facts get at least ``least``.

    ``provisions`` are those on the addressee's own side; ``precedents`` those of a founding demand, one for any other
    unless ``every_precedent`` is set.
    """

    provisions: int
    positions: int
    room: int
    demands: int = 12
    provisions_on_others: int = 3
    precedents: int = 2
    least: int = 0
    every_precedent: bool = False


_LIMITS = {"short": Limits(2, 0, 2400, demands=3, provisions_on_others=2, precedents=1), "full": Limits(4, 1, 5120)}
"""By length of a letter; the room is that of the pages it may fill, one or two."""


class Addressee(Protocol):
    """What choosing has to know of those addressed; a recipient is one."""

    @property
    def id(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def roles(self) -> Sequence[str]: ...
    @property
    def not_asked(self) -> tuple[str, ...]: ...
    @property
    def standing(self) -> Text: ...


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked, told and answered, without the words around it; ``room`` is what the rest left for the facts."""

    demands: tuple[ChosenDemand, ...]
    facts: tuple[Facts, ...]
    obligations: tuple[Obligation, ...]
    positions: tuple[Position, ...]
    room: int


def tailor(
    library: Library, recipient: Recipient, campaign: Campaign, *, look_takes: float = 0, draft: bool = False
) -> Dossier:
    """Choose what a letter of ``campaign`` to ``recipient`` says, of what those who read it may be told.

    ``campaign.date`` must be set; ``look_takes`` counts the lines that the look leaves less than the shipped one, on
    two pages. Raises ProblemsError when the recipient can be asked for nothing, when a demand the campaign names may
    not be made, or when there is no form of address in the campaign's language.
    """
    if campaign.date is None:
        raise ProblemsError([Problem("the letter has no date", hint="set 'date' in campaign.yaml, or use --date")])
    told = cleared(library, audience_of(library, campaign, recipient, campaign.date))
    try:
        return _dossier(told, recipient, campaign, campaign.date, look_takes, draft)
    except MissingLanguageError as error:
        raise ProblemsError([Problem(str(error), doing=f"choosing what to write to {recipient.id}")]) from None


def _distinct(provisions: Iterable[Provision]) -> tuple[Provision, ...]:
    return tuple({provision.id: provision for provision in provisions}.values())


def _told(positions: Iterable[Position]) -> dict[str, str]:
    """What the replies to positions already tell: record id → position id."""
    return {target: position.id for position in positions for target in position.relies_on}


def _dossier(
    library: Library, recipient: Recipient, campaign: Campaign, date: str, look_takes: float, draft: bool
) -> Dossier:
    for limits in _limits(campaign, look_takes):
        tailor = Tailor(library, recipient, campaign, date, limits)
        chosen = tailor.chosen()
        if chosen.room >= limits.least:
            break
    address = address_for(library, recipient, campaign.language, on=date, draft=draft)
    if address.verify:
        tailor.note("address", recipient.id, "left out" not in address.verify, address.verify)
    stances = tailor.stances(chosen.demands)
    thanks = tailor.thanks(stances)
    for stance in stances:
        thanked = isinstance(stance.said, Position) and stance.said in thanks
        tailor.note("stance", stance.demand.id, stance.kind != "silent", f"{stance.why}{', thanked for' * thanked}")
    reply_by = dt.date.fromisoformat(date) + dt.timedelta(days=campaign.reply_within_days)
    return Dossier(
        library=library,
        recipient=recipient,
        campaign=campaign,
        actor=library.actors[recipient.actor],
        date=date,
        reply_by=reply_by.isoformat(),
        address=address,
        demands=chosen.demands,
        facts=chosen.facts,
        obligations=chosen.obligations,
        positions=chosen.positions,
        stances=stances,
        thanks=thanks,
        questions=_questions(library, recipient, campaign, date),
        crowded=chosen.room < 0,
        choices=tuple(tailor.choices),
    )


def _limits(campaign: Campaign, look_takes: float) -> Iterator[Limits]:
    """How much is chosen, and how much less where those who sign and the look would leave too few facts."""
    usual = _LIMITS[campaign.length]
    taken = round(_LINE * (look_takes + _signing_takes(campaign.signatories) + _listed_takes(campaign)))
    if not taken:
        yield usual
        return
    limits = replace(usual, room=usual.room - taken, least=_LEAST)
    yield limits
    yield (limits := replace(limits, precedents=1))
    yield (limits := replace(limits, provisions=2, provisions_on_others=2))
    yield (limits := replace(limits, positions=0))
    yield replace(limits, precedents=0)


def _signing_takes(signatories: Sequence[Signatory]) -> float:
    """The lines that joint signatories, as they stand side by side, take more than one who signs alone."""
    if len(signatories) == 1:
        return 0
    abreast = 2 if len(signatories) in (2, 4) else 3
    rows = [signatories[first : first + abreast] for first in range(0, len(signatories), abreast)]
    heights = [max(sum(_wrapped(line, _BESIDE[abreast - 1]) for line in _lines(one)) for one in row) for row in rows]
    return sum(heights) + _TO_SIGN * len(rows) - (_TO_SIGN + 2)


def _lines(signatory: Signatory) -> Iterator[str]:
    return filter(None, (signatory.name, signatory.title, signatory.organisation))


def _wrapped(line: str, width: int) -> int:
    return math.ceil(len(line) / width)


def _listed_takes(campaign: Campaign) -> float:
    """The lines of copies and enclosures, in small type."""
    return 0.85 * sum(_wrapped(line, _LINE) for line in (*campaign.copies, *campaign.enclosures))


def _questions(library: Library, recipient: Recipient, campaign: Campaign, date: str) -> Questions | None:
    """What the members of the recipient's parliament may ask, where they question an office that can be asked."""
    if recipient.questions_to is None:
        return None
    questioned = library.recipients[recipient.questions_to]
    try:
        return Questions(
            questioned, Tailor(library, questioned, campaign, date, _LIMITS[campaign.length]).choose_demands()
        )
    except ProblemsError:
        return None


def unprintable(evidence: Evidence, on: str, *, stale: bool = False) -> str | None:
    """Why the evidence, cleared for those who read it, may not be printed on the day ``on`` (ISO 8601), or None.

    ``stale`` lets figures pass that are old, for places that print the date beside each.
    """
    if evidence.status != "active":
        return f"{evidence.status}: {evidence.reason}" if evidence.reason else evidence.status
    if evidence.as_of > on:
        return f"dated {evidence.as_of}, after the letter"
    if not stale and evidence.kind == "figure" and int(on[:4]) - int(evidence.as_of[:4]) > STALE_YEARS:
        return f"a figure of {evidence.as_of}, more than {STALE_YEARS} years old"
    return None


class Tailor:
    """Chooses for one addressee, and notes why."""

    def __init__(self, library: Library, addressee: Addressee, campaign: Campaign, date: str, limits: Limits) -> None:
        self.library = library
        self.recipient = addressee
        self.campaign = campaign
        self.date = date
        self.limits = limits
        self.choices: list[Choice] = []

    def chosen(self) -> Chosen:
        """Raises ProblemsError when nothing can be asked."""
        demands = self.choose_demands()
        positions = self.choose_positions(demands)
        obligations = self.choose_obligations(demands, positions)
        room = self.limits.room - self.taken(demands, obligations, positions)
        facts = self.choose_facts(demands, positions, max(room, self.limits.least))
        return Chosen(demands, facts, obligations, positions, room)

    def note(self, kind: str, record_id: str, chosen: bool, reason: str) -> None:
        self.choices.append(Choice(kind, record_id, chosen, reason))  # type: ignore[arg-type]

    def is_own(self, actor_id: str) -> bool:
        """Whether an actor is the recipient's, an institution of it, or what it belongs to."""
        own = self.recipient.actor
        return actor_id in self.library.lineage(own) or own in self.library.lineage(actor_id)

    def is_parliament_of_a_state(self) -> bool:
        """Whether the recipient's actor is a state whose government has spoken for it, and not the recipient."""
        return self.recipient.roles[0] in _PARLIAMENTS and self.library.actors[self.recipient.actor].kind == "state"

    def answers_for(self, holder: str) -> bool:
        """Whether the recipient can be answered, or held to, what the holder of a position has said.

        An independent expert, committee or commission answers for itself alone, not for the body or state to which it
        belongs.
        """
        if self.recipient.roles[0] in _INDEPENDENT and self.recipient.actor not in self.library.lineage(holder):
            return False
        return self.is_own(holder)

    def taken(
        self, demands: Sequence[ChosenDemand], obligations: Sequence[Obligation], positions: Sequence[Position]
    ) -> int:
        """The room that everything but the facts takes up."""
        notes = sum(len(chosen.precedents) for chosen in demands)
        texts: list[Text] = [self.recipient.standing, *(chosen.ask.text for chosen in demands)]
        texts += [chosen.demand.why for chosen in demands if chosen.tells_why]
        texts += [provision.requires for obligation in obligations for provision in obligation.provisions]
        thanked = self.thanks(self.stances(demands))[:1]
        texts += [position.thanks for position in thanked if position.thanks]
        texts += [position.statement for position in positions if position not in thanked]
        texts += [position.reply for position in positions]
        return sum(map(self.size, texts)) + _NOTE * (notes + len(obligations) + len(positions))

    def size(self, text: Text) -> int:
        """The room that a text takes up: its characters, and what its citations need at the foot of the page."""
        written = text_in(text, self.campaign.language)
        return len(CITATION.sub("", written)) + _NOTE * len(CITATION.findall(written))

    # demands

    def choose_demands(self) -> tuple[ChosenDemand, ...]:
        chosen: list[ChosenDemand] = []
        for demand in self.candidate_demands():
            if demand.status != "active":
                self.note("demand", demand.id, False, f"{demand.status}: {demand.reason}")
                continue
            if demand.id in self.recipient.not_asked:
                self.note("demand", demand.id, False, "this office is never asked for it")
                continue
            role, ask = self.ask_of(demand)
            if ask is None:
                self.note("demand", demand.id, False, f"no ask for {' or '.join(self.recipient.roles)}")
                continue
            if len(chosen) == min(self.campaign.max_demands, self.limits.demands):
                self.note("demand", demand.id, False, f"the letter already makes {len(chosen)} requests")
                continue
            self.note("demand", demand.id, True, f"as {role}; rank {demand.rank}")
            basis = self.basis(demand, ask, role)
            chosen.append(ChosenDemand(demand, role, ask, basis, self.precedents(demand, role)))
        if not chosen:
            why = "; ".join(f"{choice.id}: {choice.reason}" for choice in self.choices if choice.kind == "demand")
            raise ProblemsError([Problem(f"'{self.recipient.id}' can be asked for none of these demands", hint=why)])
        return tuple(chosen)

    def candidate_demands(self) -> Sequence[Demand]:
        if not self.campaign.demands:
            return sorted(self.library.demands.values(), key=lambda demand: (demand.rank, demand.id))
        named = []
        for demand_id in self.campaign.demands:
            if demand_id not in self.library.demands:
                raise unknown("demand", demand_id, self.library.demands)
            demand = self.library.demands[demand_id]
            if demand.status != "active":
                what = f"the demand '{demand_id}' is {demand.status} and cannot be made"
                raise ProblemsError([Problem(what, hint=demand.reason)])
            named.append(demand)
        return named

    def ask_of(self, demand: Demand) -> tuple[str, Ask | None]:
        """The first ask that fits the recipient's roles, in the recipient's order; one for it by name comes first."""
        for ask in demand.asks:
            if self.recipient.id in ask.recipients:
                return next((role for role in self.recipient.roles if role in ask.roles), ask.roles[0]), ask
        for role in self.recipient.roles:
            for ask in demand.asks:
                if role in ask.roles and not ask.recipients:
                    return role, ask
        return "", None

    def precedents(self, demand: Demand, role: str) -> tuple[Precedent, ...]:
        """Who asked the same: the recipient's own institutions, then the weightiest and newest, without the recipient.

        On a duty of the recipient's own, what was asked of somebody else is no precedent.
        """
        own_duty = role in OWN_DUTY_ROLES
        others = [
            precedent
            for precedent in demand.precedents
            if precedent.by != self.recipient.actor
            and not (own_duty and precedent.to is not None and not self.is_own(precedent.to))
        ]
        newest = sorted(others, key=lambda precedent: precedent.date, reverse=True)
        ranked = sorted(newest, key=lambda precedent: (not self.is_own(precedent.by), -self.weight(precedent.citation)))
        limit = self.limits.precedents
        if not (demand.founding or self.limits.every_precedent):
            limit = min(limit, 1)
        for n, precedent in enumerate(ranked):
            own = "own institution, " if self.is_own(precedent.by) else ""
            reason = (
                f"for {demand.id}: {own}{precedent.date}"
                if n < limit
                else f"for {demand.id}: {'weightier or newer ones suffice' if limit else 'no room'}"
            )
            self.note("precedent", precedent.by, n < limit, reason)
        return tuple(ranked[:limit])

    def weight(self, citation: Citation) -> int:
        return _WEIGHT[self.library.sources[citation.source].weight]

    # stance

    def stances(self, demands: Sequence[ChosenDemand]) -> tuple[Stance, ...]:
        """Where the recipient's side stands on each request."""
        return tuple(self.stance(chosen.demand) for chosen in demands)

    def stance(self, demand: Demand) -> Stance:
        """By the newest position, else by a like request of the recipient's own, else silent."""
        said = [position for position in self.own_positions() if demand.id in position.demands]
        if said:
            newest = max(said, key=lambda position: position.date)
            return Stance(demand, newest.stance, newest)
        for precedent in demand.precedents:
            if precedent.by == self.recipient.actor and precedent.date <= self.date:
                return Stance(demand, "supportive", precedent)
        return Stance(demand, "silent", None)

    def in_order(self) -> list[Position]:
        """All positions: the recipient's own before those of others on its side, then by rank, then the newest."""
        newest = sorted(self.library.positions.values(), key=lambda position: position.date, reverse=True)
        return sorted(newest, key=lambda position: (position.holder != self.recipient.actor, position.rank))

    def own_positions(self) -> list[Position]:
        """What the recipient's side has said by the day of the letter, in the order of ``in_order``."""
        return [
            position
            for position in self.in_order()
            if self.is_own(position.holder) and position.status == "active" and position.date <= self.date
        ]

    def thanks(self, stances: Sequence[Stance]) -> tuple[Position, ...]:
        """What the recipient itself is thanked for, on requests that its side does not oppose.

        A parliament has not done what the government of its state did.
        """
        if self.is_parliament_of_a_state():
            return ()
        thanked = {stance.demand.id for stance in stances if stance.kind != "opposed"}
        return tuple(
            position
            for position in self.own_positions()
            if position.thanks and position.holder == self.recipient.actor and thanked.intersection(position.demands)
        )

    # law

    def subject(self, demand: Demand, role: str) -> str:
        """The actor whose duty the demand's own legal basis concerns."""
        return self.recipient.actor if role in OWN_DUTY_ROLES else demand.duty_of or self.recipient.actor

    def basis(self, demand: Demand, ask: Ask, role: str) -> tuple[Provision, ...]:
        """Provisions that carry a request: those that bind or empower the recipient, then those on the duty."""
        own = [p for p in self.resolve(ask.basis) if self.binds(p, self.recipient.actor) is None]
        subject = self.subject(demand, role)
        duty = [p for p in self.resolve(ask.grounds or demand.basis) if self.binds(p, subject) is None]
        return _distinct((*own, *duty))

    def resolve(self, ids: Iterable[str]) -> list[Provision]:
        return [self.library.provisions[provision_id] for provision_id in ids]

    def party(self, instrument_id: str, actor_id: str) -> Party | None:
        """How the actor, or what it belongs to, is a party; a signature alone does not bind (VCLT art 18)."""
        instrument = self.library.instruments[instrument_id]
        for actor in self.library.lineage(actor_id):
            for party in instrument.parties:
                if party.actor == actor and party.verb != "signed":
                    return party
        return None

    def measured(self, provision: Provision) -> str:
        """The instrument that an actor must be a party to: for a reading of another instrument, that one."""
        return provision.instrument if provision.force == "custom" else provision.interprets or provision.instrument

    def binds(self, provision: Provision, actor_id: str) -> str | None:
        """Why the provision may not be held against the actor, or None when it may."""
        instrument = self.library.instruments[provision.instrument]
        if provision.status != "active":
            return f"{provision.status}: {provision.reason}"
        if instrument.status != "active":
            return f"{instrument.id} is {instrument.status}: {instrument.reason}"
        if provision.force == "custom":
            return None
        measured = self.measured(provision)
        if self.party(measured, actor_id) is None:
            return f"{actor_id} is not a party to {measured}"
        return None

    def choose_obligations(
        self, demands: Sequence[ChosenDemand], positions: Sequence[Position]
    ) -> tuple[Obligation, ...]:
        """For each actor whose duty is at stake, the instruments that bind it, at most a few provisions in all."""
        wanted: dict[str, list[Provision]] = {}
        for chosen in demands:
            subject = self.subject(chosen.demand, chosen.role)
            for provision in self.resolve(chosen.ask.grounds or chosen.demand.basis):
                wanted.setdefault(subject, []).append(provision)
            for provision in self.resolve(chosen.ask.basis):
                wanted.setdefault(self.recipient.actor, []).append(provision)
        obligations: list[Obligation] = []
        for subject, provisions in sorted(wanted.items(), key=lambda item: self.is_own(item[0])):
            obligations += self.obligations_of(subject, _distinct(provisions), _told(positions))
        return tuple(obligations)

    def obligations_of(
        self, subject: str, provisions: Sequence[Provision], told: Mapping[str, str]
    ) -> list[Obligation]:
        taken: dict[str, list[Provision]] = {}
        count = 0
        limit = self.limits.provisions if self.is_own(subject) else self.limits.provisions_on_others
        for provision in provisions:
            if obstacle := self.binds(provision, subject):
                self.note("provision", provision.id, False, obstacle)
            elif provision.force == "custom" and provision.interprets and self.party(provision.interprets, subject):
                self.note("provision", provision.id, False, f"{subject} is bound by treaty, {provision.interprets}")
            elif provision.force != "binding" and provision.id in told:
                self.note("provision", provision.id, False, f"told with the position {told[provision.id]}")
            elif count >= limit:
                self.note("provision", provision.id, False, f"the letter already cites {count} provisions on {subject}")
            else:
                how = "states custom" if provision.force == "custom" else f"binds {subject}"
                self.note("provision", provision.id, True, how)
                taken.setdefault(self.measured(provision), []).append(provision)
                count += 1
        instruments = sorted(
            (self.library.instruments[found] for found in taken),
            key=lambda item: (self.party(item.id, subject) is None, item.rank),
        )
        return [
            Obligation(
                self.library.actors[subject],
                instrument,
                self.party(instrument.id, subject),
                tuple(taken[instrument.id]),
            )
            for instrument in instruments
        ]

    # evidence

    def choose_facts(
        self, demands: Sequence[ChosenDemand], positions: Sequence[Position], room: int
    ) -> tuple[Facts, ...]:
        """The newest and weightiest claims on the chosen demands, the recipient's own institutions' first."""
        role_specific = {e for chosen in demands for e in chosen.ask.evidence}
        told = _told(positions)
        leads = {e: 0 for chosen in demands for e in chosen.ask.evidence}
        for chosen in demands:
            for n, evidence_id in enumerate(chosen.demand.evidence):
                lead = _LEAD - n + 2 * chosen.demand.founding
                leads[evidence_id] = max(leads.get(evidence_id, 0), lead)
        candidates: list[Evidence] = []
        for evidence_id in leads:
            if reason := self.library.withheld.get(evidence_id):
                self.note("evidence", evidence_id, False, f"withheld: {reason}")
                continue
            evidence = self.library.evidence[evidence_id]
            if obstacle := self.unprintable(evidence):
                self.note("evidence", evidence_id, False, obstacle)
            elif self.said_by_recipient(evidence):
                self.note("evidence", evidence_id, False, "the recipient’s own words, which are no news to it")
            elif position := next((told[e.id] for e in (evidence, *self.same_event(evidence)) if e.id in told), None):
                self.note("evidence", evidence_id, False, f"told with the position {position}")
            else:
                candidates.append(evidence)

        def merit(evidence: Evidence) -> float:
            weight = max(map(self.weight, evidence.citations))
            age = int(self.date[:4]) - int(evidence.as_of[:4])
            special = 4 * (evidence.id in role_specific) + 3 * self.is_own(evidence.by) + leads[evidence.id]
            harm = 3 * (evidence.theme in HARM)
            return weight + _STANDARD[evidence.standard] + special + harm - min(age, 12) / 3

        speaks_to = [{*chosen.demand.evidence, *chosen.ask.evidence} for chosen in demands]
        taken = self.that_fit(room, candidates, merit, speaks_to, role_specific)
        return tuple(
            Facts(theme, tuple(told_on))
            for theme in THEMES
            if (told_on := [item for item in taken if item.theme == theme])
        )

    def that_fit(
        self,
        room: int,
        candidates: Sequence[Evidence],
        merit: Callable[[Evidence], float],
        speaks_to: Sequence[set[str]],
        role_specific: set[str],
    ) -> list[Evidence]:
        """Take the best, one after the other.

        What speaks to a request that nothing supports yet counts for more; what repeats a voice or a theme, for less.
        """
        taken: list[Evidence] = []
        waiting = sorted(candidates, key=lambda item: (item.as_of, item.id), reverse=True)
        merits = {item.id: merit(item) for item in candidates}

        def worth(item: Evidence) -> float:
            repeats = 2 * sum(t.by == item.by for t in taken) + sum(t.theme == item.theme for t in taken)
            unsupported = sum(
                item.id in demand and not demand.intersection(t.id for t in taken) for demand in speaks_to
            )
            return merits[item.id] - repeats + 2 * unsupported

        while waiting:
            evidence = max(waiting, key=worth)
            event = [evidence, *self.same_event(evidence)]
            told = {item.id for item in event}
            waiting = [item for item in waiting if item.id not in told]
            size = sum(self.size(item.claim) + _NOTE for item in event) + _TOGETHER * (len(event) > 1)
            if size > room:
                self.note("evidence", evidence.id, False, f"no room: the letter already states {len(taken)} facts")
                continue
            room -= size
            for item in event:
                role = "speaks to this role; " if item.id in role_specific else ""
                own = "from the recipient's own side; " if self.is_own(item.by) else ""
                together = f"same event as {evidence.id}; " if item is not evidence else ""
                self.note("evidence", item.id, True, f"{role}{own}{together}as of {item.as_of}")
            taken += event
        return sorted(taken, key=lambda item: item.as_of, reverse=True)

    def said_by_recipient(self, evidence: Evidence) -> bool:
        """Whether the recipient itself said so: an institution is not told in the third person what it said.

        A parliament is: its texts are decisions to which its members can be referred.
        """
        actor = self.library.actors[self.recipient.actor]
        parliament = _PARLIAMENTS.intersection(self.recipient.roles)
        return evidence.by == actor.id and actor.kind == "institution" and not parliament

    def same_event(self, evidence: Evidence) -> list[Evidence]:
        """The other printable figures for the same event: they are told together or not at all."""
        event = {evidence.id: evidence}
        waiting = [evidence.id]
        while waiting:
            for other in map(self.library.evidence.__getitem__, self.same_events[waiting.pop()]):
                if other.id not in event and self.unprintable(other) is None:
                    event[other.id] = other
                    waiting.append(other.id)
        return sorted((other for other in event.values() if other is not evidence), key=lambda other: other.id)

    @cached_property
    def same_events(self) -> Mapping[str, set[str]]:
        """For each piece of evidence the others that are said, by it or by them, to be of the same event."""
        linked: dict[str, set[str]] = {evidence_id: set() for evidence_id in self.library.evidence}
        for evidence in self.library.evidence.values():
            for other in linked.keys() & evidence.same_event_as:
                linked[evidence.id].add(other)
                linked[other].add(evidence.id)
        return linked

    def unprintable(self, evidence: Evidence) -> str | None:
        return unprintable(evidence, self.date)

    # positions

    def choose_positions(self, demands: Sequence[ChosenDemand]) -> tuple[Position, ...]:
        """The stated positions of the recipient's side on the chosen demands, in the order of ``in_order``."""
        asked = {chosen.demand.id for chosen in demands}
        chosen: list[Position] = []
        for position in self.in_order():
            if not self.answers_for(position.holder):
                self.note("position", position.id, False, f"a position of {position.holder}, not of the recipient")
            elif position.status != "active":
                self.note("position", position.id, False, f"{position.status}: {position.reason}")
            elif position.date > self.date:
                self.note("position", position.id, False, f"dated {position.date}, after the letter")
            elif withheld := next((target for target in position.relies_on if target in self.library.withheld), None):
                self.note("position", position.id, False, f"the reply rests on {withheld}, which is withheld")
            elif not asked.intersection(position.demands):
                self.note("position", position.id, False, "bears on none of the requests")
            elif len(chosen) == self.limits.positions:
                answered = f"the letter already answers {len(chosen)}" if chosen else "no room for a reply"
                self.note("position", position.id, False, answered)
            else:
                self.note("position", position.id, True, f"said on {position.date}")
                chosen.append(position)
        return tuple(chosen)
