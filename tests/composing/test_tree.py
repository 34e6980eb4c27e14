"""Markdown into the document tree: what a letter may hold, and what it refuses."""

from __future__ import annotations

import pytest

from composing.reading import read
from nkadvocate.document import (
    AddressBlock,
    BulletList,
    Emphasis,
    Heading,
    Letterhead,
    LineBreak,
    Link,
    NumberedList,
    PageBreak,
    Paragraph,
    Particulars,
    Quotation,
    SignatureBlock,
    Strong,
    Table,
    Text,
    plain,
)
from nkadvocate.library import Library
from nkadvocate.problems import ProblemsError


def text(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def refusal(markdown: str, library: Library | None = None) -> str:
    with pytest.raises(ProblemsError) as caught:
        read(markdown, library)
    return str(caught.value)


def test_paragraphs_join_their_lines() -> None:
    assert read("One\nline.\n\nTwo.") == (Paragraph(text("One line.")), Paragraph(text("Two.")))


def test_a_break_that_is_written_is_kept() -> None:
    assert read("One\\\ntwo") == (Paragraph((Text("One"), LineBreak(), Text("two"))),)


def test_emphasis_strong_text_and_links() -> None:
    [paragraph] = read("*a* **b** [c](https://example.org) <letters@example.org>")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (
        Emphasis(text("a")),
        Text(" "),
        Strong(text("b")),
        Text(" "),
        Link(text("c"), "https://example.org"),
        Text(" "),
        Link(text("letters@example.org"), "mailto:letters@example.org"),
    )


def test_lists_headings_quotations_and_page_breaks() -> None:
    assert read("## Title\n\n- a\n- b\n\n3. c\n4. d\n\n> e\n\n---\n") == (
        Heading(2, text("Title")),
        BulletList(((Paragraph(text("a")),), (Paragraph(text("b")),))),
        NumberedList(((Paragraph(text("c")),), (Paragraph(text("d")),)), 3),
        Quotation((Paragraph(text("e")),)),
        PageBreak(),
    )


def test_a_table() -> None:
    [table] = read("| a | b |\n|---|---|\n| c | d |\n| e | f |\n")
    assert isinstance(table, Table)
    assert table.header == (text("a"), text("b"))
    assert table.rows == ((text("c"), text("d")), (text("e"), text("f")))
    assert sum(table.widths) == pytest.approx(1)


@pytest.mark.parametrize("role", ["reference", "date", "subject", "salutation", "lead", "close", "small"])
def test_a_container_gives_its_paragraphs_a_role(role: str) -> None:
    assert read(f"::: {role}\nWords.\n:::\n") == (Paragraph(text("Words."), role),)  # type: ignore[arg-type]


def test_a_letterhead_has_a_name_a_tagline_and_lines() -> None:
    assert read("::: letterhead\nName\n\nTagline\n\nStreet\nCity\n:::\n") == (
        Letterhead("Name", "Tagline", (text("Street"), text("City"))),
    )
    assert read("::: letterhead\nName\n\nStreet\n:::\n") == (Letterhead("Name", None, (text("Street"),)),)


def test_no_line_of_a_letterhead_is_lost() -> None:
    [head] = read("::: letterhead\nName\n\nTagline\n\nStreet\n\nTelephone\n:::\n")
    assert head == Letterhead("Name", "Tagline", (text("Street"), text("Telephone")))


def test_a_letterhead_needs_a_name() -> None:
    assert refusal("::: letterhead\n:::\n").startswith("a letterhead without a name")


def test_a_cell_a_heading_and_a_link_may_be_empty() -> None:
    [table] = read("| a | b |\n|---|---|\n| c | |\n")
    assert isinstance(table, Table)
    assert table.rows == ((text("c"), ()),)
    assert read("##\n") == (Heading(2, ()),)
    assert read("[](https://example.org)") == (Paragraph((Link((), "https://example.org"),)),)


def test_an_address_keeps_its_lines() -> None:
    assert read("::: address\nA\nB\n:::\n") == (AddressBlock((text("A"), text("B"))),)


def test_signatures_are_parted_by_empty_lines() -> None:
    assert read("::: signatures\nA\nDirector\n\nB\n:::\n") == (SignatureBlock((("A", "Director"), ("B",))),)


def test_particulars_have_a_label() -> None:
    assert read("::: particulars Copies\nA\nB\n:::\n") == (Particulars("Copies", (text("A"), text("B"))),)


@pytest.mark.parametrize(
    "markdown", ["## Title[@watch-2024]", "::: subject\nTitle^[note]\n:::", "| a[@sixty] |\n|---|"]
)
def test_a_heading_carries_no_note(markdown: str, tiny_library: Library) -> None:
    complaint = refusal(markdown, tiny_library)
    assert "a heading carries no note, near “" in complaint
    assert "(cite the source in the text below it)" in complaint


@pytest.mark.parametrize(
    ("markdown", "what", "hint"),
    [
        ("Words.\n\n    indented\n", "a letter holds no code block", "do not indent text by four spaces"),
        ("```\ncode\n```\n", "a letter holds no fence", "letters hold no code"),
        ("Run `this`.", "a letter holds no code inline", "letters hold no code"),
    ],
)
def test_code_is_refused_with_advice(markdown: str, what: str, hint: str) -> None:
    complaint = refusal(markdown)
    assert complaint.startswith(f"{what}, near “")
    assert complaint.endswith(f"({hint})")


def test_a_refusal_quotes_the_line_it_is_about() -> None:
    assert "near “Then `run` it.”" in refusal("First.\n\nThen `run` it.\n")


@pytest.mark.parametrize("href", ["../secret", "#here", "ftp://example.org", "/etc/passwd"])
def test_only_links_to_the_web_and_to_mail_are_taken(href: str) -> None:
    assert f"the link {href} is neither web nor mail" in refusal(f"[a]({href})")


@pytest.mark.parametrize("href", ["javascript:x", "file:///etc/passwd", "data:text/html,x"])
def test_a_link_that_could_do_harm_is_no_link(href: str) -> None:
    assert read(f"[a]({href})") == (Paragraph(text(f"[a]({href})")),)


def test_tags_and_pictures_are_text_or_links_and_load_nothing() -> None:
    [paragraph] = read("<script>alert(1)</script> ![x](https://example.org/x.png)")
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.content) == "<script>alert(1)</script> !x"


@pytest.mark.parametrize("note", ["b ^[c]", "*b ^[c]*", "**b [@x]**", "[*^[c]*](https://example.org)"])
def test_a_note_inside_a_note_is_refused(note: str) -> None:
    assert "a note inside a note" in refusal(f"A.^[{note}]")


EMPTY = [f"1. ::: {name}\n   :::\n" for name in ("small", "subject", "close", "sources")]


@pytest.mark.parametrize("text", [">", "- a\n- >", "1) >\n", "- a\n-\n- b", "> >", *EMPTY])
def test_an_item_or_quotation_without_words_is_refused(text: str) -> None:
    """Its mark would stand before what comes next, or show nothing."""
    assert "without words" in refusal(f"Before.\n\n{text}\n\nAfter.")


def test_an_address_takes_lines_only() -> None:
    assert "this place takes lines of text only" in refusal("::: address\n- a\n:::\n")


def test_a_space_before_a_note_is_dropped(tiny_library: Library) -> None:
    [paragraph] = read("Words [@watch-2024].", tiny_library)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content[0] == Text("Words")


def test_of_the_abbreviations_those_that_the_document_uses_are_printed() -> None:
    lines = "::: abbreviations Abbreviations\nABC: A B C\nDEF: D E F\nGHI: G H I\nJKL: J K L\n:::"
    document = read(f"By ABC art 3.^[As in DEF.]\n\n{lines}\n\n# A symbol, GHI/C/1, and the name (JKL)")
    assert document[1] == Particulars("Abbreviations", (text("ABC: A B C · DEF: D E F"),))


def test_a_document_without_abbreviations_has_no_list_of_them() -> None:
    assert read("Words.\n\n::: abbreviations Abbreviations\nABC: A B C\n:::") == (Paragraph(text("Words.")),)
