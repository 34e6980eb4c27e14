"""The plain text file: readable columns, unchanged words."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkadvocate.document import (
    Block,
    BulletList,
    Document,
    Heading,
    Link,
    NumberedList,
    Paragraph,
    Table,
    Text,
)
from nkadvocate.rendering.text import columns, render_text
from rendering.sample import sample_letter

SAMPLE = sample_letter(draft=False)
TEXT = render_text(SAMPLE).decode()


def rendered(*blocks: Block, width: int = 78) -> str:
    return render_text(dataclasses.replace(SAMPLE, blocks=blocks), width).decode()


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.integers(20, 100))
def test_hostile_text_is_unchanged_up_to_wrapping(text: str, width: int) -> None:
    without_breaks = str.maketrans("", "", " \n")
    assert rendered(paragraph(text), width=width).translate(without_breaks) == text.translate(without_breaks)


@given(st.lists(st.text(st.sampled_from("abc한国é"), min_size=1, max_size=9), min_size=1), st.integers(20, 60))
def test_no_line_is_wider_than_asked(pieces: list[str], width: int) -> None:
    for line in rendered(paragraph(" ".join(pieces)), width=width).splitlines():
        assert columns(line) <= width


def test_an_address_longer_than_a_line_stays_whole() -> None:
    address = "https://example.org/" + "a" * 90
    assert address in rendered(paragraph(f"See {address} for more."))


def test_words_are_parted_where_they_were() -> None:
    text = "The quick brown fox jumps over the lazy dog and runs away from it again."
    assert " ".join(rendered(paragraph(text), width=20).split()) == text


def test_wide_characters_count_two_columns() -> None:
    assert columns("조선일보") == 8
    assert columns("e\u0301") == 1


def test_no_line_begins_with_closing_punctuation() -> None:
    text = "强制遣返。" * 12
    assert not any(line.startswith("。") for line in rendered(paragraph(text), width=20).splitlines())


def test_headings_are_underlined() -> None:
    assert rendered(Heading(1, (Text("Title"),)), Heading(2, (Text("한국"),))) == "Title\n=====\n\n한국\n----\n"


def test_numbers_hang() -> None:
    items = tuple((paragraph("one two three four five six"),) for _ in range(2))
    assert rendered(NumberedList(items, start=9), width=22) == (
        " 9. one two three four\n    five six\n\n10. one two three four\n    five six\n"
    )


def test_short_items_stand_close() -> None:
    assert rendered(BulletList(((paragraph("a"),), (paragraph("b"),)))) == "- a\n- b\n"


def test_a_table_is_aligned_and_wraps_in_its_cells() -> None:
    table = Table(
        (),
        ((Text("Date"),), (Text("Source"),)),
        (((Text("2014"),), (Text("a commission of inquiry"),)), ((Text("한국"),), (Text("press"),))),
        (0.3, 0.7),
    )
    assert rendered(table) == (
        "Date  Source\n----  -----------------------\n2014  a commission of inquiry\n한국  press\n"
    )
    assert rendered(table, width=22) == (
        "Date    Source\n------  --------------\n2014    a commission\n        of inquiry\n한국    press\n"
    )


@pytest.mark.parametrize(
    ("words", "href", "text"),
    [
        ("undocs.org/A/1", "https://undocs.org/A/1", "undocs.org/A/1\n"),
        ("the report", "https://undocs.org/A/1", "the report <https://undocs.org/A/1>\n"),
        ("a script", "javascript:alert(1)", "a script\n"),
    ],
)
def test_an_address_is_printed_once(words: str, href: str, text: str) -> None:
    assert rendered(Paragraph((Link((Text(words),), href),))) == text


def test_notes_are_called_by_number_and_listed_at_the_end() -> None:
    assert "torture and\ndetention.[1] It called" in TEXT
    assert "\n [2] Ibid, para 90(a).\n" in TEXT
    assert TEXT.rstrip().splitlines()[-1].startswith("[12] ")


def test_close_and_signature_leave_room_to_sign() -> None:
    assert "highest consideration.\n\n\n\nJane Example\nDirector\n" in TEXT


def test_particulars_hang() -> None:
    assert "\nCopy: Permanent Mission to the United Nations, Geneva\n      UNHCR, Geneva\nEnclosure: Annex" in TEXT


def test_a_draft_says_so_first() -> None:
    assert render_text(sample_letter(draft=True)).startswith(b"DRAFT\n")
    assert "[missing: postal code]" in TEXT


def test_no_line_ends_in_a_space() -> None:
    assert not [line for line in TEXT.splitlines() if line.endswith(" ")]


def test_an_empty_document_is_an_empty_line() -> None:
    assert render_text(Document(SAMPLE.meta, ())) == b"\n"
