"""What a Word file shows otherwise than its words read, or shows in another form than words.

What this program writes is known, and what Word and LibreOffice make of it when they save it. Whatever else prints,
hides or replaces words is pointed out; what a letter written anew from the records has too is left alone. Names of
elements, and clauses, are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.fields import odd_fields
from nkadvocate.auditing.formats import FARTHEST, attributes, formats_of, is_off_page, twips
from nkadvocate.auditing.from_word import is_on, said, stories, transitional
from nkadvocate.auditing.manuscript import normal
from nkadvocate.auditing.markup import WORD
from nkadvocate.auditing.packages import Package
from nkadvocate.library import mentions

_W = f"{{{WORD[0]}}}"
_HINT = "look at it in the file: what it shows cannot be compared"

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
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "ilvl", "numId", "pBdr", "bar"),
    *("between", "shd", "tabs", "suppressAutoHyphens", "suppressLineNumbers", "kinsoku", "wordWrap", "overflowPunct"),
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


_LEVEL = {"lrTb", "tb", "lrTbV", "tbV"}
"""Directions of text that are not turned (17.18.93, and as most files have them, part 4)."""
_LEAST_PAGE = 5000
"""Twips that a page has at least on each side."""
_THEME = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
"""Which colours of a theme ground and text stand for in files as Word writes them (17.15.1.20)."""
_NUMBERS = {"decimal", "bullet", "none", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"}
_HIGHEST_START = 30
"""A list that begins above may print its number as a figure of the text."""


def disguised_in_word(package: Package, made: Package, protected: Collection[str]) -> Iterator[Deviation]:
    """Words of a file that are not seen as they read, and what it prints that is no words. What ``made``, the same
    letter written anew, has too is left alone. What holds a term of ``protected`` is not repeated. Raises
    ProblemsError."""
    usual: dict[str, str] = {}
    for how, text in _found(made):
        usual[how] = f"{usual.get(how, '')}{text}\n"
    found: dict[str, list[str]] = {}
    for how, text in _found(package):
        if how not in usual or text not in usual[how]:
            found.setdefault(how, []).append(text)
    for how, texts in found.items():
        if mentions(normal("\n".join(texts)), protected):
            yield Deviation("protected", "a term that is protected stands outside the text of the letter")
            yield Deviation("disguised", how, hint=_HINT)
        else:
            words = " ".join(normal(texts[0]).split())
            yield Deviation("disguised", f"{how}{f': {quoted(short(words))}' if words else ''}", hint=_HINT)
    yield from _pictures(package, made)


def _pictures(package: Package, made: Package) -> Iterator[Deviation]:
    """Pictures and fonts in the file that the letter written anew does not hold, and pictures from outside."""
    known = set(made.parts.values())
    related = (one for part in package.parts if not part.endswith(".rels") for one in package.relationships(part))
    for one in related:
        if one.type not in {"image", "font"}:
            continue
        if one.part is None:
            yield Deviation("disguised", f"{one.type} from outside the file", hint=_HINT)
        elif one.part in package.parts and package.parts[one.part] not in known:
            hint = "look at it: words in a picture are not compared" if one.type == "image" else _HINT
            what = "a picture" if one.type == "image" else "a font in the file, which may show other letters"
            yield Deviation("disguised", f"{what}, {one.part}", hint=hint)


def _found(package: Package) -> Iterator[tuple[str, str]]:
    """What of a file is not seen as it reads, as pairs of how and which words."""
    formats = formats_of(package)
    for kind, _, root in stories(package):
        yield from _elements(root)
        yield from odd_fields(root, edge=kind in {"header", "footer"})
        for paragraph in root.iter(f"{_W}p"):
            yield from formats.disguised(paragraph)
    if part := package.related("numbering"):
        yield from _numbers(transitional(package.xml(part)))
    if part := package.related("settings"):
        yield from _settings(transitional(package.xml(part)))


# Elements.


def _elements(root: Any) -> Iterator[tuple[str, str]]:
    """What is neither text nor a picture as a letter has them; what stands inside is not looked at again."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        for child in element.iterchildren("*"):
            if _is_plain(child):
                waiting.append(child)
            else:
                name = etree.QName(child).localname
                yield f"{_NAMES.get(name, f'the element {name}')} in the text", said(child)
        yield from _misshapen(element)


def _is_plain(element: Any) -> bool:
    name: str = etree.QName(element).localname
    above: str = etree.QName(element.getparent()).localname
    if not element.tag.startswith(_W):
        match above:
            case "rPr":
                return name in _OF_LETTERS
            case "sdtPr":
                return name in {"appearance", "color"}
            case _:
                return name in _OF_PICTURES and above in _OF_PICTURES
    if _MARKS.fullmatch(name):
        return True
    match above:
        case "rPr":
            return name in _OF_RUNS or not is_on(element) or element.get(f"{_W}val") == "none"
        case "pPr" | "numPr" | "pBdr":
            return name in _OF_PARAGRAPHS
        case "tabs":
            return name == "tab"
        case _ if above in _OF_PICTURES - {"drawing"}:
            return False
        case _:
            return name in _PLAIN or above.endswith("Change")


def _misshapen(element: Any) -> Iterator[tuple[str, str]]:
    """Pictures that are cut, text that is turned, rows without height, pages and notes that count otherwise."""
    given = attributes(element)
    match etree.QName(element).localname:
        case "srcRect" if any(value.strip("0") for value in given.values()):
            yield "a picture that is cut", ""
        case "textDirection" if given.get("val") not in _LEVEL:
            yield "text that is turned", _around(element)
        case "trHeight" if given.get("hRule") == "exact":
            yield "a row of fixed height", _around(element)
        case "footnotePr" | "endnotePr":
            yield from _renumbered(element)
        case "footnoteReference" | "endnoteReference" if given.get("customMarkFollows") in {"1", "true", "on"}:
            yield "notes that are counted otherwise", ""
        case "tblInd" if is_off_page({"left": given.get("w", "0")}):
            yield "a table beyond the page", ""
        case "pgSz" if any(twips(given.get(side, "9999")) < _LEAST_PAGE for side in ("w", "h")):
            yield "a page that is too small", ""
        case "pgMar" if any(abs(twips(value)) > FARTHEST for value in given.values()):
            yield "margins beyond the page", ""
        case "pgMar" if any(twips(given.get(side, "0")) < 0 for side in ("left", "right")):
            yield "margins beyond the page", ""


def _around(element: Any) -> str:
    """The words of the cell, row or paragraph that has a property."""
    return next((said(above) for above in element.iterancestors(*(f"{_W}{name}" for name in ("tc", "tr", "p")))), "")


def _renumbered(properties: Any) -> Iterator[tuple[str, str]]:
    """What counts notes otherwise than from 1 on, through the whole file (17.11); notes at the end may have any
    digits."""
    usual = {"numStart": "1", "numFmt": "decimal", "numRestart": "continuous"}
    for one in properties.iterchildren("*"):
        name = etree.QName(one).localname
        of_ends = properties.tag == f"{_W}endnotePr" and name == "numFmt"
        if name in usual and not of_ends and one.get(f"{_W}val", usual[name]) != usual[name]:
            yield "notes that are counted otherwise", ""


# Lists and settings.


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
        if twips(one.get(f"{_W}val", "1")) > _HIGHEST_START:
            yield "a list that begins at", one.get(f"{_W}val", "")
    for one in root.iter(f"{_W}numFmt"):
        if one.get(f"{_W}val") not in _NUMBERS:
            yield "a list that is counted otherwise", ""
    if next(root.iter(f"{_W}numPicBullet", f"{_W}lvlPicBulletId"), None) is not None:
        yield "a list with pictures for numbers", ""
    for one in root.iter(f"{_W}ind"):
        if is_off_page(attributes(one)):
            yield "a list beyond the page", ""


def _settings(root: Any) -> Iterator[tuple[str, str]]:
    for one in root.iter(f"{_W}footnotePr", f"{_W}endnotePr"):
        yield from _renumbered(one)
    for one in root.iter(f"{_W}clrSchemeMapping"):
        if any(colour != _THEME.get(name, name) for name, colour in attributes(one).items()):
            yield "colours of a theme that stand for others", ""
