"""``huiqian opinions|study|talks|… import``: nothing is taken until it is confirmed with ``--yes``.

JSON: ``{"format": 1, "table", "taken", "notes", "rows": [{"row", "verdict", "problem", …}]}``; a verdict is ``"new"``,
``"double"`` (in the ledger already), ``"repeated"`` (in the table before) or ``"wrong"``. The fields are those of the
table that it is, null where there is nothing or the row is wrong; ``problem`` of a doubled row is the id or the name of
what says the same; of a repeated one it says in which row it came first.
"""

from argparse import Namespace

from checklists import clock
from checklists.exchange.imports import VERDICT_WORDS, Source, TableImport, read_import
from checklists.exchange.rows import Aim
from checklists.exchange.tables import LEDGER_TABLES
from checklists.folder import Folder
from checklists.language import _
from checklists.meeting import Meeting
from tui.cli import output
from tui.cli.ledger_list import FORMAT, as_json, print_tables
from tui.cli.meetings import FAULTY, find_subject
from tui.cli.pasted import is_pasted, pasted
from tui.cli.table import Column


def import_table(folder: Folder, meeting: Meeting, options: Namespace) -> int:
    """Print what the table holds row by row, and take what is new where that was asked for."""
    names = (options.what,) if getattr(options, "what", None) else LEDGER_TABLES[options.command]
    subject = find_subject(meeting, options.of) if getattr(options, "of", None) else ""
    aim = Aim(subject, None, clock.today())
    found = read_import(meeting, names, _source(options.file), aim)
    is_taken = bool(options.yes and found.of("new"))
    if is_taken:
        folder.apply_newest(found.edit)
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
        taken = len(found.of("new")) if is_taken else 0
        words = {"format": FORMAT, "table": found.table.name, "taken": taken, "notes": found.notes, "rows": rows}
        output.write_utf8(as_json(words))
    else:
        _print(meeting, found)
    if is_taken:
        meaning = folder.entry.meaning if folder.entry else found.summary()
        output.say(_("{what}: {word}").format(what=meaning, word=_("saved")))
    elif found.of("new"):
        output.say(_("Nothing was taken yet; take what is new with --yes."))
    return FAULTY if found.of("wrong") else 0


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
