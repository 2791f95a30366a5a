"""Every system call of a write: killed there, or the call fails; the file is the old one or the new one."""

import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from checklists.edits.marks import mark_duty
from checklists.model.meeting import Meeting
from checklists.store.folder import Folder
from tests.builders import a_folder, read, settle
from tests.faults.tracing import Call, calls_in, skip_without_strace, traced
from tui.cli import main

BY_HAND = b'# laid out by hand\nformat = 1\n[opinions.o1]\ntext = "old"\nabout = ["m02"]\n'
EDIT = ("opinions", "edit", "{}", "o1", "--text", "new")


def folder_by_hand(path: Path) -> Folder:
    """Make a meeting whose ledger of opinions someone laid out by hand."""
    made = a_folder(path)
    (made.path / "opinions.toml").write_bytes(BY_HAND)
    settle(made.path)
    return made


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    skip_without_strace()
    return folder_by_hand(tmp_path / "0000")


def text_of(meeting: Meeting) -> str:
    return meeting.ledgers.opinions.opinions["o1"].text


def edited(path: Path) -> list[str]:
    return [part.format(path) for part in EDIT]


def mutating_calls(source: Folder, log: Path) -> list[Call]:
    """Make the edit once on a copy, and return the calls that change anything."""
    copy = source.path.with_name("9999")
    shutil.copytree(source.path, copy)
    assert traced(log, *edited(copy)).returncode == 0
    assert text_of(read(Folder(copy))) == "new"
    calls = [call for call in calls_in(log) if call.is_mutating]
    names = {call.name for call in calls}
    assert {"openat", "write", "fsync", "rename", "mkdir", "flock"} <= names, "the whole write was seen"
    return calls


def test_killed_at_every_system_call_of_a_write_the_file_is_old_or_new_and_the_next_writer_goes_on(
    source: Folder, tmp_path: Path
) -> None:
    calls = mutating_calls(source, tmp_path / "log")
    seen = []
    for number, call in enumerate(calls, 1):
        copy = tmp_path / f"{number:04}"
        shutil.copytree(source.path, copy)
        done = traced(tmp_path / "log", *edited(copy), inject=f"{call.name}:signal=KILL:when={call.ordinal}")
        assert done.returncode in {0, -9, 137}, done.stderr
        after = Folder(copy)
        found = after.read()
        assert not found.has_errors
        text = text_of(read(after))
        assert text == "new" or (text == "old" and "saved" not in done.stdout), call
        versions = {(copy / "opinions.toml").read_bytes(), *(one.read_bytes() for one in copy.glob("kept/*"))}
        assert BY_HAND in versions, "what someone wrote is there, in its place or kept"
        after.tidy()
        after.apply(mark_duty(read(after), "m03", "reading", status="done"))
        assert list(copy.rglob("*.tmp")) == []
        seen.append((done.returncode != 0, text))
    died = [text for is_dead, text in seen if is_dead]
    print(f"killed at {len(died)} of {len(calls)} calls: {died.count('old')} old, {died.count('new')} new")
    assert {"old", "new"} <= {*died}, "it died before and after"


FAULTS = {
    "fsync of the file, EIO": ("file", "fsync", "EIO", "old", "the disk reports an error"),
    "fsync of the file, ENOSPC": ("file", "fsync", "ENOSPC", "old", "the disk is full"),
    "fsync of the folder, EIO": ("folder", "fsync", "EIO", "new", "Stored, not confirmed"),
    "fsync of the folder, ENOSPC": ("folder", "fsync", "ENOSPC", "new", "Stored, not confirmed"),
    "rename, EIO": ("rename", "rename", "EIO", "old", "the disk reports an error"),
    "rename, EROFS": ("rename", "rename", "EROFS", "old", "the disk is read-only"),
    "write, EDQUOT": ("write", "write", "EDQUOT", "old", "your disk quota is used up"),
    "write, ENOSPC": ("write", "write", "ENOSPC", "old", "the disk is full"),
    "write, EIO": ("write", "write", "EIO", "old", "the disk reports an error"),
    "open, ENOSPC": ("open", "openat", "ENOSPC", "old", "the disk is full"),
    "flock, ENOLCK": ("lock", "flock", "ENOLCK", "old", "the file system gives no locks"),
    "flock, ENOSYS": ("lock", "flock", "ENOSYS", "old", "the file system gives no locks"),
    "flock, EOPNOTSUPP": ("lock", "flock", "EOPNOTSUPP", "old", "the file system gives no locks"),
    "fsync of the file, EINVAL": ("file", "fsync", "EINVAL", "old", "the file system does not support this"),
    "rename, EEXIST": ("rename", "rename", "EEXIST", "old", "cannot replace a file by a new one"),
    "flock, EIO": ("lock", "flock", "EIO", "old", "the disk reports an error"),
}  # fmt: skip
MARK = ("mark", "reading", "--member", "m01", "--note", "new")


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Call]:
    """The calls by which a sheet is replaced, found in a run in which nothing is tampered with."""
    skip_without_strace()
    folder = tmp_path_factory.mktemp("steps")
    source = folder_by_hand(folder / "0000")
    assert owned(source) == "old"
    assert traced(folder / "log", MARK[0], source.path, *MARK[1:]).returncode == 0
    calls = [call for call in calls_in(folder / "log") if call.is_mutating]
    opened = next(at for at, call in enumerate(calls) if call.name == "openat" and ".m01.toml." in call.line)
    renamed = next(at for at, call in enumerate(calls) if call.name == "rename" and ".m01.toml." in call.line)

    def first(name: str, after: int = 0) -> Call:
        return next(call for call in calls[after:] if call.name == name)

    return {
        "lock": first("flock"),
        "open": calls[opened],
        "write": first("write", opened),
        "file": first("fsync", opened),
        "rename": calls[renamed],
        "folder": first("fsync", renamed),
    }


def owned(source: Folder) -> str:
    """Make the sheet the program's own, so that a write is one file; calls are counted alike however slow it goes."""
    source.apply(mark_duty(read(source), "m01", "reading", note="old"))
    settle(source.path)
    return read(source).mark("m01", "reading").note


def one_line(stderr: str) -> str:
    assert stderr.startswith("huiqian: ")
    assert stderr.count("\n") == 1
    assert "Traceback" not in stderr
    return stderr


@pytest.mark.parametrize("fault", FAULTS)
def test_a_refused_system_call_is_told_in_a_line_and_leaves_the_old_file_or_the_new_one(
    fault: str, steps: dict[str, Call], source: Folder, tmp_path: Path
) -> None:
    step, name, code, expected, words = FAULTS[fault]
    assert owned(source) == "old"
    before = (source.path / "members" / "m01.toml").read_bytes()
    arguments = (MARK[0], source.path, *MARK[1:])
    done = traced(tmp_path / "log", *arguments, inject=f"{name}:error={code}:when={steps[step].ordinal}")
    (injected,) = (line for line in (tmp_path / "log").read_text().splitlines() if "(INJECTED)" in line)
    assert (".m01.toml." in injected) is (step in {"open", "rename"}), "it met the call that was meant"
    assert done.returncode == 4
    assert done.stdout == ""
    assert words in one_line(done.stderr)
    assert read(Folder(source.path)).mark("m01", "reading").note == expected
    assert ((source.path / "members" / "m01.toml").read_bytes() == before) is (expected == "old")
    assert list(source.path.rglob("*.tmp")) == []
    assert main([*map(str, arguments)]) == 0, "the same command again"


def of_new(path: Path) -> tuple[object, ...]:
    return "new", path.with_name("new"), "--unit", "u", "--title", "t", "--date", "2026-12-18"


def of_output(path: Path) -> tuple[object, ...]:
    return "summary", path, "--output", path.with_name("summary.txt")


def of_adding(path: Path) -> tuple[object, ...]:
    return "talks", "add", path, "--member", "m01", "--partner", "m02"


def of_several_files(path: Path) -> tuple[object, ...]:
    return "mark", path, "reading", "--all", "--status", "done"


WRITES = (of_new, of_output, of_adding, of_several_files)


@pytest.mark.parametrize(
    ("fault", "make"),
    [
        *product(("fsync:error=EIO", "write:error=ENOSPC", "rename:error=EIO"), WRITES),
        *product(("flock:error=ENOLCK",), (of_new, of_adding, of_several_files)),  # where it is put needs no lock
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_every_command_that_writes_tells_a_refusal_and_acknowledges_nothing(
    fault: str, make: Callable[[Path], tuple[object, ...]], source: Folder, tmp_path: Path
) -> None:
    which = ":when=1" if fault.startswith("write") else ""  # what is told goes to standard error by the same call
    done = traced(tmp_path / "log", *make(source.path), inject=fault + which)
    assert done.returncode == 4
    assert done.stdout == ""
    one_line(done.stderr)
    assert not (source.path.with_name("summary.txt")).exists()
    assert not (source.path.with_name("new")).exists(), "nothing half-made is left"
    assert list(tmp_path.rglob("*.tmp")) == []
    assert read(Folder(source.path)).ledgers.talks.talks == {}
