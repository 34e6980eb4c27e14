"""A small word can turn a statement round: opposites, directions, and two names or figures in each other's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from editing import Editing

from nkadvocate.auditing.aligning import Pair
from nkadvocate.auditing.deviations import Deviation
from nkadvocate.auditing.items import items_in
from nkadvocate.auditing.known import Records
from nkadvocate.auditing.manuscript import Sentence, normal
from nkadvocate.auditing.reversals import reversals
from nkadvocate.auditing.statements import Statement

Check = Callable[..., Any]


def replaced(old: str, new: str) -> Callable[[Editing], None]:
    return lambda letter: letter.replace(old, new)


TURNED = [
    ("prc-foreign-minister", "at least 406 people to the DPRK", "at least 406 people from the DPRK"),
    ("prc-foreign-minister", "returned at least 406", "released at least 406"),
    ("prc-foreign-minister", "settle in the South", "settle in the North"),
    (
        "prc-foreign-minister",
        "a woman held in China and returned to the DPRK",
        "a woman held in the DPRK and returned to China",
    ),
    ("prc-foreign-minister", "return of people to the DPRK, access", "return of people from the DPRK, access"),
    ("prc-foreign-minister", "access to people from the DPRK, in", "access to people to the DPRK, in"),
    ("prc-foreign-minister", "from the DPRK to travel safely to the ROK", "from the ROK to travel safely to the DPRK"),
    ("prc-foreign-minister", "between China and the DPRK. Your", "between China and Russia. Your"),
    ("prc-foreign-minister", "facilitate its duty", "hinder its duty"),
    ("prc-foreign-minister", "at least 406 people", "at least 406 adults"),
    ("mn-foreign-minister", "are denied access", "are granted access"),
    ("mn-foreign-minister", "have gone from China to the ROK", "have gone from the ROK to China"),
    ("mn-foreign-minister", "accords with article 3", "violates article 3"),
    ("mn-foreign-minister", "UNHCR recommended", "OHCHR recommended"),
    ("mn-foreign-minister", "Special Rapporteur described", "Commission of Inquiry described"),
    ("gb-foreign-secretary", "Czechia recommended to China", "China recommended to Czechia"),
    ("nhrck-chairperson", "it counts cases, not people", "it counts people, not the cases"),
    ("nhrck-chairperson", "it counts cases, not people", "it counts persons, and not cases"),
    ("unsg", "a large number of people", "a small number of people"),
    ("unsg", "Two months after", "Two years after"),
    ("unsg", "hundreds of people", "thousands of people"),
    ("unsg", "further returns have been", "fewer returns have been"),
]


POLAND, CHINA, DPRK = "pl-foreign-minister", "prc-foreign-minister", "dprk-foreign-minister"
WARNED = (
    "would face torture and other ill-treatment, and that those labelled “traitors” may face enforced disappearance"
)
REPLACED = [
    (POLAND, "were being committed in the DPRK,", "were being committed by China,"),
    (POLAND, "at least 406 people to the DPRK since", "at least 406 people to China since"),
    (POLAND, "nationals of the DPRK are denied", "nationals of China are denied"),
    (POLAND, "On 17 October 2023 United Nations experts", "On 17 October 2023 independent experts"),
    (CHINA, "the Working Group on Arbitrary Detention found", "a Chinese court found"),
    (CHINA, "the Working Group on Arbitrary Detention found", "a court found"),
    (CHINA, "On 16 August 2023 the ROK’s Minister", "On 16 August 2023 the DPRK’s Minister"),
    (DPRK, "the DPRK had rejected nearly half of the 294", "the ROK had rejected nearly half of the 294"),
    (DPRK, "or resettlement in China and are sent", "or resettlement in the DPRK and are sent"),
    (
        "ohchr-high-commissioner",
        "the Committee on the Elimination of Discrimination against Women expressed concern that China is",
        "China expressed concern that it is",
    ),
    ("us-cecc-chair", "that it emphasises directly to China that it", "that China emphasises directly to it that it"),
    (POLAND, "In October 2025 Human Rights Watch", "In October 2025 United Nations Human Rights Watch"),
    (POLAND, "In October 2025 Human Rights Watch", "In October 2025 UNHCR Human Rights Watch"),
]
MOVED = [
    (POLAND, "would face torture and other ill-treatment", "would face execution, torture and other ill-treatment"),
    (
        POLAND,
        WARNED,
        "would face enforced disappearance, and that those labelled “traitors” may face torture and ill-treatment",
    ),
    (
        POLAND,
        f"{WARNED} and even execution",
        "would face execution, torture and other ill-treatment, and that those labelled “traitors” may face enforced"
        " disappearance",
    ),
    (POLAND, "each case is to be examined", "each case is normally examined"),
    (POLAND, "warned that people returned", "warned that tortured people returned"),
    (CHINA, "that everyone who crosses", "that anyone who crosses"),
]
RESPELT = [
    ("th-foreign-minister", "returning refugees to persecution", "returning refugees to prosecution"),
    (CHINA, "can conceal persecution", "can conceal prosecution"),
    (POLAND, "substantial grounds", "substantive grounds"),
    (POLAND, "for believing that", "for relieving that"),
    (CHINA, "the detention of a woman", "the retention of a woman"),
]


@pytest.mark.parametrize(("recipient", "old", "new"), REPLACED)
def test_a_name_in_the_place_of_another_is_found(check: Check, recipient: str, old: str, new: str) -> None:
    assert "name" in {one.kind for one in check(recipient, replaced(old, new))}


@pytest.mark.parametrize(("recipient", "old", "new"), MOVED)
def test_a_word_said_of_something_else_is_found(check: Check, recipient: str, old: str, new: str) -> None:
    assert {"wording", "hedge", "force"} & {one.kind for one in check(recipient, replaced(old, new))}


@pytest.mark.parametrize(("recipient", "old", "new"), RESPELT)
def test_another_word_is_no_slip(check: Check, recipient: str, old: str, new: str) -> None:
    assert {"wording", "hedge"} & {one.kind for one in check(recipient, replaced(old, new))}


@pytest.mark.parametrize(
    ("recipient", "old", "new"),
    [
        (POLAND, "the United Nations Committee against Torture regretted", "the Committee regretted"),
        (POLAND, "the United Nations Commission of Inquiry found", "the Commission of Inquiry found"),
        (POLAND, "committed in the DPRK, including against", "committed in that country, including against"),
        (POLAND, "whether nationals of the DPRK are", "whether North Korean nationals are"),
        (POLAND, "Poland, like China, is a party", "Like China, Poland is a party"),
        (
            POLAND,
            "people returned to the DPRK would face torture and other ill-treatment",
            "torture and other ill-treatment would await people returned to the DPRK",
        ),
        (POLAND, "would face torture and other ill-treatment", "would face ill-treatment, including torture"),
        (POLAND, "ill-treatment, and that those labelled", "ill-treatment. They warned that those labelled"),
        (POLAND, "is to be considered a violation", "must be considered a violation"),
        (POLAND, "Article 3(1) forbids the", "As to torture, Article 3(1) forbids the"),
        (CHINA, "that everyone who crosses", "that every person who crosses"),
        (POLAND, "substantial grounds", "substancial grounds"),
        (POLAND, "enforced disappearance", "enforced dissapearance"),
        ("th-foreign-minister", "to persecution", "to persecusion"),
        ("nhrck-chairperson", "it counts cases, not people", "it counts the cases, and not the people"),
        ("wgad-chair", "the Human Rights Council, by consensus", "the UN Human Rights Council, by consensus"),
    ],
)
def test_the_same_said_otherwise_is_left_alone(check: Check, recipient: str, old: str, new: str) -> None:
    assert check(recipient, replaced(old, new)) == ()


@pytest.mark.parametrize(("recipient", "old", "new"), TURNED)
def test_a_statement_that_is_turned_round_is_found(check: Check, recipient: str, old: str, new: str) -> None:
    letter: list[Editing] = []
    found = check(recipient, lambda one: (letter.append(one), one.replace(old, new)))
    assert found
    assert {one.paragraph for one in found} == letter[0].places()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("art 3(1).", "art 31."),
        ("paras 62–64", "paras 626–4"),
    ],
)
def test_a_digit_that_moves_from_one_number_to_another_in_a_note_is_found(check: Check, old: str, new: str) -> None:
    assert [one.kind for one in check("prc-foreign-minister", lambda letter: letter.replace_in_note(old, new))] == [
        "locator"
    ]


def changed(was: str, now: str, records: Records) -> set[str]:
    """The kinds of what differs between two sentences, figures and turns of words apart."""
    one, other = (Sentence(0, 0, normal(text), (1,)) for text in (was, now))
    told = [[(s, item) for item in items_in(s.text, records.names, lambda word: True)] for s in (one, other)]
    change = Statement(Pair((one,), (other,)), *told, records.vocabulary)
    items: list[Deviation] = [*change.figures(), *change.dates(), *change.articles()]
    return {found.kind for found in (*items, *change.turns(), *reversals(change, items, records.library.instruments))}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Access was unhindered.", "Access was hindered."),
        ("The measure was harmless.", "The measure was harmful."),
        ("The number of arrests rose.", "The number of arrests fell."),
        ("She was arrested.", "He was arrested."),
        ("They were held for a year.", "They were held for a month."),
        ("They paid 500 yuan.", "They paid 500 dollars."),
        ("They paid US$ 500.", "They paid US$ 500 million."),
        ("They paid € 500.", "They paid £ 500."),
        ("It rose by 5 per cent.", "It rose by 5 percentage points."),
        (
            "Of the women 70 per cent and of the men 30 per cent stay.",
            "Of the women 30 per cent and of the men 70 per cent stay.",
        ),
        ("It was signed in 1986 and revised in 1998.", "It was signed in 1998 and revised in 1986."),
        ("This was known in the 1990s.", "This was known in the 1980s."),
        ("At its fifty-second session it met.", "At its fifty-third session it met."),
        ("At its 52nd session it met.", "At its 53rd session it met."),
        ("The number doubled.", "The number trebled."),
        ("Tens of thousands were held.", "Thousands were held."),
        ("Resolution S/RES/2397 applies.", "Resolution S/RES/2379 applies."),
    ],
)
def test_what_is_said_has_changed(was: str, now: str, shipped_records: Records) -> None:
    assert changed(was, now, shipped_records)
    assert changed(now, was, shipped_records)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("The number of arrests rose.", "The number of arrests increased."),
        ("They were handed over to the DPRK.", "They were repatriated to the DPRK."),
        ("China returned people to the DPRK.", "People were returned to the DPRK by China."),
        (
            "Mongolia is bound by the Convention and by the Covenant.",
            "Mongolia is bound by the Covenant and by the Convention.",
        ),
        ("At its 52nd session it met.", "At its fifty-second session it met."),
        ("They went from China to Mongolia.", "They went to Mongolia from China."),
        ("They paid US$ 500.", "They paid 500 US dollars."),
        ("The act accords with article 3.", "The act is in line with article 3."),
        ("Before they left, they were seen.", "They were seen prior to their departure."),
    ],
)
def test_other_words_for_the_same_change_nothing(was: str, now: str, shipped_records: Records) -> None:
    assert changed(was, now, shipped_records) == set()
