"""The list of sources at the end of a letter: its entries, and the numbers of the notes at each; and the numbers of
pages in a table of contents."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from nkadvocate.auditing.aligning import likeness, weights_of, words_of
from nkadvocate.auditing.manuscript import LIST_MARK, Manuscript


def read_entry(text: str) -> tuple[str, list[int]]:
    """An entry of the list of sources, and the numbers of the notes that cite it."""
    mark = LIST_MARK.match(text)
    text = text[mark.end() :] if mark else text
    match = re.search(r"\b(?:Notes? (\d+(?:, ?\d+)*(?:,? and \d+)?)|Cited in a request)\.?\s*$", text)
    return (text[: match.start()], [int(number) for number in re.findall(r"\d+", match[0])]) if match else (text, [])


def entries_in(
    was: Manuscript, now: Manuscript, known: Callable[[str], bool]
) -> tuple[list[tuple[str, int | None]], set[int], set[int]]:
    """Each entry of the list of sources with the passage that holds it now; all passages that are such entries; and
    those of them that the list did not have. ``known`` says whether a new entry is a source of the records: elsewhere
    than in the list nothing else is taken for an entry, whatever it ends with."""
    entries = [one.text for one in was.passages if one.role == "source"]
    texts = {m: one.text for m, one in enumerate(now.passages) if not one.calls}
    found = {
        n: m
        for n, entry in enumerate(entries)
        for m, text in texts.items()
        if read_entry(entry)[0] == read_entry(text)[0]
    }
    missing = [n for n in range(len(entries)) if n not in found]
    left = {m: text for m, text in texts.items() if m not in found.values()}
    weights = weights_of((*entries, *left.values()))
    words = {m: words_of(read_entry(text)[0]) for m, text in left.items()}
    scored = [(likeness(words_of(read_entry(entries[n])[0]), words[m], weights), n, m) for n in missing for m in left]
    for score, n, m in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score >= 0.6 and n not in found and m not in found.values():
            found[n] = m
    new = {m: entry for m, text in left.items() if (entry := read_entry(text)[0]) != text and m not in found.values()}
    sources = {m for m, entry in new.items() if known(entry)}
    strange = {m for m in new if found and m > min(found.values())} - sources
    return [(entry, found.get(n)) for n, entry in enumerate(entries)], {*found.values(), *sources, *strange}, strange


_PAGE = re.compile(r"[\s.]*\s\d{1,3}\s*$")


_LEAST = 3
"""Lines that a table of contents has."""


def without_pages(was: Manuscript, now: Manuscript) -> Manuscript:
    """The edited manuscript without the numbers of pages in its table of contents."""
    listed = {one.text for one in was.passages if one.role == "contents"}
    cut = [_PAGE.sub("", one.text) for one in now.passages]
    passages = list(now.passages)
    inside = [text in listed for text in cut]
    # A table has several lines; elsewhere headings do not follow each other.
    start = next((place for place in range(len(cut)) if all(inside[place : place + _LEAST])), len(cut))
    for place in range(start, len(passages)):
        if not inside[place]:
            break
        passages[place] = replace(passages[place], text=cut[place])
    return replace(now, passages=tuple(passages))
