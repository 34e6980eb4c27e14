"""Commands that draw nothing import no library that draws, so that they answer at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.command import DATE, ROOT, process

HEAVY = ("weasyprint", "pydyf", "docx", "matplotlib", "tinycss2", "fontTools", "PIL", "numpy")

# Runs the command and prints what is loaded at its end, however it ends.
CODE = """
import atexit, json, sys
atexit.register(lambda: open("modules.json", "w").write(json.dumps(sorted(sys.modules))))
from nkadvocate.cli import main
main(sys.argv[1:], prog_name="nkadvocate")
"""


def source() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def imported(*words: str) -> set[str]:
    """The modules that are loaded at the end of a command."""
    done = process(*words, python=("-c", CODE))
    assert done.returncode == 0, done.stderr
    return set(json.loads(Path("modules.json").read_text("utf-8")))


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("--version",),
        ("letter", "--help"),
        ("list", "recipients"),
        ("list", "evidence", "--json"),
        ("show", "prc-foreign-minister"),
        ("explain", "prc-foreign-minister"),
        ("check",),
        ("schema",),
    ],
    ids=" ".join,
)
def test_a_command_that_writes_no_letter_imports_no_renderer(words: tuple[str, ...]) -> None:
    assert not {name for name in imported(*words) if name.partition(".")[0] in HEAVY}


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("letter", "--help")], ids=" ".join)
def test_help_reads_no_record(words: tuple[str, ...]) -> None:
    modules = imported(*words)
    assert not {"yaml", "pydantic", "jinja2", "markdown_it", "babel", "lxml", "rich"} & modules
    assert not {name for name in modules if name.startswith(("nkadvocate.library", "nkadvocate.records"))}


@pytest.mark.parametrize(("format", "without"), [("txt", HEAVY), ("html", HEAVY), ("docx", HEAVY[:2])])
def test_a_letter_imports_what_its_format_needs(format: str, without: tuple[str, ...]) -> None:
    modules = imported("letter", "mn-foreign-minister", "-f", format, "--date", DATE)
    assert not {name for name in modules if name.partition(".")[0] in without}


def test_the_package_itself_imports_the_standard_library_only() -> None:
    code = "import sys, nkadvocate; print(*{name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names)"
    done = subprocess.run([sys.executable, "-S", "-c", code], env=source(), capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) - {"__main__"} == {"nkadvocate"}
