"""Bullets and numbers: two definitions, and one instance of the second for every numbered list.

ECMA-376 part 1, 17.9: an abstract definition says how the levels look, an instance (``w:num``) counts by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.parts.numbering import NumberingPart
from docx.shared import Length, Pt

from nkadvocate.design import Design

STEP = Pt(16.5)
"""Indent of one list level."""

_DASH = "\u2013"

DEEPEST = 8
"""Word has nine levels, counted from 0."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The ids of the bullets' instance and of the numbers' definition."""

    bullets: int
    numbers: int


def hanging(numbered: bool) -> Length:
    """How far a bullet or number stands out. Numbers end where they hang, so that 9 and 10 align."""
    return Pt(4) if numbered else Pt(9)


def define_lists(word: WordDocument, design: Design) -> Lists:
    """Gives the document, which has no numbering yet, the two definitions."""
    empty = f"<w:numbering {nsdecls('w')}/>".encode()
    part = NumberingPart.load(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, empty, word.part.package)
    word.part.relate_to(part, RT.NUMBERING)
    numbering: Any = part.element
    for number, numbered in enumerate((False, True)):
        numbering.append(_definition(number, design, numbered=numbered))
    return Lists(bullets=numbering.add_num(0).numId, numbers=1)


def new_list(word: WordDocument, lists: Lists, level: int, start: int) -> int:
    """The id of a new numbered list that begins with ``start``."""
    number: Any = word.part.numbering_part.element.add_num(lists.numbers)
    number.add_lvlOverride(level).add_startOverride(start)
    return int(number.numId)


def _definition(id: int, design: Design, *, numbered: bool) -> Any:
    form, align, bold = ("decimal", "right", "<w:b/><w:bCs/>") if numbered else ("bullet", "left", "")
    colour = (design.colours.accent if numbered else design.colours.muted).removeprefix("#").upper()
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{f"%{level + 1}." if numbered else _DASH}"/><w:lvlJc w:val="{align}"/>'
        f'<w:pPr><w:ind w:left="{STEP.twips * (level + 1)}" w:hanging="{hanging(numbered).twips}"/></w:pPr>'
        f'<w:rPr>{bold}<w:color w:val="{colour}"/></w:rPr></w:lvl>'
        for level in range(DEEPEST + 1)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{id}">{kind}{levels}</w:abstractNum>')
