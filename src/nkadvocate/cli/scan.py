"""``nkadvocate scan``: what files give away, and copies without it."""

from __future__ import annotations

from pathlib import Path

import click

from nkadvocate.cli.common import json_option, print_json, reports_problems


@click.command("scan")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE..."
)
@click.option("--clean", is_flag=True, help="Write a clean copy, NAME.clean.docx and so on, beside each file.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for the clean copies.")
@json_option
@reports_problems
def command(files: tuple[Path, ...], clean: bool, output: Path | None, as_json: bool) -> None:
    """Say what each FILE gives away of people, computers and earlier versions: DOCX, PDF, PNG and JPEG.

    A clean copy keeps the text, notes, pictures and styles. Tracked changes are accepted in it: insertions stay,
    deletions go. Exit code 1 when something was found.

    \b
    Examples:
      nkadvocate scan output/*.docx
      nkadvocate scan letter.docx letter.pdf --json
      nkadvocate scan letter.docx logo.jpg --clean -o to-send
    """
    from nkadvocate.auditing.scanning import MOST_BYTES, examine
    from nkadvocate.problems import Problem, ProblemsError, printable
    from nkadvocate.writing import write_whole

    if output and not clean:
        raise click.UsageError("-o says where clean copies go; give --clean with it")
    problems: list[Problem] = []
    found = []
    written: set[Path] = set()
    for file in files:
        try:
            if not file.is_file():
                raise ProblemsError([Problem(f"{printable(file)} cannot be read: not a file")])
            with file.open("rb") as opened:
                examined = examine(opened.read(MOST_BYTES + 1), printable(file.name))
            found += [(file, finding) for finding in examined.findings]
            if not clean:
                continue
            target = (output or file.parent) / f"{file.stem}.clean{examined.ending}"
            if target.exists():
                raise ProblemsError(
                    [Problem(f"{printable(target)} exists and is not overwritten", hint="name a folder with -o")]
                )
            write_whole(target, examined.clean())
            written.add(target)
        except ProblemsError as error:
            problems += error.problems
        except OSError as error:
            problems.append(Problem(f"{printable(file)} cannot be read: {error.strerror}"))
    if as_json:
        print_json([{"file": printable(f), "kind": one.kind, "where": one.where, "what": one.what} for f, one in found])
    else:
        for file, finding in found:
            click.echo(f"{printable(file)}: {finding}")
        for target in sorted(written):
            click.echo(printable(target))
        count = len(found)
        click.echo(f"{count} finding{'s' if count != 1 else ''}" if count else "no findings", err=True)
    if problems:
        raise ProblemsError(problems)
    if found:
        raise SystemExit(1)
