"""The document tree as a Word document, written with python-docx.

A base document brings styles, headers and footers; the design's tokens fill in what its styles leave open. The same
document, design and base give the same bytes, which hold no date but the letter's and name nobody but its author.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import docx

from nkadvocate.design import Design
from nkadvocate.document import Document, Kind, title_of
from nkadvocate.rendering.word.blocks import BlockWriter
from nkadvocate.rendering.word.inlines import Story
from nkadvocate.rendering.word.languages import is_right_to_left
from nkadvocate.rendering.word.numbering import Lists, define_lists
from nkadvocate.rendering.word.package import BaseDocumentError, describe, open_base, packed
from nkadvocate.rendering.word.pages import set_up_page, write_margins
from nkadvocate.rendering.word.styles import apply_tokens, draw_rule, name_styles, text_width

__all__ = ["BaseDocumentError", "render_docx", "try_base"]


def render_docx(document: Document, design: Design, base: bytes) -> bytes:
    """The document as DOCX, on the base document whose bytes are given.

    Raises ``BaseDocumentError`` for a base that cannot be used, and ``ValueError`` for a date that is not ISO 8601,
    a note inside a note, and characters that XML cannot hold.
    """
    prepared, ids, lists = _prepare(base, design, document.meta.language, document.meta.kind)
    word = docx.Document(BytesIO(prepared))
    story = Story.of(document, word, ids)
    write_margins(story, document, design)
    writer = BlockWriter(story, lists, text_width(design), is_right_to_left(document.meta.language))
    title = title_of(document)
    if (last := writer.write(title)) is not None:
        draw_rule(last, design)
    writer.write(document.blocks[len(title) :])
    describe(word, document.meta)
    return packed(word)


def try_base(base: bytes, design: Design) -> None:
    """Raises ``BaseDocumentError`` for a base document that cannot be used with a design, whatever is the reason."""
    for kind in ("letter", "briefing"):
        try:
            _prepare(base, design, "en", kind)
        except BaseDocumentError:
            raise
        except Exception as error:  # python-docx reads values as it needs them, and raises what it pleases
            raise BaseDocumentError(f"its styles cannot be read: {error}") from None


@lru_cache(maxsize=16)
def _prepare(base: bytes, design: Design, language: str, kind: Kind) -> tuple[bytes, dict[str, str], Lists]:
    """What all documents of one kind, base, design and language share, so that each only opens it."""
    word = open_base(base)
    set_up_page(word, design)
    ids = name_styles(word)
    apply_tokens(word, design, language, kind)
    lists = define_lists(word, design)
    return packed(word), ids, lists
