"""``nkadvocate check``: the records held against each other."""

from __future__ import annotations

from pathlib import Path

import click

from nkadvocate.cli.common import json_option, print_json, reports_problems, today, without_names
from nkadvocate.problems import ProblemsError


@click.command("check")
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--sources",
    "texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with the sources’ texts: look up every quotation and figure in them.",
)
@json_option
@reports_problems
def command(path: Path | None, texts: Path | None, as_json: bool) -> None:
    """Check the shipped records, and those in the campaign folder PATH on top of them.

    \b
    Examples:
      nkadvocate check
      nkadvocate check campaigns/mine
      nkadvocate check --sources texts/
    """
    from nkadvocate.library import open_campaign, open_library
    from nkadvocate.library.checks import check_library
    from nkadvocate.library.persons import check_persons
    from nkadvocate.library.texts import check_texts

    try:
        library = open_library(*([path] if path else []))
        on = today()
        if path and (path / "campaign.yaml").exists():
            on = open_campaign(path, library).date or on
        findings = [*check_library(library), *check_persons(library, on, path)]
        if texts:
            findings += check_texts(library, texts)
        findings = without_names(findings, library)
    except ProblemsError as error:
        findings = list(error.problems)
    if as_json:
        print_json(
            [
                {"where": str(finding.place) if finding.place else None, "what": finding.what, "hint": finding.hint}
                for finding in findings
            ]
        )
    else:
        for finding in findings:
            click.echo(finding)
        count = len(findings)
        click.echo(f"{count} finding{'s' if count != 1 else ''}" if count else "no findings", err=True)
    if findings:
        raise SystemExit(1)
