"""Which kind of part each element of a Word file may refer to.

Programs go by the id alone, whatever the kind of the relationship is that has it; so one of another kind is shown where
nobody looks for it. Kinds are those of ECMA-376 part 1, 15.2 and 17 to 21, and part 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from nkadvocate.auditing.markup import REFERENCES, local
from nkadvocate.auditing.packages import Package

_TAKES: dict[str, set[str]] = {}
"""The kinds of relationships by the elements that refer to them."""
for names, kinds in (
    ("headerReference", "header"),
    ("footerReference", "footer"),
    ("blip svgBlip fill stroke", "image"),
    ("imagedata", "image hyperlink"),
    ("hyperlink hlinkClick hlinkHover hlinkMouseOver", "hyperlink"),
    ("embedRegular embedBold embedItalic embedBoldItalic", "font"),
    ("chart", "chart chartEx"),
    ("userShapes", "chartUserShapes"),
    ("relIds", "diagramData diagramLayout diagramQuickStyle diagramColors"),
    ("altChunk", "aFChunk"),
    ("subDoc", "subDocument"),
):
    _TAKES.update({name: {*kinds.split()} for name in names.split()})
_TAKEN = set[str]().union(*_TAKES.values())


def astray(package: Package, part: str, root: Any) -> Iterator[Any]:
    """What refers to a part of a kind that it does not show, or to none. Raises ProblemsError."""
    types = {one.id: one.type for one in package.relationships(part)}
    for element in root.iter("{*}*"):
        takes = _TAKES.get(local(element))
        for key, id in element.attrib.items():
            if id and etree.QName(key).namespace in REFERENCES:
                kind = types.get(id)
                if kind not in takes if takes else kind in _TAKEN:
                    yield element
