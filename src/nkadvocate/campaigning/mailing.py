"""What is made of letters for sending them: one PDF to print, a table for mail merge, and draft e-mails."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from pathlib import Path

import pikepdf

from nkadvocate.campaigning.building import Bench
from nkadvocate.campaigning.finished import WORK, checksum
from nkadvocate.campaigning.look import lines_taken
from nkadvocate.campaigning.manifest import BUNDLE, Entry, Manifest, locked, made_from, read_manifest
from nkadvocate.composing.annex import harmless
from nkadvocate.composing.guarding import refuse_hidden
from nkadvocate.composing.letter import EMAIL, compose_letter
from nkadvocate.document import Block, Document, Note, Paragraph
from nkadvocate.library import audience_of, cleared
from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import Recipient, text_in
from nkadvocate.rendering import render
from nkadvocate.tailoring import tailor
from nkadvocate.tailoring.address import address_for
from nkadvocate.writing import write_whole

MERGE = "merge.csv"
_LINES = 8
"""Columns for the lines of an address, as many as labels hold."""
_TYPES = {"pdf": ("application", "pdf"), "docx": ("application", "octet-stream")}


def write_for_sending(
    at: Bench,
    recipients: Sequence[Recipient],
    folder: Path,
    *,
    bundle: bool = False,
    merge: bool = False,
    drafts: bool = False,
    force: bool = False,
) -> Iterator[Path]:
    """Make what is asked for of the letters that are built in ``folder``, and yield the files as they are written.

    Letters that are not there are left out. A file changed by hand is kept unless ``force`` is given. Raises
    ProblemsError for all that could not be written.
    """
    problems: list[Problem] = []
    with locked(folder):
        manifest = read_manifest(folder)
        letters = [(r, entry) for r in recipients if (entry := manifest.letters.get(at.stem(r)))]
        entries = [entry for _, entry in letters]
        files: list[tuple[str, Callable[[], bytes], Sequence[Entry]]] = []
        if bundle:
            files.append((BUNDLE, partial(_bundle, at, letters, folder), entries))
        if merge:
            files.append((MERGE, partial(_merge, at, letters), entries))
        for recipient, entry in letters if drafts else ():
            files.append((f"{entry.stem}.eml", partial(_draft, at, recipient, entry, folder), [entry]))
        for name, make, of in files:
            try:
                data = make()
            except ProblemsError as error:
                problems += error.problems
                continue
            now = checksum(folder / name)
            new = hashlib.sha256(data).hexdigest()
            if now not in (None, new, manifest.others.get(name)) and not force:
                what = f"{folder / name} was changed by hand and is kept"
                problems.append(Problem(what, hint="--force writes it anew"))
                continue
            manifest.others[name] = new
            manifest.made_of[name] = {entry.stem: made_from(name, entry) for entry in of}
            write_whole(folder / name, data, through=folder / WORK)
            yield folder / name
        manifest.save()
    if problems:
        raise ProblemsError(problems)


def is_for_sending(name: str, manifest: Manifest) -> bool:
    """Whether a file has the name of one that is made of the letters of ``manifest`` for sending them."""
    return name in (BUNDLE, MERGE) or (name.endswith(".eml") and name.removesuffix(".eml") in manifest.letters)


def _bundle(at: Bench, letters: Iterable[tuple[Recipient, Entry]], folder: Path) -> bytes:
    """One PDF of all, each letter beginning on a sheet of its own when it is printed on both sides."""
    out = io.BytesIO()
    with pikepdf.new() as whole:
        with whole.open_outline() as outline:
            for recipient, entry in letters:
                path = _built(at, recipient, entry, folder, "pdf")
                if path is None:
                    continue
                with _opened(path) as letter:
                    outline.root.append(pikepdf.OutlineItem(recipient.id, len(whole.pages)))
                    width, height = (float(side) for side in list(letter.pages[0].mediabox)[2:])
                    whole.add_pages_from(letter)
                if len(whole.pages) % 2:
                    whole.add_blank_page(page_size=(width, height))
        if not whole.pages:
            raise ProblemsError([Problem("there is no letter as PDF to bundle", hint="build them with -f pdf")])
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _built(at: Bench, recipient: Recipient, entry: Entry, folder: Path, ending: str) -> Path | None:
    """The file with that ending that was built, and not another that somebody laid beside it.

    Raises ProblemsError for one edited by hand where private persons are protected: what it tells now is not known.
    """
    path = folder / f"{entry.stem}.{ending}"
    if path.name not in entry.files or not path.is_file():
        return None
    if checksum(path) != entry.files[path.name]:
        told = cleared(at.library, audience_of(at.library, at.campaign, recipient, entry.date))
        if told.hidden or told.details:
            what = f"{path} was changed by hand, and is not sent where records protect private persons"
            raise ProblemsError([Problem(what, hint="read it and send it yourself, or make it anew with --force")])
    return path


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path)
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError):
        hint = "make the letter anew with --force"
        raise ProblemsError([Problem(f"{path} cannot be read, and is not bundled", hint=hint)]) from None


def _merge(at: Bench, letters: Iterable[tuple[Recipient, Entry]]) -> bytes:
    """A row for each letter (RFC 4180), with the mark by which spreadsheets know UTF-8. Title, reference and date are
    those of the letter as it is composed today, for a manifest may come from a stranger."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    lines = [f"address_{number}" for number in range(1, _LINES + 1)]
    writer.writerow(["recipient", "office", "email", "salutation", *lines, "title", "reference", "date", "files"])
    language = at.campaign.language
    for recipient, entry in letters:
        dossier = tailor(at.library, recipient, at.campaign, look_takes=lines_taken(at.look))
        meta = compose_letter(dossier, [at.setting.folder / "templates"], kind=at.campaign.kind).meta
        readers = audience_of(at.library, at.campaign, recipient, meta.date)
        address = address_for(at.library, recipient, language, on=meta.date, draft=False)
        printed = [*address.lines[:_LINES], *[""] * (_LINES - len(address.lines))]
        office, email = text_in(recipient.office, language), recipient.email or ""
        called = (meta.title if readers.public else "", meta.reference, meta.date)
        row = [recipient.id, office, email, address.salutation, *printed, *called]
        told = cleared(at.library, readers)
        refuse_hidden("\n".join(row), told, f"writing {MERGE}", at.campaign)
        writer.writerow(
            [harmless(cell) for cell in (*row, "; ".join(one for one in entry.files if Path(one).stem == entry.stem))]
        )
    return text.getvalue().encode("utf-8-sig")


def _draft(at: Bench, recipient: Recipient, entry: Entry, folder: Path) -> bytes:
    """An unsent message (RFC 5322) with the letter attached as PDF, or as DOCX where there is no PDF.

    It has no date and no number, which the program that sends it gives. ``X-Unsent`` has Outlook open it for editing.
    """
    dossier = tailor(at.library, recipient, at.campaign, look_takes=lines_taken(at.look))
    words = compose_letter(dossier, [at.setting.folder / "templates"], kind=EMAIL)
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(at.campaign.sender.email, "the sender")
    if recipient.email:
        message["To"] = _address(recipient.email, recipient.id)
    message["Subject"] = " ".join(words.meta.title.split())
    message["X-Unsent"] = "1"
    refuse_hidden("\n".join(message.values()), dossier.library, f"writing the e-mail to {recipient.id}", at.campaign)
    message.set_content(render(_body(words), "txt", at.look).decode(), cte="quoted-printable")
    for ending, (main, sub) in _TYPES.items():
        if path := _built(at, recipient, entry, folder, ending):
            message.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
            message.set_boundary(f"letter-{entry.content[:32]}")
            break
    return message.as_bytes()


_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}")
"""One address (as HTML has it for its e-mail fields) and not an encoded one: a second would get the letter too."""


def _address(text: str, whose: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ProblemsError(
            [Problem(f"the e-mail address of {whose} cannot be used", hint="write one address, name@example.org")]
        )
    return text


def _body(document: Document) -> Document:
    """The words below the subject, without notes: the letter has them."""
    blocks = [block for block in document.blocks if not (isinstance(block, Paragraph) and block.role == "subject")]
    return replace(document, blocks=tuple(_without_notes(block) for block in blocks))


def _without_notes(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, content=tuple(inline for inline in block.content if not isinstance(inline, Note)))
