"""Ages in a text, in the languages and ways in which people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nkadvocate.library.likeness import skeletons
from nkadvocate.library.spelled import MARKS_OF_AGES, Item

_AGED = skeletons("aged age âgée âgé Alter edad età idade leeftijd wieku věku vârsta возрасте віком อายุ")
_OF = {"of", "de", "von", "di", "van"}
_BETWEEN_AGES = _OF | skeletons("about the only just d")
_PEOPLE = skeletons(
    "woman man girl boy mother father daughter wife husband sister brother refugee female male femme homme fille Frau "
    "Mann weiblich männlich mujer hombre donna mulher vrouw"
)
_YEARS = skeletons("year years yr yrs y Jahre Jahren ans años anos anni jaar år")
_YEARS_AGED = skeletons("ans años anos anni ani")
_BEFORE_YEARS_AGED = skeletons("de di avait avais avoir tenía tiene tener aveva avere tinha ter")
"""They make an age with a word before the number alone: une femme de 34 ans, elle avait 34 ans."""
_OLD = skeletons("old olds o alt alte Alter alten oud oude gammal gammel")
_AT_ONCE = {*MARKS_OF_AGES} | skeletons("yo birthday tuổi nasty настай yaşında yaşındaki ετών χρονών")
"""They make an age of the number before them by themselves."""
_STEMS = tuple(skeletons("jährig jarig letni летн річн vuotia årig godišnj ročn évesen"))
"""How words for “of so many years” begin, in German, Dutch, Polish, Russian, Ukrainian, Finnish and others."""
_NTH = {"st", "nd", "rd", "th"}
_HIS_OR_HER = {"her", "his", "their", "my"}
_SHE = skeletons("she he i who sie er ich")
_WAS = skeletons("was is am war ist bin turned")
_IN_BETWEEN = _BETWEEN_AGES | skeletons("had has have not yet still barely then now already erst gerade nur")
"""They may stand between a person, the verb and the number: she had only just turned 34."""
_COUNTED = skeletons("people persons men women children of per km th nd rd st")
_NOT_COUNTED = skeletons("als as is was has his its this")
"""Of the words that end in s, those that are nothing one counts."""
OF_AGES = frozenset(_AGED | _BETWEEN_AGES | _YEARS | _OLD | _AT_ONCE)
"""Words that an age has beside its number."""


_NUMBER = r"(?=(?:\d{1,3}|[a-z]+-[a-z]+)\b"  # what must follow it and a bracket end it
_SEXES = "|".join(sorted(skeletons("f m female male woman man girl boy w")))
_SET_APART = re.compile(
    rf"(?<=[^\W\d_], )(?:(?:then|now|just|only|about|barely) )?{_NUMBER}[,;])"  # a nurse, 34, was held
    rf"|\b(?:{_SEXES})\s?[,/]\s?{_NUMBER})"  # (F, 34)
    rf"|(?<!\w){_NUMBER}\s?[,/]\s?(?:{_SEXES})\b)"  # 34, female
    rf"|\bage\b[^.;\d\f]{{0,40}}:\s{{0,3}}{_NUMBER})"  # age at the time of arrest: 34
)
"""What stands before an age in lists and in newspapers."""


def with_ages_said(text: str) -> str:
    """The skeleton with a word for age before the numbers that are set apart as ages are."""
    return _SET_APART.sub(lambda found: f"{found[0]} aged ", text)


def ages_in(items: Sequence[Item]) -> Iterator[int]:
    """The ages, in years, among the words and numbers of a skeleton."""
    for n, item in enumerate(items):
        if isinstance(item, int) and item < 130:
            before, after = items[max(0, n - 5) : n], items[n + 1 : n + 4]
            if (
                _is_of_age(before)
                or _is_of_a_person(before)
                or _is_hers(before, after)
                or _makes_old(before[-1:], after)
            ):
                yield item


def _is_of_age(before: Sequence[Item]) -> bool:
    """Whether the words before a number make it an age: aged, at the age of."""
    words = [one for one in before if one not in _BETWEEN_AGES]
    return bool(words) and words[-1] in _AGED


def _is_of_a_person(before: Sequence[Item]) -> bool:
    """Whether the number stands beside a person: a woman (34), a girl of 14."""
    words = before[:-1] if before and before[-1] in _OF else before
    return bool(words) and words[-1] in _PEOPLE


def _is_hers(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether a sentence gives the number to a person: she was 34, he had just turned 34, was 34 when, at 34 she fled;
    not where it counts something: she was 34 days in a cell."""
    if before and before[-1] == "at":
        return bool(after) and after[0] in _SHE | _HIS_OR_HER
    match [one for one in before if one not in _IN_BETWEEN]:
        case [*_, who, verb] if verb in _WAS and (who in _SHE or who in _PEOPLE):
            return not (after and _is_counted(after[0]))
        case [*_, verb] if verb in _WAS:
            return after[:1] == ["when"] or after[:3] == ["at", "the", "time"]
        case _:
            return False


def _is_counted(word: Item) -> bool:
    return isinstance(word, str) and (word in _COUNTED or (word.endswith("s") and word not in _NOT_COUNTED))


def _makes_old(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether the word before a number and those after it make it an age: years old, years of age, de 34 ans, Jahre
    alt, 세, her 34th year."""
    match after:
        case [nth, "year", *_] if nth in _NTH:
            return not _HIS_OR_HER.isdisjoint(before)
        case [nth, "birthday", *_] if nth in _NTH:
            return True
        case [str(first), *_] if first in _AT_ONCE or first.startswith(_STEMS):
            return True
        case [first, second, *_] if first in _YEARS and second in _OLD:
            return True
        case [first, "of" | "de", "age" | "edad", *_] if first in _YEARS:
            return True
        case [first, *_]:
            return first in _YEARS_AGED and not _BEFORE_YEARS_AGED.isdisjoint(before)
        case _:
            return False
