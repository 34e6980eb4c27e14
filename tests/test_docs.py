"""What the documentation shows is so: commands, their output, files, records, Python, links and the picture.

A ```console block holds commands after ``$`` and lines of their output; ``…`` stands for lines left out, and a comment
``# error: exit code N`` for a command that fails. A block with a path beside its language is a file, written before the
commands that follow; a word after the path is the entry of the file that the block replaces. Each document starts in a
folder of its own that holds the shipped campaigns.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from nkadvocate.cli import main
from nkadvocate.composing.markdown import CONTAINERS
from nkadvocate.composing.view import view
from nkadvocate.library import MODELS, Library, open_campaign, open_library
from nkadvocate.library.reading import parse_yaml
from nkadvocate.library.validation import validate_list
from nkadvocate.records import Campaign, Record
from nkadvocate.tailoring import tailor
from tiny import campaign_with

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    *("docs/architecture.md", "docs/checking.md", "docs/customising.md", "docs/records.md"),
    *("docs/security.md", "docs/tried.md"),
)

_FENCE = re.compile(
    r"^```(?P<language>\w*) ?(?P<file>\S*) ?(?P<entry>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FAILS = re.compile(r"# error: exit code (\d)")
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)|src=\"(?P<picture>[^\"]+)\"")


@dataclass(frozen=True)
class Block:
    language: str
    file: str
    entry: str
    text: str


def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def blocks(document: str) -> list[Block]:
    return [Block(**found.groupdict()) for found in _FENCE.finditer(text_of(document))]


def commands(console: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block, with the lines of output shown below it."""
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, shown


def run(command: str, shown: list[str]) -> None:
    words = shlex.split(command, comments=True)
    match words:
        case ["nkadvocate", *arguments]:
            result = CliRunner().invoke(main, arguments, prog_name="nkadvocate")
            fails = _FAILS.search(command)
            assert result.exit_code == int(fails[1] if fails else 0), f"{command}\n{result.output}"
            printed = iter(result.output.splitlines())
            for line in shown:
                assert line == "…" or line in printed, (
                    f"{command} does not print “{line}”, or not here:\n{result.output}"
                )
        case ["cp", "-r", source, target]:
            shutil.copytree(source, target)
        case ["cp", source, target]:
            shutil.copy(source, target)
        case ["make", target]:
            assert re.search(rf"^{target}:", text_of("Makefile"), re.MULTILINE), f"the Makefile makes no {target}"
        case _:
            pytest.fail(f"the documentation shows a command that no test runs: {command}")


def put(block: Block, folder: Path) -> None:
    """Write the file that a block shows, or the entry of a YAML file, which may stand there as a comment."""
    file = folder / block.file
    text = block.text
    if block.entry:
        entry = re.compile(rf"^(# )?{block.entry}:.*\n([ ].*\n)*", re.MULTILINE)
        text, found = entry.subn(lambda _: block.text, file.read_text("utf-8"))
        assert found == 1, f"{block.file} has no entry {block.entry}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "campaigns", tmp_path / "campaigns")
    shutil.copytree(ROOT / "templates/design", tmp_path / "templates/design")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_do_what_the_document_shows(document: str, folder: Path) -> None:
    for block in blocks(document):
        if block.file:
            put(block, folder)
        elif block.language == "console":
            for command, shown in commands(block.text):
                run(command, shown)


@pytest.mark.usefixtures("folder")
def test_the_python_example_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    examples = blocks("docs/architecture.md")
    position = next(n for n, block in enumerate(examples) if block.language == "python")
    exec(compile(examples[position].text, "docs/architecture.md", "exec"), {})
    printed = iter(capsys.readouterr().out.splitlines())
    for line in examples[position + 1].text.splitlines():
        assert line == "…" or line in printed
    assert Path("letter.docx").read_bytes().startswith(b"PK")


def excerpts() -> Iterator[tuple[str, str]]:
    """The examples of docs/records.md: the kind of record, and its YAML."""
    for section in text_of("docs/records.md").split("\n### ")[1:]:
        kind = section.split("\n", 1)[0]
        for found in _FENCE.finditer(section.split("\n## ")[0]):
            if found["language"] == "yaml" and kind in MODELS:
                yield kind, found["text"]


def is_part_of(part: Any, whole: Any) -> bool:
    """Whether a value is the whole with fields or items left out."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and is_part_of(part[key], whole[key]) for key in part)
    if isinstance(part, list | tuple):
        return all(any(is_part_of(item, other) for other in whole) for item in part)
    return bool(part == whole)


def given(record: Record) -> dict[str, Any]:
    return record.model_dump(exclude_unset=True)


@pytest.mark.parametrize(("kind", "text"), [pytest.param(*found, id=found[0]) for found in excerpts()])
def test_an_example_is_a_valid_excerpt_of_a_shipped_record(kind: str, text: str, shipped_library: Library) -> None:
    records, problems = validate_list(MODELS[kind], parse_yaml(text, "docs/records.md"))
    assert problems == []
    for _, record in records:
        whole = shipped_library.kind(kind)[given(record)["id"]]
        assert is_part_of(given(record), given(whole)), given(whole)


def test_every_kind_of_record_has_an_example() -> None:
    assert {kind for kind, _ in excerpts()} == set(MODELS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files_that_are_there(document: str) -> None:
    for found in _LINK.finditer(_FENCE.sub("", text_of(document))):
        target = (found["target"] or found["picture"]).partition("#")[0]
        if target and "://" not in target:
            assert (ROOT / document).parent.joinpath(target).exists(), target


def test_the_five_walks_lead_to_the_example_campaign(folder: Path) -> None:
    walks = text_of("docs/customising.md").partition("\n## Many letters")[0]
    for found in _FENCE.finditer(walks):
        block = Block(**found.groupdict())
        if block.file:
            put(block, folder)
        for command, shown in commands(block.text) if block.language == "console" else ():
            if not command.startswith("nkadvocate") or "campaign new" in command:
                run(command, shown)
    mine, example = folder / "campaigns/mine", folder / "campaigns/joint-letter-example"
    files = {path.relative_to(example) for path in example.rglob("*") if path.is_file()}
    assert files == {path.relative_to(mine) for path in mine.rglob("*") if path.is_file()}
    for file in files - {Path("base.docx"), Path("campaign.yaml")}:
        here, there = ((root / file).read_bytes() for root in (mine, example))
        assert re.sub(rb"^# yaml-language-server.*\n", b"", there) == here, file
    library = open_library(example)
    own, shipped = (open_campaign(root, library).model_dump(exclude={"id", "seal"}) for root in (mine, example))
    tagline = shipped["sender"].pop("tagline")
    assert own["sender"].pop("tagline") is None
    assert tagline
    assert own == shipped


@pytest.mark.parametrize("picture", ["opening", "letterhead", "word-and-css", "demand", "signatures"])
def test_the_pictures_of_the_guide_are_light(picture: str) -> None:
    assert (ROOT / f"docs/images/{picture}.png").stat().st_size < 150_000


def test_the_picture_is_a_page_and_light() -> None:
    file = ROOT / "docs/images/letter.png"
    assert file.stat().st_size < 250_000
    with Image.open(file) as picture:
        assert 1.3 < picture.height / picture.width < 1.5


def names_in(value: Any) -> set[str]:
    """Every key of a value made of mappings and lists."""
    if isinstance(value, dict):
        return set(value).union(*map(names_in, value.values()))
    return set().union(*map(names_in, value)) if isinstance(value, list) else set()


def test_the_customising_guide_names_all_that_a_template_can_use(
    shipped_library: Library, shipped_campaign: Campaign
) -> None:
    guide = text_of("docs/customising.md")
    parts = {path.name.removesuffix(".md.j2") for path in (ROOT / "templates/en/parts").iterdir()}
    named_blocks = re.findall(r"{% block (\w+) %}", text_of("templates/en/letter.md.j2"))
    campaign = campaign_with(shipped_campaign, follow_up={"date": "2026-01-12"})
    seen = set().union(
        *(
            names_in(view(tailor(shipped_library, shipped_library.recipient(name), campaign)))
            for name in ("prc-foreign-minister", "cz-foreign-minister", "eu-parliament-droi-chair")
        )
    )
    missing = {name for name in {*parts, *named_blocks, *CONTAINERS, *seen} if not re.search(rf"`{name}[` ]", guide)}
    assert missing == set()
