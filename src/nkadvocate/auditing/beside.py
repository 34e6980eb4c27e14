"""What a Word file prints or reads out besides the words of its body and notes: headers, footers, charts, and what
pictures are described as."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nkadvocate.auditing.contacts import contacts_in
from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.fields import counts_pages
from nkadvocate.auditing.from_word import SIGNS, Field, words_of
from nkadvocate.auditing.items import items_in
from nkadvocate.auditing.manuscript import Manuscript, normal
from nkadvocate.auditing.markup import WORD
from nkadvocate.auditing.names import Names
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.properties import transitional
from nkadvocate.library import mentions

_W = f"{{{WORD[0]}}}"
_PRINTED = {"header", "footer", "chart", "chartEx", "diagramData", "diagramDrawing"}
"""Types of parts whose words are printed."""
_NUMBER = "\ua66e"
"""A character of no letter of ours, for the number of a page and for that of all pages, which each program counts."""
_OF_A_PAGE = re.compile(rf"(?:page )?{_NUMBER}(?: ?(?:of|/) ?{_NUMBER})?", re.IGNORECASE)
_DEMANDING = re.compile(r"\bwe (?:\w+ ){0,3}?(?:urge|demand|insist|call (?:up)?on|ask|request)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines outside the body and notes of a file, each once; ``edges`` are those of headers and footers."""

    lines: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()


def read_beside(package: Package) -> Beside:
    """What a Word file prints outside its body and notes. Raises ProblemsError."""
    return Beside(tuple(_cut(_texts(package))), tuple(_cut(_edges(package))))


def beside(
    found: Beside, made: Beside, reference: Manuscript, names: Names, protected: Collection[str]
) -> Iterator[Deviation]:
    """Figures, dates, quotations, requests, contacts and protected terms outside the body and notes of the file, and
    lines of its headers and footers, but for whole lines that the file made anew from the records, ``reference`` with
    ``made``, has in its text or there; and what is gone from its headers and footers and not said in its text. Cells,
    labels of pictures and what is only a figure or date say nothing by themselves, and excuse no line."""
    texts = (one.text for one in reference.passages if one.role not in {"cell", "picture"})
    lines = {line for text in texts for line in _cut([text.replace("\t", "\n")])}

    def is_said(text: str) -> bool:
        return text in lines and all(item.shown != text for item in items_in(text, names, lambda _: True))

    for text in dict.fromkeys((*found.lines, *found.edges)):
        shown, counted = (text.replace(_NUMBER, one) for one in ("[page]", "1"))
        if mentions(text, protected):
            yield Deviation("protected", "a term that is protected stands outside the text of the letter")
        elif is_said(text) or text in made.lines or _OF_A_PAGE.fullmatch(text):
            continue
        elif _DEMANDING.search(text):
            yield Deviation("demand", f"a request outside the text of the letter: {quoted(short(shown))}", now=shown)
        elif items := [item for item in items_in(counted, names, lambda _: True) if item.kind in _SOURCED]:
            for item in items:
                what = f"a {item.kind} outside the text of the letter: {quoted(short(shown))}"
                yield Deviation("no note", what, now=item.shown, hint=_OUTSIDE)
        elif text in found.edges or contacts_in(text):
            yield Deviation("sender", f"{quoted(short(shown))} was added", now=shown, hint=_OUTSIDE)
    for text in made.edges if found.lines else ():  # of a PDF file not every edge can be told
        if text not in found.lines and not is_said(text):
            shown = text.replace(_NUMBER, "[page]")
            yield Deviation("sender", f"{quoted(short(shown))} is gone", was=shown, hint="from a header or footer")


_SOURCED = {"figure", "date", "quotation"}
_OUTSIDE = "in a header, footer, chart or description of a picture"


def _parts(package: Package, types: Collection[str]) -> Iterator[str]:
    """The parts of these types that the main part refers to."""
    for one in package.relationships(package.main):
        if one.type in types and one.part in package.parts:
            yield str(one.part)


# words outside the text


def _cut(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for line in normal(text).split("\n"):
            if words := " ".join(line.split()):
                yield words


def _texts(package: Package) -> Iterator[str]:
    for part in _parts(package, _PRINTED):
        root = transitional(package.xml(part))
        for paragraph in root.iter("{*}p"):
            yield _words(paragraph)
        for value in root.iter("{*}v"):
            yield value.text or ""
    for drawing in package.xml(package.main).iter("{*}docPr"):
        yield drawing.get("descr", "")  # which is read out in its place


def _edges(package: Package) -> Iterator[str]:
    for part in _parts(package, {"header", "footer"}):
        yield from map(_words, transitional(package.xml(part)).iter("{*}p"))


def _words(element: Any) -> str:
    words: list[str] = []
    fields: list[Field] = []
    for one in element.iter("{*}t", *SIGNS, *_OF_FIELDS):
        kind = one.get(f"{_W}fldCharType")
        if one.tag == f"{_W}fldSimple":
            words += [_NUMBER] * counts_pages(one.get(f"{_W}instr", ""))
        elif kind == "begin":
            fields.append(Field())
        elif kind == "separate" and fields:
            fields[-1].printing = True
        elif kind == "end" and fields:
            words += [_NUMBER] * counts_pages(fields.pop().code)
        elif one.tag == f"{_W}instrText" and fields and not fields[-1].printing:
            fields[-1].code += one.text or ""
        elif one.tag not in _OF_FIELDS and not _is_number(one, fields):
            words.append(SIGNS.get(one.tag) or words_of(one).replace(_NUMBER, "?"))
    return "".join((*words, *(_NUMBER for field in fields if counts_pages(field.code))))


_OF_FIELDS = tuple(f"{_W}{name}" for name in ("fldSimple", "fldChar", "instrText"))


def _is_number(text: Any, fields: Iterable[Field]) -> bool:
    """Whether a text is what a program last counted for a field that counts pages."""
    codes = [field.code for field in fields if field.printing]
    codes += [one.get(f"{_W}instr", "") for one in text.iterancestors(f"{_W}fldSimple")]
    return any(map(counts_pages, codes))
