"""``huiqian kept``: copies of files made before their replacement."""

from dataclasses import dataclass
from pathlib import Path

from checklists.base.errors import UnreadableError
from checklists.base.language import _
from checklists.base.text import quote_shell_word
from checklists.store.folder import Folder
from checklists.store.kept import compare_copy, describe_unreadable, explain_copy, find_copy, list_copies, read_copy
from tui.cli import arguments, output
from tui.cli.saving import report_saved
from tui.cli.table import TextColumn, print_list
from tui.cli.usage import Parser


@dataclass(frozen=True)
class KeptListOptions:
    """Which meeting's copies to list."""

    folder: str
    json: bool


@dataclass(frozen=True)
class One:
    """Which copy."""

    folder: str
    copy: str


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples(
        "huiqian kept list 2026-annual",
        "huiqian kept restore 2026-annual members-m03.20261124T021500Z.1f2e3d4c.toml",
    )
    actions = parser.add_actions()
    listing = actions.add(
        "list", _("List the copies, the newest first, and why each was made."), "huiqian kept list 2026-annual"
    )
    arguments.add_folder(listing)
    arguments.add_json(listing)
    listing.set_command(KeptListOptions, _list)
    for name, meaning, run in (
        ("show", _("Show what putting a copy back would change."), _show),
        ("restore", _("Put a copy back; the present file is kept first."), _restore),
    ):
        one = actions.add(name, meaning, f"huiqian kept {name} 2026-annual 1f2e3d4c")
        arguments.add_folder(one)
        one.add_argument("copy", metavar="COPY", help=_("the copy's name, or its 8 letters and digits before .toml"))
        one.set_command(One, run)


def _list(options: KeptListOptions) -> int:
    folder = Path(options.folder)
    Folder(folder).read()
    found = list_copies(folder)
    reasons: list[str] = []
    code = 0
    for copy in found:
        try:
            reasons.append(explain_copy(read_copy(folder, copy)))
        except UnreadableError as error:
            reasons.append(describe_unreadable(error))
            output.say(str(error))
            code = error.exit_code
    if options.json:
        plain = [
            {
                "name": copy.name,
                "file": copy.file,
                "at": copy.at.isoformat(),
                "size": copy.size,
                "why": reason,
            }
            for copy, reason in zip(found, reasons, strict=True)
        ]
        output.write_json(plain)
        return code
    if not found:
        output.say(_("There are no copies."))
        return 0
    print_list(
        [
            TextColumn("", [copy.name for copy in found], "fixed"),
            TextColumn("", [copy.at.astimezone().strftime("%Y-%m-%d %H:%M") for copy in found], "fixed"),
            TextColumn("", [copy.file for copy in found], "whole"),
        ],
        below=[[reason] for reason in reasons],
    )
    return code


def _show(options: One) -> int:
    folder = Path(options.folder)
    Folder(folder).read()
    lines = compare_copy(folder, find_copy(folder, options.copy))
    for line in lines:
        output.print_result(line)
    if not lines:
        output.say(_("The copy and the file are the same."))
    return 0


def _restore(options: One) -> int:
    folder = Folder(Path(options.folder))
    copy = find_copy(folder.path, options.copy)
    with report_saved(folder.restore(copy.file, read_copy(folder.path, copy))) as saved:
        if saved.entry is None:
            output.say(_("Nothing was changed: the copy says the same as the file, comments and layout apart."))
            return 0
        done = _("{file} is as it was in {copy}; what was there before is kept too.")
        output.print_result(done.format(file=copy.file, copy=copy.name))
        if saved.entry.changes:
            back = _("To take it back: huiqian undo {folder} {id}")
            output.say(back.format(folder=quote_shell_word(options.folder), id=saved.entry.id))
    return 0
