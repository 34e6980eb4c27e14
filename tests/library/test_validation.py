"""Plain values to records: every complaint located, and in plain words."""

from __future__ import annotations

import textwrap

import pytest

from nkadvocate.library.reading import parse_yaml
from nkadvocate.library.validation import validate_list, validate_one
from nkadvocate.problems import ProblemsError
from nkadvocate.records import Actor, Campaign, Evidence, FormOfAddress, Record, Source


def complaints(model: type[Record], text: str) -> list[str]:
    """What is wrong with the only file of these records."""
    _, problems = validate_list(model, parse_yaml(textwrap.dedent(text).lstrip("\n"), "f.yaml"))
    return [str(problem) for problem in problems]


def only(model: type[Record], text: str) -> Record:
    """The one valid record of the file."""
    [(_, record)], problems = validate_list(model, parse_yaml(textwrap.dedent(text), "f.yaml"))
    assert problems == []
    return record


EVIDENCE = """
- id: e
  claim: Something happened in 2012.
  as_of: 2012
  by: watch
  citations: [{source: s}]
  kind: finding
  standard: allegation
  theme: returns
"""


def evidence(*more: str, **replaced: str) -> str:
    text = EVIDENCE.strip("\n")
    for field, value in replaced.items():
        [old] = [line for line in text.split("\n") if line.startswith(f"  {field}:")]
        text = text.replace(old, f"  {field}: {value}")
    return "\n".join((text, *(f"  {line}" for line in more))) + "\n"


def test_a_missing_field_is_reported_at_the_record() -> None:
    assert complaints(Actor, "- {id: a, kind: state, name: A}\n- {id: b, kind: state}\n") == [
        "f.yaml:2:3: the field 'name' is missing"
    ]


def test_every_missing_field_of_a_record_is_reported() -> None:
    assert complaints(Actor, "- id: a\n") == [
        "f.yaml:1:3: the field 'kind' is missing",
        "f.yaml:1:3: the field 'name' is missing",
    ]


def test_an_unknown_field_is_reported_at_its_value_with_the_nearest_name() -> None:
    assert complaints(Actor, "- {id: a, kind: state, name: A, formal_nam: The A}\n") == [
        "f.yaml:1:45: unknown field 'formal_nam' (did you mean formal_name?)"
    ]


def test_a_field_inside_a_field_is_suggested_from_the_names_that_are_known_there() -> None:
    found = complaints(Evidence, evidence(citations="[{source: s, loctor: p 3}]"))
    assert found == ["f.yaml:5:35: unknown field 'loctor' (did you mean locator?)"]


def test_a_wrong_word_is_reported_with_the_words_that_are_allowed_and_the_nearest() -> None:
    [complaint] = complaints(Actor, "- {id: a, kind: stat, name: A}\n")
    assert complaint.startswith("f.yaml:1:17: 'kind': 'stat' is not one of 'state', 'organisation'")
    assert complaint.endswith("(did you mean state?)")


def test_a_wrong_word_far_from_all_brings_no_suggestion() -> None:
    [complaint] = complaints(Actor, "- {id: a, kind: xyz, name: A}\n")
    assert "did you mean" not in complaint


@pytest.mark.parametrize("wrong", ["Upper", "two words", "under_score", "trailing-", "-leading", "double--hyphen", "ö"])
def test_an_id_is_lower_case_words_joined_by_hyphens(wrong: str) -> None:
    assert complaints(Actor, f"- {{id: {wrong}, kind: state, name: A}}\n") == [
        f"f.yaml:1:8: 'id': '{wrong}' is not an id (ids are lower-case words joined by hyphens)"
    ]


def test_a_number_where_text_belongs_brings_advice_to_quote_it() -> None:
    assert complaints(Source, "- {id: s, type: book, title: 1984, weight: ngo}\n") == [
        "f.yaml:1:30: 'title': expected text, found 1984 (put it in quotes)"
    ]


def test_a_text_that_may_be_in_several_languages_says_so_once() -> None:
    assert complaints(Actor, "- {id: a, kind: state, name: 12}\n") == [
        "f.yaml:1:30: 'name': expected a text, or one text per language (en: …)"
    ]


def test_a_wrong_language_is_reported_as_that_alone() -> None:
    assert complaints(Actor, "- {id: a, kind: state, name: {english: A}}\n") == [
        "f.yaml:1:40: 'english' is not a language tag (such as en, ko or zh-Hans)"
    ]


def test_a_word_where_a_number_belongs_is_told_so() -> None:
    found = complaints(Evidence, evidence("figure: {value: many, unit: people}"))
    assert found == ["f.yaml:9:19: 'value': expected a number"]


def test_wording_by_gender_must_have_all_three() -> None:
    text = """
    - id: minister
      title: Minister
      forms:
        en:
          address: ["{name}", {f: Ms, m: Mr}]
          address_to_office: ["{office}"]
          salutation: Dear
          reference: You
          close: Yours
          authority: [{source: s}]
    """
    assert complaints(FormOfAddress, text) == ["f.yaml:5:27: the field 'unknown' is missing"]


def test_an_empty_text_is_no_text() -> None:
    assert complaints(Source, '- {id: s, type: book, title: " ", weight: ngo}\n') == [
        "f.yaml:1:30: 'title' is empty (write it, or leave the field out)"
    ]


def test_a_text_where_a_list_belongs_brings_advice() -> None:
    [complaint] = complaints(Source, "- {id: s, type: book, title: T, weight: ngo, author: Lee}\n")
    assert complaint == "f.yaml:1:54: 'author': expected a list (start each item with '- ', or use [a, b])"


def test_a_list_that_must_not_be_empty_is_not_empty() -> None:
    assert complaints(Evidence, evidence(citations="[]")) == ["f.yaml:5:14: 'citations' needs at least 1 item(s)"]


def test_a_file_of_records_is_a_list() -> None:
    assert complaints(Actor, "id: a\n") == ["f.yaml:1:1: expected a list of records, each starting with '- id:'"]


def test_a_file_of_one_record_is_no_list() -> None:
    with pytest.raises(ProblemsError, match=r"f\.yaml:1:1: expected the fields of one record"):
        validate_one(Campaign, parse_yaml("- id: c\n", "f.yaml"))


def test_valid_records_are_kept_beside_faulty_ones() -> None:
    text = "- {id: a, kind: state, name: A}\n- {id: b}\n- {id: c, kind: ngo, name: C}\n"
    valid, problems = validate_list(Actor, parse_yaml(text, "f.yaml"))
    assert [(index, record.id) for index, record in valid] == [(0, "a"), (2, "c")]
    assert {problem.place.line for problem in problems if problem.place} == {2}


@pytest.mark.parametrize("date", ["2012", "2012-05", "2012-05-24", "2024-02-29"])
def test_a_date_is_as_precise_as_the_source_allows(date: str) -> None:
    record = only(Evidence, evidence(as_of=date))
    assert isinstance(record, Evidence)
    assert record.as_of == date


def test_a_bare_year_stays_a_year_of_four_figures() -> None:
    record = only(Evidence, evidence(as_of="987"))
    assert isinstance(record, Evidence)
    assert record.as_of == "0987"


@pytest.mark.parametrize(
    ("date", "why"),
    [
        ("2026-02-30", "day is out of range for month"),
        ("2023-02-29", "day is out of range for month"),
        ("2012-13", "month must be in 1..12"),
        ("May 2012", "a date is written YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2012-5-3", "a date is written YYYY, YYYY-MM or YYYY-MM-DD"),
        ("24/05/2012", "a date is written YYYY, YYYY-MM or YYYY-MM-DD"),
        ("12345", "a date is written YYYY, YYYY-MM or YYYY-MM-DD"),
    ],
)
def test_a_date_that_is_none_is_reported_with_the_reason(date: str, why: str) -> None:
    [complaint] = complaints(Evidence, evidence(as_of=date))
    assert complaint.startswith("f.yaml:3:10: 'as_of': ")
    assert complaint.endswith(why)


def test_a_truth_value_is_no_year() -> None:
    [complaint] = complaints(Evidence, evidence(as_of="true"))
    assert complaint.startswith("f.yaml:3:10: 'as_of': expected text")


def test_a_day_is_asked_for_where_a_month_will_not_do() -> None:
    [complaint] = complaints(Source, "- {id: s, type: book, title: T, weight: ngo, accessed: 2026-01}\n")
    assert complaint == "f.yaml:1:56: 'accessed': '2026-01': a full date is needed here: YYYY-MM-DD"


@pytest.mark.parametrize("figure", ["{unit: people}", "{value: 1, low: 1, high: 2, unit: people}", "{low: 1, unit: p}"])
def test_a_figure_has_a_value_or_a_range(figure: str) -> None:
    [complaint] = complaints(Evidence, evidence(f"figure: {figure}"))
    assert complaint.startswith("f.yaml:9:11: 'figure': ")
    assert complaint.endswith("a figure has either a value, or both low and high")


def test_a_range_goes_upwards() -> None:
    [complaint] = complaints(Evidence, evidence("figure: {low: 3, high: 3, unit: people}"))
    assert complaint.endswith("low must be below high")


def test_a_status_other_than_active_needs_a_reason() -> None:
    assert complaints(Evidence, evidence("status: disputed")) == ["f.yaml:1:3: status disputed needs a reason"]
    only(Evidence, evidence("status: disputed", "reason: it was miscounted"))


def test_white_space_around_a_text_is_no_part_of_it() -> None:
    record = only(Actor, "- {id: a, kind: state, name: ' A '}\n")
    assert isinstance(record, Actor)
    assert record.name == "A"
