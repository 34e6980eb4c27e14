"""Inline content as runs: one story is the body, or the notes, each with relationships of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import assert_never

from nkadvocate.document import (
    Claim,
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
)
from nkadvocate.rendering.docx.languages import by_direction, eastern_font, word_languages
from nkadvocate.rendering.docx.markup import Xml, characters, joined, w, x
from nkadvocate.rendering.docx.package import Relationships, address
from nkadvocate.rendering.docx.styles import NONE, bold, italic

# Word keeps these as elements; as characters they would be printed as something else.
_ELEMENTS = {"\t": w("tab"), "\n": w("br"), "\u00ad": w("softHyphen")}


@dataclass(frozen=True, slots=True)
class Voice:
    """How a run looks and sounds."""

    strong: bool = False
    emphasis: bool = False
    linked: bool = False
    missing: bool = False
    language: str | None = None


def words(text: str) -> Xml:
    """The content of a run that says ``text``."""
    if not any(character in text for character in _ELEMENTS):
        return _literal(text)
    parts, start = [], 0
    for position, character in enumerate(text):
        if character in _ELEMENTS:
            parts += [_literal(text[start:position]), _ELEMENTS[character]]
            start = position + 1
    return joined(*parts, _literal(text[start:]))


def _literal(text: str) -> Xml:
    return Xml(f'<w:t xml:space="preserve">{characters(text)}</w:t>') if text else NONE


def run_properties(look: Xml) -> Xml:
    return w("rPr", look) if look else NONE


def field_runs(instruction: str, shown: str, look: Xml = NONE) -> Xml:
    """A field (ECMA-376 part 1, 17.16) with the result that stands until a reader's program computes it anew."""
    properties = run_properties(look)
    said = Xml(f'<w:instrText xml:space="preserve"> {characters(instruction)} </w:instrText>')
    return joined(
        w("r", properties, w("fldChar", fldCharType="begin")),
        w("r", properties, said),
        w("r", properties, w("fldChar", fldCharType="separate")),
        w("r", properties, words(shown)),
        w("r", properties, w("fldChar", fldCharType="end")),
    )


@dataclass(slots=True)
class Notes:
    """The notes called so far, and the numbers that something refers to."""

    referred: frozenset[int]
    called: frozenset[int]
    written: list[Xml] = field(default_factory=list)
    relationships: Relationships = field(default_factory=Relationships)


@dataclass(slots=True)
class Story:
    """Writes inlines; ``ids`` are the style ids of the base document by lower-case name."""

    ids: dict[str, str]
    notes: Notes
    relationships: Relationships
    in_note: bool = False

    def runs(self, content: tuple[Inline, ...], voice: Voice = Voice()) -> Xml:
        return joined(*(self._run(inline, voice) for inline in content))

    def _run(self, inline: Inline, voice: Voice) -> Xml:
        match inline:
            case Text(text):
                return joined(*(self._words(piece, voice, rtl=rtl) for piece, rtl in by_direction(text)))
            case LineBreak():
                return w("r", w("br"))
            case Emphasis(content):
                return self.runs(content, replace(voice, emphasis=True))
            case Strong(content):
                return self.runs(content, replace(voice, strong=True))
            case Foreign(content, language):
                return self.runs(content, replace(voice, language=language))
            case Claim(content, _):
                return self.runs(content, voice)
            case Link(content, href):
                return self._link(content, href, voice)
            case Missing(what):
                return self._words(f"[missing: {what}]", replace(voice, missing=True), rtl=False)
            case Note(number, content):
                return self._note(number, content)
            case NoteReference(number):
                return self._note_reference(number, voice)
            case _:
                assert_never(inline)

    def look(self, voice: Voice, *, rtl: bool = False) -> Xml:
        """The run properties of ``voice``, in schema order."""
        font, language = NONE, NONE
        if voice.language is not None:
            language = w("lang", **word_languages(voice.language))
            if eastern := eastern_font(voice.language):
                font = w("rFonts", hint="eastAsia", eastAsia=eastern)
        return joined(
            w("rStyle", val=self.ids["hyperlink"]) if voice.linked else NONE,
            font,
            bold() if voice.strong else NONE,
            italic() if voice.emphasis else NONE,
            w("highlight", val="yellow") if voice.missing else NONE,
            w("rtl") if rtl else NONE,
            language,
        )

    def _words(self, text: str, voice: Voice, *, rtl: bool) -> Xml:
        return w("r", run_properties(self.look(voice, rtl=rtl)), words(text))

    def _link(self, content: tuple[Inline, ...], href: str, voice: Voice) -> Xml:
        if voice.linked:  # a link cannot stand in a link; the outer one is followed
            return self.runs(content, voice)
        target = self.relationships.add("hyperlink", address(href), external=True)
        inside = self.runs(content, replace(voice, linked=True))
        return x("w:hyperlink", inside, r_id=target, w_history=1)

    def _note(self, number: int, content: tuple[Inline, ...]) -> Xml:
        if self.in_note:
            raise ValueError(f"note {number} is called inside another note, which Word cannot print")
        style = w("rStyle", val=self.ids["footnote reference"])
        inside = Story(self.ids, self.notes, self.notes.relationships, in_note=True)
        self.notes.written.append(
            w(
                "footnote",
                w(
                    "p",
                    w("pPr", w("pStyle", val=self.ids["footnote text"])),
                    w("r", w("rPr", style, w("vertAlign", val="baseline")), w("footnoteRef")),
                    w("r", w("tab")),
                    inside.runs(content),
                ),
                id=number,
            )
        )
        call = w("r", w("rPr", style), w("footnoteReference", id=number))
        if number not in self.notes.referred:
            return call
        return joined(
            w("bookmarkStart", id=number, name=f"_Note{number}"),
            call,
            w("bookmarkEnd", id=number),
        )

    def _note_reference(self, number: int, voice: Voice) -> Xml:
        if number not in self.notes.called:
            return self._words(str(number), voice, rtl=False)
        return field_runs(f"NOTEREF _Note{number} \\h", str(number), self.look(voice))
