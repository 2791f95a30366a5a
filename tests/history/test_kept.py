"""Kept copies: listed, compared, put back through the same guarded write, and that taken back."""

import errno
import os
from pathlib import Path

import pytest

from checklists.base.errors import FaultyFileError, InvalidEditError, NotSavedError, UsageError
from checklists.base.toml import dump, verify_end_mark
from checklists.edits.marks import mark_duty
from checklists.history.undo import undo_last
from checklists.store.folder import Folder, Saved
from checklists.store.kept import KeptCopy, compare_copy, explain_copy, find_copy, list_copies, read_copy
from tests.builders import a_folder, read

FILE = "members/m01.toml"
BY_HAND = b'# mine\nformat = 1\n[marks.reading]\nnote = "by hand"\n'


def put_back(folder: Folder, copy: KeptCopy) -> Saved:
    return folder.restore(copy.file, read_copy(folder.path, copy))


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    """A meeting whose first member's sheet was once written by hand."""
    found = a_folder(tmp_path / "meeting")
    (found.path / FILE).write_bytes(BY_HAND)
    found.apply(mark_duty(read(found), "m01", "reading", note="ours", status="done"))
    return found


def note(source: Folder) -> str:
    return read(Folder(source.path)).mark("m01", "reading").note


def test_copies_are_listed_with_file_time_and_reason_and_nothing_else_is(source: Folder, tmp_path: Path) -> None:
    kept = source.path / "kept"
    for name in ("notes.txt", "evil.20260101T000000Z.01234567.toml", "members-m01.99999999T999999Z.01234567.toml"):
        (kept / name).write_bytes(b"x")
    (kept / "group.20260101T000000Z.01234567.toml").symlink_to(tmp_path / "elsewhere")
    (copy,) = list_copies(source.path)
    assert (copy.file, copy.size) == (FILE, len(BY_HAND))
    assert read_copy(source.path, copy) == BY_HAND
    assert explain_copy(BY_HAND) == "手工编写或内容不完整：缺少结束行"
    assert explain_copy(dump({"format": 1}).replace(b"1", b"2")) == "经手工或其他程序改动"
    assert list_copies(tmp_path) == []


def test_a_copy_is_found_by_name_file_and_digest_and_several_are_asked_about(source: Folder) -> None:
    (copy,) = list_copies(source.path)
    for typed in (copy.name, f"kept/{copy.name}", copy.digest, FILE):
        assert find_copy(source.path, typed) == copy
    (source.path / FILE).write_bytes(BY_HAND + b"# more\n")
    source.apply(mark_duty(read(source), "m01", "reading", note="again"))
    for typed in (FILE, "no such", "../meeting.toml", ""):
        with pytest.raises(UsageError):
            find_copy(source.path, typed)


def test_a_copy_is_put_back_with_the_present_file_kept_first_and_that_is_taken_back(source: Folder) -> None:
    (copy,) = list_copies(source.path)
    present = (source.path / FILE).read_bytes()
    assert {line for line in compare_copy(source.path, copy) if line.startswith("+") and "by hand" in line}
    put_back(source, copy)
    assert note(source) == "by hand"
    assert verify_end_mark((source.path / FILE).read_bytes()) is True
    assert present in [read_copy(source.path, one) for one in list_copies(source.path)]
    assert explain_copy(present) == "还原副本之前留存"
    event = next(Folder(source.path).history())
    assert event.entry is not None
    source.apply(undo_last(event, read(source), None)[1], undoes=event.entry.id)
    assert note(source) == "ours"
    assert (source.path / FILE).read_bytes() == present
    assert [event.state for event in Folder(source.path).history()] == ["done", "undone", "done", "foreign"]


def test_putting_back_what_is_there_changes_nothing(source: Folder) -> None:
    (copy,) = list_copies(source.path)
    put_back(source, copy)
    count = len(list_copies(source.path))
    assert put_back(source, copy).entry is None
    assert len(list_copies(source.path)) == count


@pytest.mark.parametrize("broken", [b"x = [", b"format = 99\n", b"\xff", b'format = 1\n[marks.x]\nstatus = "none"\n'])
def test_a_copy_that_is_no_valid_file_is_refused_and_changes_nothing(source: Folder, broken: bytes) -> None:
    (copy,) = list_copies(source.path)
    (source.path / "kept" / copy.name).write_bytes(broken)
    before = {path: path.read_bytes() for path in source.path.rglob("*.*")}
    with pytest.raises(InvalidEditError, match=FILE) as caught:
        put_back(source, copy)
    assert "\n" not in str(caught.value)
    assert {path: path.read_bytes() for path in source.path.rglob("*.*")} == before


@pytest.mark.parametrize("broken", [b"x = [", b"", b'format = 1\n[marks.reading]\nstatus = "none"\n'])
def test_a_broken_file_is_mended_by_a_copy_and_is_itself_kept(source: Folder, broken: bytes) -> None:
    (copy,) = list_copies(source.path)
    (source.path / FILE).write_bytes(broken)
    put_back(Folder(source.path), copy)
    assert note(source) == "by hand"
    assert not Folder(source.path).read().has_errors
    assert broken in [read_copy(source.path, one) for one in list_copies(source.path)]


def test_a_file_of_a_newer_program_is_not_replaced(source: Folder) -> None:
    (source.path / FILE).write_bytes(b"format = 2\nnew = true\n")
    with pytest.raises(FaultyFileError):
        put_back(Folder(source.path), list_copies(source.path)[0])
    assert (source.path / FILE).read_bytes() == b"format = 2\nnew = true\n"


def test_a_file_that_is_gone_is_put_back(source: Folder) -> None:
    (copy,) = list_copies(source.path)
    (source.path / FILE).unlink()
    put_back(Folder(source.path), copy)
    assert note(source) == "by hand"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_refuses_to_put_back_and_leaves_all_as_it_was(
    source: Folder, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    (copy,) = list_copies(source.path)
    before = {path: path.read_bytes() for path in source.path.rglob("*.*")}

    def full(_handle: int) -> None:
        raise OSError(code, "refused")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(NotSavedError):
            put_back(source, copy)
    assert {path: path.read_bytes() for path in source.path.rglob("*.*")} == before
