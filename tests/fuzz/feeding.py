"""Feeding a reader what it did not expect: counted, timed, and with one error allowed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from nkadvocate.problems import ProblemsError

T = TypeVar("T")

_CALM = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much)
settings.register_profile("fuzz")
COUNTS: Counter[str] = Counter()
MOST_SECONDS = 10.0
"""Of processor time for one input, so that what else the computer does is not counted; what hangs takes longer."""


def amount(share: float = 1) -> settings:
    """How many inputs a test gets: 2,800 with ``--hypothesis-profile=fuzz``, else 40; or a share of them.

    To be asked by a module of tests: hypothesis chooses its profile after it has read ``conftest.py``.
    """
    many = settings.get_current_profile_name() == "fuzz"
    return settings(max_examples=round((2800 if many else 40) * share), deadline=None, suppress_health_check=_CALM)


def fed(reader: str, read: Callable[[], T]) -> T | None:
    """What ``read`` makes of one generated input, as with ``tried``; the input is counted."""
    COUNTS[reader] += 1
    return tried(read)


def tried(read: Callable[[], T]) -> T | None:
    """What ``read`` returns; None when it refuses with problems that say something.

    Any other exception gets out, and an input that takes too long is an error.
    """
    started = time.process_time()
    result, refused = None, None
    try:
        result = read()
    except ProblemsError as error:
        refused = error.problems
    assert time.process_time() - started < MOST_SECONDS
    assert refused is None or (refused and all(problem.what for problem in refused))
    return result


def mutated(original: bytes, pieces: tuple[bytes, ...] = ()) -> st.SearchStrategy[bytes]:
    """``original`` after a few changes: bytes replaced, taken out, put in or repeated; ``pieces`` are put in too."""
    new = st.one_of(st.binary(max_size=8), st.sampled_from((*pieces, b"\xff\xff\xff\xff", b"\0", b"%n", b"<", b"&x;")))
    place = st.integers(0, max(len(original) - 1, 0))
    changes = st.lists(st.tuples(place, st.integers(0, 40), new, st.integers(1, 3)), min_size=1, max_size=6)
    return changes.map(lambda made: _changed(original, made))


def _changed(original: bytes, changes: list[tuple[int, int, bytes, int]]) -> bytes:
    for at, length, new, times in changes:
        original = original[:at] + new * times + original[at + length :]
    return original
