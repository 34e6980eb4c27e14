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


BY_NAME = "the same readers are told of somebody with this name by name in another record"


@pytest.mark.parametrize("link", ["same_event_as", "supersedes", "disputed_by"])
@pytest.mark.parametrize(
    ("name", "other"),
    [
        *(("Ri Sun-hee", "Ri Sun-hee"), ("Lee Seon-hui", "Ri Sun-hee"), ("Oh Eun", "O Un")),
        *(("Grace Hyun-ju Kim", "Grace Kim"), ("Kim Hyun-ju", "Grace Hyun-ju Kim"), ("Hyun Ju", "Kim Hyun Ju")),
    ],
)
def test_who_is_told_by_name_is_not_told_by_a_pseudonym_too(desk: Path, link: str, name: str, other: str) -> None:
    first = invented({"form": "pseudonym"}, person={"names": [other]})
    named = {"form": "named", "detail": "month-and-county"}
    second = invented(named, id="testimony-two", person={"names": [name]}) | {link: ["testimony-one"]}
    mine = campaign_folder(desk / "campaigns" / "mine", first, second, recipients=["aland-minister"])
    assert nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "txt").exit_code == 0
    assert name in " ".join(told().split())
    assert "Zaza" not in told()
    assert "testimony-one" not in nkadvocate("show", "testimony-two", "-c", "mine").output
    assert f"testimony-one: withheld: {BY_NAME}" in nkadvocate("check", mine).output


@pytest.mark.parametrize("name", ["Grace Hyun-ju Kim", "Grace Kim"])
def test_an_account_without_a_name_is_not_linked_with_one_by_name_of_the_same_person(desk: Path, name: str) -> None:
    first = invented({"form": "unnamed", "detail": "month-and-county"}, person={"names": ["Grace Hyun-ju Kim"]})
    second = invented({"form": "named", "detail": "month-and-county"}, id="testimony-two", same_event_as=[first["id"]])
    second["person"]["names"] = [name]
    campaign_folder(desk / "campaigns" / "mine", first, second)
    shown = nkadvocate("show", "testimony-two", "-c", "mine")
    assert shown.exit_code == 0
    assert "testimony-one" not in shown.output


def test_persons_of_other_names_are_told_and_linked_as_each_agreed(desk: Path) -> None:
    first = invented({"form": "pseudonym"}, person={"names": ["Ri Sun-hee"]})
    second = invented({"form": "named", "detail": "month-and-county"}, id="testimony-two", same_event_as=[first["id"]])
    campaign_folder(desk / "campaigns" / "mine", first, second)
    assert "testimony-one" in nkadvocate("show", "testimony-two", "-c", "mine").output
    assert "Zaza" in nkadvocate("show", "testimony-one", "-c", "mine").output
