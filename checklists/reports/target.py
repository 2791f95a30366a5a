"""The target file of an export: checked before anything is made, and once more before it is written."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from checklists.base.errors import NotSavedError, describe_system_error
from checklists.base.language import _
from checklists.store import files

if TYPE_CHECKING:
    from checklists.reports.paper import WriteProgress


def refuse(path: Path, *, is_forced: bool) -> None:
    """Raise `NotSavedError` if a file cannot be written there, or one exists that must stay."""
    files.refuse_nowhere(path)
    try:
        why = _objection(path, is_forced=is_forced)
    except OSError as error:  # a folder that may not be entered, a name that is too long
        why = describe_system_error(error)
    if why:
        raise NotSavedError(path, why)


def store(path: Path, content: bytes, *, is_forced: bool, progress: "WriteProgress" = lambda _done, _all: None) -> None:
    """Write the file, whole and for its owner only. Raises `NotSavedError`.

    The progress is told once more just before the file is replaced, so that it can be stopped until then.
    """

    def look_again() -> None:  # making the content may have taken long
        refuse(path, is_forced=is_forced)
        progress(1, 1)

    files.replace(path, content, look_again)


def can_be_made(folder: Path) -> bool:
    """Tell whether a folder is missing and could be made."""
    try:
        folder.lstat()
    except FileNotFoundError:
        nearest = next(one for one in folder.absolute().parents if os.path.lexists(one))
        return nearest.is_dir() and os.access(nearest, os.W_OK)
    except OSError:  # such as a name that is too long, or a file in the way
        pass
    return False


def _objection(path: Path, *, is_forced: bool) -> str:
    if path.is_dir():
        return _("it is a folder")
    folder = path.parent
    if not folder.is_dir():
        return _("there is no such folder; make it first, or name another")
    if not is_forced and (path.is_symlink() or path.exists()):
        return _("it exists already; --force replaces it")
    if not os.access(folder, os.W_OK):
        return _("no permission")
    if path.exists() and is_open_elsewhere(path):
        return _("it is open in an office program; close it there first")
    return ""


def is_open_elsewhere(path: Path) -> bool:
    """Tell whether an office program has the file open, by the lock file beside it.

    LibreOffice writes ``.~lock.NAME#``; Word, Excel and WPS write ``~$NAME``, which takes the place of the
    name's first characters where it is long.
    """
    name, stem = path.name, len(path.stem)
    cut = 2 if stem >= 8 else 1 if stem == 7 else 0
    signs = {f".~lock.{name}#", f"~${name}", f"~${name[cut:]}", f".~{name}"}
    return any(path.with_name(sign).exists() for sign in signs)
