"""The letter that shipped templates, forms of address and recipients make of what a campaign's letter is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from nkadvocate.auditing.manuscript import normal
from nkadvocate.campaigning.names import GENERATIONS
from nkadvocate.composing.letter import LETTER, compose_letter, notebook_for
from nkadvocate.composing.notebook import NoteBook
from nkadvocate.document import Document
from nkadvocate.library import Library, open_library
from nkadvocate.problems import ProblemsError
from nkadvocate.records import Campaign, Holder, Recipient, Signatory, text_in
from nkadvocate.tailoring import Dossier, address_for


def usual_dossier(dossier: Dossier) -> Dossier:
    """The dossier without what the campaign says by itself."""
    shipped, language, library = ships(), dossier.campaign.language, dossier.library
    recipient = _usual_recipient(dossier.recipient, language)
    library = replace(
        library,
        recipients={**library.recipients, **shipped.recipients, recipient.id: recipient},
        forms={**library.forms, **shipped.forms},
    )
    questions = dossier.questions
    if questions:
        questions = replace(questions, to=_usual_recipient(questions.to, language))
    return replace(
        dossier,
        library=library,
        recipient=recipient,
        campaign=_usual_campaign(dossier.campaign),
        address=address_for(library, recipient, language, on=dossier.date, draft=False),
        questions=questions,
    )


@cache
def ships() -> Library:
    """The shipped recipients, bodies and forms of address."""
    return open_library(only=("recipients", "forms"))


def _usual_recipient(recipient: Recipient, language: str) -> Recipient:
    """The shipped record with the recipient's postal address; else one that says nothing by itself, or what the shipped
    record of its body says. Offices of members, which name constituencies, are taken for parts of their address."""
    shipped = ships()
    if known := shipped.recipients.get(recipient.id):
        return known.model_copy(update={"address": recipient.address})
    forms = [recipient.form, *shipped.forms]
    form = next(one for one in forms if one in shipped.forms and language in shipped.forms[one].forms)
    holder = _nameless(recipient.holder) if recipient.holder else None
    own = recipient.model_copy(update={"form": form, "holder": holder})
    if body := shipped.bodies.get(recipient.member_of or ""):
        same = {name: getattr(body, name) for name in ("body", "you", "you_plural", "lead", "standing")}
        return own.model_copy(update=same)
    return own.model_copy(update={"office": "Office", "body": "Body", "you": "you", "lead": None, "standing": ""})


def _nameless(holder: Holder) -> Holder:
    """The holder without a name; III and its like, in the suffix, tell persons of one name apart and are no figures."""
    words = (holder.suffix or "").replace(",", " ").split()
    suffix = " ".join(word for word in words if word.casefold() in GENERATIONS) or None
    name = {"family": "Name", "given": None, "honorific": None, "suffix": suffix, "addressed_as": None}
    return holder.model_copy(update=name)


def _usual_campaign(campaign: Campaign) -> Campaign:
    """The campaign with plain words for its own, but for addresses, contacts and the pattern of references."""
    sender = campaign.sender.model_copy(
        update={"name": "Sender", "tagline": None, "description": "a sender", "place": "Place"}
    )
    return campaign.model_copy(
        update={
            "title": "Title",
            "sender": sender,
            "signatories": tuple(Signatory(name="Name", title="Title") for _ in campaign.signatories),
            "copies": tuple(line if line in ships().recipients else "Copy" for line in campaign.copies),
            "enclosures": tuple("Enclosure" for _ in campaign.enclosures),
        }
    )


def composed(dossier: Dossier, kind: str) -> tuple[Document, NoteBook]:
    """What the shipped templates make of a dossier: a document of that kind, if they have it for everyone, else the
    letter. It is written for nobody, so nothing is refused that a campaign's letter says otherwise on that account."""
    dossier = replace(dossier, library=replace(dossier.library, hidden=frozenset(), details=frozenset()))
    notebook = notebook_for(dossier.library, dossier.campaign)
    try:
        return compose_letter(dossier, kind=kind, notebook=notebook), notebook
    except ProblemsError:
        notebook = notebook_for(dossier.library, dossier.campaign)
        return compose_letter(dossier, kind=LETTER, notebook=notebook), notebook


def plainly(dossier: Dossier, shipped: Dossier) -> Callable[[str], str]:
    """What puts the words of ``shipped`` in the place of those of the campaign and of its recipient."""
    pairs: dict[str, str] = {}
    for own, plain_ in zip(_words_of(dossier), _words_of(shipped), strict=False):
        if own != plain_:
            pairs.setdefault(" ".join(normal(own).split()).casefold(), plain_)
    if not pairs:
        return lambda text: text
    longest_first = "|".join(map(re.escape, sorted(pairs, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: pairs[found[0].casefold()], text)


def _words_of(dossier: Dossier) -> Iterator[str]:
    """The words that a dossier has of the campaign and of its recipient, in one order."""
    campaign, recipient, address = dossier.campaign, dossier.recipient, dossier.address
    yield from (campaign.title, campaign.sender.name, text_in(campaign.sender.description, campaign.language))
    yield campaign.sender.place
    for one in campaign.signatories:
        yield from (one.name, one.title)
    yield from (*campaign.copies, *campaign.enclosures, address.salutation, address.close, address.reference)
    yield from (text_in(words, campaign.language) for words in (recipient.office, recipient.body, recipient.you))
