"""Which recipients a campaign writes to: named by id, by a pattern of ids, or by what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from nkadvocate.problems import Problem, ProblemsError, did_you_mean
from nkadvocate.records import Recipient

if TYPE_CHECKING:
    from nkadvocate.library.library import Library

FIELDS: Mapping[str, Callable[[Library, Recipient], Iterable[str]]] = {
    "actor": lambda library, recipient: library.lineage(recipient.actor),
    "family": lambda _, recipient: (recipient.family,),
    "form": lambda _, recipient: (recipient.form,),
    "role": lambda _, recipient: recipient.roles,
}
"""What a query may ask for. ``actor`` finds the offices of an actor and of all that is part of it."""


def select(library: Library, queries: Iterable[str]) -> tuple[Recipient, ...]:
    """The recipients that any of ``queries`` finds, in the order of the queries, each once.

    A query is one or more terms, all of which must hold: an id, a pattern of ids such as ``pl-*``, or FIELD=VALUE.
    Raises ProblemsError for every query that cannot be read or finds nobody.
    """
    found: dict[str, Recipient] = {}
    problems: list[Problem] = []
    for query in queries:
        terms = query.split()
        matched = [
            recipient
            for recipient in library.recipients.values()
            if terms and all(_holds(library, recipient, term) for term in terms)
        ]
        if not matched:
            unknown = [hint for term in terms for hint in _unknown(library, term)]
            hint = "; ".join(unknown) or "'nkadvocate list recipients' shows all; members of a body are imported first"
            problems.append(Problem(f"no recipient is found by {query!r}", hint=hint))
        found |= {recipient.id: recipient for recipient in matched}
    if problems:
        raise ProblemsError(problems)
    return tuple(found.values())


def _holds(library: Library, recipient: Recipient, term: str) -> bool:
    field, equals, wanted = term.partition("=")
    if not equals:
        return fnmatchcase(recipient.id, term)
    return field in FIELDS and wanted in FIELDS[field](library, recipient)


def _unknown(library: Library, term: str) -> list[str]:
    """What may have been meant by a term that holds for nobody."""
    field, equals, wanted = term.partition("=")
    if not equals:
        names: Iterable[str] = library.recipients
    elif field not in FIELDS:
        return [did_you_mean(field, FIELDS) or f"the fields are {', '.join(FIELDS)}"]
    else:
        names = {value for recipient in library.recipients.values() for value in FIELDS[field](library, recipient)}
        term = wanted
    if term in names or any(fnmatchcase(name, term) for name in names):
        return []
    hint = _id_of(library, term) if field == "actor" else None
    hint = hint or did_you_mean(term, names)
    return [hint] if hint else []


def _id_of(library: Library, name: str) -> str | None:
    """For the name of an actor, what its id is."""
    for actor in library.actors.values():
        names = [actor.name] if isinstance(actor.name, str) else actor.name.values()
        if name.casefold() in map(str.casefold, names):
            return f"did you mean {actor.id}?"
    return None
