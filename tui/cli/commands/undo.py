"""``huiqian undo``: undo the last edit, or one from the history."""

from dataclasses import dataclass
from pathlib import Path

from checklists.base.errors import NothingToDoError
from checklists.base.language import _
from checklists.base.text import quote_shell_word
from checklists.history.undo import find_event, find_last, undo_last
from checklists.history.words import format_moment
from checklists.store.entries import Event, get_system_user
from checklists.store.folder import Folder
from tui.cli import arguments, output
from tui.cli.meetings import find_viewer
from tui.cli.saving import report_saved
from tui.cli.usage import Parser


@dataclass(frozen=True)
class Options:
    """Which edit of which meeting, as whom."""

    folder: str
    entry: str | None
    me: str | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples("huiqian undo 2026-annual", "huiqian undo 2026-annual h3f9a21c04d")
    parser.add_argument("folder", metavar="FOLDER", help=_("the meeting's folder"))
    parser.add_argument("entry", metavar="ENTRY", nargs="?", help=_("the entry's id, as in: huiqian history"))
    arguments.add_viewer(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Undo an edit, and print how to redo it."""
    folder = Folder(Path(options.folder))
    meeting = folder.read().meeting
    viewer = find_viewer(meeting, options.me)
    if options.entry:
        event = find_event(folder.history(), options.entry)
    else:
        last = find_last(folder.history(), get_system_user(), meeting, viewer)
        if last is None:
            raise NothingToDoError(_("The history has no edit of yours that could be taken back."))
        event = Event("done", last)
    entry, edit = undo_last(event, meeting, viewer)
    with report_saved(folder.apply(edit, me=viewer or "", undoes=entry.id)) as saved:
        if saved.entry is None:
            output.say(_("It is so already: {what}").format(what=entry.meaning))
            return 0
        output.print_result(_("Undone: {what} ({when})").format(what=entry.meaning, when=format_moment(event)))
        again = _("To make it again: huiqian undo {folder} {id}")
        output.say(again.format(folder=quote_shell_word(options.folder), id=saved.entry.id))
    return 0
