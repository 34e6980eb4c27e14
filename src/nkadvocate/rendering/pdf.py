"""Writes a document tree as an accessible PDF (PDF/UA-1, ISO 14289-1) with WeasyPrint.

The same document, design and style give the same bytes. Nothing is read but the style sheet's files below the given
folders; the network is never asked. Whatever WeasyPrint would only log (a character no font has, a picture it cannot
read, a rule of a style sheet it does not know) is raised as one ``RenderingError``.

Importing this module imports WeasyPrint, which takes about half a second: import it only to write a PDF.
"""

from __future__ import annotations

import functools
import logging
import mimetypes
import re
import shutil
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

import pydyf
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, block, inline, preferred
from weasyprint.pdf import tags
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from nkadvocate.design import Design
from nkadvocate.document import Document, Meta
from nkadvocate.rendering.html import html_for_pdf, tokens
from nkadvocate.rendering.layout import split_line, update_footnote_area
from nkadvocate.rendering.objects import Arrays, build_fonts, compressed, make_ready
from nkadvocate.rendering.patience import MOST_SECONDS, TooLongError, patiently
from nkadvocate.rendering.standing import Shelf

# Fonts, lines and pages that letters share are not made for several threads.
_ONE_AT_A_TIME = threading.Lock()

# Relative addresses in a style sheet are read against this base. ".invalid" never resolves (RFC 2606, section 2), and
# no path of this computer can get into a document or a message.
_BASE = "https://assets.invalid/"

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

_ENDLESS: set[str] = set()
_TOO_LONG = (
    f"style.css: a PDF with it takes more than {MOST_SECONDS:.0f} seconds (take out large repeats, many columns, rules "
    "inside each other, drawings and tiny pages)"
)

_LONG_DATA = re.compile(r"data:[^\s\"')]{40,}")

# WeasyPrint's advice to whoever installs it; the document is right without.
_ADVICE = ("Using fontTools instead of HarfBuzz-Subset", "Please install HarfBuzz")

# First word of a character's Unicode name, and a free font that has it.
_FONTS = {
    "CJK": "Noto Serif CJK",
    "HANGUL": "Noto Serif CJK",
    "HIRAGANA": "Noto Serif CJK",
    "KATAKANA": "Noto Serif CJK",
    "IDEOGRAPHIC": "Noto Serif CJK",
    "FULLWIDTH": "Noto Serif CJK",
    "ARABIC": "Noto Naskh Arabic",
    "HEBREW": "Noto Serif Hebrew",
    "THAI": "Noto Serif Thai",
    "LAO": "Noto Serif Lao",
    "KHMER": "Noto Serif Khmer",
    "MYANMAR": "Noto Serif Myanmar",
    "TIBETAN": "Noto Serif Tibetan",
    "MONGOLIAN": "Noto Sans Mongolian",
    "ETHIOPIC": "Noto Serif Ethiopic",
    "DEVANAGARI": "Noto Serif Devanagari",
    "BENGALI": "Noto Serif Bengali",
    "GEORGIAN": "Noto Serif Georgian",
    "ARMENIAN": "Noto Serif Armenian",
}


class RenderingError(ValueError):
    """A document that cannot be written as it should; ``problems`` says all that is wrong, each with a hint."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[RenderingError], tuple[tuple[str, ...]]]:
        return type(self), (self.problems,)


def render_pdf(document: Document, design: Design, style: str, *assets: Path, own_style: str = "") -> bytes:
    """The document as PDF/UA-1.

    ``style`` is a CSS style sheet that follows the design's tokens, and ``own_style`` one of a campaign's own that
    follows it. Relative addresses (fonts, logo) are looked up below each folder of ``assets`` in turn. The only date in
    the file is ``document.meta.date``.

    Raises ``RenderingError`` for a character that no font has, a design font that is not found, a file or address
    outside ``assets``, whatever WeasyPrint complains about in the style sheet, with line and column, and an own style
    sheet that makes it fail or go on without end.
    """
    meta = document.meta
    if not _DATE.fullmatch(meta.date):
        raise RenderingError((f"the date {meta.date!r} is not a date as in 2026-03-09",))
    folders = tuple(folder.resolve() for folder in assets)

    def make() -> bytes:
        with _complaints() as problems:
            fonts, sheet, shelf = _style(f"{style}\n{own_style}" if own_style else style, folders)
            rules = tokens(design, meta)

            def finish(rendered: weasyprint.Document, pdf: pydyf.PDF) -> None:
                _finish(
                    rendered, pdf, hint="the style sheet or the text around it" if own_style else "the text around it"
                )
                if not own_style:
                    shelf.keep(html, rules, rendered, pdf)
                make_ready(pdf.objects)

            html, metadata = html_for_pdf(document, design), _Metadata(meta)
            if again := shelf.again(html, rules, metadata):
                return again
            parsed = weasyprint.HTML(string=html, base_url=_BASE, encoding="utf-8", url_fetcher=_Assets(folders))
            rendered = parsed.render(
                font_config=fonts, stylesheets=[_token_sheet(rules), sheet], pdf_variant="pdf/ua-1"
            )
            rendered.metadata = metadata
            _number_contents(rendered)
            pdf: bytes = rendered.write_pdf(finisher=finish, pdf_variant="pdf/ua-1", pdf_identifier=True)
            problems.extend(_strange_fonts(rendered.fonts.values(), design.type.family))
        return pdf

    with _ONE_AT_A_TIME:
        return _made_with(own_style, make) if own_style else make()


def _made_with(own_style: str, make: Callable[[], bytes]) -> bytes:
    """What ``make`` makes with a campaign's own style sheet. Whatever WeasyPrint raises is a ``RenderingError``, and
    what takes too long is stopped. A sheet that did once is not tried again: it would with every letter."""
    if own_style in _ENDLESS:
        raise RenderingError((_TOO_LONG,))
    try:
        return patiently(make)
    except TooLongError:
        _ENDLESS.add(own_style)
        raise RenderingError((_TOO_LONG,)) from None
    except RenderingError:
        raise
    except Exception as error:  # a style sheet can make WeasyPrint fail anywhere
        what = f"style.css: WeasyPrint fails with it: {str(error) or type(error).__name__}"
        raise RenderingError((f"{what} (take out half of its rules at a time, to find the one)",)) from error


def _number_contents(rendered: weasyprint.Document) -> None:
    """Writes into the table of contents, laid out with noughts, on which page each heading stands.

    Not by target-counter(): WeasyPrint makes single pages anew for it, and prints a note handed on by one twice. Nor by
    a second layout, which takes as long as the first. A number keeps its right edge, as the style sheet sets it.
    """
    pages = {name: str(number) for number, page in enumerate(rendered.pages, 1) for name in page.anchors}
    for page in rendered.pages:
        for box in page._page_box.descendants():
            if (
                isinstance(box, boxes.TextBox)
                and box.element is not None
                and (target := box.element.get("data-page-of"))
            ):
                number = pages[target]
                box.position_x -= (len(number) - 1) * box.width
                box.width *= len(number)
                box.text = number
                box.pango_layout.reactivate(box.style)
                box.pango_layout.set_text(number)
                box.pango_layout.deactivate()


@functools.lru_cache(maxsize=8)
def _style(style: str, folders: tuple[Path, ...]) -> tuple[FontConfiguration, weasyprint.CSS, Shelf]:
    """The parsed style sheet, the fonts it brings, and a place for letters set with it.

    They are shared by all documents of a process: it saves time, and WeasyPrint does not give the memory of a font
    configuration back. A style sheet with a mistake raises here and is not kept.
    """
    fonts = FontConfiguration()
    with _complaints():
        sheet = weasyprint.CSS(string=style, base_url=_BASE, font_config=fonts, url_fetcher=_Assets(folders))
    if fonts._folder:
        _COPIES.add(fonts._folder)
        Finalize(None, _forget, (fonts._folder,), exitpriority=0)  # in a pool, whose processes run no more
    return fonts, sheet, Shelf()


_COPIES: set[Path] = set()


def forget_fonts() -> None:
    """Take the fonts of style sheets away that WeasyPrint copied to temporary folders, when a process ends."""
    for folder in [*_COPIES]:
        _forget(folder)


def _forget(folder: Path) -> None:
    """Take away what this process copied there, and not what one did that it was forked from."""
    _COPIES.discard(folder)
    shutil.rmtree(folder, ignore_errors=True)


@functools.lru_cache(maxsize=32)
def _token_sheet(css: str) -> weasyprint.CSS:
    return weasyprint.CSS(string=css, base_url=_BASE, url_fetcher=_Assets(()))


class _Assets(URLFetcher):  # type: ignore[misc]
    """Reads ``data:`` addresses and files below the given folders, and refuses everything else."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._folders = folders

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url[:5].lower() == "data:":
            return super().fetch(url, headers)
        if not url.startswith(_BASE):
            raise FatalURLFetchingError(
                f"the style sheet asks for {url}, and only files beside it may be used (copy the file into the "
                "campaign's design folder and give its name)"
            )
        name = unquote(urlsplit(url).path).lstrip("/")
        for folder in self._folders:
            # Resolved before the comparison, so that neither ".." nor a symbolic link leads out.
            path = (folder / name).resolve()
            if path.is_relative_to(folder) and path.is_file():
                kind, _ = mimetypes.MimeTypes().guess_type(path.name)
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind or "application/octet-stream"})
        raise FatalURLFetchingError(
            f"the style sheet asks for {name}, which is not in the design folders (check the name, relative to the "
            "folder of the style sheet)"
        )


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collects what WeasyPrint logs in this thread; raises ``RenderingError`` at the end if there is anything.

    The list is for problems found otherwise, reported together with the logged ones.
    """
    logger = logging.getLogger("weasyprint")
    handler = _Collector()
    level, found = logger.level, list[str]()
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        yield found
    except FatalURLFetchingError as error:
        # Derived from BaseException, so that WeasyPrint itself lets it through.
        found.append(str(error))
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
    problems = (*_missing_glyphs(handler.missing), *handler.messages, *found)
    if problems:
        raise RenderingError(tuple(dict.fromkeys(problems)))


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[str] = []
        self.messages: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self._thread:
            return
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.missing.append(str(record.args[0]))
            return
        message = _LONG_DATA.sub("data:…", record.getMessage())
        if not message.startswith(_ADVICE):
            self.messages.append(message)


def _missing_glyphs(characters: list[str]) -> tuple[str, ...]:
    if not characters:
        return ()
    named = []
    wanted: dict[str, None] = {}
    for character in sorted(set(characters)):
        name = unicodedata.name(character, "unnamed character")
        shown = f"{character} " if character.isprintable() else ""
        named.append(f"{shown}U+{ord(character):04X} {name}")
        wanted[_FONTS.get(re.split(r"[ -]", name)[0], "a Noto font for this script")] = None
    return (f"no font has a glyph for: {'; '.join(named)} (install {', '.join(wanted)}, or reword the text)",)


def _strange_fonts(used: Any, family: str) -> tuple[str, ...]:
    """A problem if the document is set in other fonts altogether; single glyphs from others are as they should be."""
    families = sorted({font.family for font in used})
    if not families or family.casefold() in (name.casefold() for name in families):
        return ()
    return (
        f"the design's font {family!r} is not used; the text would be set in {', '.join(families)} (install the font, "
        "or bring its files with @font-face in the style sheet; name the font in the design, not in the style sheet)",
    )


class _Metadata(DocumentMetadata):  # type: ignore[misc]
    """Title, author, subject, language and date of the document, and nothing about program or computer."""

    def __init__(self, meta: Meta) -> None:
        super().__init__(
            title=meta.title,
            authors=[meta.author] if meta.author else [],
            description=meta.subject,
            created=meta.date,
            modified=meta.date,
            lang=meta.language,
        )

    def generate_rdf_metadata(self, _variant: str, version: int, _conformance: str | None) -> bytes:
        """XMP (ISO 16684-1) that says the same as the document information, and PDF/UA's part (ISO 14289-1, 5)."""

        def alternatives(name: str, value: str | None) -> str:
            words = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt>' if value else ""
            return f"<dc:{name}>{words}</dc:{name}>" if words else ""

        creators = "".join(f"<rdf:li>{escape(author)}</rdf:li>" for author in self.authors)
        created = f"<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>" if creators else ""
        return (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
            f"<pdfuaid:part>{version}</pdfuaid:part>"
            f"{alternatives('title', self.title)}{created}{alternatives('description', self.description)}"
            f"<dc:language><rdf:Bag><rdf:li>{escape(self.lang)}</rdf:li></rdf:Bag></dc:language>"
            f"<xmp:CreateDate>{self.created}</xmp:CreateDate><xmp:ModifyDate>{self.modified}</xmp:ModifyDate>"
            "</rdf:Description></rdf:RDF>"
        ).encode()


_weasyprint_tag = tags._get_pdf_tag


# What WeasyPrint would give no meaning.
_TYPES = {
    "x-body": "LBody",
    "x-toc": "TOC",
    "x-toci": "TOCI",
    "x-reference": "Reference",
    "em": "Span",
    "strong": "Span",
    "mark": "Span",
}


def _structure_type(tag: str | None) -> str:
    """The structure type for an element's name; notes and languages keep their names for ``_finish``."""
    if tag and tag.startswith(("x-note-", "x-lang-")):
        return tag
    return _TYPES.get(tag or "") or str(_weasyprint_tag(tag))


# WeasyPrint has no public way to choose structure types, or to make a letter without doing much of it again and again;
# tests notice if a later version works otherwise.
tags._get_pdf_tag = _structure_type
weasyprint.pdf.build_fonts_dictionary = build_fonts
weasyprint.pdf.fonts.ffi = Arrays()
pydyf.Stream.data = property(compressed)
LayoutContext._update_footnote_area = update_footnote_area
inline.split_first_line = preferred.split_first_line = split_line


_weasyprint_lines = block._linebox_layout


def _lines_with_notes(context: Any, box: Any, index: Any, child: Any, lines: list[Any], *others: Any) -> Any:
    """Lays out lines, and hands the notes of the last one on to the next page if they are still waiting.

    WeasyPrint makes room for a paragraph's second line by moving earlier notes to the next page, and forgets the notes
    of that line itself.
    """
    laid_out = _weasyprint_lines(context, box, index, child, lines, *others)
    abort, stop, *_ = laid_out
    if stop and lines and not abort:
        for inner in lines[-1].descendants():
            if inner.footnote in context.footnotes:
                context.footnotes.remove(inner.footnote)
                context.reported_footnotes.append(inner.footnote)
    return laid_out


block._linebox_layout = _lines_with_notes


def _finish(rendered: weasyprint.Document, pdf: pydyf.PDF, hint: str) -> None:
    """Completes the structure tree: notes, languages and artifacts; and takes the program's name away."""
    pdf.info.pop("Producer", None)
    elements = [o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/StructElem"]
    by_reference = {element.reference: element for element in elements}
    _mark_languages(elements)
    _place_notes(elements, by_reference, hint)
    _drop_empty(elements, by_reference)
    _mark_artifacts(rendered, pdf, elements, by_reference)
    identified = sorted((e["ID"].data, e) for e in elements if "ID" in e)
    if identified:
        # Required as soon as an element has an ID (ISO 32000-1, table 322).
        names = pydyf.Array(item for key, e in identified for item in (key, e.reference))
        root = next(o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/StructTreeRoot")
        root["IDTree"] = pydyf.Dictionary({"Names": names})


def _mark_languages(elements: list[Any]) -> None:
    for element in elements:
        if element["S"].startswith("/x-lang-"):
            element["Lang"] = pydyf.String(_canonical(element["S"].removeprefix("/x-lang-")))
            element["S"] = "/Span"


def _canonical(language: str) -> str:
    """A language tag in its usual letters, as in ``zh-Hans-CN`` (RFC 5646, 2.1.1); HTML lowers an element's name."""
    first, *others = language.split("-")
    return "-".join((first, *(o.title() if len(o) == 4 else o.upper() if len(o) == 2 else o for o in others)))


def _place_notes(elements: list[Any], by_reference: dict[bytes, Any], hint: str) -> None:
    """Tags notes as ``Note`` with an ID (ISO 14289-1, 7.9) and moves each behind its reference, where it is read.
    ``hint`` is what to change where one is lost."""
    calls: dict[str, Any] = {}
    bodies: dict[str, list[Any]] = {}
    for element in elements:
        if not element["S"].startswith("/x-note-"):
            continue
        number, _, part = element["S"].removeprefix("/x-note-").partition("::")
        match part:
            case "footnote-call":
                element["S"] = "/Reference"
                calls.setdefault(number, element)
            case "footnote-marker":
                element["S"] = "/Lbl"
            case _:
                element["S"] = "/Note"
                bodies.setdefault(number, []).append(element)
    if lost := sorted(calls.keys() - bodies.keys(), key=int):
        raise RenderingError((f"WeasyPrint has lost the text of note {', '.join(lost)} (change {hint})",))
    for number, (note, *continued) in bodies.items():
        note["ID"] = pydyf.String(f"note-{number}")
        call = calls[number]
        by_reference[note["P"]]["K"].remove(note.reference)
        siblings = by_reference[call["P"]]["K"]
        siblings.insert(siblings.index(call.reference) + 1, note.reference)
        note["P"] = call["P"]
        for rest in continued:
            # The part of a note that stands on the next page.
            by_reference[rest["P"]]["K"].remove(rest.reference)
            for kid in rest["K"]:
                by_reference[kid]["P"] = note.reference
            note["K"].extend(rest["K"])
            rest.clear()


def _drop_empty(elements: list[Any], by_reference: dict[bytes, Any]) -> None:
    """Removes elements without meaning or content: note areas whose notes have moved, line breaks."""
    for element in reversed(elements):
        if element.get("S") == "/NonStruct" and not element["K"]:
            siblings = by_reference[element["P"]]["K"] if element["P"] in by_reference else []
            if element.reference in siblings:
                siblings.remove(element.reference)
                element.clear()


def _mark_artifacts(
    rendered: weasyprint.Document, pdf: pydyf.PDF, elements: list[Any], by_reference: dict[bytes, Any]
) -> None:
    """Marks running header and footer as pagination artifacts (ISO 14289-1, 7.8).

    WeasyPrint gives them structure elements that hang nowhere.
    """
    reached: set[bytes] = set()
    waiting = [e.reference for e in elements if e.get("S") == "/Document"]
    while waiting:
        reference = waiting.pop()
        reached.add(reference)
        waiting.extend(kid for kid in by_reference[reference]["K"] if kid in by_reference)
    adrift = [e for e in elements if e and e.reference not in reached]
    parents = next(
        o["Nums"] for o in pdf.objects if isinstance(o, pydyf.Dictionary) and "Nums" in o and "Type" not in o
    )
    streams = {o.reference: o for o in pdf.objects if isinstance(o, pydyf.Stream)}
    sheets = [o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/Page"]
    for index, (page, sheet) in enumerate(zip(rendered.pages, sheets, strict=True)):
        marks = [
            mark
            for element in adrift
            if element["Pg"] == sheet.reference
            for mark in element["K"]
            if isinstance(mark, int)
        ]
        kinds = [
            "Header" if box.at_keyword.startswith("@top") else "Footer"
            for box in page._page_box.children
            if isinstance(box, boxes.MarginBox)
            for inner in box.descendants()
            if isinstance(inner, boxes.TextBox)
        ]
        operators = streams[sheet["Contents"]].stream
        page_parents = parents[2 * index + 1]
        for mark, kind in zip(marks, kinds, strict=True):
            at = next(
                i for i, operator in enumerate(operators) if isinstance(operator, dict) and operator.get("MCID") == mark
            )
            operators[at - 1 : at + 1] = [
                "/Artifact",
                pydyf.Dictionary({"Type": "/Pagination", "Subtype": f"/{kind}"}),
            ]
            page_parents[mark] = "null"
    for element in adrift:
        element.clear()
