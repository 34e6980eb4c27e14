"""One that became many, or many that became one, in what is told of events: “a woman held”, “women held”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkadvocate.auditing.deviations import Deviation, found_at, quoted, short
from nkadvocate.auditing.statements import BESIDES, Statement

_ENDING = r"of|in|on|at|to|by|for|from|with|or|who|whom|which|that|was|were|is|are|had|has|have"
_PHRASE = re.compile(rf"\b(an?|one|another|its|this|that) ((?:(?!(?:{_ENDING})\b)[\w'-]+ ?){{1,5}})", re.IGNORECASE)
_IRREGULAR = {"woman": "women", "man": "men", "child": "children", "person": "people"}
_UNCOUNTED = frozenset({"number", "part", "kind", "lot", "majority"})
"""“A large number of people” and “large numbers of people” say the same."""
_FURTHER = frozenset(
    {"another", "second", "third", "fourth", "fifth", "further", "additional", "other", "new", "different"}
)


def one_or_many(change: Statement) -> Iterator[Deviation]:
    """Nouns that stood in the singular behind an article and stand in the plural, or the other way round; an “another”
    before one; and others that have come beside it."""
    was, now = _phrases(change.text_was), _phrases(change.text_now)
    words = [set(re.findall(r"[\w'-]+", text.casefold())) for text in (change.text_was, change.text_now)]
    for singles, (here, there) in ((was, words), (now, words[::-1])):
        for noun in singles:
            many = _plural(noun)
            if noun not in there and many in there and many not in here and noun not in _UNCOUNTED:
                a, b = (noun, many) if singles is was else (many, noun)
                yield _told(change, f"was {quoted(a)}, is {quoted(b)}", b, was=a)
    said = set(re.findall(r"\w+", change.text_was.casefold()))
    came = [(noun, word) for noun in now if noun in was for word in sorted(now[noun] & _FURTHER - said)]
    for noun, word in came[:1]:
        yield _told(change, f"{quoted(word)} was added before {quoted(noun)}", word)
    for noun in was.keys() & now.keys() & _IRREGULAR.keys():
        beside = re.search(rf"\b{noun}({BESIDES})", change.text_now, re.IGNORECASE)
        if beside and beside[1].casefold() not in change.text_was.casefold():
            yield _told(change, f"{quoted(beside[1].strip(' ,('))} was added to {quoted(noun)}", beside[1])


def _phrases(text: str) -> dict[str, set[str]]:
    """The words behind each article, and what stands before each of them in its phrase."""
    found: dict[str, set[str]] = {}
    for article, phrase in _PHRASE.findall(text.casefold()):
        words = phrase.split()
        for n, word in enumerate(words):
            if len(word) > 2:
                found.setdefault(word, set()).update((article, *words[:n]))
    return found


def _plural(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    return re.sub(r"(?<![aeiou])y$", "ie", noun) + ("es" if re.search(r"(?:s|x|ch|sh)$", noun) else "s")


def _told(change: Statement, what: str, now: str, was: str = "") -> Deviation:
    one = change.pair.now[0]
    return found_at(one, "figure", what, was=was, now=now, around=short(one.text))
