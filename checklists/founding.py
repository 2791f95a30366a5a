"""A new meeting's folder: all its files at once, the settings last."""

from pathlib import Path

from checklists import files
from checklists.edits import CHECKLIST_FILE, MEMBERS_FOLDER, SETTINGS_FILE, file_of, ledger_file
from checklists.errors import NotSavedError, UnreadableError
from checklists.language import _
from checklists.meeting import GROUP, LEDGERS, NO_LEDGERS, Ledgers, Settings, Sheet
from checklists.models import FORMAT
from checklists.toml import dump


def create(
    path: Path, settings: Settings, checklist: bytes, sheets: dict[str, Sheet], ledgers: Ledgers = NO_LEDGERS
) -> None:
    """Make the folder of a new meeting.

    Raises `NotSavedError` where there is a meeting already, or what is left of one: a sheet without
    ``meeting.toml`` beside it may hold marks.
    """
    contents = {CHECKLIST_FILE: checklist}
    for subject in dict.fromkeys([GROUP, *settings.members, *sheets]):
        contents[file_of(subject)] = dump({"format": FORMAT, **sheets.get(subject, Sheet()).plain()})
    for name in LEDGERS:
        if plain := getattr(ledgers, name).plain():
            contents[ledger_file(name)] = dump({"format": FORMAT, **plain})
    # the settings come last: a folder without them is no meeting yet
    contents[SETTINGS_FILE] = dump({"format": FORMAT, **settings.plain()})
    _refuse_existing(path, contents)
    for folder in (path, path / MEMBERS_FOLDER):
        files.make_folder(folder)
    with files.locked(path):
        _refuse_existing(path, contents)
        for name, content in contents.items():
            files.replace(path / name, content)


def _refuse_existing(path: Path, contents: dict[str, bytes]) -> None:
    if files.signature(path / SETTINGS_FILE):
        raise NotSavedError(path / SETTINGS_FILE, _("there is a meeting already"))
    for name, content in contents.items():
        if files.signature(path / name) is None:
            continue
        try:
            is_same = files.read(path / name) == content  # left by a `new` that was interrupted
        except (FileNotFoundError, UnreadableError):
            is_same = False
        if not is_same:
            raise NotSavedError(path / name, _("it exists already"))
