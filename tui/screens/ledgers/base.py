"""What the places share: pages of grids, a line above that says how it stands, a line below for what is cut."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var
from textual.widgets import ContentSwitcher, Static

from checklists.readiness import Readiness
from tui.screens.view import View
from tui.widgets.page_grid import PageGrid


class LedgerView(View):
    """Pages of grids, one of them shown."""

    DEFAULT_CSS = """
    LedgerView { height: 1fr; layout: vertical; }
    LedgerView > .ledger-head { height: auto; max-height: 2; min-height: 1; padding: 0 1; color: $text-muted; }
    LedgerView > .ledger-foot { height: auto; max-height: 3; min-height: 1; padding: 0 1; color: $text-muted; }
    LedgerView > ContentSwitcher { height: 1fr; padding: 0 1; }
    """
    page: var[int] = var(0)

    def pages(self) -> Iterable[PageGrid]:
        """Make the grids, in the order of the pages' titles."""
        raise NotImplementedError

    def state_line(self, readiness: Readiness) -> str:
        """Say in a line how the ledger stands."""
        raise NotImplementedError

    def foot_line(self, readiness: Readiness) -> str:
        """Say what the cursor is on, where that does not fit a cell."""
        raise NotImplementedError

    def go_to(self, subject: str) -> None:
        """Put the cursor where this subject's work is."""

    def turn(self, step: int) -> bool:
        """Show the next or previous subject; tell whether there are any to turn to."""
        del step
        return False

    @property
    def subject_here(self) -> str | None:
        """The member the cursor is on, if any."""
        return None

    def compose(self) -> ComposeResult:
        """Lay out head, pages and foot."""
        yield Static(classes="ledger-head", markup=False)
        with ContentSwitcher(initial=f"{self.id}-{self.page}"):
            for number, grid in enumerate(self.pages()):
                grid.id = f"{self.id}-{number}"
                yield grid
        yield Static(classes="ledger-foot", markup=False)

    @property
    def grids(self) -> list[PageGrid]:
        """The pages' grids."""
        return list(self.query_one(ContentSwitcher).query(PageGrid))

    @property
    def grid(self) -> PageGrid:
        """The page that is shown."""
        return self.grids[self.page]

    def on_mount(self) -> None:
        """Say how it stands, and follow the cursors."""
        for grid in self.grids:
            self.watch(grid, "cursor_row", self._tell_foot, init=False)
            self.watch(grid, "cursor_column", self._tell_foot, init=False)
        self.tell()

    def watch_shown(self) -> None:
        """Say how it stands, after the grids have it."""
        self.call_after_refresh(self.tell)

    def watch_page(self) -> None:
        """Show another page."""
        if self.is_mounted:
            self.query_one(ContentSwitcher).current = f"{self.id}-{self.page}"
            self.grid.fill()
            self.tell()
            self.focus_list()

    def focus_list(self) -> None:
        """Put the focus on the grid."""
        if self.is_mounted:
            self.grid.focus()

    def tell(self) -> None:
        """Say above how the ledger stands, and below what the cursor is on."""
        if self.shown is None or not self.is_mounted:
            return
        self.query_one(".ledger-head", Static).update(Content(self.state_line(self.shown)))
        self._tell_foot()

    def _tell_foot(self, _value: object = None) -> None:
        if self.shown is not None and self.is_mounted:
            self.query_one(".ledger-foot", Static).update(Content(self.foot_line(self.shown)))
