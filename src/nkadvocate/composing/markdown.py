"""Markdown for letters: CommonMark with citations, notes, claims and named containers; and the escaping of values.

A value never becomes markup: each ASCII punctuation mark is written as a character reference, which CommonMark reads as
text only (CommonMark 0.31.2, section 2.5), and so is white space that CommonMark would fold.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markupsafe import Markup
from mdit_py_plugins.container import container_plugin

from nkadvocate.problems import Problem, ProblemsError
from nkadvocate.records import CITATION

CONTAINERS = (
    "letterhead",
    "reference",
    "date",
    "address",
    "subject",
    "subtitle",
    "salutation",
    "lead",
    "close",
    "signatures",
    "particulars",
    "abbreviations",
    "small",
    "sources",
    "contents",
    "figure",
    "table",
)

_LONGEST = 20_000
"""How many characters a paragraph may have, markup and escapes included; the longest that ships has some 2,000."""

CLAIM_OPEN, CLAIM_END, CLAIM_CLOSE, MISSING_OPEN, MISSING_CLOSE = "\ue000\ue001\ue002\ue003\ue004"
MARKS = "\ue000-\ue004"
"""Characters for private use, as a range of them, that no value and no template prints as marks."""
_SPECIAL = re.compile(rf"[!-/:-@\[-`{{-~{MARKS}]|[^\S ]|^ +| +$|(?<= ) +")


def escape(value: str) -> Markup:
    """Plain text as Markdown that reads back as exactly that text."""
    return Markup(_SPECIAL.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), value))


def escape_cited(value: str) -> Markup:
    """Like ``escape``, but inline citations stay citations."""
    parts: list[str] = []
    end = 0
    for found in CITATION.finditer(value):
        parts += (escape(value[end : found.start()]), found[0])
        end = found.end()
    return Markup("".join((*parts, escape(value[end:]))))


def missing(what: str) -> Markup:
    """The mark of a value that a draft lacks."""
    return Markup(f"{MISSING_OPEN}{escape(what)}{MISSING_CLOSE}")


def _citation(state: StateInline, silent: bool) -> bool:
    found = CITATION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = found.groupdict()
    state.pos = found.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos : state.pos + 2] != "^[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        limit, state.pos, state.posMax = state.posMax, state.pos + 2, end
        state.push("note_open", "", 1)
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1)
        state.posMax = limit
    state.pos = end + 1
    return True


def _marks(state: StateInline, silent: bool) -> bool:
    char = state.src[state.pos]
    if char == CLAIM_OPEN:
        end = state.src.index(CLAIM_END, state.pos)
        if not silent:
            state.push("claim_open", "", 1).meta = {"id": state.src[state.pos + 1 : end]}
        state.pos = end + 1
        return True
    if char == CLAIM_CLOSE:
        if not silent:
            state.push("claim_close", "", -1)
        state.pos += 1
        return True
    if char in (MISSING_OPEN, MISSING_CLOSE):
        if not silent:
            opens = char == MISSING_OPEN
            state.push("missing_open" if opens else "missing_close", "", 1 if opens else -1)
        state.pos += 1
        return True
    return False


_STOPS = re.compile(rf"[\n!#$%&*+\-:<=>@\[\]^_`{{}}~\\{MARKS}]")


def _text(state: StateInline, silent: bool) -> bool:
    """Plain text up to the next character that may begin something; replaces the parser's own rule of that name."""
    found = _STOPS.search(state.src, state.pos, state.posMax)
    end = found.start() if found else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _no_endless_paragraph(state: StateCore) -> None:
    """Raises ProblemsError: what opens and does not close is looked for to the end, from each place anew."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > _LONGEST:
            what = f"a paragraph of more than {_LONGEST:,} characters, near “{token.content[:50].strip()}”"
            raise ProblemsError(
                [Problem(what, hint="an empty line ends a paragraph", doing="reading the finished text")]
            )


@cache
def parser() -> MarkdownIt:
    """The parser; one for the process."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["html_block", "html_inline", "image"])
    markdown.core.ruler.before("inline", "length", _no_endless_paragraph)
    markdown.inline.ruler.at("text", _text)
    markdown.inline.ruler.before("link", "citation", _citation)
    markdown.inline.ruler.before("link", "note", _note)
    markdown.inline.ruler.before("link", "marks", _marks)
    for name in CONTAINERS:
        container_plugin(markdown, name)
    return markdown
