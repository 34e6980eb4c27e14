"""The rows of a briefing's pictures, and what is said about each picture to those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nkadvocate.composing.citing import written_date
from nkadvocate.composing.view import capitalised
from nkadvocate.composing.wording import indicator_in_words, period_in_words, role_in_words, series, written_figure
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
_WORDS = {
    "en": {
        "law": "Law accepted",
        "returns": "Returns reported",
        "findings": "Findings and calls",
        "statements": "Replies",
        "exactly": "as stated",
        "about": "about",
        "range": "between two values",
        "up to": "up to",
        "at least": "at least, or more than",
        "axis": "people",
        "timeline": "Timeline. The numbers are those of the list in this section.",
        "estimates": "Estimates side by side, each as its source gives it. Every group has a scale of its own; "
        "the figures differ in what they count and are not to be added.",
        "returns chart": "Forced returns of one day or month, as reported. Lines for one date are reports of one "
        "event. The list is not complete and is no total.",
        "stages": "Where people are on the way out, who answers for them there, and what is asked.",
        "back": "forced return",
    }
}


def charts(brief: Brief) -> tuple[Chart, ...]:
    """The pictures that the records allow, in the order of the briefing."""
    return tuple(_Charts(brief).all())


class _Charts:
    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.language = brief.campaign.language
        self.words = _WORDS[self.language]

    def all(self) -> Iterator[Chart]:
        if len(self.brief.events) > 2:
            yield self.timeline()
        counted = [
            row for group in self.brief.estimates for e in group.evidence if (row := self.estimate(e, group.indicator))
        ]
        returned = {evidence.id for evidence in self.brief.dated_returns}
        if rows := tuple(row for row in counted if row.id not in returned):
            yield self.estimates("estimates", rows, shared=False)
        dated = [row for e in self.brief.dated_returns if (row := self.dated(e))]
        if len(dated) > 1:
            yield self.estimates("returns", tuple(dated), shared=True)
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
        told = "; ".join(f"{row.number}, {self.date(row.date)}, {row.lane.lower()}: {row.label}" for row in rows)
        alt = f"Timeline of {len(rows)} dated events in {len(lanes)} lanes. {told}."
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
            case Evidence(figure=Figure() as figure, by=by):
                return f"{written_figure(figure, self.language)} {figure.unit}, {self.name(by)}"
            case Evidence(by=by):
                return self.name(by)

    # figures

    def estimate(self, evidence: Evidence, indicator: str) -> EstimateRow | None:
        title = indicator_in_words(indicator, self.language)
        return self.row(evidence, title, f"{self.name(evidence.by)}, {self.date(evidence.as_of)}{self.span(evidence)}")

    def span(self, evidence: Evidence) -> str:
        """The years that a count covers, where it covers several."""
        if evidence.period and "/" in evidence.period and evidence.indicator == "returned-documented":
            return f" ({period_in_words(evidence.period, self.language)})"
        return ""

    def dated(self, evidence: Evidence) -> EstimateRow | None:
        return self.row(evidence, self.date(str(evidence.period)), self.name(evidence.by))

    def row(self, evidence: Evidence, group: str, source: str) -> EstimateRow | None:
        figure = evidence.figure
        if figure is None:
            return None
        text = written_figure(figure, self.language)
        if figure.value is None:
            return EstimateRow(evidence.id, group, figure.low or 0, figure.high or 0, "range", text, source)
        hedge = _HEDGES[figure.qualifier] if figure.qualifier else "exactly"
        return EstimateRow(evidence.id, group, figure.value, figure.value, hedge, text, source)

    def estimates(self, name: str, rows: tuple[EstimateRow, ...], *, shared: bool) -> Estimates:
        key: list[tuple[Hedge, str]] = [
            (hedge, self.words[hedge])
            for hedge in ("exactly", "about", "range", "up to", "at least")
            if any(row.hedge == hedge for row in rows)
        ]
        told = "; ".join(f"{row.group}, {row.text}, {row.source}" for row in rows)
        alt = f"{len(rows)} figures beside each other. {told}."
        caption = self.words["returns chart" if shared else name]
        return Estimates(name, alt, caption, rows, shared, tuple(key), self.words["axis"] if shared else "")

    # the way out

    def stages(self) -> Stages:
        rows = tuple(
            StageRow(
                stage.role,
                role_in_words(stage.role, self.language),
                _few([self.name(actor.id) for actor in stage.actors]),
                tuple(text_in(demand.title, self.language) for demand in stage.demands),
            )
            for stage in self.brief.stages
        )
        roles = [row.id for row in rows]
        ends = ("duty-bearer", "state-of-origin")
        back = (roles.index(ends[0]), roles.index(ends[1])) if set(ends) <= set(roles) else None
        told = "; ".join(f"{row.title} ({', '.join(row.actors)}): {series(list(row.demands))}" for row in rows)
        way = f" An arrow leads back from the second box to the first: {self.words['back']}." if back else ""
        alt = f"Boxes from left to right, one for each stage of the way out, with what is asked there. {told}.{way}"
        return Stages("stages", alt, self.words["stages"], rows, back, self.words["back"])


def _few(names: Iterable[str]) -> tuple[str, ...]:
    found = tuple(names)
    return found if len(found) <= 8 else (*found[:7], f"and {len(found) - 7} more")
