"""PDF files read as manuscripts: with tags, and without."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from pypdf import PdfReader

from nkadvocate.auditing.from_pdf import _lines, _Piece, _pieces, _without_furniture, read_pdf
from nkadvocate.auditing.known import Records
from nkadvocate.auditing.manuscript import Manuscript, manuscript_of
from nkadvocate.auditing.recheck import recheck
from nkadvocate.document import Document
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look

Reference = Callable[[str], Document]


def without_tags(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(out)
    return out.getvalue()


def pdf(document: Document) -> bytes:
    return render(document, "pdf", Look())


def letters(text: str) -> str:
    return "".join(text.split())


# c/o in the address; two instruments in one note; a note that a page cuts; a locator “2.” that opens a line.
HARD = ["sr-torture-rapporteur", "unhcr-high-commissioner", "hrc-president", "bg-refugee-agency-chair"]


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("recipient", HARD)
def test_a_letter_as_it_was_written_has_no_findings(
    reference: Reference, shipped_records: Records, recipient: str, tagged: bool
) -> None:
    document = reference(recipient)
    data = pdf(document)
    edited = read_pdf(data if tagged else without_tags(data), "letter.pdf")
    assert recheck(document, edited, shipped_records) == ()


def read(reference: Reference, recipient: str) -> tuple[Manuscript, Manuscript]:
    document = reference(recipient)
    return manuscript_of(document), read_pdf(pdf(document), "letter.pdf")


def test_tags_give_every_note_with_its_number(reference: Reference) -> None:
    was, now = read(reference, "unhcr-high-commissioner")
    assert list(map(letters, now.notes)) == list(map(letters, was.notes))


def test_tags_give_paragraphs_that_a_page_cuts_whole(reference: Reference) -> None:
    was, now = read(reference, "prc-foreign-minister")
    texts = {letters(one.text) for one in now.passages}
    assert {letters(one.text) for one in was.passages if one.role in {"text", "request"}} <= texts


def test_lines_of_an_address_are_kept_apart(reference: Reference) -> None:
    _, now = read(reference, "sr-torture-rapporteur")
    address = next(one.text for one in now.passages if "c/o" in one.text)
    assert address.splitlines()[1] == "c/o Office of the United Nations High Commissioner for Human Rights"


def test_words_that_no_tag_holds_are_read_too(reference: Reference, shipped_records: Records) -> None:
    document = reference("pl-foreign-minister")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(document))) as file:
        page = file.pages[0]
        page.Resources.Font["/Plain"] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        words = b"/Artifact BMC BT /Plain 10 Tf 1 0 0 -1 90 60 Tm (In 2023 alone 9,000 were returned.) Tj ET EMC"
        page.contents_add(file.make_stream(words), prepend=False)
        file.save(out)
    found = recheck(document, read_pdf(out.getvalue(), "letter.pdf"), shipped_records)
    assert {(one.kind, one.now) for one in found} >= {("no note", "9,000")}


def test_tags_that_lead_in_a_circle_are_read_once(reference: Reference) -> None:
    document = reference("pl-foreign-minister")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(document))) as file:
        root = file.Root.StructTreeRoot
        first = root.K if not isinstance(root.K, pikepdf.Array) else root.K[0]
        first.K.append(first)
        file.save(out)
    assert read_pdf(out.getvalue(), "letter.pdf") == read_pdf(pdf(document), "letter.pdf")


@pytest.mark.parametrize("words", ["The count was later raised to 40,600.", "1 (of 40,600 people)", "140,600 people"])
@pytest.mark.parametrize("page", [0, 1])
def test_small_words_above_the_notes_of_a_page_are_read(
    reference: Reference, shipped_records: Records, words: str, page: int
) -> None:
    """A file without tags has them in its text or, on a later page, in the note that may go on there."""
    document = reference("prc-foreign-minister")
    data = without_tags(pdf(document))
    lines = _lines(_pieces(PdfReader(io.BytesIO(data)).pages[page], "letter.pdf"), page)
    first = next(one for one in lines if one.size < 8 and re.match(r"\d+ ", one.text))
    with pikepdf.open(io.BytesIO(data)) as file:
        sheet = file.pages[page]
        sheet.Resources.Font["/Plain"] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        code = f"q BT /Plain 7.5 Tf 1 0 0 1 250 {first.y + 10} Tm ({words}) Tj ET Q\n".encode()
        sheet.Contents = file.make_stream(code + sheet.Contents.read_bytes())
        file.save(out := io.BytesIO())
    found = recheck(document, read_pdf(out.getvalue(), "letter.pdf"), shipped_records)
    assert any("40,600" in one.now for one in found)


def test_two_notes_alike_at_the_foot_of_two_pages_are_no_footer() -> None:
    """Their lines stand at one height and differ in numbers, but not in that of the page."""
    pages = [
        [
            _Piece(f"Words of the {note}th kind.", 70, 700, 11, None),
            _Piece(f"{note} See the same (n 19).", 70, 90, 8, None),
            _Piece(f"Page {number} of 2", 70, 40, 8, None),
        ]
        for number, note in ((1, 20), (2, 21))
    ]
    printed, edges = _without_furniture([_lines(page, number) for number, page in enumerate(pages)])
    assert [line.text for page in printed for line in page if "same" in line.text] == [
        "20 See the same (n 19).",
        "21 See the same (n 19).",
    ]
    assert not any("Page" in line.text for page in printed for line in page)
    assert edges == ()
