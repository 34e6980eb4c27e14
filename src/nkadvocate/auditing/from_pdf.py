"""The manuscript of a PDF file.

In a file with tags, as this program and word processors write them, these tell paragraphs, cells and notes apart. In
another, footnotes are told by their smaller type at the foot of the page and paragraphs by the distance of lines; text
in columns, and notes at the end of a document, are not told apart. A note is called by a small raised number that a
note has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise
from math import hypot
from typing import Any

from pypdf import PdfReader

from nkadvocate.auditing.lines_in_pdf import seen, within
from nkadvocate.auditing.manuscript import (
    BULLETS,
    MOST_LETTERS,
    Manuscript,
    Passage,
    Spot,
    bounded,
    labels,
    normal,
    width,
)
from nkadvocate.auditing.opening_pdf import open_pdf, rewritten, whatever_it_raises
from nkadvocate.auditing.tags import NOTES, Mark, Tag, tags
from nkadvocate.problems import Problem, ProblemsError

MOST_PAGES = 100


@dataclass(slots=True)
class _Piece:
    """Words in one size of type: where they stand on the page, in points from its lower left corner."""

    text: str
    x: float
    y: float
    size: float
    mark: int | None


@dataclass(slots=True)
class _Line:
    """Words on one line, and the notes that are called in it: offset and number."""

    text: str
    x: float
    y: float
    size: float
    calls: list[tuple[int, int]]
    page: int


def read_pdf(data: bytes, name: str) -> Manuscript:
    """What a PDF file says, called ``name`` in messages. Raises ProblemsError when it cannot be read, is locked, has no
    text, or is beyond the limits."""
    with whatever_it_raises(name), open_pdf(data, name) as pdf:
        if pdf.is_encrypted:
            raise ProblemsError([Problem(f"{name}: locked with a password", hint="save it without one")])
        reader = PdfReader(rewritten(pdf, name), strict=False)
        if len(reader.pages) > MOST_PAGES:
            raise ProblemsError([Problem(f"{name}: more than {MOST_PAGES} pages")])
        pages = [_pieces(page, name) for page in reader.pages]
        tagged = tags(reader)
    letters = [(len(one.text), (n, one.mark) in tagged) for n, page in enumerate(pages) for one in page]
    if 2 * sum(count for count, told in letters if told) > sum(count for count, _ in letters):
        return bounded(_by_tags(pages, tagged), name)
    return bounded(_by_sight(pages, name), name)


_Parts = dict[Tag, list[tuple[int, _Piece]]]


def _in_elements(pages: list[list[_Piece]], tagged: Mapping[Mark, Tag]) -> tuple[_Parts, list[list[_Line]]]:
    """What stands in each element, with its page; and the lines of each page that stand in none."""
    parts: _Parts = {}
    rest: list[list[_Line]] = []
    tops = _tops(pages, tagged)
    for at, page in enumerate(pages):
        loose: list[_Piece] = []
        for piece in page:
            tag = _tag_of(piece, at, tagged)
            if tag and not (tag.name == "Lbl" and not _leads(piece, tag, at, page, tagged, tops)):
                parts.setdefault(tag, []).append((at, piece))
            else:
                loose.append(piece)
        rest.append(_lines(loose, at))
    return parts, rest


def _tag_of(piece: _Piece, at: int, tagged: Mapping[Mark, Tag]) -> Tag | None:
    return None if piece.mark is None else tagged.get((at, piece.mark))


def _by_tags(pages: list[list[_Piece]], tagged: Mapping[Mark, Tag]) -> Manuscript:
    """What stands in no element, apart from what heads and foots of pages repeat, comes last."""
    parts, rest = _in_elements(pages, tagged)
    lines = {tag: _lines_of(parts[tag]) for tag in sorted(parts, key=lambda tag: tag.place)}
    widest = max((_right(line) for tag, some in lines.items() if tag.name == "P" for line in some), default=0)
    passages: list[Passage] = []
    notes: dict[int, str] = {}
    numbers = {tag.outer: some[0].text.strip() for tag, some in lines.items() if tag.name == "Lbl"}
    labelled = any(tag.name == "Lbl" and tag.names[1] in NOTES for tag in lines)
    heads: set[int] = set()
    above: list[_Line] = []
    counted: dict[int, int] = {}
    for tag, some in lines.items():
        text = _joined(map(_with_powers, some))
        if "Figure" in tag.names:
            passages += labels((Spot(_HIGHEST * at - piece.y, piece.x), piece.text) for at, piece in parts[tag])
        elif tag.name in NOTES:
            begun = None if labelled else _begins(text, len(notes) + 1)
            number = str(len(notes) + 1) if begun else numbers.get(tag.place, "")
            # What comes without a number goes on from the page before.
            last = int(number) if number.isdecimal() and len(number) < 5 else next(reversed(notes), 1)
            notes[last] = _joined([notes.get(last, ""), text[begun.end() :] if begun else text])
        elif tag.name == "Lbl" and (text in BULLETS or _counts(text, tag, counted)):
            continue
        elif tag.name in {"TD", "TH"}:
            cell = tag.outer, *tag.nth
            passages.append(replace(_passage(some, max(map(_right, some))), role="cell", cell=cell))
            heads |= {tag.outer} if "THead" in tag.names else set()
        else:
            whole = some
            if tag.name == "P" and above and _is_continued(above[-1], some[0]):
                whole = [*above, *some]
                passages.pop()
            passages.append(replace(_passage(whole, widest), listed="LBody" in tag.names))
            above = whole if tag.name == "P" else []
    among = list(_among(parts, rest))
    untagged, edges = _without_furniture([[line for line in page if line not in among] for page in rest])
    passages += _passages([line for page in untagged for line in page if not _is_number(line, len(pages))])
    passages += _passages(among)
    filled = tuple(_without_repeated([one for one in passages if one.text.strip()], heads))
    called = tuple(notes.get(number, "") for number in range(1, max(notes, default=0) + 1))
    passages = [_noted(one, notes) for one in filled]
    return Manuscript(tuple(passages), called, edges, tuple(_astray(lines)), drawn=True)


_HIGHEST = 15_000
"""Points of the highest page that there is."""


def _astray(lines: Mapping[Tag, list[_Line]]) -> Iterator[str]:
    """The words of cells that stand not at the height of another of their row, or not to the right of the one before;
    cells of a row can be set at its top, middle and foot, beside a tall one."""
    rows: dict[int, list[list[_Line]]] = {}
    for tag, some in lines.items():
        if tag.name in {"TD", "TH"}:
            rows.setdefault(tag.outer, []).append(some)
    for cells in rows.values():
        tallest = max(cells, key=len)
        for n, some in enumerate(cells):
            others = [one for one in (*cells[max(n - 1, 0) : n + 2], tallest) if one is not some]
            level = not others or any(_are_level(some, other) for other in others)
            if not level or (n and min(line.x for line in some) <= min(line.x for line in cells[n - 1])):
                yield _joined([line.text for line in some])


def _are_level(one: list[_Line], other: list[_Line]) -> bool:
    """Whether what stands in two cells is at one height on some page."""
    for page in {line.page for line in one} & {line.page for line in other}:
        here, there = ([line for line in some if line.page == page] for some in (one, other))
        most = max(line.size for line in (*here, *there))
        if all(min(line.y for line in a) - most < max(line.y for line in b) for a, b in ((here, there), (there, here))):
            return True
    return False


def _among(parts: _Parts, rest: list[list[_Line]]) -> Iterator[_Line]:
    """The lines that stand in no element and neither above nor below those that do, as heads and foots of pages do: a
    line apart from them."""
    own: dict[int, list[_Piece]] = {}
    for at, piece in chain.from_iterable(parts.values()):
        own.setdefault(at, []).append(piece)
    for at, some in own.items():
        lowest, highest = (extreme(some, key=lambda one: one.y) for extreme in (min, max))
        for line in rest[at]:
            below, above = (lowest.y - line.y, lowest.size), (line.y - highest.y, highest.size)
            if not any(off >= _NEXT_LINE * max(size, line.size) for off, size in (below, above)):
                yield line


_NEXT_LINE = 0.8
"""How far off a line the next stands at least, in parts of the size of type."""


def _without_repeated(passages: list[Passage], heads: set[int]) -> Iterator[Passage]:
    """The passages without the head of a table again, on its next page."""
    last: list[str] = []
    inside = False
    for row, group in groupby(passages, lambda one: one.cell and one.cell[0]):
        some = list(group)
        texts = [one.text for one in some]
        if not (row in heads and inside and texts == last):
            yield from some
        last = texts if row in heads else last
        inside = row is not None


def _tops(pages: list[list[_Piece]], tagged: Mapping[Mark, Tag]) -> dict[int, tuple[int, float]]:
    """Where each element begins: on which page, and how far down on it."""
    tops: dict[int, tuple[int, float]] = {}
    for at, page in enumerate(pages):
        for piece in page:
            tag = _tag_of(piece, at, tagged)
            for place in tag.places if tag else ():
                tops[place] = min(tops.get(place, (at, -piece.y)), (at, -piece.y))
    return tops


def _leads(
    label: _Piece,
    tag: Tag,
    at: int,
    page: list[_Piece],
    tagged: Mapping[Mark, Tag],
    tops: Mapping[int, tuple[int, float]],
) -> bool:
    """Whether a label belongs to an item of a list or to a note, and stands at the head of its first line, apart from
    words of an item and figures of a note."""
    if tag.names[1] not in _LABELS:
        return False
    if tops[tag.outer] < (at, -label.y - 0.45 * label.size):
        return False
    line = sorted(
        (one for one in page if abs(one.y - label.y) < 0.45 * max(one.size, label.size)), key=lambda one: one.x
    )
    own = line.index(label)
    words = next((one for one in line[own:] if _tag_of(one, at, tagged) != tag), None)
    inside = _tag_of(words, at, tagged) if words else None
    if words is None or inside is None or tag.outer not in inside.places:
        return False
    if any(_tag_of(one, at, tagged) != tag for one in line[:own]):
        return False
    may_touch = tag.names[1] in NOTES and not words.text.lstrip()[:1].isdigit()
    return may_touch or _right(label) + 0.1 * label.size < words.x


_LABELS = dict.fromkeys(("LI", "TOCI"), re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)]", re.IGNORECASE)) | (
    dict.fromkeys(NOTES, re.compile(r"\d{1,4}"))
)
"""What marks an item of a list, or a note, by the element that it belongs to."""


def _counts(label: str, tag: Tag, counted: dict[int, int]) -> bool:
    """Whether a label is one of its kind, and its number the next of its list, which begins at one or goes on from
    another. ``counted`` has the last number of each list."""
    if not _LABELS[tag.names[1]].fullmatch(label):
        return False
    number = re.search(r"\d+", label)
    if tag.names[1] in NOTES or number is None:
        return True
    own = tag.places[2]
    before = [counted[own]] if own in counted else [0, *counted.values()]
    counted[own] = int(number[0])
    return counted[own] - 1 in before


def _is_continued(last: _Line, line: _Line) -> bool:
    """Whether a paragraph goes on at the top of the next page."""
    return last.page + 1 == line.page and _alike(last, line) and not _END.search(last.text)


_END = re.compile(r"[.:?!]['\")]*\s*$")


def _lines_of(pieces: list[tuple[int, _Piece]]) -> list[_Line]:
    by_page: dict[int, list[_Piece]] = {}
    for number, piece in pieces:
        by_page.setdefault(number, []).append(piece)
    return [line for number, some in by_page.items() for line in _lines(some, number)]


def _by_sight(pages: list[list[_Piece]], name: str) -> Manuscript:
    sizes = Counter(round(piece.size, 1) for page in pages for piece in page for _ in piece.text.strip())
    if not sizes:
        raise ProblemsError([Problem(f"{name}: a PDF file without text", hint="check the Word file instead")])
    # The body's: the largest in which much is set. An annex in small type can hold more words than the letter.
    usual = max(size for size, count in sizes.items() if count >= 0.15 * sizes.total())
    body: list[_Line] = []
    foot: list[_Line] = []
    printed, edges = _without_furniture([_lines(page, number) for number, page in enumerate(pages)])
    for lines in printed:
        start = _foot(lines, usual, len(_notes(foot)) + 1)
        body += lines[:start]
        foot += lines[start:]
    notes = _notes(foot)
    passages = tuple(_noted(one, notes) for one in _passages(body))
    return Manuscript(passages, tuple(notes[number] for number in sorted(notes)), edges)


def _pieces(page: Any, name: str) -> list[_Piece]:
    found: list[_Piece] = []
    letters = 0
    marks: list[int | None] = [None]
    shown: int | None = None
    forms: list[list[float]] = [[1, 0, 0, 1, 0, 0]]
    entering: list[float] | None = None

    def see(operator: bytes, operands: list[Any], user: list[float], *_: Any) -> None:
        nonlocal shown, entering
        if entering is not None:
            forms.append(entering)
        entering = within(user, forms[-1]) if operator == b"Do" else None
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if len(operands) > 1 else None
            marks.append(properties.get("/MCID", marks[-1]) if isinstance(properties, dict) else marks[-1])
        elif operator == b"EMC" and len(marks) > 1:
            marks.pop()
        elif operator in {b"Tj", b"TJ", b"'", b'"'}:
            shown = marks[-1]

    def leave(operator: bytes, *_: Any) -> None:
        """After a form or picture, in which pypdf counts from its own corner."""
        nonlocal entering
        if operator == b"Do" and entering is None:
            forms.pop()
        entering = None

    def visit(text: str, user: list[float], matrix: list[float], font: Any, size: float) -> None:
        nonlocal letters
        letters += len(text)
        if letters > MOST_LETTERS:
            raise ProblemsError([Problem(f"{name}: more than {MOST_LETTERS:,} letters on a page")])
        if text.strip():
            *sides, x, y = within(within(matrix, user), forms[-1])
            width, height = (hypot(*side) * float(size or 1) for side in (sides[:2], sides[2:]))
            if left <= x <= right and bottom <= y <= top and min(width, height) >= _LEAST:
                found.append(_Piece(text, x, y, height, shown))

    left, bottom, right, top = seen(page)
    page.extract_text(visitor_operand_before=see, visitor_operand_after=leave, visitor_text=visit)
    return found


_LEAST = 3
"""Points that type has at least, if it is to be seen."""


def _lines(pieces: list[_Piece], page: int) -> list[_Line]:
    """The lines of a page from top to bottom. A small number that stands higher than its line calls a note."""
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.y, one.x)):
        fitting = (line for line in lines[-4:] if abs(line[0].y - piece.y) < 0.45 * max(line[0].size, piece.size))
        line = next(fitting, None)
        if line is None:
            lines.append([piece])
        else:
            line.append(piece)
    return [_line(sorted(line, key=lambda one: one.x), page) for line in lines]


def _line(pieces: list[_Piece], page: int) -> _Line:
    usual = max(pieces, key=lambda piece: len(piece.text))
    size = usual.size
    line = _Line("", pieces[0].x, min(piece.y for piece in pieces), size, [], page)
    for piece in pieces:
        text = normal(piece.text).replace("\n", " ")
        apart = piece.size < 0.75 * size and piece.y - usual.y > 0.15 * size
        if line.text and apart and _CALL.fullmatch(text.strip()):
            line.calls.append((len(line.text.rstrip()), int(text)))
        else:
            joined = not line.text or text[:1] in " .,;:)]'\"" or line.text[-1] in " ([/'\""
            joined = joined and line.text not in BULLETS
            line.text += text if joined else f" {text}"
    return line


_CALL = re.compile(r"[1-9]\d{0,3}", re.ASCII)


def _noted(passage: Passage, notes: Mapping[int, str]) -> Passage:
    """The passage with calls of ``notes`` alone; another number off its line is read as a power is."""
    text, calls, at = "", [], 0
    for offset, number in passage.calls:
        text += passage.text[at:offset] + ("" if number in notes else f"^{number}")
        at = offset
        calls += [(len(text), number)] if number in notes else []
    return replace(passage, text=text + passage.text[at:], calls=tuple(calls))


def _without_furniture(pages: list[list[_Line]]) -> tuple[list[list[_Line]], tuple[str, ...]]:
    """The pages without what the head and foot of several say; and what that is, their own numbers left out. Lines that
    differ in another number are none: two notes alike that end two pages."""

    def places(line: _Line) -> set[tuple[str, int]]:
        text = line.text.strip()
        numbers = re.finditer(rf"(?<!\d){line.page + 1}(?!\d)", text)
        without = (text[: number.start()] + text[number.end() :] for number in numbers)
        return {(one, round(line.y)) for one in (text, *without)}

    seen = Counter(place for page in pages for line in page for place in places(line))
    if len(pages) < 2:
        return pages, ()

    def repeats(line: _Line) -> bool:
        return any(seen[place] > 1 for place in places(line))

    kept: list[list[_Line]] = []
    repeated: list[_Line] = []
    for page in pages:
        head = _edge(page, repeats)
        foot = _edge(page[head:][::-1], repeats)
        kept.append(page[head : len(page) - foot])
        repeated += (*page[:head], *page[len(page) - foot :])
    return kept, tuple(sorted({line.text.strip() for line in repeated if not _is_number(line, len(pages))}))


def _edge(lines: list[_Line], repeats: Callable[[_Line], bool]) -> int:
    """How many of the first lines are the edge of a page: each repeats, and the last stands a line off the next."""
    count = next((n for n, line in enumerate(lines) if not repeats(line)), len(lines))
    while 0 < count < len(lines):
        last, following = lines[count - 1], lines[count]
        if abs(last.y - following.y) >= _NEXT_LINE * max(last.size, following.size):
            break
        count -= 1
    return count


def _is_number(line: _Line, pages: int) -> bool:
    """Whether a line is the number of its page, with that of all pages or without."""
    found = _NUMBER.fullmatch(line.text.strip())
    return found is not None and int(found[1]) == line.page + 1 and found[2] in {None, str(pages)}


_NUMBER = re.compile(r"(?:page )?(\d{1,4})(?: ?(?:of|/) ?(\d{1,4}))?", re.IGNORECASE)


def _foot(lines: list[_Line], usual: float, following: int) -> int:
    """Where the notes of a page begin: from there all lines are small, and the first bears the next number or goes on
    from the page before. Before the first note none can go on."""
    start = len(lines)
    while start and lines[start - 1].size < 0.95 * usual:
        start -= 1
    for n in range(start, len(lines)):
        if _begins(lines[n].text, following):
            first = n
            while following > 1 and first > start and lines[first - 1].y - lines[first].y < 1.6 * lines[first].size:
                first -= 1
            return first
    return len(lines)


def _begins(text: str, number: int) -> re.Match[str] | None:
    """The number of a note at the head of its text."""
    return re.match(rf"\s*{number}(?:\.?\s+(?=[\w'\"])|(?=[^\W\d]|['\"]))", text)


def _notes(lines: list[_Line]) -> dict[int, str]:
    notes: dict[int, list[str]] = {}
    for line in lines:
        if number := _begins(line.text, len(notes) + 1):
            notes[len(notes) + 1] = [_with_powers(line)[number.end() :]]
        else:
            notes[len(notes)].append(_with_powers(line))
    return {number: _joined(texts) for number, texts in notes.items()}


def _with_powers(line: _Line) -> str:
    """The words of a line in which no note is called."""
    return _noted(Passage(line.text, tuple(line.calls)), {}).text


def _joined(texts: Iterable[str]) -> str:
    text = " ".join(" ".join(texts).split())
    return re.sub(r"(?<=\w-) (?=\w)|(?<=[\w/]/) (?=\w)", "", text)


def _passages(lines: list[_Line]) -> list[Passage]:
    """Lines of one size at their usual distance make a paragraph."""
    distances: dict[int, Counter[float]] = {}
    for above, below in pairwise(lines):
        if above.page == below.page and _alike(above, below):
            distances.setdefault(round(below.size), Counter())[round(above.y - below.y)] += 1
    widest = max(map(_right, lines), default=0)
    groups: list[list[_Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        usual = distances.get(round(line.size), Counter()).most_common(1)
        if last is not None and _alike(last, line) and _goes_on(last, line, usual[0][0] if usual else 0):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_passage(group, widest) for group in groups]


def _alike(one: _Line, other: _Line) -> bool:
    return abs(one.size - other.size) < 0.05 * other.size


def _goes_on(last: _Line, line: _Line, usual: float) -> bool:
    if re.match(r"\s*(?:\d{1,2}\.|[•·-])\s", line.text):
        return False
    if last.page != line.page:
        return not _END.search(last.text)
    return last.y - line.y < 1.25 * usual


def _right(line: _Line | _Piece) -> float:
    """About where a line ends."""
    return line.x + line.size * width(line.text.rstrip())


def _passage(lines: list[_Line], widest: float) -> Passage:
    """Lines that end where another word would have had room, such as those of an address, are kept apart."""
    text, calls = "", []
    for n, line in enumerate(lines):
        start = len(text)
        calls += [(start + offset, number) for offset, number in line.calls]
        words = line.text.rstrip()
        broken = re.search(r"\w-$|[\w/]/$", words)
        following = lines[n + 1].text.split(maxsplit=1)[:1] if n + 1 < len(lines) else []
        with_more = replace(line, text=" ".join((words, *following)))
        short = _right(with_more) < 0.9 * widest
        text += words + ("" if broken or n == len(lines) - 1 else "\n" if short else " ")
    return Passage(text, tuple(calls))
