"""What a stranger's campaign folder prints by itself, however it is written, is told; and what is handed in with
letters does not keep them from being checked."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from acceptance.command import ROOT, campaign, nkadvocate

NAME = "2026-07-10-pl-foreign-minister.docx"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return campaign(recipients=["mn-foreign-minister"], date="2026-07-10")


@pytest.mark.parametrize(
    "text",
    [
        "{{ (4060) }} people were shot.",
        "{{ [4060][0] }} people were shot.",
        "{% set n = (4060,) %}{{ n[0] }} people were shot.",
        "{% for n in [4060] %}{{ n }}{% endfor %} people were shot.",
        "{% with n = 4060 %}{{ n }}{% endwith %} people were shot.",
        "{% macro f(n=4060) %}{{ n }}{% endmacro %}{{ f() }} people were shot.",
        "{{ 0xFDC }} people were shot.",
        "{{ 4_060 }} people were shot.",
        r'{{ "\x34\x30\x36\x30" }} people were shot.',
        "_4060_ people were shot.",
        "Shot:4060 people were shot.",
        "40. people were shot.",
    ],
)
def test_a_figure_that_a_template_prints_is_told(mine: Path, text: str) -> None:
    (mine / "templates/parts").mkdir(parents=True)
    (mine / "templates/parts/reply.md.j2").write_text(f"Words.\n\n{text}\n", "utf-8")
    assert nkadvocate("letter", "mn-foreign-minister", "-c", mine, "-f", "txt", "-o", "letters").exit_code == 0
    (letter,) = Path("letters").glob("*.txt")
    assert " people were shot." in letter.read_text("utf-8")
    assert "reply.md.j2:3" in nkadvocate("check", mine).stderr


@pytest.mark.parametrize(
    "text",
    [
        "４０６０ people were shot.",
        "&#52;&#48;&#54;&#48; people were shot.",
        "{{ {'a': 4060}['a'] }} people were shot.",
        "{% set n %}4060{% endset %}{{ n }} people were shot.",
        "*4060* people were shot.",
    ],
)
def test_a_figure_in_other_digits_pieces_and_blocks_is_told(mine: Path, text: str) -> None:
    (mine / "templates/parts").mkdir(parents=True)
    (mine / "templates/parts/reply.md.j2").write_text(f"Words.\n\n{text}\n", "utf-8")
    assert "reply.md.j2:3" in nkadvocate("check", mine).stderr


@pytest.mark.parametrize(
    "style",
    [
        "body { counter-reset: n 4060 } .subject::after { content: counter(n) }",
        'ol { list-style-type: "4,060 people: " }',
        '.subject { quotes: "4,060" "5,000" } .subject::before { content: open-quote }',
        'p { string-set: x "4,060" } @page { @top-left { content: string(x) } }',
        'p { hyphens: auto; hyphenate-character: "4,060" }',
        "p { text-decoration: line-through }",
    ],
)
def test_what_a_style_sheet_prints_by_other_means_is_told(mine: Path, style: str) -> None:
    (mine / "style.css").write_text(style, "utf-8")
    assert "/style.css:1:1" in nkadvocate("check", mine).stderr


@pytest.mark.parametrize(
    "declarations",
    [
        *("color: rgb(255,255,255)", "color: #fffffe", "color: #ffff", "color: var(--c); --c: #fff"),
        *("font-size: 0.1pt", "font: 0/0 serif", "opacity: 0.01", "transform: scale(0)"),
        *("text-indent: -9999px", "position: absolute; left: -9999px", "height: 0; overflow: hidden"),
        *("display: var(--d); --d: none",),
    ],
)
def test_what_a_style_sheet_hides_by_other_means_is_told(mine: Path, declarations: str) -> None:
    (mine / "style.css").write_text(f".note {{ {declarations} }}", "utf-8")
    assert "/style.css:1:1: the style sheet hides" in nkadvocate("check", mine).stderr


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ('@page { @top-center { content: "4,060" } }', "prints words of its own: “4,060”"),
        ('p::before { content: "4" counter(n) }', "prints words of its own: “4”"),
        (".note { visibility: hidden !important }", "hides what stands there: visibility: hidden"),
    ],
)
def test_margins_counters_and_importance_do_not_hide_it(mine: Path, style: str, told: str) -> None:
    (mine / "style.css").write_text(style, "utf-8")
    assert told in nkadvocate("check", mine).stderr


@pytest.fixture
def forged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a letter in which the figure is another."""
    monkeypatch.chdir(tmp_path)
    assert nkadvocate("letter", "pl-foreign-minister", "--date", "2026-07-10", "-f", "docx", "-o", "out").exit_code == 0
    path = Path("out") / NAME
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"at least 406", b"at least 40,600")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    assert nkadvocate("check", "out").exit_code == 1
    return Path("out")


def test_a_campaign_file_laid_beside_letters_does_not_keep_them_from_being_checked(forged: Path) -> None:
    (forged / "campaign.yaml").write_bytes((ROOT / "campaigns/default/campaign.yaml").read_bytes())
    assert nkadvocate("check", forged).exit_code != 0


@pytest.mark.parametrize("other", ["2026-07-10-pl-foreign-minister.checked.docx", "more/2026-07-10-pl.docx"])
def test_a_letter_that_a_check_of_its_folder_passes_over_is_named(forged: Path, other: str) -> None:
    (forged / other).parent.mkdir(exist_ok=True)
    (forged / NAME).rename(forged / other)
    assert Path(other).name in nkadvocate("check", forged).output


@pytest.mark.parametrize("change", [{"campaign": "elsewhere"}, {"only": ["no-such-demand"]}])
def test_a_forged_letter_whose_manifest_stops_it_from_being_made_again_does_not_verify(
    forged: Path, change: dict[str, object]
) -> None:
    manifest = json.loads((forged / "manifest.json").read_text("utf-8"))
    (entry,) = manifest["letters"]
    assert entry["files"].keys() == {NAME}
    entry["files"][NAME] = hashlib.sha256((forged / NAME).read_bytes()).hexdigest()
    (forged / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert nkadvocate("verify", forged).exit_code == 1
    (forged / "manifest.json").write_text(json.dumps(manifest | {"letters": [entry | change]}), "utf-8")
    assert nkadvocate("verify", forged).exit_code == 1


@pytest.mark.parametrize("change", [{"recipient": "nobody"}, {"kind": "no-such-kind"}])
def test_a_manifest_that_names_another_recipient_or_kind_than_the_file_does_not_verify(
    forged: Path, change: dict[str, object]
) -> None:
    manifest = json.loads((forged / "manifest.json").read_text("utf-8"))
    manifest["letters"][0] |= change | {"files": {NAME: hashlib.sha256((forged / NAME).read_bytes()).hexdigest()}}
    (forged / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert nkadvocate("verify", forged).exit_code == 1
