"""What scrolls, with a scroll bar that stands where the text does."""

from textual.containers import VerticalScroll
from textual.widget import Widget


class ScrollBarSync(Widget):
    """Beside a widget that scrolls: its bar is moved on being shown again, which Textual does only on scrolling."""

    def watch_show_vertical_scrollbar(self, is_shown: bool) -> None:
        """Put the bar where the text is: while it was hidden, as all had room, it kept its last position."""
        if is_shown:
            self.vertical_scrollbar.position = self.scroll_y


class Scroll(VerticalScroll, ScrollBarSync):
    """Text or fields, one below the other, that scroll where they have no room."""
