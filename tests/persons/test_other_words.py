"""Places, ages, dates and names written as people do write them, and the letters that are honest."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
import yaml

from acceptance.command import nkadvocate
from nkadvocate.library import mentions
from nkadvocate.library.naming import details_of, terms_of
from nkadvocate.library.terms import may_be_one, untold
from nkadvocate.records import Person
from persons.invented import campaign_folder, dump, invented, told
from persons.test_guarding import LETTER, saying


def terms(**fields: object) -> set[str]:
    person = Person.model_validate_json(json.dumps(fields))
    return terms_of(person) | details_of(person)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("Yanbian Korean Autonomous Prefecture", "She was held in Yanbian."),
        ("Yanbian Korean Autonomous Prefecture", "in the Yanbian Prefecture"),
        ("Changbai Korean Autonomous County", "in Changbai County"),
        ("Namyang Workers’ District", "She came from Namyang."),
        *(
            ("Namyang Labourers’ District", "in Namyang"),
            ("Shan State", "in Shan"),
            ("Rason Special Economic Zone", "in Rason"),
        ),
        *(
            ("Khabarovsk Territory", "in Khabarovsk"),
            ("Yanbian Korean Nationality Autonomous Prefecture", "in Yanbian"),
        ),
        *((f"Songpyong{kind}", "in Songpyong District") for kind in ("-guyok", "-guyŏk", " kuyok", "-guyeok")),
        *((f"Namyang{kind}", "in Namyang District") for kind in ("-rodongja-gu", " nodongjagu")),
        *(("Yanbian Zhou", "in Yanbian"), ("Kaishan Tun", "in Kaishan")),
        *((f"Kuandian {kind}", "in Kuandian") for kind in ("Manchu Autonomous County", "Hui and Miao Zizhixian")),
        ("Yanbian Korean-Chinese Autonomous Prefecture", "in Yanbian"),
        ("Guangxi Zhuang Autonomous Region", "in Guangxi"),
        *((f"Khasan {kind}", "in Khasan") for kind in ("Krai", "Oblast", "Raion", "Subdistrict", "county-level city")),
        *((f"宽甸{kind}", "在宽甸县") for kind in ("满族自治县", "朝鲜族满族自治县")),
        *(("연변조선족자치주", "연변에서"), ("장백조선족자치현", "장백에서")),
        *((f"무산{kind}", "그는 무산에 있었다.") for kind in ("군", "로동자구", "구역", "시", "리")),
        *((f"龙井{kind}", "他在龙井。") for kind in ("市", "县", "镇", "村", "自治州")),
    ],
)
def test_a_place_is_found_without_the_words_for_what_it_is(place: str, text: str) -> None:
    assert mentions(text, terms(where={"county": place, "country": "X"}))


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        ("Longjing City, Yanbian Korean Autonomous Prefecture", ("in Longjing", "Longjing City", "in Yanbian")),
        ("Longjing (Yanbian)", ("in Longjing", "in Yanbian")),
        ("Namyang Workers' District; Onsong", ("in Namyang", "Onsong County")),
        ("함경북도 온성군", ("온성에서", "온성군에서", "함경북도에서")),
        ("온성군남양구", ("온성에서", "남양에서")),
        ("吉林省延边州", ("在吉林", "在延边")),
    ],
)
def test_each_of_several_levels_of_a_place_is_found(place: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert mentions(f"She was held {text}.", terms(where={"county": place, "country": "X"})), text


@pytest.mark.parametrize(
    "text", ["the north", "a prefecture of Korean farmers", "an inner city", "by a river", "in China"]
)
def test_what_a_place_is_and_where_it_lies_is_no_name(text: str) -> None:
    places = ["Onsong County, North", "Longjing, Korean Autonomous Prefecture", "Inner Mongolia Autonomous Region"]
    for place in [*places, "Onsong, near a river", "Longjing City, China"]:
        assert not mentions(f"It was {text}.", terms(where={"county": place, "country": "China"})), place


@pytest.mark.parametrize(("place", "text"), [("무리", "무엇을"), ("吉州", "吉他")])
def test_one_character_is_no_name_of_a_place(place: str, text: str) -> None:
    assert not mentions(text, terms(where={"county": place, "country": "X"}))


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("North Hamgyong Province", "It was in North Hamgyeong."),
        ("North Hamgyong Province", "It was in N. Hamgyong."),
        ("North Hamgyong Province", "It was in N. Hamgyeong."),
        ("North Phyongan Province", "It was in N Pyongan."),
        ("South Pyeongan Province", "It was in South Pyongan, they said."),
        ("Ryanggang Province", "It was in Yanggang."),
    ],
)
def test_a_province_is_found_otherwise_romanised_and_shortened(place: str, text: str) -> None:
    assert mentions(text, terms(where={"province": place, "country": "X"}))


@pytest.mark.parametrize(
    "text",
    [
        *("Maehwa, 34, told us.", "Maehwa (34) told us.", "a woman of 34", "on her 34th birthday", "in her 34th year"),
        *("een 34-jarige vrouw", "34-letnia kobieta", "34-летняя женщина", "34 jaar oud"),
        *(
            "She was 34 when she was arrested.",
            "She was 34 at the time.",
            "She had just turned 34.",
            "At 34, she fled.",
        ),
        *("When she was 34 she fled.", "A nurse (female, 34) told us.", "The nurse was 34 when she fled.", "I was 34."),
        *("Elle avait 34 ans.", "Sie war 34, als sie floh.", "my mother was only thirty-four"),
        *("Maehwa (name changed), 34, was held.", "So said Maehwa (name changed) 34.", "Ms K., 34, was held."),
        *("“Mina”, 34, was held.", "“Mina,” 34, was held.", "**Mina**, 34, was held.", "A nurse (F), 34, was held."),
        *("She was 33 or 34. Activists ask.", "One was 29, the other 34.", "One was 34, the other 29."),
        *("They were 34 and 29 years old.", "They were 29 and 34 years old.", "She was almost 34."),
        *("At 34, Maehwa’s sister fled.", "She was aged around 34.", "When only 34, she fled."),
        *("She gave her age as 34.", "One aged 29, the other 34.", "The elder 34, the younger 29.", "34 years of life"),
        *("people aged between 34 and 35", "34/35 years old", "The sisters were 29 and 34.", "Being 34, she fled."),
        *("She was beaten at 34.", "She was all of 34.", "여성(34)", "(여·34)"),
    ],
)
def test_an_age_is_found_as_newspapers_and_neighbours_write_it(text: str) -> None:
    assert mentions(text, terms(age=34, pseudonym="Maehwa") - {"Maehwa"})


@pytest.mark.parametrize(
    "text",
    [
        *("Between 34 and 35 people were held.", "The rate stood at 34.", "It was dismissed at 34.", "a camp of 34/35"),
        *("Estimates were 29 and 34.", "They met at 34 Main Street.", "after 34 years of war", "between 30 and 39"),
    ],
)
def test_other_numbers_in_such_sentences_are_no_ages(text: str) -> None:
    assert not mentions(text, terms(age=34))


@pytest.mark.parametrize("age", ["34-34", "34-35"])
def test_a_band_of_a_year_or_two_is_an_age(desk: Path, age: str) -> None:
    record = invented({"form": "pseudonym"}, person={"age": age})
    saying(campaign_folder(desk / "campaigns" / "mine", record, recipients=["aland-minister"]), "She was aged 34.")
    assert nkadvocate(*LETTER).exit_code == 1


@pytest.mark.parametrize("age", [18, 29, 30, 39, 70, "30-34"])
def test_the_band_that_an_age_is_told_in_is_not_taken_for_the_age(desk: Path, age: object) -> None:
    record = invented({"form": "unnamed"}, person={"age": age})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=["aland-minister"])
    result = nkadvocate(*LETTER)
    assert result.exit_code == 0, result.stderr
    assert "A woman, aged" in " ".join(told().split())


@pytest.mark.parametrize(
    "words",
    [
        *("In 2018, on a November night, she fled.", "In November she was caught. It was 2018.", "It was in Nov-18."),
        *("18년 11월", "In November 2017 or 2018.", "Zaza was 34.", "She was born on 840302.", "It was on 18. 11. 23."),
    ],
)
def test_a_month_or_age_that_may_not_be_told_is_not_printed_by_a_template(desk: Path, words: str) -> None:
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": "unnamed"}), recipients=["aland-minister"])
    saying(mine, words)
    assert nkadvocate(*LETTER).exit_code == 1


@pytest.mark.parametrize(
    "text",
    [
        *("2018 оны 11 сарын 23", "ngày 23 tháng 11 năm 2018", "23 พฤศจิกายน 2561", "23 marraskuuta 2018"),
        *("23 noiembrie 2018", "23 Kasım 2018", "23 Νοεμβρίου 2018", "2018_11_23", "2018 11 23", "23112018"),
    ],
)
def test_a_day_is_found_in_the_languages_of_the_countries_that_people_pass_through(text: str) -> None:
    assert mentions(text, terms(when="2018-11-23"))


@pytest.mark.parametrize(
    "text",
    [
        "ᴋʏᴜʀɪ",
        "Ƙyuri",
        "Kүuri",
        "🅺yuri",
        "Kyuri2018",
        "MrsKyuri",
        "MsXolo",
        *(
            "#FreeKyuri",
            "#JusticeForKyuri",
            "#JusticeForKyurisMother",
            "@TheRealKyuri",
            "#Justice4Kyuri2018",
            "#FREEKyuri",
        ),
        "Kyu0ri",
        "Xoˈlo Invented",
        "Xօlօ Invented",
    ],
)
def test_a_name_is_found_in_small_capitals_and_beside_other_signs(text: str) -> None:
    assert mentions(text, terms(names=["Invented Kyuri"], relatives=["Invented Xolo"]) - {"Invented"})


@pytest.mark.parametrize(
    "text", ["It was in Blue Sock factories.", "a Blue Sock Factory", "the blue sock factory’s gate"]
)
def test_identifying_words_are_found_in_the_plural(text: str) -> None:
    assert mentions(text, terms(identifying=["the Blue Sock Factory"]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("리선희", "이선희는 말했다."),  # as Seoul writes what Pyongyang writes with ㄹ
        ("이선희", "리선희는 말했다."),
        ("녀정로", "여정노"),
        ("리선희", "선희는 말했다."),
        ("남궁선희", "선희는 말했다."),
        ("李順姬", "順姬女士說。"),
        ("欧阳顺姬", "顺姬说。"),
    ],
)
def test_a_name_in_its_own_script_is_found_without_the_family_name_and_as_seoul_writes_it(name: str, text: str) -> None:
    assert mentions(text, terms(names=[name]))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Ri Un-ae", ("Lee Eun-ae", "Ri Eun-ae", "Eun-ae Lee", "Lee Eunae", "Lee Eun Ae")),
        ("Choe Un-a", ("Choi Eun-a", "Eun-a Choi")),
        ("O Un-ju", ("Oh Eun-ju",)),
        ("Ri Su-ae", ("Lee Soo-ae",)),
        ("Ri Ran", ("Lee Nan",)),
        ("O Su-a", ("Oh Soo-a", "Oh Sua")),
    ],
)
def test_a_full_name_of_few_sounds_is_found_as_seoul_writes_it(name: str, texts: tuple[str, ...]) -> None:
    assert all(mentions(f"So said {text} in May.", terms(names=[name])) for text in texts)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ri Un-ae", "In Leon, a lee on every side"),
        ("Ri Un", "Lyon and Leon, Rion"),
        ("O Su-a", "So a school"),
        ("Ko Sol", "Yongsan-gu, Seoul"),
        ("Han O", "In Hanoi, a so-called Han official, a co-operative"),
    ],
)
def test_other_words_do_not_sound_like_one(name: str, text: str) -> None:
    assert not mentions(text, terms(names=[name]))


@pytest.mark.parametrize("text", ["희망을 말했다.", "이선미는 말했다.", "順化", "李順天"])
def test_another_name_in_the_same_script_is_not_taken_for_it(text: str) -> None:
    assert not mentions(text, terms(names=["리선희", "李順姬"]))


@pytest.mark.parametrize("text", ["Grace H. Kim", "Kim, Ms Grace", "Mrs Kim (Grace)"])
def test_a_name_is_found_with_a_title_or_initial_in_it(text: str) -> None:
    assert mentions(text, terms(names=["Grace Kim"]))


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Kim Eun-hee", ("Un-hui", "Eun-hui", "Unhui", "Eun Hui")),
        ("Ri Ok-hui", ("Ok-hee", "Ok Hee")),
        ("Pak Ju-hui", ("Joo-hee", "Chu-hui")),
        ("Kim Cheol-woo", ("Chul-u",)),
    ],
)
def test_a_given_name_of_four_sounds_is_found_in_other_spellings(name: str, spellings: tuple[str, ...]) -> None:
    for spelling in spellings:
        assert mentions(f"The petition of {spelling} was read.", terms(names=[name]))
    assert not mentions("The petition was read in unity, oak, juice and chill.", terms(names=[name]))


@pytest.mark.parametrize(
    ("relative", "name"),
    [
        *(("her daughter Grace Kim", name) for name in ("Grace Kim", "Kim Grace")),
        *(("Her son Kim Il", name) for name in ("Kim Il", "Il Kim")),
        *((words, "Ri Un") for words in ("her late husband Ri Un", "Ri Un (her son)", "mother-in-law Ri Un")),
        *(("her brother Michael Chol Ri", name) for name in ("Ri Chol", "Michael Ri")),
    ],
)
def test_a_relative_who_is_told_of_in_words_is_found_by_the_name(relative: str, name: str) -> None:
    assert mentions(f"Guards beat {name} too.", terms(relatives=[relative]))
    assert not mentions("Her daughter, her husband and her son Kim saw it.", terms(relatives=[relative]))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Grace Hwa Kim", ("Kim Hwa", "Hwa Kim", "Grace Kim", "Grace Hwa")),
        ("Joseph Un Ri", ("Ri Un", "Lee Un", "Un Ri")),
        ("Mrs Kim Hwa", ("Kim Hwa", "Hwa Kim")),
        ("Kim Hwa Pak Sol", ("Kim Hwa", "Pak Sol")),
    ],
)
def test_a_name_of_several_words_is_found_without_its_first_or_last(name: str, texts: tuple[str, ...]) -> None:
    assert all(mentions(f"So said {text} in May.", terms(names=[name])) for text in texts)


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Grace Pak", ("Grace Park", "Park, Grace", "Grace Bak’s")),
        *(("Joseph Choe", ("Joseph Choi",)), ("Grace Jo", ("Grace Cho", "Grace Joe")), ("Joy Pak", ("Joy Park",))),
        ("Grace Hyun-ju Ri", ("Grace Lee", "Hyeon-joo Rhee", "Lee Grace")),
        ("Joseph Un Ri", ("Joseph Eun", "Joseph Lee", "Eun Rhee")),
        ("Pastor Joseph Chol-su Kim", ("Joseph Kim", "Kim Chul-soo", "Colonel Joseph Kim", "Chol-su Kim")),
        ("Mary Ann Hyun-ju Kim", ("Ann Kim", "Mary Kim", "Kim Mary", "Mary Hyun-ju")),
        ("Grace Hyun-ju Ri Kim", ("Grace Ri", "Lee Grace", "Hyun-ju Kim", "Grace Kim")),
        ("Anna Maria Lopez Garcia", ("Anna Garcia", "Maria Garcia", "Lopez Maria", "Anna Lopez")),
        ("Grace Kim-Miller", ("Grace Kim", "Miller, Grace", "Grace Gim", "Grace Kim Miller")),
        *(("Kim-Pak Hwa", ("Kim Hwa", "Hwa Park")), ("Anna-Grace Pak", ("Grace Park", "Anna Park"))),
        ("Mary-Ann Kim", ("Ann Kim", "Mary Kim")),
    ],
)
def test_any_two_words_of_a_name_point_to_its_bearer(name: str, texts: tuple[str, ...]) -> None:
    for field in ("names", "relatives"):
        assert all(mentions(f"So said {text} in May.", terms(**{field: [name]})) for text in texts), field
    assert all(may_be_one([name], [text]) for text in texts if "’" not in text and "," not in text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("Pastor Joseph Chol-su Kim", text) for text in ("Pastor Kim", "Joseph", "Kim", "Pastor Joseph Lee")),
        *(("Grace Hyun Ju Kim", text) for text in ("Kim Hyun", "Hyun Kim", "Grace", "Grace Lee")),
        *(("Grace Kim-Miller", text) for text in ("Grace", "Kim", "Grace Mill")),
        *(("Grace Sun-Hee Kim", text) for text in ("Kim Sun", "Sun Kim", "Grace Sun")),
        *(("Grace Pak", text) for text in ("Grace Paek", "Grace Kim", "the grace of the park")),
    ],
)
def test_one_usual_word_or_two_syllables_of_a_name_do_not(name: str, text: str) -> None:
    assert not mentions(f"So said {text} in May.", terms(names=[name]))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Paek Min", ("Paik Min", "Min Baik", "Baek Min", "Min Back")),
        *(("Kim Jae-il", ("Kim Jai-il",)), ("Kim Tae-u", ("Kim Tai-woo",)), ("Ho Chol-su", ("Her Chul-soo",))),
        ("Han Song-i", ("Han Song-yi", "Song-yi", "Song Yi Han", "Songyi")),
        *(("Kim Hui-ok", ("Heeok Kim", "Heeok", "Hee-ok")), ("Kim Mi-ok", ("Meeok Kim",))),
        *(("Ro Ran", ("Noh Ran", "Ran Roh", "No Nan")), ("Jo Un-hui", ("Joe Eun-hee",))),
        *(("Kim Un Gyong", ("Eunkyung Kim", "Kim Eunkyung")), ("Eunkyung Kim", ("Kim Un Gyong",))),
        *(("Kim Hak Kyong", ("Hakkyung Kim",)), ("Ri Jin Guk", ("Jinkook Lee",)), ("Kim Sun Gum", ("Soonkeum Kim",))),
        *(("Kim Chol Ran", ("Cheolran Kim",)), ("Jong Myong Ryol", ("Myungryeol Jung",))),
        *(("Kim A-il", ("Ahil Kim",)), ("Choe U-uk", ("Woo-uk Choi",)), ("Kim So-un", ("Soeun Kim",))),
    ],
)
def test_a_name_is_found_in_whatever_romanisation_is_usual(name: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert mentions(f"So said {text} in May.", terms(names=[name])), text


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Pak Ha-un", ("https://example.org/stories/haeun-park", "haeun.park@example.org", "haeun_park", "HaeunPark")),
        *(("Kim So-un", ("soeun-kim",)), ("Ri Ka-un", ("gaeun-lee",)), ("Choe Ko-un", ("goeun-choi", "goeunchoi"))),
        *(("Kim A-yong", ("ahyoung-kim",)), ("Kim Hwa-un", ("hwaeun-kim",)), ("Ri Ye-un", ("yeeun-lee",))),
        ("Ri Sun-hee", ("#FreeSeonhui", "#FreeSeonHui", "#JusticeForLeeSeonhui", "LeeSeonhuiStory", "Seonhui2018")),
        ("Ri Sŏn-hŭi", ("#FreeSunhee", "Sunhee²", "Seonhuissi", "Seonhuinim")),
        ("Kim Chol-su", ("#FreeCheolsu", "#BringCheolsuHome", "@kimcheolsu90")),
        (
            "Grace Pak",
            ("#JusticeForGracePark", "example.org/GraceParkStory", "grace.park88@example.org", "@gracepark90"),
        ),
        ("Ri Hwa", ("#FreeRiHwa", "#BringRiHwaHome", "#FreeHwaLee", "#FreeRiHWA", "#FreeRIHwa")),
        *(("O Hwa", ("#FreeOHwa", "#FreeHwaO")), ("Ri O", ("#FreeRiO",)), ("Ri Ae", ("#FreeRiAe",))),
        *(("An Ok", ("#FreeAnOk",)), ("Im Ok", ("#BringImOkHome",)), ("Un Kim", ("#FreeUnKim",))),
        *(("Kim Yong-sun", ("example.org/youngsoonkim", "#YOUNGSOONKIM", "Youngsoonkim")), ("O Un-sil", ("oheunsil",))),
        *(("Han Kyong-hui", ("hankyunghee@example.org",)), ("Pak Kwang-chol", ("parkgwangcheol", "@parkkwangchul"))),
        *(("Mun Kyong-ae", ("moonkyungae88",)), ("Kwak Kum-hui", ("kwakkeumhee",)), ("Ri Sun-hee", ("yisunhee",))),
        *(("Ho Kyong-hui", ("hurkyunghee",)), ("So Un-ju", ("suheunju",)), ("Rim Ryong-su", ("limryongsu",))),
        *(
            ("Kang Ok-sun", ("oksoonkang",)),
            ("Kim Mi-ran", ("meerankim",)),
            ("Grace Pak", ("parkgrace@example.org", "@GraceHJPark")),
        ),
    ],
)
def test_a_name_is_found_in_words_that_are_run_together(name: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert mentions(f"A statement on {text} was sent.", terms(names=[name])), text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "NGOs, MPs and IDs; a PhD of McGill",
            "Article 33A of A/HRC/25/CRP.1, KINUReport2018",
            "Pyongyang and Hanoi.Ok",
        ),
        *("Mongolian shoulders, kimyoungsoon, hankyungmi, parkgrant",),
    ],
)
def test_no_name_is_made_of_other_words_that_are(text: str) -> None:
    names = ["Ri O", "Ri Ae", "Han O", "Im Ok", "Pak Pyo-ya", "Kim Un-ri", "Ri Pyon-hyang"]
    names += ["Ri Yong-sun", "Han Kyong-hui", "Grace Pak"]
    assert not mentions(f"So said {text}.", terms(names=names))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Grace Pak", ("Grace A. Park", "Grace A Park", "Grace E. I. Park", "grace-a-park", "Grace A.\nPark")),
        (
            "Grace Pak",
            ("Grace JH Park", "Grace HJ\nPark", "Park JH Grace", "Grace-JH Park", "Grace JHK Park"),
        ),
        *(("Tom A. Kim", ("Tom Kim",)), ("Tom A Kim", ("Tom Kim",)), ("Sue E. Kim", ("Sue Kim",))),
        *(("Ben A. Pak", ("Ben Park",)), ("Sam O. Han", ("Sam Han",)), ("Paul E.-J. Kim", ("Paul Kim",))),
        *(("Joseph Choe", ("Joseph E. Choi",)), ("Kim U Jin", ("Kim U-jin", "Kim Woo-jin", "U Jin Kim"))),
    ],
)
def test_an_initial_is_no_part_of_a_name_vowel_or_not(name: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert mentions(f"So said {text} in May.", terms(names=[name])), text
        assert may_be_one([name], [" ".join(text.split())]) or "-a-" in text, text


@pytest.mark.parametrize(
    ("name", "text"),
    [("Grace Pak", "Grace. A Park was built"), ("Grace Pak", "by Grace\fA. Park"), ("Tom A. Kim", "Tom A. and Kim")],
)
def test_a_letter_between_other_words_is_none(name: str, text: str) -> None:
    assert not mentions(f"So said {text}.", terms(names=[name]))


@pytest.mark.parametrize(
    ("name", "alone"),
    [
        *(("Natalia Kim-Volkova", "Volkova"), ("Maria-Ludmila Kim", "Ludmila"), ("Grace Kim-Okonjo", "Okonjo")),
        *(("Min Kim-Pak", "Min Kim"), ("Min Kim-Pak", "Park Min")),
    ],
)
def test_half_of_a_double_name_points_to_its_bearer(name: str, alone: str) -> None:
    for field in ("names", "relatives"):
        assert mentions(f"So said {alone} in May.", terms(**{field: [name]})), field
    assert may_be_one([name], [alone])


@pytest.mark.parametrize("text", ["Kim Min", "Kim Ho", "Min", "Grace", "Joy"])
def test_half_of_a_given_name_or_a_usual_word_does_not(text: str) -> None:
    assert not mentions(f"So said {text} in May.", terms(names=["Kim Min-Ho", "Grace-Joy Pak"]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (unicodedata.normalize("NFD", "리선희"), "선희"),
        *(("\uf9e1善姬", "善姬"), ("\u2f2d善姬", "善姬"), ("李善姬", "\uf9e1善姬")),
    ],
    ids=["decomposed", "compatibility", "radical", "in the text"],
)
def test_a_name_is_found_whatever_its_characters_are_made_of(name: str, text: str) -> None:
    assert mentions(f"{text}는 말했다.", terms(names=[name]))
    assert may_be_one([*Person(names=(name,)).names], [text])


def test_so_is_a_place() -> None:
    assert mentions(
        "그는 무산에 있었다.", terms(where={"county": unicodedata.normalize("NFD", "무산군"), "country": "X"})
    )


@pytest.mark.parametrize("text", ["her young daughter went back home", "the key young women"])
def test_words_that_are_written_like_a_name_are_none(text: str) -> None:
    names = ["Ho Yong", "Paek Hom", "Ki Yong", "Ho Young-do"]
    assert not mentions(f"So {text}.", terms(names=names))


@pytest.mark.parametrize("words", ["Kim Chol-su's mother", "Kim Chol-su’s late mother", "Kim Chol-su's (uncle)"])
def test_a_relative_who_is_told_of_by_whose_she_is_is_found_by_the_name(words: str) -> None:
    for name in ("Kim Chol-su", "Chul-soo Kim", "Chol-su"):
        assert mentions(f"Guards beat {name} too.", terms(relatives=[words]))


@pytest.mark.parametrize("name", ["Kim Hwa's", "Kim Hwa’s", "Kim Hwa’"])
def test_no_name_is_given_with_an_ending_of_possession(name: str) -> None:
    with pytest.raises(ValueError, match="no ’s or apostrophe at its end"):
        Person.model_validate_json(json.dumps({"names": [name]}))


@pytest.mark.parametrize("text", ["So said Mrs Kim and Kim Ju.", "In so far as it is so", "Kim and Grace"])
def test_what_is_left_of_a_name_is_not_everything(text: str) -> None:
    assert not mentions(text, terms(names=["Mrs Kim Hwa", "Kim Hyun Ju", "Kim In So Grace"]))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"relatives": ["Ok"]}, "Her daughter Ok saw it."),
        ({"relatives": ["Ok"]}, "It was Ok's daughter, or the Oks."),
        *(
            ({"relatives": ["Ok"]}, f"Her daughter O{unseen}k saw it.")
            for unseen in ("&shy;", "\u200b", "\u2060", "\u034f")
        ),
        ({"relatives": ["Ok"]}, "#FreeOk"),
        ({"pseudonym": "Mi"}, "Mi, said the Watch."),
        ({"pseudonym": "J.K."}, "So said J.K. in court."),
        ({"identifying": ["J.K."]}, "So said J. K., or JK."),
        ({"identifying": ["K2"]}, "It was in K2."),
        ({"where": {"village": "Om-ri", "country": "X"}}, "It was in Om."),
    ],
)
def test_a_name_of_two_letters_is_found_as_the_record_has_it(fields: dict[str, object], text: str) -> None:
    assert mentions(text, terms(**fields))


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Un", "Ok", "Li"], "The UN and the OK of Part II, in the un-named, by Oki and Unok."),
        (["In", "On", "So", "K.", "12"], "In June, on 12 July, so says K. On it, so he says, in No 12."),
    ],
)
def test_short_words_of_honest_sentences_are_not_taken_for_one(names: list[str], text: str) -> None:
    assert not mentions(text, terms(relatives=names))


def test_a_claim_that_says_a_name_of_two_letters_is_withheld(desk: Path) -> None:
    record = invented({"form": "unnamed"}, person={"relatives": ["Ok"]})
    record["claim"] = "{person} said that her daughter Ok was beaten {when}."
    campaign_folder(desk / "campaigns" / "mine", record, recipients=["aland-minister"])
    assert nkadvocate(*LETTER).exit_code == 0
    assert "Ok " not in told()


def test_what_a_follow_up_recalls_is_no_name_or_address(desk: Path) -> None:
    """Whoever writes the reference of an earlier letter does not say by it what may be told of a person."""
    recalled = {"date": "2026-01-05", "reference": "Kyuri, Qulumo-ri, aged 34"}
    mine = campaign_folder(
        desk / "campaigns" / "mine", invented({"form": "unnamed"}), recipients=["aland-minister"], follow_up=recalled
    )
    saying(mine, "In Qulumo-ri Kyuri was aged 34.")
    assert nkadvocate(*LETTER).exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        "Article 12 may not be derogated from.",
        "Paragraphs 7 and 12 may be read together.",
        "By November, 23 states had joined.",
    ],
)
def test_an_honest_sentence_is_not_taken_for_a_day_or_an_age(desk: Path, words: str) -> None:
    days = {"when": "2018-11-23", "born": "1984-05-12"}
    mine = campaign_folder(
        desk / "campaigns" / "mine", invented({"form": "pseudonym"}, person=days), recipients=["aland-minister"]
    )
    saying(mine, words)
    assert nkadvocate(*LETTER).exit_code == 0


def test_a_name_that_sounds_like_a_country_does_not_withhold_what_names_the_country(desk: Path) -> None:
    record = invented({"form": "unnamed"}, person={"names": ["Kim Chin-a"]})
    record["claim"] = "{person} told the Watch that she was beaten after her return from China."
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=["aland-minister"])
    (mine / "actors" / "more.yaml").write_text(dump([{"id": "cn", "kind": "state", "name": "China"}]), "utf-8")
    assert "beaten after her return" in nkadvocate("list", "evidence", "-c", "mine").output


LOOSELY = [
    ("Tae-hun", "The Hon."),
    ("Cho-sun", "Chosun Ilbo"),
    ("Bo-ok", "a book"),
    ("In-jun", "In June"),
    ("Bo-min", "born in"),
]


@pytest.mark.parametrize(("name", "told"), LOOSELY)
def test_a_name_that_honest_words_sound_like_is_found_and_they_are_not(desk: Path, name: str, told: str) -> None:
    record = invented({"form": "pseudonym"}, person={"names": [f"Kim {name}"]})
    event = invented(id="event-one", claim=f"The Watch wrote of {told} to the state.", kind="event")
    event |= {"person": None, "consent": None}
    mine = campaign_folder(desk / "campaigns" / "mine", record, event, recipients=["aland-minister"])
    saying(mine, f"We wrote to {told} in time.")
    assert nkadvocate(*LETTER).exit_code == 0
    assert "holds a name" not in nkadvocate("check", "campaigns/mine").output
    saying(mine, f"So said {name} himself.")
    assert "would be printed" in nkadvocate(*LETTER).stderr
    assert "holds a name or word that a record protects" in nkadvocate("check", "campaigns/mine").output


def test_a_number_behind_a_word_is_no_letter_of_a_name() -> None:
    assert not mentions("the report of China (3 February 2016), and of China.[3]", terms(names=["Kim Chin-ae"]))
    assert mentions("So said Ch1n-ae.", terms(names=["Kim Chin-ae"]))


def test_a_word_of_a_name_that_a_record_has_is_free_in_every_spelling(desk: Path) -> None:
    record = invented({"form": "pseudonym"}, person={"names": ["Kim Tae-hun"]})
    event = invented(id="event-one", claim="The Watch wrote to Tae-hun Pak.", kind="event")
    event |= {"person": None, "consent": None}
    mine = campaign_folder(desk / "campaigns" / "mine", record, event, recipients=["aland-minister"])
    saying(mine, "We thank Tae-hoon Pak.")
    assert nkadvocate(*LETTER).exit_code == 0


@pytest.mark.parametrize("field", ["description", "tagline"])
@pytest.mark.parametrize("words", ["founded for Kyuri", "34 years old", "of Qulumo-ri", "since 23 November 2018"])
def test_what_the_sender_says_of_itself_is_no_name_or_address(desk: Path, field: str, words: str) -> None:
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": "pseudonym"}), recipients=["aland-minister"])
    campaign = yaml.safe_load((mine / "campaign.yaml").read_text("utf-8"))
    campaign["sender"] |= {"description": "a network"} | {field: f"a network {words}"}
    (mine / "campaign.yaml").write_text(dump(campaign), "utf-8")
    assert "would be printed" in nkadvocate(*LETTER).stderr
    saying(mine, f"We are a network {words}.")
    campaign["sender"] |= {"description": "a network", "tagline": "A network"}
    (mine / "campaign.yaml").write_text(dump(campaign), "utf-8")
    assert nkadvocate(*LETTER).exit_code == 1


@pytest.mark.parametrize(
    "words", ["In 2018, on 23 November, it was.", "It was on 23 November.", "It was on 23 November, in the year 2018."]
)
def test_a_letter_on_the_anniversary_does_not_say_the_day(desk: Path, words: str) -> None:
    """The day of a letter frees no day of another year, wherever the year stands."""
    record = invented({"form": "unnamed"})
    saying(
        campaign_folder(desk / "campaigns" / "mine", record, recipients=["aland-minister"], date="2026-11-23"), words
    )
    assert nkadvocate(*LETTER).exit_code == 1


def test_a_word_with_an_ending_frees_no_name_without_it() -> None:
    """“In June 2023” stands in records; “In Jun” does not."""
    protected = untold({"In-jun"}, "In June 2023 the Watch found it.")
    assert not mentions("In June it was so.", protected)
    assert mentions("So said In Jun.", protected)
