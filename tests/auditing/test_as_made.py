"""With ``check --every-word`` a file is held against how the letter is set, too."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import open as open_pdf
from test_laid_out_word import HEADER, SETTINGS, cell, table
from test_smuggled_word import (
    BODY,
    CALL,
    NOTES,
    NUMBERING,
    STYLES,
    Edit,
    Parts,
    between,
    both,
    dressed,
    laid_out,
    paragraph,
    replaced,
    run,
)

from acceptance.command import nkadvocate

SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
NAMESAKE = '<w:style w:type="character" w:styleId="Y"><w:name w:val="Foo (user)"/><w:rPr><w:vanish/></w:rPr></w:style>'
WORDLESS = (
    '<w:style w:type="character" w:default="1" w:styleId="Z"><w:name w:val="Default Paragraph Font"/>'
    '<w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
)
BASED = '<w:basedOn w:val="Normal"/><w:rPr>'
FAR = '<w:ind w:left="77"/>'
WORDS, FORM = "words set otherwise than they were", "a paragraph set otherwise than it was"
NUMBER, STRANGE = "a paragraph numbered otherwise than it was", "set as none of the letter"


def called(properties: str) -> Edit:
    return replaced(CALL, CALL.replace("</w:rPr>", f"{properties}</w:rPr>"))


def style(name: str, properties: str) -> Edit:
    """Properties of runs in a style that words wear."""

    def edit(parts: Parts) -> None:
        pattern = rf'(w:styleId="{name}">.*?)(<w:rPr>)'
        parts[STYLES], count = re.subn(pattern, rf"\1\2{properties}", parts[STYLES], count=1, flags=re.DOTALL)
        assert count

    return edit


def narrow(parts: Parts) -> None:
    """The paragraph with the figure in a cell by itself."""
    start = parts[BODY].rindex("<w:p>", 0, parts[BODY].index("at least 406"))
    end = parts[BODY].index("</w:p>", start) + len("</w:p>")
    inner = parts[BODY][start:end].removeprefix("<w:p>").removesuffix("</w:p>")
    parts[BODY] = parts[BODY][:start] + table([1500], cell(1500, inner)) + paragraph("") + parts[BODY][end:]


LOOKS: dict[str, tuple[Edit, str]] = {
    "size": (dressed('<w:sz w:val="16"/>'), WORDS),
    "width": (dressed('<w:w w:val="80"/>'), WORDS),
    "distance": (dressed('<w:spacing w:val="-8"/>'), WORDS),
    "place": (dressed('<w:position w:val="-2"/>'), WORDS),
    "colour": (dressed('<w:color w:val="555555"/>'), WORDS),
    "shade": (dressed('<w:shd w:val="clear" w:fill="EEEEEE"/>'), WORDS),
    "line": (dressed('<w:u w:val="thick"/>'), WORDS),
    "font": (dressed('<w:rFonts w:ascii="Noto" w:hAnsi="Noto"/>'), WORDS),
    "border": (dressed('<w:bdr w:val="single" w:sz="4"/>'), WORDS),
    "digit of another size": (between("406 people", "40", run("6", '<w:sz w:val="18"/>'), " people"), WORDS),
    "number of a note": (called('<w:position w:val="-4"/>'), WORDS),
    "size of the number of a note": (called('<w:sz w:val="31"/>'), WORDS),
    "style of the numbers of notes": (style("footnotereference", '<w:position w:val="-4"/>'), WORDS),
    "indent": (laid_out('<w:ind w:left="300"/>'), FORM),
    "indent in the margin": (laid_out('<w:ind w:left="-300"/>'), FORM),
    "height of lines": (laid_out('<w:spacing w:line="200" w:lineRule="exact"/>'), FORM),
    "room before": (laid_out('<w:spacing w:before="900"/>'), FORM),
    "side": (laid_out('<w:jc w:val="right"/>'), FORM),
    "line beside": (laid_out('<w:pBdr><w:left w:val="single" w:sz="4"/></w:pBdr>'), FORM),
    "line of words": (laid_out('<w:textAlignment w:val="top"/>'), FORM),
    "list": (laid_out('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), NUMBER),
    "place of numbers": (
        replaced('<w:lvlJc w:val="right"/>', '<w:lvlJc w:val="center"/>', NUMBERING),
        NUMBER,
    ),
    "note": (replaced("<w:t>", '<w:rPr><w:sz w:val="12"/></w:rPr><w:t>', NOTES), WORDS),
    "cell": (narrow, "a table set otherwise than it was"),
    "margins of the page": (replaced('w:left="1304"', 'w:left="1404"'), "pages set otherwise than they were"),
    "columns": (replaced("<w:cols ", '<w:vAlign w:val="both"/><w:cols '), "pages set otherwise than they were"),
    "tabulators": (
        replaced('<w:defaultTabStop w:val="720"', '<w:defaultTabStop w:val="20"', SETTINGS),
        "tabulators set otherwise than they were",
    ),
    "header": (replaced("<w:t>", '<w:rPr><w:w w:val="300"/></w:rPr><w:t>', HEADER), WORDS),
    "comma that is gone": (replaced("Geneva, ", "Geneva "), "other marks between words"),
    "tabulator for a space": (replaced("at least 406", "at least</w:t><w:tab/><w:t>406"), WORDS),
    "end of an item, as its number looks": (
        replaced("</w:numPr>", '</w:numPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'),
        NUMBER,
    ),
    "hyphen at the end of a line": (
        between("at least 406", "at least 4", "<w:r><w:softHyphen/></w:r>", "06"),
        "the element softHyphen in r",
    ),
    "deletion that is tracked": (
        between("406 people", "", f'<w:del w:id="9">{run("some").replace("w:t", "w:delText")}</w:del>', "406 people"),
        "the element del in p",
    ),
    "second section": (
        replaced("<w:p><w:r><w:t>In 2015", f"<w:p><w:pPr>{SECTION}</w:pPr></w:p><w:p><w:r><w:t>In 2015"),
        "pages set otherwise than they were",
    ),
    "no usual style": (replaced(' w:default="1"', "", STYLES), "a usual style that is not “Normal”"),
    "look of the usual words": (
        replaced("</w:styles>", f"{WORDLESS}</w:styles>", STYLES),
        "a usual style of words that says how they look",
    ),
    "style of another name that hides": (
        replaced("</w:styles>", f"{NAMESAKE}</w:styles>", STYLES),
        "the element vanish in a style: “foo (user)”",
    ),
    "style based on none": (
        replaced("</w:styles>", f"{NAMESAKE.replace('<w:rPr>', BASED)}</w:styles>", STYLES),
        "a style based on none of its kind: “foo (user)”",
    ),
    "place of a tabulator": (
        laid_out('<w:tabs><w:tab w:val="right" w:pos="11200"/></w:tabs>'),
        "a tabulator beyond the page",
    ),
    "paragraph of its own": (
        replaced("<w:p><w:r><w:t>In 2015", f"{paragraph('In all, 40600.', FAR)}<w:p><w:r><w:t>In 2015"),
        f"a paragraph {STRANGE} is",
    ),
}  # fmt: skip


ELSEWHERE: dict[str, tuple[Edit, str]] = {
    "number before an entry of the list of sources": (
        replaced("<w:t>Human Rights Watch, ", "<w:t>(90) Human Rights Watch, "),
        "“(90) Human Rights Watch",
    ),
    "line of the letter in a header": (
        replaced("<w:p>", f"{paragraph('1200 Geneva')}<w:p>", HEADER),
        "“1200 Geneva”",
    ),
}


@pytest.mark.parametrize(("edit", "told"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_words_in_another_place_are_told(checked: Callable[..., str], edit: Edit, told: str) -> None:
    assert f"disguised: words that the letter does not have there: {told}" in checked(edit, "--every-word")


def test_of_words_that_are_told_already_no_more_is_told(checked: Callable[..., str]) -> None:
    found = checked(replaced("at least 406", "about 406"), "--every-word")
    assert "words that the letter does not have there" not in found
    assert found.endswith("\n1 finding\n")


@pytest.mark.parametrize(("edit", "told"), LOOKS.values(), ids=LOOKS)
def test_what_is_set_otherwise_is_told(checked: Callable[..., str], edit: Edit, told: str) -> None:
    assert f"disguised: {told}" in checked(edit, "--every-word")


STORED: dict[str, Edit] = {
    "sides by their other names": both(
        *(replaced(f'<w:jc w:val="{old}"/>', f'<w:jc w:val="{new}"/>', STYLES) for old, new in [("right", "end")])
    ),
    "switched off": laid_out('<w:bidi w:val="0"/><w:ind w:left="0" w:hanging="0"/><w:jc w:val="start"/>'),
    "what is usual": dressed('<w:w w:val="100"/><w:position w:val="0"/><w:vertAlign w:val="baseline"/>'),
    "language and weight": dressed('<w:b/><w:i/><w:lang w:val="en-GB"/><w:noProof/><w:kern w:val="2"/>'),
    "what a program rounds": replaced('w:left="1304"', 'w:left="1300"'),
    "pages that do not part": laid_out('<w:keepNext/><w:keepLines/><w:widowControl w:val="0"/>'),
}  # fmt: skip


@pytest.mark.parametrize("edit", STORED.values(), ids=STORED)
def test_how_a_program_stores_the_same_is_left_alone(checked: Callable[..., str], edit: Edit) -> None:
    assert checked(edit, "--every-word") == "no findings\n"


def test_a_pdf_file_passes_as_it_was_made_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert nkadvocate("letter", "pl-foreign-minister", "-f", "pdf", "--date", "2026-07-10", "-o", ".").exit_code == 0
    path = Path("2026-07-10-pl-foreign-minister.pdf")
    assert nkadvocate("check", path, "--every-word").output == "no findings\n"
    with open_pdf(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.contents_add(b"q 1 1 1 rg 100 500 20 10 re f Q")
        pdf.save(path)
    assert nkadvocate("check", path).output == "no findings\n"
    found = nkadvocate("check", path, "--every-word")
    assert found.exit_code == 1
    assert "disguised: pages that are not, byte for byte, those that are made of this letter" in found.stdout
