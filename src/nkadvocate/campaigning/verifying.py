"""Letters and briefings held against their manifest: is each file the one that was made, and does it come out the same
today."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from nkadvocate.campaigning import affected, briefings
from nkadvocate.campaigning.briefings import Edition, briefing_stem, make_briefing
from nkadvocate.campaigning.building import Bench, Setting, Task, as_made, bench, entry_of, inputs
from nkadvocate.campaigning.finished import NAME, checksum
from nkadvocate.campaigning.mailing import is_for_sending
from nkadvocate.campaigning.manifest import ANNEX, JOURNAL, Entry, Manifest, annex_stem, read_manifest, stem
from nkadvocate.library import without_persons
from nkadvocate.problems import Problem, ProblemsError, UnknownNameError
from nkadvocate.rendering import FORMATS, Format, render
from nkadvocate.shipped import campaign_folder


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about one file. ``good`` is false where it is not what it should be."""

    file: str
    what: str
    good: bool


def manifests(folder: Path) -> tuple[Manifest, ...]:
    """The manifests in ``folder`` and the folders below it. Raises ProblemsError."""
    return tuple(read_manifest(path.parent) for path in sorted(folder.rglob(NAME)))


def verify(
    manifest: Manifest,
    executor: Callable[[Bench], Executor],
    workers: int,
    campaign: str | None = None,
    today: str | None = None,
) -> Iterator[Verdict]:
    """Hold every file against its checksum; then make each letter and briefing again, but no correction or annex, and
    compare it byte for byte.

    ``campaign`` names the campaign's folder where it is not that of the campaign's id. A document that cannot be made
    again, since its campaign or recipient is no longer there, is not what it should be, nor is a file among those made
    of letters for sending them which has the name of none, or was made of what has been built anew since. Without
    ``today`` no consent holds that expires.
    """
    whole: list[Entry] = []
    for entry in manifest.letters.values():
        if not entry.files or not _under_its_own_name(entry):
            what = f"says of {entry.stem} that it is a document which would have another name, or no files"
            yield Verdict(NAME, what, good=False)
            continue
        verdicts = [_of_file(manifest.folder, name, known) for name, known in entry.files.items()]
        # What a correction corrects no manifest says, so that it cannot be made again. An annex is made of its letter.
        if all(verdict.good for verdict in verdicts) and entry.kind not in (affected.KIND, ANNEX):
            whole.append(entry)
        else:
            yield from verdicts
    earlier = {*manifest.made_of_others()}
    for name, known in manifest.others.items():
        if is_for_sending(name, manifest):
            verdict = _of_file(manifest.folder, name, known)
            what = "agrees with its checksum, but was made of letters, addresses or templates as they were earlier"
            yield Verdict(name, what, good=False) if verdict.good and name in earlier else verdict
        else:
            what = "is listed among what is made of letters for sending them, and has the name of nothing of that"
            yield Verdict(name, what, good=False)
    by_setting: dict[Setting, list[Entry]] = {}
    for entry in whole:
        try:
            folder = campaign_folder(campaign or entry.campaign).resolve()
        except UnknownNameError:
            yield from _not_again(entry, f"campaign {entry.campaign} is not here")
            continue
        setting = Setting(folder, entry.date, entry.only, entry.kind, today)
        by_setting.setdefault(setting, []).append(entry)
    for setting, entries in by_setting.items():
        yield from _made_again(manifest.folder, setting, entries, executor, workers)


def _under_its_own_name(entry: Entry) -> bool:
    """Whether the names of the files say for whom the document is, of which day and kind."""
    if entry.kind == briefings.KIND:
        own = briefing_stem(entry.date, entry.recipient, Edition(entry.since, one_page=entry.one_page))
    elif entry.kind == ANNEX:
        own = annex_stem(entry.date, entry.recipient)
    elif entry.kind == affected.KIND:
        corrected = entry.stem.partition("-of-")[2]
        if not entry.recipient or entry.recipient not in corrected:
            return False
        own = affected.correction_stem(entry.date, corrected)
    elif entry.recipient:
        own = stem(entry.date, entry.recipient, entry.kind)
    else:
        return False
    formats = (*FORMATS, "csv", "json") if entry.kind == ANNEX else FORMATS
    return entry.stem == own and entry.files.keys() <= {f"{own}.{format}" for format in formats}


def unknown(folder: Path, manifests: Sequence[Manifest]) -> Iterator[Path]:
    """The files in ``folder`` and the folders below it that no manifest knows; they may be the sender's own."""
    known = {
        one.folder / name
        for one in manifests
        for names in ((NAME, JOURNAL), one.others, *(entry.files for entry in one.letters.values()))
        for name in names
    }
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_dir() and path not in known and not any(part.startswith(".") for part in inside.parts):
            yield inside


def _of_file(folder: Path, name: str, known: str) -> Verdict:
    now = checksum(folder / name)
    if now is None:
        return Verdict(name, "is not there", good=False)
    return Verdict(name, "as it was made", good=True) if now == known else Verdict(name, "was changed", good=False)


def _not_again(entry: Entry, why: str) -> Iterator[Verdict]:
    """A checksum alone proves nothing, for who changes a file can change the manifest too."""
    return (Verdict(name, f"{_NOT_AGAIN}: {why}", good=False) for name in entry.files)


_NOT_AGAIN = "agrees with its checksum, but cannot be made again to compare"


def _made_again(
    folder: Path, setting: Setting, entries: Sequence[Entry], executor: Callable[[Bench], Executor], workers: int
) -> Iterator[Verdict]:
    try:
        at = bench(setting)
    except ProblemsError as error:
        for entry in entries:
            yield from _not_again(entry, str(error.problems[0]))
        return
    letters: dict[str, Entry] = {}
    for entry in entries:
        if entry.recipient is not None and entry.recipient not in at.library.recipients:
            yield from _not_again(entry, f"{entry.recipient} is no longer in the records")
        elif entry.kind == briefings.KIND:
            yield from _briefing_again(folder, at, entry)
        elif entry.recipient is not None:  # as all others that stand under their own names
            letters[entry.recipient] = entry
    if not letters:
        return
    tasks = [Task(setting, at.state, recipient, _formats(entry), None) for recipient, entry in letters.items()]
    with executor(at) as pool:
        for made in as_made(pool, tasks, workers):
            entry = letters[made.recipient]
            same_inputs = entry.inputs == inputs(at, at.library.recipients[made.recipient])
            if same_inputs and made.entry:
                yield from _forged(entry, made.entry)
            yield from _compared(folder, entry, made.files, made.problems, same_inputs=same_inputs)


def _forged(entry: Entry, made: Entry) -> Iterator[Verdict]:
    """What the manifest says of a document otherwise than it was made."""
    said, made_of = (one.model_dump(exclude={"files"}) for one in (entry, made))
    if forged := [name for name in said if said[name] != made_of[name]]:
        yield Verdict(NAME, f"says of {entry.stem} another {', '.join(forged)} than it was made with", good=False)


def _formats(entry: Entry) -> tuple[Format, ...]:
    return tuple(format for format in FORMATS if f"{entry.stem}.{format}" in entry.files)


def _briefing_again(folder: Path, at: Bench, entry: Entry) -> Iterator[Verdict]:
    edition = Edition(entry.since, one_page=entry.one_page)
    recipient = at.library.recipients[entry.recipient] if entry.recipient else None
    files: dict[str, bytes] = {}
    problems: Sequence[Problem] = ()
    same_inputs = entry.inputs == inputs(at, recipient, edition)
    try:
        made = make_briefing(at.library, at.campaign, recipient, edition, at.setting.folder, at.look)
        files = {f"{entry.stem}.{format}": render(made.document, format, at.look) for format in _formats(entry)}
        demands = [demand.demand.id for demand in made.brief.whole.demands]
        if same_inputs:
            again = entry_of(at, entry.stem, recipient, made.document, made.notebook, demands, files, edition)
            yield from _forged(entry, again)
    except ProblemsError as error:
        problems = without_persons(error.problems, at.library)
    except ValueError as error:  # what cannot be rendered
        problems = (Problem(str(error)),)
    yield from _compared(folder, entry, files, problems, same_inputs=same_inputs)


def _compared(
    folder: Path, entry: Entry, files: Mapping[str, bytes], problems: Sequence[Problem], *, same_inputs: bool
) -> Iterator[Verdict]:
    for name in entry.files:
        if problems:
            yield Verdict(name, f"{_NOT_AGAIN}: {problems[0]}", good=False)
            continue
        old, new = (folder / name).read_bytes(), files[name]
        if old == new:
            yield Verdict(name, "as it was made, and the same byte for byte when made again", good=True)
        elif same_inputs:
            yield Verdict(name, f"comes out otherwise when made again: {_difference(old, new)}", good=False)
        else:
            what = (
                "agrees with its checksum; it would differ today, for records, templates or program have changed since"
            )
            yield Verdict(name, what, good=True)


def _difference(old: bytes, new: bytes) -> str:
    """Where two files first differ: in a Word file the part of it, elsewhere the byte."""
    try:
        with zipfile.ZipFile(io.BytesIO(old)) as one, zipfile.ZipFile(io.BytesIO(new)) as other:
            for name in sorted({*one.namelist(), *other.namelist()}):
                if name not in one.namelist() or name not in other.namelist():
                    return f"the part {name} is in one of them only"
                if (before := one.read(name)) != (after := other.read(name)):
                    return f"{name}, {_byte(before, after)}"
    except zipfile.BadZipFile:
        pass
    return _byte(old, new)


def _byte(old: bytes, new: bytes) -> str:
    place = next(n for n, (one, other) in enumerate(zip_longest(old, new)) if one != other)
    return f"byte {place}"
