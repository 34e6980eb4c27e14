"""What is wrong in records, campaigns, templates and places to write to: a clear message, and nothing left behind."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

from acceptance.command import DATE, campaign, files, nkadvocate, process, write

WORDS = ("letter", "mn-foreign-minister", "-c", "mine", "--date", DATE)


def refused(result: Result, code: int = 1) -> str:
    """What the command says on refusing: nothing printed as written, no traceback, no file."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert str(Path.cwd()) not in result.stderr
    assert files() == []
    return result.stderr


def test_broken_yaml_is_located() -> None:
    folder = campaign()
    text = (folder / "campaign.yaml").read_text("utf-8")
    write(folder / "campaign.yaml", text + "copies: [one\nenclosures: two\n")
    line = text.count("\n") + 2
    assert f"error: mine/campaign.yaml:{line}:" in refused(nkadvocate(*WORDS))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: a: b\n", r"mine/campaign.yaml:1:9: mapping values are not allowed .*put quotes around"),
        ("id: mine\nid: mine\n", r"mine/campaign.yaml:2:1: 'id' is given twice"),
        ("a: &x 1\nb: *x\n", r"mine/campaign.yaml:1:4: an anchor \(&name\) is not used"),
        ("a: !!python/name:os.system x\n", r"mine/campaign.yaml:1:4: the tag .* is not used in records"),
        ("- id: mine\n", r"mine/campaign.yaml:1:1: expected the fields of one record"),
        ("", r"mine/campaign.yaml:1:1: expected the fields of one record"),
        ("[" * 2000, r"mine/campaign.yaml:1:\d+: nested more than 24 levels deep"),
        ("title: 'bell \a'\n", r"mine/campaign.yaml:1:14: control character U\+0007"),
    ],
)
def test_yaml_that_is_no_campaign_is_located(text: str, told: str) -> None:
    write(Path("campaigns/mine/campaign.yaml"), text)
    assert re.search(told, refused(nkadvocate(*WORDS)))


def test_a_file_that_is_not_utf_8_is_named() -> None:
    folder = campaign()
    (folder / "campaign.yaml").write_bytes("title: Flüchtlinge\n".encode("latin-1"))
    assert "mine/campaign.yaml:1:1: not UTF-8 text (save the file as UTF-8)" in refused(nkadvocate(*WORDS))


def test_a_missing_field_is_located() -> None:
    folder = campaign()
    text = (folder / "campaign.yaml").read_text("utf-8")
    line = text.splitlines().index("sender:") + 2
    write(folder / "campaign.yaml", re.sub(r"(?m)^  email: .*\n", "", text))
    assert f"error: mine/campaign.yaml:{line}:3: the field 'email' is missing\n" in refused(nkadvocate(*WORDS))


def test_an_unknown_field_comes_with_a_suggestion() -> None:
    campaign(recipient=["mn-foreign-minister"])
    assert "unknown field 'recipient' (did you mean recipients?)" in refused(nkadvocate(*WORDS))


def test_a_wrong_id_is_located() -> None:
    folder = campaign()
    write(folder / "sources" / "ours.yaml", "- id: Our Interviews\n  type: report\n  title: T\n  weight: ngo\n")
    told = refused(nkadvocate(*WORDS))
    assert "mine/sources/ours.yaml:1:7: 'id': 'Our Interviews' is not an id (ids are lower-case words" in told


def test_an_id_given_twice_is_located_both_times() -> None:
    folder = campaign()
    source = "- id: ours\n  type: report\n  title: T\n  weight: ngo\n"
    write(folder / "sources" / "ours.yaml", source * 2)
    told = refused(nkadvocate(*WORDS))
    assert "mine/sources/ours.yaml:5:7: the id 'ours' is given twice; first at mine/sources/ours.yaml:1:7" in told


def test_an_id_that_leads_nowhere_is_located_with_a_suggestion() -> None:
    campaign(demands=["non-refoulment"])
    told = refused(nkadvocate(*WORDS))
    assert re.search(r"mine/campaign.yaml:\d+:3: no record 'non-refoulment' .*did you mean non-refoulement", told)


def test_every_problem_is_told_at_once() -> None:
    folder = campaign()
    write(folder / "sources" / "ours.yaml", "- id: a\n  type: report\n- id: b\n  title: B\n")
    assert len(refused(nkadvocate(*WORDS)).splitlines()) == 4


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hello\n{% if sender %}\nHello", "3:1: Unexpected end of template"),
        ("Hello\n{{ sender.nmae }}", "2:1: .*nmae"),
        ("Hello\n{{ nobody }}", "2:1: .*nobody"),
        ("Hello\n{{ nobody.name }}", "2:1: .*nobody"),
        ("Hello\n{{ sender.__class__ }}", "2:1: .*__class__"),
        ("Hello\n{{ sender.__class__.__mro__ }}", "2:1: .*__class__"),
        ("Hello\n{{ ''.upper.__globals__ }}", "2:1: .*__globals__"),
        ("Hello\n{{ sender | tojson }}", "2:1: No filter named 'tojson'"),
        ("Hello\n{{ sender }}", "2:1: a text is printed here, but the value is a dict"),
        ("Hello\n{{ sender.name + '!' }}", "2:1: texts are joined as"),
        ("Hello\n{{ sender.update({}) }}", "2:1: .*update"),
        ('Hello\n{% include "parts/opening.md.j2" %}', "2:1: templates include each other without end"),
        ('Hello\n{% include "../campaign.yaml" %}', "there is no template ../campaign.yaml"),
    ],
)
def test_a_template_that_fails_is_located(text: str, told: str) -> None:
    write(campaign() / "templates" / "parts" / "opening.md.j2", text)
    message = refused(nkadvocate(*WORDS, "-f", "txt"))
    if told[0].isdigit():
        told = rf"error: mine/templates/parts/opening\.md\.j2:{told}"
    assert re.search(told, message), message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("```\ncode\n```", "a letter holds no fence, near “```”"),
        ("Said.[@no-such-source]", "there is no source, provision or evidence 'no-such-source'"),
        ("Said[see @refugee-convention].", "there is no earlier note citing 'refugee-convention'"),
        ("[click](javascript:alert(1))", "javascript"),
    ],
)
def test_text_that_a_letter_cannot_hold_is_refused(text: str, told: str) -> None:
    write(campaign() / "templates" / "parts" / "opening.md.j2", text)
    if told == "javascript":
        result = nkadvocate(*WORDS, "-f", "html", "-o", "letter.html")
        html = Path("letter.html").read_text("utf-8") if result.exit_code == 0 else ""
        assert 'href="javascript' not in html
    else:
        assert told in refused(nkadvocate(*WORDS, "-f", "txt"))


def test_a_template_that_is_not_utf_8_is_named() -> None:
    path = campaign() / "templates" / "parts" / "opening.md.j2"
    write(path, "")
    path.write_bytes(b"\xff\xfe")
    assert "mine/templates/parts/opening.md.j2:1:1: " in refused(nkadvocate(*WORDS, "-f", "txt"))


def test_a_template_outside_the_campaign_is_not_read_through_a_link() -> None:
    write(Path("campaigns/secret.md.j2"), "secret words")
    path = campaign() / "templates" / "parts" / "opening.md.j2"
    path.parent.mkdir(parents=True)
    path.symlink_to(Path("campaigns/secret.md.j2").resolve())
    told = refused(nkadvocate(*WORDS, "-f", "txt", "-o", "letter.txt"))
    assert "templates/parts/opening.md.j2:1:1: is a link" in told
    assert "secret words" not in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("letter", "mn-foreign-ministr"), "there is no recipient 'mn-foreign-ministr' (did you mean mn-foreign-minis"),
        (("explain", "mn-foreign-ministr"), "there is no recipient 'mn-foreign-ministr' (did you mean"),
        (("show", "non-refoulment"), "there is no record 'non-refoulment' (did you mean non-refoulement"),
        (
            ("letter", "mn-foreign-minister", "--only", "non-refoulment"),
            "there is no demand 'non-refoulment' (did you mean non-refoulement",
        ),
        (("letter", "mn-foreign-minister", "-c", "defualt"), "there is no campaign 'defualt' (did you mean default?)"),
        (("list", "recipient"), "'recipient' is not one of 'recipients', 'demands'"),
        (("letter", "mn-foreign-minister", "-f", "odt"), "'odt' is not one of 'docx', 'pdf', 'html', 'txt'"),
        (("letter",), "Missing argument 'RECIPIENT...'"),
        (("letter", ""), "there is no recipient ''"),
        (("letter", "../../etc/passwd"), "there is no recipient '../../etc/passwd'"),
        (("letter", "mn-foreign-minister", "--lang", ".."), "'..' is not a language tag, such as en, ko or zh-Hans"),
        (("letter", "mn-foreign-minister", "--colour"), "No such option"),
        (("check", "campaigns/none"), "does not exist"),
    ],
)
def test_a_name_that_does_not_exist_is_wrong_usage(words: tuple[str, ...], told: str) -> None:
    assert told in " ".join(refused(nkadvocate(*words), code=2).split())


@pytest.mark.parametrize("date", ["2026-13-01", "2026-02-30", "26-12-10", "10.12.2026", "2026-12", "20261210", "today"])
def test_a_wrong_date_is_answered_with_the_pattern(date: str) -> None:
    told = refused(nkadvocate("letter", "mn-foreign-minister", "--date", date), code=2)
    assert f"{date!r} is not a day; write it as YYYY-MM-DD, for example 2026-12-10" in told


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_a_date_of_another_age_is_refused(date: str) -> None:
    assert "is not in the years 1950 to 2999" in refused(
        nkadvocate("letter", "mn-foreign-minister", "--date", date), code=2
    )


def test_a_language_without_templates_is_a_failure_that_names_the_known_ones() -> None:
    told = refused(nkadvocate("letter", "mn-foreign-minister", "--lang", "ko"))
    assert "there are no templates in 'ko' (known: en" in told
    campaign(language="ko")
    assert "there are no templates in 'ko'" in refused(nkadvocate(*WORDS))


def test_explaining_a_letter_in_another_language_is_no_crash() -> None:
    campaign(language="ko")
    assert "'ko'" in refused(nkadvocate("explain", "mn-foreign-minister", "-c", "mine"))


@pytest.mark.parametrize("output", ["taken/letter.txt", "taken/deeper/letter.txt", "taken", "letter.txt"])
def test_a_place_that_cannot_be_written_to_is_named(output: str) -> None:
    Path("taken").write_text("a file", "utf-8")
    if output == "letter.txt":
        Path("letter.txt").mkdir()
        Path("letter.txt", f"{DATE}-mn-foreign-minister.txt").mkdir()
    result = nkadvocate("letter", "mn-foreign-minister", "-f", "txt", "--date", DATE, "-o", output)
    assert result.exit_code == 1
    assert f"error: {output}" in result.stderr
    assert " cannot be written: " in result.stderr
    assert result.stdout == ""
    assert files() == ["taken"]
    assert Path("taken").read_text("utf-8") == "a file"


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_letter_and_no_other_file(fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path("letter.txt"), "the old letter")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, fails, full)
    result = nkadvocate("letter", "mn-foreign-minister", "-o", "letter.txt")
    assert result.exit_code == 1
    assert "error: letter.txt cannot be written: No space left on device" in result.stderr
    assert files() == ["letter.txt"]
    assert Path("letter.txt").read_text("utf-8") == "the old letter"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_list_that_cannot_be_printed_fails() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "nkadvocate", "list", "recipients"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode != 0


def test_no_letter_is_written_when_one_of_its_formats_fails() -> None:
    campaign(sender={"name": "강제 북송"})
    told = refused(nkadvocate(*WORDS, "-f", "txt", "-f", "docx", "-f", "pdf"))
    if "no font" in told:
        assert "U+AC15 HANGUL SYLLABLE GANG" in told
    assert "(while writing to mn-foreign-minister as pdf)" in told


def test_a_real_process_says_the_same_and_shows_no_traceback() -> None:
    campaign(title=None)
    done = process(*WORDS)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"error: mine/campaign\.yaml:\d+:\d+: 'title': expected text, found None.*\n", done.stderr)
    assert files() == []
