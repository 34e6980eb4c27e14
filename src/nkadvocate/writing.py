"""Writing files whole or not at all, under names that are safe on every system."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from nkadvocate.problems import Problem, ProblemsError

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
MAX_NAME = 120


def safe_name(text: str) -> str:
    """A file name stem of ASCII letters, digits, dots, hyphens and underscores; never empty, hidden or reserved."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip(".-_")[:MAX_NAME].rstrip(".-_")
    stem, dot, rest = name.partition(".")
    return f"{stem}-{dot}{rest}" if stem.lower() in _RESERVED else name or "letter"


def write_whole(path: Path, data: bytes, *, through: Path | None = None) -> None:
    """Write ``data`` to a temporary file, then rename it, so that nothing is left half-written.

    The temporary file is beside ``path``, or in the folder ``through`` on the same disk. Raises ProblemsError when the
    place cannot be written to.
    """
    beside = through or path.parent
    try:
        for folder in (path.parent, beside):
            folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=beside)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ProblemsError([Problem(f"{path} cannot be written: {error.strerror}")]) from None


def unfinished(folder: Path, now: float) -> Iterator[Path]:
    """What ``write_whole`` left beside documents in the folder when it was stopped: hidden files with the day of one,
    which nobody writes any more. ``now`` is the time in seconds by the clock of the disk."""
    for path in folder.glob(".*"):
        if _TEMPORARY.fullmatch(path.name) and path.is_file() and now - path.stat().st_mtime > _STOPPED:
            yield path


_TEMPORARY = re.compile(r"\.\d{4}-\d\d-\d\d-.*\.[a-z0-9_]{8}")
_STOPPED = 60
"""Seconds after which nobody is still writing a document."""


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
