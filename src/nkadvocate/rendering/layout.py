"""Two functions to take the place of inner ones of WeasyPrint, which give the same pages sooner.

The inner ones compute again and again what they have computed before: the notes of a page for each note that joins
them, and the lines of paragraphs that letter after letter shares. WeasyPrint has no public way to keep either. Its
version is pinned, and tests compare the pages with those that it makes by itself.
"""

from __future__ import annotations

import sys
from math import inf
from typing import Any

from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout, collapse_margin
from weasyprint.text.line_break import Layout, split_first_line

_update_footnote_area = LayoutContext._update_footnote_area

# Lines kept for each set of fonts, some 10 MB: those of a few hundred letters.
_MOST_LINES = 20_000

# What ``split_first_line`` and ``Layout`` read of a style.
TEXT_PROPERTIES = (
    *("direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override", "font_size"),
    *("font_stretch", "font_style", "font_variant_alternates", "font_variant_caps", "font_variant_east_asian"),
    *("font_variant_ligatures", "font_variant_numeric", "font_variant_position", "font_variation_settings"),
    *("font_weight", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang"),
    *("letter_spacing", "overflow_wrap", "tab_size", "text_decoration_line", "white_space", "word_break"),
    "word_spacing",
)


def update_footnote_area(context: Any) -> bool:
    """Makes room at the foot of the page for the notes of ``context``; returns whether they overflow their area.

    Each note is laid out once a page, by itself, and the heights are added with the margins between them collapsed
    (CSS 2.2, 8.3.1), where WeasyPrint lays out all notes of the page anew for each that joins them. Notes never
    overflow an area that grows with them; WeasyPrint may say so when it rounds.
    """
    area, notes = context.current_footnote_area, context.current_page_footnotes
    if not notes or context.in_column or _has_shape(area):
        return bool(_update_footnote_area(context))
    # The area is a new one for every page.
    known: dict[Any, tuple[float, Any, float]] = area.__dict__.setdefault("notes_alone", {})
    for note in notes:
        if note not in known:
            known[note] = _alone(context, area, note)
    if not all(known[note][1].border_height() for note in notes):
        return bool(_update_footnote_area(context))
    if area.height != "auto":
        context.page_bottom += area.margin_height()
    height, last, _ = known[notes[0]]
    height += last.border_height()
    for note in notes[1:]:
        _, box, _ = known[note]
        height += collapse_margin((last.margin_bottom, box.margin_top)) + box.border_height()
        last = box
    area.children, area.height = notes, height + known[notes[-1]][2]
    context.page_bottom -= area.margin_height()
    return False


def _alone(context: Any, area: Any, note: Any) -> tuple[float, Any, float]:
    """The note laid out by itself, with the heights of the area above and below it."""
    area.children = [note]
    laid_out = block_level_layout(context, build.create_anonymous_boxes(area.deepcopy()), -inf, None, area.page)[0]
    (box,) = laid_out.children
    above = box.position_y + box.margin_top - laid_out.content_box_y()
    return above, box, laid_out.height - above - box.border_height()


def _has_shape(area: Any) -> bool:
    """Whether a style sheet gives the area a height of its own."""
    return bool(area.style["height"] != "auto" or area.min_height > 0 or area.max_height != inf)


def split_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> tuple[Any, ...]:
    """As much of ``text`` as fits in one line of ``max_width``, remembered for the next letter with the same words.

    The arguments and the result are those of ``split_first_line``: layout, length and resume index in bytes, width,
    height and baseline.
    """
    lines: dict[Any, tuple[Any, ...]] = style.font_config.__dict__.setdefault("lines", {})
    key = (text, _text_style(style), max_width, justification_spacing, is_line_start, minimum)
    line = lines.get(key)
    if line is None:
        line = split_first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        if len(lines) == _MOST_LINES:
            lines.pop(next(iter(lines)))
        lines[key] = line
    # Drawing sets up a layout again, and may change it.
    layout = Layout.__new__(Layout)
    layout.__dict__.update(line[0].__dict__)
    return (layout, *line[1:])


def _text_style(style: Any) -> str:
    known: str | None = style.__dict__.get("text_style")
    if known is None:
        known = style.text_style = sys.intern(repr([style[name] for name in TEXT_PROPERTIES]))
    return known
