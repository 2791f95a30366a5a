"""What a history is asked of, and who may see what of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checklists.base.model import Model
from checklists.edits.change import Change
from checklists.edits.privacy import GIVEN_BY
from checklists.model.file_names import GROUP_FILE, MEMBERS_FOLDER, SETTINGS_FILE, file_of, ledger_file
from checklists.model.meeting import Meeting
from checklists.records.kinds import ENTRY, OPINION, TALK, RecordKind
from checklists.store.entries import Entry, Event

RECORD_DEPTH = 2
"""Keys that lead to a record of a ledger: its table and its id."""


@dataclass(frozen=True, slots=True)
class About:
    """What a history is asked of; what is empty does not matter."""

    subject: str = ""
    item: str = ""
    record: str = ""
    since: date | None = None

    def fits(self, event: Event) -> bool:
        """Tell whether an event is about it; what another program did to its file always is."""
        at = event.entry.at if event.entry else event.since
        if self.since and (at is None or at.astimezone().date() < self.since):
            return False
        if event.entry is None:
            return not (self.subject or self.item or self.record) or self._is_file(event.files)
        if event.entry.cut:
            return True
        if not event.entry.changes:  # a whole file, that was none before
            return not (self.subject or self.item or self.record) or self._is_file(tuple(event.entry.digests))
        return any(self.is_of(change) for change in event.entry.changes)

    def _is_file(self, files: tuple[str, ...]) -> bool:
        return bool(self.subject) and file_of(self.subject) in files

    def is_of(self, change: Change) -> bool:
        """Tell whether a change is about it."""
        if self.subject and change.file != file_of(self.subject) and not mentions(change, self.subject):
            return False
        if self.item and not (change.path[0] == "marks" and mentions(change, self.item)):
            return False
        return not self.record or mentions(change, self.record)


def mentions(change: Change, key: str) -> bool:
    """Tell whether a change is of something with this id: on its path, or a key of what it set or removed."""
    return key in change.path or any(_has_key(value, key, 4) for value in (change.before, change.after))


def _has_key(value: Any, key: str, depth: int) -> bool:
    return (
        depth > 0
        and isinstance(value, dict)
        and (key in value or any(_has_key(one, key, depth - 1) for one in value.values()))
    )


def visible(meeting: Meeting | None, viewer: str | None, entry: Entry) -> tuple[Change, ...]:
    """Return the changes of an entry that a viewer may see: with ``--as`` no more than the rest of the app shows."""
    if not viewer:
        return entry.changes
    if meeting is None:
        return ()
    seen = (change for change in entry.changes if _may_see(meeting, viewer, change))
    return tuple(_without_others(viewer, change) for change in seen)


def _without_others(viewer: str, change: Change) -> Change:
    """Leave out of a whole opinion who said it, and what others answered."""
    if change.file != ledger_file("opinions") or change.path[0] != "opinions" or len(change.path) != RECORD_DEPTH:
        return change
    before, after = (_veiled(viewer, one) if isinstance(one, dict) else one for one in (change.before, change.after))
    return replace(change, before=before, after=after)


def _veiled(viewer: str, opinion: dict[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in opinion.items() if name not in {*GIVEN_BY, "answers"}}
    own = {key: value for key, value in opinion.get("answers", {}).items() if key == viewer}
    return {**found, "answers": own} if own else found


def _is_of_others(viewer: str, change: Change) -> bool:
    """Tell whether a change of an opinion is of who said it, or of another's answer."""
    if change.file != ledger_file("opinions") or change.path[0] != "opinions" or len(change.path) <= RECORD_DEPTH:
        return False
    field, *rest = change.path[RECORD_DEPTH:]
    return field in GIVEN_BY or (field == "answers" and rest != [viewer])


def _is_of_channel(change: Change) -> bool:
    """Tell whether a change is of a channel: beside an opinion that came at the same time it tells who gave that."""
    return change.file == ledger_file("opinions") and change.path[0] == "channels"


def is_own(viewer: str | None, entry: Entry) -> bool:
    """Tell whether a viewer may call an edit theirs: with ``--as`` only what was done in that view."""
    return not viewer or entry.me == viewer


def may_take_back(meeting: Meeting | None, viewer: str | None, entry: Entry) -> bool:
    """Tell whether an edit is a viewer's own and they see all of it, so that they know what they take back."""
    return is_own(viewer, entry) and len(visible(meeting, viewer, entry)) == len(entry.changes)


def _may_see(meeting: Meeting, viewer: str, change: Change) -> bool:
    if change.file in {file_of(viewer), GROUP_FILE}:
        return True
    if _is_of_others(viewer, change) or _is_of_channel(change):
        return False
    if change.file.startswith(MEMBERS_FOLDER):
        # not even criticism of the viewer once it is opened: `Meeting.may_see` opens what it has become, not its drafts
        return False
    kind = next((kind for kind in _PERSONAL if change.file == ledger_file(kind.ledger)), None)
    if kind is None or change.path[0] != kind.table:
        return change.file != SETTINGS_FILE
    return len(change.path) > 1 and viewer in _named(meeting, change, kind)


_PERSONAL: dict[RecordKind[Model], tuple[str, ...]] = {
    OPINION: ("about",),
    TALK: ("member", "partner"),
    ENTRY: ("subject", "owner"),
}
"""Records of ledgers that only those see whom they name in these fields."""


def _named(meeting: Meeting, change: Change, kind: RecordKind[Model]) -> set[str]:
    """Return the members a record names: in the change where it holds the record or the field, and as it is now."""
    found: set[str] = set()
    _table, key, *field_path = change.path
    record = kind.records(meeting).get(key)
    both = (change.before, change.after)
    for field in _PERSONAL[kind]:
        values = [getattr(record, field, None)]
        if not field_path:
            values += [one.get(field) for one in both if isinstance(one, dict)]
        elif field_path[0] == field:
            values += both
        for value in values:
            found |= {value} if isinstance(value, str) else set(value or ())
    return found - {""}


def _seen(event: Event, meeting: Meeting | None, viewer: str | None) -> Event:
    """Leave out what a viewer may not see, so that asking for a thing tells nothing of it either."""
    if event.entry is None or not viewer:
        return event
    return replace(event, entry=replace(event.entry, changes=visible(meeting, viewer, event.entry)))


def shown(found: Iterable[Event], about: About, meeting: Meeting | None, viewer: str | None) -> Iterator[Event]:
    """Yield the events that are about something, and of which the viewer may see anything."""
    for event in found:
        is_known = event.entry is None or event.entry.cut or visible(meeting, viewer, event.entry)
        is_whole_file = event.entry is not None and not event.entry.changes and viewer is None
        if (is_known or is_whole_file) and about.fits(_seen(event, meeting, viewer)):
            yield event
