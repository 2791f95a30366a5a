"""Talks by keys: planned, recorded, filled in one go; every change is read back from the files."""

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, RadioSet, Select, TextArea

from checklists.base.language import LANGUAGES, Language
from checklists.model.ledgers.talks import Talk
from checklists.readiness.rules.talks import count_talks, list_wanted_talks
from tests.screens.conftest import TODAY, Driver, Open
from tui.forms.form import Form
from tui.forms.record_dialog import RecordDialog
from tui.widgets.grid import GridCell
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.matrix import MemberMatrix
from tui.widgets.ticks import TickChoice


async def matrix_of(app: Driver) -> MemberMatrix:
    """Open the matrix of talks."""
    await app.press("4", "t")
    assert app.view.id == "place-talks"
    return app.view.query_one("#place-talks-0", MemberMatrix)


def talks(app: Driver) -> dict[str, Talk]:
    return app.on_disk.ledgers.talks.talks


async def test_a_talk_is_recorded_in_its_cell_and_moves_everything_at_once(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        matrix = await matrix_of(app)
        matrix.go_to("m07")
        await app.settle()
        before, board = talks(app), app.readiness.total_of("m07")
        have, need = count_talks(app.readiness.meeting)
        await app.press("enter")
        dialog = app.app.screen
        assert isinstance(dialog, RecordDialog)
        assert dialog.query_one("#field-member", Select).value == "m07"
        assert not dialog.query_one("#box-unit").display, "only what belongs to such a talk is asked for"
        assert app.app.focused is dialog.query_one("#field-planned"), "what the cell says is given"
        await app.press("escape", "home", "i")
        partner = app.app.screen.query_one("#field-partner")
        assert app.app.focused is partner, "of a member with themselves only one is given"
        await app.press("escape")
        matrix.go_to("m07")
        await app.press("enter")
        dialog = app.app.screen
        dialog.query_one("#field-held", Input).value = "2026年11月20日"
        dialog.query_one("#field-said", TextArea).text = "遇事商量不够"
        await app.press("ctrl+s")
        await app.settle()
        new = {key: talk for key, talk in talks(app).items() if key not in before}
        assert [(one.member, one.partner, str(one.held), one.said) for one in new.values()] == [
            ("m07", "m01", "2026-11-20", "遇事商量不够")
        ]
        assert count_talks(app.readiness.meeting) == (have + 1, need)
        assert f"{have + 1} of {need} talks held" in app.text
        assert app.readiness.total_of("m07").share > board.share
        await app.press("0", "s")
        assert app.assess().total == app.readiness.total


async def test_what_is_planned_is_taken_further_not_doubled(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await matrix_of(app)
        key, planned = next((key, one) for key, one in talks(app).items() if one.planned and not one.held)
        matrix = app.view.query_one("#place-talks-0", MemberMatrix)
        matrix.go_to(planned.member)
        matrix.cursor_column = 1 + list(app.on_disk.settings.members).index(planned.partner)
        await app.press("enter")
        app.app.screen.query_one("#field-held", Input).value = TODAY.isoformat()
        count = len(talks(app))
        await app.press("ctrl+s")
        await app.settle()
        assert len(talks(app)) == count
        assert talks(app)[key].held == TODAY


async def test_a_row_is_filled_in_one_go_and_undone_in_one_step(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        matrix = await matrix_of(app)
        matrix.go_to("m07")
        before = talks(app)
        await app.press("f")
        assert isinstance(app.app.screen, Form)
        app.app.screen.query_one("#place", Input).value = "小会议室"
        await app.press("ctrl+s")
        await app.settle()
        meeting = app.on_disk
        held = meeting.ledgers.talks.of["m07"].held_with
        member = meeting.settings.members["m07"]
        assert held == {*meeting.settings.members, *member.units, ""} - {"m07"}
        await app.press("u")
        await app.settle()
        assert talks(app) == before


async def test_what_is_chosen_is_what_is_highlighted_and_no_talk_was_held_tomorrow(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh", size=(80, 24)) as app:
        matrix = await matrix_of(app)
        matrix.go_to("m07")
        before = talks(app)
        await app.press("f")
        dialog = app.app.screen
        dialog.query_one("#state", RadioSet).focus()
        await app.press("space")
        assert dialog.query_one("#held", TickChoice).value, "the highlight stands on what is chosen"
        dialog.query_one("#day", Input).value = "2026-12-10"
        await app.press("ctrl+s")
        assert "2026-12-10还没有到" in app.text
        assert talks(app) == before
        await app.press("shift+tab", "up", "space", "ctrl+s")
        await app.settle()
        assert {one.planned for key, one in talks(app).items() if key not in before} == {date(2026, 12, 10)}
        assert app.on_disk.ledgers.talks.of["m07"].held_with == frozenset()


async def test_the_column_of_units_opens_the_unit_that_is_still_to_be_talked_with(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        matrix = await matrix_of(app)
        assert "Units" not in app.text
        matrix.go_to("m07")
        for _press in range(12):
            await app.press("right")
        assert "Branch" in app.text, "columns scroll with the cursor"
        await app.press("left", "enter")
        dialog = app.app.screen
        held = app.on_disk.ledgers.talks.of.get("m07")
        open_units = [
            unit for unit in app.on_disk.settings.members["m07"].units if held is None or unit not in held.held_with
        ]
        assert dialog.query_one("#field-unit", Input).value == open_units[0]
        assert not dialog.query_one("#box-partner").display


async def test_a_talk_is_found_corrected_and_deleted(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        await app.press("4", "t", "t")
        listed = app.view.query_one("#place-talks-1", LedgerGrid)
        rows = listed.row_count
        name = app.on_disk.settings.members["m09"].name
        await app.press("slash")
        await app.type(name)
        await app.press("enter")
        assert 0 < listed.row_count < rows
        assert listed.place is not None
        key = listed.place[2]
        await app.press("enter")
        app.app.screen.query_one("#field-place", Input).value = "乡镇会议室"
        await app.press("ctrl+s")
        await app.settle()
        assert talks(app)[key].place == "乡镇会议室"
        await app.press("d")
        await app.settle()
        assert key not in talks(app)
        await app.press("u")
        await app.settle()
        assert talks(app)[key].place == "乡镇会议室"


async def test_what_cannot_be_is_said_while_typing_and_not_stored(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await matrix_of(app)
        before = (sample / "talks.toml").read_bytes()
        await app.press("i")
        dialog = app.app.screen
        assert isinstance(dialog, RecordDialog)
        dialog.query_one("#field-member", Select).value = "m02"
        dialog.query_one("#field-partner", Select).value = "m02"
        await app.settle()
        assert "a talk cannot be with oneself" in app.text
        await app.press("ctrl+s")
        assert app.app.screen is dialog
        dialog.query_one("#field-partner", Select).value = "m03"
        dialog.query_one("#field-held", Input).value = "2026-02-30"
        await app.settle()
        assert "2026-02-30" in app.text
        await app.press("escape")
        assert (sample / "talks.toml").read_bytes() == before


async def test_a_member_plans_their_own_talks_only(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m05") as app:
        matrix = await matrix_of(app)
        assert matrix.members == ["m05"]
        await app.press("t")
        listed = app.view.query_one("#place-talks-1", LedgerGrid)
        shown = [listed.record(place) for place in listed.rows]
        assert shown
        assert all(isinstance(one, Talk) and "m05" in one.pair for one in shown)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_planned_and_what_is_not_are_told_apart(sample: Path, drive: Open, language: Language) -> None:
    async with drive(sample, language=language, size=(120, 40)) as app:
        matrix = await matrix_of(app)
        matrix.go_to("m07")
        left = {name: one for name, one in list_wanted_talks(app.on_disk, "m07").items() if not one.is_held}
        before = sum(one.planned is not None for one in left.values())
        await app.press("enter")
        other = app.on_disk.settings.members[str(app.app.screen.query_one("#field-partner", Select).value)].name
        app.app.screen.query_one("#field-planned", Input).value = "2027-01-05"
        await app.press("ctrl+s")
        await app.settle()
        foot = str(app.view.query_one(".ledger-foot").render())
        name, planned, rest = app.on_disk.settings.members["m07"].name, before + 1, len(left) - before - 1
        assert foot.startswith(
            {
                "zh": f"{name}：还有{len(left)}次谈话；已计划{planned}次：",
                "en": f"{name}: {len(left)} talks to be held; {planned} planned: ",
            }[language]
        )
        assert {"zh": f"{other}（2027-01-05）", "en": f"{other} (2027-01-05)"}[language] in foot
        assert {"zh": f"；尚未安排{rest}次：", "en": f"; {rest} not planned yet: "}[language] in foot
        assert other not in foot.split({"zh": "尚未安排", "en": "not planned"}[language])[1]


async def test_a_unit_for_which_a_talk_is_planned_does_not_look_as_if_nobody_had_thought_of_it(
    sample: Path, drive: Open
) -> None:
    async with drive(sample) as app:
        matrix = await matrix_of(app)
        matrix.go_to("m09")
        matrix.cursor_column = units = len(app.on_disk.settings.members) + 1
        await app.settle()
        assert matrix.cell(matrix.cursor_row, units).text == "○0/2"
        await app.press("enter")
        app.app.screen.query_one("#field-planned", Input).value = "2026-11-29"
        await app.press("ctrl+s")
        await app.settle()
        assert matrix.cell(matrix.cursor_row, units) == GridCell("◐0/2", "doing")
