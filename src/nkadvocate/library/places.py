"""Places as they are likely to be written: without the words for what they are, shortened, each level by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkadvocate.library.likeness import folded


def names_of_place(place: str) -> set[str]:
    """A place and each level in it (Longjing City, Yanbian Prefecture), as they are, without the word for what they
    are, and with the point of the compass shortened: N. Hamgyong."""
    found: set[str] = set()
    for level in (place, *_levels(place)):
        name = _named(level)
        found |= {level, name, _COMPASS_IN_FULL.sub(r"\1.", name)}
        if autonomous := re.match(_AUTONOMOUS, level):
            found |= {autonomous[1][:length] for length in range(2, len(autonomous[1]))}
    return found


def bare_names_of_place(place: str) -> Iterator[str]:
    """What is a name in that of a place: Hamgyong of North Hamgyong Province."""
    return (_COMPASS_IN_FULL.sub("", _named(level)) for level in [*_levels(place)] or [place])


def _levels(place: str) -> Iterator[str]:
    """What signs part, and in Hangul and Han spaces and the words for what a place is, where it is a name."""
    for part in re.split(_BETWEEN_LEVELS, place):
        if re.fullmatch(f"(?:{_LEVEL})+", part):
            yield from re.findall(_LEVEL, part)
        elif any(_is_name(word) for word in re.findall(r"[^\W\d_]+", part)):
            yield part


def _is_name(word: str) -> bool:
    return len(word) > 1 and not word.islower() and folded(word) not in _NO_NAMES


def _named(place: str) -> str:
    """The name of a place without the word for what it is: Onsong County, Jilin Province, Sinhung-ri, 무산군."""
    name = re.sub(f"{_TWO}{_KIND}$", "", place)
    kinds = _KINDS
    while (cut := max(name.rfind(" "), name.rfind("-"))) > 1:
        word = folded(name[cut + 1 :]).rstrip("'’")
        if word not in kinds:
            break
        kinds = kinds | _NATIONALITIES if word in _OF_NATIONALITIES else kinds
        name = name[:cut]
    return name


_COMPASS_IN_FULL = re.compile("^([NSEW])(?:orth|outh|ast|est)(?= )")
_OF_NATIONALITIES = frozenset(("autonomous", "zizhizhou", "zizhixian", "zizhiqu"))
_KINDS = _OF_NATIONALITIES | frozenset(
    (
        *("korean", "manchu", "workers", "labourers", "laborers", "special", "municipality", "municipal", "region"),
        *("banner", "ward", "league", "nationality", "nationalities", "economic", "administrative", "zone", "area"),
        *("ri", "up", "eup", "eub", "myon", "myeon", "dong", "gu", "ku", "gun", "kun", "si", "do"),
        *("guyok", "guyeok", "kuyok", "rodongja", "nodongja", "rodongjagu", "nodongjagu"),
        *("cun", "tun", "zhen", "xiang", "xian", "shi", "zhou", "sheng"),
        *("village", "town", "township", "county", "city", "district", "prefecture", "province", "level"),
        *("hamlet", "commune", "subdistrict", "subprefecture", "neighbourhood", "neighborhood", "capital", "island"),
        *("state", "territory", "division", "republic", "oblast", "krai", "kray", "okrug", "raion", "rayon", "aimag"),
        *("sum", "soum", "tambon", "amphoe", "changwat", "khoueng", "khwaeng", "qu", "jiedao", "manzu", "chosonjok"),
    )
)
_OF_CHINA = """
mongol mongolian hui tibetan uyghur uygur uighur miao yi zhuang buyei bouyei korean chaoxian chaoxianzu manchu dong yao
bai tujia hani kazakh kazak dai li lisu va wa she lahu sui shui dongxiang naxi jingpo kyrgyz kirgiz tu daur mulao mulam
qiang blang salar maonan gelao xibe achang pumi tajik nu uzbek russian evenki ewenki de'ang bonan bao'an yugur jing
tatar derung oroqen hezhen monba lhoba jino ethnic chinese and
"""
_NATIONALITIES = frozenset(_OF_CHINA.split())
"""The nationalities of China (GB/T 3304-1991) in usual spellings, and what stands between them."""
_NO_NAMES = _KINDS | _NATIONALITIES | {"north", "south", "east", "west", "the", "no", "centre", "center"}
_KIND = (
    "(?:[로노]동자구|구역|특별시|직할시|자치[주현구]|(?<=[가-힣])[군시리도구동읍면]"
    "|自治[州县縣旗区區]|(?<=[\u3400-\u9fff])[县縣市省州镇鎮乡鄉村屯区區郡里道])"
)
_TWO = "(?<=[가-힣\u3400-\u9fff]{2})"
_LEVEL = f"(?:[가-힣]|[\u3400-\u9fff]){{2,}}?{_KIND}"
_AUTONOMOUS = "([가-힣\u3400-\u9fff]{3,})(?:自治|자치)"
"""A name and its nationalities: 延边朝鲜族自治州. As names have no end, each of its beginnings counts as one."""
_BETWEEN_LEVELS = r"\s*[,;/()\[\]（），、；]\s*|(?<=[가-힣\u3400-\u9fff])\s+(?=[가-힣\u3400-\u9fff])"
