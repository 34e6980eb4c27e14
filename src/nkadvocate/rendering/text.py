"""Writes a document tree as plain text for mail and for reading aloud: wrapped, with the notes as a list at the end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import assert_never

from nkadvocate.document import (
    AddressBlock,
    Block,
    BulletList,
    Claim,
    Document,
    Emphasis,
    Entry,
    Figure,
    Foreign,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    Link,
    Missing,
    Note,
    NoteReference,
    NumberedList,
    PageBreak,
    Paragraph,
    Particulars,
    Quotation,
    SignatureBlock,
    Strong,
    Table,
    TableOfContents,
    Text,
    entries,
    headings,
    notes,
    plain,
)

_GAP = "  "
_SCHEME = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_UNDERLINES = {1: "=", 2: "-"}


def render_text(document: Document, width: int = 78) -> bytes:
    """The document as UTF-8 text in lines of at most ``width`` columns; a longer word, such as an address, stays whole.

    An East Asian wide character counts as two columns (Unicode Standard Annex 11).
    """
    lines = ["DRAFT", ""] if document.meta.draft else []
    lines += _blocks(document.blocks, width, headings(document))
    found = notes(document)
    if found:
        hang = columns(f"[{found[-1].number}] ")
        lines += ["", "-" * min(width, 20)]
        for note in found:
            lines += _hanging(f"[{note.number}] ".rjust(hang), _wrap(_words(note.content), width - hang))
    return ("\n".join(line.rstrip(" ") for line in lines) + "\n").encode()


def columns(text: str) -> int:
    """The number of columns that ``text`` takes in a fixed-width font."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _blocks(blocks: tuple[Block, ...], width: int, found: tuple[Heading, ...] = ()) -> list[str]:
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None and not _follows_closely(before, block):
            lines.append("")
        lines += _block(block, width, found)
        before = block
    return lines


def _follows_closely(before: Block, block: Block) -> bool:
    match before, block:
        case (Paragraph(role="reference"), Paragraph(role="date")) | (Particulars(), Particulars()):
            return True
        case _:
            return False


def _block(block: Block, width: int, found: tuple[Heading, ...]) -> list[str]:
    match block:
        case Letterhead(name, tagline, lines, _):
            told = _wrap(tagline, width) if tagline else []
            return [*_wrap(name, width), *told, *_each(lines, width), "-" * width]
        case Heading(level, content):
            return _heading(content, level, width)
        case Paragraph(content, "subject"):
            return _heading(content, 1, width)
        case Paragraph(content):
            return _wrap(_words(content), width)
        case BulletList(items):
            return _list(["- "] * len(items), items, width)
        case NumberedList(items, start):
            labels = [f"{number}. " for number in range(start, start + len(items))]
            hang = max((len(label) for label in labels), default=0)
            return _list([label.rjust(hang) for label in labels], items, width)
        case Table():
            return _table(block, width)
        case Figure(alt, caption):
            return [*_wrap(f"[{alt}]", width), *(_wrap(_words(caption), width) if caption else [])]
        case Quotation(blocks):
            return _hanging("    ", _blocks(blocks, width - 4))
        case AddressBlock(lines):
            return _each(lines, width)
        case SignatureBlock(signatories):
            # Two empty lines above each name, besides the one between blocks, for the signature.
            return [
                line for names in signatories for line in ("", "", *(w for name in names for w in _wrap(name, width)))
            ]
        case Particulars(label, lines):
            return _hanging(f"{label}: ", _each(lines, max(width - columns(label) - 2, 20)))
        case TableOfContents(title):
            head = [*_heading((Text(title),), 2, width), ""] if title else []
            return [*head, *_entries(entries(block, found), width)]
        case PageBreak():
            return ["", "=" * width]
        case _:
            assert_never(block)


def _heading(content: tuple[Inline, ...], level: int, width: int) -> list[str]:
    lines = _wrap(_words(content), width)
    mark = _UNDERLINES.get(level, "")
    return [*lines, mark * max(map(columns, lines))] if mark else lines


def _entries(lines: tuple[Entry, ...], width: int) -> list[str]:
    return [
        each
        for line in lines
        for each in (
            *_hanging("- ", _wrap(plain(line.heading.content), width - 2)),
            *_hanging("  ", _entries(line.below, width - 2)),
        )
    ]


def _each(lines: Iterable[tuple[Inline, ...]], width: int) -> list[str]:
    return [wrapped for line in lines for wrapped in _wrap(_words(line), width)]


def _list(labels: list[str], items: tuple[tuple[Block, ...], ...], width: int) -> list[str]:
    parts = [_hanging(label, _blocks(item, width - columns(label))) for label, item in zip(labels, items, strict=True)]
    airy = any(len(part) > 1 for part in parts)
    lines: list[str] = []
    for part in parts:
        if airy and lines:
            lines.append("")
        lines += part
    return lines


def _hanging(label: str, lines: list[str]) -> list[str]:
    indent = label if not label.strip() else " " * columns(label)
    return [(label if index == 0 else indent) + line if line or index == 0 else "" for index, line in enumerate(lines)]


def _table(table: Table, width: int) -> list[str]:
    rows = [[_words(cell) for cell in row] for row in (table.header, *table.rows)]
    widest = [max(columns(cell) for cell in column) for column in zip(*rows, strict=True)]
    free = width - len(_GAP) * (len(widest) - 1)
    if sum(widest) > free:
        widest = [max(int(share * free), 4) for share in table.widths]
    lines = [*_wrap(_words(table.caption), width), ""] if table.caption else []
    for index, row in enumerate(rows):
        cells = [_wrap(cell, size) for cell, size in zip(row, widest, strict=True)]
        height = max(map(len, cells), default=0)
        for at in range(height):
            pieces = [
                _padded(cell[at] if at < len(cell) else "", size) for cell, size in zip(cells, widest, strict=True)
            ]
            lines.append(_GAP.join(pieces))
        if index == 0:
            lines.append(_GAP.join("-" * size for size in widest))
    return lines


def _padded(text: str, size: int) -> str:
    return text + " " * max(size - columns(text), 0)


def _words(inlines: tuple[Inline, ...]) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case LineBreak():
            return "\n"
        case Emphasis(content) | Strong(content) | Foreign(content, _) | Claim(content, _):
            return _words(content)
        case Link(content, href):
            words = _words(content)
            address = _SCHEME.sub("", href, count=1)
            known = not _SCHEME.match(href) or address.rstrip("/") in plain(content)
            return words if known else f"{words} <{href}>"
        case Note(number, _):
            return f"[{number}]"
        case NoteReference(number):
            return str(number)
        case Missing(what):
            return f"[missing: {what}]"
        case _:
            assert_never(inline)


def _wrap(text: str, width: int) -> list[str]:
    """``text`` in lines; broken at spaces, and beside wide characters, which are written without spaces."""
    return [line for part in text.split("\n") for line in _wrap_line(part, max(width, 1))]


def _wrap_line(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text):
        size = columns(piece.rstrip(" "))
        if line and taken + size > width:
            lines.append(line)
            line, taken = "", 0
        line += piece
        taken += columns(piece)
    return [*lines, line]


def _pieces(text: str) -> Iterable[str]:
    """``text`` cut where a line may end; each piece keeps the spaces after it."""
    for word in re.findall(r" *[^ ]+ *| +", text):
        if word.isascii():
            yield word
            continue
        start = 0
        for at in range(1, len(word)):
            if _may_break(word[at - 1], word[at]):
                yield word[start:at]
                start = at
        yield word[start:]


def _may_break(before: str, after: str) -> bool:
    if 2 not in (_columns(before), _columns(after)) or " " in (before, after) or not _columns(after):
        return False
    # No line begins with closing punctuation or ends with an opening bracket.
    return unicodedata.category(after) not in ("Pe", "Pf", "Po") and unicodedata.category(before) not in ("Ps", "Pi")
