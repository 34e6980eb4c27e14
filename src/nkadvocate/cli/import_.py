"""``nkadvocate import``: records from files that other programs keep."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nkadvocate import shipped
from nkadvocate.cli.common import CampaignName, reports_problems
from nkadvocate.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from nkadvocate.library.interchange import Format

_WEIGHTS = ("primary", "official", "ngo", "press", "academic")


@click.group("import")
def command() -> None:
    """Make records of files that other programs keep.

    \b
    Example:
      nkadvocate import sources library.json -c mine --weight ngo
    """


@command.command("sources")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write, NAME.yaml.")
@click.option("-c", "--campaign", "campaign_name", type=CampaignName(), help="Campaign to write them to.")
@click.option("--format", "form", type=click.Choice(["csl", "bibtex", "ris"]), help="[default: by the file’s name]")
@click.option("--weight", type=click.Choice(_WEIGHTS), help="Of every source.  [default: press, to be checked]")
@reports_problems
def sources(
    file: Path, output: Path | None, campaign_name: str | None, form: Format | None, weight: str | None
) -> None:
    """Make source records of a FILE from Zotero or another reference manager.

    CSL-JSON (.json), BibTeX (.bib) and RIS (.ris) are read. The records go to a new file, with -c in the campaign's
    sources/ folder, or are printed. Items that cannot be used are listed with their number.

    \b
    Examples:
      nkadvocate import sources library.json -c mine --weight ngo
      nkadvocate import sources library.bib -o campaigns/mine/sources/reports.yaml
      nkadvocate import sources library.ris
    """
    from nkadvocate.library import campaign_folder, open_library
    from nkadvocate.library.importing import as_yaml, read_sources
    from nkadvocate.library.interchange import FORMATS
    from nkadvocate.writing import safe_name, write_whole

    if output and campaign_name:
        raise click.UsageError("-o and -c both say where the records go; give one of them")
    if output and output.suffix != ".yaml":
        raise click.UsageError(f"{output}: records are read from files whose name ends in .yaml")
    read_as = form or FORMATS.get(file.suffix.lower())
    if read_as is None:
        raise click.UsageError(f"{file}: the name does not say the format; give --format csl, bibtex or ris")
    folder = campaign_folder(campaign_name) if campaign_name else None
    target = folder / "sources" / f"{safe_name(file.stem)}.yaml" if folder else output
    if target and target.exists():
        raise ProblemsError([Problem(f"{target} exists and is not overwritten", hint="name another file with -o")])
    imported = read_sources(file.read_bytes(), read_as, open_library(*filter(None, [folder])), weight)
    problems = [replace(problem, what=f"{file.name}: {problem.what}") for problem in imported.problems]
    if imported.records:
        schema = _relative(shipped.SEEDS / "schema" / "sources.json", target) if target else "../schema/sources.json"
        text, faults = as_yaml(imported, schema, weight)
        if faults:
            raise ProblemsError([*problems, *faults])
        if target:
            write_whole(target, text.encode())
            click.echo(target)
        else:
            click.echo(text, nl=False)
    count = len(imported.records)
    click.echo(f"{count} source{'s' if count != 1 else ''} imported, {len(problems)} not", err=True)
    if problems:
        raise ProblemsError(problems)


def _relative(path: Path, target: Path) -> str:
    """``path`` as seen from the folder of ``target``; whole where there is no way from one to the other."""
    try:
        return Path(os.path.relpath(path, target.absolute().parent)).as_posix()
    except ValueError:
        return path.as_posix()
