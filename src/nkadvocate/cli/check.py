"""``nkadvocate check``: the records held against each other."""

from __future__ import annotations

from pathlib import Path

import click

from nkadvocate.cli.common import json_option, print_json, reports_problems


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
    from nkadvocate.library.texts import check_texts
    from nkadvocate.problems import ProblemsError

    try:
        library = open_library(*([path] if path else []))
        if path and (path / "campaign.yaml").exists():
            open_campaign(path, library)
        findings = check_library(library)
        if texts:
            findings += check_texts(library, texts)
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
