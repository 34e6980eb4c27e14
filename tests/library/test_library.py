"""The library: all records by kind and id, from the shipped folder and from campaigns, with all problems at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nkadvocate import shipped
from nkadvocate.library import MODELS, Library, open_campaign, open_library
from nkadvocate.problems import ProblemsError, UnknownNameError
from nkadvocate.shipped import DEFAULT_CAMPAIGN, campaign_folder, campaign_folders
from tiny import CAMPAIGN, RECORDS

OpenRecords = Callable[..., Library]

ALAND = "- {id: aland, kind: state, name: Aland}\n"
BOOK = "- {id: book, type: book, title: Book, weight: academic}\n"


def complaints(open_them: Callable[[], object]) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        open_them()
    return [str(problem) for problem in caught.value.problems]


def test_records_are_found_by_kind_and_id_in_the_order_of_the_files(tiny_library: Library) -> None:
    assert list(tiny_library.recipients) == ["aland-minister", "bland-minister", "aland-ambassador"]
    assert tiny_library.kind("sources")["watch-2024"] is tiny_library.sources["watch-2024"]
    assert tiny_library.find("treaty-3") == ("provisions", tiny_library.provisions["treaty-3"])


def test_a_record_knows_where_it_was_read(tiny_library: Library) -> None:
    line = RECORDS["demands"].split("\n").index("- id: access") + 1
    assert str(tiny_library.origins["access"].place(("id",))) == f"seeds/demands/demands.yaml:{line}:7"


def test_names_that_do_not_exist_bring_suggestions(tiny_library: Library) -> None:
    with pytest.raises(UnknownNameError, match=r"there is no recipient 'bland-ministre' \(did you mean bland-minister"):
        tiny_library.recipient("bland-ministre")
    with pytest.raises(UnknownNameError, match=r"there is no record 'treaty-4'.*treaty-3"):
        tiny_library.find("treaty-4")
    with pytest.raises(KeyError):
        tiny_library.kind("letters")


def test_the_lineage_of_an_institution_leads_outwards(tiny_library: Library) -> None:
    assert list(tiny_library.lineage("aland-ministry")) == ["aland-ministry", "aland"]


def test_actors_that_are_part_of_each_other_do_not_go_round_for_ever(open_records: OpenRecords) -> None:
    actors = "- {id: a, kind: ngo, name: A, part_of: b}\n- {id: b, kind: ngo, name: B, part_of: a}\n"
    assert list(open_records(actors=actors).lineage("a")) == ["a", "b"]


def test_an_id_given_twice_in_one_file_names_both_places(open_records: OpenRecords) -> None:
    assert complaints(lambda: open_records(actors=ALAND + ALAND)) == [
        "seeds/actors/actors.yaml:2:8: the id 'aland' is given twice; first at seeds/actors/actors.yaml:1:8"
    ]


def test_an_id_given_twice_in_two_files_names_both_places(open_records: OpenRecords, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "actors").mkdir(parents=True)
    (tmp_path / "seeds" / "actors" / "more.yaml").write_text(f"# more\n{ALAND}")
    assert complaints(lambda: open_records(actors=ALAND)) == [
        "seeds/actors/more.yaml:2:8: the id 'aland' is given twice; first at seeds/actors/actors.yaml:1:8"
    ]


def test_an_id_serves_one_kind_only(open_records: OpenRecords) -> None:
    assert complaints(lambda: open_records(sources=BOOK, actors=ALAND.replace("aland", "book"))) == [
        "seeds/actors/actors.yaml:1:8: the id 'book' is given twice; first at seeds/sources/sources.yaml:1:8"
    ]


@pytest.mark.parametrize(("first", "then"), [("sources", "actors"), ("actors", "sources")])
def test_a_campaign_cannot_take_the_id_of_another_kind(open_records: OpenRecords, first: str, then: str) -> None:
    texts = {"sources": BOOK, "actors": ALAND.replace("aland", "book")}
    assert complaints(lambda: open_records({then: texts[then]}, **{first: texts[first]})) == [
        f"campaign-0/{then}/{then}.yaml:1:8: the id 'book' is taken by one of the {first}"
    ]


def test_the_problems_of_all_files_are_reported_together(open_records: OpenRecords) -> None:
    found = complaints(
        lambda: open_records(
            actors="- {id: a, kind: stat, name: A}\n- {id: b, kind: ngo, name: B, part_of: nowhere}\n",
            sources="- {id: s\n",
            forms="- {id: f, title: F}\n",
        )
    )
    assert [complaint.split(": ")[0] for complaint in found] == [
        "seeds/sources/sources.yaml:2:1",
        "seeds/actors/actors.yaml:1:17",
        "seeds/forms/forms.yaml:1:3",
        "seeds/actors/actors.yaml:2:40",
    ]


def test_the_record_of_a_campaign_replaces_the_shipped_one(open_records: OpenRecords) -> None:
    library = open_records({"actors": ALAND.replace("name: Aland", "name: New Aland")}, actors=ALAND)
    assert library.actors["aland"].name == "New Aland"
    assert library.origins["aland"].place().file == "campaign-0/actors/actors.yaml"


def test_the_last_campaign_folder_has_the_last_word(open_records: OpenRecords) -> None:
    one, two = ({"actors": ALAND.replace("name: Aland", f"name: {name}")} for name in ("One", "Two"))
    assert open_records(one, two, actors=ALAND).actors["aland"].name == "Two"


def test_a_campaign_adds_records_that_may_point_to_shipped_ones(open_records: OpenRecords) -> None:
    added = "- {id: aland-court, kind: institution, name: the court, part_of: aland}\n"
    library = open_records({"actors": added}, actors=ALAND)
    assert list(library.actors) == ["aland", "aland-court"]


def test_an_empty_file_holds_no_records(open_records: OpenRecords) -> None:
    assert open_records(actors="# none yet\n").actors == {}


def test_a_campaign_is_read_against_the_library(tmp_path: Path, tiny_library: Library) -> None:
    (tmp_path / "campaign.yaml").write_text(f"{CAMPAIGN}recipients: [aland-minister]\ndemands: [no-retrun]\n")
    line = CAMPAIGN.count("\n") + 2
    assert complaints(lambda: open_campaign(tmp_path, tiny_library)) == [
        f"{tmp_path.name}/campaign.yaml:{line}:11: no record 'no-retrun' among demands (did you mean no-return?)"
    ]


def test_an_own_campaign_comes_before_a_shipped_one_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert campaign_folder(DEFAULT_CAMPAIGN) == shipped.CAMPAIGNS / DEFAULT_CAMPAIGN
    own = tmp_path / "campaigns" / DEFAULT_CAMPAIGN
    own.mkdir(parents=True)
    (own / "campaign.yaml").write_text(CAMPAIGN)
    assert campaign_folder(DEFAULT_CAMPAIGN).resolve() == own
    assert [folder.resolve() for folder in campaign_folders() if folder.name == DEFAULT_CAMPAIGN] == [own]


def test_a_campaign_may_be_named_by_its_folder(tmp_path: Path) -> None:
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN)
    assert campaign_folder(str(tmp_path)) == tmp_path


def test_a_campaign_that_does_not_exist_brings_suggestions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownNameError, match=r"there is no campaign 'defualt'.*did you mean default"):
        campaign_folder("defualt")


def test_the_shipped_records_are_all_valid(shipped_library: Library) -> None:
    assert all(shipped_library.kind(kind) for kind in MODELS)


def test_the_shipped_campaigns_are_all_valid(shipped_library: Library) -> None:
    folders = [path.parent for path in shipped.CAMPAIGNS.glob("*/campaign.yaml")]
    assert {open_campaign(folder, open_library(folder)).id for folder in folders} == {f.name for f in folders}
