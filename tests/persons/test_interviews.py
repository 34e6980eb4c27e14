"""Interviews that a testimony rests on: what is said of them is said of the person, whatever else cites them."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.command import nkadvocate
from persons.invented import campaign_folder, dump, invented, told
from persons.test_guarding import saying

RECIPIENT = "aland-minister"
LETTER = ("letter", RECIPIENT, "-c", "mine", "-f", "txt")


@pytest.mark.parametrize("field", ["locator", "note"])
def test_the_place_in_the_interview_that_a_finding_cites_is_said_of_the_person(desk: Path, field: str) -> None:
    """As the title of the interview is: the testimony rests on it too."""
    record = invented({"form": "unnamed"}, citations=[{"source": "interview-7"}])
    finding = invented(id="found", claim="The Watch found that people were beaten.", kind="finding")
    finding |= {"person": None, "consent": None}
    finding |= {"citations": [{"source": "interview-7", field: "talk in Qulumo-ri on 23 November 2018"}]}
    mine = campaign_folder(desk / "campaigns" / "mine", record, finding, recipients=[RECIPIENT])
    interview = {"id": "interview-7", "type": "report", "weight": "ngo", "issued": "2019", "title": "Interviews"}
    (mine / "sources").mkdir()
    (mine / "sources" / "more.yaml").write_text(dump([interview]), "utf-8")
    nkadvocate(*LETTER)
    assert "Qulumo" not in told()
    assert "23 November" not in told()


def test_nor_does_such_a_place_free_the_village_for_templates(desk: Path) -> None:
    record = invented({"form": "unnamed"}, citations=[{"source": "interview-7"}])
    finding = invented(id="found", claim="The Watch found that people were beaten.", kind="finding")
    finding |= {"person": None, "consent": None, "status": "unverified", "reason": "to be looked up"}
    finding |= {"citations": [{"source": "interview-7", "locator": "talk in Qulumo-ri"}]}
    mine = campaign_folder(desk / "campaigns" / "mine", record, finding, recipients=[RECIPIENT])
    interview = {"id": "interview-7", "type": "report", "weight": "ngo", "issued": "2019", "title": "Interviews"}
    (mine / "sources").mkdir()
    (mine / "sources" / "more.yaml").write_text(dump([interview]), "utf-8")
    saying(mine, "It was in Qulumo-ri.")
    nkadvocate(*LETTER)
    assert "Qulumo" not in told()


def test_nor_does_one_in_the_text_of_a_demand(desk: Path) -> None:
    record = invented({"form": "unnamed"}, citations=[{"source": "interview-7"}])
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT])
    interview = {"id": "interview-7", "type": "report", "weight": "ngo", "issued": "2019", "title": "Interviews"}
    (mine / "sources").mkdir()
    (mine / "sources" / "more.yaml").write_text(dump([interview]), "utf-8")
    demands = mine / "demands" / "demands.yaml"
    asked = "Stop sending people back"
    demands.write_text(demands.read_text("utf-8").replace(asked, f"{asked}[@interview-7, talk in Qulumo-ri]"), "utf-8")
    assert nkadvocate(*LETTER).exit_code == 1
    assert "Qulumo" not in told()
