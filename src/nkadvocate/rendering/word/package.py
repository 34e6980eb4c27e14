"""The DOCX container: reads a base document without trusting it, and writes bytes that depend on the content alone.

Of a base, only styles, fonts, theme, settings and the headers and footers of its last section are taken. None of it
counts: what headings, pages, lines and notes are numbered with is a letter's own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
from docx.opc.part import Part, XmlPart
from docx.opc.pkgwriter import _ContentTypesItem
from docx.opc.rel import Relationships
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from lxml import etree

from nkadvocate.document import Meta
from nkadvocate.rendering.word.running import keep_what_is_known
from nkadvocate.rendering.word.taken import keep_what_is_plain

MOST_BYTES = 50 * 1024 * 1024
MOST_PARTS = 2000

_TAKEN = frozenset({RT.STYLES, RT.FONT_TABLE, RT.THEME, RT.SETTINGS, RT.HEADER, RT.FOOTER})
# What headers and footers, the theme and the font table may refer to.
_EMBEDDED = frozenset({RT.IMAGE, RT.HYPERLINK, RT.FONT})
# Settings that name a person, a file or an editing session, or that would lock or change the letter.
_LEFT_SETTINGS = (
    *("writeProtection", "proofState", "attachedTemplate", "linkStyles", "mailMerge", "revisionView", "trackRevisions"),
    *("documentProtection", "documentType", "updateFields", "hdrShapeDefaults", "footnotePr", "endnotePr", "docVars"),
    *("rsids", "shapeDefaults", "attachedSchema", "schemaLibrary", "saveThroughXslt", "clrSchemeMapping"),
)

# What is taken of the last section, with which attributes: no columns, and nothing that turns or squeezes its words.
_OF_SECTION = {
    qn("w:headerReference"): {qn("w:type"), qn("r:id")},
    qn("w:footerReference"): {qn("w:type"), qn("r:id")},
    qn("w:pgSz"): {qn("w:w"), qn("w:h")},
    qn("w:pgMar"): {qn(f"w:{name}") for name in ("top", "right", "bottom", "left", "header", "footer", "gutter")},
    qn("w:cols"): {qn("w:space")},
    qn("w:docGrid"): {qn("w:linePitch")},
    qn("w:titlePg"): {qn("w:val")},
}

# Parts of which only what all programs read alike is taken, by the ends of their content types.
_PLAIN = ("styles", "settings", "fontTable", "theme")

# What numbers paragraphs, pages, lines and notes, from whatever figure.
_COUNTING = ("numPr", "pgNumType", "lnNumType", "footnotePr", "endnotePr")


class BaseDocumentError(ValueError):
    """The base document cannot be used; the message says why."""


def edges(section: Section) -> tuple[Any, ...]:
    """The section's headers, then its footers, each for most pages, for the first and for even pages."""
    headers = (section.header, section.first_page_header, section.even_page_header)
    return (*headers, section.footer, section.first_page_footer, section.even_page_footer)


def open_base(data: bytes, left: list[str] | None = None) -> WordDocument:
    """The base document without its text and properties. What of its headers and footers is not taken is added to
    ``left``. Raises ``BaseDocumentError`` if it cannot be used."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            # zipfile never returns more bytes than an entry declares, so the sum is a true bound.
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise BaseDocumentError(
                    f"the base document has more than {MOST_PARTS} parts or {MOST_BYTES // 1024**2} MB unpacked"
                )
        word = docx.Document(BytesIO(data))
        _keep(word.part.package.rels, {RT.OFFICE_DOCUMENT})
        _keep(word.part.rels, _TAKEN)
        word._body.clear_content()  # keeps the last section
        _remove(one for one in word.element if one is not word._body._element)
        _clean_section(word.sections[-1]._sectPr)
        for section_edge in edges(word.sections[-1]):
            if not section_edge.is_linked_to_previous and _is_ours(section_edge):
                section_edge.is_linked_to_previous = True
        _drop_unused_edges(word)
        for part in word.part.package.iter_parts():
            _check(part)
            if part.content_type.endswith(("header+xml", "footer+xml")):
                found = _keep_words(part)
                if left is not None:
                    left += found
    except BaseDocumentError:
        raise
    except Exception as error:  # a damaged package makes zipfile, lxml and python-docx raise what they please
        raise BaseDocumentError(f"the base document is not a DOCX file that can be read: {error}") from None
    return word


def _keep(relationships: Relationships, types: frozenset[str] | set[str]) -> None:
    for key in [key for key, one in relationships.items() if one.reltype not in types]:
        del relationships[key]


def _clean_section(section: Any) -> None:
    _remove(one for one in section if one.tag not in _OF_SECTION)
    for one in section:
        _remove(iter(one))
        for key in set(one.attrib) - _OF_SECTION[one.tag]:
            del one.attrib[key]


def _is_ours(edge: Any) -> bool:
    """Whether a letter of ours had this header or footer; each letter gets its own."""
    return all(paragraph.style.name in ("Running Head", "Page Label") for paragraph in edge.paragraphs)


def _drop_unused_edges(word: WordDocument) -> None:
    used = set(word.element.xpath("//w:sectPr/*/@r:id"))
    for key in [key for key, one in word.part.rels.items() if one.reltype in (RT.HEADER, RT.FOOTER)]:
        if key not in used:
            del word.part.rels[key]


def _check(part: Part) -> None:
    """Cleans a part that is taken, and refuses what must not get into a letter."""
    if not part.content_type.endswith("xml"):
        return
    root: Any = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
    if root.getroottree().docinfo.doctype:
        raise BaseDocumentError(f"the base document's part {part.partname} declares a document type or entities")
    if part.content_type.endswith("settings+xml"):
        left = {qn(f"w:{name}") for name in _LEFT_SETTINGS}
        _remove(one for one in root if one.tag in left or one.tag.endswith("}docId"))
        _keep(part.rels, set())
    _remove(root.iter("{*}pPrChange", "{*}rPrChange", "{*}tblPrChange", "{*}sectPrChange", "{*}rsid"))
    _remove(root.iter(*(f"{{*}}{name}" for name in _COUNTING)))
    kind = next((name for name in _PLAIN if part.content_type.endswith(f"{name}+xml")), None)
    if kind and (twice := keep_what_is_plain(root, kind)):
        raise BaseDocumentError(f"the base document's part {part.partname} has two of the same: {twice}")
    if any(qn("w:author") in one.attrib for one in root.iter("*")):
        raise BaseDocumentError(f"the base document's part {part.partname} has tracked changes; accept them first")
    for one in root.iter("*"):
        for key in [key for key in one.attrib if key.startswith(qn("w:rsid"))]:
            del one.attrib[key]
    if (
        kind
        and not isinstance(part, XmlPart)
        and (plain := etree.tostring(root)) != etree.tostring(parse_xml(part.blob))
    ):
        part._blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + plain
    for line in part.rels.values():
        if line.is_external and line.reltype != RT.HYPERLINK:
            raise BaseDocumentError(f"the base document refers to the outside file {line.target_ref}; embed it")
        if line.reltype not in _EMBEDDED | _TAKEN:
            raise BaseDocumentError(f"the base document's {part.partname} needs {line.target_ref}, which is not taken")


def _keep_words(part: Any) -> list[str]:
    """Leaves in a header or footer words, pictures and numbers of pages. Returns what else stood there."""
    pictures = {key for key, one in part.rels.items() if one.reltype == RT.IMAGE and not one.is_external}
    left = keep_what_is_known(part.element, pictures)
    used = set(part.element.xpath("//@r:id | //@r:embed"))
    for key in set(part.rels) - used:
        del part.rels[key]
    return left


def _remove(elements: Iterator[Any]) -> None:
    for element in list(elements):
        element.getparent().remove(element)


def describe(word: WordDocument, meta: Meta) -> None:
    """Core properties from the letter alone. Raises ``ValueError`` if its date is not ISO 8601 (a year may do)."""
    properties = word.core_properties
    properties.title, properties.subject = meta.title[:255], meta.subject[:255]
    properties.author = properties.last_modified_by = meta.author[:255]
    properties.language = meta.language
    properties.created = properties.modified = datetime.fromisoformat(f"{meta.date}-01-01"[:10])
    properties.revision = 1


def packed(word: WordDocument) -> bytes:
    """The package as bytes, with the ZIP entries in a fixed order and with the date that Word gives them."""
    package, out = word.part.package, BytesIO()
    # As python-docx saves it, which would pack it once more.
    contents = {PACKAGE_URI.rels_uri: package.rels.xml}
    for part in package.parts:
        contents[part.partname] = part.blob
        if part.rels:
            contents[part.partname.rels_uri] = part.rels.xml
    types: Any = _ContentTypesItem
    first = {CONTENT_TYPES_URI: types.from_parts(package.parts).blob}
    with zipfile.ZipFile(out, "w") as target:
        for uri, content in (first | dict(sorted(contents.items()))).items():
            entry = zipfile.ZipInfo(uri.membername, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, content)
    return out.getvalue()
