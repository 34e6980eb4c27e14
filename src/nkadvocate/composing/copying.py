"""Finding templates, parts and blocks, and copying them for a campaign to change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from nkadvocate.composing.templates import SHIPPED, SUFFIX, Templates
from nkadvocate.problems import Problem, ProblemsError, UnknownNameError, did_you_mean, unknown

_TAG = re.compile(r"\{%[-+]?\s*(?:block\s+(?P<name>\w+)|(?P<end>endblock))\b.*?%\}", re.DOTALL)
_EXTENDS = re.compile(r"\{%[-+]?\s*extends\s+[\"'](?P<name>[^\"']+)[\"']\s*[-+]?%\}")


def template_named(templates: Templates, name: str) -> str:
    """The template's full name: letter and letter.md.j2 are letter.md.j2. Raises UnknownNameError."""
    names = templates.names()
    for full in (name, f"{name}{SUFFIX}"):
        if full in names:
            return full
    stems = {full.removesuffix(SUFFIX): full for full in names}
    near = did_you_mean(name.removesuffix(SUFFIX), stems)
    if near is None:
        last = {stem.rpartition("/")[2]: stem for stem in stems}
        found = re.findall(r"(?<=mean |. or )[\w-]+", did_you_mean(name.removesuffix(SUFFIX), last) or "")
        near = f"did you mean {last[found[0]]}?" if found else "see 'nkadvocate templates list'"
    raise UnknownNameError([Problem(f"there is no template {name!r}", hint=near)])


def blocks_in(text: str) -> dict[str, str]:
    """The blocks that a template's text defines, outer ones before inner: name → from ``{% block %}`` to
    ``{% endblock %}``."""
    found: dict[str, str] = {}
    opened: list[tuple[str, int]] = []
    for tag in _TAG.finditer(text):
        if tag["name"]:
            opened.append((tag["name"], tag.start()))
            found[tag["name"]] = ""
        elif opened:
            name, start = opened.pop()
            found[name] = text[start : tag.end()]
    return found


def blocks_of(templates: Templates, name: str) -> dict[str, str]:
    """The blocks of a template, those included that it takes from what it extends."""
    seen: set[Path] = set()
    blocks: dict[str, str] = {}
    path = templates.which(name)
    while path and path not in seen:
        seen.add(path)
        text = templates.read(path)
        blocks = {**blocks_in(text), **blocks}
        extended = _EXTENDS.search(text)
        path = templates.which(extended["name"]) if extended else None
    return blocks


def unused_blocks(templates: Templates, name: str) -> Iterator[tuple[str, list[str]]]:
    """The blocks of a template that what it extends does not have, so that they are printed nowhere; each with those
    that it could replace."""
    path = templates.which(name)
    text = templates.read(path) if path else ""
    extended = _EXTENDS.search(text)
    if extended is None:
        return
    known, own = blocks_of(templates, extended["name"]), blocks_in(text)
    for block in own:
        inner = any(own[block] in outer for other, outer in own.items() if other != block)
        if block not in known and not inner:
            yield block, list(known)


def copy_of(shipped: Templates, name: str) -> str:
    """A shipped template as a campaign's own, with a line on top that says what it is."""
    path = shipped.which(name)
    assert path is not None
    return f"{{# Copied from the shipped {name}, in whose place it is used. #}}\n{shipped.read(path)}"


def copy_of_block(shipped: Templates, name: str, block: str, existing: str | None) -> str:
    """A template that extends the shipped one of its name and holds one of its blocks, ready to change.

    ``existing`` is the text that the campaign has under that name; the block is put at its end. Raises
    UnknownNameError for a block that is not there, ProblemsError where ``existing`` cannot take the block.
    """
    blocks: Mapping[str, str] = blocks_of(shipped, name)
    if block not in blocks:
        if not blocks:
            raise UnknownNameError([Problem(f"{name} has no blocks", hint="copy it as a whole, without --block")])
        raise unknown(f"block of {name}", block, blocks)
    parent = f"{SHIPPED}/{name}"
    if existing is None:
        top = f"{{# Blocks of the shipped {name}, changed; those that are not here stay as shipped. #}}\n"
        return f'{top}{{% extends "{parent}" %}}\n\n{blocks[block]}\n'
    extended = _EXTENDS.search(existing)
    if extended is None or extended["name"] != parent:
        hint = f'take its block out of "nkadvocate templates which", or begin the file with {{% extends "{parent}" %}}'
        raise ProblemsError([Problem(f"the campaign's {name} replaces the whole template", hint=hint)])
    if block in blocks_in(existing):
        raise ProblemsError([Problem(f"the campaign's {name} has the block '{block}' already", hint="change it there")])
    return f"{existing.rstrip()}\n\n{blocks[block]}\n"
