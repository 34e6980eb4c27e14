"""``nkadvocate annex``: every claim of a letter or briefing, with source, locator, date, weight and status."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nkadvocate.cli.common import RecordId, campaign_option, open_with_campaign, reports_problems, today
from nkadvocate.cli.letter import Day, enter, file_in, targets
from nkadvocate.problems import Problem, ProblemsError, UnknownNameError

if TYPE_CHECKING:
    from nkadvocate.composing.notebook import NoteBook
    from nkadvocate.document import Document
    from nkadvocate.rendering.look import Look

_FORMATS = ("pdf", "docx", "html", "csv", "json")


@click.command("annex")
@click.option("--for", "recipient_id", type=RecordId("recipients"), help="The letter to this recipient.")
@campaign_option
@click.option(
    "-f", "--format", "formats", multiple=True, type=click.Choice(_FORMATS), help="Repeatable.  [default: pdf]"
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder.  [default: output/]")
@click.option("--date", type=Day(), help="Date of the letter.  [default: the campaign's, else today]")
@reports_problems
def command(
    recipient_id: str | None,
    campaign_name: str | None,
    formats: tuple[str, ...],
    output: Path | None,
    date: str | None,
) -> None:
    """List every claim of the letter to a recipient, or of the briefing on the whole matter, with its sources.

    CSV is for spreadsheets, JSON (CSL-JSON) for Zotero and other reference managers.

    \b
    Examples:
      nkadvocate annex --for prc-foreign-minister
      nkadvocate annex -f csv -f json
    """
    from nkadvocate.campaigning.building import Setting, bench_of, entry_of
    from nkadvocate.campaigning.look import lines_taken, open_look, refuse_hidden_in
    from nkadvocate.campaigning.manifest import ANNEX, annex_stem
    from nkadvocate.composing import compose_letter
    from nkadvocate.composing.annex import compose_annex
    from nkadvocate.composing.briefing import compose_briefing
    from nkadvocate.composing.guarding import named_in
    from nkadvocate.composing.letter import notebook_for, template_folder
    from nkadvocate.tailoring import tailor
    from nkadvocate.tailoring.briefing import brief
    from nkadvocate.writing import write_whole

    named = tuple(format for format in _FORMATS if output and output.suffix.lower() == f".{format}")
    wanted = tuple(dict.fromkeys(formats)) or named or ("pdf",)
    library, campaign, folder = open_with_campaign(campaign_name)
    recipient = library.recipient(recipient_id) if recipient_id else None
    into = targets(output, 1, wanted, _FORMATS)
    day = date or campaign.date or today()
    campaign = campaign.model_copy(update={"date": day})
    template_folder(campaign.language)
    folders = [folder / "templates"]
    look = open_look(folder)
    doing = f"writing the annex{f' to the letter to {recipient.id}' if recipient else ''}"
    try:
        if recipient:
            dossier = tailor(library, recipient, campaign, look_takes=lines_taken(look))
            notebook = notebook_for(dossier.library, campaign)
            document = compose_letter(dossier, folders, notebook=notebook)
        else:
            whole = brief(library, campaign)
            notebook = notebook_for(whole.library, campaign)
            document = compose_briefing(whole, folders, notebook=notebook)
        annex = compose_annex(campaign, notebook, document, day, folders)
    except UnknownNameError as error:
        raise ProblemsError(replace(problem, doing=doing) for problem in error.problems) from None
    refuse_hidden_in(look, notebook.library, doing)
    files = {format: _written(format, annex, notebook, look, doing) for format in wanted}
    stem = annex_stem(day, recipient_id)
    # As of the letter, for whose readers it is.
    at = bench_of(Setting(folder, day, kind=campaign.kind, today=today()), library, campaign, look)
    written = {f"{stem}.{format}": data for format, data in files.items()}
    besides = named_in(annex, "", library, notebook.library)
    entry = entry_of(at, stem, recipient, document, notebook, (), written, besides=besides)
    enter(entry.model_copy(update={"kind": ANNEX}), into)
    for format, data in files.items():
        path = file_in(into, output, stem, format)
        write_whole(path, data)
        click.echo(path)


def _written(format: str, annex: Document, notebook: NoteBook, look: Look, doing: str) -> bytes:
    from nkadvocate.composing.annex import csl_items
    from nkadvocate.library import APART, texts_in
    from nkadvocate.rendering import FORMATS, render

    if format == "csv":
        return _checked(_csv(notebook), notebook, doing)
    if format == "json":
        items = csl_items(notebook)
        _checked(APART.join(texts_in(items)), notebook, doing)  # names and days are in parts
        return _checked(f"{json.dumps(items, ensure_ascii=False, indent=2)}\n", notebook, doing)
    known = next(known for known in FORMATS if known == format)
    try:
        return render(annex, known, look)
    except ValueError as error:
        raise ProblemsError([Problem(str(error), doing=f"{doing} as {format}")]) from None


def _checked(text: str, notebook: NoteBook, doing: str) -> bytes:
    from nkadvocate.composing.guarding import refuse_hidden

    refuse_hidden(text, notebook.library, doing)
    return text.encode()


def _csv(notebook: NoteBook) -> str:
    """RFC 4180, in UTF-8."""
    from nkadvocate.composing.annex import Row, harmless, rows_of

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field.name.replace("_", " ") for field in dataclasses.fields(Row)])
    for row in rows_of(notebook):
        writer.writerow([harmless(cell) for cell in dataclasses.astuple(row)])
    return text.getvalue()
