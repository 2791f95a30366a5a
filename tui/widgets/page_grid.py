"""A grid that is fed by the screen, and filled only while somebody sees it."""

from collections.abc import Sequence
from typing import Any

from textual.reactive import var
from textual.widget import Widget

from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from tui.widgets.grid import Grid


class PageGrid(Grid):
    """Base of board, lists of duties, matrices, ledgers and the outline.

    What is hidden, a page behind another or a view behind another, is not filled; it catches up when it is shown.
    """

    signs: Sequence[tuple[str, str]] = ()
    """Signs that stand here without a word, or with another meaning than among duties, and the words for them."""
    readiness: var[Readiness | None] = var(None)
    query_text: var[str] = var("")
    me: var[str | None] = var(None)
    """Only what concerns this member, if set."""
    version: var[int] = var(0)
    """Counts what text around the grid must follow: its lines, its cursor, what is chosen."""
    _is_behind = False
    """Whether anything changed while nobody saw it."""

    @property
    def meeting(self) -> Meeting | None:
        """The newest state."""
        return self.readiness.meeting if self.readiness else None

    @property
    def arrangement(self) -> Any:
        """What is sorted, chosen or opened in it: with the cursor, all that leads back to what was seen."""
        return None

    @arrangement.setter
    def arrangement(self, arrangement: Any) -> None:
        del arrangement

    def fill(self) -> None:
        """Lay everything out anew from the newest state, the cursor staying on what it was on; then tell so."""
        self._is_behind = False
        self.lay_out()
        self.tell_change()

    def lay_out(self) -> None:
        """Make the lines of the newest state."""
        raise NotImplementedError

    def tell_change(self) -> None:
        """Let the text around the grid follow, and offer a member the keys that work there now."""
        self.version += 1
        if self.me is not None:  # the secretary may use all keys everywhere
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
        """Show only what matches."""
        self._fill_if_seen()

    def watch_me(self) -> None:
        """Show only what concerns the member."""
        self._fill_if_seen()

    def watch_cursor_row(self, old: int, new: int) -> None:
        """Tell what the cursor is on now."""
        super().watch_cursor_row(old, new)
        self.tell_change()

    def watch_cursor_column(self) -> None:
        """Tell what the cursor is on now."""
        super().watch_cursor_column()
        self.tell_change()
