"""What a briefing writes in Markdown besides a letter's: contents, subtitle, figures, and tables with captions."""

from __future__ import annotations

import pytest

from composing.reading import notes_of
from nkadvocate.composing.citing import OSCOLA
from nkadvocate.composing.markdown import escape
from nkadvocate.composing.notebook import NoteBook
from nkadvocate.composing.tree import read_markdown
from nkadvocate.document import (
    Block,
    Emphasis,
    Figure,
    Heading,
    Note,
    Paragraph,
    Table,
    TableOfContents,
    Text,
    plain,
)
from nkadvocate.library import Library
from nkadvocate.problems import ProblemsError

RETURNS = Figure("Bars that rise.", (Text("Returns by year"),), b"<svg/>", b"")
ROUTES = Figure("A map.", (), b"<svg/>", b"")
ROWS = "| a | b |\n|---|---|\n| c | d |\n"


def read(markdown: str, library: Library | None = None) -> tuple[Block, ...]:
    figures = {"returns": RETURNS, "routes": ROUTES}
    return read_markdown(markdown, NoteBook(library or Library(), OSCOLA, "en"), figures)


def table(markdown: str, library: Library | None = None) -> Table:
    [found] = read(markdown, library)
    assert isinstance(found, Table)
    return found


def refusal(markdown: str) -> str:
    with pytest.raises(ProblemsError) as caught:
        read(markdown)
    return str(caught.value)


def test_contents_have_a_title_and_a_depth() -> None:
    assert read("::: contents\n:::\n\n## A") == (TableOfContents("", 2), Heading(2, (Text("A"),)))
    assert read("::: contents In this briefing\n:::\n") == (TableOfContents("In this briefing", 2),)
    assert read("::: contents Contents | 3\n:::\n") == (TableOfContents("Contents", 3),)


@pytest.mark.parametrize("told", ["Contents | 1", "Contents | deep", "Contents | 3 | 3", "Contents\nWords."])
def test_contents_that_make_no_sense_are_refused_with_an_example(told: str) -> None:
    complaint = refusal(f"::: contents {told}\n:::\n")
    assert "near “::: contents Contents" in complaint
    assert "(write ::: contents Contents | 3" in complaint


def test_a_subtitle_is_a_paragraph_and_carries_no_note() -> None:
    assert read("::: subtitle\nWords.\n:::\n") == (Paragraph((Text("Words."),), "subtitle"),)
    assert "a heading carries no note" in refusal("::: subtitle\nWords.^[note]\n:::\n")


def test_a_figure_is_looked_up_by_its_name() -> None:
    assert read("::: figure returns\n:::\n\n::: figure routes\n:::\n") == (RETURNS, ROUTES)


def test_a_figure_may_be_given_another_caption_with_notes(tiny_library: Library) -> None:
    [figure] = read("::: figure returns\nAs *reported*.[@watch-2024]\n:::\n", tiny_library)
    assert isinstance(figure, Figure)
    assert (figure.alt, figure.svg) == (RETURNS.alt, RETURNS.svg)
    assert figure.caption[:3] == (Text("As "), Emphasis((Text("reported"),)), Text("."))
    assert isinstance(figure.caption[3], Note)


def test_a_figure_that_is_not_there_is_refused_with_the_nearest_name() -> None:
    complaint = refusal("Words.\n\n::: figure retruns\n:::\n")
    assert "there is no figure 'retruns', near “::: figure retruns”" in complaint
    assert "(did you mean returns?)" in complaint
    assert "(known: returns, routes)" in refusal("::: figure zzz\n:::\n")


def test_a_figure_takes_one_paragraph() -> None:
    assert "a figure takes one paragraph" in refusal("::: figure returns\n- a\n:::\n")


def test_without_figures_none_is_known() -> None:
    with pytest.raises(ProblemsError, match="known: none here"):
        read_markdown("::: figure returns\n:::\n", NoteBook(Library(), OSCOLA, "en"))


def test_a_table_has_a_caption_and_widths() -> None:
    found = table(f"::: table What *bodies* found | 20 60\n{ROWS}:::\n")
    assert found.caption == (Text("What "), Emphasis((Text("bodies"),)), Text(" found"))
    assert found.widths == (0.25, 0.75)
    assert found.header == ((Text("a"),), (Text("b"),))
    assert not found.row_headers


@pytest.mark.parametrize(
    ("told", "widths", "heads"),
    [
        ("", (0.5, 0.5), False),
        ("Caption", (0.5, 0.5), False),
        ("Caption | 1 3", (0.25, 0.75), False),
        ("Caption | row headers", (0.5, 0.5), True),
        ("Caption | 1 3 | row headers", (0.25, 0.75), True),
        ("| 1 3", (0.25, 0.75), False),
    ],
)
def test_caption_widths_and_row_headers_may_each_be_left_out(told: str, widths: tuple[float, ...], heads: bool) -> None:
    found = table(f"::: table {told}\n{ROWS}:::\n")
    assert (found.widths, found.row_headers) == (widths, heads)
    assert plain(found.caption) == ("Caption" if "Caption" in told else "")


@pytest.mark.parametrize("widths", ["20", "20 30 50", "20 wide", "0 50", "-1 50", "1.5 2", "20 50 | more"])
def test_widths_that_do_not_fit_are_refused(widths: str) -> None:
    complaint = refusal(f"::: table Caption | {widths}\n{ROWS}:::\n")
    assert "do not fit a table of 2 columns, near “::: table Caption" in complaint
    assert "::: table Caption | 20 50 30)" in complaint


@pytest.mark.parametrize("inside", ["Words.\n", f"{ROWS}\nWords.\n", ""])
def test_only_one_table_stands_in_the_container(inside: str) -> None:
    assert "::: table holds one table and nothing else" in refusal(f"::: table Caption\n{inside}:::\n")


def test_values_in_cells_and_captions_stay_as_they_are() -> None:
    value = "a|b *c* [d](e) | 20 50 ::: x"
    found = table(f"::: table {escape(value)} | 20 50\n| a | b |\n|---|---|\n| {escape(value)} | d |\n:::\n")
    assert plain(found.caption) == value
    assert plain(found.rows[0][0]) == value
    assert read(f"::: contents {escape('Contents | 3')}\n:::\n") == (TableOfContents("Contents | 3", 2),)


def test_notes_in_caption_and_cells_are_numbered_as_they_are_read(tiny_library: Library) -> None:
    blocks = read(
        "Before.[@watch-2024]\n\n::: table Caption^[first]\n| a | b |\n|---|---|\n"
        "| c[@watch-2024] | d^[second] |\n| e | f^[third] |\n:::\n\nAfter.^[last]\n",
        tiny_library,
    )
    found = notes_of(blocks)
    assert [note.number for note in found] == [1, 2, 3, 4, 5, 6]
    assert [plain(note.content) for note in found if note.number in (2, 4, 5, 6)] == [
        "first.",
        "second.",
        "third.",
        "last.",
    ]


def test_a_table_s_header_carries_no_note(tiny_library: Library) -> None:
    with pytest.raises(ProblemsError, match="a heading carries no note"):
        read("::: table Caption\n| a[@watch-2024] | b |\n|---|---|\n:::\n", tiny_library)
