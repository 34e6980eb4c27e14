"""vCard files as rows: versions 4.0 (RFC 6350, with GRAMGENDER of RFC 9554) and 3.0 (RFC 2426)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nkadvocate.campaigning.rows import Row
from nkadvocate.library.likeness import folded
from nkadvocate.problems import Place, Problem, ProblemsError

_LINE = re.compile(
    r"(?:[A-Za-z0-9-]+\.)?(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;(?:\"[^\"]*\"|[^\":])*)?):(?P<value>.*)"
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_GENDERS = {"m": "m", "masculine": "m", "f": "f", "feminine": "f"}
_PLACES = ("po box", "extended", "street", "locality", "region", "code", "country")


@dataclass(slots=True)
class _Card:
    line: int
    values: dict[str, list[str]]


def vcard_rows(text: str, file: str) -> Iterator[Row | Problem]:
    """One row a card, its cells named as our fields. Raises ProblemsError when there is no card."""
    card: _Card | None = None
    found = False
    for line, content in _unfolded(text):
        place = Place(file, line, 1)
        if content.upper() == "BEGIN:VCARD":
            if card:
                yield Problem("a card without an end", Place(file, card.line, 1), "END:VCARD closes a card")
            card, found = _Card(line, {}), True
        elif content.upper() == "END:VCARD":
            if card:
                yield _row(card, file)
            card = None
        elif card and content.strip():
            if match := _LINE.fullmatch(content):
                card.values.setdefault(match["name"].upper(), []).append(match["value"])
            else:
                card.values.setdefault("unread", []).append(str(place.line))
    if card:
        yield Problem("a card without an end", Place(file, card.line, 1), "END:VCARD closes a card")
    if not found:
        raise ProblemsError([Problem("no card found", Place(file, 1, 1), "a vCard begins with BEGIN:VCARD")])


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Logical lines and where they begin: a line that starts with a blank goes on the one before (RFC 6350, 3.2)."""
    start, parts = 0, list[str]()
    for number, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield start, "".join(parts)
        start, parts = number, [line]
    if parts:
        yield start, "".join(parts)


def _row(card: _Card, file: str) -> Row | Problem:
    place = Place(file, card.line, 1)
    version = _first(card, "VERSION")
    if version not in ("3.0", "4.0"):
        what = f"a card of version {version[:20]}" if version else "a card without a version"
        return Problem(what, place, "export the list as vCard 4.0 or 3.0")
    if "unread" in card.values:
        return Problem(f"line {card.values['unread'][0]} of the card is not “NAME:value”", place)
    if (kind := _first(card, "KIND").lower()) not in ("", "individual"):
        return Problem(f"a card of the kind {kind[:20]}, not of a person", place)
    family, given, additional, prefix, suffix = (_parts(_first(card, "N")) + [""] * 5)[:5]
    if other := next((full for full in card.values.get("FN", ()) if _is_another(full, f"{family} {given}")), None):
        return Problem(f"a card of two names, “{_plain(other)[:40]}” and “{given} {family}”", place)
    gender = _GENDERS.get(_parts(_first(card, "GENDER"))[0].lower()) or _GENDERS.get(_first(card, "GRAMGENDER").lower())
    address = _parts(_first(card, "ADR"))
    cells = {
        "name": "" if family else _plain(_first(card, "FN")),
        "family": family,
        "given": " ".join(filter(None, (given, additional))),
        "honorific": prefix,
        "suffix": suffix,
        "gender": gender or "",
        "body": _parts(_first(card, "ORG"))[0],
        "role": _plain(_first(card, "ROLE") or _first(card, "TITLE")),
        "email": _plain(_first(card, "EMAIL")).removeprefix("mailto:"),
        "address": "; ".join(part for part in address[: len(_PLACES)] if part),
    }
    return Row(place, cells)


def _is_another(full: str, name: str) -> bool:
    """Whether two names in Latin letters have no word in common; in two scripts one person has two names."""
    words, others = ({*re.findall(r"[a-z]+", folded(text))} for text in (_plain(full), name))
    return bool(words and others) and words.isdisjoint(others)


def _first(card: _Card, name: str) -> str:
    return card.values.get(name, [""])[0]


def _parts(value: str) -> list[str]:
    """The components of a structured value: divided at semicolons, the values in them at commas (RFC 6350, 3.4)."""
    parts = re.split(r"(?<!\\)(?:\\\\)*;", value)
    return [" ".join(_plain(piece) for piece in re.split(r"(?<!\\),", part)).strip() for part in parts]


def _plain(value: str) -> str:
    return " ".join(_ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value).split())
