"""Criticisms as a list: who, of whom, what; only those that may be seen."""

from typing import Any

from checklists.base.language import N_
from checklists.base.model import Model
from checklists.model.ledgers.criticism import Criticism
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, Field
from checklists.records.soundness import is_only_hope
from tui.widgets.choosing_grid import Place
from tui.widgets.ledger_grid import LedgerGrid

WHOSE = Field("whose", N_("From"), "subject", 10)


class CriticismList(LedgerGrid):
    """Every criticism that the viewer may see."""

    many_actions = LedgerGrid.many_actions | {"tick('discussed')", "tick('given')"}

    def __init__(self) -> None:
        super().__init__([KINDS["criticism"]])
        self.fields = (WHOSE, *self.fields)

    def text_of(self, meeting: Meeting, field: Field, record: Model, place: Place) -> str:
        """Return a field; whose it is says the sheet."""
        return meeting.name(place[1]) if field is WHOSE else super().text_of(meeting, field, record, place)

    def searched(self, place: Place) -> tuple[list[str], list[str]]:
        """Look at the words themselves: of 300 members there are 90,000, too many to format at a key press."""
        meeting, record = self.meeting, self.record(place)
        if meeting is None or not isinstance(record, Criticism):
            return [], []
        return [place[2], meeting.name(place[1]), meeting.name(record.to)], [record.text]

    def order_value(self, place: Place, field: Field) -> Any:
        """Sort by name where the record has no such field."""
        return "" if field is WHOSE else super().order_value(place, field)

    def is_mine(self, place: Place, record: Model) -> bool:
        """Show what may be seen."""
        meeting = self.meeting
        return meeting is not None and isinstance(record, Criticism) and meeting.may_see(self.me, place[1], record.to)

    def tone_of(self, record: Model) -> str:
        """Let stand out what only hopes or praises."""
        return "late" if isinstance(record, Criticism) and is_only_hope(record.text) else ""

    def owner_of_new(self) -> str | None:
        """Return who writes a new one: the one whose list it is, else whoever wrote the one under the cursor."""
        return self.me or (self.place[1] if self.place else None)
