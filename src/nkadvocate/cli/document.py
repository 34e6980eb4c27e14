"""``nkadvocate document``: kinds of document other than the letter."""

from __future__ import annotations

from typing import Any

import click

from nkadvocate.cli.common import KindName, reports_problems
from nkadvocate.cli.letter import Day, document_options, write_documents


@click.command("document")
@click.argument("kind", type=KindName(), metavar="NAME")
@document_options
@click.option("--of", type=Day(), help="Date of the earlier letter, for a follow-up.  [default: the campaign's]")
@reports_problems
def command(kind: str, **options: Any) -> None:
    """Write the document NAME to each RECIPIENT, as DOCX and PDF, into output/.

    NAME is a template: open-letter, thank-you, follow-up, parliamentary-question, or one of the campaign's own;
    'nkadvocate list kinds' names them all.

    \b
    Examples:
      nkadvocate document open-letter prc-foreign-minister
      nkadvocate document follow-up pl-foreign-minister --of 2026-12-10
      nkadvocate document parliamentary-question eu-parliament-droi-chair -f docx
    """
    write_documents(kind, **options)
