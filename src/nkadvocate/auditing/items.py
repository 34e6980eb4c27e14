"""What is checked in a sentence: figures with hedge and unit, dates, names, articles, quotations, turns of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from nkadvocate.auditing.contacts import CONTACT
from nkadvocate.auditing.lexicon import CURRENCIES, ROUND, UNITS, turns_in
from nkadvocate.auditing.names import Names
from nkadvocate.library.hedges import AFTER_FIGURES, BEFORE_FIGURES
from nkadvocate.library.numerals import CARDINALS, NTH_ONES, NTH_TENS, ONES, ORDINALS, TENS

Kind = Literal["figure", "date", "name", "article", "quotation", "hedge", "negation", "force", "wording"]

_MASK = "\x1a"
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join((*_MONTHS, *(rf"{month[:3]}\.?" for month in _MONTHS if month != "may"), r"sept\.?"))
# “March” and “May” alone may be other words.
_MONTH_ALONE = "|".join(
    rf"(?<=[a-z,] ){month.title()}" if month in {"march", "may"} else month.title() for month in _MONTHS
)
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>1[5-9]\d\d|20\d\d)"
_COUNTED = "people|persons|individuals|women|cases|refugees"
_DATES = (
    rf"{_DAY.format(0)}(?: of)? (?P<month0>{_MONTH}),? {_YEAR.format(0)}",
    rf"(?P<month1>{_MONTH}) {_DAY.format(1)},? {_YEAR.format(1)}",
    rf"{_YEAR.format(2)}-(?P<month2>[01]\d)-(?P<day2>[0-3]\d)",
    r"(?P<day3>[0-3]?\d)[./](?P<month3>[01]?\d)[./](?P<year3>(?:19|20)\d\d)",
    rf"(?P<month4>{_MONTH}),?(?: of)? {_YEAR.format(4)}",
    rf"{_DAY.format(5)}(?: of)? (?P<month5>{_MONTH})",
    rf"(?P<month6>(?-i:{_MONTH_ALONE}))",
    rf"(?<!\d)(?<!\d[.,]){_YEAR.format(7)}(?P<decade7>s)?(?!\d|[.,]\d)(?! (?:{_COUNTED}))",
)
_DATE = re.compile(rf"(?<![\w/])(?:{'|'.join(_DATES)})(?![\w/])", re.IGNORECASE)
_PLACED = (
    r"up to|as (?:early|late|far back) as|through(?:out)?|starting|beyond|(?:nights?|mornings?|evenings?)(?= of)"
    r"|since|until|till|by|before|after|prior to|following|as of|as at|from|mid|early|late|pre|post"
    r"|about|around|approximately|roughly|circa|at least"
    r"|(?:first|second|third|fourth|last|final|latter|opening|closing)(?: [a-z]+)?"
    r" (?:half|quarter|third|part|months?|weeks?|days?|hours?) of"
    r"|spring|summer|autumn|winter|(?:course|half) of|(?:decade|years?|months?|weeks?|run-up) (?:to|before|until)"
    r"|(?:anniversary|eve|end|beginning|start|middle|morrow)(?: of)?"
)
_RELATION = re.compile(rf"(?:\b(?:{_PLACED})(?:,? (?:in|on|of|the|year))*[ -])+$", re.IGNORECASE)
_PLACED_BY = re.compile(
    rf"\b(since|until|till|before|after|prior to|up to|beyond|through)"
    rf" (?:the|an?|its|their|his|her|this|that|[\w{_MASK}]+'s) (?:[\w'{_MASK}-]+ ){{0,4}}?(?:of|[\w{_MASK}]+'s) $",
    re.IGNORECASE,
)
"""“Since its report of 2014”, “before the Commission's 2014 report”: what places the thing places the date."""
_ON = re.compile(r" on(?:wards?)?\b(?! the\b)", re.IGNORECASE)
_TEXT_FROM = re.compile(
    r"\b(?:reports?|stud(?:y|ies)|surveys?|letters?|resolutions?|opinions?|statements?|laws?|acts?|protocols?|agreements?"
    r"|treat(?:y|ies)|comments?|observations|findings?|articles?) from (?:the )?(?:year )?$",
    re.IGNORECASE,
)
"""“A report from 2014” is one of 2014, and no period begins."""
_BEFORE_THING = re.compile(r"\bthe $", re.IGNORECASE)
_THING = re.compile(r"(?:'s)? ([a-z]+)")
"""“Since the 2024 floods”: it is not the year that places."""
_OF_YEAR = re.compile(
    r",? (?:(?:of|in) )?(?:the )?((?:[a-z]+ ){1,2}year(?: (?:before|earlier|after|later))?)\b", re.IGNORECASE
)
"""“October of that year”: a year that is told by another."""
_FURTHER = re.compile(
    r",? (?:and|or) (?:[a-z]+ ){0,2}?(since|later|earlier|before|after(?:wards)?|thereafter|beyond|onwards?)\b",
    re.IGNORECASE,
)
"""“In 2015 and again since”: a date that is made a period."""
_OF_THE_DAY = {"night", "morning", "evening"}
"""“The night of 9 October” is that day; the nights of it are others."""
_RELATIONS = {"till": "until", "prior to": "before", "following": "after", "as at": "by", "as of": "by"}
_RELATIONS |= dict.fromkeys(("around", "approximately", "roughly", "circa"), "about")

_LOCATOR = r"(?:\d+|[IVXLC]+\b|[A-Z]\b)[A-Za-z]?(?: ?\((?:\d+|[a-z]{1,3})\))*"
_ARTICLE = re.compile(
    r"(?<!\w)(?P<word>articles?|arts?\.?|paragraphs?|paras?\.?|sections?|sec\.?|§§?|recitals?|chapters?|ch\.?|nos?\.?"
    r"|numbers?(?= \d)|principles?|rules?|annex(?:es)?|pages?|pp?\.?(?= ?\d| [IVXLC]+\b)|volumes?|vol\.?|clauses?"
    r"|items?)"
    rf" ?(?P<list>(?-i:{_LOCATOR}(?:(?:, | and | or | to |, and | ?- ?| ?& ?){_LOCATOR})*))(?![\w/])"
    r"(?:,? para(?:graph)?\.? (?P<within>\d+)(?!\w))?",
    re.IGNORECASE,
)
_WORDS_FOR = {
    "article": "art",
    "paragraph": "para",
    "section": "s",
    "sec": "s",
    "§": "s",
    "chapter": "ch",
    "number": "no",
}
_REPORTER = r"(?:U\.?S\.?C\.?|U\.?N\.?T\.?S\.?|I\.?L\.?M\.?|Stat\.|F\.R\.)"
_CODE = re.compile(
    rf"(?<!\w)\d+ {_REPORTER} (?:§+ ?)?\d+\w*(?:\(\w+\))*"
    r"|(?<![\w/])(?:[\w().]+/)+[\w().-]*\w\)?|(?<!\w)(?:[A-Z]+[_-]?\d[\w-]*|\d+[A-Za-z]{2,}\d\w*)(?!\w)"
)

_POWERS = {"dozen": 12, "score": 20, "hundred": 100, "gross": 144, "thousand": 10**3, "myriad": 10**4, "lakh": 10**5}
_POWERS |= {"million": 10**6, "crore": 10**7, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}
_ABBREVIATED = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12}
_POWERS |= {f"{word}s": value for word, value in _POWERS.items() if word in {"lakh", "crore"}}
_NONE = ("zero", "nil", "nought", "naught")
_SPELLED = "|".join(sorted((*CARDINALS, *_POWERS), key=len, reverse=True))
_PARTS = {**ORDINALS, "hundredth": 100, "thousandth": 1000}
_FRACTIONS = {"half": 50.0, "halve": 50.0, "quarter": 25.0} | {
    word: round(100 / value, 1) for word, value in _PARTS.items() if value > 2
}
_PART = "|".join(sorted((word for word in _FRACTIONS if word != "halve"), key=len, reverse=True))
_LARGE = "|".join(
    sorted((*(word for word, value in CARDINALS.items() if value > 10), *_POWERS.keys() - {"score", "gross"}))
)
_SAID_OF_SOME = (
    "of|the|were|was|are|is|have|had|has|been|died|fled|shot|sent|sold|came|went|fell|left|lost|did|do|does|will|would"
    "|could|can|may|might|must|should|shall|never|not|now|still|later|also|alone|more|less|in|by|at|to|from|(?-i:[a-z]+ed)"
)
"""What follows a share and no ordinal: “a third were returned”, not “a third country”."""
_SHARE = (
    rf"(?:{'|'.join(ONES)})[ -](?:{_PART})s?"
    rf"|(?:an?|another|the (?:other|remaining)) (?:\w+ )?(?:{_PART})(?= (?:{_SAID_OF_SOME})\b|[,.;:!?)\"]|$)"
)
_OF_SHARES = re.compile(rf"(?<!\w)(?:{_SHARE})(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>[0-9]{1,3}(?:[ ,.'][0-9]{3})+(?!\d)|[0-9]+(?:[.,][0-9]{1,2})?)"
    rf"(?: ?(?P<power>{'|'.join((*_POWERS, *_ABBREVIATED))}))?(?!\w)"
    r"|(?<!\w)(?P<fraction>halves|half(?! an?\b)(?!-)"
    rf"|{_SHARE})(?!\w)"
    rf"|(?:(?<![\w-])|(?<=-)(?<!multi-)(?=(?:{_LARGE})(?!\w)))"
    rf"(?P<words>(?:{_SPELLED})(?:(?:-| and | |)(?:{_SPELLED}))*)(?!\w)(?!-(?:{_PART})s?\b)"
    rf"|(?<![\w-])(?P<none>{'|'.join(_NONE)})(?!\w)",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"\bevery (?P<nth>other|{'|'.join(nth for nth in _PARTS if nth != 'first')})(?= \w)"
    rf"|(?<![\w-])(?P<of>[1-9]|{'|'.join(ONES)}) (?:in|out of|of) every (?P<every>[1-9][0-9]{{0,8}}|{_SPELLED})(?!\w)"
    rf"|(?<![\w-])(?P<some>one|two|three) (?:in|out of) (?P<all>{_SPELLED})(?!\w)",
    re.IGNORECASE,
)
"""“Every second person”, “one in three”: a share."""
COUNTED = (
    rf"(?:(?:more|other|such|young|north|korean) ){{0,3}}(?:{'|'.join(UNITS.values())}|koreans?)"
    r"|of (?:them|these|those)"
)
"""What a number counts that stands right before it."""
_UNREAD = re.compile(
    rf"[^\s{_MASK}]*\d[^\s{_MASK}]*|(?<!\w)[MDCLXVI]{{3,}}(?!\w)"
    rf"|(?<![\w-])[MDCLXVI]{{2}}(?=-strong\b| (?i:{COUNTED})\b)"
    r"|(?<!\w)[lIoO\d]{1,3}(?:[.,][lIoO\d]{3})+(?!\w)"
)
"""What no other pattern reads: digits, those of other scripts among them, and Roman numerals."""
LARGE = re.compile(rf"(?<!\w)(?:{_LARGE})(?!\w)", re.IGNORECASE)
"""A number above ten, in one word."""
_COMPOUND = re.compile(rf"(?<!\w)(?:{_LARGE})[\w-]+", re.IGNORECASE)
"""Words that begin with a number above ten: thousandfold, fortyish. Smaller ones rarely count people."""
_ORDINAL = re.compile(
    rf"(?<![\w-])(?:(?P<tens>{'|'.join(TENS)})-(?P<ones>{'|'.join(NTH_ONES[:9])})"
    rf"|(?P<nth>{'|'.join((*NTH_ONES[2:], *NTH_TENS))})|(?P<digits>[0-9]{{1,4}})(?:st|nd|rd|th))(?!\w)",
    re.IGNORECASE,
)
_ONE, _NOUGHT, _SMALL_NOUGHT, _OTHERS = "lIІӀΙ", "OОΟՕ", "oоοօ", "ЗзӠӡƷȜЧчбƼƧ"
_DIGITS = str.maketrans(_ONE + _NOUGHT + _SMALL_NOUGHT + _OTHERS, "111110000000033333344652")
_LOOKALIKE = re.compile(
    rf"(?<![\w,.])(?=[\d,.]*[^\W\d])(?:[\d{_ONE}{_OTHERS}][\d{_ONE}{_NOUGHT}{_SMALL_NOUGHT}{_OTHERS}]{{0,2}}"
    rf"(?:[,.][\d{_ONE}{_NOUGHT}{_SMALL_NOUGHT}{_OTHERS}]{{3}})+"
    rf"|[\d{_ONE}{_OTHERS}][\d{_NOUGHT}{_OTHERS}]{{2,}}|[{_OTHERS}][\d{_NOUGHT}{_OTHERS}])(?!\w)"
)
"""A figure in which letters, Latin or not, stand for digits that look like them."""
_POINTS = re.compile(r" ?(?:percentage points?|per ?cent points?)\b", re.IGNORECASE)
_PER_CENT = re.compile(r" ?(?:%|per ?cent\b)", re.IGNORECASE)
_TIMES_AS_MANY = {"twice": 2, "double": 2, "thrice": 3, "treble": 3, "triple": 3, "half": 0.5}
_TIMES = re.compile(rf"(?<!\w)({'|'.join(_TIMES_AS_MANY)}) $", re.IGNORECASE)
_BETWEEN = rf" ?(?:(?:an?|the) )?(?:{_MASK}+ )?(?:\w+ )?$"
"""What may stand between a hedge and its figure."""
_CLOSE = re.compile(r" ?(?:(?:an?|the) )?")
"""What may stand between a hedge and another."""
_BEFORE = [(name, re.compile(rf"(?<!\w)({words}){_BETWEEN}", re.IGNORECASE)) for name, words in BEFORE_FIGURES.items()]
_AFTER = [
    (name, re.compile(rf"^(?: (?:[\w'-]+ ){{0,2}}?|(?=-))(?:{words})\b", re.IGNORECASE))
    for name, words in AFTER_FIGURES.items()
]
_ANOTHER_PHRASE = r"of|with|in|from|to|by|for|at|on|about|among|who|whom|which|that"
_UNIT = [
    (
        name,
        re.compile(rf"^[ -](?:of )?(?:(?!(?:{_ANOTHER_PHRASE})\b)[\w'{_MASK}-]+ ){{0,3}}?(?:{words})\b", re.IGNORECASE),
    )
    for name, words in UNITS.items()
]
"""What is counted stands in the phrase of the figure: “800 interviews with refugees” counts interviews."""

_TIMES_OF = ("years", "months", "weeks", "days", "hours", "decades")
_RATE = re.compile(
    r"^ (?:[\w'-]+ ){0,3}?((?:an?|in one|in a single) (?:hour|day|night|week|month|quarter|year|decade)"
    r"|(?:each|every|per|in one|in a single) [a-z]+)\b(?! ago)",
    re.IGNORECASE,
)
_EACH_TIME = re.compile(
    rf"^ (?:{'|'.join(UNITS.values())}) (an? [a-z]+)(?= (?:to|from|in|since|and|or|by)\b|[,.;:)]|$)", re.IGNORECASE
)
"""“406 people a flight”."""

_OF_ROUND = re.compile(r"(?: (?P<more>more|further|other))?(?: of)?(?: (?:the|these|those))?(?= )", re.IGNORECASE)
"""What joins “hundreds” and those that they count."""
_MONEY = [
    (name, re.compile(rf"(?:^|(?<![\w$]))(?:{words}) ?$"), re.compile(rf"^ ?(?:{words})(?!\w)"))
    for name, words in CURRENCIES.items()
]
_NOUN = re.compile(
    r"^[ -](?:(?!(?:of|in|and|or|to|at|by|on|as|for|from|were|was|have|had|has|the|that|who|which)\b)[a-z][a-z'-]+ )?"
    r"(?!(?:was|has|this|its|as|is|says|does)\b)([a-z]{3,}s)\b"
)
"""The noun right after a figure, which may have one word before it."""

QUOTED = re.compile(
    r"(?:\"|''|,,|<<)((?:(?!\"|''|>>)[\s\S])+)(?:\"|''|>>)|(?<![\w'])'([^'\"]+(?:'(?=\w)[^'\"]*)*)'(?!\w)"
)
_CAPITAL = re.compile(r"(?<![\w-])(?:[A-Z][\w'-]*[\w]|[A-Z]{2,})")
_NO_NAMES = frozenset(
    {
        *("I", "A", "An", "The", "This", "That", "These", "Those", "It", "He", "She", "They", "We", "You", "Your"),
        *("Our", "Their", "His", "Her", "Its", "In", "On", "At", "By", "For", "From", "To", "Of", "As", "With"),
        *("Under", "Without", "Within", "Among", "According", "Article", "Articles", "Art", "Arts", "Paragraph"),
        *("Para", "Section", "No", "Nos", "Mr", "Mrs", "Ms", "Dr", "Also", "And", "But", "Or", "Nor", "If"),
        *("When", "While", "Since", "After", "Before", "During", "Until", "There", "Here", "Such", "Some", "Many"),
        *("Most", "All", "Each", "Every", "Any", "Both", "Further", "Furthermore", "Moreover", "However"),
        *("Nevertheless", "Nonetheless", "Likewise", "Besides", "Indeed", "Therefore", "Thus", "Hence"),
        *("Meanwhile", "Thereafter", "Later", "Then", "Again", "Still", "Yet", "So", "Although", "Though"),
        *("Whereas", "Because", "Once", "Instead", "What", "Who", "Which", "Where", "Why", "How", "Nobody"),
        *("None", "Not", "May", "Should", "Would", "Could", "Can", "Please", "Government", "Governments", "State"),
        *("States"),
    }
)
"""Words with a capital letter that name nobody."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is checked. Two items of a kind say the same when their keys, and what hangs on them, agree.

    ``hedge`` and ``unit`` hang on a figure, and ``end`` is where it ends; of a date, ``hedge`` is the word that places
    it: since, until.
    """

    kind: Kind
    key: str
    shown: str
    at: int
    hedge: str = ""
    unit: str = ""
    end: int = 0


def counted(text: str, figure: Item) -> tuple[list[str], bool]:
    """The words between a figure and what is counted, and whether that is known; if not, the next few words."""
    words: list[str] = re.findall(r"[^\s,;]+", re.split(r"[,;]", text[figure.end :])[0])[: _FEW + 1]
    place = next((n for n, word in enumerate(words) if _COUNTS.fullmatch(word.strip(".)").casefold())), None)
    return (words[:_FEW], False) if place is None else (words[:place], True)


_COUNTS = re.compile("|".join(UNITS.values()), re.IGNORECASE)
_FEW = 3
"""Words between a figure and what is counted."""
FREELY = frozenset({"of", "the", "these", "those", "such", "different", "north", "korean"})
"""Words that may come before what is counted: “406 of these people”, “212 North Korean women”."""


def items_in(text: str, names: Names, known: Callable[[str], bool] = lambda word: True) -> list[Item]:
    """Every item in a sentence whose text is ``normal``, by offset.

    ``known`` says whether a capitalised word at the beginning is an ordinary one.
    """
    text = _LOOKALIKE.sub(lambda found: found[0].translate(_DIGITS), text)
    reading = _Reading(text, names, known)
    return sorted(reading.items(), key=lambda item: item.at)


@dataclass(slots=True)
class _Reading:
    """What is read is masked, so that a year in a treaty's name is no date, and a day in a date no figure."""

    text: str
    names: Names
    known: Callable[[str], bool]

    def items(self) -> Iterator[Item]:
        whole = self.text
        self.text = CONTACT.sub(lambda match: _MASK * len(match[0]), self.text)
        yield from self.taken(self.quotations(), whole)
        yield from self.taken(self.known_names(), whole)
        yield from self.taken(self.articles(), whole)
        yield from self.taken(self.codes(), whole)
        yield from self.taken(self.dates(), whole)
        yield from self.taken(self.shares(), whole)
        yield from self.taken(self.ordinals(), whole)
        yield from self.taken(self.figures(whole), whole)
        yield from self.taken(self.unread(), whole)
        for turn, name, at, word in turns_in(self.text):
            if turn != "wording" or word[0].islower() or at == 0:
                unit = self._rounded(at + len(word)) if name in ROUND else ""
                yield Item(turn, name, word, at, unit=unit)
        yield from self.other_names()

    def _rounded(self, end: int) -> str:
        """What “hundreds” that end there count, and whether they are more than others."""
        of = _OF_ROUND.match(self.text, end)
        unit = _first(_UNIT, self.text[of.end() :]) or _noun(self.text[of.end() :]) if of else ""
        return " ".join(filter(None, (of["more"], unit))) if of and unit else ""

    def taken(self, found: Iterator[tuple[Item, int, int]], whole: str) -> Iterator[Item]:
        for item, start, end in list(found):
            yield item
            self.text = self.text[:start] + _MASK * (end - start) + self.text[end:]

    def quotations(self) -> Iterator[tuple[Item, int, int]]:
        for match in QUOTED.finditer(self.text):
            words = re.sub(r"(?<=[a-z])-(?=[a-z])", "", (match[1] or match[2]).strip(" .,;:"))
            words = re.sub(r"\bnon (?=[a-z])", "non", words)
            yield Item("quotation", words.casefold(), match[0], match.start()), match.start(), match.end()

    def known_names(self) -> Iterator[tuple[Item, int, int]]:
        for record_id, at, form in self.names.find(self.text):
            yield Item("name", f"@{record_id}", form, at), at, at + len(form)

    def articles(self) -> Iterator[tuple[Item, int, int]]:
        for match in _ARTICLE.finditer(self.text):
            word = match["word"].casefold().rstrip(".")
            singular = word if word in {"s", "p"} else word.removesuffix("s") if word != "annexes" else "annex"
            kind = _WORDS_FOR.get(singular.rstrip("§") + "§" * ("§" in singular), singular)
            for locator in re.finditer(_LOCATOR, match["list"]):
                at = match.start("list") + locator.start()
                key = f"{kind} {locator[0].replace(' ', '')}"
                shown = f"{match['word']} {locator[0]}"
                end = at + len(locator[0])
                if match["within"] and end == match.end("list"):
                    key, shown, end = f"{key}({match['within']})", f"{shown}({match['within']})", match.end()
                yield Item("article", key, shown, at), at, end
            yield_end = match.start("list")
            self.text = self.text[: match.start()] + _MASK * (yield_end - match.start()) + self.text[yield_end:]

    def codes(self) -> Iterator[tuple[Item, int, int]]:
        for match in _CODE.finditer(self.text):
            if re.search(r"\d", match[0]) and not re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", match[0]):
                yield Item("article", match[0], match[0], match.start()), match.start(), match.end()

    def dates(self) -> Iterator[tuple[Item, int, int]]:
        for match in _DATE.finditer(self.text):
            parts = {name[:-1]: value for name, value in match.groupdict().items() if value}
            year, month, day = parts.get("year", "-"), _month(parts.get("month")), parts.get("day", "-").zfill(2)
            relation = _relation(self.text[: match.start()], self.text[match.end() :], yearless=year == "-")
            key = f"{year}{parts.get('decade', '')}/{month}/{day}"
            item = Item("date", key, match[0], match.start(), relation)
            yield item, match.start(), match.end()

    def shares(self) -> Iterator[tuple[Item, int, int]]:
        for match in _EACH.finditer(self.text):
            part = _whole(match["of"] or match["some"] or "one")
            every = _whole(match["every"] or match["all"] or match["nth"])
            item = Item("figure", f"{round(100 * part / every, 1):g}", match[0], match.start(), unit="per cent")
            yield item, match.start(), match.end()

    def ordinals(self) -> Iterator[tuple[Item, int, int]]:
        shares = {match.end() for match in _OF_SHARES.finditer(self.text)}
        for match in _ORDINAL.finditer(self.text):
            after_an_article = match["nth"] and re.search(r"\b(?:a|one|two)[ -]$", self.text[: match.start()])
            if after_an_article or match.end() in shares:
                continue
            tens = CARDINALS[match["tens"].casefold()] if match["tens"] else 0
            rest = match["ones"] or match["nth"]
            value = int(match["digits"]) if match["digits"] else tens + ORDINALS[rest.casefold()]
            yield Item("figure", f"{value}th", match[0], match.start()), match.start(), match.end()

    def figures(self, whole: str) -> Iterator[tuple[Item, int, int]]:
        for match in _NUMBER.finditer(self.text):
            value = _value(match)
            if value is None:
                if _first(_UNIT, self.text[match.end() :]) in {"", *_TIMES_OF}:
                    continue
                value = 1.0
            start, end = match.span()
            points = _POINTS.match(self.text, end)
            share = points or _PER_CENT.match(self.text, end)
            after = self.text[share.end() if share else end :]
            before = self.text[:start]
            if share or match["fraction"]:
                unit = "percentage points" if points else "per cent"
            else:
                unit = _money(whole[:start], whole[end:]) or _first(_UNIT, after) or _noun(after)
            if rate := _RATE.match(after) or _EACH_TIME.match(after):
                unit = f"{unit} {rate[1]}".strip()
            if times := _TIMES.search(before):
                value *= _TIMES_AS_MANY[times[1].casefold()]
            hedges = _hedges(before)
            hedge = " ".join(filter(None, (*dict.fromkeys(name for name, _ in hedges), _first(_AFTER, after))))
            first = min((hit.start() for _, hit in hedges), default=start)
            last = share.end() if share else end
            if trailing := _first_match(_AFTER, after):
                last += trailing.end()
            shown = self.text[first:last].replace(_MASK, "")
            for _, hit in hedges:
                self.text = self.text[: hit.start()] + _MASK * len(hit[1]) + self.text[hit.end(1) :]
            item = Item("figure", f"{value:g}", shown, start, hedge, unit, share.end() if share else end)
            yield item, start, last

    def unread(self) -> Iterator[tuple[Item, int, int]]:
        for at, sign in enumerate(self.text):
            if unicodedata.category(sign) in {"No", "Nl"}:
                yield Item("figure", sign, sign, at), at, at + 1
        for match in (*_UNREAD.finditer(self.text), *_COMPOUND.finditer(self.text)):
            if match[0].casefold() not in ROUND:
                yield Item("figure", match[0].strip(".,;:()"), match[0], match.start()), match.start(), match.end()

    def other_names(self) -> Iterator[Item]:
        for match in _CAPITAL.finditer(self.text):
            word = match[0].removesuffix("'s")
            opens = not re.search(r"[\w\x1a]", self.text[: match.start()])
            if word in _NO_NAMES or (opens and self.known(word)):
                continue
            yield Item("name", word.casefold(), word, match.start())


def _relation(before: str, after: str, *, yearless: bool) -> str:
    """What places a date: the words before it, what is added right behind it, and the year that others tell."""
    placed = _RELATION.search(before) or _PLACED_BY.search(before)
    words = [word.casefold() for word in re.findall(rf"\b(?:{_PLACED})(?![a-z])", placed[0], re.I)] if placed else []
    if "from" in words and _ON.match(after):
        words[words.index("from")] = "since"
    elif "from" in words and _TEXT_FROM.search(before):
        words.remove("from")
    told = [_RELATIONS.get(word, word) for word in words if word not in _OF_THE_DAY]
    if told and (thing := _THING.match(after)) and (_BEFORE_THING.search(before) or after[0] == "'"):
        told.append(f"the {thing[1]}")
    if further := _FURTHER.match(after):
        told.append(f"and {further[1].casefold()}")
    if yearless and (of_year := _OF_YEAR.match(after)):
        told.append(f"of {of_year[1].casefold().replace('same', 'that')}")
    return " ".join(told)


def _month(written: str | None) -> str:
    if written is None:
        return "-"
    if written.isdigit():
        return written.zfill(2)
    return f"{next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(written.casefold()[:3])):02}"


def _value(match: re.Match[str]) -> float | None:
    """The number that was matched; None for “one”, which may be a pronoun."""
    if match["none"]:
        return 0.0
    if digits := match["digits"]:
        grouped = re.fullmatch(r"\d{1,3}(?:[ ,.']\d{3})+", digits)
        whole = re.sub(r"\D", "", digits)
        if grouped and whole[0] == "0":  # no thousands, but what follows a point
            whole = f"0.{whole[1:]}"
        value = float(whole if grouped else digits.replace(",", "."))
        return value * (_POWERS | _ABBREVIATED).get((match["power"] or "").casefold(), 1)
    if fraction := match["fraction"]:
        *times, part = re.split(r"[ -]", fraction.casefold())
        return round(_FRACTIONS[part.removesuffix("s")] * (CARDINALS.get(times[0], 1) if times else 1), 1)
    words = re.findall(_SPELLED, match["words"].casefold())
    if words == ["one"]:
        return None
    total = part_of_thousand = 0
    for word in words:
        if word not in _POWERS:
            part_of_thousand += CARDINALS[word]
            continue
        part_of_thousand = max(part_of_thousand, 1) * _POWERS[word]
        if _POWERS[word] > 100:
            total, part_of_thousand = total + part_of_thousand, 0
    return float(total + part_of_thousand)


def _whole(word: str) -> int:
    return int(word) if word.isdecimal() else (CARDINALS | _POWERS | _PARTS | {"other": 2})[word.casefold()]


def _hedges(before: str) -> list[tuple[str, re.Match[str]]]:
    """The hedges at the end of a text, each close to the next."""
    found: list[tuple[str, re.Match[str]]] = []
    while True:
        hits = [(-hit.end(1), hit.start(), name, hit) for name, words in _BEFORE if (hit := words.search(before))]
        hits = [one for one in hits if not found or _CLOSE.fullmatch(before, -one[0])]
        if not hits:
            return found
        _, start, name, hit = min(hits)
        found.insert(0, (name, hit))
        before = before[:start]


def _money(before: str, after: str) -> str:
    return next((name for name, left, right in _MONEY if left.search(before) or right.search(after)), "")


def _noun(after: str) -> str:
    found = _NOUN.search(after)
    return found[1] if found else ""


def _first(patterns: list[tuple[str, re.Pattern[str]]], text: str) -> str:
    hits = [(hit.end(), name) for name, pattern in patterns if (hit := pattern.search(text))]
    return min(hits)[1] if hits else ""


def _first_match(patterns: list[tuple[str, re.Pattern[str]]], text: str) -> re.Match[str] | None:
    return next((hit for _, pattern in patterns if (hit := pattern.search(text))), None)
