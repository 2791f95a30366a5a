"""What the list of rules and the list of findings meant so share: saved at once, undone with u, following the disk."""

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from checklists.base.cells import wrap
from checklists.base.language import N_
from checklists.model.meeting import Meeting
from tui.base.session import POLL_SECONDS, Session
from tui.forms.browse import BrowseScreen
from tui.forms.saving import Saver
from tui.widgets.grid import fit

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
        self.saver = Saver(self, session, show=self.refill, say=self.say)
        self._known = meeting

    def on_mount(self) -> None:
        """Fill the list, and follow what another session or program changes."""
        self.saver.show()
        self.set_interval(POLL_SECONDS, self._follow)

    @property
    def meeting(self) -> Meeting:
        """The newest state that can be read."""
        self._known = self.session.reading.meeting or self._known
        return self._known

    def on_resize(self) -> None:
        """Share out the width anew."""
        self.saver.show()

    def label_text(self, label: str, text: str, style: str = "") -> Iterator[Content]:
        """Yield a labelled text of the detail, its lines below each other."""
        width = max(self.size.width - LABEL - BESIDE, LABEL)
        lines = [line for part in text.split("\n") for line in wrap(part, width)]
        for number, line in enumerate(lines):
            yield Content.assemble((fit("" if number else label, LABEL), "$text-accent"), (line, style))

    def _follow(self) -> None:
        if self.saver.is_behind:
            self.saver.show()

    @work(group="undo")
    async def action_undo(self) -> None:
        """Take the last change back."""
        await self.saver.undo()

    @work(group="undo")
    async def action_redo(self) -> None:
        """Make the undone change again."""
        await self.saver.redo()
