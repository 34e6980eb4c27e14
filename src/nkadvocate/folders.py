"""The files of a campaign's folder, which may be a stranger's: whoever reads them asks here which there are."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from nkadvocate import shipped
from nkadvocate.problems import Place, Problem, ProblemsError

MOST_BYTES = 20 * 1024**2
"""Of a file that is read: more than any record, template, picture or base document may have."""


def files_of(folder: Path, below: str = "", ending: str = "", *, but: Path | None = None) -> Iterator[Path]:
    """The files in ``folder``, or ``below`` it, whose names end with ``ending``, in order: regular ones of limited
    size. No link is followed; ``but`` is left out."""
    return (path for path in names_in(folder, below, but=but) if path.name.endswith(ending) and is_read(folder, path))


def names_in(folder: Path, below: str = "", *, but: Path | None = None) -> Iterator[Path]:
    """All that stands in ``folder``, or ``below`` it, and is no folder, in order; links to folders are among it."""
    if below and (folder / below).is_symlink() and not shipped.ships(folder):
        return
    for name, folders, files in os.walk(folder / below):
        inner = sorted(Path(name, one) for one in folders)
        folders[:] = [path.name for path in inner if not path.is_symlink() and path.resolve() != but]
        yield from (path for path in inner if path.is_symlink())
        yield from (Path(name, file) for file in sorted(files))


def is_read(folder: Path, path: Path) -> bool:
    """Whether what stands in ``folder`` under that name is a file that may be read."""
    try:
        found = path.stat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size <= MOST_BYTES and not leads_out(folder, path)


def leads_out(folder: Path, path: Path) -> bool:
    """Whether what stands in ``folder`` under that name is a link, or lies elsewhere, so that it could change or be
    another's and nobody would see. What ships may consist of links."""
    return not shipped.ships(folder) and (path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()))


def refuse_links(folder: Path, names: Collection[str]) -> None:
    """Raises ProblemsError where one of ``names`` in ``folder``, or what is below it, is a link. What is hidden, such
    as the locks of editors, nothing reads."""
    problems = []
    for path in (path for name in sorted(names) for path in (folder / name, *names_in(folder, name))):
        if path.is_symlink() and not path.name.startswith(".") and leads_out(folder, path):
            what = "is a link to a folder" if path.is_dir() else "is a link"
            place = Place(f"{folder.name}/{path.relative_to(folder).as_posix()}", 1, 1)
            problems.append(Problem(what, place, "copy what it leads to into the campaign's folder"))
    if problems:
        raise ProblemsError(problems)
