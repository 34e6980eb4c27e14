"""How much longer does a whole ``nkadvocate letter`` take than a bare script that renders the finished text?

The peer (bare.py) starts Python, imports the same two libraries, and writes the same HTML as PDF and as many paragraphs
as DOCX. What is left is ours: command line, records, tailoring, templates, notes, real footnotes and tags.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

import docx
from timing import in_turn, median_of_ratios, rounds, table

from nkadvocate import shipped
from nkadvocate.composing import compose_letter
from nkadvocate.design import Design
from nkadvocate.document import notes, plain
from nkadvocate.library import open_campaign, open_library
from nkadvocate.rendering import render
from nkadvocate.rendering.html import html_for_pdf, tokens
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring import tailor

RECIPIENT, DATE, TARGET = "prc-foreign-minister", "2026-07-10", 1.35


def prepare(folder: Path) -> None:
    """Save what the bare script reads: the finished letter and the shipped design."""
    library = open_library()
    campaign = open_campaign(shipped.CAMPAIGNS / "default", library).model_copy(update={"date": DATE})
    document = compose_letter(tailor(library, library.recipient(RECIPIENT), campaign))
    design = Design()
    paragraphs = [p.text for p in docx.Document(io.BytesIO(render(document, "docx", Look(design)))).paragraphs]
    paragraphs += [plain(note.content) for note in notes(document)]
    (folder / "paragraphs.txt").write_text("\n".join(" ".join(p.split()) for p in paragraphs), "utf-8")
    (folder / "letter.html").write_text(html_for_pdf(document, design), "utf-8")
    (folder / "tokens.css").write_text(tokens(design, document.meta), "utf-8")
    shutil.copytree(shipped.TEMPLATES / "design", folder, dirs_exist_ok=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        commands = {
            "nkadvocate letter": [sys.executable, "-m", "nkadvocate", "letter", RECIPIENT, "--date", DATE],
            "bare script": [sys.executable, str(Path(__file__).with_name("bare.py")), str(folder)],
        }
        taken = in_turn(commands, rounds(11))
    table(taken)
    ours, bare = taken.values()
    ratio = median_of_ratios([run.clock for run in ours], [run.clock for run in bare])
    used = median_of_ratios([run.processor for run in ours], [run.processor for run in bare])
    print(f"median of ratios {ratio:.2f} by the clock, {used:.2f} of processor time; target {TARGET}")


if __name__ == "__main__":
    main()
