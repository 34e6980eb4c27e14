"""What a campaign's folder says by itself: shipped records replaced, figures in its templates, words in its look.

None is wrong, but who receives a folder from others should know of them before writing letters with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nkadvocate.auditing.deviations import quoted
from nkadvocate.campaigning import sheets
from nkadvocate.campaigning.figures import CHOICES, PRINTED, in_campaign, in_template, values_of
from nkadvocate.campaigning.look import FILES, open_look
from nkadvocate.folders import files_of
from nkadvocate.library import MODELS, Library, open_library
from nkadvocate.problems import Place, Problem, ProblemsError


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
    for path in files_of(folder, "templates", ".j2"):
        shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        for line, figure, cited in in_template(path):
            what = f"the template prints a figure of its own{'' if cited else ' without a note'}: {figure}"
            hint = "hold it against its source; nothing else does" if cited else "make it evidence, or cite its source"
            yield Problem(what, Place(shown, line, 1), hint)
    for place, figure in in_campaign(library, folder):
        yield Problem(f"letters print this figure without a note: {figure}", place, "nothing holds it against a source")
    yield from _look(folder)


def brought(library: Library, folder: Path) -> Iterator[Problem]:
    """What is of the campaign in ``folder`` alone: the words on those who write, records, and the look."""
    for place, (field, *_), text in values_of(folder):
        if field in PRINTED:
            yield Problem(f"letters may print: {quoted(text)}", place)
        elif field in CHOICES:
            yield Problem(f"the campaign chooses {field}: {text}", place)
    for record_id in sorted(library.own):
        place = library.origins[record_id].place(("id",))
        yield Problem(f"{record_id} is a record of the campaign's own", place, "read it; its letters tell what it says")
    for name in FILES:
        if (folder / name).exists():
            place = Place(f"{folder.name}/{name}", 1, 1)
            yield Problem("a look of the campaign's own", place, "look at its letters, or take it out")


def _look(folder: Path) -> Iterator[Problem]:
    """Words that a campaign's look prints, and what it hides, which no check of a letter's words sees."""
    try:
        look = open_look(folder)
    except ProblemsError as error:
        yield from error.problems
        return
    place = Place(f"{folder.name}/style.css", 1, 1)
    for line, what in sheets.told(look.style, look.design):
        yield Problem(what, replace(place, line=line))
    for name, colour in sheets.hidden_by(look.design):
        what = f"the design hides what is printed in the colour {name}: {colour}"
        yield Problem(what, Place(f"{folder.name}/design.yaml", 1, 1))
    if look.base:
        from nkadvocate.campaigning import bases

        for what, hint in bases.told(look.base, look.design):
            yield Problem(what, Place(f"{folder.name}/base.docx", 1, 1), hint)
