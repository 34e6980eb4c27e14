"""The files of finished letters: their size, fonts, metadata and length."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from acceptance.command import DATE, EIGHT, ROOT, process
from acceptance.reading import needs_libreoffice, pages_before_annex
from acceptance.written import LetterOnDisk
from nkadvocate.document import Document
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look


@pytest.fixture(scope="module")
def word(letters: Mapping[str, Document]) -> dict[str, bytes]:
    return {name: render(letters[name], "docx", Look()) for name in EIGHT}


@pytest.mark.parametrize("name", EIGHT)
def test_a_letter_as_word_file_is_small(name: str, word: dict[str, bytes]) -> None:
    assert len(word[name]) < 40_000


@pytest.mark.parametrize("name", EIGHT)
def test_a_letter_as_pdf_is_small_and_brings_subsets_of_its_fonts(name: str, written: dict[str, LetterOnDisk]) -> None:
    path = written[name].path
    assert path.stat().st_size < 150_000
    with pikepdf.open(path) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert fonts
        for font in fonts:
            assert re.match(r"/[A-Z]{6}\+", str(font.FontName)), font.FontName
            assert {"/FontFile2", "/FontFile3"}.intersection(font.keys()), font.FontName
        assert any("Caladea" in str(font.FontName) for font in fonts)


SECRETS = re.compile(
    rb"python|weasyprint|pydyf|nkadvocate|cairo|hatch|mammoth|libreoffice|[Mm]icrosoft Word|/tmp/|/home/|file://|"
    rb"\\Users|Producer|CreatorTool|DocumentID|InstanceID"
)


def own_names() -> list[bytes]:
    """The names of this computer, this user and these folders, where they are no part of ordinary words."""
    names = [socket.gethostname(), os.environ.get("USER", ""), str(Path.home()), str(Path.cwd()), str(ROOT)]
    return [name.encode() for name in names if len(name) > 4]


@pytest.mark.parametrize("name", EIGHT)
def test_a_word_file_says_nothing_of_who_made_it_and_when(
    name: str, word: dict[str, bytes], letters: Mapping[str, Document]
) -> None:
    meta = letters[name].meta
    with zipfile.ZipFile(io.BytesIO(word[name])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [entry for entry in archive.infolist() if entry.comment or entry.extra]
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    assert "docProps/app.xml" not in parts
    for part, content in parts.items():
        assert not SECRETS.search(content), (part, SECRETS.search(content))
        assert not [secret for secret in own_names() if secret in content], part
    told = {etree.QName(one).localname: one.text for one in etree.fromstring(parts["docProps/core.xml"]) if one.text}
    midnight = f"{DATE}T00:00:00Z"
    assert told == {
        "title": meta.title,
        "creator": meta.author,
        "lastModifiedBy": meta.author,
        "subject": meta.subject,
        "language": "en",
        "created": midnight,
        "modified": midnight,
        "revision": "1",
    }


@pytest.mark.parametrize("name", EIGHT)
def test_a_pdf_says_nothing_of_who_made_it_and_when(
    name: str, written: dict[str, LetterOnDisk], letters: Mapping[str, Document]
) -> None:
    meta = letters[name].meta
    with pikepdf.open(written[name].path) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        xmp = pdf.Root.Metadata.read_bytes()
        pdf.save(plain := io.BytesIO(), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
        assert str(pdf.Root.Lang) == "en"
    day = DATE.replace("-", "")
    for moment in ("/CreationDate", "/ModDate"):
        assert re.fullmatch(rf"D:{day}(0{{6}}(Z|\+00'00'?)?)?", info.pop(moment)), moment
    assert info == {"/Title": meta.title, "/Author": meta.author, "/Subject": meta.subject}
    root = etree.fromstring(xmp.partition(b"?>")[2].rpartition(b"<?xpacket")[0])
    said = {etree.QName(one).localname: one.text for one in root.iter("*") if one.text and one.text.strip()}
    assert said.pop("CreateDate") == said.pop("ModifyDate") == DATE
    assert said.pop("part") == "1"
    words = {one.text for one in root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")}
    assert words == {meta.title, meta.author, meta.subject, "en"}
    assert set(said) == {"li"}
    for data in (written[name].path.read_bytes(), xmp, outside_streams(plain.getvalue())):
        assert not SECRETS.search(data), SECRETS.search(data)
        assert not [secret for secret in own_names() if secret in data]


def outside_streams(data: bytes) -> bytes:
    """The objects of a PDF without the streams of fonts and pages, in which any bytes may stand."""
    return re.sub(rb"\bstream\r?\n.*?endstream", b"", data, flags=re.DOTALL)


@pytest.mark.parametrize("format", ["html", "txt"])
def test_html_and_text_name_no_program_either(format: str, letters: Mapping[str, Document]) -> None:
    for name in EIGHT:
        data = render(letters[name], format, Look())  # type: ignore[arg-type]
        assert not SECRETS.search(data), (name, SECRETS.search(data))


def test_no_letter_of_the_library_is_longer_than_two_pages_before_its_annex(written: dict[str, LetterOnDisk]) -> None:
    lengths = {name: pages_before_annex(letter.path.read_bytes()) for name, letter in written.items()}
    assert {name: pages for name, pages in lengths.items() if pages > 2} == {}


def test_every_page_is_a4(written: dict[str, LetterOnDisk]) -> None:
    for letter in written.values():
        with pikepdf.open(letter.path) as pdf:
            for page in pdf.pages:
                assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]


def test_nothing_is_logged_while_letters_are_written(written: dict[str, LetterOnDisk]) -> None:
    assert {name: letter.logged for name, letter in written.items() if letter.logged} == {}


def test_every_recipient_has_a_letter(written: dict[str, LetterOnDisk], letters: Mapping[str, Document]) -> None:
    assert set(written) == set(letters)
    assert set(EIGHT) <= set(written)


@needs_libreoffice
def test_libreoffice_sets_the_eight_word_files_on_two_pages_before_their_annex(
    word: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "word"
    folder.mkdir()
    for name, data in word.items():
        (folder / f"{name}.docx").write_bytes(data)
    # The letter's typeface, as on a computer that has it; with another the lines are of other lengths.
    shutil.copytree(ROOT / "templates/design/fonts", tmp_path / ".fonts")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(f"{name}.docx" for name in word),
        ],
        cwd=folder,
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
        timeout=180,
    )
    lengths = {name: pages_before_annex((folder / f"{name}.pdf").read_bytes()) for name in word}
    assert {name: pages for name, pages in lengths.items() if pages > 2} == {}


@pytest.mark.parametrize("command", [("letter", "pl-foreign-minister"), ("campaign", "build", "joint-letter-example")])
def test_no_command_leaves_anything_among_temporary_files(tmp_path: Path, command: tuple[str, ...]) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    result = process(
        *command, "--date", DATE, "-f", "pdf", "-o", tmp_path / "letters", settings={"TMPDIR": str(temporary)}
    )
    assert result.returncode == 0, result.stderr
    assert list((tmp_path / "letters").glob("*.pdf"))
    assert list(temporary.iterdir()) == []
