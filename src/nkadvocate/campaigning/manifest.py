"""The manifest of a folder of letters: what was made, of what, and the checksum of every file.

While letters are made each is written to a journal before its files are, so that whatever stops a build, the next one
knows every file that is there. The journal becomes part of the manifest when the build ends.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import to_json

from nkadvocate.campaigning.finished import FILE_NAME, NAME, WORK, Finished
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records.base import Day, Id
from nkadvocate.writing import unfinished, write_whole

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

JOURNAL = "journal"
_PATIENCE = 2
"""Seconds until the processes of a build that was killed have ended."""

Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, StringConstraints(pattern=FILE_NAME)]


class Entry(BaseModel):
    """One letter, briefing or other document. ``stem`` is the name of its files without their endings, ``only`` the
    demands that were asked for in the place of the campaign's. A briefing may have an earlier edition, of the day
    ``since``, or ``one_page`` only.

    ``inputs`` stands for all it could depend on, ``content`` for what it came to say and its look. ``records`` are the
    ids of what it tells and cites, ``sources`` those of what it cites them from; confidential ones are sealed.
    ``tellings`` are seals of confidential evidence with what of the person the readers were told, and how exactly;
    ``wordings`` are checksums of evidence and positions with their words, of confidential evidence seals.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    stem: FileName
    recipient: Id | None
    kind: Id
    campaign: Id
    date: Day
    reference: str
    title: str
    language: str
    program: str
    inputs: Checksum
    content: Checksum
    only: tuple[str, ...] = ()
    since: str | None = None
    one_page: bool = False
    demands: tuple[str, ...]
    records: tuple[str, ...]
    sources: tuple[str, ...]
    tellings: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    files: dict[FileName, Checksum]


_TOLD = ("records", "sources", "tellings", "wordings")


def stem(date: str, recipient: str, kind: str = "letter") -> str:
    """The name that a letter's files share."""
    return f"{date}-{recipient}" if kind == "letter" else f"{date}-{recipient}-{kind}"


def of_draft(entry: Entry) -> Entry:
    """The same of a draft, which a build makes anew as the letter."""
    return entry.model_copy(update={"inputs": hashlib.sha256(f"draft {entry.inputs}".encode()).hexdigest()})


ANNEX = "annex"
"""The kind of an annex: the claims of a letter, or of the briefing on the whole matter."""


def annex_stem(date: str, recipient: str | None) -> str:
    """The name that an annex's files share."""
    return f"{date}-{ANNEX}-{recipient}" if recipient else f"{date}-{ANNEX}"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    manifest: Literal[1]
    letters: tuple[Entry, ...]
    others: dict[FileName, Checksum] = {}
    made_of: dict[FileName, dict[FileName, Checksum]] = {}
    finished: Finished | None = None


BUNDLE = "letters.pdf"
"""One file of all letters."""


def made_from(name: str, entry: Entry) -> Checksum:
    """What a file made of letters for sending them depends on of one: a bundle on what it says, all else on records and
    templates too, which give addresses, subjects and the words of e-mails."""
    return entry.content if name == BUNDLE else entry.inputs


_ENTRY = TypeAdapter(Entry)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The letters of a folder by stem, other files made of them with their checksums, what ``made_from`` said then of
    each letter behind them, and all the checksums that files were meant to have since the last build that came to its
    end."""

    folder: Path
    letters: dict[str, Entry] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    made_of: dict[str, dict[str, str]] = field(default_factory=dict)
    earlier: dict[str, set[str]] = field(default_factory=dict)

    def knows(self, name: str, checksum: str) -> bool:
        """Whether a build of ours wrote these bytes to the file."""
        return checksum in self.earlier.get(name, ())

    def made_of_others(self, but: Collection[str] = ()) -> Iterator[str]:
        """The files made of letters of which something else would be made now, or that are among ``but``."""
        for name, letters in self.made_of.items():
            now = {one: made_from(name, self.letters[one]) for one in letters if one in self.letters and one not in but}
            if name in self.others and now != letters:
                yield name

    def take(self, entry: Entry) -> None:
        """Put ``entry`` in the place of an earlier one of its stem. Files in formats not made again stay listed; where
        they say something else, the letter is stale until all are made anew, and known by all that its files tell."""
        for name, checksum in entry.files.items():
            self.earlier.setdefault(name, set()).add(checksum)
        if before := self.letters.get(entry.stem):
            entry = self._with_what_is_left(entry, before)
        # Thousands of letters use the same few records; each name is kept once.
        names = {field: tuple(map(sys.intern, getattr(entry, field))) for field in ("demands", *_TOLD)}
        self.letters[entry.stem] = entry.model_copy(update=names)

    def _with_what_is_left(self, entry: Entry, before: Entry) -> Entry:
        left = {
            name: known
            for name, known in before.files.items()
            if name not in entry.files and (self.folder / name).is_file()
        }
        if not left:
            return entry
        update: dict[str, object] = {"files": entry.files | left}
        if entry.content != before.content:
            for name in ("inputs", "content"):
                both = f"{getattr(before, name)} {getattr(entry, name)}"
                update[name] = hashlib.sha256(both.encode()).hexdigest()  # that of no letter
            for name in _TOLD:
                update[name] = tuple(sorted({*getattr(before, name), *getattr(entry, name)}))
        return entry.model_copy(update=update)

    def save(self, finished: Finished | None = None) -> None:
        """Write the manifest, whole or not at all, while the folder is locked; with what a build came to its end with,
        where nothing else was written since. Raises ProblemsError."""
        value = {
            "manifest": 1,
            "letters": sorted(self.letters.values(), key=lambda entry: entry.stem),
            "others": dict(sorted(self.others.items())),
            "made_of": dict(sorted(self.made_of.items())),
            "finished": finished,
        }
        write_whole(self.folder / NAME, to_json(value, indent=1) + b"\n", through=self.folder / WORK)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of ``folder`` with what its journal adds; empty where there is none. Raises ProblemsError."""
    manifest = Manifest(folder)
    path = folder / NAME
    if path.is_file():
        try:
            read = _File.model_validate_json(path.read_bytes())
        except (ValidationError, OSError) as error:
            what = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error.strerror)
            hint = "restore it, or move the folder away and build anew"
            raise ProblemsError([Problem(f"{folder.name}/{NAME} cannot be used: {what}", hint=hint)]) from None
        manifest.others.update(read.others)
        manifest.made_of.update(read.made_of)
        for entry in read.letters:
            manifest.take(entry)
    for entry in _journal(folder):
        manifest.take(entry)
    return manifest


def _journal(folder: Path) -> Iterator[Entry]:
    path = folder / WORK / JOURNAL
    if not path.is_file():
        return
    for line in path.read_bytes().splitlines():
        with suppress(ValidationError):  # the line that was being written when a build was stopped
            yield _ENTRY.validate_json(line)


class Journal:
    """Writes down each letter before its files are written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / WORK / JOURNAL
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def write(self, entry: Entry) -> None:
        """Raises ProblemsError when it cannot be written."""
        try:
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("ab")
                self._file.write(b"\n")  # ends a line that an earlier build could not
            self._file.write(entry.model_dump_json().encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise ProblemsError([Problem(f"{self._path} cannot be written: {error.strerror}")]) from None

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps others from building in ``folder``, and clears away what an earlier command left unfinished.

    Windows cannot lock a folder; there nothing keeps two builds apart. Raises ProblemsError while another build is at
    work there.
    """
    work = folder / WORK
    if work.is_symlink():
        raise ProblemsError([Problem(f"{work} is a link; what it leads to is not touched", hint="delete the link")])
    try:
        work.mkdir(parents=True, exist_ok=True)
        with _lock(folder):
            work.touch()
            for path in (*work.iterdir(), *unfinished(folder, work.stat().st_mtime)):
                if path.name != JOURNAL:
                    path.unlink()
            yield
            with suppress(OSError):  # a journal that is still needed stays
                work.rmdir()
    except OSError as error:
        raise ProblemsError([Problem(f"{folder} cannot be written: {error.strerror}")]) from None


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    until = time.monotonic() + _PATIENCE
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise ProblemsError([Problem(f"another build is writing to {folder}")]) from None
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def clear(folder: Path) -> None:
    """Remove the journal, when the manifest holds all it says."""
    (folder / WORK / JOURNAL).unlink(missing_ok=True)


def keep(folder: Path, entry: Entry) -> None:
    """Enter a document that is to be written to ``folder`` in its manifest. Raises ProblemsError."""
    with locked(folder):
        manifest = read_manifest(folder)
        manifest.take(entry)
        manifest.save()
