"""Actors: states, organisations and institutions that speak, act, are bound, or are written to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from nkadvocate.records.base import ActorId, Id, Line, Record, Text


class Actor(Record):
    """Who says, does or owes something. ``part_of`` leads from an institution to its state or organisation."""

    id: Id
    kind: Literal["state", "organisation", "institution", "ngo", "press", "group"]
    name: Text = Field(description="as running text names it: China, the European Parliament, Human Rights Watch")
    formal_name: Text | None = Field(None, description="the People's Republic of China")
    adjective: Line | None = None
    iso: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(None, description="ISO 3166-1 alpha-2")
    part_of: ActorId | None = None
    plural: bool = Field(False, description="takes a plural verb: the United Nations experts call")
