"""Choosing a member and exporting the summary."""

import json
from pathlib import Path

from textual.widgets import Input, RadioSet

from checklists.edits import mark_duty
from checklists.folder import Folder
from tests.screens.conftest import Open
from tui.screens.chooser import MemberChooser
from tui.screens.export import ExportDialog
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


async def test_the_summary_is_exported_but_never_over_a_file_unasked(sample: Path, drive: Open, tmp_path: Path) -> None:
    async with drive(sample) as app:
        await app.press("s", "e")
        await app.wait_until(lambda: isinstance(app.app.screen, ExportDialog))
        dialog = app.app.screen
        target = tmp_path / "out.json"
        target.write_text("mine")
        dialog.query_one("#path", Input).value = str(target)
        await app.press("ctrl+s")
        assert app.app.screen is dialog
        assert target.read_text() == "mine"
        dialog.query_one("#force", Tick).value = True
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        found = json.loads(target.read_text())
        assert found["verdict"] == "not-ready"
        assert len(found["subjects"]) == 10
        await app.press("e")
        await app.wait_until(lambda: isinstance(app.app.screen, ExportDialog))
        app.app.screen.query_one("#path", Input).value = str(tmp_path / "no" / "such" / "out.md")
        await app.press("ctrl+s")
        assert isinstance(app.app.screen, ExportDialog)
        assert not (tmp_path / "no").exists()


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
