"""What a member who opened the meeting with ``--as`` may do; the secretary, without it, may do everything.

Not a lock: whoever can write the folder can change every file. It keeps a member from changing by mistake what is
others', and from seeing what is not meant for them.
"""

from collections.abc import Iterable
from dataclasses import replace

from checklists.base.errors import UsageError
from checklists.base.faults import Fault
from checklists.base.language import _
from checklists.base.model import Model
from checklists.edits.applying import apply_in_memory
from checklists.edits.change import Edit
from checklists.model.checklist import Item
from checklists.model.file_names import get_ledger_file, get_sheet_file, parse_subject
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Channel, Opinion
from checklists.model.ledgers.outline import Cause, Measure, Problem
from checklists.model.ledgers.rectification import RectificationEntry
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import GROUP, Meeting
from checklists.model.words import ROLE_WORDS
from checklists.records.kinds import RecordKind

REDACTED = "…"
"""The sign for a text hidden from a viewer; it may still be counted."""
GIVEN_BY = ("channel", "source")
"""The fields of an opinion that identify its giver; a channel, too, is often one group."""


def may_change(meeting: Meeting, me: str | None, kind: RecordKind[Model], subject: str, record: Model | None) -> bool:
    """Tell whether a member may change or remove a record, or without one, add it.

    A member may on their own sheet, and talks that they take part in; the other ledgers are the secretary's.
    """
    if me is None:
        return True
    if me not in meeting.settings.members:
        return False
    if not kind.ledger:
        return subject == me
    if kind.name != "talk":
        return False
    return record is None or (isinstance(record, Talk) and me in record.pair)


def refuse_foreign_talks(meeting: Meeting, me: str | None, edit: Edit) -> None:
    """Raise `UsageError` if a member's edit touches a talk of others, before or after it."""
    file, table = get_ledger_file("talks"), "talks"
    keys = {one.path[1] for one in edit.changes if one.file == file and one.path[0] == table and len(one.path) > 1}
    if me is None or not keys:
        return
    for talks in (now.ledgers.talks.talks for now in (meeting, apply_in_memory(meeting, edit))):
        if any(key in talks and me not in talks[key].pair for key in keys):
            sentence = _("A member records only talks that they take part in; one of the two must be {name}.")
            raise UsageError(sentence.format(name=meeting.name(me)))


def refuse_foreign_mark(meeting: Meeting, me: str | None, subject: str, item: Item) -> None:
    """Raise `UsageError` if a member marks a duty of others."""
    roles = {"member", "group"} | ({"principal"} if me == meeting.settings.principal else set())
    if me is None or (subject == me and item.responsible in roles):
        return
    sentence = _("“{item}” is marked by: {role}. With --as a member marks only what is theirs.")
    raise UsageError(sentence.format(item=item.title, role=_(ROLE_WORDS[item.responsible])))


def may_answer(me: str | None, opinion: Opinion | None) -> bool:
    """Tell whether a member may answer an opinion: one about them, without changing its words."""
    return me is None or (opinion is not None and me in opinion.about)


def _tell(me: str, opinion: Opinion) -> Opinion:
    """Return an opinion as told to the member it is about, as on the feedback slip.

    In its own words, without who gave it, and without the words in which others answered it.
    """
    answers = {subject: words if subject == me or not words else REDACTED for subject, words in opinion.answers.items()}
    return opinion.model_copy(update={**dict.fromkeys(GIVEN_BY, ""), "answers": answers})


def redact_record(meeting: Meeting, me: str | None, record: Model, subject: str = "") -> Model | None:
    """Return a record without what a member may not see; ``None`` if it is not for them.

    `subject` is on whose sheet it is. As in the exports for a member: of talks their own, of self-inspections their own
    sheet and, as of the rectification list, what they are to carry out.
    """
    if me is None:
        return record
    match record:
        case Opinion():
            return _tell(me, record) if me in record.about else None
        case Channel() if record.note:
            return record.model_copy(update={"note": REDACTED})
        case Criticism():
            return record if meeting.may_see(me, subject, record.to) else None
        case Talk():
            return record if me in record.pair else None
        case Problem() | Cause():
            return record if subject == me else None
        case Measure():
            return record if me in {subject, record.owner} else None
        case RectificationEntry():
            return record if me in {record.subject, record.owner} else None
    return record


def redact_faults(faults: Iterable[Fault], me: str | None) -> tuple[Fault, ...]:
    """Return the faults that a member may see: of their own sheet, and that shared files have some.

    What was found in a shared file may be others'; so the sentence that repeats it is left to the secretary.
    """
    if me is None:
        return tuple(faults)
    own = get_sheet_file(me)
    shared = _("something here is not as it should be; the secretary sees what")
    return tuple(
        fault if fault.file == own else replace(fault, problem=shared)
        for fault in faults
        if fault.file == own or parse_subject(fault.file) in {"", GROUP}
    )
