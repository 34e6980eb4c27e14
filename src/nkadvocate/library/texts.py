"""Quotations and figures of the records, looked up in the texts of the sources they cite."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nkadvocate.library.hedges import AFTER_FIGURES, BEFORE_FIGURES
from nkadvocate.library.interchange import MONTHS
from nkadvocate.library.library import Library
from nkadvocate.library.numerals import CARDINALS, ONES, TENS
from nkadvocate.library.sentences import in_quotes
from nkadvocate.problems import Place, Problem
from nkadvocate.records import CITATION, Demand, Evidence, Figure, Position, Provision, Text

_QUOTES = dict.fromkeys(map(ord, "\"“”„‟«»'‘’‚‛`´′″"), "'")
_BREAK = "\x02"
"""A hyphen at the end of a line: part of the word, or of the printing."""
_QUOTED = re.compile(r"“([^“”]+)”|(?<!\w)‘([^‘“”]+?)’(?!\w)")
_GAP = re.compile(r"\s*(?:\[\s*)?(?:…|\.\.\.)(?:\s*\])?\s*")
_CHANGED = re.compile(r"\[([^\[\]]*)\]")

_POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_NUMBER = re.compile(
    r"(?<![\d.,])(?:(?P<grouped>\d{1,3}(?:[ ,.']\d{3})+)(?!\d)|(?P<plain>\d+(?:\.\d+)?))"
    rf"|\b(?P<tens>{'|'.join(TENS)})-(?P<unit>{'|'.join(ONES[:9])})\b|\b(?P<word>{'|'.join(CARDINALS)})\b",
    re.IGNORECASE,
)
_POWER = re.compile(rf"[ -](?P<power>{'|'.join(_POWERS)})\b", re.IGNORECASE)
_PER_CENT = re.compile(r" ?(?:%|per ?cent\b)", re.IGNORECASE)
_SMALL = 11
"""Numbers below it, in words, may count what a source only lists."""

_HEDGES = BEFORE_FIGURES.keys() - {"exactly", "additional"}
_BEFORE = re.compile(rf"(?<!\w)(?:({'|'.join(BEFORE_FIGURES.values())})|(?:an )?estimated) ?$", re.IGNORECASE)
_BEHIND = {
    name: re.compile(rf"(?: (?:[\w'-]+ ){{0,2}}?|(?=-))(?:{words})\b", re.IGNORECASE)
    for name, words in AFTER_FIGURES.items()
}
_AROUND = 30
"""Letters before a figure that may be a hedge of it."""
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
_DATED = re.compile(
    rf"(?<![\d.,])(?:\d{{1,2}}(?= {_MONTH})|(?:1[5-9]|20)\d\d(?![\d.,]\d))|\b{_MONTH} \d{{1,2}}(?!\d)", re.IGNORECASE
)
"""A year, or a day beside its month."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with its hedges; of two values where its point may part thousands or decimals."""

    values: tuple[float, ...]
    shown: str
    hedges: frozenset[str] = frozenset()
    share: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """A source's text, made comparable, and the numbers in it."""

    name: str
    language: str
    text: str
    numbers: tuple[_Number, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A text of a record: what it quotes, by language, its other English words, and the sources it is taken from."""

    record: Evidence | Position | Provision | Demand
    path: tuple[object, ...]
    quoted: list[tuple[str, str]]
    words: str
    sources: tuple[str, ...]


def check_texts(library: Library, folder: Path) -> list[Problem]:
    """What the records quote or count that the texts in ``folder`` do not have.

    A source's ``text`` names its file. A phrase counts as found when any of the record's sources whose text is held has
    it; a record none of whose sources is held is passed over. Numbers are looked up where the first citation is held.
    """
    held, problems = _read(library, folder)
    if not held and not problems:
        return [Problem(f"{folder} holds the text of no source", hint="the field 'text' of a source names its file")]
    for told in _told(library):
        texts = [held[source] for source in told.sources if source in held]
        missing = [*_quotations(told, texts)]
        english = [text for text in texts if text.language == "en"]
        if english and told.sources[0] in held:
            missing += _counted(library, told, english)
        place = library.origins[told.record.id].place(told.path)
        problems += [_amiss(told.record, what, place) for what in missing]
    for evidence in library.evidence.values():
        if evidence.figure and evidence.citations[0].source in held:
            texts = [held[c.source] for c in evidence.citations if c.source in held]
            problems += _figure(library, evidence, evidence.figure, texts)
    return problems


def _amiss(record: Evidence | Position | Provision | Demand, what: str, place: Place) -> Problem:
    """What is amiss with a record; of one on a private person its words and those of its source are not repeated."""
    if isinstance(record, Evidence) and record.personal:
        what = "a quotation or number is not in the text of its source, or has another hedge there"
    return Problem(f"{record.id}: {what}", place)


def not_held(library: Library, folder: Path) -> list[str]:
    """The sources whose text has a file that is not in ``folder``, with its name."""
    return [
        f"{source.id} ({source.text})"
        for source in library.sources.values()
        if source.text and not (folder / source.text).is_file()
    ]


def _read(library: Library, folder: Path) -> tuple[dict[str, _Held], list[Problem]]:
    held: dict[str, _Held] = {}
    problems: list[Problem] = []
    for source in library.sources.values():
        if source.text is None or not (folder / source.text).is_file():
            continue
        try:
            text = _comparable((folder / source.text).read_bytes().decode("utf-8-sig"))
        except OSError as error:
            problems.append(Problem(f"cannot be read: {error.strerror}", Place(str(folder / source.text), 1, 1)))
        except UnicodeDecodeError:
            problems.append(Problem("not UTF-8 text", Place(str(folder / source.text), 1, 1), "save the file as UTF-8"))
        else:
            joined = {text, re.sub(rf"(?<=[^\W\d]){_BREAK}(?=[^\W\d])", "", text)}
            numbers = tuple(number for one in joined for number in _numbers(one.replace(_BREAK, "-")))
            held[source.id] = _Held(f"{source.id} ({source.text})", source.language or "en", text, numbers)
    return held, problems


def _comparable(text: str) -> str:
    """One line, one kind of quotation mark, no soft hyphens; a hyphen at a line's end becomes ``_BREAK``."""
    text = re.sub("\xad\\s*\n\\s*|\xad", "", text.replace("\r\n", "\n"))
    text = re.sub(r"(?<=\w)[-‐‑][ \t]*\n\s*(?=\w)", _BREAK, text)
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def _told(library: Library) -> Iterator[_Told]:
    """Each text that may quote or count."""

    def of(record: Evidence | Position | Provision, field: str, sources: Iterable[str]) -> _Told:
        text = getattr(record, field) or ""
        words = _QUOTED.sub("", CITATION.sub("", text if isinstance(text, str) else text.get("en", "")))
        return _Told(record, (field,), _quoted(text), words, tuple(sources))

    for evidence in library.evidence.values():
        for field in ("claim", "caveat"):
            yield of(evidence, field, (c.source for c in evidence.citations))
    for position in library.positions.values():
        yield of(position, "statement", (c.source for c in position.citations))
    for provision in library.provisions.values():
        instrument = library.instruments[provision.instrument]
        yield of(provision, "requires", (instrument.source, *(c.source for c in provision.citations)))
    for demand in library.demands.values():
        for n, precedent in enumerate(demand.precedents):
            if precedent.wording:
                path = ("precedents", n, "wording")
                yield _Told(demand, path, [("en", precedent.wording)], "", (precedent.citation.source,))


def _quoted(text: Text) -> list[tuple[str, str]]:
    texts: Mapping[str, str] = {"en": text} if isinstance(text, str) else text
    return [
        (language, match[1] or match[2])
        for language, words in texts.items()
        for match in _QUOTED.finditer(CITATION.sub("", words))
    ]


def _quotations(told: _Told, texts: Sequence[_Held]) -> Iterator[str]:
    """What is quoted that none of the texts in its language has."""
    for language, phrase in told.quoted:
        within = [text for text in texts if text.language == language]
        if within and not any(_pattern(phrase).search(text.text) for text in within):
            yield f"{in_quotes(told.record, phrase)} is not in {_names(within)}"


def _names(texts: Sequence[_Held]) -> str:
    return " or ".join(text.name for text in texts)


def _pattern(phrase: str) -> re.Pattern[str]:
    """What finds ``phrase`` in a comparable text, as a whole word or words.

    “…” leaves out up to some sentences; a letter in brackets stands for itself in either case, and other words in
    brackets for what they replace. The full stop or comma before a closing quotation mark is not part of the phrase.
    """
    phrase = phrase.strip().rstrip(".,;:")
    kept = ".{0,600}?".join(map(_changed, _GAP.split(phrase)))
    before = r"(?<!\w)" if phrase[:1].isalnum() else ""
    # A note's number may follow the last word: “refugees.1”, “shown2”.
    after = r"(?![^\W\d_])" if phrase[-1:].isalpha() else r"(?!\d)" if phrase[-1:].isdigit() else ""
    return re.compile(f"{before}{kept}{after}")


def _changed(part: str) -> str:
    pieces = _CHANGED.split(part)
    for n, piece in enumerate(pieces):
        if n % 2 == 0:
            pieces[n] = _literal(piece)
        else:
            pieces[n] = f"[{piece.lower()}{piece.upper()}]" if len(piece) == 1 and piece.isalpha() else "[^.]{0,60}?"
    return "".join(pieces)


def _literal(words: str) -> str:
    """The pattern of unchanged words; a line may have been broken, with a hyphen, after any letter."""
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", words).translate(_QUOTES))
    letters = [f"[-{_BREAK}]" if letter in "-‐‑" else re.escape(letter) for letter in words]
    return f"{_BREAK}?".join(letters)


def _counted(library: Library, told: _Told, texts: Sequence[_Held]) -> Iterator[str]:
    """The numbers of a text that the sources' texts do not have with their hedge: not small ones in words, which may
    count what a source lists, nor those in a date that record or sources have."""
    fields = [getattr(told.record, field, None) for field in ("as_of", "period", "date")]
    fields += [library.sources[source].issued for source in told.sources]
    dates = {int(number) for field in fields if field for number in _DIGITS.findall(field)}
    words = _DATED.sub(lambda found: "" if int(_DIGITS.findall(found[0])[0]) in dates else found[0], told.words)
    for number in _numbers(words):
        if not number.small and (what := _missing(number, texts)):
            yield f"{in_quotes(told.record, number.shown)} {what}"


def _figure(library: Library, evidence: Evidence, figure: Figure, texts: Sequence[_Held]) -> Iterator[Problem]:
    share = figure.unit == "per cent"
    for field in ("value", "low", "high"):
        value = getattr(figure, field)
        if value is None:
            continue
        # A range has one hedge, before its lower end.
        qualifier = figure.qualifier if field != "high" else None
        shown = " ".join(filter(None, (qualifier, f"{value:,}", "per cent" if share else None)))
        hedges = frozenset(name for name in _HEDGES if qualifier and re.fullmatch(BEFORE_FIGURES[name], qualifier))
        if what := _missing(_Number((value,), shown, hedges, share), texts, hedged=field != "high"):
            yield _amiss(evidence, f"{shown} {what}", library.origins[evidence.id].place(("figure", field)))


def _missing(number: _Number, texts: Sequence[_Held], *, hedged: bool = True) -> str | None:
    """What is amiss if no text has the number, or an English text only with another hedge."""
    others = []
    for text in texts:
        for found in text.numbers:
            if set(found.values).isdisjoint(number.values) or (number.share and not found.share):
                continue
            same = number.hedges <= found.hedges if number.hedges else not found.hedges
            if same or not hedged or text.language != "en":
                return None
            others.append(f"“{found.shown}”")
    which = f", which has {' and '.join(dict.fromkeys(others))}" if others else ""
    return f"is not in {_names(texts)}{which}"


def _numbers(text: str) -> Iterator[_Number]:
    """Every number in a comparable text, in digits of any grouping or in words."""
    for match in _NUMBER.finditer(text):
        values: list[float] = []
        if grouped := match["grouped"]:
            values.append(int(re.sub(r"\D", "", grouped)))
            if re.fullmatch(r"\d+\.\d+", grouped):
                values.append(float(grouped))
        elif plain := match["plain"]:
            values.append(float(plain))
        elif match["tens"]:
            values.append(CARDINALS[match["tens"].lower()] + CARDINALS[match["unit"].lower()])
        else:
            values.append(CARDINALS[match["word"].lower()])
        power = _POWER.match(text, match.end())
        factor = _POWERS[power["power"].lower()] if power else 1
        ends = power.end() if power else match.end()
        share = _PER_CENT.match(text, ends)
        ends = share.end() if share else ends
        begins, hedges = match.start(), set[str]()
        while before := _BEFORE.search(text, max(begins - _AROUND, 0), begins):
            begins = before.start()
            hedges.update(
                name for name in _HEDGES if re.fullmatch(BEFORE_FIGURES[name], before[1] or "", re.IGNORECASE)
            )
        for name, behind in _BEHIND.items():
            if after := behind.match(text, ends):
                ends = after.end()
                hedges.add(name)
        yield _Number(
            tuple(value * factor for value in values),
            text[begins:ends],
            frozenset(hedges),
            share=share is not None,
            small=bool(match["word"]) and not (power or share) and values[0] < _SMALL,
        )
