"""Templates: a sandboxed Jinja over plain data, from the campaign's folder first and then the shipped one."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChainableUndefined, Environment, PrefixLoader, StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from nkadvocate.composing.markdown import escape, escape_cited, missing
from nkadvocate.problems import Place, Problem, ProblemsError, did_you_mean

SHIPPED = "shipped"
"""Prefix under which a campaign's template extends the shipped one of the same name."""

_FILTERS = {
    *("batch", "capitalize", "count", "default", "d", "dictsort", "first", "groupby", "indent", "int", "items", "last"),
    *("length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round", "select"),
    *("selectattr", "sort", "sum", "title", "trim", "unique", "upper"),
}


class Cited(str):
    """Text whose inline citations are live."""

    __slots__ = ()


class _DraftUndefined(ChainableUndefined):
    """What a draft prints for a value that is not there."""

    __slots__ = ()

    def described(self) -> str:
        return str(self._undefined_name or "value")

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
    """Templates below the given folders; a link that leads out of its folder is not followed."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = [folder.resolve() for folder in folders]

    def find(self, name: str) -> Path | None:
        for folder in self.folders:
            path = (folder / name).resolve()
            if path.is_relative_to(folder) and path.is_file():
                return path
        return None

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        path = self.find(template)
        if path is None:
            raise TemplateNotFound(template)
        try:
            return path.read_text(encoding="utf-8"), str(path), lambda: True
        except (OSError, UnicodeDecodeError):
            root = next(folder for folder in self.folders if path.is_relative_to(folder))
            place = Place(f"{root.parent.name}/{root.name}/{template}", 1, 1)
            raise ProblemsError([Problem("cannot be read as UTF-8 text", place)]) from None

    def list_templates(self) -> list[str]:
        found = {path.relative_to(f).as_posix() for f in self.folders for path in f.rglob("*.md.j2")}
        return sorted(found)


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise SecurityError("** is not used in templates")
        if isinstance(left, str) or isinstance(right, str):
            raise SecurityError(f"texts are joined as {{{{ a }}}}{{{{ b }}}}, not with {operator}")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for concat in tree.find_all(nodes.Concat):
            raise TemplateSyntaxError("texts are joined as {{ a }}{{ b }}, not with ~", concat.lineno, name, filename)
        return tree


class Templates:
    """The templates of one language that a campaign sees."""

    def __init__(self, folders: Sequence[Path], *, draft: bool = False) -> None:
        """``folders`` are searched in order; the last is the shipped one."""
        self._roots = tuple(folder.resolve() for folder in folders)
        self._loader = _Folders(folders)
        self._draft = draft
        self._environment = _Sandbox(
            loader=_Prefixed(self._loader, PrefixLoader({SHIPPED: _Folders(folders[-1:])})),
            undefined=_DraftUndefined if draft else StrictUndefined,
            autoescape=True,
            finalize=self._finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment = self._environment
        environment.filters = {name: value for name, value in environment.filters.items() if name in _FILTERS}
        environment.globals.clear()

    def _finalize(self, value: object) -> Markup:
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

    def which(self, name: str) -> Path | None:
        """The file that serves the template ``name``."""
        return self._loader.find(name)

    def render(self, name: str, context: Mapping[str, Any], doing: str) -> str:
        """Fill the template. Raises ProblemsError that names file and line, and ``doing``."""
        try:
            return self._environment.get_template(name).render(context)
        except TemplateNotFound as error:
            hint = did_you_mean(str(error.name), self.names())
            raise ProblemsError([Problem(f"there is no template {error.name}", hint=hint, doing=doing)]) from None
        except TemplateSyntaxError as error:
            place = Place(self._shown(error.filename or name), error.lineno, 1)
            raise ProblemsError([Problem(str(error.message), place, doing=doing)]) from None
        except (UndefinedError, SecurityError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            hint = None
            if isinstance(error, UndefinedError):
                hint = "a --draft prints [missing: …] instead"
            raise ProblemsError([Problem(str(error), self._frame(error), hint, doing)]) from None
        except RecursionError as error:
            raise ProblemsError([Problem("templates include each other without end", self._frame(error))]) from None

    def _frame(self, error: BaseException) -> Place | None:
        """The innermost template line that the error passed through."""
        found: Place | None = None
        trace = error.__traceback__
        while trace:
            file = trace.tb_frame.f_code.co_filename
            if file.endswith(".j2"):
                found = Place(self._shown(file), trace.tb_lineno, 1)
            trace = trace.tb_next
        return found

    def _shown(self, file: str) -> str:
        """A template's path from the folder that holds it, so that no message carries a user's directories."""
        for root in self._roots:
            if Path(file).is_relative_to(root):
                return os.path.join(root.parent.name, root.name, Path(file).relative_to(root))
        return file


class _Prefixed(BaseLoader):
    """Names that start with ``shipped/`` come from the shipped folder, all others by the search path."""

    def __init__(self, search: BaseLoader, shipped: BaseLoader) -> None:
        self.search = search
        self.shipped = shipped

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        loader = self.shipped if template.startswith(f"{SHIPPED}/") else self.search
        source, filename, current = loader.get_source(environment, template)
        return source, str(filename), current
