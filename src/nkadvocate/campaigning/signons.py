"""Who has approved the text of a joint letter, and who must be asked again after a change.

An approval holds checksums of what was approved: to whom the letters go, what they ask, what they claim, who signs,
all that is printed, and the look. It says what changed since, and nothing of the text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import StringConstraints

from nkadvocate.campaigning.building import Bench, of_look
from nkadvocate.campaigning.look import lines_taken
from nkadvocate.composing.letter import compose_letter
from nkadvocate.document import (
    Claim,
    Document,
    Note,
    NumberedList,
    inlines_of,
    plain,
    walk_blocks,
)
from nkadvocate.library.reading import read_yaml
from nkadvocate.library.validation import validate_list
from nkadvocate.problems import ProblemsError, unknown
from nkadvocate.records import Campaign, Recipient
from nkadvocate.records.base import Day, Line, Record
from nkadvocate.records.campaign import Signatory
from nkadvocate.tailoring import tailor
from nkadvocate.writing import write_whole

NAME = "signons.yaml"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[“‘]?[A-Z])")
_Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Approved(Record):
    """Checksums of a text in its parts."""

    recipients: _Checksum
    demands: _Checksum
    claims: _Checksum
    signatories: _Checksum | None = None
    wording: _Checksum
    look: _Checksum | None = None


class Approval(Record):
    """That a signatory approved a text on a day."""

    signatory: Line
    on: Day
    text: Approved


@dataclass(frozen=True, slots=True)
class Signon:
    """Where a signatory stands. ``changed`` names the parts of the text that are not as they were approved; ``on`` is
    None for one who has not approved any."""

    signatory: str
    on: str | None
    changed: tuple[str, ...]

    @property
    def to_be_asked(self) -> bool:
        return self.on is None or bool(self.changed)

    @property
    def substantial(self) -> bool:
        """Whether the change is of more than the look."""
        return bool({*self.changed} - {"look"})


def text_of(at: Bench, recipients: Iterable[Recipient]) -> Approved:
    """The text of the letters to ``recipients``, in its parts. Raises ProblemsError where one cannot be written."""
    taken = lines_taken(at.look)
    dossiers = [tailor(at.library, recipient, at.campaign, look_takes=taken) for recipient in recipients]
    folders = [at.setting.folder / "templates"]
    documents = [compose_letter(dossier, folders, kind=at.campaign.kind) for dossier in dossiers]
    return Approved(
        recipients=_checksum(dossier.recipient.id for dossier in dossiers),
        demands=_checksum(line for document in documents for line in _demands(document)),
        claims=_checksum(sorted({line for document in documents for line in _claims(document)})),
        signatories=_checksum(signatory.model_dump_json() for signatory in at.campaign.signatories),
        wording=_checksum(map(repr, documents)),
        look=of_look(at.look),
    )


def _checksum(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _demands(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, NumberedList):
            yield from (plain(inlines_of(inner)) for item in block.items for inner in item)


def _claims(document: Document) -> Iterator[str]:
    """Each claim, and each sentence that a note supports, with what the note says."""
    for block in walk_blocks(document.blocks):
        said = ""
        for inline in inlines_of(block):
            if isinstance(inline, Note):
                yield f"{_SENTENCE.split(said.strip())[-1]} {plain(inline.content)}"
            else:
                said += plain((inline,))
            if isinstance(inline, Claim):
                yield f"{inline.evidence}: {plain(inline.content)}"


def read_approvals(folder: Path) -> tuple[Approval, ...]:
    """The approvals kept with the campaign in ``folder``. Raises ProblemsError."""
    if not (folder / NAME).is_file():
        return ()
    found, problems = validate_list(Approval, read_yaml(folder / NAME, f"{folder.name}/{NAME}"))
    if problems:
        raise ProblemsError(problems)
    return tuple(approval for _, approval in found)


def signons(campaign: Campaign, approvals: Iterable[Approval], text: Approved) -> tuple[Signon, ...]:
    """Where each signatory of the campaign stands, in the order of signing."""
    latest = {approval.signatory: approval for approval in sorted(approvals, key=lambda approval: approval.on)}
    found = []
    for signatory in map(_name, campaign.signatories):
        approval = latest.get(signatory)
        changed = [
            part for part in Approved.model_fields if approval and getattr(approval.text, part) != getattr(text, part)
        ]
        found.append(Signon(signatory, approval.on if approval else None, tuple(changed)))
    return tuple(found)


def _name(signatory: Signatory) -> str:
    """A signatory is the organisation where one is named: people change in it, and the approval stays."""
    return signatory.organisation or signatory.name


def approve(campaign: Campaign, folder: Path, signatory: str, text: Approved, on: str) -> None:
    """Add an approval to those kept in ``folder``.

    Raises UnknownNameError for one who does not sign, and ProblemsError when the file cannot be read or written.
    """
    known = [_name(one) for one in campaign.signatories]
    if signatory not in known:
        raise unknown("signatory", signatory, known)
    kept = [*read_approvals(folder), Approval(signatory=signatory, on=on, text=text)]
    lines = yaml.safe_dump([one.model_dump(mode="json") for one in kept], allow_unicode=True, sort_keys=False)
    write_whole(folder / NAME, f"# Approvals of the text; nkadvocate campaign signons keeps them.\n{lines}".encode())
