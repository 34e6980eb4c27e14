"""What a PDF file prints in another form than words, or in words that are read otherwise than they look.

Sections are those of ISO 32000-2:2020. Paths, such as rules and the bars of charts, are left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.lines_in_pdf import instructions, misplaced
from nkadvocate.auditing.manuscript import Manuscript
from nkadvocate.auditing.opening_pdf import open_pdf, repairs, rewritten, whatever_it_raises
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.pages import is_cut
from nkadvocate.library import mentions

_MOST_RESOURCES = 20_000
_HINT = "look at it in the file: what it shows cannot be compared"


def disguised_in_pdf(
    data: bytes, read: Manuscript, made: Package, name: str, protected: Collection[str]
) -> Iterator[Deviation]:
    """What the pages print besides the words that were ``read``: pictures of another shape than those of ``made``, the
    same letter written anew as a Word file; patterns; annotations with a look of their own; letters of fonts that the
    file does not hold, or out of their line; cells out of their row; and pages of which only a part is shown. What
    holds a term of ``protected`` is not repeated. Raises ProblemsError when it is damaged."""
    for cell in read.astray:
        words = "" if mentions(cell, protected) else f": {quoted(short(cell))}"
        yield Deviation("disguised", f"a cell that does not stand in its row and column{words}", hint=_HINT)
    shapes = list(_shapes(made))
    with whatever_it_raises(name), open_pdf(data, name) as pdf:
        found = dict.fromkeys((*_in_file(pdf), *(what for page in pdf.pages for what in _found(page, shapes))))
        rewritten(pdf, name)  # which reads the rest of it
        guessed = [f"damage, of which programs may show something else than was read: {one}" for one in repairs(pdf)]
    for what in (*found, *guessed):
        yield Deviation("disguised", what, hint=_HINT)


def _in_file(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What may be shown or not (8.11), and forms that a program lays out as it pleases (12.7)."""
    if "/OCProperties" in pdf.Root:
        yield "layers, which may be on or off"
    if "/XFA" in pdf.Root.get("/AcroForm", {}):
        yield "a form that a program draws"


def _shapes(made: Package) -> Iterator[float]:
    for part, data in made.parts.items():
        if part.startswith("word/media/") and part.lower().endswith((".png", ".jpg", ".jpeg")):
            with Image.open(BytesIO(data)) as picture:
                yield picture.width / picture.height


def _found(page: Any, shapes: list[float]) -> Iterator[str]:
    if is_cut(page):
        yield "a page of which only a part is shown"
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") not in _UNSEEN or "/AP" in annotation or _is_bordered(annotation):
            yield f"an annotation that prints, {str(annotation.get('/Subtype', '/?'))[1:]}"
    yield from misplaced(page)
    waiting, seen = [page.resources], set[tuple[int, int]]()
    while waiting and len(seen) < _MOST_RESOURCES:
        resources = waiting.pop()
        if resources.get("/Pattern", {}):
            yield "a pattern"
        for state in resources.get("/ExtGState", Dictionary()).values():
            if "/Font" in state:
                yield "type that is set by a graphics state"
            if state.get("/SMask", Name("/None")) != Name("/None"):
                yield "a mask, through which more or less may be seen"
        for font in resources.get("/Font", Dictionary()).values():
            yield from _font(font)
        for one in resources.get("/XObject", Dictionary()).values():
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
            if one.get("/Subtype") == Name.Image:
                shape = int(one.Width) / max(int(one.Height), 1)
                if not any(abs(shape - known) < 0.03 * known for known in shapes):
                    yield f"a picture of {int(one.Width)} by {int(one.Height)} points"
            elif one.get("/Subtype") == Name.Form:
                if [float(number) for number in one.get("/Matrix", _LEVEL)] != _LEVEL:
                    yield "a form that is moved or turned"
                if not shapes and any(str(part.operator) in _SHOWING for part in instructions(one)):
                    yield "words in a form, of which more or less may be seen"
                if "/Resources" in one:
                    waiting.append(one.Resources)


_UNSEEN = {Name.Link, Name.Text, Name.Popup}
"""Annotations of which nothing is printed when they have no look of their own; programs make one for others."""


def _is_bordered(annotation: Any) -> bool:
    """Whether a link has a line around it, which can lie on words (12.5.4): one point wide unless it says otherwise."""
    if annotation.get("/Subtype") != Name.Link:
        return False
    if "/BS" in annotation:
        return float(annotation.BS.get("/W", 1)) > 0
    return float(annotation.get("/Border", [0, 0, 1])[2]) > 0


_LEVEL = [1, 0, 0, 1, 0, 0]
_SHOWING = {"Tj", "TJ", "'", '"'}


def _font(font: Any) -> Iterator[str]:
    """A program shows letters of a font that is not in the file (9.9), or drawn one by one (9.6.4), as it pleases."""
    whole = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    held = whole.get("/FontDescriptor", Dictionary())
    if not any(name in held for name in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield f"letters of a font that is not in the file, {str(font.get('/BaseFont', '/drawn'))[1:]}"
