"""The rows of a briefing's pictures, and what is said about each picture to those who do not see it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from nkadvocate.composing.citing import written_date
from nkadvocate.composing.view import capitalised
from nkadvocate.composing.wording import (
    indicator_in_words,
    period_in_words,
    picture_words,
    role_in_words,
    series,
    written_estimate,
    written_figure,
    written_quantity,
)
from nkadvocate.picturing import Chart, EstimateRow, Estimates, EventRow, Hedge, StageRow, Stages, Timeline
from nkadvocate.records import Evidence, Figure, Position, text_in
from nkadvocate.tailoring.briefing import Brief, Call, Event, Joining

_HEDGES: dict[str, Hedge] = {
    "about": "about",
    "approximately": "about",
    "almost": "about",
    "some": "about",
    "up to": "up to",
    "fewer than": "up to",
    "more than": "at least",
    "at least": "at least",
}
_NAMES = 8
"""How many names a box of the stages holds."""


def charts(brief: Brief) -> tuple[Chart, ...]:
    """The pictures that the records allow, in the order of the briefing."""
    return tuple(_Charts(brief).all())


class _Charts:
    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.language = brief.campaign.language
        self.words = picture_words(self.language)

    def all(self) -> Iterator[Chart]:
        if len(self.brief.events) > 2:
            yield self.timeline()
        if rows := tuple(self.side_by_side()):
            yield self.estimates("estimates", rows, self.words["estimates"])
        dated = {e.id: row for e in self.brief.dated_returns if (row := self.dated(e))}
        if len(dated) > 1:
            lines = self.words["one event" if self.tells_one_event_a_date(dated) else "several events"]
            caption = self.words["returns chart"].format(lines=lines)
            yield self.estimates("returns", tuple(dated.values()), caption, self.words["axis"])
        if len(self.brief.stages) > 1:
            yield self.stages()

    def name(self, actor_id: str) -> str:
        return capitalised(text_in(self.brief.library.actors[actor_id].name, self.language))

    def date(self, date: str) -> str:
        return written_date(date, self.language)

    # events

    def timeline(self) -> Timeline:
        rows = tuple(
            EventRow(self.id(event), n, event.date, self.words[event.lane], self.label(event))
            for n, event in enumerate(self.brief.events, 1)
        )
        lanes = tuple(
            self.words[lane]
            for lane in ("law", "findings", "returns", "statements")
            if any(event.lane == lane for event in self.brief.events)
        )
        told = "; ".join(
            self.words["event"].format(
                number=row.number, date=self.date(row.date), lane=row.lane.lower(), label=row.label
            )
            for row in rows
        )
        alt = self.words["timeline alt"].format(count=len(rows), lanes=len(lanes), told=told)
        return Timeline("timeline", alt, self.words["timeline"], lanes, rows, int(self.brief.date[:4]) - 3)

    @staticmethod
    def id(event: Event) -> str:
        match event.what:
            case Joining(instrument=instrument):
                return instrument.id
            case Call(actor=actor):
                return f"{actor.id}-{event.date}"
            case Evidence(id=id) | Position(id=id):
                return id

    def label(self, event: Event) -> str:
        match event.what:
            case Joining(actor, instrument, party):
                return f"{self.name(actor.id)} {party.verb} {text_in(instrument.short, self.language)}"
            case Call(actor=actor):
                return self.name(actor.id)
            case Position(holder=holder):
                return self.name(holder)
            case Evidence(figure=Figure(), by=by) as evidence:
                return f"{written_estimate(evidence, self.language)}, {self.name(by)}"
            case Evidence(by=by):
                return self.name(by)

    # figures

    def side_by_side(self) -> Iterator[EstimateRow]:
        """The figures for what has more than one, but for those drawn by their dates."""
        returned = {evidence.id for evidence in self.brief.dated_returns}
        for group in self.brief.estimates:
            counted = [e for e in group.evidence if e.id not in returned]
            rows = [row for e in counted if (row := self.estimate(e, group.indicator))]
            if len(rows) > 1:
                yield from rows

    def estimate(self, evidence: Evidence, indicator: str) -> EstimateRow | None:
        title = indicator_in_words(indicator, self.language)
        return self.row(evidence, title, f"{self.name(evidence.by)}, {self.date(evidence.as_of)}{self.span(evidence)}")

    def span(self, evidence: Evidence) -> str:
        """The time that a count covers, where it is not that of the report."""
        if evidence.period is None or evidence.as_of.startswith(evidence.period):
            return ""
        return f" ({period_in_words(evidence.period, self.language)})"

    def tells_one_event_a_date(self, ids: Collection[str]) -> bool:
        """Whether the records say so of all that are drawn with one date."""
        drawn = [e for e in self.brief.dated_returns if e.id in ids]
        return all(
            other.id in evidence.same_event_as or evidence.id in other.same_event_as
            for evidence, other in combinations(drawn, 2)
            if evidence.period == other.period
        )

    def dated(self, evidence: Evidence) -> EstimateRow | None:
        return self.row(evidence, self.date(str(evidence.period)), self.name(evidence.by))

    def row(self, evidence: Evidence, group: str, source: str) -> EstimateRow | None:
        figure = evidence.figure
        if figure is None:
            return None
        text = (written_figure if figure.unit == "people" else written_quantity)(figure, self.language)
        if evidence.caveat:
            source = f"{source}; {text_in(evidence.caveat, self.language)}"
        if figure.value is None:
            return EstimateRow(
                evidence.id, group, figure.low or 0, figure.high or 0, figure.unit, "range", text, source
            )
        hedge = _HEDGES[figure.qualifier] if figure.qualifier else "exactly"
        return EstimateRow(evidence.id, group, figure.value, figure.value, figure.unit, hedge, text, source)

    def estimates(self, name: str, rows: tuple[EstimateRow, ...], caption: str, axis: str = "") -> Estimates:
        """The picture of these figures; those under one ``axis`` share it, and others have a scale for each group."""
        key: list[tuple[Hedge, str]] = [
            (hedge, self.words[hedge])
            for hedge in ("exactly", "about", "range", "up to", "at least")
            if any(row.hedge == hedge for row in rows)
        ]
        told = "; ".join(f"{row.group}, {row.text}, {row.source}" for row in rows)
        alt = self.words["estimates alt"].format(count=len(rows), told=told)
        return Estimates(name, alt, caption, rows, tuple(key), axis)

    # the way out

    def stages(self) -> Stages:
        rows = tuple(
            StageRow(
                stage.role,
                role_in_words(stage.role, self.language),
                self.few([self.name(actor.id) for actor in stage.actors]),
                tuple(text_in(demand.title, self.language) for demand in stage.demands),
            )
            for stage in self.brief.stages
        )
        roles = [row.id for row in rows]
        ends = ("duty-bearer", "state-of-origin")
        back = (roles.index(ends[0]), roles.index(ends[1])) if set(ends) <= set(roles) else None
        told = "; ".join(f"{row.title} ({', '.join(row.actors)}): {series(list(row.demands))}" for row in rows)
        alt = self.words["stages alt"].format(told=told)
        if back:
            alt += self.words["back alt"].format(back=self.words["back"])
        return Stages("stages", alt, self.words["stages"], rows, back, self.words["back"])

    def few(self, names: Sequence[str]) -> tuple[str, ...]:
        """The names, or the first of many and how many more there are."""
        if len(names) <= _NAMES:
            return tuple(names)
        return (*names[: _NAMES - 1], self.words["few"].format(count=len(names) - _NAMES + 1))
