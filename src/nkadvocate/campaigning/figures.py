"""Figures that a campaign says by itself: in what its templates print, and in the lines of campaign.yaml.

Templates are read with Jinja's own parser, so that a figure is found in any spelling that Jinja knows.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from nkadvocate.auditing.items import COUNTED
from nkadvocate.library import Library
from nkadvocate.library.reading import read_yaml
from nkadvocate.problems import Place, ProblemsError

_FIGURE = re.compile(r"0(?:[0,.  ]*0)?")
"""In a text in which 0 stands for every character that is a number."""
_IN_WORDS = re.compile(
    r"\b(?:(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundreds?|thousands?|millions?|billions?|dozens?|scores of|tens of"
    r"|decades|centuries|(?:half )?a (?:decade|century))\b[\s-]*(?:and |of )?)+",
    re.IGNORECASE,
)
"""English numbers from eleven on and long periods, which a text rarely needs but to count people and years."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_A_YEAR = re.compile(
    r"\b(?:in|since|of|by|from|to|until|before|after|during|early|late|mid|and|between|for|the|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)),?\s+$|[–—(/-]\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\s+(?:{COUNTED}|deaths|returns|executions)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(\d{1,9})(?=[.)](?:\s|$))")
"""The number of an item of a list (CommonMark 0.31, 5.2)."""
_SHARES = re.compile(r"\|[ \t]*\d{1,2}(?:[ \t]+\d{1,2})*[ \t]*(?:\|[ \t]*row headers[ \t]*)?$")
"""What stands after the first bar of a container: the shares of columns, or the level of headings; not printed."""
_CITATION = re.compile(r"\[(?:see |on )?@[\w-]+(?:, (?:arts?|paras?|pp?|ch|nos?|s|secs?)\.? [\d–-]{1,9})?\]")
_CITED = re.compile(r"\[@|\bcite\b")
_NAMED = re.compile(r"\d{2}")
_BEGUN, _REST = re.compile(r"[\w,.-]*\w$"), re.compile(r"\w[\w,.-]*")
"""The end and the beginning of a word or figure."""


def in_template(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Figures that a template prints, their lines, and whether something is cited there.

    Left out are years in their usual places, the numbers of a list that counts from one, and numbers that are only
    compared or pick out a part.
    """
    try:
        source = path.read_text(encoding="utf-8")
        parsed = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True).parse(source)
        texts = [*_printed(parsed)]
    except (OSError, UnicodeDecodeError, TemplateSyntaxError, RecursionError):
        return  # said when the template is used
    lines = source.split("\n")
    item = 0
    found: dict[tuple[int, str], None] = {}
    for line, text, is_markdown in texts:
        for number, part in enumerate(text.split("\n") if is_markdown else [text]):
            printed = part
            if is_markdown:
                marker = _NUMBERED.match(part)
                if marker and int(marker[1]) in (1, item + 1):
                    item = int(marker[1])
                    printed = part[marker.end() :]
                if lines[line + number - 1].lstrip().startswith(":::"):
                    printed = _SHARES.sub("", printed)
                printed = html.unescape(_CITATION.sub("", printed))
            found |= {(line + number, figure): None for figure in _figures(printed)}
    for line, figure in sorted(found):
        yield line, figure, bool(_CITED.search(lines[line - 1]))


def _printed(node: nodes.Node) -> Iterator[tuple[int, str, bool]]:
    """Texts and numbers below a node that could be printed, with their lines; whether each is Markdown."""
    match node:
        case nodes.TemplateData():
            yield node.lineno, node.data, True
        case nodes.Const() if not isinstance(node.value, bool) and node.value is not None:
            yield node.lineno, str(node.value), False
        case nodes.Compare() | nodes.Test() | nodes.Slice():
            return
        case nodes.Output():
            yield from _words_joined(node)
    for name in _names(node):
        if _NAMED.search(name):
            yield node.lineno, name, False
    exempt: tuple[str, ...] = ("test", "template")
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        exempt = ("arg",)
    for child in node.iter_child_nodes(exclude=exempt):
        yield from _printed(child)


def _words_joined(output: nodes.Output) -> Iterator[tuple[int, str, bool]]:
    """Words that comments part, which do not print."""
    text = ""
    for node in output.nodes:
        if isinstance(node, nodes.TemplateData):
            begun, rest = _BEGUN.search(text), _REST.match(node.data)
            if begun and rest:
                yield node.lineno, begun[0] + rest[0], True
            text += node.data
        else:
            text = ""


def _names(node: nodes.Node) -> Iterator[str]:
    """Names that a template gives, which it can print again as those of a macro, of a block or of what is passed."""
    match node:
        case nodes.Macro() | nodes.Block() | nodes.Name():
            yield node.name
        case nodes.Keyword():
            yield node.key


def in_campaign(library: Library, folder: Path) -> Iterator[tuple[Place, str]]:
    """Figures in the words of campaign.yaml that letters print, but for addresses, contacts, references and dates."""
    for place, path, text in values_of(folder):
        if path[0] not in PRINTED:
            continue
        is_address = path[-1] in _CONTACTS or path[1:2] == ("address",)
        is_reference = path[-1] in _REFERENCES and " " not in text
        if not (is_address or is_reference or path[-1] == "date" or text in library.recipients):
            yield from ((place, figure) for figure in _figures(text))


def values_of(folder: Path) -> Iterator[tuple[Place, tuple[object, ...], str]]:
    """The words and numbers of campaign.yaml, each with its place and the names of the fields that lead to it."""
    try:
        located = read_yaml(folder / "campaign.yaml", f"{folder.name}/campaign.yaml")
    except ProblemsError:
        return  # said when the campaign is opened
    yield from ((located.place(path), path, text) for path, text in _lines(located.value, ()))


_REFERENCES = {"reference", "reference_code"}
PRINTED = {"title", "sender", "signatories", "copies", "enclosures", "follow_up", *_REFERENCES}
"""The fields of campaign.yaml whose words letters print."""
CHOICES = {"kind", "demands", "max_demands", "length", "reply_within_days"}
"""Those that change letters otherwise."""
_CONTACTS = {"email", "telephone", "website"}


def _lines(value: Any, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], str]]:
    if isinstance(value, str | int):
        yield path, str(value)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _lines(one, (*path, key))
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value):
            yield from _lines(one, (*path, number))


def _figures(text: str) -> Iterator[str]:
    """Numbers in digits of any script, in signs for numbers, inside words, and large ones in English words; not years
    where years usually stand."""
    yield from (re.sub(r"\s+(and|of)\s*$", "", found[0]).strip(" -") for found in _IN_WORDS.finditer(text))
    masked = "".join("0" if char.isnumeric() else char for char in text)
    for found in _FIGURE.finditer(masked):
        figure = text[found.start() : found.end()]
        is_year = _YEAR.fullmatch(unicodedata.normalize("NFKC", figure)) and _BEFORE_A_YEAR.search(
            text[: found.start()]
        )
        if not is_year or _COUNTED.match(text, found.end()) or text[found.end() : found.end() + 1].isalnum():
            yield figure
