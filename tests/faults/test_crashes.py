"""Power is cut and processes die: what was said to be saved is there, and the next writer is not held up."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from checklists.edits import mark_duty
from checklists.folder import Folder
from checklists.toml import end_mark
from tests.builders import a_folder, read

ROUNDS = 30
WRITERS, EDITS = 4, 20
LOOP = """
import pathlib, sys
from checklists.edits import mark_duty
from checklists.folder import Folder
folder = Folder(pathlib.Path(sys.argv[1]))
for number in range(100_000):
    folder.apply(mark_duty(folder.read().meeting, "m01", "reading", note=f"note {sys.argv[2]}-{number}"))
    print(number, flush=True)
"""
EACH = """
import pathlib, sys
from checklists.edits import mark_duty
from checklists.errors import ConflictError
from checklists.folder import Folder
folder = Folder(pathlib.Path(sys.argv[1]))
kept = 0
for number in range(int(sys.argv[3])):
    while True:
        meeting = folder.read().meeting
        evidence = (*meeting.mark("m01", "reading").evidence, f"{sys.argv[2]}-{number}")
        edit = mark_duty(meeting, "m01", "reading", evidence=evidence)
        try:
            folder.apply(edit)
        except ConflictError:
            continue
        break
    kept += 1
print(kept)
"""


def test_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting")
    chance = random.Random(7)
    for number in range(ROUNDS):
        command = [sys.executable, "-c", LOOP, str(source.path), str(number)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            acknowledged = -1
            for _line in range(chance.randint(1, 12)):
                acknowledged = int(writer.stdout.readline())
            os.kill(writer.pid, signal.SIGKILL)
            rest = writer.stdout.read().split()
        acknowledged = max([acknowledged, *(int(line) for line in rest if line.isdigit())])
        note = read(Folder(source.path)).mark("m01", "reading").note
        round_number, found = note.removeprefix("note ").split("-")
        assert int(round_number) == number
        assert int(found) in {acknowledged, acknowledged + 1}, "the last acknowledged, or the one on its way"
        assert end_mark((source.path / "members" / "m01.toml").read_bytes()) is True
        source.apply(mark_duty(read(source), "m02", "reading", note=f"round {number}"))
        assert not list(source.path.rglob("*.tmp"))
    print(f"{ROUNDS} rounds")


def test_writers_at_once_keep_every_edit(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting")
    command = [sys.executable, "-c", EACH, str(source.path)]
    writers = [
        subprocess.Popen([*command, f"w{number}", str(EDITS)], stdout=subprocess.PIPE, text=True)
        for number in range(WRITERS)
    ]
    assert [writer.communicate()[0].strip() for writer in writers] == [str(EDITS)] * WRITERS
    evidence = read(source).mark("m01", "reading").evidence
    assert sorted(evidence) == sorted(f"w{writer}-{number}" for writer in range(WRITERS) for number in range(EDITS))
    print(f"{WRITERS} writers × {EDITS} edits")
