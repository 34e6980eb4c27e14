"""The command, run in this process or in one of its own, and a campaign folder to change."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result

from nkadvocate.cli import main

ROOT = Path(__file__).parents[2]
DATE = "2026-07-10"
EIGHT = (
    "prc-foreign-minister",
    "unhcr-high-commissioner",
    "ohchr-high-commissioner",
    "eu-high-representative",
    "rok-unification-minister",
    "pl-foreign-minister",
    "mn-foreign-minister",
    "dprk-foreign-minister",
)
DEFAULT: dict[str, Any] = yaml.safe_load((ROOT / "campaigns/default/campaign.yaml").read_text("utf-8"))


def nkadvocate(*words: str | Path) -> Result:
    """Run the command in this process, in the current folder. An exception that gets out of it is raised here."""
    result = CliRunner().invoke(main, [str(word) for word in words], prog_name="nkadvocate")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def here(_: object, workers: int) -> Executor:
    """In the place of ``nkadvocate.cli.building.processes``: letters made in this process, with all that a test has
    replaced in it."""
    return ThreadPoolExecutor(1)


def process(
    *words: str | Path, settings: Mapping[str, str] | None = None, python: tuple[str, ...] = ("-m", "nkadvocate")
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, in the current folder, with ``settings`` in its environment."""
    return subprocess.run(
        [sys.executable, *python, *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **(settings or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def campaign(name: str = "mine", **changes: Any) -> Path:
    """A campaign folder below ./campaigns like the shipped one. A change of a mapping keeps its other fields."""
    fields = copy.deepcopy(DEFAULT) | {"id": name}
    for field, value in changes.items():
        fields[field] = fields.get(field, {}) | value if isinstance(value, dict) else value
    folder = Path("campaigns") / name
    write(folder / "campaign.yaml", fields)
    return folder


def write(path: Path, value: Any) -> None:
    """Write ``value`` as YAML, or text as it is, and make the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = value if isinstance(value, str) else yaml.safe_dump(value, allow_unicode=True, width=10**9)
    path.write_text(text, "utf-8")


def files(folder: Path | str = ".") -> list[str]:
    """Every file below ``folder``, hidden ones too, but not the campaigns and the manifests."""
    found = (path.relative_to(folder) for path in Path(folder).rglob("*") if path.is_file())
    return sorted(p.as_posix() for p in found if p.parts[0] != "campaigns" and p.name != "manifest.json")
