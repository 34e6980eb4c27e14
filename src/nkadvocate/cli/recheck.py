"""Finished letters and briefings held against the records: which one a file is, and how what was found is shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nkadvocate.cli.common import open_desk, open_with_campaign, public, say, today, without_name
from nkadvocate.problems import Problem, ProblemsError, UnknownNameError, printable

if TYPE_CHECKING:
    from nkadvocate.auditing.deviations import Deviation
    from nkadvocate.auditing.known import Records
    from nkadvocate.auditing.manuscript import Manuscript
    from nkadvocate.auditing.names import Names
    from nkadvocate.auditing.packages import Package
    from nkadvocate.document import Document
    from nkadvocate.library import Audience, Library
    from nkadvocate.records import Campaign, Evidence, Recipient, Source
    from nkadvocate.rendering.look import Look

_ENDINGS = {".docx", ".pdf"}
_CHECKED = ".checked.docx"
_NAMED = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})-(?P<rest>[a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a letter or briefing was made from, as far as it is known."""

    campaign: str | None = None
    recipient: str | None = None
    date: str | None = None
    kind: str | None = None
    demands: tuple[str, ...] = ()
    since: str | None = None
    one_page: bool = False

    def before(self, other: Origin) -> Origin:
        """Both, and this one where they differ."""
        return Origin(
            self.campaign or other.campaign,
            self.recipient or other.recipient,
            self.date or other.date,
            self.kind or other.kind,
            self.demands or other.demands,
            self.since or other.since,
            self.one_page or other.one_page,
        )

    @property
    def is_briefing(self) -> bool:
        return self.kind == "briefing"


def letters_at(path: Path) -> list[Path]:
    """The letters that ``path`` names: a file, or those in a folder, beside a campaign too."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise ProblemsError([Problem(f"{path} cannot be read: not a file")])
    return sorted(
        file
        for file in path.iterdir()
        if file.is_file()
        and file.suffix.lower() in _ENDINGS
        and not file.name.startswith((".", "~$"))
        and not file.name.endswith(_CHECKED)
        and not (file.name == "base.docx" and (path / "campaign.yaml").exists())
    )


def passed_over(path: Path, letters: Collection[Path]) -> list[Path]:
    """What stands in the folder ``path`` and below it and is not checked; of a campaign, what could be a letter."""
    from nkadvocate.campaigning.finished import NAME
    from nkadvocate.campaigning.manifest import JOURNAL

    if not path.is_dir():
        return []
    of_campaign = (path / "campaign.yaml").exists()
    return sorted(
        file
        for file in path.rglob("*")
        if (file.is_symlink() or not file.is_dir())
        and file not in letters
        and file.name not in (NAME, JOURNAL)
        and (file.suffix.lower() in _ENDINGS or not (of_campaign or "/." in f"/{file.relative_to(path).as_posix()}"))
        and not (of_campaign and not letters and file == path / "base.docx")
    )


def holds_records(path: Path) -> bool:
    """Whether there is a campaign in the folder ``path``, or a folder of records."""
    from nkadvocate.library import MODELS

    return any((path / name).exists() for name in ("campaign.yaml", *MODELS))


def check_letters(
    paths: Sequence[Path], given: Origin, *, annotate: bool, every_word: bool
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """What was found in each letter, as rows, and what stood in the way of a check. Raises ProblemsError where the
    campaign or the manifest of one cannot be read."""
    from nkadvocate.library import untold_sources

    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    opened: dict[str | None, _Opened] = {}
    for path in paths:
        try:
            told_beside = recorded(path)
            # Whoever sent the file may have sent the manifest too; the name tells recipient, date and kind.
            origin = given.before(Origin(told_beside.campaign) if every_word else told_beside)
        except ProblemsError:
            open_desk()
            raise
        try:
            if origin.campaign not in opened:  # before anything is said of a file, for it says which names are not
                library, campaign, folder = open_with_campaign(origin.campaign)
                told = public(library)
                opened[origin.campaign] = _Opened(library, campaign, folder, told, untold_sources(library, told))
        except UnknownNameError as error:
            problems += error.problems
            continue
        try:
            findings = _check(path, origin, given, opened[origin.campaign], annotate=annotate, every_word=every_word)
        except ProblemsError as error:
            problems += error.problems
        else:
            rows += ({"file": without_name(path), **asdict(finding), "shown": str(finding)} for finding in findings)
    return rows, problems


def shown(row: dict[str, Any]) -> str:
    """A finding on one line, its kind in colour on a terminal."""
    before, kind, after = row["shown"].partition(f"{row['kind']}: ")
    return f"{row['file']}: {before}{click.style(kind.removesuffix(': '), fg='red')}: {after}"


@dataclass(slots=True)
class _Opened:
    """A campaign with its library, the library as the public may read it, the sources that the public is not told of,
    and the records made ready for each audience that its letters have."""

    library: Library
    campaign: Campaign
    folder: Path
    public: Library
    untold: set[str]
    records: dict[Audience | None, Records] = field(default_factory=dict)

    def records_for(self, audience: Audience | None) -> Records:
        """The records for letters to ``audience``; for None, those alone that the public may read."""
        from nkadvocate.auditing.known import make_ready
        from nkadvocate.composing.citing import STYLES, written_citations
        from nkadvocate.composing.wording import written_claims
        from nkadvocate.library import cleared

        if audience not in self.records:
            library, told = (self.library, cleared(self.library, audience)) if audience else (self.public, self.public)
            language = self.campaign.language
            claims = written_claims({**library.evidence, **told.evidence}.values(), language)
            citations = written_citations(self._sources_told(told), STYLES[self.campaign.style], language)
            self.records[audience] = make_ready(
                library, claims, citations, language, told.withheld, self.campaign.sender.description
            )
        return self.records[audience]

    def _sources_told(self, told: Library) -> list[Source]:
        from nkadvocate.library import untold_sources

        untold = self.untold if told is self.public else untold_sources(self.library, told)
        return [source for source in self.library.sources.values() if source.id not in untold]

    def _words_of(self, evidence: Iterable[Evidence], sources: Iterable[Source]) -> list[str]:
        from nkadvocate.composing.wording import written_claims

        return [*written_claims(evidence, self.campaign.language).values(), *(source.title for source in sources)]

    def in_confidence(self, audience: Audience) -> set[str]:
        """What the audience is told and the public is not, or otherwise, in every few words that follow each other."""
        from nkadvocate.library import cleared

        told, everyone = cleared(self.library, audience), self.public
        evidence = [one for one in told.evidence.values() if everyone.evidence.get(one.id) != one]
        sources = [one for one in self._sources_told(told) if one.id in self.untold]
        theirs, everyones = (
            {few for text in texts for count in range(1, _FEW + 1) for few in _few_words(text, count)}
            for texts in (
                self._words_of(evidence, sources),
                self._words_of(everyone.evidence.values(), self._sources_told(everyone)),
            )
        )
        return theirs - everyones


_FEW = 3
"""Words that follow each other and are taken to be of a claim."""


def _few_words(text: str, count: int = _FEW) -> Iterator[str]:
    """So many words of the text that follow each other, from each word on; all of a shorter text."""
    from nkadvocate.auditing.manuscript import normal

    words = re.findall(r"\w+", normal(text).casefold())
    return (" ".join(words[start : start + count]) for start in range(max(1, len(words) - count + 1)))


def _check(
    path: Path, origin: Origin, given: Origin, at: _Opened, *, annotate: bool, every_word: bool
) -> Sequence[Deviation]:
    from nkadvocate.campaigning.look import open_look
    from nkadvocate.library import audience_of, protected_terms

    data, manuscript = _read(path)
    for found in (_by_reference(manuscript, at.campaign), _by_name(path, at.library), _by_date(manuscript)):
        origin = origin.before(found)
    if origin.is_briefing:
        origin = origin.before(_by_heading(manuscript))
        if not origin.one_page and not any(one.role == "cell" for one in manuscript.passages):
            hint = "check the Word file, or write the PDF file with tags"
            raise ProblemsError([Problem(f"{printable(path)}: its tables cannot be told from its text", hint=hint)])
    lacking = [
        name
        for name, value in (("recipient", origin.recipient or origin.is_briefing), ("date", origin.date))
        if not value
    ]
    if lacking:
        hint = "give --recipient and --date, or name the file YYYY-MM-DD-RECIPIENT.docx"
        what = f"the letter’s {' and '.join(lacking)} cannot be told"
        raise ProblemsError([Problem(f"{printable(path)}: {what}", hint=hint)])
    recipient = at.library.recipient(origin.recipient) if origin.recipient else None
    known = at.library.demands
    demands = tuple(name for name in origin.demands if name in known and known[name].status == "active")
    campaign = at.campaign.model_copy(
        update={"date": origin.date, "kind": origin.kind or at.campaign.kind}
        | ({"demands": demands} if demands else {})
    )
    look = open_look(at.folder)
    try:
        reference, usual = _composed(at, campaign, recipient, origin, look)
    except UnknownNameError as error:
        doing = f"writing to {recipient.id}" if recipient else "writing the briefing"
        raise ProblemsError(replace(problem, doing=doing) for problem in error.problems) from None
    if demands and not given.demands and (left_out := [one for one in usual if one not in demands]):
        what = f"the manifest says that it does not make the request {', '.join(left_out)}, as letters do today"
        say("note", f"{printable(path)}: {what}")
    audience = audience_of(at.library, campaign, recipient, today())
    protected = protected_terms(at.library, audience)
    records = at.records_for(audience)
    findings = _compared(path, data, manuscript, reference, look, records, protected, every_word=every_word)
    in_confidence = at.in_confidence(audience)
    findings = [_for_everyone(finding, at, in_confidence) for finding in findings]
    if annotate:
        # The copy may go back to a stranger, and must come out the same whatever is protected.
        public = campaign.model_copy(update={"publication": "public"})
        reference, _ = _composed(at, public, recipient, origin, look)
        records = at.records_for(None)
        findings_for_all = _compared(path, data, manuscript, reference, look, records, (), every_word=every_word)
        _annotate(path, data, findings_for_all)
        told, commented = ({(one.paragraph, one.span) for one in some} for some in (findings, findings_for_all))
        if not audience.public and commented - told:
            what = "has comments where nothing was found: what only the readers of this letter may know is new to it"
            say("note", f"{without_name(_copy_of(path))} {what}")
    return findings


def _compared(
    path: Path,
    data: bytes,
    manuscript: Manuscript,
    reference: Document,
    look: Look,
    records: Records,
    protected: Collection[str],
    *,
    every_word: bool,
) -> list[Deviation]:
    """What is found in a letter held against ``reference``, in its text and beside it."""
    from nkadvocate.auditing.deviations import Deviation
    from nkadvocate.auditing.packages import open_package
    from nkadvocate.auditing.recheck import left_over, recheck
    from nkadvocate.rendering import render

    as_word = render(reference, "docx", look)
    package = None if path.suffix.lower() == ".pdf" else open_package(data, printable(path))
    made = open_package(as_word, printable(path))
    found = [
        *recheck(reference, manuscript, records, protected, every_word=every_word),
        *left_over(data, printable(path)),
        *_around(path, data, package, made, manuscript, reference, records.names, protected),
    ]
    if not every_word:
        return found
    if data == (as_word if package else render(reference, "pdf", look)):
        return [one for one in found if one.kind in _OF_RECORDS]
    return [*found, Deviation("disguised", "a file that is not, byte for byte, the one that is made", hint=_ANEW)]


_OF_RECORDS = {"protected", "status"}
"""What is found in a file that was made of records that have changed since."""
_ANEW = "what programs show of it may be something else; make the letter anew, with the changes that you want"


def _for_everyone(finding: Deviation, at: _Opened, in_confidence: set[str]) -> Deviation:
    """The finding without what the public may not learn: whoever laid a letter there may have given it the name of one
    to readers who are told more, the words ``in_confidence``. Confidential evidence is not named by its id, nor is a
    source that the public is not told of."""
    from nkadvocate.campaigning.building import is_confidential
    from nkadvocate.library import exposed

    words = "\n".join((finding.what, finding.was, finding.now, finding.around, finding.hint))
    of_records = (few for text in (finding.what, finding.was) for few in _few_words(text))
    if exposed(words, at.public) or not in_confidence.isdisjoint(of_records):
        what = "not as the records have it; not shown, for not everyone may be told what they have"
        return replace(finding, what=what, was="", now="", around="", hint="")

    def shown(found: re.Match[str]) -> str:
        if found[0] in at.untold:
            return "a source"
        return "a record" if is_confidential(at.library, found[0]) else found[0]

    what, hint = (_ID.sub(shown, text) for text in (finding.what, finding.hint))
    return replace(finding, what=what, hint=hint)


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _around(
    path: Path,
    data: bytes,
    package: Package | None,
    written: Package,
    manuscript: Manuscript,
    reference: Document,
    names: Names,
    protected: Collection[str],
) -> Iterator[Deviation]:
    """What was found outside the text, held against the same letter ``written`` anew, and in words that are not seen;
    ``package`` is the file, if it is one of Word."""
    from nkadvocate.auditing.alphabets import look_alikes
    from nkadvocate.auditing.arranged import arranged_otherwise
    from nkadvocate.auditing.beside import Beside, beside, read_beside
    from nkadvocate.auditing.disguises_in_pdf import disguised_in_pdf
    from nkadvocate.auditing.disguises_in_word import disguised_in_word
    from nkadvocate.auditing.fields import led_astray, stale_references
    from nkadvocate.auditing.manuscript import manuscript_of
    from nkadvocate.auditing.unprinted import protected_in_pdf, protected_in_word

    made, anew = read_beside(written), manuscript_of(reference)
    yield from look_alikes(manuscript, anew, protected)
    if package is None:
        yield from beside(Beside(edges=manuscript.edges), made, anew, names, protected)
        yield from disguised_in_pdf(data, manuscript, written, printable(path), protected)
        yield from protected_in_pdf(data, printable(path), protected)
        return
    yield from beside(read_beside(package), made, anew, names, protected)
    yield from disguised_in_word(package, written, protected)
    yield from arranged_otherwise(package, written, protected)
    yield from led_astray(package, written, manuscript, protected)
    yield from stale_references(package)
    yield from protected_in_word(package, protected)


def _composed(
    at: _Opened, campaign: Campaign, recipient: Recipient | None, origin: Origin, look: Look
) -> tuple[Document, Sequence[str]]:
    """The letter or briefing as the records have it now, and the requests that it would make if it were new."""
    from nkadvocate.campaigning.briefings import Edition, make_briefing
    from nkadvocate.campaigning.look import lines_taken
    from nkadvocate.composing import compose_letter
    from nkadvocate.tailoring import tailor
    from nkadvocate.tailoring.briefing import brief

    today = campaign.model_copy(update={"demands": at.campaign.demands})
    if recipient is None or origin.is_briefing:
        edition = Edition(origin.since, one_page=origin.one_page)
        made = make_briefing(at.library, campaign, recipient, edition, at.folder, look)
        usual = brief(at.library, today, recipient, origin.since).whole.demands
        return made.document, [one.demand.id for one in usual]
    dossier = tailor(at.library, recipient, campaign, look_takes=lines_taken(look))
    reference = compose_letter(dossier, [at.folder / "templates"], kind=campaign.kind)
    return reference, [one.demand.id for one in tailor(at.library, recipient, today).demands]


def recorded(path: Path) -> Origin:
    """What the manifest of the letter's folder says of it. Raises ProblemsError."""
    from nkadvocate.campaigning.manifest import ANNEX, read_manifest

    for entry in read_manifest(path.parent).letters.values():
        if path.name in entry.files and entry.kind != ANNEX:
            demands = entry.only if entry.kind == "briefing" else entry.demands
            return Origin(entry.campaign, entry.recipient, entry.date, entry.kind, demands, entry.since, entry.one_page)
    return Origin()


def _by_reference(manuscript: Manuscript, campaign: Campaign) -> Origin:
    """What the line “Our reference” says."""
    pattern = re.escape(campaign.reference)
    for slot, form in _SLOTS.items():
        pattern = pattern.replace(re.escape(f"{{{slot}}}"), f"(?P<{slot}>{form})", 1)
    for passage in manuscript.passages[:12]:
        if found := re.search(rf"(?<!\w){pattern}(?![\w-])", passage.text):
            told = found.groupdict()
            return Origin(None, told.get("recipient"), told.get("date"))
    return Origin()


_SLOTS = {"sender": r"\S+?", "year": r"\d{4}", "date": r"\d{4}-\d{2}-\d{2}", "recipient": r"[a-z0-9-]+"}


def _by_name(path: Path, library: Library) -> Origin:
    """What the name says that letters are written under: date, recipient, and the kind where it is no plain letter."""
    found = _NAMED.fullmatch(path.stem)
    if not found:
        return Origin()
    if briefing := re.fullmatch(r"briefing(?:-(?P<recipient>.+?))??(?P<one_page>-one-page)?", found["rest"]):
        one_page = briefing["one_page"] is not None
        return Origin(None, briefing["recipient"], found["date"], "briefing", one_page=one_page)
    fitting = [one for one in library.recipients if f"{found['rest']}-".startswith(f"{one}-")]
    recipient = max(fitting, key=len, default=None)
    kind = found["rest"].removeprefix(recipient or "").strip("-") if recipient else None
    return Origin(None, recipient, found["date"], kind or None)


def _by_heading(manuscript: Manuscript) -> Origin:
    """The day of the edition before, in the heading of a briefing above what is new."""
    for passage in manuscript.passages:
        if found := _CHANGES.fullmatch(" ".join(passage.text.split())):
            with suppress(ValueError):
                return Origin(since=_day(found[1]))
    return Origin()


_CHANGES = re.compile(r".{,50} since (\d{1,2} [A-Z][a-z]+ \d{4})")


def _day(written: str) -> str:
    return dt.datetime.strptime(written, "%d %B %Y").date().isoformat()


def _by_date(manuscript: Manuscript) -> Origin:
    """The date at the head of the letter."""
    for passage in manuscript.passages[:12]:
        for day in _DATED.findall(passage.text):
            with suppress(ValueError):
                return Origin(date=_day(day))
    return Origin()


_DATED = re.compile(r", (\d{1,2} [A-Z][a-z]+ \d{4})(?!\S)")


def _read(path: Path) -> tuple[bytes, Manuscript]:
    from nkadvocate.auditing.from_pdf import read_pdf
    from nkadvocate.auditing.from_word import read_word
    from nkadvocate.auditing.packages import MOST_BYTES, open_package

    if path.suffix.lower() not in _ENDINGS:
        hint = "a letter is a DOCX or PDF file; a campaign is a folder"
        raise ProblemsError([Problem(f"{printable(path)}: not a letter that can be read", hint=hint)])
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ProblemsError([Problem(f"{printable(path)}: larger than {MOST_BYTES // 1024**2} MB")])
        data = path.read_bytes()
    except OSError as error:
        raise ProblemsError([Problem(f"{printable(path)} cannot be read: {error.strerror}")]) from None
    if path.suffix.lower() == ".pdf":
        return data, read_pdf(data, printable(path))
    return data, read_word(open_package(data, printable(path)))


def _annotate(path: Path, data: bytes, findings: Sequence[Deviation]) -> None:
    from nkadvocate.auditing.annotating import annotated
    from nkadvocate.writing import write_whole

    if path.suffix.lower() != ".docx":
        raise ProblemsError([Problem(f"{printable(path)}: comments can be put into DOCX files only")])
    write_whole(_copy_of(path), annotated(data, findings, printable(path)))
    click.echo(without_name(_copy_of(path)), err=True)


def _copy_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}{_CHECKED}")


def told(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows for JSON."""
    for row in rows:
        yield {key: row[key] for key in ("file", "paragraph", "note", "kind", "what", "was", "now", "around", "hint")}
