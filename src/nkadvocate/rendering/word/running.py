"""What is taken of the headers and footers of a base document: words, pictures, and fields that number pages.

Names of elements, and clauses, are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement
from lxml import etree


def _named(prefix: str, names: str) -> frozenset[str]:
    return frozenset(f"{{{nsmap[prefix]}}}{name}" for name in names.split())


_WORDS = _named(
    "w",
    "hdr ftr p r t tab ptab br cr noBreakHyphen softHyphen fldSimple fldChar instrText hyperlink drawing pPr rPr "
    "tbl tblPr tblPrEx tblGrid gridCol tr trPr tc tcPr tblStyle tblW tblInd jc tblBorders tblLayout tblCellMar tblLook "
    "tblStyleRowBandSize tblStyleColBandSize trHeight cantSplit tcW tcBorders tcMar vAlign noWrap gridSpan gridBefore "
    "gridAfter wBefore wAfter hideMark vMerge shd top left bottom right start end insideH insideV cnfStyle "
    "pStyle keepNext keepLines widowControl pBdr between bar tabs suppressAutoHyphens suppressLineNumbers kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents textAlignment outlineLvl divId "
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike color kern position sz szCs highlight u bdr lang noProof "
    "webHidden vanish specVanish cs rtl vertAlign w em",
)
_PICTURES = (
    _named(
        "wp",
        "inline anchor extent effectExtent docPr cNvGraphicFramePr simplePos positionH positionV align posOffset "
        "wrapNone wrapSquare wrapTopAndBottom wrapTight wrapThrough wrapPolygon start lineTo",
    )
    | _named(
        "a",
        "graphicFrameLocks graphic graphicData blip alphaModFix lum grayscl stretch fillRect srcRect xfrm off ext "
        "prstGeom avLst ln noFill picLocks",
    )
    | _named("pic", "pic nvPicPr cNvPr cNvPicPr blipFill spPr")
)
"""A picture in the line or beside it, with nothing drawn (20.2, 20.4)."""
_DRAWN = {nsmap[prefix] for prefix in ("wp", "a", "pic")}
_AROUND = _named("w", "sdt sdtContent smartTag customXml")
"""What words stand in as they would without it."""
_PROPERTIES = _named("w", "pPr rPr tblPr tblPrEx trPr tcPr sdt smartTag customXml")
_SILENT = _named(
    "w", "proofErr bookmarkStart bookmarkEnd permStart permEnd lastRenderedPageBreak fldData ffData"
) | _named("a", "extLst hlinkClick")
"""What prints nothing, as most of what stands in ``_PROPERTIES`` does."""
_KEPT = {
    qn("w:fldChar"): {qn("w:fldCharType")},
    qn("w:fldSimple"): {qn("w:instr")},
    qn("w:hyperlink"): {qn("r:id"), qn("w:history")},
    qn("a:blip"): {qn("r:embed")},
}
"""The attributes that some elements keep: none that locks what a field shows or names a file elsewhere."""
_HOLD_TEXT = {qn("w:t"), qn("w:instrText"), qn("wp:align"), qn("wp:posOffset")}
_NUMBERS_PAGES = re.compile(r"(?:PAGE|NUMPAGES|SECTIONPAGES)(?: \\\* (?:MERGEFORMAT|ARABIC))*", re.IGNORECASE)
_plain_text: Any = etree._Element.text
"""The text of an element itself; elements of python-docx mean another by ``text``."""
_CALLED = {
    "pict": "a drawing or watermark",
    "drawing": "a drawing",
    "AlternateContent": "a drawing or text box",
    "object": "an embedded object",
    "sym": "a symbol",
    "framePr": "a frame",
    "tblpPr": "a table that floats",
}


def keep_what_is_known(root: Any, pictures: Collection[str]) -> list[str]:
    """Leave in a header or footer what is known to print nothing but its words, pictures and numbers of pages.
    ``pictures`` are the ids of the pictures in the file. Returns what is taken out that a reader would have seen."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    left = []
    for element in list(root.iterdescendants()):
        if not any(above is root for above in element.iterancestors()):
            continue  # gone with what it stood in
        if element.tag in _AROUND:
            _unwrap(element)
        elif element.tag == qn("w:drawing"):
            if not _is_picture(element, pictures):
                left.append(_CALLED["drawing"])
                _drop(element)
        elif element.tag not in _WORDS and not (
            element.tag in _PICTURES and next(element.iterancestors(qn("w:drawing")), None) is not None
        ):
            name = etree.QName(element).localname
            if element.tag not in _SILENT and (name in _CALLED or element.getparent().tag not in _PROPERTIES):
                left.append(_CALLED.get(name, f"the element {name}"))
            _drop(element)
    left += [f"the field {code}" for code in _without_fields(root)]
    for element in root.iter():
        if element.tag not in _HOLD_TEXT:
            _plain_text.__set__(element, None)
        element.tail = None
        for key in set(element.attrib) - _KEPT.get(element.tag, set(element.attrib)):
            del element.attrib[key]
    if root.find(qn("w:p")) is None:
        root.append(OxmlElement("w:p"))
    return left


def _is_picture(drawing: Any, pictures: Collection[str]) -> bool:
    """Whether a drawing is one of the pictures, once what prints nothing is taken off."""
    for element in list(drawing.iterdescendants()):
        if element.tag in _SILENT or etree.QName(element).namespace not in _DRAWN:
            _drop(element)
    inner = list(drawing.iterdescendants())
    shown = [element.get(qn("r:embed")) for element in inner if element.tag == qn("a:blip")]
    return len(shown) == 1 and shown[0] in pictures and all(element.tag in _PICTURES for element in inner)


def _drop(element: Any) -> None:
    if (above := element.getparent()) is not None:
        above.remove(element)


def _unwrap(element: Any) -> None:
    above = element.getparent()
    place = above.index(element)
    for child in list(element):
        above.insert(place, child)
        place += 1
    above.remove(element)


@dataclass(slots=True)
class _Field:
    """A field of several runs: its marks, what it says to do, and whether what follows is what it prints."""

    marks: list[Any]
    whole: bool
    code: str = ""
    printing: bool = False


def _without_fields(root: Any) -> Iterator[str]:
    """Turn fields into what they show, but for those that number pages; what they say to do (17.16)."""
    for simple in list(root.iter(qn("w:fldSimple"))):
        code = " ".join(simple.get(qn("w:instr"), "").split())
        if not _NUMBERS_PAGES.fullmatch(code):
            yield code
            _unwrap(simple)
    begun: list[_Field] = []
    ended: list[_Field] = []
    for one in [child for run in root.iter(qn("w:r")) for child in run if child.tag != qn("w:rPr")]:
        kind = one.get(qn("w:fldCharType")) if one.tag == qn("w:fldChar") else None
        if kind == "begin":
            for outer in begun:
                outer.whole = False
            begun.append(_Field([one], whole=not begun))
        elif one.tag in (qn("w:fldChar"), qn("w:instrText")) and not begun:
            _drop(one)
        elif kind == "separate":
            begun[-1].marks.append(one)
            begun[-1].printing = True
        elif kind == "end":
            begun[-1].marks.append(one)
            ended.append(begun.pop())
        elif one.tag in (qn("w:fldChar"), qn("w:instrText")):
            begun[-1].marks.append(one)
            begun[-1].code += one.text or ""
        elif not all(each.printing for each in begun):
            _drop(one)
    for each in begun:
        each.whole = False
    for each in (*ended, *begun):
        code = " ".join(each.code.split())
        if not (each.whole and _NUMBERS_PAGES.fullmatch(code)):
            yield code
            for mark in each.marks:
                _drop(mark)
