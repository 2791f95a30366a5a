"""A list in which several records can be chosen: counted, used for an action, chosen no more."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import var

from checklists.base.language import N_
from checklists.records.kinds import KindName
from tui.widgets.page_grid import PageGrid

Place = tuple[KindName, str, str]
"""A record: its kind, whose sheet it is on, its id."""

CHOOSING: list[BindingType] = [
    Binding("x", "choose", N_("Choose"), tooltip=N_("Choose several records; again to leave one out")),
    Binding("X", "clear_choice", N_("Choose none"), show=False, tooltip=N_("Choose nothing any more")),
    Binding("escape", "leave_choice", show=False),
]
"""The keys that choose: each list says where among its own they stand."""


class ChoosingGrid(PageGrid):
    """Keys act on the records that were chosen, else on the one the cursor is on."""

    many_actions: ClassVar[frozenset[str]] = frozenset({"remove"})
    """The actions of bindings that act on all chosen records."""
    choice = var((0, 0))
    """How many records are chosen, and how many of them the filter hides."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: list[Place] = []
        self._chosen: set[Place] = set()
        self._used: set[Place] = set()
        """The chosen records that an action was asked for; once it changed them, they are chosen no more."""

    @property
    def place(self) -> Place | None:
        """The record the cursor is on."""
        return self._rows[self.cursor_row] if self.cursor_row < len(self._rows) else None

    @property
    def chosen(self) -> list[Place]:
        """The records that were chosen, in the order shown; else the one the cursor is on."""
        found = [place for place in self._rows if place in self._chosen]
        return found or ([self.place] if self.place else [])

    def use_choice(self) -> list[Place]:
        """Return the chosen records for an action; once it changed them, they are chosen no more."""
        self._used = set(self._chosen)
        return self.chosen

    def _keep_choice(self, there: set[Place], same: set[Place]) -> None:
        """Keep chosen what is still there, but for what an action has changed."""
        if self._used - same:
            self._chosen -= self._used
            self._used = set()
        self._chosen &= there

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to choose none where something is chosen; a filter is left first, it may hide what was."""
        del parameters
        if action == "clear_choice":
            return bool(self._chosen)
        if action == "leave_choice":
            return bool(self._chosen) and not self.query_text
        return True

    def action_choose(self) -> None:
        """Choose the record, or leave it out, and go on to the next."""
        if self.place:
            self._chosen ^= {self.place}
            self.refresh_row(self.cursor_row)
            self.cursor_row += 1
            self._count_choice()

    def action_clear_choice(self) -> None:
        """Choose nothing any more."""
        self._chosen = set()
        self.refresh()
        self._count_choice()

    def action_leave_choice(self) -> None:
        """Choose nothing any more."""
        self.action_clear_choice()

    def _count_choice(self) -> None:
        """Tell how many are chosen; some keys are there only then, or for what was chosen."""
        self.choice = (len(self._chosen), len(self._chosen - set(self._rows)))
        self.tell_change()
        self.refresh_bindings()
