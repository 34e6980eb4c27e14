"""What a letter says of a record, for a correction and for the manifest that a correction is held against."""

from __future__ import annotations

from nkadvocate.composing.wording import written_claim
from nkadvocate.library import Library
from nkadvocate.records import CITATION, text_in

_TEXTS = {"positions": "statement", "provisions": "requires", "demands": "title", "instruments": "title"}


def statement(library: Library, record_id: str, language: str) -> str:
    """What the record says, as a letter in ``language`` has it. Raises UnknownNameError."""
    kind, record = library.find(record_id)
    if evidence := library.evidence.get(record_id):
        return written_claim(evidence, language)
    text = _TEXTS.get(kind)
    return CITATION.sub("", text_in(getattr(record, text), language)).strip() if text else record_id
