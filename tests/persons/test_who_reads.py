"""Readers who are more than the record of a recipient says, and kinds of document that more people read."""

from __future__ import annotations

from pathlib import Path

from acceptance.command import nkadvocate
from persons.invented import campaign_folder, dump, invented, told

SEAL = "0123456789abcdef0123456789abcdef"
CONFIDENTIAL = {"publication": "confidential", "seal": SEAL}
OFFICE = {"family": "others", "roles": ["executive"], "form": "minister", "standing": "Your Office decides.[@treaty-3]"}


def test_a_member_of_a_parliament_is_no_government(desk: Path) -> None:
    """Whoever sits in a parliament, for the opposition too, gets letters one by one."""
    record = invented({"to": "governments", "form": "named"})
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=["member"], **CONFIDENTIAL)
    office = OFFICE | {"id": "member", "office": "Member", "body": "Parliament of Bland", "actor": "bland"}
    (mine / "recipients" / "more.yaml").write_text(dump([office | {"roles": ["legislator", "executive"]}]), "utf-8")
    assert nkadvocate("letter", "member", "-c", "mine", "-f", "txt").exit_code == 0
    assert "Kyuri" not in told()
