"""``nkadvocate import sources``: what it writes, where, and what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nkadvocate import shipped
from nkadvocate.cli import main
from nkadvocate.library import open_library

ITEM = {"id": "walk2024", "type": "report", "title": "A Long Walk", "issued": {"raw": "2024-05"}}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with one file to import and one campaign."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shipped.CAMPAIGNS / "default", tmp_path / "campaigns" / "mine")
    (tmp_path / "library.json").write_text(json.dumps([ITEM, {"type": "book"}]), encoding="utf-8")
    return tmp_path


def imported(*words: str) -> Result:
    result = CliRunner().invoke(main, ["import", "sources", *words], prog_name="nkadvocate")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_sources_of_a_campaign_are_read_with_it(folder: Path) -> None:
    result = imported("library.json", "-c", "mine", "--weight", "ngo")
    path = folder / "campaigns" / "mine" / "sources" / "library.yaml"
    assert result.stdout == "campaigns/mine/sources/library.yaml\n"
    source = open_library(folder / "campaigns" / "mine").sources["walk-2024"]
    assert (source.title, source.issued, source.weight) == ("A Long Walk", "2024-05", "ngo")
    schema = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / schema).resolve() == shipped.SEEDS / "schema" / "sources.json"


def test_rows_that_cannot_be_used_are_told_and_count_as_findings() -> None:
    result = imported("library.json", "-o", "out.yaml")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["1 source imported, 1 not", "error: library.json: item 2: it has no title"]


def test_without_findings_the_command_succeeds(folder: Path) -> None:
    (folder / "library.json").write_text(json.dumps([ITEM]), encoding="utf-8")
    assert imported("library.json", "-o", "out.yaml").exit_code == 0


def test_without_a_target_the_records_are_printed(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    result = imported("library.json")
    assert result.stdout.startswith("# yaml-language-server: $schema=")
    assert "- id: walk-2024\n" in result.stdout
    assert "weight: press  # check" in result.stdout
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("target", [("-o", "campaigns/mine/sources/library.yaml"), ("-c", "mine")])
def test_a_file_that_exists_is_not_overwritten(folder: Path, target: tuple[str, str]) -> None:
    path = folder / "campaigns" / "mine" / "sources" / "library.yaml"
    path.parent.mkdir()
    path.write_text("mine\n", encoding="utf-8")
    result = imported("library.json", *target)
    assert result.exit_code == 1
    assert "library.yaml exists and is not overwritten" in result.stderr
    assert path.read_text(encoding="utf-8") == "mine\n"


def test_what_is_imported_twice_is_there_already() -> None:
    imported("library.json", "-c", "mine")
    Path("again.json").write_text(json.dumps([ITEM]), encoding="utf-8")
    result = imported("again.json", "-c", "mine")
    assert result.exit_code == 1
    assert "item 1: “A Long Walk” is already there, as walk-2024" in result.stderr
    assert not Path("campaigns/mine/sources/again.yaml").exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("missing.json",), "does not exist"),
        (("library.json", "-o", "x.yaml", "-c", "mine"), "give one of them"),
        (("library.json", "-o", "x.txt"), "ends in .yaml"),
        (("library.json", "-c", "mein"), "there is no campaign 'mein'"),
        (("library.json", "--weight", "gossip"), "gossip"),
        (("library.txt",), "give --format"),
    ],
)
def test_wrong_usage_is_explained(words: tuple[str, ...], complaint: str) -> None:
    Path("library.txt").write_text("", encoding="utf-8")
    result = imported(*words)
    assert result.exit_code == 2
    assert complaint in result.stderr


def test_the_format_may_be_given(folder: Path) -> None:
    (folder / "library.txt").write_text("TY  - BOOK\nTI  - A Book\nER  - \n", encoding="utf-8")
    assert "title: A Book" in imported("library.txt", "--format", "ris").stdout


def test_help_has_examples() -> None:
    assert "nkadvocate import sources library.json -c mine" in imported("--help").stdout
    top = CliRunner().invoke(main, ["import", "--help"], prog_name="nkadvocate").stdout
    assert "sources" in top
