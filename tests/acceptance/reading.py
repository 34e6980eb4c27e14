"""Letters read back from the files that hold them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator

import docx
import mammoth
import pikepdf
import pytest
from lxml import etree
from lxml import html as lxml_html

from nkadvocate.document import (
    AddressBlock,
    Block,
    Claim,
    Document,
    Inline,
    Note,
    PageBreak,
    Paragraph,
    walk_blocks,
)
from nkadvocate.document import claims as all_claims

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def squeezed(text: str) -> str:
    """The words of ``text`` with one space between them."""
    return " ".join(text.split())


def docx_html(data: bytes) -> etree._Element:
    """A DOCX as HTML, as mammoth reads it."""
    return lxml_html.document_fromstring(mammoth.convert_to_html(io.BytesIO(data)).value)


def docx_paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def docx_notes(data: bytes) -> list[str]:
    """The text of each note, without its number."""
    for part in docx.Document(io.BytesIO(data)).part.package.iter_parts():
        if part.partname == "/word/footnotes.xml":
            found = [
                "".join("\t" if one.tag == f"{W}tab" else one.text or "" for one in note.iter(f"{W}t", f"{W}tab"))
                for note in etree.fromstring(part.blob)
            ]
            return [text.removeprefix("\t") for text in found if text]
    return []


def pdf_words(data: bytes) -> str:
    """All words of a PDF in reading order, as pdftotext finds them, in one line."""
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return squeezed(done.stdout.decode())


def pages_before_annex(data: bytes) -> int:
    """The number of pages before the one on which the annex begins, found from the PDF's bookmarks."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        waiting = [pdf.Root.Outlines.get("/First")]
        while waiting:
            item = waiting.pop()
            if item is None:
                continue
            if str(item.Title).startswith("Annex"):
                return pages[_destination(pdf, item)[0].objgen]
            waiting += [item.get("/Next"), item.get("/First")]
    raise AssertionError("no bookmark leads to an annex")


def _destination(pdf: pikepdf.Pdf, item: pikepdf.Object) -> pikepdf.Object:
    found = item.Dest if "/Dest" in item else item.A.D
    if isinstance(found, pikepdf.Array):
        return found
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    return names[str(found)]


def body(document: Document) -> tuple[Block, ...]:
    """The letter's own text: the blocks between the inside address and the annex."""
    blocks = document.blocks
    start = next(n for n, block in enumerate(blocks) if isinstance(block, AddressBlock)) + 1
    end = next((n for n, block in enumerate(blocks) if isinstance(block, PageBreak)), len(blocks))
    return blocks[start:end]


def paragraphs(document: Document) -> Iterator[tuple[Inline, ...]]:
    """The paragraphs of the letter's body, those of its lists included."""
    for block in walk_blocks(body(document)):
        if isinstance(block, Paragraph):
            yield block.content


def claims(document: Document) -> set[str]:
    """The ids of the evidence that the letter states."""
    return {claim.evidence for claim in all_claims(document)}


def without_claims(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(inline for inline in inlines if not isinstance(inline, (Claim, Note)))


QUOTED = re.compile(r"“[^“”]*”")
