"""``python -m nkadvocate``."""

from nkadvocate.cli import main

if __name__ == "__main__":
    main(prog_name="nkadvocate")
