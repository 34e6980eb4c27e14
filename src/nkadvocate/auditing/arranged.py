"""What stands in the wrong place in a Word file though its words are right: pictures, and the numbers of lists.

Clauses are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from lxml import etree

from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.formats import EMU_OF_A_TWIP, first_indent, is_off_page, room_beside, twips
from nkadvocate.auditing.from_word import paragraphs_in, stories
from nkadvocate.auditing.lists_in_word import Lists
from nkadvocate.auditing.manuscript import number_of, without_mark
from nkadvocate.auditing.markup import WORD, reference
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.properties import Properties, Styles, styles_of, transitional, value_of
from nkadvocate.library import mentions
from nkadvocate.library.numerals import CARDINALS

_W = f"{{{WORD[0]}}}"
_LEAST, _MOST = 0.5, 2.0
"""How much smaller or larger than it was made a picture may be shown."""
_FIGURE = re.compile(
    rf"\W*(?:\d|(?:{'|'.join(CARDINALS)}|dozens?|hundreds?|thousands?|millions?|billions?)\b)", re.IGNORECASE
)


def arranged_otherwise(package: Package, made: Package, protected: Collection[str]) -> Iterator[Deviation]:
    """Pictures and numbers of lists that do not stand where ``made``, the same letter written anew, has them. What
    holds a term of ``protected`` is not repeated. Raises ProblemsError."""
    was, now = list(_items(made)), list(_items(package))
    pictures = _pictures(list(_drawn(made)), list(_drawn(package)), {one.text for one in now})
    known = _beside(made)
    beside = [("the mark of a list beside the text", one) for one in _beside(package) if one not in known]
    for what, text in (*pictures, *_miscounted(was, now), *_marked(was, now), *beside):
        words = "" if not text or mentions(text, protected) else f": {quoted(short(text))}"
        yield Deviation("disguised", f"{what}{words}", hint="look at it in the file: it does not stand there as it was")


def _paragraphs(root: Any, styles: Styles) -> Iterator[tuple[Any, str]]:
    for one in paragraphs_in(root, styles):
        yield one.element, " ".join(one.text.split())


def _body(package: Package) -> Any:
    return transitional(package.xml(package.main))


# Pictures.


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture of the body, how wide and high it is shown, what else is done to it, what describes it, and the words
    that follow it, if any."""

    data: bytes
    sides: tuple[float, ...]
    done: tuple[str, ...]
    descriptions: tuple[str, ...]
    words: str


def _drawn(package: Package) -> Iterator[_Picture]:
    parts = {one.id: one.part for one in package.relationships(package.main)}
    waiting: list[partial[_Picture]] = []
    body, styles = _body(package), styles_of(package)
    room = room_beside(body)
    for paragraph, text in _paragraphs(body, styles):
        for drawing in paragraph.iter(f"{_W}drawing"):
            sides = [one for one in drawing.iter("{*}extent", "{*}ext") if "cx" in one.attrib]
            measures = tuple(twips(one.get(side, "0")) for one in sides for side in ("cx", "cy"))
            placed = _placed(drawing, styles.of_paragraph(paragraph), room)
            done, described = tuple(dict.fromkeys((*placed, *_done_to(drawing)))), tuple(_descriptions(drawing))
            for blip in drawing.iter("{*}blip"):
                data = package.parts.get(parts.get(reference(blip, "embed") or "") or "", b"")
                waiting.append(partial(_Picture, data, measures, done, described))
        if text:
            yield from (picture(text) for picture in waiting)
            waiting = []
    yield from (picture("") for picture in waiting)


def _placed(drawing: Any, form: Properties, room: float) -> Iterator[str]:
    """How a picture in a paragraph of that form may reach over the edge of the paper, or is cut by the height of its
    line (17.3.1.12, 17.3.1.33, 20.4.2.7)."""
    indents = form.get("ind", {})
    cell = next(drawing.iterancestors(f"{_W}tc"), None)
    room = min([room, *_widths(cell)])
    widths = (twips(one.get("cx", "0")) / EMU_OF_A_TWIP for one in drawing.iter("{*}extent"))
    if is_off_page(indents) or first_indent(indents) + max(widths, default=0) > room:
        yield "beyond the page"
    if value_of(form, "spacing", "lineRule") == "exact":
        yield "in a line of fixed height"


def _widths(cell: Any) -> list[float]:
    """What says how wide a cell may be, if it is one (17.4.48, 17.4.71)."""
    if cell is None:
        return []
    own = [twips(one.get(f"{_W}w", "0")) for one in cell.iterfind(f"{_W}tcPr/{_W}tcW[@{_W}type='dxa']")]
    table = next(cell.iterancestors(f"{_W}tbl"))
    columns = [twips(one.get(f"{_W}w", "0")) for one in table.iterfind(f"{_W}tblGrid/{_W}gridCol")]
    return [*own, *([sum(columns)] if columns else [])]


def _done_to(drawing: Any) -> Iterator[str]:
    """What shows a picture otherwise than it is (20.1.7.6, 20.1.8.30, 20.1.9.18, 20.4.2.5)."""
    for one in drawing.iter("{*}*"):
        match etree.QName(one).localname:
            case "xfrm" if any(one.get(name, "0") not in {"0", "false"} for name in ("rot", "flipH", "flipV")):
                yield "turned or mirrored"
            case "prstGeom" if one.get("prst") != "rect":
                yield "drawn in another shape"
            case "fillRect" if any(value.strip("0%") for value in one.attrib.values()):
                yield "stretched beyond its frame, or away from it"
            case "docPr" | "cNvPr" if one.get("hidden", "0") not in {"0", "false"}:
                yield "hidden"


def _descriptions(drawing: Any) -> Iterator[str]:
    """What is read out in the place of a picture."""
    for one in drawing.iter("{*}docPr", "{*}cNvPr"):
        yield from (words for name in ("descr", "title") if (words := " ".join(one.get(name, "").split())))


def _pictures(was: list[_Picture], now: list[_Picture], texts: Collection[str]) -> Iterator[tuple[str, str]]:
    """What has become of pictures; of one that is gone together with the words that follow it nothing is told."""
    sides = {one.data: one.sides for one in was}
    above: dict[str, list[bytes]] = {}
    for one in was:
        above.setdefault(one.words, []).append(one.data)
    known = {(one.data, words) for one in was for words in one.descriptions}
    for one in now:
        yield from ((f"a picture that is {what}", one.words) for what in one.done)
        if one.data in sides and any((one.data, words) not in known for words in one.descriptions):
            yield "a picture that is described in other words", one.words
        if one.data in sides and one.data not in above.get(one.words, [one.data]):
            yield "a picture that belongs elsewhere", one.words
        shown = zip(one.sides, sides.get(one.data, ()), strict=False)
        if any(not _LEAST * due <= side <= _MOST * due for side, due in shown):
            yield "a picture of another size", one.words
    there = [one.data for one in now]
    for words, due in above.items():
        if words in texts and not all(data in there for data in due):
            yield "a picture is gone", words
    order = iter(one.data for one in was)
    if not all(data in order for data in there if data in sides):
        yield "pictures in another order", ""


# Lists.


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph with words: what numbers it, if anything, at which level and with what, and whether a mark stands
    close to it."""

    text: str
    list: str = ""
    level: int = 0
    number: int | None = None
    close: bool = False


def _items(package: Package) -> Iterator[_Item]:
    """The paragraphs with words, each numbered as a program counts it: with those that are empty, and on from another
    list of the same kind that does not begin anew (17.9.15, 17.9.26)."""
    lists = Lists(package)
    for paragraph, text in _paragraphs(_body(package), styles_of(package)):
        id, level = lists.of(paragraph)
        gone = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
        number = lists.count(id, level) if id and not (gone and not text) else None
        if text:
            close = (
                lists.set(id, level, "suff", "tab") != "tab"
                or next(paragraph.iterancestors(f"{_W}tc"), None) is not None
            )
            yield _Item(text, id, level, number, close)


def _beside(package: Package) -> list[str]:
    """The paragraphs of notes, headers and footers before which a list has a number or mark."""
    lists, styles = Lists(package), styles_of(package)
    roots = (root for kind, _, root in stories(package) if kind != "body")
    return [text for root in roots for paragraph, text in _paragraphs(root, styles) if lists.of(paragraph)[0]]


def _miscounted(was: list[_Item], now: list[_Item]) -> Iterator[tuple[str, str]]:
    """Lists whose items do not show 1, 2, 3 and so on, whether typed or counted."""
    unlisted = {one.text for one in was if not one.list}
    for id in dict.fromkeys(one.list for one in was if one.number is not None):
        own = [one for one in was if one.list == id and one.number is not None]
        texts, level = {one.text for one in own}, min(one.level for one in own)
        same = {one.list for one in now if one.text in texts and one.number is not None}
        shown: list[tuple[int | None, str]] = []
        for one in now:
            text = without_mark(one.text)
            if one.text in unlisted:
                continue
            if one.number is not None and one.level == level and (one.list in same or text in texts):
                shown.append((one.number, text))
            elif text in texts:
                shown.append((number_of(one.text), text))
        wrong = [(due, number, text) for due, (number, text) in enumerate(shown, 1) if number != due]
        if wrong and any(number is not None for number, _ in shown):
            due, number, text = wrong[0]
            yield f"an item of a list shows {'no number' if number is None else number}, where {due} is due", text


def _marked(was: list[_Item], now: list[_Item]) -> Iterator[tuple[str, str]]:
    """Figures before which the number or mark of a list has come, and may be read as part of them; not those of dates
    and other words with which an item of ours begins, whatever follows them now."""

    def begins(one: _Item) -> list[str]:
        return one.text.split()[:_FIRST]

    listed = [begins(one) for one in was if one.list]
    for one in now:
        if one.list and begins(one) not in listed and (one.number is not None or one.close) and _FIGURE.match(one.text):
            yield "the mark of a list before a figure", one.text


_FIRST = 3
"""Words of a date."""
