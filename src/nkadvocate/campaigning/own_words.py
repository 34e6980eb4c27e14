"""What a campaign's letter says that the shipped letter does not, word for word: paragraphs, headings, cells, lines,
notes, links and sources; and what it leaves out.

Both letters are made of the same records. Their document trees are compared block by block with all that is in them, so
that nothing is passed over which a page can show. A claim counts as the evidence that it states; a note as what it
cites, for its words depend on the notes before it; and the list of sources is what the notes make it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from nkadvocate.campaigning.printed import GONE, MOVED, OTHERWISE, OWN, Printed
from nkadvocate.campaigning.usual import composed
from nkadvocate.composing.notebook import Cite, NoteBook
from nkadvocate.composing.tree import list_of_sources
from nkadvocate.document import (
    Block,
    BulletList,
    Claim,
    Document,
    Heading,
    Inline,
    LineBreak,
    Link,
    Note,
    NoteReference,
    NumberedList,
    Paragraph,
    Quotation,
    Table,
    Text,
    notes,
)
from nkadvocate.tailoring import Dossier

_BREAK = " / "
"""What is shown between lines."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A block without others in it, or a cell: what it ``says``, and its words as they are ``shown``, without those of
    records."""

    says: object
    shown: str


def own_words(document: Document, dossier: Dossier, notebook: NoteBook, kind: str) -> Iterator[Printed]:
    """What ``document``, of that kind, says otherwise than shipped templates do; ``dossier`` and ``notebook`` are those
    it was made from."""
    shipped, its_notebook = composed(dossier, kind)
    before, now = [*_lines(shipped, its_notebook)], [*_lines(document, notebook)]
    was, is_ = [line.says for line in before], [line.says for line in now]
    for change, first, last, start, end in SequenceMatcher(None, was, is_, autojunk=False).get_opcodes():
        if change != "equal":
            come = now[start:end]
            left = [line for line in before[first:last] if line.says not in is_]
            come_shown, left_shown = ({line.shown for line in lines} for lines in (come, left))
            for line in come:
                yield _printed(MOVED if line.says in was else OTHERWISE if line.shown in left_shown else OWN, line)
            yield from (_printed(GONE, line) for line in left if line.shown not in come_shown)
    for how, ours, others in ((OWN, notebook.cited, its_notebook.cited), (GONE, its_notebook.cited, notebook.cited)):
        for source, calls in ours.items():
            if not calls and source not in others:
                yield Printed(how, source, "a source that no note cites", noted=False)


def _printed(kind: str, line: _Line) -> Printed:
    return Printed(kind, repr(line), line.shown, noted=False)


def _lines(document: Document, notebook: NoteBook) -> Iterator[_Line]:
    reader = _Reader(document, notebook)
    listed = tuple(list_of_sources(notebook))
    blocks = document.blocks
    at = next((at for at in range(len(blocks)) if listed and blocks[at : at + len(listed)] == listed), None)
    for place, block in enumerate(blocks):
        if place == at:
            yield _Line("sources", "the list of sources")
        if at is None or not at <= place < at + len(listed):
            yield from reader.lines((), block)


class _Reader:
    """Reads a document with the notes that it has."""

    def __init__(self, document: Document, notebook: NoteBook) -> None:
        self._notes: dict[int, object] = {}
        self._shown: dict[int, str] = {}
        for note in notes(document):
            self._notes[note.number], self._shown[note.number] = self._of_note(note, notebook)

    def lines(self, within: tuple[object, ...], block: Block) -> Iterator[_Line]:
        """The lines of a block that stands in lists and quotations, ``within``."""
        name = type(block).__name__
        match block:
            case BulletList(items) | NumberedList(items):
                first = block.start if isinstance(block, NumberedList) else 1
                for number, item in enumerate(items):
                    for place, inner in enumerate(item):
                        yield from self.lines((*within, name, None if number else first, place), inner)
            case Quotation(blocks):
                for inner in blocks:
                    yield from self.lines((*within, name), inner)
            case Table(caption, header, rows, widths, row_headers):
                yield self._line((*within, name, widths, row_headers), caption)
                for number, row in enumerate((header, *rows)):
                    for column, cell in enumerate(row):
                        yield self._line((*within, name, number, column), cell)
            case Paragraph(content, kind) | Heading(kind, content):
                yield self._line((*within, name, kind), content)
            case _:
                yield self._line((*within, name), *(getattr(block, field.name) for field in fields(block)))

    def _line(self, where: tuple[object, ...], *values: object) -> _Line:
        says, shown = self._read(values)
        return _Line((where, says), " ".join(shown.split()).strip(" /"))

    def _read(self, value: Any) -> tuple[object, str]:
        """What a value, of whatever is in a document, says, and its words as they are shown."""
        match value:
            case str():
                return value, f"{value}{_BREAK}"
            case Text(text):
                return text, text
            case LineBreak():
                return LineBreak, _BREAK
            case tuple():
                read = [self._read(inner) for inner in value]
                between = _BREAK if any(isinstance(inner, tuple) for inner in value) else ""
                return tuple(says for says, _ in read), between.join(shown for _, shown in read)
            case Link(content, href):
                says, shown = self._read(content)
                leads = "" if href.removeprefix("mailto:") == shown else f" ({href})"
                return (Link, says, href), f"{shown}{leads}"
            case Claim(_, evidence):
                return (Claim, evidence), "…"
            case Note(number):
                return (Note, self._notes.get(number)), self._shown.get(number, "")
            case NoteReference(number):
                return (NoteReference, self._notes.get(number)), str(number)
            case None | int() | float() | bytes():
                return value, ""
            case _:
                says, shown = self._read(tuple(getattr(value, field.name) for field in fields(value)))
                return (type(value), says), shown

    def _of_note(self, note: Note, notebook: NoteBook) -> tuple[object, str]:
        parts: Sequence[Inline | Cite] = notebook.given.get(note.number, note.content)
        says, _ = self._read(tuple(parts))
        shown = "".join(_cited(one) if isinstance(one, Cite) else self._read(one)[1] for one in parts)
        return says, shown if all(isinstance(one, Cite) for one in parts) else f" ({shown.strip()}) "


def _cited(cite: Cite) -> str:
    """A citation as templates write it."""
    return f"[@{cite.id}, {cite.locator}]" if cite.locator else f"[@{cite.id}]"
