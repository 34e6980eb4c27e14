"""Words that have come beside a figure or date and may make another of it, whatever they are: “twice”, “overnight”."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from nkadvocate.auditing.contrasts import contrasting
from nkadvocate.auditing.deviations import Deviation, quoted
from nkadvocate.auditing.lexicon import ROUND, turns_in
from nkadvocate.auditing.manuscript import Sentence
from nkadvocate.auditing.spelling import is_misspelt, spelling, stem
from nkadvocate.auditing.statements import Statement, Told
from nkadvocate.library.hedges import BEFORE_FIGURES

_Word = tuple[Sentence, int, str]


def newcomers(change: Statement, told: Collection[Deviation]) -> Iterator[Deviation]:
    """In a statement with a source: the words that came into the reach of a figure or date, by the nearest of these.
    What ``told`` has of a figure or date is not told again."""
    said = " ".join(f"{one.what} {one.around}" for one in told)
    kept = {(item.kind, item.key) for _, item in change.was}
    near = [told for told in change.now if told[1].kind in {"figure", "date"} or told[1].key in ROUND]
    come = defaultdict[int, list[str]](list)
    for one, at, word in _new(change):
        reached = [n for n, told in enumerate(near) if told[0] is one and _reaches(told, at, word)]
        if reached and not _OF_DATE.match(one.text, at):
            come[min(reached, key=lambda n: abs(near[n][1].at - at))].append(word)
    for n, words in come.items():
        one, item = near[n]
        if (item.kind, item.key) in kept and item.shown not in said:
            kind: Literal["figure", "date"] = "date" if item.kind == "date" else "figure"
            together = " … ".join(words)
            yield change.placed(kind, f"{quoted(together)} came beside {quoted(item.shown)}", (one, item), now=together)


_CLAUSE = r"[;:()]|\b(?:that|which|who|whom|whether|where|although|because|if)\b"
_BREAK = re.compile(_CLAUSE, re.IGNORECASE)
_PAUSE = re.compile(rf"{_CLAUSE}|,", re.IGNORECASE)
_BEFORE_DATE, _BEHIND_DATE = 4, 3
"""How many words before and behind a date may say something of it."""


_OF_DATE = re.compile(r"\b(?:year \d|month of [A-Z])", re.IGNORECASE)


def _reaches(told: Told, at: int, word: str) -> bool:
    """Whether a word stands in the clause of a figure, or some words from a date."""
    one, item = told
    end = max(item.end, item.at + len(item.shown))
    before = at < item.at
    between = one.text[at + len(word) : item.at] if before else one.text[end:at]
    if item.kind != "date":
        return not (_BREAK if before else _PAUSE).search(between)
    return not _PAUSE.search(between) and len(between.split()) < (_BEFORE_DATE if before else _BEHIND_DATE)


def _new(change: Statement) -> Iterator[_Word]:
    """The words that the statement did not have, but for those that say nothing of a figure by themselves, stand for
    another of their family or class, or took the place of as many; and a noun in the plural with an “of”, said once
    more."""
    was, now = _words(change.pair.was), _words(change.pair.now)
    had, has = ([spelling(word.casefold()) for _, _, word in some] for some in (was, now))
    of_items = _of_items(change.was), _of_items(change.now)
    families = [Counter(map(_family, some)) for some in (had, has)]
    classes = [set(_classes(group)) for group in (change.pair.was, change.pair.now)]
    gone = [word for word in had if word not in has]

    def lost(n: int) -> bool:
        return _is_lone(was[n], families[1], of_items[0]) and not _class_at(was[n], classes[1])

    def came(n: int) -> bool:
        counting = has[n].endswith("s") and has[n + 1 : n + 2] == ["of"]
        family = _family(has[n])
        return (counting and families[1][family] > families[0][family] > 0) or (
            _is_lone(now[n], families[0], of_items[1])
            and not _class_at(now[n], classes[0])
            and not any(is_misspelt(word, has[n], change.vocabulary) for word in gone)
        )

    for code, a, b, c, d in difflib.SequenceMatcher(None, had, has, autojunk=False).get_opcodes():
        new = [now[n] for n in range(c, d) if code != "equal" and came(n)]
        if len(new) > sum(map(lost, range(a, b))):
            yield from new


def _words(group: Iterable[Sentence]) -> list[_Word]:
    return [(one, match.start(), match[0]) for one in group for match in _WORD.finditer(one.text)]


def _is_lone(word: _Word, families: Collection[str], of_items: Collection[tuple[Sentence, int]]) -> bool:
    """Whether a word says something that no other of its family says, and is not compared by itself."""
    plain = spelling(word[2].casefold())
    return plain not in _PLAIN and _family(plain) not in families and word[:2] not in of_items


def _family(word: str) -> str:
    return stem(word)[:_OF_A_FAMILY]


def _of_items(told: Iterable[Told]) -> set[tuple[Sentence, int]]:
    """Where the words of items stand, which are compared by themselves: of figures, those that hedge too."""
    found = set()
    for one, item in told:
        last = max(item.end, item.at + len(item.shown))
        first = max(one.text.rfind(item.shown, 0, last), 0) if item.hedge else item.at
        for match in _WORD.finditer(one.text, min(first, item.at), last):
            if match.start() >= item.at or match[0].casefold() in _HEDGING:
                found.add((one, match.start()))
    return found


def _class_at(word: _Word, classes: Collection[object]) -> bool:
    """Whether a word is of one of these classes."""
    one, place, _ = word
    return any(at <= place < at + len(said) and name in classes for name, at, said in _classed(one.text))


def _classes(group: Iterable[Sentence]) -> Iterator[object]:
    return (name for one in group for name, _, _ in _classed(one.text))


def _classed(text: str) -> Iterator[tuple[object, int, str]]:
    yield from (((turn, name), at, word) for turn, name, at, word in turns_in(text))
    yield from (((group, name), at, word) for group, name, at, word in contrasting(text))


_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_HEDGING = frozenset(re.findall(r"[a-z]{2,}", " ".join(BEFORE_FIGURES.values())))
_OF_A_FAMILY = 5
"""Letters by which words of one family are known: ratified, ratification."""
_PLAIN_WORDS = """
a an the this that these those it its they them their he she his her who whom which whose we us our you your of in on
at to by for from as with within during under and or but is are be been being was were has have had having do does did
there then when while so such same also too thus namely likewise similarly moreover furthermore besides however indeed
addition back already onward onwards dated say says said saying state states stated report reports reported wrote
write writes note notes noted announced published told according recall carried out made took taken place conducted
subjected responsible occurred happened followed organisation organization newspaper institution country government
authorities resolution statement letter review opinion because although though whereas
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words that say nothing of a figure or date by themselves: that join, that tell who said so, that stand for a name."""
