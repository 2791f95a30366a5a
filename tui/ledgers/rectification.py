"""The place of rectification: the measures of this meeting's outlines and those taken over from the last."""

from collections.abc import Iterable

from checklists.base.language import _
from checklists.model.ledgers.outline import Progress
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import late_by
from tui.ledgers.rectify_grid import RectifyGrid
from tui.ledgers.view import LedgerView
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View


class RectificationView(LedgerView):
    """One list of all measures."""

    ledger = "rectification"
    command = "rectify"

    def pages(self) -> Iterable[PageGrid]:
        """Make the ledger."""
        yield RectifyGrid().data_bind(View.query_text, View.me, readiness=View.shown)

    def state_line(self, readiness: Readiness) -> str:
        """Count what is settled."""
        meeting = readiness.meeting
        found: list[Progress] = [*meeting.ledgers.rectification.entries.values()]
        for subject in meeting.subjects:
            found += meeting.sheet(subject).outline.measures.values()
        late = sum(one.state_on(readiness.today) == "overdue" for one in found)
        return _("{settled} of {count} settled, {late} late").format(
            settled=sum(one.is_settled for one in found), count=len(found), late=late
        )

    def foot_line(self, readiness: Readiness) -> str:
        """Show problem and progress of the line."""
        grid = self.query_one(RectifyGrid)
        if grid.place is None:
            return _("Nothing is entered yet: press i.")
        record = grid.record(grid.place)
        if not isinstance(record, Progress):
            return ""
        is_late = record.state_on(readiness.today) == "overdue"
        late = late_by(record.due, readiness.today) if record.due and is_late else ""
        parts = [late, getattr(record, "problem", ""), record.text, record.progress]
        return "  ".join(part for part in parts if part).replace("\n", " ")
