"""Who reads a document, and what of the records those readers may be told.

``cleared`` makes the library that a document is written from: what its readers may not be told is not in it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, product
from typing import TYPE_CHECKING

from nkadvocate.library.generalising import generalised
from nkadvocate.library.identity import Identities, identities
from nkadvocate.library.kinship import tells_of_kin
from nkadvocate.library.library import MODELS, Library
from nkadvocate.library.naming import (
    details_of,
    forms_of,
    parts_of,
    single_names,
    tells_given_name,
    terms_of,
    told_alone,
    turned,
    with_capitals,
    written,
)
from nkadvocate.library.references import references
from nkadvocate.library.sentences import texts
from nkadvocate.library.strings import APART, strings_of
from nkadvocate.library.terms import Protected, alike, may_be_one, mentions, untold
from nkadvocate.records import (
    CITATION,
    DETAILS,
    FORMS,
    Campaign,
    Consent,
    Detail,
    Evidence,
    Grant,
    Person,
    Purpose,
    Recipient,
    Record,
    Source,
)
from nkadvocate.records.person import Form

if TYPE_CHECKING:
    from nkadvocate.library.unknown_words import KnownWords

_NEVER_IMPLIED = frozenset({"CN", "KP"})
"""States (ISO 3166-1) that consent to governments does not cover unless it names them: those that people flee."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a document of the day ``on`` (ISO 8601), written for ``purposes``.

    ``actors`` read it in confidence, a recipient that does not ship with the program by its own id; ``public`` is
    everyone; with neither only those who keep the records do.
    """

    on: str
    actors: frozenset[str] = field(default_factory=frozenset)
    public: bool = False
    purposes: frozenset[Purpose] = frozenset(("advocacy",))

    def __str__(self) -> str:
        return "the public" if self.public else ", ".join(sorted(self.actors)) or "those who keep the records"


_IN_CONFIDENCE = frozenset({"letter", "follow-up", "thank-you", "correction", "email", "briefing"})
"""Kinds of document that only the recipient and those who get copies read."""
_FOR_EVERYONE = frozenset({"open-letter", "parliamentary-question"})
"""Kinds that ship and that everyone reads. Any other may be for the press."""


_OF_PARLIAMENTS = frozenset({"legislature", "legislator"})
"""Roles of those who sit in a parliament, for the opposition too, or speak for one."""


def audience_of(library: Library, campaign: Campaign, recipient: Recipient | None, on: str) -> Audience:
    """Who reads what ``campaign`` writes to ``recipient``, or on the whole matter, and for what it is written.

    Everyone reads it, unless the campaign is confidential, its kind of document is for the recipient alone, the
    recipient and all who get copies are known, and none but the sender signs; parliaments and their members are the
    public too. A kind of document that does not ship is for the media.
    """
    readers = [recipient, *map(library.recipients.get, campaign.copies)]
    known = [reader for reader in readers if reader is not None and _OF_PARLIAMENTS.isdisjoint(reader.roles)]
    published = campaign.publication == "public" or campaign.kind not in _IN_CONFIDENCE
    # One of several who names no organisation may be of any.
    alone = len(campaign.signatories) == 1
    own = {campaign.sender.name, *([None] if alone else [])}
    jointly = any(one.organisation not in own for one in campaign.signatories)
    if published or jointly or len(known) < len(readers):
        ships = campaign.kind in _IN_CONFIDENCE | _FOR_EVERYONE
        return Audience(on, public=True, purposes=frozenset(("advocacy",) if ships else ("advocacy", "media")))
    return Audience(on, frozenset(_reader(library, reader) for reader in known))


def _reader(library: Library, recipient: Recipient) -> str:
    """The actor for whom the recipient reads; the recipient itself where a campaign says for whom that is, for a list
    of recipients is no proof: consent covers it where it names it, or covers everyone."""
    ships = library.own.isdisjoint((recipient.id, *library.lineage(recipient.actor)))
    return recipient.actor if ships else recipient.id


@lru_cache(maxsize=8)
def cleared(library: Library, audience: Audience) -> Library:
    """The library as ``audience`` may read it.

    Evidence that it may not read is left out, its id and the reason in ``withheld``. What identifies a private person
    is left out or made coarser, as the consent asks; ``hidden`` holds the names and words that may occur nowhere, and
    ``details`` the dates, places, ages and single words of names that may occur where another record tells them.
    """
    if not audience.public and not audience.actors:
        return library
    people = [record.person for record in library.evidence.values() if record.person]
    vocabulary = _vocabulary(library) if people else None
    tellings: _Tellings = {
        record_id: _told(library, record, audience, vocabulary) for record_id, record in library.evidence.items()
    }
    readers, who = _readers(audience), identities(library)
    if people and len(readers) > 1:  # what a reader is told alone and with others is read together
        for reader in sorted(audience.actors):
            alone = cleared(library, dataclasses.replace(audience, actors=frozenset((reader,)))).withheld
            tellings = {record_id: alone.get(record_id, told) for record_id, told in tellings.items()}
    ended = _ended(library, tellings, audience, readers, who)
    tellings = _untold_since(library, tellings, ended)
    if not audience.public:  # whoever is told what everyone may be, and no more, is told no more than everyone
        as_everyone = {record_id: told for record_id, told in tellings.items() if _as_everyone(library, told, audience)}
        tellings = {**tellings, **_untold_since(library, as_everyone, _ended(library, tellings, audience, [None], who))}
    words = turned(word for person in people for word in person.identifying)
    tellings = _withholding(library, tellings, words, READS_LIKE_ANOTHER)
    named = _called_of(library, tellings, "named")
    named_forms = forms_of(named)
    names, free = _secret(people, named)
    # A pseudonym that reads like the name of somebody, or holds a part of one, a place, a day or an age, would tell it.
    without = (details_of(person.model_copy(update={"pseudonym": None})) for person in people)
    protected = {detail for details in without for detail in details}
    protected -= alike(protected, parts_of(named_forms)) | free
    tellings = _withholding(library, tellings, names | protected, READS_LIKE_ANOTHER, "pseudonym")
    on_record = _on_record(people)
    tellings = {
        record_id: told if isinstance(told, str) else _gives_away(library, told, named, on_record, who) or told
        for record_id, told in tellings.items()
    }
    while tied := _tied(library, tellings, who):
        tellings = {**tellings, **tied}
    named = _called_of(library, tellings, "named")
    named_forms = forms_of(named)
    names, free = _secret(people, named)
    shown = forms_of(_called_of(library, tellings))
    pseudonyms = turned(person.pseudonym for person in people if person.pseudonym)
    details = {detail for person in people for detail in details_of(person)}
    told = {record_id: told for record_id, told in tellings.items() if not isinstance(told, str)}
    apart = _apart(library, told, who) if people else set[str]()
    named_parts = parts_of(named_forms)
    known = {detail for one in told.values() if one.person for detail in details_of(one.person)}
    known |= {*written(audience.on), *named_parts}  # a letter has its day with the year
    # A place that is told, and sounds like the given name of somebody, frees no name.
    single = {name for person in people for name in single_names(person)}
    others = details - single
    untold = (single - alike(single, named_parts) - known) | (others - alike(others, known))
    return dataclasses.replace(
        library,
        sources={**library.sources, **{source.id: source for source in _dated_coarser(library, told)}},
        evidence={record_id: _with_links(one, told, apart) for record_id, one in told.items()},
        withheld={record_id: why for record_id, why in tellings.items() if isinstance(why, str)},
        hidden=frozenset(forms_of(ended) | words | names | (pseudonyms - alike(pseudonyms, shown))),
        details=frozenset(untold - free),
        private=_private(library),
    )


ENDED_ELSEWHERE = "consent to tell of the same person has ended in another record"
READS_LIKE_ANOTHER = "its name or pseudonym holds or reads like a name, word, place, date or age that a record protects"
TOLD_BY_NAME = "the same readers are told of somebody with this name by name in another record"
NOT_KNOWN = "its text or its source has a word or number that may point to somebody"
OF_ONE_SOURCE = "it and a record that tells the same person more openly cite one source"
TELLS_OF_RELATIVE = "it tells of a relative whose own record these readers are not told, or more or less openly"
NAMES_ANOTHER = "its text or its source says a name or pseudonym of somebody else on record, or a part of one"
"""Why evidence is withheld on account of other records."""

_Tellings = Mapping[str, Evidence | str]
"""By the id of evidence, how it is told, or why it is withheld."""


def _secret(people: Collection[Person], named: Collection[str]) -> tuple[set[str], set[str]]:
    """The names that are not told where ``named`` are, and what of theirs is no secret then: of the names of whoever
    may be somebody named, what stands in the name that is told."""
    every = {name for person in people for name in (*person.names, *person.kin)}
    same = {name for name in every if may_be_one([name], named)} if named else set()
    free = mentions(APART.join(forms_of(named)), forms_of(same) | parts_of(same))
    told_of = ((words, name) for person in people for words, name in zip(person.relatives, person.kin, strict=True))
    return (forms_of(every) | turned(words for words, name in told_of if name not in same)) - free, free


def _vocabulary(library: Library) -> KnownWords:
    from nkadvocate.library.unknown_words import KnownWords

    return KnownWords.of(library)


def _ended(
    library: Library,
    tellings: _Tellings,
    audience: Audience,
    readers: Collection[str | None],
    who: Identities,
) -> set[str]:
    """The names and pseudonyms that these readers might be told once and may not be any more, or the public if anybody
    might be, and the names that other records have of the same person."""
    ended: set[str] = set()
    for record_id, evidence in library.evidence.items():
        person, told = evidence.person, tellings[record_id]
        if not person or not evidence.consent:
            continue
        for grant in evidence.consent.grants:
            past = grant.withdrawn or _has_expired(grant, audience.on, library.today)
            if past and any(reader is None or _covers(library, grant, reader) for reader in readers):
                pseudonym = person.pseudonym if grant.form == "pseudonym" or not person.names else None
                called = _called(person, None if isinstance(told, str) else told.person)
                untold = {*person.names, *filter(None, [pseudonym])} - called
                ended |= untold
                if untold and called.isdisjoint(person.names):
                    ended |= who.names[record_id]
    return ended


def _untold_since(library: Library, tellings: _Tellings, ended: Collection[str]) -> _Tellings:
    """The same without evidence on persons who are called by what is ``ended``."""
    tellings = _withholding(library, tellings, forms_of(ended), ENDED_ELSEWHERE)
    return {
        record_id: ENDED_ELSEWHERE if may_be_one(_called_of(library, {record_id: told}), ended) else told
        for record_id, told in tellings.items()
    }


def _as_everyone(library: Library, told: Evidence | str, audience: Audience) -> bool:
    """Whether it is told, in this form, on the strength of a grant to the public."""
    if isinstance(told, str):
        return False
    consent = library.evidence[told.id].consent
    if consent is None:
        return False
    grants = tuple(grant for grant in consent.grants if grant.to != "public")
    readers, in_confidence = _readers(audience), consent.model_copy(update={"grants": grants})
    return _telling(library, in_confidence, readers, audience) != _telling(library, consent, readers, audience)


def _withholding(
    library: Library, tellings: _Tellings, terms: Collection[str], why: str, form: Form | None = None
) -> _Tellings:
    """The same without evidence that would tell any of ``terms`` as a name or pseudonym, or in this form alone."""
    if not terms:
        return tellings
    # The comma is that of a sentence that goes on: Maehwa, 34, said.
    said = {
        record_id: APART.join(f"{name}," for name in forms_of(_called_of(library, {record_id: told}, form)))
        for record_id, told in tellings.items()
    }
    found = mentions(APART.join(said.values()), terms)
    return {
        record_id: why if found and mentions(said[record_id], found) else told for record_id, told in tellings.items()
    }


_OnRecord = tuple[set[str], set[str], set[str]]
"""The names, relatives and pseudonyms of all persons, the words that tell of one, and those that do if they have a
capital."""


def _gives_away(
    library: Library, told: Evidence, named: Collection[str], on_record: _OnRecord, who: Identities
) -> str | None:
    """Why what is told of a person gives away who has a pseudonym, theirs or another's; ``named`` are told by name."""
    person, called = library.evidence[told.id].person, told.person
    if person is None or called is None:
        return None
    if called.pseudonym and tells_given_name(called.pseudonym, who.names[told.id] | who.kin[told.id]):
        return READS_LIKE_ANOTHER
    if called.pseudonym and not called.names and may_be_one(who.names[told.id], named):
        return TOLD_BY_NAME
    return NAMES_ANOTHER if _names_another(library, told, person, called, on_record) else None


def _tied(library: Library, tellings: _Tellings, who: Identities) -> dict[str, str]:
    """Why evidence that is told may not be told beside what else is, and is not."""
    told = ((record_id, one) for record_id, one in tellings.items() if not isinstance(one, str))
    found = ((record_id, _tied_to_another(library, one, tellings, who)) for record_id, one in told)
    return {record_id: why for record_id, why in found if why}


def _tied_to_another(library: Library, told: Evidence, tellings: _Tellings, who: Identities) -> str | None:
    """Why what else is told gives away of whom a claim tells, or the claim of whom a relative's record is."""
    person, called = library.evidence[told.id].person, told.person
    if person is None or called is None:
        return None
    places, of_kin = {*_places(library, told)}, tells_of_kin(library, told)
    for record_id, other in tellings.items():
        evidence = library.evidence[record_id]
        one = evidence.person
        if one is None or record_id == told.id:
            continue
        more = 0 if isinstance(other, str) or other.person is None else _openly(other.person) - _openly(called)
        if more > 0 and not places.isdisjoint(_places(library, evidence)) and who.one_person(told.id, record_id):
            return OF_ONE_SOURCE
        otherwise = isinstance(other, str) or more != 0 or _is_more_exact(told, other)
        if of_kin and otherwise and who.of_kin(told.id, record_id):
            return TELLS_OF_RELATIVE
    return None


def _places(library: Library, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Where a claim and another one show that they rest on the same: a source of one's own, its title or a number of
    it, a place in a report, or whatever word of a note says whose account it is."""
    for citation in evidence.citations:
        if citation.source in library.own:
            yield citation.source, ""
            if source := library.sources.get(citation.source):
                called = [*filter(None, [source.number]), *(texts(source.title) if source.title else ())]
                yield from (("", one) for words in called for one in (words.casefold(), *_NUMBERS.findall(words)))
        for words in (*filter(None, [citation.locator]), *texts(citation.note)):
            yield citation.source, words.casefold()
            said = _WORD.findall(_ARTICLE.sub("", words).casefold())
            yield from ((citation.source, word) for word in said if word not in _ACCOUNTS)


_NUMBERS = re.compile(r"\b(?!(?:19|20)\d\d\b)\d+")
"""But for years."""
_WORD = re.compile(r"\d+|[^\W\d_]+")
_ARTICLE = re.compile(r"(?:^|(?<=[.;:] ))A (?=[a-z])|\ba (?=\w)")
_OF_ACCOUNTS = """
account accounts an and another at by ch chapter conversation each file from given he her his in interview interviewee
interviews man of on one or p page pages para paragraph paragraphs paras part pp quoted recorded section she statement
statements survivor survivors table testimonies testimony the to transcript who with witness witnesses woman
"""
_ACCOUNTS = frozenset(_OF_ACCOUNTS.split())
"""Words of locators and notes that do not say whose account it is."""


def _is_more_exact(told: Evidence, other: Evidence) -> bool:
    """Whether it tells more exactly than the other when or where something happened, or how old somebody was."""
    ours, theirs = told.person, other.person
    if ours is None or theirs is None:
        return False
    when = bool(theirs.when) and len(ours.when or "") > len(theirs.when or "")
    where = bool(theirs.where) and _nearness(ours) > _nearness(theirs)
    return when or where or (bool(theirs.age) and bool(ours.ages) and not theirs.ages)


def _nearness(person: Person) -> int:
    """How small the place is that a person is told of with: a village 3, a county 2, a province 1."""
    where = person.where
    return max(
        (n for n, part in enumerate(("province", "county", "village"), 1) if getattr(where, part, None)), default=0
    )


def _openly(called: Person) -> int:
    """How openly somebody is told of: unnamed, by a pseudonym, by name."""
    return 2 if called.names else 1 if called.pseudonym else 0


def _names_another(library: Library, told: Evidence, person: Person, called: Person, on_record: _OnRecord) -> bool:
    """Whether what is told of a person says a name that is on record, or a word of one, but for the one they are told
    by, however harmless the record says it is."""
    around, own = _around(library, told), APART.join(forms_of(_called(person, called)))
    names, words, beginning = on_record
    return _says(library, around, names, words, own) or _says(library, with_capitals(around), (), beginning, own)


def _on_record(people: Collection[Person]) -> _OnRecord:
    names = {name for person in people for name in (*person.names, *person.kin)}
    pseudonyms = {person.pseudonym for person in people if person.pseudonym}
    return forms_of(names) | turned(pseudonyms), parts_of(names), told_alone(names | pseudonyms)


def _called_of(library: Library, tellings: _Tellings, form: Form | None = None) -> set[str]:
    """The names and pseudonyms that are told, or those in this form alone."""
    called: set[str] = set()
    for record_id, told in tellings.items():
        if person := library.evidence[record_id].person:
            called |= _called(person, None if isinstance(told, str) else told.person, form)
    return called


def _private(library: Library) -> frozenset[str]:
    """The sources that evidence on persons rests on and the actors of the library's own who say it, whatever else is
    theirs."""
    personal = (record for record in library.evidence.values() if record.personal)
    return frozenset(citation.source for record in personal for citation in record.citations) | library.own_speakers()


_YEAR = len("2025")
"""Characters of a date that tell the year alone."""


def _dated_coarser(library: Library, told: Mapping[str, Evidence]) -> Iterator[Source]:
    """The sources of their own on which evidence on persons rests, with no date more exact than what is told of that
    evidence has, or than its year where it is not told; and without what nobody looked into for those who keep them."""
    exactness: dict[str, int] = {}
    for record_id, evidence in library.evidence.items():
        if evidence.personal:
            length = len(told[record_id].as_of) if record_id in told else _YEAR
            for source_id in {citation.source for citation in evidence.citations} & library.own:
                exactness[source_id] = min(length, exactness.get(source_id, length))
    for source_id, length in exactness.items():
        if source := library.sources.get(source_id):
            dates = {field: getattr(source, field) for field in ("issued", "in_force", "event_date", "accessed")}
            coarser = {field: date[:length] for field, date in dates.items() if date}
            yield source.model_copy(update={**coarser, "inferred": {}, "text": None})


def untold_sources(library: Library, told: Library) -> set[str]:
    """The sources of which the readers for whom ``told`` was cleared are not told: those on which nothing rests but
    evidence that is withheld from them, and those on persons that are called by what is protected."""
    withheld = {one.source for record_id in told.withheld for one in library.evidence[record_id].citations}
    if not withheld:
        return set()
    records = (record for kind in MODELS for record in told.kind(kind).values())
    cited = {record_id for record in records for _, record_id, _ in references(record)}
    telling = (library.sources[source] for source in told.private & cited & library.sources.keys())
    return (withheld - cited) | {source.id for source in telling if exposed(APART.join(strings_of(source)), told)}


def protected_terms(library: Library, audience: Audience) -> Collection[str]:
    """Every name, word, date, place and age that a document for ``audience`` must not hold, in the forms in which it
    is likely to be written; ``mentions`` finds them.

    Dates, places, ages and single words of names that the audience may read of elsewhere in the library are not among
    them; what only looks or sounds like one there may stand.
    """
    told = cleared(library, audience)
    details = untold(told.details - told.hidden, APART.join(_told_of_others(told)))
    return Protected(told.hidden | details, details.free)


def exposed(text: str, told: Library, besides: str = "") -> set[str]:
    """What stands in the text of the terms that the readers must not learn, for whom ``told`` was cleared.

    ``besides`` is what else they may read of: dates, places and ages in it are not held against the text.
    """
    found = mentions(text, told.hidden | told.details)
    details = found - told.hidden
    if details:
        details = mentions(text, untold(details, APART.join((besides, *_told_of_others(told)))))
    return found & told.hidden | details


def _told_of_others(told: Library) -> Iterator[str]:
    """What a cleared library tells its readers of persons' details, and every text of anything else. What a source says
    that evidence on persons rests on is said of them."""
    yield from _of_nobody(told, told.private)
    for evidence in told.evidence.values():
        if evidence.person:
            yield from details_of(evidence.person)


def _of_nobody(library: Library, private: Collection[str]) -> Iterator[str]:
    """Every text of the records that are about no private person; ``private`` are sources and actors that are, and so
    is the place in a source that is cited, by whatever record."""
    for kind in MODELS:
        for key, record in library.kind(kind).items():
            if key not in private and not getattr(record, "personal", False):
                yield from _besides(record.model_dump(), private)


def _besides(value: object, private: Collection[str]) -> Iterator[str]:
    """Every text in the value but those of citations of the sources ``private``."""
    match value:
        case {"source": source, "locator": _, "note": _} if source in private:
            return
        case str():
            yield CITATION.sub(lambda found: "" if found["id"] in private else found[0], value)
        case dict():
            for inner in value.values():
                yield from _besides(inner, private)
        case list() | tuple():
            for inner in value:
                yield from _besides(inner, private)


def sealed(item: str, salt: bytes) -> str:
    """What stands for a confidential id or term in a public manifest: HMAC-SHA256 (RFC 2104) in hexadecimal digits.

    Without the salt, nobody can try names until one fits.
    """
    return hmac.new(salt, unicodedata.normalize("NFC", item).encode(), hashlib.sha256).hexdigest()


def _readers(audience: Audience) -> list[str | None]:
    """Each reader; None stands for everyone."""
    return [None] if audience.public else [*audience.actors]


def _told(library: Library, evidence: Evidence, audience: Audience, known: KnownWords | None) -> Evidence | str:
    """The evidence as it may be told to the audience, or why it is withheld, without saying what it holds."""
    if evidence.audience == "internal":
        return "its audience is internal"
    readers = _readers(audience)
    if evidence.audience == "governments" and not all(reader and _governs(library, reader) for reader in readers):
        return f"its audience is governments, and {audience} may read this"
    if not evidence.personal:
        return evidence
    if evidence.consent is None:
        return "no consent is on record"
    telling = _telling(library, evidence.consent, readers, audience)
    if isinstance(telling, str):
        return telling
    told = generalised(evidence, *telling)
    if evidence.person and betrays(library, _around(library, told), evidence.person, told.person):
        return "its text or its source says more than the consent allows"
    if known and any(known.unknown_in(library, told)):
        return NOT_KNOWN
    return told


def _telling(
    library: Library, consent: Consent, readers: Iterable[str | None], audience: Audience
) -> tuple[Form, Detail] | str:
    """How it may be told to all of the readers for all purposes: as the most guarded of the consents asks."""
    grants = [grant for grant in consent.grants if grant.withdrawn is None]
    if not grants:
        return "the consent is withdrawn"
    for purpose in sorted(audience.purposes):
        if not any(purpose in grant.purposes for grant in grants):
            return f"no consent for {purpose}"
    grants = [grant for grant in grants if not audience.purposes.isdisjoint(grant.purposes)]
    grants = [grant for grant in grants if _has_begun(grant, audience.on, library.today)]
    if not grants:
        return "the consent had not been given by then"
    grants = [grant for grant in grants if not _has_expired(grant, audience.on, library.today)]
    if not grants:
        return "the consent has expired"
    tellings = []
    for reader, purpose in product(readers, sorted(audience.purposes)):
        given = [grant for grant in grants if purpose in grant.purposes and _covers(library, grant, reader)]
        if not given:
            return f"no consent for {'the public' if reader is None else reader} as reader"
        tellings.append(min(telling_of(grant, consent) for grant in given))
    form, detail = (max(steps) for steps in zip(*tellings, strict=True))
    return FORMS[form], DETAILS[detail]


def _has_begun(grant: Grant, on: str, today: str | None) -> bool:
    """Whether it was given by the day ``on`` and by today: a date ahead does not bring it forward."""
    return grant.given <= (on if today is None else min(on, today))


def _has_expired(grant: Grant, on: str, today: str | None) -> bool:
    """Whether it no longer holds on the day ``on`` or today: an older date does not bring it back. Where today is not
    known, one that expires has."""
    return grant.expires is not None and (today is None or grant.expires <= max(on, today))


def not_in_force(library: Library) -> Iterator[tuple[str, int]]:
    """The grants that have not been given by today or have expired: ids of evidence, and which of its grants."""
    for evidence in library.evidence.values():
        for number, grant in enumerate(evidence.consent.grants if evidence.consent else ()):
            if _has_expired(grant, "", library.today) or grant.given > (library.today or grant.given):
                yield evidence.id, number


def telling_of(grant: Grant, consent: Consent) -> tuple[int, int]:
    """The steps in FORMS and DETAILS that a grant allows."""
    form = FORMS.index(grant.form)
    if grant.detail:
        return form, DETAILS.index(grant.detail)
    return form, len(DETAILS) - 1 if consent.relatives_at_risk else form


def _covers(library: Library, grant: Grant, reader: str | None) -> bool:
    match grant.to:
        case "public":
            return True
        case "governments" if reader:
            if grant.actors:
                own = {reader} if _is_independent(library, reader) else {reader, *_lineage(library, reader)}
                return not own.isdisjoint(grant.actors)
            return _governs(library, reader)
        case "un-body-in-confidence":
            return reader in grant.actors
        case _:
            return False


def _lineage(library: Library, reader: str) -> Iterator[str]:
    """The actor that reads and what it is part of; nothing of a recipient of a campaign's own."""
    return library.lineage(reader) if reader in library.actors else iter(())


def _is_independent(library: Library, actor_id: str) -> bool:
    """Whether it is a human rights institution, which no government speaks for."""
    offices = (recipient for recipient in library.recipients.values() if recipient.actor == actor_id)
    return any("rights-institution" in office.roles for office in offices)


def _governs(library: Library, actor_id: str) -> bool:
    """Whether the actor belongs to a state that consent to governments covers without naming it. A state without its
    code may be any state."""
    if _is_independent(library, actor_id):
        return False
    lineage = [library.actors[actor] for actor in _lineage(library, actor_id)]
    codes = [actor.iso for actor in lineage if actor.kind == "state"]
    return bool(codes) and all(codes) and not any(actor.iso in _NEVER_IMPLIED for actor in lineage)


# links


_LINKS = ("same_event_as", "supersedes", "disputed_by")


def _with_links(evidence: Evidence, told: Mapping[str, Evidence], apart: Collection[str]) -> Evidence:
    """The evidence with its links to what is told, and with none if it is of a group that must not be linked."""
    links = {link: getattr(evidence, link) for link in _LINKS}
    kept = {
        link: tuple(other for other in others if other in told and evidence.id not in apart)
        for link, others in links.items()
    }
    return evidence if kept == links else evidence.model_copy(update=kept)


def _apart(library: Library, told: Mapping[str, Evidence], who: Identities) -> set[str]:
    """What may not be linked. One that tells day or place more exactly than another of the same event would tell of
    that person what they did not agree to, and so would the name that only one of two tells of the same person; also
    where others stand between them."""
    linked: dict[str, set[str]] = {record_id: set() for record_id in told}
    for record_id, evidence in told.items():
        for other in {other for link in _LINKS for other in getattr(evidence, link)} & told.keys():
            linked[record_id].add(other)
            linked[other].add(record_id)
    apart: set[str] = set()
    seen: set[str] = set()
    for record_id in linked:
        group, waiting = set[str](), {record_id} - seen
        while waiting:
            group |= waiting
            waiting = {other for one in waiting for other in linked[one]} - group
        seen |= group
        pairs = combinations(map(told.__getitem__, group), 2)
        if not all(_may_be_linked(one, other, who) for one, other in pairs):
            apart |= group
    return apart


def _may_be_linked(one: Evidence, other: Evidence, who: Identities) -> bool:
    """Whether both tell the same day and place, as far as they are about persons, and call one person alike, and
    relatives as openly."""
    if not one.personal and not other.personal:
        return True
    called, known_as = one.person, other.person
    if called and known_as:
        calls = {(bool(each.names), each.pseudonym) for each in (called, known_as)}
        if len(calls) > 1 and who.one_person(one.id, other.id):
            return False
        if _openly(called) != _openly(known_as) and who.of_kin(one.id, other.id):
            return False
    happened = {(item.person.when, item.person.where) if item.person else None for item in (one, other)}
    return len(happened) == 1


# words


def _called(person: Person, told: Person | None, form: Form | None = None) -> set[str]:
    """Which of the person's names may be told, or those in this form alone; with one of them, all."""
    if told is None:
        return set()
    names = person.names if told.names and form != "pseudonym" else ()
    return {*names, *filter(None, [told.pseudonym if form != "named" else None])}


def betrays(library: Library, text: str, person: Person, told: Person | None = None) -> bool:
    """Whether a text around the claim on a person says what ``told`` does not tell. A single word of a name is nobody's
    where records of nobody have it too: Chin-a reads like China."""
    shown = forms_of(_called(person, told))
    names = terms_of(person) - shown
    details = details_of(person) - (details_of(told) | parts_of(shown) if told else set())
    words = details & single_names(person) - names
    return _says(library, text, names | details - words, words)


def _says(library: Library, text: str, terms: Collection[str], words: Collection[str], own: str = "") -> bool:
    """Whether a text has one of the terms, or of the single words, which are nobody's where records of nobody have them
    too; ``own`` is what it may say."""
    said = mentions(text, terms)
    if said and mentions(text, untold(said, own)):
        return True
    found = mentions(text, untold(mentions(text, words), own))
    return bool(found and mentions(text, untold(found, APART.join(_of_nobody(library, _private(library))))))


def _around(library: Library, told: Evidence) -> str:
    """Everything that is printed with the evidence: itself, its sources and who says so where that is no shipped actor,
    but not what fills its slots."""
    sources = (library.sources.get(citation.source) for citation in told.citations)
    records: list[Record | None] = [told.model_copy(update={"person": None}), *sources, library.own_speaker(told)]
    return APART.join(text for record in filter(None, records) for text in strings_of(record))
