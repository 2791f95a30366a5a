"""Writers die at any moment: the history loses nothing that was acknowledged, and holds nobody up."""

import os
import random
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from checklists.edits.marks import mark_duty
from checklists.store import journal
from checklists.store.entries import Event
from checklists.store.folder import Folder
from tests.builders import a_folder, read
from tests.faults.crashing import crashes

ROUNDS = 20
WRITERS, EDITS = 3, 25
LOOP = """
import pathlib, sys
from checklists.store import journal
from checklists.edits.marks import mark_duty
from checklists.store.folder import Folder
journal.PART_LIMIT = 3_000
folder = Folder(pathlib.Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    edit = mark_duty(folder.read().meeting, sys.argv[4], "reading", note=f"{sys.argv[2]}-{number}")
    print(number, folder.apply(edit).entry.id, flush=True)
"""


def told(path: Path) -> list[Event]:
    return list(Folder(path).history())


def test_kill_at_any_moment_loses_no_acknowledged_entry_and_holds_nobody_up(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting")
    chance = random.Random(11)
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        command = [sys.executable, "-c", LOOP, str(source.path), f"r{number}", "100000", "m01"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _line in range(chance.randint(1, 12))]
            os.kill(writer.pid, signal.SIGKILL)
            lines += writer.stdout.read().splitlines(keepends=True)
        acknowledged += [line.split()[1] for line in lines if line.endswith("\n")]
        entry = source.apply(mark_duty(read(source), "m02", "reading", note=f"round {number}")).entry
        assert entry is not None
        acknowledged.append(entry.id)
    found = [event.entry.id for event in told(source.path) if event.entry and event.state == "done"]
    assert set(acknowledged) <= set(found)
    assert [one for one in reversed(found) if one in set(acknowledged)] == acknowledged, "in the order they were made"
    assert len(set(found)) == len(found)
    assert len(found) <= len(acknowledged) + ROUNDS, "beside them only what was on its way"
    assert len(list((source.path / "history").iterdir())) > 2, "parts were put aside meanwhile"
    assert not list(source.path.rglob("*.tmp"))
    print(f"{ROUNDS} rounds, {len(acknowledged)} entries")


def test_a_power_cut_at_any_touch_leaves_a_history_that_fits_the_files(tmp_path: Path) -> None:
    (count,) = crashes("edit", [(a_folder(tmp_path / "0").path, 0)], tmp_path / "warm")
    assert count is not None
    assert count > 15
    places = [(a_folder(tmp_path / str(step)).path, step) for step in range(1, count + 2)]
    ends = crashes("edit", places, tmp_path / "warm-too")
    assert ends == [None] * count + [count]
    cut_off = 0
    for path, step in places:
        sheets = [(path / "members" / f"{key}.toml").read_bytes() for key in ("m01", "m02")]
        states = [event.state for event in told(path)]
        expected = {(False, False): [[], ["void"]], (True, False): [["partly"]], (True, True): [["done"]]}
        assert states in expected[b"new" in sheets[0], b"new" in sheets[1]], step
        cut_off += states == ["partly"]
        states = ["done"] if states == ["partly"] else states  # the next writer completes it
        source = Folder(path)
        source.apply(mark_duty(read(source), "m03", "reading", note="next"))
        assert [event.state for event in told(path)] == ["done", *states]
    assert cut_off, "it did die between two files"
    print(f"{count} touches")


def test_writers_at_once_each_have_every_line(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", LOOP, str(source.path), f"w{number}", str(EDITS), f"m0{number + 1}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    said = [line.split()[1] for writer in writers for line in writer.communicate()[0].splitlines()]
    events = told(source.path)
    assert sorted(event.entry.id for event in events if event.entry) == sorted(said)
    assert {event.state for event in events} == {"done"}
    assert len(said) == WRITERS * EDITS
    times = [event.entry.at for event in events if event.entry]
    assert all(later >= earlier for later, earlier in pairwise(times))
    assert journal.measure_journal(source.path)[1] > 2
    print(f"{WRITERS} writers × {EDITS} edits")
