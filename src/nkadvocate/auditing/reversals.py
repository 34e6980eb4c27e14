"""Meaning turned round without a figure or a grave word: a word for its opposite, a direction reversed, two names or
figures in each other's place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from nkadvocate.auditing.contrasts import AWAY, TOWARDS, contrasting, is_negated
from nkadvocate.auditing.deviations import Deviation, Kind, found_at, quoted, short
from nkadvocate.auditing.items import Item
from nkadvocate.auditing.lexicon import ALLEGED, UNITS
from nkadvocate.auditing.manuscript import Sentence
from nkadvocate.auditing.spelling import is_misspelt, tokens
from nkadvocate.auditing.statements import Statement, Told

Tie = tuple[str, str]
"""The side on which a word stands beside a name or figure, and the word."""


def reversals(change: Statement, told: Collection[Deviation], instruments: Collection[str]) -> Iterator[Deviation]:
    """What is turned round in a statement, beside what ``told`` has of it already. ``instruments`` are ids of treaties
    and the like, which do not act."""
    said = " ".join(f"{one.was} {one.now}" for one in told).casefold()
    for a, b in (*_contrasts(change), *_negated(change)):
        if not (_holds(said, a[1].shown) and _holds(said, b[1].shown)):
            yield change.finding("wording", a[1].shown, b[1].shown, b, "the opposite, or another of its kind")
    if not any(one.kind in _OF_ITEMS for one in told):
        yield from _directions(change)
        yield from _exchanged(change, instruments)
    if not any(one.kind in {"hedge", "force"} for one in told):
        yield from _moved(change)


_OF_ITEMS: tuple[Kind, ...] = ("figure", "date", "name", "article")


def _holds(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text) is not None


def _contrasts(change: Statement) -> Iterator[tuple[Told, Told]]:
    """Words of one class that gave way to words of another in their group."""
    was, now = (_turning(group) for group in (change.pair.was, change.pair.now))
    gone, come, _ = change.left(was, now)
    for a in gone:
        group = a[1].key.split()[0]
        for b in [b for b in come if b[1].key.split()[0] == group]:
            come.remove(b)
            yield a, b
            break


def _turning(sentences: Iterable[Sentence]) -> list[Told]:
    return [
        (one, Item("wording", f"{group} {name}", word, at))
        for one in sentences
        for group, name, at, word in contrasting(one.text)
    ]


def _negated(change: Statement) -> Iterator[tuple[Told, Told]]:
    """Words that lost or won a syllable that turns their meaning."""
    was, now = (
        {word: one for one in group for word in tokens(one.text)} for group in (change.pair.was, change.pair.now)
    )
    for a in was.keys() - now.keys():
        for b in now.keys() - was.keys():
            if is_negated(a, b):
                yield (was[a], _item(was[a], a)), (now[b], _item(now[b], b))


def _item(one: Sentence, word: str) -> Item:
    return Item("wording", word, word, max(one.text.casefold().find(word), 0))


def rearranged(change: Statement) -> Iterator[Deviation]:
    """In a statement with a source: an “and” become “or”, a “not” moved to another word, “not every” become “not any”,
    a list without one of its parts."""
    was, now = change.text_was.casefold(), change.text_now.casefold()
    where = change.pair.now[0]
    joined = [_JOINED.findall(text) for text in (was, now)]
    for first, joint, last in joined[0]:
        other = (first, "or" if joint == "and" else "and", last)
        if other in joined[1] and (first, joint, last) not in joined[1]:
            what = f"was “{first} {joint} {last}”, is “{' '.join(other)}”"
            yield found_at(where, "wording", what, around=short(where.text))
    denied, still = (set(_DENIED.findall(text)) for text in (was, now))
    for word in sorted(denied - still):
        same = next((words for words in UNITS.values() if re.fullmatch(words, word)), word)
        if re.search(rf"(?<!\w)(?:{same})(?!\w)", now) and still - denied:
            what = f"was “not {word}”, is “not {min(still - denied)}”"
            yield found_at(where, "negation", what, around=short(where.text))
    every, some = ([pattern.findall(text) for text in (was, now)] for pattern in (_NOT_EVERY, _NOT_ANY))
    if len(every[0]) > len(every[1]) and len(some[0]) < len(some[1]):
        what = f"was “not … {every[0][0]}”, is “not … {some[1][0]}”"
        yield found_at(where, "wording", what, around=short(where.text))
    lists = [_parts(match[0]) for match in _LIST.finditer(now)]
    for match in _LIST.finditer(was):
        parts = _parts(match[0])
        left = [part for part in parts if part not in now and not _misspelt(part, now)]
        if len(parts) > 2 and left and any(len(set(parts) & set(other)) > 1 for other in lists):
            yield found_at(where, "wording", f"{quoted(left[0])} is gone from a list", was=left[0])


def _misspelt(part: str, text: str) -> bool:
    return any(is_misspelt(part, word, ()) for word in text.split())


def _parts(listed: str) -> list[str]:
    return re.split(r",? (?:and|or) |, ", listed)


_JOINED = re.compile(r"(?<![\w'-])(?=([a-z'-]{2,}),? (and|or) ([a-z'-]{2,}))")
_DENIED = re.compile(r"\b(?:not|never) (?:be |been |being |to |the |an? |of )*([a-z]{4,})\b")
_NOT = r"\b(?:not|never|no|nor|cannot|\w+n't|den(?:y|ies|ied)|whether|if) (?:[\w'-]+ ){0,4}?"
_NOT_EVERY = re.compile(rf"{_NOT}(all|each|every(?:one|body)?)\b")
_NOT_ANY = re.compile(rf"{_NOT}(any(?:one|body)?)\b")
_LIST = re.compile(r"[a-z-]{3,}(?:, [a-z-]{3,})*,? (?:and|or) [a-z-]{3,}")

# directions

_DIRECTION = re.compile(rf"(?<!\w)(?:(?P<towards>{TOWARDS})|(?P<away>{AWAY}))(?!\w)", re.IGNORECASE)
_PASSED = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "your", "all", "any"}
)


def _directions(change: Statement) -> Iterator[Deviation]:
    """What a way led to, and now leads from; or the other way round."""
    was, now = (
        [(way, at, words) for one in group for way, at, words in _ways(one, told)]
        for group, told in ((change.pair.was, change.was), (change.pair.now, change.now))
    )
    for way, (_, shown), place in was:
        if _count(was, way, place) > _count(now, way, place) and _count(now, -way, place) > _count(was, -way, place):
            there = next((one, words) for turned, (one, words), other in now if (turned, other) == (-way, place))
            where = there[0], Item("wording", place, there[1], there[0].text.find(there[1]))
            yield change.finding("wording", shown, there[1], where, "the direction has been reversed")
            return


def _count(ways: Sequence[tuple[int, tuple[Sentence, str], str]], way: int, place: str) -> int:
    return sum(one == way and other == place for one, _, other in ways)


def _ways(one: Sentence, told: Sequence[Told]) -> Iterator[tuple[int, tuple[Sentence, str], str]]:
    """Each word of direction: 1 for towards and -1 for away, how it reads, and what it points to."""
    names = {item.at: item for sentence, item in told if sentence is one and item.kind == "name"}
    for match in _DIRECTION.finditer(one.text):
        rest = [(word.start(), word[0]) for word in re.compile(r"[\w'-]+").finditer(one.text, match.end())]
        at, word = next(((at, word) for at, word in rest if word.casefold() not in _PASSED), (0, ""))
        if word:
            name = names.get(at)
            place = name.key if name else word.casefold()[:6]
            end = at + len(name.shown if name else word)
            yield 1 if match["towards"] else -1, (one, one.text[match.start() : end]), place


# two in each other's place

_BESIDE = 2
"""How many words on each side tell what a name or figure is said of."""


def _exchanged(change: Statement, instruments: Collection[str]) -> Iterator[Deviation]:
    """Two names, figures, dates or articles of which each has now the words beside it that the other had; or a name and
    a pronoun of its clause."""
    was, now = (
        _ties([*told, *_also_tied(group)])
        for told, group in ((change.was, change.pair.was), (change.now, change.pair.now))
    )
    for one, other in combinations(sorted(was.keys() & now.keys()), 2):
        if one[0] != other[0] or (one[1][1:] in instruments) != (other[1][1:] in instruments):
            continue
        if (
            _apart(was[one][1], was[other][1])
            or _in_one_list(was[one][1], was[other][1])
            or _passive(was, one, other) != _passive(now, one, other)
        ):
            continue
        own = len(was[one][0] & now[one][0]) + len(was[other][0] & now[other][0])
        crossed = len(was[one][0] & now[other][0]) + len(was[other][0] & now[one][0])
        if crossed >= 2 and crossed > own + 1:
            a, b = was[one][1], was[other][1]
            what = f"{quoted(a[1].shown)} and {quoted(b[1].shown)} have changed places"
            yield change.placed(next(kind for kind in _OF_ITEMS if kind == one[0]), what, now[one][1])


def _also_tied(group: Iterable[Sentence]) -> Iterator[Told]:
    """Pronouns, as names, and what is one, as a figure."""
    for one in group:
        yield from ((one, Item("name", it[0].casefold(), it[0], it.start())) for it in _PRONOUN.finditer(one.text))
        yield from ((one, Item("figure", it[0].casefold(), it[0], it.start())) for it in _SINGLE.finditer(one.text))


_SINGLE = re.compile(rf"\ban? (?:{'|'.join(UNITS.values())})\b", re.IGNORECASE)
"""“A woman”: a figure in words, where it changes places with another."""
_PRONOUN = re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE)


def _apart(a: Told, b: Told) -> bool:
    """Whether one of the two is a pronoun, and may point to the other from another clause."""
    (one, first), (other, last) = sorted((a, b), key=lambda told: told[1].at)
    between = one.text[first.at : last.at]
    pronouns = [bool(_PRONOUN.fullmatch(item.shown)) for item in (first, last)]
    return any(pronouns) and (all(pronouns) or one is not other or bool(_CLAUSE.search(between)) or " and " in between)


_CLAUSE = re.compile(
    r"[,;:]|\b(?:that|which|who|whom|whether|while|when|where|after|before|because|if|although|since|until|but)\b",
    re.IGNORECASE,
)
"""Where another clause may begin."""


def _in_one_list(a: Told, b: Told) -> bool:
    """Whether nothing but an “and” or “or” joins the two, so that their order says nothing."""
    (one, first), (other, last) = sorted((a, b), key=lambda told: told[1].at)
    between = re.findall(r"[\w-]+", one.text[first.at + len(first.shown) : last.at].casefold())
    return one is other and set(between) <= _LISTING and bool({"and", "or"} & set(between))


_LISTING = _PASSED | {"and", "or", "to", "in", "of", "by", "with", "for", "as", "well", "both"}


def _passive(ties: Mapping[Tie, tuple[set[Tie], Told]], one: Tie, other: Tie) -> bool:
    """Whether one of the two is told to act with a “by”."""
    return ("before", "by") in ties[one][0] | ties[other][0]


def _ties(told: Sequence[Told]) -> dict[Tie, tuple[set[Tie], Told]]:
    """For each name, figure, date and article, the words beside it wherever it stands."""
    found: dict[Tie, tuple[set[Tie], Told]] = {}
    for one, item in told:
        if item.kind in _OF_ITEMS:
            ties, _ = found.setdefault((item.kind, item.key), (set(), (one, item)))
            shown = set(re.findall(r"\w+", item.shown.casefold()))
            before = _telling(one.text[: item.at])[-_BESIDE:]
            after = [word for word in _telling(one.text[item.at :]) if word not in shown][:_BESIDE]
            ties |= {("before", word[:6]) for word in before} | {("after", word[:6]) for word in after}
    return found


def _telling(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if word not in _PASSED]


# under another verb


def _moved(change: Statement) -> Iterator[Deviation]:
    """Words that stood under a “may” and stand under a “would”, or the other way round."""
    was, now = _governed(change.pair.was, change.was), _governed(change.pair.now, change.now)
    moved = [word for word in was.keys() & now.keys() if was[word][1].key != now[word][1].key]
    grave = [word for word in moved if word in ALLEGED]
    if grave or len(moved) >= _LEAST_MOVED:
        word = min(grave or moved, key=lambda word: now[word][1].at)
        (_, verb, before), (one, other, after) = was[word], now[word]
        yield change.finding("hedge", f"{verb.shown} … {before}", f"{other.shown} … {after}", (one, other))


_LEAST_MOVED = 2
_OVER = frozenset(
    {
        *("possibly", "likely", "reportedly", "allegedly", "apparently", "believed", "estimated"),
        *("will", "should", "duty"),
    }
)
"""Classes of words that say how sure, or how binding, is what stands under them."""


def _governed(group: Iterable[Sentence], told: Sequence[Told]) -> dict[str, tuple[Sentence, Item, str]]:
    """For each word that is said once, grave words by their class, what it stands under and how it reads: what is
    before it in its clause, else behind it, else in a clause before."""
    found: dict[str, list[tuple[Sentence, Item, str]]] = {}
    for one in group:
        items = [item for there, item in told if there is one]
        over = [item for item in items if item.key in _OVER and item.kind in {"hedge", "force"}]
        grave = {item.at: item.key for item in items if item.kind == "wording"}
        breaks = [match.start() for match in _CLAUSE.finditer(one.text)]
        for match in _WORD.finditer(one.text) if over else ():
            at = match.start()
            end = next((place for place in breaks if place > at), len(one.text))
            begin = max((place for place in breaks if place <= at), default=0)
            before = [item for item in over if item.at < at]
            after = [item for item in over if at < item.at < end]
            inside = [item for item in before if item.at >= begin]
            verb = next(iter([*inside[-1:], *after[:1], *before[-1:]]), None)
            if verb:
                key = grave.get(at, match[0].casefold()[:6])
                found.setdefault(key, []).append((one, verb, match[0]))
    return {word: places[0] for word, places in found.items() if len(places) == 1}


_WORD = re.compile(r"[^\W\d_]{5,}")
