"""``nkadvocate explain``: every choice and omission of one letter, with its reason."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import click

from nkadvocate.cli.common import (
    RecordId,
    campaign_option,
    json_option,
    open_with_campaign,
    print_json,
    reports_problems,
    today,
)
from nkadvocate.cli.letter import Day

_PLURALS = {
    "demand": "Demands",
    "stance": "Stance of the recipient’s side",
    "provision": "Law",
    "evidence": "Evidence",
    "position": "Positions",
    "precedent": "Precedents",
    "address": "Address",
}


_NOT_SHOWN = "not shown, for it holds a name or word that a record protects"


@click.command("explain")
@click.argument("recipient", type=RecordId("recipients"))
@campaign_option
@click.option("--date", type=Day(), help="Date of the letter.  [default: the campaign's, else today]")
@json_option
@reports_problems
def command(recipient: str, campaign_name: str | None, date: str | None, as_json: bool) -> None:
    """Say what a letter to RECIPIENT takes up, what it leaves out, and why.

    \b
    Examples:
      nkadvocate explain mn-foreign-minister
      nkadvocate explain prc-foreign-minister --json
    """
    from nkadvocate.campaigning.look import lines_taken, open_look
    from nkadvocate.library import exposed
    from nkadvocate.tailoring import tailor

    library, campaign, folder = open_with_campaign(campaign_name)
    office = library.recipient(recipient)
    campaign = campaign.model_copy(update={"date": date or campaign.date or today()})
    dossier = tailor(library, office, campaign, look_takes=lines_taken(open_look(folder)))
    told = dossier.library
    choices = [
        choice if not exposed(f"{choice.id} {choice.reason}", told) else replace(choice, id="…", reason=_NOT_SHOWN)
        for choice in dossier.choices
    ]
    if as_json:
        print_json([dataclasses.asdict(choice) for choice in choices])
        return
    for kind, title in _PLURALS.items():
        listed = [choice for choice in choices if choice.kind == kind]
        if not listed:
            continue
        click.secho(title, bold=True)
        for choice in sorted(listed, key=lambda item: not item.chosen):
            mark = click.style("+", fg="green") if choice.chosen else click.style("-", fg="red")
            click.echo(f"  {mark} {choice.id}: {choice.reason}")
