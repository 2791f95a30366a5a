"""The folder: what is read, what is written, and what happens when the system refuses."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checklists.base.errors import (
    ConflictError,
    FaultyFileError,
    LockedError,
    NoMeetingError,
    NotSavedError,
)
from checklists.base.toml import verify_end_mark
from checklists.edits.change import Edit
from checklists.edits.marks import mark_duty
from checklists.model.meeting import Meeting
from checklists.setup import founding
from checklists.store import decoding as reading
from checklists.store import files, journal
from checklists.store.folder import Folder
from tests.builders import a_folder, a_meeting, change_settings, read

FILE = "members/m02.toml"


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    return a_folder(tmp_path / "meeting")


def done(meeting: Meeting, subject: str = "m02") -> Edit:
    return mark_duty(meeting, subject, "reading", status="done")


def temporary(path: Path) -> list[Path]:
    return list(path.rglob("*.tmp"))


def test_an_edit_is_on_disk_closed_by_the_end_mark_and_private(source: Folder) -> None:
    found = source.apply(done(read(source))).reading
    assert found.meeting is not None
    content = (source.path / FILE).read_bytes()
    assert verify_end_mark(content) is True
    assert b'status = "done"' in content
    assert read(Folder(source.path)) == found.meeting
    for path in [source.path, *source.path.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert not (source.path / "kept").exists(), "our own bytes need no copy"


def test_only_what_changed_is_parsed_again(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    original = reading.read_model

    def counting(content: bytes, file: str, model: type) -> object:
        parsed.append(file)
        return original(content, file, model)

    monkeypatch.setattr(reading, "read_model", counting)
    source.read()
    assert sorted(parsed) == ["group.toml", "meeting.toml", "members/m01.toml", "members/m02.toml", "members/m03.toml"]
    parsed.clear()
    assert source.read() is source.read()
    assert parsed == []
    Folder(source.path).apply(done(read(source)))
    parsed.clear()
    assert source.read().meeting is not None
    assert parsed == [FILE]


def test_a_change_of_the_same_size_in_the_same_moment_is_seen(source: Folder) -> None:
    source.apply(done(read(source)))
    path = source.path / FILE
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"done", b"todo"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read(source).mark("m02", "reading").status == "todo"


def test_two_who_edit_different_fields_both_keep_theirs(source: Folder) -> None:
    other = Folder(source.path)
    mine = mark_duty(read(source), "m02", "reading", status="done")
    theirs = mark_duty(read(other), "m02", "reading", note="theirs")
    other.apply(theirs)
    source.apply(mine)
    mark = read(Folder(source.path)).mark("m02", "reading")
    assert (mark.status, mark.note) == ("done", "theirs")


def test_two_who_edit_the_same_field_make_a_conflict_and_nothing_is_overwritten(source: Folder) -> None:
    other = Folder(source.path)
    mine = mark_duty(read(source), "m02", "reading", note="mine")
    other.apply(mark_duty(read(other), "m02", "reading", note="theirs"))
    with pytest.raises(ConflictError) as caught:
        source.apply(mine)
    assert (caught.value.was, caught.value.theirs, caught.value.mine) == (None, "theirs", "mine")
    assert read(Folder(source.path)).mark("m02", "reading").note == "theirs"


def test_a_file_written_by_hand_is_kept_before_it_is_replaced(source: Folder) -> None:
    by_hand = b"# my own words\nformat = 1\n[marks.notes]\nstatus = 'doing' # half\n"
    (source.path / FILE).write_bytes(by_hand)
    source.apply(done(read(source)))
    copies = list((source.path / "kept").iterdir())
    assert [copy.read_bytes() for copy in copies] == [by_hand]
    assert stat.S_IMODE(copies[0].stat().st_mode) == 0o600
    mark = read(source).mark("m02", "notes")
    assert mark.status == "doing"
    source.apply(mark_duty(read(source), "m02", "reading", status="todo"))
    assert len(list((source.path / "kept").iterdir())) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"x = [",
        b"format = 1\n[marks.reading]\nstatus = 'finished'\n",
        b"format = 9\n",
        b"\xff\xfe",
        b"format = 1\nx = 1\n",
    ],
)
def test_a_faulty_file_is_never_overwritten_and_the_rest_is_read(source: Folder, content: bytes) -> None:
    (source.path / FILE).write_bytes(content)
    found = source.read()
    assert found.has_errors
    assert {fault.file for fault in found.faults} == {FILE}
    assert found.meeting is not None
    with pytest.raises(FaultyFileError):
        source.apply(done(found.meeting))
    assert (source.path / FILE).read_bytes() == content
    source.apply(done(found.meeting, "m03"))
    assert read(source).mark("m03", "reading").status == "done"


def symlink(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def directory(path: Path) -> None:
    path.mkdir()


def huge(path: Path) -> None:
    path.write_bytes(b"#" * (1 << 21))


@pytest.mark.parametrize("make", [symlink, loop, pipe, directory, huge])
def test_what_is_no_ordinary_file_is_a_fault_and_never_followed(source: Folder, make: Callable[[Path], None]) -> None:
    (source.path / FILE).unlink()
    make(source.path / FILE)
    found = source.read()
    assert found.meeting is not None
    assert [fault.file for fault in found.faults] == [FILE]
    with pytest.raises(FaultyFileError):
        source.apply(done(found.meeting))


def test_marks_and_sheets_without_a_place_are_named_and_kept(source: Folder) -> None:
    (source.path / FILE).write_bytes(
        b"format = 1\n[marks.old-item]\nstatus = 'done'\n[marks.notice]\nstatus = 'done'\n"
    )
    (source.path / "members" / "m76.toml").write_bytes(b"format = 1\n")
    (source.path / "members" / "m77.toml").write_bytes(b"format = 1\n[marks.notes]\nstatus = 'done'\n")
    faults = [fault for fault in source.read().faults if fault.severity == "inconsistent"]
    assert [(fault.file, fault.place) for fault in faults] == [
        (FILE, "marks.old-item"), (FILE, "marks.notice"), ("members/m77.toml", ""),
    ]  # fmt: skip
    source.apply(done(read(source)))
    assert "old-item" in (source.path / FILE).read_text()


def test_two_principals_can_be_mended_in_the_program(source: Folder) -> None:
    path = source.path / "meeting.toml"
    path.write_bytes(path.read_bytes().replace(b"[members.m02]\n", b'[members.m02]\nrole = "principal"\n'))
    meeting = read(source)
    assert any("exactly one" in fault.problem for fault in source.read().faults)
    members = {
        key: one.model_copy(update={"role": "principal" if key == "m01" else "member"})
        for key, one in meeting.settings.members.items()
    }
    source.apply(change_settings(meeting, meeting.settings.model_copy(update={"members": members})))
    assert not source.read().has_errors


def test_without_a_meeting_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoMeetingError, match=r"meeting\.toml"):
        Folder(tmp_path).read()


def test_a_missing_checklist_says_how_to_get_one(source: Folder) -> None:
    (source.path / "checklist.toml").unlink()
    found = source.read()
    assert found.meeting is None
    assert any("huiqian checklist show" in fault.problem for fault in found.faults)


@pytest.mark.parametrize("call", ["fsync", "replace", "write", "open"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS])
def test_when_the_system_refuses_the_old_file_stays_and_nothing_is_left_behind(
    source: Folder, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    edit = done(read(source))
    before = (source.path / FILE).read_bytes()
    refuse = OSError(code, "refused")

    def fail(*_args: object, **_kwargs: object) -> None:
        raise refuse

    real_open, real_fdopen = os.open, os.fdopen
    with monkeypatch.context() as patched:
        if call == "fsync":
            patched.setattr(os, "fsync", fail)
        elif call == "replace":
            patched.setattr(Path, "replace", fail)
        elif call == "open":
            patched.setattr(
                os, "open", lambda path, *rest: fail() if str(path).endswith(".tmp") else real_open(path, *rest)
            )
        else:

            class Full:
                def __init__(self, handle: int) -> None:
                    self.file = real_fdopen(handle, "wb")

                def __enter__(self) -> "Full":
                    return self

                def __exit__(self, *_rest: object) -> None:
                    self.file.close()

                def write(self, _content: bytes) -> None:
                    raise refuse

            patched.setattr(
                os, "fdopen", lambda handle, mode: Full(handle) if mode == "wb" else real_fdopen(handle, mode)
            )
        with pytest.raises(NotSavedError) as caught:
            source.apply(edit)
    assert caught.value.exit_code == 4
    assert "\n" not in str(caught.value)
    assert (source.path / FILE).read_bytes() == before
    assert temporary(source.path) == []
    source.apply(edit)
    assert read(source).mark("m02", "reading").status == "done"


def test_a_folder_entry_that_is_not_confirmed_is_said_so(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = done(read(source))

    def fail(_folder: Path) -> None:
        raise OSError(errno.EIO, "refused")

    monkeypatch.setattr(files, "sync_folder", fail)
    assert "not confirmed" in str(source.apply(edit).unconfirmed)
    assert read(Folder(source.path)).mark("m02", "reading").status == "done"


def test_a_file_that_vanishes_before_its_copy_is_kept_is_refused_and_the_history_knows_nothing_of_it(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, history = source.path / FILE, source.path / "history.jsonl"
    path.write_bytes(b"# theirs\n" + path.read_bytes() if path.exists() else b"# theirs\nformat = 1\n")
    edit, before = done(read(source)), history.read_bytes()
    append = journal.append

    def remove_and_append(*arguments: Any, **options: Any) -> journal.Added:
        path.unlink()
        return append(*arguments, **options)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(journal, "append", remove_and_append)
        with pytest.raises(NotSavedError, match="moved or removed"):
            source.apply(edit)
    assert history.read_bytes() == before
    assert source.apply(done(read(source))).entry is not None


def test_a_broken_file_that_vanishes_while_it_is_mended_is_refused(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.apply(done(read(source)))
    path = source.path / FILE
    path.write_bytes(path.read_bytes()[:-40])
    (loss,) = source.read(is_thorough=True).losses
    assert loss.is_broken
    before = (source.path / "history.jsonl").read_bytes()
    mend = loss.make_restoration(read(source))
    read_file = files.read

    def read_and_remove(place: Path, limit: int = 0) -> bytes:
        content = read_file(place, limit)
        if place == path:
            path.unlink()
        return content

    monkeypatch.setattr(files, "read", read_and_remove)
    with pytest.raises(NotSavedError, match="moved or removed"):
        source.apply(mend)
    assert (source.path / "history.jsonl").read_bytes() == before


def test_what_a_dead_writer_left_is_swept(source: Folder) -> None:
    left = [source.path / ".group.toml.0badf00d.tmp", source.path / "members" / ".m01.toml.0badf00d.tmp"]
    for path in left:
        path.write_text("half")
    (source.path / "mine.tmp").write_text("not ours")
    source.tidy()
    assert not any(path.exists() for path in left)
    assert (source.path / "mine.tmp").exists()


def test_a_writer_waits_for_the_lock_and_says_when_it_cannot_have_it(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import sys, pathlib\n"
        "from checklists.store.files import lock_folder\n"
        f"with lock_folder(pathlib.Path({str(source.path)!r})):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    edit = done(read(source))
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with monkeypatch.context() as patched:
            patched.setattr(files, "LOCK_SECONDS", 0.05)
            with pytest.raises(LockedError):
                source.apply(edit)
        assert read(Folder(source.path)).mark("m02", "reading").status == "todo"
        holder.communicate("")
    source.apply(edit)
    assert (source.path / ".lock").exists(), "the lock file itself is never deleted"


def test_a_folder_with_a_meeting_is_not_made_anew(source: Folder) -> None:
    before = {path: path.read_bytes() for path in source.path.rglob("*.toml")}
    made = a_meeting()
    with pytest.raises(NotSavedError):
        founding.create(source.path, made.settings, b"", {})
    assert {path: path.read_bytes() for path in source.path.rglob("*.toml")} == before
