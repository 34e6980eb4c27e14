"""What is kept of shipped files from run to run: for the same bytes only, only as it was written, and of nobody."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tiny
from nkadvocate import shipped
from nkadvocate.composing import templates
from nkadvocate.composing.templates import Templates
from nkadvocate.kept import Kept
from nkadvocate.library import Library, open_library, reading
from nkadvocate.problems import ProblemsError
from persons.invented import dump, invented

OpenRecords = Callable[..., Library]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which things are kept."""
    folder = tmp_path / "kept"
    monkeypatch.setattr(sys, "pycache_prefix", str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


def files_in(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file() and path.suffix != ".pyc")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed from now on."""
    names: list[str] = []
    parse = reading.parse_yaml

    def parse_and_note(text: str, file: str) -> reading.Located:
        names.append(file)
        return parse(text, file)

    monkeypatch.setattr(reading, "parse_yaml", parse_and_note)
    return names


def test_records_are_parsed_once_and_come_out_the_same(open_records: OpenRecords, parsed: list[str]) -> None:
    first = open_records(**tiny.RECORDS)
    assert len(parsed) == len(tiny.RECORDS)
    parsed.clear()
    again = open_library()
    assert parsed == []
    assert all(first.kind(kind) == again.kind(kind) for kind in tiny.RECORDS)


def test_a_record_knows_its_line_though_nothing_was_parsed(open_records: OpenRecords) -> None:
    places = [
        {name: str(origin.place(("id",))) for name, origin in library.origins.items()}
        for library in (open_records(**tiny.RECORDS), open_library())
    ]
    assert places[0] == places[1]


def test_a_file_that_changed_is_parsed_anew(open_records: OpenRecords, parsed: list[str]) -> None:
    open_records(**tiny.RECORDS)
    parsed.clear()
    file = shipped.SEEDS / "actors" / "actors.yaml"
    file.write_text(file.read_text("utf-8").replace("name: Cland", "name: Dland"), "utf-8")
    assert open_library().actors["cland"].name == "Dland"
    assert parsed == ["seeds/actors/actors.yaml"]


def test_mistakes_are_told_in_every_run_with_their_lines(open_records: OpenRecords) -> None:
    told = []
    for _ in range(2):
        with pytest.raises(ProblemsError) as caught:
            open_records(actors="- {id: aland, kind: state, name: Aland}\n- {id: bland, kind: planet, name: Bland}\n")
        told.append([str(problem) for problem in caught.value.problems])
    assert told[0] == told[1]
    assert "seeds/actors/actors.yaml:2:" in told[0][0]


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data[:40] + b"?" + data[41:], lambda _: b""])
def test_what_is_not_as_it_was_written_is_not_used(change: Callable[[bytes], bytes], place: Path) -> None:
    keep = Kept("things", __file__)
    keep.add("a", "1", ["value"])
    keep.save()
    (file,) = files_in(place)
    assert Kept("things", __file__).get("a", "1") == ["value"]
    file.write_bytes(change(file.read_bytes()))
    assert Kept("things", __file__).get("a", "1") is None


def test_what_another_version_made_is_not_used(tmp_path: Path) -> None:
    maker = tmp_path / "maker.py"
    maker.write_text("version = 1")
    keep = Kept("things", str(maker))
    keep.add("a", "1", "value")
    keep.save()
    maker.write_text("version = 2")
    assert Kept("things", str(maker)).get("a", "1") is None


def test_another_checksum_is_another_file() -> None:
    keep = Kept("things", __file__)
    keep.add("a", "1", "value")
    assert keep.get("a", "2") is None
    assert keep.get("b", "1") is None


def test_nothing_is_kept_where_python_keeps_nothing(
    open_records: OpenRecords, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    open_records(**tiny.RECORDS)
    assert files_in(place) == []


def test_a_place_that_cannot_be_written_to_is_no_mistake(place: Path, open_records: OpenRecords) -> None:
    place.write_text("a file where the folder would be")
    assert open_records(**tiny.RECORDS).actors


def test_no_copy_is_kept_of_records_of_persons(place: Path, open_records: OpenRecords) -> None:
    open_records(**tiny.RECORDS | {"evidence": tiny.RECORDS["evidence"] + dump([invented({"to": "public"})])})
    assert files_in(place) == []


def test_a_campaigns_records_are_not_kept(place: Path, open_records: OpenRecords) -> None:
    open_records({"actors": "- {id: eland, kind: state, name: Eland of the campaign}\n"}, **tiny.RECORDS)
    (file,) = files_in(place)
    assert b"Aland" in file.read_bytes()
    assert b"Eland of the campaign" not in file.read_bytes()


def test_shipped_templates_are_compiled_once_and_those_of_a_campaign_are_not_kept(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ships, own = tmp_path / "ships" / "en", tmp_path / "campaign" / "templates"
    for folder, word in ((ships, "shipped words"), (own, "words of the campaign")):
        folder.mkdir(parents=True)
        (folder / "letter.md.j2").write_text(f"{{% block body %}}{word}{{% endblock %}}", "utf-8")
    (ships / "part.md.j2").write_text("{% include 'letter.md.j2' %} and {{ more }}", "utf-8")
    monkeypatch.setattr(shipped, "TEMPLATES", tmp_path / "ships")
    compiled: list[str] = []
    compile_template: Any = templates.Sandbox.compile

    def compile_and_note(self: Any, source: str, name: str, filename: str) -> Any:
        compiled.append(Path(filename).name)
        return compile_template(self, source, name, filename)

    monkeypatch.setattr(templates.Sandbox, "compile", compile_and_note)
    for run, wanted in ((1, ["part.md.j2", "letter.md.j2"]), (2, ["letter.md.j2"])):
        templates._compiled.cache_clear()
        written = Templates([own, ships]).render("part.md.j2", {"more": str(run)}, "testing")
        assert written == f"words of the campaign and {run}"
        assert compiled == wanted
        compiled.clear()
    (file,) = files_in(place)
    assert b"part.md.j2" in file.read_bytes()
    assert b"words of the campaign" not in file.read_bytes()
    templates._compiled.cache_clear()


def test_letters_and_drafts_are_kept_apart(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letter.md.j2").write_text("words", "utf-8")
    monkeypatch.setattr(shipped, "TEMPLATES", tmp_path)
    templates._compiled.cache_clear()
    for draft in (False, True):
        Templates([tmp_path], draft=draft).render("letter.md.j2", {}, "testing")
    assert [file.suffix for file in files_in(place)] == [".drafts", ".letters"]
    templates._compiled.cache_clear()
