"""Templates: what they may print, what they may not do, and which file serves a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composing.reading import read
from nkadvocate.composing.sandbox import Sandbox
from nkadvocate.composing.templates import Cited, Templates
from nkadvocate.document import Missing, Paragraph, Text, plain, walk_inlines
from nkadvocate.problems import Place, Problem, ProblemsError

Filled = Callable[..., str]


def write(folder: Path, **templates: str) -> Path:
    """Templates named ``letter`` are written as letter.md.j2, ``parts__facts`` as parts/facts.md.j2."""
    for name, text in templates.items():
        path = folder / (name.replace("__", "/") + ".md.j2")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def fill(tmp_path: Path) -> Filled:
    """Fill one template: ``fill("Dear {{ name }}", name="Kim")``."""

    def filled(template: str, *, draft: bool = False, **values: Any) -> str:
        folder = write(tmp_path / "templates" / "en", letter=template)
        return Templates([folder], draft=draft).render("letter.md.j2", values, "writing to somebody")

    return filled


def problem(fill: Filled, template: str, **values: Any) -> Problem:
    with pytest.raises(ProblemsError) as caught:
        fill(template, **values)
    [found] = caught.value.problems
    return found


LETTER_2 = Place("templates/en/letter.md.j2", 2, 1)


def test_a_value_is_printed_as_text_and_never_as_markup(fill: Filled) -> None:
    [paragraph] = read(fill("{{ name }}", name="**Kim** [@x] <b>"))
    assert paragraph == Paragraph((Text("**Kim** [@x] <b>"),))


def test_numbers_are_printed(fill: Filled) -> None:
    assert fill("{{ n }} {{ n + 1 }}", n=3) == "3 4"


def test_a_text_that_may_cite_keeps_its_citations(fill: Filled) -> None:
    assert fill("{{ text }}", text=Cited("*So*[@x, p 3]")) == "&#42;So&#42;[@x, p 3]"


def test_a_value_that_is_not_there_names_file_line_and_what_was_written(fill: Filled) -> None:
    found = problem(fill, "Dear\n{{ nmae }},\n", name="Kim")
    assert found.what == "'nmae' is undefined"
    assert found.place == LETTER_2
    assert found.doing == "writing to somebody"
    assert found.hint == "a --draft prints [missing: …] instead"


def test_a_part_of_a_value_that_is_not_there_is_an_error_as_well(fill: Filled) -> None:
    found = problem(fill, "Dear\n{{ recipient.nmae }},\n", recipient={"name": "Kim"})
    assert "nmae" in found.what
    assert found.place == LETTER_2


def test_the_line_is_that_of_the_part_that_failed(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "templates" / "en", letter='One\n{% include "parts/facts.md.j2" %}\n', parts__facts="\n\n{{ no }}\n"
    )
    with pytest.raises(ProblemsError) as caught:
        Templates([folder]).render("letter.md.j2", {}, "writing")
    assert caught.value.problems[0].place == Place("templates/en/parts/facts.md.j2", 3, 1)


def test_a_syntax_error_names_file_and_line(fill: Filled) -> None:
    found = problem(fill, "One\n{% if x %}\nTwo\n")
    assert found.place
    assert found.place.file == "templates/en/letter.md.j2"
    assert "Unexpected end of template" in found.what
    found = problem(fill, "One\n{{ x y }}\n")
    assert found.place == LETTER_2


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__",
        "''.__class__.__mro__",
        "recipient.__init__",
        "recipient['__class__'].__base__",
        "''['format']('x')['__class__']",
        "items.append('x')",
        "recipient.update({'name': 'x'})",
        "items.clear()",
    ],
)
def test_a_template_reaches_nothing_behind_the_values_and_changes_none(fill: Filled, expression: str) -> None:
    recipient, items = {"name": "Kim"}, ["a"]
    assert problem(fill, f"One\n{{{{ {expression} }}}}", recipient=recipient, items=items).place == LETTER_2
    assert (recipient, items) == ({"name": "Kim"}, ["a"])


@pytest.mark.parametrize(
    "expression",
    ["''.__class__", "''.__class__.__mro__", "recipient.__init__", "recipient.__class__.__mro__[1].__subclasses__()"],
)
def test_a_draft_does_not_reach_behind_the_values_either(fill: Filled, expression: str) -> None:
    problem(fill, f"One\n{{{{ {expression} }}}}", draft=True, recipient={})


def test_a_format_string_does_not_reach_behind_the_values(fill: Filled) -> None:
    found = problem(fill, "One\n{{ '{0.__class__}'.format(name) }}", name="Kim")
    assert found.place == LETTER_2


@pytest.mark.parametrize(
    "expression",
    [
        *("told|lower", "[told]|upper", "{'a': told}|title", "[[told]]|map('capitalize')|first", "told|default('x')"),
        *("name.upper|lower", "[name.upper]|trim", "items|map(attribute='index')|list|lower", "''|default(told)|lower"),
        *("{told: 1}|length", "told is lower", "[name.upper] is string", "[name]|map(attribute='upper')|list|length"),
    ],
)
@pytest.mark.parametrize("draft", [False, True])
def test_where_an_object_lies_in_memory_is_not_told(fill: Filled, expression: str, draft: bool) -> None:
    values = {"told": lambda: "x", "name": "Kim", "items": [["a"]]}
    found = problem(fill, f"One\n{{{{ {expression} }}}}", draft=draft, **values)
    assert found.what == "filters, tests, loops and calls take texts, numbers and lists of them, no functions"
    assert found.place == LETTER_2


@pytest.mark.parametrize("expression", ["{told: 1}.keys() - {}.keys()", "a.keys() - a.keys()", "a.items() - [1]"])
def test_no_set_is_made_whose_order_is_that_of_addresses_or_of_a_seed(fill: Filled, expression: str) -> None:
    found = problem(fill, f"One\n{{{{ {expression} }}}}", told=lambda: "x", a={"b": 1, "c": 2})
    assert found.what == "- is for numbers"


@pytest.mark.parametrize(
    "template",
    [
        "{% for key in {told: 1} %}a{% endfor %}",
        "{% for one in [told] %}a{% endfor %}",
        "{% macro of(one) %}a{% endmacro %}{{ of(told) }}",
        "{% macro of() %}{{ varargs|length }}{% endmacro %}{{ of(*[told]) }}",
    ],
)
def test_loops_and_macros_take_data_alone(fill: Filled, template: str) -> None:
    assert "no functions" in problem(fill, f"One\n{template}", told=lambda: "x").what


@pytest.mark.parametrize(
    ("constant", "what"),
    [
        ("'a'.lower", "a _Method"),
        ("['a'.lower]", "a list"),
        ("{'a': 1}.keys", "a _Method"),
        ("none", "None"),
        ("[1, 2]", "a list"),
    ],
)
def test_a_constant_is_printed_as_a_value_is(fill: Filled, constant: str, what: str) -> None:
    assert problem(fill, f"One\n{{{{ {constant} }}}}").what.endswith(f"the value is {what}")
    assert read(fill("a {{ '*b* [@c]' }}")) == (Paragraph((Text("a *b* [@c]"),)),)


def test_whether_two_texts_are_one_object_is_not_told(fill: Filled) -> None:
    one = "".join(["K", "im"])
    same, others = [one, one], [one, "".join(["K", "im"])]
    for names in (same, others):
        assert fill("{{ 1 if names[0].upper == names[1].upper else 0 }}", names=names) == "0"
        assert "'sameas'" in problem(fill, "One\n{{ 1 if names[0] is sameas names[1] else 0 }}", names=names).what
        assert fill("{{ names|unique(attribute='upper')|list|length }}", names=names) == "2"


def test_a_draft_does_not_name_an_object_that_is_missing(fill: Filled) -> None:
    assert "0x" not in fill("{{ recipient[told] }}", draft=True, recipient={}, told=lambda: "x")


@pytest.mark.parametrize("name", ["range", "dict", "lipsum", "cycler", "joiner", "namespace"])
def test_no_functions_are_given(fill: Filled, name: str) -> None:
    assert problem(fill, f"One\n{{{{ {name}(3) }}}}").what == f"'{name}' is undefined"


def test_texts_are_not_joined_with_a_tilde(fill: Filled) -> None:
    found = problem(fill, "One\n{{ a ~ b }}", a="x", b="y")
    assert found.what == "texts are joined as {{ a }}{{ b }}, not with ~"
    assert found.place == LETTER_2


@pytest.mark.parametrize("expression", ["a + b", "a * 3", "a % b"])
def test_texts_are_not_joined_with_other_signs(fill: Filled, expression: str) -> None:
    found = problem(fill, f"One\n{{{{ {expression} }}}}", a="x", b="y")
    assert found.what.startswith("texts are joined as {{ a }}{{ b }}, not with ")


@pytest.mark.parametrize("value", [None, True, False])
def test_a_value_that_is_no_text_is_not_printed(fill: Filled, value: object) -> None:
    assert problem(fill, "One\n{{ x }}", x=value).what == f"a text is printed here, but the value is {value}"


def test_a_list_is_not_printed(fill: Filled) -> None:
    assert problem(fill, "One\n{{ x }}", x=["a"]).what == "a text is printed here, but the value is a list"
    assert problem(fill, "One\n{{ x }}", x={"a": "b"}).what == "a text is printed here, but the value is a dict"


@pytest.mark.parametrize(
    "name", ["safe", "escape", "e", "forceescape", "urlize", "xmlattr", "tojson", "attr", "pprint"]
)
def test_no_filter_turns_text_into_markup_or_code(fill: Filled, name: str) -> None:
    assert f"No filter named '{name}'" in problem(fill, f"One\n{{{{ x|{name} }}}}", x="a").what


@pytest.mark.parametrize(
    "expression", ["x|upper", "x|title", "x|trim", "x|capitalize", "x|lower", "[x]|first", "x|default('y')"]
)
def test_filters_leave_text_text(fill: Filled, expression: str) -> None:
    [paragraph] = read(fill(f"{{{{ {expression} }}}}", x="*a* [@b]"))
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.content).lower() == "*a* [@b]"
    assert all(isinstance(inline, Text) for inline in paragraph.content)


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("nmae", "nmae"),
        ("recipient.holder.name", "holder.name"),
        ("x", "a text is printed here, but the value is None"),
    ],
)
def test_a_draft_prints_a_mark_for_what_is_missing(fill: Filled, expression: str, what: str) -> None:
    text = fill(f"Dear {{{{ {expression} }}}},", draft=True, recipient={}, x=None)
    [paragraph] = read(text)
    assert isinstance(paragraph, Paragraph)
    marks = [inline.what for inline in walk_inlines(paragraph.content) if isinstance(inline, Missing)]
    assert len(marks) == 1
    assert marks[0].endswith(what)


def test_a_draft_takes_what_is_missing_as_empty_in_a_condition(fill: Filled) -> None:
    assert fill("{% if nothing.at.all %}a{% else %}b{% endif %}{% for x in nobody %}c{% endfor %}", draft=True) == "b"


def test_templates_that_include_each_other_without_end_are_an_error(tmp_path: Path) -> None:
    folder = write(tmp_path, letter='{% include "other.md.j2" %}', other='{% include "letter.md.j2" %}')
    with pytest.raises(ProblemsError, match="templates include each other without end"):
        Templates([folder]).render("letter.md.j2", {}, "writing")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A campaign's folder and the shipped one, whose letter has two blocks, one of them a part."""
    shipped = write(
        tmp_path / "shipped",
        letter='{% block head %}Head{% endblock %} {% block facts %}{% include "parts/facts.md.j2" %}{% endblock %}',
        parts__facts="Facts",
    )
    (tmp_path / "campaign").mkdir()
    return tmp_path / "campaign", shipped


def rendered(folders: tuple[Path, Path]) -> str:
    return Templates(folders).render("letter.md.j2", {}, "writing")


def test_without_its_own_templates_a_campaign_uses_the_shipped_ones(folders: tuple[Path, Path]) -> None:
    assert rendered(folders) == "Head Facts"


def test_a_campaign_may_replace_a_block(folders: tuple[Path, Path]) -> None:
    write(folders[0], letter='{% extends "shipped/letter.md.j2" %}{% block head %}Own head{% endblock %}')
    assert rendered(folders) == "Own head Facts"


def test_a_campaign_may_add_to_a_block(folders: tuple[Path, Path]) -> None:
    write(folders[0], letter='{% extends "shipped/letter.md.j2" %}{% block head %}{{ super() }}, own{% endblock %}')
    assert rendered(folders) == "Head, own Facts"


def test_a_campaign_may_replace_a_part(folders: tuple[Path, Path]) -> None:
    write(folders[0], parts__facts="Own facts")
    assert rendered(folders) == "Head Own facts"


def test_a_campaign_may_replace_the_whole(folders: tuple[Path, Path]) -> None:
    write(folders[0], letter="All our own")
    assert rendered(folders) == "All our own"


def test_it_can_be_told_which_file_serves_a_name(folders: tuple[Path, Path]) -> None:
    write(folders[0], parts__facts="Own facts")
    templates = Templates(folders)
    assert templates.names() == ["letter.md.j2", "parts/facts.md.j2"]
    assert templates.which("parts/facts.md.j2") == folders[0].resolve() / "parts" / "facts.md.j2"
    assert templates.which("letter.md.j2") == folders[1].resolve() / "letter.md.j2"
    assert templates.which("nothing.md.j2") is None


def test_a_template_that_does_not_exist_brings_a_suggestion(folders: tuple[Path, Path]) -> None:
    write(folders[0], letter='{% include "parts/fatcs.md.j2" %}')
    with pytest.raises(ProblemsError, match=r"no template parts/fatcs.md.j2 .*\(did you mean parts/facts.md.j2\?\)"):
        rendered(folders)


def test_a_link_out_of_the_folder_is_not_followed(folders: tuple[Path, Path]) -> None:
    secret = write(folders[0].parent / "elsewhere", secret="Secret") / "secret.md.j2"
    (folders[0] / "secret.md.j2").symlink_to(secret)
    write(folders[0], letter='{% include "secret.md.j2" %}')
    with pytest.raises(ProblemsError, match=r"there is no template secret\.md\.j2"):
        rendered(folders)


@pytest.mark.parametrize(
    "name",
    [
        "parts/../other.md.j2",
        "../{folder}/other.md.j2",
        "./other.md.j2",
        "parts//x.md.j2",
        "{whole}/other.md.j2",
        ".hidden.md.j2",
        f"{'a' * 256}/other.md.j2",
    ],
)
def test_nor_one_that_leads_back_or_is_hidden(folders: tuple[Path, Path], name: str) -> None:
    """It would tell what else there is on the computer, such as a build at work."""
    name = name.format(folder=folders[0].name, whole=folders[0])
    write(folders[0], letter=f'{{% include ["{name}", "no.md.j2"] ignore missing %}}Words.', other="Other.")
    write(folders[0] / "parts", x="Other.")
    (folders[0] / ".hidden.md.j2").write_text("Other.", "utf-8")
    assert rendered(folders) == "Words."


@pytest.mark.parametrize("name", ["../elsewhere/secret.md.j2", "shipped/../../elsewhere/secret.md.j2"])
def test_a_path_out_of_the_folder_is_not_followed(folders: tuple[Path, Path], name: str) -> None:
    write(folders[0].parent / "elsewhere", secret="Secret")
    write(folders[0], letter=f'{{% include "{name}" %}}')
    with pytest.raises(ProblemsError, match="there is no template"):
        rendered(folders)


def test_an_absolute_path_is_not_followed(folders: tuple[Path, Path]) -> None:
    secret = write(folders[0].parent / "elsewhere", secret="Secret") / "secret.md.j2"
    write(folders[0], letter=f'{{% include "{secret}" %}}')
    with pytest.raises(ProblemsError, match="there is no template"):
        rendered(folders)


def test_a_template_that_is_not_utf_8_is_an_error_that_names_it(folders: tuple[Path, Path]) -> None:
    (folders[0] / "letter.md.j2").write_bytes(b"caf\xe9")
    with pytest.raises(ProblemsError, match=r"letter\.md\.j2:1:1: cannot be read"):
        rendered(folders)


def opening_for(folders: tuple[Path, Path], key: str) -> str:
    return Templates(folders, key=key).render("letter.md.j2", {}, "writing")


KEYS = [f"recipient-{n}" for n in range(60)]


def test_each_recipient_gets_one_of_the_variants_and_always_the_same(folders: tuple[Path, Path]) -> None:
    write(folders[0], letter='{% include "parts/facts.md.j2" %}')
    write(folders[0] / "parts", **{"facts.1": "One", "facts.2": "Two"})
    given = {key: opening_for(folders, key) for key in KEYS}
    assert set(given.values()) == {"One", "Two"}
    assert given == {key: opening_for(folders, key) for key in KEYS}


def test_one_more_variant_changes_only_the_letters_that_take_it(folders: tuple[Path, Path]) -> None:
    write(folders[0], letter='{% include "parts/facts.md.j2" %}')
    write(folders[0] / "parts", **{"facts": "Plain", "facts.1": "One"})
    before = {key: opening_for(folders, key) for key in KEYS}
    assert set(before.values()) == {"Plain", "One"}
    write(folders[0] / "parts", **{"facts.2": "Two"})
    after = {key: opening_for(folders, key) for key in KEYS}
    assert {after[key] for key in KEYS if after[key] != before[key]} == {"Two"}


def test_parts_vary_independently_of_each_other(folders: tuple[Path, Path]) -> None:
    write(folders[0], letter='{% include "parts/facts.md.j2" %}{% include "parts/law.md.j2" %}')
    write(folders[0] / "parts", **{"facts.1": "a", "facts.2": "b", "law.1": "a", "law.2": "b"})
    assert {opening_for(folders, key) for key in KEYS} == {"aa", "ab", "ba", "bb"}


def test_variants_are_one_template_under_one_name(folders: tuple[Path, Path]) -> None:
    write(folders[0] / "parts", **{"facts.1": "One", "facts.2": "Two", "note.1": "Note"})
    assert Templates(folders).names() == ["letter.md.j2", "parts/facts.md.j2", "parts/note.md.j2"]


def test_a_variant_that_is_a_link_out_of_the_folder_is_not_followed(folders: tuple[Path, Path]) -> None:
    secret = write(folders[0].parent / "elsewhere", secret="Secret") / "secret.md.j2"
    (folders[0] / "parts").mkdir()
    (folders[0] / "parts" / "facts.1.md.j2").symlink_to(secret)
    assert rendered(folders) == "Head Facts"


def test_a_template_is_compiled_once_and_anew_when_it_changes(fill: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def counted(self: Sandbox, source: str, *others: Any, real: Any = Sandbox.compile) -> Any:
        compiled.append(source)
        return real(self, source, *others)

    monkeypatch.setattr(Sandbox, "compile", counted)
    assert [fill("Dear {{ name }}", name=name) for name in ("Kim", "Pak")] == ["Dear Kim", "Dear Pak"]
    assert fill("To {{ name }}", name="Kim") == "To Kim"
    assert compiled == ["Dear {{ name }}", "To {{ name }}"]
