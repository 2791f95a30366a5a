"""The summary view: what would be printed."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.screens.view import View


class SummaryView(View):
    """The printed summary, at this screen's width."""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with VerticalScroll(id="summary-scroll"):
            yield Static(id="summary-text", markup=False)

    def on_mount(self) -> None:
        """Write it."""
        self._write()

    def on_resize(self) -> None:
        """Write it anew at another width."""
        self._write()

    def watch_shown(self) -> None:
        """Write it anew."""
        if self.is_mounted:
            self._write()

    def _write(self) -> None:
        from checklists.reports.text import summary_text  # noqa: PLC0415 - not needed for the first screen

        width = self.size.width - 3
        if self.shown is not None and width > 0:
            text = summary_text(self.shown, width=max(width, 60), is_coloured=False, member=self.me)
            self.query_one("#summary-text", Static).update(Content(text))

    def focus_list(self) -> None:
        """Put the focus where the keys are expected."""
        self.query_one("#summary-scroll").focus()
