"""The place of the day: sign-in, self-criticism, who was told afterwards."""

from collections.abc import Iterable

from checklists.base.language import _
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import signed_sentence
from tui.ledgers.day_matrix import DayMatrix
from tui.ledgers.view import MatrixView
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View


class DayView(MatrixView[DayMatrix]):
    """What happens on the day and right after it."""

    ledger = "day"
    command = "day"

    def pages(self) -> Iterable[PageGrid]:
        """Make the matrix."""
        yield DayMatrix().data_bind(View.query_text, View.me, readiness=View.shown)

    def state_line(self, readiness: Readiness) -> str:
        """Say how many are there, and whether that is enough."""
        return signed_sentence(readiness.meeting)

    def foot_line(self, readiness: Readiness) -> str:
        """Say who speaks next: the principal first, then in the roster's order."""
        meeting = readiness.meeting
        day, principal = meeting.ledgers.day, meeting.settings.principal
        order = [*([principal] if principal else []), *meeting.settings.members]
        waiting = [one for one in order if not day.spoken.get(one) and day.attendance.get(one) == "present"]
        if waiting:
            return _("{name} speaks next.").format(name=meeting.name(waiting[0]))
        return "" if day.spoken else _("Space records who is there; f records all who are expected.")
