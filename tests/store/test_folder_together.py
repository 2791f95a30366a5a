"""An edit of several files: all of it or nothing, completed or told after a crash; and what was really made."""

import errno
import os
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checklists.base.errors import ConflictError, LockedError, NotSavedError, PartlySavedError, UnreadableError
from checklists.base.language import set_language
from checklists.edits.change import Change, Edit, join_edits
from checklists.edits.marks import mark_duty
from checklists.history import cutting
from checklists.model.file_names import HISTORY_FILE
from checklists.store import files, folder_files
from checklists.store.assembling import Reading
from checklists.store.decoding import read_file
from checklists.store.folder import Folder
from tests.builders import a_folder, read
from tests.history.histories import entries, note, states

KEYS = ("m01", "m02", "m03")


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    set_language("en")
    return a_folder(tmp_path / "meeting")


def all_three(source: Folder, text: str) -> Edit:
    return join_edits([mark_duty(read(source), key, "reading", note=text) for key in KEYS], "all three")


def notes(source: Folder) -> list[str]:
    """The notes as they are on disk; a reader may know better."""
    sheets = [read_file("", (source.path / "members" / f"{key}.toml").read_bytes())[0] for key in KEYS]
    return [sheet.marks["reading"].note if sheet and "reading" in sheet.marks else "" for sheet in sheets]


def shown(source: Folder) -> list[str]:
    """The notes as a reader sees them that comes anew."""
    meeting = read(Folder(source.path))
    return [meeting.mark(key, "reading").note for key in KEYS]


def sheets(source: Folder) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (source.path / "members" / f"{key}.toml" for key in KEYS)}


def put_back(before: dict[Path, bytes], *keys: str) -> None:
    """Make some sheets what they were, as a person, a sync tool or a power cut may."""
    for path, content in before.items():
        if path.stem in keys:
            path.write_bytes(content)


def tidied(source: Folder) -> tuple[str, bool] | None:
    """What a folder tells that is opened anew: which edit was not whole, and whether it is now."""
    found = Folder(source.path).tidy()
    return (found.meaning, found.is_completable) if found else None


def failing_for(name: str, dies: type[BaseException] = NotSavedError) -> Callable[[files.Staged], None]:
    """Return a replacement of `files.put` that fails for one file."""
    original = files.put

    def put(staged: files.Staged) -> None:
        if staged.path.name == name:
            raise NotSavedError(staged.path, "the disk reports an error") if dies is NotSavedError else dies
        original(staged)

    return put


def test_nothing_is_replaced_before_everything_is_staged(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    stage, put = files.stage, files.put

    def staging(path: Path, content: bytes) -> files.Staged:
        done.append("stage")
        return stage(path, content)

    def putting(staged: files.Staged) -> None:
        done.append("put")
        put(staged)

    monkeypatch.setattr(files, "stage", staging)
    monkeypatch.setattr(files, "put", putting)
    source.apply(all_three(source, "x"))
    assert done == ["stage"] * 3 + ["put"] * 3
    assert notes(source) == ["x"] * 3


@pytest.mark.parametrize("name", ["m01.toml", "m02.toml", "m03.toml"])
def test_where_one_cannot_be_replaced_the_others_are_put_back_byte_by_byte(
    source: Folder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    by_hand = b'# by hand\nformat = 1\n[marks.reading]\nnote = "mine"\n'
    (source.path / "members" / "m01.toml").write_bytes(by_hand)
    (source.path / "members" / "m02.toml").unlink()
    edit = all_three(source, "x")
    with monkeypatch.context() as patched:
        patched.setattr(files, "put", failing_for(name))
        with pytest.raises(NotSavedError, match=name):
            source.apply(edit)
    assert (source.path / "members" / "m01.toml").read_bytes() == by_hand
    assert not (source.path / "members" / "m02.toml").exists()
    assert states(source) == ["foreign"]
    source.apply(edit)
    assert notes(source) == ["x"] * 3
    assert states(source) == ["done", "foreign"]


def test_what_cannot_even_be_put_back_is_said_so_and_completed_by_the_next_edit(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = all_three(source, "x")
    replace = files.replace

    def stuck(path: Path, content: bytes) -> None:
        if path.name == "m01.toml":
            raise NotSavedError(path, "the disk reports an error")
        replace(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(files, "replace", stuck)
        patched.setattr(files, "put", failing_for("m03.toml"))
        with pytest.raises(PartlySavedError, match=r"m03\.toml") as caught:
            source.apply(edit)
    assert "as it was" not in str(caught.value)
    assert states(source) == ["partly"]
    assert notes(source) == ["x", "", ""]
    source.apply(edit)
    assert notes(source) == ["x", "x", "x"]
    assert states(source) == ["done"], "completed as it was begun, not made a second time"
    assert not list(source.path.rglob("*.tmp"))


def cut_off(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Die between two files."""
    with monkeypatch.context() as patched:
        patched.setattr(files, "put", failing_for("m02.toml", KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            source.apply(all_three(source, "x"))
    assert notes(source) == ["x", "", ""]


def test_a_cut_off_edit_is_completed_at_the_next_opening_and_told(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(source, monkeypatch)
    assert states(source) == ["partly"]
    other = Folder(source.path)
    assert other.read().has_errors
    assert tidied(other) == ("all three", True)
    assert [read(other).mark(key, "reading").note for key in KEYS] == ["x"] * 3
    assert not other.read().has_errors
    assert states(source) == ["done"]
    assert tidied(other) is None
    other.apply(entries(source)[0].edit().inverse(), undoes=entries(source)[0].id)
    assert notes(source) == [""] * 3
    assert states(source) == ["done", "undone"]


def test_a_cut_off_edit_is_completed_before_the_next_is_made(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off(source, monkeypatch)
    other = Folder(source.path)
    other.apply(mark_duty(read(other), "group", "notice", status="done"))
    assert notes(source) == ["x"] * 3
    assert states(source) == ["done", "done"]
    assert not list(source.path.rglob("*.tmp"))


def test_what_someone_put_back_is_told_and_nothing_is_guessed(source: Folder) -> None:
    before = sheets(source)
    source.apply(all_three(source, "x"))
    put_back(before, "m02", "m03")
    for _time in range(2):
        assert tidied(source) == ("all three", False)
        assert notes(source) == ["x", "", ""]
        assert states(source) == ["partly"]


def test_what_does_not_become_what_it_was_to_be_is_told_and_left(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(source, monkeypatch)
    path = source.path / HISTORY_FILE
    begun, after, end = path.read_bytes().rpartition(b'"after": "x"')
    assert after
    path.write_bytes(begun + b'"after": "someone wrote into the history"' + end)
    assert tidied(source) == ("all three", False)
    assert notes(source) == ["x", "", ""]
    assert states(source) == ["partly"]


def test_what_someone_wrote_since_is_not_replaced_when_the_rest_is_completed(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(source, monkeypatch)
    theirs = b'format = 1\n[marks.reading]\nnote = "theirs"\n'
    (source.path / "members" / "m02.toml").write_bytes(theirs)
    assert tidied(source) == ("all three", True)
    assert notes(source) == ["x", "theirs", "x"]
    assert (source.path / "members" / "m02.toml").read_bytes() == theirs


def test_an_edit_that_is_taken_for_whole_is_completed_where_a_power_cut_shows_that_it_was_not(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sheets(source)
    edit = all_three(source, "x")
    with monkeypatch.context() as patched:
        patched.setattr(files, "sync_folder", refuse_to_confirm)
        assert source.apply(edit).unconfirmed is not None
    put_back(before, "m02", "m03")
    assert shown(source) == ["x"] * 3
    assert tidied(source) == ("all three", True)
    assert notes(source) == ["x"] * 3
    assert tidied(source) is None


@pytest.mark.parametrize("why", ["full", "unreadable"])
def test_what_cannot_be_completed_now_holds_up_the_next_edit_and_is_completed_later(
    source: Folder, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    edit = mark_duty(read(source), "m01", "reading", status="done")
    cut_off(source, monkeypatch)
    begun = sheets(source)
    call = "stage" if why == "full" else "read"
    original = getattr(files, call)

    def refuse(path: Path, *more: Any) -> Any:
        if path.name == "m03.toml":
            raise NotSavedError(path, "the disk is full") if why == "full" else UnreadableError(path, "no permission")
        return original(path, *more)

    with monkeypatch.context() as patched:
        patched.setattr(files, call, refuse)
        with pytest.raises(NotSavedError, match=r"m03\.toml"):
            source.apply(edit)
        with pytest.raises((NotSavedError, UnreadableError), match=r"m03\.toml"):
            source.tidy()
    assert sheets(source) == begun
    assert states(source) == ["partly"]
    source.apply(edit)
    assert notes(source) == ["x"] * 3
    assert states(source) == ["done", "done"]


def test_cutting_the_history_completes_the_edit_that_it_tells_of_first(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(source, monkeypatch)
    cutting.cut(source.path, date(2000, 1, 1))
    assert notes(source) == ["x"] * 3
    assert states(source) == ["cut", "done"]


def every_file(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_reader_shows_a_cut_off_edit_whole_says_so_and_writes_nothing(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_of_before = Folder(source.path)
    one_of_before.read()
    cut_off(source, monkeypatch)
    before = every_file(source.path)
    for reader in (Folder(source.path), one_of_before):
        for _time in range(2):
            seen = reader.read()
            assert seen.meeting is not None
            assert [seen.meeting.mark(key, "reading").note for key in KEYS] == ["x"] * 3
            ((fault, severity),) = [(str(one), one.severity) for one in seen.faults]
            assert fault.startswith("members/m02.toml: the last edit (all three) was cut off before it had stored ")
            assert "members/m02.toml, members/m03.toml. It is shown whole here" in fault
            assert severity == "inconsistent"
        assert reader.read() is reader.read(), "what did not change is not read again"
    assert every_file(source.path) == before
    note(Folder(source.path), "next", "m02")
    assert one_of_before.read().faults == ()
    assert notes(source) == shown(source) == ["x", "next", "x"]


def test_a_reader_that_may_not_even_lock_shows_it_whole_too(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise LockedError(folder, PermissionError(errno.EACCES, ""))

    cut_off(source, monkeypatch)
    with monkeypatch.context() as patched:
        patched.setattr(files, "lock_folder", refuse)
        assert shown(source) == ["x"] * 3


def test_a_reader_does_not_take_a_writer_at_work_for_dead(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks between two files of an edit, and again amid its own reading."""
    put = files.put
    seen: list[Reading] = []
    reader = Folder(source.path)
    reader.read()

    def looked_at(staged: files.Staged) -> None:
        put(staged)
        if not looking.ident:
            looking.start()
            assert entered.wait(30)

    entered = threading.Event()
    locked = files.lock_folder

    def noticed(folder: Path) -> AbstractContextManager[None]:
        if threading.current_thread() is looking:
            entered.set()
        return locked(folder)

    looking = threading.Thread(target=lambda: seen.append(reader.read()))
    edit = all_three(source, "x")
    with monkeypatch.context() as patched:
        patched.setattr(files, "put", looked_at)
        patched.setattr(files, "lock_folder", noticed)
        source.apply(edit)
        looking.join(30)
    (found,) = seen
    assert found.faults == ()
    assert found.meeting is not None
    assert [found.meeting.mark(key, "reading").note for key in KEYS] == ["x"] * 3


def test_what_is_replaced_amid_reading_is_read_again(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first sheet was read before the edit, the last after it: without a second look that would be half."""
    edit = all_three(source, "x")
    left = [edit]
    load = folder_files.load

    def loading(path: Path, name: str, *more: Any, **options: Any) -> Any:
        if name == "members/m02.toml" and left:
            source.apply(left.pop())
        return load(path, name, *more, **options)

    reader = Folder(source.path)
    monkeypatch.setattr(folder_files, "load", loading)
    meeting = read(reader)
    assert [meeting.mark(key, "reading").note for key in KEYS] == ["x"] * 3
    assert not left


def test_of_an_edit_whose_rest_is_not_here_a_thorough_look_tells_what_to_do(source: Folder) -> None:
    before = sheets(source)
    source.apply(all_three(source, "x"))
    put_back(before, "m02", "m03")
    assert Folder(source.path).read().faults == ()
    (fault,) = Folder(source.path).read(is_thorough=True).faults
    assert "members/m02.toml, members/m03.toml is not here: it may not have arrived yet" in str(fault)
    assert shown(source) == ["x", "", ""]
    newest = entries(source)[0]
    source.apply(newest.edit().inverse(), undoes=newest.id)
    assert shown(source) == ["", "", ""]
    assert Folder(source.path).read(is_thorough=True).faults == ()


def refuse_to_confirm(_folder: Path) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_folder_that_confirms_nothing_still_stores_all(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = all_three(source, "x")
    with monkeypatch.context() as patched:
        patched.setattr(files, "sync_folder", refuse_to_confirm)
        saved = source.apply(edit)
    assert saved.unconfirmed is not None
    assert notes(source) == ["x"] * 3
    assert saved.entry is not None
    assert saved.entry.edit() == edit


def test_what_someone_else_did_already_is_neither_in_the_history_nor_taken_back(source: Folder) -> None:
    meeting = read(source)
    other = Folder(source.path)
    other.apply(mark_duty(meeting, "m01", "reading", note="same"))
    both = join_edits([mark_duty(meeting, key, "reading", note="same") for key in ("m01", "m02")], "both")
    saved = source.apply(both)
    assert saved.edit == both
    assert saved.entry is not None
    assert saved.entry.changes == both.changes[1:]
    assert list(saved.entry.digests) == ["members/m02.toml"]
    assert entries(source)[0].changes == both.changes[1:]
    source.apply(saved.entry.edit().inverse())
    assert notes(source) == ["same", "", ""]


def test_an_edit_that_is_made_already_leaves_even_a_hand_made_file_alone(source: Folder) -> None:
    meeting = read(source)
    by_hand = b'# by hand\nformat = 1\n[marks.reading]\nnote = "same"\n'
    (source.path / "members" / "m01.toml").write_bytes(by_hand)
    saved = source.apply(mark_duty(meeting, "m01", "reading", note="same"))
    found = saved.reading.meeting
    assert saved.entry is None
    assert found is not None
    assert found.mark("m01", "reading").note == "same"
    assert (source.path / "members" / "m01.toml").read_bytes() == by_hand
    assert not (source.path / "kept").exists()


def test_of_one_file_only_the_fields_that_were_changed_are_told(source: Folder) -> None:
    meeting = read(source)
    Folder(source.path).apply(mark_duty(meeting, "m01", "reading", status="doing"))
    entry = source.apply(mark_duty(meeting, "m01", "reading", status="doing", note="mine")).entry
    assert entry is not None
    assert entry.changes == (Change("members/m01.toml", ("marks", "reading", "note"), None, "mine"),)


def test_a_conflict_tells_which_edit_was_refused(source: Folder) -> None:
    note(source, "one")
    mine = mark_duty(read(source), "m01", "reading", note="mine")
    note(Folder(source.path), "theirs")
    with pytest.raises(ConflictError) as caught:
        source.apply_newest(lambda _meeting: mine)
    assert caught.value.edit == mine
