"""Ids that point to other records, and the complaint about those that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nkadvocate.library import Library
from nkadvocate.library.references import references
from nkadvocate.problems import ProblemsError
from nkadvocate.records import CITABLE, Demand, Recipient
from tiny import RECORDS

OpenRecords = Callable[..., Library]


def complaints(open_records: OpenRecords, **records: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        open_records(**RECORDS | records)
    return [str(problem) for problem in caught.value.problems]


def test_references_are_found_in_fields_lists_and_records_inside(tiny_library: Library) -> None:
    found = {(path, target) for path, target, _ in references(tiny_library.demands["no-return"])}
    assert (("duty_of",), "aland") in found
    assert (("evidence", 2), "sixty") in found
    assert (("asks", 1, "basis", 0), "treaty-5") in found
    assert (("precedents", 0, "citation", "source"), "bland-2023") in found


def test_citations_inside_a_text_are_references_to_whatever_can_be_cited(tiny_library: Library) -> None:
    found = [
        (target, kinds)
        for path, target, kinds in references(tiny_library.recipients["bland-minister"])
        if path == ("standing",)
    ]
    assert found == [("bland-2023", CITABLE)]


def test_citations_are_found_in_every_language() -> None:
    recipient = Recipient.model_validate_json(
        '{"id": "r", "office": "O", "body": "B", "actor": "a", "family": "f", "roles": ["executive"], "form": "m",'
        ' "standing": {"en": "One.[@one]", "ko": "Two.[@two, p 3][see @three]"}}'
    )
    assert {target for path, target, _ in references(recipient) if path == ("standing",)} == {"one", "two", "three"}


def test_an_optional_text_that_is_left_out_refers_to_nothing(tiny_library: Library) -> None:
    recipient = tiny_library.recipients["bland-minister"]
    assert recipient.lead is None
    assert not [path for path, _, _ in references(recipient) if path[0] == "lead"]


def test_an_id_that_leads_nowhere_is_reported_at_its_place_with_the_nearest(open_records: OpenRecords) -> None:
    records = RECORDS["recipients"].replace("actor: bland\n", "actor: blend\n")
    line = records.split("\n").index("  actor: blend") + 1
    assert complaints(open_records, recipients=records) == [
        f"seeds/recipients/recipients.yaml:{line}:10: no record 'blend' among actors"
        " (did you mean bland or cland or aland?)"
    ]


def test_an_id_of_another_kind_is_reported_as_that(open_records: OpenRecords) -> None:
    records = RECORDS["recipients"].replace("actor: bland\n", "actor: treaty\n")
    [complaint] = complaints(open_records, recipients=records)
    assert complaint.endswith("'treaty' is one of the instruments; this field takes actors")


def test_a_citation_inside_a_text_must_lead_somewhere(open_records: OpenRecords) -> None:
    records = RECORDS["positions"].replace("[@treaty-5]", "[@treaty-55]")
    [complaint] = complaints(open_records, positions=records)
    assert f"no record 'treaty-55' among {' or '.join(CITABLE)}" in complaint
    assert "did you mean treaty-5" in complaint


def test_a_citation_of_something_that_cannot_be_cited_is_refused(open_records: OpenRecords) -> None:
    records = RECORDS["positions"].replace("[@treaty-5]", "[@no-return]")
    [complaint] = complaints(open_records, positions=records)
    assert "'no-return' is one of the demands; this field takes sources or instruments" in complaint


def test_a_record_that_is_faulty_itself_is_not_also_reported_by_all_that_point_to_it(open_records: OpenRecords) -> None:
    records = RECORDS["sources"].replace("title: Sent Back", "titel: Sent Back")
    found = complaints(open_records, sources=records)
    assert [complaint.partition(": ")[2].partition(" (")[0] for complaint in found] == [
        "the field 'title' is missing",
        "unknown field 'titel'",
    ]


def test_a_file_that_cannot_be_parsed_is_reported_alone(open_records: OpenRecords) -> None:
    [complaint] = complaints(open_records, sources="- {id: a\n")
    assert complaint.startswith("seeds/sources/sources.yaml:2:1: ")


def test_every_field_that_holds_an_id_is_checked(tiny_library: Library) -> None:
    demand = tiny_library.demands["no-return"]
    assert isinstance(demand, Demand)
    fields = {path[0] for path, _, _ in references(demand)}
    assert fields == {"duty_of", "asks", "basis", "evidence", "precedents"}
