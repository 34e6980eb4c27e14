"""The pictures: what is drawn is what the records hold, the bytes are the same each time, and words stand in."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib.artist import Artist
from matplotlib.figure import Figure as Canvas
from PIL import Image

from nkadvocate.composing.charts import charts
from nkadvocate.design import Design
from nkadvocate.library import Library
from nkadvocate.picturing import Chart, EstimateRow, Estimates, Stages, Timeline, picture
from nkadvocate.picturing.drawing import draw, year_of
from nkadvocate.picturing.drawing import picture as drawn_picture
from nkadvocate.records import Campaign
from nkadvocate.tailoring.briefing import Brief, brief
from tiny import with_record


@pytest.fixture(scope="module")
def whole(shipped_library: Library, shipped_campaign: Campaign) -> Brief:
    return brief(shipped_library, shipped_campaign)


@pytest.fixture(scope="module")
def by_name(whole: Brief) -> dict[str, Chart]:
    return {chart.name: chart for chart in charts(whole)}


def marks(canvas: Canvas, prefix: str) -> Iterator[tuple[str, Artist]]:
    for axes in canvas.axes:
        for artist in axes.get_children():
            if (gid := artist.get_gid()) and gid.startswith(prefix):
                yield gid.removeprefix(prefix), artist


def test_the_records_allow_all_four(by_name: dict[str, Chart]) -> None:
    assert list(by_name) == ["timeline", "estimates", "returns", "stages"]


@pytest.mark.parametrize("name", ["estimates", "returns"])
def test_the_rows_of_a_plot_are_the_figures_of_the_records(
    name: str, by_name: dict[str, Chart], shipped_library: Library
) -> None:
    chart = by_name[name]
    assert isinstance(chart, Estimates)
    for row in chart.rows:
        figure = shipped_library.evidence[row.id].figure
        assert figure is not None
        wanted = (figure.value, figure.value) if figure.value is not None else (figure.low, figure.high)
        assert (row.low, row.high) == wanted
        assert (row.hedge == "up to") == (figure.qualifier == "up to")
        assert (row.hedge == "at least") == (figure.qualifier in {"at least", "more than"})
        assert figure.qualifier is None or figure.qualifier in row.text
        assert figure.unit in {"people", "per cent"} or row.text.endswith(figure.unit)
        caveat = shipped_library.evidence[row.id].caveat
        assert caveat is None or row.source.endswith(f"; {caveat}")


@pytest.mark.parametrize("name", ["estimates", "returns"])
def test_the_marks_on_the_axes_are_the_rows(name: str, by_name: dict[str, Chart]) -> None:
    chart = by_name[name]
    assert isinstance(chart, Estimates)
    drawn = draw(chart, Design())
    assert drawn.rows == chart.rows
    plotted = dict(marks(drawn.canvas, "estimate-"))
    assert set(plotted) == {row.id for row in chart.rows}
    for row in chart.rows:
        where = list(np.asarray(plotted[row.id].get_xdata(), dtype=float))  # type: ignore[attr-defined]
        assert where == {"range": [row.low, row.high], "up to": [0, row.high]}.get(row.hedge, [row.low])
    words = [text.get_text() for axes in drawn.canvas.axes for text in (*axes.texts, *axes.get_yticklabels())]
    for row in chart.rows:
        assert row.text in words
        assert any(row.source in word.replace("\n", " ") for word in words)


def test_every_scale_begins_at_nothing(by_name: dict[str, Chart]) -> None:
    for axes in draw(by_name["estimates"], Design()).canvas.axes[:-1]:
        assert axes.get_xlim()[0] == 0


def test_shares_are_drawn_up_to_a_hundred(by_name: dict[str, Chart]) -> None:
    chart = by_name["estimates"]
    assert isinstance(chart, Estimates)
    shares = {row.group for row in chart.rows if row.unit == "per cent"}
    assert shares == {"Women among those who arrived in the ROK"}
    ticks = [list(axes.get_xticks()) for axes in draw(chart, Design()).canvas.axes[:-1]]
    assert ticks.count([0, 50, 100]) == 1


def test_figures_stand_beside_each_other_only_where_there_is_more_than_one(by_name: dict[str, Chart]) -> None:
    chart = by_name["estimates"]
    assert isinstance(chart, Estimates)
    groups = [row.group for row in chart.rows]
    assert all(groups.count(group) > 1 for group in groups)


def test_events_stand_at_their_dates(by_name: dict[str, Chart]) -> None:
    chart = by_name["timeline"]
    assert isinstance(chart, Timeline)
    drawn = draw(chart, Design())
    plotted = dict(marks(drawn.canvas, "event-"))
    for row in chart.rows:
        (at,) = plotted[row.id].get_xdata()  # type: ignore[attr-defined]
        (lane,) = plotted[row.id].get_ydata()  # type: ignore[attr-defined]
        assert at == year_of(row.date)
        assert chart.lanes[lane] == row.lane


def test_a_date_is_placed_in_the_middle_of_what_it_can_mean() -> None:
    assert year_of("2012") == 2012.5
    assert 2012.37 < year_of("2012-05") < 2012.38
    assert year_of("2023-10-09") < year_of("2023-10-12") < 2023.8


def test_the_stages_name_every_request_that_is_put_there(by_name: dict[str, Chart]) -> None:
    chart = by_name["stages"]
    assert isinstance(chart, Stages)
    drawn = draw(chart, Design())
    assert {row for row, _ in marks(drawn.canvas, "stage-")} == {row.id for row in chart.rows}
    words = " ".join(" ".join(text.get_text().split()) for text in drawn.canvas.axes[0].texts)
    for row in chart.rows:
        for demand in row.demands:
            assert demand in words


def test_words_stand_in_for_each_picture(by_name: dict[str, Chart]) -> None:
    for chart in by_name.values():
        for row in chart.rows:
            for word in (row.text, row.source) if isinstance(row, EstimateRow) else (row.id,)[:0]:
                assert word in chart.alt
        assert len(chart.alt) > 100
        assert chart.caption


def test_the_same_rows_give_the_same_bytes(by_name: dict[str, Chart]) -> None:
    for chart in by_name.values():
        first = drawn_picture.__wrapped__(chart, Design())
        assert first == drawn_picture.__wrapped__(chart, Design())
        assert b"<dc:date>" not in first.svg


def test_the_words_in_a_picture_are_text(by_name: dict[str, Chart]) -> None:
    for name in ("estimates", "returns"):
        chart = by_name[name]
        assert isinstance(chart, Estimates)
        svg = picture(chart, Design()).svg.decode()
        for row in chart.rows:
            assert f">{row.text}</text>" in svg


def test_a_picture_has_no_ids_of_records(by_name: dict[str, Chart]) -> None:
    """Those of records on private persons stand in no document."""
    for chart in by_name.values():
        svg = picture(chart, Design()).svg.decode()
        assert not any(row.id in svg for row in chart.rows if "-" in row.id)


def test_a_picture_is_drawn_once(by_name: dict[str, Chart]) -> None:
    assert picture(by_name["timeline"], Design()) is picture(by_name["timeline"], Design())


def test_a_picture_has_200_dots_an_inch_over_the_texts_width(by_name: dict[str, Chart]) -> None:
    page = Design().page
    with Image.open(io.BytesIO(picture(by_name["timeline"], Design()).png)) as image:
        assert abs(image.width - (page.width - page.left - page.right) / 25.4 * 200) <= 1


def test_no_words_lie_on_each_other(by_name: dict[str, Chart]) -> None:
    for name in ("estimates", "returns", "timeline"):
        canvas = draw(by_name[name], Design()).canvas
        canvas.draw_without_rendering()
        for axes in canvas.axes:
            boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
            for n, box in enumerate(boxes):
                assert not any(box.overlaps(other) for other in boxes[:n]), name


def test_all_marks_keep_their_shape_in_grey(by_name: dict[str, Chart]) -> None:
    chart = by_name["timeline"]
    assert isinstance(chart, Timeline)
    shapes = {
        artist.get_marker(): artist.get_ydata()[0]  # type: ignore[attr-defined]
        for _, artist in marks(draw(chart, Design()).canvas, "event-")
    }
    assert len(shapes) == len(chart.lanes)


def test_text_that_looks_like_a_formula_is_drawn_as_text() -> None:
    row = EstimateRow("a", "b $x$", 1, 1, "people", "exactly", "$\\frac{1}{2}$", "_^{ $")
    chart = Estimates("estimates", "alt", "caption", (row,), (), "")
    assert drawn_picture(chart, Design()).svg.startswith(b"<?xml")


def with_another(library: Library, known: str, **changes: object) -> Library:
    """The library with a further record, which is as the one it knows but for these changes."""
    another = library.evidence[known].model_copy(update={"id": "another", "same_event_as": (), **changes})
    return with_record(library, "evidence", another)


def rows_of(chart: str, library: Library, campaign: Campaign) -> tuple[str, dict[str, EstimateRow]]:
    """The caption and the rows of a picture."""
    (found,) = (each for each in charts(brief(library, campaign)) if each.name == chart)
    assert isinstance(found, Estimates)
    return found.caption, {row.id: row for row in found.rows}


def test_two_returns_of_one_date_are_not_said_to_be_one(shipped_library: Library, shipped_campaign: Campaign) -> None:
    caption, _ = rows_of("returns", shipped_library, shipped_campaign)
    assert "Lines for one date are reports of one event." in caption
    library = with_another(shipped_library, "hrw-workers-2024", population="people held in Shenyang")
    caption, rows = rows_of("returns", library, shipped_campaign)
    assert "another" in rows
    assert "Lines for one date may be reports of one event or of several." in caption


def test_figures_of_two_years_from_one_source_have_their_years(
    shipped_library: Library, shipped_campaign: Campaign
) -> None:
    library = with_another(shipped_library, "rok-arrivals-2025", period="2024")
    _, rows = rows_of("estimates", library, shipped_campaign)
    sources = {rows[name].source.partition(" (")[2] for name in ("another", "rok-arrivals-2025")}
    assert sources == {"2024)", "2025)"}


def test_a_figure_keeps_all_its_decimals(shipped_library: Library, shipped_campaign: Campaign) -> None:
    share = shipped_library.evidence["rok-arrivals-2002-women"].figure
    assert share is not None
    exact = share.model_copy(update={"value": 99.9996})
    library = with_another(shipped_library, "rok-arrivals-2002-women", figure=exact, period="2003")
    _, rows = rows_of("estimates", library, shipped_campaign)
    assert rows["another"].text == "99.9996 per cent"


def test_few_people_are_counted_in_whole_numbers() -> None:
    rows = tuple(EstimateRow(name, "One", 1, 1, "people", "exactly", "1", name) for name in "ab")
    canvas = draw(Estimates("estimates", "alt", "caption", rows, (), ""), Design()).canvas
    ticks = [tick for axes in canvas.axes[:-1] for tick in axes.get_xticks()]
    assert all(tick == int(tick) for tick in ticks)
