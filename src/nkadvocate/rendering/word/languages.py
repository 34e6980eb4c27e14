"""What Word wants to know of a language: its tags, the face to print it in, and its direction."""

from __future__ import annotations

import re

# Word knows Chinese, Japanese and Korean by place; a bare or script tag selects no font and no dictionary.
_PLACES = {"zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW", "ja": "ja-JP", "ko": "ko-KR"}
_EASTERN = {"zh": "SimSun", "ja": "MS Mincho", "ko": "Batang"}
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})

_STRONG = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# A run of right-to-left words, with what stands between them: spaces, punctuation and digits, but no other letter.
_RTL_SPAN = re.compile(f"([{_STRONG}]+(?:[\\W\\d_]*[{_STRONG}]+)*)")


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def is_right_to_left(language: str) -> bool:
    """Whether a text in ``language`` (BCP 47) runs from right to left."""
    return _primary(language) in _RIGHT_TO_LEFT


def word_languages(language: str) -> dict[str, str]:
    """The attributes of ``w:lang`` (ECMA-376 part 1, 17.3.2.20): one for each group of scripts it concerns."""
    tag = _PLACES.get(language.lower(), language)
    eastern = {"eastAsia": tag} if _primary(language) in _EASTERN else {}
    return {"val": tag, **eastern, **({"bidi": tag} if is_right_to_left(language) else {})}


def eastern_font(language: str) -> str | None:
    """The serif face that Word installs for an East Asian language, else None."""
    traditional = word_languages(language)["val"] in ("zh-TW", "zh-HK", "zh-MO")
    return "PMingLiU" if traditional else _EASTERN.get(_primary(language))


def by_direction(text: str) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is written from right to left."""
    pieces = _RTL_SPAN.split(text)
    return [(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece]
