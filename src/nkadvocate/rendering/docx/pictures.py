"""Pictures in the text: the size and the bare data of a PNG file, and the drawing that shows it.

PNG specification (ISO/IEC 15948): signature, then chunks of length, type, data and checksum.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from nkadvocate.rendering.docx.markup import Xml, w, x

EMU_PER_TWIP = 635
_EMU_PER_INCH = 914400
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Chunks that show the picture. All others say who made it, when and with what, and stay out of the letter.
_SHOWN = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG without its metadata; width and height in English Metric Units (914,400 to the inch)."""

    data: bytes
    width: int
    height: int

    def within(self, width: int) -> Picture:
        """The picture, made smaller if it is wider than ``width``."""
        if self.width <= width:
            return self
        return Picture(self.data, width, max(1, round(self.height * width / self.width)))


def read_png(data: bytes) -> Picture:
    """The picture in ``data``, at 96 dots per inch where it does not say. Raises ValueError if it is not a PNG."""
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR" or len(data) < 33:
        raise ValueError("a figure's picture is not a PNG file")
    width, height = struct.unpack_from(">II", data, 16)
    across = down = 96 / 0.0254
    kept, position = [_SIGNATURE], len(_SIGNATURE)
    while position + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        kind, end = data[position + 4 : position + 8], position + 12 + length
        if kind in _SHOWN:
            kept.append(data[position:end])
        if kind == b"pHYs" and length == 9:
            x_density, y_density, metres = struct.unpack_from(">IIB", data, position + 8)
            if metres == 1 and x_density and y_density:
                across, down = x_density, y_density
        position = end
    emu = _EMU_PER_INCH / 0.0254
    return Picture(b"".join(kept), max(1, round(width / across * emu)), max(1, round(height / down * emu)))


def drawing(picture: Picture, *, relationship: str, number: int, alt: str) -> Xml:
    """A run with ``picture`` in line with the text; ``alt`` is what a screen reader says."""
    identity: dict[str, str | int] = {"id": number, "name": f"Figure {number}", "descr": alt}
    frame = x(
        "pic:pic",
        x("pic:nvPicPr", x("pic:cNvPr", **identity), x("pic:cNvPicPr")),
        x("pic:blipFill", x("a:blip", r_embed=relationship), x("a:stretch", x("a:fillRect"))),
        x(
            "pic:spPr",
            x("a:xfrm", x("a:off", x=0, y=0), x("a:ext", cx=picture.width, cy=picture.height)),
            x("a:prstGeom", x("a:avLst"), prst="rect"),
        ),
    )
    inline = x(
        "wp:inline",
        x("wp:extent", cx=picture.width, cy=picture.height),
        x("wp:docPr", **identity),
        x("a:graphic", x("a:graphicData", frame, uri="http://schemas.openxmlformats.org/drawingml/2006/picture")),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return w("r", w("drawing", inline))
