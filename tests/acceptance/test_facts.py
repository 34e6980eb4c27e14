"""What no letter may say: errors and stale statements of the sources, overclaims, and figures without a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from acceptance.reading import QUOTED, body, claims, paragraphs, squeezed, without_claims
from nkadvocate.composing.wording import written_claim, written_figure
from nkadvocate.document import Document, Note, inlines_of, notes, plain, walk_blocks
from nkadvocate.document import claims as all_claims
from nkadvocate.library import Library
from nkadvocate.records import CITATION, text_in
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring import Dossier

# Each with what is right, so that whoever meets a failure knows it at once.
NEVER = {
    r"66/174.{0,80}29 March 2012|29 March 2012.{0,80}66/174": "resolution 66/174 was adopted on 19 December 2011",
    r"A/HRC/19/L\.29": "the resolution is 19/13 of 22 March 2012; L.29 is its draft",
    r"Democratic Republic of North Korea": "Democratic People’s Republic of Korea",
    r"Convention on Refugees": "Convention relating to the Status of Refugees",
    r"400[ ,\u00a0\u202f]?000": "nobody has counted all who left",
    r"[Uu]p to 200[ ,\u00a0\u202f]?000|200[ ,\u00a0\u202f]?000 prisoners": "80,000 to 120,000, Commission of Inquiry",
    r"up to 100[ ,]000": "a press figure without a source",
    r"28[ ,]597": "28,795: the digits were transposed",
    r"1[ ,]138 people": "1,138 is all arrivals of 2002, of whom 55.5 per cent were women",
    r"2[ ,]706 people": "2,706 is all arrivals of 2011, of whom about 70 per cent were women",
    r"more than 22[ ,]000": "the total at the end of 2011 was 23,100",
    r"8[ ,]148 (people|persons|refugees)|total of 8[ ,]148": "8,148 are documented cases",
    r"step-?brother": "half-brother",
    r"19 November 2009": "that was the Third Committee; resolution 64/175 is of 18 December 2009",
    r"stateless in China": "a child of a Chinese parent is a Chinese national; what fails is registration",
    r"[Rr]epatriation (treaty|agreement)|agreement on the repatriation": "a border protocol between two ministries",
    r"currently (held|detained)": "the estimate pre-dates the returns of October 2023",
    r"\bsanction(s|ed)?\b": "letters do not argue with sanctions",
    r"contract workers?": "enlarging such work would breach resolutions of the Security Council",
    r"\bsp(y|ies)\b": "a stigma",
    r"fugitives?|economic migrants?": "loaded words of others",
    r"jus cogens|peremptory": "the rank of the norm is disputed, and the letters do not need it",
    r"Hwang Yan-yop|Sung Ho-?n?g?-ko|Paek Nam San": "names written wrongly in a source",
    r"from February 1989|in February 1989": "full relations began on 1 February 1989; the accord is of September 1988",
    r"[Nn]on-refoulment|Situaton": "misspelt in a source",
    r"arrested and executed|will be executed|faces? certain": "a hedge is missing",
    r"no longer in force since 1986|1986 (treaty|repatriation)": "the text of 1986 is a protocol",
    r"illegal migrants": "China’s own term",
}

PERSONS = (
    *("Kim Yung-ho", "Koo Byoung-sam", "Wang Wenbin", "Lu Kang", "Salmón", "Salmon", "Ojea Quintana"),
    *("Kim Young-hwan", "Pak Kil Yon", "Ri Chol", "Jack Lang", "Kim Pyong Il"),
)


@pytest.fixture(scope="module")
def texts(letters: Mapping[str, Document]) -> dict[str, str]:
    """Every letter in the text format, in one line."""
    return {name: squeezed(render(document, "txt", Look()).decode()) for name, document in letters.items()}


def own_words(document: Document, library: Library) -> str:
    """Body and notes in one line, without the titles and addresses of sources, which are theirs."""
    told = [plain(paragraph) for paragraph in paragraphs(document)]
    for note in notes(document):
        text = plain(note.content)
        for source in library.sources.values():
            for title in (source.title, source.title.replace("‘", "“").replace("’", "”"), source.title_short):
                text = text.replace(title, "") if title else text
        told.append(re.sub(r"‘[^‘]*’", "", text))
    return squeezed(" ".join(told))


def sentences(document: Document) -> Iterator[str]:
    """The sentences of the body, without notes."""
    for paragraph in paragraphs(document):
        yield from re.split(r"(?<=[.?!])\s+(?=[A-Z“])", plain(paragraph))


@pytest.mark.parametrize("error", NEVER)
def test_no_letter_repeats_an_error(
    error: str, letters: Mapping[str, Document], shipped_library: Library, words_of: dict[str, str]
) -> None:
    wrong = {name: found[0] for name, text in words_of.items() if (found := re.search(error, text))}
    assert not wrong, f"{wrong}: {NEVER[error]}"


@pytest.fixture(scope="module")
def words_of(letters: Mapping[str, Document], shipped_library: Library) -> dict[str, str]:
    return {name: own_words(document, shipped_library) for name, document in letters.items()}


@pytest.mark.parametrize(
    "error",
    [
        *(r"A/HRC/19/L\.29", r"Democratic Republic of North Korea", r"28[ ,]597", r"1[ ,]138 people"),
        *(r"2[ ,]706 people", r"jus cogens", r"peremptory", r"step-?brother", r"19 November 2009", r"contract workers"),
    ],
)
def test_not_even_the_list_of_sources_does(error: str, texts: dict[str, str]) -> None:
    assert not [name for name, text in texts.items() if re.search(error, text)]


def test_the_report_on_resettlement_is_the_accountability_office_s(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        for found in re.finditer(r"GAO-10-691", text):
            assert "Department of State" not in text[max(0, found.start() - 300) : found.end() + 60], name


def test_no_letter_is_addressed_to_or_speaks_of_a_person_of_the_sources_by_name(
    letters: Mapping[str, Document],
) -> None:
    for name, document in letters.items():
        body_text = " ".join(map(plain, paragraphs(document)))
        assert not [person for person in PERSONS if person in body_text], name


def test_people_are_called_defectors_only_in_the_words_of_others(letters: Mapping[str, Document]) -> None:
    for name, document in letters.items():
        for sentence in sentences(document):
            assert not re.search(r"\bdefect(or|ed|ion)", QUOTED.sub("", sentence), re.IGNORECASE), (name, sentence)


def test_crimes_against_humanity_are_the_commission_of_inquiry_s_finding(letters: Mapping[str, Document]) -> None:
    for name, document in letters.items():
        for sentence in sentences(document):
            if re.search(r"crimes? against humanity", sentence, re.IGNORECASE):
                assert "Commission of Inquiry" in sentence, (name, sentence)


def test_the_estimate_of_people_detained_says_that_it_is_older_than_the_returns(
    letters: Mapping[str, Document],
) -> None:
    for name, document in letters.items():
        for sentence in sentences(document):
            if "approximately 2,000" in sentence:
                assert "pre-dates" in sentence, (name, sentence)


def test_states_that_acceded_are_never_said_to_have_ratified(
    letters: Mapping[str, Document], shipped_library: Library
) -> None:
    convention = next(i for i in shipped_library.instruments.values() if i.label == "Refugee Convention")
    acceded = {
        text_in(shipped_library.actors[party.actor].name, "en")
        for party in convention.parties
        if party.verb == "acceded to"
    }
    assert {"China", "Poland"} <= acceded
    formal = {
        text_in(actor.formal_name, "en")
        for actor in shipped_library.actors.values()
        if actor.formal_name and text_in(actor.name, "en") in acceded
    }
    for name, document in letters.items():
        for sentence in sentences(document):
            if "ratified" in sentence and re.search(r"Refugee Convention|Status of Refugees", sentence):
                subject = sentence.partition("ratified")[0].strip()
                wrong = [s for s in acceded | formal if re.search(rf"(?<!Northern ){re.escape(s)}$", subject)]
                assert not wrong, (name, sentence)


def test_the_covenant_is_never_said_to_bind_china(
    dossiers: Mapping[str, Dossier], letters: Mapping[str, Document], shipped_library: Library
) -> None:
    for name, dossier in dossiers.items():
        for obligation in dossier.obligations:
            assert not (
                obligation.subject.id == "cn" and "Covenant on Civil" in text_in(obligation.instrument.title, "en")
            )
        if "cn" in shipped_library.lineage(dossier.recipient.actor):
            told = " ".join(map(plain, paragraphs(letters[name])))
            assert "Covenant on Civil and Political Rights" not in told, name
            assert "ICCPR" not in told, name
        for sentence in sentences(letters[name]):
            if re.search(r"ICCPR|Covenant on Civil", sentence):
                said = r"(China|The People’s Republic of China) (is a party|is bound|ratified|acceded|has ratified)"
                assert not re.search(said, sentence), (name, sentence)


def test_every_claim_is_in_the_words_of_an_active_public_record(
    letters: Mapping[str, Document], shipped_library: Library
) -> None:
    for name, document in letters.items():
        assert claims(document), name
        for claim in all_claims(document):
            evidence = shipped_library.evidence[claim.evidence]
            assert plain(claim.content) == written_claim(evidence, "en"), name
            assert (evidence.status, evidence.audience) == ("active", "public"), evidence.id
            if evidence.figure:
                assert written_figure(evidence.figure, "en") in plain(claim.content)


_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NO_FIGURES = re.compile(
    rf"\b(?:\d{{1,2}} )?{_MONTH} \d{{4}}\b"  # dates
    r"|\b(?:19|20)\d\d\b"  # years
    r"|\b\d+ USC \d+\w*(?:\(\w+\))*"  # the United States Code
    r"|(?:\b(?:[Aa]rt(?:icle)?s?|[Pp]ara(?:graph)?s?|[Ss]ections?|[Nn]os?\.?|[Cc]hapter|pp?)|§+) "
    r"[IVX]*\d*[a-z]?(?:\(\w+\))*(?:(?:, | and |–| to )[IVX]*\d*[a-z]?(?:\(\w+\))*)*"  # places in texts
    r"|\b[A-Z][A-Z0-9_()]*/[A-Z0-9/()._]+"  # symbols of documents
    r"|\b\d+/\d+\b"  # resolutions
)
_FIGURE = re.compile(r"\d[\d,. \u00a0]*\d|\d")


def figures(text: str) -> list[str]:
    """The numbers in ``text`` that are no dates, places in a text or symbols of documents."""
    return _FIGURE.findall(_NO_FIGURES.sub("", text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at least 406 people since 2024, on 17 October 2023", ["406"]),
        ("between 600 and 2,000 people (Refugee Convention arts 33(1) and 35(1))", ["600", "2,000"]),
        ("General Comment No. 4 paras 23, 25 and A/HRC/25/63, para 90(b)", []),
        ("about 70.5 per cent under article III(5)", ["70.5"]),
    ],
)
def test_figures_are_told_from_other_numbers(text: str, found: list[str]) -> None:
    assert figures(text) == found


def test_every_figure_of_a_letter_is_in_a_record_of_evidence_or_a_position(
    letters: Mapping[str, Document], dossiers: Mapping[str, Dossier], shipped_library: Library
) -> None:
    """In the words on a recipient, a figure must be held by active evidence from a source cited beside it."""
    loose: dict[str, list[str]] = {}
    for name, document in letters.items():
        dossier = dossiers[name]
        statements = [text_in(position.statement, "en") for position in dossier.positions]
        standing = text_in(dossier.recipient.standing, "en")
        cited = {found["id"] for found in CITATION.finditer(standing)}
        held = {
            number
            for evidence in shipped_library.evidence.values()
            if evidence.status == "active" and cited & {evidence.id, *(c.source for c in evidence.citations)}
            for number in figures(written_claim(evidence, "en"))
        }
        for paragraph in paragraphs(document):
            text = plain(without_claims(paragraph))
            for statement in statements:
                text = text.replace(statement, "")
            for number in figures(text):
                if not (number in held and number in standing):
                    loose.setdefault(name, []).append(number)
    assert loose == {}


def test_every_quotation_is_followed_by_a_note_in_its_paragraph(letters: Mapping[str, Document]) -> None:
    for name, document in letters.items():
        for paragraph in paragraphs(document):
            last = max((n for n, inline in enumerate(paragraph) if isinstance(inline, Note)), default=-1)
            assert not QUOTED.findall(plain(paragraph[last + 1 :])), (name, plain(paragraph))


def test_quotation_marks_come_in_pairs(letters: Mapping[str, Document]) -> None:
    for name, document in letters.items():
        for block in walk_blocks(body(document)):
            text = plain(inlines_of(block))
            assert text.count("“") == text.count("”"), (name, text)
            assert '"' not in text, (name, text)


def test_no_letter_has_a_slot_a_tag_or_a_citation_left_over(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        assert not re.search(r"\{\w*\}|\[@|\]\]|\{\{|<[a-z]+>|&#?\w+;|\bNone\b|\[missing", text), name
        assert not re.search(r" [,.;:]|\.\.(?!\.)|,,| {2}|\(\)", text.partition("Annex: sources")[0]), name


def test_release_from_detention_does_not_rest_on_the_prohibition_of_return(dossiers: Mapping[str, Dossier]) -> None:
    asked = [
        c for of in dossiers.values() for c in of.demands if c.demand.id in ("release-detainees", "transit-passage")
    ]
    assert asked
    for chosen in asked:
        assert "cat-art-3-1" not in {provision.id for provision in chosen.basis}


def test_the_duty_to_register_children_is_cited_for_children_only(dossiers: Mapping[str, Dossier]) -> None:
    for recipient, of in dossiers.items():
        for chosen in of.demands:
            if "crc-art-7-1" in {provision.id for provision in chosen.basis}:
                assert "children" in text_in(chosen.ask.text, "en"), recipient


def test_no_letter_calls_one_treaty_by_two_names(texts: dict[str, str]) -> None:
    assert not [name for name, text in texts.items() if "Palermo" in text]


def test_cat_is_the_convention_and_not_the_committee(texts: dict[str, str]) -> None:
    found = {word for text in texts.values() for word in re.findall(r"\bCAT (\w+)(?! ?art)", text)}
    assert found <= {"art", "arts", "para", "paras", "n"}
