"""Duties by keys: every change is read back from the files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from checklists.base.errors import NotSavedError
from checklists.edits.marks import mark_duty
from checklists.readiness.duties import Duty
from checklists.store import files
from checklists.store.folder import Folder
from tests.screens.conftest import TODAY, Driver, Open, asks
from tui.base.session import Session
from tui.duties.walk import WalkDialog
from tui.forms.conflict import ConflictDialog
from tui.forms.dialog import Confirm
from tui.widgets.matrix import MemberMatrix


async def test_space_goes_round_the_statuses_and_each_is_on_disk(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        seen = []
        for _press in range(3):
            await app.press("space")
            mark = app.mark("chair-script")
            seen.append((mark.status, mark.on))
            assert app.duty is not None
            assert app.duty.status == mark.status
        assert seen == [("doing", TODAY), ("done", TODAY), ("todo", None)]
        assert "chair-script" not in (sample / "group.toml").read_text()


async def test_a_change_moves_board_bar_and_verdict_at_once(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        before = app.readiness
        await app.go_to("chair-script")
        await app.press("space", "space")
        after = app.readiness
        assert after.total.done == before.total.done + 1
        assert after.stages["criticism"].done == before.stages["criticism"].done + 1
        fresh = app.assess()
        assert (after.total, after.stages, after.is_ready) == (fresh.total, fresh.stages, fresh.is_ready)


async def test_a_counted_duty_is_not_ticked_but_says_why(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("roster")
        before = (sample / "group.toml").read_bytes()
        await app.press("space")
        assert "is counted" in app.text
        assert (sample / "group.toml").read_bytes() == before


async def test_note_evidence_name_and_day_are_taken_edited_and_deleted(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("sign-off")
        await app.press("n")
        dialog = app.app.screen
        assert asks(dialog, "evidence")
        dialog.query_one("#note", TextArea).focus()
        await app.type("ab [/] cd")
        dialog.query_one("#evidence", TextArea).focus()
        await app.type("x.docx")
        await app.press("enter")
        await app.type("y.docx")
        dialog.query_one("#by", Input).focus()
        await app.type("m01")
        dialog.query_one("#on", Input).focus()
        await app.type("2026-11-20")
        await app.press("ctrl+s")
        await app.settle()
        mark = app.mark("sign-off")
        assert mark.note == "ab [/] cd"
        assert mark.evidence == ("x.docx", "y.docx")
        assert (mark.by, str(mark.on)) == ("m01", "2026-11-20")
        assert "ab [/] cd" in app.text

        await app.press("n")
        app.app.screen.query_one("#note", TextArea).text = ""
        app.app.screen.query_one("#evidence", TextArea).text = ""
        app.app.screen.query_one("#by", Input).value = ""
        app.app.screen.query_one("#on", Input).value = ""
        await app.press("ctrl+s")
        await app.settle()
        assert "sign-off" not in (sample / "group.toml").read_text()


async def test_a_date_that_is_none_is_refused_while_typing(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("sign-off")
        await app.press("n")
        dialog = app.app.screen
        dialog.query_one("#on", Input).value = "2026-02-30"
        await app.settle()
        assert "2026-02 has no day 30" in app.text
        await app.press("ctrl+s")
        assert app.app.screen is dialog
        assert app.mark("sign-off").on is None


async def test_escape_leaves_a_form_without_a_change(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("sign-off")
        before = (sample / "group.toml").read_bytes()
        await app.press("n")
        app.app.screen.query_one("#note", TextArea).text = "never"
        await app.press("escape")
        assert (sample / "group.toml").read_bytes() == before


async def test_waiving_needs_a_reason_and_a_name_and_can_be_taken_back(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        await app.press("w")
        dialog = app.app.screen
        assert asks(dialog, "reason")
        dialog.query_one("#reason", TextArea).text = "not asked for"
        await app.press("ctrl+s")
        assert app.app.screen is dialog
        assert "this must not be empty" in app.text
        assert app.app.focused is dialog.query_one("#by"), "the reason is there"
        dialog.query_one("#by", Input).value = "m01"
        await app.press("ctrl+s")
        await app.settle()
        mark = app.mark("chair-script")
        assert (mark.status, mark.note, mark.by, mark.on) == ("waived", "not asked for", "m01", TODAY)
        duty = app.readiness.duty("group", "chair-script")
        assert duty is not None
        assert not duty.is_open
        await app.press("n")
        await app.type("as noted: ")
        await app.press("ctrl+s")
        await app.settle()
        mark = app.mark("chair-script")
        assert (mark.status, mark.note) == ("waived", "as noted: not asked for"), "none of the other states was chosen"
        await app.press("w")
        await app.settle()
        assert app.mark("chair-script").status == "todo"


async def test_all_members_are_marked_at_once_and_undone_in_one_step(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        members = [duty.subject for duty in app.readiness.list_item_duties("response")]
        before = {member: app.mark("response", member) for member in members}
        await app.go_to("response", "m02")
        await app.press("a")
        assert isinstance(app.app.screen, Confirm)
        await app.press("y")
        await app.settle()
        assert {app.mark("response", member).status for member in members} == {"done"}
        await app.press("u")
        await app.settle()
        assert {member: app.mark("response", member) for member in members} == before


async def test_undo_and_redo(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        original = app.mark("chair-script")
        await app.go_to("chair-script")
        await app.press("space", "space")
        await app.press("u")
        assert app.mark("chair-script").status == "doing"
        await app.press("u")
        assert app.mark("chair-script") == original
        await app.press("u")
        assert "nothing to undo" in app.text
        await app.press("ctrl+r", "ctrl+r")
        assert app.mark("chair-script").status == "done"


async def test_undo_does_not_overwrite_what_someone_else_wrote_since(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        await app.press("space")
        other = Folder(sample)
        meeting = other.read().meeting
        assert meeting is not None
        other.apply(mark_duty(meeting, "group", "chair-script", status="returned"))
        await app.press("u")
        assert app.mark("chair-script").status == "returned"
        assert "someone else" in app.text


async def test_what_was_typed_stays_when_saving_fails(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _content: bytes) -> None:
        raise NotSavedError(path, "the disk is full")

    async with drive(sample) as app:
        await app.go_to("chair-script")
        before = (sample / "group.toml").read_bytes()
        with monkeypatch.context() as patched:
            patched.setattr(files, "stage", full)
            await app.press("n")
            app.app.screen.query_one("#note", TextArea).text = "long thought about"
            await app.press("ctrl+s")
            await app.wait_until(lambda: asks(app.app.screen, "evidence"))
            assert app.app.screen.query_one("#note", TextArea).text == "long thought about"
            assert "the disk is full" in app.text
            assert (sample / "group.toml").read_bytes() == before
        await app.press("ctrl+s")
        await app.settle()
        assert app.mark("chair-script").note == "long thought about"


def _is_next(app: Driver, before: WalkDialog) -> bool:
    return isinstance(app.app.screen, WalkDialog) and app.app.screen is not before


async def walked_to(app: Driver, is_wanted: Callable[[Duty], bool]) -> WalkDialog:
    """Go on in the walk to the first duty that is wanted."""
    while True:
        dialog = app.app.screen
        assert isinstance(dialog, WalkDialog)
        if is_wanted(dialog.duty):
            return dialog
        await app.press("ctrl+n")
        await app.wait_until(partial(_is_next, app, dialog))


async def test_continue_leads_to_where_a_counted_duty_is_entered(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("c")
        dialog = await walked_to(app, lambda duty: duty.item.id == "talk-principal")
        subject = dialog.duty.subject
        await app.press("enter")
        await app.settle()
        assert app.view.id == "place-talks"
        matrix = app.view.query_one("#place-talks-0", MemberMatrix)
        assert matrix.member == subject
        assert matrix.cell(matrix.cursor_row, matrix.cursor_column).tone == "open"


async def test_continue_leads_from_duty_to_duty(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("c")
        first = await walked_to(app, lambda duty: duty.item.rule is None)
        duty = first.duty
        first.query_one("#note", TextArea).text = "by way of the walk"
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, WalkDialog) and app.app.screen is not first)
        mark = app.mark(duty.item.id, duty.subject)
        assert (mark.status, mark.note, mark.on) == ("done", "by way of the walk", TODAY)
        second = app.app.screen
        assert isinstance(second, WalkDialog)
        assert (second.duty.item.id, second.duty.subject) != (duty.item.id, duty.subject)
        await app.press("ctrl+n")
        await app.wait_until(lambda: isinstance(app.app.screen, WalkDialog) and app.app.screen is not second)
        third = app.app.screen
        assert isinstance(third, WalkDialog)
        await app.press("escape")
        await app.settle()
        assert app.duty is not None
        assert app.duty.item.id == third.duty.item.id


async def test_a_member_sees_and_changes_only_their_own_part(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m03") as app:
        assert app.navigation.subject == "m03"
        subjects = {row.duty.subject for row in app.view.rows.rows if row.duty}  # type: ignore[attr-defined]
        assert subjects == {"m03"}
        await app.press("comma")
        assert app.app.screen is app.screen
        await app.press("5")
        subjects = {row.duty.subject for row in app.view.rows.rows if row.duty}  # type: ignore[attr-defined]
        assert subjects == {"m03"}


async def test_the_filter_takes_chinese_pinyin_and_initials(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        await app.press("5")
        items = [one for one in app.readiness.meeting.checklist.items.values() if one.stage == "inspection"]
        for query in ("督导", "dudao", "ddz", "SHENHE"):
            await app.press("slash")
            await app.type(query)
            rows = app.view.rows.rows  # type: ignore[attr-defined]
            titles = [str(row.item.title) for row in rows if row.item]
            assert titles, query
            assert len(titles) < len(items), query
            await app.press("escape")
            assert len(app.view.rows.rows) > len(rows), query  # type: ignore[attr-defined]


async def test_enter_opens_an_items_members_and_closes_them(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("2")
        view = app.view
        await app.go_to("self-study", "m01")
        opened = len(view.rows.rows)  # type: ignore[attr-defined]
        await app.press("left")
        assert len(view.rows.rows) == opened - len(app.on_disk.settings.members)  # type: ignore[attr-defined]
        await app.press("enter")
        assert len(view.rows.rows) == opened  # type: ignore[attr-defined]


def by_someone_else(folder: Path, **fields: Any) -> None:
    other = Folder(folder)
    meeting = other.read().meeting
    assert meeting is not None
    other.apply(mark_duty(meeting, "group", "chair-script", **fields))


async def test_what_someone_else_wrote_while_a_form_was_open_is_kept(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        await app.press("n")
        dialog = app.app.screen
        dialog.query_one("#note", TextArea).text = "mine"
        by_someone_else(sample, evidence=("theirs.docx",), status="doing")
        await app.wait_until(lambda: app.readiness.meeting.mark("group", "chair-script").status == "doing")
        assert dialog.query_one("#note", TextArea).text == "mine", "a form that is being filled is not touched"
        await app.press("ctrl+s")
        await app.settle()
        mark = app.mark("chair-script")
        assert (mark.note, mark.evidence, mark.status) == ("mine", ("theirs.docx",), "doing")


async def test_the_same_field_changed_by_someone_else_is_shown_before_it_is_replaced(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        await app.press("n")
        first = app.app.screen
        first.query_one("#note", TextArea).text = "mine"
        by_someone_else(sample, note="what they wrote")
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        assert app.mark("chair-script").note == "what they wrote"
        assert "what they wrote" in app.text
        assert "mine" in app.text
        await app.press("escape")
        await app.wait_until(lambda: asks(app.app.screen, "evidence") and app.app.screen is not first)
        assert app.app.screen.query_one("#note", TextArea).text == "mine"
        assert app.mark("chair-script").note == "what they wrote"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.mark("chair-script").note == "mine")


async def test_a_status_that_someone_else_changed_is_not_overwritten(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unseen(_session: Session) -> bool:
        return False

    async with drive(sample) as app:
        await app.go_to("chair-script")
        monkeypatch.setattr(Session, "refresh", unseen)
        by_someone_else(sample, status="returned", note="why")
        await app.press("space")
        assert app.mark("chair-script").status == "returned"
        assert "someone else" in app.text
        assert app.duty is not None
        assert app.duty.status == "returned", "what is on disk is shown now"
