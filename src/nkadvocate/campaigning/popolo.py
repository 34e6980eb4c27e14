"""Popolo JSON as rows: persons with their memberships in bodies, and posts that nobody holds.

The classes are those of https://www.popoloproject.com/specs/, as EveryPolitician publishes them: lists of persons,
organizations, memberships, posts, areas and events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nkadvocate.campaigning.rows import Row, as_text
from nkadvocate.problems import Place, Problem

_CHAMBERS = {"legislature", "chamber", "parliament"}
Item = Mapping[str, Any]


def is_popolo(value: object) -> bool:
    """Whether a JSON value is a Popolo document, or a list of Popolo persons with their memberships inside."""
    if isinstance(value, dict):
        return isinstance(value.get("persons"), list)
    return isinstance(value, list) and any(isinstance(item, dict) and "memberships" in item for item in value)


def popolo_rows(value: Any, file: str, lines: Mapping[str, int], on: str) -> Iterator[Row | Problem]:
    """One row for each person's seat, as of the day ``on``, and for each post without a holder on that day.

    Of several memberships the one that lasts is taken, else the last to end. ``lines`` has the line of each id.
    """
    document: Item = value if isinstance(value, dict) else {"persons": value}
    known = {
        kind: {own: item for item in _items(document, kind) if (own := as_text(item.get("id")))} for kind in _KINDS
    }
    memberships = [
        *_items(document, "memberships"),
        *(m for o in _items(document, "organizations") for m in _items(o, "memberships")),
    ]
    of: dict[str, list[Item]] = {}
    for membership in memberships:
        of.setdefault(as_text(membership.get("person_id")), []).append(membership)
    held: set[str] = set()
    for number, person in enumerate(_all(document, "persons"), 1):
        if not isinstance(person, dict):
            yield Problem(f"person {number} is not a set of fields", Place(file, 1, 1))
            continue
        own = as_text(person.get("id"))
        place = Place(file, lines.get(own, 1), 1)
        seats = [_seat(m, known) for m in (*_items(person, "memberships"), *(of.get(own, ()) if own else ()))]
        seats = [seat for seat in seats if seat["chamber"]] or seats
        if not seats:
            yield Row(place, _person(person))
            continue
        seat = max(seats, key=lambda seat: (_lasts(seat, on), seat["term_end"] or "9999", seat["term_start"]))
        held.update(seat["post"] for seat in seats if _lasts(seat, on))
        yield Row(place, _person(person) | {name: text for name, text in seat.items() if name not in _WITHIN})
    for post_id, post in known["posts"].items():
        if post_id not in held:
            place = Place(file, lines.get(post_id, 1), 1)
            seat = _seat({"post_id": post_id}, known)
            cells = {name: seat[name] for name in ("body", "role", "constituency")}
            if not cells["constituency"]:
                cells["constituency"] = as_text(post.get("label"))
            yield Row(place, {"name": "Vacant", **cells})


_WITHIN = frozenset({"post", "chamber"})
_KINDS = ("organizations", "posts", "areas", "events")


def _all(document: Item, kind: str) -> list[Any]:
    found = document.get(kind)
    return found if isinstance(found, list) else []


def _items(document: Item, kind: str) -> list[Item]:
    return [item for item in _all(document, kind) if isinstance(item, dict)]


def _person(person: Item) -> dict[str, str]:
    contacts = [contact for contact in _items(person, "contact_details") if contact.get("type") == "email"]
    text = {name: as_text(person.get(name)) for name in _FIELDS}
    family = text["family_name"]
    given = " ".join(filter(None, (text["given_name"], text["additional_name"])))
    return {
        "name": "" if family and given else text["name"],
        "family": family if given else "",
        "given": given if family else "",
        "honorific": text["honorific_prefix"],
        "suffix": text["honorific_suffix"],
        "gender": text["gender"],
        "email": text["email"] or as_text(next((contact.get("value") for contact in contacts), None)),
    }


_FIELDS = (
    *(
        "name",
        "family_name",
        "given_name",
        "additional_name",
        "honorific_prefix",
        "honorific_suffix",
        "gender",
        "email",
    ),
)


def _seat(membership: Item, known: Mapping[str, Mapping[str, Item]]) -> dict[str, str]:
    """What a membership says, its organisation, post, area and period looked up."""
    post_id = as_text(membership.get("post_id"))
    post = known["posts"].get(post_id, {})
    organization = _either(membership, post, "organization", known["organizations"])
    area = _either(membership, post, "area", known["areas"])
    period = known["events"].get(as_text(membership.get("legislative_period_id")), {})
    return {
        "post": post_id,
        "chamber": "yes" if as_text(organization.get("classification")).lower() in _CHAMBERS else "",
        "body": as_text(organization.get("name")),
        "role": as_text(post.get("role")) or as_text(membership.get("role")),
        "constituency": as_text(area.get("name")),
        "term_start": as_text(membership.get("start_date")) or as_text(period.get("start_date")),
        "term_end": as_text(membership.get("end_date")) or as_text(period.get("end_date")),
    }


def _either(membership: Item, post: Item, name: str, known: Mapping[str, Item]) -> Item:
    """An object that stands inside a membership or its post, or is named there by its id."""
    for item in (membership, post):
        if isinstance(inside := item.get(name), dict):
            return inside
        if found := known.get(as_text(item.get(f"{name}_id"))):
            return found
    return {}


def _lasts(seat: Mapping[str, str], on: str) -> bool:
    end, start = seat["term_end"], seat["term_start"]
    return (not end or end >= on[: len(end)]) and (not start or start <= on)
