"""No command opens a connection: with sockets forbidden, everything works as before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.command import DATE, ROOT

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


@pytest.mark.parametrize(
    "words",
    [
        ("letter", "mn-foreign-minister", "--date", DATE, "-f", "docx", "-f", "pdf", "-f", "html", "-f", "txt"),
        ("list", "sources"),
        ("list", "campaigns"),
        ("show", "prc-foreign-minister"),
        ("explain", "mn-foreign-minister"),
        ("check",),
        ("schema",),
        ("--help",),
    ],
    ids=lambda words: words[0],
)
def test_a_command_works_without_a_network(words: tuple[str, ...], offline: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nkadvocate", *words], env=offline, capture_output=True, text=True, check=False
    )
    assert "the network was asked" not in done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
