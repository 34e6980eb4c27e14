"""Names that stand in several records: of the same person, and of others who are called alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from acceptance.command import nkadvocate
from nkadvocate.library import Audience, cleared, mentions
from nkadvocate.library.audience import NAMES_ANOTHER, NOT_KNOWN, TOLD_BY_NAME
from persons.invented import Open, campaign_folder, dump, invented, told
from persons.test_guarding import saying

RECIPIENT = "aland-minister"
PUBLIC = Audience("2026-07-10", public=True)
ENDED = "consent to tell of the same person has ended in another record"
READS_LIKE = "its name or pseudonym holds or reads like a name, word, place, date or age that a record protects"


def test_a_withdrawal_in_one_record_holds_for_the_same_person_in_another(desk: Path) -> None:
    one = invented({"form": "named", "withdrawn": "2026-07-01"}, status="withdrawn", reason="She asked for it.")
    other = invented({"form": "named"}, id="testimony-two")
    campaign_folder(desk / "campaigns" / "mine", one, other, recipients=[RECIPIENT])
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0
    assert "Kyuri" not in told()


def test_the_pseudonym_of_one_does_not_free_the_name_of_another(desk: Path) -> None:
    one = invented({"form": "pseudonym"}, person={"names": ["Pak Other"], "pseudonym": "Ri Sun-hee"})
    other = invented({"to": "internal"}, id="testimony-two", person={"names": ["Ri Seon-hui"], "pseudonym": None})
    saying(
        campaign_folder(desk / "campaigns" / "mine", one, other, recipients=[RECIPIENT]), "So did Ri Seon-hui’s sister."
    )
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt")
    assert not told()


def test_identifying_words_are_protected_whatever_else_has_them(desk: Path) -> None:
    """So say the records' pages; a word of somebody else's name or pseudonym frees them."""
    one = invented({"form": "pseudonym"}, person={"names": ["Pak Other"], "pseudonym": "Grace Wexo", "identifying": []})
    other = invented({"to": "internal"}, id="testimony-two", person={"identifying": ["Wexo"]})
    mine = campaign_folder(desk / "campaigns" / "mine", one, other, recipients=[RECIPIENT])
    saying(mine, "She is the nurse of Wexo.")
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt")
    assert not told()


@pytest.mark.parametrize("ended", [{"withdrawn": "2026-07-01"}, {"expires": "2026-07-01"}])
@pytest.mark.parametrize("name", ["Ri Sun-hee", "Sun-hee Ri", "Lee Seon-hui"])
def test_what_has_ended_in_one_record_is_withheld_in_all(open_with: Open, ended: dict[str, Any], name: str) -> None:
    one = invented({"form": "named"} | ended, person={"names": ["Ri Sun-hee"]})
    other = invented({"form": "named"}, id="testimony-two", person={"names": [name]})
    library = cleared(open_with(one, other), PUBLIC)
    assert library.withheld["testimony-two"] == ENDED
    assert mentions(name, library.hidden)


@pytest.mark.parametrize(
    ("name", "other", "told"),
    [
        ("Grace Hyun-ju Kim", "Grace Kim", False),
        ("Grace Hyun-ju Kim", "Kim Grace", False),
        ("Ri Mi-ae", "Lee Mi-ae", False),
        *(("Grace Hyun-ju Kim", other, False) for other in ("Kim Hyun-ju", "Hyun-ju Kim", "Grace Hyun-ju")),
        *(("Kim Hyun-ju", "Grace Hyun-ju Kim", False), ("Maria Kim Min-ju", "Kim Min-ju", False)),
        *(("O Un", "Oh Eun", False), ("Rim Hwa", "Yim Hwa", False), ("Ri Sun-hee", "Sun-hee", False)),
        *(("Kim Hyun Ju", "Hyun Ju", False), ("Kim Hyun-ju", "Mrs Hyun-ju", False), ("Ri Sun Hee", "Sunhee", False)),
        *(("Sun Hee Ri", "Sun-hee", False), ("Grace Kim", "Ms Grace", False), ("Grace Kim", "Grace K.", False)),
        *(("리선희", "선희", False), ("李善姬", "善姬", False), ("남궁선희", "선희", False), ("선희", "리선희", False)),
        *(
            ("Eunju", "Grace Un-ju Kim", False),
            ("Su Mi", "Maria Lim Soo-mee", False),
            ("Chul", "Joseph Chol Choe", False),
        ),
        *(("Kim Soo-in", "Kim Suin", False), ("Han Ka In", "Han Gain", False), ("Pak Mi Ae", "Park Miae", False)),
        *(("김화", "화", False), ("金花", "花", False)),
        *(
            ("Grace Hyun-ju Kim", "Pak Hyun-ju", True),
            ("Ri Sun-hee", "Kim Sun-hee", True),
            ("Kim Hwa", "Pak Hwa", True),
        ),
        *(("Kim Hyun Ju", "Kim Ju", True), ("리선희", "김선희", True)),
    ],
)
def test_so_is_a_short_name_and_one_without_its_middle_part(open_with: Open, name: str, other: str, told: bool) -> None:
    one = invented({"form": "named", "withdrawn": "2026-07-01"}, person={"names": [name]})
    two = invented({"form": "named"}, id="testimony-two", person={"names": [other]})
    assert ("testimony-two" in cleared(open_with(one, two), PUBLIC).evidence) is told


@pytest.mark.parametrize(
    ("one", "third", "other"),
    [
        (["리선희"], ["리선희", "Ri Sun-hee"], ["Ri Sun-hee"]),
        (["Kim Hwa"], ["Kim Hwa", "Pak Sol"], ["Pak Sol"]),
        (["Grace Kim"], ["Grace Hyun-ju Kim"], ["Kim Hyun-ju"]),
    ],
)
@pytest.mark.parametrize("grant", [{"to": "internal"}, {"form": "named", "expires": "2026-07-01"}])
def test_what_has_ended_is_withheld_where_a_third_record_says_who_it_is(
    open_with: Open, one: list[str], third: list[str], other: list[str], grant: dict[str, Any]
) -> None:
    ended = {"form": "named", "withdrawn": "2026-07-01"}
    records = (
        invented(given, person={"names": names}, id=f"testimony-{n}")
        for n, (names, given) in enumerate(((one, ended), (third, grant), (other, {"form": "named"})))
    )
    assert cleared(open_with(*records), PUBLIC).withheld["testimony-2"] == ENDED


def test_so_it_is_by_name_where_only_the_pseudonym_is_on_record_that_ended(open_with: Open) -> None:
    one = invented({"form": "pseudonym", "withdrawn": "2026-07-01"}, person={"names": [], "pseudonym": "Sobaek"})
    other = invented({"form": "named"}, id="testimony-two", person={"names": ["Kim Hyun-ju"], "pseudonym": "Sobaek"})
    assert cleared(open_with(one, other), PUBLIC).withheld["testimony-two"] == ENDED


def test_nobody_is_told_by_name_and_by_a_pseudonym_that_stands_alone_on_record(open_with: Open) -> None:
    one = invented({"form": "named"}, person={"names": ["Kim Hyun-ju"], "pseudonym": "Sobaek"})
    person = {"names": [], "relatives": [], "pseudonym": "Sobaek"}
    other = invented({"form": "pseudonym"}, id="testimony-two", person=person, citations=[{"source": "watch-2024"}])
    assert cleared(open_with(one, other), PUBLIC).withheld["testimony-two"] == TOLD_BY_NAME


@pytest.mark.parametrize(
    ("names", "relatives", "other"),
    [
        (["Ri Sun-hee"], [], {"names": ["Ri Sun-hee", "Grace Ri"], "relatives": []}),
        (["Pak Kyong-ok"], [], {"names": ["Grace Kim"], "relatives": ["her mother Pak Kyong-ok"]}),
        (["Pak Kyong-ok"], ["Grace Kim"], {"names": ["Kim Ok"], "relatives": []}),
    ],
)
def test_a_pseudonym_has_no_piece_of_a_name_that_another_record_has(
    open_with: Open, names: list[str], relatives: list[str], other: dict[str, Any]
) -> None:
    person = {"names": names, "relatives": relatives, "pseudonym": "Grace"}
    one = invented({"form": "pseudonym"}, person=person)
    two = invented({"to": "internal"}, id="testimony-two", person={"pseudonym": None} | other)
    assert cleared(open_with(one, two), PUBLIC).withheld["testimony-one"] == READS_LIKE


def test_a_consent_given_anew_to_a_name_of_three_words_has_not_ended(open_with: Open) -> None:
    grants = {"form": "named", "expires": "2026-07-01"}, {"form": "named", "given": "2026-06-01"}
    one = invented(*grants, person={"names": ["Grace Hyun-ju Kim"]})
    other = invented({"form": "named"}, id="testimony-two", person={"names": ["Grace Kim"]})
    assert cleared(open_with(one, other), PUBLIC).withheld == {}


def test_a_pseudonym_that_was_withdrawn_is_withheld_too(open_with: Open) -> None:
    one = invented({"form": "pseudonym", "withdrawn": "2026-07-01"}, person={"names": []})
    other = invented({"form": "pseudonym"}, id="testimony-two", person={"names": []})
    assert cleared(open_with(one, other), PUBLIC).withheld["testimony-two"] == ENDED


def test_what_has_ended_for_some_readers_is_told_to_others(open_with: Open) -> None:
    bland = {"to": "governments", "actors": ["bland"], "form": "named"}
    one = invented(bland | {"withdrawn": "2026-07-01"})
    other = invented(bland, bland | {"actors": ["dland"]}, id="testimony-two")
    library = open_with(one, other)
    assert "testimony-two" in cleared(library, Audience("2026-07-10", frozenset(["dland-ministry"]))).evidence
    assert "testimony-two" in cleared(library, Audience("2026-07-10", frozenset(["bland"]))).withheld


def test_what_has_ended_for_any_readers_is_not_told_to_the_public(open_with: Open) -> None:
    """For they are among the public."""
    office = {"to": "un-body-in-confidence", "actors": ["rights-office"], "form": "named", "withdrawn": "2026-07-01"}
    one, other = invented(office), invented({"form": "named"}, id="testimony-two")
    assert cleared(open_with(one, other), PUBLIC).withheld["testimony-two"] == ENDED


@pytest.mark.parametrize(
    ("reader", "told"),
    [("dland-ministry", False), ("rights-office", False), ("other-office", True), ("bland", False)],
)
def test_nor_to_those_who_are_told_no_more_than_the_public(open_with: Open, reader: str, told: bool) -> None:
    """Who has a grant of their own that holds is told by that."""
    to_bodies = {"to": "un-body-in-confidence", "actors": ["other-office"], "form": "named"}
    one = invented({"to": "governments", "form": "named", "expires": "2026-07-01"})
    other = invented({"to": "public", "form": "named"}, to_bodies, id="testimony-two")
    if told:
        other["consent"]["grants"][0]["form"] = "unnamed"
    library = cleared(open_with(one, other), Audience("2026-07-10", frozenset([reader])))
    assert library.withheld.get("testimony-two") == (None if told else ENDED)


def test_a_consent_that_was_given_anew_has_not_ended(open_with: Open) -> None:
    one = invented({"form": "named", "expires": "2026-07-01"}, {"form": "named", "given": "2026-06-01"})
    other = invented({"form": "named"}, id="testimony-two")
    assert cleared(open_with(one, other), PUBLIC).withheld == {}


def test_who_is_named_in_one_record_and_not_in_another_is_named(open_with: Open) -> None:
    """Each testimony has its own consent, and none has ended."""
    one, other = invented({"form": "named"}), invented({"to": "internal"}, id="testimony-two")
    library = cleared(open_with(one, other), PUBLIC)
    assert [*library.withheld] == ["testimony-two"]
    assert not mentions("Invented Kyuri, 발명한 규리", library.hidden)


@pytest.mark.parametrize(
    "person",
    [{"names": ["Ri Seon-hui"]}, {"relatives": ["Yi Sun-hee"]}, {"identifying": ["Sun-hee’s Bakery", "Sun-hee"]}],
)
def test_a_pseudonym_that_reads_like_what_another_record_protects_is_not_told(
    open_with: Open, person: dict[str, Any]
) -> None:
    one = invented({"form": "pseudonym"}, person={"names": ["Pak Other"], "pseudonym": "Ri Sun-hee"})
    other = invented({"to": "internal"}, id="testimony-two", person=person | {"pseudonym": None})
    library = cleared(open_with(one, other), PUBLIC)
    assert library.withheld["testimony-one"] == READS_LIKE


@pytest.mark.parametrize(
    "pseudonym",
    [
        *("Kim Sun-hee", "Sun-hee", "Mrs Seon-hui Kim", "Zaza Xolo", "Zaza of Qulumo", "Zaza of Vexin"),
        *("Woman born 2 March 1984", "Zaza aged 34", "Zaza of 23 November 2018", "Woman of March 1984"),
    ],
)
def test_a_pseudonym_that_holds_what_the_record_protects_is_not_told_and_check_says_so(
    desk: Path, pseudonym: str
) -> None:
    """To change the family name alone is the mistake that is easily made."""
    person = {"names": ["Ri Sun-hee"], "pseudonym": pseudonym}
    mine = campaign_folder(desk / "campaigns" / "mine", invented({"form": "pseudonym"}, person=person))
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0
    assert "(name changed)" not in " ".join(told().split())
    assert f"testimony-one: withheld: {READS_LIKE}" in nkadvocate("check", mine).output


@pytest.mark.parametrize(
    ("name", "pseudonym", "told"),
    [
        *(("Grace Kim", "Grace", False), ("Kim Hwa", "Ms Hwa", False), ("Mary Ri", "Mary R.", False)),
        *(("Ri Un-ae", "Eun Ae", False), ("Ri Un Ae", "Eun-ae", False), ("Kim Han", "Han", False)),
        *(
            ("Min Kim", "Min", False),
            ("Han Kim", "Ms Han", False),
            ("Hyun Min", "Hyun", False),
            ("Kim Min", "Min", False),
        ),
        *(("Ri Sun-hee", one, False) for one in ("Sun", "Hee", "Ms Sun", "Sun H.", "Soon-ja", "sun", "Sunhee")),
        *(("Kim Mi-ran", "Nan", False), ("Grace Hyun-ju Kim", "Hyun", False), ("Ri Ch’ol-su", "Chol", False)),
        *(("Grace Kim", one, False) for one in ("Mary-Grace", "GraceK", "Grace2", "Grace-nim")),
        *(("Kim Hwa", one, False) for one in ("Hwa-ssi", "Hwassi", "Hwaya", "Hwa7", "HwaSol", "Pak-Hwa", "Ms hwa")),
        *(("리선희", one, False) for one in ("선", "희", "리선", "희야", "선녀")),
        *(("Kim Ran", "Nana", False), ("李順姬", "姬", False), ("리련", "연", False)),
        *(("리선희", "박매화", True), ("Ri Sun-hee", "Ri Mae-hwa", True), ("Mrs Kim Un-ok", "Mrs Kim", True)),
        *(("Kim Hwa", "Maehwa", True), ("Kim Un-ok", "Kim Sol", True), ("Grace Kim", "Ms K.", True)),
        *(
            ("Sun Hee", "Sun", False),
            ("Sun Hee", "Sun-ja", False),
            ("Ok Hui", "Mi Ok", False),
            ("Kim Hwa", "Kim", False),
        ),
    ],
)
@pytest.mark.parametrize("field", ["names", "relatives"])
def test_no_part_of_a_given_name_is_a_pseudonym_or_stands_in_one(
    open_with: Open, field: str, name: str, pseudonym: str, told: bool
) -> None:
    one = invented({"form": "pseudonym"}, person={field: [name], "pseudonym": pseudonym})
    assert ("testimony-one" in cleared(open_with(one), PUBLIC).evidence) is told


def test_a_pseudonym_does_not_free_a_part_of_the_name_of_another(desk: Path) -> None:
    one = invented({"form": "pseudonym"}, person={"names": ["Pak Other"], "pseudonym": "Kim Sun-hee"})
    other = invented({"form": "unnamed"}, id="testimony-two", person={"names": ["Ri Sun-hee"], "pseudonym": "Boba"})
    saying(campaign_folder(desk / "campaigns" / "mine", one, other, recipients=[RECIPIENT]), "Sun-hee wept.")
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 1


@pytest.mark.parametrize("pseudonym", ["Grace Wexo", "Mi-ran", "Interviewee 7", "Zaza of Wuland", "Kim Zaza"])
def test_a_pseudonym_that_holds_nothing_of_anybody_is_told(open_with: Open, pseudonym: str) -> None:
    one = invented({"form": "pseudonym"}, person={"names": ["Kim Sun-hee"], "pseudonym": pseudonym})
    other = invented({"form": "named"}, id="testimony-two", person={"names": ["Pak Mi-ran"]})
    library = cleared(open_with(one, other), PUBLIC)
    assert library.withheld == {}
    assert not mentions(f"So said {pseudonym}.", library.hidden | library.details)


def test_one_pseudonym_in_several_records_is_told(open_with: Open) -> None:
    """Where one of them is withheld, the pseudonym is no secret for that."""
    one, other = invented({"form": "pseudonym"}), invented({"to": "internal"}, id="testimony-two")
    library = cleared(open_with(one, other), PUBLIC)
    assert [*library.withheld] == ["testimony-two"]
    assert not mentions("Zaza", library.hidden | library.details)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (invented({"form": "named", "expires": "2026-07-01"}), ENDED),
        (invented({"to": "internal"}, person={"names": ["Zaza"], "pseudonym": None}), READS_LIKE),
    ],
)
def test_a_check_says_what_is_withheld_on_account_of_another_record(desk: Path, one: dict[str, Any], why: str) -> None:
    form = "named" if why == ENDED else "pseudonym"
    other = invented({"form": form}, id="testimony-two")
    campaign_folder(desk / "campaigns" / "mine", one, other, recipients=[RECIPIENT])
    output = nkadvocate("check", "campaigns/mine").output
    assert f"testimony-two: withheld: {why}" in output
    assert "Kyuri" not in output
    assert f"testimony-two: withheld: {why}" in nkadvocate("explain", RECIPIENT, "-c", "mine").output


@pytest.mark.parametrize("form", ["named", "pseudonym", "unnamed"])
@pytest.mark.parametrize("where", ["claim", "note"])
@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"names": ["Ri Un-ok"], "pseudonym": "Maehwa"}, "Maehwa"),
        *(({"names": ["Ri Un-ok"], "pseudonym": "Pak Maehwa"}, words) for words in ("Maehwa", "maehwa pak")),
        *(({"names": ["Kim Un-ok"]}, words) for words in ("Un-ok Kim", "Un-ok", "un-ok", "Kim Eun-ok")),
        *(({"names": ["Grace Kim"]}, words) for words in ("Grace", "Kim Grace")),
        *(({"names": ["Kim Hwa"]}, words) for words in ("Hwa", "Hwa’s sister")),
        *(({"names": ["Ri Sun Mi"]}, words) for words in ("Sun Mi", "Sun-mi", "Mi")),
        *(({"relatives": ["her daughter Kim Un-ok"]}, words) for words in ("Kim Un-ok", "Un-ok")),
    ],
)
def test_a_claim_names_nobody_else_however_harmless(
    open_with: Open, form: str, where: str, other: dict[str, Any], words: str
) -> None:
    """Nor does a note, in whatever language, whether or not the records tell that the two are related."""
    claim = {"en": "{person} was beaten.", "de": f"{{person}} wurde geschlagen{f', wie {words}' * (where == 'claim')}."}
    note = {"en": "interview", "de": f"mit {words}"} if where == "note" else "interview"
    person: dict[str, Any] = {"names": ["Pak Solju"], "pseudonym": "Zaza", "relatives": []}
    one = invented({"form": form}, claim=claim, citations=[{"source": "watch-2024", "note": note}], person=person)
    two = invented({"form": "named"}, id="testimony-two", person={"names": [], "pseudonym": None} | other)
    library = open_with(one, two)
    assert cleared(library, PUBLIC).withheld["testimony-one"] == NAMES_ANOTHER
    text = f"{{person}} was beaten with {words}."
    one = invented({"form": form}, claim=text, person=person | {"harmless": [words]})
    assert cleared(open_with(one, two), PUBLIC).withheld["testimony-one"] in (NAMES_ANOTHER, NOT_KNOWN)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        *(({"names": ["Grace Kim"]}, words) for words in ("by the grace of guards", "by guards of the Kim family")),
        *(({"names": ["Ri So-yon"], "pseudonym": "Woman 3"}, words) for words in ("so that a woman wept", "in Tumen")),
    ],
)
def test_a_claim_in_other_words_names_nobody(open_with: Open, other: dict[str, Any], words: str) -> None:
    person = {"names": ["Pak Solju"], "relatives": [], "harmless": ["Tumen", "Kim family"]}
    one = invented({"form": "pseudonym"}, claim=f"{{person}} was beaten {words}.", person=person)
    two = invented({"form": "named"}, id="testimony-two", person={"pseudonym": None, "relatives": []} | other)
    assert "testimony-one" not in cleared(open_with(one, two), PUBLIC).withheld


def test_a_claim_may_say_the_name_by_which_it_is_told(open_with: Open) -> None:
    """In German; other records of the same person have the name too, and it sounds like that of somebody else."""
    claim = {"en": "{person} was beaten.", "de": "{person} wurde geschlagen; Ri Sun-hee überlebte."}
    person = {"names": ["Ri Sun-hee"], "relatives": []}
    one = invented({"form": "named"}, claim=claim, person=person)
    two = invented({"form": "named"}, id="testimony-two", person=person)
    three = invented({"form": "named"}, id="testimony-three", person={"names": ["Choe Seon-hui"], "relatives": []})
    assert cleared(open_with(one, two, three), PUBLIC).withheld == {}


@pytest.mark.parametrize("relative", ["her daughter Grace Pak", "Grace Pak (daughter)"])
@pytest.mark.parametrize("words", ["guards beat Grace Pak", "guards beat Pak Grace", "guards beat Kim Hwa"])
def test_a_claim_that_says_a_relative_or_a_shorter_form_of_the_name_is_withheld(
    desk: Path, relative: str, words: str
) -> None:
    person = {"names": ["Maria Hwa Kim"], "relatives": [relative]}
    one = invented({"form": "pseudonym"}, claim=f"{{person}} said that {words}.", person=person)
    campaign_folder(desk / "campaigns" / "mine", one, recipients=[RECIPIENT])
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0
    assert "guards beat" not in " ".join(told().split())


@pytest.mark.parametrize(
    ("name", "place", "words"),
    [
        ("Kim Hae-ryong", "Hoeryong City", ("Hae-ryong", "Hae Ryong")),
        ("Kim Jong-jin", "Chongjin City", ("Jong-jin", "Jung-jin")),
        ("Kim Un-song", "Onsong County", ("Un-song", "Eun-seong")),
    ],
)
def test_a_place_that_is_told_frees_no_name_that_sounds_like_it(
    desk: Path, name: str, place: str, words: tuple[str, ...]
) -> None:
    one = invented({"form": "unnamed"}, person={"names": [name]})
    where = {"county": place, "country": "Wuland"}
    two = invented({"detail": "month-and-county"}, id="testimony-two", person={"names": ["Pak Mi-ran"], "where": where})
    two["citations"] = [{"source": "watch-2024", "locator": "p 99"}]
    mine = campaign_folder(desk / "campaigns" / "mine", one, two, recipients=[RECIPIENT])
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0
    assert place in " ".join(told().split())
    for each in words:
        saying(mine, f"So said {each}.")
        assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 1
    saying(mine, f"So it was in {place}.")
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0


@pytest.mark.parametrize(
    ("hidden", "named", "still_hidden"),
    [
        ("Kim Sun Hee", "Kim Sun-hee", False),
        ("Grace Hyun-ju Kim", "Grace Kim", True),
        ("Ri Sun-hee", "Sun-hee", True),
        ("Sun-hee", "Ri Sun-hee", False),
    ],
)
def test_who_is_named_is_named_though_another_record_tells_them_by_a_pseudonym_under_another_form_of_the_name(
    desk: Path, hidden: str, named: str, still_hidden: bool
) -> None:
    one = invented({"form": "pseudonym"}, person={"names": [hidden]})
    other = invented({"form": "named"}, id="testimony-two", person={"names": [named], "relatives": []})
    mine = campaign_folder(desk / "campaigns" / "mine", one, other, recipients=[RECIPIENT])
    assert "testimony-one: withheld: the same readers are told" in nkadvocate("check", mine).output
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0
    assert named in " ".join(told().split())
    saying(mine, f"So said {hidden}.")
    assert (nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 1) is still_hidden


def test_a_relative_who_is_named_is_named_in_the_words_of_another_record_too(desk: Path) -> None:
    one = invented({"form": "named"}, person={"names": ["Ri Sun-hee"], "relatives": ["her daughter Kim Un-ok"]})
    other = invented({"form": "named"}, id="testimony-two", person={"names": ["Kim Un-ok"], "relatives": []})
    mine = campaign_folder(desk / "campaigns" / "mine", one, other, recipients=[RECIPIENT])
    saying(mine, "So said her daughter Kim Un-ok.")
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0


def test_a_check_says_that_a_name_would_have_every_letter_refused(desk: Path) -> None:
    """Kim Hwa is another than Kim Hwa-sun, and her name stands in the other's."""
    one = invented({"form": "pseudonym"}, person={"names": ["Kim Hwa"]})
    other = invented({"form": "named"}, id="testimony-two", person={"names": ["Kim Hwa-sun"], "relatives": []})
    mine = campaign_folder(desk / "campaigns" / "mine", one, other, recipients=[RECIPIENT])
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 1
    output = nkadvocate("check", mine).output
    assert "testimony-two: no letter can print its name" in output
    assert "Hwa" not in output


def test_a_check_says_that_a_claim_would_have_every_letter_refused(desk: Path) -> None:
    """The month of it stands apart from the year, to which the consent holds."""
    claim = "{person} said that she was beaten {when}, in a cold November night."
    record = invented({"detail": "year-and-province"}, claim=claim, person={"harmless": ["November"]})
    mine = campaign_folder(desk / "campaigns" / "mine", record, recipients=[RECIPIENT])
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 1
    output = nkadvocate("check", mine).output
    assert "testimony-one: no letter can print its claim" in output
    assert "November" not in output
    campaign_folder(mine, invented({"detail": "month-and-county"}, claim=claim), recipients=[RECIPIENT])
    assert nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "txt").exit_code == 0
    assert "no letter can print" not in nkadvocate("check", mine).output


@pytest.mark.parametrize(("own", "others"), [(["Ri Sun-hee"], []), ([], ["her daughter Ri Un-ok"])])
@pytest.mark.parametrize("form", ["pseudonym", "unnamed"])
def test_a_claim_on_somebody_not_named_does_not_say_the_name_of_a_relative(
    open_with: Open, form: str, own: list[str], others: list[str]
) -> None:
    """Though that one is told by name elsewhere, and the record says that the name is harmless."""
    claim = "{person} was held together with her mother, Sun-hee Lee."
    person = {"names": ["Ri Un-ok"], "pseudonym": "Maehwa", "relatives": own, "harmless": ["Sun-hee Lee"]}
    other = invented({"form": "named"}, id="testimony-two", person={"names": ["Ri Sun-hee"], "relatives": others})
    told = cleared(open_with(invented({"form": form}, claim=claim, person=person), other), PUBLIC)
    assert [*told.withheld] == ["testimony-one"]


OWN_SOURCE = {
    "id": "own-interviews",
    "type": "document",
    "title": "Interviews",
    "issued": "2025-03-14",
    "weight": "ngo",
}


@pytest.mark.parametrize(
    ("first", "second", "sources", "withheld"),
    [
        ("named", "unnamed", ("own-interviews", "own-interviews"), ["testimony-two"]),
        ("unnamed", "pseudonym", ("own-interviews", "own-interviews"), ["testimony-one"]),
        ("named", "unnamed", ("own-interviews", "watch-2024"), []),
        ("named", "unnamed", ("watch-2024", "watch-2024"), []),
        ("named", "named", ("own-interviews", "own-interviews"), []),
    ],
)
def test_two_records_of_one_person_told_differently_do_not_cite_one_source_of_their_own(
    open_with: Open, desk: Path, first: str, second: str, sources: tuple[str, str], withheld: list[str]
) -> None:
    person = {"names": ["Ri Sun-hee"], "relatives": []}
    one, other = (
        invented({"form": form}, id=name, person=person, citations=[{"source": source}])
        for name, form, source in zip(("testimony-one", "testimony-two"), (first, second), sources, strict=True)
    )
    (desk / "mine" / "sources").mkdir(parents=True)
    (desk / "mine" / "sources" / "own.yaml").write_text(dump([OWN_SOURCE]), "utf-8")
    assert [*cleared(open_with(one, other), PUBLIC).withheld] == withheld


@pytest.mark.parametrize(
    ("claim", "grant", "kin", "withheld"),
    [
        (
            "{person} said that an officer beat her daughter.",
            {"withdrawn": "2026-01-10"},
            ("her daughter Kim Un-ok", ""),
            2,
        ),
        ("{person} said that an officer beat her daughter.", {"form": "unnamed"}, ("", "her mother Ri Sun-hee"), 1),
        ("{person} said that an officer beat her daughter.", {"form": "named"}, ("her daughter Kim Un-ok", ""), 0),
        ("{person} said that an officer beat her daughter.", {"form": "unnamed"}, ("", ""), 0),
        ("{person} said that an officer beat her.", {"form": "unnamed"}, ("her daughter Kim Un-ok", ""), 0),
    ],
)
def test_no_claim_tells_of_a_relative_who_agreed_to_less(
    open_with: Open, claim: str, grant: dict[str, Any], kin: tuple[str, str], withheld: int
) -> None:
    own, others = ([relative] if relative else [] for relative in kin)
    one = invented({"form": "named"}, claim=claim, person={"names": ["Ri Sun-hee"], "relatives": own})
    person = {"names": ["Kim Un-ok"], "pseudonym": None, "relatives": others}
    other = invented(grant, id="testimony-two", person=person)
    assert len(cleared(open_with(one, other), PUBLIC).withheld) == withheld
