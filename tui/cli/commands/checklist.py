"""``huiqian checklist``: list, show, check and describe checklists."""

import sys
from argparse import Namespace
from pathlib import Path

from checklists.base.cells import pad, width
from checklists.base.errors import UsageError
from checklists.base.language import _, listed
from checklists.base.suggestions import did_you_mean
from checklists.base.text import show_path, show_word
from checklists.setup.builtin import builtin_ids
from checklists.setup.create import checklist_bytes
from checklists.store.decoding import read_checklist
from tui.cli import output
from tui.cli.meetings import FAULTY


def run(options: Namespace) -> int:
    """Do what was asked for."""
    actions = {"list": _list, "show": _show, "check": _check, "schema": _schema}
    return actions[options.action](options)


def _list(_options: Namespace) -> int:
    ids = builtin_ids()
    cells = max(map(width, ids), default=0)
    for checklist_id in ids:
        checklist, _faults = read_checklist(checklist_bytes(checklist_id), checklist_id)
        if checklist:
            output.result(f"{pad(checklist_id, cells)}  {checklist.title}")
    return 0


def _show(options: Namespace) -> int:
    if options.id not in builtin_ids():
        raise UsageError(
            _("There is no checklist {name}. Shipped: {names}").format(
                name=show_word(options.id), names=listed(builtin_ids())
            )
            + did_you_mean(options.id, builtin_ids())
        )
    output.flush()
    if sys.stdout is not None:
        sys.stdout.buffer.write(checklist_bytes(options.id))
    return 0


def _check(options: Namespace) -> int:
    path = Path(options.file)
    _checklist, faults = read_checklist(checklist_bytes(path), show_path(path.name, 60))
    for fault in faults:
        output.result(str(fault))
    if not faults:
        output.say(_("no faults"))
    return FAULTY if faults else 0


def _schema(_options: Namespace) -> int:
    from checklists.reports.writers.json_report import checklist_schema  # noqa: PLC0415 - only if asked for

    output.write_utf8(checklist_schema())
    return 0
