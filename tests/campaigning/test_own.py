"""Who receives a campaign's folder is told which shipped records it replaces and which figures its templates print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from acceptance.command import ROOT, campaign, nkadvocate

RECORD = "hrw-returns-since-2024"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return campaign(recipients=["mn-foreign-minister"], date="2026-07-10")


def replace_figure(folder: Path) -> None:
    """A record of the id of a shipped one that says another figure."""
    for path in (ROOT / "seeds/evidence").glob("*.yaml"):
        for record in yaml.safe_load(path.read_text("utf-8")):
            if record["id"] == RECORD:
                record["figure"]["value"] = 4060
                (folder / "evidence").mkdir()
                (folder / "evidence/own.yaml").write_text(yaml.safe_dump([record], allow_unicode=True), "utf-8")


def test_a_shipped_record_replaced_by_one_with_another_figure_is_told_by_every_check(mine: Path) -> None:
    replace_figure(mine)
    assert f"{RECORD} (figure)" in json.loads(nkadvocate("campaign", "show", mine.name, "--json").stdout)["replaces"]
    told = f"{RECORD} replaces the shipped record, with another figure"
    assert told in nkadvocate("check", mine).stderr
    assert told in nkadvocate("campaign", "check", mine.name, "-f", "txt", "-j", "1").stderr


def test_a_campaign_that_replaces_nothing_has_nothing_to_tell(mine: Path) -> None:
    assert json.loads(nkadvocate("campaign", "show", mine.name, "--json").stdout)["replaces"] == []
    assert nkadvocate("check", mine).stderr == "no findings\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("China returned 4,060 people.", True),
        ('{{ "4,060" }} people were returned.', True),
        ("China returned 4,060 people.[@hrw-2025-10-15]", False),
        ("1. We write in 2026.\n{# 4,060 #}{% if 4060 %}{% endif %}", False),
    ],
)
def test_a_figure_that_a_template_prints_without_a_note_is_told_with_its_line(
    mine: Path, text: str, told: bool
) -> None:
    (mine / "templates/parts").mkdir(parents=True)
    (mine / "templates/parts/reply.md.j2").write_text(f"Words.\n\n{text}\n", "utf-8")
    found = nkadvocate("check", mine).stderr
    line = "mine/templates/parts/reply.md.j2:3:1: the template prints a figure of its own without a note: 4,060"
    assert (line.removeprefix("mine") in found) is told
    assert ("figure of its own" in found) is told
