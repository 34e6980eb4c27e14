"""No command writes or prints what its readers may not be told, whatever the testimony, the consent and the readers.

The rules are written down here a second time, in their plainest form, and every file and line is searched.
"""

from __future__ import annotations

import copy
import datetime as dt
import html
import io
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

import tiny
from acceptance.command import ROOT, nkadvocate, process
from acceptance.reading import needs_pdftotext, pdf_words
from nkadvocate import shipped
from nkadvocate.composing import compose_letter
from nkadvocate.library import audience_of, mentions, open_campaign, open_library, protected_terms
from nkadvocate.problems import ProblemsError
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring import tailor
from persons.invented import campaign_folder, dump, invented

DAY = "2026-07-10"
ACTORS = {
    "aland-minister": "aland",
    "bland-minister": "bland",
    "dland-minister": "dland-ministry",
    "rights-commissioner": "rights-office",
    "other-commissioner": "other-office",
}
COVERED_BY_GOVERNMENTS = {"aland", "bland"}
JUNK = st.text("*_`[]{}<>&\"'|#~^\\:@-–… ", max_size=3)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def token() -> st.SearchStrategy[str]:
    """A word that occurs nowhere else."""
    return st.text("qxzvjwk", min_size=6, max_size=9).map(lambda word: f"Qz{word}")


@st.composite
def terms(draw: st.DrawFn) -> str:
    """A name or place of two such words, with hostile characters between and after them."""
    return f"{draw(token())} {draw(JUNK)}{draw(token())}{draw(JUNK)}".strip()


dates = st.dates(min_value=dt.date(1970, 1, 1), max_value=dt.date(1979, 12, 31))
grants = st.fixed_dictionaries(
    {
        "to": st.sampled_from(["internal", "un-body-in-confidence", "governments", "public"]),
        "form": st.sampled_from(["named", "pseudonym", "unnamed"]),
        "purposes": st.sampled_from([["advocacy"], ["advocacy", "media"], ["media"]]),
        "given": st.sampled_from(["2020-01-01", "2026-07-10", "2026-07-11"]),
    },
    optional={
        "detail": st.sampled_from(["exact", "month-and-county", "year-and-province", "year-and-country"]),
        "expires": st.sampled_from(["2026-07-10", "2026-07-11"]),
        "withdrawn": st.just("2026-01-01"),
    },
)


@st.composite
def granted(draw: st.DrawFn) -> dict[str, Any]:
    grant = draw(grants)
    if grant["to"] == "un-body-in-confidence":
        grant["actors"] = [draw(st.sampled_from(["rights-office", "other-office"]))]
    elif grant["to"] == "governments":
        grant["actors"] = draw(st.sampled_from([[], ["dland"], ["bland"]]))
    return grant


@dataclass(frozen=True)
class Case:
    testimony: dict[str, Any]
    recipient: str
    campaign: dict[str, Any]
    careless: str


@st.composite
def cases(draw: st.DrawFn) -> Case:
    person = {
        "names": draw(st.lists(terms(), max_size=2)),
        "pseudonym": draw(st.none() | terms()),
        "sex": draw(st.sampled_from(["f", "m", "unknown"])),
        "relatives": draw(st.lists(terms(), max_size=2)),
        "identifying": draw(st.lists(terms(), max_size=1)),
        "born": draw(st.none() | dates.map(str)),
        "age": draw(st.integers(19, 99)),
        "when": str(draw(dates)),
        "where": {
            "village": draw(st.none() | terms()),
            "county": draw(st.none() | terms()),
            "province": draw(st.none() | terms()),
            "country": "Wuland",
        },
    }
    # What may be told under one name and not under another is told.
    parts = [*person["names"], person["pseudonym"], *person["relatives"], *person["identifying"]]
    parts += [*person["where"].values(), person["born"], person["when"]]
    said = [term for term in parts if term]
    assume(len(set(said)) == len(said))
    testimony = invented(claim="{person}, aged {age}, told it {when} {where}. Told.", person=person)
    testimony["consent"] = draw(
        st.none()
        | st.fixed_dictionaries(
            {"grants": st.lists(granted(), min_size=1, max_size=3), "relatives_at_risk": st.booleans()}
        )
    )
    testimony["id"] = "testimony-one"
    campaign = {
        "publication": draw(st.sampled_from(["public", "confidential"])),
        "copies": draw(st.lists(st.sampled_from([*ACTORS, "speaker", "A journalist"]), max_size=2)),
    }
    careless = draw(st.sampled_from(["", "", "claim", "source", "title", "template", "other", "copy", "reason"]))
    return Case(testimony, draw(st.sampled_from([*ACTORS, "speaker"])), campaign, careless)


# the rules once more


def telling(case: Case, *, public: bool) -> tuple[int, int] | None:
    """How openly and how exactly it may be told to the readers, from 0; None: not at all."""
    consent = case.testimony["consent"]
    readers = [case.recipient, *case.campaign["copies"]]
    public = public or case.campaign["publication"] == "public" or any(reader not in ACTORS for reader in readers)
    actors = ["everyone"] if public else [ACTORS[reader] for reader in readers]
    steps = []
    for actor in actors:
        allowed = []
        for grant in consent["grants"] if consent else ():
            valid = (
                "withdrawn" not in grant
                and "advocacy" in grant["purposes"]
                and grant["given"] <= DAY < grant.get("expires", "9999")
            )
            named = grant.get("actors")
            reached = {
                "internal": False,
                "public": True,
                "un-body-in-confidence": actor in (named or []),
                "governments": actor.removesuffix("-ministry") in (named or COVERED_BY_GOVERNMENTS),
            }[grant["to"]]
            if valid and reached:
                form = ["named", "pseudonym", "unnamed"].index(grant["form"])
                details = ["exact", "month-and-county", "year-and-province", "year-and-country"]
                exactness = 3 if consent["relatives_at_risk"] else form
                allowed.append((form, details.index(grant["detail"]) if "detail" in grant else exactness))
        if not allowed:
            return None
        steps.append(min(allowed))
    return max(form for form, _ in steps), max(detail for _, detail in steps)


def forbidden(case: Case, *, public: bool) -> list[str]:
    """Words that must not occur: of names and places each word of them, of dates and ages every usual form."""
    person, told = case.testimony["person"], telling(case, public=public)
    form, detail = told or (9, 9)
    words = [*person["relatives"], *person["identifying"]]
    words += person["names"] if form > 0 else []
    shown = form == 1 or (form == 0 and not person["names"])
    words += [person["pseudonym"]] if person["pseudonym"] and not shown else []
    for part, step in (("village", 0), ("county", 1), ("province", 2)):
        words += [person["where"][part]] if person["where"][part] and detail > step else []
    found = [word for text in words for word in re.findall("Qz[qxzvjwk]+", text)]
    found += written(person["born"], day=True, month=True) if person["born"] else []
    found += written(person["when"], day=detail > 0, month=detail > 1)
    found += ["Told."] if told is None else []
    age = person["age"]
    return found + ([f"aged {age},", f"{age}-year-old"] if detail > 0 else [])


def written(date: str, *, day: bool, month: bool) -> list[str]:
    y, m, d = date.split("-")
    name = MONTHS[int(m) - 1]
    forms = [date, f"{int(d)} {name} {y}", f"{name} {int(d)}, {y}"] if day else []
    return forms + ([f"{y}-{m}", f"{name} {y}"] if month else [])


# files as text


def readable(path: Path) -> str:
    """Everything that a file says, in whatever part of it."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        data = "\n".join((*parts, *(re.sub("<[^>]*>", "", part) for part in parts))).encode()
    elif path.suffix == ".html":
        text = data.decode()
        data = f"{text}\n{re.sub('<[^>]*>', '', text)}".encode()
    elif path.suffix == ".pdf":
        data = f"{pdf_words(data)}\n{pdf_insides(data)}".encode()
    text = html.unescape(data.decode("utf-8", "replace"))
    return f"{path.name}\n{text}\n{' '.join(text.split())}"


def pdf_insides(data: bytes) -> str:
    """Every string and every stream of a PDF, its metadata included."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            found.append(repr(thing))
            if isinstance(thing, pikepdf.Stream):
                try:
                    found.append(thing.read_bytes().decode("latin-1"))
                except pikepdf.PdfError:
                    found.append(thing.read_raw_bytes().decode("latin-1"))
    return "\n".join(found)


def prepared(folder: Path, case: Case) -> Path:
    """A campaign folder for the case, in which somebody may have been careless with a name."""
    testimony, campaign = copy.deepcopy(case.testimony), dict(case.campaign)
    person = testimony["person"]
    told = [*person["names"], *filter(None, [person["pseudonym"]]), *person["relatives"]]
    name = told[0] if told else "Nobody"
    others: list[dict[str, Any]] = []
    match case.careless:
        case "claim":
            testimony["claim"] += f" So said {name} in {person['where']['village']} on {person['when']}."
        case "source":
            testimony["citations"] = [{"source": "notes", "locator": "p 1"}]
        case "title":
            campaign["title"] = f"For {name}"
        case "copy":
            campaign["copies"] = [*campaign["copies"], name]
        case "other":
            # A record of its own, that everybody may read.
            others = [invented(id="other", claim=f"It was {name} who told it.", person=None, consent=None)]
            others[0] |= {"kind": "event", "person": None}
        case "reason":
            testimony |= {"status": "withdrawn", "reason": f"{name} asked for it"}
    campaign["recipients"] = [case.recipient]
    made = campaign_folder(folder / "campaigns" / "mine", testimony, *others, **campaign)
    if case.careless == "source":
        source = {"id": "notes", "type": "document", "title": f"Talk with {name}", "weight": "ngo"}
        tiny.write_records(made, {"sources": dump([source])})
    if case.careless == "template":
        parts = made / "templates" / "parts"
        parts.mkdir(parents=True)
        shutil.copy(shipped.TEMPLATES / "en/parts/reply.md.j2", parts / "reply.md.j2")
        with (parts / "reply.md.j2").open("a", encoding="utf-8") as file:
            file.write(f"\nAs {' '.join(re.findall('Qz[qxzvjwk]+', name)) or name} said.\n")
    return made


def leaks(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word.lower() in text.lower()]


# Each example is a folder of files: what fails is shown as it is, not made smaller.
SETTINGS = settings(deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(SETTINGS, max_examples=100)
@given(case=cases())
def test_no_letter_holds_what_its_readers_may_not_be_told(desk: Path, case: Case) -> None:
    folder = prepared(Path(tempfile.mkdtemp(dir=desk)), case)
    try:
        library = open_library(folder)
        campaign = open_campaign(folder, library)
        recipient = library.recipients[case.recipient]
        terms = protected_terms(library, audience_of(library, campaign, recipient, DAY))
        document = compose_letter(tailor(library, recipient, campaign), [folder / "templates"])
        text = render(document, "txt", Look()).decode()
    except ProblemsError as error:
        text, terms = str(error), ()
    public = case.careless == "copy"
    assert leaks(f"{text}\n{' '.join(text.split())}", forbidden(case, public=public)) == []
    assert mentions(text, terms) == set()


def commands(case: Case) -> list[tuple[str, ...]]:
    """What reads as the letter's readers do, and what reads as the public does."""
    to = ("-c", "mine", "--date", DAY)
    return [
        ("letter", case.recipient, *to, "-f", "txt", "-f", "html", "-f", "docx"),
        ("annex", "--for", case.recipient, *to, "-f", "csv", "-f", "json", "-f", "docx", "-f", "html"),
        ("briefing", "--for", case.recipient, *to, "-f", "html", "--length", "one-page"),
        ("campaign", "build", "mine", "-f", "txt", "--jobs", "1"),
        ("explain", case.recipient, *to),
        ("explain", case.recipient, *to, "--json"),
    ]


PUBLICLY = [
    ("briefing", "-c", "mine", "--date", DAY, "-f", "html", "--length", "one-page"),
    ("annex", "-c", "mine", "--date", DAY, "-f", "csv", "-f", "json"),
    ("show", "testimony-one", "-c", "mine"),
    ("show", "testimony-one", "-c", "mine", "--json"),
    ("show", "notes", "-c", "mine"),
    ("show", "other", "-c", "mine"),
    ("list", "evidence", "-c", "mine"),
    ("list", "evidence", "-c", "mine", "--json"),
    ("list", "sources", "-c", "mine"),
    ("list", "campaigns"),
    ("campaign", "show", "mine"),
    ("check", "campaigns/mine"),
    ("check", "campaigns/mine", "--json"),
]


@settings(SETTINGS, max_examples=12)
@given(case=cases())
def test_no_command_prints_or_writes_what_its_readers_may_not_be_told(
    desk: Path, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    folder = Path(tempfile.mkdtemp(dir=desk))
    monkeypatch.chdir(folder)
    prepared(folder, case)
    as_letter = forbidden(case, public=case.careless == "copy")
    as_public = forbidden(case, public=True)
    open_letter = ("document", "open-letter", case.recipient, "-c", "mine", "-f", "txt")
    publicly = [*PUBLICLY, open_letter]
    for words, hidden in [(c, as_letter) for c in commands(case)] + [(c, as_public) for c in publicly]:
        result = nkadvocate(*words)
        assert leaks(f"{result.output}\n{result.stderr}", hidden) == [], words
        output = folder / "output"
        for path in output.rglob("*") if output.exists() else ():
            assert path.is_dir() or leaks(readable(path), hidden) == [], (words, path.name)
        shutil.rmtree(output, ignore_errors=True)


OPEN = {"to": "public", "form": "pseudonym", "purposes": ["advocacy"], "given": "2020-01-01"}


@needs_pdftotext
@pytest.mark.parametrize("grant", [OPEN, OPEN | {"to": "governments"}])
def test_the_real_command_leaks_nothing_into_any_format(desk: Path, grant: dict[str, Any]) -> None:
    """In a process of its own, with the shipped records; the PDF is read as text and stream by stream."""
    [demand] = (
        demand
        for path in (ROOT / "seeds/demands").glob("*.yaml")
        for demand in yaml.safe_load(path.read_text("utf-8"))
        if demand["id"] == "non-refoulement"
    )
    demand["evidence"].insert(0, "testimony-one")
    testimony = invented(grant, by="hrw", citations=[{"source": "hrw-2025-10-15"}])
    mine = tiny.write_records(desk / "campaigns" / "mine", {"evidence": dump([testimony]), "demands": dump([demand])})
    (mine / "campaign.yaml").write_text(tiny.CAMPAIGN, "utf-8")
    to = ("-c", "mine", "--date", DAY)
    hidden = [
        *("Kyuri", "규리", "Xolo", "Blue Sock", "Qulumo", "23 November 2018", "2018-11-23", "2 March 1984", "aged 34"),
        *(["Zaza", "Vexin", "Wuxo", "told the Watch"] if grant["to"] == "governments" else []),
    ]
    for words in (
        ("letter", "prc-foreign-minister", *to, "-f", "pdf", "-f", "docx"),
        ("annex", "--for", "prc-foreign-minister", *to, "-f", "pdf"),
        ("briefing", *to, "-f", "html"),
        ("show", "testimony-one", "-c", "mine"),
        ("check", "campaigns/mine"),
    ):
        done = process(*words)
        assert "Traceback" not in done.stderr
        assert leaks(done.stdout + done.stderr, hidden) == []
    written = sorted((desk / "output").iterdir())
    assert len(written) == 5
    for path in written:
        assert leaks(readable(path), hidden) == [], path.name
    assert "testimony-one" not in readable(desk / "output" / "manifest.json")
    letter = next(path for path in written if path.name.endswith("prc-foreign-minister.pdf"))
    assert ("name changed" in readable(letter)) == (grant == OPEN)


def test_without_a_seal_no_letter_with_confidential_evidence_is_written(desk: Path) -> None:
    testimony = invented(OPEN, by="hrw", citations=[{"source": "hrw-2025-10-15"}])
    [demand] = (
        demand
        for path in (ROOT / "seeds/demands").glob("*.yaml")
        for demand in yaml.safe_load(path.read_text("utf-8"))
        if demand["id"] == "non-refoulement"
    )
    demand["evidence"].insert(0, testimony["id"])
    mine = tiny.write_records(desk / "campaigns" / "mine", {"evidence": dump([testimony]), "demands": dump([demand])})
    (mine / "campaign.yaml").write_text(tiny.CAMPAIGN.replace("seal: 0123456789abcdef\n", ""), "utf-8")
    done = process("letter", "prc-foreign-minister", "-c", "mine", "--date", DAY, "-f", "txt")
    assert done.returncode == 1
    assert "needs the campaign's seal" in done.stderr
    assert not Path("output").exists()
