"""Choosing a member, and what boxes and choices show."""

from pathlib import Path

from textual.widgets import RadioSet

from checklists.edits import mark_duty
from checklists.folder import Folder
from tests.screens.conftest import Open
from tui.screens.chooser import MemberChooser
from tui.widgets.ticks import Choice, Tick


async def test_a_member_is_chosen_by_initials(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        name = app.on_disk.settings.members["m05"].name
        await app.press("m", "m")
        await app.wait_until(lambda: isinstance(app.app.screen, MemberChooser))
        await app.type(name)
        await app.press("enter")
        await app.wait_until(lambda: app.screen.subject == "m05")
        assert name in app.text
        await app.press("right_square_bracket")
        assert app.screen.subject == "m06"
        await app.press("left_square_bracket", "left_square_bracket")
        assert app.screen.subject == "m04"


async def test_nobody_who_matches_is_said_and_escape_stays(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("m", "m")
        await app.wait_until(lambda: isinstance(app.app.screen, MemberChooser))
        await app.type("zzzzzz")
        await app.press("enter")
        assert isinstance(app.app.screen, MemberChooser)
        assert "Nobody matches" in app.text
        await app.press("escape")
        assert app.app.screen_stack[-1] is app.screen


async def test_a_tick_shows_by_its_sign_whether_it_is_set(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("comma")
        await app.wait_until(lambda: app.app.screen is not app.screen)
        tick = app.app.screen.query_one("#case-analysis", Tick)
        assert "√" not in tick.render().plain
        tick.value = True
        await app.settle()
        assert "√" in tick.render().plain


async def test_only_the_chosen_status_has_a_dot_and_the_highlight(sample: Path, drive: Open) -> None:
    source = Folder(sample)
    meeting = source.read().meeting
    assert meeting is not None
    source.apply(mark_duty(meeting, "m05", "notify-members", status="returned", note="签收单缺页"))
    async with drive(sample) as app:
        await app.go_to("notify-members", "m05")
        await app.press("n")
        choices = app.app.screen.query_one("#status", RadioSet)
        signs = [("●" in choice.render().plain) for choice in choices.query(Choice)]
        assert signs == [False, False, False, True], "returned"
        choices.focus()
        await app.press("left", "enter")
        assert choices.pressed_index == 2
        await app.press("ctrl+s")
        await app.settle()
        assert app.mark("notify-members", "m05").status == "done"
