"""What a briefing says: the rules of letters hold, figures stand side by side, and the recipient finds its place."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping

import pikepdf
import pytest

import tiny
from nkadvocate.composing.briefing import briefing_view, compose_briefing
from nkadvocate.composing.charts import charts
from nkadvocate.composing.letter import notebook_for
from nkadvocate.document import (
    Document,
    Heading,
    Paragraph,
    Table,
    inlines_of,
    plain,
    walk_blocks,
)
from nkadvocate.document import claims as all_claims
from nkadvocate.library import Library
from nkadvocate.problems import ProblemsError
from nkadvocate.records import CITATION, Campaign, Evidence, Position, text_in
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring.briefing import Brief, Event, brief, last_day

MEETINGS = (None, "prc-foreign-minister", "pl-foreign-minister", "mn-foreign-minister", "unhcr-high-commissioner")


@pytest.fixture(scope="session")
def briefs(shipped_library: Library, shipped_campaign: Campaign) -> Mapping[str | None, Brief]:
    return {
        name: brief(shipped_library, shipped_campaign, shipped_library.recipient(name) if name else None)
        for name in MEETINGS
    }


@pytest.fixture(scope="session")
def documents(briefs: Mapping[str | None, Brief]) -> Mapping[str | None, Document]:
    return {name: compose_briefing(chosen) for name, chosen in briefs.items()}


def claims(document: Document) -> list[tuple[str, str]]:
    return [(claim.evidence, plain(claim.content)) for claim in all_claims(document)]


def headings(document: Document) -> list[str]:
    return [plain(block.content) for block in walk_blocks(document.blocks) if isinstance(block, Heading)]


@pytest.mark.parametrize("name", MEETINGS)
def test_only_active_and_public_evidence_is_printed(
    name: str | None, documents: Mapping[str | None, Document], shipped_library: Library
) -> None:
    printed = [shipped_library.evidence[evidence] for evidence, _ in claims(documents[name])]
    assert printed
    assert {evidence.status for evidence in printed} == {"active"}
    assert {evidence.audience for evidence in printed} == {"public"}
    assert max(evidence.as_of for evidence in printed) <= "2026-07-10"


def test_an_old_figure_stands_in_the_numbers_only(briefs: Mapping[str | None, Brief]) -> None:
    chosen = briefs[None]
    told = [e for part in (chosen.summary, chosen.whole) for facts in part.facts for e in facts.evidence]
    stale = "hrw-in-china-2002"
    assert stale not in {evidence.id for evidence in (*told, *chosen.treatment)}
    assert stale in {evidence.id for group in chosen.estimates for evidence in group.evidence}


def test_all_that_is_said_on_one_event_stands_together(briefs: Mapping[str | None, Brief]) -> None:
    (group,) = (group for group in briefs[None].estimates if group.indicator == "returned-2023-10-09")
    assert {evidence.id for evidence in group.evidence} == {
        "hrw-returns-2023-10",
        "chosun-returns-2023-10",
        "rok-returns-2023-10",
    }


def test_no_group_of_estimates_mixes_what_is_counted(briefs: Mapping[str | None, Brief]) -> None:
    for group in briefs[None].estimates:
        assert {evidence.indicator for evidence in group.evidence} == {group.indicator}
        assert len({evidence.figure.unit for evidence in group.evidence if evidence.figure}) == 1


def test_every_figure_is_printed_with_its_hedge_its_date_and_its_author(
    briefs: Mapping[str | None, Brief], documents: Mapping[str | None, Document]
) -> None:
    tables = [block for block in walk_blocks(documents[None].blocks) if isinstance(block, Table)]
    (table,) = (table for table in tables if plain(table.caption).startswith("The figures"))
    rows = [" | ".join(map(plain, row)) for row in table.rows]
    assert len(rows) == sum(len(group.evidence) for group in briefs[None].estimates)
    assert any("more than 500 people" in row and "Human Rights Watch, 12 October 2023" in row for row in rows)
    assert any("between 600 and 2,000 people" in row and "June 2023" in row for row in rows)
    for group in briefs[None].estimates:
        assert all(any(evidence.as_of[:4] in row for row in rows) for evidence in group.evidence)


@pytest.mark.parametrize(
    "told",
    [
        "between 600 and 2,000 people, likely",
        "up to 5,000 people, “according to NGO estimates”",
        "212 women, victims of trafficking held in Kunming, Nanning and Pingxiang",
        "about 600 people, citing rights groups",
        "between 10,000 and 300,000 people, living in hiding",
        "108 workers, from Helong, Jilin",
        "at least 28 women",
    ],
)
def test_what_a_claim_says_besides_its_figure_stands_beside_it_without_the_claim(
    told: str, documents: Mapping[str | None, Document]
) -> None:
    tables = [block for block in walk_blocks(documents[None].blocks) if isinstance(block, Table)]
    cells = [plain(cell) for table in tables for row in table.rows for cell in row]
    assert any(cell.startswith(told) for cell in cells)


def test_shares_and_arrivals_stand_with_the_numbers(briefs: Mapping[str | None, Brief]) -> None:
    groups = {group.indicator: group for group in briefs[None].estimates}
    assert {e.id for e in groups["returned-cases-share-china"].evidence} == {"nkdb-share-china-2023"}
    assert {e.id for e in groups["arrivals-in-rok"].evidence} == {"rok-arrivals-2025"}
    assert {e.id for e in groups["arrivals-in-rok-share-women"].evidence} == {
        "rok-arrivals-2002-women",
        "rok-arrivals-2011-women",
    }


def test_every_picture_has_its_data_in_the_annex(
    briefs: Mapping[str | None, Brief], documents: Mapping[str | None, Document]
) -> None:
    blocks = documents[None].blocks
    annex = next(
        n for n, block in enumerate(blocks) if isinstance(block, Heading) and "Annex B" in plain(block.content)
    )
    tables = {plain(table.caption).partition(":")[0]: table for table in blocks[annex:] if isinstance(table, Table)}
    assert list(tables) == [
        "Timeline",
        "Forced returns of one day or month",
        "Figures side by side",
        "Stages of the way out",
    ]
    drawn = {chart.name: chart for chart in charts(briefs[None])}
    assert len(tables["Forced returns of one day or month"].rows) == len(drawn["returns"].rows)
    rows = [" | ".join(map(plain, row)) for row in tables["Figures side by side"].rows]
    assert len(rows) == len(drawn["estimates"].rows)
    assert any("between 600 and 2,000 people, likely | 600 | 2,000" in row and "June 2023" in row for row in rows)
    assert any("at least 406 people | 406 | –" in row and "15 October 2025" in row for row in rows)
    (timeline,) = (" ".join(plain(row[1]) for row in tables["Timeline"].rows),)
    for row in drawn["timeline"].rows:
        assert f"{row.number} (" in timeline


def test_the_first_page_says_what_the_matter_is(documents: Mapping[str | None, Document]) -> None:
    for document in documents.values():
        lead = next(block for block in document.blocks if isinstance(block, Paragraph) and block.role == "lead")
        assert "North Korea (the Democratic People’s Republic of Korea, DPRK)" in plain(lead.content)
        assert "UN refugee agency (UNHCR)" in plain(lead.content)


def test_every_further_request_is_told_in_full(
    briefs: Mapping[str | None, Brief], documents: Mapping[str | None, Document]
) -> None:
    told = " ".join(
        plain(inlines_of(block)) for block in walk_blocks(documents[None].blocks) if isinstance(block, Paragraph)
    )
    asked = briefs[None].whole.demands
    assert len(asked) > 5
    for chosen in asked:
        assert CITATION.sub("", text_in(chosen.ask.text, "en")) in told


def test_events_come_in_order(briefs: Mapping[str | None, Brief]) -> None:
    for chosen in briefs.values():
        dates = [event.date for event in chosen.events]
        assert dates == sorted(dates)
        assert len(dates) > 10


def test_what_happened_on_a_day_is_dated_to_that_day(briefs: Mapping[str | None, Brief]) -> None:
    found = {event.what.id: event.date for event in briefs[None].events if isinstance(event.what, Evidence)}
    assert found["hrw-returns-2023-10"] == "2023-10-09"


def test_the_law_is_told_only_to_those_it_binds(briefs: Mapping[str | None, Brief]) -> None:
    bound = {o.instrument.id for o in briefs["mn-foreign-minister"].whole.obligations if o.subject.id == "mn"}
    assert bound
    standing = {s.instrument.id: s.party for s in briefs["mn-foreign-minister"].standings}
    assert standing["refugee-convention"] is None
    assert standing["cat"] is not None


def test_a_meeting_has_the_recipients_own_words(briefs: Mapping[str | None, Brief]) -> None:
    words = {position.holder for position in briefs["mn-foreign-minister"].own_words}
    assert words == {"mn"}
    assert briefs[None].own_words == ()


def test_the_answers_of_the_state_that_owes_are_in_every_briefing(briefs: Mapping[str | None, Brief]) -> None:
    for chosen in briefs.values():
        assert {position.holder for position in chosen.answers} == {"cn"}


def test_offices_are_shown_with_the_power_they_have(briefs: Mapping[str | None, Brief]) -> None:
    powers = {offices.role: offices.powers for offices in briefs[None].offices}
    assert powers["duty-bearer"]["non-refoulement"][0] == "duty"
    assert powers["executive"]["non-refoulement"][0] == "influence"
    assert powers["treaty-body"]["non-refoulement"][0] == "mandate"
    assert "release-detainees" not in powers["transit-state"]


@pytest.mark.parametrize("name", MEETINGS)
def test_every_part_is_there(name: str | None, documents: Mapping[str | None, Document]) -> None:
    found = headings(documents[name])
    for part in (
        "In brief",
        "What we ask",
        "Why",
        "How it came to this",
        "What happens to those who are returned",
        "What the numbers tell, and what they do not",
        "The legal position",
        "What China says, and the reply",
        "Who can do what",
        "Questions to put in the meeting",
        "How this was compiled",
        "Annex A: sources",
        "Annex B: data behind the pictures",
    ):
        assert part in found
    assert ("The office, and what it can do" in found) == (name is not None)


def test_changes_are_what_is_dated_after_the_last_edition(shipped_library: Library, shipped_campaign: Campaign) -> None:
    chosen = brief(shipped_library, shipped_campaign, since="2025-10-01")
    assert chosen.changes is not None
    assert {e.id for e in chosen.changes.evidence} >= {"hrw-returns-since-2024", "rok-arrivals-2025"}
    for evidence in chosen.changes.evidence:
        assert last_day(evidence.as_of) > "2025-10-01"
    assert "What has changed since 1 October 2025" in headings(compose_briefing(chosen))


def test_an_edition_dated_after_this_one_is_refused(shipped_library: Library, shipped_campaign: Campaign) -> None:
    with pytest.raises(ProblemsError, match="dated after this one"):
        brief(shipped_library, shipped_campaign, since="2027-01-01")


def test_a_month_lasts_until_its_last_day() -> None:
    assert [last_day(date) for date in ("2024", "2024-05", "2024-05-03")] == ["2024-12-31", "2024-05-31", "2024-05-03"]


def test_only_the_demands_named_are_made(shipped_library: Library, shipped_campaign: Campaign) -> None:
    campaign = tiny.campaign_with(shipped_campaign, demands=["unhcr-access"])
    chosen = brief(shipped_library, campaign)
    assert [c.demand.id for c in chosen.whole.demands] == ["unhcr-access"]
    assert [demand.id for demand in chosen.matrix] == ["unhcr-access"]


def test_the_tiny_library_makes_a_briefing(tiny_library: Library, tiny_campaign: Campaign) -> None:
    chosen = brief(tiny_library, tiny_campaign)
    assert chosen.duty.id == "aland"
    assert "Aland" in " ".join(headings(compose_briefing(chosen)))


def test_what_was_cited_is_remembered(briefs: Mapping[str | None, Brief]) -> None:
    chosen = briefs[None]
    notebook = notebook_for(chosen.library, chosen.campaign)
    document = compose_briefing(chosen, notebook=notebook)
    cited = {cite.id for cite in notebook.used}
    assert {evidence for evidence, _ in claims(document)} <= cited


@pytest.mark.parametrize(
    "name",
    [
        None,
        "dprk-foreign-minister",
        "eu-high-representative",
        "prc-foreign-minister",
        "pl-foreign-minister",
        "th-foreign-minister",
        "unsg",
        "us-cecc-chair",
    ],
)
def test_the_leave_behind_is_one_page(name: str | None, shipped_library: Library, shipped_campaign: Campaign) -> None:
    chosen = brief(shipped_library, shipped_campaign, shipped_library.recipient(name) if name else None)
    assert sum(len(facts.evidence) for facts in chosen.summary.facts) >= 2
    pdf = render(compose_briefing(chosen, one_page=True), "pdf", Look())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1


def test_templates_get_plain_data_only(briefs: Mapping[str | None, Brief]) -> None:
    def check(value: object) -> None:
        if isinstance(value, dict):
            for item in value.values():
                check(item)
        elif isinstance(value, list):
            for item in value:
                check(item)
        else:
            assert value is None or isinstance(value, str | int | float | bool | tuple), type(value)

    check(briefing_view(briefs["pl-foreign-minister"]))


def test_a_statement_in_the_timeline_is_answered_in_the_briefing(briefs: Mapping[str | None, Brief]) -> None:
    chosen = briefs[None]
    said: list[Event] = [event for event in chosen.events if isinstance(event.what, Position)]
    assert {event.what for event in said} == set(chosen.answers)
    assert dataclasses.is_dataclass(chosen)
