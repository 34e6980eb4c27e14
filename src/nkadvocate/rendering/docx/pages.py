"""The page: paper and margins, and what stands above and below the text.

The first page carries the sender's block in the text itself, so that screen readers and converters find it; later pages
carry the letter's reference and date. Headers and footers of a base document are kept as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nkadvocate.design import Design
from nkadvocate.document import Document, Meta, Paragraph, plain
from nkadvocate.rendering.docx.base import Base, fresh, media_type
from nkadvocate.rendering.docx.languages import is_right_to_left
from nkadvocate.rendering.docx.markup import Element, Xml, element, fragment, name, part, root, serialized, w, x
from nkadvocate.rendering.docx.package import Part, Relationships
from nkadvocate.rendering.docx.story import field_runs, words
from nkadvocate.rendering.docx.styles import NONE, mm

DRAFT_MARK = "DRAFT"


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size and margins, in twentieths of a point, as attributes of ``w:pgSz`` and ``w:pgMar``."""

    size: dict[str, str | int]
    margins: dict[str, str | int]

    @property
    def text_width(self) -> int:
        inside = int(self.size["w"]) - int(self.margins["left"]) - int(self.margins["right"])
        return max(inside, mm(20))


def page_of(base: Base, design: Design) -> Page:
    """The base document's page, or the design's where the base leaves it open."""
    wanted = design.page
    size: dict[str, str | int] = {"w": mm(wanted.width), "h": mm(wanted.height)}
    margins: dict[str, str | int] = {
        "top": mm(wanted.top),
        "right": mm(wanted.right),
        "bottom": mm(wanted.bottom),
        "left": mm(wanted.left),
        "header": mm(wanted.top / 2),
        "footer": mm(wanted.bottom / 2),
        "gutter": 0,
    }
    section = None if base.section is None else fresh(base.section)
    return Page(_given(section, "pgSz", size), _given(section, "pgMar", margins))


def _given(section: Element | None, tag: str, otherwise: dict[str, str | int]) -> dict[str, str | int]:
    found = None if section is None else section.find(name(f"w:{tag}"))
    if found is None:
        return otherwise
    prefix = name("w:")
    said = {key.removeprefix(prefix): value for key, value in found.attrib.items()}
    return {
        **otherwise,
        **{key: value for key, value in said.items() if value.lstrip("-").isdigit() or key == "orient"},
    }


def _running_title(document: Document) -> str:
    """Reference and date of the letter, the date as the letter itself writes it."""
    dates = [plain(block.content) for block in document.blocks if isinstance(block, Paragraph) and block.role == "date"]
    date = dates[0] if dates else document.meta.date
    return " · ".join(" ".join(said.split()) for said in (document.meta.reference, date) if said.strip())


def _draft(ids: dict[str, str]) -> Xml:
    return w("r", w("rPr", w("rStyle", val=ids["letter draft mark"])), words(DRAFT_MARK))


def _head(ids: dict[str, str], *content: Xml) -> Xml:
    return w("p", w("pPr", w("pStyle", val=ids["letter running head"])), *content)


def _page_number(ids: dict[str, str], meta: Meta) -> Xml:
    fields = {"{page}": field_runs("PAGE", "1"), "{pages}": field_runs("NUMPAGES", "1")}
    pieces = re.split(r"(\{pages?\})", meta.page_label)
    runs = [fields.get(piece) or w("r", words(piece)) for piece in pieces if piece]
    return w("p", w("pPr", w("pStyle", val=ids["letter page number"])), *runs)


def edges(
    document: Document, design: Design, base: Base, ids: dict[str, str]
) -> dict[tuple[str, str], tuple[str, Part]]:
    """Headers and footers: (kind, pages) → path and part. Empty ones are left out, which Word shows as nothing."""
    kept = dict(base.parts)
    found = {(kind, pages): (path, kept[path]) for kind, pages, path in base.edges}
    if document.meta.draft:
        for (kind, pages), (path, one) in found.items():
            if kind == "header":
                marked = fresh(one.data)
                marked.insert(0, element(_head(ids, w("r", w("tab")), _draft(ids))))
                found[kind, pages] = (path, Part(serialized(marked), one.media_type, one.relationships))
    draft = (w("r", w("tab")), _draft(ids)) if document.meta.draft else ()
    if not any(kind == "header" for kind, _ in found):
        title = _running_title(document)
        if title or draft:
            found["header", "default"] = (
                "",
                _part("header", _head(ids, w("r", words(title)) if title else NONE, *draft)),
            )
    if draft and ("header", "first") not in found and _has_first(base):
        found["header", "first"] = ("", _part("header", _head(ids, *draft)))
    if design.footer and document.meta.page_label and not any(kind == "footer" for kind, _ in found):
        for pages in ("default", *(("first",) if _has_first(base) else ())):
            found["footer", pages] = ("", _part("footer", _page_number(ids, document.meta)))
    return {
        key: (path or f"word/{key[0]}{number}.xml", one)
        for number, (key, (path, one)) in enumerate(sorted(found.items()), 1)
    }


def _part(kind: str, paragraph: Xml) -> Part:
    return Part(part(root(f"w:{'hdr' if kind == 'header' else 'ftr'}", paragraph)), media_type(kind))


def _has_first(base: Base) -> bool:
    """Whether the first page has edges of its own: always, unless a base document with edges says otherwise."""
    if not base.edges or base.section is None:
        return True
    flag = fresh(base.section).find(name("w:titlePg"))
    return flag is not None and flag.get(name("w:val"), "1") not in ("0", "false", "off")


def section(
    base: Base, page: Page, edge_parts: dict[tuple[str, str], tuple[str, Part]], related: Relationships, language: str
) -> Xml:
    """The section's properties, in schema order."""
    old = None if base.section is None else fresh(base.section)

    def kept(tag: str) -> Xml:
        found = None if old is None else old.find(name(f"w:{tag}"))
        return NONE if found is None else fragment(found)

    references = [
        x(f"w:{kind}Reference", w_type=pages, r_id=related.add(kind, path))
        for (kind, pages), (path, _) in edge_parts.items()
    ]
    return w(
        "sectPr",
        *references,
        w("pgSz", **page.size),
        w("pgMar", **page.margins),
        kept("pgBorders"),
        kept("cols"),
        w("titlePg") if _has_first(base) else NONE,
        w("bidi") if is_right_to_left(language) else NONE,
        kept("docGrid"),
    )
