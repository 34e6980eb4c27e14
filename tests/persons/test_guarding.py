"""A document that would print what its readers must not learn of a person is not written, wherever it comes from."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image

from acceptance.command import nkadvocate
from nkadvocate import compose_letter, open_campaign, open_library, shipped, tailor
from nkadvocate.composing.guarding import refuse_hidden
from nkadvocate.library.naming import turned
from persons.invented import campaign_folder, dump, invented, told

RECIPIENT = "aland-minister"


@pytest.fixture
def mine(desk: Path) -> Path:
    """A campaign whose letters tell of a person by pseudonym, month and county."""
    return campaign_folder(desk / "campaigns" / "mine", invented({"form": "pseudonym"}), recipients=[RECIPIENT])


def saying(mine: Path, words: str) -> None:
    """The campaign has parts of its own that say this."""
    parts = mine / "templates" / "parts"
    parts.mkdir(parents=True, exist_ok=True)
    for part in ("reply", "law"):
        (parts / f"{part}.md.j2").write_text(f"Please read on. {words}\n", "utf-8")


def refused(*words: str) -> str:
    """What the command says when it refuses to write; nothing is written."""
    result = nkadvocate(*words)
    assert result.exit_code == 1, result.output
    assert not [path for path in Path("output").rglob("*") if path.is_file() and path.name != "manifest.json"]
    return result.output + result.stderr


LETTER = ("letter", RECIPIENT, "-c", "mine", "-f", "txt")


@pytest.mark.parametrize(
    "words",
    [
        "So said Invented Kyuri.",
        "So said Kyuri, Invented.",
        "So said K\u0443uri's mother, Invented Xolo.",
        "발명한 규리는 말했다.",
        "At the blue-sock factory.",
        "It was in Qulumo-ri.",
        "It was in qulumo ri.",
        "It was in Qulumo.",
        "On 23 November 2018 it was.",
        "On the 23rd of November, 2018, it was.",
        "On Nov. 23, 2018 it was.",
        "On 23.11.2018 it was.",
        "2018年11月23日",
        "2018 年 11 月 23 日",
        "In the night of 23 to 24 November 2018.",
        "On 23–24 November 2018.",
        "On November 23rd and 24th, 2018, it was.",
        "On 23/11/18.",
        "Born on 1984. 3. 2.",
        "In the file 20181123.",
        "Born on 2 March 1984.",
        "Born in March 1984.",
        "She was 34 years old.",
        "A 34-year-old.",
        "She was beaten at the age of 34.",
        "34세",
        "In *Qulu*mo-ri.",
        *("So said lnvented Kyuri.", "1nvented Kyuri", "|nvented Xo1o", "Invented Kyur1", "Invented Xol0", "Kyur!"),
        *("In Qu1um0-ri.", "lt was in Vexin's Qulurno-ri or Qu|umo."),
        *("The Kyuris.", "Kyuri-ssi", "규리는 말했다.", "규리가", "규리씨", "Kyuriga", "KyuRi", "Kyu Ri", "Ky-uri"),
        *("Gyuri", "Kyoori", "Kyu-lee", "Kyuri", "Mrs. kyuri", "Xolo's daughter", "xolo"),
        *("On 23 November it was.", "On the 23rd of November.", "On the twenty-third of November.", "Nov. 23rd"),
        *("23 novembre 2018", "le 23 novembre", "23. November 2018", "am dreiundzwanzigsten November 2018"),
        *(
            "2018年11月23日",
            "2018년 11월 23일",
            "11月23日",
            "二〇一八年十一月二十三日",
            "平成30年11月23日",
            "Juche 107, 23 November",
        ),
        *(
            "Juche 107, 23 November",
            "주체107(2018)년 11월 23일",
            "23 de noviembre de 2018",
            "23 listopada 2018 r.",
            "23 ноября 2018 года",
        ),
        *("On 23 Novernber 2O18.", "On the twenty-third of November two thousand and eighteen.", "il 23 novembre"),
        *(
            "thirty-four years old",
            "thirty-four-year-old",
            "aged thirty four",
            "âgée de trente-quatre ans",
            "34 ans, de 34 ans",
        ),
        *("vierunddreißig Jahre alt", "eine 34-jährige Frau", "vierunddreißigjährig", "三十四岁"),
        "\n\n| a | b |\n|---|---|\n| Invented | x |\n| Kyuri | y |",
        "\n\n| a | b |\n|---|---|\n| Q | x |\n| u | y |\n| l | y |\n| u | y |\n| m | y |\n| o | y |",
        "\n\n| Ky | b |\n|---|---|\n| uri | x |",
        "\n\n- Ky\n- uri said so",
        "\n\n1. Blue\n2. Sock\n3. Factory",
        "\n\nKy\n\nuri\n\nsaid so",
        "She was Ky^[uri said so.] and no more.",
        "She was Ky[@watch-2024]uri.",
        "She was one.^[Ky] And one.^[uri]",
        "[Read](https://example.org/?q=%51%75lumo)",
        "[Write](mailto:%6Byuri@example.org)",
        "[Read](https://example.org/UXVsdW1vLXJp)",
        "[Read](https://example.org/?q=SW52ZW50ZWQgS3l1cmk=)",
        "&amp;#75;yuri",
        "A note.^[It was in Qulumo-ri.]",
        "[Read more](https://example.org/qulumo-ri)",
        "I n v e n t e d  K y u r i said so.",
        "Inv\n\nented Kyuri",
        "\u202eiruyK detnevnI\u202c",
        "{{ 'iruyK detnevnI'[::-1] }}",
        "&#73;nvented &#75;yuri",
        *("IMG_kyuri_01.jpg", "InterviewKyuri.pdf", "#qulumo11", "Kyu\\*ri", "K(yu)-ri", "규리야", "Kyuree"),
        *("34yo", "34 y/o", "Age (years): 34", "on 23NOV18", "2018/Nov/23", "2018 11 23", "84년 3월 2일"),
    ],
)
def test_a_letter_whose_template_prints_what_is_protected_is_not_written(mine: Path, words: str) -> None:
    saying(mine, words)
    said = refused(*LETTER)
    assert "a name, place, date or other word that a record protects would be printed (while writing to" in said
    assert not any(term in said for term in ("Kyuri", "Xolo", "Qulumo", "Sock", "2018", "1984", "34"))


@pytest.mark.parametrize(
    "words",
    [
        "It was in Vexin County, North Wuxo Province, in November 2018.",
        "It was in Wuland in 2018.",
        "Zaza (name changed) told us.",
        "See (2018) 11 A Law Review 23.",
        "From 22 to 24 November 2018.",
        "In the age of 344 letters.",
        "On 24 November we meet.",
        "On 23 November 2024 we met.",
        "In November we meet.",
        "Between 3 May and 7 June.",
        "It took 34 years.",
        "Pendant 34 ans.",
        "The work of Invest and Co in Xoloville, by kyurious people.",
        "There were 34 years of it.",
    ],
)
def test_what_is_told_in_general_terms_may_be_said_by_a_template_too(mine: Path, words: str) -> None:
    saying(mine, words)
    result = nkadvocate(*LETTER)
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize("detail", ["year-and-province", "year-and-country"])
def test_a_coarser_consent_protects_the_county_too(desk: Path, detail: str) -> None:
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": "pseudonym", "detail": detail}))
    saying(mine, "It was in Vexin.")
    refused(*LETTER)
    saying(mine, "It was in North Wuxo.")
    assert nkadvocate(*LETTER).exit_code == (0 if detail == "year-and-province" else 1)


def test_a_place_that_other_evidence_tells_is_no_secret(desk: Path) -> None:
    """Jilin is where most are held: that a person is not to be placed there does not strike it from every letter."""
    province = {"where": {"village": "Qulumo-ri", "province": "Jilin Province", "country": "China"}}
    record = invented({"form": "unnamed", "detail": "year-and-country"}, person=province)
    known = invented(id="held", claim="People were held in Jilin in 2024.", person=None, consent=None) | {
        "person": None
    }
    saying(campaign_folder(desk / "campaigns" / "mine", record), "Many are held in Jilin Province.")
    refused(*LETTER)
    mine = campaign_folder(desk / "campaigns" / "mine", record, known | {"kind": "event", "theme": "returns"})
    saying(mine, "Many are held in Jilin.")
    assert nkadvocate(*LETTER).exit_code == 0
    shutil.rmtree("output")
    saying(mine, "One was held in Qulumo-ri.")
    refused(*LETTER)


def test_a_place_that_the_source_of_the_testimony_tells_stays_one(desk: Path) -> None:
    """Whoever files an interview may put village and day into its title; that makes them no less of a secret."""
    record = invented({"form": "unnamed"}, citations=[{"source": "interview-7"}])
    mine = campaign_folder(desk / "campaigns" / "mine", record)
    source = {"id": "interview-7", "type": "report", "title": "Interview in Qulumo-ri on 23 November 2018"}
    (mine / "sources").mkdir()
    (mine / "sources" / "interviews.yaml").write_text(dump([source | {"weight": "ngo", "issued": "2019"}]), "utf-8")
    of_mine = ("-c", "mine")
    for command in (("show", "interview-7", *of_mine), ("list", "sources", *of_mine), ("check", "campaigns/mine")):
        result = nkadvocate(*command)
        assert "Qulumo" not in result.output + result.stderr, command
    assert "interviews.yaml:1:7: the source holds what else identifies a private person" in result.output
    saying(mine, "It was in Qulumo-ri.")
    refused(*LETTER)
    saying(mine, "It was told in an interview.[@interview-7]")
    refused(*LETTER)


def test_a_place_in_the_address_of_who_writes_is_no_secret(desk: Path) -> None:
    sender = {"name": "Vexin Aid", "description": "an association", "address": ["1 Qulumo Road, Vexin"]}
    sender |= {"email": "letters@example.org", "place": "Vexin"}
    record = invented({"form": "unnamed", "detail": "year-and-country"})
    mine = campaign_folder(desk / "campaigns" / "mine", record, sender=sender)
    assert nkadvocate(*LETTER).exit_code == 0
    saying(mine, "It was in Qulumo-ri.")
    assert nkadvocate(*LETTER).exit_code == 1


@pytest.mark.parametrize(
    "command",
    [
        ("letter", RECIPIENT, "-c", "mine"),
        ("letter", RECIPIENT, "-c", "mine", "--draft", "-f", "html"),
        ("document", "open-letter", RECIPIENT, "-c", "mine", "-f", "txt"),
        ("annex", "--for", RECIPIENT, "-c", "mine", "-f", "html"),
        ("campaign", "build", "mine", "-f", "txt", "-o", "output", "--eml", "-j", "1"),
        ("campaign", "check", "mine", "-f", "txt", "-j", "1"),
    ],
)
def test_no_command_writes_it(mine: Path, command: tuple[str, ...]) -> None:
    saying(mine, "It was in Qulumo-ri on 23 November 2018.")
    assert "Qulumo" not in refused(*command)


def test_a_briefing_does_not_say_it_either(mine: Path) -> None:
    part = mine / "templates" / "parts" / "briefing" / "background.md.j2"
    part.parent.mkdir(parents=True)
    part.write_text("It was in Qulumo-ri.\n", "utf-8")
    assert "Qulumo" not in refused("briefing", "-c", "mine", "-f", "html")


def test_an_annex_does_not_say_it_either(mine: Path) -> None:
    annex = (shipped.TEMPLATES / "en" / "annex.md.j2").read_text("utf-8")
    (mine / "templates").mkdir()
    (mine / "templates" / "annex.md.j2").write_text(f"{annex}\nIt was in Qulumo-ri.\n", "utf-8")
    assert "Qulumo" not in refused("annex", "-c", "mine", "-f", "html")


def look(mine: Path, kind: str) -> None:
    match kind:
        case "a logo's description":
            Image.new("RGB", (40, 20)).save(mine / "logo.png")
            (mine / "design.yaml").write_text(dump({"logos": [{"file": "logo.png", "alt": "For Kyuri Invented"}]}))
        case "a style sheet":
            (mine / "style.css").write_text(".subject::after { content: 'Invented Kyuri' }")
        case "a style sheet in pieces":
            (mine / "style.css").write_text(r"@media print { p::after { content: 'Inven' 'ted \4b yuri' } }")
        case "a drawing of the style sheet":
            drawing = "<svg xmlns='http://www.w3.org/2000/svg'><text>Invented <tspan>Ky</tspan>uri</text></svg>"
            (mine / "words.svg").write_text(drawing)
            (mine / "style.css").write_text(".subject::before { content: url(words.svg) }")
        case "a header of the base document":
            base = docx.Document(str(shipped.TEMPLATES / "design" / "base.docx"))
            paragraph = base.sections[0].header.paragraphs[0]
            for piece in ("In memory of Inv", "ented Ky", "uri"):
                paragraph.add_run(piece).bold = piece == "ented Ky"
            base.save(str(mine / "base.docx"))


@pytest.mark.parametrize(
    "kind",
    [
        *("a logo's description", "a style sheet", "a style sheet in pieces", "a drawing of the style sheet"),
        "a header of the base document",
    ],
)
def test_nor_does_the_look_bring_it_in(mine: Path, kind: str) -> None:
    look(mine, kind)
    for command in (LETTER, ("campaign", "build", "mine", "-f", "docx", "-o", "output", "-j", "1")):
        said = refused(*command)
        assert "would be printed" in said
        assert "Kyuri" not in said
    refused("briefing", "-c", "mine", "-f", "html")
    refused("annex", "-c", "mine", "-f", "csv")


def test_the_text_of_a_base_document_is_not_taken_and_may_say_what_it_likes(mine: Path) -> None:
    base = docx.Document(str(shipped.TEMPLATES / "design" / "base.docx"))
    base.add_paragraph("Invented Kyuri")
    base.save(str(mine / "base.docx"))
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "docx").exit_code == 0
    assert "Kyuri" not in "".join(p.text for p in docx.Document(next(Path("output").glob("*.docx"))).paragraphs)


def with_recipient(mine: Path, **fields: Any) -> None:
    record = {"id": "one-more", "office": "Minister", "body": "Ministry", "actor": "bland", "family": "others"}
    record |= {"roles": ["executive"], "form": "minister", "standing": "Your Ministry decides.[@treaty-3]"} | fields
    (mine / "recipients" / "more.yaml").write_text(dump([record]), "utf-8")
    text = (mine / "campaign.yaml").read_text("utf-8")
    (mine / "campaign.yaml").write_text(text.replace(f"- {RECIPIENT}", f"- {record['id']}"), "utf-8")


def test_an_address_for_mail_merge_and_e_mail_does_not_hold_it(mine: Path) -> None:
    with_recipient(mine, email="invented.kyuri@example.org")
    result = nkadvocate("campaign", "build", "mine", "-f", "txt", "-o", "output", "--csv", "--eml", "-j", "1")
    assert result.exit_code == 1
    assert result.stderr.count("would be printed") == 2
    assert "kyuri" not in result.output.lower()
    assert sorted(path.name for path in Path("output").iterdir()) == ["2026-07-10-one-more.txt", "manifest.json"]
    assert "kyuri" not in Path("output/manifest.json").read_text("utf-8").lower()


def test_no_file_is_named_by_it(mine: Path) -> None:
    with_recipient(mine, id="invented-kyuri")
    text = (mine / "campaign.yaml").read_text("utf-8")
    (mine / "campaign.yaml").write_text(f"{text}reference: '{{sender}}/{{year}}'\n", "utf-8")
    for command in (("campaign", "build", "mine", "-f", "txt", "-j", "1"), ("letter", "invented-kyuri", "-c", "mine")):
        result = nkadvocate(*command)
        assert result.exit_code == 1
        assert "kyuri" not in (result.output + result.stderr).lower()
    assert not [path for path in Path("output").rglob("*") if "kyuri" in path.name]


def test_a_mistake_elsewhere_does_not_repeat_it(mine: Path) -> None:
    (mine / "sources").mkdir()
    mistakes = "- {id: Invented Kyuri, type: document, title: x, weight: ngo}\n- {id: a, weight: Invented Xolo}\n"
    (mine / "sources" / "sources.yaml").write_text(mistakes, "utf-8")
    (mine / "recipients" / "invented-kyuri.yaml").write_text("- {id: a b}\n", "utf-8")
    for command in (LETTER, ("check", "mine"), ("campaign", "build", "mine"), ("list", "sources", "-c", "mine")):
        result = nkadvocate(
            *(word if word != "mine" or command[0] != "check" else "campaigns/mine" for word in command)
        )
        assert result.exit_code == 1
        said = (result.output + result.stderr).lower()
        assert "mine/sources/sources.yaml:1:8: what is wrong is not shown" in said
        assert "kyuri" not in said
        assert "xolo" not in said


def test_nor_does_a_mistake_in_the_campaign(mine: Path) -> None:
    text = (mine / "campaign.yaml").read_text("utf-8")
    (mine / "campaign.yaml").write_text(f"{text}demands: [invented-kyuri]\n", "utf-8")
    for command in (LETTER, ("campaign", "build", "mine"), ("campaign", "show", "mine"), ("explain", *LETTER[1:4])):
        result = nkadvocate(*command)
        assert result.exit_code == 1
        assert "kyuri" not in (result.output + result.stderr).lower()


def test_nor_does_one_in_its_look_or_a_template(mine: Path) -> None:
    (mine / "style.css").write_text("a { background: url('invented kyuri.png') }", "utf-8")
    (mine / "design.yaml").write_text("colours: {accent: Invented Kyuri}\nInvented Xolo: 1\n", "utf-8")
    build = ("campaign", "build", "mine", "-f", "txt", "-o", "output", "-j", "1")
    for command in (LETTER, build):
        result = nkadvocate(*command)
        assert result.exit_code == 1
        assert "mine/design.yaml:1:19: what is wrong is not shown" in result.stderr
        assert "kyuri" not in (result.output + result.stderr).lower()
    (mine / "style.css").unlink()
    (mine / "design.yaml").unlink()
    assert nkadvocate(*build).exit_code == 0
    for words in (
        "{{ invented_kyuri }}",
        "{% include 'Invented Kyuri' %}",
        "[@invented-kyuri]",
        "{{ sender.invented_kyuri }}",
    ):
        saying(mine, words)
        for command in (LETTER, build, ("verify", "output"), ("campaign", "signons", "mine"), (*LETTER, "--draft")):
            result = nkadvocate(*command)
            assert "kyuri" not in (result.output + result.stderr).lower(), command


def test_the_title_of_a_campaign_is_not_shown_with_it(mine: Path) -> None:
    text = (mine / "campaign.yaml").read_text("utf-8")
    (mine / "campaign.yaml").write_text(text.replace("title: Protection", "title: In Qulumo-ri"), "utf-8")
    for command in (("campaign", "show", "mine"), ("campaign", "show", "mine", "--json"), ("campaign", "list")):
        result = nkadvocate(*command)
        assert "Qulumo" not in result.output + result.stderr


def test_a_kind_of_document_named_by_it_is_not_listed(mine: Path) -> None:
    (mine / "templates").mkdir()
    (mine / "templates" / "invented-kyuri.md.j2").write_text("{% extends 'letter.md.j2' %}\n", "utf-8")
    for command in (
        ("list", "kinds", "-c", "mine"),
        ("templates", "list", "-c", "mine"),
        ("document", "x", *LETTER[1:]),
    ):
        result = nkadvocate(*command)
        assert "kyuri" not in (result.output + result.stderr).lower()
    assert "1 left out" in nkadvocate("list", "kinds", "-c", "mine").stderr


def test_a_recipient_without_a_letter_is_not_named_by_it(mine: Path) -> None:
    body = {
        "id": "house",
        "office": "Member",
        "body": "House",
        "names": ["House"],
        "actor": "bland",
        "family": "others",
    }
    body |= {"roles": ["executive"], "form": "minister", "standing": "Your House decides.[@treaty-3]"}
    (mine / "bodies").mkdir()
    (mine / "bodies" / "house.yaml").write_text(dump([body]), "utf-8")
    member = {"id": "invented-kyuri", "member_of": "house", "vacant": True}
    (mine / "recipients" / "more.yaml").write_text(dump([member]), "utf-8")
    text = (mine / "campaign.yaml").read_text("utf-8")
    (mine / "campaign.yaml").write_text(text.replace(f"- {RECIPIENT}", f"- {RECIPIENT}\n- invented-kyuri"), "utf-8")
    for command in (
        ("build", "mine", "-f", "txt", "-j", "1"),
        ("check", "mine", "-f", "txt", "-j", "1"),
        ("status", "mine"),
        ("status", "mine", "--json"),
        ("signons", "mine"),
    ):
        result = nkadvocate("campaign", *command)
        assert "1 left out" in result.stderr, command
        assert "kyuri" not in (result.output + result.stderr).lower(), command


FAMILIES = ("Kim", "Ri", "Pak", "Choe", "Jong", "Kang", "Jo", "Yun", "Jang", "Rim", "Han", "O", "So", "Sin")
FIRST = ("Chol", "Hyang", "Ji", "Kyong", "Kum", "Mi", "Myong", "Sun", "Un", "Yong")
SECOND = ("hui", "il", "min", "ok", "ran", "su")


def test_the_shipped_letters_hold_no_name_that_is_not_in_them() -> None:
    """Names are looked for in many ways; none of them takes honest words for a name."""
    folder = shipped.CAMPAIGNS / "default"
    library = open_library(folder)
    campaign = open_campaign(folder, library).model_copy(update={"date": "2026-12-10"})
    names = {f"{family} {one}-{other}" for family in FAMILIES for one in FIRST for other in SECOND} - {"Kim Jong-il"}
    hidden = dataclasses.replace(library, hidden=frozenset(turned(names)))
    for recipient in library.recipients.values():
        document = compose_letter(tailor(library, recipient, campaign), [folder / "templates"])
        refuse_hidden(document, hidden, f"writing to {recipient.id}")


def test_the_title_of_an_interview_that_a_finding_rests_on_too_is_not_printed(desk: Path) -> None:
    """Where the testimony is withheld for it, the note to the finding would print it."""
    record = invented({"form": "unnamed"}, citations=[{"source": "interview-7"}])
    finding = invented(id="found", claim="The Watch found that people were beaten.", kind="finding")
    finding |= {"person": None, "consent": None, "citations": [{"source": "interview-7"}]}
    mine = campaign_folder(desk / "campaigns" / "mine", record, finding, recipients=[RECIPIENT])
    interview = {"id": "interview-7", "type": "report", "weight": "ngo", "issued": "2019"}
    (mine / "sources").mkdir()
    (mine / "sources" / "more.yaml").write_text(dump([interview | {"title": "Interviews in Qulumo-ri"}]), "utf-8")
    assert "would be printed" in refused(*LETTER)
    assert "mine/sources/more.yaml:1:7: the source holds what else" in nkadvocate("check", "campaigns/mine").output
    assert "Qulumo" not in nkadvocate("list", "sources", "-c", "mine").output
    (mine / "sources" / "more.yaml").write_text(dump([interview | {"title": "Interviews"}]), "utf-8")
    assert nkadvocate(*LETTER).exit_code == 0


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("pseudonym", "23. November 2018 was the day."),
        ("pseudonym", "23. 11. 2018 was the day."),
        ("unnamed", "23. 11. 2018 was the day."),
        ("pseudonym", "2018. 11. 23. was the day."),
        ("unnamed", "2018. 11. 23. was the day."),
    ],
)
def test_a_day_that_begins_a_paragraph_is_not_printed_as_the_number_of_a_list(
    desk: Path, form: str, words: str
) -> None:
    """Markdown makes a list of it, whose numbers the last look does not read; the letter prints them as they were
    typed."""
    saying(
        campaign_folder(desk / "campaigns" / "mine", invented({"form": form}), recipients=[RECIPIENT]), f"\n\n{words}"
    )
    nkadvocate(*LETTER)
    assert words not in told()
