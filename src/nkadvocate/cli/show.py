"""``nkadvocate show``: one record in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from nkadvocate.cli.common import (
    RecordId,
    campaign_option,
    folder_of,
    json_option,
    opened,
    print_json,
    public,
    reports_problems,
)
from nkadvocate.problems import Problem, ProblemsError


@click.command("show")
@click.argument("record_id", type=RecordId(), metavar="ID")
@campaign_option
@click.option(
    "--audience",
    type=click.Choice(["public", "internal"]),
    default="public",
    show_default=True,
    help="Who reads it; internal shows what is protected too.",
)
@json_option
@reports_problems
def command(record_id: str, campaign_name: str | None, audience: str, as_json: bool) -> None:
    """Show the record with this ID, and the file and line it stands at.

    What identifies private persons is shown as the public may read it, or not at all; with --audience internal in full.

    \b
    Examples:
      nkadvocate show hrw-returns-since-2020
      nkadvocate show refugee-convention-art-33-1 --json
    """
    from nkadvocate.library import APART, exposed, texts_in

    library = opened(*([folder_of(campaign_name)] if campaign_name else []))
    if audience == "public":
        library = public(library)
    kind, record = library.find(record_id)
    fields = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    place = library.origins[record_id].place(("id",))
    shown = list(_lines({name: value for name, value in fields.items() if name != "id"}, ""))
    lines = "\n".join((record_id, str(place), *shown))
    if exposed(APART.join((lines, *texts_in(fields))), library):  # names and days may be in parts
        raise ProblemsError([Problem("the record would show a name or word that a record protects", hint=_IN_FULL)])
    if as_json:
        # Not "kind", which some records have as a field of their own.
        print_json({"record": kind, **fields})
        return
    click.echo(f"{click.style(record_id, bold=True)}  {kind}, {place}")
    for line in shown:
        click.echo(line)


_IN_FULL = "--audience internal shows it"


def _lines(value: Any, indent: str) -> Iterator[str]:
    items = value.items() if isinstance(value, dict) else (("-", item) for item in value)
    for name, item in items:
        label = name if name == "-" else f"{name}:"
        if isinstance(item, dict | list):
            yield f"{indent}{label}"
            yield from _lines(item, f"{indent}  ")
        else:
            yield f"{indent}{label} {item}"
