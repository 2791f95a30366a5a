"""The history as plain values for other programs."""

from collections.abc import Iterable
from typing import Any

from checklists.base.text import clean_prose, show
from checklists.history.about import redact_changes
from checklists.model.meeting import Meeting
from checklists.store.entries import Event


def dump_history(meeting: Meeting | None, found: Iterable[Event], viewer: str | None) -> list[dict[str, Any]]:
    """Return events as plain values of a stable format."""
    return [_plain(meeting, event, viewer) for event in found]


def _plain(meeting: Meeting | None, event: Event, viewer: str | None) -> dict[str, Any]:
    entry = event.entry
    if entry is None:
        return {
            "state": event.state,
            "after": event.since.isoformat() if event.since else None,
            "files": list(event.files),
        }
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "user": entry.user,
        "as": entry.me or None,
        "what": entry.meaning,
        "state": event.state,
        "undoes": entry.undoes or None,
        "changes": [
            {"file": one.file, "path": list(one.path), "before": _clean(one.before), "after": _clean(one.after)}
            for one in redact_changes(meeting, viewer, entry)
        ],
    }


def _clean(value: Any) -> Any:
    """Return a value without control characters."""
    if isinstance(value, dict):
        return {show(key, 200): _clean(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_clean(one) for one in value]
    return clean_prose(value) if isinstance(value, str) else value
