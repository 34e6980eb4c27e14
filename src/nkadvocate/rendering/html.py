"""Writes a document tree as HTML: a standalone page to read or mail, and the input of the PDF renderer.

Both come from the same functions, so that they hold the same words in the same order. They differ in the notes, which
are a list at the end of a page to read and elements at the call, moved to the foot of the page, in the PDF.
"""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from nkadvocate.design import Design
from nkadvocate.document import (
    AddressBlock,
    Block,
    BulletList,
    Claim,
    Document,
    Emphasis,
    Entry,
    Figure,
    Foreign,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    Link,
    Logo,
    Meta,
    Missing,
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
    TableOfContents,
    Text,
    entries,
    headings,
    notes,
    plain,
    title_of,
    walk_blocks,
)
from nkadvocate.rendering.pictures import clean_png, clean_svg

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*", re.IGNORECASE)
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})


def render_html(document: Document, design: Design, style: str) -> bytes:
    """A complete HTML file in UTF-8 that needs no other file.

    ``style`` is a CSS style sheet; it follows the design's tokens (see ``tokens``) inside the file. Its ``@font-face``
    rules are left out, as a file that travels alone cannot bring fonts.
    """
    meta = document.meta
    rules = f"{tokens(design, meta)}\n{_FONT_FACE.sub('', style)}".replace("</", "<\\/")
    head = f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>\n{rules.strip()}\n</style>'
    writer = _Writer(headings(document), paged=False)
    body = f"<main>\n{writer.parts(document)}{_note_list(document, writer)}</main>"
    return _page(meta, design, head, body).encode()


def html_for_pdf(document: Document, design: Design) -> str:
    """HTML for a paged renderer that supports ``float: footnote``; it holds no style sheet.

    In the table of contents an element with ``data-page-of`` holds a nought in place of the page on which the heading
    of that id will stand.

    A note is an element of class ``note`` at its call. Notes and words in another language are custom elements that
    carry their number or language in the element's name (``x-note-3``, ``x-lang-ko``), because the PDF renderer's
    structure tree knows an element by its name alone.
    """
    dates = (block for block in walk_blocks(document.blocks) if isinstance(block, Paragraph) and block.role == "date")
    first = next(dates, None)
    running = {
        "data-name": document.meta.title if document.meta.kind == "briefing" else document.meta.reference,
        "data-date": " ".join(plain(first.content).split()) if first else document.meta.date,
    }
    body = _Writer(headings(document), paged=True).parts(document)
    return _page(document.meta, design, "", body, running)


def tokens(design: Design, meta: Meta) -> str:
    """The design as CSS: custom properties on ``:root`` and the ``@page`` rules, with their values written out.

    Footer, running header and draft mark are here and not in the style sheet, so that a campaign's own style sheet
    cannot lose them. A style sheet follows this block and can restyle all but what is important: the numbers of notes,
    which are small and raised so that none is read as a digit, and the mark of a draft.
    """
    page, type_, colours = design.page, design.type, design.colours
    small = (
        f"font: {_number(type_.note_size)}pt {_families(design)}; color: {colours.muted}; font-variant-numeric: normal"
    )
    first, later, draft = "", "", ""
    if meta.reference or meta.kind == "briefing":
        first = "\n@page :first {\n  @top-left { content: none }\n  @top-right { content: none }\n}"
        for place, name in (("@top-left", "name"), ("@top-right", "date")):
            later += f"\n  {place} {{ content: string({name}); {small} }}"
    if design.footer:
        place = "@bottom-center" if design.letterhead == "centre" else "@bottom-right"
        later += f"\n  {place} {{ content: {_page_label(meta.page_label)}; {small} }}"
    if meta.draft:
        later += f"\n  background: url({_draft_mark(design)}) no-repeat 0 0 / 100% 100% !important;"
        draft = f"""
@media print {{ html, body {{ background: none !important }} }}
@media screen {{
  .draft::before {{
    content: "DRAFT" !important; display: block !important; visibility: visible !important; opacity: 1 !important;
    position: static !important; font: bold 17px/1.5 sans-serif !important; letter-spacing: 0.3em;
    color: {colours.ink} !important; background: #ffffff !important
  }}
}}"""
    # A word joiner (U+2060) keeps a note's number on the line of the full stop before it.
    size = "A4" if page.size == "A4" else "letter"
    margins = " ".join(f"{_number(margin)}mm" for margin in (page.top, page.right, page.bottom, page.left))
    return f""":root {{
  --family: {_families(design)};
  --size: {_number(type_.size)}pt;
  --note-size: {_number(type_.note_size)}pt;
  --line-height: {_number(type_.line_height)};
  --ink: {colours.ink};
  --accent: {colours.accent};
  --muted: {colours.muted};
  --rule: {colours.rule};
}}
@page {{
  size: {size};
  margin: {margins};{later}
  @footnote {{
    padding-top: 4pt;
    background: url({_note_rule(design)}) no-repeat;
  }}
}}{first}
body {{ string-set: name attr(data-name), date attr(data-date) }}
x-body, x-toc, x-toci, x-reference {{ display: block }}
.note {{ float: footnote !important; footnote-display: block; footnote-policy: line }}
.note::footnote-call {{
  content: "\\2060" attr(data-number) !important;
  font-size: 0.68em !important; line-height: 0 !important; vertical-align: 0.45em !important
}}
.call {{ font-size: 0.7em !important; line-height: 0 !important; vertical-align: super !important }}
.call a {{ font-size: inherit !important; line-height: 0 !important; vertical-align: baseline !important }}
.note::footnote-marker {{ content: attr(data-number) "\\9" !important }}{draft}"""


def _page(meta: Meta, design: Design, head: str, body: str, running: dict[str, str] | None = None) -> str:
    described = {"author": meta.author, "description": meta.subject, "dcterms.date": meta.date}
    lines = [f'<meta name="{name}" content="{_attribute(value)}">' for name, value in described.items() if value]
    marks = {"briefing": meta.kind == "briefing", "draft": meta.draft}
    classes = " ".join((design.letterhead, *(mark for mark, given in marks.items() if given)))
    data = "".join(f' {name}="{_attribute(value)}"' for name, value in (running or {}).items())
    return "\n".join(
        line
        for line in (
            "<!DOCTYPE html>",
            f"<html{_language(meta.language)}>",
            '<head>\n<meta charset="utf-8">',
            f"<title>{_text(meta.title)}</title>",
            *lines,
            head,
            "</head>",
            f'<body class="{classes}"{data}>',
            body.rstrip("\n"),
            "</body>\n</html>\n",
        )
        if line
    )


@dataclass(slots=True)
class _Writer:
    """Writes one document's blocks. ``begun`` counts the headings written so far."""

    found: tuple[Heading, ...]
    paged: bool
    begun: int = 0

    def parts(self, document: Document) -> str:
        """One section for each part that begins with a page break; after the first, those of a letter are annexes."""
        title = title_of(document)
        parts: list[list[Block]] = [[]]
        for block in document.blocks[len(title) :]:
            if isinstance(block, PageBreak):
                parts.append([])
            else:
                parts[-1].append(block)
        tag = "div" if self.paged else "header"
        written = [self.blocks(tuple(part)) for part in parts]
        first, later = ("letter", "annex") if document.meta.kind == "letter" else ("part", "part")
        if title:
            written[0] = f'<{tag} class="title">\n{self.blocks(title)}</{tag}>\n{written[0]}'
        return "".join(
            f'<section class="{later if number else first}">\n{part}</section>\n'
            for number, part in enumerate(written)
            if part
        )

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        written = (self.block(block, following) for block, following in pairwise((*blocks, None)) if block)
        return "".join(f"{block}\n" for block in written)

    def block(self, block: Block, following: Block | None) -> str:
        match block:
            case Letterhead(name, tagline, lines, logos):
                pictures = "".join(_logo(logo) for logo in logos)
                row = f'<div class="logos">{pictures}</div>\n' if logos else ""
                told = f'\n<p class="tagline">{_text(tagline)}</p>' if tagline else ""
                contact = f'\n<p class="contact">{self.lines(lines)}</p>' if lines else ""
                return (
                    f'{row}<div class="letterhead">\n<div class="sender"><p class="name">{_text(name)}</p>{told}</div>'
                    f"{contact}\n</div>"
                )
            case Heading(level, content):
                tag = f"h{min(level, 6)}"
                self.begun += 1
                # A note's number would otherwise become part of the PDF's bookmark.
                label = f' data-label="{_attribute(plain(content))}"' if self.paged else ""
                return f'<{tag} id="h-{self.begun}"{label}>{self.inlines(content)}</{tag}>'
            case Paragraph(content, "subject"):
                label = f' data-label="{_attribute(plain(content))}"' if self.paged else ""
                return f'<h1 class="subject"{label}>{self.inlines(content)}</h1>'
            case Paragraph(content, "body") if self.paged and _announces(block, following):
                return f'<p class="leads">{self.inlines(content)}</p>'
            case Paragraph(content, "body"):
                return f"<p>{self.inlines(content)}</p>"
            case Paragraph(content, role):
                return f'<p class="{role}">{self.inlines(content)}</p>'
            case BulletList(items):
                return f"<ul>\n{self.items(items)}</ul>"
            case NumberedList(items, start):
                # The attribute is for readers on screen; WeasyPrint counts by the property.
                count = f' style="counter-reset: list-item {start - 1}"' if self.paged else ""
                first = f' start="{start}"{count}' if start != 1 else ""
                return f"<ol{first}>\n{self.items(items)}</ol>"
            case Table():
                return self.table(block)
            case Figure(alt, caption, svg, _):
                said = f"\n<figcaption>{self.inlines(caption)}</figcaption>" if caption else ""
                return f'<figure>\n<img src="{_picture(clean_svg(svg))}" alt="{_attribute(alt)}">{said}\n</figure>'
            case Quotation(blocks):
                return f"<blockquote>\n{self.blocks(blocks)}</blockquote>"
            case AddressBlock(lines):
                return f'<p class="address">{self.lines(lines)}</p>'
            case SignatureBlock(signatories):
                places = "\n".join(
                    f'<p class="signatory">{"<br>".join(_text(line) for line in lines)}</p>' for lines in signatories
                )
                return f'<div class="signatures abreast-{block.abreast}">\n{places}\n</div>'
            case Particulars(label, lines):
                return f'<p class="particulars"><span class="label">{_text(label)} </span>{self.lines(lines)}</p>'
            case TableOfContents():
                return self.contents(block)
            case PageBreak():
                return '<div class="page-break"></div>'
            case _:
                assert_never(block)

    def contents(self, contents: TableOfContents) -> str:
        name = f' aria-label="{_attribute(contents.title)}"' if contents.title else ""
        tag, role = ("div", "") if self.paged else ("nav", f' role="doc-toc"{name}')
        title = f'<p class="contents-title">{_text(contents.title)}</p>\n' if contents.title else ""
        return f'<{tag} class="contents"{role}>\n{title}{self.entries(entries(contents, self.found))}</{tag}>'

    def entries(self, lines: tuple[Entry, ...]) -> str:
        """Linked headings, in the paged form with their pages and in elements for the structure tree."""
        if not lines:
            return ""
        whole, item = ("x-toc", "x-toci") if self.paged else ("ol", "li")
        return f"<{whole}>\n{''.join(self.entry(line, item) for line in lines)}</{whole}>\n"

    def entry(self, line: Entry, item: str) -> str:
        target, words = f"h-{line.place}", _text(plain(line.heading.content))
        link = f'<a href="#{target}">{words}</a>'
        if self.paged:
            page = f'<x-leader></x-leader><span class="page" data-page-of="{target}">0</span>'
            link = f"<x-reference><span>{link}</span>{page}</x-reference>"
        return f"<{item}>{link}{self.entries(line.below)}</{item}>\n"

    def table(self, table: Table) -> str:
        caption = f"<caption>{self.inlines(table.caption)}</caption>\n" if table.caption else ""
        columns = "".join(f'<col style="width: {_number(round(share * 100, 3))}%">' for share in table.widths)
        header = "".join(f'<th scope="col">{self.inlines(cell)}</th>' for cell in table.header)
        rows = "\n".join(
            f"<tr>{''.join(self.cell(cell, heads=table.row_headers and not at) for at, cell in enumerate(row))}</tr>"
            for row in table.rows
        )
        return (
            f"<table>\n{caption}<colgroup>{columns}</colgroup>\n<thead>\n<tr>{header}</tr>\n</thead>\n"
            f"<tbody>\n{rows}\n</tbody>\n</table>"
        )

    def cell(self, content: tuple[Inline, ...], *, heads: bool) -> str:
        words = self.inlines(content)
        return f'<th scope="row">{words}</th>' if heads else f"<td>{words}</td>"

    def items(self, items: tuple[tuple[Block, ...], ...]) -> str:
        # The structure tree wants an item's label and its body (ISO 32000-1, table 336).
        before, after = ("<x-body>", "</x-body>") if self.paged else ("", "")
        return "".join(f"<li>{before}{self.blocks(item).rstrip()}{after}</li>\n" for item in items)

    def lines(self, lines: tuple[tuple[Inline, ...], ...]) -> str:
        return "<br>".join(self.inlines(line) for line in lines)

    def inlines(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return _text(text)
            case LineBreak():
                return "<br>"
            case Emphasis(content):
                return f"<em>{self.inlines(content)}</em>"
            case Strong(content):
                return f"<strong>{self.inlines(content)}</strong>"
            case Link(content, href):
                words = self.inlines(content)
                # Any other scheme (javascript:, file:) stays words.
                return f'<a href="{_attribute(href)}">{words}</a>' if _LINK.match(href) else words
            case Foreign(content, language):
                tag = f"x-lang-{_tag_part(language)}" if self.paged else "span"
                return f"<{tag}{_language(language)}>{self.inlines(content)}</{tag}>"
            case Claim(content, _):
                # Which evidence the words state is for our own audit, not for the reader.
                return self.inlines(content)
            case Note(number, content) if self.paged:
                # The anchor stands at the call: WeasyPrint loses that of a note which it moves to a later page.
                return (
                    f'<span id="note-{number}"></span><x-note-{number} class="note" data-number="{number}">'
                    f"{self.inlines(content)}</x-note-{number}>"
                )
            case Note(number, _):
                call = f'<a href="#note-{number}" id="call-{number}" role="doc-noteref">{number}</a>'
                return f'<sup class="call">{call}</sup>'
            case NoteReference(number):
                return f'<a class="see" href="#note-{number}">{number}</a>'
            case Missing(what):
                return f'<mark class="missing">[missing: {_text(what)}]</mark>'
            case _:
                assert_never(inline)


def _announces(block: Paragraph, following: Block | None) -> bool:
    """Whether a paragraph stands on the same page as the start of what follows it."""
    return isinstance(following, Table | Figure) and plain(block.content).rstrip().endswith((":", "\uff1a"))


def _note_list(document: Document, writer: _Writer) -> str:
    found = notes(document)
    if not found:
        return ""
    label = _attribute(document.meta.note_label)
    items = "".join(
        f'<li id="note-{note.number}" value="{note.number}">{writer.inlines(note.content)} '
        f'<a class="back" href="#call-{note.number}" role="doc-backlink" aria-label="{label} {note.number}">'
        # U+FE0E asks for the text form of the arrow, not a picture.
        "\u21a9\ufe0e</a></li>\n"
        for note in found
    )
    return f'<section class="notes" role="doc-endnotes" aria-label="{label}">\n<ol>\n{items}</ol>\n</section>\n'


def _text(text: str) -> str:
    # A carriage return in the source would be read as a line feed (HTML, 13.2.3.5).
    return html.escape(text, quote=False).replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return html.escape(text, quote=True).replace("\r", "&#13;")


def _language(tag: str) -> str:
    """The attributes ``lang`` and, for a script that runs from right to left, ``dir``."""
    direction = ' dir="rtl"' if tag.partition("-")[0].lower() in _RIGHT_TO_LEFT else ""
    return f' lang="{_attribute(tag)}"{direction}'


def _tag_part(language: str) -> str:
    """A language tag as part of an element's name; BCP 47 allows letters, digits and hyphens only."""
    return re.sub(r"[^a-z0-9-]", "", language.lower()) or "und"


def _families(design: Design) -> str:
    # The face of the same widths follows for readers who lack the first.
    return f'"{design.type.family}", "{design.type.word}", serif'


def _page_label(label: str) -> str:
    """A page label such as ``{page} of {pages}`` as the value of the CSS property ``content``."""
    parts = re.split(r"\{(pages?)\}", label)
    counters = {"page": "counter(page)", "pages": "counter(pages)"}
    values = [counters[part] if index % 2 else _string(part) for index, part in enumerate(parts) if part]
    return " ".join(values) or "none"


def _string(text: str) -> str:
    """A CSS string (CSS Syntax 3, 4.3.5); anything but letters, digits and spaces is written as an escape."""
    escaped = "".join(char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in text)
    return f'"{escaped}"'


def _number(value: float) -> str:
    return f"{value:g}"


def _logo(logo: Logo) -> str:
    size = f"width: {_number(logo.width)}mm; height: {_number(logo.height)}mm"
    return f'<img src="{_picture(clean_png(logo.png), "png")}" alt="{_attribute(logo.alt)}" style="{size}">'


def _draft_mark(design: Design) -> str:
    """A pale word across the page, as a data URL; a background, and thus an artifact to assistive technology."""
    width, height = design.page.width, design.page.height
    x, y = _number(width / 2), _number(height / 2)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(width)}mm" height="{_number(height)}mm" '
        f'viewBox="0 0 {_number(width)} {_number(height)}">'
        f'<text x="{x}" y="{y}" transform="rotate(-54 {x} {y})" text-anchor="middle" '
        f'font-family="{design.type.family}" font-weight="bold" font-size="64" letter-spacing="6" '
        'fill="#e9ecef">DRAFT</text></svg>'
    )
    return _picture(svg.encode())


def _note_rule(design: Design) -> str:
    """The short rule above the notes; WeasyPrint draws no border there."""
    return _picture(
        '<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="0.5pt">'
        f'<rect width="30mm" height="0.5pt" fill="{design.colours.muted}"/></svg>'.encode()
    )


def _picture(data: bytes, kind: str = "svg+xml") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
