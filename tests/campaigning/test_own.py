"""Who receives a campaign's folder is told which shipped records it replaces and which figures its templates print."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest
import yaml

from acceptance.command import ROOT, campaign, nkadvocate, write
from nkadvocate.composing.wording import written_claim
from nkadvocate.library import open_library

RECORD = "hrw-returns-since-2024"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return campaign(recipients=["mn-foreign-minister"], date="2026-07-10")


def replace_figure(folder: Path) -> None:
    """A record of the id of a shipped one that says another figure."""
    for path in (ROOT / "seeds/evidence").glob("*.yaml"):
        for record in yaml.safe_load(path.read_text("utf-8")):
            if record["id"] == RECORD:
                record["figure"]["value"] = 4060
                (folder / "evidence").mkdir()
                (folder / "evidence/own.yaml").write_text(yaml.safe_dump([record], allow_unicode=True), "utf-8")


def test_a_shipped_record_replaced_by_one_with_another_figure_is_told_by_every_check(mine: Path) -> None:
    replace_figure(mine)
    assert f"{RECORD} (figure)" in json.loads(nkadvocate("campaign", "show", mine.name, "--json").stdout)["replaces"]
    told = f"{RECORD} replaces the shipped record, with another figure"
    assert told in nkadvocate("check", mine).stderr
    assert told in nkadvocate("campaign", "check", mine.name, "-f", "txt", "-j", "1").stderr


def test_a_campaign_that_replaces_nothing_has_nothing_to_tell(mine: Path) -> None:
    assert json.loads(nkadvocate("campaign", "show", mine.name, "--json").stdout)["replaces"] == []
    assert nkadvocate("check", mine).stderr == "no findings\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("China returned 4,060 people.", " without a note: 4,060"),
        ('{{ "4,060" }} people were returned.', " without a note: 4,060"),
        ("{{ 4060 }} people were returned.", " without a note: 4060"),
        ("{% set many = 4060 %}{{ many }} people were returned.", " without a note: 4060"),
        ("China returned 4,060 people.[@hrw-2025-10-15]", ": 4,060 (hold it against its source"),
        ("China returned 4,060 people. {# cite #}", ": 4,060 (hold it against its source"),
        ("1. We write in 2026.\n{# 4,060 #}{% if 4060 %}{% endif %}{{ sender.name[:4060] }}", None),
        ("It lasted for half a century.", " without a note: half a century"),
        ("It lasted for decades.", " without a note: decades"),
        ("Tens of people were shot.", " without a note: Tens"),
    ],
)
def test_a_figure_that_a_template_prints_is_told_with_its_line(mine: Path, text: str, told: str | None) -> None:
    write(mine / "templates/parts/reply.md.j2", f"Words.\n\n{text}\n")
    found = nkadvocate("check", mine).stderr
    if told:
        assert f"/templates/parts/reply.md.j2:3:1: the template prints a figure of its own{told}" in found
    else:
        assert found == "no findings\n"


@pytest.mark.parametrize(
    ("style", "told"),
    [
        (
            '.subject::after { content: "4,060 returned" }',
            "1:1: the style sheet prints words of its own: “4,060 returned”",
        ),
        ('@media print {\n p { color: red;\n content: "no" } }', "3:1: the style sheet prints words of its own: “no”"),
        ("p { }\n.note { display: none }", "2:1: the style sheet hides what stands there: display: none"),
        (".note { font-size: 0 }", "1:1: the style sheet hides what stands there: font-size: 0"),
        ("em { float: left }", "1:1: the style sheet may hide or change what stands there: float: left"),
        ("em { position: static }", None),
        (
            "p::before { content: url(data:image/svg+xml,%3Csvg>%3Ctext>4,060%3C/text>%3C/svg>) }",
            "1:1: the style sheet shows a picture: “4,060”",
        ),
        (
            'p { background: image-set("data:image/png;base64,iVBORw0KGgo=" 1x) }',
            "1:1: the style sheet shows a picture",
        ),
        ('li::before { content: "– " }\n.subject { display: block }', None),
    ],
)
def test_what_a_style_sheet_says_or_hides_is_told(mine: Path, style: str, told: str | None) -> None:
    (mine / "style.css").write_text(style, "utf-8")
    found = nkadvocate("check", mine).stderr
    assert f"/style.css:{told}" in found if told else found == "no findings\n"


def test_what_a_base_document_prints_on_every_page_is_told(mine: Path) -> None:
    base = docx.Document(str(ROOT / "templates/design/base.docx"))
    base.add_paragraph("Text that is not taken")
    base.save(str(mine / "base.docx"))
    assert nkadvocate("check", mine).stderr == "no findings\n"
    base.sections[0].header.paragraphs[0].text = "4,060 returned"
    base.sections[0].header.paragraphs[0].style = base.styles["Normal"]
    base.save(str(mine / "base.docx"))
    assert (
        "/base.docx:1:1: the base document prints on every page: “4,060 returned”" in nkadvocate("check", mine).stderr
    )


def test_a_template_puts_no_words_of_its_own_under_a_citation(mine: Path) -> None:
    (mine / "templates/parts").mkdir(parents=True)
    part = mine / "templates/parts/reply.md.j2"
    for item in ("{'id': facts[0].claims[0].id, 'text': 'Many were shot.'}", "facts[0]", "{}", "7", "'x'"):
        part.write_text(f"{{{{ claim({item}) }}}}\n", "utf-8")
        result = nkadvocate("letter", "mn-foreign-minister", "-c", mine, "-f", "txt")
        assert result.exit_code == 1
        assert "claim() prints the claims of records, and nothing else" in result.stderr
    part.write_text("{{ claim(facts[0].claims[0]) }}\n", "utf-8")
    assert nkadvocate("letter", "mn-foreign-minister", "-c", mine, "-f", "txt").exit_code == 0


CLAIMS = "{% for group in facts %}{% for item in group.claims %}"
ENDED = "{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    "text",
    [
        '{% set p = claim(item).split("at least ") %}{{ p[0] }}{{ p[1] }}',
        '{% set p = claim(item).split("forcibly ") %}{{ p[0] }}shot ninety thousand and {{ p[1] }}',
        "{% set c %}{{ claim(item) }}{% endset %}{{ c[:-1] }}Many were shot.{{ c[-1:] }}",
        "{% macro m() %}{{ claim(item) }}{% endmacro %}{{ m()[1:] }}",
        "{{ claim(item)|reverse }}",
        "{% set c = claim(item) %}{{ c[:1] }}77{{ c[-1:] }}",
        "{% set c = claim(item) %}{{ c[0] }}" + "0" * 5000 + "{{ c[2:] }}",
    ],
    ids=[
        "hedge cut",
        "words put in",
        "put into a variable",
        "cut in a macro",
        "turned",
        "another number",
        "a long number",
    ],
)
def test_a_claim_that_a_template_changes_is_refused_with_its_place(mine: Path, text: str) -> None:
    write(mine / "templates/parts/reply.md.j2", f"Words.\n\n{CLAIMS}{text}{ENDED}\n")
    result = nkadvocate("campaign", "check", mine, "-f", "txt", "-j", "1")
    assert result.exit_code == 1
    assert "/templates/parts/reply.md.j2:3:1: " in result.stderr
    assert "claims are printed whole" in result.stderr or "list object has no element 1" in result.stderr


@pytest.mark.parametrize("signs", [1, 2, 3])
def test_a_backslash_before_a_claim_leaves_it_whole(mine: Path, signs: int) -> None:
    write(mine / "templates/parts/reply.md.j2", "\\" * signs + "{{ claim(facts[0].claims[0]) }}\n")
    assert nkadvocate("letter", "pl-foreign-minister", "-c", mine, "-f", "txt", "-o", "a.txt").exit_code == 0
    printed = " ".join(Path("a.txt").read_text("utf-8").split())
    assert "\\" * ((signs + 1) // 2) + "In October 2025 Human Rights Watch reported" in printed


@pytest.mark.parametrize("text", ["{{ " + "1+" * 3000 + "1 }}", "{{ 'a'" + "|trim" * 3000 + " }}"])
def test_a_deep_expression_in_a_template_that_nothing_uses_is_no_hindrance(mine: Path, text: str) -> None:
    write(mine / "templates/unused.md.j2", text)
    assert isinstance(nkadvocate("check", mine).exception, SystemExit | None)


@pytest.mark.parametrize(
    "text",
    [
        "\ue000hrw-returns-since-2024\ue001Many were shot.\ue002[@hrw-returns-since-2024]",
        "{% if false %}\ue002{% endif %}",
        "{{ '\ue003' }}",
    ],
)
def test_a_template_cannot_write_the_marks_of_claims(mine: Path, text: str) -> None:
    write(mine / "templates/parts/reply.md.j2", f"Words.\n\n{text}\n")
    result = nkadvocate("letter", "mn-foreign-minister", "-c", mine, "-f", "txt")
    assert result.exit_code == 1
    assert "/templates/parts/reply.md.j2:3:1: templates do not hold the character U+E00" in result.stderr


@pytest.mark.parametrize(
    "text",
    ["{{ claim(item) }}", "{% set c %}**{{ claim(item) }}**{% endset %}{{ c|trim }}", "{{ claim(item)[:40]|upper }}"],
)
def test_a_claim_is_printed_word_for_word_with_its_note(mine: Path, text: str) -> None:
    (mine / "templates/parts").mkdir(parents=True)
    text = f"{CLAIMS}So it is said: {text}\n\n{ENDED}"
    (mine / "templates/parts/reply.md.j2").write_text(text, "utf-8")
    assert nkadvocate("letter", "mn-foreign-minister", "-c", mine, "-f", "txt", "-o", "letters").exit_code == 0
    (letter,) = Path("letters").glob("*.txt")
    said = re.findall(r"So it is said: (.*?)\[(?:\d+)\]", " ".join(letter.read_text("utf-8").split()))
    claims = {written_claim(evidence, "en") for evidence in open_library().evidence.values()}
    assert len(said) > 1
    assert set(said) <= claims


def test_claims_do_not_make_a_text_endless(mine: Path) -> None:
    (mine / "templates/parts").mkdir(parents=True)
    text = f"{CLAIMS}{{% for a in sender.name %}}{{% for b in sender.name %}}"
    text += "{{ claim(item) }}\n\n{% endfor %}{% endfor %}" + ENDED
    (mine / "templates/parts/reply.md.j2").write_text(text, "utf-8")
    result = nkadvocate("letter", "mn-foreign-minister", "-c", mine, "-f", "txt")
    assert result.exit_code == 1
    assert "this makes a text of more than 1,000,000 characters" in result.stderr
