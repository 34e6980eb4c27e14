"""What one recipient is asked, told and answered, and the reason for everything that is left out."""

from __future__ import annotations

from typing import Any

import pytest

from nkadvocate.library import Library
from nkadvocate.problems import ProblemsError, UnknownNameError
from nkadvocate.records import OWN_DUTY_ROLES, Campaign, Evidence
from nkadvocate.tailoring import Dossier, tailor
from tiny import campaign_with, changed, with_record


@pytest.fixture
def choose(tiny_library: Library, tiny_campaign: Campaign) -> Any:
    """Tailor the tiny campaign: ``choose(recipient, library, **fields of the campaign)``."""

    def tailored(recipient_id: str = "aland-minister", library: Library | None = None, **fields: Any) -> Dossier:
        library = library or tiny_library
        return tailor(library, library.recipients[recipient_id], campaign_with(tiny_campaign, **fields))

    return tailored


def told(dossier: Dossier) -> list[str]:
    return [evidence.id for facts in dossier.facts for evidence in facts.evidence]


def asked(dossier: Dossier) -> list[str]:
    return [chosen.demand.id for chosen in dossier.demands]


def held(dossier: Dossier) -> list[str]:
    return [provision.id for obligation in dossier.obligations for provision in obligation.provisions]


def reasons(dossier: Dossier, record_id: str) -> list[str]:
    """Why a record was left out."""
    return [choice.reason for choice in dossier.choices if choice.id == record_id and not choice.chosen]


class TestDemands:
    def test_demands_come_by_rank_in_the_wording_for_the_role(self, choose: Any) -> None:
        assert asked(choose()) == ["no-return", "access"]
        assert [chosen.ask.text for chosen in choose().demands] == ["Stop sending people back.", "Let observers in."]
        assert choose("bland-minister").demands[0].ask.text == "Raise forced return with Aland."

    def test_a_campaign_chooses_demands_and_their_order(self, choose: Any) -> None:
        assert asked(choose(demands=["access", "no-return"])) == ["access", "no-return"]
        assert asked(choose(demands=["access"])) == ["access"]

    def test_a_demand_that_does_not_exist_brings_a_suggestion(self, choose: Any) -> None:
        with pytest.raises(UnknownNameError, match=r"there is no demand 'acess' \(did you mean access\?\)"):
            choose(demands=["acess"])

    @pytest.mark.parametrize("status", ["obsolete", "harmful", "met", "superseded"])
    def test_a_demand_that_is_not_active_is_never_made(self, choose: Any, tiny_library: Library, status: str) -> None:
        library = changed(tiny_library, "access", status=status, reason="it is over")
        dossier = choose("aland-minister", library)
        assert asked(dossier) == ["no-return"]
        assert reasons(dossier, "access") == [f"{status}: it is over"]

    def test_a_campaign_that_names_a_demand_that_is_not_active_is_told_why(
        self, choose: Any, tiny_library: Library
    ) -> None:
        library = changed(tiny_library, "access", status="harmful", reason="it puts people at risk")
        with pytest.raises(ProblemsError, match=r"'access' is harmful and cannot be made \(it puts people at risk\)"):
            choose("aland-minister", library, demands=["no-return", "access"])

    def test_a_letter_makes_no_more_requests_than_the_campaign_allows(self, choose: Any) -> None:
        dossier = choose(max_demands=1)
        assert asked(dossier) == ["no-return"]
        assert reasons(dossier, "access") == ["the letter already makes 1 requests"]

    def test_an_office_is_never_asked_what_its_record_excludes(self, choose: Any, tiny_library: Library) -> None:
        dossier = choose("aland-minister", changed(tiny_library, "aland-minister", not_asked=["no-return"]))
        assert asked(dossier) == ["access"]
        assert reasons(dossier, "no-return") == ["this office is never asked for it"]

    def test_a_demand_without_words_for_the_role_is_left_out(self, choose: Any, tiny_library: Library) -> None:
        asks = [{"roles": ["duty-bearer"], "text": "Let observers in."}]
        dossier = choose("bland-minister", changed(tiny_library, "access", asks=asks))
        assert asked(dossier) == ["no-return"]
        assert reasons(dossier, "access") == ["no ask for executive"]

    def test_a_recipient_of_whom_nothing_can_be_asked_is_an_error(self, choose: Any, tiny_library: Library) -> None:
        library = changed(tiny_library, "bland-minister", roles=["treaty-body"])
        with pytest.raises(ProblemsError, match=r"'bland-minister' can be asked .*no-return: no ask for treaty-body"):
            choose("bland-minister", library)

    def test_the_first_role_of_the_recipient_that_has_words_is_taken(self, choose: Any, tiny_library: Library) -> None:
        library = changed(tiny_library, "bland-minister", roles=["treaty-body", "executive", "duty-bearer"])
        assert [chosen.role for chosen in choose("bland-minister", library).demands] == ["executive", "executive"]

    def test_an_ask_may_rest_on_part_of_the_basis(self, choose: Any, tiny_library: Library) -> None:
        library = changed(tiny_library, "no-return", basis=["treaty-3", "treaty-5"])
        assert [p.id for p in choose("aland-minister", library).demands[0].basis] == ["treaty-3", "treaty-5"]
        asks = [{"roles": ["duty-bearer"], "text": "Stop sending people back.", "grounds": ["treaty-3"]}]
        dossier = choose("aland-minister", changed(library, "no-return", asks=asks), demands=["no-return"])
        assert [p.id for p in dossier.demands[0].basis] == ["treaty-3"]
        assert held(dossier) == ["treaty-3"]

    def test_the_reason_stands_with_the_request_to_the_actor_that_owes_it(
        self, choose: Any, tiny_library: Library
    ) -> None:
        asks = [{"roles": ["duty-bearer", "state-of-origin"], "text": "End the arrangement."}]
        library = changed(tiny_library, "no-return", asks=asks, tells_why=True)
        assert choose("aland-minister", library).demands[0].tells_why
        library = changed(library, "bland-minister", roles=["state-of-origin"])
        assert not choose("bland-minister", library).demands[0].tells_why

    def test_words_for_one_recipient_are_for_that_one_only(self, choose: Any, tiny_library: Library) -> None:
        asks = [
            {"roles": ["duty-bearer"], "recipients": ["aland-minister"], "text": "You: let observers in."},
            {"roles": ["duty-bearer"], "text": "Let observers in."},
        ]
        library = changed(tiny_library, "access", asks=asks)
        assert choose("aland-minister", library).demands[1].ask.text == "You: let observers in."
        assert choose("aland-ambassador", library).demands[1].ask.text == "Let observers in."

    def test_a_letter_needs_a_date(self, choose: Any) -> None:
        with pytest.raises(ProblemsError, match="the letter has no date"):
            choose(date=None)

    def test_a_reply_is_asked_for_within_the_days_of_the_campaign(self, choose: Any) -> None:
        assert choose(date="2024-02-01", reply_within_days=29).reply_by == "2024-03-01"


class TestPrecedents:
    def test_on_a_duty_of_its_own_what_was_asked_of_somebody_else_is_no_precedent(self, choose: Any) -> None:
        assert [found.by for found in choose("aland-minister").demands[0].precedents] == ["bland-parliament"]
        assert [found.by for found in choose("bland-minister").demands[0].precedents] == ["bland-parliament", "watch"]

    def test_the_recipient_is_no_precedent_for_itself(self, choose: Any, tiny_library: Library) -> None:
        library = changed(tiny_library, "bland-minister", actor="bland-parliament")
        assert [found.by for found in choose("bland-minister", library).demands[0].precedents] == ["watch"]

    def test_own_institutions_come_before_newer_ones_of_others(self, choose: Any, tiny_library: Library) -> None:
        cite = {"source": "watch-2024"}
        precedents = [
            {"by": "watch", "date": "2026", "citation": cite},
            {"by": "bland-parliament", "date": "2001", "citation": cite},
        ]
        library = changed(tiny_library, "access", precedents=precedents)
        dossier = choose("bland-minister", library)
        assert [found.by for found in dossier.demands[1].precedents] == ["bland-parliament"]
        assert "for access: weightier or newer ones suffice" in reasons(dossier, "watch")


class TestLaw:
    def test_the_law_is_that_which_binds_the_actor_with_the_way_it_joined(self, choose: Any) -> None:
        [treaty] = choose().obligations
        assert (treaty.subject.id, treaty.instrument.id) == ("aland", "treaty")
        assert treaty.party
        assert (treaty.party.verb, treaty.party.date) == ("acceded to", "1982-09-24")

    def test_a_signature_alone_does_not_bind(self, choose: Any) -> None:
        dossier = choose()
        assert "charter-7" not in held(dossier)
        assert reasons(dossier, "charter-7") == ["aland is not a party to charter"]

    def test_nor_does_a_request_name_what_was_only_signed(self, choose: Any) -> None:
        assert [provision.id for provision in choose().demands[0].basis] == ["treaty-3", "manual-9"]

    def test_a_signature_that_was_followed_by_ratification_binds(self, choose: Any, tiny_library: Library) -> None:
        parties = [{"actor": "aland", "verb": "ratified", "date": "2001-01-01", "signed": "1998-10-05"}]
        assert "charter-7" in held(choose("aland-minister", changed(tiny_library, "charter", parties=parties)))

    def test_an_interpretation_is_told_to_parties_of_what_it_reads(self, choose: Any, tiny_library: Library) -> None:
        silent = changed(tiny_library, "aland-says-no", status="withdrawn", reason="not needed here")
        assert held(choose("aland-minister", silent)) == ["treaty-3", "manual-9", "treaty-5"]
        outside = changed(silent, "treaty", parties=[])
        dossier = choose("aland-minister", outside)
        assert "manual-9" not in held(dossier)
        assert reasons(dossier, "manual-9") == ["aland is not a party to treaty"]

    def test_custom_is_held_against_those_who_are_not_parties_only(self, choose: Any, tiny_library: Library) -> None:
        library = changed(tiny_library, "no-return", basis=["treaty-3", "custom-rule"])
        inside = choose("aland-minister", library)
        assert "custom-rule" not in held(inside)
        assert reasons(inside, "custom-rule") == ["aland is bound by treaty, treaty"]
        outside = choose("aland-minister", changed(library, "treaty", parties=[]))
        assert held(outside) == ["custom-rule"]
        assert [obligation.party for obligation in outside.obligations] == [None]

    def test_an_institution_is_bound_as_its_state_is(self, choose: Any, tiny_library: Library) -> None:
        dossier = choose("aland-minister", changed(tiny_library, "aland-minister", actor="aland-ministry"))
        assert "treaty-3" in held(dossier)

    @pytest.mark.parametrize("record_id", ["treaty-3", "treaty"])
    def test_law_that_is_no_longer_in_force_is_not_cited(
        self, choose: Any, tiny_library: Library, record_id: str
    ) -> None:
        library = changed(tiny_library, record_id, status="superseded", reason="replaced in 2020")
        dossier = choose("aland-minister", library)
        assert "treaty-3" not in held(dossier)
        assert "superseded: replaced in 2020" in reasons(dossier, "treaty-3")[0]

    def test_others_are_told_whose_duty_it_is_and_by_what_they_may_act(self, choose: Any) -> None:
        dossier = choose("bland-minister")
        assert [(found.subject.id, [p.id for p in found.provisions]) for found in dossier.obligations] == [
            ("aland", ["treaty-3", "manual-9", "treaty-5"]),
            ("bland", ["treaty-5"]),
        ]

    def test_an_institution_is_not_told_what_it_said_itself(self, choose: Any, tiny_library: Library) -> None:
        own = tiny_library.evidence["beatings"].model_copy(update={"id": "own-words", "by": "aland-ministry"})
        library = with_record(changed(tiny_library, "no-return", evidence=["own-words", "beatings"]), "evidence", own)
        assert "own-words" in told(choose("aland-minister", library))
        library = changed(library, "aland-minister", actor="aland-ministry")
        dossier = choose("aland-minister", library)
        assert "own-words" not in told(dossier)
        assert "beatings" in told(dossier)
        assert reasons(dossier, "own-words") == ["the recipient’s own words, which are no news to it"]

    def test_a_parliament_is_told_what_it_said(self, choose: Any, tiny_library: Library) -> None:
        asks = [{"roles": ["legislature"], "text": "Debate it."}]
        library = changed(tiny_library, "bland-minister", actor="bland-parliament", roles=["legislature"])
        assert "resolution" in told(choose("bland-minister", changed(library, "no-return", asks=asks)))

    def test_what_is_told_with_a_position_is_not_told_again(self, choose: Any) -> None:
        dossier = choose()
        assert [position.id for position in dossier.positions] == ["aland-says-no"]
        assert "manual-9" not in held(dossier)
        assert reasons(dossier, "manual-9") == ["told with the position aland-says-no"]


class TestEvidence:
    def test_facts_come_by_theme_and_newest_first(self, choose: Any) -> None:
        assert [(facts.theme, [item.id for item in facts.evidence]) for facts in choose().facts] == [
            ("returns", ["sixty", "returns-2024"]),
            ("treatment", ["beatings"]),
            ("commitments", ["resolution"]),
        ]

    @pytest.mark.parametrize("status", ["superseded", "disputed", "withdrawn", "unverified"])
    def test_evidence_that_is_not_active_is_never_told(self, choose: Any, tiny_library: Library, status: str) -> None:
        dossier = choose("aland-minister", changed(tiny_library, "sixty", status=status, reason="miscounted"))
        assert "sixty" not in told(dossier)
        assert reasons(dossier, "sixty") == [f"{status}: miscounted"]

    @pytest.mark.parametrize("audience", ["internal", "governments"])
    def test_evidence_that_is_not_for_the_public_is_never_told_in_public(
        self, choose: Any, tiny_library: Library, audience: str
    ) -> None:
        dossier = choose("aland-minister", changed(tiny_library, "sixty", audience=audience))
        assert "sixty" not in told(dossier)
        [reason] = reasons(dossier, "sixty")
        assert reason.startswith(f"withheld: its audience is {audience}")

    @pytest.mark.parametrize(("as_of", "printed"), [("2026-07-10", True), ("2026-07-11", False), ("2027", False)])
    def test_evidence_from_after_the_letter_is_not_told(
        self, choose: Any, tiny_library: Library, as_of: str, printed: bool
    ) -> None:
        dossier = choose("aland-minister", changed(tiny_library, "sixty", as_of=as_of))
        assert ("sixty" in told(dossier)) is printed
        assert reasons(dossier, "sixty") == ([] if printed else [f"dated {as_of}, after the letter"])

    @pytest.mark.parametrize(("as_of", "printed"), [("2018-12-31", True), ("2017-01-01", False)])
    def test_a_figure_is_not_told_when_it_is_stale(
        self, choose: Any, tiny_library: Library, as_of: str, printed: bool
    ) -> None:
        dossier = choose("aland-minister", changed(tiny_library, "returns-2024", as_of=as_of))
        assert ("returns-2024" in told(dossier)) is printed
        assert reasons(dossier, "returns-2024") == ([] if printed else [f"a figure of {as_of}, more than 8 years old"])

    def test_a_finding_does_not_go_stale(self, choose: Any, tiny_library: Library) -> None:
        assert "beatings" in told(choose("aland-minister", changed(tiny_library, "beatings", as_of="2014-02")))

    def test_figures_for_one_event_are_told_together(self, choose: Any, tiny_library: Library) -> None:
        other = tiny_library.evidence["sixty"].model_copy(update={"id": "ninety", "same_event_as": ("sixty",)})
        library = with_record(tiny_library, "evidence", other)
        dossier = choose("aland-minister", library)
        [returns] = [facts for facts in dossier.facts if facts.theme == "returns"]
        assert [item.id for item in returns.evidence][:2] == ["sixty", "ninety"]
        [choice] = [choice for choice in dossier.choices if choice.id == "ninety"]
        assert choice.chosen
        assert "same event as sixty" in choice.reason

    def test_or_not_at_all_where_there_is_no_room_for_both(self, choose: Any, tiny_library: Library) -> None:
        long = f"In October 2025 {'many people were sent back, ' * 300}it is said."
        other = tiny_library.evidence["sixty"].model_copy(
            update={"id": "ninety", "claim": long, "same_event_as": ("sixty",)}
        )
        dossier = choose("aland-minister", with_record(tiny_library, "evidence", other))
        assert not {"sixty", "ninety"} & set(told(dossier))
        assert "no room" in reasons(dossier, "sixty")[0]
        assert "beatings" in told(dossier)

    def test_an_event_is_told_whole_where_its_figures_are_linked_in_a_chain(
        self, choose: Any, tiny_library: Library
    ) -> None:
        sixty = tiny_library.evidence["sixty"]
        ninety = sixty.model_copy(update={"id": "ninety", "same_event_as": ("sixty", "hundred")})
        library = with_record(tiny_library, "evidence", ninety)
        library = with_record(library, "evidence", sixty.model_copy(update={"id": "hundred"}))
        assert {"sixty", "ninety", "hundred"} <= set(told(choose("aland-minister", library)))
        both_ends = told(choose("aland-minister", changed(library, "no-return", evidence=["sixty", "hundred"])))
        assert len(both_ends) == len(set(both_ends))

    def test_a_figure_that_a_position_tells_is_not_told_again_with_its_event(
        self, choose: Any, tiny_library: Library
    ) -> None:
        ninety = tiny_library.evidence["sixty"].model_copy(update={"id": "ninety", "same_event_as": ("sixty",)})
        library = changed(with_record(tiny_library, "evidence", ninety), "aland-says-no", relies_on=["ninety"])
        dossier = choose("aland-minister", library)
        assert [position.id for position in dossier.positions] == ["aland-says-no"]
        assert "ninety" not in told(dossier)

    def test_a_figure_for_the_event_that_may_not_be_printed_is_left_out(
        self, choose: Any, tiny_library: Library
    ) -> None:
        other = tiny_library.evidence["sixty"].model_copy(
            update={"id": "ninety", "same_event_as": ("sixty",), "status": "withdrawn", "reason": "x"}
        )
        found = told(choose("aland-minister", with_record(tiny_library, "evidence", other)))
        assert "sixty" in found
        assert "ninety" not in found

    def test_evidence_of_the_recipients_own_institutions_is_preferred(self, choose: Any, tiny_library: Library) -> None:
        def claim(record_id: str, by: str) -> Evidence:
            long = f"In 2024 {record_id} told of it {'at length ' * 250}."
            return tiny_library.evidence["beatings"].model_copy(update={"id": record_id, "by": by, "claim": long})

        library = changed(tiny_library, "no-return", evidence=["aland-tells", "bland-tells"])
        library = changed(library, "access", evidence=[])
        for record_id, by in (("aland-tells", "aland-ministry"), ("bland-tells", "bland-parliament")):
            library = with_record(library, "evidence", claim(record_id, by))
        assert told(choose("aland-minister", library)) == ["aland-tells"]
        swapped = changed(library, "no-return", evidence=["bland-tells", "aland-tells"])
        assert told(choose("aland-minister", swapped)) == ["aland-tells"]
        assert told(choose("bland-minister", swapped)) == ["bland-tells"]

    def test_what_is_told_with_a_position_is_not_told_again(self, choose: Any, tiny_library: Library) -> None:
        library = changed(tiny_library, "aland-says-no", relies_on=["beatings"])
        dossier = choose("aland-minister", library)
        assert "beatings" not in told(dossier)
        assert reasons(dossier, "beatings") == ["told with the position aland-says-no"]
        assert "beatings" in told(choose("bland-minister", library))

    def test_a_short_letter_tells_no_more_than_a_full_one(self, choose: Any, tiny_library: Library) -> None:
        long = f"The Watch found in 2024 {'again and again ' * 120}that it was so."
        library = changed(tiny_library, "beatings", claim=long)
        assert set(told(choose("aland-minister", library, length="short"))) < set(
            told(choose("aland-minister", library, length="full"))
        )


class TestPositions:
    def test_only_the_recipients_own_positions_are_answered(self, choose: Any) -> None:
        assert [position.id for position in choose("bland-minister").positions] == ["bland-agrees"]
        dossier = choose("aland-minister")
        assert reasons(dossier, "bland-agrees") == ["a position of bland, not of the recipient"]

    def test_an_independent_body_is_not_held_to_what_its_state_said(self, choose: Any, tiny_library: Library) -> None:
        asks = [{"roles": ["executive", "rights-institution"], "text": "Raise forced return with Aland."}]
        library = changed(tiny_library, "no-return", asks=asks)
        library = changed(library, "bland-minister", actor="bland-parliament")
        assert [position.id for position in choose("bland-minister", library).positions] == ["bland-agrees"]
        independent = choose("bland-minister", changed(library, "bland-minister", roles=["rights-institution"]))
        assert independent.positions == ()
        assert reasons(independent, "bland-agrees") == ["a position of bland, not of the recipient"]

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"status": "superseded", "reason": "said otherwise since"}, "superseded: said otherwise since"),
            ({"date": "2026-08-01"}, "dated 2026-08-01, after the letter"),
            ({"demands": ["access"]}, "bears on none of the requests"),
        ],
    )
    def test_a_position_that_does_not_count_today_is_not_answered(
        self, choose: Any, tiny_library: Library, fields: dict[str, Any], reason: str
    ) -> None:
        dossier = choose("aland-minister", changed(tiny_library, "aland-says-no", **fields), demands=["no-return"])
        assert dossier.positions == ()
        assert reasons(dossier, "aland-says-no") == [reason]

    def test_the_position_of_the_first_rank_is_answered_then_the_newest(
        self, choose: Any, tiny_library: Library
    ) -> None:
        older = tiny_library.positions["aland-says-no"].model_copy(update={"id": "older", "date": "2020-01-01"})
        library = with_record(tiny_library, "positions", older)
        assert choose("aland-minister", library).positions[0].id == "aland-says-no"
        ranked = with_record(tiny_library, "positions", older.model_copy(update={"rank": 1}))
        assert choose("aland-minister", ranked).positions[0].id == "older"


class TestShippedRecords:
    """What must hold for every letter that can be written from the records that ship."""

    def test_china_is_not_held_to_the_covenant_that_it_only_signed(self, dossiers: dict[str, Dossier]) -> None:
        of_china = [
            obligation
            for dossier in dossiers.values()
            for obligation in dossier.obligations
            if obligation.subject.id == "cn"
        ]
        assert len(of_china) > 10
        assert "iccpr" not in {obligation.instrument.id for obligation in of_china}
        assert "iccpr" not in {provision.interprets for obligation in of_china for provision in obligation.provisions}

    @pytest.mark.parametrize("state", ["mn", "th", "la", "vn", "mm", "kp"])
    def test_states_outside_the_refugee_convention_are_not_held_to_it(
        self, dossiers: dict[str, Dossier], state: str
    ) -> None:
        convention = {"refugee-convention", "refugee-protocol"}
        written = [dossier for dossier in dossiers.values() if dossier.actor.id == state]
        assert written
        for dossier in written:
            own = [obligation for obligation in dossier.obligations if obligation.subject.id == state]
            assert own
            assert not {obligation.instrument.id for obligation in own} & convention
            written_law = [p for obligation in own for p in obligation.provisions if p.force != "custom"]
            written_law += [
                p
                for chosen in dossier.demands
                if chosen.role in OWN_DUTY_ROLES
                for p in chosen.basis
                if p.force != "custom"
            ]
            assert not {p.instrument for p in written_law} & convention
            assert not {p.interprets for p in written_law} & convention

    def test_every_obligation_binds_its_subject(self, dossiers: dict[str, Dossier], shipped_library: Library) -> None:
        for dossier in dossiers.values():
            for obligation in dossier.obligations:
                lineage = set(shipped_library.lineage(obligation.subject.id))
                if obligation.party is None:
                    assert {provision.force for provision in obligation.provisions} == {"custom"}
                    assert not lineage & {
                        party.actor
                        for provision in obligation.provisions
                        if provision.interprets
                        for party in shipped_library.instruments[provision.interprets].parties
                        if party.verb != "signed"
                    }
                else:
                    assert obligation.party in obligation.instrument.parties
                    assert obligation.party.actor in lineage
                    assert obligation.party.verb != "signed"

    def test_nothing_is_chosen_that_may_not_be_printed(self, dossiers: dict[str, Dossier]) -> None:
        for dossier in dossiers.values():
            chosen = [chosen.demand for chosen in dossier.demands]
            assert {record.status for record in (*chosen, *dossier.positions)} == {"active"}
            for facts in dossier.facts:
                for evidence in facts.evidence:
                    assert (evidence.status, evidence.audience) == ("active", "public")
                    assert evidence.as_of <= dossier.date

    def test_figures_for_one_event_appear_together_or_not_at_all(
        self, dossiers: dict[str, Dossier], shipped_library: Library
    ) -> None:
        together = 0
        for dossier in dossiers.values():
            chosen = told(dossier)
            assert len(chosen) == len(set(chosen)), dossier.recipient.id
            for evidence_id in chosen:
                for other in shipped_library.evidence[evidence_id].same_event_as:
                    if shipped_library.evidence[other].status == "active":
                        assert other in chosen, dossier.recipient.id
                        together += 1
        assert together

    def test_nothing_is_told_twice(self, dossiers: dict[str, Dossier]) -> None:
        for dossier in dossiers.values():
            relied_on = {record for position in dossier.positions for record in position.relies_on}
            assert not relied_on & set(told(dossier)), dossier.recipient.id

    def test_a_precedent_on_an_own_duty_was_asked_of_the_recipient(
        self, dossiers: dict[str, Dossier], shipped_library: Library
    ) -> None:
        seen = 0
        for dossier in dossiers.values():
            own = set(shipped_library.lineage(dossier.actor.id))
            for chosen in dossier.demands:
                for precedent in chosen.precedents if chosen.role in OWN_DUTY_ROLES else ():
                    assert precedent.to is None or own & set(shipped_library.lineage(precedent.to))
                    seen += precedent.to is not None
        assert seen

    def test_every_record_that_was_weighed_has_a_reason(self, dossiers: dict[str, Dossier]) -> None:
        for dossier in dossiers.values():
            assert all(choice.reason for choice in dossier.choices)
            assert {choice.kind for choice in dossier.choices} >= {"demand", "evidence", "provision", "position"}
