"""Notes: numbered in order, a full reference first, then ibid or a short form that refers back."""

from __future__ import annotations

import pytest

from composing.reading import notes_of, read
from nkadvocate.composing.citing import OSCOLA
from nkadvocate.composing.notebook import NoteBook
from nkadvocate.composing.tree import read_markdown
from nkadvocate.document import BulletList, Heading, NoteReference, Paragraph, inlines_of, plain, walk_blocks
from nkadvocate.library import Library
from nkadvocate.problems import UnknownNameError
from tiny import changed

WATCH = "‘Sent Back’ (the Watch, May 2024)"
PAPER = "‘Sixty Return’ (*The Paper*, 9 October 2025)".replace("*", "")
TREATY = "Treaty on Return (adopted 28 July 1951, entered into force 22 April 1954) 189 UNTS 137"


def notes(markdown: str, library: Library) -> list[str]:
    """The words of the notes, in order."""
    return [plain(note.content) for note in notes_of(read(markdown, library))]


def test_the_first_reference_is_full_with_its_locator(tiny_library: Library) -> None:
    assert notes("As said.[@watch-2024, p 3]", tiny_library) == [f"{WATCH}, p 3."]


def test_the_same_source_in_the_next_note_is_ibid(tiny_library: Library) -> None:
    assert notes("One.[@watch-2024] Two.[@watch-2024]", tiny_library) == [f"{WATCH}.", "ibid."]


def test_ibid_takes_a_locator_of_its_own(tiny_library: Library) -> None:
    assert notes("One.[@watch-2024, p 3] Two.[@watch-2024, p 9]", tiny_library) == [f"{WATCH}, p 3.", "ibid p 9."]
    assert notes("One.[@treaty-3] Two.[@treaty-5]", tiny_library) == [f"{TREATY} art 3.", "ibid art 5."]


def test_ibid_stands_for_a_note_with_a_single_source_only(tiny_library: Library) -> None:
    found = notes("One.[@watch-2024][@press-2025] Two.[@press-2025]", tiny_library)
    assert found == [f"{WATCH}; {PAPER}.", "‘Sixty Return’ (n 1)."]


def test_a_single_source_cited_twice_in_a_note_is_still_a_single_source(tiny_library: Library) -> None:
    found = notes("One.[@watch-2024, p 3][@watch-2024, p 9] Two.[@watch-2024]", tiny_library)
    assert found == [f"{WATCH}, p 3, p 9.", "ibid."]


def test_ibid_does_not_reach_over_a_note(tiny_library: Library) -> None:
    found = notes("One.[@watch-2024] Two.[@press-2025] Three.[@watch-2024]", tiny_library)
    assert found[2] == "‘Sent Back’ (n 1)."


def test_ibid_does_not_reach_over_a_note_of_words_alone(tiny_library: Library) -> None:
    found = notes("One.[@watch-2024] Two.^[We were there.] Three.[@watch-2024]", tiny_library)
    assert found == [f"{WATCH}.", "We were there.", "‘Sent Back’ (n 1)."]


def test_the_number_of_an_earlier_note_is_a_reference_that_formats_can_link(tiny_library: Library) -> None:
    blocks = read("One.[@watch-2024] Two.[@press-2025] Three.[@watch-2024, p 9]", tiny_library)
    third = notes_of(blocks)[2]
    assert NoteReference(1) in third.content
    assert plain(third.content) == "‘Sent Back’ (n 1), p 9."


def test_a_short_name_comes_from_the_record(tiny_library: Library) -> None:
    library = changed(tiny_library, "watch-2024", title_short="Watch report")
    found = notes("One.[@watch-2024] Two.[@press-2025] Three.[@watch-2024]", library)
    assert found[2] == "Watch report (n 1)."


def test_citations_in_a_row_become_one_note(tiny_library: Library) -> None:
    assert notes("Both.[@watch-2024, p 3] [@treaty-3]", tiny_library) == [f"{WATCH}, p 3; {TREATY} art 3."]


def test_words_between_citations_part_the_notes(tiny_library: Library) -> None:
    assert len(notes("One[@watch-2024] and two.[@press-2025]", tiny_library)) == 2


def test_a_provision_brings_its_instrument_locator_and_further_authority(tiny_library: Library) -> None:
    assert notes("Forbidden.[@treaty-3]", tiny_library) == [f"{TREATY} art 3."]
    assert notes("Forbidden.[@treaty-3, art 3(2)]", tiny_library) == [f"{TREATY} art 3(2)."]
    library = changed(tiny_library, "treaty-3", citations=[{"source": "watch-2024", "locator": "p 1"}])
    assert notes("Forbidden.[@treaty-3]", library) == [f"{TREATY} art 3; {WATCH}, p 1."]


def test_an_instrument_is_cited_by_its_source(tiny_library: Library) -> None:
    assert notes("Acceded.[@treaty]", tiny_library) == [f"{TREATY}."]


def test_evidence_prints_its_first_source_and_keeps_the_others_for_the_list(tiny_library: Library) -> None:
    notebook = NoteBook(tiny_library, OSCOLA, "en")
    blocks = read_markdown("Returned.[@returns-2024]\n\n::: sources\n:::\n", notebook)
    assert [plain(note.content) for note in notes_of(blocks)] == [f"{WATCH}, p 3."]
    listed = [plain(inlines_of(block)) for block in walk_blocks(blocks[1:]) if isinstance(block, Paragraph)]
    assert listed == [
        f"{WATCH}. https://example.org/sent-back (accessed 2026-01-02) Note 1.",
        f"{PAPER}. Note 1.",
    ]


def test_a_source_that_was_only_listed_is_cited_in_full_when_a_note_needs_it(tiny_library: Library) -> None:
    assert notes("One.[@returns-2024] Two.[@press-2025]", tiny_library)[1] == f"{PAPER}."


def test_the_list_groups_sources_and_gives_the_notes_that_cite_them(tiny_library: Library) -> None:
    text = "One.[@watch-2024] Two.[@treaty-3] Three.[@watch-2024]\n\n::: sources\n:::\n"
    blocks = read(text, tiny_library)[1:]
    assert [type(block) for block in blocks] == [Heading, BulletList, Heading, BulletList]
    listed = [plain(inlines_of(block)) for block in walk_blocks(blocks) if isinstance(block, Paragraph)]
    assert listed[0] == f"{TREATY}. Note 2."
    assert listed[1].startswith(f"{WATCH}. ")
    assert listed[1].endswith("Notes 1, 3.")


def test_a_remark_of_the_record_is_printed_behind_the_reference(tiny_library: Library) -> None:
    citations = [{"source": "watch-2024", "locator": "p 3", "note": "quoting the ministry"}]
    library = changed(tiny_library, "sixty", citations=citations)
    assert notes("Sixty.[@sixty]", library) == [f"{WATCH}, p 3 (quoting the ministry)."]


def test_a_remark_is_kept_where_a_source_is_cited_twice_in_a_row(tiny_library: Library) -> None:
    citations = [{"source": "watch-2024", "locator": "p 3", "note": "quoting the ministry"}]
    library = changed(tiny_library, "sixty", citations=citations)
    assert notes("Sixty.[@watch-2024, p 1][@sixty]", library) == [f"{WATCH}, p 1, p 3 (quoting the ministry)."]


def test_a_note_may_mix_words_and_citations(tiny_library: Library) -> None:
    found = notes("Asked.^[Asked before by Bland: [@bland-2023, para 4]; by others: [@watch-2024]]", tiny_library)
    assert found == [
        "Asked before by Bland: ‘Resolution on Aland’ (the Parliament of Bland, 1 March 2023), para 4;"
        f" by others: {WATCH}."
    ]


@pytest.mark.parametrize("words", ["We saw it.", "Did they?", "They did!", "He said “no.”"])
def test_a_note_ends_with_one_full_stop(tiny_library: Library, words: str) -> None:
    assert notes(f"So.^[{words}]", tiny_library) == [words]
    assert notes("So.^[without an end]", tiny_library) == ["without an end."]


def test_a_note_may_be_referred_back_to(tiny_library: Library) -> None:
    blocks = read("One.[@press-2025] Two.[@watch-2024] As above, [see @watch-2024].", tiny_library)
    [paragraph] = blocks
    assert isinstance(paragraph, Paragraph)
    assert NoteReference(2) in paragraph.content
    assert plain(paragraph.content) == "One. Two. As above, n 2."
    assert len(notes_of(blocks)) == 2


def test_a_reference_back_finds_the_source_behind_the_evidence(tiny_library: Library) -> None:
    [paragraph] = read("One.[@watch-2024] Again, [see @beatings].", tiny_library)
    assert plain(inlines_of(paragraph)) == "One. Again, n 1."


def test_a_reference_back_to_what_was_not_cited_is_an_error(tiny_library: Library) -> None:
    with pytest.raises(UnknownNameError, match="no earlier note citing 'watch-2024'"):
        read("As above, [see @watch-2024].", tiny_library)


def test_an_id_that_does_not_exist_brings_a_suggestion(tiny_library: Library) -> None:
    with pytest.raises(UnknownNameError, match=r"'wach-2024' \(did you mean watch-2024\?\)"):
        read("One.[@wach-2024]", tiny_library)


def test_notes_are_numbered_in_the_order_of_the_document(tiny_library: Library) -> None:
    text = (
        "One.[@watch-2024]\n\n- two[@press-2025]\n- three[@treaty-3]\n\n> Four.^[Words.]\n\n"
        "| a | b |\n|---|---|\n| five[@sixty] | six[@beatings] |\n\n**Seven.[@treaty]**\n"
    )
    assert [note.number for note in notes_of(read(text, tiny_library))] == [1, 2, 3, 4, 5, 6, 7]


def test_law_that_is_named_without_a_note_is_listed_as_such(tiny_library: Library) -> None:
    blocks = read(
        "Stop. (Treaty on Return art 3[on @treaty-3]) As seen.[@watch-2024]\n\n::: sources\n:::", tiny_library
    )
    printed = [plain(block.content) for block in walk_blocks(blocks) if isinstance(block, Paragraph)]
    assert printed[0] == "Stop. (Treaty on Return art 3) As seen."
    assert (
        "Treaty on Return (adopted 28 July 1951, entered into force 22 April 1954) 189 UNTS 137. Cited in a request."
        in (printed)
    )
    assert any(entry.endswith("Note 1.") for entry in printed)


def test_law_that_a_note_cites_too_is_listed_with_the_note(tiny_library: Library) -> None:
    blocks = read("Stop. (art 3[on @treaty-3]) It forbids return.[@treaty-3]\n\n::: sources\n:::", tiny_library)
    entry = plain([block.content for block in walk_blocks(blocks) if isinstance(block, Paragraph)][-1])
    assert entry.endswith("Note 1.")
