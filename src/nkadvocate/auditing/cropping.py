"""The pictures of a Word file of which only a part is shown; the file holds the rest all the same.

Names of elements are those of DrawingML (ECMA-376 part 1, 20.1.8) and VML (part 4, 19.1.2.11), told by their local
names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nkadvocate.auditing.markup import child, elements
from nkadvocate.auditing.pictures import Cuts

_SIDES = ("l", "t", "r", "b")
_OF_VML = ("cropleft", "croptop", "cropright", "cropbottom")
_SHARE = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))([%f]?)\s*")
_MOST = 1000.0
_UNITS = {"%": 100, "f": 65536}


def take_crops(root: Any) -> Iterator[tuple[Any, Cuts]]:
    """The elements that refer to a picture of which a part is not shown, and what is cut off of it; this is no longer
    said there, since the picture is to be cut."""
    for image in elements(root, "imagedata"):
        if any(cuts := _taken(image, _OF_VML, 1)):
            yield image, cuts
    for fill in elements(root, "blipFill"):
        source, stretched = child(fill, "srcRect"), child(child(fill, "stretch"), "fillRect")
        cuts = (0.0, 0.0, 0.0, 0.0) if source is None else _taken(source, _SIDES, 100_000)
        beyond = (0.0, 0.0, 0.0, 0.0) if stretched is None else _taken_beyond(stretched)
        left = [1 - cuts[side % 2] - cuts[side % 2 + 2] for side in range(4)]
        whole = tuple(cut + more * rest for cut, more, rest in zip(cuts, beyond, left, strict=True))
        if any(whole) and (blip := child(fill, "blip")) is not None:
            yield blip, (whole[0], whole[1], whole[2], whole[3])


def _taken(element: Any, names: tuple[str, ...], unit: int) -> Cuts:
    """The shares that are cut off, which go; room that is left beside a picture stays, as a share of what is shown."""
    shares = [_share(element.get(name, ""), unit) for name in names]
    cuts = [max(share, 0) for share in shares]
    for side, name in enumerate(names):
        left = 1 - cuts[side % 2] - cuts[side % 2 + 2]
        _set(element, name, min(shares[side], 0) / left * unit if left > 0 else 0)
    return cuts[0], cuts[1], cuts[2], cuts[3]


def _taken_beyond(element: Any) -> Cuts:
    """The shares of a picture that is stretched beyond its frame, which are cut off at the frame."""
    shares = [_share(element.get(name, ""), 100_000) for name in _SIDES]
    found = []
    for side, name in enumerate(_SIDES):
        whole = 1 - shares[side % 2] - shares[side % 2 + 2]
        found.append(max(-shares[side], 0) / whole if whole > 0 else 0)
        _set(element, name, max(shares[side], 0) * 100_000)
    return found[0], found[1], found[2], found[3]


def _share(value: str, unit: int) -> float:
    found = _SHARE.fullmatch(value)
    return max(-_MOST, min(_MOST, float(found[1]) / _UNITS.get(found[2], unit))) if found else 0


def _set(element: Any, name: str, value: float) -> None:
    if value:
        element.set(name, f"{value:.0f}" if abs(value) > 1 else f"{value:.5f}")
    elif name in element.attrib:
        del element.attrib[name]
