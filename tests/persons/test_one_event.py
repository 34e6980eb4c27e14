"""Accounts of one event by persons who did not agree to the same details."""

from __future__ import annotations

from pathlib import Path

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
