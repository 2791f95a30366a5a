"""A view: one of the pages below the bar of stages. A hidden view is not kept up to date; it catches up when shown."""

from typing import ClassVar

from textual.containers import Container
from textual.reactive import var

from checklists.readiness.duties import Readiness
from tui.widgets.page_grid import PageGrid


class View(Container):
    """Base of the overview, the stage view, the member view and the summary."""

    readiness: var[Readiness | None] = var(None)
    """The newest state, from the screen."""
    shown: var[Readiness | None] = var(None)
    """What the widgets of the view show."""
    query_text: var[str] = var("")
    me: var[str | None] = var(None)

    def watch_readiness(self) -> None:
        """Pass the new state on, if anyone sees it."""
        if self.display:
            self.catch_up()

    def catch_up(self) -> None:
        """Show the newest state, and what the filter lets through now."""
        self.shown = self.readiness
        for grid in self.query(PageGrid):
            grid.catch_up()

    @property
    def lacks_aspects(self) -> bool:
        """Whether what is shown waits for the aspects to be set."""
        return False

    can_turn: ClassVar[bool] = False
    """Whether [ and ] turn to another subject here."""

    def turn(self, step: int) -> None:
        """Show the next or previous subject, where there are any to turn to."""

    @property
    def subject_here(self) -> str | None:
        """The subject the cursor is on, if any."""
        return None

    @property
    def item_here(self) -> str:
        """The item the cursor is on; empty where it is on none."""
        return ""

    def focus_list(self) -> None:
        """Put the focus where the keys are expected."""
        raise NotImplementedError
