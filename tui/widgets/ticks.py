"""Check boxes and choices that show their state by a sign, not by colour alone."""

from typing import Any

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Checkbox, RadioButton, SelectionList
from textual.widgets.option_list import OptionDoesNotExist

from tui.widgets.scroll import ScrollBarSync

TICKED = "√"


def _make_inner(sign: str) -> Any:
    """Return a button's content: the sign if it is set; Textual would only change the colour."""
    return property(lambda box: sign if box.value else " ")


class Tick(Checkbox):
    """A check box."""

    BUTTON_INNER = _make_inner(TICKED)


class TickChoice(RadioButton):
    """One of several choices; the chosen one has a dot."""

    BUTTON_INNER = _make_inner("●")


class TickList(SelectionList[str], ScrollBarSync):
    """A list with several ticks; Textual shows the state by colour alone."""

    def render_line(self, y: int) -> Strip:
        """Draw the tick only if it is set."""
        line = super().render_line(y)
        try:
            option = self.get_option_at_index(self.scroll_offset.y + y)
        except OptionDoesNotExist:
            return line
        left, inner, *rest = line
        sign = TICKED if option.value in self.selected else " "
        return Strip([left, Segment(sign, inner.style), *rest])
