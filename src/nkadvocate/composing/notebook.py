"""Notes and citations: numbers in document order, full reference first, short form and cross-reference after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nkadvocate.composing.citing import CitationStyle, Inlines
from nkadvocate.document import Inline, Note, NoteReference, Text, joined
from nkadvocate.library import Library
from nkadvocate.problems import Problem, ProblemsError, unknown
from nkadvocate.records import CITABLE, Citation, Source, text_in


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation in a note still to be written: a record's id, and a locator of its own."""

    id: str
    locator: str | None


@dataclass(frozen=True, slots=True)
class _Reference:
    source: Source
    locator: str | None
    remark: str | None


@dataclass(slots=True)
class NoteBook:
    """Writes the notes of one document, in order, and remembers what they cite: ``cited`` by source, ``used`` by the
    record that a text points to; both lead to the numbers of the notes, of which there are none for law that is only
    named as the basis of a request. ``given`` is what each note was made from."""

    library: Library
    style: CitationStyle
    language: str
    count: int = 0
    first: dict[str, int] = field(default_factory=dict)
    cited: dict[str, list[int]] = field(default_factory=dict)
    used: dict[Cite, list[int]] = field(default_factory=dict)
    given: dict[int, Sequence[Inline | Cite]] = field(default_factory=dict)
    _previous: list[_Reference] = field(default_factory=list)

    def note(self, parts: Sequence[Inline | Cite]) -> Note:
        """The next note. Adjacent citations are joined by the style's separator; the note ends with a full stop."""
        self.count += 1
        self.given[self.count] = parts
        content: list[Inline] = []
        written: list[_Reference] = []
        before: Inline | Cite | None = None
        for part in parts:
            if isinstance(part, Cite):
                self.used.setdefault(part, []).append(self.count)
                for reference in self.references(part):
                    same = isinstance(before, Cite) and written[-1].source.id == reference.source.id
                    if same and reference.locator:
                        remark = f" ({reference.remark})" if reference.remark else ""
                        content.append(Text(f", {reference.locator}{remark}"))
                        written.append(reference)
                        continue
                    if isinstance(before, Cite):
                        content.append(Text(self.style.between))
                    content += self.reference(reference, opens=not content)
                    written.append(reference)
                    before = part
            else:
                content.append(part)
                before = part
        last = content[-1] if content else None
        if not (isinstance(last, Text) and last.text.rstrip().endswith((".", "?", "!", ".”"))):
            content.append(Text(self.style.end))
        self._previous = written
        return Note(self.count, joined(content))

    def see(self, record_id: str) -> Inlines:
        """ "n 3": the note that first cited the record. Raises UnknownNameError when none has."""
        source = self.references(Cite(record_id, None), noted=False)[0].source
        if source.id not in self.first:
            raise unknown("earlier note citing", record_id, self.first)
        return (Text(f"{self.style.earlier} "), NoteReference(self.first[source.id]))

    def rests_on(self, record_id: str) -> None:
        """Remember that the text names the record without a note: its source belongs into the list of sources."""
        self.used.setdefault(Cite(record_id, None), [])
        self.cited.setdefault(self.references(Cite(record_id, None), noted=False)[0].source.id, [])

    def references(self, cite: Cite, *, noted: bool = True) -> list[_Reference]:
        """The sources and locators behind a citable record. Raises UnknownNameError, and ProblemsError for evidence
        that is withheld from the document's readers.

        A note on evidence or a position prints the first source of its record; the others stand in the list of
        sources only, with the number of the note, if the record is ``noted``.
        """
        library = self.library
        if cite.id in library.sources:
            return [_Reference(library.sources[cite.id], cite.locator, None)]
        if cite.id in library.instruments:
            return [_Reference(library.sources[library.instruments[cite.id].source], cite.locator, None)]
        if cite.id in library.provisions:
            provision = library.provisions[cite.id]
            source = library.sources[library.instruments[provision.instrument].source]
            first = _Reference(source, cite.locator or provision.locator, None)
            return [first, *map(self.citation, provision.citations)]
        if stated := library.evidence.get(cite.id) or library.positions.get(cite.id):
            principal, *corroborating = stated.citations
            for citation in corroborating if noted else ():
                self.cite(citation.source)
            return [self.citation(principal)]
        if reason := library.withheld.get(cite.id):
            raise ProblemsError([Problem(f"{cite.id} is cited, but withheld: {reason}", hint="leave the citation out")])
        citable = [record_id for kind in CITABLE for record_id in library.kind(kind)]
        raise unknown("source, provision or evidence", cite.id, citable)

    def citation(self, citation: Citation) -> _Reference:
        remark = text_in(citation.note, self.language) if citation.note else None
        return _Reference(self.library.sources[citation.source], citation.locator, remark)

    def reference(self, reference: _Reference, *, opens: bool) -> list[Inline]:
        source = reference.source
        written: list[Inline]
        again = opens and {earlier.source.id for earlier in self._previous} == {source.id}
        if again:
            written = [Text(self.style.again)]
        elif source.id in self.first:
            number = NoteReference(self.first[source.id])
            written = [*self.style.short(source), Text(f" ({self.style.earlier} "), number, Text(")")]
            if opens and isinstance(name := written[0], Text):
                written[0] = Text(name.text[:1].upper() + name.text[1:])
        else:
            written = list(self.style.full(source, self.language))
            self.first[source.id] = self.count
        if reference.locator and not (again and [earlier.locator for earlier in self._previous] == [reference.locator]):
            pinpoint = f" {reference.locator}" if again else self.style.pinpoint(source, reference.locator)
            written.append(Text(pinpoint))
        if reference.remark:
            written.append(Text(f" ({reference.remark})"))
        self.cite(source.id)
        return written

    def cite(self, source_id: str) -> None:
        """Remember that the present note rests on the source."""
        notes = self.cited.setdefault(source_id, [])
        if self.count not in notes:
            notes.append(self.count)
