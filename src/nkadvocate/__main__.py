"""``python -m nkadvocate``."""

from nkadvocate.cli import main

main(prog_name="nkadvocate")
