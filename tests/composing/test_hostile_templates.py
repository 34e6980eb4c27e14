"""Templates that loop, grow or dig: each ends soon, in an error that names the template."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composing.reading import read
from nkadvocate.composing.sandbox import CHARACTERS, METHODS, STEPS
from nkadvocate.composing.templates import Cited, Templates
from nkadvocate.problems import Problem, ProblemsError

VALUES = {"items": [str(n) for n in range(100)], "text": "a word", "cited": Cited("so [@x]"), "record": {"name": "Kim"}}
SECONDS = 20


def problem(folder: Path, template: str, **parts: str) -> Problem:
    folder.mkdir(exist_ok=True)
    for name, text in {"letter": template, **parts}.items():
        (folder / f"{name}.md.j2").write_text(text, "utf-8")
    begin = time.process_time()
    with pytest.raises(ProblemsError) as caught:
        Templates([folder]).render("letter.md.j2", VALUES, "writing to somebody")
    assert time.process_time() - begin < SECONDS
    [found] = caught.value.problems
    assert found.doing == "writing to somebody"
    return found


def nested(depth: int, inside: str) -> str:
    loops = "".join(f"{{% for a{n} in items %}}" for n in range(depth))
    return f"One\n{loops}{inside}{'{% endfor %}' * depth}"


BUSY = nested(2, "{% set x = items|sort|reverse|list %}" * 500)
DOUBLED = "{% set a0 %}0123456789{% endset %}" + "".join(
    f"{{% set a{n + 1} %}}{{{{ a{n} }}}}{{{{ a{n} }}}}{{% endset %}}" for n in range(40)
)
TREE = "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}"
HALVES = "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}"
AGAIN = "{% for a in items recursive %}{% if loop.depth < 50 %}{{ loop(items) }}{% endif %}{% endfor %}"
BUSY = (
    "{% for a in items %}{% for b in items %}"
    + "{% set x = items|sort|reverse|list %}" * 500
    + "{% endfor %}{% endfor %}"
)


@pytest.mark.parametrize(
    "template",
    [
        pytest.param(nested(5, ""), id="nested loops"),
        pytest.param(nested(5, "{% if a4 == 'x' %}{% endif %}"), id="nested loops that print nothing"),
        pytest.param(nested(3, "{% for z in items if z == 'x' %}{% endfor %}" * 20), id="loops that take nothing"),
        pytest.param(HALVES, id="a macro that calls itself twice"),
        pytest.param(AGAIN, id="a loop that calls itself"),
        pytest.param(BUSY, id="much work in one turn"),
    ],
)
def test_a_template_that_goes_on_and_on_is_stopped(tmp_path: Path, template: str) -> None:
    found = problem(tmp_path / "en", template)
    assert found.what == f"this takes more than {STEPS:,} steps: a loop, macro or include goes on and on"
    assert found.place
    assert found.place.file.endswith("en/letter.md.j2")


def test_a_macro_without_end_is_stopped(tmp_path: Path) -> None:
    assert problem(tmp_path / "en", TREE).what == "templates include each other without end"


def test_parts_that_each_include_the_next_twice_are_stopped(tmp_path: Path) -> None:
    parts = {f"p{n}": f'{{% include "p{n + 1}.md.j2" %}}' * 2 for n in range(40)}
    assert "steps" in problem(tmp_path / "en", '{% include "p0.md.j2" %}', **parts, p40="x").what


@pytest.mark.parametrize(
    "template",
    [
        pytest.param(DOUBLED + "{{ a40 }}", id="doubled again and again"),
        pytest.param("x" * 10_000 + nested(2, "y" * 1000), id="much text in a loop"),
        pytest.param("{% macro f() %}" + "y" * 1000 + "{% endmacro %}" + nested(2, "{{ f() }}"), id="of a macro"),
    ],
)
def test_a_text_that_grows_and_grows_is_stopped(tmp_path: Path, template: str) -> None:
    found = problem(tmp_path / "en", template)
    assert found.what == f"this makes a text of more than {CHARACTERS:,} characters"
    assert found.place


@pytest.mark.parametrize(
    "expression",
    [
        *(f"text.{name}" for name in ("ljust(10**9)", "ljust(999999999)", "rjust(999999999)", "center(999999999)")),
        *("text.zfill(999999999)", "text.replace('', text)", "text.join(items)", "text.expandtabs(999999999)"),
        *("text.format(1)", "text.encode('utf-16')", "text.translate({})", "'{:>999999999}'.format(text)"),
        *("text * 999999999", "items * 999999999", "items + items", "[1] * 999999999", "(1,) * 999999999"),
        *("'%999999999d' % 1", "9 ** 999999999", "999999999999999 * 999999999999999", "record|items * 9"),
        *("items|batch(999999999, 'x')|list", "text|indent(999999999)", "text|center(999999999)", "1|round(999999999)"),
        *("items|join(text)", "text|replace('a', text)", "[items, items]|sum(start=[])", "text|wordwrap(1)"),
        *(
            "'%s'|format(text)",
            "items|slice(999999999)|list",
            "text|truncate(9)",
            "items|random",
            "text|filesizeformat",
        ),
        *(
            "items|map('batch', 999999999)|list",
            "items|map('center', 99)|list",
            "items|map(attribute='__class__')|list",
        ),
        *("items|map(attribute='__class__')|list", "text|filesizeformat", "cited.__class__"),
        *("cited.__add__(text)", "items.__class__", "record.__class__", "(1).__class__", "1.0.real"),
        *("items.copy()", "items.sort()", "items.pop()", "items.__len__()", "record.copy()", "record.setdefault('a')"),
        *("text['__class__']", "record|attr('__class__')", "text.__getattribute__('lower')", "none.__class__"),
        *("self.__class__", "loop.__class__", "self._TemplateReference__context", "items|first|attr('x')"),
    ],
)
def test_no_expression_makes_much_of_little_or_digs_behind_a_value(tmp_path: Path, expression: str) -> None:
    found = problem(tmp_path / "en", f"One\n{{{{ {expression} }}}}")
    assert found.place
    assert found.place.line == 2


def test_texts_and_lists_keep_only_methods_that_read() -> None:
    for kind in (str, dict, list, tuple):
        assert METHODS[kind] <= set(dir(kind))
        assert not {name for name in METHODS[kind] if name.startswith("_")}


@pytest.mark.parametrize(
    "template",
    [
        "(" * 3000 + "1" + ")" * 3000,
        "not " * 3000 + "1",
        "text" + "|upper" * 3000,
        "text" + ".lower()" * 3000,
        "1" + " + 1" * 3000,
        "[" * 300 + "]" * 300,
    ],
)
def test_a_deep_expression_is_refused(tmp_path: Path, template: str) -> None:
    problem(tmp_path / "en", f"{{{{ {template} }}}}")


@pytest.mark.parametrize("depth", [25, 110, 500])
def test_deep_loops_and_conditions_are_refused(tmp_path: Path, depth: int) -> None:
    problem(tmp_path / "en", nested(depth, "x"))


@pytest.mark.parametrize("name", ["a step", "what is looped over"])
@pytest.mark.parametrize("filter", ["map", "select", "groupby"])
def test_no_template_gives_back_the_steps_that_it_takes(tmp_path: Path, name: str, filter: str) -> None:
    problem(tmp_path / "en", f"{{{{ [-99999999999]|{filter}('{name}')|list|length }}}}{nested(5, '')}")


@pytest.mark.parametrize(("constant", "what"), [("1e999", "too large"), ("'\\ud800'", "U+D800")])
def test_constants_that_no_document_can_hold_are_refused_at_their_line(
    tmp_path: Path, constant: str, what: str
) -> None:
    found = problem(tmp_path / "en", f"One\n{{{{ {constant} }}}}")
    assert what in found.what
    assert found.place
    assert found.place.line == 2


def test_a_template_of_many_bytes_is_refused(tmp_path: Path) -> None:
    assert "is longer than" in problem(tmp_path / "en", "x" * 300_000).what


def test_the_limits_hold_in_any_thread_and_count_each_document_for_itself(tmp_path: Path) -> None:
    (tmp_path / "letter.md.j2").write_text("{% for a in items %}{% for b in items %}.{% endfor %}{% endfor %}", "utf-8")
    templates = Templates([tmp_path])
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.append(templates.render("letter.md.j2", VALUES, "writing")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(100):
        made.append(templates.render("letter.md.j2", VALUES, "writing"))
    assert made == ["." * 10_000] * 104


WORDS = st.sampled_from(
    [
        *(
            "{{ ",
            " }}",
            "{% for a in items %}",
            "{% for a in record %}",
            "{% endfor %}",
            "{% if text %}",
            "{% endif %}",
        ),
        *("{% macro f(a) %}", "{% endmacro %}", "f(1)", "items", "text", "record", "cited", "|list", "|map('upper')"),
        *("|sort", "|groupby('x')", "|dictsort", "|int", "|first", "|max", "|default(1)", "|reverse", ".x", "[0]"),
        *("told", ".upper", "|lower", "|trim", "|unique", " == ", "[told]", "|map(attribute='upper')"),
        *("{told: 1}", ".keys()", ".items()", "'a'.lower", "f(told)", "f(*items)", "{% for a, b in "),
        *("[1:9]", ".name", " - ", " * ", " // 0", " in ", " is ", "divisibleby 0", "loop.cycle()", "loop(items)"),
        *(
            "{% block b %}",
            "{% endblock %}",
            '{% extends "letter.md.j2" %}',
            "{% set x = ",
            " %}",
            "super()",
            "self.b()",
        ),
        *('{% include "letter.md.j2" %}', "{% call f() %}", "{% endcall %}", "{% filter upper %}", "{% endfilter %}"),
        *(
            "99999999999999999999",
            "'a'",
            "{% import 'letter.md.j2' as m %}",
            "m.f(1)",
            "1.5",
            " % ",
            "caller()",
            "none",
        ),
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=25), draft=st.booleans())
def test_whatever_a_template_says_it_is_filled_or_refused(tmp_path: Path, words: list[str], draft: bool) -> None:
    (tmp_path / "letter.md.j2").write_text("".join(words), "utf-8")
    with suppress(ProblemsError):
        templates = Templates([tmp_path], draft=draft)
        values = [deepcopy(VALUES) | {"told": function} for function in (lambda: "x", lambda: "x")]
        first, second = (templates.render("letter.md.j2", each, "writing") for each in values)
        assert first == second
        assert " at 0x" not in first


@pytest.mark.parametrize("opened", ["^[", "[", "*a ", "***a", "[a](", "`", "> ", "- ", "::: date\n"])
def test_what_opens_again_and_again_and_never_closes_is_read_or_refused_soon(opened: str) -> None:
    begin = time.process_time()
    with suppress(ProblemsError):
        read(opened * (200_000 // len(opened)))
    assert time.process_time() - begin < SECONDS


def test_a_paragraph_without_end_is_refused() -> None:
    with pytest.raises(ProblemsError, match="a paragraph of more than 20,000 characters, near “word word"):
        read("word " * 5_000)
