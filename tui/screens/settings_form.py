"""What the forms over a meeting's settings share: nothing is stored before ctrl+s, and nothing typed is lost."""

from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Select, Static, TextArea

from checklists.errors import HuiqianError, NotConfirmedError
from checklists.language import N_, _
from checklists.models import Model
from tui.screens.base import LocalScreen
from tui.screens.dialog import Confirm
from tui.screens.settling import Make
from tui.session import Session
from tui.widgets.ticks import Tick

Held = TypeVar("Held", bound=Model)


class SettingsForm(LocalScreen[bool], Generic[Held]):
    """Base of the forms; returns whether something was stored."""

    CSS_PATH = Path(__file__).with_name("settings.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save")),
        Binding("escape", "leave_form", N_("Back")),
        Binding("ctrl+t", "next_tab", N_("Next page"), priority=True),
        Binding("f1", "app.help", N_("Help")),
    ]

    def __init__(self, session: Session, seen: Held) -> None:
        super().__init__()
        self._session = session
        self._seen = seen
        """What the form was opened with."""

    def collected(self) -> Held:
        """Return what was entered. Raises `ValueError` with what does not fit."""
        raise NotImplementedError

    def complain(self, sentence: str) -> None:
        """Say what is wrong, or that nothing is."""
        self.query_one("#form-error", Static).update(Content(sentence))

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(Tick.Changed)
    def check_as_typed(self) -> None:
        """Check while typing."""
        if self.is_mounted:
            try:
                self.collected()
            except ValueError as error:
                self.complain(str(error))
            else:
                self.complain("")

    @on(Input.Submitted)
    def move_on(self) -> None:
        """Enter moves to the next field."""
        self.focus_next()

    async def store(self, make: Make) -> HuiqianError | None:
        """Store an edit; return what went wrong, if anything."""
        try:
            await self._session.save(make, on_newest=True)
        except NotConfirmedError as error:  # it is stored
            self.app.notify(str(error), severity="warning", markup=False)
        except HuiqianError as error:
            return error
        return None

    @work(group="dialog")
    async def action_leave_form(self) -> None:
        """Leave; ask first where something would be lost."""
        try:
            is_same = self.collected() == self._seen
        except ValueError:
            is_same = False
        if is_same or await self.app.push_screen_wait(
            Confirm(_("Leave without saving?"), [_("What was changed here is not saved.")], N_("Leave"))
        ):
            self.dismiss(False)
