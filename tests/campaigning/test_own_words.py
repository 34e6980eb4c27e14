"""``campaign check --every-word`` tells all that a stranger's campaign folder brings to a letter: words, notes, links,
records and looks, whether they have figures or not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from acceptance.command import ROOT, campaign, nkadvocate, write

OWN, MOVED, GONE = "words of its own", "words of the shipped letter in another place", "words of the shipped letter"
OTHERWISE = "words of the shipped letter with other notes, claims or links, or set otherwise"
TOLD = re.compile(r"the ((?:letter|e-mail)s? to .*?) (?:prints?|leaves? out) (words.*?): “?(.*?)”?$")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return campaign(recipients=["pl-foreign-minister"], date="2026-07-10")


def noted(folder: Path) -> list[str]:
    result = nkadvocate("campaign", "check", folder, "-f", "txt", "-j", "1", "--every-word")
    assert result.exit_code == 0
    return re.findall(r"^note: (.*)$", result.stderr, re.MULTILINE)


def told(folder: Path) -> list[tuple[str, str]]:
    """What the letter is told to say otherwise than the shipped one: what kind of words, and the words."""
    return [(one[2], one[3]) for one in map(TOLD.match, noted(folder)) if one]


def changed(folder: Path, name: str, before: str, after: str) -> None:
    """The shipped template or part of this name, with one change."""
    text = (ROOT / f"templates/en/{name}.md.j2").read_text("utf-8")
    assert before in text
    write(folder / f"templates/{name}.md.j2", text.replace(before, after, 1))


def test_the_shipped_letters_have_no_words_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    recipients = ["pl-*", "prc-*", "us-*", "unhcr-*", "eu-*", "rok-*"]
    mine = campaign(recipients=recipients, date="2026-07-10", follow_up={"date": "2026-03-01"}, kind="follow-up")
    assert told(mine) == []


@pytest.mark.parametrize(
    "text",
    [
        "On Christmas Day people were shot.",
        "They were ten times that number.",
        "The returns grew tenfold, and have gone on for years.",
        "Ten women and nine men were shot.",
        "A rnillion people were shot.",
        "Dziewięćdziesiąt osób rozstrzelano.",
        "The Minister called them criminals, and said that they would be shot.",
        "The border protocol is void.",
    ],
)
def test_words_are_told_whatever_they_say(mine: Path, text: str) -> None:
    changed(mine, "parts/reply", "We would", f"{text}\n\nWe would")
    assert told(mine) == [(OWN, text)]


@pytest.mark.parametrize("place", ["## {}", "> {}", "- {}", "4. {}", "| Words | More |\n|---|---|\n| {} | and more |"])
def test_words_are_told_wherever_they_stand(mine: Path, place: str) -> None:
    text = "The protocol is void."
    changed(mine, "parts/reply", "We would", f"{place.format(text)}\n\nWe would")
    assert (OWN, text) in told(mine)


def test_around_a_claim_the_words_alone_are_shown(mine: Path) -> None:
    changed(mine, "parts/reply", "We would", "It is untrue: {{ claim(facts[0].claims[0]) }}\n\nWe would")
    assert told(mine) == [(OWN, "It is untrue: …[@hrw-returns-since-2024]")]


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("[@hrw-returns-since-2024]", "Such returns are known.[@hrw-returns-since-2024]"),
        ("^[See below, and believe nothing.]", "Such returns are known. (See below, and believe nothing.)"),
        ("[@hrw-2025-10-15, para 999]", "Such returns are known.[@hrw-2025-10-15, para 999]"),
    ],
)
def test_notes_are_told(mine: Path, note: str, shown: str) -> None:
    changed(mine, "parts/reply", "We would", f"Such returns are known.{note}\n\nWe would")
    assert told(mine) == [(OWN, shown)]


def test_another_note_for_the_same_words_is_told(mine: Path) -> None:
    changed(mine, "parts/law", "{{ group.cite }}", "[@unhcr-statute-para-8-a]")
    assert {kind for kind, _ in told(mine)} == {OWN, GONE}
    assert all("[@unhcr-statute-para-8-a]" in words for kind, words in told(mine) if kind == OWN)


def test_a_link_that_leads_elsewhere_than_it_says_is_told(mine: Path) -> None:
    changed(mine, "parts/reply", "a written reply", "a [written reply](https://example.com)")
    own, gone = told(mine)
    assert own == (OWN, gone[1].replace("a written reply", "a written reply (https://example.com)"))


def test_words_that_are_gone_or_stand_elsewhere_are_told(mine: Path) -> None:
    law = '{% block law %}{% include "parts/law.md.j2" %}{% endblock %}\n'
    changed(mine, "letter", law, "")
    assert {kind for kind, _ in told(mine)} == {GONE}
    shutil.rmtree(mine / "templates")
    changed(mine, "letter", '{% block opening %}{% include "parts/opening.md.j2" %}{% endblock %}\n', "")
    opening = told(mine)[0][1]
    reply = '{% include "parts/reply.md.j2" %}'
    changed(mine, "letter", reply, f'{reply}\n\n{{% include "parts/opening.md.j2" %}}')
    changed_letter = (mine / "templates/letter.md.j2").read_text("utf-8")
    first = '{% block opening %}{% include "parts/opening.md.j2" %}{% endblock %}\n'
    write(mine / "templates/letter.md.j2", changed_letter.replace(first, ""))
    assert told(mine) == [(MOVED, opening)]


def test_an_e_mail_of_its_own_is_told(mine: Path) -> None:
    write(mine / "templates/email.md.j2", "::: subject\nReturns\n\n:::\n\nThe protocol is void.\n")
    assert "note: the e-mail to pl-foreign-minister prints words of its own: “The protocol is void.”" in [
        f"note: {one}" for one in noted(mine)
    ]


def test_what_many_letters_say_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mine = campaign(recipients=["pl-*"], date="2026-07-10")
    changed(mine, "parts/reply", "We would", "The protocol is void.\n\nWe would")
    found = [one for one in noted(mine) if "void" in one]
    assert found == ["the letters to pl-foreign-minister and 2 more print words of its own: “The protocol is void.”"]


def test_words_of_those_who_write_records_and_looks_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "campaigns/joint-letter-example", "theirs")
    found = noted(Path("theirs"))
    for one in (
        "theirs/campaign.yaml:8:16: letters may print: “an association of volunteers”",
        "theirs/demands/ours.yaml:2:7: world-refugee-day is a record of the campaign's own",
        "theirs/evidence/ours.yaml:2:7: world-refugee-day-2000 is a record of the campaign's own",
        "theirs/style.css:1:1: a look of the campaign's own",
        "theirs/base.docx:1:1: a look of the campaign's own",
        "theirs/design.yaml:1:1: a look of the campaign's own",
    ):
        assert any(note.startswith(one) for note in found), one


@pytest.mark.parametrize(
    ("block", "behind", "shown"),
    [
        (
            "annex",
            "- A source.^[They were shot.] Cited in a request.",
            "A source. (They were shot.) Cited in a request.",
        ),
        ("annex", "[on @gcr2p-hrc-55-21]\n\nWords.", "Words."),
        ("close", "[on @gcr2p-hrc-55-21]", "a source that no note cites"),
        ("annex", "### More\n\n- ‘Another’ (2024). Notes 1, 2.", "‘Another’ (2024). Notes 1, 2."),
    ],
)
def test_the_list_of_sources_is_what_the_notes_make_it(mine: Path, block: str, behind: str, shown: str) -> None:
    changed = f"{{% block {block} %}}{{{{ super() }}}}\n\n{behind}\n{{% endblock %}}\n"
    write(mine / "templates/letter.md.j2", f'{{% extends "shipped/letter.md.j2" %}}\n{changed}')
    assert (OWN, shown) in told(mine)


def test_sources_that_are_left_out_or_have_other_notes_are_told(mine: Path) -> None:
    changed(mine, "letter", "::: sources\n:::", "- ‘China: No Letup in Forced Returns’. Notes 1, 2.")
    assert (OWN, "‘China: No Letup in Forced Returns’. Notes 1, 2.") in told(mine)


def test_law_that_is_only_named_and_left_out_is_told(mine: Path) -> None:
    changed(mine, "parts/requests", "{{ basis }}", '{{ basis.partition("[")[0] }}')
    assert (GONE, "a source that no note cites") in told(mine)


def test_the_letters_that_a_follow_up_recalls_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    recalled = {"date": "2021-03-04", "reference": "E/1, of which you said that 40,600 were shot"}
    mine = campaign(recipients=["pl-foreign-minister"], date="2026-07-10", kind="follow-up", follow_up=recalled)
    found = noted(mine)
    assert any("letters may print: “2021-03-04”" in note for note in found)
    assert any("letters may print: “E/1, of which you said that 40,600 were shot”" in note for note in found)
    assert any("letters print this figure without a note: 40,600" in note for note in found)
    assert any(note.endswith("the campaign chooses kind: follow-up") for note in found)


def test_claims_in_a_quotation_or_in_the_place_of_the_date_are_told(mine: Path) -> None:
    changed(mine, "parts/claims", "{%", "::: date\n{%")
    text = (mine / "templates/parts/claims.md.j2").read_text("utf-8")
    write(mine / "templates/parts/claims.md.j2", f"{text}\n:::\n")
    assert {kind for kind, _ in told(mine)} == {OTHERWISE}
    shutil.rmtree(mine / "templates")
    changed(mine, "parts/reply", "We would", "> {{ claim(facts[0].claims[0]) }}\n\nWe would")
    assert (OWN, "…[@hrw-returns-since-2024]") in told(mine)


def test_an_address_that_leads_to_a_part_of_itself_is_told(mine: Path) -> None:
    changed(mine, "parts/reply", "{{ sender.email }}", "[{{ sender.email }}](mailto:{{ sender.email[:-1] }})")
    assert "letters@example.org (mailto:letters@example.or)" in told(mine)[0][1]


@pytest.mark.parametrize(
    ("name", "before", "after", "what"),
    [
        (
            "parts/requests",
            "{{ loop.index }}.",
            "{{ loop.index }}. ::: contents Words",
            "a table of contents stands by",
        ),
        ("parts/letterhead", "{{ sender.name }}", "{{ sender.name }}^[Words.]", "a name or short line carries no note"),
        (
            "parts/reply",
            "We would",
            "::: table | 99 1\n| A | B |\n|---|---|\n| a | b |\n:::\n\nWe would",
            "is too narrow",
        ),
        ("parts/signatures", "{{ signatory.title }}", "Words^[note]", "a name or short line carries no note"),
    ],
)
def test_nothing_is_put_where_it_is_not_read(mine: Path, name: str, before: str, after: str, what: str) -> None:
    changed(mine, name, before, after)
    result = nkadvocate("campaign", "check", mine, "-f", "txt", "-j", "1", "--every-word")
    assert result.exit_code == 1
    assert what in result.stderr


def test_words_on_the_screen_do_not_steer_the_terminal(mine: Path) -> None:
    changed(mine, "parts/reply", "We would", "The protocol is \x1b[8mnot\x1b[0m void.\n\nWe would")
    result = nkadvocate("campaign", "check", mine, "-f", "txt", "-j", "1", "--every-word")
    assert "The protocol is  [8mnot [0m void." in result.stderr
    assert "\x1b" not in result.stderr


def test_a_break_is_shown_between_lines(mine: Path) -> None:
    changed(mine, "parts/reply", "We would", "They are now\\\nhere safe.\n\nWe would")
    assert told(mine) == [(OWN, "They are now / here safe.")]


def test_two_requests_that_become_one_are_told(mine: Path) -> None:
    changed(mine, "parts/requests", "{{ loop.index }}. ", "{% if loop.first %}1. {% else %}   {% endif %}")
    assert OWN in {kind for kind, _ in told(mine)}


def test_words_that_differ_in_capitals_alone_are_told_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mine = campaign(recipients=["pl-foreign-minister", "cz-foreign-minister"], date="2026-07-10")
    words = '{{ "Ten" if "pl-" in our_reference else "TEN" }} were shot.'
    changed(mine, "parts/reply", "We would", f"{words}\n\nWe would")
    assert {words for kind, words in told(mine) if kind == OWN} == {"Ten were shot.", "TEN were shot."}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("They shot \uf034\uf030\uf036 people.", "They shot <U+F034><U+F030><U+F036> people."),
        ("They are now\u200bhere safe.", "They are now<U+200B>here safe."),
        ("They are now\u00adhere safe.", "They are now<U+00AD>here safe."),
        ("Of those who are know[see @ep-resolution-2012] were shot.", "Of those who are known 1 were shot."),
    ],
)
def test_what_is_no_letter_is_shown(mine: Path, words: str, shown: str) -> None:
    changed(mine, "parts/reply", "We would", f"{words}\n\nWe would")
    assert (OWN, shown) in told(mine)


def test_a_character_that_a_font_draws_as_it_likes_is_told_without_every_word(mine: Path) -> None:
    changed(mine, "parts/reply", "We would", "They shot \uf034\uf030\uf036 people.\n\nWe would")
    found = nkadvocate("campaign", "check", mine, "-f", "txt", "-j", "1").stderr
    assert "prints a filler of the campaign's own without a note: U+F034, in “They shot <U+F034><U+F030>" in found


@pytest.mark.parametrize(("block", "kind"), [("", GONE), ("reply", MOVED)])
def test_the_list_of_sources_gone_or_elsewhere_is_told(mine: Path, block: str, kind: str) -> None:
    changed(mine, "letter", "::: sources\n:::\n", "")
    if block:
        text = (mine / "templates/letter.md.j2").read_text("utf-8")
        write(
            mine / "templates/letter.md.j2", text.replace("{% block reply %}", "{% block reply %}\n::: sources\n:::\n")
        )
    assert (kind, "the list of sources") in told(mine)


def test_a_number_that_each_letter_has_another_of_is_told_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    mine = campaign(recipients=["pl-foreign-minister", "us-secretary-of-state"], date="2026-07-10")
    words = "{% block reply %}{{ super() }}\n\nMore tha[see @hrw-2025-10-15] were shot.\n{% endblock %}\n"
    write(mine / "templates/letter.md.j2", f'{{% extends "shipped/letter.md.j2" %}}\n{words}')
    found = {words for kind, words in told(mine) if kind == OWN}
    assert len(found) == 2
    assert all(re.fullmatch(r"More than \d+ were shot\.", words) for words in found)


def test_letters_from_right_to_left_among_digits_are_told(mine: Path) -> None:
    changed(mine, "parts/reply", "We would", "A 3\u05be4,000strong column was marched back.\n\nWe would")
    assert any("prints a mark of direction of the campaign's own" in note for note in noted(mine))


def test_a_source_that_is_named_without_a_note_gets_no_number(mine: Path) -> None:
    """Evidence has several sources, and each had the number of the note before."""
    changed(mine, "parts/reply", "We would", "[on @ep-ga-date-error]We would")
    build = nkadvocate("campaign", "build", mine, "-f", "txt")
    assert build.exit_code == 0
    (letter,) = Path("output/mine").glob("*.txt")
    assert "A/RES/66/174" not in letter.read_text("utf-8")


def test_a_sentence_written_otherwise_for_a_protected_name_does_not_stop_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shipped letter, with which it is compared, says it still."""
    monkeypatch.chdir(tmp_path)
    mine = campaign(recipients=["pl-foreign-minister"], date="2026-07-10", seal="x" * 32)
    record = {"id": "account", "claim": "{person} wept.", "as_of": "2025", "by": "hrw", "theme": "treatment"}
    record |= {"citations": [{"source": "hrw-2025-10-15"}], "kind": "testimony", "standard": "allegation"}
    record |= {"person": {"names": ["Zed Wuland"], "identifying": ["remain at your disposal"]}}
    record["consent"] = {
        "grants": [{"to": "internal", "form": "unnamed", "purposes": ["advocacy"], "given": "2025-01-01"}]
    }
    write(mine / "evidence/own.yaml", yaml.safe_dump([record]))
    changed(mine, "parts/reply", "remain at your disposal", "are glad to come")
    assert [kind for kind, _ in told(mine)] == [OWN]


def test_a_list_that_begins_at_nought_is_told(mine: Path) -> None:
    changed(mine, "parts/requests", "{{ loop.index }}.", "{{ loop.index0 }}{{ ')' if loop.index0 else '.' }}")
    assert told(mine)
