"""Mend a fault in the program: remove references to missing members or records.

Only references are taken out, and marks and entries that count for nothing. A date or a number that cannot be, and who
a talk was with, only a person can put right: those are mended in the record's form.
"""

from collections.abc import Mapping
from typing import Any

from checklists.base.faults import Fault
from checklists.base.language import _
from checklists.base.model import Model
from checklists.edits.change import Change, Edit, list_later_keys
from checklists.edits.records import RecordPlace, set_value
from checklists.model.file_names import parse_subject
from checklists.model.ledgers.opinions import BY_SUBJECT
from checklists.model.meeting import LEDGERS, Meeting
from checklists.records.constraints import find_violations
from checklists.records.kinds import KINDS

_REFERENCES = frozenset({"owner", "aspect", "channel"})
"""Fields that refer to one thing and may be empty."""
_LOOSE = frozenset({"marks", "attendance", "spoken", "told", "none_told", "read", "made_up", "explanations"})
"""Tables, other than of records, with removable entries."""


def record_at(meeting: Meeting, fault: Fault) -> tuple[RecordPlace, str] | None:
    """Return the record and field of a fault, for a person to mend."""
    owner = _owner(fault.file)
    path = fault.place.split(".")
    for kind in KINDS.values():
        depth = len(kind.path)
        if owner is not None and len(path) == depth + 2 and tuple(path[:depth]) == kind.path:
            subject = "" if kind.ledger else owner
            if kind.ledger == (owner if owner in LEDGERS else "") and path[depth] in kind.records(meeting, subject):
                return (kind, subject, path[depth]), path[depth + 1]
    return None


def make_removal(meeting: Meeting, fault: Fault) -> Edit | None:
    """Return the edit to remove an impossible value; ``None`` if only a person can decide."""
    if fault.severity != "inconsistent":
        return None
    found = record_at(meeting, fault)
    changes = _mend_record(meeting, *found) if found else _mend_table(meeting, fault)
    return (
        Edit(tuple(changes), _("{file}: what is impossible was removed").format(file=fault.file)) if changes else None
    )


def _owner(file: str) -> str | None:
    """Return the ledger or the subject of a file."""
    name = file.removesuffix(".toml")
    return name if name in LEDGERS else parse_subject(file) or None


def _mend_record(meeting: Meeting, place: RecordPlace, field: str) -> list[Change]:
    kind, subject, key = place
    record = kind.records(meeting, subject)[key]
    value = getattr(record, field)

    def is_wrong(only: Any) -> bool:
        tried = record.model_copy(update={field: only})
        return any(one.field == field for one in find_violations(meeting, tried, subject))

    if isinstance(value, tuple):
        wrong = [one for one in value if is_wrong((one,))]
        left = [one for one in value if one not in wrong]
        # a subject that an opinion is no longer about has not claimed it either
        paths = [(table, one) for table in BY_SUBJECT for one in wrong if one in getattr(record, table, ())]
        changes = [change for path in paths for change in set_value(meeting, kind, key, path, None, subject)]
        return [*set_value(meeting, kind, key, (field,), left or None, subject), *changes]
    if isinstance(value, Mapping):
        wrong = [one for one in value if is_wrong({one: value[one]})]
        return [change for one in wrong for change in set_value(meeting, kind, key, (field, one), None, subject)]
    return set_value(meeting, kind, key, (field,), None, subject) if field in _REFERENCES else []


def _mend_table(meeting: Meeting, fault: Fault) -> list[Change]:
    """Return the changes that remove an entry of a table; for a departed member, all of their sheet."""
    owner = _owner(fault.file)
    if owner is None:
        return []
    holder: Model = getattr(meeting.ledgers, owner) if owner in LEDGERS else meeting.sheet(owner)
    plain = holder.plain()
    if not fault.place:
        is_gone = owner not in LEDGERS and owner not in meeting.subjects
        return [Change(fault.file, (key,), value, None) for key, value in plain.items()] if is_gone else []
    *path, key = fault.place.split(".")
    table: Any = plain
    for part in path:
        table = table.get(part, {})
    is_loose = bool(path) and path[-1] in _LOOSE
    if not (is_loose or fault.place == "criticisms") or key not in table:
        return []
    return [Change(fault.file, (*path, key), table[key], None, list_later_keys(table, key))]
