"""What a stranger's base document prints on every page, or hides by its styles, is told or not taken."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
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
