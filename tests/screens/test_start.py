"""The start screen: recent meetings, a new one, the demo."""

import re
from datetime import timedelta
from errno import ENOSPC
from pathlib import Path
from shutil import copytree

import pytest
from textual import events
from textual.widgets import Input, Select, TextArea

from checklists.base import clock
from checklists.base.language import LANGUAGES, Language
from checklists.drafts.checks.switching import set_threshold, switch
from checklists.edits.settings import change_layout
from checklists.model.checks import CheckSetting
from checklists.model.layout import Layout
from checklists.setup.carry_over import carry_over_entries
from checklists.store.folder import Folder
from tests.screens.conftest import TODAY, VIEWS, Open, Size
from tui.app.new_meeting import DAYS_AHEAD, NewMeetingScreen
from tui.app.start import RecentGrid, StartScreen
from tui.base.recent import Recent, read_recent, remember_meeting
from tui.drafts.source import SourceDialog
from tui.forms.dialog import Confirm
from tui.forms.help import HelpScreen
from tui.meeting.screen import MeetingScreen
from tui.rollup.screen import RollupScreen
from tui.settings.roster import PasteDialog, RosterEditor


async def test_recent_meetings_are_listed_with_progress_and_open(sample: Path, drive: Open) -> None:
    remember_meeting(sample)
    remember_meeting(sample.parent / "gone")
    async with drive(None) as app:
        grid = app.app.screen.query_one(RecentGrid)
        await app.wait_until(lambda: len(grid.shown) == 2)
        await app.settle()
        assert "2026-12-11" in app.text
        assert "not there any more" in app.text
        await app.press("enter")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_of_two_meetings_with_one_name_the_folder_tells_which(
    sample: Path, tmp_path: Path, drive: Open, language: Language
) -> None:
    folders = [tmp_path / ("很长的文件夹名" * 12) / ("folder" * 20) / name for name in ("其中一个", "另一个")]
    for folder in folders:
        copytree(sample, folder)
        remember_meeting(folder)
    async with drive(None, size=(80, 24), language=language) as app:
        grid = app.app.screen.query_one(RecentGrid)
        await app.wait_until(lambda: len(grid.shown) == 2)
        await app.settle()
        seen = []
        for _meeting in folders:
            place = app.app.screen.query_one("#where").region
            last = app.text.split("\n")[place.bottom - 1]
            seen.append(last.rpartition("/")[2].strip())
            assert seen[-1] == Path(grid.shown[grid.cursor_row].folder).name
            await app.press("down")
        assert sorted(seen) == ["其中一个", "另一个"]
        await app.press("slash", *seen[1], "enter")
        assert [Path(one.folder).name for one in grid.shown] == seen[1:]
        await app.press("escape")
        assert len(grid.shown) == 2
        assert Path(grid.shown[grid.cursor_row].folder).name == seen[1], "the cursor stays on the meeting"


async def test_a_meeting_is_taken_off_the_list_but_stays_on_disk(sample: Path, drive: Open) -> None:
    remember_meeting(sample)
    async with drive(None) as app:
        grid = app.app.screen.query_one(RecentGrid)
        await app.wait_until(lambda: bool(grid.shown))
        await app.press("minus")
        await app.wait_until(lambda: not grid.shown)
        assert read_recent().meetings == ()
        assert (sample / "meeting.toml").exists()


async def test_a_new_meeting_is_made_by_keys(tmp_path: Path, drive: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with drive(None) as app:
        await app.press("n")
        await app.wait_until(lambda: isinstance(app.app.screen, NewMeetingScreen))
        form = app.app.screen
        await app.press("ctrl+s")
        assert "must not be empty" in app.text
        await app.type("Unit A")
        form.query_one("#date", Input).value = "2027-01-15"
        await app.settle()
        folder = Path(form.query_one("#folder", Input).value)
        assert folder == tmp_path / "2026-Unit A"  # a meeting in January is the year before's
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        meeting = Folder(folder).read().meeting
        assert meeting is not None
        assert meeting.settings.unit == "Unit A"
        assert meeting.settings.date.isoformat() == "2027-01-15"
        assert meeting.checklist.id == "democratic-life"


@pytest.mark.parametrize(("place", "size", "language"), [("#unit", *VIEWS[0]), ("#roster-grid", *VIEWS[1])])
async def test_the_roster_is_pasted_wherever_the_cursor_is(
    tmp_path: Path, drive: Open, monkeypatch: pytest.MonkeyPatch, place: str, size: Size, language: Language
) -> None:
    monkeypatch.chdir(tmp_path)
    async with drive(None, size=size, language=language) as app:
        await app.press("n")
        await app.wait_until(lambda: isinstance(app.app.screen, NewMeetingScreen))
        form = app.app.screen
        assert app.app.focused is form.query_one("#unit"), "what a newcomer fills in first"
        assert ("paste them here" if language == "en" else "直接粘贴到本页") in app.text
        await app.type("U")
        form.query_one(place).focus()
        await app.settle()
        app.app.post_message(events.Paste("姓名\t职务\t主要负责人\n甲一\t书记\t是\n乙二\t委员\t\n"))
        await app.wait_until(lambda: isinstance(app.app.screen, PasteDialog) and app.app.screen.is_begun)
        await app.settle()
        assert ("2 members recognised" if language == "en" else "识别到2名成员") in app.text
        assert form.query_one(RosterEditor).members == {}, "nothing is taken before it was looked at"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is form)
        assert form.query_one("#unit", Input).value == "U"
        form.query_one("#unit", Input).focus()
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        (folder,) = (one.parent for one in tmp_path.glob("*/meeting.toml"))
        meeting = Folder(folder).read().meeting
        assert meeting is not None
        assert [(one.name, one.post, one.role) for one in meeting.settings.members.values()] == [
            ("甲一", "书记", "principal"),
            ("乙二", "委员", "member"),
        ]


@pytest.mark.parametrize("is_there", [True, False])
async def test_the_name_of_a_file_that_is_pasted_is_no_member(tmp_path: Path, drive: Open, *, is_there: bool) -> None:
    file = tmp_path / "班子 名单.csv"
    if is_there:
        file.write_text("姓名,职务\n甲一,书记\n乙二,委员\n", encoding="gb18030")
    async with drive(None, language="zh") as app:
        await app.press("n")
        form = app.app.screen
        form.query_one("#roster-grid").focus()
        await app.press("p")
        await app.wait_until(lambda: isinstance(app.app.screen, PasteDialog) and app.app.screen.is_begun)
        app.app.screen.query_one("#pasted", TextArea).text = f"'{file}'\n"
        await app.settle()
        assert "识别到1名成员" not in app.text
        await app.press("ctrl+s")
        await app.settle()
        if is_there:
            names = [one.name for one in form.query_one(RosterEditor).members.values()]
            assert names == ["甲一", "乙二"]
        else:
            assert isinstance(app.app.screen, PasteDialog)
            assert "没有这个文件" in app.text


async def test_a_folder_that_has_a_meeting_is_not_overwritten(sample: Path, drive: Open) -> None:
    before = (sample / "meeting.toml").read_bytes()
    async with drive(None) as app:
        await app.press("n")
        await app.wait_until(lambda: isinstance(app.app.screen, NewMeetingScreen))
        form = app.app.screen
        await app.type("Unit A")
        form.query_one("#folder", Input).value = str(sample)
        await app.settle()
        await app.press("ctrl+s")
        assert app.app.screen is form
        assert "already" in app.text
        assert "open it with o" in " ".join(app.text.split())
        assert "huiqian open" not in app.text
        assert (sample / "meeting.toml").read_bytes() == before


def refuse() -> None:
    raise OSError(ENOSPC, "No space left on device")


async def test_the_demo_opens(drive: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with drive(None) as app:
        assert isinstance(app.app.screen, StartScreen)
        with monkeypatch.context() as full:
            full.setattr("tempfile.mkdtemp", lambda **_options: refuse())
            await app.press("d")
        assert "the disk is full" in app.text
        await app.press("d")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        assert len(list(tmp_path.glob("huiqian-demo-*/meeting.toml"))) == 1


async def test_a_broken_list_of_recent_meetings_costs_nothing(own_state: Path, drive: Open) -> None:
    own_state.mkdir(parents=True)
    file = own_state / "recent.json"
    for content in (b"", b"[", b'{"meetings": 3}', b"[1]", b"\xff", b'{"theme": 2}', b'{"exports": 5}'):
        file.write_bytes(content)
        assert read_recent() == Recent(), content
    file.write_bytes(b'{"exports": "\\ud800"}')
    async with drive(None) as app:
        assert isinstance(app.app.screen, StartScreen)


async def test_a_new_meeting_takes_over_what_the_last_left_open(
    sample: Path, tmp_path: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    layout = Layout(date=TODAY, parts={"remarks": False})
    now = Folder(sample).apply(change_layout(Layout(), layout)).reading.meeting
    assert now is not None
    now = Folder(sample).apply(set_threshold(now, "hedging", 5)).reading.meeting
    assert now is not None
    last = Folder(sample).apply(switch(now, ["slip"], on=False)).reading.meeting
    assert last is not None
    wanted = carry_over_entries(last, last.settings.members)
    assert wanted
    async with drive(None) as app:
        await app.press("n")
        form = app.app.screen
        await app.press("ctrl+o")
        app.app.screen.query_one("#last", Input).value = str(tmp_path / "nothing")
        await app.press("ctrl+s")
        assert app.app.screen is not form, "there is no meeting"
        assert "Name the folder of a meeting" in " ".join(re.sub("[│]", " ", app.text).split())
        assert "huiqian new" not in app.text
        app.app.screen.query_one("#last", Input).value = str(sample)
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is form)
        assert f"{len(wanted)} open measures" in app.text
        folder = tmp_path / "next"
        form.query_one("#folder", Input).value = str(folder)
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
    made = Folder(folder).read().meeting
    assert made is not None
    assert made.settings.unit == last.settings.unit
    assert list(made.settings.members) == list(last.settings.members)
    assert {one.attendance for one in made.settings.members.values()} == {"expected"}
    assert made.settings.aspects == {}
    assert made.settings.layout == Layout(parts={"remarks": False}), "but for the day that was fixed"
    assert made.settings.checks == {"hedging": CheckSetting(threshold=5), "slip": CheckSetting(on=False)}
    assert made.ledgers.rectification.entries == wanted


async def test_title_and_folder_follow_the_date_until_the_person_types_others(drive: Open) -> None:
    async with drive(None, language="zh") as app:
        await app.press("n")
        await app.wait_until(lambda: isinstance(app.app.screen, NewMeetingScreen))
        form = app.app.screen
        title, folder = (form.query_one(f"#{one}", Input) for one in ("title", "folder"))
        day = clock.today() + timedelta(days=DAYS_AHEAD)
        assert title.value == f"{day.year - (day.month <= 3)}年度民主生活会"
        form.query_one("#date", Input).value = "2027-01-15"
        await app.settle()
        assert title.value == "2026年度民主生活会"
        assert Path(folder.value).name == "2026"
        form.query_one("#checklist", Select).value = "organisational-life"
        form.query_one("#date", Input).value = "2027-12-1"
        await app.settle()
        assert title.value == "2027年度组织生活会"
        assert Path(folder.value).name == "2027"
        title.value = "专题组织生活会"
        form.query_one("#date", Input).value = "2028-12-1"
        await app.settle()
        assert title.value == "专题组织生活会"


async def test_a_new_meeting_has_help_whatever_has_the_focus(drive: Open) -> None:
    async with drive(None, size=(80, 24)) as app:
        await app.press("n")
        form = app.app.screen
        assert "F1 Help" in app.text
        await app.press("f1")
        assert isinstance(app.app.screen, HelpScreen)
        assert "next field, previous field" in app.text
        await app.press("escape", "question_mark")
        assert form.query_one("#unit", Input).value == "?", "in a field it is a letter like any other"
        form.query_one("#roster-grid").focus()
        await app.press("question_mark")
        assert isinstance(app.app.screen, HelpScreen)


async def test_what_was_entered_is_not_thrown_away_without_asking(drive: Open) -> None:
    async with drive(None) as app:
        await app.press("n")
        form = app.app.screen
        await app.type("Unit A")
        await app.press("escape")
        assert isinstance(app.app.screen, Confirm)
        await app.press("n")
        assert app.app.screen is form
        assert form.query_one("#unit", Input).value == "Unit A"
        await app.press("escape", "y")
        await app.wait_until(lambda: isinstance(app.app.screen, StartScreen))


async def test_many_units_are_opened_from_the_start_and_lead_back(sample: Path, drive: Open) -> None:
    async with drive(None) as app:
        await app.press("r")
        assert "The folder above those of the units' meetings." in app.text
        app.app.screen.query_one("#folder", Input).value = str(sample.parent)
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, RollupScreen))
        await app.wait_until(lambda: "1" in app.text and "云溪" in app.text)
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, StartScreen))


async def test_where_the_working_folder_is_gone_folders_are_asked_for_all_the_same(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sample / "gone").mkdir()
    monkeypatch.chdir(sample / "gone")
    async with drive(None) as app:
        (sample / "gone").rmdir()
        for key in ("o", "r"):
            await app.press(key)
            assert app.app.screen.query_one("#folder", Input).value == str(Path.home())
            await app.press("escape")
        await app.press("n")
        assert app.app.screen.query_one("#folder", Input).value.startswith(str(Path.home()))
        await app.press("escape", "o")
        app.app.screen.query_one("#folder", Input).value = str(sample)
        await app.press("enter")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        await app.go_to("personal-outline", "m09")
        await app.press("enter", "D")
        assert isinstance(app.app.screen, SourceDialog)


async def test_enter_opens_the_one_folder_that_is_asked_for(sample: Path, drive: Open) -> None:
    async with drive(None) as app:
        await app.press("o")
        app.app.screen.query_one("#folder", Input).value = str(sample)
        await app.press("enter")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
