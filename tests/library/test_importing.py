"""Sources of reference managers: what becomes a record, what is left out, and what is said about it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from nkadvocate.library import Library
from nkadvocate.library.importing import Imported, as_yaml, read_sources
from nkadvocate.library.interchange import Format
from nkadvocate.records import Source
from tiny import changed

Read = Callable[..., Imported]


@pytest.fixture
def read(tiny_library: Library) -> Read:
    """Reads CSL items, or a text in another format, beside the tiny library."""

    def read_them(*items: Any, text: str = "", form: Format = "csl", weight: str | None = None) -> Imported:
        return read_sources((text or json.dumps(items)).encode(), form, tiny_library, weight)

    return read_them


def one(imported: Imported) -> Source:
    assert imported.problems == ()
    [source] = imported.records
    return source


def complaints(imported: Imported) -> list[str]:
    return [problem.what for problem in imported.problems]


ARTICLE = {
    "id": "http://zotero.org/users/1/items/ABCD2345",
    "type": "article-journal",
    "title": "The <i>long</i> way",
    "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"literal": "The Watch"}],
    "issued": {"date-parts": [[2020, 3]]},
    "accessed": {"date-parts": [["2024", "1", "2"]]},
    "container-title": "Journal",
    "volume": 12,
    "page": "94-96",
    "DOI": "https://doi.org/10.1234/abc.1",
    "URL": "https://example.org/a",
    "language": "en-gb",
}


def test_a_csl_item_becomes_a_record(read: Read) -> None:
    source = one(read(ARTICLE, weight="ngo"))
    assert source.model_dump(mode="json", by_alias=True, exclude_defaults=True) == {
        "id": "berg-2020-the-long-way",
        "type": "article-journal",
        "title": "The long way",
        "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"literal": "The Watch"}],
        "issued": "2020-03",
        "accessed": "2024-01-02",
        "container-title": "Journal",
        "volume": "12",
        "page": "94–96",
        "DOI": "10.1234/abc.1",
        "URL": "https://example.org/a",
        "language": "en-GB",
        "weight": "ngo",
    }


@pytest.mark.parametrize("wrapped", [{"items": [ARTICLE]}, ARTICLE])
def test_items_may_be_wrapped_or_alone(read: Read, wrapped: object) -> None:
    assert one(read(text=json.dumps(wrapped))).title == "The long way"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"family": "Beauvoir", "given": "S.", "dropping-particle": "de"}, {"family": "Beauvoir", "given": "S. de"}),
        ({"family": "King", "given": "M.", "suffix": "Jr."}, {"family": "King", "given": "M.", "suffix": "Jr."}),
        ({"literal": "European Parliament"}, {"literal": "European Parliament"}),
        ({"given": "Madonna"}, {"literal": "Madonna"}),
        ("European Parliament", {"literal": "European Parliament"}),
    ],
)
def test_names_keep_their_parts(read: Read, author: object, name: dict[str, str]) -> None:
    [found] = one(read({"title": "T", "type": "report", "author": [author, {}, None, 5, []][:3]})).author
    assert found.model_dump(by_alias=True, exclude_defaults=True) == name


@pytest.mark.parametrize(
    ("issued", "date", "inferred"),
    [
        ({"date-parts": [[2020, 2, 29]]}, "2020-02-29", None),
        ({"date-parts": [["2020", "2"]]}, "2020-02", None),
        ({"date-parts": [[2021, 2, 29]]}, "2021-02", "“2021-2-29” in the imported file"),
        ({"date-parts": [[2021, 13]]}, "2021", "“2021-13” in the imported file"),
        ({"date-parts": [[2020, 1], [2020, 2]]}, "2020-01", "“2020-1 to 2020-2” in the imported file"),
        ({"date-parts": [[2020]], "circa": True, "season": 2}, "2020", "“2020, season 2, circa” in the imported file"),
        ({"raw": "2020-03-04"}, "2020-03-04", None),
        ({"raw": "2020-03-04T10:00:00Z"}, "2020-03-04", None),
        ({"raw": "4 March 2020"}, "2020-03-04", None),
        ({"raw": "March 4, 2020"}, "2020-03-04", None),
        ({"literal": "Sept. 2020"}, "2020-09", None),
        ({"literal": "Spring 2020"}, "2020", "“Spring 2020” in the imported file"),
        ("2020/03", "2020-03", None),
        (2020, "2020", None),
    ],
)
def test_dates_of_every_kind(read: Read, issued: object, date: str, inferred: str | None) -> None:
    source = one(read({"title": "T", "type": "report", "issued": issued}))
    assert source.issued == date
    assert source.inferred.get("issued") == inferred


@pytest.mark.parametrize(
    "issued",
    [
        {"date-parts": [[]]},
        {"date-parts": [[0, 1]]},
        {"date-parts": {"a": 1}},
        {"raw": "n.d."},
        [],
        {"raw": ["x"]},
        True,
    ],
)
def test_a_date_that_is_none_is_left_out(read: Read, issued: object) -> None:
    assert one(read({"title": "T", "type": "report", "issued": issued})).issued is None


def test_what_a_record_has_no_field_for_is_named(read: Read) -> None:
    imported = read(
        {"title": "T", "type": "report", "abstract": "A", "ISBN": "1", "URL": "javascript:alert(1)", "x\n": 1}
    )
    assert one(imported).url is None
    assert imported.left_out == {"t": ("abstract", "ISBN", "x", "URL")}


def test_a_type_that_records_do_not_have_is_marked_as_inferred(read: Read) -> None:
    assert one(read({"title": "T", "type": "post-weblog"})).type == "webpage"
    source = one(read({"title": "T", "type": ["dataset"]}))
    assert (source.type, source.inferred) == ("document", {"type": "none in the imported file"})


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("smith2020", "smith-2020"),
        ("smithReturn2020a", "smith-return-2020a"),
        ("Kim_Ministry:2021", "kim-ministry-2021"),
        ("müller", "muller"),
        ("ABCD2345", "kim-2020-return"),
        ("123", "kim-2020-return"),
        ("watch-2024", "watch-2024-2"),
        ("no-return", "no-return-2"),
        ("k" * 61, "kim-2020-return"),
    ],
)
def test_ids_are_readable_and_taken_by_no_other_record(read: Read, key: str, expected: str) -> None:
    item = {"id": key, "title": "Return", "type": "report", "issued": "2020", "author": [{"family": "Kim"}]}
    assert one(read(item)).id == expected


def test_a_title_in_another_script_still_has_an_id(read: Read) -> None:
    imported = read(*({"title": f"보고서{n}", "type": "report", "issued": "2020"} for n in ("가", "나")))
    assert [source.id for source in imported.records] == ["source-2020", "source-2020-2"]


def test_a_source_that_is_there_already_is_not_added(read: Read, tiny_library: Library) -> None:
    item = {"title": "Sent Back", "type": "report", "issued": "2024-05"}
    assert complaints(read(item)) == ["item 1: “Sent Back” is already there, as watch-2024"]
    same = {"title": "Another title", "type": "report", "DOI": "10.1234/X"}
    imported = read(same | {"DOI": "10.1234/x"}, same)
    assert complaints(imported) == ["item 2: “Another title” is already there, as another-title"]
    library = changed(tiny_library, "watch-2024", doi="10.1234/x")
    assert read_sources(json.dumps([same]).encode(), "csl", library).records == ()


def test_every_row_that_cannot_be_used_is_reported(read: Read) -> None:
    imported = read({"type": "report"}, 5, None, ["x"], {"title": "\x00 \x1b"}, {"title": {"a": 1}}, {"title": "T"})
    assert [source.id for source in imported.records] == ["t"]
    assert complaints(imported) == [
        "item 1: it has no title",
        "item 2: not a set of fields",
        "item 3: not a set of fields",
        "item 4: not a set of fields",
        "item 5: it has no title that can be used",
        "item 6: it has no title that can be used",
    ]


@pytest.mark.parametrize(
    ("data", "form", "complaint"),
    [
        (b"TY  - JOUR", "csl", "line 1: not JSON: Expecting value"),
        (b"[{]", "csl", "line 1: not JSON: Expecting property name enclosed in double quotes"),
        (b"[" * 100_000, "csl", "file: not JSON: nested too deep, or a number too long"),
        (b'[{"title": ' + b"9" * 5000 + b"}]", "csl", "file: not JSON: nested too deep, or a number too long"),
        (b"[]", "csl", "no items found"),
        (b"", "csl", "line 1: not JSON: Expecting value"),
        (b"", "bibtex", "no items found"),
        (b"", "ris", "no items found"),
        ("[\n{'é".encode("latin-1"), "csl", "line 2 is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n", "ris", "line 1 is not UTF-8 text"),
        (b"@article{a, title={x}", "bibtex", "item 1 (line 1): not BibTeX: a brace or a comma is missing"),
        (b"TY  - BOOK\nTI  - x\nTY  - BOOK\n", "ris", "item 1: not RIS: two records without an end, ER, between them"),
        (b"TI  - x\nER  - \n", "ris", "item 1: not RIS: lines are written “TI  - title”, the first is the type, TY"),
    ],
)
def test_what_is_no_list_of_items_is_said_in_one_line(
    tiny_library: Library, data: bytes, form: Format, complaint: str
) -> None:
    imported = read_sources(data, form, tiny_library)
    assert imported.records == ()
    assert [what.partition(": Unexpected")[0] for what in complaints(imported)] == [complaint]


def test_utf_16_and_a_byte_order_mark_are_read(tiny_library: Library) -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        imported = read_sources(json.dumps([{"title": "Té"}], ensure_ascii=False).encode(encoding), "csl", tiny_library)
        assert one(imported).title == "Té"


def test_control_characters_and_overlong_values_do_not_get_in(read: Read) -> None:
    hostile = {"title": "A\u202e\x07 B\ud800\n- id: x", "note": "n" * 6000, "publisher": "P\x85Q", "genre": "# no: {}"}
    imported = read(hostile, weight="ngo")
    source = one(imported)
    assert (source.title, source.publisher, source.note) == ("A B - id: x", "P Q", None)
    text, problems = as_yaml(imported, "s.json", "ngo")
    assert problems == []
    assert yaml.safe_load(text)[0]["genre"] == "# no: {}"


BIBTEX = r"""
@string{un = "United Nations"}
@comment{nothing}
@article{key1, title = {{The} T\'{\i}tle \& more}, year = 2020, month = mar,
  author = {van der Berg, Jan and {European Parliament} and Kim, Min-ji},
  journal = {J}, number = 4, pages = {1--5}, doi = {10.1234/a_b}, url = {https://x.org/a%20b}}
@techreport{key2, title = "Report", institution = un, date = {2021-05-06}, urldate = {2024-01-02}, editor = {A, B}}
@misc{key2, TITLE = {Third}, AUTHOR = {Kim, A}, publisher = un}
@book{key3, title = {a}, title = {b}}
"""


def test_bibtex_is_read(read: Read) -> None:
    imported = read(text=BIBTEX, form="bibtex")
    article, report, third = imported.records
    assert article.title == "The Títle & more"
    assert [name.model_dump(by_alias=True, exclude_defaults=True) for name in article.author] == [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "European Parliament"},
        {"family": "Kim", "given": "Min-ji"},
    ]
    assert (article.issued, article.issue, article.page) == ("2020-03", "4", "1–5")
    assert (article.doi, article.url) == ("10.1234/a_b", "https://x.org/a%20b")
    assert (report.publisher, report.issued, report.accessed) == ("United Nations", "2021-05-06", "2024-01-02")
    assert imported.left_out == {"key2": ("editor",)}
    assert (third.id, third.author[0].family, third.publisher) == ("key2-2", "Kim", "United Nations")
    assert complaints(imported) == ["item 4 (line 9): not BibTeX: Duplicate field keys on entry: 'title'."]


RIS = """TY  - JOUR
AU  - van der Berg, Jan, Jr.
AU  - European Parliament
TI  - Title; with a semicolon
T2  - Journal
PY  - 2020/03/04/
Y2  - 2024/01/02
UR  - https://x.org/a;b
SP  - 3
EP  - 9
IS  - 2
KW  - one
ZZ  - odd
ER  -

TY  - RPRT
TI  - No end
SN  - 5"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_ris_is_read(read: Read, newline: str) -> None:
    imported = read(text=RIS.replace("\n", newline), form="ris")
    article, report = imported.records
    assert article.author[0].model_dump(by_alias=True, exclude_defaults=True) == {
        "family": "Berg",
        "given": "Jan",
        "non-dropping-particle": "van der",
        "suffix": "Jr.",
    }
    assert article.author[1].literal == "European Parliament"
    assert (article.title, article.issued, article.accessed) == ("Title; with a semicolon", "2020-03-04", "2024-01-02")
    assert (article.page, article.issue, article.url) == ("3–9", "2", "https://x.org/a;b")
    assert (report.type, report.title) == ("report", "No end")
    assert imported.left_out == {"berg-2020-title-with-a-semicolon": ("KW", "ZZ"), "no-end": ("SN",)}
    assert imported.problems == ()


def test_the_file_starts_with_its_schema_and_asks_for_the_weight_to_be_checked(read: Read) -> None:
    imported = read(ARTICLE | {"abstract": "A"})
    text, problems = as_yaml(imported, "../schema/sources.json")
    assert problems == []
    assert text.startswith("# yaml-language-server: $schema=../schema/sources.json\n# Imported. Check each weight")
    assert "\n  weight: press  # check\n" in text
    assert "\n  # not carried over: abstract\n" in text
    assert "check" not in as_yaml(imported, "s.json", "press")[0]


def test_dates_are_written_without_quotation_marks(read: Read) -> None:
    text, _ = as_yaml(read({"title": "2020-01-01", "issued": "2020-03-04", "volume": "1"}), "s.json", "ngo")
    assert "issued: 2020-03-04" in text
    assert "volume: '1'" in text


def test_ten_thousand_items_take_seconds(read: Read) -> None:
    items = [
        {"title": "Same", "type": "report", "DOI": f"10.1234/{n}", "author": [{"family": "Kim"}]} for n in range(10_000)
    ]
    start = time.process_time()
    imported = read(*items)
    text, problems = as_yaml(imported, "s.json")
    assert time.process_time() - start < 30
    assert problems == []
    assert len({source.id for source in imported.records}) == 10_000
    assert text.count("\n- id: ") == 10_000


def test_more_than_a_file_holds_is_a_problem(read: Read) -> None:
    imported = read(*({"title": f"{n}", "note": "n" * 4000} for n in range(1001)))
    [problem] = as_yaml(imported, "s.json")[1]
    assert "a file holds at most 4,000,000" in problem.what
