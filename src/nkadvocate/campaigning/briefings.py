"""Briefings made from the records, and the names of their files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from nkadvocate.campaigning.look import refuse_hidden_in
from nkadvocate.composing.briefing import compose_briefing
from nkadvocate.composing.charts import charts
from nkadvocate.composing.letter import notebook_for
from nkadvocate.composing.notebook import NoteBook
from nkadvocate.document import Document
from nkadvocate.library import Library
from nkadvocate.picturing import pictures
from nkadvocate.problems import ProblemsError, UnknownNameError
from nkadvocate.records import Campaign, Recipient
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring.briefing import Brief, brief

KIND = "briefing"


@dataclass(frozen=True, slots=True)
class Edition:
    """What sets one briefing of a campaign and day apart from another: the day of the edition before it, after which
    it tells what is new, and whether it keeps to its first page."""

    since: str | None = None
    one_page: bool = False


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a briefing says, its document, and the notebook that tells what it cites."""

    brief: Brief
    document: Document
    notebook: NoteBook


def briefing_stem(date: str, recipient: str | None, edition: Edition) -> str:
    """The name that a briefing's files share."""
    return "-".join(filter(None, (date, KIND, recipient, "one-page" if edition.one_page else None)))


def make_briefing(
    library: Library, campaign: Campaign, recipient: Recipient | None, edition: Edition, folder: Path, look: Look
) -> Briefing:
    """The briefing for a meeting with ``recipient``, or on the whole matter; ``folder`` is the campaign's.

    Raises ProblemsError, and UnknownNameError for a demand that the campaign asks for and is not there.
    """
    chosen = brief(library, campaign, recipient, edition.since)
    doing = f"writing the briefing{f' for {recipient.id}' if recipient else ''}"
    refuse_hidden_in(look, chosen.library, doing)
    notebook = notebook_for(chosen.library, campaign)
    try:
        document = compose_briefing(
            chosen,
            [folder / "templates"],
            figures={} if edition.one_page else pictures(charts(chosen), look.design),
            one_page=edition.one_page,
            notebook=notebook,
        )
    except UnknownNameError as error:
        # A name in a record or template, not one that was typed.
        raise ProblemsError(replace(problem, doing=doing) for problem in error.problems) from None
    return Briefing(chosen, document, notebook)
