"""``huiqian criticism``: what each member has to say of the others."""

from dataclasses import dataclass
from typing import Literal

from checklists.base.language import N_, _, join_names
from checklists.edits import ledgers as ledger_edits
from checklists.edits.change import Edit, join_edits
from checklists.edits.records import change_record
from checklists.model.meeting import Meeting
from tui.cli import arguments
from tui.cli.commands.ledgers.importing import add_import
from tui.cli.commands.ledgers.ledger import (
    ChangeOptions,
    LedgerCommand,
    add_change,
    add_undo,
    find_places,
    refuse_nothing,
)
from tui.cli.commands.ledgers.records import add_records
from tui.cli.usage import LedgerParser, Parser

LEDGER = LedgerCommand(
    name="criticism",
    kinds=("criticism",),
    is_personal=True,
    viewed=N_("only what this member sees: what they wrote, and what was written of them once it is opened"),
    adding="huiqian criticism add 2026-annual --of m01 --to m02 --text 抓落实不够",
    editing="huiqian criticism edit 2026-annual k0120 --discussed yes",
    known_id="k0120",
    table="批评意见",
)
Flag = Literal["discussed", "given"]
FLAGS: dict[Flag, str] = {
    "discussed": N_("Record that criticisms were talked over with that member beforehand."),
    "given": N_("Record that criticisms were given at the meeting."),
}
"""The fields set for several criticisms at once by actions of the same name."""


@dataclass(frozen=True, kw_only=True)
class OpenOptions(ChangeOptions):
    """Which criticisms; the action is the field to set."""

    action: Flag
    ids: tuple[str, ...]
    of: str | None


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples("huiqian criticism list 2026-annual", LEDGER.adding)
    actions = parser.add_actions(LedgerParser)
    add_records(actions, LEDGER, add_narrowing=_add_narrowing)
    for name, meaning in FLAGS.items():
        flag = add_change(
            actions, name, _(meaning), OpenOptions, _set_flag, f"huiqian criticism {name} 2026-annual k0120 k023d"
        )
        flag.add_argument("ids", metavar="ID", nargs="*", help=_("the records' ids, as listed"))
        flag.add_argument("--of", metavar="ID", help=_("whose, where several have a record of this id"))
        add_undo(flag)
        if name == "given":
            arguments.add_today(flag)
    opening, closing = (
        _("Let members see what was written of them."),
        _("Let members see only what they wrote themselves."),
    )
    add_change(actions, "open", opening, ChangeOptions, _open, "huiqian criticism open 2026-annual")
    add_change(actions, "close", closing, ChangeOptions, _close, "huiqian criticism close 2026-annual")
    add_import(actions, LEDGER)


def _add_narrowing(parser: Parser) -> None:
    parser.add_argument("--to", metavar="ID", help=_("only of this member"))


def _set_flag(meeting: Meeting, options: OpenOptions) -> Edit:
    refuse_nothing(options.ids)
    places = find_places(meeting, LEDGER.kinds, options.ids, options.of)
    values: dict[str, bool] = {options.action: not options.undo}
    edits = [change_record(meeting, kind, key, values, subject) for kind, subject, key in places]
    return join_edits(edits, join_names([key for _kind, _subject, key in places]))


def _open(meeting: Meeting, _options: ChangeOptions) -> Edit:
    return ledger_edits.open_criticism(meeting, is_open=True)


def _close(meeting: Meeting, _options: ChangeOptions) -> Edit:
    return ledger_edits.open_criticism(meeting, is_open=False)
