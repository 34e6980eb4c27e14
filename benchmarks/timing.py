"""Whole processes by the clock, taken in turn so that a busy moment falls on all alike, and a small table."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """Seconds by the clock, and of processor time, which other programs disturb less."""

    clock: float
    processor: float


def in_turn(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Run]]:
    """What each command takes in each of ``rounds`` rounds A B A B, after one round that is not counted.

    Commands run in an empty folder. Raises CalledProcessError for one that fails.
    """
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        for n in range(rounds + 1):
            for name, command in commands.items():
                start, used = time.perf_counter(), _children()
                subprocess.run(command, cwd=folder, check=True, capture_output=True)
                if n:
                    taken[name].append(Run(time.perf_counter() - start, _children() - used))
    return taken


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def median_of_ratios(one: Sequence[float], other: Sequence[float]) -> float:
    """The median of one / other, round by round."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def table(rows: Mapping[str, Sequence[Run]], target: float | None = None) -> None:
    """Print median and fastest in milliseconds, one row a name, and whether the median by the clock is in time."""
    width = max(map(len, rows))
    print(f"{len(next(iter(rows.values())))} runs, ms".ljust(width), " median  fastest  processor")
    for name, runs in rows.items():
        clock = [1000 * run.clock for run in runs]
        median = statistics.median(clock)
        processor = 1000 * statistics.median(run.processor for run in runs)
        verdict = "" if target is None else "  ok" if median <= 1000 * target else f"  over {1000 * target:.0f}"
        print(f"{name:{width}}  {median:6.0f}  {min(clock):7.0f}  {processor:9.0f}{verdict}")


def rounds(default: int) -> int:
    """How many rounds: the first argument, or the default."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else default
