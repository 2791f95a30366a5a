"""The index gives the same answer as a full read after any sequence of changes, and can be lost at any time."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.edits.marks import mark_duty
from checklists.rollup.collecting import Gathering, Request
from checklists.rollup.totals import sort_units
from checklists.store.folder import Folder
from tests.builders import a_meeting, read
from tests.rollup.rollups import TODAY, gather, make

_times = count(1_700_000_000_000_000_000, 1_000_003)


def touch(path: Path) -> None:
    """Give a file a time of its own, as if it had been written later than within the clock's grain."""
    now = next(_times)
    os.utime(path, ns=(now, now))


def mark(unit: Path, status: str) -> None:
    if (unit / "checklist.toml").exists() and not (unit / "group.toml").is_dir():
        folder = Folder(unit)
        meeting = folder.read().meeting
        if meeting is not None and not folder.read().has_errors:
            folder.apply(mark_duty(meeting, "m02", "reading", status=status))
            touch(unit / "members" / "m02.toml")


def in_place(unit: Path, _status: str) -> None:
    """Change bytes without changing size or inode."""
    path = unit / "meeting.toml"
    with path.open("r+b") as file:
        content = file.read()
        new = (
            content.replace(b"2026-12-18", b"2026-12-03")
            if b"12-18" in content
            else content.replace(b"12-03", b"12-18")
        )
        file.seek(0)
        file.write(new)
    touch(path)


def break_file(unit: Path, _status: str) -> None:
    (unit / "group.toml").write_text("marks = 1\n")
    touch(unit / "group.toml")


def mend_file(unit: Path, _status: str) -> None:
    (unit / "group.toml").write_text('format = 1\n[marks.notice]\nstatus = "done"\n')
    touch(unit / "group.toml")


def drop_sheet(unit: Path, _status: str) -> None:
    for path in list((unit / "members").glob("*.toml"))[:1]:
        path.unlink()


def drop_checklist(unit: Path, _status: str) -> None:
    (unit / "checklist.toml").unlink(missing_ok=True)


def other_checklist(unit: Path, _status: str) -> None:
    path = unit / "checklist.toml"
    if path.exists():
        path.write_text(path.read_text().replace("due = -30", "due = -12"))
        touch(path)


def move(unit: Path, _status: str) -> None:
    """Let two units change places."""
    other = unit.with_name("u0")
    if unit != other and other.exists():
        aside = unit.with_name("aside")
        other.rename(aside)
        unit.rename(other)
        aside.rename(unit)


def remove(unit: Path, _status: str) -> None:
    shutil.rmtree(unit)


CHANGES: list[Callable[[Path, str], None]] = [
    mark,
    mark,
    in_place,
    break_file,
    mend_file,
    drop_sheet,
    drop_checklist,
    other_checklist,
    move,
    remove,
    lambda unit, _status: touch(unit / "meeting.toml"),
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(CHANGES), st.integers(0, 2), st.sampled_from(["todo", "doing", "done"]), st.integers(0, 3)
    ),
    max_size=6,
)


@settings(max_examples=25)
@given(STEPS)
def test_after_any_changes_the_index_gives_the_same_as_a_full_read(
    steps: list[tuple[Callable[[Path, str], None], int, str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        root, index = Path(place) / "root", Path(place) / "cache" / "rollup.sqlite"
        for number in range(3):
            make(root / f"u{number}", f"unit {number}")
        gather(root, index=index)
        for change, number, status, days in steps:
            unit = root / f"u{number}"
            if not unit.exists():
                make(unit, f"unit {number} anew")
            else:
                change(unit, status)
            today = TODAY.replace(day=1 + 7 * days)
            known, full = gather(root, index=index, today=today), gather(root, today=today)
            assert sort_units(known.units, "unit") == sort_units(full.units, "unit")


def test_what_did_not_change_is_not_read_again_on_any_day(tmp_path: Path) -> None:
    for number in range(3):
        make(tmp_path / "root" / f"u{number}", f"u{number}")
    index = tmp_path / "cache" / "rollup.sqlite"
    assert gather(tmp_path / "root", index=index).unchanged == 0
    assert gather(tmp_path / "root", index=index, today=date(2027, 2, 1)).unchanged == 3
    mark(tmp_path / "root" / "u1", "done")
    assert gather(tmp_path / "root", index=index).unchanged == 2


def test_what_was_written_just_now_is_not_trusted_yet(tmp_path: Path) -> None:
    make(tmp_path / "root" / "a", "a")
    index = tmp_path / "cache" / "rollup.sqlite"
    for _round in range(2):
        gathering = Gathering(Request((tmp_path / "root",), TODAY), index)
        assert len(list(gathering.run())) == 1
        assert gathering.unchanged == 0


def test_the_index_is_for_its_owner_and_holds_what_it_may(tmp_path: Path) -> None:
    meeting = a_meeting({("m01", "reading"): "done"})
    make(tmp_path / "root" / "a", "a")
    index = tmp_path / "cache" / "rollup.sqlite"
    gather(tmp_path / "root", index=index)
    assert index.stat().st_mode & 0o777 == 0o600
    assert index.parent.stat().st_mode & 0o777 == 0o700
    content = index.read_bytes()
    assert not [member.name for member in meeting.settings.members.values() if member.name.encode() in content]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda index: index.unlink(),
        lambda index: index.write_bytes(b"not a database at all, but long enough to be taken for one" * 100),
        lambda index: index.write_bytes(index.read_bytes()[:5000] + b"\xff" * 3000),
        lambda index: index.write_bytes(b""),
        lambda index: (index.unlink(), index.mkdir()),
        lambda index: (index.unlink(), index.symlink_to("/dev/full")),
        lambda index: index.parent.chmod(0o500),
    ],
    ids=["gone", "no database", "torn", "empty", "a folder", "a link", "closed"],
)
def test_a_lost_or_spoilt_index_changes_nothing(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    for number in range(3):
        make(tmp_path / "root" / f"u{number}", f"u{number}")
    index = tmp_path / "cache" / "rollup.sqlite"
    full = gather(tmp_path / "root", index=index)
    spoil(index)
    for _round in range(2):
        assert sort_units(gather(tmp_path / "root", index=index).units, "unit") == sort_units(full.units, "unit")
    index.parent.chmod(0o700)


@pytest.mark.parametrize(
    "facts", ["[]", "[1, 2]", "null", "{", '["u", "t", 1, 1, [], [[99, 1, 0]], [1, 1, 1, true], true]']
)
def test_foreign_entries_are_read_anew(tmp_path: Path, facts: str) -> None:
    make(tmp_path / "root" / "a", "a")
    index = tmp_path / "cache" / "rollup.sqlite"
    full = gather(tmp_path / "root", index=index)
    with sqlite3.connect(index) as base:
        base.execute("update units set facts = ?", (facts,))
    base.close()
    again = gather(tmp_path / "root", index=index)
    assert again.units == full.units
    assert again.unchanged == 0
    assert gather(tmp_path / "root", index=index).unchanged == 1


def test_a_folder_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    make(tmp_path / "root" / "a", "a")
    make(tmp_path / "root" / "b", "b")
    make(tmp_path / "root-too" / "c", "c")
    index = tmp_path / "cache" / "rollup.sqlite"
    gather(tmp_path / "root", tmp_path / "root-too", index=index)
    shutil.rmtree(tmp_path / "root" / "a")
    gather(tmp_path / "root", index=index)
    with sqlite3.connect(index) as base:
        left = sorted(Path(os.fsdecode(row[0])).name for row in base.execute("select folder from units"))
    base.close()
    assert left == ["b", "c"]


def test_a_meeting_reads_as_before(tmp_path: Path) -> None:
    """The roll-up writes nothing into the meetings' folders."""
    make(tmp_path / "root" / "a", "a")
    before = {path: path.read_bytes() for path in sorted((tmp_path / "root").rglob("*")) if path.is_file()}
    gather(tmp_path / "root", index=tmp_path / "cache" / "rollup.sqlite")
    after = {path: path.read_bytes() for path in sorted((tmp_path / "root").rglob("*")) if path.is_file()}
    assert before == after
    assert read(Folder(tmp_path / "root" / "a")).settings.unit == "a"
