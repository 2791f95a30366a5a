"""What follows the meeting comes up on its day, not while it is still prepared."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import a_folder, a_meeting
from tests.screens.conftest import TODAY, Open
from tui.screens.walk import WalkDialog


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
