"""Whole letters from the records that ship: sourced, numbered, each its own, and the same every time."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from nkadvocate.composing import compose_letter
from nkadvocate.composing.citing import OSCOLA
from nkadvocate.document import (
    AddressBlock,
    Block,
    Claim,
    Document,
    Heading,
    Letterhead,
    Missing,
    Note,
    NoteReference,
    NumberedList,
    PageBreak,
    Paragraph,
    Particulars,
    Text,
    inlines_of,
    notes,
    plain,
    walk_blocks,
    walk_inlines,
)
from nkadvocate.library import Library
from nkadvocate.problems import ProblemsError
from nkadvocate.records import CITATION, Campaign, Source, text_in
from nkadvocate.tailoring import Dossier, tailor
from tiny import campaign_with, changed

Letters = Mapping[str, Document]
Dossiers = Mapping[str, Dossier]

FIRST = [
    "prc-foreign-minister",
    "unhcr-high-commissioner",
    "ohchr-high-commissioner",
    "eu-high-representative",
    "rok-unification-minister",
    "pl-foreign-minister",
    "mn-foreign-minister",
    "dprk-foreign-minister",
]
FACTS, ASKS = "What is known", "What we ask"
SHINGLE = 32
SHARED = 0.5


def body_of(letter: Document) -> tuple[Block, ...]:
    """The blocks before the annex."""
    breaks = [n for n, block in enumerate(letter.blocks) if isinstance(block, PageBreak)]
    return letter.blocks[: breaks[0]]


def annex_of(letter: Document) -> tuple[Block, ...]:
    return letter.blocks[len(body_of(letter)) :]


def sections(letter: Document) -> dict[str, list[Block]]:
    """The body by heading; what comes before the first is under the empty title."""
    found: dict[str, list[Block]] = {"": []}
    for block in body_of(letter):
        if isinstance(block, Heading):
            found[plain(block.content)] = []
        else:
            found[list(found)[-1]].append(block)
    return found


def words(letter: Document) -> str:
    """The words that are the letter's own: without letterhead, address, salutation, close and what follows it."""
    outside = {"reference", "date", "salutation", "close"}
    own = [
        plain(inlines_of(block))
        for block in walk_blocks(body_of(letter))
        if not (
            isinstance(block, Letterhead | AddressBlock | Particulars)
            or (isinstance(block, Paragraph) and block.role in outside)
        )
    ]
    return " ".join(own)


@pytest.mark.parametrize("recipient_id", FIRST)
def test_every_paragraph_of_fact_and_of_law_carries_a_note(letters: Letters, recipient_id: str) -> None:
    parts = sections(letters[recipient_id])
    of_fact = [block for title, blocks in parts.items() if title not in {"", ASKS} for block in blocks]
    assert parts[FACTS]
    assert of_fact
    for block in of_fact:
        inlines = tuple(walk_inlines(inlines_of(block)))
        assert any(isinstance(inline, Note) for inline in inlines), plain(inlines_of(block))


@pytest.mark.parametrize("recipient_id", FIRST)
def test_the_facts_are_claims_and_nothing_but_claims(letters: Letters, recipient_id: str) -> None:
    for block in sections(letters[recipient_id])[FACTS]:
        loose = [i for i in inlines_of(block) if not isinstance(i, Claim | Note)]
        assert plain(tuple(loose)).strip() == ""


def annex(letter: Document) -> dict[str, set[int]]:
    """The sources listed at the end, as they are written, with the numbers of the notes that cite them."""
    entries = [plain(b.content) for b in walk_blocks(letter.blocks) if isinstance(b, Paragraph) and b.role == "small"]
    found = {}
    for entry in entries:
        if cited := re.search(r"Notes? ([0-9, ]+)\.$", entry):
            found[entry] = {int(number) for number in cited[1].split(", ")}
    return found


def listed_notes(letter: Document, source: Source) -> set[int]:
    """The notes under which the annex lists a source."""
    reference = f"{plain(OSCOLA.full(source, 'en'))}. "
    return {number for entry, numbers in annex(letter).items() if entry.startswith(reference) for number in numbers}


def test_every_claim_is_followed_by_a_note_that_leads_to_the_sources_of_its_evidence(
    letters: Letters, dossiers: Dossiers, shipped_library: Library
) -> None:
    for recipient_id, letter in letters.items():
        stated: list[str] = []
        places = [plain(note.content) for note in notes(letter)]
        for block in walk_blocks(letter.blocks):
            for inline, following in pairwise((*inlines_of(block), None)):
                if not isinstance(inline, Claim):
                    continue
                stated.append(inline.evidence)
                assert isinstance(following, Note), f"{recipient_id}: {inline.evidence}"
                citations = shipped_library.evidence[inline.evidence].citations
                for citation in citations:
                    source = shipped_library.sources[citation.source]
                    assert following.number in listed_notes(letter, source), f"{recipient_id}: {inline.evidence}"
                place = following.number - 1
                while places[place] == "ibid.":
                    place -= 1
                assert (citations[0].locator or "") in places[place], f"{recipient_id}: {inline.evidence}"
        chosen = [evidence.id for facts in dossiers[recipient_id].facts for evidence in facts.evidence]
        assert chosen
        assert sorted(stated) == sorted(chosen), recipient_id


def test_every_note_that_cites_is_found_in_the_annex(letters: Letters) -> None:
    for recipient_id, letter in letters.items():
        listed = set().union(*annex(letter).values())
        assert listed == {note.number for note in notes(letter)}, recipient_id


def test_notes_are_numbered_from_one_in_the_order_of_the_text(letters: Letters) -> None:
    for recipient_id, letter in letters.items():
        numbers = [note.number for note in notes(letter)]
        assert len(numbers) > 3, recipient_id
        assert numbers == list(range(1, len(numbers) + 1)), recipient_id


def test_a_note_refers_to_earlier_notes_only(letters: Letters) -> None:
    references = 0
    for letter in letters.values():
        for note in notes(letter):
            for inline in walk_inlines(note.content):
                if isinstance(inline, NoteReference):
                    assert inline.number < note.number
                    references += 1
    assert references


def shingles(letter: Document) -> set[str]:
    """Every run of 32 characters in the letter's own words."""
    text = " ".join(words(letter).split())
    assert len(text) > 1000
    return {text[n : n + SHINGLE] for n in range(len(text) - SHINGLE + 1)}


@pytest.mark.parametrize(("one", "other"), list(combinations(FIRST, 2)))
def test_the_first_letters_are_not_half_the_same(letters: Letters, one: str, other: str) -> None:
    shared = overlap(shingles(letters[one]), shingles(letters[other]))
    assert shared <= SHARED


def test_no_two_letters_to_offices_of_different_kinds_are_half_the_same(
    letters: Letters, shipped_library: Library
) -> None:
    found = {recipient_id: shingles(letter) for recipient_id, letter in letters.items()}
    family = {recipient.id: recipient.family for recipient in shipped_library.recipients.values()}
    alike = [
        f"{one} and {other}: {shared:.0%}"
        for one, other in combinations(found, 2)
        if family[one] != family[other] and (shared := overlap(found[one], found[other])) > SHARED
    ]
    assert not alike, f"{len(alike)} pairs: {'; '.join(alike)}"


def overlap(one: set[str], other: set[str]) -> float:
    """How much of what either letter says stands in both."""
    return len(one & other) / len(one | other)


@pytest.mark.parametrize("recipient_id", FIRST)
def test_a_letter_is_the_same_every_time(
    letters: Letters, shipped_library: Library, shipped_campaign: Campaign, recipient_id: str
) -> None:
    recipient = shipped_library.recipients[recipient_id]
    assert compose_letter(tailor(shipped_library, recipient, shipped_campaign)) == letters[recipient_id]


def test_every_letter_asks_for_something_and_for_a_reply(letters: Letters) -> None:
    for recipient_id, letter in letters.items():
        parts = sections(letter)
        assert any(isinstance(block, NumberedList) for block in parts[ASKS]), recipient_id
        assert "a written reply by 21 August 2026" in words(letter), recipient_id


def test_a_letter_makes_the_requests_of_its_dossier_in_order(letters: Letters, dossiers: Dossiers) -> None:
    for recipient_id, letter in letters.items():
        items = [item for block in sections(letter)[ASKS] if isinstance(block, NumberedList) for item in block.items]
        chosen = [text_in(chosen.ask.text, "en") for chosen in dossiers[recipient_id].demands]
        assert len(items) == len(chosen), recipient_id
        for item, ask in zip(items, chosen, strict=True):
            said = plain(inlines_of(item[0]))
            assert said.startswith(CITATION.sub("", ask)[:40]), recipient_id


def test_headings_never_skip_a_level(letters: Letters) -> None:
    for letter in letters.values():
        levels = [1, *(block.level for block in letter.blocks if isinstance(block, Heading))]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_metadata_say_what_the_letter_says(letters: Letters, shipped_campaign: Campaign) -> None:
    meta = letters["prc-foreign-minister"].meta
    assert (meta.language, meta.date, meta.draft) == ("en", "2026-07-10", False)
    assert meta.author == shipped_campaign.sender.name
    assert meta.reference.endswith("/2026/prc-foreign-minister")
    assert meta.title in words(letters["prc-foreign-minister"])


def test_no_finished_letter_shows_a_mark_of_something_missing(letters: Letters) -> None:
    for recipient_id, letter in letters.items():
        for block in walk_blocks(letter.blocks):
            assert not any(isinstance(inline, Missing) for inline in walk_inlines(inlines_of(block))), recipient_id


def test_markup_in_a_senders_name_stays_text(tiny_library: Library, tiny_campaign: Campaign) -> None:
    name = "A *B* [@watch-2024] ::: <b> --- ^[x]"
    sender = tiny_campaign.sender.model_dump() | {"name": name}
    campaign = campaign_with(tiny_campaign, sender=sender)
    letter = compose_letter(tailor(tiny_library, tiny_library.recipients["aland-minister"], campaign))
    assert isinstance(letter.blocks[0], Letterhead)
    assert letter.blocks[0].name == name
    assert f"We write on behalf of the {name}, an association" in words(letter)


def test_a_campaign_replaces_a_part_of_the_letter(
    tiny_library: Library, tiny_campaign: Campaign, tmp_path: Path
) -> None:
    (tmp_path / "templates" / "parts").mkdir(parents=True)
    (tmp_path / "templates" / "parts" / "reply.md.j2").write_text("Write to {{ sender.email }} soon.\n")
    dossier = tailor(tiny_library, tiny_library.recipients["aland-minister"], tiny_campaign)
    said = words(compose_letter(dossier, [tmp_path / "templates"]))
    assert "Write to letters@example.org soon." in said
    assert "We would be grateful" not in said


def test_a_template_that_asks_for_too_much_names_the_recipient(
    tiny_library: Library, tiny_campaign: Campaign, tmp_path: Path
) -> None:
    (tmp_path / "letter.md.j2").write_text(
        '{% extends "shipped/letter.md.j2" %}{% block reply %}{{ nmae }}{% endblock %}'
    )
    dossier = tailor(tiny_library, tiny_library.recipients["aland-minister"], tiny_campaign)
    with pytest.raises(ProblemsError, match=r"'nmae' is undefined \(while writing to aland-minister\)"):
        compose_letter(dossier, [tmp_path])
    draft = compose_letter(dossier, [tmp_path], draft=True)
    assert "[missing: nmae]" in words(draft)
    assert draft.meta.draft


def test_a_letter_without_a_subject_is_an_error(tiny_library: Library, tiny_campaign: Campaign, tmp_path: Path) -> None:
    (tmp_path / "letter.md.j2").write_text("Dear all.\n")
    dossier = tailor(tiny_library, tiny_library.recipients["aland-minister"], tiny_campaign)
    with pytest.raises(ProblemsError, match="the letter has no subject line"):
        compose_letter(dossier, [tmp_path])


def test_a_draft_says_what_is_to_be_verified(tiny_library: Library, tiny_campaign: Campaign) -> None:
    postal = {"lines": ["1 Main Street"], "confidence": "low", "checked_on": "2026-01-01"}
    library = changed(tiny_library, "aland-minister", address=postal)
    recipient = library.recipients["aland-minister"]
    [final] = addresses(compose_letter(tailor(library, recipient, tiny_campaign)))
    [draft] = addresses(compose_letter(tailor(library, recipient, tiny_campaign, draft=True), draft=True))
    assert final == ["Minister of Aland", "Ministry of Aland"]
    assert draft[2:] == ["1 Main Street", "[verify the postal address (low confidence, checked 2026-01-01)]"]


def addresses(letter: Document) -> list[list[str]]:
    return [[plain(line) for line in block.lines] for block in letter.blocks if isinstance(block, AddressBlock)]


def test_a_language_without_templates_is_an_error_that_names_the_known_ones(
    tiny_library: Library, tiny_campaign: Campaign
) -> None:
    dossier = tailor(tiny_library, tiny_library.recipients["aland-minister"], tiny_campaign)
    in_korean = dataclasses.replace(dossier, campaign=campaign_with(tiny_campaign, language="ko"))
    with pytest.raises(ProblemsError, match=r"there are no templates in 'ko' \(known: .*en"):
        compose_letter(in_korean)


def test_law_named_in_the_brackets_of_a_request_is_in_the_list_of_sources(
    letters: Letters, dossiers: Dossiers, shipped_library: Library
) -> None:
    for recipient_id, letter in letters.items():
        listed = " ".join(plain(b.content) for b in walk_blocks(annex_of(letter)) if isinstance(b, Paragraph))
        for chosen in dossiers[recipient_id].demands:
            named = list(dict.fromkeys(provision.instrument for provision in chosen.basis))[:2]
            for instrument in named:
                source = shipped_library.sources[shipped_library.instruments[instrument].source]
                assert plain(OSCOLA.full(source, "en")) in listed, (recipient_id, instrument)


ABBREVIATIONS = {"CAT", "CEDAW", "CRC", "DPRK", "ICCPR", "ROK", "TEU", "UNHCR", "USC"}


def test_the_abbreviations_explained_are_those_that_the_letter_uses(letters: Letters) -> None:
    for recipient_id, letter in letters.items():
        [explained] = [b for b in letter.blocks if isinstance(b, Particulars) and b.label == "Abbreviations"]
        words = " ".join(
            inline.text
            for block in walk_blocks(letter.blocks)
            if block is not explained
            for inline in walk_inlines(inlines_of(block))
            if isinstance(inline, Text)
        )
        words = re.sub(r"\([A-Z]+\)|\b[A-Z]+/\S+", "", words)  # “(CAT)” explains; CAT/C/GC/4 is a symbol
        listed = {entry.partition(":")[0] for entry in plain(explained.lines[0]).split(" · ")}
        assert listed & ABBREVIATIONS == ABBREVIATIONS & set(re.findall(r"\b[A-Z]+\b", words)), recipient_id


def test_accounts_of_one_event_are_said_to_be_such(letters: Letters) -> None:
    told = {
        recipient_id: [plain(block.content) for block in walk_blocks(letter.blocks) if isinstance(block, Paragraph)]
        for recipient_id, letter in letters.items()
    }
    together = [t for texts in told.values() for t in texts if "more than 500 people" in t and "about 600 people" in t]
    assert together
    for paragraph in together:
        assert "the night of 9 October. These accounts are of one event." in paragraph
    lone = [t for texts in told.values() for t in texts if "These accounts" in t and t not in together]
    assert not lone
