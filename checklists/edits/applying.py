"""Apply edits to a meeting in memory, for edits that build on one another."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from checklists.base.errors import InvalidEditError
from checklists.base.faults import convert_errors
from checklists.base.language import _
from checklists.base.model import Model
from checklists.edits.change import Change, Edit, apply_changes
from checklists.model.file_names import SETTINGS_FILE, parse_subject
from checklists.model.meeting import LEDGERS, Ledgers, Meeting

M = TypeVar("M", bound=Model)


def apply_in_memory(meeting: Meeting, edit: Edit) -> Meeting:
    """Return the meeting with the edit applied; what it does not touch stays the same object.

    Raises `ConflictError` where the meeting is no longer what the edit was made for.
    """
    sheets, settings = dict(meeting.sheets), meeting.settings
    ledgers: dict[str, Any] = {name: getattr(meeting.ledgers, name) for name in LEDGERS}
    for file in edit.files():
        changes = [change for change in edit.changes if change.file == file]
        name = file.removesuffix(".toml")
        if file == SETTINGS_FILE:
            settings = _with(settings, file, changes)
        elif name in LEDGERS:
            ledgers[name] = _with(ledgers[name], file, changes)
        else:
            subject = parse_subject(file)
            sheets[subject] = _with(meeting.sheet(subject), file, changes)
    return replace(meeting, settings=settings, sheets=sheets, ledgers=Ledgers(**ledgers))


def _with(model: M, file: str, changes: list[Change]) -> M:
    try:
        return keep_untouched(model, type(model).model_validate(apply_changes(model.plain(), changes)), changes)
    except ValidationError as error:
        raise InvalidEditError(_("; ").join(str(one) for one in convert_errors(error, file, type(model)))) from None


def keep_untouched(before: M, after: M, changes: Iterable[Change]) -> M:
    """Return a file after its changes, with the objects of before for its parts that no change is in.

    By that others know which parts need no second look.
    """
    touched = {change.path[0] for change in changes}
    return after.model_copy(
        update={part: getattr(before, part) for part in type(before).model_fields if part not in touched}
    )
