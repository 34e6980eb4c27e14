"""Ages in a text, in the languages and ways in which people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nkadvocate.library.likeness import skeletons
from nkadvocate.library.numerals import CARDINALS
from nkadvocate.library.spelled import END, MARKS_OF_AGES, OR, Item
from nkadvocate.records.person import NARROW

_AGED = skeletons(
    "aged age ages âgée âgé Alter edad età idade leeftijd wiek wieku věk věku vek vârsta возраст возрасте вік віком "
    "ikä alder ålder อายุ"
)
_AGED_IN_EAST_ASIA = tuple(skeletons("나이 연령 龄 齢 齡"))
"""How words for age begin, after which a particle or verb may follow."""
_OF = {"of", "de", "von", "di", "van"}
_ABOUT = "about around approximately roughly nearly almost"
_BETWEEN_AGES = _OF | skeletons(f"{_ABOUT} the only just d as between")
_PEOPLE = skeletons(
    "woman man girl boy mother father daughter wife husband sister brother refugee female male femme homme fille Frau "
    "Mann weiblich männlich mujer hombre donna mulher vrouw"
)
_YEARS = skeletons("year years yr yrs y Jahre Jahren ans años anos anni jaar år")
_YEARS_AGED = skeletons("ans años anos anni ani")
_BEFORE_YEARS_AGED = skeletons("de di avait avais avoir tenía tiene tener aveva avere tinha ter")
"""They make an age with a word before the number alone: une femme de 34 ans, elle avait 34 ans."""
_OLD = skeletons("old olds o alt alte Alter alten oud oude gammal gammel")
_OF_LIFE = skeletons("age edad life")
_AT_ONCE = {*MARKS_OF_AGES} | skeletons("yo birthday tuổi nasty настай yaşında yaşındaki ετών χρονών")
"""They make an age of the number before them by themselves."""
_STEMS = tuple(skeletons("jährig jarig letni летн річн vuotia årig godišnj ročn évesen"))
"""How words for “of so many years” begin, in German, Dutch, Polish, Russian, Ukrainian, Finnish and others."""
_NTH = {"st", "nd", "rd", "th"}
_HIS_OR_HER = {"her", "his", "their", "my"}
_SHE = skeletons("she he i who sie er ich")
_WAS = skeletons("was is am war ist bin turned reached")
_IN_BETWEEN = _BETWEEN_AGES | skeletons("had has have not yet still barely then now already erst gerade nur")
"""They may stand between a person, the verb and the number: she had only just turned 34."""
_AT_WHICH = (["at"], [*skeletons("turning")])
_OR_MORE = skeletons("older over more above plus")
_COUNTED = skeletons("people persons men women children of per km th nd rd st")
_NOT_COUNTED = skeletons("als as is was has his its this")
"""Of the words that end in s, those that are nothing one counts."""
OF_AGES = frozenset(_AGED | _BETWEEN_AGES | _YEARS | _OLD | _AT_ONCE)
"""Words that an age has beside its number."""


def _one_of(words: str) -> str:
    return "|".join(sorted(skeletons(words)))


_ONES = _one_of(" ".join(word for word, number in CARDINALS.items() if number < 10))
_MORE = _one_of(" ".join(word for word, number in CARDINALS.items() if number >= 10))
_N = rf"(?:\d{{1,3}}|[a-z]+-[a-z]+|(?:{_MORE})(?: (?:{_ONES}))?)\b"
_NUMBER = f"(?={_N}"  # what must follow it and a bracket end it
_SEXES = _one_of("f m female male woman man girl boy w")
_PERSON = "|".join(sorted(_PEOPLE | skeletons("f m w")))
_PERSONS = "|".join(sorted(_PEOPLE | skeletons("women men girls boys sisters brothers mothers daughters sons")))
_UNITS = "|".join(sorted(_YEARS))
_JUST = rf"(?:{_one_of(f'{_ABOUT} then now today just only barely still yet already not aged erst gerade nur')}) "
_AT = rf"(?:{_one_of('at on')}) (?:(?:{_one_of('the that time of her his their first')}) )*[a-z]+"
_HERE = rf"\s?(?:$|[\f\n.,;:!?)](?!\d)|(?:{_one_of('when while as at and but that this last als und')})\b)"
_BEFORE_A_COMMA = (
    r"[^\W\d_]",
    r"[^\W\d_][”’\"'»*_]",
    r"[^\W\d_]\*\*",
    r"[^\W\d_]{2}\)",  # Zaza (name changed)
    r"\s\([fmw]\)",
    r"\b[a-z]\.",  # Ms K.
)
_SET_APART = re.compile(
    rf"(?:{'|'.join(f'(?<={before}, )' for before in _BEFORE_A_COMMA)}|(?<=[^\W\d_],[”’\"'] ))"
    rf"(?:{_JUST})*{_NUMBER}[,;](?!\d))"  # a nurse, 34, was held
    rf"|\b(?:{_PERSONS})[,\f] (?=\d{{1,3}}(?:, \d{{1,3}})*,? and \d{{1,3}}[,;](?!\d))"  # two sisters, 34 and 41, fled
    rf"|\b(?:{_one_of('elle il')}) a {_NUMBER} ans\b)"  # elle a 34 ans
    rf"|\b(?:{_PERSONS})[,\f] {_NUMBER} (?:{_UNITS})[,;)])"  # a woman, 34 years, was held
    rf"|(?<!s \()(?<!people \()(?<!men \()(?<!children \()(?<=\()(?:{_JUST})+{_NUMBER}[),;])"  # Maehwa (now 34)
    rf"|(?:^|[.!?\f\n]\s?){_NUMBER} at (?:the|that) time,)"  # 34 at the time, she was held
    rf"|(?:(?:^|[.!?\f\n]\s?)(?:{_JUST})+|\bwhen (?:{_JUST})*){_NUMBER}, (?:she|he|i)\b)"  # only 34, she was held
    rf"|\b(?:{_SEXES})\s?[,/]\s?{_NUMBER})"  # (F, 34)
    rf"|\b(?:{_PERSON})\f\s?{_NUMBER}{_HERE})"  # a woman, 34
    rf"|(?<!\w){_NUMBER}\s?[,/]\s?(?:{_SEXES})\b)"  # 34, female
    rf"|\bages?\b[^.;\d\f]{{0,40}}:\s{{0,3}}{_NUMBER})"  # age at the time of arrest: 34
    rf"|\bages?\b[^.;\d\f]{{0,20}}\b(?:19|20)\d\d\b[^.;\d\f]{{0,20}}:\s{{0,3}}{_NUMBER}{_HERE})"  # age (in 2018): 34
    rf"|\bage {_AT} {_NUMBER})"  # age at arrest 34
    rf"|\b(?:{_PERSONS}) (?:were|are) {_NUMBER},? and {_N}{_HERE})"  # the sisters were 29 and 34
    rf"|\b(?:she|he|i) (?:(?:was|had|been) )*[a-z]+ at {_NUMBER}{_HERE})"  # she was beaten at 34
    rf"|(?:여성|남성|여|남)\s?[(·]\s?{_NUMBER})"
)
"""What stands before an age in lists and in newspapers."""

_WAS_AGED = re.compile(
    rf"\b(?:{_one_of('was is be been being turned turns became war ist wurde')}) (?:{_one_of('all')} of )?(?:{_JUST})*"
    rf"{_NUMBER}(?: (?:or|and|to) {_N})?(?:(?: (?:{_one_of('years yrs')}))?{_HERE}| (?:in|on|by)\b))"
)
"""A verb before a number that nothing follows which it could count."""
_COUNTS = skeletons(
    "number total figure count sum toll share rate percentage proportion ratio average median mean minimum maximum "
    "vote note score majority consent result price cost distance length temperature article paragraph section chapter "
    "rule page"
)
"""What may be of a number, so that nobody is."""
_NOBODY = skeletons("it there that which what this one")
_CLAUSES = re.compile(rf"[.;:!?\f]|\b(?:{_one_of('when while because als')})\b")


def with_ages_of_names(text: str) -> str:
    """The text with a word for age before the number that begins a sentence on somebody: At 34, Maehwa fled."""
    return _OF_A_NAME.sub("At age ", text)


_OF_A_NAME = re.compile(rf"(?:(?<=[.!?\f\n])|(?<=[.!?] )|^)At (?={_N}, [A-Z][a-z])", re.MULTILINE)


def with_ages_said(text: str) -> str:
    """The skeleton with a word for age before the numbers that are set apart as ages are or said of somebody."""
    text = _CONTRACTED.sub(" was ", _RANGE.sub(" to ", text))
    text = _ONE_AND_OTHER.sub(r"\1 aged \2 aged ", text)
    text = _WAS_AGED.sub(lambda found: f"{found[0]} aged " if _is_of_somebody(found) else found[0], text)
    return _FULL_STOP.sub(f" {END} ", _SET_APART.sub(lambda found: f"{found[0]} aged ", text))


_OTHER = f"the (?:{_one_of('other elder older younger')})"
_ONE_AND_OTHER = re.compile(
    rf"\b((?:one|{_OTHER})(?: (?:was|is|aged))?) ({_N}, (?:and )?{_OTHER})(?: was| is)? {_NUMBER}{_HERE})"
)
_FULL_STOP = re.compile(r"(?<=\d\d)[.!?](?=\s)")
_CONTRACTED = re.compile(r"(?:(?<=\bshe)|(?<=\bhe)|(?<=\bi))['’‘]\s?[ms]\b")
"""I’m, she’s."""
_RANGE = re.compile(rf"(?<=\d)(?:\s?[-‐-―]\s?(?=\d)|/(?=\d{{1,3}} (?:{_UNITS})\b))")


def _is_of_somebody(verb: re.Match[str]) -> bool:
    """Whether the subject of the verb may be a person: Maehwa was 34, but not the number of arrests was 34."""
    clause = _CLAUSES.split(verb.string[max(0, verb.start() - 120) : verb.start()])[-1]
    for subject in (clause.rpartition(",")[2], clause):
        words = [word for word in re.findall(r"\w+", subject) if word not in _IN_BETWEEN]
        if words:
            return words[-1].isalpha() and words[-1] not in _NOBODY and _COUNTS.isdisjoint(words)
    return True


def ages_in(items: Sequence[Item]) -> Iterator[int]:
    """The ages, in years, among the words and numbers of a skeleton."""
    for n, item in enumerate(items):
        if isinstance(item, int) and item < 130:
            before, after = items[max(0, n - 5) : n], items[n + 1 : n + 6]
            if not _is_of_a_band(before, item, after) and (
                _is_of_age(before, after)
                or _is_of_a_person(before)
                or _is_hers(before, after)
                or _makes_old(before[-1:], after)
            ):
                yield item


def _is_of_a_band(before: Sequence[Item], age: int, after: Sequence[Item]) -> bool:
    """Whether the number begins or ends a wide band of ages, as testimonies are printed with: 30 to 39, 70 or older."""
    match before:
        case [*_, int(low), "to"] if age - low >= NARROW:
            return True
    match after:
        case ["to", int(high), *_]:
            return high - age >= NARROW
        case ["or", more, *_]:
            return more in _OR_MORE
        case _:
            return False


def _is_of_age(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether the words before a number make it an age: aged, at the age of, aged 33 or; of several, the last is none
    where it counts something: ages 30 to 39: 34 people."""
    words = [one for one in before if one not in _BETWEEN_AGES]
    while words[1:] and (words[-1] in OR or isinstance(words[-1], int)):
        words.pop()
        if after and after[0] not in _YEARS and _is_counted(after[0]):
            return False
    last = words[-1] if words else None
    return last in _AGED or (isinstance(last, str) and last.startswith(_AGED_IN_EAST_ASIA))


def _is_of_a_person(before: Sequence[Item]) -> bool:
    """Whether the number stands beside a person: a woman (34), a girl of 14."""
    words = before[:-1] if before and before[-1] in _OF else before
    return bool(words) and words[-1] in _PEOPLE


def _is_hers(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether a sentence gives the number to a person: she was 34, he had just turned 34, was 34 when, at 34 she fled;
    not where it counts something: she was 34 days in a cell."""
    if [one for one in before if one not in _IN_BETWEEN][-1:] in _AT_WHICH:
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
    alt, 세, her 34th year. Of several, those after the last: 29 or 34 years old."""
    match after:
        case [joins, int(), *others] if joins in OR:
            return _makes_old(before, others)
        case [nth, "year", *_] if nth in _NTH:
            return not _HIS_OR_HER.isdisjoint(before)
        case [nth, "birthday", *_] if nth in _NTH:
            return True
        case [str(first), *_] if first in _AT_ONCE or first.startswith(_STEMS):
            return True
        case [first, second, *_] if first in _YEARS and second in _OLD:
            return True
        case [first, "of" | "de", second, *_] if first in _YEARS and second in _OF_LIFE:
            return True
        case [first, *_]:
            return first in _YEARS_AGED and not _BEFORE_YEARS_AGED.isdisjoint(before)
        case _:
            return False
