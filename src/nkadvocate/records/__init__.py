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
from nkadvocate.records.evidence import SLOT, Evidence, Figure
from nkadvocate.records.law import Instrument, Party, Provision
from nkadvocate.records.person import DETAILS, FORMS, Consent, Detail, Grant, Person, Purpose, ToldPerson, Whereabouts
from nkadvocate.records.position import Position
from nkadvocate.records.protocol import ByGender, Form, FormOfAddress
from nkadvocate.records.recipient import Address, Addressed, Body, Holder, Recipient, Seat
from nkadvocate.records.source import Name, Source

__all__ = [
    "CITABLE",
    "CITATION",
    "DETAILS",
    "FORMS",
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
    "Detail",
    "Evidence",
    "Figure",
    "FollowUp",
    "Form",
    "FormOfAddress",
    "Grant",
    "Holder",
    "Instrument",
    "MissingLanguageError",
    "Name",
    "PartialDate",
    "Party",
    "Person",
    "Position",
    "Precedent",
    "Provision",
    "Purpose",
    "Recipient",
    "Record",
    "Ref",
    "Seat",
    "Sender",
    "Signatory",
    "Source",
    "Text",
    "ToldPerson",
    "Whereabouts",
    "text_in",
]
