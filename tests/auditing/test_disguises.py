"""What may be tried to get past ``nkadvocate check``: text beside the text, words that are not seen as they read."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from editing import Editing, W
from lxml import etree

from nkadvocate.auditing.disguises_in_word import disguised_in_word
from nkadvocate.auditing.fields import led_astray
from nkadvocate.auditing.from_word import read_word
from nkadvocate.auditing.packages import open_package
from nkadvocate.cli import main

NAME = "2026-07-10-prc-foreign-minister.docx"
FALSE = "China returned 4,060 people on that day."
SPACES = {
    "w": W[1:-1],
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
PARAGRAPH = f"<w:p><w:r><w:t>{FALSE}</w:t></w:r></w:p>"

Run = Callable[[Callable[[Editing], object]], str]


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: Callable[[str], bytes]) -> Run:
    """What ``check`` prints on the letter after an edit."""
    monkeypatch.chdir(tmp_path)

    def run(edit: Callable[[Editing], object]) -> str:
        letter = Editing(written("prc-foreign-minister"))
        edit(letter)
        Path(NAME).write_bytes(letter.data())
        return CliRunner().invoke(main, ["check", NAME]).output

    return run


def nodes(xml: str) -> list[etree._Element]:
    declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in SPACES.items())
    return list(etree.fromstring(f"<x {declared}>{xml}</x>"))


def put(letter: Editing, xml: str) -> None:
    """A paragraph behind the one with the figure."""
    letter.holding("at least 406").addnext(*nodes(xml))


def dressed(letter: Editing, properties: str) -> None:
    """The hedge in a run of its own with these properties."""
    text = next(one for one in letter.holding("at least 406").iter(f"{W}t") if "at least" in (one.text or ""))
    run = text.getparent()
    for part in re.split("(at least)", text.text, maxsplit=1):
        piece = copy.deepcopy(run)
        (words,) = piece.iter(f"{W}t")
        words.text = part
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if part == "at least":
            for old in piece.findall(f"{W}rPr"):
                piece.remove(old)
            piece.insert(0, nodes(f"<w:rPr>{properties}</w:rPr>")[0])
        run.addprevious(piece)
    run.getparent().remove(run)


def replaced(letter: Editing, part: str, old: str, new: str) -> None:
    text = letter.parts[part].decode()
    assert old in text
    letter.parts[part] = text.replace(old, new, 1).encode()


@pytest.mark.parametrize("part", ["word/header1.xml", "word/footer1.xml", "word/footer2.xml"])
def test_a_figure_in_a_header_or_footer_is_found(checked: Run, part: str) -> None:
    found = checked(lambda letter: replaced(letter, part, "</w:p>", f"</w:p>{PARAGRAPH}"))
    assert f"no note: a figure outside the text of the letter: “{FALSE}”" in found


def test_a_request_in_a_header_is_found(checked: Run) -> None:
    asked = "<w:p><w:r><w:t>We demand sanctions.</w:t></w:r></w:p>"
    found = checked(lambda letter: replaced(letter, "word/header1.xml", "</w:p>", f"</w:p>{asked}"))
    assert "demand: a request outside the text of the letter: “We demand sanctions.”" in found


def test_a_figure_among_what_separates_the_notes_is_found(checked: Run) -> None:
    def edit(letter: Editing) -> None:
        next(note for note in letter.notes if note.get(f"{W}type") == "separator").extend(nodes(PARAGRAPH))

    assert "4,060" in checked(edit)


def test_a_figure_in_the_numbers_of_a_list_is_found(checked: Run) -> None:
    assert "4,060" in checked(lambda letter: replaced(letter, "word/numbering.xml", '"%1."', '"4,060 people: %1."'))


@pytest.mark.parametrize(
    "xml",
    [
        f"<w:p><m:oMath><m:r><m:t>{FALSE}</m:t></m:r></m:oMath></w:p>",
        f"<w:p><w:r><w:drawing><a:p><a:r><a:t>{FALSE}</a:t></a:r></a:p></w:drawing></w:r></w:p>",
        f'<w:p><w:r><w:pict><v:shape><v:textpath string="{FALSE}"/></v:shape></w:pict></w:r></w:p>',
        f'<w:p><mc:AlternateContent><mc:Choice Requires="zz"/><mc:Fallback><w:r><w:t>{FALSE}</w:t></w:r></mc:Fallback>'
        "</mc:AlternateContent></w:p>",
        f'<w:p><w:r><w:instrText>QUOTE "{FALSE}"</w:instrText></w:r></w:p>',
        f"<w:sdt><w:sdtContent>{PARAGRAPH}</w:sdtContent></w:sdt>",
        f"<w:tbl><w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl>",
        f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{PARAGRAPH}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        f'<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>{FALSE}</w:t></w:r></w:fldSimple></w:p>',
        '<w:p><w:r><w:t xml:space="preserve">China returned </w:t><w:sym w:font="Symbol" w:char="F034"/>'
        '<w:sym w:font="Symbol" w:char="F030"/><w:t xml:space="preserve"> people.</w:t></w:r></w:p>',
    ],
    ids=[
        "formula",
        "drawing",
        "word art",
        "fallback",
        "field code",
        "control",
        "table",
        "text box",
        "field",
        "symbols",
    ],
)
def test_a_figure_is_found_wherever_word_prints_it(checked: Run, xml: str) -> None:
    assert re.search("4,060|40 people", checked(lambda letter: put(letter, xml)))


@pytest.mark.parametrize(
    "properties",
    [
        *("<w:strike/>", "<w:dstrike/>", '<w:color w:val="FFFFFF"/>', '<w:color w:val="FEFEFE"/>', '<w:sz w:val="2"/>'),
        *('<w:highlight w:val="black"/>', '<w:shd w:val="clear" w:fill="000000"/>', '<w:w w:val="1"/>'),
        *('<w:position w:val="3000"/>', '<w:spacing w:val="-1000"/>'),
    ],
)
def test_a_hedge_that_is_there_but_not_seen_is_found(checked: Run, properties: str) -> None:
    found = checked(lambda letter: dressed(letter, properties))
    assert "disguised: words" in found
    assert "“at least”" in found


@pytest.mark.parametrize("properties", ["<w:strike/>", '<w:color w:val="FFFFFF"/>'])
def test_a_style_does_not_disguise_it_either(checked: Run, properties: str) -> None:
    style = f'<w:style w:type="character" w:styleId="Odd"><w:name w:val="Odd"/><w:rPr>{properties}</w:rPr></w:style>'

    def edit(letter: Editing) -> None:
        replaced(letter, "word/styles.xml", "</w:styles>", f"{style}</w:styles>")
        dressed(letter, '<w:rStyle w:val="Odd"/>')

    assert "disguised: words" in checked(edit)


def test_a_picture_that_is_no_logo_is_pointed_out(checked: Run) -> None:
    def edit(letter: Editing) -> None:
        letter.parts["word/media/image1.png"] = b"\x89PNG\r\n\x1a\n"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        link = f'<Relationship Id="rIdPicture" Type="{kind}" Target="media/image1.png"/></Relationships>'
        replaced(letter, "word/_rels/document.xml.rels", "</Relationships>", link)
        kind = '<Default Extension="png" ContentType="image/png"/></Types>'
        replaced(letter, "[Content_Types].xml", "</Types>", kind)

    assert "disguised: a picture, word/media/image1.png" in checked(edit)


def test_what_is_protected_is_repeated_neither_from_a_drawing_nor_from_a_link(
    written: Callable[[str], bytes],
) -> None:
    letter = Editing(written("prc-foreign-minister"))
    for words in ("Nobody", "Kyuri"):
        put(letter, f"<w:p><m:oMath><m:r><m:t>{words}</m:t></m:r></m:oMath></w:p>")
    link = '<w:fldSimple w:instr="HYPERLINK &quot;https://kyuri.example/&quot;"><w:r><w:t>us</w:t></w:r></w:fldSimple>'
    put(letter, f"<w:p>{link}</w:p>")
    package, made = (open_package(data, NAME) for data in (letter.data(), written("prc-foreign-minister")))
    found = [*disguised_in_word(package, made, ("Kyuri",)), *led_astray(package, made, read_word(package), ("Kyuri",))]
    assert [one.kind for one in found] == ["protected", "disguised", "protected"]
    assert not any("kyuri" in str(one).lower() for one in found)


def test_a_call_of_a_note_outside_any_paragraph_is_told(checked: Run) -> None:
    """A word processor writes none; a damaged or hostile file may."""

    def moved(letter: Editing) -> None:
        paragraph = letter.holding("at least 406")
        call = next(paragraph.iter(f"{W}footnoteReference"))
        paragraph.addnext(call)

    assert "note: a note is gone" in checked(moved)


@pytest.mark.parametrize("properties", ["<w:b/>", '<w:highlight w:val="yellow"/>', '<w:strike w:val="0"/>'])
def test_emphasis_is_no_disguise(checked: Run, properties: str) -> None:
    assert checked(lambda letter: dressed(letter, properties)) == "no findings\n"


def test_a_manifest_that_leaves_out_a_request_does_not_hide_that_it_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    letter = ["letter", "unhcr-high-commissioner", "-f", "docx", "--date", "2026-07-10"]
    runner = CliRunner()
    assert runner.invoke(main, [*letter, "--only", "unhcr-access"]).exit_code == 0
    manifest = json.loads(Path("output/manifest.json").read_text("utf-8"))
    manifest["letters"][0]["only"] = []
    Path("output/manifest.json").write_text(json.dumps(manifest), "utf-8")
    told = runner.invoke(main, ["check", "output"]).stderr
    assert "the manifest says that it does not make the request" in told
    assert runner.invoke(main, letter).exit_code == 0
    assert runner.invoke(main, ["check", "output"]).stderr == "no findings\n"
