"""``huiqian kept``: the copies that were made before a file was replaced."""

import json
from argparse import Namespace
from pathlib import Path

from checklists.base.language import _
from checklists.base.text import shell_word
from checklists.store.folder import Folder
from checklists.store.kept import content, copies, difference, find_copy, why
from tui.cli import output
from tui.cli.saving import report_saved


def run(options: Namespace) -> int:
    """Do what was asked for."""
    return {"list": _list, "show": _show, "restore": _restore}[options.action](options)


def _list(options: Namespace) -> int:
    folder = Path(options.folder)
    Folder(folder).read()
    found = copies(folder)
    if options.json:
        plain = [
            {
                "name": copy.name,
                "file": copy.file,
                "at": copy.at.isoformat(),
                "size": copy.size,
                "why": why(content(folder, copy)),
            }
            for copy in found
        ]
        output.write_utf8(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")
        return 0
    for copy in found:
        at = copy.at.astimezone().strftime("%Y-%m-%d %H:%M")
        output.result("  ".join([copy.name, at, copy.file, why(content(folder, copy))]))
    if not found:
        output.say(_("There are no copies."))
    return 0


def _show(options: Namespace) -> int:
    folder = Path(options.folder)
    Folder(folder).read()
    lines = difference(folder, find_copy(folder, options.copy))
    for line in lines:
        output.result(line)
    if not lines:
        output.say(_("The copy and the file are the same."))
    return 0


def _restore(options: Namespace) -> int:
    folder = Folder(Path(options.folder))
    copy = find_copy(folder.path, options.copy)
    with report_saved(folder.restore(copy.file, content(folder.path, copy))) as saved:
        if saved.entry is None:
            output.say(_("Nothing was changed: the copy says the same as the file, comments and layout apart."))
            return 0
        done = _("{file} is as it was in {copy}; what was there before is kept too.")
        output.result(done.format(file=copy.file, copy=copy.name))
        if saved.entry.changes:
            back = _("To take it back: huiqian undo {folder} {id}")
            output.say(back.format(folder=shell_word(options.folder), id=saved.entry.id))
    return 0
