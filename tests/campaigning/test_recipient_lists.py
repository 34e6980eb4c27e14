"""Rows of lists made recipients: bodies, offices, holders, duplicates, ids, and what is told of rows not used.

All persons are invented.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkadvocate.campaigning.columns import suggested
from nkadvocate.campaigning.lists import read_list
from nkadvocate.campaigning.recipients import Imported, as_files, headers, read_recipients
from nkadvocate.campaigning.rows import Listed, Row
from nkadvocate.library import Library, open_library
from nkadvocate.library.reading import parse_yaml
from nkadvocate.problems import Place, ProblemsError, UnknownNameError

ON = "2026-12-10"


@cache
def shipped_records() -> Library:
    """The shipped records for tests of many examples, which take no fixtures."""
    return open_library()


def imported(
    library: Library,
    *rows: Mapping[str, str],
    body: str | None = "gb-commons",
    columns: Mapping[str, str] | None = None,
) -> Imported:
    """Rows that stand on the lines from 2 on."""
    listed = Listed(tuple(Row(Place("list", n, 1), row) for n, row in enumerate(rows, 2)))
    return read_recipients(listed, columns or suggested(headers(listed)), library, ON, body)


def one(library: Library, **cells: str) -> dict[str, Any]:
    found = imported(library, cells)
    assert (found.problems, found.duplicates) == ((), ())
    [recipient] = found.recipients
    return recipient


def refused(library: Library, body: str | None = "gb-commons", **cells: str) -> str:
    found = imported(library, {"name": "Jane Example"} | cells, body=body)
    assert found.recipients == ()
    [problem] = found.problems
    return str(problem)


# columns


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            "id,name,sort_name,email,twitter,group,area_id,area,chamber,term,start_date,end_date,gender",
            {
                "name": "name",
                "email": "email",
                "constituency": "area",
                "body": "chamber",
                "gender": "gender",
                "term_start": "start_date",
                "term_end": "end_date",
            },
        ),
        (
            "last_name,first_name,middle_name,suffix,birthday,gender,type,state,district,party",
            {
                "family": "last_name",
                "given": "first_name",
                "suffix": "suffix",
                "gender": "gender",
                "body": "type",
                "constituency": "state",
            },
        ),
        (
            "Honorific Title,First Name,Last Name,Constituency,Province / Territory,Start Date,End Date",
            {
                "honorific": "Honorific Title",
                "given": "First Name",
                "family": "Last Name",
                "constituency": "Constituency",
                "term_start": "Start Date",
                "term_end": "End Date",
            },
        ),
        (
            "Person ID,First name,Last name,Party,Constituency",
            {"given": "First name", "family": "Last name", "constituency": "Constituency"},
        ),
        ("이름,선거구,이메일", {"name": "이름", "constituency": "선거구", "email": "이메일"}),
    ],
)
def test_columns_are_suggested_from_the_headers(table: str, columns: Mapping[str, str]) -> None:
    assert suggested(table.split(",")) == columns


def test_a_list_without_names_is_an_error_that_says_how_to_name_them(shipped_library: Library) -> None:
    with pytest.raises(ProblemsError, match="--map name=COLUMN; columns: who, seat"):
        imported(shipped_library, {"who": "Jane Example", "seat": "North"})


# bodies


@pytest.mark.parametrize(
    ("named", "country", "body"),
    [
        ("European Parliament", "", "eu-parliament"),
        ("the House of Lords", "", "gb-lords"),
        ("House of Commons", "UK", "gb-commons"),
        ("House of Commons", "Canada", "ca-commons"),
        ("Senate", "PL", "pl-senate"),
        ("senate", "United States of America", "us-senate"),
        ("SEJM", "", "pl-sejm"),
        ("국회", "", "kr-assembly"),
        ("us-house", "", "us-house"),
        ("", "", "gb-commons"),
    ],
)
def test_the_body_comes_from_its_column(named: str, country: str, body: str, shipped_library: Library) -> None:
    assert one(shipped_library, name="Jane Example", body=named, country=country)["member_of"] == body


def test_a_name_of_two_bodies_is_settled_by_the_body_given(shipped_library: Library) -> None:
    found = imported(shipped_library, {"name": "Jane Example", "body": "House of Commons"}, body="ca-commons")
    assert found.recipients[0]["member_of"] == "ca-commons"


def test_a_name_of_two_bodies_is_told_with_both(shipped_library: Library) -> None:
    told = refused(shipped_library, body=None, chamber="House of Commons")
    assert told.startswith("list:2:1: “House of Commons” may be gb-commons or ca-commons (say which with --body")


def test_an_unknown_body_is_told_with_the_nearest(shipped_library: Library) -> None:
    assert "there is no body “House of Lord” (did you mean House of Lords" in refused(
        shipped_library, chamber="House of Lord"
    )
    assert "others are records in bodies/" in refused(shipped_library, chamber="Xyz")


def test_without_any_body_the_bodies_are_named(shipped_library: Library) -> None:
    with pytest.raises(ProblemsError, match="--body, of eu-parliament, us-senate"):
        imported(shipped_library, {"name": "Jane Example"}, body=None)
    with pytest.raises(UnknownNameError, match="did you mean gb-commons"):
        imported(shipped_library, {"name": "Jane Example"}, body="gb-common")


# offices


@pytest.mark.parametrize(
    ("body", "cells", "office", "form"),
    [
        ("gb-commons", {"seat": "North"}, "Member of Parliament for North", None),
        ("gb-commons", {"role": "MP"}, None, None),
        ("pl-sejm", {"role": "Poseł", "seat": "1"}, None, None),
        ("gb-commons", {"role": "Member of Parliament for South"}, "Member of Parliament for South", None),
        ("us-house", {"role": "Delegate", "seat": "Islands"}, "Delegate to Congress from Islands", "us-delegate"),
        ("us-house", {"role": "Resident Commissioner"}, "Resident Commissioner", "us-delegate"),
        ("us-house", {"title": "Del."}, "Delegate to Congress", "us-delegate"),
        ("us-senate", {"role": "Chair, Committee on Examples"}, "Chair, Committee on Examples", "us-committee-chair"),
    ],
)
def test_the_office_follows_from_seat_and_role(
    body: str, cells: Mapping[str, str], office: str | None, form: str | None, shipped_library: Library
) -> None:
    columns = {"name": "name", "constituency": "seat", "role": "role", "honorific": "title"}
    found = imported(shipped_library, {"name": "Jane Example", **cells}, body=body, columns=columns)
    [recipient] = found.recipients
    assert (recipient.get("office"), recipient.get("form")) == (office, form)
    assert found.notes == ()


def test_a_role_that_the_body_does_not_have_is_told(shipped_library: Library) -> None:
    found = imported(shipped_library, {"name": "Jane Example", "role": "Example Keeper"})
    assert found.notes == (
        "line 2: “Example Keeper” is not a kind of seat in gb-commons; addressed as Member of Parliament",
    )


# holders


def test_a_holder_has_what_the_list_says(shipped_library: Library) -> None:
    recipient = one(
        shipped_library,
        name="Rt Hon Dr Jane Example KC MP",
        gender="Female",
        email="mailto:jane@example.org",
        **{"term start": "2024-07", "term end": "2029", "address": "1 Example Street\nExample Town"},
    )
    assert recipient == {
        "id": "gb-commons-jane-example",
        "member_of": "gb-commons",
        "email": "jane@example.org",
        "holder": {
            "family": "Example",
            "given": "Jane",
            "honorific": "The Rt Hon Dr",
            "suffix": "KC",
            "addressed_as": "Dr Example",
            "gender": "f",
            "term_start": "2024-07-01",
            "term_end": "2029-12-31",
            "checked_on": ON,
        },
        "address": {
            "lines": ["1 Example Street", "Example Town"],
            "confidence": "medium",
            "checked_on": ON,
            "note": "From the imported list; verify before posting.",
        },
    }


@pytest.mark.parametrize(
    ("body", "cells", "first"),
    [
        ("kr-assembly", {}, True),
        ("eu-parliament", {"country": "HU"}, False),
        ("gb-commons", {"name order": "family first"}, True),
        ("kr-assembly", {"name order": "given first"}, False),
    ],
)
def test_the_order_of_a_name_comes_from_the_list_or_the_body(
    body: str, cells: Mapping[str, str], first: bool, shipped_library: Library
) -> None:
    [recipient] = imported(shipped_library, {"name": "Kim Bo-gi", **cells}, body=body).recipients
    assert recipient["holder"].get("family_first", False) is first
    assert recipient["holder"]["family"] == ("Kim" if first else "Bo-gi")


def test_a_salutation_in_the_list_goes_before_our_own(shipped_library: Library) -> None:
    recipient = one(shipped_library, name="Dr Jane Example", salutation="Dear Professor Example,")
    assert recipient["holder"]["addressed_as"] == "Professor Example"


@pytest.mark.parametrize("cells", [{"name": "Vacant"}, {"name": "(Vacant)"}, {"name": ""}, {"name": "—"}])
def test_a_vacant_seat_becomes_a_vacant_recipient(cells: Mapping[str, str], shipped_library: Library) -> None:
    assert one(shipped_library, **cells, seat="x", constituency="Example North") == {
        "id": "gb-commons-example-north",
        "member_of": "gb-commons",
        "office": "Member of Parliament for Example North",
        "vacant": True,
    }


# rows not used


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"name": ""}, "a row without a name"),
        ({"name": "Vacant"}, "a row without a name"),
        ({"name": "123"}, "“123” is not a name"),
        ({"name": "=cmd|' /C calc'!A0"}, "the name begins like a formula: “=cmd|' /C calc'!A0”"),
        ({"seat": "x", "constituency": "@SUM(A1)"}, "the constituency begins like a formula"),
        ({"name": "Jane\x00 Example"}, "an unreadable character, U+0000, in the name"),
        ({"name": "Jane\u202e Example"}, "an unreadable character, U+202E"),
        ({"name": "x" * 301}, "the name has 301 characters"),
        ({"until": "2026-12-09"}, "the term ended on 2026-12-09, before the letter of 2026-12-10"),
        ({"until": "2025"}, "the term ended on 2025-12-31"),
        ({"until": "31/12/2027"}, "the end of the term, “31/12/2027”, is not a date (write YYYY-MM-DD)"),
        ({"from": "2024-13-01"}, "the beginning of the term"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(
    cells: Mapping[str, str], why: str, shipped_library: Library
) -> None:
    told = refused(shipped_library, **cells)
    assert told.startswith("list:2:1: ")
    assert why in told


def test_a_term_that_ends_on_the_day_of_the_letter_still_lasts(shipped_library: Library) -> None:
    assert one(shipped_library, name="Jane Example", until=ON)


def test_what_is_left_open_is_told_once_for_all_its_lines(shipped_library: Library) -> None:
    rows = [{"name": f"Jane Example{letter}", "gender": "?"} for letter in "abcdefgh"]
    assert imported(shipped_library, *rows).notes == (
        "lines 2, 3, 4, 5, 6, 7 and 2 more: the gender “?” is not known and left open",
    )


def test_other_assumptions_are_told(shipped_library: Library) -> None:
    cells = {"name": "Jane Example", "email": "nowhere", "from": "2027-01-01", "formula": "=1+1"}
    assert [note.partition(": ")[2] for note in imported(shipped_library, cells).notes] == [
        "a formula in the column “formula”, which is not used",
        "the term begins after the letter of 2026-12-10; until then the office is addressed, not the person",
        "“nowhere” is not an e-mail address, and is left out",
    ]


@pytest.mark.parametrize("text", ["office@example.org; jane@example.org", "office@example.org, jane@example.org"])
def test_the_first_of_several_addresses_is_taken_and_told(text: str, shipped_library: Library) -> None:
    found = imported(shipped_library, {"name": "Jane Example", "email": text})
    assert [note.partition(": ")[2] for note in found.notes] == [
        f"“{text}” is more than one e-mail address; office@example.org is taken"
    ]


# duplicates


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ({"name": "Example, Jane"}, "Jane Example: a duplicate; the same as line 2"),
        ({"name": "JANE EXÁMPLE", "constituency": "North"}, "Jane Exámple: a duplicate; the same as line 2"),
        ({"name": "J. Example", "email": "JANE@example.org"}, "a duplicate e-mail address; the same as line 2"),
    ],
)
def test_the_same_person_is_imported_once(second: Mapping[str, str], why: str, shipped_library: Library) -> None:
    first = {"name": "Jane Example", "constituency": "North", "email": "jane@example.org"}
    found = imported(shipped_library, first, second)
    assert len(found.recipients) == 1
    [duplicate] = found.duplicates
    assert str(duplicate).startswith("list:3:1: ")
    assert why in str(duplicate)


def test_persons_of_one_name_for_other_constituencies_or_bodies_are_others(shipped_library: Library) -> None:
    rows = [
        {"name": "Jane Example", "constituency": "North"},
        {"name": "Jane Example", "constituency": "South"},
        {"name": "Jane Example", "constituency": "North", "body": "House of Lords"},
        {"name": "Jane Example Jr", "constituency": "North"},
    ]
    found = imported(shipped_library, *rows)
    assert found.duplicates == ()
    assert [recipient["id"] for recipient in found.recipients] == [
        "gb-commons-jane-example-north",
        "gb-commons-jane-example-south",
        "gb-lords-jane-example",
        "gb-commons-jane-example-jr",
    ]
    assert "the id gb-commons-jane-example is not enough to tell persons apart" in found.notes[0]


# ids


@pytest.mark.parametrize(
    ("name", "record_id"),
    [
        ("Łukasz Ørsted-Exämple", "gb-commons-lukasz-orsted-example"),
        ("Jane O’Example", "gb-commons-jane-oexample"),
        ("../../Con", "gb-commons-con"),
        ("예시", "gb-commons-ye-si"),
        ("A" * 200, f"gb-commons-{'a' * 69}"),
    ],
)
def test_ids_are_short_and_plain(name: str, record_id: str, shipped_library: Library) -> None:
    assert one(shipped_library, name=name)["id"] == record_id


def test_an_id_that_is_taken_gets_a_number(shipped_library: Library) -> None:
    found = imported(shipped_library, *({"name": f"{'a' * 100}{end} Example"} for end in "bc"))
    assert [recipient["id"] for recipient in found.recipients] == [
        f"gb-commons-{'a' * 69}",
        f"gb-commons-{'a' * 67}-2",
    ]


@settings(deadline=None)
@given(names=st.lists(st.text(max_size=40), max_size=6))
def test_ids_differ_whatever_the_names(names: list[str]) -> None:
    found = imported(shipped_records(), {"name": "First Example"}, *({"name": name} for name in names))
    ids = [recipient["id"] for recipient in found.recipients]
    assert len({*ids}) == len(ids)
    assert all(len(one) <= 80 and one.isascii() and one.startswith("gb-commons-") for one in ids)
    assert len(ids) + len(found.problems) + len(found.duplicates) == len(names) + 1


# files


@settings(deadline=None)
@given(cells=st.lists(st.text(max_size=40), min_size=4, max_size=4))
def test_what_is_written_reads_back(cells: list[str]) -> None:
    row = dict(zip(("name", "constituency", "address", "honorific"), cells, strict=True))
    found = imported(shipped_records(), {"name": "A Example"}, row)
    [text] = as_files(found.recipients, "schema.json", "list.csv")
    assert parse_yaml(text, "file").value == [*found.recipients]


def test_a_long_list_goes_to_several_files_that_can_be_read(shipped_library: Library) -> None:
    recipients = [{"id": f"gb-commons-{n}", "member_of": "gb-commons", "office": "x" * 3000} for n in range(3000)]
    texts = as_files(recipients, "schema.json", "list.csv")
    assert len(texts) == 3
    assert max(len(text.encode()) for text in texts) < 4_000_000
    assert sum(text.count("- id: ") for text in texts) == 3000


def test_five_thousand_rows_take_a_few_seconds(shipped_library: Library) -> None:
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(["name", "constituency", "email", "gender"])
    letters = "abcdefghijklmnopqrstuvwxyz"
    for n in range(5000):
        name = letters[n % 26] + letters[n // 26 % 26] + letters[n // 676]
        table.writerow([f"Dr Jane Example{name}", f"Seat {n}", f"m{n}@example.org", "f"])
    start = time.process_time()
    listed = read_list(out.getvalue().encode(), "list.csv", "csv", ON)
    found = read_recipients(listed, suggested(headers(listed)), shipped_library, ON, "gb-commons")
    texts = as_files(found.recipients, "schema.json", "list.csv")
    assert time.process_time() - start < 5
    assert (len(found.recipients), len(texts)) == (5000, 1)
