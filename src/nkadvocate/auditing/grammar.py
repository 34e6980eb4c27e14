"""What no word processor writes into a part of a Word file, and programs, this one among them, read in different ways.

The rules are a small part of those of ECMA-376 part 1, chapter 17 and annex A; what word processors are known to write
beside it is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from nkadvocate.auditing.findings import Finding
from nkadvocate.auditing.markup import OFF, REFERENCES, UNLIKE, WORD, Pass, counted, elements, local, value
from nkadvocate.auditing.properties import SIDES, Styles

FOREIGN = "an attribute that no word processor writes"
_KNOWN = re.compile(
    r"http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml|schemas\.microsoft\.com|schemas\.libreoffice\.org"
    r"|www\.wps\.cn|schemas\.haansoft\.com|www\.w3\.org)/.*|urn:schemas-microsoft-com:.*"
)
"""Namespaces of the standard and of word processors."""
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_BLOCKS = {
    *("body", "tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent", "docPartBody"),
    *("sdtContent", "customXml"),
}
"""What holds paragraphs and tables."""
_LINES = {
    *("p", "hyperlink", "ins", "del", "moveFrom", "moveTo", "sdtContent", "smartTag", "fldSimple", "customXml"),
    *("rt", "rubyBase", "dir", "bdo"),
}
"""What holds runs."""
_PARENTS: dict[str, set[str]] = {}
"""Which elements of Word's namespace an element stands in; those of other namespaces may hold any."""
for names, parents in (
    ("p tbl altChunk", _BLOCKS),
    ("r hyperlink smartTag fldSimple dir bdo subDoc", _LINES),
    ("sdt customXml", _BLOCKS | _LINES | {"tbl", "tr"}),
    ("sdtContent", {"sdt"}),
    ("tr", {"tbl", "sdtContent", "customXml"}),
    ("tc", {"tr", "sdtContent", "customXml"}),
    ("t delText instrText delInstrText sym br cr ptab noBreakHyphen softHyphen fldChar drawing pict object", {"r"}),
    ("footnoteReference endnoteReference footnoteRef endnoteRef separator continuationSeparator ruby", {"r"}),
    ("rt rubyBase", {"ruby"}),
    ("tab", {"r", "tabs"}),
    ("txbxContent", set[str]()),
    ("sectPr", {"body", "pPr", "sectPrChange", "docPartBody"}),
    ("pPr", {"p", "style", "lvl", "pPrDefault", "tblStylePr", "pPrChange"}),
    ("rPr", {"r", "pPr", "style", "lvl", "rPrDefault", "tblStylePr", "rPrChange", "sdtPr", "sdtEndPr"}),
    ("rPr", {"ins", "del", "moveFrom", "moveTo"}),
    ("style", {"styles"}),
    ("abstractNum num", {"numbering"}),
    ("lvl", {"abstractNum", "lvlOverride"}),
):
    for name in names.split():
        _PARENTS[name] = _PARENTS.get(name, set()) | parents
_FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr"}
_HOLDERS = re.compile(r"\w+Pr|style|lvl|num|abstractNum|rPrDefault|pPrDefault|docDefaults|\w+Borders|tcMar|tblCellMar")
"""What holds properties."""
_MANY = {
    *("tblStylePr", "lvl", "lvlOverride", "headerReference", "footerReference", "footnote", "endnote", "attr"),
    *("ins", "del", "moveFrom", "moveTo"),
}
"""What may stand several times in these."""
_SWITCHES = {
    *("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint"),
    *("noProof", "snapToGrid", "vanish", "webHidden", "rtl", "cs", "specVanish", "oMath", "keepNext", "keepLines"),
    *("pageBreakBefore", "widowControl", "suppressLineNumbers", "suppressAutoHyphens", "bidi", "contextualSpacing"),
    *("mirrorIndents", "hidden", "cantSplit", "tblHeader", "noWrap", "tcFitText", "hideMark", "bidiVisual", "titlePg"),
    *("formProt", "noEndnote", "isLgl", "evenAndOddHeaders", "mirrorMargins"),
}
_NAMING_A_STYLE = ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next", "numStyleLink", "styleLink")
_COLOUR = re.compile("[0-9A-Fa-f]{6}|auto")
"""ST_HexColor (22.9.2.5)."""
_SPECIAL_NOTES = ("separator", "continuationSeparator", "continuationNotice")
"""What stands above notes and beside them (17.18.33); Word and LibreOffice write it before all notes."""
_ONE_OF_EACH = {"inline", "graphic", "graphicData", "pic", "blipFill"}
"""What holds a picture."""
_AS_CONVERTED = re.compile(r" \((?:user|WW)\)$")
"""What LibreOffice puts behind the name of a style where it has one of that name itself."""
_DELETED = {"delText", "delInstrText"}
_IDS = {
    *("num", "numId", "ilvl", "abstractNum", "abstractNumId", "lvl", "lvlOverride", "start", "startOverride"),
    *("footnote", "endnote", "footnoteReference", "endnoteReference"),
}
"""Elements whose attributes are numbers by which others know them, or count."""
_NUMBERS = {"id", "val", "ilvl", "numId", "abstractNumId"}
_NUMBER = re.compile(r"0|-?[1-9]\d*")
_ON_OFF = {None, "0", "1", "true", "false", "on", "off"}
"""ST_OnOff (22.9.2.7)."""
_NUMBERED = {
    "style": ("styleId", "two styles of one id"),
    "abstractNum": ("abstractNumId", "two lists of one id"),
    "num": ("numId", "two lists of one id"),
    "lvl": ("ilvl", "two levels of one list"),
    "lvlOverride": ("ilvl", "two levels of one list"),
}


def ungrammatical(root: Any) -> Iterator[tuple[str, Any]]:
    """What is wrong in a part in Word's namespace, and where."""
    for element in root.iter("{*}*"):
        refers = [name.localname for key in element.attrib if (name := etree.QName(key)).namespace in REFERENCES]
        if len({*refers}) < len(refers):
            yield "two references for one thing", element
        if etree.QName(element).namespace in WORD:
            if any(not _is_known(element, key) for key in element.attrib):
                yield FOREIGN, element
            yield from _of_element(element)
        elif local(element) in _ONE_OF_EACH and max(_count(element).values(), default=0) > 1:
            yield "two pictures in one", element
        elif not _KNOWN.fullmatch(etree.QName(element).namespace or ""):
            yield "an element that no word processor writes", element
    yield from _twins(root)
    yield from _fields(root)
    yield from _special_notes(root)


def without_style(root: Any, styles: Styles) -> Iterator[Any]:
    """What names a style by an id that none has; programs pass over it, or take the style of that name."""
    for one in elements(root, *_NAMING_A_STYLE):
        if etree.QName(one).namespace in WORD and value(one) not in styles.by_id:
            yield one


def drop_foreign(styles: Styles) -> Pass:
    """Attributes that no word processor writes; and what else none writes, and words in a style that only some programs
    find, which stay."""
    names = {(value(one) or "").casefold() for style in styles.by_id.values() for one in elements(style, "name")}

    def dropped(root: Any, part: str) -> Iterator[Finding]:
        found = []
        for how, element in ungrammatical(root) if etree.QName(root).namespace in WORD else ():
            foreign = [key for key in element.attrib if not _is_known(element, key)] if how == FOREIGN else []
            found.append(("private data" if foreign else UNLIKE, f"w:{local(element)}", " ".join(foreign) or how))
            for key in foreign:
                del element.attrib[key]
        for one in without_style(root, styles):
            if (value(one) or "").casefold() in names:
                found.append((UNLIKE, f"w:{local(one)}", "a style by its name"))
        yield from counted(found, part)

    return dropped


def _is_known(element: Any, key: str) -> bool:
    own, namespace = etree.QName(element).namespace, etree.QName(key).namespace or ""
    return namespace == own if namespace in WORD else bool(_KNOWN.fullmatch(namespace))


def _of_element(element: Any) -> Iterator[tuple[str, Any]]:
    name, above = local(element), element.getparent()
    while above is not None and etree.QName(above).namespace == _COMPATIBILITY:
        above = above.getparent()
    in_word = above is not None and etree.QName(above).namespace in WORD
    if in_word and name in _PARENTS and local(above) not in _PARENTS[name]:
        yield "an element where it may not stand", element
    if name in _DELETED and next(element.iterancestors("{*}del", "{*}moveFrom"), None) is None:
        yield "an element where it may not stand", element
    if name in _SWITCHES and value(element) not in _ON_OFF:
        yield "a property that is neither on nor off", element
    coloured = {"color", "fill"} | ({"val"} if name == "color" else set[str]())
    if any((one := value(element, key)) is not None and not _COLOUR.fullmatch(one) for key in coloured):
        yield "a colour that is none", element
    numbers = (one for key, one in element.attrib.items() if etree.QName(key).localname in _NUMBERS)
    if name in _IDS and not all(map(_NUMBER.fullmatch, numbers)):
        yield "a number that is written otherwise", element
    sides = {etree.QName(key).localname for key in element.attrib}
    if name == "ind" and any(sides.issuperset(both) for both in SIDES.items()):
        yield "a property that is set twice", element
    first = _FIRST.get(name)
    if first and any(local(one) == first for one in element[1:]):
        yield "a property out of its place", element
    set_before: dict[str, object] = {}
    for one in element.iterchildren("{*}*"):
        inner = local(one)
        is_property = inner not in _MANY and (inner.endswith("Pr") or _HOLDERS.fullmatch(name))
        if is_property and set_before.setdefault(one.tag, said := _said(one)) != said:
            yield "a property that is set twice", one


def _said(element: Any) -> object:
    """What an element says with all that is in it, whatever its prefixes."""
    inner = [(_said(one), one.tail) for one in element]
    return element.tag, dict(element.attrib), element.text, inner


def _twins(root: Any) -> Iterator[tuple[str, Any]]:
    """Styles, lists and levels of one id, and styles that are each the usual one of a kind."""
    seen: set[tuple[Any, ...]] = set()
    for one in elements(root, *_NUMBERED):
        key, how = _NUMBERED[local(one)]
        which = (one.getparent(), local(one), value(one, key))
        if which in seen:
            yield how, one
        seen.add(which)
    names = Counter(_AS_CONVERTED.sub("", value(one) or "") for one in _names(root))
    if any(count > 1 for count in names.values()):
        yield "two styles of one name", root
    usual = Counter(value(one, "type") for one in elements(root, "style") if (value(one, "default") or "0") not in OFF)
    if any(count > 1 for count in usual.values()):
        yield "two usual styles of one kind", root


def _count(element: Any) -> Counter[str]:
    return Counter(map(local, element.iterchildren("{*}*")))


def _names(root: Any) -> list[Any]:
    above = [(one, one.getparent()) for one in elements(root, "name")]
    return [one for one, style in above if local(style) == "style" and value(style, "type") != "numbering"]


def _special_notes(root: Any) -> Iterator[tuple[str, Any]]:
    """What is no note, but stands among the notes or twice, by which programs count these otherwise."""
    notes = root.iterchildren("{*}*") if local(root) in {"footnotes", "endnotes"} else ()
    kinds = [value(one, "type") or "normal" for one in notes]
    special = [one for one in kinds if one != "normal"]
    if kinds[: len(special)] != special or len({*special}) < len(special) or not {*special} <= {*_SPECIAL_NOTES}:
        yield "a note of another kind among the notes", root


def _fields(root: Any) -> Iterator[tuple[str, Any]]:
    """Fields of which a beginning or an end is missing, and codes that stand among words that are printed (17.16.18,
    17.16.23)."""
    printing: list[bool] = []
    for one in elements(root, "fldChar", "instrText"):
        kind = value(one, "fldCharType") if local(one) == "fldChar" else None
        if kind == "begin":
            printing.append(False)
        elif not printing or (printing[-1] and kind != "end"):
            yield "the code or the end of a field where it has none", one
        elif kind == "separate":
            printing[-1] = True
        elif kind == "end":
            printing.pop()
    if printing:
        yield "a field that does not end", root
