"""A power cut at every single touch of the file system, many writers at once, and readers in between."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checklists.base.errors import NoMeetingError
from checklists.base.toml import parse, verify_end_mark
from checklists.edits.marks import mark_duty
from checklists.store.folder import Folder
from tests.builders import CHECKLIST, a_checklist, a_folder, a_meeting, read
from tests.faults.crashing import crashes
from tests.faults.lives import NOBODY, Life, ends
from tests.faults.writers import done

WRITERS, EDITS = 4, 20
MANY = CHECKLIST + "".join(
    f'[stages.later.items.w{writer}-{number}]\ntitle = {{ zh = "甲", en = "a" }}\ndue = 21\n'
    for writer in range(WRITERS)
    for number in range(EDITS)
)
MARKING = """
import pathlib, sys
from checklists.edits.marks import mark_duty
from checklists.store.folder import Folder
folder = Folder(pathlib.Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    fields = {"status": "done", "note": "x" * 999}
    folder.apply(mark_duty(folder.read().meeting, "group", f"w{sys.argv[2]}-{number}", **fields)).confirm()
print("saved", flush=True)
"""


READERS = (("check", "."), ("summary", ".", "--format", "json"), ("next", "."))
BY_HAND = b'# laid out by hand\nformat = 1\n[marks.reading]\nnote = "old"\n'


def prepared(path: Path) -> Path:
    """Make a meeting of which someone laid out a sheet by hand."""
    (a_folder(path).path / "members" / "m01.toml").write_bytes(BY_HAND)
    return path


def steps_of(job: str, tmp_path: Path) -> range:
    """Return the touches a job takes."""
    path = prepared(tmp_path / "0") if job == "edit" else tmp_path / "0"
    (count,) = crashes(job, [(path, 0)], tmp_path / "warm")
    assert count is not None
    return range(1, count + 1)


def every_file(path: Path) -> dict[Path, bytes]:
    return {one: one.read_bytes() for one in path.rglob("*") if one.is_file()}


def notes_in(source: Folder) -> list[str]:
    return [read(source).mark(key, "reading").note for key in ("m01", "m02")]


def test_a_power_cut_at_any_moment_of_an_edit_leaves_all_old_or_all_new_for_a_reader_and_the_next_writer(
    tmp_path: Path,
) -> None:
    cut_off = []
    steps = steps_of("edit", tmp_path)
    assert len(steps) > 20, "it did die at many different moments"
    paths = [prepared(tmp_path / str(step)) for step in steps]
    assert crashes("edit", zip(paths, steps, strict=True), tmp_path / "warm-too") == [None] * len(steps)
    for path in paths[::2]:
        for left in path.rglob("*.tmp"):
            left.unlink()  # a sync tool, or who tidies up: it is of no use to anyone
    for path in paths:
        before = every_file(path)
        seen = Folder(path).read()
        assert seen.meeting is not None
        notes = [seen.meeting.mark(key, "reading").note for key in ("m01", "m02")]
        assert notes in (["old", ""], ["new", "new"])
        assert every_file(path) == before, "a reader only reads"
        sheets = [before[path / "members" / f"{key}.toml"] for key in ("m01", "m02")]
        assert verify_end_mark(sheets[1]) is True
        versions = {sheets[0], *(content for one, content in before.items() if one.parent.name == "kept")}
        assert BY_HAND in versions, "what someone wrote is there, in its place or kept"
        if seen.has_errors:
            assert [fault.file for fault in seen.faults] == ["members/m02.toml"]
            assert (b"new" in sheets[0], b"new" in sheets[1]) == (True, False)
            cut_off.append(path)
    assert cut_off, "also between two files"
    said_by_readers(cut_off)
    for path in paths:
        after = Folder(path)
        told = after.tidy()
        assert (told and (told.meaning, told.is_completable)) == (("both", True) if path in cut_off else None)
        assert notes_in(after) in (["old", ""], ["new", "new"])
        after.apply(mark_duty(read(after), "m03", "reading", status="done"))
        assert not after.read(is_thorough=True).has_errors
        assert list(path.rglob("*.tmp")) == []
    print(f"{len(steps)} power cuts, {len(cut_off)} between two files")


def said_by_readers(paths: list[Path]) -> None:
    """Let the owner read and, who may write nothing there, another; both say it, and the check says what to do."""
    for path in paths:
        for one in (path, *path.rglob("*")):
            one.chmod(0o755 if one.is_dir() else 0o644)
    before = [every_file(path) for path in paths]
    others = (0, NOBODY) if os.getuid() == 0 else (0,)
    for end in ends(*(Life(READERS, str(path), user=user) for path in paths for user in others)):
        assert (end.status, end.codes) == (0, [3, 3, 3])
        assert b"members/m02.toml: the last edit (both) was cut off" in end.out
        assert b"open the meeting (huiqian open) or make any change" in end.out
        assert end.err.count(b"the last edit (both) was cut off") == 2
    assert [every_file(path) for path in paths] == before


def test_a_power_cut_at_any_moment_of_making_a_meeting_leaves_none_or_all_of_it(tmp_path: Path) -> None:
    made = a_meeting()
    steps = steps_of("create", tmp_path)
    assert len(steps) > 20
    paths = [tmp_path / str(step) for step in steps]
    assert crashes("create", zip(paths, steps, strict=True), tmp_path / "warm-too") == [None] * len(steps)
    begun = [path for path in paths if not (path / "meeting.toml").exists()]
    for path in begun:
        with pytest.raises(NoMeetingError):
            Folder(path).read()
    again = crashes("create", [(path, 0) for path in begun], tmp_path / "warm-again")
    assert all(again), "what is left does not stand in the way"
    for path in paths:
        found = Folder(path).read()
        assert found.faults == ()
        assert found.meeting is not None
        assert (found.meeting.settings, found.meeting.checklist) == (made.settings, made.checklist)


def test_writers_of_different_duties_in_one_file_keep_every_edit_without_a_conflict(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting", a_meeting(checklist=a_checklist(MANY)), MANY)
    done(source.path, "mark", WRITERS, EDITS)
    marked = {key for key, mark in read(source).sheet("group").marks.items() if mark.status == "done"}
    assert marked == {f"w{writer}-{number}" for writer in range(WRITERS) for number in range(EDITS)}
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
        assert verify_end_mark(content) is True
        assert len(parse(content).get("marks", {})) >= seen[-1]
        found = source.read()
        assert found.faults == ()
        assert found.meeting is not None
        seen.append(len(found.meeting.sheet("group").marks))
    assert writer.communicate()[0] == "saved\n"
    assert seen == sorted(seen)
    assert len(read(source).sheet("group").marks) == EDITS
