"""Boxes and choices that show by a sign, not by a colour alone, whether they are chosen."""

from textual.widgets import Checkbox, RadioButton


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
        self.BUTTON_INNER = "√" if self.value else " "
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
