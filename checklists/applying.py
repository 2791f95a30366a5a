"""What a meeting is like once an edit is made, without a folder: edits that build on one another are worked out so."""

from typing import Any

from checklists.edits import MEMBERS_FOLDER, SETTINGS_FILE, Edit, apply_changes
from checklists.meeting import LEDGERS, Ledgers, Meeting, Settings, Sheet


def applied(meeting: Meeting, edit: Edit) -> Meeting:
    """Return the meeting with the edit made; what is in files that it does not touch stays the same object.

    Raises `ConflictError` where the meeting is no longer what the edit was made for.
    """
    sheets, settings = dict(meeting.sheets), meeting.settings
    ledgers: dict[str, Any] = {name: getattr(meeting.ledgers, name) for name in LEDGERS}
    for file in edit.files():
        changes = [change for change in edit.changes if change.file == file]
        name = file.removesuffix(".toml")
        if file == SETTINGS_FILE:
            settings = Settings.model_validate(apply_changes(settings.plain(), changes))
        elif name in LEDGERS:
            ledgers[name] = LEDGERS[name].model_validate(apply_changes(ledgers[name].plain(), changes))
        else:
            subject = name.removeprefix(f"{MEMBERS_FOLDER}/")
            sheets[subject] = Sheet.model_validate(apply_changes(meeting.sheet(subject).plain(), changes))
    return Meeting(settings, meeting.checklist, sheets, Ledgers(**ledgers))
