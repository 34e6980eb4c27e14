"""What is told of a private person holds no word that may be a name and no number that may be an age or day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import tiny
from acceptance.command import nkadvocate
from nkadvocate.library import Audience, Library, cleared, open_library
from nkadvocate.library.audience import NOT_KNOWN
from nkadvocate.library.generalising import generalised
from nkadvocate.library.persons import check_persons
from nkadvocate.library.unknown_words import NAME, NUMBER, KnownWords
from nkadvocate.records import Detail, Evidence, Form
from persons.invented import Open, campaign_folder, dump, invented
from persons.test_sealed import RECIPIENT

PUBLIC = Audience("2026-07-10", public=True)
RI = {"names": ["Ri Sun-hee"], "pseudonym": "Maehwa"}


def unknown(library: Library, form: Form = "pseudonym", detail: Detail = "month-and-county") -> set[str]:
    told = generalised(library.evidence["testimony-one"], form, detail)
    return {what for _, _, what in KnownWords.of(library).unknown_in(library, told)}


def shipped_with(claim: str, **person: Any) -> Library:
    """The records that ship, and a testimony by their words."""
    testimony = Evidence.model_validate_json(json.dumps(invented(claim=claim, by="hrw", person=person)))
    return tiny.with_record(open_library(), "evidence", testimony)


@pytest.mark.parametrize(
    ("claim", "person"),
    [
        # a relative told of in words
        *(
            (f"{{person}} said that guards beat {bare} in front of her.", RI | {"relatives": [words]})
            for words, bare in (
                *(("her daughter Grace Kim", "Grace Kim"), ("her son Kim Il", "Kim Il"), ("her son Kim Il", "Il Kim")),
                *(("her husband Ri Un", "Ri Un"), ("Kim Il Nam (her son)", "Kim Il Nam"), ("her mother Han Ok", "Han")),
            )
        ),
        # somebody named, or known by a pseudonym, in another record
        ("{person} was held {when} {where} together with her mother, Ri Sun-hee.", {"names": ["Kim Un-ok"]}),
        ("{person} said that Maehwa was beaten before her eyes.", {"names": ["Kim Un-ok"]}),
        ("{person} said that Maehwa was beaten before her eyes.", {"relatives": ["her daughter Un-ok"]}),
        # two names in one item, a part of a name, a place without the word for what it is
        ("{person} said that Kim Hwa was beaten.", {"names": ["Kim Hwa-known-as-Pak Sol"]}),
        ("{person} was called Kim Hwa by her number only.", {"names": ["Grace Hwa Kim"]}),
        ("Both were held in Chongam District.", {"where": {"county": "Chongam-guyok", "country": "the DPRK"}}),
        ("Both were held near Songpyong.", {"where": {"county": "Songpyong kuyok", "country": "the DPRK"}}),
        ("She was held in Yanbian.", {"where": {"county": "Yanbian Zhou", "country": "China"}}),
    ],
)
def test_a_name_that_the_code_does_not_find_is_unknown(claim: str, person: dict[str, Any]) -> None:
    assert unknown(shipped_with(claim, **person)) == {NAME}


@pytest.mark.parametrize(
    "words",
    [
        *("Robert", "Hickey", "Chahal", "Soering", "Hirsi", "Jamaa", "Jordan", "Paris", "Victoria", "Peace", "Ms O"),
        *("a guard called Zed", "a guard called McZed", "a guard called aZed", "a guard called “Grace”", "Ms Hwa"),
        *(
            "리선희",
            "Ким",
            "Ｋim",
            "ᴋim",
            "Ⓚⓘⓜ",
            "K\u200bim",
            "a guard. K. Hope",
            "Nam of Viet Nam",
            "a guard called Dong",
        ),
    ],
)
def test_a_word_that_is_in_no_vocabulary_is_unknown(words: str) -> None:
    assert unknown(shipped_with(f"{{person}} told of {words}.")) == {NAME}


@pytest.mark.parametrize("beginning", ["Song", "Hwa", "Grace", "Soon", "Kim", "Sun-hee", "An", "So", "Do", "No"])
def test_a_sentence_begins_with_a_word_that_records_have_in_small_letters(beginning: str) -> None:
    assert unknown(shipped_with(f"{{person}} wept. {beginning} was beaten.")) == {NAME}


@pytest.mark.parametrize(
    "claim",
    [
        "{person} told Human Rights Watch on a Monday that Chinese police took her to the DPRK.",
        "The DPRK and China say nothing. UNHCR was not told. Women were sent back to North Korea on a Friday.",
        "{person}, aged {age}, told the UN Committee against Torture: “I was beaten. They kept me in the dark.”",
        "After that she was in Viet Nam, in the Republic of Korea, in Thailand and in the EU.",
        "In winter {person} fled. Others did so. Nobody helped; an officer of the Ministry of Foreign Affairs watched.",
    ],
)
def test_what_is_known_is_told(claim: str) -> None:
    assert unknown(shipped_with(claim)) == set()


@pytest.mark.parametrize(
    "words",
    [
        *("gave her age as 34", "was held in 2018", "was held with 5 others", "stayed 34,000 minutes", "knew f34"),
        *(
            "was one of forty",
            "was between thirty-four and forty",
            "was thirtyfour",
            "was in her thirties",
            "was in her mid-thirties",
            "was a soon-to-be-thirty-six nurse",
            "was xxxiv",
        ),
        *(
            "was in her thirty-fifth year",
            "was beaten in the eleventh month",
            "was a dozen years there",
            "was MCMLXXXIV",
        ),
        *(
            "was there in '84",
            "wept for 3 4 days",
            "was one of a hundred",
            "was thírty",
            "was kept in the month of Two",
        ),
        *(
            "was beaten on the fifth of those days",
            "was beaten in the second month",
            "was kept three days",
            "was the third of them",
            "was one of four",
        ),
    ],
)
def test_a_number_is_declared(words: str) -> None:
    """The slots give what readers are told."""
    person: dict[str, Any] = {"age": 34, "when": "2018-11-23", "born": "1984-02-03"}
    assert NUMBER in unknown(shipped_with(f"{{person}} said that she {words}.", **person), "named", "exact")
    library = shipped_with(f"{{person}} said that she {words}.", **person, harmless=[words])
    assert unknown(library, "named", "exact") == set()


@pytest.mark.parametrize("words", ["was beaten on a cold March night", "was sold in early May", "was born in Sept"])
def test_a_month_is_declared(words: str) -> None:
    assert unknown(shipped_with(f"{{person}} said that she {words}.")) == {NAME}


@pytest.mark.parametrize("words", ["was one of them", "wept often", "was the first"])
def test_one_and_first_are_told(words: str) -> None:
    person: dict[str, Any] = {"age": 34, "when": "2018-11-23", "born": "1984-02-03"}
    assert unknown(shipped_with(f"{{person}} said that she {words}.", **person)) == set()


def test_a_figure_is_a_number_too() -> None:
    figure = {"value": 34, "unit": "years"}
    record = invented(claim="{person} lived for {value} till then.", figure=figure, by="hrw")
    library = tiny.with_record(open_library(), "evidence", Evidence.model_validate_json(json.dumps(record)))
    assert unknown(library) == {NUMBER}


@pytest.mark.parametrize(
    "citation",
    [
        {"note": "interview with her and her daughter Maehwa on file"},
        {"note": {"en": "with Maehwa", "de": "mit ihr"}},
        {"locator": "interview with Maehwa"},
    ],
)
def test_notes_and_locators_are_looked_at(desk: Path, citation: dict[str, Any]) -> None:
    record = invented({"form": "pseudonym"}, citations=[{"source": "watch-2024"} | citation])
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT])
    assert unknown(open_library(mine)) == {NAME}
    assert f"testimony-one: withheld: {NOT_KNOWN}" in nkadvocate("explain", RECIPIENT, "-c", "mine").output


def test_the_place_in_a_source_has_any_number(open_with: Open) -> None:
    record = invented({"form": "pseudonym"}, citations=[{"source": "watch-2024", "locator": "p 34, para 23"}])
    assert unknown(open_with(record)) == set()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": "Interviews on Return"}, True),
        ({"title": "Interview with Maehwa"}, False),
        ({"title": "Interviews", "author": [{"family": "Wexo", "given": "Boba"}]}, False),
        ({"title": "Interviews", "note": "made by Boba"}, False),
        ({"title": "Interviews", "number": "Transcript 7 (Boba)"}, False),
        *(({"title": "Interviews", field: "Boba"}, False) for field in ("volume", "issue", "page", "publisher-place")),
        *(({"title": "Interviews", "number": "7", "page": "34"}, True), ({"title": "Interview 34"}, False)),
        ({"title": "Interviews", "URL": "https://boba.zed/interviews-with-hwa"}, False),
        ({"title": "Interviews", "URL": "https://www.zed.zed/interviews"}, True),
    ],
)
def test_a_source_of_ones_own_is_looked_at(desk: Path, fields: dict[str, Any], told: bool) -> None:
    record = invented({"form": "pseudonym"}, citations=[{"source": "own-source"}], person={"harmless": ["www.zed.zed"]})
    mine = campaign_folder(desk / "campaigns" / "mine", record)
    (mine / "sources").mkdir(exist_ok=True)
    source = {"id": "own-source", "type": "report", "issued": "2019", "weight": "ngo"} | fields
    (mine / "sources" / "own.yaml").write_text(dump([source]), "utf-8")
    assert (unknown(open_library(mine)) == set()) is told


@pytest.mark.parametrize(
    ("detail", "day"),
    [("exact", "2024-05-16"), ("month-and-county", "2024-05"), ("year-and-country", "2024"), (None, "2024-05")],
)
def test_a_source_of_ones_own_is_dated_no_more_exactly_than_the_claim(desk: Path, detail: str | None, day: str) -> None:
    citations = [{"source": "own-source"}, {"source": "watch-2024"}]
    record = invented({"form": "named", "detail": detail or "exact"}, citations=citations)
    other = invented({"form": "named", "detail": "month-and-county"}, citations=citations, id="testimony-two")
    mine = campaign_folder(desk / "campaigns" / "mine", record, *([] if detail else [other]))
    (mine / "sources").mkdir(exist_ok=True)
    dates = dict.fromkeys(("issued", "event-date", "accessed"), "2024-05-16")
    source = {"id": "own-source", "type": "report", "title": "Interviews", "weight": "ngo"} | dates
    (mine / "sources" / "own.yaml").write_text(dump([source]), "utf-8")
    told = cleared(open_library(mine, today="2026-07-10"), PUBLIC)
    source_told = told.sources["own-source"]
    assert {source_told.issued, source_told.event_date, source_told.accessed} == {day}
    assert told.sources["watch-2024"].issued == "2024-05"


@pytest.mark.parametrize("grant", [{"to": "internal"}, {"form": "unnamed", "withdrawn": "2026-06-01"}])
def test_so_is_one_of_a_claim_that_is_withheld(desk: Path, grant: dict[str, Any]) -> None:
    citations = [{"source": "own-source"}]
    mine = campaign_folder(desk / "campaigns" / "mine", invented(grant, citations=citations))
    (mine / "sources").mkdir(exist_ok=True)
    source = {"id": "own-source", "type": "report", "title": "Interviews", "weight": "ngo", "issued": "2024-05-16"}
    source |= {"inferred": {"issued": "the day on which she came"}, "text": "2024-05-16.txt"}
    (mine / "sources" / "own.yaml").write_text(dump([source]), "utf-8")
    for command in ("list", "sources", "-c", "mine"), ("show", "own-source", "-c", "mine"):
        output = nkadvocate(*command).output
        assert "2024" in output
        assert "2024-05-16" not in output
        assert "she came" not in output


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        *(({"caveat": "according to her and her cousin in Tumen"}, False), ({"caveat": {"en": "by Boba"}}, False)),
        *(({"caveat": "in 2019"}, False), ({"caveat": "according to her"}, True)),
        *(({"indicator": words}, False) for words in ("held-in-zedtown", "held-with-un-ok", "held-with-hwa")),
        ({"indicator": "people-returned-2025-03-12"}, False),
        *(({"indicator": "returned-per-year"}, True), ({"topics": ["women", "zedtown"]}, False)),
        ({"topics": ["upr-2024", "women"], "indicator": "arrivals-in-rok-women"}, True),
    ],
)
def test_all_that_is_printed_of_evidence_is_looked_at(fields: dict[str, Any], told: bool) -> None:
    testimony = Evidence.model_validate_json(json.dumps(invented(claim="{person} wept.", by="hrw", **fields)))
    assert (unknown(tiny.with_record(open_library(), "evidence", testimony)) == set()) is told


@pytest.mark.parametrize(
    ("claim", "harmless"),
    [
        ("{person} was held in Tumen with 34 women.", ["Tumen", "34 women"]),
        ("{person} was in the Hoeryong detention centre.", ["Hoeryong detention centre"]),
    ],
)
def test_what_the_record_says_is_harmless_is_told(open_with: Open, claim: str, harmless: list[str]) -> None:
    assert unknown(open_with(invented(claim=claim))) != set()
    library = open_with(invented(claim=claim, person={"harmless": harmless}))
    assert unknown(library) == set()
    assert not cleared(library, PUBLIC).withheld


def test_a_harmless_word_covers_no_other(open_with: Open) -> None:
    claim = "{person} was held in Tumen. Tumenia was silent, and Grace wept."
    assert unknown(open_with(invented(claim=claim, person={"harmless": ["Tumen"]}))) == {NAME}


def test_a_name_on_record_stays_protected_whatever_is_harmless(open_with: Open) -> None:
    person = {"harmless": ["Invented Xolo", "Qulumo-ri"]}
    for claim in ("{person} wept with Invented Xolo.", "{person} wept in Qulumo-ri."):
        library = open_with(invented({"form": "pseudonym"}, claim=claim, person=person))
        assert "testimony-one" in cleared(library, PUBLIC).withheld


def test_harmless_words_are_in_nothing_that_readers_are_told(open_with: Open) -> None:
    record = invented(claim="{person} fled to Tumen.", person={"harmless": ["Tumen"]})
    person = cleared(open_with(record), PUBLIC).evidence["testimony-one"].person
    assert person is not None
    assert person.harmless == ()


def test_such_evidence_is_withheld_from_every_reader_and_check_says_where(desk: Path) -> None:
    claim = "{person} told the Watch that Boba was beaten."
    office = {"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named", "detail": "exact"}
    mine = campaign_folder(desk / "mine", invented({"form": "pseudonym"}, office, claim=claim))
    library = open_library(mine)
    for audience in (PUBLIC, Audience("2026-07-10", frozenset(["rights-office"]))):
        assert cleared(library, audience).withheld == {"testimony-one": NOT_KNOWN}
    [finding] = map(str, check_persons(library, "2026-07-10", mine))
    assert finding.startswith(
        "mine/evidence/evidence.yaml:2:10: what is told of a private person holds a word that may"
    )
    assert "'harmless'" in finding
    assert "Boba" not in finding


def test_what_is_known_is_read_once(monkeypatch: pytest.MonkeyPatch, open_with: Open) -> None:
    from nkadvocate.library import unknown_words

    library = open_with(invented({"form": "pseudonym"}))
    cleared(library, PUBLIC)
    monkeypatch.setattr(unknown_words, "open_library", None)
    cleared(library, PUBLIC)
    cleared(open_library(), PUBLIC)


def test_no_shipped_record_is_withheld_for_a_word() -> None:
    library = open_library()
    assert NOT_KNOWN not in cleared(library, PUBLIC).withheld.values()
    assert not check_persons(library, "2026-07-10")
