"""The document tree as a Word document (ECMA-376, transitional), written part by part.

A base document gives what a designer made in Word; the design tokens give what it leaves open. Everything else comes
from the tree: real footnotes, built-in headings, true lists, table headers, alternative texts and languages. The same
input gives the same bytes, and nothing in the file names a program, a person other than the author, or a time other
than the letter's date.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from nkadvocate.design import Design
from nkadvocate.document import Document
from nkadvocate.rendering.docx.base import Base, fresh, media_type, read_base
from nkadvocate.rendering.docx.body import Lists, write_body
from nkadvocate.rendering.docx.markup import Element, Xml, element, name, part, root, serialized, w
from nkadvocate.rendering.docx.numbering import add_lists, first_free
from nkadvocate.rendering.docx.package import (
    CORE_PROPERTIES,
    OFFICE,
    BaseDocumentError,
    Part,
    Relationship,
    Relationships,
    core_properties,
    write_archive,
)
from nkadvocate.rendering.docx.pages import edges, page_of, section
from nkadvocate.rendering.docx.styles import dress, fonts

__all__ = ["BaseDocumentError", "render_docx"]

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def render_docx(document: Document, design: Design, base: bytes) -> bytes:
    """The DOCX file of ``document``. ``base`` is the base document's bytes.

    Raises BaseDocumentError if the base cannot be used, and ValueError if the tree holds what no Word document can.
    """
    made = date.fromisoformat(document.meta.date)
    given = read_base(base)
    page = page_of(given, design)
    styles, ids = _dressed(given, design, page.text_width, document.meta.language)

    related = Relationships()
    numbering = fresh(given.numbering or part(root("w:numbering")))
    _, free = first_free(numbering)
    lists = Lists(bullets=free, first_number=free + 1)
    body = write_body(document, ids, lists, page.text_width, related)
    edge_parts = edges(document, design, given, ids)
    last = section(given, page, edge_parts, related, document.meta.language)

    parts = dict(given.parts)
    parts.update(edge_parts.values())
    parts.update(body.pictures)
    settings = fresh(given.settings)
    if body.story.notes.written:
        notes = body.story.notes
        parts["word/footnotes.xml"] = Part(
            _footnotes(notes.written), media_type("footnotes"), tuple(notes.relationships.lines)
        )
        _declare_separators(settings)
        related.add("footnotes", "word/footnotes.xml")
    add_lists(numbering, lists.starts)
    for kind, data in (
        ("styles", styles),
        ("settings", serialized(settings)),
        ("numbering", serialized(numbering)),
        ("fontTable", _font_table(given, design)),
    ):
        path = f"word/{kind}.xml"
        parts[path] = Part(data, media_type(kind))
        related.add(kind, path)
    if given.theme is not None:
        related.add("theme", given.theme)

    meta = document.meta
    parts["docProps/core.xml"] = core_properties(
        title=meta.title,
        subject=meta.subject,
        author=meta.author,
        language=meta.language,
        moment=f"{made.isoformat()}T00:00:00Z",
    )
    text = root("w:document", w("body", *body.written, last), prefixes="w r wp a pic")
    parts["word/document.xml"] = Part(part(text), _MAIN, tuple(related.lines))
    start = Relationship("rId1", f"{OFFICE}/officeDocument", "word/document.xml")
    return write_archive(parts, (start, Relationship("rId2", CORE_PROPERTIES, "docProps/core.xml")))


@lru_cache(maxsize=8)
def _dressed(base: Base, design: Design, text_width: int, language: str) -> tuple[bytes, dict[str, str]]:
    styles = fresh(base.styles)
    ids = dress(styles, design, text_width, language)
    return serialized(styles), ids


@lru_cache(maxsize=8)
def _font_table(base: Base, design: Design) -> bytes:
    table = fresh(base.font_table or part(root("w:fonts")))
    return serialized(fonts(table, design))


def _footnotes(written: list[Xml]) -> bytes:
    """The notes, after the two that draw the line above them (ECMA-376 part 1, 17.11.9); Word gives those −1 and 0."""
    line = w("pPr", w("spacing", before=0, after=40, line=240, lineRule="auto"))
    separators = [
        w("footnote", w("p", line, w("r", w(kind))), type=kind, id=number)
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    return part(root("w:footnotes", *separators, *written, prefixes="w r"))


# What stands before w:footnotePr in w:settings is long; these are all the settings that stand after it.
_AFTER_FOOTNOTES = (
    *("endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
    *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
    *("smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)


def _declare_separators(settings: Element) -> None:
    after = {name(f"w:{tag}") for tag in _AFTER_FOOTNOTES}
    place = next(
        (index for index, one in enumerate(settings) if one.tag in after or not one.tag.startswith(name("w:"))),
        len(settings),
    )
    settings.insert(place, element(w("footnotePr", w("footnote", id=-1), w("footnote", id=0))))
