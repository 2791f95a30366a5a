"""What a folder meets in the wild: foreign files, other writers, refusals of the system."""

import errno
import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from checklists.base.errors import (
    BeforeDayError,
    ConflictError,
    FaultyFileError,
    InvalidEditError,
    LockedError,
    NoMeetingError,
    NotConfirmedError,
    NotSavedError,
    UnreadableError,
)
from checklists.base.toml import SIZE_LIMIT, add_end_mark, dump, parse, verify_end_mark
from checklists.edits.change import Change, Edit, join_edits
from checklists.edits.ledgers import sign_in
from checklists.edits.marks import mark_duty
from checklists.edits.records import change_record
from checklists.model.meeting import Mark, Meeting, Sheet
from checklists.records.kinds import KINDS
from checklists.setup import founding
from checklists.setup.samples import make_sample
from checklists.store import files
from checklists.store.folder import Folder
from tests.builders import CHECKLIST, DAY, a_folder, a_meeting, change_settings, read
from tests.hostile import NODES, make_node

FILE = "members/m02.toml"
OURS = {"meeting.toml", "checklist.toml", "group.toml", *(f"members/m0{n}.toml" for n in (1, 2, 3))}
CANARY = "机密金丝雀"


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    return a_folder(tmp_path / "meeting")


def note(meeting: Meeting, text: str, subject: str = "m02") -> Edit:
    return mark_duty(meeting, subject, "reading", note=text)


def everything(path: Path) -> dict[str, bytes]:
    return {str(one.relative_to(path)): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


def refused(code: int) -> Callable[..., None]:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


def test_files_that_did_not_change_are_not_even_opened(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OURS:
        os.utime(source.path / name, (1_700_000_000, 1_700_000_000))
    opened: list[str] = []
    original = files.read

    def counting(path: Path, limit: int) -> bytes:
        content = original(path, limit)
        opened.append(path.name)
        return content

    monkeypatch.setattr(files, "read", counting)
    first = source.read()
    assert len(opened) == len(OURS) + 1, "and the history, for the digests in it"
    opened.clear()
    assert source.read() is first
    assert opened == []
    os.utime(source.path / FILE, (1_700_000_001, 1_700_000_001))
    assert source.read() is first, "touched, not changed"
    assert opened == ["m02.toml"]


def test_where_the_sheets_cannot_be_looked_into_nothing_is_written(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there nobody knows, and an edit may rest on it."""
    edit = change_settings(read(source), read(source).settings.model_copy(update={"theme": "x"}))
    scandir = os.scandir

    def hidden(path: Path) -> Any:
        if Path(path).name == "members":
            raise PermissionError(errno.EACCES, "refused")
        return scandir(path)

    before = everything(source.path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", hidden)
        with pytest.raises(NotSavedError, match="members cannot be read: no permission"):
            source.apply(edit)
        assert "members cannot be read" in str(Folder(source.path).read().faults)
    assert {**everything(source.path), ".lock": b""} == {**before, ".lock": b""}
    assert source.apply(edit).entry is not None


def test_where_the_day_of_the_meeting_cannot_be_known_nothing_is_written(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What belongs to the day is refused before it: without the day that cannot be judged."""
    edit = sign_in(read(source), {"m01": "present"})
    original = files.read

    def unreadable(path: Path, limit: int) -> bytes:
        if path.name == "meeting.toml":
            raise UnreadableError(path.name, "no permission")
        return original(path, limit)

    with monkeypatch.context() as patched:
        patched.setattr(files, "read", unreadable)
        with pytest.raises(FaultyFileError, match=r"meeting\.toml is needed .* no permission"):
            source.apply(edit, today=DAY - timedelta(days=9))
    assert not (source.path / "day.toml").exists()
    with pytest.raises(BeforeDayError):
        source.apply(edit, today=DAY - timedelta(days=9))
    assert source.apply(edit, today=DAY).entry is not None


def test_members_files_that_come_and_go_are_seen(source: Folder) -> None:
    source.apply(note(read(source), "x"))
    kept = (source.path / FILE).read_bytes()
    (source.path / FILE).unlink()
    assert read(source).mark("m02", "reading") == Mark()
    (source.path / FILE).write_bytes(kept)
    assert read(source).mark("m02", "reading").note == "x"


@pytest.mark.parametrize("name", ["m1.toml", "M02.toml", "m02.toml~", ".m02.toml.swp", "m02 (1).toml", "m02.TOML",
                                  ".m02.toml.0badf00d.tmp", "m02.toml.bak", "members.toml", "m00001.toml"])  # fmt: skip
def test_what_editors_and_sync_tools_leave_beside_a_sheet_is_not_read(source: Folder, name: str) -> None:
    before = source.read()
    (source.path / "members" / name).write_bytes(b"x = [")
    after = source.read()
    assert after.meeting == before.meeting
    told = [(fault.file, fault.severity) for fault in after.faults]
    assert told == ([(f"members/{name}", "notice")] if name.lower().endswith(".toml") else [])


@pytest.mark.parametrize("kind", [*(kind for kind in NODES if kind != "closed"), "socket"])
@pytest.mark.parametrize("name", ["meeting.toml", "checklist.toml", "group.toml", FILE])
def test_what_is_no_regular_file_is_a_fault_wherever_it_stands(source: Folder, name: str, kind: str) -> None:
    edit = note(read(source), "x", "m01")
    path = source.path / name
    if kind == "socket":
        path.unlink()
        os.chdir(path.parent)  # a socket's name is short
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    else:
        make_node(path, kind)
    for seen in (source, Folder(source.path)):
        found = seen.read()
        assert [fault.file for fault in found.faults] == [name]
        assert found.has_errors
        assert (found.meeting is None) is (name in {"meeting.toml", "checklist.toml"})
        with pytest.raises(FaultyFileError):
            seen.apply(Edit((Change(name, ("x",), None, "x"),), "x"))
    source.apply(edit)
    assert parse((source.path / "members" / "m01.toml").read_bytes())["marks"]["reading"]["note"] == "x"


@pytest.mark.parametrize("kind", ["file", "pipe", "loop", "dangling", "device"])
def test_members_that_cannot_be_listed_are_a_fault_and_not_an_empty_roster_of_marks(source: Folder, kind: str) -> None:
    source.apply(note(read(source), "x"))
    members = source.path / "members"
    away = source.path.parent / "away"
    members.rename(away)
    if kind == "file":
        members.write_text("format = 1\n")
    else:
        make_node(members, kind)
    for seen in (source, Folder(source.path)):
        found = seen.read()
        assert found.has_errors
        assert {fault.file for fault in found.faults} == {"members"}
        assert found.meeting is not None
        with pytest.raises((FaultyFileError, NotSavedError)):
            seen.apply(note(found.meeting, "y"))
    members.unlink()
    away.rename(members)
    assert source.read().faults == ()
    assert read(source).mark("m02", "reading").note == "x"


def test_a_device_is_not_read(source: Folder) -> None:
    (source.path / FILE).unlink()
    try:
        os.mknod(source.path / FILE, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only the superuser makes devices")
    assert [fault.file for fault in source.read().faults] == [FILE]


@pytest.mark.parametrize("name", ["x" * 300, "loop/x", "file", "file/x", "nowhere", "empty", "a\x00b"])
def test_where_there_is_no_meeting_there_is_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises((NoMeetingError, UnreadableError)) as caught:
        Folder(tmp_path / name).read()
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="becomes another user")
@pytest.mark.parametrize(("closed", "words"), [(".", "no permission"), ("members", "members"), (FILE, FILE)])
def test_what_one_may_not_read_is_said_so(source: Folder, closed: str, words: str) -> None:
    for path in (source.path, *source.path.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (source.path / closed).chmod(0o600 if closed != "." else 0o000)
    code = (
        "import os, pathlib\nimport checklists.store.losses\n"
        "from checklists.base.language import set_language; set_language('en')\n"
        "from checklists.base.errors import HuiqianError\n"
        "from checklists.store.folder import Folder\n"
        "here = pathlib.Path()\n"
        "Folder(here).read()\n"  # the other user may not even load modules from here
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: print([str(one) for one in Folder(here).read().faults])\n"
        "except HuiqianError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=source.path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert words in done.stdout
    assert "no permission" in done.stdout


def test_after_a_conflict_the_next_read_shows_theirs_and_a_new_edit_is_saved(source: Folder) -> None:
    other = Folder(source.path)
    mine = note(read(source), "mine")
    other.apply(note(read(other), "theirs"))
    with pytest.raises(ConflictError):
        source.apply(mine)
    assert read(source).mark("m02", "reading").note == "theirs"
    source.apply(note(read(source), "mine after all"))
    assert read(Folder(source.path)).mark("m02", "reading").note == "mine after all"


def test_an_edit_can_be_the_first_thing_a_folder_does(source: Folder) -> None:
    found = Folder(source.path).apply(note(read(source), "x")).reading
    assert found.meeting is not None
    assert found.meeting.mark("m02", "reading").note == "x"
    assert found == source.read()


def test_an_edit_of_several_files_is_made_in_all_or_refused_in_all(source: Folder) -> None:
    both = join_edits([note(read(source), "x", "m01"), note(read(source), "x", "m02")], "both")
    Folder(source.path).apply(note(read(source), "theirs", "m02"))
    before = everything(source.path)
    with pytest.raises(ConflictError):
        source.apply(both)
    assert everything(source.path) == before
    both = join_edits([note(read(source), "y", "m01"), note(read(source), "y", "m02")], "both")
    found = source.apply(both).reading.meeting
    assert found is not None
    assert [found.mark(key, "reading").note for key in ("m01", "m02", "m03")] == ["y", "y", ""]
    assert source.apply(both.inverse()).reading.meeting == read(Folder(source.path))
    assert [read(source).mark(key, "reading").note for key in ("m01", "m02")] == ["", "theirs"]


def test_one_faulty_file_refuses_an_edit_of_several(source: Folder) -> None:
    both = join_edits([note(read(source), "x", "m01"), note(read(source), "x", "m02")], "both")
    (source.path / FILE).write_bytes(b"x = [")
    before = everything(source.path)
    with pytest.raises(FaultyFileError):
        source.apply(both)
    assert everything(source.path) == before


def test_after_a_refusal_half_way_the_same_edit_can_be_made_again(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = join_edits([note(read(source), "x", "m01"), note(read(source), "x", "m02")], "both")
    before = everything(source.path)
    original = files.put

    def full(staged: files.Staged) -> None:
        if staged.path.name == "m02.toml":
            raise NotSavedError(staged.path, "the disk reports an error")
        original(staged)

    with monkeypatch.context() as patched:
        patched.setattr(files, "put", full)
        with pytest.raises(NotSavedError, match=r"m02\.toml"):
            source.apply(both)
    assert {**everything(source.path), ".lock": b""} == {**before, ".lock": b""}, "all as it was, and no line of it"
    assert [read(source).mark(key, "reading").note for key in ("m01", "m02")] == ["", ""]
    source.apply(both)
    assert [read(source).mark(key, "reading").note for key in ("m01", "m02")] == ["x", "x"]


def test_what_is_stored_but_not_confirmed_is_stored_in_every_file(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = join_edits([note(read(source), "x", "m01"), note(read(source), "x", "m02")], "both")
    monkeypatch.setattr(files, "sync_folder", refused(errno.EIO))
    saved = source.apply(both)
    assert "m01.toml" in str(saved.unconfirmed)
    with pytest.raises(NotConfirmedError):
        saved.confirm()
    for seen in (source, Folder(source.path)):
        assert [read(seen).mark(key, "reading").note for key in ("m01", "m02")] == ["x", "x"]


@pytest.mark.parametrize("call", ["fsync", "sync_folder"])
def test_what_someone_wrote_is_not_replaced_before_its_copy_is_confirmed(
    source: Folder, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    by_hand = b"# mine\nformat = 1\n"
    (source.path / FILE).write_bytes(by_hand)
    edit = note(read(source), "x")
    (source.path / "kept").mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(os if call == "fsync" else files, call, refused(errno.EIO))
        with pytest.raises(NotSavedError):
            source.apply(edit)
    assert (source.path / FILE).read_bytes() == by_hand
    source.apply(edit)
    assert by_hand in [copy.read_bytes() for copy in (source.path / "kept").iterdir()]
    assert read(source).mark("m02", "reading").note == "x"


@pytest.mark.parametrize(
    ("content", "copies"),
    [
        (dump({"format": 1, "marks": {"notes": {"status": "done"}}}), 0),
        (b"format = 1\n", 1),
        (b"# a comment\n" + dump({"format": 1}), 1),
        (dump({"format": 1}) + b"# a comment\n", 1),
        (dump({"format": 1, "marks": {"notes": {"status": "done"}}}).replace(b"done", b"todo"), 1),
        (dump({"format": 1}).replace(b"\n", b"\r\n"), 0),
        (add_end_mark(b"# laid out by hand\nformat = 1\n"), 0),
        (b"\xef\xbb\xbfformat = 1\n", 1),
    ],
)
def test_a_copy_is_kept_of_what_is_not_our_own_bytes_once(source: Folder, content: bytes, copies: int) -> None:
    (source.path / FILE).write_bytes(content)
    for text in ("one", "two"):
        source.apply(note(read(source), text))
    kept = list((source.path / "kept").iterdir()) if copies else []
    assert [copy.read_bytes() for copy in kept] == [content] * copies
    assert (source.path / "kept").exists() is bool(copies)
    for copy in kept:
        assert copy.name.startswith("members-m02.")
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_every_hand_made_version_is_kept_even_within_one_second(source: Folder) -> None:
    versions = [f"# version {number}\nformat = 1\n".encode() for number in range(5)]
    for number, version in enumerate(versions):
        (source.path / FILE).write_bytes(version)
        source.apply(note(read(source), f"x{number}"))
    assert {copy.read_bytes() for copy in (source.path / "kept").iterdir()} == set(versions)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_files_and_folders_are_private_whatever_the_mask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        source = a_folder(tmp_path / "meeting")
        (source.path / FILE).unlink()
        (source.path / "group.toml").write_bytes(b"format = 1\n")
        source.apply(note(read(source), "x"))
        source.apply(mark_duty(read(source), "group", "notice", status="done"))
    finally:
        os.umask(before)
    assert (source.path / "kept").is_dir()
    for path in [source.path, *source.path.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_file_that_others_could_read_is_private_once_it_is_rewritten(source: Folder) -> None:
    (source.path / FILE).chmod(0o666)
    source.apply(note(read(source), "x"))
    assert stat.S_IMODE((source.path / FILE).stat().st_mode) == 0o600


def test_what_dead_writers_left_is_swept_by_the_next_writer_and_foreign_files_are_not(source: Folder) -> None:
    ours = [source.path / ".meeting.toml.01234567.tmp", source.path / "members" / ".m02.toml.89abcdef.tmp"]
    foreign = [source.path / name for name in ("a.tmp", ".x.tmp", ".meeting.toml.0123456.tmp", ".lock")]
    link = source.path / ".link.toml.01234567.tmp"
    link.symlink_to("meeting.toml")
    for path in (*ours, *foreign):
        path.write_bytes(b"half")
    source.apply(note(read(source), "x"))
    assert [path.exists() for path in ours] == [False, False]
    assert all(path.exists() for path in foreign)
    assert link.is_symlink()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("where", ["sheet", "kept", "settings"])
def test_a_refusal_is_one_safe_line_and_changes_nothing(
    source: Folder, monkeypatch: pytest.MonkeyPatch, where: str, code: int
) -> None:
    meeting = read(source)
    edit = note(meeting, CANARY)
    if where == "kept":
        (source.path / FILE).write_bytes(b"format = 1\n")
    elif where == "settings":
        edit = change_settings(meeting, meeting.settings.model_copy(update={"theme": CANARY}))
    before = everything(source.path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refused(code))
        with pytest.raises(NotSavedError) as caught:
            source.apply(edit)
    assert "\n" not in str(caught.value)
    assert CANARY not in str(caught.value)
    assert caught.value.exit_code == 4
    after = everything(source.path)
    after.pop(".lock", None)
    before.pop(".lock", None)
    assert after == before
    source.apply(edit)


def test_an_edit_that_would_not_be_valid_or_not_fit_is_refused_before_anything_is_written(source: Folder) -> None:
    meeting = read(source)
    before = everything(source.path)
    for settings in (
        meeting.settings.model_copy(update={"quorum": "4/3"}),
        meeting.settings.model_copy(update={"unit": ""}),
        meeting.settings.model_copy(update={"theme": CANARY * 100}),
    ):
        with pytest.raises(InvalidEditError) as caught:
            source.apply(change_settings(meeting, settings))
        assert CANARY not in str(caught.value)
    large = dict.fromkeys((f"a{number}" for number in range(20)), Mark(note="字" * 20_000))
    with pytest.raises(InvalidEditError, match="1 MiB"):
        source.apply(join_edits([
            mark_duty(meeting, "m02", "reading", note="x"),
            Edit(tuple(Change(FILE, ("marks", key), None, mark.plain()) for key, mark in large.items()), ""),
        ], "all"))  # fmt: skip
    after = everything(source.path)
    assert {name: after[name] for name in before} == before
    assert all(len(content) < SIZE_LIMIT for content in after.values())


HOLDER = """
import pathlib, sys
from checklists.store.files import lock_folder
with lock_folder(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""
WRITER = """
import pathlib, sys
from checklists.edits.marks import mark_duty
from checklists.store.folder import Folder
folder = Folder(pathlib.Path(sys.argv[1]))
edit = mark_duty(folder.read().meeting, "m02", "reading", status="done")
print("ready", flush=True)
folder.apply(edit)
print("saved", flush=True)
"""


def process(code: str, path: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_writer_waits_until_the_other_is_through_and_then_builds_on_what_it_wrote(source: Folder) -> None:
    with files.lock_folder(source.path):
        writer = process(WRITER, source.path)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        sheet = Sheet(marks={"reading": Mark(note="written with the lock held")})
        files.replace(source.path / FILE, dump({"format": 1, **sheet.plain()}))
    assert writer.communicate()[0] == "saved\n"
    assert read(source).mark("m02", "reading") == Mark(status="done", note="written with the lock held")


def test_a_lock_whose_holder_was_killed_is_free(source: Folder) -> None:
    holder = process(HOLDER, source.path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    source.apply(note(read(source), "x"))


def test_a_lock_that_is_held_too_long_is_said_so_and_nothing_is_written(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LOCK_SECONDS", 0)
    holder = process(HOLDER, source.path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    edit = note(read(source), CANARY)
    before = everything(source.path)
    with pytest.raises(LockedError) as caught:
        source.apply(edit)
    assert everything(source.path) == before
    assert CANARY not in str(caught.value)
    holder.communicate("\n")
    inode = (source.path / ".lock").stat().st_ino
    source.apply(edit)
    assert (source.path / ".lock").stat().st_ino == inode, "never replaced"


@pytest.mark.parametrize("kind", ["folder", "link", "loop", "dangling", "device"])
def test_a_lock_that_is_no_file_is_refused_in_a_sentence(
    source: Folder, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    edit = note(read(source), "x")
    make_node(source.path / ".lock", kind)
    monkeypatch.setattr(files, "LOCK_SECONDS", 0)
    with pytest.raises(LockedError):
        source.apply(edit)
    assert read(Folder(source.path)).mark("m02", "reading").note == ""


def test_a_folder_that_is_gone_is_said_so(source: Folder) -> None:
    edit = note(read(source), "x")
    shutil.rmtree(source.path)
    with pytest.raises(NotSavedError):
        source.apply(edit)
    assert not source.path.exists()


def test_what_is_left_of_a_meeting_is_never_overwritten_by_a_new_one(source: Folder) -> None:
    source.apply(note(read(source), CANARY))
    (source.path / "meeting.toml").unlink()
    before = everything(source.path)
    made = a_meeting()
    with pytest.raises(NotSavedError, match=r"m02\.toml"):
        founding.create(source.path, made.settings, CHECKLIST.encode(), {})
    assert everything(source.path) == before


@pytest.mark.parametrize("name", ["meeting.toml", "checklist.toml", "group.toml", FILE])
@pytest.mark.parametrize("kind", [kind for kind in NODES if kind != "closed"])
def test_a_new_meeting_replaces_nothing_that_it_did_not_write(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / "meeting"
    (path / "members").mkdir(parents=True)
    make_node(path / name, kind)
    made = a_meeting()
    with pytest.raises(NotSavedError):
        founding.create(path, made.settings, CHECKLIST.encode(), {})
    assert sorted(str(one.relative_to(path)) for one in path.rglob("*")) == sorted({"members", name})


@pytest.mark.parametrize("step", range(len(OURS)))
def test_a_new_meeting_that_was_interrupted_is_none_and_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    made, path = a_meeting(), tmp_path / "meeting"
    original = files.replace
    written: list[Path] = []

    def dying(target: Path, content: bytes) -> None:
        if len(written) == step:
            raise KeyboardInterrupt
        written.append(target)
        original(target, content)

    def create() -> None:
        founding.create(path, made.settings, CHECKLIST.encode(), {})

    with monkeypatch.context() as patched:
        patched.setattr(files, "replace", dying)
        with pytest.raises(KeyboardInterrupt):
            create()
    with pytest.raises(NoMeetingError):
        Folder(path).read()
    create()
    sheets = {key: Sheet() for key in ("group", *made.settings.members)}
    assert read(Folder(path)) == Meeting(made.settings, made.checklist, sheets)
    assert all(verify_end_mark((path / name).read_bytes()) for name in OURS - {"checklist.toml"})


def test_a_folder_whose_entry_is_not_confirmed_is_not_said_to_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "sync_folder", refused(errno.EIO))
    with pytest.raises(NotSavedError):
        files.make_folder(tmp_path / "meeting")


def test_a_ledger_that_cannot_be_read_leaves_no_doubt_on_what_refers_to_it(tmp_path: Path) -> None:
    make_sample(tmp_path / "sample", DAY)
    source = Folder(tmp_path / "sample")
    whole = (source.path / "opinions.toml").read_text()
    assert [fault for fault in source.read().faults if fault.severity != "notice"] == []
    (source.path / "opinions.toml").write_text("§\n" + whole)
    fault, *more = (fault for fault in source.read().faults if fault.severity != "notice")
    assert (fault.file, fault.hides_file) == ("opinions.toml", True)
    assert [one.fault for one in source.read().losses] == more
    assert "only in the broken file" in more[0].problem, "it was not cut: someone was at it"
    meeting = read(source)
    key, one = next((key, one) for key, one in meeting.sheet("group").outline.problems.items() if one.answers)
    source.apply(change_record(meeting, KINDS["problem"], key, {"text": "改写"}, "group"))
    kept = read(source).sheet("group").outline.problems[key]
    assert (kept.text, kept.answers) == ("改写", one.answers), (
        "what refers to it is worked on, and keeps what it refers to"
    )
