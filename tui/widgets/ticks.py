"""Boxes and choices that show by a sign, not by a colour alone, whether they are chosen."""

from textual.widgets import Checkbox, RadioButton


class Tick(Checkbox):
    """A box with a tick, or empty."""

    def watch_value(self) -> None:
        """Show the tick only where it is set."""
        self.BUTTON_INNER = "√" if self.value else " "
        super().watch_value()


class Choice(RadioButton):
    """One of several; only the chosen one has a dot."""

    def watch_value(self) -> None:
        """Show the dot only where it is chosen."""
        self.BUTTON_INNER = "●" if self.value else " "
        super().watch_value()
