"""Private persons in records: what may identify them, and to whom they agreed to be told."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from nkadvocate.records.base import Day, Line, PartialDate, ReaderId, Record

ReadBy = Literal["internal", "un-body-in-confidence", "governments", "public"]
Form = Literal["named", "pseudonym", "unnamed"]
Detail = Literal["exact", "month-and-county", "year-and-province", "year-and-country"]
Purpose = Literal["advocacy", "un-submission", "media", "research", "court"]

FORMS: tuple[Form, ...] = ("named", "pseudonym", "unnamed")
"""How a person is told of, the most open first."""
DETAILS: tuple[Detail, ...] = ("exact", "month-and-county", "year-and-province", "year-and-country")
"""How exactly date, place and age are told, the most exact first. All but the first give an age in bands."""

Age = Annotated[
    str,
    StringConstraints(pattern=r"^\d{1,3}(-\d{1,3})?$"),
    BeforeValidator(
        lambda value: str(value) if isinstance(value, int) and not isinstance(value, bool) else value,
        json_schema_input_type=str | int,
    ),
    Field(description="in years, or a band: 34, 30-39"),
]


NARROW = 5
"""Years; a band of fewer tells the age."""


class Whereabouts(Record):
    """A place from the smallest part to the largest, as running text names each: Onsong County."""

    village: Line | None = None
    county: Line | None = None
    province: Line | None = None
    country: Line


class Person(Record):
    """A private person. Nothing here is printed but through the slots of a claim, as coarsely as the consent asks."""

    names: tuple[Line, ...] = Field((), description="every form of the name; the first is the one printed, if any is")
    pseudonym: Line | None = None
    sex: Literal["f", "m", "unknown"] = "unknown"
    relatives: tuple[Line, ...] = Field((), description="names of relatives; never printed")
    identifying: tuple[Line, ...] = Field((), description="other words that would identify the person; never printed")
    born: PartialDate | None = Field(None, description="never printed")
    age: Age | None = Field(None, description="at the time told of; the slot {age}")
    when: PartialDate | None = Field(None, description="date of what is told; the slot {when}: on 12 May 2019, in 2019")
    where: Whereabouts | None = Field(
        None, description="where it happened; the slot {where}: in Onsong County, in the DPRK"
    )

    @property
    def terms(self) -> tuple[str, ...]:
        """Every name and word that points to the person by itself."""
        return (*self.names, *filter(None, [self.pseudonym]), *self.relatives, *self.identifying)

    @property
    def ages(self) -> range:
        """The ages in years that the person may have; none where they are a wide band."""
        if self.age is None:
            return range(0)
        first, last = sorted(int(part) for part in (self.age.split("-") * 2)[:2])
        return range(first, last + 1) if last - first < NARROW else range(0)

    @property
    def places(self) -> tuple[str, ...]:
        """The places smaller than a country."""
        where = self.where
        return tuple(filter(None, (where.village, where.county, where.province))) if where else ()


class ToldPerson(Person):
    """A person as readers may be told of: only what their grant allows, as coarsely as it asks."""


class Grant(Record):
    """One thing that a person agreed to: who may read it, in which form, for what, and how long."""

    to: ReadBy = Field(description="public covers all readers; governments covers neither China nor the DPRK")
    actors: tuple[ReaderId, ...] = Field(
        (),
        description="only these: the UN bodies named; for governments, those named, China and the DPRK if they are; a "
        "recipient of a campaign's own by its own id",
    )
    form: Form = "unnamed"
    detail: Detail | None = Field(None, description="how exactly; if not given, what the form and the risk ask for")
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    given: Day
    expires: Day | None = Field(None, description="the first day on which it no longer holds")
    withdrawn: Day | None = Field(None, description="it no longer holds, whatever the date of a letter")

    @model_validator(mode="after")
    def _actors_where_they_matter(self) -> Grant:
        if self.to == "un-body-in-confidence" and not self.actors:
            raise ValueError("un-body-in-confidence needs 'actors': the bodies that may read it")
        if self.to in {"internal", "public"} and self.actors:
            raise ValueError(f"'actors' says nothing where the consent is to {self.to}")
        return self


class Consent(Record):
    """What a person agreed to. What no grant allows is not told."""

    grants: tuple[Grant, ...] = Field(min_length=1)
    relatives_at_risk: bool = Field(False, description="only the year and the country are told, unless a grant says so")
