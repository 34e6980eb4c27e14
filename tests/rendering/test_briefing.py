"""A briefing of several pages: title, contents, long tables, figures and an annex, in every format."""

from __future__ import annotations

import base64
import io
import logging
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import docx
import mammoth
import pikepdf
import pytest
from docx.shared import Pt
from lxml import html as lxml_html

from nkadvocate.document import (
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Meta,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    Strong,
    Table,
    TableOfContents,
    Text,
    headings,
    notes,
    plain,
)
from nkadvocate.rendering import FORMATS, Format, render
from nkadvocate.rendering.look import Look
from nkadvocate.rendering.pictures import clean_png, clean_svg
from rendering.sample import bar_png, link, note, sample_letter, t
from rendering.test_pdf import elements, opened, tags, text_of
from rendering.test_word import W, part

TITLE = "Returned to danger: people from North Korea in China"
LONG = (
    "Persons who leave the country without permission are treated as offenders upon return, and the sanction depends "
    "on whom they met, how long they were away and whether they had hoped to reach a third State. "
)
CHART = b"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="urn:dc"
 width="410pt" height="150pt" viewBox="0 0 410 150">
<metadata><dc:date>2026-01-01T12:00:00</dc:date><dc:creator>Secret program</dc:creator></metadata>
<!-- Secret comment -->
<defs><path id="bar" d="M0 0h60v-100h-60z"/></defs>
<g fill="#1f3a5f" dc:secret="Secret">
<use xlink:href="#bar" x="20" y="130"/><use xlink:href="#bar" x="120" y="150"/><use xlink:href="#bar" x="220" y="120"/>
</g><text x="300" y="80" font-family="Caladea" font-size="10">2023</text></svg>"""


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def telling_png() -> bytes:
    """The sample's picture with all that a camera or program may write about itself."""
    picture = bar_png()
    told = (
        chunk(b"tEXt", b"Software\0Secret program"),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"Secret")),
        chunk(b"iTXt", b"Author\0\0\0\0\0Secret Person"),
        chunk(b"tIME", b"\x07\xea\x01\x02\x03\x04\x05"),
        chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\0Secret"),
    )
    return picture[:33] + b"".join(told) + picture[33:]


def cited(n: int) -> Note:
    """The note of every fourth row; note 1 comes before the table."""
    return note(1 + n // 4, f"Report {n}, ", link(f"https://undocs.org/A/{n}"), ".")


def briefing(*, draft: bool = False) -> Document:
    meta = Meta(TITLE, "Korea Protection Network", "Briefing", "en-GB", "2026-03-09", "", draft, kind="briefing")
    rows = tuple(
        (
            t(f"{1990 + n}"),
            t(f"Body {n} of the United Nations") if n % 4 else (Text(f"Body {n}"), cited(n)),
            t(LONG[: 60 + n * 5 % 110].rstrip() + "."),
        )
        for n in range(1, 37)
    )
    blocks: tuple[Block, ...] = (
        Paragraph(t(TITLE), "subject"),
        Paragraph(t("What is known, what the law requires, and what States can do"), "subtitle"),
        Paragraph(t("9 March 2026"), "date"),
        Paragraph(t(LONG), "lead"),
        TableOfContents("Contents", 3),
        Heading(2, t("Summary")),
        Paragraph((Text(LONG), note(1, "Human Rights Council, UN Doc A/HRC/25/63, para 42."), Text(LONG))),
        BulletList(tuple((Paragraph((Strong(t("Point. ")), Text(LONG))),) for _ in range(4))),
        Heading(2, t("What is known")),
        Heading(3, t("How many people are concerned, and why nobody can count them with any certainty at all")),
        *(Paragraph(t(LONG * 3)) for _ in range(3)),
        Figure("Three bars of unequal height.", t("Figure 1. Reported returns by year"), CHART, telling_png()),
        Heading(3, t("What happens upon return")),
        *(Paragraph(t(LONG * 3)) for _ in range(3)),
        Quotation((Paragraph(t(LONG)),)),
        Heading(2, t("What bodies have found")),
        Paragraph(t("The findings in the order in which they were made:")),
        Table(
            t("Findings of bodies of the United Nations"),
            (t("Year"), t("Body"), t("Finding")),
            rows,
            (0.1, 0.3, 0.6),
            row_headers=True,
        ),
        Paragraph(t(LONG)),
        PageBreak(),
        Heading(2, t("What States can do")),
        NumberedList(tuple((Paragraph(t(LONG)),) for _ in range(6))),
        PageBreak(),
        Heading(2, t("Annex: method")),
        Paragraph((Text(LONG), note(11, "On method."))),
        Paragraph(t("Nothing here may be quoted without its source."), "small"),
    )
    return Document(meta, blocks)


SAMPLE = briefing()
ENTRIES = [(one.level, plain(one.content)) for one in headings(SAMPLE) if one.level <= 3]


@pytest.fixture(autouse=True)
def _no_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert not [r for r in caplog.get_records("call") if r.name == "weasyprint" and r.levelno >= logging.WARNING]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(SAMPLE, "pdf", Look())


@pytest.fixture(scope="module")
def opened_pdf(pdf: bytes) -> pikepdf.Pdf:
    return opened(pdf)


@pytest.fixture(scope="module")
def word() -> bytes:
    return render(SAMPLE, "docx", Look())


@pytest.fixture(scope="module")
def page() -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(render(SAMPLE, "html", Look()).decode())


def destinations(found: pikepdf.Pdf) -> dict[str, int]:
    """The page of each named destination."""
    names = list(found.Root.Names.Dests.Names)
    pages = {one.objgen: number for number, one in enumerate(found.pages, 1)}
    return {str(name): pages[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}


def test_contents_name_the_page_on_which_each_heading_stands(pdf: bytes) -> None:
    first, *_ = pages = text_of(pdf, "-layout")
    for _, title in ENTRIES:
        [shown] = re.findall(rf"{re.escape(title)} +(\d+)", first)
        assert title in pages[int(shown) - 1].replace(first[first.index("Contents") : first.index("Annex")], "")
    assert len(pages) >= 6


def test_contents_are_tagged_as_such(opened_pdf: pikepdf.Pdf) -> None:
    outer, *inner = tags(opened_pdf, "/TOC")
    assert {one.S for one in outer.K} == {"/TOCI"}
    assert len(tags(opened_pdf, "/TOCI")) == len(ENTRIES)
    assert [one.P.S for one in inner] == ["/TOCI"]
    for item in tags(opened_pdf, "/TOCI"):
        [reference, *below] = list(item.K)
        assert reference.S == "/Reference"
        assert [one.S for one in reference.K] == ["/Span", "/Span"]
        [link_] = reference.K[0].K
        assert link_.S == "/Link"
        assert [one.S for one in below] in ([], ["/TOC"])
        assert any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" for kid in link_.K)


def test_links_in_contents_lead_to_the_headings(opened_pdf: pikepdf.Pdf) -> None:
    places = destinations(opened_pdf)
    links = [one for one in opened_pdf.pages[0].Annots if "/Dest" in one or one.get("/A", {}).get("/S") == "/GoTo"]
    leads = [str(one.Dest if "/Dest" in one else one.A.D) for one in links]
    wanted = [f"h-{number}" for number, one in enumerate(headings(SAMPLE), 1) if one.level <= 3]
    assert [lead for lead in leads if lead.startswith("h-")] == wanted
    assert set(wanted) <= set(places)


def test_the_outline_holds_each_heading_once_and_not_the_contents(opened_pdf: pikepdf.Pdf) -> None:
    with opened_pdf.open_outline() as outline:
        [title] = outline.root
        assert title.title == TITLE
        found = [(2, one.title) for one in title.children] + [
            (3, deep.title) for one in title.children for deep in one.children
        ]
    assert sorted(found) == sorted(ENTRIES)


def test_a_table_over_three_pages_repeats_its_header_and_splits_no_row(pdf: bytes) -> None:
    pages = [one for one in text_of(pdf, "-layout") if re.search(r"\b(199\d|20[01]\d) Body", one)]
    assert len(pages) >= 2
    assert all("Year Body Finding" in one for one in pages)
    assert sum(one.count("Findings of bodies of the United Nations") for one in pages) == 1


def test_every_cell_knows_its_column_and_its_row(opened_pdf: pikepdf.Pdf) -> None:
    rows = [element for table in tags(opened_pdf, "/Table") for element in elements(table) if element.S == "/TR"]
    body = [row for row in rows if any(cell.S == "/TD" for cell in row.K)]
    assert len(body) == 36
    for row in body:
        assert [cell.S for cell in row.K] == ["/TH", "/TD", "/TD"]
        assert all(len(cell.A.Headers) == 2 for cell in row.K if cell.S == "/TD")


def test_every_note_of_a_cell_is_a_note(opened_pdf: pikepdf.Pdf) -> None:
    assert [str(one.ID) for one in tags(opened_pdf, "/Note")] == [f"note-{number}" for number in range(1, 12)]


def test_all_content_is_tagged_or_artifact(opened_pdf: pikepdf.Pdf) -> None:
    marked = {
        (element.Pg.objgen, int(kid))
        for element in elements(opened_pdf.Root.StructTreeRoot)
        for kid in element.get("/K", [])
        if isinstance(kid, int)
    }
    for one in opened_pdf.pages:
        for operands, operator in pikepdf.parse_content_stream(one):
            if str(operator) == "BDC" and operands[0] != "/Artifact":
                assert (one.objgen, int(operands[1].MCID)) in marked


def test_later_pages_carry_title_and_date_and_the_first_does_not(pdf: bytes) -> None:
    first, *later = text_of(pdf)
    assert first.startswith(TITLE)
    assert first.count(TITLE) == 1
    assert all(one.startswith(f"{TITLE} 9 March 2026") for one in later)
    assert [one.rpartition(" of ")[0].split()[-1] for one in (first, *later)] == [
        str(number) for number in range(1, len(later) + 2)
    ]


def test_a_part_after_a_page_break_is_no_annex(page: lxml_html.HtmlElement) -> None:
    assert [one.get("class") for one in page.findall("body/main/section")] == ["part", "part", "part", "notes"]
    assert "briefing" in page.find("body").get("class").split()


def test_html_links_contents_to_headings_and_holds_the_title_together(page: lxml_html.HtmlElement) -> None:
    leads = page.xpath("//nav[@class='contents']//a")
    assert [one.text for one in leads] == [title for _, title in ENTRIES]
    assert [page.get_element_by_id(one.get("href")[1:]).text_content() for one in leads] == [t for _, t in ENTRIES]
    assert [one.get("class") for one in page.find(".//header")] == ["subject", "subtitle", "date"]
    assert len(page.xpath("//tbody/tr/th[@scope='row']")) == 36
    assert page.find(".//h1").get("class") == "subject"


def test_text_lists_the_contents() -> None:
    lines = render(SAMPLE, "txt", Look()).decode().splitlines()
    at = lines.index("Contents")
    assert lines[at + 3 : at + 6] == [
        "- Summary",
        "- What is known",
        "  - How many people are concerned, and why nobody can count them with any",
    ]


def test_word_s_contents_are_a_field_with_its_entries(word: bytes) -> None:
    body = part(word, "word/document.xml")
    [code] = [one for one in body.iter(f"{W}instrText") if one.text.strip().startswith("TOC")]
    assert code.text == ' TOC \\o "2-3" \\h \\z \\u '
    begin, *rest = list(body.iter(f"{W}fldChar"))
    assert begin.get(f"{W}dirty") == "true"
    assert [one.get(f"{W}fldCharType") for one in rest] == ["separate", "end"]
    assert not list(part(word, "word/settings.xml").iter(f"{W}updateFields"))
    entries = [one for one in docx.Document(io.BytesIO(word)).paragraphs if one.style.name.startswith("toc ")]
    assert [(one.style.name, one.text) for one in entries] == [(f"toc {level}", title) for level, title in ENTRIES]


def test_word_s_entries_lead_to_bookmarks_on_the_headings(word: bytes) -> None:
    body = part(word, "word/document.xml")
    marks = {one.get(f"{W}name"): one for one in body.iter(f"{W}bookmarkStart")}
    leads = [one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    words = ["".join(one.text for one in marks[lead].getparent().iter(f"{W}t")) for lead in leads]
    assert words == [title for _, title in ENTRIES]
    ids = [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))


def test_word_s_title_is_a_heading_and_the_contents_title_is_none(word: bytes) -> None:
    opened_word = docx.Document(io.BytesIO(word))
    assert [one.style.name for one in opened_word.paragraphs[:5]] == [
        *("Heading 1", "Subtitle", "Date", "Lead", "TOC Heading")
    ]
    assert opened_word.styles["Heading 1"].font.size == Pt(20)
    level = opened_word.styles["TOC Heading"].element.pPr.find(f"{W}outlineLvl")
    assert level.get(f"{W}val") == "9"
    section = opened_word.sections[0]
    assert section.header.paragraphs[0].text == f"{TITLE}\t9 March 2026"
    assert section.first_page_header.is_linked_to_previous


def test_word_s_table_has_a_header_row_and_row_headers(word: bytes) -> None:
    [table] = docx.Document(io.BytesIO(word)).tables
    assert [n for n, row in enumerate(table.rows) if row._tr.trPr.find(f"{W}tblHeader") is not None] == [0]
    assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows)
    look = table._tbl.tblPr.find(f"{W}tblLook")
    assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")


def test_three_rows_stay_together_at_each_end_of_word_s_table(word: bytes) -> None:
    [table] = docx.Document(io.BytesIO(word)).tables
    kept = [n for n, row in enumerate(table.rows) if row.cells[0].paragraphs[0].paragraph_format.keep_with_next]
    assert kept == [1, 2, 34, 35]


def test_mammoth_reads_title_headings_table_and_notes(word: bytes) -> None:
    read = mammoth.convert_to_html(io.BytesIO(word)).value
    told = lxml_html.fragment_fromstring(read, create_parent="div")
    assert [one.text_content() for one in told.iter("h1")] == [TITLE]
    assert [(int(one.tag[1]), one.text_content()) for one in told.iter("h2", "h3")] == ENTRIES
    assert len(told.xpath(".//li[starts-with(@id, 'footnote-')]")) == 11
    assert len(told.xpath(".//thead/tr")) == 1
    assert len(told.xpath(".//tbody/tr")) == 36
    assert [one.get("alt") for one in told.iter("img")] == ["Three bars of unequal height."]


def test_a_letter_without_contents_has_no_bookmarks_on_headings() -> None:
    assert b"_Toc" not in zipfile.ZipFile(io.BytesIO(render(sample_letter(), "docx", Look()))).read("word/document.xml")


def test_a_figure_keeps_its_size_and_stays_with_its_caption(word: bytes) -> None:
    opened_word = docx.Document(io.BytesIO(word))
    [picture] = opened_word.inline_shapes
    assert (picture.width.inches, picture.height.inches) == pytest.approx((240 / 200, 90 / 200), rel=0.001)
    figure = next(one for one in opened_word.paragraphs if one.style.name == "Figure")
    assert figure.style.paragraph_format.keep_with_next


def test_pictures_say_nothing_about_who_made_them(pdf: bytes, word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        [picture] = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert b"Secret" not in picture
    assert not any(kind in picture for kind in (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"))
    assert picture == clean_png(bar_png())
    source = render(SAMPLE, "html", Look()).decode()
    svg = base64.b64decode(source.partition("image/svg+xml;base64,")[2].partition('"')[0] + "==", validate=False)
    whole = io.BytesIO()
    opened(pdf).save(whole, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    for told in (svg, whole.getvalue()):
        assert b"Secret" not in told
        assert b"2026-01-01" not in told


def test_a_cleaned_picture_is_still_a_picture() -> None:
    cleaned = clean_svg(CHART)
    assert cleaned.count(b"<use ") == 3
    assert b'xlink:href="#bar"' in cleaned
    assert b">2023</text>" in cleaned
    assert clean_svg(cleaned) == cleaned
    assert clean_png(clean_png(telling_png())) == clean_png(bar_png())


@pytest.mark.parametrize(("clean", "bad"), [(clean_svg, b"<svg"), (clean_svg, b""), (clean_png, b"GIF89a")])
def test_what_is_no_picture_is_refused(clean: Callable[[bytes], bytes], bad: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        clean(bad)


def test_a_picture_that_ends_too_early_is_refused() -> None:
    with pytest.raises(ValueError, match="ends too early"):
        clean_png(bar_png()[:-20])


def test_entities_in_a_picture_are_not_read() -> None:
    svg = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>'
    assert b"ENTITY" not in clean_svg(svg)


def test_text_in_a_picture_is_set_in_the_design_s_font(opened_pdf: pikepdf.Pdf) -> None:
    fonts = {str(o.BaseFont) for o in opened_pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert {name.partition("+")[2] for name in fonts} <= {"Caladea", "Caladea-Bold", "Caladea-Italic"}


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_are_the_same_each_time(form: Format) -> None:
    assert render(briefing(), form, Look()) == render(briefing(), form, Look())


def test_every_note_is_there_in_every_format(pdf: bytes, word: bytes) -> None:
    told = (
        " ".join(text_of(pdf)),
        str(part(word, "word/footnotes.xml").xpath("string()")),
        render(SAMPLE, "html", Look()).decode(),
        render(SAMPLE, "txt", Look()).decode(),
    )
    for words in told:
        for each in notes(SAMPLE):
            assert plain(each.content).partition(",")[0] in words
