"""Warn if other users of this computer can read a meeting's folder, by the file system's permissions."""

import os
import stat
from pathlib import Path

from checklists.base.language import _, join_names
from checklists.base.text import quote_shell_word, show_path
from checklists.store.files import TEMPORARY_END

FILES_CHECKED = 10_000
"""The number of files checked; a meeting's folder has some dozens."""


def warn_of_rights(folder: Path) -> str:
    """Return the files readable by others, and the command to close them; empty if none."""
    found = _find_open(folder)
    if not found:
        return ""
    names = join_names([show_path(path.relative_to(folder), 80) for path in found], 4)
    if _has_rights(folder):
        sentence = _("others on this computer can read {files}; to close: chmod -R go= {folder}")
        return sentence.format(files=names, folder=quote_shell_word(folder))
    return _(
        "others on this computer can read everything here: this disk or share keeps no rights of files. Keep the "
        "meeting on one that does, or on one that only you can open"
    )


def _find_open(folder: Path) -> list[Path]:
    """Return the paths on which others have rights: the folder first, then its files, then those of its folders."""
    if os.name == "nt":  # Windows has no permission bits
        return []
    found = [folder]
    for place, folders, names in os.walk(folder):
        folders.sort()
        found += [Path(place, name) for name in sorted([*names, *folders])]
        if len(found) > FILES_CHECKED:
            break
    return [path for path in found if _is_open(path)]


def _is_open(path: Path) -> bool:
    """Tell whether others have rights on a path; links are not followed."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return bool(mode & 0o077) and not stat.S_ISLNK(mode)


def _has_rights(folder: Path) -> bool:
    """Tell whether the file system keeps permissions, by making a file."""
    probe = folder / f".rights.{os.urandom(4).hex()}{TEMPORARY_END}"
    try:
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:  # read-only: unknown
        return True
    try:
        return not _is_open(probe)
    finally:
        probe.unlink(missing_ok=True)
