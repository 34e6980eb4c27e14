"""``nkadvocate schema``: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from nkadvocate.cli.common import print_json, reports_problems


@click.command("schema")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder to write them to.")
@reports_problems
def command(output: Path | None) -> None:
    """Print the JSON Schemas of all records, or write one file per kind.

    \b
    Example:
      nkadvocate schema -o seeds/schema
    """
    from nkadvocate.library.schemas import schemas
    from nkadvocate.writing import write_whole

    if output is None:
        print_json(schemas())
        return
    for kind, schema in schemas().items():
        path = output / f"{kind}.json"
        write_whole(path, (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())
        click.echo(path)
