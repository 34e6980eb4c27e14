"""Signs, marks and small words that change what a letter says."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from editing import Editing, rewrite

from acceptance.command import nkadvocate

STEM = "2026-07-10-pl-foreign-minister"
BRIEFING = "2026-07-10-briefing-pl-foreign-minister"
BODY, NOTES = "word/document.xml", "word/footnotes.xml"
PEOPLE = "at least 406 people"
Parts = dict[str, str]


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[str], bytes]) -> Callable[[str], Path]:
    monkeypatch.chdir(tmp_path)

    def here(name: str) -> Path:
        Path(name).write_bytes(made(name))
        return Path(name)

    return here


def told(path: Path, *options: str) -> str:
    return nkadvocate("check", path, *options).output


def in_parts(path: Path, edit: Callable[[Parts], object]) -> None:
    with zipfile.ZipFile(path) as file:
        parts: dict[str, Any] = {name: file.read(name) for name in file.namelist()}
    text = {name: data.decode() for name, data in parts.items() if name.endswith(".xml")}
    edit(text)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in (parts | text).items():
            file.writestr(name, data)


def put(parts: Parts, old: str, new: str, part: str = BODY) -> None:
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)


def edited(path: Path, edit: Callable[[Editing], object]) -> None:
    one = Editing(path.read_bytes())
    edit(one)
    path.write_bytes(one.data())


def told_of_edited(letter: Callable[[str], Path], edit: Callable[[Editing], object]) -> str:
    path = letter(f"{STEM}.docx")
    edited(path, edit)
    return told(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PEOPLE, "at least \u200f40\u200f6 people"),  # printed: 640
        (PEOPLE, "at least \u061c40\u061c6 people"),
        ("27 September 1991", "27 September \u200f19\u200f91"),  # printed: 9119
        ("reply by 21 August", "reply by \u200f2\u200f1 August"),  # printed: 12 August
    ],
)
def test_digits_that_marks_of_direction_put_in_another_order(letter: Callable[[str], Path], old: str, new: str) -> None:
    path = letter(f"{STEM}.docx")
    edited(path, partial(Editing.replace, old=old, new=new))
    assert told(path) != "no findings\n"


SMALL_SPACE = (
    '</w:t></w:r><w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r>'
    '<w:r><w:t xml:space="preserve">'
)


def a_paragraph_that_begins_with_the_figure(parts: Parts) -> None:
    end = '</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">'
    put(parts, PEOPLE, f"at least {end}9.{SMALL_SPACE}406 people")


def test_digits_before_a_figure_that_read_as_the_mark_of_a_list(letter: Callable[[str], Path]) -> None:
    path = letter(f"{STEM}.docx")
    in_parts(path, a_paragraph_that_begins_with_the_figure)
    assert told(path) != "no findings\n"


@pytest.mark.parametrize(
    "edit",
    [
        lambda parts: put(parts, ">212 women", f' xml:space="preserve">9.{SMALL_SPACE}212 women'),
        lambda parts: put(parts, ">October 2013.", ">7. October 2013."),
    ],
    ids=["9.212 women in a cell", "7. October 2013"],
)
def test_digits_before_a_cell_or_item_of_a_briefing(
    letter: Callable[[str], Path], edit: Callable[[Parts], object]
) -> None:
    path = letter(f"{BRIEFING}.docx")
    in_parts(path, edit)
    assert told(path) != "no findings\n"


@pytest.mark.parametrize("after", ["In 2015 the United", "acceded to the 1951 Convention relating"])
def test_a_paragraph_that_begins_as_a_source_and_goes_on_in_brackets(letter: Callable[[str], Path], after: str) -> None:
    path = letter(f"{STEM}.docx")
    text = (
        "Human Rights Watch, ‘China: No Letup in Forced Returns to North Korea’ (15 October 2025) "
        "(accessed by few - it says that China has sent back 40600 people and shot 900). Note 3."
    )
    edited(path, partial(Editing.insert, after=after, text=text))
    assert told(path) != "no findings\n"


def reference(note: int, printed: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve"> NOTEREF _Note{note} \\h </w:instrText></w:r>'
    printed = f"<w:r><w:t>{printed}</w:t></w:r>"
    return f'</w:t></w:r>{mark("begin")}{code}{mark("separate")}{printed}{mark("end")}<w:r><w:t xml:space="preserve">'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(15 October 2025) (the", f"(15 October 202{reference(5, '1')}) (the"),
        ("paras 42–45", f"paras 42–4{reference(5, '9')}"),
    ],
)
def test_a_digit_of_a_note_as_a_reference_to_another_note(letter: Callable[[str], Path], old: str, new: str) -> None:
    path = letter(f"{STEM}.docx")
    in_parts(path, lambda parts: put(parts, old, new, NOTES))
    assert told(path) != "no findings\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("whose reports it has long found reliable", "whose reports it has long been found reliable by"),
        ("China publishes no figures)", "by China publishes no figures?)"),
    ],
)
def test_who_does_what_in_a_note_turned_round_by_a_small_word(
    letter: Callable[[str], Path], old: str, new: str
) -> None:
    path = letter(f"{STEM}.docx")
    edited(path, partial(Editing.replace_in_note, old=old, new=new))
    assert told(path) != "no findings\n"


def test_a_share_in_a_note_made_a_count(letter: Callable[[str], Path]) -> None:
    path = letter(f"{BRIEFING}.docx")
    in_parts(path, lambda parts: put(parts, "90% of whom", "90 of whom", NOTES))
    assert told(path) != "no findings\n"


def test_a_count_in_the_list_of_sources_made_a_share(letter: Callable[[str], Path]) -> None:
    def edit(one: Editing) -> None:
        entry = next(p for p in one.paragraphs() if "who fled North Korea since" in "".join(p.itertext()))
        rewrite(entry, "returned at least 406 people", "returned at least 406% ≠ people")

    path = letter(f"{STEM}.docx")
    edited(path, edit)
    assert told(path) != "no findings\n"


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        (">50<", ">.50<", BODY),
        (">500<", ">–500<", BODY),
        (">500<", ">500 –<", BODY),
        ("108 workers", "-108 workers", BODY),
        ("8,148 cases", "-8,148 cases", BODY),
        ("8,148 cases", "– 8,148 cases", BODY),
        (">more than 500 people", ">– more than 500 people", BODY),
        (">224 people", ">·224 people", BODY),
        (">224 people", ">/224 people", BODY),
        (">224 people", ">(224 people", BODY),
        (">224 people", ">(m) 224 people", BODY),
        (">224 people", ">* 224 people", BODY),
        ("paras 23, 25", "paras 23 – 25", BODY),
        ("paras 1, 4 and 5", "paras 1 – 4 and 5", NOTES),
        ("para 5, para 7", "para 5 – para 7", NOTES),
        ("para 46", "para –46", NOTES),
    ],
)
def test_a_point_or_dash_that_makes_another_number_or_a_range(
    letter: Callable[[str], Path], old: str, new: str, part: str
) -> None:
    path = letter(f"{BRIEFING}.docx")
    in_parts(path, lambda parts: put(parts, old, new, part))
    assert told(path) != "no findings\n"


@pytest.mark.parametrize(("old", "new"), [("In October 2025 Human", "In October 2025 – Human"), ("DPRK, ", "DPRK – ")])
def test_a_dash_that_parts_words_is_left_alone(letter: Callable[[str], Path], old: str, new: str) -> None:
    path = letter(f"{STEM}.docx")
    in_parts(path, lambda parts: put(parts, old, new))
    assert told(path) == "no findings\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("art 33(1)", "art 3\u03363\u0336(1)"),
        ("art 33(1)", "art 3\u03583(1)"),
        ("publishes no figures", "publishes n\u0336o\u0336 figures"),
    ],
)
def test_a_figure_or_word_in_a_note_struck_through_by_its_letters(
    letter: Callable[[str], Path], old: str, new: str
) -> None:
    path = letter(f"{STEM}.docx")
    in_parts(path, lambda parts: put(parts, old, new, NOTES))
    assert told(path) != "no findings\n"


def test_a_note_in_another_order_with_another_ending(letter: Callable[[str], Path]) -> None:
    was = "the organisation relies on a contact whose reports it has long found reliable; China publishes no figures"
    now = "China relied on a contact whose reports it has long found reliable; the organisation publishes no figures"
    path = letter(f"{STEM}.docx")
    edited(path, partial(Editing.replace_in_note, old=was, new=now))
    assert told(path) != "no findings\n"


def test_a_number_behind_a_heading_that_is_in_the_contents(letter: Callable[[str], Path]) -> None:
    heading = "What happens to those who are returned"

    def edit(parts: Parts) -> None:
        start = parts[BODY].rindex(heading) + len(heading)
        parts[BODY] = f"{parts[BODY][:start]}: 990{parts[BODY][start:]}".replace(": 990", " 990")

    path = letter(f"{BRIEFING}.docx")
    in_parts(path, edit)
    assert told(path) != "no findings\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("need not be a public one.", "need not be a public one?"),
        ("the same author counted very few people", "the same author counted very few people?"),
        ("and say publicly that this has been asked.", "and say publicly that this has been asked?"),
    ],
)
def test_a_question_is_told_with_every_word(letter: Callable[[str], Path], old: str, new: str) -> None:
    path = letter(f"{STEM}.docx")
    edited(path, partial(Editing.replace, old=old, new=new))
    assert [line for line in told(path, "--every-word").splitlines() if ": wording: " in line or ": order: " in line]


@pytest.mark.parametrize(
    "people",
    [
        "at least 406 buses full of people",
        "at least 406 trains with people",
        "at least 406 tys. people",
        "at least 406 mio. people",
        "at least 406 doz. people",
        "at least 406 thou people",
        "at least 406 rnillion people",
        "at least 406 people, part of a group of loo,ooo,",
        "at least 406 people, part of a group of ❹❺❻❼,",
        "at least 406 people in one week",
        "at least 406 people in one train",
        "at least 406 people fortnightly",
        "at least 406 people nightly",
        "at least 406 people, twice over,",
    ],
)
def test_a_figure_with_a_note_made_another_by_words(letter: Callable[[str], Path], people: str) -> None:
    assert told_of_edited(letter, partial(Editing.replace, old=PEOPLE, new=people)) != "no findings\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "In all, some loo,ooo people are missing.",
        "Missing to this day: ❹❺❻❼ people.",
        "Missing: XL of them.",
    ],
)
def test_a_quantity_in_a_new_sentence_without_a_note(letter: Callable[[str], Path], sentence: str) -> None:
    insert = partial(Editing.insert, after="acceded to the 1951 Convention relating", text=sentence)
    assert told_of_edited(letter, insert) != "no findings\n"


@pytest.mark.parametrize(
    ("old", "new", "sign"),
    [
        ("Ask China, in bilateral", "≠ Ask China, in bilateral", "the sign “≠” was added"),
        ("Put the matter on", "✗ Put the matter on", "the sign “✗” was added"),
        ("of people who flee the DPRK.", "of people who flee the DPRK?", "a statement has become a question"),
    ],
)
def test_a_sign_in_a_request(letter: Callable[[str], Path], old: str, new: str, sign: str) -> None:
    path = letter(f"{STEM}.docx")
    edited(path, partial(Editing.replace, old=old, new=new))
    assert sign in told(path)


@pytest.mark.parametrize("when", ["In the spring of 2015 the United", "In the decade to 2015 the United"])
def test_a_year_made_a_season_or_a_period(letter: Callable[[str], Path], when: str) -> None:
    path = letter(f"{STEM}.docx")
    edited(path, partial(Editing.replace, old="In 2015 the United", new=when))
    assert told(path) != "no findings\n"


def test_a_name_put_before_another_is_not_part_of_it(letter: Callable[[str], Path]) -> None:
    path = letter(f"{STEM}.docx")
    edited(path, partial(Editing.replace, old="2023 United Nations experts", new="2023 Chinese United Nations experts"))
    assert told(path) != "no findings\n"


def test_a_sentence_moved_behind_another_is_told_with_every_word(letter: Callable[[str], Path]) -> None:
    """Behind what Human Rights Watch reported, it is that report which is “one author’s account”."""
    moved = "We do not take one author’s account for the position of your Government."

    def edit(one: Editing) -> None:
        one.replace(f"{moved} ", "")
        one.append("In October 2025 Human Rights", moved)

    path = letter(f"{STEM}.docx")
    edited(path, edit)
    assert [line for line in told(path, "--every-word").splitlines() if ": wording: " in line or ": order: " in line]
