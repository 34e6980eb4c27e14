"""Makes the logos and the Word document of campaigns/joint-letter-example, as a campaigner would draw and set them.

The organisations are invented, and so are their logos. The bytes depend on this file alone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt, RGBColor
from PIL import Image, ImageDraw

from nkadvocate.document import Meta
from nkadvocate.rendering.word.package import describe, open_base, packed

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "campaigns" / "joint-letter-example"

GREEN, OCHRE, SLATE = "#1e5b4f", "#b9822b", "#4a5a68"
_SIDE = 1200
"""Drawn four times as large as kept, so that edges are smooth."""


def lantern() -> Image.Image:
    """A light in a frame."""
    picture, draw = _sheet()
    draw.rounded_rectangle((300, 250, 900, 1050), 120, outline=GREEN, width=70)
    draw.line((450, 150, 750, 150), fill=GREEN, width=70)
    draw.line((600, 150, 600, 260), fill=GREEN, width=70)
    draw.ellipse((450, 500, 750, 800), fill=OCHRE)
    return picture


def bridge() -> Image.Image:
    """Two arches over a line."""
    picture, draw = _sheet()
    draw.rectangle((60, 380, 1140, 470), fill=SLATE)
    for left in (60, 620):
        draw.pieslice((left, 470, left + 520, 1310), 180, 360, fill=GREEN)
        draw.pieslice((left + 90, 560, left + 430, 1220), 180, 360, fill=(0, 0, 0, 0))
    draw.rectangle((0, 905, _SIDE, _SIDE), fill=(0, 0, 0, 0))
    draw.rectangle((60, 930, 1140, 1000), fill=OCHRE)
    return picture


def compass() -> Image.Image:
    """A needle in a ring."""
    picture, draw = _sheet()
    draw.ellipse((130, 130, 1070, 1070), outline=SLATE, width=70)
    draw.polygon(((600, 270), (720, 600), (480, 600)), fill=OCHRE)
    draw.polygon(((600, 930), (720, 600), (480, 600)), fill=GREEN)
    return picture


def _sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGBA", (_SIDE, _SIDE), (0, 0, 0, 0))
    return picture, ImageDraw.Draw(picture)


def base_docx() -> bytes:
    """The shipped base document as somebody restyles it in Word: other fonts, ruled headings, a footer with a name."""
    word = open_base((ROOT / "templates/design/base.docx").read_bytes())
    styles: Any = word.styles
    _set(styles["Normal"], "Times New Roman", 10.5)
    for name in ("Heading 1", "Heading 2"):
        _set(styles[name], "Arial", 10, GREEN)
    styles["Heading 2"].font.all_caps = True
    styles["Heading 2"].paragraph_format.space_before = Pt(12)
    styles["Heading 2"].element.rPr.append(OxmlElement("w:spacing", {qn("w:val"): "14"}))
    _set(styles["Letterhead Name"], "Arial", 14, GREEN)
    for name in ("Letterhead Tagline", "Letterhead Contact", "Particulars", "Running Head", "Page Label"):
        _set(styles[name], "Arial", 8)
    rule = (
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="2" w:color="{OCHRE[1:].upper()}"/></w:pBdr>'
    )
    styles["Heading 2"].element.get_or_add_pPr().insert_element_before(
        parse_xml(rule), "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
    (line,) = word.sections[-1].footer.paragraphs
    line.style, line.alignment = styles["Footer"], WD_ALIGN_PARAGRAPH.CENTER
    line.add_run("A joint letter of three example organisations")
    describe(word, Meta("Base document", "", "", "en-GB", "2026-01-01", ""))
    return packed(word)


def _set(style: Any, font: str, size: float, colour: str = "") -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.element.rPr.rFonts.set(qn("w:cs"), font)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour[1:].upper())


def main() -> int:
    (EXAMPLE / "logos").mkdir(parents=True, exist_ok=True)
    for draw in (lantern, bridge, compass):
        picture = draw().resize((_SIDE // 4, _SIDE // 4), Image.Resampling.LANCZOS)
        picture = picture.crop(picture.getbbox())
        picture.save(EXAMPLE / "logos" / f"{draw.__name__}.png", optimize=True)
    (EXAMPLE / "base.docx").write_bytes(base_docx())
    return 0


if __name__ == "__main__":
    sys.exit(main())
