"""Matrices with a row for each member: attendance and reading, talks, criticism, the day of the meeting."""

from rich.cells import cell_len

from checklists.model.meeting import Meeting
from tui.base.matching import matches
from tui.widgets.grid import Cell, Column, broken
from tui.widgets.matrix import Matrix

NAME_CELLS = 12


class MemberMatrix(Matrix):
    """A row for each member who matches the filter; subclasses say which columns there are."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.members: list[str] = []

    @property
    def member(self) -> str | None:
        """The member the cursor is on."""
        return self.members[self.cursor_row] if self.cursor_row < len(self.members) else None

    def columns_of(self, meeting: Meeting) -> list[Column]:
        """Return the columns beside the names."""
        raise NotImplementedError

    def state_of(self, meeting: Meeting, member: str, column: int) -> Cell:
        """Return what stands in a member's column beside the name."""
        raise NotImplementedError

    def cell(self, row: int, column: int) -> Cell:
        """Return a name or a state."""
        meeting = self.meeting
        if meeting is None:
            return Cell("")
        member = self.members[row]
        return self.state_of(meeting, member, column) if column else Cell(meeting.name(member))

    def rows_of(self, meeting: Meeting) -> list[str]:
        """Return the members to show."""
        return [key for key in meeting.settings.members if self.me in {None, key}]

    def lay_out(self) -> None:
        """Lay the matrix out anew."""
        meeting = self.meeting
        if meeting is None:
            return
        names = {key: meeting.name(key) for key in self.rows_of(meeting)}
        self.members = [key for key, name in names.items() if not self.query_text or matches(self.query_text, name)]
        width = min(max((cell_len(names[key]) for key in self.members), default=4), NAME_CELLS)
        self.set_matrix([Column("", width), *self.columns_of(meeting)], len(self.members))

    def go_to(self, subject: str) -> None:
        """Put the cursor on a member, on the first cell there that is still open."""
        if subject in self.members:
            self.cursor_row = self.members.index(subject)
            columns = range(1, len(self._all))
            tones = (column for column in columns if self.cell(self.cursor_row, column).tone in {"open", "late"})
            self.cursor_column = next(tones, self.cursor_column)


class PairMatrix(MemberMatrix):
    """A column for each member, and perhaps more behind them."""

    CELLS = 6
    """A column's least cells: what a state takes."""
    ONE_LINE = 8
    """A name of at most so many cells stands on one line, as most do: those in two lines stand out of the row."""
    MOST_CELLS = 10

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._others: list[str] = []

    def columns_of(self, meeting: Meeting) -> list[Column]:
        """Return every member."""
        self._others = list(meeting.settings.members)
        return [self.titled(member.name) for member in meeting.settings.members.values()]

    def titled(self, title: str) -> Column:
        """Return a column as wide as its title needs: on one line, else on two where neither is cut."""
        if cell_len(title) <= self.ONE_LINE:
            return Column(title, max(cell_len(title), self.CELLS))
        widths = range(self.CELLS, self.MOST_CELLS)
        whole = (width for width in widths if all(cell_len(line) <= width for line in broken(title, width, 2)))
        return Column(title, next(whole, self.MOST_CELLS))

    def other_at(self, column: int) -> str | None:
        """Return the member a column stands for; ``None`` where it stands for something else."""
        return self._others[column - 1] if 0 < column <= len(self._others) else None
