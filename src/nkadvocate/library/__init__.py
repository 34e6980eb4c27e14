"""YAML records, read and cross-checked."""

from nkadvocate.library.checks import check_library
from nkadvocate.library.library import (
    DEFAULT_CAMPAIGN,
    MODELS,
    Library,
    Origin,
    campaign_folder,
    campaign_folders,
    open_campaign,
    open_library,
)
from nkadvocate.library.texts import check_texts

__all__ = [
    "DEFAULT_CAMPAIGN",
    "MODELS",
    "Library",
    "Origin",
    "campaign_folder",
    "campaign_folders",
    "check_library",
    "check_texts",
    "open_campaign",
    "open_library",
]
