"""The selection of events in the history, and their redaction for a viewer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any

from pydantic import ValidationError

from checklists.base.model import Model
from checklists.edits.change import Change
from checklists.edits.privacy import redact_record
from checklists.edits.redaction import redact_file
from checklists.model.file_names import SETTINGS_FILE, get_ledger_file, get_sheet_file, parse_subject
from checklists.model.meeting import GROUP, LEDGERS, Meeting, Sheet
from checklists.records.kinds import CHANNEL, KINDS, RecordKind
from checklists.records.places import find_kind
from checklists.store.entries import Event, HistoryEntry

_HIDDEN = object()
"""Stands for a value hidden from the viewer."""


@dataclass(frozen=True, slots=True)
class About:
    """What events must be about; empty fields match anything."""

    subject: str = ""
    item: str = ""
    record: str = ""
    since: date | None = None

    def fits(self, event: Event) -> bool:
        """Tell whether an event matches; changes to its file by other programs always do."""
        at = event.entry.at if event.entry else event.since
        if self.since and (at is None or at.astimezone().date() < self.since):
            return False
        if event.entry is None:
            return not (self.subject or self.item or self.record) or self._is_file(event.files)
        if event.entry.cut:
            return True
        if not event.entry.changes:  # a whole file, where there was none
            return not (self.subject or self.item or self.record) or self._is_file(tuple(event.entry.digests))
        return any(self.is_of(change) for change in event.entry.changes)

    def _is_file(self, files: tuple[str, ...]) -> bool:
        return bool(self.subject) and get_sheet_file(self.subject) in files

    def is_of(self, change: Change) -> bool:
        """Tell whether a change matches."""
        if self.subject and change.file != get_sheet_file(self.subject) and not is_about(change, self.subject):
            return False
        if self.item and not (change.path[0] == "marks" and is_about(change, self.item)):
            return False
        return not self.record or is_about(change, self.record)


def is_about(change: Change, key: str) -> bool:
    """Tell whether a change is of something with this id: in its path, or a key of its values."""
    return key in change.path or any(_has_key(value, key, 4) for value in (change.before, change.after))


def _has_key(value: Any, key: str, depth: int) -> bool:
    return (
        depth > 0
        and isinstance(value, dict)
        and (key in value or any(_has_key(one, key, depth - 1) for one in value.values()))
    )


def redact_changes(meeting: Meeting | None, viewer: str | None, entry: HistoryEntry) -> tuple[Change, ...]:
    """Return the changes of an entry redacted for a viewer, as in the rest of the app."""
    if not viewer:
        return entry.changes
    if meeting is None:
        return ()
    return tuple(found for change in entry.changes if (found := _redact_change(meeting, viewer, change)))


def _redact_change(meeting: Meeting, viewer: str, change: Change) -> Change | None:
    """Return a change redacted for a viewer; ``None`` if nothing is left."""
    subject, kind = parse_subject(change.file), find_kind(change.file, change.path)
    if subject == viewer:
        return change
    # What `redact` leaves of these says more in a history than in the meeting: a change of a channel tells who gave the
    # opinion that came at the same time, and another's sheet holds drafts of the criticism that is opened at last.
    if change.file == SETTINGS_FILE or subject not in {"", GROUP} or kind is CHANNEL:
        return None
    if kind is None and _holds_records(change):
        return None
    values = [_redact_value(meeting, viewer, change, kind, value) for value in (change.before, change.after)]
    if values == [None, None] or any(value is _HIDDEN for value in values):
        return None
    return replace(change, before=values[0], after=values[1])


def _holds_records(change: Change) -> bool:
    """Tell whether a change is of a whole table of records: this program never writes one."""
    is_sheet = bool(parse_subject(change.file))
    return any(
        change.file == get_ledger_file(kind.ledger) if kind.ledger else is_sheet
        for kind in KINDS.values()
        if kind.path[: len(change.path)] == change.path
    )


def _redact_value(meeting: Meeting, viewer: str, change: Change, kind: RecordKind[Model] | None, value: Any) -> Any:
    """Return a value redacted for a viewer; ``None`` for a record that was not for them then.

    The record is made once more with this value, and redacted as the meeting's are. The fields that did not change are
    as they are now; of a record that is gone they are not known, and so the value is `_HIDDEN`.
    """
    subject = parse_subject(change.file)
    depth = len(kind.path) + 1 if kind else len(change.path)
    place, field = change.path[:depth], change.path[depth:]
    record = kind.records(meeting, subject).get(place[-1]) if kind and field else None
    content = _set({}, place, _set(record.plain() if record else None, field, value))
    try:
        then = (Sheet if subject else LEDGERS[change.file.removesuffix(".toml")]).model_validate(content)
    except (KeyError, ValidationError):
        return _HIDDEN
    if kind:
        records: Any = reduce(getattr, kind.path, then)
        made = records.get(place[-1])
        if made is None or redact_record(meeting, viewer, made, subject) is None:
            return None
    redacted = redact_file(meeting, viewer, then, subject)
    if redacted == then:
        return value
    return _leave_open(value, *(_get(one.plain(), change.path) for one in (then, redacted)))


def _set(table: Any, path: tuple[str, ...], value: Any) -> Any:
    """Return a table with a value at a place; ``None`` removes the key."""
    if not path:
        return value
    found = dict(table) if isinstance(table, dict) else {}
    inner = _set(found.pop(path[0], None), path[1:], value)
    return found if inner is None else {**found, path[0]: inner}


def _get(table: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def _leave_open(value: Any, whole: Any, seen: Any) -> Any:
    """Return a value without what was redacted of it; `_HIDDEN` if nothing is left."""
    if whole == seen:
        return value
    if not (isinstance(value, dict) and isinstance(whole, dict) and isinstance(seen, dict)):
        return _HIDDEN
    parts = {key: _leave_open(one, whole.get(key), seen.get(key)) for key, one in value.items()}
    return {key: one for key, one in parts.items() if one is not _HIDDEN} or _HIDDEN


def is_own(viewer: str | None, entry: HistoryEntry) -> bool:
    """Tell whether an edit is the viewer's own: with ``--as``, only if it was made in that view."""
    return not viewer or entry.me == viewer


def may_take_back(meeting: Meeting | None, viewer: str | None, entry: HistoryEntry) -> bool:
    """Tell whether an edit is the viewer's own and fully visible: only such edits are undone."""
    return is_own(viewer, entry) and redact_changes(meeting, viewer, entry) == entry.changes


def _redact_event(event: Event, meeting: Meeting | None, viewer: str | None) -> Event:
    """Return an event without what the viewer may not see, so that searching reveals nothing either."""
    if event.entry is None or not viewer:
        return event
    return replace(event, entry=replace(event.entry, changes=redact_changes(meeting, viewer, event.entry)))


def redact_event(found: Iterable[Event], about: About, meeting: Meeting | None, viewer: str | None) -> Iterator[Event]:
    """Yield the matching events at least partly visible to the viewer."""
    for event in found:
        seen = _redact_event(event, meeting, viewer)
        is_known = seen.entry is None or seen.entry.cut or seen.entry.changes
        is_whole_file = event.entry is not None and not event.entry.changes and viewer is None
        if (is_known or is_whole_file) and about.fits(seen):
            yield event
