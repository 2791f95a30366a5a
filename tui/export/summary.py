"""The summary view: how fast it goes on, and what would be printed."""

from textual.app import ComposeResult
from textual.content import Content

from checklists.base.errors import UsageError
from checklists.readiness.duties import Readiness
from checklists.reports.deliver import SUMMARY, export_bytes
from checklists.reports.paper import ExportChoice
from checklists.reports.summary.pace import compute_pace
from tui.export.burn_up import BurnUp
from tui.widgets.prose import Paragraph
from tui.widgets.scroll import Scroll
from tui.widgets.view import View


class SummaryPage(View):
    """The burn-up, and below it the printed summary at this screen's width."""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with Scroll(id="summary-scroll"):
            yield BurnUp(id="burn-up")
            yield Paragraph(id="summary-text", markup=False)

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
        width = self.size.width - 4  # less a blank on either side, and the scroll bar
        if self.shown is not None and width > 0:
            self.query_one("#summary-text", Paragraph).update(Content(_text(self.shown, max(width, 60), self.me)))
            chart = self.query_one(BurnUp)
            chart.display = self.me is None
            chart.pace = (
                compute_pace(self.shown, self.shown.meeting.history.read_change_days()) if self.me is None else None
            )

    def focus_list(self) -> None:
        """Put the focus where the keys are expected."""
        self.query_one("#summary-scroll").focus()


def _text(readiness: Readiness, width: int, me: str | None) -> str:
    """Write it as who looks may see it; who left the roster meanwhile sees that."""
    try:
        return export_bytes(readiness, SUMMARY, "txt", ExportChoice(viewer=me, width=width)).decode()
    except UsageError as error:
        return str(error)
