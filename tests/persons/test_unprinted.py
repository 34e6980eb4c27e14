"""Protected names and places in what a file that was sent back says and does not print."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from acceptance.command import nkadvocate
from persons.invented import campaign_folder, invented

RECIPIENT = "aland-minister"
WORDS = "Invented Kyuri of Qulumo-ri"
TOLD = "what the file says and does not print"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
OF_WORD = (
    '<w:p w:rsidR="00840302" w:rsidRDefault="20181123"><w:bookmarkStart w:id="7" w:name="_Hlk20181123"/>'
    '<w:bookmarkEnd w:id="7"/><w:proofErr w:type="spellStart"/><w:r><w:lastRenderedPageBreak/></w:r></w:p><w:sectPr'
)


@pytest.fixture
def folder(desk: Path) -> Path:
    return campaign_folder(desk / "campaigns" / "mine", invented(), recipients=[RECIPIENT])


def letter(ending: str) -> Path:
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", ending).exit_code == 0
    [path] = Path("output").glob(f"*.{ending}")
    return path


def edited(part: str, before: str, after: str) -> Path:
    """The letter with ``after`` in the place of what matches ``before`` in one part."""
    path = letter("docx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text, count = re.subn(before, after, parts[part].decode(), count=1)
    assert count
    with zipfile.ZipFile(path, "w") as package:
        for name, data in (parts | {part: text.encode()}).items():
            package.writestr(name, data)
    return path


@pytest.mark.parametrize("every_word", [(), ("--every-word",)])
@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("docProps/core.xml", "<dc:title>", f"<dc:title>{WORDS} "),
        ("docProps/core.xml", "<dc:subject>", "<dc:subject>born 2 March 1984 "),
        ("docProps/core.xml", "</cp:coreProperties>", f"<cp:keywords>{WORDS}</cp:keywords></cp:coreProperties>"),
        ("word/document.xml", "</w:p>", f'<w:bookmarkStart w:id="7" w:name="{WORDS.replace(" ", "_")}"/></w:p>'),
        ("word/document.xml", "<w:hyperlink ", f'<w:hyperlink w:tooltip="{WORDS}" '),
        ("word/document.xml", "</w:p>", f'<wp:docPr xmlns:wp="{DRAWING}" id="1" name="P" title="{WORDS}"/></w:p>'),
        ("word/document.xml", "</w:p>", f'<wp:docPr xmlns:wp="{DRAWING}" id="1" name="P" descr="{WORDS}"/></w:p>'),
        ("word/document.xml", "</w:p>", f'<w:tblCaption w:val="{WORDS}"/></w:p>'),
        ("word/document.xml", "</w:p>", f'<w:tblDescription w:val="{WORDS}"/></w:p>'),
        ("word/document.xml", "</w:p>", f'<w:sdtPr><w:alias w:val="{WORDS}"/></w:sdtPr></w:p>'),
        ("word/settings.xml", "</w:settings>", f'<w:docVar w:name="a" w:val="{WORDS}"/></w:settings>'),
    ],
)
def test_a_protected_term_in_what_a_word_file_does_not_print_is_told(
    folder: Path, part: str, before: str, after: str, every_word: tuple[str, ...]
) -> None:
    output = nkadvocate("check", edited(part, before, after), "-c", "mine", *every_word).output
    assert "protected: " in output
    assert not re.search("Kyuri|Qulumo|March", output)


@pytest.mark.parametrize("where", ["title", "XMP", "alternative text", "link", "bookmark"])
def test_nor_in_a_pdf_file(folder: Path, where: str) -> None:
    path = letter("pdf")
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        match where:
            case "title":
                pdf.docinfo["/Title"] = pikepdf.String(WORDS)
            case "XMP":
                with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
                    metadata["dc:description"] = WORDS
            case "alternative text":
                pdf.Root["/StructTreeRoot"]["/K"][0]["/Alt"] = pikepdf.String(WORDS)
            case "link":
                link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], Contents=WORDS)
                pdf.pages[0]["/Annots"] = Array([*pdf.pages[0].get("/Annots", []), pdf.make_indirect(link)])
            case _:
                with pdf.open_outline() as outline:
                    outline.root.append(pikepdf.OutlineItem(WORDS, 0))
        pdf.save(path)
    output = nkadvocate("check", path, "-c", "mine").output
    assert TOLD in output
    assert not re.search("Kyuri|Qulumo", output)


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_what_the_program_writes_is_left_alone(folder: Path, ending: str) -> None:
    assert nkadvocate("check", letter(ending), "-c", "mine").output == "no findings\n"


def test_what_word_writes_is_left_alone(folder: Path) -> None:
    assert TOLD not in nkadvocate("check", edited("word/document.xml", "<w:sectPr", OF_WORD), "-c", "mine").output
