"""How a source is written in a note: one line for each kind, after OSCOLA."""

from __future__ import annotations

from typing import Any

import pytest

from nkadvocate.composing.citing import OSCOLA, authors, person, written_date
from nkadvocate.document import Emphasis, Foreign, Inline, Text, plain, walk_inlines
from nkadvocate.records import Name, Source


def source(**fields: Any) -> Source:
    author = tuple(Name.model_validate(name) for name in fields.pop("author", ()))
    return Source.model_validate({"id": "s", "weight": "primary", "author": author} | fields)


def marked(inlines: tuple[Inline, ...]) -> str:
    """The words, with emphasis as *…*."""
    return "".join(
        f"*{plain(inline.content)}*" if isinstance(inline, Emphasis) else plain((inline,)) for inline in inlines
    )


def full(**fields: Any) -> str:
    return marked(OSCOLA.full(source(**fields), "en"))


TREATY = {
    "type": "treaty",
    "title": "Convention relating to the Status of Refugees",
    "title_short": "Refugee Convention",
    "issued": "1951-07-28",
    "in_force": "1954-04-22",
    "volume": "189",
    "container_title": "UNTS",
    "page": "137",
}


def test_a_treaty() -> None:
    assert full(**TREATY) == (
        "Convention relating to the Status of Refugees (adopted 28 July 1951, entered into force 22 April 1954)"
        " 189 UNTS 137 (Refugee Convention)"
    )


def test_a_treaty_that_is_in_no_series() -> None:
    assert (
        full(type="treaty", title="Border Protocol", issued="1986-08-12") == "Border Protocol (adopted 12 August 1986)"
    )


def test_a_statute() -> None:
    law = {"authority": "Standing Committee of the NPC", "issued": "2012-06-30", "in_force": "2013-07-01"}
    assert full(type="legislation", title="Exit and Entry Administration Law", **law) == (
        "Exit and Entry Administration Law (Standing Committee of the NPC, 30 June 2012, in force 1 July 2013)"
    )


def test_a_resolution() -> None:
    assert (
        full(
            type="legislation",
            genre="resolution",
            title="European Parliament Resolution of 24 May 2012",
            number="2012/2655(RSP)",
            container_title="OJ",
            volume="C264E",
            page="94",
        )
        == "European Parliament Resolution of 24 May 2012, 2012/2655(RSP), OJ C264E 94"
    )


def test_a_document_of_the_united_nations() -> None:
    assert (
        full(
            type="document",
            title="Report of the Commission of Inquiry",
            publisher="UN Human Rights Council",
            issued="2014-02-07",
            number="A/HRC/25/63",
        )
        == "‘Report of the Commission of Inquiry’ (UN Human Rights Council, 7 February 2014) UN Doc A/HRC/25/63"
    )


@pytest.mark.parametrize("symbol", ["A/78/218", "CAT/C/CHN/CO/5", "CCPR/C/21", "S/RES/2397", "HCR/1P/4"])
def test_only_symbols_of_the_united_nations_are_called_un_documents(symbol: str) -> None:
    document = {"type": "document", "title": "T", "issued": "2014"}
    assert full(**document, number=symbol).endswith(f"UN Doc {symbol}")
    assert full(**document, number=f"COM/{symbol}").endswith(f" COM/{symbol}")
    assert "UN Doc" not in full(**document, number=f"COM/{symbol}")


def test_a_report_of_an_organisation() -> None:
    report = {"type": "report", "title": "A Sense of Terror", "publisher": "HRW", "issued": "2024-03"}
    assert full(**report) == "‘A Sense of Terror’ (HRW, March 2024)"
    assert full(**report, author=[{"literal": "HRW"}]) == "HRW, ‘A Sense of Terror’ (March 2024)"


def test_news_with_an_author() -> None:
    assert (
        full(
            type="article-newspaper",
            title="Many Return",
            author=[{"family": "Lee", "given": "Minji", "family_first": True}],
            publisher="Yonhap News Agency",
            issued="2023-10-13",
        )
        == "Lee Minji, ‘Many Return’ (*Yonhap News Agency*, 13 October 2023)"
    )


def test_news_without_an_author() -> None:
    news = {"type": "article-newspaper", "title": "Many Return", "container_title": "The Paper"}
    assert full(**news, issued="2023-10-13") == "‘Many Return’ (*The Paper*, 13 October 2023)"
    assert full(**news) == "‘Many Return’ (*The Paper*)"


def test_an_agency_that_signs_its_own_news_is_named_once() -> None:
    fields = {"author": [{"literal": "Reuters"}], "publisher": "Reuters", "issued": "2019-12-02"}
    assert full(type="article-newspaper", title="Eleven Held", **fields) == "‘Eleven Held’ (*Reuters*, 2 December 2019)"


def test_a_journal_article() -> None:
    assert (
        full(
            type="article-journal",
            title="Defectors",
            author=[{"family": "Yoon", "given": "In-jin", "family_first": True}],
            issued="2001-05",
            volume="30",
            issue="1",
            container_title="Development and Society",
            page="1",
        )
        == "Yoon In-jin, ‘Defectors’ (2001) 30 (1) *Development and Society* 1"
    )


def test_a_journal_article_without_a_volume() -> None:
    article = {"type": "article-journal", "title": "Defectors", "issued": "2001", "container_title": "Review"}
    assert full(**article, issue="3", page="7") == "‘Defectors’ (2001) 3 *Review* 7"
    assert full(**article) == "‘Defectors’ (2001) *Review*"


def test_a_case() -> None:
    assert (
        full(type="legal_case", title="A v B", number="App no 25", authority="ECtHR", issued="2012-02-23")
        == "*A v B* App no 25 (ECtHR, 23 February 2012)"
    )


def test_a_book() -> None:
    book = {"type": "book", "title": "The Aquariums of Pyongyang", "publisher": "Basic Books", "issued": "2001"}
    author = [{"family": "Kang", "given": "Chol-hwan", "family_first": True}, {"family": "Rigoulot", "given": "Pierre"}]
    assert full(**book, author=author) == (
        "Kang Chol-hwan and Pierre Rigoulot, *The Aquariums of Pyongyang* (Basic Books 2001)"
    )


def test_an_official_statement_carries_the_day_it_was_made() -> None:
    assert (
        full(
            type="speech",
            title="Regular Press Conference",
            publisher="Ministry of Foreign Affairs of China",
            event_date="2023-10-12",
            issued="2023-10-13",
        )
        == "‘Regular Press Conference’ (Ministry of Foreign Affairs of China, 12 October 2023)"
    )


def test_a_note_begins_with_a_capital_even_where_the_body_does_not() -> None:
    assert full(type="document", title="T", author=[{"literal": "the Committee"}]) == "The Committee, ‘T’"


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ({"family": "Yoon", "given": "In-jin", "family_first": True}, "Yoon In-jin"),
        ({"family": "Kang", "given": "Chol-hwan", "family_first": True}, "Kang Chol-hwan"),
        ({"family": "Yoon", "given": "In-jin"}, "In-jin Yoon"),
        ({"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, "Vincent van Gogh"),
        ({"family": "King", "given": "Martin", "suffix": "Jr"}, "Martin King Jr"),
        ({"literal": "Human Rights Watch"}, "Human Rights Watch"),
        ({"family": "Suharto"}, "Suharto"),
    ],
)
def test_names_are_printed_whole_and_in_their_own_order(name: dict[str, Any], printed: str) -> None:
    assert person(Name.model_validate(name)) == printed


def test_hyphenated_given_names_of_shipped_sources_stay_whole(shipped_library: Any) -> None:
    names = [name for found in shipped_library.sources.values() for name in found.author if "-" in (name.given or "")]
    assert names
    for name in names:
        assert person(name) in {f"{name.family} {name.given}", f"{name.given} {name.family}"}
        assert person(name).startswith(name.family if name.family_first else name.given)


@pytest.mark.parametrize(
    ("count", "written"),
    [(1, "A"), (2, "A and B"), (3, "A, B and C"), (4, "A and others")],
)
def test_up_to_three_authors_are_named(count: int, written: str) -> None:
    names = [{"literal": letter} for letter in "ABCD"[:count]]
    assert authors(source(type="book", title="T", author=names)) == written


def test_the_body_that_issued_a_text_stands_in_for_an_author() -> None:
    assert authors(source(type="document", title="T", authority="the Committee")) == "the Committee"


def test_a_title_in_another_language_is_marked_as_such() -> None:
    korean = source(type="book", title="통일백서", language="ko")
    foreign = [inline for inline in walk_inlines(OSCOLA.full(korean, "en")) if isinstance(inline, Foreign)]
    assert foreign == [Foreign((Text("통일백서"),), "ko")]
    english = source(type="book", title="White Paper", language="en")
    assert not any(isinstance(inline, Foreign) for inline in walk_inlines(OSCOLA.full(english, "en")))


def test_quotation_marks_inside_a_quoted_title_are_doubled() -> None:
    assert full(type="report", title="The ‘Unlawful’ Journey") == "‘The “Unlawful” Journey’"
    assert full(type="book", title="The ‘Unlawful’ Journey") == "*The ‘Unlawful’ Journey*"


def test_an_apostrophe_in_a_quoted_title_is_left_alone() -> None:
    assert full(type="report", title="China’s Duty") == "‘China’s Duty’"


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        (TREATY, "Refugee Convention"),
        ({"type": "legal_case", "title": "A v B"}, "*A v B*"),
        ({"type": "report", "title": "Terror", "title_short": "HRW report"}, "HRW report"),
        ({"type": "book", "title": "T", "author": [{"family": "Kang", "given": "C"}]}, "Kang"),
        ({"type": "report", "title": "T", "author": [{"literal": "HRW"}]}, "HRW"),
        ({"type": "report", "title": "Terror"}, "‘Terror’"),
    ],
)
def test_later_notes_use_a_short_name(fields: dict[str, Any], short: str) -> None:
    assert marked(OSCOLA.short(source(**fields))) == short


@pytest.mark.parametrize(
    ("fields", "pinpoint"),
    [
        ({"type": "treaty"}, " art 33"),
        ({"type": "legislation"}, " art 33"),
        ({"type": "legislation", "genre": "resolution"}, ", art 33"),
        ({"type": "report"}, ", art 33"),
    ],
)
def test_articles_of_law_follow_without_a_comma(fields: dict[str, Any], pinpoint: str) -> None:
    assert OSCOLA.pinpoint(source(title="T", **fields), "art 33") == pinpoint


@pytest.mark.parametrize(
    ("date", "words"), [("2012", "2012"), ("2012-05", "May 2012"), ("2012-05-24", "24 May 2012"), ("0987", "0987")]
)
def test_dates_are_written_as_precisely_as_they_are_known(date: str, words: str) -> None:
    assert written_date(date, "en") == words
