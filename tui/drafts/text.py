"""A draft's text beside its tree: draws its own lines, marks places, and has a cursor for splitting."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from checklists.base.cells import count_cells
from checklists.base.language import N_
from checklists.model.checks import Level
from tui.widgets.scroll import ScrollBarSync

CONTEXT = 2
"""Lines visible above a place jumped to."""


class DraftText(ScrollView, ScrollBarSync, can_focus=True):
    """The cleaned text, wrapped at the width in cells."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "line(-1)", N_("Up"), show=False),
        Binding("down,j", "line(1)", N_("Down"), show=False),
        Binding("left,h", "step(-1)", N_("Left"), show=False),
        Binding("right,l", "step(1)", N_("Right"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("home,g", "edge(-1)", N_("First row"), show=False),
        Binding("end,G", "edge(1)", N_("Last row"), show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--here",
        "text--cursor",
        "text--error",
        "text--warning",
        "text--hint",
    }
    DEFAULT_CSS = """
    DraftText {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .text--here { background: $block-cursor-blurred-background; text-style: bold; }
        & > .text--cursor { text-style: reverse; }
        & > .text--error { color: $text-error; text-style: underline; }
        & > .text--warning { color: $text-warning; text-style: underline; }
        & > .text--hint { color: $text-secondary; text-style: underline; }
        &:nocolor > .text--here { text-style: reverse; }
    }
    """

    @dataclass
    class Moved(Message):
        """A person moved the cursor."""

        place: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.text = ""
        self.cursor = 0
        self.line_starts: list[int] = [0]
        self.marked_place = (0, 0)
        self._found: Sequence[tuple[int, int, Level]] = ()
        self._begins: list[int] = []
        """The position where each finding begins, in order."""
        self._reaches: list[int] = []
        """The furthest end of the findings up to each, so that a line examines few of thousands."""

    def show(self, text: str, found: Sequence[tuple[int, int, Level]]) -> None:
        """Show a text with its findings."""
        is_new = text != self.text
        self.text, self._found = text, sorted(found)
        self._begins = [start for start, _end, _level in self._found]
        self._reaches = list(accumulate((end for _start, end, _level in self._found), max))
        if is_new:
            self.cursor = min(self.cursor, len(text))
            self._wrap()
        self.refresh()

    def mark(self, start: int, end: int) -> None:
        """Mark a place and scroll to it."""
        self.marked_place = (start, end)
        self.cursor = start
        row = self.find_row(start)
        last = self.find_row(max(start, end - 1))
        top, high = self.scroll_offset.y, self.size.height
        if row < top or last >= top + high:
            self.scroll_to(y=max(row - CONTEXT, 0), animate=False)
        self.refresh()

    def highlight(self, start: int, end: int) -> None:
        """Mark a place without moving the cursor."""
        self.marked_place = (start, end)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap again."""
        self._wrap()
        self.call_after_refresh(self._follow)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def _wrap(self) -> None:
        width = max((self.scrollable_content_region.width or self.size.width), 2)
        starts, at = [0], 0
        cells = {char: count_cells(char) for char in set(self.text)}
        for place, char in enumerate(self.text):
            wide = cells[char]
            if char == "\n":
                starts.append(place + 1)
                at = 0
                continue
            if at + wide > width:
                starts.append(place)
                at = 0
            at += wide
        self.line_starts = starts
        self.virtual_size = Size(width, len(starts))

    def find_row(self, place: int) -> int:
        """Return the text row of a position."""
        return bisect_right(self.line_starts, place) - 1

    def _row_text(self, row: int) -> tuple[int, str]:
        start = self.line_starts[row]
        end = self.line_starts[row + 1] if row + 1 < len(self.line_starts) else len(self.text)
        return start, self.text[start:end].rstrip("\n")

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, base = self.size.width, self.rich_style
        row = y + self.scroll_offset.y
        if row >= len(self.line_starts):
            return Strip.blank(width, base)
        start, text = self._row_text(row)
        return Strip(list(self._segments(start, text))).adjust_cell_length(width, base)

    def _segments(self, start: int, text: str) -> Iterator[Segment]:
        end = start + len(text)
        near = self._found[bisect_right(self._reaches, start) : bisect_right(self._begins, end)]
        marks = [(self.marked_place, "here"), *(((one, other), level) for one, other, level in near)]
        if self.has_focus:
            marks.append(((self.cursor, self.cursor + 1), "cursor"))
        marks = [mark for mark in marks if mark[0][0] < end + 1 and mark[0][1] > start]
        edges = sorted({start, end, *(min(max(edge, start), end) for span, _name in marks for edge in span)})
        for one, other in pairwise(edges):
            style = self.rich_style
            for (begin, stop), name in marks:
                if begin <= one and other <= stop:
                    style += self.get_component_rich_style(f"text--{name}", partial=True)
            yield Segment(self.text[one:other], style)
        if self.has_focus and self.cursor == end:
            yield Segment(" ", self.rich_style + self.get_component_rich_style("text--cursor", partial=True))

    def _go(self, place: int) -> None:
        self.cursor = max(0, min(place, len(self.text)))
        self._follow()
        self.refresh()
        self.post_message(self.Moved(self.cursor))

    def _follow(self) -> None:
        row, top, high = self.find_row(self.cursor), self.scroll_offset.y, max(self.size.height, 1)
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif row >= top + high:
            self.scroll_to(y=row - high + 1, animate=False)

    def _at(self, row: int, cells: int) -> int:
        start, text = self._row_text(max(0, min(row, len(self.line_starts) - 1)))
        for number, char in enumerate(text):
            cells -= count_cells(char)
            if cells < 0:
                return start + number
        is_last = start + len(text) >= len(self.text) or self.text[start + len(text)] == "\n"
        return start + len(text) - (0 if is_last else 1)

    def action_line(self, rows: int) -> None:
        """Move the cursor by lines."""
        row = self.find_row(self.cursor)
        self._go(self._at(row + rows, sum(map(count_cells, self.text[self.line_starts[row] : self.cursor]))))

    def action_step(self, places: int) -> None:
        """Move the cursor by characters."""
        self._go(self.cursor + places)

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        self.action_line(direction * max(self.size.height - 1, 1))

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the beginning or the end."""
        self._go(0 if direction < 0 else len(self.text))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor at the clicked place."""
        place = event.get_content_offset(self)  # without borders and padding
        if place is None:
            return
        row = place.y + self.scroll_offset.y
        if row < len(self.line_starts):
            self._go(self._at(row, place.x))
