"""``python -m nkadvocate``."""

from nkadvocate.cli import run

if __name__ == "__main__":
    run()
