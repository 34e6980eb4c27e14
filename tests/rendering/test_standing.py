"""Letters that differ in their heads alone: the pages are those that each would have by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkadvocate.design import Design
from nkadvocate.document import AddressBlock, Block, Document, Heading, Letterhead, Note, Paragraph, Text
from nkadvocate.rendering import pdf, standing
from nkadvocate.rendering.pdf import RenderingError, render_pdf
from rendering.test_pdf import DESIGN, SAMPLE, STYLE, text_of

REST: tuple[Block, ...] = tuple(
    Paragraph(
        (Text(f"Paragraph {n} asks for access\u00a0now. " * (3 * n % 17 + 1)), Note(n, (Text("A source. " * n),)))
    )
    for n in range(1, 26)
)


def letter(
    name: str,
    *address: str,
    salutation: str | None = None,
    reference: str | None = None,
    rest: tuple[Block, ...] = REST,
) -> Document:
    reference = reference or f"NKR/2026/{name.lower()}"
    head: tuple[Block, ...] = (
        Letterhead("Example Network", None, ((Text("1 Example Street"),), (Text("letters@example.org"),))),
        Paragraph((Text(f"Our reference: {reference}"),), "reference"),
        Paragraph((Text("Geneva, 10 December 2026"),), "date"),
        AddressBlock(tuple((Text(line),) for line in (name, *address, "House of Commons", "London"))),
        Heading(1, (Text("People from the DPRK in China"),)),
        Paragraph((Text(salutation or f"Dear {name},"),), "salutation"),
    )
    meta = replace(SAMPLE.meta, reference=reference, subject=f"Protection: {name}")
    return Document(meta, (*head, *rest))


def alone(document: Document, style: str, design: Design | None = None, own_style: str = "") -> bytes | RenderingError:
    pdf._style.cache_clear()
    return after(document, style, design, own_style)


def after(document: Document, style: str, design: Design | None = None, own_style: str = "") -> bytes | RenderingError:
    """The letter, or why it cannot be written, after what was written since ``alone`` was called."""
    try:
        return render_pdf(document, design or Design(), style, DESIGN, own_style=own_style)
    except RenderingError as error:
        return error


def same(one: bytes | RenderingError, other: bytes | RenderingError) -> bool:
    if isinstance(one, RenderingError) and isinstance(other, RenderingError):
        return one.problems == other.problems
    return one == other


@pytest.fixture
def reprinted(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each letter that finds standing type, whether it could be printed from it."""
    found: list[bool] = []

    def again(type_: standing.StandingType, *given: object, real: object = standing.StandingType.again) -> bytes | None:
        made: bytes | None = real(type_, *given)  # type: ignore[operator]
        found.append(made is not None)
        return made

    monkeypatch.setattr(standing.StandingType, "again", again)
    return found


FIRST = letter("Alex Example MP")
OTHERS = {
    "as long": letter("Robin Sampler MP"),
    "shorter": letter("Jo Li"),
    "kerned and ligated": letter("AVATAR Toffiffee WAVE"),
    "other characters for the same glyphs": letter("Jo\u00a0Anne\u2011Marie", reference="NKR\u20112026"),
    "no letter of the first": letter("Zyx Quv JKW", salutation="Zyx!"),
    "the same": FIRST,
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("letterhead", ["left", "centre"])
def test_another_head_gives_the_same_bytes_as_by_itself(other: str, letterhead: str, reprinted: list[bool]) -> None:
    design = Design.model_validate({"letterhead": letterhead})
    expected = alone(OTHERS[other], STYLE, design)
    alone(FIRST, STYLE, design)
    assert not reprinted
    assert after(OTHERS[other], STYLE, design) == expected
    assert reprinted == [True] or other == "other characters for the same glyphs"


@pytest.mark.parametrize(
    "other",
    [
        letter("Alexandra Example-Sample " * 8),
        letter("Alex Example MP", salutation="Dear Member of Parliament, " * 5),
        letter("Alex Example MP", "Member for Example"),
        letter("Alex Example MP", reference="NKR/2026/" + "long/" * 30),
        letter("Алекс Пример"),
        letter("Alex 김"),
        letter("Alex Example MP", rest=REST[:-1]),
    ],
    ids=["wrapped", "long salutation", "one line more", "long reference", "other letters", "other font", "other rest"],
)
def test_a_head_that_takes_other_room_is_laid_out_anew(other: Document) -> None:
    expected = alone(other, STYLE)
    alone(FIRST, STYLE)
    assert same(after(other, STYLE), expected)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        (letter("London"), letter("Jo Li")),
        (letter("Jo Li", "Jo Li", "x"), letter("Jo Li", "Alex Example", "y")),
        (letter("Example Network"), letter("Jo Li")),
        (letter("Jo Li", reference="Jo Li"), letter("Alex Example", reference="Kim Sample")),
        (letter("Jo Li", salutation="Jo Li"), letter("Alex Example", salutation="Dear Alex")),
        (letter("Jo Li", "", "x"), letter("Jo Li", "x", "")),
        (letter("Jo Li & Co"), letter("Alex <Example>")),
        (letter("Jo Li"), letter("שלום")),
        *(
            (
                letter("Jo Li", rest=(Paragraph((Text(words),)), *REST)),
                letter("Ann", rest=(Paragraph((Text(words),)), *REST)),
            )
            for words in ("Jo Li", "Dear Jo Li,", "NKR/2026/jo li")
        ),
    ],
)
def test_words_that_stand_elsewhere_as_well_are_not_mixed_up(first: Document, other: Document) -> None:
    expected = alone(other, STYLE)
    alone(first, STYLE)
    assert same(after(other, STYLE), expected)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 60), st.integers(1, 110), st.integers(1, 110))
def test_however_long_the_lines(name: int, salutation: int, reference: int) -> None:
    other = letter("M" * name, salutation="Wi " * (salutation // 3) + "x", reference="i" * reference, rest=REST[:3])
    expected = alone(other, STYLE)
    alone(letter("Alex Example MP", rest=REST[:3]), STYLE)
    assert same(after(other, STYLE), expected)


@pytest.mark.parametrize(
    "rule",
    [
        "body[data-name*='alex'] .note::after { content: ' This is for Alex.' }",
        "p:last-child { page: other } @page other { @bottom-left { content: string(name) } }",
        ".salutation::first-letter { font-size: 3em; float: left }",
        ".address { opacity: 0.5 }",
    ],
)
def test_with_a_style_sheet_of_a_campaign_each_letter_is_laid_out_by_itself(rule: str, reprinted: list[bool]) -> None:
    other = OTHERS["as long"]
    expected = alone(other, STYLE, own_style=rule)
    alone(FIRST, STYLE, own_style=rule)
    assert after(other, STYLE, own_style=rule) == expected
    assert not reprinted


def test_a_draft_s_mark_keeps_its_letters(reprinted: list[bool]) -> None:
    first, other = (
        replace(each, meta=replace(each.meta, draft=True)) for each in (letter("Alex Example"), letter("Jo Li"))
    )
    expected = alone(other, STYLE)
    alone(first, STYLE)
    assert after(other, STYLE) == expected
    assert reprinted


_WORDS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x2FFF, exclude_categories=["C"]), min_size=1, max_size=40
)


@settings(max_examples=25, deadline=None)
@given(_WORDS, _WORDS, _WORDS)
def test_whatever_the_names(name: str, salutation: str, reference: str) -> None:
    other = letter(name, salutation=salutation, reference=reference, rest=REST[:3])
    expected = alone(other, STYLE)
    alone(letter("Alex Example MP", rest=REST[:3]), STYLE)
    assert same(after(other, STYLE), expected)


def test_nothing_of_the_first_letter_is_left_in_the_next() -> None:
    alone(letter("Quentin Zyx"), STYLE)
    second = after(letter("Alex Example"), STYLE)
    assert isinstance(second, bytes)
    assert "Dear Alex Example," in (text := " ".join(text_of(second)))
    assert "Quentin" not in text
    assert b"Quentin" not in second


def test_letters_written_in_several_threads_are_the_same() -> None:
    letters = [letter(f"Alex Example {n}", rest=REST[: 3 + n % 3]) for n in range(24)]
    expected = [alone(each, STYLE) for each in letters]
    pdf._style.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda each: after(each, STYLE), letters)) == expected


def test_the_oldest_letters_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_MOST_LETTERS", 3)
    pdf._style.cache_clear()
    letters = [letter("Alex Example MP", rest=REST[:n]) for n in range(1, 8)]
    for used in letters:
        after(used, STYLE)
        after(used, STYLE)
    _, _, shelf = pdf._style(STYLE, (DESIGN.resolve(),))
    assert len(shelf._kept) == 3
    for unused in letters[:4]:
        after(unused, STYLE)
    assert [each.used for each in shelf._kept.values()].count(False) == 1
