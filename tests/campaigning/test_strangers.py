"""Pipes, links and forgeries in a stranger's campaign, or beside its letters, stop nothing and lead nowhere."""

from __future__ import annotations

import json
import os
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
import yaml

import tiny
from acceptance.command import here, nkadvocate, process, write
from nkadvocate import shipped
from nkadvocate.cli import building

BUILD = ("campaign", "build", "mine", "-o", "output", "-j", "1")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A campaign of one letter on the tiny library."""
    monkeypatch.setattr(shipped, "SEEDS", tiny.write_records(tmp_path / "seeds", tiny.RECORDS))
    monkeypatch.setattr(building, "processes", here)
    folder = tmp_path / "desk" / "campaigns" / "mine"
    folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "desk")
    text = tiny.CAMPAIGN.replace("id: tiny", "id: mine") + "recipients: [aland-minister]\n"
    (folder / "campaign.yaml").write_text(text, "utf-8")
    return folder


pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


@pipes
@pytest.mark.parametrize(
    "name",
    [
        *("evidence/x.yaml", "recipients/x.yaml", "templates/parts/reply.md.j2", "templates/x.md.j2", "design.yaml"),
        *("style.css", "base.docx", "signons.yaml"),
    ],
)
def test_a_pipe_in_the_place_of_a_file_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    mine = Path("campaigns/mine")
    mine.mkdir(parents=True)
    (mine / "campaign.yaml").write_text(tiny.CAMPAIGN + "recipients: [mn-foreign-minister]\n", "utf-8")
    (mine / name).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(mine / name)
    for words in (("letter", "mn-foreign-minister", "-c", "mine", "-f", "txt"), ("check", "campaigns/mine")):
        done = process(*words)  # which has an end to its patience
        assert done.returncode in (0, 1)
        assert "Traceback" not in done.stderr


@pipes
def test_a_pipe_in_the_place_of_a_letter_does_not_hang(mine: Path) -> None:
    nkadvocate(*BUILD, "-f", "txt")
    letter = Path("output/2026-07-10-aland-minister.txt")
    letter.unlink()
    os.mkfifo(letter)
    assert "is not there" in nkadvocate("verify", "output").stdout
    assert nkadvocate(*BUILD, "-f", "txt").exit_code == 0
    assert letter.is_file()


@pipes
@pytest.mark.parametrize("command", ["scan", "check"])
def test_a_pipe_is_not_looked_into(mine: Path, command: str) -> None:
    os.mkfifo("letter.docx")
    done = process(command, "letter.docx")
    assert done.returncode == 1
    assert "error: letter.docx cannot be read: not a file" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["sources/x.yaml", "campaign.yaml"])
def test_no_link_leads_to_the_records_of_others(mine: Path, name: str) -> None:
    other = Path("other.yaml")
    other.write_text((mine / "campaign.yaml").read_text("utf-8") if name == "campaign.yaml" else "- secret\n", "utf-8")
    (mine / "sources").mkdir()
    (mine / name).unlink(missing_ok=True)
    (mine / name).symlink_to(other.resolve())
    result = nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "txt")
    assert result.exit_code == 1
    assert f"mine/{name}:1:1: is a link" in result.stderr
    assert "secret" not in result.stderr


READING = [
    ("check", "campaigns/mine"),
    ("letter", "aland-minister", "-c", "mine", "-f", "txt"),
    ("campaign", "check", "mine", "-f", "txt", "-j", "1"),
    ("campaign", "status", "mine", "-o", "output", "-f", "txt"),
    ("campaign", "show", "mine"),
    ("campaign", "signons", "mine"),
    ("templates", "list", "-c", "mine"),
    (*BUILD, "-f", "txt"),
]


@pytest.mark.parametrize(
    ("name", "to", "what"),
    [
        ("templates", "shared", "is a link to a folder"),
        ("templates/parts", "shared/parts", "is a link to a folder"),
        ("templates/parts", "campaigns/mine/drafts", "is a link to a folder"),
        ("evidence", "shared", "is a link"),
        ("templates/x.md.j2", "shared/parts/reply.md.j2", "is a link"),
        ("templates/x.md.j2", "/proc/self/mem", "is a link"),
        ("evidence/x.yaml", "/proc/self/pagemap", "is a link"),
        ("style.css", "shared/parts/reply.md.j2", "is a link"),
        ("templates/x.md.j2", "campaigns/mine/campaign.yaml", "is a link"),
        ("templates/x.md.j2", "nowhere", "is a link"),
        ("templates/x.md.j2", "/proc/self/fd/3/../../cwd/campaigns/mine/campaign.yaml", "is a link"),
    ],
)
def test_every_command_refuses_links_among_what_it_reads(mine: Path, name: str, to: str, what: str) -> None:
    write(Path("shared/parts/reply.md.j2"), "Words.\n")
    write(Path("shared/x.yaml"), "[]\n")
    (mine / "drafts").mkdir()
    (mine / name).parent.mkdir(parents=True, exist_ok=True)
    (mine / name).symlink_to(Path(to).resolve())
    for words in READING:
        result = nkadvocate(*words)
        assert result.exit_code == 1, words
        assert what in result.output, words


def test_a_letter_does_not_stay_when_templates_become_a_link_whose_folder_changes(mine: Path) -> None:
    write(mine / "templates/parts/reply.md.j2", "First wording.\n")
    assert "1 built" in nkadvocate(*BUILD, "-f", "txt").stdout
    (mine / "templates").rename("shared")
    (mine / "templates").symlink_to(Path("shared").resolve())
    write(Path("shared/parts/reply.md.j2"), "Second wording.\n")
    result = nkadvocate(*BUILD, "-f", "txt")
    assert result.exit_code == 1
    assert "mine/templates:1:1: is a link to a folder" in result.stderr


@pytest.mark.parametrize("own", ["campaigns/mine", "elsewhere/mine"])
def test_links_that_nothing_reads_are_no_hindrance(mine: Path, own: str) -> None:
    """A lock of an editor, which leads nowhere, and links to photographs and to files that never end."""
    folder = Path(own)
    if folder != Path("campaigns/mine"):
        folder.parent.mkdir()
        mine.rename(folder)
        mine.symlink_to(folder.resolve())
    (folder / "templates").mkdir()
    (folder / "templates/.#letter.md.j2").symlink_to("somebody@example.4711")
    (folder / "photos").symlink_to(Path("/usr").resolve())
    (folder / "notes.txt").symlink_to("/proc/self/pagemap")
    assert "1 built" in nkadvocate(*BUILD, "-f", "txt").stdout
    assert "1 unchanged" in nkadvocate(*BUILD, "-f", "txt").stdout
    told = nkadvocate("check", own).output
    assert "leads out" not in told
    assert "link" not in told


def test_the_records_of_a_campaign_beside_it_are_not_read(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where campaigns lie in the program's own folder of campaigns too."""
    monkeypatch.setattr(shipped, "CAMPAIGNS", Path("campaigns").absolute())
    write(Path("campaigns/private/evidence/ours.yaml"), "- secret\n")
    (mine / "evidence").mkdir()
    (mine / "evidence/ours.yaml").symlink_to("../../private/evidence/ours.yaml")
    for words in READING:
        result = nkadvocate(*words)
        assert result.exit_code == 1, words
        assert "mine/evidence/ours.yaml:1:1: is a link" in result.output, words
        assert "secret" not in result.stderr


def test_what_ships_is_known_by_its_name() -> None:
    folders = [path.parent for path in shipped.CAMPAIGNS.glob("*/campaign.yaml")]
    assert folders
    assert all(map(shipped.ships, (*folders, shipped.SEEDS, shipped.TEMPLATES)))
    assert not shipped.ships(shipped.CAMPAIGNS / "mine")


def test_what_a_link_in_the_place_of_unfinished_work_leads_to_is_not_cleared_away(mine: Path) -> None:
    Path("output").mkdir()
    Path("papers").mkdir()
    Path("papers/dear.txt").write_text("x", "utf-8")
    Path("output/.building").symlink_to(Path("papers").resolve())
    assert "output/.building is a link" in nkadvocate(*BUILD, "-f", "txt").stderr
    assert Path("papers/dear.txt").exists()


def test_a_letter_is_not_written_through_a_link(mine: Path) -> None:
    Path("output").mkdir()
    Path("dear.txt").write_text("x", "utf-8")
    Path("output/2026-07-10-aland-minister.txt").symlink_to(Path("dear.txt").resolve())
    nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "txt")
    assert Path("dear.txt").read_text("utf-8") == "x"


@pytest.mark.parametrize(
    "address",
    [
        *("letters@example.org, evil@example.org", "letters@example.org;evil@example.org", "<", "=?utf-8?q?a=40b?=@c"),
        *('"a"@example.org', "a b@example.org", "ä@example.org", "A Group: a@example.org;"),
    ],
)
def test_an_e_mail_goes_to_one_address_or_is_not_drafted(mine: Path, address: str) -> None:
    text = (mine / "campaign.yaml").read_text("utf-8")
    (mine / "campaign.yaml").write_text(text.replace("letters@example.org", json.dumps(address)), "utf-8")
    result = nkadvocate(*BUILD, "-f", "txt", "--eml")
    assert result.exit_code == 1
    assert "the e-mail address of the sender cannot be used" in result.stderr
    assert not list(Path("output").glob("*.eml"))
    assert Path("output/2026-07-10-aland-minister.txt").exists()


def test_a_subject_of_two_lines_adds_no_line_to_the_head_of_an_e_mail(mine: Path) -> None:
    (mine / "templates" / "parts").mkdir(parents=True)
    (mine / "templates" / "parts" / "subject.md.j2").write_text("Returns\\\nBcc: evil@example.org", "utf-8")
    assert nkadvocate(*BUILD, "-f", "txt", "--eml").exit_code == 0
    message = message_from_bytes(next(Path("output").glob("*.eml")).read_bytes(), policy=SMTP)
    assert message["Bcc"] is None
    assert message["Subject"] == "Returns Bcc: evil@example.org"


def forge(**fields: object) -> None:
    path = Path("output/manifest.json")
    manifest = json.loads(path.read_text("utf-8"))
    manifest["letters"][0] |= fields
    path.write_text(json.dumps(manifest), "utf-8")


def test_a_manifest_that_says_otherwise_than_the_letter_is_told_and_not_believed(mine: Path) -> None:
    nkadvocate(*BUILD, "-f", "txt")
    forge(title="9,999 were killed", reference="9,999-killed", records=[])
    result = nkadvocate("verify", "output")
    assert result.exit_code == 1
    assert "says of 2026-07-10-aland-minister another reference, title, records than it was made with" in result.stdout
    nkadvocate(*BUILD, "-f", "txt", "--eml", "--csv")
    table = Path("output/merge.csv").read_text("utf-8-sig")
    assert "9,999" not in table
    assert ",2026-07-10,2026-07-10-aland-minister.txt" in table
    assert "9,999" not in message_from_bytes(next(Path("output").glob("*.eml")).read_bytes(), policy=SMTP)["Subject"]


def test_a_manifest_with_requests_that_are_none_does_not_stop_a_check(mine: Path) -> None:
    nkadvocate(*BUILD, "-f", "docx")
    forge(demands=["nothing", "no-return"])
    assert nkadvocate("check", "output").exit_code in (0, 1)


def test_a_letter_that_is_no_pdf_any_more_is_not_bundled(mine: Path) -> None:
    nkadvocate(*BUILD, "-f", "pdf")
    Path("output/2026-07-10-aland-minister.pdf").write_bytes(b"%PDF-1.7 no more")
    result = nkadvocate(*BUILD, "-f", "pdf", "--bundle", "--csv")
    assert result.exit_code == 1
    assert "cannot be read, and is not bundled" in result.stderr
    assert sorted(path.name for path in Path("output").glob("[a-z]*")) == ["manifest.json", "merge.csv"]


def test_what_was_made_for_sending_is_remembered_although_something_failed(mine: Path) -> None:
    nkadvocate(*BUILD, "-f", "pdf")
    Path("output/2026-07-10-aland-minister.pdf").write_bytes(b"%PDF-1.7 no more")
    nkadvocate(*BUILD, "-f", "pdf", "--bundle", "--csv")
    Path("output/2026-07-10-aland-minister.pdf").unlink()
    campaign = yaml.safe_load((mine / "campaign.yaml").read_text("utf-8")) | {"title": "Another"}
    (mine / "campaign.yaml").write_text(yaml.safe_dump(campaign), "utf-8")
    assert nkadvocate(*BUILD, "-f", "pdf", "--bundle", "--csv").exit_code == 0
