"""A letter held against the one of the records word for word: every sentence that was changed, whatever it says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence

from nkadvocate.auditing.aligning import Pair
from nkadvocate.auditing.deviations import Deviation, difference, found_at, quoted, short
from nkadvocate.auditing.manuscript import Sentence
from nkadvocate.auditing.spelling import AT_A_NUMBER, same_letters


def word_for_word(silent: Iterable[Pair], pairs: Sequence[Pair], others: Container[Sentence]) -> Iterator[Deviation]:
    """What is said in other words, is new, is gone or stands in another place.

    ``silent`` are those of the ``pairs`` of which nothing is told yet, ``others`` sentences that the letter does not
    have.
    """
    changed: list[tuple[str, tuple[Sentence, ...]]] = []
    gone: list[str] = []
    for pair in silent:
        was = "" if pair.was and pair.was[0] in others else " ".join(one.text for one in pair.was)
        now = " ".join(one.text for one in pair.now)
        if was and not now:
            gone.append(was)
        elif _words(was) != _words(now) and not same_letters(was, now):
            changed.append((was, pair.now))
    for was, there in changed:
        now = " ".join(one.text for one in there)
        # PDF files have a label and its text in one line.
        if label := next((one for one in gone if _words(f"{one} {was}") == _words(now)), None):
            gone.remove(label)
        elif was:
            a, b = difference(was, now)
            yield found_at(there[0], "wording", f"was “{a}”, is “{b}”", was=a, now=b)
        else:
            for one in there:
                what = f"words that the letter does not have: {quoted(short(one.text))}"
                yield found_at(one, "wording", what, now=one.text)
    yield from _moved(pairs, others)
    for was in gone:
        yield Deviation("wording", f"words of the letter are gone: {quoted(short(was))}", was=was)


def _moved(pairs: Iterable[Pair], others: Container[Sentence]) -> Iterator[Deviation]:
    """Sentences that stand in another place among the others."""
    places = sorted(
        ((pair.was[0].passage, pair.was[0].start), pair.now[0])
        for pair in pairs
        if pair.was and pair.now and pair.was[0].role in {"text", "request", "heading"} and pair.was[0] not in others
    )
    now = [(one.passage, one.start) for _, one in places]
    kept = set(_in_order(now))
    for _, one in places:
        if (one.passage, one.start) not in kept:
            yield found_at(one, "wording", f"stands in another place: {quoted(short(one.text))}", now=one.text)


def _in_order(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of places, not always neighbours, that rise."""
    ends: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    run: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run


def _words(text: str) -> list[str]:
    """The words of ``text`` and its signs, but for the usual punctuation."""
    return [word.strip() or word for word in _WORD.findall(text.casefold())]


_WORD = re.compile(rf"\w+(?:['.,/-]\w+)*|[^\w\s.,;:'\"()\[\]-]|{AT_A_NUMBER}")
