"""The list of sources at the end of a letter: its entries, and the numbers of the notes at each; and the numbers of
pages in a table of contents, and of items."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from nkadvocate.auditing.aligning import likeness, weights_of, words_of
from nkadvocate.auditing.manuscript import Manuscript, Passage, number_of, without_mark


def read_entry(text: str) -> tuple[str, list[int]]:
    """An entry of the list of sources, and the numbers of the notes that cite it."""
    text = without_mark(text)
    match = re.search(r"\b(?:Notes? (\d+(?:, ?\d+)*(?:,? and \d+)?)|Cited in a request)\.?\s*$", text)
    return (text[: match.start()], [int(number) for number in re.findall(r"\d+", match[0])]) if match else (text, [])


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of sources. ``entries`` are those it had, each with the passage that holds it now; ``new`` are passages
    with an entry of another source of the records, and its id. ``astray`` are entries that do not stand where they
    did, ``strange`` passages with an entry that the list cannot have."""

    entries: tuple[tuple[str, int | None], ...]
    new: dict[int, str]
    astray: frozenset[int]
    strange: frozenset[int]

    @property
    def places(self) -> set[int]:
        """The passages that are such entries, and no statements."""
        return {place for _, place in self.entries if place is not None} | {*self.new, *self.strange}


def entries_in(was: Manuscript, now: Manuscript, source_of: Callable[[str], str]) -> Listed:
    """The list of sources before and after. ``source_of`` gives the id of the source of the records whose entry a text
    is, or nothing. A new entry stands under words that others stand under, and once; elsewhere than behind the first
    entry nothing but one of the records is taken for an entry, whatever it ends with."""
    entries = [(place, one.text) for place, one in enumerate(was.passages) if one.role == "source"]
    shared = {one.text for one in was.passages if one.role != "source"} & {one.text for one in now.passages}
    before, after = (_above(some.passages, shared) for some in (was, now))
    texts = {m: one.text for m, one in enumerate(now.passages) if not one.calls}
    found: dict[int, int] = {}
    for n, (place, entry) in enumerate(entries):
        same = [m for m, text in texts.items() if read_entry(entry)[0] == read_entry(text)[0]]
        if same:
            found[n] = max(same, key=lambda m: (after[m] == before[place], m))
    missing = [n for n in range(len(entries)) if n not in found]
    left = {m: text for m, text in texts.items() if m not in found.values()}
    weights = weights_of((*(entry for _, entry in entries), *left.values()))
    words = {m: words_of(read_entry(text)[0]) for m, text in left.items()}
    scored = [
        (likeness(words_of(read_entry(entries[n][1])[0]), words[m], weights), n, m) for n in missing for m in left
    ]
    for score, n, m in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score >= 0.6 and n not in found and m not in found.values():
            found[n] = m
    had = {source_of(read_entry(entry)[0]) for _, entry in entries}
    heads = {before[place] for place, _ in entries}
    new: dict[int, str] = {}
    strange = set()
    for m, text in left.items():
        entry = read_entry(text)[0]
        if entry == text or m in found.values():
            continue
        source = source_of(entry)
        if source and after[m] in heads and source not in {*had, *new.values()}:
            new[m] = source
        elif source or (found and m > min(found.values())):
            strange.add(m)
    astray = {m for n, m in found.items() if after[m] != before[entries[n][0]]}
    held = tuple((entry, found.get(n)) for n, (_, entry) in enumerate(entries))
    return Listed(held, new, frozenset(astray), frozenset(strange))


def _above(passages: Sequence[Passage], shared: Collection[str]) -> list[str]:
    """For each passage the nearest words above it that are ``shared``."""
    texts = (one.text for one in passages)
    return list(accumulate(texts, lambda last, text: text if text in shared else last, initial=""))


_PAGE = re.compile(r"[\s.]*\s\d{1,3}\s*$")


_LEAST = 3
"""Lines that a table of contents has."""


def without_pages(was: Manuscript, now: Manuscript) -> Manuscript:
    """The edited manuscript without the numbers of pages in its table of contents."""
    listed = [one.text for one in was.passages if one.role == "contents"]
    cut = [_PAGE.sub("", one.text) for one in now.passages]
    passages = list(now.passages)
    inside = [text in listed for text in cut]
    # A table has several lines; elsewhere headings do not follow each other.
    start = next((place for place in range(len(cut)) if all(inside[place : place + _LEAST])), len(cut))
    left = iter(listed)  # the first heading behind the table is no line of it
    for place in takewhile(lambda place: cut[place] in left, range(start, len(passages))):
        passages[place] = replace(passages[place], text=cut[place])
    return replace(now, passages=tuple(passages))


_LIKE_A_REQUEST = 0.5


def with_numbers(was: Manuscript, now: Manuscript) -> Manuscript:
    """The edited manuscript with typed numbers of its requests known as such: each is the next, and its request was
    one before. Any other number at the head of a passage belongs to its words."""
    passages = list(now.passages)
    if all(number_of(one.text) is None for one in passages):
        return now
    requests = [words_of(one.text) for one in was.passages if one.role == "request"]
    weights = weights_of(one.text for one in (*was.passages, *now.passages))
    last = 0
    for place, one in enumerate(passages):
        number, words = number_of(one.text), words_of(without_mark(one.text))
        asks = any(likeness(words, request, weights) >= _LIKE_A_REQUEST for request in requests)
        if number in {1, last + 1}:
            passages[place] = replace(one, numbered=asks)
            last = number
        elif number is None and asks and one.listed:
            last += 1
    return replace(now, passages=tuple(passages))
