"""A power cut at every single touch of the file system, many writers at once, and readers in between."""

import subprocess
import sys
from pathlib import Path

from checklists.edits import mark_duty
from checklists.errors import NoMeetingError
from checklists.folder import Folder
from checklists.toml import end_mark, parse
from tests.builders import CHECKLIST, a_checklist, a_folder, a_meeting, read
from tests.catalogues import ROOT
from tests.faults.crashing import DIED

WRITERS, EDITS = 4, 20
MANY = CHECKLIST + "".join(
    f'[stages.later.items.w{writer}-{number}]\ntitle = {{ zh = "甲", en = "a" }}\ndue = 21\n'
    for writer in range(WRITERS)
    for number in range(EDITS)
)
MARKING = """
import pathlib, sys
from checklists.edits import mark_duty
from checklists.folder import Folder
folder = Folder(pathlib.Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    folder.apply(mark_duty(folder.read().meeting, "group", f"w{sys.argv[2]}-{number}", status="done", note="x" * 999))
print("saved", flush=True)
"""


def dies(path: Path, step: int, job: str) -> bool:
    """Do a job that dies at a step; tell whether it did."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.crashing", str(path), str(step), job],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, DIED}, done.stderr
    return done.returncode == DIED


def test_a_power_cut_at_any_moment_of_an_edit_leaves_each_file_old_or_new_and_hand_made_ones_kept(
    tmp_path: Path,
) -> None:
    steps = cut_off = 0
    died = True
    while died:
        steps += 1
        source = a_folder(tmp_path / str(steps))
        by_hand = f'# laid out by hand {steps}\nformat = 1\n[marks.reading]\nnote = "old"\n'.encode()
        sheets = [source.path / "members" / f"{key}.toml" for key in ("m01", "m02")]
        sheets[0].write_bytes(by_hand)
        died = dies(source.path, steps, "edit")
        seen = Folder(source.path).read()
        assert not seen.has_errors
        assert seen.meeting is not None
        notes = [seen.meeting.mark(key, "reading").note for key in ("m01", "m02")]
        assert notes in ([["old", ""], ["new", ""], ["new", "new"]] if died else [["new", "new"]]), steps
        assert end_mark(sheets[1].read_bytes()) is True
        versions = {sheets[0].read_bytes(), *(path.read_bytes() for path in source.path.glob("kept/*.toml"))}
        assert by_hand in versions, "what someone wrote is there, in its place or kept"
        after = Folder(source.path)
        told = after.tidy()
        assert (told is not None) is (notes == ["new", ""])
        if told:
            assert (told.meaning, told.is_completed) == ("both", True)
            cut_off += 1
            assert [read(after).mark(key, "reading").note for key in ("m01", "m02")] == ["new", "new"]
        after.apply(mark_duty(read(after), "m03", "reading", status="done"))
        assert list(source.path.rglob("*.tmp")) == []
    assert steps > 20, "it did die at many different moments"
    assert cut_off, "also between two files"


def test_a_power_cut_at_any_moment_of_making_a_meeting_leaves_none_or_all_of_it(tmp_path: Path) -> None:
    made = a_meeting()
    steps, died = 0, True
    while died:
        steps += 7  # each is a process; the steps of one file are alike
        path = tmp_path / str(steps)
        died = dies(path, steps, "create")
        try:
            found = Folder(path).read()
        except NoMeetingError:
            assert died
            assert not dies(path, 0, "create"), "what is left does not stand in the way"
            found = Folder(path).read()
        assert found.faults == ()
        assert found.meeting is not None
        assert (found.meeting.settings, found.meeting.checklist) == (made.settings, made.checklist)
    assert steps > 20


def test_writers_of_different_duties_in_one_file_keep_every_edit_without_a_conflict(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting", a_meeting(checklist=a_checklist(MANY)), MANY)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", MARKING, str(source.path), str(number), str(EDITS)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    assert [writer.communicate() for writer in writers] == [("saved\n", "")] * WRITERS
    done = {key for key, mark in read(source).sheet("group").marks.items() if mark.status == "done"}
    assert done == {f"w{writer}-{number}" for writer in range(WRITERS) for number in range(EDITS)}
    assert not (source.path / "kept").exists()
    assert list(source.path.rglob("*.tmp")) == []


def test_a_reader_never_sees_half_a_file_nor_an_older_one_again(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting", a_meeting(checklist=a_checklist(MANY)), MANY)
    writer = subprocess.Popen(
        [sys.executable, "-c", MARKING, str(source.path), "0", str(EDITS)], stdout=subprocess.PIPE, text=True
    )
    seen = [0]
    while writer.poll() is None:
        content = (source.path / "group.toml").read_bytes()
        assert end_mark(content) is True
        assert len(parse(content).get("marks", {})) >= seen[-1]
        found = source.read()
        assert found.faults == ()
        assert found.meeting is not None
        seen.append(len(found.meeting.sheet("group").marks))
    assert writer.communicate()[0] == "saved\n"
    assert seen == sorted(seen)
    assert len(read(source).sheet("group").marks) == EDITS
