"""Rows of a table that become records: judge what each would add, and make the edits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from checklists.base import clock
from checklists.base.language import _
from checklists.base.model import Model
from checklists.base.text import clean_line, show
from checklists.edits.change import Edit
from checklists.edits.future import describe_future_session, find_future_fields
from checklists.edits.privacy import may_change
from checklists.edits.records import add_record, change_record, validate_record
from checklists.exchange.tables import TableKind
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import GROUP, Meeting
from checklists.records.kinds import KINDS, KindName
from checklists.records.subjects import ask, find_subjects, normalise_words
from checklists.records.values import FieldError, find_subject

RowValues = Mapping[str, Any]
Identity = tuple[object, ...]


class Aim(NamedTuple):
    """The context of an import: the default subject, who imports, and the day."""

    subject: str = ""
    me: str | None = None
    """The importing member; ``None`` for the meeting staff."""
    today: date | None = None
    """The reference day of dates; ``None`` for the user's own calendar day."""

    @property
    def day(self) -> date:
        """The reference day of dates."""
        return self.today or clock.today()


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row's values, compared with what is there."""

    values: RowValues
    """The values as stored."""
    identity: Identity = ()
    """The key of a row: equal for the same content."""
    there: str = ""
    """The id or name of what has the same content; empty if nothing has."""
    problem: str = ""


class Rows(Protocol):
    """Rows of one kind: judges each, and makes edits of them."""

    def __init__(self, meeting: Meeting, table: TableKind, aim: Aim) -> None: ...

    def judge(self, values: RowValues) -> JudgedRow:
        """Judge what a row would add. Raises `ValueError`."""

    def make_edits(self, rows: Iterable[RowValues]) -> list[Edit]:
        """Return the edits that add the rows judged to be new."""


class _Same(NamedTuple):
    """The fields that identify a record of a kind."""

    words: tuple[str, ...]
    """Fields that must be equal."""
    telling: tuple[str, ...] = ()
    """Fields that must not contradict: the record that is there may have more."""


_SAME: dict[KindName, _Same] = {
    "opinion": _Same(("text",), ("about", "channel", "source", "received")),
    "channel": _Same(("title",)),
    "session": _Same(("topic",), ("date",)),
    "text": _Same(("title",)),
    "talk": _Same(("kind", "pair", "unit"), ("person", "held", "planned")),
    "criticism": _Same(("to", "text")),
    "entry": _Same(("subject", "problem", "text")),
}
_OWNER = "whose"


class RecordRows:
    """Rows that become one record each."""

    def __init__(self, meeting: Meeting, table: TableKind, aim: Aim) -> None:
        if table.kind is None:
            raise TypeError(table.name)
        self._meeting = meeting
        self._aim = aim
        self._kind = KINDS[table.kind]
        self._there: dict[Identity, list[tuple[str, Model]]] = {}
        for owner in self._kind.owners(meeting):
            for key, record in self._kind.records(meeting, owner).items():
                self._there.setdefault(self._words(record, owner), []).append((key, record))

    def judge(self, values: RowValues) -> JudgedRow:
        """Judge what record a row would add."""
        try:
            owner, own = self._completed(values)
        except ValueError as error:
            return JudgedRow({}, problem=str(error))
        record, wrong = validate_record(self._meeting, self._kind, own, owner)
        asked = {one.name for one in self._kind.fields}
        to_come = {one.field: one for one in find_future_fields(self._kind, own, self._aim.day)}
        wrong = [*to_come.values(), *(one for one in wrong if one.field not in to_come)]
        if record is None or wrong:
            return JudgedRow({}, problem=_("; ").join(map(str, wrong)))
        if not may_change(self._meeting, self._aim.me, self._kind, owner, record):
            problem = _("Only the one whose record it is, or the meeting staff, can change this.")
            return JudgedRow({}, problem=problem)
        clean = {name: value for name, value in record.model_dump().items() if name in own}
        whose = {} if self._kind.ledger else {"whose": owner}
        there = next((key for key, _one in self._alike(record, owner)), "")
        beyond = tuple(getattr(record, name) for name in _SAME[self._kind.name].telling if name in asked)
        identity = (*self._words(record, owner), *(frozenset(one) if isinstance(one, tuple) else one for one in beyond))
        return JudgedRow({**whose, **clean}, identity, there)

    def make_edits(self, rows: Iterable[RowValues]) -> list[Edit]:
        """Return the edits to add records; a planned talk held according to a row is filled in."""
        edits: dict[str, Edit] = {}
        for values in rows:
            own = {name: value for name, value in values.items() if name != _OWNER}
            owner = values.get(_OWNER, "")
            planned = self._planned(own, edits)
            if planned:
                edits[planned] = change_record(self._meeting, self._kind, planned, own, owner)
            else:
                key, edit = add_record(self._meeting, self._kind, own, owner, taken=edits)
                edits[key] = edit
        return [*edits.values()]

    def _completed(self, values: RowValues) -> tuple[str, dict[str, Any]]:
        """Return a row's subject, and its values as the record has them. Raises `ValueError`."""
        own = {name: value for name, value in values.items() if value is not None}
        if self._kind.name == "session":
            own = _add_attendance(self._meeting, own)
            self._refuse_future_session(own)
        elif self._kind.name == "talk":
            own = _add_partner(self._meeting, own, self._aim.me or self._aim.subject)
        if self._kind.ledger:
            return "", own
        owner = own.pop(_OWNER, "") or self._aim.me or self._aim.subject
        if owner not in self._kind.owners(self._meeting):
            raise ValueError(_("{what}: say whose it is.").format(what=_(self._kind.title)))
        return owner, own

    def _refuse_future_session(self, own: RowValues) -> None:
        """Refuse attendance at a future session. Raises `ValueError`."""
        day = own.get("date")
        if isinstance(day, date) and day > self._aim.day and "present" in own.get("attendance", {}).values():
            raise ValueError(describe_future_session(day))

    def _words(self, record: Model, owner: str) -> Identity:
        found = (getattr(record, name) for name in _SAME[self._kind.name].words)
        return owner, *(normalise_words(one) if isinstance(one, str) else one for one in found)

    def _alike(self, record: Model, owner: str) -> Iterable[tuple[str, Model]]:
        """Yield records with the same content, even if they have more by now."""
        for key, one in self._there.get(self._words(record, owner), ()):
            if all(
                _is_consistent(getattr(record, name), getattr(one, name)) for name in _SAME[self._kind.name].telling
            ):
                yield key, one

    def _planned(self, own: dict[str, Any], taken: Mapping[str, Edit]) -> str:
        """Return the planned talk recorded as held by a row."""
        if self._kind.name != "talk" or not own.get("held"):
            return ""
        talk = Talk.model_validate(own)
        alike = self._there.get(self._words(talk, ""), ())
        return next((key for key, one in alike if isinstance(one, Talk) and not one.held and key not in taken), "")


def _is_consistent(new: Any, old: Any) -> bool:
    if isinstance(new, tuple):
        return set(new) <= set(old)
    return new in (None, "", old)


def _add_attendance(meeting: Meeting, own: dict[str, Any]) -> dict[str, Any]:
    """Return a session with its attendance, from lists of names and from cells under names."""
    states: dict[str, str] = {one["member"]: one["state"] for one in own.pop("cells", ())}
    everyone = False
    for state in ("absent", "unexcused", "present"):
        for member in own.pop(state, None) or ():
            if (member, state) == (GROUP, "present"):
                everyone = True
            elif states.setdefault(member, state) != state:
                raise ValueError(_("{name} is named twice.").format(name=meeting.name(member)))
    if everyone:
        states = {member: states.get(member, "present") for member in meeting.settings.members}
    unknown = [member for member in states if member not in meeting.settings.members]
    if unknown:
        raise ValueError(_("there is no member {id} on the roster").format(id=show(meeting.name(unknown[0]), 40)))
    return {**own, "attendance": states} if states else own


def _add_partner(meeting: Meeting, own: dict[str, Any], me: str) -> dict[str, Any]:
    """Return a talk with its partner: a member, a unit in charge, the own branch, or who asked for it."""
    own.setdefault("member", me)
    member = meeting.settings.members.get(own["member"])
    other = clean_line(own.pop("with", ""))
    if other and own.get("kind") == "requested":
        own.setdefault("person", other)
    elif other and member and other in member.units:
        own.setdefault("unit", other)
    elif other and member and other == member.branch:
        own.setdefault("kind", "branch")
    elif other and own.get("kind") == "branch":
        own.setdefault("person", other)
    elif other:
        own.setdefault("partner", _get_partner(meeting, other))
    if not any(own.get(name) for name in ("kind", "partner", "unit", "person")):
        raise ValueError(_("name the other side of the talk"))
    if "kind" not in own:
        own["kind"] = "unit" if own.get("unit") else "member" if own.get("partner") else "requested"
    return own


def _get_partner(meeting: Meeting, name: str) -> str:
    if len(meeting.ids_by_name.get(name, ())) > 1:
        return find_subject(meeting, name, with_group=False)  # raises `ValueError` with the members it may mean
    found = find_subjects(meeting, name, with_group=False)
    if len(found.keys) == 1 and not found.unclear:
        return found.keys[0]
    candidates = [one for one in found.unclear if one.candidates]
    if candidates:
        raise FieldError("with", _("With"), _("; ").join(ask(meeting, one) for one in candidates))
    expected = _("a member, or a unit or branch of the member who talks")
    problem = _("found {value}, expected {expected}").format(value=show(name, 40), expected=expected)
    raise FieldError("with", _("With"), problem)
