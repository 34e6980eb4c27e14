"""Finished briefings in their files: on the whole matter, and for meetings."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
import pytest
from lxml import etree
from lxml import html as lxml_html

from acceptance.command import DATE
from acceptance.reading import docx_html, needs_pdftotext
from acceptance.test_files import SECRETS, own_names
from acceptance.test_parity import calls, lists, note_texts, outline, words
from acceptance.written import write_letter
from nkadvocate import __version__
from nkadvocate.composing.briefing import compose_briefing
from nkadvocate.composing.charts import charts
from nkadvocate.document import Document, Figure, Heading, Table, headings, notes, plain, walk_blocks
from nkadvocate.library import Library
from nkadvocate.picturing import pictures
from nkadvocate.records import Campaign
from nkadvocate.rendering import Format, render
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring.briefing import brief
from rendering.test_briefing import destinations
from rendering.test_pdf import elements, tags, text_of

PRINTED = ("", "unhcr-high-commissioner")
"""No name stands for the briefing on the whole matter."""
COMPARED = (*PRINTED, "us-cecc-chair", "prc-foreign-minister")
COMPILED = f"Compiled with nkadvocate {__version__}".encode()


@dataclass(frozen=True)
class Printed:
    document: Document
    pdf: bytes
    logged: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """A briefing as Word file and as HTML; ``theirs`` is the former as mammoth reads it."""

    document: Document
    word: bytes
    html: bytes
    theirs: etree._Element
    ours: etree._Element


@pytest.fixture(scope="module")
def documents(shipped_library: Library, shipped_campaign: Campaign) -> Mapping[str, Document]:
    found = {}
    for name in COMPARED:
        chosen = brief(shipped_library, shipped_campaign, shipped_library.recipient(name) if name else None)
        found[name] = compose_briefing(chosen, figures=pictures(charts(chosen), Look().design))
    return found


@pytest.fixture(scope="module", params=PRINTED)
def printed(
    request: pytest.FixtureRequest, documents: Mapping[str, Document], tmp_path_factory: pytest.TempPathFactory
) -> Printed:
    document = documents[request.param]
    done = write_letter(document, tmp_path_factory.mktemp("briefing") / "briefing.pdf")
    return Printed(document, done.path.read_bytes(), done.logged)


@pytest.fixture
def opened(printed: Printed) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(printed.pdf))


@pytest.fixture(scope="module", params=COMPARED)
def compared(request: pytest.FixtureRequest, documents: Mapping[str, Document]) -> Compared:
    document = documents[request.param]
    word, page = render(document, "docx", Look()), render(document, "html", Look())
    ours = lxml_html.document_fromstring(page).find(".//main")
    return Compared(document, word, page, docx_html(word), ours)


def rows(root: etree._Element) -> list[list[list[str]]]:
    """The cells of each table, row by row."""
    return [[[words(cell) for cell in row] for row in table.iter("tr")] for table in root.iter("table")]


def test_word_and_html_say_the_same(compared: Compared) -> None:
    theirs, ours = compared.theirs, compared.ours
    assert len(words(ours)) > 20_000
    assert words(theirs) == words(ours)
    assert outline(theirs) == outline(ours)
    # The contents are a list in HTML and a field in Word.
    (contents,) = ours.iter("nav")
    assert lists(theirs) == [found for found in lists(ours) if found not in lists(contents)]


def test_word_and_html_have_the_same_notes_at_the_same_words(compared: Compared) -> None:
    theirs, ours = compared.theirs, compared.ours
    assert note_texts(theirs) == note_texts(ours)
    assert calls(theirs) == calls(ours)
    assert [number for number, _ in calls(ours)] == list(range(1, len(note_texts(ours)) + 1))


def test_word_and_html_have_the_same_tables_and_pictures(compared: Compared) -> None:
    theirs, ours = compared.theirs, compared.ours
    tables = [block for block in walk_blocks(compared.document.blocks) if isinstance(block, Table)]
    assert rows(theirs) == rows(ours)
    assert [len(table) - 1 for table in rows(ours)] == [len(table.rows) for table in tables]
    figures = [block.alt for block in walk_blocks(compared.document.blocks) if isinstance(block, Figure)]
    assert len(figures) == 4
    assert [picture.get("alt") for picture in theirs.iter("img")] == figures
    assert [picture.get("alt") for picture in ours.iter("img")] == figures


def test_word_and_html_say_nothing_of_who_made_them_and_when(compared: Compared) -> None:
    with zipfile.ZipFile(io.BytesIO(compared.word)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = [archive.read(entry) for entry in archive.namelist()]
    for data in (*parts, compared.html):
        told = data.replace(COMPILED, b"")
        assert not SECRETS.search(told), SECRETS.search(told)
        assert not [secret for secret in own_names() if secret in told]


def test_a_briefing_has_six_to_twelve_pages(opened: pikepdf.Pdf) -> None:
    assert 6 <= len(opened.pages) <= 12


def test_nothing_is_logged_while_a_briefing_is_written(printed: Printed) -> None:
    assert printed.logged == ()


def test_no_note_is_lost_or_told_twice(opened: pikepdf.Pdf, printed: Printed) -> None:
    wanted = [f"note-{note.number}" for note in notes(printed.document)]
    assert [str(note.ID) for note in tags(opened, "/Note")] == wanted


def test_the_structure_names_tables_pictures_and_headings(opened: pikepdf.Pdf, printed: Printed) -> None:
    blocks = list(walk_blocks(printed.document.blocks))
    figures = [block.alt for block in blocks if isinstance(block, Figure)]
    assert [str(figure.Alt) for figure in tags(opened, "/Figure")] == figures
    found = [block for block in blocks if isinstance(block, Table)]
    cells = [element for element in elements(opened.Root.StructTreeRoot) if element.S == "/TD"]
    assert len(cells) == sum(len(row) - table.row_headers for table in found for row in table.rows)
    assert all(len(cell.A.Headers) == 2 for cell in cells)
    levels = [f"/H{block.level}" for block in blocks if isinstance(block, Heading)]
    tree = [str(element.S) for element in elements(opened.Root.StructTreeRoot) if re.fullmatch(r"/H\d", str(element.S))]
    assert tree == ["/H1", *levels]
    assert opened.Root.MarkInfo.Marked
    with opened.open_outline() as outline_:
        (title,) = outline_.root
        assert title.title == printed.document.meta.title


@needs_pdftotext
def test_the_contents_name_the_right_pages(opened: pikepdf.Pdf, printed: Printed) -> None:
    places = destinations(opened)
    (contents,) = [page for page in text_of(printed.pdf, "-layout") if "Contents" in page[:300]]
    for number, heading in enumerate(headings(printed.document), 1):
        if heading.level == 2:
            shown, *_ = re.findall(rf"{re.escape(plain(heading.content))} +(\d+)", contents)
            assert int(shown) == places[f"h-{number}"]


@needs_pdftotext
def test_the_summary_is_the_first_page_and_the_contents_begin_the_second(printed: Printed) -> None:
    first, second, *_ = text_of(printed.pdf)
    for heading in ("In brief", "What we ask", "Why", "What the law requires"):
        assert heading in first
    assert second.index("Contents") < second.index("In brief")


def test_a_pdf_says_nothing_of_who_made_it_and_when(opened: pikepdf.Pdf, printed: Printed) -> None:
    meta = printed.document.meta
    told = {key: str(value) for key, value in opened.docinfo.items()}
    day = f"D:{DATE.replace('-', '')}"
    assert told.pop("/CreationDate").startswith(day)
    assert told.pop("/ModDate").startswith(day)
    assert told == {"/Title": meta.title, "/Author": meta.author, "/Subject": meta.subject}
    for data in (opened.Root.Metadata.read_bytes(), printed.pdf):
        assert not SECRETS.search(data), SECRETS.search(data)
        assert not [secret for secret in own_names() if secret in data]


@pytest.mark.parametrize("format", ["docx", "html"])
def test_the_same_briefing_gives_the_same_file(format: Format, compared: Compared) -> None:
    assert render(compared.document, format, Look()) == (compared.word if format == "docx" else compared.html)


@pytest.mark.parametrize("printed", PRINTED[:1], indirect=True)
def test_the_same_briefing_gives_the_same_pdf(printed: Printed) -> None:
    assert render(printed.document, "pdf", Look()) == printed.pdf
