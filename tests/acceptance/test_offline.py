"""No command opens a connection: with sockets forbidden, everything works as before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from acceptance.command import DATE, ROOT, campaign, nkadvocate
from auditing.files import Word
from nkadvocate.cli import main

# Loaded by the interpreter before anything else. An audit hook cannot be taken off and sees every socket.
FORBID = """
import sys

def forbid(event, args):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "socket.bind")):
        raise RuntimeError(f"the network was asked: {event}")

sys.addaudithook(forbid)
"""


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python process refuses to connect or to look up a name."""
    (tmp_path / "sitecustomize.py").write_text(FORBID, "utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT / "src")))}


def test_the_guard_works(offline: dict[str, str]) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    done = subprocess.run([sys.executable, "-c", code], env=offline, capture_output=True, text=True, check=False)
    assert "the network was asked" in done.stderr


FORMATS = ("-f", "docx", "-f", "pdf", "-f", "html", "-f", "txt")
COMMANDS = {
    "letter": ("mn-foreign-minister", "--date", DATE, *FORMATS),
    "document": ("open-letter", "mn-foreign-minister", "--date", DATE),
    "briefing": ("--date", DATE, "-f", "pdf", "-f", "docx", "-f", "html"),
    "annex": ("--date", DATE, "-f", "pdf", "-f", "csv", "-f", "json"),
    "campaign new": (
        *("spring", "--title", "Access", "--sender", "Our Network", "--description", "a network of volunteers"),
        *("--address", "1 Example Street, Geneva", "--place", "Geneva", "--email", "letters@example.org"),
        *("--signatory", "A. Example, Chair", "--recipient", "mn-foreign-minister", "--date", DATE),
    ),
    "campaign list": (),
    "campaign show": ("mine",),
    "campaign check": ("mine",),
    "campaign build": ("mine", "-f", "docx"),
    "campaign status": ("mine",),
    "campaign signons": ("mine", "--approve", "Executive Director"),
    "explain": ("mn-foreign-minister",),
    "list": ("sources",),
    "show": ("prc-foreign-minister",),
    "check": (),
    "affected": ("hrw-returns-since-2024", "--in", "output"),
    "verify": (),
    "import recipients": ("members.csv", "--body", "gb-commons", "--date", DATE),
    "scan": ("plain.docx", "--clean"),
    "import sources": ("library.json",),
    "templates list": (),
    "templates which": ("parts/reply",),
    "templates copy": ("parts/reply", "-c", "mine"),
    "schema": (),
}
"""Every command, with what it is given in a folder that holds a campaign, a Word file and a file of sources."""


def commands(command: click.Command, *names: str) -> Iterator[str]:
    """The names of all commands that do something, those of groups after the group's."""
    if not isinstance(command, click.Group):
        yield " ".join(names)
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found
        yield from commands(found, *names, name)


def test_no_command_is_left_out() -> None:
    assert set(commands(main)) == set(COMMANDS)


@pytest.fixture
def desk() -> None:
    """What the commands need, in the folder they run in."""
    campaign("mine", date=DATE, recipients=["mn-foreign-minister"])
    Path("plain.docx").write_bytes(Word().packed())
    Path("output").mkdir()
    Path("members.csv").write_text("Name,Constituency\nA. Example,Somewhere\n", "utf-8")
    Path("library.json").write_text('[{"type": "book", "title": "A Long Walk"}]', "utf-8")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", [*COMMANDS, "--help"])
def test_a_command_works_without_a_network(name: str, offline: dict[str, str]) -> None:
    words = (*name.split(), *COMMANDS.get(name, ()))
    if name == "verify":
        assert nkadvocate("campaign", "build", "mine", "-f", "docx").exit_code == 0
    done = subprocess.run(
        [sys.executable, "-m", "nkadvocate", *words], env=offline, capture_output=True, text=True, check=False
    )
    assert "the network was asked" not in done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
