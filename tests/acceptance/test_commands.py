"""Every other command: what it prints, its exit code, and its help."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from acceptance.command import DATE, ROOT, campaign, files, nkadvocate, process, write
from nkadvocate.cli import main
from nkadvocate.library import Library
from nkadvocate.tailoring import Dossier

COMMANDS = tuple(main.list_commands(click.Context(main)))
KINDS = ("recipients", "demands", "evidence", "sources", "instruments", "positions", "campaigns")


def test_the_package_runs_as_a_module() -> None:
    done = process("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("nkadvocate ")
    assert process("--help").stdout.startswith("Usage: nkadvocate [OPTIONS] COMMAND")


def test_the_first_help_names_every_command_and_the_exit_codes() -> None:
    text = nkadvocate("--help").stdout
    assert "Exit codes: 0 done, 1 findings or failure, 2 wrong usage." in text
    for name in COMMANDS:
        assert f"\n  {name} " in text


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_s_help_holds_an_example(name: str, option: str) -> None:
    result = nkadvocate(name, option)
    assert result.exit_code == 0
    assert f"  nkadvocate {name}" in result.stdout.partition("Example")[2]
    assert max(map(len, result.stdout.splitlines())) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_in_the_help_name_what_exists(name: str, shipped_library: Library) -> None:
    library = shipped_library
    for line in nkadvocate(name, "--help").stdout.splitlines():
        words = line.split()
        if words[:1] == ["nkadvocate"] and name in {"letter", "explain", "show"}:
            assert words[2] in library.origins, line
            if "--only" in words:
                assert words[words.index("--only") + 1] in library.demands


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_has_one_record_a_line_and_the_same_in_json(kind: str, shipped_library: Library) -> None:
    lines = nkadvocate("list", kind).stdout.splitlines()
    rows = json.loads(nkadvocate("list", kind, "--json").stdout)
    assert [line.split("\t") for line in lines] == [list(row.values()) for row in rows]
    known = {"default", "joint-letter-example"} if kind == "campaigns" else shipped_library.kind(kind)
    assert {row["id"] for row in rows} == set(known)


def test_a_list_takes_in_a_campaign_s_own_records() -> None:
    folder = campaign()
    source = {"id": "our-interviews", "type": "report", "title": "Our interviews", "weight": "ngo"}
    write(folder / "sources" / "ours.yaml", [source])
    assert "our-interviews\t" in nkadvocate("list", "sources", "-c", "mine").stdout
    assert "our-interviews\t" not in nkadvocate("list", "sources").stdout


def test_own_campaigns_are_listed_beside_the_shipped_one() -> None:
    campaign("spring", title="Spring campaign")
    rows = json.loads(nkadvocate("list", "campaigns", "--json").stdout)
    assert {row["id"]: row["title"] for row in rows}["spring"] == "Spring campaign"
    assert "default" in {row["id"] for row in rows}


def test_show_prints_a_record_with_its_file_and_line() -> None:
    result = nkadvocate("show", "prc-foreign-minister")
    first, *fields = result.stdout.splitlines()
    assert first.startswith("prc-foreign-minister  recipients, seeds/recipients/china.yaml:")
    number = int(first.split(":")[1])
    line = (ROOT / "seeds/recipients/china.yaml").read_text("utf-8").splitlines()[number - 1]
    assert "prc-foreign-minister" in line
    assert "actor: cn" in fields


def test_a_record_can_be_read_back_from_what_show_prints_as_json(shipped_library: Library) -> None:
    library = shipped_library
    for kind in ("evidence", "forms"):
        record_id, record = next(iter(library.kind(kind).items()))
        fields = json.loads(nkadvocate("show", record_id, "--json").stdout)
        assert fields.pop("record") == kind
        assert type(record).model_validate_json(json.dumps(fields)) == record


def test_explain_gives_every_choice_and_omission_with_its_reason(dossiers: dict[str, Dossier]) -> None:
    choices = dossiers["mn-foreign-minister"].choices
    rows = json.loads(nkadvocate("explain", "mn-foreign-minister", "--date", DATE, "--json").stdout)
    assert [tuple(row.values()) for row in rows] == [(c.kind, c.id, c.chosen, c.reason) for c in choices]
    assert all(row["reason"] for row in rows)
    text = nkadvocate("explain", "mn-foreign-minister", "--date", DATE).stdout
    for choice in choices:
        assert f"  {'+' if choice.chosen else '-'} {choice.id}: {choice.reason}\n" in text


def test_explain_gives_the_choices_in_the_same_order_each_time() -> None:
    told = {
        process("explain", "sr-dprk-rapporteur", "--date", DATE, settings={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert told.pop().startswith("Demands\n  + non-refoulement: ")


def test_explain_says_of_every_demand_whether_it_is_asked(
    dossiers: dict[str, Dossier], shipped_library: Library
) -> None:
    for dossier in dossiers.values():
        asked = {choice.id for choice in dossier.choices if choice.kind == "demand" and choice.chosen}
        told = {choice.id for choice in dossier.choices if choice.kind == "demand"}
        assert asked == {chosen.demand.id for chosen in dossier.demands}
        assert told == set(shipped_library.demands)


def test_check_finds_nothing_in_the_shipped_records() -> None:
    result = nkadvocate("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no findings\n")
    assert json.loads(nkadvocate("check", "--json").stdout) == []


def test_check_reports_what_it_finds_in_a_campaign_and_exits_with_1() -> None:
    folder = campaign()
    source = {"id": "our-interviews", "type": "report", "title": "Our interviews", "weight": "ngo"}
    write(folder / "sources" / "ours.yaml", [source])
    result = nkadvocate("check", folder)
    assert result.exit_code == 1
    assert result.stdout == "mine/sources/ours.yaml:1:7: our-interviews: a source that nothing cites\n"
    assert result.stderr == "1 finding\n"
    (row,) = json.loads(nkadvocate("check", folder, "--json").stdout)
    assert row["where"] == "mine/sources/ours.yaml:1:7"


def test_check_reports_every_mistake_of_every_file_at_once() -> None:
    folder = campaign(recipients=["mn-foreign-ministry"])
    write(folder / "sources" / "bad.yaml", [{"id": "x", "title": "T", "type": "reprot", "weight": "ngo"}])
    write(folder / "actors" / "bad.yaml", [{"id": "y", "kind": "ngo"}])
    result = nkadvocate("check", folder)
    assert result.exit_code == 1
    assert "mine/sources/bad.yaml:3:9: 'type': 'reprot' is not one of" in result.stdout
    assert "mine/actors/bad.yaml:1:3: the field 'name' is missing" in result.stdout


def test_check_reads_the_campaign_itself() -> None:
    folder = campaign(recipients=["mn-foreign-ministers"])
    result = nkadvocate("check", folder)
    assert result.exit_code == 1
    assert "mine/campaign.yaml:" in result.stdout
    assert "no recipient is found by 'mn-foreign-ministers' (did you mean mn-foreign-minister" in result.stdout


def test_schema_writes_one_file_for_each_kind_as_they_are_shipped() -> None:
    result = nkadvocate("schema", "-o", "schema")
    assert sorted(result.stdout.splitlines()) == files()
    for path in (ROOT / "seeds/schema").iterdir():
        assert Path("schema", path.name).read_text("utf-8") == path.read_text("utf-8"), path.name
    assert set(json.loads(nkadvocate("schema").stdout)) == {path.stem for path in Path("schema").iterdir()}


def test_an_unknown_command_is_wrong_usage_with_a_suggestion() -> None:
    result = nkadvocate("lettr", "prc-foreign-minister")
    assert result.exit_code == 2
    assert "No such command 'lettr'. Did you mean letter?" in result.stderr


def test_bash_gets_a_completion_script_that_completes_a_recipient(shipped_library: Library) -> None:
    script = process(settings={"_NKADVOCATE_COMPLETE": "bash_source"})
    assert script.returncode == 0
    assert "_nkadvocate_completion" in script.stdout
    assert completed("nkadvocate letter prc-f") == ["plain,prc-foreign-minister"]
    wanted = [f"plain,{name}" for name in shipped_library.recipients if name.startswith("un")]
    assert completed("nkadvocate explain un") == wanted
    assert completed("nkadvocate letter -c def") == ["plain,default"]
    assert "plain,non-refoulement" in completed("nkadvocate letter mn-foreign-minister --only non-")


def completed(line: str) -> list[str]:
    settings = {
        "_NKADVOCATE_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split()) - 1),
    }
    done = process(settings=settings)
    assert done.stderr == ""
    return done.stdout.splitlines()
