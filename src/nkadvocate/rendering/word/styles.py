"""The named styles of a letter and their look, drawn from the design's tokens.

Where a base document formats one of these styles, it wins; all else follows the design. So a person who knows Word
restyles a copy of the shipped base and names it in the campaign.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from nkadvocate.design import Design
from nkadvocate.document import Kind
from nkadvocate.rendering.word.languages import eastern_font, is_right_to_left, word_languages
from nkadvocate.rendering.word.package import BaseDocumentError

QUOTE_INDENT = Pt(13)
"""A quotation's indent: 4 mm between the rule and the words, and the rule's own width."""

_PARAGRAPH, _CHARACTER, _TABLE = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.TABLE

# The styles that Word knows by these names; the others are ours.
_BUILT_IN = frozenset(
    {*(f"Heading {level}" for level in range(1, 7)), "Normal", "Date", "Salutation", "Closing", "Signature", "Quote"}
    | {"List Bullet", "List Number", "List Continue", "Caption", "Header", "Footer", "footnote text"}
    | {"footnote reference", "Hyperlink", "Subtitle", "TOC Heading"}
    | {f"toc {level}" for level in range(2, 7)}
)
# Styles that a person does not choose from the gallery.
_BACKSTAGE = frozenset({"Header", "Footer", "footnote text", "Running Head", "Page Label"})
_CHARACTERS = ("footnote reference", "Hyperlink", "Draft Mark")
DATA_TABLE = "Data Table"

# Schema order from here on (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28), for what python-docx has no property for.
_PARAGRAPH_TAIL = (
    *("w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct"),
    *("w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing"),
    *("w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection"),
    *("w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr"),
)
_RUN_TAIL = (
    *("w:spacing", "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr"),
    *("w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish"),
)


@dataclass(frozen=True, slots=True)
class StyleLook:
    """A paragraph style and its look: sizes and distances in points, ``line`` the pitch as a multiple of the size."""

    style: str
    parent: str = "Normal"
    size: float | None = None
    line: float | None = None
    before: float | None = None
    after: float | None = None
    colour: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    keep: bool | None = None
    """With the next paragraph, and in itself."""
    centred: bool = False


def _looks(design: Design, kind: Kind) -> Iterator[StyleLook]:
    """The same sizes and distances as in the style sheet of PDF and HTML. Those of a briefing come first."""
    body, accent, muted = design.type.size, design.colours.accent, design.colours.muted
    if kind == "briefing":
        yield StyleLook("Heading 1", "Normal", body * 2, 1.15, 0, 4, accent, bold=True, keep=True)
        yield StyleLook("Heading 2", "Normal", body * 1.3, 1.25, 16, 4, accent, bold=True, keep=True)
        yield StyleLook("Heading 3", "Normal", body * 1.15, 1.25, 11, 3, design.colours.ink, bold=True, keep=True)
        yield StyleLook("Date", after=14, colour=muted)
        yield StyleLook("Lead", "Normal", body * 1.1, 1.35, 0, 6)
        yield StyleLook("Caption", before=9)
    yield StyleLook("Subtitle", "Normal", body * 1.2, 1.3, 0, 6, muted, keep=True)
    yield StyleLook("TOC Heading", "Normal", body * 1.15, 1.25, 12, 4, accent, bold=True, keep=True)
    for level in range(2, 7):
        yield StyleLook(f"toc {level}", after=3)
    yield from _letter_looks(design)


def _letter_looks(design: Design) -> Iterator[StyleLook]:
    body, note, pitch = design.type.size, design.type.note_size, design.type.line_height
    ink, accent, muted = design.colours.ink, design.colours.accent, design.colours.muted
    small, centred = body * 0.82, design.letterhead == "centre"
    yield StyleLook("Normal", "Normal", body, pitch, 0, 6, ink)
    yield StyleLook("Heading 1", "Normal", body * 1.1, 1.25, 9, 6, accent, bold=True, keep=True)
    yield StyleLook("Heading 2", "Normal", body * 1.05, 1.25, 10, 3, accent, bold=True, keep=True)
    yield StyleLook("Heading 3", "Normal", body, 1.25, 8, 3, ink, bold=True, keep=True)
    for level in (4, 5, 6):
        yield StyleLook(f"Heading {level}", "Normal", body, 1.25, 6, 3, ink, italic=True, keep=True)
    yield StyleLook("Letterhead Logos", "Normal", after=6, keep=True, centred=centred)
    yield StyleLook("Letterhead Name", "Normal", body * 1.35, 1.2, 0, 0, accent, bold=True, keep=True, centred=centred)
    yield StyleLook("Letterhead Tagline", "Letterhead Name", small, 1.3, 0, 2, muted, bold=False, italic=True)
    yield StyleLook("Letterhead Contact", "Letterhead Name", body * 0.78, 1.35, 0, 0, muted, bold=False)
    yield StyleLook("Reference", after=0, colour=muted)
    yield StyleLook("Date", after=12, colour=muted)
    yield StyleLook("Inside Address", after=14)
    yield StyleLook("Salutation", keep=True)
    yield StyleLook("Closing", before=9, keep=True)
    yield StyleLook("Signature", "Normal", body, 1.25, before=42.5, after=12)
    yield StyleLook("Particulars", "Normal", small, 1.3, after=3, colour=muted)
    yield StyleLook("Small Print", "Normal", small, 1.3, after=3, colour=muted)
    yield StyleLook("List Bullet", after=4)
    yield StyleLook("List Number", after=4)
    yield StyleLook("List Continue", after=4)
    yield StyleLook("Caption", "Normal", body * 0.92, 1.25, after=3, colour=accent, bold=True, keep=True)
    yield StyleLook("Figure Caption", "Caption", body * 0.88, 1.3, colour=muted, bold=False, keep=False, after=6)
    yield StyleLook("Figure", before=8, after=3, keep=True)
    yield StyleLook("Table Head", "Normal", body * 0.92, 1.25, after=0, colour=accent, bold=True, keep=True)
    yield StyleLook("Table Text", "Normal", body * 0.92, 1.25, after=0)
    yield StyleLook("Header", "Normal", note, 1.3, after=0, colour=muted)
    yield StyleLook("Footer", "Normal", note, 1.3, after=0, colour=muted)
    yield StyleLook("footnote text", "Normal", note, 1.3, after=1)
    yield StyleLook("Lead")
    yield StyleLook("Quote")
    yield StyleLook("Running Head", "Header")
    yield StyleLook("Page Label", "Footer")


def name_styles(word: WordDocument) -> dict[str, str]:
    """Adds the styles that the base lacks, still without a look. Returns the ids of all by name.

    Raises ``BaseDocumentError`` if the base has a style of another type under one of the names.
    """
    parents = {look.style: look.parent for look in _looks(Design(), "letter")}
    kinds = dict.fromkeys(parents, _PARAGRAPH) | dict.fromkeys(_CHARACTERS, _CHARACTER) | {DATA_TABLE: _TABLE}
    styles: Any = word.styles
    for name, kind in kinds.items():
        if name not in styles:
            style = styles.add_style(name, kind, name in _BUILT_IN)
            if kind == _PARAGRAPH and name != "Normal":
                style.base_style, style.quick_style = styles[parents[name]], name not in _BACKSTAGE
        elif styles[name].type != kind:
            raise BaseDocumentError(f"the base document's style “{name}” must be a {kind.name.lower()} style")
    return {name: str(styles[name].style_id) for name in kinds}


def text_width(design: Design) -> Length:
    """The width between the margins."""
    return Mm(design.page.width - design.page.left - design.page.right)


def apply_tokens(word: WordDocument, design: Design, language: str, kind: Kind) -> None:
    """Gives the named styles the design's look, where the base document does not say otherwise."""
    styles: Any = word.styles
    colours = design.colours
    _set_language(styles, language)
    for look in _looks(design, kind):
        _apply(styles[look.style], look)
    normal = styles["Normal"]
    _fill(normal.paragraph_format, widow_control=True)
    if normal.font.name is None:
        normal.font.name = design.type.word
        fonts = normal.element.rPr.rFonts
        fonts.set(qn("w:eastAsia"), eastern_font(language) or design.type.word)
        fonts.set(qn("w:cs"), "Times New Roman")
    _add(styles["Letterhead Logos"].element.get_or_add_pPr(), "w:textAlignment", {"val": "center"}, _PARAGRAPH_TAIL)
    if is_right_to_left(language):
        _add(normal.element.get_or_add_pPr(), "w:bidi", {}, _PARAGRAPH_TAIL)
    for level in range(1, 7):
        _add(styles[f"Heading {level}"].element.get_or_add_pPr(), "w:outlineLvl", {"val": level - 1}, _PARAGRAPH_TAIL)
    # In other documents this style stands on “Heading 1”.
    _add(styles["TOC Heading"].element.get_or_add_pPr(), "w:outlineLvl", {"val": 9}, _PARAGRAPH_TAIL)
    for name, length in (("Letterhead Name", 0.02 * 1.35 * design.type.size), ("Draft Mark", 3)):
        _add(styles[name].element.get_or_add_rPr(), "w:spacing", {"val": round(length * 20)}, _RUN_TAIL)
    for name in ("Letterhead Tagline", "Letterhead Contact"):
        _add(styles[name].element.get_or_add_rPr(), "w:spacing", {"val": 0}, _RUN_TAIL)
    # Adjoining paragraphs with one border share it (ECMA-376 part 1, 17.3.1.7): it is drawn below the letterhead.
    if kind == "letter":
        _border(styles["Letterhead Name"].element, "bottom", colours.accent, eighths=6, space=5)
    _border(styles["Quote"].element, "left", colours.rule, eighths=12, space=11)
    _fill(styles["Quote"].paragraph_format, left_indent=QUOTE_INDENT)
    for name, indent in (("Particulars", Mm(22)), ("footnote text", Pt(1.6 * design.type.note_size))):
        _fill(styles[name].paragraph_format, left_indent=indent, first_line_indent=-indent)
    _fill(styles["Inside Address"].paragraph_format, keep_together=True)
    _fill(styles["Signature"].paragraph_format, keep_together=True)
    tabs = styles["Running Head"].paragraph_format.tab_stops
    if not len(tabs):
        if kind == "letter":
            tabs.add_tab_stop(text_width(design) // 2, WD_TAB_ALIGNMENT.CENTER)
        tabs.add_tab_stop(text_width(design), WD_TAB_ALIGNMENT.RIGHT)
    for level in range(2, 7):
        form = styles[f"toc {level}"].paragraph_format
        _fill(form, left_indent=Pt(14 * (level - 2)) if level > 2 else None, right_indent=Pt(24))
        if not len(form.tab_stops):
            form.tab_stops.add_tab_stop(text_width(design), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if kind == "briefing":
        _border(styles["Heading 1"].element, "top", colours.accent, eighths=18, space=9)
    label = WD_ALIGN_PARAGRAPH.CENTER if design.letterhead == "centre" else WD_ALIGN_PARAGRAPH.RIGHT
    _fill(styles["Page Label"].paragraph_format, alignment=label)
    _raise(styles["footnote reference"])
    _fill(styles["Draft Mark"].font, bold=True, size=Pt(design.type.size))
    _fill(styles["Draft Mark"].font.color, rgb=_rgb(colours.accent))
    _apply_table(styles[DATA_TABLE], design)


def _raise(style: Any) -> None:
    """The numbers of notes are small and raised whatever the base document says: else they read as digits."""
    properties = style.element.get_or_add_rPr()
    for name in ("w:position", "w:vertAlign"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    style.base_style = None
    style.font.superscript = True


def _fill(place: Any, **wanted: object) -> None:
    """Sets the properties that the base document leaves open."""
    for name, value in wanted.items():
        if value is not None and getattr(place, name) is None:
            setattr(place, name, value)


def _apply(style: Any, look: StyleLook) -> None:
    font, paragraph = style.font, style.paragraph_format
    _fill(font, bold=look.bold, cs_bold=look.bold, italic=look.italic, cs_italic=look.italic)
    if look.size and font.size is None:
        font.size = Pt(round(look.size * 2) / 2)  # Word counts in half points
        _add(style.element.rPr, "w:szCs", {"val": round(look.size * 2)}, _RUN_TAIL)
    if look.colour:
        _fill(font.color, rgb=_rgb(look.colour))
    _fill(paragraph, keep_with_next=look.keep, keep_together=look.keep)
    _fill(paragraph, space_before=_points(look.before), space_after=_points(look.after))
    if look.size and look.line and paragraph.line_spacing is None:
        paragraph.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        paragraph.line_spacing = _points(look.size * look.line)
    if look.centred:
        _fill(paragraph, alignment=WD_ALIGN_PARAGRAPH.CENTER)


def _points(value: float | None) -> Pt | None:
    return None if value is None else Pt(value)


def _rgb(token: str) -> RGBColor:
    return RGBColor.from_string(token.removeprefix("#").upper())


def _add(parent: Any, tag: str, attributes: dict[str, object], order: tuple[str, ...]) -> Any:
    """The child ``tag``, added in schema order unless it is there."""
    child = parent.find(qn(tag))
    if child is None:
        child = OxmlElement(tag, {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
        parent.insert_element_before(child, *order[order.index(tag) + 1 :])
    return child


def draw_rule(paragraph: Paragraph, design: Design) -> None:
    """The rule below a title, and the distance after it."""
    _border(paragraph._p, "bottom", design.colours.rule, eighths=4, space=9)
    paragraph.paragraph_format.space_after = Pt(14)


def _border(element: Any, side: str, colour: str, *, eighths: int, space: int) -> None:
    borders = _add(element.get_or_add_pPr(), "w:pBdr", {}, _PARAGRAPH_TAIL)
    if not len(borders):
        line = {"val": "single", "sz": eighths, "space": space, "color": colour.removeprefix("#").upper()}
        borders.append(OxmlElement(f"w:{side}", {qn(f"w:{name}"): str(value) for name, value in line.items()}))


def _apply_table(style: Any, design: Design) -> None:
    if style.element.find(qn("w:tblPr")) is not None:
        return
    rule, accent = (token.removeprefix("#").upper() for token in (design.colours.rule, design.colours.accent))
    line = 'w:val="single" w:sz="4" w:space="0"'
    lines = "".join(f'<w:{side} {line} w:color="{rule}"/>' for side in ("bottom", "insideH"))
    margins = (("top", 50), ("left", 0), ("bottom", 50), ("right", 120))
    cells = "".join(f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side, twips in margins)
    head = f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{accent}"/>'
    for xml in (
        f"<w:tblPr {nsdecls('w')}><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>",
        f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr><w:tcBorders>{head}</w:tcBorders>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>',
        f'<w:tblStylePr {nsdecls("w")} w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>',
    ):
        style.element.append(parse_xml(xml))


def _set_language(styles: Any, language: str) -> None:
    """The document's language as the default of all text (ECMA-376 part 1, 17.7.5)."""
    place = styles.element
    for tag in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        child = place.find(qn(tag))
        if child is None:
            child = OxmlElement(tag)
            place.insert(0, child)
        place = child
    for old in place.findall(qn("w:lang")):
        place.remove(old)
    place.append(OxmlElement("w:lang", {qn(f"w:{name}"): tag for name, tag in word_languages(language).items()}))
