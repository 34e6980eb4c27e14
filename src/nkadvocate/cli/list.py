"""``nkadvocate list``: what the library holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from nkadvocate.cli.common import (
    campaign_option,
    folder_of,
    json_option,
    opened,
    print_json,
    print_table,
    public,
    reports_problems,
    rows_without_names,
)

_KINDS = ("recipients", "demands", "evidence", "sources", "instruments", "positions", "bodies", "campaigns", "kinds")


@click.command("list")
@click.argument("kind", type=click.Choice(_KINDS))
@campaign_option
@json_option
@reports_problems
def command(kind: str, campaign_name: str | None, as_json: bool) -> None:
    """List the records of one KIND, one a line, as the public may read them; 'kinds' are the kinds of document.

    \b
    Examples:
      nkadvocate list recipients
      nkadvocate list evidence --json
    """
    rows = _OTHERS[kind](campaign_name) if kind in _OTHERS else _records(kind, campaign_name)
    if as_json:
        print_json(rows)
    else:
        print_table(rows)


def _campaigns(_: str | None) -> list[dict[str, str]]:
    from nkadvocate.library import open_campaign
    from nkadvocate.shipped import campaign_folders

    rows = []
    for folder in campaign_folders():
        campaign = open_campaign(folder, opened(folder))
        rows.append({"id": campaign.id, "title": campaign.title, "sender": campaign.sender.name})
    return rows_without_names(rows)


def _kinds(campaign_name: str | None) -> list[dict[str, str]]:
    from nkadvocate.cli.common import open_templates
    from nkadvocate.composing.letter import kinds

    folders, language = open_templates(campaign_name)
    return rows_without_names([{"id": kind, "what it is": told} for kind, told in kinds(folders, language).items()])


_OTHERS = {"campaigns": _campaigns, "kinds": _kinds}


def _records(kind: str, campaign_name: str | None) -> list[dict[str, str]]:
    from nkadvocate.library import tells_of_persons

    folders = [folder_of(campaign_name)] if campaign_name else []
    # Where evidence tells of persons, only all records together say what of them may be shown.
    held = opened(*folders, only=() if tells_of_persons(*folders) else {kind})
    library = public(held)
    row = _ROWS[kind]
    rows = []
    for record_id in held.kind(kind):
        if reason := library.withheld.get(record_id):
            rows.append({"id": record_id, "status": "withheld", "as of": "", "claim": reason})
        else:
            rows.append({"id": record_id, **row(library.kind(kind)[record_id])})
    return rows_without_names(rows)


def _evidence(record: Any) -> dict[str, str]:
    from nkadvocate.composing.wording import written_claim

    return {"status": record.status, "as of": record.as_of, "claim": written_claim(record, "en")}


_ROWS: dict[str, Callable[[Any], dict[str, str]]] = {
    "recipients": lambda r: {"office": _say(r.office), "roles": ", ".join(r.roles)},
    "bodies": lambda r: {"body": _say(r.body), "office": _say(r.office), "country": r.country or ""},
    "demands": lambda r: {"status": r.status, "title": _say(r.title)},
    "evidence": _evidence,
    "sources": lambda r: {"issued": r.issued or "", "weight": r.weight, "title": r.title},
    "instruments": lambda r: {"kind": r.kind, "title": _say(r.title)},
    "positions": lambda r: {"date": r.date, "holder": r.holder, "statement": _say(r.statement)},
}


def _say(text: Any) -> str:
    from nkadvocate.records import text_in

    return text_in(text, "en")
