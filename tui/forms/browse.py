"""What the history and the kept copies share: a list that can be filtered, and below it what the cursor is on."""

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
from tui.widgets.prose import Paragraph
from tui.widgets.scroll import Scroll


class BrowseList(OptionLines):
    """The lines; the same keys move in it as everywhere."""

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
    """Base of both; subclasses fill the list and say what is shown of a line."""

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
        """What the lines are of."""

    def compose(self) -> ComposeResult:
        """Lay out title, filter, list and detail."""
        yield Label(Content(self._title), id="browse-title")
        yield Input(placeholder=_("Filter: text, pinyin or initials"), id="browse-filter", compact=True)
        yield BrowseList(id="browse-list", markup=False, compact=True)
        with Scroll(id="browse-detail"):
            yield Paragraph(id="browse-text", markup=False)
        yield Static(id="browse-status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one("#browse-filter").display = False
        self.query_one("#browse-list").focus()

    def entitle(self, title: str) -> None:
        """Say above what is listed."""
        self._title = title
        self.query_one("#browse-title", Label).update(Content(title))

    def go_to(self, line: int) -> None:
        """Put the cursor on a line."""
        self.query_one("#browse-list", OptionList).highlighted = line

    @property
    def query_text(self) -> str:
        """What was typed as a filter."""
        return self.query_one("#browse-filter", Input).value

    @property
    def here(self) -> int | None:
        """The number of the line the cursor is on."""
        return self.query_one("#browse-list", OptionList).highlighted

    def detail(self) -> Content:
        """Return what is shown below of the line the cursor is on."""
        raise NotImplementedError

    def fill(self, lines: Sequence[tuple[Hashable, Content]]) -> None:
        """Show other lines, each by what it is of; the cursor stays on what it was on."""
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
        """Show below what the cursor is on."""
        self.query_one("#browse-text", Static).update(self.detail())
        self.query_one("#browse-detail").scroll_home(animate=False)

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Say what happened."""
        status = self.query_one("#browse-status", Static)
        status.set_class(is_error, "-error")
        status.update(Content(sentence))

    def refill(self) -> None:
        """Fill the list anew: the filter changed."""
        raise NotImplementedError

    @on(OptionList.OptionHighlighted, "#browse-list")
    def follow(self) -> None:
        """Show what the cursor is on."""
        self.show_detail()

    @on(OptionList.OptionSelected, "#browse-list")
    def read_below(self) -> None:
        """Go down to read."""
        self.query_one("#browse-detail").focus()

    def action_filter(self) -> None:
        """Type a filter."""
        line = self.query_one("#browse-filter", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#browse-filter")
    def narrow(self, event: Input.Changed) -> None:
        """Show what matches."""
        event.stop()
        self.say("")
        self.refill()

    @on(Input.Submitted, "#browse-filter")
    def take_filter(self, event: Input.Submitted) -> None:
        """Go to what matches."""
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
