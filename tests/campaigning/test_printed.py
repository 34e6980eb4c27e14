"""What a campaign's letters print that the shipped templates, forms and recipients would not is told by ``campaign
check``, however a template, record or line of campaign.yaml came by it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import yaml

from acceptance.command import ROOT, campaign, nkadvocate, write
from nkadvocate.auditing.manuscript import Manuscript, Passage, sentences

FOUR, ZERO, SIX = "true + true + true + true", "true - true", "true + true + true + true + true + true"
COUNTED = f"{{{{ {FOUR} }}}}{{{{ {ZERO} }}}}{{{{ {SIX} }}}}{{{{ {ZERO} }}}}"
MACROS = "{% macro n4() %}{% endmacro %}{% macro n0() %}{% endmacro %}{% set a = n4.name %}{% set b = n0.name %}"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return campaign(recipients=["pl-foreign-minister"], date="2026-07-10")


def built(folder: Path) -> str:
    """The letter that a build makes, once nothing was in its way."""
    assert nkadvocate("campaign", "build", folder, "-f", "txt").exit_code == 0
    (letter,) = Path("output/mine").glob("*.txt")
    return " ".join(letter.read_text("utf-8").split())


def told(folder: Path) -> list[str]:
    """What letters are told to print by themselves."""
    result = nkadvocate("campaign", "check", folder, "-f", "txt", "-j", "1")
    assert result.exit_code == 0
    return re.findall(r"^note: (the letters? to .*)$", result.stderr, re.MULTILINE)


def reply(folder: Path, text: str) -> None:
    """A part for the reply with this text in its third line."""
    write(folder / "templates/parts/reply.md.j2", f"Words.\n\n{text}\n")


def changed(folder: Path, **entries: object) -> None:
    known = yaml.safe_load((folder / "campaign.yaml").read_text("utf-8"))
    text = yaml.safe_dump({**known, **entries}, allow_unicode=True)
    (folder / "campaign.yaml").write_text(text, "utf-8")


def own(folder: Path, kind: str, text: str) -> None:
    (folder / kind).mkdir()
    (folder / kind / "own.yaml").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (f"{COUNTED} people were shot.", "4060 people were shot."),
        ("{% set t = true + true %}{{ t*t*t*t*t*t*t*t*t*t*t*t }} people were shot.", "4096 people were shot."),
        (f"{MACROS}{{{{ a[1:] }}}}{{{{ b[1:] }}}} people were shot.", "40 people were shot."),
        (
            "{% if false %}\n" + "".join(f"{n}. x\n" for n in range(1, 4060)) + "{% endif %}\n4060. people were shot.",
            "4060. people were shot.",
        ),
        ("{#\n::: #}In a day people were shot | 40 60", "people were shot | 40 60"),
        ("China confirmed that in 2045 cities people were shot.", "in 2045 cities people were shot."),
        ("MMMMLX people were shot.", "MMMMLX people were shot."),
        ("A trillion people were shot.", "A trillion people were shot."),
        ("Four lakh people were shot.", "Four lakh people were shot."),
        ("Fourscore people were shot.", "Fourscore people were shot."),
        ("Three score and ten people were shot.", "Three score and ten people were shot."),
        ("The four-thousandth of those people was shot.", "The four-thousandth of those people was shot."),
        ("The returns grew a thousandfold.", "The returns grew a thousandfold."),
        ("Four thou\u00adsand people were shot.", "Four thou\u00adsand people were shot."),
        ("Many people—ninety of them women—were shot.", "people—ninety of them women—were shot."),
        ("Many people–ninety of them–were shot.", "people–ninety of them–were shot."),
        ("Many people—hundreds of them women—were shot.", "people—hundreds of them women—were shot."),
        ("Of those returned, a third were shot.", "a third were shot."),
        ("Of those returned, a fifth starved.", "a fifth starved."),
        ("A good third of those returned were shot.", "A good third of those returned were shot."),
        ("One in three of those returned was shot.", "One in three of those returned was shot."),
        ("A MMMMLX-strong column was shot.", "A MMMMLX-strong column was shot."),
        ("There were shot XL North Koreans.", "There were shot XL North Koreans."),
        ("They shotㅤfortyㅤthousand of them.", "They shotㅤfortyㅤthousand of them."),
        ("They shot ЗОО people.", "They shot ЗОО people."),
        ("They shot fоrty people.", "They shot fоrty people."),
        ("They shot 💯 people.", "They shot 💯 people."),
        ("They shot f\u0332orty people.", "They shot f\u0332orty people."),
        ("The dead are forty-thousand.in all of them.", "The dead are forty-thousand.in all of them."),
    ],
    ids=[
        *("booleans added", "booleans multiplied", "names cut", "list counted where nothing prints"),
        *("shares that print", "no year", "Roman", "trillion", "lakh", "fourscore", "score", "thousandth"),
        *("thousandfold", "soft hyphen", "em dash", "en dash", "dash and hundreds", "a third", "a fifth", "good third"),
        *("one in three", "Roman and hyphen", "Roman and a name", "filler", "Cyrillic digits", "Cyrillic letter"),
        *("sign for a hundred", "letter with a mark", "web address"),
    ],
)
def test_a_figure_that_a_template_prints_is_told(mine: Path, text: str, printed: str) -> None:
    reply(mine, text)
    assert printed in built(mine)
    one, *_ = told(mine)
    assert one.startswith("the letter to pl-foreign-minister prints a ")
    assert "own without a note: " in one


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"In a day {COUNTED} were shot.[@hrw-2025-10-15]", "figure of the campaign's own beside a note: 4060,"),
        (f"It is known.^[In a day {COUNTED} were shot.]", "figure of the campaign's own beside a note: 4060,"),
        ("It is known.[@hrw-2025-10-15, forty]", "figure of the campaign's own beside a note: forty,"),
        (f"Most: {COUNTED}. {{{{ demands[0].why }}}}", "figure of the campaign's own without a note: 4060,"),
        (f"Shot:{COUNTED}", "figure of the campaign's own without a note: 4060, in “Shot: 4060”"),
        ("{{ facts[0].claims[0].text }}", "date of the campaign's own without a note: "),
        (f"{COUNTED}{{{{ claim(facts[0].claims[0]) }}}}", "figure of the campaign's own beside a note: 4060"),
        ("40\\. people were shot.", "figure of the campaign's own without a note: 40,"),
        (f"* {COUNTED} people were shot. Note 1.", "figure of the campaign's own beside a note: 4060,"),
        (f"::: lead\n{COUNTED} people\n\n:::", "figure of the campaign's own without a note: 4060,"),
        ("Hundreds of thousands were shot.", "figure of the campaign's own without a note: Hundreds of thousands,"),
        ("四千 people were shot.", "figure of the campaign's own without a note: "),
        ("See https://example.org/40600-shot", "figure of the campaign's own without a note: https://example.org/406"),
        ("We say that {{ 'they' }} “were shot”.", 'quotation of the campaign\'s own without a note: "were shot",'),
        ("Article 99 requires it.", "article of the campaign's own without a note: Article 99,"),
        ("On 9 May 2019 it was done.", "date of the campaign's own without a note: 9 May 2019,"),
    ],
)
def test_it_is_told_wherever_it_stands(mine: Path, text: str, shown: str) -> None:
    reply(mine, text)
    assert any(shown in one for one in told(mine)), told(mine)


RECIPIENT = """
- id: pl-foreign-office
  office: Minister of Foreign Affairs of the Republic of Poland
  body: Ministry of Foreign Affairs
  actor: pl
  family: foreign-ministers
  roles: [executive, host-state]
  form: {form}
  standing: >-
    {standing}[@ep-resolution-2012, para 3]
  address: {{lines: [00-580 Warszawa, Poland], confidence: high, checked_on: 2026-07-01}}
"""
FORM = """
- id: own-form
  title: Own
  forms:
    en:
      address: ["{office}", "{body}"]
      address_to_office: ["{office}", "{body}"]
      salutation: Your Excellency,
      reference: Your Excellency
      close: Accept, Excellency, in the name of 40,600 people who were shot, our highest consideration.
      authority: [{source: debretts-foreign-ambassador}]
"""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("China returned PEOPLE since 2024.", "at least 406 people"),
        ("Before 2024 China returned nobody.", "2024"),
        ("In the spring of 2024 it stopped.", "2024"),
        ("China returns PEOPLE to the DPRK every week.", "every week"),
        ("Every year PEOPLE are returned to the DPRK.", "Every year"),
        ("Each year PEOPLE are returned to the DPRK.", "Each year"),
        ("China returns daily PEOPLE.", "daily"),
        ("Weekly, China returns PEOPLE.", "Weekly"),
        ("China returned twice PEOPLE.", "twice"),
        ("China returned, on average, PEOPLE.", "average"),
        ("China has returned PEOPLE for half a century.", "half a century"),
        ("China returns people to the DPRK every week.", "every week"),
        ("Up to October 2025 it was so.", "October 2025"),
        ("We mourn the 1951 North Koreans who were shot.", "1951"),
        ("Witnesses told of the 1951 executions at Tumen.", "1951"),
        ("We mourn the 1951 Convention refugees who were shot.", "1951"),
        ("{{ claim(facts[0].claims[0]) }} It was so every month.", "every month"),
        ("Article 33(2) has it.", "Article 33(2)"),
    ],
)
def test_a_true_figure_date_or_rate_in_a_sentence_of_the_campaign_s_own_is_told(
    mine: Path, text: str, shown: str
) -> None:
    text = text.replace("PEOPLE", "{{ facts[0].claims[0].text[95:114] }}")
    reply(mine, f"{text}[@hrw-returns-since-2024]")
    assert any(f"beside a note: {shown.removesuffix(' people')}, in" in one for one in told(mine)), told(mine)


@pytest.mark.parametrize("place", ["{}", "It is known.^[{}]", "> {}", "## {}", "| {} |\n|---|\n| a |"])
def test_so_is_it_in_notes_headings_cells_and_without_a_note(mine: Path, place: str) -> None:
    text = "Every week {{ facts[0].claims[0].text[95:114] }} are returned under the 1951 law"
    reply(mine, place.replace("{}", text))
    found = {shown for one in told(mine) for shown in re.findall(": ([^:]+), in ", one)}
    assert found >= {"Every week", "at least 406", "1951"}


def test_names_of_law_dates_of_the_letter_and_sentences_of_records_are_not_told(mine: Path) -> None:
    """A figure that a template takes from a record is told: words of its own stand around it."""
    reply(
        mine,
        """We write under the 1951 Convention, its 1967 Protocol and the 1986 border protocol.

On {{ date }} we ask for a reply before {{ reply_by }}. We write to you again. Each of you knows General Assembly
resolution 60/251.

{{ demands[0].why }} Each State is
bound by article 33(1), as Daily NK knows.[@refugee-convention-art-33-1] {{ recipient.standing }}""",
    )
    changed(mine, recipients=["pl-foreign-minister", "prc-foreign-minister"])
    assert told(mine) == []


@pytest.mark.parametrize(
    "text",
    [
        "Executions were seen i\u0307n {{ facts|length + 20 }} camps.",
        "Many had lost a child (n {{ facts|length + 3 }}).",
        "It is known.^[Many had lost a child (n {{ facts|length + 3 }}).]",
        "It was n {{ facts|length + 3 }} of those asked.[@hrw-2025-10-15]",
    ],
)
def test_a_figure_that_reads_as_the_number_of_a_note_is_told(mine: Path, text: str) -> None:
    reply(mine, text)
    assert told(mine) != []


def test_a_reference_to_a_note_is_not_told(mine: Path) -> None:
    see = "[see @hrw-2025-10-15]"
    reply(mine, f"It is known.[@hrw-2025-10-15] It is said there ({see}).^[See {see}.]")
    assert re.search(r"there \(n \d+\)", built(mine))
    assert told(mine) == []


@pytest.mark.parametrize("recipient", ["90", "90-people"])
def test_a_reference_that_reads_as_a_figure_is_told(mine: Path, recipient: str) -> None:
    text = RECIPIENT.format(form="foreign-minister", standing="Poland is asked.")
    own(mine, "recipients", text.replace("pl-foreign-office", f'"{recipient}"'))
    changed(mine, recipients=[recipient], reference="{recipient}")
    reply(mine, "In a single night {{ our_reference }} people were shot on their return.")
    assert any("90" in one for one in told(mine))


def test_what_places_a_date_is_told_without_a_note(mine: Path) -> None:
    changed(mine, recipients=["prc-foreign-minister"])
    reply(mine, "The border protocol between China and the DPRK has been void since 1986.")
    (one,) = told(mine)
    assert "without a note: 1986, in" in one


@pytest.mark.parametrize(
    "text",
    [
        "It lasted for decades.",
        "It lasted for half a century.",
        "It was in the nineties.",
        "It has lasted generations.",
        "It took half a lifetime.",
        "Tens of people were shot.",
        "Double digits were shot.",
        "A six-figure number was shot.",
        "The toll runs to five figures.",
        "The toll has reached the low six figures.",
    ],
)
def test_a_period_or_round_number_without_a_note_is_told(mine: Path, text: str) -> None:
    reply(mine, text)
    assert any("figure of the campaign's own without a note" in one for one in told(mine))


def test_figures_that_are_pointed_to_are_no_number(mine: Path) -> None:
    reply(mine, "The two figures below are set side by side.")
    assert not told(mine)


def test_generations_to_come_are_no_period(mine: Path) -> None:
    reply(mine, "Future generations, and generations to come, will ask.")
    assert not told(mine)


def test_a_figure_in_a_recipient_of_a_campaign_s_own_is_told(mine: Path) -> None:
    standing = "Poland has returned 40,600 people, who were shot."
    own(mine, "recipients", RECIPIENT.format(form="foreign-minister", standing=standing))
    changed(mine, recipients=["pl-foreign-office"])
    assert "Poland has returned 40,600 people" in built(mine)
    (one,) = told(mine)
    assert "beside a note: 40,600, in “Poland has returned 40,600 people, who were shot.”" in one


def test_a_figure_in_the_office_and_body_of_a_recipient_is_told(mine: Path) -> None:
    record = RECIPIENT.format(form="foreign-minister", standing="Poland is asked.")
    record = record.replace("body: Ministry", "body: For 40,600 people who were shot, Ministry")
    own(mine, "recipients", record.replace("office: Minister", "office: Fourscore Minister"))
    changed(mine, recipients=["pl-foreign-office"])
    assert [re.findall("(?:figure|article) of the campaign's own .*: ([^:]+), in", one) for one in told(mine)] == [
        ["Fourscore"],
        ["40,600"],
    ]


HOLDER = '  holder: {{family: Example, given: Jana, suffix: "{suffix}", checked_on: 2026-07-01}}\n'


def test_a_figure_behind_the_name_of_a_recipient_is_told(mine: Path) -> None:
    record = RECIPIENT.format(form="foreign-minister", standing="Poland is asked.")
    own(mine, "recipients", record + HOLDER.format(suffix="under whom 40,600 people were returned"))
    changed(mine, recipients=["pl-foreign-office"])
    assert "under whom 40,600 people were returned" in built(mine)
    (one,) = told(mine)
    assert "without a note: under whom 40,600, in" in one


def test_a_name_of_the_third_of_that_name_has_no_figure(mine: Path) -> None:
    record = RECIPIENT.format(form="foreign-minister", standing="Poland is asked.")
    own(mine, "recipients", record + HOLDER.format(suffix="III, KC"))
    changed(mine, recipients=["pl-foreign-office"])
    assert "Jana Example III, KC" in built(mine)
    assert not told(mine)


def test_a_figure_in_a_record_in_the_place_of_a_shipped_recipient_is_told(mine: Path) -> None:
    record = RECIPIENT.format(form="foreign-minister", standing="Poland has returned 40,600 people, who were shot.")
    own(mine, "recipients", record.replace("pl-foreign-office", "pl-foreign-minister"))
    (one,) = told(mine)
    assert "beside a note: 40,600," in one


def test_a_figure_in_a_form_of_address_of_a_campaign_s_own_is_told(mine: Path) -> None:
    own(mine, "forms", FORM)
    own(mine, "recipients", RECIPIENT.format(form="own-form", standing="Poland is asked."))
    changed(mine, recipients=["pl-foreign-office"])
    assert "in the name of 40,600 people who were shot" in built(mine)
    (one,) = told(mine)
    assert "without a note: 40,600, in “the name of 40,600 people who were shot, our”" in one


def test_a_figure_in_a_form_in_the_place_of_a_shipped_one_is_told(mine: Path) -> None:
    records = yaml.safe_load((ROOT / "seeds/forms/ministers.yaml").read_text("utf-8"))
    (record,) = (one for one in records if one["id"] == "foreign-minister")
    record["forms"]["en"]["close"] = "In the name of 40,600 people who were shot,"
    own(mine, "forms", yaml.safe_dump([record], allow_unicode=True))
    (one,) = told(mine)
    assert "without a note: 40,600," in one


@pytest.mark.parametrize(
    "entries",
    [
        {"sender": {"tagline": "For the MMMMLX people, fourscore a day, whom China has shot"}},
        {"sender": {"description": "a network that counts fourscore dead a day, MMMMLX in all"}},
        {"sender": {"name": "Network of the MMMMLX and the Fourscore"}},
        {"copies": ["The MMMMLX, the fourscore"]},
        {"enclosures": ["On the MMMMLX, and the fourscore"]},
        {"signatories": [{"name": "A. Example", "title": "Chair of the MMMMLX and the fourscore"}]},
    ],
)
def test_a_figure_in_the_words_of_those_who_write_is_told(mine: Path, entries: dict[str, object]) -> None:
    known = yaml.safe_load((mine / "campaign.yaml").read_text("utf-8"))
    for field, value in entries.items():
        changed(mine, **{field: {**known[field], **value} if isinstance(value, dict) else value})
    assert "MMMMLX" in built(mine)
    assert {"MMMMLX", "fourscore"} == {re.findall(r": (\w+), in", one)[0].replace("F", "f") for one in told(mine)}


def test_what_many_letters_print_is_told_once(mine: Path) -> None:
    changed(mine, recipients=["pl-foreign-minister", "cz-foreign-minister", "prc-foreign-minister"])
    reply(mine, f"{COUNTED} people were shot.")
    (one,) = told(mine)
    assert re.match(r"the letters to [\w-]+ and 2 more print a figure of the campaign's own without a note: 4060,", one)


def test_a_kind_of_a_campaign_s_own_is_held_against_the_letter(mine: Path) -> None:
    (mine / "templates").mkdir()
    kind = '{# Own. #}\n{% extends "shipped/letter.md.j2" %}\n{% block reply %}Words.{% endblock %}\n'
    (mine / "templates/press.md.j2").write_text(kind, "utf-8")
    changed(mine, kind="press")
    assert told(mine) == []
    (mine / "templates/press.md.j2").write_text(kind.replace("Words.", f"{COUNTED} people."), "utf-8")
    assert len(told(mine)) == 1


def test_what_a_campaign_is_given_to_print_is_not_told(mine: Path) -> None:
    text = """We ask for one before {{ reply_by }}, to {{ sender.email }}, quoting {{ our_reference }} of {{ date }}.

1. Five of us write.
2. So do {{ recipient.state }} and others. {{ demands[0].why }}

Words.

3. {% for item in facts[0].claims %}{{ claim(item) }} {% endfor %}


4. {% for one in demands[0].precedents %}{{ one.by }} asked the same.{{ one.cite }} {% endfor %}

It is known.[@hrw-2025-10-15, para 14]"""
    reply(mine, text)
    changed(mine, recipients=["pl-*", "prc-foreign-minister"], copies=["unhcr-high-commissioner"])
    assert told(mine) == []


def test_members_of_a_parliament_and_their_constituencies_are_not_told(mine: Path) -> None:
    rows = "Full name,Constituency\nJohn Example III,Ohio's 12th District\nAnn Example,Texas 33\n"
    Path("m.csv").write_text(rows, "utf-8")
    result = nkadvocate("import", "recipients", "m.csv", "-c", "mine", "--body", "us-house", "--date", "2026-07-10")
    assert result.exit_code == 0
    changed(mine, recipients=["family=us-house"])
    assert told(mine) == []


@pytest.mark.parametrize("text", [f"{COUNTED} people were shot.", "In a day {{ our_reference }} people were shot."])
def test_a_figure_that_is_the_reference_too_is_told(mine: Path, text: str) -> None:
    reply(mine, text)
    changed(mine, reference="4060")
    assert "4060 people were shot." in built(mine)
    assert told(mine) != []


@pytest.mark.parametrize(
    ("recipient", "reference"),
    [("people-shot-in-2025", "40,600-{recipient}"), ("four-thousand-shot", "{sender}/{recipient}")],
)
def test_a_figure_that_is_a_part_of_the_reference_is_told(mine: Path, recipient: str, reference: str) -> None:
    text = RECIPIENT.format(form="foreign-minister", standing="Poland is asked.")
    own(mine, "recipients", text.replace("pl-foreign-office", recipient))
    changed(mine, recipients=[recipient], reference=reference)
    reply(mine, "Human Rights Watch knows of {{ our_reference }}.")
    assert any("in “Human Rights Watch knows of" in one or "knows of" in one for one in told(mine)), told(mine)


def test_a_reference_called_so_is_not_told(mine: Path) -> None:
    reply(mine, "Please quote our reference {{ our_reference }}, or Reference: {{ our_reference }}.")
    changed(mine, reference="4060-{recipient}")
    assert told(mine) == []


def test_a_paragraph_of_many_abbreviations_is_read_in_time() -> None:
    text = "A. " * 6500 + "He left. She stayed."
    start = time.process_time()
    found = sentences(Manuscript((Passage(text),), ()))
    assert [one.text for one in found][-1] == "She stayed."
    assert time.process_time() - start < 2


def test_a_text_that_is_too_long_for_a_letter_is_not_read(mine: Path) -> None:
    reply(mine, ("A. " * 6000 + "\n\n") * 9)
    result = nkadvocate("campaign", "check", mine, "-f", "txt", "-j", "1")
    assert result.exit_code == 1
    assert "too long for a letter" in result.stderr


CLAIM = (
    "In October 2025 Human Rights Watch reported that the Chinese authorities had forcibly returned at least 406 "
    "people to the DPRK since 2024."
)


def in_pieces(*between: str) -> str:
    """The claim with its note; the texts stand before 406, before its last digit and behind it."""
    at, claim = CLAIM.index("406"), "facts[0].claims[0].text"
    cuts = (("", at), (at, at + 2), (at + 2, at + 3), (at + 3, ""))
    pieces = [f"{{{{ {claim}[{start}:{end}] }}}}" for start, end in cuts]
    return "".join(piece + put for piece, put in zip(pieces, (*between, ""), strict=True))


@pytest.mark.parametrize("note", ["[@hrw-2025-10-15]", "&#8203; [@hrw-2025-10-15]"])
def test_a_note_that_is_called_right_behind_a_figure_is_told(mine: Path, note: str) -> None:
    reply(mine, in_pieces("", "", note))
    built(mine)
    found = "prints a figure of the campaign's own beside a note: 406 right before the number of a note, in “"
    assert any(found in one for one in told(mine)), told(mine)


@pytest.mark.parametrize(("before", "behind"), [("*", "*"), ("**", "**"), ("[", "](https://a.example/)")])
def test_a_figure_of_which_a_part_may_be_set_otherwise_is_told(mine: Path, before: str, behind: str) -> None:
    """“At least 40⁶ people”, by a style sheet that raises it."""
    reply(mine, f"{in_pieces('', before, behind)}[@hrw-2025-10-15]")
    assert any("406 of which a part is set off" in one for one in told(mine)), told(mine)


def test_a_figure_that_is_set_off_as_a_whole_is_not_told(mine: Path) -> None:
    reply(
        mine, f"{in_pieces('*', '', '*')}[@hrw-2025-10-15]\n\n| *Year* | **20** | 26 |\n|---|---|---|\n| a | *b* | c |"
    )
    assert not any("set off" in one for one in told(mine)), told(mine)


@pytest.mark.parametrize("mark", ["\u200f", "&rlm;", "\u061c", "\u202e", "\u2067"])
def test_digits_that_marks_of_direction_put_in_another_order_are_told(mine: Path, mark: str) -> None:
    """“At least 640 people”, as a PDF file prints it."""
    reply(mine, f"{in_pieces(mark, mark, '')}[@hrw-2025-10-15]")
    assert any("prints a mark of direction of the campaign's own" in one for one in told(mine)), told(mine)


def test_marks_of_direction_in_words_from_right_to_left_are_not_told(mine: Path) -> None:
    reply(mine, "Words.\n\nשלום לכולם\u200f, שלום.")
    assert told(mine) == []


@pytest.mark.parametrize(
    "note",
    [
        f"The dead are China’s {COUNTED}, shot in a day.",
        f"Shot in 2024 alone: nos {{{{ true + false }}}}–{COUNTED}.",
    ],
)
def test_a_figure_in_a_note_that_reads_as_a_place_in_a_source_is_told(mine: Path, note: str) -> None:
    reply(mine, f"It is known.^[{note}]")
    assert "4060" in built(mine)
    assert told(mine) != []


def test_a_figure_in_the_address_of_a_link_is_told(mine: Path) -> None:
    reply(mine, f"See [the list](https://example.org/x{COUNTED}-people-shot).")
    assert "x4060-people-shot" in built(mine)
    assert told(mine) != []


@pytest.mark.parametrize(
    "text",
    [
        "In a day IO,OOO people were shot.",
        "In a day lO,OOO people were shot.",
        "In a day 4O6O people were shot.",
        "Of these XL were shot.",
    ],
)
def test_a_figure_in_letters_is_told(mine: Path, text: str) -> None:
    reply(mine, text)
    assert text in built(mine)
    assert told(mine) != []


@pytest.mark.parametrize(
    "text",
    [
        "China said: “We shoot those who come back. We do not regret it.”",
        "China said: “We shoot those who come back.\\\nWe do not regret it.”",
        "China said: ‘‘We shoot those who come back’’.",
        "China said: ‘We shoot those who come back. We do not regret it.’",
        "China said: <<We shoot those who come back>>.",
        "China said: „We shoot those who come back.\n\nWe do not regret it.”",
        "China said: ˮWe shoot those who come backˮ.",
        "China said: ״We shoot those who come back״.",
        "China said: ⸂We shoot those who come back⸃.",
        "China said:\n\n> We shoot those who come back, and do not regret it.",
        "China said:\n\n> We shoot those who come back, and do not regret it. {{ claim(facts[0].claims[0]) }}",
    ],
    ids=[
        *("two sentences", "two lines", "two apostrophes", "single marks", "angles", "two paragraphs"),
        *("letter like a mark", "Hebrew mark", "editorial mark", "set off"),
        "set off with a claim",
    ],
)
def test_a_quotation_is_told_however_it_is_set(mine: Path, text: str) -> None:
    reply(mine, text)
    assert "We shoot those who come back" in built(mine)
    assert any("prints a quotation of the campaign's own" in one for one in told(mine)), told(mine)


@pytest.mark.parametrize(
    "text",
    [
        "A third country, a third State party and a second, third or fourth request—a third way—are no share.",
        "> {{ claim(facts[0].claims[0]) }}",
        "As the refugees’ letter asks. It is the families’ wish.",
    ],
)
def test_what_is_no_share_and_no_quotation_of_its_own_is_not_told(mine: Path, text: str) -> None:
    reply(mine, text)
    assert told(mine) == []


def test_words_of_a_recipient_of_a_campaign_s_own_are_read_like_those_of_templates(mine: Path) -> None:
    standing = (
        "Many people—ninety of them—were shot; a third were starved. China said: “We do so. We do not regret it.”"
    )
    own(mine, "recipients", RECIPIENT.format(form="foreign-minister", standing=standing))
    changed(mine, recipients=["pl-foreign-office"])
    assert [re.findall("a note: (.*), in ", one) for one in told(mine)] == [
        ["ninety"],
        ["a third"],
        ['"We do so. We do not regret it."'],
    ]


@pytest.mark.parametrize("kind", ["letter", "open-letter", "follow-up"])
def test_the_shipped_letters_have_nothing_of_their_own(mine: Path, kind: str) -> None:
    changed(mine, kind=kind, recipients=["pl-*", "prc-*", "us-*"], follow_up={"date": "2026-03-01"})
    assert told(mine) == []


def test_the_example_has_nothing_of_its_own(mine: Path) -> None:
    assert told(ROOT / "campaigns/joint-letter-example") == []


def test_the_date_of_the_letters_that_were_read_is_said(mine: Path) -> None:
    """A template can print on one day what it does not on another."""
    reply(mine, '{% if date[-4:] != "2026" %}Ninety people were shot.{% endif %}')
    found = [
        nkadvocate("campaign", "check", mine, "-f", "txt", "-j", "1", *date) for date in ([], ["--date", "2027-01-05"])
    ]
    assert [one.stdout for one in found] == [
        f"1 letter dated {d} can be written\n" for d in ("2026-07-10", "2027-01-05")
    ]
    assert ["prints a figure of the campaign's own" in one.stderr for one in found] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        f"Words.\n\nHuman Rights Watch has counted {COUNTED} people shot.[@hrw-returns-since-2024]",
        f"::: subject\n{COUNTED} people shot\n\n:::\n\nWords.",
    ],
    ids=["body", "subject"],
)
def test_a_figure_in_an_e_mail_is_told(mine: Path, text: str) -> None:
    subject = "" if "::: subject" in text else "::: subject\nReturns\n\n:::\n\n"
    write(mine / "templates/email.md.j2", f"{subject}{text}\n")
    found = nkadvocate("campaign", "check", mine, "-f", "txt", "-j", "1").stderr
    assert "the e-mail to pl-foreign-minister prints a figure of the campaign's own" in found


def test_an_e_mail_may_say_what_the_letter_says(mine: Path) -> None:
    words = "We write on {{ date }}. {{ claim(facts[0].claims[0]) }} {{ demands[0].why }} {{ recipient.standing }}"
    write(mine / "templates/email.md.j2", "::: subject\nReturns\n\n:::\n\n" + words + "\n")
    found = nkadvocate("campaign", "check", mine, "-f", "txt", "-j", "1")
    assert "prints a" not in found.stderr
    assert found.stdout == "1 letter dated 2026-07-10 can be written\n"


def test_what_was_not_read_is_said(mine: Path) -> None:
    write(mine / "templates/press.md.j2", '{% extends "shipped/letter.md.j2" %}\n')
    write(mine / "templates/parts/briefing/title.md.j2", "Title\n")
    write(mine / "templates/parts/reply.md.j2", "Words.\n")
    found = nkadvocate("campaign", "check", mine, "-f", "txt", "-j", "1").stdout
    assert found.endswith("can be written; not read were its own templates of: briefing, press\n")


def digits(figure: str) -> str:
    """The figure as sums of booleans, which no check of templates can tell."""
    return "".join(
        "{{ " + (" + ".join(["true"] * int(one)) + " + false" if one != "0" else ZERO) + " }}" if one.isdigit() else one
        for one in figure
    )


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            f"[on @rok-arrivals-2002-women]Human Rights Watch reported that {digits('1,138')} people had been shot.",
            "1,138",
        ),
        (
            f"In all {digits('1,138')} came.[@rok-arrivals-2002-women] Human Rights Watch reported that "
            f"{digits('1,138')} people had been shot.",
            "1,138",
        ),
        (
            f"[on @hrw-returns-since-2020-670]Human Rights Watch reported at least {digits('1,076')} returns.",
            "at least 1,076",
        ),
        (f"Human Rights Watch reported at least {digits('1,076')} returns since 2024.", "at least 1,076"),
    ],
    ids=["named without a note", "under another note", "reason of a superseded record", "of no record that is named"],
)
def test_a_figure_of_a_record_that_its_note_does_not_cite_is_told(mine: Path, text: str, figure: str) -> None:
    reply(mine, f"{text}[@hrw-returns-since-2024]")
    assert any(f"beside a note: {figure}, in " in one for one in told(mine))
