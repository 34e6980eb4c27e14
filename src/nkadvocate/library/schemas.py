"""JSON Schemas of the record files, so that editors complete and check them."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from nkadvocate.library.library import MODELS
from nkadvocate.records import Campaign


def schemas() -> dict[str, dict[str, Any]]:
    """One JSON Schema (draft 2020-12) for each kind of file: lists of records, and campaign.yaml."""
    found: dict[str, dict[str, Any]] = {
        kind: TypeAdapter(list[model]).json_schema(by_alias=True)  # type: ignore[valid-type]
        for kind, model in MODELS.items()
    }
    found["campaign"] = Campaign.model_json_schema(by_alias=True)
    for schema in found.values():
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return found
