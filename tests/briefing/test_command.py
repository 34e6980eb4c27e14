"""The commands ``briefing`` and ``annex``, from the shell's side."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from nkadvocate.cli import main
from nkadvocate.composing.annex import harmless
from nkadvocate.library import Library


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, words, prog_name="nkadvocate")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_briefing_goes_into_output_as_pdf() -> None:
    assert run("briefing", "--date", "2026-07-10").exit_code == 0
    with pikepdf.open("output/2026-07-10-briefing.pdf") as pdf:
        assert 6 <= len(pdf.pages) <= 12


def test_a_briefing_for_a_meeting_is_named_after_the_recipient() -> None:
    result = run("briefing", "--for", "mn-foreign-minister", "-f", "docx", "-f", "html", "--date", "2026-07-10")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in Path("output").iterdir()) == [
        "2026-07-10-briefing-mn-foreign-minister.docx",
        "2026-07-10-briefing-mn-foreign-minister.html",
        "manifest.json",
    ]
    assert "Mongolia" in Path("output/2026-07-10-briefing-mn-foreign-minister.html").read_text("utf-8")


def test_the_same_input_gives_the_same_bytes() -> None:
    for name in ("a.html", "b.html"):
        run("briefing", "--date", "2026-07-10", "-o", name)
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


def test_one_page_can_be_left_behind() -> None:
    run("briefing", "--length", "one-page", "--date", "2026-07-10", "-o", "leave.pdf")
    with pikepdf.open("leave.pdf") as pdf:
        assert len(pdf.pages) == 1


def test_an_unknown_recipient_is_wrong_usage() -> None:
    result = run("briefing", "--for", "prc-foreign-ministr")
    assert result.exit_code == 2
    assert "did you mean prc-foreign-minister" in result.output


def test_an_unknown_demand_is_wrong_usage() -> None:
    assert run("briefing", "--only", "nothing", "--date", "2026-07-10").exit_code == 2


def test_a_campaign_replaces_one_part() -> None:
    run("briefing", "--date", "2026-07-10", "-f", "html")
    folder = Path("campaigns/mine/templates/parts/briefing")
    folder.mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "campaigns/default/campaign.yaml"
    text = shipped.read_text("utf-8").replace("id: default", "id: mine")
    Path("campaigns/mine/campaign.yaml").write_text(text, "utf-8")
    (folder / "questions.md.j2").write_text("## Questions of our own\n\nNone.\n", "utf-8")
    result = run("briefing", "-c", "mine", "--date", "2026-07-10", "-o", "mine.html")
    assert result.exit_code == 0, result.output
    assert "Questions of our own" in Path("mine.html").read_text("utf-8")


def test_the_annex_of_a_letter_lists_every_claim_with_its_source(shipped_library: Library) -> None:
    result = run("annex", "--for", "prc-foreign-minister", "-f", "csv", "--date", "2026-07-10")
    assert result.exit_code == 0, result.output
    text = Path("output/2026-07-10-annex-prc-foreign-minister.csv").read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    run("letter", "prc-foreign-minister", "-f", "html", "--date", "2026-07-10")
    letter = Path("output/2026-07-10-prc-foreign-minister.html").read_text("utf-8")
    evidence = [row for row in rows if row["record"] in shipped_library.evidence]
    assert len({row["record"] for row in evidence}) >= 3
    for row in evidence:
        assert row["status"] == "active"
        assert row["statement"]
        assert row["source"]
        assert row["weight"] == shipped_library.sources[row["source id"]].weight
        assert all(f'id="note-{number}"' in letter for number in row["notes"].split(", "))


def test_the_annex_of_the_briefing_is_csl_json_too(shipped_library: Library) -> None:
    assert run("annex", "-f", "json", "--date", "2026-07-10").exit_code == 0
    items = json.loads(Path("output/2026-07-10-annex.json").read_text("utf-8"))
    assert len(items) == len({item["id"] for item in items}) > 20
    for item in items:
        assert item["id"] in shipped_library.sources
        assert item["type"]
        assert item["title"]
        for field in ("issued", "accessed", "event-date"):
            if field in item:
                assert all(isinstance(part, int) for part in item[field]["date-parts"][0])


@pytest.mark.parametrize("format", ["pdf", "docx", "html"])
def test_the_annex_is_a_document(format: str) -> None:
    assert run("annex", "--for", "unsg", "-o", f"annex.{format}", "--date", "2026-07-10").exit_code == 0
    assert Path(f"annex.{format}").stat().st_size > 1000


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_formula_survives(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_other_cells_stay_as_they_are() -> None:
    assert harmless("1 = 1") == "1 = 1"
    assert harmless("") == ""
