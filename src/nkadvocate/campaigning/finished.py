"""Whether a build has anything to do, told from the bytes of files: no record is read for it.

A build that came to its end notes in the manifest what it was made from. While that is the same, and every letter has
the checksum that the manifest gives, there is nothing to do. Heavy libraries are not imported here.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from nkadvocate import shipped
from nkadvocate.folders import is_read, names_in

NAME = "manifest.json"
"""The manifest's file, in the folder of the letters."""
WORK = ".building"
"""The folder, within that of the letters, for what is not finished."""
FILE_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$"
"""How files may be named in a manifest."""
_PART = 1 << 16
"""Bytes of a file that are read at once: most letters have fewer."""
PROGRAMS = ("nkadvocate", "weasyprint", "python-docx", "jinja2", "markdown-it-py")
"""The distributions that letters depend on."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A build that came to its end: the checksum ``of`` all that it was made from, the stems of its letters, and to
    whom none is written and why."""

    of: str
    letters: tuple[str, ...]
    skipped: dict[str, str]


def made_from(folder: Path, output: Path, asked: Sequence[str]) -> str:
    """The checksum of what a build may read: the programs' versions, what ships, all in the campaign's ``folder`` but
    its ``output``, and what was ``asked`` for. What cannot be read counts by its name: who needs it says so."""
    digest = hashlib.sha256(json.dumps([*asked, *map(version, PROGRAMS)]).encode())
    but = output.resolve()
    for root in (shipped.SEEDS, shipped.TEMPLATES, folder):
        for path in names_in(root, but=but):
            what = checksum(path) if is_read(root, path) else os.readlink(path) if path.is_symlink() else None
            digest.update(f"{path.relative_to(root).as_posix()} {what}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def still_finished(output: Path, of: str) -> Finished | None:
    """The build of these inputs in ``output`` that came to its end, where all its letters are as it wrote them."""
    if is_unfinished(output):
        return None
    try:
        data = (output / NAME).read_bytes()
        if of.encode() not in data:
            return None
        manifest = json.loads(data)
        finished = Finished(**manifest["finished"])
        if finished.of != of or not _is_text(finished.skipped):
            return None
        files = {entry["stem"]: entry["files"] for entry in manifest["letters"]}
        if not _names_all(finished, manifest["letters"]):
            return None
        whole = all(
            re.match(FILE_NAME, name) and checksum(output / name) == known
            for stem in finished.letters
            for name, known in files[stem].items()
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # whoever reads the manifest in full says what is wrong with it
    return finished if whole else None


def _names_all(finished: Finished, entries: Sequence[dict[str, object]]) -> bool:
    """Whether the build made all letters of its kind and day that the manifest has, and skipped none of those."""
    ours = {(one["campaign"], one["kind"], one["date"]) for one in entries if one["stem"] in finished.letters}
    of_these = [one for one in entries if (one["campaign"], one["kind"], one["date"]) in ours]
    if {one["stem"] for one in of_these} != {*finished.letters} or (entries and not ours):
        return False
    return finished.skipped.keys().isdisjoint(one["recipient"] for one in of_these)


def _is_text(skipped: dict[str, str]) -> bool:
    return all(isinstance(text, str) and text.isprintable() for item in skipped.items() for text in item)


def is_unfinished(output: Path) -> bool:
    """Whether a build in ``output`` has not come to its end."""
    return os.path.lexists(output / WORK)


def checksum(path: Path) -> str | None:
    """The SHA-256 of a file's bytes; None where there is no file."""
    if not path.is_file():
        return None
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while part := file.read(_PART):
            digest.update(part)
    return digest.hexdigest()
