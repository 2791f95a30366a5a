"""The options of the ledgers' commands: the same actions for each, made from the fields of its records."""

from argparse import Namespace
from collections.abc import Iterable

from checklists.base.language import N_, _, listed
from checklists.records.kinds import KINDS, Field
from tui.cli import arguments
from tui.cli.action_parsers import MORE, day_action
from tui.cli.columns import add_columns
from tui.cli.ledger_columns import ACTIONS
from tui.cli.ledgers import COMMANDS, LedgerCommand
from tui.cli.usage import LedgerParser, Parser

VIEWED = {
    "criticism": N_("only what this member sees: what they wrote, and what was written of them once it is opened"),
    "opinions": N_("only what this member is told: the opinions about them in their own words, not who gave them"),
}
"""The ledgers that can be listed as one member sees them."""


class LedgerOptions:
    """TO GO."""

    def __init__(self, name: str) -> None:
        self.name = name

    def add_options(self, parser: Parser) -> None:
        """TO GO."""
        build_ledger(parser, self.name)


def run(options: Namespace) -> int:
    """TO GO."""
    from tui.cli.commands import ledger  # noqa: PLC0415

    arguments.read_dates(options)
    arguments.fill_in(options)

    return ledger.run(options)


def build_ledger(parser: Parser, name: str) -> None:
    """Add a ledger's command with its actions."""
    command = COMMANDS[name]
    parser.show_examples(f"huiqian {name} list 2026-annual", command.adding)
    actions = parser.add_actions(LedgerParser)

    def action(key: str, meaning: str, examples: Iterable[str] = ()) -> Parser:
        made = actions.add(key, meaning, *examples)
        made.add_argument("folder", metavar="FOLDER", help=_("the meeting's folder"))
        made.set_defaults(run=run)
        return made

    if not command.kinds:
        day_action(action)
    else:
        examples = [f"huiqian {name} list 2026-annual --json"]
        examples += [f"huiqian {name} list 2026-annual --as m02"] if name in VIEWED else []
        _list(action("list", _("List the records."), examples), name, command)
        _show(
            action("show", _("Show records in full."), [f"huiqian {name} show 2026-annual {command.known_id}"]),
            name,
            command,
        )
        fields = _fields_of(command)
        adding = action("add", _("Add a record, and print its id."), [command.adding])
        _add(adding, name, command, fields)
        editing = action("edit", _("Change fields of records; an empty value clears a field."), [command.editing])
        _which(editing, command)
        _options(editing, fields)
        for changing in (adding, editing):
            arguments.add_today(changing)
        removing = action(
            "remove",
            _("Remove records, and their ids wherever they are named."),
            [f"huiqian {name} remove 2026-annual {command.known_id}"],
        )
        _which(removing, command)
        if name == "talks":
            for changing in (adding, editing, removing):
                arguments.add_doer(changing)
    for build in MORE.get(name, ()):
        build(action)
    _import(
        action(
            "import",
            _("Take a table from CSV, XLSX or pasted rows; shows what would be taken, and takes it with --yes."),
            [
                f"huiqian {name} import 2026-annual {command.table}.xlsx",
                f"huiqian {name} import 2026-annual {command.table}.csv --yes",
            ],
        ),
        name,
        command,
    )


def _import(parser: Parser, name: str, command: LedgerCommand) -> None:
    """Ask for a table; its columns are found by their headings."""
    from checklists.exchange.tables import LEDGER_TABLES, TABLES  # noqa: PLC0415 - only where a ledger is asked for

    names = LEDGER_TABLES[name]
    headings = [
        f"{_(TABLES[one].title)}: {listed([_(field.label) for field in TABLES[one].fields], 20)}" for one in names
    ]
    parser.add_argument(
        "file",
        type=arguments.source,
        metavar="FILE",
        help=_("CSV, text or XLSX with headings; - reads pasted rows from standard input"),
    )
    if len(names) > 1:
        parser.add_argument("--what", choices=names, help=_("which table it is, where its headings do not tell"))
    if command.is_personal or name == "talks":
        parser.add_argument("--of", metavar="ID", help=_("whose the rows are that do not say so; an id or a name"))
    add_columns(parser)
    parser.add_argument(
        "--value",
        metavar="VALUE=MEANING",
        action="append",
        default=[],
        help=_("what a value means that is not clear, such as 王局长=m02; nothing after = leaves it empty; repeatable"),
    )
    parser.add_argument("--yes", action="store_true", help=_("take what is new"))
    arguments.add_today(parser)
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    parser.epilog = "\n\n".join(
        part for part in (_("Columns. {tables}").format(tables="\n".join(headings)), parser.epilog) if part
    )


def _list(parser: Parser, name: str, command: LedgerCommand) -> None:
    kinds = (*command.kinds, "measure") if name == "rectify" else command.kinds
    if len(kinds) > 1:
        parser.add_argument("--what", choices=kinds, help=_("only records of this kind"))
    else:
        parser.set_defaults(what=None)
    parser.add_argument("--filter", type=arguments.text, help=_("only those that match, also by pinyin"))
    if command.is_personal:
        parser.add_argument("--of", metavar="ID", help=_("whose; an id or a name, or group"))
    if name == "opinions":
        parser.add_argument("--about", metavar="ID", help=_("only opinions about this member, or group"))
        parser.add_argument("--waits-for", choices=ACTIONS, help=_("only opinions whose next step this is"))
        _viewer(parser, name)
    if name in {"talks", "rectify"}:
        parser.add_argument("--open", action="store_true", help=_("only what is not done yet"))
    if name == "criticism":
        parser.add_argument("--to", metavar="ID", help=_("only of this member"))
        _viewer(parser, name)
    parser.add_argument("--sort", metavar="FIELD", choices=[*_fields_of(command)], help=_sorting(command))
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    output.add_argument("--ids", action="store_true", help=_("only the ids, one a line"))
    parser.add_argument(
        "--width", metavar="N", type=arguments.cells, help=_("width of the table, from 60; by default the terminal's")
    )


def _sorting(command: LedgerCommand) -> str:
    return _("in the order of a field: {fields}").format(fields=", ".join(_fields_of(command)))


def _show(parser: Parser, name: str, command: LedgerCommand) -> None:
    _which(parser, command)
    if name in VIEWED:
        _viewer(parser, name)
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def _viewer(parser: Parser, name: str) -> None:
    parser.add_argument("--as", dest="me", metavar="ID", help=_(VIEWED[name]))


def _add(parser: Parser, name: str, command: LedgerCommand, fields: "Fields") -> None:
    if len(command.kinds) > 1:
        parser.add_argument("kind", choices=command.kinds, metavar="KIND", help=", ".join(command.kinds))
    if command.is_personal:
        parser.add_argument("--of", metavar="ID", required=True, help=_("whose; an id or a name, or group"))
    if name == "outline":
        parser.add_argument(
            "--under", metavar="ID", default="", help=_("the problem of a cause, the cause of a measure")
        )
    _options(parser, fields)


def _which(parser: Parser, command: LedgerCommand) -> None:
    """Say which records, and where an id alone does not tell."""
    parser.add_argument("ids", metavar="ID", nargs="*", help=_("the records' ids, as listed"))
    if command.is_personal:
        parser.add_argument("--of", metavar="ID", help=_("whose, where several have a record of this id"))
    if len(command.kinds) > 1:
        parser.add_argument("--what", choices=command.kinds, help=_("of which kind, where several have this id"))


Fields = dict[str, tuple[Field, list[str]]]
"""The fields of a command's kinds by name, and which kinds have them."""


def _fields_of(command: LedgerCommand) -> Fields:
    found: Fields = {}
    for kind in command.kinds:
        for field in KINDS[kind].fields:
            found.setdefault(field.name, (field, []))[1].append(kind)
    return found


_METAVARS = {
    "date": "DATE",
    "amount": "N",
    "decimal": "N",
    "flag": "yes|no",
    "choice": "WORD",
    "subjects": "ID,…",
    "records": "ID,…",
}
_TEXTS = frozenset({"prose", "line", "lines"})
"""The kinds of fields that hold words."""


def _options(parser: Parser, fields: Fields) -> None:
    kinds = {kind for _field, owners in fields.values() for kind in owners}
    for name, (field, owners) in fields.items():
        text = _(field.label) + (_(": ") + _(field.hint) if field.hint else "")
        if field.kind == "choice":
            text += _(": ") + ", ".join(field.choices or ())
        if len(kinds) > len(owners):
            text += f" ({', '.join(owners)})"
        parser.add_argument(
            f"--{name}",
            dest=f"field_{name}",
            type=arguments.text if field.kind in _TEXTS else str,
            metavar=_METAVARS.get(field.kind, "ID"),
            action="append" if field.kind == "lines" else "store",
            help=text.replace("%", "%%") + (_("; repeatable") if field.kind == "lines" else ""),
        )
