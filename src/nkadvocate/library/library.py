"""The library: every record by kind and id, read from the shipped folder and from a campaign's own."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from nkadvocate import shipped
from nkadvocate.folders import is_read, leads_out, names_in, refuse_links
from nkadvocate.kept import Kept
from nkadvocate.library import reading
from nkadvocate.library.naming import details_of, terms_of
from nkadvocate.library.reading import Located, Marks, read_yaml
from nkadvocate.library.references import references
from nkadvocate.library.selection import select
from nkadvocate.library.strings import texts_in
from nkadvocate.library.terms import unnamed
from nkadvocate.library.validation import validate_list, validate_one
from nkadvocate.problems import Place, Problem, ProblemsError, did_you_mean, unknown
from nkadvocate.records import (
    Actor,
    Addressed,
    Body,
    Campaign,
    Demand,
    Evidence,
    FormOfAddress,
    Instrument,
    Person,
    Position,
    Provision,
    Recipient,
    Record,
    Source,
)
from nkadvocate.records.person import single_names_in

MODELS: Mapping[str, type[Record]] = {
    "sources": Source,
    "actors": Actor,
    "evidence": Evidence,
    "instruments": Instrument,
    "provisions": Provision,
    "demands": Demand,
    "positions": Position,
    "bodies": Body,
    "recipients": Recipient,
    "forms": FormOfAddress,
}
"""Kinds of record: the folder's name, and the model of what it holds."""

READ = ("campaign.yaml", "design.yaml", "style.css", "base.docx", "signons.yaml", "templates", *MODELS)
"""What is read in a campaign's folder; besides, the files that its design and style sheet name."""

COLUMNS_OF_A_LIST = ".map.yaml"
"""How the name of a file ends that holds no records: which columns of an imported list were taken for what."""

_COMMON = set(Addressed.model_fields) - {"id"}
"""The fields that a member of a body has from it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: its file, its index in the file's list, and its kind."""

    located: Located
    index: int
    kind: str

    def place(self, path: tuple[object, ...] = ()) -> Place:
        return self.located.place((self.index, *path))


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """All records; no other library is equal. Each mapping goes from id to record, in the order of the files. ``today``
    is the day on which they are read (ISO 8601); where it is not known, a consent that expires does not hold. ``own``
    are the ids of records that do not ship with the program.

    Of a library cleared for an audience, ``withheld`` says why evidence is left out, by id, and ``hidden`` holds the
    names and words that nothing written from it may hold, ``details`` the dates, places and ages that it may hold only
    where a record that is told has them too. ``private`` are the sources that evidence on persons rests on, and
    actors of its own who say it.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    demands: Mapping[str, Demand] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    recipients: Mapping[str, Recipient] = field(default_factory=dict)
    forms: Mapping[str, FormOfAddress] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    today: str | None = None
    own: frozenset[str] = field(default_factory=frozenset)
    withheld: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = field(default_factory=frozenset, repr=False)
    details: frozenset[str] = field(default_factory=frozenset, repr=False)
    private: frozenset[str] = field(default_factory=frozenset)

    def kind(self, kind: str) -> Mapping[str, Record]:
        """The records of one kind; raises KeyError for a kind that does not exist."""
        if kind not in MODELS:
            raise KeyError(kind)
        records: Mapping[str, Record] = getattr(self, kind)
        return records

    def find(self, record_id: str) -> tuple[str, Record]:
        """The kind and the record with this id. Raises UnknownNameError with suggestions, and ProblemsError for
        evidence that is withheld."""
        if reason := self.withheld.get(record_id):
            raise ProblemsError([Problem(f"{record_id} is withheld: {reason}")])
        for kind in MODELS:
            if record := self.kind(kind).get(record_id):
                return kind, record
        raise unknown("record", record_id, self.origins)

    def recipient(self, recipient_id: str) -> Recipient:
        """The recipient with this id. Raises UnknownNameError with suggestions."""
        if recipient_id not in self.recipients:
            raise unknown("recipient", recipient_id, self.recipients)
        return self.recipients[recipient_id]

    def own_speaker(self, evidence: Evidence) -> Actor | None:
        """Who says it, unless that is an actor that ships with the program."""
        return self.actors.get(evidence.by) if evidence.by in self.own else None

    def own_speakers(self) -> set[str]:
        """The actors that do not ship with the program and say evidence on persons."""
        personal = (evidence for evidence in self.evidence.values() if evidence.personal)
        return {speaker.id for speaker in map(self.own_speaker, personal) if speaker}

    def lineage(self, actor_id: str) -> Iterator[str]:
        """The actor, what it is part of, and so on outwards."""
        seen: set[str] = set()
        current: str | None = actor_id
        while current is not None and current not in seen:
            seen.add(current)
            yield current
            current = self.actors[current].part_of


def open_library(*folders: Path, only: Collection[str] = (), today: str | None = None) -> Library:
    """Read the shipped records, then those in each of ``folders``; a later record replaces an earlier one of its id.

    ``only`` reads just these kinds, and then does not ask where their ids lead; without ``today`` (ISO 8601) no consent
    holds that expires. Raises ProblemsError with every problem of every file: YAML, fields, ids given twice, ids that
    lead nowhere; and evidence on persons where it is not read, for what is not read protects nobody.
    """
    records: dict[str, dict[str, Record]] = {kind: {} for kind in MODELS}
    origins: dict[str, Origin] = {}
    problems: list[Problem] = []
    faulty: set[str] = set()
    brought: set[str] = set()
    kinds = [kind for kind in MODELS if not only or kind in only or (kind == "bodies" and "recipients" in only)]
    for folder in (shipped.SEEDS, *folders):
        own: dict[str, Origin] = {}
        kept = Kept("records", reading.__file__) if folder == shipped.SEEDS else None
        for kind in kinds:
            for path in sorted((folder / kind).glob("*.yaml")):
                if not path.name.endswith(COLUMNS_OF_A_LIST):
                    problems += _read_file(path, kind, folder, kept, records, own, faulty)
        if kept and kept.added and not tells_of_persons():  # no copy is made of what is known of persons
            kept.save()
        for record_id, origin in own.items():
            earlier = origins[record_id].kind if record_id in origins else origin.kind
            if earlier != origin.kind:
                problems.append(
                    Problem(f"the id '{record_id}' is taken by one of the {earlier}", origin.place(("id",)))
                )
        origins |= own
        brought |= own.keys() if folder != shipped.SEEDS else set()
    library = Library(**records, origins=origins, today=today, own=frozenset(brought))  # type: ignore[arg-type]
    problems += (not_read(folder, name) for folder in folders for name in unread(folder) if _may_tell(folder, name))
    if not only:
        problems += _unresolved(library, faulty)
    if problems:
        raise ProblemsError(_without(problems, _persons_in(*folders)))
    return library


def without_persons(problems: Iterable[Problem], library: Library) -> list[Problem]:
    """The problems without any name, word, place, date or age of a private person in the records."""
    return _without(problems, (record.person for record in library.evidence.values() if record.person))


def _without(problems: Iterable[Problem], people: Iterable[Person]) -> list[Problem]:
    return unnamed(problems, _terms_of(people))


def _terms_of(people: Iterable[Person]) -> set[str]:
    return set().union(*(terms_of(person) | details_of(person) for person in people))


_PERSON = re.compile(rf"\b(?:person|{'|'.join(Person.model_fields)})[\"']?\s*:|\\|^[\s-]*\?\s", re.MULTILINE)
"""A key as it is written, of a record or of its person, or what may be one: an escape, an explicit key (YAML 1.2.2, 5.7
and 8.2.2)."""


def tells_of_persons(*folders: Path) -> bool:
    """Whether any evidence, shipped or in ``folders``, may have a ``person``. Reads no record, and so is quick."""
    return any(_may_tell(folder, name) for folder, name in _files_of_evidence(*folders))


def _may_tell(folder: Path, name: str) -> bool:
    """Whether a file may tell of a person; of one that is no text in UTF-8 nothing is known."""
    with suppress(OSError, UnicodeDecodeError):
        if not leads_out(folder, folder / name):
            text = (folder / name).read_bytes().decode()
            return "\0" in text or _PERSON.search(text) is not None
    return True


def unread(folder: Path) -> Iterator[str]:
    """The names in ``folder`` of files that look like records and are not read as such, for where they stand or how
    their names end. Hidden folders and other campaigns are left out."""
    for path in names_in(folder):
        name = path.relative_to(folder)
        kind, above = name.parts[0], path.parents[: len(name.parts) - 1]
        if path.suffix.casefold() not in (".yaml", ".yml", *([".json"] if kind == "evidence" else [])):
            continue
        if kind in MODELS and len(above) == 1 and path.suffix == ".yaml":
            known = kind == "recipients" or not path.name.endswith(COLUMNS_OF_A_LIST)
        else:
            known = name.as_posix() in READ
        of_others = any(one.name.startswith(".") or (one / "campaign.yaml").is_file() for one in above)
        if not known and not of_others and is_read(folder, path):
            yield name.as_posix()


def not_read(folder: Path, name: str) -> Problem:
    """That a file of ``unread`` is not read, and where it would be."""
    kind = name.partition("/")[0]
    stem = Path(name).stem.removesuffix(Path(COLUMNS_OF_A_LIST).stem)
    better = f"{kind if kind in MODELS else 'evidence'}/{stem}.yaml"
    return Problem(f"{folder.name}/{name} is not read", hint=f"move it to {better}")


def persons_alone(*folders: Path) -> Library:
    """Of all that ``folders`` hold, what points to private persons: a library that tells nothing and hides that.

    It is for what is said where records have mistakes. Raises ProblemsError with what is wrong in a file of evidence
    that cannot be read.
    """
    return Library(hidden=frozenset(_terms_of(_persons_in(*folders))))


def _files_of_evidence(*folders: Path) -> Iterator[tuple[Path, str]]:
    """The files of evidence, shipped and in ``folders``, each as its folder and its name there, and those that may be
    meant for it and are not read."""
    for folder in (shipped.SEEDS, *folders):
        for path in sorted(filter(Path.is_file, (folder / "evidence").glob("*.yaml"))):
            yield folder, path.relative_to(folder).as_posix()
    for folder in folders:
        yield from ((folder, name) for name in unread(folder) if _may_tell(folder, name))


def _persons_in(*folders: Path) -> Iterator[Person]:
    """Whoever the evidence tells of, in records with mistakes too. Raises ProblemsError with what is wrong in a file of
    evidence that cannot be read: it may hold the names in all else that is wrong."""
    for folder, name in _files_of_evidence(*folders):
        yield from map(_as_far_as_known, _on_persons(_read_inside(folder, name).value))


def _on_persons(value: object) -> Iterator[object]:
    """What stands under ``person``, wherever that is, and what may be meant for it: under a like word, with a field of
    a person in it, or such a field of the record itself."""
    yield from _values_of("person", value)
    for record in value if isinstance(value, list) else [value]:
        if isinstance(record, dict):
            others = {field: inner for field, inner in record.items() if field not in Evidence.model_fields}
            yield {field: inner for field, inner in others.items() if field in Person.model_fields}
            yield from (inner for field, inner in others.items() if _is_for_a_person(str(field), inner))


def _is_for_a_person(field: str, value: object) -> bool:
    return did_you_mean(field, ["person"]) is not None or (
        isinstance(value, dict) and not Person.model_fields.keys().isdisjoint(value)
    )


def _values_of(field: str, value: object) -> Iterator[object]:
    """What ``field`` holds wherever it stands in a value."""
    if isinstance(value, dict):
        yield from (inner for key, inner in value.items() if key == field)
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _values_of(field, inner)


def _as_far_as_known(value: object) -> Person:
    """The person whom a record tells of; every text in a field with a mistake, and each name in it, counts as the name
    of a relative."""
    fields = value if isinstance(value, dict) else {"": value}
    known: dict[str, object] = {}
    words: list[str] = []
    for name, inner in fields.items():
        try:
            Person.model_validate_json(json.dumps({name: inner}))
        except ValidationError:
            texts = texts_in(inner)
            words += (one for text in texts for one in single_names_in(text)) if name in _OF_NAMES else texts
        else:
            known[name] = inner
    person = Person.model_validate_json(json.dumps(known))
    return person.model_copy(update={"relatives": (*person.relatives, *words)})


_OF_NAMES = frozenset(("names", "pseudonym", "relatives"))


def _read_file(
    path: Path,
    kind: str,
    folder: Path,
    kept: Kept | None,
    records: dict[str, dict[str, Record]],
    own: dict[str, Origin],
    faulty: set[str],
) -> list[Problem]:
    """Read one file into ``records`` and ``own``. ``faulty`` takes the ids of records that are there but not valid,
    and the kind whose file cannot be read: what points to them is not at fault."""
    try:
        located = _read_inside(folder, path.relative_to(folder).as_posix(), kept)
    except ProblemsError as error:
        faulty.add(kind)
        return list(error.problems)
    unknown_bodies: list[Problem] = []
    if kind == "recipients":
        located, unknown_bodies = _with_bodies(located, records["bodies"], faulty)
    valid, problems = validate_list(MODELS[kind], located)
    problems += unknown_bodies
    if problems and isinstance(located.value, list):
        faulty |= {str(item.get("id")) for item in located.value if isinstance(item, dict)}
    elif problems:
        faulty.add(kind)
    for index, record in valid:
        record_id: str = record.id  # type: ignore[attr-defined]
        origin = Origin(located, index, kind)
        if record_id in own:
            first = own[record_id].place(("id",))
            problems.append(Problem(f"the id '{record_id}' is given twice; first at {first}", origin.place(("id",))))
        else:
            own[record_id] = origin
            records[kind][record_id] = record
    return problems


def _read_inside(folder: Path, name: str, kept: Kept | None = None) -> Located:
    """The YAML file ``name`` of a folder, which may be a stranger's: no link leads to the files of others. Raises
    ProblemsError."""
    shown = f"{folder.name}/{name}"
    if leads_out(folder, folder / name):
        problem = Problem("is a link", Place(shown, 1, 1), "copy what it leads to into the campaign's folder")
        raise ProblemsError([problem])
    return read_yaml(folder / name, shown, kept)


def _with_bodies(located: Located, bodies: Mapping[str, Record], faulty: set[str]) -> tuple[Located, list[Problem]]:
    """The records of a file, those of members with the fields of their body; and those whose body does not exist."""
    if not isinstance(located.value, list):
        return located, []
    wanted = {str(item.get("member_of")) for item in located.value if isinstance(item, dict)}
    common = {
        body_id: body.model_dump(mode="json", exclude_unset=True, include=_COMMON)
        for body_id, body in bodies.items()
        if body_id in wanted
    }
    problems: list[Problem] = []
    filled: list[Any] = []
    taken: list[int] = []
    for index, item in enumerate(located.value):
        member_of = item.get("member_of") if isinstance(item, dict) else None
        if isinstance(member_of, str) and member_of not in common:
            if not faulty.intersection((member_of, "bodies")):
                place = located.place((index, "member_of"))
                problems.append(_dangling(member_of, ("bodies",), {"bodies": bodies}, place))
            continue
        taken.append(index)
        filled.append(common[member_of] | item if isinstance(member_of, str) else item)

    def marks() -> Marks:
        every = located.marks()
        return every._replace(inner={number: every.inner[index] for number, index in enumerate(taken)})

    return replace(located, value=filled, marks=marks), problems


def _unresolved(library: Library, faulty: set[str]) -> list[Problem]:
    problems: list[Problem] = []
    mappings = {kind: library.kind(kind) for kind in MODELS}
    known: dict[tuple[str, ...], set[str]] = {}
    for records in mappings.values():
        for record_id, record in records.items():
            for path, target, kinds in references(record):
                if kinds not in known:
                    known[kinds] = {name for kind in kinds for name in mappings[kind]}
                if target in known[kinds] or faulty.intersection((target, *kinds)):
                    continue
                place = library.origins[record_id].place(path)
                problems.append(_dangling(target, kinds, mappings, place))
    return problems


def _dangling(
    target: str, kinds: tuple[str, ...], mappings: Mapping[str, Mapping[str, Record]], place: Place
) -> Problem:
    elsewhere = next((kind for kind in mappings if target in mappings[kind]), None)
    wanted = " or ".join(kinds)
    if elsewhere:
        return Problem(f"'{target}' is one of the {elsewhere}; this field takes {wanted}", place)
    known = [name for kind in kinds for name in mappings[kind]]
    return Problem(f"no record '{target}' among {wanted}", place, did_you_mean(target, known))


def open_campaign(folder: Path, library: Library) -> Campaign:
    """Read ``campaign.yaml`` in ``folder`` against ``library``. Raises ProblemsError, also where links lead out of what
    is read there."""
    try:
        refuse_links(folder, READ)
        return _campaign(folder, library)
    except ProblemsError as error:
        raise ProblemsError(without_persons(error.problems, library)) from None


def _campaign(folder: Path, library: Library) -> Campaign:
    located = _read_inside(folder, "campaign.yaml")
    campaign = validate_one(Campaign, located)
    mappings = {kind: library.kind(kind) for kind in MODELS}
    problems = [
        _dangling(target, kinds, mappings, located.place(path))
        for path, target, kinds in references(campaign)
        if not any(target in mappings[kind] for kind in kinds)
    ]
    for number, query in enumerate(campaign.recipients):
        try:
            select(library, [query])
        except ProblemsError as error:
            problems += (replace(problem, place=located.place(("recipients", number))) for problem in error.problems)
    if problems:
        raise ProblemsError(problems)
    return campaign
