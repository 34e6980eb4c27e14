"""PDF files opened by one parser, qpdf: what it makes of a file that is damaged, or may be read in more ways than one,
is what others are given.

Sections are those of ISO 32000-2:2020.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import prod

import pikepdf
from pikepdf import Array, Object, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel

from nkadvocate.auditing.findings import shown
from nkadvocate.problems import Problem, ProblemsError

MOST_BYTES_UNPACKED = 400 * 1024**2
MOST_OBJECTS = 300_000
_STEP = 64 * 1024
_MOST_TIMES = {"/FlateDecode": 1032, "/Fl": 1032, "/LZWDecode": 1366, "/LZW": 1366, "/RunLengthDecode": 64, "/RL": 64}
"""How many times as large a filter makes what it reads, at most (7.4)."""
_MEASURED = (["/FlateDecode"], ["/FlateDecode", "/FlateDecode"])
"""Filters of streams whose size was measured when the file was opened."""
_MOST_REPAIRS = 3
_HARMLESS = "input stream is complete but output may still be valid"
"""Said of packed data without its end, of which all programs read the same."""


def open_pdf(data: bytes, name: str) -> Pdf:
    """The file ``data``, called ``name``. Raises ProblemsError where it would unpack to more than the limit, and what
    qpdf raises: see ``whatever_it_raises``."""
    if not _unpacks_within_bounds(data):
        raise ProblemsError([_bomb(name)])
    return Pdf.open(BytesIO(data), suppress_warnings=True)


def rewritten(pdf: Pdf, name: str) -> BytesIO:
    """The file as qpdf reads it: one value for each key, one object for each number, streams unpacked."""
    packed = sum(_most_unpacked(one) for one in pdf.objects if isinstance(one, Stream))
    if packed > MOST_BYTES_UNPACKED:
        raise ProblemsError([_bomb(name)])
    pdf.save(
        out := BytesIO(),
        static_id=True,
        fix_metadata_version=False,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.generalized,
        object_stream_mode=ObjectStreamMode.disable,
    )
    out.seek(0)
    return out


def repairs(pdf: Pdf) -> Iterator[str]:
    """What qpdf had to guess of what was read so far, such as which of two values of one key is meant (7.3.7)."""
    said = (shown(re.split(r"(?<=[)>]): ", str(one))[-1]) for one in pdf.get_warnings())
    yield from list(dict.fromkeys(one for one in said if _HARMLESS not in one))[:_MOST_REPAIRS]


def _most_unpacked(stream: Stream) -> int:
    kinds: Object | None = stream.get("/Filter")
    filters = [str(one) for one in (kinds if isinstance(kinds, Array) else [kinds])]
    times = prod(_MOST_TIMES.get(one, 1) for one in filters)
    return 0 if filters in _MEASURED or times == 1 else len(stream.read_raw_bytes()) * times


def _bomb(name: str) -> Problem:
    most = MOST_BYTES_UNPACKED // 1024**2
    return Problem(f"{name}: more than {most} MB unpacked, as in a file that is meant to do harm")


@contextmanager
def whatever_it_raises(name: str) -> Iterator[None]:
    """Whatever qpdf and pikepdf raise becomes a ProblemsError."""
    try:
        yield
    except pikepdf.PasswordError:
        raise ProblemsError([Problem(f"{name}: locked with a password", hint="take the password off")]) from None
    except ProblemsError:
        raise
    except Exception:  # a damaged file makes them raise what they please
        raise ProblemsError([Problem(f"{name}: damaged, or not a PDF file")]) from None


def _unpacks_within_bounds(data: bytes) -> bool:
    """Whether all that looks like packed data stays below the limit, what is packed twice unpacked twice."""
    left = MOST_BYTES_UNPACKED
    for count, start in enumerate(re.finditer(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])", data)):
        if count == MOST_OBJECTS:
            return False
        pieces = _inflated(_pieces(data, start.end()))
        begun = next(pieces, b"")
        left -= len(begun)
        again = begun[:1] in (b"\x48", b"\x58", b"\x68", b"\x78")
        for piece in itertools.chain(_inflated(itertools.chain([begun], pieces)) if again else (), pieces):
            left -= len(piece)
            if left < 0:
                return False
    return True


def _pieces(data: bytes, at: int) -> Iterator[bytes]:
    return (data[start : start + _STEP] for start in range(at, len(data), _STEP))


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What the deflated ``pieces`` hold, in pieces; nothing more after what is damaged."""
    unpacking = zlib.decompressobj()
    for piece in pieces:
        waiting = piece
        while waiting and not unpacking.eof:
            try:
                yield unpacking.decompress(waiting, _STEP)
            except zlib.error:
                return
            waiting = unpacking.unconsumed_tail
        if unpacking.eof:
            return
