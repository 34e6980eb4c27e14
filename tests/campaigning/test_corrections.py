"""A correction quotes what the letter said, and never what its record says since."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.command import campaign, nkadvocate
from acceptance.reading import docx_paragraphs

COUNT = """\
- id: our-count
  claim: In November 2025 the Watch reported that China had returned {value} people to the DPRK in that month.
  figure: {value: 460, unit: people, qualifier: at least}
  by: ngos
  as_of: 2025-11-20
  period: 2025-11
  kind: figure
  standard: credible-report
  theme: returns
  citations: [{source: our-report, locator: p 3}]
"""
REPORT = """\
- id: our-report
  type: report
  title: Returns of November 2025
  author: [{literal: The Watch}]
  issued: 2025-11-20
  weight: ngo
"""
DEMAND = """\
- id: our-demand
  title: November 2025
  aim: an account of November 2025
  why: In November 2025 the Watch asked for it.[@our-report, p 3]
  rank: 1
  duty_of: cn
  basis: [refugee-convention-art-33-1]
  evidence: [our-count]
  asks: [{roles: [executive], text: "Ask the Government of China what became of those returned.[@our-report, p 3]"}]
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = campaign(recipients=["pl-foreign-minister"], date="2026-07-10", demands=["our-demand"])
    for kind, text in (("evidence", COUNT), ("sources", REPORT), ("demands", DEMAND)):
        (folder / kind).mkdir()
        (folder / kind / "own.yaml").write_text(text, "utf-8")
    result = nkadvocate("campaign", "build", folder, "-f", "docx")
    assert result.exit_code == 0, result.output
    return folder


def evidence(folder: Path, old: str, new: str) -> None:
    path = folder / "evidence" / "own.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_what_is_withdrawn_is_quoted_as_it_was(mine: Path) -> None:
    evidence(mine, "  period", "  status: withdrawn\n  reason: It was a slip for 46.\n  period")
    assert nkadvocate("affected", "our-count", "-c", "mine", "--in", "output/mine", "-o", "new").exit_code == 0
    (path,) = Path("new").glob("*.docx")
    words = docx_paragraphs(path.read_bytes())
    assert any("returned at least 460 people" in word for word in words)
    assert "What has changed: It was a slip for 46." in words


@pytest.mark.parametrize(
    ("old", "new"), [("460", "46"), (", qualifier: at least", ""), ("in that month", "since then")]
)
def test_a_record_that_was_put_right_is_not_quoted_as_the_mistake(mine: Path, old: str, new: str) -> None:
    evidence(mine, old, new)
    for target in ("our-count", "our-report"):
        result = nkadvocate("affected", target, "-c", "mine", "--in", "output/mine", "-o", "new")
        assert result.exit_code == 1
        assert "our-count says something else today than the letter did" in result.stderr
        assert "'status: withdrawn'" in result.stderr
    assert not Path("new").exists()


def test_each_letter_has_its_correction(mine: Path) -> None:
    assert nkadvocate("briefing", "--for", "pl-foreign-minister", "-c", "mine", "-o", "output/mine").exit_code == 0
    assert (
        nkadvocate("letter", "pl-foreign-minister", "-c", "mine", "-o", "output/mine", "--date", "2026-06-10").exit_code
        == 0
    )
    evidence(mine, "  period", "  status: withdrawn\n  reason: It was a slip for 46.\n  period")
    command = ("affected", "our-count", "-c", "mine", "--in", "output/mine", "-o", "new", "--date", "2026-07-20")
    result = nkadvocate(*command)
    assert result.exit_code == 0
    written = {path.stem: docx_paragraphs(path.read_bytes()) for path in Path("new").glob("*.docx")}
    corrected = {
        "2026-06-10-pl-foreign-minister",
        "2026-07-10-pl-foreign-minister",
        "2026-07-10-briefing-pl-foreign-minister",
    }
    assert {*written} == {f"2026-07-20-correction-of-{stem}" for stem in corrected}
    for stem, words in written.items():
        begin = "We refer to our briefing of 10 July 2026. " if "briefing" in stem else "We refer to our letter of 10 "
        assert any(word.startswith(begin) for word in words)
    assert nkadvocate("verify", "new").exit_code == 0
    path = next(Path("new").glob("*.docx"))
    path.write_bytes(b"as the sender wrote it")
    again = nkadvocate(*command)
    assert again.exit_code == 1
    assert again.stderr.count("is there already") == 3
    assert path.read_bytes() == b"as the sender wrote it"


def test_a_correction_says_no_words_of_a_manifest(mine: Path) -> None:
    evidence(mine, "  period", "  status: withdrawn\n  reason: It was a slip for 46.\n  period")
    command = ("affected", "our-count", "-c", "mine", "--in", "output/mine")
    own = "TRRN/2026/pl-foreign-minister"

    def opening(folder: str) -> str:
        assert nkadvocate(*command, "-o", folder).exit_code == 0
        (path,) = Path(folder).glob("*.docx")
        return next(word for word in docx_paragraphs(path.read_bytes()) if word.startswith("We refer to our letter"))

    assert opening("new").startswith(f"We refer to our letter of 10 July 2026 (our reference {own}). ")
    path = Path("output/mine/manifest.json")
    forged = path.read_text("utf-8").replace(f'"reference": "{own}"', '"reference": "40,600 shot"')
    assert "40,600" in forged
    path.write_text(forged.replace('"title": "', '"title": "40,600 shot: '), "utf-8")
    assert opening("forged").startswith("We refer to our letter of 10 July 2026. ")


def test_a_correction_has_the_letterhead_of_its_letter(mine: Path) -> None:
    result = nkadvocate("affected", "our-count", "--in", "output/mine", "-o", "new")
    assert result.exit_code == 1
    assert "is of the campaign mine, which has a letterhead of its own (use -c mine)" in result.stderr
    assert not Path("new").exists()
