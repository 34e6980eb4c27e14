"""Room on the page: those who sign, copies and the look take it, and facts have what is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.command import campaign as folder_with
from acceptance.command import nkadvocate
from acceptance.reading import pages_before_annex
from nkadvocate import shipped
from nkadvocate.campaigning.look import lines_taken, open_look
from nkadvocate.composing import compose_letter
from nkadvocate.design import Design, Type
from nkadvocate.library import Library
from nkadvocate.records import Campaign
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring import Dossier, tailor
from tiny import campaign_with

FULLEST = "unhcr-high-commissioner", "prc-public-security-minister", "prc-foreign-minister", "sr-trafficking-rapporteur"
"""Those whose requests and law leave the least room."""


def joint(campaign: Campaign, people: int) -> Campaign:
    signing = [
        {
            "name": f"A. Example {n}",
            "title": "Secretary General",
            "organisation": f"Example Foundation for Refugees {n}",
        }
        for n in range(people)
    ]
    return campaign_with(campaign, signatories=signing)


def facts(dossier: Dossier) -> int:
    return sum(len(told.evidence) for told in dossier.facts)


@pytest.mark.parametrize("people", [2, 5, 12])
@pytest.mark.parametrize("name", FULLEST)
def test_a_joint_letter_keeps_to_two_pages(
    name: str, people: int, shipped_library: Library, shipped_campaign: Campaign
) -> None:
    dossier = tailor(shipped_library, shipped_library.recipient(name), joint(shipped_campaign, people))
    assert pages_before_annex(render(compose_letter(dossier), "pdf", Look())) == 2
    assert facts(dossier) >= 2
    assert not dossier.crowded


@pytest.mark.parametrize(
    "look", [Look(Design(type=Type(size=11))), open_look(shipped.CAMPAIGNS / "joint-letter-example")]
)
def test_a_look_that_takes_room_leaves_less_for_facts(
    look: Look, shipped_library: Library, shipped_campaign: Campaign
) -> None:
    recipient = shipped_library.recipient("prc-foreign-minister")
    usual = tailor(shipped_library, recipient, shipped_campaign)
    dossier = tailor(shipped_library, recipient, shipped_campaign, look_takes=lines_taken(look))
    assert 0 < facts(dossier) < facts(usual)
    assert pages_before_annex(render(compose_letter(dossier), "pdf", look)) == 2


def test_the_shipped_look_takes_nothing() -> None:
    assert lines_taken(Look()) == 0
    assert lines_taken(Look(Design(type=Type(size=9)))) == 0


def test_copies_and_enclosures_take_room(shipped_library: Library, shipped_campaign: Campaign) -> None:
    recipient = shipped_library.recipient("ru-foreign-minister")
    with_copies = campaign_with(shipped_campaign, copies=[f"Example Office {n}" for n in range(8)])
    assert facts(tailor(shipped_library, recipient, with_copies)) < facts(
        tailor(shipped_library, recipient, shipped_campaign)
    )


def test_all_requests_stay_however_many_sign(shipped_library: Library, shipped_campaign: Campaign) -> None:
    recipient = shipped_library.recipient("unhcr-high-commissioner")
    alone, many = (tailor(shipped_library, recipient, joint(shipped_campaign, people)) for people in (1, 30))
    assert [one.demand for one in many.demands] == [one.demand for one in alone.demands]
    assert many.crowded
    assert facts(many) >= 2


def test_a_letter_without_room_for_facts_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    signing = [{"name": f"A. Example {n}", "title": "Chair", "organisation": "Example Fund"} for n in range(30)]
    folder_with("mine", date="2026-12-10", signatories=signing, recipients=["unhcr-*"])
    for words in (
        ("letter", "unhcr-high-commissioner", "-c", "mine", "-f", "txt"),
        ("campaign", "build", "mine", "-f", "txt"),
        ("campaign", "check", "mine", "-f", "txt"),
    ):
        result = nkadvocate(*words)
        assert result.exit_code == 0
        assert result.stderr.count("requests, law and signatures fill the pages") == 1
