"""The sentences of ours that may be printed, and what none of them may say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nkadvocate.library.library import Library
from nkadvocate.problems import Problem
from nkadvocate.records import CITATION, Record, Text

Sentence = tuple[str, tuple[object, ...], str]
"""The record's id, where in the record, and the sentence without its citations."""

_FIELDS = {
    "evidence": ("claim",),
    "positions": ("statement", "reply"),
    "provisions": ("requires",),
    "recipients": ("standing", "lead"),
    "bodies": ("standing", "lead"),
    "demands": ("aim", "why"),
}
_QUOTED = re.compile(r"“[^“”]*”|(?<!\w)‘[^‘’]*’(?!\w)")
_PEREMPTORY = re.compile(r"\bjus cogens\b|\bperemptory\b", re.IGNORECASE)
_REPATRIATION = re.compile(r"\brepatriation (?:agreement|treaty)\b", re.IGNORECASE)
_STATELESS = re.compile(r"(?<!\beffectively )\bstateless\b")
_COVENANT = re.compile(r"\bICCPR\b|\bInternational Covenant on Civil and Political Rights\b")
_BOUND = re.compile(r"\b(?P<not>(?:not|never)\b[^,;]{0,30})?\b(?:obliged|bound|binds|binding|party|ratified)\b")
_CURRENTLY = re.compile(r"\bcurrently\b", re.IGNORECASE)
_COUNT = re.compile(r"\{value\}|\d")


def sentences(library: Library) -> Iterator[Sentence]:
    """Every sentence of ours in the records, whatever their status."""
    for kind, fields in _FIELDS.items():
        for record_id, record in library.kind(kind).items():
            for path, text in _texts(record, fields):
                for sentence in re.split(r"(?<=[.;])\s", CITATION.sub("", text)):
                    yield record_id, path, sentence


def texts(text: Text | None) -> Iterable[str]:
    """What a text says, in each of its languages."""
    return () if text is None else (text,) if isinstance(text, str) else text.values()


def _texts(record: Record, fields: Iterable[str]) -> Iterator[tuple[tuple[object, ...], str]]:
    for field in fields:
        for text in texts(getattr(record, field)):
            yield (field,), text
    for n, ask in enumerate(getattr(record, "asks", ())):
        for field in ("text", "aim"):
            for text in texts(getattr(ask, field)):
                yield ("asks", n, field), text


def check_sentences(library: Library) -> Iterator[Problem]:
    """The words that a legal adviser would attack first. Records that are never printed may have them."""
    for record_id, path, sentence in sentences(library):
        _, record = library.find(record_id)
        if getattr(record, "status", "active") != "active":
            continue
        for what, hint in _attackable(sentence):
            place = library.origins[record_id].place(path)
            yield Problem(f"{record_id}: {in_quotes(record, sentence)}: {what}", place, hint)


def in_quotes(record: Record, words: str) -> str:
    """Words of a record as a finding quotes them; not those on a private person."""
    return "“…”" if getattr(record, "personal", False) else f"“{words.strip()}”"


def _attackable(sentence: str) -> Iterator[tuple[str, str]]:
    own = _QUOTED.sub("“”", sentence)
    if match := _PEREMPTORY.search(sentence):
        yield (
            f"speaks of “{match[0]}”",
            "that return to danger breaks a peremptory norm is contested; rest on the treaty",
        )
    if match := _REPATRIATION.search(own):
        yield f"calls the border protocol a “{match[0]}”", "write “border protocol”, or put it in quotation marks"
    if _STATELESS.search(own):
        yield "says “stateless”", "nationality is not refused by law: “effectively stateless”"
    if _CURRENTLY.search(own) and _COUNT.search(own):
        yield "says “currently” of a figure", "say as of when"
    if "China" in own and _COVENANT.search(own) and any(not match["not"] for match in _BOUND.finditer(own)):
        yield "says that the Covenant binds China", "China has signed the ICCPR and not ratified it"
