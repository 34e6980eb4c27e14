"""The pages are those that WeasyPrint makes by itself, whatever was laid out before."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.layout import LayoutContext, inline, preferred

from nkadvocate.design import Design
from nkadvocate.document import Note, Paragraph, Text
from nkadvocate.rendering import layout, pdf
from rendering.test_pdf import DESIGN, STYLE, opened, paragraph, written

NOTED = tuple(
    Paragraph(
        (
            Text(f"Paragraph {n} says: " + "words and more words " * (5 * n % 23)),
            Note(n, (Text("what a source says, " * (n % 7 + 1)),)),
        )
    )
    for n in range(1, 60)
)


def by_weasyprint(monkeypatch: pytest.MonkeyPatch, *, style: str) -> bytes:
    with monkeypatch.context() as patched:
        patched.setattr(LayoutContext, "_update_footnote_area", layout._update_footnote_area)
        patched.setattr(inline, "split_first_line", layout.split_first_line)
        patched.setattr(preferred, "split_first_line", layout.split_first_line)
        return written(*NOTED, style=style)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        ".note { margin: 3pt 0 6pt }",
        ".note { margin: -1pt 0 3pt; padding: 1pt 0 2pt 1.6em; border-top: 1pt solid red }",
        ".note { font-size: 2em; break-inside: avoid }",
        "@page { @footnote { padding: 0; margin: 0; border: 1pt solid } }",
        "@page { @footnote { max-height: 25mm } }",
        "@page { @footnote { min-height: 40mm } }",
        "@page { @footnote { height: 30mm } }",
        "@page :first { margin-right: 80mm }",
        ".letter { columns: 2 }",
    ],
)
def test_notes_take_the_room_that_weasyprint_gives_them(monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    style = f"{STYLE}\n{rule}"
    ours = written(*NOTED, style=style)
    assert len(opened(ours).pages) > 2
    assert ours == by_weasyprint(monkeypatch, style=style)


def test_notes_are_laid_out_once_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    alone: list[tuple[int, Any]] = []

    def counted(context: Any, area: Any, note: Any, real: Any = layout._alone) -> Any:
        alone.append((context.current_page, note))
        return real(context, area, note)

    monkeypatch.setattr(layout, "_alone", counted)
    monkeypatch.setattr(layout, "_update_footnote_area", lambda context: pytest.fail("all notes at once"))
    written(*NOTED)
    assert len(alone) == len(set(alone))


def test_a_style_s_text_properties_are_all_that_a_line_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()

    class Watched:
        def __init__(self, style: Any) -> None:
            self.style = style

        def __getitem__(self, name: str) -> Any:
            read.add(name)
            return self.style[name]

        def __getattr__(self, name: str) -> Any:
            return getattr(self.style, name)

    def watched(text: str, style: Any, *others: Any, real: Any = layout.split_first_line) -> Any:
        return real(text, Watched(style), *others)

    monkeypatch.setattr(layout, "split_first_line", watched)
    style = f"{STYLE}\nbody {{ hyphens: auto; width: 30mm }} p {{ text-decoration: underline }}"
    written(*NOTED[:5], paragraph("Nonrefoulement\u00adextraordinarily internationalisation " * 9), style=style)
    assert "font_size" in read
    assert read <= set(layout.TEXT_PROPERTIES)


def test_lines_remembered_from_other_letters_change_nothing() -> None:
    pdf._style.cache_clear()
    fresh = written(*NOTED)
    pdf._style.cache_clear()
    others = (Design(letterhead="centre"), Design.model_validate({"type": {"size": 12, "line_height": 1.6}}))
    for design in others:
        written(*NOTED[3:30], design=design)
    assert written(*NOTED) == fresh


def test_the_oldest_lines_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf._style.cache_clear()
    whole = written(*NOTED)
    monkeypatch.setattr(layout, "_MOST_LINES", 50)
    pdf._style.cache_clear()
    assert written(*NOTED) == whole
    fonts, *_ = pdf._style(STYLE, (DESIGN.resolve(),))
    assert len(fonts.lines) == 50
