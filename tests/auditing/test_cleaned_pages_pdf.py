"""Clean copies of PDF files whose pages, forms and fonts share what they show: the pages look as they did."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from nkadvocate.auditing.pdf import clean_pdf, examine_pdf
from nkadvocate.problems import ProblemsError

needs_pdftoppm = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed")
LIVELY = ((255, 0, 0), (0, 0, 255), (0, 128, 0))
BOX = Array([0, 0, 100, 100])
ALL = b"q 80 0 0 80 10 10 cm /Im%d Do Q"


def picture(pdf: Pdf, colour: tuple[int, int, int]) -> Stream:
    entries = {"Width": 4, "Height": 4, "BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB}
    return Stream(pdf, bytes(colour) * 16, Type=Name.XObject, Subtype=Name.Image, **entries)


def pictures(pdf: Pdf) -> Object:
    """A list of pictures of its own number, which others can share."""
    return pdf.make_indirect(
        Dictionary({f"/Im{n}": picture(pdf, colour) for n, colour in enumerate(LIVELY, 1)} | unused(pdf))
    )


def unused(pdf: Pdf) -> dict[str, Object]:
    return {"/KIM": picture(pdf, (0, 0, 0))}


def form(pdf: Pdf, code: bytes, **resources: object) -> Stream:
    one = Stream(pdf, code, Type=Name.XObject, Subtype=Name.Form, BBox=BOX)
    if resources:
        one.Resources = Dictionary(**resources)
    return one


def page(pdf: Pdf, code: bytes, **resources: object) -> None:
    one = pdf.add_blank_page(page_size=(100, 100))
    one.obj.Resources = Dictionary(**resources)
    one.obj.Contents = pdf.make_stream(code)


def by_pages(pdf: Pdf) -> None:
    shared = pictures(pdf)
    for number in (1, 2):
        page(pdf, ALL % number, XObject=shared)


def by_pages_that_inherit(pdf: Pdf) -> None:
    """One page has its resources of the pages above it, which share their pictures with those of another."""
    shared = pictures(pdf)
    for number in (1, 2):
        page(pdf, ALL % number, XObject=shared)
    pdf.Root.Pages.Resources = Dictionary(XObject=shared)
    del pdf.pages[0].obj["/Resources"]


def by_forms_in_forms(pdf: Pdf) -> None:
    """A form draws another, which has resources of its own; all of them share their pictures."""
    shared = pictures(pdf)
    shared["/Inner"] = form(pdf, ALL % 2, XObject=shared)
    shared["/Outer"] = form(pdf, ALL % 1 + b" q .5 0 0 .5 20 20 cm /Inner Do Q", XObject=shared)
    page(pdf, b"/Outer Do", XObject=shared)


def by_a_form_without_resources(pdf: Pdf) -> None:
    shared = pictures(pdf)
    shared["/Inner"] = form(pdf, ALL % 2)
    page(pdf, ALL % 1 + b" q .5 0 0 .5 20 20 cm /Inner Do Q", XObject=shared)


def by_patterns(pdf: Pdf) -> None:
    """Two pages that share a list of patterns, and patterns that share a list of pictures."""
    shared = pictures(pdf)
    tiling = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 20, "YStep": 20, "BBox": BOX}
    made = {
        f"/P{n}": Stream(pdf, b"q 10 0 0 10 0 0 cm /Im%d Do Q" % n, Resources=Dictionary(XObject=shared), **tiling)
        for n in (1, 2)
    }
    patterns = pdf.make_indirect(Dictionary(made | {"/KIM": Stream(pdf, b"", Resources=Dictionary(), **tiling)}))
    for number in (1, 2):
        page(pdf, b"/Pattern cs /P%d scn 0 0 100 100 re f" % number, Pattern=patterns)


def drawn(pdf: Pdf, **entries: object) -> Dictionary:
    """A font whose letter “a” is drawn as a picture."""
    letter = Stream(pdf, b"1000 0 d0 q 1000 0 0 1000 0 0 cm /Im2 Do Q")
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        FirstChar=97,
        LastChar=97,
        Widths=Array([1000]),
        Encoding=Dictionary(Differences=Array([97, Name.a])),
        CharProcs=Dictionary(a=letter),
        **entries,
    )


def by_letters(pdf: Pdf) -> None:
    """A font that is no object of its own, with resources of its own that share the pictures of the page."""
    shared = pictures(pdf)
    font = drawn(pdf, Resources=Dictionary(XObject=shared))
    page(pdf, ALL % 1 + b" BT /F1 50 Tf 20 20 Td (a) Tj ET", XObject=shared, Font=Dictionary(F1=font))


def by_letters_without_resources(pdf: Pdf) -> None:
    font = drawn(pdf)
    page(pdf, ALL % 1 + b" BT /F1 50 Tf 20 20 Td (a) Tj ET", XObject=pictures(pdf), Font=Dictionary(F1=font))


def by_marks(pdf: Pdf) -> None:
    """Property lists, here of layers that are on, that two pages share."""
    layers = {f"/MC{n}": pdf.make_indirect(Dictionary(Type=Name.OCG, Name="x")) for n in (1, 2)}
    shared = pdf.make_indirect(Dictionary(layers | {"/KIM": Dictionary(K=1)}))
    for number in (1, 2):
        code = b"/OC /MC%d BDC %s EMC" % (number, ALL % number)
        page(pdf, code, Properties=shared, XObject=pictures(pdf))


SHARED: dict[str, Callable[[Pdf], None]] = {
    "pages": by_pages,
    "pages that inherit": by_pages_that_inherit,
    "forms in forms": by_forms_in_forms,
    "a form without resources": by_a_form_without_resources,
    "patterns": by_patterns,
    "letters": by_letters,
    "letters without resources": by_letters_without_resources,
    "marks": by_marks,
}


def seen(data: bytes, folder: Path) -> list[bytes]:
    """The pages as pictures."""
    folder.mkdir()
    (folder / "x.pdf").write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "40", "x.pdf", "x"], cwd=folder, check=True, capture_output=True)
    return [one.read_bytes() for one in sorted(folder.glob("*.ppm"))]


@needs_pdftoppm
@pytest.mark.parametrize("share", SHARED.values(), ids=SHARED)
def test_the_pages_look_as_they_did(share: Callable[[Pdf], None], tmp_path: Path) -> None:
    pdf = Pdf.new()
    share(pdf)
    pdf.save(out := io.BytesIO(), static_id=True, fix_metadata_version=False)
    examined = examine_pdf(out.getvalue(), "letter.pdf")
    clean = examined.clean()
    assert {one.kind for one in examined.findings} <= {"unused object"}
    assert "/KIM" in {one.what for one in examined.findings}
    with Pdf.open(io.BytesIO(clean)) as copy:
        assert not any("/KIM" in one for one in copy.objects if isinstance(one, Dictionary))
    before = seen(out.getvalue(), tmp_path / "before")
    assert all(len(set(page[15:])) > 1 for page in before)
    assert seen(clean, tmp_path / "after") == before


@pytest.mark.parametrize("code", [b"q ] Q", b"q ] Q % comment", b"BT <zz> Tj ET"])
def test_damage_that_a_copy_would_keep_is_refused(code: bytes) -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj.Contents = Stream(pdf, code)
    pdf.save(out := io.BytesIO(), static_id=True)
    with pytest.raises(ProblemsError, match="damage stays in a copy"):
        clean_pdf(out.getvalue())
