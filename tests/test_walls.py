"""The walls between the rooms: who may import whom, and who may speak, stop, or look at the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import nkadvocate

PACKAGE = Path(nkadvocate.__file__).parent
MODULES = {
    ".".join(("nkadvocate", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

ALLOWED = {
    "records": {"records"},
    "document": set(),
    "problems": set(),
    "design": set(),
    "shipped": {"problems"},
    "folders": {"problems", "shipped"},
    "writing": {"problems"},
    "kept": {"problems", "writing"},
    "library": {"library", "records", "problems", "shipped", "folders", "kept"},
    "tailoring": {"tailoring", "library", "records", "problems"},
    "picturing": {"picturing", "document", "design", "shipped"},
    "composing": {
        "composing",
        "picturing",
        "tailoring",
        "library",
        "records",
        "problems",
        "document",
        "shipped",
        "folders",
        "kept",
    },
    "rendering": {"rendering", "document", "design", "shipped"},
    "auditing": {"auditing", "library", "records", "problems", "document"},
    "campaigning": set(),
}
ALLOWED["campaigning"] = {*ALLOWED}
"""Each room, and the rooms whose modules it may import."""

SPEAKING = {"print", "input", "breakpoint", "exit", "quit", "sys.exit", "os._exit", "sys.stdout", "sys.stderr"}
LOOKING = {
    *(
        "date.today",
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "time.time",
        "time.localtime",
        "time.strftime",
    ),
    *(
        "os.environ",
        "os.getenv",
        "environ",
        "getenv",
        "locale.getlocale",
        "locale.setlocale",
        "locale.getdefaultlocale",
    ),
    *("Path.home", "os.path.expanduser", "getpass.getuser", "random.random", "uuid.uuid4"),
}
NETWORK = {"requests", "urllib.request", "urllib3", "http", "httpx", "aiohttp", "socket", "ftplib", "smtplib", "ssl"}


def room(module: str) -> str:
    """The room of a module of ours: its first name below the package; the package itself has none."""
    return (*module.split("."), "")[1]


def imports(module: str) -> Iterator[str]:
    """The full names of everything that a module imports, functions and classes included."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names):
                yield from (name.name for name in names)
            case ast.ImportFrom(source, names, level):
                above = package.split(".")[: len(package.split(".")) - (level - 1)] if level else []
                origin = ".".join((*above, *filter(None, (source,))))
                yield from (f"{origin}.{name.name}" for name in names)


def own_imports(module: str) -> set[str]:
    """The rooms of ours that a module imports from."""
    return {room(name) for name in imports(module) if name.split(".")[0] == "nkadvocate"} - {"__version__"}


def mentions(module: str) -> set[str]:
    """Every name and dotted name that a module's code uses, whole and by its last two parts."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        match node:
            case ast.Name(name):
                found.add(name)
            case ast.Attribute():
                dotted = ast.unparse(node)
                found |= {dotted, ".".join(dotted.split(".")[-2:])}
    return found


def outside_the_command_line() -> list[str]:
    return [module for module in MODULES if room(module) != "cli"]


def test_every_room_has_its_walls() -> None:
    assert {room(module) for module in MODULES} - {"", "__main__", "cli"} <= set(ALLOWED)


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) in ALLOWED])
def test_a_module_imports_only_from_the_rooms_before_it(module: str) -> None:
    assert own_imports(module) <= ALLOWED[room(module)]


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) in {"records", "document"}])
def test_records_and_the_document_tree_stand_alone(module: str) -> None:
    assert own_imports(module) <= {room(module)}


@pytest.mark.parametrize("module", outside_the_command_line())
def test_only_the_command_line_is_imported_by_nobody(module: str) -> None:
    assert "cli" not in own_imports(module) or module == "nkadvocate.__main__"


@pytest.mark.parametrize("module", outside_the_command_line())
def test_only_the_command_line_prints_or_exits(module: str) -> None:
    assert not mentions(module) & SPEAKING
    assert not {name for name in imports(module) if name.split(".")[0] in {"click", "rich"}}


def test_errors_and_notes_are_said_in_one_place() -> None:
    """There they are held against what records protect; the kind of each is in colour."""
    marked = [module for module, path in MODULES.items() if "yellow" in path.read_text("utf-8")]
    assert [module for module in marked if module.startswith("nkadvocate.cli.")] == ["nkadvocate.cli.common"]


@pytest.mark.parametrize("module", outside_the_command_line())
def test_only_the_command_line_reads_the_clock_or_the_environment(module: str) -> None:
    assert not mentions(module) & LOOKING


@pytest.mark.parametrize("module", MODULES)
def test_no_module_opens_a_connection(module: str) -> None:
    used = set(imports(module))
    assert not {name for name in used for net in NETWORK if name == net or name.startswith(f"{net}.")}


def test_the_walls_see_what_they_should() -> None:
    """Guards the tests above: imports and names are found where they are known to be."""
    assert "library" in own_imports("nkadvocate.tailoring.choosing")
    assert "nkadvocate.problems.Problem" in set(imports("nkadvocate.library.reading"))
    assert "cli" in own_imports("nkadvocate.__main__")
    assert any("print" in name or "echo" in name for m in MODULES if room(m) == "cli" for name in mentions(m))
    assert {"os.replace", "os.fsync"} <= mentions("nkadvocate.writing")
