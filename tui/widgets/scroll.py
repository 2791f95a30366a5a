"""Widgets that scroll, with a scroll bar at the right position."""

from textual.containers import VerticalScroll
from textual.widget import Widget


class ScrollBarSync(Widget):
    """A mixin for scrolling widgets: moves the bar when it is shown again, which Textual does only on scrolling."""

    def watch_show_vertical_scrollbar(self, is_shown: bool) -> None:
        """Move the bar to the text's position: while hidden, it kept its last one."""
        if is_shown:
            self.vertical_scrollbar.position = self.scroll_y


class Scroll(VerticalScroll, ScrollBarSync):
    """Text or fields, one below the other, that scroll if there is no room."""
