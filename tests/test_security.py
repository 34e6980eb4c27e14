"""Each threat in docs/security.md, and each attack in docs/tried.md, has tests, and they exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = [
    row
    for file in ("docs/security.md", "docs/tried.md")
    for row in (ROOT / file).read_text("utf-8").splitlines()
    if row.startswith("| ") and row.count("|") == 4 and "tests/" in row
]


@cache
def names_in(file: Path) -> set[str]:
    found = ast.walk(ast.parse(file.read_text("utf-8")))
    return {node.name for node in found if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_there_are_threats() -> None:
    assert len(ROWS) > 40


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip().strip("…. ").replace(" ", "-"))
def test_the_test_named_for_a_threat_exists(row: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row.rpartition(" | ")[2])
    assert named, "no test is named"
    for file, name in named:
        assert name in names_in(ROOT / file), f"there is no {name} in {file}"
