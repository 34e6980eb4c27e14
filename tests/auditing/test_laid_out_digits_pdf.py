"""Digits of a PDF file that are moved, pressed or made small within their line, so that they are read otherwise than
they look; and what programs usually do to the letters of a line."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from acceptance.command import nkadvocate


@dataclass(frozen=True, slots=True)
class Line:
    """What an instruction shows: the codes of the letters before, in and after some words; the code of each letter, and
    the width of each code; and how, and where, it is set."""

    pre: list[int]
    word: list[int]
    post: list[int]
    glyphs: dict[str, int]
    widths: dict[int, float]
    font: str
    size: float
    pdf: Any
    page: Any
    place: list[float]

    def wide(self, codes: Sequence[int]) -> float:
        """How wide letters are set."""
        return sum(self.widths[code] for code in codes) * self.size / 1000


Make = Callable[[Line], list[Any]]
"""The instructions in the place of one."""


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[str], bytes]) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("2026-07-10-pl-foreign-minister.pdf")
    path.write_bytes(made(path.name))
    return path


def at(path: Path, words: str, make: Make) -> None:
    """``make`` gives the instructions in the place of the one that shows ``words``."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            if made := _instructions(pdf, page, words, make):
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))
                pdf.save(out := io.BytesIO())
                path.write_bytes(out.getvalue())
                return
    raise LookupError(words)


def _instructions(pdf: Any, page: Any, words: str, make: Make) -> list[Any]:
    font, size, place, found, made = "", 0.0, [0.0] * 6, False, []
    for one in pikepdf.parse_content_stream(page):
        kind = str(one.operator)
        if kind == "Tf":
            font, size = str(one.operands[0]), float(one.operands[1])
        if kind == "Tm":
            place = [float(number) for number in one.operands]
        if kind == "TJ" and not found:
            table = page.Resources.Font[font].ToUnicode.read_bytes().decode("latin-1")
            pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]{4})>\n", table)
            letters = {int(glyph, 16): chr(int(letter, 16)) for glyph, letter in pairs}
            codes = [
                int.from_bytes(bytes(piece)[n : n + 2], "big")
                for piece in one.operands[0]
                if isinstance(piece, String)
                for n in range(0, len(bytes(piece)), 2)
            ]
            text = "".join(letters.get(code, "?") for code in codes)
            if words in text:
                start = text.index(words)
                end = start + len(words)
                glyphs = {letter: glyph for glyph, letter in letters.items()}
                widths = _widths(page.Resources.Font[font])
                parts = codes[:start], codes[start:end], codes[end:]
                made += make(Line(*parts, glyphs, widths, font, size, pdf, page, place))
                found = True
                continue
        made.append(one)
    return made if found else []


def _widths(font: Any) -> dict[int, float]:
    given, found, n = list(font.DescendantFonts[0].W), {}, 0
    while n < len(given):
        if isinstance(given[n + 1], Array):
            found |= {int(given[n]) + m: float(width) for m, width in enumerate(given[n + 1])}
            n += 2
        else:
            found |= dict.fromkeys(range(int(given[n]), int(given[n + 1]) + 1), float(given[n + 2]))
            n += 3
    return found


def shown(*parts: list[int] | float) -> Any:
    """Glyphs, and how much closer the next ones stand, in thousandths of the size."""
    pieces = [
        String(b"".join(code.to_bytes(2, "big") for code in one)) if isinstance(one, list) else one for one in parts
    ]
    return ContentStreamInstruction([Array(pieces)], Operator("TJ"))


def do(operator: str, *operands: Any) -> Any:
    return ContentStreamInstruction(list(operands), Operator(operator))


def kerned(line: Line) -> list[Any]:
    """406, of which the 6 is drawn before the 0: 460."""
    digit = line.widths[line.word[0]]
    return [
        shown(line.pre),
        do("Tc", digit * line.size / 1000),
        shown(line.word[:1]),
        do("Tc", 0),
        shown(line.word[1:2], 2 * digit, line.word[2:3], -digit, line.post),
    ]


def year_kerned(line: Line) -> list[Any]:
    """1991, of which the last two digits change places: 1919."""
    digit = line.widths[line.word[0]]
    return [
        shown(line.pre, line.word[:1]),
        do("Tc", digit * line.size / 1000),
        shown(line.word[1:2]),
        do("Tc", 0),
        shown(line.word[2:3], 2 * digit, line.word[3:4], -digit, line.post),
    ]


def small(line: Line) -> list[Any]:
    """406000, the noughts in type of three quarters, on the line."""
    return [
        shown(line.pre, line.word),
        do("Tf", Name(line.font), line.size * 0.74),
        shown([line.glyphs["0"]] * 3),
        do("Tf", Name(line.font), line.size),
        shown(line.post),
    ]


def raised(line: Line) -> list[Any]:
    """40⁶, small type set by a graphics state, raised by Ts: as 40 with a note."""
    held = line.page.Resources.Font[line.font]
    line.page.Resources.ExtGState = Dictionary(
        Sm=Dictionary(Font=Array([held, line.size * 0.68])), Bg=Dictionary(Font=Array([held, line.size]))
    )
    return [
        shown(line.pre, line.word[:2]),
        do("gs", Name.Sm),
        do("Ts", line.size * 0.4),
        shown(line.word[2:]),
        do("Ts", 0),
        do("gs", Name.Bg),
        shown(line.post),
    ]


def turned(line: Line) -> list[Any]:
    """1991 upside down, which is 1661."""
    start, width = line.wide(line.pre), line.wide(line.word)
    right = line.place[4] + start + width
    return [
        shown(line.pre),
        do("Tm", -1, 0, 0, 1, right, line.place[5]),
        do("Ts", -0.6 * line.size),
        shown(line.word),
        do("Ts", 0),
        do("Tm", 1, 0, 0, -1, right, line.place[5]),
        shown(line.post),
    ]


def squeezed(line: Line) -> list[Any]:
    """406 without its 0, which is as good as without width: 46."""
    return [
        shown(line.pre, line.word[:1]),
        do("Tz", 1),
        shown(line.word[1:2]),
        do("Tz", 100),
        shown(line.word[2:], line.post),
    ]


def power(line: Line) -> list[Any]:
    """406⁹⁹, where no note has that number."""
    right = line.place[4] + line.wide(line.pre + line.word)
    small = line.size * 0.5
    return [
        shown(line.pre, line.word),
        do("Tf", Name(line.font), small),
        do("Tm", 1, 0, 0, -1, right, line.place[5] - small * 0.7),
        shown([line.glyphs["9"]] * 2),
        do("Tf", Name(line.font), line.size),
        do("Tm", 1, 0, 0, -1, right + line.widths[line.glyphs["9"]] * 2 * small / 1000, line.place[5]),
        shown(line.post),
    ]


def placed(*move: str) -> Make:
    """406, of which each digit is put in its place by instructions of its own: 640."""

    def make(line: Line) -> list[Any]:
        start, digit = line.wide(line.pre), line.wide(line.word[:1])
        made, last = [shown(line.pre), do("TL", 0)], 0.0
        for code, slot in zip([*([one] for one in line.word), line.post], (1, 2, 0, 3), strict=True):
            x = start + slot * digit
            made += {
                "Td": [do("Td", x - last, 0), shown(code)],
                "TD": [do("TD", x - last, 0), shown(code)],
                "Tm": [do("Tm", 1, 0, 0, -1, line.place[4] + x, line.place[5]), shown(code)],
                "T*": [do("T*"), shown(-x * 1000 / line.size, code)],
                "Td '": [do("Td", x - last, 0), do("'", String(b"".join(one.to_bytes(2, "big") for one in code)))],
            }[" ".join(move)]
            last = x
        return made

    return make


def stepped(line: Line) -> list[Any]:
    """The 6 of 406 before all that comes before it, by many small steps back."""
    steps = [part for _ in range(200) for part in ([line.glyphs[" "]], 290)]
    return [shown(line.pre, line.word[:2], *steps, line.word[2:], line.post)]


def between(line: Line) -> list[Any]:
    """The figure in a gap that is left for it further to the left."""
    half = len(line.pre) // 2
    start, width = line.wide(line.pre[:half]), line.wide(line.word)
    return [
        shown(line.pre[:half], -1000 * width / line.size, line.pre[half:]),
        *(do("ET"), do("BT"), do("Tm", 1, 0, 0, -1, line.place[4] + start, line.place[5])),
        shown(line.word, line.post),
    ]


def upside_down(line: Line) -> list[Any]:
    """1991 upside down, on its head: 1661."""
    start, width = line.wide(line.pre), line.wide(line.word)
    right = line.place[4] + start + width
    return [
        shown(line.pre),
        do("Tm", -1, 0, 0, 1, right, line.place[5] - 0.7 * line.size),
        shown(line.word),
        do("Tm", 1, 0, 0, -1, right, line.place[5]),
        shown(line.post),
    ]


def scaled(wide: float, high: float) -> Make:
    """406000, the noughts in another size, which no font sets."""

    def make(line: Line) -> list[Any]:
        start, noughts = line.wide(line.pre + line.word), line.wide([line.glyphs["0"]] * 3)
        return [
            shown(line.pre, line.word),
            do("Tm", wide, 0, 0, -high, line.place[4] + start, line.place[5]),
            shown([line.glyphs["0"]] * 3),
            do("Tm", 1, 0, 0, -1, line.place[4] + start + wide * noughts, line.place[5]),
            shown(line.post),
        ]

    return make


def lowered(line: Line) -> list[Any]:
    """406, of which the 6 stands half a line lower."""
    x = line.wide(line.pre + line.word[:2])
    return [
        shown(line.pre, line.word[:2]),
        do("Td", x, -line.size / 2),
        shown(line.word[2:]),
        do("Td", 0, line.size / 2),
        shown(line.post),
    ]


def apart(line: Line) -> list[Any]:
    """4 0 6, as far apart as large type may be."""
    large = [do("Tf", Name(line.font), line.size * 9), do("Tc", line.size), do("Tf", Name(line.font), line.size)]
    return [shown(line.pre), *large, shown(line.word), do("Tc", 0), shown(line.post)]


def spaced(line: Line) -> list[Any]:
    """406 in letters a little apart, kerned and narrowed."""
    return [
        shown(line.pre),
        do("Tc", line.size * 0.05),
        do("Tz", 98),
        do("Tw", -line.size * 0.05),
        shown(line.word[:1], 60, line.word[1:2], -60, line.word[2:]),
        do("Tc", 0),
        do("Tz", 100),
        do("Tw", 0),
        shown(line.post),
    ]


@pytest.mark.parametrize(
    ("words", "make"),
    [
        *(("406", kerned), ("1991", year_kerned), ("406", small), ("406", raised)),
        *(("406", squeezed), ("1991", turned), ("406", power)),
    ],
    ids=["460", "1919", "406000", "40 with a note", "46", "1661", "power"],
)
def test_digits_of_a_pdf_moved_within_their_line(letter: Path, words: str, make: Make) -> None:
    at(letter, words, make)
    assert nkadvocate("check", letter).output != "no findings\n"


_ORDER = "letters that stand in another order than they are read, or apart"
MISPLACED: dict[str, tuple[str, Make, str]] = {
    **{f"640 by {kind}": ("406", placed(kind), _ORDER) for kind in ("Td", "TD", "Tm", "T*", "Td '")},
    "small steps back": ("406", stepped, _ORDER),
    "in a gap": ("406", between, _ORDER),
    "apart": ("406", apart, _ORDER),
    "1661": ("1991", upside_down, "letters that are turned or mirrored"),
    "noughts scaled": ("406", scaled(0.5, 0.5), "letters of another size than those before, in one font"),
    "noughts pressed": ("406", scaled(0.1, 1), "letters that are drawn out or pressed together"),
    "mirrored": ("406", scaled(1, -1), "letters that are turned or mirrored"),
    "lowered": ("406", lowered, "letters that are raised or lowered in their line"),
}


@pytest.mark.parametrize(("words", "make", "told"), MISPLACED.values(), ids=MISPLACED)
def test_letters_that_are_put_elsewhere_than_they_are_read(letter: Path, words: str, make: Make, told: str) -> None:
    at(letter, words, make)
    assert f"disguised: {told}" in nkadvocate("check", letter).output


def test_letters_that_are_kerned_and_spaced_as_usual_are_left_alone(letter: Path) -> None:
    at(letter, "406", spaced)
    assert nkadvocate("check", letter).output == "no findings\n"


def test_digits_before_a_cell_are_no_mark_of_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[str], bytes]
) -> None:
    """9.212 women: “9. ” without the width of its space."""

    def marked(line: Line) -> list[Any]:
        space = line.glyphs[" "]
        return [shown(line.pre, [line.glyphs["9"], line.glyphs["."], space], line.widths[space], line.word, line.post)]

    monkeypatch.chdir(tmp_path)
    path = Path("2026-07-10-briefing-pl-foreign-minister.pdf")
    path.write_bytes(made(path.name))
    at(path, "212 women", marked)
    assert nkadvocate("check", path).output != "no findings\n"
