"""The day of the meeting and the rectification list by keys; read back from the files."""

from pathlib import Path

from textual.widgets import Input, TextArea

from tests.screens.conftest import TODAY, Open
from tui.widgets.day_matrix import DayMatrix
from tui.widgets.rectify_grid import RectifyGrid


async def test_sign_in_speaking_in_turn_and_who_was_told(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("7", "t")
        matrix = app.screen.view.query_one(DayMatrix)
        meeting = app.on_disk
        expected = [key for key, one in meeting.settings.members.items() if one.attendance == "expected"]
        absent = [key for key in meeting.settings.members if key not in expected]
        await app.press("f")
        await app.settle()
        assert app.on_disk.ledgers.day.attendance == dict.fromkeys(expected, "present")
        matrix.go_to(absent[0])
        await app.press("space", "space")
        assert app.on_disk.ledgers.day.attendance[absent[0]] == "absent"
        signed = app.assess().duty("group", "sign-in")
        assert signed is not None
        assert signed.status == "done"
        principal = meeting.settings.principal
        assert principal is not None
        assert meeting.name(principal) in app.text, "the principal speaks first"
        matrix.cursor_row, matrix.cursor_column = matrix.members.index(principal), 2
        await app.press("space")
        assert app.on_disk.ledgers.day.spoken == {principal: True}
        matrix.cursor_row, matrix.cursor_column = matrix.members.index(absent[0]), 3
        await app.press("space")
        assert app.on_disk.ledgers.day.told == {absent[0]: TODAY}
        await app.press("u", "u", "u", "u", "u")
        await app.settle()
        assert not (sample / "day.toml").exists() or app.on_disk.ledgers.day.plain() == {}


async def test_measures_of_outlines_and_of_last_year_are_closed_in_one_list(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("8", "t")
        while app.screen.view.id != "place-rectification":
            await app.press("t")
        grid = app.screen.view.query_one(RectifyGrid)
        meeting = app.on_disk
        entries = meeting.ledgers.rectification.entries
        measures = {key: one for who in meeting.subjects for key, one in meeting.sheet(who).outline.measures.items()}
        assert grid.row_count == len(entries) + len(measures)
        await app.press("o", "o", "o", "o")
        dues = [due for place in grid._rows if (due := getattr(grid.record(place), "due", None))]
        assert dues == sorted(dues)
        for key, table in (next(iter(entries)), "entry"), (next(iter(measures)), "measure"):
            grid.cursor_row = next(n for n, place in enumerate(grid._rows) if (place[0], place[2]) == (table, key))
            await app.press("enter")
            app.app.screen.query_one("#field-evidence", TextArea).text = "验收单.pdf"
            app.app.screen.query_one("#field-closed", Input).value = "2026-11-20"
            await app.press("ctrl+s")
            await app.settle()
        entry = app.on_disk.ledgers.rectification.entries[next(iter(entries))]
        assert (str(entry.closed), entry.evidence) == ("2026-11-20", ("验收单.pdf",))
        key = next(iter(measures))
        closed = [
            one.outline.measures[key]
            for who in meeting.subjects
            if key in (one := app.on_disk.sheet(who)).outline.measures
        ]
        assert [str(one.closed) for one in closed] == ["2026-11-20"]
