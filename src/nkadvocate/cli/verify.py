"""``nkadvocate verify``: letters and briefings held against their manifest."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import click

from nkadvocate.cli.common import (
    campaign_option,
    folder_of,
    json_option,
    open_desk,
    print_json,
    protect,
    reports_problems,
    rows_without_names,
    today,
)
from nkadvocate.problems import Problem, ProblemsError


@click.command("verify")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default="output")
@campaign_option
@json_option
@reports_problems
def command(folder: Path, campaign_name: str | None, as_json: bool) -> None:
    """Check the files below FOLDER (output/) against their manifests, and make each document again to compare.

    \b
    Examples:
      nkadvocate verify
      nkadvocate verify output/mine --json
    """
    from nkadvocate.campaigning.verifying import Verdict, manifests, unknown, verify
    from nkadvocate.cli.building import processes

    open_desk()
    if campaign_name:
        protect(folder_of(campaign_name))
    found = manifests(folder)
    if not found:
        raise ProblemsError(
            [Problem(f"there is no manifest below {folder}", hint="nkadvocate campaign build makes one")]
        )
    workers = os.cpu_count() or 1
    verdicts = [
        (manifest.folder / verdict.file, verdict)
        for manifest in found
        for verdict in verify(manifest, partial(processes, workers=workers), workers, campaign_name, today())
    ]
    what = "is not in the manifest, and was not checked"
    verdicts += [(folder / file, Verdict(file.name, what, good=True)) for file in unknown(folder, found)]
    bad = [verdict for _, verdict in verdicts if not verdict.good]
    rows = rows_without_names((str(path), verdict.good, verdict.what) for path, verdict in verdicts)
    if as_json:
        print_json([{"file": path, "good": good, "what": what} for path, good, what in rows])
    else:
        for path, good, what in rows:
            click.echo(f"{path}: {what if good else click.style(what, fg='red')}")
        click.echo(f"{len(verdicts)} files, {len(bad)} not as they should be", err=True)
    if bad:
        raise SystemExit(1)
