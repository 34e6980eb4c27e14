"""How soon does a command that writes nothing answer, as a whole process?"""

from __future__ import annotations

import sys

from timing import in_turn, rounds, table

TARGET = 0.3


def main() -> None:
    ours = [sys.executable, "-m", "nkadvocate"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "--help": [*ours, "--help"],
        "list recipients": [*ours, "list", "recipients"],
        "explain prc-foreign-minister": [*ours, "explain", "prc-foreign-minister"],
    }
    table(in_turn(commands, rounds(15)), TARGET)


if __name__ == "__main__":
    main()
