"""Study: a matrix of attendance and reading, the sessions, the reading list, and the form of make-up study."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Literal, NamedTuple

from textual.binding import Binding, BindingType
from typing_extensions import override

from checklists.base.language import N_, _
from checklists.edits.change import Edit
from checklists.edits.ledgers import attend, make_up, read_text
from checklists.model.ledgers.attendance import AWAY, NEXT
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import format_short_date
from checklists.records.kinds import SESSION
from tui.base.messages import EditAsked, FormAsked
from tui.forms.form import DayField, Form, ProseField
from tui.ledgers.view import IMPORT, MatrixView
from tui.widgets.attendance import draw_attendance
from tui.widgets.grid import GridCell, GridColumn
from tui.widgets.ledger_grid import LedgerGrid, Records
from tui.widgets.matrix import MemberCells, MemberMatrix
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View

SESSION_WIDTH = 11


class StudyCells(MemberCells):
    """A column for each session by date, then for each text."""

    signs = (("○", N_("not recorded")),)

    def __init__(self) -> None:
        self.places: list[tuple[Literal["session", "text"], str]] = []
        """The sessions and texts of the columns."""

    @override
    def columns(self, readiness: Readiness) -> list[GridColumn]:
        study = readiness.meeting.ledgers.study
        by_date = SESSION.sort_records(readiness.meeting)
        self.places = [*(("session", key) for key in by_date), *(("text", key) for key in study.texts)]
        found = by_date.values()
        sessions = [
            GridColumn(f"{format_short_date(one.date, readiness.today)}\n{one.topic}", SESSION_WIDTH) for one in found
        ]
        return [*sessions, *(GridColumn(one.title, SESSION_WIDTH) for one in study.texts.values())]

    @override
    def state(self, readiness: Readiness, me: str | None, member: str, column: int) -> GridCell:
        meeting = readiness.meeting
        kind, key = self.places[column - 1]
        own = meeting.sheet(member).study
        if kind == "text":
            if key in own.read:
                return GridCell("✔ " + _("read"), "done")
            is_required = meeting.ledgers.study.texts[key].required
            return GridCell("○", "open") if is_required else GridCell("– " + _("optional"), "dim")
        state = meeting.ledgers.study.sessions[key].attendance.get(member)
        if state in AWAY and key in own.made_up:
            return GridCell("✔ " + _("made up"), "done")
        return draw_attendance(state)

    @override
    def get_column_key(self, column: int) -> tuple[Literal["session", "text"], str] | None:
        """Return what a column stands for: a session or a text, and its id."""
        return self.places[column - 1] if 0 < column <= len(self.places) else None


class MakeUpEntry(NamedTuple):
    """When and how an absence was made up for."""

    day: date | None
    note: str


def _make_up_form(title: str, draft: MakeUpEntry, today: date | None, error: str) -> Form[MakeUpEntry]:
    """Ask when and how; an empty day removes the record."""
    return Form(
        title,
        [DayField("day", _("On"), draft.day, today), ProseField("note", _("Note"), draft.note)],
        MakeUpEntry,
        error,
    )


class StudyView(MatrixView[StudyCells]):
    """The matrix and lists of study: space records attendance or reading, enter make-up study."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark_cell", N_("Mark"), tooltip=N_("Present, on leave, unexcused; a text read or not")),
        Binding("f", "fill", N_("Fill column"), tooltip=N_("All not recorded yet were present, or have read it")),
        Binding("enter", "open_cell", N_("Make-up"), key_display="Enter", tooltip=N_("For a missed session")),
        IMPORT,
    ]
    ledger = "study"
    command = "study"
    first_page_actions = frozenset({"mark_cell", "fill", "open_cell"})

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(StudyCells(), id=id)

    def pages(self) -> Iterable[PageGrid]:
        """Make the matrix and both ledgers."""
        yield MemberMatrix(self.cells).data_bind(View.query_text, View.me, readiness=View.shown)
        yield LedgerGrid(Records("session")).data_bind(View.query_text, View.me, readiness=View.shown)
        yield LedgerGrid(Records("text")).data_bind(View.query_text, View.me, readiness=View.shown)

    @property
    def place(self) -> tuple[Literal["session", "text"], str] | None:
        """What the matrix' column under the cursor stands for: a session or a text, and its id."""
        return self.cells.get_column_key(self.matrix.cursor_column)

    def state_line(self, readiness: Readiness) -> str:
        """Return the numbers of sessions and texts."""
        study = readiness.meeting.ledgers.study
        return _("{held} of {sessions} sessions held, {texts} texts").format(
            held=len(study.held_sessions), sessions=len(study.sessions), texts=len(study.texts)
        )

    def foot_line(self, readiness: Readiness) -> str:
        """Return the session or text under the cursor in full."""
        if self.page != 0:
            return "" if self.grid.row_count else _("Nothing is entered yet: press i.")
        study = readiness.meeting.ledgers.study
        if self.place is None:
            return _("No sessions and texts yet: press t for the next page, there i to enter one.")
        kind, key = self.place
        if kind == "text":
            return study.texts[key].title if key in study.texts else ""
        session = study.sessions.get(key)
        return f"{session.date}  {session.topic}" if session else ""

    def action_mark_cell(self) -> None:
        """Set the next state: present, on leave, absent, not recorded; read, not read."""
        readiness, member, place = self.shown, self.matrix.member, self.place
        if readiness is None or member is None or place is None:
            return
        meeting, (kind, key) = readiness.meeting, place
        if kind == "text":
            on = None if key in meeting.sheet(member).study.read else readiness.today
            self.post_message(EditAsked(lambda now: read_text(now, member, [key], on)))
        else:
            following = NEXT[meeting.ledgers.study.sessions[key].attendance.get(member)]
            self.post_message(EditAsked(lambda now: attend(now, key, {member: following})))

    def action_fill(self) -> None:
        """Record all visible members without a record."""
        readiness, members, place = self.shown, self.matrix.members, self.place
        if readiness is None or place is None:
            return
        meeting, today, (kind, key) = readiness.meeting, readiness.today, place
        if kind == "session":
            taken = meeting.ledgers.study.sessions[key].attendance
            left = [member for member in members if member not in taken]
        else:
            left = [member for member in members if key not in meeting.sheet(member).study.read]
        if not left:
            self.notify(_("Everybody is recorded already."), markup=False)
        elif kind == "session":
            self.post_message(EditAsked(lambda now: attend(now, key, dict.fromkeys(left, "present"))))
        else:
            self.post_message(EditAsked(lambda now: _record_all_read(now, left, key, today)))

    def action_open_cell(self) -> None:
        """Ask when and how the absence under the cursor was made up for; other cells stay."""
        readiness, member, place = self.shown, self.matrix.member, self.place
        if readiness is None or member is None or place is None:
            return
        kind, session = place
        sessions = readiness.meeting.ledgers.study.sessions
        if kind == "text" or sessions[session].attendance.get(member) not in AWAY:
            self.notify(_("Nothing missed here: Space records attendance and reading."), markup=False)
            return

        def form(meeting: Meeting, draft: MakeUpEntry | None, error: str) -> Form[MakeUpEntry]:
            old = meeting.sheet(member).study.made_up.get(session)
            today = self.shown.today if self.shown else None
            if draft is None:
                draft = MakeUpEntry(old.on, old.note) if old else MakeUpEntry(today, "")
            found = meeting.ledgers.study.sessions.get(session)
            topic = found.topic if found else _("removed meanwhile")
            return _make_up_form(" · ".join([_("Make-up study"), meeting.name(member), topic]), draft, today, error)

        def edit(meeting: Meeting, found: Any) -> Any:
            return make_up(meeting, member, session, found.day, found.note)

        self.post_message(FormAsked(form, edit))


def _record_all_read(meeting: Meeting, members: list[str], text: str, on: date) -> Edit:
    edits = [read_text(meeting, member, [text], on) for member in members]
    return Edit(tuple(change for edit in edits for change in edit.changes), _("Self-study"))
