"""A grid that is a page of a ledger: fed by the screen, filled only while somebody sees it."""

from textual.reactive import var

from checklists.meeting import Meeting
from checklists.readiness import Readiness
from tui.widgets.grid import Grid


class PageGrid(Grid):
    """Base of matrices, ledgers and trees. A page behind another is not filled; it is when it is turned to."""

    readiness: var[Readiness | None] = var(None)
    query_text: var[str] = var("")
    me: var[str | None] = var(None)
    """Only what concerns this member, if set."""

    @property
    def meeting(self) -> Meeting | None:
        """The newest state."""
        return self.readiness.meeting if self.readiness else None

    def fill(self) -> None:
        """Lay everything out anew from the newest state, the cursor staying on what it was on."""
        raise NotImplementedError

    def _fill_if_seen(self) -> None:
        if self.display:
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
