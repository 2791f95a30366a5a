"""Records as a table for people, in full, or as JSON for programs.

JSON is ``{"format": 1, TABLE: [{"id", …}]}``: a table for each kind of record, named as in the files, each record with
all its fields; on a sheet ``of`` says whose. Opinions have ``waits_for`` besides: the command of their next step.
``outline`` adds ``outlines``: for each subject ``of``, ``state``, ``round``, ``explanations`` by key (empty where not
given yet), ``rounds`` and ``edited``: each text that was edited after the last round by ``part``, ``key`` and ``how``;
null where that round was entered by a version that noted no texts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from checklists.base.language import N_, _, join_names
from checklists.base.model import Model
from checklists.edits.privacy import GIVEN_BY, redact_record
from checklists.model.ledgers.opinions import Opinion
from checklists.model.meeting import Meeting
from checklists.model.words import translate_state
from checklists.readiness.missing import list_edited_texts
from checklists.readiness.rules.opinions import NextAction, find_next_action
from checklists.records.kinds import KINDS, Field, KindName, RecordKind
from checklists.records.values import show_value
from tui.base.matching import is_match
from tui.cli import output
from tui.cli.commands.ledgers.columns import RecordRow, dump_derived, is_open, make_columns
from tui.cli.commands.ledgers.ledger import LedgerCommand, find_places
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import find_member, find_subject, find_visible_faults, open_for_reading
from tui.cli.table import TextColumn, print_tables

LIST_JSON_FORMAT = 1
LIST_TEXTS_SHOWN = 6
NOT_FOR = N_("{id} is not for {name} to see.")
FoundRecords = dict[RecordKind[Model], list[RecordRow]]


@dataclass(frozen=True, kw_only=True)
class ListOptions:
    """Which records to list, in which order and format; those with a default are not in every ledger."""

    folder: str
    filter: str | None
    sort: str | None
    json: bool
    ids: bool
    width: int | None
    what: KindName | None = None
    of: str | None = None
    me: str | None = None
    open: bool = False
    about: str | None = None
    waits_for: NextAction | None = None
    to: str | None = None


@dataclass(frozen=True, kw_only=True)
class Showing:
    """Which records to show, and how."""

    folder: str
    ids: tuple[str, ...]
    json: bool
    what: KindName | None = None
    of: str | None = None
    me: str | None = None


def read(folder: str, me: str | None, show: Callable[[Meeting], None]) -> int:
    """Read a meeting and show something of it."""
    reading = open_for_reading(Path(folder), me)
    if reading.meeting is None:
        return FAULTY
    show(reading.meeting)
    return FAULTY if find_visible_faults(reading, me) else 0


def list_records(meeting: Meeting, ledger: LedgerCommand, options: ListOptions) -> None:
    """Print the records of a ledger."""
    whose = _whose(meeting, options)
    rows = _find_records(meeting, ledger, options, whose)
    has_outlines = ledger.name == "outline" and not options.what and not options.filter
    subjects = [one for one in meeting.subjects if whose.owner in {None, one} and whose.viewer in {None, one}]
    if options.json:
        plain = dump_records(meeting, rows)
        if has_outlines:
            plain["outlines"] = [_outline(meeting, subject) for subject in subjects]
        output.write_json(plain)
        return
    if options.ids:
        output.write("".join(f"{row.key}\n" for some in rows.values() for row in some))
        return
    hidden = GIVEN_BY if whose.viewer else ()
    tables = [
        (_(ledger.titles.get(kind.name, kind.plural)), make_columns(meeting, kind, some, hidden))
        for kind, some in rows.items()
        if some
    ]
    if has_outlines:
        tables.append((_("Review and explanations"), _reviews(meeting, subjects)))
    print_tables(tables, options.width)


def show_records(meeting: Meeting, ledger: LedgerCommand, options: Showing) -> None:
    """Print records in full."""
    viewer = None if options.me is None else find_member(meeting, options.me)
    found: FoundRecords = {}
    kinds = (options.what,) if options.what else (*ledger.kinds, *ledger.others)
    for kind, subject, key in find_places(meeting, kinds, options.ids, options.of):
        record = redact_record(meeting, viewer, kind.records(meeting, subject)[key], subject)
        if record is not None:
            found.setdefault(kind, []).append(RecordRow(subject, key, record))
        else:
            sentence = _("{id} is not for {name} to see yet.") if kind.name == "criticism" else _(NOT_FOR)
            output.say(sentence.format(id=key, name=meeting.name(viewer or "")))
    if options.json:
        output.write_json(dump_records(meeting, found))
    else:
        blocks = ["\n".join(_format_full(meeting, kind, row)) for kind, rows in found.items() for row in rows]
        output.write("".join(f"{block}\n" for block in "\n\n".join(blocks).split("\n") if blocks))


def dump_records(meeting: Meeting, found: FoundRecords) -> dict[str, Any]:
    """Return records as plain values for JSON."""
    return {
        "format": LIST_JSON_FORMAT,
        **{
            kind.table: [{"id": row.key, **dump_derived(meeting, row), **row.record.model_dump()} for row in rows]
            for kind, rows in found.items()
        },
    }


class _Whose(NamedTuple):
    """The members named, by id: owner, viewer, and others that narrow the list."""

    owner: str | None
    viewer: str | None
    about: str | None
    to: str | None


def _whose(meeting: Meeting, options: ListOptions) -> _Whose:
    def resolve(typed: str | None, find: Callable[[Meeting, str], str]) -> str | None:
        return None if typed is None else find(meeting, typed)

    return _Whose(
        resolve(options.of, find_subject),
        resolve(options.me, find_member),
        resolve(options.about, find_subject),
        resolve(options.to, find_member),
    )


def _find_records(meeting: Meeting, ledger: LedgerCommand, options: ListOptions, whose: _Whose) -> FoundRecords:
    """Return the records asked for, by kind."""
    found: FoundRecords = {}
    for name in (options.what,) if options.what else (*ledger.kinds, *ledger.others):
        kind = KINDS[name]
        found[kind] = [
            row
            for subject in kind.owners(meeting)
            if whose.owner in {None, subject}
            for row in _rows(meeting, kind, subject, whose.viewer)
            if _is_wanted(meeting, options, kind, row, whose)
        ]
        if options.sort and any(field.name == options.sort for field in kind.fields):
            found[kind].sort(key=_order(meeting, kind.field(options.sort)))
    return found


def _order(meeting: Meeting, field: Field) -> Callable[[RecordRow], tuple[bool, Any]]:
    """Return the sort key of rows: days and numbers by value, others as shown; empty ones last."""

    def order(row: RecordRow) -> tuple[bool, Any]:
        value = getattr(row.record, field.name)
        if value in {None, "", ()}:
            return True, 0
        return False, value if isinstance(value, date | int | float) else show_value(meeting, field, value, row.subject)

    return order


def _is_wanted(meeting: Meeting, options: ListOptions, kind: RecordKind[Model], row: RecordRow, whose: _Whose) -> bool:
    record = row.record
    if options.open and not is_open(row):
        return False
    if whose.about and whose.about not in getattr(record, "about", ()):
        return False
    if whose.to and whose.to != getattr(record, "to", None):
        return False
    waiting = options.waits_for
    if waiting and not (isinstance(record, Opinion) and find_next_action(meeting, row.key, record) == waiting):
        return False
    return not options.filter or is_match(options.filter, row.key, *_texts(meeting, kind, row))


def _rows(meeting: Meeting, kind: RecordKind[Model], subject: str, viewer: str | None) -> Iterator[RecordRow]:
    """Yield the records visible to the viewer, redacted before filtering and sorting."""
    for key, record in kind.sort_records(meeting, subject).items():
        seen = redact_record(meeting, viewer, record, subject)
        if seen is not None:
            yield RecordRow(subject, key, seen)


def _texts(meeting: Meeting, kind: RecordKind[Model], row: RecordRow) -> Iterator[str]:
    if row.subject:
        yield meeting.name(row.subject)
    for field in kind.fields:
        yield show_value(meeting, field, getattr(row.record, field.name), row.subject)


def _format_full(meeting: Meeting, kind: RecordKind[Model], row: RecordRow) -> Iterator[str]:
    """Yield a record's fields, one a line, with full texts."""
    title = _(kind.title)
    yield f"{row.key} · {title}" + (f" · {meeting.name(row.subject)}" if row.subject else "")
    for field in kind.fields:
        if text := show_value(meeting, field, getattr(row.record, field.name), row.subject):
            yield _("{label}: {problem}").format(label=_(field.label), problem=text)
    attendance = getattr(row.record, "attendance", {})
    for state, label in (("present", _("Present")), ("absent", _("On leave")), ("unexcused", _("Unexcused"))):
        if names := [meeting.name(member) for member, found in attendance.items() if found == state]:
            yield _("{label}: {problem}").format(label=label, problem=join_names(names))
    tables = (
        {name: getattr(row.record, name) for name in ("fed_back", "claimed", "answers")}
        if isinstance(row.record, Opinion)
        else {}
    )
    for name, label in (("fed_back", _("Fed back")), ("claimed", _("Claimed")), ("answers", _("Answered"))):
        if said := [f"{meeting.name(who)} {what}" for who, what in tables.get(name, {}).items() if what]:
            yield _("{label}: {problem}").format(label=label, problem=_("; ").join(said))


def _outline(meeting: Meeting, subject: str) -> dict[str, Any]:
    outline = meeting.sheet(subject).outline
    return {
        "of": subject,
        "state": meeting.outline_state(subject),
        "round": outline.round,
        "explanations": {key: outline.explanations.get(key, "") for key in meeting.checklist.explanations},
        "rounds": [{"id": key, **one.model_dump(exclude={"texts"})} for key, one in outline.rounds.items()],
        "edited": None if outline.edited is None else [one._asdict() for one in meeting.edited_texts(subject)],
    }


def _reviews(meeting: Meeting, subjects: list[str]) -> list[TextColumn]:
    """Return each subject's state of review, and how many explanations are given."""
    outlines = [meeting.sheet(subject).outline for subject in subjects]
    wanted = meeting.checklist.explanations
    return [
        TextColumn(_("Whose"), [meeting.name(subject) for subject in subjects], "fixed"),
        TextColumn(_("State"), [translate_state(meeting.outline_state(subject)) for subject in subjects], "fixed"),
        TextColumn(_("Round"), [str(one.round) for one in outlines], "number"),
        TextColumn(
            _("Explained"),
            [f"{sum(bool(one.explanations.get(key)) for key in wanted)}/{len(wanted)}" for one in outlines],
            "number",
        ),
        TextColumn(_("Remarks"), [_remark(meeting, subject) for subject in subjects], "main"),
    ]


def _remark(meeting: Meeting, subject: str) -> str:
    """Return what was edited since the last step, else that step's remark."""
    last = meeting.sheet(subject).outline.last_round
    return list_edited_texts(meeting, subject, LIST_TEXTS_SHOWN) or (last.reason if last else "")
