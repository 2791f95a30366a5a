"""A notice while the terminal is too small."""

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from checklists.base.language import _
from tui.base.screen import LocalModal

LEAST_SIZE = Size(60, 16)
"""The least columns and rows: below, boards have no rows and forms no fields."""


class SmallScreen(LocalModal[None]):
    """Covers a screen that cannot be drawn."""

    DEFAULT_CSS = """
    SmallScreen { align: center middle; background: $background; }
    SmallScreen Static { width: 100%; height: auto; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        """Show the size needed, and how to end the app."""
        words = _("The terminal is too small: enlarge it to {columns} columns and {rows} rows. Ctrl+Q quits.")
        yield Static(Content(words.format(columns=LEAST_SIZE.width, rows=LEAST_SIZE.height)))
