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
from nkadvocate.auditing.formats import Formats, formats_of, points, twips
from nkadvocate.auditing.legibility import Rgb, contrast
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.properties import Properties, is_set
from nkadvocate.design import Design
from nkadvocate.rendering.word.package import BaseDocumentError, edges, open_base, packed
from nkadvocate.rendering.word.styles import DATA_TABLE, apply_tokens, name_styles

_LARGEST = 40
"""Points of type, as in a style sheet."""
_IN_CAPITALS = ("Heading ", "Letterhead ", "TOC Heading", "Draft Mark")
"""How the names of styles begin in which capitals are usual."""
_LOOK = "look at it: words in a picture are not read"
_PIECES = tuple(qn(f"w:{name}") for name in ("tc", "p", "tab", "ptab", "br"))
_MOST_PIECES = 60
"""What may stand in a header or footer, each of which can draw a stroke of a sign."""
_IN_MARGIN, _BROADEST = 200, 1000
"""Twips that a table may stand out into the margin, that it and what stands in its cells may be set in."""
_BROAD = 5.5
"""Points of width, with the space between letters, of type that people read; twice those of a letter on average."""
_LEAST_LINE = 0.9
"""The least height of lines, of that of their letters."""
_SMALL = 8
_SMALL_CONTRAST = 4.5
"""What small type needs to be read (WCAG 2.2, 1.4.3)."""
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
        yield "the base document shows a picture on every page", _LOOK
    if any(_is_shade(one) for edge in given for one in edge._element.iter(qn("w:shd"), qn("w:highlight"))):
        yield "the base document shows a ground on every page", _LOOK
    if any(sum(1 for _ in edge._element.iter(*_PIECES)) > _MOST_PIECES for edge in given):
        yield f"the base document has more than {_MOST_PIECES} cells, tabs and lines in a header or footer", _LOOK
    if left:
        what = ", ".join(dict.fromkeys(short(one) for one in left))
        hint = "words, pictures and numbers of pages are taken of headers and footers"
        yield f"of the base document this is not taken: {what}", hint
    parts = word.part.package.iter_parts()
    if any(line.reltype == RT.FONT for part in parts for line in part.rels.values()):
        yield "the base document brings a font of its own, which could draw one sign as another", None


def _is_shade(element: Any) -> bool:
    """Whether it paints the ground of words or cells otherwise than white (17.3.2.15, 17.3.5)."""
    pattern, fill = element.get(qn("w:val"), ""), element.get(qn("w:fill"), "auto").upper()
    if element.tag == qn("w:highlight"):
        return pattern not in ("none", "white")
    return (
        pattern not in ("clear", "nil") or fill not in ("AUTO", "FFFFFF") or element.get(qn("w:themeFill")) is not None
    )


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
    if any(map(_sets_in, _chain(word.styles[DATA_TABLE]))):
        yield "the base document has tables that are set in too far, or their words", None
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


def _sets_in(style: Any) -> bool:
    """Whether a style moves tables, or what stands in their cells, far to a side (17.4.50, 17.4.42, 17.4.68)."""
    inset = [qn(f"w:{name}") for name in ("tblCellMar", "tcMar")]
    lengths = [*style.element.iter(qn("w:tblInd")), *(one for edge in style.element.iter(*inset) for one in edge)]
    return any(
        not -_IN_MARGIN <= twips(one.get(qn("w:w"), "0")) <= _BROADEST
        or one.get(qn("w:type"), "dxa") not in ("dxa", "nil")
        for one in lengths
    )


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
    form = formats.styles.of_paragraph(paragraph)
    for _, look in formats.dressed(paragraph):
        if is_set(look, "vanish") or is_set(look, "specVanish"):
            yield "words that are hidden"
        if how := _unreadable(formats, look, form):
            yield how
        if points(look) > _LARGEST:
            yield "words that are too large"
        if (is_set(look, "caps") or is_set(look, "smallCaps")) and not name.startswith(_IN_CAPITALS):
            yield "words in capitals, which can make numbers of letters"


def _unreadable(formats: Formats, look: Properties, form: Properties) -> str | None:
    """How words are kept from being read by several properties together."""
    size, wide, apart = points(look), _measure(look, "w", "val"), _measure(look, "spacing", "val") or 0
    if size * (100 if wide is None else wide) / 100 + apart / 10 < _BROAD:
        return "words that are too small or squeezed"
    line, rule = _measure(form, "spacing", "line"), form.get("spacing", {}).get("lineRule", "auto")
    if line is not None and line < {"exact": 20 * size * _LEAST_LINE, "auto": 240 * _LEAST_LINE}.get(rule, 0):
        return "words in lines without height"
    colours = formats.colours(look.get("color", {}), "val", "themeColor")
    if size < _SMALL and any(contrast(_rgb(colour), (1.0, 1.0, 1.0)) < _SMALL_CONTRAST for colour in colours):
        return "small words in a colour that is hardly seen"
    return None


def _measure(properties: Properties, name: str, key: str) -> float | None:
    value = properties.get(name, {}).get(key)
    return None if value is None else twips(value)


def _rgb(colour: str) -> Rgb:
    red, green, blue = (part / 255 for part in bytes.fromhex(colour))
    return red, green, blue
