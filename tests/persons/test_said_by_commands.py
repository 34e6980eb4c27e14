"""What commands say and keep beside letters: errors, names of files, completions, manifests."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
import yaml

from acceptance.command import nkadvocate, process
from persons.invented import campaign_folder, dump, invented

RECIPIENT = "aland-minister"
BUILD = ("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1")


@pytest.fixture
def mine(desk: Path) -> Path:
    """A campaign whose letters tell of a person by pseudonym, month and county."""
    return campaign_folder(desk / "campaigns" / "mine", invented({"form": "pseudonym"}), recipients=[RECIPIENT])


def saying(mine: Path, words: str) -> None:
    """The campaign has a part of its own that says this."""
    part = mine / "templates" / "parts" / "reply.md.j2"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_text(f"Please read on. {words}\n", "utf-8")


def change(mine: Path, **fields: object) -> None:
    path = mine / "campaign.yaml"
    path.write_text(dump(yaml.safe_load(path.read_text("utf-8")) | fields), "utf-8")


def test_no_error_shows_a_place(mine: Path) -> None:
    assert nkadvocate(*BUILD).exit_code == 0
    change(mine, demands=["qulumo-ri"])
    for command in (BUILD, ("campaign", "status", "mine"), ("campaign", "check", "mine"), ("verify", "output")):
        assert "qulumo" not in nkadvocate(*command).output.lower(), command


def test_no_error_of_a_library_that_cannot_be_opened_shows_a_place(mine: Path) -> None:
    (mine / "evidence" / "evidence.yaml").write_text(dump([invented({"form": "pseudonym"}, by="qulumo-ri")]), "utf-8")
    for command in (("letter", RECIPIENT, "-c", "mine"), ("check", "campaigns/mine"), BUILD):
        assert "qulumo" not in nkadvocate(*command).output.lower(), command


def test_a_record_with_a_mistake_still_protects_its_person(mine: Path) -> None:
    record = invented({"form": "pseudonym"}, theme="treatmnt")
    (mine / "evidence" / "evidence.yaml").write_text(dump([record]), "utf-8")
    change(mine, copies=["invented-kyuri"])
    office = {"id": "r", "office": "O", "body": "B", "actor": "invented-kyuri", "family": "others"}
    office |= {"roles": ["executive"], "form": "minister", "standing": "S"}
    (mine / "recipients" / "more.yaml").write_text(dump([office]), "utf-8")
    for command in (("letter", RECIPIENT, "-c", "mine"), ("check", "campaigns/mine"), BUILD):
        assert "kyuri" not in nkadvocate(*command).output.lower(), command


def test_nothing_is_shown_beside_an_error_in_evidence_that_cannot_be_read(mine: Path) -> None:
    with (mine / "evidence" / "evidence.yaml").open("a", encoding="utf-8") as file:
        file.write("- [\n")
    (mine / "recipients" / "more.yaml").write_text(dump([{"id": "invented-kyuri"}]), "utf-8")
    output = nkadvocate("letter", RECIPIENT, "-c", "mine").output
    assert "kyuri" not in output.lower()
    assert "mine/evidence/evidence.yaml" in output


def test_verify_does_not_name_a_file_by_it(mine: Path) -> None:
    assert nkadvocate(*BUILD).exit_code == 0
    Path("output/invented-kyuri.txt").write_text("x", "utf-8")
    assert "kyuri" not in nkadvocate("verify", "output", "-c", "mine").output.lower()


def test_affected_does_not_repeat_it_from_a_manifest(mine: Path) -> None:
    assert nkadvocate(*BUILD).exit_code == 0
    path = Path("output/manifest.json")
    manifest = json.loads(path.read_text("utf-8"))
    manifest["letters"][0]["reference"] = "Invented Kyuri"
    path.write_text(json.dumps(manifest), "utf-8")
    assert "Kyuri" not in nkadvocate("affected", "returns-2024", "-c", "mine", "--in", "output").output


def test_no_manifest_has_it_as_the_id_of_a_campaign(mine: Path) -> None:
    change(mine, id="invented-kyuri")
    nkadvocate(*BUILD)
    assert not [path for path in Path("output").rglob("*.json") if "kyuri" in path.read_text("utf-8")]


def test_the_columns_of_a_list_are_not_shown_with_it(mine: Path) -> None:
    Path("members.csv").write_text("Name,Invented Kyuri\nA. Example,Somewhere\n", "utf-8")
    assert "Kyuri" not in nkadvocate("import", "recipients", "members.csv", "-c", "mine").output


@pytest.mark.parametrize("words", ["nkadvocate document -c mine inv", "nkadvocate templates which -c mine inv"])
def test_the_shell_completes_no_name(mine: Path, words: str) -> None:
    (mine / "templates").mkdir(exist_ok=True)
    (mine / "templates" / "invented-kyuri.md.j2").write_text("{% extends 'letter.md.j2' %}\n", "utf-8")
    settings = {"_NKADVOCATE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = process(settings=settings)
    assert done.stderr == ""
    assert "kyuri" not in done.stdout
    others = process(settings=settings | {"COMP_WORDS": words.removesuffix("inv"), "COMP_CWORD": str(words.count(" "))})
    assert "letter" in others.stdout


def test_the_check_of_a_letter_does_not_repeat_it_from_a_mistake(mine: Path) -> None:
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx")
    saying(mine, "{{ invented_kyuri }}")
    [letter] = Path("output").glob("*.docx")
    assert "kyuri" not in nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx").output.lower()
    assert "kyuri" not in nkadvocate("check", letter, "-c", "mine").output.lower()


def test_the_check_of_a_letter_does_not_repeat_it_from_the_look(mine: Path) -> None:
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx")
    [letter] = Path("output").glob("*.docx")
    (mine / "design.yaml").write_text(dump({"logos": [{"file": "invented-kyuri.png", "alt": "x", "height": 9}]}))
    assert "kyuri" not in nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx").output.lower()
    assert "kyuri" not in nkadvocate("check", letter, "-c", "mine").output.lower()


def test_a_check_does_not_name_the_files_that_it_passes_over(mine: Path) -> None:
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx")
    Path("output/invented-kyuri.txt").write_text("x", "utf-8")
    assert "kyuri" not in nkadvocate("check", "output", "-c", "mine").output.lower()


def test_a_campaign_that_cannot_be_opened_is_not_listed_by_it(mine: Path) -> None:
    mine.rename(mine.with_name("invented-kyuri"))
    assert "kyuri" not in nkadvocate("campaign", "list").output.lower()
    record = invented({"form": "pseudonym"}, theme="treatmnt")
    Path("campaigns/invented-kyuri/evidence/evidence.yaml").write_text(dump([record]), "utf-8")
    assert "kyuri" not in nkadvocate("campaign", "list").output.lower()


@pytest.mark.parametrize("words", ["nkadvocate letter -c inv", "nkadvocate campaign build inv"])
def test_the_shell_completes_no_campaign_named_by_it(mine: Path, words: str) -> None:
    mine.rename(mine.with_name("invented-kyuri"))
    settings = {"_NKADVOCATE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    assert "kyuri" not in process(settings=settings).stdout


def test_a_damaged_file_is_not_named_by_it(mine: Path) -> None:
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx")
    Path("output/invented-kyuri.docx").write_bytes(b"x")
    assert "kyuri" not in nkadvocate("check", "output", "-c", "mine").output.lower()


def test_verify_names_no_file_by_it_where_the_folder_is_not_called_as_its_campaign(mine: Path) -> None:
    nkadvocate("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1")
    Path("output/invented-kyuri.txt").write_text("x", "utf-8")
    assert "kyuri" not in nkadvocate("verify", "output").output.lower()


@pytest.mark.parametrize("field", ["persons", "Person", "victim", ""])
def test_a_mistake_in_the_word_person_protects_nobody_less(mine: Path, field: str) -> None:
    record = invented({"form": "pseudonym"})
    person = record.pop("person")
    record |= {field: person} if field else person
    (mine / "evidence" / "evidence.yaml").write_text(dump([record]), "utf-8")
    office = {"id": "r", "office": "O", "body": "B", "actor": "invented-kyuri", "family": "others"}
    office |= {"roles": ["executive"], "form": "minister", "standing": "S"}
    (mine / "recipients" / "more.yaml").write_text(dump([office]), "utf-8")
    assert "kyuri" not in nkadvocate("letter", RECIPIENT, "-c", "mine").output.lower()


def test_a_finding_does_not_repeat_it_from_a_link(mine: Path) -> None:
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx")
    [letter] = Path("output").glob("*.docx")
    document = docx.Document(str(letter))
    for relation in document.part.rels.values():
        if relation.is_external:
            relation._target = "mailto:invented.kyuri@example.org"
    document.save(str(letter))
    assert "kyuri" not in nkadvocate("check", letter, "-c", "mine").output.lower()


def test_a_finding_in_a_letter_does_not_name_its_file_by_it(mine: Path) -> None:
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx")
    [letter] = Path("output").glob("*.docx")
    document = docx.Document(str(letter))
    document.add_paragraph("In 2023 it returned 4,000 people.")
    document.save("output/invented-kyuri.docx")
    check = ("check", "output/invented-kyuri.docx", "-c", "mine", "--recipient", RECIPIENT, "--date", "2026-07-10")
    output = nkadvocate(*check, "--annotate").output
    assert "4,000" in output
    assert "kyuri" not in output.lower()


def test_nothing_is_said_where_it_is_not_known_what_is_protected(mine: Path) -> None:
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx")
    Path("output/invented-kyuri.docx").write_bytes(b"x")
    with (mine / "evidence" / "evidence.yaml").open("a", encoding="utf-8") as file:
        file.write("- [\n")
    output = nkadvocate("check", "output", "-c", "mine").output
    assert "kyuri" not in output.lower()
    assert "mine/evidence/evidence.yaml" in output


def test_no_check_names_a_file_by_it_before_it_knows_the_records(mine: Path) -> None:
    (mine / "consents").mkdir()
    (mine / "consents" / "Invented Kyuri.pdf").write_bytes(b"x")
    (mine / "consents" / "form.pdf").write_bytes(b"x")
    Path("output").mkdir()
    Path("output/Invented Kyuri.txt").write_text("x", "utf-8")
    for command in (("check", "campaigns/mine"), ("check", "campaigns/mine", "--json"), ("check", "output")):
        result = nkadvocate(*command)
        assert "kyuri" not in (result.output + result.stderr).lower(), command
        assert "1 left out" in result.stderr
    assert "not checked: consents/form.pdf" in nkadvocate("check", "campaigns/mine").stderr
    with (mine / "evidence" / "evidence.yaml").open("a", encoding="utf-8") as file:
        file.write("- [\n")
    result = nkadvocate("check", "campaigns/mine")
    assert "kyuri" not in (result.output + result.stderr).lower()
    assert "not checked: 2, not named while evidence cannot be read" in result.stderr
    assert "mine/evidence/evidence.yaml" in result.output


def test_no_manifest_that_is_damaged_is_named_by_it(mine: Path) -> None:
    folder = Path("output/Invented Kyuri")
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{", "utf-8")
    (folder / "letter.docx").write_bytes(b"x")
    for command in (("verify",), ("affected", "returns-2024"), ("check", folder), ("check", folder / "letter.docx")):
        result = nkadvocate(*command)
        assert result.exit_code == 1
        assert "kyuri" not in (result.output + result.stderr).lower(), command


def test_a_letter_is_checked_and_a_campaign_listed_as_before_where_nothing_is_protected(mine: Path) -> None:
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx")
    Path("output/notes.txt").write_text("x", "utf-8")
    Path("output/damaged.docx").write_bytes(b"x")
    output = nkadvocate("check", "output", "-c", "mine").output
    assert "not checked: notes.txt" in output
    assert "damaged.docx" in output
    assert "mine" in nkadvocate("campaign", "list").output


def test_a_misspelt_field_of_evidence_on_nobody_is_told_with_its_place(mine: Path) -> None:
    record = {key: value for key, value in invented().items() if key not in {"person", "consent"}}
    record |= {"kind": "finding", "clam": "Wuland returned people."}
    (mine / "evidence" / "evidence.yaml").write_text(dump([record]), "utf-8")
    output = nkadvocate("letter", RECIPIENT, "-c", "mine").output
    assert "mine/evidence/evidence.yaml" in output
    assert "clam" in output


@pytest.mark.parametrize("command", [("letter", RECIPIENT, "-c"), ("campaign", "check"), ("list", "sources", "-c")])
@pytest.mark.parametrize("typed", ["invented-kyury", "nothing-like-it"])
def test_no_campaign_named_by_it_is_suggested(mine: Path, command: tuple[str, ...], typed: str) -> None:
    mine.rename(mine.with_name("invented-kyuri"))
    result = nkadvocate(*command, typed)
    assert result.exit_code == 2
    assert "kyuri" not in result.output.lower()


def test_a_mistyped_name_is_told_without_its_suggestion_where_that_is_protected(mine: Path) -> None:
    mine.rename(mine.with_name("invented-kyuri"))
    assert "there is no campaign 'somewhere'" in nkadvocate("campaign", "check", "somewhere").output
