"""The dossier as plain data for templates: text, lists and maps, nothing that can be called or changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from nkadvocate.composing.citing import written_date
from nkadvocate.composing.templates import Cited
from nkadvocate.composing.wording import in_third_person, series, written_claim
from nkadvocate.library import Library
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import (
    CITATION,
    OWN_DUTY_ROLES,
    Actor,
    Campaign,
    Citation,
    Evidence,
    MissingLanguageError,
    Position,
    Provision,
    Recipient,
    Text,
    text_in,
)
from nkadvocate.tailoring import HARM, ChosenDemand, Dossier, Facts, Obligation

View = dict[str, Any]

_LAST_CITATIONS = re.compile(rf"(?:{CITATION.pattern})+$")
_BASES = 2
"""How many instruments a request names beside it; the notes and the legal paragraph name the others."""


def view(dossier: Dossier, *, draft: bool = False) -> View:
    """What a template may print. Raises ProblemsError when a record has no text in the letter's language."""
    try:
        return _View(dossier, draft).data()
    except MissingLanguageError as error:
        raise ProblemsError([Problem(str(error), doing=f"writing to {dossier.recipient.id}")]) from None


class Words:
    """Records as plain data in one language."""

    def __init__(self, library: Library, language: str) -> None:
        self.library = library
        self.language = language

    def say(self, text: Text) -> str:
        return text_in(text, self.language)

    def date(self, date: str) -> str:
        return written_date(date, self.language)

    def question(self, ask: Text) -> str:
        """The first sentence of an ask, to follow “Will you”: cease returning people to the DPRK."""
        first = CITATION.sub("", self.say(ask)).split(". ")[0].rstrip(".")
        return f"{first[:1].lower()}{first[1:]}"

    def aim(self, chosen: ChosenDemand) -> str:
        return self.say(chosen.ask.aim or chosen.demand.aim)

    def demand(self, chosen: ChosenDemand) -> View:
        return {
            "id": chosen.demand.id,
            "title": self.say(chosen.demand.title),
            "aim": self.aim(chosen),
            "tells_why": chosen.tells_why,
            "why": Cited(self.say(chosen.demand.why)),
            "ask": Cited(self.say(chosen.ask.text)),
            "role": chosen.role,
            "basis": self.basis(chosen.basis),
            "precedents": [
                {
                    "by": self.say(self.library.actors[precedent.by].name),
                    "date": self.date(precedent.date),
                    "cite": cited(precedent.citation),
                }
                for precedent in chosen.precedents
            ],
        }

    def basis(self, provisions: tuple[Provision, ...]) -> list[Cited]:
        """Short references to the first few instruments: Refugee Convention arts 33(1) and 35(1).

        They are for the list of sources too, where no note cites the instrument.
        """
        named: dict[str, list[Provision]] = {}
        for provision in provisions:
            named.setdefault(provision.instrument, []).append(provision)
        written = []
        for instrument_id, found in list(named.items())[:_BASES]:
            locators = _joined([provision.locator for provision in found if provision.force != "custom"])
            label = f"{self.library.instruments[instrument_id].label} {locators}".strip()
            written.append(Cited(label + "".join(f"[on @{provision.id}]" for provision in found)))
        return written

    def facts(self, facts: Iterable[Facts]) -> list[View]:
        return [
            {
                "theme": group.theme,
                "on_harm": group.theme in HARM,
                "claims": [
                    self.claim(evidence) | {"accounts": accounts}
                    for evidence, accounts in _with_accounts(group.evidence)
                ],
            }
            for group in facts
        ]

    def claim(self, evidence: Evidence) -> View:
        return {"id": evidence.id, "text": written_claim(evidence, self.language)}

    def law(self, obligations: Iterable[Obligation], own: Actor) -> list[View]:
        """Obligations of each subject; instruments joined on one day by the same act stand in one sentence.

        What a provision requires is said once, for the first subject that it binds.
        """
        groups: list[View] = []
        told: set[str] = set()
        for obligation in obligations:
            groups_with = groups[-1] if groups else None
            joined = self.joined(obligation)
            provisions = [
                {"requires": Cited(f"{self.say(p.requires)}[@{p.id}]"), "force": p.force}
                for p in obligation.provisions
                if p.id not in told
            ]
            told.update(p.id for p in obligation.provisions)
            if groups_with and joined and groups_with["joined"] == joined:
                groups_with["instruments"].append(self.say(obligation.instrument.short))
                groups_with["provisions"] += provisions
                continue
            subject = obligation.subject
            groups.append(
                {
                    "subject": capitalised(self.say(subject.formal_name or subject.name)),
                    "name": capitalised(self.say(subject.name)),
                    "own": subject.id == own.id,
                    "first": not groups_with or groups_with["name"] != capitalised(self.say(subject.name)),
                    "instruments": [self.say(obligation.instrument.short)],
                    "cite": self.joining(obligation),
                    "joined": joined,
                    "custom": obligation.party is None,
                    "provisions": provisions,
                }
            )
        return groups

    def joined(self, obligation: Obligation) -> View | None:
        """How and when the subject joined; None for mandates and custom."""
        party = obligation.party
        if party is None or party.verb == "is bound by":
            return None
        date = self.date(party.date) if party.date else None
        return {"subject": obligation.subject.id, "verb": party.verb, "date": date}

    def joining(self, obligation: Obligation) -> Cited:
        """Where the act by which the subject joined is recorded."""
        citations = obligation.party.citations if obligation.party else ()
        return Cited("".join(map(cited, citations)) or f"[@{obligation.instrument.id}]")

    def position(self, position: Position) -> View:
        return {
            "id": position.id,
            "stance": position.stance,
            "statement": Cited(self.say(position.statement)),
            "cite": Cited(f"[@{position.id}]"),
            "earlier": Cited("".join(map(cited, position.earlier))),
            "reply": Cited(self.say(position.reply)),
        }


class _View(Words):
    def __init__(self, dossier: Dossier, draft: bool) -> None:
        super().__init__(dossier.library, dossier.campaign.language)
        self.dossier = dossier
        self.draft = draft

    def data(self) -> View:
        dossier, campaign, recipient = self.dossier, self.dossier.campaign, self.dossier.recipient
        sender = campaign.sender
        return {
            "draft": self.draft,
            "length": campaign.length,
            "campaign": {"id": campaign.id, "title": campaign.title},
            "sender": sender.model_dump() | {"description": self.say(sender.description)},
            "signatories": [signatory.model_dump() for signatory in campaign.signatories],
            "recipient": {
                "id": recipient.id,
                "office": self.say(recipient.office),
                "body": self.say(recipient.body),
                "you": self.say(recipient.you),
                "you_plural": recipient.you_plural,
                "state": self.say(dossier.actor.name),
                "lead": Cited(self.say(recipient.lead)) if recipient.lead else None,
                "standing": Cited(self.say(recipient.standing)),
            },
            "thanks": [self.thanks(position) for position in dossier.thanks],
            "earlier": self.earlier(),
            "questions": self.questions(),
            "role": dossier.demands[0].role,
            "own_duty": dossier.demands[0].role in OWN_DUTY_ROLES,
            "address": {
                "lines": list(dossier.address.lines),
                "salutation": dossier.address.salutation,
                "reference": dossier.address.reference,
                "close": dossier.address.close,
                "verify": dossier.address.verify,
            },
            "date": self.date(dossier.date),
            "reply_by": self.date(dossier.reply_by),
            "our_reference": reference(campaign, recipient, dossier.date),
            "demands": [
                self.demand(chosen) | {"stance": stance.kind}
                for chosen, stance in zip(dossier.demands, dossier.stances, strict=True)
            ],
            "aims": series([self.aim(chosen) for chosen in dossier.demands[:3]]),
            "facts": self.facts(dossier.facts),
            "law": self.law(dossier.obligations, dossier.actor),
            "positions": [self.position(told) for told in dossier.positions if told not in dossier.thanks[:1]],
            "copies": [self.copy(line) for line in campaign.copies],
            "enclosures": list(campaign.enclosures),
        }

    def copy(self, line: str) -> str:
        """The line of a copy; for the id of a recipient, its office and body."""
        reader = self.library.recipients.get(line)
        return ", ".join(dict.fromkeys((self.say(reader.office), self.say(reader.body)))) if reader else line

    def thanks(self, position: Position) -> View:
        """What follows “We thank”, the notes after its full stop, and the reply where the letter gives it."""
        text = self.say(position.thanks or "")
        cites = _LAST_CITATIONS.search(text)
        assert cites is not None
        told = position in self.dossier.positions
        return {
            "what": Cited(text[: cites.start()]),
            "cite": Cited(cites[0]),
            "reply": Cited(self.say(position.reply)) if told else None,
            "recent": self.dossier.is_recent(position.date),
        }

    def earlier(self) -> View | None:
        """The letter that a follow-up is about."""
        campaign, recipient = self.dossier.campaign, self.dossier.recipient
        if campaign.follow_up is None:
            return None
        date = campaign.follow_up.date
        return {
            "date": self.date(date),
            "before": date < self.dossier.date,
            "reference": reference(campaign, recipient, date, campaign.follow_up.reference),
        }

    def questions(self) -> View | None:
        """What members of the recipient's parliament may ask, to follow “whether the Government will”."""
        questions = self.dossier.questions
        if questions is None:
            return None
        actor = self.library.actors[questions.to.actor]
        return {
            "office": self.say(questions.to.office),
            "government": actor.kind == "state",
            "actor": self.say(actor.name),
            "demands": [
                self.demand(chosen) | {"question": in_third_person(self.question(chosen.ask.text), self.language)}
                for chosen in questions.demands
            ],
        }


def reference(campaign: Campaign, recipient: Recipient, date: str, pattern: str | None = None) -> str:
    """The reference of a letter of that day, from ``pattern`` or the campaign's own."""
    values = {"sender": campaign.reference_code, "year": date[:4], "date": date, "recipient": recipient.id}
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), pattern or campaign.reference)


def capitalised(text: str) -> str:
    """With a capital first letter, as a sentence begins."""
    return text[:1].upper() + text[1:]


def cited(citation: Citation) -> Cited:
    locator = f", {citation.locator}" if citation.locator else ""
    return Cited(f"[@{citation.source}{locator}]")


def _with_accounts(told: Sequence[Evidence]) -> Iterator[tuple[Evidence, int]]:
    """Each claim, with the number of accounts of one event that end with it; 0 within such a run, 1 for a lone one."""
    run: list[Evidence] = []
    for evidence, following in zip(told, (*told[1:], None), strict=True):
        run.append(evidence)
        if following and any(following.id in one.same_event_as or one.id in following.same_event_as for one in run):
            yield evidence, 0
        else:
            yield evidence, len(run)
            run = []


def _joined(locators: list[str]) -> str:
    """art 33(1), art 35(1) → arts 33(1) and 35(1)."""
    if len(locators) < 2:
        return "".join(locators)
    words = {locator.partition(" ")[0] for locator in locators}
    if len(words) == 1 and (word := words.pop()) in {"art", "para"}:
        return f"{word}s {series([locator.partition(' ')[2] for locator in locators])}"
    return series(locators)
