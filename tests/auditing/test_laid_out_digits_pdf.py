"""Digits of a PDF file that are moved, pressed or made small within their line, so that they are read otherwise than
they look; and what programs usually do to the letters of a line."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from acceptance.command import nkadvocate

EVERY_WORD = pytest.mark.parametrize("options", [(), ("--every-word",)], ids=["plain", "every word"])

Make = Callable[..., list[Any]]
"""The instructions in the place of one, given its letters before, in and after some words."""


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    result = nkadvocate("letter", "pl-foreign-minister", "-f", "pdf", "--date", "2026-07-10", "-o", ".")
    assert result.exit_code == 0, result.output
    return Path("2026-07-10-pl-foreign-minister.pdf")


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
                made += make(codes[:start], codes[start:end], codes[end:], glyphs, widths, font, size, pdf, page, place)
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


def kerned(pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, *_: Any) -> list[Any]:
    """406, of which the 6 is drawn before the 0: 460."""
    digit = widths[word[0]]
    return [
        shown(pre),
        do("Tc", digit * size / 1000),
        shown(word[:1]),
        do("Tc", 0),
        shown(word[1:2], 2 * digit, word[2:3], -digit, post),
    ]


def year_kerned(pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, *_: Any) -> list[Any]:
    """1991, of which the last two digits change places: 1919."""
    digit = widths[word[0]]
    return [
        shown(pre, word[:1]),
        do("Tc", digit * size / 1000),
        shown(word[1:2]),
        do("Tc", 0),
        shown(word[2:3], 2 * digit, word[3:4], -digit, post),
    ]


def small(pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, *_: Any) -> list[Any]:
    """406000, the noughts in type of three quarters, on the line."""
    return [
        shown(pre, word),
        do("Tf", Name(font), size * 0.74),
        shown([glyphs["0"]] * 3),
        do("Tf", Name(font), size),
        shown(post),
    ]


def raised(
    pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, pdf: Any, page: Any, *_: Any
) -> list[Any]:
    """40⁶, small type set by a graphics state, raised by Ts: as 40 with a note."""
    held = page.Resources.Font[font]
    page.Resources.ExtGState = Dictionary(
        Sm=Dictionary(Font=Array([held, size * 0.68])), Bg=Dictionary(Font=Array([held, size]))
    )
    return [
        shown(pre, word[:2]),
        do("gs", Name.Sm),
        do("Ts", size * 0.4),
        shown(word[2:]),
        do("Ts", 0),
        do("gs", Name.Bg),
        shown(post),
    ]


def turned(
    pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, pdf: Any, page: Any, place: Any
) -> list[Any]:
    """1991 upside down, which is 1661."""
    start, width = (sum(widths[code] for code in some) * size / 1000 for some in (pre, word))
    right = place[4] + start + width
    return [
        shown(pre),
        do("Tm", -1, 0, 0, 1, right, place[5]),
        do("Ts", -0.6 * size),
        shown(word),
        do("Ts", 0),
        do("Tm", 1, 0, 0, -1, right, place[5]),
        shown(post),
    ]


def squeezed(pre: Any, word: Any, post: Any, *_: Any) -> list[Any]:
    """406 without its 0, which is as good as without width: 46."""
    return [shown(pre, word[:1]), do("Tz", 1), shown(word[1:2]), do("Tz", 100), shown(word[2:], post)]


def power(
    pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, pdf: Any, page: Any, place: Any
) -> list[Any]:
    """406⁹⁹, where no note has that number."""
    right = place[4] + sum(widths[code] for code in (*pre, *word)) * size / 1000
    small = size * 0.5
    return [
        shown(pre, word),
        do("Tf", Name(font), small),
        do("Tm", 1, 0, 0, -1, right, place[5] - small * 0.7),
        shown([glyphs["9"]] * 2),
        do("Tf", Name(font), size),
        do("Tm", 1, 0, 0, -1, right + widths[glyphs["9"]] * 2 * small / 1000, place[5]),
        shown(post),
    ]


def placed(*move: str) -> Make:
    """406, of which each digit is put in its place by instructions of its own: 640."""

    def make(
        pre: Any,
        word: Any,
        post: Any,
        glyphs: Any,
        widths: Any,
        font: str,
        size: float,
        pdf: Any,
        page: Any,
        place: Any,
    ) -> list[Any]:
        start, digit = (sum(widths[code] for code in some) * size / 1000 for some in (pre, word[:1]))
        made, last = [shown(pre), do("TL", 0)], 0.0
        for code, slot in zip([*([one] for one in word), post], (1, 2, 0, 3), strict=True):
            x = start + slot * digit
            made += {
                "Td": [do("Td", x - last, 0), shown(code)],
                "TD": [do("TD", x - last, 0), shown(code)],
                "Tm": [do("Tm", 1, 0, 0, -1, place[4] + x, place[5]), shown(code)],
                "T*": [do("T*"), shown(-x * 1000 / size, code)],
                "Td '": [do("Td", x - last, 0), do("'", String(b"".join(one.to_bytes(2, "big") for one in code)))],
            }[" ".join(move)]
            last = x
        return made

    return make


def stepped(pre: Any, word: Any, post: Any, glyphs: Any, *_: Any) -> list[Any]:
    """The 6 of 406 before all that comes before it, by many small steps back."""
    steps = [part for _ in range(200) for part in ([glyphs[" "]], 290)]
    return [shown(pre, word[:2], *steps, word[2:], post)]


def between(
    pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, pdf: Any, page: Any, place: Any
) -> list[Any]:
    """The figure in a gap that is left for it further to the left."""
    half = len(pre) // 2
    start, width = (sum(widths[code] for code in some) * size / 1000 for some in (pre[:half], word))
    return [
        shown(pre[:half], -1000 * width / size, pre[half:]),
        *(do("ET"), do("BT"), do("Tm", 1, 0, 0, -1, place[4] + start, place[5])),
        shown(word, post),
    ]


def upside_down(
    pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, pdf: Any, page: Any, place: Any
) -> list[Any]:
    """1991 upside down, on its head: 1661."""
    start, width = (sum(widths[code] for code in some) * size / 1000 for some in (pre, word))
    right = place[4] + start + width
    return [
        shown(pre),
        do("Tm", -1, 0, 0, 1, right, place[5] - 0.7 * size),
        shown(word),
        do("Tm", 1, 0, 0, -1, right, place[5]),
        shown(post),
    ]


def scaled(wide: float, high: float) -> Make:
    """406000, the noughts in another size, which no font sets."""

    def make(
        pre: Any,
        word: Any,
        post: Any,
        glyphs: Any,
        widths: Any,
        font: str,
        size: float,
        pdf: Any,
        page: Any,
        place: Any,
    ) -> list[Any]:
        start, noughts = (
            sum(widths[code] for code in some) * size / 1000 for some in ((*pre, *word), [glyphs["0"]] * 3)
        )
        return [
            shown(pre, word),
            do("Tm", wide, 0, 0, -high, place[4] + start, place[5]),
            shown([glyphs["0"]] * 3),
            do("Tm", 1, 0, 0, -1, place[4] + start + wide * noughts, place[5]),
            shown(post),
        ]

    return make


def lowered(pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, *_: Any) -> list[Any]:
    """406, of which the 6 stands half a line lower."""
    x = sum(widths[code] for code in (*pre, *word[:2])) * size / 1000
    return [shown(pre, word[:2]), do("Td", x, -size / 2), shown(word[2:]), do("Td", 0, size / 2), shown(post)]


def apart(pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, *_: Any) -> list[Any]:
    """4 0 6, as far apart as large type may be."""
    large = [do("Tf", Name(font), size * 9), do("Tc", size), do("Tf", Name(font), size)]
    return [shown(pre), *large, shown(word), do("Tc", 0), shown(post)]


def spaced(pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, font: str, size: float, *_: Any) -> list[Any]:
    """406 in letters a little apart, kerned and narrowed."""
    return [
        shown(pre),
        do("Tc", size * 0.05),
        do("Tz", 98),
        do("Tw", -size * 0.05),
        shown(word[:1], 60, word[1:2], -60, word[2:]),
        do("Tc", 0),
        do("Tz", 100),
        do("Tw", 0),
        shown(post),
    ]


@EVERY_WORD
@pytest.mark.parametrize(
    ("words", "make"),
    [
        *(("406", kerned), ("1991", year_kerned), ("406", small), ("406", raised)),
        *(("406", squeezed), ("1991", turned), ("406", power)),
    ],
    ids=["460", "1919", "406000", "40 with a note", "46", "1661", "power"],
)
def test_digits_of_a_pdf_moved_within_their_line(
    letter: Path, options: tuple[str, ...], words: str, make: Make
) -> None:
    at(letter, words, make)
    assert nkadvocate("check", letter, *options).output != "no findings\n"


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


@EVERY_WORD
def test_letters_that_are_kerned_and_spaced_as_usual_are_left_alone(letter: Path, options: tuple[str, ...]) -> None:
    at(letter, "406", spaced)
    assert nkadvocate("check", letter, *options).output == "no findings\n"


@EVERY_WORD
def test_digits_before_a_cell_are_no_mark_of_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """9.212 people: “9. ” without the width of its space."""

    def marked(pre: Any, word: Any, post: Any, glyphs: Any, widths: Any, *_: Any) -> list[Any]:
        space = glyphs[" "]
        return [shown(pre, [glyphs["9"], glyphs["."], space], widths[space], word, post)]

    monkeypatch.chdir(tmp_path)
    nkadvocate("briefing", "--for", "pl-foreign-minister", "-f", "pdf", "--date", "2026-07-10", "-o", ".")
    path = Path("2026-07-10-briefing-pl-foreign-minister.pdf")
    at(path, "212 people", marked)
    assert nkadvocate("check", path, *options).output != "no findings\n"
