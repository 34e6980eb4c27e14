"""The claims of records as templates print them: word for word and each with its note, or not at all.

While a template is filled, a sign stands for each claim, so that there are no words to cut or to add to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from jinja2.exceptions import SecurityError
from markupsafe import Markup

from nkadvocate.composing.markdown import CLAIM_CLOSE, CLAIM_END, CLAIM_OPEN, MARKS, MISSING_CLOSE, MISSING_OPEN, escape
from nkadvocate.composing.sandbox import CHARACTERS
from nkadvocate.composing.templates import Templates
from nkadvocate.problems import Problem, ProblemsError

_SIGN = re.compile(rf"{CLAIM_OPEN}([0-9]{{1,6}}){CLAIM_CLOSE}")
_MISSING = re.compile(rf"{MISSING_OPEN}[^{MARKS}]*{MISSING_CLOSE}")
_CHANGED = "claims are printed whole: this one is cut, or something is put into it"


def claim(evidence_id: str, sentence: str) -> Markup:
    """A claim's sentence, marked with its evidence, followed by its citation."""
    return Markup(f"{CLAIM_OPEN}{evidence_id}{CLAIM_END}{escape(sentence)}{CLAIM_CLOSE}[@{evidence_id}]")


def with_claims(
    templates: Templates, name: str, data: Mapping[str, Any], doing: str, more: Mapping[str, Any] = MappingProxyType({})
) -> str:
    """The template filled with ``data`` and ``more``, and with what templates print claims with: ``claim(item)``, for
    an item of ``data`` with an id and a text.

    Raises ProblemsError, with the place in the template, for anything else that is given to ``claim`` and where a claim
    is changed, so that no template puts words of its own under a record's citation.
    """
    known = set(_items(data))
    told: list[Markup] = []
    changed: int | None = None

    def tell(item: object) -> Markup:
        given = _item(item)
        if given is None or given not in known:
            raise SecurityError("claim() prints the claims of records, and nothing else: {{ claim(item) }}")
        if len(told) == changed:
            raise SecurityError(_CHANGED)
        told.append(claim(*given))
        return Markup(f"{CLAIM_OPEN}{len(told) - 1}{CLAIM_CLOSE}")

    filled = {**data, "claim": tell, **more}
    markdown = templates.render(name, filled, doing)
    printed = [int(number) for number in _SIGN.findall(markdown)]
    if re.search(f"[{MARKS}]", _MISSING.sub("", _SIGN.sub("", markdown))) or max(printed, default=-1) >= len(told):
        changed = next((number for number in range(len(told)) if number not in printed), None)
        told.clear()
        templates.render(name, filled, doing)  # stops there
        raise ProblemsError([Problem(_CHANGED, doing=doing)])
    if len(markdown) + sum(len(told[number]) for number in printed) > CHARACTERS:
        raise ProblemsError([Problem(f"this makes a text of more than {CHARACTERS:,} characters", doing=doing)])
    return _SIGN.sub(lambda sign: told[int(sign[1])], markdown)


def _item(value: object) -> tuple[str, str] | None:
    if isinstance(value, Mapping) and isinstance(value.get("id"), str) and isinstance(value.get("text"), str):
        return value["id"], value["text"]
    return None


def _items(data: object) -> Iterator[tuple[str, str]]:
    if isinstance(data, Mapping):
        if item := _item(data):
            yield item
        for inner in data.values():
            yield from _items(inner)
    elif isinstance(data, list | tuple):
        for inner in data:
            yield from _items(inner)
