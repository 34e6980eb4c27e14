"""``nkadvocate import``: records from files that other programs keep."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nkadvocate import shipped
from nkadvocate.cli.common import (
    CampaignName,
    RecordId,
    folder_of,
    opened,
    reports_problems,
    rows_without_names,
    say,
    today,
)
from nkadvocate.cli.letter import Day
from nkadvocate.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from nkadvocate.campaigning.lists import ListFormat
    from nkadvocate.library.interchange import Format

_WEIGHTS = ("primary", "official", "ngo", "press", "academic")


@click.group("import")
def command() -> None:
    """Make records of files that other programs keep.

    \b
    Examples:
      nkadvocate import sources library.json -c mine --weight ngo
      nkadvocate import recipients members.csv -c mine --body gb-commons
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
    from nkadvocate.library.importing import as_yaml, read_sources
    from nkadvocate.library.interchange import FORMATS
    from nkadvocate.writing import safe_name, write_whole

    read_as = form or FORMATS.get(file.suffix.lower())
    if read_as is None:
        raise click.UsageError(f"{file}: the name does not say the format; give --format csl, bibtex or ris")
    folder = folder_of(campaign_name) if campaign_name else None
    target = _target(folder / "sources" / f"{safe_name(file.stem)}.yaml" if folder else None, output)
    library = opened(*filter(None, [folder]))
    imported = read_sources(file.read_bytes(), read_as, library, weight)
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
    click.echo(f"{_counted(len(imported.records), 'source')} imported, {len(problems)} not", err=True)
    if problems:
        raise ProblemsError(problems)


@command.command("recipients")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help="Which column holds a field. Repeatable.")
@click.option("--body", type=RecordId("bodies"), help="Body of those for whom the list names none.")
@click.option("-c", "--campaign", "campaign_name", type=CampaignName(), help="Campaign to write them to.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write, NAME.yaml.")
@click.option("--format", "form", type=click.Choice(["csv", "json", "vcard", "yaml"]), help="[default: by the name]")
@click.option("--date", type=Day(), help="Date of the letters.  [default: the campaign's, else today]")
@reports_problems
def recipients(
    file: Path,
    pairs: tuple[str, ...],
    body: str | None,
    campaign_name: str | None,
    output: Path | None,
    form: ListFormat | None,
    date: str | None,
) -> None:
    """Make recipients of a list of the members of a parliament.

    CSV, Popolo JSON, vCard 4.0 and 3.0 and YAML lists are read. The records go to a new file, with -c in the
    campaign's recipients/ folder, and the columns beside it, in NAME.map.yaml; without a file the records are printed.
    Every row that is not used is listed with its line.

    \b
    Examples:
      nkadvocate import recipients members.csv -c mine --body gb-commons
      nkadvocate import recipients members.csv -c mine --map name=Member --map constituency=Seat
      nkadvocate import recipients assembly.json -o campaigns/mine/recipients/assembly.yaml
    """
    from nkadvocate.campaigning.columns import checked, given_by_hand, read_columns, suggested, written_columns
    from nkadvocate.campaigning.lists import FORMATS, read_list
    from nkadvocate.campaigning.recipients import as_files, headers, read_recipients
    from nkadvocate.library import COLUMNS_OF_A_LIST, open_campaign
    from nkadvocate.writing import safe_name, write_whole

    by_hand = given_by_hand(pairs)
    read_as = form or FORMATS.get(file.suffix.lower())
    if read_as is None:
        raise click.UsageError(f"{file}: the name does not say the format; give --format csv, json, vcard or yaml")
    folder = folder_of(campaign_name) if campaign_name else None
    target = _target(folder / "recipients" / f"{safe_name(file.stem)}.yaml" if folder else None, output)
    library = opened(*filter(None, [folder]))
    on = date or (open_campaign(folder, library).date if folder else None) or today()
    listed = read_list(file.read_bytes(), file.name, read_as, on)
    kept = target.with_name(f"{target.stem}{COLUMNS_OF_A_LIST}") if target else None
    saved = read_columns(kept) if kept and kept.exists() else None
    columns = checked((suggested(headers(listed)) if saved is None else saved) | by_hand, headers(listed))
    _say_columns(columns, headers(listed), saved is not None)
    imported = read_recipients(listed, columns, library, on, body)
    say("note", *(f"{file.name}: {note}" for note in rows_without_names(imported.notes)))
    schema = shipped.SEEDS / "schema" / "recipients.json"
    texts = as_files(
        imported.recipients, _relative(schema, target) if target else "../schema/recipients.json", file.name
    )
    if imported.recipients and target:
        paths = [target, *(target.with_name(f"{target.stem}-{number}.yaml") for number in range(2, len(texts) + 1))]
        for path in paths[1:]:
            _target(path, None)
        for path, text in zip(paths, texts, strict=True):
            write_whole(path, text.encode())
            click.echo(path)
        if kept and columns != saved:
            write_whole(kept, written_columns(columns, file.name).encode())
            click.echo(kept)
    elif imported.recipients:
        click.echo("".join(texts), nl=False)
    click.echo(
        f"{_counted(len(imported.recipients), 'recipient')} imported, {len(imported.problems)} not, "
        f"{_counted(len(imported.duplicates), 'duplicate')}",
        err=True,
    )
    if imported.problems or imported.duplicates:
        raise ProblemsError([*imported.problems, *imported.duplicates])


def _target(in_campaign: Path | None, output: Path | None) -> Path | None:
    """The file that records go to, or None when they are printed. Raises ProblemsError for one that exists."""
    if output and in_campaign:
        raise click.UsageError("-o and -c both say where the records go; give one of them")
    if output and output.suffix != ".yaml":
        raise click.UsageError(f"{output}: records are read from files whose name ends in .yaml")
    target = in_campaign or output
    if target and target.exists():
        raise ProblemsError([Problem(f"{target} exists and is not overwritten", hint="name another file with -o")])
    return target


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"


def _say_columns(columns: Mapping[str, str], headers: Sequence[str], saved: bool) -> None:
    """Which column is taken for what, and which for nothing."""
    from nkadvocate.campaigning.columns import HEADERS

    shown = rows_without_names(columns.items())
    used = "; ".join(field if field == header else f"{field} ← {header}" for field, header in shown)
    click.echo(f"columns{' as saved' if saved else ''}: {used}", err=True)
    if unused := rows_without_names(header for header in headers if header not in columns.values()):
        fields = [field for field in HEADERS if field not in columns]
        hint = f" (--map FIELD=COLUMN takes one as {', '.join(fields)})" if fields else ""
        click.echo(f"not used: {', '.join(unused)}{hint}", err=True)


def _relative(path: Path, target: Path) -> str:
    """``path`` as seen from the folder of ``target``; whole where there is no way from one to the other."""
    try:
        return Path(os.path.relpath(path, target.absolute().parent)).as_posix()
    except ValueError:
        return path.as_posix()
