"""The filter: opened with ``/``, narrows the list while typing, closed with escape."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from checklists.base.language import N_, _
from tui.base.matching import get_ready
from tui.base.messages import FilterChanged, FilterClosed


class FilterLine(Input):
    """The line to type a filter into."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", N_("Show all")),
        Binding("enter,down", "leave", N_("To the list")),
    ]
    DEFAULT_CSS = """
    FilterLine { height: 1; border: none; background: $surface; display: none; }
    FilterLine.-textual-compact { padding: 0 1; }
    FilterLine:focus { border: none; }
    FilterLine.-open { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(placeholder=_("Filter: text, pinyin or initials"), compact=True, id=id)

    def open(self) -> None:
        """Show the line and focus it."""
        self.add_class("-open")
        self.focus()
        self.run_worker(get_ready, group="readings", thread=True)

    def put(self, query: str) -> None:
        """Show the line with a filter."""
        self.value = query
        self.add_class("-open")

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Report the filter."""
        event.stop()
        self.post_message(FilterChanged(self.value))

    def reset(self) -> None:
        """Clear and hide the filter."""
        self.value = ""
        self.remove_class("-open")

    def action_clear(self) -> None:
        """Clear the filter and focus the list."""
        self.reset()
        self.post_message(FilterClosed())

    def action_leave(self) -> None:
        """Keep the filter and focus the list."""
        if not self.value:
            self.remove_class("-open")
        self.post_message(FilterClosed())
