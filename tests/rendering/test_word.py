"""The Word renderer: its files are read back with mammoth, python-docx, lxml and LibreOffice."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import mammoth
import pytest
from docx.shared import Mm, Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from nkadvocate.design import Design
from nkadvocate.document import (
    Block,
    BulletList,
    Document,
    Foreign,
    Heading,
    Link,
    Meta,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    SignatureBlock,
    Table,
    Text,
)
from nkadvocate.rendering.word import BaseDocumentError, render_docx
from rendering.sample import link, note, sample_letter, t

ROOT = Path(__file__).parents[2]
BASE = (ROOT / "templates" / "design" / "base.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def render(document: Document, base: bytes = BASE, design: Design | None = None) -> bytes:
    return render_docx(document, design or Design(), base)


def letter(*blocks: Block, language: str = "en-GB", draft: bool = False) -> Document:
    return Document(Meta("Title", "Author", "Subject", language, "2026-03-09", "Ref 1", draft), blocks)


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    files, out = parts(data), io.BytesIO()
    change(files)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def html(data: bytes) -> str:
    return mammoth.convert_to_html(io.BytesIO(data)).value


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render(sample_letter())


def test_mammoth_finds_title_headings_notes_lists_and_the_table_header(sample: bytes) -> None:
    page = html(sample)
    assert page.count("<h1>") == 1
    assert "<h1>Protection of persons" in page
    assert page.count("<h2>") == 3
    assert page.count('<li id="footnote-') == 12
    assert "<thead><tr><th><p>Date</p></th>" in page
    assert "<ul><li>" in page
    assert "<strong>Raise the matter</strong>" in page
    assert 'alt="Bar chart of three values' in page
    assert "Texts &lt;in angle brackets&gt; &amp; “quotation marks” stay as they are." in page


def test_a_link_in_a_note_is_related_from_the_footnotes_part() -> None:
    data = render(letter(Paragraph((*t("Said."), note(1, "See ", link("https://undocs.org/A/HRC/25/63"), ".")))))
    files = parts(data)
    assert b'Target="https://undocs.org/A/HRC/25/63"' in files["word/_rels/footnotes.xml.rels"]
    assert b"undocs.org" not in files["word/_rels/document.xml.rels"]


def test_separators_are_declared_before_the_compatibility_settings(sample: bytes) -> None:
    tags = [child.tag for child in part(sample, "word/settings.xml")]
    assert tags.index(f"{W}footnotePr") < tags.index(f"{W}compat")
    ids = [one.get(f"{W}id") for one in part(sample, "word/footnotes.xml")]
    assert ids == ["-1", "0", *(str(number) for number in range(1, 13))]


def test_a_letter_without_notes_has_no_footnotes_part() -> None:
    assert "word/footnotes.xml" not in parts(render(letter(Paragraph(t("Words.")))))


def test_a_reference_to_a_note_is_a_field_on_the_bookmark_of_its_call(sample: bytes) -> None:
    body, notes = part(sample, "word/document.xml"), part(sample, "word/footnotes.xml")
    marks = {one.get(f"{W}name"): one for one in body.iter(f"{W}bookmarkStart")}
    asked = [one.text.split()[1] for root in (body, notes) for one in root.iter(f"{W}instrText")]
    assert asked == ["_Note3", "_Note1", "_Note3", "_Note10"]
    assert set(asked) == set(marks)
    for name, mark in marks.items():
        assert mark.getnext().find(f"{W}footnoteReference").get(f"{W}id") == name.removeprefix("_Note")
        assert mark.getnext().getnext().tag == f"{W}bookmarkEnd"
    assert "the Convention (n 3)." in html(sample)


def test_a_note_inside_a_note_is_refused() -> None:
    with pytest.raises(ValueError, match="note 2 is called inside another note"):
        render(letter(Paragraph((note(1, "Outer", note(2, "inner")),))))


def test_every_numbered_list_counts_by_itself_from_its_start() -> None:
    items = ((Paragraph(t("one")),), (Paragraph(t("two")),))
    data = render(letter(NumberedList(items), Paragraph(t("between")), NumberedList(items, start=3)))
    used = [one.get(f"{W}val") for one in part(data, "word/document.xml").iter(f"{W}numId")]
    assert used[0] == used[1] != used[2] == used[3]
    starts = {
        one.get(f"{W}numId"): one.find(f".//{W}startOverride").get(f"{W}val")
        for one in part(data, "word/numbering.xml").iter(f"{W}num")
        if one.find(f".//{W}startOverride") is not None
    }
    assert [starts[used[0]], starts[used[2]]] == ["1", "3"]


def test_blocks_in_an_item_stand_under_it() -> None:
    inner = BulletList(((Paragraph(t("deep")),),))
    data = render(letter(NumberedList(((Paragraph(t("first")), Paragraph(t("more")), inner),))))
    first, more, deep = docx.Document(io.BytesIO(data)).paragraphs
    assert [one.style.name for one in (first, more, deep)] == ["List Number", "List Continue", "List Bullet"]
    assert more.paragraph_format.left_indent == Pt(16.5)
    assert deep._p.pPr.numPr.ilvl.val == 1


def test_table_rows_stay_whole_and_the_header_repeats(sample: bytes) -> None:
    [table] = [table for table in docx.Document(io.BytesIO(sample)).tables if table.style.name == "Data Table"]
    assert [row._tr.trPr.find(f"{W}tblHeader") is not None for row in table.rows] == [True, False, False, False]
    assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows)
    assert table._tbl.tblPr[-1].get(f"{W}val") == "Reported returns, by source"
    page = Design().page
    assert sum(cell.width for cell in table.rows[1].cells) == pytest.approx(
        Mm(page.width - page.left - page.right), abs=Pt(1)
    )


def test_a_page_break_belongs_to_the_paragraph_that_follows() -> None:
    data = render(letter(Paragraph(t("a")), PageBreak(), Heading(2, t("b")), Paragraph(t("c"))))
    breaks = [one.paragraph_format.page_break_before for one in docx.Document(io.BytesIO(data)).paragraphs]
    assert breaks == [None, True, None]


def test_no_paragraph_is_empty(sample: bytes) -> None:
    for name in parts(sample):
        if re.fullmatch(r"word/(document|footnotes|header\d|footer\d)\.xml", name):
            for paragraph in part(sample, name).iter(f"{W}p"):
                marks = ("t", "drawing", "separator", "continuationSeparator")
                assert any(paragraph.find(f".//{W}{mark}") is not None for mark in marks), name


def test_the_close_stays_with_the_place_to_sign() -> None:
    close = Paragraph(t("Yours faithfully"), "close")
    data = render(letter(Paragraph(t("Last words.")), close, SignatureBlock((("A", "B"),))))
    keeps = [one.paragraph_format.keep_with_next for one in docx.Document(io.BytesIO(data)).paragraphs]
    assert keeps == [True, True, None]


def test_joint_signatories_stand_side_by_side_on_one_page() -> None:
    close = Paragraph(t("Yours faithfully"), "close")
    data = render(letter(close, SignatureBlock((("A", "B"), ("C",), ("D",), ("E",), ("F", "G", "H")))))
    word = docx.Document(io.BytesIO(data))
    assert [one.paragraph_format.keep_with_next for one in word.paragraphs] == [True]
    [table] = word.tables
    signed = [[cell.paragraphs[0] for cell in dict.fromkeys(row.cells)] for row in table.rows]
    assert [[one.text for one in row] for row in signed] == [["A\nB", "C", "D"], ["E", "F\nG\nH"]]
    assert [[one.paragraph_format.keep_with_next for one in row] for row in signed] == [[True] * 3, [None] * 2]
    assert {one.style.name for row in signed for one in row} == {"Signature"}


@pytest.mark.parametrize(("signatories", "abreast"), [(1, 1), (2, 2), (3, 3), (4, 2), (5, 3), (6, 3)])
def test_no_more_than_three_sign_side_by_side(signatories: int, abreast: int) -> None:
    assert SignatureBlock((("A. Example",),) * signatories).abreast == abreast


@pytest.mark.parametrize("draft", [True, False])
def test_the_first_page_has_its_own_header_and_every_page_of_a_draft_its_mark(draft: bool) -> None:
    section = docx.Document(io.BytesIO(render(sample_letter(draft=draft)))).sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == f"KPN 2026/14\t{'DRAFT' if draft else ''}\t9 March 2026"
    assert section.first_page_header.is_linked_to_previous is not draft
    if draft:
        assert section.first_page_header.paragraphs[0].text == "\tDRAFT"
    assert section.footer.paragraphs[0].text == section.first_page_footer.paragraphs[0].text == "1 of 1"


def test_a_design_without_footer_has_none() -> None:
    data = render(letter(Paragraph(t("a"))), design=Design(footer=False))
    assert not [name for name in parts(data) if "footer" in name]


def test_tokens_reach_page_and_styles() -> None:
    design = Design.model_validate(
        {"page": {"size": "Letter", "left": 30.0}, "type": {"size": 12.0, "word": "Georgia"}, "letterhead": "centre"}
    )
    word = docx.Document(io.BytesIO(render(letter(Paragraph(t("a"))), design=design)))
    normal, heading = word.styles["Normal"], word.styles["Heading 2"]
    assert (normal.font.name, normal.font.size) == ("Georgia", Pt(12))
    assert normal.paragraph_format.line_spacing == Pt(12 * design.type.line_height)
    assert heading.font.color.rgb == RGBColor.from_string(design.colours.accent[1:].upper())
    assert word.sections[0].left_margin == pytest.approx(Mm(30), abs=Pt(0.1))
    assert word.sections[0].page_width == pytest.approx(Mm(215.9), abs=Pt(0.1))


def test_languages_are_marked() -> None:
    words = (Foreign(t("강제 북송"), "ko"), Text(" "), Foreign(t("عدم الإعادة"), "ar"))
    data = render(letter(Paragraph(words), language="fr-FR"))
    default = part(data, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(f"{W}val") == "fr-FR"
    korean, _, arabic = part(data, "word/document.xml").iter(f"{W}r")
    assert korean.find(f".//{W}lang").get(f"{W}eastAsia") == "ko-KR"
    assert arabic.find(f".//{W}lang").get(f"{W}bidi") == "ar"
    assert arabic.find(f".//{W}rtl") is not None


def test_a_letter_in_a_right_to_left_language_runs_that_way() -> None:
    data = render(letter(Paragraph(t("عدم الإعادة")), language="ar"))
    assert part(data, "word/styles.xml").find(f".//{W}style[@{W}styleId='Normal']/{W}pPr/{W}bidi") is not None


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "//host/path"])
def test_only_web_and_mail_addresses_become_links(href: str) -> None:
    data = render(letter(Paragraph((Link(t("words"), href),))))
    assert b"hyperlink" not in parts(data)["word/_rels/document.xml.rels"]
    assert "words" in html(data)


def test_metadata_are_the_letter_s_own(sample: bytes) -> None:
    core = docx.Document(io.BytesIO(sample)).core_properties
    assert core.author == core.last_modified_by == "Korea Protection Network"
    assert core.title == sample_letter().meta.title
    assert core.created.isoformat() == core.modified.isoformat() == "2026-03-09T00:00:00+00:00"
    assert (core.revision, core.language, core.comments) == (1, "en-GB", "")
    files = parts(sample)
    assert not [name for name in files if re.search("app.xml|custom|thumbnail|comments|webSettings", name)]
    for name, content in files.items():
        assert not re.search(rb"rsid|python|w:author|Template|docId", content), name
    assert len(sample) < 40_000


def test_the_zip_has_a_fixed_order_and_date(sample: bytes) -> None:
    entries = zipfile.ZipFile(io.BytesIO(sample)).infolist()
    names = [entry.filename for entry in entries]
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_bytes_do_not_depend_on_the_process(sample: bytes) -> None:
    code = (
        "import hashlib, sys; from sample import sample_letter; from nkadvocate.design import Design;"
        "from nkadvocate.rendering.word import render_docx;"
        "base = open(sys.argv[1], 'rb').read();"
        "print(hashlib.sha256(render_docx(sample_letter(), Design(), base)).hexdigest())"
    )
    path = os.pathsep.join((str(ROOT / "src"), str(Path(__file__).parent)))
    told = {
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT / "templates/design/base.docx")],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {hashlib.sha256(sample).hexdigest()}


CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(st.one_of(st.sampled_from("\t\u00a0 <&>\"'\u200f\u05d0\u4e00\U0001f600a1-"), CHARACTERS), min_size=1))
def test_text_comes_back_as_it_was(text: str) -> None:
    data = render(letter(Paragraph(t(text)), Paragraph((note(1, text),))))
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == text
    runs = part(data, "word/footnotes.xml")[2].iter(f"{W}t", f"{W}tab")
    assert "".join("\t" if one.tag == f"{W}tab" else one.text for one in runs) == f"\t{text}"


def test_what_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="XML"):
        render(letter(Paragraph(t("a\x00b"))))


def dirty_base() -> bytes:
    """A campaign's base with text, comments, properties, a letterhead of its own and a style it formats."""
    word = docx.Document()
    word.core_properties.author = "Secret Person"
    paragraph = word.add_paragraph("Secret text")
    word.add_comment(paragraph.runs, "Secret comment", author="Secret Person")
    word.sections[0].header.paragraphs[0].text = "House header"
    word.styles["Quote"].font.size = Pt(17)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def test_a_campaign_s_own_base_gives_its_look_and_none_of_its_secrets() -> None:
    data = render(replace(sample_letter(), meta=replace(sample_letter().meta, draft=True)), dirty_base())
    for name, content in parts(data).items():
        assert not re.search(rb"Secret|rsid|python-docx", content), name
    word = docx.Document(io.BytesIO(data))
    assert word.styles["Quote"].font.size == Pt(17)
    assert [one.text for one in word.sections[0].header.paragraphs] == ["\tDRAFT", "House header"]
    assert word.sections[0].left_margin == pytest.approx(Mm(Design().page.left), abs=Pt(0.1))
    assert html(data).count('<li id="footnote-') == 12


def test_a_letter_can_be_the_base_of_another(sample: bytes) -> None:
    data = render(letter(Paragraph(t("Hello"))), sample)
    word = docx.Document(io.BytesIO(data))
    assert [one.text for one in word.paragraphs] == ["Hello"]
    assert word.sections[0].header.paragraphs[0].text == "Ref 1\t\t2026-03-09"
    assert word.sections[0].first_page_header.is_linked_to_previous


@pytest.mark.parametrize(
    "look", ['<w:vertAlign w:val="baseline"/>', '<w:position w:val="-8"/><w:vertAlign w:val="superscript"/>', ""]
)
def test_the_numbers_of_notes_are_raised_whatever_the_base_says(sample: bytes, look: str) -> None:
    files, raised = parts(sample), b'<w:vertAlign w:val="superscript"/>'
    assert raised in files["word/styles.xml"]
    files["word/styles.xml"] = files["word/styles.xml"].replace(raised, look.encode())
    with zipfile.ZipFile(base := io.BytesIO(), "w") as file:
        for name, data in files.items():
            file.writestr(name, data)
    style = docx.Document(io.BytesIO(render(sample_letter(), base.getvalue()))).styles["footnote reference"]
    assert style.font.superscript is True
    assert b"w:position" not in etree.tostring(style.element)


def counting(files: dict[str, bytes]) -> None:
    """Headings, the header, pages, lines and notes that are numbered with a figure."""
    listed = (
        b'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="40600"/><w:numFmt w:val="decimal"/>'
        b'<w:pStyle w:val="Heading2"/><w:lvlText w:val="40,600 shot %1: "/></w:lvl></w:abstractNum>'
        b'<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
    )
    used = b'<w:pPr><w:numPr><w:numId w:val="77"/></w:numPr>'
    files["word/numbering.xml"] = files["word/numbering.xml"].replace(b"</w:numbering>", listed)
    before, style, after = files["word/styles.xml"].partition(b'w:styleId="Heading2"')
    files["word/styles.xml"] = before + style + after.replace(b"<w:pPr>", used, 1)
    header = next(name for name in files if name.startswith("word/header"))
    files[header] = files[header].replace(b"<w:pPr>", used)
    starts = b'<w:footnotePr><w:numStart w:val="40600"/></w:footnotePr><w:pgNumType w:start="40600"/>'
    starts += b'<w:lnNumType w:countBy="1" w:start="40600"/><w:cols '
    files["word/document.xml"] = files["word/document.xml"].replace(b"<w:cols ", starts)


def test_nothing_is_numbered_as_in_the_base(sample: bytes) -> None:
    base = repacked(sample, counting)
    assert sum(content.count(b"40600") + content.count(b"40,600") for content in parts(base).values()) == 5
    made = parts(render(sample_letter(), base))
    for name, content in made.items():
        assert not re.search(rb"40,?600", content), name
    assert b"numPr" not in made["word/styles.xml"]


def with_entities(files: dict[str, bytes]) -> None:
    declared = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    files["word/styles.xml"] = files["word/styles.xml"].replace(b"?>\n", b"?>\n" + declared, 1)


def with_a_bomb(files: dict[str, bytes]) -> None:
    files["word/bomb.xml"] = b" " * (50 * 1024 * 1024)


def with_many_parts(files: dict[str, bytes]) -> None:
    files.update({f"word/{number}.xml": b"" for number in range(2001)})


def with_a_remote_image(files: dict[str, bytes]) -> None:
    files["word/_rels/document.xml.rels"] = files["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" '
        b'Target="https://tracker.example/theme.xml" TargetMode="External"/></Relationships>',
    )


def with_tracked_changes(files: dict[str, bytes]) -> None:
    files["word/styles.xml"] = files["word/styles.xml"].replace(b"<w:style ", b'<w:style w:author="Somebody" ', 1)


@pytest.mark.parametrize(
    "change", [with_entities, with_a_bomb, with_many_parts, with_a_remote_image, with_tracked_changes]
)
def test_a_dangerous_base_is_refused(change: Callable[[dict[str, bytes]], None]) -> None:
    with pytest.raises(BaseDocumentError):
        render(letter(Paragraph(t("a"))), repacked(BASE, change))


@pytest.mark.parametrize("base", [b"", b"no zip", BASE[: len(BASE) // 2], repacked(BASE, dict.clear)])
def test_what_is_no_docx_is_refused(base: bytes) -> None:
    with pytest.raises(BaseDocumentError, match="not a DOCX"):
        render(letter(Paragraph(t("a"))), base)


def test_a_style_of_the_wrong_type_is_refused() -> None:
    word = docx.Document()
    word.styles.add_style("Small Print", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    out = io.BytesIO()
    word.save(out)
    with pytest.raises(BaseDocumentError, match="“Small Print” must be a paragraph style"):
        render(letter(Paragraph(t("a"))), out.getvalue())


def test_a_quotation_is_a_quote() -> None:
    data = render(letter(Quotation((Paragraph(t("Words.")),))))
    assert docx.Document(io.BytesIO(data)).paragraphs[0].style.name == "Quote"


@pytest.mark.parametrize("item", [Quotation(()), Quotation((Quotation((Table(t(""), (t("A"),), (), (1.0,)),)),))])
def test_the_number_of_an_item_without_a_paragraph_is_not_that_of_what_comes_next(item: Block) -> None:
    data = render(letter(NumberedList(((item,),), 600), Paragraph(t("After."))))
    numbered, after = docx.Document(io.BytesIO(data)).paragraphs
    assert (numbered.text, after.text) == ("", "After.")
    assert numbered._p.find(f".//{W}numPr") is not None
    assert after._p.find(f".//{W}numPr") is None


def test_the_shipped_base_is_what_the_script_makes() -> None:
    code = "import make_base_docx, sys; sys.stdout.buffer.write(make_base_docx.base_docx())"
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "scripts")))
    made = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=True
    )
    assert made.stdout == BASE
    assert len(BASE) < 15_000


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_notes_and_links(sample: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(sample)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "html:HTML (StarWriter)",
            "--outdir",
            str(tmp_path),
            "letter.docx",
        ],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=120,
    )
    told = " ".join((tmp_path / "letter.html").read_text("utf-8").split())
    assert "We ask your Government to:" in told
    assert 'href="https://undocs.org/A/HRC/25/63"' in told
    assert len(re.findall(r'id="sdfootnote\d+"', told)) == 12
    assert "cannot displace the Convention (n" in told
