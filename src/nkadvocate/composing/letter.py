"""A dossier into words: template, Markdown, notes, document tree."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nkadvocate import shipped
from nkadvocate.composing.citing import STYLES
from nkadvocate.composing.guarding import refuse_hidden
from nkadvocate.composing.notebook import NoteBook
from nkadvocate.composing.telling import with_claims
from nkadvocate.composing.templates import SUFFIX, Templates
from nkadvocate.composing.tree import read_markdown
from nkadvocate.composing.view import reference, view
from nkadvocate.document import Block, Document, Meta, Paragraph, plain
from nkadvocate.folders import files_of
from nkadvocate.library import Library, audience_of
from nkadvocate.problems import Problem, ProblemsError, unknown
from nkadvocate.records import Campaign, text_in
from nkadvocate.tailoring import Dossier

LETTER = "letter"
EMAIL = "email"
"""The kind of the words of an e-mail that carries a letter."""
_NO_KINDS = ("annex", "briefing")
"""Templates that are filled from other data than a letter's."""
_OF_COMMANDS = ("correction", EMAIL)
"""Kinds that another command writes, with what it knows beside the dossier."""


def compose_letter(
    dossier: Dossier,
    folders: Sequence[Path] = (),
    *,
    kind: str = LETTER,
    draft: bool = False,
    notebook: NoteBook | None = None,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> Document:
    """Put the dossier into words, as a letter or another kind of document: ``kind`` is the name of a template.

    ``folders`` are a campaign's template folders, searched before the shipped one. A ``notebook`` of one's own, still
    empty, tells afterwards what was cited; ``more`` is plain data that the kind needs besides.
    Raises ProblemsError for a template that fails or refuses the recipient, a citation that leads nowhere, or text
    missing in the campaign's language; UnknownNameError for an unknown kind; ValueError for a kind that more may read
    than the dossier was made for.
    """
    campaign, recipient = dossier.campaign, dossier.recipient
    doing = f"writing to {recipient.id}"
    chosen_for, read_by = (
        audience_of(dossier.library, campaign.model_copy(update={"kind": k}), recipient, dossier.date)
        for k in (campaign.kind, kind)
    )
    tells_of_persons = any(evidence.personal for evidence in dossier.library.evidence.values())
    others = tells_of_persons and not read_by.purposes <= chosen_for.purposes
    if others or (read_by.public and not chosen_for.public):
        raise ValueError(f"what is told was chosen for {chosen_for}, but {read_by} would read the {kind}")
    templates = Templates([*folders, template_folder(campaign.language)], draft=draft, key=recipient.id)
    if "/" in kind or kind in _NO_KINDS or templates.which(f"{kind}{SUFFIX}") is None:
        known_kind(kind, folders, campaign.language)
    told = view(dossier, draft=draft)
    markdown = with_claims(templates, f"{kind}{SUFFIX}", told, doing, {"refuse": _refuse, **more})
    notebook = cleared_notebook(notebook or notebook_for(dossier.library, campaign), dossier.library)
    blocks = read_markdown(markdown, notebook)
    document = Document(
        Meta(
            title=_title(blocks, doing),
            author=campaign.sender.name,
            subject=f"{campaign.title}: {text_in(recipient.office, campaign.language)}",
            language=campaign.language,
            date=dossier.date,
            reference=reference(campaign, recipient, dossier.date),
            draft=draft,
        ),
        blocks,
    )
    refuse_hidden(document, dossier.library, doing, campaign)
    refuse_hidden(recipient.id, dossier.library, doing)  # in the names of files
    return document


def cleared_notebook(notebook: NoteBook, library: Library) -> NoteBook:
    """The notebook, if it looks citations up where the document's readers may; raises ValueError if it does not."""
    if notebook.library is not library:
        raise ValueError("the notebook is not that of the library which was cleared for the readers")
    return notebook


def _refuse(why: str, hint: str | None = None) -> None:
    """Lets a template say that its kind of document makes no sense for the recipient."""
    raise ProblemsError([Problem(why, hint=hint)])


def kinds(folders: Sequence[Path], language: str) -> dict[str, str]:
    """The kinds of document on offer in the folders and the shipped one, each with what its first comment says.

    Raises ProblemsError when there are no templates in the language.
    """
    templates = Templates([*folders, template_folder(language)])
    names = [name.removesuffix(SUFFIX) for name in templates.names() if "/" not in name]
    return {name: templates.told(f"{name}{SUFFIX}") for name in names if name not in (*_NO_KINDS, *_OF_COMMANDS)}


def own_kinds(folder: Path, read: Collection[str] = ()) -> tuple[str, ...]:
    """The kinds of document of which a campaign's folder has a template or part of its own, but for those ``read``."""
    found = (path.relative_to(folder / "templates").as_posix() for path in files_of(folder, "templates", SUFFIX))
    kinds = {"briefing" if name.startswith("parts/briefing/") else name.partition(".")[0] for name in found}
    return tuple(sorted(kind for kind in kinds - {*read} if "/" not in kind))


def known_kind(kind: str, folders: Sequence[Path], language: str) -> None:
    """Raises UnknownNameError, with what was perhaps meant, for a kind of document that is not there."""
    known = kinds(folders, language)
    if kind not in known:
        raise unknown("kind of document", kind, known)


def notebook_for(library: Library, campaign: Campaign) -> NoteBook:
    """An empty notebook in the campaign's style and language."""
    return NoteBook(library, STYLES[campaign.style], campaign.language)


def template_folder(language: str) -> Path:
    """The shipped templates of a language. Raises ProblemsError when there are none."""
    folder = shipped.TEMPLATES / language
    if not folder.is_dir():
        known = sorted(path.parent.name for path in shipped.TEMPLATES.glob("*/letter.md.j2"))
        raise ProblemsError([Problem(f"there are no templates in '{language}'", hint=f"known: {', '.join(known)}")])
    return folder


def _title(blocks: Sequence[Block], doing: str) -> str:
    for block in blocks:
        if isinstance(block, Paragraph) and block.role == "subject":
            return plain(block.content)
    raise ProblemsError([Problem("the letter has no subject line", hint="keep the ::: subject block", doing=doing)])
