"""What is made of letters for sending them: a PDF to print, a table for mail merge, draft e-mails."""

from __future__ import annotations

import csv
import email
import email.policy
import hashlib
import io
import json
from pathlib import Path

import pikepdf
import pytest

from acceptance.command import campaign, nkadvocate, write

OUT = Path("output/mine")
TWO = ["pl-foreign-minister", "cat-committee-chair"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def build(*words: str) -> None:
    result = nkadvocate("campaign", "build", "mine", *words)
    assert result.exit_code == 0, result.stderr


def test_the_bundle_holds_every_letter_on_a_sheet_of_its_own() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    build("-f", "pdf", "--bundle")
    with pikepdf.open(OUT / "letters.pdf") as bundle:
        with bundle.open_outline() as outline:
            assert [item.title for item in outline.root] == TWO
        pages = sum(len(pikepdf.open(OUT / f"2026-12-10-{name}.pdf").pages) for name in TWO)
        assert len(bundle.pages) % 2 == 0
        assert pages <= len(bundle.pages) <= pages + 2
        assert not bundle.docinfo
    first = (OUT / "letters.pdf").read_bytes()
    build("-f", "pdf", "--bundle", "--force")
    assert (OUT / "letters.pdf").read_bytes() == first


def test_the_table_for_mail_merge_has_a_row_for_each_letter_and_no_formula() -> None:
    campaign("mine", date="2026-12-10", recipients=[*TWO, "own-office"])
    write(
        Path("campaigns/mine/recipients/own.yaml"),
        [
            {
                "id": "own-office",
                "office": "=cmd|' /C calc'!A0",
                "body": "An Example Body",
                "actor": "pl",
                "family": "foreign-ministers",
                "roles": ["executive"],
                "form": "foreign-minister",
                "standing": "A reason to write.",
                "email": "office@example.org",
            }
        ],
    )
    build("-f", "txt", "--csv")
    rows = list(csv.DictReader(io.StringIO((OUT / "merge.csv").read_text("utf-8-sig"))))
    assert [row["recipient"] for row in rows] == [*TWO, "own-office"]
    assert rows[0]["salutation"] == "Your Excellency,"
    assert rows[0]["address_2"] == "Ministry of Foreign Affairs"
    assert rows[2]["email"] == "office@example.org"
    assert rows[2]["files"] == "2026-12-10-own-office.txt"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_a_draft_carries_the_letter_and_no_time() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    build("-f", "docx", "--eml")
    data = (OUT / "2026-12-10-pl-foreign-minister.eml").read_bytes()
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert message["Subject"] == "Forced returns of North Korean refugees from China"
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None
    assert message["Message-ID"] is None
    (letter,) = message.iter_attachments()
    assert letter.get_filename() == "2026-12-10-pl-foreign-minister.docx"
    assert letter.get_content() == (OUT / "2026-12-10-pl-foreign-minister.docx").read_bytes()
    body = message.get_body(("plain",))
    assert body is not None
    words = body.get_content()
    assert "our letter of 10 December 2026" in words
    assert "[1]" not in words
    build("-f", "docx", "--eml", "--force")
    assert (OUT / "2026-12-10-pl-foreign-minister.eml").read_bytes() == data


def test_what_is_made_of_letters_stands_in_the_manifest_and_is_kept_when_edited() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    build("-f", "txt", "--csv")
    others = json.loads((OUT / "manifest.json").read_text())["others"]
    assert others == {"merge.csv": hashlib.sha256((OUT / "merge.csv").read_bytes()).hexdigest()}
    (OUT / "merge.csv").write_text("edited")
    result = nkadvocate("campaign", "build", "mine", "-f", "txt", "--csv")
    assert result.exit_code == 1
    assert "merge.csv was changed by hand and is kept" in result.stderr
    assert (OUT / "merge.csv").read_text() == "edited"


def test_what_was_made_of_letters_that_have_changed_since_is_told() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    build("-f", "pdf", "--bundle", "--eml")
    assert "left over" not in nkadvocate("campaign", "status", "mine", "-f", "pdf").stderr
    campaign("mine", date="2026-12-10", recipients=TWO, title="Another topic")
    built = nkadvocate("campaign", "build", "mine", "-f", "pdf").stderr
    assert f"left over: {OUT}/letters.pdf" in built
    assert built.count(".eml") == 2
    build("-f", "pdf", "--bundle", "--eml")
    assert "left over" not in nkadvocate("campaign", "status", "mine", "-f", "pdf").stderr


RECIPIENT = """
- id: our-mp
  member_of: gb-commons
  email: {email}
  holder: {{family: Example, given: {given}, gender: f, checked_on: 2026-12-01}}
"""


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("recipients/own.yaml", "wrong.person@example.org", "jane@example.org"),
        ("recipients/own.yaml", "given: Janet", "given: Jane"),
        ("templates/email.md.j2", "First words", "Second words"),
    ],
    ids=["address", "name", "words of the e-mail"],
)
def test_drafts_and_table_of_what_has_changed_since_are_told(name: str, before: str, after: str) -> None:
    folder = campaign("mine", date="2026-12-10", recipients=["our-mp", TWO[0]])
    write(folder / "recipients/own.yaml", RECIPIENT.format(email="wrong.person@example.org", given="Janet"))
    write(folder / "templates/email.md.j2", "::: subject\nFirst words\n\n:::\n\n{{ address.salutation }}\n")
    build("-f", "txt", "--eml", "--csv")
    assert nkadvocate("verify", OUT, "-c", "mine").exit_code == 0
    write(folder / name, (folder / name).read_text("utf-8").replace(before, after))
    build("-f", "txt")
    told = nkadvocate("campaign", "status", "mine", "-f", "txt").stderr
    assert f"left over: {OUT}/2026-12-10-our-mp.eml" in told
    assert f"left over: {OUT}/merge.csv" in told
    assert (f"{TWO[0]}.eml" in told) == (name != "recipients/own.yaml")
    verified = nkadvocate("verify", OUT, "-c", "mine")
    assert verified.exit_code == 1
    assert "2026-12-10-our-mp.eml: agrees with its checksum, but was made of" in verified.stdout
    build("-f", "txt", "--eml", "--csv")
    assert "left over" not in nkadvocate("campaign", "status", "mine", "-f", "txt").stderr
    assert nkadvocate("verify", OUT, "-c", "mine").exit_code == 0


def test_letters_that_a_campaign_no_longer_writes_are_told() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    build("-f", "txt")
    campaign("mine", date="2026-12-10", recipients=TWO[:1])
    told = nkadvocate("campaign", "status", "mine", "-f", "txt").stderr
    assert f"left over: {OUT}/2026-12-10-{TWO[1]}.txt" in told
    assert TWO[0] not in told.replace("1 built", "")


def test_a_letter_that_can_no_longer_be_written_is_not_bundled_as_it_was() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    build("-f", "pdf")
    folder = Path("campaigns/mine/templates/parts")
    folder.mkdir(parents=True)
    (folder / "reply.md.j2").write_text(f'{{% if recipient.id == "{TWO[1]}" %}}{{{{ nothing.at_all }}}}{{% endif %}}')
    assert nkadvocate("campaign", "build", "mine", "-f", "pdf", "--bundle", "--eml").exit_code == 1
    with pikepdf.open(OUT / "letters.pdf") as bundle, bundle.open_outline() as outline:
        assert [item.title for item in outline.root] == TWO[:1]
    assert not (OUT / f"2026-12-10-{TWO[1]}.eml").exists()


def test_an_edited_letter_is_sent_as_it_was_edited_until_it_would_say_something_else() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    build("-f", "docx")
    (OUT / f"2026-12-10-{TWO[0]}.docx").write_bytes(b"edited")
    build("-f", "docx", "--eml")
    draft = OUT / f"2026-12-10-{TWO[0]}.eml"
    [attached] = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default).iter_attachments()
    assert attached.get_content() == b"edited"
    draft.unlink()
    campaign("mine", date="2026-12-10", recipients=TWO, title="Another topic")
    result = nkadvocate("campaign", "build", "mine", "-f", "docx", "--eml")
    assert result.exit_code == 1
    assert f"the letter to {TWO[0]} was edited by hand, and what it tells has changed since" in result.stderr
    assert not draft.exists()
    assert (OUT / f"2026-12-10-{TWO[1]}.eml").exists()


def test_what_was_drafted_of_a_letter_that_is_out_of_date_is_told() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO)
    build("-f", "docx", "--eml")
    (OUT / f"2026-12-10-{TWO[0]}.docx").write_bytes(b"edited")
    campaign("mine", date="2026-12-10", recipients=TWO, title="Another topic")
    told = nkadvocate("campaign", "build", "mine", "-f", "docx", "--eml").stderr
    assert f"left over: {OUT}/2026-12-10-{TWO[0]}.eml" in told
    assert f"{TWO[1]}.eml" not in told


def test_a_file_that_no_build_made_is_not_attached_to_a_draft() -> None:
    campaign("mine", date="2026-12-10", recipients=TWO[:1])
    (OUT).mkdir(parents=True)
    (OUT / f"2026-12-10-{TWO[0]}.pdf").write_bytes(b"somebody else's")
    build("-f", "docx", "--eml")
    message = email.message_from_bytes((OUT / f"2026-12-10-{TWO[0]}.eml").read_bytes(), policy=email.policy.default)
    assert [part.get_filename() for part in message.iter_attachments()] == [f"2026-12-10-{TWO[0]}.docx"]
