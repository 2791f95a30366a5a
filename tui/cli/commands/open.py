"""``huiqian open``, and ``huiqian`` alone: the app."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.base.errors import NoMeetingError
from checklists.base.language import _
from checklists.model.file_names import SETTINGS_FILE
from checklists.store.folder import Folder
from tui import app
from tui.cli import arguments, output
from tui.cli.meetings import find_member
from tui.cli.usage import Parser


@dataclass(frozen=True)
class Options:
    """Which meeting, as whom, on which day."""

    folder: str
    me: str | None
    today: date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples("huiqian open 2026-annual", "huiqian open --as m03")
    arguments.add_folder(parser, nargs="?", default=".")
    parser.add_argument("--as", dest="me", metavar="ID", help=_("show one member's part; an id or a name"))
    arguments.add_today(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Open the meeting in the folder."""
    folder = Path(options.folder)
    if not _has_meeting(folder):
        raise NoMeetingError(folder)
    me = None
    if options.me is not None:
        meeting = Folder(folder).read().meeting
        me = find_member(meeting, options.me) if meeting else None
    return start(folder, me, options.today)


def open_here() -> int:
    """Open the meeting in this folder, else the start screen."""
    return start(Path() if _has_meeting(Path()) else None)


def start(folder: Path | None, me: str | None = None, today: date | None = None) -> int:
    """Start the app, where there is a screen to draw on."""
    output.require_screen(_("For scripts there are: huiqian summary, next, mark, check"))
    return app.run(folder, me, today)


def _has_meeting(folder: Path) -> bool:
    path = folder / SETTINGS_FILE
    return path.is_symlink() or path.exists()
