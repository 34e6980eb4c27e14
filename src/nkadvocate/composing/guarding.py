"""The last look at a finished document: nothing in it of private persons that its readers must not learn."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import zip_longest

from nkadvocate.composing.wording import written_claims
from nkadvocate.document import (
    AddressBlock,
    Block,
    Claim,
    Document,
    Emphasis,
    Foreign,
    Inline,
    Letterhead,
    Link,
    Note,
    NumberedList,
    Particulars,
    Strong,
    Table,
    Text,
    blocks_of,
    inlines_of,
    notes,
    plain,
    walk_blocks,
)
from nkadvocate.library import APART, Audience, Library, cleared, exposed, forms_of, mentions, parts_of, texts_in
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import Campaign, Evidence


def refuse_hidden(written: Document | str, library: Library, doing: str, campaign: Campaign | None = None) -> None:
    """Raise ProblemsError when what is written holds a name, word, place, date or age of a private person that
    ``library`` does not tell. The error does not say which.

    Evidence cannot bring them in; a template, the campaign's own text or another record can. Who writes is no secret:
    what the sender and signatories of ``campaign`` have in their names and addresses may stand, and the date of the
    letter that it follows up.
    """
    if not library.hidden and not library.details:
        return
    text = written if isinstance(written, str) else APART.join(_texts(written))
    if exposed(text, library, APART.join(_open(campaign)) if campaign else ""):
        what = "a name, place, date or other word that a record protects would be printed"
        hint = "'nkadvocate check' with the campaign's folder says where it stands"
        raise ProblemsError([Problem(what, hint=hint, doing=doing)])


def named_in(document: Document, around: str, library: Library, told: Library) -> set[str]:
    """The ids of the evidence on persons whom a document, or the words ``around`` it, call by a name or pseudonym that
    is free where ``told`` is told, whether or not it cites the evidence."""
    called = {record_id: _called(library, evidence) for record_id, evidence in told.evidence.items() if evidence.person}
    text = APART.join((around, *_texts(document)))
    return {record_id for record_id, names in called.items() if names and mentions(text, names)}


def _called(library: Library, told: Evidence) -> set[str]:
    """What somebody is called: by the pseudonym, or by every name, in whole or in part."""
    person = library.evidence[told.id].person
    if person is None or told.person is None:
        return set()
    names = person.names if told.person.names else ()
    return forms_of({*names, *filter(None, [told.person.pseudonym])}) | parts_of(names)


def check_claims(library: Library, on: str) -> Iterator[Problem]:
    """Claims on persons that, as they would be printed, have every letter refused on the day ``on``."""
    told = cleared(library, Audience(on, public=True))
    for record_id, evidence in told.evidence.items():
        if evidence.person is None or exposed(APART.join(evidence.person.names), told):
            continue
        if exposed(written_claims([evidence], "en").get(record_id, ""), told):
            what = f"{record_id}: no letter can print its claim, which says what it or another record protects"
            hint = "say no more of when and where than the slots do"
            yield Problem(what, library.origins[record_id].place(("claim",)), hint)


def _open(campaign: Campaign) -> Iterator[str]:
    """What a campaign may print of itself: names and addresses, not what it says of itself."""
    yield from texts_in(campaign.sender.model_dump(exclude={"description", "tagline"}))
    for one in campaign.signatories:
        yield from filter(None, (one.name, one.organisation))
    if campaign.follow_up:
        yield campaign.follow_up.date


def _texts(document: Document) -> Iterator[str]:
    """All that a document says, in every order in which it may be read."""
    yield APART.join(_aside(document))
    yield "\n".join(filter(None, _lines(document.blocks)))
    yield "\n".join(filter(None, _lines(document.blocks, with_notes=True)))
    yield "\n".join(plain(note.content) for note in notes(document))
    for block in walk_blocks(document.blocks):
        if isinstance(block, Table):
            columns = zip_longest(block.header, *block.rows, fillvalue=())
            yield "\n".join(plain(cell) for column in columns for cell in column)
            rows = [[*map(plain, row)] for row in block.rows]
            yield "\n".join(".".join(row) for row in rows)  # day, month and year
            heads = [*map(plain, block.header)]
            yield "\n".join(f"{head}: {cell}" for row in rows for head, cell in zip(heads, row, strict=False))
            yield "\n".join(f"{row[0]}: {cell}" for row in rows for cell in row[1:])


def _lines(blocks: tuple[Block, ...], *, with_notes: bool = False) -> Iterator[str]:
    """The words of the blocks and of those in them; items of a list after their numbers, which may be a day's."""
    for block in blocks:
        if isinstance(block, NumberedList):
            for number, item in enumerate(block.items, block.start):
                yield f"{number}."
                yield from _lines(item, with_notes=with_notes)
        else:
            yield _read(block, with_notes=with_notes)
            yield from _lines(blocks_of(block), with_notes=with_notes)


def _read(block: Block, *, with_notes: bool = False) -> str:
    """The words of a block, cells and lines one after the other; with the text of each note where it is called."""
    match block:
        case Table(caption, header, rows):
            pieces = [caption, *header, *(cell for row in rows for cell in row)]
        case AddressBlock(lines) | Particulars(_, lines) | Letterhead(_, _, lines, _):
            pieces = [*lines]
        case _:
            pieces = [inlines_of(block)]
    return "\n".join(_through(piece) if with_notes else plain(piece) for piece in pieces)


def _through(inlines: tuple[Inline, ...]) -> str:
    """The words of ``inlines``, those of notes where they are called."""
    words = []
    for inline in inlines:
        match inline:
            case Note(_, content):
                words.append(f" {_through(content)} ")
            case Emphasis(content) | Strong(content) | Link(content, _) | Foreign(content, _) | Claim(content, _):
                words.append(_through(content))
            case _:
                words.append(plain((inline,)))
    return "".join(words)


def _aside(value: object) -> Iterator[str]:
    """What a document holds besides its running text: addresses of links, descriptions, drawings, what it says of
    itself."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        if not value.startswith(_PNG):
            yield value.decode(errors="ignore")
    elif isinstance(value, tuple):
        yield from (text for inner in value for text in _aside(inner))
    elif dataclasses.is_dataclass(value) and not isinstance(value, Text):
        yield from (text for f in dataclasses.fields(value) for text in _aside(getattr(value, f.name)))


_PNG = b"\x89PNG"
"""Pictures in pixels, which are ours or have lost all else."""
