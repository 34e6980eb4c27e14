"""What is taken of the styles, settings, theme and font table of a base document.

Programs do not read alike what stands there in other namespaces, in alternatives (ISO/IEC 29500-3) or twice.
Names of elements, and clauses, are those of ISO/IEC 29500-1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import nsmap, qn
from lxml import etree

_DRAWING = nsmap["a"]
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_BORDERS = "top left start bottom right end insideH insideV between bar tl2br tr2bl"
_OF_STYLES = {
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "latentStyles": "lsdException",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply pPr rPr tblPr trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "rPr": "rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd vertAlign rtl cs em lang specVanish",
    "pPr": "keepNext keepLines pageBreakBefore framePr widowControl suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textAlignment outlineLvl",
    "tabs": "tab",
    "tblPr": "tblStyleRowBandSize tblStyleColBandSize jc tblInd tblBorders shd tblLayout tblCellMar",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcBorders shd noWrap tcMar vAlign",
    **dict.fromkeys(("pBdr", "tblBorders", "tcBorders"), _BORDERS),
    **dict.fromkeys(("tblCellMar", "tcMar"), "top left start bottom right end"),
}
"""The children that an element of the styles keeps (17.7)."""
_KEPT = {qn(f"w:{name}"): frozenset(qn(f"w:{one}") for one in names.split()) for name, names in _OF_STYLES.items()}
_MANY = {qn(f"w:{name}") for name in ("style", "lsdException", "tblStylePr", "tab")}


def keep_what_is_plain(root: Any, kind: str) -> str | None:
    """Leave in a part what all programs read alike; ``kind`` is how its content type ends. Returns what stands in the
    styles twice, if something does."""
    ours = _DRAWING if kind == "theme" else nsmap["w"]
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in list(root.iter("*")):
        name = etree.QName(element)
        above = element.getparent()
        if above is not None and (
            name.namespace != ours
            or (kind == "theme" and name.localname == "extLst")
            or (kind == "styles" and element.tag not in _KEPT.get(above.tag, ()))
        ):
            above.remove(element)
            continue
        for key in element.attrib:
            if kind != "theme" and key != _IGNORABLE and etree.QName(key).namespace not in (ours, nsmap["r"]):
                del element.attrib[key]
    return next(_twice(root), None) if kind == "styles" else None


def _twice(root: Any) -> Iterator[str]:
    for holder in root.iter(*_KEPT):
        tags = Counter(one.tag for one in holder if one.tag not in _MANY)
        yield from (etree.QName(tag).localname for tag, times in tags.items() if times > 1)
    named = Counter[tuple[str, str]]()
    for style in root.iter(qn("w:style")):
        name = style.find(qn("w:name"))
        kind = style.get(qn("w:type"), "paragraph")
        named["id", style.get(qn("w:styleId"), "").casefold()] += 1
        named["style", "" if name is None else name.get(qn("w:val"), "")] += 1
        if style.get(qn("w:default")) in ("1", "true", "on"):
            named["default style for a", kind] += 1
        for form, times in Counter(one.get(qn("w:type")) for one in style.iter(qn("w:tblStylePr"))).items():
            if times > 1:
                yield f"form of {form}"
    yield from (f"{what} “{value}”" for (what, value), times in named.items() if times > 1)
