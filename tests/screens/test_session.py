"""A session: every edit that was asked for is stored, noted and can be undone, whoever stops waiting for it."""

import asyncio
import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from checklists.base.errors import HuiqianError, LockedError, NotConfirmedError, NotSavedError, UsageError
from checklists.edits.change import Edit, join_edits
from checklists.edits.marks import mark_duty
from checklists.model.meeting import Meeting
from checklists.store import files
from checklists.store.assembling import Reading
from checklists.store.folder import Folder
from checklists.store.reading import FolderReader
from tests.builders import a_folder, read
from tests.history.histories import note, states
from tui.base.session import Session, open_session

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_folder(tmp_path / "meeting").path


def noting(text: str, *subjects: str) -> Callable[[Meeting], Edit]:
    return lambda meeting: join_edits(
        [mark_duty(meeting, key, "reading", note=text) for key in subjects or ("m01",)], f"note {text}"
    )


def found(path: Path, subject: str = "m01") -> str:
    return read(Folder(path)).mark(subject, "reading").note


class Gate:
    """Holds the threads that write until it is opened, and tells when one has come."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.opened = threading.Event()
        self.inside = self.most = 0
        self._come = threading.Semaphore(0)
        original = getattr(Folder, name)

        def gated(folder: Folder, *args: object, **named: object) -> object:
            self.inside += 1
            self.most = max(self.most, self.inside)
            self._come.release()
            assert self.opened.wait(30)
            try:
                return original(folder, *args, **named)
            finally:
                self.inside -= 1

        monkeypatch.setattr(Folder, name, gated)

    async def come(self) -> None:
        assert await asyncio.to_thread(self._come.acquire, timeout=30)


async def test_what_is_stored_but_not_confirmed_can_be_undone_and_made_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(path)

    def refuse(_folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(files, "sync_folder", refuse)
        for step, expected in (
            (lambda: session.save(noting("x", "m01", "m02")), "x"),
            (session.undo, ""),
            (session.redo, "x"),
        ):
            with pytest.raises(NotConfirmedError):
                await step()
            assert (found(path), found(path, "m02")) == (expected, expected)
            assert session.reading.meeting == read(Folder(path))
    assert session.can_undo
    assert await session.undo()
    assert found(path) == ""


async def test_an_edit_whose_caller_is_cancelled_is_stored_shown_and_undone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(path)
    with monkeypatch.context() as patched:
        gate = Gate(patched, "apply")
        caller = asyncio.create_task(session.save(noting("x")))
        await gate.come()
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        next_one = asyncio.create_task(session.save(noting("y", "m02")))
        assert session.turns.is_saving is True
        gate.opened.set()
        await next_one
        assert gate.most == 1, "the turn was held until the first was through"
    assert session.reading.meeting is not None
    assert session.reading.meeting.mark("m01", "reading").note == "x"
    assert await session.turns.finish() is None
    await session.undo()
    await session.undo()
    assert (found(path), found(path, "m02"), session.can_undo) == ("", "", False)


async def test_an_edit_that_was_cancelled_while_it_waited_is_stored_and_finish_waits_for_all(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(path)
    gate = Gate(monkeypatch, "apply")
    callers = [asyncio.create_task(session.save(noting(f"n{number}", f"m0{number}"))) for number in (1, 2, 3)]
    await gate.come()
    callers[1].cancel()
    leaving = asyncio.create_task(session.turns.finish())
    await asyncio.wait([callers[1]])
    assert not leaving.done()
    gate.opened.set()
    assert await leaving is None
    assert [found(path, f"m0{number}") for number in (1, 2, 3)] == ["n1", "n2", "n3"]
    assert session.turns.take_untold() == []


async def test_what_went_wrong_after_its_caller_was_cancelled_is_told_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(path)
    with monkeypatch.context() as patched:
        gate = Gate(patched, "apply")
        caller = asyncio.create_task(session.save(noting("x")))
        await gate.come()
        caller.cancel()
        await asyncio.wait([caller])
        (path / "members" / "m01.toml").write_bytes(b"x = [")
        gate.opened.set()
        assert isinstance(await session.turns.finish(), HuiqianError)
    assert ["members/m01.toml" in str(error) for error in session.turns.take_untold()] == [True]
    assert session.turns.take_untold() == []


async def test_finish_says_of_a_lock_that_is_held_too_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LOCK_SECONDS", 0)
    session = open_session(path)
    with files.lock_folder(path):
        caller = asyncio.create_task(session.save(noting("x")))
        await asyncio.sleep(0)
        assert isinstance(await session.turns.finish(), LockedError)
        with pytest.raises(LockedError):
            await caller
    assert await session.turns.finish() is None


async def test_reading_is_one_thread_at_a_time_even_where_each_reader_gives_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(path)
    note(Folder(path), "outside")
    gate = Gate(monkeypatch, "read")
    for _tick in range(3):
        reader = asyncio.create_task(session.refresh())
        await asyncio.sleep(0)
        reader.cancel()
    await gate.come()
    last = asyncio.create_task(session.refresh())
    gate.opened.set()
    await last
    assert gate.most == 1
    assert session.reading.meeting is not None
    assert session.reading.meeting.mark("m01", "reading").note == "outside"


async def test_an_edit_that_does_not_fit_any_more_does_not_block_those_before_it(path: Path) -> None:
    session = open_session(path)
    await session.save(noting("first", "m02"))
    await session.save(noting("second", "m01"))
    sheet = path / "members" / "m01.toml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("second", "theirs"), encoding="utf-8")
    with pytest.raises(UsageError, match="someone else"):
        await session.undo()
    assert (await session.undo() or Edit((), "")).meaning == "note first"
    assert (found(path), found(path, "m02")) == ("theirs", "")
    assert not session.can_undo
    assert await session.find_last_edit() is None, "nor is it offered again from the history"


async def test_a_redo_that_does_not_fit_any_more_is_given_up_too(path: Path) -> None:
    session = open_session(path)
    await session.save(noting("x"))
    await session.undo()
    note(Folder(path), "theirs")
    with pytest.raises(UsageError, match="someone else"):
        await session.redo()
    assert await session.redo() is None
    assert found(path) == "theirs"


async def test_a_refusal_of_the_system_leaves_the_edit_to_be_undone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(path)
    await session.save(noting("x"))

    def full(target: Path, _content: bytes) -> None:
        raise NotSavedError(target, "the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(files, "stage", full)
        with pytest.raises(NotSavedError):
            await session.undo()
    assert await session.undo()
    assert found(path) == ""


async def test_undo_leaves_what_someone_else_had_done_already(path: Path) -> None:
    session = open_session(path)
    edit = noting("same", "m01", "m02")(read(Folder(path)))
    note(Folder(path), "same", "m01")
    await session.save(lambda _meeting: edit)
    await session.undo()
    assert (found(path, "m01"), found(path, "m02")) == ("same", "")
    await session.redo()
    await session.undo()
    assert (found(path, "m01"), found(path, "m02")) == ("same", "")
    assert not session.can_undo


async def test_an_edit_that_someone_else_made_whole_is_no_step_of_undo(path: Path) -> None:
    session = open_session(path)
    edit = noting("same")(read(Folder(path)))
    note(Folder(path), "same")
    await session.save(lambda _meeting: edit)
    assert not session.can_undo
    assert states(Folder(path)) == ["done"]


async def test_where_nothing_can_be_read_the_refusal_is_told_and_the_last_state_kept(path: Path) -> None:
    session = open_session(path)
    before = session.reading
    path.rename(path.with_name("away"))
    with pytest.raises(NotSavedError):
        await session.save(noting("x"))
    assert session.reading is before
    path.with_name("away").rename(path)
    await session.save(noting("x"))
    assert found(path) == "x"


async def test_two_sessions_and_other_folders_of_one_process_keep_every_edit(path: Path) -> None:
    sessions = [open_session(path), open_session(path)]
    subjects = ("m01", "m02")

    async def work(session: Session, subject: str) -> None:
        for number in range(15):
            await session.save(noting(f"{subject}-{number}", subject))
            await session.refresh()
        for _number in range(5):
            await session.undo()

    def beside() -> None:
        other = Folder(path)
        for number in range(15):
            other.apply(mark_duty(read(other), "m03", "reading", note=f"m03-{number}"))

    await asyncio.gather(
        *(work(session, subject) for session, subject in zip(sessions, subjects, strict=True)),
        asyncio.to_thread(beside),
    )
    assert [found(path, key) for key in ("m01", "m02", "m03")] == ["m01-9", "m02-9", "m03-14"]
    events = states(Folder(path))
    assert (len(events), events.count("done"), events.count("undone")) == (55, 45, 10)
    for session in sessions:
        await session.refresh()
        assert session.reading.meeting == read(Folder(path))


async def test_one_folder_is_one_threads_at_a_time_whoever_shares_it(path: Path) -> None:
    shared = Folder(path)
    reading: Reading = shared.read()
    sessions = [Session(shared, reading), Session(shared, reading)]

    async def work(session: Session, subject: str) -> None:
        for number in range(10):
            await session.save(noting(f"{number}", subject))
            await session.refresh()

    await asyncio.gather(work(sessions[0], "m01"), work(sessions[1], "m02"))
    assert (found(path, "m01"), found(path, "m02")) == ("9", "9")
    for session, subject in zip(sessions, ("m01", "m02"), strict=True):
        for number in (8, 7):
            await session.undo()
            assert found(path, subject) == str(number)


async def test_only_one_thread_at_a_time_reads_a_shared_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = Folder(path)
    await asyncio.to_thread(note, shared, "elsewhere")
    first, second, going = threading.Event(), threading.Event(), threading.Event()
    read_now = FolderReader.load_all

    def gated(reader: FolderReader) -> bool:
        (second if first.is_set() else first).set()
        assert going.wait(30)
        return read_now(reader)

    monkeypatch.setattr(FolderReader, "load_all", gated)
    readers = [asyncio.create_task(asyncio.to_thread(shared.read)) for _number in range(2)]
    assert await asyncio.to_thread(first.wait, 30)
    assert not await asyncio.to_thread(second.wait, 0.2), "the other waits"
    going.set()
    assert len({id(reading) for reading in await asyncio.gather(*readers)}) == 1
