"""Makes docs/coverage.md: each place of the five founding documents, and what the records make of it.

The records' locators say which of them carry a place; scripts/coverage.yaml lists the places of each document, and what
is left out of them with the reason. A place that has neither a record nor a reason is an error, and so is one that the
document does not have.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from nkadvocate.library import MODELS, Library, open_library
from nkadvocate.records import Citation, Record

SCRIPTS = Path(__file__).parent
TARGET = SCRIPTS.parent / "docs" / "coverage.md"
WHOLE = SCRIPTS / "coverage.yaml"
HEAD = """\
# Coverage of the founding documents

Made by `scripts/make_coverage.py` from the records and `scripts/coverage.yaml`; do not edit it by hand.

The collection began with five documents. The tables show what the records make of each place in them: evidence (an
event, a figure or a statement), a position that is answered, a demand that was made before. Letters print active
records only; for all others the status stands in brackets, and `nkadvocate show ID` gives the reason. What no record
carries is in the last column, in our words and with the reason.
"""
_KINDS = {"evidence": "evidence", "positions": "position", "demands": "demand", "provisions": "provision"}
_PLACE = re.compile(r"(?:(?P<kind>para|recital|citation|n)s? )?(?P<first>\d+|[A-Z])(?:–(?P<last>\d+|[A-Z]))?")


class CoverageError(Exception):
    """Places that are not accounted for, or that do not exist."""


def coverage() -> str:
    """The page. Raises CoverageError with every place that is at fault."""
    library = open_library()
    listed: dict[str, dict[str, Any]] = yaml.safe_load(WHOLE.read_text(encoding="utf-8"))
    faults: list[str] = []
    parts = [HEAD]
    for source_id, document in listed.items():
        places = [place for text in document["places"] for place in expand(text, document["places"])]
        carried = _carried(library, source_id, document["places"])
        left_out: dict[str, list[str]] = defaultdict(list)
        for row in document["left out"]:
            left_out[row["place"]].append(f"{row['says']} *{row['reason']}*")
        faults += [f"{source_id}: there is no {place!r}" for place in {*carried, *left_out} - {*places}]
        faults += [f"{source_id}: nothing carries {p!r}" for p in places if p not in carried and p not in left_out]
        parts.append(f"\n## {library.sources[source_id].title}\n\n`{source_id}`\n")
        parts.append("\n| place | records that carry it | left out, and why |\n|---|---|---|\n")
        parts += [
            f"| {place} | {'<br>'.join(carried.get(place, []))} | {'<br>'.join(left_out[place])} |\n"
            for place in places
        ]
    if faults:
        raise CoverageError("\n".join(sorted(faults)))
    return "".join(parts)


def expand(locator: str, headings: Sequence[str] = ()) -> Iterator[str]:
    """Each place that a locator names: “paras 1, 4 and 5” → para 1, para 4, para 5; headings stay whole."""
    for part in locator.split("; "):
        if part in headings and not re.search(r"\d–\d|[A-Z]–[A-Z]", part):
            yield part
            continue
        kind = ""
        for name in re.split(r", | and ", part):
            match = _PLACE.fullmatch(name)
            if not match:
                yield name
                continue
            kind = match["kind"] or kind
            first, last = match["first"], match["last"] or match["first"]
            if first.isdigit():
                yield from (f"{kind} {number}" for number in range(int(first), int(last) + 1))
            else:
                yield from (f"{kind} {chr(letter)}" for letter in range(ord(first), ord(last) + 1))


def _carried(library: Library, source_id: str, headings: Sequence[str]) -> dict[str, list[str]]:
    """The records that cite a document, by place."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in MODELS:
        for record_id, record in library.kind(kind).items():
            status = getattr(record, "status", "active")
            shown = f"{_KINDS.get(kind, kind)} `{record_id}`{'' if status == 'active' else f' ({status})'}"
            for citation in _citations(record):
                if citation.source == source_id:
                    for place in expand(citation.locator or "the whole", headings):
                        found[place] += [] if shown in found[place] else [shown]
    return found


def _citations(value: object) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, Record):
        for field in type(value).model_fields:
            yield from _citations(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from _citations(item)


def main() -> int:
    try:
        page = coverage()
    except CoverageError as error:
        print(error, file=sys.stderr)
        return 1
    TARGET.write_text(page, encoding="utf-8")
    print(TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
