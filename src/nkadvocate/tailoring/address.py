"""Forms of address: address block, salutation, in-text reference and close for one recipient."""

from __future__ import annotations

import re

from nkadvocate.library import Library
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import ByGender, Form, Holder, Recipient, text_in
from nkadvocate.tailoring.dossier import Address

_SLOT = re.compile(r"\{(\w+)\}")


def address_for(library: Library, recipient: Recipient, language: str, *, on: str, draft: bool) -> Address:
    """Apply the recipient's form of address in ``language`` on the day ``on`` (ISO 8601).

    A holder is named only while the term lasts; a vacant post goes to the form named by ``vacancy``. A postal
    address of low confidence appears in drafts only. Raises ProblemsError when there is no form in the language.
    """
    record = library.forms[recipient.form]
    office = text_in(recipient.office, language)
    holder = recipient.holder
    if holder and ((holder.term_end and holder.term_end < on) or (holder.term_start and holder.term_start > on)):
        holder = None
    if recipient.vacant and record.vacancy:
        actor = library.actors[recipient.actor]
        office = (record.vacant_office or "{office}").format_map(
            {"office": office, "state": text_in(actor.formal_name or actor.name, language)}
        )
        record, holder = library.forms[record.vacancy], None
    form = record.forms.get(language)
    if form is None:
        known = ", ".join(record.forms)
        raise ProblemsError(
            [Problem(f"no form of address '{record.id}' in language '{language}'", hint=f"known: {known}")]
        )
    slots = {"office": office, "body": text_in(recipient.body, language)}
    postal, verify = _postal(recipient, draft=draft)
    return Address(
        lines=tuple(dict.fromkeys(filter(None, (*_lines(form, holder, slots), *postal)))),
        salutation=_salutation(form, holder, slots),
        reference=form.reference,
        close=form.close,
        verify=verify,
    )


def unseated(library: Library, recipient: Recipient, on: str) -> str | None:
    """Why nobody holds the recipient's seat in a body on the day ``on`` (ISO 8601), or None.

    An office lasts without its holder, and a post for which somebody stands in is written to.
    """
    if recipient.member_of is None:
        return None
    if recipient.vacant and library.forms[recipient.form].vacancy is None:
        return "the seat is vacant"
    if recipient.holder and recipient.holder.term_end and recipient.holder.term_end < on:
        return f"the term ended on {recipient.holder.term_end}, before the letter of {on}"
    return None


def _lines(form: Form, holder: Holder | None, slots: dict[str, str]) -> list[str]:
    """The lines above the postal address. An honorific of the holder's own stands where the form has Ms or Mr."""
    if holder is None:
        return [_fill(line, slots) for line in form.address_to_office]
    name = " ".join(filter(None, (_name(holder), holder.suffix)))
    lines = []
    for wording in form.address:
        styled = not isinstance(wording, ByGender) and not wording.startswith("{name}")
        gender = "unknown" if holder.honorific else holder.gender
        shown = name if styled else " ".join(filter(None, (holder.honorific, name)))
        lines.append(_fill(wording, slots | {"name": shown, "family": holder.family}, gender))
    return lines


def _name(holder: Holder) -> str:
    names = [holder.family, holder.given] if holder.family_first else [holder.given, holder.family]
    return " ".join(filter(None, names))


def _salutation(form: Form, holder: Holder | None, slots: dict[str, str]) -> str:
    """A salutation by name needs a name; without one the form's wording for the office serves."""
    if holder is None:
        return _fill(form.salutation_to_office or form.salutation, slots)
    if holder.addressed_as:
        return _fill(form.salutation, slots | {"name": holder.addressed_as, "family": holder.family})
    return _fill(form.salutation, slots | {"name": _name(holder), "family": holder.family}, holder.gender)


def _fill(wording: str | ByGender, slots: dict[str, str], gender: str = "unknown") -> str:
    text: str = getattr(wording, gender) if isinstance(wording, ByGender) else wording
    return _SLOT.sub(lambda found: slots.get(found[1], found[0]), text)


def _postal(recipient: Recipient, *, draft: bool) -> tuple[tuple[str, ...], str | None]:
    address = recipient.address
    if address is None:
        return (), "no postal address on record"
    if address.confidence == "high":
        return address.lines, None
    remark = f"verify the postal address ({address.confidence} confidence, checked {address.checked_on})"
    if address.confidence == "low" and not draft:
        return (), f"{remark}; left out"
    return address.lines, remark
