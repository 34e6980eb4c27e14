"""The document tree as a file: one function, one module per format, each imported only when it is used."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Literal, get_args

from nkadvocate import shipped

if TYPE_CHECKING:
    from nkadvocate.document import Document
    from nkadvocate.rendering.look import Look

Format = Literal["docx", "pdf", "html", "txt"]
FORMATS: tuple[Format, ...] = get_args(Format)

_PANGO = (
    "install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (Debian, Ubuntu) or pango (Homebrew), "
    "or write docx, html or txt"
)


def render(document: Document, format: Format, look: Look) -> bytes:
    """The bytes of ``document`` in ``format``; the same input gives the same bytes.

    Raises ValueError with a clear message for what the format cannot hold, such as a character no font has.
    """
    from nkadvocate.rendering.look import with_logos

    document = with_logos(document, look.logos)
    style = f"{_style()}\n{look.style}" if look.style else _style()
    match format:
        case "docx":
            from nkadvocate.rendering.word import render_docx

            return render_docx(document, look.design, look.base or _base())
        case "pdf":
            try:
                with _libraries_by_file(), _later("fontTools.subset", "fontTools.varLib.instancer", "weasyprint.svg"):
                    from nkadvocate.rendering.pdf import RenderingError, render_pdf
            except OSError:
                raise ValueError(f"PDF needs Pango, which is not on this computer; {_PANGO}") from None

            try:
                return render_pdf(document, look.design, _style(), shipped.TEMPLATES / "design", own_style=look.style)
            except RenderingError as error:
                raise RenderingError(tuple(map(_in_own_style, error.problems))) from None
        case "html":
            from nkadvocate.rendering.html import render_html

            return render_html(document, look.design, style)
        case "txt":
            from nkadvocate.rendering.text import render_text

            return render_text(document)


@contextmanager
def _libraries_by_file() -> Iterator[None]:
    """On Linux, libraries are loaded by the names of their files alone.

    WeasyPrint tries other names first, as other systems have them, and for each Python asks a compiler and a linker:
    some fifty processes, and half of the time of the import.
    """
    import ctypes.util

    asking = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = asking


@contextmanager
def _later(*names: str) -> Iterator[None]:
    """Imports of these modules take nothing from them but functions that import them when they are called.

    WeasyPrint imports what makes fonts smaller by fontTools, a third of its own import, where HarfBuzz does it, and
    what draws SVG where there is none.
    """
    sys.modules.update({name: _Later(name) for name in names if name not in sys.modules})
    try:
        yield
    finally:
        for name in names:
            if isinstance(sys.modules.get(name), _Later):
                del sys.modules[name]


class _Later(ModuleType):
    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):
            raise AttributeError(name)
        return partial(_call, self.__name__, name)


def _call(module: str, name: str, *args: object, **kwargs: object) -> object:
    return getattr(import_module(module), name)(*args, **kwargs)


def _in_own_style(problem: str) -> str:
    """WeasyPrint's complaint of a rule, with the line in the campaign's style sheet, which follows the shipped one."""
    found = re.fullmatch(r"(Ignored `.*`) at (\d+):(\d+), (.*)", problem, re.DOTALL)
    line = int(found[2]) - _style().count("\n") - 1 if found else 0
    return f"style.css:{line}:{found[3]}: {found[1]}, {found[4]}" if found and line > 0 else problem


@cache
def _style() -> str:
    return (shipped.TEMPLATES / "design" / "style.css").read_text(encoding="utf-8")


@cache
def _base() -> bytes:
    return (shipped.TEMPLATES / "design" / "base.docx").read_bytes()
