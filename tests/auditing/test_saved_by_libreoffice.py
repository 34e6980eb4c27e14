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
    every note into a paragraph, its number among the words."""
    monkeypatch.chdir(tmp_path)
    Path(NAME).write_bytes(written("pl-foreign-minister"))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", format, "--outdir", "saved", NAME], check=True, capture_output=True)
    saved = Path("saved", NAME).with_suffix(f".{format.partition(':')[0]}")
    assert CliRunner().invoke(main, ["check", str(saved), *options]).output == "no findings\n"
