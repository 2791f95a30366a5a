"""Edits of a duty's mark."""

from typing import Any

from pydantic import ValidationError

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.faults import convert_errors
from checklists.base.language import _
from checklists.base.text import show
from checklists.edits.change import Edit, find_differences
from checklists.model.conditions import is_applicable, translate_condition
from checklists.model.file_names import get_sheet_file
from checklists.model.meeting import GROUP, Mark, Meeting

MarkFields = dict[str, Any]
"""Fields of a mark by name, as forms return them: status, on, by, note, evidence."""


def mark_duty(meeting: Meeting, subject: str, item_id: str, *, seen: Mark | None = None, **fields: Any) -> Edit:
    """Change fields of a duty's mark: status, on, by, note, evidence.

    `seen` is the mark as it was when the form was opened, where that may be a while ago: only what differs from
    it is changed, and only where it still is as it was seen.

    Raises `UsageError` where there is no such duty or it cannot be marked so, `InvalidEditError` where a
    value does not fit.
    """
    item = meeting.checklist.items.get(item_id)
    if item is None:
        raise UsageError(_("There is no item {id} in this checklist.").format(id=show(item_id)))
    if subject not in meeting.subjects:
        raise UsageError(_("There is no member {id} on the roster.").format(id=show(subject)))
    if (item.scope == "group") != (subject == GROUP):
        raise UsageError(
            _("“{item}” is an item for the group.").format(item=item.title)
            if item.scope == "group"
            else _("“{item}” is an item for each member: say which.").format(item=item.title)
        )
    if not is_applicable(meeting, item, subject):
        raise UsageError(
            _("“{item}” does not apply to {who}; it is {when}.").format(
                item=item.title, who=meeting.name(subject), when=translate_condition(item.when)
            )
        )
    old = seen or meeting.mark(subject, item_id)
    try:
        new = Mark.model_validate({**{name: getattr(old, name) for name in Mark.model_fields}, **fields})
    except ValidationError as error:
        raise InvalidEditError(_("; ").join(str(fault) for fault in convert_errors(error, "", Mark))) from None
    if item.rule and new.status not in {"todo", "waived"}:
        raise UsageError(
            _("“{item}” is counted from the files and cannot be marked by hand; it can be waived.").format(
                item=item.title
            )
        )
    if new.status == "waived" and not (new.note and new.by):
        raise UsageError(_("Waiving needs a reason and the name of who decided it."))
    changes = find_differences(get_sheet_file(subject), old.plain(), new.plain(), ("marks", item_id))
    return Edit(tuple(changes), f"{meeting.name(subject)} · {item.title}")
