"""The rectification list: measures of the outlines together with those taken over from the last meeting."""

from typing import Any

from checklists.base.model import Model
from checklists.model.ledgers.outline import Progress
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, Field
from tui.widgets.choosing_grid import Place
from tui.widgets.ledger_grid import LedgerGrid

COLUMNS = ("subject", "text", "owner", "due", "closed")


class RectifyGrid(LedgerGrid):
    """Measures in one list; what is late stands out."""

    def __init__(self) -> None:
        super().__init__([KINDS["entry"], KINDS["measure"]])
        self.fields = tuple(KINDS["entry"].field(name) for name in COLUMNS)

    def text_of(self, meeting: Meeting, field: Field, record: Model, place: Place) -> str:
        """Return a field; of a measure of an outline, whose it is says the sheet."""
        if field.name == "subject" and place[0] == "measure":
            return meeting.name(place[1])
        return super().text_of(meeting, field, record, place)

    def order_value(self, place: Place, field: Field) -> Any:
        """Sort by what is shown where the record has no such field."""
        return getattr(self.record(place), field.name, "")

    def is_mine(self, place: Place, record: Model) -> bool:
        """Show a member what is theirs, or what they own."""
        return self.me is None or self.me in {place[1], getattr(record, "subject", ""), getattr(record, "owner", "")}

    def tone_of(self, record: Model) -> str:
        """Show what is closed, and what is late."""
        if not isinstance(record, Progress) or self.readiness is None:
            return ""
        return {"closed": "done", "carried": "done", "overdue": "late"}.get(record.state_on(self.readiness.today), "")
