"""What several commands share: how problems are shown, and options that mean the same everywhere."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click
from click.shell_completion import CompletionItem

from nkadvocate.problems import Problem, ProblemsError, UnknownNameError

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
            library = click.get_current_context().meta.get(_IN_USE)
            for problem in without_names(error.problems, library) if library else error.problems:
                click.echo(f"{click.style('error', fg='red')}: {problem}", err=True)
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
        from nkadvocate.shipped import campaign_folders

        return [CompletionItem(f.name) for f in campaign_folders() if f.name.startswith(incomplete)]


campaign_option = click.option(
    "-c", "--campaign", "campaign_name", type=CampaignName(), help="Campaign name or folder.  [default: default]"
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def open_with_campaign(name: str | None) -> tuple[Library, Campaign, Path]:
    """The library with the campaign's own records on top, the campaign, and its folder. Raises ProblemsError."""
    from nkadvocate.library import open_campaign, open_library
    from nkadvocate.shipped import DEFAULT_CAMPAIGN, campaign_folder

    folder = campaign_folder(name or DEFAULT_CAMPAIGN)
    library = in_use(open_library(folder))
    return library, open_campaign(folder, library), folder


def open_templates(campaign_name: str | None) -> tuple[list[Path], str]:
    """The template folders of a campaign and its language, without reading more records than are needed to know what
    may not be shown. Raises ProblemsError."""
    from nkadvocate.library.reading import read_yaml
    from nkadvocate.library.validation import validate_one
    from nkadvocate.records import Campaign
    from nkadvocate.shipped import DEFAULT_CAMPAIGN, campaign_folder

    folder = campaign_folder(campaign_name or DEFAULT_CAMPAIGN)
    if protecting := open_persons(folder):
        in_use(protecting)
    campaign = validate_one(Campaign, read_yaml(folder / "campaign.yaml", f"{folder.name}/campaign.yaml"))
    return [folder / "templates"], campaign.language


def open_persons(folder: Path) -> Library | None:
    """The evidence of the campaign in ``folder``, which says what may not be shown; None where it tells of no person.
    Raises ProblemsError."""
    from nkadvocate.library import open_library, tells_of_persons

    return open_library(folder, only={"evidence"}) if tells_of_persons(folder) else None


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
        return [CompletionItem(name, help=told) for name, told in _unexposing(begun, ctx.meta.get(_IN_USE))]


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


def in_use(library: Library) -> Library:
    """The library. From now on no problem that the command shows repeats what its records protect."""
    click.get_current_context().meta[_IN_USE] = library
    return library


_IN_USE = f"{__name__}.library"


def without_names(problems: Iterable[Problem], library: Library) -> list[Problem]:
    """The problems as they may be printed, without what the public may not learn of private persons."""
    from nkadvocate.library import Audience, protected_terms, unnamed

    return unnamed(problems, protected_terms(library, Audience(today(), public=True)))


def rows_without_names(rows: list[T], library: Library | None = None) -> list[T]:
    """The rows that show none of the names and words that ``library``, or the one in use, hides from the public; a note
    says how many do."""
    kept = _unexposing(rows, library or click.get_current_context().meta.get(_IN_USE))
    if len(kept) < len(rows):
        left_out = f"{len(rows) - len(kept)} left out, which would show a name or word that a record protects"
        click.echo(f"{click.style('note', fg='yellow')}: {left_out}", err=True)
    return kept


def _unexposing(rows: list[T], library: Library | None) -> list[T]:
    """The rows that show nothing of what ``library`` hides from the public."""
    from nkadvocate.library import exposed, texts_in

    if library is None:
        return rows
    told = public(library)
    return [row for row in rows if not exposed("\n".join(texts_in(row)), told)]


def say_what_is_own(library: Library, folder: Path) -> None:
    """Note which shipped records the campaign in ``folder`` replaces, and what its templates say without a note."""
    from nkadvocate.campaigning.own import notes

    for note in without_names(notes(library, folder), library):
        click.echo(f"{click.style('note', fg='yellow')}: {note}", err=True)


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
