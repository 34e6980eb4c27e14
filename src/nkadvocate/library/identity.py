"""Which records are of one person, and which of relatives, as far as what is on record says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from nkadvocate.library.library import Library
from nkadvocate.library.terms import Heard, heard
from nkadvocate.records import Person


@dataclass(frozen=True, slots=True)
class Identities:
    """By the id of evidence on a person: whose it is (a number), all names of that person in whatever record, and those
    of the relatives, who lists whom; ``related`` are pairs of persons."""

    whose: Mapping[str, int]
    names: Mapping[str, frozenset[str]]
    kin: Mapping[str, frozenset[str]]
    related: frozenset[tuple[int, int]]

    def one_person(self, one: str, other: str) -> bool:
        """Whether two pieces of evidence may be of one person."""
        return self.whose[one] == self.whose[other]

    def of_kin(self, one: str, other: str) -> bool:
        """Whether two pieces of evidence may be of relatives."""
        return (self.whose[one], self.whose[other]) in self.related


def identities(library: Library) -> Identities:
    """Who is who: two records have one name, turned, shortened, in another spelling or the given name alone, or each
    has one with a third; of somebody without names it is the pseudonym."""
    people = ((record_id, one.person) for record_id, one in library.evidence.items() if one.person)
    return _identities(tuple(people))


@lru_cache(maxsize=4)
def _identities(people: tuple[tuple[str, Person], ...]) -> Identities:
    whose = _joined([record_id for record_id, _ in people], _links(people))
    names, listed, called = ({one: set[str]() for one in whose.values()} for _ in range(3))
    for record_id, person in people:
        one = whose[record_id]
        names[one].update(person.names)
        listed[one].update(person.kin)
        called[one].update(person.names, filter(None, [person.pseudonym]))
    known_as = {one: heard(frozenset(some)) for one, some in called.items()}
    lists = {one: heard(frozenset(some)) for one, some in listed.items() if some}
    pairs = {(one, other) for one, kin in lists.items() for other, known in known_as.items() if kin.may_be(known)}
    related = frozenset(pairs | {(other, one) for one, other in pairs})
    kin = {one: listed[one].union(*(names[other] for each, other in related if each == one)) for one in names}
    return Identities(
        whose,
        {record_id: frozenset(names[one]) for record_id, one in whose.items()},
        {record_id: frozenset(kin[one]) for record_id, one in whose.items()},
        related,
    )


def _links(people: Iterable[tuple[str, Person]]) -> Iterator[tuple[str, str]]:
    """Pairs of records, through which all of one person are joined."""
    by_name, by_pseudonym, nameless = dict[str, Heard](), dict[str, Heard](), set[str]()
    for record_id, person in people:
        if person.names:
            by_name[record_id] = heard(frozenset(person.names))
        else:
            nameless.add(record_id)
        if person.pseudonym:
            by_pseudonym[record_id] = heard(frozenset((person.pseudonym,)))
    yield from _alike(by_name)
    for one in nameless & by_pseudonym.keys():
        called = by_pseudonym[one]
        yield from (
            (one, other)
            for other, known in by_pseudonym.items()
            if not (called.whole.isdisjoint(known.parts) and called.parts.isdisjoint(known.whole))
        )


def _alike(names: Mapping[str, Heard]) -> Iterator[tuple[str, str]]:
    """The pairs for which ``Heard.may_be`` holds, or what joins the same."""
    spoken, given, whole, parts = (_holders(names, field) for field in ("spoken", "given", "whole", "parts"))
    for these, those in ((spoken, given), (whole, parts)):
        for key, (first, *others) in these.items():
            yield from ((first, other) for other in (*others, *those.get(key, ())))


def _holders(names: Mapping[str, Heard], field: str) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {}
    for record_id, each in names.items():
        for key in getattr(each, field):
            found.setdefault(key, []).append(record_id)
    return found


def _joined(records: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The number of the group of each record."""
    beside: dict[str, set[str]] = {record_id: set() for record_id in records}
    for one, other in links:
        beside[one].add(other)
        beside[other].add(one)
    group: dict[str, int] = {}
    for number, record_id in enumerate(beside):
        waiting = {record_id} - group.keys()
        while waiting:
            group |= dict.fromkeys(waiting, number)
            waiting = {other for one in waiting for other in beside[one]} - group.keys()
    return group
