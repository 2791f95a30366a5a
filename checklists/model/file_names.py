"""The files and folders of a meeting: what each is called, and whose sheet is in which."""

from checklists.model.meeting import GROUP

KEPT_FOLDER = "kept"
HISTORY_FOLDER = "history"
HISTORY_FILE = "history.jsonl"

SETTINGS_FILE = "meeting.toml"
CHECKLIST_FILE = "checklist.toml"
GROUP_FILE = "group.toml"
MEMBERS_FOLDER = "members"


def file_of(subject: str) -> str:
    """Return the file that holds a subject's sheet."""
    return GROUP_FILE if subject == GROUP else f"{MEMBERS_FOLDER}/{subject}.toml"


def ledger_file(name: str) -> str:
    """Return the file that holds a ledger."""
    return f"{name}.toml"
