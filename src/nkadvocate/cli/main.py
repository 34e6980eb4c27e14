"""The top command: finds its subcommands by name and imports only the one that runs."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from nkadvocate import __version__

_COMMANDS = {
    "letter": "Write a letter to one or more recipients.",
    "document": "Write another kind of document: an open letter, thanks, a follow-up.",
    "briefing": "Write a briefing, on the whole matter or for a meeting.",
    "campaign": "Make, check and build campaigns: many letters in one run.",
    "annex": "List every claim of a letter or briefing with its sources.",
    "explain": "Say what a recipient gets, what is left out, and why.",
    "list": "List recipients, demands, evidence, sources and more.",
    "show": "Show one record in full.",
    "check": "Check the records.",
    "affected": "List the letters that used a record or source, and draft corrections.",
    "verify": "Check letters against their manifest, and make them again to compare.",
    "scan": "Say what files give away, and make clean copies.",
    "import": "Make records of recipient lists, and of Zotero, BibTeX or RIS files.",
    "templates": "List, find and copy the templates of documents.",
    "schema": "Write the JSON Schemas of the records.",
}


_OBJECTS = 250_000
"""How many new objects make a command look for garbage: most end before, and are a fifth faster for it."""


def run() -> None:
    """The program ``nkadvocate``: the command, and an end at once. To take apart all that was read takes as long as to
    read some hundred records."""
    code: Any = 0
    try:
        main(prog_name="nkadvocate")
    except SystemExit as end:
        code = end.code
    if not isinstance(code, int):
        sys.exit(code)
    with suppress(OSError):  # whoever read what is printed has gone
        sys.stdout.flush()
        sys.stderr.flush()
    if pdf := sys.modules.get("nkadvocate.rendering.pdf"):
        pdf.forget_fonts()
    os._exit(code)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = f"{name}_" if iskeyword(name) else name
        command: click.Command = import_module(f"nkadvocate.cli.{module}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from nkadvocate.problems import did_you_mean

            hint = did_you_mean(args[0], _COMMANDS)
            raise click.UsageError(f"No such command '{args[0]}'." + (f" {hint.capitalize()}" if hint else ""), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="nkadvocate %(version)s")
def main() -> None:
    """Advocacy letters for North Korean refugees in China, every fact footnoted.

    \b
    Examples:
      nkadvocate list recipients
      nkadvocate letter prc-foreign-minister
      nkadvocate explain eu-high-representative

    Exit codes: 0 done, 1 findings or failure, 2 wrong usage.
    """
    gc.set_threshold(_OBJECTS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # nothing else that is installed looks at the records
