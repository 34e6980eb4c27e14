"""How long does it take to read the library, at its present size and at three times that size?

The larger one holds every record three times; the copies have ids of their own and point to the same records.
"""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

from timing import Run, rounds, table

from nkadvocate import shipped
from nkadvocate.library import MODELS, open_library

TARGET = 0.3


_ID = re.compile(r"(?m)^(- id: *)\"?([a-z0-9-]+)\"?")


def enlarge(target: Path, times: int) -> None:
    """Write every file of the shipped records ``times`` times to ``target``, each copy with ids of its own."""
    for kind in MODELS:
        for path in sorted((shipped.SEEDS / kind).glob("*.yaml")):
            text = path.read_text("utf-8")
            for n in range(times):
                copy = target / kind / f"{path.stem}-{n}.yaml"
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(_ID.sub(rf"\g<1>\g<2>-x{n}", text) if n else text, "utf-8")


def timed(count: int) -> list[Run]:
    open_library()
    taken = []
    for _ in range(count):
        start, used = time.perf_counter(), time.process_time()
        open_library()
        taken.append(Run(time.perf_counter() - start, time.process_time() - used))
    return taken


def main() -> None:
    count = rounds(15)
    rows = {f"{len(open_library().origins)} records": timed(count)}
    with tempfile.TemporaryDirectory() as folder:
        enlarge(Path(folder), 3)
        shipped.SEEDS = Path(folder)
        rows[f"{len(open_library().origins)} records"] = timed(count)
    table(rows, TARGET)


if __name__ == "__main__":
    main()
