"""The list of faults, with a request to mend each."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from checklists.base.faults import Fault
from checklists.base.language import N_, _
from checklists.model.checks import find_rule
from checklists.model.file_names import SETTINGS_FILE, get_ledger_file, parse_subject
from checklists.model.meeting import LEDGERS, Meeting
from checklists.records.kinds import KINDS
from tui.base.messages import LedgerChosen, RecordAsked, RuleChosen, SettingsAsked, StageChosen
from tui.forms.dialog import Dialog
from tui.meeting.faults import format_fault
from tui.widgets.option_lines import OptionLines
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from checklists.store.losses import Loss

PROBLEM_CELLS = 66
"""Cells for a line of a problem, indented, in the dialog at 80 cells."""
LOST_SHOWN = 10
"""Lost entries named in the question."""


class Chosen(NamedTuple):
    """A fault and the action on it."""

    fault: Fault
    takes_out: bool = False


class FaultList(Dialog[Chosen | None]):
    """The faults; enter returns the one to mend."""

    keeps_typed = False
    accept_label = N_("Mend")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("d", "take_out", N_("Take out"))]

    def __init__(self, faults: Sequence[Fault], removable: Collection[Fault] = ()) -> None:
        super().__init__(_("Faults in the files"))
        self._faults = faults
        self._removable = removable
        """The faults with a removable entry."""

    def fields(self) -> Iterable[Widget]:
        """Return the list."""
        guide = _("Enter goes to where a fault can be mended.")
        if self._removable:
            guide += _(" d removes what is impossible.")
        yield Prose(guide, classes="walk-guide")
        lines = [Option(format_fault(fault, PROBLEM_CELLS)) for fault in self._faults]
        yield OptionLines(*lines, id="choices", markup=False, compact=True)

    def on_mount(self) -> None:
        """Focus the first fault."""
        self.query_one("#choices", OptionList).highlighted = 0
        self.query_one("#choices", OptionList).focus()

    @on(OptionList.OptionSelected, "#choices")
    def take(self) -> None:
        """Return the chosen fault."""
        self.action_accept()

    @property
    def _fault(self) -> Fault | None:
        place = self.query_one("#choices", OptionList).highlighted
        return None if place is None else self._faults[place]

    @on(OptionList.OptionHighlighted, "#choices")
    def offer_keys(self) -> None:
        """Offer the keys that fit the fault."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer removal only for faults that allow it."""
        if action == "take_out":
            return self.is_mounted and self._fault in self._removable
        return super().check_action(action, parameters)

    def action_take_out(self) -> None:
        """Return the chosen fault, to be removed."""
        if self._fault:
            self.dismiss(Chosen(self._fault, takes_out=True))

    def result(self) -> Chosen | None:
        """Return the chosen fault."""
        return Chosen(self._fault) if self._fault else None


class LossDialog(Dialog[Literal["restore", "accept"] | None]):
    """A file's loss: restore it, or accept it."""

    keeps_typed = False
    accept_label = N_("Bring back")

    def __init__(self, loss: "Loss", names: Sequence[str], restorable: int) -> None:
        super().__init__(_("Lost from {file}").format(file=loss.file))
        self._is_broken = loss.is_broken
        self._names = names
        self._restorable = restorable

    @property
    def _can_restore(self) -> bool:
        """Whether anything can be restored: of a broken file, at least its readability."""
        return self._is_broken or bool(self._restorable)

    def fields(self) -> Iterable[Widget]:
        """Return what is lost, and what can be done."""
        more = ["  …"] if len(self._names) > LOST_SHOWN else []
        lines = [_("The file is broken and cannot be read; what it holds now is kept in kept/.")] * self._is_broken
        if self._names:
            lines += [
                _("The history has these; nobody removed them in the program:"),
                *(f"  {name}" for name in self._names[:LOST_SHOWN]),
                *more,
                _("{count} are complete in the history and can be brought back.").format(count=self._restorable),
            ]
        lines.append(_("u takes it back.") if self._is_broken else _("u takes either back."))
        yield Prose("\n".join(lines))

    def buttons(self) -> Iterable[Button]:
        """Return what can be done."""
        yield Button(_("Bring back"), id="accept", variant="primary", compact=True, disabled=not self._can_restore)
        if not self._is_broken:
            yield Button(_("Let them go"), id="let-go", action="screen.dismiss('accept')", compact=True)
        yield Button(_("Cancel"), id="cancel", compact=True)

    def result(self) -> Literal["restore", "accept"] | None:
        """Return a message that they are restored."""
        return "restore" if self._can_restore else None


def find_way(meeting: Meeting, fault: Fault) -> Message | None:
    """Return the request to open the place to mend a fault; ``None`` if only an editor can."""
    if fault.hides_file:
        return None
    parts = tuple(fault.place.split("."))
    if fault.file == SETTINGS_FILE:
        rule = find_rule(parts[1]) if parts[0] == "checks" and len(parts) > 1 else None
        if rule is not None and fault.severity != "error":
            return RuleChosen(rule.id)
        # a leave without a reason is a notice, mended in the roster
        is_of_roster = parts[0] == "members"
        is_mended = fault.severity == "inconsistent" or (fault.severity == "notice" and is_of_roster)
        return SettingsAsked("roster-grid" if is_of_roster else "unit") if is_mended else None
    subject = parse_subject(fault.file)
    if subject and parts[0] == "marks" and len(parts) > 1:
        item = meeting.checklist.items.get(parts[1])
        return StageChosen(item.stage, subject, item.id) if item else None
    return _make_record_request(meeting, fault.file, subject, parts)


def get_departed_member(fault: Fault) -> str:
    """Return the id of the departed member a fault is about; empty for other faults."""
    return fault.place.removeprefix("members.") if fault.code == "departed-member" else ""


def describe_manual_fix(fault: Fault, *, has_copies: bool) -> str:
    """Return how to mend a fault outside of the program."""
    if not fault.hides_file:
        return _("{fault} This can only be mended in the file, with a text editor.").format(fault=fault)
    if not fault.place:
        return str(fault)
    words = (
        _("Mend {file} at {place} with a text editor, or press K for kept copies.")
        if has_copies
        else _("Mend {file} at {place} with a text editor.")
    )
    return words.format(file=fault.file, place=fault.place)


def _make_record_request(meeting: Meeting, file: str, subject: str, parts: tuple[str, ...]) -> Message | None:
    for kind in KINDS.values():
        depth = len(kind.path)
        is_here = file == get_ledger_file(kind.ledger) if kind.ledger else bool(subject)
        if is_here and parts[:depth] == kind.path and len(parts) > depth:
            if parts[depth] in kind.records(meeting, subject):
                return RecordAsked(kind.name, "" if kind.ledger else subject, parts[depth])
            return None
    if any(file == get_ledger_file(name) for name in LEDGERS):
        name = file.removesuffix(".toml")
        return LedgerChosen(name)  # type: ignore[arg-type] # the ledgers are places
    return None
