"""Inline content as runs: emphasis, links, languages, notes and references to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, assert_never
from urllib.parse import quote

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from nkadvocate.document import (
    Claim,
    Document,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Missing,
    Note,
    NoteReference,
    Strong,
    Text,
    inlines_of,
    notes,
    walk_blocks,
    walk_inlines,
)
from nkadvocate.rendering.word.footnotes import FootnotesPart
from nkadvocate.rendering.word.languages import by_direction, eastern_font, word_languages

# Any other scheme (javascript:, file:) stays words.
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notes:
    """The document the notes go to, the numbers that are called, and those that something refers to."""

    word: WordDocument
    called: frozenset[int]
    referred: frozenset[int]

    @classmethod
    def of(cls, word: WordDocument, document: Document) -> Notes:
        called = frozenset(note.number for note in notes(document))
        inlines = (one for block in walk_blocks(document.blocks) for one in walk_inlines(inlines_of(block)))
        return cls(word, called, frozenset(one.number for one in inlines if isinstance(one, NoteReference)))


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes inline content at the end of one paragraph, in one voice."""

    paragraph: Paragraph
    notes: Notes
    link: Any = None
    bold: bool | None = None
    italic: bool | None = None
    language: str | None = None
    in_note: bool = False

    def write(self, content: tuple[Inline, ...]) -> None:
        for inline in content:
            match inline:
                case Text(text):
                    self._text(text)
                case LineBreak():
                    self._run().add_break()
                case Emphasis(inner):
                    replace(self, italic=True).write(inner)
                case Strong(inner):
                    replace(self, bold=True).write(inner)
                case Foreign(inner, language):
                    replace(self, language=language).write(inner)
                case Claim(inner, _):
                    self.write(inner)
                case Link(inner, href):
                    self._link(inner, href)
                case Missing(what):
                    self._run("Missing").text = f"[missing: {what}]"
                case Note(number, inner):
                    self._note(number, inner)
                case NoteReference(number) if number in self.notes.called:
                    self.field(f"NOTEREF _Note{number} \\h", str(number))
                case NoteReference(number):
                    self._text(str(number))
                case _:
                    assert_never(inline)

    def field(self, instruction: str, shown: str) -> None:
        """A field (ECMA-376 part 1, 17.16) with the result that stands until a program computes it anew."""
        kinds = ("begin", instruction, "separate", shown, "end")
        for step, kind in enumerate(kinds):
            run = self._run()
            if step == 1:
                code = OxmlElement("w:instrText", {qn("xml:space"): "preserve"})
                code.text = f" {kind} "
                run._r.append(code)
            elif step == 3:
                run.text = kind
            else:
                run._r.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))

    def _run(self, style: str | None = None) -> Run:
        """A new run in this voice."""
        holder: Any = self.paragraph._p if self.link is None else self.link
        run = Run(holder.add_r(), self.paragraph)
        style = style or (None if self.link is None else "Hyperlink")
        if style:
            run.style = style
        if self.bold:
            run.font.bold = run.font.cs_bold = True
        if self.italic:
            run.font.italic = run.font.cs_italic = True
        if self.language:
            properties: Any = run._r.get_or_add_rPr()
            if eastern := eastern_font(self.language):
                fonts = properties.get_or_add_rFonts()
                fonts.set(qn("w:hint"), "eastAsia")
                fonts.set(qn("w:eastAsia"), eastern)
            tags = word_languages(self.language)
            properties.append(OxmlElement("w:lang", {qn(f"w:{name}"): tag for name, tag in tags.items()}))
        return run

    def _text(self, text: str) -> None:
        for piece, right_to_left in by_direction(text):
            run = self._run()
            run.text = piece
            if right_to_left:
                run.font.rtl = True

    def _link(self, content: tuple[Inline, ...], href: str) -> None:
        if self.link is not None or not _LINK.match(href):
            self.write(content)
            return
        # Word opens no file with a target that is not a URI (RFC 3986).
        target = quote(href, safe="%/:?#@!$&'()*+,;=-._~")
        id = self.paragraph.part.relate_to(target, RT.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink", {qn("r:id"): id, qn("w:history"): "1"})
        self.paragraph._p.append(link)
        replace(self, link=link).write(content)

    def _note(self, number: int, content: tuple[Inline, ...]) -> None:
        if self.in_note:
            raise ValueError(f"note {number} is called inside another note, which Word cannot print")
        paragraph = FootnotesPart.of(self.notes.word).add_note(number)
        Pen(paragraph, self.notes, in_note=True).write(content)
        call = Pen(self.paragraph, self.notes, link=self.link)._run("footnote reference")._r
        call.append(OxmlElement("w:footnoteReference", {qn("w:id"): str(number)}))
        if number in self.notes.referred:
            id = {qn("w:id"): str(number)}
            call.addprevious(OxmlElement("w:bookmarkStart", {**id, qn("w:name"): f"_Note{number}"}))
            call.addnext(OxmlElement("w:bookmarkEnd", id))
