"""Writers that are forked from one warm process: ``python -m tests.faults.writers FOLDER JOB COUNT TIMES``.

They die at random moments, or work at once; what happened is printed as JSON for the test to judge.
"""

import json
import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any

from checklists.base.errors import ConflictError, LockedError
from checklists.base.toml import verify_end_mark
from checklists.edits.change import Edit
from checklists.edits.marks import mark_duty
from checklists.edits.records import add_record, change_record
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from checklists.store import journal
from checklists.store.folder import Folder
from tests.builders import a_folder, read
from tests.catalogues import ROOT

OPINION, TALK, ENTRY = KINDS["opinion"], KINDS["talk"], KINDS["entry"]
PAIR, TAKEN = "t1", "r1"
FRESH_AFTER = 20
"""Rounds; a ledger that grew for long would be killed while it is read, hardly ever while it is written."""
PART_LIMIT = 3_000
"""Bytes after which the journal's jobs put a part of it aside."""


def meeting_with_records(path: Path) -> Folder:
    """Make a meeting with one talk and one entry of the rectification list."""
    source = a_folder(path)
    (path / "rectification.toml").write_text(f'format = 1\n[entries.{TAKEN}]\ntext = "x"\n')
    (path / "talks.toml").write_text(f'format = 1\n[talks.{PAIR}]\nmember = "m01"\npartner = "m02"\n')
    return source


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """Start a process that works and writes to a pipe; return its id and the pipe's other end."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return pid, ours
    code = 1
    try:
        os.close(ours)
        work(theirs)
        code = 0
    finally:
        os._exit(code)


def all_of(pipe: int) -> list[str]:
    """Read a pipe to its end."""
    with os.fdopen(pipe, "rb") as file:
        return file.read().decode().splitlines()


def write_on(path: Path, label: str, pipe: int) -> None:
    """Add an opinion and change a note again and again; say so each time."""
    folder = Folder(path)
    for number in count():
        text = f"{label}-{number}"
        folder.apply(add_record(read(folder), OPINION, {"text": text, "about": ("group",)})[1])
        os.write(pipe, f"opinion {text}\n".encode())
        folder.apply(mark_duty(read(folder), "m01", "reading", note=text))
        os.write(pipe, f"note {text}\n".encode())


def kill_one(path: Path, label: str, chance: random.Random) -> list[str]:
    """Let a writer be acknowledged some times, kill it a moment later, return what was acknowledged."""
    pid, pipe = child(lambda theirs: write_on(path, label, theirs))
    heard = b""
    wanted = chance.randint(0, 4)
    while heard.count(b"\n") < wanted:
        heard += os.read(pipe, 4096)
    select.select([], [], [], chance.random() * 0.02)  # a random moment of the next writes
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return [*heard.decode().splitlines(), *all_of(pipe)]


def kill(path: Path, rounds: int, _times: int) -> dict[str, Any]:
    """Kill a writer in each round, and look at what is left."""
    chance = random.Random(7)
    told: dict[str, Any] = {"rounds": 0, "acknowledged": 0, "lost": [], "torn": [], "stray": [], "extra": []}
    opinions: set[str] = set()
    source = Folder(path)
    for number in range(rounds):
        if number % FRESH_AFTER == 0:
            source = meeting_with_records(path / str(number))
            opinions = set()
        lines = kill_one(source.path, str(number), chance)
        found = read(Folder(source.path))
        there = {one.text for one in found.ledgers.opinions.opinions.values()}
        opinions |= {line.removeprefix("opinion ") for line in lines if line.startswith("opinion ")}
        told["lost"] += sorted(opinions - there)
        told["extra"] += sorted(there - opinions)[1:]  # one may have been on its way
        opinions = there
        notes = [line.removeprefix("note ") for line in lines if line.startswith("note ")]
        if notes and not _is_or_follows(found.mark("m01", "reading").note, notes[-1]):
            told["lost"].append(notes[-1])
        ours = ["opinions.toml", "members/m01.toml"] if notes else ["opinions.toml"] if lines else []
        told["torn"] += [name for name in ours if verify_end_mark((source.path / name).read_bytes()) is not True]
        source.apply(mark_duty(read(source), "m02", "reading", note=f"round {number}"))
        told["stray"] += [one.name for one in source.path.rglob("*.tmp")]
        told["rounds"] += 1
        told["acknowledged"] += len(lines)
    return told


def _is_or_follows(found: str, acknowledged: str) -> bool:
    label, number = acknowledged.split("-")
    return found in {acknowledged, f"{label}-{int(number) + 1}"}


def at_once(works: Iterable[Callable[[int], None]]) -> list[list[str]]:
    """Start all, let them go together, return what each wrote."""
    gate, opened = os.pipe()

    def held(work: Callable[[int], None]) -> Callable[[int], None]:
        def begin(pipe: int) -> None:
            os.close(opened)
            os.read(gate, 1)  # until the parent closes its end
            work(pipe)

        return begin

    started = [child(held(work)) for work in works]
    os.close(opened)
    os.close(gate)
    written = [all_of(pipe) for _pid, pipe in started]
    ends = [os.waitpid(pid, 0)[1] for pid, _pipe in started]
    if any(ends):
        raise SystemExit(f"a writer failed: {ends}")
    return written


def until_saved(folder: Folder, make: Callable[[Meeting], Edit]) -> int:
    """Save an edit, anew after a conflict or where the lock was held for too long; return how often it was refused."""
    for refusals in count():
        try:
            folder.apply(make(read(folder)))
        except (ConflictError, LockedError):
            continue
        return refusals
    raise AssertionError


def add(path: Path, writers: int, times: int) -> dict[str, Any]:
    """Let many add records to one ledger."""
    source = meeting_with_records(path)

    def work(label: int) -> Callable[[int], None]:
        def adding(pipe: int) -> None:
            folder = Folder(path)
            for number in range(times):
                values = {"text": f"{label}-{number}", "about": ("group",)}
                until_saved(folder, lambda meeting, values=values: add_record(meeting, OPINION, values)[1])  # type: ignore[misc]
                os.write(pipe, f"{label}-{number}\n".encode())

        return adding

    written = at_once(map(work, range(writers)))
    there = {one.text for one in read(source).ledgers.opinions.opinions.values()}
    acknowledged = {line for lines in written for line in lines}
    return {"acknowledged": len(acknowledged), "kept": len(there & acknowledged), "extra": len(there - acknowledged)}


def edit(path: Path, writers: int, times: int) -> dict[str, Any]:
    """Let many write into the same field of one record, each adding a line to those it found there."""
    source = meeting_with_records(path)

    def work(label: int) -> Callable[[int], None]:
        def adding(pipe: int) -> None:
            folder = Folder(path)
            for number in range(times):
                line = f"{label}-{number}"
                refusals = until_saved(folder, lambda meeting, line=line: with_evidence(meeting, line))  # type: ignore[misc]
                os.write(pipe, f"{line} {refusals}\n".encode())

        return adding

    told = [line.split() for lines in at_once(map(work, range(writers))) for line in lines]
    acknowledged = {line for line, _refusals in told}
    there = read(source).ledgers.rectification.entries[TAKEN].evidence
    return {
        "acknowledged": len(acknowledged),
        "kept": len(acknowledged & {*there}),
        "extra": len(there) - len(acknowledged),
        "refused": sum(int(refusals) for _line, refusals in told),
    }


def with_evidence(meeting: Meeting, line: str) -> Edit:
    """Return the edit that adds a line."""
    there = meeting.ledgers.rectification.entries[TAKEN].evidence
    return change_record(meeting, ENTRY, TAKEN, {"evidence": (*there, line)})


def fields(path: Path, rounds: int, _times: int) -> dict[str, Any]:
    """Let two change different fields of one record, each as its form showed it before the other saved."""
    source = meeting_with_records(path)

    def work(seen: Meeting, values: dict[str, str]) -> Callable[[int], None]:
        def changing(_pipe: int) -> None:
            Folder(path).apply(change_record(seen, TALK, PAIR, values))

        return changing

    kept = 0
    for number in range(rounds):
        texts = {"place": f"place {number}", "said": f"said {number}"}
        seen = read(source)
        at_once(work(seen, {name: text}) for name, text in texts.items())
        talk = read(source).ledgers.talks.talks[PAIR]
        kept += all(getattr(talk, name) == text for name, text in texts.items())
    return {"rounds": rounds, "kept": kept}


def note_on(path: Path, label: str, subject: str, times: int, pipe: int) -> None:
    """Change a note again and again; each time say the id of its entry in the journal."""
    folder = Folder(path)
    for number in range(times):
        entry = folder.apply(mark_duty(read(folder), subject, "reading", note=f"{label}-{number}")).entry
        assert entry is not None
        os.write(pipe, f"{entry.id}\n".encode())


def kill_noting(path: Path, rounds: int, times: int) -> dict[str, Any]:
    """Kill a writer after some entries, at most so many, and then write oneself; return all entries in their order."""
    journal.PART_LIMIT = PART_LIMIT
    chance = random.Random(11)
    source = a_folder(path)
    acknowledged: list[str] = []
    for number in range(rounds):
        pid, pipe = child(lambda theirs: note_on(path, "killed", "m01", 100_000, theirs))
        heard = b""
        wanted = chance.randint(1, times)
        while heard.count(b"\n") < wanted:
            heard += os.read(pipe, 4096)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        acknowledged += (heard.decode() + "\n".join(all_of(pipe))).split()
        entry = source.apply(mark_duty(read(source), "m02", "reading", note=f"round {number}")).entry
        assert entry is not None
        acknowledged.append(entry.id)
    return {"acknowledged": acknowledged}


def note(path: Path, writers: int, times: int) -> dict[str, Any]:
    """Let many write at once, each for another member; return the entries that were acknowledged."""
    journal.PART_LIMIT = PART_LIMIT
    a_folder(path)

    def work(label: int) -> Callable[[int], None]:
        return lambda pipe: note_on(path, f"w{label}", f"m0{label + 1}", times, pipe)

    return {"acknowledged": [line for lines in at_once(map(work, range(writers))) for line in lines]}


def mark(path: Path, writers: int, times: int) -> dict[str, Any]:
    """Let many mark items of the same sheet, called by writer and number, in a meeting that is there."""

    def work(label: int) -> Callable[[int], None]:
        def marking(_pipe: int) -> None:
            folder = Folder(path)
            for number in range(times):
                changed = mark_duty(read(folder), "group", f"w{label}-{number}", status="done", note="x" * 999)
                folder.apply(changed).confirm()

        return marking

    at_once(map(work, range(writers)))
    return {"writers": writers}


JOBS: dict[str, Callable[[Path, int, int], dict[str, Any]]] = {
    "kill": kill,
    "add": add,
    "edit": edit,
    "fields": fields,
    "kill_noting": kill_noting,
    "note": note,
    "mark": mark,
}


def done(path: Path, job: str, count: int, times: int = 0) -> dict[str, Any]:
    """Run a job of the forked writers, with a limit that only a writer which hangs can reach."""
    command = [sys.executable, "-m", "tests.faults.writers", str(path), job, str(count), str(times)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert found.returncode == 0, found.stderr
    told: dict[str, Any] = json.loads(found.stdout)
    return told


def main() -> None:
    """Write once elsewhere, so that everything is imported before the first fork."""
    path = Path(sys.argv[1])
    warm = meeting_with_records(path.with_name(f"{path.name}-warm"))
    warm.apply(mark_duty(read(warm), "m01", "reading", note="x"))
    print(json.dumps(JOBS[sys.argv[2]](path, int(sys.argv[3]), int(sys.argv[4]))))


if __name__ == "__main__":
    main()
