"""How much of what people change in finished letters the re-check finds, and how often it cries for nothing.

Real letters are edited (`edits.yaml`) and held against the records, each as it is and, where LibreOffice is installed,
again after that has opened and saved it. An error counts as found when a finding of its kind stands in the paragraph
that was edited. A false alarm is a finding in another paragraph, or any finding in a letter with a harmless edit only.

    python benchmarks/recheck.py             # the ten letters
    python benchmarks/recheck.py held-out    # letters and edits on which nothing was tried
    python benchmarks/recheck.py quick       # without LibreOffice
    python benchmarks/recheck.py -v          # each miss and each false alarm
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from editing import Editing, before_calls, words

from nkadvocate.auditing.from_word import read_word
from nkadvocate.auditing.known import Records, make_ready
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.recheck import recheck
from nkadvocate.campaigning.look import open_look
from nkadvocate.composing import compose_letter
from nkadvocate.composing.citing import STYLES, written_citations
from nkadvocate.composing.wording import written_claims
from nkadvocate.document import Document, claims
from nkadvocate.library import Library, open_campaign, open_library
from nkadvocate.records import Campaign
from nkadvocate.rendering import render
from nkadvocate.shipped import campaign_folder
from nkadvocate.tailoring import tailor

HERE = Path(__file__).parent
Table = dict[str, Any]
NUMBERS = frozenset({"cross-reference"})
"""What follows from a note that goes or comes: numbers in the list of sources that no longer agree."""
DATE = "2026-12-10"
TOLD_AS = {
    "recipient": {"name"},
    "hedge": {"hedge", "force", "wording", "negation", "name", "date", "quotation"},
    "legal wording": {"hedge", "force", "wording", "negation"},
    "treaty verb": {"treaty verb", "wording"},
    "demand changed": {"demand", "name"},
    "demand added": {"demand"},
    "demand dropped": {"demand"},
    "source changed": {"source"},
    "locator changed": {"locator", "source"},
    "note deleted": {"note"},
    "note moved": {"note"},
    "note added": {"note"},
    "superseded": {"status"},
    "sender": {"sender", "name"},
    "turned round": {"wording", "negation", "demand", "sender", "name", "figure", "date", "quotation"},
    "protected name": {"protected"},
}
"""As what an error counts as found, where that is not its own name."""
OF_A_KIND = 3
"""Most edits of one kind in one letter."""


@dataclass(frozen=True)
class Case:
    """An edited letter. ``kind`` says what is wrong with it; harmless edits have a kind too."""

    letter: str
    kind: str
    what: str
    data: bytes
    harmful: bool
    places: set[int]
    anywhere: bool
    statuses: tuple[str, ...]
    protected: tuple[str, ...]
    consequences: frozenset[str]


def main(arguments: list[str]) -> None:
    table = yaml.safe_load((HERE / ("held-out.yaml" if "held-out" in arguments else "edits.yaml")).read_text("utf-8"))
    cases = list(all_cases(table))
    rounds = [("as edited", [case.data for case in cases])]
    if shutil.which("soffice") and "quick" not in arguments:
        rounds.append(("through LibreOffice", converted([case.data for case in cases])))
    for name, files in rounds:
        report(name, cases, files, verbose="-v" in arguments)


def all_cases(table: Table) -> Iterator[Case]:
    """Every edit of the table on every letter; letters take turns where there are more edits than one letter needs."""
    for turn, letter in enumerate(table["letters"]):
        yield from _errors(letter, turn, table)
        yield from _harmless(letter, turn, table)


def _errors(letter: str, turn: int, table: Table) -> Iterator[Case]:
    original = written(letter)
    claims, law = _statements(original)
    requests = Editing(original).requests()
    case = partial(_case, letter, harmful=True)
    for kind, pairs in table["body"].items():
        for old, new in _some(pairs, original, turn):
            yield case(kind, f"{old} → {new}", partial(Editing.replace, old=old, new=new))
    for kind, pairs in table["notes"].items():
        for old, new in _some(pairs, original, turn, in_notes=True):
            yield case(kind, f"{old} → {new}", partial(Editing.replace_in_note, old=old, new=new))
    for kind, sentences in table["added"].items():
        for sentence in _turns(sentences, turn, 2):
            yield case(kind, sentence, partial(Editing.append, to=law[-1], sentence=sentence))
    for item in _turns(table["items"], turn, 2):
        insert = partial(Editing.insert, after=requests[-1], text=item)
        yield case("demand added", item, insert, anywhere=True)
    for request in requests[turn % 2 :][:2]:
        delete = partial(Editing.delete_paragraph, text=request)
        yield case("demand dropped", request, delete, anywhere=True, consequences=NUMBERS)
    for statement in (*claims[turn % 2 :][:2], law[turn % len(law)]):
        yield case("note deleted", statement, partial(Editing.delete_note, text=statement), consequences=NUMBERS)
    one, other = claims[0], law[-1]
    swap = partial(Editing.swap_notes, text=one, other=other)
    yield case("note moved", f"{one} ↔ {other}", swap, consequences=NUMBERS)
    one, other = law[0], law[2 % len(law)]
    move = partial(Editing.move_note, text=one, after=other)
    yield case("note moved", f"{one} → {other}", move, consequences=NUMBERS)
    for sentence, note in _turns(table["cited"], turn, 1):
        append = partial(Editing.append, to=claims[-1], sentence=sentence, note=note)
        yield case("note added", sentence, append, consequences=NUMBERS)
    for record in _evidence(letter)[turn % 2 :][:2]:
        yield case("superseded", record, _as_it_is, statuses=(record,), anywhere=True, consequences=NUMBERS)
    named = claims[0].replace(" people", " people, Kim Sun-hee among them,", 1)
    named = named if named != claims[0] else f"{claims[0][:-1]} (so Kim Sun-hee)."
    yield case("protected name", "", partial(Editing.replace, old=claims[0], new=named), protected=("Kim Sun-hee",))


def _harmless(letter: str, turn: int, table: Table) -> Iterator[Case]:
    original = written(letter)
    claims, law = _statements(original)
    case = partial(_case, letter, harmful=False)
    for kind, pairs in table["harmless"].items():
        in_notes = kind.endswith("in a note")
        edit = Editing.replace_in_note if in_notes else Editing.replace
        for old, new in _some(pairs, original, turn, in_notes=in_notes):
            yield case(kind, f"{old} → {new}", partial(edit, old=old, new=new))
    yield case("no change", "", _as_it_is)
    for what, edit_all in (
        ("runs split", partial(Editing.split_runs, seed=turn)),
        ("straight double quotes", partial(Editing.rewrite_all, pattern="[“”]", new='"')),
        ("straight single quotes", partial(Editing.rewrite_all, pattern="[‘’]", new="'")),
        ("non-breaking spaces", partial(Editing.rewrite_all, pattern=r"(?<=\d) (?=\w)", new="\u00a0")),
        ("soft hyphens", partial(Editing.rewrite_all, pattern=r"(?<=\w\w\w\w)(?=\w\w\w\w)", new="\u00ad")),
        ("numbers typed", Editing.number_by_hand),
        ("styles renamed, bookmarks lost", Editing.plain_styles),
    ):
        yield case("typography", what, edit_all)
    for paragraph in _turns(table["courteous"], turn, 2):
        yield case("courtesy", paragraph, partial(Editing.insert, after=law[-1], text=paragraph))
    if len(claims) > 1:
        delete = partial(Editing.delete, text=claims[-1])
        yield case("claim taken out", claims[-1], delete, consequences=NUMBERS)
    move = partial(Editing.move_paragraph, text=claims[-1], after=law[-1])
    yield case("order", "facts below the law", move, consequences=NUMBERS)


def _case(
    letter: str,
    kind: str,
    what: str,
    edit: Callable[[Editing], None],
    *,
    harmful: bool,
    anywhere: bool = False,
    statuses: tuple[str, ...] = (),
    protected: tuple[str, ...] = (),
    consequences: frozenset[str] = frozenset(),
) -> Case:
    one = Editing(written(letter))
    edit(one)
    data = one.data()
    return Case(letter, kind, what, data, harmful, one.places(), anywhere, statuses, protected, consequences)


def _as_it_is(letter: Editing) -> None:
    pass


def _turns(lines: list[Any], turn: int, count: int) -> Iterator[Any]:
    return (lines[(count * turn + n) % len(lines)] for n in range(count))


def _some(pairs: list[list[str]], original: bytes, turn: int, *, in_notes: bool = False) -> Iterator[tuple[str, str]]:
    letter = Editing(original)
    holds = letter.has_in_note if in_notes else letter.has
    fitting = [(old, new) for old, new in pairs if holds(old)]
    for n in range(min(OF_A_KIND, len(fitting))):
        yield fitting[(OF_A_KIND * turn + n) % len(fitting)]


def _statements(original: bytes) -> tuple[list[str], list[str]]:
    """The statements with notes in the facts, and in the law."""
    letter = Editing(original)
    groups: dict[str, list[str]] = {"What is known": [], "What the law requires": []}
    heading = ""
    for paragraph in letter.letter():
        if words(paragraph).startswith(("What ", "A concern")) and len(words(paragraph)) < 50:
            heading = words(paragraph)
        elif heading in groups:
            groups[heading] += [one.strip() for one in before_calls(paragraph)]
    return groups["What is known"], groups["What the law requires"]


def _evidence(letter: str) -> list[str]:
    return [claim.evidence for claim in claims(composed(letter)[0])]


@cache
def library_with(statuses: tuple[str, ...]) -> Library:
    """The shipped records, some evidence superseded."""
    library = open_library()
    changed = {
        one.id: one.model_copy(update={"status": "superseded", "reason": "a later count replaces it"})
        for one in library.evidence.values()
        if one.id in statuses
    }
    return replace(library, evidence={**library.evidence, **changed})


@cache
def ready(statuses: tuple[str, ...]) -> tuple[Campaign, Records]:
    library = library_with(statuses)
    campaign = open_campaign(campaign_folder("default"), library).model_copy(update={"date": DATE})
    claims = written_claims(library.evidence.values(), campaign.language)
    citations = written_citations(library.sources.values(), STYLES[campaign.style], campaign.language)
    return campaign, make_ready(library, claims, citations, campaign.language, (), campaign.sender.description)


@cache
def composed(letter: str, statuses: tuple[str, ...] = ()) -> tuple[Document, Records]:
    campaign, records = ready(statuses)
    return compose_letter(tailor(records.library, records.library.recipient(letter), campaign)), records


@cache
def written(letter: str) -> bytes:
    return render(composed(letter)[0], "docx", open_look(campaign_folder("default")))


def converted(files: list[bytes]) -> list[bytes]:
    """The files, each opened and saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before"), Path(folder, "after")
        before.mkdir()
        for n, data in enumerate(files):
            (before / f"{n}.docx").write_bytes(data)
        paths = sorted(map(str, before.iterdir()))
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(after)]
        for first in range(0, len(paths), 100):
            subprocess.run([*command, *paths[first : first + 100]], check=True, capture_output=True)
        return [(after / f"{n}.docx").read_bytes() for n in range(len(files))]


def report(name: str, cases: list[Case], files: list[bytes], verbose: bool) -> None:
    found: dict[str, Counter[bool]] = defaultdict(Counter)
    alarmed: dict[str, Counter[bool]] = defaultdict(Counter)
    false = untouched = 0
    for case, data in zip(cases, files, strict=True):
        document, records = composed(case.letter, case.statuses)
        manuscript = read_word(open_package(data, "letter"))
        findings = recheck(document, manuscript, records, case.protected)
        untouched += len(manuscript.passages) + len(manuscript.notes) - len(case.places)
        if case.harmful:
            hits = [one for one in findings if case.anywhere or one.paragraph in case.places or one.paragraph is None]
            told = TOLD_AS.get(case.kind, {case.kind})
            if case.anywhere:
                hits = [one for one in hits if one.kind in told]
            hit = any(one.kind in told for one in hits)
            found[case.kind][hit] += 1
            wrong = [one for one in findings if one not in hits and one.kind not in case.consequences]
            if verbose and not hit:
                print(f"  missed: {case.letter}: {case.kind}: {case.what}")
        else:
            wrong = [one for one in findings if one.kind not in case.consequences]
            alarmed[case.kind][bool(wrong)] += 1
        false += len(wrong)
        if verbose:
            for one in wrong:
                print(f"  false: {case.letter}: {case.kind}: {case.what[:60]}: {one}")
    errors, harmless = (sum(map(Counter.total, some.values())) for some in (found, alarmed))
    print(f"\n{name}: {errors} errors, {harmless} harmless edits")
    print(f"{'error':24}{'found':>12}{'recall':>9}")
    total = sum(found.values(), Counter())
    for kind, count in [*found.items(), ("all", total)]:
        print(f"{kind:24}{f'{count[True]} of {count.total()}':>12}{count[True] / count.total():>9.1%}")
    print(f"{'harmless edit':24}{'alarmed':>12}{'share':>9}")
    total = sum(alarmed.values(), Counter())
    for kind, count in [*alarmed.items(), ("all", total)]:
        print(f"{kind:24}{f'{count[True]} of {count.total()}':>12}{count[True] / count.total():>9.1%}")
    print(f"false alarms in {untouched} paragraphs and notes not edited: {false} ({false / untouched:.2%})")


if __name__ == "__main__":
    main(sys.argv[1:])
