"""The JSON Schemas that editors use are those of the models, and every file names its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nkadvocate import shipped
from nkadvocate.library import MODELS
from nkadvocate.library.schemas import schemas

SCHEMAS = shipped.SEEDS / "schema"
FILES = sorted(
    [*shipped.SEEDS.glob("*/*.yaml"), *shipped.CAMPAIGNS.glob("*/campaign.yaml"), *shipped.CAMPAIGNS.glob("*/*/*.yaml")]
)


def test_there_is_one_schema_for_each_kind_of_file() -> None:
    assert {path.stem for path in SCHEMAS.iterdir()} == {*MODELS, "campaign"} == set(schemas())


@pytest.mark.parametrize("kind", [*MODELS, "campaign"])
def test_the_schema_that_ships_is_what_the_models_make(kind: str) -> None:
    made = json.dumps(schemas()[kind], ensure_ascii=False, indent=2) + "\n"
    assert (SCHEMAS / f"{kind}.json").read_text(encoding="utf-8") == made


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_of_records_names_its_schema_in_its_first_line(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match, first
    schema = (path.parent / match[1]).resolve()
    assert schema.is_file()
    assert schema.stem == ("campaign" if path.name == "campaign.yaml" else path.parent.name)


def test_a_schema_says_what_a_field_is_for_and_refuses_unknown_ones() -> None:
    evidence = schemas()["evidence"]["$defs"]["Evidence"]
    assert evidence["additionalProperties"] is False
    assert "{value}" in evidence["properties"]["claim"]["description"]


def test_a_schema_uses_the_names_that_files_use() -> None:
    source = schemas()["sources"]["$defs"]["Source"]["properties"]
    assert {"in-force", "container-title", "URL"} <= set(source)
