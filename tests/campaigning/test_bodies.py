"""Bodies: what members have from theirs, and the letters that the members of each shipped body get."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import tiny
from acceptance.reading import pages_before_annex
from nkadvocate import shipped
from nkadvocate.campaigning.recipients import as_files, read_recipients
from nkadvocate.campaigning.rows import Listed, Row
from nkadvocate.composing import compose_letter
from nkadvocate.document import Document
from nkadvocate.library import Library, open_campaign, open_library
from nkadvocate.library.checks import check_library
from nkadvocate.problems import Place, ProblemsError
from nkadvocate.records import Recipient, text_in
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.shipped import DEFAULT_CAMPAIGN
from nkadvocate.tailoring import tailor

ON = "2026-12-10"
MEMBERS = (
    {"body": "eu-parliament", "name": "Maria EXAMPLE PRUEBA", "gender": "f"},
    {"body": "us-senate", "name": "Dr. Jane Q. Example, Jr.", "seat": "Example State"},
    {"body": "us-house", "name": "Alex Example", "gender": "m"},
    {"body": "us-house", "name": "Robin Example", "role": "Delegate", "seat": "the Example Islands"},
    {"body": "us-house", "name": "Chris Example", "role": "Resident Commissioner", "gender": "m"},
    {"body": "us-house", "name": "Dana Example", "role": "Chair, Committee on Examples", "gender": "f"},
    {"body": "gb-commons", "name": "Rt Hon Sir Pat Example KC MP"},
    {"body": "gb-commons", "name": "Sam van der Example", "seat": "Example South"},
    {"body": "gb-commons", "name": "Vacant", "seat": "Example West"},
    {"body": "gb-lords", "name": "Baroness Example of Somewhere"},
    {"body": "gb-lords", "name": "The Earl of Example"},
    {"body": "kr-assembly", "name": "KIM Bo-gi", "seat": "Example District"},
    {"body": "pl-sejm", "name": "Łucja Przykładowa", "gender": "f"},
    {"body": "pl-senate", "name": "Jan Przykład", "gender": "m"},
    {"body": "ca-commons", "name": "Hon. Lee Example"},
    {"body": "ca-senate", "name": "Marie-Ève Example", "gender": "f"},
)
"""Invented members, one at least for each form of address."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The shipped records and a campaign into which the list has been imported."""
    folder = tmp_path_factory.mktemp("campaigns") / "mine"
    shutil.copytree(shipped.CAMPAIGNS / DEFAULT_CAMPAIGN, folder)
    rows = tuple(Row(Place("list", n, 1), member) for n, member in enumerate(MEMBERS, 2))
    columns = {"name": "name", "body": "body", "gender": "gender", "role": "role", "constituency": "seat"}
    found = read_recipients(Listed(rows), columns, open_library(folder), ON)
    assert (found.problems, found.duplicates) == ((), ())
    [text] = as_files(found.recipients, "schema.json", "list")
    (folder / "recipients").mkdir()
    (folder / "recipients" / "list.yaml").write_text(text, encoding="utf-8")
    (folder / "recipients" / "list.map.yaml").write_text("name: name\n", encoding="utf-8")
    return open_library(folder)


@pytest.fixture(scope="module")
def members(library: Library) -> Mapping[str, Recipient]:
    return {name: recipient for name, recipient in library.recipients.items() if recipient.member_of}


@pytest.fixture(scope="module")
def letters(library: Library, members: Mapping[str, Recipient]) -> Mapping[str, Document]:
    campaign = open_campaign(shipped.CAMPAIGNS / DEFAULT_CAMPAIGN, library).model_copy(update={"date": ON})
    return {name: compose_letter(tailor(library, member, campaign)) for name, member in members.items()}


def test_every_body_has_a_member_here(library: Library, members: Mapping[str, Recipient]) -> None:
    assert {member.member_of for member in members.values()} == set(library.bodies)
    forms = {form for body in library.bodies.values() for form in (body.form, *(seat.form for seat in body.seats))}
    assert {member.form for member in members.values()} == forms


def test_imported_members_pass_the_checks(library: Library) -> None:
    assert check_library(library) == []


def test_a_member_has_what_its_body_has_and_its_own(library: Library, members: Mapping[str, Recipient]) -> None:
    member, body = members["us-house-robin-example"], library.bodies["us-house"]
    assert (member.standing, member.address, member.roles) == (body.standing, body.address, ("legislator",))
    assert (member.office, member.form) == ("Delegate to Congress from the Example Islands", "us-delegate")


def beginning(letter: Document) -> list[str]:
    """Address and salutation, and the close, as a text file has them."""
    lines = [line.strip() for line in render(letter, "txt", Look()).decode().splitlines()]
    date = next(n for n, line in enumerate(lines) if line.endswith("10 December 2026"))
    block = lines[date + 2 : lines.index("", date + 2)]
    salutation = next(line for line in lines if line.startswith("Dear "))
    close = next(line for line in lines if line in {"Yours sincerely,", "Respectfully,"})
    return [*block, salutation, close]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "eu-parliament-maria-example-prueba",
            "Ms Maria Example Prueba MEP|European Parliament|Rue Wiertz 60|1047 Brussels|Belgium"
            "|Dear Ms Example Prueba,|Yours sincerely,",
        ),
        (
            "us-senate-jane-q-example-jr",
            "The Honorable Jane Q. Example Jr.|United States Senate|Washington, DC 20510|United States of America"
            "|Dear Senator Example:|Respectfully,",
        ),
        (
            "us-house-alex-example",
            "The Honorable Alex Example|U.S. House of Representatives|Washington, DC 20515|United States of America"
            "|Dear Representative Example:|Respectfully,",
        ),
        (
            "us-house-robin-example",
            "The Honorable Robin Example|Delegate to Congress from the Example Islands|U.S. House of Representatives"
            "|Washington, DC 20515|United States of America|Dear Robin Example:|Respectfully,",
        ),
        (
            "us-house-chris-example",
            "The Honorable Chris Example|Resident Commissioner|U.S. House of Representatives|Washington, DC 20515"
            "|United States of America|Dear Mr. Example:|Respectfully,",
        ),
        (
            "us-house-dana-example",
            "The Honorable Dana Example|Chair, Committee on Examples|U.S. House of Representatives"
            "|Washington, DC 20515|United States of America|Dear Madam Chairwoman:|Respectfully,",
        ),
        (
            "gb-commons-pat-example",
            "The Rt Hon Sir Pat Example KC MP|House of Commons|London SW1A 0AA|United Kingdom|Dear Sir Pat,"
            "|Yours sincerely,",
        ),
        (
            "gb-commons-sam-van-der-example",
            "Sam van der Example MP|House of Commons|London SW1A 0AA|United Kingdom|Dear Sam van der Example,"
            "|Yours sincerely,",
        ),
        (
            "gb-commons-example-west",
            "Member of Parliament for Example West|House of Commons|London SW1A 0AA|United Kingdom"
            "|Dear Member of Parliament,|Yours sincerely,",
        ),
        (
            "gb-lords-example-of-somewhere",
            "Baroness Example of Somewhere|House of Lords|London SW1A 0PW|United Kingdom"
            "|Dear Baroness Example of Somewhere,|Yours sincerely,",
        ),
        (
            "gb-lords-example",
            "The Earl of Example|House of Lords|London SW1A 0PW|United Kingdom|Dear Lord Example,|Yours sincerely,",
        ),
        (
            "kr-assembly-kim-bo-gi",
            "Kim Bo-gi|Member of the National Assembly for Example District|National Assembly of the Republic of Korea"
            "|1 Uisadang-daero, Yeongdeungpo-gu|Seoul 07233|Republic of Korea|Dear Kim Bo-gi,|Yours sincerely,",
        ),
        (
            "pl-sejm-lucja-przykladowa",
            "Ms Łucja Przykładowa|Member of the Sejm|Sejm of the Republic of Poland|ul. Wiejska 4/6/8|00-902 Warszawa"
            "|Poland|Dear Ms Przykładowa,|Yours sincerely,",
        ),
        (
            "pl-senate-jan-przyklad",
            "Mr Jan Przykład|Member of the Senate|Senate of the Republic of Poland|ul. Wiejska 6|00-902 Warszawa|Poland"
            "|Dear Senator Przykład,|Yours sincerely,",
        ),
        (
            "ca-commons-lee-example",
            "The Hon Lee Example, M.P.|House of Commons|Ottawa, Ontario K1A 0A6|Canada|Dear Lee Example,"
            "|Yours sincerely,",
        ),
        (
            "ca-senate-marie-eve-example",
            "The Honourable Marie-Ève Example, Senator|Senate of Canada|Ottawa, Ontario K1A 0A4|Canada"
            "|Dear Senator Example,|Yours sincerely,",
        ),
    ],
)
def test_a_member_is_addressed_in_the_form_of_the_body(
    name: str, expected: str, letters: Mapping[str, Document]
) -> None:
    assert beginning(letters[name]) == expected.split("|")


def test_a_member_is_asked_what_one_member_can_do(letters: Mapping[str, Document]) -> None:
    for letter in letters.values():
        text = " ".join(render(letter, "txt", Look()).decode().split())
        assert "We respectfully ask you to:" in text
        assert "Propose or support a resolution or statement" in text
        assert "Adopt a resolution" not in text
        assert "Hold a hearing" not in text


def test_members_of_congress_alone_are_asked_about_its_act(letters: Mapping[str, Document]) -> None:
    asked = {
        name.split("-")[0]
        for name, letter in letters.items()
        if "Support a bill" in render(letter, "txt", Look()).decode()
    }
    assert asked == {"us"}


def test_the_standing_of_each_body_is_cited(library: Library) -> None:
    assert all("[@" in text_in(body.standing, "en") for body in library.bodies.values())


@pytest.mark.parametrize(
    "name",
    ["eu-parliament-maria-example-prueba", "us-house-dana-example", "gb-commons-pat-example", "kr-assembly-kim-bo-gi"],
)
def test_a_letter_to_a_member_fills_two_pages_before_its_annex(name: str, letters: Mapping[str, Document]) -> None:
    assert pages_before_annex(render(letters[name], "pdf", Look())) == 2


# records


BODIES = """
- id: tiny-house
  office: Member
  body: Tiny House
  actor: bland
  family: tiny-house
  roles: [executive]
  form: minister
  standing: The House sits.[@watch-2024, p 1]
"""


def test_a_body_that_does_not_exist_is_told_with_its_line(open_records: Callable[..., Library]) -> None:
    member = "- id: a\n  member_of: tiny-hose\n"
    with pytest.raises(ProblemsError) as caught:
        open_records({"recipients": member}, **{**tiny.RECORDS, "bodies": BODIES})
    [problem] = caught.value.problems
    assert "recipients" in str(problem)
    assert ":2:14: no record 'tiny-hose' among bodies (did you mean tiny-house?)" in str(problem)


def test_a_member_that_lacks_nothing_but_a_wrong_field_is_told_where(open_records: Callable[..., Library]) -> None:
    member = "- id: a\n  member_of: tiny-house\n  ofice: x\n"
    with pytest.raises(ProblemsError, match=":3:10: unknown field 'ofice'"):
        open_records({"recipients": member}, **{**tiny.RECORDS, "bodies": BODIES})


def test_a_file_of_columns_is_not_read_as_records(tmp_path: Path) -> None:
    (tmp_path / "recipients").mkdir()
    (tmp_path / "recipients" / "list.map.yaml").write_text("name: Name\n", encoding="utf-8")
    assert open_library(tmp_path).recipients
