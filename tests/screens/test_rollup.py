"""The roll-up on the screen: live, sorted, filtered; a meeting opens on top and leads back."""

from datetime import date
from pathlib import Path

import pytest

from checklists.base.language import Language
from checklists.rollup.facts import collect_facts, plan_of
from checklists.rollup.judging import Unit, judge
from checklists.rollup.manifest import Expected, Manifest
from checklists.store.folder import Folder
from tests import hostile
from tests.builders import a_folder, a_meeting, read
from tests.screens.conftest import UNITS_DAY, VIEWS, Driver, Show
from tui.app.start import StartScreen
from tui.meeting.screen import MeetingScreen
from tui.rollup.grid import RollupGrid
from tui.rollup.screen import Gathered, RollupScreen

TODAY = UNITS_DAY
MANIFEST = Manifest((Expected("Library", "West", "library", date(2026, 12, 9), 2),))


def top(driver: Driver) -> RollupScreen:
    screen = driver.app.screen
    assert isinstance(screen, RollupScreen)
    return screen


def rows(driver: Driver) -> list[str]:
    grid = driver.app.screen.query_one(RollupGrid)
    return [grid.cell(row, 0).text for row in range(grid.row_count)]


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_units_stages_and_totals_are_shown(
    root: Path, show: Show, size: tuple[int, int], language: Language
) -> None:
    async with show(root, size=size, language=language, manifest=MANIFEST) as driver:
        assert rows(driver) == ["broken", "Library", "clinic", "school", "教育局"]
        text = driver.text
        for word in ("school", "教育局", "Library", "! ", "○", "checklist.toml"):
            assert word in text
        assert ("5个单位" if language == "zh" else "5 units") in text


async def test_the_headings_of_stages_are_abbreviated_as_words_are(sample: Path, show: Show) -> None:
    titles = {"Start", "Study", "Opinions", "Talks", "Self-inspection", "Criticism", "Meeting", "Afterwards"}
    for size in ((80, 24), (120, 40)):
        async with show(sample.parent, size=size, language="en") as driver:
            grid = driver.app.screen.query_one(RollupGrid)
            words = [word for line in (0, 1) for word in grid.render_line(line).text.split("%")[-1].split()]
            assert len(words) >= len(titles)
            parts = titles | {part for title in titles for part in (*title.split("-"), f"{title.split('-')[0]}-")}
            assert all(word.endswith(".") or word in parts for word in words), words


async def test_sort_only_and_filter(root: Path, show: Show) -> None:
    async with show(root) as driver:
        await driver.press("o")
        assert rows(driver) == ["clinic", "school", "教育局", "broken"]
        await driver.press("f")
        assert rows(driver) == ["clinic", "school"]
        await driver.press("f", "f")
        assert rows(driver) == ["broken"]
        await driver.press("escape", "slash", *"jyj")
        assert rows(driver) == ["教育局"]
        await driver.press("escape")
        assert len(rows(driver)) == 4


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_escape_shows_all_again_and_stands_in_the_key_line_only_where_it_leads_anywhere(
    root: Path, show: Show, size: tuple[int, int], language: Language
) -> None:
    back = {"zh": "Esc 返回", "en": "Esc Back"}[language]
    async with show(root, size=size, language=language) as driver:
        assert back not in driver.text, "nothing is narrowed, and nothing lies below"
        await driver.press("escape")
        assert driver.app.is_running
        for narrowed in (("f",), ("slash", *"jyj", "enter"), ("f", "slash", *"clinic", "enter")):
            await driver.press(*narrowed)
            assert len(rows(driver)) < 4
            assert back in driver.text
            await driver.press("escape")
            assert len(rows(driver)) == 4
            assert back not in driver.text


async def test_from_the_start_screen_escape_leads_back_there_and_q_leaves(root: Path, show: Show) -> None:
    async with show(root) as driver:
        request = top(driver).request
        for key in ("escape", "q"):
            await driver.app.switch_screen(StartScreen())
            start = driver.app.screen
            await driver.app.push_screen(RollupScreen(request, TODAY))
            await driver.app.workers.wait_for_complete()
            await driver.press("f")
            assert "Esc Back" in driver.text
            await driver.press("escape")
            assert isinstance(driver.app.screen, RollupScreen), "first all are shown again"
            assert "Esc Back" in driver.text
            await driver.press(key)
            assert driver.app.return_code == (0 if key == "q" else None)
            if key == "escape":
                assert driver.app.screen is start


async def test_a_meeting_opens_on_top_and_what_is_changed_there_is_seen(root: Path, show: Show) -> None:
    async with show(root) as driver:
        await driver.press("o", "g", "enter")
        assert isinstance(driver.app.screen, MeetingScreen)
        assert driver.app.screen.session.folder.path.name == "clinic"
        await driver.press("1", "space", "space")
        meeting = read(Folder(root / "clinic"))
        assert meeting.mark("group", "notice").status == "done"
        await driver.press("q")
        await driver.app.workers.wait_for_complete()
        await driver.settle()
        one = next(one for one in top(driver).units if one.unit == "clinic")
        assert one.stage_tallies["start"].done == 2  # with the roster, which is counted
        await driver.press("q")
        assert driver.app.return_code == 0


async def test_a_faulty_one_shows_its_faults_and_leads_back(root: Path, show: Show) -> None:
    async with show(root) as driver:
        await driver.press("enter")
        assert "checklist.toml" in driver.text
        await driver.press("q")
        assert isinstance(driver.app.screen, RollupScreen)


async def test_one_that_has_not_begun_says_so(root: Path, show: Show) -> None:
    async with show(root, manifest=MANIFEST) as driver:
        await driver.press("j", "enter")
        assert isinstance(driver.app.screen, RollupScreen)
        assert "Library has not begun" in driver.text


async def test_a_folder_that_went_meanwhile_is_said(root: Path, show: Show) -> None:
    async with show(root) as driver:
        await driver.press("o", "g")
        (root / "clinic" / "meeting.toml").unlink()
        await driver.press("enter")
        assert isinstance(driver.app.screen, RollupScreen)
        assert any("meeting.toml" in one.message for one in driver.app._notifications)


async def test_a_change_on_disk_is_seen_and_the_cursor_stays(root: Path, show: Show) -> None:
    async with show(root) as driver:
        await driver.press("j", "j")
        screen = driver.app.screen
        assert isinstance(screen, RollupScreen)
        before = screen.query_one(RollupGrid).unit
        a_folder(root / "anew", a_meeting(unit="anew", date=date(2026, 12, 2)))
        await driver.press("f5")
        await driver.app.workers.wait_for_complete()
        await driver.settle()
        assert "anew" in rows(driver)
        after = screen.query_one(RollupGrid).unit
        assert before is not None
        assert after is not None
        assert after.path == before.path


async def test_the_other_language(root: Path, show: Show) -> None:
    async with show(root) as driver:
        await driver.press("o", "slash", *"school", "enter", "f2")
        await driver.app.workers.wait_for_complete()
        await driver.settle()
        assert "按日期" in driver.text
        assert "已读取" not in driver.text, "all was read before"
        assert rows(driver) == ["school"]
        await driver.press("escape", "end", "up", "f2", "f2")
        await driver.app.workers.wait_for_complete()
        await driver.settle()
        assert driver.app.screen.query_one(RollupGrid).cursor_row == 2
        await driver.press("end")
        await driver.press("enter")
        await driver.press("f2", "q")
        await driver.app.workers.wait_for_complete()
        await driver.settle()
        assert "by date" in driver.text


async def test_hostile_names_are_shown(tmp_path: Path, show: Show) -> None:
    names = ("markup", "clear", "bidi", "wide")
    for name in names:
        text = hostile.STRINGS[name][:200]
        a_folder(tmp_path / "root" / "east" / name, a_meeting(unit=text, title=text))
    async with show(tmp_path / "root", size=(80, 24)) as driver:
        for _unit in names:  # the detail is of the unit under the cursor
            assert not hostile.controls_in(driver.text.replace("\u200d", ""))
            await driver.press("e")
            assert not hostile.controls_in(driver.text.replace("\u200d", ""))
            await driver.press("escape", "question_mark", "escape", "enter")
            assert isinstance(driver.app.screen, MeetingScreen)
            await driver.press("q", "down")


async def test_three_thousand_units_scroll(root: Path, show: Show) -> None:
    meeting = a_meeting()
    facts = collect_facts(meeting, plan_of(meeting.checklist))
    units: list[Unit] = [
        judge(facts, TODAY, path=Path(f"/x/{number}"), folder=f"x/{number}", district="x") for number in range(3000)
    ]
    async with show(root, size=(80, 24)) as driver:
        driver.app.screen.post_message(Gathered(units, 3000, 3000, True, [], 1.0))
        await driver.settle()
        await driver.press("G")
        assert driver.app.screen.query_one(RollupGrid).cursor_row == 2999
        assert "17 days left · x/999" in driver.text, "of the last line"
        await driver.press("pageup", "g")
        assert driver.app.screen.query_one(RollupGrid).cursor_row == 0


class Look:
    """A look at the folders that is due later."""

    is_due = True

    def stop(self) -> None:
        self.is_due = False


async def test_however_often_the_folders_are_read_one_look_is_due(
    root: Path, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Look] = []

    def note(*_given: object) -> Look:
        looks.append(Look())
        return looks[-1]

    monkeypatch.setattr(RollupScreen, "set_timer", note)
    async with show(root) as driver:
        await driver.press("f5", "question_mark", "escape")  # what is shown again is read again
        await driver.app.workers.wait_for_complete()
        await driver.settle()
        assert len(looks) > 1
        assert sum(one.is_due for one in looks) == 1
