"""The words on the pages of a PDF file, as far as its fonts say which characters their glyphs stand for.

They are not for reading: they serve to look up whether a page prints a name. Sections are those of ISO 32000-2:2020.
"""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

MOST_BYTES_OF_PAGES = 3 * 1024**2
MOST_BYTES_OF_A_FONT = 256 * 1024
MOST_FONTS = 100
_MOST_GLYPHS_OF_A_RANGE = 256
_DIGITS = rb"<([0-9A-Fa-f]+)>"


class Characters(NamedTuple):
    """What the glyphs of a font stand for, each written in ``width`` bytes; nothing is known when ``of`` is empty."""

    width: int
    of: dict[int, str]


_UNKNOWN = Characters(1, {})


def words_of(pdf: Pdf) -> str:
    """The words of the pages, up to ``MOST_BYTES_OF_PAGES`` of their code. A page that cannot be read has none."""
    words: list[str] = []
    fonts: dict[tuple[int, int], Characters] = {}
    left = MOST_BYTES_OF_PAGES
    for page in pdf.pages:
        contents: Any = page.obj.get("/Contents", [])
        try:
            parts = [unpacked(part, left) for part in (contents if isinstance(contents, Array) else [contents])]
            left -= sum(map(len, parts))
            named: dict[str, Characters] = {}
            for key, font in page.resources.get("/Font", Dictionary()).items():
                if font.objgen not in fonts and len(fonts) < MOST_FONTS:
                    fonts[font.objgen] = _characters(font)
                named[key] = fonts.get(font.objgen, _UNKNOWN)
            words += _words(Stream(pdf, b"\n".join(parts)), named)
        except (ValueError, TypeError, AttributeError, zlib.error, pikepdf.PdfError):
            continue
        if left <= 0:
            break
    return "".join(words)


def is_cut(page: Any) -> bool:
    """Whether only a part of a page is shown, more than a point at any side (14.11.2)."""
    whole, seen = ([float(one) for one in each] for each in (page.mediabox, page.cropbox))
    return any(
        min(seen[side], seen[side + 2]) > min(whole[side], whole[side + 2]) + 1
        or max(seen[side], seen[side + 2]) < max(whole[side], whole[side + 2]) - 1
        for side in (0, 1)
    )


def unpacked(stream: Any, most: int) -> bytes:
    """The bytes of a stream that is plain or deflated, at most ``most`` of them. Raises ValueError for others."""
    raw: bytes = stream.read_raw_bytes()
    kind = stream.get("/Filter")
    if kind is None:
        return raw[:most]
    if kind in (Name.FlateDecode, Array([Name.FlateDecode])) and "/DecodeParms" not in stream:
        return zlib.decompressobj().decompress(raw, max(most, 1))
    raise ValueError("packed in another way")


def _words(code: Stream, fonts: dict[str, Characters]) -> Iterator[str]:
    characters = _UNKNOWN
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pikepdf, on code that is cut off at the limit
        instructions = pikepdf.parse_content_stream(code, "Tf Tj TJ ' \"")
    for instruction in instructions:
        operands: Any = instruction.operands
        if str(instruction.operator) == "Tf":
            characters = fonts.get(str(operands[0]), _UNKNOWN)
            continue
        for piece in operands[-1] if isinstance(operands[-1], Array) else operands[-1:]:
            if isinstance(piece, String):
                yield _decoded(bytes(piece), characters)


def _decoded(code: bytes, font: Characters) -> str:
    if not font.of:
        return code.decode("latin-1")
    glyphs = (int.from_bytes(code[at : at + font.width], "big") for at in range(0, len(code), font.width))
    return "".join(font.of.get(glyph, "") for glyph in glyphs)


def _characters(font: Any) -> Characters:
    """The characters of each glyph of a font, from its ToUnicode, 9.10.3."""
    width = 2 if font.get("/Subtype") == Name.Type0 else 1
    if "/ToUnicode" not in font:
        return Characters(width, {})
    table = unpacked(font.ToUnicode, MOST_BYTES_OF_A_FONT)
    found: dict[int, str] = {}
    for block in _blocks(table, b"bfchar"):
        for glyph, to in re.findall(_DIGITS + rb"\s*" + _DIGITS, block):
            found[int(glyph[:4], 16)] = _utf_16(to)
    for block in _blocks(table, b"bfrange"):
        for first, last, to in re.findall(rb"\s*".join([_DIGITS] * 3), block):
            start, begin = _utf_16(to), int(first[:4], 16)
            for glyph in range(begin, min(int(last[:4], 16) + 1, begin + _MOST_GLYPHS_OF_A_RANGE)):
                if start and ord(start[-1]) + glyph - begin < 0x110000:
                    found[glyph] = start[:-1] + chr(ord(start[-1]) + glyph - begin)
    return Characters(width, found)


def _blocks(table: bytes, kind: bytes) -> Iterator[bytes]:
    for block in table.split(b"begin" + kind)[1:]:
        yield block.partition(b"end" + kind)[0]


def _utf_16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "ignore") if len(digits) % 2 == 0 else ""
