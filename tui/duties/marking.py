"""The edit of a mark, and who may make it: for the list, the forms and the walk."""

from collections.abc import Callable

from checklists.base.errors import UsageError
from checklists.edits.change import Edit
from checklists.edits.marks import MarkFields, mark_duty
from checklists.edits.privacy import refuse_foreign_mark
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Duty


def mark(duty: Duty, fields: MarkFields) -> Callable[[Meeting], Edit]:
    """Return the function that makes the edit: fields that differ from what the form or list showed."""
    return lambda meeting: mark_duty(meeting, duty.subject, duty.item.id, seen=duty.mark, **fields)


def find_mark_refusal(meeting: Meeting, me: str | None, duty: Duty) -> UsageError | None:
    """Return why the viewer may not mark a duty; ``None`` if they may."""
    try:
        refuse_foreign_mark(meeting, me, duty.subject, duty.item)
    except UsageError as error:
        return error
    return None
