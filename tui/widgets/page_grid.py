"""A grid that gets its data from the screen, and is filled only while visible."""

from collections.abc import Sequence
from typing import Any

from textual.reactive import var
from textual.widget import Widget

from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from tui.widgets.grid import Grid


class PageGrid(Grid):
    """The base of the board, lists of duties, matrices, ledgers and the outline.

    What is hidden, a page behind another or a view behind another, is not filled; it catches up when it is shown.
    """

    signs: Sequence[tuple[str, str]] = ()
    """Signs with a special meaning here, and their words."""
    readiness: var[Readiness | None] = var(None)
    query_text: var[str] = var("")
    me: var[str | None] = var(None)
    """The member to show only; ``None`` for all."""
    version: var[int] = var(0)
    """A counter of changes that text around the grid must follow: lines, cursor, choice."""
    _is_behind = False
    """Whether anything changed while it was hidden."""

    @property
    def meeting(self) -> Meeting | None:
        """The newest meeting."""
        return self.readiness.meeting if self.readiness else None

    @property
    def arrangement(self) -> Any:
        """The arrangement (order, choice, what is expanded) that restores the view, together with the cursor."""
        return None

    @arrangement.setter
    def arrangement(self, arrangement: Any) -> None:
        del arrangement

    def fill(self) -> None:
        """Lay out all lines again with the cursor on the same line, and report the change."""
        self._is_behind = False
        self.lay_out()
        self.tell_change()

    def lay_out(self) -> None:
        """Make the lines of the newest state."""
        raise NotImplementedError

    def tell_change(self) -> None:
        """Update the text around the grid and, for a member, the keys."""
        self.version += 1
        if self.me is not None:  # all keys work for the secretary everywhere
            self.refresh_bindings()

    def catch_up(self) -> None:
        """Show what changed while it was hidden."""
        if self._is_behind:
            self._fill_if_seen()

    def _fill_if_seen(self) -> None:
        nodes = (node for node in self.ancestors_with_self if isinstance(node, Widget))
        self._is_behind = not all(node.display for node in nodes)
        if not self._is_behind:
            self.fill()

    def watch_readiness(self) -> None:
        """Show the new state."""
        self._fill_if_seen()

    def watch_query_text(self) -> None:
        """Show only matching lines."""
        self._fill_if_seen()

    def watch_me(self) -> None:
        """Show only the member's lines."""
        self._fill_if_seen()

    def watch_cursor_row(self, old: int, new: int) -> None:
        """Report the line under the cursor."""
        super().watch_cursor_row(old, new)
        self.tell_change()

    def watch_cursor_column(self) -> None:
        """Report the column under the cursor."""
        super().watch_cursor_column()
        self.tell_change()
