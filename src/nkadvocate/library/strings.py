"""Every text in a record."""

from __future__ import annotations

from collections.abc import Iterator

from nkadvocate.records import Record

APART = "\f"
"""Between texts that are looked at together but not read one after the other: no date goes across it."""


def strings_of(record: Record) -> Iterator[str]:
    """Every text in a record."""
    return texts_in(record.model_dump())


def texts_in(value: object) -> Iterator[str]:
    """Every text in mappings and lists of any depth, keys left out."""
    match value:
        case str():
            yield value
        case {"family": str(family), "given": str(given), **rest}:  # one name
            yield from (f"{given} {family}", *texts_in(rest))
        case {"date-parts": [[*parts]]}:  # of CSL
            yield "-".join(f"{part:02}" for part in parts if isinstance(part, int))
        case dict():
            yield from (text for inner in value.values() for text in texts_in(inner))
        case list() | tuple():
            yield from (text for inner in value for text in texts_in(inner))
