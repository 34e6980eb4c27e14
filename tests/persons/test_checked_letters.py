"""Letters that somebody sent back to be checked: what is found in them tells nobody more than the public may know."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from acceptance.command import nkadvocate
from persons.invented import campaign_folder, invented, told

RECIPIENT = "aland-minister"
SEAL = "0123456789abcdef0123456789abcdef"
CONFIDENTIAL = {"publication": "confidential", "seal": SEAL}


def test_the_comments_on_a_strangers_letter_do_not_give_the_name(desk: Path) -> None:
    """Whoever has the public letter sends it back under the name of a letter to a UN body, to be checked."""
    folder = desk / "campaigns" / "mine"
    campaign_folder(folder, invented({"form": "pseudonym"}), recipients=[RECIPIENT], seal=SEAL)
    letter = Path("sent-back/2026-07-10-rights-commissioner.docx")
    nkadvocate("letter", "rights-commissioner", "-c", "mine", "-f", "docx", "-o", letter.parent)
    Path("sent-back/manifest.json").unlink()
    record = invented({"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named"})
    campaign_folder(folder, record, recipients=["rights-commissioner"], **CONFIDENTIAL)
    output = nkadvocate("check", letter, "-c", "mine", "--annotate").output
    with zipfile.ZipFile(letter.with_name("2026-07-10-rights-commissioner.checked.docx")) as checked:
        comments = "".join(checked.read(name).decode() for name in checked.namelist() if "comments" in name)
    assert "Kyuri" not in comments
    assert "Kyuri" not in output
    assert "not everyone may be told what they have" in output


@pytest.mark.parametrize("how", [(), ("--every-word",), ("--json",)])
def test_nor_do_the_findings_give_what_only_some_readers_are_told(desk: Path, how: tuple[str, ...]) -> None:
    """Of one who is not named, and of what is for governments alone."""
    folder = desk / "campaigns" / "mine"
    campaign_folder(folder, recipients=["bland-minister"])
    letter = Path("sent-back/2026-07-10-bland-minister.docx")
    assert nkadvocate("letter", "bland-minister", "-c", "mine", "-f", "docx", "-o", letter).exit_code == 0
    unnamed = invented({"to": "governments", "form": "unnamed"}, claim="{person} was sent through a tunnel {when}.")
    event = invented(id="event-one", claim="The Watch found 77 graves.", kind="event", audience="governments")
    event |= {"person": None, "consent": None}
    campaign_folder(folder, unnamed, event, recipients=["bland-minister"], **CONFIDENTIAL)
    assert nkadvocate("letter", "bland-minister", "-c", "mine", "-f", "txt").exit_code == 0
    assert "tunnel" in told()
    assert "graves" in told()
    output = nkadvocate("check", letter, "-c", "mine", *how).output
    assert "tunnel" not in output
    assert "graves" not in output


def test_a_false_figure_does_not_get_the_right_one_in_return(desk: Path) -> None:
    """Who knows of a claim for governments alone writes it into a letter with any figure, to learn the true one."""
    event = invented(id="event-one", claim="The Watch found 77 graves.", kind="event", audience="governments")
    event |= {"person": None, "consent": None}
    campaign_folder(desk / "campaigns" / "mine", event, recipients=["bland-minister"], **CONFIDENTIAL)
    assert nkadvocate("letter", "bland-minister", "-c", "mine", "-f", "docx").exit_code == 0
    [letter] = Path("output").glob("*.docx")
    edited = docx.Document(str(letter))
    [run] = [run for paragraph in edited.paragraphs for run in paragraph.runs if "77" in run.text]
    run.text = run.text.replace("77", "78")
    edited.save(str(letter))
    output = nkadvocate("check", letter, "-c", "mine").output
    assert "not everyone may be told what they have" in output
    assert "77" not in output


def test_a_finding_says_what_to_do_in_words_that_a_protected_phrase_has_too(desk: Path) -> None:
    person = {"identifying": ["mended nets for the coast guard"]}
    campaign_folder(desk / "campaigns" / "mine", invented(person=person), recipients=[RECIPIENT])
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx").exit_code == 0
    [letter] = Path("output").glob("*.docx")
    edited = docx.Document(str(letter))
    edited.paragraphs[-1].add_run(" She mended nets for the coast guard.")
    edited.save(str(letter))
    output = nkadvocate("check", letter, "-c", "mine").output
    assert "“m…” (take it out, and look for it in the file's properties and comments too)" in output
    assert "nets" not in output
