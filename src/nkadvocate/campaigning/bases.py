"""What a campaign's base document prints on every page, hides or may change, and what is not taken of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from nkadvocate.auditing.deviations import quoted, short
from nkadvocate.auditing.formats import Formats, formats_of, is_set, points
from nkadvocate.auditing.packages import open_package
from nkadvocate.design import Design
from nkadvocate.rendering.word.package import BaseDocumentError, edges, open_base, packed
from nkadvocate.rendering.word.styles import apply_tokens, name_styles

_LARGEST = 40
"""Points of type, as in a style sheet."""
_IN_CAPITALS = ("Heading ", "Letterhead ", "TOC Heading", "Draft Mark")
"""How the names of styles begin in which capitals are usual."""
_NAMED = 5
_SAMPLE = "Words 12"
_WITHOUT_NUMBERS = ("footnote reference", "Draft Mark")
_OF_NORMAL = {qn(f"w:{name}") for name in ("color", "sz", "szCs", "rFonts")}
"""What paragraphs set themselves, whatever their table says (17.7.2)."""


@lru_cache(maxsize=1)
def told(base: bytes, design: Design) -> tuple[tuple[str, str | None], ...]:
    """What to know of a base document, with hints."""
    return (*_of_edges(base), *_of_styles(base, design))


def _of_edges(base: bytes) -> Iterator[tuple[str, str | None]]:
    left: list[str] = []
    word = open_base(base, left)
    given = [one for one in edges(word.sections[-1]) if not one.is_linked_to_previous]
    said = [words for edge in given for paragraph in edge._element.iter(qn("w:p")) if (words := _words(paragraph))]
    leads = [line.target_ref for edge in given for line in edge.part.rels.values() if line.is_external]
    if printed := " ".join(dict.fromkeys((*said, *leads))):
        yield f"the base document prints on every page: “{printed}”", None
    if any(next(edge._element.iter(qn("w:drawing")), None) is not None for edge in given):
        yield "the base document shows a picture on every page", "look at it: words in a picture are not read"
    if left:
        what = ", ".join(dict.fromkeys(short(one) for one in left))
        hint = "words, pictures and numbers of pages are taken of headers and footers"
        yield f"of the base document this is not taken: {what}", hint
    parts = word.part.package.iter_parts()
    if any(line.reltype == RT.FONT for part in parts for line in part.rels.values()):
        yield "the base document brings a font of its own, which could draw one sign as another", None


def _words(paragraph: Any) -> str:
    return "".join(
        one.text or "" if one.tag == qn("w:t") else " " for one in paragraph.iter(qn("w:t"), qn("w:tab"))
    ).strip()


def _of_styles(base: bytes, design: Design) -> Iterator[tuple[str, str | None]]:
    """How words in the styles of a letter are not seen as they read."""
    word = open_base(base)
    try:
        ids = name_styles(word)
    except BaseDocumentError:
        return  # said when the look is used
    apply_tokens(word, design, "en", "letter")
    names = [*_write_samples(word, sorted(ids, key="Normal".__ne__))]
    package = open_package(packed(word), "base.docx")
    formats, body = formats_of(package), package.xml(package.main)
    found: dict[str, list[str]] = {}
    for name, paragraph in zip(names, body.iter(qn("w:p")), strict=True):
        for how in _seen_otherwise(formats, name, paragraph):
            found.setdefault(how, []).append(name)
    for how, given in found.items():
        styles = list(dict.fromkeys(given))
        more = f" and {len(styles) - _NAMED} more" if len(styles) > _NAMED else ""
        yield f"the base document has {how}, in the style {', '.join(map(quoted, styles[:_NAMED]))}{more}", None


def _write_samples(word: WordDocument, names: Iterable[str]) -> Iterator[str]:
    """Write a paragraph in each style, for a table one in each form that its cells have; the names in that order."""
    styles: Any = word.styles
    for name in names:
        style = styles[name]
        if style.type == WD_STYLE_TYPE.TABLE:
            for own in (None, *(one for above in _chain(style) for one in above.element.iter(qn("w:tblStylePr")))):
                cell = word.add_table(1, 1, style).cell(0, 0)
                cell.paragraphs[0].add_run(_SAMPLE)
                if own is not None:
                    set_here = cell.paragraphs[0].runs[0]._r.get_or_add_rPr()
                    set_here.extend(
                        deepcopy([one for one in own.iterfind(f"{qn('w:rPr')}/*") if one.tag not in _OF_NORMAL])
                    )
                yield name
        elif style.type == WD_STYLE_TYPE.CHARACTER:
            run = word.add_paragraph().add_run("Words" if name in _WITHOUT_NUMBERS else _SAMPLE, style)
            if name == "footnote reference":
                run._r.append(OxmlElement("w:footnoteReference"))
            yield name
        else:
            word.add_paragraph(_SAMPLE, style)
            yield name


def _chain(style: Any) -> Iterator[Any]:
    """A style and those that it is based on."""
    seen = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _seen_otherwise(formats: Formats, name: str, paragraph: Any) -> Iterator[str]:
    yield from (how for how, _ in formats.disguised(paragraph))
    for _, look in formats.dressed(paragraph):
        if is_set(look, "vanish") or is_set(look, "specVanish"):
            yield "words that are hidden"
        if points(look) > _LARGEST:
            yield "words that are too large"
        if (is_set(look, "caps") or is_set(look, "smallCaps")) and not name.startswith(_IN_CAPITALS):
            yield "words in capitals, which can make numbers of letters"
