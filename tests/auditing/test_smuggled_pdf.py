"""What a hostile hand may put into a PDF file, so that its reader reads otherwise than ``nkadvocate check`` does."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Pdf

from nkadvocate.auditing.from_pdf import _pieces
from nkadvocate.cli import main

NAME = "2026-07-10-pl-foreign-minister.pdf"
Edit = Callable[[Pdf, float], object]
"""An edit of a file, given the height at which the line with “at least 406” stands; it ends with the figure."""
END = 530
"""Where the lines of a letter end, in points."""


def shown(words: str, x: float, y: float, size: float = 10) -> bytes:
    return f"q BT /Plain {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET Q".encode()


def drawn(pdf: Pdf, code: bytes, **font: object) -> None:
    page = pdf.pages[0]
    page.Resources.Font["/Plain"] = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **font)
    )
    page.contents_add(pdf.make_stream(code), prepend=False)


def words(text: str) -> Edit:
    return lambda pdf, _: drawn(pdf, shown(text, 66, 60))


def after_the_figure(text: str, before: bytes = b"", after: bytes = b"") -> Edit:
    return lambda pdf, y: drawn(pdf, before + shown(text, END, y) + after)


def label(pdf: Pdf, y: float) -> None:
    """A digit as the label of nothing."""
    drawn(pdf, b"/Lbl <</MCID 900>> BDC " + shown("0", END, y) + b" EMC")
    root = pdf.Root.StructTreeRoot.K
    top = root[0] if isinstance(root, Array) else root
    top.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Lbl, Pg=pdf.pages[0].obj, K=900)))


def form(pdf: Pdf, text: str, **entries: object) -> pikepdf.Stream:
    drawn(pdf, b"")
    stream = pdf.make_stream(shown(text, 2, 2))
    box = Array([0, 0, 300, 20])
    for name, value in ({"BBox": box, "Resources": Dictionary(Font=pdf.pages[0].Resources.Font)} | entries).items():
        stream[f"/{name}"] = value
    return stream


def annotation(kind: Name, text: str) -> Edit:
    def edit(pdf: Pdf, y: float) -> None:
        look = form(pdf, text, Type=Name.XObject, Subtype=Name.Form)
        place = Array([END, round(y), END + 10, round(y) + 10])
        one = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=kind, Rect=place, F=4, AP=Dictionary(N=look)))
        pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", []), one])
        if kind == Name.Widget:
            one.FT, one.T, one.V = Name.Tx, pikepdf.String("x"), pikepdf.String(text)
            pdf.Root.AcroForm = Dictionary(Fields=Array([one]))

    return edit


def pattern(pdf: Pdf, _: float) -> None:
    tiling = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 300, "YStep": 1000}
    made = form(pdf, "40,000 people were shot.", Type=Name.Pattern, Matrix=Array([1, 0, 0, 1, 66, 60]), **tiling)
    pdf.pages[0].Resources.Pattern = Dictionary(Shot=pdf.make_indirect(made))
    pdf.pages[0].contents_add(pdf.make_stream(b"q /Pattern cs /Shot scn 66 60 300 20 re f Q"), prepend=False)


def picture(pdf: Pdf, y: float) -> None:
    """Black pixels over the hedge."""
    image = pdf.make_stream(b"\0" * 100)
    entries = {"Subtype": Name.Image, "Width": 10, "Height": 10, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
    for name, value in ({"Type": Name.XObject} | entries).items():
        image[f"/{name}"] = value
    resources = pdf.pages[0].Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    resources.XObject["/Over"] = pdf.make_indirect(image)
    code = f"q 60 0 0 12 {END - 70} {y} cm /Over Do Q".encode()
    pdf.pages[0].contents_add(pdf.make_stream(code), prepend=False)


BLANK = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    b"1 beginbfchar <30> <0020> endbfchar endcmap end end"
)


def told_to_be_blank(pdf: Pdf, y: float) -> None:
    """A font whose zeros are said to be spaces."""
    drawn(pdf, shown("000", END, y), ToUnicode=pdf.make_stream(BLANK))


def cropped(pdf: Pdf, y: float) -> None:
    """A page of which less is shown than it holds: the statement with the figure and all below it are cut off."""
    pdf.pages[0].obj.CropBox = Array([0, round(y) + 12, 595, 842])


def on_every_page(pdf: Pdf, _: float) -> None:
    drawn(pdf, b"")
    for page in pdf.pages:
        page.Resources.Font["/Plain"] = pdf.pages[0].Resources.Font["/Plain"]
        page.contents_add(pdf.make_stream(shown("China forbids nothing; people of Poland.", 66, 40)), prepend=False)


def with_a_known_note(pdf: Pdf, _: float) -> None:
    drawn(pdf, shown("China has shot 40,000 people.", 66, 60) + shown("3", 210, 56, 6))


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_pdf: Callable[[str], bytes]) -> Callable[[Edit], str]:
    """What ``check`` prints on the letter after an edit."""
    monkeypatch.chdir(tmp_path)
    data = as_pdf("pl-foreign-minister")

    def run(edit: Edit) -> str:
        first = _pieces(pypdf.PdfReader(io.BytesIO(data)).pages[0], NAME)
        height = next(one.y for one in first if one.text.endswith("at least 406"))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            edit(pdf, height)
            pdf.save(NAME)
        result = CliRunner().invoke(main, ["check", NAME])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.output

    return run


SMUGGLED: dict[str, tuple[Edit, str]] = {
    "digit outside the tags": (after_the_figure("0"), "no note: a figure without a note: “0”"),
    "digits as an artefact": (after_the_figure("000", b"/Artifact BMC ", b" EMC"), "a figure without a note: “000”"),
    "digit as a label": (label, "a figure without a note: “0”"),
    "words that look like the number of a page": (after_the_figure("40 of 60"), "a figure without a note: “40”"),
    "sentence that ends with the number of a note": (words("China has shot 40,000 people: Note 3."), "40,000"),
    "link that prints": (annotation(Name.Link, "0"), "disguised: an annotation that prints, Link"),
    "form field": (annotation(Name.Widget, "0"), "disguised: an annotation that prints, Widget"),
    "pattern": (pattern, "disguised: a pattern"),
    "picture over the hedge": (picture, "disguised: a picture of 10 by 10 points"),
    "digits said to be spaces": (told_to_be_blank, "disguised: letters of a font that is not in the file, Helvetica"),
    "page cut off": (cropped, "disguised: a page of which only a part is shown"),
}


@pytest.mark.parametrize(("edit", "told"), SMUGGLED.values(), ids=SMUGGLED)
def test_what_a_page_prints_otherwise_than_its_words_read_is_found(
    checked: Callable[[Edit], str], edit: Edit, told: str
) -> None:
    assert told in checked(edit)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (annotation(Name.FreeText, "0"), "left over: comment"),
        (on_every_page, "sender: “China forbids nothing; people of Poland.” was added"),
        (with_a_known_note, "note: this note stood with"),
        (words("China has shot 40,000 people."), "a statement without a note: “China has shot 40,000 people.”"),
    ],
    ids=["comment that prints", "line on every page", "sentence with a known note", "sentence outside the tags"],
)
def test_what_did_not_get_through(checked: Callable[[Edit], str], edit: Edit, told: str) -> None:
    assert told in checked(edit)
