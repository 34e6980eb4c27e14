"""From the library to one recipient's dossier."""

from nkadvocate.tailoring.address import address_for, unseated
from nkadvocate.tailoring.choosing import HARM, tailor
from nkadvocate.tailoring.dossier import Address, Choice, ChosenDemand, Dossier, Facts, Obligation, Questions, Stance

__all__ = [
    "HARM",
    "Address",
    "Choice",
    "ChosenDemand",
    "Dossier",
    "Facts",
    "Obligation",
    "Questions",
    "Stance",
    "address_for",
    "tailor",
    "unseated",
]
