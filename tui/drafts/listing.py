"""The base of the lists of rules and of findings that are meant so: edits are saved at once, `u` undoes them."""

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
"""Cells of a row besides the text: padding and the scroll bar."""
LABEL = 12
"""Cells of the labels in a detail."""


class SavingList(BrowseScreen):
    """A list edited in place; subclasses fill it."""

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
        """Fill the list, and watch the disk."""
        self.saver.show()
        self.set_interval(POLL_SECONDS, self._follow)

    @property
    def meeting(self) -> Meeting:
        """The newest meeting that could be read."""
        self._known = self.session.reading.meeting or self._known
        return self._known

    def on_resize(self) -> None:
        """Fit the columns to the width."""
        self.saver.show()

    def label_text(self, label: str, text: str, style: str = "") -> Iterator[Content]:
        """Yield a label and its text, one line below the other."""
        width = max(self.size.width - LABEL - BESIDE, LABEL)
        lines = [line for part in text.split("\n") for line in wrap(part, width)]
        for number, line in enumerate(lines):
            yield Content.assemble((fit("" if number else label, LABEL), "$text-accent"), (line, style))

    def _follow(self) -> None:
        if self.saver.is_behind:
            self.saver.show()

    @work(group="undo")
    async def action_undo(self) -> None:
        """Undo the last change."""
        await self.saver.undo()

    @work(group="undo")
    async def action_redo(self) -> None:
        """Redo the undone change."""
        await self.saver.redo()
