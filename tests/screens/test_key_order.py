"""What arrives at once acts in its order: keys, pastes and clicks, also while a handler takes long."""

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandList, CommandPalette
from textual.screen import Screen
from textual.widgets import Button, Input, Select, TextArea

from checklists.store import files
from tests.screens.conftest import Driver, Open, asks
from tui.app import key_order
from tui.base.screen import SPEAKING
from tui.forms.help import HelpScreen
from tui.meeting.screen import MeetingScreen
from tui.settings.screen import SettingsScreen


def send(app: Driver, *typed: str | events.Event) -> None:
    """Let all of it arrive at once, as over a slow line."""
    driver = app.app._driver
    assert driver is not None
    for one in typed:
        event = one if isinstance(one, events.Event) else events.Key(one, one if len(one) == 1 else None)
        event.set_sender(app.app)
        driver.send_message(event)


def click(widget: Button) -> list[events.Event]:
    """Return what a click on it is made of."""
    x, y = widget.region.x + 1, widget.region.y
    return [kind(None, x, y, 0, 0, 1, False, False, False, x, y) for kind in (events.MouseDown, events.MouseUp)]


async def test_a_click_waits_for_the_letters_before_it(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        await app.press("n")
        dialog = app.app.screen
        assert asks(dialog, "evidence")
        before = dialog.query_one(TextArea).text
        send(app, *"xyzdd", *click(dialog.query_one("#accept", Button)))
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        await app.settle()
        assert app.mark("chair-script").note == before + "xyzdd"


async def test_a_paste_goes_where_the_keys_before_it_led(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        send(app, "n", events.Paste("粘贴的话"), "ctrl+s")
        await app.wait_until(lambda: app.mark("chair-script").note == "粘贴的话")


async def test_a_handler_that_hangs_holds_up_what_follows_once_and_loses_nothing(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_order, "KEY_SECONDS", 0.2)
    gate = asyncio.Event()
    async with drive(sample) as app:
        await app.press("6")
        app.screen.call_later(gate.wait)
        send(app, "slash", *"Script")
        await app.wait_until(lambda: not app.app.key_order.waiting)
        gate.set()
        await app.wait_until(lambda: isinstance(app.app.focused, Input))


async def test_a_key_after_the_change_of_language_acts_on_the_screen_in_the_new_one(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    make_anew = MeetingScreen.make_anew

    async def make_late(screen: MeetingScreen) -> Screen[None] | None:
        await gate.wait()
        return await make_anew(screen)

    monkeypatch.setattr(MeetingScreen, "make_anew", make_late)
    async with drive(sample) as app:
        before = app.screen
        send(app, "f2", "ctrl+p")
        await app.wait_until(lambda: any(worker.group == SPEAKING for worker in app.app.workers))
        await app.pilot.pause()
        gate.set()
        await app.wait_until(lambda: isinstance(app.app.screen, CommandPalette))
        assert app.screen is not before


async def test_saving_twice_leaves_one_screen_and_saves_once(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("comma")
        screen = app.app.screen
        assert isinstance(screen, SettingsScreen)
        screen.query_one("#place", Input).value = "第二会议室"
        send(app, "ctrl+s", "ctrl+s", "escape", "5")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        await app.settle()
        assert app.on_disk.settings.place == "第二会议室"


async def test_a_form_that_is_saved_under_its_help_leaves_with_it(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("comma")
        app.app.screen.query_one("#place", Input).value = "第二会议室"
        with files.lock_folder(sample):
            send(app, "ctrl+s", "f1")
            await app.wait_until(lambda: isinstance(app.app.screen, HelpScreen))
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        await app.settle()
        assert app.on_disk.settings.place == "第二会议室"
        await app.press("comma", "escape")
        assert isinstance(app.app.screen, MeetingScreen), "forms open and close as ever"


async def test_many_aspects_that_are_too_long_are_refused_at_their_field(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        meeting = app.on_disk
        await app.press("comma")
        screen = app.app.screen
        screen.query_one("#aspects", TextArea).text = "\n".join(f"{number}{'长' * 210}" for number in range(1, 26))
        await app.press("ctrl+s")
        assert app.app.screen is screen
        assert app.on_disk.settings == meeting.settings
        screen.query_one("#aspects", TextArea).text = "\n".join(f"方面{number}" for number in range(1, 1100))
        await app.press("ctrl+s")
        assert app.app.screen is not screen
        assert len(app.on_disk.settings.aspects) == 1099


async def test_keys_that_come_before_the_palette_has_a_list_end_nothing(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        for key in ("pagedown", "pageup", "end"):
            send(app, "ctrl+p", key, key)
            await app.wait_until(
                lambda: app.app.screen.query(CommandList) and app.app.screen.query_one(CommandList).options
            )
            await app.press("escape")
            assert isinstance(app.app.screen, MeetingScreen), key


async def test_a_key_right_after_the_one_that_opens_a_choice_waits_until_it_is_laid_out(
    sample: Path, drive: Open
) -> None:
    async with drive(sample) as app:
        await app.press("e")
        choice = Select([(word, word) for word in "abc"], allow_blank=False)
        await app.app.screen.mount(choice)
        choice.focus()
        send(app, "space", "pagedown", "enter")
        await app.settle()
        assert (choice.expanded, choice.value) == (False, "c")
