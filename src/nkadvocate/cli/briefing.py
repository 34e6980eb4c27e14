"""``nkadvocate briefing``: the whole matter on paper, or what a meeting with one recipient needs."""

from __future__ import annotations

from pathlib import Path

import click

from nkadvocate.cli.common import RecordId, campaign_option, open_with_campaign, reports_problems, today
from nkadvocate.cli.letter import Day, enter, file_in, say_who_could_be_known, say_whose, targets
from nkadvocate.problems import Problem, ProblemsError

_FORMATS = ("pdf", "docx", "html")


@click.command("briefing")
@campaign_option
@click.option("--for", "recipient_id", type=RecordId("recipients"), help="The recipient that the meeting is with.")
@click.option(
    "-f", "--format", "formats", multiple=True, type=click.Choice(_FORMATS), help="Repeatable.  [default: pdf]"
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder.  [default: output/]")
@click.option("--date", type=Day(), help="Date of the briefing.  [default: the campaign's, else today]")
@click.option("--only", "only", multiple=True, type=RecordId("demands"), help="Make only this demand. Repeatable.")
@click.option("--since", type=Day(), help="Day of the last edition: adds what is dated after it.")
@click.option("--length", type=click.Choice(["full", "one-page"]), default="full", show_default=True)
@reports_problems
def command(
    campaign_name: str | None,
    recipient_id: str | None,
    formats: tuple[str, ...],
    output: Path | None,
    date: str | None,
    only: tuple[str, ...],
    since: str | None,
    length: str,
) -> None:
    """Write a briefing as PDF into output/: on the whole matter, or with --for for a meeting with one recipient.

    \b
    Examples:
      nkadvocate briefing
      nkadvocate briefing --for pl-foreign-minister -f pdf -f docx --since 2026-03-01
      nkadvocate briefing --for unhcr-high-commissioner --length one-page -o leave-behind.pdf
    """
    from nkadvocate.campaigning.briefings import KIND, Edition, briefing_stem, make_briefing
    from nkadvocate.campaigning.building import Setting, bench_of, entry_of
    from nkadvocate.campaigning.look import open_look
    from nkadvocate.composing.letter import template_folder
    from nkadvocate.rendering import FORMATS, Format, render
    from nkadvocate.writing import write_whole

    named = tuple(format for format in _FORMATS if output and output.suffix.lower() == f".{format}")
    wanted = tuple(format for format in FORMATS if format in (formats or named or ("pdf",)))
    library, campaign, folder = open_with_campaign(campaign_name)
    recipient = library.recipient(recipient_id) if recipient_id else None
    into = targets(output, 1, wanted, _FORMATS)
    campaign = campaign.model_copy(
        update={"date": date or campaign.date or today()} | ({"demands": only} if only else {})
    )
    template_folder(campaign.language)
    look = open_look(folder)
    edition = Edition(since, one_page=length == "one-page")
    doing = f"writing the briefing{f' for {recipient.id}' if recipient else ''}"
    made = make_briefing(library, campaign, recipient, edition, folder, look)
    say_who_could_be_known(e for cite in made.notebook.used if (e := made.brief.library.evidence.get(cite.id)))
    files: dict[Format, bytes] = {}
    for format in wanted:
        try:
            files[format] = render(made.document, format, look)
        except ValueError as error:
            raise ProblemsError([Problem(str(error), doing=f"{doing} as {format}")]) from None
    stem = briefing_stem(made.brief.date, recipient_id, edition)
    of_kind = campaign.model_copy(update={"kind": KIND})
    at = bench_of(Setting(folder, campaign.date, only, KIND, today()), library, of_kind, look)
    demands = [demand.demand.id for demand in made.brief.whole.demands]
    written = {f"{stem}.{format}": data for format, data in files.items()}
    entry = entry_of(at, stem, recipient, made.document, made.notebook, demands, written, edition)
    enter(entry, into)
    for format, data in files.items():
        path = file_in(into, output, stem, format)
        write_whole(path, data)
        click.echo(path)
    say_whose(campaign, campaign_name)
