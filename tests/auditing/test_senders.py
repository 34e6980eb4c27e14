"""Whoever has a reply sent elsewhere, or signs for another, is found out; another layout of the same lines is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from editing import Editing
from hypothesis import given, settings
from hypothesis import strategies as st

from nkadvocate.auditing.contacts import contacts_in
from nkadvocate.auditing.from_pdf import read_pdf
from nkadvocate.auditing.from_word import read_word
from nkadvocate.auditing.known import Records
from nkadvocate.auditing.manuscript import Manuscript, Passage, normal
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.recheck import recheck
from nkadvocate.cli import main
from nkadvocate.composing import compose_letter
from nkadvocate.document import Document
from nkadvocate.library import Library, open_campaign, open_library
from nkadvocate.records import Campaign
from nkadvocate.records.campaign import FollowUp
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.shipped import campaign_folder
from nkadvocate.tailoring import tailor

Check = Callable[..., Any]
PL = "pl-foreign-minister"
REPLY = "and remain at your disposal for a meeting."


def replaced(old: str, new: str) -> Callable[[Editing], None]:
    return lambda letter: letter.replace(old, new)


CHANGED = [
    ("Tumen Refugee Rights Network", "Tumen Refugee Rescue Network"),
    ("For the protection of people who leave", "For the return of people to"),
    ("Example House", "Fake House"),
    ("1 Example Street", "9 Example Street"),
    ("+41 22 555 01 00", "+41 22 555 01 10"),
    ("+41 22 555 01 00 · ", ""),
    ("letters@example.org · www", "letters@example.com · www"),
    ("www.example.org", "www.examp1e.org"),
    ("www.example.org", "www.example.org · reply@example.net"),
    ("TRRN/2026/pl", "TRRN/2026/xx"),
    ("to letters@example.org", "to reply@example.net"),
    ("to letters@example.org", "to reply (at) example.net"),
    ("to letters@example.org", "to example.net/reply"),
    ("to letters@example.org", "on +86 10 5555 0100"),
    ("Executive Director", "Acting Director"),
    ("Executive Director", "Hanna Nowak, Executive Director"),
    ("Annex: sources", "Annex: sources; statement of the embassy"),
]


@pytest.mark.parametrize(("old", "new"), CHANGED)
def test_a_change_of_who_writes_or_where_to_reply_is_found(check: Check, old: str, new: str) -> None:
    assert {one.kind for one in check(PL, replaced(old, new))} == {"sender"}


def test_another_place_to_reply_to_is_found(check: Check) -> None:
    found = check(PL, replaced("to letters@example.org or at the address above", "to our Shenyang office"))
    assert [(one.kind, one.now) for one in found] == [("name", "Shenyang")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Please address your reply to Mr Otherone in Dandong.",
        "You can also call 555 0100.",
        "Further material stands at example.net/letters.",
    ],
)
def test_a_sentence_that_leads_a_reply_elsewhere_is_found(check: Check, sentence: str) -> None:
    assert {one.kind for one in check(PL, lambda letter: letter.append(REPLY, sentence))} == {"sender"}


def test_a_line_among_the_signatures_is_found(check: Check) -> None:
    def edit(letter: Editing) -> None:
        letter.insert("Executive Director", "For the Association of Border Residents")

    assert [one.now for one in check(PL, edit)] == ["For the Association of Border Residents"]


def test_a_line_that_is_gone_is_found(check: Check) -> None:
    found = check(PL, lambda letter: letter.delete_paragraph("Our reference"))
    assert [one.what for one in found] == ["“Our reference: TRRN/2026/pl-foreign-minister” is gone"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Example House · 1 Example Street · 1200 Geneva", "Example House, 1 Example Street, 1200 Geneva"),
        ("+41 22 555 01 00 · letters", "Tel. +41 (0)22 555-01-00, e-mail: letters"),
        ("+41 22 555 01 00", "0041 22 555 01 00"),
        ("www.example.org", "https://www.example.org/"),
        ("Our reference:", "Our ref.:"),
        ("Tumen Refugee Rights Network", "TUMEN REFUGEE RIGHTS NETWORK"),
        ("Accept, Excellency, the assurances of our highest consideration.", "With kind regards,"),
        ("We would be grateful for a written reply by", "We should be glad of your reply by"),
    ],
)
def test_another_layout_is_left_alone(check: Check, old: str, new: str) -> None:
    assert check(PL, replaced(old, new)) == ()


@pytest.mark.parametrize("line", ["_________________________", "........................"])
def test_a_line_to_sign_on_is_left_alone(check: Check, line: str) -> None:
    assert check(PL, lambda letter: letter.insert("assurances of our highest", line)) == ()


def test_lines_in_another_order_are_left_alone(check: Check) -> None:
    def edit(letter: Editing) -> None:
        letter.move_paragraph("+41 22 555 01 00", "Our reference")

    assert check(PL, edit) == ()


# every kind of letter, in both formats

KINDS = ["letter", "follow-up", "open-letter", "thank-you", "parliamentary-question"]
RECIPIENTS = {"parliamentary-question": "eu-parliament-president", "thank-you": "cz-foreign-minister"}


@pytest.fixture(scope="module")
def joint() -> tuple[Library, Campaign]:
    """A campaign with several signatories."""
    folder = campaign_folder("joint-letter-example")
    library = open_library(folder)
    return library, open_campaign(folder, library)


def made(library: Library, campaign: Campaign, kind: str) -> Document:
    recipient = library.recipient(RECIPIENTS.get(kind, PL))
    campaign = campaign.model_copy(update={"kind": kind, "follow_up": FollowUp(date="2026-03-01"), "demands": ()})
    return compose_letter(tailor(library, recipient, campaign), kind=kind)


def read(document: Document, form: str) -> Manuscript:
    data = render(document, form, Look())
    return read_pdf(data, "x.pdf") if form == "pdf" else read_word(open_package(data, "x.docx"))


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("kind", KINDS)
def test_letters_of_every_kind_are_told_from_those_of_another_sender(
    joint: tuple[Library, Campaign], shipped_records: Records, kind: str, form: str
) -> None:
    library, campaign = joint
    fake = campaign.model_copy(update={"sender": campaign.sender.model_copy(update={"email": "reply@example.net"})})
    document = made(library, campaign, kind)
    assert recheck(document, read(document, form), shipped_records) == ()
    found = recheck(document, read(made(library, fake, kind), form), shipped_records)
    assert {one.kind for one in found} == {"sender"}
    assert any("reply@example.net" in one.now for one in found)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_titles_of_joint_signatories_cannot_change_places(
    joint: tuple[Library, Campaign], shipped_records: Records, form: str
) -> None:
    library, campaign = joint
    one, two, three = campaign.signatories
    exchanged = (one.model_copy(update={"title": two.title}), two.model_copy(update={"title": one.title}), three)
    other = campaign.model_copy(update={"signatories": exchanged})
    document = made(library, campaign, "letter")
    (found,) = recheck(document, read(made(library, other, "letter"), form), shipped_records)
    assert "have changed places" in found.what
    in_another_order = campaign.model_copy(update={"signatories": (three, one, two)})
    assert recheck(document, read(made(library, in_another_order, "letter"), form), shipped_records) == ()


# headers and footers


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: Callable[[str], bytes]) -> Callable[..., str]:
    """What ``check`` prints on a letter after an edit of one of its parts."""
    monkeypatch.chdir(tmp_path)
    name = f"2026-07-10-{PL}.docx"

    def run(part: str, old: str, new: str) -> str:
        letter = Editing(written(PL))
        text = letter.parts[part].decode()
        assert old in text
        letter.parts[part] = text.replace(old, new, 1).encode()
        Path(name).write_bytes(letter.data())
        return CliRunner().invoke(main, ["check", name]).output

    return run


@pytest.mark.parametrize(
    "words", ["Reply to reply@example.net", "Tel. +86 10 5555 0100", "c/o Dandong Friendship House"]
)
@pytest.mark.parametrize("part", ["word/header1.xml", "word/footer1.xml"])
def test_a_line_in_a_header_or_footer_that_leads_elsewhere_is_found(
    checked: Callable[..., str], part: str, words: str
) -> None:
    found = checked(part, "</w:p>", f"</w:p><w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    assert f"sender: “{words}” was added (in a header, footer" in found


def test_the_reference_at_the_head_of_later_pages_cannot_be_changed(checked: Callable[..., str]) -> None:
    assert "outside the text of the letter: “TRRN/2026/xx-foreign-minister Geneva, 10 July 2026”" in checked(
        "word/header1.xml", "TRRN/2026/pl", "TRRN/2026/xx"
    )


@pytest.mark.parametrize("every_word", [False, True])
def test_the_running_head_of_a_pdf_of_two_pages_is_left_alone(
    reference: Callable[[str], Document], written: Callable[[str], bytes], shipped_records: Records, every_word: bool
) -> None:
    """There it stands once, and is read as a paragraph."""
    letter = read_word(open_package(written(PL), "x.docx"))
    with_head = replace(letter, passages=(*letter.passages, Passage(f"TRRN/2026/{PL} Geneva, 10 July 2026")))
    assert recheck(reference(PL), with_head, shipped_records, every_word=every_word) == ()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("a1 0+()/.-@:[]thpswe\"'"), max_size=200))
def test_contacts_are_read_from_whatever_is_written(text: str) -> None:
    for key, shown in contacts_in(normal(text)).items():
        assert key
        assert shown in normal(text)
