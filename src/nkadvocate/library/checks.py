"""Content checks: what the models cannot see because it lies between records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkadvocate.library.library import MODELS, Library
from nkadvocate.library.references import references
from nkadvocate.library.sentences import check_sentences, in_quotes, sentences, texts
from nkadvocate.library.strings import strings_of
from nkadvocate.problems import Problem
from nkadvocate.records import CITATION, SLOT, Evidence

_VERB = re.compile(r"\b(signed|ratified|acceded to|acceded|succeeded to)\b", re.IGNORECASE)
_BRACE = re.compile(r"\{[a-z_]+\}")
_SLOTS = "slots: {value}, {as_of}, {person}, {when}, {where}, {age}"
_STRAIGHT = re.compile(r"[\"']")


def check_library(library: Library) -> list[Problem]:
    """Everything found wrong between the records, in the order of the checks. An empty list means a clean library."""
    return [
        *_demands(library),
        *_grounds(library),
        *_roles(library),
        *_uncited_sources(library),
        *_figures(library),
        *_claims(library),
        *_places(library),
        *_unprinted_places(library),
        *_treaty_verbs(library),
        *_bindings(library),
        *_reliance(library),
        *check_sentences(library),
    ]


def _at(library: Library, record_id: str, what: str, *path: object, hint: str | None = None) -> Problem:
    return Problem(f"{record_id}: {what}", library.origins[record_id].place(path), hint)


def _demands(library: Library) -> Iterator[Problem]:
    for demand in library.demands.values():
        if demand.status != "active":
            continue
        for field, value in (
            ("evidence", (*demand.evidence, *(e for ask in demand.asks for e in ask.evidence))),
            ("precedents", demand.precedents),
            ("basis", (*demand.basis, *(p for ask in demand.asks for p in ask.basis))),
        ):
            if not value:
                yield _at(library, demand.id, f"a demand without {field}", "id")


def _grounds(library: Library) -> Iterator[Problem]:
    """An ask narrows the legal basis of its demand, and adds nothing to it: that is for the ask's own basis."""
    for demand in library.demands.values():
        for n, ask in enumerate(demand.asks):
            for m, provision_id in enumerate(ask.grounds):
                if provision_id not in demand.basis:
                    what = f"{provision_id} is not among the demand’s own basis"
                    yield _at(library, demand.id, what, "asks", n, "grounds", m)


def _roles(library: Library) -> Iterator[Problem]:
    addressed = (*library.recipients.values(), *library.bodies.values())
    held = {role for recipient in addressed for role in recipient.roles}
    active = [demand for demand in library.demands.values() if demand.status == "active"]
    for demand in active:
        for n, ask in enumerate(demand.asks):
            for role in ask.roles:
                if role not in held:
                    yield _at(library, demand.id, f"no recipient has the role {role}", "asks", n, "roles")
    asked = {role for demand in active for ask in demand.asks for role in ask.roles}
    for recipient in addressed:
        for role in recipient.roles:
            if role not in asked:
                yield _at(library, recipient.id, f"no demand asks anything of the role {role}", "roles")


def _uncited_sources(library: Library) -> Iterator[Problem]:
    cited = {
        target
        for kind in MODELS
        if kind != "sources"
        for record in library.kind(kind).values()
        for _, target, _ in references(record)
    }
    for source_id in library.sources:
        if source_id not in cited:
            yield _at(library, source_id, "a source that nothing cites", "id")


def _figures(library: Library) -> Iterator[Problem]:
    """Two active figures for one thing must be linked, so that a letter never prints one as if it were the only one."""
    seen: dict[tuple[object, ...], Evidence] = {}
    for evidence in library.evidence.values():
        if evidence.status != "active" or evidence.figure is None or evidence.indicator is None:
            continue
        thing = (evidence.indicator, evidence.population, evidence.place, evidence.period)
        other = seen.setdefault(thing, evidence)
        if other is not evidence and not _linked(evidence, other):
            what = f"a second active figure for {evidence.indicator}, beside {other.id}"
            yield _at(library, evidence.id, what, "id", hint="link them: same_event_as, disputed_by or supersedes")


def _linked(one: Evidence, other: Evidence) -> bool:
    return any(b.id in (*a.same_event_as, *a.disputed_by, *a.supersedes) for a, b in ((one, other), (other, one)))


def _claims(library: Library) -> Iterator[Problem]:
    for evidence in library.evidence.values():
        for text in texts(evidence.claim):
            unknown = [brace for brace in _BRACE.findall(text) if not SLOT.fullmatch(brace)]
            if unknown:
                yield _at(library, evidence.id, f"unknown slot {unknown[0]}", "claim", hint=_SLOTS)
            if evidence.figure and "{value}" not in text:
                yield _at(
                    library, evidence.id, "has a figure that its claim does not print", "claim", hint="use {value}"
                )
            if "{value}" in text and not evidence.figure:
                yield _at(library, evidence.id, "prints {value} but has no figure", "claim")
            if evidence.figure and evidence.as_of[:4] not in text and "{as_of}" not in text:
                yield _at(
                    library, evidence.id, "a figure whose claim does not say as of when", "claim", hint="use {as_of}"
                )
            if _STRAIGHT.search(text):
                yield _at(library, evidence.id, "straight quotation marks", "claim", hint="use “ ” ‘ ’")


def _treaty_verbs(library: Library) -> Iterator[Problem]:
    """A sentence that names a state, a verb and an instrument must say how that state joined it (VCLT arts 11-16)."""
    register = [
        (_name_pattern(library, party.actor), instrument.label, party.verb.split()[0], party.date)
        for instrument in library.instruments.values()
        for party in instrument.parties
        if party.verb not in {"is bound by", "signed"}
    ]
    for record_id, path, sentence in sentences(library):
        verbs = {verb.split()[0].lower() for verb in _VERB.findall(sentence)}
        if not verbs:
            continue
        for state, label, verb, date in register:
            if label not in sentence or not state.search(sentence):
                continue
            words = in_quotes(library.find(record_id)[1], sentence)
            if verb not in verbs:
                yield _at(library, record_id, f"{words}: the register says {verb} ({date})", *path)
            elif date and (year := re.search(r"\b(19|20)\d\d\b(?! Refugee)", sentence.replace(label, ""))):
                years = re.findall(r"\b(?:19|20)\d\d\b", sentence.replace("1951", "").replace("1967", ""))
                if years and date[:4] not in years:
                    yield _at(library, record_id, f"{words}: says {year[0]}, the register {date}", *path)


def _name_pattern(library: Library, actor_id: str) -> re.Pattern[str]:
    name = library.actors[actor_id].name
    return re.compile(rf"\b{re.escape(name if isinstance(name, str) else name['en'])}\b")


def _bindings(library: Library) -> Iterator[Problem]:
    """A demand's legal basis must bind, or speak to, the actor whose duty it is."""
    for demand in library.demands.values():
        if demand.duty_of is None or demand.status != "active":
            continue
        for n, provision_id in enumerate(demand.basis):
            provision = library.provisions[provision_id]
            measured = library.instruments[provision.interprets or provision.instrument]
            bound = {party.actor for party in measured.parties if party.verb != "signed"}
            if provision.force != "custom" and not bound.intersection(library.lineage(demand.duty_of)):
                what = f"{provision_id} does not bind {demand.duty_of}"
                yield _at(library, demand.id, what, "basis", n)


def _reliance(library: Library) -> Iterator[Problem]:
    """Nothing printed may rest on a record that is not."""
    for kind in ("positions", "recipients", "bodies", "provisions", "demands"):
        for record_id, record in library.kind(kind).items():
            if getattr(record, "status", "active") != "active":
                continue
            for path, target, kinds in references(record):
                if path[0] in {"demands", "evidence", "basis", "not_asked"} or path[-2:-1] in {
                    ("evidence",),
                    ("basis",),
                    ("grounds",),
                }:
                    continue
                status = next(
                    getattr(library.kind(k)[target], "status", "active") for k in kinds if target in library.kind(k)
                )
                if status != "active":
                    yield _at(library, record_id, f"rests on {target}, which is {status}", *path)


_UNDIVIDED = {"article-newspaper", "article-magazine", "webpage", "speech", "hearing"}


def _places(library: Library) -> Iterator[Problem]:
    """Evidence says where in its source it stands, unless the source is a short text without divisions."""
    for evidence in library.evidence.values():
        principal = evidence.citations[0]
        source = library.sources[principal.source]
        divided = source.type not in _UNDIVIDED and source.genre != "press release"
        if evidence.status == "active" and divided and not (principal.locator or principal.note):
            hint = "give a locator, or a note that says why there is none"
            yield _at(library, evidence.id, f"no place in {source.id}", "citations", 0, hint=hint)


def _unprinted_places(library: Library) -> Iterator[Problem]:
    """A note on evidence or a position prints the place that the record has, and no other."""
    for kind in MODELS:
        for record_id, record in library.kind(kind).items():
            for text in strings_of(record):
                for cited in CITATION.finditer(text):
                    if cited["locator"] and (cited["id"] in library.evidence or cited["id"] in library.positions):
                        hint = f"{cited['id']} itself says where in its source it stands"
                        yield _at(library, record_id, f"no note prints the place in {cited[0]}", hint=hint)
