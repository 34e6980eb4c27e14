"""Letters of an earlier build that somebody has edited, and that tell what may no longer be told."""

from __future__ import annotations

import email
from pathlib import Path

import pytest

from acceptance.command import nkadvocate
from acceptance.reading import needs_pdftotext, pdf_words
from persons.invented import campaign_folder, dump, invented

SEAL = "0123456789abcdef0123456789abcdef"


def attached() -> list[str]:
    """The words of each PDF that a draft e-mail has attached."""
    found = []
    for draft in Path("output").glob("*.eml"):
        for part in email.message_from_bytes(draft.read_bytes()).walk():
            if part.get_content_type() == "application/pdf":
                data = part.get_payload(decode=True)
                assert isinstance(data, bytes)
                found.append(pdf_words(data))
    return found


@needs_pdftotext
@pytest.mark.parametrize("ended", [{"withdrawn": "2026-07-01"}, {"expires": "2026-07-01"}])
def test_an_edited_letter_that_tells_what_was_withdrawn_is_not_sent(desk: Path, ended: dict[str, str]) -> None:
    build = ("campaign", "build", "mine", "-f", "pdf", "-o", "output", "-j", "1")
    mine = desk / "campaigns" / "mine"
    campaign_folder(mine, invented({"form": "named"}), recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate(*build).exit_code == 0
    [letter] = Path("output").glob("*.pdf")
    assert "Kyuri" in pdf_words(letter.read_bytes())
    letter.write_bytes(letter.read_bytes() + b"\n")
    campaign_folder(mine, invented({"form": "named"} | ended), recipients=["aland-minister"], seal=SEAL)
    nkadvocate(*build, "--eml", "--bundle")
    bundle = Path("output/letters.pdf")
    assert not bundle.exists() or "Kyuri" not in pdf_words(bundle.read_bytes())
    assert not any("Kyuri" in words for words in attached())


def test_that_an_edited_letter_tells_what_was_withdrawn_is_told(desk: Path) -> None:
    build = ("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1")
    mine = desk / "campaigns" / "mine"
    campaign_folder(mine, invented({"form": "named"}), recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate(*build).exit_code == 0
    [letter] = Path("output").glob("*.txt")
    letter.write_text(letter.read_text("utf-8") + "\n", "utf-8")
    before = nkadvocate("campaign", "status", "mine", "-f", "txt", "-o", "output").output
    gone = invented({"form": "named", "withdrawn": "2026-07-01"})
    campaign_folder(mine, gone, recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate("campaign", "status", "mine", "-f", "txt", "-o", "output").output != before


def test_an_older_letter_put_back_is_not_sent(desk: Path) -> None:
    """A copy kept elsewhere comes back over the letter that was made anew: nothing says what it tells."""
    mine = desk / "campaigns" / "mine"
    build = ("campaign", "build", "mine", "-f", "pdf", "-o", "output", "-j", "1")
    campaign_folder(mine, invented({"form": "named"}), recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate(*build).exit_code == 0
    [letter] = Path("output").glob("*.pdf")
    older = letter.read_bytes()
    gone = invented({"form": "named", "withdrawn": "2026-07-01"})
    campaign_folder(mine, gone, recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate(*build).exit_code == 0
    letter.write_bytes(older)
    result = nkadvocate(*build, "--eml", "--bundle")
    assert result.exit_code == 1
    assert "was changed by hand, and is not sent where records protect private persons" in result.stderr
    assert {path.name for path in Path("output").iterdir()} == {letter.name, "manifest.json"}


@needs_pdftotext
def test_a_pdf_that_somebody_saved_beside_the_letter_is_not_sent_in_its_place(desk: Path) -> None:
    """Who saves the Word file as PDF has one of the same name, which no build knows and none makes anew."""
    mine = desk / "campaigns" / "mine"
    build = ("campaign", "build", "mine", "-f", "docx", "-o", "output", "-j", "1")
    campaign_folder(mine, invented({"form": "named"}), recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate(*build).exit_code == 0
    assert nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "pdf", "-o", "saved").exit_code == 0
    Path("saved/2026-07-10-aland-minister.pdf").rename("output/2026-07-10-aland-minister.pdf")
    gone = invented({"form": "named", "withdrawn": "2026-07-01"})
    campaign_folder(mine, gone, recipients=["aland-minister"], seal=SEAL)
    nkadvocate(*build, "--eml")
    assert not any("Kyuri" in words for words in attached())


def test_files_of_earlier_builds_are_not_named_by_it(desk: Path) -> None:
    """A relative who wrote to the sender may have been a recipient before becoming part of a testimony."""
    mine = campaign_folder(desk / "campaigns" / "mine", recipients=["invented-xolo"])
    office = {"id": "invented-xolo", "office": "Minister", "body": "Ministry", "actor": "bland", "family": "others"}
    office |= {"roles": ["executive"], "form": "minister", "standing": "Your Ministry decides.[@treaty-3]"}
    (mine / "recipients" / "more.yaml").write_text(dump([office]), "utf-8")
    build = ("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1")
    assert nkadvocate(*build).exit_code == 0
    (mine / "recipients" / "more.yaml").unlink()
    campaign_folder(mine, invented({"form": "pseudonym"}), recipients=["aland-minister"])
    for command in (build, ("campaign", "status", "mine", "-o", "output"), ("verify", "output", "-c", "mine")):
        assert "xolo" not in nkadvocate(*command).output.lower(), command


@needs_pdftotext
def test_a_file_that_a_single_letter_leaves_behind_is_told_when_it_holds_what_was_withdrawn(desk: Path) -> None:
    """The consent is withdrawn, and the letter made anew by itself, in one of its two formats: the other keeps the name
    under the same file name, called edited by hand."""
    mine = desk / "campaigns" / "mine"
    build = ("campaign", "build", "mine", "-f", "docx", "-f", "pdf", "-o", "output", "-j", "1")
    campaign_folder(mine, invented({"form": "named"}), recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate(*build).exit_code == 0
    campaign_folder(
        mine, invented({"form": "named", "withdrawn": "2026-07-01"}), recipients=["aland-minister"], seal=SEAL
    )
    assert nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "docx").exit_code == 0
    status = nkadvocate("campaign", "status", "mine", "-o", "output")
    verified = nkadvocate("verify", "output", "-c", "mine")
    result = nkadvocate(*build)
    [left] = Path("output").glob("*.pdf")
    said = (status.output + status.stderr, result.output + result.stderr)
    told_of = all("left over" in one or "outdated" in one for one in said)
    assert "Kyuri" not in pdf_words(left.read_bytes()) or told_of or verified.exit_code == 1


def test_a_letter_of_which_one_format_was_made_anew_is_stale_and_found_by_what_is_left(desk: Path) -> None:
    mine = desk / "campaigns" / "mine"
    build = ("campaign", "build", "mine", "-f", "txt", "-f", "html", "-o", "output", "-j", "1")
    status = ("campaign", "status", "mine", "-f", "txt", "-f", "html", "-o", "output")
    campaign_folder(mine, invented({"form": "named"}), recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate(*build).exit_code == 0
    gone = invented({"form": "named", "withdrawn": "2026-07-01"})
    campaign_folder(mine, gone, recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "txt").exit_code == 0
    assert "to be made anew" in nkadvocate(*status).output
    assert "aland-minister" in nkadvocate("affected", "testimony-one", "-c", "mine").output
    assert nkadvocate(*build).exit_code == 0
    assert "Kyuri" not in next(Path("output").glob("*.html")).read_text("utf-8")
    assert "to be made anew" not in nkadvocate(*status).output
