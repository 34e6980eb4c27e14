"""The least that could write the same letter: imports WeasyPrint and python-docx, and nothing of ours.

Reads finished HTML, the style sheets and the paragraphs of the DOCX from the folder given, and writes a PDF and a DOCX.
"""

from __future__ import annotations

import sys
from pathlib import Path

import docx
import weasyprint


def main() -> None:
    folder = Path(sys.argv[1])
    word = docx.Document(str(folder / "base.docx"))
    for line in (folder / "paragraphs.txt").read_text("utf-8").splitlines():
        word.add_paragraph(line)
    word.save("bare.docx")
    style = folder / "style.css"
    weasyprint.HTML(filename=str(folder / "letter.html")).write_pdf(
        "bare.pdf", stylesheets=[str(folder / "tokens.css"), str(style)], pdf_variant="pdf/ua-1"
    )


if __name__ == "__main__":
    main()
