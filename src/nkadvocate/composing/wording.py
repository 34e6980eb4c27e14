"""Small words that depend on the language: figures with their hedge, lists in words."""

from __future__ import annotations

from babel.numbers import format_decimal

from nkadvocate.composing.citing import written_date
from nkadvocate.records import SLOT, Evidence, Figure, text_in

_BETWEEN = {"en": "between {low} and {high}"}
_UNITS = {"en": {"per cent": "{} per cent"}}


def written_figure(figure: Figure, language: str) -> str:
    """The figure with its hedge, as its source gives it: up to 5,000; between 600 and 2,000; almost 98 per cent."""

    def number(value: float) -> str:
        return str(format_decimal(value, locale=language.replace("-", "_")))

    if figure.value is not None:
        text = number(figure.value)
    else:
        text = _BETWEEN[language].format(low=number(figure.low or 0), high=number(figure.high or 0))
    text = _UNITS[language].get(figure.unit, "{}").format(text)
    return f"{figure.qualifier} {text}" if figure.qualifier else text


def written_claim(evidence: Evidence, language: str) -> str:
    """The claim's sentence with its slots filled."""
    values = {"as_of": written_date(evidence.as_of, language)}
    if evidence.figure:
        values["value"] = written_figure(evidence.figure, language)
    return SLOT.sub(lambda found: values.get(found[1], found[0]), text_in(evidence.claim, language))


def series(items: list[str]) -> str:
    """a; a and b; a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
