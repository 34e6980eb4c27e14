"""A folder of letters from a stranger: whatever its manifest says is read or refused, and nothing leaves it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiny
from acceptance.command import here, nkadvocate
from fuzz.feeding import amount, fed, mutated, tried
from nkadvocate import shipped
from nkadvocate.campaigning.affected import correction, uses
from nkadvocate.campaigning.building import Setting, bench, left_over, state_of
from nkadvocate.campaigning.finished import NAME, still_finished
from nkadvocate.campaigning.mailing import write_for_sending
from nkadvocate.campaigning.manifest import read_manifest
from nkadvocate.campaigning.verifying import verify
from nkadvocate.cli import building

SOME = amount(0.2)
HOSTILE = st.sampled_from(
    [
        *(
            "../../desk/campaigns/mine/campaign.yaml",
            "/etc/passwd",
            "..",
            "",
            "x" * 300,
            "a\nBcc: b@example.org",
            "\u202e",
        ),
        *(
            "mine",
            "nobody",
            "briefing",
            "correction",
            "2026-02-30",
            "2026-07-10",
            "aland-minister",
            "no-return",
            "0" * 64,
        ),
        *([], {}, None, 7, ["nobody"], {"a.txt": "0" * 64}, {"../a": "0" * 64}),
    ]
).map(copy.deepcopy)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a campaign on the tiny library and a letter that was built of it."""
    root = tmp_path_factory.mktemp("manifests")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped, "SEEDS", tiny.write_records(root / "seeds", tiny.RECORDS))
        patch.setattr(building, "processes", here)
        (root / "desk" / "campaigns" / "mine").mkdir(parents=True)
        patch.chdir(root / "desk")
        text = tiny.CAMPAIGN.replace("id: tiny", "id: mine") + "recipients: [aland-minister]\n"
        Path("campaigns/mine/campaign.yaml").write_text(text, "utf-8")
        built = nkadvocate(
            "campaign", "build", "mine", "-f", "txt", "-f", "docx", "-o", "output", "--csv", "--eml", "-j", "1"
        )
        assert built.exit_code == 0, built.output
        nkadvocate("campaign", "build", "mine", "-f", "txt", "-f", "docx", "-o", "output", "-j", "1")
        yield root


@st.composite
def changed(draw: st.DrawFn, manifest: dict[str, Any]) -> bytes:
    """The manifest with a few of its values replaced, taken out or given another name."""
    manifest = json.loads(json.dumps(manifest))
    for _ in range(draw(st.integers(1, 4))):
        at: Any = manifest
        while isinstance(at, dict | list) and at:
            key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
            if not isinstance(at[key], dict | list) or not at[key] or draw(st.booleans()):
                match draw(st.sampled_from(["is", "is", "is", "goes", "named"])):
                    case "is":
                        at[key] = draw(HOSTILE | st.text(max_size=9))
                    case "goes":
                        del at[key]
                    case "named" if isinstance(at, dict):
                        at[str(draw(HOSTILE))] = at.pop(key)
                break
            at = at[key]
    return json.dumps(manifest).encode()


@SOME
@given(data=st.data())
def test_manifests(built: Path, data: st.DataObject) -> None:
    output = Path("output")
    original = (output / NAME).read_bytes()
    before = {path for path in built.rglob("*") if path.is_file()}
    (output / NAME).write_bytes(data.draw(changed(json.loads(original)) | mutated(original)))
    try:
        still_finished(output, json.loads(original)["finished"]["of"])
        manifest = fed("manifest", lambda: read_manifest(output))
        at = bench(Setting(Path("campaigns/mine").resolve()))
        [recipient] = (one for one in at.library.recipients.values() if one.id == "aland-minister")
        if manifest is not None:
            tried(lambda: list(verify(manifest, lambda _: ThreadPoolExecutor(1), 1)))
            tried(lambda: left_over(at, manifest))
            tried(lambda: state_of(at, recipient, manifest, ["txt"]))
            for use in tried(lambda: uses(at.library, at.campaign, "watch-2024", [manifest])) or ():
                if use.entry.recipient is not None:
                    tried(
                        lambda use=use: correction(at.library, at.campaign, use, use.entry.recipient, "2026-07-10", [])
                    )
            tried(lambda: list(write_for_sending(at, [recipient], output, merge=True, drafts=True, bundle=True)))
            result = nkadvocate("check", "output")
            assert result.exit_code in (0, 1, 2)
    finally:
        (output / NAME).write_bytes(original)
    new = {path for path in built.rglob("*") if path.is_file()} - before
    assert {path.parent for path in new} <= {built / "desk" / "output"}
