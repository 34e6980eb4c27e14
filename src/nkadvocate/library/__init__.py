"""YAML records, read and cross-checked."""

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
)

__all__ = [
    "COLUMNS_OF_A_LIST",
    "DEFAULT_CAMPAIGN",
    "MODELS",
    "Library",
    "Origin",
    "campaign_folder",
    "campaign_folders",
    "open_campaign",
    "open_library",
]
