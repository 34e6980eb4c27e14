"""Rows of a list made recipients: members of bodies, each with an id of its own, and nobody twice.

What is not used is told with its line and the reason; what was assumed is told once for all the lines concerned.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from nkadvocate.campaigning.names import (
    GENERATIONS,
    OFFICES,
    PersonName,
    ascii_letters,
    join_name,
    name_key,
    plain,
    read_name,
)
from nkadvocate.campaigning.rows import Listed, Row, as_text
from nkadvocate.library import Library
from nkadvocate.library.reading import MAX_BYTES
from nkadvocate.problems import Place, Problem, ProblemsError, did_you_mean, unknown
from nkadvocate.records import Addressed, Body, Recipient, Seat, Text, text_in

MAX_CELL = 300
MAX_ID = 80
MAX_LINES_TOLD = 6

_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd-\uffff]"
)
_FORMULA = re.compile(r"\s*[=+@\t\r-]")
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "none", "null", "."})
_VACANT = frozenset({"vacant", "vacancy", "vacant seat", "seat vacant", "vacant post", "wakat", "nieobsadzony", "공석"})
_GENDERS: Mapping[str, str] = {
    **dict.fromkeys(("f", "female", "feminine", "woman", "w", "kobieta", "femme", "frau", "여", "여성"), "f"),
    **dict.fromkeys(("m", "male", "masculine", "man", "mężczyzna", "homme", "mann", "남", "남성"), "m"),
    **dict.fromkeys(("", "unknown", "other", "x", "nonbinary", "non binary", "u", "o", "n"), "unknown"),
}
_EASTERN = frozenset({"KR", "KP", "CN", "TW", "JP", "VN", "HU"})
"""Countries whose names are written with the family name first."""
_COUNTRIES = {"uk": "GB", "usa": "US", "south korea": "KR", "hungary": "HU", "china": "CN", "viet nam": "VN"}
_COUNTRIES |= {"japan": "JP", "taiwan": "TW", "vietnam": "VN", "england": "GB", "great britain": "GB"}
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\".]+")
_COMMON = set(Addressed.model_fields) - {"id"}


@dataclass(frozen=True, slots=True)
class Imported:
    """Recipients as the fields to be written, the rows not used, those that were there already, and assumptions."""

    recipients: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[Problem, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Member:
    """One row that can be used."""

    place: Place
    body: Body
    name: PersonName | None
    constituency: str
    fields: dict[str, Any]
    id: str = ""


@dataclass(slots=True)
class _Import:
    """What is found while the rows are read."""

    library: Library
    columns: Mapping[str, str]
    on: str
    body: Body | None
    notes: dict[str, list[int]] = field(default_factory=dict)
    bodies: dict[str, list[Body]] = field(default_factory=dict)

    def note(self, what: str, place: Place) -> None:
        self.notes.setdefault(what, []).append(place.line)


class _UnusableError(Exception):
    """A row that makes no recipient: why, and how to mend it."""

    def __init__(self, what: str, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def read_recipients(
    listed: Listed, columns: Mapping[str, str], library: Library, on: str, body: str | None = None
) -> Imported:
    """Make a recipient of every row that can be used, for letters of the day ``on`` (ISO 8601).

    ``columns`` has the column of each field; ``body`` is the id of the body of rows that name none. Raises
    UnknownNameError for a body that does not exist, ProblemsError when nothing says the names or the bodies.
    """
    if body is not None and body not in library.bodies:
        raise unknown("body", body, library.bodies)
    if not {"name", "family"} & columns.keys():
        hint = f"name it: --map name=COLUMN; columns: {', '.join(headers(listed)[:12])}"
        raise ProblemsError([Problem("no column holds the names", hint=hint)])
    if body is None and "body" not in columns:
        known = ", ".join(library.bodies)
        raise ProblemsError(
            [Problem("the list does not say which body its persons belong to", hint=f"--body, of {known}")]
        )
    work = _Import(library, columns, on, library.bodies.get(body or ""))
    for one in library.bodies.values():
        for name in {_key(name) for name in (one.id, _english(one.body), *one.names)}:
            work.bodies.setdefault(name, []).append(one)
    members: list[_Member] = []
    problems = [*listed.problems]
    for row in listed.rows:
        try:
            members.append(_member(row, work))
        except _UnusableError as reason:
            problems.append(Problem(reason.what, row.place, reason.hint))
    members, duplicates = _each_once(members, library)
    _name_all(members, work)
    members, faults = _valid(members)
    return Imported(
        tuple(member.fields for member in members),
        tuple(sorted((*problems, *faults), key=lambda problem: problem.place or Place("", 0, 0))),
        tuple(duplicates),
        (*listed.notes, *_told(work.notes)),
    )


def headers(listed: Listed) -> list[str]:
    """The columns of a list, in the order in which they first come."""
    return list(dict.fromkeys(header for row in listed.rows for header in row.cells))


def _english(text: Text) -> str:
    return text_in(text, "en")


def _key(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", ascii_letters(text).lower())).removeprefix("the ")


def _told(notes: Mapping[str, list[int]]) -> Iterator[str]:
    for what, lines in notes.items():
        shown = ", ".join(map(str, lines[:MAX_LINES_TOLD]))
        more = f" and {len(lines) - MAX_LINES_TOLD} more" if len(lines) > MAX_LINES_TOLD else ""
        yield f"line{'s' if len(lines) > 1 else ''} {shown}{more}: {what}"


# one row


def _member(row: Row, work: _Import) -> _Member:
    """What a row says. Raises _UnusableError."""
    cells = {name: _cell(name, row.cells.get(header, "")) for name, header in work.columns.items()}
    for header, cell in row.cells.items():
        if cell.startswith(("=", "@")) and header not in work.columns.values():
            work.note(f"a formula in the column “{header}”, which is not used", row.place)
    body = _body(cells.get("body", ""), cells.get("country", ""), work)
    constituency = cells.get("constituency", "")
    name = _person(cells, body, row.place, work)
    if name is None and not constituency:
        raise _UnusableError("a row without a name")
    start = _day(cells.get("term_start", ""), "beginning", last=False)
    end = _day(cells.get("term_end", ""), "end", last=True)
    if end and end < work.on:
        raise _UnusableError(f"the term ended on {end}, before the letter of {work.on}")
    if start and start > work.on:
        work.note(
            f"the term begins after the letter of {work.on}; until then the office is addressed, not the person",
            row.place,
        )
    fields: dict[str, Any] = {"id": "", "member_of": body.id} | _office(cells, body, constituency, row.place, work)
    if email := _email(cells.get("email", ""), row.place, work):
        fields["email"] = email
    if name is None:
        fields["vacant"] = True
    else:
        holder = {
            "family": name.family,
            "given": name.given,
            "family_first": _family_first(cells, body, work.library),
            "honorific": name.honorific,
            "suffix": name.suffix,
            "addressed_as": _greeted(cells.get("addressed_as", "")) or name.addressed_as,
            "gender": name.gender if name.gender != "unknown" else "",
            "term_start": start,
            "term_end": end,
            "checked_on": work.on,
        }
        fields["holder"] = {part: value for part, value in holder.items() if value}
    if lines := [line for line in map(as_text, re.split(r"[;\n]", cells.get("address", ""))) if line]:
        note = "From the imported list; verify before posting."
        fields["address"] = {"lines": lines, "confidence": "medium", "checked_on": work.on, "note": note}
    return _Member(row.place, body, name, constituency, fields)


def _cell(name: str, raw: str) -> str:
    """A cell as one line, or several for an address; nothing for a dash. Raises _UnusableError for other than text."""
    text = raw.strip()
    if text.lower() in _NOTHING:
        return ""
    if found := _UNREADABLE.search(text):
        raise _UnusableError(
            f"an unreadable character, U+{ord(found[0]):04X}, in the {_field(name)}", "type the cell anew"
        )
    if _FORMULA.match(raw):
        raise _UnusableError(f"the {_field(name)} begins like a formula: “{text[:30]}”", "write the text itself")
    if len(text) > MAX_CELL:
        raise _UnusableError(f"the {_field(name)} has {len(text):,} characters; at most {MAX_CELL} are taken")
    return text if name == "address" else as_text(text)


def _field(name: str) -> str:
    return name.replace("_", " ")


def _body(text: str, country: str, work: _Import) -> Body:
    if not text:
        if work.body is None:
            raise _UnusableError("no body is named", "fill the column, or use --body")
        return work.body
    found = work.bodies.get(_key(text), [])
    if len(found) > 1 and country:
        found = [body for body in found if _country(country, work.library) == body.country] or found
    if len(found) > 1 and work.body in found:
        return work.body
    if len(found) > 1:
        ids = " or ".join(body.id for body in found)
        raise _UnusableError(f"“{text}” may be {ids}", "say which with --body, or in a column with the country")
    if not found:
        names = {name for body in work.library.bodies.values() for name in (body.id, _english(body.body), *body.names)}
        hint = did_you_mean(text, names) or f"known: {', '.join(work.library.bodies)}; others are records in bodies/"
        raise _UnusableError(f"there is no body “{text[:60]}”", hint)
    return found[0]


def _country(text: str, library: Library) -> str:
    """The ISO 3166-1 code of a country named by it, or by a name that the records have."""
    if re.fullmatch("[A-Za-z]{2}", text) and text.lower() not in _COUNTRIES:
        return text.upper()
    key = _key(text)
    if key in _COUNTRIES:
        return _COUNTRIES[key]
    for actor in library.actors.values():
        names = (actor.name, actor.formal_name)
        if actor.iso and key in {_key(_english(name)) for name in names if name}:
            return actor.iso
    return ""


def _person(cells: Mapping[str, str], body: Body, place: Place, work: _Import) -> PersonName | None:
    """The name in a row; None for a vacant post. Raises _UnusableError."""
    given, family = cells.get("given", ""), cells.get("family", "")
    whole = cells.get("name", "") or ("" if given and family else given or family)
    told = {_key(part) for part in (whole, family, given)}
    if told & _VACANT_KEYS or not (whole or family):
        return None
    if given and family:
        name = join_name(given, family, cells.get("honorific", ""), cells.get("suffix", ""))
    else:
        name = read_name(whole, family_first=_family_first(cells, body, work.library))
        if cells.get("honorific") or cells.get("suffix"):
            titled = join_name(name.given, name.family, cells.get("honorific", ""), cells.get("suffix", ""))
            name = replace(
                titled,
                honorific=titled.honorific or name.honorific,
                suffix=titled.suffix or name.suffix,
                addressed_as=titled.addressed_as or name.addressed_as,
                gender=titled.gender if titled.gender != "unknown" else name.gender,
                notes=(*name.notes, *titled.notes),
            )
    if not re.search(r"[^\W\d_]", name.family):
        raise _UnusableError(f"“{(whole or family)[:60]}” is not a name")
    for note in dict.fromkeys(name.notes):
        work.note(note, place)
    said = cells.get("gender", "")
    if _key_of_gender(said) not in _GENDERS:
        work.note(f"the gender “{said[:20]}” is not known and left open", place)
    gender = _GENDERS.get(_key_of_gender(said), "unknown")
    return replace(name, gender=gender) if gender != "unknown" else name  # type: ignore[arg-type]


_VACANT_KEYS = frozenset(map(_key, _VACANT))
_ORDINARY = frozenset(map(_key, OFFICES)) | {
    *("member", "legislator", "lawmaker", "peer", "parliamentarian", "member of parliament", "member of congress"),
}
"""Roles that say no more than that the person sits in the body."""


def _key_of_gender(text: str) -> str:
    return text.strip().lower().rstrip(".").replace("-", " ")


def _family_first(cells: Mapping[str, str], body: Body, library: Library) -> bool:
    """Whether a name is written, and printed, family name first: the list says so, or the body's or country's usage."""
    if order := cells.get("name_order", "").lower():
        return order.startswith(("family", "last", "surname", "east"))
    if body.family_first is not None:
        return body.family_first
    return _country(cells.get("country", "") or body.country or "", library) in _EASTERN


def _greeted(text: str) -> str:
    """Whom a salutation greets: “Dear Dr Example,” → Dr Example."""
    return re.sub(r"^dear\s+", "", text.rstrip(" ,:"), flags=re.IGNORECASE)


def _day(text: str, which: str, *, last: bool) -> str:
    """A day in ISO 8601; a year or month alone means its last day, or its first. Raises _UnusableError."""
    if not text:
        return ""
    if match := re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?", text, re.ASCII):
        year, month, day = match.groups()
        try:
            if day:
                found = dt.date(int(year), int(month), int(day))
            elif last:
                after = dt.date(int(year) + 1, 1, 1) if month in (None, "12") else dt.date(int(year), int(month) + 1, 1)
                found = after - dt.timedelta(days=1)
            else:
                found = dt.date(int(year), int(month or 1), 1)
        except (ValueError, OverflowError):
            pass
        else:
            if 1900 <= found.year <= 2999:
                return found.isoformat()
    raise _UnusableError(f"the {which} of the term, “{text[:30]}”, is not a date", "write YYYY-MM-DD")


def _email(text: str, place: Place, work: _Import) -> str:
    if not text:
        return ""
    first, *others = [piece.removeprefix("mailto:") for piece in re.split(r"[;,\s]+", text) if piece] or [""]
    if _EMAIL.fullmatch(first):
        if others:
            work.note(f"“{text[:60]}” is more than one e-mail address; {first} is taken", place)
        return first
    work.note(f"“{text[:60]}” is not an e-mail address, and is left out", place)
    return ""


def _office(cells: Mapping[str, str], body: Body, constituency: str, place: Place, work: _Import) -> dict[str, str]:
    """Title and form where they are not those of an ordinary member without constituency."""
    role = cells.get("role", "")
    key = _key(role)
    office = _english(body.office)
    seat = _seat(key, body) or (None if role else _seat(_key(plain(cells.get("honorific", ""))), body))
    if seat:
        own = {"form": seat.form}
        if key and key not in map(_key, seat.names):
            return own | {"office": role}
        return own | {"office": _for(seat.office, seat.office_for, constituency)}
    if key.startswith(f"{_key(office)} "):
        return {"office": role}
    if key and key not in _ORDINARY and key != _key(office):
        work.note(f"“{role[:60]}” is not a kind of seat in {body.id}; addressed as {office}", place)
    if constituency and body.office_for:
        return {"office": _for(office, body.office_for, constituency)}
    return {}


def _seat(key: str, body: Body) -> Seat | None:
    """The kind of seat whose name a role is, or begins with: “Chair, Committee on …”."""
    for seat in body.seats:
        if any(key == name or key.startswith(f"{name} ") for name in map(_key, seat.names)):
            return seat
    return None


def _for(office: str, office_for: str | None, constituency: str) -> str:
    return office_for.replace("{constituency}", constituency) if office_for and constituency else office


# all of them


def _each_once(members: Iterable[_Member], library: Library) -> tuple[list[_Member], list[Problem]]:
    """The members without those who came before: of the same name in the same body, or with the same e-mail address.

    Two of one name who sit for different constituencies are two persons.
    """
    names: dict[tuple[str, str], list[tuple[str, str]]] = {}
    emails: dict[str, str] = {}
    for recipient in library.recipients.values():
        there = f"already there, as {recipient.id}"
        if recipient.email:
            emails.setdefault(recipient.email.casefold(), there)
        if recipient.member_of and recipient.vacant:
            names.setdefault((recipient.member_of, ""), []).append((_key(_english(recipient.office)), there))
        elif recipient.member_of and (holder := recipient.holder):
            name = PersonName(holder.family, holder.given or "", suffix=holder.suffix or "")
            names.setdefault((recipient.member_of, _identity(name)), []).append(("", there))
    kept: list[_Member] = []
    duplicates: list[Problem] = []
    for member in members:
        email = member.fields.get("email", "").casefold()
        seat = _key(member.constituency if member.name else member.fields.get("office", _english(member.body.office)))
        before = names.setdefault((member.body.id, _identity(member.name)), [])
        same = next((where for other, where in before if seat == other or not (seat and other)), None)
        shown = _shown(member)
        if same:
            duplicates.append(Problem(f"{shown}: a duplicate; {same}", member.place))
        elif email and email in emails:
            hint = "if these are two persons, leave the address out of one row"
            duplicates.append(Problem(f"{shown}: a duplicate e-mail address; {emails[email]}", member.place, hint))
        else:
            there = f"the same as line {member.place.line}"
            before.append((seat, there))
            if email:
                emails[email] = there
            kept.append(member)
    return kept, duplicates


def _identity(name: PersonName | None) -> str:
    if name is None:
        return ""
    return name_key(replace(name, suffix=" ".join(_generation(name))))


def _generation(name: PersonName) -> list[str]:
    return [part for part in name.suffix.split() if plain(part) in GENERATIONS]


def _shown(member: _Member) -> str:
    if member.name is None:
        return f"vacant, {member.constituency}"
    return " ".join(filter(None, (member.name.given, member.name.family)))


def _name_all(members: list[_Member], work: _Import) -> None:
    """Give each member an id: body and name, and the constituency or a number where that is not enough."""
    groups: dict[str, list[_Member]] = {}
    for member in members:
        groups.setdefault(_stem(member), []).append(member)
    taken = set(work.library.origins)
    for stem, group in groups.items():
        seats = Counter(_slug(member.constituency) for member in group)
        for member in group:
            seat = _slug(member.constituency)
            apart = f"-{seat}" if len(group) > 1 and seat and seats[seat] == 1 and member.name else ""
            found, number = _cut(stem, apart), 1
            while found in taken:
                number += 1
                found = _cut(stem, f"{apart}-{number}")
            taken.add(found)
            member.id = member.fields["id"] = found
            if found != stem:
                work.note(f"the id {stem} is not enough to tell persons apart; {found}", member.place)


def _stem(member: _Member) -> str:
    name = member.name
    if name is None:
        parts = [member.constituency]
    else:
        generation = _generation(name)
        first = member.fields["holder"].get("family_first")
        parts = [name.family, name.given, *generation] if first else [name.given, name.family, *generation]
    return _cut(f"{member.body.id}-{_slug(' '.join(parts)) or 'member'}", "")


def _slug(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", ascii_letters(text).lower().replace("'", ""))
    return "-".join(words)


def _cut(stem: str, end: str) -> str:
    return f"{stem[: MAX_ID - len(end[:40])].rstrip('-')}{end[:40].rstrip('-')}"


def _valid(members: list[_Member]) -> tuple[list[_Member], list[Problem]]:
    """The members whose fields make a recipient, and what is wrong with the others."""
    common = {
        body.id: body.model_dump(mode="json", exclude_unset=True, include=_COMMON)
        for body in {member.body.id: member.body for member in members}.values()
    }
    try:
        TypeAdapter(list[Recipient]).validate_json(json.dumps([common[m.body.id] | m.fields for m in members]))
    except ValidationError as error:
        found: dict[int, Problem] = {}
        for detail in error.errors(include_url=False):
            index = int(detail["loc"][0])
            what = f"{'.'.join(map(str, detail['loc'][1:]))}: {detail['msg']}"
            found.setdefault(index, Problem(what, members[index].place))
        return [member for n, member in enumerate(members) if n not in found], [*found.values()]
    return members, []


# to files


def as_files(recipients: Iterable[Mapping[str, Any]], schema: str, file: str) -> list[str]:
    """The recipients as the texts of as many record files as their size needs, the first line naming ``schema``."""
    head = f"# yaml-language-server: $schema={schema}\n# Imported from {file}.\n"
    texts: list[list[str]] = [[head]]
    size = 0
    for recipient in recipients:
        entry = _entry(recipient)
        size += len(entry.encode())
        if size > MAX_BYTES * 0.9:
            texts.append([head])
            size = len(entry.encode())
        texts[-1].append(entry)
    return ["".join(text) for text in texts]


def _entry(recipient: Mapping[str, Any]) -> str:
    """One record in YAML. Ten times as fast as a general writer, which matters for a whole parliament."""
    lines = [f"\n- id: {recipient['id']}\n"]
    for name, value in recipient.items():
        if name == "id":
            continue
        if isinstance(value, dict):
            lines.append(f"  {name}:\n")
            lines += [f"    {part}: {_value(inside)}\n" for part, inside in value.items()]
        else:
            lines.append(f"  {name}: {_value(value)}\n")
    return "".join(lines)


_PLAIN = re.compile(r"[^\W\d_](?:[\w .'’()/@+-]*[\w.'’)])?|\d{4}-\d{2}-\d{2}")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
