"""A campaign folder with as many invented members of parliaments as are asked for."""

from __future__ import annotations

import csv
import itertools
import subprocess
import sys
from pathlib import Path

BODIES = ("gb-commons", "eu-parliament", "us-house", "ca-commons", "pl-sejm")
_GIVEN = ("Alex", "Robin", "Jo", "Sam", "Kim", "Pat", "Lee", "Dana", "Chris", "Maria")
_FAMILY = (
    "Example",
    "Sample",
    "Instance",
    "Specimen",
    "Pattern",
    "Model",
    "Exemplar",
    "Muster",
    "Voorbeeld",
    "Ejemplo",
)

_CAMPAIGN = """\
id: many
title: Protection of North Korean refugees in China
date: 2026-12-10
sender:
  name: Example Network
  description: a network of volunteers
  address: [1 Example Street, 1200 Geneva]
  email: letters@example.org
  place: Geneva
signatories: [{name: A. Example, title: Chair}]
recipients: ["family=*"]
"""


def nkadvocate(folder: Path, *words: str) -> None:
    """Run the command in ``folder``. Raises CalledProcessError, with what it said on stderr printed."""
    done = subprocess.run(
        [sys.executable, "-m", "nkadvocate", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        done.check_returncode()


def make_campaign(folder: Path, members: int) -> Path:
    """Import ``members`` invented members, as many of each body, into campaigns/many below ``folder``."""
    campaign = folder / "campaigns" / "many"
    campaign.mkdir(parents=True)
    (campaign / "campaign.yaml").write_text(_CAMPAIGN.replace('["family=*"]', "[]"), "utf-8")
    names = itertools.product(range(members), _GIVEN, _FAMILY)
    share = -(-members // len(BODIES))
    for body in BODIES:
        path = folder / f"{body}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Given name", "Family name", "Constituency", "E-mail"])
            for number, (_, given, family) in zip(range(share), names, strict=False):
                letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
                writer.writerow([given, f"{family}{letters}", f"Example {number}", f"{body}-{number}@example.org"])
        nkadvocate(folder, "import", "recipients", path.name, "-c", "many", "--body", body, "--date", "2026-12-10")
    queries = ", ".join(f'"{body}-*"' for body in BODIES)
    (campaign / "campaign.yaml").write_text(_CAMPAIGN.replace('"family=*"', queries), "utf-8")
    return campaign
