"""PDF files that two parsers would read otherwise: one of them reads for all, and what it had to guess is told."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from nkadvocate.auditing.from_pdf import read_pdf
from nkadvocate.auditing.pdf import examine_pdf
from nkadvocate.cli import main
from nkadvocate.document import Document
from nkadvocate.problems import ProblemsError
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look

NAME = "2026-07-10-pl-foreign-minister.pdf"
Change = Callable[[bytes], bytes]


def saved(data: bytes, edit: Callable[[Pdf], object]) -> bytes:
    with Pdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        pdf.save(out := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    return out.getvalue()


def with_other_code(pdf: Pdf) -> Stream:
    """The code of the first page with a sentence more."""
    page = pdf.pages[0]
    page.Resources.Font["/Plain"] = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    shown = b"q BT /Plain 10 Tf 1 0 0 1 66 60 Tm (China has shot 40,000 people.) Tj ET Q"
    return pdf.make_stream(page.Contents.read_bytes() + shown)


def key_twice(*, last: bool) -> Change:
    """Two codes for a page: one as it was, one with a sentence more."""

    def change(data: bytes) -> bytes:
        def edit(pdf: Pdf) -> None:
            page = pdf.pages[0]
            other = with_other_code(pdf)
            page.obj["/ContentZ"], page.obj.Contents = (page.Contents, other) if last else (other, page.Contents)

        return saved(data, edit).replace(b"/ContentZ", b"/Contents")

    return change


def number_twice(data: bytes) -> bytes:
    """Two objects of one number, where the list of objects is damaged."""

    def edit(pdf: Pdf) -> None:
        code = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(code)
        pdf.Root.Other = with_other_code(pdf)

    data = saved(data, edit)
    numbers = {key: re.search(key + rb" (\d+) 0 R", data) for key in (b"/Contents", b"/Other")}
    assert all(numbers.values())
    first, other = (found[1] for found in numbers.values() if found)
    data = data.replace(b"\n%s 0 obj" % other, b"\n%s 0 obj" % first)
    return re.sub(rb"startxref\s+\d+", b"startxref\n7", data)


def mark_twice(data: bytes) -> bytes:
    """The number of a marked sequence said twice in the code."""

    def edit(pdf: Pdf) -> None:
        code = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(re.sub(rb"/MCID (\d+)", rb"/MCID \1 /MCID 900", code, count=1))

    return saved(data, edit)


def letters_twice(data: bytes) -> bytes:
    """Two tables of what the letters of a font stand for."""

    def edit(pdf: Pdf) -> None:
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        font["/ToUnicodZ"] = pdf.make_stream(font.ToUnicode.read_bytes())

    return saved(data, edit).replace(b"/ToUnicodZ", b"/ToUnicode")


def without_the_end(data: bytes) -> bytes:
    """Packed code without its checksum, as careless programs write it."""

    def edit(pdf: Pdf) -> None:
        packed = zlib.compress(pdf.pages[0].Contents.read_bytes())
        pdf.pages[0].Contents = Stream(pdf, packed[:-4], Filter=Name.FlateDecode)

    return saved(data, edit)


@pytest.fixture(scope="module")
def ours(letters: dict[str, Document]) -> bytes:
    return render(letters["pl-foreign-minister"], "pdf", Look())


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_pdf: Callable[[str], bytes]) -> Callable[..., str]:
    """What ``check`` prints on a letter after a change of its bytes."""
    monkeypatch.chdir(tmp_path)
    data = as_pdf("pl-foreign-minister")

    def run(change: Change) -> str:
        Path(NAME).write_bytes(change(data))
        result = CliRunner().invoke(main, ["check", NAME])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.output

    return run


@pytest.mark.parametrize(
    "change",
    [key_twice(last=True), key_twice(last=False), number_twice, mark_twice, letters_twice],
    ids=["key twice", "key twice, the other first", "number twice", "mark twice", "letters of a font twice"],
)
def test_a_file_that_may_be_read_in_two_ways_is_told(checked: Callable[..., str], change: Change) -> None:
    assert "disguised: damage, of which programs may show something else" in checked(change)


def test_of_a_key_that_stands_twice_what_viewers_show_is_read(checked: Callable[..., str]) -> None:
    assert "40,000" in checked(key_twice(last=True))
    assert "40,000" not in checked(key_twice(last=False))


@pytest.mark.parametrize("change", [without_the_end, lambda data: data], ids=["no checksum", "as it was"])
def test_a_file_that_all_programs_read_alike_is_not(checked: Callable[..., str], change: Change) -> None:
    assert checked(change) == "no findings\n"


def test_the_scan_tells_of_a_key_that_stands_twice_and_the_copy_has_it_once(ours: bytes) -> None:
    data = key_twice(last=True)(ours)
    examined = examine_pdf(data, "letter.pdf")
    assert "dictionary has duplicated key /Contents" in " ".join(one.what for one in examined.findings)
    assert examine_pdf(examined.clean(), "clean.pdf").findings == ()


@pytest.mark.parametrize(
    "filters",
    [[Name.FlateDecode], [Name.FlateDecode] * 3, [Name.ASCIIHexDecode, Name.FlateDecode]],
    ids=["once", "thrice", "in digits"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(filters: list[Name]) -> None:
    packed = bytes(500 * 1024**2)
    for one in reversed(filters):
        packed = packed.hex().encode() if one == Name.ASCIIHexDecode else zlib.compress(packed, 1)
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = Stream(pdf, packed, Filter=Array(filters))
    pdf.save(out := io.BytesIO(), stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    with pytest.raises(ProblemsError, match="meant to do harm"):
        read_pdf(out.getvalue(), "letter.pdf")
