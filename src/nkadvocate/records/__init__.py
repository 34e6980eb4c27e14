"""One frozen model per concept. Nothing here reads files or knows how a record is printed."""

from nkadvocate.records.actor import Actor
from nkadvocate.records.base import (
    CITABLE,
    CITATION,
    OWN_DUTY_ROLES,
    Citation,
    Cited,
    MissingLanguageError,
    PartialDate,
    Record,
    Ref,
    Text,
    text_in,
)
from nkadvocate.records.campaign import Campaign, FollowUp, Sender, Signatory
from nkadvocate.records.demand import Ask, Demand, Precedent
from nkadvocate.records.evidence import SLOT, Consent, Evidence, Figure
from nkadvocate.records.law import Instrument, Party, Provision
from nkadvocate.records.position import Position
from nkadvocate.records.protocol import ByGender, Form, FormOfAddress
from nkadvocate.records.recipient import Address, Addressed, Body, Holder, Recipient, Seat
from nkadvocate.records.source import Name, Source

__all__ = [
    "CITABLE",
    "CITATION",
    "OWN_DUTY_ROLES",
    "SLOT",
    "Actor",
    "Address",
    "Addressed",
    "Ask",
    "Body",
    "ByGender",
    "Campaign",
    "Citation",
    "Cited",
    "Consent",
    "Demand",
    "Evidence",
    "Figure",
    "FollowUp",
    "Form",
    "FormOfAddress",
    "Holder",
    "Instrument",
    "MissingLanguageError",
    "Name",
    "PartialDate",
    "Party",
    "Position",
    "Precedent",
    "Provision",
    "Recipient",
    "Record",
    "Ref",
    "Seat",
    "Sender",
    "Signatory",
    "Source",
    "Text",
    "text_in",
]
