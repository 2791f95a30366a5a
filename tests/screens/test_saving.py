"""What is keyed is saved, whatever comes between: leaving at once, a slow folder, a lock, one that is away."""

import asyncio
import errno
import re
import threading
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from checklists.base.errors import NotSavedError, describe_system_error
from checklists.base.language import LANGUAGES, Language, set_language
from checklists.edits.change import join_edits
from checklists.edits.marks import mark_duty
from checklists.store import files
from checklists.store.assembling import Reading
from checklists.store.folder import Folder, Saved
from tests.builders import copy_sample
from tests.screens.conftest import TODAY, Driver, Open, asks
from tests.screens.drafting import TEXT, corrected, opened
from tui.drafts.meant import MeantScreen
from tui.meeting import screen as meeting_screen
from tui.meeting.screen import MeetingScreen

ITEM = "chair-script"
OTHER = "sign-off"


def mark_outside(folder: Path, item: str, status: str) -> None:
    other = Folder(folder)
    found = other.read().meeting
    assert found is not None
    other.apply(mark_duty(found, "group", item, status=status))


def hold_writers(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Hold whoever saves until the event is set."""
    opened = threading.Event()
    apply = Folder.apply

    def held(folder: Folder, *args: object, **named: object) -> Saved:
        assert opened.wait(30)
        return apply(folder, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Folder, "apply", held)
    return opened


def is_left(app: Driver) -> bool:
    return app.app._exit


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_right_after_a_key_saves_what_it_changed(
    key: str, sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(sample) as app:
        await app.go_to(ITEM)
        opened = hold_writers(monkeypatch)
        app.app.simulate_key("space")
        app.app.simulate_key(key)
        await app.wait_until(lambda: app.app.session is not None and app.app.session.turns.is_saving)
        assert not is_left(app)
        opened.set()
        await app.wait_until(lambda: is_left(app))
        assert app.mark(ITEM).status == "doing"


async def test_leaving_waits_for_all_that_wait_for_their_turn_and_says_so(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(sample) as app:
        session = app.screen.session
        opened = hold_writers(monkeypatch)
        saves = [
            asyncio.create_task(session.save(partial(mark_duty, subject="group", item_id=item, status="doing")))
            for item in (ITEM, OTHER)
        ]
        await app.wait_until(lambda: session.turns.is_saving)
        await app.press("ctrl+q")
        await app.wait_until(lambda: "Saving…" in app.text)
        assert not is_left(app)
        opened.set()
        await app.wait_until(lambda: is_left(app))
        await asyncio.gather(*saves)
        assert [app.mark(item).status for item in (ITEM, OTHER)] == ["doing", "doing"]


async def test_an_edit_that_hangs_on_a_lock_is_said_and_the_app_stays(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LOCK_SECONDS", 1)
    async with drive(sample) as app:
        await app.go_to(ITEM)
        with files.lock_folder(sample):
            app.app.simulate_key("space")
            app.app.simulate_key("ctrl+q")
            await app.wait_until(lambda: "someone else has been saving" in app.text)
        assert not is_left(app)
        await app.press("space")
        assert app.mark(ITEM).status == "doing"
        await app.press("ctrl+q")
        await app.wait_until(lambda: is_left(app))


async def test_a_folder_slower_than_the_poll_is_followed_all_the_same(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting_screen, "POLL_SECONDS", 0.05)
    ticked = threading.Condition()
    ticks = inside = most = waiting = 0
    look, read = MeetingScreen.look_at_disk, Folder.read

    def counted(screen: MeetingScreen) -> None:
        nonlocal ticks, waiting
        waiting = max(waiting, len(screen.session.turns.running))
        with ticked:
            ticks += 1
            ticked.notify_all()
        look(screen)

    def slow(folder: Folder) -> Reading:
        """Take as long as three ticks; only where the app itself reads."""
        nonlocal inside, most
        if threading.current_thread() is threading.main_thread():
            return read(folder)
        inside += 1
        most = max(most, inside)
        with ticked:
            until = ticks + 3
            ticked.wait_for(lambda: ticks >= until, 30)
        inside -= 1
        return read(folder)

    monkeypatch.setattr(MeetingScreen, "look_at_disk", counted)
    async with drive(sample) as app:
        monkeypatch.setattr(Folder, "read", slow)
        mark_outside(sample, OTHER, "doing")
        await app.wait_until(lambda: app.readiness.meeting.mark("group", OTHER).status == "doing")
        assert most == 1
        assert waiting <= 2, "no tick queues behind another; beside it only the sweeping at opening"
        monkeypatch.setattr(Folder, "read", read)


async def test_an_edit_that_nobody_waits_for_any_more_is_shown(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(sample) as app:
        session = app.screen.session
        opened = hold_writers(monkeypatch)
        caller = asyncio.create_task(session.save(lambda found: mark_duty(found, "group", ITEM, status="doing")))
        await app.wait_until(lambda: session.turns.is_saving)
        caller.cancel()
        await asyncio.wait([caller])
        opened.set()
        await app.wait_until(lambda: app.readiness.meeting.mark("group", ITEM).status == "doing")
        await app.press("u")
        assert app.mark(ITEM).status == "todo"


async def test_a_folder_that_cannot_be_read_for_a_while_is_said_and_recovers(sample: Path, drive: Open) -> None:
    away = sample.with_name("away")
    async with drive(sample, size=(240, 40)) as app:  # the sentence holds the path, however long it is here
        sample.rename(away)
        sample.symlink_to(sample)
        await app.wait_until(lambda: "cannot be read" in app.text)
        assert "This is how it was last" in app.text
        await app.press("f5")
        assert "cannot be read" in app.text
        await app.go_to(ITEM)
        await app.press("space")
        assert "Not saved" in app.text
        sample.unlink()
        away.rename(sample)
        await app.wait_until(lambda: "can be read again" in app.text)
        await app.press("space")
        assert app.mark(ITEM).status == "doing"


async def test_an_undo_that_does_not_fit_is_given_up_and_the_next_takes_the_one_before(
    sample: Path, drive: Open
) -> None:
    async with drive(sample) as app:
        await app.go_to(OTHER)
        was = app.mark(OTHER).status
        await app.press("space")
        assert app.mark(OTHER).status != was
        await app.go_to(ITEM)
        await app.press("space")
        mark_outside(sample, ITEM, "returned")
        await app.press("u")
        assert "changed by someone else" in app.text
        await app.press("u")
        assert app.mark(OTHER).status == was
        assert app.mark(ITEM).status == "returned"


async def test_an_edit_that_was_cut_off_is_completed_at_opening_and_told(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Folder(sample)
    found = source.read().meeting
    assert found is not None
    keys = ("m02", "m03")
    edit = join_edits([mark_duty(found, key, "notify-members", note="both") for key in keys], "for both")
    put = files.put

    def dying(staged: files.Staged) -> None:
        if staged.path.name == "m03.toml":
            raise KeyboardInterrupt
        put(staged)

    with monkeypatch.context() as patched:
        patched.setattr(files, "put", dying)
        with pytest.raises(KeyboardInterrupt):
            source.apply(edit)
    async with drive(sample) as app:
        await app.wait_until(lambda: "cut off and has been completed: for both" in app.text)
        assert [app.readiness.meeting.mark(key, "notify-members").note for key in keys] == ["both", "both"]
        assert [app.mark("notify-members", key).note for key in keys] == ["both", "both"]


async def test_whatever_is_saved_where_the_disk_does_not_confirm_it_is_never_called_saved(
    sample: Path, tmp_path: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(TEXT, encoding="utf-8")
    words = "Stored, not confirmed"

    def refuse(_folder: Path) -> None:
        raise OSError(errno.EIO, "x")

    async with drive(sample, size=(240, 40)) as app:
        screen = await opened(app, draft)
        await app.press("n", "home")
        monkeypatch.setattr(files, "sync_folder", refuse)
        await app.press("w")
        app.app.screen.query_one("#reason", TextArea).text = "as it must be"
        await corrected(app, screen, "ctrl+s")
        assert words in app.text
        assert app.on_disk.sheet("m09").outline.meant_so
        await app.press("M")
        await app.wait_until(lambda: isinstance(app.app.screen, MeantScreen))
        await app.press("r")
        await app.wait_until(lambda: not app.on_disk.sheet("m09").outline.meant_so)
        await app.wait_until(lambda: words in app.text)
        await app.press("escape", "escape")
        await app.wait_until(lambda: app.app.screen is app.screen)

        async def told(sentence: str) -> None:
            """Wait for it, and take the line away for the next."""
            await app.wait_until(lambda: app.app.screen is app.screen and words in app.text)
            assert sentence not in app.text
            app.screen.say("")

        opinions = app.on_disk.ledgers.opinions.opinions
        await app.press("3", "t", "i")
        app.app.screen.query_one("#field-text", TextArea).text = "added"
        await app.press("ctrl+s")
        await told("Saved")
        assert len(app.on_disk.ledgers.opinions.opinions) == len(opinions) + 1
        await app.press("d")
        await told("Deleted")
        assert len(app.on_disk.ledgers.opinions.opinions) == len(opinions)
        await app.go_to(ITEM)
        await app.press("space")
        await told("Saved")
        assert app.mark(ITEM).status == "doing"
        await app.press("w")
        app.app.screen.query_one("#reason", TextArea).text = "x"
        app.app.screen.query_one("#by", Input).value = "x"
        await app.press("ctrl+s")
        await told("Saved")
        await app.press("w")
        await told("No longer waived")
        assert app.mark(ITEM).status == "todo"
        await app.press("u")
        await told("Undone")
        for key, field in (("comma", "#theme"), ("L", "#unit")):
            await app.press(key)
            app.app.screen.query_one(field, Input).value = "changed"
            await app.press("ctrl+s")
            await told("Saved")
        assert (app.on_disk.settings.theme, app.on_disk.settings.layout.unit) == ("changed", "changed")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_reason_and_the_file_are_read_at_80_columns_however_long_the_folder_is(
    language: Language, tmp_path: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("很长的文件夹名" * 10) / ("folder" * 30) / "20 26"
    folder.parent.mkdir(parents=True)
    copy_sample(folder, TODAY)

    def full(path: Path, _content: bytes) -> None:
        raise NotSavedError(path, reason)

    set_language(language)
    reason = describe_system_error(OSError(errno.ENOSPC, ""))
    async with drive(folder, size=(80, 24), language=language) as app:
        await app.go_to(ITEM)
        monkeypatch.setattr(files, "stage", full)
        await app.press("space")
        (status,) = (line for line in app.text.split("\n") if reason in line)
        assert "group.toml" in status
        await app.press("n", "x", "ctrl+s")
        await app.wait_until(lambda: asks(app.app.screen, "evidence"))
        await app.settle()
        place = app.app.screen.query_one("#dialog-error").region
        box = "".join(re.sub(r"[\s│┃▌▐▊▎]", "", line) for line in app.text.split("\n")[place.y : place.bottom])
        assert reason.replace(" ", "") in box
        assert "group.toml" in box
        assert "/2026" in box, "the end of the folder, which one knows it by"
