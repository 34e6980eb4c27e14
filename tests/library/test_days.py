"""Dates and ages are read in the ways in which people write them."""

from __future__ import annotations

import pytest

from nkadvocate.library.days import days_and_ages
from nkadvocate.library.likeness import folded, skeleton


def read(text: str) -> tuple[set[str], set[int]]:
    return days_and_ages(skeleton(folded(text)))


@pytest.mark.parametrize(
    "text",
    [
        *("2018-11-23", "23/11/2018", "11/23/18", "2018. 11. 23.", "20181123", "23 November 2018", "Nov 23, 2018"),
        *("le 23 novembre 2018", "am 23. November 2018", "el 23 de noviembre de 2018", "il 23 novembre 2018"),
        *("23 listopada 2018 r.", "23 ноября 2018 г.", "23. listopadu 2018", "23 de novembro de 2018"),
        *(
            "2018年11月23日",
            "2018년 11월 23일",
            "二〇一八年十一月二十三日",
            "平成30年11月23日",
            "Juche 107 (2018), November 23",
        ),
        *(
            "the twenty-third of November 2018",
            "November the twenty-third, two thousand and eighteen",
            "23 Novernber 2O18",
        ),
        *("23.XI.2018", "23 xi 2018", "이천십팔년 십일월 이십삼일", "二千零一十八年十一月二十三日"),
        *("23 November, twenty eighteen", "der dreiundzwanzigste November 2018", "23 to 24 November 2018"),
        *("23 through 30 November 2018", "23 until 30 November 2018", "the 23rd until the 25th of November 2018"),
        *("vom 23. auf den 24. November 2018", "23 (Friday) November 2018", "23 (a Friday) November 2018"),
        *("с 23 по 24 ноября 2018 г.", "від 23 до 24 листопада 2018", "2018 m. lapkričio 23 d."),
        *("二〇一八年十一月二十三號", "๒๓ พฤศจิกายน ๒๕๖๑"),
        *("18년 11월 23일", "18年11月23日"),
        *("주체107(2018).11.23", "Juche 107 (2018).11.23", "주체107（2018）년 11월 23일", "Juche 107.11.23"),
        *("Friday, 23, and Saturday, 24 November 2018", "the 23rd (Friday) to the 25th of November 2018"),
    ],
)
def test_a_day(text: str) -> None:
    days, _ = read(f"It was on {text}, they said.")
    assert {"2018-11-23", "2018-11"} <= days
    assert "--11-23" not in days


@pytest.mark.parametrize("text", ["18.11.23.", "18. 11. 23.", "18-11-23", "18/11/23", "’18. 11. 23."])
def test_a_day_with_two_digits_of_the_year_first(text: str) -> None:
    assert {"2018-11-23", "2018-11"} <= read(f"It was on {text}, they said.")[0]


@pytest.mark.parametrize(
    "text",
    [
        *("born 84.03.02.", "born 84. 3. 2.", "born on 840302", "Date of birth: 840302", "DOB 840302"),
        *("생년월일: 840302", "생년월일은 840302", "출생 840302", "生日：840302", "number 840302-2345678"),
    ],
)
def test_a_day_of_birth_in_six_digits(text: str) -> None:
    assert "1984-03-02" in read(f"She was {text}, they said.")[0]


@pytest.mark.parametrize(
    "text",
    [
        *("23 Sept 2018", "Sept. 23, 2018", "the 23rd of Sept, 2018", "23-Sept-2018", "23sept2018", "le 23 sept. 2018"),
        "the twenty-third of Sept. 2018",
    ],
)
def test_september_for_short_is_not_the_french_seven(text: str) -> None:
    assert read(f"It was on {text}, they said.")[0] == {"2018-09-23", "2018-09"}


@pytest.mark.parametrize("text", ["le sept mai 2018", "am siebten Mai 2018", "7 May 2018"])
def test_the_french_seven_is_no_september(text: str) -> None:
    assert read(f"It was {text}, they said.")[0] == {"2018-05-07", "2018-05"}


@pytest.mark.parametrize("text", ["der achte November 2018", "am achten November 2018", "8. November 2018"])
def test_the_eighth_in_german(text: str) -> None:
    assert read(f"Es war {text}.")[0] == {"2018-11-08", "2018-11"}


@pytest.mark.parametrize(
    "text",
    ["23 November", "the twenty-third of November", "le 23 novembre", "11月23日", "Nov 23", "Friday, 23 November"],
)
def test_a_day_without_its_year(text: str) -> None:
    assert read(f"It was on {text}, they said.")[0] == {"--11-23"}


@pytest.mark.parametrize(
    "text",
    [
        *("November 2018", "novembre 2018", "2018-11", "2018年11月", "Juche 107 November", "11/2018", "11.2018"),
        *("주체107(2018)년 11월", "주체107(2018).11", "Juche 107 (2018) November"),
        *("Nov ’18", "Nov. '18", "2018’s November", "the November of 2018"),
    ],
)
def test_a_month(text: str) -> None:
    assert read(f"It was in {text}, they said.")[0] == {"2018-11"}


@pytest.mark.parametrize(
    "text",
    [
        *("November and December 2018", "between November and December 2018", "November-December 2018"),
        *("November to 7 December 2018", "23 November to 7 December 2018", "November, December and January 2018"),
    ],
)
def test_a_month_before_another_has_the_year_of_that(text: str) -> None:
    assert "2018-11" in read(f"It was in {text}, they said.")[0]


@pytest.mark.parametrize(
    "text", ["Friday, 23, and Saturday, 24 November", "from the 23rd (Thursday) to the 25th of November"]
)
def test_each_day_of_several_with_days_of_the_week(text: str) -> None:
    assert "--11-23" in read(f"It was {text}, they said.")[0]


@pytest.mark.parametrize(
    "text", ["In November, on Friday, 23 states spoke", "By November, 23 states", "주체107(2018). 23"]
)
def test_figures_after_days_of_the_week_are_no_days(text: str) -> None:
    assert "--11-23" not in read(f"{text}, they said.")[0]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Nov-18",
            "November/18",
            "18년 11월",
            "November 2017 or 2018",
            "November 2017 to 2018",
            "in 2018, in November",
        ),
        *("In 2018, on a cold November night, she fled.", "On a November night, the year was 2018, she fled."),
        *("In November she was caught. It was 2018.", "It was 2018. She was caught one November night."),
        "She was caught in mid-November. That was in the winter of 2018.",
    ],
)
def test_a_month_and_its_year_apart(text: str) -> None:
    assert "2018-11" in read(text)[0]


@pytest.mark.parametrize("text", ["on a May night in 2018", "One March morning she was caught. It was 2018."])
def test_may_and_march_are_months_after_a_word_that_says_so(text: str) -> None:
    assert not read(text)[0].isdisjoint({"2018-05", "2018-03"})


@pytest.mark.parametrize(
    "text",
    [
        "She fled in 2018. She was held. In November we meet.",
        "On 9 November 2024 the Watch said so of 2018.",
        "In November and December 2024 it was said of 2018.",
        "In 2024, so it is said, November was cold. The year 2018 was not.",
        "May it be told what was asked in 2018.",
        "The March on Wuxo was in 2018.",
        "In 2018\f In November we meet.",
    ],
)
def test_a_month_is_not_of_a_year_further_off_or_of_another_date(text: str) -> None:
    assert read(text)[0].isdisjoint({"2018-11", "2018-05", "2018-03"})


def test_a_day_before_another_month_may_be_of_any_year() -> None:
    assert {"--11-23", "2018-11-23"} <= read("on 23 November and 7 December 2018")[0]


@pytest.mark.parametrize(
    "text",
    [
        *("23 of 2018", "(2018) 11 A Law Review 23", "A/HRC/55/23", "2018-19", "in 2018", "May they go", "note 23"),
        *("23\f November", "twenty-three letters", "In November, 23 states", "23 i 2 p 2018"),
        *("RC-B7-0241/2012", "para 3.\n1995 Agreement", "11/0241", "the class of ’18", "840302", "note 840302-9"),
    ],
)
def test_no_date(text: str) -> None:
    assert read(f"See {text}, they said.")[0] == set()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "34 years old",
            "34-year-old",
            "aged 34",
            "at the age of 34",
            "34 years of age",
            "thirty-four years old",
            "34세",
        ),
        *("thirty-four-year-old", "aged thirty four", "âgée de trente-quatre ans", "une femme de 34 ans", "三十四岁"),
        *("vierunddreißig Jahre alt", "34-jährige", "im Alter von 34 Jahren", "삼십사세", "cô ấy 34 tuổi"),
        *("서른네 살", "삼십사 살", "三十四才", "vierunddreissig Jahre alt"),
        *(
            "Her age was 34",
            "age at arrest 34",
            "age at the time of her arrest 34",
            "나이 34",
            "나이는 34",
            "연령: 34",
            "年龄34",
        ),
        *("年龄：34", "年齢34", "возраст: 34", "a nurse, only 34, was held", "a nurse, now thirty four, was held"),
        *("a woman, 34 years, fled", "(female, 34 yrs)", "just before turning 34 she fled", "at just 34 she fled"),
        *("“I’m 34 and alone.”", "She’s 34.", "She had reached 34.", "Elle a 34 ans.", "Une femme, 34 ans, a fui."),
        *("a mother of 34", "a woman (34)", "a refugee, 34, from there", "een vrouw van 34", "una donna di 34 anni"),
    ],
)
def test_an_age(text: str) -> None:
    assert read(f"It was {text}, they said.")[1] == {34}


@pytest.mark.parametrize(
    "text", ["two sisters, 34 and 41, fled", "women aged 29, 34 and 41", "ages of those held: 29, 34 and 41"]
)
def test_each_of_several_ages(text: str) -> None:
    assert {34, 41} <= read(f"It was {text}.")[1]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Maehwa was 34.",
            "Maehwa turned 34 in prison.",
            "When Maehwa was 34\nWe ask",
            "Maehwa (now 34)",
            "Maehwa is now 34,",
        ),
        *("The victim was 34.", "The defector was 34 and fled.", "The witness was thirty-four", "Maehwa will be 34."),
        *(
            "34 at the time, she was held.",
            "Only 34, she was held.",
            "She was 34 years at that time.",
            "Maehwa war 34, als",
        ),
        *("The total rose. Maehwa was 34.", "The number fell when Maehwa was 34.", "She fled, Maehwa was 34."),
    ],
)
def test_an_age_in_a_sentence(text: str) -> None:
    assert read(text)[1] == {34}


@pytest.mark.parametrize("text", ["aged 33 or 34", "aged 33-34", "aged 33 to 34", "ages 33 and 34", "aged 33–34"])
def test_one_of_two_ages(text: str) -> None:
    assert read(f"They were {text}, they said.")[1] == {33, 34}


@pytest.mark.parametrize(
    "text", ["aged 30 to 39", "aged 30–39", "aged 70 or older", "aged 34 to 40", "a man of 18 to 29"]
)
def test_a_wide_band_is_no_age(text: str) -> None:
    assert read(f"A woman, {text}, told the Watch.")[1] == set()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "34 years of it",
            "pendant 34 ans",
            "34 letters",
            "in 34 years",
            "page 34",
            "in the 34th year",
            "34 at a time",
        ),
        *("that she was 34 days in a cell", "that he turned 34 people back", "so that it is 34", "il y a 34 ans"),
        *("as China turned 34 women back", "a vote at 34 to 3", "that she was the 34th", "as the total was 34"),
        *("that the number of arrests in Jilin was 34", "that the figure for 2018, so the Watch, was 34"),
        *("that the share was 34%", "that Maehwa was 34.5 km away", "as China turned 34 North Koreans back"),
        *(
            "said by the members (now 34)",
            "said by the women (then 34)",
            "that the minimum age is 34",
            "that Article 3 is 34",
        ),
        *("that she was 34 years in prison", "the age of majority, which is 34", "after the war 34 of them fled"),
        *("from Unification, 34,538 people", "ages 30 to 39: 34 people", "that he’s 34 days in", "arrivals reached 34"),
        *("said. Only 34, or one in ten, were freed", "said. 34 at the time were held", "am 34. Tag"),
    ],
)
def test_no_age(text: str) -> None:
    assert read(f"It was {text}, they said.")[1] == set()


@pytest.mark.parametrize(
    ("text", "age"),
    [
        *(("quatre-vingt-dix-neuf ans", 99), ("soixante et onze ans", 71), ("vingt et un ans", 21)),
        *(("dix-sept ans", 17), ("dix-huit ans", 18), ("sept ans", 7), ("soixante-dix-sept ans", 77)),
    ],
)
def test_french_numbers(text: str, age: int) -> None:
    assert read(f"âgé de {text}")[1] == {age}


@pytest.mark.parametrize(
    ("text", "age"),
    [("fünfunddreißig Jahre alt", 35), ("fuenfunddreissig Jahre alt", 35), ("zwoelf Jahre alt", 12)],
)
def test_german_numbers(text: str, age: int) -> None:
    assert read(f"sie war {text}")[1] == {age}


@pytest.mark.parametrize(("text", "age"), [("한 살", 1), ("열두 살", 12), ("스무 살", 20), ("아흔아홉 살", 99)])
def test_korean_numbers(text: str, age: int) -> None:
    assert read(f"그는 {text}이었다")[1] == {age}
