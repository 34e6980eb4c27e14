"""What a PDF file holds for pages that do not show it: objects that no page uses, names, titles, and comments in code.

Sections are those of ISO 32000-2:2020.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String, TokenFilter, TokenType

from nkadvocate.auditing.findings import Finding, shown
from nkadvocate.auditing.pages import unpacked

MOST_BYTES_OF_CODE = 100 * 1024**2
_DEEPEST = 50
_NAME = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]+)")
_NUMBERED = re.compile(
    rb"(?:[A-Za-z]{1,2}|page|section|chapter|(?:foot)?note|figure|table|item)?[-_.]?[\d.]*", re.IGNORECASE
)
"""Names that programs give to places."""
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SHOWN_BY_NAME = ("/XObject", "/Pattern", "/Properties")
"""Resources that the code of a page names to show them, or to say something of what it shows (7.8.3)."""


def drop_leftovers(pdf: Pdf) -> Iterator[Finding]:
    """Take out of a file what nothing shows or leads to. Each thing that goes is told."""
    yield from _resources(pdf)
    yield from _places(pdf)
    yield from _titles(pdf)


def _resources(pdf: Pdf) -> Iterator[Finding]:
    """Comments in the code of pages, and pictures and the like that no code names. Code that cannot be read may name
    anything."""
    left = MOST_BYTES_OF_CODE
    named: dict[Any, set[str] | None] = {}
    lists: dict[Any, tuple[str, Any]] = {}
    anywhere: set[str] | None = set()
    for where, owner, code in _owners(pdf):
        try:
            read = b"\n".join(unpacked(part, left) for part in code)
        except (ValueError, TypeError, AttributeError, zlib.error, pikepdf.PdfError):
            names = None
        else:
            left -= len(read)
            names = _names(read) if left > 0 else None
            if b"%" in read and left > 0:
                yield from _comments(pdf, where, owner, code)
        holder = _holder(owner)
        if holder is None:
            anywhere = None if anywhere is None or names is None else anywhere | names
            continue
        resources = holder.Resources
        own = resources.objgen if resources.is_indirect else holder.objgen
        for kind in _SHOWN_BY_NAME:
            if not isinstance(entries := resources.get(kind), Dictionary):
                continue
            # Resources of several pages may share one list of pictures.
            key = entries.objgen if entries.is_indirect else (own, kind)
            lists[key] = kind, entries
            before = named.get(key, set())
            named[key] = None if before is None or names is None else before | names
    for key, (kind, entries) in lists.items():
        names = named[key]
        if names is not None and anywhere is not None:
            yield from _unused(kind, entries, names | anywhere)


def _owners(pdf: Pdf) -> Iterator[tuple[str, Any, list[Any]]]:
    """Each page, form, pattern and drawn letter, where it is, and its code."""
    for number, page in enumerate(pdf.pages, 1):
        contents: Any = page.obj.get("/Contents", [])
        yield f"page {number}", page.obj, list(contents) if isinstance(contents, Array) else [contents]
    for one in list(pdf.objects):
        if not isinstance(one, (Dictionary, Stream)):
            continue
        where = f"object {one.objgen[0]}"
        if isinstance(one, Stream) and (
            one.get("/Subtype") == Name.Form or one.get("/PatternType") == 1 or "/Resources" in one
        ):
            yield where, one, [one]
        yield from _letters(where, one)
        yield from _drawn(where, one)


def _letters(where: str, holder: Any) -> Iterator[tuple[str, Any, list[Any]]]:
    """The letters of fonts that stand in resources, which are no objects of their own."""
    resources = holder.get("/Resources")
    for one in (holder, resources):
        fonts = one.get("/Font") if isinstance(one, (Dictionary, Stream)) else None
        for font in fonts.values() if isinstance(fonts, Dictionary) else ():
            if isinstance(font, Dictionary) and not font.is_indirect:
                yield from _drawn(where, font)


def _drawn(where: str, font: Any) -> Iterator[tuple[str, Any, list[Any]]]:
    """The letters of a font that draws them one by one (9.6.4)."""
    if isinstance(letters := font.get("/CharProcs"), Dictionary):
        for letter in letters.values():
            yield where, letter, [letter]


def _holder(owner: Any) -> Any:
    """The object that has the resources of a page, form or pattern; None where it uses those of what shows it."""
    for _ in range(_DEEPEST):
        if isinstance(owner.get("/Resources"), Dictionary):
            return owner
        if isinstance(owner, Stream) or not isinstance(owner.get("/Parent"), Dictionary):
            return None
        owner = owner.Parent
    return None


def _names(code: bytes) -> set[str]:
    plain = (_ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), name) for name in _NAME.findall(code))
    return {name.decode("latin-1") for name in plain}


def _unused(kind: str, entries: Any, names: set[str]) -> Iterator[Finding]:
    for key in [key for key in set(entries.keys()) if key.isascii() and key[1:] not in names]:
        yield Finding("unused object", f"resources {kind}", shown(key))
        del entries[key]


class _WithoutComments(TokenFilter):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_token(self, token: Any = None) -> Any:
        if token.type_ != TokenType.comment:
            return token
        self.found.append(token.raw_value.decode("latin-1"))
        return None


def _comments(pdf: Pdf, where: str, owner: Any, code: list[Any]) -> Iterator[Finding]:
    filtered = _WithoutComments()
    page = Page(pdf.make_indirect(Dictionary(Type=Name.Page, Contents=Array(code))))
    written = page.get_filtered_contents(filtered)
    if filtered.found:
        yield Finding("comment in code", where, shown(filtered.found[0]))
        if isinstance(owner, Stream):
            owner.write(written)
        else:
            owner.Contents = Stream(pdf, written)


def _places(pdf: Pdf) -> Iterator[Finding]:
    """Names of places that nothing leads to (12.3.2.4)."""
    led = set(_led(pdf))
    old = pdf.Root.get("/Dests")
    if isinstance(old, Dictionary) and (
        unused := [key[1:] for key in set(old.keys()) if _tells(key[1:].encode(), led)]
    ):
        yield Finding("name of a place", "catalogue /Dests", _first(unused))
        for key in unused:
            del old[f"/{key}"]
    names = pdf.Root.get("/Names")
    if not isinstance(names, Dictionary) or "/Dests" not in names:
        return
    places = list(_leaves(names.Dests))
    if unused := [bytes(key).decode("latin-1") for key, _ in places if _tells(bytes(key), led)]:
        yield Finding("name of a place", "catalogue /Names /Dests", _first(unused))
        kept = sorted((one for one in places if not _tells(bytes(one[0]), led)), key=lambda pair: bytes(pair[0]))
        names.Dests = Dictionary(Names=Array([one for pair in kept for one in pair]))


def _tells(name: bytes, led: set[bytes]) -> bool:
    """Whether nothing leads to a place, and its name is none that a program gave it."""
    return name not in led and not _NUMBERED.fullmatch(name)


def _first(names: list[str]) -> str:
    return shown(f"{len(names)} that nothing leads to: {', '.join(sorted(names)[:3])}")


def _leaves(root: Any) -> Iterator[tuple[Any, Any]]:
    """The names and values of a name tree (7.9.6), in no order."""
    waiting, seen = [root], set[tuple[int, int]]()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        waiting += list(node.get("/Kids", []))
        pairs = list(node.get("/Names", []))
        yield from ((key, to) for key, to in zip(pairs[::2], pairs[1::2], strict=False) if isinstance(key, String))


def _led(pdf: Pdf) -> Iterator[bytes]:
    """The names by which links, bookmarks and the opening of the file lead to places."""
    waiting: list[Any] = [pdf.Root.get("/Outlines"), pdf.Root.get("/OpenAction")]
    for page in pdf.pages:
        waiting += list(page.obj.get("/Annots", []))
    seen: set[tuple[int, int]] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, String):
            yield bytes(one)
        elif isinstance(one, Name):
            yield str(one)[1:].encode()
        if not isinstance(one, Dictionary) or (one.is_indirect and one.objgen in seen):
            continue
        seen.add(one.objgen)
        waiting += [one.get(key) for key in ("/Dest", "/A", "/D", "/First", "/Next")]


def _titles(pdf: Pdf) -> Iterator[Finding]:
    """Titles of parts of the structure, which no page prints (14.7.2)."""
    waiting: list[Any] = [pdf.Root.get("/StructTreeRoot")]
    seen: set[tuple[int, int]] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting += list(one)
        if not isinstance(one, Dictionary) or (one.is_indirect and one.objgen in seen):
            continue
        seen.add(one.objgen)
        if "/T" in one:
            yield Finding("title of structure", f"object {one.objgen[0]}", shown(one.T))
            del one["/T"]
        waiting.append(one.get("/K"))
