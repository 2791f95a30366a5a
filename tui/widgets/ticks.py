"""Boxes and choices that show by a sign, not by a colour alone, whether they are chosen."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Checkbox, RadioButton, SelectionList
from textual.widgets.option_list import OptionDoesNotExist

TICKED = "√"


class Tick(Checkbox):
    """A box with a tick, or empty."""

    BUTTON_INNER = " "

    def on_mount(self) -> None:
        """Show how it begins."""
        self._show_sign()

    def watch_value(self) -> None:
        """Show the tick only where it is set."""
        self._show_sign()
        super().watch_value()

    def _show_sign(self) -> None:
        self.BUTTON_INNER = TICKED if self.value else " "
        self.refresh()


class Choice(RadioButton):
    """One of several; only the chosen one has a dot."""

    BUTTON_INNER = " "

    def on_mount(self) -> None:
        """Show how it begins."""
        self._show_sign()

    def watch_value(self) -> None:
        """Show the dot only where it is chosen."""
        self._show_sign()
        super().watch_value()

    def _show_sign(self) -> None:
        self.BUTTON_INNER = "●" if self.value else " "
        self.refresh()


class TickList(SelectionList[str]):
    """A list in which several can be ticked; Textual draws the same sign in every box, and tells by colour alone."""

    def render_line(self, y: int) -> Strip:
        """Draw the tick only where it is set."""
        line = super().render_line(y)
        try:
            option = self.get_option_at_index(self.scroll_offset.y + y)
        except OptionDoesNotExist:
            return line
        left, inner, *rest = line
        sign = TICKED if option.value in self.selected else " "
        return Strip([left, Segment(sign, inner.style), *rest])
