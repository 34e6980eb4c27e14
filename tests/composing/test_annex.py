"""The rows of an annex: the sources behind each citation, with the places that notes print."""

from __future__ import annotations

import pytest

from nkadvocate.composing.annex import rows_of
from nkadvocate.composing.citing import OSCOLA
from nkadvocate.composing.notebook import Cite, NoteBook
from nkadvocate.document import plain
from nkadvocate.library import Library
from tiny import changed


@pytest.mark.parametrize(
    ("cited", "rows"),
    [
        (Cite("returns-2024", "para 14"), [("watch-2024", "p 3"), ("press-2025", "")]),
        (Cite("treaty-3", "para 14"), [("treaty-text", "para 14"), ("watch-2024", "p 5")]),
        (Cite("treaty-3", None), [("treaty-text", "art 3"), ("watch-2024", "p 5")]),
        (Cite("treaty", "para 14"), [("treaty-text", "para 14")]),
        (Cite("watch-2024", "para 14"), [("watch-2024", "para 14")]),
    ],
)
def test_a_row_has_the_place_that_the_note_prints(
    tiny_library: Library, cited: Cite, rows: list[tuple[str, str]]
) -> None:
    library = changed(tiny_library, "treaty-3", citations=[{"source": "watch-2024", "locator": "p 5"}])
    notebook = NoteBook(library, OSCOLA, "en")
    note = plain(notebook.note([cited]).content)
    assert [(row.source_id, row.locator) for row in rows_of(notebook)] == rows
    assert all(place in note for _, place in rows)
    assert cited.id != "returns-2024" or "para 14" not in note
