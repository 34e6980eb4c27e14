"""The records made ready to hold letters against: their sentences, names and words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from nkadvocate.auditing.manuscript import Manuscript, Passage, normal, sentences
from nkadvocate.auditing.names import Names, names_of
from nkadvocate.library import Library
from nkadvocate.records import CITATION, MissingLanguageError, Record, Text, text_in


@dataclass(frozen=True, slots=True)
class Known:
    """A sentence of the records: whose it is, and its sources, first the one that its note cites."""

    record_id: str
    kind: str
    record: Record
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The records made ready for comparison, once for many letters.

    ``citations`` gives the full and the short form of each source as notes have it, ``vocabulary`` the words that the
    records have in small letters; ``withheld`` are ids of evidence that the letters' readers may not be told, and
    ``description`` is how those who write describe themselves.
    """

    library: Library
    language: str
    citations: Mapping[str, tuple[str, str]]
    names: Names
    known: tuple[Known, ...]
    aims: tuple[str, ...]
    vocabulary: frozenset[str]
    withheld: frozenset[str]
    description: str


def make_ready(
    library: Library,
    claims: Mapping[str, str],
    citations: Mapping[str, tuple[str, str]],
    language: str,
    withheld: Collection[str] = (),
    description: Text = "",
) -> Records:
    """``claims`` are the sentences of the evidence by id, ``citations`` the forms of the sources by id, as letters in
    ``language`` print them; ``description`` is that of the campaign's sender."""
    known = tuple(_sentences_of(library, claims, language))
    texts = [demand.aim for demand in library.demands.values()]
    texts += [ask.aim for demand in library.demands.values() for ask in demand.asks if ask.aim]
    aims = {" ".join(said) for text in texts if (said := list(_said(text, language)))}
    return Records(
        library,
        language,
        citations,
        names_of(library, language),
        known,
        tuple(sorted(aims)),
        small_words(one.text for one in known),
        frozenset(withheld),
        " ".join(_said(description, language)),
    )


def small_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in re.findall(r"(?<![\w'-])[a-z][a-z'-]+", text))


def _sentences_of(library: Library, claims: Mapping[str, str], language: str) -> Iterator[Known]:
    """What the records say beside the letter: claims, statements and replies, rules, requests."""
    for evidence in library.evidence.values():
        if text := claims.get(evidence.id):
            cited = tuple(one.source for one in evidence.citations)
            yield Known(evidence.id, "evidence", evidence, normal(text), cited)
    for position in library.positions.values():
        for text in _said(position.statement, language):
            yield Known(position.id, "positions", position, text, tuple(one.source for one in position.citations))
        for text in _said(position.reply, language):
            yield Known(position.id, "positions", position, text, ())
    for provision in library.provisions.values():
        for text in _said(provision.requires, language):
            source = library.instruments[provision.instrument].source
            yield Known(provision.id, "provisions", provision, text, (source,))
    for demand in library.demands.values():
        for ask in demand.asks:
            for text in _said(ask.text, language):
                yield Known(demand.id, "demands", demand, text, ())


def _said(text: Text, language: str) -> Iterable[str]:
    try:
        words = normal(CITATION.sub("", text_in(text, language)))
    except MissingLanguageError:
        return
    for one in sentences(Manuscript((Passage(words),), ())):
        yield one.text
