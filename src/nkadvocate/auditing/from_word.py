"""The manuscript of a Word file, as its reader sees it: insertions taken in, deletions and hidden text left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from nkadvocate.auditing.manuscript import Manuscript, Passage, bounded, normal
from nkadvocate.auditing.markup import WORD
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.properties import Styles, is_set, styles_of, transitional, value_of

_W = f"{{{WORD[0]}}}"
_UNSEEN = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
SIGNS = {f"{_W}noBreakHyphen": "-", f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_NOTES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Field:
    """A field while it is read: its code, whether what it prints has begun, and whether the field around it prints."""

    code: str = ""
    printing: bool = False
    inside: bool = True

    def note(self, bookmarks: dict[str, int]) -> int | None:
        """The number of the note that it refers to."""
        words = self.code.split()
        return bookmarks.get(words[1]) if len(words) > 1 and words[0] == "NOTEREF" else None


@dataclass(slots=True)
class Written:
    """A paragraph while it is read: its words, the notes called in it, and the runs that they stand in.

    ``calls`` are offsets with the kind and id of the note, ``runs`` offsets with the run that begins there.
    """

    element: Any
    text: str = ""
    calls: list[tuple[int, tuple[str, str]]] = field(default_factory=list)
    runs: list[tuple[int, Any]] = field(default_factory=list)
    last: str = ""

    def add(self, words: str) -> None:
        """Words in normal form, after the ``last`` character that is seen: a figure stays apart from one that is raised
        in another run too."""
        before = self.last if self.last.isnumeric() else ""
        self.text += normal(before + words)[len(normal(before)) :]
        self.last = next((one for one in reversed(words) if normal(one)), self.last)


def read_word(package: Package) -> Manuscript:
    """What a Word file says in its body and notes. Headers and footers are left out. Raises ProblemsError."""
    body = transitional(package.xml(package.main))
    notes = {
        (kind, note.get(f"{_W}id", "")): note
        for kind in ("footnotes", "endnotes")
        if (part := package.related(kind))
        for note in transitional(package.xml(part)).iterchildren(f"{_W}{kind.removesuffix('s')}")
    }
    styles = styles_of(package)
    paragraphs = list(paragraphs_in(body, styles))
    order = _order(paragraphs, notes, styles)
    bookmarks = _bookmarks(body, order)
    cells = _cells(body)
    manuscript = Manuscript(
        tuple(
            Passage(
                *_printed(one, order, styles),
                _is_listed(one.element, styles),
                "text" if (cell := cells.get(next(one.element.iterancestors(f"{_W}tc"), None))) is None else "cell",
                cell=cell,
            )
            for one in paragraphs
            if one.text.strip()
        ),
        tuple(_note(notes[one], bookmarks, styles) if one in notes else "" for one in order),
    )
    return bounded(manuscript, package.name)


def _cells(body: Any) -> dict[Any, tuple[int, int, int]]:
    """Each cell of a table: its row, its place in it, and how many cells the row has."""
    rows: dict[Any, list[Any]] = {}
    for cell in body.iter(f"{_W}tc"):
        rows.setdefault(next(cell.iterancestors(f"{_W}tr"), None), []).append(cell)
    return {
        cell: (number, place, len(row)) for number, row in enumerate(rows.values()) for place, cell in enumerate(row)
    }


def notes_at(body: Any, styles: Styles) -> dict[str, int]:
    """The number of the note that each bookmark of the body marks."""
    return _bookmarks(body, _order(paragraphs_in(body, styles), {}, styles))


def _order(
    paragraphs: Iterable[Written], notes: Mapping[tuple[str, str], Any], styles: Styles
) -> dict[tuple[str, str], int]:
    """The numbers of the notes, in the order in which they are called first; those that ``notes`` call come last."""
    order: dict[tuple[str, str], int] = {}
    waiting = list(paragraphs)
    for paragraph in waiting:
        for _, called in paragraph.calls:
            if called not in order:
                order[called] = len(order) + 1
                waiting += paragraphs_in(notes[called], styles) if called in notes else ()
    return order


def _printed(
    paragraph: Written, order: dict[tuple[str, str], int], styles: Styles
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a paragraph and the notes called in it. A number beside a digit that is not raised reads as a digit
    of the same figure."""
    text, calls = "", []
    start = 0
    for at, called in paragraph.calls:
        text += paragraph.text[start:at]
        start = at
        beside = text[-1:].isdigit() or paragraph.text[at : at + 1].isdigit()
        if beside and not _is_raised(called, paragraph, styles):
            text += str(order[called])
        calls.append((len(text), order[called]))
    return text + paragraph.text[start:], tuple(calls)


def _is_raised(called: tuple[str, str], paragraph: Written, styles: Styles) -> bool:
    """Whether the number of a note is set as one (ECMA-376 part 1, 17.3.2.42)."""
    calls = paragraph.element.iter(*_NOTES)
    run = next(one.getparent() for one in calls if (_NOTES[one.tag], one.get(f"{_W}id", "")) == called)
    return value_of(styles.of_run(run), "vertAlign") == "superscript"


def stories(package: Package) -> Iterator[tuple[str, str, Any]]:
    """The kind, name and root of each part that holds paragraphs: body, headers, footers and notes. Raises
    ProblemsError."""
    yield "body", package.main, transitional(package.xml(package.main))
    for one in package.relationships(package.main):
        if one.type in {"header", "footer", "footnotes", "endnotes"} and one.part in package.parts:
            yield one.type, str(one.part), transitional(package.xml(str(one.part)))


def words_of(text: Any) -> str:
    """What an element shows: spaces at its ends only where it says that they are kept (ECMA-376 part 1, 17.3.3.31)."""
    words = re.sub(r"[\t\r\n]", " ", text.text or "")
    kept = text.tag != f"{_W}t" or text.get(SPACE) == "preserve"
    return words if kept else words.strip(" ")


def said(element: Any) -> str:
    """All words, symbols and codes of fields below an element, printed or not."""
    words = []
    for one in element.iter():
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if name in {"t", "instrText"}:
            words.append(one.text or "")
        elif name == "textpath":
            words.append(one.get("string", ""))
        elif name == "sym" and re.fullmatch("[0-9A-Fa-f]{4}", code := one.get(f"{_W}char", "")):
            words.append(chr(int(code, 16)) if int(code, 16) not in range(0xD800, 0xF900) else "?")
        elif name in {"tab", "ptab", "br"}:
            words.append(" ")
    return "".join(words)


def paragraphs_in(root: Any, styles: Styles) -> Iterator[Written]:
    """Every paragraph of the body with its words, outer before inner, empty ones too."""
    fields: list[Field] = []
    for element in root.iter(f"{_W}p"):
        if not any(above.tag in _UNSEEN for above in element.iterancestors()):
            written = Written(element)
            _read(element, written, {}, fields, styles)
            yield written


def _note(note: Any, bookmarks: dict[str, int], styles: Styles) -> str:
    words = []
    fields: list[Field] = []
    for paragraph in note.iter(f"{_W}p"):
        written = Written(paragraph)
        _read(paragraph, written, bookmarks, fields, styles)
        words.append(written.text)
    return " ".join(" ".join(words).split())


def _read(element: Any, into: Written, bookmarks: dict[str, int], fields: list[Field], styles: Styles) -> None:
    """The words below ``element``; the code of a field, which may go on from the paragraph before, prints none. The
    result of a field that refers to a note is that note's number as it is now."""
    for child in _inside(element, styles):
        last = fields[-1] if fields else Field(printing=True)
        prints = last.inside and last.printing and last.note(bookmarks) is None
        match child.tag.removeprefix(_W):
            case "fldChar":
                kind = child.get(f"{_W}fldCharType")
                if kind == "begin":
                    fields.append(Field(inside=prints))
                elif kind == "separate":
                    last.printing = True
                elif kind == "end" and fields:
                    target = fields.pop().note(bookmarks)
                    into.add(str(target) if target is not None and last.inside else "")
            case "instrText" if not last.printing:
                last.code += child.text or ""
            case "r":
                into.runs.append((len(into.text), child))
            case _ if not prints:
                continue
            case "t":
                into.add(words_of(child))
            case "sym":
                into.add(_symbol(child.get(f"{_W}char", "")))
            case _ if child.tag in SIGNS:
                into.add(SIGNS[child.tag])
            case _ if child.tag in _NOTES:
                into.calls.append((len(into.text), (_NOTES[child.tag], child.get(f"{_W}id", ""))))


def _symbol(code: str) -> str:
    """A character of a symbol font. A digit is one in the private use area too; what else stands there is not known
    (ECMA-376 part 1, 17.3.3.30)."""
    if digit := re.fullmatch(r"[Ff]0(3[0-9])", code):
        code = digit[1]
    letter = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else "?"
    return letter if letter.isprintable() else "?"


def _inside(element: Any, styles: Styles) -> Iterator[Any]:
    """What stands in a paragraph in reading order, without what is deleted, hidden, or a paragraph of its own."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag == f"{_W}p":
            continue
        if child.tag == f"{_W}instrText":
            yield child
        elif child.tag not in _UNSEEN and not (child.tag == f"{_W}r" and is_set(styles.of_run(child), "vanish")):
            yield child
            yield from _inside(child, styles)


def _is_listed(paragraph: Any, styles: Styles) -> bool:
    return value_of(styles.of_paragraph(paragraph), "numId", default="0") != "0"


def _bookmarks(body: Any, order: dict[tuple[str, str], int]) -> dict[str, int]:
    """The note that each bookmark marks: the first that is called after its start. LibreOffice may leave it empty."""
    found: dict[str, int] = {}
    waiting: list[str] = []
    for element in body.iter(f"{_W}bookmarkStart", *_NOTES):
        if element.tag in _NOTES:
            number = order.get((_NOTES[element.tag], element.get(f"{_W}id", "")))
            if number is not None:
                found |= dict.fromkeys(waiting, number)
            waiting = []
        else:
            waiting.append(element.get(f"{_W}name", ""))
    return found
