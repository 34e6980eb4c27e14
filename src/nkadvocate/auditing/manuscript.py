"""What a letter says, without its look: paragraphs, their sentences, and the notes called in them.

A document of ours and a file that people have edited both become a manuscript, and are compared as such.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from lxml import etree

from nkadvocate.document import (
    AddressBlock,
    Block,
    BulletList,
    Claim,
    Document,
    Emphasis,
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
    lines_in,
    plain,
    walk_blocks,
)
from nkadvocate.problems import Problem, ProblemsError

Role = Literal[
    "text", "heading", "contents", "cell", "picture", "request", "address", "source", "sender", "signatory", "courtesy"
]
"""What a passage is for: ``contents`` is a line of the table of contents, ``cell`` stands in another table; ``picture``
is a label of a drawing, which a PDF file has as text and a Word file as part of the picture; ``request``
asks for something; ``source`` stands in the list of sources; ``sender`` names the writers, ``signatory`` one who signs;
``courtesy`` greets and closes."""

_IGNORABLE = (
    *((0xAD, 0xAD), (0x34F, 0x34F)),
    *((0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200E), (0x2060, 0x2065)),
    *((0x206A, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF0, 0xFFFB)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A)),
    (0xE0000, 0xE0FFF),
)
"""Characters that are not seen: the Unicode properties Cf and Default_Ignorable_Code_Point, without fillers, those that
are seen all the same, as signs of numbers in Arabic, and those that turn the direction of what stands beside them."""
FILLERS = "\u115f\u1160\u3164\uffa0"
"""Of Hangul, where a letter of a syllable is missing; some fonts show them as spaces, others not at all."""
_DASHES = "—―⸺⸻﹘"
_DOUBLE = "“”„‟«»‹›「」『』《》〈〉❝❞〝〞〟＂″‶〃ˮ״ʺ˝᳓⹂﹁﹂﹃﹄"
_SINGLE = "‘’‚‛❛❜❟`´′‵ʹʻʼʽʾˈˊˋ˴ʹ΄՚՝׳ߴߵ᾽᾿`´῾ꞌ＇｀"
"""Marks that quote, and what looks like them (Unicode Technical Standard 39, confusables.txt), no letters."""
_MARKS = {
    **{code: '"' for code in range(0x2E00, 0x2E80) if unicodedata.category(chr(code)) in ("Pi", "Pf")},
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–−﹣－" + _DASHES), "-"),
    **dict.fromkeys(code for first, last in _IGNORABLE for code in range(first, last + 1)),
    **dict.fromkeys(map(ord, FILLERS), " "),
    ord("…"): "...",
    ord("💯"): "100",
}
_AT_A_DASH = re.compile(rf"(?<=\S)(?=[{_DASHES}](?!\d))|(?<=[{_DASHES}])(?![\s\d])")
"""At a dash that parts words, as hyphens and those in “2019–2024” do not."""
_END = re.compile(r"""[.!?]["')\]]*\s+(?=["'\[]*[A-Z0-9])|[\t\n]+""")
_ABBREVIATED = re.compile(
    r"(?:\b(?:no|nos|arts?|paras?|pp?|ch|chap|v|vs|mr|mrs|ms|dr|prof|st|cf|e\.g|i\.e|approx|ca|c|res|gen|vol|sec)"
    r"|(?-i:\b[A-Z])|\b(?:jan|feb|apr|aug|sept?|oct|nov|dec)|\d (?:mar|jun|jul))\.\s+$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATED = len("approx.")
LIST_MARK = re.compile(
    r"\s*(?:\(?\d{1,2}[.)](?!\s*(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))|\(?[a-z]\)|[•·▪‣◦*-])\s+"
)
"""The mark of a list, as people type it; digits before a figure or month are of these."""
_SMALL = "[⁰¹²³⁴-⁹₀-₉①-⑳⓪㉑-㉟㊱-㊿¼-¾⅐-⅟↉]"
_BESIDE_SMALL = re.compile(rf"(?<=\d)(?={_SMALL})|(?<={_SMALL})(?=\d)")
"""Between a figure and one that is raised, lowered, in a circle or a fraction, which are not one figure."""

BULLETS = frozenset("-•·▪‣◦●○■□*o§\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf02d")
"""What marks items of a list, as the usual fonts and those of symbols have it."""

MOST_LETTERS = 150_000
"""Of a manuscript with its notes: more than fifty pages are no letter, and would take long to compare."""
MOST_OF_A_SENTENCE = 1000


class Spot(NamedTuple):
    """Where a label begins, from the top and from the left, in points; and how many to the left or right of that it may
    begin, where its width is not known but guessed."""

    top: float
    left: float
    give: float = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph. ``calls`` are the notes called in it: an offset in ``text``, and the number of the note.

    ``claims`` are the spans that state a piece of evidence, and its id; only a document of ours has them. ``cell`` is
    where in a table it stands: in which row, in which cell of it, and how many the row has, with those that are empty.
    ``numbered`` says that a number at its head is that of an item of a list, and no word of it. ``spot`` is where in a
    drawing a label stands. ``referred`` are the numbers of notes that it refers to, of a document of ours.
    """

    text: str
    calls: tuple[tuple[int, int], ...] = ()
    listed: bool = False
    role: Role = "text"
    claims: tuple[tuple[int, int, str], ...] = ()
    cell: tuple[int, int, int] | None = None
    numbered: bool = False
    spot: Spot | None = None
    referred: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Passages that are not empty, in reading order, and the notes: note n is ``notes[n - 1]``. ``edges`` are lines
    that the head or foot of several pages repeats: of a document of ours the running head, of a file what cannot be
    told otherwise; ``astray`` the words of cells that do not stand in the row and column that they are read in;
    ``drawn`` is whether the labels of drawings are among the passages."""

    passages: tuple[Passage, ...]
    notes: tuple[str, ...]
    edges: tuple[str, ...] = ()
    astray: tuple[str, ...] = ()
    drawn: bool = False


def bounded(manuscript: Manuscript, name: str) -> Manuscript:
    """The manuscript of the file called ``name``. Raises ProblemsError when it is too long for a letter."""
    if sum(map(len, manuscript.notes)) + sum(len(one.text) for one in manuscript.passages) > MOST_LETTERS:
        raise ProblemsError([Problem(f"{name}: more than {MOST_LETTERS:,} letters, too long for a letter")])
    return manuscript


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a line where lines are broken. ``passage`` counts from 0, ``start`` is the offset in it."""

    passage: int
    start: int
    text: str
    notes: tuple[int, ...] = ()
    role: Role = "text"
    evidence: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 14)
def normal(text: str) -> str:
    """``text`` with one kind of space, hyphen and quotation mark, without invisible characters, in form NFKC; a power
    stays apart from its figure, and words from the dash between them."""
    apart = _BESIDE_SMALL.sub("^", _AT_A_DASH.sub(" ", text).translate(_MARKS))
    return unicodedata.normalize("NFKC", apart).translate(_MARKS)


def sentences(manuscript: Manuscript) -> tuple[Sentence, ...]:
    """Every sentence in reading order. The entries of the list of sources are left whole."""
    return tuple(
        sentence for place, passage in enumerate(manuscript.passages) for sentence in _sentences(place, passage)
    )


def _sentences(place: int, passage: Passage) -> Iterator[Sentence]:
    spans = [(0, len(passage.text))] if passage.role == "source" else list(_cut(_spans(passage)))
    for n, (start, end) in enumerate(spans):
        following = spans[n + 1][0] if n + 1 < len(spans) else len(passage.text)
        after = -1 if n == 0 else start
        yield Sentence(
            place,
            start,
            " ".join(passage.text[start:end].split()),
            tuple(note for offset, note in passage.calls if after < offset <= following),
            passage.role,
            tuple(evidence for first, last, evidence in passage.claims if first < end and last > start),
        )


def _cut(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, none longer than ``MOST_OF_A_SENTENCE``."""
    for start, end in spans:
        for first in range(start, end, MOST_OF_A_SENTENCE):
            yield first, min(first + MOST_OF_A_SENTENCE, end)


def _before(text: str, at: int) -> int:
    """Where the white space before ``at`` begins."""
    while at and text[at - 1].isspace():
        at -= 1
    return at


def number_of(text: str) -> int | None:
    """The number at the head of a text that is typed as one of a list."""
    mark = LIST_MARK.match(text)
    digits = re.search(r"\d+", mark[0]) if mark else None
    return int(digits[0]) if digits else None


def without_mark(text: str) -> str:
    """``text`` without the mark of a list, as people type it."""
    mark = LIST_MARK.match(text)
    return text[mark.end() :] if mark else text


def _spans(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where the sentences begin and end; the mark of an item of a list belongs to none. In a cell and before a figure
    there are no marks but words."""
    text = passage.text
    mark = LIST_MARK.match(text)
    words = text[mark.end() :].strip() if mark else ""
    is_mark = (
        words and passage.cell is None and (passage.numbered or (number_of(text) is None and not words[0].isdecimal()))
    )
    start = mark.end() if mark and is_mark else 0
    for end in _END.finditer(text, start):
        if _ABBREVIATED.search(text, max(start, _before(text, end.start()) - _LONGEST_ABBREVIATED), end.end()):
            continue
        if text[start : end.start() + 1].strip():
            yield start, end.end() if end[0].strip() else end.start()
        start = end.end()
    if text[start:].strip():
        yield start, len(text)


def manuscript_of(document: Document) -> Manuscript:
    """The manuscript of a document of ours."""
    notes: dict[int, str] = {}
    passages: list[Passage] = []
    for before, block in pairwise((None, *document.blocks)):
        assert block is not None
        match block:
            case TableOfContents(title):
                lines = (block.heading.content for block in lines_in(entries(block, headings(document))))
                passages += [_passage(line, "contents", notes) for line in ((Text(title),), *lines)]
            case Paragraph(content, "lead" | "subtitle") if document.meta.kind == "briefing":
                passages.append(_passage(content, "text", notes))
            case NumberedList(items) if document.meta.kind == "briefing" and not _asks(items, before):
                passages += _passages(tuple(inner for item in items for inner in item), "text", notes)
            case _:
                passages += _passages((block,), "text", notes)
    filled = tuple(passage for passage in passages if passage.text.strip())
    return Manuscript(filled, tuple(notes[number] for number in sorted(notes)), tuple(_running_head(document)))


def _running_head(document: Document) -> Iterator[str]:
    """What every page but the first has at its head: what is written, and its date."""
    meta = document.meta
    if name := meta.title if meta.kind == "briefing" else meta.reference:
        blocks = walk_blocks(document.blocks)
        dates = (plain(one.content) for one in blocks if isinstance(one, Paragraph) and one.role == "date")
        yield " ".join(normal(f"{name} {next(dates, meta.date)}").split())


def _asks(items: tuple[tuple[Block, ...], ...], before: Block | None) -> bool:
    """Whether a numbered list in a briefing is one of requests or questions, and not of events."""
    last = [plain(item[-1].content).rstrip() for item in items if item and isinstance(item[-1], Paragraph)]
    announced = isinstance(before, Paragraph) and plain(before.content).rstrip().endswith(":")
    return announced or all(text.endswith("?") for text in last)


def _passages(blocks: tuple[Block, ...], role: Role, notes: dict[int, str]) -> Iterator[Passage]:
    for block in blocks:
        match block:
            case Paragraph(content, "salutation" | "close"):
                yield _passage(content, "courtesy", notes)
            case Paragraph(content, "reference"):
                yield _passage(content, "sender", notes)
            case Paragraph(content, "lead"):
                yield _passage(content, "request", notes)
            case Paragraph(content, "subject" | "subtitle") | Heading(_, content):
                yield _passage(content, "heading", notes)
            case Paragraph(content):
                yield _passage(content, role, notes)
            case NumberedList(items):
                for item in items:
                    yield from _passages(item, "request", notes)
            case BulletList(items):
                for item in items:
                    yield from _passages(item, "source" if _is_sources(items) else role, notes)
            case Quotation(inner):
                yield from _passages(inner, role, notes)
            case Table(caption, header, rows):
                yield _passage(caption, "heading", notes)
                for number, row in enumerate((header, *rows)):
                    for column, cell in enumerate(row):
                        yield replace(_passage(cell, "cell", notes), cell=(number, column, len(row)))
            case Figure(_, caption, svg):
                yield _passage(caption, role, notes)
                yield from labels(_labels_in(svg))
            case AddressBlock(lines):
                yield _passage(_joined(lines), "address", notes)
            case Particulars(label, lines):
                yield _passage((Text(f"{label}\t"), *_joined(lines)), "sender", notes)
            case Letterhead(name, tagline, lines):
                for line in ((Text(name),), (Text(tagline or ""),), *lines):
                    yield _passage(line, "sender", notes)
            case SignatureBlock(signatories):
                for signatory in signatories:
                    yield _passage((Text("\n".join(signatory)),), "signatory", notes)
            case TableOfContents() | PageBreak():
                pass


def rows_of(passages: Sequence[Passage]) -> list[dict[int, list[int]]]:
    """The rows of all tables: for each cell that is not empty, its place in the row and those of its passages."""
    rows: list[dict[int, list[int]]] = []
    for row, places in groupby(range(len(passages)), lambda place: (passages[place].cell or (None,))[0]):
        if row is not None:
            rows.append({})
            for place in places:
                _, column, _ = passages[place].cell or (0, 0, 0)
                rows[-1].setdefault(column, []).append(place)
    return rows


def labels(placed: Iterable[tuple[Spot, str]]) -> Iterator[Passage]:
    """The labels of a drawing from top to bottom, and from left to right where they stand at one height."""
    rows: list[list[tuple[Spot, str]]] = []
    for spot, text in sorted(placed):
        if rows and spot.top - rows[-1][-1][0].top < _AT_ONE_HEIGHT:
            rows[-1].append((spot, text))
        else:
            rows.append([(spot, text)])
    for row in rows:
        for spot, text in sorted(row, key=lambda one: one[0].left):
            yield Passage(" ".join(normal(text).split()), role="picture", spot=spot)


_AT_ONE_HEIGHT = 2
"""Points between two labels that are more or less at one height."""


def _labels_in(svg: bytes) -> Iterator[tuple[Spot, str]]:
    for element in etree.fromstring(svg).iter("{*}text"):
        moved = re.fullmatch(r"translate\(([\d.-]+) ([\d.-]+)\)", element.get("transform", ""))
        left, top = moved.groups() if moved else (element.get("x", "0"), element.get("y", "0"))
        text, style = "".join(element.itertext()), element.get("style", "")
        size = re.search(r"font(?:-size)?:[^;]*?([\d.]+)px", style)
        anchor = re.search(r"text-anchor: (middle|end)", style)
        before = 0.0
        if size and anchor:
            before = width(text) * float(size[1]) * (1 if anchor[1] == "end" else 0.5)
        yield Spot(float(top), float(left) - before, _GIVE * before), text


_GIVE = 0.5
"""By what part a guessed width may be wrong."""


def width(text: str) -> float:
    """About how wide a text is, in parts of the size of its type: narrow letters count less, capitals more."""
    return sum(_WIDTHS.get(letter, 0.7 if letter.isupper() else 1 if _is_wide(letter) else 0.5) for letter in text)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in {"W", "F"}


_WIDTHS = dict.fromkeys("iljtfrI.,:;'()[]-/| ", 0.3) | dict.fromkeys("mwMW", 0.8)


_SOURCE = re.compile(r"\b(?:Notes? \d+(?:, \d+)*|Cited in a request)\.$")


def _is_sources(items: tuple[tuple[Block, ...], ...]) -> bool:
    """Whether a list is one of sources: each entry ends with the numbers of its notes."""
    last = [item[-1] for item in items if item]
    return all(isinstance(one, Paragraph) and _SOURCE.search(normal(plain(one.content))) for one in last)


def _joined(lines: tuple[tuple[Inline, ...], ...]) -> tuple[Inline, ...]:
    return tuple(inline for line in lines for inline in (LineBreak(), *line))[1:]


def _passage(content: tuple[Inline, ...], role: Role, notes: dict[int, str]) -> Passage:
    text: list[str] = []
    calls: list[tuple[int, int]] = []
    claims: list[tuple[int, int, str]] = []
    referred: list[tuple[int, int]] = []

    def length() -> int:
        return sum(map(len, text))

    def write(inlines: tuple[Inline, ...]) -> None:
        for inline in inlines:
            match inline:
                case Text(words):
                    text.append(normal(words))
                case LineBreak():
                    text.append("\n")
                case Emphasis(inner) | Strong(inner) | Link(inner, _) | Foreign(inner, _):
                    write(inner)
                case Claim(inner, evidence):
                    start = length()
                    write(inner)
                    claims.append((start, length(), evidence))
                case Note(number, inner):
                    calls.append((length(), number))
                    notes[number] = " ".join(normal(plain(inner)).split())
                case NoteReference(number):
                    text.append(str(number))
                    referred.append((length() - len(text[-1]), length()))
                case Missing(what):
                    text.append(f"[missing: {normal(what)}]")

    write(content)
    return Passage("".join(text), tuple(calls), False, role, tuple(claims), referred=tuple(referred))
