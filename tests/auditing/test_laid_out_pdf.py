"""What the layout and the objects of a PDF file make of words that ``nkadvocate check`` reads otherwise."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Operator, Pdf, String
from test_smuggled_pdf import NAME

from nkadvocate.auditing.from_pdf import _pieces
from nkadvocate.auditing.pages import _characters, _decoded
from nkadvocate.cli import main

Edit = Callable[[Pdf, float], object]
"""An edit of a file, given the height at which the line with “at least 406” stands; it ends with the figure."""


def glyphs(pdf: Pdf, text: str) -> tuple[str, str]:
    """A font of the first page that has all these letters, and its code for them."""
    for name, font in pdf.pages[0].Resources.Font.items():
        known = _characters(font)
        codes = {letter: glyph for glyph, letter in known.of.items()}
        if all(letter in codes for letter in text):
            return name, "".join(f"{codes[letter]:0{2 * known.width}x}" for letter in text)
    raise AssertionError(text)


def appended(pdf: Pdf, code: str) -> None:
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(b"Q\n" + code.encode()), prepend=False)


def turned_twice(text: str) -> Edit:
    """Words upright on the page: the page is turned, moved far away, and the text turned back."""

    def edit(pdf: Pdf, y: float) -> None:
        font, letters = glyphs(pdf, text)
        place = f"q 0 1 -1 0 2000 0 cm BT {font} 10 Tf 0 -1 1 0 {y} {2000 - 531} Tm"
        appended(pdf, f"{place} <{letters}> Tj ET Q")

    return edit


def field_without_a_look(pdf: Pdf, _: float) -> None:
    """A field of a form whose look the program that shows it makes (ISO 32000-2, 12.7.3.3)."""
    helvetica = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    entries = {"FT": Name.Tx, "T": String("x"), "V": String("China has shot 40,000 people."), "F": 4}
    look = {"DA": String("/Helv 10 Tf 0 g"), "Rect": Array([66, 40, 300, 55]), "P": pdf.pages[0].obj}
    one = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, **entries, **look))
    pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", []), one])
    resources = Dictionary(Font=Dictionary(Helv=helvetica))
    pdf.Root.AcroForm = Dictionary(Fields=Array([one]), NeedAppearances=True, DA=look["DA"], DR=resources)


def label(text: str, kind: str) -> Edit:
    """Words before the line that goes on after “at least 406”, as the label of an item of a list or of a note."""

    def edit(pdf: Pdf, y: float) -> None:
        font, letters = glyphs(pdf, text)
        place = f"q /Lbl <</MCID 900>> BDC BT {font} 10 Tf 1 0 0 1 43 {y - 12.5} Tm"
        appended(pdf, f"{place} <{letters}> Tj ET EMC Q")
        root = pdf.Root.StructTreeRoot.K
        top = root[0] if isinstance(root, Array) else root
        made = Dictionary(Type=Name.StructElem, S=Name.Lbl, Pg=pdf.pages[0].obj, K=900)
        item = Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), K=Array([pdf.make_indirect(made)]))
        top.K.append(pdf.make_indirect(item))

    return edit


def digits_between(before: pikepdf.ContentStreamInstruction, after: pikepdf.ContentStreamInstruction) -> Edit:
    """The last two digits of “406” between two instructions."""

    def edit(pdf: Pdf, _: float) -> None:
        page, mark = pdf.pages[0], line_with_the_figure(pdf).mark
        made: list[pikepdf.ContentStreamInstruction] = []
        inside = False
        for one in pikepdf.parse_content_stream(page):
            operator = str(one.operator)
            if operator == "BDC":
                inside = isinstance(one.operands[1], Dictionary) and one.operands[1].get("/MCID") == mark
            elif operator == "EMC":
                inside = False
            if not (operator == "TJ" and inside):
                made.append(one)
                continue
            pieces = list(one.operands[0])
            cut = [n for n, piece in enumerate(pieces) if isinstance(piece, String) and bytes(piece)][-2]
            for some, between in ((pieces[:cut], before), (pieces[cut:], after)):
                made += [instruction("TJ", Array(some)), between]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))

    return edit


def instruction(operator: str, *operands: object) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), Operator(operator))


def line_with_the_figure(pdf: Pdf) -> Any:
    pdf.save(data := io.BytesIO())
    lines = _pieces(pypdf.PdfReader(data).pages[0], NAME)
    return next(one for one in lines if one.text.endswith("at least 406"))


def layer_that_is_off(pdf: Pdf, y: float) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    digits_between(instruction("BDC", Name.OC, Name.Off), instruction("EMC"))(pdf, y)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([])))
    pdf.pages[0].Resources.Properties = Dictionary(Off=layer)


def form_that_a_program_draws(pdf: Pdf, _: float) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def words_in_a_form(x: float, *matrix: float) -> Edit:
    """A sentence in a form that begins at ``x``, moved so that it is seen on the page."""

    def edit(pdf: Pdf, _: float) -> None:
        font, letters = glyphs(pdf, "China has shot 40,000 people.")
        form = pdf.make_stream(f"BT {font} 10 Tf 1 0 0 1 {x} 0 Tm <{letters}> Tj ET".encode())
        fonts = Dictionary(Font=pdf.pages[0].Resources.Font)
        made = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, -9, 9999, 20]), "Resources": fonts}
        for name, value in (made | ({"Matrix": Array(matrix)} if matrix else {})).items():
            form[f"/{name}"] = value
        pdf.pages[0].Resources.XObject["/Words"] = pdf.make_indirect(form)
        appended(pdf, f"q 1 0 0 1 {66 - x} 32 cm /Words Do Q")

    return edit


def small(text: str) -> Edit:
    """Words that are too small to be seen."""

    def edit(pdf: Pdf, _: float) -> None:
        font, letters = glyphs(pdf, text)
        appended(pdf, f"BT {font} 1 Tf 1 0 0 1 66 32 Tm <{letters}> Tj ET")

    return edit


def at_the_foot(text: str, pages: int) -> Edit:
    """Words at the foot of the first pages."""

    def edit(pdf: Pdf, _: float) -> None:
        font, letters = glyphs(pdf, text)
        for page in list(pdf.pages)[:pages]:
            page.Resources.Font[font] = pdf.pages[0].Resources.Font[font]
            page.contents_add(pdf.make_stream(b"q"), prepend=True)
            code = f"Q BT {font} 10 Tf 1 0 0 1 66 32 Tm <{letters}> Tj ET"
            page.contents_add(pdf.make_stream(code.encode()), prepend=False)

    return edit


def begun_off_the_page(text: str) -> Edit:
    """Words after spaces that are off the page."""

    def edit(pdf: Pdf, _: float) -> None:
        font, letters = glyphs(pdf, " " * 40 + text)
        appended(pdf, f"BT {font} 10 Tf 1 0 0 1 -20 32 Tm <{letters}> Tj ET")

    return edit


def off_the_page(pdf: Pdf, _: float) -> None:
    """The words before the figure, with the figure, pushed off the page."""
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(b"1 0 0 1 0 -600 cm " + page.Contents.read_bytes())


def without_end(pdf: Pdf, _: float) -> None:
    """An end of a state that was not saved, at which pypdf forgets the space of the page."""
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(b"Q " + page.Contents.read_bytes())


def masked(text: str) -> Edit:
    """Words that are seen through a mask in their shape (ISO 32000-2, 11.5)."""

    def edit(pdf: Pdf, _: float) -> None:
        font, letters = glyphs(pdf, text)
        form = pdf.make_stream(f"1 g BT {font} 10 Tf 1 0 0 1 66 32 Tm <{letters}> Tj ET".encode())
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        form.Resources = Dictionary(Font=pdf.pages[0].Resources.Font)
        form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=form)
        pdf.pages[0].Resources.ExtGState["/Mask"] = Dictionary(SMask=mask)
        appended(pdf, "q /Mask gs 0 g 0 0 595 100 re f Q")

    return edit


def picture_in_the_code(entries: str) -> Edit:
    """A figure one, drawn before “406”."""

    def edit(pdf: Pdf, y: float) -> None:
        pixels = bytes([0x18, 0x38, 0x78, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x7E])
        code = f"q 0 g 4 0 0 6.6 508 {y} cm BI {entries} ID ".encode() + pixels + b" EI Q"
        page = pdf.pages[0]
        page.contents_add(pdf.make_stream(b"q"), prepend=True)
        page.contents_add(pdf.make_stream(b"Q\n" + code), prepend=False)

    return edit


def annotated(kind: str, **entries: object) -> Edit:
    """Something over the line with the figure, of which programs make the look."""

    def edit(pdf: Pdf, y: float) -> None:
        over = {"Rect": Array([60, y + 3, 540, y + 3.5]), "F": 4, "A": Dictionary(S=Name.URI, URI="https://a.example")}
        one = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), **over, **entries)
        pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", []), pdf.make_indirect(one)])

    return edit


def elements(pdf: Pdf, kind: str) -> list[Any]:
    found: list[Any] = []

    def walk(one: Any) -> None:
        if isinstance(one, Array):
            for kid in one:
                walk(kid)
        elif isinstance(one, Dictionary) and "/K" in one:
            found.extend([one] if one.get("/S") == Name(f"/{kind}") else [])
            walk(one.K)

    walk(pdf.Root.StructTreeRoot)
    return found


def marked(pdf: Pdf, text: str, mark: int, x: float, y: float, size: float = 7.5) -> None:
    font, letters = glyphs(pdf, text)
    appended(pdf, f"/Span <</MCID {mark}>> BDC BT {font} {size} Tf 1 0 0 1 {x} {y} Tm <{letters}> Tj ET EMC")


def element(pdf: Pdf, kind: str, kids: list[Any]) -> Any:
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), Pg=pdf.pages[0].obj, K=Array(kids)))


def second_line(pdf: Pdf) -> Any:
    """What stands in the second line of the first note, “para 3.”"""
    pdf.save(data := io.BytesIO())
    return next(one for one in _pieces(pypdf.PdfReader(data).pages[0], NAME) if one.text == "para 3.")


def second_label(*, first: bool) -> Edit:
    """Another number in the first note, before the words of its second line; in its tags before or after its own."""

    def edit(pdf: Pdf, _: float) -> None:
        line, note = second_line(pdf), elements(pdf, "Note")[0]
        marked(pdf, "14", 900, line.x - 8, line.y)
        own = element(pdf, "Lbl", [900])
        note.K = Array([own, *note.K] if first else [note.K[0], own, *list(note.K)[1:]])

    return edit


def small_digit(higher: float) -> Edit:
    """“para 3.9”, with a digit that is a little smaller, in the first note."""

    def edit(pdf: Pdf, _: float) -> None:
        line, note = second_line(pdf), elements(pdf, "Note")[0]
        marked(pdf, "9", 901, line.x + 22, line.y + higher, size=5.5)
        note.K.append(element(pdf, "Span", [901]))

    return edit


def note_called_nowhere(pdf: Pdf, _: float) -> None:
    marked(pdf, "22", 902, 65, 32)
    marked(pdf, "China has shot 40,000 people.", 903, 77, 32)
    note = element(pdf, "Note", [element(pdf, "Lbl", [902]), element(pdf, "Span", [903])])
    elements(pdf, "Sect")[0].K.append(note)


def number_of_the_page(off: float) -> Edit:
    """“1” beside the last line of the first page, a little above or below it, in no element."""

    def edit(pdf: Pdf, _: float) -> None:
        pdf.save(data := io.BytesIO())
        pieces = _pieces(pypdf.PdfReader(data).pages[0], NAME)
        last = min((one for one in pieces if one.mark is not None), key=lambda one: one.y)
        font, letters = glyphs(pdf, "1")
        appended(pdf, f"BT {font} 7.5 Tf 1 0 0 1 {last.x - 5} {last.y - off} Tm <{letters}> Tj ET")

    return edit


def numbers_of_pages_among_the_lines(pdf: Pdf, _: float) -> None:
    """“1” and “2” at one height in the middle of the first two pages of a file without tags."""
    del pdf.Root.StructTreeRoot
    for number, page in enumerate(pdf.pages[:2], 1):
        font, letters = glyphs(pdf, str(number))
        page.Resources.Font[font] = pdf.pages[0].Resources.Font[font]
        page.contents_add(pdf.make_stream(b"q"), prepend=True)
        code = f"Q BT {font} 10 Tf 1 0 0 1 60 420 Tm <{letters}> Tj ET"
        page.contents_add(pdf.make_stream(code.encode()), prepend=False)


def numbered(was: str, now: str, by: float = 0, across: float = 0) -> Edit:
    """Another number of a request, or one that stands further to the right: by points, or in thousandths of its size
    within what is shown."""

    def edit(pdf: Pdf, _: float) -> None:
        for page in pdf.pages:
            made = list(pikepdf.parse_content_stream(page))
            font: Any = None
            for n, one in enumerate(made):
                if str(one.operator) == "Tf":
                    font = _characters(page.Resources.Font[one.operands[0]])
                elif str(one.operator) == "TJ":
                    code = b"".join(bytes(part) for part in one.operands[0] if isinstance(part, String))
                    if _decoded(code, font).strip() == was:
                        known = {letter: glyph for glyph, letter in font.of.items()}
                        letters = b"".join(known[letter].to_bytes(font.width, "big") for letter in now)
                        moved = instruction("Td", by, 0), instruction("TJ", Array([-across, String(letters)]))
                        made[n : n + 1] = moved
                        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))
                        return
        raise AssertionError(was)

    return edit


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_pdf: Callable[[str], bytes]) -> Callable[..., str]:
    """What ``check`` prints on the letter after an edit."""
    monkeypatch.chdir(tmp_path)
    data = as_pdf("pl-foreign-minister")

    def found(edit: Edit, *options: str) -> str:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            edit(pdf, line_with_the_figure(pdf).y)
            pdf.save(NAME)
        result = CliRunner().invoke(main, ["check", NAME, *options])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.output

    return found


TOLD: dict[str, tuple[Edit, str]] = {
    "sentence turned twice": (turned_twice("China has shot 40,000 people."), "“China has shot 40,000 people.”"),
    "digits turned twice": (turned_twice(",000"), "a figure without a note"),
    "field without a look": (field_without_a_look, "an annotation that prints, Widget"),
    "form that a program draws": (form_that_a_program_draws, "a form that a program draws"),
    "label at the head of a line": (label("000", "LI"), "a figure without a note"),
    "label of a note at the head of a line": (label("000", "Note"), "a figure without a note"),
    "layer that is off": (layer_that_is_off, "layers, which may be on or off"),
    "invisible type": (digits_between(instruction("Tr", 3), instruction("Tr", 0)), "type that is not filled, or not"),
    "type for a mask": (digits_between(instruction("Tr", 7), instruction("Tr", 0)), "type that is not filled, or not"),
    "words in a form": (words_in_a_form(0), "words in a form, of which more or less may be seen"),
    "words in a form that seem to be off the page": (words_in_a_form(2000), "“China has shot 40,000 people.”"),
    "form that is moved": (words_in_a_form(0, 1, 0, 0, 1, 9, 0), "a form that is moved or turned"),
    "words that begin off the page": (
        begun_off_the_page("China has shot 40,000 people."),
        "words that are off the page",
    ),
    "page pushed down": (off_the_page, "words that are off the page"),
    "state that was not saved": (without_end, "instructions that end what they did not begin"),
    "words in a mask": (masked("China has shot 40,000 people."), "a mask, through which more or less may be seen"),
    **{
        f"picture in the code, {entries.split()[0]} first": (picture_in_the_code(entries), "a picture among the words")
        for entries in ("/BitsPerComponent 1 /W 8 /H 10 /IM true /D [1 0]", "/IM true /H 10 /W 8", "/L 10 /W 8 /H 10")
    },
    "link with a border": (annotated("Link", Border=Array([0, 0, 2])), "an annotation that prints, Link"),
    "link with a border of a style": (annotated("Link", BS=Dictionary(W=1)), "an annotation that prints, Link"),
    "link with the border that it has by itself": (annotated("Link"), "an annotation that prints, Link"),
    "line without a look": (annotated("Line", L=Array([60, 9, 540, 9])), "an annotation that prints, Line"),
    "other number of a request": (numbered("3.", "5."), "that the records do not make: “5.”"),
    "number of a request twice": (numbered("3.", "2."), "that the records do not make: “2.”"),
    "request without its number": (numbered("3.", ""), "that the records do not make: “4.”"),
    "list that begins at two": (numbered("1.", "2."), "that the records do not make: “2.”"),
    "number at its words": (numbered("3.", "3.", by=3.5), "a figure without a note: “3” in “3.”"),
    "number shown at its words": (numbered("3.", "3.", across=260), "another order than they are read, or apart"),
    "second label of a note": (second_label(first=True), "a figure without a note: “14”"),
    "second label of a note behind its own": (second_label(first=False), "a figure without a note: “14”"),
    "small digit in a note": (small_digit(-0.8), "locator: was “para 3.”, is “para 3. 9”"),
    "raised digit in a note": (small_digit(2), "is “2012, para 3.^9”"),
    "note called nowhere": (note_called_nowhere, "a note was added: “China has shot 40,000 people.”"),
    **{
        f"number of the page {off} points below the last line": (
            number_of_the_page(off),
            "a figure without a note: “1”",
        )
        for off in (0.1, 4)
    },
    "numbers of pages among the lines": (numbers_of_pages_among_the_lines, "“1” was added in"),
    "figure at the foot of a page": (at_the_foot("40600", 1), "“40600”"),
    "figure at the foot of every page": (at_the_foot("40 of 60", 3), "“40 of 60”"),
}


@pytest.mark.parametrize(("edit", "told"), TOLD.values(), ids=TOLD)
def test_what_the_layout_makes_of_words_is_told(checked: Callable[..., str], edit: Edit, told: str) -> None:
    assert told in checked(edit)


def test_words_that_are_too_small_are_not_read(checked: Callable[..., str]) -> None:
    assert checked(small("China has shot 40,000 people.")) == "no findings\n"
