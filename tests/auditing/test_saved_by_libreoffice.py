"""Letters and briefings that LibreOffice opened and saved."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_smuggled_word import NAME

from nkadvocate.cli import main

TAGGED = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["docx", "pdf", f"pdf:writer_pdf_Export:{TAGGED}"], ids=["docx", "pdf", "tagged"])
def test_a_letter_that_libreoffice_saved_has_no_findings(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: Callable[[str], bytes],
    format: str,
) -> None:
    """It writes into the footers how many pages it counted, where a letter written anew says “1 of 1”; and, with tags,
    every note into a paragraph, its number among the words. With --every-word none passes but the file that is made."""
    monkeypatch.chdir(tmp_path)
    saved = _saved(written("pl-foreign-minister"), format)
    assert CliRunner().invoke(main, ["check", str(saved)]).output == "no findings\n"
    told = CliRunner().invoke(main, ["check", str(saved), "--every-word"]).output
    assert ": disguised: a file that is not, byte for byte, the one that is made" in told
    assert told.endswith("\n1 finding\n")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_briefing_that_libreoffice_saved_has_no_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[str], bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "2026-07-10-briefing-pl-foreign-minister.docx"
    saved = _saved(made(name), "docx", name)
    assert CliRunner().invoke(main, ["check", str(saved)]).output == "no findings\n"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_of_its_pdf_the_scan_tells_program_and_time_alone_and_a_clean_copy_has_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: Callable[[str], bytes]
) -> None:
    """It writes lengths and other numbers as objects of their own, which the copy keeps as they are."""
    monkeypatch.chdir(tmp_path)
    saved = _saved(written("pl-foreign-minister"), f"pdf:writer_pdf_Export:{TAGGED}")
    told = CliRunner().invoke(main, ["scan", "--clean", str(saved)]).output.splitlines()
    assert {line.split(": ")[1] for line in told if ": " in line} == {
        "Info /Producer",
        "Info /Creator",
        "Info /CreationDate",
    }
    clean = saved.with_suffix(".clean.pdf")
    for command in ("scan", "check"):
        assert CliRunner().invoke(main, [command, str(clean)]).output == "no findings\n"


def _saved(letter: bytes, format: str, name: str = NAME) -> Path:
    Path(name).write_bytes(letter)
    profile = f"-env:UserInstallation={Path('profile').absolute().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", format, "--outdir", "saved", name]
    subprocess.run(command, check=True, capture_output=True)
    return Path("saved", name).with_suffix(f".{format.partition(':')[0]}")
