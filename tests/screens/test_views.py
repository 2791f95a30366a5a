"""What views share: hidden ones wait, cells follow names, a filter bounds what keys do, members keep to theirs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Input

from checklists.edits.change import Change, Edit
from checklists.edits.records import change_record
from checklists.model.file_names import SETTINGS_FILE, get_sheet_file
from checklists.model.ledgers.opinions import Opinion
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.screens.conftest import TODAY, Driver, Open, study_places
from tui.base.matching import is_in_search_text, is_match, join_search_texts
from tui.base.messages import RecordsRemoved
from tui.duties.board import Board
from tui.ledgers.import_form import ImportDialog, PreviewGrid
from tui.widgets.filter_line import FilterLine
from tui.widgets.grid import fit
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.matrix import MemberMatrix
from tui.widgets.view import View


async def filter_by(app: Driver, text: str) -> None:
    await app.press("slash")
    await app.type(text)
    await app.press("enter")


async def change_outside(app: Driver, change: Change) -> None:
    """Change a file as another session would, and wait until the app shows it."""
    Folder(app.folder).apply(Edit((change,), "changed"))
    before = app.readiness
    await app.wait_until(lambda: app.readiness is not before)
    await app.settle()


def column_of(grid: LedgerGrid, name: str) -> list[str]:
    number = next(n for n, field in enumerate(grid.fields) if field.name == name)
    return [grid.texts(place)[number] for place in grid.rows]


async def open_page(app: Driver, view: str, number: int = 0) -> View:
    """Turn the pages of the stage that is shown until this one is."""
    for _page in app.navigation.pages:
        if app.view.id == view and getattr(app.view, "page", 0) == number:
            break
        await app.press("t")
    assert app.view.id == view
    return app.view


async def test_a_filter_fills_only_what_is_seen_and_the_rest_catches_up(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(sample) as app:
        await app.press("4", "t", "3", "t")
        talks, board = app.screen.query_one("#place-talks-0", MemberMatrix), app.screen.query_one(Board)
        rows, subjects = talks.row_count, board.row_count
        filled: list[str] = []
        for kind in (MemberMatrix, Board, LedgerGrid):
            real = kind.fill

            def counted(self: Any, real: Callable[[Any], None] = real) -> None:
                filled.append(self.id)
                real(self)

            monkeypatch.setattr(kind, "fill", counted)
        await app.press("slash")
        await app.type("hui")
        assert set(filled) == {"place-opinions-0"}
        assert len(filled) == 3, "once a letter"
        await app.press("enter")
        await app.press("4", "t")
        assert app.view.id == "place-talks"
        assert (talks.row_count, app.navigation.query_text) == (rows, ""), (
            "a filter belongs to the view it was typed in"
        )
        await app.press("0")
        assert board.row_count == subjects
        await app.press("3", "t")
        grid = app.screen.query_one("#place-opinions-0", LedgerGrid)
        assert grid.row_count == len(app.on_disk.ledgers.opinions.opinions), "nor does it stay behind there"


async def test_a_filter_typed_over_the_board_does_not_narrow_the_next_view(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        board = app.screen.query_one(Board)
        subjects = board.row_count
        await filter_by(app, app.on_disk.settings.members["m02"].name)
        assert board.row_count == 1
        await app.press("2", "t")
        matrix = app.screen.query_one("#place-study-0", MemberMatrix)
        assert matrix.members == list(app.on_disk.settings.members)
        assert app.screen.query_one(FilterLine).value == ""
        await app.press("0")
        assert board.row_count == subjects


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("调研", True),
        ("diaoyan", True),
        ("dy bgd", True),
        ("O1", True),
        ("chongqing", True),
        ("cq", True),
        ("zhangsan", False),
        ("调查", False),
    ],
)
def test_a_haystack_is_found_in_as_its_texts_are(query: str, *, is_found: bool) -> None:
    names, prose = ["o1", "重庆"], ["调研不够多，\n会议太长，文件太多，联系群众不够"]
    hay = join_search_texts(names, prose)
    assert is_in_search_text(query, hay) is is_found
    assert is_match(query, *names, *prose) is is_found


async def test_cells_follow_the_names_they_show(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("3", "t")
        grid = app.screen.query_one("#place-opinions-0", LedgerGrid)
        opinions, settings = app.on_disk.ledgers.opinions, app.on_disk.settings
        channel = next(one.channel for one in opinions.opinions.values() if one.channel in opinions.channels)
        aspect = next(one.aspect for one in opinions.opinions.values() if one.aspect)
        old = {
            "about": (SETTINGS_FILE, ("members", "m02", "name"), settings.members["m02"].name),
            "aspect": (SETTINGS_FILE, ("aspects", aspect), settings.aspects[aspect]),
            "channel": ("opinions.toml", ("channels", channel, "title"), opinions.channels[channel].title),
        }
        for field in [one.name for one in grid.fields if one.name in old]:
            file, path, name = old.pop(field)
            shown = column_of(grid, field)
            assert any(name in text for text in shown)
            await change_outside(app, Change(file, path, name, "改名人"))
            assert column_of(grid, field) == [text.replace(name, "改名人") for text in shown]
            await filter_by(app, "gaimingren")
            assert grid.row_count >= sum(name in text for text in shown) > 0, "the filter looks at the new name"
            await app.press("escape")
        assert "about" not in old


async def test_a_problem_that_answers_an_opinion_settles_it_in_the_list(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("3", "t")
        grid = app.screen.query_one("#place-opinions-0", LedgerGrid)
        meeting = app.on_disk
        key, subject, problem = next(
            (place[2], subject, problem)
            for place, state in zip(grid.rows, column_of(grid, "fed_back"), strict=True)
            if "answer" in state
            for subject in meeting.ledgers.opinions.opinions[place[2]].about
            for problem in meeting.sheet(subject).outline.problems
        )
        answers = meeting.sheet(subject).outline.problems[problem].answers
        path = ("outline", "problems", problem, "answers")
        before = list(answers) or None
        await change_outside(app, Change(get_sheet_file(subject), path, before, [*answers, key]))
        row = next(n for n, place in enumerate(grid.rows) if place[2] == key)
        assert column_of(grid, "fed_back")[row] == "✔ done"


def with_scroll_bars(app: Driver) -> list[Widget]:
    """Return what is seen and has a scroll bar beside it."""
    return [one for one in app.app.screen.query(Widget) if one.region and one.show_vertical_scrollbar]


async def test_a_scroll_bar_that_comes_back_stands_where_the_lines_are(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        for keys in (["m", "end"], ["0", "tab", "end"], ["s", "end"], ["comma", "tab", "pagedown"]):
            await app.press(*keys)
            assert any(one.scroll_y for one in with_scroll_bars(app)), keys
            await app.pilot.resize_terminal(80, 300)
            await app.settle()
            assert not with_scroll_bars(app), keys
            await app.pilot.resize_terminal(80, 24)
            await app.settle()
            bars = with_scroll_bars(app)
            assert bars, keys
            assert [one.vertical_scrollbar.position for one in bars] == [one.scroll_y for one in bars], keys


def session_of_today(sample: Path) -> str:
    """Bring the session that is still to come forward to today; return its id."""
    source = Folder(sample)
    meeting = source.read().meeting
    assert meeting is not None
    session = next(key for key, one in meeting.ledgers.study.sessions.items() if not one.attendance)
    source.apply(change_record(meeting, KINDS["session"], session, {"date": TODAY}))
    return session


async def test_f_fills_only_what_the_filter_shows(on_its_day: Path, drive: Open) -> None:
    session = session_of_today(on_its_day)
    async with drive(on_its_day) as app:
        await app.press("2", "t")
        matrix = app.screen.query_one("#place-study-0", MemberMatrix)
        meeting = app.on_disk
        await filter_by(app, meeting.settings.members["m03"].name)
        assert matrix.members == ["m03"]
        matrix.cursor_column = 1 + study_places(matrix).index(("session", session))
        await app.press("f")
        assert app.on_disk.ledgers.study.sessions[session].attendance == {"m03": "present"}
        await app.press("7", "t")
        await open_page(app, "place-day")
        expected = next(key for key, one in meeting.settings.members.items() if one.attendance == "expected")
        await filter_by(app, meeting.settings.members[expected].name)
        assert app.screen.query_one("#place-day-0", MemberMatrix).members == [expected]
        await app.press("f")
        assert app.on_disk.ledgers.day.attendance == {expected: "present"}


async def test_f_of_a_member_records_nobody_else(on_its_day: Path, drive: Open) -> None:
    session = session_of_today(on_its_day)
    async with drive(on_its_day, me="m02") as app:
        await app.press("2", "t")
        matrix = app.screen.query_one("#place-study-0", MemberMatrix)
        matrix.cursor_column = 1 + study_places(matrix).index(("session", session))
        await app.press("f")
        assert app.on_disk.ledgers.study.sessions[session].attendance == {"m02": "present"}
        await app.press("7", "t")
        await open_page(app, "place-day")
        await app.press("f")
        assert app.on_disk.ledgers.day.attendance == {"m02": "present"}


async def test_cursors_of_board_and_matrix_stay_on_member_and_column_as_others_come_and_go(
    sample: Path, drive: Open
) -> None:
    async with drive(sample) as app:
        meeting = app.on_disk
        board = app.screen.query_one(Board)
        board.cursor_row = 1 + list(meeting.settings.members).index("m04")
        await app.press("2", "t")
        matrix = app.screen.query_one("#place-study-0", MemberMatrix)
        session = next(key for key, one in meeting.ledgers.study.sessions.items() if one.is_held)
        matrix.go_to("m03")
        matrix.cursor_column = 1 + study_places(matrix).index(("session", session))
        before = meeting.ledgers.study.sessions[session].attendance
        first = Change(
            "study.toml", ("sessions", "e0000"), None, {"date": TODAY - timedelta(days=90), "topic": "first"}
        )
        gone = Change(SETTINGS_FILE, ("members", "m02"), meeting.settings.members["m02"].plain(), None)
        for change in (first, gone):
            await change_outside(app, change)
        assert (len(study_places(matrix)), len(matrix.members)) == (
            len(meeting.ledgers.study.sessions) + 1 + len(meeting.ledgers.study.texts),
            len(meeting.settings.members) - 1,
        )
        await app.press("space")
        after = app.on_disk.ledgers.study.sessions[session].attendance
        assert {key for key in before | after if before.get(key) != after.get(key)} == {"m03"}
        await app.press("0")
        assert board.subject == "m04"
        await app.press("4", "t")
        talks = app.screen.query_one("#place-talks-0", MemberMatrix)
        talks.go_to("m05")
        talks.cursor_column = len(talks.columns) - 1
        await change_outside(app, replace(gone, before=gone.after, after=gone.before))
        assert (talks.member, talks.cursor_column) == ("m05", len(talks.columns) - 1)


def offered(app: Driver) -> set[str]:
    """What the last line offers: actions with their parameters."""
    return {active.binding.action for active in app.screen.active_bindings.values() if active.enabled}


CHANGING = {"open_row", "add", "remove"}
OFFICE = {"assign", "import_table", "tell_none"}


async def test_a_member_is_not_offered_what_is_the_secretarys_and_the_keys_do_nothing(
    sample: Path, drive: Open
) -> None:
    about = ("m02", "m08")
    async with drive(sample) as app:
        key, one = next((key, one) for key, one in app.on_disk.ledgers.opinions.opinions.items() if one.about)
        change = Change("opinions.toml", ("opinions", key, "about"), one.about, about)
        Folder(sample).apply(Edit((change,), "about"))
        await app.press("3", "t")
        assert offered(app) >= CHANGING | OFFICE, "the secretary is offered everything"
    async with drive(sample, me="m02") as app:
        before = app.on_disk
        await app.press("3", "t")
        grid = app.screen.query_one("#place-opinions-0", LedgerGrid)
        assert key in {place[2] for place in grid.rows}
        assert not offered(app) & (CHANGING | OFFICE)
        assert offered(app) >= {"claim", "answer"}, "but says what becomes of opinions about them"
        await app.press("d", "i", "enter", "p", "v", "N")
        assert app.app.screen is app.screen
        for stage, view, number in (("3", "place-opinions", 1), ("2", "place-study", 1), ("2", "place-study", 2)):
            await app.press(stage, "t")
            await open_page(app, view, number)
            assert app.view.grid.row_count  # type: ignore[attr-defined]
            assert not offered(app) & CHANGING
            await app.press("d", "i", "enter")
            assert app.app.screen is app.screen
        assert app.on_disk == before


async def test_a_member_changes_their_own_measures_and_talks_and_no_others(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m02") as app:
        await app.press("8", "t")
        await open_page(app, "place-rectification")
        grid = app.screen.query_one("#place-rectification-0", LedgerGrid)
        for row, (kind, whose, _key) in enumerate(grid.rows):
            grid.cursor_row = row
            await app.settle()
            is_own = kind == "measure" and whose == "m02"
            assert ("remove" in offered(app)) is is_own
            assert ("open_row" in offered(app)) is is_own
            assert "add" not in offered(app)
        kinds = {kind for kind, _whose, _key in grid.rows}
        assert kinds == {"measure", "entry"}, "the sample has both"
        await app.press("4", "t")
        await open_page(app, "place-talks", 1)
        assert app.screen.query_one("#place-talks-1", LedgerGrid).row_count
        assert offered(app) >= CHANGING


async def test_what_was_chosen_elsewhere_is_asked_about_before_it_goes(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(sample) as app:
        await app.press("3", "t")
        grid = app.screen.query_one("#place-opinions-0", LedgerGrid)
        posted: list[object] = []
        with monkeypatch.context() as held:
            held.setattr(grid, "post_message", posted.append)
            first = grid.place
            grid.action_remove()
            grid.action_choose()
            grid.action_remove()
            grid.cursor_row = 0
            grid.action_remove()
        asked = [one for one in posted if isinstance(one, RecordsRemoved)]
        assert [one.places for one in asked] == [(first,)] * 3
        assert [one.must_ask for one in asked] == [False, True, False], "the cursor had gone on to the next"


async def test_a_choice_is_left_once_an_action_used_it_and_kept_when_the_form_is_left(
    sample: Path, drive: Open
) -> None:
    async with drive(sample) as app:
        await app.press("3", "t")
        grid = app.screen.query_one("#place-opinions-0", LedgerGrid)
        told = [key for key, one in app.on_disk.ledgers.opinions.opinions.items() if one.about and not one.fed_back][:2]
        for key in told:
            grid.cursor_row = next(n for n, place in enumerate(grid.rows) if place[2] == key)
            await app.press("x")
        await app.press("b", "escape")
        assert {key for _kind, _whose, key in grid.chosen} == set(told)
        await app.press("b", "ctrl+s")
        await app.settle()
        opinions: dict[str, Opinion] = app.on_disk.ledgers.opinions.opinions
        assert all(opinions[key].fed_back for key in told)
        assert grid.chosen == [grid.place]


@pytest.mark.parametrize("text", ["\x1b[2J", "a\u202eb", "\x9b1m", "\r\n"])
def test_nothing_steers_the_terminal_from_a_cell(text: str) -> None:
    assert fit(text, 20).isprintable()


@pytest.mark.parametrize(
    "text", ["🏽", "\U0001f1e8", "👨\u200d👩\u200d👧一", "a\u0301", "ｆｕｌｌ。", "\u00ad", "\u05c8", "❤\ufe0f" * 9]
)
@pytest.mark.parametrize("width", [1, 2, 5, 12])
def test_what_stands_behind_a_cell_stays_in_its_column(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit(text, width, "right")) == width


async def test_a_hostile_table_is_shown_without_its_escape_sequences(sample: Path, tmp_path: Path, drive: Open) -> None:
    table = tmp_path / "opinions.csv"
    table.write_text("opinion\nbad\x1b[2J\x9bword\n", encoding="utf-8")
    async with drive(sample) as app:
        await app.press("3", "t", "v")
        dialog = app.app.screen
        assert isinstance(dialog, ImportDialog)
        dialog.query_one("#file", Input).value = str(table)
        await app.settle()
        assert dialog.query_one(PreviewGrid).row_count == 1
        assert "bad" in app.text
        assert all(line.isprintable() for line in app.text.split("\n"))
