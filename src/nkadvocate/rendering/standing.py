"""Letters that differ in their head alone are printed from standing type: pages once set, kept to be used again.

Letters to the members of a parliament say the same to each, and only reference, address, salutation and running header
are theirs. Of such a letter no more than the head is laid out, down to the salutation, on as many pages as the letter
has. If it draws what the head of an earlier letter draws, in the same places, all but the words, then the rest stands
where it stood, and the pages of that letter serve again. Otherwise the letter is laid out in full. Either way gives the
same bytes.

It is for the shipped style sheet alone: another may have what follows, or a margin of some page, depend on any word.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import pydyf
import weasyprint
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.pdf.stream import Stream

from nkadvocate.rendering.objects import build_fonts, make_ready

_SALUTATION = re.compile(r'<p class="salutation">[^<]*</p>')
_OWN = re.compile(r'(<meta name="description" content|<body [^>]*data-name)="[^"]*"|(>)[^<]+(?=<)')

# Of a letter that was used, little is kept; one that waits for its first use keeps some 5 MB.
_MOST_LETTERS = 16
_MOST_UNUSED = 2

# Shows by its place where the rest of a letter begins.
_REST = '<div style="height: 1pt; background: #000"></div>'
_NEXT_PAGE = '<div style="break-before: page; height: 1pt"></div>'


LayOut = Callable[[str], weasyprint.Document]
"""Lays out HTML with the style sheet and the rules of the design."""


class _OtherwiseError(Exception):
    """Something would stand otherwise than it stands."""


class Shelf:
    """The letters that were last laid out with one style sheet; ``rules`` are the rules that the design adds to it."""

    def __init__(self) -> None:
        self._kept: dict[object, StandingType] = {}

    def keep(self, html: str, rules: str, lay_out: LayOut, letter: weasyprint.Document, pdf: pydyf.PDF) -> None:
        """Keep what was laid out, if it is a letter. ``pdf`` is finished, but its objects are not made into bytes."""
        if found := _SALUTATION.search(html):
            self._make_room()
            head = html[: found.end()]
            self._kept[_alike(head, html, rules, letter.metadata)] = StandingType(head, lay_out, letter, pdf)

    def _make_room(self) -> None:
        unused = [key for key, each in self._kept.items() if not each.used]
        if len(unused) == _MOST_UNUSED:
            del self._kept[unused[0]]
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
    """A page drawn to see what stands where; ``stream`` holds its operators."""

    def __init__(self, page: weasyprint.document.Page, fonts: dict[Any, Any]) -> None:
        kinds = ("ExtGState", "XObject", "Pattern", "Shading")
        resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds} | {"ColorSpace": b""})
        super().__init__(fonts, (0, 0, page.width, page.height), resources, {}, None, {}, None)
        self.set_in: list[tuple[bytes, Any, Any]] = []
        """For each line, the operator that moves there, and the key and glyphs of a font that it is set in."""
        page.paint(self, 0.75)
        self.hides_words = _hides_words(resources)
        links = [link[:3] for link in page.links]
        self.besides = _described(resources), links, page.anchors, page.bookmarks
        """What else belongs to the page, and might be other while the operators are the same."""

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        font, size = super().add_font(pango_font)
        key = next(key for key, each in self._fonts.items() if each is font)
        font = copy.copy(font)
        font.to_unicode, font.widths = {}, {}
        place = next(each for each in reversed(self.stream) if _is_place(each))
        self.set_in.append((place, key, font))
        return font, size


def _described(value: Any) -> Any:
    """What a page draws beside its operators, such as patterns and transparent groups, in a form to compare."""
    if isinstance(value, Stream):
        return value.stream, _described(value.extra)
    return {name: _described(each) for name, each in value.items()} if isinstance(value, dict) else value


def _hides_words(value: Any) -> bool:
    """Whether there are words in a transparent group or a pattern, whose operators are not those of the page."""
    if isinstance(value, Stream):
        return any(map(_is_words, value.stream)) or _hides_words(value.extra)
    return isinstance(value, dict) and any(map(_hides_words, value.values()))


def _is_place(operator: Any) -> bool:
    return isinstance(operator, bytes) and operator.endswith(b" Tm")


def _is_words(operator: Any) -> bool:
    return isinstance(operator, bytes) and operator.endswith(b"] TJ")


_Line = tuple[int, bytes]
"""A line of text: the index of its page, and the operator that moves to where it begins."""

_Used = dict[Any, dict[int, tuple[str, int]]]
"""By the font's key, the glyphs that are used: what each stands for, and its width in thousandths of the size."""


def _used(proofs: Sequence[_Proof], wanted: Callable[[_Line], bool]) -> _Used:
    """The glyphs of the lines that are wanted. Of what a glyph stands for, the first counts."""
    used: _Used = {}
    for page, proof in enumerate(proofs):
        for place, key, font in proof.set_in:
            if wanted((page, place)):
                known = used.setdefault(key, {})
                for glyph, text in font.to_unicode.items():
                    known.setdefault(glyph, (text, font.widths[glyph]))
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
class _Change:
    """Other words in a line."""

    page: int
    place: bytes
    nth: int
    """How many stretches of words the line has before."""
    old: bytes
    new: bytes


def _changes(own: Sequence[_Proof], other: Sequence[_Proof]) -> list[_Change]:
    """The words that differ. Raises _OtherwiseError if anything else does."""
    if len(own) != len(other):
        raise _OtherwiseError
    changes = []
    for page, (ours, theirs) in enumerate(zip(own, other, strict=True)):
        if len(ours.stream) != len(theirs.stream) or ours.besides != theirs.besides:
            raise _OtherwiseError
        place, nth = b"", 0
        for old, new in zip(ours.stream, theirs.stream, strict=True):
            if old != new:
                if not (_is_words(old) and _is_words(new)):
                    raise _OtherwiseError
                changes.append(_Change(page, place, nth, old, new))
            if _is_place(old):
                place, nth = old, 0
            nth += _is_words(old)
    return changes


class StandingType:
    """The pages of a letter, to be printed again with other heads. ``lay_out`` is what they were laid out by."""

    def __init__(self, head: str, lay_out: LayOut, letter: weasyprint.Document, pdf: pydyf.PDF) -> None:
        streams = {each.reference: each for each in pdf.objects if isinstance(each, pydyf.Stream)}
        sheets = (each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/Page")
        self._head, self._lay_out, self._fonts, self._pdf = head, lay_out, letter.fonts, pdf
        self._letter: weasyprint.Document | None = letter
        self._pages = [streams[sheet["Contents"]] for sheet in sheets]
        self._metadata = next(each.number for each in streams.values() if each.extra.get("Type") == "/Metadata")
        self._count = len(pdf.objects)
        self._staying: dict[frozenset[_Line], _Used] = {}

    def again(self, head: str, metadata: DocumentMetadata) -> bytes | None:
        """The letter with ``head`` in the place of its own; None if not all else would stand where it stands."""
        if not self._serves:
            return None
        fonts = dict(self._fonts)
        try:
            proofs = self._proofs_of(head, fonts)
            changes = _changes(self._own, proofs)
            pages = self._pages_with(changes)
            lines = frozenset((change.page, change.place) for change in changes)
            if lines not in self._staying:
                self._staying[lines] = _used(self._whole, lambda line: line not in lines)
            used = _together(self._staying[lines], _used(proofs, lines.__contains__))
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
    def _serves(self) -> bool:
        """Whether the head alone makes as many pages, and all words of the letter are among their operators."""
        return len(self._own) == len(self._pages) and not any(page.hides_words for page in self._whole)

    @cached_property
    def _own(self) -> list[_Proof]:
        return self._proofs_of(self._head, dict(self._fonts))

    @cached_property
    def _whole(self) -> list[_Proof]:
        assert self._letter is not None
        proofs = [_Proof(page, dict(self._fonts)) for page in self._letter.pages]
        self._letter = None
        return proofs

    def _proofs_of(self, head: str, fonts: dict[Any, Any]) -> list[_Proof]:
        alone = self._lay_out(head + _REST + _NEXT_PAGE * (len(self._pages) - 1))
        return [_Proof(page, fonts) for page in alone.pages]

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

    def _pages_with(self, changes: Iterable[_Change]) -> dict[int, list[bytes]]:
        pages: dict[int, list[bytes]] = {}
        for change in changes:
            operators = pages.setdefault(change.page, list(self._operators[change.page]))
            begin = self._places[change.page].get(change.place)
            words = (at for at in range(begin or 0, len(operators)) if _is_words(operators[at]))
            index = next(islice(words, change.nth, None), None)
            if begin is None or index is None or operators[index] != change.old:
                raise _OtherwiseError
            operators[index] = change.new
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
