"""The names that records know: of states, institutions and instruments, under each form in which texts name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nkadvocate.auditing.manuscript import normal
from nkadvocate.library import Library
from nkadvocate.records import MissingLanguageError, Text, text_in

_OTHERS = {
    "cn": ("PRC", "People's Republic of China", "Beijing"),
    "kp": ("North Korea", "Democratic People's Republic of Korea", "Pyongyang"),
    "kr": ("South Korea", "Republic of Korea", "Seoul"),
    "un": ("UN", "U.N."),
    "us": ("USA", "U.S.", "US", "American", "Washington"),
    "gb": ("UK", "Britain", "British"),
    "la": ("Laos",),
    "vn": ("Vietnam",),
}
_NOT_OURS = {"Republic of China": "taiwan", "Taiwan": "taiwan"}
"""Names that hold one of ours and mean another."""
"""What English texts also call an actor; by the actor's id."""


@dataclass(frozen=True, slots=True)
class Names:
    """``pattern`` finds every form of every name, the longest first; ``ids`` leads from a form to its record."""

    pattern: re.Pattern[str]
    ids: dict[str, str]

    def find(self, text: str) -> Iterator[tuple[str, int, str]]:
        """Each name in ``text``: the record's id, the offset, and the form."""
        for match in self.pattern.finditer(text):
            yield self.ids[match[0]], match.start(), match[0]


def names_of(library: Library, language: str) -> Names:
    """The names of actors and instruments in a library's records."""
    ids: dict[str, str] = {}
    for instrument in library.instruments.values():
        source = library.sources[instrument.source]
        dated: tuple[str, ...] = ()
        if instrument.kind == "treaty" and source.issued:
            year = source.issued[:4]
            dated = (source.title, *(f"{title} of {year}" for title in (source.title, instrument.label)))
            dated += (f"{year} {instrument.label}", f"{year} {instrument.label.split()[-1]}")
        for form in (instrument.label, *_forms(instrument.short, language), *dated):
            _add(ids, form, instrument.id)
    for actor in library.actors.values():
        forms = [*_forms(actor.name, language), *_forms(actor.formal_name, language), actor.adjective or ""]
        forms += _OTHERS.get(actor.id, ())
        if actor.kind == "ngo" and len(actor.id) <= 5:
            forms.append(actor.id.upper())
        for form in forms:
            _add(ids, form, actor.id)
            for less in (r"(?:United Nations|UN) (?=\w+ )", r"Office of "):
                _add(ids, re.sub(rf"^(?:the )?{less}", "", normal(form)), actor.id)
    for form, name in _NOT_OURS.items():
        ids.setdefault(form, name)
    for form, record_id in list(ids.items()):
        ids.setdefault(re.sub(r" No\. ?(?=\d)", " ", form), record_id)
    known = sorted(ids, key=len, reverse=True)
    return Names(re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in known)), ids)


def _add(ids: dict[str, str], form: str, record_id: str) -> None:
    form = re.sub(r"^(?:the|The) ", "", normal(form))
    if form[:1].isupper() or form[:1].isdigit():
        ids.setdefault(form, record_id)


def _forms(text: Text | None, language: str) -> tuple[str, ...]:
    if text is None:
        return ()
    try:
        return (text_in(text, language),)
    except MissingLanguageError:
        return ()
