"""Writes templates/design/base.docx, the Word document that letters are built on.

It is the default document of python-docx with everything dropped that a letter does not use. It names every style and
formats none, so that the design's tokens decide. Run it after a change of the styles' names.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from nkadvocate.document import Meta
from nkadvocate.rendering.word.package import describe, open_base, packed
from nkadvocate.rendering.word.styles import name_styles

TARGET = Path(__file__).parent.parent / "templates" / "design" / "base.docx"

_META = Meta("Base document for letters", "nkadvocate", "", "en-GB", "2026-01-01", "")
_EXPLANATION = (
    "This document holds the styles that letters are built on. A style that is given a look here keeps it; the others "
    "follow the design. Headers and footers set here are kept as well. This text is never printed."
)
_WORD = "http://schemas.microsoft.com/office/word"
# Word 2013 and later; with less, Word opens a letter in its compatibility mode.
_MODERN = (
    ("compatibilityMode", 15),
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
    ("differentiateMultirowTableHeaders", 1),
    ("useWord2013TrackBottomHyphenation", 0),
)


def base_docx() -> bytes:
    """The base document. Its bytes depend on the names of the styles only."""
    default = BytesIO()
    docx.Document().save(default)
    word = open_base(default.getvalue())
    for key in [key for key, one in word.part.rels.items() if one.reltype not in (RT.STYLES, RT.SETTINGS)]:
        del word.part.rels[key]
    styles: Any = word.styles
    used = {*name_styles(word), "Default Paragraph Font"}
    for style in list(styles):
        if style.name in used:
            style.element.remove_all("w:link", "w:pPr", "w:rPr")
            if style.name == "TOC Heading":
                style.base_style = styles["Normal"]
        elif style.name != "Normal Table":
            style.delete()
    styles.element.remove_all("w:docDefaults", "w:latentStyles")
    settings: Any = word.settings.element
    for setting in list(settings):
        if setting.tag not in (qn("w:defaultTabStop"), qn("w:characterSpacingControl"), qn("w:decimalSymbol")):
            settings.remove(setting)
    modes = "".join(f'<w:compatSetting w:name="{name}" w:uri="{_WORD}" w:val="{value}"/>' for name, value in _MODERN)
    settings.insert(2, parse_xml(f"<w:compat {nsdecls('w')}>{modes}</w:compat>"))
    word.add_paragraph(_EXPLANATION)
    describe(word, _META)
    return packed(word)


def main() -> int:
    TARGET.write_bytes(base_docx())
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
