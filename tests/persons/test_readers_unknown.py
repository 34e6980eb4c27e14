"""Readers of whom the records say too little, and letters that no manifest knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.command import nkadvocate
from persons.invented import campaign_folder, dump, invented

SEAL = "0123456789abcdef0123456789abcdef"


def test_a_state_without_its_code_is_not_taken_for_one_that_people_do_not_flee(desk: Path) -> None:
    """Whoever makes an actor of their own for China may leave out the code, which nothing asks for."""
    record = invented({"to": "governments", "form": "named"})
    mine = campaign_folder(
        desk / "campaigns" / "mine", record, recipients=["x-minister"], publication="confidential", seal=SEAL
    )
    actor = {"id": "prc", "kind": "state", "name": "the People’s Republic of China"}
    (mine / "actors" / "more.yaml").write_text(dump([actor]), "utf-8")
    office = {"id": "x-minister", "office": "Minister", "body": "Ministry", "actor": "prc", "family": "others"}
    office |= {"roles": ["executive"], "form": "minister", "standing": "Your Ministry decides.[@treaty-3]"}
    (mine / "recipients" / "more.yaml").write_text(dump([office]), "utf-8")
    nkadvocate("letter", "x-minister", "-c", "mine", "-f", "txt")
    assert not [path for path in Path("output").glob("*.txt") if "Kyuri" in path.read_text("utf-8")]


@pytest.mark.parametrize(
    "command",
    [
        ("letter", "rights-commissioner", "-c", "mine", "-f", "txt"),
        ("letter", "rights-commissioner", "-c", "mine", "-o", "output/letter.txt"),
        ("letter", "rights-commissioner", "-c", "mine", "-f", "txt", "--draft"),
        ("annex", "--for", "rights-commissioner", "-c", "mine", "-f", "csv"),
    ],
)
def test_nothing_confidential_is_written_that_no_manifest_knows(desk: Path, command: tuple[str, ...]) -> None:
    record = invented({"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"})
    campaign_folder(
        desk / "campaigns" / "mine", record, recipients=["rights-commissioner"], publication="confidential", seal=None
    )
    nkadvocate(*command)
    assert not [path for path in Path("output").glob("*") if "Kyuri" in path.read_text("utf-8")]
