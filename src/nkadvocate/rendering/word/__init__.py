"""The document tree as a Word document, written with python-docx.

A base document brings styles, headers and footers; the design's tokens fill in what its styles leave open. The same
document, design and base give the same bytes, which hold no date but the letter's and name nobody but its author.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import docx

from nkadvocate.design import Design
from nkadvocate.document import Document
from nkadvocate.rendering.word.blocks import write_blocks
from nkadvocate.rendering.word.numbering import Lists, define_lists
from nkadvocate.rendering.word.package import BaseDocumentError, describe, open_base, packed
from nkadvocate.rendering.word.pages import set_up_page, write_margins
from nkadvocate.rendering.word.styles import apply_tokens, name_styles

__all__ = ["BaseDocumentError", "render_docx"]


@dataclass(frozen=True, slots=True)
class _Prepared:
    data: bytes
    lists: Lists


def render_docx(document: Document, design: Design, base: bytes) -> bytes:
    """The document as DOCX, on the base document whose bytes are given.

    Raises ``BaseDocumentError`` for a base that cannot be used, and ``ValueError`` for a date that is not ISO 8601,
    a note inside a note, and characters that XML cannot hold.
    """
    prepared = _prepare(base, design, document.meta.language)
    word = docx.Document(BytesIO(prepared.data))
    write_margins(word, document, design)
    write_blocks(word, document, prepared.lists)
    describe(word, document.meta)
    return packed(word)


@lru_cache(maxsize=16)
def _prepare(base: bytes, design: Design, language: str) -> _Prepared:
    """What all letters of one base, design and language share; a letter only opens it."""
    word = open_base(base)
    set_up_page(word, design)
    name_styles(word)
    apply_tokens(word, design, language)
    lists = define_lists(word, design)
    return _Prepared(packed(word), lists)
