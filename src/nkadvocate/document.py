"""The document tree: what a letter or briefing says, independent of any file format.

Frozen values without behaviour beyond walking. Notes are numbered here, in document order, never by a renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text. Contains no line breaks; those are ``LineBreak`` nodes."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a web or mail address."""

    content: tuple[Inline, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Text in another language than the document's (BCP 47 tag)."""

    content: tuple[Inline, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The words that state one piece of evidence; ``evidence`` is its record id."""

    content: tuple[Inline, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, called at this place. ``number`` counts from 1 in document order."""

    number: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A reference to the number of a footnote called elsewhere, as in "(n 3)"; prints the number only."""

    number: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that a draft lacks; printed as a visible mark."""

    what: str


Inline = Text | LineBreak | Emphasis | Strong | Link | Foreign | Claim | Note | NoteReference | Missing


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture in the letterhead with its alternative text; ``width`` and ``height`` in millimetres."""

    alt: str
    png: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The sender's name, tagline and contact lines at the head of the first page, below the logos."""

    name: str
    tagline: str | None
    lines: tuple[tuple[Inline, ...], ...]
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` counts from 1, the document's title; levels are never skipped."""

    level: int
    content: tuple[Inline, ...]


ParagraphRole = Literal["body", "reference", "date", "subject", "subtitle", "salutation", "lead", "close", "small"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``subject`` is the letter's title and counts as its level 1 heading."""

    content: tuple[Inline, ...]
    role: ParagraphRole = "body"


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    items: tuple[tuple[Block, ...], ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with one header row. ``widths`` are shares of the text width and add up to 1.

    With ``row_headers``, the first cell of each row is the row's header.
    """

    caption: tuple[Inline, ...]
    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    widths: tuple[float, ...]
    row_headers: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its alternative text and caption. ``svg`` and ``png`` show the same."""

    alt: str
    caption: tuple[Inline, ...]
    svg: bytes
    png: bytes


@dataclass(frozen=True, slots=True)
class Quotation:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """Inside address, one line each."""

    lines: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Places to sign, in order: for each signatory the lines printed below the signature."""

    signatories: tuple[tuple[str, ...], ...]

    @property
    def abreast(self) -> int:
        """How many stand side by side on paper: at most three, and four as two and two."""
        return 2 if len(self.signatories) == 4 else min(len(self.signatories), 3)


@dataclass(frozen=True, slots=True)
class Particulars:
    """Labelled short lines at the foot of a letter, such as copies and enclosures."""

    label: str
    lines: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """The document's headings from level 2 down to level ``depth``, with their pages where there are pages."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a new page."""


Block = (
    Letterhead
    | Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Figure
    | Quotation
    | AddressBlock
    | SignatureBlock
    | Particulars
    | TableOfContents
    | PageBreak
)


Kind = Literal["letter", "briefing"]


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file says about itself. ``date`` is ISO 8601 and the only date that reaches metadata.

    A letter names its reference and date at the head of later pages, a briefing its title and date.
    """

    title: str
    author: str
    subject: str
    language: str
    date: str
    reference: str
    draft: bool = False
    note_label: str = "Note"
    page_label: str = "{page} of {pages}"
    kind: Kind = "letter"


@dataclass(frozen=True, slots=True)
class Document:
    meta: Meta
    blocks: tuple[Block, ...]


def blocks_of(block: Block) -> tuple[Block, ...]:
    """The blocks directly inside ``block``."""
    match block:
        case BulletList(items) | NumberedList(items):
            return tuple(inner for item in items for inner in item)
        case Quotation(blocks):
            return blocks
        case _:
            return ()


def inlines_of(block: Block) -> tuple[Inline, ...]:
    """The inlines directly in ``block``, in reading order, without those of inner blocks."""
    match block:
        case Paragraph(content) | Heading(_, content):
            return content
        case Table(caption, header, rows):
            cells = (*header, *(cell for row in rows for cell in row))
            return (*caption, *(inline for cell in cells for inline in cell))
        case Figure(caption=caption):
            return caption
        case AddressBlock(lines) | Particulars(_, lines) | Letterhead(_, _, lines, _):
            return tuple(inline for line in lines for inline in line)
        case _:
            return ()


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, outer before inner, in reading order."""
    for block in blocks:
        yield block
        yield from walk_blocks(blocks_of(block))


def walk_inlines(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Every inline, outer before inner, in reading order; a note's content follows the note."""
    for inline in inlines:
        yield inline
        match inline:
            case Emphasis(content) | Strong(content) | Link(content, _) | Foreign(content, _):
                yield from walk_inlines(content)
            case Claim(content, _) | Note(_, content):
                yield from walk_inlines(content)
            case _:
                pass


def joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same content with neighbouring texts as one, and no empty ones."""
    content: list[Inline] = []
    for inline in inlines:
        last = content[-1] if content else None
        if isinstance(inline, Text) and isinstance(last, Text):
            content[-1] = Text(last.text + inline.text)
        elif inline != Text(""):
            content.append(inline)
    return tuple(content)


def all_inlines(document: Document) -> Iterator[Inline]:
    """Every inline of the document, outer before inner, in reading order."""
    return (inline for block in walk_blocks(document.blocks) for inline in walk_inlines(inlines_of(block)))


def notes(document: Document) -> tuple[Note, ...]:
    """All footnotes in document order."""
    return tuple(inline for inline in all_inlines(document) if isinstance(inline, Note))


def claims(document: Document) -> tuple[Claim, ...]:
    """All claims in document order."""
    return tuple(inline for inline in all_inlines(document) if isinstance(inline, Claim))


def headings(document: Document) -> tuple[Heading, ...]:
    """All headings in document order. The place of a heading in it, counted from 1, names the heading everywhere."""
    return tuple(block for block in walk_blocks(document.blocks) if isinstance(block, Heading))


def title_of(document: Document) -> tuple[Block, ...]:
    """The blocks at the beginning of a briefing that make up its title; none in a letter, which begins otherwise."""
    if document.meta.kind == "letter":
        return ()
    title = tuple(takewhile(_is_of_title, document.blocks))
    return title if any(isinstance(block, Paragraph) and block.role == "subject" for block in title) else ()


def _is_of_title(block: Block) -> bool:
    match block:
        case Letterhead() | Paragraph(role="reference" | "date" | "subject" | "subtitle"):
            return True
        case _:
            return False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents: the heading, its place among all headings, and the entries below it."""

    place: int
    heading: Heading
    below: tuple[Entry, ...]


def entries(contents: TableOfContents, found: tuple[Heading, ...]) -> tuple[Entry, ...]:
    """What a table of contents lists of a document's headings, ``found``: the topmost entries."""
    wanted = [(place, one) for place, one in enumerate(found, 1) if 2 <= one.level <= contents.depth]
    return _entries(wanted)


def lines_in(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """All entries, outer before inner, in reading order."""
    for entry in entries:
        yield entry
        yield from lines_in(entry.below)


def _entries(wanted: list[tuple[int, Heading]]) -> tuple[Entry, ...]:
    lines: list[Entry] = []
    while wanted:
        (place, heading), *wanted = wanted
        end = next((n for n, (_, one) in enumerate(wanted) if one.level <= heading.level), len(wanted))
        lines.append(Entry(place, heading, _entries(wanted[:end])))
        wanted = wanted[end:]
    return tuple(lines)


def plain(inlines: tuple[Inline, ...]) -> str:
    """The words of ``inlines`` without notes; a line break becomes a newline."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case Emphasis(content) | Strong(content) | Link(content, _) | Foreign(content, _) | Claim(content, _):
                parts.append(plain(content))
            case NoteReference(number):
                parts.append(str(number))
            case Missing(what):
                parts.append(f"[missing: {what}]")
            case Note():
                pass
    return "".join(parts)
