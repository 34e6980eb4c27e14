"""Hundreds of letters to imported legislators, as DOCX and PDF, beside two ways to make them without this program.

The peers write the same letter: docxtpl fills a Word template made from a finished letter, and one LibreOffice turns
all into PDF; pandoc reads the letter as Markdown and writes DOCX, and PDF with WeasyPrint. Peers make fewer letters,
and their rates are compared.

    python benchmarks/batch.py [LETTERS] [LETTERS OF THE FIRST PEER] [OF THE SECOND]

Needs docxtpl, LibreOffice and pandoc beside what the program needs.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
import psutil
from docxtpl import DocxTemplate
from members import make_campaign

from nkadvocate.composing import compose_letter
from nkadvocate.document import (
    AddressBlock,
    Block,
    Document,
    Heading,
    Note,
    NumberedList,
    Paragraph,
    blocks_of,
    inlines_of,
    notes,
    plain,
)
from nkadvocate.library import open_campaign, open_library
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring import tailor

JOBS = 2
AGAIN = 5
"""How often letters are built again; the middle one counts."""


def main() -> None:
    letters, first, second = (int(value) for value in (*sys.argv[1:], *("500", "100", "10")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        campaign = make_campaign(folder, letters)
        library = open_library(campaign)
        document = compose_letter(
            tailor(
                library, next(r for r in library.recipients.values() if r.member_of), open_campaign(campaign, library)
            )
        )
        full, memory = build(folder, letters)
        unchanged = statistics.median(build(folder)[0] for _ in range(AGAIN))
        one = statistics.median(build(change_one(campaign))[0] for _ in range(AGAIN))
        by_docxtpl = docxtpl_and_libreoffice(folder, document, first) / first
        by_pandoc = pandoc(folder, document, second) / second
    ours = full / letters
    print(f"nkadvocate, {JOBS} processes   {1 / ours:6.2f} letters a second  ({letters} in {full:.1f} s)")
    print(f"docxtpl and LibreOffice  {1 / by_docxtpl:6.2f}  ours is {by_docxtpl / ours:.1f} times as fast (target 2.5)")
    print(f"pandoc and WeasyPrint    {1 / by_pandoc:6.2f}  ours is {by_pandoc / ours:.1f} times as fast (target 4)")
    print(f"nothing changed: {unchanged:.2f} s, {unchanged / full:.1%} of all (target 3 %)")
    print(f"one recipient changed: {one:.2f} s, {one / full:.1%} of all (target 5 %)")
    print(f"memory of a worker after a tenth of the letters and at the end: {memory[0]:.0f}, {memory[1]:.0f} MB")


def build(folder: Path, letters: int = 0) -> tuple[float, tuple[float, float]]:
    """Seconds for a build; and the memory of the largest worker, in MB, after a tenth of the letters and at the end."""
    command = [sys.executable, "-m", "nkadvocate", "campaign", "build", "many", "-j", str(JOBS)]
    kept = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}  # as for most, the program is compiled once
    begun = time.perf_counter()
    process = psutil.Popen(command, cwd=folder, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    early = late = 0.0
    while letters and process.poll() is None:
        time.sleep(0.05)
        try:
            now = max((child.memory_info().rss / 1e6 for child in process.children()), default=0)
        except psutil.Error:
            continue
        late = max(now, late)
        if not early and len(list((folder / "output" / "many").glob("*.pdf"))) >= letters / 10:
            early = late
    if process.wait():
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - begun, (early, late)


def change_one(campaign: Path) -> Path:
    """Give one recipient another name, which the letter prints. Returns the folder that campaigns are in."""
    path = next((campaign / "recipients").glob("gb-commons.yaml"))
    path.write_text(path.read_text("utf-8").replace("family: ", "family: Other", 1), "utf-8")
    return campaign.parents[1]


def docxtpl_and_libreoffice(folder: Path, document: Document, letters: int) -> float:
    """Seconds to fill a template for each letter and to turn all into PDF at once."""
    template = docx.Document(io.BytesIO(render(document, "docx", Look())))
    address = next(block for block in document.blocks if isinstance(block, AddressBlock))
    first = plain(address.lines[0])
    for paragraph in template.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(first, "{{ name }}") if first in run.text else run.text
            if paragraph.style is not None and paragraph.style.name == "Salutation":
                run.text = "{{ salutation }}"
    template.save(str(folder / "template.docx"))
    out = folder / "docxtpl"
    out.mkdir()
    begun = time.perf_counter()
    for number in range(letters):
        filled = DocxTemplate(folder / "template.docx")
        filled.render({"name": f"Example {number}", "salutation": f"Dear Example {number},"}, autoescape=True)
        filled.save(out / f"{number}.docx")
    files = [str(path) for path in sorted(out.glob("*.docx"))]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(out), *files]
    subprocess.run(command, check=True, capture_output=True)
    taken = time.perf_counter() - begun
    assert len(list(out.glob("*.pdf"))) == letters
    return taken


def pandoc(folder: Path, document: Document, letters: int) -> float:
    """Seconds to write each letter, from Markdown, as DOCX and as PDF."""
    out = folder / "pandoc"
    out.mkdir()
    text = markdown(document)
    begun = time.perf_counter()
    for number in range(letters):
        source = out / f"{number}.md"
        source.write_text(f"Example {number}\n\n{text}", "utf-8")
        for ending in ("docx", "pdf"):
            target = str(source.with_suffix(f".{ending}"))
            command = ["pandoc", str(source), "-o", target, "--metadata", "title=Letter"]
            engine = ["--pdf-engine", str(Path(sys.executable).with_name("weasyprint"))] if ending == "pdf" else []
            subprocess.run([*command, *engine], check=True, capture_output=True)
    return time.perf_counter() - begun


def markdown(document: Document) -> str:
    """The letter as pandoc reads it: headings, paragraphs, lists and footnotes."""
    lines = [line for block in document.blocks for line in _lines(block)]
    lines += [f"[^{note.number}]: {plain(note.content)}" for note in notes(document)]
    return "\n\n".join(lines)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(level, content):
            return [f"{'#' * level} {plain(content)}"]
        case NumberedList(items):
            return [f"{n}. {_text(inner)}" for n, item in enumerate(items, 1) for inner in item]
        case Paragraph():
            return [_text(block)]
        case _:
            return [line for inner in blocks_of(block) for line in _lines(inner)]


def _text(block: Block) -> str:
    return "".join(f"[^{i.number}]" if isinstance(i, Note) else plain((i,)) for i in inlines_of(block))


if __name__ == "__main__":
    main()
