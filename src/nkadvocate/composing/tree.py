"""Markdown tokens to the document tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit

from markdown_it.tree import SyntaxTreeNode

from nkadvocate.composing.markdown import MARKS, parser
from nkadvocate.composing.notebook import Cite, NoteBook
from nkadvocate.document import (
    AddressBlock,
    Block,
    BulletList,
    Claim,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    Link,
    Missing,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Particulars,
    Quotation,
    SignatureBlock,
    Strong,
    Table,
    TableOfContents,
    Text,
    inlines_of,
    joined,
    plain,
    walk_blocks,
    walk_inlines,
)
from nkadvocate.problems import Problem, ProblemsError, did_you_mean
from nkadvocate.records import Source

T = TypeVar("T")
_LEAST_SHARE = 20
"""Of the width of a table: in a narrower column words run off it."""
_GROUPS = {
    "law": "Treaties, agreements and other legal texts",
    "bodies": "Documents of international bodies and governments",
    "reports": "Reports, studies and news",
}
WITHOUT_NOTE = "Cited in a request."
"""In place of the numbers of notes, at law that is named as the basis of a request and in no note."""
_LONGEST_URL = 90
"""A longer address is printed by its host alone; the link still leads all the way."""


_BEFORE_A_MARK = re.compile(rf"(?<!\\)((?:\\\\)*)\\(?=[{MARKS}])")
"""A backslash before the mark of a claim or of what is missing, which would take it in (CommonMark 0.31.2, 2.4)."""


def read_markdown(
    markdown: str, notebook: NoteBook, figures: Mapping[str, Figure] = MappingProxyType({})
) -> tuple[Block, ...]:
    """Parse a finished document and write its notes. ``figures`` are those that it may name.

    Raises ProblemsError for markup that a letter does not hold, with the line of the text.
    """
    markdown = _BEFORE_A_MARK.sub(r"\1&#92;", markdown)
    root = SyntaxTreeNode(parser().parse(markdown))
    reader = _Reader(notebook, markdown.split("\n"), figures)
    blocks = reader.blocks(root.children)
    return _with_abbreviations(blocks, reader.abbreviations) if reader.abbreviations else blocks


def _with_abbreviations(blocks: tuple[Block, ...], lists: Sequence[Particulars]) -> tuple[Block, ...]:
    """Each list of abbreviations as one line with those that the other blocks use; an empty one is left out."""
    words = _words(block for block in blocks if not any(block is one for one in lists))
    read: list[Block] = []
    for block in blocks:
        if isinstance(block, Particulars) and any(block is one for one in lists):
            used = [plain(line) for line in block.lines if _uses(words, plain(line).partition(":")[0])]
            if used:
                read.append(Particulars(block.label, ((Text(" · ".join(used)),),)))
        else:
            read.append(block)
    return tuple(read)


def _words(blocks: Iterable[Block]) -> str:
    """The words of the blocks and their notes."""
    inlines = (inline for block in walk_blocks(tuple(blocks)) for inline in walk_inlines(inlines_of(block)))
    return " ".join(inline.text for inline in inlines if isinstance(inline, Text))


def _uses(words: str, abbreviation: str) -> bool:
    """Whether the abbreviation stands in the words, otherwise than where it is explained, as in “(DPRK)”, or in the
    symbol of a document, as in CAT/C/CHN/CO/5."""
    name = re.escape(abbreviation)
    return re.search(rf"(?<![\w/])(?!(?<=\(){name}\)){name}(?![\w/])", words) is not None


class _Reader:
    def __init__(self, notebook: NoteBook, lines: Sequence[str], figures: Mapping[str, Figure]) -> None:
        self.notebook = notebook
        self.lines = lines
        self.figures = figures
        self.abbreviations: list[Particulars] = []

    def refuse(self, node: SyntaxTreeNode, what: str, hint: str | None = None) -> ProblemsError:
        while node.map is None and node.parent is not None:
            node = node.parent
        near = self.lines[node.map[0]].strip()[:60] if node.map else ""
        return ProblemsError([Problem(f"{what}, near “{near}”", hint=hint, doing="reading the finished text")])

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self.block(node))

    def block(self, node: SyntaxTreeNode) -> Iterable[Block]:
        match node.type:
            case "paragraph":
                yield Paragraph(self.inlines(node))
            case "heading":
                yield Heading(int(node.tag[1]), self.without_notes(node))
            case "bullet_list":
                yield BulletList(tuple(map(self.inside, node.children)))
            case "ordered_list":
                yield NumberedList(tuple(map(self.inside, node.children)), int(node.attrs.get("start", 1)))
            case "blockquote":
                yield Quotation(self.inside(node))
            case "hr":
                yield PageBreak()
            case "table":
                yield self.table(node)
            case _ if node.type.startswith("container_"):
                yield from self.container(node, node.type.removeprefix("container_"))
            case _:
                raise self.refuse(node, f"a letter holds no {node.type.replace('_', ' ')}", _HINTS.get(node.type))

    def inside(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """What is in an item or a quotation."""
        blocks = self.blocks(node.children)
        if not blocks:
            raise self.refuse(node, "an item of a list or a quotation without words")
        return blocks

    def container(self, node: SyntaxTreeNode, name: str) -> Iterable[Block]:
        match name:
            case "letterhead":
                if not node.children:
                    raise self.refuse(node, "a letterhead without a name")
                name_line, *rest = [self.short_lines(child) for child in node.children]
                tagline = " ".join(map(plain, rest.pop(0))) if len(rest) > 1 else None
                name = " ".join(map(plain, name_line))
                yield Letterhead(name, tagline, tuple(line for lines in rest for line in lines))
            case "address":
                yield AddressBlock(tuple(line for child in node.children for line in self.lines_of(child)))
            case "signatures":
                signatories = (self.short_lines(child) for child in node.children)
                yield SignatureBlock(tuple(tuple(map(plain, lines)) for lines in signatories))
            case "particulars":
                label = node.info.strip().removeprefix("particulars").strip()
                yield Particulars(label, tuple(line for child in node.children for line in self.lines_of(child)))
            case "abbreviations":
                label = node.info.strip().removeprefix("abbreviations").strip()
                lines = tuple(line for child in node.children for line in self.short_lines(child))
                self.abbreviations.append(Particulars(label, lines))
                yield self.abbreviations[-1]
            case "sources":
                yield from list_of_sources(self.notebook)
            case "subject" | "subtitle":
                for child in node.children:
                    yield Paragraph(self.without_notes(child), name)
            case "contents":
                yield self.contents(node)
            case "figure":
                yield self.figure(node)
            case "table":
                yield self.captioned(node)
            case _:
                for block in self.blocks(node.children):
                    yield Paragraph(block.content, name) if isinstance(block, Paragraph) else block  # type: ignore[arg-type]

    def told(self, node: SyntaxTreeNode) -> tuple[str, ...]:
        """What follows a container's name, in the parts that a bar separates; a bar in a value is escaped."""
        _, _, told = node.info.strip().partition(" ")
        return tuple(part.strip() for part in told.split("|"))

    def words(self, markdown: str) -> tuple[Inline, ...]:
        """Inline content of a container's first line."""
        [paragraph] = SyntaxTreeNode(parser().parseInline(markdown)).children
        return _merged(self.inline_run(paragraph.children, breaks=False))

    def contents(self, node: SyntaxTreeNode) -> TableOfContents:
        """``::: contents Title`` or, with the deepest level of headings to list, ``::: contents Title | 3``."""
        title, *rest = self.told(node)
        if node.parent is None or node.parent.type != "root":
            raise self.refuse(node, "a table of contents stands by itself", "take it out of the list or quotation")
        if node.children or len(rest) > 1 or not re.fullmatch("[2-6]?", rest[0] if rest else ""):
            raise self.refuse(node, "this is no table of contents", "write ::: contents Contents | 3, and ::: below it")
        words = self.noteless(node, lambda _: self.words(title))
        return TableOfContents(plain(words), int(rest[0]) if rest and rest[0] else 2)

    def figure(self, node: SyntaxTreeNode) -> Figure:
        """``::: figure name``; a paragraph inside is the caption, in place of the figure's own."""
        name = "|".join(self.told(node))
        if name not in self.figures:
            known = ", ".join(sorted(self.figures)) or "none here"
            hint = did_you_mean(name, self.figures) or f"known: {known}"
            raise self.refuse(node, f"there is no figure '{name}'", hint)
        if not node.children:
            return self.figures[name]
        if [child.type for child in node.children] != ["paragraph"]:
            raise self.refuse(node, "a figure takes one paragraph, its caption")
        return replace(self.figures[name], caption=self.inlines(node.children[0]))

    def captioned(self, node: SyntaxTreeNode) -> Table:
        """``::: table Caption | 20 50 30 | row headers`` around a table.

        The numbers are the columns' shares of the width. Each of the three parts may be left out.
        """
        caption, *rest = self.told(node)
        if [child.type for child in node.children] != ["table"]:
            raise self.refuse(node, "::: table holds one table and nothing else", "put other text above or below it")
        heads = rest[-1:] == ["row headers"]
        shares = [word for part in (rest[:-1] if heads else rest) for word in part.split()]
        # The caption stands before the cells, and so do its notes.
        words = self.words(caption) if caption else ()
        table = self.table(node.children[0])
        if shares and not (len(shares) == len(table.header) and all(re.fullmatch(r"[1-9]\d{0,3}", s) for s in shares)):
            raise self.refuse(
                node,
                f"the widths '{' '.join(shares)}' do not fit a table of {len(table.header)} columns",
                "write one whole number for each column, as in ::: table Caption | 20 50 30",
            )
        total = sum(map(int, shares))
        if any(_LEAST_SHARE * int(share) < total for share in shares):
            raise self.refuse(
                node, "a column of the table is too narrow", f"give each 1 of {_LEAST_SHARE} parts or more"
            )
        widths = tuple(int(share) / total for share in shares) or table.widths
        return replace(table, caption=words, widths=widths, row_headers=heads)

    def table(self, node: SyntaxTreeNode) -> Table:
        head, *body = node.children
        header = tuple(self.without_notes(cell) for cell in head.children[0].children)
        rows = tuple(tuple(self.inlines(cell) for cell in row.children) for part in body for row in part.children)
        return Table((), header, rows, tuple(1 / len(header) for _ in header))

    def lines_of(self, node: SyntaxTreeNode) -> tuple[tuple[Inline, ...], ...]:
        if node.type != "paragraph":
            raise self.refuse(node, "this place takes lines of text only")
        lines: list[list[Inline]] = [[]]
        for inline in self.inlines(node, breaks=True):
            if isinstance(inline, LineBreak):
                lines.append([])
            else:
                lines[-1].append(inline)
        return tuple(tuple(line) for line in lines if line)

    def short_lines(self, node: SyntaxTreeNode) -> tuple[tuple[Inline, ...], ...]:
        return self.noteless(node, self.lines_of, "name or short line")

    def without_notes(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return self.noteless(node, self.inlines)

    def noteless(self, node: SyntaxTreeNode, read: Callable[[SyntaxTreeNode], T], what: str = "heading") -> T:
        """What is read of a node, which may carry no note: a heading, or what is printed as plain text."""
        before = self.notebook.count
        content = read(node)
        if self.notebook.count != before:
            raise self.refuse(node, f"a {what} carries no note", "cite the source in the text below it")
        return content

    def inlines(self, node: SyntaxTreeNode, *, breaks: bool = False) -> tuple[Inline, ...]:
        children = node.children[0].children if node.children and node.children[0].type == "inline" else node.children
        return _merged(self.inline_run(children, breaks=breaks))

    def inline_run(self, nodes: Sequence[SyntaxTreeNode], *, breaks: bool) -> Iterable[Inline]:
        """Inlines of the body: a run of citations becomes one note."""
        pending: list[Inline | Cite] = []
        for node, following in zip(nodes, (*nodes[1:], None), strict=False):
            if _cites(node):
                pending.append(Cite(node.meta["id"], node.meta["locator"]))
                continue
            if pending and following and _cites(following) and not node.content.strip():
                continue
            if pending:
                yield self.notebook.note(pending)
                pending = []
            yield from self.inline(node, breaks=breaks)
        if pending:
            yield self.notebook.note(pending)

    def inline(self, node: SyntaxTreeNode, *, breaks: bool) -> Iterable[Inline]:
        match node.type:
            case "text" | "text_special":
                for n, line in enumerate(node.content.split("\n")):
                    if n:
                        yield LineBreak()
                    if line:
                        yield Text(line)
            case "softbreak":
                yield LineBreak() if breaks else Text(" ")
            case "hardbreak":
                yield LineBreak()
            case "em":
                yield Emphasis(_merged(self.inline_run(node.children, breaks=breaks)))
            case "strong":
                yield Strong(_merged(self.inline_run(node.children, breaks=breaks)))
            case "link":
                href = str(node.attrs["href"])
                if not re.match(r"(https?://|mailto:)", href):
                    raise self.refuse(node, f"the link {href} is neither web nor mail")
                yield Link(_merged(self.inline_run(node.children, breaks=breaks)), href)
            case "claim":
                yield Claim(_merged(self.inline_run(node.children, breaks=breaks)), node.meta["id"])
            case "missing":
                yield Missing(plain(_merged(self.inline_run(node.children, breaks=breaks))))
            case "citation" if node.meta["on"]:
                self.notebook.rests_on(node.meta["id"])
            case "citation":
                yield from self.notebook.see(node.meta["id"])
            case "note":
                yield self.notebook.note(list(self.note_parts(node)))
            case _:
                raise self.refuse(node, f"a letter holds no {node.type.replace('_', ' ')}", _HINTS.get(node.type))

    def note_parts(self, node: SyntaxTreeNode) -> Iterable[Inline | Cite]:
        for child in node.children:
            if _cites(child):
                yield Cite(child.meta["id"], child.meta["locator"])
            elif inner := next((one for one in child.walk() if one.type == "note" or _cites(one)), None):
                raise self.refuse(inner, "a note inside a note")
            else:
                yield from self.inline(child, breaks=False)


_HINTS = {
    "code_block": "do not indent text by four spaces",
    "fence": "letters hold no code",
    "code_inline": "letters hold no code",
}


def _cites(node: SyntaxTreeNode) -> bool:
    return node.type == "citation" and not (node.meta["see"] or node.meta["on"])


def list_of_sources(notebook: NoteBook) -> Iterator[Block]:
    """Every source cited so far, in full, with the notes that cite it; and the law that requests name."""
    cited = [notebook.library.sources[source_id] for source_id in notebook.cited]
    for group, title in _GROUPS.items():
        sources = [source for source in cited if _group(source) == group]
        if not sources:
            continue
        yield Heading(3, (Text(title),))
        items = []
        for source in sorted(sources, key=lambda item: plain(notebook.style.full(item, "en")).lower()):
            content = [*as_listed(source, notebook)]
            notes = notebook.cited[source.id]
            label = "Note" if len(notes) == 1 else "Notes"
            content.append(Text(f"{label} {', '.join(map(str, notes))}." if notes else WITHOUT_NOTE))
            items.append((Paragraph(joined(content), "small"),))
        yield BulletList(tuple(items))


def as_listed(source: Source, notebook: NoteBook) -> Iterator[Inline]:
    """How the list of sources has a source, but for the notes that cite it."""
    yield from (*notebook.style.full(source, notebook.language), Text(". "))
    if source.url:
        shown = source.url if len(source.url) <= _LONGEST_URL else urlsplit(source.url).netloc
        yield from (Link((Text(shown),), source.url), Text(" "))
        if source.accessed:
            yield Text(f"(accessed {source.accessed}) ")


def _group(source: Source) -> str:
    if source.genre != "resolution" and source.type in {"treaty", "legislation", "legal_case"}:
        return "law"
    return "bodies" if source.genre == "resolution" or source.type in {"document", "speech", "hearing"} else "reports"


def _merged(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring texts, and drop the space before a note."""
    merged: list[Inline] = []
    for inline in joined(inlines):
        last = merged[-1] if merged else None
        if isinstance(inline, Note) and isinstance(last, Text):
            merged[-1] = Text(last.text.rstrip(" "))
        merged.append(inline)
    return tuple(merged)
