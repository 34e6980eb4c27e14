"""YAML records, read and cross-checked."""

from nkadvocate.library.audience import (
    Audience,
    audience_of,
    cleared,
    exposed,
    not_in_force,
    protected_terms,
    sealed,
    untold_sources,
)
from nkadvocate.library.library import (
    COLUMNS_OF_A_LIST,
    MODELS,
    READ,
    Library,
    Origin,
    not_read,
    open_campaign,
    open_library,
    persons_alone,
    tells_of_persons,
    unread,
    without_persons,
)
from nkadvocate.library.likeness import in_latin
from nkadvocate.library.naming import forms_of, parts_of
from nkadvocate.library.strings import APART, strings_of, texts_in
from nkadvocate.library.terms import mentions, unnamed

__all__ = [
    "APART",
    "COLUMNS_OF_A_LIST",
    "MODELS",
    "READ",
    "Audience",
    "Library",
    "Origin",
    "audience_of",
    "cleared",
    "exposed",
    "forms_of",
    "in_latin",
    "mentions",
    "not_in_force",
    "not_read",
    "open_campaign",
    "open_library",
    "parts_of",
    "persons_alone",
    "protected_terms",
    "sealed",
    "strings_of",
    "tells_of_persons",
    "texts_in",
    "unnamed",
    "unread",
    "untold_sources",
    "without_persons",
]
