"""Which letters used a record or a source, and what to tell those who received them when it turns out to be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nkadvocate.campaigning.building import tellings_of, wordings_of
from nkadvocate.campaigning.manifest import Entry, Manifest
from nkadvocate.campaigning.wordings import statement
from nkadvocate.composing.citing import written_date
from nkadvocate.composing.letter import compose_letter, notebook_for
from nkadvocate.composing.notebook import NoteBook
from nkadvocate.composing.view import reference
from nkadvocate.document import Document
from nkadvocate.library import Library, sealed
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import Campaign
from nkadvocate.tailoring import tailor


@dataclass(frozen=True, slots=True)
class Use:
    """A letter that used what was asked for; ``records`` are the ids through which it did."""

    folder: Path
    entry: Entry
    records: tuple[str, ...]


def uses(library: Library, campaign: Campaign, target: str, manifests: Iterable[Manifest]) -> tuple[Use, ...]:
    """The letters that told or cited the record, or rested on the source, with the id ``target``.

    Those with confidential evidence are found when ``campaign`` has the seal they were entered under.

    Raises UnknownNameError for an id that is neither in the library nor in any of the manifests.
    """
    names = {target, *([sealed(target, campaign.seal.encode())] if campaign.seal else ())}
    found = [
        Use(manifest.folder, entry, _through(library, target, entry))
        for manifest in manifests
        for entry in manifest.letters.values()
        if names & {*entry.records, *entry.sources, *entry.demands}
    ]
    if not found:
        library.find(target)
    return tuple(sorted(found, key=lambda use: (use.folder, use.entry.stem)))


def _through(library: Library, target: str, entry: Entry) -> tuple[str, ...]:
    """The records of the letter that cite the source; the record itself when it is none."""
    if target not in library.sources:
        return (target,)
    cited = []
    for record in entry.records:
        held = library.evidence.get(record) or library.positions.get(record)
        if held and target in {citation.source for citation in held.citations}:
            cited.append(record)
    return tuple(cited)


KIND = "correction"


def correction_stem(date: str, corrected: str) -> str:
    """The name that a correction's files share, after that of the document that it corrects."""
    return f"{date}-{KIND}-of-{corrected}"


@dataclass(frozen=True, slots=True)
class Correction:
    """The document, the notebook that tells what it cites, and the ids of the records that it says again."""

    document: Document
    notebook: NoteBook
    records: tuple[str, ...]


def correction(
    library: Library, campaign: Campaign, use: Use, recipient_id: str, date: str, folders: Sequence[Path]
) -> Correction:
    """A draft of a note to the recipient of the letter: what in it no longer stands, and why. Of the manifest, which
    may be a stranger's, it prints the date alone; the reference where the pattern of the campaign gives the same.

    Raises ProblemsError when the recipient is no longer in the records, and for what the letter said otherwise than
    its record does today.
    """
    recipient = library.recipient(recipient_id)
    dossier = tailor(library, recipient, campaign.model_copy(update={"date": date, "demands": ()}), draft=True)
    told = dossier.library
    # What may not be told any more is not told once more, nor otherwise: a pseudonym to those who had the name.
    records = tuple(
        record
        for record in use.records
        if record not in told.withheld and not _is_told_otherwise(library, campaign, told, record, use.entry)
    )
    _refuse_other_words(campaign, told, records, use.entry)
    statements = [
        {
            "text": statement(told, record, campaign.language),
            "reason": getattr(told.find(record)[1], "reason", None) or "",
        }
        for record in records
    ]
    own = reference(campaign, recipient, use.entry.date)
    corrected = {
        "kind": use.entry.kind,
        "date": written_date(use.entry.date, campaign.language),
        "reference": own if use.entry.reference == own else "",
        "statements": statements,
    }
    notebook = notebook_for(told, campaign)
    more = {"corrected": corrected}
    document = compose_letter(dossier, folders, kind=KIND, draft=True, notebook=notebook, more=more)
    return Correction(document, notebook, records)


def _is_told_otherwise(library: Library, campaign: Campaign, told: Library, record_id: str, entry: Entry) -> bool:
    """Whether other things of a person are told today than the letter told."""
    evidence = library.evidence.get(record_id)
    if evidence is None or not evidence.confidential:
        return False
    return not {*tellings_of(campaign, told, [record_id])}.issubset(entry.tellings)


def _refuse_other_words(campaign: Campaign, told: Library, records: Iterable[str], entry: Entry) -> None:
    """A correction that quotes today's words of a record would call them wrong, and not those of the letter."""
    problems = [
        Problem(
            f"{record} says something else today than the letter did",
            doing=f"correcting {entry.stem}",
            hint="give the record the words of the letter back, with 'status: withdrawn' and the reason, and put what "
            "is right into a record with another id",
        )
        for record in records
        if entry.wordings and not {*wordings_of(campaign, told, [record], entry.language)}.issubset(entry.wordings)
    ]
    if problems:
        raise ProblemsError(problems)
