"""The board: subjects × stages, each cell a glyph and a count."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from checklists.base.cells import count_cells
from checklists.base.language import N_, _
from checklists.readiness.words import format_percent, format_tally
from tui.base.matching import is_match
from tui.base.messages import StageChosen, SubjectChosen
from tui.base.wording import get_tally_tone
from tui.widgets.abbreviation import shorten_heading
from tui.widgets.grid import GridCell, GridColumn
from tui.widgets.page_grid import PageGrid


class Board(PageGrid):
    """How far every subject is in every stage. Enter opens the stage, on a name the member."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open_row", N_("Open"), key_display="Enter", tooltip=N_("Open the stage; on a name, the member")
        )
    ]
    has_cell_cursor = True
    header_lines = 2

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._subjects: list[str] = []
        self._stages: list[str] = []
        self._wide = 0

    def lay_out(self) -> None:
        """Lay the board out anew with the subjects that match."""
        readiness = self.readiness
        if readiness is None:
            return
        meeting, before = readiness.meeting, self.subject
        self._subjects = [
            subject
            for subject in meeting.subjects
            if self.me in {None, subject} and (not self.query_text or is_match(self.query_text, *self._names(subject)))
        ]
        self._stages = list(meeting.checklist.stages)
        width = min(max((count_cells(meeting.name(subject)) for subject in self._subjects), default=4), 16)
        titles = [str(stage.title) for stage in meeting.checklist.stages.values()]
        room = (self.scrollable_content_region.width or 78) - width - 1 - 5
        wide = max(min((room + 1) // max(len(titles), 1) - 1, 10), 6)
        self._wide = wide
        columns = [
            GridColumn(_("Subject"), width),
            *(GridColumn(shorten_heading(title, wide), wide) for title in titles),
            GridColumn(_("All"), 4, "right"),
        ]
        self.set_shape(columns, len(self._subjects))
        if before in self._subjects:
            self.cursor_row = self._subjects.index(before)

    def _names(self, subject: str) -> tuple[str, ...]:
        if self.readiness is None:
            return ()
        member = self.readiness.meeting.settings.members.get(subject)
        return (self.readiness.meeting.name(subject), *((member.post,) if member else ()))

    def on_resize(self) -> None:
        """Columns depend on the width."""
        self.fill()

    def cell(self, row: int, column: int) -> GridCell:
        """Return a name, a stage's tally, or the whole."""
        if self.readiness is None:
            return GridCell("")
        subject = self._subjects[row]
        if column == 0:
            meeting = self.readiness.meeting
            return GridCell(meeting.name(subject), "dim" if subject in meeting.away else "")
        if column > len(self._stages):
            return GridCell(format_percent(self.readiness.total_of(subject)), "dim")
        tally = self.readiness.subjects[subject].stages[self._stages[column - 1]]
        text = format_tally(tally)
        return GridCell(text if count_cells(text) <= self._wide else format_tally(tally, gap=""), get_tally_tone(tally))

    @property
    def subject(self) -> str | None:
        """The subject the cursor is on."""
        return self._subjects[self.cursor_row] if self._subjects else None

    def open_row(self) -> None:
        """Open the stage or the member under the cursor."""
        if self.subject is None:
            return
        if 0 < self.cursor_column <= len(self._stages):
            self.post_message(StageChosen(self._stages[self.cursor_column - 1], self.subject))
        else:
            self.post_message(SubjectChosen(self.subject))
