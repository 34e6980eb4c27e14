"""Writes a document tree as HTML: a standalone page to read or mail, and the input of the PDF renderer.

Both come from the same functions, so that they hold the same words in the same order. They differ in the notes, which
are a list at the end of a page to read and elements at the call, moved to the foot of the page, in the PDF.
"""

from __future__ import annotations

import base64
import html
import re
from typing import assert_never

from nkadvocate.design import Design
from nkadvocate.document import (
    AddressBlock,
    Block,
    BulletList,
    Claim,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    Link,
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
    Text,
    notes,
    plain,
    walk_blocks,
)

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
    body = f"<main>\n{_parts(document.blocks, paged=False)}{_note_list(document)}</main>"
    return _page(meta, design, head, body).encode()


def html_for_pdf(document: Document, design: Design) -> str:
    """HTML for a paged renderer that supports ``float: footnote``; it holds no style sheet.

    A note is an element of class ``note`` at its call. Notes and words in another language are custom elements that
    carry their number or language in the element's name (``x-note-3``, ``x-lang-ko``), because the PDF renderer's
    structure tree knows an element by its name alone.
    """
    dates = (block for block in walk_blocks(document.blocks) if isinstance(block, Paragraph) and block.role == "date")
    first = next(dates, None)
    running = {
        "data-reference": document.meta.reference,
        "data-date": " ".join(plain(first.content).split()) if first else document.meta.date,
    }
    return _page(document.meta, design, "", _parts(document.blocks, paged=True), running)


def tokens(design: Design, meta: Meta) -> str:
    """The design as CSS: custom properties on ``:root`` and the ``@page`` rules, with their values written out.

    Footer, running header and draft mark are here and not in the style sheet, so that a campaign's own style sheet
    cannot lose them. Every part can still be restyled: a style sheet follows this block.
    """
    page, type_, colours = design.page, design.type, design.colours
    small = (
        f"font: {_number(type_.note_size)}pt {_families(design)}; color: {colours.muted}; font-variant-numeric: normal"
    )
    first, later = "", ""
    if meta.reference:
        first = "\n@page :first {\n  @top-left { content: none }\n  @top-right { content: none }\n}"
        for place, name in (("@top-left", "reference"), ("@top-right", "date")):
            later += f"\n  {place} {{ content: string({name}); {small} }}"
    if design.footer:
        place = "@bottom-center" if design.letterhead == "centre" else "@bottom-right"
        later += f"\n  {place} {{ content: {_page_label(meta.page_label)}; {small} }}"
    if meta.draft:
        later += f"\n  background: url({_draft_mark(design)}) no-repeat 0 0 / 100% 100%;"
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
body {{ string-set: reference attr(data-reference), date attr(data-date) }}
x-body {{ display: block }}
.note {{ float: footnote !important; footnote-display: block; footnote-policy: line }}
.note::footnote-call {{ content: "\\2060" attr(data-number) !important }}
.note::footnote-marker {{ content: attr(data-number) " " !important }}
@media screen {{ .draft::before {{ content: "DRAFT"; font-weight: bold; letter-spacing: 0.3em }} }}"""


def _page(meta: Meta, design: Design, head: str, body: str, running: dict[str, str] | None = None) -> str:
    described = {"author": meta.author, "description": meta.subject, "dcterms.date": meta.date}
    lines = [f'<meta name="{name}" content="{_attribute(value)}">' for name, value in described.items() if value]
    classes = f"{design.letterhead}{' draft' if meta.draft else ''}"
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


def _parts(blocks: tuple[Block, ...], *, paged: bool) -> str:
    """One section for the letter and one for each part that begins with a page break."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            parts.append([])
        else:
            parts[-1].append(block)
    kinds = ("letter", *("annex" for _ in parts[1:]))
    return "".join(
        f'<section class="{kind}">\n{_blocks(tuple(part), paged=paged)}</section>\n'
        for kind, part in zip(kinds, parts, strict=True)
        if part
    )


def _blocks(blocks: tuple[Block, ...], *, paged: bool) -> str:
    return "".join(f"{_block(block, paged=paged)}\n" for block in blocks)


def _block(block: Block, *, paged: bool) -> str:
    match block:
        case Letterhead(name, tagline, lines):
            told = f'\n<p class="tagline">{_text(tagline)}</p>' if tagline else ""
            contact = f'\n<p class="contact">{_lines(lines, paged=paged)}</p>' if lines else ""
            return (
                f'<div class="letterhead">\n<div class="sender"><p class="name">{_text(name)}</p>{told}</div>'
                f"{contact}\n</div>"
            )
        case Heading(level, content):
            tag = f"h{min(level, 6)}"
            # A note's number would otherwise become part of the PDF's bookmark.
            label = f' data-label="{_attribute(plain(content))}"' if paged else ""
            return f"<{tag}{label}>{_inlines(content, paged=paged)}</{tag}>"
        case Paragraph(content, "subject"):
            label = f' data-label="{_attribute(plain(content))}"' if paged else ""
            return f'<h1 class="subject"{label}>{_inlines(content, paged=paged)}</h1>'
        case Paragraph(content, "body"):
            return f"<p>{_inlines(content, paged=paged)}</p>"
        case Paragraph(content, role):
            return f'<p class="{role}">{_inlines(content, paged=paged)}</p>'
        case BulletList(items):
            return f"<ul>\n{_items(items, paged=paged)}</ul>"
        case NumberedList(items, start):
            # The attribute is for readers on screen; WeasyPrint counts by the property.
            count = f' style="counter-reset: list-item {start - 1}"' if paged else ""
            first = f' start="{start}"{count}' if start != 1 else ""
            return f"<ol{first}>\n{_items(items, paged=paged)}</ol>"
        case Table():
            return _table(block, paged=paged)
        case Figure(alt, caption, svg, _):
            said = f"\n<figcaption>{_inlines(caption, paged=paged)}</figcaption>" if caption else ""
            return f'<figure>\n<img src="{_picture(svg)}" alt="{_attribute(alt)}">{said}\n</figure>'
        case Quotation(blocks):
            return f"<blockquote>\n{_blocks(blocks, paged=paged)}</blockquote>"
        case AddressBlock(lines):
            return f'<p class="address">{_lines(lines, paged=paged)}</p>'
        case SignatureBlock(signatories):
            places = "\n".join(
                f'<p class="signatory">{"<br>".join(_text(line) for line in lines)}</p>' for lines in signatories
            )
            return f'<div class="signatures">\n{places}\n</div>'
        case Particulars(label, lines):
            return f'<p class="particulars"><span class="label">{_text(label)} </span>{_lines(lines, paged=paged)}</p>'
        case PageBreak():
            return '<div class="page-break"></div>'
        case _:
            assert_never(block)


def _table(table: Table, *, paged: bool) -> str:
    caption = f"<caption>{_inlines(table.caption, paged=paged)}</caption>\n" if table.caption else ""
    columns = "".join(f'<col style="width: {_number(round(share * 100, 3))}%">' for share in table.widths)
    header = "".join(f'<th scope="col">{_inlines(cell, paged=paged)}</th>' for cell in table.header)
    rows = "\n".join(
        f"<tr>{''.join(f'<td>{_inlines(cell, paged=paged)}</td>' for cell in row)}</tr>" for row in table.rows
    )
    return (
        f"<table>\n{caption}<colgroup>{columns}</colgroup>\n<thead>\n<tr>{header}</tr>\n</thead>\n"
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _items(items: tuple[tuple[Block, ...], ...], *, paged: bool) -> str:
    # The structure tree wants an item's label and its body (ISO 32000-1, table 336).
    before, after = ("<x-body>", "</x-body>") if paged else ("", "")
    return "".join(f"<li>{before}{_blocks(item, paged=paged).rstrip()}{after}</li>\n" for item in items)


def _lines(lines: tuple[tuple[Inline, ...], ...], *, paged: bool) -> str:
    return "<br>".join(_inlines(line, paged=paged) for line in lines)


def _inlines(inlines: tuple[Inline, ...], *, paged: bool) -> str:
    return "".join(_inline(inline, paged=paged) for inline in inlines)


def _inline(inline: Inline, *, paged: bool) -> str:
    match inline:
        case Text(text):
            return _text(text)
        case LineBreak():
            return "<br>"
        case Emphasis(content):
            return f"<em>{_inlines(content, paged=paged)}</em>"
        case Strong(content):
            return f"<strong>{_inlines(content, paged=paged)}</strong>"
        case Link(content, href):
            words = _inlines(content, paged=paged)
            # Any other scheme (javascript:, file:) stays words.
            return f'<a href="{_attribute(href)}">{words}</a>' if _LINK.match(href) else words
        case Foreign(content, language):
            tag = f"x-lang-{_tag_part(language)}" if paged else "span"
            return f"<{tag}{_language(language)}>{_inlines(content, paged=paged)}</{tag}>"
        case Claim(content, _):
            # Which evidence the words state is for our own audit, not for the reader.
            return _inlines(content, paged=paged)
        case Note(number, content) if paged:
            # The anchor stands at the call: WeasyPrint loses that of a note which it moves to a later page.
            return (
                f'<span id="note-{number}"></span><x-note-{number} class="note" data-number="{number}">'
                f"{_inlines(content, paged=paged)}</x-note-{number}>"
            )
        case Note(number, _):
            return (
                f'<sup class="call"><a href="#note-{number}" id="call-{number}" role="doc-noteref">{number}</a></sup>'
            )
        case NoteReference(number):
            return f'<a class="see" href="#note-{number}">{number}</a>'
        case Missing(what):
            return f'<mark class="missing">[missing: {_text(what)}]</mark>'
        case _:
            assert_never(inline)


def _note_list(document: Document) -> str:
    found = notes(document)
    if not found:
        return ""
    label = _attribute(document.meta.note_label)
    items = "".join(
        f'<li id="note-{note.number}" value="{note.number}">{_inlines(note.content, paged=False)} '
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


def _picture(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode('ascii')}"
