"""Names as lists write them: parts, honorifics, suffixes, capitals and scripts. All persons are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkadvocate.campaigning.names import ascii_letters, join_name, name_key, read_name


def parts(text: str, *, family_first: bool = False) -> tuple[str, str]:
    name = read_name(text, family_first=family_first)
    return name.given, name.family


@pytest.mark.parametrize(
    ("written", "given_and_family"),
    [
        ("Jane Example", ("Jane", "Example")),
        ("Example, Jane", ("Jane", "Example")),
        ("Jane Mary Example", ("Jane Mary", "Example")),
        ("Jan van der Example", ("Jan", "van der Example")),
        ("van der Example, Jan", ("Jan", "van der Example")),
        ("Maria de la Example", ("Maria", "de la Example")),
        ("Chris Van Example", ("Chris", "Van Example")),
        ("José Ejemplo y Prueba", ("José", "Ejemplo y Prueba")),
        ("Jane St. Example", ("Jane", "St. Example")),
        ("Jane O’Example", ("Jane", "O’Example")),
        ("Łukasz Przykład", ("Łukasz", "Przykład")),
        ("EXAMPLE Jane", ("Jane", "Example")),
        ("Maria EJEMPLO PRUEBA", ("Maria", "Ejemplo Prueba")),
        ("Example", ("", "Example")),
        ("Dr.", ("", "Dr.")),
        ("Del Example", ("Del", "Example")),
        ("Sen. Jane Example", ("Jane", "Example")),
        ("Earl Example", ("Earl", "Example")),
        ("Example, Del", ("Del", "Example")),
        ("Example, Earl", ("Earl", "Example")),
    ],
)
def test_a_name_is_divided(written: str, given_and_family: tuple[str, str]) -> None:
    assert parts(written) == given_and_family


@pytest.mark.parametrize("written", ["Kim Bo-gi", "KIM Bo-gi", "Kim, Bo-gi"])
def test_a_family_name_may_come_first(written: str) -> None:
    assert parts(written, family_first=True) == ("Bo-gi", "Kim")


@pytest.mark.parametrize(
    ("written", "honorific", "addressed_as"),
    [
        ("Dr Jane Example", "Dr", "Dr Example"),
        ("Rt Hon Jane Example MP", "The Rt Hon", ""),
        ("The Right Honourable Sir Alex Example", "The Rt Hon Sir", "Sir Alex"),
        ("Hon. Jane Example", "The Hon", ""),
        ("Senator Jane Example", "", ""),
        ("Ms Jane Example", "", ""),
        ("Lord Example of Somewhere", "Lord", "Lord Example of Somewhere"),
        ("Baroness Example", "Baroness", "Baroness Example"),
        ("The Earl of Example", "The Earl of", "Lord Example"),
        ("Viscount Example", "Viscount", "Lord Example"),
        ("Example, Baroness", "Baroness", "Baroness Example"),
        ("The Lord Bishop of Example", "The", "Lord Bishop"),
    ],
)
def test_honorifics_are_taken_from_the_name(written: str, honorific: str, addressed_as: str) -> None:
    name = read_name(written)
    assert (name.honorific, name.addressed_as) == (honorific, addressed_as)
    assert "Example" in name.family


@pytest.mark.parametrize(
    ("written", "suffix"),
    [
        ("Jane Example, Jr.", "Jr."),
        ("Example, Jane, III", "III"),
        ("Jane Example KC MP", "KC"),
        ("Jane Example, P.C., M.P.", "P.C."),
        ("Jane Example MEP", ""),
        ("Jane Ch", ""),
    ],
)
def test_letters_after_a_name_are_kept_apart_from_it(written: str, suffix: str) -> None:
    assert read_name(written).suffix == suffix


@pytest.mark.parametrize(
    ("capitals", "spelt"),
    [
        ("EXAMPLE", "Example"),
        ("EXAMPLE-TEST", "Example-Test"),
        ("O'EXAMPLE", "O'Example"),
        ("MCEXAMPLE", "McExample"),
        ("ÉXEMPLE", "Éxemple"),
    ],
)
def test_capitals_are_spelt_out_where_that_is_certain_and_it_is_told(capitals: str, spelt: str) -> None:
    name = read_name(f"Jane {capitals}")
    assert name.family == spelt
    assert name.notes == (f"“{capitals}” is written {spelt}",)


@pytest.mark.parametrize("capitals", ["DE LA EXAMPLE", "MACEXAMPLE", "D'EXAMPLE", "VAN EXAMPLE", "LI"])
def test_capitals_stay_where_the_spelling_is_open_and_it_is_told(capitals: str) -> None:
    name = read_name(f"Jane {capitals}")
    assert name.family == capitals
    assert name.notes == (f"“{capitals}” is kept in capitals: its spelling is open",)


@pytest.mark.parametrize("written", ["William “Bill” Example", 'William "Bill" Example', "William (Bill) Example"])
def test_a_nickname_is_left_out_and_told(written: str) -> None:
    assert parts(written) == ("William", "Example")
    assert read_name(written).notes == ("“Bill”, beside the name, is left out",)


def test_a_gender_is_taken_from_a_courtesy_title_only() -> None:
    assert [
        read_name(f"{title}Example Example").gender for title in ("Mr ", "Mrs. ", "Dr ", "Sir ", "Baroness ", "")
    ] == [*("m", "f", "unknown", "unknown", "unknown", "unknown")]


def test_a_name_in_another_script_is_kept_whole_and_told() -> None:
    name = read_name("예시인", family_first=True)
    assert (name.family, name.given) == ("예시인", "")
    assert "not in Latin letters" in name.notes[0]


def test_parts_from_columns_are_put_together() -> None:
    name = join_name("Jane", "EXAMPLE", "Dr", "KC")
    assert (name.given, name.family, name.honorific, name.suffix) == ("Jane", "Example", "Dr", "KC")
    assert "is not a title" in join_name("Jane", "Example", "Grand Example").notes[0]


def test_spellings_of_one_name_have_one_key() -> None:
    keys = {name_key(read_name(text)) for text in ("Élodie Exämple", "Example, Elodie", "EXAMPLE Elodie")}
    assert len(keys) == 1


def test_letters_of_other_scripts_become_ascii_and_stay_apart() -> None:
    assert ascii_letters("Łódź Øst") == "Lodz Ost"
    assert ascii_letters("예") != ascii_letters("시")
    assert ascii_letters("예시").isascii()


@settings(deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_no_letter_of_a_name_is_invented(text: str, family_first: bool) -> None:
    name = read_name(text, family_first=family_first)
    written = set(ascii_letters(text).lower())
    assert set(ascii_letters(name.family + name.given).lower()) <= written | set(" '-")
