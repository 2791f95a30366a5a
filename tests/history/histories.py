"""What the tests of the history share: a note as an edit, and what is told of it."""

from checklists.edits.change import Edit
from checklists.edits.marks import mark_duty
from checklists.store.entries import Event, HistoryEntry
from checklists.store.folder import Folder
from tests.builders import read

CANARY = "金丝雀-canary"


def note(source: Folder, text: str, subject: str = "m01", *, me: str = "") -> Edit:
    edit = mark_duty(read(source), subject, "reading", note=text)
    source.apply(edit, me=me)
    return edit


def seen(source: Folder) -> list[Event]:
    return list(Folder(source.path).history())


def states(source: Folder) -> list[str]:
    return [event.state for event in seen(source)]


def entries(source: Folder) -> list[HistoryEntry]:
    return [event.entry for event in seen(source) if event.entry]
