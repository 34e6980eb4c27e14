"""The objects of a PDF file, written the same whatever was drawn first, and each made into bytes once."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any

import pydyf
from weasyprint.pdf import build_fonts_dictionary
from weasyprint.text.ffi import ffi


class Ready(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are made, for the file and for its checksum."""

    def __init__(self, of: pydyf.Object) -> None:
        super().__init__()
        self.number = of.number
        self._data, self._compressible = of.data, of.compressible

    @property
    def data(self) -> bytes:
        return bytes(self._data)

    @property
    def compressible(self) -> bool:
        return bool(self._compressible)


def make_ready(objects: list[Any]) -> None:
    """Make the bytes of all objects, in place."""
    objects[:] = [each if each.free == "f" or isinstance(each, Ready) else Ready(each) for each in objects]


def compressed(stream: pydyf.Stream) -> bytes:
    """The bytes of a stream, compressed at zlib's usual level: pydyf's takes four times as long to save 3 %."""
    content = b"\n".join(map(pydyf._to_bytes, stream.stream))
    extra = pydyf.Dictionary(stream.extra)
    if stream.compress:
        extra["Filter"] = "/FlateDecode"
        content = _deflated(content)
    extra["Length"] = len(content)
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


@lru_cache(maxsize=1)
def _deflated(content: bytes) -> bytes:
    """As zlib compresses it; pydyf asks for the bytes of its largest stream twice."""
    return zlib.compress(content)


def build_fonts(pdf: pydyf.PDF, fonts: dict[Any, Any], *options: Any) -> Any:
    """Add ``fonts`` to ``pdf``, each with its glyphs in the order of the font, whichever came first in the text."""
    for font in fonts.values():
        font.to_unicode = dict(sorted(font.to_unicode.items()))
    first = len(pdf.objects)
    built = build_fonts_dictionary(pdf, fonts, *options)
    pdf.font_objects, pdf.font_options = range(first, len(pdf.objects)), options
    return built


class Arrays:
    """WeasyPrint's interface to HarfBuzz, in which arrays of glyphs have one type, whatever their length: each type is
    looked up among all declarations, which takes longer than to make a font's subset."""

    _glyphs = "hb_codepoint_t[]"

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, kind: str, *value: Any) -> Any:
        """A value in C of a type by name."""
        return ffi.new(self._glyphs if kind.startswith(self._glyphs[:-1]) else kind, *value)
