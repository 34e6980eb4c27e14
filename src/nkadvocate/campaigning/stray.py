"""Finds what stands in a campaign folder and is not used, since its name is nearly but not quite right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from nkadvocate.composing.copying import unused_blocks
from nkadvocate.composing.letter import template_folder
from nkadvocate.composing.templates import SUFFIX, Templates
from nkadvocate.folders import files_of
from nkadvocate.library import MODELS, READ, not_read, unread
from nkadvocate.problems import Problem


def stray(folder: Path, language: str) -> list[Problem]:
    """Names in ``folder`` and its templates that nothing reads, held against the shipped templates of ``language``.

    Raises ProblemsError for what cannot be read.
    """
    return [*_files(folder), *_templates(folder, language)]


def _files(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.iterdir()):
        if path.name not in READ and (near := _near(path.name, READ)):
            yield Problem(f"{folder.name}/{path.name} is not read", hint=f"call it {near}")
    yield from (not_read(folder, name) for name in unread(folder) if name.partition("/")[0] in MODELS)


def _templates(folder: Path, language: str) -> Iterator[Problem]:
    own = folder / "templates"
    if not own.is_dir():
        return
    shipped = template_folder(language)
    templates = Templates([own, shipped])
    files = [*files_of(folder, "templates")]
    texts = [path.read_text("utf-8", errors="replace") for path in files if path.name.endswith(SUFFIX)]
    for path in files:
        name = path.relative_to(own).as_posix()
        if not name.endswith(SUFFIX) and path.suffix in (".md", ".j2", ".jinja", ".txt"):
            hint = f"the name of a template ends in {SUFFIX}"
            yield Problem(f"{folder.name}/templates/{name} is not read", hint=hint)
    known = Templates([shipped]).names()
    for name in sorted(set(templates.names()) - set(known)):
        near = _near(name, known)
        if name.startswith("parts/") and near and not any(name in text for text in texts):
            yield Problem(f"{folder.name}/templates/{name} is used by no template", hint=f"did you mean {near}?")
    for name in sorted(templates.names()):
        for block, blocks in unused_blocks(templates, name):
            hint = f"did you mean {near}?" if (near := _near(block, blocks)) else f"known: {', '.join(blocks)}"
            yield Problem(f"{folder.name}/templates/{name}: there is no block '{block}' in what it extends", hint=hint)


def _near(name: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.8)), None)
