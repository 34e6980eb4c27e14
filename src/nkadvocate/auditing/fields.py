"""Fields and links of a Word file: what they print, and where they lead.

Clauses are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import unquote

from nkadvocate.auditing.contacts import contacts_in
from nkadvocate.auditing.deviations import Deviation, quoted, short
from nkadvocate.auditing.from_word import SIGNS, Field, notes_at, said, stories
from nkadvocate.auditing.manuscript import Manuscript, normal
from nkadvocate.auditing.markup import WORD, reference
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.properties import styles_of
from nkadvocate.library import mentions

_W = f"{{{WORD[0]}}}"
_FIELDS = re.compile(
    r'NOTEREF _Note\d+(?: \\h)*|PAGEREF _Toc\d+(?: \\h)*|TOC(?: \\[hzuo](?: "?\d-\d"?)?)*|HYPERLINK [^\ufffc]+',
    re.IGNORECASE,
)
_UNSAID = "\ufffc"
"""What stands for anything in a field but words."""
_SILENT = {
    f"{_W}{name}" for name in ("rPr", "fldChar", "instrText", "delText", "delInstrText", "lastRenderedPageBreak")
}
"""Elements of a run that print nothing. An optional hyphen is not one of these."""
_OF_PAGES = re.compile(r"(?:PAGE|NUMPAGES|SECTIONPAGES)(?: \\\* (?:MERGEFORMAT|ARABIC))?", re.IGNORECASE)
_MOST_NESTED = 9
"""Fields within each other whose words are told with each."""


def odd_fields(root: Any, *, edge: bool) -> Iterator[tuple[str, str]]:
    """Fields that a letter has not, or not there, and those whose result is no number where it should be one: how, and
    the words. ``edge`` is of a header or footer, where pages are numbered."""
    contents = 0
    for written, result, around in fields_in(root):
        code = " ".join(written.split())
        kind = code.partition(" ")[0].upper()
        if not (_FIELDS.fullmatch(code) or (edge and counts_pages(code))):
            yield "a field", f"{code} {result}"
        elif kind == "NOTEREF" and not re.fullmatch(r"\s*\d+\s*", result):
            yield "a reference that is no number", result
        elif kind == "PAGEREF" and not any(one.split()[:1] == ["TOC"] for one in around):
            yield "the number of a page in the text", result
        elif kind == "TOC":
            yield "a table of contents", result if contents or _UNSAID in result else ""
            contents += 1


def counts_pages(code: str) -> bool:
    """Whether a field prints the number of the page, or how many there are."""
    return bool(_OF_PAGES.fullmatch(" ".join(code.split())))


def stale_references(package: Package) -> Iterator[Deviation]:
    """References to notes that show another number than the note has. Raises ProblemsError."""
    notes: dict[str, int] = {}
    styles = styles_of(package)
    for kind, _, root in stories(package):
        notes = notes_at(root, styles) if kind == "body" else notes
        for code, result, _ in fields_in(root):
            name, *arguments = code.split() or [""]
            number = notes.get(arguments[0]) if name.upper() == "NOTEREF" and arguments else None
            if number and result.strip().isdecimal() and int(result) != number:
                what = f"“(n {result.strip()})” stands for note {number}"
                yield Deviation("cross-reference", what, hint="in Word, Ctrl+A and F9 bring references up to date")


def fields_in(root: Any) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The code and the printed words of each field, of those too that do not end, and the codes of the fields around
    it that print it (17.16.2). Whatever else stands in either is a sign that is none."""
    for one in root.iter(f"{_W}fldSimple"):
        printed = (_printed(child) for run in one.iter(f"{_W}r") for child in run.iterchildren("*"))
        yield one.get(f"{_W}instr", ""), "".join(printed), ()
    waiting: list[tuple[Field, list[str]]] = []
    for one in (child for run in root.iter(f"{_W}r") for child in run.iterchildren("*")):
        name = one.tag.removeprefix(_W)
        kind = one.get(f"{_W}fldCharType") if name == "fldChar" else None
        if kind == "begin":
            waiting.append((Field(), []))
        elif not waiting:
            if name == "instrText":
                yield one.text or "", "", ()
        elif kind == "separate":
            waiting[-1][0].printing = True
        elif kind == "end":
            field, words = waiting.pop()
            yield field.code, "".join(words), tuple(outer.code for outer, _ in waiting if outer.printing)
        elif name == "instrText":
            waiting[-1][0].code += one.text or ""
        elif text := _printed(one):
            if not waiting[-1][0].printing:
                waiting[-1][0].code += _UNSAID
            for field, words in waiting[-_MOST_NESTED:]:
                words.extend([text] * field.printing)
    for field, words in waiting:
        yield field.code, "".join(words), ()


def _printed(one: Any) -> str:
    """What an element of a run prints."""
    if one.tag == f"{_W}t":
        return one.text or ""
    return "" if one.tag in _SILENT else SIGNS.get(one.tag, _UNSAID)


def led_astray(package: Package, made: Package, letter: Manuscript, protected: Collection[str]) -> Iterator[Deviation]:
    """Links that lead to an address that neither the letter nor ``made``, the same one written anew, gives, or to
    another than their words say. One with a term of ``protected`` is not repeated. Raises ProblemsError."""
    texts = (*(one.text for one in letter.passages), *letter.notes)
    pairs = {(_keys(text), _keys(target)) for text, target in _links(made)}
    known = {key for text in texts for key in contacts_in(text)}.union(*(target for _, target in pairs))
    for text, target in dict.fromkeys(_links(package)):
        words, meant = _keys(text), _keys(target)
        if (words, meant) in pairs or target.startswith("#"):
            continue
        wrong = (meant - words if words else meant - known) if meant else {target}
        if wrong and mentions(f"{text} {target}", protected):
            yield Deviation("protected", "a term that is protected stands in a link")
            continue
        for key in sorted(wrong):
            shown = quoted(short(" ".join(normal(text).split()))) if text.strip() else ""
            yield Deviation("sender", f"a link leads to {quoted(short(key))}", now=key, hint=shown)


def _keys(target: str) -> frozenset[str]:
    return frozenset(contacts_in(normal(unquote(target))))


def _links(package: Package) -> Iterator[tuple[str, str]]:
    """The words and the target of each link; a target that no words lead to is told without any."""
    for _, part, root in stories(package):
        targets = {one.id: one.target for one in package.relationships(part) if one.type == "hyperlink"}
        used = set()
        for link in root.iter(f"{_W}hyperlink"):
            id = reference(link, "id") or ""
            used.add(id)
            if id in targets:
                yield said(link), targets[id]
        yield from (("", target) for id, target in targets.items() if id not in used)
        for code, result, _ in fields_in(root):
            kind, *arguments = re.findall(r'"[^"]*"?|\S+', code) or [""]
            if kind.upper() == "HYPERLINK" and (target := _target(arguments)) is not None:
                yield result, target


def _target(arguments: list[str]) -> str | None:
    """Where a field with these arguments leads; None if within the file (17.16.5.25)."""
    waiting = iter(arguments)
    for one in waiting:
        if one.lower() in {"\\l", "\\o", "\\t"}:
            next(waiting, None)  # a place in the file, a tip, a frame
        elif not one.startswith("\\"):
            return one.strip('"')
    return None
