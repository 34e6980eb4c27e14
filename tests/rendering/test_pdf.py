"""The PDF: accessible, self-contained, silent about who made it, and the same every time."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from nkadvocate.design import Design, Type
from nkadvocate.document import Block, Document, Figure, Foreign, Note, Paragraph, Text, notes, plain
from nkadvocate.rendering.pdf import RenderingError, render_pdf
from rendering.sample import sample_letter

ROOT = Path(__file__).parents[2]
DESIGN = ROOT / "templates" / "design"
STYLE = (DESIGN / "style.css").read_text(encoding="utf-8")

# The sample's East Asian words need a font that not every computer has.
_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u3000-\u9fff\ua960-\ud7ff]+")


def latin(node: Any) -> Any:
    """The tree with its East Asian words written in Latin letters."""
    if isinstance(node, Text):
        return Text(_EAST_ASIAN.sub("kangje", node.text))
    if isinstance(node, tuple):
        return tuple(latin(each) for each in node)
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        return dataclasses.replace(node, **{f.name: latin(getattr(node, f.name)) for f in dataclasses.fields(node)})
    return node


SAMPLE: Document = latin(sample_letter(draft=False))


def written(*blocks: Block, style: str = STYLE, design: Design | None = None) -> bytes:
    return render_pdf(dataclasses.replace(SAMPLE, blocks=blocks), design or Design(), style, DESIGN)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def text_of(pdf: bytes, *options: str) -> list[str]:
    """The words of each page, as pdftotext reads them."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def text_lines(pdf: bytes) -> list[list[str]]:
    """The lines of each page in the order in which they are drawn."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return [page.splitlines() for page in done.stdout.decode().split("\f")]


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure elements below ``node`` in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield kid
            yield from elements(kid)


def tags(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [element for element in elements(pdf.Root.StructTreeRoot) if element["/S"] == kind]


@pytest.fixture(autouse=True)
def _no_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """WeasyPrint has nothing to say, unless the test is about that."""
    yield
    if "complaints" not in request.fixturenames:
        assert not [r for r in caplog.get_records("call") if r.name == "weasyprint" and r.levelno >= logging.WARNING]


@pytest.fixture
def complaints() -> None:
    """For tests in which WeasyPrint is meant to complain."""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(SAMPLE, Design(), STYLE, DESIGN)


@pytest.fixture(scope="module")
def opened_sample(pdf: bytes) -> pikepdf.Pdf:
    return opened(pdf)


def test_words_of_every_part_are_there(pdf: bytes) -> None:
    text = " ".join(text_of(pdf))
    for words in (
        "Korea Protection Network",
        "Our reference: KPN 2026/14",
        "Her Excellency the Minister for Foreign Affairs",
        "Raise the matter in its next dialogue",
        "the assurances of our highest consideration.",
        "Jane Example",
        "Reported returns, by source",
        "Three values, rising",
        "Texts <in angle brackets> & “quotation marks” stay as they are.",
    ):
        assert words in text


def test_notes_stand_on_the_pages_with_their_text(pdf: bytes) -> None:
    text = " ".join(text_of(pdf, "-raw"))
    for note in notes(SAMPLE):
        assert f"{note.number} {' '.join(plain(note.content).split())[:40]}" in text


def test_pages_are_numbered_and_later_ones_have_a_running_header(pdf: bytes) -> None:
    first, *later = text_of(pdf)
    assert first.endswith("1 of 3")
    assert not first.startswith("KPN 2026/14")
    assert all(page.startswith("KPN 2026/14") and "9 March 2026" in page[:30] for page in later)


def test_a_continued_list_goes_on_counting(pdf: bytes) -> None:
    assert "3. the steps planned." in " ".join(text_of(pdf))


def test_it_declares_pdf_ua(opened_sample: pikepdf.Pdf) -> None:
    xmp = etree.fromstring(opened_sample.Root.Metadata.read_bytes())
    names = {
        "dc": "http://purl.org/dc/elements/1.1/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "ua": "http://www.aiim.org/pdfua/ns/id/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
    }
    assert xmp.findtext(".//ua:part", namespaces=names) == "1"
    assert xmp.findtext(".//dc:title//rdf:li", namespaces=names) == SAMPLE.meta.title
    assert xmp.findtext(".//dc:creator//rdf:li", namespaces=names) == SAMPLE.meta.author
    assert xmp.findtext(".//dc:language//rdf:li", namespaces=names) == "en-GB"
    assert xmp.findtext(".//xmp:CreateDate", namespaces=names) == "2026-03-09"
    assert opened_sample.Root.MarkInfo.Marked
    assert opened_sample.Root.ViewerPreferences.DisplayDocTitle
    assert str(opened_sample.Root.Lang) == "en-GB"


def test_metadata_hold_the_letter_s_words_and_date_and_nothing_else(opened_sample: pikepdf.Pdf) -> None:
    assert {key: str(value) for key, value in opened_sample.docinfo.items()} == {
        "/Title": SAMPLE.meta.title,
        "/Author": SAMPLE.meta.author,
        "/Subject": SAMPLE.meta.subject,
        "/CreationDate": "D:20260309",
        "/ModDate": "D:20260309",
    }


def test_no_program_path_or_user_is_named(pdf: bytes) -> None:
    whole = io.BytesIO()
    opened(pdf).save(whole, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    said = whole.getvalue().lower()
    for word in (b"weasyprint", b"pydyf", b"producer", b"/creator", b"assets.invalid", b"file:", b"/home", b"/tmp"):
        assert word not in said
    assert str(ROOT).lower().encode() not in said


def test_each_note_is_tagged_once_behind_its_reference(opened_sample: pikepdf.Pdf) -> None:
    tree = list(elements(opened_sample.Root.StructTreeRoot))
    found = [element for element in tree if element.S == "/Note"]
    assert [str(note.ID) for note in found] == [f"note-{note.number}" for note in notes(SAMPLE)]
    for note in found:
        siblings = list(note.P.K)
        at = next(i for i, kid in enumerate(siblings) if kid == note)
        assert siblings[at - 1].S == "/Reference"
        assert next(iter(elements(note))).S == "/Lbl"


def test_elements_with_an_id_are_in_the_id_tree(opened_sample: pikepdf.Pdf) -> None:
    root = opened_sample.Root.StructTreeRoot
    names = [str(name) for name in list(root.IDTree.Names)[::2]]
    assert names == sorted(str(e.ID) for e in elements(root) if "/ID" in e)


def test_a_note_over_two_pages_is_one_note() -> None:
    long = tuple(
        Paragraph((Text("Word " * 60), Note(n, (Text("note words " * 90),)), Text(" more."))) for n in range(1, 9)
    )
    found = opened(written(*long))
    assert len(found.pages) > 1
    assert [str(note.ID) for note in tags(found, "/Note")] == [f"note-{n}" for n in range(1, 9)]


def test_a_note_s_number_stays_on_the_line_of_its_word() -> None:
    # The words of one paragraph after the other fill the line a little more, so that some number meets its end.
    words = "Raise the matter in its next dialogue with China and state that this obligation is "
    full = tuple(Paragraph((Text(f"{words}{'i' * n}."), Note(n, (Text("n"),)))) for n in range(1, 51))
    lines = [line for page in text_lines(written(*full)) for line in page]
    assert sum(line.startswith("Raise the matter") for line in lines) == len(full)
    assert all(re.search(r"i\.\d+$", line) for line in lines if "ii." in line)


def test_words_in_other_languages_say_so(opened_sample: pikepdf.Pdf) -> None:
    assert [str(e.Lang) for e in elements(opened_sample.Root.StructTreeRoot) if "/Lang" in e][:3] == [
        "ko",
        "zh-Hans",
        "ar",
    ]


def test_structure_holds_headings_lists_tables_and_figures(opened_sample: pikepdf.Pdf) -> None:
    assert len(tags(opened_sample, "/H1")) == 1
    assert {kid.S for item in tags(opened_sample, "/LI") for kid in item.K} == {"/Lbl", "/LBody"}
    assert [str(figure.Alt)[:9] for figure in tags(opened_sample, "/Figure")] == ["Bar chart"]
    (table,) = tags(opened_sample, "/Table")
    cells = [element for element in elements(table) if element.S == "/TD"]
    assert len(tags(opened_sample, "/TH")) == 3
    assert all(len(cell.A.Headers) == 1 for cell in cells)


def test_all_content_is_tagged_or_artifact(opened_sample: pikepdf.Pdf) -> None:
    marked = {
        (element.Pg.objgen, int(kid))
        for element in elements(opened_sample.Root.StructTreeRoot)
        for kid in element.get("/K", [])
        if isinstance(kid, int)
    }
    for page in opened_sample.pages:
        depth, artifacts = 0, []
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" if operands[0] == "/Artifact":
                    depth += 1
                    artifacts.append(str(operands[1].Subtype))
                case "BDC":
                    depth += 1
                    assert (page.objgen, int(operands[1].MCID)) in marked
                case "BMC":
                    depth += 1
                    assert operands[0] == "/Artifact"
                case "EMC":
                    depth -= 1
                case "Tj" | "TJ" | "Do":
                    assert depth > 0
        assert artifacts == (["/Footer"] if page == opened_sample.pages[0] else ["/Header", "/Header", "/Footer"])


def test_fonts_are_embedded_subsets_of_the_design_s_family(opened_sample: pikepdf.Pdf) -> None:
    fonts = [
        font.DescendantFonts[0]
        for font in opened_sample.objects
        if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type0"
    ]
    names = sorted(str(font.BaseFont) for font in fonts)
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)
    assert all("/FontFile2" in font.FontDescriptor or "/FontFile3" in font.FontDescriptor for font in fonts)
    assert {"Caladea", "Caladea-Bold", "Caladea-Italic"} <= {name.partition("+")[2] for name in names}


def test_a_latin_letter_uses_the_shipped_fonts_only() -> None:
    text = "Ząb, ő, ș, č, ñ, ø, ß – “quotes” ‘single’ … § 3 № 5 €20 · •"
    found = opened(written(paragraph(text), Paragraph((Text("n"), Note(1, (Text("x"),))))))
    fonts = {str(o.BaseFont) for o in found.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert {name.partition("+")[2] for name in fonts} == {"Caladea"}


def test_what_makes_fonts_smaller_elsewhere_is_imported_when_it_is_used() -> None:
    """HarfBuzz does it; fontTools is for fonts that vary, and takes a third of the import."""
    script = """
import sys
from nkadvocate.document import Document, Meta, Paragraph, Text
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
render(Document(Meta("T", "", "", "en", "2026-01-01", ""), (Paragraph((Text("words"),)),)), "pdf", Look())
assert not {"fontTools.subset", "fontTools.varLib.instancer"} & sys.modules.keys()
from weasyprint.pdf import fonts
print(type(fonts.subset.Options(hinting=False)).__module__)
try:
    fonts.instantiateVariableFont(fonts.TTFont(sfntVersion="OTTO"), {})
except ValueError as error:
    print(error)
"""
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert said.splitlines() == ["fontTools.subset", "Missing required table fvar"]


def test_a_letter_is_small(pdf: bytes) -> None:
    assert len(pdf) < 150_000


def test_headings_are_bookmarks_without_note_numbers(opened_sample: pikepdf.Pdf) -> None:
    with opened_sample.open_outline() as outline:
        assert [item.title for item in outline.root] == [SAMPLE.meta.title]
        assert [item.title for item in outline.root[0].children] == [
            "The facts",
            "What we ask",
            "Annex: Sources and figures",
        ]


def test_close_and_signature_share_a_page_with_the_text_before() -> None:
    end = SAMPLE.blocks[
        next(i for i, b in enumerate(SAMPLE.blocks) if isinstance(b, Paragraph) and b.role == "close") :
    ]
    for lines in range(30, 42, 2):
        fill = tuple(paragraph(f"Line {n}.") for n in range(lines))
        pages = text_of(written(*fill, *end[:2]))
        last = next(page for page in pages if "assurances" in page)
        assert "Jane Example" in last
        assert "Line" in last


def test_a_draft_says_so_on_every_page_as_an_artifact() -> None:
    draft = render_pdf(latin(sample_letter(draft=True)), Design(), STYLE, DESIGN)
    done = opened(draft)
    plain_pages = opened(render_pdf(SAMPLE, Design(), STYLE, DESIGN)).pages
    for page, other in zip(done.pages, plain_pages, strict=True):
        assert len(page.Contents.read_bytes()) > len(other.Contents.read_bytes())
        artifact = page.Contents.read_bytes().partition(b"/Artifact\nBMC")[2].partition(b"EMC")[0]
        assert b" Do" in artifact
    assert len(tags(done, "/Figure")) == 1


@pytest.mark.parametrize(
    ("draft", "own"),
    [
        (True, "@page { background: none }"),
        (True, "@page :first { background: #ffffff } @page { background-image: none }"),
        (True, "html { background: white } body { background: #ffffff }"),
        (False, ".note::footnote-call { font-size: 10pt; vertical-align: baseline; line-height: 1 }"),
        (False, ".letter *::footnote-call { font-size: inherit; vertical-align: bottom }"),
    ],
)
def test_no_style_of_a_campaign_takes_the_draft_mark_away_or_lowers_the_numbers_of_notes(draft: bool, own: str) -> None:
    document = latin(sample_letter(draft=draft))
    plain, styled = (
        [
            page.Contents.read_bytes()
            for page in opened(render_pdf(document, Design(), STYLE, DESIGN, own_style=style)).pages
        ]
        for style in ("x-none { color: black }", own)
    )
    assert plain == styled


@pytest.mark.parametrize("seed", ["1", "2"])
def test_bytes_are_the_same_in_every_process(seed: str, pdf: bytes) -> None:
    code = (
        "import hashlib, sys\n"
        "from nkadvocate.design import Design\n"
        "from nkadvocate.rendering.pdf import render_pdf\n"
        "from rendering.test_pdf import DESIGN, SAMPLE, STYLE\n"
        "sys.stdout.write(hashlib.sha256(render_pdf(SAMPLE, Design(), STYLE, DESIGN)).hexdigest())\n"
    )
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == hashlib.sha256(pdf).hexdigest()


def test_bytes_do_not_depend_on_what_was_written_before(pdf: bytes) -> None:
    written(paragraph("Something else."), design=Design(letterhead="centre"))
    assert render_pdf(SAMPLE, Design(), STYLE, DESIGN) == pdf


@pytest.mark.usefixtures("complaints")
def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(RenderingError) as raised:
        written(paragraph("Before \U000f0123 after \U00012345."))
    assert "U+F0123" in str(raised.value)
    assert "U+12345 CUNEIFORM SIGN" in str(raised.value)
    assert "install" in str(raised.value)
    assert len(raised.value.problems) == 1


def test_a_font_that_is_not_there_is_named() -> None:
    with pytest.raises(RenderingError, match=r"font 'No Such Font' is not used; the text would be set in "):
        written(paragraph("Words."), design=Design(type=Type(family="No Such Font")))


@pytest.mark.usefixtures("complaints")
def test_mistakes_in_a_style_sheet_are_told_together_with_their_place() -> None:
    with pytest.raises(RenderingError) as raised:
        written(paragraph("Words."), style="p {\n  colr: red;\n  color: bleu\n}\n@nothing {}")
    colr, bleu, rule = raised.value.problems
    assert "colr: red" in colr
    assert "2:3" in colr
    assert "color: bleu" in bleu
    assert "3:3" in bleu
    assert "5:1" in rule


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.png",
        "//example.org/x.png",
        "file:///etc/hostname",
        "../../../../../../etc/hostname",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/hostname",
        "/etc/hostname",
        "ftp://example.org/x.png",
        "nothing-of-this-name.png",
    ],
)
@pytest.mark.parametrize(
    "rule", ["body {{ background: url({}) }}", "@import url({});", "@font-face {{ font-family: X; src: url({}) }}"]
)
def test_a_style_sheet_reads_nothing_outside_its_folders(rule: str, address: str) -> None:
    with pytest.raises(RenderingError, match="the style sheet asks for "):
        written(paragraph("Words."), style=rule.format(address))


def test_a_symbolic_link_leads_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "design"
    inside.mkdir()
    (tmp_path / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (inside / "logo.svg").symlink_to(tmp_path / "secret.svg")
    with pytest.raises(RenderingError, match=r"logo\.svg, which is not in the design folders"):
        render_pdf(SAMPLE, Design(), "body { background: url(logo.svg) }", inside)


def test_a_campaign_s_folder_comes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", encoding="utf-8"
    )
    style = STYLE + ".letterhead { background: url(logo.svg) no-repeat }"
    assert render_pdf(SAMPLE, Design(), style, tmp_path, DESIGN)


@pytest.mark.usefixtures("complaints")
def test_a_picture_in_a_figure_cannot_read_files_either() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        b'<image xlink:href="file:///etc/hostname" width="9" height="9"/></svg>'
    )
    with pytest.raises(RenderingError):
        written(Figure("Nothing.", (), svg, b""))


@pytest.mark.usefixtures("complaints")
def test_a_figure_without_alternative_text_is_refused() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with pytest.raises(RenderingError, match="alt"):
        written(Figure("", (), svg, b""))


def test_a_date_that_is_none_is_refused() -> None:
    meta = dataclasses.replace(SAMPLE.meta, date="soon")
    with pytest.raises(RenderingError, match="'soon' is not a date"):
        render_pdf(dataclasses.replace(SAMPLE, meta=meta), Design(), STYLE, DESIGN)


def test_an_error_does_not_stay(pdf: bytes) -> None:
    with pytest.raises(RenderingError):
        written(paragraph("Words."), style="@import url(https://example.org/);")
    assert render_pdf(SAMPLE, Design(), STYLE, DESIGN) == pdf


def test_notes_stay_notes_whatever_the_style_sheet_says() -> None:
    found = opened(written(Paragraph((Text("a"), Note(1, (Text("b"),)))), style=STYLE + ".note { float: none }"))
    assert [str(note.ID) for note in tags(found, "/Note")] == ["note-1"]


@pytest.mark.parametrize("text", ["<b>x</b> & y", "Article\u00a033 of", "fi ffl – ‘x’", "&amp;#60;", "</style>"])
def test_hostile_text_is_printed_as_it_is(text: str) -> None:
    assert " ".join(text.split()) in text_of(written(paragraph(text)))[0].replace("ﬁ", "fi")


def test_right_to_left_words_are_set_and_extracted() -> None:
    words = "\u05e9\u05dc\u05d5\u05dd"
    pdf = written(Paragraph((Text("Hebrew: "), Foreign((Text(words),), "he"))))
    assert words in text_of(pdf)[0] or words[::-1] in text_of(pdf)[0]


def test_letter_paper_and_margins_follow_the_design() -> None:
    design = Design.model_validate({"page": {"size": "Letter", "top": 30.0}})
    pdf = opened(written(paragraph("x"), design=design))
    box = [round(float(side)) for side in pdf.pages[0].MediaBox]
    assert box == [0, 0, 612, 792]
