"""What a campaign's folder says in the place of what ships: shipped records replaced, figures that its templates print.

Neither is wrong, but who receives a folder from others should know of both before writing letters with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from nkadvocate.library import MODELS, Library, open_library
from nkadvocate.problems import Place, Problem

_FIGURE = re.compile(r"(?<![\w.:-])(?=\d)(?!(?:19|20)\d\d\b(?![,.]\d))\d[\d,. ]*(?!\w)")
"""A number that is no year and no part of a name or code."""
_STRUCTURE = re.compile(r"^\s*(?::::.*|\d{1,2}[.)] )", re.MULTILINE)
_CITED = re.compile(r"\[@|\bcite\b")


def replaced(library: Library) -> dict[str, tuple[str, ...]]:
    """The shipped records in whose place ``library`` has others of the same id, with the fields that differ."""
    ships = open_library()
    found: dict[str, tuple[str, ...]] = {}
    for kind in MODELS:
        own = library.kind(kind)
        for record_id, record in ships.kind(kind).items():
            if record_id in own and own[record_id] != record:
                before, now = record.model_dump(), own[record_id].model_dump()
                found[record_id] = tuple(name for name in before | now if before.get(name) != now.get(name))
    return found


def notes(library: Library, folder: Path) -> Iterator[Problem]:
    """What to know of the campaign in ``folder`` before letters are written with it."""
    for record_id, fields in replaced(library).items():
        what = f"{record_id} replaces the shipped record, with another {', '.join(fields)}"
        yield Problem(what, library.origins[record_id].place(("id",)))
    for path in sorted((folder / "templates").rglob("*.j2")):
        shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        for line, figure in _figures(path):
            what = f"the template prints a figure of its own without a note: {figure}"
            yield Problem(what, Place(shown, line, 1), "make it evidence, or cite its source: [@source]")


def _figures(path: Path) -> Iterator[tuple[int, str]]:
    """Figures in the words of a template, and their lines; those in a line with a citation have their note."""
    try:
        source = path.read_text(encoding="utf-8")
        tokens = list(Environment().lex(source))
    except (OSError, UnicodeDecodeError, TemplateSyntaxError):
        return  # said when the template is used
    lines = source.splitlines()
    for start, kind, text in tokens:
        if kind not in {"data", "string"}:
            continue
        for found in _FIGURE.finditer(_STRUCTURE.sub("", text) if kind == "data" else text):
            line = start + text[: text.find(found[0])].count("\n")
            if not _CITED.search(lines[line - 1]):
                yield line, found[0].strip(" .,")
