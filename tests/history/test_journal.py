"""The history's files: torn, refused, full disks, gaps, parts, and cutting what is old."""

import errno
import json
import os
import stat
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import FileIO
from pathlib import Path
from typing import Any

import pytest

from checklists.base import clock
from checklists.base.errors import LockedError, NotSavedError, UnreadableError, UsageError
from checklists.edits.change import join_edits
from checklists.edits.marks import mark_duty
from checklists.history.cutting import cut, measure_cut
from checklists.history.undo import find_last, undo_last
from checklists.model.file_names import HISTORY_FILE
from checklists.store import files, journal
from checklists.store.entries import get_system_user
from checklists.store.folder import Folder
from tests.builders import a_folder, read
from tests.history.histories import CANARY, entries, note, seen, states


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    return a_folder(tmp_path / "meeting")


def test_a_line_torn_at_any_byte_costs_only_itself_and_never_holds_up(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting")
    note(source, "first")
    whole = (source.path / HISTORY_FILE).read_bytes()
    note(source, "second")
    both = (source.path / HISTORY_FILE).read_bytes()
    for length in range(len(whole), len(both), 7):
        (source.path / HISTORY_FILE).write_bytes(both[:length])
        found = [event.entry.id for event in seen(source) if event.entry]
        assert found[-1] == json.loads(whole.splitlines()[-1])["id"]
        note(source, f"after {length}")
        now = entries(source)
        assert now[0].changes[-1].after == f"after {length}"
        assert now[-1].id == json.loads(whole.splitlines()[-1])["id"]
        assert states(source).count("torn") == (length > len(whole) and length < len(both) - 1)
        source.apply(mark_duty(read(source), "m01", "reading", note="second"))


def refused(code: int) -> Callable[..., None]:
    def fail(*_arguments: object) -> None:
        raise OSError(code, "refused")

    return fail


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_an_edit_whose_history_cannot_be_stored_is_refused_whole(
    source: Folder, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    note(source, "before")
    everything = {path: path.read_bytes() for path in source.path.rglob("*.*")}
    edit = join_edits([mark_duty(read(source), key, "reading", note=CANARY) for key in ("m01", "m02")], "both")
    with monkeypatch.context() as patched:
        patched.setattr(os, call, refused(code))
        with pytest.raises(NotSavedError, match=r"history\.jsonl") as caught:
            source.apply(edit)
    assert CANARY not in str(caught.value)
    assert {path: path.read_bytes() for path in source.path.rglob("*.*")} == everything
    source.apply(edit)
    assert states(source) == ["done", "done"]


def test_a_line_that_the_disk_took_only_half_of_is_taken_back(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    note(source, "before")
    whole = (source.path / HISTORY_FILE).read_bytes()
    write = os.write
    calls = iter([True])

    def half(handle: int, content: Any) -> int:
        if next(calls, False):
            return write(handle, bytes(content)[: len(content) // 2])
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", half)
        with pytest.raises(NotSavedError):
            note(source, "x")
    assert (source.path / HISTORY_FILE).read_bytes() == whole


@pytest.mark.parametrize("call", ["stage", "put"])
def test_a_refused_edit_leaves_no_line_also_one_of_several_files(
    source: Folder, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    original = getattr(files, call)

    def full(where: Any, *more: bytes) -> Any:
        path = where if isinstance(where, Path) else where.path
        if path.name == "m02.toml":
            raise NotSavedError(path, "the disk is full")
        return original(where, *more)

    with monkeypatch.context() as patched:
        patched.setattr(files, call, full)
        with pytest.raises(NotSavedError):
            note(source, "x", "m02")
        both = join_edits([mark_duty(read(source), key, "reading", note="x") for key in ("m01", "m02")], "both")
        with pytest.raises(NotSavedError):
            source.apply(both)
    assert seen(source) == []
    assert [read(source).mark(key, "reading").note for key in ("m01", "m02")] == ["", ""]
    assert not list(source.path.rglob("*.tmp"))
    source.apply(both)
    assert states(source) == ["done"]


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_a_journal_that_is_no_file_refuses_the_edit_in_a_sentence(source: Folder, tmp_path: Path, kind: str) -> None:
    path = source.path / HISTORY_FILE
    foreign = tmp_path / "foreign"
    foreign.write_bytes(b"theirs")
    path.unlink()
    if kind == "link":
        path.symlink_to(foreign)
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(NotSavedError, match=r"history\.jsonl"):
        note(source, "x")
    with pytest.raises(UnreadableError):
        seen(source)
    assert foreign.read_bytes() == b"theirs"
    assert read(source).mark("m01", "reading").note == ""


def test_what_another_program_changed_is_told_between_the_edits_around_it(source: Folder) -> None:
    note(source, "ours")
    path = source.path / "members" / "m01.toml"
    path.write_text('format = 1\n[marks.reading]\nnote = "theirs"\n', encoding="utf-8")
    newest = seen(source)[0]
    assert (newest.state, newest.files) == ("foreign", ("members/m01.toml",))
    note(source, "again")
    note(source, "other", "m02")
    assert states(source) == ["done", "done", "foreign", "done"]
    gap = seen(source)[2]
    assert gap.since == entries(source)[-1].at


def test_an_edit_that_never_came_about_is_told_as_without_effect(source: Folder) -> None:
    old = (source.path / "members" / "m01.toml").read_bytes()
    note(source, "lost in a power cut")
    (source.path / "members" / "m01.toml").write_bytes(old)  # as it is when power goes before the file is replaced
    assert states(source) == ["void"]
    assert find_last(seen(source), get_system_user(), read(source), None) is None
    with pytest.raises(UsageError):
        undo_last(seen(source)[0], read(source), None)
    note(source, "new")
    assert states(source) == ["done", "void"]


def test_it_is_put_aside_in_parts_and_read_on_across_them(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "PART_LIMIT", 900)
    for number in range(12):
        note(source, f"n{number}")
    parts = sorted((source.path / "history").iterdir())
    assert len(parts) > 1
    assert all(stat.S_IMODE(part.stat().st_mode) == 0o600 for part in parts)
    assert [entry.changes[0].after for entry in entries(source)] == [f"n{number}" for number in reversed(range(12))]
    assert set(states(source)) == {"done"}
    size, count = journal.measure_journal(source.path)
    assert (count, size) == (len(parts) + 1, sum(piece.size for piece in journal.list_journal_files(source.path)))


def test_what_is_read_is_a_moment_even_while_it_is_put_aside(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        note(source, f"n{number}")
    found = Folder(source.path).history()
    monkeypatch.setattr(journal, "PART_LIMIT", 1)
    note(source, "later")
    assert [event.entry.changes[0].after for event in found if event.entry] == ["n3", "n2", "n1", "n0"]


def test_only_the_end_is_read_until_more_is_asked_for(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        note(source, f"{number} " + "x" * 9_000)
    found = Folder(source.path).history()
    blocks: list[int] = []

    class Counted(FileIO):
        def read(self, size: int | None = -1) -> bytes:
            content = super().read(-1 if size is None else size) or b""
            blocks.append(len(content))
            return content

    monkeypatch.setattr(os, "fdopen", Counted)
    next(found)
    assert len(blocks) == 1
    assert 9_000 < sum(blocks) < journal.measure_journal(source.path)[0] / 4
    assert len(list(found)) == 39
    assert sum(blocks) == journal.measure_journal(source.path)[0]


def test_a_line_longer_than_any_edit_is_passed_over_in_bounded_memory(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "JOURNAL_LINE_LIMIT", 100_000)
    note(source, "x")
    with (source.path / HISTORY_FILE).open("ab") as file:
        file.write(b'{"id": "' + b"x" * 1_000_000 + b'"}\n')
    note(source, "y")
    assert states(source) == ["done", "torn", "done"]
    longest = max(map(len, journal.read_lines(source.path, journal.list_journal_files(source.path))))
    assert longest < 250_000


def aged(source: Folder, days: int) -> None:
    """Make all that is in the journal older."""
    path = source.path / HISTORY_FILE
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    for line in lines:
        line["at"] = (datetime.fromisoformat(line["at"]) - timedelta(days=days)).isoformat()
    path.write_bytes(b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def test_it_is_cut_before_a_day_and_says_so(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "PART_LIMIT", 900)
    for number in range(6):
        note(source, f"old {number}")
    for part in (source.path / "history").iterdir():
        part.rename(source.path / HISTORY_FILE)  # one after the other takes its place, to be aged
        aged(source, 100)
        (source.path / HISTORY_FILE).rename(part)
    note(source, "new")
    before = clock.today() - timedelta(days=30)
    planned = measure_cut(source.path, before)
    assert planned.entries > 2
    left = len(entries(source)) - planned.entries
    assert cut(source.path, before) == planned.entries
    found = seen(source)
    assert found[0].state == "cut"
    assert found[0].entry is not None
    assert found[0].entry.cut == before.isoformat()
    assert len(found) == left + 1
    assert measure_cut(source.path, before).entries == 0
    assert measure_cut(source.path, date(2199, 1, 1)).entries == left
    assert not list(source.path.rglob("*.tmp"))


def test_a_folder_that_cannot_be_written_to_still_tells(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    note(source, "x")

    def locked(folder: Path) -> None:
        raise LockedError(folder, OSError(errno.EROFS, ""))

    monkeypatch.setattr(files, "lock_folder", locked)
    assert states(source) == ["done"]


def test_cutting_that_is_refused_half_way_loses_nothing_that_was_to_stay(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "PART_LIMIT", 900)
    for number in range(6):
        note(source, f"old {number}")
    kept = entries(source)
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refused(errno.ENOSPC))
        patched.setattr(Path, "unlink", refused(errno.EACCES))
        with pytest.raises(NotSavedError):
            cut(source.path, date(2199, 1, 1))
    assert [one.id for one in entries(source)][1:] == [one.id for one in kept]
    assert cut(source.path, date(2199, 1, 1)) == 6
    assert states(source) == ["cut", "cut"]
