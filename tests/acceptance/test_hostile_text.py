"""Text of every kind in the fields of a recipient, a sender and a piece of evidence is read back as it was written."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
from pathlib import Path

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from acceptance.command import DATE, campaign, files, nkadvocate
from acceptance.reading import W, needs_pdftotext, pdf_words
from nkadvocate.composing import compose_letter
from nkadvocate.document import Document, claims, plain
from nkadvocate.library import Library, open_campaign, open_library
from nkadvocate.records import CITATION, Address, Campaign
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.shipped import campaign_folder
from nkadvocate.tailoring import tailor

RECIPIENT = "pl-foreign-minister"
MARKUP = "<&>\"'{}[]()*_#|\\`~!@%^+=-:;,.?/$"
SNIPPETS = (
    *("{{ 7*7 }}", "{% raw %}", "{# x #}", "[@refugee-convention]", "[see @x]", "^[note]", "**strong**", "_em_", "# h"),
    *("1. item", "- item", "> quote", "```", "::: close", ":::", "| a | b |", "---", "<script>", "&amp;", "&#42;"),
    *("</w:t>", "<!--", "-->", "]]>", "http://example.org/<b>", "![i](x)", "[a](javascript:b)", "\\", "\\*", "{value}"),
    *("%s", "$HOME", "=1+1", "../..", "\N{PARTY POPPER}", "\U0001f469\u200d\U0001f467", "김정은", "脱北者"),
    *("عدم الإعادة القسرية", "אי־החזרה", "e\u0301\u0323", "Z\u0351\u0352\u0353", "a\u00a0b", "\u200f", "\u202e"),
    *("x\u2028y", "x" * 300, "ﬁ", "İ", "ß", "\ue000", "\ue002id\ue003", "\U0010fffd", "one\ntwo", "one\n\n# two"),
)
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
PARTS = st.one_of(st.sampled_from(SNIPPETS), st.sampled_from(MARKUP), st.text(CHARACTERS, max_size=8))
# Records lose white space around a text when they are read.
HOSTILE = st.lists(PARTS, min_size=1, max_size=12).map("".join).map(str.strip).filter(bool)

PLAIN = "ABCDEFGHIJKLMNOPQRST"
"""One letter for each field that holds plain text. It ends the field, so that the text itself begins a line."""


@functools.cache
def opened() -> tuple[Library, Campaign]:
    folder = campaign_folder("default")
    library = open_library(folder)
    return library, open_campaign(folder, library).model_copy(update={"date": DATE})


def without_citations(text: str) -> str:
    """Citations are live in some fields; there they are left out."""
    while CITATION.search(text):
        text = CITATION.sub("", text)
    return text.strip()


def letter_with(text: str) -> Document:
    """A letter in which every free text of its sender, recipient and evidence is ``text`` and one letter."""
    library, shipped_campaign = opened()
    cited = without_citations(text)
    recipient = library.recipients[RECIPIENT].model_copy(
        update={
            "office": f"{text}A",
            "body": f"{text}B",
            "you": f"{text}C",
            "address": Address(lines=(f"x{text}D", f"x{text}E"), confidence="high", checked_on=DATE),
            "standing": f"{cited}U",
            "lead": f"{cited}V",
        }
    )
    evidence = {
        key: record.model_copy(update={"claim": f"{text.replace('{value}', '')}W", "figure": None})
        for key, record in library.evidence.items()
    }
    sender = shipped_campaign.sender.model_copy(
        update={
            "name": f"{text}F",
            "tagline": f"{text}G",
            "description": f"{text}H",
            "address": (f"{text}I", f"{text}J"),
            "telephone": f"{text}K",
            "email": f"{text}L",
            "website": f"{text}M",
            "place": f"{text}N",
        }
    )
    signatory = shipped_campaign.signatories[0].model_copy(
        update={"name": f"{text}O", "title": f"{text}P", "organisation": f"{text}Q"}
    )
    changed = shipped_campaign.model_copy(
        update={
            "sender": sender,
            "signatories": (signatory,),
            "copies": (f"{text}R",),
            "enclosures": (f"{text}S",),
            "reference_code": f"{text}T",
            "reference": "{sender}",
        }
    )
    other = dataclasses.replace(
        library, recipients={**library.recipients, RECIPIENT: recipient}, evidence={**library.evidence, **evidence}
    )
    return compose_letter(tailor(other, recipient, changed))


def one_line(text: str) -> str:
    """``text`` with each run of breakable white space as one space; other characters, as invisible ones, stay."""
    return re.sub(r"[ \t\n\r]+", " ", text)


def word_text(data: bytes) -> str:
    """The paragraphs of a DOCX, as python-docx opens it."""
    body = docx.Document(io.BytesIO(data)).element.body
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "\n".join(
        "".join(signs.get(one.tag) or one.text or "" for one in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"))
        for paragraph in body.iter(f"{W}p")
    )


def html_text(data: bytes) -> str:
    """The text of an HTML file, as lxml parses it; a line break counts as one."""
    page = lxml_html.document_fromstring(data)
    for line_break in page.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    return "".join(page.find(".//main").itertext())


def stated(document: Document) -> set[str]:
    """The words of the letter's claims."""
    return {plain(claim.content) for claim in claims(document)}


def in_one_place(text: str) -> str:
    """The fields to look for. A letterhead's tagline of several lines has a test of its own."""
    return PLAIN.replace("G", "") if "\n" in text else PLAIN


def assert_all_there(text: str, told: str) -> None:
    told = one_line(told)
    missing = [field for field in in_one_place(text) if one_line(f"{text}{field}") not in told]
    missing += [field for field in "UV" if one_line(f"{without_citations(text)}{field}") not in told]
    assert not missing, (missing, text)


@settings(max_examples=25, derandomize=True, deadline=None)
@given(HOSTILE)
@example("".join(SNIPPETS).strip())
@example("".join(SNIPPETS[::-1]).strip())
@example(MARKUP)
@example("::: close")
@example("1. item")
@example("    indented".strip() + "\n    code")
def test_word_and_html_give_every_text_back(text: str) -> None:
    document = letter_with(text)
    assert {one_line(claim) for claim in stated(document)} == {one_line(f"{text.replace('{value}', '')}W")}
    assert document.meta.author == f"{text}F"
    assert_all_there(text, word_text(render(document, "docx", Look())))
    assert_all_there(text, html_text(render(document, "html", Look())))


@pytest.mark.parametrize("field", ["name", "tagline"])
def test_a_letterhead_keeps_every_line_of_a_text(field: str) -> None:
    library, shipped_campaign = opened()
    sender = shipped_campaign.sender.model_copy(update={field: "first line\nsecond line"})
    changed = shipped_campaign.model_copy(update={"sender": sender})
    head = compose_letter(tailor(library, library.recipients[RECIPIENT], changed)).blocks[0]
    assert "second line" in str(head)


def test_a_long_text_is_given_back() -> None:
    text = "<&>*_ 北\u0301" * 400
    campaign(sender={"description": text})
    words = ("letter", RECIPIENT, "-c", "mine", "--date", DATE, "-f", "html", "-f", "docx", "-o", "long")
    result = nkadvocate(*words)
    assert result.exit_code == 0, result.stderr
    told = {path.suffix: path.read_bytes() for path in Path("long").iterdir()}
    assert text in html_text(told[".html"])
    assert text in word_text(told[".docx"])


def test_a_paragraph_of_100_000_characters_is_refused_and_nothing_written() -> None:
    campaign(sender={"description": "word " * 20_000})
    result = nkadvocate("letter", RECIPIENT, "-c", "mine", "--date", DATE, "-f", "html", "-o", "long")
    assert result.exit_code == 1
    assert "a paragraph of more than 20,000 characters" in result.stderr
    assert not Path("long").exists()


LATIN = st.lists(
    st.sampled_from(["a", "Zo\u00eb", "\u0141\u00f3d\u017a", "Qu", "9", " ", *MARKUP.replace("-", "")]),
    min_size=1,
    max_size=12,
)


@needs_pdftotext
@settings(max_examples=2, derandomize=True, deadline=None)
@given(LATIN.map("".join).map(str.strip).filter(bool))
@example("{{ a }} [b](c) **d** _e_ <f> &amp; | # g")
def test_pdf_gives_latin_text_back(text: str) -> None:
    """White space is left out of the comparison: where a line ends is the renderer's to choose."""
    told = "".join(pdf_words(render(letter_with(text), "pdf", Look())).split())
    missing = [field for field in PLAIN if "".join(f"{text}{field}".split()) not in told]
    assert not missing, text


@pytest.mark.parametrize("slot", ["{office}", "{body}", "{name}", "{family}", "{recipient}", "{year}"])
def test_a_text_that_looks_like_a_slot_stays_text(slot: str) -> None:
    told = one_line(html_text(render(letter_with(slot), "html", Look())))
    assert [field for field in "ABCFT" if f"{slot}{field}" not in told] == []


def test_hostile_text_comes_through_the_command_and_its_files() -> None:
    text = "".join(SNIPPETS).strip()
    campaign(sender={"name": text, "place": text}, copies=[text])
    words = ("letter", RECIPIENT, "-c", "mine", "--date", DATE, "-f", "html", "-o", "letter.html")
    result = nkadvocate(*words)
    assert result.exit_code == 0, result.stderr
    told = one_line(html_text(Path("letter.html").read_bytes()))
    assert told.count(one_line(text)) >= 3
    assert b"<script" not in Path("letter.html").read_bytes()


@pytest.mark.parametrize("formats", [(), ("-f", "pdf")])
def test_a_character_that_no_font_has_is_named_and_no_file_is_written(formats: tuple[str, ...]) -> None:
    campaign(sender={"name": "River \U0010fffd Watch"})
    result = nkadvocate("letter", RECIPIENT, "-c", "mine", "--date", DATE, *formats)
    assert result.exit_code == 1
    assert "no font has a glyph for: U+10FFFD" in result.stderr
    assert "or reword the text" in result.stderr
    assert f"(while writing to {RECIPIENT} as pdf)" in result.stderr
    assert result.stdout == ""
    assert files() == []
