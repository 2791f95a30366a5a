"""The summary view: the burn-up chart, and the summary as printed."""

from textual.app import ComposeResult
from textual.content import Content

from checklists.base.errors import UsageError
from checklists.readiness.duties import Readiness
from checklists.reports.deliver import SUMMARY, export_bytes
from checklists.reports.paper import ExportChoice
from checklists.reports.summary.pace import compute_pace
from tui.export.burn_up import BurnUp
from tui.widgets.prose import UpdatedText
from tui.widgets.scroll import Scroll
from tui.widgets.view import View


class SummaryPage(View):
    """The burn-up chart, and below it the summary at this screen's width."""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with Scroll(id="summary-scroll"):
            yield BurnUp(id="burn-up")
            yield UpdatedText(id="summary-text", markup=False)

    def on_mount(self) -> None:
        """Show the summary."""
        self._write()

    def on_resize(self) -> None:
        """Show the summary at the new width."""
        self._write()

    def watch_shown(self) -> None:
        """Show the new summary."""
        if self.is_mounted:
            self._write()

    def _write(self) -> None:
        width = self.size.width - 4  # without a blank on either side, and the scroll bar
        if self.shown is not None and width > 0:
            self.query_one("#summary-text", UpdatedText).update(
                Content(_render_text(self.shown, max(width, 60), self.me))
            )
            chart = self.query_one(BurnUp)
            chart.display = self.me is None
            chart.pace = (
                compute_pace(self.shown, self.shown.meeting.history.read_change_days()) if self.me is None else None
            )

    def focus_list(self) -> None:
        """Focus the widget that takes the view's keys."""
        self.query_one("#summary-scroll").focus()


def _render_text(readiness: Readiness, width: int, me: str | None) -> str:
    """Return the summary as the viewer may see it; a member who left the roster is told so."""
    try:
        return export_bytes(readiness, SUMMARY, "txt", ExportChoice(viewer=me, width=width)).decode()
    except UsageError as error:
        return str(error)
