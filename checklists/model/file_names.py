"""The names of a meeting's files and folders."""

from checklists.model.meeting import GROUP

KEPT_FOLDER = "kept"
HISTORY_FOLDER = "history"
HISTORY_FILE = "history.jsonl"

SETTINGS_FILE = "meeting.toml"
CHECKLIST_FILE = "checklist.toml"
GROUP_FILE = "group.toml"
MEMBERS_FOLDER = "members"


def get_sheet_file(subject: str) -> str:
    """Return the file name of a subject's sheet."""
    return GROUP_FILE if subject == GROUP else f"{MEMBERS_FOLDER}/{subject}.toml"


def parse_subject(file: str) -> str:
    """Return the subject of a sheet's file; empty for any other file."""
    if file == GROUP_FILE:
        return GROUP
    folder, _slash, name = file.partition("/")
    return name.removesuffix(".toml") if folder == MEMBERS_FOLDER else ""


def get_ledger_file(name: str) -> str:
    """Return the file name of a ledger."""
    return f"{name}.toml"
