"""Word documents, read back with the programs and libraries that recipients use."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import mammoth
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nkadvocate.design import Colours, Design, Page, Type
from nkadvocate.document import (
    Block,
    BulletList,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Letterhead,
    Link,
    Meta,
    Note,
    NoteReference,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    SignatureBlock,
    Table,
    Text,
    notes,
    plain,
)
from nkadvocate.rendering.docx import BaseDocumentError, render_docx
from rendering.sample import bar_png, sample_letter, t

ROOT = Path(__file__).parents[2]
BASE = (ROOT / "templates" / "design" / "base.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TEXT_WIDTH = Design().page.width - Design().page.left - Design().page.right
MEMBER_DATE = (1980, 1, 1, 0, 0, 0)


def meta(**changes: object) -> Meta:
    values: dict[str, object] = {
        "title": "A title",
        "author": "An office",
        "subject": "A subject",
        "language": "en-GB",
        "date": "2026-03-09",
        "reference": "R 1",
    }
    return Meta(**(values | changes))  # type: ignore[arg-type]


def rendered(*blocks: Block, design: Design | None = None, base: bytes = BASE, **changes: object) -> bytes:
    return render_docx(Document(meta(**changes), blocks), design or Design(), base)


def paragraph(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in content))


def part(data: bytes, path: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(path))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def html(data: bytes) -> str:
    return mammoth.convert_to_html(io.BytesIO(data)).value


def words_of(element: etree._Element) -> str:
    """The characters Word prints for an element."""
    said = {W + "tab": "\t", W + "br": "\n", W + "softHyphen": "\u00ad"}
    runs = (one for run in element.iter(W + "r") for one in run)
    return "".join((one.text or "") if one.tag == W + "t" else said.get(one.tag, "") for one in runs)


def rezipped(data: bytes, **changes: bytes | None) -> bytes:
    """``data`` with members replaced, or left out where None; ``__`` stands for a slash and ``_dot_`` for a dot."""
    files: dict[str, bytes | None] = {**members(data)}
    files.update({name.replace("__", "/").replace("_dot_", "."): content for name, content in changes.items()})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            if content is not None:
                archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def letter() -> bytes:
    return render_docx(sample_letter(), Design(), BASE)


# Notes


def test_every_note_is_a_real_footnote_with_its_own_number(letter: bytes) -> None:
    written = [note for note in part(letter, "word/footnotes.xml") if note.get(W + "type") is None]
    called = [one.get(W + "id") for one in part(letter, "word/document.xml").iter(W + "footnoteReference")]
    expected = [str(note.number) for note in notes(sample_letter())]
    assert [note.get(W + "id") for note in written] == expected == called
    for note, element in zip(notes(sample_letter()), written, strict=True):
        assert words_of(element).strip() == plain(note.content)


def test_the_lines_above_the_notes_are_declared_where_the_schema_wants_them(letter: bytes) -> None:
    separators = {one.get(W + "id"): one.get(W + "type") for one in part(letter, "word/footnotes.xml")}
    assert (separators["-1"], separators["0"]) == ("separator", "continuationSeparator")
    settings = [etree.QName(one).localname for one in part(letter, "word/settings.xml")]
    assert settings.index("characterSpacingControl") < settings.index("footnotePr") < settings.index("compat")


def test_links_in_notes_are_related_from_the_notes(letter: bytes) -> None:
    related = {one.get("Id"): one for one in part(letter, "word/_rels/footnotes.xml.rels")}
    links = list(part(letter, "word/footnotes.xml").iter(W + "hyperlink"))
    assert related[links[0].get(R + "id")].get("Target") == "https://undocs.org/A/HRC/25/63"
    assert all(one.get("TargetMode") == "External" for one in related.values())


def test_a_reference_to_a_note_is_a_field_that_finds_its_bookmark(letter: bytes) -> None:
    bookmarks = {one.get(W + "name") for one in part(letter, "word/document.xml").iter(W + "bookmarkStart")}
    for path in ("word/document.xml", "word/footnotes.xml"):
        for instruction in part(letter, path).iter(W + "instrText"):
            assert instruction.text.split()[0] == "NOTEREF"
            assert instruction.text.split()[1] in bookmarks
    assert bookmarks == {"_Note1", "_Note3", "_Note10"}


def test_other_programs_read_the_notes_and_references(letter: bytes) -> None:
    page = html(letter)
    assert len(re.findall(r'<li id="footnote-\d+">', page)) == 12
    assert "cannot displace the Convention (n 3)." in re.sub(r"<[^>]+>", "", page)
    assert '<a href="https://undocs.org/A/HRC/25/63">' in page


def test_a_letter_without_notes_has_no_notes_part() -> None:
    assert "word/footnotes.xml" not in members(rendered(paragraph("Words")))


def test_a_reference_to_a_note_that_is_not_there_prints_its_number() -> None:
    data = rendered(paragraph("see (n ", NoteReference(7), ")"))
    assert "see (n 7)" in html(data)
    assert b"NOTEREF" not in members(data)["word/document.xml"]


def test_a_note_in_a_note_is_refused() -> None:
    with pytest.raises(ValueError, match="note 2 is called inside another note"):
        rendered(paragraph("a", Note(1, (Text("b"), Note(2, t("c"))))))


# Structure


def test_there_is_one_title_and_the_headings_follow_it(letter: bytes) -> None:
    document = docx.Document(io.BytesIO(letter))
    levels = []
    for one in document.paragraphs:
        style = one.style
        while style is not None:
            level = style.element.find(f"{W}pPr/{W}outlineLvl")
            if level is not None:
                levels.append((int(level.get(W + "val")), one.text))
                break
            style = style.base_style
    assert [level for level, _ in levels] == [0, 1, 1, 2, 1]
    assert levels[0][1].startswith("Protection of persons")


def test_every_role_has_its_own_style(letter: bytes) -> None:
    used = {one.style.name for one in docx.Document(io.BytesIO(letter)).paragraphs}
    assert used >= {
        *("Letter Sender", "Letter Tagline", "Letter Contact", "Letter Reference", "Letter Date", "Letter Address"),
        *("Letter Salutation", "Letter Subject", "Letter Lead", "Letter Close", "Letter Signature", "Letter Small"),
        *("Letter Particulars", "Letter Figure", "Heading 2", "Heading 3", "List Bullet", "List Number", "Quote"),
        *("Caption", "Normal"),
    }


def test_no_paragraph_is_empty(letter: bytes) -> None:
    for path in members(letter):
        if path.startswith("word/") and path.endswith(".xml"):
            for one in part(letter, path).iter(W + "p"):
                marks = [*one.iter(W + "drawing"), *one.iter(W + "separator"), *one.iter(W + "continuationSeparator")]
                assert words_of(one).strip() or marks, etree.tostring(one)


def test_each_numbered_list_counts_by_itself(letter: bytes) -> None:
    ids = []
    for one in part(letter, "word/document.xml").iter(W + "numPr"):
        if one.find(W + "numId").get(W + "val") not in ids:
            ids.append(one.find(W + "numId").get(W + "val"))
    instances = {one.get(W + "numId"): one for one in part(letter, "word/numbering.xml").findall(W + "num")}
    starts = [
        [start.get(W + "val") for start in instances[one].iter(W + "startOverride")] for one in ids if one in instances
    ]
    assert starts == [["1"], [], ["1"], ["3"]]
    kinds = [etree.QName(one).localname for one in part(letter, "word/numbering.xml")]
    assert kinds == sorted(kinds), "definitions stand before instances"


def test_lists_nest_and_keep_their_paragraphs(letter: bytes) -> None:
    page = html(letter)
    assert re.search(r"<ol><li><strong>Raise the matter</strong>", page)
    assert "<ul><li>women and children;</li><li>the sick.</li></ul>" in page


def test_an_item_that_starts_with_a_list_keeps_its_own_number() -> None:
    data = rendered(NumberedList(((BulletList(((paragraph("inner"),),)),), (paragraph("second"),))))
    levels = [
        (one.find(W + "ilvl").get(W + "val"), words_of(one.getparent().getparent()))
        for one in part(data, "word/document.xml").iter(W + "numPr")
    ]
    assert levels == [("0", ""), ("1", "inner"), ("0", "second")]


def test_an_item_may_start_with_any_block() -> None:
    table = Table((), (t("Head"),), ((t("Cell"),),), (1.0,))
    quoted = Quotation((BulletList(((paragraph("inner"),),)),))
    data = rendered(NumberedList(((table,), (quoted,), (Heading(2, t("Head")),), (), (PageBreak(), paragraph("last")))))
    document = part(data, "word/document.xml")
    marks = [words_of(one.getparent().getparent()) for one in document.iter(W + "numPr")]
    assert marks == ["", "", "inner", "Head", "", "last"]


def test_a_table_whose_rows_differ_in_length_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        rendered(Table(t("c"), (t("a"), t("b")), ((t("only"),),), (0.5, 0.5)))


def test_very_deep_lists_and_headings_stay_within_what_word_has() -> None:
    block: Block = paragraph("deep")
    for _ in range(12):
        block = NumberedList(((block,),))
    data = rendered(block, Heading(9, t("Heading")))
    assert max(int(one.get(W + "val")) for one in part(data, "word/document.xml").iter(W + "ilvl")) == 8


def test_a_table_has_a_header_row_a_caption_and_the_wanted_widths(letter: bytes) -> None:
    table = next(part(letter, "word/document.xml").iter(W + "tbl"))
    rows = table.findall(W + "tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert table.find(f"{W}tblPr/{W}tblCaption").get(W + "val") == "Reported returns, by source"
    widths = [int(column.get(W + "w")) for column in table.iter(W + "gridCol")]
    assert sum(widths) == pytest.approx(TEXT_WIDTH * 1440 / 25.4, abs=2)
    assert widths[1] == pytest.approx(sum(widths) * 0.5, abs=1)
    assert "<thead><tr><th>" in html(letter)
    before = table.getprevious()
    assert words_of(before) == "Reported returns, by source"


def test_a_picture_has_its_alternative_text_and_size(letter: bytes) -> None:
    document = docx.Document(io.BytesIO(letter))
    shape = document.inline_shapes[0]
    assert shape._inline.docPr.get("descr").startswith("Bar chart of three values")
    assert (shape.width.inches, shape.height.inches) == (pytest.approx(1.2, abs=0.01), pytest.approx(0.45, abs=0.01))
    assert 'alt="Bar chart of three values' in html(letter)


def test_a_wide_picture_is_fitted_to_the_text() -> None:
    data = rendered(Figure("alt", (), b"", bar_png(4000, 100)))
    shape = docx.Document(io.BytesIO(data)).inline_shapes[0]
    assert shape.width.mm == pytest.approx(TEXT_WIDTH, abs=0.1)
    assert shape.width / shape.height == pytest.approx(40, rel=0.01)


def test_a_picture_leaves_its_metadata_behind() -> None:
    png = bar_png()
    chunk = b"\x00\x00\x00\x0dtEXtSoftware\x00Tool\x00\x00\x00\x00"
    data = rendered(Figure("alt", (), b"", png[:33] + chunk + png[33:]))
    assert members(data)["word/media/figure1.png"] == png


def test_a_picture_that_is_no_png_is_refused() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        rendered(Figure("alt", (), b"", b"GIF89a"))


def test_a_page_break_is_a_property_of_the_next_paragraph(letter: bytes) -> None:
    breaks = list(part(letter, "word/document.xml").iter(W + "pageBreakBefore"))
    assert [words_of(one.getparent().getparent()) for one in breaks] == ["Annex: Sources and figures"]
    table = Table((), (t("Head"),), ((t("Cell"),),), (1.0,))
    data = rendered(paragraph("a"), PageBreak(), table, PageBreak())
    assert [
        words_of(one.getparent().getparent()) for one in part(data, "word/document.xml").iter(W + "pageBreakBefore")
    ] == ["Head"]


def test_a_signature_never_stands_alone() -> None:
    data = rendered(
        paragraph("Last words."), Paragraph(t("Yours"), "close"), SignatureBlock((("A", "Director"), ("B",)))
    )
    styles = part(data, "word/styles.xml")
    kept = {one.get(W + "styleId") for one in styles.iter(W + "style") if one.find(f"{W}pPr/{W}keepNext") is not None}
    flags = []
    for one in part(data, "word/document.xml").iter(W + "p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        direct = one.find(f"{W}pPr/{W}keepNext") is not None
        flags.append(direct or (style is not None and style.get(W + "val") in kept))
    assert flags == [True, True, True, False]


def test_neighbouring_signatures_do_not_share_one_rule() -> None:
    data = rendered(SignatureBlock((("A",), ("B",), ("C",))))
    styles = [one.get(W + "val") for one in part(data, "word/document.xml").iter(W + "pStyle")]
    assert styles == ["LetterSignature", "LetterNextSignature", "LetterSignature"]


def test_quotations_may_hold_lists_and_lists_quotations() -> None:
    data = rendered(
        Quotation((paragraph("quoted"), BulletList(((paragraph("item"), Quotation((paragraph("inner"),))),)))),
    )
    paragraphs = list(part(data, "word/document.xml").iter(W + "p"))
    left = [
        int(one.find(f"{W}pPr/{W}ind").get(W + "left")) if one.find(f"{W}pPr/{W}ind") is not None else None
        for one in paragraphs
    ]
    assert left == [None, 760, 1160]


# Words


HOSTILE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff\n\r"), max_size=40).filter(
    lambda text: not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)
)


@given(HOSTILE)
def test_any_text_comes_through_unchanged(text: str) -> None:
    data = rendered(
        paragraph("[", text, "]", Note(1, t("<" + text + ">"))),
        Table(t("c" + text), (t("h" + text),), ((t("r" + text),),), (1.0,)),
        Figure("alt" + text, t("f"), b"", bar_png()),
        title="x" + text,
        reference="y" + text,
    )
    body = words_of(part(data, "word/document.xml"))
    assert "[" + text + "]" in body
    assert "r" + text in body
    assert "<" + text + ">" in words_of(part(data, "word/footnotes.xml"))
    assert docx.Document(io.BytesIO(data)).core_properties.title == "x" + text
    assert docx.Document(io.BytesIO(data)).inline_shapes[0]._inline.docPr.get("descr") == "alt" + text


def test_a_character_that_no_xml_file_may_hold_is_refused_rather_than_written() -> None:
    with pytest.raises(ValueError, match=r"U\+0007"):
        rendered(paragraph("bell\x07"))


def test_other_languages_are_marked_on_their_runs(letter: bytes) -> None:
    marked = {
        words_of(run): run.find(f"{W}rPr/{W}lang")
        for run in part(letter, "word/document.xml").iter(W + "r")
        if run.find(f"{W}rPr/{W}lang") is not None
    }
    assert marked["강제 북송"].get(W + "eastAsia") == "ko-KR"
    assert marked["强制遣返"].get(W + "eastAsia") == "zh-CN"
    assert marked["عدم الإعادة القسرية"].get(W + "bidi") == "ar"


def test_only_right_to_left_words_are_set_from_right_to_left() -> None:
    data = rendered(paragraph("the word שלום עולם 12 שלום, and more"))
    runs = {
        words_of(run): run.find(f"{W}rPr/{W}rtl") is not None for run in part(data, "word/document.xml").iter(W + "r")
    }
    assert runs == {"the word ": False, "שלום עולם 12 שלום": True, ", and more": False}


def test_a_letter_in_arabic_runs_from_right_to_left() -> None:
    document = part(rendered(paragraph("نص"), language="ar"), "word/document.xml")
    assert document.find(f".//{W}pPr/{W}bidi") is not None
    assert document.find(f".//{W}sectPr/{W}bidi") is not None


def test_a_missing_value_is_seen() -> None:
    runs = part(render_docx(sample_letter(), Design(), BASE), "word/document.xml").iter(W + "r")
    lit = [words_of(run) for run in runs if run.find(f"{W}rPr/{W}highlight") is not None]
    assert lit == ["[missing: postal code]"]


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://a.example/x?y=1&z=%20#p", "https://a.example/x?y=1&z=%20#p"),
        ("https://a.example/two words", "https://a.example/two%20words"),
        ("https://ko.example/한", "https://ko.example/%ED%95%9C"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ('https://a.example/"<>', "https://a.example/%22%3C%3E"),
        ("https://[broken", "https://%5Bbroken"),
    ],
)
def test_links_are_written_as_addresses_that_word_accepts(href: str, target: str) -> None:
    data = rendered(paragraph(Link((Emphasis(t("there")),), href)))
    related = [one.get("Target") for one in part(data, "word/_rels/document.xml.rels") if one.get("TargetMode")]
    assert related == [target]


# Pages


def test_later_pages_carry_reference_and_date_and_the_first_the_sender(letter: bytes) -> None:
    section = docx.Document(io.BytesIO(render_docx(sample_letter(draft=False), Design(), BASE))).sections[0]
    assert section.different_first_page_header_footer
    assert [one.text for one in section.header.paragraphs] == ["KPN 2026/14 · 9 March 2026"]
    assert section.first_page_header.is_linked_to_previous
    assert docx.Document(io.BytesIO(letter)).paragraphs[0].text == "Korea Protection Network"


def test_a_draft_says_so_on_every_page(letter: bytes) -> None:
    section = docx.Document(io.BytesIO(letter)).sections[0]
    for header in (section.header, section.first_page_header):
        assert "DRAFT" in header.paragraphs[0].text
    assert "DRAFT" not in str(members(render_docx(sample_letter(draft=False), Design(), BASE)))


def test_pages_are_numbered_by_fields_in_the_letters_words() -> None:
    data = rendered(paragraph("Words"), page_label="第 {page} 页，共 {pages} 页")
    section = docx.Document(io.BytesIO(data)).sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text == "第 1 页，共 1 页"
        fields = [one.text.strip() for one in footer._element.iter(W + "instrText")]
        assert fields == ["PAGE", "NUMPAGES"]
    assert not any("footer" in name for name in members(rendered(paragraph("W"), design=Design(footer=False))))


def test_the_design_sets_paper_type_and_colours() -> None:
    design = Design(
        page=Page(size="Letter", left=30),
        type=Type(word="Georgia", family="Gelasio", size=12, line_height=1.5, note_size=9),
        colours=Colours(accent="#8a1538"),
        letterhead="centre",
    )
    data = rendered(Letterhead("Name", None, ()), paragraph("Words", Note(1, t("n"))), design=design)
    section = docx.Document(io.BytesIO(data)).sections[0]
    assert (section.page_width.mm, section.left_margin.mm) == (
        pytest.approx(215.9, abs=0.1),
        pytest.approx(30, abs=0.1),
    )
    styles = part(data, "word/styles.xml")
    defaults = styles.find(f"{W}docDefaults")
    assert defaults.find(f".//{W}rFonts").get(W + "ascii") == "Georgia"
    assert defaults.find(f".//{W}sz").get(W + "val") == "24"
    assert defaults.find(f".//{W}spacing").get(W + "line") == "360"
    by_name = {one.find(W + "name").get(W + "val"): one for one in styles.iter(W + "style")}
    assert by_name["footnote text"].find(f"{W}rPr/{W}sz").get(W + "val") == "18"
    assert by_name["Letter Sender"].find(f"{W}rPr/{W}color").get(W + "val") == "8A1538"
    assert by_name["Letter Sender"].find(f"{W}pPr/{W}jc").get(W + "val") == "center"
    assert part(data, "word/fontTable.xml").find(f".//{W}altName").get(W + "val") == "Gelasio"


def test_the_language_is_said_in_styles_and_properties(letter: bytes) -> None:
    assert part(letter, "word/styles.xml").find(f"{W}docDefaults//{W}lang").get(W + "val") == "en-GB"
    assert docx.Document(io.BytesIO(letter)).core_properties.language == "en-GB"


# Properties and bytes


def test_the_file_names_the_author_and_the_letters_date_and_nothing_else(letter: bytes) -> None:
    properties = docx.Document(io.BytesIO(letter)).core_properties
    assert (properties.author, properties.last_modified_by) == ("Korea Protection Network",) * 2
    assert properties.created.isoformat() == properties.modified.isoformat() == "2026-03-09T00:00:00+00:00"
    assert (properties.revision, properties.comments, properties.keywords) == (1, "", "")
    files = members(letter)
    assert not [name for name in files if re.search("thumbnail|customXml|app.xml|custom.xml|webSettings", name)]
    user = os.environ.get("USER") or Path.home().name
    for name, content in files.items():
        text = content.decode("utf-8", "ignore")
        assert not re.search("python|docx|rsid|template|mammoth|lxml|Microsoft Office|nkadvocate", text, re.I), name
        assert not re.search(rf"\b{re.escape(user)}\b", text), name
        moments = set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z?", text))
        assert moments <= {"2026-03-09T00:00:00Z"}, name


def test_the_same_letter_gives_the_same_bytes_in_another_process(letter: bytes) -> None:
    script = (
        "import sys, hashlib; from pathlib import Path; from rendering.sample import sample_letter;"
        "from nkadvocate.design import Design; from nkadvocate.rendering.docx import render_docx;"
        "print(hashlib.sha256(render_docx(sample_letter(), Design(), Path(sys.argv[1]).read_bytes())).hexdigest())"
    )
    path = [str(ROOT / "tests"), str(ROOT / "src")]
    hashes = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Seoul", "PYTHONPATH": os.pathsep.join(path)}
        command = [sys.executable, "-c", script, str(ROOT / "templates" / "design" / "base.docx")]
        hashes.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(hashes) == 1
    assert render_docx(sample_letter(), Design(), BASE) == letter


def test_members_stand_in_a_fixed_order_without_dates(letter: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert [one.filename for one in entries[1:]] == sorted(one.filename for one in entries[1:])
    assert {(one.date_time, one.create_system, one.external_attr) for one in entries} == {(MEMBER_DATE, 0, 0o600 << 16)}


def test_every_relationship_leads_to_a_part_and_every_part_has_a_type(letter: bytes) -> None:
    files = members(letter)
    types = part(letter, "[Content_Types].xml")
    extensions = {one.get("Extension") for one in types if one.get("Extension")}
    named = {one.get("PartName") for one in types if one.get("PartName")}
    assert named <= {f"/{name}" for name in files}
    for name in files:
        assert f"/{name}" in named or name.rpartition(".")[2] in extensions
    for name in (one for one in files if one.startswith("word/_rels")):
        for line in part(letter, name):
            assert line.get("TargetMode") == "External" or f"word/{line.get('Target')}" in files


def test_a_letter_is_small_and_quick(letter: bytes) -> None:
    assert len(letter) < 40_000
    document, design = sample_letter(), Design()
    times = []
    for _ in range(10):
        start = time.perf_counter()
        render_docx(document, design, BASE)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.04


# The base document


def test_the_shipped_base_is_what_its_script_makes() -> None:
    script = ROOT / "scripts" / "make_base_docx.py"
    code = f"import runpy, sys; sys.stdout.buffer.write(runpy.run_path({str(script)!r})['base_docx']())"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    made = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout
    assert made == BASE


def test_python_docx_opens_the_shipped_base() -> None:
    names = {style.name for style in docx.Document(io.BytesIO(BASE)).styles}
    assert {"Letter Subject", "Heading 2", "footnote text", "footnote reference", "Letter Table"} <= names


def designed(change: object) -> bytes:
    """A campaign's base: the template that python-docx brings, changed by ``change`` and saved."""
    document = docx.Document()
    change(document)  # type: ignore[operator]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_campaigns_base_keeps_its_styles_page_and_header() -> None:
    def change(document: object) -> None:
        document.styles["Heading 2"].font.name = "Futura"  # type: ignore[attr-defined]
        section = document.sections[0]  # type: ignore[attr-defined]
        section.left_margin = docx.shared.Mm(40)
        section.header.paragraphs[0].text = "Our house"
        section.header.paragraphs[0].add_run().add_picture(io.BytesIO(bar_png()))

    base = designed(change)
    data = render_docx(sample_letter(), Design(), base)
    document = docx.Document(io.BytesIO(data))
    assert document.styles["Heading 2"].font.name == "Futura"
    assert document.sections[0].left_margin.mm == pytest.approx(40, abs=0.1)
    assert [one.text for one in document.sections[0].header.paragraphs] == ["\tDRAFT", "Our house"]
    assert document.sections[0].header.part.related_parts
    assert document.styles["Letter Subject"].font.bold
    files = members(data)
    assert not any(b"python-docx" in content for content in files.values())
    assert not [name for name in files if "thumbnail" in name or "customXml" in name or "stylesWithEffects" in name]
    assert html(data).count("footnote-ref-") == 24


def test_a_finished_letter_can_be_the_base_of_the_next(letter: bytes) -> None:
    again = render_docx(sample_letter(), Design(), letter)
    assert html(again) == html(letter)
    other = docx.Document(io.BytesIO(rendered(paragraph("W"), base=letter)))
    assert [one.text for one in other.sections[0].header.paragraphs] == ["R 1 · 2026-03-09"]
    assert len(render_docx(sample_letter(), Design(), again)) == len(again)


def test_a_base_may_know_its_styles_by_other_ids() -> None:
    styles = members(BASE)["word/styles.xml"].replace(b'"Heading2"', b'"berschrift2"')
    data = rendered(Heading(2, t("Head")), base=rezipped(BASE, word__styles_dot_xml=styles))
    assert part(data, "word/document.xml").find(f".//{W}pStyle").get(W + "val") == "berschrift2"


def test_a_base_without_styles_and_settings_is_completed() -> None:
    base = rezipped(
        BASE, word__styles_dot_xml=None, word__settings_dot_xml=None, word___rels__document_dot_xml_dot_rels=None
    )
    assert html(render_docx(sample_letter(), Design(), base)) == html(render_docx(sample_letter(), Design(), BASE))


STRICT = members(BASE)["word/document.xml"].replace(
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
)
PARAGRAPH_STYLE = b'<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterSender">'


@pytest.mark.parametrize(
    ("base", "message"),
    [
        (b"", "not a DOCX"),
        (b"%PDF-1.7 not a zip", "not a DOCX"),
        (BASE[: len(BASE) // 2], "not a DOCX"),
        (rezipped(BASE, **{"[Content_Types]_dot_xml": None}), "some other ZIP"),
        (rezipped(BASE, _rels___dot_rels=None), "names no main part"),
        (rezipped(BASE, word__document_dot_xml=None), "lacks the part word/document.xml"),
        (rezipped(BASE, word__styles_dot_xml=None), "lacks the part word/styles.xml"),
        (rezipped(BASE, word__styles_dot_xml=b"<w:styles"), "styles.xml cannot be read"),
        (rezipped(BASE, word__styles_dot_xml=b'<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'), "document type"),
        (rezipped(BASE, word__document_dot_xml=STRICT), "Strict"),
        (rezipped(BASE, word__document_dot_xml=b"<workbook/>"), "not a Word document"),
        (
            rezipped(
                BASE,
                word__styles_dot_xml=members(BASE)["word/styles.xml"].replace(
                    PARAGRAPH_STYLE, PARAGRAPH_STYLE.replace(b'"paragraph"', b'"character"')
                ),
            ),
            "“Letter Sender” as a character style",
        ),
    ],
)
def test_a_base_that_cannot_be_used_is_refused_with_the_reason(base: bytes, message: str) -> None:
    with pytest.raises(BaseDocumentError, match=message):
        rendered(paragraph("Words"), base=base)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", b"\0" * (80 * 1024 * 1024))
    with pytest.raises(BaseDocumentError, match="unpacks to more than"):
        rendered(paragraph("Words"), base=buffer.getvalue())


def test_a_header_that_fetches_a_picture_from_outside_is_refused() -> None:
    base = designed(lambda document: document.sections[0].header.paragraphs[0].add_run("x"))
    (path,) = (name for name in members(base) if re.fullmatch(r"word/header\d*\.xml", name))
    line = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="https://tracker.example/p.png" TargetMode="External"/></Relationships>'
    )
    rels = path.replace("word/", "word/_rels/") + ".rels"
    buffer = io.BytesIO(base)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(rels, line)
    with pytest.raises(BaseDocumentError, match=r"outside file https://tracker\.example"):
        rendered(paragraph("Words"), base=buffer.getvalue())


# Other programs


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_letter(letter: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(letter)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "letter.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "letter.txt").read_text("utf-8-sig")
    for said in ("Korea Protection Network", "cannot displace the Convention (n 3).", "강제 북송", "Jane Example"):
        assert said in text
