"""What a stranger's base document prints on every page, or hides by its styles, is told or not taken."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from lxml import etree
from PIL import Image

from acceptance.command import ROOT, campaign, nkadvocate

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"'
NAMES += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WATERMARK = '<w:pict><v:shape type="#_x0000_t136"><v:textpath on="t" string="40,600 SHOT"/></v:shape></w:pict>'
SIGNS = "".join(f'<w:sym w:font="Cambria" w:char="{ord(sign):04X}"/>' for sign in "40,600 shot")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return campaign(recipients=["mn-foreign-minister"], date="2026-07-10")


def with_base(folder: Path, change: Callable[[Document], object]) -> None:
    base = docx.Document(str(ROOT / "templates/design/base.docx"))
    change(base)
    base.save(str(folder / "base.docx"))


def in_header(xml: str) -> Callable[[Document], object]:
    """A header whose paragraph holds that."""

    def change(base: Document) -> None:
        header: Any = base.sections[0].header
        header.is_linked_to_previous = False
        header._element.clear()
        header._element.append(parse_xml(f'<w:p {NAMES}><w:pPr><w:pStyle w:val="Header"/></w:pPr>{xml}</w:p>'))

    return change


def field(code: str, printed: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}" w:fldLock="1"/></w:r>' for kind in ("begin", "separate", "end")]
    begin, separate, end = marks
    code = code.replace('"', "&quot;")
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}<w:r><w:t>{printed}</w:t></w:r>{end}"


def letter(folder: Path) -> dict[str, str]:
    """The parts of the letter that the campaign writes."""
    assert nkadvocate("letter", "mn-foreign-minister", "-c", folder, "-f", "docx", "-o", "out").exit_code == 0
    (path,) = Path("out").glob("*.docx")
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


NESTED = field("IF 1 = 1 ", "x").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{field('PAGE', '40,600')}")


@pytest.mark.parametrize(
    ("xml", "gone", "told"),
    [
        (f"<w:r>{WATERMARK}</w:r>", "40,600", "a drawing or watermark"),
        (
            f"<w:r><mc:AlternateContent><mc:Fallback>{WATERMARK}</mc:Fallback></mc:AlternateContent></w:r>",
            "40,600",
            "a drawing or text box",
        ),
        (f"<w:sdt><w:sdtContent><w:r>{WATERMARK}</w:r></w:sdtContent></w:sdt>", "40,600", "a drawing or watermark"),
        (f"<w:r>{SIGNS}</w:r>", "w:sym", "a symbol"),
        ("<w:r><w:object/></w:r>", "w:object", "an embedded object"),
        ("<w:ruby><w:rt><w:r><w:t>40,600</w:t></w:r></w:rt></w:ruby>", "40,600", "the element ruby"),
        (
            "<w:fldSimple w:instr=\"PAGE \\# &quot;'40,600 shot'&quot;\"><w:r><w:t>1</w:t></w:r></w:fldSimple>",
            "40,600",
            "the field PAGE",
        ),
        (field("PAGE \\# \"'40,600 shot'\"", "1"), "40,600", "the field PAGE"),
        (field('INCLUDETEXT "/etc/passwd"', ""), "INCLUDETEXT", "the field INCLUDETEXT"),
        (NESTED, "40,600", "the field IF 1 = 1"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>= 40600</w:instrText></w:r>',
            "40600",
            "the field = 40600",
        ),
    ],
)
def test_what_a_header_prints_otherwise_than_in_words_is_not_taken_and_told(
    mine: Path, xml: str, gone: str, told: str
) -> None:
    with_base(mine, in_header(xml))
    with zipfile.ZipFile(mine / "base.docx") as file:
        assert gone in file.read("word/header1.xml").decode()
    (note,) = re.findall(
        r"/base\.docx:1:1: of the base document this is not taken: (.*)", nkadvocate("check", mine).stderr
    )
    assert told in note
    made = letter(mine)
    assert gone not in "".join(made[name] for name in made if name.startswith("word/header"))


@pytest.mark.parametrize(
    "xml",
    [
        "<w:r><w:t>40,6</w:t></w:r><w:r><w:t>00 shot</w:t></w:r>",
        "<w:r><w:t>40,<!-- -->600 shot</w:t></w:r>",
        "<w:smartTag><w:r><w:t>40,600 shot</w:t></w:r></w:smartTag>",
        field("DOCPROPERTY Shot", "40,600 shot"),
        field("PAGE", "40,600 shot"),
    ],
)
def test_what_a_header_prints_in_words_is_told(mine: Path, xml: str) -> None:
    with_base(mine, in_header(xml))
    assert "/base.docx:1:1: the base document prints on every page: “40,600 shot”" in nkadvocate("check", mine).stderr


def test_words_tables_pictures_links_and_numbers_of_pages_are_taken_of_a_header(mine: Path) -> None:
    def change(base: Document) -> None:
        header: Any = base.sections[0].header
        header.is_linked_to_previous = False
        header.add_table(1, 2, Pt(400)).cell(0, 0).text = "House of the Tumen"
        Image.new("RGB", (20, 20), "navy").save(picture := io.BytesIO(), "PNG")
        header.paragraphs[0].add_run().add_picture(picture)
        link = header.part.relate_to("https://tumen.example/", "http://schemas.openxmlformats.org/officeDocument/2006/"
                                     "relationships/hyperlink", is_external=True)  # fmt: skip
        names = f'{NAMES} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        words = f'<w:hyperlink r:id="{link}"><w:r><w:t>tumen.example</w:t></w:r></w:hyperlink>'
        pages = field("PAGE   \\* MERGEFORMAT", "2") + '<w:fldSimple w:instr="NUMPAGES"/>'
        whole = f"<w:sdt {names}><w:sdtContent><w:p>{words}{pages}</w:p></w:sdtContent></w:sdt>"
        header._element.append(parse_xml(whole))

    with_base(mine, change)
    told = nkadvocate("check", mine).stderr
    assert "prints on every page: “House of the Tumen tumen.example2 https://tumen.example/”" in told
    assert told.count("the base document shows a picture on every page (look at it") == 1
    assert "not taken" not in told
    made = letter(mine)
    (header,) = (made[name] for name in made if name.startswith("word/header"))
    for kept in ("<w:tbl>", "<w:drawing>", "<w:hyperlink ", "PAGE   \\* MERGEFORMAT", "NUMPAGES"):
        assert kept in header
    assert "fldLock" not in header


def test_a_picture_that_leads_out_of_the_file_is_not_taken(mine: Path) -> None:
    def change(base: Document) -> None:
        header: Any = base.sections[0].header
        header.is_linked_to_previous = False
        Image.new("RGB", (20, 20), "navy").save(picture := io.BytesIO(), "PNG")
        header.paragraphs[0].add_run().add_picture(picture)
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link = header.part.relate_to("http://198.51.100.7/x.png", kind, is_external=True)
        (blip,) = header._element.xpath("//a:blip")
        blip.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", link)

    with_base(mine, change)
    assert "this is not taken: a drawing" in nkadvocate("check", mine).stderr
    assert "198.51.100.7" not in "".join(letter(mine).values())


def styled(name: str, xml: str) -> Callable[[Document], object]:
    """A style that sets runs like that."""

    def change(base: Document) -> None:
        styles: Any = base.styles
        style = styles[name]
        for old in style.element.findall(f"{{{W}}}rPr"):
            style.element.remove(old)
        style.element.append(parse_xml(f"<w:rPr {NAMES}>{xml}</w:rPr>"))

    return change


@pytest.mark.parametrize(
    ("name", "xml", "how"),
    [
        ("footnote text", '<w:color w:val="FFFFFF"/>', "words in a colour that is hardly seen"),
        (
            "footnote text",
            '<w:color w:val="000000" w:themeColor="background1"/>',
            "words in a colour that is hardly seen",
        ),
        ("footnote text", '<w:shd w:val="clear" w:fill="1A1A1A"/><w:color w:val="1A1A1A"/>', "words in a colour"),
        ("footnote text", '<w:sz w:val="2"/>', "words that are too small or squeezed"),
        ("Quote", '<w:sz w:val="400"/>', "words that are too large"),
        ("footnote text", "<w:vanish/>", "words that are hidden"),
        ("Normal", "<w:caps/>", "words in capitals"),
        ("Normal", "<w:smallCaps/>", "words in capitals"),
        ("Normal", '<w:vertAlign w:val="superscript"/><w:sz w:val="30"/>', "a raised or lowered figure"),
        ("Normal", '<w:position w:val="12"/>', "a raised or lowered figure"),
        ("Normal", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "words in a font of pictures"),
        ("footnote reference", '<w:color w:val="FFFFFF"/>', "words in a colour that is hardly seen"),
        ("Data Table", "<w:vanish/>", "words that are hidden"),
    ],
)
def test_a_style_that_hides_words_or_changes_what_they_say_is_told(mine: Path, name: str, xml: str, how: str) -> None:
    with_base(mine, styled(name, xml))
    told = nkadvocate("check", mine).stderr
    assert f"/base.docx:1:1: the base document has {how}" in told
    assert f"“{name}”" in told


@pytest.mark.parametrize(
    ("form", "how"),
    [
        ("<w:rPr><w:vanish/></w:rPr>", "words that are hidden"),
        ('<w:tcPr><w:shd w:val="clear" w:fill="1A1A1A"/></w:tcPr>', "words in a colour that is hardly seen"),
    ],
)
def test_the_form_of_some_cells_of_a_table_is_told_too(mine: Path, form: str, how: str) -> None:
    def change(base: Document) -> None:
        styles: Any = base.styles
        cells = f'<w:tblPr/><w:tblStylePr w:type="firstCol">{form}</w:tblStylePr>'
        styles["Data Table"].element.extend(parse_xml(f"<w:x {NAMES}>{cells}</w:x>"))

    with_base(mine, change)
    told = nkadvocate("check", mine).stderr
    assert f"the base document has {how}" in told
    assert "in the style “Data Table”" in told


def test_styles_as_people_make_them_are_not_told(mine: Path) -> None:
    def change(base: Document) -> None:
        base.styles["Normal"].font.name = "Georgia"
        base.styles["Normal"].font.size = Pt(11)
        base.styles["Heading 2"].font.color.rgb = RGBColor(0x1E, 0x5B, 0x4F)
        base.styles["Heading 2"].font.all_caps = True
        base.styles["Letterhead Name"].font.small_caps = True
        base.styles["footnote text"].font.color.rgb = RGBColor(0x60, 0x60, 0x60)

    with_base(mine, change)
    assert nkadvocate("check", mine).stderr == "no findings\n"


def test_notes_that_the_style_of_a_base_hides_are_told_of_a_finished_letter(mine: Path) -> None:
    def change(base: Document) -> None:
        base.styles["footnote text"].font.color.rgb = RGBColor(255, 255, 255)

    with_base(mine, change)
    assert nkadvocate("letter", "mn-foreign-minister", "-c", mine, "-f", "docx", "-o", "out").exit_code == 0
    result = nkadvocate("check", "out")
    assert result.exit_code == 1
    assert "in a colour that is hardly seen" in result.output


def test_no_columns_and_no_ground_are_taken_of_a_base(mine: Path) -> None:
    def change(base: Document) -> None:
        section: Any = base.sections[0]
        (columns,) = section._sectPr.findall(f"{{{W}}}cols")
        columns.set(f"{{{W}}}num", "2")
        columns.addprevious(parse_xml(f'<w:textDirection {NAMES} w:val="tbRl"/>'))
        section.gutter = Pt(400)
        base.element.insert(0, parse_xml(f'<w:background {NAMES} w:color="000000"/>'))

    with_base(mine, change)
    page = letter(mine)["word/document.xml"]
    for one in ("w:num=", "textDirection", "w:background"):
        assert one not in page
    assert 'w:gutter="0"' in page


def added(name: str, xml: str, *, at: int | None = None) -> Callable[[Document], object]:
    """A style that has that too, in any namespace."""

    def change(base: Document) -> None:
        styles: Any = base.styles
        element = styles[name].element
        for one in parse_xml(
            f'<w:x {NAMES} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">{xml}</w:x>'
        ):
            element.insert(len(element) if at is None else at, one)

    return change


@pytest.mark.parametrize(
    "xml",
    [
        '<w:rPr><mc:AlternateContent><mc:Choice Requires="w14"><w:vanish/></mc:Choice></mc:AlternateContent></w:rPr>',
        "<mc:AlternateContent><mc:Fallback><w:rPr><w:vanish/></w:rPr></mc:Fallback></mc:AlternateContent>",
        "<w:rPr><w:odd><w:vanish/></w:odd></w:rPr>",
        "<w:rPr><w:rPr><w:vanish/></w:rPr></w:rPr>",
        '<w:rPr><w14:vanish w:val="1"/></w:rPr>',
    ],
)
def test_what_programs_read_otherwise_than_a_check_is_not_taken_of_a_style(mine: Path, xml: str) -> None:
    with_base(mine, added("Table Text", xml))
    with zipfile.ZipFile(mine / "base.docx") as file:
        assert "vanish" in file.read("word/styles.xml").decode()
    assert nkadvocate("check", mine).stderr == "no findings\n"
    assert "vanish" not in "".join(letter(mine).values())


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda base: twin(base, ("w:name", "other")), "two of the same: id “footnotetext”"),
        (lambda base: twin(base, ("w:styleId", "Other")), "two of the same: style “footnote text”"),
        (
            lambda base: twin(base, ("w:name", "other"), ("w:styleId", "FOOTNOTETEXT")),
            "two of the same: id “footnotetext”",
        ),
        (added("footnote text", HIDDEN * 2), "two of the same: rPr"),
        (added("footnote text", "<w:pPr><w:jc/><w:jc/></w:pPr>"), "two of the same: jc"),
        (added("Data Table", '<w:tblStylePr w:type="band1Horz"/>' * 2), "two of the same: form of band1Horz"),
        (added("Quote", '<w:pPr><w:ind w:left="abc"/></w:pPr>'), "its styles cannot be read"),
        (added("Small Print", '<w:pPr><w:spacing w:line="1.5e"/></w:pPr>'), "its styles cannot be read"),
        (added("Subtitle", '<w:rPr><w:color w:val="reddish"/></w:rPr>'), "its styles cannot be read"),
        (added("Subtitle", '<w:rPr><w:sz w:val="large"/></w:rPr>'), "its styles cannot be read"),
    ],
)
def test_a_base_that_says_two_things_of_one_style_or_no_measure_is_refused(
    mine: Path, change: Callable[[Document], object], what: str
) -> None:
    with_base(mine, change)
    assert what in nkadvocate("check", mine).stderr
    result = nkadvocate("letter", "mn-foreign-minister", "-c", mine, "-f", "docx", "-o", "out")
    assert result.exit_code == 1
    assert "/base.docx: " in result.stderr
    assert what in result.stderr


def twin(base: Document, *other: tuple[str, str]) -> None:
    """A hidden style before that of notes, the same but for its id or name."""
    styles: Any = base.styles
    if "footnote text" not in styles:
        styles.add_style("footnote text", 1, builtin=True).element.set(f"{{{W}}}styleId", "FootnoteText")
    old = styles["footnote text"].element
    new = parse_xml(etree.tostring(old))
    for name, value in other:
        holder = new.find(f"{{{W}}}name") if name == "w:name" else new
        holder.set(f"{{{W}}}{'val' if name == 'w:name' else 'styleId'}", value)
    old.addprevious(new)
    new.append(parse_xml(f"<w:rPr {NAMES}><w:vanish/></w:rPr>"))


@pytest.mark.parametrize(
    ("xml", "how"),
    [
        (
            '<w:pPr><w:spacing w:line="77" w:lineRule="exact"/></w:pPr>'
            '<w:rPr><w:color w:val="949494"/><w:spacing w:val="-19"/><w:w w:val="60"/><w:sz w:val="11"/></w:rPr>',
            "words that are too small or squeezed",
        ),
        ('<w:rPr><w:w w:val="70"/><w:sz w:val="12"/></w:rPr>', "words that are too small or squeezed"),
        ('<w:rPr><w:spacing w:val="-19"/><w:sz w:val="14"/></w:rPr>', "words that are too small or squeezed"),
        ('<w:pPr><w:spacing w:line="120" w:lineRule="exact"/></w:pPr>', "words in lines without height"),
        ('<w:rPr><w:color w:val="949494"/><w:sz w:val="14"/></w:rPr>', "small words in a colour that is hardly seen"),
    ],
)
def test_properties_that_only_together_keep_words_from_being_read_are_told(mine: Path, xml: str, how: str) -> None:
    with_base(mine, added("Small Print", xml))
    told = nkadvocate("check", mine).stderr
    assert f"the base document has {how}" in told
    assert "“Small Print”" in told


@pytest.mark.parametrize(
    "xml",
    [
        '<w:tblPr><w:tblInd w:w="20000" w:type="dxa"/></w:tblPr>',
        '<w:tblPr><w:tblCellMar><w:left w:w="20000" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        '<w:tblStylePr w:type="band1Vert"><w:tcPr>'
        '<w:tcMar><w:end w:w="80" w:type="pct"/></w:tcMar></w:tcPr></w:tblStylePr>',
        '<w:tblPr><w:tblInd w:w="-3000" w:type="dxa"/></w:tblPr>',
    ],
)
def test_a_style_that_moves_tables_off_the_page_is_told(mine: Path, xml: str) -> None:
    with_base(mine, added("Data Table", xml))
    assert "the base document has tables that are set in too far, or their words" in nkadvocate("check", mine).stderr


def test_what_else_a_style_does_with_tables_is_not_taken(mine: Path) -> None:
    xml = '<w:tblPr><w:tblpPr w:tblpX="20000"/><w:bidiVisual/></w:tblPr>'
    xml += '<w:trPr><w:trHeight w:val="1" w:hRule="exact"/><w:hidden/></w:trPr>'
    with_base(mine, added("Data Table", f'{xml}<w:tcPr><w:textDirection w:val="tbRl"/><w:hideMark/></w:tcPr>'))
    styles = letter(mine)["word/styles.xml"]
    for one in ("tblpPr", "bidiVisual", "trHeight", "w:hidden", "textDirection", "hideMark"):
        assert one not in styles


def cell(dark: bool) -> str:
    shade = '<w:shd w:val="clear" w:fill="000000"/>' if dark else ""
    return f"<w:tc><w:tcPr>{shade}</w:tcPr><w:p/></w:tc>"


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        (f"<w:tbl><w:tr>{cell(True)}{cell(False)}</w:tr></w:tbl>", "shows a ground on every page"),
        ("<w:p><w:pPr><w:shd w:val='pct50' w:fill='auto'/></w:pPr></w:p>", "shows a ground on every page"),
        ("<w:p><w:r><w:rPr><w:highlight w:val='black'/></w:rPr><w:tab/></w:r></w:p>", "shows a ground on every page"),
        (f"<w:tbl><w:tr>{cell(False) * 40}</w:tr></w:tbl>", "more than 60 cells, tabs and lines in a header"),
        (f"<w:p><w:r>{'<w:tab/>' * 61}</w:r></w:p>", "more than 60 cells, tabs and lines in a header"),
    ],
)
def test_what_a_header_may_draw_without_words_is_told(mine: Path, xml: str, told: str) -> None:
    def change(base: Document) -> None:
        in_header("")(base)
        header: Any = base.sections[0].header
        header._element[0:0] = list(parse_xml(f"<w:x {NAMES}>{xml}</w:x>"))

    with_base(mine, change)
    assert told in nkadvocate("check", mine).stderr


def test_styles_as_word_writes_them_are_not_told(mine: Path) -> None:
    docx.Document().save(str(mine / "base.docx"))  # made with Word: latent styles, table styles, theme, w14 settings
    assert nkadvocate("check", mine).stderr == "no findings\n"
    parts = letter(mine)
    assert "w:lsdException" in parts["word/styles.xml"]
    assert "w:compatSetting" in parts["word/settings.xml"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_base_that_libreoffice_saved_is_not_told(mine: Path) -> None:
    where = f"-env:UserInstallation={(mine.parent / 'profile').absolute().as_uri()}"
    shutil.copy(ROOT / "templates/design/base.docx", "base.docx")
    command = (
        "soffice",
        where,
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(mine),
        "base.docx",
    )
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    assert nkadvocate("check", mine).stderr == "no findings\n"
    letter(mine)
