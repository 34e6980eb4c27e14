"""YAML records, read and cross-checked."""

from nkadvocate.library.audience import Audience, audience_of, cleared, mentions, protected_terms, sealed
from nkadvocate.library.library import (
    COLUMNS_OF_A_LIST,
    DEFAULT_CAMPAIGN,
    MODELS,
    Library,
    Origin,
    campaign_folder,
    campaign_folders,
    open_campaign,
    open_library,
    tells_of_persons,
)

__all__ = [
    "COLUMNS_OF_A_LIST",
    "DEFAULT_CAMPAIGN",
    "MODELS",
    "Audience",
    "Library",
    "Origin",
    "audience_of",
    "campaign_folder",
    "campaign_folders",
    "cleared",
    "mentions",
    "open_campaign",
    "open_library",
    "protected_terms",
    "sealed",
    "tells_of_persons",
]
