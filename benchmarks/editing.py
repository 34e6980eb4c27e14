"""Edits on a Word file as people make them: words rewritten, sentences and notes deleted, moved and added."""

from __future__ import annotations

import copy
import random
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Editing:
    """A letter open for editing. ``touched`` are the paragraphs that were changed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"])
        self.touched: list[Any] = []

    def data(self) -> bytes:
        self._order_notes()
        parts = self.parts | {
            "word/document.xml": etree.tostring(self.body, xml_declaration=True, encoding="UTF-8", standalone=True),
            "word/footnotes.xml": etree.tostring(self.notes, xml_declaration=True, encoding="UTF-8", standalone=True),
        }
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in parts.items():
                file.writestr(name, content)
        return out.getvalue()

    def _order_notes(self) -> None:
        """Notes in the order of their calls, and none that is not called, as Word saves them."""
        notes = {one.get(f"{W}id"): one for one in self.notes}
        for note in list(self.notes):
            if note.get(f"{W}type") is None:
                self.notes.remove(note)
        first = min(int(id) for id, one in notes.items() if one.get(f"{W}type") is None)
        for id, call in enumerate(self.body.iter(f"{W}footnoteReference"), first):
            note = copy.deepcopy(notes[call.get(f"{W}id")])
            note.set(f"{W}id", str(id))
            call.set(f"{W}id", str(id))
            self.notes.append(note)

    def places(self) -> set[int]:
        """The numbers of the paragraphs that were changed, from 1, without empty ones."""
        filled = [paragraph for paragraph in self.paragraphs() if words(paragraph).strip()]
        return {n for n, paragraph in enumerate(filled, 1) if any(paragraph is one for one in self.touched)}

    def paragraphs(self) -> Iterator[Any]:
        yield from self.body.iter(f"{W}p")

    def requests(self) -> list[str]:
        """The requests: the numbered paragraphs."""
        return [
            words(one)
            for one in self.paragraphs()
            if one.find(f"{W}pPr/{W}numPr") is not None and self._is_request(one)
        ]

    def _is_request(self, paragraph: Any) -> bool:
        """Whether it stands between the heading of the requests and the request for a reply."""
        texts = [words(one) for one in self.paragraphs()]
        place = next(n for n, one in enumerate(self.paragraphs()) if one is paragraph)
        return (
            texts.index("What we ask") < place < next(n for n, text in enumerate(texts) if "written reply by" in text)
        )

    def letter(self) -> Iterator[Any]:
        """The paragraphs above the list of sources."""
        return takewhile(lambda paragraph: words(paragraph) != "Annex: sources", self.paragraphs())

    def holding(self, text: str) -> Any:
        """The first paragraph above the list of sources with ``text``."""
        found = next((paragraph for paragraph in self.letter() if text in words(paragraph)), None)
        if found is None:
            raise LookupError(text)
        return found

    def has(self, text: str) -> bool:
        return any(text in words(paragraph) for paragraph in self.letter())

    def has_in_note(self, text: str) -> bool:
        return any(text in words(note) for note in self.notes)

    def note_with(self, text: str) -> Any:
        found = next((note for note in self.notes if text in words(note)), None)
        if found is None:
            raise LookupError(text)
        return found

    def replace(self, old: str, new: str) -> None:
        paragraph = self.holding(old)
        rewrite(paragraph, old, new)
        self.touched.append(paragraph)

    def replace_in_note(self, old: str, new: str) -> None:
        note = self.note_with(old)
        rewrite(note, old, new)
        self.touched.append(self.caller(note.get(f"{W}id")))

    def caller(self, note: str) -> Any:
        return next(
            paragraph
            for paragraph in self.paragraphs()
            if any(one.get(f"{W}id") == note for one in paragraph.iter(f"{W}footnoteReference"))
        )

    def call_after(self, text: str) -> Any:
        """The run that calls the note after ``text``, its last words included."""
        paragraph = self.holding(text)
        end = words(paragraph).index(text) + len(text)
        length = 0
        for element in paragraph.iter(f"{W}t", f"{W}footnoteReference", f"{W}tab", f"{W}br"):
            if element.tag == f"{W}footnoteReference":
                if length >= end:
                    return element.getparent()
            else:
                length += len(element.text or "") if element.tag == f"{W}t" else 1
        raise LookupError(f"no note after {text}")

    def delete_note(self, text: str) -> None:
        run = self.call_after(text)
        self.touched.append(self.holding(text))
        run.getparent().remove(run)

    def swap_notes(self, text: str, other: str) -> None:
        one, two = self.call_after(text)[-1], self.call_after(other)[-1]
        first, second = one.get(f"{W}id"), two.get(f"{W}id")
        one.set(f"{W}id", second)
        two.set(f"{W}id", first)
        self.touched += [self.holding(text), self.holding(other)]

    def move_note(self, text: str, after: str) -> None:
        """The note behind ``text`` goes behind ``after``, beside the note that stands there."""
        run, target = self.call_after(text), self.call_after(after)
        self.touched += [self.holding(text), self.holding(after)]
        target.addnext(run)

    def delete(self, text: str, *, note: bool = True) -> None:
        """Deletes ``text``, and the note behind it."""
        paragraph = self.holding(text)
        if note:
            run = self.call_after(text)
            run.getparent().remove(run)
        rewrite(paragraph, text, "")
        self.touched.append(paragraph)

    def delete_paragraph(self, text: str) -> None:
        paragraph = self.holding(text)
        paragraph.getparent().remove(paragraph)

    def insert(self, after: str, text: str, *, like: str | None = None) -> None:
        """A paragraph of its own behind the one with ``after``, in the form of the one with ``like``."""
        there = self.holding(after)
        model = self.holding(like) if like else there
        new = etree.Element(f"{W}p")
        if (properties := model.find(f"{W}pPr")) is not None:
            new.append(copy.deepcopy(properties))
        new.append(_run(text))
        there.addnext(new)
        self.touched.append(new)

    def append(self, to: str, sentence: str, note: str | None = None) -> None:
        """A sentence at the end of the paragraph with ``to``, with a note of its own."""
        paragraph = self.holding(to)
        paragraph.append(_run(f" {sentence}"))
        if note:
            id = str(1 + max(int(one.get(f"{W}id")) for one in self.notes))
            written = etree.SubElement(self.notes, f"{W}footnote", {f"{W}id": id})
            etree.SubElement(written, f"{W}p").append(_run(note))
            run = etree.SubElement(paragraph, f"{W}r")
            etree.SubElement(run, f"{W}footnoteReference", {f"{W}id": id})
        self.touched.append(paragraph)

    def move_paragraph(self, text: str, after: str) -> None:
        self.holding(after).addnext(self.holding(text))

    def split_runs(self, seed: int) -> None:
        """Every run cut at random, as spell checking and revision marks leave it."""
        chance = random.Random(seed)
        for root in (self.body, self.notes):
            for text in list(root.iter(f"{W}t")):
                run, whole = text.getparent(), text.text or ""
                if len(whole) < 8 or len(run.findall(f"{W}t")) > 1 or run.tag != f"{W}r":
                    continue
                at = chance.randrange(1, len(whole))
                second = copy.deepcopy(run)
                for one, part in ((run, whole[:at]), (second, whole[at:])):
                    piece = one.find(f"{W}t")
                    piece.text = part
                    piece.set(_SPACE, "preserve")
                run.addnext(second)

    def rewrite_all(self, pattern: str, new: str) -> None:
        """A change of typography everywhere."""
        for root in (self.body, self.notes):
            for text in root.iter(f"{W}t"):
                text.text = re.sub(pattern, new, text.text or "")

    def number_by_hand(self) -> None:
        """Automatic numbers of lists become typed ones."""
        n = 0
        for paragraph in self.paragraphs():
            numbering = paragraph.find(f"{W}pPr/{W}numPr")
            if numbering is not None:
                n += 1
                numbering.getparent().remove(numbering)
                first = next(paragraph.iter(f"{W}t"))
                first.text = f"{n}. {first.text}"

    def plain_styles(self) -> None:
        """Styles renamed, bookmarks lost, notes with other ids, as another program saves the file."""
        for one in list(self.body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            one.getparent().remove(one)
        for style in self.body.iter(f"{W}pStyle"):
            style.set(f"{W}val", "Normal")
        for root in (self.body, self.notes):
            for one in root.iter(f"{W}footnoteReference", f"{W}footnote"):
                number = int(one.get(f"{W}id"))
                if number > 0:
                    one.set(f"{W}id", str(number + 40))


def words(element: Any) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(signs.get(one.tag) or one.text or "" for one in element.iter(f"{W}t", *signs))


def before_calls(paragraph: Any) -> Iterator[str]:
    """The words before each call of a note, from the one before on."""
    text = ""
    for one in paragraph.iter(f"{W}t", f"{W}footnoteReference"):
        if one.tag == f"{W}footnoteReference":
            yield text
            text = ""
        else:
            text += one.text or ""


def rewrite(element: Any, old: str, new: str) -> None:
    """Replaces the first ``old`` in a paragraph or note, whatever runs it is cut into."""
    pieces = list(element.iter(f"{W}t", f"{W}tab", f"{W}br"))
    at = words(element).index(old)
    end, position, written = at + len(old), 0, False
    for piece in pieces:
        length = len(piece.text or "") if piece.tag == f"{W}t" else 1
        first, last = max(at - position, 0), min(end - position, length)
        if piece.tag == f"{W}t" and first < last:
            text = piece.text or ""
            piece.text = text[:first] + ("" if written else new) + text[last:]
            piece.set(_SPACE, "preserve")
            written = True
        position += length


def _run(text: str) -> Any:
    run = etree.Element(f"{W}r")
    piece = etree.SubElement(run, f"{W}t")
    piece.text = text
    piece.set(_SPACE, "preserve")
    return run
