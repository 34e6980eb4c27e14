"""Everything a letter or briefing rests on, claim by claim: as rows, as a document, and as CSL-JSON for Zotero."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nkadvocate.composing.citing import written_date
from nkadvocate.composing.guarding import refuse_hidden
from nkadvocate.composing.letter import notebook_for, template_folder
from nkadvocate.composing.notebook import Cite, NoteBook
from nkadvocate.composing.templates import Templates
from nkadvocate.composing.tree import read_markdown
from nkadvocate.composing.wording import written_claim
from nkadvocate.document import Document, Meta, plain
from nkadvocate.records import CITATION, Campaign, Citation, Name, Source, text_in

_DOING = "writing the annex"


@dataclass(frozen=True, slots=True)
class Row:
    """One source of one statement. ``notes`` are the numbers of the notes that cite it, as in 3, 7. ``record`` and
    ``source_id`` are empty where manifests seal them."""

    notes: str
    record: str
    kind: str
    statement: str
    said_by: str
    source_id: str
    source: str
    locator: str
    remark: str
    date: str
    weight: str
    standard: str
    status: str
    address: str


def rows_of(notebook: NoteBook) -> tuple[Row, ...]:
    """A row for each source of each record that was cited, in the order of the notes."""
    rows: list[Row] = []
    sealed = _sealed(notebook)
    for cite, numbers in notebook.used.items():
        notes = ", ".join(map(str, dict.fromkeys(numbers)))
        for citation in _citations(notebook, cite):
            row = _row(notebook, notes, cite.id, citation)
            without = {name: "" for name in ("record", "source_id") if getattr(row, name) in sealed}
            rows.append(replace(row, **without))
    return tuple(rows)


def _sealed(notebook: NoteBook) -> set[str]:
    """The ids of confidential evidence that is cited, and of its sources."""
    cited = (notebook.library.evidence.get(cite.id) for cite in notebook.used)
    confidential = [evidence for evidence in cited if evidence and evidence.confidential]
    return {one for evidence in confidential for one in (evidence.id, *(c.source for c in evidence.citations))}


def _sources(notebook: NoteBook) -> tuple[str, ...]:
    """The ids of the sources of all rows, in their order."""
    rows = (citation.source for cite in notebook.used for citation in _citations(notebook, cite))
    return tuple(dict.fromkeys(rows))


def _citations(notebook: NoteBook, cite: Cite) -> Sequence[Citation]:
    """The sources behind what is cited, with the places that notes print."""
    library = notebook.library
    if found := library.evidence.get(cite.id) or library.positions.get(cite.id):
        return found.citations
    if provision := library.provisions.get(cite.id):
        source = library.instruments[provision.instrument].source
        return (Citation(source=source, locator=cite.locator or provision.locator), *provision.citations)
    instrument = library.instruments.get(cite.id)
    return (Citation(source=instrument.source if instrument else cite.id, locator=cite.locator),)


def _row(notebook: NoteBook, notes: str, record_id: str, citation: Citation) -> Row:
    library, language = notebook.library, notebook.language
    source = library.sources[citation.source]
    date = source.event_date or source.issued or ""
    kind, statement, said_by, standard, status = "source", "", "", "", ""
    if evidence := library.evidence.get(record_id):
        kind, statement = evidence.kind, written_claim(evidence, language)
        said_by = text_in(library.actors[evidence.by].name, language)
        date, standard, status = evidence.as_of, evidence.standard, evidence.status
    elif position := library.positions.get(record_id):
        kind, statement = "position", text_in(position.statement, language)
        said_by, date, status = text_in(position.speaker, language), position.date, position.status
    elif provision := library.provisions.get(record_id):
        kind, statement, status = f"law ({provision.force})", text_in(provision.requires, language), provision.status
        said_by = text_in(library.instruments[provision.instrument].short, language)
    elif instrument := library.instruments.get(record_id):
        kind, statement, status = instrument.kind, text_in(instrument.title, language), instrument.status
    return Row(
        notes=notes,
        record=record_id,
        kind=kind,
        statement=CITATION.sub("", statement).strip(),
        said_by=said_by,
        source_id=source.id,
        source=plain(notebook.style.full(source, language)),
        locator=citation.locator or "",
        remark=text_in(citation.note, language) if citation.note else "",
        date=date,
        weight=source.weight,
        standard=standard,
        status=status,
        address=source.url or source.doi or "",
    )


def compose_annex(
    campaign: Campaign, notebook: NoteBook, of: Document, date: str, folders: Sequence[Path] = ()
) -> Document:
    """The annex to the document ``of``, whose notes the notebook has written."""
    language = campaign.language
    templates = Templates([*folders, template_folder(language)])
    rows = rows_of(notebook)
    data = {
        "title": of.meta.title,
        "subject": of.meta.subject,
        "date": written_date(date, language),
        "sender": campaign.sender.model_dump() | {"description": text_in(campaign.sender.description, language)},
        "rows": [
            {name: getattr(row, name) for name in Row.__slots__}
            | {"date": written_date(row.date, language) if row.date else ""}
            for row in rows
        ],
        "sources": len(_sources(notebook)),
    }
    markdown = templates.render("annex.md.j2", data, _DOING)
    blocks = read_markdown(markdown, notebook_for(notebook.library, campaign))
    document = Document(
        Meta(
            title=f"Annex: {of.meta.title}",
            author=campaign.sender.name,
            subject=of.meta.subject,
            language=language,
            date=date,
            reference="",
            kind="briefing",
        ),
        blocks,
    )
    refuse_hidden(document, notebook.library, _DOING, campaign)
    return document


_CSL = {
    "title": "title",
    "title-short": "title_short",
    "genre": "genre",
    "authority": "authority",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "number": "number",
    "container-title": "container_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "URL": "url",
    "DOI": "doi",
    "archive": "archive",
    "language": "language",
}
_CSL_DATES = {"issued": "issued", "event-date": "event_date", "accessed": "accessed"}


def csl_items(notebook: NoteBook) -> list[dict[str, Any]]:
    """The cited sources as CSL-JSON (CSL 1.0.2), which Zotero reads; the weight stands in the note. What manifests seal
    has a number in the place of its id."""
    sealed = _sealed(notebook)
    items = [csl_item(notebook.library.sources[source_id]) for source_id in _sources(notebook)]
    return [item | ({"id": f"_{n}"} if item["id"] in sealed else {}) for n, item in enumerate(items, 1)]


def csl_item(source: Source) -> dict[str, Any]:
    """One source in the vocabulary of CSL."""
    item: dict[str, Any] = {"id": source.id, "type": source.type}
    if source.author:
        item["author"] = [_csl_name(name) for name in source.author]
    item |= {field: value for field, name in _CSL.items() if (value := getattr(source, name))}
    for field, name in _CSL_DATES.items():
        if date := getattr(source, name):
            item[field] = {"date-parts": [[int(part) for part in date.split("-")]]}
    return item | {"note": f"weight: {source.weight}"}


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


_FORMULA = re.compile(r"^[=+\-@\t\r]")


def harmless(cell: str) -> str:
    """A cell that a spreadsheet takes for text: an apostrophe goes before what would start a formula (OWASP, CSV
    injection)."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
