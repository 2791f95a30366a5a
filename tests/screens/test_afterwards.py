"""What follows the meeting comes up on its day; deadlines of another year say which."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from checklists.base.language import set_language
from checklists.readiness.reasons import describe_due
from tests.builders import a_folder, a_meeting
from tests.screens.conftest import TODAY, Open
from tui.duties.walk import WalkDialog


@pytest.mark.parametrize(("days", "is_open"), [(1, False), (0, True)])
async def test_the_walk_leads_to_what_follows_only_on_the_day(
    tmp_path: Path, drive: Open, days: int, *, is_open: bool
) -> None:
    done = {("group", item): "done" for item in ("notice", "review")}
    done |= {(f"m0{number}", item): "done" for number in (1, 2, 3) for item in ("reading", "notes")}
    a_folder(tmp_path / "ready", a_meeting(done, date=TODAY + timedelta(days=days)))
    async with drive(tmp_path / "ready", language="zh", size=(80, 24)) as app:
        assert app.readiness.is_ready
        assert ("→ 归档" in app.text) == is_open
        await app.press("c")
        assert isinstance(app.app.screen, WalkDialog) == is_open
        assert ("现在没有要办的事项" in app.text) != is_open


async def test_a_deadline_of_another_year_says_which(tmp_path: Path, drive: Open) -> None:
    a_folder(tmp_path / "later", a_meeting(date=date(2027, 1, 8)))
    async with drive(tmp_path / "later", language="zh", size=(80, 24)) as app:
        assert "时限12-09" in app.text, "one of this year is short"
        await app.press("1")
        assert re.search(r"通知 +12-09$", app.text, re.MULTILINE)
        await app.press("3")
        assert re.search(r"归档 +2027-01-28$", app.text, re.MULTILINE)
        await app.press("2")
        assert re.search(r"\+ 笔记 +0/3 +12-31$", app.text, re.MULTILINE)
        assert re.search(r"汇总 +2027-01-03$", app.text, re.MULTILINE)


def test_until_when_names_another_year() -> None:
    set_language("en")
    assert describe_due(date(2026, 12, 31), TODAY) == "by 12-31"
    assert describe_due(date(2027, 1, 3), TODAY) == "by 2027-01-03"
