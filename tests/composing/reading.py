"""Markdown into blocks, with a note book on a library given."""

from __future__ import annotations

from nkadvocate.composing.citing import OSCOLA
from nkadvocate.composing.notebook import NoteBook
from nkadvocate.composing.tree import read_markdown
from nkadvocate.document import Block, Note, inlines_of, walk_blocks, walk_inlines
from nkadvocate.library import Library


def read(markdown: str, library: Library | None = None) -> tuple[Block, ...]:
    return read_markdown(markdown, NoteBook(library or Library(), OSCOLA, "en"))


def notes_of(blocks: tuple[Block, ...]) -> list[Note]:
    """The notes in the order in which they are called."""
    inlines = [inline for block in walk_blocks(blocks) for inline in walk_inlines(inlines_of(block))]
    return [inline for inline in inlines if isinstance(inline, Note)]
