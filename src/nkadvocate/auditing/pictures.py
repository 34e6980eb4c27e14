"""Pictures: what JPEG and PNG files say besides their pixels, and the same pictures without it.

JPEG segments are those of ITU-T T.81 annex B, PNG chunks those of the W3C's PNG specification, third edition.
"""

from __future__ import annotations

import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin

from nkadvocate.auditing.findings import Examined, Finding, shown
from nkadvocate.problems import Problem, ProblemsError

MOST_PIXELS = 60_000_000
"""An A4 page at 600 dots an inch has 35 million."""

_PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_KEPT_CHUNKS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"sBIT", b"bKGD", b"pHYs"),
    *(b"hIST", b"acTL", b"fcTL", b"fdAT"),
}
_CHUNKS = {b"eXIf": "EXIF", b"iCCP": "colour profile", b"tIME": "clock time"}
_TEXTS = {b"tEXt", b"zTXt", b"iTXt"}
_EXIF, _XMP = b"Exif\0", b"http://ns.adobe.com/x"
_UPRIGHT = 1
_KEPT_INFO = ("dpi", "transparency")
_PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
_ORIENTATION, _GPS = 0x0112, 0x8825
_TOLD = {0x010F: "make", 0x0110: "model", 0x0131: "program", 0x0132: "time", 0x013B: "artist", 0x8298: "copyright"}

Cuts = tuple[float, float, float, float]
"""What is cut off a picture at the left, the top, the right and the bottom, in shares of its width and height."""


class Piece(NamedTuple):
    """A stretch of a picture's file: kind and description of what goes, empty for what stays; the bytes that stay."""

    kind: str
    what: str
    kept: bytes


def picture_kind(data: bytes) -> str | None:
    """``png`` or ``jpeg`` by the first bytes; None for anything else."""
    return "png" if data.startswith(_PNG) else "jpeg" if data.startswith(JPEG) else None


def examine_picture(data: bytes, name: str) -> Examined:
    """What a JPEG or PNG file, called ``name``, holds besides its pixels. Raises ProblemsError if it is neither."""
    pieces = segments(data, name)
    with _pillow(name):
        _opened(data, name, ("PNG", "JPEG", "MPO"))
    findings = tuple(Finding(piece.kind, name, piece.what) for piece in pieces if piece.kind)
    return Examined(findings, lambda: strip_picture(data, name), ".png" if data.startswith(_PNG) else ".jpg")


def strip_picture(data: bytes, name: str = "the picture") -> bytes:
    """A JPEG or PNG file without EXIF, GPS, XMP, comments, colour profile, thumbnails and bytes after its end.

    The pixels stay as they are, bit for bit. Only a picture that is to be turned (EXIF orientation), or whose colours
    need a profile other than sRGB, is decoded and written anew; a JPEG then keeps its quantisation tables.
    Raises ProblemsError if it is no picture of these kinds.
    """
    pieces = segments(data, name)
    with _pillow(name):
        picture = _opened(data, name, ("PNG", "JPEG", "MPO"))
        profile = picture.info.get("icc_profile")
        tagged = any(piece.kind in ("EXIF", "GPS") for piece in pieces)
        upright = not tagged or picture.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT
        if not upright or (profile and not _is_srgb(profile)):
            pieces = segments(_redrawn(picture, profile), name)
        clean = b"".join(piece.kept for piece in pieces)
        _opened(clean, name, ("PNG", "JPEG"))
    return clean


def is_turned(data: bytes, name: str) -> bool:
    """Whether EXIF says that a JPEG or PNG picture is to be turned. Raises ProblemsError if it is none."""
    with _pillow(name):
        turned: int = _opened(data, name, ("PNG", "JPEG", "MPO")).getexif().get(_ORIENTATION, _UPRIGHT)
    return turned != _UPRIGHT


def cut_picture(data: bytes, name: str, cuts: Cuts) -> bytes:
    """A JPEG or PNG file without what is cut off, written anew; a JPEG keeps its quantisation tables.

    Raises ProblemsError if it is no picture of these kinds, or if nothing would be left.
    """
    with _pillow(name):
        picture = _opened(data, name, ("PNG", "JPEG", "MPO"))
        sides = (picture.width, picture.height)
        start = [math.floor(round(cut * side, 3)) for cut, side in zip(cuts[:2], sides, strict=True)]
        end = [math.ceil(round(side - cut * side, 3)) for cut, side in zip(cuts[2:], sides, strict=True)]
        if start[0] >= end[0] or start[1] >= end[1]:
            raise ProblemsError([Problem(f"{name}: a picture of which nothing is shown")])
        return strip_picture(_saved(picture.crop((*start, *end)), picture), name)


def as_png(data: bytes, name: str) -> bytes:
    """A GIF, TIFF or BMP picture as PNG, its first frame. Raises ProblemsError if it is none that can be read."""
    with _pillow(name):
        picture = _opened(data, name, ("GIF", "TIFF", "BMP"))
        plain = picture if picture.mode in _PNG_MODES else picture.convert("RGB")
        plain.info = {key: picture.info[key] for key in _KEPT_INFO if key in picture.info}
        plain.save(out := BytesIO(), "PNG")
    return strip_picture(out.getvalue(), name)


@contextmanager
def _pillow(name: str) -> Iterator[None]:
    """Whatever Pillow raises becomes a ProblemsError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow, on broken EXIF and on pictures that are large but allowed
            yield
    except ProblemsError:
        raise
    except Exception:  # a damaged picture makes Pillow raise what it pleases
        raise ProblemsError([Problem(f"{name}: a damaged picture, or one of another kind")]) from None


def _opened(data: bytes, name: str, kinds: tuple[str, ...]) -> Any:
    """The picture, its pixels not decoded yet."""
    picture = Image.open(BytesIO(data), formats=kinds)
    if picture.width * picture.height > MOST_PIXELS:
        raise ProblemsError([Problem(f"{name}: more than {MOST_PIXELS // 10**6} million pixels")])
    return picture


def _is_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile or b"s\0R\0G\0B" in profile


def _redrawn(picture: Any, profile: bytes | None) -> bytes:
    turned: Any = ImageOps.exif_transpose(picture)
    if profile and not _is_srgb(profile) and turned.mode in ("RGB", "RGBA", "L"):
        try:
            mode = "RGB" if turned.mode == "L" else turned.mode
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(turned, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that cannot be read says nothing of the colours
    return _saved(turned, picture)


def _saved(changed: Any, picture: Any) -> bytes:
    """A picture in the form of the one that it was made of."""
    changed.info = {key: picture.info[key] for key in _KEPT_INFO if key in picture.info}
    out = BytesIO()
    if picture.format == "PNG":
        changed.save(out, "PNG")
    else:
        changed.save(out, "JPEG", qtables=picture.quantization, subsampling=_sampling(picture))
    return out.getvalue()


def _sampling(picture: Any) -> int:
    return max(JpegImagePlugin.get_sampling(picture), 0)


def segments(data: bytes, name: str = "the picture") -> list[Piece]:
    """The stretches of a JPEG or PNG file. Raises ProblemsError if it is neither."""
    try:
        return [Piece(*piece) for piece in (_chunks(data) if data.startswith(_PNG) else _segments(data))]
    except (struct.error, ValueError, IndexError):
        raise ProblemsError([Problem(f"{name}: a damaged picture, or neither JPEG nor PNG")]) from None


def _chunks(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    yield "", "", _PNG
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">L4s", data, at)
        end = at + length + 12
        if end > len(data) or not (kind.isalpha() and kind.isascii()):
            raise ValueError
        content = data[at + 8 : end - 4]
        if kind in _KEPT_CHUNKS:
            yield "", "", struct.pack(">L4s", length, kind) + content + struct.pack(">L", zlib.crc32(kind + content))
        elif kind in _TEXTS:
            label = content.partition(b"\0")[0].decode("latin-1")
            yield "XMP" if label.startswith("XML:com.adobe.xmp") else "picture text", shown(label), b""
        elif kind == b"eXIf":
            yield *_exif(b"Exif\0\0" + content), b""
        else:
            yield _CHUNKS.get(kind, "picture metadata"), f"chunk {kind.decode()}, {length} bytes", b""
        at = end
    if at < len(data):
        yield "hidden bytes", f"{len(data) - at} bytes after the end of the picture", b""


def _segments(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    if not data.startswith(JPEG):
        raise ValueError
    yield "", "", data[:2]
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            yield "", "", data[at : at + 2]
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError
        content = data[at + 4 : end]
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        # 0xE0 with JFIF gives the resolution, its thumbnail is cut off; 0xEE with Adobe says how colours are meant.
        if marker == 0xE0 and content.startswith(b"JFIF\0"):
            yield "", "", b"\xff\xe0\x00\x10" + content[:12] + b"\0\0"
            if len(content) > 14:
                yield "thumbnail", "in the JFIF header", b""
        elif 0xE0 <= marker <= 0xEF and not (marker == 0xEE and content.startswith(b"Adobe") and len(content) == 12):
            yield *_application(marker, content), b""
        elif marker == 0xFE:
            yield "picture text", shown(content.decode("utf-8", "replace")), b""
        else:
            yield "", "", data[at:end]
        at = end
    if (rest := data[at + 2 :]).strip(b"\0"):
        yield "hidden bytes", f"{len(rest)} bytes after the end of the picture", b""


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands after compressed data that begins at ``at``. Raises ValueError if there is none."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7 and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _application(marker: int, content: bytes) -> tuple[str, str]:
    if content.startswith(_EXIF):
        return _exif(content)
    if content.startswith(_XMP):
        return "XMP", f"{len(content)} bytes"
    if content.startswith(b"ICC_PROFILE\0"):
        return "colour profile", f"{len(content)} bytes"
    return "picture metadata", f"segment APP{marker - 0xE0}, {len(content)} bytes"


def _exif(content: bytes) -> tuple[str, str]:
    exif = Image.Exif()
    try:
        exif.load(content)
        told = [f"{label} {exif[tag]}" for tag, label in _TOLD.items() if exif.get(tag)]
        placed = _GPS in exif
    except Exception:  # broken EXIF makes Pillow raise what it pleases; it is taken out all the same
        told, placed = ["cannot be read"], False
    return "GPS" if placed else "EXIF", shown(", ".join(told) or f"{len(content)} bytes")
