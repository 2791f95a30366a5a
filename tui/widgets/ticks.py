"""Boxes and choices that show by a sign, not by a colour alone, whether they are chosen."""

from typing import Any

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Checkbox, RadioButton, SelectionList
from textual.widgets.option_list import OptionDoesNotExist

from tui.widgets.scroll import ScrollBarSync

TICKED = "√"


def _inner(sign: str) -> Any:
    """Return what stands in the button: the sign where it is set, which Textual would tell by colour alone."""
    return property(lambda box: sign if box.value else " ")


class Tick(Checkbox):
    """A box with a tick, or empty."""

    BUTTON_INNER = _inner(TICKED)


class TickChoice(RadioButton):
    """One of several; only the chosen one has a dot."""

    BUTTON_INNER = _inner("●")


class TickList(SelectionList[str], ScrollBarSync):
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
