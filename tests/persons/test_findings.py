"""What ``check`` finds about private persons, and that it does not say it aloud."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import tiny
from acceptance.command import nkadvocate
from nkadvocate.library import open_library
from nkadvocate.library.persons import check_persons
from persons.invented import GRANT, Open, campaign_folder, invented

DAY = "2026-07-10"


def found(desk: Path, *testimonies: dict[str, Any], **fields: Any) -> list[str]:
    folder = campaign_folder(desk / "mine", *testimonies, **fields)
    return [str(problem) for problem in check_persons(open_library(folder), DAY, folder)]


def test_testimony_with_a_lasting_consent_has_no_findings(desk: Path) -> None:
    assert found(desk, invented({"form": "pseudonym"})) == []


def test_testimony_without_consent_is_found(desk: Path) -> None:
    [finding] = found(desk, invented(consent=None))
    assert finding.startswith("mine/evidence/evidence.yaml:1:7: testimony-one: testimony, or about a private person")


def test_consent_that_has_expired_by_the_date_of_the_campaign_is_found(desk: Path) -> None:
    [finding] = found(desk, invented({"expires": "2026-07-09"}))
    assert f"the consent for public has expired by {DAY}" in finding
    assert found(desk, invented({"expires": "2026-07-11"})) == []


def test_withdrawn_consent_of_an_active_record_is_found(desk: Path) -> None:
    [finding] = found(desk, invented({"withdrawn": "2026-01-01"}))
    assert "the consent is withdrawn, but the status is active" in finding
    gone = invented({"withdrawn": "2026-01-01"}, status="withdrawn", reason="asked for on 1 January 2026")
    assert found(desk, gone) == []


@pytest.mark.parametrize("grant", [{"form": "named"}, {"detail": "month-and-county"}])
def test_more_than_year_and_country_is_found_where_relatives_are_at_risk(desk: Path, grant: dict[str, str]) -> None:
    record = invented(grant)
    record["consent"]["relatives_at_risk"] = True
    assert any("relatives are at risk" in finding for finding in found(desk, record))
    record["consent"]["grants"] = [GRANT]
    assert found(desk, record) == []


def test_details_that_identify_together_are_found_for_each_consent(desk: Path) -> None:
    [finding] = found(desk, invented({"detail": "exact"}, {"form": "unnamed"}))
    assert "for public: the day and the exact age and the village together could identify the person" in finding


NEWER = {"given": "2026-06-01"}


@pytest.mark.parametrize(
    "later", [{"form": "unnamed"}, {"form": "pseudonym"}, {"form": "named", "detail": "year-and-country"}]
)
def test_an_older_consent_that_a_later_one_narrows_and_does_not_end_is_found(desk: Path, later: dict[str, Any]) -> None:
    """Of two grants the more open one is told by; whoever narrows a consent ends the older."""
    what = "testimony-one: a later consent for public allows less, and this one still holds"
    assert any(what in finding for finding in found(desk, invented({"form": "named"}, later | NEWER)))
    ended = {"form": "named", "withdrawn": "2026-06-01"}
    assert not any("allows less" in finding for finding in found(desk, invented(ended, later | NEWER)))


@pytest.mark.parametrize(
    "later",
    [
        {"form": "unnamed", "purposes": ["media"], **NEWER},
        {"form": "unnamed", "to": "un-body-in-confidence", "actors": ["rights-office"], **NEWER},
        {"form": "unnamed"},
        {"form": "unnamed", "withdrawn": "2026-06-02", **NEWER},
        {"form": "named", **NEWER},
    ],
    ids=["other purpose", "other readers", "same day", "withdrawn", "as open"],
)
def test_a_consent_for_other_readers_or_purposes_narrows_none(desk: Path, later: dict[str, Any]) -> None:
    assert not any("allows less" in finding for finding in found(desk, invented({"form": "named"}, later)))


def test_a_state_among_un_bodies_is_found(desk: Path) -> None:
    [finding] = found(desk, invented({"to": "un-body-in-confidence", "actors": ["dland-ministry"]}))
    assert "a state is no UN body" in finding


def test_a_name_in_another_record_is_found_but_not_repeated(desk: Path) -> None:
    folder = campaign_folder(desk / "mine", invented())
    source = "- {id: notes, type: document, title: Talks with INVENTED KYURI, weight: ngo}\n"
    tiny.write_records(folder, {"sources": source})
    [problem] = check_persons(open_library(folder), DAY, folder)
    assert str(problem).startswith("mine/sources/sources.yaml:1:8: the record holds a name")
    assert "KYURI" not in str(problem)


def test_a_name_in_the_campaign_and_its_templates_is_found_with_its_line(desk: Path) -> None:
    folder = campaign_folder(desk / "mine", invented(), title="For Invented Xolo")
    (folder / "templates").mkdir()
    (folder / "templates/letter.md.j2").write_text("Dear all,\nInvented Kyuri says\n", "utf-8")
    places = {str(problem.place) for problem in check_persons(open_library(folder), DAY, folder)}
    assert places == {"mine/campaign.yaml:2:1", "mine/templates/letter.md.j2:2:1"}


def test_a_name_in_the_name_of_a_file_is_found_without_the_name(desk: Path) -> None:
    folder = campaign_folder(desk / "mine", invented())
    (folder / "evidence/evidence.yaml").rename(folder / "evidence/invented-kyuri.yaml")
    result = nkadvocate("check", "mine")
    assert "mine/evidence: the name of a file holds a name" in result.stdout
    assert "kyuri" not in result.output.lower()


def test_details_written_out_in_a_claim_are_found(desk: Path) -> None:
    [finding] = found(desk, invented(claim="{person} was beaten in Qulumo-ri."))
    assert "what else identifies a private person" in finding
    assert "Qulumo" not in finding


def test_findings_on_testimony_do_not_quote_it(desk: Path) -> None:
    claim = "{person} said that she is stateless, and 'alone'."
    result = nkadvocate("check", campaign_folder(desk / "mine", invented(claim=claim)))
    assert "testimony-one: “…”: says “stateless”" in result.stdout
    assert "alone" not in result.output


@pytest.mark.parametrize(
    "person",
    [
        {"names": "Invented Kyuri"},
        {"names": [["Invented Kyuri"]]},
        {"names": [17]},
        {"when": "Invented Kyuri"},
        {"age": "Invented Kyuri"},
        {"where": "Invented Kyuri"},
        {"sex": "Invented Kyuri"},
        {"Invented Kyuri": "x"},
        {"where": {"country": "Wuland", "Invented Kyuri": {"x": "y"}}},
    ],
)
def test_a_mistake_in_a_protected_field_is_reported_without_its_value(desk: Path, person: dict[Any, Any]) -> None:
    result = nkadvocate("check", campaign_folder(desk / "mine", invented(person=person)))
    assert result.exit_code == 1
    assert "mine/evidence/evidence.yaml:" in result.stdout
    assert "Kyuri" not in result.output
    assert "17" not in result.output


@pytest.mark.parametrize(
    "changes",
    [
        {"by": "Invented Kyuri"},
        {"theme": "Invented Kyuri"},
        {"claim": {"Invented Kyuri": "x"}},
        {"claim": 17},
        {"topics": ["Invented Kyuri"]},
        {"as_of": "Invented Kyuri"},
        {"consent": {"grants": [{**GRANT, "to": "Invented Kyuri"}]}},
    ],
)
def test_nor_does_any_other_field_of_such_a_record_repeat_what_it_holds(desk: Path, changes: dict[str, Any]) -> None:
    result = nkadvocate("check", campaign_folder(desk / "mine", invented(**changes)))
    assert result.exit_code == 1
    assert "Kyuri" not in result.output
    assert "17" not in result.output


@pytest.mark.parametrize("text", ["names: !Kyuri x", "names: [!Kyuri ]", "Kyuri K: 1\n  Kyuri K: 2", "names: *Kyuri"])
def test_nor_does_a_mistake_in_its_yaml(desk: Path, text: str) -> None:
    folder = campaign_folder(desk / "mine", invented())
    (folder / "evidence/evidence.yaml").write_text(f"- id: a\n  {text}\n", "utf-8")
    result = nkadvocate("check", folder)
    assert result.exit_code == 1
    assert "Kyuri" not in result.output


def test_a_misspelt_field_of_a_person_has_a_suggestion(open_with: Open, desk: Path) -> None:
    result = nkadvocate("check", campaign_folder(desk / "mine", invented(person={"pseudonim": "Zaza"})))
    assert "unknown field (did you mean pseudonym?)" in result.stdout


def test_a_place_or_day_in_the_campaign_and_its_templates_is_found(desk: Path) -> None:
    folder = campaign_folder(desk / "mine", invented(), title="What happened in Qulumo-ri")
    (folder / "templates").mkdir()
    (folder / "templates/letter.md.j2").write_text("Dear all,\nOn 23 November 2018 it\n", "utf-8")
    places = {str(problem.place) for problem in check_persons(open_library(folder), DAY, folder)}
    assert places == {"mine/campaign.yaml:2:1", "mine/templates/letter.md.j2:2:1"}


def test_a_build_notes_details_that_identify_together_once_for_all_letters(desk: Path) -> None:
    exact = invented({"detail": "exact"})
    campaign_folder(desk / "campaigns/mine", exact, recipients=["speaker", "rights-commissioner"], seal="0" * 32)
    for command in ("build", "build", "check"):
        told = nkadvocate("campaign", command, "mine", "-f", "txt", "-j", "1").stderr
        what = "the day and the exact age and the village together could identify the person"
        assert told.count(f"note: testimony-one: {what}") == 1


def test_a_build_with_nothing_to_identify_a_person_notes_nothing(desk: Path) -> None:
    campaign_folder(desk / "campaigns/mine", invented(), recipients=["speaker"], seal="0" * 32)
    assert "identify" not in nkadvocate("campaign", "build", "mine", "-f", "txt", "-j", "1").stderr


def test_a_testimony_without_a_person_is_told_by_nobody_as_unnamed(desk: Path) -> None:
    """Whoever has no ``person`` in the record has nothing that could be made coarser, and no name that is protected."""
    record = invented({"form": "unnamed", "detail": "year-and-country"})
    del record["person"]
    record["claim"] = "Invented Kyuri, aged 34, told the Watch that she was beaten on 23 November 2018 in Qulumo-ri."
    campaign_folder(desk / "campaigns" / "mine", record, recipients=["aland-minister"])
    result = nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "txt")
    assert "mine/evidence/evidence.yaml:1:3: 'consent' needs 'person'" in result.stderr
    assert "Kyuri" not in result.output
    assert not list(Path().rglob("*.txt"))


def test_a_testimony_whose_status_is_withdrawn_and_whose_consent_is_not_is_found(desk: Path) -> None:
    """Other records tell the name by their own consent, and would go on doing so."""
    record = invented({"form": "named"}, status="withdrawn", reason="she withdrew her consent")
    other = invented({"form": "named"}, id="testimony-two", claim="{person} told the Watch that she was sold {when}.")
    campaign_folder(desk / "campaigns" / "mine", record, other, recipients=["aland-minister"], seal="0" * 32)
    found = nkadvocate("check", "campaigns/mine").output
    assert "testimony-one: the status is withdrawn, but the consent for public is not" in found
