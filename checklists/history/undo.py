"""Undo an edit of the history: also of yesterday, of another session, or of someone else."""

from collections.abc import Iterable

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.base.text import show_word
from checklists.edits.change import Edit
from checklists.history.about import is_own, may_take_back
from checklists.model.meeting import Meeting
from checklists.store.entries import Event, HistoryEntry


def find_last(found: Iterable[Event], user: str, meeting: Meeting | None, me: str | None) -> HistoryEntry | None:
    """Return the user's last edit in effect and fully visible, other than an undo."""
    for event in found:
        entry = event.entry
        if (
            entry
            and event.state in {"done", "partly"}
            and entry.user == user
            and not entry.undoes
            and entry.changes
            and may_take_back(meeting, me, entry)
        ):
            return entry
    return None


def find_event(found: Iterable[Event], typed: str) -> Event:
    """Find an entry by its id or the beginning of it. Raises `UsageError` if there is none, or several."""
    here = [event for event in found if event.entry and event.entry.id.startswith(typed)] if typed else []
    exact = [event for event in here if event.entry and event.entry.id == typed]
    if len(exact or here) == 1:
        return (exact or here)[0]
    sentence = (
        _("Several entries of the history begin with {id}; give more of it.")
        if here
        else _("There is no entry {id} in the history.")
    )
    raise UsageError(sentence.format(id=show_word(typed)))


def undo_last(event: Event, meeting: Meeting | None, me: str | None) -> tuple[HistoryEntry, Edit]:
    """Return the entry, and the edit that undoes it. Raises `UsageError` if it cannot be undone."""
    entry = event.entry
    if entry is None or event.state == "cut":
        raise UsageError(_("This is no edit of the program and cannot be taken back."))
    if not is_own(me, entry):
        raise UsageError(_("This is not your edit: whoever made it, or the meeting staff, can take it back."))
    if not may_take_back(meeting, me, entry):
        raise UsageError(_("This edit touches more than you may see; whoever sees all can take it back."))
    if event.state == "undone":
        raise UsageError(_("This was undone already: {what}").format(what=entry.meaning))
    if event.state == "void":
        raise UsageError(_("This had no effect, so there is nothing to undo: {what}").format(what=entry.meaning))
    if not entry.changes:
        raise UsageError(_("What was there before was no valid file; its copy is in kept/."))
    return entry, entry.edit().inverse()
