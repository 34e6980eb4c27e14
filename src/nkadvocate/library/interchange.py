"""CSL-JSON, BibTeX and RIS files, each row as fields in the vocabulary of CSL.

CSL-JSON is what Zotero exchanges (https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV);
bibtexparser and rispy read the other two.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import NormalizeFieldKeys, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import DuplicateBlockKeyBlock, Entry
from pylatexenc.latex2text import LatexNodes2Text
from rispy.config import TAG_KEY_MAPPING

# What they cannot parse is reported as a row's problem, and not to be printed besides.
for _name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

Format = Literal["csl", "bibtex", "ris"]
FORMATS: Mapping[str, Format] = {".json": "csl", ".bib": "bibtex", ".ris": "ris"}
"""The format of a file by the end of its name."""
NAMES: Mapping[Format, str] = {"csl": "CSL-JSON", "bibtex": "BibTeX", "ris": "RIS"}

Item = dict[str, Any]
Rows = Iterator[tuple[str, Item | str]]
"""What a row is called ("item 3"), and its CSL fields or the reason why it has none."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _csl(text: str) -> Rows:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep, or a number too long"
        yield f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "file", f"not JSON: {reason}"
        return
    if isinstance(value, dict):
        value = value["items"] if isinstance(value.get("items"), list) else [value]
    for number, item in enumerate(as_list(value), 1):
        if not isinstance(item, dict):
            yield f"item {number}", "not a set of fields"
            continue
        if "title-short" not in item and "shortTitle" in item:
            item["title-short"] = item.pop("shortTitle")
        yield f"item {number}", item


_BIBTEX_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "book",
    "conference": "chapter",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "chapter",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "mastersthesis": "thesis",
    "misc": "document",
    "online": "webpage",
    "phdthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
}
_BIBTEX_FIELDS = {
    "title": "title",
    "shorttitle": "title-short",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "publisher": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "school": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "type": "genre",
    "urldate": "accessed",
    "eventdate": "event-date",
    "language": "language",
    "langid": "language",
    "note": "note",
}


def _bibtex(text: str) -> Rows:
    found = _parsed(text)
    blocks = [*found.entries, *found.failed_blocks]
    for number, block in enumerate(sorted(blocks, key=lambda block: block.start_line or 0), 1):
        row = f"item {number} (line {(block.start_line or 0) + 1})"
        entry = block
        if isinstance(block, DuplicateBlockKeyBlock):
            # A key given twice is no harm, since ids are made unique; but the entry is not read until it stands alone.
            alone = _parsed("\n".join([*(string.raw or "" for string in found.strings), block.raw or ""]))
            entry = (alone.entries or alone.failed_blocks or [block])[0]
        if not isinstance(entry, Entry):
            reason = str(getattr(entry, "error", "")).partition("Note:")[0].strip() or "a brace or a comma is missing"
            yield row, f"not BibTeX: {reason}"
            continue
        try:
            yield row, _bibtex_item(entry)
        except RecursionError:
            yield row, "braces nested too deep"


def _parsed(text: str) -> Library:
    return parse_string(text, append_middleware=[NormalizeFieldKeys(), SeparateCoAuthors(), SplitNameParts()])


def _bibtex_item(entry: Any) -> Item:
    kind = entry.entry_type.lower()
    item: Item = {"citation-key": entry.key, "type": _BIBTEX_TYPES.get(kind, kind)}
    given = {field.key: field.value for field in entry.fields}
    for name, value in given.items():
        if name == "author":
            item["author"] = [_bibtex_name(author) for author in value]
        elif name in ("editor", "translator"):
            item[name] = "left out"
        elif name == "number":
            item["issue" if kind == "article" else "number"] = _plain_tex(value)
        elif name in ("year", "month", "day"):
            continue
        elif name == "date":
            item["issued"] = _plain_tex(value)
        elif name in ("url", "doi"):
            item[name.upper()] = str(value).replace("\\", "")
        else:
            item.setdefault(_BIBTEX_FIELDS.get(name, name), _plain_tex(value))
    if subtitle := item.pop("subtitle", None):
        item["title"] = f"{item.get('title', '')}: {subtitle}"
    if "issued" not in item and "year" in given:
        month = str(given.get("month", ""))[:3].lower()
        month = str(MONTHS.index(month) + 1) if month in MONTHS else month
        item["issued"] = "-".join(filter(None, (_plain_tex(given["year"]), month, str(given.get("day", "")))))
    return item


def _bibtex_name(name: Any) -> Item:
    family = " ".join(name.last)
    if family.startswith("{") and family.endswith("}") and not name.first:
        return {"literal": _plain_tex(family)}
    return {
        "family": _plain_tex(family),
        "given": _plain_tex(" ".join(name.first)),
        "non-dropping-particle": _plain_tex(" ".join(name.von)),
        "suffix": _plain_tex(" ".join(name.jr)),
    }


_TEX = LatexNodes2Text(math_mode="verbatim")


def _plain_tex(value: object) -> str:
    """LaTeX as text: accents, dashes, no braces."""
    text = str(value)
    if re.search(r"[\\$~%]|``|''", text):
        return str(_TEX.latex_to_text(text))
    return re.sub("[{}]", "", text).replace("---", "—").replace("--", "–")


_RIS_TYPES = {
    "BILL": "legislation",
    "BLOG": "webpage",
    "BOOK": "book",
    "CASE": "legal_case",
    "CHAP": "chapter",
    "CONF": "chapter",
    "CPAPER": "chapter",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "GEN": "document",
    "GOVDOC": "report",
    "HEAR": "hearing",
    "JOUR": "article-journal",
    "LEGAL": "legislation",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "RPRT": "report",
    "STAT": "legislation",
    "THES": "thesis",
}
_RIS_FIELDS = {
    "ID": "citation-key",
    "TI": "title",
    "T1": "title",
    "ST": "title-short",
    "T2": "container-title",
    "JO": "container-title",
    "JF": "container-title",
    "PB": "publisher",
    "CY": "publisher-place",
    "DA": "issued",
    "PY": "issued",
    "Y1": "issued",
    "Y2": "accessed",
    "VL": "volume",
    "UR": "URL",
    "DO": "DOI",
    "LA": "language",
    "N1": "note",
}


def _ris(text: str) -> Rows:
    tags = {tag: tag for tag in TAG_KEY_MAPPING}
    blocks = re.split(r"(?m)^ER  -.*$", text.replace("\r\n", "\n").replace("\r", "\n"))
    for number, block in enumerate((block for block in blocks if block.strip()), 1):
        # One record at a time: one that cannot be read does not take the others along.
        try:
            [fields] = rispy.loads(
                f"{block.strip()}\nER  - \n", mapping=tags, delimiter_tags_mapping={}, enforce_list_tags=False
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            yield f"item {number}", "not RIS: lines are written “TI  - title”, the first is the type, TY"
            continue
        if isinstance(fields["TY"], list):
            yield f"item {number}", "not RIS: two records without an end, ER, between them"
            continue
        yield f"item {number}", _ris_item(fields)


def _ris_item(fields: Mapping[str, Any]) -> Item:
    kind = fields["TY"]
    item: Item = {"type": _RIS_TYPES.get(kind, kind)}
    authors = [author for tag in ("A1", "AU") for author in as_list(fields.get(tag, []))]
    if authors:
        item["author"] = [_ris_name(author) for author in authors]
    if pages := [fields[tag] for tag in ("SP", "EP") if isinstance(fields.get(tag), str)]:
        item["page"] = "–".join(dict.fromkeys(pages))
    if "IS" in fields:
        item["issue" if str(item["type"]).startswith("article") else "number"] = fields["IS"]
    for tag, name in _RIS_FIELDS.items():
        if tag in fields:
            item.setdefault(name, as_list(fields[tag])[0])
    for tag in fields.keys() - _RIS_FIELDS.keys() - {"TY", "A1", "AU", "SP", "EP", "IS", "UK"}:
        item[tag] = fields[tag]
    return item | dict.fromkeys(fields.get("UK", {}), "left out")


def _ris_name(name: str) -> Item:
    """“van der Berg, Jan, Jr.”, or a body without a comma."""
    family, *rest = (part.strip() for part in name.split(","))
    if not rest:
        return {"literal": name}
    particle = re.match(r"(?:[a-z]+ )+(?=\S)", family)
    return {
        "family": family[particle.end() :] if particle else family,
        "given": rest[0],
        "non-dropping-particle": particle[0].strip() if particle else "",
        "suffix": ", ".join(rest[1:]),
    }


READERS: Mapping[Format, Callable[[str], Rows]] = {"csl": _csl, "bibtex": _bibtex, "ris": _ris}
