"""Which column of a list holds what: suggested from the headers, kept in a file beside the list, changed by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from nkadvocate.campaigning.names import ascii_letters
from nkadvocate.library.reading import read_yaml
from nkadvocate.problems import Problem, ProblemsError, did_you_mean, unknown

HEADERS: Mapping[str, tuple[str, ...]] = {
    "given": ("given", "given name", "given names", "first name", "firstname", "forename", "prénom", "imię", "vorname"),
    "family": (
        *("family", "family name", "last name", "lastname", "surname", "nom", "nom de famille", "nazwisko", "nachname"),
        "성",
    ),
    "name": (
        *("name", "full name", "fullname", "official full", "display name", "display as", "name display as", "member"),
        *("member name", "mp", "mp name", "mep", "mep name", "senator", "representative", "legislator", "person"),
        *("imię i nazwisko", "nom complet", "이름", "성명", "의원명", "sort name", "name list as"),
    ),
    "honorific": (
        *("honorific", "honorific prefix", "honorific title", "prefix", "salutation title", "title", "courtesy title"),
    ),
    "suffix": ("suffix", "name suffix", "honorific suffix", "post nominals", "letters after name"),
    "gender": ("gender", "sex", "płeć", "geschlecht", "genre", "성별"),
    "name_order": ("name order", "order of names"),
    "body": (
        *("body", "chamber", "house", "legislature", "parliament", "organisation", "organization", "institution"),
        *("org", "izba", "type"),
    ),
    "role": ("role", "post", "position", "office", "function", "seat type", "rola", "funkcja"),
    "constituency": (
        *("constituency", "riding", "electoral district", "area", "district name", "member for", "okręg", "선거구"),
        *("region", "province", "state", "district", "province territory"),
    ),
    "country": ("country", "country code", "kraj", "pays", "국가"),
    "email": ("email", "e mail", "email address", "e mail address", "mail", "이메일"),
    "address": ("address", "postal address", "mailing address"),
    "addressed_as": ("salutation", "greeting", "addressed as"),
    "term_start": ("term start", "start date", "start", "from", "member since"),
    "term_end": ("term end", "end date", "end", "until", "to", "term ends"),
}
"""The fields that a list can fill, and how headers call them, the likeliest first."""


def suggested(headers: Iterable[str]) -> dict[str, str]:
    """Field → header, for each field that a header names; each header serves once."""
    free = {_key(header): header for header in reversed([*headers])}
    found: dict[str, str] = {}
    for field, names in HEADERS.items():
        keys = (_key(name) for name in (field, *names))
        if key := next((key for key in keys if key in free), None):
            found[field] = free.pop(key)
    return found


def _key(header: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", ascii_letters(header).lower()))


def given_by_hand(pairs: Iterable[str]) -> dict[str, str]:
    """Field → header of “FIELD=COLUMN”; an empty column says that none holds the field. Raises UnknownNameError."""
    found: dict[str, str] = {}
    for pair in pairs:
        field, equals, header = pair.partition("=")
        if not equals or field not in HEADERS:
            raise unknown("field", field, HEADERS)
        found[field] = header
    return found


def checked(columns: Mapping[str, str], headers: Iterable[str]) -> dict[str, str]:
    """The columns that are to be used. Raises UnknownNameError for one that the list does not have."""
    known = [*headers]
    for header in columns.values():
        if header and header not in known:
            raise unknown("column", header, known)
    return {field: header for field, header in columns.items() if header}


def read_columns(path: Path) -> dict[str, str]:
    """The columns kept in a file. Raises ProblemsError."""
    located = read_yaml(path, path.name)
    value = located.value
    if not isinstance(value, dict):
        raise ProblemsError([Problem("expected “field: column” lines", located.place(()))])
    problems = [
        Problem(f"unknown field '{field}'", located.place((field,)), did_you_mean(field, HEADERS))
        for field in value
        if field not in HEADERS
    ]
    if problems:
        raise ProblemsError(problems)
    return {field: str(header) if header is not None else "" for field, header in value.items()}


def written_columns(columns: Mapping[str, str], file: str) -> str:
    """The columns as a file of “field: column” lines."""
    lines = [f"{field}: {json.dumps(header, ensure_ascii=False)}\n" for field, header in columns.items()]
    return f"# Columns of {file}; used again when it is imported again.\n{''.join(lines)}"
