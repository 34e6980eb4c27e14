"""Many letters in one run: what is made anew, what is left alone, and what a build that was stopped leaves behind."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from acceptance.command import ROOT, campaign, nkadvocate, write
from nkadvocate import writing
from nkadvocate.campaigning import building
from nkadvocate.campaigning.building import Outcome, Setting, bench, build
from nkadvocate.campaigning.finished import made_from, still_finished
from nkadvocate.campaigning.manifest import read_manifest
from nkadvocate.cli.building import Here
from nkadvocate.library.selection import select
from nkadvocate.problems import ProblemsError

FOUR = ["pl-foreign-minister", "cat-committee-chair", "crc-committee-chair", "unhcr-high-commissioner"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def mine(**changes: Any) -> Path:
    return campaign("mine", **{"date": "2026-12-10", "recipients": FOUR, **changes}).resolve()


def run(folder: Path, formats: tuple[str, ...] = ("txt",), **options: Any) -> dict[str, Outcome]:
    at = bench(Setting(folder))
    recipients = select(at.library, at.campaign.recipients)
    output = Path("output/mine")
    made = build(at, recipients, formats, output, options.pop("executor", lambda _: Here()), workers=2, **options)  # type: ignore[arg-type]
    return {outcome.recipient: outcome for outcome in made}


def states(folder: Path, **options: Any) -> dict[str, str]:
    return {recipient: outcome.state for recipient, outcome in run(folder, **options).items()}


def written() -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in Path("output/mine").iterdir() if p.suffix in (".txt", ".docx", ".pdf")}


def test_the_first_build_makes_all_and_the_next_makes_none() -> None:
    folder = mine()
    assert states(folder) == dict.fromkeys(FOUR, "built")
    assert states(folder) == dict.fromkeys(FOUR, "unchanged")


def test_the_manifest_lists_every_file_with_its_checksum_and_what_it_tells() -> None:
    run(mine())
    manifest = json.loads(Path("output/mine/manifest.json").read_text())
    for letter in manifest["letters"]:
        for name, digest in letter["files"].items():
            assert hashlib.sha256(written()[name]).hexdigest() == digest
    (poland,) = (letter for letter in manifest["letters"] if letter["recipient"] == "pl-foreign-minister")
    assert "hrw-returns-since-2024" in poland["records"]
    assert "non-refoulement" in poland["demands"]
    assert str(Path.cwd()) not in json.dumps(manifest)


def test_letters_are_those_that_the_letter_command_writes() -> None:
    run(mine(), formats=("docx", "txt"))
    nkadvocate("letter", "pl-foreign-minister", "-c", "mine", "-f", "docx", "-f", "txt", "-o", "alone/")
    for path in (*Path("alone").glob("*.docx"), *Path("alone").glob("*.txt")):
        assert path.read_bytes() == written()[path.name]


def test_a_changed_recipient_has_its_own_letter_made_anew() -> None:
    folder = mine()
    shipped = (ROOT / "seeds/recipients/central-and-eastern-europe.yaml").read_text("utf-8")
    record = next(part for part in shipped.split("\n- ") if part.startswith("id: pl-foreign-minister\n"))
    write(folder / "recipients/own.yaml", f"- {record}\n")
    run(folder)
    write(folder / "recipients/own.yaml", f"- {record}\n".replace("00-580 Warszawa", "00-581 Warszawa"))
    assert states(folder) == dict.fromkeys(FOUR, "unchanged") | {"pl-foreign-minister": "built"}


def test_records_that_a_letter_does_not_tell_change_nothing_in_it() -> None:
    folder = mine()
    run(folder)
    write(
        folder / "sources/own.yaml",
        [{"id": "own-report", "type": "report", "title": "A report", "issued": "2026", "weight": "ngo"}],
    )
    before = written()
    assert set(states(folder).values()) == {"unchanged"}
    assert written() == before
    assert states(folder) == dict.fromkeys(FOUR, "unchanged")


def test_a_template_that_changes_the_words_has_all_letters_made_anew() -> None:
    folder = mine()
    run(folder)
    write(folder / "templates/parts/reply.md.j2", "We ask for an answer by {{ reply_by }}.\n")
    assert states(folder) == dict.fromkeys(FOUR, "built")


def test_a_new_look_has_all_letters_made_anew() -> None:
    folder = mine()
    run(folder)
    write(folder / "design.yaml", "page: {size: Letter}\n")
    assert states(folder) == dict.fromkeys(FOUR, "built")


def test_a_letter_edited_by_hand_is_kept_unless_forced() -> None:
    folder = mine()
    run(folder)
    path = Path("output/mine/2026-12-10-pl-foreign-minister.txt")
    path.write_text("edited")
    assert states(folder)["pl-foreign-minister"] == "kept"
    assert path.read_text() == "edited"
    assert states(folder, force=True)["pl-foreign-minister"] == "built"
    assert path.read_text() != "edited"


def test_an_edited_letter_that_would_say_something_else_today_is_an_error() -> None:
    folder = mine()
    run(folder)
    path = Path("output/mine/2026-12-10-pl-foreign-minister.txt")
    path.write_text("edited")
    mine(title="Another topic")
    outcome = run(folder)["pl-foreign-minister"]
    assert outcome.state == "outdated"
    assert "edited by hand, and what it tells has changed since" in outcome.problems[0].what
    assert path.read_text() == "edited"
    assert states(folder)["pl-foreign-minister"] == "outdated"
    assert states(folder, force=True)["pl-foreign-minister"] == "built"


def test_an_edited_letter_whose_words_are_the_same_after_a_change_elsewhere_is_kept() -> None:
    folder = mine()
    run(folder)
    Path("output/mine/2026-12-10-pl-foreign-minister.txt").write_text("edited")
    write(folder / "templates" / "unused.md.j2", "unused\n")
    command = ("campaign", "status", "mine", "-f", "txt", "--json")
    assert json.loads(nkadvocate(*command).stdout)[0]["state"] == "outdated"
    assert states(folder)["pl-foreign-minister"] == "kept"
    assert json.loads(nkadvocate(*command).stdout)[0]["state"] == "edited"


@pytest.mark.parametrize(
    "forged",
    [
        {"letters": []},
        {"letters": [], "skipped": {"pl-foreign-minister": "the seat is vacant"}},
        {"skipped": {"pl-foreign-minister": "the seat is vacant"}},
    ],
)
def test_a_note_that_leaves_letters_out_is_not_believed(forged: dict[str, object]) -> None:
    mine(recipients=FOUR[:2])
    nkadvocate(*BUILD)
    path = Path("output/mine/manifest.json")
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps(manifest | {"finished": manifest["finished"] | forged}))
    result = nkadvocate(*BUILD)
    assert "skipped" not in result.output
    assert "2 unchanged" in result.stdout


def test_a_file_that_was_there_before_is_not_overwritten() -> None:
    path = Path("output/mine/2026-12-10-pl-foreign-minister.txt")
    write(path, "somebody else's")
    assert states(mine())["pl-foreign-minister"] == "kept"
    assert path.read_text() == "somebody else's"


def test_a_file_that_was_deleted_is_made_again() -> None:
    folder = mine()
    run(folder)
    before = written()
    Path("output/mine/2026-12-10-pl-foreign-minister.txt").unlink()
    assert states(folder) == dict.fromkeys(FOUR, "unchanged") | {"pl-foreign-minister": "built"}
    assert written() == before


def test_a_format_asked_for_later_is_added_and_both_stay_up_to_date() -> None:
    folder = mine()
    run(folder)
    run(folder, formats=("html",))
    write(folder / "templates/parts/reply.md.j2", "We ask for an answer by {{ reply_by }}.\n")
    run(folder, formats=("html",))
    assert all("We ask for an answer" in data.decode() for data in written().values())


def test_a_letter_that_cannot_be_written_does_not_stop_the_others() -> None:
    folder = mine()
    write(folder / "templates/parts/reply.md.j2", "{{ nothing if recipient.id == 'pl-foreign-minister' else '.' }}\n")
    outcomes = run(folder)
    assert {recipient: outcome.state for recipient, outcome in outcomes.items()} == dict.fromkeys(FOUR, "built") | {
        "pl-foreign-minister": "failed"
    }
    (problem,) = outcomes["pl-foreign-minister"].problems
    assert "mine/templates/parts/reply.md.j2:1" in str(problem)
    assert "writing to pl-foreign-minister" in str(problem)
    assert len(written()) == 3


def test_a_full_disk_leaves_whole_files_and_the_next_build_carries_on(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = mine()
    calls = []

    def full(path: Path, data: bytes, **places: Path) -> None:
        calls.append(path)
        if len(calls) == 3:
            raise ProblemsError([writing.Problem(f"{path} cannot be written: No space left on device")])
        writing.write_whole(path, data, **places)

    monkeypatch.setattr(building, "write_whole", full)
    with pytest.raises(ProblemsError, match="No space left"):
        run(folder)
    assert len(written()) == 2
    monkeypatch.undo()
    monkeypatch.chdir(folder.parent.parent)
    after = states(folder)
    assert sorted(after.values()) == ["built", "built", "unchanged", "unchanged"]
    assert read_manifest(Path("output/mine")).letters.keys() == {path.removesuffix(".txt") for path in written()}


def test_a_journal_cut_off_in_the_middle_of_a_line_is_read_up_to_there() -> None:
    folder = mine()
    run(folder)
    before = written()
    manifest = Path("output/mine/manifest.json")
    letters = json.loads(manifest.read_text())["letters"]
    manifest.unlink()
    lines = [json.dumps(letter) for letter in letters]
    write(Path("output/mine/.building/journal"), "\n".join([*lines[:3], lines[3][:40]]))
    last = letters[3]["recipient"]
    assert states(folder) == dict.fromkeys(FOUR, "unchanged") | {last: "kept"}
    assert written() == before


def test_a_second_build_in_the_same_folder_is_refused() -> None:
    folder = mine()
    at = bench(Setting(folder))
    recipients = select(at.library, at.campaign.recipients)
    first = build(at, recipients, ("txt",), Path("output/mine"), lambda _: Here(), workers=1)
    next(first)
    with pytest.raises(ProblemsError, match="another build is writing"):
        next(build(at, recipients, ("txt",), Path("output/mine"), lambda _: Here(), workers=1))
    first.close()


def test_a_worker_that_dies_is_reported_and_the_next_build_carries_on() -> None:
    folder = mine()
    write(folder / "templates/parts/reply.md.j2", "We ask for an answer by {{ reply_by }}.\n")

    class Dying(ProcessPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            return super().submit(os._exit, 1)

    outcomes = run(folder, executor=lambda _: Dying(1))
    assert {outcome.state for outcome in outcomes.values()} == {"failed"}
    assert len(outcomes) == len(FOUR)
    assert "ended before it was done" in str(outcomes["pl-foreign-minister"].problems[0])
    assert states(folder) == dict.fromkeys(FOUR, "built")


def test_workers_that_see_other_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = mine()
    task = building.Task(Setting(folder), "0" * 64, "pl-foreign-minister", ("txt",), None)
    (problem,) = building.make(task).problems
    assert "other records" in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"manifest": 2, "letters": []}',
        '{"manifest": 1, "letters": [{"recipient": "x"}]}',
        '{"manifest": 1, "letters": [], "more": 1}',
    ],
)
def test_a_manifest_that_is_none_of_ours_stops_the_build(text: str) -> None:
    folder = mine()
    write(Path("output/mine/manifest.json"), text)
    with pytest.raises(ProblemsError, match=r"mine/manifest\.json cannot be used"):
        run(folder)


def test_a_manifest_cannot_name_files_elsewhere() -> None:
    folder = mine()
    run(folder)
    path = Path("output/mine/manifest.json")
    path.write_text(path.read_text().replace("2026-12-10-pl-foreign-minister.txt", "../../outside.txt"))
    with pytest.raises(ProblemsError):
        run(folder)


def test_a_build_that_is_killed_leaves_no_half_file_and_is_finished_by_the_next() -> None:
    folder = mine()
    command = [sys.executable, "-m", "nkadvocate", "campaign", "build", str(folder), "-f", "txt", "-f", "docx"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run(folder, formats=("txt", "docx"))
    whole = written()
    for path in Path("output/mine").glob("*"):
        if path.is_file():
            path.unlink()
    for moment in (0.9, 1.4, 1.9):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert all(whole[name] == data for name, data in written().items())
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert written() == whole
    assert not [p.name for p in Path("output/mine").iterdir() if p.name.startswith(".")]


def test_workers_end_with_a_build_that_is_killed() -> None:
    folder = mine()
    command = [
        sys.executable,
        "-m",
        "nkadvocate",
        "campaign",
        "build",
        str(folder),
        "-f",
        "docx",
        "-f",
        "pdf",
        "-j",
        "2",
    ]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stderr=subprocess.DEVNULL)
    workers: list[str] = []
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while len(workers) < 2 and process.poll() is None:
        workers = children.read_text().split()
        time.sleep(0.05)
    time.sleep(0.5)
    process.kill()
    process.wait()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert len(workers) == 2


def test_queries_find_recipients_and_say_what_they_do_not_find() -> None:
    at = bench(Setting(mine(recipients=["actor=pl role=executive", "cat-*"])))
    found = [recipient.id for recipient in select(at.library, at.campaign.recipients)]
    assert "pl-foreign-minister" in found
    assert "cat-committee-chair" in found
    with pytest.raises(ProblemsError) as caught:
        select(at.library, ["pl-foreing-minister", "rule=legislature", "role=legislatur", "actor=Poland", "gb-commons"])
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 5
    assert "pl-foreign-minister" in told[0]
    assert "role" in told[1]
    assert "legislature" in told[2]
    assert "did you mean pl?" in told[3]
    assert "members of a body are imported first" in told[4]


def test_the_command_builds_and_tells_the_state() -> None:
    mine(recipients=FOUR[:2])
    assert nkadvocate("campaign", "build", "mine", "-f", "txt").output.strip().endswith("2 built")
    assert nkadvocate("campaign", "build", "mine", "-f", "txt").output.strip().endswith("2 unchanged")
    Path("output/mine/2026-12-10-pl-foreign-minister.txt").write_text("edited")
    told = json.loads(nkadvocate("campaign", "status", "mine", "-f", "txt", "--json").stdout)
    assert told == [
        {"recipient": "pl-foreign-minister", "state": "edited", "why": None},
        {"recipient": "cat-committee-chair", "state": "built", "why": None},
    ]


def test_the_command_finishes_a_build_that_was_stopped_after_its_last_letter() -> None:
    mine()
    nkadvocate("campaign", "build", "mine", "-f", "txt")
    manifest = Path("output/mine/manifest.json")
    before = manifest.read_bytes()
    lines = [json.dumps(letter) for letter in json.loads(before)["letters"]]
    manifest.unlink()
    write(Path("output/mine/.building/journal"), "\n".join(lines))
    assert nkadvocate("campaign", "build", "mine", "-f", "txt").output.strip().endswith("4 unchanged")
    assert manifest.read_bytes() == before
    assert not Path("output/mine/.building").exists()


def test_records_that_are_wrong_since_the_last_build_stop_the_command() -> None:
    folder = mine()
    nkadvocate("campaign", "build", "mine", "-f", "txt")
    write(folder / "evidence" / "own.yaml", "- id: wrong\n")
    result = nkadvocate("campaign", "build", "mine", "-f", "txt")
    assert result.exit_code == 1
    assert "evidence/own.yaml:1" in result.stderr


def test_a_campaign_without_recipients_or_date_says_what_to_do() -> None:
    mine(recipients=[])
    result = nkadvocate("campaign", "build", "mine")
    assert result.exit_code == 1
    assert "'recipients' in campaign.yaml" in result.stderr
    campaign("undated", recipients=FOUR)
    result = nkadvocate("campaign", "build", "undated")
    assert result.exit_code == 1
    assert "--date" in result.stderr


def test_a_question_is_made_anew_when_the_office_it_is_put_to_changes() -> None:
    folder = mine(recipients=["eu-parliament-droi-chair"], kind="parliamentary-question")
    run(folder)
    shipped = (ROOT / "seeds/recipients/european-union.yaml").read_text("utf-8")
    record = next(part for part in shipped.split("\n- ") if part.startswith("id: eu-high-representative\n"))
    changed = record.replace("High Representative", "Representative")
    write(folder / "recipients/own.yaml", f"- {changed}\n")
    assert states(folder) == {"eu-parliament-droi-chair": "built"}


BUILD = ("campaign", "build", "mine", "-f", "txt")


def test_a_build_with_nothing_to_do_reads_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    mine()
    nkadvocate(*BUILD)
    monkeypatch.setattr(building, "open_library", lambda *_: pytest.fail("records were read"))
    assert nkadvocate(*BUILD).output.strip().endswith("4 unchanged")


def test_it_still_says_to_whom_no_letter_is_written() -> None:
    folder = mine(recipients=["gb-commons-*", "pl-foreign-minister"])
    member = {"id": "gb-commons-gone", "member_of": "gb-commons", "office": "Member of Parliament for Gone"}
    holder = {"family": "Gone", "given": "A.", "term_end": "2026-01-01", "checked_on": "2026-01-01"}
    write(folder / "recipients/own.yaml", [member | {"holder": holder}])
    first, again = nkadvocate(*BUILD), nkadvocate(*BUILD)
    assert "skipped" in first.stderr
    assert "gb-commons-gone" in first.stderr
    assert again.stderr == first.stderr
    assert again.stdout == first.stdout.replace("built", "unchanged")


@pytest.mark.parametrize(
    "change", ["deleted", "edited", "campaign", "record", "template", "formats", "date", "entered"]
)
def test_a_build_looks_again_when_anything_has_changed(change: str) -> None:
    folder = mine(recipients=FOUR[:2])
    nkadvocate(*BUILD)
    output, letter = Path("output/mine"), Path("output/mine/2026-12-10-pl-foreign-minister.txt")
    asked: tuple[str, ...] = ("txt", "")
    match change:
        case "deleted":
            letter.unlink()
        case "edited":
            letter.write_text("edited")
        case "campaign":
            write(folder / "campaign.yaml", (folder / "campaign.yaml").read_text() + "# a remark\n")
        case "record":
            write(folder / "sources/own.yaml", "[]\n")
        case "template":
            write(folder / "templates/parts/own.md.j2", "Words.\n")
        case "formats":
            asked = ("html", "")
        case "date":
            asked = ("txt", "2026-12-11")
        case "entered":
            nkadvocate("letter", "pl-foreign-minister", "-c", "mine", "-f", "html", "-o", output)
    assert still_finished(output, made_from(folder, output, asked)) is None


def test_a_folder_of_letters_within_that_of_the_campaign_does_not_count_as_its_own() -> None:
    folder = mine(recipients=FOUR[:1])
    nkadvocate(*BUILD, "-o", folder / "letters")
    assert still_finished(folder / "letters", made_from(folder, folder / "letters", ["txt", ""]))


@pytest.mark.parametrize("left", ["edited", "failed", "left over"])
def test_a_build_that_has_something_to_say_says_it_every_time(left: str) -> None:
    folder = mine(recipients=FOUR[:2])
    if left == "failed":
        write(
            folder / "templates/parts/reply.md.j2",
            "{% if recipient.id == 'pl-foreign-minister' %}{{ nothing }}{% endif %}",
        )
    nkadvocate(*BUILD)
    if left == "edited":
        Path("output/mine/2026-12-10-pl-foreign-minister.txt").write_text("edited")
    if left == "left over":
        mine(recipients=FOUR[:1])
    first, again = nkadvocate(*BUILD), nkadvocate(*BUILD)
    assert first.stderr
    assert (again.exit_code, again.stderr) == (first.exit_code, first.stderr)


def test_few_letters_are_made_here_and_are_the_same_as_those_of_workers() -> None:
    mine()
    nkadvocate("campaign", "build", "mine", "-j", "2", "-o", "all")
    nkadvocate("campaign", "build", "mine", "-j", "2", "-o", "one", "--only", "pl-foreign-minister")
    for ending in ("docx", "pdf"):
        name = f"2026-12-10-pl-foreign-minister.{ending}"
        assert Path("one", name).read_bytes() == Path("all", name).read_bytes()
