"""The day of the meeting: sign-in, self-criticism, who was told afterwards."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType

from checklists.base.language import N_, _
from checklists.edits.ledgers import sign_in, spoken, told
from checklists.model.ledgers.attendance import AWAY, NEXT
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import short_date, signed_sentence
from tui.base.messages import EditAsked
from tui.ledgers.view import MatrixView
from tui.widgets.attendance import attendance_cell
from tui.widgets.grid import Cell, Column
from tui.widgets.member_matrix import MemberMatrix
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View

CELLS = 14
SIGN_IN, SPOKEN, TOLD = 1, 2, 3


class DayMatrix(MemberMatrix):
    """Space marks a cell; f marks everyone who is expected as present."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "mark_cell", N_("Mark"), tooltip=N_("Present, on leave, unexcused; spoken; told")),
        Binding("f", "fill", N_("All present"), tooltip=N_("All who are expected and not recorded yet are present")),
    ]

    signs = (("○", N_("not recorded")), ("–", N_("does not apply")))

    def columns_of(self, meeting: Meeting) -> list[Column]:
        """Return what is recorded on the day."""
        del meeting
        return [Column(_("Sign-in"), CELLS), Column(_("Self-criticism"), CELLS), Column(_("Told afterwards"), CELLS)]

    def state_of(self, meeting: Meeting, member: str, column: int) -> Cell:
        """Return what was recorded of a member."""
        day = meeting.ledgers.day
        there = day.attendance.get(member)
        if column == SIGN_IN:
            return attendance_cell(there)
        if column == SPOKEN:
            if there in AWAY:
                return Cell("–", "dim")
            return Cell("✔", "done") if day.spoken.get(member) else Cell("○", "open")
        if member not in meeting.away:
            return Cell("–", "dim")
        if member not in day.told or self.readiness is None:
            return Cell("○", "open")
        return Cell(f"✔ {short_date(day.told[member], self.readiness.today)}", "done")

    def action_mark_cell(self) -> None:
        """Take the next state of the cell."""
        meeting, member = self.meeting, self.member
        if meeting is None or member is None or self.readiness is None:
            return
        day, today = meeting.ledgers.day, self.readiness.today
        if self.cursor_column == SIGN_IN:
            following = NEXT[day.attendance.get(member)]
            self.post_message(EditAsked(lambda now: sign_in(now, {member: following})))
        elif self.cursor_column == SPOKEN:
            has_spoken = not day.spoken.get(member)
            self.post_message(EditAsked(lambda now: spoken(now, [member], has_spoken=has_spoken)))
        else:
            on = None if member in day.told else today
            self.post_message(EditAsked(lambda now: told(now, [member], on)))

    def action_fill(self) -> None:
        """Record all who are shown and expected as present."""
        meeting = self.meeting
        if meeting is None:
            return
        taken, roster = meeting.ledgers.day.attendance, meeting.settings.members
        left = [key for key in self.members if key not in taken and roster[key].attendance == "expected"]
        self.post_message(EditAsked(lambda now: sign_in(now, dict.fromkeys(left, "present"))))


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
