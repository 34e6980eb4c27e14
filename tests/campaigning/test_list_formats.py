"""Files of recipient lists: encodings, delimiters, and the formats that lists come in. All persons are invented."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from nkadvocate.campaigning.lists import ListFormat, read_list
from nkadvocate.campaigning.rows import Listed
from nkadvocate.problems import ProblemsError

ON = "2026-12-10"


def read(data: str | bytes, form: ListFormat = "csv") -> Listed:
    return read_list(data if isinstance(data, bytes) else data.encode(), "list", form, ON)


def cells(data: str | bytes, form: ListFormat = "csv") -> list[Mapping[str, str]]:
    listed = read(data, form)
    assert listed.problems == ()
    return [row.cells for row in listed.rows]


def complaint(data: str | bytes, form: ListFormat = "csv") -> str:
    with pytest.raises(ProblemsError) as caught:
        read(data, form)
    [problem] = caught.value.problems
    return str(problem)


# encodings


TABLE = "name,seat\nÉlodie Example,Nîmes\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert cells(TABLE.encode(encoding)) == [{"name": "Élodie Example", "seat": "Nîmes"}]


@pytest.mark.parametrize(("encoding", "told"), [("cp1252", "Windows-1252"), ("utf-16-le", "UTF-16-LE")])
def test_what_is_assumed_of_an_encoding_is_told(encoding: str, told: str) -> None:
    [note] = read(TABLE.encode(encoding)).notes
    assert told in note
    assert read(TABLE.encode()).notes == ()


@pytest.mark.parametrize(("text", "encoding"), [("name\nŁukasz Przykład\n", "cp1250"), ("name\n예시인\n", "cp949")])
def test_an_encoding_that_cannot_be_told_is_an_error(text: str, encoding: str) -> None:
    assert "list:2:1: the encoding cannot be told" in complaint(text.encode(encoding))
    assert "save the list as UTF-8" in complaint(text.encode(encoding))


def test_half_a_character_of_utf_16_is_an_error() -> None:
    assert "the encoding cannot be told" in complaint("name\nÉ".encode("utf-16") + b"\x00")


# tables


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_divides_the_header(mark: str) -> None:
    table = f"name{mark}seat\n“A, B; C”{mark}North\n" if mark not in ",;" else f'name{mark}seat\n"A, B; C"{mark}North\n'
    assert cells(table)[0]["seat"] == "North"


def test_a_single_column_may_hold_commas() -> None:
    assert cells("name\nExample, Jane\n") == [{"name": "Example, Jane"}]


def test_a_quoted_cell_may_hold_lines_and_rows_keep_their_line() -> None:
    listed = read('name,address\nA,"1 Street\nTown"\n\nB,x\n')
    assert [(row.place.line, row.cells["name"]) for row in listed.rows] == [(2, "A"), (5, "B")]
    assert listed.rows[0].cells["address"] == "1 Street\nTown"


def test_ragged_rows_are_told_and_the_others_read() -> None:
    listed = read("name,seat\nA,North\nB\nC,South,East\nD,West,\n")
    assert [row.cells["name"] for row in listed.rows] == ["A", "D"]
    assert [str(problem).partition(" (")[0] for problem in listed.problems] == [
        "list:3:1: 1 cell where the header has 2",
        "list:4:1: 3 cells where the header has 2",
    ]


def test_a_row_with_another_delimiter_is_told() -> None:
    assert "1 cell where the header has 2" in str(read("name;seat\nA,North\n").problems[0])


def test_a_quotation_mark_that_is_not_closed_names_the_lines_lost() -> None:
    listed = read('name,seat\nA,North\n"B,South\nC,East\n')
    assert [row.cells["name"] for row in listed.rows] == ["A"]
    assert "list:3:1: a quotation mark is opened here and not closed; lines 3 to 4 are not read" in str(
        listed.problems[0]
    )


def test_two_columns_of_one_name_are_an_error() -> None:
    assert "list:1:1: two columns are called “name”" in complaint("name,name\nA,B\n")


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error(data: bytes) -> None:
    assert "the file is empty" in complaint(data)


@pytest.mark.parametrize(("data", "form"), [("name,seat\n", "csv"), ("[]", "json"), ("[]", "yaml")])
def test_a_list_without_rows_is_an_error(data: str, form: ListFormat) -> None:
    assert "the list has no rows" in complaint(data, form)


def test_a_zero_byte_stays_visible() -> None:
    assert cells("name,seat\nA\x00B,North\n")[0]["name"] == "A\ufffdB"


# YAML and JSON


def test_yaml_rows_have_their_line() -> None:
    listed = read("- name: Jane Example\n  seat: 12\n- name: B\n", "yaml")
    assert listed.rows[0].cells == {"name": "Jane Example", "seat": "12"}
    assert [row.place.line for row in listed.rows] == [1, 3]


def test_a_json_list_of_fields_has_its_lines() -> None:
    listed = read(json.dumps([{"name": "A", "tags": ["x", "y"]}, {"name": "B", "n": None}, 3], indent=1), "json")
    assert [row.cells for row in listed.rows] == [{"name": "A", "tags": "x; y"}, {"name": "B"}]
    assert [row.place.line for row in listed.rows] == [2, 9]
    assert "list:13:1: not a set of fields" in str(listed.problems[0])


@pytest.mark.parametrize("data", ["{", "[" * 100_000, "1" * 10_000, '{"a": 1}', "null", "NaN"])
def test_json_that_is_no_list_is_an_error(data: str) -> None:
    assert complaint(data, "json").startswith("list:1:")


# Popolo


POPOLO = {
    "persons": [
        {"id": "p1", "name": "Jane Example", "gender": "female", "email": "jane@example.org"},
        {"id": "p2", "family_name": "Example", "given_name": "Alex", "honorific_prefix": "Dr"},
        {"id": "p3", "name": "Robin Example"},
        {"id": "p4", "name": "Pat Example", "contact_details": [{"type": "email", "value": "pat@example.org"}]},
    ],
    "organizations": [
        {"id": "house", "name": "House of Commons", "classification": "legislature"},
        {"id": "party", "name": "Example Party", "classification": "party"},
    ],
    "areas": [{"id": "north", "name": "Example North"}],
    "events": [{"id": "term/1", "start_date": "2024-07-09"}, {"id": "term/0", "end_date": "2024-05-30"}],
    "posts": [
        {"id": "seat-1", "organization_id": "house", "area_id": "north"},
        {"id": "seat-2", "organization_id": "house", "label": "Example East"},
    ],
    "memberships": [
        {"person_id": "p1", "organization_id": "party"},
        {"person_id": "p1", "organization_id": "house", "legislative_period_id": "term/0"},
        {"person_id": "p1", "post_id": "seat-1", "legislative_period_id": "term/1"},
        {"person_id": "p2", "organization_id": "house", "area": {"name": "Example South"}, "role": "MP"},
        {"person_id": "p3", "organization_id": "house", "legislative_period_id": "term/0"},
    ],
}


def popolo() -> dict[str, Mapping[str, str]]:
    rows = cells(json.dumps(POPOLO, indent=1), "json")
    return {f"{row.get('name')}{row.get('given', '')}": {k: v for k, v in row.items() if v} for row in rows}


def test_a_person_has_the_seat_that_lasts() -> None:
    assert popolo()["Jane Example"] == {
        "name": "Jane Example",
        "gender": "female",
        "email": "jane@example.org",
        "body": "House of Commons",
        "constituency": "Example North",
        "term_start": "2024-07-09",
    }


def test_parts_of_a_name_and_areas_inside_are_read() -> None:
    assert popolo()["Alex"] == {
        "given": "Alex",
        "family": "Example",
        "honorific": "Dr",
        "body": "House of Commons",
        "role": "MP",
        "constituency": "Example South",
    }


def test_a_seat_that_ended_says_when() -> None:
    assert popolo()["Robin Example"]["term_end"] == "2024-05-30"


def test_contact_details_give_the_address_and_no_seat_gives_none() -> None:
    assert popolo()["Pat Example"] == {"name": "Pat Example", "email": "pat@example.org"}


def test_a_post_that_nobody_holds_is_vacant() -> None:
    assert popolo()["Vacant"] == {"name": "Vacant", "body": "House of Commons", "constituency": "Example East"}


def test_a_seat_that_names_no_organisation_has_none() -> None:
    document = {
        "persons": [{"id": "p1", "name": "Jane Example"}],
        "organizations": [{"name": "House of Lords", "classification": "chamber"}],
        "areas": [{"name": "Nowhere"}],
        "memberships": [{"person_id": "p1"}],
    }
    [row] = cells(json.dumps(document), "json")
    assert {name: text for name, text in row.items() if text} == {"name": "Jane Example"}


def test_persons_stand_on_the_line_of_their_id() -> None:
    text = json.dumps(POPOLO, indent=1)
    listed = read(text, "json")
    assert text.splitlines()[listed.rows[1].place.line - 1].strip() == '"id": "p2",'


# vCard


CARD = """BEGIN:VCARD
VERSION:4.0
FN:Dr Jane Example
N:Example;Jane;Q.;Dr;KC
ORG:House of Commons;Example Committee
TITLE:Member of Parliament for
  Example North\\, East
item1.EMAIL;TYPE="work,x":mailto:jane@example.org
GENDER:F
END:VCARD
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_card_is_a_row(end: str) -> None:
    [row] = cells(CARD.replace("\n", end), "vcard")
    assert {name: text for name, text in row.items() if text} == {
        "family": "Example",
        "given": "Jane Q.",
        "honorific": "Dr",
        "suffix": "KC",
        "gender": "f",
        "body": "House of Commons",
        "role": "Member of Parliament for Example North, East",
        "email": "jane@example.org",
    }


@pytest.mark.parametrize("name", ["JANE EXAMPLE", "Jané Exämple", "J. Example-Other", "김 선희", "Example, J."])
def test_one_name_may_be_written_in_two_ways(name: str) -> None:
    [row] = cells(CARD.replace("FN:Dr Jane Example", f"FN:{name}"), "vcard")
    assert row["family"] == "Example"


def test_a_card_of_version_3_with_a_name_in_one_piece_is_read() -> None:
    [row] = cells("BEGIN:VCARD\nVERSION:3.0\nFN:Jane Example\nORG:Sejm\nEND:VCARD\n", "vcard")
    assert (row["name"], row["family"], row["body"]) == ("Jane Example", "", "Sejm")


@pytest.mark.parametrize(
    ("card", "why"),
    [
        (CARD.replace("4.0", "2.1"), "a card of version 2.1"),
        (CARD.replace("GENDER:F", "KIND:org"), "a card of the kind org, not of a person"),
        (CARD.replace("GENDER:F", "no colon"), "line 9 of the card is not “NAME:value”"),
        (CARD.replace("END:VCARD", ""), "a card without an end"),
        (CARD.replace("N:Example;Jane", "N:Other;Alex"), "a card of two names, “Dr Jane Example” and “Alex Other”"),
        (CARD.replace("GENDER:F", "FN:Alex Other"), "a card of two names, “Alex Other” and “Jane Example”"),
    ],
)
def test_a_card_that_cannot_be_used_is_told_and_the_next_is_read(card: str, why: str) -> None:
    listed = read(f"{card}{CARD}", "vcard")
    assert len(listed.rows) == 1
    assert f"list:1:1: {why}" in str(listed.problems[0])


def test_a_file_without_cards_is_an_error() -> None:
    assert "no card found" in complaint("name\nJane\n", "vcard")
