"""The labels of drawings, which a PDF file has as text, held against those that the records give."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from itertools import groupby

from nkadvocate.auditing.deviations import Deviation, short
from nkadvocate.auditing.manuscript import Manuscript, Passage, Spot

_ABOUT = 1
"""Points by which a label may stand elsewhere."""


def relabelled(was: Manuscript, now: Manuscript) -> Iterator[Deviation]:
    """Labels that are gone, have come or follow others; and of drawings that have all of theirs, those that stand
    elsewhere among them."""
    before = [list(some) for drawn, some in groupby(was.passages, _is_label) if drawn]
    after = [(place, one) for place, one in enumerate(now.passages, 1) if _is_label(one)]
    texts = [one.text for some in before for one in some], [one.text for _, one in after]
    matcher = difflib.SequenceMatcher(None, *texts, autojunk=False)
    for code, a, b, c, d in matcher.get_opcodes():
        if code != "equal":
            gone, come = (short("; ".join(some)) for some in (texts[0][a:b], texts[1][c:d]))
            place, words = (after[c][0], texts[1][c]) if c < d else (None, "")
            what = f"was “{gone}”, is “{come}”" if come else f"“{gone}” is gone"
            what = what if gone else f"“{come}” was added"
            yield Deviation("wording", f"in a picture: {what}", place, was=gone, now=come, span=(0, len(words)))
    same = {a + n: c + n for a, c, count in matcher.get_matching_blocks() for n in range(count)}
    start = 0
    for drawing in before:
        there = [after[same[n]] for n in range(start, start + len(drawing)) if n in same]
        start += len(drawing)
        moved = _moved(_spots(drawing), _spots([one for _, one in there])) if len(there) == len(drawing) else None
        if moved is not None:
            place, one = there[moved]
            what = f"in a picture: “{short(one.text)}” stands elsewhere among the labels"
            yield Deviation("wording", what, place, now=one.text, span=(0, len(one.text)))


def _is_label(passage: Passage) -> bool:
    return passage.role == "picture"


def _spots(labels: Sequence[Passage]) -> list[Spot]:
    return [one.spot for one in labels if one.spot is not None]


def _moved(was: list[Spot], now: list[Spot]) -> int | None:
    """The first of the labels of a drawing, whatever its scale, that is elsewhere as seen from the one whose place is
    known best."""
    best = min(range(len(was)), key=lambda n: was[n].give)
    high = was[-1].top - was[0].top
    scale = (now[-1].top - now[0].top) / high if high else 1
    for n, (old, new) in enumerate(zip(was, now, strict=True)):
        down = new.top - now[best].top - scale * (old.top - was[best].top)
        across = new.left - now[best].left - scale * (old.left - was[best].left)
        if abs(down) > _ABOUT or abs(across) > _ABOUT + scale * (old.give + was[best].give):
            return n
    return None
