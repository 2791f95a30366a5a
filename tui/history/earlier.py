"""Undo when a session has no edit of its own left: the user's last edit in the history, after a question."""

from checklists.base.errors import HuiqianError
from checklists.base.language import N_, _
from checklists.history.words import format_moment, list_changes
from checklists.store.entries import Event
from tui.forms.dialog import ConfirmForGood
from tui.forms.saving import Saver

EARLIER_CHANGES_SHOWN = 8
EARLIER_VALUE_LENGTH = 40


async def undo_earlier(saver: Saver) -> None:
    """Ask whether to undo this user's last edit before the session, and do it. Call it only in a worker."""
    session = saver.session
    try:
        entry = await session.find_last_edit()
    except HuiqianError as error:
        saver.say(str(error), is_error=True)
        return
    if entry is None:
        sentence = _("There is nothing to undo: you have changed nothing in this view.")
        saver.say(sentence if session.me else _("There is nothing to undo."))
        return
    event = Event("done", entry)
    found = list_changes(session.reading.meeting, entry.changes)
    lines = [
        _("{when}, before this session: {what}").format(when=format_moment(event), what=entry.meaning),
        *(f"  {row.line(EARLIER_VALUE_LENGTH)}" for row in found[:EARLIER_CHANGES_SHOWN]),
        *(["  …"] if len(found) > EARLIER_CHANGES_SHOWN else []),
    ]
    if not await saver.ask(ConfirmForGood(_("Undo an earlier change?"), lines, N_("Undo"))):
        return
    try:
        await session.take_back(event, is_undo=True)
    except HuiqianError as error:
        saver.show()
        saver.say(str(error), is_error=True)
        return
    saver.show()
    saver.say(_("Undone: {what}").format(what=entry.meaning))
