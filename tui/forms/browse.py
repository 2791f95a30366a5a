"""The base of the history and the kept copies: a list with a filter, and below it the details of a line."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from checklists.base.language import N_, _
from tui.base.key_groups import ALWAYS
from tui.base.screen import LocalScreen
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
        """Lay out title, filter, list and detail."""
        yield Label(Content(self._title), id="browse-title")
        yield Input(placeholder=_("Filter: text, pinyin or initials"), id="browse-filter", compact=True)
        yield BrowseList(id="browse-list", markup=False, compact=True)
        with Scroll(id="browse-detail"):
            yield UpdatedText(id="browse-text", markup=False)
        yield Static(id="browse-status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Focus the list."""
        self.query_one("#browse-filter").display = False
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
        return self.query_one("#browse-filter", Input).value

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
        line = self.query_one("#browse-filter", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#browse-filter")
    def narrow(self, event: Input.Changed) -> None:
        """Show only matching lines."""
        event.stop()
        self.say("")
        self.refill()

    @on(Input.Submitted, "#browse-filter")
    def take_filter(self, event: Input.Submitted) -> None:
        """Focus the list of matches."""
        event.stop()
        self.query_one("#browse-list").focus()

    def action_leave(self) -> None:
        """Go back to the list, else clear the filter, else leave."""
        shown, line = self.query_one("#browse-list"), self.query_one("#browse-filter", Input)
        if line.value or line.has_focus:
            line.value = ""
            line.display = False
            shown.focus()
        elif not shown.has_focus:
            shown.focus()
        else:
            self.dismiss(None)
