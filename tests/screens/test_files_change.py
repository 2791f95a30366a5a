"""What an editor or another session does to the files while the app is open."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from checklists.edits.marks import mark_duty
from checklists.store.folder import Folder
from tests.builders import change_settings
from tests.screens.conftest import Open
from tui.app.start import StartScreen
from tui.duties.overview import LineOption, Steps
from tui.meeting.faults import FaultsScreen
from tui.meeting.screen import MeetingScreen
from tui.widgets.key_line import KeyLine


async def test_a_change_by_another_session_appears_without_moving_the_cursor(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        row = app.view.rows.cursor_row  # type: ignore[attr-defined]
        other = Folder(sample)
        meeting = other.read().meeting
        assert meeting is not None
        other.apply(mark_duty(meeting, "group", "sign-off", status="doing"))
        await app.wait_until(lambda: app.readiness.meeting.mark("group", "sign-off").status == "doing")
        assert app.view.rows.cursor_row == row  # type: ignore[attr-defined]
        assert app.duty is not None
        assert app.duty.item.id == "chair-script"


async def test_a_change_moves_neither_the_reason_the_cursor_is_on_nor_the_lines_around_it(
    sample: Path, drive: Open
) -> None:
    async with drive(sample, size=(80, 24)) as app:
        steps = app.screen.query_one(Steps)
        await app.press("tab", "end")
        lines = [option.line for option in steps.options if isinstance(option, LineOption)]
        asked = {line.target for line in lines if line.target and not line.is_reason}
        while not lines[steps.highlighted or 0].is_reason or lines[steps.highlighted or 0].target not in asked:
            await app.press("up")
        assert lines[steps.highlighted or 0].is_reason, "a next step leads there too"
        before = (steps.highlighted, steps.scroll_offset)
        assert before[1].y > 0
        other = Folder(sample)
        meeting = other.read().meeting
        assert meeting is not None
        day = meeting.settings.date + timedelta(days=1)
        other.apply(change_settings(meeting, meeting.settings.model_copy(update={"date": day})))
        await app.wait_until(lambda: app.readiness.meeting.settings.date == day)
        await app.settle()
        assert [option.line for option in steps.options if isinstance(option, LineOption)] != lines
        assert (steps.highlighted, steps.scroll_offset) == before


async def test_another_language_is_no_change_of_the_files(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        meeting = app.screen
        await app.press("comma")
        for _language in ("zh", "en"):
            before = meeting.session.reading
            await app.press("f2")
            await app.wait_until(lambda before=before: meeting.session.reading is not before)  # type: ignore[misc]
            await app.wait_until(lambda: not meeting.disk_watch.is_looking)
        await app.press("escape")
        assert isinstance(app.app.screen, MeetingScreen)
        assert "changed outside" not in app.text


async def test_a_sheet_broken_by_an_editor_is_named_and_the_rest_works(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        whole = (sample / "members" / "m04.toml").read_bytes()
        (sample / "members" / "m04.toml").write_bytes(b"format = 1\n[marks.self-study]\nstatus = 'don'\n")
        await app.wait_until(lambda: app.readiness.has_errors)
        await app.press("0")
        assert "members/m04.toml" in app.text
        await app.go_to("notify-members", "m04")
        await app.press("space")
        assert "never overwritten" in app.text
        assert b"'don'" in (sample / "members" / "m04.toml").read_bytes()
        await app.go_to("chair-script")
        await app.press("space")
        assert app.mark("chair-script").status == "doing"
        (sample / "members" / "m04.toml").write_bytes(whole)
        await app.wait_until(lambda: not app.readiness.has_errors)


async def test_a_ledger_broken_by_an_editor_does_not_look_emptied(sample: Path, drive: Open) -> None:
    file = sample / "opinions.toml"
    whole = file.read_bytes()
    async with drive(sample, size=(80, 24), language="zh") as app:
        await app.press("3", "t")
        assert "Faults" not in app.text
        file.write_bytes(whole.replace(b"\n", "\n§\n".encode(), 1))
        await app.wait_until(lambda: app.readiness.has_errors)
        await app.settle()
        status = app.screen.query_one("#status", Static)
        assert str(status.render()) == "无法读取：opinions.toml（意见台账）。程序不会改动，按 ! 查看"
        assert status.has_class("-error")
        assert "opinions.toml（意见台账）无法读取（第2行第2列）" in app.text
        assert "意见0条" not in app.text
        assert "按 i" not in app.text
        assert "! 错误" in app.text
        await app.press("exclamation_mark", "enter")
        assert "请用文本编辑器改正 opinions.toml 的第2行第2列。" in app.text
        file.write_bytes(whole)
        await app.wait_until(lambda: not app.readiness.has_errors)
        await app.settle()
        assert not status.has_class("-error")
        assert "文件已可正常读取。" in app.text
        assert "无法读取" not in app.text


async def test_the_key_of_the_faults_comes_and_goes_with_them(sample: Path, drive: Open) -> None:
    whole = (sample / "opinions.toml").read_bytes()
    async with drive(sample) as app:
        assert "! Faults" not in app.text
        (sample / "opinions.toml").write_bytes(b"x = [")
        await app.wait_until(lambda: "! Faults" in app.text)
        (sample / "opinions.toml").write_bytes(whole)
        await app.wait_until(lambda: "! Faults" not in app.text)


async def test_a_ledger_that_breaks_while_another_file_is_saved_is_told_too(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        (sample / "talks.toml").write_text("format = 1\n§\n", encoding="utf-8")
        await app.press("space")
        await app.wait_until(lambda: "Cannot be read, left as it is (press !): talks.toml (Talk records)" in app.text)


async def test_what_is_entered_for_a_ledger_that_cannot_be_read_is_refused_in_a_sentence(
    sample: Path, drive: Open
) -> None:
    (sample / "study.toml").write_text("format = 1\n§\n", encoding="utf-8")
    async with drive(sample) as app:
        assert "Cannot be read, left as it is (press !): study.toml (Study)" in app.text
        await app.press("2", "t", "t", "i")
        await app.type("2026-11-20")
        await app.press("tab")
        await app.type("x")
        await app.press("ctrl+s")
        await app.wait_until(lambda: "study.toml has faults, and a faulty file is never overwritten" in app.text)
        assert (sample / "study.toml").read_text(encoding="utf-8") == "format = 1\n§\n"


async def test_a_broken_meeting_file_is_shown_with_its_place_and_heals(sample: Path, drive: Open) -> None:
    whole = (sample / "meeting.toml").read_bytes()
    (sample / "meeting.toml").write_bytes(whole.replace(b"date = ", b"date == "))
    async with drive(sample) as app:
        assert isinstance(app.app.screen, FaultsScreen)
        assert "meeting.toml" in app.text
        assert "line" in app.text
        (sample / "meeting.toml").write_bytes(whole)
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        (sample / "meeting.toml").write_bytes(whole[: len(whole) // 2])
        await app.wait_until(lambda: isinstance(app.app.screen, FaultsScreen))
        await app.settle()
        assert "the history holds all of it" in app.text
        await app.press("exclamation_mark")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        assert (sample / "meeting.toml").read_bytes() == whole
        (sample / "meeting.toml").write_bytes(b"unit = 3")
        await app.wait_until(lambda: isinstance(app.app.screen, FaultsScreen))
        assert (sample / "meeting.toml").read_bytes() == b"unit = 3"


async def test_a_look_at_the_files_that_ends_as_its_screen_goes_tells_nobody(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = asyncio.Event()

    async def refresh() -> bool:
        await held.wait()
        return True

    async with drive(sample) as app:
        left = app.screen
        monkeypatch.setattr(left.session, "refresh", refresh)
        await app.wait_until(lambda: left.disk_watch.is_looking)
        monkeypatch.setattr(KeyLine, "on_unmount", lambda _line: held.set(), raising=False)  # parts go before the whole
        await app.app.switch_screen(MeetingScreen(left.session))
        assert held.is_set()
        assert not left.disk_watch.is_looking


async def test_a_folder_that_vanishes_says_so(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        sample.rename(sample.with_name("moved"))
        await app.wait_until(lambda: "meeting.toml is gone" in app.text)
        await app.press("f5")
        assert app.app.is_running
        await app.go_to("chair-script")
        await app.press("space")
        assert "Not saved (there is no such file or folder)" in app.text
        assert not isinstance(app.app.screen, StartScreen)
        sample.with_name("moved").rename(sample)


async def test_what_a_dead_writer_left_is_swept_when_the_meeting_is_opened(sample: Path, drive: Open) -> None:
    left = sample / "members" / ".m03.toml.0badf00d.tmp"
    left.write_bytes(b"half")
    async with drive(sample) as app:
        await app.wait_until(lambda: not left.exists())


async def test_whoever_opens_a_meeting_that_others_can_read_is_told_once(sample: Path, drive: Open) -> None:
    sentence = "Others on this computer can read this meeting: see huiqian check."
    async with drive(sample) as app:
        assert sentence not in app.text
    (sample / "group.toml").chmod(0o644)
    async with drive(sample) as app:
        assert sentence in app.text
