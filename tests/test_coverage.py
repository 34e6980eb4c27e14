"""The page that accounts for every place of the five founding documents."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_coverage", ROOT / "scripts" / "make_coverage.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_script_makes(script: ModuleType) -> None:
    made = script.coverage()
    assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == made, "run scripts/make_coverage.py"


def with_rows(script: ModuleType, monkeypatch: pytest.MonkeyPatch, path: Path, *rows: dict[str, str]) -> None:
    """The script, with only these rows for what the news agency's report says besides the records."""
    listed = yaml.safe_load(script.WHOLE.read_text(encoding="utf-8"))
    document = listed["news-agency-2023-10-13"] | {"left out": list(rows)}
    path.write_text(yaml.safe_dump({"news-agency-2023-10-13": document}), encoding="utf-8")
    monkeypatch.setattr(script, "WHOLE", path)


def test_a_place_that_nothing_accounts_for_is_an_error(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_rows(script, monkeypatch, tmp_path / "coverage.yaml")
    with pytest.raises(script.CoverageError, match="news-agency-2023-10-13: nothing carries 'headline'"):
        script.coverage()


def test_a_place_that_the_document_does_not_have_is_an_error(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = ({"place": place, "says": "It says.", "reason": "It is left out."} for place in ("headline", "para 16"))
    with_rows(script, monkeypatch, tmp_path / "coverage.yaml", *rows)
    with pytest.raises(script.CoverageError, match="news-agency-2023-10-13: there is no 'para 16'"):
        script.coverage()


@pytest.mark.parametrize(
    ("locator", "places"),
    [
        ("para 6", ["para 6"]),
        ("paras 1, 4 and 5", ["para 1", "para 4", "para 5"]),
        ("paras 7–8", ["para 7", "para 8"]),
        ("recital E and para 6", ["recital E", "para 6"]),
        ("recital A–C", ["recital A", "recital B", "recital C"]),
        ("introduction; n 9", ["introduction", "n 9"]),
        ("EEC and North Korea; n 9", ["EEC and North Korea", "n 9"]),
        ("page 3", ["page 3"]),
    ],
)
def test_a_locator_names_each_of_its_places(script: ModuleType, locator: str, places: list[str]) -> None:
    assert list(script.expand(locator, ["introduction", "EEC and North Korea", "n 1–36"])) == places
