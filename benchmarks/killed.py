"""A build of hundreds of letters killed at random moments, again and again, and finished in the end.

After each ``kill -9`` every file in the folder must be one of those that a build left in peace writes; at the end all
must be there.

    python benchmarks/killed.py [LETTERS] [KILLS] [SEED]
"""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from members import make_campaign, nkadvocate


def main() -> None:
    letters, kills, seed = (int(value) for value in (*sys.argv[1:], *("500", "20", "1")[len(sys.argv) - 1 :]))
    moments = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_campaign(folder, letters)
        ready, once = build(folder, "whole")
        whole = checksums(folder / "whole")
        for kill in range(1, kills + 1):
            process = begin(folder, "killed")
            time.sleep(moments.uniform(ready / 2, ready + 2 * (once - ready) / kills))
            process.send_signal(signal.SIGKILL)
            process.wait()
            there = checksums(folder / "killed")
            wrong = [file for file, known in there.items() if whole.get(file) != known]
            print(f"kill {kill:2}: {len(there):4} of {len(whole)} files, {len(wrong)} of them not whole")
            if wrong:
                raise SystemExit(f"not whole: {', '.join(wrong)}")
        nkadvocate(folder, "campaign", "build", "many", "-o", "killed")
        same = checksums(folder / "killed") == whole
        left = [path.name for path in (folder / "killed").glob(".*")]
        manifests = [(folder / place / "manifest.json").read_bytes() for place in ("whole", "killed")]
    print(f"in the end: {len(whole)} files, all the same: {same}; manifests the same: {manifests[0] == manifests[1]}")
    print(f"left over: {', '.join(left) or 'nothing'}")
    if not same or left or manifests[0] != manifests[1]:
        raise SystemExit(1)


def begin(folder: Path, output: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "nkadvocate", "campaign", "build", "many", "-o", output]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def build(folder: Path, output: str) -> tuple[float, float]:
    """Seconds until the first letter is there, and until all are."""
    begun = time.perf_counter()
    process = begin(folder, output)
    while not checksums(folder / output) and process.poll() is None:
        time.sleep(0.05)
    ready = time.perf_counter() - begun
    if process.wait():
        raise SystemExit("the build failed")
    return ready, time.perf_counter() - begun


def checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every letter in the folder."""
    files = folder.glob("*-*.*") if folder.is_dir() else ()
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    main()
