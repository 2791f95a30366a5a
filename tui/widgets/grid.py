"""A table that draws its own lines: cost depends on what is visible, and moving the cursor repaints two lines."""

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar, Literal, NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from checklists.base import cells
from checklists.base.language import N_
from checklists.base.text import clean
from tui.widgets.scroll import ScrollBarSync

GRID_GAP = 1


class GridColumn(NamedTuple):
    """A column: heading, width in cells (0 for the rest of the room), and alignment."""

    title: str
    width: int = 0
    align: Literal["left", "right"] = "left"


class GridCell(NamedTuple):
    """The content of a place."""

    text: str
    tone: str = ""


@lru_cache(4096)
def fit(text: str, width: int, align: str = "left") -> str:
    """Return text of exactly this many cells: padded, or truncated with an ellipsis; control characters are escaped."""
    if not text.isprintable():
        text = clean(text).replace("\n", " ")
    # Textual measures a few lone signs, such as half a flag, in another way; what follows them must not move
    return set_cell_size(cells.pad(text, width, right=align == "right"), width)


def break_heading(title: str, width: int, lines: int) -> list[str]:
    """Break a heading into two lines at most: at a blank, hyphen, dot or between Chinese characters.

    What has no room on both is broken where its parts meet, so that of each the beginning is read.
    """
    if lines == 2 and "\n" in title:
        return title.split("\n", 1)
    if lines < 2 or cells.count_cells(title) <= width:
        return [""] * (lines - 1) + [title]
    middle = (len(title) + 1) // 2
    places = [
        place + 1
        for place, char in enumerate(title[:-1])
        if char in " -·" or (not char.isascii() and place + 1 == middle)
    ]
    fitting = [place for place in places if cells.count_cells(title[:place].rstrip()) <= width]
    fitting = fitting or [place for place in places if title[place - 1] in " -·"][:1]
    if not fitting:  # no place to break: the first line is filled, the second truncated when drawn
        first = cells.take_start(title, width).rstrip()
        return [first, title[len(first) :].lstrip()]
    return [title[: fitting[-1]].rstrip(), title[fitting[-1] :]]


class Grid(ScrollView, ScrollBarSync, can_focus=True):
    """A table with a fixed heading; subclasses give the content with `cell`."""

    BINDING_GROUP_TITLE = "Table"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1,0)", N_("Up"), show=False),
        Binding("down,j", "move(1,0)", N_("Down"), show=False),
        Binding("left,h", "move(0,-1)", N_("Left"), show=False),
        Binding("right,l", "move(0,1)", N_("Right"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("home,g", "edge(-1)", N_("First row"), show=False),
        Binding("end,G", "edge(1)", N_("Last row"), show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--header",
        "grid--cursor",
        "grid--row",
        "grid--done",
        "grid--doing",
        "grid--open",
        "grid--late",
        "grid--dim",
        "grid--heading",
    }
    DEFAULT_CSS = """
    Grid {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .grid--header { color: $text-muted; text-style: bold; }
        & > .grid--row { color: $foreground; }
        & > .grid--done { color: $text-success; }
        & > .grid--doing { color: $text-warning; }
        & > .grid--open { color: $text-muted; }
        & > .grid--late { color: $text-error; text-style: bold; }
        & > .grid--dim { color: $text-muted; }
        & > .grid--heading { text-style: bold; color: $text-primary; }
        & > .grid--cursor { background: $block-cursor-blurred-background; }
        &:focus > .grid--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: bold;
        }
        &:nocolor > .grid--cursor { text-style: reverse; }
    }
    """
    cursor_row = reactive(0, repaint=False)
    cursor_column = reactive(0, repaint=False)
    has_cell_cursor: ClassVar[bool] = False
    header_lines: ClassVar[int] = 1

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._columns: tuple[GridColumn, ...] = ()
        self.widths: tuple[int, ...] = ()
        self._count = 0

    def column_at(self, number: int) -> int:
        """Return the column drawn at a place; they differ if columns scroll."""
        return number

    def cell(self, row: int, column: int) -> GridCell:
        """Return the content of a place."""
        raise NotImplementedError

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._count

    def set_shape(self, columns: Sequence[GridColumn], count: int) -> None:
        """Set columns and number of rows, and repaint."""
        self._columns, self._count = tuple(columns), count
        self._lay_out()
        self.cursor_row = self.validate_cursor_row(self.cursor_row)
        self.refresh()

    def validate_cursor_row(self, row: int) -> int:
        """Keep the cursor within the rows."""
        return max(0, min(row, self._count - 1))

    def validate_cursor_column(self, column: int) -> int:
        """Keep the cursor within the columns."""
        return max(0, min(column, len(self._columns) - 1))

    def watch_cursor_row(self, old: int, new: int) -> None:
        """Repaint the two changed lines, and scroll to the cursor."""
        self.refresh_row(old)
        self.refresh_row(new)
        self._follow()

    def watch_cursor_column(self) -> None:
        """Repaint the cursor's line."""
        self.refresh_row(self.cursor_row)

    def refresh_row(self, row: int) -> None:
        """Repaint one row, if it is visible."""
        y = row - self.scroll_offset.y + self.header_lines
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _follow(self) -> None:
        visible = max(self.size.height - self.header_lines, 1)
        top = self.scroll_offset.y
        if self.cursor_row < top:
            self.scroll_to(y=self.cursor_row, animate=False)
        elif self.cursor_row >= top + visible:
            self.scroll_to(y=self.cursor_row - visible + 1, animate=False)

    def on_resize(self) -> None:
        """Distribute the width again."""
        self._lay_out()
        self._follow()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width or self.size.width
        fixed = sum(column.width for column in self._columns) + GRID_GAP * max(len(self._columns) - 1, 0)
        loose = sum(not column.width for column in self._columns)
        spare = max((width - fixed) // loose, 6) if loose else 0
        self.widths = tuple(column.width or spare for column in self._columns)
        self.virtual_size = Size(width, self._count + self.header_lines)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        base = self.visual_style.rich_style  # kept until styles change; `rich_style` asks all widgets around it
        if y < self.header_lines:
            style = base + self.get_component_rich_style("grid--header", partial=True)
            text = (" " * GRID_GAP).join(
                fit(break_heading(column.title, wide, self.header_lines)[y], wide, column.align)
                for column, wide in zip(self._columns, self.widths, strict=True)
            )
            return Strip([Segment(text, style)]).adjust_cell_length(width, style)
        row = y - self.header_lines + self.scroll_offset.y
        if not self._count and row < len(lines := self.hints()):
            style = base + self.get_component_rich_style("grid--dim", partial=True)
            return Strip([Segment(fit(lines[row], width), style)])
        if not 0 <= row < self._count:
            return Strip.blank(width, base)
        return self._row_strip(row, width, base)

    def _row_strip(self, row: int, width: int, base: Style) -> Strip:
        cursor = self.get_component_rich_style("grid--cursor", partial=True)
        is_here = row == self.cursor_row
        segments = []
        for number, wide in enumerate(self.widths):
            column = self.column_at(number)
            cell = self.cell(row, column)
            style = base + self.get_component_rich_style(f"grid--{cell.tone or 'row'}", partial=True)
            if is_here and (not self.has_cell_cursor or column == self.cursor_column):
                style += cursor
            segments.append(Segment(fit(cell.text, wide, self._columns[number].align), style))
            if number + 1 < len(self.widths):
                segments.append(
                    Segment(" " * GRID_GAP, base + cursor if is_here and not self.has_cell_cursor else base)
                )
        rest = base + cursor if is_here and not self.has_cell_cursor else base
        return Strip(segments).adjust_cell_length(width, rest)

    def hints(self) -> Sequence[str]:
        """Return lines to show if there are no rows: how to add some."""
        return ()

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor."""
        if rows:
            self.cursor_row += rows
        if columns:
            self.cursor_column += columns

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        self.cursor_row += direction * max(self.size.height - self.header_lines - 1, 1)

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the first or last row."""
        self.cursor_row = 0 if direction < 0 else self._count - 1

    def place_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Return the row and column at a position in the widget."""
        row = y - self.header_lines + self.scroll_offset.y
        if y < self.header_lines or not 0 <= row < self._count:
            return None
        edge = 0
        for number, wide in enumerate(self.widths):
            edge += wide + GRID_GAP
            if x < edge:
                return row, self.column_at(number)
        return row, self.column_at(len(self.widths) - 1)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the mouse; a second click opens the row."""
        place = self.place_at(event.x, event.y)
        if place is None:
            return
        was_here = place == (self.cursor_row, self.cursor_column)
        self.cursor_row, self.cursor_column = place
        if was_here or event.chain > 1:
            self.open_row()

    def action_open_row(self) -> None:
        """Open the row under the cursor."""
        self.open_row()

    def open_row(self) -> None:
        """Open the row under the cursor; overridden by subclasses."""
