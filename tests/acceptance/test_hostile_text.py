"""Text of every kind in every field of a recipient, a sender and a piece of evidence is read back as it was written."""

from __future__ import annotations

import functools
import io
import re
import unicodedata
from collections.abc import Callable

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from acceptance.command import DATE, campaign, files, nkadvocate, write
from acceptance.reading import W, docx_html, needs_pdftotext, pdf_words, squeezed
from nkadvocate.composing import compose_letter
from nkadvocate.design import Design
from nkadvocate.document import Claim, Document, inlines_of, plain, walk_blocks, walk_inlines
from nkadvocate.library import Library, campaign_folder, open_campaign, open_library
from nkadvocate.records import Address, Campaign, Recipient
from nkadvocate.rendering import Format, render
from nkadvocate.tailoring import tailor

RECIPIENT = "pl-foreign-minister"

MARKUP = "<&>\"'{}[]()*_#|\\`~!@%^+=-:;,.?/$"
SNIPPETS = (
    *("{{ 7*7 }}", "{% raw %}", "{# x #}", "[@refugee-convention]", "[see @x]", "^[note]", "**strong**", "_em_", "# h"),
    *("1. item", "- item", "> quote", "```", "::: close", ":::", "| a | b |", "---", "<script>", "&amp;", "&#42;"),
    *("</w:t>", "<!--", "-->", "]]>", "http://example.org/<b>", "![i](x)", "[a](javascript:b)", "\\", "\\*", "{value}"),
    *("{as_of}", "{office}", "{name}", "%s", "$HOME", "=1+1", "../..", "\N{PARTY POPPER}", "👩‍👩‍👧", "김정은", "脱北者"),
    *("عدم الإعادة القسرية", "אי־החזרה", "e\u0301\u0323", "Z\u0351\u0352\u0353", "a\u00a0b", "\u200f", "\u202e", "\u2028x"),
    *("x" * 300, "ﬁ", "İ", "ß", "\ue000", "\ue002id\ue003", "\U0010fffd"),
)
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
HOSTILE = (
    st.lists(st.one_of(st.sampled_from(SNIPPETS), st.sampled_from(MARKUP), st.text(CHARACTERS, max_size=8)), min_size=1)
    .map("".join)
    .filter(lambda text: text == text.strip() and text != "")
)
LATIN = st.lists(st.sampled_from(["a", "Zo\u00eb", "\u0141\u00f3d\u017a", "(b)", *MARKUP, " "]), min_size=1).map("".join)


@functools.cache
def opened() -> tuple[Library, Campaign]:
    folder = campaign_folder("default")
    library = open_library(folder)
    return library, open_campaign(folder, library).model_copy(update={"date": DATE})


# What a hostile text may not change, because the program or a form of address puts it into a line of its own.
Fields = dict[str, str]


def letter_with(text: str) -> Document:
    """A letter in which every free text of the sender, the recipient and its evidence is ``text``, told apart by a
    letter in front."""
    library, shipped_campaign = opened()
    recipient: Recipient = library.recipients[RECIPIENT]
    address = Address(lines=(f"A{text}", f"B{text}"), confidence="high", checked_on=DATE)
    recipient = recipient.model_copy(
        update={
            "office": f"C{text}",
            "body": f"D{text}",
            "you": f"E{text}",
            "standing": f"F{text}",
            "lead": f"G{text}",
            "address": address,
        }
    )
    evidence = {
        key: record.model_copy(update={"claim": f"H{text}", "figure": None})
        for key, record in library.evidence.items()
        if record.status == "active"
    }
    sender = shipped_campaign.sender.model_copy(
        update={
            "name": f"I{text}",
            "tagline": f"J{text}",
            "description": f"K{text}",
            "address": (f"L{text}", f"M{text}"),
            "email": f"N{text}",
            "telephone": f"O{text}",
            "website": f"P{text}",
            "place": f"Q{text}",
        }
    )
    signatories = tuple(
        signatory.model_copy(update={"name": f"R{text}", "title": f"S{text}", "organisation": f"T{text}"})
        for signatory in shipped_campaign.signatories
    )
    changed = shipped_campaign.model_copy(
        update={
            "sender": sender,
            "signatories": signatories,
            "title": f"U{text}",
            "reference_code": f"V{text}",
            "copies": (f"W{text}",),
            "enclosures": (f"X{text}",),
        }
    )
    import dataclasses

    other = dataclasses.replace(
        library,
        recipients={**library.recipients, RECIPIENT: recipient},
        evidence={**library.evidence, **evidence},
    )
    return compose_letter(tailor(other, recipient, changed))


def expected(text: str, inside: str) -> str:
    """``inside`` with the slots of claims, which are no free text, as the letter fills or keeps them."""
    return inside + text


FREE = "ABCDEGIJKLMNOPQRSTWX"
"""The fields that hold plain text; F and H are looked at apart: citations and slots are live in them."""


def gaps_closed(text: str) -> str:
    """White space as a reader on screen sees it: a no-break space is no white space."""
    return re.sub(r"[ \t\n\r\f]+", " ", text)


def word(document: Document) -> str:
    data = render(document, "docx", Design())
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join(
        "".join(
            {f"{W}tab": "\t", f"{W}br": "\n"}.get(one.tag, one.text or "")
            for one in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
        )
        for paragraph in body.iter(f"{W}p")
    )


def by_mammoth(document: Document) -> str:
    return "".join(docx_html(render(document, "docx", Design())).itertext())


def html(document: Document) -> str:
    page = lxml_html.document_fromstring(render(document, "html", Design()))
    return "".join(page.find(".//main").itertext())


@settings(max_examples=40, derandomize=True, deadline=None)
@given(HOSTILE)
@example("".join(SNIPPETS))
@example("".join(SNIPPETS[::-1]))
@example(MARKUP)
@example("{office}{body}{sender}{recipient}{year}")
def test_word_and_html_give_every_text_back(text: str) -> None:
    document = letter_with(text)
    assert {plain(one.content) for one in claims_of(document)} <= {filled(f"H{text}", document)} | claimed(document)
    for read in (word, html):
        told = gaps_closed(read(document))
        for field in FREE:
            assert gaps_closed(shown(field, text)) in told, (read.__name__, field)


def shown(field: str, text: str) -> str:
    return field + text
