"""Words that none of our printed sentences may have."""

from __future__ import annotations

import pytest

from nkadvocate.library import Library
from nkadvocate.library.checks import check_library
from nkadvocate.library.sentences import check_sentences
from tiny import changed


def found(library: Library, record_id: str, **fields: object) -> list[str]:
    """What is said about the record once these fields are changed, without the sentence."""
    problems = check_sentences(changed(library, record_id, **fields))
    return [problem.what.split("”: ")[-1] for problem in problems if problem.what.startswith(f"{record_id}: ")]


def said(library: Library, sentence: str) -> list[str]:
    return found(library, "beatings", claim=sentence)


@pytest.mark.parametrize("word", ["jus cogens", "Jus cogens", "peremptory"])
def test_no_norm_is_called_peremptory(tiny_library: Library, word: str) -> None:
    complaint = f"speaks of “{word}”"
    assert said(tiny_library, f"The rule is {word} law.") == [complaint]
    assert said(tiny_library, f"The rule is “{word}”.") == [complaint]


@pytest.mark.parametrize("name", ["ICCPR", "International Covenant on Civil and Political Rights"])
@pytest.mark.parametrize(
    "verb",
    ["is obliged by the {}", "is bound by the {}", "is party to the {}", "is a party to the {}", "ratified the {}"],
)
def test_the_covenant_is_never_said_to_bind_china(tiny_library: Library, name: str, verb: str) -> None:
    assert said(tiny_library, f"China {verb.format(name)}.") == ["says that the Covenant binds China"]
    assert said(tiny_library, f"The DPRK {verb.format(name)}.") == []


def test_that_the_covenant_does_not_bind_china_may_be_said(tiny_library: Library) -> None:
    assert said(tiny_library, "China signed the ICCPR in 1998 and has not ratified it.") == []
    assert said(tiny_library, "China is not yet a party to the ICCPR.") == []
    assert said(tiny_library, "China signed the ICCPR; the DPRK is party to it.") == []


@pytest.mark.parametrize("name", ["repatriation agreement", "repatriation treaty"])
def test_the_border_protocol_is_not_called_a_repatriation_agreement(tiny_library: Library, name: str) -> None:
    assert said(tiny_library, f"The {name} of 1986 is applied.") == [f"calls the border protocol a “{name}”"]
    assert said(tiny_library, f"Some call it a “{name}”.") == []


def test_a_figure_is_never_current(tiny_library: Library) -> None:
    complaint = ["says “currently” of a figure"]
    assert found(tiny_library, "returns-2024", claim="In 2024 {value} were currently held.") == complaint
    assert found(tiny_library, "bland-minister", standing="Currently 2,000 people are held.") == complaint
    assert found(tiny_library, "returns-2024", claim="By 2024 {value} were “currently” held.") == []
    assert said(tiny_library, "Nobody is currently let in.") == []


def test_children_are_at_most_effectively_stateless(tiny_library: Library) -> None:
    assert said(tiny_library, "The children are stateless.") == ["says “stateless”"]
    assert said(tiny_library, "The children are effectively stateless.") == []
    assert said(tiny_library, "The children are “considered stateless”.") == []
    assert said(tiny_library, "Statelessness is a risk.") == []


@pytest.mark.parametrize(
    ("record_id", "fields"),
    [
        ("beatings", {"claim": "It is peremptory."}),
        ("aland-says-no", {"statement": "It is peremptory."}),
        ("aland-says-no", {"reply": "It is peremptory.[@manual-9]"}),
        ("treaty-3", {"requires": {"en": "It is peremptory.", "fr": "Oui."}}),
        ("bland-minister", {"standing": "It is peremptory."}),
        ("bland-minister", {"lead": "It is peremptory."}),
        ("access", {"why": "It is peremptory."}),
        ("access", {"aim": "a peremptory end"}),
        (
            "access",
            {
                "asks": [
                    {"roles": ["duty-bearer"], "text": "Let them in."},
                    {"roles": ["executive"], "text": "Be peremptory."},
                ]
            },
        ),
    ],
)
def test_every_printed_sentence_is_read(tiny_library: Library, record_id: str, fields: dict[str, object]) -> None:
    assert [what.lower() for what in found(tiny_library, record_id, **fields)] == ["speaks of “peremptory”"]


def test_what_is_never_printed_may_say_it(tiny_library: Library) -> None:
    told = {"claim": "It is peremptory.", "status": "disputed", "reason": "an error of the source"}
    assert found(tiny_library, "beatings", **told) == []


def test_the_finding_quotes_the_sentence_at_its_place(tiny_library: Library) -> None:
    library = changed(tiny_library, "beatings", claim="In 2024 people were beaten. They were stateless.")
    [problem] = [problem for problem in check_library(library) if problem.what.startswith("beatings: ")]
    assert problem.what == "beatings: “They were stateless.”: says “stateless”"
    assert str(problem.place) == "seeds/evidence/evidence.yaml:13:10"


def test_no_shipped_sentence_breaks_a_rule(shipped_library: Library) -> None:
    assert list(check_sentences(shipped_library)) == []
