"""``nkadvocate verify``: letters and briefings held against their manifest."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import click

from nkadvocate.cli.common import campaign_option, json_option, print_json, reports_problems
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
    from nkadvocate.campaigning.verifying import manifests, verify
    from nkadvocate.cli.building import processes

    found = manifests(folder)
    if not found:
        raise ProblemsError(
            [Problem(f"there is no manifest below {folder}", hint="nkadvocate campaign build makes one")]
        )
    workers = os.cpu_count() or 1
    verdicts = [
        (manifest.folder / verdict.file, verdict)
        for manifest in found
        for verdict in verify(manifest, partial(processes, workers=workers), workers, campaign_name)
    ]
    bad = [verdict for _, verdict in verdicts if not verdict.good]
    if as_json:
        print_json([{"file": str(path), "good": verdict.good, "what": verdict.what} for path, verdict in verdicts])
    else:
        for path, verdict in verdicts:
            click.echo(f"{path}: {verdict.what if verdict.good else click.style(verdict.what, fg='red')}")
        click.echo(f"{len(verdicts)} files, {len(bad)} not as they should be", err=True)
    if bad:
        raise SystemExit(1)
