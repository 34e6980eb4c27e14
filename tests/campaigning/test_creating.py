"""A new campaign: made from options or answers, valid at once, and never over another."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acceptance.command import campaign, files, nkadvocate
from nkadvocate.campaigning.creating import Choices, create
from nkadvocate.problems import ProblemsError

OPTIONS = (
    *("--title", "Access: for #UNHCR", "--sender", "Our “Network”", "--description", "a network, of: volunteers"),
    *("--address", "1 Example Street, 1200 Geneva", "--place", "Geneva", "--email", "letters@example.org"),
    *("--signatory", "A. Example, Chair", "--date", "2026-12-10", "--recipient", "unhcr-high-commissioner"),
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_campaign_is_ready_to_build() -> None:
    assert nkadvocate("campaign", "new", "spring", *OPTIONS).exit_code == 0
    result = nkadvocate("campaign", "build", "spring", "-f", "txt")
    assert result.exit_code == 0, result.stderr
    letter = Path("output/spring/2026-12-10-unhcr-high-commissioner.txt").read_text("utf-8")
    assert "Our “Network”" in letter
    assert "1 Example Street" in letter


def test_what_it_says_is_what_was_chosen() -> None:
    nkadvocate("campaign", "new", "spring", *OPTIONS)
    read = yaml.safe_load(Path("campaigns/spring/campaign.yaml").read_text("utf-8"))
    assert read["title"] == "Access: for #UNHCR"
    assert read["sender"]["address"] == ["1 Example Street", "1200 Geneva"]
    assert read["signatories"] == [{"name": "A. Example", "title": "Chair"}]
    told = json.loads(nkadvocate("campaign", "show", "spring", "--json").stdout)
    assert told["recipients"] == ["unhcr-high-commissioner"]
    assert "spring" in nkadvocate("campaign", "list").stdout


def test_without_a_terminal_a_missing_choice_is_wrong_usage() -> None:
    result = nkadvocate("campaign", "new", "spring", *OPTIONS[2:])
    assert result.exit_code == 2
    assert "--title: Topic of the campaign" in result.stderr
    assert files() == []


def test_all_that_is_missing_is_said_at_once() -> None:
    result = nkadvocate("campaign", "new", "spring", "--title", "Access")
    assert all(f"--{option}: " in result.stderr for option in ("sender", "place", "date", "signatory", "recipient"))
    assert "--title: " not in result.stderr


def test_one_who_signs_needs_a_title() -> None:
    result = nkadvocate("campaign", "new", "spring", *OPTIONS, "--signatory", "B. Example")
    assert result.exit_code == 1
    assert "who signs has a title: 'B. Example' (write it behind the name and a comma" in result.stderr
    assert not Path("campaigns").exists()


def test_one_who_signs_may_name_an_organisation() -> None:
    nkadvocate("campaign", "new", "spring", *OPTIONS, "--signatory", "B. Other, Director, Another Network, Inc.")
    read = yaml.safe_load(Path("campaigns/spring/campaign.yaml").read_text("utf-8"))
    organisation = "Another Network, Inc."
    assert read["signatories"][1] == {"name": "B. Other", "title": "Director", "organisation": organisation}


@pytest.mark.parametrize("name", ["../up", "", "A B", "con/aux", "x" * 61, ".hidden", "-x"])
def test_a_name_that_is_no_folder_is_refused(name: str) -> None:
    assert nkadvocate("campaign", "new", *OPTIONS, "--", name).exit_code != 0
    assert not [path for path in Path().rglob("*") if path.is_file()]


def test_a_campaign_is_never_written_over_another() -> None:
    folder = campaign("spring")
    before = (folder / "campaign.yaml").read_bytes()
    result = nkadvocate("campaign", "new", "spring", *OPTIONS)
    assert result.exit_code == 1
    assert "exists and is not changed" in result.stderr
    assert (folder / "campaign.yaml").read_bytes() == before


def test_recipients_that_are_not_there_are_said_before_anything_is_written() -> None:
    result = nkadvocate("campaign", "new", "spring", *OPTIONS[:-1], "unhcr-high-comissioner", "--demand", "unhcr-acess")
    assert result.exit_code == 2
    assert "did you mean unhcr-high-commissioner" in result.stderr
    assert "did you mean unhcr-access" in result.stderr
    assert not Path("campaigns").exists()


def test_a_folder_without_a_campaign_is_told() -> None:
    Path("campaigns/spring").mkdir(parents=True)
    result = nkadvocate("campaign", "build", "spring")
    assert result.exit_code == 2
    assert "the folder campaigns/spring has no campaign.yaml" in result.stderr


def test_many_recipients_are_counted_and_what_is_left_open_is_named() -> None:
    campaign("spring", recipients=["*"])
    told = nkadvocate("campaign", "show", "spring").stdout
    assert re.search(r"^recipients: \d+: .*, …$", told, re.MULTILINE)
    assert "demands: (what fits each recipient)" in told


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(
    lambda text: text.strip() == text
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, WORDS)
def test_any_words_are_kept_as_they_are_or_refused(tmp_path_factory: Any, title: str, sender: str) -> None:
    root = tmp_path_factory.mktemp("campaigns")
    choices = Choices(
        "x",
        title,
        sender,
        sender,
        "Street",
        "a@example.org",
        "Geneva",
        ("A, B",),
        ("cat-committee-chair",),
        (),
        "2026-12-10",
        "0" * 32,
    )
    try:
        folder = create(choices, root)
    except ProblemsError:
        assert not (root / "x").exists()
        return
    read = yaml.safe_load((folder / "campaign.yaml").read_text("utf-8"))
    assert (read["title"], read["sender"]["name"]) == (title, sender)
