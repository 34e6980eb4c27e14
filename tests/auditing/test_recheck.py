"""What people changed in a letter is found where it stands; what changes nothing is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from editing import Editing, W, rewrite, words

from nkadvocate.auditing.known import Records

Check = Callable[..., Any]
PRC = "prc-foreign-minister"
FACT = "In October 2025 Human Rights Watch reported"
SOUTH = "who wish to settle in the South."
LAW = "The People’s Republic of China acceded to the 1951 Convention"
BORDER = "[i]n consultation and cooperation with the Government"


def replaced(old: str, new: str) -> Callable[[Editing], None]:
    return partial(Editing.replace, old=old, new=new)


ERRORS = [
    ("at least 406 people", "at least 460 people", "figure"),
    ("at least 406 people", "at least 406 women", "figure"),
    ("at least 406 people", "406 people", "hedge"),
    ("at least 406 people", "up to 406 people", "hedge"),
    ("reported that the Chinese", "confirmed that the Chinese", "hedge"),
    (", citing long-standing and credible reports,", "", "hedge"),
    ("may face enforced", "will face enforced", "hedge"),
    ("at least 406 people", "at least twice 406 people", "figure"),
    ("at least 406 people", "at least 406 people a year", "hedge"),
    ("Your Excellency,", "Dear Minister Example-Otherone,", "name"),
    ("Your Excellency,", "Your Excellency Kim Otherone,", "name"),
    ("since 2024", "in 2024", "date"),
    ("17 October 2023", "27 October 2023", "date"),
    ("21 August 2026", "31 August 2026", "date"),
    ("Human Rights Watch reported", "Amnesty International reported", "name"),
    ("In October 2025 Human Rights Watch reported that the", "The", "name"),
    ("Minister of Foreign Affairs of the People’s", "Minister of Public Security of the People’s", "name"),
    ("the 1951 Convention relating to the Status of Refugees", "the Convention on the Rights of the Child", "name"),
    ("Article 33(1), which", "Article 32(1), which", "article"),
    ("Opinion No. 37/2024", "Opinion No. 73/2024", "article"),
    ("“in any manner whatsoever”", "“by any means whatsoever”", "quotation"),
    ("“willingness”", "willingness", "quotation"),
    ("forbids the return of a refugee", "discourages the return of a refugee", "force"),
    ("obliges each party", "allows each party", "force"),
    ("are not refugees", "are refugees", "negation"),
    ("return of a refugee “in", "return of a migrant “in", "wording"),
    ("China ratified the Convention", "China acceded to the Convention", "treaty verb"),
    ("China ratified the Convention", "China signed the Convention", "treaty verb"),
    ("We respectfully ask your Government to:", "We invite your Government to:", "demand"),
    ("Cease returning people", "Consider ceasing to return people", "demand"),
    ("prompt and unhindered access", "access", "demand"),
    ("an end to the forced return of people", "fewer returns of people", "demand"),
    ("Minister of Foreign Affairs of the People’s", "Vice-Minister of Foreign Affairs of the People’s", "name"),
    ("Human Rights Watch reported", "Human Rights Watch falsely reported", "negation"),
    ("In October 2025 Human", "It is a myth that in October 2025 Human", "negation"),
    ("Human Rights Watch reported", "a critic of Human Rights Watch reported", "wording"),
    ("would face torture", "would hardly face torture", "negation"),
    ("at least 406 people", "at least 406+ people", "wording"),
    ("What is known", "What is not known", "negation"),
    ("Your Excellency,", "Your Excellency, a friend of Human Rights Watch,", "name"),
]


@pytest.mark.parametrize(("old", "new", "kind"), ERRORS)
def test_a_change_of_what_is_said_is_found_in_its_paragraph(check: Check, old: str, new: str, kind: str) -> None:
    letter: list[Editing] = []
    found = check(PRC, lambda one: (letter.append(one), one.replace(old, new)))
    assert kind in {one.kind for one in found}
    assert {one.paragraph for one in found} == letter[0].places()


HARMLESS = [
    ("reported that the Chinese authorities had", "said that the authorities of China had"),
    ("at least 406 people", "no fewer than 406 persons"),
    ("In October 2025 Human Rights Watch reported that", "Human Rights Watch reported in October 2025 that"),
    ("on 24 September 1982.", "on September 24, 1982."),
    (" on 4 October 1988.", ", as we recall, on 4 October 1988."),
    ("forbids the return of a refugee", "prohibits the return of a refugee"),
    ("United Nations experts", "UN experts"),
    ("Your Excellency,", "Dear Minister,"),
    ("Your Excellency,", "Dear Madam Ambassador,"),
    ("Accept, Excellency, the assurances of our highest consideration.", "Yours faithfully,"),
    ("We would be grateful for a written reply", "We should be most grateful for your written reply"),
    ("What is known", "WHAT IS KNOWN"),
    ("unhindered access", "unhinderd access"),
    ("organisations and lawyers", "organizations and lawyers"),
    ("China ratified the Convention", "Furthermore, China ratified the Convention"),
    ("forbids the return of a refugee", "forbids the return of any refugee"),
    ("other ill-treatment", "other illtreatment"),
    ("What we ask", "What we would ask of you"),
    (" for a meeting", " to come to Dandong for a meeting"),
    (", citing long-standing and credible reports, warned", " cited long-standing and credible reports. They warned"),
]


@pytest.mark.parametrize(("old", "new"), HARMLESS)
def test_other_words_for_the_same_are_left_alone(check: Check, old: str, new: str) -> None:
    assert check(PRC, replaced(old, new)) == ()


TYPOGRAPHY = [
    partial(Editing.split_runs, seed=1),
    partial(Editing.rewrite_all, pattern="[“”]", new='"'),
    partial(Editing.rewrite_all, pattern="[‘’]", new="'"),
    partial(Editing.rewrite_all, pattern=r"(?<=\d) (?=\w)", new="\u00a0"),
    partial(Editing.rewrite_all, pattern=r"(?<=\w{4})(?=\w{4})", new="\u00ad"),
    Editing.number_by_hand,
    Editing.plain_styles,
]


@pytest.mark.parametrize("recipient", [PRC, "mn-foreign-minister", "eu-high-representative"])
def test_a_letter_as_it_was_written_has_no_findings(check: Check, recipient: str) -> None:
    assert check(recipient, lambda letter: None) == ()


def test_one_of_two_hedges_that_is_gone_is_found(check: Check) -> None:
    old, new = "alarmed by reports that China had returned", "alarmed because China had returned"
    assert [one.kind for one in check("sr-torture-rapporteur", replaced(old, new))] == ["hedge"]


def test_the_voices_on_which_a_report_rests_do_not_go_unseen(check: Check) -> None:
    assert [one.kind for one in check("unsg", replaced("citing rights groups, ", ""))] == ["hedge"]


def test_a_word_of_several_that_is_misspelt_is_left_alone(check: Check) -> None:
    assert check("unsg", replaced("crimes against humanity were", "crimes against humantiy were")) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("substantial grounds for believing", "grounds for believing"),
        ("examined individually", "examined collectively"),
        ("like experts whom", "unlike experts whom"),
        ("by consensus, strongly", "strongly"),
        ("by consensus", "by a narrow vote"),
    ],
)
def test_what_a_rule_or_resolution_rests_on_cannot_be_changed(check: Check, old: str, new: str) -> None:
    assert {one.kind for one in check("mn-foreign-minister", replaced(old, new))} & {"wording", "negation"}


def test_a_rule_on_collective_deportation_cannot_be_widened(check: Check) -> None:
    found = check("unsg", replaced("collective deportation", "any deportation"))
    assert [one.kind for one in found] == ["wording"]


def test_a_reading_that_holds_for_nobody_cannot_be_narrowed(check: Check) -> None:
    recipient = "dprk-permanent-representative-geneva"
    found = check(recipient, replaced("no one shall be subjected", "no prisoner shall be subjected"))
    assert [one.kind for one in found] == ["wording"]


@pytest.mark.parametrize("edit", TYPOGRAPHY)
def test_how_a_program_stores_the_letter_does_not_matter(check: Check, edit: Callable[[Editing], None]) -> None:
    assert check(PRC, edit) == ()


def test_paragraphs_in_another_order_are_left_alone(check: Check) -> None:
    found = check(PRC, lambda letter: letter.move_paragraph(SOUTH, LAW))
    assert {one.kind for one in found} <= {"cross-reference"}


def test_a_sentence_split_in_two_is_left_alone(check: Check) -> None:
    old = "would face torture and other ill-treatment, and that those labelled"
    assert (
        check(PRC, replaced(old, "would face torture and other ill-treatment. They warned that those labelled")) == ()
    )


@pytest.mark.parametrize(
    "words",
    [
        "We know that you carry many responsibilities, and we thank you for the time you take.",
        "We know that these are difficult questions, and we would welcome the chance to discuss them with you.",
        "PS: Copies of our earlier letters can be sent to you on request.",
    ],
)
def test_a_courteous_paragraph_is_left_alone(check: Check, words: str) -> None:
    assert check(PRC, lambda letter: letter.insert(LAW, words)) == ()


def test_a_statement_taken_out_with_its_note_is_a_choice(check: Check) -> None:
    sentence = (
        "On 16 August 2023 the ROK’s Minister of Unification affirmed the ROK’s “willingness” to welcome all people "
        f"from the DPRK {SOUTH}"
    )
    found = check(PRC, lambda letter: letter.delete(sentence))
    assert {one.kind for one in found} == {"cross-reference"}  # the list of sources still has the old numbers


ADDED = [
    ("In 2023 alone some 2,600 people were sent back.", "no note"),
    ("On 29 August 2021 they were handed over at Dandong.", "no note"),
    ("A guard told us: “Nobody comes out of that camp.”", "no note"),
    ("Those who are returned are tortured.", "no note"),
    ("China ratified the 1951 Refugee Convention, as you know.", "treaty verb"),
    ("China has ratified the International Covenant on Civil and Political Rights.", "treaty verb"),
    ("The DPRK ratified the Convention against Torture.", "treaty verb"),
    ("We also call on you to close the camps.", "demand"),
    ("You should close the camps.", "demand"),
    ("China ought to close the camps.", "demand"),
    ("Close the camps without delay.", "demand"),
    ("China sent back a thousand people.", "no note"),
    ("Hundreds of people were sent back.", "no note"),
    ("The Convention against Torture obliges China to grant asylum.", "no note"),
]


@pytest.mark.parametrize(("sentence", "kind"), ADDED)
def test_an_added_sentence_is_held_against_the_records(check: Check, sentence: str, kind: str) -> None:
    found = check(PRC, lambda letter: letter.append(LAW, sentence))
    assert {one.kind for one in found} == {kind}


def test_the_words_around_a_finding_are_those_of_the_letter(check: Check) -> None:
    sentence = "As you may know, we would like to add that 2,600 people were sent back."
    (found,) = check(PRC, lambda letter: letter.append(LAW, sentence))
    assert found.around == "to add that 2,600 people were sent back."


def test_an_entry_that_the_list_of_sources_did_not_have_is_found(check: Check) -> None:
    def added(letter: Editing) -> None:
        entry = next(
            one for one in letter.paragraphs() if words(one).startswith("Human Rights Watch, ‘China: No Letup")
        )
        entry.addnext(other := deepcopy(entry))
        rewrite(other, "Human Rights Watch, ‘China: No Letup in Forced Returns to", "China has shot 40,000 people of")

    assert [one.kind for one in check(PRC, added)] == ["source"]


def split(letter: Editing, at: str, number: str) -> None:
    """The paragraph cut in two, and a number before the second half."""
    paragraph = letter.holding(at)
    paragraph.addnext(rest := deepcopy(paragraph))
    before, after = words(paragraph).split(at)
    for one, text in ((paragraph, before), (rest, f"{number}{at}{after}")):
        first, *others = one.iter(f"{W}t")
        first.text = text
        first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for other in others:
            other.text = ""
    for call in list(paragraph.iter(f"{W}footnoteReference")):
        call.getparent().remove(call)


@pytest.mark.parametrize("every_word", [False, True])
@pytest.mark.parametrize("number", ["(90) ", "90. ", "90) "])
@pytest.mark.parametrize(
    "edit",
    [
        lambda letter, number: split(letter, "people to the DPRK, access for UNHCR", number),
        lambda letter, number: letter.replace("Forced returns of people", f"{number}Forced returns of people"),
        lambda letter, number: letter.replace("What is known", f"{number}What is known"),
        lambda letter, number: letter.replace("Cease returning people", f"{number}Cease returning people"),
        lambda letter, number: letter.insert("On 16 August 2023", number),
    ],
    ids=["half a paragraph", "subject", "heading", "request", "alone"],
)
def test_a_number_typed_as_that_of_a_list_is_read_with_its_words(
    check: Check, edit: Callable[[Editing, str], None], number: str, every_word: bool
) -> None:
    found = check(PRC, partial(edit, number=number), every_word=every_word)
    assert any("90" in one.now for one in found)


def test_the_next_numbers_of_requests_are_theirs_alone(check: Check) -> None:
    def third_gone(letter: Editing) -> None:
        letter.delete_paragraph("End the 1986 border protocol")
        letter.number_by_hand()

    assert {one.was[:7] for one in check(PRC, third_gone) if one.kind == "demand"} == {"End the"}


@pytest.mark.parametrize("every_word", [False, True])
@pytest.mark.parametrize(
    "sentence",
    [
        "Tumen Refugee Rights Network, Geneva, 10 July 2026.",
        "Geneva, 10 July 2026: Switzerland.",
        "Geneva, 10 July 2026",
    ],
)
def test_the_letterhead_cannot_date_a_statement(check: Check, sentence: str, every_word: bool) -> None:
    found = check(PRC, lambda letter: letter.append(SOUTH, sentence), every_word=every_word)
    assert "10 July 2026" in {one.now for one in found}


HRW = "Human Rights Watch, ‘China: No Letup in Forced Returns to North Korea’ (15 October 2025)"


def entry_of(letter: Editing, words_of_it: str) -> Any:
    return [one for one in letter.paragraphs() if words_of_it in words(one)][-1]


def copied_entry(letter: Editing, after: Any, text: str) -> None:
    after.addnext(other := deepcopy(entry_of(letter, "No Letup in Forced")))
    rewrite(other, words(other), text)


@pytest.mark.parametrize(
    "edit",
    [
        lambda letter: copied_entry(letter, letter.holding("On 16 August 2023"), f"{HRW}. Note 5."),
        lambda letter: copied_entry(letter, entry_of(letter, "Alperen Aktas"), f"{HRW}. Note 2."),
        lambda letter: copied_entry(
            letter,
            entry_of(letter, "Alperen Aktas"),
            f"{HRW} (accessed 40 Children 2024) (accessed 90 Women 2025). Notes 3, 5, 13.",
        ),
        lambda letter: entry_of(letter, "European Parliament resolution of").addprevious(
            entry_of(letter, "China rejects calls")
        ),
        lambda letter: letter.holding("On 16 August 2023").addnext(entry_of(letter, "No Letup in Forced")),
    ],
    ids=["behind a statement", "twice", "looked up on no day", "under another heading", "away from the list"],
)
def test_an_entry_of_the_list_of_sources_elsewhere_or_again_is_found(
    check: Check, edit: Callable[[Editing], None]
) -> None:
    assert [one.kind for one in check(PRC, edit)] == ["source"]


@pytest.mark.parametrize(
    ("number", "more", "kinds"),
    [
        *((1, "", []), (0, "", ["source"])),
        *((1, more, ["note"]) for more in ("; China admitted 40,600 returns in that year", ", para 40600", ", p 2025")),
    ],
)
def test_a_statement_of_the_records_brings_its_entry_with_its_number(
    check: Check, shipped_records: Records, number: int, more: str, kinds: list[str]
) -> None:
    known = next(one for one in shipped_records.known if one.record_id == "crc-cease-returns-2013")
    full, _ = shipped_records.citations[known.sources[0]]

    def added(letter: Editing) -> None:
        letter.append("We would be grateful", known.text, f"{full}{more}.")
        notes = sum(1 for one in letter.notes if one.get(f"{W}type") is None) - 1
        copied_entry(letter, entry_of(letter, "Alperen Aktas"), f"{full}. Note {notes + number}.")

    assert [one.kind for one in check(PRC, added)] == kinds


def test_a_request_that_is_gone_is_named(check: Check) -> None:
    found = check(PRC, lambda letter: letter.delete_paragraph("Release those who are detained"))
    assert [one.was[:13] for one in found if one.kind == "demand"] == ["Release those"]


def test_a_request_that_was_added_is_found(check: Check) -> None:
    last = "Allow people from the DPRK to travel safely"
    found = check(PRC, lambda letter: letter.insert(last, "Pay compensation to the families.", like=last))
    assert [one.kind for one in found] == ["demand"]


def test_the_hint_says_whether_a_request_is_weaker_or_stronger(check: Check) -> None:
    lead = "We respectfully ask your Government to:"
    (weaker,) = check(PRC, replaced(lead, "We invite your Government to:"))
    (stronger,) = check(PRC, replaced(lead, "We demand that your Government:"))
    assert (weaker.hint, stronger.hint) == ("the request is weaker", "the request is stronger")


def test_a_note_that_is_gone_is_found(check: Check) -> None:
    found = check(PRC, lambda letter: letter.delete_note(SOUTH))
    assert [(one.kind, one.was) for one in found if one.kind == "note"] == [("note", "Aktas, para 6.")]


def test_notes_that_changed_places_are_found(check: Check) -> None:
    found = check(PRC, lambda letter: letter.swap_notes("since 2024.", SOUTH))
    assert [(one.kind, one.note) for one in found if one.kind == "note"] == [("note", 2), ("note", 5)]


def test_a_note_that_was_added_is_found(check: Check) -> None:
    found = check(PRC, lambda letter: letter.append(SOUTH, "They are many.", "Interview, Seoul, 4 June 2026."))
    assert [(one.kind, one.hint) for one in found if one.kind == "note"] == [("note", "the records do not know it")]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("ch IV, no 9", "ch IV, no 4", "locator"),
        ("A/HRC/25/63", "A/HRC/25/36", "source"),
        ("Human Rights Watch, ‘China: No Letup", "Amnesty International, ‘China: No Letup", "source"),
        ("(15 October 2025)", "(15 October 2024)", "source"),
    ],
)
def test_another_source_or_place_in_a_note_is_found(check: Check, old: str, new: str, kind: str) -> None:
    (found,) = check(PRC, lambda letter: letter.replace_in_note(old, new))
    assert found.kind == kind
    assert found.note


def test_a_reference_to_another_note_that_leads_nowhere_is_found(check: Check) -> None:
    def typed(letter: Editing) -> None:
        letter.plain_styles()
        letter.replace_in_note("Refugee Convention (n 7)", "Refugee Convention (n 3)")

    assert [one.kind for one in check(PRC, typed)] == ["cross-reference"]


def superseded(records: Records, name: str) -> Records:
    library = records.library
    changed = library.evidence[name].model_copy(update={"status": "superseded", "reason": "counted anew"})
    return replace(records, library=replace(library, evidence={**library.evidence, name: changed}))


def test_evidence_that_was_given_up_since_is_named(check: Check, shipped_records: Records) -> None:
    records = superseded(shipped_records, "hrw-returns-since-2024")
    (found,) = check(PRC, lambda letter: None, records=records)
    assert (found.kind, found.what) == ("status", "hrw-returns-since-2024 is superseded now")
    assert found.hint == "counted anew"


def test_a_statement_that_a_letter_made_today_would_not_hold_is_looked_up(
    check: Check, reference: Callable[[str], Any]
) -> None:
    """The letter to one recipient against the letter to another: only what differs in meaning is told."""
    found = check("prc-ambassador-gb", lambda letter: None, against=reference(PRC))
    assert not {"figure", "date", "hedge", "quotation", "no note"} & {one.kind for one in found}


@pytest.mark.parametrize("name", ["Kim Sun-hee,", "Kim Sun-hee2", "2Kim Sun-hee_"])
def test_a_protected_term_is_found_and_never_repeated(check: Check, name: str) -> None:
    def named(letter: Editing) -> None:
        letter.replace("at least 406 people", f"at least 460 people, among them {name}")
        letter.replace_in_note("ch IV, no 9", f"ch IV, {name}, no 9")

    found = check(PRC, named, protected=("Kim Sun-hee",))
    assert "protected" in {one.kind for one in found}
    assert not {"Sun", "hee"} & {*re.findall("[A-Z]?[a-z]+", "".join(map(repr, found)))}


def test_a_protected_term_is_found_in_a_note(check: Check) -> None:
    found = check(
        PRC, lambda letter: letter.replace_in_note("ch IV, no 9", "told by kim sun-hee"), protected=("Kim Sun-hee",)
    )
    assert any(one.kind == "protected" and one.note == 9 for one in found)
