"""The look that a campaign folder gives its documents: design.yaml, style.css, base.docx and logos, all optional.

The folder may come from a stranger. No file outside it is read, no address of another place survives, nothing but
pictures and fonts is taken into letters, and pictures lose what cameras and programs wrote into them.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from nkadvocate.campaigning.fonts import font_kind
from nkadvocate.design import Design, LogoFile, Type
from nkadvocate.document import Logo
from nkadvocate.folders import MOST_BYTES, leads_out
from nkadvocate.library import Library
from nkadvocate.library.reading import Located, read_yaml
from nkadvocate.library.validation import validate_one
from nkadvocate.problems import Place, Problem, ProblemsError, did_you_mean
from nkadvocate.rendering.look import Look

FILES = ("design.yaml", "style.css", "base.docx")
"""What a campaign's folder may have of a look; the first names logos."""
_PIXELS_PER_MM = 300 / 25.4
"""300 dots to the inch, which print needs and more than which it does not show."""
_POINTS_PER_MM = 72 / 25.4
_BETWEEN_LOGOS = 6
"""Millimetres, between logos and below each row of them."""
_LINES_CENTRED = 2
"""What a letterhead in the middle is higher than one whose contact lines stand beside the name."""
_DEEPEST = 100
"""Blocks and functions of a style sheet inside each other; programs that read it give up at some depth."""
_DEEPEST_RULES = 8
"""Rules of a style sheet inside each other; each may double the selectors of those in it (CSS Nesting 1)."""
_MOST_REPEATED = 100
"""Columns or rows that one ``repeat()`` may make."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"
"""How the files of Word 97 to 2003 begin (MS-CFB, 2.2); encrypted ones of later versions do too."""
_ADDRESSED = {"url", "src", "image-set", "-webkit-image-set", "image", "cross-fade", "-webkit-cross-fade"}
"""CSS functions whose strings are addresses (CSS Images 4; CSS Values 4, 4.5)."""


def open_look(folder: Path) -> Look:
    """The look of the campaign in ``folder``; the shipped one where it has none. Raises ProblemsError."""
    problems: list[Problem] = []
    design, style = Design(), ""
    logos: tuple[Logo, ...] = ()
    base: bytes | None = None
    try:
        if (folder / "design.yaml").exists():
            located = read_yaml(inside(folder, "design.yaml"), f"{folder.name}/design.yaml")
            design = validate_one(Design, located)
            logos = _logos(folder, design.logos, located)
    except ProblemsError as error:
        problems += error.problems
    try:
        if (folder / "style.css").exists():
            style = _style(folder)
    except ProblemsError as error:
        problems += error.problems
    try:
        if (folder / "base.docx").exists():
            base = _base(folder, design)
    except ProblemsError as error:
        problems += error.problems
    if style and not problems:
        from nkadvocate.campaigning.sheets import cramped

        place = Place(f"{folder.name}/style.css", 1, 1)
        problems += [Problem(what, replace(place, line=line)) for line, what in cramped(style, design)]
    if problems:
        raise ProblemsError(problems)
    return Look(design, logos, style, base)


def lines_taken(look: Look) -> float:
    """The lines, of those on the two pages of a letter, that the look leaves less than the shipped one."""
    page, shipped = look.design.page, Design().page
    width = page.width - page.left - page.right
    area = width * (page.height - page.top - page.bottom)
    shipped_width = shipped.width - shipped.left - shipped.right
    shipped_area = shipped_width * (shipped.height - shipped.top - shipped.bottom)
    larger = _size(look.design.type) / _size(Type())
    line = Type().size * Type().line_height / _POINTS_PER_MM
    lines = 2 * (shipped_area - area / larger) / shipped_width / line
    centred = _LINES_CENTRED if look.design.letterhead == "centre" else 0
    return max(0, lines + centred + _height(look.logos, width) / line)


def _size(type: Type) -> float:
    """What a letter of text takes of a page, in square points."""
    return type.size**2 * type.line_height


def _height(logos: tuple[Logo, ...], width: float) -> float:
    """The height in millimetres of the logos, in as many rows as the width of the page makes them."""
    rows: list[float] = []
    left = 0.0
    for logo in logos:
        if logo.width > left:
            rows.append(0)
            left = width
        left -= logo.width + _BETWEEN_LOGOS
        rows[-1] = max(rows[-1], logo.height)
    return sum(rows) + _BETWEEN_LOGOS * len(rows)


def refuse_hidden_in(look: Look, library: Library, doing: str) -> None:
    """Raise ProblemsError when the look would bring a name, place or date of a private person into documents whose
    readers ``library`` does not tell it, or prints what cannot be read before."""
    from nkadvocate.composing.guarding import refuse_hidden

    if not library.hidden and not library.details:
        return
    if problems := [Problem(what, hint=hint, doing=doing) for what, hint in _unread(look.style)]:
        raise ProblemsError(problems)
    refuse_hidden(words_of(look), library, doing)


@lru_cache(maxsize=1)
def words_of(look: Look) -> str:
    """All that a look could print or say in a file: descriptions of pictures, fonts, the style sheet, and what is taken
    of a base document."""
    import tinycss2

    sheet = tinycss2.parse_component_value_list(look.style)
    printed = "".join(text for one in declarations(look.style) if not _is_of_fonts(one) for text in _said(one.value))
    fonts = (look.design.type.family, look.design.type.word)
    base = _of_base(look.base) if look.base else ()
    return "\n".join((*(logo.alt for logo in look.logos), *fonts, look.style, *_strings(sheet), printed, *base))


def _of_base(base: bytes) -> Iterator[str]:
    """The parts that are taken of a base document: their names, all that is in them, and the words of each paragraph,
    whole and without what stands between them."""
    from lxml import etree

    from nkadvocate.rendering.word.package import open_base

    for part in open_base(base).part.package.iter_parts():
        yield str(part.partname)
        yield from (line.target_ref for line in part.rels.values() if line.is_external)
        if not part.content_type.endswith("xml"):
            yield part.blob.decode("utf-8", "replace")
            continue
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        yield html.unescape(etree.tostring(root, encoding="unicode"))
        for paragraph in root.iter("{*}p"):
            yield str(paragraph.xpath("string()"))
            yield "".join(paragraph.xpath(".//*[local-name() = 't']//text()"))


def _unread(style: str) -> Iterator[tuple[str, str]]:
    """What a style sheet prints in an order or as letters that cannot be told from it, and what to do instead."""
    import tinycss2

    tokens = [*tokens_in(tinycss2.parse_component_value_list(style))]
    if any(words for token in tokens if token.type in ("url", "string") for words in drawn(token.value)):
        what = "the text of a drawing in the style sheet would be printed, in an order that is not known"
        yield what, "turn its text into paths, or use a PNG"
    if (
        any(token.type == "at-keyword" and token.lower_value == "counter-style" for token in tokens)
        or any(token.type == "function" and _spells(token) for token in tokens)
        or any(one.lower_name in _COUNTED and not _counts_from_start(one.value) for one in declarations(style))
    ):
        what = "the style sheet counts in letters or from a number of its own, and what would be printed is not known"
        yield what, "count in decimal numbers, from 0 or 1"


_COUNTED = frozenset({"counter-reset", "counter-set", "counter-increment"})
_COUNTERS = frozenset({"counter", "counters", "target-counter", "target-counters"})
_DECIMAL = frozenset({"decimal", "decimal-leading-zero"})


def _spells(function: Any) -> bool:
    """Whether a function of a style sheet may print a number otherwise than in decimal digits."""
    if function.lower_name not in _COUNTERS:
        return bool(function.lower_name == "symbols")
    names = [token for token in function.arguments if token.type == "ident"]
    unknown = any(token.type == "function" and token.lower_name == "var" for token in function.arguments)
    return unknown or not {name.lower_value for name in names[1:]} <= _DECIMAL


def _counts_from_start(value: Iterable[Any]) -> bool:
    return all(token.type != "function" and (token.type != "number" or token.value in (0, 1)) for token in value)


def declarations(style: str) -> Iterator[Any]:
    """The declarations of a style sheet in their order, those of rules within rules too."""
    import tinycss2

    def within(nodes: Iterable[Any]) -> Iterator[Any]:
        for node in nodes:
            if node.type == "declaration":
                yield node
            elif inner := getattr(node, "content", None):
                yield from within(tinycss2.parse_blocks_contents(inner, skip_comments=True, skip_whitespace=True))

    return within(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True))


def _is_of_fonts(declaration: Any) -> bool:
    return declaration.lower_name == "src" or str(declaration.lower_name).startswith("font")


def _said(tokens: Iterable[Any]) -> Iterator[str]:
    return (token.value for token in tokens_in(tokens) if token.type == "string" and token.value[:5].lower() != "data:")


def _strings(tokens: Iterable[Any]) -> Iterator[str]:
    """The strings of a style sheet as they are printed, those of one rule in one piece too."""
    own = [token.value for token in tokens if token.type == "string"]
    yield from (*own, "".join(own))
    for token in tokens:
        yield from _strings(_inner(token))


def addresses(tokens: Iterable[Any]) -> Iterator[str]:
    """The addresses in a style sheet, and the strings that may be some."""
    return (token.value for token in tokens_in(tokens) if token.type in ("url", "string"))


def tokens_in(tokens: Iterable[Any]) -> Iterator[Any]:
    """The tokens of a style sheet or value, each before those in it."""
    for token in tokens:
        yield token
        yield from tokens_in(_inner(token))


def _inner(token: Any) -> Sequence[Any]:
    return getattr(token, "content", None) or getattr(token, "arguments", None) or ()


def drawn(address: str) -> Iterator[str]:
    """The words of the drawing (SVG) that a ``data:`` address holds, and of those in it."""
    head, _, body = address.partition(",")
    if head[:5].lower() != "data:":
        return
    data = unquote_to_bytes(body)
    for read in (data, _from_base64(data)) if head.lower().endswith(";base64") else (data,):
        root = _drawing(read)
        if root is None:
            continue
        if words := " ".join("".join(root.itertext()).split()):
            yield words
        texts = (text for one in root.iter() for text in (*one.attrib.values(), one.text or ""))
        yield from (words for text in texts for inner in _DATA.findall(text) for words in drawn(inner))


def _refuse_doctype(address: str) -> None:
    """Raise ProblemsError for a drawing with entities, which one reader reads and another does not."""
    for _ in drawn(address):
        pass


def _from_base64(data: bytes) -> bytes:
    try:
        return base64.b64decode(data)
    except ValueError:
        return b""


def _drawing(data: bytes) -> Element | None:
    """The root of XML as WeasyPrint reads it; None for other bytes. Raises ProblemsError for a DOCTYPE."""
    parser = XMLParser(target=_Plain())
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError):
        return None
    return root


class _Plain(TreeBuilder):
    def doctype(self, *_: str | None) -> None:
        hint = "delete it from the drawing, or save that as plain SVG"
        raise ProblemsError([Problem("a drawing with a DOCTYPE is not taken", hint=hint)])


_DATA = re.compile(r"data:[^\s\"')]+", re.IGNORECASE)


def inside(folder: Path, name: str) -> Path:
    """The file ``name`` below ``folder``. Raises ProblemsError for one that is not there, elsewhere or a link."""
    path = (folder / name).resolve()
    if ".." in Path(name).parts or leads_out(folder, folder / name):
        raise ProblemsError([Problem(f"{name} leads out of the campaign's folder", hint="copy the file into it")])
    if not path.is_file():
        there = [file.relative_to(folder.resolve()).as_posix() for file in path.parent.glob("*")]
        raise ProblemsError([Problem(f"there is no file {name} in {folder.name}/", hint=did_you_mean(name, there))])
    if path.stat().st_size > MOST_BYTES:
        raise ProblemsError([Problem(f"{folder.name}/{name} has more than {MOST_BYTES // 1024**2} MB")])
    return path


def _logos(folder: Path, files: tuple[LogoFile, ...], located: Located) -> tuple[Logo, ...]:
    logos, problems = [], []
    for number, file in enumerate(files):
        try:
            logos.append(_logo(inside(folder, file.file), file))
        except ProblemsError as error:
            place = located.place(("logos", number, "file"))
            problems += [Problem(problem.what, place, problem.hint) for problem in error.problems]
    if problems:
        raise ProblemsError(problems)
    return tuple(logos)


def _logo(path: Path, file: LogoFile) -> Logo:
    """The picture as PNG, upright, no larger than print needs, and without any data beside its pixels."""
    from PIL import Image

    from nkadvocate.auditing.pictures import strip_picture

    try:
        with Image.open(io.BytesIO(strip_picture(path.read_bytes(), file.file))) as clean:
            picture: Image.Image = clean.convert("RGBA" if clean.has_transparency_data else "RGB")
    except (ProblemsError, OSError, ValueError, SyntaxError) as error:
        raise ProblemsError(
            [Problem(f"{file.file} cannot be read as a picture: {error}", hint="save the logo as PNG or JPEG")]
        ) from None
    width = file.height * picture.width / picture.height
    if width > 160:
        raise ProblemsError(
            [Problem(f"{file.file} would be {width:.0f} mm wide", hint="give it a smaller height, or cut its margins")]
        )
    most = (max(1, round(width * _PIXELS_PER_MM)), max(1, round(file.height * _PIXELS_PER_MM)))
    if picture.height > most[1]:
        picture = picture.resize(most, Image.Resampling.LANCZOS)
    picture.info.clear()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return Logo(file.alt, out.getvalue(), round(width, 2), file.height)


def _style(folder: Path) -> str:
    """The style sheet with the files that it names inside it as ``data:`` addresses."""
    import tinycss2

    shown = f"{folder.name}/style.css"
    try:
        text = inside(folder, "style.css").read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ProblemsError([Problem("cannot be read as UTF-8 text", Place(shown, 1, 1))]) from None
    tokens = tinycss2.parse_component_value_list(text)
    problems: list[Problem] = []
    _embed(tokens, folder, shown, problems)
    if problems:
        raise ProblemsError(problems)
    sheet: str = tinycss2.serialize(tokens)
    return sheet


def _embed(
    tokens: list[Any],
    folder: Path,
    shown: str,
    problems: list[Problem],
    *,
    address: bool = False,
    depth: int = 0,
    rules: int = 0,
) -> None:
    """Replace every address below ``tokens``, which stand in so many ``rules``, by the file it names."""
    if (depth > _DEEPEST or rules > _DEEPEST_RULES) and tokens:
        place = Place(shown, tokens[0].source_line, tokens[0].source_column)
        what = f"{_DEEPEST_RULES} rules" if rules > _DEEPEST_RULES else f"{_DEEPEST} blocks"
        problems.append(Problem(f"more than {what} inside each other", place))
        return
    for number, token in enumerate(tokens):
        place = Place(shown, token.source_line, token.source_column)
        if token.type == "at-keyword" and token.lower_value == "import":
            problems.append(Problem("@import is not followed", place, "copy the other sheet's rules into this one"))
        elif token.type == "error":
            problems.append(Problem(f"this is not CSS: {token.message}", place))
        elif token.type == "url" or (token.type == "string" and address):
            try:
                data = _data_address(token.value, folder)
                _refuse_doctype(data)
            except ProblemsError as error:
                problems += [Problem(problem.what, place, problem.hint) for problem in error.problems]
                continue
            tokens[number] = _url_token(token, data)
        elif token.type == "function":
            if token.lower_name == "repeat" and any(_is_more(one, _MOST_REPEATED) for one in token.arguments):
                problems.append(Problem(f"repeat() of more than {_MOST_REPEATED} columns or rows", place))
            within = address or token.lower_name in _ADDRESSED
            _embed(token.arguments, folder, shown, problems, address=within, depth=depth + 1, rules=rules)
        elif token.type in ("{} block", "() block", "[] block"):
            inner = rules + (token.type == "{} block")
            _embed(token.content, folder, shown, problems, address=address, depth=depth + 1, rules=inner)


def _is_more(token: Any, most: int) -> bool:
    return bool(token.type == "number" and token.value > most)


def _url_token(token: Any, data: str) -> Any:
    import tinycss2.ast

    if token.type == "string":
        return tinycss2.ast.StringToken(token.source_line, token.source_column, data, f'"{data}"')
    return tinycss2.ast.URLToken(token.source_line, token.source_column, data, f'url("{data}")')


def _data_address(address: str, folder: Path) -> str:
    if address[:5].lower() == "data:" or not address:
        return address
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", address.strip()):
        raise ProblemsError([Problem(f"{address} is not a file of the campaign", hint="copy the file into the folder")])
    name = unquote(address.partition("#")[0].partition("?")[0])
    kind, data = _taken(inside(folder, name).read_bytes(), name)
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _taken(data: bytes, name: str) -> tuple[str, bytes]:
    """The media type of a picture or font, and what letters take of it: pictures lose what stands beside their pixels.

    The bytes decide, and not the name. Raises ProblemsError for any other file: HTML letters would give it away.
    """
    from nkadvocate.auditing.pictures import picture_kind, strip_picture

    if kind := picture_kind(data):
        return f"image/{kind}", strip_picture(data, name)
    if kind := font_kind(data):
        return f"font/{kind}", data
    root = _drawing(data)
    if root is not None and root.tag.rpartition("}")[2] == "svg":
        return "image/svg+xml", data
    hint = "name a PNG, JPEG or SVG file, or a font (TTF, OTF, TTC, WOFF, WOFF2)"
    raise ProblemsError([Problem(f"{name} is neither a picture nor a font, and is not taken into letters", hint=hint)])


def _base(folder: Path, design: Design) -> bytes:
    from nkadvocate.rendering.word import BaseDocumentError, try_base

    data = inside(folder, "base.docx").read_bytes()
    if data.startswith(_OLD_WORD):
        hint = "open it in Word and save it as Word document (.docx); a new name is not enough"
        raise ProblemsError(
            [Problem(f"{folder.name}/base.docx is a .doc file under another name, or has a password", hint=hint)]
        )
    try:
        try_base(data, design)
    except BaseDocumentError as error:
        hint = "save it anew in Word as .docx; templates/design/base.docx is one to start from"
        raise ProblemsError([Problem(f"{folder.name}/base.docx: {error}", hint=hint)]) from None
    return data
