"""The look of a campaign: tokens, logos, a style sheet and a base document from a folder that may be a stranger's."""

from __future__ import annotations

import base64
import io
import re
import struct
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.shared import Mm, RGBColor
from fontTools.ttLib import TTFont
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from nkadvocate.campaigning.fonts import font_kind
from nkadvocate.campaigning.look import open_look
from nkadvocate.problems import ProblemsError
from nkadvocate.rendering import render
from nkadvocate.shipped import TEMPLATES
from rendering.test_pdf import SAMPLE


def photographed(folder: Path, name: str = "logo.jpg", size: tuple[int, int] = (400, 200)) -> None:
    """A logo as a telephone would take it: with camera, place and time."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "Telephone of A. Example", "2026:01:02 03:04:05"
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 30.0, 0.0)})
    Image.new("RGB", size, "#1f3a5f").save(folder / name, exif=exif)


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        open_look(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_folder_without_a_look_has_the_shipped_one(tmp_path: Path) -> None:
    look = open_look(tmp_path)
    assert (look.style, look.base, look.logos) == ("", None, ())


def test_tokens_reach_word_and_pdf(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text('page: {size: Letter, left: 30}\ncolours: {accent: "#7a1f1f"}\n')
    look = open_look(tmp_path)
    word = docx.Document(io.BytesIO(render(SAMPLE, "docx", look)))
    assert word.sections[0].left_margin == pytest.approx(Mm(30), abs=1000)
    assert word.styles["Heading 2"].font.color.rgb == RGBColor.from_string("7A1F1F")
    with pikepdf.open(io.BytesIO(render(SAMPLE, "pdf", look))) as pdf:
        assert [round(float(x)) for x in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_a_logo_is_in_every_format_with_its_text_and_without_what_the_camera_knew(tmp_path: Path) -> None:
    photographed(tmp_path)
    (tmp_path / "design.yaml").write_text("logos:\n  - {file: logo.jpg, alt: A blue field, height: 12}\n")
    look = open_look(tmp_path)
    (logo,) = look.logos
    assert (logo.width, logo.height) == (24, 12)
    with Image.open(io.BytesIO(logo.png)) as picture:
        assert not picture.getexif()
        assert picture.size == (283, 142)
    word = render(SAMPLE, "docx", look)
    shape = docx.Document(io.BytesIO(word)).inline_shapes[0]
    assert (shape.width, shape.height) == (Mm(24), Mm(12))
    assert shape._inline.docPr.get("descr") == "A blue field"
    assert b'alt="A blue field"' in render(SAMPLE, "html", look)
    pdf = render(SAMPLE, "pdf", look)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        figures = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert "A blue field" in [str(figure.get("/Alt")) for figure in figures]
    packed = b"".join(zipfile.ZipFile(io.BytesIO(word)).read(n) for n in zipfile.ZipFile(io.BytesIO(word)).namelist())
    for data in (packed, pdf, logo.png):
        assert b"Telephone" not in data
        assert b"Exif" not in data


def test_a_style_sheet_brings_its_files_with_it(tmp_path: Path) -> None:
    Image.new("RGB", (10, 10), "red").save(tmp_path / "line.png")
    (tmp_path / "style.css").write_text('.letterhead { background: url("line.png") repeat-x } /* ours */\n')
    look = open_look(tmp_path)
    assert "line.png" not in look.style
    assert "data:image/png;base64," in look.style
    assert b"data:image/png;base64," in render(SAMPLE, "html", look)
    assert render(SAMPLE, "pdf", look) != render(SAMPLE, "pdf", open_look(tmp_path / "elsewhere"))


FONT = TEMPLATES / "design" / "fonts" / "Caladea-Regular.ttf"


def test_a_picture_loses_what_stands_beside_its_pixels_in_a_style_sheet_too(tmp_path: Path) -> None:
    said = PngInfo()
    said.add_text("Author", "Somebody")
    Image.new("RGB", (10, 10), "red").save(tmp_path / "line.png", pnginfo=said)
    (tmp_path / "style.css").write_text("p { background: url(line.png) }\n")
    [taken] = re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", open_look(tmp_path).style)
    assert b"Somebody" in (tmp_path / "line.png").read_bytes()
    assert b"Somebody" not in base64.b64decode(taken)


@pytest.mark.parametrize(("flavour", "kind"), [(None, "ttf"), ("woff", "woff"), ("woff2", "woff2")])
def test_a_font_is_known_by_its_bytes(tmp_path: Path, flavour: str | None, kind: str) -> None:
    font = TTFont(FONT)
    font.flavor = flavour
    font.save(tmp_path / "mine.txt")
    (tmp_path / "style.css").write_text("@font-face { font-family: Mine; src: url(mine.txt) }\n")
    assert f"data:font/{kind};base64," in open_look(tmp_path).style


def test_a_font_of_a_collection_is_known_by_its_bytes() -> None:
    font = FONT.read_bytes()
    moved = b"".join(
        struct.pack(">4sIII", tag, check, offset + 16, length)
        for tag, check, offset, length in struct.iter_unpack(">4sIII", font[12 : 12 + 16 * font[5]])
    )
    head = b"ttcf" + struct.pack(">III", 0x00010000, 1, 16)
    assert font_kind(head + font[:12] + moved + font[12 + 16 * font[5] :]) == "collection"


@pytest.mark.parametrize(
    "data",
    [
        b"id: mine\nseal: 0123456789abcdef\n",
        b"true: the first words of a file of notes\n",
        b"OTTO\0\1 wrote this",
        b"ttcf",
        b"wOFFwOFFwOFFwOFF",
        FONT.read_bytes()[:2000],
        b"<html><body>Notes</body></html>",
        b"",
        b"\xff\xd8\xff and then notes",
    ],
)
def test_no_other_file_is_taken_into_letters(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "font.ttf").write_bytes(data)
    (tmp_path / "style.css").write_text("p { margin: 0 }\np { background: url(font.ttf) }\n")
    (problem,) = problems_of(tmp_path)
    assert problem.startswith(f"{tmp_path.name}/style.css:2:")


@pytest.mark.parametrize(
    "address",
    [
        "url(https://example.org/x.png)",
        "url('file:///etc/hostname')",
        "url(//example.org/x.png)",
        "u\\72l(https://example.org/x.png)",
        "image-set('https://example.org/x.png' 1x)",
        "url(../secret.png)",
        "url(%2e%2e/secret.png)",
        "url(missing.png)",
    ],
)
def test_a_style_sheet_reaches_for_nothing_outside_its_folder(tmp_path: Path, address: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    (folder / "style.css").write_text(f"\n.letterhead {{ background: {address} }}\n")
    (problem,) = problems_of(folder)
    assert problem.startswith("mine/style.css:2:")


def test_a_style_sheet_that_imports_another_is_refused(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text('@import "other.css";\n')
    assert "@import is not followed" in problems_of(tmp_path)[0]


@pytest.mark.parametrize(
    ("style", "what"),
    [
        ("p {" * 2000, "more than 8 rules inside each other"),
        ("p {" + "&, & {" * 26 + "color: black" + "}" * 27, "more than 8 rules inside each other"),
        ("p { margin: " + "var(--x, " * 2000, "more than 100 blocks inside each other"),
        ("p { margin: " + "(" * 2000, "more than 100 blocks inside each other"),
        ("main { display: grid; grid-template-columns: repeat(9000, 0.001mm) }", "repeat() of more than 100"),
        ("@page { size: 90mm 90mm; margin: 80mm }", "leaves less than 25 mm of the width of a page for words"),
        ("@page { size: 90mm }\n@page :first { margin-top: 80mm }", "leaves less than 25 mm of the height of a page"),
        ("@page { size: A10 }", "leaves less than 25 mm of the width of a page for words"),
        ("@page one { size: c9 landscape }", "leaves less than 25 mm of the width of a page for words"),
        ("@page { margin: 48% }", "leaves less than 25 mm of the width of a page for words"),
        (":root { --m: 95mm }\n@page { margin: 0 var(--m) }", "leaves less than 25 mm of the width of a page"),
        ("@page { margin: calc(50% - 2mm) }", "leaves less than 25 mm of the width of a page for words"),
        ("@page { padding: 0 75mm }", "leaves less than 25 mm of the width of a page for words"),
        ("@page { margin: 0 auto 48% 48% }\n@page :left { margin-right: 48% }", "leaves less than 25 mm"),
        ("@page { margin: 10mm 20mm 280mm }", "leaves less than 25 mm of the height of a page"),
    ],
)
def test_a_style_sheet_that_would_never_end_is_refused(tmp_path: Path, style: str, what: str) -> None:
    (tmp_path / "style.css").write_text(style)
    problem = problems_of(tmp_path)[0]
    assert what in problem
    assert problem.startswith(f"{tmp_path.name}/style.css:")


def test_rules_in_each_other_repeats_and_margins_as_people_write_them_are_taken(tmp_path: Path) -> None:
    style = """@page { size: A5; margin: 20mm }
    @page wide { size: letter landscape; margin: 2cm 10% } @page map { size: landscape }
    @page :left { margin-left: 60mm } @page :right { margin-right: 60mm }
    @media print { @supports (display: grid) { main { .signatures { &.wide { gap: 1mm } } } } }
    .abreast { grid-template-columns: repeat(3, 1fr) }
    """
    (tmp_path / "style.css").write_text(style)
    assert open_look(tmp_path).style.split() == style.split()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    photographed(tmp_path)
    (folder / "logo.jpg").symlink_to(tmp_path / "logo.jpg")
    (folder / "style.css").symlink_to(tmp_path / "logo.jpg")
    (folder / "base.docx").symlink_to(tmp_path / "logo.jpg")
    (folder / "design.yaml").write_text("logos:\n  - {file: logo.jpg, alt: A logo}\n")
    problems = problems_of(folder)
    assert len(problems) == 3
    assert all("leads out of the campaign's folder" in problem for problem in problems)
    assert problems[0].startswith("mine/design.yaml:2:")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colour: blue\n", "colour"),
        ('colours: {accent: "blue"}\n', "accent"),
        ("page: {left: 300}\n", "left"),
        ("type: {family: 'x\"; } @import'}\n", "family"),
        ("logos:\n  - {file: none.png, alt: None}\n", "there is no file none.png"),
    ],
)
def test_a_design_with_a_mistake_says_where(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "design.yaml").write_text(text)
    (problem,) = problems_of(tmp_path)
    assert told in problem
    assert "/design.yaml:" in problem


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"GIF89a" + b"\0" * 50])
def test_what_is_not_a_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    (tmp_path / "design.yaml").write_text("logos:\n  - {file: logo.png, alt: A logo}\n")
    assert "cannot be read as a picture" in problems_of(tmp_path)[0]


def test_a_base_document_brings_its_styles_and_nothing_of_its_author(tmp_path: Path) -> None:
    base = docx.Document()
    base.core_properties.author = "A. Example"
    base.styles["Normal"].font.name = "Georgia"
    base.add_paragraph("Text of the base.")
    base.save(tmp_path / "base.docx")
    data = render(SAMPLE, "docx", open_look(tmp_path))
    word = docx.Document(io.BytesIO(data))
    assert word.styles["Normal"].font.name == "Georgia"
    assert "Text of the base." not in [paragraph.text for paragraph in word.paragraphs]
    assert "A. Example" not in word.core_properties.author


def test_a_base_document_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "base.docx").write_bytes(b"not a document")
    assert "base.docx" in problems_of(tmp_path)[0]


def test_a_word_document_with_logos_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    photographed(tmp_path)
    (tmp_path / "design.yaml").write_text("logos:\n  - {file: logo.jpg, alt: A logo}\n")
    for format in ("docx", "pdf", "html"):
        assert render(SAMPLE, format, open_look(tmp_path)) == render(SAMPLE, format, open_look(tmp_path))
