"""What a campaigner puts into a campaign folder under a wrong name is told, not passed over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nkadvocate import shipped
from nkadvocate.campaigning.look import open_look
from nkadvocate.campaigning.stray import stray
from nkadvocate.problems import ProblemsError
from nkadvocate.rendering import render
from rendering.test_pdf import SAMPLE


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped.CAMPAIGNS / "joint-letter-example", tmp_path / "mine"))


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in stray(folder, "en")]


def test_the_example_has_nothing_astray(mine: Path) -> None:
    assert told(mine) == []


@pytest.mark.parametrize(
    ("name", "wrong", "message"),
    [
        ("design.yaml", "design.yml", "mine/design.yml is not read (call it design.yaml)"),
        ("evidence", "evidences", "mine/evidences is not read (call it evidence)"),
        ("templates", "template", "mine/template is not read (call it templates)"),
        (
            "evidence/ours.yaml",
            "evidence/ours.YAML",
            "mine/evidence/ours.YAML is not read (move it to evidence/ours.yaml)",
        ),
        (
            "templates/parts/opening.md.j2",
            "templates/parts/opening.md",
            "mine/templates/parts/opening.md is not read (the name of a template ends in .md.j2)",
        ),
        (
            "templates/parts/opening.md.j2",
            "templates/parts/openning.md.j2",
            "mine/templates/parts/openning.md.j2 is used by no template (did you mean parts/opening.md.j2?)",
        ),
    ],
)
def test_a_name_that_is_nearly_right_is_told_with_the_right_one(
    mine: Path, name: str, wrong: str, message: str
) -> None:
    (mine / name).rename(mine / wrong)
    assert told(mine) == [message]


def test_folders_of_ones_own_are_left_alone(mine: Path) -> None:
    for name in ("fonts", "replies", "notes"):
        (mine / name).mkdir()
    assert told(mine) == []


def test_a_part_that_another_template_includes_is_used(mine: Path) -> None:
    (mine / "templates/parts/openings.md.j2").write_text("Good morning.\n")
    (mine / "templates/parts/opening.md.j2").write_text('{% include "parts/openings.md.j2" %}\n')
    assert told(mine) == []


def test_a_block_that_the_letter_does_not_have_is_told(mine: Path) -> None:
    (mine / "templates/letter.md.j2").write_text(
        '{% extends "shipped/letter.md.j2" %}\n{% block openning %}A{% endblock %}\n'
        "{% block law %}{% block law_of_ours %}B{% endblock %}{% endblock %}\n"
    )
    assert told(mine) == [
        "mine/templates/letter.md.j2: there is no block 'openning' in what it extends (did you mean opening?)"
    ]


def test_an_old_word_file_under_a_new_name_is_told(mine: Path) -> None:
    (mine / "base.docx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    with pytest.raises(ProblemsError, match=r"mine/base\.docx is a \.doc file under another name, or has a password"):
        open_look(mine)


def test_a_missing_logo_is_told_with_the_name_it_may_have(mine: Path) -> None:
    (mine / "logos/lantern.png").rename(mine / "logos/lanterne.png")
    with pytest.raises(ProblemsError, match=r"did you mean logos/lanterne\.png"):
        open_look(mine)


@pytest.mark.parametrize("colour", ["green", '"#12"', '"1e5b4f"'])
def test_a_colour_that_is_none_is_told_with_an_example(mine: Path, colour: str) -> None:
    (mine / "design.yaml").write_text(f"colours:\n  accent: {colour}\n")
    with pytest.raises(ProblemsError, match=r'is not a colour .*in quotes: "#1f3a5f"'):
        open_look(mine)


def test_a_rule_of_ones_own_style_sheet_is_told_with_its_line(mine: Path) -> None:
    (mine / "style.css").write_text("h1 { margin: 0 }\nh2 {\n  colour: red\n}\n")
    with pytest.raises(ValueError, match=r"style\.css:3:3: Ignored `colour: red\s*`, unknown property"):
        render(SAMPLE, "pdf", open_look(mine))
