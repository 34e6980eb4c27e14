"""YAML to plain values: the subset that records are written in, and the place of every complaint."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkadvocate.library import reading
from nkadvocate.library.reading import MAX_BYTES, MAX_DEPTH, MAX_SCALAR, parse_yaml, read_yaml
from nkadvocate.problems import Place, ProblemsError


def complaints(text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        parse_yaml(text, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


def complaints_of_bytes(data: bytes, folder: Path) -> list[str]:
    (folder / "f.yaml").write_bytes(data)
    with pytest.raises(ProblemsError) as caught:
        read_yaml(folder / "f.yaml", "seeds/f.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("null", None),
        ("~", None),
        ("12", 12),
        ("-3", -3),
        ("2.50", 2.5),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("2026-07-10", "2026-07-10"),
        ("012", "012"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("'12'", "12"),
        ('"true"', "true"),
    ],
)
def test_only_json_words_and_decimal_numbers_are_more_than_text(written: str, value: object) -> None:
    assert parse_yaml(f"a: {written}", "f.yaml").value == {"a": value}
    assert type(parse_yaml(f"a: {written}", "f.yaml").value["a"]) is type(value)


def test_every_value_knows_its_line_and_column() -> None:
    located = parse_yaml("- id: a\n  names:\n    - first\n    - {en: second}\n", "f.yaml")
    assert located.place((0, "id")) == Place("f.yaml", 1, 7)
    assert located.place((0, "names", 1)) == Place("f.yaml", 4, 7)
    assert located.place((0, "names", 1, "en")) == Place("f.yaml", 4, 12)


def test_a_part_that_does_not_exist_is_placed_at_what_would_hold_it() -> None:
    located = parse_yaml("- id: a\n- id: b\n", "f.yaml")
    assert located.place((1, "title")) == located.place((1,)) == Place("f.yaml", 2, 3)


def test_malformed_yaml_is_reported_where_the_parser_stopped() -> None:
    [complaint] = complaints("- id: a\n- [b, c\n")
    assert complaint.startswith("f.yaml:3:1: ")
    assert "flow sequence" in complaint


def test_a_colon_in_an_unquoted_text_brings_advice_to_quote_it() -> None:
    [complaint] = complaints("- title: Report: part one\n")
    assert complaint.startswith("f.yaml:1:16: mapping values are not allowed")
    assert "put quotes around" in complaint


def test_a_tab_as_indentation_brings_advice_to_use_spaces() -> None:
    [complaint] = complaints("a:\n\tb: 1\n")
    assert complaint.startswith("f.yaml:2:1: ")
    assert "indent with spaces, not tabs" in complaint


def test_a_key_given_twice_is_reported_where_it_is_repeated() -> None:
    assert complaints("- id: a\n  title: x\n  id: b\n") == ["f.yaml:3:3: 'id' is given twice"]


def test_several_problems_of_one_file_are_reported_together() -> None:
    assert [complaint.split(": ")[0] for complaint in complaints("a: 1\na: 2\nb: &x 3\nc: !t 4\n")] == [
        "f.yaml:2:1",
        "f.yaml:3:4",
        "f.yaml:4:4",
    ]


def test_anchors_and_aliases_are_refused_each_at_its_place() -> None:
    anchor, alias = complaints("a: &name text\nb: *name\n")
    assert anchor.startswith("f.yaml:1:4: an anchor (&name) is not used in records (quote")
    assert alias.startswith("f.yaml:2:4: an alias (*name) is not used in records (write")


def test_a_text_cannot_grow_by_aliases_of_aliases() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert len(complaints(bomb)) == 7


def test_tags_are_refused() -> None:
    [complaint] = complaints("a: 1\nb: !!python/name:os.system x\n")
    assert complaint.startswith("f.yaml:2:4: the tag tag:yaml.org,2002:python/name:os.system is not used in records")


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "\ufffe"])
def test_a_raw_control_character_is_reported_at_its_own_place(character: str) -> None:
    assert complaints(f"a: 1\nb: te{character}xt\n") == [
        f"f.yaml:2:6: control character U+{ord(character):04X} (remove it)"
    ]


def test_an_escaped_control_character_is_reported_with_its_position_in_the_text() -> None:
    assert complaints('a: "bell\\a"\n') == [
        "f.yaml:1:4: control character U+0007 at position 5 of the text (remove it)"
    ]


def test_a_key_holds_no_control_character_either() -> None:
    assert complaints('"be\\all": x\n') == [
        "f.yaml:1:1: control character U+0007 at position 3 of the text (remove it)"
    ]


def test_a_list_is_no_key() -> None:
    assert complaints("? [a, b]\n: c\n") == ["f.yaml:1:3: a key must be a single word"]


def test_the_deepest_nesting_that_is_allowed_is_read() -> None:
    value = parse_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yaml").value
    depth = 0
    while value:
        value, depth = value[0], depth + 1
    assert depth == MAX_DEPTH - 1


@pytest.mark.parametrize("levels", [MAX_DEPTH + 2, 100_000])
def test_deeper_nesting_is_refused_where_it_goes_too_deep(levels: int) -> None:
    assert complaints("[" * levels + "]" * levels) == [
        f"f.yaml:1:{MAX_DEPTH + 2}: nested more than {MAX_DEPTH} levels deep"
    ]


def test_a_text_that_is_too_long_is_refused() -> None:
    [complaint] = complaints("a: " + "x" * (MAX_SCALAR + 1))
    assert complaint.startswith("f.yaml:1:4: text of 100,001 characters")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    [complaint] = complaints_of_bytes(b"#" * (MAX_BYTES + 1), tmp_path)
    assert complaint == "seeds/f.yaml:1:1: 4,000,001 bytes; at most 4,000,000 are read"


def test_a_file_of_the_largest_size_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 4)
    (tmp_path / "f.yaml").write_bytes(b"a: 1")
    assert read_yaml(tmp_path / "f.yaml", "f.yaml").value == {"a": 1}
    assert complaints_of_bytes(b"a: 12", tmp_path) == ["seeds/f.yaml:1:1: 5 bytes; at most 4 are read"]


def test_a_file_that_is_not_utf_8_is_refused_at_the_line_of_the_first_wrong_byte(tmp_path: Path) -> None:
    assert complaints_of_bytes("a: 1\nb: café\n".encode("latin-1"), tmp_path) == [
        "seeds/f.yaml:2:1: not UTF-8 text (save the file as UTF-8)"
    ]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"\xef\xbb\xbfa: |\r\n  one\r\n  two\r\nb: [x]\r\n")
    located = read_yaml(tmp_path / "f.yaml", "f.yaml")
    assert located.value == {"a": "one\ntwo\n", "b": ["x"]}
    assert located.place(("b",)) == Place("f.yaml", 4, 4)


def test_a_second_document_in_a_file_is_refused() -> None:
    assert complaints("a: 1\n---\nb: 2\n") == [
        "f.yaml:2:1: a second YAML document in one file (put it in a file of its own)"
    ]


def test_an_empty_file_holds_nothing() -> None:
    assert parse_yaml("# nothing yet\n", "f.yaml").value is None


def test_a_file_that_cannot_be_read_is_a_problem_and_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"f\.yaml:1:1: cannot be read: No such file"):
        read_yaml(tmp_path / "f.yaml", "f.yaml")


@given(st.text(max_size=60))
@settings(derandomize=True, max_examples=100)
def test_any_text_is_either_read_or_complained_of_at_a_place(text: str) -> None:
    places: list[Place | None] = [Place("f.yaml", 1, 1)]
    try:
        parse_yaml(text, "f.yaml")
    except ProblemsError as error:
        places = [problem.place for problem in error.problems]
    assert places
    assert all(place and place.line >= 1 and place.column >= 1 for place in places)
