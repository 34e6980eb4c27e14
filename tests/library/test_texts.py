"""Quotations and figures are looked up in the texts of the sources that a record cites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from nkadvocate.cli import main
from nkadvocate.library import Library
from nkadvocate.library.texts import check_texts
from tiny import changed

Findings = Callable[..., list[str]]


@pytest.fixture
def findings(tiny_library: Library, tmp_path: Path) -> Findings:
    """What is found when the Watch's report reads ``text``, after some fields of a record are changed."""

    def find(text: str, record_id: str = "beatings", **fields: object) -> list[str]:
        (tmp_path / "watch.txt").write_text(text, encoding="utf-8")
        library = changed(changed(tiny_library, "watch-2024", text="watch.txt"), record_id, **fields)
        about = f"{record_id}: "
        return [p.what.removeprefix(about) for p in check_texts(library, tmp_path) if p.what.startswith(about)]

    return find


def quoting(phrase: str) -> str:
    return f"The Watch found in 2024 that “{phrase}”."


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("returned by force", "People were returned by force that night."),
        ("returned by force", "People were returned\n   by  force that night."),
        ("returned by force", "People were re\xadturned by for\xad\nce that night."),
        ("returned by force", "People were re-\nturned by force that night."),
        ("self-evident danger", "There is self-\nevident danger."),
        ("so-called ‘guests’ of China’s", "the so-called 'guests' of China's north"),
        ("so-called ‘guests’", "the so-called “guests”"),
        ("[t]hey were returned", "They were returned."),
        ("[P]eople were returned", "Many people were returned."),
        ("[people] were beaten", "The men and women were beaten."),
        ("were beaten … and held", "They were beaten, often for days, and held."),
        ("were beaten ... and held", "They were beaten, often for days, and held."),
        ("were beaten [...] and held", "They were beaten, often for days, and held."),
        ("were beaten.", "They were beaten and held."),
        ("no return", "There is no return1 to them."),
        ("fifty (50) people?", "Were fifty (50) people? Nobody knows."),
        ("o\ufb03ces closed", "All offices\u00a0closed."),
    ],
)
def test_a_quoted_phrase_is_found_however_it_was_set(findings: Findings, phrase: str, text: str) -> None:
    assert findings(text, claim=quoting(phrase)) == []


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("returned by force", "People were returned willingly."),
        ("returned by force", "People were turned back by force."),
        ("by force", "They met by forces of nature."),
        ("Returned by force", "People were returned by force."),
        ("self-evident", "It is selfevident."),
        ("selfevident", "It is self-evident."),
        ("held … beaten", "They were beaten, often for days, and held."),
        ("men [were] held", "The men " + "who had come from the north " * 4 + "held."),
        ("page 12", "See page 123."),
    ],
)
def test_a_phrase_that_the_text_does_not_have_is_reported(findings: Findings, phrase: str, text: str) -> None:
    assert findings(text, claim=quoting(phrase)) == [f"“{phrase}” is not in watch-2024 (watch.txt)"]


def test_single_quotation_marks_quote_and_apostrophes_do_not(findings: Findings) -> None:
    claim = "The Watch’s members’ word for China’s guests in 2024 was ‘escapees’."
    assert findings("They call them guests.", claim=claim) == ["“escapees” is not in watch-2024 (watch.txt)"]


def test_a_finding_names_file_line_and_column(tiny_library: Library, tmp_path: Path) -> None:
    (tmp_path / "watch.txt").write_text("They were at least 406.", encoding="utf-8")
    library = changed(tiny_library, "watch-2024", text="watch.txt")
    [problem] = check_texts(changed(library, "beatings", claim=quoting("returned by force")), tmp_path)
    assert str(problem.place) == "seeds/evidence/evidence.yaml:13:10"


def test_one_of_several_sources_is_enough(tiny_library: Library, tmp_path: Path) -> None:
    (tmp_path / "watch.txt").write_text("They were at least 406.", encoding="utf-8")
    (tmp_path / "paper.txt").write_text("They were returned by force.", encoding="utf-8")
    library = changed(changed(tiny_library, "watch-2024", text="watch.txt"), "press-2025", text="paper.txt")
    both = [{"source": "watch-2024"}, {"source": "press-2025"}]
    assert check_texts(changed(library, "beatings", claim=quoting("by force"), citations=both), tmp_path) == []
    [problem] = check_texts(changed(library, "beatings", claim=quoting("at dawn"), citations=both), tmp_path)
    assert problem.what.endswith("is not in watch-2024 (watch.txt) or press-2025 (paper.txt)")


def test_a_record_whose_sources_are_not_held_is_passed_over(findings: Findings) -> None:
    assert findings("Nothing.", "sixty", claim="In October 2025 The Paper wrote of “a dark night”.") == []


def test_a_text_in_another_language_than_the_source_is_passed_over(findings: Findings) -> None:
    claim = {"en": "They were “beaten”.", "ko": "“구타”당했다."}
    assert findings("They were beaten.", claim=claim) == []


@pytest.mark.parametrize(
    ("record_id", "fields"),
    [
        ("aland-says-no", {"statement": "On 1 June 2025 he said “never”.", "citations": [{"source": "watch-2024"}]}),
        ("treaty-3", {"requires": "It says “never”.", "citations": [{"source": "watch-2024"}]}),
        (
            "access",
            {"precedents": [{"by": "watch", "date": 2024, "citation": {"source": "watch-2024"}, "wording": "never"}]},
        ),
    ],
)
def test_statements_provisions_and_precedents_are_looked_up_too(
    findings: Findings, record_id: str, fields: dict[str, object]
) -> None:
    assert findings("They said never.", record_id, **fields) == []
    assert findings("They said no.", record_id, **fields) == ["“never” is not in watch-2024 (watch.txt)"]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ({"value": 5000}, "5 000 people"),
        ({"value": 5000}, "5,000 people"),
        ({"value": 5000}, "5.000 people"),
        ({"value": 5000}, "5000 people"),
        ({"value": 5000}, "5\u202f000 people"),
        ({"value": 5000}, "five thousand people"),
        ({"value": 200000}, "200 thousand people"),
        ({"value": 6}, "six camps"),
        ({"value": 42}, "Forty-two people"),
        ({"value": 55.5}, "it was 55.5 of them"),
        ({"low": 600000, "high": 2000000}, "600 000 to over 2 million"),
        ({"low": 1000, "high": 2000}, "1,000–2,000 people"),
        ({"value": 98, "unit": "per cent"}, "98% of them"),
        ({"value": 98, "unit": "per cent"}, "98 % of them"),
        ({"value": 98, "unit": "per cent"}, "98 per cent of them"),
        ({"value": 10, "unit": "per cent"}, "Ten percent of them"),
        ({"value": 300}, "In 2012, 300 people"),
        ({"value": 300}, "In 2012 300 people"),
    ],
)
def test_a_figure_is_found_in_any_grouping_or_in_words(
    findings: Findings, figure: dict[str, object], text: str
) -> None:
    assert findings(text, "returns-2024", figure={"unit": "people"} | figure) == []


@pytest.mark.parametrize(
    ("figure", "text", "missing"),
    [
        ({"value": 5000}, "up to 50 000 people", "5,000"),
        ({"value": 5000}, "up to 5,001 people", "5,000"),
        ({"value": 406}, "1,406 people", "406"),
        ({"value": 55}, "it was 55.5 of them", "55"),
        ({"value": 5}, "some five hundred people", "5"),
        ({"value": 98, "unit": "per cent"}, "98 people", "98 per cent"),
        ({"low": 10, "high": 20}, "these 10 of them", "20"),
    ],
)
def test_a_figure_that_the_text_does_not_have_is_reported(
    findings: Findings, figure: dict[str, object], text: str, missing: str
) -> None:
    told = findings(text, "returns-2024", figure={"unit": "people"} | figure)
    assert told == [f"{missing} is not in watch-2024 (watch.txt)"]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ({"value": 406, "qualifier": "at least"}, "at least 406 people"),
        ({"value": 406, "qualifier": "at least"}, "no fewer than 406 people"),
        ({"value": 406, "qualifier": "at least"}, "406 people or more"),
        ({"value": 406, "qualifier": "at least"}, "It was 406 in May. Now they are at least 406."),
        ({"value": 406, "qualifier": "some"}, "approximately 406 people"),
        ({"value": 406, "qualifier": "approximately"}, "approxi-\nmately 406 people"),
        ({"value": 406, "qualifier": "more than"}, "more than another 406 people"),
        ({"value": 406, "qualifier": "up to"}, "perhaps up to an estimated 406 people"),
        ({"value": 406, "qualifier": "about"}, "up to about 406 people"),
        ({"value": 406}, "a total of 406 people"),
        ({"low": 10, "high": 20, "qualifier": "about"}, "About 10 to over 20 people"),
        ({"value": 98, "unit": "per cent", "qualifier": "almost"}, "nearly 98% of them"),
    ],
)
def test_a_hedge_is_found_in_other_words(findings: Findings, figure: dict[str, object], text: str) -> None:
    assert findings(text, "returns-2024", figure={"unit": "people"} | figure) == []


@pytest.mark.parametrize(
    ("figure", "text", "told"),
    [
        ({"value": 406, "qualifier": "at least"}, "up to 406 people", "at least 406 {}, which has “up to 406”"),
        ({"value": 406, "qualifier": "at least"}, "406 people", "at least 406 {}, which has “406”"),
        ({"value": 406}, "about 406 people", "406 {}, which has “about 406”"),
        ({"value": 406}, "406 people or so", "406 {}, which has “406 people or so”"),
        ({"low": 10, "high": 20}, "about 10 to 20 people", "10 {}, which has “about 10”"),
        ({"value": 9}, "Up to 9 or almost nine people", "9 {}, which has “Up to 9” and “almost nine”"),
    ],
)
def test_a_figure_that_the_text_has_with_another_hedge_is_reported(
    findings: Findings, figure: dict[str, object], text: str, told: str
) -> None:
    expected = told.format("is not in watch-2024 (watch.txt)")
    assert findings(text, "returns-2024", figure={"unit": "people"} | figure) == [expected]


def test_the_hedges_of_a_text_in_another_language_are_not_known(tiny_library: Library, tmp_path: Path) -> None:
    (tmp_path / "watch.txt").write_text("mindestens 406 Menschen", encoding="utf-8")
    library = changed(tiny_library, "watch-2024", text="watch.txt", language="de")
    assert check_texts(library, tmp_path) == []


@pytest.mark.parametrize(
    "claim",
    [
        "The Watch said that it asked 120 people, about 70 of them women, and that 40 per cent had fled in 2006.",
        "In May 2024 the Watch asked a hundred and three women whose camp had two gates; about seventy came.",
        "By 3 May 2024 the Watch had asked “120 people”.",
        "In [@watch-2024, p 912] the Watch asks.",
    ],
)
def test_the_other_numbers_of_a_claim_are_found(findings: Findings, claim: str) -> None:
    text = "On Friday, 120 people: about 70 were women and two men. Of those of 2006, 40% had no camp."
    assert findings(text, claim=claim, as_of="2024-05-03") == []


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The Watch asked 912 people.", "“912” {}"),
        ("The Watch asked 70 women.", "“70” {}, which has “about 70”"),
        ("The Watch asked about 120 people.", "“about 120” {}, which has “120”"),
        ("The Watch asked fifteen men.", "“fifteen” {}"),
        ("The Watch asked 70 per cent.", "“70 per cent” {}"),
        ("The Watch asked some of those of 1906.", "“1906” {}"),
        ("On 4 May 2024 the Watch asked.", "“4” {}"),
    ],
)
def test_another_number_of_a_claim_that_the_text_does_not_have_is_reported(
    findings: Findings, claim: str, told: str
) -> None:
    text = "On Friday, 120 people: about 70 were women and two men. Of those of 2006, 40% had no camp."
    assert findings(text, claim=claim, as_of="2024-05-03") == [told.format("is not in watch-2024 (watch.txt)")]


@pytest.mark.parametrize(("record_id", "field"), [("aland-says-no", "statement"), ("returns-2024", "caveat")])
def test_what_statements_and_caveats_count_or_quote_is_looked_up_too(
    findings: Findings, record_id: str, field: str
) -> None:
    fields = {field: "“never” but 12 times", "citations": [{"source": "watch-2024"}]}
    assert findings("At least 406, 12 times, never.", record_id, **fields) == []
    missing = "is not in watch-2024 (watch.txt)"
    assert findings("At least 406, 13 times.", record_id, **fields) == [f"“never” {missing}", f"“12” {missing}"]


def test_numbers_of_a_provision_are_looked_up_in_its_instrument(tiny_library: Library, tmp_path: Path) -> None:
    (tmp_path / "treaty.txt").write_text("Article 3. Nobody is returned.", encoding="utf-8")
    library = changed(tiny_library, "treaty-text", text="treaty.txt")
    [problem] = check_texts(library, tmp_path)
    assert problem.what == "treaty-5: “5” is not in treaty-text (treaty.txt)"


def test_a_figure_whose_first_source_is_not_held_is_passed_over(findings: Findings) -> None:
    citations = [{"source": "press-2025"}, {"source": "watch-2024"}]
    assert findings("Nothing is counted.", "returns-2024", citations=citations) == []


def test_of_a_private_person_neither_the_words_nor_those_of_the_source_are_repeated(findings: Findings) -> None:
    for what in ({"claim": quoting("beaten at the bridge")}, {"figure": {"value": 17, "unit": "women"}}):
        [found] = findings("About 34 women were beaten on the way.", kind="testimony", **what)
        assert found == "a quotation or number is not in the text of its source, or has another hedge there"


def test_a_folder_without_any_text_is_reported(tiny_library: Library, tmp_path: Path) -> None:
    [problem] = check_texts(changed(tiny_library, "watch-2024", text="watch.txt"), tmp_path / "seeds")
    assert "holds the text of no source" in problem.what


def test_a_text_in_another_encoding_is_reported(tiny_library: Library, tmp_path: Path) -> None:
    (tmp_path / "watch.txt").write_bytes("café".encode("latin-1"))
    [problem] = check_texts(changed(tiny_library, "watch-2024", text="watch.txt"), tmp_path)
    assert problem.what == "not UTF-8 text"
    assert problem.hint == "save the file as UTF-8"


def test_texts_that_are_not_there_are_named(tmp_path: Path) -> None:
    (tmp_path / "004_278a742f3c0f67da.txt").write_text("They say there are up to 100,000.", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--sources", str(tmp_path)])
    assert "not there, so not compared: ep-resolution-2012 (000_82b67660a9749df7.txt), " in result.stderr
    assert "nknews-2017-07-24" not in result.stderr
