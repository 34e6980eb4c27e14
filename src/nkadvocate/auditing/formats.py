"""How the words of a Word file are formatted, and whether they can be read as they stand.

Names of elements, and clauses, are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from nkadvocate.auditing.from_word import Field, said
from nkadvocate.auditing.legibility import LEAST_CONTRAST, LEAST_SEEN, Rgb, contrast, luminance
from nkadvocate.auditing.markup import BEFORE_PICTURE, UNSURE, WORD
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.properties import (
    Properties,
    Styles,
    attributes,
    is_set,
    styles_of,
    transitional,
    value_of,
)

_W = f"{{{WORD[0]}}}"

_TWIPS = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440, "pt": 20, "pc": 240, "pi": 240}
_MEASURE = re.compile(r"\s*([+-]?\d+(?:\.\d*)?)(mm|cm|in|pt|pc|pi|%)?\s*")
EMU_OF_A_TWIP = 635
"""So many units of a drawing make one (20.1.10.16)."""
_VML = "{urn:schemas-microsoft-com:vml}"
_HALF_POINT = 10
FARTHEST = 5000
"""Twips from where it would stand that words may be moved to."""
_APART = 40
"""Twips that are put between digits at most."""
_IN_MARGIN = -700
"""Twips that words may stand in a margin of the page."""

_TINY = 60
"""Twips up to which nobody reads letters, or rows of this height."""
_NARROW = 20
"""Hundredths of its width below which nobody reads a letter."""
_FLAT = 0.2
"""Of what letters need, the height of lines below which nobody reads them."""

_EFFECTS = {"outline", "shadow", "emboss", "imprint", "em", "effect"}
_NEW_EFFECTS = {"textFill", "textOutline", "glow", "reflection", "fitText", "props3d"}
PICTURE_FONTS = re.compile(
    r"symbol\b.*|.*dings\b.*|.*dingbats.*|marlett|opensymbol|bookshelf symbol.*|mt extra|ms (?:outlook|reference).*",
    re.IGNORECASE,
)
_COUNTED = "1"
"""What stands for the number that a field prints, which looks as its code does (17.16.4.3)."""
_NOT_SHOWN = {"rPr", "fldChar", "instrText"}
"""What may stand in a run that shows nothing."""
_SHOWS_ROOM = _NOT_SHOWN | {"tab", "ptab", "lastRenderedPageBreak"}
_UNSEEN = re.compile(
    "[\x85\u1680\u2000\u2001\u2004-\u2008\u200a\u205f\u2028\u2029\u034f\u115f\u1160\u17b4\u17b5\u2061-\u2064\u206a-\u206f\u3164\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_HIGHLIGHTS = {
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "magenta": "FF00FF",
    "blue": "0000FF",
    "red": "FF0000",
    "darkBlue": "00008B",
    "darkCyan": "008B8B",
    "darkGreen": "006400",
    "darkMagenta": "800080",
    "white": "FFFFFF",
    "darkRed": "8B0000",
    "darkYellow": "808000",
    "darkGray": "A9A9A9",
    "lightGray": "D3D3D3",
    "black": "000000",
}
_THEME = {
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "text1": "dk1",
    "background1": "lt1",
    "text2": "dk2",
    "background2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_OFFICE = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "hlink": "0563C1"}
"""The colours of a theme where a file has none."""


def twips(value: str, unit: float = 1) -> float:
    """A measure (22.9.2.15) in twentieths of a point; a number without a unit counts ``unit`` of these, and what is no
    measure is 0."""
    found = _MEASURE.fullmatch(value)
    return float(found[1]) * _TWIPS.get(found[2], unit) if found else 0


def is_off_page(indents: Mapping[str, str]) -> bool:
    """Whether indents push words off the page (17.3.1.12). A hundredth of a character counts as two twips."""
    by = {name: twips(value, 2 if name.endswith("Chars") else 1) for name, value in indents.items()}
    sides = (by.get(f"{side}{unit}", 0) for side in ("start", "left", "end", "right") for unit in ("", "Chars"))
    return min(*sides, first_indent(indents)) < _IN_MARGIN or any(abs(one) > FARTHEST for one in by.values())


def first_indent(indents: Mapping[str, str]) -> float:
    """Twips from the left margin to where the first line begins."""
    by = {name: twips(value) for name, value in indents.items()}
    return by.get("start", by.get("left", 0)) + by.get("firstLine", 0) - by.get("hanging", 0)


WIDEST = 10_000
"""Twips that there is room for where no page is told."""


def room_beside(root: Any) -> float:
    """Twips between the left margin and the right edge of the narrowest page."""
    rooms = [
        twips(size.get(f"{_W}w", "0")) - twips(margins.get(f"{_W}left", margins.get(f"{_W}start", "0")))
        for section in root.iter(f"{_W}sectPr")
        for size, margins in zip(section.iter(f"{_W}pgSz"), section.iter(f"{_W}pgMar"), strict=False)
    ]
    return min(rooms, default=WIDEST)


@dataclass(frozen=True, slots=True)
class Formats:
    """What formats the words of a file: its styles, the colours of the theme, its fonts by the first letters of where
    they are for, ``major`` and ``minor``, and what is said of the ground of pages (17.2.1)."""

    styles: Styles
    scheme: Mapping[str, str]
    fonts: Mapping[str, Sequence[str]]
    page: Mapping[str, str]

    def disguised(self, paragraph: Any) -> Iterator[tuple[str, str]]:
        """How words of a paragraph are not seen as they read, and which."""
        form, text = self.styles.of_paragraph(paragraph), said(paragraph)
        cell = next(paragraph.iterancestors(f"{_W}tc"), None)
        if text.strip() and (how := _misplaced(form, text, in_cell=cell is not None)):
            yield how, text
        pages = self._pages()
        around = ([*sure, *perhaps] for _, sure, perhaps in self._around(paragraph))
        grounds = [self._fills([form.get("shd", {})]), *around, pages]
        dressed = [*self.dressed(paragraph)]
        for run, look in dressed:
            yield from self._of_run(run, look, form, grounds)
            if _is_off_the_web(run, look):
                yield UNSURE, said(run) or text
        looks = [(_shown(run), look) for run, look in dressed]
        largest = max((_size(look) for shown, look in looks if shown.strip()), default=0)
        for run, look in dressed:
            if _calls(run) and (
                value_of(look, "vertAlign") != "superscript"
                or value_of(form, "textAlignment") not in {"", "auto", "baseline"}
                or _place(look) < 0
                or _size(look) > largest > 0
            ):
                yield "the number of a note that is not raised", text
        following: tuple[str, Properties] = ("", {})
        for shown, look in reversed(looks):
            if shown.strip():
                following = shown, look
            elif shown and text.strip() and (how := self._of_space(look, form, *following)):
                yield how, text
        yield from _of_figures(looks)

    def dressed(self, paragraph: Any) -> Iterator[tuple[Any, Properties]]:
        """The runs of a paragraph, each with the properties that styles and it itself set."""
        below = self.styles.below(paragraph)
        for run in paragraph.iter(f"{_W}r"):
            if next(run.iterancestors(f"{_W}p")) is paragraph:
                yield run, self.styles.of_run(run, below)

    def unseen(self, root: Any) -> Iterator[tuple[Any, str]]:
        """The runs of a part that nobody sees, or perhaps nobody (``KEPT``), each with the kind of what is found."""
        pictured = any(map(_is_behind_text, root.iter("{*}anchor", f"{_VML}*")))
        same = transitional(deepcopy(root))
        last: Any = None
        below, form = self.styles.below(None), self.styles.of_paragraph(None)
        for run, plain in zip(root.iter("{*}r"), same.iter("{*}r"), strict=True):
            paragraph = next(plain.iterancestors(f"{_W}p"), None)
            if paragraph is not last:
                last = paragraph
                below, form = self.styles.below(paragraph), self.styles.of_paragraph(paragraph)
            if all(etree.QName(one).localname in _NOT_SHOWN for one in plain):
                continue
            look = self.styles.of_run(plain, below)
            if is_set(look, "vanish"):
                yield run, "hidden text"
            elif said(plain).strip() and (why := self._why_unread(plain, look, form, paragraph)):
                on_page = not self._own_ground(look) and self._behind(paragraph, form)[-2:] == self._pages()
                yield run, BEFORE_PICTURE if why == "white text" and pictured and on_page else why
            elif _is_off_the_web(plain, look):
                yield run, UNSURE

    # Colours, as six digits.

    def _around(self, paragraph: Any) -> Iterator[tuple[Any, list[str], list[str]]]:
        """The colours behind a paragraph of each table that it stands in and of its cell, the innermost first: the
        cell, the colours, and those that a style gives to some of the cells."""
        for cell in paragraph.iterancestors(f"{_W}tc"):
            row, table = (next(cell.iterancestors(f"{_W}{name}"), cell) for name in ("tr", "tbl"))
            worn = self.styles.worn(table, "tblPr/tblStyle", "table")
            own = (_first(cell, "tcPr/shd"), _first(row, "tblPrEx/shd"), _first(table, "tblPr/shd"))
            some = [one for style in worn for one in style.iterfind(f"{_W}tblStylePr//{_W}shd")]
            shades = [one for style in worn for one in style.iter(f"{_W}shd") if one not in some]
            shades += [one for one in own if one is not None]
            yield cell, *(self._fills([attributes(one) for one in each]) for each in (shades, some))

    def _fills(self, shades: Sequence[Mapping[str, str]]) -> list[str]:
        """The colours that shades mix (17.3.2.32)."""
        found = []
        for shade in shades:
            kind = shade.get("val", "clear")
            if kind != "solid":
                found += self.colours(shade, "fill", "themeFill")
            if kind not in {"clear", "nil"}:
                found += self.colours(shade, "color", "themeColor") or ["000000"]
        return found

    def colours(self, given: Mapping[str, str], plain: str, theme: str) -> list[str]:
        """The colours in the attribute ``plain`` and of the theme in ``theme``, as programs take either; none where a
        program chooses."""
        found = {one} if (one := _six_digits(given.get(plain, ""))) else set[str]()
        if name := given.get(theme):
            colour = self.scheme.get(_THEME.get(name, name), "808080")
            for key, to in (("Tint", 255), ("Shade", 0)):
                value = given.get(f"{theme.removesuffix('Color')}{key}", "")
                if re.fullmatch("[0-9A-Fa-f]{2}", value):
                    share = int(value, 16) / 255
                    colour = "".join(f"{round(share * one + (1 - share) * to):02X}" for one in bytes.fromhex(colour))
            found.add(colour)
        return sorted(found)

    def _is_seen(self, look: Properties, grounds: Sequence[list[str]]) -> bool:
        """Whether words stand out from their ground, the first of ``grounds`` that is painted if they have none."""
        ground = self._own_ground(look) or next(one for one in grounds if one)
        colours = self.colours(look.get("color", {}), "val", "themeColor")
        pairs = ((colour, one) for one in ground for colour in colours or [_readable(one)])
        return all(contrast(_rgb(colour), _rgb(one)) >= LEAST_CONTRAST for colour, one in pairs)

    def _own_ground(self, look: Properties) -> list[str]:
        marked = _HIGHLIGHTS.get(value_of(look, "highlight"))
        return [marked] if marked else self._fills([look.get("shd", {})])

    def _why_unread(self, run: Any, look: Properties, form: Properties, paragraph: Any) -> str | None:
        """Why nobody reads the words of a run that is not hidden, if so."""
        row = next(run.iterancestors(f"{_W}tr"), None)
        if _is_speck(look, form) or (row is not None and _is_flat(row)):
            return "tiny text"
        marked = _HIGHLIGHTS.get(value_of(look, "highlight"))
        colours = self.colours(look.get("color", {}), "val", "themeColor")
        if not colours:
            return UNSURE if marked and not _stands_out("000000", marked) else None
        grounds = self._own_ground(look) or self._behind(paragraph, form)
        seen = [any(_stands_out(colour, one) for one in grounds) for colour in colours]
        if not grounds or all(seen):
            return None
        if any(seen):
            return UNSURE
        return "white text" if luminance(_rgb(grounds[0])) > 0.5 else "blackened text"

    def _pages(self) -> list[str]:
        """The colours that a page may have: its own, and white, where that is not printed."""
        return ["FFFFFF", *(self.colours(self.page, "color", "themeColor") or ["FFFFFF"])]

    def _behind(self, paragraph: Any, form: Properties) -> list[str]:
        """The colours that may be behind a paragraph; none where this is not known."""
        pages = self._pages()
        if paragraph is None or (own := self._fills([form.get("shd", {})])):
            return pages if paragraph is None else own
        found: list[str] = []
        box = next(paragraph.iterancestors(f"{_W}txbxContent"), None)
        for cell, sure, perhaps in self._around(paragraph):
            if box is not None and box not in cell.iterancestors():
                break
            found += [*sure, *perhaps]
            if sure:
                return found
        if box is None:
            return [*found, *pages]
        filled = next(box.iterancestors("{*}wsp", "{*}shape", "{*}rect"), box)
        given = filled.find("{*}spPr/{*}solidFill/{*}srgbClr")
        colour = _six_digits(filled.get("fillcolor", "")[1:] if given is None else given.get("val", ""))
        return [*found, colour] if colour else []

    # Runs.

    def _of_run(
        self, run: Any, look: Properties, form: Properties, grounds: Sequence[list[str]]
    ) -> Iterator[tuple[str, str]]:
        text = "".join(one.text or "" for one in run.iter(f"{_W}t"))
        if not text and run.find(f"{_W}instrText") is not None:
            text = _COUNTED
        if _UNSEEN.search(text):
            yield "signs in words that are not seen", text
        if not text.strip():
            return
        if _is_struck(look):
            yield "words that are struck through", text
        elif any(is_set(look, name) for name in _EFFECTS) or _NEW_EFFECTS & {
            etree.QName(one).localname for one in look
        }:
            yield "words with an effect", text
        elif not self._is_seen(look, grounds):
            yield "words in a colour that is hardly seen, or on a dark ground", text
        elif how := _misset(look, form, text):
            yield how, text
        elif any(PICTURE_FONTS.fullmatch(font) for font in self._fonts(look)):
            yield "words in a font of pictures", text

    def _fonts(self, look: Properties) -> Iterator[str]:
        """The fonts that words may be set in, those of the theme too (17.3.2.26)."""
        for name, font in look.get("rFonts", {}).items():
            if name.lower().endswith("theme"):
                yield from self.fonts.get(font[:5], ())
            elif name != "hint":
                yield font

    def _of_space(self, look: Properties, form: Properties, following: str, beside: Properties) -> str | None:
        """How a space between words is seen as a sign, or moves what follows, where ``following`` has another look."""
        if _is_struck(look):
            return "a space that is struck through"
        lined = is_set(look, "u") and value_of(look, "u") != "words" and not is_set(beside, "u")
        ground = next(iter(self._own_ground(look)), "FFFFFF")
        dark = contrast(_rgb(ground), _rgb("FFFFFF")) >= LEAST_CONTRAST and self._own_ground(beside) != [ground]
        if (lined and following[:1].isdigit()) or dark or (is_set(look, "bdr") and not is_set(beside, "bdr")):
            return "a space that is seen"
        return _misset(look, form, "")


def formats_of(package: Package) -> Formats:
    """What formats the words of a file. Raises ProblemsError."""
    scheme = dict(_OFFICE)
    fonts: dict[str, list[str]] = {}
    if part := package.related("theme"):
        theme = package.xml(part)
        for one in theme.iterfind(".//{*}fontScheme/*/*"):
            fonts.setdefault(etree.QName(one.getparent()).localname[:5], []).append(one.get("typeface", ""))
        for value in theme.iterfind(".//{*}clrScheme/*/*"):
            if colour := _six_digits(value.get("lastClr") or value.get("val") or ""):
                scheme[etree.QName(value.getparent()).localname] = colour
    page = _first(transitional(package.xml(package.main)), "background")
    return Formats(styles_of(package), scheme, fonts, attributes(page) if page is not None else {})


def _six_digits(value: str) -> str | None:
    return value if re.fullmatch("[0-9A-Fa-f]{6}", value) else None


def _first(element: Any, path: str) -> Any:
    return element.find("/".join(f"{_W}{step}" for step in path.split("/")))


def _readable(ground: str) -> str:
    """What a program chooses on a ground."""
    return "000000" if luminance(_rgb(ground)) > 0.18 else "FFFFFF"


def _rgb(colour: str) -> Rgb:
    red, green, blue = (one / 255 for one in bytes.fromhex(colour))
    return red, green, blue


def _is_behind_text(shape: Any) -> bool:
    """Whether a picture or shape may lie behind words (20.4.2.3; part 4, 19.1.2.19)."""
    return shape.get("behindDoc") in {"1", "true"} or bool(re.search(r"z-index:\s*-", shape.get("style", "")))


def _stands_out(colour: str, ground: str) -> bool:
    return contrast(_rgb(colour), _rgb(ground)) >= LEAST_SEEN


# Properties.


def points(look: Properties) -> float:
    """The size of type (17.3.2.38)."""
    return _number(look, "sz", "20", _HALF_POINT) / 20


def _number(properties: Properties, name: str, default: str, unit: float = 1, key: str = "val") -> float:
    value = value_of(properties, name, key)
    return twips(value if _MEASURE.fullmatch(value) else default, unit)


def _misplaced(form: Properties, text: str, *, in_cell: bool) -> str | None:
    """How a paragraph is kept from the page."""
    if "framePr" in form:
        return "a paragraph in a frame"
    if is_off_page(form.get("ind", {})):
        return "a paragraph beyond the page"
    if in_cell and any(twips(value) < 0 for value in form.get("ind", {}).values()):
        return "a paragraph beyond its cell"
    if is_set(form, "bidi") and not _is_right_to_left(text):
        return "a paragraph set from right to left"
    return None


def _misset(look: Properties, form: Properties, text: str) -> str | None:
    """How words that are black on white are kept from being read."""
    size = _size(look)
    apart = _number(look, "spacing", "0")
    if size < 110 or _number(look, "w", "100") < 60 or apart < -20:
        return "words that are too small or squeezed"
    place = abs(_place(look))
    if place > 120 or apart > (_APART if re.search(r"\d", text) else 400):
        return "words that are out of their line"
    rule = value_of(form, "spacing", "lineRule") or "auto"
    least = {"exact": 0.7 * size, "auto": 168}.get(rule, 0)
    if _number(form, "spacing", "240", key="line") < least:
        return "words in lines without height"
    if (place or (value_of(look, "vertAlign") or "baseline") != "baseline") and re.search(r"\d", text):
        return "a raised or lowered figure"
    if is_set(look, "rtl") and not _is_right_to_left(text):
        return "words set from right to left"
    return None


def _calls(run: Any) -> bool:
    return any(run.find(f"{_W}{name}") is not None for name in ("footnoteReference", "endnoteReference"))


def _is_off_the_web(run: Any, look: Properties) -> bool:
    """Whether a run is hidden in the view of web pages (17.3.2.44), which some programs print as it is and others leave
    out, but for tabs and numbers of pages, where a table of contents has it (17.16.5.68)."""
    if not is_set(look, "webHidden") or all(etree.QName(one).localname in _SHOWS_ROOM for one in run):
        return False
    fields: list[Field] = []
    for one in next(run.iterancestors(f"{_W}p"), run).iter(f"{_W}r", f"{_W}fldChar", f"{_W}instrText"):
        kind = one.get(f"{_W}fldCharType")
        if one is run:
            return not any(field.printing and field.code.split()[:1] == ["PAGEREF"] for field in fields)
        if kind == "begin":
            fields.append(Field())
        elif kind == "end":
            del fields[-1:]
        elif fields and kind == "separate":
            fields[-1].printing = True
        elif fields and not fields[-1].printing:
            fields[-1].code += one.text or ""
    return True


def _place(look: Properties) -> float:
    """How far words are raised (17.3.2.24)."""
    return _number(look, "position", "0", _HALF_POINT)


def _is_speck(look: Properties, form: Properties) -> bool:
    """Whether letters, or their lines, are too small for anybody."""
    complex_script = is_set(look, "cs") or is_set(look, "rtl")
    size = _number(look, "szCs" if complex_script else "sz", "20", _HALF_POINT)
    least = {"exact": _FLAT * size, "auto": _FLAT * 240}.get(value_of(form, "spacing", "lineRule") or "auto", 0)
    flat = _number(form, "spacing", "240", key="line") < least
    return size <= _TINY or _number(look, "w", "100") < _NARROW or flat


def _is_flat(row: Any) -> bool:
    height = _first(row, "trPr/trHeight")
    given = attributes(height) if height is not None else {}
    return given.get("hRule") == "exact" and twips(given.get("val", "0")) <= _TINY


def _size(look: Properties) -> float:
    size = _number(look, "sz", "20", _HALF_POINT)
    if is_set(look, "cs") or is_set(look, "rtl"):  # then the size for complex scripts counts too (17.3.2.7)
        size = min(size, _number(look, "szCs", "20", _HALF_POINT))
    return size


def _is_struck(look: Properties) -> bool:
    return is_set(look, "strike") or is_set(look, "dstrike")


def _shown(run: Any) -> str:
    """The words of a run, with a space for a tab."""
    tabs = (f"{_W}tab", f"{_W}ptab")
    return "".join(" " if one.tag in tabs else one.text or "" for one in run.iterchildren(f"{_W}t", *tabs))


def _of_figures(looks: Sequence[tuple[str, Properties]]) -> Iterator[tuple[str, str]]:
    """Figures, with what parts them, that are set in several ways, over the runs of a paragraph."""
    ways = [way for words, look in looks for way in [_way(look)] * len(words)]
    for figure in _FIGURES.finditer("".join(words for words, _ in looks)):
        if len({*ways[figure.start() : figure.end()]}) > 1:
            yield "a figure in several sizes", figure[0]


def _way(look: Properties) -> tuple[float | str, ...]:
    """The size and width of type, how far apart and how high its letters stand, and the line below them."""
    underlined = value_of(look, "u") if is_set(look, "u") else ""
    return _size(look), _number(look, "w", "100"), _number(look, "spacing", "0"), _place(look), underlined


_FIGURES = re.compile(r"\d(?:[\W_]*\d)*(?:\s?[%‰])?")


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
