"""``nkadvocate check``: the records held against each other, and finished letters against the records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from nkadvocate.cli.common import (
    RecordId,
    campaign_option,
    json_option,
    open_desk,
    opened,
    print_json,
    protect,
    reports_problems,
    rows_without_names,
    say,
    say_what_is_own,
    today,
    without_names,
)
from nkadvocate.cli.letter import Day
from nkadvocate.problems import Problem, ProblemsError, printable


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--sources",
    "texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with the sources’ texts: look up every quotation and figure in them.",
)
@campaign_option
@click.option("--recipient", type=RecordId("recipients"), help="Whom the letter is to.  [default: what it says]")
@click.option("--date", type=Day(), help="Date of the letter.  [default: what it says]")
@click.option("--only", multiple=True, type=RecordId("demands"), help="The letter makes only this demand. Repeatable.")
@click.option("--every-word", is_flag=True, help="Also tell edits of style: all that is not word for word as it was.")
@click.option("--annotate", is_flag=True, help="Write a copy of each letter with the findings as comments.")
@json_option
@reports_problems
def command(
    paths: tuple[Path, ...],
    texts: Path | None,
    campaign_name: str | None,
    recipient: str | None,
    date: str | None,
    only: tuple[str, ...],
    every_word: bool,
    annotate: bool,
    as_json: bool,
) -> None:
    """Check the records, or finished letters and briefings against the records.

    Without PATH the shipped records are checked; with a campaign folder, that campaign's on top of them. With a letter
    or briefing (DOCX or PDF), or a folder of them, each is compared with what the records say: figures and hedges,
    dates, names, articles, quotations, notes and requests. Edits of style are left alone, unless every word is asked
    for: then each sentence and note is told that is not word for word as it was. Where a folder holds both,
    both are checked; what is not checked is named.

    \b
    Examples:
      nkadvocate check
      nkadvocate check campaigns/mine
      nkadvocate check --sources texts/
      nkadvocate check output/2026-12-10-prc-foreign-minister.docx
      nkadvocate check output/*.docx
      nkadvocate check output/2026-12-10-briefing.docx --annotate
      nkadvocate check returned.docx -c mine --recipient unsg --date 2026-12-10 --every-word
      nkadvocate check letter.docx -c mine --recipient unsg --date 2026-12-10 --annotate
    """
    from nkadvocate.cli.recheck import Origin, check_letters, holds_records, letters_at, passed_over, shown, told

    within = {path: letters_at(path) for path in paths}
    unread = [path for path in paths if path.is_dir() and not _can_be_read(path)]
    letters = [letter for inside in within.values() for letter in inside]
    if letters and texts:
        raise click.UsageError("--sources is for records, not for letters")
    if not letters and (recipient or date or only or every_word or annotate or campaign_name):
        raise click.UsageError("--campaign, --recipient, --date, --only, --every-word and --annotate are for letters")
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    if letters:
        origin = Origin(campaign_name, recipient, date, demands=only)
        rows, problems = check_letters(letters, origin, annotate=annotate, every_word=every_word)
        found += told(rows)
        for row in () if as_json else rows:
            click.echo(shown(row))
    for path, inside in within.items():
        left = passed_over(path, inside)
        _say_what_is_left(path, "not checked", [str(file.relative_to(path)) for file in left], unread=path in unread)
        if (path / "campaign.yaml").exists() or (not inside and holds_records(path)):
            found += _check_records(path, texts, as_json=as_json)
        elif not inside:
            hint = "name the letters, DOCX or PDF files, one by one" if left else None
            problems.append(Problem(f"there is no letter and no campaign in {path}", hint=hint))
    if not paths:
        found += _check_records(None, texts, as_json=as_json)
    if as_json:
        print_json(found)
    say("error", *problems)
    _count(len(found), silent=as_json or bool(problems and not found))
    if found or problems:
        raise SystemExit(1)


def _can_be_read(folder: Path) -> bool:
    """Whether it is known what may not be shown of the names in a folder, which from now on is not. Raises
    ProblemsError for a folder of letters, which may be of any campaign; what is wrong in a campaign is found later."""
    from nkadvocate.cli.recheck import holds_records

    if not holds_records(folder):
        open_desk()
        return True
    try:
        protect(folder)
    except ProblemsError:
        return False
    return True


def _say_what_is_left(folder: Path, what: str, left: Sequence[str], *, unread: bool = False) -> None:
    """Note what a check of a folder passes over: the first of it by name, unless evidence is ``unread``."""
    if not left:
        return
    if unread:
        say("note", f"{printable(folder)}: {what}: {len(left)}, not named while evidence cannot be read")
        return
    named = rows_without_names([printable(name) for name in left])
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    if named:
        say("note", f"{printable(folder)}: {what}: {', '.join(named[:_NAMED])}{more}")


_NAMED = 20


def _check_records(path: Path | None, texts: Path | None, *, as_json: bool) -> list[dict[str, Any]]:
    """What was found in the records, as rows for JSON; shown where that is not wanted."""
    from nkadvocate.campaigning.stray import stray
    from nkadvocate.composing.guarding import check_claims
    from nkadvocate.library import open_campaign
    from nkadvocate.library.checks import check_library
    from nkadvocate.library.persons import check_persons
    from nkadvocate.library.texts import check_texts, not_held

    try:
        library = opened(*([path] if path else []))
        on, astray = today(), []
        if path and (path / "campaign.yaml").exists():
            campaign = open_campaign(path, library)
            on, astray = campaign.date or on, stray(path, campaign.language)
        findings = [*check_library(library), *check_persons(library, on, path), *check_claims(library, on)]
        findings += astray
        if texts:
            findings += check_texts(library, texts)
            _say_what_is_left(texts, "not there, so not compared", not_held(library, texts))
        if path:
            say_what_is_own(library, path)
    except ProblemsError as error:
        findings = list(error.problems)
    findings = without_names(findings)
    for finding in () if as_json else findings:
        click.echo(finding)
    return [
        {"where": str(finding.place) if finding.place else None, "what": finding.what, "hint": finding.hint}
        for finding in findings
    ]


def _count(count: int, *, silent: bool) -> None:
    if not silent:
        click.echo(f"{count} finding{'s' if count != 1 else ''}" if count else "no findings", err=True)
