"""``nkadvocate import recipients``: what it writes and says, where, and what it refuses. All persons are invented."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nkadvocate import shipped
from nkadvocate.cli import main
from nkadvocate.library import open_library

TABLE = """Member;Seat;Party
Jane Example;Example North;None
Alex Example;Example South;None
Jane Example;Example North;None
;;None
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one list to import and one campaign."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shipped.CAMPAIGNS / "default", tmp_path / "campaigns" / "mine")
    (tmp_path / "members.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, [*words], prog_name="nkadvocate")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def imported(*words: str) -> Result:
    return run("import", "recipients", *words, "--date", "2026-12-10")


def test_a_list_becomes_recipients_of_the_campaign_who_can_be_written_to(folder: Path) -> None:
    result = imported("members.csv", "-c", "mine", "--body", "gb-commons", "--map", "constituency=Seat")
    assert result.stdout.splitlines() == [
        "campaigns/mine/recipients/members.yaml",
        "campaigns/mine/recipients/members.map.yaml",
    ]
    member = open_library(folder / "campaigns" / "mine").recipients["gb-commons-alex-example"]
    assert member.office == "Member of Parliament for Example South"
    done = run("letter", member.id, "-c", "mine", "-f", "txt", "--date", "2026-12-10")
    assert done.stdout == "output/2026-12-10-gb-commons-alex-example.txt\n"
    assert "Dear Alex Example," in Path(done.stdout.strip()).read_text(encoding="utf-8")


def test_everything_is_told_and_counted() -> None:
    result = imported("members.csv", "-c", "mine", "--body", "gb-commons", "--map", "constituency=Seat")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "columns: name ← Member; constituency ← Seat",
        "not used: Party (--map FIELD=COLUMN takes one as given, family, honorific, suffix, gender, name_order, body, "
        "role, country, email, address, addressed_as, term_start, term_end)",
        "2 recipients imported, 1 not, 1 duplicate",
        "error: members.csv:5:1: a row without a name",
        "error: members.csv:4:1: Jane Example: a duplicate; the same as line 2",
    ]


def test_a_list_without_findings_succeeds(folder: Path) -> None:
    (folder / "members.csv").write_text("name\nJane Example\n", encoding="utf-8")
    result = imported("members.csv", "-c", "mine", "--body", "gb-commons")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, "1 recipient imported, 0 not, 0 duplicates")


def test_the_columns_are_kept_and_used_again(folder: Path) -> None:
    imported("members.csv", "-c", "mine", "--body", "gb-commons", "--map", "constituency=Party")
    kept = folder / "campaigns" / "mine" / "recipients" / "members.map.yaml"
    assert kept.read_text(encoding="utf-8").splitlines()[1:] == ['name: "Member"', 'constituency: "Party"']
    kept.with_name("members.yaml").unlink()
    result = imported("members.csv", "-c", "mine", "--body", "gb-commons")
    assert result.stderr.startswith("columns as saved: name ← Member; constituency ← Party\n")
    kept.with_name("members.yaml").unlink()
    result = imported("members.csv", "-c", "mine", "--body", "gb-commons", "--map", "constituency=")
    assert result.stderr.startswith("columns as saved: name ← Member\n")
    assert kept.read_text(encoding="utf-8").splitlines()[1:] == ['name: "Member"']


def test_a_mistake_in_kept_columns_is_told(folder: Path) -> None:
    kept = folder / "campaigns" / "mine" / "recipients" / "members.map.yaml"
    kept.parent.mkdir()
    kept.write_text("nmae: Member\n", encoding="utf-8")
    result = imported("members.csv", "-c", "mine", "--body", "gb-commons")
    assert "members.map.yaml:1:7: unknown field 'nmae' (did you mean name" in result.stderr


def test_the_date_decides_whose_term_is_over(folder: Path) -> None:
    (folder / "members.csv").write_text("name,term end\nJane Example,2026-11-30\n", encoding="utf-8")
    assert (
        "the term ended on 2026-11-30, before the letter of 2026-12-10"
        in imported("members.csv", "--body", "gb-commons").stderr
    )
    campaign = folder / "campaigns" / "mine" / "campaign.yaml"
    campaign.write_text(f"{campaign.read_text('utf-8')}date: 2026-11-01\n", encoding="utf-8")
    result = run("import", "recipients", "members.csv", "-c", "mine", "--body", "gb-commons")
    assert result.exit_code == 0, result.stderr


def test_without_a_target_the_records_are_printed(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    result = imported("members.csv", "--body", "gb-commons")
    assert result.stdout.startswith(
        "# yaml-language-server: $schema=../schema/recipients.json\n# Imported from members.csv.\n"
    )
    assert "- id: gb-commons-jane-example\n  member_of: gb-commons\n" in result.stdout
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("target", [("-o", "campaigns/mine/recipients/members.yaml"), ("-c", "mine")])
def test_a_file_that_exists_is_not_overwritten(folder: Path, target: tuple[str, str]) -> None:
    path = folder / "campaigns" / "mine" / "recipients" / "members.yaml"
    path.parent.mkdir()
    path.write_text("[]\n", encoding="utf-8")
    result = imported("members.csv", "--body", "gb-commons", *target)
    assert result.exit_code == 1
    assert "members.yaml exists and is not overwritten" in result.stderr
    assert path.read_text(encoding="utf-8") == "[]\n"


def test_who_is_imported_twice_is_there_already(folder: Path) -> None:
    (folder / "members.csv").write_text("name,seat of\nJane Example,\nVacant,North\n", encoding="utf-8")
    imported("members.csv", "-c", "mine", "--body", "gb-commons", "--map", "constituency=seat of")
    (folder / "again.csv").write_text("name,area\nEXAMPLE Jane,\nVacant,North\n", encoding="utf-8")
    result = imported("again.csv", "-c", "mine", "--body", "gb-commons")
    assert "0 recipients imported, 0 not, 2 duplicates" in result.stderr
    assert "already there, as gb-commons-jane-example" in result.stderr
    assert "already there, as gb-commons-north" in result.stderr
    assert not (folder / "campaigns" / "mine" / "recipients" / "again.yaml").exists()


def test_a_campaign_may_have_bodies_of_its_own(folder: Path) -> None:
    own = folder / "campaigns" / "mine" / "bodies" / "own.yaml"
    own.parent.mkdir()
    body = (shipped.SEEDS / "bodies" / "parliaments.yaml").read_text("utf-8").split("\n- id: ")[1]
    own.write_text(f"- id: {body}".replace("eu-parliament", "example-council"), encoding="utf-8")
    result = imported("members.csv", "-c", "mine", "--body", "example-council")
    assert "campaigns/mine/recipients/members.yaml" in result.stdout


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("missing.csv",), "does not exist"),
        (("members.csv", "-o", "x.yaml", "-c", "mine"), "give one of them"),
        (("members.csv", "-o", "x.txt"), "ends in .yaml"),
        (("members.csv", "-c", "mein"), "there is no campaign 'mein'"),
        (("members.csv", "--map", "nmae=Member"), "there is no field 'nmae' (did you mean name"),
        (("members.csv", "--map", "name=Membre"), "there is no column 'Membre' (did you mean Member"),
        (("members.csv", "--body", "gb-common"), "there is no body 'gb-common' (did you mean gb-commons"),
        (("members.pdf",), "give --format"),
    ],
)
def test_wrong_usage_is_explained(words: tuple[str, ...], complaint: str) -> None:
    Path("members.pdf").write_text("", encoding="utf-8")
    result = imported(*words)
    assert result.exit_code == 2
    assert complaint in result.stderr


def test_the_format_may_be_given(folder: Path) -> None:
    (folder / "members.lst").write_text("name\nJane Example\n", encoding="utf-8")
    assert "gb-commons-jane-example" in imported("members.lst", "--format", "csv", "--body", "gb-commons").stdout


def test_help_has_examples() -> None:
    assert "nkadvocate import recipients members.csv -c mine --body gb-commons" in imported("--help").stdout
