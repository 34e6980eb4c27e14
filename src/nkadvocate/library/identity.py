"""Which records are of one person, and which of relatives, as far as what is on record says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from nkadvocate.library.library import Library
from nkadvocate.library.terms import heard
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


@lru_cache(maxsize=4)
def identities(library: Library) -> Identities:
    """Who is who: two records have one name, turned, shortened, in another spelling or the given name alone, or each
    has one with a third; of somebody without names it is the pseudonym."""
    people = {record_id: one.person for record_id, one in library.evidence.items() if one.person}
    whose = _joined(people, _links(people))
    names, listed, called = ({one: set[str]() for one in whose.values()} for _ in range(3))
    for record_id, person in people.items():
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


def _links(people: Mapping[str, Person]) -> Iterator[tuple[str, str]]:
    """Pairs of records, through which all of one person are joined."""
    names = {record_id: heard(frozenset(person.names)) for record_id, person in people.items()}
    pseudonyms = {record_id: heard(frozenset(filter(None, [person.pseudonym]))) for record_id, person in people.items()}
    for one, other in combinations(people, 2):
        both_named = people[one].names and people[other].names
        if names[one].may_be(names[other]) if both_named else pseudonyms[one].is_written_like(pseudonyms[other]):
            yield one, other


def _joined(records: Collection[str], links: Iterable[tuple[str, str]]) -> dict[str, int]:
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
