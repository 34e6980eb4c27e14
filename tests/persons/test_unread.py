"""Evidence on persons that nothing reads protects nobody, so that every command says where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.command import nkadvocate
from persons.invented import campaign_folder, dump, invented

RECIPIENT = "aland-minister"
WHERE = (
    *("evidence/interviews/other.yaml", "evidence/other.YAML", "evidence/other.yml", "evidence/other.json"),
    *("evidence/other.map.yaml", "evidence.yaml", "testimonies/other.yaml", "Evidence/other.yaml"),
)


def laid(desk: Path, name: str, text: str) -> None:
    mine = campaign_folder(desk / "campaigns" / "mine", recipients=[RECIPIENT])
    (mine / name).parent.mkdir(parents=True, exist_ok=True)
    (mine / name).write_text(text, "utf-8")


@pytest.mark.parametrize("name", WHERE)
def test_evidence_on_a_person_that_is_not_read_is_an_error_of_every_command(desk: Path, name: str) -> None:
    laid(desk, name, dump([invented()]))
    better = "evidence/evidence.yaml" if name == "evidence.yaml" else "evidence/other.yaml"
    for command in (
        *(("check", "campaigns/mine"), ("campaign", "check", "mine"), ("letter", RECIPIENT, "-c", "mine", "-f", "txt")),
        *(("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1"), ("list", "evidence", "-c", "mine")),
    ):
        done = nkadvocate(*command)
        assert done.exit_code == 1, command
        assert f"mine/{name} is not read (move it to {better})" in done.output, command


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["interviews/other.yaml", "evidence/other.yaml"])
def test_so_is_what_may_be_evidence_in_an_encoding_that_is_not_read(desk: Path, name: str, encoding: str) -> None:
    laid(desk, name, "")
    (desk / "campaigns/mine" / name).write_bytes(dump([invented()]).encode(encoding))
    for command in ("letter", RECIPIENT, "-c", "mine", "-f", "txt"), ("list", "sources", "-c", "mine"):
        done = nkadvocate(*command)
        assert done.exit_code == 1
        assert f"mine/{name}:" in done.output
        assert "not UTF-8 text (save the file as UTF-8)" in done.output


def test_it_is_not_named_by_the_person(desk: Path) -> None:
    laid(desk, "evidence/kyuri/kyuri.yaml", dump([invented()]))
    done = nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt")
    assert done.exit_code == 1
    assert "kyuri" not in done.output.lower()


@pytest.mark.parametrize("name", ["notes/plan.yml", ".github/workflows/other.yaml", "2024/evidence/other.yaml"])
def test_other_files_are_left_alone(desk: Path, name: str) -> None:
    """Those that tell of no person, of other programs, and of another campaign."""
    laid(desk, name, "on: [push]\n" if name.startswith("notes") else dump([invented()]))
    laid(desk, "2024/campaign.yaml", "title: An older campaign\n")
    assert "is not read" not in nkadvocate("check", "campaigns/mine").output
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0
