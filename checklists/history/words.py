"""The history in words: who, when, what; and each value before and after."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, get_args

from checklists.base.language import N_, _, join_names
from checklists.base.text import clean_prose, show
from checklists.edits.change import Change
from checklists.model.checks import show_setting
from checklists.model.layout import DATE_WORDS
from checklists.model.ledgers.attendance import ATTENDANCE_WORDS
from checklists.model.meeting import Meeting, Status
from checklists.model.words import translate_state as state_of_outline
from checklists.model.words import translate_status
from checklists.records.kinds import Field
from checklists.records.places import MARK_FIELD_WORDS, TABLE_WORDS, describe_place_and_field, find_kind
from checklists.records.values import show_value
from checklists.store.entries import EntryState, Event, HistoryEntry

NO_VALUE = "–"
CHECK_DEPTH = 3
"""The length of the path of a draft rule's setting: ``checks``, the rule, the key."""
STATE_WORDS: dict[EntryState, str] = {
    "done": "",
    "undone": N_("taken back"),
    "void": N_("without effect"),
    "partly": N_("only partly stored"),
    "foreign": N_("changed by another program"),
    "torn": N_("unreadable line"),
    "cut": "",
}


class HistoryRow(NamedTuple):
    """A changed value."""

    place: str
    before: str
    after: str

    def line(self, length: int) -> str:
        """Return it on one line, each value truncated to this length."""
        before, after = show(self.before, length), show(self.after, length)
        return _("{place}: {before} → {after}").format(place=self.place, before=before, after=after)


def format_moment(event: Event) -> str:
    """Return when, in local time."""
    at = event.entry.at if event.entry else event.since
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else ""


def describe_author(meeting: Meeting | None, entry: HistoryEntry) -> str:
    """Return the author: the system user, and the member of the open part."""
    if not entry.me:
        return entry.user
    name = meeting.name(entry.me) if meeting else entry.me
    return _("{user} as {name}").format(user=entry.user, name=name)


def describe_event(event: Event, seen: tuple[Change, ...]) -> str:
    """Return the event on one line; `seen` are the changes visible to the reader."""
    entry = event.entry
    if event.state == "foreign":
        return _("{files}: changed by another program or by hand, after this time").format(
            files=join_names(event.files)
        )
    if entry is None:
        return _("a line of the history cannot be read: a writer died there, or it was edited by hand")
    if entry.undoes:
        return _("{what} (undoes {id})").format(what=entry.meaning, id=entry.undoes)
    how = _how(seen)
    return _("{what} ({how})").format(what=entry.meaning, how=how) if how else entry.meaning


def _how(changes: tuple[Change, ...]) -> str:
    """Return whether records were added or deleted, or which fields changed, to tell edits apart."""
    found = [_entered(change) for change in changes]
    whole = {change.before is None for change, one in zip(changes, found, strict=True) if one and not one[1]}
    if whole:
        return "" if len(whole) > 1 else _("added") if whole.pop() else _("deleted")
    if None in found or len({one[0] for one in found if one}) != 1:
        return ""
    return join_names(dict.fromkeys(one[1] for one in found if one))


def _entered(change: Change) -> tuple[tuple[str, ...], str] | None:
    """Return the record or duty of a change, with the field's label; empty for a whole record."""
    kind = find_kind(change.file, change.path)
    start = len(kind.path) + 1 if kind else 2
    field = change.path[start] if len(change.path) > start else ""
    if kind:
        words = {one.name: one.label for one in kind.fields} | {"": ""}
    else:
        words = MARK_FIELD_WORDS if change.path[0] == "marks" else {}
    word = words.get(field, TABLE_WORDS.get(field))
    return None if word is None else ((change.file, *change.path[:start]), _(word) if word else "")


def translate_entry_state(event: Event) -> str:
    """Return the state of an entry; empty if it is simply in effect."""
    return _(STATE_WORDS[event.state]) if event.entry else ""


def list_changes(meeting: Meeting | None, changes: Iterable[Change]) -> list[HistoryRow]:
    """Return every changed value; whole records are split into fields."""
    found = []
    for change in changes:
        whole = change.after if isinstance(change.after, dict) else change.before
        for path, before, after in _leaves(change.path, change.before, change.after):
            if path[:2] == ("outline", "rounds") and path[3:4] == ("texts",):
                continue  # digests mean nothing to a reader
            place, field = describe_place_and_field(
                meeting, change.file, path, whole if len(path) > len(change.path) else None
            )
            is_check = path[0] == "checks" and len(path) == CHECK_DEPTH
            shown = (
                show_setting(path[1], path[2], value) if is_check else _value(meeting, field, path, value)
                for value in (before, after)
            )
            found.append(HistoryRow(show(place, 200), *shown))
    return found


def _leaves(path: tuple[str, ...], before: Any, after: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if not isinstance(before, dict) and not isinstance(after, dict):
        yield path, before, after
        return
    one, other = (value if isinstance(value, dict) else {} for value in (before, after))
    for key in dict.fromkeys([*one, *other]):
        if one.get(key) != other.get(key) and len(path) < 16:
            yield from _leaves((*path, key), one.get(key), other.get(key))


def _value(meeting: Meeting | None, field: Field | None, path: tuple[str, ...], value: Any) -> str:
    is_status = path[0] == "marks" and path[-1] == "status"
    if value is None and is_status:
        return translate_status("todo")
    if value is None or value in ("", ()):
        return NO_VALUE
    if field and meeting:
        try:
            return clean_prose(show_value(meeting, field, value))
        except (TypeError, ValueError, AttributeError):  # a history edited by hand may hold anything
            pass
    if isinstance(value, str) and (word := _word(path, value)):
        return word
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return clean_prose("\n".join(map(str, value)))
    return clean_prose(str(value))


def _word(path: tuple[str, ...], value: str) -> str:
    """Return the word for a value of a closed set; empty for other text."""
    if path[0] == "marks" and path[-1] == "status" and value in get_args(Status):
        return translate_status(value)  # type: ignore[arg-type] # it is one of them
    if path[-1] == "step":
        return show(state_of_outline(value), 40)
    words: dict[Any, str] = {**DATE_WORDS} if path == ("layout", "date") else {**ATTENDANCE_WORDS}
    return _(words[value]) if value in words else ""
