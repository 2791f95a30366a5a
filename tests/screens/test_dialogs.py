"""Choosing a member, and what boxes and choices show."""

from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import RadioSet

from checklists.edits.marks import mark_duty
from checklists.store.folder import Folder
from tests.screens.conftest import SIZES, Open, Size
from tui.forms.chooser import MemberChooser
from tui.forms.record_dialog import RecordDialog
from tui.widgets.ticks import Tick, TickChoice


async def test_a_member_is_chosen_by_initials(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        name = app.on_disk.settings.members["m05"].name
        await app.press("m", "m")
        await app.wait_until(lambda: isinstance(app.app.screen, MemberChooser))
        await app.type(name)
        await app.press("enter")
        await app.wait_until(lambda: app.navigation.subject == "m05")
        assert name in app.text
        await app.press("right_square_bracket")
        assert app.navigation.subject == "m06"
        await app.press("left_square_bracket", "left_square_bracket")
        assert app.navigation.subject == "m04"


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
        signs = [("●" in choice.render().plain) for choice in choices.query(TickChoice)]
        assert signs == [False, False, False, True], "returned"
        choices.focus()
        await app.press("left", "enter")
        assert choices.pressed_index == 2
        await app.press("ctrl+s")
        await app.settle()
        assert app.mark("notify-members", "m05").status == "done"


@pytest.mark.parametrize("size", SIZES)
async def test_a_form_is_laid_out_once_for_the_terminals_size(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch, size: Size
) -> None:
    """A form that is first laid out for another size jumps under the reader's eyes."""
    regions: set[Region] = set()
    laid_out = Screen._refresh_layout

    def watched(screen: Screen[object], *arguments: Any, **named: Any) -> None:
        laid_out(screen, *arguments, **named)
        regions.update(one.region for one in screen.query("#dialog") if one.region.area)

    monkeypatch.setattr(Screen, "_refresh_layout", watched)
    async with drive(sample, size=size) as app:
        await app.press("2", "t", "t", "i")
        await app.wait_until(lambda: isinstance(app.app.screen, RecordDialog) and app.app.screen.is_begun)
        await app.settle()
        assert len(regions) == 1
