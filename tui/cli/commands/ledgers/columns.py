"""The columns of the ledgers' lists, the most important first, and derived values beyond a record's fields."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.model.ledgers.opinions import Opinion
from checklists.model.ledgers.outline import TrackedMeasure
from checklists.model.ledgers.study import StudySession
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import Meeting
from checklists.readiness.rules.opinions import NextAction, find_next_action
from checklists.records.kinds import KindName, RecordKind
from checklists.records.values import show_value
from tui.cli.table import TextColumn


class RecordRow(NamedTuple):
    """A record with its subject and id."""

    subject: str
    key: str
    record: Model


Derived = Callable[[Meeting, RecordRow], str]
NEXT_ACTIONS: tuple[NextAction, ...] = ("assign", "feed-back", "claim", "answer")
"""The commands of an opinion's next step."""
NEXT_WORDS: dict[NextAction, str] = {
    "": N_("finished"),
    "assign": N_("assign"),
    "feed-back": N_("feed back"),
    "claim": N_("claim"),
    "answer": N_("answer"),
}
_MAIN = {"topic", "text", "title", "with"}
_WIDE: dict[KindName, tuple[str, ...]] = {
    "session": ("date", "topic", "attended", "hours", "place"),
    "text": ("title", "required", "read", "note"),
    "channel": ("title", "raw", "closed", "returned", "sent", "kind", "source"),
    "opinion": ("text", "about", "waits", "aspect", "voices", "channel", "received", "source"),
    "talk": ("member", "with", "held", "planned", "place", "kind"),
    "problem": ("text", "aspect", "answers", "causes"),
    "cause": ("text", "measures"),
    "measure": ("text", "owner", "due", "closed"),
    "criticism": ("to", "text", "discussed", "given", "aspect"),
    "entry": ("subject", "text", "owner", "due", "closed", "problem", "origin"),
}
_FIXED = {"date": "fixed", "flag": "fixed", "amount": "number", "decimal": "number"}


def make_columns(
    meeting: Meeting, kind: RecordKind[Model], rows: list[RecordRow], hidden: Sequence[str] = ()
) -> list[TextColumn]:
    """Return the columns of a list of records, without the hidden fields."""
    found = [TextColumn("id", [row.key for row in rows], "fixed")]
    if not kind.ledger:
        found.append(TextColumn(_("Whose"), [meeting.name(row.subject) for row in rows]))
    known = {field.name: field for field in kind.fields}
    shown = [name for name in _WIDE[kind.name] if kind.name != "opinion" or name not in hidden]
    for name in shown:
        if name in _DERIVED:
            label, shape, derived = _DERIVED[name]
            cells = [derived(meeting, row) for row in rows]
        else:
            field = known[name]
            label, shape = field.label, _FIXED.get(field.kind, "text")
            cells = [show_value(meeting, field, getattr(row.record, name), row.subject) for row in rows]
        found.append(TextColumn(_(label), cells, "main" if name in _MAIN else shape))  # type: ignore[arg-type]
    return found


def is_open(row: RecordRow) -> bool:
    """Tell whether a talk is still to be held, or a measure to be closed."""
    record = row.record
    return (isinstance(record, Talk) and record.held is None) or (
        isinstance(record, TrackedMeasure) and not record.is_settled
    )


def format_partner(meeting: Meeting, talk: Talk) -> str:
    """Return the other side of a talk."""
    if talk.kind == "member":
        return meeting.name(talk.partner)
    if talk.kind == "unit":
        return talk.unit
    return talk.person or (_("their own branch") if talk.kind == "branch" else "")


def dump_derived(meeting: Meeting, row: RecordRow) -> dict[str, Any]:
    """Return the values of a record's JSON beyond its fields."""
    if isinstance(row.record, Opinion):
        return {"waits_for": find_next_action(meeting, row.key, row.record)}
    return {"of": row.subject} if row.subject else {}


def _attended(meeting: Meeting, row: RecordRow) -> str:
    if not isinstance(row.record, StudySession) or not row.record.attendance:
        return ""
    states = list(row.record.attendance.values())
    return f"{states.count('present')}/{len(meeting.settings.members)}"


def _format_read(meeting: Meeting, row: RecordRow) -> str:
    members = meeting.settings.members
    return f"{sum(row.key in meeting.sheet(member).study.read for member in members)}/{len(members)}"


def _waits(meeting: Meeting, row: RecordRow) -> str:
    return _(NEXT_WORDS[find_next_action(meeting, row.key, row.record)]) if isinstance(row.record, Opinion) else ""


def _with(meeting: Meeting, row: RecordRow) -> str:
    return format_partner(meeting, row.record) if isinstance(row.record, Talk) else ""


_DERIVED: dict[str, tuple[str, str, Derived]] = {
    "attended": (N_("Present"), "number", _attended),
    "read": (N_("Read by"), "number", _format_read),
    "waits": (N_("Next step"), "fixed", _waits),
    "with": (N_("With"), "main", _with),
}
