"""``huiqian check``: every fault of every file, one a line."""

import os
import stat
from argparse import Namespace
from pathlib import Path
from shlex import quote

from checklists.errors import NoMeetingError
from checklists.faults import Severity
from checklists.folder import Folder
from checklists.language import N_, _, listed
from checklists.text import show
from tui.cli import output
from tui.cli.history_size import tell_history_size
from tui.cli.meetings import FAULTY

MOST = 10_000
"""Files that are looked at; a meeting's folder has some dozens."""
_WORDS: dict[Severity, str] = {"error": N_("error"), "inconsistent": N_("inconsistent"), "notice": N_("notice")}


def run(options: Namespace) -> int:
    """Check each folder; one that has no meeting does not hide what is wrong with the next."""
    folders = [Path(name) for name in options.folders or ["."]]
    code = 0
    is_quiet = True
    for folder in folders:
        prefix = f"{show(folder, 200)}: " if len(folders) > 1 else ""
        try:
            reading = Folder(folder).read(is_thorough=True)
        except NoMeetingError as error:
            output.say(str(error))
            code = FAULTY
            continue
        for fault in reading.faults:
            output.result(f"{prefix}{_(_WORDS[fault.severity])}: {fault}")
        if reading.has_errors:
            code = FAULTY
        open_files = _open_to_others(folder)
        if open_files:
            problem = _("others on this computer can read {files}; to close: chmod -R go= {folder}").format(
                files=listed(open_files, 4), folder=quote(show(folder, 200))
            )
            output.result(f"{prefix}{_(_WORDS['notice'])}: {problem}")
        tell_history_size(folder, prefix)
        is_quiet = is_quiet and not reading.faults and not open_files
    if is_quiet and not code:
        output.say(_("no faults"))
    return code


def _open_to_others(folder: Path) -> list[str]:
    """Return what in the folder others have rights on, by the system's own bits: it may hold what is confidential.

    The folder comes first, then its files, then those of its folders; links are not followed.
    """
    if os.name == "nt":  # Windows has no such bits
        return []
    found = [folder]
    for place, folders, names in os.walk(folder):
        folders.sort()
        found += [Path(place, name) for name in sorted([*names, *folders])]
        if len(found) > MOST:
            break
    return [show(path.relative_to(folder), 80) for path in found if _is_open(path)]


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return bool(mode & 0o077) and not stat.S_ISLNK(mode)
