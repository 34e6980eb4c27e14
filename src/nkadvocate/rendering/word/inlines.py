"""Inline content as runs: emphasis, links, languages, notes and references to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, assert_never, cast
from urllib.parse import quote

from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import SubElement

from nkadvocate import document as tree
from nkadvocate.rendering.word.footnotes import FootnotesPart
from nkadvocate.rendering.word.languages import by_direction, eastern_font, word_languages

# What is an element of its own in a run.
_BREAK = re.compile(r"([\t\r\n])")
# Any other scheme (javascript:, file:) stays words.
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Story:
    """What all paragraphs share: the file, its style ids by name, and what there is to refer to.

    ``called`` and ``referred`` are numbers of notes, ``listed`` the places of the headings in a table of contents.
    """

    word: WordDocument
    ids: dict[str, str]
    called: frozenset[int]
    referred: frozenset[int]
    headings: tuple[tree.Heading, ...]
    listed: frozenset[int]

    @classmethod
    def of(cls, document: tree.Document, word: WordDocument, ids: dict[str, str]) -> Story:
        inlines = list(tree.all_inlines(document))
        called = frozenset(one.number for one in inlines if isinstance(one, tree.Note))
        referred = frozenset(one.number for one in inlines if isinstance(one, tree.NoteReference))
        headings = tree.headings(document)
        contents = [block for block in tree.walk_blocks(document.blocks) if isinstance(block, tree.TableOfContents)]
        lines = [line for block in contents for line in tree.lines_in(tree.entries(block, headings))]
        return cls(word, ids, called, referred, headings, frozenset(line.place for line in lines))


def begin(paragraph: Paragraph, style: str | None, *marks: str, number: tuple[int, int] | None = None) -> None:
    """Give a new paragraph the style with that id, ``marks`` without a value, and the level and id of its list, in the
    order of CT_PPr (ECMA-376 part 1, 17.3.1.26)."""
    properties = OxmlElement("w:pPr")
    if style:
        SubElement(properties, qn("w:pStyle"), {qn("w:val"): style})
    for mark in marks:
        SubElement(properties, qn(mark))
    if number:
        listed = SubElement(properties, qn("w:numPr"))
        for name, value in zip(("w:ilvl", "w:numId"), number, strict=True):
            SubElement(listed, qn(name), {qn("w:val"): str(value)})
    if len(properties):
        paragraph._p.append(properties)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes inline content at the end of one paragraph, in one voice."""

    paragraph: Paragraph
    story: Story
    link: Any = None
    bold: bool | None = None
    italic: bool | None = None
    language: str | None = None
    in_note: bool = False

    def write(self, content: tuple[tree.Inline, ...]) -> None:
        for inline in content:
            match inline:
                case tree.Text(text):
                    for piece, right_to_left in by_direction(text):
                        run = self.run(piece)
                        if right_to_left:
                            run.font.rtl = True
                case tree.LineBreak():
                    self.run("\n")
                case tree.Emphasis(inner):
                    replace(self, italic=True).write(inner)
                case tree.Strong(inner):
                    replace(self, bold=True).write(inner)
                case tree.Foreign(inner, language):
                    replace(self, language=language).write(inner)
                case tree.Claim(inner, _):
                    self.write(inner)
                case tree.Link(inner, href):
                    self._link(inner, href)
                case tree.Missing(what):
                    self.run(f"[missing: {what}]").font.highlight_color = WD_COLOR_INDEX.YELLOW
                case tree.Note(number, inner):
                    self._note(number, inner)
                case tree.NoteReference(number) if number in self.story.called:
                    self.field(f"NOTEREF _Note{number} \\h", str(number))
                case tree.NoteReference(number):
                    self.run(str(number))
                case _:
                    assert_never(inline)

    def run(self, text: str = "", style: str | None = None) -> Run:
        """A new run in this voice."""
        # Not by python-docx's methods, which look for the place of each element: most of a document's time was theirs.
        run: Any = SubElement(self.paragraph._p if self.link is None else self.link, qn("w:r"))
        if properties := list(self._properties(style)):
            # In the order of CT_RPr (ECMA-376 part 1, 17.3.2.28).
            holder = SubElement(run, qn("w:rPr"))
            for name, given in properties:
                SubElement(holder, qn(name), {qn(f"w:{key}"): value for key, value in given.items()})
        for piece in filter(None, _BREAK.split(text)):
            if piece in "\t\r\n":
                SubElement(run, qn("w:tab" if piece == "\t" else "w:br"))
                continue
            words = SubElement(run, qn("w:t"))
            words.text = piece
            if piece != piece.strip():
                words.set(qn("xml:space"), "preserve")
        return Run(run, self.paragraph)

    def _properties(self, style: str | None) -> Iterator[tuple[str, dict[str, str]]]:
        face = eastern_font(self.language) if self.language else None
        if style or self.link is not None:
            yield "w:rStyle", {"val": self.story.ids[style or "Hyperlink"]}
        if face:
            yield "w:rFonts", {"hint": "eastAsia", "eastAsia": face}
        for name in ("b", "bCs") if self.bold else ():
            yield f"w:{name}", {}
        for name in ("i", "iCs") if self.italic else ():
            yield f"w:{name}", {}
        if self.language:
            yield "w:lang", word_languages(self.language)

    def field(self, instruction: str, shown: str) -> None:
        """A field (ECMA-376 part 1, 17.16) with the result that stands until a program computes it anew."""
        self.begin_field(instruction)
        self.run(shown)
        self.end_field()

    def begin_field(self, instruction: str, **marks: str) -> None:
        """The start of a field, whose result is written next; it may go on in later paragraphs."""
        code = OxmlElement("w:instrText", {qn("xml:space"): "preserve"})
        code.text = f" {instruction} "
        given = {qn(f"w:{name}"): value for name, value in marks.items()}
        begin = OxmlElement("w:fldChar", {qn("w:fldCharType"): "begin", **given})
        for element in (begin, code, OxmlElement("w:fldChar", {qn("w:fldCharType"): "separate"})):
            self.run()._r.append(element)

    def end_field(self) -> None:
        self.run()._r.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): "end"}))

    def bookmarked(self, id: int, name: str, content: tuple[tree.Inline, ...]) -> None:
        """Writes ``content`` as a place to refer to."""
        given = {qn("w:id"): str(id)}
        self.paragraph._p.append(OxmlElement("w:bookmarkStart", {**given, qn("w:name"): name}))
        self.write(content)
        self.paragraph._p.append(OxmlElement("w:bookmarkEnd", given))

    def to_bookmark(self, name: str, text: str) -> None:
        """Words that lead to a bookmark."""
        link = OxmlElement("w:hyperlink", {qn("w:anchor"): name, qn("w:history"): "1"})
        self.paragraph._p.append(link)
        run = Run(cast("Any", link).add_r(), self.paragraph)
        run.text = text

    def _link(self, content: tuple[tree.Inline, ...], href: str) -> None:
        if self.link is not None or not _LINK.match(href):
            self.write(content)
            return
        # Word opens no file with a target that is not a URI (RFC 3986).
        target = quote(href, safe="%/:?#@!$&'()*+,;=-._~")
        id = self.paragraph.part.relate_to(target, RT.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink", {qn("r:id"): id, qn("w:history"): "1"})
        self.paragraph._p.append(link)
        replace(self, link=link).write(content)

    def _note(self, number: int, content: tuple[tree.Inline, ...]) -> None:
        if self.in_note:
            raise ValueError(f"note {number} is called inside another note, which Word cannot print")
        paragraph = FootnotesPart.of(self.story.word).add_note(number)
        begin(paragraph, self.story.ids["footnote text"])
        within = Pen(paragraph, self.story, in_note=True)
        mark = within.run(style="footnote reference")
        mark.font.superscript = False
        mark._r.append(OxmlElement("w:footnoteRef"))
        within.run("\t")
        within.write(content)
        # The call stands in no emphasis of the words around it.
        call = Pen(self.paragraph, self.story, self.link).run(style="footnote reference")._r
        call.append(OxmlElement("w:footnoteReference", {qn("w:id"): str(number)}))
        if number in self.story.referred:
            id = {qn("w:id"): str(number)}
            call.addprevious(OxmlElement("w:bookmarkStart", {**id, qn("w:name"): f"_Note{number}"}))
            call.addnext(OxmlElement("w:bookmarkEnd", id))
