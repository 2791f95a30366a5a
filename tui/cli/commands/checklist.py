"""``huiqian checklist``: list, show, check and describe checklists."""

import sys
from dataclasses import dataclass
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import _, join_names
from checklists.base.text import show_path, show_word
from checklists.reports import summary
from checklists.setup.builtin import list_builtin_ids
from checklists.setup.create import find_builtin_id, hint_builtin, read_builtin_titles, read_checklist_file
from checklists.store.decoding import read_checklist
from tui.cli import output
from tui.cli.exit_codes import FAULTY
from tui.cli.table import TextColumn, print_list
from tui.cli.usage import Parser


@dataclass(frozen=True)
class Nothing:
    """An action without arguments."""


@dataclass(frozen=True)
class Shipped:
    """A shipped checklist."""

    id: str


@dataclass(frozen=True)
class Own:
    """A checklist of the user's."""

    file: str


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples(
        "huiqian checklist list",
        "huiqian checklist show briefing > mine.toml",
        "huiqian checklist check mine.toml",
        "huiqian checklist schema",
    )
    actions = parser.add_actions()
    actions.add("list", _("List the shipped checklists."), "huiqian checklist list").set_command(Nothing, _list)
    show = actions.add("show", _("Print a shipped checklist as TOML."), "huiqian checklist show briefing > mine.toml")
    show.add_argument("id", metavar="ID", help=_("the checklist's id"))
    show.set_command(Shipped, _show)
    check = actions.add("check", _("Does a checklist hold together?"), "huiqian checklist check mine.toml")
    check.add_argument("file", metavar="FILE", help=_("a checklist of your own"))
    check.set_command(Own, _check)
    schema = _("Print the JSON Schema of checklists.")
    actions.add("schema", schema, "huiqian checklist schema > checklist.schema.json").set_command(Nothing, _schema)


def _list(_options: Nothing) -> int:
    found = {name: str(title) for name, title in read_builtin_titles().items()}
    print_list([TextColumn("", [*found], "fixed"), TextColumn("", [*found.values()], "whole")])
    return 0


def _show(options: Shipped) -> int:
    found = find_builtin_id(options.id)
    if found is None:
        problem = _("There is no checklist {name}. Shipped: {names}.")
        known = join_names(list_builtin_ids())
        raise UsageError(problem.format(name=show_word(options.id), names=known) + hint_builtin(options.id))
    output.flush()
    if sys.stdout is not None:
        sys.stdout.buffer.write(read_checklist_file(found))
    return 0


def _check(options: Own) -> int:
    path = Path(options.file)
    _checklist, faults = read_checklist(read_checklist_file(path), show_path(path.name, 60))
    for fault in faults:
        output.print_result(str(fault))
    if not faults:
        output.say(_("no faults"))
    return FAULTY if faults else 0


def _schema(_options: Nothing) -> int:
    output.write_json(summary.make_checklist_schema())
    return 0
