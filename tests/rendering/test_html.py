"""The HTML file: every node, nothing lost, nothing smuggled in."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from nkadvocate.design import Design
from nkadvocate.document import (
    Document,
    Foreign,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Text,
    inlines_of,
    notes,
    walk_blocks,
    walk_inlines,
)
from nkadvocate.rendering.html import html_for_pdf, render_html, tokens
from rendering.sample import sample_letter

STYLE = (Path(__file__).parents[2] / "templates" / "design" / "style.css").read_text(encoding="utf-8")
SAMPLE = sample_letter(draft=False)


def parsed(document: Document, style: str = STYLE) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(render_html(document, Design(), style).decode())


def letter(*content: Inline, note: Note | None = None) -> Document:
    return dataclasses.replace(SAMPLE, blocks=(Paragraph((*content, *((note,) if note else ()))),))


def words(text: str) -> str:
    return " ".join(text.split())


# Text without characters that HTML cannot hold at all (HTML, 13.1.4).
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1)
hostile = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "&amp;",
        "]]>",
        "-->",
        "'\"><img src=x onerror=1>",
        "</p></section>",
        "&#60;",
        "\u202e",
    ]
)


@given(st.lists(texts | hostile, min_size=1))
def test_hostile_text_reads_back_as_it_was(pieces: list[str]) -> None:
    document = letter(*(Text(piece) for piece in pieces))
    paragraph = parsed(document).find(".//section[@class='letter']/p")
    assert paragraph.text_content() == "".join(pieces)
    assert len(paragraph) == 0


@given(texts | hostile)
def test_hostile_text_in_attributes_reads_back_as_it_was(text: str) -> None:
    meta = dataclasses.replace(SAMPLE.meta, title=text, author=text)
    page = parsed(dataclasses.replace(SAMPLE, meta=meta))
    assert page.find(".//meta[@name='author']").get("content") == text
    assert page.find(".//title").text == text


@pytest.mark.parametrize(
    "text", ["강제 북송 强制遣返", "עברית עם English", "عدم الإعادة القسرية", "👩🏽‍⚖️ 🇰🇵", "a\u00a0b\u2009c"]
)
def test_every_script_survives(text: str) -> None:
    assert parsed(letter(Text(text))).find(".//section/p").text_content() == text


def test_every_word_of_the_sample_is_there_in_order() -> None:
    body = words(parsed(SAMPLE).find("body").text_content())
    at = 0
    for block in walk_blocks(SAMPLE.blocks):
        for inline in inlines_of(block):
            if isinstance(inline, Text):
                at = body.index(words(inline.text), at)


def test_each_note_is_linked_both_ways() -> None:
    page = parsed(SAMPLE)
    for note in notes(SAMPLE):
        call = page.get_element_by_id(f"call-{note.number}")
        item = page.get_element_by_id(f"note-{note.number}")
        assert call.get("href") == f"#note-{note.number}"
        assert call.text == item.get("value") == str(note.number)
        assert item.find("a[@class='back']").get("href") == f"#call-{note.number}"
    assert len(page.findall(".//section[@class='notes']//li")) == len(notes(SAMPLE))


def test_headings_skip_no_level() -> None:
    levels = [int(element.tag[1]) for element in parsed(SAMPLE).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_language_of_the_page_and_of_foreign_words() -> None:
    page = parsed(SAMPLE)
    assert page.get("lang") == "en-GB"
    assert page.find(".//span[@lang='ko']").text_content() == "강제 북송"
    assert page.find(".//span[@lang='ar']").get("dir") == "rtl"
    assert page.find(".//span[@lang='zh-Hans']").get("dir") is None


def test_table_has_caption_and_column_headers() -> None:
    table = parsed(SAMPLE).find(".//table")
    assert table.find("caption") is not None
    assert {cell.get("scope") for cell in table.findall("thead/tr/th")} == {"col"}
    assert [column.get("style") for column in table.iter("col")] == ["width: 22%", "width: 50%", "width: 28%"]


def test_figure_has_alternative_text_and_needs_no_other_file() -> None:
    image = parsed(SAMPLE).find(".//figure/img")
    assert image.get("alt").startswith("Bar chart")
    assert image.get("src").startswith("data:image/svg+xml;base64,")


def test_a_list_that_continues_starts_at_its_number() -> None:
    assert [ordered.get("start") for ordered in parsed(SAMPLE).findall(".//ol[@start]")] == ["3"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/hosts", " https://x.example", "data:text/html,x", "#a"]
)
def test_only_web_and_mail_addresses_become_links(href: str) -> None:
    paragraph = parsed(letter(Link((Text("words"),), href))).find(".//section/p")
    assert paragraph.text_content() == "words"
    assert paragraph.find("a") is None


@pytest.mark.parametrize("href", ["https://x.example/?a=1&b=2", "http://x.example", "mailto:office@x.example"])
def test_web_and_mail_addresses_are_kept(href: str) -> None:
    assert parsed(letter(Link((Text("words"),), href))).find(".//section/p/a").get("href") == href


def test_the_file_needs_no_font_and_no_other_file() -> None:
    page = render_html(SAMPLE, Design(), STYLE).decode()
    assert "@font-face" not in page
    assert "url(fonts/" not in page
    assert "<link" not in page
    assert "<script" not in page


def test_a_style_sheet_cannot_leave_its_element() -> None:
    page = parsed(SAMPLE, 'p::before { content: "</style><script>alert(1)</script>" }')
    assert not list(page.iter("script"))


def test_no_evidence_id_reaches_the_reader() -> None:
    assert b"coi-torture" not in render_html(SAMPLE, Design(), STYLE)


def test_parts_after_a_page_break_are_sections_of_their_own() -> None:
    sections = parsed(SAMPLE).findall("body/main/section")
    assert [section.get("class") for section in sections] == ["letter", "annex", "notes"]


def test_missing_values_and_the_draft_mark_are_visible() -> None:
    page = parsed(sample_letter(draft=True))
    assert page.find(".//mark[@class='missing']").text == "[missing: postal code]"
    assert "draft" in page.find("body").get("class").split()
    assert 'content: "DRAFT"' in page.find(".//style").text


@pytest.mark.parametrize(
    "style",
    [
        ".letter * { font-size: 10pt; vertical-align: bottom; line-height: 1.2 }",
        "sup.call, sup.call a { font-size: 16px; vertical-align: baseline }",
        "body main section p sup a { vertical-align: sub; font-size: 2em }",
    ],
)
def test_no_style_of_a_campaign_makes_digits_of_the_numbers_of_notes(style: str) -> None:
    import weasyprint

    page = render_html(SAMPLE, Design(), style).decode()
    boxes = [box for one in weasyprint.HTML(string=page).render().pages for box in one._page_box.descendants()]
    of_elements = [box for box in boxes if box.element is not None]
    calls = [box for box in of_elements if box.element.get("class") == "call"]
    words = max(box.style["font_size"] for box in of_elements if box.element.tag == "p")
    numbers = [box for box in of_elements if box.element.get("role") == "doc-noteref"]
    assert calls
    assert numbers
    assert min(box.style["vertical_align"] for box in calls) > 2
    assert {box.style["vertical_align"] for box in numbers} <= {0, "baseline"}
    assert max(box.style["font_size"] for box in (*calls, *numbers)) < 0.75 * words


def test_no_style_of_a_campaign_takes_the_draft_mark_of_a_page_away() -> None:
    page = render_html(sample_letter(draft=True), Design(), ".draft::before { content: none; display: none }").decode()
    mark = page[page.index(".draft::before {") :].partition("}")[0]
    assert 'content: "DRAFT" !important' in mark
    assert "display: block !important" in mark


def test_paged_html_has_each_note_at_its_call() -> None:
    page = lxml_html.document_fromstring(html_for_pdf(SAMPLE, Design()))
    found = [element for element in page.iter() if str(element.tag).startswith("x-note-")]
    assert [element.get("data-number") for element in found] == [str(note.number) for note in notes(SAMPLE)]
    assert [element.tag for element in found] == [f"x-note-{note.number}" for note in notes(SAMPLE)]


def test_a_note_stays_out_of_a_heading_s_bookmark() -> None:
    document = dataclasses.replace(SAMPLE, blocks=(Heading(1, (Text("Title"), Note(1, (Text("note"),)))),))
    page = lxml_html.document_fromstring(html_for_pdf(document, Design()))
    assert page.find(".//h1").get("data-label") == "Title"


def test_a_language_tag_cannot_become_markup() -> None:
    page = lxml_html.document_fromstring(
        html_for_pdf(letter(Foreign((Text("x"),), 'ko"><b>')), Design())  # no such language, but no markup either
    )
    assert page.find(".//b") is None


def test_tokens_write_page_size_margins_and_label() -> None:
    meta = dataclasses.replace(SAMPLE.meta, page_label='p. {page}/{pages} "x"')
    page = {"size": "A4", "top": 20.5, "right": 25.0, "bottom": 18.0, "left": 24.0}
    css = tokens(Design.model_validate({"page": page}), meta)
    assert "size: A4;\n  margin: 20.5mm 25mm 18mm 24mm;" in css
    assert 'content: "p\\2e  " counter(page) "\\2f " counter(pages) " \\22 x\\22 "' in css


def test_design_without_footer_has_no_page_number() -> None:
    assert "counter(pages)" not in tokens(Design(footer=False), SAMPLE.meta)


def test_every_inline_of_the_sample_is_tested() -> None:
    used = {type(inline) for block in walk_blocks(SAMPLE.blocks) for inline in walk_inlines(inlines_of(block))}
    assert len(used) == len(Inline.__args__)
