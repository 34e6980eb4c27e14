"""Approvals of a joint letter: who gave them, and what has changed since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from acceptance.command import ROOT, campaign, nkadvocate, write

SIGNATORIES = [
    {"name": "A. Example", "title": "Chair", "organisation": "First Network"},
    {"name": "B. Example", "title": "Private citizen"},
]


@pytest.fixture(autouse=True)
def _campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    campaign("mine", date="2026-12-10", recipients=["pl-foreign-minister"], signatories=SIGNATORIES)


def standing(*words: str) -> dict[str, tuple[bool, list[str]]]:
    result = nkadvocate("campaign", "signons", "mine", "--json", *words)
    found = json.loads(result.stdout)
    assert result.exit_code == int(any(one["to_be_asked"] for one in found))
    return {one["signatory"]: (one["to_be_asked"], one["changed"]) for one in found}


def approved() -> None:
    for name in ("First Network", "B. Example"):
        standing("--approve", name, "--on", "2026-11-01")


def test_at_first_everyone_is_to_be_asked() -> None:
    assert standing() == {"First Network": (True, []), "B. Example": (True, [])}


def test_an_approval_holds_while_the_text_does() -> None:
    approved()
    assert standing() == {"First Network": (False, []), "B. Example": (False, [])}
    write(Path("campaigns/mine/design.yaml"), 'colours: {accent: "#7a1f1f"}\n')
    assert not any(asked for asked, _ in standing().values())


def test_a_change_of_style_is_told_from_one_of_substance() -> None:
    approved()
    write(Path("campaigns/mine/templates/parts/reply.md.j2"), "We would welcome an answer by {{ reply_by }}.\n")
    assert standing()["B. Example"] == (True, ["wording"])
    assert "only style has changed" in nkadvocate("campaign", "signons", "mine").stdout


def test_a_dropped_request_is_a_change_of_demands() -> None:
    approved()
    campaign(
        "mine",
        date="2026-12-10",
        recipients=["pl-foreign-minister"],
        signatories=SIGNATORIES,
        demands=["non-refoulement"],
    )
    assert "demands" in standing()["First Network"][1]


def test_another_figure_is_a_change_of_claims() -> None:
    approved()
    path = Path("campaigns/mine/evidence/own.yaml")
    shipped = (
        record
        for file in (ROOT / "seeds/evidence").glob("*.yaml")
        for record in yaml.safe_load(file.read_text("utf-8")) or []
    )
    record = next(one for one in shipped if one["id"] == "hrw-returns-since-2024")
    record["figure"]["value"] = 410
    write(path, [record])
    changed = standing()["B. Example"][1]
    assert "claims" in changed
    assert "demands" not in changed


def test_one_who_does_not_sign_cannot_approve() -> None:
    result = nkadvocate("campaign", "signons", "mine", "--approve", "First Netwrok")
    assert result.exit_code == 2
    assert "did you mean First Network" in result.stderr
    assert not Path("campaigns/mine/signons.yaml").exists()


def test_what_is_kept_says_nothing_of_the_text() -> None:
    approved()
    kept = yaml.safe_load(Path("campaigns/mine/signons.yaml").read_text("utf-8"))
    assert [sorted(one) for one in kept] == [["on", "signatory", "text"]] * 2
    assert all(len(value) == 64 for one in kept for value in one["text"].values())
