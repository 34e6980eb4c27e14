"""Whether a file is set as the letter that this program makes: for files of strangers, in whose layout anything may say
something else than the words.

In a Word file what formats paragraphs, words, tables, lists, pictures and pages is compared whole with the same letter
made anew, however a program stores it; only what neither moves, cuts nor hides words is left alone. Names of elements,
and clauses, are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.formats import EMU_OF_A_TWIP, Formats, formats_of, twips
from nkadvocate.auditing.from_word import SIGNS, stories, words_of
from nkadvocate.auditing.lists_in_word import Lists
from nkadvocate.auditing.manuscript import normal
from nkadvocate.auditing.markup import OFF, WORD, local, text_of
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.properties import SIDES, Properties, Styles, attributes, transitional, value_of
from nkadvocate.library import mentions

_W = f"{{{WORD[0]}}}"
_HINT = "--every-word asks that a file be set as it is made; make the letter anew, or look at it in the file"

_NEAR = 15
"""Twips that programs round by."""
_HARMLESS = {
    *("pStyle", "rStyle", "cnfStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "outlineLvl"),
    *("suppressAutoHyphens", "suppressLineNumbers", "numPr", "numId", "ilvl", "rPr", "sectPr", "divId"),
    *("autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "kinsoku", "overflowPunct", "topLinePunct"),
    *("b", "bCs", "i", "iCs", "szCs", "kern", "lang", "noProof", "webHidden", "pPrChange", "rPrChange"),
    *("ligatures", "cntxtAlts", "tabs"),
}
"""Properties that move, cut and hide nothing."""
_USUAL = {
    "jc": {"val": "left"},
    "textAlignment": {"val": "auto"},
    "vertAlign": {"val": "baseline"},
    "textDirection": {"val": "lrTb"},
    "w": {"val": "100"},
    "color": {"val": "auto"},
    "u": {"val": "none"},
    "highlight": {"val": "none"},
    "shd": {"val": "clear", "fill": "auto", "color": "auto"},
    "cols": {"space": "720", "num": "1"},
    "pgNumType": {"fmt": "decimal"},
    "type": {"val": "nextPage"},
    "pgSz": {"orient": "portrait"},
    "docGrid": {"type": "default", "linePitch": "360"},
}
"""What a property is where nothing is said."""
_SWITCHES = {
    *("caps", "smallCaps", "strike", "dstrike", "vanish", "specVanish", "rtl", "cs", "bidi", "contextualSpacing"),
    *("mirrorIndents", "outline", "shadow", "emboss", "imprint", "titlePg"),
}
_OF_BULLETS = {"lvlText", "start", "rPr rFonts"}
_CALL, _PICTURE = "\ue000", "\ue001"
"""What stands in a paragraph for the number of a note, and for a picture."""
_NOTES = {"footnotes", "endnotes"}
_CALLS = tuple(f"{_W}{name}" for name in ("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"))
_Measures = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Properties with their attributes, in the order of their names."""


class _File:
    """A Word file, each part read once."""

    def __init__(self, package: Package) -> None:
        self.stories = [("notes" if kind in _NOTES else kind, root) for kind, _, root in stories(package)]
        self.formats, self.lists = formats_of(package), Lists(package)
        part = package.related("settings")
        self.settings = transitional(package.xml(part)) if part else None

    @property
    def styles(self) -> Styles:
        return self.formats.styles


@dataclass(frozen=True, slots=True)
class _Set:
    """How a paragraph is set: itself, its words from one look to the next, and what numbers it; and its words."""

    form: _Measures
    looks: tuple[tuple[str, _Measures], ...]
    number: _Measures
    text: str


def set_otherwise(
    package: Package, made: Package, protected: Collection[str], told: Collection[str]
) -> Iterator[Deviation]:
    """What is set otherwise than in ``made``, the same letter made anew, or has other marks between its words, or other
    words, but for those of which something is ``told`` already, by ``letters_of``. What holds a term of ``protected``
    is not repeated. Raises ProblemsError."""
    found: dict[str, list[str]] = {}
    now, was = _File(package), _File(made)
    parts = (_elements(now, was), _styles(now, was), _tables(now, was), _pages(now, was))
    for how, text in chain(*parts, _paragraphs(now, was, told)):
        found.setdefault(how, []).append(text)
    for how, texts in found.items():
        words = " ".join(texts[0].split())
        shown = f": {quoted(short(words))}" if words and not mentions(words, protected) else ""
        more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
        yield Deviation("disguised", f"{how}{shown}{more}", hint=_HINT)


def other_pages(data: bytes, made: bytes) -> Iterator[Deviation]:
    """Whether a PDF file is not, byte for byte, the one that is made of the same letter: what is drawn on a page, over
    its words or in their place, cannot be compared otherwise."""
    if data != made:
        yield Deviation(
            "disguised", "pages that are not, byte for byte, those that are made of this letter", hint=_HINT
        )


# Elements.


def _elements(now: _File, was: _File) -> Iterator[tuple[str, str]]:
    """Elements in others in which the letter, and what word processors make of it, does not have them."""
    known = _USUALLY | {within for within, _ in _within(was)}
    for within, element in _within(now):
        if within not in known:
            yield f"the element {within[1]} in {within[0]}", text_of(element)


def _within(file: _File) -> Iterator[tuple[tuple[str, str], Any]]:
    """The name of each element that is no property, after the name of the one that it stands in."""
    for _, root in file.stories:
        waiting = [root]
        while waiting:
            above = waiting.pop()
            for one in above.iterchildren("*"):
                if not (name := local(one)).endswith("Pr"):
                    yield (local(above), name), one
                    waiting.append(one)


_USUALLY = {
    *(("body", "sdt"), ("sdt", "sdtContent"), ("sdtContent", "p"), ("inline", "effectExtent")),
    *((above, mark) for above in ("p", "body", "tc", "hyperlink") for mark in ("bookmarkStart", "bookmarkEnd")),
    *(("p", "proofErr"), ("hyperlink", "proofErr"), ("r", "lastRenderedPageBreak"), ("r", "br")),
}
"""What word processors write beside what they are given."""


# Styles.


def _styles(now: _File, was: _File) -> Iterator[tuple[str, str]]:
    """Styles that programs apply in different ways, and those that hide or move words where the letter has none of
    that name and kind that does, be they worn or not: programs take some names for others."""
    known = {(_kind(style), _name(style)): style for style in was.styles.by_id.values()}
    styles = now.styles
    usual = styles.by_id.get(styles.usual.get("paragraph", ""))
    if usual is None or _name(usual) != "normal":
        yield "a usual style that is not “Normal”", ""
    for style in styles.by_id.values():
        kind, name = _kind(style), _name(style)
        if name == "normal" and style is not usual:
            yield "a usual style that is not “Normal”", ""
        based = style.find(f"{_W}basedOn")
        if based is not None and _kind(styles.by_id.get(based.get(f"{_W}val", ""))) != kind:
            yield "a style based on none of its kind", name
        if style.get(f"{_W}styleId") == styles.usual.get("character") and style.find(f"{_W}rPr/*") is not None:
            yield "a usual style of words that says how they look", name
        ours = known.get((kind, name))
        had = {one.tag for one in ours.iterfind(f"{_W}rPr/*")} if ours is not None else set()
        for one in style.iterfind(f"{_W}rPr/*"):
            if one.tag not in had and local(one) not in _OF_STYLES:
                yield f"the element {local(one)} in a style", name


def _kind(style: Any) -> str | None:
    return None if style is None else style.get(f"{_W}type", "paragraph")


def _name(style: Any) -> str:
    return next((one.get(f"{_W}val", "").casefold() for one in style.iterfind(f"{_W}name")), "")


_OF_STYLES = {
    *("rFonts", "b", "bCs", "i", "iCs", "sz", "szCs", "lang", "color", "kern", "u", "noProof", "caps", "smallCaps"),
    *("ligatures", "vertAlign"),
}
"""What styles of words set that word processors add to a file."""


# Paragraphs.


def _paragraphs(now: _File, was: _File, told: Collection[str]) -> Iterator[tuple[str, str]]:
    known: dict[tuple[str, str], list[_Set]] = {}
    kinds: dict[str, list[_Set]] = {}
    for kind, one in _all_set(was):
        known.setdefault((kind, _key(kind, one.text)), []).append(one)
        kinds.setdefault(kind, []).append(one)
    for kind, one in _all_set(now):
        key = kind, _key(kind, one.text)
        if key in known:
            yield from _compared(kind, one, known[key])
        else:
            yield from _strange(one, kinds.get(kind, []))
            if key[1] and key[1] not in told:
                yield "words that the letter does not have there", one.text


def _compared(kind: str, one: _Set, same: Sequence[_Set]) -> Iterator[tuple[str, str]]:
    """How a paragraph differs from all that have the same words."""
    if all(_marked(kind, one.text) != _marked(kind, other.text) for other in same):
        yield "other marks between words", one.text
    if not any(_alike(one.form, other.form) for other in same):
        yield "a paragraph set otherwise than it was", one.text
    if not any(_alike(one.number, other.number) for other in same):
        yield "a paragraph numbered otherwise than it was", one.text
    if not any(_look_alike(one.looks, other.looks) for other in same):
        yield "words set otherwise than they were", one.text


def _strange(one: _Set, others: Sequence[_Set]) -> Iterator[tuple[str, str]]:
    """How a paragraph of other words differs from all that the letter has."""
    if not any(_alike(one.form, other.form) for other in others):
        yield "a paragraph set as none of the letter is", one.text
    looks = [look for other in others for look in other.looks]
    if not all(any(a == c and _alike(b, d) for c, d in looks) for a, b in one.looks):
        yield "words set as none of the letter are", one.text


_PAGE = re.compile(r"(?<=\t)\d{1,3}\s*$")
"""The number of a page in a table of contents, which programs count anew."""


def _marked(kind: str, text: str) -> list[str]:
    """The words of a paragraph with all their marks, but for the numbers of pages."""
    counted = re.compile(r"\d+") if kind in {"header", "footer"} else _PAGE
    words = _WORD.findall(counted.sub("0", text))
    return ["".join(map(_normal_sign, word)) for word in words]


@lru_cache(maxsize=1 << 10)
def _normal_sign(sign: str) -> str:
    """A sign in normal form; one that is not seen as it is."""
    return normal(sign) or sign


_WORD = re.compile(r"[^ \t\n\xa0\u2009\u202f]+")
"""A word, between the spaces that word processors write."""


def _key(kind: str, text: str) -> str:
    return letters_of(" ".join(_marked(kind, text)))


def letters_of(text: str) -> str:
    """The letters and digits of a text, by which it is known whatever stands between them."""
    return re.sub(r"[\W_]", "", normal(text)).casefold()


def _all_set(file: _File) -> Iterator[tuple[str, _Set]]:
    """The kind of story and the setting of each paragraph that prints something."""
    for kind, root in file.stories:
        for paragraph in root.iter(f"{_W}p"):
            one = _set_of(paragraph, file.formats, file.lists)
            if one.looks:
                yield kind, one


def _set_of(paragraph: Any, formats: Formats, lists: Lists) -> _Set:
    form = _measures(formats.styles.of_paragraph(paragraph))
    looks = [
        (sign, _measures(_extent(one)) if sign == _PICTURE else measures)
        for run, look in formats.dressed(paragraph)
        for measures in (_measures(look),)
        for one in run.iterchildren("*")
        for sign in _signs(one)
    ]
    id, level = lists.of(paragraph)
    number = lists.all_set(id, level) if id else {}
    if id:  # which looks as the end of its paragraph does (17.3.1.29)
        number |= {
            f"end {one.tag.removeprefix(_W)}": attributes(one) for one in paragraph.iterfind(f"{_W}pPr/{_W}rPr/*")
        }
    if value_of(number, "numFmt") == "bullet":  # of which programs write one for another
        number = {name: given for name, given in number.items() if name not in _OF_BULLETS}
    text = "".join(sign for sign, _ in looks if sign not in {_CALL, _PICTURE})
    kinds = (("words" if sign not in {_CALL, _PICTURE, "\t", "\n"} else sign, look) for sign, look in looks)
    return _Set(form, tuple(one for one, _ in groupby(kinds)), _measures(number), text)


def _signs(one: Any) -> Iterator[str]:
    """What an element of a run prints, sign by sign."""
    if one.tag == f"{_W}t":
        yield from words_of(one)
    elif one.tag in _CALLS:
        yield _CALL
    elif one.tag == f"{_W}br" and one.get(f"{_W}type") == "page":
        return
    elif one.tag in {f"{_W}drawing", f"{_W}pict", f"{_W}object"}:
        yield _PICTURE
    else:
        yield from SIGNS.get(one.tag, "")


def _extent(drawing: Any) -> Properties:
    """How wide and high a picture is shown, in twips (20.4.2.7)."""
    found = ((side, one.get(side, "0")) for one in drawing.iter("{*}extent") for side in ("cx", "cy"))
    return {"extent": {side: str(round(twips(value) / EMU_OF_A_TWIP)) for side, value in found}}


def _measures(properties: Properties) -> _Measures:
    """Properties as they are compared: without those that are harmless, switched off or as usual."""
    found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for name, given in properties.items():
        if name.split()[-1] in _HARMLESS:
            continue
        usual = _USUAL.get(name, {})
        if name in _SWITCHES and value_of(properties, name) not in OFF:
            found.append((name, ()))
            continue
        kept = {SIDES.get(key, key): SIDES.get(value, value) for key, value in given.items()}
        if name == "rFonts":
            kept = {key: value for key, value in kept.items() if key in {"ascii", "hAnsi", "asciiTheme", "hAnsiTheme"}}
        kept = {key: value for key, value in kept.items() if value != usual.get(key) and not _is_nothing(key, value)}
        if kept or (not given and name not in _USUAL):
            found.append((name, tuple(sorted(kept.items()))))
    return tuple(sorted(found))


def _is_nothing(key: str, value: str) -> bool:
    """Whether an attribute says no more than that a property is off, or nought."""
    return value in OFF or (key, value) == ("type", "dxa")


def _alike(some: _Measures, others: _Measures) -> bool:
    """Whether the same properties are set, and the same, but for what programs round."""
    if [name for name, _ in some] != [name for name, _ in others]:
        return False
    return all(_all_near(a, b) for (_, a), (_, b) in zip(some, others, strict=True))


def _all_near(some: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> bool:
    keys = [key for key, _ in some]
    if keys != [key for key, _ in others]:
        return False
    return all(_is_near(key, a, b) for (key, a), (_, b) in zip(some, others, strict=True))


def _is_near(key: str, one: str, other: str) -> bool:
    if one == other or one.casefold() == other.casefold():
        return True
    measured = re.fullmatch(r"-?\d+", one) and re.fullmatch(r"-?\d+", other) and key not in {"val", "lvlText"}
    return bool(measured) and abs(int(one) - int(other)) <= _NEAR


def _look_alike(some: Sequence[tuple[str, _Measures]], others: Sequence[tuple[str, _Measures]]) -> bool:
    return [sign for sign, _ in some] == [sign for sign, _ in others] and all(
        _alike(a, b) for (_, a), (_, b) in zip(some, others, strict=True)
    )


# Tables and pages.


def _tables(now: _File, was: _File) -> Iterator[tuple[str, str]]:
    known = [one for _, one in _laid(was)]
    for text, one in _laid(now):
        if not any(len(one) <= len(other) and _all_alike(one, other) for other in known):
            yield "a table set otherwise than it was", text
    styles = [one for each in _of_cells(was) for one in each]
    for each in _of_cells(now):
        if not all(any(_alike(one, other) for other in styles) for one in each):
            yield "a style of tables set otherwise than it was", ""


def _all_alike(some: Sequence[_Measures], others: Sequence[_Measures]) -> bool:
    """Whether all are as others in the same order, between which more may stand."""
    left = iter(others)
    return all(any(_alike(one, other) for other in left) for one in some)


def _laid(file: _File) -> Iterator[tuple[str, list[_Measures]]]:
    """The words of each table, and how it and its rows are laid out."""
    for _, root in file.stories:
        for table in root.iter(f"{_W}tbl"):
            worn = [*file.styles.worn(table, "tblPr/tblStyle", "table"), table]
            whole = _merged(worn, "tblPr", _OF_TABLES)
            for number, one in enumerate(table.iterfind(f"{_W}tblGrid/{_W}gridCol")):
                whole[f"{number} gridCol"] = attributes(one)
            margins = _merged(worn, "tblPr/tblCellMar", _SIDEWAYS)
            lines = _merged(worn, "tblPr/tblBorders", _UPRIGHT)
            rows = [_row(row, margins, lines) for row in table.iterfind(f"{_W}tr")]
            yield " ".join(one.text or "" for one in table.iter(f"{_W}t")), [_measures(whole), *rows]


def _row(row: Any, margins: Properties, lines: Properties) -> _Measures:
    found: Properties = {}
    for one in row.iterfind(f"{_W}trPr/*"):
        if one.tag.removeprefix(_W) not in {"cantSplit", "tblHeader", "cnfStyle"}:
            found[one.tag.removeprefix(_W)] = attributes(one)
    for number, cell in enumerate(row.iterfind(f"{_W}tc")):
        for name, given in (
            *_merged([cell], "tcPr", _OF_CELLS).items(),
            *(margins | _merged([cell], "tcPr/tcMar", _SIDEWAYS)).items(),
            *(lines | _merged([cell], "tcPr/tcBorders", _UPRIGHT)).items(),
        ):
            if name not in _UPRIGHT or given.get("val") not in {"nil", "none"}:
                found[f"{number} {name}"] = given
    return _measures(found)


def _merged(holders: Iterable[Any], path: str, names: Collection[str]) -> Properties:
    """What is set last for each of these names."""
    steps = "/".join(f"{_W}{step}" for step in path.split("/"))
    found = (one for holder in holders for one in holder.iterfind(f"{steps}/*"))
    named = ((SIDES.get(name, name), one) for one in found if (name := one.tag.removeprefix(_W)) in names)
    return {name: attributes(one) for name, one in named}


_OF_TABLES = {"tblInd", "tblLayout", "jc", "bidiVisual", "tblpPr", "tblCellSpacing"}
_OF_CELLS = {"tcW", "gridSpan", "vMerge", "hMerge", "textDirection", "tcFitText"}
_SIDEWAYS = {"left", "start", "right", "end"}
_UPRIGHT = {*_SIDEWAYS, "insideV", "tl2br", "tr2bl"}


def _of_cells(file: _File) -> Iterator[list[_Measures]]:
    """What styles of tables set for some of the cells, style by style."""
    worn = {one.get(f"{_W}val", "") for _, root in file.stories for one in root.iter(f"{_W}tblStyle")}
    for style in file.styles.all_worn(worn):
        for part in style.iterfind(f"{_W}tblStylePr"):
            kinds = ("pPr", "rPr", "tcPr", "trPr", "tblPr")
            yield [
                _measures({f"{part.get(f'{_W}type')} {one.tag.removeprefix(_W)}": attributes(one)})
                for kind in kinds
                for one in part.iterfind(f"{_W}{kind}/*")
            ]


def _pages(now: _File, was: _File) -> Iterator[tuple[str, str]]:
    before, after = ([*_sections(one)] for one in (was, now))
    if len(before) != len(after) or not all(map(_alike, before, after)):
        yield "pages set otherwise than they were", ""
    if abs(_tab_stop(was) - _tab_stop(now)) > _NEAR:
        yield "tabulators set otherwise than they were", ""


def _sections(file: _File) -> Iterator[_Measures]:
    for _, root in file.stories:
        for section in root.iter(f"{_W}sectPr"):
            yield _measures({one.tag.removeprefix(_W): attributes(one) for one in section if one.tag not in _OF_PAGES})


def _tab_stop(file: _File) -> float:
    """Twips from one tabulator to the next, where a paragraph has none of its own (17.15.1.25)."""
    found = None if file.settings is None else file.settings.find(f"{_W}defaultTabStop")
    return 720 if found is None else twips(found.get(f"{_W}val", "720"))


_OF_PAGES = {f"{_W}{name}" for name in ("headerReference", "footerReference", "footnotePr", "formProt")}
"""What is compared elsewhere, or moves nothing."""
