"""Ending the app: what forms hold is asked for, whichever key it is and however many forms there are. And midnight."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, TextArea

from checklists.base import clock
from checklists.base.language import set_language
from tests.screens.conftest import TODAY, Driver, Open, driven
from tui.app.app import HuiqianApp
from tui.app.new_meeting import NewMeetingScreen
from tui.app.small import SmallScreen
from tui.app.start import StartScreen
from tui.base.recent import remember_meeting
from tui.base.session import open_session
from tui.forms.dialog import ConfirmForGood, Dialog, QuitQuestion
from tui.settings.layout import LayoutScreen
from tui.settings.screen import SettingsScreen


async def opened(app: Driver, *keys: str) -> None:
    before = app.app.screen
    await app.press(*keys)
    await app.wait_until(lambda: app.app.screen is not before)
    await app.settle()


async def is_asked(app: Driver, *keys: str) -> None:
    await app.press(*keys)
    await app.wait_until(lambda: isinstance(app.app.screen, QuitQuestion))
    await app.settle()


async def test_forms_are_asked_for_before_the_app_ends(sample: Path, drive: Open) -> None:
    before = (sample / "meeting.toml").read_bytes()
    async with drive(sample) as app:
        await opened(app, "comma")
        settings = app.app.screen
        assert isinstance(settings, SettingsScreen)
        settings.query_one("#place", Input).value = "elsewhere"
        await opened(app, "ctrl+l")
        layout = app.app.screen
        assert isinstance(layout, LayoutScreen)
        await is_asked(app, "ctrl+q")
        assert "What was entered in a form is not saved." in app.text
        await app.press("ctrl+q")
        assert sum(isinstance(one, QuitQuestion) for one in app.app.screen_stack) == 1
        await app.press("enter")
        await app.wait_until(lambda: app.app.screen is layout)
        layout.query(Input).first().value = "Another unit"
        await is_asked(app, "ctrl+q")
        assert "What was entered in 2 forms is not saved." in app.text
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is layout)
        assert settings.query_one("#place", Input).value == "elsewhere"
        await is_asked(app, "ctrl+q")
        await app.press("y")
        await app.wait_until(lambda: not app.app.is_running)
    assert app.app.return_code in {0, None}
    assert (sample / "meeting.toml").read_bytes() == before


@pytest.mark.parametrize("key", ["n", "w"])
async def test_a_dialog_is_asked_for_where_something_was_typed(key: str, sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await opened(app, "1", key)
        dialog = app.app.screen
        assert isinstance(dialog, Dialog)
        dialog.query(TextArea).first().focus()
        await app.type("typed at once")
        await is_asked(app, "ctrl+q")
        await app.press("n")
        await app.wait_until(lambda: app.app.screen is dialog)
        assert "typed at once" in dialog.query(TextArea).first().text
        await is_asked(app, "ctrl+q")
        await app.press("y")
        await app.wait_until(lambda: not app.app.is_running)


async def test_rows_that_were_pasted_are_asked_for(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("3", "t")
        app.app.post_message(events.Paste("意见\t对象\n太慢太慢\t班子\n"))
        await app.settle()
        dialog = app.app.screen
        await is_asked(app, "ctrl+q")
        await app.press("n")
        await app.wait_until(lambda: app.app.screen is dialog)
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, ConfirmForGood))


async def test_forms_that_hold_nothing_new_ask_nothing(sample: Path, drive: Open) -> None:
    for keys in (("comma", "ctrl+l"), ("1", "n"), ("e",)):
        async with drive(sample) as app:
            await opened(app, *keys)
            await app.press("ctrl+q")
            await app.wait_until(lambda: not app.app.is_running)


async def test_a_meeting_that_was_begun_is_asked_for(drive: Open) -> None:
    async with drive(None) as app:
        await opened(app, "n")
        assert isinstance(app.app.screen, NewMeetingScreen)
        await app.type("U")
        await is_asked(app, "ctrl+q")


async def test_on_a_small_terminal_stands_one_sentence_until_it_is_larger(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(40, 10)) as app:
        await app.wait_until(lambda: isinstance(app.app.screen, SmallScreen))
        assert "The terminal is too small" in app.text
        await app.press("space", "q")
        await app.pilot.resize_terminal(80, 24)
        await app.wait_until(lambda: app.app.screen is app.screen)
        await opened(app, "1", "n")
        dialog = app.app.screen
        dialog.query(TextArea).first().focus()
        await app.type("typed")
        await app.pilot.resize_terminal(59, 24)
        await app.wait_until(lambda: isinstance(app.app.screen, SmallScreen))
        await is_asked(app, "ctrl+q")
        await app.pilot.resize_terminal(60, 16)
        await app.wait_until(lambda: app.app.screen is dialog)
        assert "typed" in dialog.query(TextArea).first().text


def hold(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    moment = datetime.combine(TODAY, time(12), UTC) + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: moment)


async def test_at_midnight_the_whole_screen_goes_to_the_new_day(
    sample: Path,
    unseen: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_language("en")
    hold(monkeypatch, 0)
    async with driven(HuiqianApp(open_session(sample)), sample, (120, 40)) as app:
        await app.settle()
        late = app.readiness.total.overdue
        assert "17 days left" in app.text
        hold(monkeypatch, 9)
        await app.wait_until(lambda: app.readiness.today == TODAY + timedelta(days=9))
        await app.settle()
        assert "8 days left" in app.text
        assert app.readiness.total.overdue > late
        shown = app.text
    async with driven(HuiqianApp(open_session(sample)), sample, (120, 40)) as fresh:
        await fresh.settle()
        assert fresh.text == shown


async def test_a_day_that_was_fixed_stays(sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with drive(sample) as app:
        hold(monkeypatch, 9)
        app.screen.look_at_disk()
        await app.settle()
        assert app.readiness.today == TODAY


async def test_at_midnight_the_list_of_meetings_counts_anew(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember_meeting(sample)
    hold(monkeypatch, 0)
    async with drive(None) as app:
        assert isinstance(app.app.screen, StartScreen)
        await app.wait_until(lambda: "17 days" in app.text)
        hold(monkeypatch, 1)
        await app.wait_until(lambda: "16 days" in app.text)
