"""A new meeting's folder: all its files at once, the settings last."""

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from checklists.base.errors import HuiqianError, NotConfirmedError, NotSavedError, UnreadableError
from checklists.base.language import _
from checklists.base.model import FILE_FORMAT
from checklists.base.toml import dump
from checklists.edits.change import Edit, find_differences
from checklists.model.file_names import (
    CHECKLIST_FILE,
    HISTORY_FILE,
    MEMBERS_FOLDER,
    SETTINGS_FILE,
    get_ledger_file,
    get_sheet_file,
)
from checklists.model.meeting import GROUP, LEDGERS, NO_LEDGERS, Ledgers, Settings, Sheet
from checklists.store import files, journal
from checklists.store.encoding import compute_short_digest
from checklists.store.entries import encode, make_entry


def create(
    path: Path, settings: Settings, checklist: bytes, sheets: dict[str, Sheet], ledgers: Ledgers = NO_LEDGERS
) -> None:
    """Make the folder of a new meeting.

    Raises `NotSavedError` where there is a meeting already, or what is left of one: a sheet without
    ``meeting.toml`` beside it may hold marks. Where it cannot be made, nothing of it is left; `NotConfirmedError` says
    that it is made, but may not survive a power cut.
    """
    plain = {
        get_sheet_file(subject): sheets.get(subject, Sheet()).plain()
        for subject in dict.fromkeys([GROUP, *settings.members, *sheets])
    }
    plain |= {get_ledger_file(name): found for name in LEDGERS if (found := getattr(ledgers, name).plain())}
    # the settings come last, as a folder without them is no meeting
    plain[SETTINGS_FILE] = settings.plain()
    contents = {CHECKLIST_FILE: checklist} | {name: dump({"format": FILE_FORMAT, **one}) for name, one in plain.items()}
    _refuse_existing(path, contents)
    missing: list[Path] = []
    with contextlib.suppress(OSError):  # making the folder again gives the reason
        missing = [one for one in (path / MEMBERS_FOLDER, path, *path.parents) if not one.exists()]
    made: list[Path] = []
    unconfirmed: NotConfirmedError | None = None
    try:
        for folder in (path, path / MEMBERS_FOLDER):
            files.make_folder(folder)
        with files.lock_folder(path):
            _refuse_existing(path, contents)
            for name, content in contents.items():
                if name == SETTINGS_FILE:
                    made += [] if files.get_signature(path / HISTORY_FILE) else [path / HISTORY_FILE]
                    unconfirmed = _record(path, plain, contents) or unconfirmed
                if files.get_signature(path / name) is None:
                    made.append(path / name)
                try:
                    files.replace(path / name, content)
                except NotConfirmedError as error:
                    unconfirmed = unconfirmed or error
    except HuiqianError:
        _remove([*reversed(made), *([path / files.LOCK_NAME] if path in missing else [])], missing)
        raise
    if unconfirmed:
        raise unconfirmed


def _record(path: Path, plain: Mapping[str, dict[str, Any]], contents: dict[str, bytes]) -> NotConfirmedError | None:
    """Write the founding entry of the history: the basis for finding losses."""
    changes = tuple(change for name, table in plain.items() for change in find_differences(name, {}, table))
    digests = {name: ("", compute_short_digest(contents[name])) for name in plain}
    entry = make_entry(Edit(changes, _("the meeting was made")), digests, is_founding=True)
    return journal.append(path, encode(entry)).unconfirmed


def _remove(made: Iterable[Path], folders: Iterable[Path]) -> None:
    """Remove the files of a meeting that could not be made, but nothing that others put there."""
    for file in made:
        with contextlib.suppress(OSError):
            file.unlink()
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _refuse_existing(path: Path, contents: dict[str, bytes]) -> None:
    if files.get_signature(path / SETTINGS_FILE):
        raise NotSavedError(path / SETTINGS_FILE, _("there is a meeting already"))
    for name, content in contents.items():
        if files.get_signature(path / name) is None:
            continue
        try:
            is_same = files.read(path / name) == content  # left by an interrupted `new`
        except (FileNotFoundError, UnreadableError):
            is_same = False
        if not is_same:
            raise NotSavedError(path / name, _("it exists already"))
