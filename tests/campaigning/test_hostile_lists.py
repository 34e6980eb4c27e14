"""Arbitrary bytes in place of a list: problems, never anything else."""

from __future__ import annotations

import json
from functools import cache
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from nkadvocate.campaigning.columns import suggested
from nkadvocate.campaigning.lists import ListFormat, read_list
from nkadvocate.campaigning.recipients import headers, read_recipients
from nkadvocate.library import Library, open_library
from nkadvocate.problems import ProblemsError

FORMATS = st.sampled_from(get_args(ListFormat))
KEYS = st.sampled_from(
    [
        *("persons", "memberships", "organizations", "posts", "areas", "events", "contact_details", "id", "name"),
        *("person_id", "organization_id", "organization", "post_id", "area", "start_date", "end_date", "given_name"),
        *("family_name", "legislative_period_id", "classification", "type", "value", "email"),
    ]
)
POPOLO = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(KEYS, inside, max_size=6),
    max_leaves=25,
)
CARD_LINES = st.sampled_from(["BEGIN:VCARD", "END:VCARD", "VERSION:4.0", "VERSION:3.0", "KIND:org"]) | st.builds(
    "{}{}:{}".format,
    st.sampled_from(["FN", "N", "ORG", "EMAIL", "GENDER", "ADR"]),
    st.just(";X=1"),
    st.text(max_size=15),
)


LISTS = settings(deadline=None)


@cache
def shipped_records() -> Library:
    return open_library()


def import_it(data: bytes, form: ListFormat) -> None:
    """Every row is a recipient, a problem or a duplicate; or the file as a whole is a problem."""
    try:
        listed = read_list(data, "list", form, "2026-12-10")
        found = read_recipients(listed, suggested(headers(listed)), shipped_records(), "2026-12-10", "gb-commons")
    except ProblemsError:
        return
    told = len(found.recipients) + len(found.problems) + len(found.duplicates)
    assert told == len(listed.rows) + len(listed.problems)


@LISTS
@given(data=st.binary(max_size=300), form=FORMATS)
def test_bytes_are_imported_or_refused(data: bytes, form: ListFormat) -> None:
    import_it(data, form)


@LISTS
@given(text=st.text(max_size=300), form=FORMATS, encoding=st.sampled_from(["utf-8", "utf-16", "utf-16-le"]))
def test_text_is_imported_or_refused(text: str, form: ListFormat, encoding: str) -> None:
    import_it(text.encode(encoding, "surrogatepass"), form)


@LISTS
@given(rows=st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=5), mark=st.sampled_from(",;\t|"))
def test_tables_are_imported_or_refused(rows: list[list[str]], mark: str, shipped_library: Library) -> None:
    header = mark.join(("name", "given", "family", "seat", "email"))
    table = "\n".join([header, *(mark.join(row) for row in rows)])
    import_it(table.encode("utf-8", "surrogatepass"), "csv")


@LISTS
@given(value=POPOLO)
def test_popolo_is_imported_or_refused(value: object) -> None:
    import_it(json.dumps(value).encode(), "json")


@LISTS
@given(lines=st.lists(CARD_LINES, max_size=12))
def test_cards_are_imported_or_refused(lines: list[str]) -> None:
    import_it("\r\n".join(lines).encode("utf-8", "surrogatepass"), "vcard")
