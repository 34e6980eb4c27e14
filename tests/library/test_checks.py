"""Content checks: what no single record shows, because it lies between records."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nkadvocate.library import Library
from nkadvocate.library.checks import check_library
from tiny import RECORDS, changed


def found(library: Library, about: str) -> list[str]:
    """What is said about one record, without its place."""
    whats = [problem.what for problem in check_library(library)]
    return [what.removeprefix(f"{about}: ") for what in whats if what.startswith(f"{about}: ")]


def test_every_problem_has_a_place(tiny_library: Library) -> None:
    problems = check_library(changed(tiny_library, "access", evidence=[], precedents=[]))
    assert problems
    for problem in problems:
        assert problem.place
        assert problem.place.file.startswith("seeds/")


@pytest.mark.parametrize("field", ["evidence", "precedents", "basis"])
def test_a_demand_needs_evidence_precedents_and_a_basis(tiny_library: Library, field: str) -> None:
    assert found(tiny_library, "access") == []
    assert f"a demand without {field}" in found(changed(tiny_library, "access", **{field: []}), "access")


def test_a_demand_that_is_no_longer_made_needs_nothing(tiny_library: Library) -> None:
    assert found(changed(tiny_library, "access", evidence=[], status="obsolete", reason="met"), "access") == []


def test_a_demand_may_rest_on_what_its_asks_name(tiny_library: Library) -> None:
    asks = [
        {"roles": ["duty-bearer"], "text": "Let observers in.", "evidence": ["resolution"]},
        {"roles": ["executive"], "text": "Ask."},
    ]
    assert found(changed(tiny_library, "access", evidence=[], asks=asks), "access") == []


def test_a_role_that_no_recipient_has_is_reported(tiny_library: Library) -> None:
    asks = [{"roles": ["duty-bearer", "treaty-body"], "text": "Let observers in."}]
    assert found(changed(tiny_library, "access", asks=asks), "access") == ["no recipient has the role treaty-body"]


def test_a_recipient_of_whom_nothing_is_asked_is_reported(tiny_library: Library) -> None:
    library = changed(tiny_library, "bland-minister", roles=["executive", "host-state"])
    assert found(library, "bland-minister") == ["no demand asks anything of the role host-state"]


def test_a_source_that_nothing_cites_is_reported(tiny_library: Library) -> None:
    assert found(tiny_library, "charter-text") == []
    assert found(changed(tiny_library, "charter", source="treaty-text"), "charter-text") == [
        "a source that nothing cites"
    ]


def second_figure(library: Library, **fields: object) -> Library:
    """The tiny library with ``sixty`` counting what ``returns-2024`` counts."""
    figure = {"value": 60, "unit": "people"}
    claim = "In October 2025 {value} people were sent back."
    return changed(library, "sixty", claim=claim, figure=figure, indicator="sent-back", **fields)


def test_two_figures_for_one_thing_must_be_linked(tiny_library: Library) -> None:
    assert found(second_figure(tiny_library), "sixty") == ["a second active figure for sent-back, beside returns-2024"]


@pytest.mark.parametrize("link", ["same_event_as", "disputed_by", "supersedes"])
@pytest.mark.parametrize(("one", "other"), [("sixty", "returns-2024"), ("returns-2024", "sixty")])
def test_a_link_from_either_of_two_figures_will_do(tiny_library: Library, link: str, one: str, other: str) -> None:
    assert found(changed(second_figure(tiny_library), one, **{link: [other]}), "sixty") == []


@pytest.mark.parametrize(
    "apart", [{"period": "2012"}, {"place": "Tumen"}, {"population": "women"}, {"status": "withdrawn", "reason": "x"}]
)
def test_figures_for_different_things_need_no_link(tiny_library: Library, apart: dict[str, str]) -> None:
    assert found(second_figure(tiny_library, **apart), "sixty") == []


@pytest.mark.parametrize(
    ("claim", "complaint"),
    [
        ("By {as_of} {number} people, {value}.", "unknown slot {number}"),
        ("By 2024 406 people had been sent back.", "has a figure that its claim does not print"),
        ("At least {value} people had been sent back.", "a figure whose claim does not say as of when"),
        ('By {as_of} {value} people were "sent back".', "straight quotation marks"),
        ("By {as_of} {value} people's houses were empty.", "straight quotation marks"),
    ],
)
def test_a_claim_prints_its_figure_and_its_date(tiny_library: Library, claim: str, complaint: str) -> None:
    assert found(tiny_library, "returns-2024") == []
    assert found(changed(tiny_library, "returns-2024", claim=claim), "returns-2024") == [complaint]


def test_a_claim_may_say_the_year_in_its_own_words(tiny_library: Library) -> None:
    assert found(changed(tiny_library, "returns-2024", claim="In May 2024 it was {value}."), "returns-2024") == []


def test_a_claim_without_a_figure_prints_none(tiny_library: Library) -> None:
    assert found(changed(tiny_library, "beatings", claim="It was {value}."), "beatings") == [
        "prints {value} but has no figure"
    ]


@pytest.mark.parametrize(
    ("sentence", "complaints"),
    [
        ("Aland acceded to the Treaty on Return on 24 September 1982.", []),
        ("Aland acceded to the 1951 Treaty on Return in 1982.", []),
        ("Aland ratified the Treaty on Return in 1982.", ["the register says acceded (1982-09-24)"]),
        ("Aland acceded to the Treaty on Return in 1986.", ["says 1986, the register 1982-09-24"]),
        ("Bland acceded to the Treaty on Return.", ["the register says ratified (1954-03-11)"]),
        ("Aland acceded to the Treaty on Return; Bland ratified nothing.", []),
        ("Cland ratified the Treaty on Return.", []),
        ("Aland signed the Charter of Rights in 1998.", []),
        ("Alandia ratified the Treaty on Return in 1982.", []),
    ],
)
def test_a_sentence_says_how_and_when_a_state_joined(
    tiny_library: Library, sentence: str, complaints: list[str]
) -> None:
    told = found(changed(tiny_library, "bland-minister", standing=sentence), "bland-minister")
    assert [complaint.split("”: ")[1] for complaint in told] == complaints


def test_the_sentence_is_quoted_without_its_citations(tiny_library: Library) -> None:
    sentence = "Aland ratified[@treaty] the Treaty on Return.[@treaty-3, art 3]"
    [complaint] = found(changed(tiny_library, "bland-minister", standing=sentence), "bland-minister")
    assert complaint.startswith("“Aland ratified the Treaty on Return.”")


def test_a_legal_basis_binds_the_actor_whose_duty_it_is(tiny_library: Library) -> None:
    complaint = "charter-7 does not bind aland"
    assert found(tiny_library, "no-return") == [complaint]
    assert found(changed(tiny_library, "no-return", basis=["treaty-3", "manual-9", "custom-rule"]), "no-return") == []


def test_an_institution_is_bound_by_what_binds_its_state(tiny_library: Library) -> None:
    assert found(changed(tiny_library, "access", duty_of="aland-ministry"), "access") == []
    assert found(changed(tiny_library, "access", duty_of="cland"), "access") == ["treaty-5 does not bind cland"]


def test_nothing_that_is_printed_rests_on_what_is_not(tiny_library: Library) -> None:
    library = changed(tiny_library, "manual-9", status="superseded", reason="a new edition")
    assert found(library, "aland-says-no") == ["rests on manual-9, which is superseded"] * 2
    silent = changed(library, "aland-says-no", status="withdrawn", reason="no longer said")
    assert found(silent, "aland-says-no") == []


def test_a_demand_may_list_evidence_that_is_no_longer_printed(tiny_library: Library) -> None:
    library = changed(tiny_library, "sixty", status="disputed", reason="miscounted")
    assert found(library, "no-return") == found(tiny_library, "no-return")


def test_a_library_without_fault_yields_nothing(open_records: Callable[..., Library]) -> None:
    basis = RECORDS["demands"].replace("basis: [treaty-3, charter-7, manual-9]", "basis: [treaty-3, manual-9]")
    library = open_records(**RECORDS | {"demands": basis})
    assert check_library(library) == []


def test_no_shipped_claim_breaks_a_rule_about_figures_or_treaties(shipped_library: Library) -> None:
    told = [problem.what for problem in check_library(shipped_library)]
    assert [what for what in told if what.partition(":")[0] in shipped_library.evidence] == []
    assert [what for what in told if "the register" in what or "does not bind" in what] == []


def test_evidence_says_where_in_a_divided_text_it_stands(tiny_library: Library) -> None:
    def cited(**citation: str) -> list[str]:
        return found(changed(tiny_library, "resolution", citations=[citation]), "resolution")

    assert "no place in bland-2023" in cited(source="bland-2023")
    assert "no place in bland-2023" not in cited(source="bland-2023", locator="para 2")
    assert "no place in bland-2023" not in cited(source="bland-2023", note="known from press reports only")
    assert "no place in press-2025" not in cited(source="press-2025")


def test_what_an_ask_rests_on_is_part_of_the_basis(tiny_library: Library) -> None:
    asks = [
        {"roles": ["duty-bearer"], "text": "Let observers in.", "grounds": ["treaty-3"]},
        {"roles": ["executive"], "text": "Ask.", "grounds": ["treaty-5"]},
    ]
    assert found(changed(tiny_library, "access", asks=asks), "access") == [
        "treaty-3 is not among the demand’s own basis"
    ]


@pytest.mark.parametrize("cited", ["returns-2024", "aland-says-no"])
def test_a_place_that_no_note_prints_is_reported(tiny_library: Library, cited: str) -> None:
    library = changed(tiny_library, "no-return", why=f"They are punished.[@{cited}, para 14]")
    [problem] = [one for one in check_library(library) if "place in [@" in one.what]
    assert problem.what == f"no-return: no note prints the place in [@{cited}, para 14]"
    library = changed(
        tiny_library, "no-return", why=f"They are punished.[@{cited}][@watch-2024, p 4][@treaty-3, art 3]"
    )
    assert not [one for one in check_library(library) if "place in [@" in one.what]
