"""The place of study: attendance and reading in one matrix, the sessions, the reading list."""

from collections.abc import Iterable
from typing import Any

from textual import on

from checklists.base.language import _
from checklists.edits.ledgers import make_up
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.records.kinds import KINDS
from tui.base.messages import FormAsked
from tui.ledgers.study_matrix import StudyMatrix
from tui.ledgers.view import MatrixView
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View


class StudyView(MatrixView[StudyMatrix]):
    """Attendance and reading, sessions, reading list."""

    ledger = "study"
    command = "study"

    def pages(self) -> Iterable[PageGrid]:
        """Make the matrix and both ledgers."""
        yield StudyMatrix().data_bind(View.query_text, View.me, readiness=View.shown)
        yield LedgerGrid([KINDS["session"]]).data_bind(View.query_text, View.me, readiness=View.shown)
        yield LedgerGrid([KINDS["text"]]).data_bind(View.query_text, View.me, readiness=View.shown)

    def state_line(self, readiness: Readiness) -> str:
        """Count sessions and texts."""
        study = readiness.meeting.ledgers.study
        return _("{held} of {sessions} sessions held, {texts} texts").format(
            held=len(study.held), sessions=len(study.sessions), texts=len(study.texts)
        )

    def foot_line(self, readiness: Readiness) -> str:
        """Say in full which session or text the cursor is on."""
        if not isinstance(self.grid, StudyMatrix):
            return "" if self.grid.row_count else _("Nothing is entered yet: press i.")
        study = readiness.meeting.ledgers.study
        place = self.matrix.place
        if place is None:
            return _("No sessions and texts yet: press t for the next page, there i to enter one.")
        kind, key = place
        if kind == "text":
            return study.texts[key].title if key in study.texts else ""
        session = study.sessions.get(key)
        return f"{session.date}  {session.topic}" if session else ""

    @on(StudyMatrix.MakeUpAsked)
    def ask_make_up(self, event: StudyMatrix.MakeUpAsked) -> None:
        """Ask when and how the absence was made up for."""
        event.stop()
        from tui.ledgers.forms import MakeUp, MakeUpDialog  # noqa: PLC0415 - when it is asked for

        member, session = event.member, event.session

        def form(meeting: Meeting, draft: MakeUp | None, error: str) -> MakeUpDialog:
            old = meeting.sheet(member).study.made_up.get(session)
            today = self.shown.today if self.shown else None
            if draft is None:
                draft = MakeUp(old.on, old.note) if old else MakeUp(today, "")
            found = meeting.ledgers.study.sessions.get(session)
            topic = found.topic if found else _("removed meanwhile")
            return MakeUpDialog(" · ".join([_("Make-up study"), meeting.name(member), topic]), draft, today, error)

        def edit(meeting: Meeting, found: Any) -> Any:
            return make_up(meeting, member, session, found.day, found.note)

        self.post_message(FormAsked(form, edit))
