"""Figures, dates, articles and names are read from sentences, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkadvocate.auditing.items import Item, items_in
from nkadvocate.auditing.known import Records
from nkadvocate.auditing.manuscript import normal


def of(kind: str, text: str, records: Records) -> list[Item]:
    return [item for item in items_in(normal(text), records.names) if item.kind == kind]


@pytest.mark.parametrize(
    ("text", "value", "hedge", "unit"),
    [
        ("at least 406 people", "406", "at least", "people"),
        ("no fewer than 406 persons", "406", "at least", "people"),
        ("5,000 or more individuals", "5000", "at least", "people"),
        ("some 2 600 people", "2600", "about", "people"),
        ("up to 600 people", "600", "up to", "people"),
        ("two hundred and fifty cases", "250", "", "cases"),
        ("1.2 million refugees", "1.2e+06", "", "refugees"),
        ("almost 98 per cent of them", "98", "almost", "per cent"),
        ("about 70% of the women", "70", "about", "per cent"),
    ],
)
def test_a_figure_has_its_hedge_and_what_it_counts(
    text: str, value: str, hedge: str, unit: str, shipped_records: Records
) -> None:
    (item,) = of("figure", text, shipped_records)
    assert (item.key, item.hedge, item.unit) == (value, hedge, unit)


@pytest.mark.parametrize(
    "text", ["fourscore people", "the four-thousandth", "a thousandfold", "forty-strong", "onehundred"]
)
def test_words_made_of_numbers_are_figures(text: str, shipped_records: Records) -> None:
    (item,) = of("figure", text, shipped_records)
    assert item.shown in text


@pytest.mark.parametrize("text", ["weighty", "often", "tenfold", "underscored", "a one-sided account", "thousands"])
def test_other_words_and_small_numbers_are_none(text: str, shipped_records: Records) -> None:
    assert not of("figure", text, shipped_records)


@pytest.mark.parametrize(
    ("text", "key", "relation"),
    [
        ("on 4 October 1988", "1988/10/04", ""),
        ("on October 4th, 1988", "1988/10/04", ""),
        ("since 2024", "2024/-/-0", "since"),
        ("as of August 2023", "2023/08/-0", "by"),
        ("the night of 9 October", "-/10/09", ""),
        ("2026-12-10", "2026/12/10", ""),
    ],
)
def test_a_date_is_one_date_in_every_form(text: str, key: str, relation: str, shipped_records: Records) -> None:
    (item,) = of("date", text, shipped_records)
    assert (item.key, item.hedge) == (key, relation)
    assert not of("figure", text, shipped_records)


def test_articles_are_read_one_by_one(shipped_records: Records) -> None:
    found = of("article", "Articles 33(1) and 35 (1), paras 62–64, Opinion No. 37/2024, A/HRC/25/63", shipped_records)
    keys = [item.key for item in found]
    assert keys == ["art 33(1)", "art 35(1)", "para 62", "para 64", "37/2024", "A/HRC/25/63"]


def test_the_year_in_a_treatys_name_is_no_date(shipped_records: Records) -> None:
    text = "China acceded to the 1951 Convention relating to the Status of Refugees."
    assert not of("date", text, shipped_records)
    assert [item.key for item in of("name", text, shipped_records)] == ["@cn", "@refugee-convention"]


def test_names_are_known_in_their_several_forms(shipped_records: Records) -> None:
    forms = ["China", "the People’s Republic of China", "the PRC", "Chinese"]
    assert {item.key for form in forms for item in of("name", form, shipped_records)} == {"@cn"}


def test_the_modal_may_is_no_month(shipped_records: Records) -> None:
    assert [item.key for item in of("hedge", "they may leave", shipped_records)] == ["possibly"]
    assert not of("date", "they may leave", shipped_records)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789 ,.%()-–/'\"“”aAtvIVXC§\u00a0maynoart"), max_size=120))
def test_items_are_read_from_whatever_is_written(shipped_records: Records, text: str) -> None:
    read = normal(text)
    for item in items_in(read, shipped_records.names):
        assert 0 <= item.at <= len(read)
