"""Small words that depend on the language: figures with their hedge, lists in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress

from babel.numbers import format_decimal

from nkadvocate.composing.citing import written_date
from nkadvocate.records import SLOT, Evidence, Figure, MissingLanguageError, ToldPerson, text_in

_BETWEEN = {"en": "between {low} and {high}"}
_UNITS = {"en": {"per cent": "{} per cent"}}


def written_figure(figure: Figure, language: str) -> str:
    """The figure with its hedge, as its source gives it: up to 5,000; between 600 and 2,000; almost 98 per cent."""

    if figure.value is not None:
        text = written_number(figure.value, language)
    else:
        low, high = (written_number(value or 0, language) for value in (figure.low, figure.high))
        text = _BETWEEN[language].format(low=low, high=high)
    text = _UNITS[language].get(figure.unit, "{}").format(text)
    return f"{figure.qualifier} {text}" if figure.qualifier else text


def written_quantity(figure: Figure, language: str) -> str:
    """The figure with what it counts: up to 5,000 people; almost 98 per cent."""
    text = written_figure(figure, language)
    return text if figure.unit in _UNITS[language] else f"{text} {figure.unit}"


def written_estimate(evidence: Evidence, language: str) -> str:
    """The figure of the evidence as it stands without the claim: between 600 and 2,000 people, likely."""
    assert evidence.figure is not None
    text = written_quantity(evidence.figure, language)
    return f"{text}, {text_in(evidence.caveat, language)}" if evidence.caveat else text


def written_number(value: float, language: str) -> str:
    """A number with the language's separators: 34,538."""
    return str(format_decimal(value, locale=language.replace("-", "_"), decimal_quantization=False))


def written_claim(evidence: Evidence, language: str) -> str:
    """The claim's sentence with its slots filled; those on a person only when it is cleared for readers."""
    values = {"as_of": written_date(evidence.as_of, language)}
    if evidence.figure:
        values["value"] = written_figure(evidence.figure, language)
    if isinstance(evidence.person, ToldPerson):
        values |= _person_in_words(evidence.person, language)
    claim = text_in(evidence.claim, language)

    def filled(found: re.Match[str]) -> str:
        text = values.get(found[1], found[0])
        opens = re.search(r"(?:^|[.!?][”’]? )$", claim[: found.start()])
        return text[:1].upper() + text[1:] if opens and found[1] in _OF_A_PERSON else text

    return SLOT.sub(filled, claim)


_OF_A_PERSON = ("person", "when", "where", "age")
_PERSONS = {
    "en": {"f": "a woman", "m": "a man", "unknown": "a person", "pseudonym": "{} (name changed)"},
}
_WHEN = {"en": {10: "on {}", 7: "in {}", 4: "in {}"}}
_WHERE = {"en": "in {}"}
_AGES = {"en": {"under": "under {}", "over": "{} or older", "band": "{} to {}"}}
_OLDEST = 100
"""A band that reaches so far has no upper end."""


def _person_in_words(person: ToldPerson, language: str) -> dict[str, str]:
    """What fills the slots on a person: Hana (name changed), in May 2019, in Onsong County, 30 to 39."""
    words = _PERSONS[language]
    if person.names:
        name = person.names[0]
    else:
        name = words["pseudonym"].format(person.pseudonym) if person.pseudonym else words[person.sex]
    values = {"person": name}
    if person.when:
        values["when"] = _WHEN[language][len(person.when)].format(written_date(person.when, language))
    if person.where:
        where = person.where
        parts = [*filter(None, (where.village, where.county, where.province))] or [where.country]
        values["where"] = _WHERE[language].format(", ".join(parts))
    if person.age:
        values["age"] = _age_in_words(person.age, language)
    return values


def _age_in_words(age: str, language: str) -> str:
    low, _, high = age.partition("-")
    words = _AGES[language]
    if not high:
        return low
    if int(low) == 0:
        return words["under"].format(int(high) + 1)
    return words["over"].format(low) if int(high) >= _OLDEST else words["band"].format(low, high)


_THIRD_PERSON = {"en": (r"\byour\b", "its")}


def in_third_person(request: str, language: str) -> str:
    """What was put to a body, told of it: raise it in your contacts → raise it in its contacts."""
    yours, theirs = _THIRD_PERSON[language]
    return re.sub(yours, theirs, request)


def written_claims(evidence: Iterable[Evidence], language: str) -> dict[str, str]:
    """The sentence of each claim by its id, without those that have no text in the language."""
    written: dict[str, str] = {}
    for one in evidence:
        with suppress(MissingLanguageError):
            written[one.id] = written_claim(one, language)
    return written


def series(items: list[str]) -> str:
    """a; a and b; a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


_INDICATORS = {
    "en": {
        "present-in-china": "People from the DPRK in China",
        "present-in-china-share-women": "Women among people from the DPRK in China",
        "detained-in-china": "People from the DPRK detained in China",
        "returned-documented": "Forced returns documented, over several years",
        "returned-2023-10-09": "Forced returns of 9 October 2023",
        "returned-per-year": "Forced returns a year",
        "returned-cases-cumulative": "Cases of forced return on record (cases, not people)",
        "returned-cases-share-china": "Returns from China among the cases on record",
        "returned-unaccounted": "People not heard from since their return",
        "returned-women-2024": "Women returned in 2024",
        "returned-workers-2024": "Workers returned in 2024",
        "arrivals-in-rok": "People from the DPRK who arrived in the ROK",
        "arrivals-in-rok-cumulative": "People from the DPRK resettled in the ROK",
        "arrivals-in-rok-women": "Women who arrived in the ROK from the DPRK",
        "arrivals-in-rok-share-women": "Women among those who arrived in the ROK",
    }
}


def indicator_in_words(indicator: str, language: str) -> str:
    """What an indicator counts: People from the DPRK in China. One without words of its own is read from its id."""
    known = _INDICATORS.get(language, {}).get(indicator)
    if known:
        return known
    dated = _DATED.fullmatch(indicator)
    text = f"{dated[1].replace('-', ' ')}, {written_date(dated[2], language)}" if dated else indicator.replace("-", " ")
    return text[:1].upper() + text[1:]


_DATED = re.compile(r"(.+?)-(\d{4}(?:-\d{2}){0,2})")
_SPANS = {"en": "{start} to {end}"}


def period_in_words(period: str, language: str) -> str:
    """A period as records write it: 2020/2025-10 is 2020 to October 2025; dates in other words are written out."""
    if re.fullmatch(r"[\d-]+/[\d-]+", period):
        start, end = (written_date(part, language) for part in period.split("/"))
        return _SPANS[language].format(start=start, end=end)
    return re.sub(r"\b\d{4}(?:-\d{2}){0,2}\b", lambda found: written_date(found[0], language), period)


_ROLES = {
    "en": {
        "duty-bearer": "The state that returns people",
        "state-of-origin": "The state they leave",
        "transit-state": "Countries of transit",
        "state-of-nationality": "The state of nationality",
        "host-state": "Countries that receive them",
        "executive": "Other governments",
        "eu-executive": "European Union",
        "legislature": "Parliaments",
        "legislator": "Members of parliaments",
        "un-secretariat": "UN Secretariat",
        "un-agency": "UNHCR",
        "un-rights-office": "UN human rights office",
        "un-intergovernmental-body": "Human Rights Council",
        "special-procedure": "UN special procedures",
        "treaty-body": "UN treaty bodies",
        "rights-institution": "Human rights commission",
    }
}


def role_in_words(role: str, language: str) -> str:
    """What offices of a role are, as the heading of a row or box."""
    return _ROLES.get(language, {}).get(role) or role.replace("-", " ").capitalize()


_PICTURES = {
    "en": {
        "law": "Law accepted",
        "returns": "Returns reported",
        "findings": "Findings and calls",
        "statements": "Replies",
        "exactly": "as stated",
        "about": "about",
        "range": "between two values",
        "up to": "up to",
        "at least": "at least, or more than",
        "axis": "people",
        "back": "forced return",
        "few": "and {count} more",
        "timeline": "Timeline. The numbers are those of the list below.",
        "timeline alt": "Timeline of {count} dated events in {lanes} lanes. {told}.",
        "event": "{number}, {date}, {lane}: {label}",
        "estimates": "Figures side by side, where the records hold more than one for the same thing. Each group has a "
        "scale of its own; the figures are not to be added.",
        "returns chart": "Forced returns of one day or month, as reported. {lines} The list is not complete and is no "
        "total.",
        "one event": "Lines for one date are reports of one event.",
        "several events": "Lines for one date may be reports of one event or of several.",
        "estimates alt": "{count} figures beside each other. {told}.",
        "stages": "Where people are on the way out, who answers for them there, and what is asked.",
        "stages alt": "Boxes from left to right, one for each stage of the way out, with what is asked there. {told}.",
        "back alt": " An arrow leads back from the second box to the first: {back}.",
    }
}


def picture_words(language: str) -> Mapping[str, str]:
    """The words in and around pictures."""
    return _PICTURES[language]
