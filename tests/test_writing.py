"""Files are written whole or not at all, under names that are safe everywhere."""

from __future__ import annotations

import os
import re
import stat
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from acceptance.command import nkadvocate
from nkadvocate.problems import ProblemsError
from nkadvocate.writing import MAX_NAME, safe_name, write_whole


@given(st.text(max_size=200))
@example("con")
@example("..")
@example("a" * 300)
@settings(derandomize=True, max_examples=100)
def test_any_text_makes_a_name_that_is_safe(text: str) -> None:
    name = safe_name(text)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name)
    assert len(name) <= MAX_NAME + 1
    assert not name.endswith(".")


@given(st.text(max_size=100))
@example("nul")
@example("com1.docx")
@settings(derandomize=True, max_examples=100)
def test_a_safe_name_stays_as_it_is(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)


@pytest.mark.parametrize("reserved", ["con", "NUL", "com1", "LPT9", "aux.old", "prn.a.b"])
def test_no_name_is_one_that_windows_keeps_for_devices(reserved: str) -> None:
    assert f"{safe_name(reserved)}.pdf".lower().partition(".")[0] not in {"con", "nul", "com1", "lpt9", "aux", "prn"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("prc-foreign-minister", "prc-foreign-minister"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "C-Windows-x"),
        (".hidden", "hidden"),
        ("Chargé d’Affaires", "Charge-dAffaires"),
        ("a\x00b\nc", "a-b-c"),
        ("통일부", "letter"),
        ("", "letter"),
        ("nul", "nul-"),
        ("COM1.docx", "COM1-.docx"),
        ("console", "console"),
    ],
)
def test_a_name_keeps_what_it_can(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "letter.txt", b"words")
    assert (tmp_path / "a" / "b" / "letter.txt").read_bytes() == b"words"


def test_an_earlier_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "letter.txt", b"one")
    write_whole(tmp_path / "letter.txt", b"two")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"letter.txt": b"two"}


def test_a_file_has_the_rights_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "letter.txt", b"words")
    rights = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "letter.txt")]
    assert rights[0] == rights[1]


def test_a_failure_leaves_the_earlier_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write_whole(tmp_path / "letter.txt", b"one")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProblemsError, match=r"letter\.txt cannot be written: No space left on device"):
        write_whole(tmp_path / "letter.txt", b"two")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"letter.txt": b"one"}


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_interruption_leaves_no_other_file_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "letter.txt", b"one")
    assert list(tmp_path.iterdir()) == []


def test_what_was_being_written_when_all_stopped_goes_with_the_next_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a letter that nobody sees would outlive the consent behind it."""
    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as stopped:
        stopped.setattr(Path, "unlink", lambda *_, **__: None)
        stopped.setattr(os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_whole(Path("output/2026-07-10-pl-foreign-minister.txt"), b"Excellency")
    (hidden,) = Path("output").iterdir()
    letter = ("letter", "pl-foreign-minister", "--date", "2026-07-10", "-f", "txt")
    assert nkadvocate(*letter).exit_code == 0
    assert hidden.exists()  # somebody may still be writing it
    an_hour_ago = time.time() - 3600
    os.utime(hidden, (an_hour_ago, an_hour_ago))
    mine = Path("output/.mine.txt")
    mine.write_text("of the sender")
    os.utime(mine, (an_hour_ago, an_hour_ago))
    assert nkadvocate(*letter).exit_code == 0
    assert not hidden.exists()
    assert mine.exists()


def test_a_place_that_cannot_be_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ProblemsError, match="cannot be written"):
        write_whole(tmp_path / "file" / "letter.txt", b"words")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ProblemsError, match="cannot be written"):
        write_whole(tmp_path / "folder", b"words")


def test_a_very_long_name_is_a_problem_and_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="cannot be written: File name too long"):
        write_whole(tmp_path / ("x" * 300), b"words")
