"""What a campaign's letter says that the shipped letter does not, word for word: paragraphs, headings, cells, lines,
notes and links; and what it leaves out.

Both letters are made of the same records. A claim counts as the evidence that it states, and a note as what it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from nkadvocate.auditing.manuscript import Passage, bounded, manuscript_of, normal
from nkadvocate.campaigning.printed import (
    GONE,
    MOVED,
    OWN,
    Printed,
    links_in,
    with_points,
    without_claims,
    without_numbers,
    words_of_note,
)
from nkadvocate.campaigning.usual import composed
from nkadvocate.composing.notebook import Cite, NoteBook
from nkadvocate.composing.tree import as_listed
from nkadvocate.document import Document, Note, inlines_of, notes, plain, walk_blocks
from nkadvocate.tailoring import Dossier


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph, heading, cell, line or link: what it ``says``, with the records that it states and cites, and its
    words as they are ``shown``, without those of records."""

    says: str
    shown: str


def own_words(document: Document, dossier: Dossier, notebook: NoteBook, kind: str) -> Iterator[Printed]:
    """What ``document``, of that kind, says otherwise than shipped templates do; ``dossier`` and ``notebook`` are those
    it was made from."""
    before, now = [*_lines(*composed(dossier, kind))], [*_lines(document, notebook)]
    was, is_ = [line.says for line in before], [line.says for line in now]
    for change, first, last, start, end in SequenceMatcher(None, was, is_, autojunk=False).get_opcodes():
        if change != "equal":
            yield from (_printed(MOVED if line.says in was else OWN, line) for line in now[start:end])
            yield from (_printed(GONE, line) for line in before[first:last] if line.says not in is_)


def _printed(kind: str, line: _Line) -> Printed:
    return Printed(kind, line.says, line.shown, noted=False)


def _lines(document: Document, notebook: NoteBook) -> Iterator[_Line]:
    of_notes = {note.number: _note(note, notebook) for note in notes(document)}
    sources = map(notebook.library.sources.__getitem__, notebook.cited)
    listed = {" ".join(normal(plain(tuple(as_listed(source, notebook)))).split()) for source in sources}
    for passage in bounded(manuscript_of(document), document.meta.title).passages:
        entry = without_numbers(" ".join(passage.text.split()), len(of_notes))
        if passage.role != "source" or entry not in listed:
            yield _line(passage, of_notes)
    for block in walk_blocks(document.blocks):
        for link in links_in(inlines_of(block)):
            says = f"{plain(link.content)} ({normal(link.href)})"
            yield _Line(says, says)


def _line(passage: Passage, of_notes: Mapping[int, tuple[str, str]]) -> _Line:
    says = shown = without_claims(passage).text
    marks = [(start, evidence, "") for start, _, evidence in passage.claims]
    marks += [(at, *of_notes[number]) for at, number in passage.calls]
    marks += [(start, of_notes[int(passage.text[start:end])][0], "") for start, end in passage.referred]
    for at, record, words in sorted(marks, reverse=True):
        says = f"{says[:at]}[{record}]{says[at:]}"
        shown = f"{shown[:at]}{words}{shown[at:]}"
    says = " ".join(f"{passage.role} {passage.cell or ''} {says}".split())
    return _Line(says, with_points(" ".join(shown.split())))


def _note(note: Note, notebook: NoteBook) -> tuple[str, str]:
    """What a note cites and says, and its words as they are shown, if it has any but those of records."""
    parts = notebook.given.get(note.number, note.content)
    cites = ", ".join(f"{one.id} {one.locator or ''}" for one in parts if isinstance(one, Cite))
    words = "".join(words_of_note(parts))
    return f"{cites}: {words}", f" ({with_points(words).strip()})" if re.search(r"\w", words) else ""
