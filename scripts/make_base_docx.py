"""Writes templates/design/base.docx, the Word document that letters are built on.

It names every style and formats none, so that the design tokens decide; it keeps Word out of its compatibility mode.
Run it after a change of the styles: ``python scripts/make_base_docx.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from nkadvocate.design import Design
from nkadvocate.rendering.docx.base import media_type
from nkadvocate.rendering.docx.markup import Xml, part, root, w
from nkadvocate.rendering.docx.package import OFFICE, Part, Relationship, Relationships, write_archive
from nkadvocate.rendering.docx.story import words
from nkadvocate.rendering.docx.styles import unformatted

TARGET = Path(__file__).parent.parent / "templates" / "design" / "base.docx"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "http://schemas.microsoft.com/office/word"

EXPLANATION = (
    "This document holds the styles that letters are built on. A style that is given a look here keeps it; the others "
    "follow the campaign’s design. Page size, margins, headers and footers set here are kept as well. "
    "This text is never printed."
)


def settings() -> Xml:
    """Settings of a document made for Word 2013 and later."""
    modern = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
        "useWord2013TrackBottomHyphenation": 0,
    }
    return root(
        "w:settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", *(w("compatSetting", name=name, uri=WORD, val=value) for name, value in modern.items())),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def base_docx() -> bytes:
    """The base document. Its bytes depend on the style names only."""
    related = Relationships()
    parts: dict[str, Part] = {}
    for kind, content in (("styles", unformatted(Design())), ("settings", settings())):
        parts[f"word/{kind}.xml"] = Part(part(content), media_type(kind))
        related.add(kind, f"word/{kind}.xml")
    text = root("w:document", w("body", w("p", w("r", words(EXPLANATION))), w("sectPr")))
    parts["word/document.xml"] = Part(part(text), MAIN, tuple(related.lines))
    return write_archive(parts, (Relationship("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),))


def main() -> int:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(base_docx())
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
