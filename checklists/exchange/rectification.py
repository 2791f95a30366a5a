"""Rows of a rectification list: measures carried over, and the progress of existing measures."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from checklists.base.language import _, join_names
from checklists.edits.change import Edit
from checklists.edits.future import find_future_fields
from checklists.edits.privacy import may_change
from checklists.edits.records import change_record, validate_record
from checklists.exchange.rows import Aim, JudgedRow, RecordRows, RowValues
from checklists.exchange.tables import TableKind
from checklists.model.ledgers.outline import TrackedMeasure
from checklists.model.meeting import Meeting
from checklists.records.kinds import ENTRY, MEASURE, RecordKind
from checklists.records.subjects import normalise_words

_FURTHER = ("owner", "due", "target", "progress", "evidence", "closed", "carried")
"""Fields filled in from a row if they are empty."""


class _There(NamedTuple):
    """A measure in an outline or in the ledger."""

    kind: RecordKind[TrackedMeasure]
    owner: str
    key: str
    record: TrackedMeasure


class EntryRows:
    """Rows of measures: an existing one is filled in, any other is a new entry."""

    def __init__(self, meeting: Meeting, table: TableKind, aim: Aim) -> None:
        self._meeting = meeting
        self._aim = aim
        self._entries = RecordRows(meeting, table, aim)
        self._known: dict[str, list[_There]] = {}
        """The measures by their words."""
        kinds: tuple[RecordKind[TrackedMeasure], ...] = (ENTRY, MEASURE)
        for kind in kinds:
            for owner in kind.owners(meeting):
                for key, record in kind.records(meeting, owner).items():
                    self._known.setdefault(normalise_words(record.text), []).append(_There(kind, owner, key, record))

    def judge(self, values: RowValues) -> JudgedRow:
        """Judge what a row would add or fill in."""
        there = self._there(values)
        if there is None:
            return self._entries.judge(values)
        given = {name: values[name] for name in _FURTHER if values.get(name)}
        known = {name: getattr(there.record, name) for name in given}
        other = [name for name in given if known[name] and not _is_same(known[name], given[name])]
        if other:
            words = _("there already, with another value for {fields}; change it there")
            fields = join_names([_(there.kind.field(name).label) for name in other])
            return JudgedRow({}, problem=words.format(fields=fields))
        new = {name: value for name, value in given.items() if not known[name]}
        problems = [*self._problems(there, new)]
        if problems:
            return JudgedRow({}, problem=_("; ").join(problems))
        shown = {name: value for name, value in values.items() if value and name not in _FURTHER}
        return JudgedRow({**shown, **new}, (there.kind.name, there.owner, there.key), "" if new else there.key)

    def _problems(self, there: _There, new: dict[str, Any]) -> Iterator[str]:
        if not may_change(self._meeting, self._aim.me, there.kind, there.owner, there.record):
            yield _("Only the one whose record it is, or the meeting staff, can change this.")
        whole = {name: getattr(there.record, name) for name in type(there.record).model_fields}
        yield from map(str, validate_record(self._meeting, there.kind, {**whole, **new}, there.owner)[1])
        yield from map(str, find_future_fields(there.kind, new, self._aim.day))

    def _there(self, values: RowValues) -> _There | None:
        """Return the measure of a row: with the same words, subject and problem."""
        found = self._known.get(normalise_words(str(values.get("text") or "")), [])
        if subject := values.get("subject"):
            found = [one for one in found if subject in {one.owner, getattr(one.record, "subject", "")}]
        if len(found) > 1 and (problem := values.get("problem")):
            words = normalise_words(problem)
            found = [one for one in found if normalise_words(getattr(one.record, "problem", "")) in {"", words}]
        return found[0] if len(found) == 1 else None

    def make_edits(self, rows: Iterable[RowValues]) -> list[Edit]:
        """Return the edits that add and fill in."""
        edits, new = [], []
        for values in rows:
            there = self._there(values)
            if there is None:
                new.append(values)
                continue
            further = {name: values[name] for name in _FURTHER if values.get(name)}
            edits.append(change_record(self._meeting, there.kind, there.key, further, there.owner))
        return [*edits, *self._entries.make_edits(new)]


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, str):
        return normalise_words(one) == normalise_words(str(other))
    return bool(one == (tuple(other) if isinstance(other, list) else other))
