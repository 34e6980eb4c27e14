"""The ids inside a record that point to other records, found from the models' annotations."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from nkadvocate.records import CITABLE, CITATION, Cited, Record, Ref

Reference = tuple[tuple[object, ...], str, tuple[str, ...]]
"""Where in the record (keys and indexes), the id, and the kinds it may be."""

_Walker = Callable[[Any, tuple[object, ...]], Iterator[Reference]]


def references(record: Record) -> Iterator[Reference]:
    """Every reference of ``record``, inline citations included."""
    return _model(type(record))(record, ())


@cache
def _model(model: type[Record]) -> _Walker:
    fields: list[tuple[str, str, _Walker]] = []
    for name, info in model.model_fields.items():
        if walker := _annotation(info.annotation, info.metadata):
            fields.append((name, info.alias or name, walker))

    def walk(record: Any, path: tuple[object, ...]) -> Iterator[Reference]:
        for name, key, walker in fields:
            value = getattr(record, name)
            if value is not None:
                yield from walker(value, (*path, key))

    return walk


def _annotation(annotation: Any, metadata: list[Any]) -> _Walker | None:
    for mark in metadata:
        if isinstance(mark, Ref):
            return _single(mark.kinds)
        if isinstance(mark, Cited):
            return _cited
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        inner, *marks = typing.get_args(annotation)
        return _annotation(inner, marks)
    if origin is tuple:
        item = _annotation(typing.get_args(annotation)[0], [])
        return _each(item) if item else None
    if origin is dict:
        item = _annotation(typing.get_args(annotation)[1], [])
        return _each_value(item) if item else None
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _model(annotation)
    walkers = [walker for option in typing.get_args(annotation) if (walker := _annotation(option, []))]
    return walkers[0] if walkers else None


def _single(kinds: tuple[str, ...]) -> _Walker:
    return lambda value, path: iter(((path, value, kinds),))


def _each(item: _Walker) -> _Walker:
    return lambda values, path: (found for n, value in enumerate(values) for found in item(value, (*path, n)))


def _each_value(item: _Walker) -> _Walker:
    return lambda values, path: (found for key, value in values.items() for found in item(value, (*path, key)))


def _cited(value: Any, path: tuple[object, ...]) -> Iterator[Reference]:
    for text in (value,) if isinstance(value, str) else value.values():
        for match in CITATION.finditer(text):
            yield path, match["id"], CITABLE
