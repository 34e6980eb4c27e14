"""Plain values to records, with every complaint located and put in plain words."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json

from nkadvocate.library.reading import Located
from nkadvocate.problems import Problem, ProblemsError, did_you_mean

R = TypeVar("R", bound=BaseModel)


def validate_one(model: type[R], located: Located) -> R:
    """Validate a file that holds one record. Raises ProblemsError."""
    if not isinstance(located.value, dict):
        raise ProblemsError([Problem("expected the fields of one record, 'name: value' lines", located.place(()))])
    return _validate(model, located, ())


def validate_list(model: type[R], located: Located) -> tuple[list[tuple[int, R]], list[Problem]]:
    """Validate a file that holds a list of records.

    Returns the valid records with their index in the list, and the problems of the others.
    """
    if located.value is None:
        return [], []
    if not isinstance(located.value, list):
        return [], [Problem("expected a list of records, each starting with '- id:'", located.place(()))]
    try:
        records = _lists_of(model).validate_json(to_json(located.value))
    except ValidationError:
        pass
    else:
        return list(enumerate(records)), []
    valid: list[tuple[int, R]] = []
    problems: list[Problem] = []
    for index in range(len(located.value)):
        try:
            valid.append((index, _validate(model, located, (index,))))
        except ProblemsError as error:
            problems += error.problems
    return valid, problems


@cache
def _lists_of(model: type[R]) -> TypeAdapter[list[R]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]


def _validate(model: type[R], located: Located, path: tuple[int, ...]) -> R:
    value = located.value
    for step in path:
        value = value[step]
    try:
        return model.model_validate_json(to_json(value))
    except ValidationError as error:
        raise ProblemsError(_problems(error, model, located, path, value)) from None


def _problems(
    error: ValidationError, model: type[BaseModel], located: Located, path: tuple[int, ...], value: Any
) -> list[Problem]:
    problems: dict[tuple[object, ...], Problem] = {}
    private = isinstance(value, dict) and (not _PERSONAL.isdisjoint(value) or value.get("kind") == "testimony")
    details = [(detail, _real_path(value, detail["loc"])) for detail in error.errors(include_url=False)]
    for detail, where in details:
        if _follows_from_another(detail, where, details):
            continue
        what, hint = _plain_words(model, detail, where, private=private)
        if wanted := _alternatives([other["type"] for other, place in details if place == where]):
            what, hint = f"{_field(_fields_at(model, where) if private else where)}: expected {wanted}", None
        key = (*where, detail["loc"][-1]) if detail["type"] == "missing" else where
        problems.setdefault(key, Problem(what, located.place((*path, *where)), hint))
    return list(problems.values())


def _follows_from_another(
    detail: Any, where: tuple[object, ...], details: Sequence[tuple[Any, tuple[object, ...]]]
) -> bool:
    """Whether pydantic complains of a field only because of what it found inside: the branch of a union that was not
    meant, or a list that is short of its faulty items."""
    if detail["type"] == "too_short" or (detail["type"] == "string_type" and isinstance(detail["input"], dict)):
        return any(
            place[: len(where)] == where and (len(place) > len(where) or other["type"] == "missing")
            for other, place in details
        )
    return False


def _alternatives(types: Sequence[str]) -> str | None:
    """What a field takes whose type may be one of several, all of which failed; None where only one was tried."""
    if "string_type" in types and "dict_type" in types:
        return "a text, or one text per language (en: …)"
    return "a number" if "int_type" in types and "float_type" in types else None


def _real_path(value: Any, loc: Sequence[int | str]) -> tuple[object, ...]:
    """The steps of ``loc`` that lead through ``value``; pydantic also names the branch of a union it tried."""
    real: list[object] = []
    for step in loc:
        inside = dict(enumerate(value)) if isinstance(value, list) else value if isinstance(value, dict) else {}
        if step in inside:
            value = inside[step]
            real.append(step)
    return tuple(real)


def _field(where: Sequence[object]) -> str:
    named = [str(step) for step in where if isinstance(step, str)]
    return f"'{named[-1]}'" if named else "the record"


_PERSONAL = frozenset({"person", "consent"})
"""Fields of a record about a private person. What such a record holds is not repeated in problems."""


def _plain_words(
    model: type[BaseModel], detail: Any, where: tuple[object, ...], *, private: bool
) -> tuple[str, str | None]:
    kind, given = detail["type"], "…" if private else repr(detail.get("input"))
    field = _field(_fields_at(model, where) if private else where)
    match kind:
        case "missing":
            return f"the field '{detail['loc'][-1]}' is missing", None
        case "extra_forbidden":
            name = str(detail["loc"][-1])
            near = did_you_mean(name, _field_names(_model_at(model, where[:-1])))
            return ("unknown field" if private else f"unknown field '{name}'"), near
        case "literal_error":
            allowed = detail["ctx"]["expected"]
            options = allowed.replace(" or ", ", ").replace("'", "").split(", ")
            near = None if private else did_you_mean(str(detail["input"]), options)
            return f"{field}: {given} is not one of {allowed}", near
        case "string_pattern_mismatch" if "a-z0-9" in str(detail["ctx"].get("pattern")):
            return f"{field}: {given} is not an id", "ids are lower-case words joined by hyphens"
        case "string_pattern_mismatch" if "{2,3}" in str(detail["ctx"].get("pattern")):
            return f"{given} is not a language tag", "such as en, ko or zh-Hans"
        case "string_pattern_mismatch" if "{6}" in str(detail["ctx"].get("pattern")):
            return f"{field}: {given} is not a colour", 'six digits or letters a to f after a #, in quotes: "#1f3a5f"'
        case "string_type":
            return f"{field}: expected text, found {given}", "put it in quotes"
        case "string_too_short":
            return f"{field} is empty", "write it, or leave the field out"
        case "value_error":
            message = str(detail["ctx"]["error"])
            return (message if field == "the record" else f"{field}: {given}: {message}"), None
        case "too_short":
            return f"{field} needs at least {detail['ctx']['min_length']} item(s)", None
        case "tuple_type" | "list_type":
            return f"{field}: expected a list", "start each item with '- ', or use [a, b]"
        case _:
            return f"{field}: {detail['msg'][:1].lower()}{detail['msg'][1:]}", None


def _model_at(annotation: Any, where: tuple[object, ...]) -> type[BaseModel] | None:
    """The model of the value at ``where`` inside a value of this type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not where:
            return annotation
        fields = {name: info for field, info in annotation.model_fields.items() for name in (field, info.alias)}
        return _model_at(fields[where[0]].annotation, where[1:]) if where[0] in fields else None
    inside = where[1:] if typing.get_origin(annotation) in {tuple, dict} else where
    return next((found for option in typing.get_args(annotation) if (found := _model_at(option, inside))), None)


def _fields_at(model: type[BaseModel], where: tuple[object, ...]) -> list[object]:
    """The steps that are fields of a model; others, such as languages, are whatever the file says."""
    return [step for n, step in enumerate(where) if step in _field_names(_model_at(model, where[:n]))]


def _field_names(model: type[BaseModel] | None) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()] if model else []
