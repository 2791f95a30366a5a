"""Where an export goes: nothing is replaced unasked, what cannot be is said, and what is stopped leaves nothing."""

import os
from pathlib import Path

import pytest
from textual.widgets import Button

from checklists.base.errors import HuiqianError, UsageError
from checklists.base.language import Language
from checklists.reports import deliver
from checklists.reports.papers.common import format_official_date
from checklists.store.folder import Folder
from tests import hostile
from tests.reports.reading import lines
from tests.screens.conftest import TODAY, VIEWS, Driver, Open, Size
from tests.screens.exporting import HeldUp, choose, dialog_of, name_it, open_dialog, path_of, told, write
from tui.forms.dialog import Confirm

OLD = b"old"


async def opened(app: Driver, target: Path | str) -> None:
    """Open the dialog on the sign-in sheet, with a name given."""
    await open_dialog(app)
    await choose(app, "sign-in")
    await name_it(app, target)


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


async def test_a_file_is_replaced_only_after_a_yes(sample: Path, drive: Open, out: Path) -> None:
    target = out / "a.docx"
    target.write_bytes(OLD)
    async with drive(sample, language="zh", size=(80, 24)) as app:
        await opened(app, target)
        assert "替换之前会先询问" in told(app)
        for answer in ("n", "escape", "ctrl+s"):
            await app.press("ctrl+s")
            await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
            await app.settle()
            assert "已有这个文件" in app.text
            assert "a.docx" in app.text
            await app.press(answer)
            if answer == "ctrl+s":
                assert isinstance(app.app.screen, Confirm), "pressed twice it answers nothing"
                await app.press("n")
            assert "没有导出" in told(app)
            assert target.read_bytes() == OLD
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("y")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert format_official_date(app.readiness.meeting.settings.date) in lines(target.read_bytes())
        assert files_in(out) == ["a.docx"]


async def test_a_file_that_comes_up_after_the_question_stays(
    sample: Path, drive: Open, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldUp(monkeypatch)
    async with drive(sample) as app:
        await opened(app, out / "a.docx")
        await app.press("ctrl+s")
        await app.wait_until(lambda: held.has_begun)
        (out / "a.docx").write_bytes(OLD)
        held.let_go()
        await app.wait_until(lambda: "exists already" in told(app))
        assert (out / "a.docx").read_bytes() == OLD
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))


IMPOSSIBLE: dict[Language, dict[str, str]] = {
    "zh": {"a.pdf": "的后缀不是可用的格式，须为 .docx、.xlsx", "": "请写明文件", "a.docx/b.docx": "没有这个文件夹"},
    "en": {
        "a.2026": "names no form",
        "x" * 300: "the name is too long",
        "a.docx/b/c.docx": "there is no such folder",
        "y" * 300 + "/c.docx": "the name is too long",
    },
}


@pytest.mark.parametrize("language", IMPOSSIBLE)
async def test_what_cannot_be_is_said_and_leaves_nothing(
    language: Language, sample: Path, drive: Open, out: Path
) -> None:
    (out / "a.docx").write_bytes(OLD)
    async with drive(sample, language=language, size=(80, 24)) as app:
        await opened(app, out / "b.docx")
        dialog = dialog_of(app)
        for name, words in IMPOSSIBLE[language].items():
            await name_it(app, out / name if name else "")
            await app.press("ctrl+s")
            await app.settle()
            assert app.app.screen is dialog, name
            assert words in told(app), name
            assert files_in(out) == ["a.docx"], name
            assert (out / "a.docx").read_bytes() == OLD, name
        await name_it(app, out / "b.docx")
        await write(app)
        assert files_in(out) == ["a.docx", "b.docx"], "with another name it goes on"


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_a_folder_that_is_not_there_is_made_after_a_yes(
    sample: Path, drive: Open, out: Path, size: Size, language: Language
) -> None:
    target = out / "2026" / "民主生活会" / "a.docx"
    async with drive(sample, language=language, size=size) as app:
        await opened(app, target)
        await app.press("end")
        await app.type("x")
        await app.press("backspace")
        assert ("新建之前会先询问" if language == "zh" else "you are asked before it is made") in told(app)
        dialog = dialog_of(app)
        for answer in ("n", "escape"):
            await app.press("ctrl+s")
            await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
            await app.settle()
            assert ("新建文件夹？" if language == "zh" else "Make the folder?") in app.text
            assert "民主生活会" in app.text
            await app.press(answer)
            assert app.app.screen is dialog
            assert ("没有导出" if language == "zh" else "Nothing is written") in told(app)
            assert path_of(app) == str(target), "what was typed stays"
            assert files_in(out) == []
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert format_official_date(app.readiness.meeting.settings.date) in lines(target.read_bytes())
        for folder in (target.parent, target.parent.parent):
            assert folder.stat().st_mode & 0o777 == 0o700, "what is written may be internal"


async def test_a_folder_that_cannot_be_made_is_no_question(sample: Path, drive: Open, out: Path) -> None:
    async with drive(sample) as app:
        (out / "file").write_text("in the way")
        await opened(app, out / "file" / "none" / "a.docx")
        dialog = dialog_of(app)
        await app.press("ctrl+s")
        await app.settle()
        assert app.app.screen is dialog
        assert "there is no such folder" in told(app)
        (out / "file").unlink()
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        (out / "file").write_text("in the way again")
        await app.press("y")
        await app.wait_until(lambda: app.app.screen is dialog)
        await app.settle()
        assert "nothing was written to none" in told(app)
        (out / "file").unlink()
        await name_it(app, out / "b.docx")
        await write(app)
        assert files_in(out) == ["b.docx"]


async def test_hostile_signs_in_a_path_are_said(sample: Path, drive: Open, out: Path) -> None:
    async with drive(sample) as app:
        await opened(app, out)
        for name in ("nul", "clear", "bidi", "invisible"):
            await name_it(app, out / "a.docx")
            assert "invisible characters" not in told(app), name
            await name_it(app, f"{out}/{hostile.STRINGS[name]}a.docx")
            await app.press("ctrl+s")
            await app.settle()
            assert "invisible characters" in told(app), name
            assert not hostile.controls_in(told(app)), name
            assert files_in(out) == [], name


async def test_a_folder_without_rights_is_said(
    sample: Path, drive: Open, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(sample) as app:
        await opened(app, out / "a.docx")
        monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # whoever runs this may have all rights
        await app.press("ctrl+s")
        await app.wait_until(lambda: "no permission" in told(app))
        assert files_in(out) == []


@pytest.mark.parametrize("sign", ["~$签到表.docx", ".~lock.签到表.docx#"])
async def test_a_file_that_is_open_in_an_office_program_is_said_before_anything_is_asked(
    sign: str, sample: Path, drive: Open, out: Path
) -> None:
    (out / "签到表.docx").write_bytes(OLD)
    (out / sign).touch()
    async with drive(sample, language="zh") as app:
        await opened(app, out / "签到表.docx")
        await app.press("ctrl+s")
        await app.wait_until(lambda: "办公软件" in told(app))
        assert (out / "签到表.docx").read_bytes() == OLD
        (out / sign).unlink()
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))


async def test_a_member_who_left_meanwhile_is_said(sample: Path, drive: Open, out: Path) -> None:
    async with drive(sample) as app:
        await open_dialog(app)
        await choose(app, "owing", member="m09")
        await name_it(app, out / "a.xlsx")
        text = (sample / "meeting.toml").read_text()
        (sample / "meeting.toml").write_text(text[: text.index("[members.m09]")])
        await app.wait_until(lambda: "m09" not in app.readiness.meeting.settings.members)
        await app.press("ctrl+s")
        await app.wait_until(lambda: "no member m09" in told(app))
        assert files_in(out) == []


@pytest.mark.parametrize("has_old", [False, True])
async def test_escape_stops_the_writing_and_leaves_what_was_there(
    has_old: bool, sample: Path, drive: Open, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = out / "a.docx"
    if has_old:
        target.write_bytes(OLD)
    held = HeldUp(monkeypatch)
    async with drive(sample) as app:
        await opened(app, target)
        dialog = dialog_of(app)
        await app.press("ctrl+s")
        if has_old:
            await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
            await app.press("y")
        await app.wait_until(lambda: "42%" in told(app))
        assert dialog.query_one("#accept", Button).disabled
        await app.press("ctrl+s")
        assert app.app.screen is dialog, "it writes once"
        await app.press("escape")
        assert "Stopping" in told(app)
        held.let_go()
        await app.wait_until(lambda: "Stopped" in told(app))
        assert [path.read_bytes() for path in out.iterdir()] == ([OLD] if has_old else [])
        assert app.app.screen is dialog
        assert path_of(app) == str(target), "what was chosen is still there"
        monkeypatch.undo()
        await app.press("ctrl+s")
        if has_old:
            await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
            await app.press("y")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert lines(target.read_bytes())


async def test_the_app_goes_on_while_it_is_written(
    sample: Path, drive: Open, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldUp(monkeypatch)
    async with drive(sample) as app:
        await opened(app, out / "a.docx")
        await app.press("ctrl+s")
        await app.wait_until(lambda: held.has_begun)
        text = (sample / "meeting.toml").read_text()
        (sample / "meeting.toml").write_text(text.replace(app.readiness.meeting.settings.title, "Another title"))
        await app.wait_until(lambda: app.readiness.meeting.settings.title == "Another title")
        held.let_go()
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert "Another title" not in "\n".join(lines((out / "a.docx").read_bytes())), "it is of one moment"


async def test_leaving_the_app_while_it_is_written_leaves_nothing(
    sample: Path, drive: Open, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldUp(monkeypatch)
    (out / "a.docx").write_bytes(OLD)
    async with drive(sample) as app:
        await opened(app, out / "a.docx")
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("y")
        await app.wait_until(lambda: held.has_begun)
        await app.pilot.press("ctrl+q")
        await app.wait_until(lambda: not app.app.is_running or app.app.return_code is not None)
    held.let_go()
    held.wait_for_the_end()
    assert [path.read_bytes() for path in out.iterdir()] == [OLD]


async def test_a_full_disk_is_said(sample: Path, drive: Open, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(28, "no")

    async with drive(sample) as app:
        await opened(app, out / "a.docx")
        monkeypatch.setattr(os, "fsync", refuse)
        await app.press("ctrl+s")
        await app.wait_until(lambda: "the disk is full" in told(app))
        monkeypatch.undo()
        assert files_in(out) == []


async def test_what_the_program_refuses_is_said(
    sample: Path, drive: Open, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> bytes:
        error: HuiqianError = UsageError("refused")
        raise error

    monkeypatch.setattr(deliver, "export_bytes", refuse)
    async with drive(sample) as app:
        await opened(app, out / "a.docx")
        await app.press("ctrl+s")
        await app.wait_until(lambda: told(app) == "refused")
        assert not dialog_of(app).query_one("#dialog-fields").disabled
        assert Folder(sample).read().meeting == app.readiness.meeting
        assert app.readiness.today == TODAY
