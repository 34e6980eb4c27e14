"""The document tree's blocks as paragraphs and tables.

There is no paragraph without words: distance comes from styles, a new page from a property of the paragraph that
starts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import assert_never

from nkadvocate.document import (
    AddressBlock,
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    Note,
    NoteReference,
    NumberedList,
    PageBreak,
    Paragraph,
    Particulars,
    Quotation,
    SignatureBlock,
    Strong,
    Table,
    Text,
    inlines_of,
    notes,
    plain,
    walk_blocks,
    walk_inlines,
)
from nkadvocate.rendering.docx.languages import is_right_to_left
from nkadvocate.rendering.docx.markup import Xml, joined, w
from nkadvocate.rendering.docx.package import Part, Relationships
from nkadvocate.rendering.docx.pictures import EMU_PER_TWIP, drawing, read_png
from nkadvocate.rendering.docx.story import Notes, Story, words
from nkadvocate.rendering.docx.styles import LIST_STEP, NONE, QUOTE_STEP, twips

_ROLE_STYLES = {
    "body": "normal",
    "reference": "letter reference",
    "date": "letter date",
    "subject": "letter subject",
    "salutation": "letter salutation",
    "lead": "letter lead",
    "close": "letter close",
    "small": "letter small",
}
# Space in points after a table, which has none of its own, and after a list, whose items stand closer than paragraphs.
# It goes before the next paragraph (Word takes the larger of what two neighbours ask for), unless that asks for more.
_TABLE_GAP = 9
_LIST_GAP = 6
_CLOSE_STYLES = frozenset(
    {"normal", "list bullet", "list number", "list continue", "quote", "caption", "letter figure"}
)
_DEEPEST_LEVEL = 8
_DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its indent in twentieths of a point, list levels around it, and whether it is quoted."""

    left: int = 0
    depth: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The bullet or number that the next paragraph carries."""

    list: int
    level: int
    left: int
    style: str


@dataclass(slots=True)
class Lists:
    """The lists of the document: each numbered one counts by itself. ``starts`` holds (id, level, first number)."""

    bullets: int
    first_number: int
    starts: list[tuple[int, int, int]] = field(default_factory=list)

    def numbered(self, level: int, start: int) -> int:
        """The id of a new numbered list."""
        new = self.first_number + len(self.starts)
        self.starts.append((new, level, start))
        return new


@dataclass(slots=True)
class Body:
    """Writes blocks into ``written``, in order."""

    ids: dict[str, str]
    story: Story
    lists: Lists
    text_width: int
    right_to_left: bool
    written: list[Xml] = field(default_factory=list)
    pictures: dict[str, Part] = field(default_factory=dict)
    figures: int = 0
    new_page: bool = False
    gap: float = 0
    mark: Mark | None = None

    def blocks(self, blocks: tuple[Block, ...], place: Place = Place()) -> None:
        for block, following in zip_longest(blocks, blocks[1:]):
            if block is not None:
                self._block(block, following, place)

    def _block(self, block: Block, following: Block | None, place: Place) -> None:
        match block:
            case Letterhead():
                self._letterhead(block)
            case Heading(level, content):
                self._paragraph(f"heading {min(level, _DEEPEST_HEADING)}", content, place)
            case Paragraph(content, role):
                style = _ROLE_STYLES[role]
                if role == "body" and (place.quoted or place.depth):
                    style = "quote" if place.quoted else "list continue"
                self._paragraph(style, content, place, keep=_leads_into(block, following))
            case BulletList(items):
                self._list(items, place, self.lists.bullets, "list bullet")
            case NumberedList(items, start):
                numbered = self.lists.numbered(min(place.depth, _DEEPEST_LEVEL), start)
                self._list(items, place, numbered, "list number")
            case Table():
                self._table(block, place)
            case Figure():
                self._figure(block, place)
            case Quotation(blocks):
                self.blocks(blocks, replace(place, left=place.left + QUOTE_STEP, quoted=True))
            case AddressBlock(lines):
                self._paragraph("letter address", _lines(lines), place)
            case SignatureBlock(signatories):
                for number, signatory in enumerate(signatories, 1):
                    style = "letter signature" if number % 2 else "letter next signature"
                    self._paragraph(style, _signed(signatory), place, keep=number < len(signatories))
            case Particulars(label, lines):
                self._particulars(label, lines, place)
            case PageBreak():
                self.new_page = True
            case _:
                assert_never(block)

    def _paragraph(
        self,
        style: str,
        content: tuple[Inline, ...],
        place: Place = Place(),
        *,
        keep: bool = False,
        after: float | None = None,
    ) -> None:
        if plain(content).strip() or _has_notes(content) or self.mark:
            self.written.append(self._p(style, self.story.runs(content), place, keep=keep, after=after))

    def _p(
        self,
        style: str,
        runs: Xml,
        place: Place = Place(),
        *,
        keep: bool = False,
        after: float | None = None,
        cell: bool = False,
    ) -> Xml:
        """A paragraph with its properties in schema order; it takes up the pending page break and list mark."""
        mark = self.mark
        numbering, indent = NONE, NONE
        if mark is not None:
            style = mark.style if style in ("normal", "list continue", "quote") else style
            numbering = w("numPr", w("ilvl", val=mark.level), w("numId", val=mark.list))
            if mark.left != (mark.level + 1) * LIST_STEP or style != mark.style:
                indent = w("ind", left=mark.left, hanging=LIST_STEP)
        elif place.left and not (style == "quote" and place.left == QUOTE_STEP):
            indent = w("ind", left=place.left)
        space: dict[str, str | int] = {}
        if self.gap and not cell and style in _CLOSE_STYLES:
            space["before"] = twips(self.gap)
        if after is not None:
            space["after"] = twips(after)
        properties = joined(
            w("pStyle", val=self.ids[style]) if style != "normal" else NONE,
            w("keepNext") if keep else NONE,
            w("pageBreakBefore") if self.new_page else NONE,
            numbering,
            w("bidi") if self.right_to_left else NONE,
            w("spacing", **space) if space else NONE,
            indent,
        )
        self.new_page, self.mark = False, None
        if not cell:
            self.gap = 0
        return w("p", w("pPr", properties) if properties else NONE, runs)

    def _letterhead(self, block: Letterhead) -> None:
        said: list[tuple[str, tuple[Inline, ...]]] = [("letter sender", (Text(block.name),))]
        if block.tagline:
            said.append(("letter tagline", (Text(block.tagline),)))
        said += [("letter contact", line) for line in block.lines if plain(line).strip()]
        for style, content in said[:-1]:
            self._paragraph(style, content)
        style, content = said[-1]
        self._paragraph(style, content, after=20)

    def _list(self, items: tuple[tuple[Block, ...], ...], place: Place, number: int, style: str) -> None:
        self._mark_alone()
        inside = replace(place, left=place.left + LIST_STEP, depth=place.depth + 1)
        for item in items:
            self.mark = Mark(number, min(place.depth, _DEEPEST_LEVEL), inside.left, style)
            self.blocks(item, inside)
            self._mark_alone()
        if not place.depth:
            self.gap = _LIST_GAP

    def _mark_alone(self) -> None:
        """Writes the pending bullet or number without words, as it would stand on paper before a list or a table."""
        if self.mark is not None:
            self.written.append(self._p(self.mark.style, NONE))

    def _table(self, block: Table, place: Place) -> None:
        if not block.widths or any(len(row) != len(block.widths) for row in (block.header, *block.rows)):
            raise ValueError("every row of a table needs as many cells as the table has columns")
        width = self.text_width - place.left
        columns = [max(1, round(width * share / sum(block.widths))) for share in block.widths]
        columns[-1] += width - sum(columns)
        if plain(block.caption).strip():
            self._paragraph("caption", block.caption, place, keep=True)
        self._mark_alone()
        head = self._row(block.header, columns, "letter table head", header=True)
        rows = [self._row(row, columns, "letter table text") for row in block.rows]
        title = " ".join(plain(block.caption).split())
        self.written.append(
            w(
                "tbl",
                w(
                    "tblPr",
                    w("tblStyle", val=self.ids["letter table"]),
                    w("bidiVisual") if self.right_to_left else NONE,
                    w("tblW", w=width, type="dxa"),
                    w("tblInd", w=place.left, type="dxa") if place.left else NONE,
                    w("tblLayout", type="fixed"),
                    w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
                    w("tblCaption", val=title) if title else NONE,
                ),
                w("tblGrid", *(w("gridCol", w=column) for column in columns)),
                head,
                *rows,
            )
        )
        self.gap = _TABLE_GAP

    def _row(
        self, cells: tuple[tuple[Inline, ...], ...], columns: list[int], style: str, *, header: bool = False
    ) -> Xml:
        written = [
            w("tc", w("tcPr", w("tcW", w=column, type="dxa")), self._p(style, self.story.runs(cell), cell=True))
            for cell, column in zip(cells, columns, strict=True)
        ]
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if header else NONE), *written)

    def _figure(self, block: Figure, place: Place) -> None:
        picture = read_png(block.png).within((self.text_width - place.left) * EMU_PER_TWIP)
        self.figures += 1
        path = f"word/media/figure{self.figures}.png"
        self.pictures[path] = Part(picture.data, "image/png")
        relationship = self.story.relationships.add("image", path)
        shown = drawing(picture, relationship=relationship, number=self.figures, alt=block.alt)
        self.written.append(self._p("letter figure", shown, place))
        self._paragraph("caption", block.caption, place)

    def _particulars(self, label: str, lines: tuple[tuple[Inline, ...], ...], place: Place) -> None:
        runs = joined(
            w("r", w("rPr", w("b"), w("bCs")), words(label)),
            w("r", words("\t")),
            self.story.runs(_lines(lines)),
        )
        self.written.append(self._p("letter particulars", runs, place))


def _lines(lines: tuple[tuple[Inline, ...], ...]) -> tuple[Inline, ...]:
    """Lines of one paragraph, without empty ones."""
    content: list[Inline] = []
    for line in lines:
        if plain(line).strip() or _has_notes(line):
            content += [LineBreak(), *line]
    return tuple(content[1:])


def _signed(signatory: tuple[str, ...]) -> tuple[Inline, ...]:
    """The lines below a signature, the name set off from the others."""
    return _lines(tuple((Text(line),) if number else (Strong((Text(line),)),) for number, line in enumerate(signatory)))


def _has_notes(content: tuple[Inline, ...]) -> bool:
    return any(isinstance(inline, Note) for inline in walk_inlines(content))


def _leads_into(block: Paragraph, following: Block | None) -> bool:
    """Whether a paragraph must stand on the same page as the start of what follows it.

    A close with the place to sign; the words before the close, so that no page holds a signature alone; and a line that
    announces what comes next.
    """
    match following:
        case SignatureBlock():
            return True
        case Paragraph(role="close"):
            return block.role == "body"
        case BulletList() | NumberedList() | Table() | Figure() | Quotation():
            return plain(block.content).rstrip().endswith((":", "："))
        case _:
            return False


def _referred(document: Document) -> Iterator[int]:
    for block in walk_blocks(document.blocks):
        for inline in walk_inlines(inlines_of(block)):
            if isinstance(inline, NoteReference):
                yield inline.number


def write_body(document: Document, ids: dict[str, str], lists: Lists, text_width: int, related: Relationships) -> Body:
    """The whole document, written; its notes are in ``story.notes``."""
    called = frozenset(note.number for note in notes(document))
    story = Story(ids, Notes(frozenset(_referred(document)) & called, called), related)
    body = Body(ids, story, lists, text_width, is_right_to_left(document.meta.language))
    body.blocks(document.blocks)
    return body
