"""What is worked out from files that ship with the program, kept from run to run as Python keeps compiled modules.

It lies in ``__pycache__`` (PEP 3147), where that may be written; it is used only as it was written, by the same version
of what works it out, and for the same bytes that it was worked out from.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from nkadvocate.problems import ProblemsError

_SEAL = hashlib.sha256().digest_size


class Kept:
    """Plain values or code that the module ``maker`` made of files; ``name`` tells them from what others keep."""

    def __init__(self, name: str, maker: str) -> None:
        self._path = Path(cache_from_source(__file__)).with_suffix(f".{name}")
        self._by = Path(maker).read_bytes()
        self._made: dict[str, tuple[str, Any]] = {}
        self.added = False
        """Whether there is anything to save."""
        with suppress(OSError):
            data = self._path.read_bytes()
            if data[:_SEAL] == self._seal(data[_SEAL:]):
                self._made = marshal.loads(data[_SEAL:])

    def get(self, file: str, checksum: str) -> Any:
        """What was made of ``file`` when what it held had that checksum; None where that is not known."""
        known, made = self._made.get(file, ("", None))
        return made if known == checksum else None

    def add(self, file: str, checksum: str, made: Any) -> None:
        """Take ``made`` for what comes of the file."""
        self._made[file] = checksum, made
        self.added = True

    def save(self) -> None:
        """Keep what was added for other runs, where that can be done."""
        if self.added and not sys.dont_write_bytecode:
            from nkadvocate.writing import write_whole

            data = marshal.dumps(self._made)
            with suppress(ProblemsError):
                write_whole(self._path, self._seal(data) + data)
        self.added = False

    def _seal(self, data: bytes) -> bytes:
        return hashlib.sha256(self._by + data).digest()
