"""How commands that make many letters share the work out, and show how far it is."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from nkadvocate.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from nkadvocate.campaigning.building import Bench, Setting

P = ParamSpec("P")
T = TypeVar("T")

_COLLECTIONS = 5_000, 1, 1
"""How often garbage is looked for in all that is not frozen, which is little: letters leave some in circles."""


_FEW = 3
"""So many letters are made here sooner than workers are ready for them."""


def executor_for(at: Bench, workers: int, scheduler: str | None = None) -> Callable[[int], Executor]:
    """What gives the workers for so many letters: this process, others of this computer, or a Dask cluster.

    Raises ProblemsError.
    """
    if scheduler is None:
        return partial(_at_hand, at, workers)
    try:
        from distributed import Client
    except ImportError:
        hint = "pip install 'nkadvocate[cluster]'"
        raise ProblemsError([Problem("--scheduler needs Dask, which is not installed", hint=hint)]) from None
    try:
        client = Client(scheduler, timeout=20)  # type: ignore[no-untyped-call]
        return lambda _: client.get_executor(pure=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ProblemsError([Problem(f"the scheduler {scheduler} does not answer: {error}")]) from None


def _at_hand(at: Bench, workers: int, letters: int) -> Executor:
    from nkadvocate.campaigning.building import keep_warm

    if letters <= _FEW:
        keep_warm(at)
        return Here()
    at.press.close()
    return processes(at, workers)


class Here(Executor):
    """Does what it is given at once, in this process."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


def processes(at: Bench, workers: int) -> Executor:
    """Processes that get ready by themselves."""
    from nkadvocate.campaigning.building import keep_warm

    # A fork is ready sooner, with all that has been read; it is safe while this process has a single thread.
    forks = sys.platform == "linux" and threading.active_count() == 1
    if forks:
        keep_warm(at)
    context = get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_warm, initargs=(at.setting, at.state))


def _warm(setting: Setting, state: str) -> None:
    """Get a process ready: records read and never looked at as garbage again, and other garbage looked for often.

    The process ends with the one that started it, even if that is killed: it would wait for work for ever.
    """
    from nkadvocate.campaigning.building import warm_bench

    if parent := parent_process():
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    with suppress(ProblemsError):  # told by the letters that are asked for
        warm_bench(setting, state)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTIONS)


def _end_with(parent: int) -> None:
    connection.wait([parent])
    os._exit(1)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """On a terminal a bar with rate and time left; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as progress:
        bar = progress.add_task("letters", total=total, rate="")

        def advance() -> None:
            speed = progress.tasks[0].speed
            progress.update(bar, advance=1, rate=f"{speed:.1f} a second" if speed else "")
            progress.refresh()

        yield advance


def with_progress(items: Iterable[T], total: int) -> Iterator[T]:
    """The items, with a bar on a terminal that moves with each."""
    with _progress(total) as advance:
        for item in items:
            advance()
            yield item
