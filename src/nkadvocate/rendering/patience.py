"""A limit on the processor time that a piece of work takes, whatever the thread, process and system it is done in."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST_SECONDS = 60.0
"""Of processor time for one PDF, which takes less than one second mostly."""
_AGAIN = 0.5


class TooLongError(BaseException):
    """Work that took too long. Not an ``Exception``, so that nothing that is tried in it takes it for its own."""


def patiently(work: Callable[[], T]) -> T:
    """What ``work`` returns. Raises ``TooLongError`` in it once this process has worked for ``MOST_SECONDS`` since.

    It is raised again and again until the work ends: libraries take an error in a picture for one of the picture's.
    """
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    thread = ctypes.c_ulong(threading.get_ident())
    until = time.process_time() + MOST_SECONDS
    ended = threading.Event()
    late = False

    def watch() -> None:
        nonlocal late
        while not ended.wait(_AGAIN if late else 0.2):
            if time.process_time() > until:
                late = True
                raise_in(thread, ctypes.py_object(TooLongError))

    def end() -> None:
        ended.set()
        watching.join()
        raise_in(thread, None)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    # No context manager: one of contextlib could be stopped between the work and what ends the watch.
    try:
        try:
            done = work()
        finally:
            try:
                end()
            except TooLongError:
                end()
    except (Exception, TooLongError):
        if not late:
            raise
    if late:
        raise TooLongError
    return done
