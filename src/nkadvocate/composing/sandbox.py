"""The sandbox of templates: what a stranger's template may call, and how much work and text it may make.

The limits count steps and characters, not seconds, so that a template that passes on one machine passes on all, in any
thread and process.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, ValuesView
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2 import Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from nkadvocate.composing.markdown import MARKS

FILTERS = frozenset(
    {
        *("capitalize", "count", "default", "d", "dictsort", "first", "groupby", "int", "items", "last", "length"),
        *("list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort"),
        *("title", "trim", "unique", "upper"),
    }
)
TESTS = frozenset(
    {
        *("!=", "<", "<=", "==", ">", ">=", "boolean", "defined", "divisibleby", "eq", "equalto", "even", "false"),
        *("float", "ge", "greaterthan", "gt", "in", "integer", "iterable", "le", "lessthan", "lower", "lt", "mapping"),
        *("ne", "none", "number", "odd", "sequence", "string", "true", "undefined", "upper"),
    }
)
METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        {
            *("capitalize", "casefold", "count", "endswith", "find", "index", "isalnum", "isalpha", "isdigit"),
            *("islower", "isspace", "istitle", "isupper", "lower", "lstrip", "partition", "removeprefix"),
            *("removesuffix", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "split", "splitlines"),
            *("startswith", "strip", "swapcase", "title", "upper"),
        }
    ),
    dict: frozenset({"get", "items", "keys", "values"}),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
    int: frozenset(),
    float: frozenset(),
    type(None): frozenset(),
    KeysView: frozenset(),
    ValuesView: frozenset(),
    ItemsView: frozenset(),
}
"""What may be asked of a value: what neither changes it nor makes more of it."""

STEPS = 200_000
"""How many steps a document may take: an expression, a turn of a loop, a call. A letter takes some 2,000."""
CHARACTERS = 1_000_000
"""How many characters a document, or any text made on the way to it, may have."""
_ITEMS = 20_000
"""How many items a list may have that a filter returns."""
_NUMBER = 10**12
"""The largest number that is calculated with."""
_HALF = re.compile("[\ud800-\udfff]")
"""Halves of characters (surrogates), which no file can hold."""
_STEP, _COUNTED = "a step", "what is looped over"
"""Names of filters that no template can write: they hold spaces."""


@dataclass(slots=True)
class _Spent:
    steps: int = 0
    characters: int = 0


_SPENT: ContextVar[_Spent] = ContextVar("_SPENT")


@contextmanager
def limited() -> Iterator[None]:
    """Count what is rendered inside against the limits."""
    token = _SPENT.set(_Spent())
    try:
        yield
    finally:
        _SPENT.reset(token)


def _take(steps: int) -> None:
    spent = _SPENT.get()
    spent.steps += steps
    if spent.steps > STEPS:
        raise SecurityError(f"this takes more than {STEPS:,} steps: a loop, macro or include goes on and on")


# Given the context, these two are not worked out once and for all when a template is compiled.


@pass_context
def _step(context: object, weight: int) -> None:
    _take(weight)


@pass_context
def _counted(context: object, value: Any) -> Any:
    _take(_size(value) // 10)
    _only_data((value,))
    return value


def _size(value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple | dict) else 0


def concatenated(parts: Iterable[str]) -> str:
    """The parts as one text, if that is not too long."""
    taken: list[str] = []
    length = 0
    for part in parts:
        length += len(part)
        if length > CHARACTERS:
            raise SecurityError(f"this makes a text of more than {CHARACTERS:,} characters")
        taken.append(part)
    _take(length // 100)
    return "".join(taken)


def _sparing(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter or test that counts its work, is given and returns nothing but data, and no endless list."""

    @functools.wraps(function)
    def filtered(*arguments: Any, **named: Any) -> Any:
        _take(1 + sum(map(_size, arguments)) // 20)
        given = arguments[1:] if hasattr(function, "jinja_pass_arg") else arguments
        _only_data((*given, *named.values()))
        result = function(*arguments, **named)
        if isinstance(result, Iterator):
            result = list(result)
        if isinstance(result, list) and len(result) > _ITEMS:
            raise SecurityError(f"a list of more than {_ITEMS:,} items")
        _only_data((result,))
        return result

    return filtered


def _only_data(values: Iterable[object]) -> None:
    """Raises SecurityError for what is no data: written as text, an object says where in memory it lies, which is
    another place in every run."""
    for value in values:
        match value:
            case str() | int() | float() | None | Undefined():
                pass
            case dict():
                _only_data(value)
                _only_data(value.values())
            case list() | tuple() | KeysView() | ValuesView() | ItemsView():
                _only_data(value)
            case _:
                raise SecurityError(
                    "filters, tests, loops and calls take texts, numbers and lists of them, no functions"
                )


class _Method:
    """A method of a value. It is no other method's equal: those of Python are, where their values are one object."""

    __slots__ = ("_method",)

    def __init__(self, method: Callable[..., Any]) -> None:
        self._method = method

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._method(*arguments, **named)


def _held(value: object) -> object:
    return _Method(value) if isinstance(value, BuiltinMethodType | MethodType) else value


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without its global functions, over values that can be read and not changed, within limits."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    concat = staticmethod(concatenated)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        known = {name: _sparing(function) for name, function in self.filters.items() if name in FILTERS}
        self.filters = known | {_STEP: _step, _COUNTED: _counted}
        tests: dict[str, Any] = self.tests
        self.tests = {name: _sparing(function) for name, function in tests.items() if name in TESTS}
        self.globals.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        return _held(super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        return _held(super().getitem(obj, argument))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        for kind, allowed in METHODS.items():
            if isinstance(obj, kind):
                return attr in allowed
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: object) -> None:
        """No text formats others: ``{:>999999999}`` fills the memory."""

    def call_filter(self, name: str, *arguments: Any, **named: Any) -> Any:
        """A filter by its name, as ``map`` calls it; the two that count are called by no template."""
        if name not in FILTERS:
            raise SecurityError(f"no filter named {name!r}")
        return super().call_filter(name, *arguments, **named)

    def call(self, context: Any, obj: Any, /, *arguments: Any, **named: Any) -> Any:
        _take(1 + sum(map(_size, arguments)) // 20)
        _only_data((*arguments, *(value for value in named.values() if not isinstance(value, Macro))))  # the caller
        return super().call(context, obj, *arguments, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise SecurityError("** is not used in templates")
        if isinstance(left, str) or isinstance(right, str):
            raise SecurityError(f"texts are joined as {{{{ a }}}}{{{{ b }}}}, not with {operator}")
        for value in (left, right):
            if not isinstance(value, int | float | Undefined):
                raise SecurityError(f"{operator} is for numbers")
            if isinstance(value, int | float) and abs(value) > _NUMBER:
                raise SecurityError(f"{operator} is for numbers up to {_NUMBER:,}")
        return super().call_binop(context, operator, left, right)

    def _load_template(self, name: str, globals: Any) -> Any:
        _take(1)
        return super()._load_template(name, globals)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if mark := re.search(f"[{MARKS}]", source):
            line = source.count("\n", 0, mark.start()) + 1
            raise TemplateSyntaxError(f"templates do not hold the character U+{ord(mark[0]):04X}", line, name, filename)
        tree = super()._parse(source, name, filename)
        for concat in tree.find_all(nodes.Concat):
            raise TemplateSyntaxError("texts are joined as {{ a }}{{ b }}, not with ~", concat.lineno, name, filename)
        for constant in tree.find_all(nodes.Const):
            value = constant.value
            if isinstance(value, float) and not math.isfinite(value):
                raise TemplateSyntaxError("this number is too large", constant.lineno, name, filename)
            if isinstance(value, str) and (half := _HALF.search(value)):
                what = f"templates do not hold the character U+{ord(half[0]):04X}"
                raise TemplateSyntaxError(what, constant.lineno, name, filename)
        _count_steps(tree)
        return tree


def _count_steps(node: nodes.Node) -> int:
    """Let every body that may run more than once say how much it holds. Returns how many nodes there are."""
    weight = 1 + sum(map(_count_steps, node.iter_child_nodes()))
    if isinstance(node, nodes.For):
        node.iter = nodes.Filter(node.iter, _COUNTED, [], [], None, None, lineno=node.lineno)
    if isinstance(node, nodes.For | nodes.Macro | nodes.CallBlock | nodes.Block | nodes.Template):
        step = nodes.Filter(nodes.Const(weight), _STEP, [], [], None, None, lineno=node.lineno)
        node.body.insert(0, nodes.ExprStmt(step, lineno=node.lineno))
    return weight
