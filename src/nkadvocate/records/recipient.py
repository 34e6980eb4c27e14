"""Recipients: offices to write to, what each can do, and how to reach it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from nkadvocate.records.base import (
    ActorId,
    BodyId,
    Citation,
    CitedText,
    Day,
    DemandId,
    FormId,
    Id,
    Language,
    Line,
    RecipientId,
    Record,
    Role,
    Text,
)

Email = Annotated[str, StringConstraints(pattern=r"^[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\"]+$")]


class Address(Record):
    """A postal address with how sure it is. Low confidence is printed only in drafts, marked to be verified."""

    lines: tuple[Line, ...] = Field(min_length=1)
    confidence: Literal["high", "medium", "low"]
    checked_on: Day
    note: Line | None = None


class Holder(Record):
    """Who holds the office now. Optional: letters go to the office; the sender checks a name before using it."""

    family: Line
    given: Line | None = None
    family_first: bool = False
    honorific: Line | None = Field(
        None, description="printed before the name in the address, in place of Ms or Mr: Dr, Rt Hon, Baroness"
    )
    suffix: Line | None = Field(None, description="printed after the name in the address: Jr, III, KC")
    addressed_as: Line | None = Field(
        None, description="who the salutation greets, if not Ms or Mr and the family name: Dr Example, Lady Example"
    )
    gender: Literal["f", "m", "unknown"] = "unknown"
    term_start: Day | None = None
    term_end: Day | None = None
    checked_on: Day


class Addressed(Record):
    """What a recipient is and can do; also what the members of one body have in common."""

    id: Id
    office: Text = Field(description="title as the address block prints it")
    body: Text = Field(description="the institution, as the address block prints it")
    actor: ActorId = Field(description="the state or institution it acts for")
    family: Id = Field(description="offices of the same kind, whose letters may be alike")
    roles: tuple[Role, ...] = Field(min_length=1)
    not_asked: tuple[DemandId, ...] = Field((), description="demands that this office is never asked for")
    form: FormId = Field(description="forms of address")
    you: Text = Field("your Government", description="in-text reference to the body: your Government, your Office")
    you_plural: bool = Field(False, description="the body takes a plural verb")
    lead: CitedText | None = Field(None, description="words before the numbered requests, if not the usual ones")
    standing: CitedText = Field(description="why this office: one or two sentences, with [@id, locator] citations")
    questions_to: RecipientId | None = Field(None, description="for a parliament: the office that its members question")
    languages: tuple[Language, ...] = ("en",)
    address: Address | None = None


def _optional_for_members(schema: dict[str, Any]) -> None:
    """A member of a body has from it what is not written out; only the id is always needed."""
    schema["anyOf"] = [{"required": ["member_of"]}, {"required": schema["required"]}]
    schema["required"] = ["id"]


class Recipient(Addressed):
    """An office. ``roles`` are in order of preference; a demand is put in the first role it has an ask for."""

    model_config = ConfigDict(json_schema_extra=_optional_for_members)

    member_of: BodyId | None = Field(None, description="the body whose fields serve where this record has none")
    email: Email | None = None
    holder: Holder | None = None
    vacant: bool = False
    authority: tuple[Citation, ...] = Field((), description="where title, mandate or address were checked")


class Seat(Record):
    """A kind of seat in a body. ``office`` is printed; ``office_for`` where the list names a constituency."""

    names: tuple[Line, ...] = Field(min_length=1, description="what lists call those who hold it")
    office: Line
    office_for: Line | None = Field(None, description="the same with the slot {constituency}")
    form: FormId


class Body(Addressed):
    """A body whose members are written to one by one. Its own fields are those of an ordinary member."""

    names: tuple[Line, ...] = Field((), description="what lists call it, besides its name and id")
    country: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")] | None = Field(
        None, description="ISO 3166-1 code, to tell bodies of one name apart"
    )
    office_for: Line | None = Field(None, description="the office with the slot {constituency}")
    seats: tuple[Seat, ...] = Field((), description="seats that are addressed otherwise than ordinary members")
    family_first: bool | None = Field(None, description="whether its lists write the family name first")
    authority: tuple[Citation, ...] = Field((), description="where names, mandate or address were checked")
