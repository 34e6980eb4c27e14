"""The last look at a finished document: nothing in it of private persons that its readers must not learn."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from nkadvocate.document import Document, inlines_of, plain, walk_blocks
from nkadvocate.library import Library, exposed, strings_of
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import Campaign


def refuse_hidden(written: Document | str, library: Library, doing: str, campaign: Campaign | None = None) -> None:
    """Raise ProblemsError when what is written holds a name, word, place, date or age of a private person that
    ``library`` does not tell. The error does not say which.

    Evidence cannot bring them in; a template, the campaign's own text or another record can. Who writes is no secret:
    what the sender and signatories of ``campaign`` have in their names and addresses may stand.
    """
    if not library.hidden and not library.details:
        return
    text = written if isinstance(written, str) else "\n".join(_texts(written))
    writers = [campaign.sender, *campaign.signatories, *filter(None, [campaign.follow_up])] if campaign else []
    if exposed(text, library, "\n".join(said for record in writers for said in strings_of(record))):
        what = "a name, place, date or other word that a record protects would be printed"
        hint = "'nkadvocate check' with the campaign's folder says where it stands"
        raise ProblemsError([Problem(what, hint=hint, doing=doing)])


def _texts(document: Document) -> Iterator[str]:
    yield from _leaves(document)
    for block in walk_blocks(document.blocks):
        yield plain(inlines_of(block))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode(errors="ignore")
    elif isinstance(value, tuple):
        yield from (text for inner in value for text in _leaves(inner))
    elif dataclasses.is_dataclass(value):
        yield from (text for f in dataclasses.fields(value) for text in _leaves(getattr(value, f.name)))
