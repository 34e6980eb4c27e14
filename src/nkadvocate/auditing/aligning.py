"""Which sentences of an edited letter say what which sentences of the original said, in whatever order they stand."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nkadvocate.auditing.manuscript import Passage, Sentence, rows_of

Row = dict[int, list[int]]
"""The passages in each column of a row."""
_LEAST = 0.42
"""The share of weighted words that two sentences must have in common to be one sentence before and after an edit."""
_LEAST_PART = 0.6
"""The same for a sentence that has been split off or joined on, measured on the shorter."""
_WORD = re.compile(r"\w+(?:[.,/]\d+)*")

Words = Counter[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """What stood in the original, and what stands for it now; either may be several sentences, or none."""

    was: tuple[Sentence, ...]
    now: tuple[Sentence, ...]


def words_of(text: str) -> Words:
    """The words of ``text``, cut to their beginnings so that forms of one word count as the same."""
    return Counter(word[:6].casefold() for word in _WORD.findall(text))


def weights_of(texts: Iterable[str]) -> dict[str, float]:
    """How much each word tells, by how few of ``texts`` have it."""
    having: Counter[str] = Counter()
    count = 0
    for text in texts:
        having.update(words_of(text).keys())
        count += 1
    return {word: math.log(1 + count / found) for word, found in having.items()}


def weight(words: Words, weights: dict[str, float]) -> float:
    return sum(weights.get(word, 3.0) * times for word, times in words.items())


def likeness(one: Words, other: Words, weights: dict[str, float]) -> float:
    """The share of weighted words in common, from 0 to 1 (Dice)."""
    both = weight(one, weights) + weight(other, weights)
    return 2 * weight(one & other, weights) / both if both else 0.0


def align(
    was: Sequence[Sentence],
    now: Sequence[Sentence],
    passages: tuple[Sequence[Passage], Sequence[Passage]],
    rows: Iterable[tuple[Row, Row]],
    same_notes: frozenset[tuple[int, int]],
    others: Sequence[Sentence] = (),
) -> list[Pair]:
    """Pairs of sentences before and after, then those that are gone, then those that are new.

    ``passages`` are those that they stand in, ``rows`` the ``same_rows`` of these, and ``same_notes`` pairs of notes
    whose words agree. Sentences of one request stay together. ``others`` need not be there; one that is, is taken for a
    sentence before the edit.
    """
    weights = weights_of(one.text for one in (*was, *now))
    before, after = [words_of(one.text) for one in was], [words_of(one.text) for one in now]
    context = _Context(passages, weights)
    together = _cells(was, now, rows)
    partner = dict(together)
    taken = {m: n for n, m in together}
    scored: list[tuple[float, int, int]] = []
    for n, one in enumerate(was):
        for m, other in enumerate(now):
            if one.text == other.text:
                scored.append((context.likeness(one, other), n, m))
    _take(scored, partner, taken, 0)
    left = [m for m in range(len(now)) if m not in taken]
    scored = []
    for n, one in enumerate(was):
        for m in left if n not in partner else ():
            if (alike := likeness(before[n], after[m], weights)) >= 0.25:
                shared = any((a, b) in same_notes for a in one.notes for b in now[m].notes)
                scored.append((alike + 0.1 * context.likeness(one, now[m]) + 0.15 * shared, n, m))
    if left:
        for n, one in enumerate(others, len(was)):
            words = words_of(one.text)
            for m in left:
                if (alike := likeness(words, after[m], weights)) >= 0.6:
                    scored.append((alike, n, m))
    _take(scored, partner, taken, _LEAST)
    links = {(n, m) for n, m in partner.items() if n < len(was)} | together
    cells = [dict(together), {m: n for n, m in together}]
    for m, other in enumerate(now):
        if m in taken or other.role == "cell":
            continue
        if (home := _home(after[m], before, after, partner, weights)) is not None and home not in cells[0]:
            links.add((home, m))
    for n, one in enumerate(was):
        if n in partner or one.role == "cell":
            continue
        if (home := _home(before[n], after, before, taken, weights)) is not None and home not in cells[1]:
            links.add((n, home))
    found = [Pair((others[n - len(was)],), (now[m],)) for n, m in partner.items() if n >= len(was)]
    used = {m for n, m in partner.items() if n >= len(was)}
    return found + _pairs(was, now, links, used)


def _cells(was: Sequence[Sentence], now: Sequence[Sentence], rows: Iterable[tuple[Row, Row]]) -> set[tuple[int, int]]:
    """Which sentences stand in the same cell of a table: by row and column, for many cells say the same, or so little
    that no word tells them."""
    inside = [_by_passage(some) for some in (was, now)]
    return {
        (n, m)
        for old, new in rows
        for column in old.keys() & new.keys()
        for n in (n for place in old[column] for n in inside[0].get(place, ()))
        for m in (m for place in new[column] for m in inside[1].get(place, ()))
    }


def _by_passage(some: Sequence[Sentence]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for n, one in enumerate(some):
        found.setdefault(one.passage, []).append(n)
    return found


def same_rows(was: Sequence[Passage], now: Sequence[Passage]) -> Iterator[tuple[Row, Row]]:
    """The rows of tables that are one row before and after: those that say the same, wherever they stand now; and those
    between others that agree, as long as they are as many or begin with the same cell, and have as many cells."""
    before, after = rows_of(was), rows_of(now)
    told = [[_told(row, some) for row in rows] for rows, some in ((before, was), (after, now))]
    found = difflib.SequenceMatcher(None, told[0], told[1], autojunk=False).get_opcodes()
    blocks = [(list(range(*ends[:2])), list(range(*ends[2:]))) for _, *ends in found]
    apart = [(old, new) for (kind, *_), (old, new) in zip(found, blocks, strict=True) if kind != "equal"]
    waiting = {told[1][m]: m for _, new in reversed(apart) for m in reversed(new)}
    moved = {n: waiting.pop(told[0][n]) for old, _ in apart for n in old if told[0][n] in waiting}
    for old, new in blocks:
        left, come = [n for n in old if n not in moved], [m for m in new if m not in moved.values()]
        pairs = list(zip(left, come, strict=False))
        if len(left) != len(come):
            first = {told[1][m][0]: m for m in reversed(come)}
            pairs = [(n, first.pop(told[0][n][0])) for n in left if told[0][n][0] in first]
        pairs += [(n, moved[n]) for n in old if n in moved]
        yield from ((before[n], after[m]) for n, m in sorted(pairs) if len(told[0][n]) == len(told[1][m]))


def _told(row: Row, passages: Sequence[Passage]) -> tuple[str, ...]:
    """What each cell of a row says, those that are empty too."""
    _, _, cells = passages[next(iter(row.values()))[0]].cell or (0, 0, 0)
    return tuple(" ".join(passages[place].text for place in row.get(column, ())) for column in range(cells))


class _Context:
    """How alike the passages around two sentences are."""

    def __init__(self, passages: tuple[Sequence[Passage], Sequence[Passage]], weights: dict[str, float]) -> None:
        self.before, self.after = ([words_of(one.text) for one in some] for some in passages)
        self.weights = weights
        self.known: dict[tuple[int, int], float] = {}

    def likeness(self, one: Sentence, other: Sentence) -> float:
        place = one.passage, other.passage
        if place not in self.known:
            self.known[place] = likeness(self.before[place[0]], self.after[place[1]], self.weights)
        return self.known[place]


def _take(scored: list[tuple[float, int, int]], partner: dict[int, int], taken: dict[int, int], least: float) -> None:
    """The best pairs first, each sentence once."""
    for score, n, m in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score >= least and n not in partner and m not in taken:
            partner[n], taken[m] = m, n


def _home(
    part: Words, wholes: list[Words], parts: list[Words], partner: dict[int, int], weights: dict[str, float]
) -> int | None:
    """Which of ``wholes`` holds ``part`` beside what its partner already has; None when none does."""
    if weight(part, weights) < 8:
        return None
    best: tuple[float, int] | None = None
    for n, whole in enumerate(wholes):
        if n not in partner or partner[n] >= len(parts):
            continue
        left = whole - parts[partner[n]]
        share = weight(part & left, weights) / weight(part, weights)
        if share >= _LEAST_PART and (best is None or share > best[0]):
            best = share, n
    return best[1] if best else None


def _pairs(was: Sequence[Sentence], now: Sequence[Sentence], links: set[tuple[int, int]], used: set[int]) -> list[Pair]:
    group = list(range(len(was) + len(now)))

    def root(place: int) -> int:
        while group[place] != place:
            place = group[place]
        return place

    def join(one: int, other: int) -> None:
        group[root(one)] = root(other)

    for n, m in links:
        join(n, len(was) + m)
    for n, one in enumerate(was):
        if n and one.role == "request" and was[n - 1].passage == one.passage:
            join(n, n - 1)
    # What was written into a request belongs to it.
    asked = {now[m].passage: n for n, m in sorted(links) if was[n].role == "request"}
    for m, other in enumerate(now):
        if m not in used and not any(there == m for _, there in links) and other.passage in asked:
            join(len(was) + m, asked[other.passage])
    gathered: dict[int, tuple[list[Sentence], list[Sentence]]] = {}
    for n, one in enumerate(was):
        gathered.setdefault(root(n), ([], []))[0].append(one)
    for m, other in enumerate(now):
        if m in used:
            continue
        gathered.setdefault(root(len(was) + m), ([], []))[1].append(other)
    pairs = [Pair(tuple(a), tuple(b)) for a, b in gathered.values()]
    return sorted(pairs, key=lambda pair: (not pair.now, pair.now[0].passage if pair.now else 0))
