"""Letters of shipped records as Word files, and how an edited one is held against the records."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from editing import Editing

from nkadvocate.auditing.deviations import Deviation
from nkadvocate.auditing.from_word import read_word
from nkadvocate.auditing.known import Records, make_ready
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.recheck import recheck
from nkadvocate.cli import main
from nkadvocate.composing import compose_letter
from nkadvocate.composing.citing import STYLES, written_citations
from nkadvocate.composing.wording import written_claims
from nkadvocate.document import Document
from nkadvocate.library import Library
from nkadvocate.records import Campaign
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring import tailor

Check = Callable[..., tuple[Deviation, ...]]


def ready(library: Library, campaign: Campaign) -> Records:
    claims = written_claims(library.evidence.values(), campaign.language)
    citations = written_citations(library.sources.values(), STYLES[campaign.style], campaign.language)
    return make_ready(library, claims, citations, campaign.language)


@pytest.fixture(scope="session")
def shipped_records(shipped_library: Library, shipped_campaign: Campaign) -> Records:
    return ready(shipped_library, shipped_campaign)


@pytest.fixture(scope="session")
def reference(shipped_library: Library, shipped_campaign: Campaign) -> Callable[[str], Document]:
    """The letter to a recipient as the records have it."""
    return cache(
        lambda recipient: compose_letter(
            tailor(shipped_library, shipped_library.recipient(recipient), shipped_campaign)
        )
    )


@pytest.fixture(scope="session")
def written(reference: Callable[[str], Document]) -> Callable[[str], bytes]:
    """The same letter as a Word file."""
    return cache(lambda recipient: render(reference(recipient), "docx", Look()))


@pytest.fixture(scope="session")
def as_pdf(reference: Callable[[str], Document]) -> Callable[[str], bytes]:
    """The same letter as a PDF file."""
    return cache(lambda recipient: render(reference(recipient), "pdf", Look()))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """A letter or briefing to Poland by the name of its file, as the command makes it."""
    folder = tmp_path_factory.mktemp("made")

    @cache
    def file(name: str) -> bytes:
        kind = ("briefing", "--for") if "briefing" in name else ("letter",)
        words = (*kind, "pl-foreign-minister", "--date", name[:10], "-f", name.rpartition(".")[2], "-o", str(folder))
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        return (folder / name).read_bytes()

    return file


@pytest.fixture
def check(reference: Callable[[str], Document], written: Callable[[str], bytes], shipped_records: Records) -> Check:
    """What is found in the letter to a recipient after an edit, and after another program may have saved it."""

    def found(
        recipient: str,
        edit: Callable[[Editing], None],
        records: Records = shipped_records,
        protected: tuple[str, ...] = (),
        against: Document | None = None,
        *,
        every_word: bool = False,
    ) -> tuple[Deviation, ...]:
        letter = Editing(written(recipient))
        edit(letter)
        manuscript = read_word(open_package(letter.data(), "letter.docx"))
        return recheck(against or reference(recipient), manuscript, records, protected, every_word=every_word)

    return found


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: Callable[[str], bytes]) -> Callable[..., str]:
    """What ``check`` prints on a letter after an edit of the parts of its Word file, with all spaces in it kept."""
    monkeypatch.chdir(tmp_path)
    name = "2026-07-10-pl-foreign-minister.docx"

    def found(edit: Callable[[dict[str, str]], object], *options: str) -> str:
        with zipfile.ZipFile(io.BytesIO(written("pl-foreign-minister"))) as file:
            parts = {part: file.read(part).decode() for part in file.namelist()}
        edit(parts)
        with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
            for part, content in parts.items():
                file.writestr(part, content.replace("<w:t>", '<w:t xml:space="preserve">'))
        result = CliRunner().invoke(main, ["check", name, *options])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.output

    return found
