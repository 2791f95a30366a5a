"""``huiqian opinions import``: nothing is taken until it is confirmed with ``--yes``."""

from argparse import Namespace
from pathlib import Path

from checklists.exchange.opinions import read_opinions
from checklists.folder import Folder
from checklists.language import _
from checklists.meeting import Meeting
from tui.cli import output

WRONG = 3


def import_opinions(folder: Folder, meeting: Meeting, options: Namespace) -> int:
    """Print what the file holds row by row, and take what is new where that was asked for."""
    found = read_opinions(Path(options.file), meeting)
    for row in found.rows:
        if row.verdict == "wrong":
            output.say(_("row {row}: {problem}").format(row=row.number, problem=row.problem))
        elif row.verdict == "double":
            output.say(_("row {row}: is there already ({where})").format(row=row.number, where=row.problem))
    output.result(found.summary())
    if options.yes and found.of("new"):
        edit = found.edit(meeting)
        folder.apply(edit)
        output.result(edit.meaning)
    elif found.of("new"):
        output.say(_("Nothing was taken yet; take what is new with --yes."))
    return WRONG if found.of("wrong") else 0
