"""Design tokens: page, type, colour and letterhead, which every renderer follows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
FontName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 \-]{0,60}$")]


class _Tokens(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Page(_Tokens):
    """Paper and margins, in millimetres."""

    size: Literal["A4", "Letter"] = "A4"
    top: float = Field(18, ge=8, le=60)
    right: float = Field(23, ge=8, le=60)
    bottom: float = Field(16, ge=8, le=60)
    left: float = Field(23, ge=8, le=60)

    @property
    def width(self) -> float:
        return 210.0 if self.size == "A4" else 215.9

    @property
    def height(self) -> float:
        return 297.0 if self.size == "A4" else 279.4


class Type(_Tokens):
    """Font families and sizes in points. ``word`` names the face of the same widths that Word installs."""

    family: FontName = "Caladea"
    word: FontName = "Cambria"
    size: float = Field(10, ge=8, le=16)
    note_size: float = Field(7.5, ge=6, le=12)
    line_height: float = Field(1.25, ge=1, le=2)


class Colours(_Tokens):
    """Colours as #rrggbb. ``ink`` is running text, ``accent`` letterhead and rules, ``muted`` secondary text."""

    ink: Colour = "#1a1a1a"
    accent: Colour = "#1f3a5f"
    muted: Colour = "#55606b"
    rule: Colour = "#b8c0c8"


class LogoFile(_Tokens):
    """A PNG or JPEG beside the design, ``height`` millimetres high on paper. ``alt`` says what it shows."""

    file: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    alt: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    height: float = Field(14, ge=4, le=40)


class Design(_Tokens):
    """The look of a document. A value, shared by all renderers."""

    page: Page = Page()
    type: Type = Type()
    colours: Colours = Colours()
    letterhead: Literal["left", "centre"] = "left"
    logos: tuple[LogoFile, ...] = Field((), max_length=12)
    footer: bool = True
