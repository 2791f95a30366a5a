"""What the list of rules and the list of findings meant so share: saved at once, undone with u, following the disk."""

from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from checklists.cells import wrap
from checklists.edits import Edit
from checklists.errors import HuiqianError, NotConfirmedError
from checklists.language import N_, _
from checklists.meeting import Meeting
from tui.screens.browse import BrowseScreen
from tui.screens.settling import Make, settle
from tui.session import Session
from tui.widgets.grid import fit

POLL_SECONDS = 1.0
BESIDE = 6
"""Cells of a screen that are not a line's: padding and the scroll bar."""
LABEL = 12
"""Cells of the labels of a detail."""


class SavingList(BrowseScreen):
    """A list whose lines are changed in place; subclasses say what stands in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", N_("Undo"), tooltip=N_("Take the last change back")),
        Binding("ctrl+r", "redo", N_("Redo"), show=False, tooltip=N_("Make the change again")),
    ]

    def __init__(self, session: Session, meeting: Meeting, title: str) -> None:
        super().__init__(title)
        self.session = session
        self._known = meeting
        self._shown = session.reading

    def on_mount(self) -> None:
        """Fill the list, and follow what another session or program changes."""
        self.show_newest()
        self.set_interval(POLL_SECONDS, self._follow)

    @property
    def meeting(self) -> Meeting:
        """The newest state that can be read."""
        self._known = self.session.reading.meeting or self._known
        return self._known

    def show_newest(self) -> None:
        """Show the newest state."""
        self._shown = self.session.reading
        self.refill()

    def on_resize(self) -> None:
        """Share out the width anew."""
        self.show_newest()

    def labelled(self, label: str, text: str, style: str = "") -> Iterator[Content]:
        """Yield a labelled text of the detail, its lines below each other."""
        width = max(self.size.width - LABEL - BESIDE, LABEL)
        lines = [line for part in text.split("\n") for line in wrap(part, width)]
        for number, line in enumerate(lines):
            yield Content.assemble((fit("" if number else label, LABEL), "$text-accent"), (line, style))

    def _follow(self) -> None:
        if self.session.reading is not self._shown:
            self.show_newest()

    async def store(self, make: Make) -> HuiqianError | None:
        """Store an edit, show it and say so; where another changed the same, the person chooses. Within a worker."""
        error = await settle(self.app, self._store, make)
        self.show_newest()
        if error:
            self.say(str(error), is_error=True)
        return error

    async def _store(self, make: Make) -> HuiqianError | None:
        try:
            edit = await self.session.save(make)
        except NotConfirmedError as error:  # it is stored
            self.app.notify(str(error), severity="warning", markup=False)
        except HuiqianError as error:
            return error
        else:
            if edit.changes:
                self.say(_("Saved: {what}").format(what=edit.meaning))
        return None

    @work(group="undo")
    async def action_undo(self) -> None:
        """Take back this session's last change."""
        await self._go_back(self.session.undo, N_("Undone: {what}"), N_("There is nothing to undo."))

    @work(group="undo")
    async def action_redo(self) -> None:
        """Make the last undone change again."""
        await self._go_back(self.session.redo, N_("Done again: {what}"), N_("There is nothing to redo."))

    async def _go_back(self, step: Callable[[], Awaitable[Edit | None]], done: str, nothing: str) -> None:
        try:
            edit = await step()
        except HuiqianError as error:
            self.show_newest()
            self.say(str(error), is_error=True)
            return
        self.show_newest()
        self.say(_(done).format(what=edit.meaning) if edit else _(nothing))
