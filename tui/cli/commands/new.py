"""``huiqian new``: a new meeting from arguments and a roster."""

import sys
from argparse import Namespace
from pathlib import Path

from checklists.create import new_meeting, refuse_existing
from checklists.errors import InvalidEditError, UnreadableError
from checklists.language import _
from checklists.meeting import Member
from checklists.text import show
from tui.cli import output
from tui.cli.meetings import FAULTY


def run(options: Namespace) -> int:
    """Make the meeting, or tell what is wrong with the roster by row and column."""
    folder = Path(options.folder)
    refuse_existing(folder)
    aspects = dict(options.aspects)
    if len(aspects) < len(options.aspects):
        raise InvalidEditError(_("the same aspect is given twice"))
    members: dict[str, Member] = {}
    if options.members is not None:
        from checklists.exchange.roster import parse_roster, read_roster  # noqa: PLC0415 - only with a roster

        roster = parse_roster(_pasted()) if options.members == "-" else read_roster(Path(options.members))
        name = "" if options.members == "-" else show(Path(options.members).name) + _(": ")
        for problem in roster.problems:
            output.say(f"{name}{problem}")
        if roster.has_errors:
            output.say(_("Nothing was made; mend the roster first."))
            return FAULTY
        members = roster.members
    new_meeting(
        folder,
        unit=options.unit,
        title=options.title,
        date=options.date,
        checklist=options.checklist,
        members=members,
        theme=options.theme,
        place=options.place,
        aspects=aspects,
    )
    output.say(_("Made. Open it with: huiqian open {folder}").format(folder=show(folder, 300)))
    return 0


def _pasted() -> str:
    from checklists.exchange.table import FILE_LIMIT, decoded  # noqa: PLC0415 - only for a paste

    name = _("the pasted text")
    if sys.stdin is None:
        raise UnreadableError(name, _("there is no standard input"))
    if sys.stdin.isatty():
        output.say(_("Paste the roster, then press Enter and Ctrl+D."))
    content = sys.stdin.buffer.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        raise UnreadableError(name, _("it is larger than {limit} MiB").format(limit=FILE_LIMIT >> 20))
    return decoded(content, name)
