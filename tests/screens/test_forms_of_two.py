"""Two who write at once, where a form goes back to what was typed: what was not touched stays the other's."""

from pathlib import Path

import pytest
from textual.widgets import Button, TextArea

from checklists.base.text import PROSE_LIMIT
from checklists.edits.marks import mark_duty
from checklists.edits.records import change_record
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.screens.conftest import Open
from tui.base.messages import RecordAsked
from tui.duties.walk import WalkDialog
from tui.forms.conflict import ConflictDialog
from tui.forms.record_dialog import RecordDialog


def meeting_of(folder: Path) -> Meeting:
    meeting = Folder(folder).read().meeting
    assert meeting is not None
    return meeting


async def test_the_walk_that_goes_back_to_what_was_typed_keeps_what_another_added(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("c")
        dialog = app.app.screen
        while isinstance(dialog, WalkDialog) and dialog.duty.item.rule is not None:
            await app.press("ctrl+n")
            dialog = app.app.screen
        assert isinstance(dialog, WalkDialog)
        duty = dialog.duty
        dialog.query_one("#note", TextArea).text = "mine"
        theirs = mark_duty(meeting_of(sample), duty.subject, duty.item.id, note="theirs", evidence=("theirs.docx",))
        Folder(sample).apply(theirs)
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        await app.press("escape")
        await app.wait_until(lambda: not isinstance(app.app.screen, ConflictDialog))
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.on_disk.mark(duty.subject, duty.item.id).note == "mine")
        assert app.on_disk.mark(duty.subject, duty.item.id).evidence == ("theirs.docx",)


@pytest.mark.parametrize("is_member", [False, True])
async def test_both_versions_together_may_be_too_long_and_that_is_said(
    sample: Path, drive: Open, is_member: bool
) -> None:
    ledger = meeting_of(sample).ledgers.talks.talks
    talk, key = next((one, key) for key, one in ledger.items() if one.partner)
    length = PROSE_LIMIT * 6 // 10
    async with drive(sample, me=talk.member if is_member else None) as app:
        app.screen.post_message(RecordAsked("talk", "", key))
        await app.settle()
        app.app.screen.query_one("#field-said", TextArea).text = "甲" * length
        Folder(sample).apply(
            change_record(meeting_of(sample), KINDS["talk"], key, {"said": "乙" * length}, "", ledger[key])
        )
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        app.app.screen.query_one("#both", Button).press()
        await app.wait_until(lambda: isinstance(app.app.screen, RecordDialog) and app.app.screen.is_mounted)
        await app.settle()
        assert f"at most {PROSE_LIMIT}" in " ".join(app.text.split())
        assert app.on_disk.ledgers.talks.talks[key].said == "乙" * length
