"""``nkadvocate templates``: which templates there are, which file serves each, and copies of them to change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from nkadvocate.cli.common import (
    CampaignName,
    campaign_option,
    completed,
    json_option,
    open_templates,
    print_json,
    print_table,
    reports_problems,
    rows_without_names,
)
from nkadvocate.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from nkadvocate.composing.templates import Templates


class _TemplateName(click.ParamType[str]):
    """A template's name, with or without .md.j2, completed by the shell."""

    name = "name"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return completed(ctx, lambda: dict.fromkeys(_open(ctx.params.get("campaign_name")).names()), incomplete)


@click.group("templates")
def command() -> None:
    """List the templates of documents, find the file that serves one, and copy them to change.

    \b
    Examples:
      nkadvocate templates list
      nkadvocate templates which parts/reply -c mine
      nkadvocate templates copy letter --block reply -c mine
    """


@command.command("list")
@campaign_option
@json_option
@reports_problems
def list_command(campaign_name: str | None, as_json: bool) -> None:
    """List all templates and parts: the folder that serves each, its blocks, and variants.

    \b
    Example:
      nkadvocate templates list -c mine
    """
    from nkadvocate.composing.copying import blocks_of

    templates = _open(campaign_name)
    rows: list[dict[str, Any]] = []
    for name in templates.names():
        [first, *_] = templates.files(name)
        rows.append(
            {
                "name": name,
                "folder": templates.shown(templates.folder_of(first[0])),
                "blocks": list(blocks_of(templates, name)),
                "variants": [path.name for path in first] if len(first) > 1 else [],
            }
        )
    rows = rows_without_names(rows)
    if as_json:
        print_json(rows)
    else:
        print_table([row | {key: ", ".join(row[key]) for key in ("blocks", "variants")} for row in rows])


@command.command("which")
@click.argument("name", type=_TemplateName())
@campaign_option
@reports_problems
def which_command(name: str, campaign_name: str | None) -> None:
    """Say which file serves the template NAME, and which files it hides.

    \b
    Example:
      nkadvocate templates which parts/reply -c mine
    """
    from nkadvocate.composing.copying import template_named

    templates = _open(campaign_name)
    serving, *hidden = templates.files(template_named(templates, name))
    for path in serving:
        click.echo(f"{_near(path)}{'  (one of several variants, chosen by recipient)' if len(serving) > 1 else ''}")
    for paths in hidden:
        for path in paths:
            click.echo(f"hides {_near(path)}")


@command.command("copy")
@click.argument("name", type=_TemplateName())
@click.option("--block", help="Copy this block alone, into a template that extends the shipped one.")
@click.option("-c", "--campaign", "campaign_name", required=True, type=CampaignName(), help="Campaign name or folder.")
@reports_problems
def copy_command(name: str, block: str | None, campaign_name: str) -> None:
    """Copy the shipped template NAME, or one of its blocks, into the campaign's templates/, ready to change.

    Nothing is overwritten; a second block is put into the same file, after the first.

    \b
    Examples:
      nkadvocate templates copy parts/reply -c mine
      nkadvocate templates copy letter --block opening -c mine
    """
    from nkadvocate.composing.copying import copy_of, copy_of_block, template_named
    from nkadvocate.composing.letter import template_folder
    from nkadvocate.composing.templates import Templates
    from nkadvocate.writing import write_whole

    [folder], language = open_templates(campaign_name)
    shipped = Templates([template_folder(language)])
    full = template_named(shipped, name)
    target = folder / full
    if not target.resolve().is_relative_to(folder.parent.resolve()):
        raise ProblemsError([Problem(f"{_near(target)} leads out of the campaign's folder")])
    existing = Templates([folder]).read(target.resolve()) if target.exists() else None
    if block is None and existing is not None:
        raise ProblemsError([Problem(f"{_near(target)} is there already", hint="change it, or move it away first")])
    write_whole(
        target, (copy_of(shipped, full) if block is None else copy_of_block(shipped, full, block, existing)).encode()
    )
    click.echo(target)


def _open(campaign_name: str | None) -> Templates:
    from nkadvocate.composing.letter import template_folder
    from nkadvocate.composing.templates import Templates

    folders, language = open_templates(campaign_name)
    return Templates([*folders, template_folder(language)])


def _near(path: Path) -> Path:
    """A path from the current folder where it is below it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
