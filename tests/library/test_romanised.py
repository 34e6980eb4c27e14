"""How romanised Korean names sound: what is written in several ways is the same, and other syllables are not."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from nkadvocate.library.likeness import otherwise_begun, sound, sounds

FAMILIES = """
Kim Gim | Ri Lee Yi Rhee Ree Li Rie Rhie Yee | Pak Park Bak | Choe Choi Ch’oe Choy | Jong Jung Jeong Chung Chong Cheong
Joung | Kang Gang | Jo Cho Joe | Yun Yoon Youn | Jang Chang Jhang | Rim Lim Im Yim | O Oh Eo | Han Hahn | Sin Shin
So Seo Suh Su | Kwon Gwon Kweon | Hwang Whang | An Ahn | Ryu Yoo Yu Ryoo Lyu You | Jon Jeon Chun Jun Chon | Ko Go Koh
Mun Moon | Son Sohn | Pae Bae Pai | Ho Heo Hur Huh Her | Sim Shim | Ro Roh Rho | No Noh | Kwak Gwak | Ju Joo Chu | U Woo
Ku Koo Gu | Jin Chin | Ji Jee Chi | Om Eom Um | Paek Paik Baik Baek Back | Ryom Yeom Yum | Maeng Maing | Kil Gil | Ki Gi
Kee Key
"""
GIVEN = """
Sun Soon Seon Son | Hui Hee Hi Heui Hie | Yong Young Yeong | Suk Sook Seok | Un Eun | Hyon Hyun Hyeon | Kyong Kyung
Gyeong Kyoung | Su Soo Sue | Jae Jai Jay Chae | Tae Dae Tai Thae Day | Hae Hai | U Woo Oo | Chol Chul Cheol | Kyu Gyu
Uk Wook Ook | Ung Woong Eung | Hun Hoon | Ran Lan | Kum Geum Keum | Tok Deok Duk | Kuk Kook Guk Gook | Hwan Whan
Pyol Byul Byeol | A Ah | I Ee | Mi Mee | Song-i Song-yi Songi Songyi | Hui-ok Heeok Hee-ok | Mi-ok Meeok | Tae-u Tai-woo
Chae-u Chae-woo | Ji-u Jee-woo Jeewoo | A-il Ah-il Ahil | A-yong Ahyeong Ah-young | U-uk Woo-uk Wooook | So-un Soeun
Se-un Seeun | Ha-un Haeun | Na-il Nail
"""
APART = """
Pak Paek | Jo Choe | Kim Kum | Ri Rim | O A | Han Hang | An Ang | Jin Jang | Mi Me | Min Mun | Su-ok Suk
Hui Hwi | Won Un | Kwang Kang | Hwa Ha | Yong Ong | Chol Chal | Myong Mong | Ok Ak | Kuk Kung | Il In
Ho U | Sim Sin | Hyok Hok | Mi-a Mia-e | Nam Na | Sol Sok | Jae Ja | Hae Ha
"""


def lists(text: str) -> list[list[str]]:
    return [words.split() for line in text.strip().splitlines() for words in line.split("|") if words.split()]


def heard(name: str) -> set[str]:
    """The ways in which a name sounds as one word and parted at its hyphen."""
    parts = name.lower().replace("’", "").split("-")
    return {*sounds("".join(parts)), *map("".join, product(*map(sounds, parts)))}


@pytest.mark.parametrize("spellings", lists(FAMILIES) + lists(GIVEN), ids=lambda spellings: spellings[0])
def test_what_is_written_in_several_ways_sounds_the_same(spellings: list[str]) -> None:
    assert [other for other in spellings[1:] if heard(spellings[0]).isdisjoint(heard(other))] == []


@pytest.mark.parametrize("names", lists(APART), ids=" ".join)
def test_other_syllables_sound_otherwise(names: list[str]) -> None:
    assert [(one, other) for one, other in pairwise(names) if not heard(one).isdisjoint(heard(other))] == []


def test_each_word_begins_as_in_seoul_or_as_in_pyongyang() -> None:
    assert {*map(" ".join, otherwise_begun(["ro", "ran"]))} == {"no ran", "ro nan", "no nan"}
    assert otherwise_begun(["kim", "ir"]) == ()


def test_the_usual_sound_of_a_word_that_is_two_names_comes_first() -> None:
    assert (sound("back"), sounds("back")) == ("pak", ("pak", "pek"))
