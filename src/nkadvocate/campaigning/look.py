"""The look that a campaign folder gives its documents: design.yaml, style.css, base.docx and logos, all optional.

The folder may come from a stranger. No file outside it is read, no address of another place survives, and pictures
lose what cameras and programs wrote into them.
"""

from __future__ import annotations

import base64
import codecs
import html
import io
import mimetypes
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from nkadvocate.design import Design, LogoFile, Type
from nkadvocate.document import Logo
from nkadvocate.library import Library
from nkadvocate.library.reading import Located, read_yaml
from nkadvocate.library.validation import validate_one
from nkadvocate.problems import Place, Problem, ProblemsError, did_you_mean
from nkadvocate.rendering.look import Look

_MOST_BYTES = 20 * 1024 * 1024
_PIXELS_PER_MM = 300 / 25.4
"""300 dots to the inch, which print needs and more than which it does not show."""
_POINTS_PER_MM = 72 / 25.4
_BETWEEN_LOGOS = 6
"""Millimetres, between logos and below each row of them."""
_LINES_CENTRED = 2
"""What a letterhead in the middle is higher than one whose contact lines stand beside the name."""
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
            base = _base(folder)
    except ProblemsError as error:
        problems += error.problems
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
    readers ``library`` does not tell it."""
    from nkadvocate.composing.guarding import refuse_hidden

    if library.hidden or library.details:
        refuse_hidden("\n".join(_words(look)), library, doing)


def _words(look: Look) -> Iterator[str]:
    """All that a look could print or say in a file: descriptions of pictures, the style sheet, and of a base document
    all but its text and properties, which are not taken."""
    import tinycss2

    yield from (logo.alt for logo in look.logos)
    yield look.style
    tokens = tinycss2.parse_component_value_list(look.style)
    yield from _strings(tokens)
    yield from (text for address in addresses(tokens) for text in drawn(address))
    if look.base:
        with zipfile.ZipFile(io.BytesIO(look.base)) as package:
            names = [name for name in package.namelist() if not name.startswith(("docProps/", "word/document.xml"))]
            parts = [package.read(name).decode("utf-8", "replace") for name in names]
        for part in parts:
            yield html.unescape(part)
            yield html.unescape(_TAG.sub("", part.replace("</w:p>", "\n")))


def words_on_pages(base: bytes) -> Iterator[str]:
    """What the headers and footers of a base document print, piece by piece."""
    from nkadvocate.rendering.word.package import edges, open_base

    for edge in edges(open_base(base).sections[-1]):
        if not edge.is_linked_to_previous:
            yield from (text for one in edge._element.iter() if (text := (one.text or "").strip()))


_TAG = re.compile("<[^>]*>")


def _strings(tokens: Iterable[Any]) -> Iterator[str]:
    """The strings of a style sheet as they are printed, those of one rule in one piece too."""
    own = [token.value for token in tokens if token.type == "string"]
    yield from (*own, "".join(own))
    for token in tokens:
        yield from _strings(getattr(token, "content", None) or getattr(token, "arguments", None) or ())


def addresses(tokens: Iterable[Any]) -> Iterator[str]:
    """The addresses in a style sheet, and the strings that may be some."""
    for token in tokens:
        if token.type in ("url", "string"):
            yield token.value
        yield from addresses(getattr(token, "content", None) or getattr(token, "arguments", None) or ())


def drawn(address: str) -> Iterator[str]:
    """The words of the drawing (SVG) that a ``data:`` address holds, and of those in it."""
    head, _, body = address.partition(",")
    if head[:5].lower() != "data:":
        return
    data = unquote_to_bytes(body)
    if head.lower().endswith(";base64"):
        with suppress(ValueError):
            data = base64.b64decode(data)
    text = html.unescape(data.decode("utf-16" if data[:2] in _WIDE else "utf-8", "replace"))
    if "<svg" in text:
        yield " ".join(_TAG.sub("", text).split())
        yield from (words for inner in _DATA.findall(text) for words in drawn(inner))


_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DATA = re.compile(r"data:[^\s\"')]+", re.IGNORECASE)


def inside(folder: Path, name: str) -> Path:
    """The file ``name`` below ``folder``. Raises ProblemsError for one that is not there, or leads out of it."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ProblemsError([Problem(f"{name} leads out of the campaign's folder", hint="copy the file into it")])
    if not path.is_file():
        there = [file.relative_to(folder.resolve()).as_posix() for file in path.parent.glob("*")]
        raise ProblemsError([Problem(f"there is no file {name} in {folder.name}/", hint=did_you_mean(name, there))])
    if path.stat().st_size > _MOST_BYTES:
        raise ProblemsError([Problem(f"{folder.name}/{name} has more than {_MOST_BYTES // 1024**2} MB")])
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


def _embed(tokens: list[Any], folder: Path, shown: str, problems: list[Problem], *, address: bool = False) -> None:
    """Replace every address below ``tokens`` by the file it names."""
    for number, token in enumerate(tokens):
        place = Place(shown, token.source_line, token.source_column)
        if token.type == "at-keyword" and token.lower_value == "import":
            problems.append(Problem("@import is not followed", place, "copy the other sheet's rules into this one"))
        elif token.type == "error":
            problems.append(Problem(f"this is not CSS: {token.message}", place))
        elif token.type == "url" or (token.type == "string" and address):
            try:
                data = _data_address(token.value, folder)
            except ProblemsError as error:
                problems += [Problem(problem.what, place, problem.hint) for problem in error.problems]
                continue
            tokens[number] = _url_token(token, data)
        elif token.type == "function":
            _embed(token.arguments, folder, shown, problems, address=address or token.lower_name in _ADDRESSED)
        elif token.type in ("{} block", "() block", "[] block"):
            _embed(token.content, folder, shown, problems, address=address)


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
    path = inside(folder, name)
    kind, _ = mimetypes.MimeTypes().guess_type(path.name)
    encoded = base64.b64encode(path.read_bytes()).decode("ascii")
    return f"data:{kind or 'application/octet-stream'};base64,{encoded}"


def _base(folder: Path) -> bytes:
    from nkadvocate.rendering.word.package import BaseDocumentError, open_base

    data = inside(folder, "base.docx").read_bytes()
    if data.startswith(_OLD_WORD):
        hint = "open it in Word and save it as Word document (.docx); a new name is not enough"
        raise ProblemsError(
            [Problem(f"{folder.name}/base.docx is a .doc file under another name, or has a password", hint=hint)]
        )
    try:
        open_base(data)
    except BaseDocumentError as error:
        hint = "save it anew in Word as .docx; templates/design/base.docx is one to start from"
        raise ProblemsError([Problem(f"{folder.name}/base.docx: {error}", hint=hint)]) from None
    return data
