"""Quotations and figures of the records, looked up in the texts of the sources they cite."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nkadvocate.library.library import Library
from nkadvocate.library.numerals import CARDINALS, ONES, TENS
from nkadvocate.library.sentences import in_quotes
from nkadvocate.problems import Place, Problem
from nkadvocate.records import CITATION, Evidence, Figure, Text

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


@dataclass(frozen=True, slots=True)
class _Held:
    """A source's text, made comparable, and the numbers in it."""

    name: str
    language: str
    text: str
    numbers: frozenset[float]
    shares: frozenset[float]


def check_texts(library: Library, folder: Path) -> list[Problem]:
    """What the records quote or count that the texts in ``folder`` do not have.

    A source's ``text`` names its file. A phrase counts as found when any of the record's sources whose text is held has
    it; a record none of whose sources is held is passed over. A figure is looked up where the first citation is held.
    """
    held, problems = _read(library, folder)
    if not held and not problems:
        return [Problem(f"{folder} holds the text of no source", hint="the field 'text' of a source names its file")]
    for record_id, path, quoted, sources in _quotations(library):
        texts = [held[source] for source in sources if source in held]
        for language, phrase in quoted:
            within = [text for text in texts if text.language == language]
            if within and not any(_pattern(phrase).search(text.text) for text in within):
                names = " or ".join(text.name for text in within)
                place = library.origins[record_id].place(path)
                words = in_quotes(library.find(record_id)[1], phrase)
                problems.append(Problem(f"{record_id}: {words} is not in {names}", place))
    for evidence in library.evidence.values():
        if evidence.figure and evidence.citations[0].source in held:
            texts = [held[c.source] for c in evidence.citations if c.source in held]
            problems += _figure(library, evidence, evidence.figure, texts)
    return problems


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
            found = list(_numbers(text.replace(_BREAK, "-")))
            held[source.id] = _Held(
                f"{source.id} ({source.text})",
                source.language or "en",
                text,
                frozenset(value for value, _ in found),
                frozenset(value for value, share in found if share),
            )
    return held, problems


def _comparable(text: str) -> str:
    """One line, one kind of quotation mark, no soft hyphens; a hyphen at a line's end becomes ``_BREAK``."""
    text = re.sub("\xad\\s*\n\\s*|\xad", "", text.replace("\r\n", "\n"))
    text = re.sub(r"(?<=\w)[-‐‑][ \t]*\n\s*(?=\w)", _BREAK, text)
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def _quotations(
    library: Library,
) -> Iterator[tuple[str, tuple[object, ...], list[tuple[str, str]], tuple[str, ...]]]:
    """Each text that may quote: record, path, its quoted phrases with their language, the sources it is taken from."""
    for evidence in library.evidence.values():
        yield evidence.id, ("claim",), _quoted(evidence.claim), tuple(c.source for c in evidence.citations)
    for position in library.positions.values():
        yield position.id, ("statement",), _quoted(position.statement), tuple(c.source for c in position.citations)
    for provision in library.provisions.values():
        sources = (library.instruments[provision.instrument].source, *(c.source for c in provision.citations))
        yield provision.id, ("requires",), _quoted(provision.requires), sources
    for demand in library.demands.values():
        for n, precedent in enumerate(demand.precedents):
            if precedent.wording:
                path = ("precedents", n, "wording")
                yield demand.id, path, [("en", precedent.wording)], (precedent.citation.source,)


def _quoted(text: Text) -> list[tuple[str, str]]:
    texts: Mapping[str, str] = {"en": text} if isinstance(text, str) else text
    return [
        (language, match[1] or match[2])
        for language, words in texts.items()
        for match in _QUOTED.finditer(CITATION.sub("", words))
    ]


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


def _figure(library: Library, evidence: Evidence, figure: Figure, texts: Iterable[_Held]) -> Iterator[Problem]:
    texts = tuple(texts)
    share = figure.unit == "per cent"
    for field in ("value", "low", "high"):
        value = getattr(figure, field)
        if value is None or any(value in (text.shares if share else text.numbers) for text in texts):
            continue
        what = f"{value:,}{' per cent' if share else ''} is not in {' or '.join(text.name for text in texts)}"
        place = library.origins[evidence.id].place(("figure", field))
        yield Problem(f"{evidence.id}: {what}", place)


def _numbers(text: str) -> Iterator[tuple[float, bool]]:
    """Every number in a comparable text, in digits of any grouping or in words, and whether it is a percentage."""
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
        share = _PER_CENT.match(text, match.end()) is not None
        for value in values:
            yield value * factor, share
