"""The day of the meeting and the rectification list by keys; read back from the files."""

import re
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from checklists.base.language import LANGUAGES, Language
from tests.screens.conftest import TODAY, Open, study_places
from tui.widgets.day_input import DayInput
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.matrix import MemberMatrix


async def test_sign_in_speaking_in_turn_and_who_was_told(on_its_day: Path, drive: Open) -> None:
    async with drive(on_its_day) as app:
        await app.press("7", "t")
        matrix = app.view.query_one("#place-day-0", MemberMatrix)
        meeting = app.on_disk
        expected = [key for key, one in meeting.settings.members.items() if one.attendance == "expected"]
        absent = [key for key in meeting.settings.members if key not in expected]
        await app.press("f")
        await app.settle()
        assert app.on_disk.ledgers.day.attendance == dict.fromkeys(expected, "present")
        await app.press("f")
        assert "All who are expected are recorded already." in app.text
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
        assert app.on_disk.ledgers.day.plain() == {}


async def test_before_the_day_it_is_asked_and_a_mark_says_which_year_was_taken(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        await app.press("7", "t", "home", "space")
        await app.settle()
        assert "Record its day beforehand?" in app.text
        await app.press("n")
        assert app.on_disk.ledgers.day.attendance == {}
        await app.press("space")
        await app.settle()
        await app.press("y")
        await app.settle()
        assert list(app.on_disk.ledgers.day.attendance.values()) == ["present"]
        await app.press("space")
        await app.settle()
        assert list(app.on_disk.ledgers.day.attendance.values()) == ["absent"], (
            "who is recorded is not asked about again"
        )
        await app.press("1", "n")
        box = app.app.screen.query_one("#on", DayInput)
        box.value = "12.1"
        await app.settle()
        assert "no year given: 2026-12-01 is taken" in app.text
        await app.press("ctrl+s")
        await app.settle()
        assert "2026-12-01 is still to come" in app.text
        box.value = "１１月５日"
        await app.press("ctrl+s")
        await app.settle()
        marks = app.on_disk.sheet("group").marks.values()
        assert date(2026, 11, 5) in {mark.on for mark in marks}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_leave_and_absence_without_leave_are_told_apart(
    on_its_day: Path, drive: Open, language: Language
) -> None:
    words = {"zh": ["✔ 出席", "△ 请假", "× 缺席"], "en": ["✔ present", "△ on leave", "× unexcused"]}[language]
    async with drive(on_its_day, language=language, size=(80, 24)) as app:
        await app.press("7", "t")
        app.view.query_one("#place-day-0", MemberMatrix).go_to("m03")
        name = app.on_disk.settings.members["m03"].name
        for word, state in zip(words, ["present", "absent", "unexcused"], strict=True):
            await app.press("space")
            assert app.on_disk.ledgers.day.attendance == {"m03": state}
            assert re.search(rf"^ *{name} +{word} ", app.text, re.MULTILINE)
        told, spoken = app.readiness.duty("m03", "absentees-told"), app.readiness.duty("m03", "self-criticism")
        assert told is not None, "who was absent is told, too"
        assert told.is_open
        assert spoken is None or not spoken.is_open, "and is not waited for"
        await app.press("space")
        assert app.on_disk.ledgers.day.attendance == {}
        assert app.readiness.duty("m03", "absentees-told") is None
        await app.press("2", "t")
        matrix = app.view.query_one("#place-study-0", MemberMatrix)
        session = next(key for key, one in app.on_disk.ledgers.study.sessions.items() if one.is_held)
        matrix.go_to("m03")
        matrix.cursor_column = 1 + [key for _kind, key in study_places(matrix)].index(session)
        for _press in range(3):
            if app.on_disk.ledgers.study.sessions[session].attendance.get("m03") != "unexcused":
                await app.press("space")
        assert words[2] in app.text
        assert session in app.on_disk.ledgers.study.list_missed("m03")


async def test_measures_of_outlines_and_of_last_year_are_closed_in_one_list(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("8", "t")
        while app.view.id != "place-rectification":
            await app.press("t")
        grid = app.view.query_one("#place-rectification-0", LedgerGrid)
        meeting = app.on_disk
        entries = meeting.ledgers.rectification.entries
        measures = {key: one for who in meeting.subjects for key, one in meeting.sheet(who).outline.measures.items()}
        assert grid.row_count == len(entries) + len(measures)
        await app.press("o", "o", "o", "o")
        dues = [due for place in grid.rows if (due := getattr(grid.record(place), "due", None))]
        assert dues == sorted(dues)
        for key, table in (next(iter(entries)), "entry"), (next(iter(measures)), "measure"):
            grid.cursor_row = next(n for n, place in enumerate(grid.rows) if (place[0], place[2]) == (table, key))
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
