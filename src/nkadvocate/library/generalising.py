"""Evidence on a private person told in general terms: dates, places and ages made coarser, and what several claims say
too exactly together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from nkadvocate.library.sentences import texts
from nkadvocate.records import DETAILS, SLOT, Detail, Evidence, Person, ToldPerson, Whereabouts
from nkadvocate.records.person import Form

_PRECISION: Mapping[Detail, int] = dict(zip(DETAILS, (10, 7, 4, 4), strict=True))
"""How many characters of a date are told."""


def generalised(evidence: Evidence, form: Form, detail: Detail) -> Evidence:
    """The evidence with what identifies the person left out or made coarser, and without its consent."""
    precision = _PRECISION[detail]
    dated = evidence.period and re.fullmatch(r"\d{4}(-\d\d){0,2}", evidence.period)
    return evidence.model_copy(
        update={
            "person": _coarser(evidence.person, form, detail) if evidence.person else None,
            "consent": None,
            "as_of": evidence.as_of[:precision],
            "period": evidence.period[:precision] if evidence.period and dated else None,
            "place": None,
            "population": None,
            "reason": None,  # it may say what nobody looked for; who corrects it writes that
        }
    )


def _coarser(person: Person, form: Form, detail: Detail) -> ToldPerson:
    return ToldPerson(
        names=person.names[:1] if form == "named" else (),
        pseudonym=person.pseudonym if form == "pseudonym" or (form == "named" and not person.names) else None,
        sex=person.sex,
        age=person.age if detail == "exact" or person.age is None else _band(person.age),
        when=person.when and person.when[: _PRECISION[detail]],
        where=person.where and _wider(person.where, detail),
    )


def _wider(where: Whereabouts, detail: Detail) -> Whereabouts:
    keep = DETAILS[::-1].index(detail)  # 0: the country alone
    parts = {"province": 1, "county": 2, "village": 3}
    return Whereabouts(
        country=where.country, **{part: getattr(where, part) for part, step in parts.items() if step <= keep}
    )


_BANDS = ((0, 17), (18, 29), *((low, low + 9) for low in range(30, 70, 10)), (70, 130))


def _band(age: str) -> str:
    """The band of an age, or the bands that a narrower band lies in: 34 is 30-39."""
    low, high = (int(part) for part in (age.split("-") * 2)[:2])
    first = max(start for start, _ in _BANDS if start <= low)
    last = next((end for _, end in _BANDS if end >= high), _BANDS[-1][1])
    return f"{first}-{last}"


def identifying(told: Iterable[Evidence]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What the claims of generalised evidence, printed together, say too exactly of one person: the ids, and why.

    A village, a day or an exact age counts two, a county or a month one; three together are too much for a person who
    is not named. Claims under one pseudonym are read together (on combinations of indirect identifiers: OCHA Centre
    for Humanitarian Data, guidance note on statistical disclosure control, 2019).
    """
    people: dict[str, list[Evidence]] = {}
    for evidence in told:
        if isinstance(evidence.person, ToldPerson) and not evidence.person.names:
            people.setdefault(evidence.person.pseudonym or f"@{evidence.id}", []).append(evidence)
    for claims in people.values():
        found: dict[str, tuple[int, str]] = {}
        for evidence in claims:
            for slot, exactness in _exactness(evidence):
                found[slot] = max(found.get(slot, exactness), exactness)
        if sum(points for points, _ in found.values()) > _IDENTIFYING:
            together = " and ".join(sorted(words for points, words in found.values() if points))
            yield tuple(evidence.id for evidence in claims), f"{together} together could identify the person"


_IDENTIFYING = 2


def _exactness(evidence: Evidence) -> Iterator[tuple[str, tuple[int, str]]]:
    """How exactly the claim prints each detail: points, and what it is."""
    person = evidence.person
    assert person is not None
    slots = {slot for text in texts(evidence.claim) for slot in SLOT.findall(text)}
    if "where" in slots and person.where:
        yield (
            "where",
            (2, "the village") if person.where.village else (1, "the county") if person.where.county else (0, ""),
        )
    if "when" in slots and person.when:
        yield "when", {10: (2, "the day"), 7: (1, "the month")}.get(len(person.when), (0, ""))
    if "age" in slots and person.ages:
        yield "age", (2, "the exact age")
