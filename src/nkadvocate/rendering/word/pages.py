"""Paper and margins, and what stands in the margins: the running header, the page number and the draft mark."""

from __future__ import annotations

import re

from docx.document import Document as WordDocument
from docx.shared import Mm

from nkadvocate.design import Design
from nkadvocate.document import Document, Paragraph, plain
from nkadvocate.rendering.word.inlines import Pen, Story
from nkadvocate.rendering.word.package import edges


def set_up_page(word: WordDocument, design: Design) -> None:
    """Paper and margins of the design, also where the base document has others: all formats share them."""
    section, page = word.sections[-1], design.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.gutter = Mm(0)
    section.header_distance, section.footer_distance = Mm(page.top * 0.45), Mm(page.bottom * 0.45)


def write_margins(story: Story, document: Document, design: Design) -> None:
    """Writes headers and footers. Those of the base document stay, and only get the draft mark."""
    section, meta, settings = story.word.sections[-1], document.meta, story.word.settings
    headers, footers = edges(section)[:3], edges(section)[3:]
    own_header = all(edge.is_linked_to_previous for edge in headers)
    own_footer = all(edge.is_linked_to_previous for edge in footers)
    if own_header and own_footer:
        section.different_first_page_header_footer = True
        settings.odd_and_even_pages_header_footer = False
    used = (True, section.different_first_page_header_footer, settings.odd_and_even_pages_header_footer)
    dates = [plain(block.content) for block in document.blocks if isinstance(block, Paragraph) and block.role == "date"]
    date = " ".join((dates or [meta.date])[0].split())
    briefing = meta.kind == "briefing"
    name = meta.title if briefing else meta.reference
    for place in (place for place in range(3) if used[place]):
        running = own_header and place != 1 and bool(name)
        if running or meta.draft:
            header = headers[place]
            given = not header.is_linked_to_previous
            paragraph = header.paragraphs[0].insert_paragraph_before() if given else header.paragraphs[0]
            paragraph._p.style = story.ids["Running Head"]
            pen = Pen(paragraph, story)
            pen.run(f"{name}\t" if running else "\t")
            if meta.draft:
                pen.run("DRAFT", "Draft Mark")
            if running:
                pen.run(f"{'  ' if meta.draft else ''}{date}" if briefing else f"\t{date}")
        if design.footer and own_footer:
            paragraph = footers[place].paragraphs[0]
            paragraph._p.style = story.ids["Page Label"]
            pen = Pen(paragraph, story)
            for piece in filter(None, re.split(r"(\{pages?\})", meta.page_label)):
                if piece in ("{page}", "{pages}"):
                    pen.field("PAGE" if piece == "{page}" else "NUMPAGES", "1")
                else:
                    pen.run(piece)
