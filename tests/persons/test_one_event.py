"""Accounts of one event by persons who did not agree to the same details."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from acceptance.command import nkadvocate
from persons.invented import campaign_folder, invented, told

TOGETHER = "These accounts are of one event"


@pytest.mark.parametrize(
    ("detail", "said"), [("month-and-county", True), ("year-and-province", False), ("year-and-country", False)]
)
@pytest.mark.parametrize("back", [False, True])
def test_they_are_said_to_be_of_one_event_only_where_they_tell_the_same(
    desk: Path, detail: str, said: bool, back: bool
) -> None:
    first = invented({"form": "pseudonym", "detail": "month-and-county"})
    second = invented({"form": "unnamed", "detail": detail}, id="testimony-two", person={"names": ["Invented Bolo"]})
    (first if back else second)["same_event_as"] = [(second if back else first)["id"]]
    campaign_folder(desk / "campaigns" / "mine", first, second, recipients=["aland-minister"])
    assert nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "txt").exit_code == 0
    assert (TOGETHER in " ".join(told().split())) is said


@pytest.mark.parametrize("link", ["same_event_as", "supersedes", "disputed_by"])
@pytest.mark.parametrize(("detail", "shown"), [("month-and-county", True), ("year-and-province", False)])
def test_they_are_shown_as_linked_only_where_they_tell_the_same(
    desk: Path, link: str, detail: str, shown: bool
) -> None:
    first = invented({"form": "pseudonym", "detail": "month-and-county"})
    second = invented({"form": "unnamed", "detail": detail}, id="testimony-two", person={"names": ["Invented Bolo"]})
    second[link] = ["testimony-one"]
    campaign_folder(desk / "campaigns" / "mine", first, second)
    result = nkadvocate("show", "testimony-two", "-c", "mine")
    assert result.exit_code == 0
    assert ("testimony-one" in result.output) is shown
    assert "testimony-one" in nkadvocate("show", "testimony-two", "-c", "mine", "--audience", "internal").output


@pytest.mark.parametrize("one", [invented({"to": "internal"}), {"person": None, "consent": None, "kind": "event"}])
def test_an_account_is_not_linked_with_what_is_withheld_or_about_nobody(desk: Path, one: dict[str, Any]) -> None:
    first = invented() | {"claim": "The Watch found 77 graves."} | one
    second = invented({"form": "unnamed"}, id="testimony-two", same_event_as=["testimony-one"])
    campaign_folder(desk / "campaigns" / "mine", first, second)
    assert "testimony-one" not in nkadvocate("show", "testimony-two", "-c", "mine").output
