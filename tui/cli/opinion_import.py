"""``huiqian opinions import``: nothing is taken until it is confirmed with ``--yes``.

JSON: ``{"format": 1, "taken", "rows": [{"row", "verdict", "problem", "text", …}]}``; a verdict is ``"new"``,
``"double"`` (in the ledger already), ``"repeated"`` (in the file before) or ``"wrong"``. The fields are those of the
opinion it would be, null where there is none or the row is wrong; ``problem`` of a doubled row is the opinion's id; of
a repeated one it says in which row it came first.
"""

from argparse import Namespace
from pathlib import Path

from checklists.exchange.opinions import VERDICT_WORDS, ImportRow, OpinionImport, read_opinions
from checklists.fields import KINDS
from checklists.folder import Folder
from checklists.language import _
from checklists.meeting import Meeting
from checklists.values import show_value
from tui.cli import output
from tui.cli.ledger_list import FORMAT, as_json, print_tables
from tui.cli.meetings import FAULTY
from tui.cli.table import Column


def import_opinions(folder: Folder, meeting: Meeting, options: Namespace) -> int:
    """Print what the file holds row by row, and take what is new where that was asked for."""
    found = read_opinions(Path(options.file), meeting)
    is_taken = bool(options.yes and found.of("new"))
    if is_taken:
        folder.apply_newest(found.edit)
    if options.json:
        rows = [
            {
                "row": row.number,
                "verdict": row.verdict,
                "problem": row.problem,
                **{field.name: row.values.get(field.name) for field in KINDS["opinion"].fields},
            }
            for row in found.rows
        ]
        output.write_utf8(as_json({"format": FORMAT, "taken": len(found.of("new")) if is_taken else 0, "rows": rows}))
    else:
        _print(meeting, found)
    if is_taken:
        meaning = folder.entry.meaning if folder.entry else found.summary()
        output.say(_("{what}: {word}").format(what=meaning, word=_("saved")))
    elif found.of("new"):
        output.say(_("Nothing was taken yet; take what is new with --yes."))
    return FAULTY if found.of("wrong") else 0


def _print(meeting: Meeting, found: OpinionImport) -> None:
    if found.rows:
        columns = [
            Column(_("Row"), [str(row.number) for row in found.rows], "number"),
            Column(_("Verdict"), [_(VERDICT_WORDS[row.verdict]) for row in found.rows], "fixed"),
            Column(_("What"), [_what(row) for row in found.rows], "main"),
            Column(_("About"), [_about(meeting, row) for row in found.rows]),
        ]
        print_tables([(_("Opinions"), columns)], output.width())
    output.result(found.summary())


def _what(row: ImportRow) -> str:
    """Return a new opinion's text, where a doubled one is, what is wrong with a wrong one."""
    return str(row.values.get("text", "")) if row.verdict == "new" else row.problem


def _about(meeting: Meeting, row: ImportRow) -> str:
    return show_value(meeting, KINDS["opinion"].field("about"), tuple(row.values.get("about") or ()))
