"""Pictures drawn from plain rows: the same rows and design give the same bytes. The drawing library is imported when
the first picture is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from nkadvocate.picturing.charts import (
    Chart,
    EstimateRow,
    Estimates,
    EventRow,
    Hedge,
    StageRow,
    Stages,
    Timeline,
)

if TYPE_CHECKING:
    from nkadvocate.design import Design
    from nkadvocate.document import Figure

__all__ = [
    "Chart",
    "EstimateRow",
    "Estimates",
    "EventRow",
    "Hedge",
    "StageRow",
    "Stages",
    "Timeline",
    "picture",
    "pictures",
]


def picture(chart: Chart, design: Design) -> Figure:
    """The chart as SVG and PNG (200 dots an inch), as wide as the page's text. Drawn once for each chart and design."""
    from nkadvocate.picturing.drawing import picture as draw

    return draw(chart, design)


def pictures(charts: Iterable[Chart], design: Design) -> dict[str, Figure]:
    """Each chart's picture by its name."""
    return {chart.name: picture(chart, design) for chart in charts}
