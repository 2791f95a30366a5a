"""The rectification list: measures of the outlines, and those carried over from the last meeting."""

from collections.abc import Iterable

from typing_extensions import override

from checklists.base.language import _
from checklists.base.model import Model
from checklists.model.ledgers.outline import TrackedMeasure
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import describe_due
from checklists.records.kinds import ENTRY, Field
from tui.ledgers.view import IMPORT, LedgerView
from tui.widgets.ledger_grid import GridPlace, LedgerGrid, Records
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View

COLUMNS = ("subject", "text", "owner", "due", "closed")


class Measures(Records):
    """Measures of the outlines and of the last meeting; late ones are highlighted."""

    def __init__(self) -> None:
        super().__init__("entry", "measure")
        self.fields = tuple(ENTRY.field(name) for name in COLUMNS)

    @override
    def text(self, meeting: Meeting, field: Field, record: Model, place: GridPlace) -> str:
        """Return a field; an outline's measure belongs to its sheet's subject."""
        if field.name == "subject" and place[0] == "measure":
            return meeting.name(place[1])
        return super().text(meeting, field, record, place)

    @override
    def tone(self, readiness: Readiness, record: Model) -> str:
        state = record.get_state(readiness.today) if isinstance(record, TrackedMeasure) else ""
        return {"closed": "done", "carried": "done", "overdue": "late"}.get(state, "")


class RectificationView(LedgerView):
    """The list of all measures."""

    ledger = "rectification"
    command = "rectify"
    BINDINGS = [IMPORT]

    def pages(self) -> Iterable[PageGrid]:
        """Make the ledger."""
        yield LedgerGrid(Measures()).data_bind(View.query_text, View.me, readiness=View.shown)

    def state_line(self, readiness: Readiness) -> str:
        """Return how many are settled."""
        meeting = readiness.meeting
        found: list[TrackedMeasure] = [*meeting.ledgers.rectification.entries.values()]
        for subject in meeting.subjects:
            found += meeting.sheet(subject).outline.measures.values()
        late = sum(one.get_state(readiness.today) == "overdue" for one in found)
        return _("{settled} of {count} settled, {late} late").format(
            settled=sum(one.is_settled for one in found), count=len(found), late=late
        )

    def foot_line(self, readiness: Readiness) -> str:
        """Return problem and progress of the measure under the cursor."""
        grid = self.query_one(LedgerGrid)
        if grid.place is None:
            return _("Nothing is entered yet: press i.")
        record = grid.record(grid.place)
        if not isinstance(record, TrackedMeasure):
            return ""
        is_late = record.get_state(readiness.today) == "overdue"
        late = describe_due(record.due, readiness.today) if record.due and is_late else ""
        parts = [late, getattr(record, "problem", ""), record.text, record.progress]
        return "  ".join(part for part in parts if part).replace("\n", " ")
