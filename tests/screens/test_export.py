"""The export dialog: what it offers from where, in which form, for whom; and the files that it writes."""

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from textual.widgets import Input, OptionList, Select, Static

from checklists.base.language import Language
from checklists.edits.marks import mark_duty
from checklists.reports.catalogue import EXPORTS, Export
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from checklists.store.folder import Folder
from tests.reports.forms import summary_as
from tests.reports.reading import everything, lines, page, tables, workbook
from tests.screens.conftest import TODAY, Driver, Open
from tests.screens.exporting import choose, dialog_of, name_it, open_dialog, path_of, told, write
from tui.base.recent import read_recent
from tui.forms.form_choice import FormChoice
from tui.forms.help import HelpScreen

DAY = TODAY.isoformat()


def read(path: Path) -> object:
    """Return what a program that had no part in writing it finds in a file."""
    content = path.read_bytes()
    if path.suffix == ".docx":
        return lines(content), tables(content)
    if path.suffix == ".xlsx":
        return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in workbook(content)]
    if path.suffix == ".ics":
        return [sorted(event.items()) for event in Calendar.from_ical(content).walk("VEVENT")]
    return content


def hint(app: Driver) -> str:
    """Return what the dialog says of the full text."""
    return str(app.app.screen.query_one("#full-hint", Static).content)


def shown_whom(app: Driver) -> str:
    """Return for whom it is, as it can be read."""
    return str(app.app.screen.query_one("#whom #label", Static).render())


def expected(app: Driver, export: Export, form: str, choice: ExportChoice, folder: Path) -> object:
    """Return the same of what the command line would write."""
    target = folder / f"expected.{form}"
    one = next(known for known in export.formats if known == form)
    target.write_bytes(export_bytes(app.assess(), export, one, choice))
    return read(target)


@pytest.mark.parametrize(("language", "exports"), [("zh", [*EXPORTS]), ("en", ["feedback"])])
async def test_every_export_is_written_and_the_summary_in_every_form(
    language: Language, exports: list[str], sample: Path, drive: Open, tmp_path: Path
) -> None:
    async with drive(sample, language=language, size=(80, 24)) as app:
        for export in map(EXPORTS.__getitem__, exports):
            is_full = export.text != "none"
            for form in export.formats if export.id == "summary" else (export.natural,):
                await open_dialog(app)
                await choose(app, export.id, form, is_full=is_full)
                target = Path(path_of(app))
                assert (target.parent, target.suffix) == (tmp_path.resolve(), f".{form}"), export.id
                await write(app)
                assert f"{target.name}" in app.text.replace("\n", "")
                assert target.stat().st_mode & 0o777 == 0o600, export.id
                choice = ExportChoice(is_full=is_full)
                assert read(target) == expected(app, export, form, choice, tmp_path), export.id


async def test_the_summary_says_what_the_command_says(sample: Path, drive: Open, tmp_path: Path) -> None:
    async with drive(sample, language="zh") as app:
        for form in ("txt", "md", "json", "html"):
            await open_dialog(app, "s")
            await choose(app, "summary", form)
            await write(app)
            written = (tmp_path / f"会前准备情况汇总-{DAY}.{form}").read_text()
            assert written == summary_as(form, app.assess())
        found = json.loads((tmp_path / f"会前准备情况汇总-{DAY}.json").read_text())
        assert (found["verdict"], len(found["subjects"])) == ("not-ready", 10)
        assert "未就绪" in page((tmp_path / f"会前准备情况汇总-{DAY}.html").read_text()).text


async def test_one_member_or_the_group_alone(sample: Path, drive: Open, tmp_path: Path) -> None:
    async with drive(sample, language="zh") as app:
        await open_dialog(app)
        await choose(app, "feedback", member="m02", is_full=True)
        name = app.readiness.meeting.name("m02")
        assert path_of(app) == str(tmp_path.resolve() / f"意见反馈单-{name}-{DAY}.docx")
        await write(app)
        target = tmp_path / f"意见反馈单-{name}-{DAY}.docx"
        wanted = expected(app, EXPORTS["feedback"], "docx", ExportChoice("m02", is_full=True), tmp_path)
        assert read(target) == wanted
        assert lines(target.read_bytes()).count("征求意见反馈单") == 1
        await open_dialog(app)
        await choose(app, "problems", "docx", member="group")
        await write(app)
        rows = tables((tmp_path / f"问题清单-班子-{DAY}.docx").read_bytes())[0]
        assert [row[0] for row in rows[1:]] == ["班子"]


async def test_what_is_the_whole_meetings_is_for_nobody_in_particular(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        dialog = await open_dialog(app)
        assert shown_whom(app) == "the group and all members"
        await choose(app, "owing", member="m02")
        assert shown_whom(app) == app.readiness.meeting.name("m02")
        await choose(app, "sign-in")
        assert not dialog.query_one("#whom").display
        assert "the whole meeting" in app.text
        assert path_of(app).endswith(f"/Sign-in sheet-{DAY}.docx")
        await choose(app, "talks")
        assert dialog.query_one("#whom", Select).value == "m02"
        await choose(app, "owing", member="group")
        await choose(app, "talks")
        assert shown_whom(app) == "all members", "the group holds no talks"
        assert path_of(app).endswith(f"/Talk plan and talk records-{DAY}.xlsx")


async def test_text_is_only_written_when_it_is_asked_for(sample: Path, drive: Open, tmp_path: Path) -> None:
    language: Language = "en"
    async with drive(sample, language=language, size=(80, 24)) as app:
        opinion = next(iter(app.on_disk.ledgers.opinions.opinions.values())).text
        dialog = await open_dialog(app, "3", "t")
        assert "counts and states only" in hint(app)
        counts = Path(path_of(app))
        await write(app)
        await open_dialog(app)
        await choose(app, "opinions", is_full=True)
        full = Path(path_of(app))
        assert "keep it as the rules require" in hint(app)
        assert "(in full)" in full.name
        await write(app)
        assert opinion not in everything(counts.read_bytes())
        assert opinion in everything(full.read_bytes())
        before = sorted(tmp_path.iterdir())
        dialog = await open_dialog(app)
        await choose(app, "opinions", is_full=True)
        await choose(app, "feedback")
        await app.press("ctrl+s")
        await app.settle()
        assert app.app.screen is dialog, "a tick is for one export; the next asks again"
        assert "with the full text" in told(app)
        assert sorted(tmp_path.iterdir()) == before


async def test_the_name_follows_until_a_person_gives_one(sample: Path, drive: Open, tmp_path: Path) -> None:
    async with drive(sample, language="zh") as app:
        dialog = await open_dialog(app, "3", "t")
        here = tmp_path.resolve()
        assert path_of(app) == f"{here}/征求意见汇总表-{DAY}.docx"
        await choose(app, "opinions", "xlsx")
        assert path_of(app) == f"{here}/征求意见汇总表-{DAY}.xlsx"
        await name_it(app, f"/srv/汇总/征求意见汇总表-{DAY}.xlsx")
        await choose(app, "owing")
        assert path_of(app) == f"/srv/汇总/未办结事项清单-{DAY}.xlsx", "the folder stays, the name follows"
        await name_it(app, "/srv/谁还欠什么.docx")
        assert dialog.form == "docx"
        assert dialog.query_one(FormChoice).chosen == "docx"
        await choose(app, "talks")
        assert path_of(app) == "/srv/谁还欠什么.xlsx", "only the suffix follows"
        await name_it(app, "")
        await choose(app, "sign-in")
        assert path_of(app) == f"{here}/签到表-{DAY}.docx"


async def test_a_folder_or_a_name_alone_is_enough(sample: Path, drive: Open, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    async with drive(sample) as app:
        await open_dialog(app)
        await choose(app, "owing")
        await name_it(app, tmp_path / "out")
        await write(app)
        assert [path.name for path in (tmp_path / "out").iterdir()] == [f"Who still owes what-{DAY}.xlsx"]
        await open_dialog(app)
        assert path_of(app) == str(tmp_path.resolve() / "out" / f"Readiness summary-{DAY}.docx"), "the last folder"
        await choose(app, "owing")
        await name_it(app, "open")
        await write(app)
        assert workbook((tmp_path / "out" / "open.xlsx").read_bytes()).sheetnames[1] == "Open duties"
        assert read_recent().exports == str(tmp_path.resolve() / "out")
        (tmp_path / "out" / "open.xlsx").unlink()
        (tmp_path / "out" / f"Who still owes what-{DAY}.xlsx").unlink()
        (tmp_path / "out").rmdir()
        await open_dialog(app)
        assert Path(path_of(app)).parent == tmp_path.resolve(), "a folder that is gone is not suggested"


async def test_what_changed_meanwhile_is_in_the_file(sample: Path, drive: Open, tmp_path: Path) -> None:
    async with drive(sample) as app:
        await open_dialog(app, "s")
        await choose(app, "summary", "json")
        source = Folder(sample)
        source.apply(mark_duty(app.on_disk, "group", "plan-reported", status="done", on=TODAY))
        await app.wait_until(lambda: app.readiness.meeting.mark("group", "plan-reported").status == "done")
        await write(app)
        found = json.loads((tmp_path / f"Readiness summary-{DAY}.json").read_text())
        (plan,) = [duty for duty in found["duties"] if duty["item"] == "plan-reported"]
        assert plan["status"] == "done"


async def test_escape_and_the_button_leave_without_a_file(sample: Path, drive: Open, tmp_path: Path) -> None:
    async with drive(sample) as app:
        for leave in ("escape", "cancel"):
            await open_dialog(app)
            if leave == "cancel":
                await app.pilot.click("#cancel")
                await app.settle()
            else:
                await app.press(leave)
            assert app.app.screen is app.screen
        assert sorted(path.name for path in tmp_path.iterdir()) == ["sample", "state"]


async def test_enter_goes_through_the_dialog_and_the_mouse_chooses(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        dialog = await open_dialog(app)
        await app.press("enter")
        assert app.app.focused is dialog.query_one(FormChoice)
        await app.press("left")
        assert (dialog.form, Path(path_of(app)).suffix) == ("json", ".json")
        await app.press("right", "l", "h", "down", "up", "j")
        assert dialog.form == "xlsx"
        await app.pilot.click(FormChoice, offset=(3, 0))
        await app.settle()
        assert (dialog.form, Path(path_of(app)).suffix) == ("docx", ".docx")
        dialog.query_one("#path", Input).focus()
        await app.press("enter")
        assert app.app.focused is dialog.query_one("#accept")
        assert dialog_of(app) is dialog


async def test_the_key_is_named(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        for keys in ([], ["s"], ["m"], ["4", "t"]):
            await app.press("0", *keys)
            assert "e 导出" in " ".join(app.text.split("\n")[-2:])
        await app.press("question_mark")
        assert isinstance(app.app.screen, HelpScreen)
        assert "把台账、清单、材料导出为文件" in app.text
        await app.press("escape", "ctrl+p")
        await app.type("daochu")
        await app.wait_until(lambda: bool(app.app.screen.query_one(OptionList).options))
        await app.press("enter")
        await app.wait_until(lambda: bool(app.app.screen.query("#exports")))
