"""The document tree's blocks as paragraphs and tables.

No paragraph is empty: distance comes from styles, and a new page from the paragraph that starts it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import Any, assert_never

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph

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
    NumberedList,
    PageBreak,
    Paragraph,
    Particulars,
    Quotation,
    SignatureBlock,
    Strong,
    Table,
    Text,
    plain,
)
from nkadvocate.rendering.word import numbering
from nkadvocate.rendering.word.inlines import Notes, Pen
from nkadvocate.rendering.word.languages import is_right_to_left
from nkadvocate.rendering.word.styles import DATA_TABLE, QUOTE_INDENT

# The subject is the letter's title, and every reader of Word files knows “Heading 1” as one.
_ROLES = {
    "body": "Normal",
    "reference": "Reference",
    "date": "Date",
    "subject": "Heading 1",
    "salutation": "Salutation",
    "lead": "Lead",
    "close": "Closing",
    "small": "Small Print",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """The bullet or number of an item's first paragraph."""

    list: int
    level: int
    numbered: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: their indent, the lists around them, and whether they are quoted."""

    left: Length = Length(0)
    depth: int = 0
    quoted: bool = False


def write_blocks(word: WordDocument, document: Document, lists: numbering.Lists) -> None:
    """Writes the whole document into the body of ``word``."""
    writer = _Writer(word, Notes.of(word, document), lists, is_right_to_left(document.meta.language))
    writer.blocks(document.blocks, Place())


@dataclass(slots=True)
class _Writer:
    """Writes at the end of the body. ``mark``, ``new_page`` and ``gap`` wait for the next paragraph."""

    word: WordDocument
    notes: Notes
    lists: numbering.Lists
    right_to_left: bool
    mark: Mark | None = None
    new_page: bool = False
    gap: Length | None = None

    def blocks(self, blocks: tuple[Block, ...], place: Place) -> None:
        for block, following in pairwise((*blocks, None)):
            assert block is not None
            self._block(block, following, place)

    def _block(self, block: Block, following: Block | None, place: Place) -> None:
        match block:
            case Letterhead(name, tagline, lines):
                self._letterhead(name, tagline, lines)
            case Heading(level, content):
                self._paragraph(f"Heading {min(level, 6)}", content, place)
            case Paragraph(content, role):
                style = _ROLES[role]
                if role == "body" and (place.quoted or place.depth):
                    style = "Quote" if place.quoted else "List Continue"
                paragraph = self._paragraph(style, content, place)
                if _leads_into(block, following):
                    paragraph.paragraph_format.keep_with_next = True
            case BulletList(items):
                self._list(items, place, Mark(self.lists.bullets, min(place.depth, numbering.DEEPEST), False))
            case NumberedList(items, start):
                level = min(place.depth, numbering.DEEPEST)
                list_id = numbering.new_list(self.word, self.lists, level, start)
                self._list(items, place, Mark(list_id, level, True))
            case Table():
                self._table(block, place)
            case Figure():
                self._figure(block, place)
            case Quotation(inner):
                self.blocks(inner, replace(place, left=Length(place.left + QUOTE_INDENT), quoted=True))
            case AddressBlock(lines):
                self._paragraph("Inside Address", _lines(lines), place)
            case SignatureBlock(signatories):
                for number, (name, *lines) in enumerate(signatories, 1):
                    content = _lines(((Strong((Text(name),)),), *((Text(line),) for line in lines)))
                    paragraph = self._paragraph("Signature", content, place)
                    if number < len(signatories):
                        paragraph.paragraph_format.keep_with_next = True
            case Particulars(label, lines):
                content = (Strong((Text(label),)), Text("\t"), *_lines(lines))
                self._paragraph("Particulars", content, place)
            case PageBreak():
                self.new_page = True
            case _:
                assert_never(block)

    def _paragraph(self, style: str, content: tuple[Inline, ...], place: Place = Place()) -> WordParagraph:
        """Writes one paragraph, with the bullet, page break and gap that wait for it."""
        mark, self.mark = self.mark, None
        if mark is not None and style in ("List Continue", "Quote"):
            style = "List Number" if mark.numbered else "List Bullet"
        paragraph = self.word.add_paragraph(style=style)
        form = paragraph.paragraph_format
        if self.new_page:
            form.page_break_before, self.new_page = True, False
        if mark is not None:
            properties: Any = paragraph._p.get_or_add_pPr()
            number = properties.get_or_add_numPr()
            number.get_or_add_ilvl().val, number.get_or_add_numId().val = mark.level, mark.list
            if place.left != numbering.STEP * (mark.level + 1):
                form.left_indent, form.first_line_indent = place.left, Length(-numbering.hanging(mark.numbered))
        elif place.left and not (style == "Quote" and place.left == QUOTE_INDENT):
            form.left_indent = place.left
        if self.gap is not None and not style.startswith("Heading"):
            form.space_before = self.gap
        self.gap = None
        Pen(paragraph, self.notes).write(content)
        return paragraph

    def _letterhead(self, name: str, tagline: str | None, lines: tuple[tuple[Inline, ...], ...]) -> None:
        last = self._paragraph("Letterhead Name", (Text(name),))
        if tagline:
            last = self._paragraph("Letterhead Tagline", (Text(tagline),))
        if lines:
            last = self._paragraph("Letterhead Contact", _lines(lines))
        last.paragraph_format.space_after = Pt(12)

    def _list(self, items: tuple[tuple[Block, ...], ...], place: Place, mark: Mark) -> None:
        inside = replace(place, left=Length(place.left + numbering.STEP), depth=place.depth + 1)
        for item in items:
            self.mark = mark
            if not item or isinstance(item[0], BulletList | NumberedList | Table | PageBreak):
                self._paragraph("List Continue", (), inside)  # the mark stands alone, as it would on paper
            self.blocks(item, inside)
        if not place.depth and self.gap is None:
            self.word.paragraphs[-1].paragraph_format.space_after = Pt(6)

    def _table(self, block: Table, place: Place) -> None:
        section = self.word.sections[-1]
        assert section.page_width and section.left_margin is not None and section.right_margin is not None
        width = section.page_width - section.left_margin - section.right_margin - place.left
        widths = [Length(round(width * share / sum(block.widths))) for share in block.widths]
        if plain(block.caption).strip():
            self._paragraph("Caption", block.caption, place)
        table = self.word.add_table(0, len(block.header), DATA_TABLE)
        table.autofit = False
        if self.right_to_left:
            table.table_direction = WD_TABLE_DIRECTION.RTL
        for column, one in zip(table.columns, widths, strict=True):
            column.width = one
        for number, row in enumerate((block.header, *block.rows)):
            written = table.add_row()
            marks: Any = written._tr.get_or_add_trPr()
            marks.append(OxmlElement("w:cantSplit"))
            if number == 0:
                marks.append(OxmlElement("w:tblHeader"))
            for cell, content, one in zip(written.cells, row, widths, strict=True):
                cell.width = one
                cell.paragraphs[0].style = "Table Text" if number else "Table Head"
                Pen(cell.paragraphs[0], self.notes).write(content)
        title = " ".join(plain(block.caption).split())
        table._tbl.tblPr.append(OxmlElement("w:tblCaption", {qn("w:val"): title}))
        self.gap = Pt(9)

    def _figure(self, block: Figure, place: Place) -> None:
        section = self.word.sections[-1]
        assert section.page_width and section.left_margin is not None and section.right_margin is not None
        width = Length(section.page_width - section.left_margin - section.right_margin - place.left)
        picture = self._paragraph("Figure", (), place).add_run().add_picture(BytesIO(block.png))
        if picture.width > width:
            picture.width, picture.height = width, Length(round(picture.height * width / picture.width))
        picture._inline.docPr.set("descr", block.alt)
        if plain(block.caption).strip():
            self._paragraph("Figure Caption", block.caption, place)


def _lines(lines: tuple[tuple[Inline, ...], ...]) -> tuple[Inline, ...]:
    """Lines of one paragraph."""
    return tuple(inline for line in lines for inline in (LineBreak(), *line))[1:]


def _leads_into(block: Paragraph, following: Block | None) -> bool:
    """Whether a paragraph stands on the same page as the start of what follows it.

    A close with the place to sign; the words before the close, so that no page holds a signature alone; and a line
    that announces what comes next.
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
