"""Members × sessions and texts: attendance, make-up study and self-study in one place."""

from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.message import Message

from checklists.base.language import N_, _
from checklists.edits.change import Edit
from checklists.edits.ledgers import attend, read_text
from checklists.model.ledgers.attendance import AWAY, NEXT
from checklists.model.meeting import Meeting
from checklists.readiness.reasons import short_date
from tui.base.messages import EditAsked
from tui.widgets.attendance import attendance_cell
from tui.widgets.grid import Cell, Column
from tui.widgets.member_matrix import MemberMatrix

CELLS = 11


class StudyMatrix(MemberMatrix):
    """Space takes attendance or ticks a text off; enter makes up for an absence."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark_cell", N_("Mark"), tooltip=N_("Present, on leave, unexcused; a text read or not")),
        Binding("f", "fill", N_("Fill column"), tooltip=N_("All not recorded yet were present, or have read it")),
        Binding("enter", "open_row", N_("Make-up"), key_display="Enter", tooltip=N_("For a missed session")),
    ]

    signs = (("○", N_("not recorded")),)

    class MakeUpAsked(Message):
        """An absence is to be made up for."""

        def __init__(self, member: str, session: str) -> None:
            super().__init__()
            self.member = member
            self.session = session

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._places: list[tuple[Literal["session", "text"], str]] = []

    def columns_of(self, meeting: Meeting) -> list[Column]:
        """Return a column for each session, then one for each text."""
        study = meeting.ledgers.study
        by_date = sorted(study.sessions, key=lambda key: study.sessions[key].date)
        self._places = [*(("session", key) for key in by_date), *(("text", key) for key in study.texts)]
        found = (study.sessions[key] for key in by_date)
        today = self.readiness.today if self.readiness else meeting.settings.date
        sessions = [Column(f"{short_date(one.date, today)}\n{one.topic}", CELLS) for one in found]
        return [*sessions, *(Column(one.title, CELLS) for one in study.texts.values())]

    def state_of(self, meeting: Meeting, member: str, column: int) -> Cell:
        """Return an attendance, or whether a text was read."""
        kind, key = self._places[column - 1]
        own = meeting.sheet(member).study
        if kind == "text":
            if key in own.read:
                return Cell("✔ " + _("read"), "done")
            is_required = meeting.ledgers.study.texts[key].required
            return Cell("○", "open") if is_required else Cell("– " + _("optional"), "dim")
        state = meeting.ledgers.study.sessions[key].attendance.get(member)
        if state in AWAY and key in own.made_up:
            return Cell("✔ " + _("made up"), "done")
        return attendance_cell(state)

    @property
    def place(self) -> tuple[str, str] | None:
        """What the column under the cursor stands for: a session or a text, and its id."""
        return self._places[self.cursor_column - 1] if 0 < self.cursor_column <= len(self._places) else None

    def action_mark_cell(self) -> None:
        """Take the next state: present, on leave, absent, not recorded; read, not read."""
        meeting, member, place = self.meeting, self.member, self.place
        if meeting is None or member is None or place is None or self.readiness is None:
            return
        kind, key = place
        if kind == "text":
            on = None if key in meeting.sheet(member).study.read else self.readiness.today
            self.post_message(EditAsked(lambda now: read_text(now, member, [key], on)))
        else:
            following = NEXT[meeting.ledgers.study.sessions[key].attendance.get(member)]
            self.post_message(EditAsked(lambda now: attend(now, key, {member: following})))

    def action_fill(self) -> None:
        """Record all who are shown at once; who is recorded already stays as they are."""
        meeting, place = self.meeting, self.place
        if meeting is None or place is None or self.readiness is None:
            return
        (kind, key), today = place, self.readiness.today
        if kind == "session":
            taken = meeting.ledgers.study.sessions[key].attendance
            left = [member for member in self.members if member not in taken]
            if not left:
                self.notify(_("Everybody is recorded already."), markup=False)
                return
            self.post_message(EditAsked(lambda now: attend(now, key, dict.fromkeys(left, "present"))))
        else:
            left = [member for member in self.members if key not in meeting.sheet(member).study.read]
            self.post_message(EditAsked(lambda now: _all_read(now, left, key, today)))

    def action_open_row(self) -> None:
        """Make up for the absence under the cursor."""
        self.open_row()

    def open_row(self) -> None:
        """Make up for the absence under the cursor; nothing else is changed by it."""
        meeting, member, place = self.meeting, self.member, self.place
        if meeting is None or member is None or place is None:
            return
        if place[0] == "session" and meeting.ledgers.study.sessions[place[1]].attendance.get(member) in AWAY:
            self.post_message(self.MakeUpAsked(member, place[1]))
        else:
            self.notify(_("Nothing missed here: Space records attendance and reading."), markup=False)


def _all_read(meeting: Meeting, members: list[str], text: str, on: object) -> Edit:
    edits = [read_text(meeting, member, [text], on) for member in members]  # type: ignore[arg-type]
    return Edit(tuple(change for edit in edits for change in edit.changes), _("Self-study"))
