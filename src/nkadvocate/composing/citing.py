"""How a source is written out in a note: one function per kind of reference, gathered in a style."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from nkadvocate.document import Emphasis, Foreign, Inline, Text, plain
from nkadvocate.records import Name, Source

Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A style for notes.

    ``full`` writes the first reference, ``short`` the name that later notes use, ``pinpoint`` joins a locator to
    either. ``again`` stands for the source of the note before ("ibid"), ``earlier`` for a note further back ("n").
    """

    name: str
    full: Callable[[Source, str], Inlines]
    short: Callable[[Source], Inlines]
    pinpoint: Callable[[Source, str], str]
    again: str = "ibid"
    earlier: str = "n"
    between: str = "; "
    end: str = "."


def written_citations(sources: Iterable[Source], style: CitationStyle, language: str) -> dict[str, tuple[str, str]]:
    """How notes cite each source, by its id: in full, and in short."""
    return {source.id: (plain(style.full(source, language)), plain(style.short(source))) for source in sources}


@lru_cache(maxsize=4096)
def written_date(date: str, language: str) -> str:
    """A date of any precision in words: 24 May 2012, May 2012, 2012."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return date
    day = dt.date(*parts, *([1] if len(parts) == 2 else []))
    if len(parts) == 2:
        return str(format_skeleton("yMMMM", day, locale=language.replace("-", "_")))
    return format_date(day, format="long", locale=_locale(language))


def _locale(language: str) -> str:
    """English dates are written day first, as UN and European institutions do."""
    return "en_GB" if language == "en" else language.replace("-", "_")


def person(name: Name) -> str:
    """A name as it is printed; hyphenated given names stay whole."""
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.particle, name.family)))
    ordered = (family, name.given) if name.family_first else (name.given, family)
    return " ".join(filter(None, (*ordered, name.suffix)))


def authors(source: Source) -> str:
    """Authors as a list in words; for a text without authors, the body that issued it."""
    names = [person(name) for name in source.author]
    if not names:
        return source.authority or ""
    if len(names) > 3:
        return f"{names[0]} and others"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


_QUOTED = re.compile(r"‘([^‘’]*)’")
"""Words quoted in a title that is itself in single quotation marks take double ones."""


def _title(source: Source, *, italic: bool = False, quoted: bool = False) -> Inlines:
    content: Inlines = (Text(_QUOTED.sub("“\\1”", source.title) if quoted else source.title),)
    if source.language and source.language != "en":
        content = (Foreign(content, source.language),)
    if italic:
        return (Emphasis(content),)
    return (Text("‘"), *content, Text("’")) if quoted else content


def _bracket(*parts: str | None) -> str:
    inside = ", ".join(filter(None, parts))
    return f" ({inside})" if inside else ""


def _treaty(source: Source, language: str) -> Inlines:
    adopted = f"adopted {written_date(source.issued, language)}" if source.issued else None
    force = f"entered into force {written_date(source.in_force, language)}" if source.in_force else None
    series = " ".join(filter(None, (source.volume, source.container_title, source.page)))
    named = f" ({source.title_short})" if source.title_short and source.title_short != source.title else ""
    return (*_title(source), Text(f"{_bracket(adopted, force)}{' ' + series if series else ''}{named}"))


def _legislation(source: Source, language: str) -> Inlines:
    if source.genre == "resolution":
        journal = " ".join(filter(None, (source.container_title, source.volume, source.page)))
        return (*_title(source), Text("".join(f", {part}" for part in (source.number, journal) if part)))
    adopted = written_date(source.issued, language) if source.issued else None
    force = f"in force {written_date(source.in_force, language)}" if source.in_force else None
    number = f" {source.number}" if source.number else ""
    return (*_title(source), Text(f"{_bracket(source.authority, adopted, force)}{number}"))


def _legal_case(source: Source, language: str) -> Inlines:
    decided = written_date(source.issued, language) if source.issued else None
    number = f" {source.number}" if source.number else ""
    return (*_title(source, italic=True), Text(f"{number}{_bracket(source.authority, decided)}"))


def _article(source: Source, language: str) -> Inlines:
    year = f" ({source.issued[:4]})" if source.issued else ""
    volume = " ".join(
        filter(None, (source.volume, f"({source.issue})" if source.volume and source.issue else source.issue))
    )
    journal: Inlines = (Emphasis((Text(source.container_title),)),) if source.container_title else ()
    page = f" {source.page}" if source.page else ""
    return (*_by(source), *_title(source, quoted=True), Text(f"{year} {volume}".rstrip() + " "), *journal, Text(page))


def _news(source: Source, language: str) -> Inlines:
    outlet = source.container_title or source.publisher
    by = () if outlet == authors(source) else _by(source)
    date = written_date(source.issued, language) if source.issued else None
    if not outlet:
        return (*by, *_title(source, quoted=True), Text(_bracket(date)))
    inside = (Text(" ("), Emphasis((Text(outlet),)), Text(f", {date})" if date else ")"))
    return (*by, *_title(source, quoted=True), *inside)


def _book(source: Source, language: str) -> Inlines:
    year = source.issued[:4] if source.issued else None
    published = " ".join(filter(None, (source.publisher, year)))
    return (*_by(source), *_title(source, italic=True), Text(_bracket(published)))


def _document(source: Source, language: str) -> Inlines:
    """Documents of the United Nations and other bodies, reports, statements, web pages (OSCOLA 4th ed., 3.4)."""
    issued = source.event_date or source.issued
    date = written_date(issued, language) if issued else None
    publisher = source.publisher if (source.publisher or "") not in authors(source) else None
    container = f" {source.container_title}" if source.container_title else ""
    series = f"{container}{_bracket(source.volume, source.issue)}{' ' + source.page if source.page else ''}"
    symbol = f" {_symbol(source.number)}" if source.number else ""
    return (*_by(source), *_title(source, quoted=True), Text(f"{_bracket(publisher, date)}{symbol}{series}"))


def _symbol(number: str) -> str:
    bodies = ("A/", "S/", "E/", "CAT/", "CEDAW/", "CRC/", "CCPR/", "CERD/", "CED/", "HCR/", "HRI/", "ST/", "EC/")
    return f"UN Doc {number}" if number.startswith(bodies) else number


def _by(source: Source) -> Inlines:
    by = authors(source)
    return (Text(f"{by[:1].upper()}{by[1:]}, "),) if by else ()


_FORMS: dict[str, Callable[[Source, str], Inlines]] = {
    "treaty": _treaty,
    "legislation": _legislation,
    "legal_case": _legal_case,
    "article-journal": _article,
    "article-newspaper": _news,
    "article-magazine": _news,
    "book": _book,
    "chapter": _book,
    "thesis": _book,
}


def _full(source: Source, language: str) -> Inlines:
    return _FORMS.get(source.type, _document)(source, language)


def _short(source: Source) -> Inlines:
    if source.type in {"treaty", "legislation"}:
        return (Text(source.title_short or source.title),)
    if source.type == "legal_case":
        return (Emphasis((Text(source.title_short or source.title),)),)
    if source.title_short:
        return (Text(source.title_short),)
    first = source.author[0] if source.author else None
    if first and first.family:
        return (Text(first.family),)
    return (Text(authors(source)),) if authors(source) else _title(source, quoted=True)


def _pinpoint(source: Source, locator: str) -> str:
    plain = source.type == "treaty" or (source.type == "legislation" and source.genre != "resolution")
    return f" {locator}" if plain else f", {locator}"


OSCOLA = CitationStyle("oscola", _full, _short, _pinpoint)
"""Close to OSCOLA, 4th edition, with UN documents as in its section on international law."""

STYLES = {OSCOLA.name: OSCOLA}
