"""What a Word file shows otherwise than its words read, or shows in another form than words.

What this program writes is known, and what Word and LibreOffice make of it when they save it. Whatever else prints,
hides or replaces words is pointed out; what a letter written anew from the records has too is left alone. Names of
elements are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from lxml import etree

from nkadvocate.auditing.contacts import contacts_in
from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.from_word import Field, based_on, is_on, transitional
from nkadvocate.auditing.legibility import Rgb, contrast, luminance
from nkadvocate.auditing.manuscript import Manuscript, normal
from nkadvocate.auditing.markup import WORD
from nkadvocate.auditing.packages import Package
from nkadvocate.library import mentions

_W = f"{{{WORD[0]}}}"
_PLAIN = {
    *("document", "body", "background", "hdr", "ftr", "footnotes", "footnote", "endnotes", "endnote", "p", "r", "t"),
    *("pPr", "rPr", "tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak", "proofErr"),
    *("hyperlink", "smartTag", "smartTagPr", "customXml", "customXmlPr", "attr", "bookmarkStart", "bookmarkEnd"),
    *("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "separator", "continuationSeparator"),
    *("fldChar", "fldSimple", "instrText", "delInstrText", "delText", "drawing", "tbl", "tr", "tc", "tblGrid"),
    *("ins", "del", "moveFrom", "moveTo", "permStart", "permEnd", "commentReference", "annotationRef", "sectPr"),
    *("sdt", "sdtPr", "sdtEndPr", "sdtContent", "alias", "id", "lock", "placeholder", "docPart", "docPartObj"),
    *("docPartGallery", "docPartCategory", "docPartUnique", "richText", "text", "temporary"),
    *("tblPr", "trPr", "tcPr", "tblPrEx", "tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar"),
    *("tblLook", "tblCaption", "tblDescription", "tblStyleRowBandSize", "tblStyleColBandSize", "gridCol", "cantSplit"),
    *("tblHeader", "trHeight", "tcW", "tcBorders", "tcMar", "vAlign", "noWrap", "gridSpan", "hideMark", "tblOverlap"),
    *("gridBefore", "gridAfter", "wBefore", "wAfter", "cnfStyle", "shd", "jc", "top", "left", "start", "bottom"),
    *("right", "end", "insideH", "insideV", "tl2br", "tr2bl", "headerReference", "footerReference", "footnotePr"),
    *("endnotePr", "pos", "numFmt", "numStart", "numRestart", "type", "pgSz", "pgMar", "paperSrc", "pgBorders"),
    *("pgNumType", "cols", "col", "titlePg", "docGrid", "formProt", "textDirection", "noEndnote", "printerSettings"),
}
"""Elements of text, besides properties of runs and paragraphs, marks of comments and changes, and drawings."""
_MARKS = re.compile(r"\w+(?:RangeStart|RangeEnd|Change)")
_OF_PARAGRAPHS = {
    *(
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "widowControl",
        "numPr",
        "ilvl",
        "numId",
        "pBdr",
        "between",
    ),
    *("bar", "shd", "tabs", "suppressAutoHyphens", "suppressLineNumbers", "kinsoku", "wordWrap", "overflowPunct"),
    *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
    *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textAlignment", "textboxTightWrap"),
    *("outlineLvl", "divId", "cnfStyle", "textDirection", "rPr", "sectPr", "ins", "top", "left", "bottom", "right"),
}
_OF_RUNS = {
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "kern", "sz", "szCs", "highlight", "u"),
    *("shd", "bdr", "lang", "noProof", "snapToGrid", "webHidden", "cs", "rtl", "vertAlign", "w", "spacing", "position"),
    *("strike", "dstrike", "vanish", "specVanish", "ins", "del", "moveFrom", "moveTo"),
}
_OF_LETTERS = {"ligatures", "numForm", "numSpacing", "stylisticSets", "styleSet", "cntxtAlts"}
"""Properties of runs in a namespace of Word's own: which of its forms of a letter a font shows."""
_OF_PICTURES = {
    *("drawing", "inline", "extent", "effectExtent", "docPr", "cNvGraphicFramePr", "graphicFrameLocks", "graphic"),
    *("graphicData", "pic", "nvPicPr", "cNvPr", "cNvPicPr", "picLocks", "blipFill", "blip", "stretch", "fillRect"),
    *("srcRect", "spPr", "xfrm", "off", "ext", "prstGeom", "avLst", "ln", "noFill", "extLst", "useLocalDpi"),
    *("creationId", "decorative"),
}
_PICTURE_FONTS = re.compile(
    r"symbol\b.*|.*dings\b.*|.*dingbats.*|marlett|opensymbol|bookshelf symbol.*|mt extra|ms (?:outlook|reference).*",
    re.IGNORECASE,
)
_FIELDS = re.compile(
    r'NOTEREF _Note\d+(?: \\[fhp])*|PAGEREF \S+(?: \\[hp])*|TOC(?: \\[hzuo](?: "?\d-\d"?)?)*|HYPERLINK .+',
    re.IGNORECASE,
)
_PAGE_FIELDS = re.compile(r"(?:PAGE|NUMPAGES|SECTIONPAGES)(?: \\\* (?:MERGEFORMAT|ARABIC))?", re.IGNORECASE)
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2061-\u2064\u206a-\u206f\u3164\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_NUMBERS = {"decimal", "bullet", "none", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"}
_MOST_NESTED = 9
"""Fields within each other whose words are told with each."""
_HIGHEST_START = 30
"""A list that begins above may print its number as a figure of the text."""
_LEAST_CONTRAST = 3.0
"""The least that WCAG 2.2 allows for any text (1.4.3)."""
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
_THEME = {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink"} | {
    "text1": "dk1",
    "background1": "lt1",
    "text2": "dk2",
    "background2": "lt2",
    "followedHyperlink": "folHlink",
}
_OFFICE = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "hlink": "0563C1"}


def disguised(package: Package, made: Package, protected: Collection[str]) -> Iterator[Deviation]:
    """Words of a file that are not seen as they read, and what it prints that is no words. What ``made``, the same
    letter written anew, has too is left alone. Raises ProblemsError."""
    usual: dict[str, str] = {}
    for how, text in _Look(made).found():
        usual[how] = f"{usual.get(how, '')}{text}\n"
    found: dict[str, str] = {}
    for how, text in _Look(package).found():
        if how not in usual or text not in usual[how]:
            found.setdefault(how, text)
    for how, text in found.items():
        if mentions(normal(text), protected):
            yield Deviation("protected", "a term that is protected stands outside the text of the letter")
            yield Deviation("disguised", how, hint=_HINT)
        else:
            yield Deviation("disguised", f"{how}{': ' if text else ''}{_words(text)}", hint=_HINT)
    yield from _pictures(package, made)


def _words(text: str) -> str:
    words = " ".join(normal(text).split())
    return quoted(short(words)) if words else ""


_HINT = "look at it in the file: what it shows cannot be compared"


def _pictures(package: Package, made: Package) -> Iterator[Deviation]:
    """Pictures and fonts in the file that the letter written anew does not hold, and pictures from outside."""
    known = set(made.parts.values())
    for listed in package.parts:
        for one in package.relationships(listed) if not listed.endswith(".rels") else ():
            if one.type not in {"image", "font"}:
                continue
            if one.part is None:
                yield Deviation("disguised", f"{one.type} from outside the file", hint=_HINT)
            elif one.part in package.parts and package.parts[one.part] not in known:
                hint = "look at it: words in a picture are not compared" if one.type == "image" else _HINT
                what = "a picture" if one.type == "image" else "a font in the file, which may show other letters"
                yield Deviation("disguised", f"{what}, {one.part}", hint=hint)


def look_alikes(letter: Manuscript, reference: Manuscript, protected: Collection[str]) -> Iterator[Deviation]:
    """Words with letters of two alphabets, or that only phonetics uses, which read like other words."""
    known = {word for one in (*(one.text for one in reference.passages), *reference.notes) for word in one.split()}
    texts: list[tuple[int | None, int | None, str]] = [(n, None, one.text) for n, one in enumerate(letter.passages, 1)]
    texts += [(None, n, one) for n, one in enumerate(letter.notes, 1)]
    for place, note, text in texts:
        for word in dict.fromkeys(text.split()):
            if not word.isascii() and word not in known and _is_mixed(word):
                shown = "" if mentions(text, protected) else f": {quoted(short(word))}"
                what = f"letters of two alphabets in one word{shown}"
                yield Deviation("disguised", what, place, note, hint="type the word anew")


def _is_mixed(word: str) -> bool:
    names = {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}
    odd = any("\u0250" <= letter <= "\u02af" or "\u1d00" <= letter <= "\u1dbf" for letter in word)
    return odd or ("LATIN" in names and bool(names & _ALIKE))


_ALIKE = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "OSAGE", "DESERET", "OLD"}


def _stories(package: Package) -> list[tuple[str, str]]:
    """The kind and the name of each part that holds paragraphs."""
    kinds = {"header", "footer", "footnotes", "endnotes"}
    related = [one for one in package.relationships(package.main) if one.type in kinds and one.part in package.parts]
    return [("body", package.main), *((one.type, str(one.part)) for one in related)]


@dataclass(frozen=True)
class _Look:
    """One package: what of it is not seen as it reads, as pairs of how and which words."""

    package: Package

    def found(self) -> Iterator[tuple[str, str]]:
        for kind, part in _stories(self.package):
            root = transitional(self.package.xml(part))
            edge = kind in {"header", "footer"}
            yield from self._elements(root)
            yield from _fields(root, edge=edge)
            for paragraph in root.iter(f"{_W}p"):
                yield from self._paragraph(paragraph)
        if numbering := self.package.related("numbering"):
            yield from _numbers(transitional(self.package.xml(numbering)))
        if settings := self.package.related("settings"):
            for one in transitional(self.package.xml(settings)).iter(f"{_W}footnotePr", f"{_W}endnotePr"):
                yield from _renumbered(one)

    # Elements.

    def _elements(self, root: Any) -> Iterator[tuple[str, str]]:
        """What is neither text nor a picture as a letter has them; what stands inside is not looked at again."""
        waiting = [root]
        while waiting:
            element = waiting.pop()
            for child in element:
                if not isinstance(child.tag, str):
                    continue
                name = etree.QName(child).localname
                if not self._is_plain(element, child, name):
                    yield f"{_NAMES.get(name, f'the element {name}')} in the text", _said(child)
                else:
                    waiting.append(child)
            yield from _misshapen(element)

    def _is_plain(self, parent: Any, child: Any, name: str) -> bool:
        above = etree.QName(parent).localname
        own = child.tag.startswith(_W)
        if not own:
            if above == "rPr":
                return name in _OF_LETTERS
            if above == "sdtPr":
                return name in {"appearance", "color"}
            return name in _OF_PICTURES and (above in _OF_PICTURES) and child.tag != f"{_W}drawing"
        if _MARKS.fullmatch(name):
            return True
        match above:
            case "rPr":
                return name in _OF_RUNS or not is_on(child) or child.get(f"{_W}val") == "none"
            case "pPr" | "numPr" | "pBdr":
                return name in _OF_PARAGRAPHS
            case "tabs":
                return name == "tab"
            case _ if above in _OF_PICTURES - {"drawing"}:
                return False
            case _:
                return name in _PLAIN or above.endswith("Change")

    # Paragraphs and runs.

    @cached_property
    def _styles(self) -> dict[str, Any]:
        part = self.package.related("styles")
        if part is None:
            return {}
        root = transitional(self.package.xml(part))
        found = {one.get(f"{_W}styleId", ""): one for one in root.iter(f"{_W}style")}
        for one in root.iter(f"{_W}style"):
            if one.get(f"{_W}default") in {"1", "true", "on"} and one.get(f"{_W}type") == "paragraph":
                found[""] = one
        if (defaults := root.find(f"{_W}docDefaults")) is not None:
            found["docDefaults"] = defaults
        return found

    def _chain(self, name: str) -> list[Any]:
        """A style and those that it is based on, the last first."""
        return [*based_on(self._styles, name)][::-1]

    def _merged(self, kind: str, holders: list[Any]) -> dict[str, dict[str, str]]:
        """Properties by name and attribute, those of later holders before those of earlier ones."""
        told: dict[str, dict[str, str]] = {}
        for holder in holders:
            properties = None if holder is None else holder.find(f"{_W}{kind}")
            for one in properties if properties is not None else ():
                if isinstance(one.tag, str):
                    name = etree.QName(one).localname
                    given = {etree.QName(key).localname: value for key, value in one.attrib.items()}
                    kept = told.get(name, {}) if name in {"ind", "spacing", "rFonts"} else {}
                    told[name] = {**kept, **given}
        return told

    def _defaults(self) -> list[Any]:
        defaults = self._styles.get("docDefaults")
        if defaults is None:
            return []
        return [one for name in ("rPrDefault", "pPrDefault") if (one := defaults.find(f"{_W}{name}")) is not None]

    def _paragraph(self, paragraph: Any) -> Iterator[tuple[str, str]]:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        styles = self._chain(named.get(f"{_W}val", "") if named is not None else "") or self._chain("")
        table = next(paragraph.iterancestors(f"{_W}tbl"), None)
        cell = next(paragraph.iterancestors(f"{_W}tc"), None)
        worn = table.find(f"{_W}tblPr/{_W}tblStyle") if table is not None else None
        of_table = self._chain(worn.get(f"{_W}val", "")) if worn is not None else []
        below = [*self._defaults(), *of_table, *styles]
        form = self._merged("pPr", [*below, paragraph])
        text = _said(paragraph)
        if text.strip() and (how := _misplaced(form, text)):
            yield how, text
        shades = [
            one
            for holder in (*of_table, *([cell] if cell is not None else ()))
            for one in holder.iter(f"{_W}shd")
            if not any(above.tag == f"{_W}p" for above in one.iterancestors())
        ]
        grounds = [_attributes(one) for one in shades]
        if "shd" in form:
            grounds = [form["shd"]]
        for run in paragraph.iter(f"{_W}r"):
            if next(run.iterancestors(f"{_W}p")) is paragraph:
                yield from self._run(run, below, grounds, form)

    def _run(
        self, run: Any, below: list[Any], grounds: list[dict[str, str]], form: dict[str, dict[str, str]]
    ) -> Iterator[tuple[str, str]]:
        named = run.find(f"{_W}rPr/{_W}rStyle")
        styles = self._chain(named.get(f"{_W}val", "")) if named is not None else []
        look = self._merged("rPr", [*below, *styles, run])
        text = "".join(one.text or "" for one in run.iter(f"{_W}t"))
        if _UNSEEN.search(text):
            yield "signs in words that are not seen", text
        calls = run.find(f"{_W}footnoteReference") is not None or run.find(f"{_W}endnoteReference") is not None
        if calls and look.get("vertAlign", {}).get("val") != "superscript":
            yield "the number of a note that is not raised", ""
        if text.strip() and (how := self._concealed(look, text, grounds, form)):
            yield how, text

    def _concealed(
        self, look: dict[str, dict[str, str]], text: str, grounds: list[dict[str, str]], form: dict[str, dict[str, str]]
    ) -> str | None:
        """How the words of a run are kept from being read."""

        def number(name: str, default: int, of: Mapping[str, Mapping[str, str]] = look, key: str = "val") -> int:
            value = of.get(name, {}).get(key, "")
            return int(value) if re.fullmatch(r"-?\d{1,9}", value) else default

        def on(name: str) -> bool:
            return name in look and look[name].get("val") not in {"0", "false", "off", "none"}

        if on("strike") or on("dstrike"):
            return "words that are struck through"
        if any(name in look and on(name) for name in ("outline", "shadow", "emboss", "imprint", "em", "effect")):
            return "words with an effect"
        if any(name in look for name in ("textFill", "textOutline", "glow", "reflection", "fitText", "props3d")):
            return "words with an effect"
        marked = look.get("highlight", {}).get("val", "none")
        if marked in _HIGHLIGHTS:
            ground = [_HIGHLIGHTS[marked]]
        else:
            ground = [colour for one in ([look["shd"]] if "shd" in look else grounds) for colour in self._fills(one)]
        colour = self._colour(look.get("color", {}), "val", "theme")
        if any(contrast(_rgb(colour or _readable(one)), _rgb(one)) < _LEAST_CONTRAST for one in ground or ["FFFFFF"]):
            return "words in a colour that is hardly seen, or on a dark ground"
        if number("sz", 20) < 11 or number("w", 100) < 60 or number("spacing", 0) < -20:
            return "words that are too small or squeezed"
        if abs(number("position", 0)) > 12 or number("spacing", 0) > 400:
            return "words that are out of their line"
        line, rule = number("spacing", 240, form, "line"), form.get("spacing", {}).get("lineRule", "auto")
        if line < (7 * number("sz", 20) if rule == "exact" else 120 if rule == "auto" else 0):
            return "words in lines without height"
        fonts = look.get("rFonts", {})
        if any(_PICTURE_FONTS.fullmatch(fonts.get(key, "")) for key in ("ascii", "hAnsi", "cs", "eastAsia")):
            return "words in a font of pictures"
        if look.get("vertAlign", {}).get("val", "baseline") != "baseline" and re.search(r"\d", text):
            return "a raised or lowered figure"
        if on("rtl") and not _is_right_to_left(text):
            return "words set from right to left"
        return None

    def _fills(self, shade: dict[str, str]) -> list[str]:
        """The colours that a shade mixes."""
        fill, front = self._colour(shade, "fill", "themeFill"), self._colour(shade, "color", "theme")
        kind = shade.get("val", "clear")
        if kind == "solid":
            return [front or "000000"]
        plain = [fill] if fill else []
        return plain if kind in {"clear", "nil"} else [*plain, front or "000000"]

    def _colour(self, told: Mapping[str, str], plain: str, theme: str) -> str | None:
        """Six digits; None for what a program chooses itself."""
        prefix = "theme" if theme == "theme" else "themeFill"
        name = told.get("themeColor" if theme == "theme" else "themeFill")
        if name:
            colour = self._scheme.get(_THEME.get(name, name), "808080")
            for key, to in (("Tint", 255), ("Shade", 0)):
                if re.fullmatch("[0-9A-Fa-f]{2}", told.get(f"{prefix}{key}", "")):
                    share = int(told[f"{prefix}{key}"], 16) / 255
                    colour = "".join(f"{round(share * one + (1 - share) * to):02X}" for one in bytes.fromhex(colour))
            return colour
        value = told.get(plain, "")
        return value if re.fullmatch("[0-9A-Fa-f]{6}", value) else None

    @cached_property
    def _scheme(self) -> dict[str, str]:
        part = self.package.related("theme")
        found = dict(_OFFICE)
        for one in self.package.xml(part).iter("{*}clrScheme") if part else ():
            for named in one:
                for value in named if isinstance(named.tag, str) else ():
                    colour = value.get("lastClr") or value.get("val") or ""
                    if re.fullmatch("[0-9A-Fa-f]{6}", colour):
                        found[etree.QName(named).localname] = colour
        return found


_NAMES = {
    "oMath": "a formula",
    "oMathPara": "a formula",
    "pict": "a drawing",
    "object": "an embedded object",
    "sym": "a symbol",
    "AlternateContent": "words of which a program chooses one form",
    "altChunk": "a page",
    "dataBinding": "words that other data replaces",
    "bdo": "words set in another direction",
    "anchor": "a picture laid over the text",
    "framePr": "a frame",
    "vMerge": "a cell that another covers",
    "graphicData": "a drawing",
    "wsp": "a drawing",
    "textFill": "a fill of letters",
    "ruby": "words above words",
}


def _said(element: Any) -> str:
    """The words, names and codes below an element."""
    words = []
    for one in element.iter():
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if name in {"t", "instrText"}:
            words.append(one.text or "")
        elif name == "textpath":
            words.append(one.get("string", ""))
        elif name == "sym" and re.fullmatch("[0-9A-Fa-f]{4}", code := one.get(f"{_W}char", "")):
            words.append(chr(int(code, 16)) if int(code, 16) not in range(0xD800, 0xF900) else "?")
        elif name in {"tab", "br"}:
            words.append(" ")
    return "".join(words)


def _attributes(element: Any) -> dict[str, str]:
    return {etree.QName(key).localname: value for key, value in element.attrib.items()}


def _misshapen(element: Any) -> Iterator[tuple[str, str]]:
    """Pictures that are cut, text that is turned, rows without height, pages and notes that count otherwise."""
    given = _attributes(element)
    match etree.QName(element).localname:
        case "srcRect" if any(value.strip("0") for value in given.values()):
            yield "a picture that is cut", ""
        case "textDirection" if given.get("val") not in {"lrTb", "lr", "lrTbV"}:
            yield "text that is turned", _around(element)
        case "trHeight" if given.get("hRule") == "exact":
            yield "a row of fixed height", _around(element)
        case "footnotePr" | "endnotePr":
            yield from _renumbered(element)
        case "tblInd" if not _is_within(given.get("w", "0")):
            yield "a table beyond the page", ""
        case "pgSz" if any(_number(given.get(key, "9999")) < 5000 for key in ("w", "h")):
            yield "a page that is too small", ""
        case "pgMar" if any(not _is_within(value) for value in given.values()):
            yield "margins beyond the page", ""


def _around(element: Any) -> str:
    """The words of the cell, row or paragraph that has a property."""
    return next((_said(above) for above in element.iterancestors(*(f"{_W}{name}" for name in ("tc", "tr", "p")))), "")


def _renumbered(properties: Any) -> Iterator[tuple[str, str]]:
    for name, usual in (("numStart", "1"), ("numFmt", "decimal"), ("numRestart", "continuous")):
        one = properties.find(f"{_W}{name}")
        of_ends = properties.tag == f"{_W}endnotePr" and name == "numFmt"
        if one is not None and one.get(f"{_W}val", usual) != usual and not of_ends:
            yield "notes that are counted otherwise", ""


def _number(value: str) -> int:
    return int(float(value)) if re.fullmatch(r"-?\d{1,9}(?:\.\d+)?", value) else 0


def _is_within(value: str) -> bool:
    """Whether a distance in twips leaves room on the page."""
    return abs(_number(value)) <= 5000


def _misplaced(form: dict[str, dict[str, str]], text: str) -> str | None:
    """How a paragraph is kept from the page."""
    ind = form.get("ind", {})
    left = _number(ind.get("start", ind.get("left", "0")))
    first = _number(ind.get("firstLine", "0")) - _number(ind.get("hanging", "0"))
    if "framePr" in form:
        return "a paragraph in a frame"
    if any(not _is_within(value) for value in ind.values()) or left < -700 or left + first < -700:
        return "a paragraph beyond the page"
    if _is_set(form, "bidi") and not _is_right_to_left(text):
        return "a paragraph set from right to left"
    return None


def _is_set(form: Mapping[str, Mapping[str, str]], name: str) -> bool:
    return name in form and form[name].get("val", "1") not in {"0", "false", "off"}


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


# Fields, links and lists.


def _fields(root: Any, *, edge: bool) -> Iterator[tuple[str, str]]:
    """Fields that a letter has not, and those whose result is no number where it should be one."""
    for written, result in _fields_in(root):
        code = " ".join(written.split())
        if not (_FIELDS.fullmatch(code) or (edge and _PAGE_FIELDS.fullmatch(code))):
            yield "a field", f"{code} {result}"
        elif code.upper().startswith("NOTEREF") and not re.fullmatch(r"\s*\d*\s*", result):
            yield "a reference that is no number", result


def _fields_in(root: Any) -> Iterator[tuple[str, str]]:
    """The code and the printed words of each field."""
    for one in root.iter(f"{_W}fldSimple"):
        yield one.get(f"{_W}instr", ""), _said(one)
    waiting: list[tuple[Field, list[str]]] = []
    for one in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t"):
        kind = one.get(f"{_W}fldCharType")
        if kind == "begin":
            waiting.append((Field(), []))
        elif not waiting:
            if one.tag == f"{_W}instrText":
                yield one.text or "", ""
        elif kind == "separate":
            waiting[-1][0].printing = True
        elif kind == "end":
            field, words = waiting.pop()
            yield field.code, "".join(words)
        elif one.tag == f"{_W}instrText":
            waiting[-1][0].code += one.text or ""
        elif waiting[-1][0].printing:
            for _, words in waiting[-_MOST_NESTED:]:
                words.append(one.text or "")


def led_astray(package: Package, made: Package, letter: Manuscript) -> Iterator[Deviation]:
    """Links that lead to an address that neither the letter nor the same one written anew gives, or to another than
    their words say. Raises ProblemsError."""
    texts = (*(one.text for one in letter.passages), *letter.notes)
    known = {key for text in texts for key in contacts_in(text)}
    pairs = {(_keys(text), _keys(target)) for text, target in _links(made)}
    known = known.union(*(target for _, target in pairs))
    for text, target in dict.fromkeys(_links(package)):
        said, meant = _keys(text), _keys(target)
        if (said, meant) in pairs or target.startswith("#"):
            continue
        wrong = (meant - said if said else meant - known) if meant else {target}
        for key in sorted(wrong):
            yield Deviation("sender", f"a link leads to {quoted(short(key))}", now=key, hint=_words(text))


def _keys(target: str) -> frozenset[str]:
    return frozenset(contacts_in(normal(unquote(target))))


def _links(package: Package) -> Iterator[tuple[str, str]]:
    """The words and the target of each link; a target is told without its words too."""
    for _, part in _stories(package):
        root = transitional(package.xml(part))
        targets = {one.id: one.target for one in package.relationships(part) if one.type == "hyperlink"}
        used = set()
        for link in root.iter(f"{_W}hyperlink"):
            id = next((value for key, value in link.attrib.items() if key.endswith("}id")), "")
            used.add(id)
            if id in targets:
                yield _said(link), targets[id]
        yield from (("", target) for id, target in targets.items() if id not in used)
        for code, result in _fields_in(root):
            if (words := code.split(maxsplit=1)) and words[0].upper() == "HYPERLINK" and len(words) > 1:
                target = re.match(r'(\\l )?"?([^"\s]*)', words[1])
                if target and not target[1]:
                    yield result, target[2]


def _numbers(root: Any) -> Iterator[tuple[str, str]]:
    """Numbers of lists that say something."""
    for one in root.iter(f"{_W}lvlText"):
        text = one.get(f"{_W}val", "")
        letters = re.sub(r"%\d", "", text)
        signs = letters.translate({code: code - 0xF000 for code in range(0xF030, 0xF03A)})
        if (re.search(r"\w", signs) and letters != "o") or re.search(r"[\uf080-\uf095]", letters):
            yield "numbers of a list that say something", signs
        elif re.search(r"%\d$", text):
            yield "numbers of a list without a point", ""
    for one in root.iter(f"{_W}start", f"{_W}startOverride"):
        if _number(one.get(f"{_W}val", "1")) > _HIGHEST_START:
            yield "a list that begins at", one.get(f"{_W}val", "")
    for one in root.iter(f"{_W}numFmt"):
        if one.get(f"{_W}val") not in _NUMBERS:
            yield "a list that is counted otherwise", ""
    if next(root.iter(f"{_W}numPicBullet", f"{_W}lvlPicBulletId"), None) is not None:
        yield "a list with pictures for numbers", ""
    for one in root.iter(f"{_W}ind"):
        if not all(_is_within(value) for value in one.attrib.values()):
            yield "a list beyond the page", ""


# Colours, as six digits.


def _readable(ground: str) -> str:
    """What a program chooses on a ground."""
    return "000000" if luminance(_rgb(ground)) > 0.18 else "FFFFFF"


def _rgb(colour: str) -> Rgb:
    red, green, blue = (one / 255 for one in bytes.fromhex(colour))
    return red, green, blue
