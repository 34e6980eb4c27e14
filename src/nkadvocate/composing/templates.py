"""Templates: a sandboxed Jinja over plain data, from the campaign's folder first and then the shipped one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChainableUndefined,
    Environment,
    PrefixLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from nkadvocate import shipped
from nkadvocate.composing import sandbox
from nkadvocate.composing.markdown import escape, escape_cited, missing
from nkadvocate.composing.sandbox import Sandbox, limited
from nkadvocate.kept import Kept
from nkadvocate.problems import Place, Problem, ProblemsError, did_you_mean

SHIPPED = "shipped"
"""Prefix under which a campaign's template extends the shipped one of the same name."""
SUFFIX = ".md.j2"

_LONGEST_FILE = 200_000
"""How many bytes a template may have; the longest that ships has about 5,000."""
_COMMENT = re.compile(r"\{#-?\s*(.*?[.!?])(?=\s)", re.DOTALL)
_PART = re.compile(r"[^.\\:\0/][^\\:\0/]{0,254}")
"""Part of the name of a template; those that are hidden are none."""
_VARIANT = re.compile(r"\.\d+(?=\.md\.j2$)")


_FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What a template can run into while it is filled."""


class Cited(str):
    """Text whose inline citations are live."""

    __slots__ = ()


class _DraftUndefined(ChainableUndefined):
    """What a draft prints for a value that is not there."""

    __slots__ = ()

    def described(self) -> str:
        return self._undefined_name if isinstance(self._undefined_name, str) else "value"

    def __getattr__(self, name: str) -> _DraftUndefined:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> _DraftUndefined:  # type: ignore[override]
        self.allow()
        return type(self)(name=f"{self.described()}.{name}")

    def __str__(self) -> str:
        self.allow()
        return ""

    def allow(self) -> None:
        """What is forbidden fails in a draft as well."""
        if self._undefined_exception is SecurityError:
            self._fail_with_undefined_error()


class _Folders(BaseLoader):
    """Templates below the given folders; a link that leads out of its folder is not followed.

    Where a folder holds variants of a template (parts/opening.1.md.j2, parts/opening.2.md.j2 beside or instead of
    parts/opening.md.j2), ``key`` decides which one serves.
    """

    def __init__(self, folders: Sequence[Path], key: str) -> None:
        self.folders = [folder.resolve() for folder in folders]
        self.key = key
        self._listed: dict[Path, list[tuple[str, Path]]] = {}

    def variants(self, name: str, folder: Path) -> list[Path]:
        """The files of one folder that may serve ``name``: none that leads out of it and back, which would tell what
        else there is on the computer."""
        if not name.endswith(SUFFIX) or not all(map(_PART.fullmatch, name.split("/"))):
            return []
        path = folder / name
        if path.parent not in self._listed:
            self._listed[path.parent] = _files_in(path.parent, folder)
        named = re.compile(rf"{re.escape(path.name.removesuffix(SUFFIX))}(\.\d+)?{re.escape(SUFFIX)}")
        return [file for own, file in self._listed[path.parent] if named.fullmatch(own)]

    def files(self, name: str) -> list[list[Path]]:
        """The files that may serve ``name``, by folder; those of the first folder hide the others."""
        return [found for folder in self.folders if (found := self.variants(name, folder))]

    def find(self, name: str) -> Path | None:
        """The file that serves ``name``.

        Of several variants the one with the highest hash of key and file name is taken (rendezvous hashing, Thaler
        and Ravishankar 1998): the same for the same key, and one more variant moves only those that go over to it.
        """

        def rank(path: Path) -> bytes:
            return hashlib.sha256(f"{self.key}/{name}/{path.name}".encode()).digest()

        return max(next(iter(self.files(name)), []), key=rank, default=None)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        path = self.find(template)
        if path is None:
            raise TemplateNotFound(template)
        return self.read(path), str(path), lambda: True

    def read(self, path: Path) -> str:
        """Raises ProblemsError for a file that is too long or no UTF-8."""
        root = next(folder for folder in self.folders if path.is_relative_to(folder))
        place = Place(f"{root.parent.name}/{root.name}/{path.relative_to(root).as_posix()}", 1, 1)
        try:
            if path.stat().st_size > _LONGEST_FILE:
                raise ProblemsError([Problem(f"is longer than {_LONGEST_FILE:,} bytes", place)])
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise ProblemsError([Problem("cannot be read as UTF-8 text", place)]) from None

    def list_templates(self) -> list[str]:
        found = {path.relative_to(f).as_posix() for f in self.folders for path in f.rglob(f"*{SUFFIX}")}
        return sorted({_VARIANT.sub("", name) for name in found})


def _files_in(parent: Path, folder: Path) -> list[tuple[str, Path]]:
    """The files in ``parent`` by their names there, but for links, of which what ships may consist."""
    if not parent.is_dir():
        return []
    if folder.is_relative_to(shipped.TEMPLATES.resolve()):
        return [(path.name, path.resolve()) for path in sorted(parent.iterdir()) if path.is_file()]
    if parent.resolve() != parent:
        return []
    return [(path.name, path) for path in sorted(parent.iterdir()) if path.is_file() and not path.is_symlink()]


class _Compiled(BytecodeCache):
    """Templates compiled earlier, so that a batch compiles each once; a changed file is compiled anew. Those that ship
    are kept for other runs."""

    def __init__(self, environment: str) -> None:
        self.shipped = Kept(environment, sandbox.__file__)
        self._own: dict[str, tuple[str, CodeType | None]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{filename}\0{name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._own.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else self.shipped.get(bucket.key, bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        file = Path(bucket.key.partition("\0")[0])
        if file.is_relative_to(shipped.TEMPLATES):
            self.shipped.add(bucket.key, bucket.checksum, bucket.code)
        else:
            self._own[bucket.key] = bucket.checksum, bucket.code


@cache
def _compiled(draft: bool) -> _Compiled:
    """One for letters and one for drafts, as code is compiled for one environment."""
    return _Compiled("drafts" if draft else "letters")


class Templates:
    """The templates of one language that a campaign sees."""

    def __init__(self, folders: Sequence[Path], *, draft: bool = False, key: str = "") -> None:
        """``folders`` are searched in order; the last is the shipped one. ``key``, a recipient's id, decides between
        variants."""
        self._roots = tuple(folder.resolve() for folder in folders)
        self._loader = _Folders(folders, key)
        self._shipped = _Folders(folders[-1:], key)
        self._draft = draft
        self._environment = Sandbox(
            loader=_Prefixed(self._loader, PrefixLoader({SHIPPED: self._shipped})),
            undefined=_DraftUndefined if draft else StrictUndefined,
            autoescape=True,
            finalize=self._finalize,
            bytecode_cache=_compiled(draft),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    @pass_context  # so that what a template has as a constant is not printed before it comes here
    def _finalize(self, context: object, value: object) -> Markup:
        match value:
            case Markup():
                return value
            case Cited():
                return escape_cited(value)
            case str():
                return escape(value)
            case bool() | None:
                return self._absent(f"a text is printed here, but the value is {value}")
            case int() | float():
                return escape(str(value))
            case StrictUndefined():
                return Markup(str(value))  # raises, and says what is not there
            case _DraftUndefined():
                value.allow()
                return missing(value.described())
            case _:
                return self._absent(f"a text is printed here, but the value is a {type(value).__name__}")

    def _absent(self, why: str) -> Markup:
        if self._draft:
            return missing(why)
        raise UndefinedError(why)

    def names(self) -> list[str]:
        """The names of all templates, such as letter.md.j2 and parts/facts.md.j2."""
        return self._loader.list_templates()

    def told(self, name: str) -> str:
        """The first sentence of the comment that a template begins with, or nothing."""
        path = self.which(name)
        found = _COMMENT.match(self.read(path)) if path else None
        return " ".join(found[1].split()) if found else ""

    def which(self, name: str) -> Path | None:
        """The file that serves the template ``name``."""
        shipped = name.removeprefix(f"{SHIPPED}/")
        return self._shipped.find(shipped) if shipped != name else self._loader.find(name)

    def files(self, name: str) -> list[list[Path]]:
        """The files that may serve ``name``, by folder: several where there are variants. The first folder's hide
        the others."""
        return self._loader.files(name)

    def read(self, path: Path) -> str:
        """The text of a template's file. Raises ProblemsError."""
        return self._loader.read(path)

    def folder_of(self, path: Path) -> Path:
        """The template folder that holds a file."""
        return next(root for root in self._roots if path.is_relative_to(root))

    def render(self, name: str, context: Mapping[str, Any], doing: str) -> str:
        """Fill the template. Raises ProblemsError that names file and line, and ``doing``."""
        try:
            with limited():
                filled = self._environment.get_template(name).render(context)
            _compiled(self._draft).shipped.save()
            return filled
        except TemplateNotFound as error:
            hint = did_you_mean(str(error.name), self.names())
            raise ProblemsError([Problem(f"there is no template {error.name}", hint=hint, doing=doing)]) from None
        except TemplateSyntaxError as error:
            place = Place(self.shown(error.filename or name), error.lineno, 1)
            raise ProblemsError([Problem(str(error.message), place, doing=doing)]) from None
        except ProblemsError as error:
            raise ProblemsError(replace(problem, doing=doing) for problem in error.problems) from None
        except RecursionError as error:
            what = "templates include each other without end"
            raise ProblemsError([Problem(what, self._frame(error), doing=doing)]) from None
        except (SyntaxError, MemoryError):
            raise ProblemsError([Problem("the template nests too deeply", self._top(name), doing=doing)]) from None
        except _FAILURES as error:
            hint = None
            if isinstance(error, UndefinedError):
                hint = "a --draft prints [missing: …] instead"
            place = self._frame(error) or self._top(name)
            raise ProblemsError([Problem(str(error), place, hint, doing)]) from None

    def _top(self, name: str) -> Place:
        return Place(self.shown(str(self.which(name) or name)), 1, 1)

    def _frame(self, error: BaseException) -> Place | None:
        """The innermost template line that the error passed through."""
        found: Place | None = None
        trace = error.__traceback__
        while trace:
            file = trace.tb_frame.f_code.co_filename
            if file.endswith(".j2"):
                found = Place(self.shown(file), trace.tb_lineno, 1)
            trace = trace.tb_next
        return found

    def shown(self, file: str | Path) -> str:
        """A template's path from the folder that holds it, so that no message carries a user's directories."""
        for root in self._roots:
            if Path(file).is_relative_to(root):
                return str(Path(root.parent.name, root.name) / Path(file).relative_to(root))
        return str(file)


class _Prefixed(BaseLoader):
    """Names that start with ``shipped/`` come from the shipped folder, all others by the search path."""

    def __init__(self, search: BaseLoader, shipped: BaseLoader) -> None:
        self.search = search
        self.shipped = shipped

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        loader = self.shipped if template.startswith(f"{SHIPPED}/") else self.search
        source, filename, current = loader.get_source(environment, template)
        return source, str(filename), current
