"""What is found in Word files, and the clean copies: the same text, and nothing left to find."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path

import docx
import mammoth
import pytest
from lxml import etree
from PIL import Image

from acceptance.reading import needs_libreoffice, squeezed
from auditing.files import PEOPLE, R, W, Word, jpeg, packed
from nkadvocate.auditing.findings import Examined
from nkadvocate.auditing.word import clean_docx, examine_docx
from nkadvocate.document import Document
from nkadvocate.problems import ProblemsError
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look


def kinds(examined: Examined) -> set[str]:
    return {finding.kind for finding in examined.findings}


def examined(word: Word | bytes) -> Examined:
    return examine_docx(word if isinstance(word, bytes) else word.packed(), "letter.docx")


def cleaned(word: Word) -> bytes:
    """The clean copy, in which nothing more is found, and which stays as it is when it is cleaned again."""
    clean = examined(word).clean()
    again = examined(clean)
    assert again.findings == ()
    assert again.clean() == clean
    return clean


def read(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def text_of(data: bytes) -> bytes:
    """Every part of the file, unpacked, one after the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


WHITE = '<w:color w:val="FFFFFF"/>'


def test_a_letter_of_ours_gives_nothing_away(letters: dict[str, Document]) -> None:
    for document in letters.values():
        assert examined(render(document, "docx", Look())).findings == ()


def test_where_something_stands_is_told_by_part_and_element() -> None:
    [found] = examined(Word(body=f"<w:p>{run('Seen')}{run('Kim', '<w:vanish/>')}</w:p>")).findings
    assert str(found) == "word/document.xml w:r: hidden text: “Kim”"


@pytest.mark.parametrize(
    ("core", "kind"),
    [
        ("<dc:creator>Kim Min-su</dc:creator>", "author"),
        ("<cp:lastModifiedBy>Kim Min-su</cp:lastModifiedBy>", "last editor"),
        ("<cp:revision>17</cp:revision>", "revision count"),
        ('<dcterms:created xsi:type="dcterms:W3CDTF">2026-12-10T09:31:00Z</dcterms:created>', "clock time"),
        ("<cp:lastPrinted>2026-12-10T09:31:00Z</cp:lastPrinted>", "clock time"),
        ("<cp:keywords>secret</cp:keywords>", "keywords"),
        ("<dc:description>for Kim</dc:description>", "property"),
        ("<cp:category>draft</cp:category>", "property"),
        (r"<dc:title>C:\Users\kim\letter</dc:title>", "path"),
        ("<dc:title>Microsoft Word - kim_draft2.docx</dc:title>", "file name"),
        ("<dc:subject>ask kim@example.org</dc:subject>", "e-mail address"),
    ],
)
def test_properties_are_found_and_taken_out(core: str, kind: str) -> None:
    word = Word(core=core)
    assert kinds(examined(word)) == {kind}
    assert b"kim" not in text_of(cleaned(word)).lower()


@pytest.mark.parametrize(
    "core",
    [
        "<dc:title>Access to refugees</dc:title><dc:subject>To the Minister</dc:subject><dc:language>en</dc:language>",
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-12-10T00:00:00Z</dcterms:created><cp:revision>1</cp:revision>',
        "<dc:creator>Our Network</dc:creator><cp:lastModifiedBy>Our Network</cp:lastModifiedBy>",
    ],
)
def test_title_language_day_and_an_author_named_in_the_text_may_stand(core: str) -> None:
    word = Word(core=core, body=f"<w:p>{run('We write for Our ')}{run('Network.')}</w:p>")
    assert examined(word).findings == ()
    assert core.encode() in text_of(cleaned(word))


def test_an_author_named_only_in_hidden_text_is_found() -> None:
    word = Word(core="<dc:creator>Kim</dc:creator>", body=f"<w:p>{run('Kim', '<w:vanish/>')}</w:p>")
    assert kinds(examined(word)) == {"author", "hidden text"}


def test_what_the_writing_program_says_is_found() -> None:
    app = (
        "<Properties><Template>Kim.dotm</Template><TotalTime>412</TotalTime><Application>Microsoft Office Word"
        "</Application><Company>Safe House</Company><Manager>Lee</Manager><Pages>2</Pages></Properties>"
    )
    word = Word(package={"extended-properties docProps/app.xml": app})
    assert kinds(examined(word)) == {"template", "editing time", "application", "company", "manager", "statistics"}
    assert b"Safe House" not in text_of(cleaned(word))


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        (
            "custom-properties docProps/custom.xml",
            '<P><property name="Client"><v>Kim</v></property></P>',
            "custom property",
        ),
        ("thumbnail docProps/thumbnail.jpeg", jpeg(), "thumbnail"),
        ("origin _xmlsignatures/origin.sigs", b"x", "signature"),
        ("classificationlabels docMetadata/LabelInfo.xml", '<l siteId="kim"/>', "label"),
    ],
)
def test_parts_of_the_package_that_tell_are_found(part: str, content: str | bytes, kind: str) -> None:
    word = Word(package={part: content})
    assert kinds(examined(word)) == {kind}
    assert read(cleaned(word)) == ["Text"]


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        ("people people.xml", PEOPLE, "person"),
        ("customXml ../customXml/item1.xml", "<a>Kim</a>", "custom XML"),
        ("printerSettings printerSettings1.bin", b"OFFICE-PRINTER-3", "printer settings"),
        ("vbaProject vbaProject.bin", b"Sub", "macro"),
        ("glossaryDocument glossary/document.xml", f'<w:glossaryDocument xmlns:w="{W}"/>', "building blocks"),
        ("webextension webextension.xml", "<a/>", "other part"),
    ],
)
def test_parts_of_the_document_that_tell_are_found(part: str, content: str | bytes, kind: str) -> None:
    word = Word(parts={part: content})
    assert kinds(examined(word)) == {kind}
    assert read(cleaned(word)) == ["Text"]


def test_a_part_that_nothing_refers_to_is_found() -> None:
    word = Word(loose={"word/old.xml": "<a>Kim</a>"})
    assert kinds(examined(word)) == {"unused part"}
    assert b"Kim" not in text_of(cleaned(word))


def test_comments_are_found_with_their_authors() -> None:
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Kim"><w:p/></w:comment></w:comments>'
    body = (
        f'<w:p><w:commentRangeStart w:id="0"/>{run("Text")}<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    word = Word(parts={"comments comments.xml": comments}, body=body)
    assert [str(found) for found in examined(word).findings] == [
        "word/document.xml w:commentReference: comment: 3 marks of commented places",
        "word/document.xml → comments.xml: comment: 1 entries by Kim",
    ]
    assert read(cleaned(word)) == ["Text"]


WHO = 'w:id="1" w:author="Kim" w:date="2026-12-01T10:00:00Z"'
MOVED = f"<w:p><w:moveFrom {WHO}>{run('X')}</w:moveFrom></w:p><w:p><w:moveTo {WHO}>{run('X')}</w:moveTo></w:p>"
R_SPACE = f'xmlns:r="{R}"'


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (
            f"<w:p>{run('A ')}<w:ins {WHO}>{run('new ')}</w:ins><w:del {WHO}>{run('old ')}</w:del>{run('B')}</w:p>",
            ["A new B"],
        ),
        (
            f"<w:p><w:moveFrom {WHO}>{run('X')}</w:moveFrom></w:p><w:p><w:moveTo {WHO}>{run('X')}</w:moveTo></w:p>",
            ["", "X"],
        ),
        (f"<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr>{run('A')}</w:p><w:p>{run('B')}</w:p>", ["AB"]),
        (f"<w:p><w:pPr><w:rPr><w:ins {WHO}/></w:rPr></w:pPr>{run('A')}</w:p><w:p>{run('B')}</w:p>", ["A", "B"]),
        (f"<w:p>{run('A', f'<w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange>')}</w:p>", ["A"]),
        (f"<w:p><w:pPr><w:pPrChange {WHO}><w:pPr/></w:pPrChange></w:pPr>{run('A')}</w:p>", ["A"]),
        (f"<w:p><w:ins {WHO}>{run('A')}<w:del {WHO}>{run('B')}</w:del></w:ins></w:p>", ["A"]),
    ],
)
def test_tracked_changes_are_accepted(body: str, left: list[str]) -> None:
    word = Word(body=body)
    assert kinds(examined(word)) == {"tracked change"}
    assert "by Kim 2026-12-01" in str(examined(word).findings[0])
    assert read(cleaned(word)) == left


def test_deleted_rows_and_cells_go_and_the_table_stays_whole() -> None:
    def row(text: str, properties: str = "", cell: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc><w:tcPr>{cell}</w:tcPr><w:p>{run(text)}</w:p></w:tc></w:tr>"

    body = f"<w:tbl>{row('A')}{row('B', f'<w:del {WHO}/>')}{row('C', f'<w:ins {WHO}/>')}</w:tbl><w:p/>"
    [table] = docx.Document(io.BytesIO(cleaned(Word(body=body)))).tables
    assert [cell.text for row in table.rows for cell in row.cells] == ["A", "C"]
    whole = f"<w:tbl>{row('A', cell=f'<w:cellDel {WHO}/>')}</w:tbl><w:p>{run('B')}</w:p>"
    assert docx.Document(io.BytesIO(cleaned(Word(body=whole)))).tables == []


def test_the_note_of_a_deleted_passage_goes_with_it() -> None:
    def note(number: int, text: str) -> str:
        return f'<w:footnote w:id="{number}"><w:p>{run(text)}</w:p></w:footnote>'

    notes = f'<w:footnotes xmlns:w="{W}">{note(1, "Kept")}{note(2, "Kim told us")}</w:footnotes>'
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = f"<w:p>{run('A')}{mark.format(1)}<w:del {WHO}>{mark.format(2)}</w:del></w:p>"
    word = Word(body=body, parts={"footnotes footnotes.xml": notes})
    assert kinds(examined(word)) == {"tracked change", "hidden text"}
    clean = text_of(cleaned(word))
    assert b"Kept" in clean
    assert b"Kim" not in clean


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("<w:vanish/>", "hidden text"),
        ('<w:vanish w:val="1"/>', "hidden text"),
        ('<w:rStyle w:val="Secret"/>', "hidden text"),
        ('<w:rStyle w:val="Deeper"/>', "hidden text"),
        ('<w:color w:val="FFFFFF"/>', "white text"),
        ('<w:color w:val="FDFDFD"/>', "white text"),
        ('<w:color w:themeColor="background1"/>', "white text"),
        ('<w:rStyle w:val="White"/>', "white text"),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', "blackened text"),
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>', "blackened text"),
        ('<w:color w:val="111111"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>', "blackened text"),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', "white text"),
        ('<w:sz w:val="1"/>', "tiny text"),
        ('<w:sz w:val="4"/>', "tiny text"),
        ('<w:cs/><w:szCs w:val="2"/>', "tiny text"),
        ('<w:w w:val="1"/>', "tiny text"),
        ('<w:rStyle w:val="Tiny"/>', "tiny text"),
    ],
)
def test_text_that_nobody_sees_is_found_and_taken_out(properties: str, kind: str) -> None:
    word = Word(body=f"<w:p>{run('Seen')}{run('Kim', properties)}</w:p>", parts={"styles styles.xml": STYLES})
    assert kinds(examined(word)) == {kind}
    assert read(cleaned(word)) == ["Seen"]


def cell(text: str, properties: str = "", row: str = "", table: str = "") -> str:
    return (
        f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tr><w:trPr>{row}</w:trPr><w:tc><w:tcPr>{properties}</w:tcPr>"
        f"<w:p>{text}</w:p></w:tc></w:tr></w:tbl><w:p/>"
    )


def box(text: str, fill: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wps:spPr>{fill}</wps:spPr><wps:txbx>'
        f"<w:txbxContent><w:p>{text}</w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing></w:r></w:p>"
    )


def filled(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


BLACK = '<w:color w:val="000000"/>'
SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="{}"/>'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (paragraph(run("Kim"), '<w:pStyle w:val="Pale"/>'), "white text"),
        (paragraph(run("Kim"), '<w:pStyle w:val="Paler"/>'), "white text"),
        (paragraph(run("Kim"), '<w:pStyle w:val="Small"/>'), "tiny text"),
        (paragraph(run("Kim", '<w:rStyle w:val="Deeper"/>'), '<w:pStyle w:val="Dark"/>'), "hidden text"),
        (paragraph(run("Kim", BLACK), '<w:pStyle w:val="Dark"/>'), "blackened text"),
        (paragraph(run("Kim"), '<w:spacing w:line="1" w:lineRule="exact"/>'), "tiny text"),
        (cell(run("Kim", BLACK), SHADED.format("000000")), "blackened text"),
        (cell(run("Kim", BLACK), table=SHADED.format("101010")), "blackened text"),
        (cell(run("Kim", WHITE), table='<w:tblStyle w:val="Plain"/>'), "white text"),
        (cell(run("Kim"), row='<w:trHeight w:val="1" w:hRule="exact"/>'), "tiny text"),
        (box(run("Kim", BLACK), filled("000000")), "blackened text"),
    ],
)
def test_whatever_formats_it_so_that_nobody_sees_it(body: str, kind: str) -> None:
    word = Word(body=f"<w:p>{run('Seen')}</w:p>{body}", parts={"styles styles.xml": STYLES})
    assert kinds(examined(word)) == {kind}
    clean = text_of(cleaned(word))
    assert b"Kim" not in clean
    assert b"Seen" in clean


def test_the_strict_form_of_a_file_is_looked_into_too() -> None:
    contents = Word(body=paragraph(run("Seen") + run("Kim", WHITE))).contents()
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = packed(contents | {"word/document.xml": str(contents["word/document.xml"]).replace(W, strict)})
    assert kinds(examined(data)) == {"white text"}
    assert b"Kim" not in text_of(examined(data).clean())


@pytest.mark.parametrize("properties", ['<w:highlight w:val="black"/>', "<w:webHidden/>"])
def test_words_that_only_some_programs_show_are_neither_kept_nor_lost(properties: str) -> None:
    found = examined(Word(body=paragraph(run("Kim", properties))))
    assert kinds(found) == {"text that only some programs show"}
    with pytest.raises(ProblemsError, match=r"word/document\.xml has words that only some programs show"):
        found.clean()


def test_tabs_and_numbers_of_pages_in_contents_are_no_such_words() -> None:
    hidden = "<w:webHidden/>"
    marks = [
        f'<w:r><w:rPr>{hidden}</w:rPr><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end")
    ]
    code = f"<w:r><w:rPr>{hidden}</w:rPr><w:instrText> PAGEREF _Toc1 \\h </w:instrText></w:r>"
    line = (
        f"{run('Kim')}<w:r><w:rPr>{hidden}</w:rPr><w:tab/></w:r>{marks[0]}{code}{marks[1]}{run('4', hidden)}{marks[2]}"
    )
    assert examined(Word(body=paragraph(line))).findings == ()


@pytest.mark.parametrize("colour", ['w:val="FFFFFF" w:themeColor="text1"', 'w:val="000000" w:themeColor="background1"'])
def test_words_of_two_colours_are_neither_kept_nor_lost(colour: str) -> None:
    found = examined(Word(body=paragraph(run("Kim", f"<w:color {colour}/>"))))
    assert kinds(found) == {"text that only some programs show"}
    with pytest.raises(ProblemsError, match="words that only some programs show"):
        found.clean()


BANNERS = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'behindDoc="1"/></w:drawing></w:r>',
    '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="z-index:-25"/></w:pict></w:r>',
)


@pytest.mark.parametrize("banner", BANNERS)
def test_light_words_before_a_picture_are_told_and_not_lost(banner: str) -> None:
    header = f'<w:hdr xmlns:w="{W}"><w:p>{banner}{run("Network", WHITE)}</w:p></w:hdr>'
    found = examined(Word(parts={"header header1.xml": header}))
    assert "light text before a picture" in kinds(found)
    word = Word(body=f"<w:p>{banner}{run('Network', WHITE)}</w:p>")
    assert kinds(examined(word)) == {"light text before a picture"}
    with pytest.raises(ProblemsError, match="light words, and a picture that may lie behind them"):
        cleaned(word)


@pytest.mark.parametrize("banner", [*BANNERS, BANNERS[0].replace('"1"', '"0"')])
def test_light_words_that_no_picture_can_lie_behind_go(banner: str) -> None:
    shade = SHADED.format("FFFFFF")
    own = f"<w:r><w:rPr>{WHITE}{shade}</w:rPr><w:t>Kim</w:t></w:r>"
    clean = cleaned(Word(body=f"<w:p>{banner}{own}</w:p>"))
    assert b"Kim" not in text_of(clean)


def test_an_item_of_a_list_that_nobody_sees_goes_with_its_number() -> None:
    form = '<w:numPr><w:numId w:val="1"/></w:numPr>{}'
    items = [
        paragraph(run("Seen"), form.format("")),
        paragraph(run("Kim", "<w:vanish/>"), form.format("<w:rPr><w:vanish/></w:rPr>")),
        paragraph(run("Kim", "<w:vanish/>") + run("Half"), form.format("<w:rPr><w:vanish/></w:rPr>")),
        paragraph(run("Last"), form.format("")),
    ]
    clean = cleaned(Word(body="".join(items)))
    assert read(clean) == ["Seen", "Half", "Last"]


STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Deeper"><w:basedOn w:val="Secret"/></w:style>'
    '<w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dark"><w:pPr><w:shd w:fill="000000"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Tiny"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Paler"><w:basedOn w:val="Pale"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Small"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Shown"><w:basedOn w:val="Pale"/><w:rPr><w:color w:val="auto"/></w:rPr>'
    '</w:style><w:style w:type="table" w:styleId="Plain"/>'
    '<w:style w:type="table" w:styleId="Headed"><w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/>'
    '</w:rPr><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr></w:tblStylePr></w:style></w:styles>'
)


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("Seen", '<w:vanish w:val="0"/>')),
        paragraph(run("Seen", '<w:rStyle w:val="Loop"/>')),
        paragraph(run("Seen", WHITE + '<w:shd w:fill="000000"/>')),
        paragraph(run("Seen", WHITE), '<w:shd w:fill="1F3A5F"/>'),
        paragraph(run("Seen", WHITE), '<w:pStyle w:val="Dark"/>'),
        paragraph(run("Seen"), '<w:pStyle w:val="Dark"/>'),
        paragraph(run("Seen"), '<w:pStyle w:val="Shown"/>'),
        paragraph(run("Seen", BLACK), '<w:pStyle w:val="Pale"/>'),
        paragraph(run("Seen", '<w:color w:val="A6A6A6"/><w:sz w:val="12"/>')),
        paragraph(run("Seen", BLACK + '<w:highlight w:val="yellow"/>')),
        paragraph(run("Seen", WHITE + '<w:highlight w:val="black"/>')),
        paragraph(run("Seen", '<w:highlight w:val="red"/>')),
        paragraph(run("Seen"), '<w:spacing w:line="200" w:lineRule="exact"/>'),
    ],
)
def test_text_that_is_seen_stays(body: str) -> None:
    word = Word(body=body, parts={"styles styles.xml": STYLES})
    assert examined(word).findings == ()
    assert read(cleaned(word)) == ["Seen"]


@pytest.mark.parametrize(
    "body",
    [
        cell(run("Seen", WHITE), SHADED.format("1F3A5F")),
        cell(run("Seen", BLACK), SHADED.format("F2F2F2")),
        cell(run("Seen", BLACK), table='<w:tblStyle w:val="Headed"/>'),
        cell(run("Seen", WHITE), table='<w:tblStyle w:val="Headed"/>'),
        cell(run("Seen"), row='<w:trHeight w:val="400" w:hRule="exact"/>'),
        cell(run("Seen"), row='<w:trHeight w:val="1"/>'),
        box(run("Seen", WHITE), "<a:gradFill/>"),
        box(run("Seen", WHITE), filled("1F3A5F")),
        box(run("Seen", BLACK), filled("FFFFFF")),
    ],
)
def test_text_that_is_seen_in_tables_and_boxes_stays(body: str) -> None:
    word = Word(body=body, parts={"styles styles.xml": STYLES})
    assert examined(word).findings == ()
    assert b"Seen" in text_of(cleaned(word))


HEADERS = {
    f"header header{number}.xml": f'<w:hdr xmlns:w="{W}"><w:p>{run(text)}</w:p></w:hdr>'
    for number, text in enumerate(("Always", "Kim first", "Kim even"), 1)
}


def section(*references: str, properties: str = "") -> str:
    """The end of a section; references are written as ``kind id``."""
    found = ""
    for reference in references:
        kind, key = reference.split()
        found += f'<w:headerReference {R_SPACE} w:type="{kind}" r:id="{key}"/>'
    return paragraph(run("Text"), f"<w:sectPr>{found}{properties}</w:sectPr>")


FIRST = "<w:titlePg/>"
ALL = ("default rId1", "first rId2", "even rId3")


@pytest.mark.parametrize(
    ("body", "set_to", "left"),
    [
        (section(*ALL), "", {"Always"}),
        (section(*ALL, properties='<w:titlePg w:val="0"/>'), '<w:evenAndOddHeaders w:val="false"/>', {"Always"}),
        (section(*ALL, properties=FIRST), "", {"Always", "Kim first"}),
        (section(*ALL), "<w:evenAndOddHeaders/>", {"Always", "Kim even"}),
        (section(*ALL) + section(properties=FIRST), "", {"Always", "Kim first"}),
        (section(*ALL) + section("first rId1", properties=FIRST), "", {"Always"}),
        (section(*ALL, properties=FIRST) + section("first rId3"), "", {"Always", "Kim first"}),
    ],
)
def test_headers_that_are_switched_off_are_found_and_taken_out(body: str, set_to: str, left: set[str]) -> None:
    word = Word(body=body, parts=HEADERS | {"settings settings.xml": settings(set_to)})
    assert "hidden header" in kinds(examined(word))
    clean = text_of(cleaned(word))
    assert {text for text in ("Always", "Kim first", "Kim even") if text.encode() in clean} == left


def test_a_header_by_a_reference_of_another_kind_is_neither_kept_nor_lost() -> None:
    header = f'<w:sectPr><w:headerReference {R_SPACE} w:type="default" r:id="rId1"/></w:sectPr>'
    words = f'<w:hdr xmlns:w="{W}"><w:p>{run("Kim")}</w:p></w:hdr>'
    found = examined(Word(body=f"<w:p><w:pPr>{header}</w:pPr></w:p>", parts={"webSettings other.xml": words}))
    assert "what no word processor writes" in kinds(found)
    with pytest.raises(ProblemsError, match="has what programs read in different ways"):
        found.clean()


def test_headers_that_are_shown_stay() -> None:
    word = Word(
        body=section(*ALL, properties=FIRST),
        parts=HEADERS | {"settings settings.xml": settings("<w:evenAndOddHeaders/>")},
    )
    assert examined(word).findings == ()


def test_ids_of_editing_sessions_are_found_and_taken_out() -> None:
    word = Word(
        body=f'<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD">{run("Text")}</w:p>',
        parts={"settings settings.xml": settings('<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>')},
    )
    assert kinds(examined(word)) == {"revision id"}
    assert b"00AB12CD" not in text_of(cleaned(word))


def settings(content: str) -> str:
    return f'<w:settings xmlns:w="{W}">{content}</w:settings>'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('<w:docVars><w:docVar w:name="Client" w:val="Kim"/></w:docVars>', "document variable"),
        ('<w:mailMerge><w:connectString w:val="Data Source=kim.xlsx"/></w:mailMerge>', "mail merge"),
        ('<w:documentProtection w:hash="kim"/>', "protection"),
        (
            '<w15:docId xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" w15:val="{kim}"/>',
            "document id",
        ),
        ("<w:trackRevisions/>", "tracked change"),
    ],
)
def test_settings_that_tell_are_found(content: str, kind: str) -> None:
    word = Word(parts={"settings settings.xml": settings(content + "<w:zoom/>")})
    assert kinds(examined(word)) == {kind}
    assert b"kim" not in text_of(cleaned(word)).lower()
    assert b"w:zoom" in text_of(cleaned(word))


def test_the_path_of_the_template_is_found() -> None:
    link = f'<w:attachedTemplate {R_SPACE} r:id="rId1"/>'
    word = Word(
        parts={"settings settings.xml": settings(link)},
        references={"word/settings.xml": ["attachedTemplate file:///C:/Users/kim/Kim.dotm External"]},
    )
    assert kinds(examined(word)) == {"template"}
    assert b"kim" not in text_of(cleaned(word)).lower()


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark.format("begin") + instruction + mark.format("separate") + run(result) + mark.format("end")


@pytest.mark.parametrize(
    "code",
    [
        "AUTHOR",
        "USERNAME",
        r'INCLUDEPICTURE "C:\\Users\\kim\\a.png"',
        'LINK Excel.Sheet.12 "kim.xlsx"',
        'DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"',
        "MERGEFIELD Name",
        'ADDIN ZOTERO_ITEM CSL_CITATION {"uri":"http://zotero.org/users/local/kim/items/1"}',
        'HYPERLINK "file:///C:/Users/kim/a.docx"',
        'QUOTE "kim"',
        'TITLE "kim"',
        "FORMTEXT",
    ],
)
def test_a_field_that_tells_or_reaches_out_becomes_its_text(code: str) -> None:
    code = code.replace('"', "&quot;")
    for body in (field(code, "Result"), f'<w:fldSimple w:instr="{code}">{run("Result")}</w:fldSimple>'):
        word = Word(body=f"<w:p>{run('A ')}{body}{run(' B')}</w:p>")
        assert kinds(examined(word)) == {"field"}
        clean = cleaned(word)
        assert read(clean) == ["A Result B"]
        assert b"kim" not in text_of(clean)
        assert b"fldChar" not in text_of(clean)


@pytest.mark.parametrize("code", ['SET n "406"', 'ASK n "How many?"', 'XE "Kim"'])
def test_what_a_field_that_prints_nothing_has_stored_does_not_come_to_light(code: str) -> None:
    code = code.replace('"', "&quot;")
    for body in (field(code, "406"), f'<w:fldSimple w:instr="{code}">{run("406")}</w:fldSimple>'):
        assert read(cleaned(Word(body=f"<w:p>{run('A')}{body}{run(' B')}</w:p>"))) == ["A B"]


def test_what_a_field_becomes_that_a_program_computes_is_told() -> None:
    for body in (field("DOCPROPERTY Subject", "406"), f'<w:fldSimple w:instr="DATE">{run("1 May 2020")}</w:fldSimple>'):
        (found,) = examined(Word(body=f"<w:p>{body}</w:p>")).findings
        assert found.what in {"DOCPROPERTY Subject → “406”", "DATE → “1 May 2020”"}


def test_a_field_nested_in_the_code_of_one_that_goes_goes_too() -> None:
    outer = field("IF 1 = 1 ", "Seen").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{field('AUTHOR', 'Kim')}")
    assert read(cleaned(Word(body=f"<w:p>{outer}</w:p>"))) == ["Seen"]


@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES", "TOC \\o", "REF _a", 'HYPERLINK "https://example.org"'])
def test_fields_that_only_print_stay(code: str) -> None:
    word = Word(body=f"<w:p>{field(code.replace(chr(34), '&quot;'), '1')}</w:p>")
    assert examined(word).findings == ()
    assert b"instrText" in text_of(cleaned(word))


def control(properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent><w:p>{run('Seen')}</w:p></w:sdtContent></w:sdt>"


CHOICES = '<w:listItem w:displayText="Kim" w:value="1"/><w:listItem w:displayText="Seen" w:value="2"/>'


@pytest.mark.parametrize(
    "properties",
    [
        f"<w:dropDownList>{CHOICES}</w:dropDownList>",
        f"<w:comboBox>{CHOICES}</w:comboBox>",
        '<w:alias w:val="Kim"/><w:tag w:val="Kim"/>',
        '<w:date w:fullDate="2018-11-23T00:00:00Z"><w:dateFormat w:val="yyyy"/></w:date>',
    ],
)
def test_what_a_content_control_holds_besides_what_it_shows_goes(properties: str) -> None:
    word = Word(body=control(properties + "<w:lock/>"))
    assert kinds(examined(word)) == {"form"}
    clean = text_of(cleaned(word))
    assert {text in clean for text in (b"Kim", b"2018")} == {False}
    assert b"Seen" in clean
    assert b"w:lock" in clean


def old_form(code: str, data: str, result: str = "") -> str:
    begin = '<w:fldChar w:fldCharType="begin"/>'
    return field(code, result).replace(begin, f"{begin[:-2]}><w:ffData>{data}</w:ffData></w:fldChar>")


LISTED = '<w:name w:val="Kim"/><w:ddList>{}<w:listEntry w:val="Kim"/><w:listEntry w:val="Seen"/></w:ddList>'


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (old_form("FORMDROPDOWN", LISTED.format('<w:result w:val="1"/>')), "Seen"),
        (old_form("FORMDROPDOWN", LISTED.format('<w:default w:val="1"/>')), "Seen"),
        (old_form("FORMDROPDOWN", LISTED.format(""), "Seen"), "Seen"),
        (
            old_form("FORMTEXT", '<w:helpText w:val="Kim"/><w:textInput><w:default w:val="Kim"/></w:textInput>', "Me"),
            "Me",
        ),
        (old_form("FORMCHECKBOX", '<w:name w:val="Kim"/><w:checkBox><w:default w:val="1"/></w:checkBox>'), ""),
    ],
)
def test_the_fields_of_an_old_form_become_what_they_show(body: str, left: str) -> None:
    word = Word(body=f"<w:p>{body}</w:p>")
    assert kinds(examined(word)) in ({"field"}, {"form"})
    clean = cleaned(word)
    assert read(clean) == [left]
    assert b"Kim" not in text_of(clean)
    assert (b"w:checkBox" in text_of(clean)) == ("FORMCHECKBOX" in body)


def place(name: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="{name}"/>{run("Text")}<w:bookmarkEnd w:id="1"/>'


def test_places_that_nothing_leads_to_lose_their_names() -> None:
    word = Word(body=f"<w:p>{place('Kim_was_here')}</w:p>")
    assert kinds(examined(word)) == {"bookmark"}
    assert b"bookmark" not in text_of(cleaned(word))


@pytest.mark.parametrize(
    "leading",
    [
        '<w:hyperlink w:anchor="Part"/>',
        field("PAGEREF Part \\h", "2"),
        field("REF Pa</w:instrText><w:instrText>rt", "2"),
        '<w:fldSimple w:instr="REF Part"/>',
    ],
)
def test_places_that_something_leads_to_stay(leading: str) -> None:
    for word in (Word(body=f"<w:p>{place('Part')}{leading}</w:p>"), Word(body=f"<w:p>{place('_Toc000000001')}</w:p>")):
        assert examined(word).findings == ()
        assert b"bookmarkEnd" in text_of(cleaned(word))


def picture(
    name: str = "Picture 1",
    description: str = "",
    reference: str = 'r:embed="rId1"',
    crop: str = "",
    stretched: str = "",
) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="{name}" descr="{description}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" '
        'name="image1.jpg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip '
        f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" {reference}/>{crop}'
        f'<a:stretch><a:fillRect {stretched}/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def test_pictures_lose_what_their_camera_wrote_and_the_names_of_their_files() -> None:
    word = Word(
        body=picture(description="C:\\Users\\kim\\safe-house.jpg"),
        parts={"image media/safe-house.jpg": jpeg(make="Kim's phone", gps=True)},
    )
    assert kinds(examined(word)) == {"GPS", "path", "file name"}
    clean = cleaned(word)
    assert b"kim" not in text_of(clean).lower()
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        shown = archive.read("word/media/image1.jpg")
    with Image.open(io.BytesIO(shown)) as after, Image.open(io.BytesIO(jpeg())) as before:
        assert after.tobytes() == before.tobytes()


def a_chart(kind: str = "PNG", size: tuple[int, int] = (100, 80)) -> bytes:
    """A picture of white above and black below, with red at the left and blue at the right."""
    chart = Image.new("RGB", size, "white")
    chart.paste("black", (0, size[1] // 2, *size))
    chart.paste("red", (0, 0, size[0] // 10, size[1]))
    chart.paste("blue", (size[0] * 9 // 10, 0, *size))
    chart.save(out := io.BytesIO(), kind)
    return out.getvalue()


def pictures_of(data: bytes) -> dict[str, Image.Image]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if "/media/" in name]
        return {name: Image.open(io.BytesIO(archive.read(name))) for name in names}


def vml(crop: str) -> str:
    return (
        f'<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" {R_SPACE}><v:shape style="width:9pt;height:9pt">'
        f'<v:imagedata r:id="rId1" {crop}/></v:shape></w:pict></w:r></w:p>'
    )


@pytest.mark.parametrize(
    ("body", "size", "gone"),
    [
        (picture(crop='<a:srcRect b="50000"/>'), (100, 40), "black"),
        (picture(crop='<a:srcRect l="10000" r="10%"/>'), (80, 80), "blue"),
        (picture(crop='<a:srcRect l="10000" t="-5000"/>'), (90, 80), "red"),
        (picture(stretched='l="-20000" r="-5000"'), (80, 80), "red"),
        (picture(crop='<a:srcRect b="25000"/>', stretched='b="-50000"'), (100, 40), "black"),
        (vml('cropbottom="32768f"'), (100, 40), "black"),
        (vml('cropbottom=".5" cropleft="6554f"'), (90, 40), "black"),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_part_of_a_picture_that_is_cropped_away_goes(
    body: str, size: tuple[int, int], gone: str, kind: str
) -> None:
    word = Word(body=body, parts={f"image media/image1.{kind.lower()}": a_chart(kind)})
    assert kinds(examined(word)) == {"cropped picture"}
    [cut] = pictures_of(cleaned(word)).values()
    assert cut.size == size
    colours = cut.convert("RGB").getcolors() or []
    assert min(sum(abs(a - b) for a, b in zip(COLOURS[gone], one, strict=True)) for _, one in colours) > 150


COLOURS = {"red": (255, 0, 0), "blue": (0, 0, 255), "black": (0, 0, 0)}


def test_room_beside_a_picture_stays_as_wide_as_it_was() -> None:
    word = Word(body=picture(crop='<a:srcRect t="20000" b="-8000"/>'), parts={"image media/image1.png": a_chart()})
    assert b'<a:srcRect b="-10000"/>' in text_of(cleaned(word))


def test_a_picture_that_is_cropped_in_two_ways_is_kept_in_both_and_whole_where_it_is_shown_whole() -> None:
    body = "".join(picture(crop=crop) for crop in ("", '<a:srcRect r="50000"/>', '<a:srcRect b="50000"/>'))
    word = Word(body=body, parts={"image media/image1.png": a_chart()})
    assert sorted(one.size for one in pictures_of(cleaned(word)).values()) == [(50, 80), (100, 40), (100, 80)]
    some = Word(body=body.replace(picture(), ""), parts={"image media/image1.png": a_chart()})
    assert sorted(one.size for one in pictures_of(cleaned(some)).values()) == [(50, 80), (100, 40)]


@pytest.mark.parametrize(
    ("data", "crop"),
    [
        (jpeg(orientation=6), '<a:srcRect b="50000"/>'),
        (b"\xd7\xcd\xc6\x9a" + bytes(60), '<a:srcRect b="50000"/>'),
        (a_chart(), '<a:srcRect t="50000" b="50000"/>'),
    ],
)
def test_a_cropped_picture_that_cannot_be_cut_is_found_and_not_sent_whole(data: bytes, crop: str) -> None:
    found = examined(Word(body=picture(crop=crop), parts={"image media/image1.jpg": data}))
    assert "cropped picture" in kinds(found)
    with pytest.raises(ProblemsError, match=r"word/media/image1\.jpg is cropped in a way that cannot be made for good"):
        found.clean()


@pytest.mark.parametrize(
    ("reference", "listed"),
    [('r:link="rId1"', "image https://example.org/pixel.png External"), ('r:embed="rId1"', "image media/none.png")],
)
def test_a_picture_from_outside_the_file_goes(reference: str, listed: str) -> None:
    word = Word(
        body=picture(reference=reference) + f"<w:p>{run('Text')}</w:p>", references={"word/document.xml": [listed]}
    )
    assert kinds(examined(word)) <= {"external reference", "other part"}
    clean = text_of(cleaned(word))
    assert b"example.org" not in clean
    assert b"w:drawing" not in clean


def test_links_on_the_web_stay_and_links_to_files_become_text() -> None:
    def link(key: str, text: str) -> str:
        return f'<w:hyperlink {R_SPACE} r:id="{key}">{run(text)}</w:hyperlink>'

    body = f"<w:p>{link('rId1', 'web ')}{link('rId2', 'file')}</w:p>"
    listed = ["hyperlink https://example.org/a External", "hyperlink file:///C:/Users/kim/a.docx External"]
    word = Word(body=body, references={"word/document.xml": listed})
    assert kinds(examined(word)) == {"path"}
    clean = cleaned(word)
    assert b"https://example.org/a" in text_of(clean)
    assert b"kim" not in text_of(clean)
    assert squeezed(mammoth.extract_raw_text(io.BytesIO(clean)).value) == "web file"


def test_an_embedded_file_goes_and_its_picture_stays() -> None:
    body = (
        '<w:p><w:r><w:object xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:o="urn:schemas-microsoft-com:office:office" {R_SPACE}>'
        '<v:shape><v:imagedata r:id="rId1"/>'
        '</v:shape><o:OLEObject Type="Embed" r:id="rId2"/></w:object></w:r></w:p>'
    )
    word = Word(body=body, parts={"image media/image1.jpg": jpeg(), "package embeddings/Book1.xlsx": b"PK kim"})
    assert kinds(examined(word)) == {"embedded file"}
    clean = text_of(cleaned(word))
    assert b"imagedata" in clean
    assert b"kim" not in clean
    assert b"OLEObject" not in clean


def test_what_programs_read_out_or_show_of_links_and_tables_stays() -> None:
    link = f'<w:hyperlink w:anchor="a" w:tooltip="Read more">{run("Text")}</w:hyperlink>'
    word = Word(body=f"<w:p>{link}</w:p>" + cell(run("Seen"), table='<w:tblCaption w:val="The figures"/>'))
    assert examined(word).findings == ()
    clean = text_of(cleaned(word))
    assert b"Read more" in clean
    assert b"The figures" in clean


def test_a_document_in_the_document_is_found_but_not_thrown_away() -> None:
    body = f'<w:p>{run("Text")}</w:p><w:altChunk {R_SPACE} r:id="rId1"/>'
    found = examined(Word(body=body, parts={"aFChunk chunk.html": b"<p>More text</p>"}))
    assert kinds(found) == {"embedded file"}
    with pytest.raises(ProblemsError, match="whose text would be lost"):
        found.clean()


def test_smart_tags_permissions_and_bound_controls_leave_their_text() -> None:
    body = (
        f'<w:p><w:smartTag w:element="PersonName">{run("A")}</w:smartTag><w:permStart w:id="1" w:ed="kim@x.org"/>'
        f'{run("B")}<w:permEnd w:id="1"/></w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/kim"/></w:sdtPr><w:sdtContent>'
        f"<w:p>{run('C')}</w:p></w:sdtContent></w:sdt>"
    )
    word = Word(body=body)
    assert kinds(examined(word)) == {"smart tag", "permission", "custom XML"}
    assert squeezed(mammoth.extract_raw_text(io.BytesIO(cleaned(word))).value) == "AB C"


def test_what_the_archive_says_besides_its_parts_is_found() -> None:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        for name, text in Word().contents().items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 12, 10, 9, 31, 0)), text)
        archive.comment = b"by Kim"
    data = buffer.getvalue()
    assert [str(found) for found in examined(data).findings] == [
        "the archive: clock time: parts were packed at 2026-12-10 09:31:00",
        "the archive: hidden bytes: comment: by Kim",
    ]
    assert b"Kim" not in clean_docx(data)
    with pytest.raises(ProblemsError, match="does not stand where its end says"):
        examined(b"#!/bin/sh" + packed(Word().contents()))


def test_a_template_with_macros_becomes_a_plain_document() -> None:
    word = Word(main_type="application/vnd.ms-word.template.macroEnabledTemplate.main+xml")
    assert b"macroEnabled" not in text_of(cleaned(word))


def everything(document: Document) -> bytes:
    """A letter of ours after it went through many hands."""
    with zipfile.ZipFile(io.BytesIO(render(document, "docx", Look()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    ns = {"w": W}
    for number, paragraph in enumerate(root.iterfind(".//w:body/w:p", ns)):
        paragraph.set(f"{{{W}}}rsidR", f"00{number:06X}")
        hidden = etree.fromstring(
            f'<x xmlns:w="{W}">{run("HIDDEN", "<w:vanish/>")}<w:del {WHO}>{run("DELETED")}</w:del></x>'
        )
        for inner in hidden:
            paragraph.append(inner)
    for inner in root.findall(".//w:body/w:p/w:r", ns)[:20:2]:
        parent = inner.getparent()
        inserted = etree.Element(f"{{{W}}}ins", {f"{{{W}}}author": "Kim", f"{{{W}}}id": "7"})
        parent.replace(inner, inserted)
        inserted.append(inner)
    parts["word/document.xml"] = etree.tostring(root)
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"lastModifiedBy>Tumen", b"lastModifiedBy>Kim")
    return packed(parts)


def test_a_letter_that_went_through_many_hands_is_the_letter_again(letters: dict[str, Document]) -> None:
    for name in ("prc-foreign-minister", "dprk-foreign-minister"):
        ours = render(letters[name], "docx", Look())
        theirs = everything(letters[name])
        assert {"hidden text", "tracked change", "revision id", "last editor"} <= kinds(examined(theirs))
        clean = clean_docx(theirs)
        assert examined(clean).findings == ()
        assert mammoth.convert_to_html(io.BytesIO(clean)).value == mammoth.convert_to_html(io.BytesIO(ours)).value


@needs_libreoffice
def test_libreoffice_sets_a_clean_copy_as_it_sets_the_letter(letters: dict[str, Document], tmp_path: Path) -> None:
    import pikepdf

    document = letters["pl-foreign-minister"]
    (tmp_path / "ours.docx").write_bytes(render(document, "docx", Look()))
    (tmp_path / "clean.docx").write_bytes(clean_docx(everything(document)))
    (tmp_path / "picture.docx").write_bytes(
        clean_docx(Word(body=picture(), parts={"image media/a.jpg": jpeg(gps=True)}).packed())
    )
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "pdf", "ours.docx", "clean.docx", "picture.docx"),
        ],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
        timeout=180,
    )
    pages = {}
    for name in ("ours", "clean"):
        with pikepdf.open(tmp_path / f"{name}.pdf") as pdf:
            pages[name] = [page.Contents.read_bytes() for page in pdf.pages]
    assert pages["clean"] == pages["ours"]
    with pikepdf.open(tmp_path / "picture.pdf") as pdf:
        assert len(pdf.pages[0].get_images()) == 1
