"""A campaign's own style sheet cannot hold a PDF up, or end the command by an error that nobody foresaw."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from acceptance.command import campaign, nkadvocate
from nkadvocate.rendering import patience, render
from nkadvocate.rendering.look import Look
from nkadvocate.rendering.patience import TooLongError, patiently
from nkadvocate.rendering.pdf import RenderingError
from rendering.test_pdf import SAMPLE

ENDLESS = "body { --a: x y; " + "".join(f"--a{n}: {f'var(--a{n - 1 or str()}) ' * 8};" for n in range(1, 10))
ENDLESS += "} p { font-family: var(--a9) }"


def used(times: int) -> str:
    """A drawing in which ten to the power of ``times`` squares are drawn."""
    groups = "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, times))
    drawn = f'<defs><g id="a0"><rect width="1" height="1"/></g>{groups}</defs><use href="#a{times - 1}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{drawn}</svg>'


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(patience, "MOST_SECONDS", 2.0)
    before = threading.active_count()
    yield
    assert threading.active_count() == before


# An error raised while something is cleared away is lost, and raised again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    "style",
    [
        ENDLESS,
        "p { background: repeating-linear-gradient(red 0, blue 0.00001px) }",
        f".subject {{ background: url(data:image/svg+xml,{quote(used(9))}) }}",
    ],
    ids=["variables", "gradient", "drawing"],
)
def test_a_style_sheet_that_takes_without_end_is_named(style: str) -> None:
    with pytest.raises(RenderingError, match=r"style\.css: a PDF with it takes more than 60 seconds"):
        render(SAMPLE, "pdf", Look(style=style))
    assert render(SAMPLE, "pdf", Look(style="p { color: #222 }"))


# An error raised while something is cleared away is lost, and raised again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("hurried")
def test_what_a_library_takes_for_an_error_of_its_own_is_stopped_again() -> None:
    def work() -> None:
        for _ in range(2):
            try:
                while True:
                    pass
            except BaseException:  # as libraries do
                continue

    with pytest.raises(TooLongError):
        patiently(work)


@pytest.mark.parametrize(
    "style", ["p { font-size: 1e300px }", "p { margin: 1e999px }", "p { letter-spacing: 1e300px }"]
)
def test_whatever_a_style_sheet_makes_fail_is_said_with_its_name(style: str) -> None:
    with pytest.raises(RenderingError, match=r"style\.css: WeasyPrint fails with it"):
        render(SAMPLE, "pdf", Look(style=style))


def test_an_error_in_the_shipped_style_is_not_taken_for_one_of_a_campaign(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("nkadvocate.rendering.pdf._number_contents", fail)
    with pytest.raises(ZeroDivisionError):
        render(SAMPLE, "pdf", Look())


@pytest.mark.parametrize("command", ["letter", "build"])
def test_every_command_says_it_and_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    mine = campaign(recipients=["mn-foreign-minister"], date="2026-07-10")
    (mine / "style.css").write_text("p { font-size: 1e300px }")
    words = ("letter", "mn-foreign-minister", "-c", mine) if command == "letter" else ("campaign", "build", mine.name)
    result = nkadvocate(*words, "-f", "pdf", "-o", "out")
    assert result.exit_code == 1
    assert "style.css: WeasyPrint fails with it: float division by zero (" in result.stderr
    assert "while writing to mn-foreign-minister" in result.stderr
