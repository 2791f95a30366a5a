"""A view: a page below the bar of stages. A hidden view is not updated; it catches up when shown."""

from typing import ClassVar

from textual.containers import Container
from textual.reactive import var

from checklists.readiness.duties import Readiness
from tui.widgets.page_grid import PageGrid


class View(Container):
    """The base of the overview, the stage view, the member view and the summary."""

    readiness: var[Readiness | None] = var(None)
    """The newest state, from the screen."""
    shown: var[Readiness | None] = var(None)
    """The state shown by the view's widgets."""
    query_text: var[str] = var("")
    me: var[str | None] = var(None)

    def watch_readiness(self) -> None:
        """Pass the new state on, if the view is visible."""
        if self.display:
            self.catch_up()

    def catch_up(self) -> None:
        """Show the newest state, filtered."""
        self.shown = self.readiness
        for grid in self.query(PageGrid):
            grid.catch_up()

    @property
    def lacks_aspects(self) -> bool:
        """Whether the view waits for the aspects to be set."""
        return False

    can_turn: ClassVar[bool] = False
    """Whether [ and ] turn to another subject."""

    def turn(self, step: int) -> None:
        """Show the next (1) or previous (-1) subject, if there are several."""

    @property
    def subject_here(self) -> str | None:
        """The subject under the cursor, if any."""
        return None

    @property
    def item_here(self) -> str:
        """The item under the cursor; empty if there is none."""
        return ""

    def focus_list(self) -> None:
        """Focus the widget that takes the view's keys."""
        raise NotImplementedError
