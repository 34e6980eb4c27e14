"""From the library to one recipient's dossier."""

from nkadvocate.tailoring.address import address_for
from nkadvocate.tailoring.dossier import Address, Choice, ChosenDemand, Dossier, Facts, Obligation
from nkadvocate.tailoring.tailor import HARM, tailor

__all__ = [
    "HARM",
    "Address",
    "Choice",
    "ChosenDemand",
    "Dossier",
    "Facts",
    "Obligation",
    "address_for",
    "tailor",
]
