"""The wheel holds everything: installed alone in an empty folder, it writes the same letter."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from acceptance.command import DATE, ROOT, nkadvocate

pytest.importorskip("hatchling", reason="the build backend is not installed")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from the files of this folder."""
    folder = tmp_path_factory.mktemp("wheel")
    python_pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    options = ["--no-deps", "--no-build-isolation", "--no-index", "-q", "-w", str(folder)]
    done = subprocess.run(
        [*python_pip, "wheel", *options, str(ROOT)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("nkadvocate-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(folder), str(wheel)],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return folder


def test_records_templates_and_the_default_campaign_are_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("seeds", "templates", "campaigns/default"):
        shipped = [
            path
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not path.name.startswith(".") and "__pycache__" not in path.parts
        ]
        assert shipped
        for path in shipped:
            assert f"nkadvocate/{path.relative_to(ROOT).as_posix()}" in names
    assert "nkadvocate/py.typed" in names


def test_nothing_else_is_inside(wheel: Path) -> None:
    for name in zipfile.ZipFile(wheel).namelist():
        assert name.split("/")[0] == "nkadvocate" or name.split("/")[0].endswith(".dist-info"), name
        assert "__pycache__" not in name
        assert not name.endswith((".pyc", ".docx~", ".orig"))


def test_the_installed_program_writes_the_same_letter_from_an_empty_folder(installed: Path) -> None:
    words = ("letter", "mn-foreign-minister", "--date", DATE, "-f", "docx", "-f", "pdf", "-f", "txt")
    done = subprocess.run(
        [sys.executable, "-m", "nkadvocate", *words, "-o", "theirs"],
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert nkadvocate(*words, "-o", "ours").exit_code == 0
    assert len(list(Path("ours").iterdir())) == 4
    for path in Path("ours").iterdir():
        assert Path("theirs", path.name).read_bytes() == path.read_bytes()


def test_the_installed_program_reads_its_own_records(installed: Path) -> None:
    code = "from nkadvocate import shipped; print(shipped.SEEDS)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(installed)
