"""Paper and margins, and what stands in the margins: the running header, the page number and the draft mark."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document as WordDocument
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from nkadvocate.design import Design
from nkadvocate.document import Document, Meta, Paragraph, plain
from nkadvocate.rendering.word.inlines import Notes, Pen
from nkadvocate.rendering.word.package import edges


def set_up_page(word: WordDocument, design: Design) -> None:
    """Paper and margins of the design, also where the base document has others: all formats share them."""
    section, page = word.sections[-1], design.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.footer_distance = Mm(page.top * 0.45), Mm(page.bottom * 0.45)


def write_margins(word: WordDocument, document: Document, design: Design) -> None:
    """Writes headers and footers. Those of the base document stay, and only get the draft mark."""
    section, meta = word.sections[-1], document.meta
    given = [not edge.is_linked_to_previous for edge in edges(section)]
    if not any(given):
        section.different_first_page_header_footer = True
        word.settings.odd_and_even_pages_header_footer = False
    used = (
        True,
        section.different_first_page_header_footer,
        word.settings.odd_and_even_pages_header_footer,
    )
    dates = [plain(block.content) for block in document.blocks if isinstance(block, Paragraph) and block.role == "date"]
    running = (" ".join(meta.reference.split()), " ".join((dates or [meta.date])[0].split()))
    for place, (header, footer) in enumerate(zip(edges(section)[:3], edges(section)[3:], strict=True)):
        if not used[place]:
            continue
        if meta.draft or (not any(given[:3]) and place != 1 and meta.reference):
            _write_header(header, ("", "") if any(given[:3]) or place == 1 else running, draft=meta.draft)
        if design.footer and not any(given[3:]):
            _write_label(footer.paragraphs[0], meta, word)


def _write_header(header: Any, running: tuple[str, str], *, draft: bool) -> None:
    present = not header.is_linked_to_previous
    paragraph = header.paragraphs[0].insert_paragraph_before() if present else header.paragraphs[0]
    paragraph.style = "Running Head"
    left, right = running
    paragraph.add_run(f"{left}\t")
    if draft:
        paragraph.add_run("DRAFT", style="Draft Mark")
    if right:
        paragraph.add_run(f"\t{right}")


def _write_label(paragraph: WordParagraph, meta: Meta, word: WordDocument) -> None:
    paragraph.style = "Page Label"
    pen = Pen(paragraph, Notes(word, frozenset(), frozenset()))
    for piece in re.split(r"(\{pages?\})", meta.page_label):
        if piece in ("{page}", "{pages}"):
            pen.field("PAGE" if piece == "{page}" else "NUMPAGES", "1")
        elif piece:
            paragraph.add_run(piece)
