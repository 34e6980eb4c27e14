"""Fonts told from other files by their own bytes."""

from __future__ import annotations

import struct

_SFNT = {b"\0\1\0\0": "ttf", b"true": "ttf", b"OTTO": "otf"}
_WOFF = {b"wOFF": "woff", b"wOF2": "woff2"}
_MAGIC = b"\x5f\x0f\x3c\xf5"
"""In the table ``head`` of every font (OpenType 1.9.1)."""


def font_kind(data: bytes) -> str | None:
    """``ttf``, ``otf``, ``collection``, ``woff`` or ``woff2``; None for anything else, whatever it begins with."""
    signature = data[:4]
    try:
        if signature == b"ttcf":
            return "collection" if _is_font(data, *struct.unpack_from(">I", data, 12)) else None
        if signature in _WOFF:
            flavour, length, _, reserved = struct.unpack_from(">4sIHH", data, 4)
            return _WOFF[signature] if flavour in (*_SFNT, b"ttcf") and (length, reserved) == (len(data), 0) else None
        return _SFNT[signature] if signature in _SFNT and _is_font(data, 0) else None
    except struct.error:
        return None


def _is_font(data: bytes, start: int) -> bool:
    """Whether tables that lie within the file are listed at ``start``, ``head`` among them."""
    [count] = struct.unpack_from(">H", data, start + 4)
    tables = [struct.unpack_from(">4sIII", data, start + 12 + 16 * number) for number in range(count)]
    if any(offset + length > len(data) for _, _, offset, length in tables):
        return False
    return any(tag == b"head" and data[offset + 12 : offset + 16] == _MAGIC for tag, _, offset, _ in tables)
