"""The look of a campaign's documents: the design's tokens, logos, and what a style sheet or base document adds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nkadvocate.design import Design
from nkadvocate.document import Document, Letterhead, Logo


@dataclass(frozen=True, slots=True)
class Look:
    """How documents look, in every format.

    ``style`` is CSS that follows the shipped style sheet and names no file but by ``data:`` address; ``base`` is a
    Word document in the place of the shipped one.
    """

    design: Design = field(default_factory=Design)
    logos: tuple[Logo, ...] = ()
    style: str = ""
    base: bytes | None = None


def with_logos(document: Document, logos: tuple[Logo, ...]) -> Document:
    """The document with ``logos`` in its letterhead."""
    if not logos:
        return document
    blocks = (replace(block, logos=logos) if isinstance(block, Letterhead) else block for block in document.blocks)
    return replace(document, blocks=tuple(blocks))
