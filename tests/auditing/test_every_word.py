"""Every word that is not as the letter has it, where that is asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from editing import Editing

from acceptance.command import campaign, nkadvocate

Check = Callable[..., Any]
PRC = "prc-foreign-minister"
LAW = "The People’s Republic of China acceded to the 1951 Convention"
STYLE = [
    partial(Editing.replace, old="Human Rights Watch reported that", new="Human Rights Watch stated that"),
    partial(Editing.append, to=LAW, sentence="This is a matter of humanity."),
    partial(Editing.insert, after=LAW, text="A copy to Switzerland."),
]


@pytest.mark.parametrize("edit", STYLE)
def test_what_a_check_leaves_alone_is_told_with_every_word(check: Check, edit: Callable[[Editing], None]) -> None:
    assert check(PRC, edit) == ()
    assert check(PRC, edit, every_word=True) != ()


def test_words_that_are_gone_are_told(check: Check) -> None:
    sentence = (
        "On 16 August 2023 the ROK’s Minister of Unification affirmed the ROK’s “willingness” to welcome all people "
        "from the DPRK who wish to settle in the South."
    )
    found = check(PRC, lambda letter: letter.delete(sentence), every_word=True)
    assert any("words of the letter are gone" in one.what for one in found)


def test_a_word_of_a_note_and_of_the_list_of_sources_is_told(check: Check) -> None:
    edit = partial(Editing.replace_in_note, old="long found reliable", new="long found reliabel")
    assert check(PRC, edit) == ()
    assert [one.kind for one in check(PRC, edit, every_word=True)] == ["source"]


@pytest.mark.parametrize(
    "edit",
    [
        partial(Editing.split_runs, seed=1),
        partial(Editing.rewrite_all, pattern="[“”]", new='"'),
        partial(Editing.rewrite_all, pattern="’", new="'"),
        Editing.number_by_hand,
        Editing.plain_styles,
    ],
)
def test_how_a_program_stores_the_words_is_left_alone(check: Check, edit: Callable[[Editing], None]) -> None:
    assert check(PRC, edit, every_word=True) == ()


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_letter_and_a_briefing_that_nobody_touched_are_word_for_word_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    monkeypatch.chdir(tmp_path)
    nkadvocate("letter", "pl-foreign-minister", "-f", format, "--date", "2026-07-10", "-o", ".")
    nkadvocate("briefing", "--for", "pl-foreign-minister", "-f", format, "--date", "2026-07-10", "-o", ".")
    result = nkadvocate("check", ".", "--every-word")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_no_file_passes_but_the_one_that_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[str], bytes], format: str
) -> None:
    """What a program shows of any other may be something else, however alike it is to one that is read."""
    monkeypatch.chdir(tmp_path)
    path = Path(f"2026-07-10-pl-foreign-minister.{format}")
    path.write_bytes(made(path.name))
    with io.BytesIO(made(path.name)) as file:
        if format == "docx":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as other, zipfile.ZipFile(file) as one:
                for name in one.namelist():
                    other.writestr(one.getinfo(name).filename, one.read(name))
        else:
            with pikepdf.open(file) as pdf:
                pdf.save(path)
    assert nkadvocate("check", path).output == "no findings\n"
    told = nkadvocate("check", path, "--every-word").output
    assert told.startswith(f"{path}: disguised: a file that is not, byte for byte, the one that is made (")
    assert told.endswith("\n1 finding\n")


def test_a_manifest_beside_a_file_does_not_say_which_letter_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sent the file may have sent the manifest: another kind of letter, or other requests."""
    monkeypatch.chdir(tmp_path)
    name = "2026-07-10-pl-foreign-minister"
    for kind, demands in (("open-letter", []), ("letter", ["unhcr-access"])):
        theirs = campaign(recipients=["pl-foreign-minister"], date="2026-07-10", kind=kind, demands=demands)
        nkadvocate("campaign", "build", theirs, "-f", "docx", "-f", "pdf")
        campaign(recipients=["pl-foreign-minister"], date="2026-07-10")
        manifest = Path("output/mine/manifest.json")
        manifest.write_text(manifest.read_text("utf-8").replace(f"{name}-{kind}.", f"{name}."), "utf-8")
        for file in Path("output/mine").glob(f"{name}*.*"):
            file.rename(f"output/mine/{name}{file.suffix}")
            told = nkadvocate("check", f"output/mine/{name}{file.suffix}", "-c", "mine", "--every-word").output
            assert ": disguised: a file that is not, byte for byte, the one that is made" in told


@pytest.mark.parametrize("kind", ["thank-you", "open-letter", "follow-up"])
def test_letters_of_every_kind_pass_as_they_were_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    mine = campaign(recipients=["cz-foreign-minister"], date="2026-07-10", kind=kind, follow_up={"date": "2026-03-01"})
    nkadvocate("campaign", "build", mine, "-f", "docx", "-f", "pdf")
    assert nkadvocate("check", "output/mine", "--every-word").output.endswith("no findings\n")


def test_it_is_for_letters() -> None:
    assert nkadvocate("check", "--every-word").exit_code == 2


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_so_is_a_joint_letter_with_several_logos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str) -> None:
    monkeypatch.chdir(tmp_path)
    nkadvocate("letter", "pl-foreign-minister", "-c", "joint-letter-example", "-f", format, "-o", ".")
    result = nkadvocate("check", ".", "--every-word")
    assert result.output.endswith("no findings\n")
    assert result.exit_code == 0
