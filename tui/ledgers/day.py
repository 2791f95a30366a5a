"""The day of the meeting: sign-in, self-criticism, absent members informed."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from typing_extensions import override

from checklists.base.language import N_, _
from checklists.edits.ledgers import record_self_criticism, record_told, sign_in
from checklists.model.ledgers.attendance import AWAY, NEXT
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import describe_sign_in, format_short_date
from tui.base.messages import EditAsked
from tui.ledgers.view import IMPORT, MatrixView
from tui.widgets.attendance import draw_attendance
from tui.widgets.grid import GridCell, GridColumn
from tui.widgets.matrix import MemberCells, MemberMatrix
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View

STATE_WIDTH = 14
SIGN_IN, SPOKEN, TOLD = 1, 2, 3


class DayCells(MemberCells):
    """Who signed in, who gave self-criticism, and which absent members were informed."""

    signs = (("○", N_("not recorded")), ("–", N_("does not apply")))

    @override
    def columns(self, readiness: Readiness) -> list[GridColumn]:
        return [
            GridColumn(_("Sign-in"), STATE_WIDTH),
            GridColumn(_("Self-criticism"), STATE_WIDTH),
            GridColumn(_("Told afterwards"), STATE_WIDTH),
        ]

    @override
    def state(self, readiness: Readiness, me: str | None, member: str, column: int) -> GridCell:
        meeting = readiness.meeting
        day = meeting.ledgers.day
        there = day.attendance.get(member)
        if column == SIGN_IN:
            return draw_attendance(there)
        if column == SPOKEN:
            if there in AWAY:
                return GridCell("–", "dim")
            return GridCell("✔", "done") if day.spoken.get(member) else GridCell("○", "open")
        if member not in meeting.away:
            return GridCell("–", "dim")
        if member not in day.told:
            return GridCell("○", "open")
        return GridCell(f"✔ {format_short_date(day.told[member], readiness.today)}", "done")


class DayView(MatrixView[DayCells]):
    """The day's matrix: space changes a cell, f records all expected members as present."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "mark_cell", N_("Mark"), tooltip=N_("Present, on leave, unexcused; spoken; told")),
        Binding("f", "fill", N_("All present"), tooltip=N_("All who are expected and not recorded yet are present")),
        IMPORT,
    ]
    ledger = "day"
    command = "day"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(DayCells(), id=id)

    def pages(self) -> Iterable[PageGrid]:
        """Make the matrix."""
        yield MemberMatrix(self.cells).data_bind(View.query_text, View.me, readiness=View.shown)

    def state_line(self, readiness: Readiness) -> str:
        """Return the number present, and whether it is enough."""
        return describe_sign_in(readiness.meeting)

    def foot_line(self, readiness: Readiness) -> str:
        """Return who speaks next: the principal first, then in the roster's order."""
        meeting = readiness.meeting
        day, principal = meeting.ledgers.day, meeting.settings.principal
        order = [*([principal] if principal else []), *meeting.settings.members]
        waiting = [one for one in order if not day.spoken.get(one) and day.attendance.get(one) == "present"]
        if waiting:
            return _("{name} speaks next.").format(name=meeting.name(waiting[0]))
        return "" if day.spoken else _("Space records who is there; f records all who are expected.")

    def action_mark_cell(self) -> None:
        """Set the cell's next state."""
        readiness, member, column = self.shown, self.matrix.member, self.matrix.cursor_column
        if readiness is None or member is None:
            return
        day, today = readiness.meeting.ledgers.day, readiness.today
        if column == SIGN_IN:
            following = NEXT[day.attendance.get(member)]
            self.post_message(EditAsked(lambda now: sign_in(now, {member: following})))
        elif column == SPOKEN:
            has_spoken = not day.spoken.get(member)
            self.post_message(EditAsked(lambda now: record_self_criticism(now, [member], has_spoken=has_spoken)))
        else:
            on = None if member in day.told else today
            self.post_message(EditAsked(lambda now: record_told(now, [member], on)))

    def action_fill(self) -> None:
        """Record all visible expected members as present."""
        if self.shown is None:
            return
        meeting = self.shown.meeting
        taken, roster = meeting.ledgers.day.attendance, meeting.settings.members
        left = [key for key in self.matrix.members if key not in taken and roster[key].attendance == "expected"]
        if not left:
            self.notify(_("All who are expected are recorded already."), markup=False)
            return
        self.post_message(EditAsked(lambda now: sign_in(now, dict.fromkeys(left, "present"))))
