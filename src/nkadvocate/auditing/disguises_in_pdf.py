"""What a PDF file prints in another form than words, or in words that are read otherwise than they look.

Sections are those of ISO 32000-2:2020. Paths, such as rules and the bars of charts, are left alone.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream, String
from PIL import Image

from nkadvocate.auditing.deviations import Deviation
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.pages import is_cut
from nkadvocate.problems import Problem, ProblemsError

_MOST_RESOURCES = 20_000
_IN_LINE = re.compile(rb"(?<![\w/])BI\s*/(?:W|H|BPC|CS|IM|F|D|DP|I|Width|Height|ColorSpace|ImageMask|Filter)\b")
_HINT = "look at it in the file: what it shows cannot be compared"


def disguised_in_pdf(data: bytes, made: Package, name: str) -> Iterator[Deviation]:
    """What the pages print besides the words that can be read: pictures of another shape than those of ``made``, the
    same letter written anew as a Word file; patterns; annotations with a look of their own; letters of fonts that the
    file does not hold, or out of their line; and pages of which only a part is shown. Raises ProblemsError when it is
    damaged."""
    shapes = list(_shapes(made))
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            found = dict.fromkeys((*_in_file(pdf), *(what for page in pdf.pages for what in _found(page, shapes))))
    except Exception:  # a damaged file makes pikepdf raise what it pleases
        raise ProblemsError([Problem(f"{name}: damaged, or not a PDF file")]) from None
    for what in found:
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
        if "/AP" in annotation or annotation.get("/Subtype") == Name.Widget:  # without a look, programs make one
            yield f"an annotation that prints, {str(annotation.get('/Subtype', '/?'))[1:]}"
    yield from _out_of_line(page)
    contents = page.obj.get("/Contents", [])
    for part in contents if isinstance(contents, pikepdf.Array) else [contents]:
        yield from _in_line(part)
    waiting, seen = [page.resources], set[tuple[int, int]]()
    while waiting and len(seen) < _MOST_RESOURCES:
        resources = waiting.pop()
        if resources.get("/Pattern", {}):
            yield "a pattern"
        if any("/Font" in state for state in resources.get("/ExtGState", Dictionary()).values()):
            yield "type that is set by a graphics state"
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
                yield from _in_line(one)
                yield from _out_of_line(one)
                if [float(number) for number in one.get("/Matrix", _LEVEL)] != _LEVEL:
                    yield "a form that is moved or turned"
                if not shapes and _instructions(one, "Tj TJ ' \""):
                    yield "words in a form, of which more or less may be seen"
                if "/Resources" in one:
                    waiting.append(one.Resources)


_LEVEL = [1, 0, 0, 1, 0, 0]


def _in_line(part: Any) -> Iterator[str]:
    if isinstance(part, Stream) and _IN_LINE.search(part.read_bytes()):
        yield "a picture among the words"


def _out_of_line(content: Any) -> Iterator[str]:
    """Letters that are not seen as type, or that stand elsewhere in their line than they are read (9.3, 9.4.3).

    Type is filled, with a line around it where it is made bold. Letters follow each other, a little closer where they
    are kerned; a raised one is placed by itself.
    """
    size, sizes, back = 1.0, list[float](), 0.0
    for one in _instructions(content, "q Q Tf Tr Ts Tz Tc Tw Tj TJ ' \""):
        operator, operands = str(one.operator), one.operands
        match operator:
            case "q":
                sizes.append(size)
            case "Q" if sizes:
                size = sizes.pop()
            case "Tf":
                size = abs(float(operands[1])) or 1.0
            case "Tr" if int(operands[0]) not in _FILLED:
                yield "type that is not filled, or not seen"
            case "Ts" if float(operands[0]):
                yield "letters that are raised or lowered in their line"
            case "Tz" if not _NARROWEST <= float(operands[0]) <= _WIDEST:
                yield "letters that are drawn out or pressed together"
            case "Tc" if not -_CLOSEST <= float(operands[0]) / size <= _FARTHEST:
                yield _SPACED
            case "Tw" if float(operands[0]) / size < -_CLOSEST:
                yield _SPACED
            case '"' if float(operands[0]) / size < -_CLOSEST or abs(float(operands[1])) / size > _CLOSEST:
                yield _SPACED
            case "TJ":
                for shown in operands[0]:
                    if isinstance(shown, String):
                        back = 0.0 if bytes(shown) else back
                    else:
                        back += max(float(shown), 0.0)
                    if back > _CLOSEST * 1000:
                        yield _SPACED
        if operator in _SHOWING and bytes(operands[-1]):
            back = 0.0


_FILLED = {0, 2}
_SHOWING = {"Tj", "'", '"'}
_NARROWEST, _WIDEST = 60, 150
"""What letters may be drawn out to, in hundredths of their width."""
_CLOSEST, _FARTHEST = 0.3, 0.4
"""How much closer, or farther apart, letters may stand than their font has it, in parts of their size."""
_SPACED = "letters that stand in another order than they are read, or apart"


def _instructions(content: Any, operators: str) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pikepdf, on code that is damaged
        return list(pikepdf.parse_content_stream(content, operators))


def _font(font: Any) -> Iterator[str]:
    """A program shows letters of a font that is not in the file (9.9), or drawn one by one (9.6.4), as it pleases."""
    whole = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    held = whole.get("/FontDescriptor", Dictionary())
    if not any(name in held for name in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield f"letters of a font that is not in the file, {str(font.get('/BaseFont', '/drawn'))[1:]}"
