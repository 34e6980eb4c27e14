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
@pytest.mark.parametrize("options", [(), ("--every-word",)], ids=["plain", "every word"])
def test_a_letter_that_libreoffice_saved_has_no_findings(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: Callable[[str], bytes],
    format: str,
    options: tuple[str, ...],
) -> None:
    """It writes into the footers how many pages it counted, where a letter written anew says “1 of 1”; and, with tags,
    every note into a paragraph, its number among the words. Word for word, a PDF file of another program has the one
    finding that it is none of ours."""
    monkeypatch.chdir(tmp_path)
    saved = _saved(written("pl-foreign-minister"), format)
    told = CliRunner().invoke(main, ["check", str(saved), *options]).output
    if options and saved.suffix == ".pdf":
        assert "disguised: pages that are not, byte for byte," in told
        assert told.endswith("\n1 finding\n")
    else:
        assert told == "no findings\n"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_briefing_that_libreoffice_saved_is_set_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command = ("briefing", "--for", "pl-foreign-minister", "-f", "docx", "--date", "2026-07-10", "-o", ".")
    assert CliRunner().invoke(main, command).exit_code == 0
    name = "2026-07-10-briefing-pl-foreign-minister.docx"
    saved = _saved(Path(name).read_bytes(), "docx", name)
    assert CliRunner().invoke(main, ["check", str(saved), "--every-word"]).output == "no findings\n"


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
