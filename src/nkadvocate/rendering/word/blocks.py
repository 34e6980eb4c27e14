"""The document tree's blocks as paragraphs and tables.

No paragraph is empty: distance comes from styles, and a new page from the paragraph that starts it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import Any, assert_never

from docx.enum.table import WD_TABLE_DIRECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Emu, Length, Mm, Pt
from docx.text.paragraph import Paragraph

from nkadvocate import document as tree
from nkadvocate.rendering.pictures import clean_png
from nkadvocate.rendering.word.inlines import Pen, Story, begin
from nkadvocate.rendering.word.numbering import DEEPEST, STEP, Lists, hanging, new_list
from nkadvocate.rendering.word.styles import DATA_TABLE, QUOTE_INDENT

# The subject is the letter's title, and every reader of Word files knows “Heading 1” as one.
_ROLES = {
    "body": "Normal",
    "reference": "Reference",
    "date": "Date",
    "subject": "Heading 1",
    "subtitle": "Subtitle",
    "salutation": "Salutation",
    "lead": "Lead",
    "close": "Closing",
    "small": "Small Print",
}
_Line = tuple[tree.Inline, ...]

_BOOKMARKS = 1_000_000
"""Bookmarks of notes have the note's number as id, those of headings the place after this."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The bullet or number of an item's first paragraph."""

    list: int
    level: int
    numbered: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: their indent in English Metric Units, the lists around them, and whether they are quoted."""

    left: int = 0
    depth: int = 0
    quoted: bool = False


@dataclass(slots=True)
class BlockWriter:
    """Writes at the end of the body. ``mark``, ``new_page`` and ``gap`` wait for the next paragraph.

    ``beside`` is the reference, which shares a line with the date that follows it; ``begun`` counts the headings.
    """

    story: Story
    lists: Lists
    width: Length
    right_to_left: bool
    mark: Mark | None = None
    new_page: bool = False
    gap: Length | None = None
    beside: _Line = ()
    begun: int = 0

    def write(self, blocks: tuple[tree.Block, ...], place: Place = Place()) -> Paragraph | None:
        """Writes ``blocks``. Returns the last paragraph, unless a table comes last."""
        last = None
        for block, following in pairwise((*blocks, None)):
            if block is not None:
                last = self._block(block, following, place)
        return last

    def _block(self, block: tree.Block, following: tree.Block | None, place: Place) -> Paragraph | None:
        match block:
            case tree.Letterhead():
                return self._letterhead(block)
            case tree.Heading(level, content):
                self.begun += 1
                style = f"Heading {min(level, 6)}"
                if self.begun not in self.story.listed:
                    return self._paragraph(style, content, place)
                heading = self._paragraph(style, (), place)
                Pen(heading, self.story).bookmarked(_BOOKMARKS + self.begun, _bookmark(self.begun), content)
                return heading
            case tree.Paragraph(content, "reference") if _is_date(following):
                self.beside = content
                return None
            case tree.Paragraph(content, "date") if self.beside:
                content, self.beside = (*self.beside, tree.Text("\t"), *content), ()
                dated = self._paragraph("Date", content, place)
                dated.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)
                return dated
            case tree.Paragraph(content, role):
                style = _ROLES[role]
                if role == "body" and (place.quoted or place.depth):
                    style = "Quote" if place.quoted else "List Continue"
                return self._paragraph(style, content, place, keep=_leads_into(block, following))
            case tree.BulletList(items):
                return self._list(items, place, Mark(self.lists.bullets, min(place.depth, DEEPEST), numbered=False))
            case tree.NumberedList(items, start):
                level = min(place.depth, DEEPEST)
                return self._list(items, place, Mark(new_list(self.story.word, self.lists, level, start), level, True))
            case tree.Table():
                self._table(block, place)
                return None
            case tree.Figure():
                return self._figure(block, place)
            case tree.Quotation(inner):
                return self.write(inner, replace(place, left=place.left + QUOTE_INDENT, quoted=True))
            case tree.AddressBlock(lines):
                return self._paragraph("Inside Address", _lines(lines), place)
            case tree.SignatureBlock(()):
                return None
            case tree.SignatureBlock((signatory,)):
                return self._paragraph("Signature", _signed(signatory), place)
            case tree.SignatureBlock():
                self._signatures(block)
                return None
            case tree.Particulars(label, lines):
                label_cell = (tree.Strong((tree.Text(label),)), tree.Text("\t"))
                return self._paragraph("Particulars", (*label_cell, *_lines(lines)), place)
            case tree.TableOfContents():
                return self._contents(block, place)
            case tree.PageBreak():
                self.new_page = True
                return None
            case _:
                assert_never(block)

    def _paragraph(self, style: str, content: _Line, place: Place = Place(), *, keep: bool = False) -> Paragraph:
        """One paragraph, with the bullet, page break and gap that wait for it."""
        mark, self.mark = self.mark, None
        if mark is not None and style in ("List Continue", "Quote"):
            style = "List Number" if mark.numbered else "List Bullet"
        paragraph = self.story.word.add_paragraph()
        begin(
            paragraph,
            self.story.ids[style] if style != "Normal" else None,
            *(["w:keepNext"] if keep else []),
            *(["w:pageBreakBefore"] if self.new_page else []),
            number=(mark.level, mark.list) if mark else None,
        )
        form = paragraph.paragraph_format
        if mark is not None:
            if place.left != STEP * (mark.level + 1):
                form.left_indent, form.first_line_indent = Emu(place.left), Emu(-hanging(mark.numbered))
        elif place.left and not (style == "Quote" and place.left == QUOTE_INDENT):
            form.left_indent = Emu(place.left)
        if self.gap is not None and not style.startswith("Heading"):
            form.space_before = self.gap
        self.new_page, self.gap = False, None
        Pen(paragraph, self.story).write(content)
        return paragraph

    def _letterhead(self, block: tree.Letterhead) -> Paragraph:
        if block.logos:
            row = self._paragraph("Letterhead Logos", ())
            for number, logo in enumerate(block.logos):
                run = row.add_run("\u2003" if number else "")
                picture = run.add_picture(BytesIO(clean_png(logo.png)), Mm(logo.width), Mm(logo.height))
                picture._inline.docPr.set("descr", logo.alt)
        last = self._paragraph("Letterhead Name", (tree.Text(block.name),))
        if block.tagline:
            last = self._paragraph("Letterhead Tagline", (tree.Text(block.tagline),))
        if block.lines:
            last = self._paragraph("Letterhead Contact", _lines(block.lines))
        last.paragraph_format.space_after = Pt(12)
        return last

    def _contents(self, block: tree.TableOfContents, place: Place) -> Paragraph | None:
        """A field with its entries, marked for Word to fill in the pages; other programs show it as it stands."""
        last = self._paragraph("TOC Heading", (tree.Text(block.title),), place) if block.title else None
        lines = list(tree.lines_in(tree.entries(block, self.story.headings)))
        for number, line in enumerate(lines):
            last = self._paragraph(f"toc {min(line.heading.level, 6)}", (), place)
            pen = Pen(last, self.story)
            if number == 0:
                # ECMA-376 part 1, 17.16.5.68; w:updateFields would make Word ask a question on opening.
                pen.begin_field(f'TOC \\o "2-{max(block.depth, 2)}" \\h \\z \\u', dirty="true")
            pen.to_bookmark(_bookmark(line.place), " ".join(tree.plain(line.heading.content).split()))
            if number == len(lines) - 1:
                pen.end_field()
        return last

    def _list(self, items: tuple[tuple[tree.Block, ...], ...], place: Place, mark: Mark) -> Paragraph | None:
        inside, last = replace(place, left=place.left + STEP, depth=place.depth + 1), None
        for item in items:
            self.mark = mark
            if not _begins_with_words(item):
                last = self._paragraph("List Continue", (), inside)  # the mark stands alone, as it would on paper
            last = self.write(item, inside)
        if last is not None and not place.depth:
            last.paragraph_format.space_after = Pt(6)
        return last

    def _table(self, block: tree.Table, place: Place) -> None:
        title = " ".join(tree.plain(block.caption).split())
        if title:
            self._paragraph("Caption", block.caption, place)
        table = self.story.word.add_table(0, len(block.header), DATA_TABLE)
        table.autofit = False
        table.table_direction = WD_TABLE_DIRECTION.RTL if self.right_to_left else None
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        look.set(qn("w:firstColumn"), str(int(block.row_headers)))
        look.set(qn("w:val"), "04A0" if block.row_headers else "0420")
        table._tbl.tblPr.append(OxmlElement("w:tblCaption", {qn("w:val"): title}))
        widths = [Emu(round((self.width - place.left) * share / sum(block.widths))) for share in block.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        last = len(block.rows)
        for at, row in enumerate((block.header, *block.rows)):
            style = "Table Text" if at else "Table Head"
            # The first three and the last three rows stay together.
            keep = 0 < at < 3 or last - 3 < at < last
            written = table.add_row()
            properties: Any = written._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if style == "Table Head":
                properties.append(OxmlElement("w:tblHeader"))
            for cell, content, width in zip(written.cells, row, widths, strict=True):
                cell.width = width
                (paragraph,) = cell.paragraphs
                paragraph._p.style = self.story.ids[style]
                paragraph.paragraph_format.keep_with_next = keep or None
                Pen(paragraph, self.story).write(content)
        self.gap = Pt(9)

    def _signatures(self, block: tree.SignatureBlock) -> None:
        """Joint signatories side by side, in a table without lines, all on one page."""
        abreast, signatories = block.abreast, block.signatories
        table = self.story.word.add_table(0, abreast)
        table.autofit = False
        table.table_direction = WD_TABLE_DIRECTION.RTL if self.right_to_left else None
        margins = OxmlElement("w:tblCellMar")
        for side, twips in (("left", 0), ("right", 225)):
            margins.append(OxmlElement(f"w:{side}", {qn("w:w"): str(twips), qn("w:type"): "dxa"}))
        table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
        for column in table.columns:
            column.width = Emu(self.width // abreast)
        for first in range(0, len(signatories), abreast):
            row = table.add_row()
            properties: Any = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            beside = signatories[first : first + abreast]
            if len(beside) < abreast:
                row.cells[len(beside) - 1].merge(row.cells[-1])
            for cell, signatory in zip(row.cells, beside, strict=False):
                (paragraph,) = cell.paragraphs
                paragraph._p.style = self.story.ids["Signature"]
                paragraph.paragraph_format.keep_with_next = first + abreast < len(signatories) or None
                Pen(paragraph, self.story).write(_signed(signatory))

    def _figure(self, block: tree.Figure, place: Place) -> Paragraph:
        last = self._paragraph("Figure", (), place)
        picture = last.add_run().add_picture(BytesIO(clean_png(block.png)))
        if picture.width > (room := self.width - place.left):
            picture.width, picture.height = Emu(room), Emu(round(picture.height * room / picture.width))
        picture._inline.docPr.set("descr", block.alt)
        return self._paragraph("Figure Caption", block.caption, place) if block.caption else last


def _signed(signatory: tuple[str, ...]) -> _Line:
    name, *below = signatory
    return _lines(((tree.Strong((tree.Text(name),)),), *((tree.Text(line),) for line in below)))


def _lines(lines: tuple[_Line, ...]) -> _Line:
    """Lines of one paragraph."""
    return tuple(inline for line in lines for inline in (tree.LineBreak(), *line))[1:]


def _bookmark(place: int) -> str:
    """A heading's bookmark. Word hides names with this beginning and replaces them when it makes the field anew."""
    return f"_Toc{place:09d}"


def _begins_with_words(blocks: tuple[tree.Block, ...]) -> bool:
    """Whether what comes first in an item is a paragraph or the like, which takes the mark."""
    match blocks:
        case (tree.Quotation(inner), *_):
            return _begins_with_words(inner)
        case (tree.BulletList() | tree.NumberedList() | tree.Table() | tree.PageBreak(), *_) | ():
            return False
        case _:
            return True


def _is_date(block: tree.Block | None) -> bool:
    return isinstance(block, tree.Paragraph) and block.role == "date"


def _leads_into(block: tree.Paragraph, following: tree.Block | None) -> bool:
    """Whether a paragraph stands on the same page as the start of what follows it.

    A close with the place to sign; the words before the close, so that no page holds a signature alone; and a line
    that announces what comes next.
    """
    match following:
        case tree.SignatureBlock():
            return True
        case tree.Paragraph(role="close"):
            return block.role == "body"
        case tree.BulletList() | tree.NumberedList() | tree.Table() | tree.Figure() | tree.Quotation():
            return tree.plain(block.content).rstrip().endswith((":", "\uff1a"))
        case _:
            return False
