"""What is drawn, as plain values: rows of words, dates and numbers, with the words around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Hedge = Literal["exactly", "about", "range", "up to", "at least"]
"""How a figure is meant: a point, a rough point, a range, anything up to it, or that much and perhaps more."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something dated (ISO 8601, of any precision), with its number in the text and the lane it stands in."""

    id: str
    number: int
    date: str
    lane: str
    label: str


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One figure of one source. ``low`` equals ``high`` unless it is a range; ``text`` is the figure in words.

    ``unit`` is what is counted; ``per cent`` is drawn on a scale to 100.
    """

    id: str
    group: str
    low: float
    high: float
    unit: str
    hedge: Hedge
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a way: who is there, and what is asked of them."""

    id: str
    title: str
    actors: tuple[str, ...]
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Chart:
    name: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Timeline(_Chart):
    """Events in lanes along the years. From the year ``dense`` on, the years take more room."""

    lanes: tuple[str, ...]
    rows: tuple[EventRow, ...]
    dense: int


@dataclass(frozen=True, slots=True)
class Estimates(_Chart):
    """Figures beside each other, in groups. Each group has a scale of its own, unless all share an ``axis``."""

    rows: tuple[EstimateRow, ...]
    key: tuple[tuple[Hedge, str], ...]
    axis: str

    @property
    def shared(self) -> bool:
        return bool(self.axis)


@dataclass(frozen=True, slots=True)
class Stages(_Chart):
    """Stages one after the other, and the way back from the stage ``back[0]`` to ``back[1]``, counted from 0."""

    rows: tuple[StageRow, ...]
    back: tuple[int, int] | None
    back_label: str


Chart = Timeline | Estimates | Stages
