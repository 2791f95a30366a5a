"""Criticism by keys: written, talked over, given, disclosed; a member sees only what they may."""

from pathlib import Path

from textual.widgets import TextArea

from checklists.edits.change import Change, Edit
from checklists.model.file_names import SETTINGS_FILE, get_sheet_file
from checklists.model.ledgers.criticism import Criticism
from checklists.store.folder import Folder
from tests.builders import change_settings, read
from tests.screens.conftest import TODAY, Driver, Open
from tui.forms.record_dialog import RecordDialog
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.matrix import MemberMatrix


async def matrix_of(app: Driver) -> MemberMatrix:
    await app.press("6", "t")
    assert app.view.id == "place-criticism"
    return app.view.query_one("#place-criticism-0", MemberMatrix)


def written(app: Driver, critic: str) -> dict[str, Criticism]:
    return app.on_disk.sheet(critic).criticisms


def go_to(matrix: MemberMatrix, critic: str, other: str) -> None:
    matrix.cursor_row = matrix.members.index(critic)
    assert matrix.meeting is not None
    matrix.cursor_column = 1 + list(matrix.meeting.settings.members).index(other)


async def test_a_criticism_is_written_warned_of_talked_over_given_and_deleted(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        matrix = await matrix_of(app)
        go_to(matrix, "m05", "m02")
        assert written(app, "m05") == {}
        await app.press("enter")
        dialog = app.app.screen
        assert isinstance(dialog, RecordDialog)
        dialog.query_one("#field-text", TextArea).text = "希望今后多下基层。"
        await app.settle()
        assert "only hopes or praises" in app.text, "it warns"
        await app.press("ctrl+s")
        await app.settle()
        ((key, one),) = written(app, "m05").items()
        assert (one.to, one.text) == ("m02", "希望今后多下基层。"), "but does not stand in the way"
        sound = app.readiness.duty("m05", "criticism-checked")
        assert sound is not None
        assert sound.is_open
        await app.press("enter")
        app.app.screen.query_one("#field-text", TextArea).text = "下基层不够，全年只到过两个乡镇。"
        await app.press("ctrl+s")
        await app.settle()
        await app.press("b", "space")
        assert "ticked off then" in app.text, "nothing was given at a meeting that is still to come"
        one = written(app, "m05")[key]
        assert (one.discussed, one.given) == (True, False)
        meeting = app.on_disk
        Folder(sample).apply(change_settings(meeting, meeting.settings.model_copy(update={"date": TODAY})))
        await app.wait_until(lambda: app.readiness.meeting.settings.date == TODAY)
        await app.press("space")
        one = written(app, "m05")[key]
        assert (one.discussed, one.given) == (True, True)
        assert matrix.cell(matrix.cursor_row, matrix.cursor_column).text == "✔1"
        await app.press("d")
        await app.settle()
        assert written(app, "m05") == {}
        await app.press("u")
        await app.settle()
        assert written(app, "m05") == {key: one}


async def test_what_is_typed_at_once_into_an_empty_pair_is_the_criticism(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        go_to(await matrix_of(app), "m05", "m02")
        await app.press("enter")
        await app.type("下基层不够")
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert [(one.to, one.text) for one in written(app, "m05").values()] == [("m02", "下基层不够")]
        await app.press("enter")
        await app.wait_until(lambda: isinstance(app.app.screen, RecordDialog))
        assert app.app.focused is not None
        assert app.app.focused.id == "field-to", "what is there is opened at its beginning"


async def test_a_member_sees_what_they_wrote_and_what_was_disclosed(sample: Path, drive: Open) -> None:
    meeting = read(Folder(sample))
    critic, other, secret = next(
        (critic, one.to, one.text)
        for critic in meeting.settings.members
        for one in meeting.sheet(critic).criticisms.values()
    )
    async with drive(sample, me=other) as app:
        matrix = await matrix_of(app)
        assert matrix.members == [other]
        await app.press("t")
        listed = app.view.query_one("#place-criticism-1", LedgerGrid)
        assert all(place[1] == other for place in listed.rows)
        assert secret[:12] not in app.text
        await app.press("v")
        assert not app.on_disk.settings.criticism_opened, "only the secretary discloses"
    async with drive(sample) as app:
        await matrix_of(app)
        await app.press("v", "enter")
        assert not app.on_disk.settings.criticism_opened, "a stray enter shows nobody anything"
        await app.press("v", "y")
        await app.wait_until(lambda: app.on_disk.settings.criticism_opened)
    async with drive(sample, me=other) as app:
        matrix = await matrix_of(app)
        assert critic in matrix.members
        go_to(matrix, critic, other)
        await app.settle()
        assert secret[:12] in app.text
        before = written(app, critic)
        await app.press("enter")
        assert app.app.screen is app.screen, "what others wrote is read, not changed"
        await app.press("d", "b", "space")
        await app.settle()
        assert written(app, critic) == before


async def test_the_list_finds_and_changes_criticisms(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await matrix_of(app)
        assert "○ not written" in app.text
        await app.press("t")
        listed = app.view.query_one("#place-criticism-1", LedgerGrid)
        assert listed.row_count == sum(len(written(app, key)) for key in app.on_disk.settings.members)
        assert listed.place is not None
        _kind, critic, key = listed.place
        before = written(app, critic)[key].discussed
        await app.press("b")
        await app.settle()
        assert written(app, critic)[key].discussed is not before
        await app.press("o", "o", "O")
        assert listed.row_count
        await app.press("d")
        assert key not in written(app, critic)
        await app.go_to("criticism-checked", critic)
        await app.press("enter")
        assert app.view.query_one(MemberMatrix).member == critic, "the matrix behind the list follows"
        assert listed.has_focus


async def test_a_critic_whose_criticism_is_gone_keeps_no_row(sample: Path, drive: Open) -> None:
    meeting = read(Folder(sample))
    critic, other = next(
        (critic, next(iter(others)))
        for critic in meeting.settings.members
        if (others := {one.to for one in meeting.sheet(critic).criticisms.values()})
    )
    gone = [
        Change(get_sheet_file(critic), ("criticisms", key), one.plain(), None)
        for key, one in meeting.sheet(critic).criticisms.items()
        if one.to == other
    ]
    opened = Change(SETTINGS_FILE, ("criticism_opened",), None, True)
    Folder(sample).apply(Edit((opened,), "opened"))
    async with drive(sample, me=other) as app:
        matrix = await matrix_of(app)
        assert critic in matrix.members
        Folder(sample).apply(Edit(tuple(gone), "gone"))
        await app.wait_until(lambda: not any(one.to == other for one in _now(app, critic)))
        await app.settle()
        assert critic not in matrix.members


def _now(app: Driver, critic: str) -> list[Criticism]:
    return list(app.readiness.meeting.sheet(critic).criticisms.values())


async def test_a_member_is_offered_only_their_own_row(sample: Path, drive: Open) -> None:
    meeting = read(Folder(sample))
    critic, other = next(
        (critic, one.to) for critic in meeting.settings.members for one in meeting.sheet(critic).criticisms.values()
    )
    Folder(sample).apply(Edit((Change(SETTINGS_FILE, ("criticism_opened",), None, True),), "opened"))
    async with drive(sample, me=other) as app:
        matrix = await matrix_of(app)
        go_to(matrix, critic, other)
        await app.settle()
        offered = {active.binding.action for active in app.screen.active_bindings.values()}
        assert not offered & {"open_cell", "add", "remove", "tick('discussed')", "tick('given')"}
        go_to(matrix, other, critic)
        await app.settle()
        offered = {active.binding.action for active in app.screen.active_bindings.values()}
        assert offered >= {"open_cell", "add"}
