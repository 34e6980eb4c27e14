"""Checks on what is about private persons: consent, dates, relatives at risk, and names where they do not belong."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from nkadvocate.folders import files_of
from nkadvocate.library.audience import (
    ENDED_ELSEWHERE,
    NAMES_ANOTHER,
    OF_ONE_SOURCE,
    READS_LIKE_ANOTHER,
    TELLS_OF_RELATIVE,
    TOLD_BY_NAME,
    Audience,
    betrays,
    cleared,
    exposed,
    protected_terms,
    telling_of,
)
from nkadvocate.library.generalising import generalised, identifying
from nkadvocate.library.library import MODELS, Library
from nkadvocate.library.strings import APART, strings_of
from nkadvocate.library.terms import mentions
from nkadvocate.library.unknown_words import KnownWords
from nkadvocate.problems import Place, Problem
from nkadvocate.records import DETAILS, FORMS, Consent, Evidence, Grant, Record


def check_persons(library: Library, on: str, folder: Path | None = None) -> list[Problem]:
    """What endangers the persons in the records on the day ``on`` (ISO 8601), or leaves them without consent.

    ``folder`` is a campaign's, whose own texts are searched for names. No finding says what it has found.
    """
    problems: list[Problem] = []
    for evidence in library.evidence.values():
        if evidence.personal and evidence.status == "active":
            problems += _consent(library, evidence, max(on, library.today or on))
        if evidence.consent and evidence.status == "withdrawn":
            problems += _untouched(library, evidence, evidence.consent)
    everyone = Audience(on, public=True)
    told = cleared(library, everyone)
    protected = protected_terms(library, everyone)
    texts = _texts(folder, protected) if folder else ()
    return [
        *problems,
        *_on_account_of_others(library, told),
        *_names(library, told.hidden),
        *_sources(library, told, protected),
        *texts,
    ]


def _at(library: Library, evidence: Evidence, what: str, *path: object, hint: str | None = None) -> Problem:
    return Problem(f"{evidence.id}: {what}", library.origins[evidence.id].place(path), hint)


def _consent(library: Library, evidence: Evidence, on: str) -> Iterator[Problem]:
    consent = evidence.consent
    if consent is None:
        what = "testimony, or about a private person, without consent"
        yield _at(library, evidence, what, "id", hint="it is withheld everywhere; add 'consent'")
        return
    if all(grant.withdrawn for grant in consent.grants):
        hint = "set 'status: withdrawn' with a 'reason', and do not use it again"
        yield _at(library, evidence, "the consent is withdrawn, but the status is active", "consent", hint=hint)
    for n, grant in enumerate(consent.grants):
        path = ("consent", "grants", n)
        if grant.withdrawn or grant.to == "internal":
            continue
        if grant.expires and grant.expires <= on:
            what = f"the consent for {grant.to} has expired by {on}"
            yield _at(library, evidence, what, *path, "expires", hint="ask again")
        if grant.to == "un-body-in-confidence" and any(_is_of_a_state(library, actor) for actor in grant.actors):
            yield _at(library, evidence, "a state is no UN body", *path, "actors", hint="use 'to: governments'")
        if _is_narrowed(grant, consent):
            what = f"a later consent for {grant.to} allows less, and this one still holds"
            hint = "add 'withdrawn' with the day to this one if the later takes its place"
            yield _at(library, evidence, what, *path, hint=hint)
        form, detail = telling_of(grant, consent)
        if consent.relatives_at_risk and _points_at_relatives(consent, form, detail):
            what = f"relatives are at risk, but {grant.to} may be told more than the year and the country"
            yield _at(library, evidence, what, *path, hint="use 'detail: year-and-country' and no name")
        for _, what in identifying([generalised(evidence, FORMS[form], DETAILS[detail])]):
            yield _at(library, evidence, f"for {grant.to}: {what}", *path, hint="give a coarser 'detail'")


def _is_narrowed(grant: Grant, consent: Consent) -> bool:
    """Whether the same readers have a later grant for one of its purposes that tells less."""
    return any(
        later.given > grant.given
        and not later.withdrawn
        and later.to == grant.to
        and {*later.actors} == {*grant.actors}
        and not {*later.purposes}.isdisjoint(grant.purposes)
        and any(less > more for less, more in zip(telling_of(later, consent), telling_of(grant, consent), strict=True))
        for later in consent.grants
    )


def _untouched(library: Library, evidence: Evidence, consent: Consent) -> Iterator[Problem]:
    """Grants that still hold where the record is withdrawn: other records go on telling the name by theirs."""
    for n, grant in enumerate(consent.grants):
        if not grant.withdrawn:
            what = f"the status is withdrawn, but the consent for {grant.to} is not"
            hint = "add 'withdrawn' with the day if the person withdrew it; else say 'status: unverified' or 'disputed'"
            yield _at(library, evidence, what, "consent", "grants", n, hint=hint)


def _on_account_of_others(library: Library, told: Library) -> Iterator[Problem]:
    """Evidence that is withheld from everyone for what another record holds, or would have every letter refused."""
    hints = {
        ENDED_ELSEWHERE: "ask the person again, and end it here or renew it there",
        READS_LIKE_ANOTHER: _RENAME,
        NAMES_ANOTHER: "leave the name or pseudonym out of the claim, and of what is cited",
        OF_ONE_SOURCE: "give it a source of its own, such as one of all interviews on file",
        TELLS_OF_RELATIVE: "leave the relative out, or tell both by name, both by pseudonym or neither, and as exactly",
        TOLD_BY_NAME: "tell both by name or both by pseudonym, as the person agrees",
    }
    for record_id, why in told.withheld.items():
        evidence = library.evidence[record_id]
        if why in hints and evidence.status == "active":
            yield _at(library, evidence, f"withheld: {why}", "person", hint=hints[why])
    for record_id, evidence in told.evidence.items():
        if evidence.person and exposed(APART.join(evidence.person.names), told):
            what = "no letter can print its name, which holds or reads like what another record protects"
            yield _at(library, library.evidence[record_id], what, "person", hint=hints[TOLD_BY_NAME])


_RENAME = "choose another pseudonym, or tell it unnamed"


def _is_of_a_state(library: Library, reader: str) -> bool:
    actor_id = library.recipients[reader].actor if reader in library.recipients else reader
    return any(library.actors[actor].kind == "state" for actor in library.lineage(actor_id))


def _points_at_relatives(consent: Consent, form: int, detail: int) -> bool:
    return form == 0 or detail < len(DETAILS) - 1


def _names(library: Library, names: Collection[str]) -> Iterator[Problem]:
    """Names in the text of any record, and details and unknown words in that of their own, which would be printed as
    they stand."""
    if not any(evidence.person for evidence in library.evidence.values()):
        return
    known = KnownWords.of(library)
    for kind in MODELS:
        for record_id, record in library.kind(kind).items():
            person = record.person if isinstance(record, Evidence) else None
            file = library.origins[record_id].located.file
            if mentions(file, names):
                folder = f"{file.partition('/')[0]}/{kind}"
                yield Problem(f"{folder}: the name of a file holds a name or word that a record protects")
            text = APART.join(strings_of(_printed_as_it_stands(record)))
            if mentions(text, names) or (person and betrays(library, text, person)):
                what = "holds a name, or what else identifies a private person"
                # Not the id, nor the field: either may be where it stands.
                place = library.origins[record_id].place(("id",))
                yield Problem(f"the record {what}", place, "use the slots {person}, {when}, {where}, {age}")
            elif isinstance(record, Evidence) and person:
                yield from _unknown(library, generalised(record, FORMS[-1], DETAILS[-1]), known)


def _sources(library: Library, told: Library, protected: Collection[str]) -> Iterator[Problem]:
    """Details in a source that evidence on persons rests on, or in the name of who says it."""
    for record_id in sorted(told.private):
        record = library.sources.get(record_id) or library.actors.get(record_id)
        if record and mentions(APART.join(strings_of(record)), protected) - told.hidden:
            what = "source" if record_id in library.sources else "actor"
            place = library.origins[record_id].place(("id",))
            hint = "give it a name or title, and dates, that say nothing of the person"
            yield Problem(f"the {what} holds what else identifies a private person", place, hint)


def _unknown(library: Library, told: Evidence, known: KnownWords) -> Iterator[Problem]:
    """Words and numbers that may point to somebody, in what would be printed of a person as it stands."""
    for record_id, path, what in known.unknown_in(library, told):
        place = library.origins[record_id].place(path)
        yield Problem(f"what is told of a private person holds {what}", place, _KNOWN_TO_BE_NONE)


_KNOWN_TO_BE_NONE = (
    "use the slots {person}, {when}, {where}, {age}, write it otherwise, "
    "or, if it points to nobody and holds no word of a name on record, list it under 'harmless'"
)


def _printed_as_it_stands(record: Record) -> Record:
    """The record without what is made coarser before it is printed."""
    if isinstance(record, Evidence) and record.person:
        return generalised(record, FORMS[-1], DETAILS[-1]).model_copy(update={"person": None})
    return record


def _texts(folder: Path, names: Collection[str]) -> Iterator[Problem]:
    """Names, and what else identifies a person, in the campaign's own words and templates."""
    if not names:
        return
    for path in (folder / "campaign.yaml", *files_of(folder, "templates", ".j2")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        lines = [n for n, line in enumerate(text.splitlines(), 1) if mentions(line, names)]
        if lines or mentions(f"{shown}\n{text}", names):
            yield Problem("holds a name or word that a record protects", Place(shown, (lines or [1])[0], 1))
