"""A new campaign folder, ready to build, with every choice explained where it is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from nkadvocate.library import open_campaign, open_library
from nkadvocate.library.selection import select
from nkadvocate.problems import Problem, ProblemsError, UnknownNameError, unknown
from nkadvocate.writing import write_whole

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_YAML = """\
# A campaign: who writes, to whom, for what and when. Build its letters with
#   nkadvocate campaign build {name}
# Beside this file you may put records of your own (evidence/, sources/, recipients/ ...), templates (templates/) and a
# look (design.yaml, style.css, base.docx). docs/customising.md explains each.
id: {name}
title: {title}

# Who writes. description completes the sentence "We write on behalf of the NAME, ...".
sender:
  name: {sender}
  description: {description}
  address: {address}
  email: {email}
  place: {place}
#  tagline: a line under the name
#  telephone: +41 22 555 01 00
#  website: www.example.org

# Who signs, in this order. Of several, each names an organisation; if it is not the sender, letters are public.
signatories:
{signatories}

# To whom: ids, patterns such as pl-*, or queries such as role=legislature actor=pl.
# nkadvocate list recipients shows all.
recipients: {recipients}

# For what: only these demands, in this order. Without this line each recipient is asked what it can do.
{demands}

# The letters' date, and the days for an answer.
date: {date}
reply_within_days: 42

# Our reference: {{sender}} is the code, {{year}} and {{date}} are the letter's, {{recipient}} is the recipient's id.
reference: "{{sender}}/{{year}}/{{recipient}}"
reference_code: {code}

# Hides the ids of confidential evidence in manifests. Keep it to yourself.
seal: {seal}

# copies: [a line for each]
# enclosures: [a line for each]
# length: short
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a new campaign is made of. ``recipients`` are ids, patterns or queries; each of
    ``signatories`` is NAME, TITLE or NAME, TITLE, ORGANISATION."""

    name: str
    title: str
    sender: str
    description: str
    address: str
    email: str
    place: str
    signatories: tuple[str, ...]
    recipients: tuple[str, ...]
    demands: tuple[str, ...]
    date: str
    seal: str


def create(choices: Choices, root: Path) -> Path:
    """Write the campaign's folder below ``root`` and return it.

    Raises ProblemsError when the name cannot be a folder's, when the folder exists, or when a choice is not valid,
    UnknownNameError for recipients and demands that there are not; then nothing is written.
    """
    if not NAME.fullmatch(choices.name) or len(choices.name) > 60:
        hint = "small letters, digits and hyphens, at most 60"
        raise ProblemsError([Problem(f"{choices.name!r} cannot be a campaign's name", hint=hint)])
    folder = root / choices.name
    if folder.exists():
        raise ProblemsError([Problem(f"{folder} exists and is not changed", hint="choose another name")])
    _check(choices)
    text = _YAML.format(
        name=choices.name,
        title=_scalar(choices.title),
        sender=_scalar(choices.sender),
        description=_scalar(choices.description),
        address=_list([line.strip() for line in choices.address.split(",")]),
        email=_scalar(choices.email),
        place=_scalar(choices.place),
        signatories="\n".join(_signatory(given) for given in choices.signatories),
        recipients=_list(choices.recipients),
        demands=f"demands: {_list(choices.demands)}" if choices.demands else "# demands: [non-refoulement]",
        date=choices.date,
        code=_scalar(_code(choices.sender)),
        seal=_scalar(choices.seal),
    )
    write_whole(folder / "campaign.yaml", text.encode())
    try:
        open_campaign(folder, open_library(folder))
    except ProblemsError:
        (folder / "campaign.yaml").unlink()
        folder.rmdir()
        raise
    return folder


def _check(choices: Choices) -> None:
    """Raise ProblemsError for recipients and demands that there are not, and for those who sign without a title."""
    library = open_library()
    problems: list[Problem] = []
    try:
        select(library, choices.recipients)
    except ProblemsError as error:
        problems += error.problems
    for demand in choices.demands:
        if demand not in library.demands:
            problems += unknown("demand", demand, library.demands).problems
    if problems:
        raise UnknownNameError(problems)
    untitled = [given for given in choices.signatories if not all(_signing(given)[:2])]
    if untitled:
        hint = "write it behind the name and a comma: A. Example, Chair"
        raise ProblemsError(Problem(f"who signs has a title: {given!r}", hint=hint) for given in untitled)


def _signing(given: str) -> tuple[str, str, str]:
    """Name, title and organisation; what is not given is empty."""
    name, title, organisation = (part.strip() for part in f"{given},,".split(",", 2))
    return name, title, organisation.rstrip(", ")


def _signatory(given: str) -> str:
    fields = zip(("name", "title", "organisation"), _signing(given), strict=True)
    return "  - " + "\n    ".join(f"{field}: {_scalar(said)}" for field, said in fields if said)


def _code(sender: str) -> str:
    """The initials of a name."""
    return "".join(word[0] for word in re.findall(r"\w+", sender) if word[0].isupper())[:8] or "REF"


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(_scalar(value) for value in values)}]"


def _scalar(value: str) -> str:
    """A text as YAML on one line, in quotation marks where it needs them, also within a list."""
    written: str = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10**9)
    return written.strip()[1:-1]
