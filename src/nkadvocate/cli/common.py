"""What several commands share: how problems are shown, and options that mean the same everywhere."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click
from click.shell_completion import CompletionItem

from nkadvocate.problems import Problem, ProblemsError, UnknownNameError, printable

if TYPE_CHECKING:
    from nkadvocate.library import Library
    from nkadvocate.records import Campaign

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def reports_problems(command: Callable[P, R]) -> Callable[P, R]:
    """Show problems, one a line, and exit: 2 for a name that the user mistyped, 1 for everything else."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except ProblemsError as error:
            say("error", *error.problems)
            raise SystemExit(2 if isinstance(error, UnknownNameError) else 1) from None

    return wrapped


class RecordId(click.ParamType[str]):
    """The id of a record of one kind (or of any), completed by the shell."""

    def __init__(self, kind: str | None = None) -> None:
        self.kind = kind
        self.name = {"recipients": "recipient", "demands": "demand", "bodies": "body"}.get(kind or "", "id")

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from nkadvocate.library import open_library

        try:
            library = open_library()
        except ProblemsError:
            return []
        names = library.kind(self.kind) if self.kind else library.origins
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


class CampaignName(click.ParamType[str]):
    """A campaign's name, or the path of its folder."""

    name = "campaign"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return completed(ctx, lambda: dict.fromkeys(folder.name for folder in open_desk()), incomplete)


campaign_option = click.option(
    "-c", "--campaign", "campaign_name", type=CampaignName(), help="Campaign name or folder.  [default: default]"
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def open_with_campaign(name: str | None) -> tuple[Library, Campaign, Path]:
    """The library with the campaign's own records on top, the campaign, and its folder. Raises ProblemsError."""
    from nkadvocate.library import open_campaign
    from nkadvocate.shipped import DEFAULT_CAMPAIGN

    folder = folder_of(name or DEFAULT_CAMPAIGN)
    library = opened(folder)
    return library, open_campaign(folder, library), folder


def open_templates(campaign_name: str | None) -> tuple[list[Path], str]:
    """The template folders of a campaign and its language, without reading more records than are needed to know what
    may not be shown. Raises ProblemsError."""
    from nkadvocate.folders import refuse_links
    from nkadvocate.library import READ
    from nkadvocate.library.reading import read_yaml
    from nkadvocate.library.validation import validate_one
    from nkadvocate.records import Campaign
    from nkadvocate.shipped import DEFAULT_CAMPAIGN

    folder = folder_of(campaign_name or DEFAULT_CAMPAIGN)
    protect(folder)
    refuse_links(folder, READ)
    campaign = validate_one(Campaign, read_yaml(folder / "campaign.yaml", f"{folder.name}/campaign.yaml"))
    return [folder / "templates"], campaign.language


def folder_of(campaign_name: str) -> Path:
    """The folder of a campaign. Raises UnknownNameError, which suggests no campaign whose name any of them protects."""
    from nkadvocate.shipped import campaign_folder

    try:
        return campaign_folder(campaign_name)
    except UnknownNameError:
        open_desk()
        raise


def open_desk() -> list[Path]:
    """The folders of all campaigns that can be named. From now on nothing that is shown repeats what any of them
    protects. Raises ProblemsError where evidence on persons cannot be read."""
    from nkadvocate.shipped import campaign_folders

    folders = campaign_folders()
    for folder in folders:
        protect(folder)
    return folders


def completed(
    ctx: click.Context, names: Callable[[], Mapping[str, str | None]], incomplete: str
) -> list[CompletionItem]:
    """What the shell completes of ``names``, with what each is: nothing while records cannot be read, and nothing with
    a name or word that one of them protects."""
    with ctx.scope(cleanup=False):
        try:
            begun = [(name, told) for name, told in names().items() if name.startswith(incomplete)]
        except ProblemsError:
            return []
        return [CompletionItem(name, help=told) for name, told in begun if not _exposed(name, told or "")]


class KindName(click.ParamType[str]):
    """A kind of document: the name of a template."""

    name = "name"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from nkadvocate.composing.letter import kinds

        return completed(ctx, lambda: kinds(*open_templates(ctx.params.get("campaign_name"))), incomplete)


def public(library: Library) -> Library:
    """The library as the public may read it today."""
    from nkadvocate.library import Audience, cleared

    return cleared(library, Audience(today(), public=True))


# what is shown


def opened(*folders: Path, only: Collection[str] = ()) -> Library:
    """The library with the records in ``folders``, or ``only`` some kinds of them. From now on nothing that is shown
    repeats what they protect, with mistakes in them too. Raises ProblemsError."""
    from nkadvocate.library import open_library, persons_alone

    try:
        return in_use(open_library(*folders, only=only, today=today()))
    except ProblemsError:
        _guards().append(persons_alone(*folders))
        raise


def protect(folder: Path) -> None:
    """From now on nothing that is shown repeats what the evidence of the campaign in ``folder`` protects, with mistakes
    in it too. Raises ProblemsError where it cannot be read."""
    from nkadvocate.library import open_library, persons_alone, tells_of_persons

    if tells_of_persons(folder):
        try:
            in_use(open_library(folder, only={"evidence"}, today=today()))
        except ProblemsError:
            _guards().append(persons_alone(folder))


def in_use(library: Library) -> Library:
    """The library. From now on nothing that is shown repeats what its records protect."""
    _guards().append(public(library))
    return library


def _guards() -> list[Library]:
    """What the public may read of all that the command has opened."""
    guards: list[Library] = click.get_current_context().meta.setdefault(_IN_USE, [])
    return guards


def _open_all() -> None:
    from nkadvocate.shipped import campaign_folders

    for folder in campaign_folders():
        with suppress(ProblemsError):
            protect(folder)


_IN_USE = f"{__name__}.library"
_LOOKED = f"{__name__}.looked"


def _exposed(*texts: str) -> set[str]:
    """What the texts say that the public may not learn of private persons. Of what is said before a command has opened
    anything, as far as the campaigns that can be named can be opened."""
    from nkadvocate.library import exposed

    if texts and not _guards() and not click.get_current_context().meta.get(_LOOKED):
        click.get_current_context().meta[_LOOKED] = True
        _open_all()
    return {term for told in _guards() for term in exposed("\n".join(texts), told)}


def say(kind: str, *told: Problem | str) -> None:
    """Print what went wrong or is worth knowing, one a line and each after its kind, without names."""
    for one in without_names(Problem(one) if isinstance(one, str) else one for one in told):
        click.echo(f"{click.style(kind, fg='red' if kind == 'error' else 'yellow')}: {one}", err=True)


def without_names(problems: Iterable[Problem]) -> list[Problem]:
    """The problems as they may be printed, without what the public may not learn of private persons."""
    from nkadvocate.library import unnamed

    problems = [*problems]
    return unnamed(problems, _exposed(*map(str, problems)))


def rows_without_names(rows: Iterable[T]) -> list[T]:
    """The rows that show nothing that the public may not learn of private persons; a note says how many do."""
    from nkadvocate.library import texts_in

    rows = [*rows]
    kept = [row for row in rows if not _exposed(*texts_in(row))]
    if len(kept) < len(rows):
        say("note", f"{len(rows) - len(kept)} left out, which would show a name or word that a record protects")
    return kept


def without_name(path: Path) -> str:
    """The path as it may be printed: without the name of a file that shows what the public may not learn of private
    persons."""
    return "a file whose name a record protects" if _exposed(str(path)) else printable(path)


def say_what_is_own(library: Library, folder: Path, *, every_word: bool = False) -> None:
    """Note which shipped records the campaign in ``folder`` replaces, and what its templates say without a note; with
    ``every_word`` every record and look of its own."""
    from nkadvocate.campaigning.own import brought, notes

    say("note", *notes(library, folder), *(brought(library, folder) if every_word else ()))


def today() -> str:
    """The day of SOURCE_DATE_EPOCH when it is set (reproducible-builds.org), else today's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return dt.date.today().isoformat()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is not a time in seconds: {epoch!r}") from None


def print_json(value: Any) -> None:
    """Print ``value`` as JSON, in UTF-8, keys in their own order."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(rows: Sequence[Mapping[str, str]]) -> None:
    """Print rows as a table on a terminal, and as tab-separated lines elsewhere."""
    if not rows:
        return
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(row.values()))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for n, column in enumerate(rows[0]):
        table.add_column(column, no_wrap=n == 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row.values()))
    Console().print(table)
