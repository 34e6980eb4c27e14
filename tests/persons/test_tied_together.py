"""What would tie what is told of a person to what is told of the same person, or of a relative, more openly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from acceptance.command import nkadvocate
from acceptance.reading import docx_paragraphs
from nkadvocate.library import Audience, cleared, mentions, open_library
from nkadvocate.library.audience import NOT_KNOWN, OF_ONE_SOURCE, TELLS_OF_RELATIVE
from persons.invented import PERSON, Open, campaign_folder, dump, invented, told
from persons.test_guarding import saying
from persons.test_sealed import SEAL

SAYS_MORE = "its text or its source says more than the consent allows"
PUBLIC = Audience("2026-07-10", public=True)
BARE: dict[str, Any] = {"relatives": [], "identifying": [], "age": None, "where": None, "born": None}
MOTHER = BARE | {"names": ["Ri Sun-hee"], "pseudonym": "Maehwa"}
DAUGHTER = BARE | {"names": ["Kim Un-ok"], "pseudonym": "Bora", "relatives": ["her mother Ri Sun-hee"]}
INTERVIEWS = {"id": "own-interviews", "type": "document", "title": "Interviews", "weight": "ngo"}


def withheld(open_with: Open, *records: dict[str, Any], **fields: Any) -> dict[str, str]:
    return dict(cleared(open_with(*records, **fields), PUBLIC).withheld)


def told_of(grant: dict[str, Any], person: dict[str, Any], claim: str, **changes: Any) -> dict[str, Any]:
    return invented(grant, person=person, claim=claim, **changes)


@pytest.mark.parametrize(
    ("locator", "tied"),
    [("interview 14", True), ("Interview no 14", True), ("pp 14–15", True), ("p 15", False), (None, False)],
)
def test_the_same_place_in_a_report_ties_two_records_of_one_person(
    open_with: Open, locator: str | None, tied: bool
) -> None:
    one = told_of({"form": "named"}, MOTHER, "{person} was beaten.", citations=[_at("interview 14")])
    two = told_of({"form": "unnamed"}, MOTHER, "{person} was sold.", id="testimony-two", citations=[_at(locator)])
    assert withheld(open_with, one, two) == ({"testimony-two": OF_ONE_SOURCE} if tied else {})


def test_so_does_the_same_note(open_with: Open) -> None:
    same = [{"source": "watch-2024", "note": "the last of the interviews on file"}]
    one = told_of({"form": "named"}, MOTHER, "{person} was beaten.", citations=same)
    two = told_of({"form": "unnamed"}, MOTHER, "{person} was sold.", id="testimony-two", citations=same)
    assert withheld(open_with, one, two) == {"testimony-two": OF_ONE_SOURCE}


@pytest.mark.parametrize(
    ("notes", "tied"),
    [
        (("witness A", "account of witness A"), True),
        (("interview on file, witness B", "Witness B at p 12"), True),
        (("witness A", "account of witness B"), False),
        (("A witness told this", "an account of a witness, on file"), False),
    ],
)
def test_so_do_words_that_say_whose_account_it_is(open_with: Open, notes: tuple[str, str], tied: bool) -> None:
    person = MOTHER | {"harmless": [*notes]}
    first, second = ([{"source": "watch-2024", "note": note}] for note in notes)
    one = told_of({"form": "named"}, person, "{person} was beaten.", citations=first)
    two = told_of({"form": "unnamed"}, person, "{person} was sold.", id="testimony-two", citations=second)
    assert withheld(open_with, one, two) == ({"testimony-two": OF_ONE_SOURCE} if tied else {})


@pytest.mark.parametrize(
    ("called", "tied"),
    [
        (({"title": "Interview with a nurse"}, {"title": "Interview with a nurse"}), True),
        (({"title": "Interview 14"}, {"title": "Interviews", "number": "14"}), True),
        (({"title": "Interview 14 (2025)"}, {"title": "Interview 15 (2025)"}), False),
    ],
)
def test_so_do_two_sources_of_ones_own_that_are_called_alike(
    desk: Path, called: tuple[dict[str, str], dict[str, str]], tied: bool
) -> None:
    person = MOTHER | {"harmless": ["14", "15", "2025"]}
    cited = ([{"source": f"own-{name}"}] for name in ("one", "two"))
    one = told_of({"form": "named"}, person, "{person} was beaten.", citations=next(cited))
    two = told_of({"form": "unnamed"}, person, "{person} was sold.", id="testimony-two", citations=next(cited))
    mine = campaign_folder(desk / "campaigns" / "mine", one, two)
    sources = [INTERVIEWS | {"id": f"own-{name}"} | one for name, one in zip(("one", "two"), called, strict=True)]
    (mine / "sources").mkdir(exist_ok=True)
    (mine / "sources" / "interviews.yaml").write_text(dump(sources), "utf-8")
    library = cleared(open_library(mine, today="2026-07-10"), PUBLIC)
    assert library.withheld == ({"testimony-two": OF_ONE_SOURCE} if tied else {})


def _at(locator: str | None) -> dict[str, str]:
    return {"source": "watch-2024"} | ({"locator": locator} if locator else {})


@pytest.mark.parametrize("pseudonym", ["Maehwa", "Bora"])
def test_whose_names_nobody_kept_is_known_by_the_pseudonym(open_with: Open, pseudonym: str) -> None:
    person = MOTHER | {"names": []}
    one = told_of({"form": "pseudonym"}, person, "{person} was beaten.")
    other = person | {"pseudonym": pseudonym}
    two = told_of({"form": "unnamed"}, other, "{person} was sold.", id="testimony-two")
    assert withheld(open_with, one, two) == ({"testimony-two": OF_ONE_SOURCE} if pseudonym == "Maehwa" else {})


@pytest.mark.parametrize("form", ["pseudonym", "unnamed"])
def test_nor_are_the_two_linked_as_of_one_event(desk: Path, form: str) -> None:
    person = MOTHER | {"names": []}
    one = told_of({"form": "pseudonym", "detail": "exact"}, person, "{person} was beaten {when}.")
    grant = {"form": form, "detail": "exact"}
    two = told_of(grant, person, "{person} was sold {when}.", id="testimony-two", citations=[_at("p 13")])
    two["same_event_as"] = ["testimony-one"]
    campaign_folder(desk / "campaigns" / "mine", one, two)
    result = nkadvocate("show", "testimony-two", "-c", "mine")
    assert result.exit_code == 0
    assert ("testimony-one" in result.output) is (form == "pseudonym")


OF_KIN: list[dict[str, Any]] = [
    {"claim": "{person} said that guards beat her daughter."},
    *(
        {"claim": f"{{person}} said that guards beat her {kin}."}
        for kin in (
            "little girl",
            "newborn",
            "next of kin",
            "in-laws",
            "fiancée",
            "mum",
            "little one",
            "ex",
            "teenager",
        )
    ),
    *(
        {"claim": f"{{person}} {told}."}
        for told in (
            "said that a grandniece was beaten",
            "was divorced before they took him",
            "saw that mama was beaten",
            "had been remarried to a guard",
            "miscarried in the cell",
            "said that a schoolboy was beaten",
            "said that a great-aunt was beaten",
            "spoke of the maternal side",
        )
    ),
    {"claim": "{person} was widowed when guards shot him."},
    {"claim": "{person} said that guards beat the man that she had married."},
    {"claim": {"en": "{person} was beaten.", "de": "{person} wurde geschlagen, wie ihr Kind."}},
    {
        "claim": "{person} was beaten.",
        "citations": [{"source": "watch-2024", "note": "interview with both, her child too"}],
    },
    {"claim": "{person} was beaten.", "caveat": "as her daughter says"},
]


@pytest.mark.parametrize("printed", OF_KIN)
@pytest.mark.parametrize(
    ("mother", "daughter", "apart"),
    [("named", None, True), ("pseudonym", "named", True), ("unnamed", "pseudonym", True), ("named", "named", False)],
)
def test_who_tells_of_a_relative_is_told_as_openly_as_the_relative(
    open_with: Open, printed: dict[str, Any], mother: str, daughter: str | None, apart: bool
) -> None:
    """More openly would tell of the relative, and less openly would be unmasked by the relative's own record."""
    one = invented({"form": mother}, person=MOTHER, **printed)
    grant = {"form": daughter} if daughter else {"to": "internal"}
    two = told_of(grant, DAUGHTER, "{person} was beaten.", id="testimony-two", citations=[_at("p 99")])
    assert (withheld(open_with, one, two).get("testimony-one") == TELLS_OF_RELATIVE) is apart


def test_whoever_is_withheld_for_a_relative_is_withheld_from_a_third_too(open_with: Open) -> None:
    """The daughter tells of a child whose record is not told; so the mother may not tell of the daughter either."""
    child = BARE | {"names": ["Pak Chol"], "pseudonym": "Namu", "sex": "m"}
    daughter = DAUGHTER | {"relatives": ["her mother Ri Sun-hee", "her son Pak Chol"]}
    one = told_of({"form": "named"}, MOTHER, "{person} and her daughter were beaten.")
    two = told_of({"form": "named"}, daughter, "{person} and her son were beaten.", id="testimony-two")
    three = told_of({"to": "internal"}, child, "{person} was beaten.", id="testimony-three")
    for n, each in enumerate((one, two, three)):
        each["citations"] = [_at(f"p {n}")]
    found = withheld(open_with, one, two, three)
    assert found["testimony-two"] == found["testimony-one"] == TELLS_OF_RELATIVE


def test_a_name_that_is_withheld_for_a_relative_is_free_nowhere(open_with: Open) -> None:
    """Though consent holds: no record tells it to these readers."""
    one = told_of(
        {"form": "named"}, MOTHER, "{person} and her daughter were beaten.", status="superseded", reason="Anew."
    )
    two = told_of({"form": "pseudonym"}, DAUGHTER, "{person} was beaten.", id="testimony-two", citations=[_at("p 99")])
    library = cleared(open_with(one, two), PUBLIC)
    assert library.withheld == {"testimony-one": TELLS_OF_RELATIVE}
    assert mentions("In memory of Ri Sun-hee.", library.hidden)


SPEAKER = {"id": "those-who-told-us", "kind": "group", "name": "those who told us"}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("those who told us", None),
        ("the Zuvo Office", NOT_KNOWN),
        ("her neighbour Han Bok-shil", NOT_KNOWN),
        ("the aunt of a nurse", TELLS_OF_RELATIVE),
        ("a nurse from Vexin", SAYS_MORE),
    ],
)
def test_who_says_it_is_looked_at_as_what_is_said(desk: Path, name: str, why: str | None) -> None:
    """Unless that is an actor that ships: an annex prints it with the claim."""
    place = {"county": "Vexin County", "country": "Wuland"}
    person = MOTHER | {"where": place, "relatives": ["her daughter Kim Un-ok"]}
    one = told_of({"form": "unnamed"}, person, "{person} was beaten {where}.", by="those-who-told-us")
    two = told_of({"to": "internal"}, DAUGHTER, "{person} was sold.", id="testimony-two", citations=[_at("p 99")])
    mine = campaign_folder(desk / "campaigns" / "mine", one, two, recipients=["aland-minister"])
    (mine / "actors" / "own.yaml").write_text(dump([SPEAKER | {"name": name}]), "utf-8")
    library = cleared(open_library(mine, today="2026-07-10"), PUBLIC)
    assert library.withheld.get("testimony-one") == why
    if why:
        assert nkadvocate("check", "campaigns/mine").exit_code == 1


def test_nor_does_the_name_of_who_says_it_free_a_place(desk: Path) -> None:
    place = {"county": "Vexin County", "country": "Wuland"}
    record = told_of({"form": "unnamed"}, MOTHER | {"where": place}, "{person} was beaten.", by="those-who-told-us")
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=["aland-minister"])
    (mine / "actors" / "own.yaml").write_text(dump([SPEAKER | {"name": "those of Vexin"}]), "utf-8")
    saying(mine, "It was in Vexin.")
    nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "txt")
    assert "Vexin" not in told()
    assert "Vexin" not in nkadvocate("list", "actors", "-c", "mine").output


@pytest.mark.parametrize(("detail", "apart"), [("exact", True), ("year-and-country", False)])
def test_and_as_exactly(open_with: Open, detail: str, apart: bool) -> None:
    claim = "{person} and her daughter were beaten {when}."
    one = told_of({"form": "named", "detail": detail}, MOTHER, claim)
    grant = {"form": "named", "detail": "year-and-country"}
    two = told_of(grant, DAUGHTER, "{person} was beaten {when}.", id="testimony-two", citations=[_at("p 99")])
    assert (withheld(open_with, one, two).get("testimony-one") == TELLS_OF_RELATIVE) is apart


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"where": {"village": "Qulumo-ri", "country": "Wuland"}}, {"where": PERSON["where"]}),
        ({"age": 34}, {"age": 34}),
    ],
)
def test_a_village_or_an_age_that_a_twin_does_not_tell_is_not_told(
    open_with: Open, ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    one = told_of({"form": "named", "detail": "exact"}, MOTHER | ours, "{person} and her twin were beaten.")
    grant = {"form": "named", "detail": "year-and-province"}
    two = told_of(grant, DAUGHTER | theirs, "{person} was beaten.", id="testimony-two", citations=[_at("p 99")])
    assert withheld(open_with, one, two)["testimony-one"] == TELLS_OF_RELATIVE


@pytest.mark.parametrize("between", [False, True])
def test_two_accounts_of_one_person_are_not_linked_through_a_third(desk: Path, between: bool) -> None:
    one = told_of({"form": "named", "detail": "exact"}, MOTHER, "{person} was beaten {when}.")
    two = told_of({"form": "unnamed", "detail": "exact"}, MOTHER, "{person} was sold {when}.", id="testimony-two")
    person = BARE | {"names": ["Pak Chol"], "pseudonym": "Namu", "sex": "m"}
    three = told_of({"form": "named", "detail": "exact"}, person, "{person} saw it {when}.", id="testimony-three")
    for n, each in enumerate((one, two, three)):
        each["citations"] = [_at(f"p {n}")]
        each["same_event_as"] = ["testimony-three"] if each is not three else []
    campaign_folder(desk / "campaigns" / "mine", *([one, two, three] if between else [two, three]))
    assert ("testimony-three" in nkadvocate("show", "testimony-two", "-c", "mine").output) is not between


def test_relatives_who_are_told_in_different_ways_are_not_linked_as_of_one_event(desk: Path) -> None:
    one = told_of({"form": "pseudonym", "detail": "exact"}, MOTHER, "{person} saw it {when}.")
    two = told_of({"form": "named", "detail": "exact"}, DAUGHTER, "{person} was beaten {when}.", id="testimony-two")
    two["same_event_as"] = ["testimony-one"]
    campaign_folder(desk / "campaigns" / "mine", one, two)
    result = nkadvocate("show", "testimony-two", "-c", "mine")
    assert "Kim Un-ok" in result.output
    assert "testimony-one" not in result.output


@pytest.mark.parametrize(
    "words",
    [
        *("her daughter, then seven,", "a child of seven", "a girl aged nine", "her daughter in her seventh year"),
        *("her seven-year-old son", "her twins, one year old,", "her baby of two months", "her two daughters"),
    ],
)
def test_numbers_up_to_ten_may_be_the_age_of_a_relative(open_with: Open, words: str) -> None:
    claim = f"{{person}} said that they beat {words}."
    assert withheld(open_with, told_of({"form": "named"}, MOTHER, claim)) == {"testimony-one": NOT_KNOWN}
    person = MOTHER | {"harmless": [words]}
    assert not withheld(open_with, told_of({"form": "named"}, person, claim))


@pytest.mark.parametrize("status", ["withdrawn", "superseded", "disputed"])
def test_why_a_testimony_does_not_stand_is_for_the_sender_to_say(desk: Path, status: str) -> None:
    """The reason in the record may say what no one looked for."""
    mine = campaign_folder(desk / "campaigns" / "mine", invented(), recipients=["aland-minister"], seal=SEAL)
    assert nkadvocate("letter", "aland-minister", "-c", "mine", "-f", "docx").exit_code == 0
    record = invented(status=status, reason="Her brother Chol Nam was arrested in Hoeryong.")
    (mine / "evidence" / "evidence.yaml").write_text(dump([record]), "utf-8")
    result = nkadvocate("affected", "testimony-one", "-c", "mine", "-o", "corrections")
    assert result.exit_code == 0
    (path,) = Path("corrections").glob("*.docx")
    words = "\n".join(docx_paragraphs(path.read_bytes()))
    assert "Zaza" in words
    assert "to be stated by the sender" in words
    for text in (words, nkadvocate("show", "testimony-one", "-c", "mine").output):
        assert "Hoeryong" not in text


def test_what_a_source_of_ones_own_says_for_those_who_keep_it_is_not_shown(desk: Path) -> None:
    source = INTERVIEWS | {"issued": "2025-03-17", "inferred": {"issued": "the day on which Chol Nam came, 17 March"}}
    source["text"] = "2025-03-17.txt"
    record = told_of({"form": "unnamed"}, MOTHER, "{person} was beaten.", citations=[{"source": "own-interviews"}])
    mine = campaign_folder(desk / "campaigns" / "mine", record)
    (mine / "sources").mkdir(exist_ok=True)
    (mine / "sources" / "interviews.yaml").write_text(dump([source]), "utf-8")
    result = nkadvocate("show", "own-interviews", "-c", "mine")
    assert result.exit_code == 0
    assert "title: Interviews" in result.output
    assert "17" not in result.output
