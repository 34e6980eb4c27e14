"""No command writes or prints what its readers may not be told, whatever the testimony, the consent and the readers.

The rules are written down here a second time, in their plainest form, and every file and line is searched.
"""

from __future__ import annotations

import copy
import datetime as dt
import html
import io
import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from PIL import Image

import tiny
from acceptance.command import ROOT, nkadvocate, process
from acceptance.reading import needs_pdftotext, pdf_words
from acceptance.test_offline import commands as names_of_commands
from auditing.files import packed
from nkadvocate import shipped
from nkadvocate.cli import main
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


CARELESS = (
    *("claim", "source", "title", "template", "details", "other", "copy", "reason", "look", "style", "base"),
    *("recipient", "email", "kind", "file", "id", "signatory"),
)
"""Where somebody wrote what does not belong there."""


@st.composite
def cases(draw: st.DrawFn, careless: tuple[str, ...] = ("", *CARELESS), least: int = 0) -> Case:
    person = {
        "names": draw(st.lists(terms(), min_size=least, max_size=2)),
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
    tokens = [token for term in said for token in sorted({*re.findall("Qz[qxzvjwk]+", term)} or {term})]
    assume(len(set(tokens)) == len(tokens))
    testimony = invented(claim="{person}, aged {age}, told it {when} {where}. Xqzt.", person=person)
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
    careless = draw(st.sampled_from(careless))
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
    found += ["Xqzt."] if told is None else []
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


def names_in(case: Case) -> list[str]:
    person = case.testimony["person"]
    told = [*person["names"], *filter(None, [person["pseudonym"]]), *person["relatives"]]
    return told or ["Nobody"]


def prepared(folder: Path, case: Case) -> Path:
    """A campaign folder for the case, in which somebody may have been careless with a name."""
    testimony, campaign = copy.deepcopy(case.testimony), dict(case.campaign)
    person = testimony["person"]
    name = names_in(case)[0]
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
        case "signatory":
            campaign["signatories"] = [{"name": name, "title": "Director"}]
    words = re.findall("Qz[qxzvjwk]+", name) or ["Nobody"]
    slug = "-".join(words).lower()
    wrong = {
        "recipient": {"office": f"Minister {name}"},
        "email": {"email": f"{'.'.join(words)}@example.org"},
        "id": {"id": slug},
    }.get(case.careless)
    campaign["recipients"] = [case.recipient, *([wrong.get("id", "one-more")] if wrong else [])]
    made = campaign_folder(folder / "campaigns" / "mine", testimony, *others, **campaign)
    if case.careless == "source":
        source = {"id": "notes", "type": "document", "title": f"Talk with {name}", "weight": "ngo"}
        tiny.write_records(made, {"sources": dump([source])})
    if wrong:
        like = {"id": "one-more", "office": "Minister", "body": "Ministry", "actor": "bland", "family": "others"}
        like |= {"roles": ["executive"], "form": "minister", "standing": "Your Ministry decides.[@treaty-3]"}
        tiny.write_records(made, {"recipients": dump([like | wrong])})
    with_careless_files(made, case, name, words)
    return made


def with_careless_files(made: Path, case: Case, name: str, words: list[str]) -> None:
    person, slug = case.testimony["person"], "-".join(words).lower()
    parts = made / "templates" / "parts"
    parts.mkdir(parents=True)
    match case.careless:
        case "template":
            said = f"\nAs {' '.join(words)} said.\n"
            (parts / "reply.md.j2").write_text((SHIPPED / "parts/reply.md.j2").read_text("utf-8") + said, "utf-8")
        case "details":
            place = " ".join(re.findall("Qz[qxzvjwk]+", person["where"]["village"] or "")) or "Nowhere"
            said = (
                f"\nIn {place}, on {written(person['when'], day=True, month=False)[1]}, aged {person['age']}, it was.\n"
            )
            (parts / "reply.md.j2").write_text((SHIPPED / "parts/reply.md.j2").read_text("utf-8") + said, "utf-8")
        case "kind":
            (parts.parent / f"{slug}.md.j2").write_text((SHIPPED / "letter.md.j2").read_text("utf-8"), "utf-8")
        case "file":
            (made / "evidence" / "evidence.yaml").rename(made / "evidence" / f"{slug}.yaml")
        case "look":
            Image.new("RGB", (40, 20)).save(made / "logo.png")
            (made / "design.yaml").write_text(
                dump({"logos": [{"file": "logo.png", "alt": f"Logo of {name}"}]}), "utf-8"
            )
        case "style":
            (made / "style.css").write_text(f".subject::after {{ content: '{words[0]}' ' {words[-1]}' }}", "utf-8")
        case "base":
            base = docx.Document(str(shipped.TEMPLATES / "design" / "base.docx"))
            base.sections[0].header.paragraphs[0].text = f"In memory of {name}"
            base.save(str(made / "base.docx"))


SHIPPED = shipped.TEMPLATES / "en"


def leaks(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word.lower() in text.lower()]


# Each example is a folder of files: what fails is shown as it is, not made smaller.
SETTINGS = settings(deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(SETTINGS, max_examples=100)
@given(case=cases())
def test_no_letter_holds_what_its_readers_may_not_be_told(desk: Path, case: Case) -> None:
    folder = prepared(Path(tempfile.mkdtemp(dir=desk)), case)
    try:
        library = open_library(folder, today=DAY)
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


LETTER = "output/2026-07-10-{to}.docx"
TO = ("-c", "mine", "--date", DAY)
NEW = (
    *("--title", "Access", "--sender", "Our Network", "--description", "a network", "--address", "1 Example Street"),
    *("--place", "Geneva", "--email", "letters@example.org", "--signatory", "A. Example, Chair", "--recipient", "{to}"),
    *("--date", DAY),
)
DRIVEN: dict[str, list[tuple[str, ...]]] = {
    "letter": [
        ("{to}", *TO, "-f", "txt", "-f", "html", "-f", "docx"),
        ("{to}", *TO, "-f", "txt", "--draft", "-o", "drafts"),
    ],
    "document": [
        *((kind, "{to}", *TO, "-f", "txt") for kind in ("thank-you", "follow-up", "email", "nonsense")),
        ("follow-up", "{to}", *TO, "-f", "txt", "--of", "2026-01-05"),
    ],
    "annex": [("--for", "{to}", *TO, "-f", "csv", "-f", "json", "-f", "docx", "-f", "html")],
    "briefing": [("--for", "{to}", *TO, "-f", "html", "--length", "one-page")],
    "explain": [("{to}", *TO), ("{to}", *TO, "--json")],
    "campaign build": [
        ("mine", "-f", "txt", "-f", "docx", "-o", "output", "--jobs", "1", "--csv", "--eml"),
        ("mine", "-f", "txt", "-o", "output", "--jobs", "1", "--force"),
    ],
    "campaign check": [("mine", "-f", "txt", "--jobs", "1"), ("mine", "-f", "txt", "--jobs", "1", "--every-word")],
    "campaign signons": [("mine",), ("mine", "--json"), ("mine", "--approve", "Director"), ("mine", "--approve", "X")],
    "campaign status": [("mine", "-o", "output"), ("mine", "-o", "output", "--json"), ("mine", "--only", "nobody")],
    "campaign show": [("mine",), ("mine", "--json")],
    "campaign list": [(), ("--json",)],
    "campaign new": [("other", *NEW), ("mine", *NEW)],
    "scan": [(LETTER,), (LETTER, "--json"), (LETTER, "--clean", "-o", "output")],
    "check": [
        ("campaigns/mine",),
        ("campaigns/mine", "--json"),
        (LETTER, "-c", "mine"),
        (LETTER, "-c", "mine", "--json"),
        ("edited/2026-07-10-{to}.docx", "-c", "mine", "--annotate"),
        ("edited/2026-07-10-{to}.docx", "-c", "mine", "--json"),
    ],
    "verify": [("output", "-c", "mine")],
    "affected": [
        *((record, "-c", "mine", "-o", "output", "--date", DAY) for record in ("testimony-one", "returns-2024")),
        ("watch-2024", "-c", "mine", "--json"),
        ("notes", "-c", "mine"),
    ],
    "show": [
        *((record, "-c", "mine") for record in ("testimony-one", "notes", "other", "no-return", "testimony-on")),
        ("testimony-one", "-c", "mine", "--json"),
    ],
    "list": [
        *((kind, "-c", "mine") for kind in ("evidence", "sources", "demands", "recipients", "positions", "kinds")),
        *((kind, "-c", "mine", "--json") for kind in ("evidence", "sources", "instruments", "bodies", "campaigns")),
    ],
    "import sources": [("library.json", "-c", "mine"), ("library.json",)],
    "import recipients": [("members.csv", "-c", "mine", "--map", "name=Name"), ("members.csv", "--body", "mine")],
    "templates list": [("-c", "mine"), ("-c", "mine", "--json")],
    "templates which": [("parts/reply", "-c", "mine"), ("parts/rply", "-c", "mine")],
    "templates copy": [("parts/reply", "-c", "mine"), ("parts/law", "-c", "mine")],
    "schema": [()],
}
"""Every command, with what it is given; ``{to}`` is the recipient. They run one after the other in one folder."""
TO_EVERYONE: list[tuple[str, ...]] = [
    ("briefing", *TO, "-f", "html", "--length", "one-page"),
    ("annex", *TO, "-f", "csv", "-f", "json"),
    ("document", "open-letter", "{to}", *TO, "-f", "txt"),
    ("document", "parliamentary-question", "{to}", *TO, "-f", "txt"),
]
"""What everyone may read although its command is one of those that write to somebody."""
AS_READERS = ("letter", "document", "annex", "briefing", "explain", "campaign build", "scan", "check", "affected")
"""Commands whose output and files go to the readers of a letter; those of all others go to anyone."""


def edited(letter: Path, term: str) -> None:
    """A copy of the letter, if there is one, into which somebody has written the term."""
    if letter.exists():
        copy = Path("edited") / letter.name
        copy.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(letter) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        text = parts["word/document.xml"]
        added = f"<w:p><w:r><w:t>So said {html.escape(term)}, 406 times.</w:t></w:r></w:p>".encode()
        parts["word/document.xml"] = text.replace(b"<w:sectPr", added + b"<w:sectPr", 1)
        copy.write_bytes(packed(parts))


def comments(path: Path) -> str:
    """What an annotated copy says in its comments; its words are those of the letter."""
    with zipfile.ZipFile(path) as package:
        return re.sub("<[^>]*>", "", package.read("word/comments.xml").decode())


def test_every_command_is_driven() -> None:
    assert set(names_of_commands(main)) == set(DRIVEN)


@pytest.mark.parametrize("careless", ["", *CARELESS])
@settings(SETTINGS, max_examples=1)
@given(data=st.data())
def test_no_command_prints_or_writes_what_its_readers_may_not_be_told(
    desk: Path, monkeypatch: pytest.MonkeyPatch, careless: str, data: st.DataObject
) -> None:
    case = data.draw(cases((careless,), least=1))
    folder = Path(tempfile.mkdtemp(dir=desk))
    monkeypatch.chdir(folder)
    prepared(folder, case)
    (folder / "output").mkdir()
    (folder / "library.json").write_text('[{"type": "book", "title": "A Long Walk"}]', "utf-8")
    (folder / "members.csv").write_text("Name,Seat\nA. Example,Somewhere\n,Elsewhere\n", "utf-8")
    as_letter = forbidden(case, public=case.careless == "copy")
    as_public = forbidden(case, public=True)
    runs = [((*name.split(), *words), name in AS_READERS) for name, given in DRIVEN.items() for words in given]
    for words, to_readers in (*runs, *((words, False) for words in TO_EVERYONE)):
        if words[0] == "check":
            edited(Path(LETTER.format(to=case.recipient)), names_in(case)[0])
        hidden = as_letter if to_readers else as_public
        before = {path: path.read_bytes() for path in everything(folder)}
        result = nkadvocate(*(word.replace("{to}", case.recipient) for word in words))
        assert leaks(f"{result.output}\n{result.stderr}", hidden) == [], words
        for path in everything(folder):
            if before.get(path) != path.read_bytes():
                text = comments(path) if path.name.endswith(".checked.docx") else readable(path)
                assert leaks(text, hidden) == [], (words, path.name)


def everything(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


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
