"""How a state came to a treaty, held against the register."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nkadvocate.auditing.deviations import Deviation, found_at
from nkadvocate.auditing.manuscript import Sentence
from nkadvocate.auditing.names import Names
from nkadvocate.library import Library


class Treaties:
    """Sentences that say how a state came to a treaty, held against the register (VCLT arts 11-16)."""

    def __init__(self, library: Library, names: Names) -> None:
        self.library, self.names = library, names

    def wrong(self, group: Sequence[Sentence]) -> Iterator[Deviation]:
        for one in group:
            named: set[str] = set()
            for clause in re.split(r"; |, (?:while|whereas|but|and) ", one.text):
                here = {record_id for record_id, _, _ in self.names.find(clause)}
                # "… but it never ratified it": what a pronoun stands for was named before.
                named = here if here & self.library.instruments.keys() or not _PRONOUN.search(clause) else here | named
                yield from self._clause(one, clause, named)

    def _is_state(self, record_id: str) -> bool:
        actor = self.library.actors.get(record_id)
        return actor is not None and actor.kind == "state"

    def _clause(self, one: Sentence, clause: str, named: set[str]) -> Iterator[Deviation]:
        clause = _STILL_BOUND.sub("", clause)
        verbs = {found[0].casefold()[:4]: found[0] for found in _TREATY_VERB.finditer(clause)}
        if not verbs:
            return
        denied = _DENIED.search(clause)
        for instrument in (self.library.instruments[i] for i in named if i in self.library.instruments):
            if not instrument.parties:
                continue
            parties = {party.actor for party in instrument.parties}
            for actor in sorted(named - parties):
                if self._is_state(actor) and not _NOT.search(clause):
                    verb = next(iter(verbs.values()))
                    what = f"says “{verb}”; the register does not have {actor} among the parties to {instrument.label}"
                    yield found_at(one, "treaty verb", what, now=verb)
            for party in instrument.parties:
                if party.actor not in named or party.verb == "is bound by":
                    continue
                bound = any(party.verb.startswith(verb) for verb in verbs)
                signed = "sign" in verbs and party.signed and (party.signed[:4] in clause or not _YEAR.search(clause))
                if (bound or signed) and not denied:
                    continue
                verb = denied[0] if denied else next(iter(verbs.values()))
                date = f" ({party.date})" if party.date else ""
                said = f"{party.verb} {instrument.label}{date}"
                yield found_at(one, "treaty verb", f"says “{verb}”; the register says {said}", was=party.verb, now=verb)


_NOT = re.compile(r"\b(?:not|never|nor|neither)\b|n't\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_VERBS = r"(?:signed|ratified|acceded|succeeded)"
_TREATY_VERB = re.compile(rf"\b(?:{_VERBS}|denounced|withdr[ae]wn? from)\b", re.IGNORECASE)
_DENIED = re.compile(
    rf"\b(?:not|never|nor|neither)(?: yet)? {_VERBS}\b|\bdenounced\b|\bwithdr[ae]wn? from\b", re.IGNORECASE
)
"""That a state is not a party, or no longer one (VCLT art 54)."""
_STILL_BOUND = re.compile(r"\b(?:not|never)(?: \w+){0,2} (?:denounced|withdr[ae]wn? from)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|its|this|they|them)\b", re.IGNORECASE)
