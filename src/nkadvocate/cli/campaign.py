"""``nkadvocate campaign``: campaigns made, looked at, checked and built."""

from __future__ import annotations

import dataclasses
import os
import secrets
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nkadvocate.cli.building import executor_for, with_progress
from nkadvocate.cli.common import (
    CampaignName,
    RecordId,
    folder_of,
    in_use,
    json_option,
    open_with_campaign,
    opened,
    print_json,
    print_table,
    public,
    reports_problems,
    rows_without_names,
    say,
    say_what_is_own,
    today,
)
from nkadvocate.cli.letter import CROWDED, Day, say_who_could_be_known
from nkadvocate.problems import Problem, ProblemsError, UnknownNameError
from nkadvocate.rendering import FORMATS, Format
from nkadvocate.shipped import campaign_folders

if TYPE_CHECKING:
    from nkadvocate.campaigning.alike import Comparison
    from nkadvocate.campaigning.building import Bench
    from nkadvocate.campaigning.printed import Printed
    from nkadvocate.campaigning.signons import Signon
    from nkadvocate.library.library import Origin
    from nkadvocate.records import Recipient
    from nkadvocate.rendering.press import Press

_QUESTIONS = {
    "title": ("Topic of the campaign", "Access for UNHCR"),
    "sender": ("Name of your organisation", "Our Network"),
    "description": ("What it is, completing: We write on behalf of the NAME, …", "a network of volunteers"),
    "address": ("Its address, with commas between the lines", "1 Example Street, 1200 Geneva"),
    "email": ("E-mail for replies", "letters@example.org"),
    "place": ("Place printed before the date", "Geneva"),
    "date": ("Date of the letters", "2026-12-10"),
    "signatory": ("Who signs: name, title, organisation of a joint letter", "A. Example, Chair"),
    "recipient": ("Recipients, with commas between", "pl-*, role=legislature"),
}

_STATES = {
    "built": "built",
    "stale": "to be made anew",
    "missing": "not there",
    "edited": "edited by hand",
    "outdated": "edited by hand before what it is made of changed",
}
_OUTCOMES = ("built", "unchanged", "kept", "outdated", "failed", "skipped")


@click.group("campaign")
def command() -> None:
    """Make, check and build campaigns: many letters in one run.

    \b
    Examples:
      nkadvocate campaign new mine
      nkadvocate campaign build mine
      nkadvocate campaign status mine
    """


name_argument = click.argument("name", type=CampaignName())
date_option = click.option("--date", type=Day(), help="Date of the letters.  [default: the campaign's]")
formats_option = click.option(
    "-f", "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Repeatable.  [default: docx, pdf]"
)
only_option = click.option(
    "--only",
    "only",
    multiple=True,
    metavar="QUERY",
    help="Only these recipients: an id, pl-*, role=legislature. Repeatable.",
)
jobs_option = click.option(
    "-j", "--jobs", type=click.IntRange(1, 64), help="Processes that make letters.  [default: one for each processor]"
)
output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder.  [default: output/NAME]"
)


@command.command("list")
@json_option
@reports_problems
def list_(as_json: bool) -> None:
    """List the campaigns that can be named.

    \b
    Example:
      nkadvocate campaign list
    """
    from nkadvocate.library import open_campaign

    library = opened()
    rows = []
    for folder in campaign_folders():
        try:
            own = opened(folder) if any(folder.glob("*/*.yaml")) else library
            campaign = open_campaign(folder, own)
            title, sender = campaign.title, campaign.sender.name
        except ProblemsError as error:
            count = len(error.problems)
            problems = f"{count} problem{'s' if count != 1 else ''}"
            title, sender = f"{problems}; see nkadvocate campaign check {folder.name}", ""
        rows.append({"name": folder.name, "title": title, "sender": sender, "folder": str(folder)})
    rows = rows_without_names(rows)
    print_json(rows) if as_json else print_table(rows)


@command.command("new")
@click.argument("name")
@click.option("--title", help="Topic of the campaign.")
@click.option("--sender", help="Name of the organisation.")
@click.option("--description", help="Completes: We write on behalf of the NAME, …")
@click.option("--address", help="Its address, with commas between the lines.")
@click.option("--email", help="Where replies go.")
@click.option("--place", help="Place printed before the date.")
@click.option(
    "--signatory",
    "signatories",
    multiple=True,
    metavar="NAME, TITLE[, ORGANISATION]",
    help="Who signs; of several, each for an organisation. Repeatable.",
)
@click.option("--recipient", "recipients", multiple=True, metavar="QUERY", help="To whom: an id, pl-*, … Repeatable.")
@click.option("--demand", "demands", multiple=True, type=RecordId("demands"), help="Only this demand. Repeatable.")
@click.option("--date", type=Day(), help="Date of the letters.")
@reports_problems
def new(
    name: str,
    signatories: tuple[str, ...],
    recipients: tuple[str, ...],
    demands: tuple[str, ...],
    **given: str | None,
) -> None:
    """Make campaigns/NAME/ with a commented campaign.yaml, ready to build. Asks for what no option gives.

    \b
    Examples:
      nkadvocate campaign new spring
      nkadvocate campaign new spring --title "Access for UNHCR" --sender "Our Network" \\
        --description "a network of volunteers" --address "1 Example Street, Geneva" --place Geneva \\
        --email letters@example.org --signatory "A. Example, Chair" --recipient unhcr-high-commissioner \\
        --date 2026-12-10
    """
    from nkadvocate.campaigning.creating import Choices, create

    repeated = {"signatory": signatories, "recipient": recipients}
    missing = {field: asking for field, asking in _QUESTIONS.items() if not (given | repeated)[field]}
    if missing and not sys.stdin.isatty():
        lines = [f"--{field}: {question} (for example {example})" for field, (question, example) in missing.items()]
        raise click.UsageError("\n  ".join(("these options are missing:", *lines)))
    answers = {
        field: str(click.prompt(f"{question} (for example {example})"))
        for field, (question, example) in missing.items()
    }
    asked = {field: given[field] or answers[field] for field in given}
    signing = signatories or (answers["signatory"],)
    to = recipients or tuple(answers["recipient"].split(","))
    choices = Choices(
        name=name, signatories=signing, recipients=to, demands=demands, seal=secrets.token_hex(16), **asked
    )
    folder = create(choices, Path("campaigns"))
    click.echo(folder / "campaign.yaml")
    click.echo(f"next: nkadvocate campaign build {name}", err=True)


@command.command("show")
@name_argument
@json_option
@reports_problems
def show(name: str, as_json: bool) -> None:
    """Show what campaign NAME consists of: sender, recipients, demands, look, templates and records of its own.

    \b
    Examples:
      nkadvocate campaign show mine
      nkadvocate campaign show mine --json
    """
    from nkadvocate.campaigning.look import FILES
    from nkadvocate.campaigning.own import replaced
    from nkadvocate.folders import files_of
    from nkadvocate.library import MODELS, exposed, texts_in
    from nkadvocate.library.selection import select

    library, campaign, folder = open_with_campaign(name)
    own = {kind: len(list(_own(library.origins, kind, folder.name))) for kind in MODELS}
    templates = [path.relative_to(folder).as_posix() for path in files_of(folder, "templates", ".j2")]
    facts = {
        "id": campaign.id,
        "title": campaign.title,
        "folder": str(folder),
        "sender": campaign.sender.name,
        "signatories": [signatory.name for signatory in campaign.signatories],
        "date": campaign.date,
        "kind": campaign.kind,
        "demands": list(campaign.demands),
        "recipients": [recipient.id for recipient in select(library, campaign.recipients)],
        "look": [file for file in FILES if (folder / file).is_file()],
        "templates": templates,
        "records": {kind: count for kind, count in own.items() if count},
        "replaces": [f"{record_id} ({' '.join(fields)})" for record_id, fields in replaced(library).items()],
    }
    writers = "\n".join((campaign.sender.name, *(signatory.name for signatory in campaign.signatories)))
    if exposed("\n".join(texts_in(facts)), public(library), writers):
        raise ProblemsError([Problem("the campaign holds a name or word that a record protects", hint=_LOOK)])
    if as_json:
        print_json(facts)
        return
    for field, value in facts.items():
        match value:
            case dict():
                text = ", ".join(f"{count} {kind}" for kind, count in value.items())
            case list():
                text = ", ".join(value)
                if len(value) > _MOST_SHOWN:
                    text = f"{len(value)}: {', '.join(value[:_MOST_SHOWN])}, …"
            case _:
                text = str(value or "")
        click.echo(f"{click.style(f'{field}:', bold=True)} {text or _LEFT_OPEN.get(field, '(none)')}")


_MOST_SHOWN = 20
_LEFT_OPEN = {"demands": "(what fits each recipient)", "look": "(as shipped)", "templates": "(as shipped)"}
_LOOK = "'nkadvocate check' says where"


def _own(origins: Mapping[str, Origin], kind: str, folder: str) -> Iterator[str]:
    for record_id, origin in origins.items():
        if origin.kind == kind and origin.place().file.startswith(f"{folder}/"):
            yield record_id


@command.command("check")
@name_argument
@formats_option
@date_option
@only_option
@click.option("--every-word", is_flag=True, help="Also tell all words, records and looks of the campaign's own.")
@jobs_option
@reports_problems
def check(
    name: str, formats: tuple[Format, ...], date: str | None, only: tuple[str, ...], every_word: bool, jobs: int | None
) -> None:
    """Make every letter of campaign NAME without writing any, and list all that is wrong.

    Each is held against the letter that shipped templates, forms of address and recipients make of the same records:
    figures, dates, quotations and articles of the campaign's own are noted, in e-mails too. Letters of another date may
    print others, where a template asks for the date; other documents than letters of its kind are not read.

    A folder from somebody you do not know is read with --every-word: then everything is noted that the shipped letter
    does not say, or says elsewhere.

    \b
    Examples:
      nkadvocate campaign check mine
      nkadvocate campaign check theirs --every-word
    """
    from nkadvocate.campaigning.alike import Comparison
    from nkadvocate.campaigning.building import rehearse
    from nkadvocate.campaigning.printed import told as told_of
    from nkadvocate.campaigning.stray import stray
    from nkadvocate.composing.letter import EMAIL, own_kinds
    from nkadvocate.library.checks import check_library
    from nkadvocate.library.persons import check_persons

    wanted = tuple(dict.fromkeys(formats)) or ("docx", "pdf")
    workers = jobs or os.cpu_count() or 1
    press = _press(wanted, workers)
    at, recipients, skipped = _prepare(name, date, only, press)
    date = at.campaign.date or ""
    problems = [*check_library(at.library), *check_persons(at.library, date, at.setting.folder)]
    problems += stray(at.setting.folder, at.campaign.language)
    comparison = Comparison()
    crowded: list[str] = []
    printed: list[tuple[str, Printed]] = []
    made = rehearse(at, recipients, wanted, executor_for(at, workers), workers, every_word=every_word)
    places = {recipient.id: place for place, recipient in enumerate(recipients)}
    for letter in sorted(with_progress(made, len(recipients)), key=lambda one: places[one.recipient]):
        problems += letter.problems
        printed += ((letter.recipient, one) for one in letter.printed)
        if letter.parts:
            comparison.add(letter.recipient, letter.parts)
        if letter.crowded:
            crowded.append(letter.recipient)
    _tell_skipped(skipped)
    _tell_alike(comparison)
    _tell_crowded(crowded)
    _tell_who_could_be_known(at, recipients)
    say_what_is_own(at.library, at.setting.folder, every_word=every_word)
    say("note", *told_of(printed))
    if problems:
        raise ProblemsError(problems)
    told = f", {len(skipped)} skipped" if skipped else ""
    unread = ", ".join(rows_without_names(own_kinds(at.setting.folder, (at.campaign.kind, EMAIL))))
    left = f"; not read were its own templates of: {unread}" if unread else ""
    click.echo(f"{len(recipients)} letter{'s' if len(recipients) != 1 else ''} dated {date} can be written{told}{left}")


def _tell_skipped(skipped: Mapping[str, str]) -> None:
    """Say to whom no letter is written, and why."""
    say("skipped", *(f"{recipient}: {why}" for recipient, why in rows_without_names(skipped.items())))


def _tell_crowded(recipients: Sequence[str]) -> None:
    """Note the letters whose pages are full without facts."""
    if shown := rows_without_names(recipients):
        first, *others = shown
        more = f" and {len(others)} more, such as {others[0]}" if others else ""
        say("crowded", f"the letter to {first}{more}: {CROWDED}")


def _tell_who_could_be_known(at: Bench, recipients: Iterable[Recipient]) -> None:
    """Note once what the readers of these letters may be told that, taken together, could identify a person."""
    from nkadvocate.library import audience_of, cleared

    on = at.campaign.date or ""
    for audience in dict.fromkeys(audience_of(at.library, at.campaign, recipient, on) for recipient in recipients):
        told = cleared(at.library, audience).evidence.values()
        say_who_could_be_known(evidence for evidence in told if evidence.status == "active")


def _tell_alike(comparison: Comparison) -> None:
    """Warn of letters that offices may take for a form letter."""
    for group in comparison.groups():
        first, *others = group.letters
        same = ", ".join(f"“{heading}”" for heading in group.same) or "none word for word"
        say(
            "alike",
            f"the letter to {first} and {len(others)} more, such as {others[0]}, share at least {group.least:.0%} of "
            f"their words; the same in all: {same}. Offices may take them for a form letter: offer variants of these "
            "parts (docs/customising.md).",
        )


@command.command("signons")
@name_argument
@click.option("--approve", "approving", metavar="SIGNATORY", help="Note that this signatory approves the present text.")
@click.option("--on", type=Day(), help="Day of the approval.  [default: today]")
@date_option
@json_option
@reports_problems
def signons(name: str, approving: str | None, on: str | None, date: str | None, as_json: bool) -> None:
    """Say which signatories of campaign NAME approved its text, and who must be asked again after a change.

    A signatory is named by organisation, or by name where there is none. Exit code 1 while any is to be asked.

    \b
    Examples:
      nkadvocate campaign signons mine
      nkadvocate campaign signons mine --approve "Our Network"
    """
    from nkadvocate.campaigning.signons import approve, read_approvals, text_of
    from nkadvocate.campaigning.signons import signons as standing

    at, recipients, skipped = _prepare(name, date, ())
    folder = at.setting.folder
    _tell_skipped(skipped)
    text = text_of(at, recipients)
    if approving:
        approve(at.campaign, folder, approving, text, on or today())
    found = standing(at.campaign, read_approvals(folder), text)
    if as_json:
        print_json([dataclasses.asdict(one) | {"to_be_asked": one.to_be_asked} for one in found])
    else:
        print_table([{"signatory": one.signatory, "approval": _approval(one)} for one in found])
    if any(one.to_be_asked for one in found):
        raise SystemExit(1)


def _approval(one: Signon) -> str:
    if one.on is None:
        return "to be asked: has not approved any text"
    if one.substantial:
        return f"to be asked again: changed since {one.on}: {', '.join(one.changed)}"
    return f"to be asked again: only style has changed since {one.on}" if one.changed else f"approved on {one.on}"


@command.command("build")
@name_argument
@formats_option
@output_option
@date_option
@only_option
@jobs_option
@click.option("--force", is_flag=True, help="Make all letters anew, also those edited by hand.")
@click.option("--bundle", is_flag=True, help="Also one PDF of all letters, to print.")
@click.option("--csv", "as_csv", is_flag=True, help="Also merge.csv: names, addresses and files, for mail merge.")
@click.option("--eml", is_flag=True, help="Also a draft e-mail for each letter, with the letter attached.")
@click.option("--scheduler", metavar="tcp://…", help="Make the letters on the Dask cluster with this scheduler.")
@reports_problems
def build(
    name: str,
    formats: tuple[Format, ...],
    output: Path | None,
    date: str | None,
    only: tuple[str, ...],
    jobs: int | None,
    force: bool,
    bundle: bool,
    as_csv: bool,
    eml: bool,
    scheduler: str | None,
) -> None:
    """Write the letters of campaign NAME that are not up to date.

    What a letter depends on is remembered in manifest.json beside the letters, so that only those are made anew whose
    records, templates or look have changed. Files edited by hand are kept; one that would say something else today is
    an error, and is not sent. A build that was stopped carries on. Seats that nobody holds are skipped.

    \b
    Examples:
      nkadvocate campaign build mine
      nkadvocate campaign build mine -f pdf --only role=legislature -j 4
      nkadvocate campaign build mine --bundle --csv --eml
    """
    from nkadvocate.campaigning.finished import Finished, made_from

    wanted = tuple(dict.fromkeys(formats)) or ("docx", "pdf")
    if bundle and "pdf" not in wanted:
        raise click.UsageError("--bundle is made of PDF letters; add -f pdf")
    own = folder_of(name)
    folder = output or Path("output") / own.resolve().name
    of = made_from(own, folder, [*wanted, date or "", *only])
    if not (force or bundle or as_csv or eml) and _finished(folder, of):
        return
    workers = jobs or os.cpu_count() or 1
    press = _press(wanted, 0 if scheduler else workers)
    from nkadvocate.campaigning.alike import Comparison
    from nkadvocate.campaigning.building import build as build_letters

    at, recipients, skipped = _prepare(name, date, only, press)
    ended = Finished(of, tuple(map(at.stem, recipients)), skipped)
    counts = Counter(skipped=len(skipped))
    problems: list[Problem] = []
    kept: list[str] = []
    crowded: list[str] = []
    wrong: set[str] = set()
    left: dict[str, str] = {}
    comparison = Comparison()
    outcomes = build_letters(
        at,
        recipients,
        wanted,
        folder,
        executor_for(at, workers, scheduler),
        workers=workers,
        force=force,
        ended=ended,
        left=left,
    )
    for outcome in with_progress(outcomes, len(recipients)):
        counts[outcome.state] += 1
        problems += outcome.problems
        if outcome.parts:
            comparison.add(outcome.recipient, outcome.parts)
        if outcome.crowded:
            crowded.append(outcome.recipient)
        if outcome.state == "kept":
            kept.append(outcome.recipient)
        if outcome.problems:
            wrong.add(outcome.recipient)
    if bundle or as_csv or eml:
        from nkadvocate.campaigning.building import left_over
        from nkadvocate.campaigning.mailing import write_for_sending
        from nkadvocate.campaigning.manifest import read_manifest

        # A letter that can no longer be written, or would say something else, is not sent as it was.
        to = [recipient for recipient in recipients if recipient.id not in wrong]
        for path in write_for_sending(at, to, folder, bundle=bundle, merge=as_csv, drafts=eml, force=force):
            click.echo(path)
        left = left_over(at, read_manifest(folder))
    _tell_skipped(skipped)
    _tell_left_over(folder, left)
    _tell_alike(comparison)
    _tell_crowded(crowded)
    _tell_who_could_be_known(at, recipients)
    say("kept", *(f"{one}: edited by hand (--force makes it anew)" for one in rows_without_names(kept)))
    _tell_counts(folder, counts)
    if problems:
        raise ProblemsError(problems)


@command.command("status")
@name_argument
@formats_option
@output_option
@date_option
@only_option
@json_option
@reports_problems
def status(
    name: str, formats: tuple[Format, ...], output: Path | None, date: str | None, only: tuple[str, ...], as_json: bool
) -> None:
    """Say which letters of campaign NAME are built, stale, missing or edited by hand, and which are not written.

    \b
    Examples:
      nkadvocate campaign status mine
      nkadvocate campaign status mine --json
    """
    from nkadvocate.campaigning.building import left_over, state_of
    from nkadvocate.campaigning.manifest import read_manifest

    at, recipients, skipped = _prepare(name, date, only)
    folder = output or Path("output") / at.setting.folder.name
    wanted = tuple(dict.fromkeys(formats)) or ("docx", "pdf")
    manifest = read_manifest(folder)
    _tell_left_over(folder, left_over(at, manifest))
    states = {recipient.id: state_of(at, recipient, manifest, wanted) for recipient in recipients}
    rows = [(recipient, state, None) for recipient, state in states.items()]
    shown = rows_without_names([*rows, *((recipient, "skipped", why) for recipient, why in skipped.items())])
    if as_json:
        print_json([{"recipient": recipient, "state": state, "why": why} for recipient, state, why in shown])
        return
    print_table(
        [
            {"recipient": recipient, "state": f"skipped: {why}" if why else _STATES[state]}
            for recipient, state, why in shown
        ]
    )
    counts = Counter([*(_STATES[state] for state in states.values()), *("skipped" for _ in skipped)])
    told = (*_STATES.values(), "skipped")
    click.echo(", ".join(f"{counts[state]} {state}" for state in told if counts[state]), err=True)


def _tell_left_over(folder: Path, left: Mapping[str, str]) -> None:
    """Note the files that hold what is no longer said, or may no longer be, and letters that are no longer made."""
    say("left over", *(f"{folder / name} {why}" for name, why in rows_without_names(sorted(left.items()))))


def _finished(folder: Path, of: str) -> bool:
    """Whether a build of the same inputs has made all there is to make, and then says so."""
    from nkadvocate.campaigning.finished import still_finished

    finished = still_finished(folder, of)
    if finished:
        _tell_skipped(finished.skipped)
        _tell_counts(folder, {"unchanged": len(finished.letters), "skipped": len(finished.skipped)})
    return finished is not None


def _press(formats: Sequence[Format], workers: int) -> Press:
    """What renders letters in this process, with another for PDF where there are workers to be had."""
    from nkadvocate.rendering.press import Press

    return click.get_current_context().with_resource(Press(apart=workers > 1 and "pdf" in formats))


def _tell_counts(folder: Path, counts: Mapping[str, int]) -> None:
    told = ", ".join(f"{counts[state]} {state}" for state in _OUTCOMES if counts.get(state))
    click.echo(f"{folder}: {told}")


def _prepare(
    name: str, date: str | None, only: tuple[str, ...], press: Press | None = None
) -> tuple[Bench, tuple[Recipient, ...], dict[str, str]]:
    """The bench, with ``press`` if that is given; of the recipients that are meant those written to; and why the others
    are not. Raises ProblemsError."""
    from nkadvocate.campaigning.building import Setting, bench, seated
    from nkadvocate.library.selection import select

    at = bench(Setting(folder_of(name).resolve(), date, today=today()))
    at = dataclasses.replace(at, press=press or at.press)
    in_use(at.library)
    if not at.campaign.recipients:
        hint = "list ids, or queries such as role=legislature, under 'recipients' in campaign.yaml"
        raise ProblemsError([Problem(f"campaign {at.campaign.id} has no recipients", hint=hint)])
    recipients = select(at.library, at.campaign.recipients)
    if only:
        try:
            meant = {recipient.id for recipient in select(at.library, only)}
        except ProblemsError as error:
            raise UnknownNameError(error.problems) from None
        recipients = tuple(recipient for recipient in recipients if recipient.id in meant)
        if not recipients:
            hint = f"'nkadvocate campaign show {name}' lists them"
            raise ProblemsError([Problem("--only finds none of the campaign's recipients", hint=hint)])
    return at, *seated(at, recipients)
