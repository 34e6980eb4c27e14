"""``nkadvocate affected``: the letters that used a record or source which turns out to be wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nkadvocate.cli.common import (
    RecordId,
    campaign_option,
    json_option,
    open_desk,
    open_with_campaign,
    print_json,
    print_table,
    public,
    reports_problems,
    rows_without_names,
    today,
    without_name,
)
from nkadvocate.cli.letter import Day
from nkadvocate.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from nkadvocate.campaigning.affected import Correction, Use
    from nkadvocate.library import Library
    from nkadvocate.records import Campaign, Recipient


@click.command("affected")
@click.argument("record_id", metavar="ID", type=RecordId())
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default="output",
    help="Where the letters are.  [default: output/]",
)
@campaign_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write there a draft correction to each recipient, as DOCX.",
)
@click.option("--date", type=Day(), help="Date of the corrections.  [default: today]")
@json_option
@reports_problems
def command(
    record_id: str, folder: Path, campaign_name: str | None, output: Path | None, date: str | None, as_json: bool
) -> None:
    """List the letters whose manifest says that they used the record or source ID.

    \b
    Examples:
      nkadvocate affected hrw-returns-since-2024
      nkadvocate affected hrw-2025-10-15 --in output/mine -c mine -o corrections/
    """
    from nkadvocate.campaigning.affected import KIND, uses
    from nkadvocate.campaigning.building import Setting, bench_of, entry_of
    from nkadvocate.campaigning.look import open_look, refuse_hidden_in
    from nkadvocate.campaigning.manifest import keep
    from nkadvocate.campaigning.verifying import manifests
    from nkadvocate.rendering import render
    from nkadvocate.writing import write_whole

    library, campaign, own = open_with_campaign(campaign_name)
    open_desk()
    found = uses(library, campaign, record_id, manifests(folder))
    rows = [
        {
            "letter": f"{use.folder / use.entry.stem}",
            "recipient": use.entry.recipient or "",
            "date": use.entry.date,
            "reference": use.entry.reference,
            "through": ", ".join(use.records),
        }
        for use in found
    ]
    rows = rows_without_names(rows)
    print_json(rows) if as_json else print_table(rows)
    if output:
        look, day = open_look(own), date or today()
        refuse_hidden_in(look, public(library), "writing corrections")
        of_kind = campaign.model_copy(update={"date": day, "kind": KIND})
        at = bench_of(Setting(own, day, kind=KIND, today=today()), library, of_kind, look)
        for name, to, made in _corrections(library, campaign, own, found, output, day):
            files = {f"{name}.docx": render(made.document, "docx", look)}
            keep(output, entry_of(at, name, to, made.document, made.notebook, (), files, besides=made.records))
            for file, data in files.items():
                write_whole(output / file, data)
                click.echo(without_name(output / file), err=as_json)
    click.echo(f"{len(found)} document{'s' if len(found) != 1 else ''}", err=True)


def _corrections(
    library: Library, campaign: Campaign, own: Path, uses: Iterable[Use], output: Path, day: str
) -> list[tuple[str, Recipient, Correction]]:
    """The corrections of all letters and briefings to a recipient, each with the name of its file and the recipient.
    Raises ProblemsError for all that cannot be made, so that none is written without the others."""
    from nkadvocate.campaigning.affected import KIND, correction, correction_stem
    from nkadvocate.campaigning.manifest import ANNEX
    from nkadvocate.shipped import campaign_folders

    others = {folder.name for folder in campaign_folders()} - {campaign.id}
    made: list[tuple[str, Recipient, Correction]] = []
    problems: list[Problem] = []
    for use in uses:
        entry = use.entry
        if entry.recipient is None or entry.kind in (KIND, ANNEX):
            continue
        name = correction_stem(day, entry.stem)
        path = output / f"{name}.docx"
        try:
            if entry.campaign in others:
                what = f"{entry.stem} is of the campaign {entry.campaign}, which has a letterhead of its own"
                raise ProblemsError([Problem(what, hint=f"use -c {entry.campaign}")])
            if path.exists():
                what = f"{path} is there already, and somebody may have written in it what has changed"
                raise ProblemsError([Problem(what, hint="send or delete it, or name another folder with -o")])
            note = correction(library, campaign, use, entry.recipient, day, [own / "templates"])
            made.append((name, library.recipient(entry.recipient), note))
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    return made
