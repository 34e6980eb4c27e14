"""The last look at a finished document: no name in it that its readers must not learn."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from nkadvocate.document import Document, inlines_of, plain, walk_blocks
from nkadvocate.library import Library, mentions
from nkadvocate.problems import Problem, ProblemsError


def refuse_hidden(written: Document | str, library: Library, doing: str) -> None:
    """Raise ProblemsError when what is written holds one of the names and words that ``library`` hides.

    Evidence cannot bring them in; a template, the campaign's own text or another record can.
    """
    if not library.hidden:
        return
    text = written if isinstance(written, str) else "\n".join(_texts(written))
    if mentions(text, library.hidden):
        raise ProblemsError(
            [
                Problem(
                    "a name or word that a record protects would be printed",
                    hint="'nkadvocate check' says where it stands",
                    doing=doing,
                )
            ]
        )


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
