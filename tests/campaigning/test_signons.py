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


@pytest.mark.parametrize(
    ("name", "text"),
    [("design.yaml", 'colours: {accent: "#7a1f1f"}\n'), ("style.css", ".note { display: none }\n")],
)
def test_a_change_of_look_is_told_as_one_of_style(name: str, text: str) -> None:
    approved()
    write(Path("campaigns/mine") / name, text)
    assert standing()["B. Example"] == (True, ["look"])
    assert "only style has changed" in nkadvocate("campaign", "signons", "mine").stdout


def test_a_change_of_words_is_told_from_one_of_substance() -> None:
    approved()
    write(Path("campaigns/mine/templates/parts/reply.md.j2"), "We would welcome an answer by {{ reply_by }}.\n")
    assert standing()["B. Example"] == (True, ["wording"])
    assert "changed since 2026-11-01: wording" in nkadvocate("campaign", "signons", "mine").stdout


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("campaign.yaml", "tagline: For the protection", "tagline: For the return"),
        ("templates/parts/reply.md.j2", "https://a.example.org/x", "https://b.example.org/x"),
        ("templates/parts/signatures.md.j2", "", "::: signatures\nSomebody else\n:::\n"),
    ],
    ids=["tagline", "address of a link", "signatures"],
)
def test_all_that_is_printed_was_approved(name: str, before: str, after: str) -> None:
    write(Path("campaigns/mine/templates/parts/reply.md.j2"), "See [our site](https://a.example.org/x).\n")
    approved()
    path = Path("campaigns/mine") / name
    text = path.read_text("utf-8") if path.exists() else ""
    assert before in text
    write(path, text.replace(before, after))
    assert standing()["B. Example"] == (True, ["wording"])


@pytest.mark.parametrize(
    "signatories",
    [
        [*SIGNATORIES, {"name": "K. Example", "title": "Chair", "organisation": "Third Network"}],
        [SIGNATORIES[0] | {"title": "Spokesman"}, SIGNATORIES[1]],
        [SIGNATORIES[0] | {"name": "C. Example"}, SIGNATORIES[1]],
    ],
    ids=["one more", "another title", "another person"],
)
def test_another_signatory_or_title_is_a_change_of_its_own(signatories: list[dict[str, str]]) -> None:
    approved()
    campaign("mine", date="2026-12-10", recipients=["pl-foreign-minister"], signatories=signatories)
    assert standing()["B. Example"] == (True, ["signatories", "wording"])


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
