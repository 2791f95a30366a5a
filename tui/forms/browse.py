"""The base of the history and the kept copies: a list with a filter, and below it the details of a line."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from checklists.base.language import N_
from tui.base.key_groups import ALWAYS
from tui.base.messages import FilterChanged, FilterClosed
from tui.base.screen import LocalScreen
from tui.widgets.filter_line import FilterLine
from tui.widgets.key_line import KeyLine
from tui.widgets.option_lines import OptionLines
from tui.widgets.prose import UpdatedText
from tui.widgets.scroll import Scroll


class BrowseList(OptionLines):
    """The lines, with the same keys as all lists."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", N_("Down"), show=False),
        Binding("up,k", "cursor_up", N_("Up"), show=False),
        Binding("home,g", "first", N_("First row"), show=False),
        Binding("end,G", "last", N_("Last row"), show=False),
        Binding(
            "enter", "select", N_("Read"), key_display="Enter", tooltip=N_("Read below; Escape goes back to the list")
        ),
    ]


class BrowseScreen(LocalScreen[None]):
    """A list with details; subclasses fill it and give the details."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "read", N_("Read"), key_display="Enter", tooltip=N_("Read below; Escape goes back to the list")
        ),
        Binding("slash", "filter", N_("Filter"), key_display="/", tooltip=N_("Filter by text, pinyin or initials")),
        Binding(
            "question_mark,f1", "app.help", N_("Help"), key_display="?", tooltip=N_("Keys and signs"), group=ALWAYS
        ),
        Binding("escape", "leave", N_("Back"), key_display="Esc"),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._keys: list[Hashable] = []
        """What each line is about."""

    def compose(self) -> ComposeResult:
        """Lay out title, list, details and filter."""
        yield Label(Content(self._title), id="browse-title")
        yield BrowseList(id="browse-list", markup=False, compact=True)
        with Scroll(id="browse-detail"):
            yield UpdatedText(id="browse-text", markup=False)
        yield FilterLine(id="filter")
        yield Static(id="browse-status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Focus the list."""
        self.query_one("#browse-list").focus()

    def entitle(self, title: str) -> None:
        """Set the title of the list."""
        self._title = title
        self.query_one("#browse-title", Label).update(Content(title))

    def go_to(self, line: int) -> None:
        """Move the cursor to a line."""
        self.query_one("#browse-list", OptionList).highlighted = line

    @property
    def query_text(self) -> str:
        """The filter as typed."""
        return self.query_one(FilterLine).value

    @property
    def here(self) -> int | None:
        """The number of the line under the cursor."""
        return self.query_one("#browse-list", OptionList).highlighted

    def detail(self) -> Content:
        """Return the details of the line under the cursor."""
        raise NotImplementedError

    def fill(self, lines: Sequence[tuple[Hashable, Content]]) -> None:
        """Show other lines, each with a key; the cursor stays on its key."""
        shown = self.query_one("#browse-list", OptionList)
        place = self.here or 0
        before = self._keys[place] if place < len(self._keys) else None
        self._keys = [key for key, _line in lines]
        shown.clear_options()
        shown.add_options([Option(line) for _key, line in lines])
        if lines:
            shown.highlighted = self._keys.index(before) if before in self._keys else min(place, len(lines) - 1)
        self.show_detail()

    def show_detail(self) -> None:
        """Show the details of the line under the cursor."""
        self.query_one("#browse-text", Static).update(self.detail())
        self.query_one("#browse-detail").scroll_home(animate=False)

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a message."""
        status = self.query_one("#browse-status", Static)
        status.set_class(is_error, "-error")
        status.update(Content(sentence))

    def refill(self) -> None:
        """Fill the list again for another filter."""
        raise NotImplementedError

    @on(OptionList.OptionHighlighted, "#browse-list")
    def follow(self) -> None:
        """Show the details of the line under the cursor."""
        self.show_detail()

    @on(OptionList.OptionSelected, "#browse-list")
    def read_below(self) -> None:
        """Focus the details."""
        self.query_one("#browse-detail").focus()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterLine).open()

    @on(FilterChanged)
    def narrow(self, event: FilterChanged) -> None:
        """Show only matching lines."""
        event.stop()
        self.say("")
        self.refill()

    @on(FilterClosed)
    def leave_filter(self, event: FilterClosed) -> None:
        """Focus the list."""
        event.stop()
        self.query_one("#browse-list").focus()

    def action_leave(self) -> None:
        """Clear the filter, else go back to the list, else leave."""
        shown = self.query_one("#browse-list")
        if self.query_text:
            self.query_one(FilterLine).action_clear()
        elif not shown.has_focus:
            shown.focus()
        else:
            self.dismiss(None)
