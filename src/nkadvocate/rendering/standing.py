"""Letters that differ in their head alone are printed from standing type: pages once set, kept to be used again.

Letters to the members of a parliament say the same to each, and only reference, address, salutation and running header
are theirs. Each of these words stands in a line by itself. Where other words fit into that line, all else stands where
it stood: only such lines are set, and the pages of an earlier letter serve again. Otherwise the letter is laid out in
full. Either way gives the same bytes.

It is for the shipped style sheet alone: another may have what follows, or a margin of some page, depend on any word.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

import pydyf
import weasyprint
from weasyprint.draw.text import draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.pdf.stream import Stream

from nkadvocate.rendering.layout import split_line
from nkadvocate.rendering.objects import build_fonts, make_ready

_SALUTATION = re.compile(r'<p class="salutation">[^<]*</p>')
_OWN = re.compile(r'(<meta name="description" content|<body [^>]*data-name)="[^"]*"|(>)[^<]+(?=<)')
_WORDS = re.compile(r">([^<]*)")
_NAME = re.compile(r'<body [^>]*data-name="([^"]*)"')

# Of a letter that was used, little is kept; one that waits for its first use keeps some 5 MB, and is the only one.
_MOST_LETTERS = 16

# Words that fill a line to its last pixel might be broken as well.
_TIGHT = 1.0


class _OtherwiseError(Exception):
    """Something would stand otherwise than it stands."""


class Shelf:
    """The letters that were last laid out with one style sheet; ``rules`` are the rules that the design adds to it."""

    def __init__(self) -> None:
        self._kept: dict[object, StandingType] = {}

    def keep(self, html: str, rules: str, letter: weasyprint.Document, pdf: pydyf.PDF) -> None:
        """Keep what was laid out, if it is a letter. ``pdf`` is finished, but its objects are not made into bytes."""
        if found := _SALUTATION.search(html):
            self._make_room()
            head = html[: found.end()]
            self._kept[_alike(head, html, rules, letter.metadata)] = StandingType(head, letter, pdf)

    def _make_room(self) -> None:
        if unused := next((key for key, each in self._kept.items() if not each.used), None):
            del self._kept[unused]
        if len(self._kept) == _MOST_LETTERS:
            del self._kept[next(iter(self._kept))]

    def again(self, html: str, rules: str, metadata: DocumentMetadata) -> bytes | None:
        """The PDF of a letter that differs from one of these in the words of its head alone; None for all others."""
        found = _SALUTATION.search(html)
        head = html[: found.end()] if found else ""
        kept = self._kept.get(_alike(head, html, rules, metadata))
        return kept.again(head, metadata) if kept else None


def _alike(head: str, html: str, rules: str, metadata: DocumentMetadata) -> object:
    """What letters have in common that may differ in the words of their heads."""
    said = (metadata.title, *metadata.authors, metadata.created, metadata.lang, bool(metadata.description))
    return _OWN.sub(r"\1\2", head), html[len(head) :], rules, said


class _Proof(Stream):  # type: ignore[misc]
    """Something drawn to see what stands where; ``stream`` holds its operators."""

    def __init__(self, fonts: dict[Any, Any], width: float = 0, height: float = 0) -> None:
        kinds = ("ExtGState", "XObject", "Pattern", "Shading")
        self.resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds} | {"ColorSpace": b""})
        super().__init__(fonts, (0, 0, width, height), self.resources, {}, None, {}, None)
        self.set_in: list[tuple[bytes, Any, Any]] = []
        """For each line, the operator that moves there, and the key and glyphs of a font that it is set in."""

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        font, size = super().add_font(pango_font)
        key = next(key for key, each in self._fonts.items() if each is font)
        font = copy.copy(font)
        font.to_unicode, font.widths = {}, {}
        place = next(each for each in reversed(self.stream) if _is_place(each))
        self.set_in.append((place, key, font))
        return font, size


def _page_proof(page: weasyprint.document.Page, fonts: dict[Any, Any]) -> _Proof:
    proof = _Proof(dict(fonts), page.width, page.height)
    page.paint(proof, 0.75)
    return proof


def _line_proof(words: boxes.TextBox, fonts: dict[Any, Any]) -> _Proof:
    proof = _Proof(fonts)
    draw_text(proof, words, 0, "clip", "none")
    return proof


def _hides_words(value: Any) -> bool:
    """Whether there are words in a transparent group or a pattern, whose operators are not those of the page."""
    if isinstance(value, Stream):
        return any(map(_is_words, value.stream)) or _hides_words(value.extra)
    return isinstance(value, dict) and any(map(_hides_words, value.values()))


def _is_place(operator: Any) -> bool:
    return isinstance(operator, bytes) and operator.endswith(b" Tm")


def _is_words(operator: Any) -> bool:
    return isinstance(operator, bytes) and operator.endswith(b"] TJ")


_Place = tuple[int, bytes]
"""Where a line begins: the index of its page, and the operator that moves there."""

_Used = dict[Any, dict[int, tuple[str, int]]]
"""By the font's key, the glyphs that are used: what each stands for, and its width in thousandths of the size."""


_Drawn = list[tuple[bytes, Any, dict[int, tuple[str, int]]]]
"""For each line, the operator that moves there, and the key and glyphs of a font that it is set in, as in ``_Used``."""


def _drawn(proof: _Proof, known: dict[tuple[str, int], tuple[str, int]]) -> _Drawn:
    """What is drawn in the lines of a proof. What glyphs stand for is kept once, in ``known``."""
    return [
        (
            place,
            key,
            {glyph: known.setdefault(of := (text, font.widths[glyph]), of) for glyph, text in font.to_unicode.items()},
        )
        for place, key, font in proof.set_in
    ]


def _used(pages: Iterable[tuple[int, _Drawn]], *, but: frozenset[_Place] = frozenset()) -> _Used:
    """The glyphs of what is drawn on the pages with these indexes, except in the places ``but``.

    Of what a glyph stands for, the first counts.
    """
    used: _Used = {}
    for page, drawn in pages:
        for place, key, glyphs in drawn:
            if (page, place) not in but:
                known = used.setdefault(key, {})
                for glyph, stands_for in glyphs.items():
                    known.setdefault(glyph, stands_for)
    return used


def _together(one: _Used, other: _Used) -> _Used:
    """The glyphs of both. Raises _OtherwiseError if one of them stands for different things."""
    used = {key: dict(glyphs) for key, glyphs in one.items()}
    for key, glyphs in other.items():
        known = used.setdefault(key, {})
        if any(known.setdefault(glyph, what) != what for glyph, what in glyphs.items()):
            raise _OtherwiseError
    return used


@dataclass(frozen=True, slots=True)
class _Line:
    """Words that stand alone in a line, at its left, and may be wider without moving anything."""

    page: int
    words: boxes.TextBox
    room: float
    """How wide they may be, in pixels."""

    def with_words(self, text: str) -> boxes.TextBox:
        """Other words in their place. Raises _OtherwiseError if they are too wide, or not as high."""
        style = self.words.style
        *_, old_height, old_baseline = split_line(self.words.text, style, None, None, 0)
        layout, *_, width, height, baseline = split_line(text, style, None, None, 0)
        if not _is_plain(text) or width > self.room or (height, baseline) != (old_height, old_baseline):
            raise _OtherwiseError
        words = self.words.copy_with_text(text)
        words.pango_layout = layout
        return words


def _is_plain(text: str) -> bool:
    """Whether words are set as they are written: no spaces that collapse, no hidden characters, no line to break."""
    return text == text.strip() != "" and "  " not in text and all(c.isprintable() or c == "\u00a0" for c in text)


def _head_lines(page: weasyprint.document.Page) -> Iterator[_Line]:
    """The lines down to the salutation that may get other words."""
    for block in _paragraphs(page._page_box):
        for line in block.children:
            yield from _alone(line, block, page, 0)
        if block.element.get("class") == "salutation":
            return


def _paragraphs(box: boxes.Box) -> Iterator[boxes.BlockBox]:
    """What consists of lines and takes the width that there is, or floats; in reading order."""
    for child in box.children:
        if type(child) is boxes.BlockBox:
            if child.children and isinstance(child.children[0], boxes.LineBox):
                yield child
            else:
                yield from _paragraphs(child)


def _running_lines(pages: Sequence[weasyprint.document.Page]) -> Iterator[_Line]:
    """The lines at the left in the upper margins."""
    for number, page in enumerate(pages):
        for margin in page._page_box.children:
            if isinstance(margin, boxes.MarginBox) and margin.at_keyword == "@top-left":
                for line in margin.children:
                    yield from _alone(line, margin, page, number)


def _alone(line: boxes.LineBox, block: boxes.Box, page: weasyprint.document.Page, number: int) -> Iterator[_Line]:
    """The line, if it has nothing but words and they begin at its left."""
    words = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    if (
        len(words) == 1
        and words[0] is line.children[0]
        and words[0].position_x == block.content_box_x()
        and words[0].style["text_align_all"] in ("left", "start")
    ):
        yield _Line(number, words[0], _room(words[0], page._page_box))


def _room(words: boxes.TextBox, sheet: boxes.PageBox) -> float:
    """How far it is from where the words begin to the next words at their right, or to the margin of the page."""
    top, bottom = words.position_y, words.position_y + words.margin_height()
    beside = (
        box.position_x
        for box in sheet.descendants()
        if isinstance(box, boxes.TextBox) and box.position_x > words.position_x
        if box.position_y < bottom and top < box.position_y + box.margin_height()
    )
    return float(min((sheet.content_box_x() + sheet.width, *beside)) - words.position_x - _TIGHT)


def _words(head: str) -> list[str]:
    return [unescape(words) for words in _WORDS.findall(head)]


def _name(head: str) -> list[str]:
    """What the running header says, on all pages but the first."""
    return [unescape(name) for name in _NAME.findall(head)]


def _changes(old: Sequence[str], new: Sequence[str], lines: Sequence[_Line]) -> Iterator[tuple[_Line, str]]:
    """The lines that have words of ``old``, with those of ``new`` where they differ.

    Raises _OtherwiseError if not each of the words that differ has a line, or the same words become different ones.
    """
    pairs = list(zip(old, new, strict=True))
    for was, now in dict.fromkeys(pairs):
        if was != now:
            found = [line for line in lines if line.words.text == was]
            if len(found) != old.count(was) or len(found) != pairs.count((was, now)):
                raise _OtherwiseError
            yield from ((line, now) for line in found)


@dataclass(frozen=True, slots=True)
class _Reset:
    """A line that has other words: drawn with the old, and with the new."""

    page: int
    old: _Proof
    new: _Proof

    @property
    def place(self) -> bytes:
        place: bytes = next(each for each in self.old.stream if _is_place(each))
        return place


def _but_words(proof: _Proof) -> list[Any]:
    return [None if _is_words(each) else each for each in proof.stream]


def _reset(line: _Line, text: str, fonts: dict[Any, Any]) -> _Reset:
    """Raises _OtherwiseError if more than the words would be drawn otherwise."""
    old, new = (_line_proof(words, fonts) for words in (line.words, line.with_words(text)))
    if _but_words(old) != _but_words(new):
        raise _OtherwiseError
    return _Reset(line.page, old, new)


class StandingType:
    """The pages of a letter, to be printed again with other heads."""

    def __init__(self, head: str, letter: weasyprint.Document, pdf: pydyf.PDF) -> None:
        streams = {each.reference: each for each in pdf.objects if isinstance(each, pydyf.Stream)}
        sheets = (each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/Page")
        self._head, self._fonts, self._pdf = head, letter.fonts, pdf
        self._letter: weasyprint.Document | None = letter
        self._pages = [streams[sheet["Contents"]] for sheet in sheets]
        self._metadata = next(each.number for each in streams.values() if each.extra.get("Type") == "/Metadata")
        self._count = len(pdf.objects)
        self._staying: dict[frozenset[_Place], _Used] = {}

    def again(self, head: str, metadata: DocumentMetadata) -> bytes | None:
        """The letter with ``head`` in the place of its own; None if not all else would stand where it stands."""
        head_lines, running_lines, drawn = self._stood
        later_pages = len(self._pages) - 1
        if drawn is None:
            return None
        fonts = dict(self._fonts)
        try:
            changes = (
                *_changes(_words(self._head), _words(head), head_lines),
                *_changes(_name(self._head) * later_pages, _name(head) * later_pages, running_lines),
            )
            lines = [_reset(line, text, fonts) for line, text in changes]
            pages = self._pages_with(lines)
            places = frozenset((line.page, line.place) for line in lines)
            if places not in self._staying:
                self._staying[places] = _used(enumerate(drawn), but=places)
            used = _together(self._staying[places], _used((line.page, _drawn(line.new, {})) for line in lines))
        except _OtherwiseError:
            return None
        if used.keys() != fonts.keys():
            return None
        for key, glyphs in used.items():
            fonts[key] = copy.copy(fonts[key])
            fonts[key].to_unicode = {glyph: text for glyph, (text, _) in glyphs.items()}
            fonts[key].widths = {glyph: width for glyph, (_, width) in glyphs.items()}
        return self._printed(pages, fonts, metadata)

    @property
    def used(self) -> bool:
        """Whether the letter has been asked for again."""
        return self._letter is None

    @cached_property
    def _stood(self) -> tuple[list[_Line], list[_Line], list[_Drawn] | None]:
        """The lines of head and running header that may get other words, and what was drawn on each page; None if
        words of it are hidden."""
        assert self._letter is not None
        pages, self._letter = self._letter.pages, None
        known: dict[tuple[str, int], tuple[str, int]] = {}
        drawn = list[_Drawn]()
        hidden = False
        for page in pages:
            proof = _page_proof(page, self._fonts)
            hidden = hidden or _hides_words(proof.resources)
            drawn.append(_drawn(proof, known))
        return list(_head_lines(pages[0])), list(_running_lines(pages)), None if hidden else drawn

    @cached_property
    def _operators(self) -> list[list[bytes]]:
        return [[pydyf._to_bytes(each) for each in page.stream] for page in self._pages]

    @cached_property
    def _places(self) -> list[dict[bytes, int | None]]:
        """By page, where each place is in the operators; None for a place that is there more than once."""
        found: list[dict[bytes, int | None]] = []
        for operators in self._operators:
            places: dict[bytes, int | None] = {}
            for index, operator in enumerate(operators):
                if _is_place(operator):
                    places[operator] = None if operator in places else index
            found.append(places)
        return found

    def _pages_with(self, lines: Iterable[_Reset]) -> dict[int, list[bytes]]:
        """The operators of the pages on which ``lines`` stand. Raises _OtherwiseError if one is not found there."""
        pages: dict[int, list[bytes]] = {}
        for line in lines:
            operators = pages.setdefault(line.page, list(self._operators[line.page]))
            begin = self._places[line.page].get(line.place)
            if begin is None:
                raise _OtherwiseError
            old, new = ([each for each in proof.stream if _is_words(each)] for proof in (line.old, line.new))
            at = [index for index in range(begin, len(operators)) if _is_words(operators[index])][: len(old)]
            if [operators[index] for index in at] != old:
                raise _OtherwiseError
            for index, words in zip(at, new, strict=True):
                operators[index] = words
        return pages

    def _printed(self, pages: dict[int, list[bytes]], fonts: dict[Any, Any], metadata: DocumentMetadata) -> bytes:
        objects = self._pdf.objects[: self._count]
        for number, operators in pages.items():
            page = pydyf.Stream(operators, self._pages[number].extra, compress=True)
            page.number = self._pages[number].number
            objects[page.number] = page
        part = pydyf.PDF()
        part.objects = [None] * self._pdf.font_objects.start
        build_fonts(part, fonts, *self._pdf.font_options)
        for built in part.objects[self._pdf.font_objects.start :]:
            objects[built.number] = built
        part.objects = [None] * self._metadata
        metadata.include_in_pdf(part, "ua", 1, conformance=None, compress=True)
        objects[self._metadata] = part.objects[-1]
        make_ready(objects)
        pdf = pydyf.PDF()
        pdf.objects, pdf.catalog = objects, self._pdf.catalog
        pdf.info = pydyf.Dictionary(self._pdf.info)
        if metadata.description:
            pdf.info["Subject"] = pydyf.String(metadata.description)
        output = io.BytesIO()
        pdf.write(output, "1.7", identifier=True, compress=True)
        return output.getvalue()
