"""``nkadvocate check`` on letters: how they are recognised, what is printed, the annotated copy, PDF, bad files."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from editing import Editing
from lxml import etree

from nkadvocate.cli import main

NAME = "2026-07-10-prc-foreign-minister.docx"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="nkadvocate")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: Callable[[str], bytes]) -> Path:
    (tmp_path / NAME).write_bytes(written("prc-foreign-minister"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edited(data: bytes, *pairs: tuple[str, str]) -> bytes:
    letter = Editing(data)
    for old, new in pairs:
        letter.replace(old, new)
    return letter.data()


def test_a_letter_as_it_was_written_passes(folder: Path) -> None:
    result = run("check", NAME)
    assert (result.exit_code, result.output) == (0, "no findings\n")


def test_a_finding_is_a_line_with_its_place(folder: Path) -> None:
    Path(NAME).write_bytes(edited(Path(NAME).read_bytes(), ("at least 406 people", "at least 460 people")))
    result = run("check", NAME)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{NAME}: para 10: figure: was “at least 406”, is “at least 460” in “")
    assert result.stderr == "1 finding\n"


def test_findings_are_printed_as_json(folder: Path) -> None:
    Path(NAME).write_bytes(edited(Path(NAME).read_bytes(), ("at least 406 people", "406 people")))
    result = run("check", NAME, "--json")
    (found,) = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {key: found[key] for key in ("file", "paragraph", "note", "kind", "was", "now")} == {
        "file": NAME,
        "paragraph": 10,
        "note": None,
        "kind": "hedge",
        "was": "at least 406",
        "now": "406",
    }


def test_a_folder_stands_for_its_letters(folder: Path, written: Callable[[str], bytes]) -> None:
    changed = edited(written("mn-foreign-minister"), ("at least 1,076 people", "1,076 people"))
    Path("2026-07-10-mn-foreign-minister.docx").write_bytes(changed)
    Path("~$lock.docx").write_bytes(b"")
    result = run("check", folder)
    assert result.exit_code == 1
    assert [line.split(": ")[2] for line in result.stdout.splitlines()] == ["hedge"]


def test_several_letters_are_checked_one_after_the_other(folder: Path, written: Callable[[str], bytes]) -> None:
    other = "2026-07-10-mn-foreign-minister.docx"
    Path(other).write_bytes(edited(written("mn-foreign-minister"), ("at least 1,076 people", "at least 1,067 people")))
    Path(NAME).write_bytes(edited(Path(NAME).read_bytes(), ("at least 406 people", "at least 604 people")))
    said = run("check", other, NAME)
    assert [line.partition(":")[0] for line in said.stdout.splitlines()] == [other, NAME]
    assert said.exit_code == 1


def test_a_renamed_letter_is_recognised_by_its_reference_and_date(folder: Path) -> None:
    Path(NAME).rename("final (2).docx")
    assert run("check", "final (2).docx").exit_code == 0


def test_a_letter_that_cannot_be_recognised_asks_for_the_options(folder: Path) -> None:
    Path("x.docx").write_bytes(edited(Path(NAME).read_bytes(), ("TRRN/2026/prc-foreign-minister", "none")))
    result = run("check", "x.docx")
    assert result.exit_code == 1
    assert "the letter’s recipient cannot be told (give --recipient and --date" in result.stderr
    found = run("check", "x.docx", "--recipient", "prc-foreign-minister").stdout.splitlines()
    assert [line.split(": ")[2] for line in found] == ["sender"]  # its reference is gone


def test_a_letter_that_a_build_wrote_is_recognised_by_its_manifest(folder: Path) -> None:
    shutil.copytree(Path(__file__).parents[2] / "campaigns/default", "campaigns/own")
    text = Path("campaigns/own/campaign.yaml").read_text("utf-8").replace("id: default", "id: own")
    Path("campaigns/own/campaign.yaml").write_text(
        f"{text}\nrecipients: [mn-foreign-minister]\ndate: 2026-07-10\nreference: no pattern\n", "utf-8"
    )
    assert run("campaign", "build", "own", "-f", "docx").exit_code == 0
    (letter,) = Path("output/own").glob("*.docx")
    assert run("check", letter).output == "no findings\n"


def test_a_letter_with_one_request_is_checked_with_only(folder: Path) -> None:
    arguments = [
        "unhcr-high-commissioner",
        "--only",
        "unhcr-access",
        "-f",
        "docx",
        "--date",
        "2026-07-10",
        "-o",
        "one.docx",
    ]
    assert run("letter", *arguments).exit_code == 0
    assert {line.split(": ")[1] for line in run("check", "one.docx").stdout.splitlines()} >= {"demand"}
    assert run("check", "one.docx", "--only", "unhcr-access").exit_code == 0


def test_the_copy_has_a_comment_at_each_finding(folder: Path) -> None:
    changed = edited(
        Path(NAME).read_bytes(),
        ("at least 406 people", "at least 460 people"),
        ("prompt and unhindered access", "access"),
    )
    Path(NAME).write_bytes(changed)
    assert run("check", NAME, "--annotate").exit_code == 1
    copy = Path(NAME.replace(".docx", ".checked.docx"))
    word = docx.Document(io.BytesIO(copy.read_bytes()))
    assert [comment.text.partition(":")[0] for comment in word.comments] == ["figure", "demand"]
    assert {comment.author for comment in word.comments} == {"nkadvocate"}
    assert [comment.timestamp for comment in word.comments] == [None, None]
    assert Path(NAME).read_bytes() == changed
    assert run("check", folder).stdout.count("figure") == 1  # the copy is no letter


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy_and_keeps_its_comments(folder: Path) -> None:
    Path(NAME).write_bytes(edited(Path(NAME).read_bytes(), ("at least 406 people", "at least 460 people")))
    run("check", NAME, "--annotate")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "fodt"]
    subprocess.run([*command, NAME.replace(".docx", ".checked.docx")], check=True, capture_output=True)
    text = Path(NAME.replace(".docx", ".checked.fodt")).read_bytes()
    assert "figure: a figure is not as the records have it" in "".join(etree.fromstring(text).itertext())


def test_a_letter_as_pdf_is_checked(folder: Path) -> None:
    assert run("letter", "prc-foreign-minister", "-f", "pdf", "--date", "2026-07-10", "-o", "letter.pdf").exit_code == 0
    assert run("check", "letter.pdf").output == "no findings\n"
    found = run("check", "letter.pdf", "--date", "2026-07-11").stdout
    assert "date: was “11 July 2026”, is “10 July 2026”" in found


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.docx", b"PK\x03\x04", "damaged, or not a DOCX file"),
        ("a.pdf", b"%PDF-1.7\n", "damaged, or not a PDF file"),
        ("a.txt", b"words", "not a letter that can be read"),
    ],
)
def test_a_file_that_is_no_letter_is_named(folder: Path, name: str, data: bytes, what: str) -> None:
    Path(name).write_bytes(data)
    result = run("check", name)
    assert result.exit_code == 1
    assert what in result.stderr
    assert "Traceback" not in result.output


def test_what_is_meant_for_letters_is_refused_for_records(folder: Path) -> None:
    assert run("check", "--annotate").exit_code == 2
    assert run("check", NAME, "--sources", ".").exit_code == 2
