"""Forms of address by kind of office and language, each with its authority."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nkadvocate.records.base import Citation, FormId, Id, Language, Line, Record


class ByGender(Record):
    """Wording that differs with the holder's gender; ``unknown`` also serves when no holder is named."""

    f: Line
    m: Line
    unknown: Line


Wording = Line | ByGender


class Form(Record):
    """One office in one language. Slots: {office}, {body}, {name}, {family}, {state}."""

    address: tuple[Wording, ...] = Field(min_length=1, description="lines of the address block when a holder is named")
    address_to_office: tuple[Line, ...] = Field(min_length=1, description="the lines when no holder is named")
    salutation: Wording
    salutation_to_office: Line | None = Field(
        None, description="the salutation when no holder is named, if it is another"
    )
    reference: Line = Field(description="in-text reference: Your Excellency")
    close: Line
    authority: tuple[Citation, ...] = Field(min_length=1)
    remark: Line | None = Field(None, description="for those who keep the records; never printed")


class FormOfAddress(Record):
    """How a kind of office is addressed. A vacant post is addressed by ``vacancy``."""

    id: Id
    title: Line
    forms: Annotated[dict[Language, Form], Field(min_length=1)]
    vacancy: FormId | None = Field(
        None, description="forms of address while the post is vacant, such as charge-d-affaires"
    )
    vacant_office: Line | None = Field(None, description="title to print while vacant; {state} is the sending state")
