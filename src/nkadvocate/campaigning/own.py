"""What a campaign's folder says by itself: shipped records replaced, figures in its templates, words in its look.

None is wrong, but who receives a folder from others should know of them before writing letters with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import tinycss2
from jinja2 import Environment, TemplateSyntaxError

from nkadvocate.campaigning.look import addresses, declarations, drawn, open_look, words_on_pages
from nkadvocate.library import MODELS, Library, open_library
from nkadvocate.problems import Place, Problem, ProblemsError

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
    for path in sorted(filter(Path.is_file, (folder / "templates").rglob("*.j2"))):
        shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        for line, figure, cited in _figures(path):
            what = f"the template prints a figure of its own{'' if cited else ' without a note'}: {figure}"
            hint = "hold it against its source; nothing else does" if cited else "make it evidence, or cite its source"
            yield Problem(what, Place(shown, line, 1), hint)
    yield from _look(folder)


def _figures(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Figures that a template prints, their lines, and whether something is cited there."""
    try:
        source = path.read_text(encoding="utf-8")
        tokens = list(Environment().lex(source))
    except (OSError, UnicodeDecodeError, TemplateSyntaxError):
        return  # said when the template is used
    lines = source.splitlines()
    printing, depth = False, 0
    for start, kind, text in tokens:
        if kind in {"variable_begin", "variable_end", "block_begin", "block_end"} or (kind, text) == ("name", "set"):
            printing, depth = kind in {"variable_begin", "name"}, 0
        elif kind == "operator":
            depth += (text in "([") - (text in ")]")
        elif kind in {"data", "string"} or (kind in {"integer", "float"} and printing and not depth):
            for found in _FIGURE.finditer(_STRUCTURE.sub("", text) if kind == "data" else text):
                line = start + text[: text.find(found[0])].count("\n")
                yield line, found[0].strip(" .,"), bool(_CITED.search(lines[line - 1]))


def _look(folder: Path) -> Iterator[Problem]:
    """Words that a campaign's look prints, and what it hides, which no check of a letter's words sees."""
    try:
        look = open_look(folder)
    except ProblemsError:
        return  # said when the look is used
    place = Place(f"{folder.name}/style.css", 1, 1)
    for line, what in _of_style(look.style):
        yield Problem(what, replace(place, line=line))
    words = " ".join(dict.fromkeys(words_on_pages(look.base))) if look.base else ""
    if words:
        yield Problem(f"the base document prints on every page: “{words}”", Place(f"{folder.name}/base.docx", 1, 1))


def _of_style(style: str) -> Iterator[tuple[int, str]]:
    for one in declarations(style):
        value = tinycss2.serialize(one.value).strip().lower()
        if one.lower_name != "src":
            for address in filter(_IS_DATA, addresses(one.value)):
                words = "; ".join(drawn(address))
                yield one.source_line, f"the style sheet shows a picture{f': “{words}”' if words else ''}"
        if one.lower_name == "content":
            strings = (token.value for token in one.value if token.type == "string")
            words = "".join(words for words in strings if not _IS_DATA(words))
            if any(map(str.isalnum, words)):
                yield one.source_line, f"the style sheet prints words of its own: “{words}”"
        elif value in _HIDING.get(one.lower_name, ()):
            yield one.source_line, f"the style sheet hides what stands there: {one.lower_name}: {value}"
        elif one.lower_name in _MOVING and value not in _UNMOVED:
            yield one.source_line, f"the style sheet moves what stands there: {one.lower_name}: {value}"


_IS_DATA = re.compile("data:", re.IGNORECASE).match
_HIDING = {
    "display": ("none",),
    "visibility": ("hidden", "collapse"),
    "opacity": ("0", "0%"),
    "color": ("transparent", "white", "#fff", "#ffffff"),
    "font-size": ("0", "0pt", "0px", "0em"),
}
"""Declarations by which words are there and not seen."""
_MOVING = frozenset({"float", "position", "order", "flex-direction", "direction", "unicode-bidi", "transform"})
_UNMOVED = frozenset({"none", "static", "0", "row", "column", "ltr", "normal"})
"""Declarations by which words stand in another order than they are read in by checks, and values that move nothing."""
