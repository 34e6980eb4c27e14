"""``nkadvocate scan``: what it prints, what it writes and where, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditing.files import Word, jpeg
from nkadvocate.cli import main

HIDDEN = Word(body="<w:p><w:r><w:t>A</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Kim</w:t></w:r></w:p>").packed()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file that gives something away and one that does not."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.docx").write_bytes(HIDDEN)
    (tmp_path / "plain.docx").write_bytes(Word().packed())
    return tmp_path


def scan(*words: str) -> Result:
    result = CliRunner().invoke(main, ["scan", *words], prog_name="nkadvocate")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_file_without_findings_ends_well() -> None:
    result = scan("plain.docx")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no findings\n")


def test_a_finding_says_file_place_and_kind_and_is_a_failure() -> None:
    result = scan("plain.docx", "letter.docx")
    assert result.exit_code == 1
    assert result.stdout == "letter.docx: word/document.xml w:r: hidden text: “Kim”\n"
    assert result.stderr == "1 finding\n"


def test_findings_can_be_had_as_json() -> None:
    result = scan("letter.docx", "--json")
    place = {"file": "letter.docx", "kind": "hidden text", "where": "word/document.xml w:r", "what": "“Kim”"}
    assert json.loads(result.stdout) == [place]
    assert json.loads(scan("plain.docx", "--json").stdout) == []


def test_a_clean_copy_is_written_beside_the_file(folder: Path) -> None:
    result = scan("letter.docx", "--clean")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "letter.clean.docx"
    assert (folder / "letter.docx").read_bytes() == HIDDEN
    assert scan("letter.clean.docx").exit_code == 0


def test_a_clean_copy_can_go_to_a_folder(folder: Path) -> None:
    (folder / "photo.jpeg").write_bytes(jpeg(gps=True))
    scan("letter.docx", "photo.jpeg", "--clean", "-o", "to-send")
    assert sorted(path.name for path in (folder / "to-send").iterdir()) == ["letter.clean.docx", "photo.clean.jpg"]


def test_nothing_is_overwritten(folder: Path) -> None:
    (folder / "letter.clean.docx").write_bytes(b"mine")
    result = scan("letter.docx", "--clean")
    assert result.exit_code == 1
    assert "letter.clean.docx exists and is not overwritten" in result.stderr
    assert (folder / "letter.clean.docx").read_bytes() == b"mine"


def test_two_files_of_one_name_do_not_overwrite_each_other(folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "letter.docx").write_bytes(HIDDEN)
    result = scan("letter.docx", "other/letter.docx", "--clean", "-o", "to-send")
    assert "exists and is not overwritten" in result.stderr


def test_a_file_that_cannot_be_read_does_not_hide_the_findings_of_others(folder: Path) -> None:
    (folder / "broken.docx").write_bytes(b"PK\x03\x04")
    (folder / "letter.odt").write_bytes(b"other")
    result = scan("broken.docx", "letter.docx", "letter.odt")
    assert result.exit_code == 1
    assert "hidden text" in result.stdout
    assert result.stderr.splitlines() == [
        "1 finding",
        "error: broken.docx: damaged, or not a DOCX file",
        "error: letter.odt: not a DOCX, PDF, PNG or JPEG file",
    ]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "Missing argument"),
        (("none.docx",), "does not exist"),
        (("letter.docx", "-o", "x"), "give --clean with it"),
    ],
)
def test_wrong_usage_is_explained(words: tuple[str, ...], complaint: str) -> None:
    result = scan(*words)
    assert result.exit_code == 2
    assert complaint in result.stderr


def test_a_file_cannot_write_to_the_terminal(folder: Path) -> None:
    name = "a\x1b[2J\udcffb.docx"
    body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>\u009b2J\u202eKim</w:t></w:r></w:p>"
    (folder / name).write_bytes(Word(body=body).packed())
    result = scan(name, "--clean")
    assert result.exit_code == 1
    shown = "a [2J<U+DCFF>b"
    assert result.stdout == (f"{shown}.docx: word/document.xml w:r: hidden text: “2J<U+202E>Kim”\n{shown}.clean.docx\n")
