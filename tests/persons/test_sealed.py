"""What manifests have of confidential evidence: nothing but seals, and what is beside them opens none."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import docx
import pytest

from acceptance.command import nkadvocate
from acceptance.reading import docx_paragraphs
from persons.invented import campaign_folder, dump, invented
from persons.test_guarding import saying

RECIPIENT = "aland-minister"
SEAL = "0123456789abcdef0123456789abcdef"
CONFIDENTIAL = {"publication": "confidential", "seal": SEAL}
IN_CONFIDENCE = {"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"}


def test_an_annex_for_everyone_does_not_open_the_seals_of_the_manifest(desk: Path) -> None:
    """Nor does the manifest itself, by a note in a template that cites the source of the testimony."""
    record = invented({"form": "pseudonym"}, citations=[{"source": "interview-7"}])
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT], seal=SEAL)
    source = {"id": "interview-7", "type": "report", "title": "Interviews", "issued": "2019", "weight": "ngo"}
    (mine / "sources").mkdir()
    (mine / "sources" / "more.yaml").write_text(dump([source]), "utf-8")
    saying(mine, "It was told in an interview.[@interview-7]")
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt")
    nkadvocate("annex", "--for", RECIPIENT, "-c", "mine", "-f", "csv", "-f", "json", "-f", "html")
    [annex] = Path("output").glob("*annex*.csv")
    rows = [*csv.DictReader(annex.read_text("utf-8").splitlines())]
    assert {row["record"] for row in rows if row["source"] == "‘Interviews’ (2019)"} == {""}
    assert {"watch-2024", "press-2025"} <= {row["source id"] for row in rows}
    items = json.loads(next(Path("output").glob("*annex*.json")).read_text("utf-8"))
    assert len({item["id"] for item in items}) == len(items)
    for path in Path("output").iterdir():
        assert "testimony-one" not in path.read_text("utf-8")
        assert "interview-7" not in path.read_text("utf-8")


def test_no_confidential_correction_is_written_that_no_manifest_knows(desk: Path) -> None:
    record = invented({"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=["rights-commissioner"], **CONFIDENTIAL)
    nkadvocate("letter", "rights-commissioner", "-c", "mine", "-f", "txt")
    assert nkadvocate("affected", "testimony-one", "-c", "mine", "-o", "corrections").exit_code == 0
    [path] = Path("corrections").glob("*.docx")
    assert "Kyuri" in "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    manifest = Path("corrections/manifest.json").read_text("utf-8")
    assert path.name in manifest
    assert "testimony-one" not in manifest
    verified = nkadvocate("verify", "corrections", "-c", "mine")
    assert (verified.exit_code, verified.stdout) == (0, f"{path}: as it was made\n")
    assert str(path.with_suffix("")) in nkadvocate("affected", "testimony-one", "-c", "mine", "--in", ".").stdout


@pytest.mark.parametrize("changes", [{}, {"person": None, "consent": None, "kind": "event", "audience": "governments"}])
@pytest.mark.parametrize(
    "command",
    [
        ("letter", RECIPIENT, "-f", "txt"),
        ("briefing", "-f", "html"),
        ("affected", "returns-2024", "-o", "output"),
    ],
)
def test_the_manifest_of_a_letter_without_a_testimony_does_not_depend_on_its_name(
    desk: Path, command: tuple[str, ...], changes: dict[str, Any]
) -> None:
    """With all else known and no seal, names could be tried until the checksum of the inputs fits."""
    mine = desk / "campaigns" / "mine"
    campaign_folder(mine, recipients=[RECIPIENT], seal=None)
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0
    before = Path("output/manifest.json").read_bytes()
    record = invented({"to": "internal"}, claim="It is known.") | changes
    campaign_folder(mine, record, recipients=[RECIPIENT], seal=None)
    result = nkadvocate(*command, "-c", "mine")
    assert result.exit_code == 1
    assert "confidential evidence needs the campaign's seal" in result.stderr
    assert Path("output/manifest.json").read_bytes() == before


def test_no_campaign_with_testimony_is_built_without_its_seal(desk: Path) -> None:
    campaign_folder(desk / "campaigns" / "mine", invented({"form": "pseudonym"}), recipients=[RECIPIENT], seal=None)
    result = nkadvocate("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1")
    assert result.exit_code == 1
    assert result.stderr.count("confidential evidence needs the campaign's seal") == 1
    assert not Path("output").exists()


def test_a_manifest_does_not_have_a_title_in_clear_whose_evidence_it_seals(desk: Path) -> None:
    """Letters of several campaigns go to output/, and one manifest says of all of them what they are called."""
    record = invented({"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"})
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=["rights-commissioner"], **CONFIDENTIAL)
    (mine / "templates").mkdir()
    (mine / "templates" / "letter.md.j2").write_text(
        "{% extends 'shipped/letter.md.j2' %}\n{% block subject %}\n::: subject\nThe case of Invented Kyuri\n:::\n"
        "{% endblock %}\n",
        "utf-8",
    )
    campaign_folder(desk / "campaigns" / "open", record, recipients=[RECIPIENT], id="open")
    nkadvocate("letter", "rights-commissioner", "-c", "mine", "-f", "txt")
    nkadvocate("letter", RECIPIENT, "-c", "open", "-f", "txt")
    assert "Kyuri" not in Path("output/manifest.json").read_text("utf-8")


def test_every_confidential_letter_that_was_written_is_in_the_manifest_when_a_later_one_is_refused(desk: Path) -> None:
    record = invented(IN_CONFIDENCE)
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=["rights-commissioner"], **CONFIDENTIAL)
    office = {"id": "one", "office": "Head of the Blue Sock Factory", "body": "B", "actor": "bland", "family": "others"}
    office |= {"roles": ["executive"], "form": "minister", "standing": "Your Office decides.[@treaty-3]"}
    (mine / "recipients" / "more.yaml").write_text(dump([office]), "utf-8")
    assert nkadvocate("letter", "rights-commissioner", "one", "-c", "mine", "-f", "txt").exit_code == 1
    written = [path.name for path in Path("output").glob("*.txt")]
    known = Path("output/manifest.json").read_text("utf-8") if Path("output/manifest.json").exists() else ""
    assert all(name in known for name in written)


def test_a_confidential_annex_is_in_the_manifest(desk: Path) -> None:
    campaign_folder(
        desk / "campaigns" / "mine", invented(IN_CONFIDENCE), recipients=["rights-commissioner"], **CONFIDENTIAL
    )
    assert nkadvocate("annex", "--for", "rights-commissioner", "-c", "mine", "-f", "csv").exit_code == 0
    [annex] = Path("output").glob("*.csv")
    assert "Kyuri" in annex.read_text("utf-8")
    manifest = Path("output/manifest.json")
    assert manifest.exists()
    assert annex.name in manifest.read_text("utf-8")
    entry = json.loads(manifest.read_text("utf-8"))["letters"][0]
    assert (entry["kind"], entry["title"]) == ("annex", "")
    assert "testimony-one" not in entry["records"]
    assert annex.stem in nkadvocate("affected", "testimony-one", "-c", "mine").output
    assert nkadvocate("verify", "output", "-c", "mine").exit_code == 0


def test_a_confidential_draft_is_in_the_manifest_and_no_letter(desk: Path) -> None:
    mine, to = desk / "campaigns" / "mine", "rights-commissioner"
    campaign_folder(mine, invented(IN_CONFIDENCE), recipients=[to], **CONFIDENTIAL)
    assert nkadvocate("letter", to, "-c", "mine", "-f", "txt", "--draft").exit_code == 0
    [draft] = Path("output").glob("*.txt")
    assert "Kyuri" in draft.read_text("utf-8")
    assert str(draft.with_suffix("")) in nkadvocate("affected", "testimony-one", "-c", "mine").stdout
    status = ("campaign", "status", "mine", "-f", "txt", "-o", "output")
    assert nkadvocate(*status).stdout == f"{to}\tto be made anew\n"
    assert nkadvocate("verify", "output", "-c", "mine").exit_code == 0
    ended = invented(IN_CONFIDENCE | {"withdrawn": "2026-07-01"})
    campaign_folder(mine, ended, recipients=[to], **CONFIDENTIAL)
    assert f"left over: {draft} tells what its readers may no longer be told" in nkadvocate(*status).stderr
    assert nkadvocate("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1").exit_code == 0
    assert "Kyuri" not in draft.read_text("utf-8")


FILES = [
    ("letter", "aland-minister", "-o", "drafts/one.txt"),
    ("letter", "aland-minister", "--draft", "-o", "one.txt"),
    ("document", "open-letter", "aland-minister", "-o", "one.txt"),
    ("annex", "--for", "aland-minister", "-o", "one.csv"),
    ("briefing", "-o", "one.html"),
]


@pytest.mark.parametrize("command", FILES)
def test_nothing_that_tells_of_a_person_is_written_under_a_name_that_no_manifest_knows(
    desk: Path, command: tuple[str, ...]
) -> None:
    campaign_folder(desk / "campaigns" / "mine", invented({"form": "named"}), recipients=[RECIPIENT], seal=SEAL)
    before = {*desk.rglob("*")}
    result = nkadvocate(*command, "-c", "mine")
    assert (result.exit_code, {*desk.rglob("*")} - before) == (1, set())
    assert "(name a folder with -o, not a file)" in result.stderr


@pytest.mark.parametrize("command", FILES)
def test_what_tells_of_nobody_may_have_any_name(desk: Path, command: tuple[str, ...]) -> None:
    campaign_folder(desk / "campaigns" / "mine", invented({"to": "internal"}), recipients=[RECIPIENT], seal=SEAL)
    assert nkadvocate(*command, "-c", "mine").exit_code == 0
    assert Path(command[-1]).is_file()


@pytest.mark.parametrize("now", [[{"form": "named"}], [{"form": "pseudonym"}], [{"form": "unnamed"}]])
def test_a_correction_says_nothing_otherwise_than_the_letter_did(desk: Path, now: list[dict[str, Any]]) -> None:
    """A pseudonym told to those who had the name would tell them whose it is."""
    mine = campaign_folder(
        desk / "campaigns" / "mine", invented({"form": "named"}), recipients=["aland-minister"], seal=SEAL
    )
    assert nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "docx").exit_code == 0
    (mine / "evidence" / "evidence.yaml").write_text(dump([invented(*now)]), "utf-8")
    assert nkadvocate("affected", "testimony-one", "-c", "mine", "-o", "corrections").exit_code == 0
    [path] = Path("corrections").glob("*.docx")
    words = "\n".join(docx_paragraphs(path.read_bytes()))
    assert "We refer to our letter of" in words
    assert "Zaza" not in words
    assert ("Kyuri" in words) is (now == [{"form": "named"}])
    assert ("told the Watch" in words) is (now == [{"form": "named"}])
