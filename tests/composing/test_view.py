"""What templates are given: plain data, in one order whatever the process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator

from nkadvocate.composing.templates import Cited
from nkadvocate.composing.view import view
from nkadvocate.library import Library
from nkadvocate.records import Campaign
from nkadvocate.tailoring import tailor

SOME = ("prc-foreign-minister", "pl-foreign-minister", "unhcr-high-commissioner", "us-secretary-of-state")
CODE = f"""
import hashlib
from nkadvocate import shipped
from nkadvocate.composing.view import view
from nkadvocate.library import open_campaign, open_library
from nkadvocate.tailoring import tailor
library = open_library()
campaign = open_campaign(shipped.CAMPAIGNS / "default", library).model_copy(update={{"date": "2026-12-10"}})
told = [view(tailor(library, library.recipient(one), campaign), draft=False) for one in {SOME}]
print(hashlib.sha256(repr(told).encode()).hexdigest())
"""


def test_it_is_in_one_order_in_every_process() -> None:
    processes = (
        subprocess.run(
            [sys.executable, "-c", CODE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        )
        for seed in ("1", "2")
    )
    first, second = (process.stdout for process in processes)
    assert first == second
    assert len(first.strip()) == hashlib.sha256().digest_size * 2


def test_it_is_plain_data(shipped_library: Library, shipped_campaign: Campaign) -> None:
    for one in SOME:
        told = view(tailor(shipped_library, shipped_library.recipient(one), shipped_campaign), draft=False)
        assert {type(value) for value in values(told)} <= {str, Cited, int, float, bool, type(None)}


def values(told: object) -> Iterator[object]:
    match told:
        case dict():
            for key, value in told.items():
                yield from (*values(key), *values(value))
        case list() | tuple():
            for value in told:
                yield from values(value)
        case _:
            yield told
