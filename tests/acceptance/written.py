"""Writing one letter as PDF in a process of a pool, and keeping what is logged."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from nkadvocate.document import Document
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look


@dataclass(frozen=True)
class LetterOnDisk:
    path: Path
    logged: tuple[str, ...]


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def write_letter(document: Document, path: Path) -> LetterOnDisk:
    heard = _Records()
    logging.getLogger().addHandler(heard)
    try:
        path.write_bytes(render(document, "pdf", Look()))
    finally:
        logging.getLogger().removeHandler(heard)
    return LetterOnDisk(path, tuple(heard.messages))
