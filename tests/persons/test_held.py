"""What was tried and did not get through: mistakes in a person's own record, overlays, the seal, heads of letters."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acceptance.command import nkadvocate
from nkadvocate import compose_letter, open_campaign, open_library, shipped, tailor
from nkadvocate.composing.guarding import refuse_hidden
from nkadvocate.document import AddressBlock, Document, Heading, Letterhead, Link, Note, Paragraph, Strong, Text
from nkadvocate.library.audience import Audience, cleared
from nkadvocate.library.library import persons_alone
from nkadvocate.library.naming import details_of, turned
from nkadvocate.library.terms import mentions
from nkadvocate.records import Person
from persons.invented import campaign_folder, dump, invented
from persons.test_guarding import LETTER, saying
from rendering.test_pdf import STYLE
from rendering.test_standing import REST, after, alone, letter

MISTAKES: dict[str, Any] = {
    "names": "Invented Kyuri",
    "relatives": [["Invented Xolo"]],
    "identifying": "the Blue Sock Factory",
    "when": "23 November 2018",
    "born": "2 March 1984",
    "age": "34 years",
    "where": "Qulumo-ri, Vexin County",
    "sex": "Kyuri",
    "Invented Kyuri": "x",
}
SECRETS = ("Kyuri", "Xolo", "Sock", "Novem", "2018", "1984", "34", "Qulumo", "Vexin")


@pytest.mark.parametrize("field", MISTAKES)
def test_a_mistake_in_the_record_of_a_person_is_not_repeated(desk: Path, field: str) -> None:
    record = invented({"form": "pseudonym"}, person={field: MISTAKES[field]})
    record["id"] = "testimony"
    campaign_folder(desk / "campaigns" / "mine", record)
    result = nkadvocate("check", "campaigns/mine")
    assert result.exit_code == 1
    assert not any(secret in result.output for secret in SECRETS)


@pytest.mark.parametrize("age", ["39-30", "300", "20-131"])
def test_an_age_that_nobody_has_is_refused_and_not_repeated(desk: Path, age: str) -> None:
    campaign_folder(desk / "campaigns" / "mine", invented(person={"age": age}))
    result = nkadvocate("check", "campaigns/mine")
    assert result.exit_code == 1
    assert "an age in years, at most 130, or a band with the lower age first" in result.output
    assert age not in result.output


@pytest.mark.parametrize(
    ("field", "words"),
    [
        *(("names", [words]) for words in ("Kyu Ri(규리)", "규리 (奎里)", "Kyu Xolo, Kyu Ri", "Kyu Ri alias Xolo")),
        *(("names", [words]) for words in ("Kyu Ri 규리", "Ri, Kyu", "Kyu née Xolo", "Kyu Ri - Xolo", "Kyu/Xolo")),
        *(
            ("names", [f"Kyu Ri {between} Xolo"])
            for between in ("known as", "born", "geb.", "f.k.a.", "a. k. a.", "u.a.")
        ),
        *(
            ("names", [words])
            for words in ("Kyu Ri. Xolo", "Kyu Ri alias. Xolo", "Kyu Ri now", "kyu xolo", "Dr. Kyu Ri")
        ),
        *(("relatives", [words]) for words in ("Xolo, Kyu", "Kyu Ri(son)", "Kyu Ri (Xolo)", "her 규리 Kyu")),
        *(
            ("relatives", [words])
            for words in ("her son", "Elder sister Kyu Ri", "his wife, Kyu Ri", "her son Kyu called Xolo")
        ),
        *(("pseudonym", words) for words in ("Kyu(가명)", "Kyu or Xolo")),
    ],
)
def test_each_name_is_an_item_of_its_own(desk: Path, field: str, words: Any) -> None:
    """Two in one would not both be protected."""
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": "pseudonym"}, person={field: words}))
    result = nkadvocate("check", mine)
    assert result.exit_code == 1
    assert f"'{field}': …: one name alone" in result.output
    assert not any(secret in result.output for secret in ("Kyu", "Xolo", "규리", "奎里", "가명"))


@pytest.mark.parametrize(
    ("field", "words"),
    [
        *(("names", [words]) for words in ("Grace H. Kim", "Ch’ol-su Kyu", "리 선희", "Nguyễn Thị An", "山田あい")),
        *(("names", [words]) for words in ("Mrs Kyu Ri", "Kyu van den Xolo", "Kyu d’Xolo", "Kyu Ri Xolo")),
        *(("relatives", [words]) for words in ("her son Kyu Ri", "Kyu Ri (eldest son)", "딸 규리", "her son 규리")),
        *(("relatives", [words]) for words in ("Her sister-in-law Kyu Ri", "Kyu Ri’s son", "her mother’s aunt Kyu Ri")),
        *(("pseudonym", words) for words in ("J.K.", "Interviewee 7", "Mrs K.", "Kyu of the river")),
    ],
)
def test_one_name_however_it_is_written_is_read(desk: Path, field: str, words: Any) -> None:
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": "unnamed"}, person={field: words}))
    assert "one name alone" not in nkadvocate("check", mine).output


def test_each_name_of_an_item_that_holds_several_is_protected(desk: Path) -> None:
    person = {
        "names": ["Kyu Bolo(발명한 규리)"],
        "relatives": ["Invented Xolo, Invented Wexo", "Kim Hwa known as Pak Sol"],
    }
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": "unnamed"}, person=person))
    hidden = persons_alone(mine).hidden
    for name in ("Kyu Bolo", "발명한 규리", "Invented Xolo", "Wexo", "Kim Hwa", "Sol Pak"):
        assert mentions(f"So said {name}.", hidden)


@pytest.mark.parametrize(
    "text",
    [
        "- id: t\n  person: {names: [Invented Kyuri: , Xolo\n",
        "- id: t\n  person:\n\tnames: [Invented Kyuri]\n",
        '- id: t\n  person: {names: ["Invented Kyuri]}\n',
        "- id: t\n  person: {names: [*Kyuri]}\n",
        "- id: t\n  person: {names: &Kyuri [x]}\n",
        "- id: t\n  Kyuri: 1\n  Kyuri: 2\n",
        "- id: t\n  claim: so said Invented Kyuri: yes\n",
    ],
)
def test_nor_is_one_in_its_yaml(desk: Path, text: str) -> None:
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": "pseudonym"}))
    (mine / "evidence" / "evidence.yaml").write_text(text, "utf-8")
    result = nkadvocate("check", "campaigns/mine")
    assert result.exit_code == 1
    assert "Kyuri" not in result.output


@pytest.mark.parametrize(
    ("kind", "record", "fields"),
    [
        ("evidence", invented({"form": "named"}), "consent"),
        ("evidence", invented({"form": "unnamed"}, person={"names": []}), "person"),
    ],
)
def test_a_shipped_consent_that_a_campaign_weakens_is_told(
    desk: Path, kind: str, record: dict[str, Any], fields: str
) -> None:
    (shipped.SEEDS / "evidence" / "testimonies.yaml").write_text(dump([invented({"form": "unnamed"})]), "utf-8")
    campaign_folder(desk / "campaigns" / "mine", record, recipients=["aland-minister"])
    for command in (("check", "campaigns/mine"), ("campaign", "check", "mine", "-f", "txt", "-j", "1")):
        assert f"testimony-one replaces the shipped record, with another {fields}" in nkadvocate(*command).output


@pytest.mark.parametrize("words", ["{{ campaign.seal }}", "{{ campaign }}", "{{ sender }}", "{{ library }}"])
def test_a_template_does_not_get_at_the_seal(desk: Path, words: str) -> None:
    seal = "0123456789abcdef0123456789abcdef"
    record = invented({"form": "pseudonym"})
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=["aland-minister"], seal=seal)
    saying(mine, words)
    for command in (LETTER, (*LETTER, "--draft")):
        result = nkadvocate(*command)
        assert seal not in result.output
        assert not [path for path in Path("output").rglob("*") if path.is_file() and seal in path.read_text("utf-8")]


def head(change: Callable[[str], tuple[int, Any]], words: str) -> Document:
    document = letter("Ann One", rest=REST[:6])
    place, block = change(words)
    blocks = list(document.blocks)
    blocks[place] = block
    return dataclasses.replace(document, blocks=tuple(blocks))


HEADS: dict[str, Callable[[str], tuple[int, Any]]] = {
    "heading": lambda words: (4, Heading(1, (Text(f"To {words} alone"),))),
    "subject": lambda words: (4, Paragraph((Text(f"To {words} alone"),), "subject")),
    "link": lambda words: (3, AddressBlock(((Link((Text(words),), "https://example.org/"),),))),
    "strong": lambda words: (3, AddressBlock(((Strong((Text(words),)),),))),
    "note": lambda words: (4, Paragraph((Text("See."), Note(99, (Text(words),))))),
    "letterhead": lambda words: (0, Letterhead(words, None, ((Text("1 Example Street"),),))),
}


@pytest.mark.parametrize("kind", HEADS)
def test_whatever_of_the_head_differs_it_is_not_in_the_next_letter(kind: str) -> None:
    first, second, third = (head(HEADS[kind], f"Person {name}") for name in ("Alpha", "Bravo", "Delta"))
    by_itself = alone(third, STYLE)
    alone(first, STYLE)
    after(second, STYLE)
    assert after(third, STYLE) == by_itself


def test_one_ordinary_person_stops_no_letter_to_anyone() -> None:
    """Kim Min-ji of Onsong, 34, on 23 November 2018: a common name, a known county, a day with sittings."""
    fields = {"names": ["Kim Min-ji"], "age": 34, "when": "2018-11-23", "born": "1984-05-12"}
    where = {"village": "Namyang-ri", "county": "Onsong County", "province": "North Hamgyong Province", "country": "X"}
    person = Person.model_validate_json(json.dumps(fields | {"where": where}))
    folder = shipped.CAMPAIGNS / "default"
    library = open_library(folder)
    campaign = open_campaign(folder, library).model_copy(update={"date": "2026-12-10"})
    told = cleared(library, Audience("2026-12-10", public=True))
    guarded = dataclasses.replace(
        told, hidden=frozenset(turned(person.terms)), details=frozenset(details_of(person) - turned(person.terms))
    )
    for recipient in library.recipients.values():
        document = compose_letter(tailor(library, recipient, campaign), [folder / "templates"])
        refuse_hidden(document, guarded, f"writing to {recipient.id}")
