"""``huiqian check``: every fault of every file, one a line."""

from argparse import Namespace
from pathlib import Path

from checklists.base.errors import NoMeetingError
from checklists.base.faults import Severity
from checklists.base.language import N_, _
from checklists.base.text import show_path
from checklists.store.folder import Folder
from checklists.store.rights import rights_notice
from tui.cli import output
from tui.cli.history_size import tell_history_size
from tui.cli.meetings import FAULTY

_WORDS: dict[Severity, str] = {"error": N_("error"), "inconsistent": N_("inconsistent"), "notice": N_("notice")}


def run(options: Namespace) -> int:
    """Check each folder; one that has no meeting does not hide what is wrong with the next."""
    folders = [Path(name) for name in options.folders or ["."]]
    code = 0
    is_quiet = True
    for folder in folders:
        prefix = f"{show_path(folder)}: " if len(folders) > 1 else ""
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
        rights = rights_notice(folder)
        if rights:
            output.result(f"{prefix}{_(_WORDS['notice'])}: {rights}")
        tell_history_size(folder, prefix)
        is_quiet = is_quiet and not reading.faults and not rights
    if is_quiet and not code:
        output.say(_("no faults"))
    return code
