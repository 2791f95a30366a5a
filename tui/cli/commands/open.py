"""``huiqian open``, and ``huiqian`` alone: the app."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from checklists.base.errors import NoMeetingError
from checklists.base.language import _
from checklists.model.file_names import SETTINGS_FILE
from checklists.store.folder import Folder
from tui.cli import output
from tui.cli.meetings import find_member


def run(options: Namespace) -> int:
    """Open the meeting in the folder; without a command and a meeting here, the start screen."""
    if options.command is None:
        return start(Path() if _has_meeting(Path()) else None)
    folder = Path(options.folder)
    if not _has_meeting(folder):
        raise NoMeetingError(folder)
    me = None
    if options.me is not None:
        meeting = Folder(folder).read().meeting
        me = find_member(meeting, options.me) if meeting else None
    return start(folder, me, options.today)


def start(folder: Path | None, me: str | None = None, today: date | None = None) -> int:
    """Start the app, where there is a screen to draw on."""
    output.require_screen(_("For scripts there are: huiqian summary, next, mark, check"))
    from tui.app.app import run as run_app  # noqa: PLC0415 - only the app pays for textual

    return run_app(folder, me, today)


def _has_meeting(folder: Path) -> bool:
    path = folder / SETTINGS_FILE
    return path.is_symlink() or path.exists()
