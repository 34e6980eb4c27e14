"""``nkadvocate letter``: records to finished letters; and what every kind of document is written with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nkadvocate.cli.common import RecordId, campaign_option, open_with_campaign, reports_problems, say, today
from nkadvocate.problems import Problem, ProblemsError, UnknownNameError
from nkadvocate.rendering import FORMATS, Format

if TYPE_CHECKING:
    from nkadvocate.campaigning.manifest import Entry
    from nkadvocate.records import Campaign, Evidence


class Day(click.ParamType[str]):
    """A calendar day of the years 1950 to 2999, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            if len(value) != len("YYYY-MM-DD"):
                raise ValueError
            day = dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD, for example 2026-12-10", param, ctx)
        if not 1950 <= day.year <= 2999:
            self.fail(f"{value!r} is not in the years 1950 to 2999", param, ctx)
        return day.isoformat()


class Language(click.ParamType[str]):
    """A BCP 47 language tag."""

    name = "LANG"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", value):
            self.fail(f"{value!r} is not a language tag, such as en, ko or zh-Hans", param, ctx)
        return value


_OPTIONS = (
    click.argument("recipients", nargs=-1, required=True, type=RecordId("recipients"), metavar="RECIPIENT..."),
    campaign_option,
    click.option(
        "-f", "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Repeatable.  [default: docx, pdf]"
    ),
    click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder.  [default: output/]"),
    click.option("--date", type=Day(), help="Date of the letter.  [default: the campaign's, else today]"),
    click.option("--only", "only", multiple=True, type=RecordId("demands"), help="Make only this demand. Repeatable."),
    click.option("--lang", "language", type=Language(), help="Language of the letter.  [default: the campaign's]"),
    click.option("--draft", is_flag=True, help="Mark as DRAFT; print what is missing instead of stopping."),
)


CROWDED = (
    "requests, law and signatures fill the pages; it tells few facts or none, or is longer than it should be "
    "(fewer requests, see max_demands, or signatories make room)"
)


def document_options(command: Callable[..., None]) -> Callable[..., None]:
    """The recipients and options that every kind of document takes."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("letter")
@document_options
@reports_problems
def command(**options: Any) -> None:
    """Write a letter to each RECIPIENT, as DOCX and PDF, into output/.

    \b
    Examples:
      nkadvocate letter prc-foreign-minister
      nkadvocate letter eu-high-representative pl-foreign-minister -f pdf --date 2026-12-10
      nkadvocate letter unhcr-high-commissioner --only unhcr-access -o letter.docx
    """
    write_documents("letter", **options)


def write_documents(
    kind: str,
    *,
    recipients: tuple[str, ...],
    campaign_name: str | None,
    formats: tuple[Format, ...],
    output: Path | None,
    date: str | None,
    only: tuple[str, ...],
    language: str | None,
    draft: bool,
    of: str | None = None,
) -> None:
    """Write one kind of document to each recipient; ``of`` is the day of the letter that it follows up."""
    from nkadvocate.rendering.press import FormatError, Press

    wanted = tuple(dict.fromkeys(formats)) or _formats_for(output)
    press = click.get_current_context().with_resource(Press(apart="pdf" in wanted))
    from nkadvocate.campaigning.building import Setting, bench_of, entry_of
    from nkadvocate.campaigning.look import lines_taken, open_look, refuse_hidden_in
    from nkadvocate.campaigning.manifest import stem
    from nkadvocate.composing.letter import compose_letter, known_kind, notebook_for
    from nkadvocate.records import FollowUp
    from nkadvocate.tailoring import tailor, unseated
    from nkadvocate.writing import write_whole

    library, campaign, folder = open_with_campaign(campaign_name)
    chosen = [library.recipient(recipient) for recipient in dict.fromkeys(recipients)]
    folder_for_letters = targets(output, len(chosen), wanted)
    pattern = campaign.follow_up.reference if campaign.follow_up else None
    campaign = campaign.model_copy(
        update={"date": date or campaign.date or today(), "kind": kind}
        | ({"demands": only} if only else {})
        | ({"language": language} if language else {})
        | ({"follow_up": FollowUp(date=of, reference=pattern)} if of else {})
    )
    folders = [folder / "templates"]
    known_kind(kind, folders, campaign.language)
    look = open_look(folder)
    at = bench_of(Setting(folder, campaign.date, only, kind, today()), library, campaign, look)
    for recipient in chosen:
        dossier = tailor(library, recipient, campaign, look_takes=lines_taken(look), draft=draft)
        doing = f"writing to {recipient.id}"
        refuse_hidden_in(look, dossier.library, doing)
        notebook = notebook_for(dossier.library, campaign)
        try:
            document = compose_letter(dossier, folders, kind=kind, draft=draft, notebook=notebook)
        except UnknownNameError as error:
            # A name in a record or template, not one that was typed.
            raise ProblemsError(replace(problem, doing=doing) for problem in error.problems) from None
        if dossier.address.verify:
            say("note", f"{recipient.id}: {dossier.address.verify}")
        for remark in (unseated(library, recipient, dossier.date), CROWDED if dossier.crowded else None):
            if remark:
                say("note", f"{recipient.id}: {remark}")
        say_who_could_be_known(fact for facts in dossier.facts for fact in facts.evidence)
        # Every format before the first file, so that a letter is written in all of them or in none.
        try:
            files = press.render(document, look, wanted)
        except FormatError as error:
            raise ProblemsError([Problem(str(error), doing=f"{doing} as {error.format}")]) from None
        name = stem(dossier.date, recipient.id, kind)
        demands = [demand.demand.id for demand in dossier.demands]
        written = {f"{name}.{format}": data for format, data in files.items()}
        entry = entry_of(at, name, recipient, document, notebook, demands, written)
        enter(entry, folder_for_letters, draft=draft)
        for format, data in files.items():
            path = file_in(folder_for_letters, output, name, format)
            write_whole(path, data)
            click.echo(path)
    say_whose(campaign, campaign_name)


def _formats_for(output: Path | None) -> tuple[Format, ...]:
    """The format of the file named by ``-o``, or the usual two."""
    named = tuple(format for format in FORMATS if output and output.suffix.lower() == f".{format}")
    return named or ("docx", "pdf")


def targets(output: Path | None, documents: int, formats: Sequence[str], known: Sequence[str] = FORMATS) -> Path | None:
    """The folder that the documents go to, or None when ``output`` is the file itself."""
    if output is None:
        return Path("output")
    named = output.suffix.lower().removeprefix(".")
    if named not in known or output.is_dir():
        return output
    if (count := documents * len(formats)) > 1:
        raise click.UsageError(f"{output} is one file, but {count} would be written; name a folder instead")
    if formats[0] != named:
        raise click.UsageError(f"{output} is named as {named}, but the format asked for is {formats[0]}")
    return None


def enter(entry: Entry, folder: Path | None, *, draft: bool = False) -> None:
    """Enter a document in the manifest of the folder that ``targets`` gave, a draft only where it tells confidential
    evidence. Done before its files are written, none is there that no manifest knows, whatever stops this document or
    the next. Raises ProblemsError for confidential evidence in a file by itself."""
    from nkadvocate.campaigning.manifest import keep, of_draft

    if folder is None and entry.tellings:
        hint = "name a folder with -o, not a file"
        what = "a document with confidential evidence is entered in the manifest of its folder, under its own name"
        raise ProblemsError([Problem(what, hint=hint)])
    if folder and (entry.tellings or not draft):
        keep(folder, of_draft(entry) if draft else entry)


def file_in(folder: Path | None, output: Path | None, stem: str, format: str) -> Path:
    """The file that a document goes to, below what ``targets`` gave."""
    from nkadvocate.writing import safe_name

    if folder is not None:
        return folder / f"{safe_name(stem)}.{format}"
    assert output is not None
    return output


def say_whose(campaign: Campaign, named: str | None) -> None:
    """Remind that the sender is the example when no campaign was named."""
    if named is None:
        whose = f"the sender is the example “{campaign.sender.name}”"
        say("note", f"{whose}; put your own in campaigns/NAME/campaign.yaml and use -c NAME")


def say_who_could_be_known(told: Iterable[Evidence]) -> None:
    """Note what, taken together, could identify a person in a document."""
    from nkadvocate.library.generalising import identifying

    say("note", *(f"{', '.join(ids)}: {what}" for ids, what in identifying(told)))
