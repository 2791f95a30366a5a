"""A matrix: the first column stays, the others scroll with the cursor; hundreds cost what is visible."""

from collections.abc import Sequence

from tui.widgets.grid import GAP, Column
from tui.widgets.page_grid import PageGrid


class Matrix(PageGrid):
    """Rows × columns with a cursor on one cell. Subclasses say what stands where, and what keys do with a cell."""

    has_cell_cursor = True
    header_lines = 2

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._all: tuple[Column, ...] = ()
        self._left = 1
        """The first column that is drawn beside the one that stays."""

    def set_matrix(self, columns: Sequence[Column], count: int) -> None:
        """Say which columns and how many rows there are, the first column being the rows' names."""
        self._all = tuple(columns)
        self.cursor_column = self.validate_cursor_column(max(self.cursor_column, 1))
        self._choose_columns()
        self.set_shape(self._visible(), count)

    def column_at(self, number: int) -> int:
        """Return which column is drawn in a place."""
        return 0 if number == 0 else self._left + number - 1

    def validate_cursor_column(self, column: int) -> int:
        """Keep the cursor within the columns, off the names."""
        return max(min(column, len(self._all) - 1), min(1, len(self._all) - 1), 0)

    def watch_cursor_column(self) -> None:
        """Repaint the cursor's line, or everything where columns scrolled."""
        if self._choose_columns():
            self.set_shape(self._visible(), self.row_count)
        super().watch_cursor_column()

    def on_resize(self) -> None:
        """Show as many columns as there is room for now."""
        self._choose_columns()
        self.set_shape(self._visible(), self.row_count)
        super().on_resize()

    def _room(self) -> int:
        width = self.scrollable_content_region.width or self.size.width or 78
        return width - (self._all[0].width if self._all else 0)

    def _last(self, left: int) -> int:
        """Return the last column that fits where this one is the first."""
        room, last = self._room(), left
        for number in range(left, len(self._all)):
            room -= self._all[number].width + GAP
            if room < 0:
                break
            last = number
        return last

    def _choose_columns(self) -> bool:
        """Scroll just as far that the cursor's column is drawn; tell whether that moved anything."""
        before = self._left
        self._left = max(1, min(self._left, len(self._all) - 1))
        self._left = min(self._left, max(self.cursor_column, 1))
        while self._last(self._left) < self.cursor_column:
            self._left += 1
        while self._left > 1 and self._last(self._left - 1) == len(self._all) - 1:
            self._left -= 1
        return self._left != before

    def _visible(self) -> tuple[Column, ...]:
        if not self._all:
            return ()
        last = self._last(self._left)
        more = ("‹" if self._left > 1 else " ") + (" ›" if last + 1 < len(self._all) else "")
        corner = self._all[0]._replace(title=more.rstrip() or self._all[0].title)
        return (corner, *self._all[self._left : last + 1])
