"""``nkadvocate letter``: which files it writes, under which names, and what its options do."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from pathlib import Path

import docx
import pikepdf
import pytest

from acceptance.command import DATE, campaign, files, nkadvocate, process, write
from nkadvocate.tailoring import Dossier

LETTER = f"{DATE}-mn-foreign-minister"


def letter(*words: str | Path) -> str:
    """What a letter of the usual day prints; the command must do its work."""
    result = nkadvocate("letter", "mn-foreign-minister", "--date", DATE, *words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_without_options_a_docx_and_a_pdf_go_to_output_and_their_paths_are_printed() -> None:
    today = dt.date.today().isoformat()
    result = nkadvocate("letter", "mn-foreign-minister")
    assert result.exit_code == 0
    expected = [f"output/{today}-mn-foreign-minister.{format}" for format in ("docx", "pdf")]
    assert result.stdout.splitlines() == expected == files()
    docx.Document(expected[0])
    pikepdf.open(expected[1]).close()


@pytest.mark.parametrize(
    ("format", "start"), [("docx", b"PK\x03\x04"), ("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>"), ("txt", b"Tumen")]
)
def test_each_format_can_be_had_alone(format: str, start: bytes) -> None:
    assert letter("-f", format) == f"output/{LETTER}.{format}\n"
    assert files() == [f"output/{LETTER}.{format}"]
    assert Path(f"output/{LETTER}.{format}").read_bytes().startswith(start)


def test_formats_are_written_in_the_order_given_and_once() -> None:
    assert letter("-f", "txt", "-f", "html", "-f", "txt").splitlines() == [
        f"output/{LETTER}.txt",
        f"output/{LETTER}.html",
    ]


def test_several_recipients_get_a_letter_each_and_one_named_twice_gets_one() -> None:
    names = ("mn-foreign-minister", "pl-foreign-minister", "mn-foreign-minister")
    result = nkadvocate("letter", *names, "-f", "txt", "--date", DATE)
    assert result.stdout.splitlines() == [f"output/{DATE}-{name}.txt" for name in names[:2]]
    assert "Republic of Poland" in Path(f"output/{DATE}-pl-foreign-minister.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["letter.docx", "deep/er/letter.DOCX"])
def test_a_file_name_says_the_format(name: str) -> None:
    assert letter("-o", name) == f"{name}\n"
    assert files() == [name]
    docx.Document(name)


@pytest.mark.parametrize("folder", ["post", "post/2026", "letters.v2", "old.docx"])
def test_a_folder_takes_the_usual_names(folder: str) -> None:
    if folder == "old.docx":
        Path(folder).mkdir()
    formats = ("-f", "txt")
    assert letter("-o", folder, *formats) == f"{folder}/{LETTER}.txt\n"
    assert files() == [f"{folder}/{LETTER}.txt"]


@pytest.mark.parametrize(
    "words",
    [
        ("mn-foreign-minister", "pl-foreign-minister", "-o", "letter.docx"),
        ("mn-foreign-minister", "-f", "docx", "-f", "pdf", "-o", "letter.docx"),
    ],
)
def test_one_file_cannot_take_several_letters(words: tuple[str, ...]) -> None:
    result = nkadvocate("letter", *words)
    assert result.exit_code == 2
    assert "letter.docx is one file, but 2 would be written; name a folder instead" in result.stderr
    assert not files()


def test_a_file_name_that_contradicts_the_format_is_refused() -> None:
    result = nkadvocate("letter", "mn-foreign-minister", "-f", "pdf", "-o", "letter.docx")
    assert result.exit_code == 2
    assert "letter.docx is named as docx, but the format asked for is pdf" in result.stderr
    assert not files()


def test_a_letter_that_exists_is_replaced() -> None:
    path = Path(f"output/{LETTER}.txt")
    write(path, "old")
    letter("-f", "txt")
    assert "Mongolia" in path.read_text("utf-8")
    assert files() == [str(path)]


def test_the_date_is_printed_and_the_reply_is_asked_for_later() -> None:
    letter("-f", "txt")
    text = Path(f"output/{LETTER}.txt").read_text("utf-8")
    assert "Geneva, 10 July 2026" in text
    assert "written reply by 21 August 2026" in text


def test_a_campaign_can_set_the_date_and_the_command_line_wins() -> None:
    folder = campaign(date="2026-03-09")
    assert letter("-c", str(folder), "-f", "txt") == f"output/{LETTER}.txt\n"
    result = nkadvocate("letter", "mn-foreign-minister", "-c", "mine", "-f", "txt")
    assert result.stdout == "output/2026-03-09-mn-foreign-minister.txt\n"


def test_only_asks_for_the_demands_named(dossiers: dict[str, Dossier]) -> None:
    usual = [chosen.demand.id for chosen in dossiers["unhcr-high-commissioner"].demands]
    assert len(usual) > 1
    for wanted in usual[:2]:
        words = ("unhcr-high-commissioner", "--only", wanted, "-f", "txt", "--date", DATE, "-o", f"{wanted}.txt")
        assert nkadvocate("letter", *words).exit_code == 0
        asked = Path(f"{wanted}.txt").read_text("utf-8").partition("What we ask")[2]
        assert "\n1. " in asked
        assert "\n2. " not in asked


def test_only_what_the_recipient_cannot_do_is_refused_with_the_reason() -> None:
    result = nkadvocate("letter", "prc-foreign-minister", "--only", "reauthorise-nkhra", "-f", "txt")
    assert result.exit_code == 1
    assert "'prc-foreign-minister' can be asked for none of these demands" in result.stderr
    assert "reauthorise-nkhra: no ask for duty-bearer" in result.stderr
    assert not files()


LOW = {"lines": ["1 Unchecked Street", "Ulaanbaatar"], "confidence": "low", "checked_on": "2026-07-01"}


def uncertain() -> Path:
    """A campaign in which one recipient's postal address is of low confidence."""
    folder = campaign()
    record = json.loads(nkadvocate("show", "mn-foreign-minister", "--json").stdout)
    del record["record"]
    write(folder / "recipients" / "uncertain.yaml", [record | {"address": LOW}])
    return folder


def test_an_address_of_low_confidence_is_left_out_and_the_command_says_so() -> None:
    uncertain()
    result = nkadvocate("letter", "mn-foreign-minister", "-c", "mine", "-f", "txt", "-o", "letter.txt")
    assert result.exit_code == 0
    assert "verify the postal address (low confidence, checked 2026-07-01); left out" in result.stderr
    assert "Unchecked Street" not in Path("letter.txt").read_text("utf-8")


def test_a_draft_says_draft_and_marks_an_address_to_be_verified() -> None:
    uncertain()
    formats = ("-f", "txt", "-f", "html", "-f", "docx")
    words = ("mn-foreign-minister", "-c", "mine", "--draft", *formats, "--date", DATE)
    assert nkadvocate("letter", *words).exit_code == 0
    text = Path(f"output/{LETTER}.txt").read_text("utf-8")
    assert text.startswith("DRAFT\n")
    assert "1 Unchecked Street" in text
    assert "[verify the postal address (low confidence, checked 2026-07-01)]" in text
    assert "DRAFT" in Path(f"output/{LETTER}.html").read_text("utf-8")
    assert "DRAFT" in docx.Document(f"output/{LETTER}.docx").sections[0].header.paragraphs[0].text


def test_a_finished_letter_carries_no_draft_mark() -> None:
    letter("-f", "txt", "-f", "docx")
    assert "DRAFT" not in Path(f"output/{LETTER}.txt").read_text("utf-8")
    assert "DRAFT" not in docx.Document(f"output/{LETTER}.docx").sections[0].header.paragraphs[0].text


def test_the_example_sender_is_pointed_out_and_a_sender_of_one_s_own_is_not() -> None:
    result = nkadvocate("letter", "mn-foreign-minister", "-f", "txt")
    assert "the sender is the example “Tumen Refugee Rights Network”" in result.stderr
    campaign(sender={"name": "River Watch"})
    result = nkadvocate("letter", "mn-foreign-minister", "-f", "txt", "-c", "mine", "-o", "letter.txt")
    assert "example" not in result.stderr
    assert Path("letter.txt").read_text("utf-8").startswith("River Watch\n")


def test_source_date_epoch_is_the_day_when_no_other_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773014400")
    result = nkadvocate("letter", "mn-foreign-minister", "-f", "txt")
    assert result.stdout == "output/2026-03-09-mn-foreign-minister.txt\n"
    assert letter("-f", "txt") == f"output/{LETTER}.txt\n"


@pytest.mark.parametrize("epoch", ["yesterday", "", "1e9", "9" * 30])
def test_a_source_date_epoch_that_is_no_time_is_wrong_usage(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = nkadvocate("letter", "mn-foreign-minister", "-f", "txt")
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH is not a time in seconds" in result.stderr
    assert not files()


def digests(folder: str) -> dict[str, str]:
    return {path.suffix: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).iterdir()}


def test_the_same_letter_has_the_same_bytes_in_every_process() -> None:
    formats = ("-f", "docx", "-f", "pdf", "-f", "html", "-f", "txt")
    letter(*formats, "-o", "one")
    letter(*formats, "-o", "two")
    assert len(digests("one")) == 5  # the manifest is one
    assert digests("one") == digests("two")
    for seed, zone in (("1", "Asia/Seoul"), ("2", "America/New_York")):
        words = ("letter", "mn-foreign-minister", "--date", DATE, *formats, "-o", seed)
        settings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "USER": seed, "HOME": str(Path.cwd())}
        done = process(*words, settings=settings)
        assert done.returncode == 0, done.stderr
        assert digests(seed) == digests("one")


def test_a_letter_does_not_depend_on_the_others_written_with_it() -> None:
    letter("-f", "docx", "-f", "pdf", "-o", "alone")
    words = ("pl-foreign-minister", "mn-foreign-minister", "-f", "docx", "-f", "pdf", "--date", DATE, "-o", "both")
    assert nkadvocate("letter", *words).exit_code == 0
    for name in files("alone"):
        assert Path("alone", name).read_bytes() == Path("both", name).read_bytes()


def test_the_language_is_told_to_every_format() -> None:
    letter("-f", "html", "-f", "docx", "-f", "pdf", "--lang", "en")
    assert '<html lang="en">' in Path(f"output/{LETTER}.html").read_text("utf-8")
    assert docx.Document(f"output/{LETTER}.docx").core_properties.language == "en"
    with pikepdf.open(io.BytesIO(Path(f"output/{LETTER}.pdf").read_bytes())) as pdf:
        assert str(pdf.Root.Lang) == "en"
