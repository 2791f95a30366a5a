"""``huiqian rectify``: the measures of this meeting, and those carried over from the last."""

from checklists.base.language import N_, _
from tui.cli.commands.ledgers.importing import add_import
from tui.cli.commands.ledgers.ledger import LedgerCommand
from tui.cli.commands.ledgers.records import add_records
from tui.cli.usage import LedgerParser, Parser

LEDGER = LedgerCommand(
    name="rectify",
    kinds=("entry",),
    viewed=N_("only the measures against this member's problems, or that they are to carry out"),
    others=("measure",),
    titles={"entry": N_("Rectification list"), "measure": N_("Measures of this meeting's outlines")},
    adding="huiqian rectify add 2026-annual --subject m02 --text 每季度下乡调研 --owner m02 --due 2027-03-31",
    editing="huiqian rectify edit 2026-annual r1a2b --closed 2026-12-01 --evidence 验收单.pdf",
    known_id="r1a2b",
    table="整改台账",
)


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples("huiqian rectify list 2026-annual", LEDGER.adding)
    actions = parser.add_actions(LedgerParser)
    add_records(actions, LEDGER, add_narrowing=_add_narrowing)
    add_import(actions, LEDGER)


def _add_narrowing(parser: Parser) -> None:
    parser.add_argument("--open", action="store_true", help=_("only what is not done yet"))
