"""``huiqian opinions|study|talks|… import``: nothing is taken until it is confirmed with ``--yes``.

JSON: ``{"format": 1, "table", "taken", "notes", "rows": [{"row", "verdict", "problem", …}]}``; a verdict is ``"new"``,
``"double"`` (in the ledger already), ``"repeated"`` (in the table before) or ``"wrong"``. The fields are those of the
table that it is, null where there is nothing or the row is wrong; ``problem`` of a doubled row is the id or the name of
what says the same; of a repeated one it says in which row it came first.
"""

import shlex
from argparse import Namespace
from collections.abc import Sequence

from checklists.base.errors import InvalidEditError
from checklists.base.language import _
from checklists.base.text import show, show_word
from checklists.exchange.columns import Choices, UnknownColumnsError
from checklists.exchange.imports import VERDICT_WORDS, Source, TableImport, read_import
from checklists.exchange.rows import Aim
from checklists.exchange.subjects import plain_value
from checklists.exchange.tables import LEDGER_TABLES, TABLES, TableName
from checklists.model.meeting import Meeting
from checklists.records.kinds import Field
from checklists.records.values import read_value
from checklists.store.folder import Folder
from tui.cli import output
from tui.cli.arguments import is_pasted, today_of
from tui.cli.arguments import read_pasted as pasted
from tui.cli.columns import read_columns, suggest_column
from tui.cli.ledger_list import FORMAT, as_json, print_tables
from tui.cli.meetings import FAULTY, find_subject
from tui.cli.saving import report_saved
from tui.cli.table import Column


def import_table(folder: Folder, meeting: Meeting, options: Namespace) -> int:
    """Print what the table holds row by row, and take what is new where that was asked for."""
    names = (options.what,) if getattr(options, "what", None) else LEDGER_TABLES[options.command]
    subject = find_subject(meeting, options.of) if getattr(options, "of", None) else ""
    aim = Aim(subject, None, today_of(options))
    choices = _choices(meeting, options, names)
    try:
        found = read_import(meeting, names, _source(options.file), aim, choices)
    except UnknownColumnsError as error:
        output.say(str(error))
        if error.is_shown:
            suggest_column(error.found)
        return FAULTY
    if options.yes and found.of("new"):
        with report_saved(folder.apply_newest(found.edit, today=today_of(options))) as saved:
            _report(meeting, found, options, taken=len(found.of("new")))
            meaning = saved.entry.meaning if saved.entry else found.summary()
            output.say(_("{what}: {word}").format(what=meaning, word=_("saved")))
    else:
        _report(meeting, found, options, taken=0)
        if found.of("new"):
            output.say(_("Nothing was taken yet; take what is new with --yes."))
    return FAULTY if found.of("wrong") else 0


def _report(meeting: Meeting, found: TableImport, options: Namespace, *, taken: int) -> None:
    """Print what the table holds, and how many of its rows were taken."""
    if options.json:
        rows = [
            {
                "row": row.number,
                "verdict": row.verdict,
                "problem": row.problem,
                **{field.name: row.values.get(field.name) for field in found.table.fields},
            }
            for row in found.rows
        ]
        words = {"format": FORMAT, "table": found.table.name, "taken": taken, "notes": found.notes, "rows": rows}
        output.write_utf8(as_json(words))
    else:
        _print(meeting, found)
    _suggest(found)


def _choices(meeting: Meeting, options: Namespace, names: Sequence[TableName]) -> Choices:
    """Return what was said of columns and values. Raises `InvalidEditError`."""
    columns = read_columns(options.column, *(TABLES[name].columns([]) for name in names))
    values: dict[str, str] = {}
    for text in options.value:
        value, equals, meaning = text.rpartition("=")
        if not equals or not plain_value(value):
            problem = _("found {value}, expected a value and what it means, such as 王局长=m02")
            raise InvalidEditError("--value: " + problem.format(value=show_word(text)))
        if not any(_can_mean(meeting, field, meaning) for name in names for field in TABLES[name].fields):
            problem = _("there is no member, aspect or channel {name}").format(name=show_word(meaning))
            raise InvalidEditError(f"--value: {problem}")
        values[plain_value(value)] = meaning
    return Choices(columns, values)


def _can_mean(meeting: Meeting, field: Field, meaning: str) -> bool:
    try:
        read_value(meeting, field, meaning)
    except ValueError:
        return False
    return field.kind in {"member", "subject", "subjects", "aspect", "record"}


def _suggest(found: TableImport) -> None:
    """Say how what is not known or not clear can be taken."""
    suggest_column(found.found)
    if found.unclear:
        first = found.unclear[0]
        meaning = first.candidates[0] if first.candidates else ""
        words = _("Say what a value means, or nothing after = to leave it empty, for example: {option}")
        output.say(words.format(option=f"--value {shlex.quote(f'{show(first.value, 40)}={meaning}')}"))


def _source(file: str) -> Source:
    if not is_pasted(file):
        return Source(path=file)
    return Source(text=pasted(_("the pasted text"), _("Paste the rows, then press Enter and Ctrl+D.")))


def _print(meeting: Meeting, found: TableImport) -> None:
    if found.rows:
        columns = [
            Column(_("Row"), [str(row.number) for row in found.rows], "number"),
            Column(_("Verdict"), [_(VERDICT_WORDS[row.verdict]) for row in found.rows], "fixed"),
            Column(
                _("What"),
                [found.words(meeting, row) if row.verdict == "new" else row.problem for row in found.rows],
                "main",
            ),
        ]
        print_tables([(_(found.table.title), columns)], output.width())
    for note in found.notes:
        output.result(note)
    output.result(found.summary())
