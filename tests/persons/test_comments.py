"""Copies with comments, which may go back to a stranger: nothing in them depends on what is protected."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from acceptance.command import nkadvocate
from persons.invented import campaign_folder, dump, invented

RECIPIENT = "aland-minister"
SEAL = "0123456789abcdef0123456789abcdef"


def checked(letter: Path, *paragraphs: str) -> dict[str, str]:
    """The comments that a stranger gets back on each paragraph added, by its words."""
    document = docx.Document(str(letter))
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(letter))
    nkadvocate("check", letter, "-c", "mine", "--annotate")
    copy = docx.Document(str(letter.with_name(f"{letter.stem}.checked.docx")))
    by_id = {comment.comment_id: comment.text for comment in copy.comments}
    found: dict[str, str] = {}
    for paragraph in copy.paragraphs:
        if paragraph.text in paragraphs:
            ids = re.findall(r'commentRangeStart[^>]*w:id="(\d+)"', paragraph._p.xml)
            found[paragraph.text] = "\n".join(by_id[int(one)] for one in ids)
    return found


def letter_to(recipient: str) -> Path:
    result = nkadvocate("letter", recipient, "-c", "mine", "-f", "docx")
    assert result.exit_code == 0, result.output
    [letter] = Path("output").glob("*.docx")
    return letter


@pytest.mark.parametrize(
    ("tried", "right"),
    [
        ([f"A woman of {age} spoke." for age in range(20, 60)], "A woman of 34 spoke."),
        ([f"It was on {day} May 2018." for day in range(1, 31)], "It was on 23 May 2018."),
        ([f"It was in {place}." for place in ("Abcdef-ri", "Qulumo-ri", "Zzzzzz-ri")], "It was in Qulumo-ri."),
        (["Other Person spoke.", "Invented Kyuri spoke.", "Third Person spoke."], "Invented Kyuri spoke."),
    ],
)
def test_no_comments_on_a_letter_say_which_of_many_guesses_is_right(desk: Path, tried: list[str], right: str) -> None:
    """Whoever sends a letter back with all days, ages, villages or names in it learns the protected ones at once."""
    campaign_folder(desk / "campaigns" / "mine", invented({"form": "unnamed"}), recipients=[RECIPIENT])
    comments = checked(letter_to(RECIPIENT), *tried)
    kinds = {text: re.sub(r"“[^”]*”", "“”", said.replace(text, "")) for text, said in comments.items()}
    as_typed = {text: [one for one in re.findall(r"“([^”]*)”", said) if "…" in one] for text, said in comments.items()}
    assert kinds[right] in {said for text, said in kinds.items() if text != right}
    assert not as_typed[right]


@pytest.mark.parametrize(
    ("record", "guess"),
    [
        (
            invented({"to": "internal"}, claim="{person} told the Watch that she was sold in the tunnel {when}."),
            "A woman told the Watch that she was sold in the tunnel in 2018.",
        ),
        (
            invented(id="event-one", claim="The Watch found graves in the tunnel.", kind="event", audience="internal")
            | {"person": None, "consent": None},
            "The Watch found graves in a tunnel.",
        ),
    ],
)
def test_no_comment_names_the_record_that_a_stranger_guesses_at(desk: Path, record: dict[str, Any], guess: str) -> None:
    """Nor says that there is one: ids of confidential evidence stand sealed in manifests, and in no annex."""
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT], seal=SEAL)
    comments = checked(letter_to(RECIPIENT), guess)
    assert record["id"] not in comments[guess]


def test_nor_does_the_screen_where_it_is_confidential(desk: Path) -> None:
    record = invented({"to": "internal"}, claim="{person} told the Watch that she was sold in the tunnel {when}.")
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT], seal=SEAL)
    letter = letter_to(RECIPIENT)
    document = docx.Document(str(letter))
    document.add_paragraph("A woman told the Watch that she was sold in the tunnel in 2018.")
    document.save(str(letter))
    output = nkadvocate("check", letter, "-c", "mine").output
    assert "status: a record may not be told" in output
    assert "testimony-one" not in output


def test_a_comment_says_of_a_confidential_figure_the_same_whether_it_is_right(desk: Path) -> None:
    """Whoever knows that there is one writes it into a letter with many figures, each with a comment or without."""
    event = invented(id="event-one", claim="The Watch found 77 graves.", kind="event", audience="governments")
    event |= {"person": None, "consent": None}
    confidential = {"publication": "confidential", "seal": SEAL}
    campaign_folder(desk / "campaigns" / "mine", event, recipients=["bland-minister"], **confidential)
    guesses = [f"The Watch found {figure} graves." for figure in (76, 77, 78)]
    comments = checked(letter_to("bland-minister"), *guesses)
    assert comments[guesses[0]]
    assert len(set(comments.values())) == 1


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def with_a_longer_note(letter: Path, more: str) -> Path:
    """The letter as a stranger sends it back, with more at the end of its third note."""
    back = Path("sent-back") / letter.name
    back.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(letter) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    notes = etree.fromstring(parts["word/footnotes.xml"])
    [*_, last] = [note for note in notes.findall(f"{W}footnote") if note.get(f"{W}type") is None][2].iter(f"{W}t")
    last.text = f"{(last.text or '').rstrip('. ')}; {more}."
    parts["word/footnotes.xml"] = etree.tostring(notes)
    with zipfile.ZipFile(back, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return back


INTERNAL = invented(id="event-one", kind="event", audience="internal", citations=[{"source": "interview-7"}])
INTERNAL |= {"claim": "The Watch found graves.", "person": None, "consent": None}
CITED = {"citations": [{"source": "interview-7", "locator": "p 2"}]}
FINDING = invented(id="finding-one", kind="finding", citations=[{"source": "watch-2024"}, *CITED["citations"]])
FINDING |= {
    "claim": "The Watch found that people were in danger.",
    "person": None,
    "consent": None,
    "as_of": "2026-07-11",
}


@pytest.mark.parametrize(
    "records",
    [
        pytest.param([invented({"form": "unnamed"}, **CITED)], id="a testimony whose title says too much"),
        pytest.param([invented({"to": "internal"}, **CITED)], id="a testimony that nobody may be told of"),
        pytest.param([INTERNAL], id="evidence that is kept"),
        pytest.param([invented({"form": "unnamed"}, **CITED), FINDING], id="one that a finding rests on too"),
    ],
)
@pytest.mark.parametrize(
    "guess",
    [
        "‘Interview in {}’ (the Watch, 1 December 2018)",
        "‘Interview in {}’ (n 1)",
        "‘Interview in Abcdef-ri’ (n 1); ‘Interview in {}’ (the Watch, 1 December 2018); ‘Letters’ (n 1)",
        "‘Interview in {}’ (the Watch, 1 December 2018), p 2",
    ],
)
def test_no_comment_tells_the_title_of_an_interview(desk: Path, records: list[dict[str, Any]], guess: str) -> None:
    """Or of another source that only evidence rests on which may not be told: a note with it is as any other."""
    mine = campaign_folder(desk / "campaigns" / "mine", *records, recipients=[RECIPIENT], seal=SEAL)
    source = {"id": "interview-7", "type": "document", "title": "Interview in Qulumo-ri", "issued": "2018-12-01"}
    (mine / "sources").mkdir()
    (mine / "sources" / "more.yaml").write_text(dump([source | {"publisher": "the Watch", "weight": "ngo"}]), "utf-8")
    letter = letter_to(RECIPIENT)
    told = []
    for village in ("Qulumo-ri", "Zzzzzz-ri"):
        back = with_a_longer_note(letter, guess.format(village))
        shown = nkadvocate("check", back, "-c", "mine", "--annotate").output
        assert "interview-7" not in shown
        copy = docx.Document(str(back.with_name(f"{back.stem}.checked.docx")))
        told.append(Counter(comment.text for comment in copy.comments))
    assert told[0] == told[1]
    assert told[0]


def test_the_screen_says_that_a_copy_has_comments_where_nothing_was_found(desk: Path) -> None:
    """An unedited letter in confidence has them where its testimony stands, as if a stranger had guessed at it."""
    confidential = {"publication": "confidential", "seal": SEAL}
    record = invented({"to": "governments", "form": "named"})
    campaign_folder(desk / "campaigns" / "mine", record, recipients=["bland-minister"], **confidential)
    letter = letter_to("bland-minister")
    result = nkadvocate("check", letter, "-c", "mine", "--annotate")
    copy = letter.with_name(f"{letter.stem}.checked.docx")
    assert (result.exit_code, "no findings" in result.output) == (0, True)
    assert [*docx.Document(str(copy)).comments]
    assert f"note: {copy} has comments where nothing was found" in result.stderr


@pytest.mark.parametrize("record", [invented({"form": "pseudonym"}), invented({"to": "internal"})])
def test_a_copy_of_an_unedited_public_letter_has_no_comments(desk: Path, record: dict[str, Any]) -> None:
    campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT], seal=SEAL)
    letter = letter_to(RECIPIENT)
    result = nkadvocate("check", letter, "-c", "mine", "--annotate")
    assert "where nothing was found" not in result.output
    assert not [*docx.Document(str(letter.with_name(f"{letter.stem}.checked.docx"))).comments]
