"""Sources of a reference manager, made records that can be written to a file."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import yaml
from pydantic import ValidationError

from nkadvocate.library.interchange import MONTHS, NAMES, READERS, Format, Item, as_list
from nkadvocate.library.library import Library
from nkadvocate.library.reading import MAX_BYTES, parse_yaml
from nkadvocate.library.validation import validate_list
from nkadvocate.problems import Problem
from nkadvocate.records import Source

MAX_INPUT = 50_000_000
MAX_LINE = 5_000
ASSUMED_WEIGHT = "press"

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_MARKUP = re.compile(r"</?(?:i|b|sc|sub|sup|span)\b[^<>]*>")
_TYPES = frozenset(get_args(Source.model_fields["type"].annotation))
_NEAREST = {
    "article": "document",
    "bill": "legislation",
    "entry-dictionary": "chapter",
    "entry-encyclopedia": "chapter",
    "interview": "document",
    "pamphlet": "report",
    "paper-conference": "chapter",
    "post": "webpage",
    "post-weblog": "webpage",
    "regulation": "legislation",
    "review": "article-journal",
    "review-book": "article-journal",
}
"""CSL types that we do not have; what is not named here is a document."""
_EMPTY: tuple[object, ...] = (None, "", [], {})
_PLAIN = (
    *("title", "title-short", "genre", "authority", "publisher", "publisher-place", "number", "container-title"),
    *("volume", "issue", "page", "note"),
)
_KNOWN = frozenset(
    (*_PLAIN, "id", "type", "citation-key", "author", "issued", "event-date", "accessed", "URL", "DOI", "language")
)


@dataclass(frozen=True, slots=True)
class Imported:
    """The records made of a file, the fields of each that no record has, and the rows that could not be used."""

    records: tuple[Source, ...] = ()
    left_out: Mapping[str, tuple[str, ...]] | None = None
    problems: tuple[Problem, ...] = ()


def read_sources(data: bytes, form: Format, library: Library, weight: str | None = None) -> Imported:
    """Make records of every item in ``data``. Ids are new to ``library``, and so are the sources.

    Without ``weight`` the records carry ``ASSUMED_WEIGHT``. Every item that is not among the records is among the
    problems, by its number in the file.
    """
    if len(data) > MAX_INPUT:
        return Imported(problems=(Problem(f"{len(data):,} bytes; at most {MAX_INPUT:,} are read"),))
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Imported(problems=(Problem(f"line {line} is not UTF-8 text", hint="export the file as UTF-8"),))
    records: list[Source] = []
    left_out: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    taken = dict.fromkeys(library.origins, 1)
    there = {_identity(source): source.id for source in library.sources.values()}
    found = False
    for row, item in READERS[form](text):
        found = True
        source, unused = (item, ()) if isinstance(item, str) else _source(item, weight or ASSUMED_WEIGHT, taken)
        if isinstance(source, str):
            problems.append(Problem(f"{row}: {source}"))
        elif (same := there.setdefault(_identity(source), source.id)) != source.id:
            problems.append(Problem(f"{row}: “{source.title}” is already there, as {same}"))
        else:
            records.append(source)
            if unused:
                left_out[source.id] = unused
    if not found:
        problems.append(Problem("no items found", hint=f"is this {NAMES[form]}?"))
    return Imported(tuple(records), left_out, tuple(problems))


def as_yaml(imported: Imported, schema: str, weight: str | None = None) -> tuple[str, list[Problem]]:
    """The records as a file, its first line naming ``schema``; and what is wrong with it when it is read back."""
    lines = [f"# yaml-language-server: $schema={schema}\n"]
    if weight is None:
        lines.append(
            "# Imported. Check each weight: primary, official, ngo, press or academic; then remove “# check”.\n"
        )
    for source in imported.records:
        fields = source.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        written = yaml.dump([fields], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
        if weight is None:
            written = re.sub(r"(?m)^(  weight: .*)$", r"\1  # check", written)
        lines += ["\n", written]
        if imported.left_out and source.id in imported.left_out:
            lines.append(f"  # not carried over: {', '.join(imported.left_out[source.id])}\n")
    text = "".join(lines)
    if (size := len(text.encode())) > MAX_BYTES:
        return text, [
            Problem(f"the records come to {size:,} bytes; a file holds at most {MAX_BYTES:,}", hint="split it")
        ]
    _, problems = validate_list(Source, parse_yaml(text, "the records"))
    return text, problems


class _Dumper(yaml.CSafeDumper):
    """Writes dates without quotation marks, as our reader takes them."""


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeDumper.yaml_implicit_resolvers.items()
}


def _identity(source: Source) -> tuple[str, ...]:
    return (source.doi.casefold(),) if source.doi else (source.title.casefold(), source.issued or "")


# from CSL fields to a record


def _source(item: Item, weight: str, taken: dict[str, int]) -> tuple[Source | str, tuple[str, ...]]:
    """The record of one item, or why there is none; and the names of the fields that it could not take."""
    unused = [name for name, value in item.items() if name not in _KNOWN and value not in _EMPTY]
    fields: Item = {}
    for name in _PLAIN:
        if line := _line(item.get(name)):
            fields[name] = line
        elif item.get(name) not in _EMPTY:
            unused.append(name)
    if "title" not in fields:
        return f"it has no title{' that can be used' if 'title' in unused else ''}", ()
    if "page" in fields:
        fields["page"] = re.sub(r"(?<=\d)\s?-{1,3}\s?(?=\d)", "–", fields["page"])
    inferred: dict[str, str] = {}
    fields["type"], given = _type(item.get("type"))
    if given is not None:
        inferred["type"] = given
    if "author" in item:
        fields["author"] = [name for name in map(_name, as_list(item["author"])) if name]
    for name in ("issued", "event-date", "accessed"):
        date, given = _date(item.get(name))
        if date is None or (name == "accessed" and len(date) < len("YYYY-MM-DD")):
            unused += [name] if item.get(name) else []
            continue
        fields[name] = date
        if given:
            inferred[name] = f"“{given}” in the imported file"
    for name, read in (("URL", _url), ("DOI", _doi), ("language", _language)):
        if value := read(_line(item.get(name))):
            fields[name] = value
        elif item.get(name):
            unused.append(name)
    fields["id"] = _id(item, fields, taken)
    try:
        source = Source.model_validate_json(json.dumps(fields | {"weight": weight, "inferred": inferred}))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}", ()
    return source, tuple(name for raw in unused if (name := _line(raw)))


def _line(value: object) -> str:
    """A value as one printable line; empty for what is no text or number, and for what is too long for one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    line = " ".join(_UNPRINTABLE.sub(" ", _MARKUP.sub("", str(value))).split())
    return line if len(line) <= MAX_LINE else ""


def _type(given: object) -> tuple[str, str | None]:
    name = _line(given)
    if name in _TYPES:
        return name, None
    return _NEAREST.get(name, "document"), f"“{name}” in the imported file" if name else "none in the imported file"


def _name(author: object) -> Item:
    """A person, or a body as a literal; empty where there is no name."""
    if not isinstance(author, dict):
        author = {"literal": author}
    parts = {part: _line(value) for part, value in author.items()}
    given = " ".join(filter(None, (parts.get("given"), parts.get("dropping-particle"))))
    if not parts.get("family"):
        literal = parts.get("literal") or given
        return {"literal": literal} if literal else {}
    name = {
        "family": parts["family"],
        "given": given,
        "non-dropping-particle": parts.get("non-dropping-particle"),
        "suffix": parts.get("suffix"),
    }
    return {part: value for part, value in name.items() if value}


_DATES = [
    re.compile(r"(?P<year>\d{4})(?:([-/.])(?P<month>\d{1,2})(?:\2(?P<day>\d{1,2})(?:T.*)?)?)?[-/.]*", re.ASCII),
    re.compile(r"(?:(?P<day>\d{1,2})\.? )?(?P<word>[a-z]{3,9})\.?,? (?P<year>\d{4})", re.ASCII | re.IGNORECASE),
    re.compile(r"(?P<word>[a-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})", re.ASCII | re.IGNORECASE),
]
_YEAR = re.compile(r"\b(1[5-9]|20)\d\d\b", re.ASCII)


def _date(value: object) -> tuple[str | None, str | None]:
    """A date as we write it, and, where it is less than what the file has, the file's own."""
    if isinstance(value, dict):
        if parts := as_list(value.get("date-parts") or []):
            date, given = _date_of_parts(as_list(parts[0]))
            marks = [f"{mark} {_line(value[mark])}".strip() for mark in ("season", "circa") if value.get(mark)]
            whole = " to ".join("-".join(map(_line, as_list(part))) for part in parts)
            return date, given if len(parts) == 1 and not marks else ", ".join([whole, *marks])
        value = next((value[name] for name in ("raw", "literal", "edtf") if value.get(name)), None)
    text = _line(value)
    for pattern in _DATES:
        if not (match := pattern.fullmatch(text)):
            continue
        found = match.groupdict()
        month = found.get("month")
        if word := found.get("word"):
            if word[:3].lower() not in MONTHS:
                continue
            month = str(MONTHS.index(word[:3].lower()) + 1)
        return _date_of_parts([found["year"], *([month] if month else []), *([found["day"]] if found["day"] else [])])
    year = _YEAR.search(text)
    return (year[0], text) if year else (None, text or None)


def _date_of_parts(parts: list[Any]) -> tuple[str | None, str | None]:
    """The date of [year, month, day]; as much of it as is a date."""
    numbers = [int(part) for part in map(_line, parts) if re.fullmatch(r"[0-9]{1,4}", part)]
    given = "-".join(map(_line, parts))
    for length in (3, 2, 1):
        if len(numbers) < length or numbers[0] < 1000:
            continue
        try:
            day = dt.date(*[*numbers[:length], 1, 1][:3])
        except ValueError:
            continue
        return day.isoformat()[: (4, 7, 10)[length - 1]], given if length < len(parts) else None
    return None, given or None


def _url(line: str) -> str | None:
    return line if re.fullmatch(r"https?://[^\s<>\"]+", line) else None


def _doi(line: str) -> str | None:
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", line, flags=re.IGNORECASE)
    return doi if re.fullmatch(r"10\.\d{4,9}/\S+", doi) else None


def _language(line: str) -> str | None:
    match = re.fullmatch(r"([a-z]{2,3})(?:[-_]([a-z]{2}))?", line, re.IGNORECASE)
    return "-".join(filter(None, (match[1].lower(), match[2] and match[2].upper()))) if match else None


def _id(item: Item, fields: Item, taken: dict[str, int]) -> str:
    """The citation key, or author, year and first words of the title, as an id that is not taken."""
    key = _line(item.get("citation-key")) or _line(item.get("id"))
    # Zotero's own ids are addresses or eight random characters; numbers say nothing either.
    if not re.search(r"[a-z]", key) or "://" in key or len(key) > 60:
        author = fields["author"][0] if fields.get("author") else {}
        by = author.get("family") or " ".join(author.get("literal", "").split()[:3])
        title = " ".join(fields["title"].split()[:5])
        key = " ".join(filter(None, (by, fields.get("issued", "")[:4], title)))
    else:
        key = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d{4}(?!\d))|(?<=\d{4})(?=[A-Za-z]{2})", "-", key)
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode().replace("'", "").lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain)[:70].strip("-")
    if not re.search(r"[a-z]", stem):
        # Nothing of a name or title in another script is left but its numbers.
        stem = f"source-{stem}".strip("-")
    name = stem
    while name in taken:
        taken[stem] += 1
        name = f"{stem}-{taken[stem]}"
    taken[name] = 1
    return name
