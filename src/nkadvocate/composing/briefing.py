"""A brief into words: plain data for the templates, the rows of the pictures, and the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from nkadvocate import __version__
from nkadvocate.composing.charts import charts
from nkadvocate.composing.guarding import refuse_hidden
from nkadvocate.composing.letter import cleared_notebook, notebook_for, template_folder
from nkadvocate.composing.notebook import NoteBook
from nkadvocate.composing.telling import with_claims
from nkadvocate.composing.templates import Cited, Templates
from nkadvocate.composing.tree import read_markdown
from nkadvocate.composing.view import View, Words, capitalised, cited
from nkadvocate.composing.wording import (
    indicator_in_words,
    period_in_words,
    role_in_words,
    series,
    written_estimate,
    written_number,
)
from nkadvocate.document import Document, Figure, Meta, Paragraph, plain, walk_blocks
from nkadvocate.picturing import EstimateRow, Stages, Timeline
from nkadvocate.picturing import Estimates as EstimatesChart
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import OWN_DUTY_ROLES, Evidence, MissingLanguageError, Position, text_in
from nkadvocate.tailoring.briefing import Brief, Call, Estimates, Event, Joining, Offices, Standing, is_date
from nkadvocate.tailoring.choosing import Chosen

_DOING = "writing the briefing"


def compose_briefing(
    brief: Brief,
    folders: Sequence[Path] = (),
    *,
    figures: Mapping[str, Figure] | None = None,
    one_page: bool = False,
    notebook: NoteBook | None = None,
) -> Document:
    """Put the brief into words; ``one_page`` keeps to its first page.

    ``folders`` are a campaign's template folders, searched before the shipped one. ``figures`` are the pictures of
    ``charts(brief)`` by name; without them the words and tables stand alone. A ``notebook`` of one's own, still empty,
    tells afterwards what was cited. Raises ProblemsError for a template that fails, a citation that leads nowhere, or
    text missing in the campaign's language.
    """
    campaign = brief.campaign
    figures = {} if one_page else figures or {}
    templates = Templates([*folders, template_folder(campaign.language)])
    data = briefing_view(brief, one_page=one_page, pictures=tuple(figures))
    markdown = with_claims(templates, "briefing.md.j2", data, _DOING)
    notebook = cleared_notebook(notebook or notebook_for(brief.library, campaign), brief.library)
    blocks = read_markdown(markdown, notebook, figures=figures)
    titles = (b for b in walk_blocks(blocks) if isinstance(b, Paragraph) and b.role == "subject")
    title = next(titles, None)
    if title is None:
        raise ProblemsError([Problem("the briefing has no title", hint="keep the ::: subject block", doing=_DOING)])
    whom = f": {text_in(brief.recipient.office, campaign.language)}" if brief.recipient else ""
    document = Document(
        Meta(
            title=plain(title.content),
            author=campaign.sender.name,
            subject=f"{campaign.title}{whom}",
            language=campaign.language,
            date=brief.date,
            reference="",
            kind="briefing",
        ),
        blocks,
    )
    refuse_hidden(document, brief.library, _DOING, campaign)
    refuse_hidden(recipient.id if (recipient := brief.recipient) else "", brief.library, _DOING)  # in the file's name
    return document


def briefing_view(brief: Brief, *, one_page: bool = False, pictures: Sequence[str] = ()) -> View:
    """What a template may print. Raises ProblemsError when a record has no text in the briefing's language."""
    try:
        return _View(brief).data() | {"one_page": one_page, "pictures": list(pictures)}
    except MissingLanguageError as error:
        raise ProblemsError([Problem(str(error), doing=_DOING)]) from None


class _View(Words):
    def __init__(self, brief: Brief) -> None:
        super().__init__(brief.library, brief.campaign.language)
        self.brief = brief

    def data(self) -> View:
        brief, campaign, recipient = self.brief, self.brief.campaign, self.brief.recipient
        duty = self.say(brief.duty.name)
        main = campaign.max_demands
        demands = [self.demand(chosen) | {"question": self.question(chosen.ask.text)} for chosen in brief.whole.demands]
        role = brief.whole.demands[0].role
        return {
            "campaign": {"id": campaign.id, "title": campaign.title},
            "sender": campaign.sender.model_dump() | {"description": self.say(campaign.sender.description)},
            "date": self.date(brief.date),
            "since": self.date(brief.since) if brief.since else None,
            "version": __version__,
            "recipient": self.recipient() if recipient else None,
            "role": role,
            "own_duty": role in OWN_DUTY_ROLES,
            "duty": duty,
            "summary": self.chosen(brief.summary),
            "aims": series([self.aim(chosen) for chosen in brief.summary.demands]),
            "events": [self.event(n, event) for n, event in enumerate(brief.events, 1)],
            "treatment": [self.claim(evidence) for evidence in brief.treatment],
            "estimates": [self.estimates(group) for group in brief.estimates],
            "returns": [self.estimate(evidence) for evidence in brief.dated_returns],
            "law": self.obligations(),
            "positions": [self.position_of(position) for position in brief.answers],
            "demands": demands[:main],
            "further": [demand | {"precedents": demand["precedents"][:2]} for demand in demands[main:]],
            "matrix": self.matrix(),
            "stages": [
                {
                    "role": stage.role,
                    "title": role_in_words(stage.role, self.language),
                    "actors": [self.say(actor.name) for actor in stage.actors],
                    "demands": [self.say(demand.title) for demand in stage.demands],
                }
                for stage in brief.stages
            ],
            "changes": self.changes(),
            "counts": self.counts(),
            "charts": self.charts(),
        }

    def chosen(self, chosen: Chosen) -> View:
        return {
            "demands": [self.demand(demand) for demand in chosen.demands],
            "facts": self.facts(chosen.facts),
            "law": self.law(chosen.obligations, self.brief.actor),
            "positions": [self.position(position) for position in chosen.positions],
        }

    def recipient(self) -> View:
        brief, recipient = self.brief, self.brief.recipient
        assert recipient is not None
        return {
            "id": recipient.id,
            "office": self.say(recipient.office),
            "body": self.say(recipient.body),
            "you": self.say(recipient.you),
            "state": self.say(brief.actor.name),
            "standing": Cited(self.say(recipient.standing)),
            "roles": list(recipient.roles),
            "treaties": [self.standing(standing) for standing in brief.standings],
            "positions": [self.position_of(position) for position in brief.own_words],
            "claims": [self.claim(evidence) for evidence in brief.own_evidence],
        }

    def position_of(self, position: Position) -> View:
        return self.position(position) | {
            "date": self.date(position.date),
            "opening": capitalised(self.say(position.speaker)),
        }

    def standing(self, standing: Standing) -> View:
        party, instrument = standing.party, standing.instrument
        return {
            "instrument": capitalised(instrument.label),
            "verb": party.verb if party else None,
            "date": self.date(party.date) if party and party.date else None,
            "signed": self.date(party.signed) if party and party.signed else None,
            "reservations": party.reservations if party else None,
            "as_of": self.date(instrument.parties_as_of) if instrument.parties_as_of else None,
            "cite": Cited("".join(map(cited, party.citations)) if party and party.citations else f"[@{instrument.id}]"),
        }

    # what happened

    def event(self, number: int, event: Event) -> View:
        told: View
        match event.what:
            case Evidence() as evidence:
                told = {"claim": self.claim(evidence), "text": None, "cite": None}
            case Position() as position:
                speaker = capitalised(self.say(position.speaker))
                told = {"claim": None, "text": speaker, "cite": Cited(f"[@{position.id}]")}
            case Call(actor, asked, citations):
                aims = series([self.say(demand.aim) for demand in asked])
                words = f"{capitalised(self.say(actor.name))} asked, in like terms, for {aims}."
                told = {"claim": None, "text": words, "cite": Cited("".join(map(cited, citations)))}
            case Joining(actor, instrument, party):
                words = f"{capitalised(self.say(actor.name))} {party.verb} {self.say(instrument.short)}."
                cites = "".join(map(cited, party.citations)) or f"[@{instrument.id}]"
                told = {"claim": None, "text": words, "cite": Cited(cites)}
        kind = type(event.what).__name__.lower()
        return told | {"kind": kind, "number": number, "date": self.date(event.date), "lane": event.lane}

    # numbers

    def estimates(self, group: Estimates) -> View:
        title = indicator_in_words(group.indicator, self.language)
        return {
            "indicator": group.indicator,
            "title": title,
            "figures": [self.estimate(evidence, title) for evidence in group.evidence],
        }

    def estimate(self, evidence: Evidence, title: str = "") -> View:
        """A figure and what it covers, unless the ``title`` of what is counted says so."""
        period = period_in_words(evidence.period, self.language) if evidence.period else ""
        covered = period and not is_date(evidence.period) and period not in title
        return {
            "id": evidence.id,
            "text": written_estimate(evidence, self.language) if evidence.figure else "no figure given",
            "period": period if covered else None,
            "by": capitalised(self.say(self.library.actors[evidence.by].name)),
            "as_of": self.date(evidence.as_of),
            "standard": evidence.standard,
            "claim": self.claim(evidence),
        }

    # law

    def obligations(self) -> list[View]:
        """A row for each rule: who is bound by it, since when, and what it requires."""
        rows: list[View] = []
        told: set[str] = set()
        for obligation in self.brief.whole.obligations:
            joined = self.joined(obligation)
            for n, provision in enumerate(obligation.provisions):
                instrument = self.library.instruments[provision.instrument]
                rows.append(
                    {
                        "instrument": capitalised(instrument.label),
                        "locator": provision.locator if provision.force != "custom" else "",
                        "force": provision.force,
                        "subject": capitalised(self.say(obligation.subject.name)),
                        "verb": joined["verb"] if joined else None,
                        "since": joined["date"] if joined else None,
                        "cite": self.joining(obligation) if joined and not n else Cited(""),
                        "requires": Cited(f"{self.say(provision.requires)}[@{provision.id}]"),
                        "told": provision.id in told,
                    }
                )
                told.add(provision.id)
        return rows

    # who can act

    def matrix(self) -> View:
        return {
            "demands": [self.say(demand.title) for demand in self.brief.matrix],
            "rows": [row for offices in self.brief.offices if any((row := self.offices(offices))["cells"])],
        }

    def offices(self, offices: Offices) -> View:
        recipient = self.brief.recipient
        return {
            "role": offices.role,
            "title": role_in_words(offices.role, self.language),
            "names": [self.say(actor.name) for actor in offices.actors],
            "count": len(offices.recipients),
            "is_recipient": recipient is not None and recipient in offices.recipients,
            "cells": [self.power(offices, demand.id) for demand in self.brief.matrix],
        }

    @staticmethod
    def power(offices: Offices, demand_id: str) -> View | None:
        if demand_id not in offices.powers:
            return None
        power, count = offices.powers[demand_id]
        return {"power": power, "some": count if count < len(offices.recipients) else None}

    # what is new, and what all this rests on

    def changes(self) -> View | None:
        changes = self.brief.changes
        if changes is None:
            return None
        return {
            "claims": [self.claim(evidence) for evidence in changes.evidence],
            "positions": [self.position(position) for position in changes.positions],
            "precedents": [
                {
                    "by": capitalised(self.say(self.library.actors[precedent.by].name)),
                    "demand": self.say(demand.title),
                    "date": self.date(precedent.date),
                    "cite": cited(precedent.citation),
                }
                for demand, precedent in changes.precedents
            ],
        }

    def counts(self) -> View:
        library = self.library
        weights: dict[str, int] = {}
        for source in library.sources.values():
            weights[source.weight] = weights.get(source.weight, 0) + 1
        dated = [evidence.as_of for evidence in library.evidence.values() if evidence.as_of <= self.brief.date]
        return {
            "sources": len(library.sources),
            "weights": dict(sorted(weights.items())),
            "evidence": self.brief.statuses.total(),
            "statuses": dict(sorted(self.brief.statuses.items(), key=lambda item: (item[0] != "active", item[0]))),
            "newest": self.date(max(dated)) if dated else None,
        }

    def charts(self) -> View:
        """The rows of the pictures, for the tables that stand in for them."""
        data: View = {"timeline": [], "estimates": [], "returns": [], "stages": []}
        for chart in charts(self.brief):
            match chart:
                case Timeline(rows=rows, lanes=lanes):
                    data[chart.name] = [
                        {
                            "title": lane,
                            "events": [
                                {"number": row.number, "date": self.date(row.date)} for row in rows if row.lane == lane
                            ],
                        }
                        for lane in lanes
                    ]
                case EstimatesChart(rows=rows):
                    data[chart.name] = [self.plotted(row) for row in rows]
                case Stages(rows=rows):
                    data[chart.name] = [
                        {"title": row.title, "actors": list(row.actors), "demands": list(row.demands)} for row in rows
                    ]
        return data

    def plotted(self, row: EstimateRow) -> View:
        """What stands on the axes: a figure that is only a floor has no upper value, and a ceiling no lower one."""
        return self.estimate(self.library.evidence[row.id], row.group) | {
            "group": row.group,
            "low": None if row.hedge == "up to" else written_number(row.low, self.language),
            "high": None if row.hedge == "at least" else written_number(row.high, self.language),
        }
