"""``nkadvocate show``: one record in full."""

from __future__ import annotations

from typing import Any

import click

from nkadvocate.cli.common import RecordId, campaign_option, json_option, print_json, reports_problems


@click.command("show")
@click.argument("record_id", type=RecordId(), metavar="ID")
@campaign_option
@json_option
@reports_problems
def command(record_id: str, campaign_name: str | None, as_json: bool) -> None:
    """Show the record with this ID, and the file and line it stands at.

    \b
    Examples:
      nkadvocate show hrw-returns-since-2020
      nkadvocate show refugee-convention-art-33-1 --json
    """
    from nkadvocate.library import campaign_folder, open_library

    library = open_library(*([campaign_folder(campaign_name)] if campaign_name else []))
    kind, record = library.find(record_id)
    fields = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if as_json:
        # Not "kind", which some records have as a field of their own.
        print_json({"record": kind, **fields})
        return
    place = library.origins[record_id].place(("id",))
    click.echo(f"{click.style(record_id, bold=True)}  {kind}, {place}")
    _print_fields({name: value for name, value in fields.items() if name != "id"}, "")


def _print_fields(value: Any, indent: str) -> None:
    items = value.items() if isinstance(value, dict) else (("-", item) for item in value)
    for name, item in items:
        label = name if name == "-" else f"{name}:"
        if isinstance(item, dict | list):
            click.echo(f"{indent}{label}")
            _print_fields(item, f"{indent}  ")
        else:
            click.echo(f"{indent}{label} {item}")
