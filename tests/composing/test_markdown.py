"""Escaping: a value is printed as the very text it is, whatever it looks like."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from composing.reading import read
from nkadvocate.composing.markdown import escape, escape_cited, missing
from nkadvocate.composing.telling import claim
from nkadvocate.document import AddressBlock, Claim, LineBreak, Missing, Note, Paragraph, Strong, Text, plain
from nkadvocate.library import Library

SUSPECT = [
    "[@sixty]",
    "[see @sixty]",
    "^[a note]",
    "::: address",
    ":::",
    "---",
    "- item",
    "1. item",
    "12) item",
    "# heading",
    "> quotation",
    "    code",
    "```",
    "`code`",
    "*strong* _emphasis_",
    "[text](https://example.org)",
    "<b>tag</b>",
    "<https://example.org>",
    "&amp; &#42; &lt;",
    "\\*",
    "a | b\n--- | ---\nc | d",
    "Setext\n===",
    "two  spaces",
    "  leading and trailing  ",
    "a\tb",
    "line\nline\n\nline",
    "\ue000sixty\ue001text\ue002\ue003\ue004",
    "{{ value }} {% if x %}",
    "\u00a0\u2003\u3000",
    "\u2028\u2029\ufeff\u200b",
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    st.lists(
        st.one_of(
            st.sampled_from([*SUSPECT, *"\n\t #*_[]()<>&\\`~^:|!-+=@$%", "  ", "\ue000", "\ue001", "\ue002", "\ue003"]),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=4),
        ),
        max_size=12,
    ).map("".join),
).filter(bool)


def text_of(paragraph: Paragraph) -> str:
    """The text of a paragraph that holds nothing but text and line breaks."""
    assert all(isinstance(inline, Text | LineBreak) for inline in paragraph.content)
    assert not any("\n" in inline.text for inline in paragraph.content if isinstance(inline, Text))
    return plain(paragraph.content)


@given(TEXTS)
@settings(derandomize=True, max_examples=100)
def test_any_text_is_read_back_as_that_text(text: str) -> None:
    [paragraph] = read(escape(text))
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph) == text


@pytest.mark.parametrize("text", SUSPECT)
def test_what_looks_like_markup_is_text(text: str) -> None:
    [paragraph] = read(escape(text))
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph) == text


@given(TEXTS, TEXTS)
@settings(derandomize=True, max_examples=100)
def test_any_text_stays_in_its_place_between_other_words(one: str, other: str) -> None:
    [paragraph] = read(f"Before {escape(one)} **{escape('x' + other + 'x')}** after")
    assert isinstance(paragraph, Paragraph)
    strong = [inline for inline in paragraph.content if isinstance(inline, Strong)]
    assert [plain(inline.content) for inline in strong] == [f"x{other}x"]
    assert plain(paragraph.content) == f"Before {one} x{other}x after"


@given(TEXTS)
@example("---")
@example(":::")
@settings(derandomize=True, max_examples=100)
def test_any_text_may_be_a_line_of_an_address(text: str) -> None:
    [block] = read(f"::: address\nFirst\n{escape(text)}\nLast\n:::\n")
    assert isinstance(block, AddressBlock)
    lines = [plain(line) for line in block.lines]
    assert lines[0] == "First"
    assert lines[-1] == "Last"
    assert lines[1:-1] == [line for line in text.split("\n") if line]


@given(TEXTS)
@settings(derandomize=True, max_examples=100)
def test_any_text_may_be_what_a_draft_misses(text: str) -> None:
    [paragraph] = read(f"Before {missing(text)} after")
    assert isinstance(paragraph, Paragraph)
    assert [inline.what for inline in paragraph.content if isinstance(inline, Missing)] == [text]


@given(TEXTS.filter(lambda text: "@" not in text))
@settings(derandomize=True, max_examples=100)
def test_a_text_without_citations_is_the_same_whether_or_not_it_may_cite(text: str) -> None:
    assert escape_cited(text) == escape(text)


def test_citations_in_a_plain_value_stay_text() -> None:
    [paragraph] = read(escape("As said.[@sixty, p 3]"))
    assert paragraph == Paragraph((Text("As said.[@sixty, p 3]"),))


def test_citations_in_a_text_that_may_cite_become_notes_and_the_rest_stays_text(tiny_library: Library) -> None:
    [paragraph] = read(escape_cited("*As said*.[@watch-2024, p 3] --- [x](y)"), tiny_library)
    assert isinstance(paragraph, Paragraph)
    before, note, after = paragraph.content
    assert (before, after) == (Text("*As said*."), Text(" --- [x](y)"))
    assert isinstance(note, Note)


@given(TEXTS)
@settings(derandomize=True, max_examples=50)
def test_a_claim_is_marked_with_its_evidence_and_followed_by_its_note(text: str) -> None:
    markup = claim("sixty", text)
    assert str(markup).endswith("[@sixty]")
    [paragraph] = read(str(markup).removesuffix("[@sixty]"))
    assert isinstance(paragraph, Paragraph)
    [span] = paragraph.content
    assert isinstance(span, Claim)
    assert span.evidence == "sixty"
    assert plain(span.content) == text


def test_the_note_of_a_claim_cites_its_evidence(tiny_library: Library) -> None:
    [paragraph] = read(claim("sixty", "Sixty were sent back."), tiny_library)
    assert isinstance(paragraph, Paragraph)
    span, note = paragraph.content
    assert isinstance(span, Claim)
    assert isinstance(note, Note)
    assert "Sixty Return" in plain(note.content)
