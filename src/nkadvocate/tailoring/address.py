"""Forms of address: address block, salutation, in-text reference and close for one recipient."""

from __future__ import annotations

import re

from nkadvocate.library import Library
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import ByGender, Form, Recipient, text_in
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
    gender = holder.gender if holder else "unknown"
    slots = {"office": office, "body": text_in(recipient.body, language), "name": "", "family": ""}
    if holder:
        names = [holder.family, holder.given or ""] if holder.family_first else [holder.given or "", holder.family]
        slots |= {"name": " ".join(filter(None, names)), "family": holder.family}
    lines = [_fill(line, gender, slots) for line in (form.address if holder else form.address_to_office)]
    postal, verify = _postal(recipient, draft=draft)
    return Address(
        lines=tuple(dict.fromkeys(filter(None, (*lines, *postal)))),
        salutation=_fill(_salutation(form, named=holder is not None), gender, slots),
        reference=form.reference,
        close=form.close,
        verify=verify,
    )


def _salutation(form: Form, *, named: bool) -> str | ByGender:
    """A salutation by name needs a name; without one the form's wording for an unknown holder serves."""
    if not named and isinstance(form.salutation, ByGender):
        return form.salutation.unknown
    return form.salutation


def _fill(wording: str | ByGender, gender: str, slots: dict[str, str]) -> str:
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
