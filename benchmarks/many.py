"""Thousands of letters: the memory of the process that builds, while it does, and the time of the commands around it.

    python benchmarks/many.py [FORMAT] [LETTERS ...]

For each number of letters a campaign of invented members is made and built anew. Memory is that of the building process
alone, in MB: the most before the first letter is written, and until a tenth, a half and all of them are.
"""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from members import make_campaign

JOBS = 2


def main() -> None:
    form, *numbers = sys.argv[1:] or ("docx", "500", "5000")
    print("letters  import  build  again  check  status   memory at 0   10 %   50 %  100 %")
    for letters in map(int, numbers):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            begun = time.perf_counter()
            make_campaign(folder, letters)
            imported = time.perf_counter() - begun
            options = ("-f", form, "-j", str(JOBS))
            built, memory = watched(folder, letters, form, "build", "many", *options)
            again, check, status = (
                watched(folder, letters, form, *words)[0]
                for words in (("build", "many", *options), ("check", "many", *options), ("status", "many", "-f", form))
            )
        times = "".join(f"{seconds:7.1f}" for seconds in (imported, built, again, check, status))
        print(f"{letters:7}{times}{'':8}{''.join(f'{megabytes:7.0f}' for megabytes in memory)}", flush=True)


def watched(folder: Path, letters: int, form: str, *words: str) -> tuple[float, tuple[float, ...]]:
    """Seconds that the campaign command takes, and its memory before the first letter and at three later points."""
    command = [sys.executable, "-m", "nkadvocate", "campaign", *words]
    begun = time.perf_counter()
    process = psutil.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memory = dict.fromkeys((0, 0.1, 0.5, math.inf), 0.0)
    while process.poll() is None:
        time.sleep(0.2)
        share = len(list((folder / "output" / "many").glob(f"*.{form}"))) / letters
        try:
            now = process.memory_info().rss / 1e6
        except psutil.Error:
            break
        for point, most in memory.items():
            if share <= point:
                memory[point] = max(most, now)
    if process.wait():
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - begun, tuple(memory.values())


if __name__ == "__main__":
    main()
