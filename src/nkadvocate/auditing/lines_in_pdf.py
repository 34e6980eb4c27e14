"""Whether the letters of a PDF page are seen where, and in the order in which, they are read.

pypdf reads what is shown between two changes of font, space or text object from the place where it begins, in the order
of the code; ``from_pdf`` puts such runs of a line in order by their beginnings. Sections are those of ISO 32000-2:2020.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

MOST_INSTRUCTIONS = 1_000_000
"""On a page, those of a form as often as it is drawn."""
_FILLED = {0, 2}
_NARROWEST, _WIDEST = 0.6, 1.5
"""What letters may be drawn out to, in parts of their width."""
_CLOSEST, _FARTHEST = 0.3, 0.4
"""How much closer, or farther apart, letters may stand than their font has it, in parts of their size."""
_LATEST = 0.1
"""How far from the place of its run the first letter stands at most, in parts of its size."""
_HIGHEST, _NEXT_LINE = 0.1, 0.8
"""How far letters of a run may stand off its line, and from where on they are the next, in parts of their size."""
_SAME = 0.02
"""By how much type of one size differs."""
_LEVEL = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]


class _Font(NamedTuple):
    """The widths of letters, in thousandths of their size; each is written in ``length`` bytes."""

    length: int
    widths: Mapping[int, float]
    usual: float


_NO_FONT = _Font(1, {}, 0)


@dataclass(slots=True)
class _State:
    """What instructions have set (8.4.1, 9.3.1)."""

    space: list[float]
    font: _Font
    size: float = 1
    between_letters: float = 0
    between_words: float = 0
    scale: float = 1
    leading: float = 0


@dataclass(slots=True)
class _Run:
    """What is read as one: from where to where on the page it reaches, its line and its size, in points."""

    left: float
    right: float
    y: float
    size: float


def misplaced(page: Any) -> Iterator[str]:
    """Letters that are not seen as type, that stand elsewhere than they are read, or off the page, wholly or in part;
    and pictures in the code."""
    pen = _Pen(seen(page))
    yield from pen.draws(page, page.resources, _LEVEL)
    yield from _overlapping(pen.runs)


def within(inner: list[float], outer: list[float]) -> list[float]:
    """What a matrix of what lies within another does on the page (8.3.4)."""
    a, b, c, d, e, f = outer
    turned = [(x * a + y * c, x * b + y * d) for x, y in zip(inner[::2], inner[1::2], strict=True)]
    return [*turned[0], *turned[1], turned[2][0] + e, turned[2][1] + f]


def seen(page: Any) -> tuple[float, float, float, float]:
    """The part of a page that is shown (14.11.2): left, bottom, right and top."""
    boxes = [[float(one) for one in box] for box in (page.mediabox, page.cropbox)]
    left, bottom = (max(min(box[n], box[n + 2]) for box in boxes) for n in (0, 1))
    right, top = (min(max(box[n], box[n + 2]) for box in boxes) for n in (0, 1))
    return left, bottom, right, top


def instructions(content: Any) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pikepdf, on code that is damaged
        return list(pikepdf.parse_content_stream(content))


@dataclass
class _Pen:
    """Follows the letters over a page, whose part that is shown is ``page``."""

    page: tuple[float, float, float, float]
    runs: list[_Run] = field(default_factory=list)
    run: _Run | None = None
    state: _State = field(default_factory=lambda: _State(_LEVEL, _NO_FONT))
    line: list[float] = field(default_factory=lambda: _LEVEL)
    place: list[float] = field(default_factory=lambda: _LEVEL)
    done: int = 0
    known: dict[tuple[int, int], list[Any]] = field(default_factory=dict)
    fonts: dict[tuple[int, int], _Font] = field(default_factory=dict)

    def draws(self, content: Any, resources: Any, space: list[float]) -> Iterator[str]:
        """What is amiss where a page or form is drawn; a form is drawn in the space of what it is part of."""
        outside, self.state, saved = self.state, _State(space, _NO_FONT), list[_State]()
        if content.objgen not in self.known:
            self.known[content.objgen] = instructions(content)
        for one in self.known[content.objgen]:
            self.done += 1
            if self.done > MOST_INSTRUCTIONS:
                yield f"a page of more than {MOST_INSTRUCTIONS:,} instructions"
                break
            operator, operands = str(one.operator), one.operands
            match operator:
                case "q":
                    saved.append(replace(self.state))
                case "Q" if saved:
                    self.state = saved.pop()
                case "Q":
                    yield "instructions that end what they did not begin"
                case "cm":
                    self.state.space, self.run = within(_numbers(operands), self.state.space), None
                case "Do":
                    self.run = None
                    form = resources.XObject[operands[0]]
                    if form.get("/Subtype") == Name.Form:
                        yield from self.draws(form, form.get("/Resources", resources), self.state.space)
                        self.run = None
                case "Tf":
                    self.run = None
                    self.state.font = self.font(resources, operands[0])
                    self.state.size = float(operands[1])
                case "INLINE IMAGE":
                    yield "a picture among the words"
                case _:
                    yield from self.writes(operator, operands)
        self.state = outside

    def writes(self, operator: str, operands: Any) -> Iterator[str]:
        """What is amiss in an instruction that sets, moves or shows type (9.3, 9.4)."""
        state = self.state
        match operator:
            case "BT" | "ET":
                self.line, self.place, self.run = _LEVEL, _LEVEL, None
            case "Tr" if int(operands[0]) not in _FILLED:
                yield "type that is not filled, or not seen"
            case "Ts" if float(operands[0]):
                yield _RAISED
            case "Tz":
                state.scale = float(operands[0]) / 100
            case "Tc":
                state.between_letters = float(operands[0])
            case "Tw":
                state.between_words = float(operands[0])
            case "TL":
                state.leading = float(operands[0])
            case "Td" | "TD":
                across, up = _numbers(operands)
                state.leading = -up if operator == "TD" else state.leading
                self.moves(across, up)
            case "Tm":
                self.line = self.place = _numbers(operands)
            case "T*":
                self.moves(0, -state.leading)
            case "Tj":
                yield from self.shows(operands)
            case "TJ":
                yield from self.shows(operands[0])
            case "'" | '"':
                if operator == '"':
                    state.between_words, state.between_letters = _numbers(operands[:2])
                self.moves(0, -state.leading)
                yield from self.shows(operands[-1:])

    def moves(self, across: float, up: float) -> None:
        self.line = self.place = within([1, 0, 0, 1, across, up], self.line)

    def shows(self, parts: Iterable[Any]) -> Iterator[str]:
        """What is amiss in letters that are shown; numbers among them say how much closer the next ones stand."""
        state, font = self.state, self.state.font
        shown = [bytes(one) if isinstance(one, String) else float(one) for one in parts]
        if not any(isinstance(one, bytes) and one for one in shown):
            shown = [one for one in shown if isinstance(one, float)]
        else:
            yield from self.stands()
        a, _, _, _, left, _ = within(self.place, state.space)
        advance = 0.0
        for one in shown:
            if isinstance(one, float):
                advance -= one / 1000 * state.size * state.scale
                continue
            for at in range(0, len(one), font.length):
                code = int.from_bytes(one[at : at + font.length], "big")
                width = font.widths.get(code, font.usual) / 1000 * state.size
                yield from self.letter(left + a * advance, left + a * (advance + width * state.scale))
                between = state.between_letters + (state.between_words if (font.length, code) == (1, 32) else 0)
                advance += (width + between) * state.scale
        self.place = within([1, 0, 0, 1, advance, 0], self.place)

    def stands(self) -> Iterator[str]:
        """What is amiss in how the next letters stand, and whether they go on with the run before."""
        state = self.state
        a, b, _, d, left, y = within(self.place, state.space)
        wide, size = a * state.size * state.scale, abs(d * state.size)
        if wide <= 0 or d * state.size <= 0 or abs(b) > _HIGHEST * abs(a):
            yield "letters that are turned or mirrored"
        elif not _NARROWEST <= wide / size <= _WIDEST:
            yield "letters that are drawn out or pressed together"
        if state.between_letters > _FARTHEST * abs(state.size):
            yield _SPACED
        if self.run is not None and abs(self.run.y - y) >= _NEXT_LINE * min(size, self.run.size):
            self.run = None
        if self.run is None:
            self.run = _Run(left, left, y, size)
            self.runs.append(self.run)
        if abs(self.run.y - y) > _HIGHEST * size:
            yield _RAISED
        if abs(self.run.size - size) > _SAME * size:
            yield "letters of another size than those before, in one font"

    def letter(self, left: float, right: float) -> Iterator[str]:
        """What is amiss in where a letter stands."""
        run, (first, bottom, last, top) = self.run, self.page
        assert run is not None
        if left < first or right > last or not bottom <= run.y <= top:
            yield "words that are off the page, or begin there"
        begins_later = run.left == run.right and left > run.left + _LATEST * run.size
        if begins_later or left < run.right - _CLOSEST * run.size:
            yield _SPACED
        run.right = max(run.right, right)

    def font(self, resources: Any, name: Any) -> _Font:
        font = resources.Font[name]
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = _measured(font)
        return self.fonts[font.objgen]


_RAISED = "letters that are raised or lowered in their line"
_SPACED = "letters that stand in another order than they are read, or apart"


def _measured(font: Any) -> _Font:
    """The widths of a font of two bytes (9.7.4.3), or of one (9.6.2)."""
    if "/DescendantFonts" not in font:
        first = int(font.get("/FirstChar", 0))
        usual = float(font.get("/FontDescriptor", Dictionary()).get("/MissingWidth", 0))
        return _Font(1, dict(enumerate(_numbers(font.get("/Widths", [])), first)), usual)
    within_it = font.DescendantFonts[0]
    given = list(within_it.get("/W", []))
    widths: dict[int, float] = {}
    while given:
        begin, then = int(given[0]), given[1]
        if isinstance(then, Array):
            widths |= dict(enumerate(_numbers(then), begin))
            del given[:2]
        else:
            widths |= dict.fromkeys(range(begin, min(int(then), _LAST) + 1), float(given[2]))
            del given[:3]
    return _Font(2, widths, float(within_it.get("/DW", 1000)))


_LAST = 0xFFFF
"""The highest code of two bytes."""


def _numbers(given: Iterable[Any]) -> list[float]:
    return [float(one) for one in given]


def _overlapping(runs: Iterable[_Run]) -> Iterator[str]:
    """Whether a run begins within another of its line."""
    lines: list[list[_Run]] = []
    for run in sorted(runs, key=lambda one: (-one.y, one.left)):
        fitting = (line for line in lines[-4:] if abs(line[0].y - run.y) < 0.45 * max(line[0].size, run.size))
        line = next(fitting, None)
        if line is None:
            lines.append([run])
        else:
            line.append(run)
    for line in lines:
        line.sort(key=lambda one: one.left)
        reached = line[0].right
        for run in line[1:]:
            if run.left < reached - _CLOSEST * run.size:
                yield _SPACED
            reached = max(reached, run.right)
