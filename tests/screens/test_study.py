"""Study by keys: sessions, reading list, attendance for all at once and corrected one by one, make-up study."""

from datetime import timedelta
from pathlib import Path

from textual.widgets import Input, SelectionList, TextArea

from checklists.edits.records import change_record
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.screens.conftest import TODAY, Driver, Open, study_places
from tui.forms.form import Form
from tui.forms.record_dialog import RecordDialog
from tui.widgets.grid import GridCell
from tui.widgets.matrix import MemberMatrix


async def matrix_of(app: Driver) -> MemberMatrix:
    await app.press("2", "t")
    assert app.view.id == "place-study"
    return app.view.query_one("#place-study-0", MemberMatrix)


async def test_attendance_is_taken_for_all_at_once_and_corrected_one_by_one(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        matrix = await matrix_of(app)
        study = app.on_disk.ledgers.study
        session = next(key for key, one in study.sessions.items() if not one.is_held)
        matrix.cursor_column = 1 + [key for _kind, key in study_places(matrix)].index(session)
        await app.press("f")
        assert app.on_disk.ledgers.study.sessions[session].attendance == {}, "it is still to come"
        source = Folder(sample)
        meeting = source.read().meeting
        assert meeting is not None
        source.apply(change_record(meeting, KINDS["session"], session, {"date": TODAY}))
        await app.wait_until(lambda: app.readiness.meeting.ledgers.study.sessions[session].date == TODAY)
        matrix.cursor_column = 1 + [key for _kind, key in study_places(matrix)].index(session)
        await app.press("home", "enter")
        assert app.on_disk.ledgers.study.sessions[session].attendance == {}, "Enter changes no attendance"
        await app.press("f")
        members = list(app.on_disk.settings.members)
        assert app.on_disk.ledgers.study.sessions[session].attendance == dict.fromkeys(members, "present")
        await app.press("home", "down", "space")
        assert app.on_disk.ledgers.study.sessions[session].attendance["m02"] == "absent"
        duty = app.readiness.duty("m02", "make-up-study")
        assert duty is not None, "an absence makes a make-up duty by itself"
        assert duty.is_open
        await app.press("enter")
        assert isinstance(app.app.screen, Form)
        app.app.screen.query_one("#note", TextArea).text = "看录像并写心得"
        app.app.screen.query_one("#day", Input).value = (TODAY + timedelta(days=1)).isoformat()
        await app.press("ctrl+s")
        assert app.on_disk.sheet("m02").study.made_up == {}, "it is still to come"
        app.app.screen.query_one("#day", Input).value = TODAY.isoformat()
        await app.press("ctrl+s")
        await app.settle()
        made_up = app.on_disk.sheet("m02").study.made_up[session]
        assert (made_up.on, made_up.note) == (TODAY, "看录像并写心得")
        done = app.assess().duty("m02", "make-up-study")
        assert done is not None
        assert not done.is_open
        assert matrix.cell(matrix.cursor_row, matrix.cursor_column) == GridCell("✔ made up", "done"), (
            "nothing is left of it"
        )
        await app.press("u", "u", "u")
        await app.settle()
        assert app.on_disk.ledgers.study.sessions[session].attendance == {}


async def test_a_text_is_ticked_off_and_taken_back(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        matrix = await matrix_of(app)
        study = app.on_disk.ledgers.study
        text = next(key for key in study.required_texts if key not in app.on_disk.sheet("m09").study.read)
        matrix.cursor_column = 1 + len(study.sessions) + list(study.texts).index(text)
        matrix.cursor_row = matrix.members.index("m09")
        await app.press("space")
        assert app.on_disk.sheet("m09").study.read[text] == TODAY
        await app.press("space")
        assert text not in app.on_disk.sheet("m09").study.read


async def test_sessions_and_texts_are_entered_edited_and_deleted(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("2", "t", "t", "i")
        dialog = app.app.screen
        assert isinstance(dialog, RecordDialog)
        dialog.query_one("#field-date", Input).value = "2026.12.1"
        dialog.query_one("#field-topic", Input).value = "专题研讨"
        dialog.query_one("#field-hours", Input).value = "2.5"
        first = next(iter(app.on_disk.ledgers.study.texts))
        dialog.query_one("#field-texts", SelectionList).select(first)
        await app.press("ctrl+s")
        await app.settle()
        key, session = next(
            (key, one) for key, one in app.on_disk.ledgers.study.sessions.items() if one.topic == "专题研讨"
        )
        assert (str(session.date), session.hours, session.texts) == ("2026-12-01", 2.5, (first,))
        await app.press("t", "home", "d")
        await app.settle()
        assert first not in app.on_disk.ledgers.study.texts
        assert app.on_disk.ledgers.study.sessions[key].texts == (), "the session no longer names it"
        assert not any(first in app.on_disk.sheet(one).study.read for one in app.on_disk.settings.members)
        await app.press("u")
        await app.settle()
        assert app.on_disk.ledgers.study.sessions[key].texts == (first,)
        assert next(iter(app.on_disk.ledgers.study.texts)) == first, "it is back in its place"
