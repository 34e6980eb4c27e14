"""``nkadvocate document``, ``list kinds`` and ``templates``, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from acceptance.command import campaign, nkadvocate
from nkadvocate.cli import main

LONG = ("--date", "2026-12-10", "-f", "txt")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def completions(*words: str) -> set[str]:
    *before, incomplete = words
    completing = ShellComplete(main, {}, "nkadvocate", "_NKADVOCATE_COMPLETE")
    return {item.value for item in completing.get_completions(before, incomplete)}


def test_a_document_is_named_by_date_recipient_and_kind() -> None:
    done = nkadvocate("document", "open-letter", "prc-foreign-minister", *LONG, "-f", "docx")
    assert done.stdout.splitlines() == [
        f"output/2026-12-10-prc-foreign-minister-open-letter.{ending}" for ending in ("txt", "docx")
    ]
    assert "Open letter: " in Path(done.stdout.splitlines()[0]).read_text("utf-8")


def test_a_letter_is_the_same_by_either_command() -> None:
    nkadvocate("letter", "cz-foreign-minister", *LONG, "-o", "one")
    nkadvocate("document", "letter", "cz-foreign-minister", *LONG, "-o", "two")
    [one], [two] = Path("one").glob("*.txt"), Path("two").glob("*.txt")
    assert (one.name, one.read_bytes()) == (two.name, two.read_bytes())


def test_a_misspelt_kind_is_wrong_usage_with_a_suggestion() -> None:
    done = nkadvocate("document", "folow-up", "cz-foreign-minister")
    assert done.exit_code == 2
    assert "did you mean follow-up?" in done.stderr
    assert not Path("output").exists()


def test_the_earlier_date_is_given_on_the_command_line_or_by_the_campaign() -> None:
    done = nkadvocate("document", "follow-up", "cz-foreign-minister", *LONG)
    assert (done.exit_code, Path("output").exists()) == (1, False)
    assert "use --of YYYY-MM-DD" in done.stderr
    campaign(follow_up={"date": "2026-09-01", "reference": "OLD/{recipient}"})
    own = ("document", "follow-up", "cz-foreign-minister", *LONG, "-c", "mine")
    for of, date in (((), "1 September 2026"), (("--of", "2026-10-02"), "2 October 2026")):
        done = nkadvocate(*own, *of)
        text = " ".join(Path(done.stdout.strip()).read_text("utf-8").split())
        assert f"our letter of {date} (our reference OLD/cz-foreign-minister)" in text


def test_a_kind_of_the_campaign_is_listed_completed_and_written() -> None:
    folder = campaign()
    (folder / "templates").mkdir()
    (folder / "templates/note.md.j2").write_text("{# A note. #}\n::: subject\nA note\n:::\n\nSo.\n", "utf-8")
    rows = json.loads(nkadvocate("list", "kinds", "-c", "mine", "--json").stdout)
    assert {"id": "note", "what it is": "A note."} in rows
    assert completions("document", "-c", "mine", "n") == {"note"}
    done = nkadvocate("document", "note", "cz-foreign-minister", *LONG, "-c", "mine")
    assert "So." in Path(done.stdout.strip()).read_text("utf-8")


def test_names_are_completed() -> None:
    assert completions("document", "o") == {"open-letter"}
    assert completions("templates", "which", "parts/re") == {"parts/reply.md.j2", "parts/requests.md.j2"}


def listed(*words: str) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in json.loads(nkadvocate("templates", "list", "--json", *words).stdout)}


def test_templates_are_listed_with_folder_and_blocks() -> None:
    folder = campaign()
    (folder / "templates/parts").mkdir(parents=True)
    for n in (1, 2):
        (folder / f"templates/parts/reply.{n}.md.j2").write_text("x", "utf-8")
    rows = listed("-c", "mine")
    assert rows["parts/reply.md.j2"] == {
        "name": "parts/reply.md.j2",
        "folder": "mine/templates",
        "blocks": [],
        "variants": ["reply.1.md.j2", "reply.2.md.j2"],
    }
    assert rows["letter.md.j2"]["folder"] == "templates/en"
    assert "opening" in str(rows["thank-you.md.j2"]["blocks"])
    lines = nkadvocate("templates", "list", "-c", "mine").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(rows)


def test_which_names_the_file_that_wins_and_what_it_hides() -> None:
    campaign()
    [shipped] = nkadvocate("templates", "which", "parts/reply", "-c", "mine").stdout.splitlines()
    assert shipped.endswith("templates/en/parts/reply.md.j2")
    nkadvocate("templates", "copy", "parts/reply", "-c", "mine")
    wins, hides = nkadvocate("templates", "which", "parts/reply.md.j2", "-c", "mine").stdout.splitlines()
    assert wins == "campaigns/mine/templates/parts/reply.md.j2"
    assert hides == f"hides {shipped}"


@pytest.fixture
def written() -> str:
    """The letter before anything is copied; a copy as it is must not change it."""
    campaign()
    nkadvocate("letter", "cz-foreign-minister", *LONG, "-c", "mine", "-o", "before")
    return next(Path("before").glob("*.txt")).read_text("utf-8")


def letter() -> str:
    nkadvocate("letter", "cz-foreign-minister", *LONG, "-c", "mine", "-o", "after")
    return next(Path("after").glob("*.txt")).read_text("utf-8")


def test_every_part_and_block_can_be_copied_and_changes_nothing_by_itself(written: str) -> None:
    for name, row in listed().items():
        if name.startswith("parts/"):
            assert nkadvocate("templates", "copy", name, "-c", "mine").exit_code == 0
        if name == "letter.md.j2":
            for block in row["blocks"]:  # type: ignore[attr-defined]
                assert nkadvocate("templates", "copy", name, "--block", block, "-c", "mine").exit_code == 0
    assert letter() == written
    text = Path("campaigns/mine/templates/letter.md.j2").read_text("utf-8")
    assert text.startswith("{# Blocks of the shipped letter.md.j2, changed;")
    assert text.count("{% extends") == 1


def test_a_block_can_be_taken_from_what_a_kind_extends() -> None:
    campaign()
    nkadvocate("templates", "copy", "thank-you", "--block", "close", "-c", "mine")
    assert "{{ address.close }}" in Path("campaigns/mine/templates/thank-you.md.j2").read_text("utf-8")
    done = nkadvocate("document", "thank-you", "cz-foreign-minister", *LONG, "-c", "mine")
    assert "to thank Czechia" in " ".join(Path(done.stdout.strip()).read_text("utf-8").split())


@pytest.mark.parametrize(
    ("before", "words", "code", "what"),
    [
        ("mine", ("parts/reply",), 1, "is there already"),
        ("mine", ("parts/reply", "--block", "x"), 2, "has no blocks"),
        ("x", ("letter", "--block", "reply"), 1, "replaces the whole template"),
        ("", ("letter", "--block", "rely"), 2, "did you mean reply"),
        ("", ("leter",), 2, "did you mean letter"),
        ("", ("sbject",), 2, "did you mean parts/subject?"),
        ("", ("zzz",), 2, "see 'nkadvocate templates list'"),
        ("", ("../../secret",), 2, "there is no template"),
    ],
)
def test_nothing_is_overwritten_and_a_wrong_name_brings_a_suggestion(
    before: str, words: tuple[str, ...], code: int, what: str
) -> None:
    templates = campaign() / "templates"
    (templates / "parts").mkdir(parents=True)
    for name in ("parts/reply", "letter") if before else ():
        (templates / f"{name}.md.j2").write_text(before, "utf-8")
    done = nkadvocate("templates", "copy", *words, "-c", "mine")
    assert done.exit_code == code
    assert what in done.stderr
    held = {path.read_text("utf-8") for path in templates.rglob("*.j2")}
    assert held == ({before} if before else set())


def test_a_block_that_is_there_already_is_not_touched() -> None:
    campaign()
    copy = ("templates", "copy", "letter", "--block", "reply", "-c", "mine")
    nkadvocate(*copy)
    before = Path("campaigns/mine/templates/letter.md.j2").read_bytes()
    done = nkadvocate(*copy)
    assert (done.exit_code, "has the block 'reply' already" in done.stderr) == (1, True)
    assert Path("campaigns/mine/templates/letter.md.j2").read_bytes() == before


def test_nothing_is_copied_out_of_the_campaign_s_folder(tmp_path: Path) -> None:
    folder = campaign()
    (tmp_path / "elsewhere").mkdir()
    (folder / "templates").symlink_to(tmp_path / "elsewhere")
    done = nkadvocate("templates", "copy", "parts/reply", "-c", "mine")
    assert (done.exit_code, "is a link to a folder" in done.stderr) == (1, True)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_template_without_end_is_an_error_and_writes_nothing() -> None:
    folder = campaign()
    (folder / "templates").mkdir()
    loops = "".join(f"{{% for a{n} in law %}}{{% for b{n} in demands %}}" for n in range(8))
    (folder / "templates/letter.md.j2").write_text(f"{loops}x{'{% endfor %}' * 16}", "utf-8")
    done = nkadvocate("letter", "cz-foreign-minister", *LONG, "-c", "mine")
    assert done.exit_code == 1
    assert "mine/templates/letter.md.j2:1:1: this takes more than 200,000 steps" in done.stderr
    assert not Path("output").exists()
