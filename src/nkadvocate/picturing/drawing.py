"""The drawing itself: one function per kind of chart, each handing back the rows it has drawn.

What a mark stands for is told by its shape and line, never by its colour alone. A mark carries its row's id, so that
what was drawn can be read back.
"""

from __future__ import annotations

import calendar
import io
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, assert_never

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from nkadvocate import shipped
from nkadvocate.design import Design
from nkadvocate.document import Figure, Text
from nkadvocate.picturing.charts import Chart, EstimateRow, Estimates, EventRow, Hedge, StageRow, Stages, Timeline

_MM = 1 / 25.4
_DPI = 200
_LEFT = 0.47
"""Share of the width that the sources take, at the left of the marks."""
_MARKERS = ("s", "o", "^", "D", "v", "P")
"""One shape per lane."""


@dataclass(frozen=True)
class Drawn:
    """A drawing with the rows that it shows."""

    rows: tuple[EventRow, ...] | tuple[EstimateRow, ...] | tuple[StageRow, ...]
    canvas: Canvas


@cache
def picture(chart: Chart, design: Design) -> Figure:
    """The chart as a figure of the document."""
    with _look(design):
        drawn = draw(chart, design)
        for artist in drawn.canvas.findobj():
            artist.set_gid(None)  # ids of records, which the file has no use for
        svg, png = io.BytesIO(), io.BytesIO()
        drawn.canvas.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        drawn.canvas.savefig(png, format="png", dpi=_DPI, metadata={"Software": None})
    return Figure(chart.alt, (Text(chart.caption),), svg.getvalue(), png.getvalue())


def draw(chart: Chart, design: Design) -> Drawn:
    """The chart on a canvas, in the design's type and colours."""
    match chart:
        case Timeline():
            return draw_timeline(chart, design)
        case Estimates():
            return draw_estimates(chart, design)
        case Stages():
            return draw_stages(chart, design)
        case _:
            assert_never(chart)


@contextmanager
def _look(design: Design) -> Iterator[None]:
    """Type, colour and reproducible bytes while something is drawn; the settings outside stay as they are."""
    _fonts()
    colours = design.colours
    settings: Any = {
        "font.family": [design.type.family, "Caladea", "DejaVu Serif"],
        "font.size": 8,
        "text.color": colours.ink,
        "axes.labelcolor": colours.muted,
        "axes.edgecolor": colours.rule,
        "axes.linewidth": 0.6,
        "xtick.color": colours.muted,
        "ytick.color": colours.ink,
        "xtick.labelsize": 7.5,
        "svg.fonttype": "none",
        "svg.hashsalt": "nkadvocate",
        "text.parse_math": False,
    }
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield


@cache
def _fonts() -> None:
    for path in sorted((shipped.TEMPLATES / "design" / "fonts").glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def _canvas(design: Design, height: float) -> Canvas:
    """A canvas as wide as the text; ``height`` in millimetres."""
    page = design.page
    canvas = Canvas(figsize=((page.width - page.left - page.right) * _MM, height * _MM))
    FigureCanvasAgg(canvas)
    return canvas


# events


def year_of(date: str) -> float:
    """A date of any precision as a fractional year; the middle of what it can mean: 2012 is 2012.5."""
    parts = [int(part) for part in date.split("-")]
    year = parts[0]
    if len(parts) == 1:
        return year + 0.5
    if len(parts) == 2:
        return year + (parts[1] - 0.5) / 12
    return year + (parts[1] - 1 + (parts[2] - 0.5) / calendar.monthrange(year, parts[1])[1]) / 12


def draw_timeline(chart: Timeline, design: Design) -> Drawn:
    """Events by their number, in lanes; two panels when the last years hold many."""
    early = [row for row in chart.rows if year_of(row.date) < chart.dense]
    late = [row for row in chart.rows if year_of(row.date) >= chart.dense]
    panels = [rows for rows in (early, late) if rows]
    canvas = _canvas(design, 10 + 11 * len(chart.lanes))
    shares = [max(len(rows), 6) for rows in panels]
    grid = canvas.add_gridspec(
        1, len(panels), width_ratios=shares, left=0.16, right=0.99, top=0.97, bottom=0.14, wspace=0.05
    )
    for n, rows in enumerate(panels):
        axes = canvas.add_subplot(grid[0, n])
        _timeline_panel(axes, rows, chart.lanes, design, first=n == 0)
    return Drawn(chart.rows, canvas)


def _timeline_panel(
    axes: Axes, rows: Sequence[EventRow], lanes: tuple[str, ...], design: Design, *, first: bool
) -> None:
    colours = design.colours
    times = [year_of(row.date) for row in rows]
    low, high = int(min(times)), int(max(times)) + 1
    room = max((high - low) * 0.04, 0.08)
    near = 0.9 / max(len(rows), 12)
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(len(lanes) - 0.4, -0.6)
    for n, lane in enumerate(lanes):
        axes.axhline(n, color=colours.rule, linewidth=0.6, zorder=1)
        clusters: list[list[EventRow]] = []
        for row in (row for row in rows if row.lane == lane):
            at = year_of(row.date)
            (mark,) = axes.plot(
                [at],
                [n],
                marker=_MARKERS[n % len(_MARKERS)],
                markersize=5.5,
                color=colours.accent,
                markerfacecolor=colours.accent if n % 2 == 0 else "white",
                markeredgewidth=1.1,
                linestyle="none",
                zorder=3,
            )
            mark.set_gid(f"event-{row.id}")
            if clusters and at - year_of(clusters[-1][-1].date) < (high - low + 2 * room) * near:
                clusters[-1].append(row)
            else:
                clusters.append([row])
        for cluster in clusters:
            middle = (year_of(cluster[0].date) + year_of(cluster[-1].date)) / 2
            axes.annotate(
                _numbers([row.number for row in cluster]),
                (middle, n),
                (0, 9),
                textcoords="offset points",
                ha="center",
                va="center",
                fontsize=8,
                fontweight="bold",
                zorder=4,
            )
    axes.set_yticks(range(len(lanes)), [textwrap.fill(lane, 16) for lane in lanes] if first else [""] * len(lanes))
    axes.tick_params(axis="y", length=0, pad=6)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8, min_n_ticks=2, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _numbers(numbers: Sequence[int]) -> str:
    """1, 2, 3 and 7 as 1–3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


# figures beside each other


def draw_estimates(chart: Estimates, design: Design) -> Drawn:
    """One line per figure, below each other; the words for figure and source stand beside the mark."""
    groups: dict[str, list[EstimateRow]] = {}
    for row in chart.rows:
        groups.setdefault("" if chart.shared else row.group, []).append(row)
    head, foot = 0.0 if chart.shared else 4.6, 5.2
    panel = [sum(map(_tall, _labels(rows, shared=chart.shared))) for rows in groups.values()]
    height = sum(panel) + len(groups) * (head + foot) + (12 if chart.axis else 8)
    canvas = _canvas(design, height)
    top = height - 1.5
    for (title, rows), tall in zip(groups.items(), panel, strict=True):
        top -= head
        axes = canvas.add_axes((_LEFT, (top - tall) / height, 0.995 - _LEFT, tall / height))
        _estimate_panel(axes, rows, design, shared=chart.shared)
        if title:
            canvas.text(0, (top + 1.2) / height, title, fontweight="bold", color=design.colours.accent, va="bottom")
        top -= tall + foot
    if chart.axis:
        axes.set_xlabel(chart.axis, labelpad=1)
    _key(canvas, chart.key, design, height)
    return Drawn(chart.rows, canvas)


def _labels(rows: Sequence[EstimateRow], *, shared: bool) -> list[str]:
    labels = [f"{row.group}: {row.source}" if shared else row.source for row in rows]
    return [textwrap.fill(label, 66) for label in labels]


def _tall(label: str) -> float:
    """How much room a row with this label takes, in millimetres."""
    return 4.7 + 2.8 * label.count("\n")


def _estimate_panel(axes: Axes, rows: Sequence[EstimateRow], design: Design, *, shared: bool) -> None:
    colours = design.colours
    share = rows[0].unit == "per cent"
    most = 100 if share else max(row.high for row in rows)
    axes.set_xlim(0, most * 1.75)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    group = None
    for n, row in enumerate(rows):
        if shared and group is not None and row.group != group:
            axes.axhline(n - 0.5, color=colours.rule, linewidth=0.4, xmin=-_LEFT / (0.995 - _LEFT), clip_on=False)
        group = row.group
        end = _mark(axes, n, row, most, design)
        axes.annotate(row.text, (end, n), (7, 0), textcoords="offset points", va="center", fontsize=8.5)
    axes.set_yticks(range(len(rows)), _labels(rows, shared=shared))
    axes.tick_params(axis="y", length=0, pad=4, labelsize=7.5)
    ticks = (
        FixedLocator([0, 50, 100]) if share else MaxNLocator(integer=True, nbins=4, steps=[1, 2, 5, 10], prune="upper")
    )
    axes.xaxis.set_major_locator(ticks)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.axvline(0, color=colours.rule, linewidth=0.6)


def _mark(axes: Axes, n: int, row: EstimateRow, most: float, design: Design) -> float:
    """Draw one figure by its hedge; hands back where the words beside it begin."""
    style: dict[str, Any] = {
        "color": design.colours.accent,
        "linewidth": 1.6,
        "solid_capstyle": "butt",
        "gid": f"estimate-{row.id}",
    }
    match row.hedge:
        case "range":
            axes.plot([row.low, row.high], [n, n], marker="|", markersize=8, markeredgewidth=1.6, **style)
            return row.high
        case "up to":
            axes.plot(
                [0, row.high],
                [n, n],
                linestyle=(0, (4, 1.5)),
                marker="|",
                markersize=8,
                markeredgewidth=1.6,
                markevery=[1],
                **style,
            )
            return row.high
        case "at least":
            reach = most * 0.10
            axes.plot([row.low], [n], marker="o", markersize=5.5, linestyle="none", **style)
            axes.annotate(
                "",
                (row.low + reach, n),
                (row.low, n),
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": design.colours.accent,
                    "linewidth": 1.6,
                    "shrinkA": 0,
                    "shrinkB": 0,
                    "mutation_scale": 8,
                },
            )
            return row.low + reach
        case "about":
            axes.plot(
                [row.low],
                [n],
                marker="o",
                markersize=6,
                markerfacecolor="white",
                markeredgewidth=1.4,
                linestyle="none",
                **style,
            )
            return row.low
        case "exactly":
            axes.plot([row.low], [n], marker="o", markersize=5.5, linestyle="none", **style)
            return row.low
        case _:
            assert_never(row.hedge)


def _key(canvas: Canvas, key: Sequence[tuple[Hedge, str]], design: Design, height: float) -> None:
    """What the marks mean, in a line at the foot."""
    axes = canvas.add_axes((0, 0, 1, 7 / height))
    axes.set_axis_off()
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.5, 0.5)
    at = 1.0
    for hedge, words in key:
        wide = 5.0
        sample: dict[str, Any] = {"color": design.colours.muted, "linewidth": 1.4}
        match hedge:
            case "range":
                axes.add_line(Line2D([at, at + wide], [0, 0], marker="|", markersize=7, **sample))
            case "up to":
                axes.add_line(
                    Line2D(
                        [at, at + wide],
                        [0, 0],
                        linestyle=(0, (4, 1.5)),
                        marker="|",
                        markersize=7,
                        markevery=[1],
                        **sample,
                    )
                )
            case "at least":
                axes.add_line(Line2D([at], [0], marker="o", markersize=5, linestyle="none", **sample))
                axes.add_patch(
                    FancyArrowPatch(
                        (at, 0), (at + wide, 0), arrowstyle="-|>", mutation_scale=8, shrinkA=0, shrinkB=0, **sample
                    )
                )
            case "about":
                axes.add_line(
                    Line2D([at], [0], marker="o", markersize=5.5, markerfacecolor="white", linestyle="none", **sample)
                )
                wide = 0.5
            case "exactly":
                axes.add_line(Line2D([at], [0], marker="o", markersize=5, linestyle="none", **sample))
                wide = 0.5
            case _:
                assert_never(hedge)
        axes.text(at + wide + 1.2, 0, words, va="center", fontsize=7.5, color=design.colours.muted)
        at += wide + 4 + len(words) * 1.12


# the way out


def draw_stages(chart: Stages, design: Design) -> Drawn:
    """Boxes from left to right with arrows between them, and a broken arrow for the way back."""
    count = len(chart.rows)
    gap = 0.022
    wide = (1 - gap * (count - 1)) / count
    columns = max(int(wide * 126), 10)
    texts = [_stage_text(row, columns) for row in chart.rows]
    lines = max(sum(part.count("\n") + 1 for part in text) for text in texts)
    height = 3.75 * lines + 27
    canvas = _canvas(design, height)
    axes = canvas.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, height)
    colours = design.colours
    floor, roof = 11.0, height - 1
    for n, (row, (actors, demands)) in enumerate(zip(chart.rows, texts, strict=True)):
        left = n * (wide + gap)
        box = FancyBboxPatch(
            (left + 0.003, floor),
            wide - 0.006,
            roof - floor,
            boxstyle="square,pad=0",
            linewidth=0.9,
            edgecolor=colours.accent,
            facecolor="white",
            gid=f"stage-{row.id}",
        )
        axes.add_patch(box)
        axes.text(
            left + 0.012,
            roof - 2.2,
            textwrap.fill(row.title, columns - 5),
            va="top",
            fontweight="bold",
            color=colours.accent,
            fontsize=8,
        )
        used = 2.2 + 3.6 * (textwrap.fill(row.title, columns - 5).count("\n") + 1) + 0.6
        axes.text(
            left + 0.012,
            roof - used,
            actors,
            va="top",
            fontsize=7.2,
            style="italic",
            color=colours.muted,
            linespacing=1.15,
        )
        used += 3.25 * (actors.count("\n") + 1) + 1.6
        axes.text(left + 0.012, roof - used, demands, va="top", fontsize=7.5, linespacing=1.2)
        if n + 1 < count:
            arrow = FancyArrowPatch(
                (left + wide - 0.004, (floor + roof) / 2),
                (left + wide + gap + 0.004, (floor + roof) / 2),
                arrowstyle="-|>",
                mutation_scale=9,
                linewidth=1.2,
                color=colours.accent,
                shrinkA=0,
                shrinkB=0,
                zorder=5,
            )
            axes.add_patch(arrow)
    if chart.back:
        start, end = (place * (wide + gap) + wide / 2 for place in chart.back)
        style: dict[str, Any] = {"color": colours.ink, "linewidth": 1.1, "linestyle": (0, (4, 2))}
        axes.plot([start, start, end, end], [floor, 5, 5, floor - 1.5], gid="way-back", **style)
        axes.add_patch(
            FancyArrowPatch(
                (end, floor - 1.8),
                (end, floor),
                arrowstyle="-|>",
                mutation_scale=9,
                linewidth=1.1,
                color=colours.ink,
                shrinkA=0,
                shrinkB=0,
            )
        )
        axes.text((start + end) / 2, 3.6, chart.back_label, ha="center", va="top", fontsize=7.5)
    return Drawn(chart.rows, canvas)


def _stage_text(row: StageRow, columns: int) -> tuple[str, str]:
    actors = textwrap.fill(", ".join(row.actors), columns - 1)
    demands = "\n".join(
        textwrap.fill(demand, columns, initial_indent="– ", subsequent_indent="   ") for demand in row.demands
    )
    return actors, demands
