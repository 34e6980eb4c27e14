"""What a Word file shows otherwise than its words read, or shows in another form than words.

What this program writes is known, and what Word and LibreOffice make of it when they save it. Whatever else prints,
hides or replaces words is pointed out; what a letter written anew from the records has too is left alone. Names of
elements, and clauses, are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from lxml import etree

from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.fields import odd_fields
from nkadvocate.auditing.formats import FARTHEST, PICTURE_FONTS, WIDEST, formats_of, is_off_page, room_beside, twips
from nkadvocate.auditing.from_word import SPACE, said, stories
from nkadvocate.auditing.grammar import ungrammatical, without_style
from nkadvocate.auditing.manuscript import BULLETS, normal
from nkadvocate.auditing.markup import WORD, is_on, local
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.properties import Styles, attributes, styles_of, transitional
from nkadvocate.auditing.references import astray
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
    *("cnfStyle", "shd", "jc", "top", "left", "start", "bottom"),
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
_EFFECTS = {"outline", "shadow", "emboss", "imprint", "em", "effect", "oMath"}
"""Properties of runs that may only be switched off."""
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
_BULLETS = {
    "symbol": "\uf0b7\uf02d",
    "wingdings": "\uf0a7\uf0d8\uf0fc\uf0a8",
    **dict.fromkeys(("opensymbol", "starsymbol"), "•◦▪–"),
}
"""What marks items in fonts of pictures, as Word and LibreOffice have it."""
_NUMBERS = {"decimal", "bullet", "none", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"}
_WORN = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
"""What names a style, and of which kind."""
_TEXTS = {"t", "delText", "instrText", "delInstrText"}
_PAGES = {"start": "1", "fmt": "decimal", "chapStyle": ""}
"""How pages are counted, where nothing else is said (17.6.12)."""
_NOTES = {"footnotes": f"{_W}footnoteRef", "endnotes": f"{_W}endnoteRef"}
_OWN_NUMBERS = tuple(_NOTES.values())
_CALLS = (f"{_W}footnoteReference", f"{_W}endnoteReference")
_SINGLE = {"footnotes", "endnotes", "styles", "numbering", "settings", "theme", "fontTable"}
"""Kinds of parts of which a file has one at most."""
_REFERRING = {"header", "footer", "footnotes", "endnotes", "fontTable", "numbering", "settings"}
"""Kinds of parts that may refer to others which are seen."""
_SHIFTS = {f"{_W}jc", f"{_W}tblInd"}
_LEADERS = {"none", "dot"}
_LINES = {"bdr", "top", "left", "start", "bottom", "right", "end", "insideH", "insideV", "between", "bar"}
_THICKEST = 24
"""Eighths of a point of a line beside words."""
_DEEPEST_MARGIN = 1000
"""Twips between the words of a cell and its edge."""


def disguised_in_word(package: Package, made: Package, protected: Collection[str]) -> Iterator[Deviation]:
    """Words of a file that are not seen as they read, and what it prints that is no words. What ``made``, the same
    letter written anew, has too is left alone, but for what its styles hide. What holds a term of ``protected`` is not
    repeated. Raises ProblemsError."""
    usual: dict[str, str] = {}
    for how, text in _found(made):
        usual[how] = f"{usual.get(how, '')}{text}\n"
    found: dict[str, list[str]] = {}
    for how, text in _found(package):
        if how not in usual or text not in usual[how]:
            found.setdefault(how, []).append(text)
    for how, text in _set_otherwise(package):
        found.setdefault(how, []).append(text)
    for how, texts in found.items():
        if mentions(normal("\n".join(texts)), protected):
            yield Deviation("protected", "a term that is protected stands outside the text of the letter")
            yield Deviation("disguised", how, hint=_HINT)
        else:
            words = " ".join(normal(texts[0]).split())
            yield Deviation("disguised", f"{how}{f': {quoted(short(words))}' if words else ''}", hint=_HINT)
    yield from _pictures(package, made)
    yield from _tables(package, made)


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


def _tables(package: Package, made: Package) -> Iterator[Deviation]:
    """Tables of several columns that the letter written anew does not have: words are read cell by cell, but may be
    seen across. Rows may be gone; a cell by itself is a frame around paragraphs."""
    left = list(_columns(made))
    for columns in _columns(package):
        if (same := next((one for one in left if _is_part(columns, one)), None)) is not None:
            left.remove(same)
        elif max(columns, default=0) > 1:
            what = f"a table of {len(columns)} rows and {max(columns)} columns, which the letter of the records has not"
            yield Deviation("disguised", what, hint="look at it: its words may be read across")


def _is_part(rows: tuple[int, ...], whole: tuple[int, ...]) -> bool:
    """Whether these are the rows of a table of which some may be gone."""
    others = iter(whole)
    return bool(rows) and all(one in others for one in rows)


def _columns(package: Package) -> Iterator[tuple[int, ...]]:
    """How many cells each row of a table has, for all tables."""
    for _, _, root in stories(package):
        for table in root.iter(f"{_W}tbl"):
            rows = (row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table)
            cells = ([next(one.iterancestors(f"{_W}tr")) is row for one in row.iter(f"{_W}tc")] for row in rows)
            yield tuple(map(sum, cells))


def _found(package: Package) -> Iterator[tuple[str, str]]:
    """What of a file is not seen as it reads, as pairs of how and which words, but for how its words are set."""
    yield from _references(package)
    worn: set[str] = set()
    styles = styles_of(package)
    for kind, _, root in stories(package):
        yield from _unlike_any(root, styles)
        yield from _elements(root)
        yield from odd_fields(root, edge=kind in {"header", "footer"})
        yield from _notes(root, kind)
        worn |= {one.get(f"{_W}val", "") for name in _WORN for one in root.iter(f"{_W}{name}")}
        yield from _of_other_kinds(root, styles)
    for kind, look_through in (("numbering", _numbers), ("fontTable", _substitutes), ("settings", _settings)):
        if part := package.related(kind):
            root = transitional(package.xml(part))
            yield from _unlike_any(root, styles)
            yield from look_through(root)
    if part := package.related("styles"):
        root = transitional(package.xml(part))
        yield from _unlike_any(root, styles)
        for element in root.iter():
            yield from _misshapen(element, WIDEST)
        for holder in (*styles.defaults, *styles.all_worn(worn)):
            yield from _unusual(holder)


def _unlike_any(root: Any, styles: Styles) -> Iterator[tuple[str, str]]:
    """What no word processor writes."""
    for how, element in ungrammatical(root):
        yield how, said(element) or _around(element)
    for element in without_style(root, styles):
        yield "a style that the file has not", _around(element)


def _unusual(holder: Any) -> Iterator[tuple[str, str]]:
    """Properties in a style or level of a list that a letter has not; those of Word's other namespaces are told of the
    words that have them."""
    for one in holder.iterfind(f".//{_W}*"):
        if one.getparent() is not holder and not _is_plain(one):
            yield f"{_NAMES.get(local(one), f'the element {local(one)}')} in a style", ""


def _of_other_kinds(root: Any, styles: Styles) -> Iterator[tuple[str, str]]:
    """Styles of another kind than what wears them, which programs take or leave (17.7.4.17)."""
    for name, kind in _WORN.items():
        for one in root.iter(f"{_W}{name}"):
            style = styles.by_id.get(one.get(f"{_W}val", ""))
            if style is not None and style.get(f"{_W}type", "paragraph") != kind:
                yield "a style of another kind than its words", _around(one)


def _set_otherwise(package: Package) -> Iterator[tuple[str, str]]:
    """Words that are set so that they are not seen as they read."""
    formats = formats_of(package)
    for _, _, root in stories(package):
        for paragraph in root.iter(f"{_W}p"):
            yield from formats.disguised(paragraph)


def _references(package: Package) -> Iterator[tuple[str, str]]:
    """References of a kind that no program knows, and parts of which there should be one; a program may show either."""
    for part in ("", *package.parts):
        for one in package.relationships(part) if not part.endswith(".rels") else ():
            if ":" in one.type:
                yield "a reference of an unknown kind", one.type
    of_main = package.relationships(package.main)
    referring = {package.main, *(str(one.part) for one in of_main if one.type in _REFERRING)}
    for part in sorted(referring & {*package.parts}):
        for element in astray(package, part, package.xml(part)):
            yield "what refers to a part that it does not show", _around(element) or local(element)
    for kind, count in Counter(one.type for one in of_main).items():
        if kind in _SINGLE and count > 1:
            yield "two parts of one kind", kind


def _notes(root: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Notes of two kinds, which count each from one on; two notes of one id; numbers of notes, and lines above them,
    elsewhere than at the beginning of a note and above the notes."""
    calls = {one.tag: said(next(one.iterancestors(f"{_W}p"), one)) for one in root.iter(*_CALLS)}
    if len(calls) > 1:
        yield "notes of two kinds, each with numbers of its own", next(iter(calls.values()))
    notes = [*root] if kind in _NOTES else []
    for id, count in Counter(_id(note) for note in notes).items():
        if count > 1:
            yield "two notes of one id", id
    numbered, lines = set(), set()
    for note in notes:
        if note.get(f"{_W}type", "normal") != "normal":
            lines |= {*note.iter(f"{_W}separator", f"{_W}continuationSeparator")}
            if said(note).strip():
                yield "words between the text and its notes", said(note)
        elif (first := next(note.iter(f"{_W}t", *_OWN_NUMBERS), None)) is not None and first.tag == _NOTES[kind]:
            numbered.add(first)
        else:
            yield "a note that does not begin with its number", said(note)
    for one in root.iter(*_OWN_NUMBERS):
        if one not in numbered:
            yield "the number of a note in its words", said(next(one.iterancestors(f"{_W}p"), one))
    for one in root.iter(f"{_W}separator", f"{_W}continuationSeparator"):
        if one not in lines:
            yield "a line in the text", said(next(one.iterancestors(f"{_W}p"), one))


def _id(note: Any) -> str:
    id = note.get(f"{_W}id", "")
    return str(int(id)) if re.fullmatch(r"\s*[+-]?\d{1,9}\s*", id) else id


# Elements.


def _elements(root: Any) -> Iterator[tuple[str, str]]:
    """What is neither text nor a picture as a letter has them; what stands inside is not looked at again."""
    waiting, room = [root], room_beside(root)
    while waiting:
        element = waiting.pop()
        inside = "" if etree.QName(element).localname in _TEXTS else element.text or ""
        if loose := "".join((inside, *(child.tail or "" for child in element))).strip():
            yield "words beside the elements that hold words", loose
        if element.get(SPACE) and etree.QName(element).localname not in _TEXTS:
            yield "spaces kept for more than words", ""
        for child in element.iterchildren("*"):
            if _is_plain(child):
                waiting.append(child)
            else:
                name = etree.QName(child).localname
                yield f"{_NAMES.get(name, f'the element {name}')} in the text", said(child)
        yield from _misshapen(element, room)


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
            return name in _OF_RUNS or (name in _EFFECTS and (not is_on(element) or element.get(f"{_W}val") == "none"))
        case "pPr" | "numPr" | "pBdr":
            return name in _OF_PARAGRAPHS
        case "tabs":
            return name == "tab"
        case _ if above in _TEXTS:
            return False
        case _ if above in _OF_PICTURES - {"drawing"}:
            return False
        case _:
            return name in _PLAIN or above.endswith("Change")


def _misshapen(element: Any, room: float) -> Iterator[tuple[str, str]]:
    """Pictures that are cut, text that is turned, rows without height, tables wider than ``room``, text in columns,
    pages and notes that count otherwise."""
    given = attributes(element)
    match etree.QName(element).localname:
        case "sdt" if _holds_paragraphs(element):
            yield "a content control around paragraphs", said(element)
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
        case "tbl" if _is_wider(element, room):
            yield "a table beyond the page", ""
        case "tblCellMar" | "tcMar" if not all(0 <= _width([one]) <= _DEEPEST_MARGIN for one in element):
            yield "a table beyond the page", ""
        case "pgNumType" if any(given.get(name, usual) != usual for name, usual in _PAGES.items()):
            yield "pages that are counted otherwise", given.get("start", "")
        case "cols" if twips(given.get("num", "1")) > 1 or len(element) > 1:
            yield "text in columns", ""
        case "br" if given.get("type") == "column":
            yield "text in columns", _around(element)
        case "pgSz" if any(twips(given.get(side, "9999")) < _LEAST_PAGE for side in ("w", "h")):
            yield "a page that is too small", ""
        case "pgMar" if any(abs(twips(value)) > FARTHEST for value in given.values()):
            yield "margins beyond the page", ""
        case "pgMar" if any(twips(value) < 0 for value in given.values()):
            yield "margins beyond the page", ""
        case "gridSpan" if twips(given.get("val", "1")) > 1:
            yield "a cell over several columns", _around(element)
        case "tblPrEx" | "trPr" if any(one.tag in _SHIFTS for one in element):
            yield "a row out of its place", _around(element)
        case "tl2br" | "tr2bl" if given.get("val") not in {"nil", "none"}:
            yield "a cell that is crossed out", _around(element)
        case "tab" | "ptab" if given.get("leader", "none") not in _LEADERS or given.get("val") == "bar":
            yield "a line in the text", _around(element)
        case "tab" if twips(given.get("pos", "0")) > room:
            yield "a tabulator beyond the page", _around(element)
        case "vanish" | "specVanish" if is_on(element) and element.getparent().getparent().tag == f"{_W}pPr":
            yield "a paragraph that goes on in the next", _around(element)
        case name if name in _LINES and twips(given.get("sz", "0")) > _THICKEST:
            yield "a thick line at words", _around(element)


def _holds_paragraphs(control: Any) -> bool:
    """Whether a content control holds more than words of a line (17.5.2) and is none that programs put around a table
    of contents: some programs take from the words in it their form and from their line its notes."""
    given = {local(one) for one in control.iterfind(f"{_W}sdtPr/*")}
    galleries = [one.get(f"{_W}val") for one in control.iterfind(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")]
    if galleries == ["Table of Contents"] and given <= {"rPr", "id", "docPartObj"}:
        return False
    return next(control.iter(*(f"{_W}{name}" for name in ("p", "tr", "tc"))), None) is not None


def _is_wider(table: Any, room: float) -> bool:
    """Whether columns of a table, or what stands before them, may reach beyond ``room`` (17.4.63, 17.4.87)."""
    shares = [one.get(f"{_W}w", "0") for one in table.iterfind(f"{_W}tblPr/{_W}tblW") if one.get(f"{_W}type") == "pct"]
    if any(twips(one.removesuffix("%"), 1 if one.endswith("%") else 1 / 50) > 100 for one in shares):
        return True
    widths = [_width(table.iterfind(f"{_W}tblGrid/{_W}gridCol")), _width(table.iterfind(f"{_W}tblPr/{_W}tblW"))]
    for row in table.iter(f"{_W}tr"):
        cells = row.iter(f"{_W}tcW", f"{_W}wBefore")
        widths.append(_width(one for one in cells if next(one.iterancestors(f"{_W}tr")) is row))
    set_in = max(_width(table.iterfind(f"{_W}tblPr/{_W}tblInd")), 0)
    return set_in + max(widths) > room


def _width(measures: Iterable[Any]) -> float:
    """The sum of measures that are no shares."""
    return sum(twips(one.get(f"{_W}w", "0")) for one in measures if one.get(f"{_W}type", "dxa") == "dxa")


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
    """Lists of another kind than a letter has: those whose items are marked, or counted from one on at one level."""
    if next(root.iter(f"{_W}numStyleLink", f"{_W}styleLink"), None) is not None:
        yield "a list that is counted as another", ""
    for level in root.iter(f"{_W}lvl"):
        yield from _numbered(level)
        yield from _unusual(level)
    for one in root.iter(f"{_W}start", f"{_W}startOverride"):
        if twips(one.get(f"{_W}val", "1")) != 1:
            yield "a list that begins at", one.get(f"{_W}val", "")
    for one in root.iter(f"{_W}numFmt"):
        if one.get(f"{_W}val") not in _NUMBERS:
            yield "a list that is counted otherwise", ""
    if next(root.iter(f"{_W}numPicBullet", f"{_W}lvlPicBulletId"), None) is not None:
        yield "a list with pictures for numbers", ""
    for one in root.iter(f"{_W}ind"):
        if is_off_page(attributes(one)):
            yield "a list beyond the page", ""


def _numbered(level: Any) -> Iterator[tuple[str, str]]:
    """How a level of a list numbers its items, if it may be read as part of their words."""
    kind, text, after = (_setting(level, *one) for one in (("numFmt", "decimal"), ("lvlText", ""), ("suff", "tab")))
    if kind == "none":  # of which the number is empty
        text = re.sub(r"%\d", "", text)
    signs = text.translate({code: code - 0xF000 for code in range(0xF030, 0xF03A)})
    own = re.fullmatch(r"\(?%(\d)[.)]", text)
    fonts = {value.casefold() for one in level.iterfind(f"{_W}rPr/{_W}rFonts") for value in attributes(one).values()}
    if any(PICTURE_FONTS.fullmatch(font) and text not in _BULLETS.get(font, "") for font in fonts):
        yield "numbers of a list in a font of pictures", signs
    if not text or (kind == "bullet" and normal(text) in BULLETS):
        return
    if kind == "bullet" or own is None or int(own[1]) != twips(level.get(f"{_W}ilvl", "0")) + 1:
        yield "numbers of a list that say something", signs
    elif level.find(f"{_W}start") is None:
        yield "a list that begins at", "0"
    if after == "nothing":
        yield "numbers of a list that stand at their words", signs


def _substitutes(root: Any) -> Iterator[tuple[str, str]]:
    """Fonts of letters that a program may replace by one of pictures."""
    for font in root.iter(f"{_W}font"):
        name = font.get(f"{_W}name", "")
        others = {one.get(f"{_W}val", "") for one in font.iter(f"{_W}altName")}
        signs = any(twips(one.get(f"{_W}val", "0")) == 2 for one in font.iter(f"{_W}charset"))
        if not PICTURE_FONTS.fullmatch(name) and (signs or any(map(PICTURE_FONTS.fullmatch, others))):
            yield "a font that stands for one of pictures", name


def _setting(level: Any, name: str, usual: str) -> str:
    found = level.find(f"{_W}{name}")
    return usual if found is None else found.get(f"{_W}val", usual)


def _settings(root: Any) -> Iterator[tuple[str, str]]:
    for one in root.iter(f"{_W}footnotePr", f"{_W}endnotePr"):
        yield from _renumbered(one)
    for one in root.iter(f"{_W}clrSchemeMapping"):
        if any(colour != _THEME.get(name, name) for name, colour in attributes(one).items()):
            yield "colours of a theme that stand for others", ""
