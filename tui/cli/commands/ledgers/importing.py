"""``huiqian opinions|study|talks|… import``: nothing is taken until it is confirmed with ``--yes``.

JSON: ``{"format": 1, "table", "taken", "notes", "rows": [{"row", "verdict", "problem", …}]}``; a verdict is ``"new"``,
``"double"`` (in the ledger already), ``"repeated"`` (in the table before) or ``"wrong"``. The fields are those of the
table that it is, null where there is nothing or the row is wrong; ``problem`` of a doubled row is the id or the name of
what says the same; of a repeated one it says in which row it came first.
"""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checklists.base.errors import InvalidEditError
from checklists.base.language import _, join_names
from checklists.base.text import show, show_word
from checklists.exchange.columns import ColumnChoices, UnknownColumnsError
from checklists.exchange.imports import ROW_VERDICT_WORDS, Source, TableImport, read_import
from checklists.exchange.rows import Aim
from checklists.exchange.tables import LEDGER_TABLES, TABLES, TableName
from checklists.model.meeting import Meeting
from checklists.records.kinds import Field
from checklists.records.subjects import normalise_words
from checklists.records.values import read_value
from checklists.store.folder import Folder
from tui.cli import arguments, output
from tui.cli.columns import add_columns, read_columns, suggest_column
from tui.cli.commands.ledgers.ledger import LedgerCommand, change
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import choose_day, find_subject
from tui.cli.saving import report_saved
from tui.cli.table import TextColumn, print_tables
from tui.cli.usage import Actions

IMPORT_JSON_FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Import:
    """Which table, what in it means what, and whether it is taken; those with a default are not in every ledger."""

    folder: str
    file: str
    column: tuple[str, ...]
    value: tuple[str, ...]
    yes: bool
    today: date | None
    json: bool
    what: TableName | None = None
    of: str | None = None


def add_import(actions: Actions, ledger: LedgerCommand) -> None:
    """Add the action to import a table; its columns are found by their headings."""
    names = LEDGER_TABLES[ledger.name]
    parser = actions.add(
        "import",
        _("Take a table from CSV, XLSX or pasted rows; shows what would be taken, and takes it with --yes."),
        f"huiqian {ledger.name} import 2026-annual {ledger.table}.xlsx",
        f"huiqian {ledger.name} import 2026-annual {ledger.table}.csv --yes",
    )
    arguments.add_folder(parser)
    parser.add_argument(
        "file",
        type=arguments.parse_source,
        metavar="FILE",
        help=_("CSV, text or XLSX with headings; - reads pasted rows from standard input"),
    )
    if len(names) > 1:
        words = arguments.Words({name: TABLES[name].title for name in names})
        parser.add_argument(
            "--what", type=words.read, choices=words, help=_("which table it is, where its headings do not tell")
        )
    if ledger.is_personal or ledger.name == "talks":
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
    arguments.add_json(parser)
    headings = [
        _(": ").join((_(TABLES[name].title), join_names([_(field.label) for field in TABLES[name].fields], 20)))
        for name in names
    ]
    tables = _("Columns. {tables}").format(tables="\n".join(headings))
    parser.epilog = f"{tables}\n\n{parser.epilog}"
    parser.set_command(
        Import,
        lambda options: change(options.folder, lambda folder, now: _import_table(folder, now, ledger, options)),
    )


def _import_table(folder: Folder, meeting: Meeting, ledger: LedgerCommand, options: Import) -> int:
    """Print the table row by row, and with ``--yes`` add the new rows."""
    names = (options.what,) if options.what else LEDGER_TABLES[ledger.name]
    subject = find_subject(meeting, options.of) if options.of else ""
    aim = Aim(subject, None, choose_day(options.today))
    choices = _choices(meeting, options, names)
    try:
        found = read_import(meeting, names, _source(options.file), aim, choices)
    except UnknownColumnsError as error:
        output.say(str(error))
        if error.is_shown:
            suggest_column(error.found)
        return FAULTY
    if options.yes and found.list_rows("new"):
        with report_saved(folder.apply_newest(found.edit, today=choose_day(options.today))) as saved:
            _report(meeting, found, options, taken=len(found.list_rows("new")))
            meaning = saved.entry.meaning if saved.entry else found.summary()
            output.say(_("{what}: {word}").format(what=meaning, word=_("saved")))
    else:
        _report(meeting, found, options, taken=0)
        if found.list_rows("new"):
            output.say(_("Nothing was taken yet; take what is new with --yes."))
    return FAULTY if found.list_rows("wrong") else 0


def _report(meeting: Meeting, found: TableImport, options: Import, *, taken: int) -> None:
    """Print the table, and how many rows were added."""
    if options.json:
        rows = [
            {
                "row": row.number,
                "verdict": row.verdict,
                "problem": row.problem,
                **{field.name: row.values.get(field.name) for field in found.table.plain_fields},
            }
            for row in found.rows
        ]
        words = {
            "format": IMPORT_JSON_FORMAT,
            "table": found.table.name,
            "taken": taken,
            "notes": found.notes,
            "rows": rows,
        }
        output.write_json(words)
    else:
        _print(meeting, found)
    _suggest(found)


def _choices(meeting: Meeting, options: Import, names: Sequence[TableName]) -> ColumnChoices:
    """Return the answers about columns and values. Raises `InvalidEditError`."""
    columns = read_columns(options.column, *(TABLES[name].columns([]) for name in names))
    values: dict[str, str] = {}
    for text in options.value:
        value, equals, meaning = text.rpartition("=")
        if not equals or not normalise_words(value):
            problem = _("found {value}, expected a value and what it means, such as 王局长=m02")
            raise InvalidEditError(_(": ").join(("--value", problem.format(value=show_word(text)))))
        if not any(_can_mean(meeting, field, meaning) for name in names for field in TABLES[name].fields):
            problem = _("there is no member, aspect or channel {name}").format(name=show_word(meaning))
            raise InvalidEditError(_(": ").join(("--value", problem)))
        values[normalise_words(value)] = meaning
    return ColumnChoices(columns, values)


def _can_mean(meeting: Meeting, field: Field, meaning: str) -> bool:
    try:
        read_value(meeting, field, meaning)
    except ValueError:
        return False
    return field.kind in {"member", "subject", "subjects", "aspect", "record"}


def _suggest(found: TableImport) -> None:
    """Print how unknown columns and unclear values can be imported."""
    suggest_column(found.found)
    if found.unclear:
        first = found.unclear[0]
        meaning = first.candidates[0] if first.candidates else ""
        words = _("Say what a value means, or nothing after = to leave it empty, for example: {option}")
        output.say(words.format(option=f"--value {shlex.quote(f'{show(first.value, 40)}={meaning}')}"))


def _source(file: str) -> Source:
    if not arguments.is_pasted(file):
        return Source(path=file)
    return Source(text=arguments.read_pasted(_("the pasted text"), _("Paste the rows, then press Enter and Ctrl+D.")))


def _print(meeting: Meeting, found: TableImport) -> None:
    if found.rows:
        columns = [
            TextColumn(_("Row"), [str(row.number) for row in found.rows], "number"),
            TextColumn(_("Verdict"), [_(ROW_VERDICT_WORDS[row.verdict]) for row in found.rows], "fixed"),
            TextColumn(
                _("What"),
                [found.describe_row(meeting, row) if row.verdict == "new" else row.problem for row in found.rows],
                "main",
            ),
        ]
        print_tables([(_(found.table.title), columns)])
    for note in found.notes:
        output.print_result(note)
    output.print_result(found.summary())
