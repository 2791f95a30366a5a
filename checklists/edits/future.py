"""The one rule on the future: nothing is recorded as done before its day, however it is entered.

`Folder.apply` asks it of every edit. No file is faulty by it, as a clock may be slow: what files hold already stays,
and only what an edit sets anew is judged.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from checklists.base.errors import BeforeDayError, InvalidEditError
from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.edits.change import Change
from checklists.model.file_names import get_ledger_file, parse_subject
from checklists.model.ledgers.study import Study
from checklists.records.kinds import RecordKind
from checklists.records.values import FieldError

Path = tuple[str, ...]
_SHEET = "sheet"
"""Stands for any subject's sheet."""
_ENTER_ANOTHER = N_("{date} is still to come: enter a day that has been")
_PLAN_IT = N_("{date} is still to come: enter it as planned, or a day that has been")


class _Happened(NamedTuple):
    """A place for the day on which something happened, and its label."""

    path: Path
    label: str
    sentence: str = _ENTER_ANOTHER


_HAPPENED: Mapping[str, tuple[_Happened, ...]] = {
    "talks.toml": (_Happened(("talks", "*", "held"), N_("Held"), _PLAN_IT),),
    "opinions.toml": (
        _Happened(("opinions", "*", "received"), N_("Received")),
        _Happened(("opinions", "*", "fed_back", "*"), N_("Fed back")),
        _Happened(("opinions", "*", "claimed", "*"), N_("Claimed")),
        _Happened(("channels", "*", "closed"), N_("Ended")),
        _Happened(("none_told", "*"), N_("Fed back")),
    ),
    "day.toml": (_Happened(("told", "*"), N_("Told afterwards")),),
    "rectification.toml": (_Happened(("entries", "*", "closed"), N_("Closed")),),
    _SHEET: (
        _Happened(("marks", "*", "on"), N_("On")),
        _Happened(("study", "read", "*"), N_("Self-study")),
        _Happened(("study", "made_up", "*", "on"), N_("Make-up study")),
        _Happened(("outline", "measures", "*", "closed"), N_("Closed")),
        _Happened(("outline", "rounds", "*", "on"), N_("On")),
        _Happened(("outline", "meant_so", "*", "on"), N_("On")),
    ),
}
_OF_THE_DAY = (("attendance", "*"), ("spoken", "*"), ("told", "*"))
"""Places in ``day.toml`` about the meeting itself."""
_ON_LEAVE = "absent"
"""Leave: it is known before the day."""
_GIVEN = ("criticisms", "*", "given")
_ATTENDED = ("sessions", "*", "attendance", "*")
_SESSION_DATE = ("sessions", "*", "date")


def refuse_future(
    changes: Sequence[Change],
    today: date,
    *,
    get_meeting_day: Callable[[], date],
    find_study: Callable[[], Study | None],
    is_early: bool = False,
) -> None:
    """Refuse to record as done what is still to come.

    The meeting's day is asked for only where something belongs to that day, the study ledger as it was before the edit
    only where the edit changes it. Raises `InvalidEditError`, `BeforeDayError` for what
    belongs to the meeting's day, unless `is_early` is meant, and what `get_meeting_day` raises.
    """
    moved = {value for change in changes for value in _find_dates(change.before)}
    for change in changes:
        file = _SHEET if parse_subject(change.file) else change.file
        for path, old, value in _find_new_values(change.path, change.before, change.after):
            error = _find_day_error(file, path, value, today)
            if error and value not in moved:  # moved from another place, as when someone leaves: it was recorded before
                raise InvalidEditError(str(error))
            is_given = file == _SHEET and _fits(path, _GIVEN) and value is True
            is_of_day = file == "day.toml" and any(_fits(path, one) for one in _OF_THE_DAY) and value != _ON_LEAVE
            if is_given and today < get_meeting_day():
                said = _("the meeting is on {date}: what is given there is ticked off then")
                raise InvalidEditError(said.format(date=get_meeting_day()))
            if is_of_day and old is None and not is_early and today < get_meeting_day():
                raise BeforeDayError(get_meeting_day(), today)
        if file == "study.toml":
            _refuse_future_session(change, find_study(), today)


def find_future_fields(kind: RecordKind[Model], values: Mapping[str, Any], today: date) -> Iterator[FieldError]:
    """Yield an error for each field of a record with something done in the future."""
    file = get_ledger_file(kind.ledger) if kind.ledger else _SHEET
    for name, value in values.items():
        if error := _find_day_error(file, (*kind.path, "*", name), value, today):
            yield FieldError(name, _(kind.field(name).label), error.problem)


def describe_future(day: date) -> str:
    """Return the error for a day in the future."""
    return _(_ENTER_ANOTHER).format(date=day)


def describe_future_session(day: date) -> str:
    """Return the error for attendance at a future session."""
    said = _("the session of {date} is still to come, so nobody can have been there: give it the day it was held")
    return said.format(date=day)


def _find_day_error(file: str, path: Path, value: object, today: date) -> FieldError | None:
    if not isinstance(value, date) or value <= today:
        return None
    found = next((one for one in _HAPPENED.get(file, ()) if _fits(path, one.path)), None)
    return FieldError(path[-1], _(found.label), _(found.sentence).format(date=value)) if found else None


def _refuse_future_session(change: Change, study: Study | None, today: date) -> None:
    """Refuse attendance at a future session, and moving a held one to a later day."""
    new = {path: value for path, _old, value in _find_new_values(change.path, change.before, change.after)}
    key = change.path[1] if len(change.path) > 1 else ""
    old = study.sessions.get(key) if study else None
    day = next((value for path, value in new.items() if _fits(path, _SESSION_DATE)), old.date if old else None)
    is_dated_anew = any(_fits(path, _SESSION_DATE) for path in new)
    is_held_anew = any(_fits(path, _ATTENDED) and value == "present" for path, value in new.items())
    is_held = is_held_anew or (is_dated_anew and old is not None and old.is_held)
    if isinstance(day, date) and day > today and is_held:
        raise InvalidEditError(describe_future_session(day))


def _find_new_values(path: Path, before: object, after: object) -> Iterator[tuple[Path, object, object]]:
    """Yield path, old value and new value for every value set by a change."""
    if isinstance(after, Mapping):
        old = before if isinstance(before, Mapping) else {}
        for key, value in after.items():
            yield from _find_new_values((*path, key), old.get(key), value)
    elif after is not None and after != before:
        yield path, before, after


def _find_dates(value: object) -> Iterator[date]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _find_dates(inner)
    elif isinstance(value, date):
        yield value


def _fits(path: Path, pattern: Path) -> bool:
    return len(path) == len(pattern) and all(part in {"*", name} for name, part in zip(path, pattern, strict=True))
