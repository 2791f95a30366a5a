"""The history and the kept copies on the screen: keys are pressed, files read back."""

import os
from pathlib import Path

import pytest

from checklists.edits.marks import mark_duty
from checklists.edits.records import add_record
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.builders import change_settings
from tests.screens.conftest import Driver, Open
from tui.forms.dialog import Confirm
from tui.history.kept import KeptScreen
from tui.history.screen import HistoryScreen
from tui.widgets.filter_line import FilterLine

ITEM = "chair-script"
"""An item of the group that is marked by hand."""


def on_disk(folder: Path) -> Meeting:
    meeting = Folder(folder).read().meeting
    assert meeting is not None
    return meeting


def note(folder: Path, text: str, subject: str = "group", item: str = ITEM) -> None:
    source = Folder(folder)
    source.apply(mark_duty(on_disk(folder), subject, item, note=text))


async def opened(app: Driver, key: str, kind: type) -> None:
    await app.press(key)
    await app.wait_until(lambda: isinstance(app.app.screen, kind))
    await app.settle()


async def history(app: Driver) -> HistoryScreen:
    await opened(app, "H", HistoryScreen)
    screen = app.app.screen
    assert isinstance(screen, HistoryScreen)
    await app.wait_until(lambda: screen.events)
    await app.settle()
    return screen


async def kept(app: Driver) -> KeptScreen:
    await opened(app, "K", KeptScreen)
    screen = app.app.screen
    assert isinstance(screen, KeptScreen)
    await app.wait_until(lambda: screen.shown_copies)
    await app.settle()
    assert "+# by hand" in screen.detail().plain.splitlines()
    return screen


async def test_undo_goes_on_to_what_was_done_before_this_session_after_a_question(sample: Path, drive: Open) -> None:
    was = on_disk(sample).mark("group", ITEM)
    note(sample, "yesterday's mistake")
    async with drive(sample) as app:
        await app.go_to(ITEM)
        await app.press("space")
        assert app.mark(ITEM).status != was.status
        await app.press("u")
        assert app.mark(ITEM).status == was.status
        await app.press("u")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.settle()
        assert "yesterday's mistake" in app.text
        await app.press("escape")
        assert app.mark(ITEM).note == "yesterday's mistake"
        await app.press("u")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("y")
        await app.wait_until(lambda: app.mark(ITEM).note == was.note)
        await app.settle()
        assert "Undone" in app.text
        await app.press("ctrl+r")
        assert app.mark(ITEM).note == "yesterday's mistake"
        await app.press("u")
        assert app.mark(ITEM).note == was.note, "made again here, so it is this session's own"
        await app.press("u")
        await app.wait_until(lambda: "nothing to undo" in app.text)


async def test_an_earlier_edit_whose_place_was_changed_since_is_not_undone(sample: Path, drive: Open) -> None:
    note(sample, "mine")
    path = sample / "group.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"mine"', '"theirs"'), encoding="utf-8")
    async with drive(sample) as app:
        await app.press("u")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("y")
        await app.wait_until(lambda: "changed by someone else" in app.text)
        assert app.mark(ITEM).note == "theirs"


async def test_the_history_of_a_duty_shows_before_and_after_and_takes_one_edit_back(sample: Path, drive: Open) -> None:
    note(sample, "first")
    note(sample, "second")
    async with drive(sample) as app:
        await app.go_to(ITEM)
        screen = await history(app)
        assert [event.state for event in screen.events] == ["done", "done"]
        assert "before: first" in app.text
        assert "after:  second" in app.text
        await app.press("j", "u")
        await app.wait_until(lambda: "changed by someone else" in app.text)
        assert app.mark(ITEM).note == "second", "the older one was changed since"
        await app.press("k", "u")
        await app.wait_until(lambda: app.mark(ITEM).note == "first")
        await app.wait_until(lambda: len(screen.events) == 3)
        await app.settle()
        assert "[taken back]" in app.text
        await app.press("escape")
        assert app.app.screen is app.screen
        shown = app.readiness.duty("group", ITEM)
        assert shown is not None
        assert shown.mark.note == "first"
        await app.press("u")
        assert app.mark(ITEM).note == "second", "taking back is undone like any edit"


async def test_what_someone_else_took_back_meanwhile_is_not_taken_back_again(sample: Path, drive: Open) -> None:
    was = on_disk(sample).mark("group", ITEM).note
    note(sample, "mistake")
    async with drive(sample) as app:
        await history(app)
        note(sample, was)
        await app.press("u")
        await app.wait_until(lambda: "It is so already" in app.text)
        await app.press("escape")
        assert not app.screen.session.can_undo
        assert app.mark(ITEM).note == was


async def test_two_sessions_take_back_each_their_own(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to(ITEM)
        before = app.mark(ITEM).status
        await app.press("space")
        note(sample, "theirs")
        await app.press("u")
        assert (app.mark(ITEM).status, app.mark(ITEM).note) == (before, "theirs")
        screen = await history(app)
        states = [event.state for event in screen.events]
        assert states == ["done", "done", "undone"]


async def test_the_whole_history_is_filtered_and_read(sample: Path, drive: Open) -> None:
    note(sample, "eins")
    note(sample, "zwei " + "lang " * 400)
    source = Folder(sample)
    source.apply(add_record(on_disk(sample), KINDS["opinion"], {"text": "drei", "about": ["m02"]})[1])
    async with drive(sample) as app:
        screen = await history(app)
        assert len(screen.shown_events) == 3
        await app.press("slash")
        await app.type("zwei")
        await app.wait_until(lambda: len(screen.shown_events) == 1)
        await app.press("x")
        assert "Nothing here matches the filter." in app.text
        await app.press("backspace")
        assert len(screen.shown_events) == 1
        assert "Nothing here" not in app.text
        await app.press("enter", "enter")
        assert app.app.focused is screen.query_one("#browse-detail")
        await app.press("escape")
        assert screen.query_one(FilterLine).value == ""
        await app.wait_until(lambda: len(screen.shown_events) == 3)
        await app.press("escape")
        assert app.app.screen is app.screen


async def test_more_is_read_when_the_cursor_comes_to_the_last(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.history.screen.PAGE", 3)
    for number in range(7):
        note(sample, f"number {number}")
    async with drive(sample) as app:
        screen = await history(app)
        assert len(screen.events) == 3
        await app.press("G")
        await app.wait_until(lambda: len(screen.events) == 6)
        await app.settle()
        await app.press("G")
        await app.wait_until(lambda: len(screen.events) == 7)
        await app.settle()
        assert "after:  number 1" in app.text, "the cursor stays where it was"


async def test_a_member_sees_only_their_part_of_the_history(sample: Path, drive: Open) -> None:
    source = Folder(sample)
    for critic, other, text in (("m02", "m01", "of the viewer"), ("m01", "m02", "by the viewer")):
        source.apply(add_record(on_disk(sample), KINDS["criticism"], {"to": other, "text": text}, critic)[1])
    async with drive(sample, me="m01") as app:
        app.screen.action_history()
        await app.wait_until(lambda: isinstance(app.app.screen, HistoryScreen))
        screen = app.app.screen
        assert isinstance(screen, HistoryScreen)
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is app.screen)
        found = await app.screen.session.history(screen.about.__class__(), 0, 9)
        assert [event.entry.changes[0].after["text"] for event in found if event.entry] == ["by the viewer"]
        await app.press("K")
        assert app.app.screen is app.screen


async def test_hostile_text_is_shown_as_it_is(sample: Path, drive: Open) -> None:
    note(sample, "[/] [red]x[/red] [@click=app.bell]y[/] \x1b[2J")
    with (sample / "history.jsonl").open("ab") as journal:
        journal.write(b"torn\n")
    async with drive(sample, size=(80, 24), language="zh") as app:
        await app.go_to(ITEM)
        await app.press("escape")
        screen = await history(app)
        assert [event.state for event in screen.events] == ["torn", "done"]
        await app.press("j")
        assert "[/] [red]x[/red] [@click=app.bell]y[/]" in app.text
        assert "\x1b" not in app.text


async def test_a_kept_copy_is_compared_put_back_and_that_undone(sample: Path, drive: Open) -> None:
    path = sample / "group.toml"
    path.write_bytes(path.read_bytes() + b"# by hand\n")
    was = on_disk(sample).mark("group", ITEM).note
    note(sample, "newer")
    async with drive(sample) as app:
        screen = await kept(app)
        await app.press("slash", "#")
        assert "Nothing here matches the filter." in app.text
        await app.press("escape", "r")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("y")
        await app.wait_until(lambda: app.mark(ITEM).note == was)
        await app.wait_until(lambda: app.app.screen is screen)
        await app.wait_until(lambda: len(screen.shown_copies) == 2)
        await app.press("escape", "u")
        assert app.mark(ITEM).note == "newer"
        os.truncate(sample / "kept" / screen.shown_copies[0].copy.name, 64 << 20)
        await opened(app, "K", KeptScreen)
        await app.wait_until(lambda: "it cannot be read: it is larger than" in app.text)
        assert app.text.count("group.toml") == 2, "the other one is listed all the same"


async def test_a_meeting_that_cannot_be_opened_is_mended_from_a_copy(sample: Path, drive: Open) -> None:
    path = sample / "meeting.toml"
    path.write_bytes(path.read_bytes() + b"# by hand\n")
    source = Folder(sample)
    meeting = on_disk(sample)
    settings = meeting.settings.model_copy(update={"theme": "new"})
    source.apply(change_settings(meeting, settings))
    path.write_bytes(b"unit = [")
    async with drive(sample) as app:
        screen = await kept(app)
        await app.press("r")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("y")
        await app.wait_until(lambda: Folder(sample).read().meeting is not None)
        await app.wait_until(lambda: app.app.screen is screen)
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen.__class__.__name__ == "MeetingScreen")
        assert app.on_disk.settings == meeting.settings
