"""The command line. Commands are imported when they run, so that help and lists stay fast."""

from nkadvocate.cli.main import main, run

__all__ = ["main", "run"]
