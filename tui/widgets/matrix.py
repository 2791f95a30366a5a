"""A matrix with a row for each member: names stay, other columns scroll; cost depends on what is visible."""

from collections.abc import Hashable, Sequence

from textual.message import Message

from checklists.base import cells
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from tui.base.matching import is_match
from tui.widgets.grid import GRID_GAP, GridCell, GridColumn, break_heading
from tui.widgets.page_grid import PageGrid

NAME_CELLS = 12
STATE_CELLS = 6
"""Cells of a member's column at least, as a state takes."""
ONE_LINE_CELLS = 8
"""Cells; a shorter name stays on one line, as most do."""
MOST_CELLS = 10


class MemberCells:
    """The content of a matrix: rows, columns and cells. It holds no state of the screen."""

    signs: Sequence[tuple[str, str]] = ()
    """Signs with a special meaning here, and their words."""

    def rows(self, meeting: Meeting, me: str | None) -> list[str]:
        """Return the members with a row."""
        return [key for key in meeting.settings.members if me in {None, key}]

    def columns(self, readiness: Readiness) -> list[GridColumn]:
        """Return the columns besides the names; called at each layout."""
        raise NotImplementedError

    def get_column_key(self, column: int) -> Hashable:
        """Return what a column is of, as of the last layout: the cursor stays on it as columns come and go."""
        return column

    def state(self, readiness: Readiness, me: str | None, member: str, column: int) -> GridCell:
        """Return the content of a member's column; the first besides the name is 1."""
        raise NotImplementedError


class MemberMatrix(PageGrid):
    """Members by columns, with a cursor on one cell. The view handles its keys."""

    has_cell_cursor = True
    header_lines = 2

    class Opened(Message):
        """The cell under the cursor was clicked again."""

    def __init__(self, cells: MemberCells, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.cells = cells
        self.signs = cells.signs
        self.members: list[str] = []
        self.columns: tuple[GridColumn, ...] = ()
        """All columns, including those for which there is no room."""
        self._left = 1
        """The first column drawn besides the names."""

    @property
    def member(self) -> str | None:
        """The member under the cursor."""
        return self.members[self.cursor_row] if self.cursor_row < len(self.members) else None

    @property
    def arrangement(self) -> int:
        """The first column drawn besides the names."""
        return self._left

    @arrangement.setter
    def arrangement(self, arrangement: int) -> None:
        self._left = arrangement
        self.set_shape(self._visible(), self.row_count)

    def lay_out(self) -> None:
        """Lay out the matrix again with the members that match the filter."""
        readiness = self.readiness
        if readiness is None:
            return
        member, key = self.member, self.cells.get_column_key(self.cursor_column)
        meeting = readiness.meeting
        names = {key: meeting.name(key) for key in self.cells.rows(meeting, self.me)}
        self.members = [key for key, name in names.items() if not self.query_text or is_match(self.query_text, name)]
        width = min(max((cells.count_cells(names[key]) for key in self.members), default=4), NAME_CELLS)
        self.columns = (GridColumn("", width), *self.cells.columns(readiness))
        same = (column for column in range(1, len(self.columns)) if self.cells.get_column_key(column) == key)
        self.cursor_column = self.validate_cursor_column(next(same, max(self.cursor_column, 1)))
        self._choose_columns()
        self.set_shape(self._visible(), len(self.members))
        if member in self.members:
            self.cursor_row = self.members.index(member)

    def cell(self, row: int, column: int) -> GridCell:
        """Return a name or a state."""
        if self.readiness is None:
            return GridCell("")
        member = self.members[row]
        if column == 0:
            return GridCell(self.readiness.meeting.name(member))
        return self.cells.state(self.readiness, self.me, member, column)

    def go_to(self, subject: str) -> None:
        """Move the cursor to a member's first open cell."""
        if self._is_behind:  # while hidden, its cells show an earlier state
            self.fill()
        if subject in self.members:
            self.cursor_row = self.members.index(subject)
            columns = range(1, len(self.columns))
            tones = (column for column in columns if self.cell(self.cursor_row, column).tone in {"open", "late"})
            self.cursor_column = next(tones, self.cursor_column)

    def open_row(self) -> None:
        """Ask the view to open the cell under the cursor."""
        self.post_message(self.Opened())

    def column_at(self, number: int) -> int:
        """Return the number of the column drawn in a place."""
        return 0 if number == 0 else self._left + number - 1

    def validate_cursor_column(self, column: int) -> int:
        """Keep the cursor within the columns, off the names."""
        return max(min(column, len(self.columns) - 1), min(1, len(self.columns) - 1), 0)

    def watch_cursor_column(self) -> None:
        """Repaint the cursor's line, or all lines if columns scrolled."""
        if self._choose_columns():
            self.set_shape(self._visible(), self.row_count)
        super().watch_cursor_column()

    def on_resize(self) -> None:
        """Show as many columns as fit."""
        self._choose_columns()
        self.set_shape(self._visible(), self.row_count)

    def _room(self) -> int:
        width = self.scrollable_content_region.width or self.size.width or 78
        return width - (self.columns[0].width if self.columns else 0)

    def _last(self, left: int) -> int:
        """Return the last column that fits if this one is the first."""
        room, last = self._room(), left
        for number in range(left, len(self.columns)):
            room -= self.columns[number].width + GRID_GAP
            if room < 0:
                break
            last = number
        return last

    def _choose_columns(self) -> bool:
        """Scroll until the cursor's column is drawn; tell whether anything moved."""
        before = self._left
        self._left = max(1, min(self._left, len(self.columns) - 1))
        self._left = min(self._left, max(self.cursor_column, 1))
        while self._last(self._left) < self.cursor_column:
            self._left += 1
        while self._left > 1 and self._last(self._left - 1) == len(self.columns) - 1:
            self._left -= 1
        return self._left != before

    def _visible(self) -> tuple[GridColumn, ...]:
        if not self.columns:
            return ()
        last = self._last(self._left)
        more = ("‹" if self._left > 1 else " ") + (" ›" if last + 1 < len(self.columns) else "")
        corner = self.columns[0]._replace(title=more.rstrip() or self.columns[0].title)
        return (corner, *self.columns[self._left : last + 1])


def name_column(title: str) -> GridColumn:
    """Return a column of states as wide as its title needs, on one or two lines."""
    if cells.count_cells(title) <= ONE_LINE_CELLS:
        return GridColumn(title, max(cells.count_cells(title), STATE_CELLS))
    widths = range(STATE_CELLS, MOST_CELLS)
    whole = (
        width for width in widths if all(cells.count_cells(line) <= width for line in break_heading(title, width, 2))
    )
    return GridColumn(title, next(whole, MOST_CELLS))
