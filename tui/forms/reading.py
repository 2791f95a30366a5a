"""A text to read: as wide as possible, scrolled by keys, left by any key that leaves."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from checklists.base.language import N_
from tui.base.screen import LocalModal
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose
from tui.widgets.scroll import Scroll


class ReadingScreen(LocalModal[None]):
    """A title and a text; subclasses give `text`."""

    DEFAULT_CSS = """
    ReadingScreen { align: center middle; }
    ReadingScreen #dialog { height: 100%; }
    ReadingScreen #reading { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "close", N_("Close")),
        Binding("down,j", "scroll(1)", N_("Scroll"), key_display="↓ ↑"),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "page(1)", N_("Turn pages"), key_display="PgDn PgUp"),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def text(self, width: int) -> Content:
        """Return the text for lines of so many cells."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out title, text and keys."""
        with Vertical(id="dialog"):
            yield Label(Content(self._title), id="dialog-title")
            with Scroll(id="reading", can_focus=False):
                yield Prose(id="reading-text")
            yield KeyLine()

    @property
    def _box(self) -> Scroll:
        return self.query_one("#reading", Scroll)

    def on_resize(self) -> None:
        """Wrap at the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        self.query_one("#reading-text", Prose).update(self.text(self._box.scrollable_content_region.width))

    def action_scroll(self, direction: int) -> None:
        """Scroll by a line."""
        self._box.scroll_relative(y=direction, animate=False)

    def action_page(self, direction: int) -> None:
        """Scroll by a page."""
        self._box.scroll_relative(y=direction * max(self._box.size.height - 1, 1), animate=False)

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)


class DescriptionScreen(ReadingScreen):
    """A full description too long for its pane."""

    DEFAULT_CSS = """
    DescriptionScreen #dialog { height: auto; }
    DescriptionScreen #reading { height: auto; max-height: 80vh; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("z", "close", show=False)]

    def __init__(self, title: str, description: Content) -> None:
        super().__init__(title)
        self._description = description

    def text(self, width: int) -> Content:
        """Return the description; its lines are broken where it stands."""
        del width
        return self._description
