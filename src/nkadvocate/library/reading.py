"""YAML to plain values with the place of every value.

The subset is YAML 1.2's core schema without anchors, aliases and tags: records are data, and a stranger's file must not
be able to grow in memory. Events are read one by one, so that depth is limited here and not by the C stack.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from nkadvocate.kept import Kept
from nkadvocate.problems import Place, Problem, ProblemsError

MAX_DEPTH = 24
MAX_BYTES = 4_000_000
MAX_SCALAR = 100_000

_INT = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_FIELD = re.compile(r"[a-z]+([_-][a-z]+)*")
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Marks(NamedTuple):
    """Line and column (from 0) of a value, and the marks of the values inside it by key or index."""

    line: int
    column: int
    inner: dict[Any, Marks]


@dataclass(frozen=True, slots=True)
class Located:
    """A value read from a file, with what finds the places of its parts."""

    file: str
    value: Any
    marks: Callable[[], Marks]

    def place(self, path: tuple[object, ...]) -> Place:
        """The place of the part at ``path``; steps that do not exist are left out."""
        marks = self.marks()
        for step in path:
            marks = marks.inner.get(step, marks)
        return Place(self.file, marks.line + 1, marks.column + 1)


def _scalar(text: str, plain: bool) -> object:
    if not plain:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INT.fullmatch(text) and len(text) < 19:
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


class _Builder:
    """Builds values and marks from YAML events."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.next: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self.problems: list[Problem] = []
        # The text has been looked through; only an escape brings another character in, only a long text a long scalar.
        self.suspect = "\\" in text or len(text) > MAX_SCALAR

    def complain(self, mark: Any, what: str, hint: str | None = None) -> None:
        self.problems.append(Problem(what, Place(self.file, mark.line + 1, mark.column + 1), hint))

    def build(self) -> tuple[Any, Marks]:
        value: Any = None
        marks = Marks(0, 0, {})
        documents = 0
        while (event := self.next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.complain(event.start_mark, "a second YAML document in one file", "put it in a file of its own")
                    break
            elif isinstance(event, yaml.NodeEvent):
                value, marks = self.node(event, 0)
        return value, marks

    def node(self, event: Any, depth: int) -> tuple[Any, Marks]:
        mark = event.start_mark
        inner: dict[Any, Marks] = {}
        marks = Marks(mark.line, mark.column, inner)
        if depth > MAX_DEPTH:
            self.complain(mark, f"nested more than {MAX_DEPTH} levels deep")
            raise ProblemsError(self.problems)
        if isinstance(event, yaml.AliasEvent):
            self.complain(mark, "an alias (*name) is not used in records", "write the value out")
            return None, marks
        if event.anchor is not None:
            self.complain(mark, "an anchor (&name) is not used in records", "quote the text if it starts with &")
        if event.tag is not None and event.tag != "!":
            # A tag of YAML's own is named; any other may be the text itself, with ! before it.
            tag = f"the tag {event.tag}" if event.tag.startswith("tag:yaml.org,") else "a tag (!name)"
            self.complain(mark, f"{tag} is not used in records", "quote the text if it starts with !")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event), marks
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(child := self.next(), yaml.SequenceEndEvent):
                item, inner[len(items)] = self.node(child, depth + 1)
                items.append(item)
            return items, marks
        mapping: dict[str, Any] = {}
        while not isinstance(child := self.next(), yaml.MappingEndEvent):
            key = self.key(child, depth)
            if key in mapping:
                named = repr(key) if _FIELD.fullmatch(key) else "a key"
                self.complain(child.start_mark, f"{named} is given twice")
            mapping[key], inner[key] = self.node(self.next(), depth + 1)
        return mapping, marks

    def key(self, event: Any, depth: int) -> str:
        if isinstance(event, yaml.ScalarEvent):
            if self.suspect:
                self.characters(event)
            return str(event.value)
        self.complain(event.start_mark, "a key must be a single word")
        self.node(event, depth + 1)
        return ""

    def scalar(self, event: Any) -> object:
        if self.suspect:
            self.characters(event)
        return _scalar(event.value, event.implicit[0])

    def characters(self, event: Any) -> None:
        text: str = event.value
        if found := _FORBIDDEN.search(text):
            self.complain(
                event.start_mark,
                f"control character U+{ord(found[0]):04X} at position {found.start() + 1} of the text",
                "remove it",
            )
        if len(text) > MAX_SCALAR:
            self.complain(event.start_mark, f"text of {len(text):,} characters; at most {MAX_SCALAR:,} are taken")


def parse_yaml(text: str, file: str) -> Located:
    """Parse one YAML document.

    Raises ProblemsError with every problem found: syntax, duplicate keys, anchors, tags, control characters, depth.
    """
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        what = f"control character U+{ord(found[0]):04X}"
        raise ProblemsError([Problem(what, Place(file, line, column), "remove it")])
    builder = _Builder(file, text)
    try:
        value, marks = builder.build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        what = " ".join(filter(None, (error.context, error.problem))) or "not valid YAML"
        raise ProblemsError([*builder.problems, Problem(what, place, _yaml_hint(what))]) from None
    if builder.problems:
        raise ProblemsError(builder.problems)
    return Located(file, value, lambda: marks)


def _yaml_hint(what: str) -> str | None:
    if "mapping values are not allowed" in what:
        return "put quotes around a text that holds a colon followed by a space"
    if "found character" in what and "cannot start any token" in what:
        return "put quotes around a text that starts with a special character; indent with spaces, not tabs"
    return None


def read_yaml(path: Path, shown: str, kept: Kept | None = None) -> Located:
    """Read and parse the file at ``path``; problems name it ``shown``. Raises ProblemsError.

    What is ``kept`` of the file as it is need not be parsed again.
    """
    place = Place(shown, 1, 1)
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise ProblemsError([Problem("cannot be read: not a file", place)])
        if size > MAX_BYTES:
            raise ProblemsError([Problem(f"{size:,} bytes; at most {MAX_BYTES:,} are read", place)])
        data = path.read_bytes()
    except OSError as error:
        raise ProblemsError([Problem(f"cannot be read: {error.strerror}", place)]) from None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8"
        raise ProblemsError([Problem("not UTF-8 text", Place(shown, line, 1), hint)]) from None
    if kept is None:
        return parse_yaml(text, shown)
    checksum = hashlib.sha256(data).hexdigest()
    if value := kept.get(shown, checksum):
        return Located(shown, value, cache(lambda: parse_yaml(text, shown).marks()))
    located = parse_yaml(text, shown)
    kept.add(shown, checksum, located.value)
    return located
