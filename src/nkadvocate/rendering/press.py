"""Rendering in several formats, PDF in a process of its own if that is wanted, which gets ready beside other work.

WeasyPrint takes longer to import than the records take to read; with a second processor the two run at once.
"""

from __future__ import annotations

import os
import string
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from typing import Self

from nkadvocate.document import Document, Emphasis, Heading, Meta, Note, NumberedList, Paragraph, Strong, Text
from nkadvocate.rendering import Format, render
from nkadvocate.rendering.look import Look


class FormatError(ValueError):
    """A document that cannot be written in ``format``."""

    def __init__(self, format: Format, what: str) -> None:
        super().__init__(what)
        self.format = format


class Press:
    """Renders documents. One that makes PDF in a process of its own is opened, by ``with``, before they are there."""

    def __init__(self, *, apart: bool = False) -> None:
        self.meanwhile: Callable[[], object] = lambda: None
        """What this process does while PDF is made in another."""
        self._pool: ProcessPoolExecutor | None = None
        if apart and "weasyprint" not in sys.modules and (os.cpu_count() or 1) > 1:
            # A fork is ready sooner; it is safe while this process has a single thread, and usual on Linux only.
            forks = sys.platform == "linux" and threading.active_count() == 1
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("fork" if forks else "spawn"))
            self._pool.submit(_get_ready)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process of its own."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def render(self, document: Document, look: Look, formats: Sequence[Format]) -> dict[Format, bytes]:
        """The document in every format. Raises FormatError for the first that cannot be made."""
        begun = self._pool.submit(render, document, "pdf", look) if self._pool and "pdf" in formats else None
        # PDF comes last, so that it is made while the others are.
        made: dict[Format, bytes] = {}
        for format in sorted(formats, key="pdf".__eq__):
            if begun and format == "pdf":
                self.meanwhile()
            made[format] = _made(document, format, look, begun)
        return {format: made[format] for format in formats}


def _made(document: Document, format: Format, look: Look, begun: Future[bytes] | None) -> bytes:
    try:
        return begun.result() if begun and format == "pdf" else render(document, format, look)
    except BrokenProcessPool:
        raise FormatError(format, "the process that writes PDF ended before it was done") from None
    except ValueError as error:
        raise FormatError(format, str(error)) from None


def _get_ready() -> None:
    """Make a document that has something of everything: the first takes the longest, and so does the first of each."""
    words = Text(f"{string.ascii_letters} {string.digits} “Sense”, they say: ‘a – b’ (l’été).")
    styles = (words, Strong((words,)), Emphasis((words,)))
    blocks = (Heading(2, (words,)), NumberedList(((Paragraph((*styles, Note(1, styles))),),)))
    ready = Document(Meta("Ready", "", "", "en", "2026-01-01", ""), blocks)
    with suppress(ValueError):  # said of the document that is asked for
        render(ready, "pdf", Look())
