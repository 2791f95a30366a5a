"""A meeting opened from the roll-up: leaving it leads back."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from checklists.base.language import N_
from tui.base.session import Session, open_session
from tui.meeting.faults import FaultsScreen
from tui.meeting.screen import MeetingScreen

BACK = Binding("q", "return", N_("Back"), tooltip=N_("Back to the roll-up; everything is saved"))


class VisitScreen(MeetingScreen):
    """A meeting above the roll-up."""

    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    greeting = N_("q leads back to the roll-up. Every change is saved at once.")

    def action_return(self) -> None:
        """Go back to the roll-up."""
        self.dismiss()


class VisitFaultsScreen(FaultsScreen):
    """A meeting above the roll-up that cannot be shown."""

    BINDINGS: ClassVar[list[BindingType]] = [BACK, Binding("escape", "return", N_("Back"), show=False)]

    def action_return(self) -> None:
        """Go back to the roll-up."""
        self.dismiss()


def visit(folder: Path, today: date | None) -> tuple[Session, Screen[None]]:
    """Read a meeting and return its screen. Raises `HuiqianError` without one."""
    session = open_session(folder, today=today)
    return session, VisitScreen(session) if session.reading.meeting else VisitFaultsScreen(session)
