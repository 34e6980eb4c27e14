"""How exactly a person is told of, the terms that stay hidden, and seals for public manifests."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from nkadvocate.composing.wording import written_claim
from nkadvocate.library import Audience, Library, cleared, mentions, protected_terms, sealed
from nkadvocate.library.generalising import identifying
from nkadvocate.library.naming import forms_of, parts_of, turned
from nkadvocate.library.strings import APART
from persons.invented import PERSON, Open, invented

PUBLIC = Audience("2026-07-10", public=True)


def claim(library: Library) -> str:
    return written_claim(cleared(library, PUBLIC).evidence["testimony-one"], "en")


@pytest.mark.parametrize(
    ("grant", "sentence"),
    [
        (
            {"form": "named"},
            "Invented Kyuri, aged 34, told the Watch that she was beaten on 23 November 2018 in Qulumo-ri, "
            "Vexin County, North Wuxo Province.",
        ),
        (
            {"form": "pseudonym"},
            "Zaza (name changed), aged 30 to 39, told the Watch that she was beaten in November 2018 in "
            "Vexin County, North Wuxo Province.",
        ),
        (
            {"form": "unnamed"},
            "A woman, aged 30 to 39, told the Watch that she was beaten in 2018 in North Wuxo Province.",
        ),
        (
            {"form": "pseudonym", "detail": "year-and-country"},
            "Zaza (name changed), aged 30 to 39, told the Watch that she was beaten in 2018 in Wuland.",
        ),
    ],
)
def test_a_claim_is_as_exact_as_its_consent_allows(open_with: Open, grant: dict[str, Any], sentence: str) -> None:
    assert claim(open_with(invented(grant))) == sentence


def test_with_relatives_at_risk_only_year_and_country_are_told(open_with: Open) -> None:
    record = invented({"form": "pseudonym"})
    record["consent"]["relatives_at_risk"] = True
    assert claim(open_with(record)).endswith("in 2018 in Wuland.")


def test_a_place_without_the_part_that_may_be_told_is_told_by_the_next_larger(open_with: Open) -> None:
    where = {"village": "Qulumo-ri", "province": "North Wuxo Province", "country": "Wuland"}
    library = open_with(invented({"form": "pseudonym"}, person={"where": where}))
    assert claim(library).endswith("in North Wuxo Province.")


@pytest.mark.parametrize(
    ("age", "told"),
    [(0, "under 18"), (17, "under 18"), (18, "18 to 29"), (39, "30 to 39"), (70, "70 or older"), ("25-35", "18 to 39")],
)
def test_ages_are_told_in_bands(open_with: Open, age: object, told: str) -> None:
    assert f"aged {told}, told" in claim(open_with(invented(person={"age": age})))


@pytest.mark.parametrize(
    ("sex", "pseudonym", "told"), [("m", None, "A man"), ("unknown", None, "A person"), ("f", "Zaza", "Zaza (name")]
)
def test_a_person_without_a_pseudonym_is_not_named(open_with: Open, sex: str, pseudonym: object, told: str) -> None:
    library = open_with(invented({"form": "pseudonym"}, person={"sex": sex, "pseudonym": pseudonym}))
    assert claim(library).startswith(told)


def test_a_claim_that_is_not_cleared_fills_none_of_its_slots(open_with: Open) -> None:
    library = open_with(invented(consent=None))
    assert written_claim(library.evidence["testimony-one"], "en").startswith("{person}, aged {age}, told")


def test_the_date_of_the_statement_is_no_more_exact_than_that_of_the_event(open_with: Open) -> None:
    record = invented({"form": "unnamed"}, place="Qulumo-ri", population="workers of one farm", period="2018-11-23")
    told = cleared(open_with(record), PUBLIC).evidence["testimony-one"]
    assert (told.as_of, told.period, told.place, told.population, told.consent) == ("2024", "2018", None, None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"claim": "{person} was beaten in Qulumo-ri."},
        {"claim": "invented  KYURI was beaten."},
        {"claim": "{person} was beaten on 23 November 2018."},
        {"claim": "{person}, a 34-year-old, was beaten."},
        {"claim": "{person} made socks in the Blue-Sock factory."},
        {"citations": [{"source": "watch-2024", "locator": "interview with Invented Xolo"}]},
        {"topics": ["qulumo-ri"]},
    ],
)
def test_testimony_whose_own_text_says_more_than_its_consent_is_withheld(
    open_with: Open, changes: dict[str, Any]
) -> None:
    told = cleared(open_with(invented({"form": "pseudonym"}, **changes)), PUBLIC)
    assert told.withheld == {"testimony-one": "its text or its source says more than the consent allows"}


@pytest.mark.parametrize("record_id", ["invented-kyuri-story", "zaza-2", "in-qulumo-ri", "beaten-2018-11-23"])
def test_an_id_holds_nothing_of_the_person(open_with: Open, record_id: str) -> None:
    from nkadvocate.problems import ProblemsError

    with pytest.raises(ProblemsError, match="the id holds a name, word, place or date of the person") as raised:
        open_with(invented(id=record_id))
    assert record_id not in str(raised.value.problems[0].what)


@pytest.mark.parametrize("slot", ["when", "where", "age"])
def test_a_claim_prints_no_detail_that_the_record_lacks(open_with: Open, slot: str) -> None:
    from nkadvocate.problems import ProblemsError

    with pytest.raises(ProblemsError, match=f"the claim prints {{{slot}}}"):
        open_with(invented(person={slot: None}))


def test_terms_that_an_audience_must_not_read(open_with: Open) -> None:
    library = open_with(invented({"form": "pseudonym"}))
    terms = protected_terms(library, PUBLIC)
    assert {*PERSON["names"], "Invented Xolo", "the Blue Sock Factory", "Qulumo-ri"} <= {*terms}
    assert {"23 November 2018", "2018-11-23", "November 23, 2018", "34-year-old", "2 March 1984"} <= {*terms}
    assert {"2018 년 11 월 23 일", "2018 年 11 月 23 日"} <= {*terms}
    assert not {"Zaza", "November 2018", "Vexin County", "North Wuxo Province"} & {*terms}
    assert protected_terms(library, Audience("2026-07-10")) == frozenset()


def test_all_is_protected_of_a_person_who_is_not_told_of(open_with: Open) -> None:
    terms = protected_terms(open_with(invented({"to": "governments"})), PUBLIC)
    assert {"Zaza", "November 2018", "Vexin County", "North Wuxo Province"} <= {*terms}


def test_what_is_public_elsewhere_is_no_protected_detail_but_a_name_stays_one(open_with: Open) -> None:
    person = {"when": "2025-10-09", "where": {"county": "Bland", "country": "Wuland"}, "relatives": ["Sixty"]}
    terms = protected_terms(open_with(invented({"form": "unnamed"}, person=person)), PUBLIC)
    assert not {"9 October 2025", "Bland"} & {*terms}
    assert "Sixty" in terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("said Sun-hee.", True),
        ("SUN HEE said", True),
        ("Sunhee", True),
        ("Sun-\nhee", True),
        ("Sun-heeling", False),
        ("unsun-hee", False),
        ("Sun", False),
    ],
)
def test_a_term_is_found_however_it_is_written(text: str, found: bool) -> None:
    assert mentions(text, {"Sun-hee"}) == ({"Sun-hee"} if found else set())


def test_a_korean_name_is_found_before_its_particle() -> None:
    assert mentions("발명한 규리는 말했다", {"발명한 규리"}) == {"발명한 규리"}


def test_a_seal_is_the_same_for_one_salt_and_tells_nothing_without_it() -> None:
    # RFC 4231, test case 2.
    known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert sealed("what do ya want for nothing?", b"Jefe") == known
    assert sealed("what do ya want for nothing?", b"other") != known


def test_details_that_together_identify_a_person_are_pointed_out(open_with: Open) -> None:
    def said(*records: dict[str, Any]) -> list[tuple[tuple[str, ...], str]]:
        return list(identifying(cleared(open_with(*records), PUBLIC).evidence.values()))

    exact = {"form": "pseudonym", "detail": "exact"}
    [(ids, what)] = said(invented(exact))
    assert (ids, what) == (
        ("testimony-one",),
        "the day and the exact age and the village together could identify the person",
    )
    assert said(invented({"form": "pseudonym"})) == []
    assert said(invented({"form": "unnamed"})) == []
    assert said(invented({"form": "named"})) == []


def test_claims_under_one_pseudonym_are_read_together(open_with: Open) -> None:
    where = invented({"form": "pseudonym", "detail": "exact"}, claim="{person} fled {where}.")
    when = invented({"form": "pseudonym"}, claim="{person} fled {when}.", id="testimony-two")
    [(ids, what)] = identifying(cleared(open_with(where, when), PUBLIC).evidence.values())
    assert ids == ("testimony-one", "testimony-two")
    assert what == "the month and the village together could identify the person"


@pytest.mark.parametrize(
    "text",
    [
        "Ky\u200buri",
        "Ky\u00aduri",
        "Ky\u202euri",
        "K\u034fyuri",
        "Kyŭri",
        "K\u0443ur\u0456",
        "Ｋｙｕｒｉ",
        "𝐊𝐲𝐮𝐫𝐢",
        "ⓀⓎⓊⓇⒾ",
        "\u039ayuri",
    ],
    ids=[
        *("space of no width", "soft hyphen", "turned", "joiner", "accent", "Cyrillic", "fullwidth", "bold", "circled"),
        "Greek capital",
    ],
)
def test_a_name_is_found_through_characters_that_only_look_alike(text: str) -> None:
    assert mentions(f"So said {text} herself.", {"Kyuri"}) == {"Kyuri"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("Ri Sun-hee", other) for other in ("Lee Sunhee", "Yi Seon-hui", "Rhee Sŏn-hŭi", "LI SON HUI", "Sun Hee Li")),
        *(("Park Chol-su", other) for other in ("Pak Ch’ŏl-su", "Pak Cheolsu", "Chul-soo Park", "Bak Chŏlsu")),
        *(("Choe Jong-il", other) for other in ("Choi Chong-il", "Choi Jung Il", "Ch’oe Jeong-il")),
        *(
            ("Kyuri", other)
            for other in ("Gyuri", "Gyu-ri", "Kyoo-ri", "Kyulee", "Kyuris", "Kyuri’s", "Kyuriga", "Ms KyooRee")
        ),
        *(("Kim Thae-hui", other) for other in ("Kim Tae-hee", "Kim Taehee", "Kim Thae-hee", "Gim Tae Hui")),
        *(("Kim Phil-suk", other) for other in ("Kim Pil-sook", "Kim Phil-sook")),
        *(("Kim Khwae-nam", "Kim Kwae-nam"), ("Kim Kukhyon", "Kim Kuk Hyon"), ("Kim Ok-hui", "Kim Okhee")),
        *(("Kim Ran-hui", other) for other in ("Kim Nan-hee", "Nan-hee Kim", "Kim Ran-hee")),
        *(("Kim Nan-hee", "Kim Ran-hui"), ("Pak Rim-suk", "Park Im-sook")),
        *(("O Un-jun", other) for other in ("O Unjun", "Oh Eun-jun", "Eun-jun Oh")),
        *(("Ri Sun-hee", f"https://example.org/{other}") for other in ("lee-seon-hee-story", "lee-seonhee")),
        *(("Sun-hee", other) for other in ("the-seonhee-case", "the Seonhee-led group")),
        *(("Ryu Myong-ok", other) for other in ("Yoo Myung-ok", "Yu Myeong-og")),
        *(("Sun-hee", other) for other in ("Son Hui", "Seon Hui", "SON HUI", "Miss Son-Hui", "Sonhui")),
        *(("Kyuri", other) for other in ("Kyu Lee", "Gyu Ri")),
    ],
)
def test_a_korean_name_is_found_however_it_is_romanised(name: str, text: str) -> None:
    assert mentions(f"So said {text} herself.", turned([name])) != set()


@pytest.mark.parametrize("text", ["Grace Kim", "Grace H. Kim", "Ms Kim, Grace", "Grace H Kim’s", "Kim Grace"])
def test_a_name_is_found_without_its_middle_one(text: str) -> None:
    assert mentions(f"So said {text} herself.", forms_of(["Grace Hyun-ju Kim"])) != set()


def test_what_is_left_of_syllables_is_no_name() -> None:
    assert mentions("So said Kim Ju-ae and Kim Ju herself.", parts_of(["Kim Hyun Ju"])) == set()


def test_a_name_that_reads_like_a_day_is_a_name() -> None:
    assert mentions("We meet on 1 June.", turned(["O Un-jun"])) == set()
    assert mentions("840302 1234567 or 8403021234567", {"840302-1234567"}) != set()


@pytest.mark.parametrize(
    "text", ["Ms S. Kim", "Sun, Mrs Mi", "Kim Sun-hee", "Lee Sun-mi", "the sun", "Chul-min Park", "in China", "human"]
)
def test_another_name_is_not_taken_for_it(text: str) -> None:
    names = ["Ri Sun-hee", "Park Chol-su", "Choe Jong-il", "Choe In-jin"]
    assert mentions(f"So said {text} herself.", turned(names)) == set()


@pytest.mark.parametrize("text", ["her son, who", "In China", "the Sons He had", "Son. He was held."])
def test_words_that_sound_like_a_name_together_are_not_taken_for_it(text: str) -> None:
    assert mentions(f"So said {text}.", {"Sun-hee", "In-jin", "Kyuri"}) == set()


@pytest.mark.parametrize(
    ("names", "alone"),
    [
        (["Ri Sun-hee"], {"Sun-hee"}),
        (["Kim Grace"], set()),
        (["Pak Xolowanda"], {"Xolowanda"}),
        (["Ri Il"], set()),
        (["Ri On-on"], set()),
        (["Jong Sun Hee"], {"Sun Hee", "Jong Sun"}),
        (["Maehwa"], set()),
        (["발명한 규리"], {"발명한", "규리"}),
    ],
)
def test_a_rare_word_of_a_name_is_a_term_by_itself(names: list[str], alone: set[str]) -> None:
    assert parts_of(names) == alone


def test_a_word_of_a_name_that_another_record_has_is_none(open_with: Open) -> None:
    public = {"names": ["Kim Sun-hee", "Kim Treaty"]}
    terms = protected_terms(open_with(invented({"form": "unnamed"}, person=public)), PUBLIC)
    assert "Sun-hee" in terms
    assert "Treaty" not in terms


def test_with_a_name_its_words_may_be_told(open_with: Open) -> None:
    told = cleared(open_with(invented({"form": "named"}, person={"relatives": ["Kyuri"]})), PUBLIC)
    assert mentions("So said Kyuri.", told.hidden | told.details) == set()


def test_a_name_in_parts_of_letters_is_found() -> None:
    assert mentions(unicodedata.normalize("NFD", "발명한 규리는 말했다"), {"발명한 규리"}) == {"발명한 규리"}
    assert mentions("발명\u200b한 규리는 말했다", {"발명한 규리"}) == {"발명한 규리"}


def test_a_name_is_hidden_with_the_family_name_first_or_last(open_with: Open) -> None:
    hidden = cleared(open_with(invented({"form": "unnamed"})), Audience("2026-07-10", public=True)).hidden
    assert mentions("So said Kyuri Invented.", hidden)
    named = cleared(open_with(invented({"form": "named"})), Audience("2026-07-10", public=True)).hidden
    assert not mentions("So said Kyuri Invented.", named)


def test_what_no_record_tells_is_not_freed_by_two_texts_one_after_the_other() -> None:
    """With the shipped records “Soo-ja” and “Un-un” are free, of which no text of theirs says either."""
    assert not mentions(f"It was so.{APART}Ja, it was.", {"Soo-ja"})
    assert not mentions(f"Van{APART}Vex", {"Vanvex"})
