"""What a Word file shows besides the words of its body and notes, or shows otherwise than those words read.

Headers, fields and drawings are printed like the letter; words that are struck through or white are there and not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nkadvocate.auditing.contacts import contacts_in
from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.from_word import transitional
from nkadvocate.auditing.items import items_in
from nkadvocate.auditing.manuscript import PAGE_NUMBER, Manuscript, normal
from nkadvocate.auditing.markup import WORD
from nkadvocate.auditing.names import Names
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.senders import same_words, words_in
from nkadvocate.library import mentions

_W = f"{{{WORD[0]}}}"
_PRINTED = {"header", "footer", "chart", "chartEx", "diagramData", "diagramDrawing"}
"""Types of parts whose words are printed."""
_HARMLESS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "NOTEREF", "PAGEREF", "REF", "HYPERLINK", "TOC", "STYLEREF", "SEQ"}
"""Fields that print words of the letter, or a number of a page."""
_DEMANDING = re.compile(r"\bwe (?:\w+ ){0,3}?(?:urge|demand|insist|call (?:up)?on|ask|request)\b", re.IGNORECASE)
_LIGHT = 0xD0
"""Each part of a colour from here on is hard to read on white paper: below a contrast of 1.6 to 1 (WCAG 2.2, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines outside the body and notes of a file, each once; ``edges`` are those of headers and footers."""

    lines: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()


def read_beside(package: Package) -> Beside:
    """What a Word file prints outside its body and notes. Raises ProblemsError."""
    return Beside(tuple(_cut(_texts(package))), tuple(_cut(_edges(package))))


def beside(
    found: Beside, letter: Manuscript, made: Beside, reference: Manuscript, names: Names, protected: Collection[str]
) -> Iterator[Deviation]:
    """Figures, dates, quotations, requests, contacts and protected terms outside the body and notes of the file, and
    lines of its headers and footers, which neither the file itself, ``letter``, says nor the one made anew from the
    records, ``reference`` with ``made``; and what of the latter's headers and footers is gone."""
    own, anew = ("\n".join((*(passage.text for passage in one.passages), *one.notes)) for one in (letter, reference))
    said, repeated = "\n".join((own, anew, *made.lines)), words_in("\n".join(made.edges))
    for text in dict.fromkeys((*found.lines, *found.edges)):
        if mentions(text, protected):
            yield Deviation("protected", "a term that is protected stands outside the text of the letter")
        elif text in said or PAGE_NUMBER.fullmatch(text) or same_words(text, repeated):
            continue
        elif _DEMANDING.search(text):
            yield Deviation("demand", f"a request outside the text of the letter: {quoted(short(text))}", now=text)
        elif items := [item for item in items_in(text, names, lambda _: True) if item.kind in _SOURCED]:
            for item in items:
                what = f"a {item.kind} outside the text of the letter: {quoted(short(text))}"
                yield Deviation("no note", what, now=item.shown, hint=_OUTSIDE)
        elif (text in found.edges or contacts_in(text)) and not same_words(text, words_in(said)):
            yield Deviation("sender", f"{quoted(short(text))} was added", now=text, hint=_OUTSIDE)
    left = words_in("\n".join((own, *found.lines)))
    for text in made.edges if found.lines else ():  # of a PDF file not every edge can be told
        if not same_words(text, left):
            yield Deviation("sender", f"{quoted(short(text))} is gone", was=text, hint="from a header or footer")


_SOURCED = {"figure", "date", "quotation"}
_OUTSIDE = "in a header, footer, field, list number or drawing"


def disguised(package: Package, known: Collection[bytes], protected: Collection[str]) -> Iterator[Deviation]:
    """Words that are not seen as they read, and pictures other than ``known``, PNG files as documents hold them.

    Raises ProblemsError.
    """
    styles = _styles(package)
    found: dict[str, str] = {}
    for part in (package.main, *filter(None, map(package.related, ("footnotes", "endnotes")))):
        for run in transitional(package.xml(part)).iterfind(f".//{_W}p//{_W}r"):
            text = "".join(one.text or "" for one in run.iter(f"{_W}t"))
            if text.strip() and (how := _concealed(run, styles)):
                found.setdefault(how, text)
    for how, text in found.items():
        words = "" if mentions(text, protected) else f": {quoted(short(normal(text)))}"
        yield Deviation("disguised", f"{how}{words}", hint="delete the words or show them")
    for part in _parts(package, {"image"}):
        if package.parts[part] not in known:
            yield Deviation("disguised", f"a picture, {part}", hint="look at it: words in a picture are not compared")


def _parts(package: Package, types: Collection[str]) -> Iterator[str]:
    """The parts of these types that the main part refers to."""
    for one in package.relationships(package.main):
        if one.type in types and one.part in package.parts:
            yield str(one.part)


# words outside the text


def _cut(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for line in re.split(r"[\t\n]+", normal(text)):
            if words := " ".join(line.split()):
                yield words


def _texts(package: Package) -> Iterator[str]:
    yield from _unread(transitional(package.xml(package.main)))
    for kind in ("footnotes", "endnotes"):
        if part := package.related(kind):
            for note in transitional(package.xml(part)):
                yield from _unread(note)
                if note.get(f"{_W}type"):  # what separates the notes from the text
                    yield _words(note)
    for part in _parts(package, {"numbering"}):
        for level in transitional(package.xml(part)).iter(f"{_W}lvlText"):
            yield re.sub(r"%\d", "", level.get(f"{_W}val", ""))
    for part in _parts(package, _PRINTED):
        root = transitional(package.xml(part))
        yield from _unread(root)
        for paragraph in root.iter("{*}p"):
            yield _words(paragraph)
        for value in root.iter("{*}v"):
            yield value.text or ""


def _edges(package: Package) -> Iterator[str]:
    for part in _parts(package, {"header", "footer"}):
        yield from map(_words, transitional(package.xml(part)).iter("{*}p"))


def _words(element: Any) -> str:
    signs = {f"{_W}tab": "\t", f"{_W}br": "\n"}
    return "".join(signs.get(one.tag) or one.text or "" for one in element.iter("{*}t", *signs))


def _unread(root: Any) -> Iterator[str]:
    """What is drawn, computed or shown by older programs, and so is no text of a run."""
    for element in root.iter("{*}oMath", "{*}Fallback", "{*}textpath", "{*}instrText", "{*}fldSimple", "{*}drawing"):
        match element.tag.rpartition("}")[2]:
            case "textpath":
                yield element.get("string", "")
            case "instrText" | "fldSimple" as kind:
                code = (element.text if kind == "instrText" else element.get(f"{_W}instr")) or ""
                if code.split() and code.split()[0].upper() not in _HARMLESS:
                    yield code
            case "drawing":
                yield "".join(one.text or "" for one in element.iter("{*}t") if not one.tag.startswith(_W))
            case _:
                yield _words(element)


# words that are not seen


def _styles(package: Package) -> dict[str, Any]:
    part = package.related("styles")
    if part is None:
        return {}
    return {one.get(f"{_W}styleId", ""): one for one in transitional(package.xml(part)).iter(f"{_W}style")}


def _properties(style: Any, styles: dict[str, Any]) -> Iterator[Any]:
    """The properties of a style and of those that it is based on, the nearest first."""
    seen: set[str] = set()
    while style is not None and (name := style.get(f"{_W}val", "")) in styles and name not in seen:
        seen.add(name)
        yield styles[name].find(f"{_W}rPr")
        style = styles[name].find(f"{_W}basedOn")


def _concealed(run: Any, styles: dict[str, Any]) -> str | None:
    """How the words of a run are kept from being read, by its own properties or those of its style."""
    paragraph = next(run.iterancestors(f"{_W}p"))
    named = (run.find(f"{_W}rPr/{_W}rStyle"), paragraph.find(f"{_W}pPr/{_W}pStyle"))
    own = [run.find(f"{_W}rPr"), *(one for style in named for one in _properties(style, styles))]
    told: dict[str, Any] = {}
    for properties in reversed([one for one in own if one is not None]):
        told |= {one.tag.removeprefix(_W): one for one in properties}

    def value(name: str, attribute: str = "val") -> str:
        return told[name].get(f"{_W}{attribute}", "") if name in told else ""

    def number(name: str, default: int) -> int:
        return int(value(name)) if re.fullmatch(r"-?\d{1,6}", value(name)) else default

    if any(name in told and value(name) not in {"0", "false", "off"} for name in ("strike", "dstrike")):
        return "words that are struck through"
    ground = value("shd", "fill")
    if _is_light(value("color")) and not _is_dark(ground) and value("highlight") in {"", "none"}:
        return "words in a colour that is hardly seen"
    if (_is_dark(ground) or value("highlight") == "black") and not _is_light(value("color")):
        return "words on a dark ground"
    if number("sz", 20) < 8 or number("w", 100) < 34 or number("spacing", 0) < -40 or abs(number("position", 0)) > 40:
        return "words that are too small, squeezed or out of their line"
    return None


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (0, 2, 4)] if re.fullmatch("[0-9A-Fa-f]{6}", colour) else []


def _is_light(colour: str) -> bool:
    return bool(_channels(colour)) and min(_channels(colour)) >= _LIGHT


def _is_dark(colour: str) -> bool:
    return bool(_channels(colour)) and max(_channels(colour)) < 0x40
