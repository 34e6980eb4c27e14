"""Many letters in one run: what has to be made, by whom, and what is written where.

Work is submitted through ``concurrent.futures.Executor``: to processes of this computer, or to a cluster that offers
the same interface. Whoever makes a letter sends its bytes back; only the process that builds writes files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from nkadvocate import __version__, shipped
from nkadvocate.campaigning.alike import Parts, parts_of
from nkadvocate.campaigning.finished import PROGRAMS, WORK, Finished, checksum
from nkadvocate.campaigning.look import lines_taken, open_look, refuse_hidden_in, words_of
from nkadvocate.campaigning.manifest import ANNEX, Entry, Journal, Manifest, clear, locked, read_manifest, stem
from nkadvocate.document import Document, claims
from nkadvocate.folders import files_of
from nkadvocate.library import (
    Audience,
    Library,
    audience_of,
    cleared,
    not_in_force,
    open_campaign,
    open_library,
    sealed,
    without_persons,
)
from nkadvocate.library.library import MODELS
from nkadvocate.library.selection import select
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import Campaign, Recipient
from nkadvocate.rendering import Format
from nkadvocate.rendering.look import Look
from nkadvocate.rendering.press import FormatError, Press
from nkadvocate.tailoring import Dossier, tailor, unseated
from nkadvocate.writing import write_whole

if TYPE_CHECKING:
    from nkadvocate.campaigning.briefings import Edition
    from nkadvocate.campaigning.printed import Printed
    from nkadvocate.composing.notebook import NoteBook

_AHEAD = 4
"""Letters submitted and not yet written, for each worker: enough to keep all busy, few enough to hold in memory."""

_SHORT = 16
"""So many digits of a checksum tell the words of one record from its others, in manifests of thousands of letters."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all letters of a build share, small enough to be sent along with each: the campaign's folder, what the
    command line puts in the place of the campaign's own choices, and the day on which they are made."""

    folder: Path
    date: str | None = None
    demands: tuple[str, ...] = ()
    kind: str | None = None
    today: str | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """A worker's warm state: everything that does not change from letter to letter."""

    setting: Setting
    library: Library
    campaign: Campaign
    look: Look
    shared: str
    """The checksum of all that every letter depends on."""
    state: str
    """The same with the recipients: two benches of one state make the same letters."""
    press: Press = field(default_factory=Press)
    """What renders the letters."""
    checksums: dict[str, str] = field(default_factory=dict, repr=False)
    """Of all that the letters to those recipients depend on, as far as it was asked for."""

    @property
    def has_templates(self) -> bool:
        """Whether the campaign brings templates of its own."""
        return any(files_of(self.setting.folder, "templates", ".j2"))

    def stem(self, recipient: Recipient) -> str:
        """The name of the files of the letter to ``recipient``."""
        assert self.campaign.date is not None
        return stem(self.campaign.date, recipient.id, self.campaign.kind)


@dataclass(frozen=True, slots=True)
class Task:
    """One letter to make. ``known`` is the content it had, so that it need not be rendered when it is the same; one
    that is ``compared`` is held against the letter that the shipped templates make, in its figures alone or in
    ``every_word``."""

    setting: Setting
    state: str
    recipient: str
    formats: tuple[Format, ...]
    known: str | None
    compared: bool = False
    every_word: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a task: an entry and files, an entry alone where nothing changed, or problems."""

    recipient: str
    entry: Entry | None
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    parts: Parts = ()
    """Its words, to compare it with others."""
    crowded: bool = False
    """Whether its pages are full without facts."""
    printed: tuple[Printed, ...] = ()
    """What it says that the shipped letter does not, where they were compared."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did with one recipient's letter."""

    recipient: str
    state: str
    """``built``, ``unchanged``, ``kept`` (edited by hand, so not overwritten), ``outdated`` (the same, and it would say
    something else today) or ``failed``."""
    problems: tuple[Problem, ...] = ()
    parts: Parts = ()
    crowded: bool = False


_warm: dict[tuple[Setting, str], Bench] = {}
"""The bench that this process last made letters at."""


def keep_warm(at: Bench) -> None:
    """Have this process, and those forked from it, make letters at that bench."""
    _warm.clear()
    _warm[at.setting, at.state] = at


def warm_bench(setting: Setting, state: str) -> Bench:
    """A worker's bench, made once for all letters of a build whose bench has that state. Raises ProblemsError."""
    if (setting, state) not in _warm:
        at = bench(setting)
        if at.state != state:
            hint = "give every computer the same program, records and campaign folder"
            what = "a worker sees other records or templates than the one who builds"
            raise ProblemsError([Problem(what, hint=hint)])
        keep_warm(at)
    return _warm[setting, state]


def bench(setting: Setting) -> Bench:
    """What all letters of ``setting`` are made from, as it is now. Raises ProblemsError."""
    library = open_library(setting.folder, today=setting.today)
    campaign = open_campaign(setting.folder, library)
    campaign = campaign.model_copy(
        update={"date": setting.date or campaign.date, "kind": setting.kind or campaign.kind}
        | ({"demands": setting.demands} if setting.demands else {})
    )
    if campaign.date is None:
        hint = "set 'date' in campaign.yaml, or use --date"
        raise ProblemsError(
            [Problem("letters that are built have the date of the campaign, which has none", hint=hint)]
        )
    try:
        look = open_look(setting.folder)
    except ProblemsError as error:
        raise ProblemsError(without_persons(error.problems, library)) from None
    return bench_of(setting, library, campaign, look)


def bench_of(setting: Setting, library: Library, campaign: Campaign, look: Look) -> Bench:
    """The same of what has already been read. Raises ProblemsError where records are confidential and the campaign has
    no seal: with all else known, they could be tried until the checksums fit that manifests have of them."""
    if any(one.personal or (one.confidential and one.id in library.own) for one in library.evidence.values()):
        _salt(campaign)
    shared = _shared(setting.folder, library, campaign, look)
    digest = hashlib.sha256(shared.encode())
    for root in (shipped.SEEDS, setting.folder):
        _add(digest, root, files_of(root, "recipients", ".yaml"))
    return Bench(setting, library, campaign, look, shared, digest.hexdigest())


def _shared(folder: Path, library: Library, campaign: Campaign, look: Look) -> str:
    """The checksum of records, templates, campaign, look and programs, and of which consents hold today; recipients
    count for their own letters only."""
    digest = hashlib.sha256()
    for package in PROGRAMS:
        digest.update(f"{package} {version(package)}\n".encode())
    digest.update(campaign.model_dump_json(exclude={"recipients"}).encode())
    digest.update(of_look(look).encode())
    digest.update(repr([*not_in_force(library)]).encode())
    kinds = [kind for kind in MODELS if kind != "recipients"]
    for root in (shipped.SEEDS, folder):
        for kind in kinds:
            _add(digest, root, files_of(root, kind, ".yaml"))
    _add(digest, shipped.TEMPLATES, files_of(shipped.TEMPLATES, campaign.language, ".j2"))
    _add(digest, folder, files_of(folder, "templates", ".j2"))
    _add(digest, shipped.TEMPLATES, [shipped.TEMPLATES / "design" / name for name in ("style.css", "base.docx")])
    return digest.hexdigest()


def _add(digest: hashlib._Hash, root: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        digest.update(f"{path.relative_to(root).as_posix()} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())


def of_look(look: Look) -> str:
    """The checksum of a look."""
    digest = hashlib.sha256(look.design.model_dump_json().encode() + look.style.encode() + (look.base or b""))
    for logo in look.logos:
        digest.update(logo.png)
    return digest.hexdigest()


def inputs(of: Bench, recipient: Recipient | None, edition: Edition | None = None) -> str:
    """The checksum of all that a document could depend on: who gets copies reads it too, and a parliamentary question
    is put to another office. An ``edition`` of a briefing says of every office what it can do, and shows pictures."""
    if edition:
        return hashlib.sha256("\n".join((of.state, repr(edition), version("matplotlib"))).encode()).hexdigest()
    known = recipient.id if recipient else ""
    if known not in of.checksums:
        others = [*of.campaign.copies, *([recipient.questions_to] if recipient and recipient.questions_to else [])]
        offices = filter(None, (recipient, *map(of.library.recipients.get, others)))
        told = "\n".join((of.shared, _read_by(of, recipient), *(office.model_dump_json() for office in offices)))
        of.checksums[known] = hashlib.sha256(told.encode()).hexdigest()
    return of.checksums[known]


def _read_by(of: Bench, recipient: Recipient | None) -> str:
    """Who reads a letter, where that decides what is told: it depends on which records are the campaign's own."""
    if not _has_persons(of.library) or of.campaign.date is None:
        return ""
    audience = audience_of(of.library, of.campaign, recipient, of.campaign.date)
    return repr((audience.public, sorted(audience.actors), sorted(audience.purposes)))


@lru_cache(maxsize=4)
def _has_persons(library: Library) -> bool:
    return any(evidence.person for evidence in library.evidence.values())


def make(task: Task) -> Made:
    """Make one letter. Problems come as values, so that the other letters are made."""
    doing = f"writing to {task.recipient}"
    try:
        at = warm_bench(task.setting, task.state)
    except ProblemsError as error:
        return Made(task.recipient, None, {}, tuple(replace(p, doing=p.doing or doing) for p in error.problems))
    try:
        return _make(task, at)
    except ProblemsError as error:
        told = (replace(problem, doing=problem.doing or doing) for problem in error.problems)
        return Made(task.recipient, None, {}, tuple(without_persons(told, at.library)))


def _make(task: Task, at: Bench) -> Made:
    from nkadvocate.composing.letter import compose_letter, notebook_for

    recipient = at.library.recipient(task.recipient)
    dossier = tailor(at.library, recipient, at.campaign, look_takes=lines_taken(at.look))
    notebook = notebook_for(dossier.library, at.campaign)
    folders = [at.setting.folder / "templates"]
    refuse_hidden_in(at.look, dossier.library, f"writing to {recipient.id}")
    document = compose_letter(dossier, folders, kind=at.campaign.kind, notebook=notebook)
    content = _content(at, document)
    name = at.stem(recipient)
    files: dict[str, bytes] = {}
    if content != task.known:
        try:
            made = at.press.render(document, at.look, task.formats)
        except FormatError as error:
            raise ProblemsError([Problem(str(error), doing=f"writing to {recipient.id} as {error.format}")]) from None
        files = {f"{name}.{format}": data for format, data in made.items()}
    demands = [chosen.demand.id for chosen in dossier.demands]
    besides = _named_in_email(at, dossier)
    entry = entry_of(at, name, recipient, document, notebook, demands, files, besides=besides)
    printed: tuple[Printed, ...] = ()
    if task.compared:
        printed = _printed(at, document, dossier, notebook, every_word=task.every_word)
    return Made(recipient.id, entry, files, parts=parts_of(document), crowded=dossier.crowded, printed=printed)


def _printed(
    at: Bench, letter: Document, dossier: Dossier, notebook: NoteBook, *, every_word: bool
) -> tuple[Printed, ...]:
    """What a letter says by itself, and its e-mail where the campaign has templates of its own."""
    from nkadvocate.campaigning.own_words import own_words
    from nkadvocate.campaigning.printed import own_of
    from nkadvocate.composing.letter import EMAIL, compose_letter, notebook_for

    def told(document: Document, notebook: NoteBook, kind: str) -> tuple[Printed, ...]:
        words = own_words(document, dossier, notebook, kind) if every_word else ()
        return (*own_of(document, dossier, notebook, kind), *words)

    printed = told(letter, notebook, at.campaign.kind)
    if not at.has_templates:
        return printed
    known = {(one.kind, one.shown, one.noted) for one in printed}
    notebook = notebook_for(dossier.library, at.campaign)
    words = compose_letter(dossier, [at.setting.folder / "templates"], kind=EMAIL, notebook=notebook)
    return (
        *printed,
        *(
            replace(one, within="e-mail")
            for one in told(words, notebook, EMAIL)
            if (one.kind, one.shown, one.noted) not in known
        ),
    )


def _named_in_email(at: Bench, dossier: Dossier) -> set[str]:
    """The evidence on persons whom the e-mail that goes with a letter names, of a campaign with templates."""
    from nkadvocate.composing.guarding import named_in
    from nkadvocate.composing.letter import EMAIL, compose_letter

    if not _has_persons(dossier.library) or not at.has_templates:
        return set()
    with suppress(ProblemsError, ValueError):  # said when the e-mail is drafted
        words = compose_letter(dossier, [at.setting.folder / "templates"], kind=EMAIL)
        return named_in(words, "", at.library, dossier.library)
    return set()


def entry_of(
    at: Bench,
    name: str,
    recipient: Recipient | None,
    document: Document,
    notebook: NoteBook,
    demands: Iterable[str],
    files: Mapping[str, bytes],
    edition: Edition | None = None,
    besides: Collection[str] = (),
) -> Entry:
    """What the manifest says of a document whose files are ``files``; ``name`` is what their names begin with. An
    ``edition`` is that of a briefing; ``besides`` are records that what goes with the document tells, or that a
    correction says again. The title of what not everyone reads is left out: one manifest may be that of several
    campaigns.

    Raises ProblemsError for a document with confidential evidence from a campaign that has no seal, and where names of
    files, ids or the reference hold what the public may not be told.
    """
    from nkadvocate.composing.guarding import named_in, refuse_hidden

    records = records_in(document, notebook) | {*besides}
    if _has_persons(notebook.library):
        records |= named_in(document, words_of(at.look), at.library, notebook.library)
    confidential = {record for record in records if is_confidential(at.library, record)}
    private = {citation.source for record in confidential for citation in at.library.evidence[record].citations}
    readers = audience_of(at.library, at.campaign, recipient, document.meta.date)
    entry = Entry(
        stem=name,
        recipient=recipient.id if recipient else None,
        kind=at.campaign.kind,
        campaign=at.campaign.id,
        date=document.meta.date,
        reference=document.meta.reference,
        title=document.meta.title if readers.public else "",
        language=document.meta.language,
        program=__version__,
        inputs=inputs(at, recipient, edition),
        content=_content(at, document),
        only=at.setting.demands,
        since=edition.since if edition else None,
        one_page=edition is not None and edition.one_page,
        demands=tuple(demands),
        records=_named(at.campaign, records, confidential | private),
        sources=_named(at.campaign, notebook.cited, private),
        tellings=tuple(sorted(tellings_of(at.campaign, notebook.library, confidential))),
        wordings=tuple(sorted(wordings_of(at.campaign, notebook.library, records, document.meta.language))),
        files={file: hashlib.sha256(data).hexdigest() for file, data in files.items()},
    )
    ids = (entry.stem, entry.campaign, *entry.only, *entry.demands, *entry.records, *entry.sources)
    everyone = notebook.library if readers.public else cleared(at.library, Audience(entry.date, public=True))
    refuse_hidden("\n".join((*ids, entry.reference)), everyone, "entering it in the manifest", at.campaign)
    return entry


def records_in(document: Document, notebook: NoteBook) -> set[str]:
    """The ids of what a document tells and cites."""
    return {cite.id for cite in notebook.used} | {claim.evidence for claim in claims(document)}


def _content(at: Bench, document: Document) -> str:
    return hashlib.sha256(f"{document!r}\n{of_look(at.look)}".encode()).hexdigest()


def is_confidential(library: Library, record_id: str) -> bool:
    """Whether the record is evidence that not everyone may read, or that is about a private person."""
    evidence = library.evidence.get(record_id)
    return evidence is not None and evidence.confidential


def _named(campaign: Campaign, ids: Iterable[str], confidential: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(seal(campaign, one) if one in confidential else one for one in ids))


def tellings_of(campaign: Campaign, told: Library, ids: Iterable[str]) -> Iterator[str]:
    """What stands in the campaign's manifests for confidential evidence, and for what of the person and when those are
    told for whom ``told`` was cleared."""
    for evidence in filter(None, map(told.evidence.get, ids)):
        sources = (told.sources[citation.source].model_dump_json() for citation in evidence.citations)
        yield seal(campaign, "\n".join((evidence.id, evidence.model_dump_json(include=_BY_CONSENT), *sources)))


_BY_CONSENT = {"as_of", "period", "person"}
"""What of evidence is told as exactly as the consent allows, beside the dates of its sources."""


def wordings_of(campaign: Campaign, told: Library, ids: Iterable[str], language: str) -> Iterator[str]:
    """What stands in the campaign's manifests for the words of evidence and positions."""
    from nkadvocate.campaigning.wordings import statement

    for record_id in ids:
        if record_id in told.evidence or record_id in told.positions:
            said = f"{record_id} {statement(told, record_id, language)}"
            confidential = is_confidential(told, record_id)
            yield seal(campaign, said) if confidential else hashlib.sha256(said.encode()).hexdigest()[:_SHORT]


def seal(campaign: Campaign, record_id: str) -> str:
    """What stands for a confidential id in the campaign's manifests. Raises ProblemsError without a seal."""
    return sealed(record_id, _salt(campaign))


def _salt(campaign: Campaign) -> bytes:
    """The campaign's seal. Raises ProblemsError without one."""
    if campaign.seal is None:
        hint = "add 'seal: ' and 32 random letters and digits to campaign.yaml, and keep them to yourself"
        raise ProblemsError([Problem("confidential evidence needs the campaign's seal", hint=hint)])
    return campaign.seal.encode()


def seated(at: Bench, recipients: Sequence[Recipient]) -> tuple[tuple[Recipient, ...], dict[str, str]]:
    """Those of ``recipients`` that are written to, and why the others are not: nobody holds their seat in a body."""
    assert at.campaign.date is not None
    whys = {r.id: why for r in recipients if (why := unseated(at.library, r, at.campaign.date))}
    return tuple(recipient for recipient in recipients if recipient.id not in whys), whys


def state_of(at: Bench, recipient: Recipient, manifest: Manifest, formats: Sequence[Format]) -> str:
    """Where one letter stands: ``built``, ``stale``, ``missing``, ``edited``, or ``outdated`` where what an edited one
    was made from has changed since."""
    name = at.stem(recipient)
    entry = manifest.letters.get(name)
    wanted = {f"{name}.{format}" for format in formats} | set(entry.files if entry else ())
    present = {file: checksum(manifest.folder / file) for file in wanted}
    if any(now and not manifest.knows(file, now) for file, now in present.items()):
        return "outdated" if entry and entry.inputs != inputs(at, recipient) else "edited"
    if entry is None or None in present.values():
        return "missing"
    whole = present == entry.files
    return "built" if whole and entry.inputs == inputs(at, recipient) else "stale"


def left_over(at: Bench, manifest: Manifest) -> dict[str, str]:
    """The files in the folder that the next build will not bring up to date, and what is wrong with each. Of a build,
    that are letters to recipients or of dates that the campaign no longer has or to seats that nobody holds now, and
    what was made of letters that have since been written anew or are to be. Of anything, what tells its readers of
    persons, or other confidential evidence, what they are not told today. Raises ProblemsError."""
    recipients, _ = seated(at, select(at.library, at.campaign.recipients))
    stems = {at.stem(recipient): inputs(at, recipient) for recipient in recipients}
    ours = [e for e in manifest.letters.values() if e.campaign == at.campaign.id and e.kind == at.campaign.kind]
    gone = {entry.stem for entry in ours if entry.stem not in stems}
    anew = {entry.stem for entry in ours if entry.inputs != stems.get(entry.stem)}
    ended = {entry.stem for entry in _no_longer_told(at, manifest.letters.values())}
    return {
        name: why
        for why, some, made in ((_LEFT_OVER, gone, anew), (_NO_LONGER_TOLD, ended, ended))
        for name in (*_files_of(manifest, some), *manifest.made_of_others(made))
        if (manifest.folder / name).is_file()
    }


_LEFT_OVER = "is of an earlier build and is not kept up to date; make it anew or delete it"
_NO_LONGER_TOLD = "tells what its readers may no longer be told, or are told otherwise today; make it anew or delete it"


def _files_of(manifest: Manifest, stems: Iterable[str]) -> Iterator[str]:
    return (name for one in stems for name in manifest.letters[one].files)


def _no_longer_told(at: Bench, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The documents that tell evidence which their readers may not be told today, or otherwise of a person. Those of
    another campaign that is here are left to it, unless it has the same seal and records."""
    confidential = {evidence.id for evidence in at.library.evidence.values() if evidence.confidential}
    known = _all_named(at.campaign, confidential)
    today: dict[tuple[str, str, str | None], tuple[set[str], set[str]]] = {}
    others: set[str] | None = None
    for entry in entries:
        if known.isdisjoint(entry.records):
            if not entry.tellings:
                continue
            if others is None:
                others = _others_here(at)
            if entry.campaign in others:
                continue
        alike = entry.kind, entry.date, "" if entry.title else entry.recipient
        if alike not in today:
            told = cleared(at.library, _readers_of(at, entry))
            tellings = tellings_of(at.campaign, told, confidential) if at.campaign.seal else ()
            today[alike] = {*tellings}, _all_named(at.campaign, told.withheld)
        tellings_now, withheld = today[alike]
        # By its plain id it was told before it was known to be confidential.
        unasked = not confidential.isdisjoint(entry.records)
        if unasked or not tellings_now.issuperset(entry.tellings) or not withheld.isdisjoint(entry.records):
            yield entry


def _all_named(campaign: Campaign, ids: Collection[str]) -> set[str]:
    """The ids, and what stands for them in the campaign's manifests where they are confidential."""
    return {*ids, *(seal(campaign, one) for one in ids if campaign.seal)}


def _others_here(at: Bench) -> set[str]:
    """The ids that campaigns in other folders have today: their documents that tell of persons are left to them. One
    without a seal, such as those that ship, made none, and one with the same seal is a copy."""
    here = at.setting.folder.resolve()
    folders = {folder.resolve() for folder in (*shipped.campaign_folders(), *here.parent.glob("*/"))} - {here}
    files = (folder / "campaign.yaml" for folder in folders)
    texts = (file.read_text("utf-8", "replace") for file in files if file.is_file())
    others = {id for text in texts if {*_SEAL.findall(text)} - {at.campaign.seal} for id in _ID.findall(text)}
    return others - {at.campaign.id}


_SEAL = re.compile("^seal:\\s*[\"']?([^\\s\"'#]+)", re.MULTILINE)
_ID = re.compile("^id:\\s*[\"']?([^\\s\"'#]+)", re.MULTILINE)


def _readers_of(at: Bench, entry: Entry) -> Audience:
    """Those for whom a document was written: everyone, where the manifest has its title."""
    kind = entry.kind if entry.kind != ANNEX else at.campaign.kind if entry.title else "letter"
    publication = "public" if entry.title else "confidential"
    campaign = at.campaign.model_copy(update={"kind": kind, "publication": publication})
    return audience_of(at.library, campaign, at.library.recipients.get(entry.recipient or ""), entry.date)


def rehearse(
    at: Bench,
    recipients: Sequence[Recipient],
    formats: Sequence[Format],
    executor: Callable[[int], Executor],
    workers: int,
    *,
    every_word: bool = False,
) -> Iterator[Made]:
    """Make and compare the letters to ``recipients`` and write nothing, yielding each as it is made."""
    tasks = [
        Task(at.setting, at.state, one.id, tuple(formats), None, compared=True, every_word=every_word)
        for one in recipients
    ]
    with executor(len(tasks)) as pool:
        yield from as_made(pool, tasks, workers)


def build(
    at: Bench,
    recipients: Sequence[Recipient],
    formats: Sequence[Format],
    output: Path,
    executor: Callable[[int], Executor],
    *,
    workers: int,
    force: bool = False,
    ended: Finished | None = None,
    left: dict[str, str] | None = None,
) -> Iterator[Outcome]:
    """Bring the letters to ``recipients`` in ``output`` up to date, yielding each as it is done, and put into ``left``
    what is then left over there.

    A letter whose inputs are the same and whose files are there is left alone; one whose words come out the same is
    not rendered again. A file changed by hand is kept unless ``force`` is given, and told when it would say something
    else today. ``executor`` is called with the number of letters to make, if any. The manifest notes ``ended`` when
    there is nothing more to do or to say, and no record tells of a person or has a consent. Raises ProblemsError when
    the folder cannot be written to; what was written stays, whole.
    """
    whole = True
    with locked(output), Journal(output) as journal:
        manifest = read_manifest(output)
        for outcome in _brought_up_to_date(at, recipients, formats, manifest, journal, executor, workers, force):
            whole &= outcome.state in {"built", "unchanged"}
            yield outcome
        found = left_over(at, manifest)
        telling = found or any(one.person or one.consent for one in at.library.evidence.values())
        manifest.save(None if telling or not whole else ended)
        clear(output)
    if left is not None:
        left.update(found)


def _brought_up_to_date(
    at: Bench,
    recipients: Sequence[Recipient],
    formats: Sequence[Format],
    manifest: Manifest,
    journal: Journal,
    executor: Callable[[int], Executor],
    workers: int,
    force: bool,
) -> Iterator[Outcome]:
    """Letters with other inputs come first; the files of the others are looked at while their PDF is made elsewhere."""
    states: dict[str, str] = {}

    def state(recipient: Recipient) -> str:
        if recipient.id not in states:
            states[recipient.id] = state_of(at, recipient, manifest, formats)
        return states[recipient.id]

    changed: list[Recipient] = []
    others: list[Recipient] = []
    for recipient in recipients:
        entry = manifest.letters.get(at.stem(recipient))
        (others if entry and entry.inputs == inputs(at, recipient) else changed).append(recipient)
    at.press.meanwhile = lambda: [*map(state, others)]
    for some in (changed, others):
        tasks: list[Task] = []
        edited: set[str] = set()
        for recipient in some:
            match state(recipient):
                case "built" if not force:
                    yield Outcome(recipient.id, "unchanged")
                case "edited" if not force:
                    yield Outcome(recipient.id, "kept")
                case "outdated" if not force:
                    edited.add(recipient.id)
                    tasks.append(Task(at.setting, at.state, recipient.id, (), None))
                case now:
                    tasks.append(_task(at, recipient, manifest, formats, render_anew=force or now != "stale"))
        if tasks:
            with executor(len(tasks)) as pool:
                for made in as_made(pool, tasks, workers):
                    yield _write(made, manifest, journal, edited=made.recipient in edited)


def _task(at: Bench, recipient: Recipient, manifest: Manifest, formats: Sequence[Format], *, render_anew: bool) -> Task:
    entry = manifest.letters.get(at.stem(recipient))
    # Formats made earlier are kept up to date with those asked for now.
    earlier = [file.rpartition(".")[2] for file in entry.files] if entry else []
    wanted = tuple(dict.fromkeys((*formats, *earlier)))
    whole = entry and all(checksum(manifest.folder / file) == known for file, known in entry.files.items())
    known = entry.content if entry and whole and not render_anew else None
    return Task(at.setting, at.state, recipient.id, wanted, known)  # type: ignore[arg-type]


def as_made(pool: Executor, tasks: Sequence[Task], workers: int) -> Iterator[Made]:
    """Submit the tasks, a few ahead of the workers, and yield what is made as it comes."""
    waiting, ahead = iter(tasks), workers * _AHEAD
    running: dict[Future[Made], Task] = {}
    while True:
        try:
            for task in islice(waiting, ahead - len(running)):
                running[pool.submit(make, task)] = task
        except BrokenExecutor:
            yield _lost(task)
            continue
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            task = running.pop(future)
            try:
                yield future.result()
            except (BrokenExecutor, CancelledError):
                yield _lost(task)


def _lost(task: Task) -> Made:
    problem = Problem("the process that made it ended before it was done", doing=f"writing to {task.recipient}")
    return Made(task.recipient, None, {}, (problem,))


def _write(made: Made, manifest: Manifest, journal: Journal, *, edited: bool) -> Outcome:
    if made.entry is None:
        return Outcome(made.recipient, "failed", problems=made.problems)
    entry = made.entry
    if edited and entry.content != manifest.letters[entry.stem].content:
        what = "was edited by hand, and what it tells has changed since or may no longer be told; it is kept"
        hint = "--force makes it anew; else change it by hand once more before it goes out"
        return Outcome(made.recipient, "outdated", (Problem(f"the letter to {made.recipient} {what}", hint=hint),))
    if not made.files:
        entry = entry.model_copy(update={"files": manifest.letters[entry.stem].files})
    journal.write(entry)
    manifest.take(entry)
    for name, data in made.files.items():
        write_whole(manifest.folder / name, data, through=manifest.folder / WORK)
    state = "built" if made.files else "kept" if edited else "unchanged"
    return Outcome(made.recipient, state, parts=made.parts, crowded=made.crowded)
