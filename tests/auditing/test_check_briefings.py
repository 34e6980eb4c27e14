"""``nkadvocate check`` on briefings: as they were written, and with what people change in them."""

from __future__ import annotations

import copy
import io
import shutil
from collections.abc import Callable, Iterator
from itertools import dropwhile
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from click.testing import CliRunner, Result
from editing import Editing, W
from lxml import etree

from nkadvocate.auditing.from_word import read_word
from nkadvocate.auditing.known import Records
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.recheck import recheck
from nkadvocate.campaigning.briefings import Edition, make_briefing
from nkadvocate.cli import main
from nkadvocate.document import Document, Heading, TableOfContents, plain
from nkadvocate.library import Library
from nkadvocate.records import Campaign
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.shipped import campaign_folder

DATE = "2026-12-10"
STRICT = "http://purl.oclc.org/ooxml/officeDocument"
WHOLE = f"{DATE}-briefing"
POLAND = f"{WHOLE}-pl-foreign-minister"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="nkadvocate")


class EditingBriefing(Editing):
    def letter(self) -> Iterator[Any]:
        """Every paragraph: sources and data stand below others here."""
        return self.paragraphs()


@pytest.fixture(scope="session")
def written_here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three briefings, as the command writes them."""
    folder = tmp_path_factory.mktemp("briefings")
    for words in ([], ["--for", "pl-foreign-minister", "--since", "2026-01-01"], ["--length", "one-page"]):
        result = run("briefing", *words, "-f", "docx", "-f", "pdf", "--date", DATE, "-o", folder)
        assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def folder(written_here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(written_here, tmp_path / "output")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "output"


@pytest.fixture(scope="session")
def briefing(shipped_library: Library, shipped_campaign: Campaign) -> tuple[Document, bytes]:
    """The one on the whole matter, and the same as a Word file."""
    made = make_briefing(shipped_library, shipped_campaign, None, Edition(), campaign_folder("default"), Look())
    return made.document, render(made.document, "docx", Look())


def found_in(briefing: tuple[Document, bytes], records: Records, old: str, new: str) -> set[tuple[str, bool]]:
    """The kinds of what is found after an edit, and whether it is where the edit is."""
    document, data = briefing
    edited = EditingBriefing(data)
    edited.replace(old, new)
    findings = recheck(document, read_word(open_package(edited.data(), "x.docx")), records)
    return {(one.kind, one.paragraph in edited.places()) for one in findings}


def test_briefings_as_they_were_written_pass(folder: Path) -> None:
    assert len(list(folder.glob("*.docx"))) == len(list(folder.glob("*.pdf"))) == 3
    result = run("check", folder)
    assert (result.exit_code, result.output) == (0, "no findings\n")


@pytest.mark.parametrize("name", [WHOLE, POLAND, f"{WHOLE}-one-page"])
def test_a_briefing_away_from_its_manifest_is_recognised_by_its_name(folder: Path, name: str) -> None:
    (folder / "manifest.json").unlink()
    assert run("check", folder / f"{name}.docx").output == "no findings\n"


ERRORS = [
    ("returned at least 406 people to", "returned at least 460 people to", "figure"),
    ("We ask China to:", "We invite China to:", "demand"),
    ("24 September 1982. ", "24 September 1992. ", "date"),
    ("approximately 2,000 people", "2,000 people", "hedge"),
    ("The Chosun Ilbo, October 2023", "The Hankyoreh, October 2023", "name"),
    ("Human Rights Watch, 19 November 2002", "Human Rights Watch, 19 November 2012", "date"),
    ("own duty", "press", "wording"),
    ("8,148 cases", "8,148 people", "figure"),
    ("“no such thing as so-called", "“nothing like so-called", "quotation"),
    ("Will China release those", "Will China consider releasing those", "demand"),
    ("hold 20", "hold 30", "figure"),
    ("are neither added nor averaged", "are added and averaged", "negation"),
    ("citing rights groups, reported", "reported", "hedge"),
]


@pytest.mark.parametrize(("old", "new", "kind"), ERRORS)
def test_a_change_of_what_is_said_is_found_where_it_is(
    briefing: tuple[Document, bytes], shipped_records: Records, old: str, new: str, kind: str
) -> None:
    found = found_in(briefing, shipped_records, old, new)
    assert (kind, True) in found
    assert all(there for _, there in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("No figure here is ours.", "None of the figures here is our own."),
        ("How it came to this", "How things came to this"),
        ("This briefing concerns people", "The briefing is about people"),
        ("forbids the return of a refugee", "prohibits the return of a refugee"),
        ("they are set side by side", "they stand side by side"),
    ],
)
def test_other_words_for_the_same_are_left_alone(
    briefing: tuple[Document, bytes], shipped_records: Records, old: str, new: str
) -> None:
    assert found_in(briefing, shipped_records, old, new) == set()


def test_pages_in_the_table_of_contents_are_no_figures(
    briefing: tuple[Document, bytes], shipped_records: Records
) -> None:
    """Word fills them in when it opens the file; the first paragraph with a heading's words is its line there."""
    assert found_in(briefing, shipped_records, "What the numbers tell", "What the numbers tell") == set()
    document, data = briefing
    edited = Editing(data)
    line = next(one for one in edited.paragraphs() if "The legal position" in "".join(one.itertext()))
    list(line.iter("{*}t"))[-1].text += "\t6"
    assert recheck(document, read_word(open_package(edited.data(), "x.docx")), shipped_records) == ()


@pytest.mark.parametrize("part", ["word/header1.xml", "word/footer1.xml"])
@pytest.mark.parametrize(
    "words",
    [
        "Forced returns of 9 October 2023: between 10,000 and 300,000 people (Human Rights Watch, 15 October 2025)",
        "Women returned in 2024: at least 1,076 people",
        "between 10,000 and 300,000 people",
        "People from the DPRK detained in China\t400,000",
        "9 October 2023: Human Rights Watch\tbetween 10,000 and 300,000",
        "400,000",
    ],
)
def test_cells_of_tables_and_labels_are_no_words_of_a_header_or_footer(folder: Path, part: str, words: str) -> None:
    path = folder / f"{POLAND}.docx"
    edited = Editing(path.read_bytes())
    tab = "</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>"
    added = f"</w:p><w:p><w:r><w:t>{words.replace(chr(9), tab)}</w:t></w:r></w:p>".encode()
    edited.parts[part] = edited.parts[part].replace(b"</w:p>", added, 1)
    path.write_bytes(edited.data())
    assert "no note: a figure outside the text of the letter" in run("check", path).stdout


def test_lines_of_the_text_beside_each_other_are_no_line_of_a_header(folder: Path) -> None:
    path = folder / f"{POLAND}.docx"
    edited = Editing(path.read_bytes())
    words = "<w:r><w:t>The legal position</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>10 December 2026</w:t></w:r>"
    part = "word/header1.xml"
    edited.parts[part] = edited.parts[part].replace(b"</w:p>", f"</w:p><w:p>{words}</w:p>".encode(), 1)
    path.write_bytes(edited.data())
    assert "no note: a date outside the text of the letter" in run("check", path).stdout


def test_a_figure_behind_the_first_heading_is_no_page(
    briefing: tuple[Document, bytes], shipped_records: Records
) -> None:
    document, data = briefing
    behind = dropwhile(lambda one: not isinstance(one, TableOfContents), document.blocks)
    heading = next(one for one in behind if isinstance(one, Heading))
    edited = Editing(data)
    line = [one for one in edited.paragraphs() if "".join(one.itertext()) == plain(heading.content)][-1]
    list(line.iter("{*}t"))[-1].text += " 406"
    found = recheck(document, read_word(open_package(edited.data(), "x.docx")), shipped_records)
    assert [one.kind for one in found] == ["figure"]


def test_an_item_that_begins_with_a_date_may_go_on_in_other_words(folder: Path) -> None:
    path = folder / f"{WHOLE}.docx"
    edited = EditingBriefing(path.read_bytes())
    edited.replace("29 August 2023. Human Rights Watch confirmed", "29 August 2023. Human Rights Watch has confirmed")
    path.write_bytes(edited.data())
    assert "the mark of a list" not in run("check", path).stdout


NUMBERS = ["(90) ", "90. ", "90) "]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_typed_as_that_of_a_list_into_a_cell_is_found(
    briefing: tuple[Document, bytes], shipped_records: Records, number: str
) -> None:
    assert found_in(briefing, shipped_records, "Women returned in 2024", f"{number}Women returned in 2024")
    assert found_in(briefing, shipped_records, "no figure given", f"{number}no figure given")


def test_the_copy_has_a_comment_at_each_finding(folder: Path) -> None:
    path = folder / f"{POLAND}.docx"
    edited = EditingBriefing(path.read_bytes())
    edited.replace("at least 1,076 people", "1,076 people")
    edited.replace("Poland acceded to it", "Poland signed it")
    path.write_bytes(edited.data())
    assert run("check", path, "--annotate").exit_code == 1
    word = docx.Document(io.BytesIO((folder / f"{POLAND}.checked.docx").read_bytes()))
    assert [comment.text.partition(":")[0] for comment in word.comments] == ["hedge", "wording"]


def test_another_picture_is_found(folder: Path) -> None:
    path = folder / f"{WHOLE}.docx"
    edited = Editing(path.read_bytes())
    name = next(name for name in edited.parts if name.startswith("word/media/"))
    edited.parts[name] = edited.parts[name].replace(b"IEND", b"IENX")
    path.write_bytes(edited.data())
    assert f"disguised: a picture, {name}" in run("check", path).stdout


def redrawn(path: Path, redraw: Callable[[list[Any], list[list[int]]], list[Any]]) -> None:
    """Makes the code of the page with the most words in its pictures anew; where each of these stands is told by the
    places of their operators in the code."""

    def code_of(page: pikepdf.Page) -> tuple[list[Any], list[list[int]]]:
        code, marks, words = list(pikepdf.parse_content_stream(page)), [], []
        for place, (operands, operator) in enumerate(code):
            if str(operator) in {"BDC", "BMC"}:
                marks.append(str(operands[0]))
            elif str(operator) == "EMC":
                marks.pop()
            elif "/Figure" in marks and str(operator) == "BT":
                words.append([])
            elif "/Figure" in marks and str(operator) in {"Tm", "Tj", "TJ"}:
                words[-1].append(place)
        return code, words

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = max(pdf.pages, key=lambda page: len(code_of(page)[1]))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(redraw(*code_of(page))))
        pdf.save(path)


def exchanged(code: list[Any], words: list[list[int]]) -> list[Any]:
    """Two labels, each where the other stood."""
    places = {str(code[place].operands): place for place, *_ in words}
    one, other, *_ = (place for place in places.values() if str(code[place].operator) == "Tm")
    code[one], code[other] = code[other], code[one]
    return code


def left_out(code: list[Any], words: list[list[int]]) -> list[Any]:
    return [one for place, one in enumerate(code) if not any(place in some for some in words)]


def moved(across: float, down: float) -> Callable[[list[Any], list[list[int]]], list[Any]]:
    """One label by so many points, no further than to the next."""

    def redraw(code: list[Any], words: list[list[int]]) -> list[Any]:
        for place in words[0]:
            if str(code[place].operator) == "Tm":
                *sides, x, y = code[place].operands
                placed = [*sides, float(x) + across, float(y) + down]
                code[place] = pikepdf.ContentStreamInstruction(placed, code[place].operator)
        return code

    return redraw


@pytest.mark.parametrize("redraw", [exchanged, left_out, moved(0, 3), moved(30, 0)])
def test_labels_of_a_picture_are_held_against_it_in_pdf_files(
    folder: Path, redraw: Callable[[list[Any], list[list[int]]], list[Any]]
) -> None:
    path = folder / f"{WHOLE}.pdf"
    redrawn(path, redraw)
    assert "wording: in a picture: " in run("check", path).stdout


def test_a_picture_that_is_printed_smaller_is_the_same(folder: Path) -> None:
    path = folder / f"{WHOLE}.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.contents_add(pdf.make_stream(b"q 0.97 0 0 0.97 9 12 cm"), prepend=True)
            page.contents_add(pdf.make_stream(b"Q"), prepend=False)
        pdf.save(path)
    assert run("check", path).output == "no findings\n"


@pytest.mark.parametrize(("done", "value"), [("flipH", "1"), ("rot", "10800000")])
def test_a_picture_behind_the_last_words_is_looked_at(folder: Path, done: str, value: str) -> None:
    path = folder / f"{WHOLE}.docx"
    edited = Editing(path.read_bytes())
    *_, drawing = edited.body.iter("{*}drawing")
    turned = copy.deepcopy(next(drawing.iterancestors("{*}p")))
    next(turned.iter("{*}xfrm")).set(done, value)
    edited.body[0][-1].addprevious(turned)
    path.write_bytes(edited.data())
    assert "disguised: a picture that is turned or mirrored" in run("check", path).stdout


@pytest.mark.parametrize(("larger", "set_in"), [(1.33, 0), (1, 2400), (1, -2400)])
def test_a_picture_that_runs_off_the_paper_is_told(folder: Path, larger: float, set_in: int) -> None:
    path = folder / f"{WHOLE}.docx"
    edited = Editing(path.read_bytes())
    _, drawing, *_ = edited.body.iter("{*}drawing")
    for one in drawing.iter("{*}extent", "{*}ext"):
        if "cx" in one.attrib:
            one.set("cx", str(int(int(one.get("cx")) * larger)))
            one.set("cy", str(int(int(one.get("cy")) * larger)))
    properties = next(drawing.iterancestors(f"{W}p")).find(f"{W}pPr")
    etree.SubElement(properties, f"{W}ind").set(f"{W}left", str(set_in))
    path.write_bytes(edited.data())
    assert "disguised: a picture that is beyond the page" in run("check", path).stdout


def test_a_picture_with_two_references_is_told(folder: Path) -> None:
    path = folder / f"{WHOLE}.docx"
    edited = Editing(path.read_bytes())
    first, second, *_ = edited.body.iter("{*}blip")
    ((key, _),) = second.attrib.items()
    first.set(key.replace("http://schemas.openxmlformats.org/officeDocument/2006", STRICT), second.get(key))
    path.write_bytes(edited.data())
    assert "disguised: two references for one thing" in run("check", path).stdout


def test_a_picture_that_its_cell_cuts_off_is_told(folder: Path) -> None:
    path = folder / f"{WHOLE}.docx"
    edited = Editing(path.read_bytes())
    paragraph = next(next(edited.body.iter("{*}drawing")).iterancestors(f"{W}p"))
    table = etree.Element(f"{W}tbl")
    etree.SubElement(etree.SubElement(table, f"{W}tblGrid"), f"{W}gridCol").set(f"{W}w", "8250")
    cell = etree.SubElement(etree.SubElement(table, f"{W}tr"), f"{W}tc")
    width = etree.SubElement(etree.SubElement(cell, f"{W}tcPr"), f"{W}tcW")
    width.set(f"{W}w", "8250")
    width.set(f"{W}type", "dxa")
    paragraph.addprevious(table)
    cell.append(paragraph)
    path.write_bytes(edited.data())
    assert "disguised: a picture that is beyond the page" in run("check", path).stdout


def test_a_picture_that_its_line_cuts_off_is_told(folder: Path) -> None:
    path = folder / f"{WHOLE}.docx"
    edited = Editing(path.read_bytes())
    drawing = next(edited.body.iter("{*}drawing"))
    height = etree.SubElement(next(drawing.iterancestors(f"{W}p")).find(f"{W}pPr"), f"{W}spacing")
    height.set(f"{W}line", "1200")
    height.set(f"{W}lineRule", "exact")
    path.write_bytes(edited.data())
    assert "disguised: a picture that is in a line of fixed height" in run("check", path).stdout


def test_a_briefing_of_another_day_is_found_as_pdf(folder: Path) -> None:
    found = run("check", folder / f"{WHOLE}-one-page.pdf", "--date", "2026-12-11").stdout
    assert "date: was “11 December 2026”, is “10 December 2026”" in found


def test_a_briefing_whose_tables_cannot_be_told_is_refused(folder: Path) -> None:
    path = folder / f"{WHOLE}.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(path)
    result = run("check", path)
    assert result.exit_code == 1
    assert "its tables cannot be told from its text" in result.stderr
