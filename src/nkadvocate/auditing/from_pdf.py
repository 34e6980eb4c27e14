"""The manuscript of a PDF file, as far as one can be read from pages.

Footnotes are told by their smaller type at the foot of the page, and where they are called by a small raised number.
Paragraphs are told by the distance of lines. Text in columns, and notes at the end of a document, are not told apart.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from nkadvocate.auditing.manuscript import MOST_LETTERS, Manuscript, Passage, bounded, normal
from nkadvocate.problems import Problem, ProblemsError

MOST_PAGES = 100


@dataclass(slots=True)
class _Piece:
    """Words in one size of type: where they stand on the page, in points from its lower left corner."""

    text: str
    x: float
    y: float
    size: float


@dataclass(slots=True)
class _Line:
    """Words on one line, and the notes that are called in it: offset and number."""

    text: str
    y: float
    size: float
    calls: list[tuple[int, int]]
    page: int


def read_pdf(data: bytes, name: str) -> Manuscript:
    """What a PDF file says, called ``name`` in messages. Raises ProblemsError when it cannot be read, is locked, has no
    text, or is beyond the limits."""
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise ProblemsError([Problem(f"{name}: locked with a password", hint="save it without one")])
        if len(reader.pages) > MOST_PAGES:
            raise ProblemsError([Problem(f"{name}: more than {MOST_PAGES} pages")])
        pages = [_pieces(page, name) for page in reader.pages]
    except ProblemsError:
        raise
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        ArithmeticError,
    ):
        raise ProblemsError([Problem(f"{name}: damaged, or not a PDF file")]) from None
    sizes = Counter(round(piece.size, 1) for page in pages for piece in page for _ in piece.text.strip())
    if not sizes:
        raise ProblemsError([Problem(f"{name}: a PDF file without text", hint="check the Word file instead")])
    # The body's: the largest in which much is set. An annex in small type can hold more words than the letter.
    usual = max(size for size, count in sizes.items() if count >= 0.15 * sizes.total())
    body: list[_Line] = []
    foot: list[_Line] = []
    for lines in _without_furniture([_lines(page, number) for number, page in enumerate(pages)]):
        start = _foot(lines, usual, len(_notes(foot)) + 1)
        body += lines[:start]
        foot += lines[start:]
    notes = _notes(foot)
    manuscript = Manuscript(tuple(_passages(body)), tuple(notes[number] for number in sorted(notes)))
    return bounded(manuscript, name)


def _pieces(page: Any, name: str) -> list[_Piece]:
    found: list[_Piece] = []
    letters = 0

    def visit(text: str, user: list[float], matrix: list[float], font: Any, size: float) -> None:
        nonlocal letters
        letters += len(text)
        if letters > MOST_LETTERS:
            raise ProblemsError([Problem(f"{name}: more than {MOST_LETTERS:,} letters on a page")])
        if text.strip():
            scale = abs(matrix[3] or matrix[0] or 1) * abs(user[3] or user[0] or 1)
            y = matrix[5] * user[3] + user[5]
            found.append(_Piece(text, matrix[4] * user[0] + user[4], y, float(size or 1) * scale))

    page.extract_text(visitor_text=visit)
    return found


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
    size = max(pieces, key=lambda piece: len(piece.text)).size
    line = _Line("", min(piece.y for piece in pieces), size, [], page)
    for piece in pieces:
        text = normal(piece.text).replace("\n", " ")
        if line.text and piece.size < 0.75 * size and text.strip().isdigit():
            line.calls.append((len(line.text.rstrip()), int(text)))
        else:
            joined = not line.text or text[:1] in " .,;:)]'\"" or line.text[-1] in " ([/'\""
            line.text += text if joined else f" {text}"
    return line


def _without_furniture(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Without what the head and foot of several pages say, page numbers left aside."""
    seen = Counter((re.sub(r"\d+", "0", line.text.strip()), round(line.y)) for page in pages for line in page)
    return [
        [line for line in page if seen[re.sub(r"\d+", "0", line.text.strip()), round(line.y)] < 2 or len(pages) < 2]
        for page in pages
    ]


def _foot(lines: list[_Line], usual: float, following: int) -> int:
    """Where the notes of a page begin: from there all lines are small, and the first bears the next number."""
    start = len(lines)
    while start and lines[start - 1].size < 0.95 * usual:
        start -= 1
    for n in range(start, len(lines)):
        if re.match(rf"\s*{following}\b", lines[n].text):
            first = n
            while first > start and lines[first - 1].y - lines[first].y < 1.6 * lines[first].size:
                first -= 1
            return first
    return len(lines)


def _notes(lines: list[_Line]) -> dict[int, str]:
    notes: dict[int, list[str]] = {}
    for line in lines:
        number = re.match(rf"\s*{len(notes) + 1}\.?(?=\D)\s*", line.text)
        if number:
            notes[len(notes) + 1] = [line.text[number.end() :]]
        elif notes:
            notes[len(notes)].append(line.text)
    return {number: _joined(texts) for number, texts in notes.items()}


def _joined(texts: list[str]) -> str:
    text = " ".join(" ".join(texts).split())
    return re.sub(r"(?<=[a-z]-) (?=[a-z])|(?<=\w/) (?=\w)", "", text)


def _passages(lines: list[_Line]) -> list[Passage]:
    """Lines of one size at their usual distance make a paragraph."""
    distances: dict[int, Counter[float]] = {}
    for above, below in pairwise(lines):
        if above.page == below.page and _alike(above, below):
            distances.setdefault(round(below.size), Counter())[round(above.y - below.y)] += 1
    longest = max((len(line.text) for line in lines), default=0)
    groups: list[list[_Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        usual = distances.get(round(line.size), Counter()).most_common(1)
        if last is not None and _alike(last, line) and _goes_on(last, line, usual[0][0] if usual else 0):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_passage(group, longest) for group in groups]


def _alike(one: _Line, other: _Line) -> bool:
    return abs(one.size - other.size) < 0.05 * other.size


def _goes_on(last: _Line, line: _Line, usual: float) -> bool:
    if re.match(r"\s*(?:\d{1,2}\.|[•·-])\s", line.text):
        return False
    if last.page != line.page:
        return not re.search(r"[.:?!]['\")]*\s*$", last.text)
    return last.y - line.y < 1.25 * usual


def _passage(lines: list[_Line], longest: int) -> Passage:
    """Short lines, such as those of an address, are kept apart."""
    text, calls = "", []
    for n, line in enumerate(lines):
        start = len(text)
        calls += [(start + offset, number) for offset, number in line.calls]
        words = line.text.rstrip()
        broken = re.search(r"[a-z]-$|\w/$", words)
        short = len(words) < 0.6 * longest
        text += words + ("" if broken or n == len(lines) - 1 else "\n" if short else " ")
    return Passage(text, tuple(calls))
