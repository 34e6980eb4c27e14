"""The declarations of a style sheet, rule by rule, and all that their values can be (CSS Syntax 3, CSS Variables 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tinycss2

from nkadvocate.campaigning.look import tokens_in

_GROUPS = {"media", "supports", "layer", "container", "scope"}
"""At-rules whose inner rules stand as if they were outside."""
_MOST = 64
"""How many values one declaration may have."""
_LONGEST = 200
"""How many tokens a value may have."""
_DEEPEST = 30
"""How many variables may stand within each other."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule or at-rule with the declarations that stand in itself. ``at`` is the innermost at-rule that it is or
    stands in, those that only group rules left out; ``selector`` is in small letters."""

    selector: str
    at: str | None
    line: int
    declarations: tuple[Any, ...]


def rules_in(style: str) -> Iterator[Rule]:
    """Every rule and at-rule of a style sheet, however deep it stands."""
    whole: list[Any] = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    waiting: list[tuple[list[Any], str, str | None, int]] = [(whole, "", None, 1)]
    while waiting:
        nodes, selector, at, line = waiting.pop()
        for node in nodes:
            if node.type == "qualified-rule":
                inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                waiting.append((inner, tinycss2.serialize(node.prelude).lower(), at, node.source_line))
            elif node.type == "at-rule" and node.content is not None:
                name = node.lower_at_keyword
                parse = tinycss2.parse_blocks_contents
                if name in _GROUPS and not selector:
                    parse = tinycss2.parse_rule_list
                inner = parse(node.content, skip_comments=True, skip_whitespace=True)
                waiting.append((inner, selector, at if name in _GROUPS else name, node.source_line))
        yield Rule(selector, at, line, tuple(node for node in nodes if node.type == "declaration"))


@dataclass(frozen=True, slots=True)
class Variables:
    """The custom properties of a style sheet by name, with all values that they are given anywhere."""

    given: Mapping[str, Sequence[Sequence[Any]]]
    _found: dict[str, list[list[Any]] | None] = field(default_factory=dict)

    def put_into(self, value: Sequence[Any], depth: int = 0) -> list[list[Any]] | None:
        """All that a value can be, its variables put in; none where that is not known or too much."""
        if depth > _DEEPEST:
            return None
        whole: list[list[Any]] = [[]]
        for token in value:
            choices = self._of(token, depth) if token.type == "function" else [[token]]
            whole = [[*one, *other] for one in whole for other in choices or ()][: _MOST + 1]
            if not 0 < len(whole) <= _MOST or any(len(one) > _LONGEST for one in whole):
                return None
        return whole

    def _of(self, function: Any, depth: int) -> list[list[Any]] | None:
        if function.lower_name != "var":
            inner = (one for one in tokens_in(function.arguments) if one.type == "function")
            return None if any(one.lower_name == "var" for one in inner) else [[function]]
        name = next((one.value for one in function.arguments if one.type == "ident"), "")
        found = self._named(name, depth) if name in self.given else []
        comma = next((number for number, one in enumerate(function.arguments) if one == ","), None)
        instead = self.put_into(function.arguments[comma + 1 :], depth + 1) if comma is not None else []
        return None if found is None or instead is None else [*found, *instead]

    def _named(self, name: str, depth: int) -> list[list[Any]] | None:
        if name not in self._found:
            self._found[name] = None  # as long as it is looked for, so that one which names itself is not known
            values = [self.put_into(value, depth + 1) for value in self.given[name]]
            known = [one for value in values for one in value or ()]
            self._found[name] = None if None in values else known
        return self._found[name]
