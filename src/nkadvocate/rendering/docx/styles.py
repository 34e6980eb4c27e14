"""The named styles of a letter, drawn from the design tokens, and how they meet those of a base document.

The base document wins in what it formats: a style that it lacks, or has without any formatting, gets the design's look;
one that it formats is left as it is. The same holds for each document default. So a person who knows Word restyles a
finished letter, or the shipped base, and uses it as the campaign's base.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

from nkadvocate.design import Design
from nkadvocate.rendering.docx.languages import eastern_font, word_languages
from nkadvocate.rendering.docx.markup import Element, Xml, element, joined, name, root, w
from nkadvocate.rendering.docx.package import BaseDocumentError

NONE = Xml("")

LIST_STEP = 360
"""Indent of one list level, in twentieths of a point."""

QUOTE_STEP = 400
"""Indent of a quotation, in twentieths of a point."""

Kind = Literal["paragraph", "character", "table"]


@dataclass(frozen=True, slots=True)
class Style:
    """A named style. ``paragraph``, ``run`` and ``table`` are its properties, in schema order."""

    name: str
    kind: Kind = "paragraph"
    based_on: str | None = "Normal"
    next: str | None = None
    paragraph: Xml = NONE
    run: Xml = NONE
    table: Xml = NONE
    builtin: bool = False
    gallery: bool = True

    @property
    def id(self) -> str:
        return "".join(word[:1].upper() + word[1:] for word in self.name.split())


def twips(points: float) -> int:
    """Twentieths of a point, the unit of distances."""
    return round(points * 20)


def mm(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def colour(token: str) -> str:
    """A design colour as Word writes it."""
    return token.lstrip("#").upper()


def sizes(points: float) -> tuple[Xml, Xml]:
    """Type size, for all scripts. Word counts half points; a tie goes down, so that no letter outgrows its PDF."""
    halves = ceil(points * 2 - 0.5)
    return w("sz", val=halves), w("szCs", val=halves)


def size(points: float) -> Xml:
    """Both elements of a type size."""
    return joined(*sizes(points))


def bold(on: bool = True) -> Xml:
    return joined(w("b"), w("bCs")) if on else joined(w("b", val=0), w("bCs", val=0))


def italic(on: bool = True) -> Xml:
    return joined(w("i"), w("iCs")) if on else joined(w("i", val=0), w("iCs", val=0))


def spacing(design: Design, points: float, before: float = 0, after: float = 0) -> Xml:
    """Space around a paragraph and its line pitch, at least the line height the design asks for at this size."""
    return w(
        "spacing",
        before=twips(before),
        after=twips(after),
        line=twips(points * design.type.line_height),
        lineRule="atLeast",
    )


def rule(side: str, token: str, *, eighths: int = 4, space: int = 4) -> Xml:
    """A border line on one side, in eighths of a point."""
    return w(side, val="single", sz=eighths, space=space, color=colour(token))


def _headings(design: Design) -> tuple[Style, ...]:
    body, colours = design.type.size, design.colours
    looks: tuple[tuple[float, float, float, str, Xml], ...] = (
        (body * 1.5, 0, 8, colours.accent, bold()),
        (body + 0.5, 11, 3, colours.accent, bold()),
        (body, 6, 2, colours.ink, bold()),
        (body, 6, 2, colours.ink, italic()),
        (body, 6, 2, colours.muted, bold()),
        (body, 6, 2, colours.muted, italic()),
    )
    return tuple(
        Style(
            f"heading {level}",
            next="Normal",
            builtin=True,
            paragraph=joined(
                w("keepNext"),
                w("keepLines"),
                spacing(design, points, before, after),
                w("outlineLvl", val=level - 1),
            ),
            run=joined(weight, w("color", val=colour(ink)), size(points)),
        )
        for level, (points, before, after, ink, weight) in enumerate(looks, 1)
    )


def _letter(design: Design, text_width: int) -> tuple[Style, ...]:
    body, colours = design.type.size, design.colours
    small, running = max(body - 1.5, 6), max(body - 2, 6)
    muted = w("color", val=colour(colours.muted))
    centred = w("jc", val="center") if design.letterhead == "centre" else NONE
    # Adjoining paragraphs with the same border share it (ECMA-376 part 1, 17.3.1.7): the three styles of the sender's
    # block inherit one border, which is drawn once, below the last of them.
    head = w("pBdr", rule("bottom", colours.accent, eighths=8, space=7))
    to_sign = max(text_width - mm(70), 0)
    label = mm(24)
    return (
        Style(
            "Letter Sender",
            paragraph=joined(w("keepNext"), w("keepLines"), head, spacing(design, body + 5, 0, 1), centred),
            run=joined(bold(), w("color", val=colour(colours.accent)), w("spacing", val=12), size(body + 5)),
        ),
        Style(
            "Letter Tagline",
            based_on="Letter Sender",
            paragraph=spacing(design, body, 0, 3),
            run=joined(bold(False), italic(), muted, w("spacing", val=0), size(body)),
        ),
        Style(
            "Letter Contact",
            based_on="Letter Sender",
            paragraph=spacing(design, small, 0, 0),
            run=joined(bold(False), muted, w("spacing", val=0), size(small)),
        ),
        Style("Letter Reference", paragraph=spacing(design, body, 0, 0), run=muted),
        Style("Letter Date", paragraph=spacing(design, body, 0, 12)),
        Style("Letter Address", paragraph=joined(w("keepLines"), spacing(design, body, 0, 14))),
        Style("Letter Salutation", next="Normal", paragraph=joined(w("keepNext"), spacing(design, body, 0, 6))),
        Style(
            "Letter Subject",
            based_on="heading 1",
            next="Normal",
            paragraph=joined(w("keepNext"), w("keepLines"), spacing(design, body + 1.5, 2, 8), w("outlineLvl", val=0)),
            run=joined(bold(), w("color", val=colour(colours.accent)), size(body + 1.5)),
        ),
        Style("Letter Lead", next="Normal", paragraph=spacing(design, body, 0, 6)),
        Style("Letter Close", paragraph=joined(w("keepNext"), w("keepLines"), spacing(design, body, 10, 0))),
        Style("Letter Signature", paragraph=_signature(design, to_sign)),
        # Signatories take turns: were both indented alike, the second would share the first one's rule.
        Style("Letter Next Signature", based_on="Letter Signature", paragraph=_signature(design, to_sign + 1)),
        Style(
            "Letter Particulars",
            paragraph=joined(
                w("keepLines"),
                w("tabs", w("tab", val="left", pos=label)),
                spacing(design, small, 0, 3),
                w("ind", left=label, hanging=label),
            ),
            run=size(small),
        ),
        Style("Letter Small", paragraph=spacing(design, small, 6, 4), run=joined(muted, size(small))),
        Style("Letter Figure", paragraph=joined(w("keepNext"), spacing(design, body, 4, 4))),
        Style(
            "Letter Table Head",
            paragraph=joined(w("keepNext"), spacing(design, body - 1)),
            run=joined(bold(), size(body - 1)),
        ),
        Style("Letter Table Text", paragraph=spacing(design, body - 1), run=size(body - 1)),
        # Not based on “header” and “footer”: a base document's tab stops in those would move what stands on the right.
        Style(
            "Letter Running Head",
            gallery=False,
            paragraph=joined(w("tabs", w("tab", val="right", pos=text_width)), spacing(design, running)),
            run=joined(muted, size(running)),
        ),
        Style(
            "Letter Page Number",
            gallery=False,
            paragraph=joined(spacing(design, running), w("jc", val="right")),
            run=joined(muted, size(running)),
        ),
        Style(
            "Letter Draft Mark",
            kind="character",
            based_on=None,
            gallery=False,
            run=joined(bold(), w("color", val=colour(colours.accent)), w("spacing", val=60), size(13)),
        ),
    )


def _signature(design: Design, right: int) -> Xml:
    """Space to sign, a rule, and the lines below it."""
    return joined(
        w("keepLines"),
        w("pBdr", rule("top", design.colours.muted, space=3)),
        spacing(design, design.type.size, 46, 10),
        w("ind", right=right),
    )


def _builtin(design: Design) -> tuple[Style, ...]:
    body, note, colours = design.type.size, design.type.note_size, design.colours
    muted = w("color", val=colour(colours.muted))
    hanging = twips(note * 1.6)
    return (
        Style("Normal", based_on=None, builtin=True),
        Style("List Bullet", builtin=True, paragraph=spacing(design, body, 0, 4)),
        Style("List Number", builtin=True, paragraph=spacing(design, body, 0, 4)),
        Style("List Continue", builtin=True, paragraph=spacing(design, body, 0, 4)),
        Style(
            "Quote",
            builtin=True,
            paragraph=joined(
                w("pBdr", rule("left", colours.rule, eighths=12, space=8)),
                spacing(design, body, 2, 8),
                w("ind", left=QUOTE_STEP, right=QUOTE_STEP),
            ),
        ),
        Style(
            "caption",
            next="Normal",
            builtin=True,
            paragraph=joined(w("keepLines"), spacing(design, body - 1, 4, 4)),
            run=joined(italic(), muted, size(body - 1)),
        ),
        Style(
            "footnote text",
            builtin=True,
            gallery=False,
            paragraph=joined(
                w("tabs", w("tab", val="left", pos=hanging)),
                spacing(design, note, 0, 1),
                w("ind", left=hanging, hanging=hanging),
            ),
            run=size(note),
        ),
        Style(
            "footnote reference",
            kind="character",
            based_on=None,
            builtin=True,
            gallery=False,
            run=w("vertAlign", val="superscript"),
        ),
        Style(
            "Hyperlink",
            kind="character",
            based_on=None,
            builtin=True,
            gallery=False,
            run=joined(
                w("color", val=colour(colours.accent)),
                w("u", val="single", color=colour(colours.rule)),
            ),
        ),
        Style(
            "Normal Table",
            kind="table",
            based_on=None,
            builtin=True,
            gallery=False,
            table=w("tblPr", w("tblInd", w=0, type="dxa"), _cell_margins(0, 108, 0, 108)),
        ),
        Style(
            "Letter Table",
            kind="table",
            based_on="Normal Table",
            table=joined(
                w(
                    "tblPr",
                    w(
                        "tblBorders",
                        rule("top", colours.accent, eighths=8, space=0),
                        rule("bottom", colours.accent, eighths=8, space=0),
                        rule("insideH", colours.rule, space=0),
                    ),
                    _cell_margins(45, 160, 45, 0),
                ),
                w(
                    "tblStylePr",
                    w("tcPr", w("tcBorders", rule("bottom", colours.accent, space=0))),
                    type="firstRow",
                ),
            ),
        ),
    )


def _cell_margins(top: int, right: int, bottom: int, left: int) -> Xml:
    sides = (("top", top), ("left", left), ("bottom", bottom), ("right", right))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))


def named_styles(design: Design, text_width: int) -> tuple[Style, ...]:
    """Every style a letter uses. ``text_width`` is in twentieths of a point."""
    return (*_builtin(design), *_headings(design), *_letter(design, text_width))


def _written(style: Style, ids: Mapping[str, str]) -> Xml:
    """The ``w:style`` element; ``ids`` says under which id the base document keeps a style, by lower-case name."""
    attributes: dict[str, str | int] = {"type": style.kind}
    if style.name in ("Normal", "Normal Table"):
        attributes["default"] = 1
    if not style.builtin:
        attributes["customStyle"] = 1
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=ids[style.based_on.lower()]) if style.based_on else NONE,
        w("next", val=ids[style.next.lower()]) if style.next else NONE,
        w("uiPriority", val=1 if style.gallery else 99),
        w("qFormat") if style.gallery else NONE,
        w("pPr", style.paragraph) if style.paragraph else NONE,
        w("rPr", style.run) if style.run else NONE,
        style.table,
        **attributes,
        styleId=ids[style.name.lower()],
    )


def unformatted(design: Design) -> Xml:
    """A styles part that names every style and formats none: what the shipped base document holds."""
    styles = named_styles(design, 0)
    ids = {style.name.lower(): style.id for style in styles}
    bare = [
        Style(one.name, one.kind, one.based_on, one.next, builtin=one.builtin, gallery=one.gallery) for one in styles
    ]
    return root("w:styles", *(_written(one, ids) for one in bare))


_FORMATTING = ("w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:tblStylePr")


def _is_formatted(style: Element) -> bool:
    return any(len(found) for tag in _FORMATTING for found in style.findall(name(tag)))


def _fill_defaults(styles: Element, design: Design, language: str) -> None:
    """Document defaults that the base leaves open, and the document's language in any case."""
    font = design.type.word
    fonts = {"ascii": font, "hAnsi": font, "eastAsia": eastern_font(language) or font, "cs": "Times New Roman"}
    run = (
        w("rFonts", **fonts),
        w("color", val=colour(design.colours.ink)),
        *sizes(design.type.size),
        w("lang", **word_languages(language)),
    )
    paragraph = (w("widowControl"), spacing(design, design.type.size, 0, 6))

    defaults = styles.find(name("w:docDefaults"))
    if defaults is None:
        defaults = element(w("docDefaults"))
        styles.insert(0, defaults)
    for index, (outer, inner, wanted) in enumerate(
        (("rPrDefault", "rPr", run), ("pPrDefault", "pPr", paragraph)),
    ):
        holder = defaults.find(name(f"w:{outer}"))
        if holder is None:
            holder = element(w(outer, w(inner)))
            defaults.insert(index, holder)
        properties = holder.find(name(f"w:{inner}"))
        if properties is None:
            properties = element(w(inner))
            holder.append(properties)
        _complete(properties, wanted, always=(name("w:lang"),))


# Schema order of the properties that defaults are filled with (ECMA-376 part 1, 17.3.2.28 and 17.3.1.26).
_ORDER = (
    *("rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss"),
    *("imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position"),
    *("sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
)
_PARAGRAPH_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
    *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "jc"),
)


def _complete(properties: Element, wanted: tuple[Xml, ...], always: tuple[str, ...]) -> None:
    """Adds to ``properties`` what it lacks of ``wanted``, replaces ``always``, and keeps the schema's order."""
    order = _ORDER if properties.tag == name("w:rPr") else _PARAGRAPH_ORDER
    rank = {name(f"w:{tag}"): position for position, tag in enumerate(order)}
    for markup in wanted:
        new = element(markup)
        old = properties.find(new.tag)
        if old is not None and new.tag in always:
            properties.remove(old)
            old = None
        if old is None:
            place = [rank.get(one.tag, len(rank)) <= rank[new.tag] for one in properties]
            properties.insert(sum(place), new)


def dress(styles: Element, design: Design, text_width: int, language: str) -> dict[str, str]:
    """Completes the base document's styles part in place. Returns every style's id by its lower-case name."""
    for tag in ("w:rsid", "w:rPrChange", "w:pPrChange"):
        for found in list(styles.iter(name(tag))):
            parent = found.getparent()
            if parent is not None:
                parent.remove(found)
    _fill_defaults(styles, design, language)
    wanted = named_styles(design, text_width)
    present: dict[str, Element] = {}
    for style in styles.findall(name("w:style")):
        called = style.find(name("w:name"))
        if called is not None:
            present.setdefault((called.get(name("w:val")) or "").lower(), style)
    for one in wanted:
        old = present.get(one.name.lower())
        if old is not None and (kind := old.get(name("w:type"), "paragraph")) != one.kind:
            raise BaseDocumentError(
                f"the base document has “{one.name}” as a {kind} style; it must be a {one.kind} style"
            )
    taken = {style.get(name("w:styleId")) or "" for style in present.values()}
    ids = {called: style.get(name("w:styleId")) or "" for called, style in present.items()}
    for one in wanted:
        if one.name.lower() not in ids:
            free = one.id
            while free in taken:
                free += "1"
            ids[one.name.lower()] = free
            taken.add(free)
    for one in wanted:
        old = present.get(one.name.lower())
        if old is None:
            styles.append(element(_written(one, ids)))
        elif not _is_formatted(old):
            new = element(_written(one, ids))
            if old.get(name("w:default")):
                new.set(name("w:default"), "1")
            styles.insert(styles.index(old), new)
            styles.remove(old)
    return ids


def fonts(existing: Element | None, design: Design) -> Element:
    """The font table: the design's face, and the free face of the same widths where that one is not installed."""
    table = element(w("fonts")) if existing is None else existing
    if all(font.get(name("w:name")) != design.type.word for font in table.findall(name("w:font"))):
        other = w("altName", val=design.type.family) if design.type.family != design.type.word else NONE
        table.append(element(w("font", other, w("charset", val="00"), w("family", val="auto"), name=design.type.word)))
    return table
