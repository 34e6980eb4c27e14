"""Figures, dates, quotations and articles that the letters of a campaign print and the shipped ones would not.

Each letter is composed once more from the same dossier, with the shipped templates, the shipped records of recipients
and forms of address, and plain words for those who write. A sentence that this letter or a record has word for word is
left alone. In any other every figure, date, article and rate is told, for a true one can be made false by the words
around it; not told are claims, which are printed whole, names of law, and what the program fills in. How a template
came by it does not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Literal

from nkadvocate.auditing.contacts import contacts_in
from nkadvocate.auditing.deviations import quoted, short
from nkadvocate.auditing.items import LARGE, QUOTED, Item, items_in
from nkadvocate.auditing.lexicon import ROUND, UNITS
from nkadvocate.auditing.manuscript import (
    FILLERS,
    Manuscript,
    Passage,
    Sentence,
    bounded,
    manuscript_of,
    normal,
    sentences,
)
from nkadvocate.auditing.names import Names
from nkadvocate.auditing.times import LONG, OFTEN
from nkadvocate.campaigning.usual import composed, plainly, ships, usual_dossier
from nkadvocate.composing.citing import written_citations
from nkadvocate.composing.notebook import Cite, NoteBook
from nkadvocate.composing.tree import WITHOUT_NOTE, as_listed
from nkadvocate.composing.view import view
from nkadvocate.composing.wording import written_claim
from nkadvocate.document import (
    Block,
    Claim,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Link,
    NoteReference,
    NumberedList,
    Paragraph,
    Quotation,
    SignatureBlock,
    Strong,
    Table,
    Text,
    inlines_of,
    notes,
    plain,
    walk_blocks,
    walk_inlines,
)
from nkadvocate.library import Library, in_latin, texts_in
from nkadvocate.library.numerals import ONES
from nkadvocate.problems import Problem
from nkadvocate.records import CITATION, Evidence, Provision, Record, text_in
from nkadvocate.tailoring import Dossier

_Place = Literal["text", "noted", "address", "sender"]
"""Where something stands: what may stand in an address or in the lines of those who write may not stand elsewhere.
What has a note is compared with all that the letter and its records say, other text with other text."""

_EDGE = "\x00"
_IN_PARTS = re.compile(rf"\d[\d.,\u00a0\u202f]*{_EDGE}[\d.,\u00a0\u202f{_EDGE}]*\d")
"""A figure with such an edge in it."""
_NAMELESS = Names(re.compile(r"(?!)"), {})
"""Any word may be a name in a campaign's records, and no name excuses a figure."""
_TOLD = {"figure", "date", "quotation", "article"}
_CITED = {"quotation", "article"}
"""What is borne out by the records that the note of its sentence cites."""
_SMALL = 11
"""Numbers below it, in words, rarely count people."""
_MARK, _FILLER = "mark of direction", "filler"
_CLAIMED, _CITES = "Q", " ()"
"""What is put in the place of the letters of claims, and of a citation."""
_QUOTED = re.compile(rf"({QUOTED.pattern})|(?:\"|''|,,|<<)[^\"]+$")
"""A quotation, or the beginning of one that has no end in its paragraph."""
_LISTED = re.compile(rf"\bNotes? (\d+(?:, \d+)*)\.$|{re.escape(WITHOUT_NOTE)}$")
"""What the list of sources says of the notes that cite one."""
_CALLED_REFERENCE = r"\breference:? "
_NUMBER = r"\d{1,4}(?:-\d{1,4})?"
_LOCATOR = re.compile(
    rf"(?:,? ?\b(?:arts?|paras?|pp?|ch|nos?|s|secs?)\.? {_NUMBER}(?:(?:, | and ){_NUMBER})*)+", re.IGNORECASE
)
"""Where in a source to look."""
_HARMED = "are|were|was|is|have|had|has|died|perished|starved|fled|disappeared|vanished|drowned|shot|never|now"
_ROMAN = re.compile(rf"(?<![\w-])[MDCLXVI]{{2}}(?= (?:{_HARMED})\b)")
"""Two capitals that count those of whom something is said; longer ones are figures anywhere."""
_PLACES = rf"(?:single|double|triple|{'|'.join(ONES[1:10])})"
_PERIOD = re.compile(
    rf"\b(?:{LONG}|tens of(?! thousands| millions)|{_PLACES}[ -]digits?|{_PLACES}-figures?"
    rf"|(?:in|into|of|to|reach(?:es|ed|ing)?) (?:the )?(?:low |mid |high )?{_PLACES} figures)\b",
    re.IGNORECASE,
)
"""Figures without a number."""
_TIME = "minute|hour|day|night|morning|evening|week|month|season|quarter|year|decade"
_RATE = re.compile(
    rf"\b(?:(?:every|each|per|once an?|in (?:one|a single)) (?:single )?(?:{_TIME})"
    r"|hourly|daily(?! NK\b)|nightly|weekly|fortnightly|monthly|yearly|annually|twice|thrice)\b",
    re.IGNORECASE,
)
"""How often something was."""
_TIMES = re.compile(
    rf"{_RATE.pattern}|\b(?:(?:every|each|per) (?!of\b|cent\b|se\b)\w+|in (?:one|a single) \w+|average|{OFTEN})\b",
    re.IGNORECASE,
)
"""The same with words that make a rate or a multiple of a figure, wherever in its sentence they stand."""
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that are not seen and put what stands beside them in another order (Unicode Annex 9, 2)."""
_HINTS = {
    _MARK: "take it out: what stands beside it is printed in another order",
    _FILLER: "take it out: it is a space, nothing, or anything else, as the font has it",
}
OWN, MOVED, GONE = "words of its own", "words of the shipped letter in another place", "words of the shipped letter"
OTHERWISE = "words of the shipped letter with other notes, claims or links, or set otherwise"
"""What is said of whole paragraphs, word for word."""
_OF_PARAGRAPHS = {OWN, MOVED, GONE, OTHERWISE}
_RIGHT_TO_LEFT = {"R", "AL"}
_ANYTHING = {"Co", "Cn"}
"""Characters for private use and without meaning: a font may draw whatever it likes (Unicode Standard, 23.5)."""
_LAST_DIGITS = re.compile(r"[\w.,]*\d$")
_AROUND = 30
"""Letters before and after a figure that are shown with it."""
_NEVER_PRINTED = {"reason", "note", "locator", "inferred", "text", "archive", "accessed", "reservations"}
"""Fields of records, or of what they hold, that no sentence prints."""
_IN_SENTENCES = ("recipient", "thanks", "questions", "demands", "law", "positions")
"""What a letter is given to print in whole sentences; evidence is printed by claims alone."""
_COUNTS = re.compile(rf" (?:[\w-]+ )?(?:{'|'.join(UNITS.values())})\b", re.IGNORECASE)
"""What is counted right behind a name, or a word further: “the 1951 Convention refugees”."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of what a document prints: the ``notes`` called in it, or of which it is one itself (``in_note``)."""

    place: _Place
    text: str
    notes: tuple[int, ...] = ()
    in_note: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """Something that a letter says by itself, with the words around it; whether a note is called there."""

    kind: str
    shown: str
    around: str
    noted: bool
    within: str = "letter"


def told(printed: Iterable[tuple[str, Printed]]) -> Iterator[Problem]:
    """What letters print by themselves, by recipient: the same in many letters is told once."""
    letters: dict[tuple[str, str, str, bool], dict[str, Printed]] = {}
    for recipient, one in printed:
        said = one.shown if one.kind in _OF_PARAGRAPHS else one.shown.casefold()
        letters.setdefault((one.within, one.kind, said, one.noted), {}).setdefault(recipient, one)
    for (within, kind, _, noted), found in letters.items():
        first, *others = found
        one = found[first]
        who = f"the {within}s to {first} and {len(others)} more" if others else f"the {within} to {first}"
        verb = "print" if others else "prints"
        if kind in _OF_PARAGRAPHS:
            verb = verb if kind != GONE else "leave out" if others else "leaves out"
            yield Problem(f"{who} {verb} {kind}: {quoted(one.around)}")
            continue
        where = "beside a note" if noted else "without a note"
        article = "an" if kind == "article" else "a"
        what = f"{who} {verb} {article} {kind} of the campaign's own {where}: {one.shown}, in {quoted(one.around)}"
        hint = "hold it against its source; nothing else does" if noted else "make it evidence, or cite its source"
        hint = _HINTS.get(kind, hint)
        yield Problem(what, hint=hint)


def own_of(document: Document, dossier: Dossier, notebook: NoteBook, kind: str) -> tuple[Printed, ...]:
    """What ``document``, of that kind, prints by itself; ``dossier`` and ``notebook`` are those it was made from."""
    usual = usual_dossier(dossier)
    shipped = _Shipped(usual, kind, plainly(dossier, usual))
    records = _Records(usual, notebook)
    nameless = _without_names(dossier.library, dossier.campaign.language)
    reference = _reference_of(document, dossier)
    days = {day.replace("-", "/") for day in (dossier.date, dossier.reply_by)}

    found: dict[tuple[str, ...], Printed] = {}
    for one in _read(document, notebook, but=shipped.document.blocks):
        if shipped.says(one) or records.say(one):
            continue
        allowed: Iterable[tuple[str, ...]] = ()
        text = one.text
        if one.place in ("address", "sender"):
            allowed = shipped.items(one.place)
        elif alike := shipped.alike(one):
            allowed = (_key(item) for usually in alike for item in (*_items(usually), *_rates(usually)))
        else:
            text = nameless(reference.sub(_blank, text))
        allowed = {*allowed}
        for item in (*_items(text), *_rates(text)):
            key = _key(item)
            is_known = key in allowed or (item.kind == "date" and item.key in days)
            if not is_known and not (item.kind in _CITED and key in records.items(one.notes, one.in_note)):
                noted = one.place == "noted"
                found.setdefault((one.place, *key), Printed(_kind(item), item.shown, _around(one.text, item), noted))
    return (*found.values(), *_seen_otherwise(_without(document, shipped.document.blocks)))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _reference_of(document: Document, dossier: Dossier) -> re.Pattern[str]:
    """The reference of a letter, which is no figure: anywhere, if it names a shipped recipient and the campaign brings
    no digit into it, and else right behind the word."""
    reference, recipient, campaign = normal(document.meta.reference), dossier.recipient.id, dossier.campaign
    own = f"{campaign.reference} {campaign.reference_code}"
    is_plain = recipient in ships().recipients and recipient in reference and " " not in reference
    anywhere = is_plain and not re.search(r"\d", own) and not _items(normal(own))
    return re.compile(rf"{'' if anywhere else _CALLED_REFERENCE}{re.escape(reference)}(?!\w)", re.IGNORECASE)


def _without_names(library: Library, language: str) -> Callable[[str], str]:
    """What takes the names of law and numbers of documents that are on record out of a text."""
    laws = library.instruments.values()
    found = {text_in(text, language) for law in laws for text in (law.title, law.short)} | {law.label for law in laws}
    found |= {short[0] for name in [*found] for short in _DATED.finditer(name)}
    found |= {one.number for one in library.sources.values() if one.number and "/" in one.number}
    return _masking(frozenset(normal(name).removeprefix("the ") for name in found if re.search(r"\d", name)))


_DATED = re.compile(r"\b\d{4} (?:Convention|Protocol|Agreement|Declaration|Covenant)\b")
"""The name of a treaty in short."""


@lru_cache(maxsize=16)
def _masking(names: frozenset[str]) -> Callable[[str], str]:
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"
    pattern = re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])(?!{_COUNTS.pattern})", re.IGNORECASE)
    return partial(pattern.sub, _blank)


def _within(place: _Place) -> tuple[_Place, ...]:
    """Where something may stand that stands in one place."""
    return ("text", "noted") if place == "text" else (place,)


class _Shipped:
    """What the shipped templates make of a dossier: a document of the same kind, if they have it for everyone, and the
    letter, where an e-mail may say what that says."""

    def __init__(self, usual: Dossier, kind: str, plainly: Callable[[str], str]) -> None:
        self._usual, self._kind, self._plainly = usual, kind, plainly
        self.document, self._notebook = composed(usual, kind)

    @cached_property
    def _parts(self) -> Sequence[_Part]:
        parts = [*_read(self.document, self._notebook)]
        if self._kind != self._usual.campaign.kind:
            parts += _read(*composed(self._usual, self._usual.campaign.kind))
        return parts

    @cached_property
    def _said(self) -> set[tuple[_Place, str]]:
        return {(place, one.text.casefold()) for one in self._parts for place in _within(one.place)}

    @cached_property
    def _said_plainly(self) -> dict[tuple[_Place, str], list[str]]:
        found: dict[tuple[_Place, str], list[str]] = {}
        for one in self._parts:
            for place in _within(one.place):
                found.setdefault((place, self._plainly(one.text).casefold()), []).append(one.text)
        return found

    def says(self, part: _Part) -> bool:
        """Whether it has a sentence word for word; one without a note may stand beside one too."""
        return (part.place, part.text.casefold()) in self._said

    def alike(self, part: _Part) -> Sequence[str]:
        """The sentences that it has in the place of this one, with plain words for those of campaign and recipient."""
        return self._said_plainly.get((part.place, self._plainly(part.text).casefold()), ())

    def items(self, place: _Place) -> set[tuple[str, ...]]:
        """What may stand in an address, or in the lines of those who write."""
        return {_key(item) for one in self._parts if one.place == place for item in _items(one.text)}


class _Records:
    """What the records behind the notes of a letter say, as far as letters can print it."""

    def __init__(self, usual: Dossier, notebook: NoteBook) -> None:
        self._usual, self._notebook = usual, notebook

    @cached_property
    def _given(self) -> Mapping[str, Sequence[str]]:
        """What the letter was given to tell, by the id of what it cites; words on its recipient also by none."""
        found: dict[str, list[str]] = {}
        given = view(self._usual)
        for name in (*_IN_SENTENCES, "facts"):
            for ids, text in _cited_in(given[name], frozenset()):
                for one in ids or ({""} if name == "recipient" else ()):
                    found.setdefault(one, []).append(text)
        return found

    def say(self, part: _Part) -> bool:
        """Whether a record, or the list of sources, has it word for word, with its note if the record has one."""
        return (part.place, part.text.casefold()) in self._sentences

    @cached_property
    def _sentences(self) -> set[tuple[_Place, str]]:
        given, found = view(self._usual), set[tuple[_Place, str]]()
        for _, text in (one for name in _IN_SENTENCES for one in _cited_in(given[name], frozenset(), whole=True)):
            found |= {(place, one) for place, one in _sentences_of(text)}
        library = self._usual.library
        for source in map(library.sources.__getitem__, self._notebook.cited):
            entry = _in_one_line(normal(plain(tuple(as_listed(source, self._notebook)))))
            found |= {("noted", entry.casefold()), ("text", normal(source.url or "").casefold())}
        return {(within, text) for place, text in found for within in _within(place)}

    def items(self, called: tuple[int, ...], in_note: bool) -> set[tuple[str, ...]]:
        """The items of what the records say that these notes cite."""
        return {_key(item) for text in self._behind(called, in_note=in_note) for item in _items(normal(text))}

    @cached_property
    def _written(self) -> Mapping[str, tuple[str, str]]:
        return _written(self._notebook)

    def _behind(self, called: Collection[int], *, in_note: bool) -> Iterator[str]:
        """What bears out a sentence with these notes, or a note itself; without any, the list of sources."""
        library = self._usual.library
        cited = {cite.id for cite, numbers in self._notebook.used.items() if not {*called}.isdisjoint(numbers)}
        for one in ("", *cited):
            yield from self._given.get(one, ())
        for one in cited:
            yield from self._of_record(library.find(one)[1], in_note=in_note)
        for source, numbers in self._notebook.cited.items():
            if not called or not {*called}.isdisjoint(numbers):
                yield from self._written[source]
                record = library.sources[source]
                yield from _printable(record)
                yield f"{record.url or ''} (accessed {record.accessed or ''})"

    def _of_record(self, record: Record, *, in_note: bool) -> Iterator[str]:
        if isinstance(record, Evidence):
            yield written_claim(record, self._notebook.language)
            yield from filter(None, (record.as_of, record.period))
        else:
            yield from _printable(record)
        if isinstance(record, Provision):
            yield record.locator
            yield from _printable(self._usual.library.instruments[record.instrument])
        for citation in getattr(record, "citations", ()) if in_note else ():
            yield from texts_in(citation.model_dump(include={"locator", "note"}))


def _sentences_of(text: str) -> Iterator[tuple[_Place, str]]:
    """The sentences of a text of a record, in small letters, as they stand without or beside a note."""
    words, calls, last = "", [], 0
    for number, found in enumerate(CITATION.finditer(text), 1):
        words += normal(text[last : found.start()])
        last = found.end()
        if not (found["see"] or found["on"]):
            calls.append((len(words), number))
    passage = Passage(words + normal(text[last:]), tuple(calls))
    for one in sentences(Manuscript((passage,), ())):
        yield _place(one), one.text.casefold()


def _cited_in(value: object, above: frozenset[str], *, whole: bool = False) -> Iterator[tuple[frozenset[str], str]]:
    """Every text of what a template is given, with the ids that it, or what it is part of, has or cites; ``whole`` with
    its citations."""
    match value:
        case str():
            yield above | _ids_in(value), value if whole else CITATION.sub("", value)
        case dict():
            above |= _ids_in(value.get("cite")) | ({value["id"]} if "id" in value else set())
            for inner in value.values():
                yield from _cited_in(inner, above, whole=whole)
        case list():
            for inner in value:
                yield from _cited_in(inner, above, whole=whole)


def _ids_in(text: str | None) -> frozenset[str]:
    return frozenset(found["id"] for found in CITATION.finditer(text or "") if not found["on"])


def _printable(record: Record) -> Iterator[str]:
    """The texts of a record, or of what it holds, that letters can print."""
    return texts_in(_without_remarks(record.model_dump()))


def _without_remarks(value: object) -> object:
    match value:
        case dict():
            return {name: _without_remarks(inner) for name, inner in value.items() if name not in _NEVER_PRINTED}
        case list() | tuple():
            return [_without_remarks(inner) for inner in value]
        case _:
            return value


def _written(notebook: NoteBook) -> dict[str, tuple[str, str]]:
    """How notes cite the sources of a letter, in full and in short."""
    sources = [notebook.library.sources[source] for source in notebook.cited]
    return written_citations(sources, notebook.style, notebook.language)


def _without(document: Document, blocks: Sequence[Block]) -> Document:
    return replace(document, blocks=tuple(one for one in document.blocks if one not in blocks))


def _seen_otherwise(document: Document) -> Iterator[Printed]:
    """What is seen otherwise than it is read here: a figure right before the number of a note or of which a part is
    set off, and marks of direction among letters that run from left to right."""
    for passage in manuscript_of(document).passages:
        for at, _ in passage.calls:
            if figure := _LAST_DIGITS.search(passage.text[:at].rstrip()):
                around = short(passage.text[max(figure.start() - _AROUND, 0) : at + _AROUND])
                yield Printed("figure", f"{figure[0]} right before the number of a note", around, noted=True)
    for part, around in _set_off_in_part(document):
        yield Printed("figure", f"{part} of which a part is set off", short(normal(around)), noted=True)
    for block in walk_blocks(document.blocks):
        lines = block.signatories if isinstance(block, SignatureBlock) else ()
        inlines = walk_inlines(inlines_of(block))
        text = "".join((*(one.text for one in inlines if isinstance(one, Text)), *map("".join, lines)))
        letters = [unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text if char.isalpha()]
        if 2 * sum(letters) <= len(letters):
            for mark in sorted(char for char in {*text} if _turns(char)):
                yield Printed(_MARK, unicodedata.name(mark), short(normal(_DIRECTIONS.sub("", text))), noted=False)
        for filler in sorted(char for char in {*text} if char in FILLERS or unicodedata.category(char) in _ANYTHING):
            name = unicodedata.name(filler, f"U+{ord(filler):04X}")
            yield Printed(_FILLER, name, short(normal(text)), noted=False)


def _turns(char: str) -> bool:
    """Whether a character prints digits beside it in another order: a mark, or one that runs from right to left."""
    return _DIRECTIONS.match(char) is not None or unicodedata.bidirectional(char) in (*_RIGHT_TO_LEFT, "AN")


def _set_off_in_part(document: Document) -> Iterator[tuple[str, str]]:
    """Figures within which emphasis or a link begins or ends, so that a style may set a part otherwise, with what is
    around them."""
    runs = [note.content for note in notes(document)]
    for block in walk_blocks(document.blocks):
        if isinstance(block, Paragraph | Heading):
            runs.append(block.content)
        elif isinstance(block, Table):
            runs += [block.caption, *block.header, *(cell for row in block.rows for cell in row)]
    for inlines in runs:
        for figure in _IN_PARTS.findall(_edged(inlines)):
            yield figure.replace(_EDGE, ""), plain(inlines)


def _edged(inlines: tuple[Inline, ...]) -> str:
    """The words of inlines with a sign where something in them is set off."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Emphasis(content) | Strong(content) | Link(content, _) | Foreign(content, _):
                parts.append(f"{_EDGE}{_edged(content)}{_EDGE}")
            case Claim(content, _):
                parts.append(_edged(content))
            case _:
                parts.append(plain((inline,)))
    return "".join(parts)


def _read(document: Document, notebook: NoteBook, *, but: Sequence[Block] = ()) -> Iterator[_Part]:
    """The sentences, notes, addresses of links and odd numbers of lists that a document prints, ``but`` for those of
    some blocks; without claims, references to its own notes, and citations in notes."""
    most = len(notes(document))
    of_notes = {link for note in notes(document) for link in _links_in(note.content)}
    document = _without(document, but)
    manuscript = bounded(manuscript_of(document), document.meta.title)
    unclaimed = tuple(map(_without_claims, manuscript.passages))
    parts = sentences(Manuscript(unclaimed, ()))
    for one in parts:
        text = _without_numbers(one.text, most) if one.role == "source" else one.text
        yield _Part(_place(one), text, one.notes)
    yield from _quotations(unclaimed, parts)
    for block in walk_blocks(document.blocks):
        if isinstance(block, Quotation):
            yield from _set_off(replace(document, blocks=block.blocks))
    for note in notes(document):
        text = "".join(_words_of_note(notebook.given.get(note.number, note.content)))
        yield _Part("noted", _in_one_line(normal(text)), (note.number,), in_note=True)
    last = 0
    for block in walk_blocks(document.blocks):
        for link in _links_in(inlines_of(block)):
            yield _Part("noted" if link in of_notes else "text", normal(link.href))
        if isinstance(block, NumberedList):
            if block.start not in (1, last + 1):
                words = (plain(inlines_of(inner)) for item in block.items[:1] for inner in item)
                yield _Part("text", short(normal(f"{block.start}. {' '.join(words)}")))
            last = block.start + len(block.items) - 1


def _words_of_note(parts: Sequence[Inline | Cite]) -> Iterator[str]:
    """The words of a note that do not cite."""
    for part in parts:
        match part:
            case Cite(_, locator):
                yield _CITES if not locator or _LOCATOR.fullmatch(normal(locator)) else f"{_CITES}, {locator}"
            case Emphasis(content) | Strong(content) | Link(content, _) | Foreign(content, _):
                yield from _words_of_note(content)
            case Claim():
                yield _CLAIMED * 2
            case NoteReference():
                yield " "
            case _:
                yield plain((part,))


def _place(sentence: Sentence) -> _Place:
    if sentence.notes or sentence.role == "source":
        return "noted"
    return sentence.role if sentence.role in ("address", "sender") else "text"


def _quotations(passages: Sequence[Passage], parts: Sequence[Sentence]) -> Iterator[_Part]:
    """Quotations of several sentences, and the beginnings of those of several paragraphs."""
    for number, passage in enumerate(passages):
        within = [one for one in parts if one.passage == number]
        ends = [*(one.start for one in within[1:]), len(passage.text)]
        for found in _QUOTED.finditer(passage.text):
            over = [
                one for one, end in zip(within, ends, strict=False) if one.start < found.end() and found.start() < end
            ]
            if over and (not found[1] or len(over) > 1):
                end = "" if found[1] else '"'
                place = next((_place(one) for one in over if one.notes), _place(over[0]))
                yield _Part(place, _in_one_line(found[0]) + end, tuple(note for one in over for note in one.notes))


def _set_off(quotation: Document) -> Iterator[_Part]:
    """The paragraphs of a block quotation, but for those that are claims."""
    for passage in map(_without_claims, manuscript_of(quotation).passages):
        if re.search(rf"[^{_CLAIMED}\s.!?]", passage.text):
            words = _in_one_line(passage.text.replace('"', ""))
            yield _Part("noted" if passage.calls else "text", f'"{words}"', tuple(note for _, note in passage.calls))


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _links_in(inlines: tuple[Inline, ...]) -> Iterator[Link]:
    """Links that lead elsewhere than their words say."""
    for inline in walk_inlines(inlines):
        if isinstance(inline, Link) and inline.href.removeprefix("mailto:") not in plain(inline.content):
            yield inline


def _without_claims(passage: Passage) -> Passage:
    """The passage with letters that mean nothing for those of claims, and without references to its notes."""
    text = passage.text
    for start, end in passage.referred:
        text = text[:start] + " " * (end - start) + text[end:]
    for start, end, _ in passage.claims:
        text = text[:start] + re.sub(r"[^\s.!?]", _CLAIMED, text[start:end]) + text[end:]
    return replace(passage, text=text)


def _without_numbers(text: str, most: int) -> str:
    """An entry of the list of sources without the numbers of notes that there are."""
    numbers = found[1].split(", ") if (found := _LISTED.search(text)) and found[1] else []
    return _LISTED.sub("", text).strip() if all(0 < int(one) <= most for one in numbers) else text


@lru_cache(maxsize=50_000)
def _items(text: str) -> tuple[Item, ...]:
    """What is told of a text, should nothing bear it out."""
    read = "".join(map(_read_as, in_latin(text)))
    found = [one for one in items_in(read, _NAMELESS) if (one.kind in _TOLD and not _is_small(one)) or one.key in ROUND]
    contacts = [shown for shown in contacts_in(read).values() if re.search(r"\d", shown) or LARGE.search(shown)]
    for match in (*_ROMAN.finditer(read), *_PERIOD.finditer(read)):
        found.append(Item("figure", match[0].casefold(), match[0], match.start()))
    return (*found, *(Item("figure", shown, shown, read.find(shown)) for shown in contacts))


@lru_cache(maxsize=50_000)
def _rates(text: str) -> tuple[Item, ...]:
    """What says how often something was, or makes a rate or a multiple of the figures and claims of a sentence."""
    read = "".join(map(_read_as, in_latin(text)))
    beside = _CLAIMED * 2 in read or any(one.kind == "figure" for one in _items(text))
    pattern = _TIMES if beside else _RATE
    return tuple(Item("figure", one[0].casefold(), one[0], one.start()) for one in pattern.finditer(read))


def _read_as(char: str) -> str:
    """Nought for a sign for a number that is no digit, as in other scripts; nothing for a mark on a letter."""
    if char.isascii():
        return char
    return "0" if char.isnumeric() and not char.isdecimal() else char if unicodedata.category(char)[0] != "M" else ""


def _is_small(item: Item) -> bool:
    """Whether an item is a number below eleven in one word."""
    value = re.fullmatch(r"(\d+)(?:th)?", item.key)
    return bool(item.kind == "figure" and value and int(value[1]) < _SMALL and item.shown.isalpha())


def _kind(item: Item) -> str:
    """What an item is called; “hundreds” is a figure here."""
    return item.kind if item.kind in _TOLD else "figure"


def _key(item: Item) -> tuple[str, ...]:
    """What two items have in common that say the same."""
    return (item.kind, item.key, item.hedge, item.unit)


def _around(text: str, item: Item) -> str:
    """Some words before an item, and those from it on; three points for claims."""
    before, after = text[: item.at].split(), text[item.at :].split()
    words = " ".join((*before[-3:], *after[:6])).replace(_CITES, " …")
    return re.sub(rf"{_CLAIMED}{{2,}}(?:[\s.!?]+{_CLAIMED}+)*", "…", words)
