"""What the tags of a PDF file say of its text: which words are a paragraph, a cell of a table, a note (ISO 32000-2,
14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

_INLINE = {"Span", "Link", "Reference", "Em", "Strong", "Quote", "Code", "Annot", "BibEntry", "Ruby", "Warichu"}
NOTES = {"Note", "FENote"}
_PARTS = {"P", "Div"}
"""What stands in a note and is no more than a part of it; LibreOffice has the words of every note in a paragraph."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The structure element that a piece of text stands in, and all around it: their places in reading order and their
    names, the innermost first; and which of how many it is in the one around it."""

    places: tuple[int, ...]
    names: tuple[str, ...]
    nth: tuple[int, int] = (0, 1)

    @property
    def place(self) -> int:
        return self.places[0]

    @property
    def outer(self) -> int:
        return self.places[1]

    @property
    def name(self) -> str:
        return self.names[0]


Mark = tuple[int, int]
"""A page, counted from 0, and the number of a marked sequence on it."""


def tags(reader: PdfReader) -> Mapping[Mark, Tag]:
    """The element of each marked sequence; empty for a file without tags."""
    tree: Any = reader.root_object.get("/StructTreeRoot")
    if tree is None:
        return {}
    tree = tree.get_object()
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    return dict(_Walk(pages, tree.get("/RoleMap") or {}).below(tree, None, Tag((0,), ())))


class _Walk:
    def __init__(self, pages: Mapping[int, int], roles: Mapping[str, str]) -> None:
        self.pages, self.roles = pages, roles
        self.places = 0
        self.seen: set[int] = set()

    def below(self, element: Any, page: int | None, inside: Tag) -> Iterator[tuple[Mark, Tag]]:
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        for n, kid in enumerate(kids):
            number = getattr(kid, "idnum", None)
            if number is not None:
                if number in self.seen:
                    continue
                self.seen.add(number)
            yield from self.one(kid.get_object(), page, inside, (n, len(kids)))

    def one(self, kid: Any, page: int | None, inside: Tag, nth: tuple[int, int]) -> Iterator[tuple[Mark, Tag]]:
        if isinstance(kid, int):
            if page is not None and inside.names:
                yield (page, kid), inside
            return
        at: Any = kid.raw_get("/Pg") if "/Pg" in kid else None
        page = self.pages.get(at.idnum, page) if hasattr(at, "idnum") else page
        if "/MCID" in kid:
            yield from self.one(int(kid["/MCID"]), page, inside, nth)
        elif "/S" in kid:
            name = str(kid["/S"])
            name = str(self.roles.get(name, name)).removeprefix("/")
            part = name in _PARTS and inside.names[:1] and inside.name in NOTES
            if name not in _INLINE and not part:
                self.places += 1
                inside = Tag((self.places, *inside.places), (name, *inside.names), nth)
            yield from self.below(kid, page, inside)
