"""A full disk, a folder one may not write to, another user: nothing is acknowledged that is not stored."""

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checklists.edits.marks import mark_duty
from checklists.setup.samples import make_sample
from checklists.store.folder import Folder
from tests.builders import a_folder, read
from tests.faults.lives import NOBODY, End, Life, ends
from tests.faults.mounts import mounted, small_disk, why_no_tmpfs
from tests.screens.conftest import TODAY
from tests.terminal import HUIQIAN, Terminal

SECRET = "xyzzy" * 200
MARK = ("mark", ".", "reading", "--member", "m01", "--note", SECRET)
ADD = ("opinions", "add", ".", "opinion", "--about", "m01", "--text", SECRET)
BY_HAND = b'# by hand\nformat = 1\n[marks.notice]\nstatus = "doing"\n'
WRITES = (MARK, ADD, ("new", "inner", "--unit", "u", "--title", "t", "--date", "2026-12-18"))
READS = (("summary", "."), ("next", "."), ("opinions", "list", "."), ("summary", ".", "--format", "json"))
only_root = pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only root becomes another user")


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A meeting on a disk that has room for nothing more."""
    with small_disk(tmp_path / "small") as place:
        source = a_folder(place / "meeting")
        source.apply(mark_duty(read(source), "m01", "reading", note="old"))
        fill(place)
        yield source.path


def fill(place: Path, *, free: int = 0) -> None:
    """Leave so many pages free."""
    filler = place / "filler"
    with filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    if free:
        os.truncate(filler, (filler.stat().st_size // 4096 - free) * 4096)


def refused(end: End) -> None:
    assert end.status == 0
    assert end.codes == [4] * len(end.commands)
    assert end.out == b""
    lines = end.err.decode().splitlines()
    assert len(lines) == len(end.commands)
    assert all(line.startswith("huiqian: ") for line in lines)
    assert SECRET[:20] not in end.err.decode()


def works(end: End) -> None:
    assert (end.status, end.codes) == (0, [0] * len(end.commands))
    assert end.out.count(b"\n") >= len(end.commands)


def test_on_a_full_disk_nothing_is_acknowledged_and_reading_still_works(full: Path) -> None:
    before = contents(full)
    write, reads = ends(Life(WRITES, str(full)), Life(READS, str(full)))
    refused(write)
    assert b"the disk is full" in write.err
    works(reads)
    after = contents(full)
    assert {name: after[name] for name in after if not name.startswith("inner")} == before
    assert {path.name for path in (full / "inner").rglob("*")} <= {".lock", "members"}, "no meeting was begun"
    (full.parent / "filler").unlink()
    works(ends(Life(WRITES[:2], str(full)))[0])


def test_with_a_little_room_each_write_is_whole_or_refused(tmp_path: Path) -> None:
    frees = range(1, 17)
    marked = ("mark", ".", "notice", "--note", SECRET * 9)
    with contextlib.ExitStack() as disks:
        sources = []
        for free in frees:
            place = disks.enter_context(small_disk(tmp_path / f"small{free}"))
            source = a_folder(place / "meeting")
            (source.path / "group.toml").write_bytes(BY_HAND)
            fill(place, free=free)
            sources.append(source.path)
        told = ends(*(Life([marked], str(path)) for path in sources))
        for path, end in zip(sources, told, strict=True):
            (path.parent / "filler").unlink()
            is_saved = end.codes == [0]
            assert is_saved or end.codes == [4], end
            assert (read(Folder(path)).mark("group", "notice").note == SECRET * 9) is is_saved
            assert bool(end.out) is is_saved
            kept = {one.read_bytes() for one in path.glob("kept/*")}
            assert BY_HAND in {(path / "group.toml").read_bytes(), *kept}
    codes = [end.codes[0] for end in told]
    print(f"{len(frees)} disks with 1 to {frees[-1]} pages left: {codes}")
    assert {*codes} == {0, 4}


def contents(path: Path) -> dict[str, bytes]:
    return {str(one.relative_to(path)): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


@pytest.fixture
def open_source(tmp_path: Path) -> Folder:
    """A meeting that others may read, but not write."""
    source = a_folder(tmp_path / "meeting")
    source.apply(mark_duty(read(source), "m01", "reading", note="old"))
    for path in (source.path, *source.path.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return source


@only_root
def test_a_user_who_may_only_read_reads_and_is_refused_the_rest(open_source: Folder) -> None:
    before = contents(open_source.path)
    lives = [Life(work, str(open_source.path), NOBODY) for work in (WRITES, READS)]
    write, reads = ends(*lives)
    refused(write)
    assert write.err.count(b"you have no right to write here") == len(WRITES) - 1
    assert write.err.count(b"no permission") == 1, "where a folder is to be made"
    works(reads)
    assert contents(open_source.path) == before


@only_root
@pytest.mark.parametrize("closed", ["members", "opinions.toml", "members/m01.toml"])
def test_what_is_closed_to_a_user_costs_that_part_only(closed: str, open_source: Folder) -> None:
    if closed.startswith("opinions"):
        (open_source.path / closed).write_bytes(b'format = 1\n[opinions.o1]\ntext = "x"\n')
    path = open_source.path / closed
    path.chmod(0o700 if path.is_dir() else 0o600)
    commands = [("check", "."), ("summary", "."), ("next", ".")]
    end = ends(Life(commands, str(open_source.path), NOBODY))[0]
    assert (end.status, end.codes) == (0, [3, 3, 3]) or (end.codes[:2] == [3, 3] and end.status == 0)
    assert b"no permission" in end.out + end.err
    assert "成员1".encode() in end.out
    assert b"Traceback" not in end.err


@only_root
def test_what_is_closed_altogether_is_told_in_a_line(open_source: Folder) -> None:
    (open_source.path / "meeting.toml").chmod(0o600)
    commands = [("summary", "."), ("next", "."), MARK, ADD]
    end = ends(Life(commands, str(open_source.path), NOBODY))[0]
    assert (end.status, end.codes, end.out) == (0, [3] * 4, b"")
    assert end.err.count(b"\n") == 4
    assert end.err.count(b"no permission") == 4


def test_on_a_read_only_disk_nothing_is_acknowledged_and_reading_still_works(tmp_path: Path) -> None:
    if reason := why_no_tmpfs():
        pytest.skip(reason)
    source = a_folder(tmp_path / "meeting")
    source.apply(mark_duty(read(source), "m01", "reading", note="old"))
    before = contents(source.path)
    with (
        mounted(tmp_path / "view", "--bind", str(source.path)) as view,
        mounted(view, "-o", "remount,bind,ro", str(view)),
    ):
        write, reads = ends(Life(WRITES, str(view)), Life(READS, str(view)))
    refused(write)
    assert write.err.count(b"the disk is read-only") == len(WRITES)
    works(reads)
    assert contents(source.path) == before


def test_a_limit_on_files_is_a_refusal_like_a_full_disk(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting")
    end = ends(Life([MARK, ADD], str(source.path), file_limit=300))[0]
    refused(end)
    works(ends(Life([MARK, ADD], str(source.path)))[0])


def app_on(path: Path, state: Path, *, before: tuple[str, ...] = ()) -> Terminal:
    command = [*before, *HUIQIAN, "--lang", "en", "open", str(path), "--today", TODAY.isoformat()]
    return Terminal(command, environment={"HUIQIAN_STATE": str(state)})


def type_a_note(terminal: Terminal, note: str) -> None:
    """Open the form of a duty that is marked by hand, and type into it."""
    terminal.wait_for("Overview")
    terminal.type("6")
    terminal.wait_for("Prepare the script")  # the cursor is on the first duty that is marked by hand
    terminal.type("n")
    terminal.wait_for("Script, agenda and seating · Group")
    terminal.wait_for("Ctrl+S Save")
    terminal.type(*note)
    terminal.wait_for(note)


def stays_in_the_form(terminal: Terminal, words: str, room: Callable[[], None], path: Path) -> None:
    """Saving is refused and the form keeps what was typed; once there is room, saving again stores it."""
    note = "half a page typed with care"
    type_a_note(terminal, note)
    terminal.type("ctrl+s")
    terminal.wait_for(words)
    terminal.wait_for("Ctrl+S Save")
    assert note in terminal.text
    assert read(Folder(path)).mark("group", "chair-script").note == ""
    room()
    terminal.type("ctrl+s")
    terminal.wait_for("Saved: ")
    assert read(Folder(path)).mark("group", "chair-script").note == note


def test_on_a_full_disk_what_was_typed_stays_in_the_form(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", "600k") as place:
        make_sample(place / "meeting", TODAY)
        fill(place)
        with app_on(place / "meeting", tmp_path / "state") as terminal:
            stays_in_the_form(terminal, "the disk is full", (place / "filler").unlink, place / "meeting")
            terminal.type("q")
            assert terminal.end() == 0


@only_root
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed")
def test_in_a_folder_one_may_not_write_to_what_was_typed_stays_in_the_form(tmp_path: Path) -> None:
    make_sample(tmp_path / "meeting", TODAY)
    everything = [tmp_path / "meeting", *(tmp_path / "meeting").rglob("*")]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in everything}
    for path in everything:
        path.chmod(modes[path] & 0o500)

    def give_rights() -> None:
        for path in everything:
            path.chmod(modes[path])

    # root without the right to pass over modes is a user like any other, and can still load the program
    before = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    with app_on(tmp_path / "meeting", tmp_path / "state", before=before) as terminal:
        stays_in_the_form(terminal, "no right to write", give_rights, tmp_path / "meeting")
